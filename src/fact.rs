//! Facts: an amount, its coordinates, and where it is printed.

mod body;
mod economic;
mod key;

use std::fmt;
use std::sync::Arc;

use crate::amount::Printed;
use crate::scope::Extent;

pub(crate) use body::Body;
pub use body::SameBody;
pub use economic::{EconomicScope, TooManyCodes};
pub use key::Key;

/// Money coming in or going out.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumString, strum::IntoStaticStr, strum::Display,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
pub enum Flow {
    /// 收入.
    #[doc(alias = "收入")]
    Revenue,
    /// 支出.
    #[doc(alias = "支出")]
    Expenditure,
}

/// Which figure of which year an amount is, relative to the document's year.
///
/// Many templates print last year's figure beside this year's.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::Display,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum Basis {
    /// 本年预算数, this year's budget. This is the default.
    #[default]
    Budget,
    /// 全年预算数, this year's budget with what was changed in the course of the year.
    Adjusted,
    /// 上年预算数, last year's budget.
    LastBudget,
    /// 上年执行数, what last year's budget came to.
    LastOutturn,
    /// 决算数, this year's final account.
    Outturn,
    /// 上年决算数, last year's final account.
    LastFinal,
    /// 增减额, this year's budget less last year's figure printed beside it; may be negative.
    Change,
}

/// A figure that cuts across the classification, so that no code can name it.
///
/// Lines such as 公务接待费 are not among them: they are economic codes.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumString, strum::IntoStaticStr, strum::Display,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum MemoItem {
    /// 机关运行经费, printed as 行政经费 in Guangdong: what keeps administrative units running.
    #[doc(alias = "机关运行经费")]
    #[doc(alias = "行政经费")]
    AgencyOperation,
    /// “三公”经费: travel abroad, official vehicles, official reception.
    #[doc(alias = "三公经费")]
    ThreePublic,
    /// 政府采购, all kinds.
    #[doc(alias = "政府采购")]
    Procurement,
    /// 政府采购: goods (货物类).
    ProcurementOfGoods,
    /// 政府采购: works (工程类).
    ProcurementOfWorks,
    /// 政府采购: services (服务类).
    ProcurementOfServices,
    /// 政府购买服务, services bought from society.
    #[doc(alias = "政府购买服务")]
    PurchasedServices,
    /// What projects are to achieve (绩效目标), printed beside their money once more.
    Goals,
    /// 其中：…, a part of the amount that no coordinate tells apart further.
    Included,
}

impl MemoItem {
    /// The Chinese term.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AgencyOperation => "机关运行经费",
            Self::ThreePublic => "“三公”经费",
            Self::Procurement => "政府采购",
            Self::ProcurementOfGoods => "货物类采购",
            Self::ProcurementOfWorks => "工程类采购",
            Self::ProcurementOfServices => "服务类采购",
            Self::PurchasedServices => "政府购买服务",
            Self::Goals => "绩效目标",
            Self::Included => "其中",
        }
    }
}

/// The name of a unit or a project. Cheap to clone, compared by its text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "String", into = "String"))]
pub struct Name(Arc<str>);

impl Name {
    /// The text of the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0.as_ref().to_owned()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// Where a figure is printed: all counted from one.
///
/// Page and line are those of the text that was read, 0 where there was no text. The table is the
/// number the template gives it, row and column count its printed rows and its columns of figures.
/// A sentence of the narrative stands in table 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Place {
    /// Page of the document.
    pub page: u32,
    /// Line of the text, over all pages.
    pub line: u32,
    /// Number of the table.
    pub table: u16,
    /// Row of the table.
    pub row: u32,
    /// Column of figures.
    pub column: u16,
}

/// `page 7 line 402 table 3 row 5 column 2`
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { page, line, table, row, column } = self;
        write!(f, "page {page} line {line} table {table} row {row} column {column}")
    }
}

/// A printed amount with its key and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Fact {
    /// What the amount is, by what it holds for certain.
    pub key: Key,
    /// The area it holds for certain and at most; they differ where the template leaves it open.
    pub extent: Extent,
    /// The amount as printed.
    pub printed: Printed,
    /// Where.
    pub place: Place,
}
