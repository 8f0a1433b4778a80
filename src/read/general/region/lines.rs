//! The lines of a document with what each of them is by itself, so that nothing is looked for twice.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::TextLine;

use super::super::super::label::squeeze;
use super::super::heading;
use super::super::marks::Marks;
use super::super::title::{self, Title};
use super::super::token::{Kind, Token, add_tokens, join_broken, tokens};
use super::numbers::add_without_numbers;
use super::serial::RowNumbers;
use super::single_line::cut_single_line;
use super::unit::is_unit_line;

/// The lines of a document, with their text free of white space.
#[allow(clippy::struct_field_names, reason = "the lines are what the rest is told about")]
pub(in crate::read) struct Lines<'a> {
    pub(in crate::read::general) lines: Vec<TextLine<'a>>,
    pub(in crate::read::general) squeezed: Vec<Cow<'a, str>>,
    /// What each of them has of the words that are asked for most.
    pub(in crate::read::general) marks: Vec<Marks>,
    /// What those lines say that are titles of tables.
    pub(in crate::read::general) titles: Vec<Option<Title>>,
    /// The words of all lines, and where those of each line begin.
    words: Vec<Token<'a>>,
    begins: Vec<usize>,
    /// The decimals that all amounts print, if they are the same.
    pub(in crate::read::general) decimals: Option<u8>,
}

impl<'a> Lines<'a> {
    /// Of lines with their text free of white space.
    pub(in crate::read::general) fn new(lines: impl Iterator<Item = (TextLine<'a>, Cow<'a, str>)>) -> Self {
        let (mut all, mut squeezed, mut marks) = (Vec::new(), Vec::new(), Vec::new());
        for (line, closed) in lines {
            let marked = Marks::of(&closed);
            if let Some(parts) = cut_single_line(line, &closed, marked) {
                squeezed.extend(parts.iter().map(|part| squeeze(part.text)));
                marks.extend(squeezed[all.len()..].iter().map(|part| Marks::of(part)));
                all.extend(parts);
            } else {
                all.push(line);
                squeezed.push(closed);
                marks.push(marked);
            }
        }
        let lines = all;
        let title = |(line, marks): (&Cow<'_, str>, &Marks)| {
            if marks.has(Marks::TABLE) { title::title(line) } else { None }
        };
        let titles = squeezed.iter().zip(&marks).map(title).collect();
        let mut lines = Self { lines, squeezed, marks, titles, words: Vec::new(), begins: vec![0], decimals: None };
        lines.titles_first();
        let mut numbers = RowNumbers::default();
        for (index, line) in lines.lines.iter().enumerate() {
            let first = lines.words.len();
            add_tokens(line.text, index, &mut lines.words);
            let is_title = lines.titles[index].is_some();
            if let Some(number) = numbers.take_out(index, &lines.squeezed[index], is_title, &mut lines.words, first) {
                let rest = lines.squeezed[index].strip_prefix(number).map(str::to_owned);
                lines.squeezed[index] = rest.map_or_else(|| lines.squeezed[index].clone(), Cow::Owned);
                lines.titles[index] = title::title(&lines.squeezed[index]);
            }
            lines.begins.push(lines.words.len());
        }
        lines.decimals = lines.common_decimals();
        lines
    }

    pub(in crate::read::general) fn tokens(&self, index: usize) -> &[Token<'a>] {
        &self.words[self.begins[index]..self.begins[index + 1]]
    }

    /// The lines that have one of these marks, without white space.
    pub(in crate::read::general) fn with(&self, any: Marks) -> impl Iterator<Item = &str> {
        self.squeezed.iter().zip(&self.marks).filter(move |(_, marks)| marks.has(any)).map(|(line, _)| &**line)
    }

    /// Whether a line has a word that can only be an amount.
    pub(super) fn has_figures(&self, index: usize) -> bool {
        self.tokens(index).iter().any(|token| token.kind == Kind::Figure)
    }

    /// The decimals of nearly all figures, if they are the same.
    fn common_decimals(&self) -> Option<u8> {
        let mut votes = [0_usize; 9];
        for index in (0..self.lines.len()).filter(|&index| self.lines[index].text.contains('.')) {
            for token in self.tokens(index).iter().filter(|token| token.kind == Kind::Figure) {
                let decimals = token.text.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
                votes[decimals.min(8)] += 1;
            }
        }
        let all: usize = votes.iter().sum();
        let (decimals, most) = votes.iter().enumerate().max_by_key(|(_, count)| **count)?;
        (decimals > 0 && most * 10 >= all * 9).then(|| u8::try_from(decimals).unwrap_or(0))
    }

    /// The words of the lines of a table, with figures that were broken over two lines joined.
    pub(in crate::read::general) fn tokens_of(&self, body: &[usize]) -> Vec<Token<'a>> {
        let mut tokens = Vec::with_capacity(8 * body.len());
        for &line in body {
            add_without_numbers(self.tokens(line), &mut tokens);
        }
        join_broken(tokens)
    }

    /// Puts title and header before the rows on pages that print them after the rows, as some extractors do.
    fn titles_first(&mut self) {
        let mut start = 0;
        while start < self.lines.len() {
            let page = self.lines[start].page;
            let end = (start..self.lines.len()).find(|&i| self.lines[i].page != page).unwrap_or(self.lines.len());
            let mut titles = (start..end).filter(|&i| self.titles[i].is_some());
            if let (Some(at), None) = (titles.next(), titles.next()) {
                let figures = |range: Range<usize>| range.into_iter().any(|i| has_figures(self.lines[i].text));
                let late = at > start + 1 && figures(start..at) && !figures(at..end);
                // The rows must not be the end of a table that began on an earlier page: they have a unit line of their own.
                let own = (start..at.min(start + 3)).any(|i| is_unit_line(&self.squeezed[i]));
                if late && own {
                    // Words of the header may stand between the last row and the title; they follow the rest of it.
                    let last = (start..at).rfind(|&i| has_figures(self.lines[i].text)).map_or(at, |row| row + 1);
                    let fragments = last..at;
                    let texts: Vec<&str> = fragments.clone().map(|i| self.lines[i].text).collect();
                    let words = heading::words(&texts, None);
                    let rows = if words.strange == 0 && words.known > 0 { fragments.start } else { at };
                    self.rotate(start..end, rows - start);
                    // Now the fragments stand before the title, both before the rows.
                    let (count, header) = (at - rows, end - rows);
                    self.rotate(start..start + header, count);
                }
            }
            start = end;
        }
    }

    fn rotate(&mut self, lines: Range<usize>, count: usize) {
        self.lines[lines.clone()].rotate_left(count);
        self.squeezed[lines.clone()].rotate_left(count);
        self.marks[lines.clone()].rotate_left(count);
        self.titles[lines].rotate_left(count);
    }
}

/// Whether a line has a word that can only be an amount.
pub(in crate::read::general) fn has_figures(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) && tokens(text, 0).iter().any(|token| token.kind == Kind::Figure)
}
