//! The tables of a template, filled in from lines.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};

use crate::amount::{Amount, Printed, Unit};
use crate::code::{economic, functional};
use crate::fact::{Basis, EconomicScope, Name};
use crate::scope::{Area, Extent, Nature, Scope, Source};
use crate::table::{Address, Blanks, Detail, Layout, Line, Meaning, Row, RowAxis, Table, TableSpec, Template};

use super::super::disclosure::{Disclosure, Header};
use super::super::line_item::LineItem;

/// Sums by column.
type Sums = Vec<Amount>;

/// The document that a department with these lines would publish. The lines are known to be sound.
pub(super) fn disclosure(header: Header, template: Layout, lines: &[LineItem]) -> Disclosure {
    let tables = template.tables.iter().map(|spec| table(spec, &template, header.unit, lines)).collect();
    Disclosure {
        header,
        template,
        tables,
        claims: Vec::new(),
        unread: Vec::new(),
        dates: Vec::new(),
        corrections: Vec::new(),
    }
}

/// Whether an amount fits into a printed figure.
pub(super) fn is_printable(amount: Amount, template: &Template, unit: Unit) -> bool {
    Printed::from_amount(amount, unit, template.decimals).is_ok()
}

/// Whether an amount that is not zero would look like it.
pub(super) fn prints_as_zero(amount: Amount, template: &Template, unit: Unit) -> bool {
    Printed::from_amount(amount, unit, template.decimals).is_ok_and(Printed::is_zero)
}

fn table(spec: &TableSpec, template: &Template, unit: Unit, lines: &[LineItem]) -> Table {
    let sums = match &spec.rows {
        RowAxis::Lines(fixed) | RowAxis::SideBySide(fixed) => fixed_lines(spec, fixed, lines),
        _ => open_axis(spec, lines),
    };
    let rows = sums.into_iter().map(|(address, sums)| {
        let line = spec.line_at(&address);
        let cell = |(column, sum): (usize, &Amount)| {
            let column = &spec.columns[column];
            // Lines side by side have columns of their own; of other years the lines say nothing.
            let here = column.basis == Basis::Budget && line.is_none_or(|line| column.prints(line));
            // Every sum is at most the total, which was checked to be printable.
            if here { Printed::from_amount(*sum, unit, template.decimals).ok() } else { None }
        };
        let cells = sums.iter().enumerate().map(cell).collect();
        Row { label: label(spec, &address), address, page: 0, line: 0, cells, goal: None, uncertain: false }
    });
    Table {
        number: spec.number,
        title: spec.title.to_string(),
        unit,
        page: 0,
        line: 0,
        rows: rows.collect(),
        notes: Vec::new(),
        complete: true,
        blanks: Blanks::Unknown,
    }
}

/// The rows of an open axis. What a column may or may not hold counts as held: 及其他支出.
fn open_axis(spec: &TableSpec, lines: &[LineItem]) -> Vec<(Address, Sums)> {
    let (mut units, mut projects) = (HashMap::new(), HashMap::new());
    let mut sums: BTreeMap<(usize, usize, Address), Sums> = BTreeMap::new();
    sums.insert((0, 0, Address::Total), vec![Amount::ZERO; spec.columns.len()]);
    for line in lines {
        let unit = position_of(&mut units, &line.unit);
        let project = line.project.as_ref().map_or(0, |project| position_of(&mut projects, project));
        let holds: Vec<bool> = spec
            .columns
            .iter()
            .map(|column| spec.extent.intersection(column.extent).outer.contains(area_of(line)))
            .collect();
        if holds.contains(&true) {
            for address in addresses(spec, line) {
                let of_unit = if address.unit().is_some() { unit + 1 } else { 0 };
                let of_project = if matches!(address, Address::Project(..)) { project + 1 } else { 0 };
                let row = sums
                    .entry((of_unit, of_project, address))
                    .or_insert_with(|| vec![Amount::ZERO; spec.columns.len()]);
                add(row, &holds, line.amount);
            }
        }
    }
    sums.into_iter().map(|((.., address), sums)| (address, sums)).collect()
}

/// The position of a name among those met so far: rows keep the order of the lines.
fn position_of<'a>(known: &mut HashMap<&'a Name, usize>, name: &'a Name) -> usize {
    let next = known.len();
    *known.entry(name).or_insert(next)
}

