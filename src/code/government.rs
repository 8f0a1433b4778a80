//! The listed codes of the 政府预算支出经济分类: what the money buys, as the treasury books it.
//!
//! ```
//! use yusuan::government::{Class, Section};
//!
//! let office = Section::of(50201);
//! assert_eq!(office, Section::OfficeOperations);
//! assert_eq!(office.class(), Class::AgencyGoodsAndServices);
//! // It gathers many sections of the departments' classification, from 30201 to 30240.
//! assert_eq!(office.department().len(), 14);
//! ```
#![doc(alias = "政府预算支出经济分类")]

#[rustfmt::skip]
mod generated;

use crate::FiscalYear;

use super::listed::{described, listed_any, listed_level, listed_two_levels};
use super::table::{About, Described, is_ascending, named, search};
use super::text::serde_as_text;
use super::{Evidence, FormerName, GovernmentEconomicCode, Level, ListedError};

pub use generated::{Class, Section};

listed_two_levels!(
    GovernmentEconomicCode,
    "the code of a government economic class as text",
    "the code of a government economic section as text",
    "a listed government economic code as text"
);
