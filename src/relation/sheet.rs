//! A printed table with its rows found by address.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use strum::EnumCount as _;

use crate::code::{EconomicCode, FunctionalCode, Level};
use crate::fact::{EconomicScope, Name};
use crate::table::{Address, Meaning, RowAxis, Table, TableSpec};

use super::atoms::Atoms;
use super::detail::{DetailTree, addresses};
use super::slot::{Rows, Slot, Space, space_of, space_of_codes};
use super::{At, Operand};

/// A table of a document beside its declaration.
#[derive(Debug)]
pub(crate) struct Sheet<'a> {
    pub(crate) table: &'a Table,
    pub(crate) spec: &'a TableSpec,
    rows: [BTreeMap<At, Vec<usize>>; Space::COUNT],
    lines: BTreeMap<u16, usize>,
    has_unnamed_lines: bool,
    /// The tree of rows that name several coordinates at once, in a table of such rows.
    details: Option<DetailTree>,
    families: OnceCell<Vec<Family>>,
}

/// The rows of a parent, mostly one, and the rows directly under it.
type Family = (Vec<usize>, Vec<usize>);

impl<'a> Sheet<'a> {
    pub(crate) fn new(table: &'a Table, spec: &'a TableSpec) -> Self {
        let mut sheet = Self {
            table,
            spec,
            rows: Default::default(),
            lines: BTreeMap::new(),
            has_unnamed_lines: matches!(spec.rows, RowAxis::UnitEconomic)
                && table.rows.iter().any(|row| matches!(row.address, Address::Project(..))),
            details: match &spec.rows {
                RowAxis::Detail(coordinates) => Some(DetailTree::of(table, coordinates)),
                _ => None,
            },
            families: OnceCell::new(),
        };
        // Columns that name sets of codes make addresses too: other tables add up the codes.
        for column in spec.columns.iter() {
            if let Meaning::Economic(codes) = &column.meaning
                && let Ok(scope) = EconomicScope::of(codes)
            {
                sheet.rows[space_of_codes(scope) as usize].entry(At::Economic(scope)).or_default();
            }
        }
        for (index, row) in table.rows.iter().enumerate() {
            if let Address::Line(line) = row.address {
                sheet.lines.entry(line).or_insert(index);
            }
            for (space, at) in sheet.locate(index, &row.address) {
                sheet.rows[space as usize].entry(at).or_default().push(index);
            }
        }
        sheet
    }

    /// Whether a unit has lines that are no class known by name.
    pub(super) fn has_unnamed_lines(&self) -> bool {
        self.has_unnamed_lines
    }

    /// The addresses of that kind at which the table prints rows.
    pub(super) fn addresses(&self, space: Space) -> impl Iterator<Item = &At> {
        self.rows[space as usize].keys()
    }

    /// Whether the table prints a row there.
    pub(super) fn has(&self, space: Space, at: &At) -> bool {
        self.rows[space as usize].contains_key(at)
    }

    /// The rows of a slot at an address, in the order of printing.
    pub(super) fn rows_at(&self, slot: &Slot, space: Space, at: &At) -> Vec<usize> {
        if let Rows::Line(line) = slot.rows {
            return self.lines.get(&line).copied().into_iter().collect();
        }
        if let Rows::Column(codes) = slot.rows {
            let here = *at == At::Economic(codes);
            return if here { self.printed_at(Space::Total, &At::Total).to_vec() } else { Vec::new() };
        }
        let rows = &self.rows[space as usize];
        if matches!(slot.rows, Rows::Coded { .. } | Rows::Classes(_)) {
            let rows = rows.get(at).into_iter().flatten().copied();
            return rows.filter(|&row| self.is_of(row, slot)).collect();
        }
        match at {
            // A line stands for its set of codes; on an open axis the codes are added up.
            At::Economic(scope) if scope.single().is_none() => rows
                .iter()
                .filter(|(inner, _)| matches!(inner, At::Economic(inner) if scope.contains(inner)))
                .flat_map(|(_, rows)| rows)
                .copied()
                .collect(),
            _ => rows.get(at).cloned().unwrap_or_default(),
        }
    }

    /// Whether the fixed line of a row has the money of a slot.
    fn is_of(&self, row: usize, slot: &Slot) -> bool {
        let address = &self.table.rows[row].address;
        matches!(address, Address::Line(_)) == matches!(slot.rows, Rows::Coded { .. })
            && self.spec.key(address, slot.column).is_some_and(|(key, extent)| {
                (key.flow, Atoms::of(extent.inner), Atoms::of(extent.outer)) == (slot.flow, slot.inner, slot.outer)
            })
    }

