//! Headers whose cells are woven into each other: an extractor that goes line by line prints side by side what
//! wrapped cells have on one line, and the rest of each of them on lines further below.
//!
//! The pieces are put together so that all of them belong to words of the vocabulary. What stands left of
//! something on one line stands left of it everywhere; where two cells share no line, the order that published tables
//! have says which comes first, and if it leaves a choice, all the likely orders are given.

mod order;
mod pieces;

use crate::table::vocabulary::{self, Word};

use super::Words;
use order::orders;
pub(super) use pieces::unit_of_run;
use pieces::{Piece, pieces, repeated_below};

/// A word and the pieces it is printed in.
#[derive(Clone, Debug)]
struct Cell {
    word: Word,
    pieces: Vec<usize>,
}

/// The words of a woven header in the likely orders of its cells, the likeliest first.
pub(super) fn unwoven(lines: &[&str], year: Option<u16>) -> Option<Vec<Words>> {
    let mut pieces = pieces(lines, year)?;
    let below = repeated_below(&mut pieces);
    let cells = Search::new(&pieces).cells()?;
    if cells.iter().all(|cell| cell.pieces.len() == 1) {
        return None;
    }
    let arranged = |order: Vec<usize>| {
        let own = order.iter().map(|&at| (cells[at].word, pieces[cells[at].pieces[0]].line));
        let last = pieces.last().map_or(0, |piece| piece.line);
        let (words, lines): (Vec<Word>, Vec<usize>) = own.chain(below.iter().map(|word| (*word, last))).unzip();
        let known = words.iter().map(|word| word.name.chars().count()).sum();
        Words { words, lines, known, ..Words::default() }
    };
    let found: Vec<Words> = orders(&cells, &pieces)?.into_iter().map(arranged).collect();
    (!found.is_empty()).then_some(found)
}

/// The search for words that take up all the pieces, the fewest of them.
struct Search<'a> {
    pieces: &'a [Piece],
    taken: Vec<bool>,
    cells: Vec<Cell>,
    best: Option<(usize, usize, Vec<Cell>)>,
    steps: usize,
}

impl<'a> Search<'a> {
    /// More steps than any printed header needs.
    const MOST_STEPS: usize = 20_000;
    /// Cells with more lines are no headers of columns.
    const MOST_PIECES: usize = 6;

    fn new(pieces: &'a [Piece]) -> Self {
        Self { pieces, taken: vec![false; pieces.len()], cells: Vec::new(), best: None, steps: 0 }
    }

    fn cells(mut self) -> Option<Vec<Cell>> {
        self.cover();
        self.best.filter(|_| self.steps < Self::MOST_STEPS).map(|(_, _, cells)| cells)
    }

    /// How far apart the pieces of the cells stand.
    fn span(&self) -> usize {
        let line = |at: Option<&usize>| at.map_or(0, |&at| self.pieces[at].line);
        self.cells.iter().map(|cell| line(cell.pieces.last()) - line(cell.pieces.first())).sum()
    }

    fn cover(&mut self) {
        self.steps += 1;
        if self.steps >= Self::MOST_STEPS
            || self.best.as_ref().is_some_and(|(fewest, _, _)| self.cells.len() >= *fewest + 1)
        {
            return;
        }
        let Some(first) = self.taken.iter().position(|taken| !taken) else {
            let found = (self.cells.len(), self.span());
            if self.best.as_ref().is_none_or(|(count, span, _)| found < (*count, *span)) {
                self.best = Some((found.0, found.1, self.cells.clone()));
            }
            return;
        };
        let mut ways = Vec::new();
        self.extend(&mut vec![first], self.pieces[first].text.clone(), &mut ways);
        ways.sort_by_key(|cell: &Cell| std::cmp::Reverse(cell.pieces.len()));
        for cell in ways {
            cell.pieces.iter().for_each(|&piece| self.taken[piece] = true);
            self.cells.push(cell);
            self.cover();
            if let Some(cell) = self.cells.pop() {
                cell.pieces.iter().for_each(|&piece| self.taken[piece] = false);
            }
        }
    }

    /// The words that begin with these pieces.
    fn extend(&self, chain: &mut Vec<usize>, text: String, ways: &mut Vec<Cell>) {
        if let Some(word) = vocabulary::word(&text) {
            ways.push(Cell { word, pieces: chain.clone() });
        }
        if chain.len() == Self::MOST_PIECES || !vocabulary::begins_word(&text) {
            return;
        }
        let line = self.pieces[chain[chain.len() - 1]].line;
        for next in 0..self.pieces.len() {
            if self.taken[next] || self.pieces[next].line <= line || !self.keeps_order(chain, next) {
                continue;
            }
            chain.push(next);
            self.extend(chain, format!("{text}{}", self.pieces[next].text), ways);
            chain.pop();
        }
    }

    /// Whether a further piece of a cell stands on the same side of every other cell as its first ones.
    fn keeps_order(&self, chain: &[usize], next: usize) -> bool {
        let side = |a: usize, b: usize| self.pieces[a].side_of(&self.pieces[b]);
        self.cells.iter().all(|cell| {
            let before = chain.iter().flat_map(|&a| cell.pieces.iter().filter_map(move |&b| side(a, b))).next();
            let now = cell.pieces.iter().find_map(|&b| side(next, b));
            before.is_none() || now.is_none() || before == now
        })
    }
}
