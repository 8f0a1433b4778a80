//! The ledger: what an audit looked at, what it did not, and why.

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::Place;
use crate::relation::{Reason, Relation, Verdict};

use super::audit::{Audit, Tally};
use super::disclosure::Disclosure;

/// How far a table was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableLedger {
    /// The number of the table in the template.
    pub table: u16,
    /// How many figures the document prints in it.
    pub figures: usize,
    /// How many of these take part in at least one relation that was judged.
    pub checked: usize,
    /// How the relations that the table takes part in ended. A relation between tables counts in each.
    pub tally: Tally,
    /// Why relations were not judged, and how many for each reason.
    pub reasons: BTreeMap<Reason, usize>,
}

impl TableLedger {
    /// The share of figures that were checked, in percent, rounded down; zero where there is nothing.
    ///
    /// It is 100 only if every figure was checked.
    pub fn coverage(&self) -> u8 {
        let percent = (self.checked * 100).checked_div(self.figures).unwrap_or(0);
        u8::try_from(percent).unwrap_or(100)
    }
}

impl Audit {
    /// For each table of the template how far it was checked: "nothing found" means nothing without it.
    ///
    /// The disclosure is the one that was audited.
    pub fn ledger(&self, disclosure: &Disclosure) -> Vec<TableLedger> {
        let mut ledgers: BTreeMap<u16, TableLedger> = BTreeMap::new();
        for spec in disclosure.template.tables.iter() {
            let figures = disclosure.table(spec.number).map_or(0, |table| table.cells().count());
            let ledger = TableLedger {
                table: spec.number,
                figures,
                checked: 0,
                tally: Tally::default(),
                reasons: BTreeMap::new(),
            };
            ledgers.insert(spec.number, ledger);
        }
        let mut checked: BTreeSet<Place> = BTreeSet::new();
        for relation in self.relations() {
            for table in relation.tables() {
                if let Some(ledger) = ledgers.get_mut(table) {
                    ledger.tally.count(relation.verdict());
                    if let Some(reason) = reason(relation) {
                        *ledger.reasons.entry(reason).or_default() += 1;
                    }
                }
            }
            if relation.verdict().is_judged() {
                checked.extend(relation.left().iter().chain(relation.right()).map(|operand| operand.place));
            }
        }
        for place in checked {
            if let Some(ledger) = ledgers.get_mut(&place.table) {
                ledger.checked += 1;
            }
        }
        ledgers.into_values().collect()
    }
}

fn reason(relation: &Relation) -> Option<Reason> {
    match relation.verdict() {
        Verdict::NotApplicable(reason) | Verdict::Unchecked(reason) => Some(reason),
        _ => None,
    }
}
