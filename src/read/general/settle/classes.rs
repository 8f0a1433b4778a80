//! Basic expenditure cut by the classes of its economic codes.

use std::collections::BTreeMap;

use crate::amount::{Amount, Printed};
use crate::fact::Basis;
use crate::scope::{Nature, Scope};

use super::super::columns::Column;
use super::super::draft::{About, Draft, DraftRow};
use super::groups::{Together, adds_up};
use super::table::assign_table;
use super::{Known, Spot, Where};

/// Whether a column of 人员经费 or 公用经费 cannot hold an economic code: classes 301 and 303 are the first,
/// all others the second.
pub(super) fn is_of_other_class(about: &About, column: &Column) -> bool {
    let About::Codes { economic: Some(code), .. } = about else { return false };
    let nature = column.extent.outer.nature;
    let is_personnel = is_personnel(code.number());
    nature == Scope::<Nature>::just(Nature::Personnel) && !is_personnel
        || nature == Scope::<Nature>::just(Nature::Operating) && is_personnel
}

fn is_personnel(mut code: u32) -> bool {
    while code >= 1000 {
        code /= 10;
    }
    matches!(code, 301 | 303)
}

/// Cuts a table by economic code into 人员经费 and 公用经费 by the classes of its codes, if everything then adds
/// up to the printed totals of all columns. Answers whether it does, or whether its columns are known and cut so.
pub(super) fn divide_by_class(draft: &mut Draft<'_>, known: &Known, kind: Together) -> bool {
    let Some(reading) = draft.readings.first().cloned() else { return false };
    let natures = [Nature::Personnel, Nature::Operating].map(Scope::<Nature>::just);
    let has_both = natures.iter().all(|nature| reading.iter().any(|column| column.extent.outer.nature == *nature));
    let has_code = draft.rows.iter().any(|row| matches!(row.about, About::Codes { economic: Some(_), .. }));
    if !has_both || !has_code {
        return false;
    }
    if !draft.rows.iter().any(|row| row.columns.contains(&None)) {
        let is_cut = |row: &DraftRow| {
            let columns = row.columns.iter().filter_map(|column| reading.get((*column)?));
            columns.into_iter().all(|column| !is_of_other_class(&row.about, column))
        };
        return draft.rows.iter().all(is_cut) && adds_up(draft, reading.len());
    }
    let before: Vec<Vec<Option<usize>>> = draft.rows.iter().map(|row| row.columns.clone()).collect();
    assign_table(draft, known, kind, true);
    let adds_up = adds_up(draft, reading.len());
    if !adds_up {
        for (row, columns) in draft.rows.iter_mut().zip(before) {
            row.columns = columns;
        }
    }
    adds_up
}

impl Known {
    /// What each function spends on staff and on its work, by the classes of its economic codes.
    pub(super) fn learn_classes(&mut self, draft: &Draft<'_>, reading: &[Column]) {
        let basic = |column: &Column| {
            column.extent.outer.nature == Scope::BASIC
                && column.basis == Basis::Budget
                && !column.of_which
                && !column.is_vague
        };
        let Some(at) = reading.iter().position(basic).filter(|_| self.by_class) else { return };
        for nature in [Nature::Personnel, Nature::Operating] {
            let mut sums: BTreeMap<u32, (usize, Option<Amount>)> = BTreeMap::new();
            for (index, row) in draft.rows.iter().enumerate() {
                let About::Codes { function: Some(function), economic: Some(economic), .. } = row.about else {
                    continue;
                };
                let sum = sums.entry(function.number()).or_insert((index, Some(Amount::ZERO)));
                let is_here = is_personnel(economic.number()) == (nature == Nature::Personnel);
                let amount = match row.columns.iter().position(|given| *given == Some(at)) {
                    _ if !is_here => Some(Amount::ZERO),
                    Some(position) => Some(row.figures[position].0.amount()),
                    None => (!row.columns.contains(&None)).then_some(Amount::ZERO),
                };
                sum.1 = sum.1.and_then(|sum| sum.checked_add(amount?).ok());
            }
            let mut column = reading[at].clone();
            column.extent.inner.nature = Scope::<Nature>::just(nature);
            column.extent.outer.nature = Scope::<Nature>::just(nature);
            for (function, (row, sum)) in sums {
                let Some(printed) = sum.and_then(|sum| Printed::from_amount(sum, draft.unit, 6).ok()) else { continue };
                let spot = Spot {
                    flow: draft.flow,
                    basis: Basis::Budget,
                    about: Where::Codes(Some(function), None, None),
                    memo: None,
                    codes: None,
                };
                self.add(draft, row, &column, spot, printed);
            }
        }
    }
}
