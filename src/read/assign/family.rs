//! A row and the rows below it: in every column it is their sum.
//!
//! A possibility of a row is dropped if it has no place in any joint possibility of the family. Nothing is
//! dropped unless at least one joint possibility was found: where none is, one of the rows holds a misprint.

use super::columns::{Columns, Set, slack};
use super::row::value_at;
use super::{Figure, Measure};

/// Cells of possibilities beyond which a family is not looked at, and steps of one search.
const MOST_CELLS: usize = 2_000_000;
const MOST_STEPS: usize = 20_000;

/// Undecided rows beyond which no joint possibility is looked for.
const MOST_UNDECIDED: usize = 200;

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
}

/// Asks a family which possibilities of its rows its sums allow. `budget` counts the steps that all
/// families of a table may still use.
pub(super) fn judge(columns: &Columns, family: &Family<'_>, budget: &mut usize) -> Verdict {
    let frame = Frame::new(columns, family);
    let open: usize = frame.open.iter().map(|child| child.values.len()).sum();
    let cost = family.children.len() + family.parent.sets.len() * (open + 1);
    if open * frame.columns.len() > MOST_CELLS || cost > *budget {
        return Verdict::Unsettled;
    }
    *budget -= cost;
    let members = [family.parent].into_iter().chain(family.children.iter().copied());
    let mut supported: Vec<Vec<bool>> = members.map(|member| vec![member.sets.len() == 1; member.sets.len()]).collect();
    supported[0].fill(false);
    let (mut has_witness, mut is_unsettled) = (false, false);
    for (index, &set) in family.parent.sets.iter().enumerate() {
        let whole = frame.dense(family.parent.figures, set);
        let Some((lists, witnessed)) = frame.below(&whole, budget) else {
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
struct Summed {
    column: usize,
    /// Whether no amount in it can be negative, so that no child exceeds the parent.
    is_bounded: bool,
}

/// A child with several possibilities: what each prints in the columns that are looked at.
struct Open {
    /// Its index among the children.
    index: usize,
    values: Vec<Vec<i64>>,
}

/// A column total, and how many of its parts are not zero.
#[derive(Clone, Copy, Default)]
struct Tally {
    total: i128,
    filled: usize,
}

/// The lowest and highest totals that undecided children allow in a column, and how many may be filled.
#[derive(Clone, Copy, Default)]
struct Span {
    low: i128,
    high: i128,
    filled: usize,
}

/// A family made ready for the possibilities of its parent.
struct Frame {
    is_exhaustive: bool,
    columns: Vec<Summed>,
    /// The totals of the children with one possibility.
    base: Vec<Tally>,
    open: Vec<Open>,
}

/// For each undecided child the possibilities that are left, and whether a joint one was found.
type Below = (Vec<Vec<usize>>, bool);

impl Frame {
    fn new(columns: &Columns, family: &Family<'_>) -> Self {
        let amounts = (0..columns.len()).filter(|&column| columns.measure(column) == Measure::Amount);
        let summed = amounts.map(|column| Summed { column, is_bounded: !columns.can_be_negative(column) });
        // Where rows may be missing nothing would show a misprint but the arithmetic of the row itself.
        let is_told =
            |summed: &Summed| family.is_exhaustive || (summed.is_bounded && columns.is_checked(summed.column));
        let mut frame = Self {
            is_exhaustive: family.is_exhaustive,
            columns: summed.filter(is_told).collect(),
            base: Vec::new(),
            open: Vec::new(),
        };
        frame.base = vec![Tally::default(); frame.columns.len()];
        for (index, child) in family.children.iter().enumerate() {
            if let &[set] = child.sets {
                let values = frame.dense(child.figures, set);
                frame.base.iter_mut().zip(values).for_each(|(tally, value)| tally.add(value));
            } else {
                let values = child.sets.iter().map(|&set| frame.dense(child.figures, set)).collect();
                frame.open.push(Open { index, values });
            }
        }
        frame
    }

    fn dense(&self, figures: &[Figure], set: Set) -> Vec<i64> {
        self.columns.iter().map(|summed| value_at(figures, set, summed.column)).collect()
    }

    /// The possibilities of the undecided children under one possibility of the parent. `None` if there is
    /// certainly no joint one.
    fn below(&self, whole: &[i64], budget: &mut usize) -> Option<Below> {
        let mut cells = self.columns.iter().zip(whole).zip(&self.base);
        if cells.any(|((summed, &whole), tally)| whole == 0 && summed.is_bounded && tally.filled > 0) {
            return None;
        }
        let mut lists: Vec<Vec<usize>> = self.open.iter().map(|child| (0..child.values.len()).collect()).collect();
        self.narrow(whole, &mut lists, budget)?;
        if self.open.len() > MOST_UNDECIDED {
            return Some((lists, false));
        }
        let mut marked: Vec<Vec<bool>> = lists.iter().map(|list| vec![false; list.len()]).collect();
        let mut has_witness = false;
        for child in 0..lists.len() {
            for at in 0..lists[child].len() {
                if marked[child][at] {
                    continue;
                }
                match Search::new(self, whole, &lists, Some((child, at)), budget).run() {
                    Found::Joint(chosen) => {
                        has_witness = true;
                        marked.iter_mut().zip(chosen).for_each(|(marked, at)| marked[at] = true);
                    }
                    Found::Nothing => {}
                    // It was not refuted.
                    Found::Unknown => marked[child][at] = true,
                }
            }
            if marked[child].iter().all(|marked| !marked) {
                return None;
            }
        }
        if lists.is_empty() {
            self.adds_up(whole, &self.base).then_some(())?;
            has_witness = true;
        }
        for (list, marked) in lists.iter_mut().zip(marked) {
            let mut marked = marked.into_iter();
            list.retain(|_| marked.next().unwrap_or_default());
        }
        Some((lists, has_witness))
    }

    /// Drops the possibilities that no choice of the others can make up for, until none is left to drop.
    /// `None` if a child has none left.
    fn narrow(&self, whole: &[i64], lists: &mut [Vec<usize>], budget: &mut usize) -> Option<()> {
        loop {
            let spans: Vec<Vec<Span>> = self.spans(lists);
            let total = self.base_and(&spans);
            let mut has_dropped = false;
            for ((child, list), own) in self.open.iter().zip(lists.iter_mut()).zip(&spans) {
                let before = list.len();
                list.retain(|&choice| {
                    let mut cells = child.values[choice].iter().zip(whole).enumerate();
                    cells.all(|(at, (&value, &whole))| self.may_reach(at, whole, value, total[at].without(own[at])))
                });
                has_dropped |= list.len() < before;
                if list.is_empty() {
                    return None;
                }
            }
            let cost: usize = lists.iter().map(Vec::len).sum();
            if !has_dropped || cost > *budget {
                return (!self.open.is_empty() || self.adds_up(whole, &self.base)).then_some(());
            }
            *budget -= cost;
        }
    }

    fn spans(&self, lists: &[Vec<usize>]) -> Vec<Vec<Span>> {
        let of_child = |(child, list): (&Open, &Vec<usize>)| {
            let span = |at: usize| Span::of(list.iter().map(|&choice| child.values[choice][at]));
            (0..self.columns.len()).map(span).collect()
        };
        self.open.iter().zip(lists).map(of_child).collect()
    }

    /// The span of each column over all children.
    fn base_and(&self, spans: &[Vec<Span>]) -> Vec<Span> {
        let mut total: Vec<Span> = self.base.iter().map(|&tally| tally.into()).collect();
        for child in spans {
            total.iter_mut().zip(child).for_each(|(total, &span)| *total = total.and(span));
        }
        total
    }

    /// Whether a child may print this value in a column, whatever the others choose.
    fn may_reach(&self, at: usize, whole: i64, value: i64, others: Span) -> bool {
        if whole == 0 && self.columns[at].is_bounded {
            return value == 0;
        }
        let (whole, value) = (i128::from(whole), i128::from(value));
        let slack = slack(others.filled + usize::from(value != 0));
        value + others.low <= whole + slack && (!self.is_exhaustive || value + others.high >= whole - slack)
    }

    /// Whether the totals of all children are what the parent prints.
    fn adds_up(&self, whole: &[i64], totals: &[Tally]) -> bool {
        let mut cells = self.columns.iter().zip(whole).zip(totals);
        cells.all(|((summed, &whole), tally)| {
            let rest = i128::from(whole) - tally.total;
            if whole == 0 && summed.is_bounded {
                return tally.filled == 0;
            }
            rest >= -slack(tally.filled) && (!self.is_exhaustive || rest <= slack(tally.filled))
        })
    }
}

/// What a search ends with.
enum Found {
    /// The place of the choice in the list of each undecided child.
    Joint(Vec<usize>),
    Nothing,
    /// It took too many steps.
    Unknown,
}

/// A search for one joint possibility.
struct Search<'a> {
    frame: &'a Frame,
    whole: &'a [i64],
    lists: &'a [Vec<usize>],
    fixed: Option<(usize, usize)>,
    /// The spans of the children from each one on.
    rest: Vec<Vec<Span>>,
    chosen: Vec<usize>,
    steps: usize,
    budget: &'a mut usize,
}

impl<'a> Search<'a> {
    fn new(
        frame: &'a Frame,
        whole: &'a [i64],
        lists: &'a [Vec<usize>],
        fixed: Option<(usize, usize)>,
        budget: &'a mut usize,
    ) -> Self {
        let mut rest = vec![vec![Span::default(); frame.columns.len()]];
        for (index, (child, list)) in frame.open.iter().zip(lists).enumerate().rev() {
            let choices = match fixed {
                Some((child, at)) if child == index => &list[at..=at],
                _ => &list[..],
            };
            let after = &rest[rest.len() - 1];
            let span = |at: usize| Span::of(choices.iter().map(|&choice| child.values[choice][at])).and(after[at]);
            rest.push((0..frame.columns.len()).map(span).collect());
        }
        rest.reverse();
        *budget = budget.saturating_sub(lists.len());
        Self { frame, whole, lists, fixed, rest, chosen: Vec::new(), steps: MOST_STEPS, budget }
    }

    fn run(mut self) -> Found {
        let base = self.frame.base.clone();
        match self.choose(&base) {
            Some(true) => Found::Joint(self.chosen),
            Some(false) => Found::Nothing,
            None => Found::Unknown,
        }
    }

    /// Chooses for the next child, and all after it. `None` if the steps are used up.
    fn choose(&mut self, totals: &[Tally]) -> Option<bool> {
        let child = self.chosen.len();
        let Some(list) = self.lists.get(child) else {
            return Some(self.frame.adds_up(self.whole, totals));
        };
        for (at, &choice) in list.iter().enumerate() {
            if self.fixed.is_some_and(|fixed| fixed.0 == child && fixed.1 != at) {
                continue;
            }
            self.steps = self.steps.checked_sub(1)?;
            *self.budget = self.budget.checked_sub(1)?;
            let mut totals = totals.to_vec();
            let values = &self.frame.open[child].values[choice];
            totals.iter_mut().zip(values).for_each(|(tally, &value)| tally.add(value));
            if self.may_end(child + 1, &totals) {
                self.chosen.push(at);
                if self.choose(&totals)? {
                    return Some(true);
                }
                self.chosen.pop();
            }
        }
        Some(false)
    }

    /// Whether the children from this one on can still make up the rest.
    fn may_end(&self, next: usize, totals: &[Tally]) -> bool {
        let mut cells = totals.iter().zip(&self.rest[next]).zip(self.whole).enumerate();
        cells.all(|(at, ((tally, rest), &whole))| self.frame.may_reach(at, whole, 0, Span::from(*tally).and(*rest)))
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

    fn and(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high + other.high, filled: self.filled + other.filled }
    }

    fn without(self, other: Self) -> Self {
        Self { low: self.low - other.low, high: self.high - other.high, filled: self.filled - other.filled }
    }
}
