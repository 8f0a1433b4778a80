//! The order of cells that share no line.

mod heights;
mod kinds;

use std::cmp::Ordering;

use super::Cell;
use super::pieces::Piece;
use heights::Heights;
use kinds::{EARLIER, Kind, Side, UNHEARD, kind, strangeness};

/// The columns of 收入决算表 and 支出决算表, whose forms are the same everywhere.
const PRESCRIBED: &[&[&str]] = &[
    &["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"],
    &["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
];

/// An order as far as it is made.
#[derive(Clone, Copy)]
struct Partial {
    taken: u64,
    cost: u32,
    /// Its last cell, and the cells before it as the place of another order among all that were made.
    last: usize,
    before: Option<usize>,
}

/// What is known of the cells before they are ordered.
#[allow(clippy::struct_field_names, reason = "the cells are what the rest is told about")]
struct Cells<'a> {
    cells: &'a [Cell],
    kinds: Vec<Kind>,
    /// For each cell the cells that a line prints left of it.
    left: Vec<u64>,
    heights: Heights,
    runs: Vec<Option<Run>>,
    /// How unusual it is that one cell follows another one.
    strange: Vec<Vec<u32>>,
}

/// The likely orders of cells, each with how strange it is, the likeliest first; none if the lines contradict each
/// other.
pub(super) fn orders(cells: &[Cell], pieces: &[Piece]) -> Vec<(u32, Vec<usize>)> {
    const WIDEST: usize = 256;
    const MOST_CELLS: usize = 48;
    /// Of orders that end alike as many are followed.
    const ALIKE: usize = 4;
    /// No more orders are as likely as the first.
    const MOST: usize = 16;
    if cells.is_empty() || cells.len() > MOST_CELLS {
        return Vec::new();
    }
    // Where every piece has a line of its own, the text runs cell by cell.
    if pieces.windows(2).all(|two| two[0].line != two[1].line) {
        let mut order: Vec<usize> = (0..cells.len()).collect();
        order.sort_by_key(|&at| cells[at].pieces[0]);
        return vec![(0, order)];
    }
    let known = Cells::new(cells, pieces);
    if let Some(order) = known.prescribed() {
        return vec![(0, order)];
    }
    let mut made: Vec<Partial> = Vec::new();
    let mut ends: Vec<Option<usize>> = vec![None];
    let mut order: Vec<usize> = Vec::with_capacity(cells.len());
    for _ in 0..cells.len() {
        let mut longer: Vec<Partial> = Vec::new();
        for &end in &ends {
            trace(&made, end, &mut order);
            let (taken, cost) = end.map_or((0, 0), |end| (made[end].taken, made[end].cost));
            for at in (0..cells.len()).filter(|&at| taken & (1 << at) == 0 && known.left[at] & !taken == 0) {
                let cost = cost + known.cost_of(&order, taken, at);
                longer.push(Partial { taken: taken | 1 << at, cost, last: at, before: end });
            }
        }
        longer.sort_by_key(|part| (part.cost, part.taken, part.last));
        ends.clear();
        let mut kept: Vec<(u64, usize)> = Vec::new();
        for part in longer {
            let alike = kept.iter().filter(|kept| **kept == (part.taken, part.last)).count();
            if alike < ALIKE && kept.len() < WIDEST {
                kept.push((part.taken, part.last));
                ends.push(Some(made.len()));
                made.push(part);
            }
        }
    }
    let whole = |&end: &Option<usize>| {
        let mut order = Vec::new();
        trace(&made, end, &mut order);
        (end.map_or(0, |end| made[end].cost), order)
    };
    ends.iter().take(MOST).map(whole).collect()
}

/// The cells of an order from the left.
fn trace(made: &[Partial], end: Option<usize>, order: &mut Vec<usize>) {
    order.clear();
    order.extend(std::iter::successors(end, |&at| made[at].before).map(|at| made[at].last));
    order.reverse();
}

impl<'a> Cells<'a> {
    fn new(cells: &'a [Cell], pieces: &[Piece]) -> Self {
        let kinds: Vec<Kind> = cells.iter().map(|cell| kind(&cell.word)).collect();
        let heights = Heights::new(cells, pieces, &kinds);
        let after = |before: &Kind| kinds.iter().map(|after| strangeness(Some(*before), *after)).collect();
        Self {
            cells,
            left: (0..cells.len()).map(|at| left_of(at, cells, pieces)).collect(),
            heights,
            runs: cells.iter().map(|cell| run(cell, pieces)).collect(),
            strange: kinds.iter().map(after).collect(),
            kinds,
        }
    }

