//! Tables: what a template says they are, and what a document prints in them.
//!
//! A template is data. It declares tables, a table declares its rows and columns, and from these
//! declarations follow the key of every figure ([`TableSpec::key`]) and, in
//! [`relation`](crate::relation), everything that must hold between figures.

mod address;
mod guangdong;
mod guangdong_2024;
mod guangdong_2026;
mod layout;
mod spec;
mod template;
pub(crate) mod vocabulary;
mod words;

pub use address::{Address, Coordinate, Detail};
pub use layout::Layout;
pub use spec::{Column, Label, Line, Meaning, RowAxis, TableSpec};
pub use template::{Template, TemplateError};
pub use words::Words;

use crate::amount::{Printed, Unit};
use crate::fact::{Fact, Place};
use crate::text::is_numeral;

/// A printed row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Row {
    /// What the row is about.
    pub address: Address,
    /// The label as printed, without line breaks and indentation.
    pub label: String,
    /// The page its figures stand on.
    pub page: u32,
    /// The line its figures stand on.
    pub line: u32,
    /// A figure for each column of the table; `None` where none is printed.
    pub cells: Vec<Option<Printed>>,
    /// 绩效目标, the goal printed beside a project.
    pub goal: Option<String>,
    /// Whether figures of the row may have been lost, so that an empty cell says nothing even where
    /// [`Table::blanks`] says otherwise.
    #[cfg_attr(feature = "serde", serde(default))]
    pub uncertain: bool,
}

/// What an empty cell of a table says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Blanks {
    /// There is nothing: the publisher prints no zeros.
    Zero,
    /// The figure is not known. This is the default.
    #[default]
    Unknown,
}

/// A printed table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Table {
    /// The number its template gives it.
    pub number: u16,
    /// The title as printed.
    pub title: String,
    /// The unit its figures are printed in.
    pub unit: Unit,
    /// The page it begins on.
    pub page: u32,
    /// The line its title stands on.
    pub line: u32,
    /// Its rows in the order of printing.
    pub rows: Vec<Row>,
    /// The remarks under it (注：…).
    pub notes: Vec<String>,
    /// Whether every row in its region was read. Only then does a missing row mean zero. A row whose figures
    /// could not all be given a column is there all the same, and [uncertain](Row::uncertain).
    pub complete: bool,
    /// What its empty cells say.
    #[cfg_attr(feature = "serde", serde(default))]
    pub blanks: Blanks,
}

impl Row {
    /// The name in the label, without its code or ordinal: `行政运行` of `[2010301]行政运行`.
    pub fn name(&self) -> &str {
        let code = |c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | ' ' | '-');
        match self.address {
            Address::Function(_) | Address::Economic(_) | Address::Government(_) => {
                without_ordinal(&self.label).trim_start_matches(code)
            }
            _ => &self.label,
        }
    }
}

impl Table {
    /// Every figure with its key, as this template understands the table.
    ///
    /// A row whose address does not belong to the table, or a cell beyond its columns, yields no
    /// fact; [`Disclosure::audit`](crate::Disclosure::audit) reports it.
    pub fn facts<'a>(&'a self, spec: &'a TableSpec) -> impl Iterator<Item = Fact> + 'a {
        self.cells().filter_map(move |(place, row, printed)| {
            let (key, extent) = spec.key(&row.address, usize::from(place.column) - 1)?;
            Some(Fact { key, extent, printed, place })
        })
    }

    /// Every printed figure with its place and its row.
    pub fn cells(&self) -> impl Iterator<Item = (Place, &Row, Printed)> {
        self.rows.iter().enumerate().flat_map(move |(index, row)| {
            row.cells
                .iter()
                .enumerate()
                .filter_map(move |(column, cell)| Some((self.place(index, column), row, (*cell)?)))
        })
    }

    /// Whether the empty cells of a row stand for zero.
    pub fn has_zero_blanks(&self, row: &Row) -> bool {
        self.blanks == Blanks::Zero && !row.uncertain
    }

    /// The place of the cell at a row and a column, both counted from zero.
    pub fn place(&self, row: usize, column: usize) -> Place {
        let (page, line) = self.rows.get(row).map_or((self.page, self.line), |row| (row.page, row.line));
        // Counted from one; nothing printed comes near the limits.
        let row = u32::try_from(row + 1).unwrap_or(u32::MAX);
        let column = u16::try_from(column + 1).unwrap_or(u16::MAX);
        Place { page, line, table: self.number, row, column }
    }
}

/// A label without 其中： and its ordinal: 一、 or （一） or 1.
pub(crate) fn without_ordinal(label: &str) -> &str {
    let label = label.strip_prefix("其中").map_or(label, |rest| rest.trim_start_matches(['：', ':']));
    let numeral = |c: char| is_numeral(c) || c == '百';
    let digit = |c: char| c.is_ascii_digit();
    let bracketed = label.strip_prefix(['（', '(']).map(|rest| rest.trim_start_matches(|c| numeral(c) || digit(c)));
    if let Some(rest) = bracketed.and_then(|rest| rest.strip_prefix(['）', ')'])) {
        return rest;
    }
    let rest = label.trim_start_matches(numeral);
    if rest.len() < label.len()
        && let Some(rest) = rest.strip_prefix('、')
    {
        return rest;
    }
    let rest = label.trim_start_matches(digit);
    if rest.len() < label.len()
        && let Some(rest) = rest.strip_prefix(['.', '．', '、'])
    {
        return rest;
    }
    label
}
