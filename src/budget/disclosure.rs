//! A document as it was read, which may contradict itself.

use std::collections::BTreeSet;

use crate::amount::{Printed, Unit};
use crate::claim::Claim;
use crate::fact::{Fact, Name, Place};
use crate::relation::Sheet;
use crate::table::{Address, Column, Layout, Row, Table};
use crate::year::FiscalYear;

/// What a document says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Header {
    /// The department (部门) whose budget it is.
    pub department: Name,
    /// The year it is for.
    pub year: FiscalYear,
    /// The unit of its tables.
    pub unit: Unit,
}

/// A published budget: what it says, in its own tables and sentences.
///
/// All fields are public and any content is possible. [`audit`](Self::audit) tells whether it adds
/// up; [`Budget::try_from`](super::Budget) refuses it if it does not.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Disclosure {
    /// Who, when, in what unit.
    pub header: Header,
    /// The family of documents it belongs to, which gives its figures their keys.
    pub template: Layout,
    /// Its tables, in the order of printing.
    pub tables: Vec<Table>,
    /// What its narrative states.
    pub claims: Vec<Claim>,
    /// What was not understood.
    pub unread: Vec<Unread>,
    /// The dates that its narrative gives figures as of (截至…).
    #[cfg_attr(feature = "serde", serde(default))]
    pub dates: Vec<AsOf>,
    /// What was changed by [`with_correction`](Self::with_correction); nothing in a document as it was read.
    #[cfg_attr(feature = "serde", serde(default))]
    pub corrections: Vec<Correction>,
}

/// A date that the narrative gives figures as of: 截至2024年1月31日.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AsOf {
    /// The page it stands on.
    pub page: u32,
    /// The line it stands on.
    pub line: u32,
    /// The year.
    pub year: u16,
    /// The month, as printed.
    pub month: u8,
    /// The day, as printed.
    pub day: u8,
}

/// A figure that was changed after reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Correction {
    /// Where.
    pub place: Place,
    /// What the document prints.
    pub printed: Printed,
    /// What stands there now.
    pub corrected: Printed,
}

/// A place of a document that has no figure to correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no figure is printed at {0}")]
pub struct NoFigure(Place);

/// Something that looks like a figure or a statement and was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Unread {
    /// The page it stands on.
    pub page: u32,
    /// The line it stands on.
    pub line: u32,
    /// The text of the line.
    pub text: String,
    /// How many figures it has.
    pub figures: u32,
}

impl Disclosure {
    /// Every figure of its tables, with key and place, in the order of printing.
    pub fn facts(&self) -> impl Iterator<Item = Fact> + '_ {
        let mut seen = BTreeSet::new();
        self.tables
            .iter()
            .filter(move |table| seen.insert(table.number))
            .filter_map(|table| Some((table, self.template.table(table.number)?)))
            .flat_map(|(table, spec)| table.facts(spec))
    }

    /// Whether a figure stands in a line with a label of its own. Two lines of one column that mean the same, as
    /// 部门预算 and 收入总计, repeat one amount; other rows with equal keys are parts of one.
    pub(crate) fn is_line(&self, place: Place) -> bool {
        self.row(place).is_some_and(|row| matches!(row.address, Address::Line(_)))
    }

    /// The table of that number.
    pub fn table(&self, number: u16) -> Option<&Table> {
        self.tables.iter().find(|table| table.number == number)
    }

    /// The row that a place lies in.
    pub fn row(&self, place: Place) -> Option<&Row> {
        self.table(place.table)?.rows.get(usize::try_from(place.row).ok()?.checked_sub(1)?)
    }

    /// The names of table, row and column of a place, as a reader of the document would look for them.
    ///
    /// ```text
    /// ("表3 支出总体情况表", "2010301 行政运行", "基本支出")
    /// ```
    pub fn names(&self, place: Place) -> (String, String, String) {
        let title = self.table(place.table).map_or("", |table| table.title.as_str());
        let row = self.row(place).map_or("", |row| row.label.as_str());
        let spec = self.template.table(place.table);
        let column = spec.and_then(|spec| spec.columns.get(usize::from(place.column).checked_sub(1)?));
        (format!("表{} {title}", place.table), row.to_owned(), column.map_or_else(String::new, Column::name))
    }

    /// A copy with another figure at a place, which remembers what was printed there.
    pub fn with_correction(&self, place: Place, corrected: Printed) -> Result<Self, NoFigure> {
        let mut copy = self.clone();
        let table = copy.tables.iter_mut().find(|table| table.number == place.table);
        let row = table.and_then(|table| table.rows.get_mut(usize::try_from(place.row).ok()?.checked_sub(1)?));
        let cell =
            row.and_then(|row| row.cells.get_mut(usize::from(place.column).checked_sub(1)?)).and_then(Option::as_mut);
        let printed = std::mem::replace(cell.ok_or(NoFigure(place))?, corrected);
        copy.corrections.push(Correction { place, printed, corrected });
        Ok(copy)
    }

    /// The pages and lines with figures that were not understood.
    pub(super) fn unread_lines(&self) -> BTreeSet<(u32, u32)> {
        self.unread.iter().map(|unread| (unread.page, unread.line)).collect()
    }

    /// The tables beside their declarations. A second table of one number is left out, and reported.
    pub(super) fn sheets(&self) -> Vec<Sheet<'_>> {
        let mut seen = Vec::new();
        let mut sheets = Vec::new();
        for table in &self.tables {
            if let Some(spec) = self.template.table(table.number)
                && !seen.contains(&table.number)
            {
                seen.push(table.number);
                sheets.push(Sheet::new(table, spec));
            }
        }
        sheets
    }
}
