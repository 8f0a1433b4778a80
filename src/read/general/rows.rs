//! Rows as they are printed: codes, names and figures, before anything is said about columns.

use crate::scope::{Nature, Scope};
use crate::table::vocabulary::{self, Role, plain};

use crate::code::{EconomicCode, FunctionalCode, GovernmentEconomicCode};

use super::super::centred;
use super::address::is_total;
use super::region::Lines;
use super::token::{Kind, Token};

/// A code as its printed parts (`208`, `05`, `01`) and the name after it.
#[derive(Clone, Debug, Default)]
pub(super) struct Part<'a> {
    pub(super) digits: Vec<&'a str>,
    pub(super) name: String,
    pub(super) indent: usize,
}

/// A row: one or more codes with names, then figures.
#[derive(Clone, Debug, Default)]
pub(super) struct RawRow<'a> {
    pub(super) parts: Vec<Part<'a>>,
    pub(super) figures: Vec<Token<'a>>,
    /// The line its figures stand on, else its first line.
    pub(super) line: usize,
}

impl<'a> RawRow<'a> {
    /// Adds a word of a label, or a code: a code after a name begins another part.
    pub(super) fn push(&mut self, token: &Token<'a>, code: bool) {
        let begins = self.parts.last().is_none_or(|part| code && !part.name.is_empty());
        if begins {
            self.parts.push(Part { indent: token.indent, ..Part::default() });
        }
        let Some(part) = self.parts.last_mut() else { return };
        if code {
            part.digits.push(token.text);
            return;
        }
        if part.name.is_empty() && token.indent > 0 {
            part.indent = token.indent;
        }
        part.name.push_str(token.text);
    }

    /// Drops the numbers behind its name: how many are bought, and codes of what they are bought for.
    pub(super) fn drop_counts(&mut self) {
        let mut is_first = true;
        self.parts.retain(|part| std::mem::take(&mut is_first) || !part.name.is_empty());
    }

    /// Its words, codes included.
    pub(super) fn label(&self) -> String {
        let part = |part: &Part<'_>| {
            let code = part.digits.concat();
            match (code.is_empty(), part.name.is_empty()) {
                (true, _) => part.name.clone(),
                (_, true) => code,
                _ => format!("{code} {}", part.name),
            }
        };
        self.parts.iter().map(part).collect::<Vec<_>>().join(" ")
    }

    /// Its names alone, joined.
    pub(super) fn name(&self) -> String {
        self.parts.iter().map(|part| part.name.as_str()).collect()
    }

    pub(super) fn has_code(&self) -> bool {
        self.parts.iter().any(|part| !part.digits.is_empty())
    }
}

