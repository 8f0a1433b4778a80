//! What a template declares: the vocabulary in which tables are described.

use std::borrow::Cow;

use crate::code::{EconomicCode, FunctionalCode, economic, functional, government};
use crate::fact::{Basis, EconomicScope, Flow, Key, MemoItem};
use crate::scope::Extent;

use super::address::Coordinate;
use super::{Address, Words};

/// A table of a template.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TableSpec {
    /// Its number in the template, counted from one.
    pub number: u16,
    /// The title it is found by.
    pub title: Cow<'static, str>,
    /// The header words that head no column of figures.
    pub corner: Words,
    /// In or out, unless a line says otherwise.
    pub flow: Flow,
    /// What money the whole table speaks of.
    pub extent: Extent,
    /// What its rows are.
    pub rows: RowAxis,
    /// Its columns of figures.
    pub columns: Cow<'static, [Column]>,
}

/// What the rows of a table are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
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
    /// 合计, then rows that name several of these coordinates at once, as a tree: what is printed with
    /// more of them, or with finer codes, lies under what is printed with fewer.
    Detail(Cow<'static, [Coordinate]>),
    /// Lines the template knows one by one.
    Lines(Cow<'static, [Line]>),
    /// Lines in blocks side by side, each with columns of its own: revenue on the left, expenditure on
    /// the right, by function and perhaps once more by economic class.
    SideBySide(Cow<'static, [Line]>),
}

/// A column of figures.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Column {
    /// Its header words, outermost first.
    pub header: Words,
    /// What money it speaks of, within that of the table.
    pub extent: Extent,
    /// Which year's which figure.
    #[cfg_attr(feature = "serde", serde(default))]
    pub basis: Basis,
    /// What it adds to the key besides money: the codes or the memo item of a table of “三公”经费 whose
    /// columns are its items.
    #[cfg_attr(feature = "serde", serde(default))]
    pub meaning: Meaning,
    /// The position, counted from zero, of the column it is a part of.
    pub part_of: Option<u16>,
    /// The block of lines it belongs to, counted from zero; none if it is printed for every line.
    #[cfg_attr(feature = "serde", serde(default))]
    pub side: Option<u8>,
}

/// A line of a table with fixed lines.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Line {
    /// How the line is labelled.
    pub label: Label,
    /// In or out.
    pub flow: Flow,
    /// The block it stands in, counted from zero: it has figures in the columns of that side.
    #[cfg_attr(feature = "serde", serde(default))]
    pub side: u8,
    /// What money it speaks of, within that of the table.
    pub extent: Extent,
    /// What else it adds to the key.
    pub meaning: Meaning,
    /// The label of the line of its block that it is a part of.
    pub part_of: Option<Cow<'static, str>>,
    /// The label of a line that is no smaller, unless that one leaves out public institutions.
    pub usually_within: Option<Cow<'static, str>>,
}

/// How a line is labelled, without its ordinal (一、 or （一） or 1.).
///
/// A table has at most one line of each kind that any class may stand on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Label {
    /// Under one of these names; the first is the usual one.
    Names(Words),
    /// Under the name of any functional class; one such line stands for all of them.
    AnyFunctionalClass,
    /// Under the name of any class of the 部门预算支出经济分类.
    AnyEconomicClass,
    /// Under the name of any class of the 政府预算支出经济分类.
    AnyGovernmentClass,
}

/// What a line adds to the key beyond its money.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Meaning {
    /// Nothing. This is the default.
    #[default]
    Money,
    /// The functional class that its label names.
    FunctionalClass,
    /// The economic class that its label names.
    EconomicClass,
    /// The government economic class that its label names.
    GovernmentClass,
    /// This function.
    Function(FunctionalCode),
    /// These economic codes.
    Economic(Cow<'static, [EconomicCode]>),
    /// A memo item.
    Memo(MemoItem),
}

