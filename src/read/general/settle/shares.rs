//! What the projects of each unit spend together.

use std::collections::BTreeMap;

use crate::fact::Name;

use super::super::columns::Column;
use super::super::draft::{About, Draft};
use super::Known;
use super::groups::{Partial, sum_of_wholes, with_sums};

/// The rows of each unit and what they spend together in every column, as far as that is known: if all units
/// together spend all there is of a source, each of them spends all that it has.
pub(super) fn shares(
    draft: &Draft<'_>,
    rows: &[usize],
    columns: &[Column],
    known: &Known,
    decimals: u8,
) -> Vec<Partial> {
    let Some(total) = draft.rows.iter().position(|row| row.about == About::Total && !row.columns.contains(&None))
    else {
        return Vec::new();
    };
    let units = of_units(draft, rows);
    // Rows that stand under others than the total are told by these.
    let lies_flat = |&at: &usize| draft.rows[rows[at]].parent.is_none_or(|parent| parent == total);
    if !units.iter().flat_map(|(_, members)| members).all(lies_flat) {
        return Vec::new();
    }
    let has = |(unit, members): &(&Name, Vec<usize>), at: usize| {
        let (_, outer) = draft.atoms(rows[members[0]], &columns[at]);
        known.all_of_unit(unit, outer, decimals, draft.unit)
    };
    let spent = |at: usize| {
        let total = &draft.rows[total];
        let position = total.columns.iter().position(|given| *given == Some(at));
        position.map_or(Some(0), |position| {
            Some(total.figures[position].0.rounded_to(decimals, draft.unit).ok()?.last_digits())
        })
    };
    let is_all = |at: usize| {
        let mut each = units.iter().map(|unit| has(unit, at));
        let sum = each.try_fold(0_i64, |sum, next| sum.checked_add(next?));
        columns[at].part_of.is_some() && sum.is_some() && sum == spent(at)
    };
    let is_all: Vec<bool> = (0..columns.len()).map(is_all).collect();
    let share = |unit: &(&Name, Vec<usize>)| {
        let amounts = (0..columns.len()).map(|at| if is_all[at] { has(unit, at) } else { None }).collect();
        let wholes = sum_of_wholes(draft, rows, decimals, &unit.1);
        (unit.1.clone(), with_sums(columns, &vec![None; columns.len()], amounts, wholes))
    };
    units.iter().map(share).collect()
}

fn of_units<'a>(draft: &'a Draft<'_>, rows: &[usize]) -> Vec<(&'a Name, Vec<usize>)> {
    let mut units: BTreeMap<&str, (&Name, Vec<usize>)> = BTreeMap::new();
    for (at, &row) in rows.iter().enumerate() {
        if let Some(unit) = draft.members.get(row).and_then(Option::as_ref) {
            units.entry(unit.as_str()).or_insert_with(|| (unit, Vec::new())).1.push(at);
        }
    }
    units.into_values().collect()
}