/// Cuts the lines of a table into rows. `coded` tables begin their rows with codes; where `sentences_follow`, rows end
/// with text in prose.
pub(super) fn raw_rows<'a>(
    document: &Lines<'a>,
    body: &[usize],
    coded: bool,
    sentences_follow: bool,
) -> Vec<RawRow<'a>> {
    let mut tokens: Vec<Token<'a>> = document.tokens_of(body);
    // What stands below an amount may be such text as well as the rest of a name.
    if !coded && !sentences_follow {
        unwrap_labels(document, body, &mut tokens);
    }
    without_last_zeros(&mut tokens, document.decimals);
    let mut rows: Vec<RawRow<'a>> = Vec::new();
    let mut row = RawRow::default();
    for (index, token) in tokens.iter().enumerate() {
        let next = tokens.get(index + 1);
        // A wrapped name may begin above its code: amounts print decimals, 2080505 does not.
        let follows_name = coded
            && document.decimals.is_some()
            && token.kind == Kind::Number
            && token.first
            && row.figures.is_empty()
            && !row.parts.is_empty()
            && !row.has_code()
            && (matches!((token.text.len(), token.text.as_bytes()[0]), (5 | 7, b'2' | b'3' | b'5'))
                || token.text.len() == 3 && is_listed(token.text))
            && next.is_some_and(|next| next.line == token.line && next.kind == Kind::Figure);
        let is_figure = match token.kind {
            Kind::Number if follows_name => false,
            // 2025 年 in a label is a year.
            Kind::Number
                if token.text.len() == 4
                    && next.is_some_and(|next| next.text.starts_with('年') && next.line == token.line) =>
            {
                false
            }
            Kind::Figure | Kind::Percent => true,
            Kind::Dash => !row.parts.is_empty(),
            Kind::Number => !is_code(&row, token, &tokens[index + 1..], coded, document.decimals.is_some()),
            Kind::Text => false,
        };
        if is_figure {
            if row.figures.is_empty() {
                row.line = token.line;
            }
            row.figures.push(*token);
            continue;
        }
        if token.kind == Kind::Dash || !row.figures.is_empty() && !token.first && is_date(token.text) {
            continue;
        }
        let code = token.kind == Kind::Number
            && !(token.text.len() == 4
                && next.is_some_and(|next| next.text.starts_with('年') && next.line == token.line));
        let ends_label = coded
            && code
            && !follows_name
            && (token.first || token.text.len() > 2)
            && !row.parts.is_empty()
            && begins_another(&row, token)
            && (token.first || row.has_code());
        let begins_sum = || kind_summed(token.text).is_some() || !row.has_code() && is_total(token.text);
        let ends_label = ends_label || coded && token.first && !row.parts.is_empty() && begins_sum();
        if !row.figures.is_empty() || ends_label && next.is_some() {
            finish(&mut rows, &mut row, coded);
        }
        // A sentence is no label, but what a table says of the project before.
        let goes_on = next.is_some_and(|next| next.kind == Kind::Text);
        if sentences_follow && !rows.is_empty() && goes_on && token.text.ends_with('。') {
            row.parts.clear();
            continue;
        }
        if row.parts.is_empty() {
            row.line = token.line;
        }
        row.push(token, code);
    }
    finish(&mut rows, &mut row, coded);
    if coded {
        with_whole_names(&mut rows);
    }
    rows
}

/// Puts the lines of labels that are wrapped around their figures before these.
fn unwrap_labels<'a>(document: &Lines<'a>, body: &[usize], tokens: &mut Vec<Token<'a>>) {
    let line = |&line: &usize| {
        let of_line = document.tokens(line);
        let is_words = |token: &Token<'_>| token.kind == Kind::Text;
        centred::Line {
            page: document.lines[line].page,
            has_figures: of_line.iter().any(|token| token.kind == Kind::Figure),
            has_words: of_line.first().is_some_and(is_words),
        }
    };
    let Some(owners) = centred::owners(&body.iter().map(line).collect::<Vec<_>>()) else { return };
    let of = |at: usize| {
        let from = tokens.partition_point(|token| token.line < body[at]);
        tokens[from..].iter().take_while(move |token| token.line == body[at]).copied()
    };
    let mut ordered = Vec::with_capacity(tokens.len());
    for at in (0..body.len()).filter(|&at| owners[at].is_none()) {
        let [above, below] = centred::around(&owners, at);
        let figures = of(at).position(|token| token.kind == Kind::Figure).unwrap_or_default();
        ordered.extend(above.flat_map(of).chain(of(at).take(figures)).chain(below.flat_map(of)));
        ordered.extend(of(at).skip(figures));
    }
    *tokens = ordered;
}

