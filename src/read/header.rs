//! Recognising the header of a table by its words, however they are wrapped.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt};

use crate::table::TableSpec;
use crate::text::TextLine;

use super::label::squeeze;

/// The header words of a table.
///
/// A wrapped header comes out in pieces of any order, but of the same characters. So the characters
/// are counted, and the order is checked for the words that came out whole.
#[derive(Debug)]
pub(super) struct HeaderWords<'a> {
    characters: HashMap<char, usize>,
    total: usize,
    /// The words over the labels.
    corner: Vec<&'a str>,
    /// Words beside each other, from left to right, by the word above them, and which of them head others.
    siblings: Vec<Vec<Sibling<'a>>>,
}

/// A word, and whether it heads others.
type Sibling<'a> = (&'a str, bool);

impl<'a> HeaderWords<'a> {
    pub(super) fn of(spec: &'a TableSpec) -> Self {
        let mut words: Vec<&str> = spec.corner.iter().collect();
        let mut siblings: Vec<(Vec<&str>, Vec<Sibling<'_>>)> = Vec::new();
        let mut before: Vec<&str> = Vec::new();
        for column in spec.columns.iter() {
            let header: Vec<&str> = column.header.iter().collect();
            for depth in 0..header.len() {
                let (above, word) = (&header[..depth], header[depth]);
                // A word that heads several columns is printed once.
                let spans = depth + 1 < header.len();
                if spans && before.get(..=depth) == Some(&header[..=depth]) {
                    continue;
                }
                words.push(word);
                match siblings.iter_mut().find(|(known, _)| known == above) {
                    Some((_, row)) => row.push((word, spans)),
                    None => siblings.push((above.to_vec(), vec![(word, spans)])),
                }
            }
            before = header;
        }
        let mut characters = HashMap::new();
        let all = words.iter().flat_map(|word| word.chars());
        let total = all.map(|c| *characters.entry(c).and_modify(|count| *count += 1).or_insert(1_usize)).count();
        let corner = spec.corner.iter().collect();
        Self { characters, total, corner, siblings: siblings.into_iter().map(|(_, row)| row).collect() }
    }

    /// How many of the lines from the first are the header; `None` if they do not begin with it.
    pub(super) fn matches(&self, lines: &[TextLine<'_>]) -> Option<usize> {
        self.extent(lines).and_then(|(count, in_order)| in_order.then_some(count))
    }

    /// Whether the lines begin with the words of the header in another order.
    pub(super) fn is_shuffled(&self, lines: &[TextLine<'_>]) -> bool {
        self.extent(lines).is_some_and(|(_, in_order)| !in_order)
    }

    /// How many of the lines from the first have the words of the header, and whether in their order.
    fn extent(&self, lines: &[TextLine<'_>]) -> Option<(usize, bool)> {
        let mut left = self.characters.clone();
        let mut seen = String::new();
        let mut count = 0;
        for (index, line) in lines.iter().enumerate() {
            let line = without_years(squeeze(line.text));
            for c in line.chars() {
                let rest = left.get_mut(&c).filter(|rest| **rest > 0)?;
                *rest -= 1;
                count += 1;
            }
            seen.push_str(&line);
            if count == self.total {
                return Some((index + 1, self.in_order(&seen)));
            }
        }
        None
    }

    /// Whether words beside each other stand in their order, as far as they came out whole.
    ///
    /// Where words came out in pieces, the text runs line by line across the header, and a word that heads others
    /// stands on a line above that of the words beside it: then each kind has an order of its own.
    fn in_order(&self, seen: &str) -> bool {
        let words = self.siblings.iter().flatten().map(|(word, _)| word);
        let in_pieces = words.chain(&self.corner).any(|word| !seen.contains(word));
        let is_ordered = |kind: Option<bool>| {
            let of_kind = |(_, heads): &&(&str, bool)| kind.is_none_or(|kind| kind == *heads);
            self.siblings.iter().all(|row| follow(row.iter().filter(of_kind).map(|(word, _)| *word), seen))
        };
        is_ordered(None) || in_pieces && is_ordered(Some(true)) && is_ordered(Some(false))
    }
}

/// 2022年预算 is 预算: some editions name the year over each column.
fn without_years(line: Cow<'_, str>) -> Cow<'_, str> {
    const NAMED: &str = "年预算";
    if !line.contains(NAMED) {
        return line;
    }
    let mut parts = line.split(NAMED);
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let before = told.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        if told.len() - before == 4 {
            told.truncate(before);
            told.push_str("预算");
        } else {
            told.push_str(NAMED);
        }
        told.push_str(part);
    }
    Cow::Owned(told)
}

/// Whether the words that stand in a text follow one another there.
fn follow<'w>(words: impl Iterator<Item = &'w str>, seen: &str) -> bool {
    let mut from = 0;
    let mut whole = words.filter(|word| seen.contains(*word));
    whole.all(|word| match seen[from..].find(word) {
        Some(position) => {
            from += position + word.len();
            true
        }
        None => false,
    })
}
