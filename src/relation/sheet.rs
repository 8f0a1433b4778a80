//! A printed table with its rows found by address.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use strum::EnumCount as _;

use crate::code::Level;
use crate::fact::{EconomicScope, Name};
use crate::table::{Address, RowAxis, Table, TableSpec};

use super::slot::{Rows, Slot, Space};
use super::{At, Operand};

/// A table of a document beside its declaration.
#[derive(Debug)]
pub(crate) struct Sheet<'a> {
    pub(crate) table: &'a Table,
    pub(crate) spec: &'static TableSpec,
    rows: [BTreeMap<At, Vec<usize>>; Space::COUNT],
    lines: BTreeMap<u16, usize>,
    has_unnamed_lines: bool,
    families: OnceCell<Vec<Family>>,
}

/// The rows of a parent, mostly one, and the rows directly under it.
type Family = (Vec<usize>, Vec<usize>);

impl<'a> Sheet<'a> {
    pub(crate) fn new(table: &'a Table, spec: &'static TableSpec) -> Self {
        let mut sheet = Self {
            table,
            spec,
            rows: Default::default(),
            lines: BTreeMap::new(),
            has_unnamed_lines: matches!(spec.rows, RowAxis::UnitEconomic)
                && table.rows.iter().any(|row| matches!(row.address, Address::Project(..))),
            families: OnceCell::new(),
        };
        for (index, row) in table.rows.iter().enumerate() {
            if let Address::Line(line) = row.address {
                sheet.lines.entry(line).or_insert(index);
            }
            if let Some((space, at)) = sheet.locate(&row.address) {
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
        let rows = &self.rows[space as usize];
        match at {
            // A line stands for its set of codes; on an open axis the codes are added up.
            At::Economic(scope) if scope.single().is_none() && slot.rows == Rows::Axis => rows
                .iter()
                .filter(|(inner, _)| matches!(inner, At::Economic(inner) if scope.contains(inner)))
                .flat_map(|(_, rows)| rows)
                .copied()
                .collect(),
            _ => rows.get(at).cloned().unwrap_or_default(),
        }
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
            if let Some(&family) = ancestors(&row.address).iter().find_map(|parent| parents.get(parent)) {
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

    /// The kind of address and the address that figures of other tables are compared at.
    fn locate(&self, address: &Address) -> Option<(Space, At)> {
        let by_level = |level, class, below| if level == Level::Class { class } else { below };
        Some(match address {
            Address::Total => (Space::Total, At::Total),
            Address::Function(code) => (by_level(code.level(), Space::Class, Space::Function), At::Function(*code)),
            Address::Economic(code) => (
                by_level(code.level(), Space::EconomicClass, Space::Economic),
                At::Economic(EconomicScope::just(*code)),
            ),
            Address::UnitEconomic(_, scope) => (Space::EconomicClass, At::Economic(*scope)),
            Address::Unit(unit) => (Space::Unit, At::Unit(plain_unit(unit))),
            Address::Line(_) => {
                let (key, _) = self.spec.key(address, 0)?;
                if key.economic.is_all() {
                    return None;
                }
                (Space::Economic, At::Economic(key.economic))
            }
            Address::Project(..) | Address::Government(_) => return None,
        })
    }

    /// Whether the rows are units, whose names may be written in several ways.
    pub(super) fn is_by_unit(&self) -> bool {
        matches!(self.spec.rows, RowAxis::Unit | RowAxis::UnitEconomic | RowAxis::UnitProject)
    }
}

/// The addresses above one, nearest first.
fn ancestors(address: &Address) -> Vec<Address> {
    match address {
        Address::Total | Address::Line(_) => Vec::new(),
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
