//! Year over year: two budgets joined on the keys of their figures.
//!
//! - [`Comparison`] has a row for every key that both documents speak of, and says of every other figure
//!   [why](Unmatched) it could not be compared.
//! - [`Entry`] is a row with what rounding leaves open; [`Movement`] is what may be said of it.
//! - [`Axis`] walks the rows; [`Drivers`] are the rows that explain a change, and what they leave.
//! - [`Crosswalk`] compares across changes of codes and names, when asked.
//!
//! ```
//! use yusuan::{Axis, Earlier, Flow, Key, read_text};
//!
//! let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/cooperation-office-2024.txt"));
//! let after = read_text(text)?;
//! let before = after.implied_last_year().unwrap();
//! let comparison = after.since(&before)?;
//! let total = comparison.total(Flow::Expenditure).unwrap();
//! assert_eq!(total.growth().unwrap().to_string(), "13.77%");
//! let drivers = comparison.drivers(&Key::expenditure(), Axis::Project)?;
//! assert_eq!(drivers.remainder(), total.delta()?, "last year's projects are not implied by the narrative");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod axis;
mod bridge;
mod coded;
mod crosswalk;
mod drivers;
mod entry;
mod figures;
mod join;
mod movement;
mod stated;
mod unmatched;

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};

use crate::amount::{Printed, Unit};
use crate::budget::{Budget, ClaimVerdict, Disclosure};
use crate::fact::{Basis, Fact, Flow, Key, Name, SameBody};
use crate::growth::{Change, Ratio};
use crate::year::FiscalYear;

pub use axis::Axis;
pub use crosswalk::{Crosswalk, How, Mapped};
pub use drivers::{Driver, Drivers, NoDrivers};
pub use entry::{Entry, GrowthRange, Portion, RateBound, Stated};
pub use movement::Movement;
pub use stated::{Explained, NamedDriver, RowMatch, Spelling, StatedReason};
pub use unmatched::{NotCompared, Unmatched};

/// The earlier side of a comparison.
///
/// A bare `&Budget` or `&Disclosure` becomes one that must be of the same department; its name may be written with
/// other brackets, or with （汇总） in one year only.
#[derive(Clone, Copy, Debug)]
pub struct Earlier<'a> {
    disclosure: &'a Disclosure,
    any_department: bool,
    with_stated: bool,
    crosswalk: Option<&'a Crosswalk>,
}

/// Why two budgets cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Incomparable {
    /// Both are of one year.
    #[error("both budgets are for {0}")]
    SameYear(FiscalYear),
    /// The earlier one is later.
    #[error("the budget to compare with is for {before}, after {after}")]
    Reversed {
        /// The year of the budget that should be earlier.
        before: FiscalYear,
        /// The year of the budget that should be later.
        after: FiscalYear,
    },
    /// They are of different departments, or one is of a department with its units and the other of （本级） alone, and
    /// [`Earlier::any_department`] was not asked for.
    #[error("the budgets are of {before} and of {after}")]
    DifferentDepartments {
        /// The department of the earlier budget.
        before: Name,
        /// The department of the later budget.
        after: Name,
    },
    /// An amount, or the difference of two, is out of range.
    #[error("the difference at {0} is out of range")]
    OutOfRange(Key),
}

/// Two years of one department, key by key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    department: Name,
    earlier_department: Name,
    from: FiscalYear,
    to: FiscalYear,
    unit: Unit,
    rows: BTreeMap<Key, Entry>,
    not_compared: Vec<NotCompared>,
    left_open: Vec<NotCompared>,
}

