//! Number formats of workbooks (`#,##0.00;-#,##0.00;"-"`): what a cell shows for a number.

use rust_decimal::{Decimal, RoundingStrategy};

/// What a cell with that format shows. Formats that are not for amounts (fractions, powers of ten) show the
/// number with all its digits.
pub(super) fn shown(number: Decimal, format: &str) -> String {
    let sections: Vec<Section> = split(format).into_iter().map(Section::parse).collect();
    let (section, is_signed) = choose(&sections, number);
    match section {
        Some(section) => section.shown(number, is_signed),
        None => number.normalize().to_string(),
    }
}

/// A part of a format, for some of the numbers.
#[derive(Debug, Default, PartialEq)]
struct Section {
    /// Which numbers it is for, if it says so: `[>=10000]`.
    condition: Option<(String, Decimal)>,
    before: String,
    after: String,
    /// How many digits stand before the point at least, and after it at least and at most.
    whole: usize,
    decimals: (usize, u32),
    form: Form,
    is_grouped: bool,
    /// How often it is divided by a thousand.
    thousands: u32,
    percents: u32,
}

/// What a section makes of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Form {
    /// Its words stand for the number.
    #[default]
    Words,
    Digits,
    /// All the digits that there are.
    General,
    /// A form that is not for amounts.
    Odd,
}

/// The section for a number, and whether the section leaves the sign to be written.
fn choose(sections: &[Section], number: Decimal) -> (Option<&Section>, bool) {
    let first = sections.first();
    if sections.iter().any(|section| section.condition.is_some()) {
        return (sections.iter().find(|section| section.is_for(number)).or(first), true);
    }
    match sections {
        [_, negative, ..] if number < Decimal::ZERO => (Some(negative), false),
        [_, _, zero, ..] if number.is_zero() => (Some(zero), false),
        _ => (first, true),
    }
}

/// The sections between semicolons that are not quoted.
fn split(format: &str) -> Vec<&str> {
    let mut sections = Vec::new();
    let (mut start, mut is_quoted, mut is_escaped) = (0, false, false);
    for (index, character) in format.char_indices() {
        match character {
            _ if is_escaped => is_escaped = false,
            '"' => is_quoted = !is_quoted,
            '\\' | '!' | '_' | '*' if !is_quoted => is_escaped = true,
            ';' if !is_quoted => {
                sections.push(&format[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    sections.push(&format[start..]);
    sections
}

impl Section {
    fn parse(text: &str) -> Self {
        let mut section = Self::default();
        let mut rest = text;
        let (mut after_point, mut commas, mut is_closed) = (false, 0, false);
        while let Some(character) = rest.chars().next() {
            rest = &rest[character.len_utf8()..];
            match character {
                '0' | '#' | '?' => {
                    // Digits go on after other text in numbers that are no amounts, such as those of telephones.
                    if is_closed {
                        section.form = Form::Odd;
                    }
                    section.is_grouped |= commas > 0;
                    commas = 0;
                    section.digit(character == '0', after_point);
                }
                '.' if section.has_digits() || rest.starts_with(['0', '#', '?']) => after_point = true,
                ',' if section.has_digits() => commas += 1,
                'E' | 'e' if section.has_digits() && rest.starts_with(['+', '-']) => section.form = Form::Odd,
                '/' if section.has_digits() => section.form = Form::Odd,
                'G' if rest.starts_with("eneral") => rest = section.general(rest, "eneral"),
                'G' if rest.starts_with("/通用格式") => rest = section.general(rest, "/通用格式"),
                '@' => section.form = Form::General,
                '[' => rest = section.bracket(rest),
                '_' | '*' => rest = skip_one(rest),
                _ => {
                    is_closed |= section.has_digits();
                    rest = section.literal(character, rest);
                }
            }
        }
        section.thousands = commas;
        section
    }

    fn has_digits(&self) -> bool {
        matches!(self.form, Form::Digits | Form::Odd)
    }

    fn digit(&mut self, is_needed: bool, after_point: bool) {
        if self.form == Form::Words {
            self.form = Form::Digits;
        }
        if !after_point {
            self.whole += usize::from(is_needed);
            return;
        }
        self.decimals.1 += 1;
        if is_needed {
            self.decimals.0 = usize::try_from(self.decimals.1).unwrap_or(usize::MAX);
        }
    }

    fn general<'a>(&mut self, rest: &'a str, word: &str) -> &'a str {
        self.form = Form::General;
        &rest[word.len()..]
    }

    /// A colour, a currency or a condition.
    fn bracket<'a>(&mut self, rest: &'a str) -> &'a str {
        let (inside, rest) = rest.split_once(']').unwrap_or((rest, ""));
        if let Some(currency) = inside.strip_prefix('$') {
            let symbol = currency.split('-').next().unwrap_or_default();
            self.text(symbol);
        } else if inside.starts_with(['<', '>', '=']) {
            let number = inside.trim_start_matches(['<', '>', '=']);
            let operator = inside[..inside.len() - number.len()].to_owned();
            self.condition = number.trim().parse().ok().map(|number| (operator, number));
        }
        rest
    }

    /// Text that is shown as it is: quoted, escaped, or of no other meaning.
    fn literal<'a>(&mut self, character: char, rest: &'a str) -> &'a str {
        match character {
            '"' => {
                let (inside, rest) = rest.split_once('"').unwrap_or((rest, ""));
                self.text(inside);
                rest
            }
            '\\' | '!' => {
                let after = skip_one(rest);
                self.text(&rest[..rest.len() - after.len()]);
                after
            }
            _ => {
                self.percents += u32::from(character == '%');
                self.text(character.encode_utf8(&mut [0; 4]));
                rest
            }
        }
    }

    fn text(&mut self, text: &str) {
        let side = if self.form == Form::Words { &mut self.before } else { &mut self.after };
        side.push_str(text);
    }

    fn is_for(&self, number: Decimal) -> bool {
        let Some((operator, bound)) = &self.condition else { return true };
        match operator.as_str() {
            "<" => number < *bound,
            "<=" => number <= *bound,
            ">" => number > *bound,
            ">=" => number >= *bound,
            "<>" => number != *bound,
            _ => number == *bound,
        }
    }

    fn shown(&self, number: Decimal, is_signed: bool) -> String {
        let sign = if is_signed && number < Decimal::ZERO { "-" } else { "" };
        let digits = match self.form {
            Form::Odd => return number.normalize().to_string(),
            Form::General => number.abs().normalize().to_string(),
            Form::Digits => self.digits(number.abs()),
            Form::Words => String::new(),
        };
        format!("{sign}{}{digits}{}", self.before, self.after).trim().to_owned()
    }

    fn digits(&self, number: Decimal) -> String {
        let mut number = number;
        for _ in 0..self.percents.min(3) {
            number = number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(number);
        }
        for _ in 0..self.thousands.min(5) {
            number = number.checked_div(Decimal::ONE_THOUSAND).unwrap_or(number);
        }
        let rounded = number.round_dp_with_strategy(self.decimals.1, RoundingStrategy::MidpointAwayFromZero);
        let text = rounded.normalize().to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let whole = if whole == "0" && self.whole == 0 { "" } else { whole };
        let whole = format!("{whole:0>width$}", width = self.whole.min(30));
        let whole = if self.is_grouped { grouped(&whole) } else { whole };
        let decimals = format!("{decimals:0<width$}", width = self.decimals.0.min(28));
        let point = if decimals.is_empty() { "" } else { "." };
        format!("{whole}{point}{decimals}")
    }
}

