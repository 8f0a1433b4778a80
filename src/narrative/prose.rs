//! Prose with its line breaks taken out and its places kept.

use crate::amount::Printed;
use crate::budget::Unread;
use crate::claim::Claim;
use crate::fact::Key;
use crate::text::TextLine;

use super::scan::{head, tail};

/// The sentences of a document as one text without white space, and where each part of it stands.
/// Headings stand between line breaks, so that they are no part of the sentence after them.
pub(super) struct Prose {
    text: String,
    /// Position in the text, page and line of each line, in order.
    places: Vec<(usize, u32, u32)>,
}

impl Prose {
    pub(super) fn of(lines: &[TextLine<'_>]) -> Self {
        let mut text = String::new();
        let mut places = Vec::with_capacity(lines.len());
        for line in lines {
            places.push((text.len(), line.page, line.number));
            let words: String = line.text.chars().filter(|c| !c.is_whitespace()).collect();
            let heading = is_heading(&words);
            if heading && !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(&words);
            if heading {
                text.push('\n');
            }
        }
        Self { text, places }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The page and the line of a position.
    pub(super) fn place(&self, position: usize) -> (u32, u32) {
        let after = self.places.partition_point(|(start, ..)| *start <= position);
        after.checked_sub(1).map_or((0, 0), |index| (self.places[index].1, self.places[index].2))
    }

    /// Where the lines from a position on begin.
    pub(super) fn line_starts(&self, from: usize) -> Vec<usize> {
        self.places.iter().map(|(start, ..)| *start).filter(|start| *start >= from).collect()
    }

    /// A claim that states an amount and nothing else.
    pub(super) fn statement(&self, start: usize, end: usize, key: Key, amount: Printed) -> Claim {
        let (page, line) = self.place(start);
        Claim {
            text: self.text[start..end].to_owned(),
            page,
            line,
            subject: Some(key),
            amount: Some(amount),
            change: None,
            rate: None,
            rate_is_decrease: false,
            says_not_comparable: false,
            says_unchanged: false,
        }
    }

    /// The clause around a position, as something that was not understood.
    pub(super) fn unread(&self, position: usize, from: usize, to: usize) -> Unread {
        let (page, line) = self.place(position);
        let stop = |c: char| matches!(c, '；' | '。' | '\n');
        let before = tail(&self.text[from..position]);
        let clause = before.rsplit(stop).next().unwrap_or(before);
        let start = position - clause.len();
        let after = head(&self.text[position..to]);
        let end = position + after.find(stop).unwrap_or(after.len());
        let clause = &self.text[start..end];
        let numbers = clause.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
        let figures = numbers.filter(|number| number.contains(|c: char| c.is_ascii_digit())).count();
        Unread { page, line, text: clause.to_owned(), figures: u32::try_from(figures).unwrap_or(u32::MAX) }
    }
}

/// 第三部分… or 一、…, a short line without the punctuation of a sentence.
fn is_heading(line: &str) -> bool {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let rest = line.strip_prefix('第').unwrap_or(line).trim_start_matches(numeral);
    let numbered = rest.len() < line.len() && (rest.starts_with('、') || rest.starts_with("部分"));
    numbered && line.chars().count() < 40 && !line.contains(['，', '。', '；', '：'])
}
