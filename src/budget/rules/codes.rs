//! Rules about codes and their names.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::{BudgetKind, economic, functional, government};
use crate::fact::Place;
use crate::table::{Address, Row, RowAxis};
use crate::year::FiscalYear;

use super::super::finding::{Finding, Issue};
use super::{Document, budget_of};

/// What the catalogue says of a code and the name printed beside it.
enum Naming {
    AsListed,
    Unlisted,
    Former { listed: &'static str },
    OfAnotherCode { other: String },
    Different { listed: &'static str },
}

/// A code the catalogue lacks, or a name it does not have for it. Each is told once, with all places.
pub(super) fn codes_are_listed_under_their_names(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let mut told: BTreeMap<(String, String), (Issue, Vec<Place>)> = BTreeMap::new();
    for (table, index, row) in document.rows() {
        let (place, year) = (table.place(index, 0), document.disclosure.header.year);
        if let Address::Government(code) = row.address {
            let (code, name) = (code.to_string(), row.name().to_owned());
            let issue = Issue::GovernmentCode { code, name, table: table.number };
            findings.push(Finding { issue, places: vec![place] });
        }
        for (address, printed) in named(row) {
            let Some((code, naming)) = naming(&address, &printed, year) else { continue };
            let Some(issue) = naming.issue(code.clone(), printed.clone()) else { continue };
            told.entry((code, printed)).or_insert_with(|| (issue, Vec::new())).1.push(place);
        }
    }
    findings.extend(told.into_values().map(|(issue, places)| Finding { issue, places }));
}

impl Naming {
    /// What there is to say of a code and its name.
    fn issue(self, code: String, printed: String) -> Option<Issue> {
        Some(match self {
            Self::AsListed => return None,
            Self::Unlisted => Issue::CodeUnlisted { code, name: printed },
            Self::Former { listed } => Issue::FormerName { code, printed, listed: listed.to_owned() },
            Self::OfAnotherCode { other } => Issue::NameOfAnotherCode { code, printed, other },
            Self::Different { listed } => Issue::NameDiffers { code, printed, listed: listed.to_owned() },
        })
    }
}

/// The codes of a row, each with the name printed behind it.
pub(super) fn named(row: &Row) -> Vec<(Address, String)> {
    let Address::Detail(detail) = &row.address else { return vec![(row.address.clone(), row.name().to_owned())] };
    let words: Vec<&str> = row.label.split_whitespace().collect();
    let is_code = |word: &&&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let behind = |code: String| {
        let at = words.iter().position(|word| *word == code)?;
        Some(words[at + 1..].iter().take_while(|word| !is_code(word)).copied().collect::<String>())
    };
    let codes = [
        detail.function.map(|code| (Address::Function(code), code.to_string())),
        detail.government.map(|code| (Address::Government(code), code.to_string())),
        detail.economic.map(|code| (Address::Economic(code), code.to_string())),
    ];
    // A code that the label does not print stands in a row above.
    codes.into_iter().flatten().filter_map(|(address, code)| Some((address, behind(code)?))).collect()
}

/// The code of a row and what the catalogue makes of its name; `None` for a row without a code.
fn naming(address: &Address, printed: &str, year: FiscalYear) -> Option<(String, Naming)> {
    /// The three classifications have the same methods on types of their own.
    macro_rules! naming {
        ($code:expr, $listed:path) => {{
            let code = *$code;
            let naming = match code.listed() {
                None => Naming::Unlisted,
                Some(_) if printed.is_empty() => Naming::AsListed,
                Some(listed) if same_name(listed.name(), printed) || same_name(listed.name_in(year), printed) => {
                    Naming::AsListed
                }
                Some(listed) if listed.names().any(|name| same_name(name, printed)) => {
                    Naming::Former { listed: listed.name_in(year) }
                }
                Some(listed) => {
                    let sibling = <$listed>::all_named(printed).find(|other| other.code().parent() == code.parent());
                    match sibling {
                        Some(other) => Naming::OfAnotherCode { other: other.code().to_string() },
                        None => Naming::Different { listed: listed.name_in(year) },
                    }
                }
            };
            Some((code.to_string(), naming))
        }};
    }
    match address {
        Address::Function(code) => naming!(code, functional::Listed),
        Address::Economic(code) => naming!(code, economic::Listed),
        Address::Government(code) => naming!(code, government::Listed),
        _ => None,
    }
}

pub(super) fn codes_are_sorted_and_unique(document: &Document<'_>, findings: &mut Vec<Finding>) {
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

pub(super) fn funds_stay_in_their_tables(document: &Document<'_>, findings: &mut Vec<Finding>) {
    for sheet in document.sheets {
        if !matches!(sheet.spec.rows, RowAxis::Function | RowAxis::Detail(_)) || sheet.spec.extent.is_open() {
            continue;
        }
        let Some(own) = budget_of(sheet.spec.extent.inner.source) else { continue };
        for (index, row) in sheet.table.rows.iter().enumerate() {
            let Some(code) = row.address.function() else { continue };
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
