//! The codes of the 政府收支分类科目, open and listed.
//!
//! There are two tiers.
//! An **open** code ([`FunctionalCode`], [`EconomicCode`], [`GovernmentEconomicCode`],
//! [`RevenueCode`]) is any text of the right shape: its level, parent and place in the order are
//! arithmetic. A **listed** code ([`functional::Item`], [`economic::Section`] …) is a row of the
//! catalogue, with a name, a budget and a note of where it was met.
//!
//! Published documents contain codes that no catalogue lists: new editions, local additions,
//! misprints. So `listed()` returns an [`Option`], and an unlisted code is still a code.
//!
//! ```
//! use yusuan::code::{FunctionalCode, Level, functional};
//!
//! let code: FunctionalCode = "2010301".parse()?;
//! assert_eq!(code.level(), Level::Item);
//! assert_eq!(code.parent(), Some("20103".parse()?));
//!
//! let item = functional::Item::from_code(code).unwrap();
//! assert_eq!(item.name(), "行政运行");
//! assert_eq!(item.class(), functional::Class::GeneralPublicServices);
//!
//! let local: FunctionalCode = "2010388".parse()?;
//! assert_eq!(local.listed(), None);
//! assert_eq!(local.class().to_string(), "201");
//! # Ok::<(), yusuan::CodeError>(())
//! ```
//!
//! # Where the names come from
//!
//! No machine-readable edition of the catalogue was found. The lists were put together from what
//! public bodies printed and completed from general knowledge; [`Evidence`] says of every row which
//! of the two it is. They cover the editions of 2017 to 2026 in one: the year is a column
//! (`years_seen`, `former_names`, `name_in`), not a type. A row that is [`Evidence::Unattested`]
//! is probably right and must still be shown as unattested.

mod error;
mod listed;
mod open;
mod table;
mod text;

pub mod changes;
pub mod economic;
pub mod functional;
pub mod government;
pub mod mapping;
pub mod revenue;

use std::fmt;

pub use error::{CodeError, Excerpt, ListedError};
pub use open::{EconomicCode, FunctionalCode, GovernmentEconomicCode, RevenueCode};
pub use table::FormerName;

/// The depth of a code (类, 款, 项, 目). Every level below the class adds two digits.
///
/// ```
/// use yusuan::Level;
///
/// assert_eq!(Level::Item.digits(), 7);
/// assert_eq!(Level::Item.to_string(), "项");
/// assert!(Level::Class < Level::Section);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::VariantArray)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Level {
    /// 类, three digits.
    #[doc(alias = "类")]
    Class,
    /// 款, five digits.
    #[doc(alias = "款")]
    Section,
    /// 项, seven digits.
    #[doc(alias = "项")]
    Item,
    /// 目, nine digits; only revenue has it.
    #[doc(alias = "目")]
    Subitem,
}

impl Level {
    /// The number of digits of a code at this level.
    pub const fn digits(self) -> usize {
        3 + 2 * self as usize
    }

    /// The English word of this crate for the level.
    pub const fn name_en(self) -> &'static str {
        match self {
            Self::Class => "class",
            Self::Section => "section",
            Self::Item => "item",
            Self::Subitem => "subitem",
        }
    }

    /// The level above, unless this is the class.
    pub const fn above(self) -> Option<Self> {
        match self {
            Self::Class => None,
            Self::Section => Some(Self::Class),
            Self::Item => Some(Self::Section),
            Self::Subitem => Some(Self::Item),
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Class => "类",
            Self::Section => "款",
            Self::Item => "项",
            Self::Subitem => "目",
        })
    }
}

/// The four classifications of the catalogue. The first digit of a code tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::VariantArray)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Classification {
    /// 收入分类: classes 101 to 199, down to nine digits.
    #[doc(alias = "收入分类")]
    Revenue,
    /// 支出功能分类: classes 201 to 299, down to seven digits. What the money is for.
    #[doc(alias = "支出功能分类")]
    Functional,
    /// 部门预算支出经济分类: classes 301 to 399. What the money buys, as a department books it.
    ///
    /// The catalogue ends at five digits; some cities add a third level of their own.
    #[doc(alias = "部门预算支出经济分类")]
    Economic,
    /// 政府预算支出经济分类: classes 501 to 599. What the money buys, as the treasury books it.
    #[doc(alias = "政府预算支出经济分类")]
    GovernmentEconomic,
}

impl Classification {
    /// The Chinese name, as printed over the tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Revenue => "收入分类",
            Self::Functional => "支出功能分类",
            Self::Economic => "部门预算支出经济分类",
            Self::GovernmentEconomic => "政府预算支出经济分类",
        }
    }

    /// The English name, as it stands in the error messages.
    pub const fn name_en(self) -> &'static str {
        match self {
            Self::Revenue => "revenue classification",
            Self::Functional => "functional classification",
            Self::Economic => "economic classification",
            Self::GovernmentEconomic => "government economic classification",
        }
    }

    /// The level of the longest codes.
    pub const fn deepest(self) -> Level {
        match self {
            Self::Revenue => Level::Subitem,
            _ => Level::Item,
        }
    }

    /// The lowest class number a code may have; the highest is 98 more.
    pub const fn first_class(self) -> u32 {
        match self {
            Self::Revenue => 101,
            Self::Functional => 201,
            Self::Economic => 301,
            Self::GovernmentEconomic => 501,
        }
    }

    /// The classification whose codes begin like this text, judged by its first digit alone.
    ///
    /// ```
    /// use yusuan::Classification;
    ///
    /// assert_eq!(Classification::of("30217"), Some(Classification::Economic));
    /// assert_eq!(Classification::of("公务接待费"), None);
    /// ```
    pub const fn of(text: &str) -> Option<Self> {
        match text.as_bytes() {
            [b'1', ..] => Some(Self::Revenue),
            [b'2', ..] => Some(Self::Functional),
            [b'3', ..] => Some(Self::Economic),
            [b'5', ..] => Some(Self::GovernmentEconomic),
            _ => None,
        }
    }
}

impl fmt::Display for Classification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Which of the four budgets (四本预算) a code belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::VariantArray)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum BudgetKind {
    /// 一般公共预算: taxes and most expenditure.
    #[doc(alias = "一般公共预算")]
    GeneralPublic,
    /// 政府性基金预算: funds raised for one purpose, such as land sale proceeds.
    #[doc(alias = "政府性基金预算")]
    GovernmentFund,
    /// 国有资本经营预算: profits of state capital and their use.
    #[doc(alias = "国有资本经营预算")]
    StateCapital,
    /// 社会保险基金预算: contributions and benefits of social insurance.
    #[doc(alias = "社会保险基金预算")]
    SocialInsurance,
    /// A class or section with parts in more than one budget.
    Several,
}

impl BudgetKind {
    /// The Chinese name. [`Several`](Self::Several) is `多本预算`, which no document prints.
    pub const fn name(self) -> &'static str {
        match self {
            Self::GeneralPublic => "一般公共预算",
            Self::GovernmentFund => "政府性基金预算",
            Self::StateCapital => "国有资本经营预算",
            Self::SocialInsurance => "社会保险基金预算",
            Self::Several => "多本预算",
        }
    }
}

impl fmt::Display for BudgetKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How well a row of the catalogue is attested. The order is from weak to strong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::VariantArray)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Evidence {
    /// General knowledge of the catalogue, not met in a document so far.
    Unattested,
    /// Printed in at least one public body's budget or final account.
    Published,
    /// Quoted from a text of the Ministry of Finance.
    Official,
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Unattested => "unattested",
            Self::Published => "published",
            Self::Official => "official",
        })
    }
}
