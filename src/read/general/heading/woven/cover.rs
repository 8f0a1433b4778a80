//! Which pieces of a header belong together: words of the vocabulary that take up all the pieces, as few as possible.

use std::cmp::Ordering;

use crate::table::vocabulary;

use super::Cell;
use super::pieces::Piece;

/// How unlike a printed header it is that its pieces belong together in some way. Cells are centred on the line of
/// their row, so few centres are better than many, and the lines of a cell are evenly spaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Disorder {
    cells: usize,
    uneven: usize,
    centres: usize,
    span: usize,
}

/// More steps than any printed header needs.
const MOST_STEPS: usize = 20_000;
/// How many equally good ways are given.
const MOST_WAYS: usize = 8;
/// Between two lines of a cell a line of another one fits.
const WIDEST_GAP: usize = 2;
/// Cells with more lines are no headers of columns.
const MOST_PIECES: usize = 6;

/// The best ways to put the pieces together; none if some piece belongs to no word, or if there are too many ways to
/// try them all.
pub(super) fn covers(pieces: &[Piece]) -> Vec<Vec<Cell>> {
    let mut search = Search { pieces, ways: Vec::new(), chosen: Vec::new(), best: None, steps: 0 };
    let mut covered = 0;
    for (first, piece) in pieces.iter().enumerate() {
        let mut ways = Vec::new();
        search.extend(&mut vec![first], piece.text.clone(), &mut ways);
        ways.sort_by_key(|way: &Way| std::cmp::Reverse(way.cell.pieces.len()));
        covered = ways.iter().fold(covered, |covered, way| covered | way.pieces);
        if covered & (1 << first) == 0 {
            return Vec::new();
        }
        search.ways.push(ways);
    }
    search.cover(0);
    search.best.filter(|_| search.steps < MOST_STEPS).map_or_else(Vec::new, |(_, ways)| ways)
}

/// A word that some pieces make up.
struct Way {
    cell: Cell,
    /// The pieces as bits.
    pieces: u64,
}

struct Search<'a> {
    pieces: &'a [Piece],
    /// For each piece the words that begin with it.
    ways: Vec<Vec<Way>>,
    /// The words of the way that is being tried: the piece each begins with, and which of its words.
    chosen: Vec<(usize, usize)>,
    best: Option<(Disorder, Vec<Vec<Cell>>)>,
    steps: usize,
}

impl Search<'_> {
    /// The words that begin with these pieces.
    fn extend(&self, chain: &mut Vec<usize>, text: String, ways: &mut Vec<Way>) {
        let word = vocabulary::word(&text);
        if let Some(word) = word {
            let pieces = chain.iter().fold(0, |pieces, piece| pieces | 1 << piece);
            ways.push(Way { cell: Cell { word, pieces: chain.clone() }, pieces });
        }
        // What stands over a whole side of a table is a word of its own.
        let is_over_side = matches!(text.as_str(), "收入" | "支出" | "其中");
        if chain.len() == MOST_PIECES || is_over_side || !vocabulary::begins_word(&text) {
            return;
        }
        let line = self.pieces[chain[chain.len() - 1]].line;
        for next in (0..self.pieces.len()).filter(|&next| self.pieces[next].line > line) {
            let piece = &self.pieces[next];
            // 合计 and 小计 under a word are cells of their own.
            if word.is_some() && matches!(piece.text.as_str(), "合计" | "小计" | "总计" | "金额") {
                continue;
            }
            let longer = format!("{text}{}", piece.text);
            if vocabulary::word(&longer).is_some() || vocabulary::begins_word(&longer) {
                chain.push(next);
                self.extend(chain, longer, ways);
                chain.pop();
            }
        }
    }

    fn cover(&mut self, taken: u64) {
        self.steps += 1;
        if self.steps >= MOST_STEPS || self.best.as_ref().is_some_and(|(best, _)| self.chosen.len() > best.cells) {
            return;
        }
        let first = (0..self.pieces.len()).find(|piece| taken & (1 << piece) == 0);
        let Some(first) = first else {
            self.keep();
            return;
        };
        for way in 0..self.ways[first].len() {
            let pieces = self.ways[first][way].pieces;
            if taken & pieces == 0 && self.keeps_order(&self.ways[first][way].cell) {
                self.chosen.push((first, way));
                self.cover(taken | pieces);
                self.chosen.pop();
            }
        }
    }

    fn chosen(&self) -> impl Iterator<Item = &Cell> {
        self.chosen.iter().map(|&(first, way)| &self.ways[first][way].cell)
    }

    /// Keeps a way that takes up all the pieces if there is no better one.
    fn keep(&mut self) {
        let found = self.disorder();
        let ways: Vec<Cell> = self.chosen().cloned().collect();
        match &mut self.best {
            Some((best, _)) if *best < found => {}
            Some((best, all)) if *best == found => {
                if all.len() < MOST_WAYS {
                    all.push(ways);
                }
            }
            _ => self.best = Some((found, vec![ways])),
        }
    }

    fn disorder(&self) -> Disorder {
        let mut centres: Vec<usize> = Vec::new();
        let (mut cells, mut uneven, mut span) = (0, 0, 0);
        for cell in self.chosen() {
            let lines: Vec<usize> = cell.pieces.iter().map(|&at| self.pieces[at].line).collect();
            let (first, last) = (lines[0], lines[lines.len() - 1]);
            cells += 1;
            centres.push(first + last);
            span += last - first;
            uneven += lines.windows(3).filter(|three| three[2] - three[1] != three[1] - three[0]).count();
            uneven += lines.windows(2).map(|two| (two[1] - two[0]).saturating_sub(WIDEST_GAP)).sum::<usize>();
        }
        centres.sort_unstable();
        centres.dedup();
        Disorder { cells, uneven, centres: centres.len(), span }
    }

    /// Whether all pieces of a cell stand on the same side of those of every other one.
    fn keeps_order(&self, cell: &Cell) -> bool {
        self.chosen().all(|other| {
            let sides = |&a: &usize| other.pieces.iter().filter_map(move |&b| self.pieces[a].side_of(&self.pieces[b]));
            let mut sides = cell.pieces.iter().flat_map(sides);
            sides.next().is_none_or(|first: Ordering| sides.all(|side| side == first))
        })
    }
}
