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
#[derive(Clone, Copy, Debug)]
pub(super) struct Sum {
    /// How many columns add up to it.
    pub(super) parts: usize,
    /// Whether the parts are all there are.
    pub(super) is_exhaustive: bool,
    /// Whether neither the whole nor what is inside it can be negative, so that no part exceeds the whole.
    pub(super) is_bounded: bool,
}

/// What a column is to a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Whole,
    /// One of those that add up to the whole.
    Part,
    /// An amount inside the whole that is no part of the sum.
    Inside,
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
    /// For each column its roles in sums, of which it has two at most: in that of its whole, and its own.
    roles_at: Vec<Vec<(usize, Role)>>,
    /// For each column the differences that are decided with it, from the left.
    differences_at: Vec<Vec<usize>>,
    /// The columns whose figures the arithmetic of a row checks.
    checked: Vec<bool>,
}

impl Columns {
    pub(super) fn new(columns: &[Column], rows: &[Ragged]) -> Self {
        let mut all = Self {
            measures: columns.iter().map(|column| column.measure).collect(),
            can_be_negative: signs(columns, rows),
            sums: Vec::new(),
            differences: differences(columns),
            roles_at: vec![Vec::new(); columns.len()],
            differences_at: vec![Vec::new(); columns.len()],
            checked: vec![false; columns.len()],
        };
        for (whole, inside) in parts(columns).into_iter().enumerate().filter(|(_, inside)| !inside.is_empty()) {
            all.add(columns, whole, &inside);
        }
        for (index, difference) in all.differences.iter().enumerate() {
            let last = difference.change.max(difference.later).max(difference.earlier);
            all.differences_at[last].push(index);
        }
        all
    }

    /// Adds a whole and the columns inside it.
    fn add(&mut self, columns: &[Column], whole: usize, inside: &[usize]) {
        let sum = self.sums.len();
        let role = |&column: &usize| (column, if columns[column].of_which { Role::Inside } else { Role::Part });
        let roles: Vec<(usize, Role)> = [(whole, Role::Whole)].into_iter().chain(inside.iter().map(role)).collect();
        let parts = roles.iter().filter(|(_, role)| *role == Role::Part).count();
        let is_exhaustive = !columns[whole].open && parts > 0;
        let is_bounded = roles.iter().all(|&(column, _)| !self.can_be_negative[column]);
        for (column, role) in roles {
            self.roles_at[column].push((sum, role));
            self.checked[column] |= is_exhaustive && role != Role::Inside;
        }
        self.sums.push(Sum { parts, is_exhaustive, is_bounded });
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

    pub(super) fn roles_at(&self, column: usize) -> &[(usize, Role)] {
        &self.roles_at[column]
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

/// For each column those that are declared to be inside it; only amounts add up.
fn parts(columns: &[Column]) -> Vec<Vec<usize>> {
    let is_amount = |column: usize| columns.get(column).is_some_and(|column| column.measure == Measure::Amount);
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); columns.len()];
    for (index, column) in columns.iter().enumerate() {
        let whole = column.part_of.filter(|&whole| whole != index && is_amount(whole) && is_amount(index));
        if let Some(whole) = whole {
            inside[whole].push(index);
        }
    }
    inside
}

fn differences(columns: &[Column]) -> Vec<Difference> {
    let is_amount = |column: usize| columns.get(column).is_some_and(|column| column.measure == Measure::Amount);
    let declared = columns.iter().enumerate().filter_map(|(change, column)| Some((change, column.change?)));
    declared
        .filter(|&(change, (later, earlier))| [change, later, earlier].into_iter().all(is_amount))
        .map(|(change, (later, earlier))| Difference { change, later, earlier })
        .collect()
}
