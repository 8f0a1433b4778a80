//! Dates of workbooks, as their formats show them.

/// Year, month, day, hour, minute, second.
pub(super) type Moment = (u16, u8, u8, u8, u8, u8);

/// A date in a format of years, months and days (`yyyy"年"m"月"`); any other as 2024-01-31, with the time if there is one.
pub(super) fn shown(moment: Moment, format: &str) -> String {
    by_format(moment, format).unwrap_or_else(|| {
        let (year, month, day, hour, minute, second) = moment;
        let date = format!("{year:04}-{month:02}-{day:02}");
        if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
    })
}

fn by_format((year, month, day, ..): Moment, format: &str) -> Option<String> {
    let mut text = String::new();
    let mut rest = format.split(';').next()?;
    let mut has_year = false;
    while let Some(character) = rest.chars().next() {
        let run = rest.len() - rest.trim_start_matches(character).len();
        let (shown, length) = match (character, run) {
            ('y', 1..=2) => (format!("{:02}", year % 100), run),
            ('y', 3..=4) => (format!("{year:04}"), run),
            ('m', 1) => (month.to_string(), run),
            ('m', 2) => (format!("{month:02}"), run),
            ('d', 1) => (day.to_string(), run),
            ('d', 2) => (format!("{day:02}"), run),
            ('"', _) => {
                let inside = rest[1..].split('"').next()?;
                (inside.to_owned(), (inside.len() + 2).min(rest.len()))
            }
            ('[', _) => (String::new(), rest.find(']')? + 1),
            ('\\', _) => (String::new(), 1),
            ('-' | '/' | '.' | ' ' | '年' | '月' | '日', _) => (character.to_string(), character.len_utf8()),
            _ => return None,
        };
        has_year |= character == 'y';
        text.push_str(&shown);
        rest = &rest[length..];
    }
    has_year.then(|| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn dates_follow_their_formats() {
        let moment = (2024, 1, 31, 0, 0, 0);
        assert_eq!(shown(moment, "yyyy\"年\"m\"月\"d\"日\""), "2024年1月31日");
        assert_eq!(shown(moment, "[$-804]yyyy\\-mm\\-dd"), "2024-01-31");
        assert_eq!(shown(moment, "yyyy\"年\""), "2024年");
        assert_eq!(shown(moment, "mm-dd-yy"), "01-31-24");
        assert_eq!(shown((2024, 1, 31, 9, 30, 0), "m/d/yy h:mm"), "2024-01-31 09:30:00");
        assert_eq!(shown(moment, "General"), "2024-01-31");
        assert_eq!(shown(moment, "yyyy\"年"), "2024年");
    }
}
