//! Why a figure of one year meets none of the other.

use crate::amount::Amount;
use crate::budget::Language;
use crate::code::changes::Code;
use crate::fact::Key;
use crate::scope::Area;
use crate::year::FiscalYear;

/// A figure of one year that was not compared with any of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct NotCompared {
    /// What it is.
    pub key: Key,
    /// The year that has it.
    pub year: FiscalYear,
    /// The amount.
    pub amount: Amount,
    /// Why it was not.
    pub reason: Unmatched,
    /// Whether a sentence states it and no table prints it.
    pub stated: bool,
}

/// Why a figure was not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Unmatched {
    /// The other year's document has no table that would print it.
    NoTable,
    /// The table that would print it was not read in full, so that leaving it out means nothing.
    PartlyRead {
        /// The number of the table.
        table: u16,
    },
    /// The table that would print it has fixed lines, and what these leave out is not thereby nothing.
    LineLeftOut {
        /// The number of the table.
        table: u16,
    },
    /// The other document's table has such a figure for other money (口径不同).
    OtherScope {
        /// The money that it speaks of.
        area: Area,
    },
    /// Its own template leaves open which money it speaks of.
    LeftOpen,
    /// Its code was split between the two years, and the parts meet only above.
    Split {
        /// The nearest code that holds all of them in both years, if there is one.
        together: Option<Code>,
    },
    /// A code above it was mapped as a whole; the list of changes says nothing of what lies below.
    Regrouped {
        /// The code that is compared.
        into: Code,
    },
    /// Neither document prints it.
    NotPrinted,
}

impl Unmatched {
    /// The reason in words.
    pub fn message(self, language: Language) -> String {
        match language {
            Language::Chinese => self.chinese(),
            Language::English => self.english(),
        }
    }

    fn chinese(self) -> String {
        match self {
            Self::NoTable => "另一年度没有列示该数的表".to_owned(),
            Self::PartlyRead { table } => format!("另一年度的表{table}未能完整读取"),
            Self::LineLeftOut { table } => format!("另一年度的表{table}未列该行"),
            Self::OtherScope { area } => {
                format!("口径不同：另一年度为{}（{}）", area.source.name(), area.nature.name())
            }
            Self::LeftOpen => "该表未说明口径".to_owned(),
            Self::Split { together: Some(code) } => format!("科目已拆分，只能在{code}比较"),
            Self::Split { together: None } => "科目已拆分，没有共同的上级科目".to_owned(),
            Self::Regrouped { into } => format!("科目已调整，只能在{into}比较"),
            Self::NotPrinted => "两年均未列示".to_owned(),
        }
    }

    fn english(self) -> String {
        match self {
            Self::NoTable => "the other year's document has no table that would print it".to_owned(),
            Self::PartlyRead { table } => format!("table {table} of the other year was not read in full"),
            Self::LineLeftOut { table } => format!("table {table} of the other year leaves the line out"),
            Self::OtherScope { area } => {
                format!("the other year prints it for other money: source {}, nature {}", area.source, area.nature)
            }
            Self::LeftOpen => "the table leaves open which money it speaks of".to_owned(),
            Self::Split { together: Some(code) } => format!("the code was split; it can be compared in {code} only"),
            Self::Split { together: None } => "the code was split, and no code holds all of its parts".to_owned(),
            Self::Regrouped { into } => format!("the codes were regrouped; they can be compared in {into} only"),
            Self::NotPrinted => "neither year prints it".to_owned(),
        }
    }
}