    /// Whether the rows tell all there is at an address. Rows that name several coordinates do if each of
    /// them names the one that is asked for.
    pub(super) fn tells(&self, space: Space, at: &At) -> bool {
        self.details.as_ref().is_none_or(|details| details.tells(space, at))
    }

    /// Whether rows name several coordinates at once.
    pub(super) fn is_detailed(&self) -> bool {
        self.details.is_some()
    }

    /// Whether a row has figures in a column: lines side by side have their own.
    pub(super) fn prints(&self, row: usize, column: usize) -> bool {
        let line = self.spec.line_at(&self.table.rows[row].address);
        line.is_none_or(|line| self.spec.columns[column].prints(line))
    }

    /// Whether the table prints what lies above an address and nothing below that: it goes no deeper, so
    /// what it leaves out is not told to be nothing.
    pub(super) fn stops_above(&self, at: &At) -> bool {
        match at {
            At::Function(code) => {
                let printed = |above: &FunctionalCode| self.has_code(Space::Class, Space::Function, &At::Function(*above));
                code.ancestors().find(printed).is_some_and(|above| {
                    let below = self.rows[Space::Function as usize].range(At::Function(above)..);
                    !below.into_iter().any(|(inner, _)| matches!(inner, At::Function(inner) if *inner != above && above.contains(*inner)))
                })
            }
            At::Economic(scope) => scope.codes().any(|code| {
                let single = |code| At::Economic(EconomicScope::just(code));
                let printed = |above: &EconomicCode| self.has_code(Space::EconomicClass, Space::Economic, &single(*above));
                code.ancestors().find(printed).is_some_and(|above| {
                    let is_below = |inner: &At| matches!(inner, At::Economic(inner) if inner.single().is_some_and(|inner| inner != above && above.contains(inner)));
                    !self.rows[Space::Economic as usize].iter().any(|(inner, rows)| !rows.is_empty() && is_below(inner))
                })
            }),
            _ => false,
        }
    }

    /// The topmost rows of the functions below one.
    pub(super) fn rows_below(&self, at: &At) -> Vec<usize> {
        let At::Function(code) = at else { return Vec::new() };
        let below = |other: &At| match other {
            At::Function(inner) if inner != code && code.contains(*inner) => Some(*inner),
            _ => None,
        };
        let functions = &self.rows[Space::Function as usize];
        let inside = || functions.range(At::Function(*code)..).map_while(|(other, rows)| Some((below(other)?, rows)));
        let mut rows = Vec::new();
        let mut top = None;
        for (inner, found) in inside() {
            // In their order every code stands before those below it.
            if top.is_some_and(|top: FunctionalCode| top.contains(inner)) {
                continue;
            }
            top = Some(inner);
            rows.extend_from_slice(found);
        }
        rows
    }

    fn has_code(&self, class: Space, below: Space, at: &At) -> bool {
        [class, below].into_iter().any(|space| !self.printed_at(space, at).is_empty())
    }

    /// The rows printed at an address.
    pub(super) fn printed_at(&self, space: Space, at: &At) -> &[usize] {
        self.rows[space as usize].get(at).map_or(&[], Vec::as_slice)
    }

    /// The rows of each parent with the rows directly under it: 类 under 合计, 项 under 款, projects
    /// under their unit. A row whose parent is not printed goes under the nearest ancestor that is.
    pub(super) fn families(&self) -> &[Family] {
        self.families.get_or_init(|| self.find_families())
    }

    fn find_families(&self) -> Vec<Family> {
        let mut parents: BTreeMap<&Address, usize> = BTreeMap::new();
        let mut families: Vec<Family> = Vec::new();
        for (index, row) in self.table.rows.iter().enumerate() {
            let family = *parents.entry(&row.address).or_insert_with(|| {
                families.push((Vec::new(), Vec::new()));
                families.len() - 1
            });
            families[family].0.push(index);
        }
        for (index, row) in self.table.rows.iter().enumerate() {
            let family = match &row.address {
                Address::Detail(_) => self.details.as_ref().and_then(|tree| parents.get(tree.above(index)?)),
                address => ancestors(address).iter().find_map(|parent| parents.get(parent)),
            };
            if let Some(&family) = family {
                families[family].1.push(index);
            }
        }
        families.retain(|(_, children)| !children.is_empty());
        families
    }

