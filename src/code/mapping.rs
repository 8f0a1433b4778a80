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

/// Whether the mapping has a pair for two codes, each at the level at which it is given.
///
/// A class stands for all that is in it, so 502 beside 30201 is listed as 50201 is. Where a whole class of the
/// departments is booked under one section, as all of 302 is under 50502, so is each of its sections; but that 302
/// is booked under 502 does not tell under which section of it.
///
/// ```
/// use yusuan::code::mapping;
/// use yusuan::{economic, government};
///
/// let office = economic::Section::of(30201).into();
/// assert!(mapping::lists(government::Section::of(50201).into(), office));
/// assert!(mapping::lists(government::Class::of(502).into(), office));
/// assert!(!mapping::lists(government::Section::of(50202).into(), office));
/// ```
pub fn lists(government: government::Listed, department: economic::Listed) -> bool {
    let (above, below) = (government.code(), department.code());
    let is_department = |other: economic::Listed| below.contains(other.code()) || other.code().contains(below);
    pairs().iter().any(|pair| above.contains(pair.government.code()) && is_department(pair.department))
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
