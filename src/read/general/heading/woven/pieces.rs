//! The printed pieces of a header.

use std::cmp::Ordering;

use crate::table::vocabulary::{self, Corner, Role, Word};

use super::super::account::is_amount;

/// What stands between two spaces of a line.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) line: usize,
    /// Its position on the line.
    pub(super) index: usize,
    /// As the vocabulary spells it.
    pub(super) text: String,
}

impl Piece {
    /// On which side of another piece it stands, if they share a line.
    pub(super) fn side_of(&self, other: &Self) -> Option<Ordering> {
        (self.line == other.line).then(|| self.index.cmp(&other.index))
    }
}

/// The pieces of a header line by line; none if it is too long for one.
pub(super) fn pieces(lines: &[&str], year: Option<u16>) -> Option<Vec<Piece>> {
    // So that the pieces that a word takes up fit into the bits of a number.
    const MOST: usize = 63;
    let mut pieces = Vec::new();
    for (line, text) in lines.iter().enumerate() {
        let parts = text.split_whitespace().map(|part| without_year(vocabulary::plain(part, year)));
        let is_word = |part: &String| part.chars().any(|c| !c.is_ascii_digit() && !"-—/、.".contains(c));
        let parts = joined(parts.filter(is_word).collect());
        pieces.extend(parts.into_iter().enumerate().map(|(index, text)| Piece { line, index, text }));
        if pieces.len() > MOST {
            return None;
        }
    }
    Some(pieces)
}

/// A piece without the year before a word that does not need it: 本年机关运行经, the beginning of 机关运行经费预算数.
fn without_year(text: String) -> String {
    let begins = |text: &str| vocabulary::word(text).is_some() || vocabulary::begins_word(text);
    match text.strip_prefix("本年") {
        Some(rest) if !begins(&text) && begins(rest) => rest.to_owned(),
        _ => text,
    }
}

/// The parts of a line, with words whose characters were set apart put together: 项 目.
fn joined(parts: Vec<String>) -> Vec<String> {
    const LONGEST: usize = 8;
    let is_short = |part: &String| part.chars().count() <= 2;
    let mut kept: Vec<String> = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let run = parts[at..].iter().take(LONGEST).take_while(|part| is_short(part)).count();
        let word = (2..=run).rev().find(|&count| {
            let single = parts[at..at + count].iter().any(|part| part.chars().count() == 1);
            single && vocabulary::word(&parts[at..at + count].concat()).is_some()
        });
        let count = word.unwrap_or(1);
        kept.push(parts[at..at + count].concat());
        at += count;
    }
    kept
}

/// Takes out the words that stand below each column once more, 预算数 and 决算数 in turn or 决算数 alone, if they are the
/// last words of a line.
pub(super) fn repeated_below(pieces: &mut Vec<Piece>) -> Vec<Word> {
    const LEAST: usize = 3;
    let last = pieces.last().map_or(0, |piece| piece.line);
    for line in (0..=last).rev() {
        let own: Vec<usize> = (0..pieces.len()).filter(|&at| pieces[at].line == line).collect();
        let words: Vec<Option<Word>> = own.iter().map(|&at| amount_word(&pieces[at].text)).collect();
        let tail = words.iter().rev().take_while(|word| word.is_some()).count();
        let run: Vec<Word> = words[words.len() - tail..].iter().copied().flatten().collect();
        // Labels and amounts side by side have one word over the amounts of each side.
        let is_side = |at: &usize| {
            let word = vocabulary::word(&pieces[*at].text);
            word.is_some_and(|word| is_amount(&word) || word.role == Role::Corner(Corner::Line))
        };
        let has_sides = own[..own.len() - tail].iter().any(is_side);
        if tail >= LEAST && !has_sides && unit_of_run(&run).is_some() {
            let from = own[own.len() - tail];
            pieces.drain(from..from + tail);
            return run;
        }
    }
    Vec::new()
}

fn amount_word(text: &str) -> Option<Word> {
    vocabulary::word(text).filter(is_amount)
}

/// How many words are repeated over and over in a run: one or two.
pub(in super::super) fn unit_of_run(run: &[Word]) -> Option<usize> {
    (1..=2).find(|&unit| {
        let is_again = |at: usize| run[at] == run[at % unit];
        run.len() >= 2 * unit && run.len().is_multiple_of(unit) && (0..run.len()).all(is_again)
    })
}
