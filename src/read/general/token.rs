//! Words of a line: figures, numbers that may be codes, dashes, and text.

use crate::amount::{Printed, Unit};

/// What a word is by its looks alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number with decimals, thousands commas, a sign or brackets: surely an amount.
    Figure,
    /// A percentage.
    Percent,
    /// Digits alone: a code, an ordinal, or an amount without decimals.
    Number,
    /// A dash that stands for nothing.
    Dash,
    /// Anything else.
    Text,
}

/// A word and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    /// Position of its line among the lines of the document.
    pub(super) line: usize,
    /// Whether it is the first word of its line.
    pub(super) first: bool,
    /// How many full-width spaces stand before it.
    pub(super) indent: usize,
}

impl Token<'_> {
    /// The amount it is, if it can be one.
    pub(super) fn amount(&self, unit: Unit) -> Option<Printed> {
        match self.kind {
            Kind::Figure | Kind::Number => Printed::parse(self.text, unit).ok(),
            Kind::Percent => Printed::parse(self.text.trim_end_matches(['%', '％']), unit).ok(),
            Kind::Dash | Kind::Text => None,
        }
    }
}

/// The words of a line. Words that ran together are cut: `[2010301]行政运行`, `48,362.82本年支出合计`.
pub(super) fn tokens(text: &str, line: usize) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut indent = 0;
    let mut first = true;
    for word in text.split([' ', '\t', '\u{a0}']) {
        for (index, part) in word.split('\u{3000}').enumerate() {
            indent += usize::from(index > 0);
            if part.is_empty() {
                continue;
            }
            for piece in pieces(part) {
                tokens.push(Token { kind: kind(piece), text: piece, line, first, indent });
                first = false;
                indent = 0;
            }
        }
    }
    tokens
}

/// A word cut where a code, a name and a figure ran together.
fn pieces(word: &str) -> Vec<&str> {
    if word.is_ascii() {
        return vec![word];
    }
    if let Some((code, name)) = code_and_name(word) {
        return vec![code, name];
    }
    // 48,362.82本年支出合计: a figure with decimals at the beginning or at the end of a name.
    let digits = word.find(|c: char| !is_digit_of_figure(c)).unwrap_or(word.len());
    if digits > 0 && is_plain_figure(&word[..digits]) && !word[digits..].starts_with(['%', '％']) {
        return [vec![&word[..digits]], pieces(&word[digits..])].concat();
    }
    let end = word.trim_end_matches(is_digit_of_figure).len();
    let tail = &word[end..];
    if !tail.is_empty() && end > 0 && is_plain_figure(tail) && !word[..end].ends_with(['年', '第', '表', '（', '(']) {
        return vec![&word[..end], tail];
    }
    vec![word]
}

/// `[2010301]行政运行`, `2010301-行政运行` or `2010301行政运行`.
fn code_and_name(word: &str) -> Option<(&str, &str)> {
    let bare = word.strip_prefix(['[', '【', '［']).unwrap_or(word);
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    if !(matches!(digits, 3 | 5 | 6 | 7) || digits == 2 && bare.len() > 2) {
        return None;
    }
    let name = &bare[digits..];
    let bracketed = bare.len() < word.len();
    let cut = name.trim_start_matches([']', '】', '］', '-', '－', '—', '–', '_', ' ']);
    let separated = cut.len() < name.len();
    let begins_name = cut.chars().next().is_some_and(|c| !c.is_ascii() && c != '年' && c != '．');
    let certain = bracketed || separated || digits >= 3 && !matches!(cut.chars().next(), Some('、' | '人' | '个' | '家'));
    (begins_name && certain && !cut.is_empty()).then_some((&bare[..digits], cut))
}

fn is_digit_of_figure(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, ',' | '.' | '，' | '．' | '０'..='９')
}

/// Digits with two or more decimals, or with thousands commas: no year, no ordinal, no code.
fn is_plain_figure(text: &str) -> bool {
    let Some(point) = text.rfind(['.', '．']) else {
        return text.contains(',') && text.len() > 4 && Printed::parse(text, Unit::Yuan).is_ok();
    };
    let decimals = text.len() - point - if text[point..].starts_with('．') { 3 } else { 1 };
    decimals >= 2 && point > 0 && Printed::parse(text, Unit::Yuan).is_ok()
}

fn kind(word: &str) -> Kind {
    if word.chars().all(|c| matches!(c, '-' | '—' | '–' | '－' | '─' | '/')) {
        return Kind::Dash;
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Kind::Number;
    }
    let has_digit = word.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    if !has_digit {
        return Kind::Text;
    }
    if let Some(number) = word.strip_suffix(['%', '％']) {
        return if Printed::parse(number, Unit::Yuan).is_ok() { Kind::Percent } else { Kind::Text };
    }
    // A bracketed whole number is an ordinal: (1)
    let bracketed = word.starts_with(['(', '（']) && !word.contains(['.', ',']);
    if !bracketed && Printed::parse(word, Unit::Yuan).is_ok() { Kind::Figure } else { Kind::Text }
}
