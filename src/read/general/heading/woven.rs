//! Headers whose cells are woven into each other: an extractor that goes line by line prints side by side what
//! wrapped cells have on one line, and the rest of each of them on lines further below.
//!
//! The pieces are put together so that all of them belong to words of the vocabulary. What stands left of
//! something on one line stands left of it everywhere; where two cells share no line, the order that published tables
//! have says which comes first, and if it leaves a choice, all the likely orders are given.

mod order;
mod pieces;

use crate::table::vocabulary::{self, Role, Word};

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

impl Cell {
    /// Twice the line of its middle.
    fn centre(&self, pieces: &[Piece]) -> usize {
        let line = |at: Option<&usize>| at.map_or(0, |&at| pieces[at].line);
        line(self.pieces.first()) + line(self.pieces.last())
    }
}

/// The words of a woven header in the likely orders of its cells, the likeliest first.
pub(super) fn unwoven(lines: &[&str], year: Option<u16>) -> Option<Vec<Words>> {
    let mut pieces = pieces(lines, year)?;
    let below = repeated_below(&mut pieces);
    let mut found: Vec<(u32, Words)> = Vec::new();
    for mut cells in Search::new(&pieces).cells() {
        let known = cells.iter().map(|cell| cell.word.name.chars().count()).sum();
        // Words that say nothing have no place among the others, but for the heads over changes.
        cells.retain(|cell| cell.word.role != Role::Frame || cell.word.name.contains('比'));
        for (cost, order) in orders(&cells, &pieces) {
            let own = order.iter().map(|&at| (cells[at].word, pieces[cells[at].pieces[0]].line));
            let last = pieces.last().map_or(0, |piece| piece.line);
            let (words, lines): (Vec<Word>, Vec<usize>) = own.chain(below.iter().map(|word| (*word, last))).unzip();
            let words = Words { words, lines, known, is_woven: true, ..Words::default() };
            let over_figures = |words: &Words| words.over_figures().into_iter().map(|(word, _)| word).collect::<Vec<_>>();
            match found.iter_mut().find(|(_, known)| over_figures(known) == over_figures(&words)) {
                Some((known, _)) if *known <= cost => {}
                Some(known) => *known = (cost, words),
                None => found.push((cost, words)),
            }
        }
    }
    found.sort_by_key(|(cost, _)| *cost);
    let least = found.first()?.0;
    let most = STRANGEST + u32::try_from(pieces.len()).unwrap_or(u32::MAX) / PIECES;
    if least > most {
        return None;
    }
    let likely = found.into_iter().filter(|(cost, _)| *cost <= least + TOLERANCE).take(MOST);
    Some(likely.map(|(cost, words)| Words { is_likeliest: cost <= least + TOLERANCE, ..words }).collect())
}

/// How much stranger than the likeliest order another one may be.
const TOLERANCE: u32 = 1;
/// How strange the likeliest order may be, with as much again for so many pieces.
const STRANGEST: u32 = 2;
const PIECES: u32 = 12;
/// How many orders are given.
const MOST: usize = 4;

/// How unlike a printed header it is that its pieces belong together in some way. Cells are centred on the line of
/// their row, so few centres are better than many, and the lines of a cell are evenly spaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Disorder {
    cells: usize,
    uneven: usize,
    centres: usize,
    span: usize,
}

/// The search for words that take up all the pieces, the fewest of them.
struct Search<'a> {
    pieces: &'a [Piece],
    taken: Vec<bool>,
    cells: Vec<Cell>,
    best: Option<(Disorder, Vec<Vec<Cell>>)>,
    steps: usize,
}

impl<'a> Search<'a> {
    /// More steps than any printed header needs.
    const MOST_STEPS: usize = 20_000;
    const MOST_WAYS: usize = 8;
    /// Between two lines of a cell a line of another one fits.
    const WIDEST_GAP: usize = 2;
    /// Cells with more lines are no headers of columns.
    const MOST_PIECES: usize = 6;

    fn new(pieces: &'a [Piece]) -> Self {
        Self { pieces, taken: vec![false; pieces.len()], cells: Vec::new(), best: None, steps: 0 }
    }

    /// The best ways, if all were tried.
    fn cells(mut self) -> Vec<Vec<Cell>> {
        self.cover();
        self.best.filter(|_| self.steps < Self::MOST_STEPS).map_or_else(Vec::new, |(_, ways)| ways)
    }

    fn disorder(&self) -> Disorder {
        let lines = |cell: &Cell| cell.pieces.iter().map(|&at| self.pieces[at].line).collect::<Vec<_>>();
        let mut centres: Vec<usize> = Vec::new();
        let (mut uneven, mut span) = (0, 0);
        for lines in self.cells.iter().map(lines) {
            let (first, last) = (lines[0], lines[lines.len() - 1]);
            centres.push(first + last);
            span += last - first;
            uneven += lines.windows(3).filter(|three| three[2] - three[1] != three[1] - three[0]).count();
            uneven += lines.windows(2).map(|two| (two[1] - two[0]).saturating_sub(Self::WIDEST_GAP)).sum::<usize>();
        }
        centres.sort_unstable();
        centres.dedup();
        Disorder { cells: self.cells.len(), uneven, centres: centres.len(), span }
    }

    fn cover(&mut self) {
        self.steps += 1;
        if self.steps >= Self::MOST_STEPS
            || self.best.as_ref().is_some_and(|(best, _)| self.cells.len() > best.cells)
        {
            return;
        }
        let Some(first) = self.taken.iter().position(|taken| !taken) else {
            let found = self.disorder();
            match &mut self.best {
                Some((best, _)) if *best < found => {}
                Some((best, ways)) if *best == found => {
                    if ways.len() < Self::MOST_WAYS {
                        ways.push(self.cells.clone());
                    }
                }
                _ => self.best = Some((found, vec![self.cells.clone()])),
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
        // What stands over a whole side of a table is a word of its own.
        let is_over_side = matches!(text.as_str(), "收入" | "支出" | "其中");
        if chain.len() == Self::MOST_PIECES || is_over_side || !vocabulary::begins_word(&text) {
            return;
        }
        let line = self.pieces[chain[chain.len() - 1]].line;
        let is_word = vocabulary::word(&text).is_some();
        for next in 0..self.pieces.len() {
            let piece = &self.pieces[next];
            // 合计 and 小计 under a word are cells of their own.
            let is_below = || is_word && matches!(piece.text.as_str(), "合计" | "小计" | "总计" | "金额");
            if self.taken[next] || piece.line <= line || is_below() || !self.keeps_order(chain, next) {
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
