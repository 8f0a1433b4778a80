//! Which column each figure of a row belongs to, when the empty cells of a table have vanished.
//!
//! The figures of a row stand in the order of the columns, so a row of k figures under n columns takes one
//! of the strictly increasing maps of the figures to the columns: a set of k columns. Which one it is
//! follows from what must hold: a whole is the sum of its parts, a row is the sum of the rows below it, and
//! amounts that other tables print bound the cells and what rows have together. A figure is given a column
//! only if every set of columns that satisfies all of this agrees on it.
//!
//! A misprint must not move the figures of other rows. What leaves a row without any possibility is set
//! aside for that row, and rows below a sum that cannot hold learn nothing from it.

mod columns;
mod family;
mod marginal;
mod row;
mod search;
mod subset;
mod tree;

#[cfg(test)]
mod tests;

pub(super) use marginal::{Marginal, Marginals};

use columns::{Columns, Set};
use row::Fits;

/// What the figures of a column measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Measure {
    /// Money, in counts of the last printed digit.
    #[default]
    Amount,
    /// A percentage, printed with its sign.
    Percent,
}

/// What is known of a column. Columns are named by their index, from the left.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    /// The column it is a part of, which may stand before or after it.
    pub(super) part_of: Option<usize>,
    /// Inside its whole, but not one of the parts that add up to it (其中：教育收费).
    pub(super) of_which: bool,
    /// A whole whose printed parts may leave something out.
    pub(super) open: bool,
    /// A column of changes, or one that is known to print deductions.
    pub(super) can_be_negative: bool,
    /// What its figures measure.
    pub(super) measure: Measure,
    /// For a column of changes (增减额): the later and the earlier column between which it is the change.
    pub(super) change: Option<(usize, usize)>,
}

/// A printed figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// In counts of the last digit that the table prints.
    pub(super) value: i64,
    /// Whether it was printed with a percent sign.
    pub(super) is_percent: bool,
}

/// A row as it was printed: its figures without the empty cells between them.
#[derive(Clone, Debug, Default)]
pub(super) struct Ragged {
    pub(super) figures: Vec<Figure>,
    /// The index of the row that this one is a part of, which may stand before or after it.
    pub(super) parent: Option<usize>,
    /// The rows below it may leave something out.
    pub(super) open: bool,
}

/// What other tables say of a cell: both ends included, exact where they are equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) low: Option<i64>,
    pub(super) high: Option<i64>,
}

/// How the columns of a row were found, or why they were not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It prints a figure for every column.
    Printed,
    /// Arithmetic leaves one possibility for all its figures. A reader should say so.
    Deduced,
    /// Several possibilities satisfy all that is known, or there are too many to look at.
    SeveralFit,
    /// No possibility satisfies the row's own arithmetic.
    NoneFits,
}

/// The columns of the figures of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Assigned {
    /// For each figure its column, if it is certain.
    pub(super) columns: Vec<Option<usize>>,
    pub(super) standing: Standing,
    /// Whether something known of the row contradicts the rest and was left out of account: amounts of
    /// other tables, the sum of its own cells, or a sum of rows that it takes part in.
    pub(super) is_contradicted: bool,
    /// The columns that some possibility fills.
    filled: Set,
}

impl Range {
    /// Exactly this amount.
    pub(super) const fn exactly(value: i64) -> Self {
        Self { low: Some(value), high: Some(value) }
    }

    /// This amount or more.
    pub(super) const fn at_least(value: i64) -> Self {
        Self { low: Some(value), high: None }
    }

    /// This amount or less.
    pub(super) const fn at_most(value: i64) -> Self {
        Self { low: None, high: Some(value) }
    }

    /// What both say.
    pub(super) fn and(self, other: Self) -> Self {
        let low = self.low.max(other.low);
        let high = self.high.into_iter().chain(other.high).min();
        Self { low, high }
    }

    /// Whether an amount lies in it, or at most `slack` last digits beside it.
    fn admits(self, value: i64, slack: i64) -> bool {
        self.low.is_none_or(|low| value >= low.saturating_sub(slack))
            && self.high.is_none_or(|high| value <= high.saturating_add(slack))
    }
}

impl Assigned {
    /// Whether a cell is certainly empty: no possibility fills it.
    pub(super) fn is_empty_at(&self, column: usize) -> bool {
        matches!(self.standing, Standing::Printed | Standing::Deduced | Standing::SeveralFit)
            && !self.filled.has(column)
    }
}

/// Finds the columns of the figures of every row.
///
/// `known` tells what other tables say of the cell of a row and a column. Empty cells count as zero. The
/// answer has one entry a row, in order. Time is linear in the number of rows, whatever they print: rows
/// with too many possibilities are not followed to the end and count as [`Standing::SeveralFit`].
pub(super) fn assign(
    columns: &[Column],
    rows: &[Ragged],
    known: &dyn Fn(usize, usize) -> Option<Range>,
) -> Vec<Assigned> {
    assign_together(columns, rows, known, &Marginals::default())
}

/// The same where other tables tell what several rows have together.
pub(super) fn assign_together(
    columns: &[Column],
    rows: &[Ragged],
    known: &dyn Fn(usize, usize) -> Option<Range>,
    marginals: &Marginals,
) -> Vec<Assigned> {
    let columns = Columns::new(columns, rows);
    let mut fits = row::all(&columns, rows, known);
    marginal::narrow(&columns, rows, &mut fits, marginals);
    let settled = tree::settle(&columns, rows, &fits);
    let each = rows.iter().zip(fits).zip(settled);
    each.map(|((row, fits), settled)| conclude(&columns, row, &fits, &settled)).collect()
}

fn conclude(columns: &Columns, row: &Ragged, fits: &Fits, settled: &tree::Settled) -> Assigned {
    let count = row.figures.len();
    let is_contradicted = fits.is_contradicted || settled.is_contradicted;
    if count == columns.len() {
        let columns = (0..count).map(Some).collect();
        return Assigned { columns, standing: Standing::Printed, is_contradicted, filled: Set::all() };
    }
    let (Some(filled), Some(shared)) = (Set::union(&settled.sets), Set::intersection(&settled.sets)) else {
        let standing = if fits.is_too_many { Standing::SeveralFit } else { Standing::NoneFits };
        return Assigned { columns: vec![None; count], standing, is_contradicted, filled: Set::all() };
    };
    // A figure is certain if the sets share its column and agree on how many figures stand before it.
    let mut certain = vec![None; count];
    for column in shared.columns() {
        let place = settled.sets[0].place_of(column);
        if settled.sets.iter().all(|set| set.place_of(column) == place) {
            certain[place] = Some(column);
        }
    }
    let standing = if settled.sets.len() == 1 { Standing::Deduced } else { Standing::SeveralFit };
    Assigned { columns: certain, standing, is_contradicted, filled }
}
