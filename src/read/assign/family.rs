//! A row and the rows below it: in every column it is their sum.
//!
//! A possibility of a row is dropped if it has no place in any joint possibility of the family. Nothing is
//! dropped unless at least one joint possibility was found: where none is, one of the rows holds a misprint.

use std::borrow::Cow;

use super::columns::{Columns, Set, slack};
use super::row::value_at;
use super::search::{Search, Steps};
use super::{Figure, Measure};

/// Cells of possibilities beyond which a family is not looked at, and steps that it may use.
const MOST_CELLS: usize = 2_000_000;
const MOST_STEPS: usize = 20_000;

/// A row with its possibilities.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member<'a> {
    pub(super) figures: &'a [Figure],
    pub(super) sets: &'a [Set],
}

/// A row and the rows below it.
#[derive(Debug)]
pub(super) struct Family<'a> {
    pub(super) parent: Member<'a>,
    pub(super) children: Vec<Member<'a>>,
    /// Whether the children are all that the parent consists of.
    pub(super) is_exhaustive: bool,
}

/// What a family says of its rows.
#[derive(Debug)]
pub(super) enum Verdict {
    /// No joint possibility satisfies its sums.
    Broken,
    /// It was too large to be followed to the end.
    Unsettled,
    /// Which possibilities of the parent, then of each child, have a place in a joint one.
    Supported(Vec<Vec<bool>>),
    /// The same where the sum of one column cannot hold, whatever the rows print in it, and those of all others do.
    Misprinted(Vec<Vec<bool>>),
}

/// Asks a family which possibilities of its rows its sums allow. `budget` counts the steps that all
/// families of a table may still use.
pub(super) fn judge(columns: &Columns, family: &Family<'_>, budget: &mut usize) -> Verdict {
    judge_without(None, columns, family, budget)
}

/// What a family says of which one row does not add up although its columns are known, if a misprint in one column is
/// the only one that explains it. The sums of the other columns must be too exact for chance. Where no row is known to
/// hold the misprint, a figure may have moved in any of them, and nothing follows.
pub(super) fn misprinted(columns: &Columns, family: &Family<'_>, budget: &mut usize) -> Option<Vec<Vec<bool>>> {
    /// Amounts in the sum for each joint possibility.
    const NO_CHANCE: u128 = 10;
    let joint = family.children.iter().fold(NO_CHANCE, |joint, child| joint.saturating_mul(child.sets.len() as u128));
    let amounts = || (0..columns.len()).filter(|&column| columns.measure(column) == Measure::Amount);
    let whole =
        |column: usize| u128::from(value_at(family.parent.figures, family.parent.sets[0], column).unsigned_abs());
    if !family.is_exhaustive || family.parent.sets.len() != 1 {
        return None;
    }
    let mut found = None;
    for left_out in amounts() {
        match judge_without(Some(left_out), columns, family, budget) {
            Verdict::Supported(supported) if found.is_none() => found = Some((left_out, supported)),
            Verdict::Broken => {}
            _ => return None,
        }
    }
    let (left_out, supported) = found?;
    // A column that all rows leave empty checks nothing.
    amounts().any(|column| column != left_out && whole(column) >= joint).then_some(supported)
}

fn judge_without(left_out: Option<usize>, columns: &Columns, family: &Family<'_>, budget: &mut usize) -> Verdict {
    let choices: usize = family.children.iter().map(|child| child.sets.len()).filter(|&count| count > 1).sum();
    let cost = family.children.len() + family.parent.sets.len() * (choices + 1);
    if choices * columns.len() > MOST_CELLS || cost > *budget {
        return Verdict::Unsettled;
    }
    *budget -= cost;
    let frame = Frame::new(columns, family, left_out);
    let mut steps = Steps { own: MOST_STEPS, all: budget };
    let members = [family.parent].into_iter().chain(family.children.iter().copied());
    let mut supported: Vec<Vec<bool>> = members.map(|member| vec![member.sets.len() == 1; member.sets.len()]).collect();
    supported[0].fill(false);
    let (mut has_witness, mut is_unsettled) = (false, false);
    for (index, &set) in family.parent.sets.iter().enumerate() {
        let Some((lists, witnessed)) = frame.below(family.parent, set, &mut steps) else {
            continue;
        };
        has_witness |= witnessed;
        is_unsettled |= !witnessed;
        supported[0][index] = true;
        for (child, list) in frame.open.iter().zip(lists) {
            for choice in list {
                supported[child.index + 1][choice] = true;
            }
        }
    }
    match (has_witness, is_unsettled) {
        (true, _) => Verdict::Supported(supported),
        (false, true) => Verdict::Unsettled,
        (false, false) => Verdict::Broken,
    }
}

