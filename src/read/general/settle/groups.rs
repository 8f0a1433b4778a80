//! Rows that other tables print together.

use std::collections::BTreeMap;

use foldhash::HashSet;

use crate::amount::Amount;
use crate::code::{EconomicCode, FunctionalCode, GovernmentEconomicCode};
use crate::fact::Basis;

use super::super::super::assign::{Figure, Ragged, Range};
use super::super::columns::Column;
use super::super::draft::{About, Draft, Where};
use super::omissions::is_whole_function;
use super::{Known, Spot};

/// Rows that other tables print for several rows of this one together: the rows and the amounts of all
/// columns.
pub(super) type Group = (Vec<usize>, Vec<i64>);

/// The same where some amounts are not known.
pub(super) type Partial = (Vec<usize>, Vec<Option<i64>>);

/// Which rows are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Together {
    /// Those of one function, and rows that are printed once for each unit.
    Function,
    /// Those of one economic code.
    Economic,
}

/// Whether rows of a table are missing: the first figures of its rows, their wholes, do not add up to its
/// total. Then it says nothing of what it does not print.
pub(super) fn lacks_rows(draft: &Draft<'_>) -> bool {
    draft.bearing().missing.is_some_and(|missing| missing.unsigned_abs() > slack(draft).unsigned_abs())
}

/// Whether the wholes of the rows of a table are more than its total. Then one of them is misprinted, and none
/// of them says anything of the others.
pub(super) fn exceeds_total(draft: &Draft<'_>) -> bool {
    draft.bearing().missing.is_some_and(|missing| missing < -slack(draft))
}

/// How many last digits a total may be off against its rows.
fn slack(draft: &Draft<'_>) -> i64 {
    i64::try_from(draft.rows.len()).unwrap_or(i64::MAX)
}

/// Whether the rows without rows below them add up to the printed total in every column. Where rows are
/// missing, one of the columns must do so.
pub(super) fn adds_up(draft: &Draft<'_>, columns: usize) -> bool {
    let is_parent: HashSet<usize> = draft.rows.iter().filter_map(|row| row.parent).collect();
    let mut sums = vec![Some(Amount::ZERO); columns];
    let mut total = None;
    for (index, row) in draft.rows.iter().enumerate() {
        if row.columns.contains(&None) {
            return false;
        }
        let mut cells = vec![Amount::ZERO; columns];
        for ((printed, _), column) in row.figures.iter().zip(&row.columns) {
            if let Some(cell) = column.and_then(|column| cells.get_mut(column)) {
                *cell = printed.amount();
            }
        }
        if row.about == About::Total {
            total = Some(cells);
        } else if !is_parent.contains(&index) {
            for (sum, cell) in sums.iter_mut().zip(cells) {
                *sum = sum.and_then(|sum| sum.checked_add(cell).ok());
            }
        }
    }
    let Some(total) = total else { return false };
    let mut cells = total.into_iter().zip(sums);
    if lacks_rows(draft) {
        return cells.any(|(total, sum)| total != Amount::ZERO && Some(total) == sum);
    }
    cells.all(|(total, sum)| Some(total) == sum)
}

/// Rows that other tables print together: they add up to what these print.
pub(super) fn groups(
    draft: &Draft<'_>,
    rows: &[usize],
    columns: &[Column],
    known: &Known,
    decimals: u8,
    kind: Together,
    repeated: &[bool],
) -> Vec<Partial> {
    let mut members: BTreeMap<(u32, u32, u32), Vec<usize>> = BTreeMap::new();
    let lacks_rows = lacks_rows(draft);
    for (at, &row) in rows.iter().enumerate() {
        let About::Codes { function, government, economic } = draft.rows[row].about else { continue };
        if draft.rows[row].unit.is_some() {
            continue;
        }
        let (function, government, economic) = (
            function.map_or(0, FunctionalCode::number),
            government.map_or(0, GovernmentEconomicCode::number),
            economic.map_or(0, EconomicCode::number),
        );
        let has_more = government > 0 || economic > 0;
        let key = match kind {
            Together::Function if function > 0 && has_more => (function, 0, 0),
            Together::Function if repeated[row] => (function, government, economic),
            Together::Economic if function > 0 && economic > 0 => (0, government, economic),
            _ => continue,
        };
        members.entry(key).or_default().push(at);
    }
    let code = |number: u32| (number > 0).then_some(number);
    let amounts = |(key, members): ((u32, u32, u32), Vec<usize>)| {
        let about = Where::Codes(code(key.0), code(key.1), code(key.2));
        let is_there = !lacks_rows || is_whole_function(draft, &about);
        let is_whole = is_there || is_all_of(draft, rows, columns, known, decimals, &about, &members);
        let amounts = is_whole.then(|| together(draft, rows, columns, known, decimals, &about, &members))?;
        Some((members, amounts))
    };
    members.into_iter().filter_map(amounts).collect()
}

/// The first figures of rows, which are their wholes.
fn wholes(draft: &Draft<'_>, rows: &[usize], decimals: u8, members: &[usize]) -> Option<Vec<i64>> {
    let first = |&member: &usize| {
        let printed = draft.rows[rows[member]].figures.first()?.0;
        printed.last_digits().checked_mul(10_i64.checked_pow(u32::from(decimals.checked_sub(printed.decimals())?))?)
    };
    members.iter().map(first).collect()
}

/// The sum of the wholes of rows.
pub(super) fn sum_of_wholes(draft: &Draft<'_>, rows: &[usize], decimals: u8, members: &[usize]) -> Option<i64> {
    sum(&wholes(draft, rows, decimals, members)?)
}