fn skip_one(text: &str) -> &str {
    text.chars().next().map_or("", |first| &text[first.len_utf8()..])
}

/// Digits with a comma before each group of three.
fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[track_caller]
    fn assert_shown(number: &str, format: &str, expected: &str) {
        assert_eq!(shown(number.parse().unwrap(), format), expected, "{number} in {format}");
    }

    #[test]
    fn amounts_are_rounded_and_grouped() {
        assert_shown("1234.5", "#,##0.00", "1,234.50");
        assert_shown("1.005", "0.00", "1.01");
        assert_shown("-1234.5", "#,##0.00_ ", "-1,234.50");
        assert_shown("1234567", "0", "1234567");
        assert_shown("0.5", "#.##", ".5");
        assert_shown("25", "0000000", "0000025");
        assert_shown("0.0377", "0.0%", "3.8%");
        assert_shown("12345678", "#,##0.0,", "12,345.7");
    }

    #[test]
    fn sections_are_for_signs_and_conditions() {
        let accounting = "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)";
        assert_shown("1234.5", accounting, "1,234.50");
        assert_shown("-1234.5", accounting, "(1,234.50)");
        assert_shown("0", accounting, "-");
        assert_shown("0", "#,##0.00;-#,##0.00;", "");
        assert_shown("-3", "0.0;[Red]-0.0", "-3.0");
        assert_shown("0", "[=0]\"无\";0.00", "无");
        assert_shown("2", "[=0]\"无\";0.00", "2.00");
    }

    #[test]
    fn words_around_the_digits_stay() {
        assert_shown("12.5", "0.00\"万元\"", "12.50万元");
        assert_shown("12.5", "[$￥-804]#,##0.00", "￥12.50");
        assert_shown("12.5", "General", "12.5");
        assert_shown("2026", "G/通用格式\"年\"", "2026年");
        assert_shown("12.5", "# ?/?", "12.5");
        assert_shown("12.5", "0.00E+00", "12.5");
        assert_shown("12.5", "", "");
    }
}
