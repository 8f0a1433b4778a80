//! Several documents of one body: the files of one budget joined, and a department beside its units.
//!
//! - [`Joined`] is one budget whose tables and narrative were published in two files; [`Outline`] tells which
//!   files of a folder belong together.
//! - [`UnitCheck`] holds the figures of a department (部门预算) beside those that its units publish themselves
//!   (单位预算).
//! - [`SameBody`](crate::SameBody) says how two names mean one public body.

mod belong;
mod joined;
mod outline;
mod units;
mod whole;

pub use belong::{Pairing, pair_up};
pub use joined::{Joined, Part};
pub use outline::{Confirmed, Disagreement, NotOneBudget, Outline};
pub use units::{GivenUnit, NoUnits, NotHeld, UnitCheck, UnitRow, WhyNotHeld};
pub use whole::{WholeRow, WholeStanding};
