//! Telling figures from words in a line.

use crate::amount::{Printed, Unit};

/// A line cut into the words before its figures, the figures, and the words after them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cut<'a> {
    pub(super) before: &'a str,
    pub(super) figures: Vec<Printed>,
    pub(super) after: &'a str,
}

/// Cuts a line at its only run of exactly `count` figures.
///
/// `None` if there is no such run, or if figures stand elsewhere in the line too, so that it is not
/// certain which of them are meant.
pub(super) fn cut(line: &str, count: usize, unit: Unit) -> Option<Cut<'_>> {
    let mut runs = runs(line, unit);
    let run = runs.next()?;
    if runs.next().is_some() || run.figures.len() != count {
        return None;
    }
    Some(Cut { before: &line[..run.start], after: line[run.end..].trim(), figures: run.figures })
}

/// A maximal run of figures.
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) figures: Vec<Printed>,
}

/// The runs of figures of a line, in order.
pub(super) fn runs(line: &str, unit: Unit) -> impl Iterator<Item = Run> {
    let mut words = words(line).peekable();
    std::iter::from_fn(move || {
        let (start, first) = words.by_ref().find_map(|(start, word)| Some((start, (word, figure(word, unit)?))))?;
        let mut run = Run { start, end: start + first.0.len(), figures: vec![first.1] };
        while let Some((start, word, printed)) =
            words.peek().and_then(|(start, word)| Some((*start, *word, figure(word, unit)?)))
        {
            run.end = start + word.len();
            run.figures.push(printed);
            words.next();
        }
        Some(run)
    })
}

/// How many figures a line has, those included that are broken (1,6o4.79).
pub(super) fn count(line: &str) -> u32 {
    // The unit plays no part in what looks like a figure.
    let is_figure = |word: &str| figure(word, Unit::Yuan).is_some() || is_broken_figure(word);
    let figures = words(line).filter(|(_, word)| is_figure(word)).count();
    u32::try_from(figures).unwrap_or(u32::MAX)
}

/// Whether a line without figures ends with as many words that stand for some: whole numbers or dashes.
/// A table of one column needs a label before it, since a page number stands alone.
pub(super) fn has_bare_cells(line: &str, columns: usize) -> bool {
    let bare = |word: &&str| Printed::parse(word, Unit::Yuan).is_ok();
    let run = line.split_whitespace().rev().take_while(bare).count();
    run >= columns && (columns > 1 || line.split_whitespace().count() > run)
}

/// Mostly digits, with a point, and nothing that belongs to a sentence.
fn is_broken_figure(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    word.is_ascii() && word.contains('.') && 2 * digits > word.len()
}

/// The words of a line with their positions.
fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = line.as_ptr() as usize;
    line.split_whitespace().map(move |word| (word.as_ptr() as usize - start, word))
}

/// A word that is an amount. Tables print decimals; whole numbers are codes, years and page numbers.
fn figure(word: &str, unit: Unit) -> Option<Printed> {
    let has_decimals = word.bytes().any(|byte| byte == b'.') || word.contains('．');
    if !has_decimals {
        return None;
    }
    Printed::parse(word, unit).ok()
}