/// A column whose sum is looked at.
pub(super) struct Summed {
    column: usize,
    /// Whether no amount in it can be negative, so that no child exceeds the parent.
    is_bounded: bool,
}

/// A child with several possibilities: what each prints in the columns that are looked at.
pub(super) struct Open {
    /// Its index among the children.
    pub(super) index: usize,
    pub(super) choices: usize,
    /// For each column what each choice prints.
    pub(super) values: Vec<Vec<i64>>,
}

/// A column total, and how many of its parts are not zero.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) total: i128,
    pub(super) filled: usize,
}

/// The lowest and highest totals that undecided children allow in a column, and how many may be filled.
#[derive(Clone, Copy, Default)]
pub(super) struct Span {
    pub(super) low: i128,
    pub(super) high: i128,
    pub(super) filled: usize,
}

/// A family made ready for the possibilities of its parent.
pub(super) struct Frame {
    is_exhaustive: bool,
    /// Columns whose totals are the same whatever the undecided children choose, and these totals.
    fixed: Vec<(Summed, Tally)>,
    /// The others, and what the decided children add to them.
    pub(super) columns: Vec<Summed>,
    pub(super) base: Vec<Tally>,
    pub(super) open: Vec<Open>,
    /// What each undecided child may add, and what all children come to, while nothing is dropped.
    spans: Vec<Vec<Span>>,
    total: Vec<Span>,
}

/// For each undecided child the possibilities that are left, and whether a joint one was found.
pub(super) type Below = (Vec<Vec<usize>>, bool);

impl Frame {
    fn new(columns: &Columns, family: &Family<'_>, left_out: Option<usize>) -> Self {
        let mut frame = Self {
            is_exhaustive: family.is_exhaustive,
            fixed: vec![],
            columns: vec![],
            base: vec![],
            open: vec![],
            spans: vec![],
            total: vec![],
        };
        let open = family.children.iter().enumerate().filter(|(_, child)| child.sets.len() > 1);
        frame.open = open.map(|(index, child)| Open { index, choices: child.sets.len(), values: Vec::new() }).collect();
        let is_summed = |column: &usize| columns.measure(*column) == Measure::Amount && Some(*column) != left_out;
        for column in (0..columns.len()).filter(is_summed) {
            let summed = Summed { column, is_bounded: !columns.can_be_negative(column) };
            // Where rows may be missing nothing would show a misprint but the arithmetic of the row itself.
            if family.is_exhaustive || (summed.is_bounded && columns.is_checked(column)) {
                frame.add(family, summed);
            }
        }
        let all = |child: &Open| child.values.iter().map(|values| Span::of(values.iter().copied())).collect();
        frame.spans = frame.open.iter().map(all).collect();
        frame.total = frame.all(&frame.spans);
        frame
    }

    /// What all children may come to in each column, given what each undecided one may add.
    fn all(&self, spans: &[Vec<Span>]) -> Vec<Span> {
        let mut total: Vec<Span> = self.base.iter().map(|&tally| tally.into()).collect();
        for child in spans {
            total.iter_mut().zip(child).for_each(|(total, &span)| *total = total.and(span));
        }
        total
    }

    fn add(&mut self, family: &Family<'_>, summed: Summed) {
        let mut tally = Tally::default();
        let mut is_fixed = true;
        for child in &family.children {
            let mut values = child.sets.iter().map(|&set| value_at(child.figures, set, summed.column));
            let first = values.next().unwrap_or_default();
            if values.all(|value| value == first) {
                tally.add(first);
            } else {
                is_fixed = false;
            }
        }
        if is_fixed {
            self.fixed.push((summed, tally));
            return;
        }
        for open in &mut self.open {
            let child = &family.children[open.index];
            let values = child.sets.iter().map(|&set| value_at(child.figures, set, summed.column));
            let mut values: Vec<i64> = values.collect();
            if values.iter().all(|&value| value == values[0]) {
                // It is in the base already.
                values.fill(0);
            }
            open.values.push(values);
        }
        self.columns.push(summed);
        self.base.push(tally);
    }

