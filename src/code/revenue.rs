//! The listed codes of the 收入分类, as a table of names.
//!
//! The list is far from complete, below the sections above all, so there are no enums: a program
//! should not be written against rows that are mostly [`Evidence::Unattested`].
//!
//! ```
//! use yusuan::{BudgetKind, RevenueCode};
//!
//! let land = RevenueCode::of(1030148).listed().unwrap();
//! assert_eq!(land.name(), "国有土地使用权出让收入");
//! assert_eq!(land.budget(), Some(BudgetKind::GovernmentFund));
//! assert_eq!(land.parent().unwrap().name(), "政府性基金收入");
//! ```
#![doc(alias = "收入分类")]

#[rustfmt::skip]
mod generated;

use crate::FiscalYear;

use super::listed::described;
use super::table::{About, Described, is_ascending, search};
use super::{BudgetKind, Evidence, FormerName, Level, RevenueCode};

use generated::ENTRIES;

/// A row of the revenue catalogue.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    code: RevenueCode,
    budget: Option<BudgetKind>,
    about: About,
}

impl Entry {
    /// Every row in published order, a code before the codes it contains.
    pub fn all() -> &'static [Self] {
        &ENTRIES
    }

    /// The rows that are or were printed with this name, in published order.
    pub fn all_named(name: &str) -> impl Iterator<Item = &'static Self> {
        ENTRIES.iter().filter(move |entry| entry.is_named(name))
    }

    /// The code.
    pub const fn code(&self) -> RevenueCode {
        self.code
    }

    /// The depth of the code.
    pub const fn level(&self) -> Level {
        self.code.level()
    }

    /// The budget the code belongs to; [`BudgetKind::Several`] if the codes it contains differ.
    ///
    /// `None` where it is not known, as for 104 贷款转贷回收本金收入.
    pub const fn budget(&self) -> Option<BudgetKind> {
        self.budget
    }

    /// The row one level above. Every row but a class has one.
    pub fn parent(&self) -> Option<&'static Self> {
        self.code.parent()?.listed()
    }

    /// The rows one level below, in published order.
    pub fn children(&self) -> impl Iterator<Item = &'static Self> {
        let code = self.code;
        let from = ENTRIES.partition_point(|entry| entry.code <= code);
        let below = ENTRIES[from..].iter().take_while(move |entry| code.contains(entry.code));
        below.filter(move |entry| entry.code.parent() == Some(code))
    }
}

impl Described for Entry {
    fn about(&self) -> &About {
        &self.about
    }
}

described!([&] Entry);

impl RevenueCode {
    /// The row of the catalogue with this code.
    pub fn listed(self) -> Option<&'static Entry> {
        search(&CODES, self.packed()).map(|at| &ENTRIES[at])
    }
}

static CODES: [u32; ENTRIES.len()] = {
    let mut codes = [0; ENTRIES.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = ENTRIES[at].code.packed();
        at += 1;
    }
    codes
};
const _: () = assert!(is_ascending(&CODES), "the generated codes are not sorted");