fn sum(amounts: &[i64]) -> Option<i64> {
    amounts.iter().try_fold(0_i64, |sum, amount| sum.checked_add(*amount))
}

/// So many significant digits are not the same by chance.
const NO_CHANCE: usize = 5;

/// Whether another amount is not the same by chance: without the zeros at its end it has enough digits, 19.000000 has
/// two.
pub(super) fn is_sharp(amount: i64) -> bool {
    amount == 0 || amount.unsigned_abs().to_string().trim_end_matches('0').len() >= NO_CHANCE
}

/// Whether rows of a table that lacks others are all of theirs: another table prints as much.
pub(super) fn is_all_of(
    draft: &Draft<'_>,
    rows: &[usize],
    columns: &[Column],
    known: &Known,
    decimals: u8,
    about: &Where,
    members: &[usize],
) -> bool {
    let Some(whole) = columns.first().filter(|column| column.part_of.is_none() && column.basis == Basis::Budget) else {
        return false;
    };
    let spot = Spot { flow: draft.flow, basis: whole.basis, about: about.clone(), memo: whole.memo, codes: None };
    let (inner, outer) = draft.atoms(rows[members[0]], whole);
    let range = known.range(&spot, inner, outer, decimals, draft.unit);
    let Some(wholes) = wholes(draft, rows, decimals, members) else { return false };
    let Some(sum) = sum(&wholes) else { return false };
    range.is_some_and(|range| is_confirmed(sum, wholes.into_iter().all(is_sharp), range))
}

/// Whether the sum of rows of a table that lacks others is what other tables print for all of them. Those that print
/// as much at least may have money of the rows that are missing: a round amount of them may be that of one that is
/// there, which is of other money.
pub(super) fn is_confirmed(sum: i64, are_sharp: bool, told: Range) -> bool {
    sum > 0 && told.low == Some(sum) && (told.high == Some(sum) || are_sharp)
}

/// The amounts of rows together, for every column: what other tables print, the sum of the whole where all
/// rows print it, and what these leave for the last of the parts.
fn together(
    draft: &Draft<'_>,
    rows: &[usize],
    columns: &[Column],
    known: &Known,
    decimals: u8,
    about: &Where,
    members: &[usize],
) -> Vec<Option<i64>> {
    let ranges: Vec<Option<Range>> = columns
        .iter()
        .map(|column| {
            let (inner, outer) = draft.atoms(rows[members[0]], column);
            if column.is_percent || column.basis != Basis::Budget || column.of_which {
                return None;
            }
            if known.plain(outer).is_empty() {
                return Some(Range::exactly(0));
            }
            let spot =
                Spot { flow: draft.flow, basis: column.basis, about: about.clone(), memo: column.memo, codes: None };
            known.range(&spot, inner, outer, decimals, draft.unit)
        })
        .collect();
    let exact = |range: &Option<Range>| {
        range.and_then(|range| range.high.filter(|high| *high == 0 || range.low == Some(*high)))
    };
    let amounts: Vec<Option<i64>> = ranges.iter().map(exact).collect();
    with_sums(columns, &ranges, amounts, sum_of_wholes(draft, rows, decimals, members))
}

/// The amounts of rows together with what follows from the sums between the columns. The wholes of the rows
/// add up to that of the first column.
pub(super) fn with_sums(
    columns: &[Column],
    ranges: &[Option<Range>],
    mut amounts: Vec<Option<i64>>,
    wholes: Option<i64>,
) -> Vec<Option<i64>> {
    for whole in 0..columns.len() {
        let parts: Vec<usize> = (0..columns.len())
            .filter(|&part| columns[part].part_of == Some(whole) && !columns[part].of_which)
            .collect();
        if amounts[whole].is_none() && columns[whole].part_of.is_none() && whole == 0 {
            amounts[whole] = wholes;
        }
        let Some(sum) = amounts[whole].filter(|_| !parts.is_empty()) else { continue };
        // Parts that are known to be so much at least, and are so much together: there is no more.
        let low = |part: usize| amounts[part].or(ranges[part].and_then(|range| range.low)).unwrap_or(0);
        if parts.iter().map(|&part| low(part)).sum::<i64>() == sum {
            let found: Vec<i64> = parts.iter().map(|&part| low(part)).collect();
            parts.iter().zip(found).for_each(|(&part, low)| amounts[part] = Some(low));
        }
        // Parts that are known to be no more than what makes up the sum: they are all of it.
        let high = |part: usize| amounts[part].or(ranges[part].and_then(|range| range.high));
        let highs: Option<Vec<i64>> = parts.iter().map(|&part| high(part)).collect();
        if let Some(highs) = highs.filter(|highs| highs.iter().sum::<i64>() == sum) {
            parts.iter().zip(highs).for_each(|(&part, high)| amounts[part] = Some(high));
        }
        let unknown: Vec<usize> = parts.iter().copied().filter(|&part| amounts[part].is_none()).collect();
        if let [last] = unknown.as_slice() {
            let others: i64 = parts.iter().filter_map(|&part| amounts[part]).sum();
            amounts[*last] = sum.checked_sub(others).filter(|rest| *rest >= 0);
        }
    }
    amounts
}

/// The rows and behind them one complete row for each group, as the parent of its members.
pub(super) fn with_groups(mut rows: Vec<Ragged>, groups: &[Group]) -> (Vec<Ragged>, usize) {
    let count = rows.len();
    for (members, amounts) in groups {
        let parent = rows.len();
        let above = rows[members[0]].parent;
        let figures = amounts.iter().map(|&value| Figure { value, is_percent: false }).collect();
        for &member in members {
            rows[member].parent = Some(parent);
        }
        rows.push(Ragged { figures, parent: above, open: false });
    }
    (rows, count)
}
