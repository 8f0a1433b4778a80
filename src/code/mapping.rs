//! Which government economic section a department's economic section is booked under.
//!
//! The mapping is many to many, so it never decides alone: the office cost of an agency is 50201,
//! that of a public institution 50502. Most pairs were read off a table that prints the functional
//! and both economic codes side by side. A pair that is not listed is not thereby wrong.

#[rustfmt::skip]
mod generated;

use super::{Evidence, economic, government};

use generated::{BY_DEPARTMENT, BY_GOVERNMENT};

/// A department's economic code and a government economic code that meet in one row of a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Pair {
    /// The code of the 政府预算支出经济分类.
    pub government: government::Listed,
    /// The code of the 部门预算支出经济分类.
    pub department: economic::Listed,
    /// How well the pair is attested.
    pub evidence: Evidence,
}

/// Every pair, sorted by the government code, then by the department's.
pub fn pairs() -> &'static [Pair] {
    &BY_GOVERNMENT
}

impl economic::Listed {
    /// The pairs of exactly this code, sorted by the government code.
    ///
    /// What is said of the class, such as 301 with 501, is not repeated for its sections.
    /// Empty for codes without a listed counterpart.
    pub fn government(self) -> &'static [Pair] {
        let from = BY_DEPARTMENT.partition_point(|pair| pair.department < self);
        let to = BY_DEPARTMENT.partition_point(|pair| pair.department <= self);
        &BY_DEPARTMENT[from..to]
    }
}

impl government::Listed {
    /// The pairs of exactly this code, sorted by the department's code.
    ///
    /// Empty for codes without a listed counterpart: transfers and debt repayment, for example,
    /// are no business of a department.
    pub fn department(self) -> &'static [Pair] {
        let from = BY_GOVERNMENT.partition_point(|pair| pair.government < self);
        let to = BY_GOVERNMENT.partition_point(|pair| pair.government <= self);
        &BY_GOVERNMENT[from..to]
    }
}

macro_rules! delegate {
    ($($type:ty, $method:ident, $any:ty;)+) => {
        $(
            impl $type {
                /// The pairs of exactly this code; see the method of the same name of `Listed`.
                pub fn $method(self) -> &'static [Pair] {
                    <$any>::from(self).$method()
                }
            }
        )+
    };
}

delegate! {
    economic::Class, government, economic::Listed;
    economic::Section, government, economic::Listed;
    government::Class, department, government::Listed;
    government::Section, department, government::Listed;
}