/// The rows of fixed lines. What a line may or may not hold counts as not held: it has a line of its own.
fn fixed_lines(spec: &TableSpec, fixed: &[Line], lines: &[LineItem]) -> Vec<(Address, Sums)> {
    let mut rows: Vec<(Address, Sums)> = Vec::new();
    for (index, line) in (0..).zip(fixed) {
        let blank = || vec![Amount::ZERO; spec.columns.len()];
        let mut sums: BTreeMap<Address, Sums> = BTreeMap::new();
        if line.is_named() {
            sums.insert(Address::Line(index), blank());
        }
        for item in lines.iter().filter(|item| counts(line, item)) {
            let holds: Vec<bool> = spec
                .columns
                .iter()
                .map(|column| extent(spec, column.extent, line).inner.contains(area_of(item)))
                .collect();
            let address = match line.meaning {
                Meaning::FunctionalClass => Address::Function(item.function.class()),
                Meaning::EconomicClass => Address::Economic(item.economic.class()),
                _ => Address::Line(index),
            };
            if holds.contains(&true) {
                add(sums.entry(address).or_insert_with(blank), &holds, item.amount);
            }
        }
        rows.extend(sums);
    }
    rows
}

fn extent(spec: &TableSpec, column: Extent, line: &Line) -> Extent {
    spec.extent.intersection(column).intersection(line.extent)
}

fn counts(line: &Line, item: &LineItem) -> bool {
    match &line.meaning {
        Meaning::Money | Meaning::FunctionalClass | Meaning::EconomicClass => true,
        // Lines of a department have no government code.
        Meaning::GovernmentClass => false,
        Meaning::Function(code) => code.contains(item.function),
        Meaning::Economic(codes) => codes.iter().any(|code| code.contains(item.economic)),
        Meaning::Memo(memo) => item.is_within(&crate::fact::Key::expenditure().memo(*memo)),
    }
}

fn area_of(line: &LineItem) -> Area {
    Area { source: Scope::<Source>::just(line.source), nature: Scope::<Nature>::just(line.nature) }
}

fn add(row: &mut Sums, holds: &[bool], amount: Amount) {
    for (sum, _) in row.iter_mut().zip(holds).filter(|(_, holds)| **holds) {
        // No sum of some of the lines is larger than the total of all, which was checked.
        *sum = sum.checked_add(amount).unwrap_or(*sum);
    }
}

/// The rows that a line adds to, from the whole table down.
fn addresses(spec: &TableSpec, line: &LineItem) -> Vec<Address> {
    let mut addresses = vec![Address::Total];
    let unit = || Address::Unit(line.unit.clone());
    match &spec.rows {
        RowAxis::Function => {
            addresses.extend(line.function.ancestors().chain([line.function]).map(Address::Function));
        }
        RowAxis::Economic => addresses.extend(line.economic.ancestors().chain([line.economic]).map(Address::Economic)),
        RowAxis::Unit => addresses.push(unit()),
        RowAxis::UnitEconomic => {
            let class = EconomicScope::just(line.economic.class());
            addresses.extend([unit(), Address::UnitEconomic(line.unit.clone(), class)]);
        }
        RowAxis::UnitProject => {
            let project = line.row_name().map(|name| Address::Project(line.unit.clone(), name));
            addresses.extend([unit()].into_iter().chain(project));
        }
        RowAxis::Detail(coordinates) => {
            addresses.push(Address::Detail(Box::new(detail(line).only(coordinates))));
        }
        RowAxis::Lines(_) | RowAxis::SideBySide(_) => {}
    }
    addresses
}

/// The coordinates of a line.
fn detail(line: &LineItem) -> Detail {
    Detail {
        unit: Some(line.unit.clone()),
        function: Some(line.function),
        economic: Some(line.economic),
        government: None,
        project: line.row_name(),
    }
}

fn label(spec: &TableSpec, address: &Address) -> String {
    let coded = |code: String, name: Option<&str>| name.map_or_else(|| code.clone(), |name| format!("{code} {name}"));
    match address {
        Address::Total => "合计".to_owned(),
        Address::Function(code) if spec.lines().is_empty() => {
            coded(code.to_string(), code.listed().map(functional::Listed::name))
        }
        Address::Function(code) => code.listed().map_or_else(|| code.to_string(), |listed| listed.name().to_owned()),
        Address::Economic(code) => coded(code.to_string(), code.listed().map(economic::Listed::name)),
        Address::Government(code) => code.to_string(),
        Address::Unit(name) | Address::Project(_, name) => name.to_string(),
        Address::UnitEconomic(_, scope) => {
            let names = scope
                .codes()
                .map(|code| code.listed().map_or_else(|| code.to_string(), |listed| listed.name().to_owned()));
            names.collect::<Vec<_>>().join("、")
        }
        Address::Detail(detail) => detail.to_string(),
        Address::Line(_) => spec.line_at(address).map(Line::name).unwrap_or_default().to_owned(),
    }
}
