//! Words of a line: figures, numbers that may be codes, dashes, and text.

use crate::amount::{Printed, Unit};
use crate::text;

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
    /// The end of a figure that was broken inside its cell, from the line below; mostly nothing.
    pub(super) rest: &'a str,
}

impl Token<'_> {
    /// The amount it is, if it can be one.
    pub(super) fn amount(&self, unit: Unit) -> Option<Printed> {
        match self.kind {
            Kind::Figure if !self.rest.is_empty() => Printed::parse(&format!("{}{}", self.text, self.rest), unit).ok(),
            Kind::Figure | Kind::Number => Printed::parse(self.text, unit).ok(),
            Kind::Percent => Printed::parse(self.text.trim_end_matches(['%', '％']), unit).ok(),
            Kind::Dash | Kind::Text => None,
        }
    }
}

/// Joins figures that were broken inside a cell over two lines (`376,936.6` and below it `0`, `1,264,602`
/// and below it `.38`). They count as one figure. Joined are only a figure at the end of a line that lacks
/// decimals which the table prints, and digits alone on the next line that give it just these.
pub(super) fn join_broken(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let Some(decimals) = printed_decimals(&tokens) else { return tokens };
    let mut joined: Vec<Token<'_>> = Vec::with_capacity(tokens.len());
    for (index, token) in tokens.iter().enumerate() {
        let alone = token.first && tokens.get(index + 1).is_none_or(|next| next.first);
        match &mut *joined {
            [.., last] if alone && completes(last, token, decimals) => last.rest = token.text,
            // 15,305.13 / 2 / 9,228.49: the first digit of an amount on a line of its own.
            [.., before, last] if alone && before.kind == Kind::Figure && begins(last, token, decimals) => {
                (last.kind, last.rest) = (Kind::Figure, token.text);
            }
            _ => joined.push(*token),
        }
    }
    joined
}

fn completes(head: &Token<'_>, tail: &Token<'_>, decimals: usize) -> bool {
    let before = decimals_of(head.text);
    let digits = tail.text.strip_prefix('.').unwrap_or(tail.text);
    let pointed = digits.len() < tail.text.len();
    head.kind == Kind::Figure
        && head.rest.is_empty()
        && before < decimals
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && pointed != head.text.contains('.')
        && before + digits.len() == decimals
}

/// Whether digits alone on a line are the first of the amount on the next one, where amounts print decimals.
fn begins(head: &Token<'_>, tail: &Token<'_>, decimals: usize) -> bool {
    let (group, _) = tail.text.split_once(',').unwrap_or_default();
    head.kind == Kind::Number
        && head.first
        && !head.text.starts_with('0')
        && tail.kind == Kind::Figure
        && decimals_of(tail.text) == decimals
        && !group.is_empty()
        && head.text.len() + group.len() <= 3
}

/// The decimals that all figures of a table have but a few broken ones.
fn printed_decimals(tokens: &[Token<'_>]) -> Option<usize> {
    let figures = || tokens.iter().filter(|token| token.kind == Kind::Figure);
    let decimals = figures().map(|token| decimals_of(token.text)).max()?;
    let (all, with) = (figures().count(), figures().filter(|token| decimals_of(token.text) == decimals).count());
    (decimals > 0 && with >= 4 && with * 10 >= all * 8).then_some(decimals)
}

fn decimals_of(text: &str) -> usize {
    text.find('.').map_or(0, |point| text.len() - point - 1)
}

/// The words of a line. Words that ran together are cut: `[2010301]行政运行`, `48,362.82本年支出合计`.
pub(super) fn tokens(text: &str, line: usize) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    add_tokens(text, line, &mut tokens);
    tokens
}

/// Adds the words of a line to others.
pub(super) fn add_tokens<'a>(text: &'a str, line: usize, tokens: &mut Vec<Token<'a>>) {
    let mut indent = 0;
    let mut first = true;
    let mut on_line = 0;
    for (word, spaces) in spaced_words(text) {
        indent += spaces;
        let begun = &tokens[tokens.len() - on_line..];
        let last_part = last_part_and_name(word).filter(|_| is_begun_code(begun));
        let (part, word) = last_part.map_or((None, word), |(part, name)| (Some(part), name));
        let mut push = |piece: &'a str| {
            on_line += 1;
            tokens.push(Token { kind: kind(piece), text: piece, line, first, indent, rest: "" });
            first = false;
            indent = 0;
        };
        part.into_iter().for_each(&mut push);
        each_piece(word, &mut push);
    }
}

/// Whether the words of a line so far are the beginning of a code in parts: 208 05.
fn is_begun_code(words: &[Token<'_>]) -> bool {
    let is_part = |word: &Token<'_>, length| word.kind == Kind::Number && word.text.len() == length;
    match words {
        [class] => is_part(class, 3),
        [class, section] => is_part(class, 3) && is_part(section, 2),
        _ => false,
    }
}

/// `01行政单位离退休`: the last part of a code and the name that ran into it.
fn last_part_and_name(word: &str) -> Option<(&str, &str)> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (part, name) = word.split_at_checked(digits).filter(|_| digits == 2)?;
    let counts = ['年', '月', '日', '人', '个', '家', '号', '期', '批', '次', '、', '．'];
    let is_name = name.chars().next().is_some_and(|first| !first.is_ascii() && !counts.contains(&first));
    is_name.then_some((part, name))
}

