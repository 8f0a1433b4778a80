//! Government economic codes beside those of departments.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::changes::{self, ChangeKind, Code};
use crate::code::{Level, economic, government, mapping};
use crate::fact::Place;
use crate::table::{Address, Detail, Row};
use crate::year::FiscalYear;

use super::super::finding::{Finding, Issue};
use super::Document;
use super::codes::named;

/// The two codes of a row, as the catalogue has them.
type Pair = (government::Listed, economic::Listed);

/// A row with a government and a department code that the mapping does not have together. Each pair is told once,
/// with all places; codes that the catalogue lacks are told of as such.
pub(super) fn economic_codes_are_paired(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let year = document.disclosure.header.year;
    let mut told: BTreeMap<Pair, Option<(Issue, Vec<Place>)>> = BTreeMap::new();
    for (table, index, row) in document.rows() {
        let Some(pair) = pair(row) else { continue };
        let unlisted = || is_known(pair, year) && !mapping::lists(pair.0, pair.1);
        let issue = || unlisted().then(|| (unpaired(pair, row, year), Vec::new()));
        if let Some((_, places)) = told.entry(pair).or_insert_with(issue) {
            places.push(table.place(index, 0));
        }
    }
    findings.extend(told.into_values().flatten().map(|(issue, places)| Finding { issue, places }));
}

fn pair(row: &Row) -> Option<Pair> {
    let Address::Detail(detail) = &row.address else { return None };
    let Detail { government: Some(government), economic: Some(department), .. } = **detail else { return None };
    Some((government.listed()?, department.listed()?))
}

/// Whether the codes mean in that year what they mean in the mapping, which is of the current edition.
fn is_known((government, department): Pair, year: FiscalYear) -> bool {
    let codes = [Some(Code::Government(government.code())), Some(Code::Economic(department.code()))];
    let changed = |change: &changes::CodeChange| codes.contains(&change.from) || codes.contains(&change.to);
    !changes::all().iter().any(|change| change.kind != ChangeKind::Renamed && change.until > year && changed(change))
}

fn unpaired((government, department): Pair, row: &Row, year: FiscalYear) -> Issue {
    let names = named(row);
    let printed = |own: Address, listed: &'static str| {
        let name = names.iter().find(|(address, name)| *address == own && !name.is_empty());
        name.map_or_else(|| listed.to_owned(), |(_, name)| name.clone())
    };
    Issue::PairUnlisted {
        government_name: printed(Address::Government(government.code()), government.name_in(year)),
        department_name: printed(Address::Economic(department.code()), department.name_in(year)),
        government: government.to_string(),
        department: department.to_string(),
        listed: counterparts(department).map(|other| format!("{other} {}", other.name_in(year))).collect(),
    }
}

/// What the mapping has for a department's code: for a class the classes, for a section the sections.
fn counterparts(department: economic::Listed) -> impl Iterator<Item = government::Listed> {
    let code = department.code();
    let is_class = code.level() == Level::Class;
    let about = move |pair: &&mapping::Pair| {
        let other = pair.department.code();
        code.contains(other) || other.contains(code) && pair.government.code().level() != Level::Class
    };
    let cut = move |listed: government::Listed| if is_class { listed.code().class().listed() } else { Some(listed) };
    let found: BTreeSet<government::Listed> =
        mapping::pairs().iter().filter(about).filter_map(|pair| cut(pair.government)).collect();
    found.into_iter()
}