/// Puts names together that stand above and below their codes: 机关事业单位基 / 2080505 本养老保险缴费 10.50 / 支出. Only the
/// catalogue tells which piece belongs to which code.
fn with_whole_names(rows: &mut [RawRow<'_>]) {
    let is_led =
        |row: &RawRow<'_>| matches!(&*row.parts, [lead, coded] if lead.digits.is_empty() && !coded.digits.is_empty());
    if !rows.iter().any(is_led) {
        return;
    }
    // What stands above the next code.
    let mut above = String::new();
    for at in 0..rows.len() {
        if is_led(&rows[at]) {
            above.push_str(&rows[at].parts[0].name);
        }
        let lead = rows.get(at + 1).filter(|next| is_led(next)).map(|next| next.parts[0].name.clone());
        let lead = lead.unwrap_or_default();
        let [.., coded] = &*rows[at].parts else { continue };
        let below = coded.name.clone();
        let text = format!("{below}{lead}");
        let code = coded.digits.concat();
        let mut whole: Option<(String, String)> = None;
        has_name(&code, |name| {
            let found = name.char_indices().map(|(cut, _)| name.split_at(cut)).find_map(|(start, end)| {
                (above.ends_with(start) && !end.is_empty()).then(|| text.strip_prefix(end)).flatten()
            });
            whole = found.map(|rest| (name.to_owned(), rest.to_owned()));
            whole.is_some()
        });
        above.clear();
        if let Some((name, rest)) = whole.filter(|_| !code.is_empty()) {
            if let [.., coded] = &mut *rows[at].parts {
                coded.name = name;
            }
            if is_led(&rows[at]) {
                rows[at].parts.remove(0);
            }
            // The lead of the next row is added there.
            above.push_str(rest.strip_suffix(lead.as_str()).unwrap_or_default());
        }
    }
}

/// The kind of basic expenditure that a row of a table of codes is the sum of: 人员经费合计, 公用经费合计.
pub(super) fn kind_summed(label: &str) -> Option<Scope<Nature>> {
    let word = vocabulary::word(plain(label, None).strip_suffix("合计")?)?;
    match word.role {
        Role::Nature(nature) if nature != Scope::BASIC && Scope::BASIC.contains(nature) => Some(nature),
        _ => None,
    }
}

/// Drops the zeros of a figure that a narrow cell broke: 143,999.0 and 0 on the next line.
fn without_last_zeros(tokens: &mut Vec<Token<'_>>, decimals: Option<u8>) {
    let Some(wanted) = decimals.map(usize::from) else { return };
    let mut before: Option<usize> = None;
    tokens.retain(|token| {
        let is_rest = token.first
            && token.text.bytes().all(|byte| byte == b'0')
            && before.is_some_and(|printed| printed < wanted && printed + token.text.len() == wanted);
        before = (token.kind == Kind::Figure)
            .then(|| token.text.rsplit_once('.').map(|(_, decimals)| decimals.len()))
            .flatten();
        !is_rest
    });
}

/// 2026-10-31 or 08:00:00 between the figures of a row.
fn is_date(text: &str) -> bool {
    text.contains(['-', ':'])
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b'/' | b'.'))
}

/// Whether a code at the beginning of a line belongs to another row than the words before it: they have no
/// code, or one of the same classification.
fn begins_another(row: &RawRow<'_>, token: &Token<'_>) -> bool {
    let Some(part) = row.parts.iter().rev().find(|part| !part.digits.is_empty()) else { return true };
    let named = row.parts.last().is_some_and(|part| !part.name.is_empty());
    let relative = token.text.len() < 3 || part.digits[0].len() < 3;
    let same =
        |part: &Part<'_>| part.digits.first().is_some_and(|first| first.as_bytes()[0] == token.text.as_bytes()[0]);
    named && (relative || row.parts.iter().any(same))
}

/// Ends a row. A name without figures in a table of codes is the rest of the name before it.
fn finish<'a>(rows: &mut Vec<RawRow<'a>>, row: &mut RawRow<'a>, coded: bool) {
    let mut row = std::mem::take(row);
    // Words of the header on the line of the total: 类 款 项 合计.
    if let [part] = &mut *row.parts
        && let Some(rest) = part.name.strip_prefix("类款项").filter(|rest| part.digits.is_empty() && is_total(rest))
    {
        part.name = rest.to_owned();
    }
    if row.figures.is_empty() && !row.has_code() {
        let last = rows.last_mut().filter(|last| coded && last.has_code());
        if let Some(part) = last.and_then(|last| last.parts.last_mut()) {
            part.name.push_str(&row.name());
        }
        return;
    }
    rows.push(row);
}

