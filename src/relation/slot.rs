//! Slots: the columns of a template, and its fixed lines, as places where amounts of one area stand.

use crate::fact::Flow;
use crate::scope::Extent;
use crate::table::{Label, Meaning, RowAxis, TableSpec, Template};

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
}

/// Which rows of its table a slot has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// Every row of an open axis.
    Axis,
    /// One fixed line that adds nothing to the key but money.
    Line(u16),
    /// The lines of functional classes.
    Classes,
    /// The lines of economic codes.
    EconomicLines,
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
            for (column, spec) in table.columns.iter().enumerate() {
                let extent = table.extent.intersection(spec.extent);
                let slot = |rows, flow, extent: Extent| Self {
                    table: index,
                    column,
                    rows,
                    flow,
                    inner: Atoms::of(extent.inner),
                    outer: Atoms::of(extent.outer),
                };
                if table.lines().is_empty() {
                    slots.push(slot(Rows::Axis, table.flow, extent));
                }
                let mut with_codes = false;
                for (position, line) in (0..).zip(table.lines()) {
                    if !prints(table, column, line.flow) {
                        continue;
                    }
                    let extent = extent.intersection(line.extent);
                    match (line.label, line.meaning) {
                        (Label::AnyFunctionalClass, _) => slots.push(slot(Rows::Classes, line.flow, extent)),
                        (_, Meaning::Money) => slots.push(slot(Rows::Line(position), line.flow, extent)),
                        (_, Meaning::Economic(_)) if !with_codes => {
                            with_codes = true;
                            slots.push(slot(Rows::EconomicLines, line.flow, extent));
                        }
                        _ => {}
                    }
                }
            }
        }
        slots
    }

    /// Whether the slot has figures at addresses of this kind.
    pub(super) fn reaches(&self, space: Space, template: &Template) -> bool {
        let axis = template.tables[self.table].rows;
        match self.rows {
            Rows::Line(_) => space == Space::Total,
            Rows::Classes => space == Space::Class,
            Rows::EconomicLines => space == Space::Economic,
            Rows::Axis => match space {
                Space::Total => true,
                Space::Class | Space::Function => matches!(axis, RowAxis::Function),
                Space::EconomicClass => matches!(axis, RowAxis::Economic | RowAxis::UnitEconomic),
                Space::Economic => matches!(axis, RowAxis::Economic),
                Space::Unit => matches!(axis, RowAxis::Unit | RowAxis::UnitEconomic | RowAxis::UnitProject),
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

/// Whether a line of that flow has its figures in that column: a two-sided table has one side each.
pub(super) fn prints(table: &TableSpec, column: usize, flow: Flow) -> bool {
    match table.rows {
        RowAxis::TwoSided(_) => (column == 0) == (flow == Flow::Revenue),
        _ => true,
    }
}
