//! Sets of columns, and the sums between the columns of a table.

use super::{Column, Measure, Ragged};

/// The most columns that a set can hold. Rows of wider tables are placed only where they are full.
pub(super) const WIDEST: usize = 128;

/// How far a sum may be off because its parts were rounded, in last digits, for a number of parts that are
/// not zero: half a last digit each, and one digit more, since publishers adjust a figure to make another
/// sum come out. Nothing adds up to nothing.
pub(super) const fn slack(parts: usize) -> i128 {
    if parts == 0 { 0 } else { (parts / 2) as i128 + ADJUSTMENT }
}

/// By how many last digits publishers adjust a figure.
const ADJUSTMENT: i128 = 1;

/// A set of columns: those that the figures of a row fill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Set(u128);

impl Set {
    /// Every column, those past the end of the table included.
    pub(super) const fn all() -> Self {
        Self(u128::MAX)
    }

    /// The first columns of a table.
    pub(super) const fn first(count: usize) -> Self {
        if count >= WIDEST { Self::all() } else { Self((1 << count) - 1) }
    }

    pub(super) const fn has(self, column: usize) -> bool {
        column < WIDEST && self.0 >> column & 1 == 1
    }

    /// With one more column.
    pub(super) const fn with(self, column: usize) -> Self {
        Self(self.0 | 1 << column)
    }

    /// How many of its columns stand before this one.
    pub(super) const fn place_of(self, column: usize) -> usize {
        (self.0 & Self::first(column).0).count_ones() as usize
    }

    pub(super) const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The columns from the left.
    pub(super) fn columns(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let column = rest.trailing_zeros() as usize;
            rest &= rest.wrapping_sub(1);
            (column < WIDEST).then_some(column)
        })
    }

    /// What any of several sets has.
    pub(super) fn union(sets: &[Self]) -> Option<Self> {
        sets.iter().copied().reduce(|left, right| Self(left.0 | right.0))
    }

    /// What all of several sets have.
    pub(super) fn intersection(sets: &[Self]) -> Option<Self> {
        sets.iter().copied().reduce(|left, right| Self(left.0 & right.0))
    }
}

/// A whole and its parts.
#[derive(Debug)]
pub(super) struct Sum {
    pub(super) whole: usize,
    /// The parts that add up to it.
    pub(super) parts: Vec<usize>,
    /// Amounts inside it that are no parts of the sum.
    pub(super) of_which: Vec<usize>,
    /// Whether the parts are all there are.
    pub(super) is_exhaustive: bool,
    /// Whether neither the whole nor what is inside it can be negative, so that no part exceeds the whole.
    pub(super) is_bounded: bool,
}

/// A change between two columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Difference {
    pub(super) change: usize,
    pub(super) later: usize,
    pub(super) earlier: usize,
}

/// The columns of a table, with what holds between them.
#[derive(Debug)]
pub(super) struct Columns {
    measures: Vec<Measure>,
    can_be_negative: Vec<bool>,
    sums: Vec<Sum>,
    differences: Vec<Difference>,
    /// For each column the sums it takes part in, and the differences.
    sums_at: Vec<Vec<usize>>,
    differences_at: Vec<Vec<usize>>,
    /// The columns whose figures the arithmetic of a row checks.
    checked: Vec<bool>,
}

impl Columns {
    pub(super) fn new(columns: &[Column], rows: &[Ragged]) -> Self {
        let measures: Vec<Measure> = columns.iter().map(|column| column.measure).collect();
        let can_be_negative = signs(columns, rows);
        let sums = sums(columns, &can_be_negative);
        let differences = differences(columns);
        let mut sums_at = vec![Vec::new(); columns.len()];
        let mut checked = vec![false; columns.len()];
        for (index, sum) in sums.iter().enumerate() {
            for &column in sum.of_which.iter().chain(&sum.parts).chain([&sum.whole]) {
                sums_at[column].push(index);
            }
            for &column in sum.parts.iter().chain([&sum.whole]) {
                checked[column] |= sum.is_exhaustive;
            }
        }
        let mut differences_at = vec![Vec::new(); columns.len()];
        for (index, difference) in differences.iter().enumerate() {
            for column in [difference.change, difference.later, difference.earlier] {
                differences_at[column].push(index);
            }
        }
        Self { measures, can_be_negative, sums, differences, sums_at, differences_at, checked }
    }

