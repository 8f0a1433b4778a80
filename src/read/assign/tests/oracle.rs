//! A slow second answer: every joint choice of columns for all rows, checked against the rules one by one.

use super::super::{Column, Measure, Ragged};
use super::made::Made;

/// The certain columns of each figure, or `None` if there are too many joint choices to try, or none holds.
pub(super) fn certain(made: &Made) -> Option<Vec<Vec<Option<usize>>>> {
    let choices: Vec<Vec<Vec<usize>>> = (0..made.rows.len()).map(|row| of_row(made, row)).collect();
    let product = choices.iter().try_fold(1_usize, |product, choices| product.checked_mul(choices.len()));
    if product.is_none_or(|product| product == 0 || product > 20_000) {
        return None;
    }
    let firm: Vec<bool> = choices.iter().map(|choices| choices.iter().all(|columns| is_firm(made, columns))).collect();
    let mut agreed: Option<Vec<Vec<Option<usize>>>> = None;
    let mut at = vec![0; choices.len()];
    loop {
        let joint: Vec<&Vec<usize>> = choices.iter().zip(&at).map(|(choices, &at)| &choices[at]).collect();
        if families_hold(made, &joint, &firm) {
            let own = || joint.iter().map(|columns| columns.iter().copied().map(Some).collect()).collect();
            let agreed = agreed.get_or_insert_with(own);
            for (agreed, own) in agreed.iter_mut().flatten().zip(joint.iter().copied().flatten()) {
                *agreed = agreed.filter(|agreed| agreed == own);
            }
        }
        let Some(next) = (0..at.len()).find(|&row| at[row] + 1 < choices[row].len()) else {
            return agreed;
        };
        at[next] += 1;
        at[..next].fill(0);
    }
}

/// The choices of one row that hold by themselves.
fn of_row(made: &Made, row: usize) -> Vec<Vec<usize>> {
    let (count, own) = (made.columns.len(), &made.rows[row]);
    let subsets = (0..1_usize << count).map(|bits| (0..count).filter(|&column| (bits >> column) & 1 == 1).collect());
    let fitting = subsets.filter(|columns: &Vec<usize>| {
        columns.len() == own.figures.len() && row_holds(made, row, &values(count, own, columns), columns)
    });
    fitting.collect()
}

fn values(count: usize, row: &Ragged, columns: &[usize]) -> Vec<i64> {
    let mut values = vec![0; count];
    for (&column, figure) in columns.iter().zip(&row.figures) {
        values[column] = figure.value;
    }
    values
}

fn row_holds(made: &Made, row: usize, values: &[i64], filled: &[usize]) -> bool {
    let kinds = filled.iter().zip(&made.rows[row].figures).all(|(&column, figure)| {
        (made.columns[column].measure == Measure::Percent) == figure.is_percent
            && (figure.value >= 0 || made.columns[column].can_be_negative)
    });
    let told = made.known[row].iter().zip(values).all(|(known, &value)| {
        known
            .is_none_or(|known| known.low.is_none_or(|low| low <= value) && known.high.is_none_or(|high| value <= high))
    });
    kinds && told && (0..values.len()).all(|whole| whole_holds(&made.columns, whole, values))
}

fn whole_holds(columns: &[Column], whole: usize, values: &[i64]) -> bool {
    let value = values[whole];
    if let Some((later, earlier)) = columns[whole].change {
        let left_out = value == 0 && (values[later] == 0 || values[earlier] == 0);
        return left_out || (values[later] - values[earlier] - value).abs() <= 2;
    }
    let inside = (0..columns.len()).filter(|&part| columns[part].part_of == Some(whole));
    let (within, parts): (Vec<usize>, Vec<usize>) = inside.partition(|&part| columns[part].of_which);
    let filled = parts.iter().filter(|&&part| values[part] != 0).count();
    let total: i64 = parts.iter().map(|&part| values[part]).sum();
    if !parts.is_empty() && !columns[whole].open && !near(value - total, filled) {
        return false;
    }
    if value == 0 {
        return within.iter().chain(&parts).all(|&part| values[part] == 0);
    }
    (total <= value || near(total - value, filled)) && within.iter().all(|&part| values[part] <= value + 1)
}

/// Whether rounding, or one adjusted figure, explains a remainder.
fn near(rest: i64, filled: usize) -> bool {
    if filled == 0 { rest == 0 } else { 2 * (rest.abs() - 1) <= i64::try_from(filled).unwrap() }
}

fn families_hold(made: &Made, joint: &[&Vec<usize>], firm: &[bool]) -> bool {
    let count = made.columns.len();
    let cells: Vec<Vec<i64>> = made.rows.iter().zip(joint).map(|(row, columns)| values(count, row, columns)).collect();
    (0..joint.len()).all(|parent| {
        let mut children: Vec<usize> =
            (0..joint.len()).filter(|&child| made.rows[child].parent == Some(parent)).collect();
        if made.rows[parent].open {
            children.retain(|&child| firm[child] && firm[parent]);
        }
        // A row without figures may be a mere heading.
        let is_told = !children.is_empty() && !made.rows[parent].figures.is_empty();
        !is_told || (0..count).all(|column| column_holds(made, column, &cells, parent, &children))
    })
}

fn column_holds(made: &Made, column: usize, cells: &[Vec<i64>], parent: usize, children: &[usize]) -> bool {
    let own = &made.columns[column];
    if own.measure == Measure::Percent {
        return true;
    }
    let whole = cells[parent][column];
    let filled = children.iter().filter(|&&child| cells[child][column] != 0).count();
    let total: i64 = children.iter().map(|&child| cells[child][column]).sum();
    if made.rows[parent].open {
        if own.can_be_negative || !is_checked(&made.columns, column) {
            return true;
        }
        return if whole == 0 { filled == 0 } else { total <= whole || near(total - whole, filled) };
    }
    if whole == 0 && !own.can_be_negative { filled == 0 } else { near(whole - total, filled) }
}

/// Whether a column takes part in a sum that has to come out.
fn is_checked(columns: &[Column], column: usize) -> bool {
    let adds = |whole: usize| {
        let mut parts = columns.iter().filter(|part| part.part_of == Some(whole) && !part.of_which);
        !columns[whole].open && parts.next().is_some()
    };
    adds(column) || (!columns[column].of_which && columns[column].part_of.is_some_and(adds))
}

/// Whether a misprint in a row that fills these columns would show.
fn is_firm(made: &Made, filled: &[usize]) -> bool {
    let shows = |&column: &usize| made.columns[column].measure == Measure::Percent || is_checked(&made.columns, column);
    filled.len() == made.columns.len() || filled.iter().all(shows)
}