impl<'a> Earlier<'a> {
    /// Compares across the changes of codes and names that a crosswalk lists. Every row that it touched
    /// [says so](Entry::mapped).
    ///
    /// ```no_run
    /// # use yusuan::{Crosswalk, Disclosure, Earlier, Evidence};
    /// # fn compare(before: &Disclosure, after: &Disclosure) -> Result<(), yusuan::Incomparable> {
    /// let crosswalk = Crosswalk::of_catalogue(Evidence::Published);
    /// let comparison = after.since(Earlier::from(before).mapped_by(&crosswalk))?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub const fn mapped_by(self, crosswalk: &'a Crosswalk) -> Self {
        Self { crosswalk: Some(crosswalk), ..self }
    }

    /// Compares also what only sentences state, in documents that have tables. Every row with such an amount
    /// [says so](Entry::stated).
    ///
    /// Of a document without tables sentences are all there is, and are compared without being asked for.
    #[must_use]
    pub const fn with_stated(self) -> Self {
        Self { with_stated: true, ..self }
    }

    /// Allows another department: one that was renamed, split or merged.
    #[must_use]
    pub const fn any_department(self) -> Self {
        Self { any_department: true, ..self }
    }
}

impl<'a> From<&'a Disclosure> for Earlier<'a> {
    fn from(disclosure: &'a Disclosure) -> Self {
        Self { disclosure, any_department: false, with_stated: false, crosswalk: None }
    }
}

impl<'a> From<&'a Budget> for Earlier<'a> {
    fn from(budget: &'a Budget) -> Self {
        Self::from(budget.disclosure())
    }
}

impl Budget {
    /// The change since an earlier budget.
    pub fn since<'a>(&self, before: impl Into<Earlier<'a>>) -> Result<Comparison, Incomparable> {
        self.disclosure().since(before)
    }
}

impl Disclosure {
    /// The change since an earlier document, whether or not either adds up.
    ///
    /// Only figures with equal keys meet. A figure that the other document leaves out counts as added
    /// or dropped if that document has the table that would print it; otherwise it is not compared. Of a document
    /// without tables the amounts are those that its narrative states, and their rows [say so](Entry::stated).
    pub fn since<'a>(&self, before: impl Into<Earlier<'a>>) -> Result<Comparison, Incomparable> {
        let before = before.into();
        self.check_earlier(before)?;
        let header = &before.disclosure.header;
        let (from, to) = (header.year, self.header.year);
        let mut joined = Comparison {
            department: self.header.department.clone(),
            earlier_department: header.department.clone(),
            from,
            to,
            unit: self.header.unit,
            rows: BTreeMap::new(),
            not_compared: Vec::new(),
            left_open: Vec::new(),
        };
        joined.join(self, before)?;
        Ok(joined)
    }

    /// The claims of this document, judged also by the budget of the year before: the amount they are
    /// compared with is the one that it prints for the same subject.
    ///
    /// Only comparisons with that year's budget are checked so; an outturn or a final account is another
    /// figure. The verdicts are in the order of [`claims`](Self::claims).
    pub fn claims_against<'a>(&self, before: impl Into<Earlier<'a>>) -> Result<Vec<ClaimVerdict>, Incomparable> {
        let before = before.into();
        self.check_earlier(before)?;
        let year = before.disclosure.header.year.number();
        let of_budget = |fact: &Fact| !fact.extent.is_open() && fact.key.basis == Basis::Budget;
        let mut printed: HashMap<Key, Option<Printed>> = HashMap::new();
        for fact in before.disclosure.facts().filter(of_budget) {
            let known = printed.entry(fact.key).or_insert(Some(fact.printed));
            // Where the document prints different figures, none is the one.
            *known = known.filter(|known| known.amount() == fact.printed.amount());
        }
        Ok(self.judge_claims_by(|claim| {
            let key = claim.subject.as_ref().filter(|_| claim.baseline.is_some_and(|it| it.is_budget_of(year)))?;
            *printed.get(key)?
        }))
    }

    /// Whether the other document is of the same department, and of an earlier year.
    fn check_earlier(
        &self,
        Earlier { disclosure: before, any_department, .. }: Earlier<'_>,
    ) -> Result<(), Incomparable> {
        let (from, to) = (before.header.year, self.header.year);
        if from == to {
            return Err(Incomparable::SameYear(from));
        }
        if from > to {
            return Err(Incomparable::Reversed { before: from, after: to });
        }
        let names = SameBody::of(&before.header.department, &self.header.department);
        if !any_department && !names.is_some_and(SameBody::is_certain) {
            let (before, after) = (before.header.department.clone(), self.header.department.clone());
            return Err(Incomparable::DifferentDepartments { before, after });
        }
        Ok(())
    }
}

