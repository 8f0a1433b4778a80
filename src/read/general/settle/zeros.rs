//! Zeros that several columns could hold, in tables that leave some of their columns blank.

use super::super::draft::{About, Draft, DraftRow};

/// Gives zeros the only column between their neighbours in which the total of the table prints an amount. A table
/// that prints a zero in a column prints its total as well.
pub(super) fn place_zeros(draft: &mut Draft<'_>) {
    if draft.is_settled || !draft.unsure.is_empty() {
        return;
    }
    let [reading] = &*draft.readings else { return };
    let sides: Vec<u8> = reading.iter().map(|column| column.side).collect();
    let mut totals = draft.rows.iter().filter(|row| row.about == About::Total && !row.figures.is_empty());
    let (Some(total), None) = (totals.next(), totals.next()) else { return };
    let Some(filled) = total.columns.iter().copied().collect::<Option<Vec<usize>>>() else { return };
    let is_here = |row: &DraftRow, column: usize| sides.get(column) == Some(&row.side) && filled.contains(&column);
    for row in draft.rows.iter_mut().filter(|row| row.columns.contains(&None)) {
        while let Some((figure, column)) = next_zero(row, sides.len(), is_here) {
            row.columns[figure] = Some(column);
        }
    }
}

/// A zero without a column and the only one that it can have.
fn next_zero(row: &DraftRow, columns: usize, is_here: impl Fn(&DraftRow, usize) -> bool) -> Option<(usize, usize)> {
    let is_zero = |at: usize| row.columns[at].is_none() && row.figures[at].0.last_digits() == 0;
    // A figure beside it without a column may be in the way.
    let beside = |at: Option<usize>| at.is_none_or(|at| row.columns.get(at).is_none_or(Option::is_some));
    (0..row.figures.len()).filter(|&at| is_zero(at) && beside(at.checked_sub(1)) && beside(Some(at + 1))).find_map(
        |at| {
            let from = at.checked_sub(1).and_then(|before| row.columns[before]).map_or(0, |column| column + 1);
            let to = row.columns.get(at + 1).copied().flatten().unwrap_or(columns);
            let mut free = (from..to).filter(|&column| is_here(row, column));
            free.next().filter(|_| free.next().is_none()).map(|column| (at, column))
        },
    )
}