/// The words of a text, each with the number of full-width spaces before it, which indent.
fn spaced_words(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        let mut wide = 0;
        loop {
            match width_of_space(&bytes[at..])? {
                0 => break,
                width => {
                    wide += usize::from(width == WIDE_SPACE.len());
                    at += width;
                }
            }
        }
        let start = at;
        while width_of_space(&bytes[at..]) == Some(0) {
            at += 1;
        }
        Some((&text[start..at], wide))
    })
}

const WIDE_SPACE: &[u8] = "\u{3000}".as_bytes();
const HARD_SPACE: &[u8] = "\u{a0}".as_bytes();

/// How many bytes of these are the space that they begin with; `None` behind the last.
fn width_of_space(bytes: &[u8]) -> Option<usize> {
    let first = *bytes.first()?;
    if !text::may_begin_space(first) {
        return Some(0);
    }
    Some(match first {
        b' ' | b'\t' => 1,
        0xC2 if bytes.starts_with(HARD_SPACE) => HARD_SPACE.len(),
        0xE3 if bytes.starts_with(WIDE_SPACE) => WIDE_SPACE.len(),
        _ => 0,
    })
}

/// Whether a word has a digit of either width.
fn has_digit(word: &str) -> bool {
    // How all digits begin in UTF-8: most words have neither byte.
    let mut bytes = word.bytes().skip_while(|byte| !byte.is_ascii_digit() && *byte != 0xEF);
    bytes.next().is_some_and(|first| {
        first.is_ascii_digit()
            || bytes.any(|byte| byte.is_ascii_digit())
            || word.contains(|c| ('０'..='９').contains(&c))
    })
}

/// A word cut where a code, a name and a figure ran together.
fn each_piece<'a>(word: &'a str, take: &mut impl FnMut(&'a str)) {
    if !has_digit(word) {
        return take(word);
    }
    if word.is_ascii() {
        return match glued_figures(word) {
            Some(figures) => figures.into_iter().for_each(take),
            None => take(word),
        };
    }
    if let Some((code, name)) = code_and_name(word) {
        take(code);
        return take(name);
    }
    // 48,362.82本年支出合计: a figure with decimals at the beginning or at the end of a name.
    let digits = word.find(|c: char| !is_digit_of_figure(c)).unwrap_or(word.len());
    if digits > 0 && is_plain_figure(&word[..digits]) && !word[digits..].starts_with(['%', '％']) {
        take(&word[..digits]);
        return each_piece(&word[digits..], take);
    }
    let end = word.trim_end_matches(is_digit_of_figure).len();
    let tail = &word[end..];
    if !tail.is_empty() && end > 0 && is_plain_figure(tail) && !word[..end].ends_with(['年', '第', '表', '（', '('])
    {
        take(&word[..end]);
        return take(tail);
    }
    take(word);
}

/// `174,900.64101,833.84`: figures of two decimals without spaces between them.
fn glued_figures(word: &str) -> Option<Vec<&str>> {
    const DECIMALS: usize = 2;
    if word.bytes().filter(|&byte| byte == b'.').count() < 2 {
        return None;
    }
    let mut figures = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let end = rest.find('.')? + 1 + DECIMALS;
        let figure = rest.get(..end)?;
        let grouped = figure.trim_start_matches('-').find(',').is_none_or(|comma| comma <= 3);
        if !grouped || Printed::parse(figure, Unit::Yuan).is_err() {
            return None;
        }
        figures.push(figure);
        rest = &rest[end..];
    }
    (figures.len() > 1).then_some(figures)
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
    let certain =
        bracketed || separated || digits >= 3 && !matches!(cut.chars().next(), Some('、' | '人' | '个' | '家'));
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
    if !has_digit(word) {
        let is_dash = word.chars().all(|c| matches!(c, '-' | '—' | '–' | '－' | '─' | '/'));
        return if is_dash { Kind::Dash } else { Kind::Text };
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Kind::Number;
    }
    if let Some(number) = word.strip_suffix(['%', '％']) {
        return if is_amount(number) { Kind::Percent } else { Kind::Text };
    }
    // A bracketed whole number is an ordinal: (1)
    let bracketed = word.starts_with(['(', '（']) && !word.contains(['.', ',']);
    if !bracketed && is_amount(word) { Kind::Figure } else { Kind::Text }
}

/// Whether a word is an amount. Most that are none are told by a character that no figure has.
fn is_amount(word: &str) -> bool {
    let is_of_figure = |c: char| !c.is_alphabetic();
    word.chars().all(is_of_figure) && Printed::parse(word, Unit::Yuan).is_ok()
}
