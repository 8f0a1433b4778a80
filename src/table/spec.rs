//! What a template declares: the vocabulary in which tables are described.

use std::fmt;

use crate::amount::Unit;
use crate::code::{EconomicCode, functional};
use crate::fact::{EconomicScope, Flow, Key, MemoItem, Name};
use crate::scope::{Extent, Scope, Source};

use super::Address;

/// A family of published budgets: the tables it prints and how it words its narrative.
pub struct Template {
    /// The stable id, e.g. `guangdong-2024`.
    pub id: &'static str,
    /// The Chinese name.
    pub name: &'static str,
    /// The unit of the tables where none is printed.
    pub unit: Unit,
    /// How many decimals the tables print.
    pub decimals: u8,
    /// How many decimals the narrative's rates have; trailing zeros may be dropped.
    pub rate_decimals: u8,
    /// Whose money the narrative's list of key projects (重点项目) speaks of.
    pub key_projects: Scope<Source>,
    /// The tables, in the order of printing.
    pub tables: &'static [TableSpec],
}

/// A table of a template.
#[derive(Debug)]
pub struct TableSpec {
    /// Its number in the template, counted from one.
    pub number: u16,
    /// The title it is found by.
    pub title: &'static str,
    /// The header words that head no column of figures.
    pub corner: &'static [&'static str],
    /// In or out, unless a line says otherwise.
    pub flow: Flow,
    /// What money the whole table speaks of.
    pub extent: Extent,
    /// What its rows are.
    pub rows: RowAxis,
    /// Its columns of figures.
    pub columns: &'static [Column],
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug)]
pub enum RowAxis {
    /// 合计, then functions as a tree.
    Function,
    /// 合计, then economic codes as a tree.
    Economic,
    /// 合计, then units.
    Unit,
    /// 合计, then units, each followed by its economic classes.
    UnitEconomic,
    /// 合计, then units, each followed by its projects.
    UnitProject,
    /// Lines the template knows one by one.
    Lines(&'static [Line]),
    /// Lines in two columns side by side: revenue on the left, expenditure on the right.
    TwoSided(&'static [Line]),
}

/// A column of figures.
#[derive(Debug)]
pub struct Column {
    /// Its header words, outermost first.
    pub header: &'static [&'static str],
    /// What money it speaks of, within that of the table.
    pub extent: Extent,
    /// The position, counted from zero, of the column it is a part of.
    pub part_of: Option<u16>,
}

/// A line of a table with fixed lines.
#[derive(Debug)]
pub struct Line {
    /// How the line is labelled.
    pub label: Label,
    /// In or out.
    pub flow: Flow,
    /// What money it speaks of, within that of the table.
    pub extent: Extent,
    /// What else it adds to the key.
    pub meaning: Meaning,
    /// The label of the line it is a part of.
    pub part_of: Option<&'static str>,
    /// The label of a line that is no smaller, unless that one leaves out public institutions.
    pub usually_within: Option<&'static str>,
}

/// How a line is labelled, without its ordinal (一、 or （一） or 1.).
#[derive(Clone, Copy, Debug)]
pub enum Label {
    /// Under one of these names; the first is the usual one.
    Names(&'static [&'static str]),
    /// Under the name of any functional class; one such line stands for all of them.
    AnyFunctionalClass,
}

/// What a line adds to the key beyond its money.
#[derive(Clone, Copy, Debug)]
pub enum Meaning {
    /// Nothing.
    Money,
    /// The functional class that its label names.
    FunctionalClass,
    /// These economic codes.
    Economic(&'static [EconomicCode]),
    /// A memo item.
    Memo(MemoItem),
}

impl Template {
    /// The table of that number.
    pub fn table(&self, number: u16) -> Option<&'static TableSpec> {
        self.tables.iter().find(|table| table.number == number)
    }
}

impl PartialEq for Template {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Template {}

/// The id alone: a template is a long text.
impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Template({})", self.id)
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for &'static Template {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id)
    }
}

