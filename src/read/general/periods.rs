//! Tables whose rows are years: 2025 年, 2026 年 and 增减变化金额 below one another, for each unit.
//!
//! Each of these rows fills columns of its own: those of the header, once for every year and once more for
//! the change.

use crate::fact::{Basis, Name};
use crate::table::vocabulary::{self, Role, plain};

use super::columns::Column;
use super::draft::{About, Draft, DraftRow};

/// The order in which the columns are repeated.
const BASES: [Basis; 3] = [Basis::Budget, Basis::LastBudget, Basis::Change];

/// Gives the rows of a table of years their columns, if it is one.
pub(super) fn years_as_columns(draft: &mut Draft<'_>, year: Option<u16>) {
    let told: Option<Vec<(Basis, String)>> = draft.rows.iter().map(|row| basis(&row.label, year)).collect();
    let Some(told) = told else { return };
    let is_table_of_years =
        [Basis::Budget, Basis::LastBudget].iter().all(|wanted| told.iter().any(|(basis, _)| basis == wanted));
    if !is_table_of_years {
        return;
    }
    let most = draft.rows.iter().map(|row| row.figures.len()).max().unwrap_or_default();
    let Some(reading) = draft.readings.iter().find(|reading| reading.len() == most).cloned() else { return };
    draft.readings = vec![repeated(&reading)];
    draft.is_settled = true;
    let mut unit = String::new();
    for (row, (basis, name)) in draft.rows.iter_mut().zip(told) {
        if !name.is_empty() {
            unit = name;
        }
        place(row, basis, &unit, reading.len());
    }
    let mut units: Vec<&About> = draft.rows.iter().map(|row| &row.about).collect();
    units.dedup();
    // One unit alone is the whole.
    if units.len() == 1 {
        draft.rows.iter_mut().for_each(|row| row.about = About::Total);
    }
}

fn place(row: &mut DraftRow, basis: Basis, unit: &str, columns: usize) {
    let first = BASES.iter().position(|known| *known == basis).unwrap_or_default() * columns;
    row.about = if super::address::is_total(unit) { About::Total } else { About::Unit(Name::from(unit.to_owned())) };
    row.is_partial = true;
    if row.figures.len() == columns {
        row.columns = (first..first + columns).map(Some).collect();
    }
}

/// The columns of the header once for every basis.
fn repeated(reading: &[Column]) -> Vec<Column> {
    let count = reading.len();
    let copy = |(number, basis): (usize, Basis)| {
        reading.iter().enumerate().map(move |(at, column)| Column {
            basis,
            part_of: column.part_of.map(|whole| whole + number * count),
            change: (basis == Basis::Change).then_some((at, at + count)),
            ..column.clone()
        })
    };
    BASES.into_iter().enumerate().flat_map(copy).collect()
}

/// The year at the end of a label, and what stands before it.
fn basis(label: &str, year: Option<u16>) -> Option<(Basis, String)> {
    let label = plain(label, year);
    for (end, basis) in [("本年", Basis::Budget), ("上年", Basis::LastBudget)] {
        if let Some(name) = label.strip_suffix(end) {
            return Some((basis, name.to_owned()));
        }
    }
    let starts = label.char_indices().map(|(start, _)| start);
    let change = starts
        .filter(|&start| vocabulary::word(&label[start..]).is_some_and(|word| word.role == Role::Change))
        .min()?;
    Some((Basis::Change, label[..change].to_owned()))
}
