//! Slots: the columns of a template, and its fixed lines, as places where amounts of one area stand.

use crate::code::{EconomicCode, Level};
use crate::fact::{Basis, EconomicScope, Flow};
use crate::scope::Extent;
use crate::table::{Coordinate, Label, Line, Meaning, RowAxis, TableSpec, Template};

use super::atoms::Atoms;

/// The kinds of address at which figures of different tables can be compared.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumCount,
    strum::VariantArray,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub(super) enum Space {
    /// The whole of the budget.
    Total,
    /// A functional class, which summary tables print as a line.
    Class,
    /// A function below the class.
    Function,
    /// An economic class, which tables by unit print too.
    EconomicClass,
    /// An economic section, or the set of them that a memo line speaks of.
    Economic,
    /// A unit.
    Unit,
    /// A class of the government's economic classification.
    GovernmentClass,
    /// A section of the government's economic classification.
    Government,
}

/// Which rows of its table a slot has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// Every row of an open axis.
    Axis,
    /// One fixed line that adds nothing to the key but money.
    Line(u16),
    /// The row of the whole table, in a column whose header names economic codes.
    Column(EconomicScope),
    /// Rows whose amounts no key of money contains: memo items, parts that are not told apart.
    Aside,
    /// The lines of classes of one classification.
    Classes(Space),
    /// The lines of codes that share an area: the first of them stands for all.
    Coded {
        space: Space,
        first: u16,
        /// Whether other lines of codes stand in the column, so that the first one has to be named.
        named: bool,
    },
}

/// Where amounts of one area stand: a column, or a fixed line of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// Position of the table in the template.
    pub table: usize,
    /// Position of the column in the table.
    pub column: usize,
    pub rows: Rows,
    pub flow: Flow,
    pub basis: Basis,
    /// What it holds for certain.
    pub inner: Atoms,
    /// What it holds at most.
    pub outer: Atoms,
}

impl Slot {
    /// Every slot of a template, in the order of printing. Memo lines have none: no key contains them.
    pub(super) fn all(template: &Template) -> Vec<Self> {
        let mut slots = Vec::new();
        for (index, table) in template.tables.iter().enumerate() {
            for column in 0..table.columns.len() {
                slots.extend(Self::of_column(table, index, column));
            }
        }
        slots
    }

    fn of_column(table: &TableSpec, index: usize, column: usize) -> Vec<Self> {
        let spec = &table.columns[column];
        let extent = table.extent.intersection(spec.extent);
        let slot = |rows, flow, extent: Extent| Self {
            table: index,
            column,
            rows,
            flow,
            basis: spec.basis,
            inner: Atoms::of(extent.inner),
            outer: Atoms::of(extent.outer),
        };
        match &spec.meaning {
            Meaning::Money => {}
            Meaning::Economic(codes) => {
                let scope = EconomicScope::of(codes).unwrap_or_default();
                let rows = if table.lines().is_empty() && !scope.is_all() { Rows::Column(scope) } else { Rows::Aside };
                return vec![slot(rows, table.flow, extent), slot(Rows::Aside, table.flow, extent)];
            }
            _ => return vec![slot(Rows::Aside, table.flow, extent)],
        }
        if table.lines().is_empty() {
            return vec![slot(Rows::Axis, table.flow, extent)];
        }
        let mut slots: Vec<Self> = Vec::new();
        for (position, line) in (0..).zip(table.lines()).filter(|(_, line)| spec.prints(line)) {
            let extent = extent.intersection(line.extent);
            let space = match (&line.label, &line.meaning) {
                (Label::Names(_), Meaning::Money) => {
                    slots.push(slot(Rows::Line(position), line.flow, extent));
                    continue;
                }
                (Label::Names(_), _) => match space_of(line) {
                    Some(space) => space,
                    None => continue,
                },
                (label, _) => {
                    slots.extend(classes(label).map(|space| slot(Rows::Classes(space), line.flow, extent)));
                    continue;
                }
            };
            let of_kind = |other: &&Self| matches!(other.rows, Rows::Coded { space: known, .. } if known == space);
            let named = slots.iter().any(|other| of_kind(&other));
            let new = slot(Rows::Coded { space, first: position, named }, line.flow, extent);
            let same = |other: &Self| (other.flow, other.inner, other.outer) == (new.flow, new.inner, new.outer);
            if !slots.iter().filter(of_kind).any(same) {
                slots.push(new);
            }
        }
        slots
    }

    /// Whether the slot has figures at addresses of this kind.
    pub(super) fn reaches(&self, space: Space, template: &Template) -> bool {
        let axis = &template.tables[self.table].rows;
        let names = |coordinate| matches!(axis, RowAxis::Detail(coordinates) if coordinates.contains(&coordinate));
        match self.rows {
            Rows::Line(_) => space == Space::Total,
            Rows::Column(codes) => space == space_of_codes(codes),
            Rows::Aside => false,
            Rows::Classes(own) | Rows::Coded { space: own, .. } => space == own,
            Rows::Axis => match space {
                Space::Total => true,
                Space::Class | Space::Function => matches!(axis, RowAxis::Function) || names(Coordinate::Function),
                Space::EconomicClass => {
                    matches!(axis, RowAxis::Economic | RowAxis::UnitEconomic) || names(Coordinate::Economic)
                }
                Space::Economic => matches!(axis, RowAxis::Economic) || names(Coordinate::Economic),
                Space::Unit => {
                    matches!(axis, RowAxis::Unit | RowAxis::UnitEconomic | RowAxis::UnitProject)
                        || names(Coordinate::Unit)
                }
                Space::GovernmentClass | Space::Government => names(Coordinate::Government),
            },
        }
    }

    /// Whether an address without a printed row holds nothing. Fixed lines say nothing about what
    /// they do not list.
    pub(super) fn covers(&self) -> bool {
        self.rows == Rows::Axis
    }

    /// Whether inner and outer differ.
    pub(super) fn is_open(&self) -> bool {
        self.inner != self.outer
    }
}

/// The addresses of the classes that any line of a label may stand for.
pub(super) fn classes(label: &Label) -> Option<Space> {
    match label {
        Label::Names(_) => None,
        Label::AnyFunctionalClass => Some(Space::Class),
        Label::AnyEconomicClass => Some(Space::EconomicClass),
        Label::AnyGovernmentClass => Some(Space::GovernmentClass),
    }
}

/// The kind of address that a set of economic codes is.
pub(super) fn space_of_codes(codes: EconomicScope) -> Space {
    let is_class = |code: EconomicCode| code.level() == Level::Class;
    if codes.codes().all(is_class) { Space::EconomicClass } else { Space::Economic }
}

/// The kind of address that a line of codes stands at; `None` for a line without codes.
pub(super) fn space_of(line: &Line) -> Option<Space> {
    match &line.meaning {
        Meaning::Economic(codes) => {
            let is_class = |code: &EconomicCode| code.level() == Level::Class;
            let class = !codes.is_empty() && codes.iter().all(is_class);
            Some(if class { Space::EconomicClass } else { Space::Economic })
        }
        Meaning::Function(code) if code.level() == Level::Class => Some(Space::Class),
        Meaning::Function(_) => Some(Space::Function),
        _ => None,
    }
}
