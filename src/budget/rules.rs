//! What must or usually does hold although no key implies it. Each rule is named after the statement
//! that holds, and none trusts another to have run.

mod amounts;
mod codes;
mod pairs;

use std::collections::BTreeSet;

use crate::code::BudgetKind;
use crate::fact::{Fact, Key, Place};
use crate::relation::Sheet;
use crate::scope::{Scope, Source};
use crate::table::{Row, Table, TableSpec};

use super::disclosure::{AsOf, Disclosure};
use super::finding::{Finding, Issue};

/// What the rules look at.
struct Document<'a> {
    disclosure: &'a Disclosure,
    sheets: &'a [Sheet<'a>],
    facts: &'a [Fact],
}

type Rule = fn(&Document<'_>, &mut Vec<Finding>);

/// In the order of the document: its shape, its codes, its amounts.
const RULES: &[Rule] = &[
    tables_are_complete,
    rows_belong_in_their_tables,
    codes::codes_are_listed_under_their_names,
    pairs::economic_codes_are_paired,
    codes::codes_are_sorted_and_unique,
    codes::funds_stay_in_their_tables,
    empty_tables_are_empty,
    amounts::amounts_are_not_negative,
    amounts::twins_agree,
    amounts::memo_items_stay_within_bounds,
    amounts::agency_operation_stays_within_its_codes,
    amounts::business_income_is_spent,
    dates_precede_publication,
];

/// Applies every rule.
pub(super) fn apply(disclosure: &Disclosure, sheets: &[Sheet<'_>], facts: &[Fact], findings: &mut Vec<Finding>) {
    let document = Document { disclosure, sheets, facts };
    for rule in RULES {
        rule(&document, findings);
    }
}

fn tables_are_complete(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let unread = document.disclosure.unread_lines();
    let is_unread = |row: &Row| row.uncertain && unread.contains(&(row.page, row.line));
    for spec in document.disclosure.template.tables.iter() {
        let table = spec.number;
        let issue = match document.disclosure.table(table) {
            None => Issue::TableAbsent { table },
            Some(printed) if !printed.complete || printed.rows.iter().any(is_unread) => {
                Issue::TableIncomplete { table }
            }
            Some(_) => continue,
        };
        findings.push(Finding { issue, places: Vec::new() });
    }
}

fn rows_belong_in_their_tables(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for table in &document.disclosure.tables {
        if !seen.insert(table.number) {
            findings.push(Finding { issue: Issue::TableRepeated { table: table.number }, places: Vec::new() });
        }
        let spec = document.disclosure.template.table(table.number);
        for (index, row) in table.rows.iter().enumerate() {
            let belongs = spec.is_some_and(|spec| belongs(row, spec));
            if !belongs {
                let issue = Issue::RowMisplaced { table: table.number, row: row.label.clone() };
                findings.push(Finding { issue, places: vec![table.place(index, 0)] });
            }
        }
    }
}

/// Whether a table has the address of a row, and a column for each of its figures.
fn belongs(row: &Row, spec: &TableSpec) -> bool {
    let has_key = |column: usize| spec.key(&row.address, column).is_some();
    let figures = row.cells.iter().enumerate().filter(|(_, cell)| cell.is_some());
    row.cells.len() <= spec.columns.len()
        && (0..spec.columns.len()).any(has_key)
        && figures.into_iter().all(|(column, _)| has_key(column))
}

fn empty_tables_are_empty(document: &Document<'_>, findings: &mut Vec<Finding>) {
    for table in &document.disclosure.tables {
        let says_empty = table.notes.iter().any(|note| note.contains("本表本年无发生额"));
        let places: Vec<Place> =
            table.cells().filter(|(_, _, printed)| !printed.is_zero()).map(|(place, ..)| place).collect();
        if says_empty && !places.is_empty() {
            findings.push(Finding { issue: Issue::EmptyTableHasAmounts { table: table.number }, places });
        }
    }
}

/// A budget is published in the first half of its year at the latest, so nothing in it can be as of a
/// later day (2024年12月24日 in a budget for 2024).
fn dates_precede_publication(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let budget = document.disclosure.header.year;
    for date in &document.disclosure.dates {
        let AsOf { page, line, year, month, day } = *date;
        let exists = (1..=12).contains(&month) && (1..=31).contains(&day);
        if !exists || (year, month) > (budget.number(), 6) {
            let place = Place { page, line, table: 0, row: 0, column: 0 };
            findings.push(Finding { issue: Issue::ImpossibleDate { year, month, day, budget }, places: vec![place] });
        }
    }
}

impl Document<'_> {
    /// Whether a figure stands on a fixed line, so that it repeats what other tables list.
    fn is_fixed_line(&self, place: Place) -> bool {
        self.disclosure.template.table(place.table).is_some_and(|spec| !spec.lines().is_empty())
    }

    fn rows(&self) -> impl Iterator<Item = (&Table, usize, &Row)> {
        let tables = self.disclosure.tables.iter();
        tables.flat_map(|table| table.rows.iter().enumerate().map(move |(index, row)| (table, index, row)))
    }

    fn fact(&self, key: &Key) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.key == *key && !fact.extent.is_open())
    }
}

/// The budget that money of one source belongs to.
pub(super) fn budget_of(source: Scope<Source>) -> Option<BudgetKind> {
    let just = Scope::<Source>::just;
    let same = |leaf| source == just(leaf);
    if same(Source::GeneralPublic) || same(Source::CarriedGeneralPublic) {
        Some(BudgetKind::GeneralPublic)
    } else if same(Source::GovernmentFund) || same(Source::CarriedGovernmentFund) {
        Some(BudgetKind::GovernmentFund)
    } else if same(Source::StateCapital) || same(Source::CarriedStateCapital) {
        Some(BudgetKind::StateCapital)
    } else {
        None
    }
}