    /// The row of a fixed line.
    pub(super) fn line(&self, line: u16) -> Option<usize> {
        self.lines.get(&line).copied()
    }

    /// The figure at a row and a column, if one is printed.
    pub(super) fn operand(&self, row: usize, column: usize) -> Option<Operand> {
        let printed = (*self.table.rows.get(row)?.cells.get(column)?)?;
        Some(Operand { place: self.table.place(row, column), printed })
    }

    /// The figures of rows in a column, without those that are left empty and mean zero; nothing if one of
    /// them is not known.
    pub(super) fn figures(&self, rows: &[usize], column: usize) -> Option<Vec<Operand>> {
        self.known(rows.iter().map(|&row| (row, column)))
    }

    /// The figures of a row in some columns, in the same way.
    pub(super) fn across(&self, row: usize, columns: &[usize]) -> Option<Vec<Operand>> {
        self.known(columns.iter().map(|&column| (row, column)))
    }

    fn known(&self, cells: impl Iterator<Item = (usize, usize)>) -> Option<Vec<Operand>> {
        let mut figures = Vec::new();
        for (row, column) in cells {
            match self.operand(row, column) {
                Some(figure) => figures.push(figure),
                None if self.table.rows.get(row).is_some_and(|row| self.table.has_zero_blanks(row)) => {}
                None => return None,
            }
        }
        Some(figures)
    }

    /// The kinds of address and the addresses that figures of other tables are compared at.
    fn locate(&self, row: usize, address: &Address) -> Vec<(Space, At)> {
        let by_level = |level, class, below| if level == Level::Class { class } else { below };
        let one = match address {
            Address::Total => (Space::Total, At::Total),
            Address::Function(code) => (by_level(code.level(), Space::Class, Space::Function), At::Function(*code)),
            Address::Economic(code) => (
                by_level(code.level(), Space::EconomicClass, Space::Economic),
                At::Economic(EconomicScope::just(*code)),
            ),
            Address::UnitEconomic(_, scope) => (Space::EconomicClass, At::Economic(*scope)),
            Address::Unit(unit) => (Space::Unit, At::Unit(plain_unit(unit))),
            Address::Line(_) => return self.locate_line(address).into_iter().collect(),
            Address::Government(code) if !self.spec.lines().is_empty() => {
                (by_level(code.level(), Space::GovernmentClass, Space::Government), At::Government(*code))
            }
            Address::Detail(detail) => {
                let is_leaf = self.details.as_ref().is_some_and(|tree| tree.is_leaf(row));
                return if is_leaf { addresses(detail) } else { Vec::new() };
            }
            Address::Project(..) | Address::Government(_) => return Vec::new(),
        };
        vec![one]
    }

    /// The address of a line of codes.
    fn locate_line(&self, address: &Address) -> Option<(Space, At)> {
        let line = self.spec.line_at(address)?;
        let column = self.spec.columns.iter().position(|column| column.prints(line))?;
        let (key, _) = self.spec.key(address, column)?;
        let at = match key.function {
            Some(code) => At::Function(code),
            None => At::Economic(key.economic),
        };
        Some((space_of(line)?, at))
    }

    /// Whether the rows are units, whose names may be written in several ways.
    pub(super) fn is_by_unit(&self) -> bool {
        matches!(self.spec.rows, RowAxis::Unit | RowAxis::UnitEconomic | RowAxis::UnitProject)
    }
}

/// The addresses above one, nearest first.
fn ancestors(address: &Address) -> Vec<Address> {
    match address {
        Address::Total | Address::Line(_) | Address::Detail(_) => Vec::new(),
        Address::Function(code) => code.ancestors().map(Address::Function).chain([Address::Total]).collect(),
        Address::Economic(code) => code.ancestors().map(Address::Economic).chain([Address::Total]).collect(),
        Address::Government(code) => code.ancestors().map(Address::Government).chain([Address::Total]).collect(),
        Address::Unit(_) => vec![Address::Total],
        Address::UnitEconomic(unit, _) | Address::Project(unit, _) => vec![Address::Unit(unit.clone())],
    }
}

/// The name of a unit without the remark that its subordinate units are left out (本级).
pub(super) fn plain_unit(unit: &Name) -> Name {
    let text = unit.as_str();
    let plain = ["（本级）", "(本级)", "本级"].iter().find_map(|suffix| text.strip_suffix(suffix));
    plain.filter(|plain| !plain.is_empty()).map_or_else(|| unit.clone(), Name::from)
}