    /// The order of a form that the whole country prints, if these are its columns.
    fn prescribed(&self) -> Option<Vec<usize>> {
        let is_label = |at: &usize| matches!(self.kinds[*at], Kind::Labels(_));
        let (mut order, mut columns): (Vec<usize>, Vec<usize>) = (0..self.cells.len()).partition(is_label);
        let name = |at: usize| self.cells[at].word.name;
        PRESCRIBED.iter().find(|form| {
            columns.sort_by_key(|&at| form.iter().position(|column| *column == name(at)));
            columns.iter().map(|&at| name(at)).eq(form.iter().copied())
        })?;
        let is_kept = |at: usize| columns[at + 1..].iter().all(|&later| self.left[columns[at]] & (1 << later) == 0);
        if !(0..columns.len()).all(is_kept) {
            return None;
        }
        order.sort_by_key(|&at| self.cells[at].pieces[0]);
        order.extend(columns);
        Some(order)
    }

    /// How strange it is that a cell goes on this order.
    fn cost_of(&self, order: &[usize], taken: u64, at: usize) -> u32 {
        let is_label = matches!(self.kinds[at], Kind::Labels(side) if side != Side::Remark);
        let mut cost = 0;
        if !self.begins_side(order, at) {
            let last = order.last().map_or_else(|| strangeness(None, self.kinds[at]), |&last| self.strange[last][at]);
            // After a group its head stands for it.
            let beside = self.heights.beside(order, at).filter(|_| self.kinds[at] != Kind::Planned);
            let beside = beside.map(|beside| self.strange[beside][at]);
            cost += last.min(beside.unwrap_or(last));
        }
        // Cells that the text runs through one after the other stand in this order.
        let skips = |(other, run): (usize, &Option<Run>)| {
            let is_free = taken & (1 << other) == 0;
            is_free && self.runs[at].zip(*run).is_some_and(|(at, run)| run.block == at.block && run.line < at.line)
        };
        if self.runs[at].is_some() && self.runs.iter().enumerate().any(skips) {
            cost += EARLIER;
        }
        if self.is_label_again(order, at) {
            cost += UNHEARD;
        }
        if self.heights.are_torn(order, at, self.cells, &self.kinds) {
            cost += UNHEARD;
        }
        // No table ends with labels, or with a head of nothing.
        if order.len() + 1 == self.cells.len() && (is_label || self.heights.is_head(at)) {
            cost += EARLIER;
        }
        cost
    }

    /// Whether the labels of a further side of the table follow the amounts of the one before.
    fn begins_side(&self, order: &[usize], at: usize) -> bool {
        let is_label = |at: &usize| matches!(self.kinds[*at], Kind::Labels(side) if side != Side::Remark);
        let follows_amount = order.last().is_some_and(|&last| matches!(self.kinds[last], Kind::Amount | Kind::Total));
        follows_amount && is_label(&at) && self.kinds[at] != Kind::Labels(Side::Name) && order.iter().any(is_label)
    }

    /// Whether the labels of a further side begin before the amounts of the last one are there.
    fn is_label_again(&self, order: &[usize], at: usize) -> bool {
        let is_label = |at: usize| matches!(self.kinds[at], Kind::Labels(_));
        let mut labels = order.iter().rev().take_while(|&&before| is_label(before));
        is_label(at) && labels.any(|&before| self.cells[before].word == self.cells[at].word)
    }
}

/// A cell whose first lines hold nothing else.
#[derive(Clone, Copy)]
struct Run {
    line: usize,
    /// The first of the lines around it that all hold one piece.
    block: usize,
}

fn run(cell: &Cell, pieces: &[Piece]) -> Option<Run> {
    let is_alone = |at: usize| {
        let line = pieces[at].line;
        (at == 0 || pieces[at - 1].line != line) && pieces.get(at + 1).is_none_or(|next| next.line != line)
    };
    let first = cell.pieces[0];
    let goes_on = cell.pieces.get(1).is_none_or(|&second| second == first + 1 && is_alone(second));
    let block = (0..=first).rev().take_while(|&at| is_alone(at)).last().filter(|_| goes_on)?;
    Some(Run { line: pieces[first].line, block })
}

/// The cells that a line prints left of one.
fn left_of(at: usize, cells: &[Cell], pieces: &[Piece]) -> u64 {
    let is_left = |other: usize| {
        let sides = cells[other].pieces.iter().flat_map(|&a| cells[at].pieces.iter().map(move |&b| (a, b)));
        sides.into_iter().any(|(a, b)| pieces[a].side_of(&pieces[b]) == Some(Ordering::Less))
    };
    (0..cells.len()).filter(|&other| other != at && is_left(other)).fold(0, |left, other| left | 1 << other)
}
