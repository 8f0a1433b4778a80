//! Facts as flat rows, for CSV, JSON lines and spreadsheets.

use crate::amount::{Amount, Unit};
use crate::code::{FunctionalCode, GovernmentEconomicCode};
use crate::fact::{Basis, Fact, Flow, MemoItem, Name};
use crate::scope::{Nature, Scope, Source};
use crate::year::FiscalYear;

use super::disclosure::Disclosure;

/// The version of the columns of [`FlatFact`]. It changes when a column is added, removed or gets
/// another meaning.
pub const SCHEMA_VERSION: u32 = 1;

/// A figure with everything there is to know about it, one value to a column.
///
/// Rows of many documents may be put into one file: each says whose it is. Every value has a text
/// form without commas or line breaks of its own except the names, which are as printed.
///
/// ```
/// let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/cooperation-office-2024.txt"));
/// let disclosure = yusuan::read_text(text)?;
/// let row = disclosure.flat_facts().next().unwrap();
/// assert_eq!((row.table.as_str(), row.row.as_str()), ("表1 收支总体情况表", "一、预算拨款"));
/// assert_eq!(row.source.to_string(), "general-public+government-fund+state-capital");
/// assert_eq!(row.amount.to_string(), "2696525900元");
/// assert_eq!((row.printed.as_str(), row.printed_unit.name()), ("269652.59", "万元"));
/// # Ok::<(), yusuan::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FlatFact {
    /// [`SCHEMA_VERSION`].
    pub schema: u32,
    /// The department (部门).
    pub department: Name,
    /// The year of the document.
    pub year: FiscalYear,
    /// The id of the template, e.g. `guangdong-2024`.
    pub template: String,
    /// The number and title of the table.
    pub table: String,
    /// The label of the row as printed.
    pub row: String,
    /// The header words of the column.
    pub column: String,
    /// In or out.
    pub flow: Flow,
    /// Which figure of which year.
    pub basis: Basis,
    /// 功能分类, if the figure is of one function.
    pub function: Option<FunctionalCode>,
    /// 部门预算支出经济分类: the code, or several joined with `+`.
    pub economic: Option<String>,
    /// 政府预算支出经济分类.
    pub government: Option<GovernmentEconomicCode>,
    /// Whose money, at least.
    pub source: Scope<Source>,
    /// For what kind of expenditure, at least.
    pub nature: Scope<Nature>,
    /// Whether the template leaves open if the figure holds more sources or natures than these.
    pub open: bool,
    /// The unit (单位) of the department.
    pub unit: Option<Name>,
    /// The project (项目) of the unit.
    pub project: Option<Name>,
    /// A figure that cuts across the classification.
    pub memo: Option<MemoItem>,
    /// The amount, written in yuan.
    pub amount: Amount,
    /// The figure as printed, without commas.
    pub printed: String,
    /// The unit it is printed in.
    pub printed_unit: Unit,
    /// The page, 0 where there was no text.
    pub page: u32,
    /// The line of the text, 0 where there was no text.
    pub line: u32,
}

impl Disclosure {
    /// Every figure of its tables as a flat row, in the order of printing.
    pub fn flat_facts(&self) -> impl Iterator<Item = FlatFact> + '_ {
        self.facts().map(|fact| self.flat(fact))
    }

    fn flat(&self, fact: Fact) -> FlatFact {
        let Fact { key, extent, printed, place } = fact;
        let (table, row, column) = self.names(place);
        FlatFact {
            schema: SCHEMA_VERSION,
            department: self.header.department.clone(),
            year: self.header.year,
            template: self.template.id.to_string(),
            table,
            row,
            column,
            flow: key.flow,
            basis: key.basis,
            function: key.function,
            economic: (!key.economic.is_all()).then(|| key.economic.to_string()),
            government: key.government,
            source: key.source,
            nature: key.nature,
            open: extent.is_open(),
            unit: key.unit,
            project: key.project,
            memo: key.memo,
            amount: printed.amount(),
            printed: printed.plain().to_string(),
            printed_unit: printed.unit(),
            page: place.page,
            line: place.line,
        }
    }
}