impl TableSpec {
    /// The key and the extent of the figure at an address and a column (counted from zero).
    ///
    /// `None` if the table has no such address or column, or does not print the one for the other.
    pub fn key(&self, address: &Address, column: usize) -> Option<(Key, Extent)> {
        let column = self.columns.get(column)?;
        let mut key = Key { basis: column.basis, ..Key::total(self.flow) };
        let mut extent = self.extent.intersection(column.extent);
        match (&self.rows, address) {
            (RowAxis::Lines(_) | RowAxis::SideBySide(_), _) => {
                let line = self.line_at(address).filter(|line| column.prints(line))?;
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
            (RowAxis::Detail(coordinates), Address::Detail(detail)) => detail.narrow(&mut key, coordinates)?,
            _ => return None,
        }
        column.meaning.narrow(&mut key, address);
        key.source = extent.inner.source;
        key.nature = extent.inner.nature;
        Some((key, extent))
    }

    /// The fixed lines, none for a table whose rows are an open axis.
    pub fn lines(&self) -> &[Line] {
        match &self.rows {
            RowAxis::Lines(lines) | RowAxis::SideBySide(lines) => lines,
            _ => &[],
        }
    }

    /// The line that an address stands for.
    pub fn line_at(&self, address: &Address) -> Option<&Line> {
        let lines = self.lines();
        let any = |wanted: &Label| lines.iter().find(|line| line.label == *wanted);
        match address {
            Address::Line(index) => lines.get(usize::from(*index)),
            Address::Function(_) => any(&Label::AnyFunctionalClass),
            Address::Economic(_) => any(&Label::AnyEconomicClass),
            Address::Government(_) => any(&Label::AnyGovernmentClass),
            _ => None,
        }
    }

    /// The address of a fixed line by its label, bare of ordinal and spaces, among the lines of a flow.
    pub fn line_address(&self, label: &str, flow: Option<Flow>) -> Option<Address> {
        self.address_among(label, |line| flow.is_none_or(|flow| line.flow == flow))
    }

    /// The address of a fixed line by its label, bare of ordinal and spaces, among the lines of a block.
    pub fn line_address_on(&self, label: &str, side: u8) -> Option<Address> {
        self.address_among(label, |line| line.side == side)
    }

    fn address_among(&self, label: &str, among: impl Fn(&Line) -> bool) -> Option<Address> {
        let mut lines = self.lines().iter().enumerate().filter(|(_, line)| among(line));
        let known = lines.clone().find(|(_, line)| matches!(&line.label, Label::Names(names) if names.contains(label)));
        if let Some((index, _)) = known {
            return u16::try_from(index).ok().map(Address::Line);
        }
        lines.find_map(|(_, line)| match line.label {
            Label::Names(_) => None,
            Label::AnyFunctionalClass => functional::Class::named(label).map(|class| Address::Function(class.code())),
            Label::AnyEconomicClass => economic::Class::named(label).map(|class| Address::Economic(class.code())),
            Label::AnyGovernmentClass => government::Class::named(label).map(|class| Address::Government(class.code())),
        })
    }

    /// How many blocks of lines stand side by side; one for any other table.
    pub fn sides(&self) -> u8 {
        match &self.rows {
            RowAxis::SideBySide(lines) => {
                lines.iter().map(|line| line.side).max().map_or(1, |last| last.saturating_add(1))
            }
            _ => 1,
        }
    }

    /// The positions of the columns that are printed for the lines of a block.
    pub fn columns_of(&self, side: u8) -> impl Iterator<Item = usize> {
        let here = move |column: &Column| column.side.is_none_or(|own| own == side);
        self.columns.iter().enumerate().filter(move |(_, column)| here(column)).map(|(position, _)| position)
    }

    /// Whether a column that is declared as a part is one: of another column, which is not its own part.
    pub(super) fn has_wholes(&self, column: usize) -> bool {
        let mut at = column;
        // A chain of wholes longer than the table goes round in a circle.
        for _ in 0..=self.columns.len() {
            match self.columns.get(at).map(|column| column.part_of) {
                Some(Some(whole)) => at = usize::from(whole),
                Some(None) => return true,
                None => return false,
            }
        }
        false
    }
}

impl Line {
    /// The label of the line, or a word for all classes.
    pub fn name(&self) -> &str {
        match &self.label {
            Label::Names(names) => names.first().unwrap_or_default(),
            Label::AnyFunctionalClass => "支出功能分类各类",
            Label::AnyEconomicClass => "部门预算支出经济分类各类",
            Label::AnyGovernmentClass => "政府预算支出经济分类各类",
        }
    }

    /// Whether it has labels of its own, and does not stand for every class.
    pub(crate) fn is_named(&self) -> bool {
        matches!(self.label, Label::Names(_))
    }

    /// Whether it is a part of another line, by its declaration.
    pub(crate) fn is_part_of(&self, whole: &Self) -> bool {
        let named = |label| matches!(&whole.label, Label::Names(names) if names.first() == Some(label));
        self.part_of.as_deref().is_some_and(named) && self.flow == whole.flow && self.side == whole.side
    }
}

impl Meaning {
    fn narrow(&self, key: &mut Key, address: &Address) {
        match (self, address) {
            (Self::FunctionalClass, Address::Function(code)) | (Self::Function(code), _) => key.function = Some(*code),
            (Self::EconomicClass, Address::Economic(code)) => key.economic = EconomicScope::just(*code),
            (Self::GovernmentClass, Address::Government(code)) => key.government = Some(*code),
            // More codes than a set holds cannot be declared: `Template::check` refuses them.
            (Self::Economic(codes), _) => key.economic = EconomicScope::of(codes).unwrap_or_default(),
            (Self::Memo(memo), _) => key.memo = Some(*memo),
            (Self::Money | Self::FunctionalClass | Self::EconomicClass | Self::GovernmentClass, _) => {}
        }
    }
}

impl Column {
    /// The header words joined, outermost first.
    pub fn name(&self) -> String {
        self.header.join("/")
    }

    /// Whether it has the figures of a line.
    pub fn prints(&self, line: &Line) -> bool {
        self.side.is_none_or(|side| side == line.side)
    }
}
