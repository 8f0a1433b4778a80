//! Relations inside one table: along its columns and down its rows.

use crate::fact::EconomicScope;
use crate::table::{Address, Line};

use std::sync::Arc;

use super::schema::Schema;
use super::slot::Slot;
use super::{At, Operand, Policy, Reason, Relation, Sheet, Verdict, judge};

/// Every row of a table: its whole column against the columns that are its parts.
pub(super) fn columns(
    schema: &Arc<Schema>,
    sheet: &Sheet<'_>,
    whole: usize,
    parts: &[usize],
    policy: Policy,
) -> Vec<Relation> {
    let rows = (0..sheet.table.rows.len()).filter(|&row| sheet.prints(row, whole));
    rows.filter_map(|row| {
        let sides = (sheet.across(row, &[whole]), sheet.across(row, parts));
        sum(schema, sheet, || At::of(sheet, row), sides, policy)
    })
    .collect()
}

/// Every row of a table that has rows under it: against these, in one column.
pub(super) fn tree(schema: &Arc<Schema>, sheet: &Sheet<'_>, slot: &Slot, policy: Policy) -> Vec<Relation> {
    let judged = sheet.families().iter().filter_map(|(parent, children)| {
        let at = || At::of(sheet, parent[0]);
        if !sheet.table.complete {
            let reason = Reason::TableIncomplete(sheet.spec.number);
            return Some(Relation::unjudged(schema, at(), Verdict::Unchecked(reason)));
        }
        sum(schema, sheet, at, (sheet.figures(parent, slot.column), sheet.figures(children, slot.column)), policy)
    });
    judged.collect()
}

/// A whole and its parts in one table. Nothing if all of them are left empty and mean zero.
fn sum(
    schema: &Arc<Schema>,
    sheet: &Sheet<'_>,
    at: impl Fn() -> At,
    sides: (Option<Vec<Operand>>, Option<Vec<Operand>>),
    policy: Policy,
) -> Option<Relation> {
    let (Some(left), Some(right)) = sides else {
        let reason = Reason::CellEmpty(sheet.spec.number);
        return Some(Relation::unjudged(schema, at(), Verdict::Unchecked(reason)));
    };
    if left.is_empty() && right.is_empty() {
        return None;
    }
    let verdict = judge::sum(&left, &right, &[], &[], false, policy);
    Some(Relation::new(schema, at(), left, right, verdict))
}

impl At {
    /// The address of a row, for the id of a relation inside one table.
    fn of(sheet: &Sheet<'_>, row: usize) -> Self {
        match &sheet.table.rows[row].address {
            Address::Total => Self::Total,
            Address::Function(code) => Self::Function(*code),
            Address::Economic(code) => Self::Economic(EconomicScope::just(*code)),
            Address::Unit(unit) => Self::Unit(unit.clone()),
            Address::Government(code) => Self::Government(*code),
            Address::Detail(detail) => Self::Row(detail.to_string().into()),
            Address::UnitEconomic(unit, codes) => Self::Row(format!("{unit}/{codes}").into()),
            Address::Project(unit, project) => Self::Row(format!("{unit}/{project}").into()),
            address @ Address::Line(_) => {
                Self::Row(sheet.spec.line_at(address).map(Line::name).unwrap_or_default().into())
            }
        }
    }
}
