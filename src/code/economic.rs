//! The listed codes of the 部门预算支出经济分类: what a department's money buys.
//!
//! ```
//! use yusuan::economic::{Class, Section};
//! use yusuan::government;
//!
//! let reception = Section::of(30217);
//! assert_eq!(reception, Section::OfficialReception);
//! assert_eq!(reception.name(), "公务接待费");
//! assert_eq!(reception.class(), Class::GoodsAndServices);
//! assert_eq!(Class::GoodsAndServices.section_named("公务接待费"), Some(reception));
//!
//! // An agency and a public institution book the same thing under different government sections.
//! let booked: Vec<_> = reception.government().iter().map(|pair| pair.government).collect();
//! assert_eq!(booked, [
//!     government::Section::OfficialReception.into(),
//!     government::Section::GoodsAndServicesOfPublicInstitutions.into(),
//! ]);
//! ```
#![doc(alias = "部门预算支出经济分类")]

#[rustfmt::skip]
mod generated;

use crate::FiscalYear;

use super::listed::{described, listed_any, listed_level, listed_two_levels};
use super::table::{About, Described, is_ascending, named, search};
use super::text::serde_as_text;
use super::{EconomicCode, Evidence, FormerName, Level, ListedError};

pub use generated::{Class, Section};

listed_two_levels!(
    EconomicCode,
    "the code of an economic class as text",
    "the code of an economic section as text",
    "a listed economic code as text"
);