/// Whether digits are a code of the catalogue, which 30000 is not.
fn is_listed(digits: &str) -> bool {
    has_name(digits, |_| true)
}

/// Whether digits are a code of the catalogue that has or had such a name.
pub(super) fn has_name(digits: &str, mut is_wanted: impl FnMut(&str) -> bool) -> bool {
    let Ok(number) = digits.parse::<u32>() else { return false };
    let function = FunctionalCode::new(number).ok().and_then(FunctionalCode::listed);
    let economic = EconomicCode::new(number).ok().and_then(EconomicCode::listed);
    let government = GovernmentEconomicCode::new(number).ok().and_then(GovernmentEconomicCode::listed);
    function.is_some_and(|entry| entry.names().any(&mut is_wanted))
        || economic.is_some_and(|entry| entry.names().any(&mut is_wanted))
        || government.is_some_and(|entry| entry.names().any(&mut is_wanted))
}

/// Whether a code stands alone on its line where every cell has a line of its own. Where amounts print no decimals
/// the rest of it and its name must stand on the lines below.
fn begins_below(token: &Token<'_>, rest: &[Token<'_>], has_decimals: bool) -> bool {
    /// Codes of units are no shorter.
    const UNIT: usize = 6;
    let is_alone =
        |token: &Token<'_>, next: Option<&Token<'_>>| token.first && next.is_none_or(|next| next.line != token.line);
    let starts = matches!((token.text.len(), token.text.as_bytes()[0]), (3 | 5 | 7, b'2' | b'3' | b'5'));
    if !starts || !is_alone(token, rest.first()) {
        return false;
    }
    if has_decimals && is_listed(token.text) {
        return true;
    }
    let parts = rest.iter().take(2).take_while(|part| part.kind == Kind::Number && part.text.len() == 2).count();
    // The code of the unit that spends may follow.
    let unit = usize::from(
        parts > 0 && rest.get(parts).is_some_and(|part| part.kind == Kind::Number && part.text.len() >= UNIT),
    );
    let named = rest.get(parts + unit).is_some_and(|name| name.kind == Kind::Text && name.first);
    named && (0..parts).all(|part| is_alone(&rest[part], rest.get(part + 1))) && token.text.len() + 2 * parts <= 7
}

/// Whether digits alone on a line are a code that a narrow cell broke, with its last digit on the next line: 206060 / 1.
fn is_broken(token: &Token<'_>, rest: &[Token<'_>]) -> bool {
    let [tail, after, ..] = rest else { return false };
    let are_alone = token.first && tail.first && after.first;
    are_alone
        && matches!((token.text.len(), tail.text.len()), (4 | 6, 1))
        && is_listed(&format!("{}{}", token.text, tail.text))
}

/// Whether digits are the parts of a code of the catalogue with an amount after them, where amounts print decimals: the
/// name stands on the lines above and below, 301 08 229.67.
fn leads_to_amount(token: &Token<'_>, rest: &[Token<'_>]) -> bool {
    let parts = rest
        .iter()
        .take(2)
        .take_while(|part| part.kind == Kind::Number && part.text.len() == 2 && part.line == token.line)
        .map(|part| part.text);
    let digits: Vec<&str> = std::iter::once(token.text).chain(parts).collect();
    let amount = rest.get(digits.len() - 1);
    amount.is_some_and(|next| next.kind == Kind::Figure && next.line == token.line)
        && matches!((token.text.len(), token.text.as_bytes()[0]), (3, b'2' | b'3' | b'5'))
        && digits.len() > 1
        && is_listed(&digits.concat())
}