impl TableSpec {
    /// The key and the extent of the figure at an address and a column (counted from zero).
    ///
    /// `None` if the table has no such address or column.
    pub fn key(&self, address: &Address, column: usize) -> Option<(Key, Extent)> {
        let column = self.columns.get(column)?;
        let mut key = Key::total(self.flow);
        let mut extent = self.extent.intersection(column.extent);
        match (&self.rows, address) {
            (RowAxis::Lines(_) | RowAxis::TwoSided(_), _) => {
                let line = self.line_at(address)?;
                extent = extent.intersection(line.extent);
                key.flow = line.flow;
                line.meaning.narrow(&mut key, address);
            }
            (_, Address::Total) => {}
            (RowAxis::Function, Address::Function(code)) => key.function = Some(*code),
            (RowAxis::Economic, Address::Economic(code)) => key.economic = EconomicScope::just(*code),
            (RowAxis::Economic, Address::Government(code)) => key.government = Some(*code),
            (RowAxis::Unit | RowAxis::UnitEconomic | RowAxis::UnitProject, Address::Unit(unit)) => {
                key.unit = Some(unit.clone());
            }
            (RowAxis::UnitEconomic, Address::UnitEconomic(unit, economic)) => {
                key.unit = Some(unit.clone());
                key.economic = *economic;
            }
            (RowAxis::UnitEconomic | RowAxis::UnitProject, Address::Project(unit, project)) => {
                key.unit = Some(unit.clone());
                key.project = Some(project.clone());
                // Whatever it is, a named project is all there: nothing about it is open.
                extent.inner = extent.outer;
            }
            _ => return None,
        }
        key.source = extent.inner.source;
        key.nature = extent.inner.nature;
        Some((key, extent))
    }

    /// The fixed lines, none for a table whose rows are an open axis.
    pub fn lines(&self) -> &'static [Line] {
        match self.rows {
            RowAxis::Lines(lines) | RowAxis::TwoSided(lines) => lines,
            _ => &[],
        }
    }

    /// The line that an address stands for.
    pub fn line_at(&self, address: &Address) -> Option<&'static Line> {
        let lines = self.lines();
        match address {
            Address::Line(index) => lines.get(usize::from(*index)),
            Address::Function(_) => lines.iter().find(|line| matches!(line.label, Label::AnyFunctionalClass)),
            _ => None,
        }
    }

    /// The address of a fixed line by its label, bare of ordinal and spaces, among the lines of a flow.
    pub fn line_address(&self, label: &str, flow: Option<Flow>) -> Option<Address> {
        let mut lines = self.lines().iter().enumerate().filter(|(_, line)| flow.is_none_or(|flow| line.flow == flow));
        let known = lines.clone().find(|(_, line)| matches!(line.label, Label::Names(names) if names.contains(&label)));
        if let Some((index, _)) = known {
            return u16::try_from(index).ok().map(Address::Line);
        }
        let open = lines.any(|(_, line)| matches!(line.label, Label::AnyFunctionalClass));
        let class = functional::Class::named(label).filter(|_| open)?;
        Some(Address::Function(class.code()))
    }
}

impl Line {
    /// The label of the line, or a word for all functional classes.
    pub fn name(&self) -> &'static str {
        match self.label {
            Label::Names([first, ..]) => first,
            Label::Names([]) => "",
            Label::AnyFunctionalClass => "支出功能分类各类",
        }
    }
}

impl Meaning {
    fn narrow(self, key: &mut Key, address: &Address) {
        match self {
            Self::Money => {}
            Self::FunctionalClass => {
                if let Address::Function(code) = address {
                    key.function = Some(*code);
                }
            }
            // More codes than a set holds cannot be declared: a test reads every template.
            Self::Economic(codes) => key.economic = EconomicScope::of(codes).unwrap_or_default(),
            Self::Memo(memo) => key.memo = Some(memo),
        }
    }
}

impl Column {
    /// The header words joined, outermost first.
    pub fn name(&self) -> String {
        self.header.join("/")
    }
}

impl Address {
    /// The unit of the address, if it has one.
    pub fn unit(&self) -> Option<&Name> {
        match self {
            Self::Unit(unit) | Self::UnitEconomic(unit, _) | Self::Project(unit, _) => Some(unit),
            _ => None,
        }
    }
}
