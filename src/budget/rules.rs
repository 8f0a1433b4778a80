//! What must or usually does hold although no key implies it. Each rule is named after the statement
//! that holds, and none trusts another to have run.

use std::collections::{BTreeMap, BTreeSet};

use crate::amount::Amount;
use crate::code::{BudgetKind, EconomicCode, FunctionalCode, functional};
use crate::fact::{Fact, Key, MemoItem, Place};
use crate::relation::Sheet;
use crate::scope::{Nature, Scope, Source};
use crate::table::{Address, Row, RowAxis, Table};

use super::disclosure::Disclosure;
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
    codes_are_listed_under_their_names,
    codes_are_sorted_and_unique,
    funds_stay_in_their_tables,
    empty_tables_are_empty,
    amounts_are_not_negative,
    twins_agree,
    memo_items_stay_within_bounds,
    business_income_is_spent,
];

/// Functions and the economic codes they are paid under. The bound holds in every document met,
/// equality in most.
const TWINS: [(u32, u32); 3] = [(2_080_505, 30108), (2_080_506, 30109), (2_210_201, 30113)];

/// Applies every rule.
pub(super) fn apply(disclosure: &Disclosure, sheets: &[Sheet<'_>], facts: &[Fact], findings: &mut Vec<Finding>) {
    let document = Document { disclosure, sheets, facts };
    for rule in RULES {
        rule(&document, findings);
    }
}

fn tables_are_complete(document: &Document<'_>, findings: &mut Vec<Finding>) {
    for spec in document.disclosure.template.tables {
        let table = spec.number;
        let issue = match document.disclosure.table(table) {
            None => Issue::TableAbsent { table },
            Some(printed) if !printed.complete => Issue::TableIncomplete { table },
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
            let belongs =
                spec.is_some_and(|spec| row.cells.len() <= spec.columns.len() && spec.key(&row.address, 0).is_some());
            if !belongs {
                let issue = Issue::RowMisplaced { table: table.number, row: row.label.clone() };
                findings.push(Finding { issue, places: vec![table.place(index, 0)] });
            }
        }
    }
}

fn codes_are_listed_under_their_names(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let mut unlisted: BTreeMap<(String, String), Vec<Place>> = BTreeMap::new();
    let mut renamed: BTreeMap<(String, String, &'static str), Vec<Place>> = BTreeMap::new();
    for (table, index, row) in document.rows() {
        let (code, listed): (String, Option<Vec<&'static str>>) = match &row.address {
            Address::Function(code) => (code.to_string(), code.listed().map(|listed| listed.names().collect())),
            Address::Economic(code) => (code.to_string(), code.listed().map(|listed| listed.names().collect())),
            Address::Government(code) => (code.to_string(), code.listed().map(|listed| listed.names().collect())),
            _ => continue,
        };
        let name = row.name();
        let place = table.place(index, 0);
        if matches!(row.address, Address::Government(_)) {
            let issue = Issue::GovernmentCode { code: code.clone(), name: name.to_owned(), table: table.number };
            findings.push(Finding { issue, places: vec![place] });
        }
        match listed {
            None => unlisted.entry((code, name.to_owned())).or_default().push(place),
            Some(names) if !name.is_empty() && names.iter().all(|listed| !same_name(listed, name)) => {
                let usual = names.first().copied().unwrap_or_default();
                renamed.entry((code, name.to_owned(), usual)).or_default().push(place);
            }
            Some(_) => {}
        }
    }
    findings.extend(
        unlisted
            .into_iter()
            .map(|((code, name), places)| Finding { issue: Issue::CodeUnlisted { code, name }, places }),
    );
    findings.extend(renamed.into_iter().map(|((code, printed, listed), places)| Finding {
        issue: Issue::NameDiffers { code, printed, listed: listed.to_owned() },
        places,
    }));
}

fn codes_are_sorted_and_unique(document: &Document<'_>, findings: &mut Vec<Finding>) {
    for table in &document.disclosure.tables {
        let mut seen: BTreeSet<&Address> = BTreeSet::new();
        for (index, row) in table.rows.iter().enumerate() {
            let code = match &row.address {
                Address::Function(code) => code.to_string(),
                Address::Economic(code) => code.to_string(),
                _ => continue,
            };
            let places = vec![table.place(index, 0)];
            // Fixed lines list the classes in an order of their own.
            let ordered =
                !matches!(document.disclosure.template.table(table.number), Some(spec) if !spec.lines().is_empty());
            if seen.contains(&row.address) {
                findings.push(Finding { issue: Issue::CodeRepeated { code, table: table.number }, places });
            } else if ordered && seen.last().is_some_and(|last| **last > row.address) {
                findings.push(Finding { issue: Issue::CodeOutOfOrder { code, table: table.number }, places });
            }
            seen.insert(&row.address);
        }
    }
}

fn funds_stay_in_their_tables(document: &Document<'_>, findings: &mut Vec<Finding>) {
    for sheet in document.sheets {
        if !matches!(sheet.spec.rows, RowAxis::Function) || sheet.spec.extent.is_open() {
            continue;
        }
        let Some(own) = budget_of(sheet.spec.extent.inner.source) else { continue };
        for (index, row) in sheet.table.rows.iter().enumerate() {
            let Address::Function(code) = &row.address else { continue };
            let belongs = code.listed().map(functional::Listed::budget);
            let Some(budget) = belongs.filter(|budget| *budget != own && *budget != BudgetKind::Several) else {
                continue;
            };
            let issue =
                Issue::CodeInWrongTable { code: code.to_string(), budget: budget.name(), table: sheet.spec.number };
            findings.push(Finding { issue, places: vec![sheet.table.place(index, 0)] });
        }
    }
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

fn amounts_are_not_negative(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let negative = document.facts.iter().filter(|fact| fact.printed.is_negative());
    findings.extend(
        negative
            .map(|fact| Finding { issue: Issue::NegativeAmount { amount: fact.printed }, places: vec![fact.place] }),
    );
}

fn twins_agree(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let general = Scope::<Source>::just(Source::GeneralPublic);
    for (function, economic) in TWINS {
        let (Ok(function), Ok(economic)) = (FunctionalCode::new(function), EconomicCode::new(economic)) else {
            continue;
        };
        let key = Key::expenditure().source(general).nature(Scope::BASIC);
        let (Some(larger), Some(smaller)) =
            (document.fact(&key.clone().function(function)), document.fact(&key.economic(economic)))
        else {
            continue;
        };
        let (a, b) = (larger.printed, smaller.printed);
        let (function, economic) = (function.to_string(), economic.to_string());
        let issue = match a.amount().cmp(&b.amount()) {
            std::cmp::Ordering::Equal => Issue::TwinsEqual { function, economic, amount: a },
            std::cmp::Ordering::Greater => Issue::TwinExceeds { function, economic, larger: a, smaller: b },
            std::cmp::Ordering::Less => continue,
        };
        findings.push(Finding { issue, places: vec![larger.place, smaller.place] });
    }
}

/// 三公 is contained in 行政经费 where all units are administrative ones; institutions have the former
/// without the latter, so more is no error.
fn memo_items_stay_within_bounds(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let key = |memo| Key::expenditure().source(Scope::FISCAL).nature(Scope::BASIC_AND_PROJECT).memo(memo);
    let (Some(inner), Some(outer)) =
        (document.fact(&key(MemoItem::ThreePublic)), document.fact(&key(MemoItem::AgencyOperation)))
    else {
        return;
    };
    let (larger, smaller) = (inner.printed, outer.printed);
    if larger.amount() > smaller.amount() {
        let (inner_name, outer_name) = (MemoItem::ThreePublic.name(), MemoItem::AgencyOperation.name());
        let issue = Issue::ExceedsBound { inner: inner_name, outer: outer_name, larger, smaller };
        findings.push(Finding { issue, places: vec![inner.place, outer.place] });
    }
}

fn business_income_is_spent(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let income = document.fact(&Key::revenue().source(Scope::<Source>::just(Source::Business)));
    let expenditure = document.fact(&Key::expenditure().nature(Scope::<Nature>::just(Nature::Business)));
    if let (Some(income), Some(expenditure)) = (income, expenditure)
        && income.printed.amount() > Amount::ZERO
        && expenditure.printed.is_zero()
    {
        let issue = Issue::BusinessIncomeUnspent { income: income.printed };
        findings.push(Finding { issue, places: vec![income.place, expenditure.place] });
    }
}

impl Document<'_> {
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

/// Whether two names differ only in the width of their brackets.
fn same_name(a: &str, b: &str) -> bool {
    let plain = |c: char| match c {
        '（' => '(',
        '）' => ')',
        '“' | '”' => '"',
        other => other,
    };
    a.chars().map(plain).eq(b.chars().map(plain))
}