    pub(super) fn len(&self) -> usize {
        self.measures.len()
    }

    pub(super) fn measure(&self, column: usize) -> Measure {
        self.measures[column]
    }

    pub(super) fn can_be_negative(&self, column: usize) -> bool {
        self.can_be_negative[column]
    }

    /// Whether the arithmetic of a row would show a misprint in this column.
    pub(super) fn is_checked(&self, column: usize) -> bool {
        self.checked[column]
    }

    /// Whether it would show a misprint in any amount of a row that fills these columns.
    pub(super) fn check_all(&self, set: Set) -> bool {
        set.columns().all(|column| self.checked[column] || self.measures[column] == Measure::Percent)
    }

    pub(super) fn sums(&self) -> &[Sum] {
        &self.sums
    }

    pub(super) fn differences(&self) -> &[Difference] {
        &self.differences
    }

    pub(super) fn sums_at(&self, column: usize) -> impl Iterator<Item = &Sum> {
        self.sums_at[column].iter().map(|&index| &self.sums[index])
    }

    pub(super) fn differences_at(&self, column: usize) -> impl Iterator<Item = &Difference> {
        self.differences_at[column].iter().map(|&index| &self.differences[index])
    }
}

/// Which columns can be negative: those declared so, those in which a full row prints a negative amount,
/// and any, if a negative amount is printed and no column is declared to take it.
fn signs(columns: &[Column], rows: &[Ragged]) -> Vec<bool> {
    let mut negative: Vec<bool> = columns.iter().map(|column| column.can_be_negative).collect();
    let takes = |negative: &[bool], is_percent: bool| {
        let mut each = columns.iter().zip(negative);
        each.any(|(column, &negative)| negative && (column.measure == Measure::Percent) == is_percent)
    };
    for row in rows.iter().filter(|row| row.figures.len() == columns.len()) {
        for (negative, figure) in negative.iter_mut().zip(&row.figures) {
            *negative |= figure.value < 0;
        }
    }
    for is_percent in [false, true] {
        let mut figures = rows.iter().flat_map(|row| &row.figures);
        if figures.any(|figure| figure.is_percent == is_percent && figure.value < 0) && !takes(&negative, is_percent) {
            for (negative, column) in negative.iter_mut().zip(columns) {
                *negative |= (column.measure == Measure::Percent) == is_percent;
            }
        }
    }
    negative
}

/// The sums that the columns declare, each with its whole; only amounts add up.
fn sums(columns: &[Column], can_be_negative: &[bool]) -> Vec<Sum> {
    let is_amount = |column: usize| columns.get(column).is_some_and(|column| column.measure == Measure::Amount);
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); columns.len()];
    for (index, column) in columns.iter().enumerate() {
        let whole = column.part_of.filter(|&whole| whole != index && is_amount(whole) && is_amount(index));
        if let Some(whole) = whole {
            inside[whole].push(index);
        }
    }
    let declared = inside.into_iter().enumerate().filter(|(_, inside)| !inside.is_empty());
    declared
        .map(|(whole, inside)| {
            let is_bounded = inside.iter().chain([&whole]).all(|&column| !can_be_negative[column]);
            let (of_which, parts): (Vec<usize>, Vec<usize>) =
                inside.into_iter().partition(|&column| columns[column].of_which);
            let is_exhaustive = !columns[whole].open && !parts.is_empty();
            Sum { whole, parts, of_which, is_exhaustive, is_bounded }
        })
        .collect()
}

fn differences(columns: &[Column]) -> Vec<Difference> {
    let is_amount = |column: usize| columns.get(column).is_some_and(|column| column.measure == Measure::Amount);
    let declared = columns.iter().enumerate().filter_map(|(change, column)| Some((change, column.change?)));
    declared
        .filter(|&(change, (later, earlier))| [change, later, earlier].into_iter().all(is_amount))
        .map(|(change, (later, earlier))| Difference { change, later, earlier })
        .collect()
}
