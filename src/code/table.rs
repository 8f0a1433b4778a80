//! The generated tables: what a row holds, and the searches over rows.

use crate::FiscalYear;

use super::Evidence;

/// A name printed under a code in some years, other than the current one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FormerName {
    pub(super) name: &'static str,
    pub(super) years: &'static [FiscalYear],
}

impl FormerName {
    /// The name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The years of the documents that print it, ascending.
    pub const fn years(&self) -> &'static [FiscalYear] {
        self.years
    }
}

/// What the catalogue says of a code besides its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct About {
    pub(super) name: &'static str,
    pub(super) evidence: Evidence,
    pub(super) documents: u16,
    pub(super) publishers: u8,
    pub(super) years: &'static [FiscalYear],
    pub(super) former: &'static [FormerName],
}

impl About {
    /// A row that no document backs.
    pub(super) const fn unattested(name: &'static str) -> Self {
        Self { name, evidence: Evidence::Unattested, documents: 0, publishers: 0, years: &[], former: &[] }
    }
}

/// Something with a row of the catalogue.
pub(super) trait Described {
    fn about(&self) -> &About;
}

/// The place of a number in an ascending table.
///
/// The loop runs a number of times that depends on the length alone and has no branch on the data,
/// which makes it several times faster than the textbook form, also where it is not `const`.
#[inline]
pub(super) const fn search<const N: usize>(table: &[u32; N], number: u32) -> Option<usize> {
    let (mut base, mut size) = (0, N);
    while size > 1 {
        let half = size / 2;
        base += half * (table[base + half] <= number) as usize;
        size -= half;
    }
    if table[base] == number { Some(base) } else { None }
}

pub(super) const fn is_ascending(table: &[u32]) -> bool {
    let mut at = 1;
    while at < table.len() {
        if table[at - 1] >= table[at] {
            return false;
        }
        at += 1;
    }
    !table.is_empty()
}

/// A year of the generated tables.
pub(super) const fn year(number: u16) -> FiscalYear {
    match FiscalYear::new(number) {
        Ok(year) => year,
        Err(_) => panic!("a year of the catalogue is out of range"),
    }
}

/// The last one with this current name; without one, the last one with this former name.
///
/// Where two codes share a name the later one is the newer one: 2089999 replaced 2089901.
pub(super) fn named<T: Described + Copy>(among: &[T], name: &str) -> Option<T> {
    let by_name = among.iter().rfind(|one| one.about().name == name);
    let by_former = || {
        let has = |one: &&T| one.about().former.iter().any(|former| former.name == name);
        among.iter().rfind(has)
    };
    by_name.or_else(by_former).copied()
}
