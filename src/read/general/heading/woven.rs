//! Headers whose cells are woven into each other: an extractor that goes line by line prints side by side what
//! wrapped cells have on one line, and the rest of each of them on lines further below.
//!
//! The pieces are put together so that all of them belong to words of the vocabulary. What stands left of
//! something on one line stands left of it everywhere; where two cells share no line, the order that published tables
//! have says which comes first, and if it leaves a choice, all the likely orders are given.

mod cover;
mod order;
mod pieces;

use crate::table::vocabulary::{Role, Word};

use super::Words;
use cover::covers;
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
    for mut cells in covers(&pieces) {
        let known = cells.iter().map(|cell| cell.word.name.chars().count()).sum();
        // Words that say nothing have no place among the others, but for the heads over changes.
        cells.retain(|cell| cell.word.role != Role::Frame || cell.word.name.contains('比'));
        let orders = orders(&cells, &pieces);
        let least = orders.first().map_or(0, |(cost, _)| *cost);
        for (cost, order) in orders.into_iter().filter(|(cost, _)| *cost <= least + TOLERANCE) {
            // 年初预算数 over 小计 and its parts only repeats what 小计 is the sum of.
            let is_over_sum = |place: usize| {
                let next = order.get(place + 1).is_some_and(|&next| cells[next].word.name == "小计");
                next && cells[order[place]].word.name.contains("年初预算")
            };
            let own = (0..order.len()).filter(|&place| !is_over_sum(place)).map(|place| &cells[order[place]]);
            let own = own.map(|cell| (cell.word, pieces[cell.pieces[0]].line));
            let end = pieces.last().map_or(0, |piece| piece.line);
            let (words, lines): (Vec<Word>, Vec<usize>) = own.chain(below.iter().map(|word| (*word, end))).unzip();
            let words = Words { words, lines, known, is_woven: true, ..Words::default() };
            let over_figures =
                |words: &Words| words.over_figures().into_iter().map(|(word, _)| word).collect::<Vec<_>>();
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
    Some(likely.map(|(_, words)| words).collect())
}

/// How much stranger than the likeliest order another one may be to count as likely too.
const TOLERANCE: u32 = 1;
/// How strange the likeliest order may be, with as much again for so many pieces.
const STRANGEST: u32 = 2;
const PIECES: u32 = 12;
/// How many orders are given.
const MOST: usize = 4;
