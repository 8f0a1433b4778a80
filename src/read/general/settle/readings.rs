//! Which of several readings of a header the rows agree with.

use super::super::super::assign::{self, Ragged};
use super::super::columns::Column;
use super::super::draft::Draft;
use super::table::{ragged, solver_columns};

/// Of several readings of a header the one that the rows agree with best; the likelier of equals.
pub(super) fn choose_reading(draft: &mut Draft<'_>) {
    let most = draft.rows.iter().map(|row| row.figures.len()).max().unwrap_or_default();
    let score = |reading: &Vec<Column>| {
        let columns = solver_columns(reading);
        let rows: Vec<Ragged> = draft.rows.iter().take(60).map(|row| ragged(&row.figures, None)).collect();
        if reading.len() < most {
            return usize::MAX;
        }
        let assigned = assign::assign(&columns, &rows, &|_, _| None);
        let broken = rows.iter().zip(&assigned).filter(|(row, assigned)| {
            assigned.standing == assign::Standing::NoneFits
                || row.figures.len() == columns.len() && assigned.is_contradicted
                || breaks(&columns, row)
        });
        broken.count()
    };
    if draft.readings.len() < 2 || draft.is_settled {
        return;
    }
    let best =
        (0..draft.readings.len()).min_by_key(|&index| (score(&draft.readings[index]), index)).unwrap_or_default();
    draft.readings.swap(0, best);
}

/// Whether a row that prints every cell does not add up.
fn breaks(columns: &[assign::Column], row: &Ragged) -> bool {
    if row.figures.len() != columns.len() {
        return false;
    }
    (0..columns.len()).any(|whole| {
        let parts: Vec<usize> = (0..columns.len())
            .filter(|&part| columns[part].part_of == Some(whole) && !columns[part].of_which)
            .collect();
        let sum: i64 = parts.iter().map(|&part| row.figures[part].value).sum();
        let kind = parts.iter().all(|&part| row.figures[part].is_percent == row.figures[whole].is_percent);
        !parts.is_empty() && (!kind || (sum - row.figures[whole].value).unsigned_abs() > parts.len() as u64)
    })
}
