//! Relations inside one table: along its columns and down its rows.

use crate::fact::EconomicScope;
use crate::table::{Address, Line};

use super::schema::Schema;
use super::slot::Slot;
use super::{At, Operand, Policy, Reason, Relation, Sheet, Verdict, judge};

/// Every row of a table: its whole column against the columns that are its parts.
pub(super) fn columns(
    schema: &'static Schema,
    sheet: &Sheet<'_>,
    whole: usize,
    parts: &[usize],
    policy: Policy,
) -> Vec<Relation> {
    let rows = 0..sheet.table.rows.len();
    rows.map(|row| {
        let at = At::of(sheet, row);
        let right: Option<Vec<Operand>> = parts.iter().map(|&part| sheet.operand(row, part)).collect();
        match (sheet.operand(row, whole), right) {
            (Some(left), Some(right)) => {
                let verdict = judge::sum(&[left], &right, &[], &[], false, policy);
                Relation::new(schema, at, vec![left], right, verdict)
            }
            _ => Relation::unjudged(schema, at, Verdict::Unchecked(Reason::CellEmpty(sheet.spec.number))),
        }
    })
    .collect()
}

/// Every row of a table that has rows under it: against these, in one column.
pub(super) fn tree(schema: &'static Schema, sheet: &Sheet<'_>, slot: &Slot, policy: Policy) -> Vec<Relation> {
    let judged = sheet.families().iter().map(|(parent, children)| {
        let at = At::of(sheet, parent[0]);
        let number = sheet.spec.number;
        if !sheet.table.complete {
            return Relation::unjudged(schema, at, Verdict::Unchecked(Reason::TableIncomplete(number)));
        }
        let figures =
            |rows: &[usize]| rows.iter().map(|&row| sheet.operand(row, slot.column)).collect::<Option<Vec<_>>>();
        match (figures(parent), figures(children)) {
            (Some(left), Some(right)) => {
                let verdict = judge::sum(&left, &right, &[], &[], false, policy);
                Relation::new(schema, at, left, right, verdict)
            }
            _ => Relation::unjudged(schema, at, Verdict::Unchecked(Reason::CellEmpty(number))),
        }
    });
    judged.collect()
}

impl At {
    /// The address of a row, for the id of a relation inside one table.
    fn of(sheet: &Sheet<'_>, row: usize) -> Self {
        match &sheet.table.rows[row].address {
            Address::Total => Self::Total,
            Address::Function(code) => Self::Function(*code),
            Address::Economic(code) => Self::Economic(EconomicScope::just(*code)),
            Address::Unit(unit) => Self::Unit(unit.clone()),
            Address::Government(code) => Self::Row(code.to_string().into()),
            Address::UnitEconomic(unit, codes) => Self::Row(format!("{unit}/{codes}").into()),
            Address::Project(unit, project) => Self::Row(format!("{unit}/{project}").into()),
            address @ Address::Line(_) => {
                Self::Row(sheet.spec.line_at(address).map(Line::name).unwrap_or_default().into())
            }
        }
    }
}