    /// The possibilities of the undecided children under one possibility of the parent. `None` if there is
    /// certainly no joint one.
    fn below(&self, parent: Member<'_>, set: Set, steps: &mut Steps<'_>) -> Option<Below> {
        let print = |summed: &Summed| value_at(parent.figures, set, summed.column);
        let mut fixed = self.fixed.iter();
        if !fixed.all(|(summed, tally)| self.adds_up(summed, print(summed), tally)) {
            return None;
        }
        let whole: Vec<i64> = self.columns.iter().map(print).collect();
        let mut cells = self.columns.iter().zip(&whole).zip(&self.base);
        if cells.any(|((summed, &whole), tally)| whole == 0 && summed.is_bounded && tally.filled > 0) {
            return None;
        }
        // Most possibilities of the parent are out of reach of all children together.
        let is_within = |(total, &whole): (&Span, &i64)| {
            let (whole, slack) = (i128::from(whole), slack(total.filled));
            total.low <= whole + slack && (!self.is_exhaustive || total.high >= whole - slack)
        };
        if !self.total.iter().zip(&whole).all(is_within) {
            return None;
        }
        let mut lists: Vec<Vec<usize>> = self.open.iter().map(|child| (0..child.choices).collect()).collect();
        self.narrow(&whole, &mut lists, steps)?;
        Search::new(self, &whole, &lists, steps).supported()
    }

    /// Drops the possibilities that no choice of the others can make up for, until none is left to drop.
    /// `None` if a child has none left.
    fn narrow(&self, whole: &[i64], lists: &mut [Vec<usize>], steps: &mut Steps<'_>) -> Option<()> {
        let mut spans: Cow<'_, [Vec<Span>]> = Cow::Borrowed(&self.spans);
        let mut total: Cow<'_, [Span]> = Cow::Borrowed(&self.total);
        loop {
            let mut has_dropped = false;
            for ((child, list), own) in self.open.iter().zip(lists.iter_mut()).zip(&*spans) {
                let before = list.len();
                list.retain(|&choice| {
                    let mut cells = child.values.iter().zip(whole).enumerate();
                    cells.all(|(at, (values, &whole))| {
                        self.may_reach(at, whole, values[choice], total[at].without(own[at]))
                    })
                });
                has_dropped |= list.len() < before;
                if list.is_empty() {
                    return None;
                }
            }
            if !has_dropped || steps.take(lists.iter().map(Vec::len).sum()).is_none() {
                return Some(());
            }
            let left: Vec<Vec<Span>> =
                self.open.iter().zip(lists.iter()).map(|(child, list)| Self::spans(child, list)).collect();
            total = Cow::Owned(self.all(&left));
            spans = Cow::Owned(left);
        }
    }

    /// What one child may add to each column.
    pub(super) fn spans(child: &Open, list: &[usize]) -> Vec<Span> {
        child.values.iter().map(|values| Span::of(list.iter().map(|&choice| values[choice]))).collect()
    }

    /// Whether a child may print this value in a column, whatever the others choose.
    pub(super) fn may_reach(&self, at: usize, whole: i64, value: i64, others: Span) -> bool {
        if whole == 0 && self.columns[at].is_bounded {
            return value == 0;
        }
        let (whole, value) = (i128::from(whole), i128::from(value));
        let slack = slack(others.filled + usize::from(value != 0));
        value + others.low <= whole + slack && (!self.is_exhaustive || value + others.high >= whole - slack)
    }

    /// Whether the total of all children is what the parent prints.
    pub(super) fn adds_up(&self, summed: &Summed, whole: i64, tally: &Tally) -> bool {
        if whole == 0 && summed.is_bounded {
            return tally.filled == 0;
        }
        let rest = i128::from(whole) - tally.total;
        rest >= -slack(tally.filled) && (!self.is_exhaustive || rest <= slack(tally.filled))
    }
}

impl Tally {
    fn add(&mut self, value: i64) {
        self.total += i128::from(value);
        self.filled += usize::from(value != 0);
    }
}

impl From<Tally> for Span {
    fn from(tally: Tally) -> Self {
        Self { low: tally.total, high: tally.total, filled: tally.filled }
    }
}

impl Span {
    /// Over the possibilities of one child.
    fn of(values: impl Iterator<Item = i64> + Clone) -> Self {
        let low = values.clone().min().unwrap_or_default();
        let high = values.clone().max().unwrap_or_default();
        Self { low: low.into(), high: high.into(), filled: usize::from(low != 0 || high != 0) }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high + other.high, filled: self.filled + other.filled }
    }

    fn without(self, other: Self) -> Self {
        Self { low: self.low - other.low, high: self.high - other.high, filled: self.filled - other.filled }
    }
}