/// Whether digits stand before the code of the next row, with its name behind it, on a page in one line: 500 500 207
/// 文化旅游体育与传媒支出.
fn stands_before_code(token: &Token<'_>, rest: &[Token<'_>]) -> bool {
    const FEWEST: usize = 3;
    /// A code has no more parts.
    const PARTS: usize = 3;
    let numbers = rest.iter().take_while(|next| next.kind == Kind::Number && next.line == token.line).count();
    let Some(name) = rest.get(numbers).filter(|name| name.kind == Kind::Text && name.line == token.line) else {
        return false;
    };
    let joined = |parts: &[Token<'_>]| parts.iter().map(|part| part.text).collect::<String>();
    let is_named = |from: usize| {
        let code = joined(&rest[from..numbers]);
        name.text.chars().count() >= FEWEST && has_name(&code, |listed| listed.starts_with(name.text))
    };
    // The digits themselves may be the first part of that code.
    let is_own = numbers < PARTS && has_name(&(token.text.to_owned() + &joined(&rest[..numbers])), |_| true);
    !is_own && (numbers.saturating_sub(PARTS)..numbers).any(is_named)
}

/// Whether digits alone are a code and not an amount.
fn is_code(row: &RawRow<'_>, token: &Token<'_>, rest: &[Token<'_>], coded: bool, has_decimals: bool) -> bool {
    let length = token.text.len();
    // No amount begins with a zero. After three digits it is the rest of a code that is no label: 310 02.
    let goes_on = row
        .figures
        .last()
        .is_some_and(|last| last.kind == Kind::Number && last.text.len() == 3 && last.line == token.line);
    if !goes_on && length >= 2 && token.text.starts_with('0') && !row.figures.is_empty() {
        return true;
    }
    if coded && (row.has_code() || !row.figures.is_empty()) && begins_below(token, rest, has_decimals) {
        return true;
    }
    if coded && (has_decimals && leads_to_amount(token, rest) || is_broken(token, rest)) {
        return true;
    }
    let next = rest.first();
    let next_is_text = next.is_some_and(|next| next.kind == Kind::Text && next.line == token.line);
    // 208 05 01 社会保障: more digits, then a name on the same line.
    let leads_to_text = || {
        let mut rest = rest.iter().take_while(|next| next.line == token.line);
        rest.by_ref().take(3).find(|next| next.kind != Kind::Number).is_some_and(|next| next.kind == Kind::Text)
    };
    let named = row.parts.last().is_some_and(|part| !part.name.is_empty());
    if row.figures.is_empty() && !named {
        // At the beginning of a row.
        return row.parts.is_empty() || row.has_code() || leads_to_text();
    }
    if row.figures.is_empty() {
        // After a name: a second code, or an amount without decimals.
        if coded && stands_before_code(token, rest) {
            return false;
        }
        let shape = matches!(length, 3 | 5 | 6 | 7 | 8) || length == 2 && coded;
        if token.first && coded && length >= 2 && (next_is_text || leads_to_text()) {
            return true;
        }
        return shape && (next_is_text || leads_to_text());
    }
    let alone = || {
        let is_only = next.is_none_or(|next| next.line != token.line);
        is_only
            && length >= 3
            && rest.iter().find(|next| next.line != token.line).is_some_and(|next| next.kind == Kind::Text)
    };
    if token.first {
        let decimals = row.figures.iter().all(|figure| figure.kind != Kind::Number);
        // 204 06 01 1 全额: more parts than a code of functions has.
        let many = matches!((length, token.text.as_bytes()[0]), (3, b'2' | b'3' | b'5')) && {
            let mut others = rest.iter().take_while(|next| next.line == token.line);
            others.by_ref().take(5).find(|next| next.kind != Kind::Number).is_some_and(|next| next.kind == Kind::Text)
        };
        return next_is_text || leads_to_text() || many || (coded || decimals) && alone();
    }
    // A page in one line: the next code follows the figures.
    let digits = next.filter(|next| next.kind == Kind::Number && next.text.len() <= 2 && length == 3);
    let named = next_is_text || digits.is_some() && leads_to_text();
    coded && matches!(length, 3 | 5 | 7) && named && matches!(token.text.as_bytes()[0], b'2' | b'3' | b'5')
}