impl Comparison {
    /// The department, under its later name.
    pub fn department(&self) -> &Name {
        &self.department
    }

    /// The department of the earlier budget, as that names it; another one only if [`Earlier::any_department`] was
    /// asked for.
    pub fn earlier_department(&self) -> &Name {
        &self.earlier_department
    }

    /// The earlier year.
    pub fn from(&self) -> FiscalYear {
        self.from
    }

    /// The later year.
    pub fn to(&self) -> FiscalYear {
        self.to
    }

    /// The unit of the later document's tables.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// Every key that both documents speak of, in the order of keys.
    pub fn rows(&self) -> impl Iterator<Item = (&Key, Change)> {
        self.rows.iter().map(|(key, entry)| (key, entry.change))
    }

    /// Every row with what rounding and mapping say about it, in the order of keys.
    pub fn entries(&self) -> impl Iterator<Item = (&Key, &Entry)> {
        self.rows.iter()
    }

    /// The change of one key.
    pub fn change(&self, key: &Key) -> Option<Change> {
        self.rows.get(key).map(|entry| entry.change)
    }

    /// The row of one key, or why there is none.
    pub fn entry(&self, key: &Key) -> Result<&Entry, Unmatched> {
        self.rows.get(key).ok_or_else(|| {
            let mut alone = self.not_compared.iter().chain(&self.left_open);
            alone.find(|figure| figure.key == *key).map_or(Unmatched::NotPrinted, |figure| figure.reason)
        })
    }

    /// How one key moved, every case a value of its own.
    pub fn movement(&self, key: &Key) -> Movement {
        self.entry(key).map_or_else(Movement::Unknown, Entry::movement)
    }

    /// The change of 收入总计 or 支出总计.
    pub fn total(&self, flow: Flow) -> Option<Change> {
        self.change(&Key::total(flow))
    }

    /// The share of a key in the change of a whole (占增量的比重): its change divided by that of the whole.
    /// Beyond 1 where others moved the other way.
    pub fn share(&self, part: &Key, whole: &Key) -> Portion {
        match (self.entry(part), self.entry(whole)) {
            (Ok(part), Ok(whole)) => Ratio::of(part.delta(), whole.delta()).map_or(Portion::NoChange, Portion::Of),
            (Err(reason), _) | (_, Err(reason)) => Portion::Unknown(reason),
        }
    }

    /// The contribution of a key to the growth of a whole (拉动…个百分点): its change divided by the size of the
    /// whole's earlier amount. In percent, these are percentage points, and those of disjoint parts add up.
    pub fn contribution(&self, part: &Key, whole: &Key) -> Portion {
        match (self.entry(part), self.entry(whole)) {
            (Ok(part), Ok(whole)) => {
                let base = whole.change.before().unwrap_or_default().abs();
                Ratio::of(part.delta(), base).map_or(Portion::NoBase, Portion::Of)
            }
            (Err(reason), _) | (_, Err(reason)) => Portion::Unknown(reason),
        }
    }

    /// The figures of either year that the other says nothing about, with the reason.
    pub fn not_compared(&self) -> &[NotCompared] {
        &self.not_compared
    }

    /// The figures of either year whose own template leaves open which money they speak of, so that they were
    /// not compared even where both years print them.
    pub fn left_open(&self) -> &[NotCompared] {
        &self.left_open
    }
}
