//! Relations: what must hold between the figures of a document, and whether it does.
//!
//! Relations follow from the keys of figures, so nobody writes them down. They are derived once for
//! a template from the areas of its columns, then filled in at every address a document prints; the
//! amounts play no part in which relations there are. Each has an id that stays the same across
//! documents and years, e.g. `function: 3.2 ≥ 5.2 + 9.2 + 10.2 @ 2010301`.

mod allowed;
mod atoms;
#[cfg(feature = "certificate")]
mod certificate;
mod cover;
mod derive;
mod detail;
mod inside;
mod judge;
mod locate;
mod misprint;
mod policy;
mod schema;
mod sheet;
mod slot;

use std::fmt;
use std::sync::Arc;

use crate::amount::{Amount, Printed};
use crate::code::{FunctionalCode, GovernmentEconomicCode};
use crate::fact::{EconomicScope, Name, Place};

pub(crate) use allowed::Allowed;
pub(crate) use atoms::Atoms;
#[cfg(feature = "certificate")]
pub(crate) use certificate::joint;
#[cfg(feature = "certificate")]
pub use certificate::{Joint, Witness};
pub(crate) use derive::relations;
pub(crate) use locate::{Culprits, culprits};
pub use misprint::Misprint;
pub(crate) use misprint::explain;
pub use policy::{Mode, Policy, Rounding, Zeros};
pub(crate) use sheet::Sheet;

use schema::Schema;

/// What kind of statement a relation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::Display, strum::IntoStaticStr)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// One amount printed in several tables: equal to the digit.
    Copy,
    /// One amount on the revenue and on the expenditure side (收支平衡): equal to the digit.
    Balance,
    /// A whole and its parts.
    Sum,
    /// A whole and some of its parts: no less than these.
    AtMost,
}

/// Where on the axes of the tables a relation stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// Over the whole of the budget.
    Total,
    /// At a function.
    Function(FunctionalCode),
    /// At a set of economic codes.
    Economic(EconomicScope),
    /// At a unit.
    Unit(Name),
    /// At a code of the government's economic classification.
    Government(GovernmentEconomicCode),
    /// At a row of one table that no code names: a fixed line, a project of a unit.
    Row(Name),
}

/// A figure that takes part in a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operand {
    /// Where it is printed.
    pub place: Place,
    /// What is printed.
    pub printed: Printed,
}

/// Whether a relation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// It holds to the last printed digit.
    Exact,
    /// It holds, because amounts were rounded (尾数误差).
    Rounding {
        /// What is printed less what the other figures add up to.
        tail: Amount,
    },
    /// It holds only if every amount lay on the very edge of what rounds to its figure, up for some and
    /// down for the others: a tail that rounding half up (四舍五入) does not leave. Publishers who adjust
    /// a figure to make a column add up leave such tails in the other sums of that figure.
    Strained {
        /// What is printed less what the other figures add up to.
        tail: Amount,
    },
    /// No amounts that round to the printed figures satisfy it.
    Violated {
        /// What is printed less the nearest amount that the other figures allow.
        difference: Amount,
    },
    /// The document has nothing it speaks of.
    NotApplicable(Reason),
    /// It could not be checked.
    Unchecked(Reason),
}

/// Why a relation was not judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// No row of the document stands at its addresses.
    #[error("no row of the document stands at its addresses")]
    NoRow,
    /// A table it needs is not in the document.
    #[error("table {0} is not in the document")]
    TableAbsent(u16),
    /// A table it needs has figures that were not understood, so a missing row may not mean zero.
    #[error("table {0} was not read completely")]
    TableIncomplete(u16),
    /// A cell it needs has no figure.
    #[error("a cell of table {0} has no figure")]
    CellEmpty(u16),
    /// Tables call their units by different names, so a missing row may not mean zero.
    #[error("table {0} calls units by names that the other tables do not have")]
    UnitsDiffer(u16),
    /// The larger amount may leave out the public institutions that the smaller one counts.
    #[error("the figure that usually contains it may leave out public institutions")]
    InstitutionsLeftOut,
    /// Bounds are bounds only for amounts that are not negative.
    #[error("a negative amount leaves the difference without a bound")]
    Negative,
    /// The figures are too large to be added up.
    #[error("the figures are too large to be added up")]
    OutOfRange,
}

/// Something that must hold between figures, with the figures of a document and its verdict.
#[derive(Clone, Debug)]
pub struct Relation {
    schema: Arc<Schema>,
    at: At,
    kind: Kind,
    left: Vec<Operand>,
    right: Vec<Operand>,
    over: Vec<Vec<Operand>>,
    under: Vec<Vec<Operand>>,
    /// Whether a table that would print the amount leaves it out.
    zero_elsewhere: bool,
    verdict: Verdict,
}

impl Relation {
    /// The id: stable across documents and years of one template.
    ///
    /// Tables and columns are counted from one: `3.2` is the second column of figures of table 3.
    pub fn id(&self) -> String {
        match &self.at {
            At::Total => self.schema.id.clone(),
            at => format!("{} @ {at}", self.schema.id),
        }
    }

    /// What kind of statement it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Where it stands.
    pub fn at(&self) -> &At {
        &self.at
    }

    /// The whole, or the first of several copies.
    pub fn left(&self) -> &[Operand] {
        &self.left
    }

    /// The parts, or the other copies.
    pub fn right(&self) -> &[Operand] {
        &self.right
    }

    /// The ways to bound how much the left side may be larger: it is at most the least of these sums.
    pub fn over(&self) -> &[Vec<Operand>] {
        &self.over
    }

    /// The ways to bound how much the left side may be smaller: it is at most the least of these sums.
    pub fn under(&self) -> &[Vec<Operand>] {
        &self.under
    }

    /// Every figure it involves: both sides, then the figures that bound the difference.
    pub fn operands(&self) -> impl Iterator<Item = &Operand> {
        let bounds = self.over.iter().chain(&self.under).flatten();
        self.left.iter().chain(&self.right).chain(bounds)
    }

    /// The numbers of the tables it is between, each once.
    pub fn tables(&self) -> &[u16] {
        &self.schema.tables
    }

    /// Whether money outside the two sides may make them differ.
    pub fn has_bounds(&self) -> bool {
        self.kind == Kind::AtMost || !self.over.is_empty() || !self.under.is_empty()
    }

    /// Whether it holds.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The verdict on the same figures by another policy.
    pub fn verdict_by(&self, policy: Policy) -> Verdict {
        judge::again(self, policy)
    }

    /// Whether it holds by a tail that rounding leaves very rarely: more than four standard deviations
    /// for its number of parts, each of which adds a twelfth of a last digit squared to the variance.
    pub fn has_unlikely_tail(&self) -> bool {
        judge::is_unlikely(self)
    }

    /// What is printed, and the nearest amount that the other figures allow.
    ///
    /// `None` if the relation was not judged. For copies, what most of them print is expected.
    pub fn printed_and_expected(&self) -> Option<(Printed, Printed)> {
        judge::printed_and_expected(self)
    }
}

impl Verdict {
    /// Whether it was judged and does not hold.
    pub const fn is_violated(self) -> bool {
        matches!(self, Self::Violated { .. })
    }

    /// Whether it was judged at all.
    pub const fn is_judged(self) -> bool {
        matches!(self, Self::Exact | Self::Rounding { .. } | Self::Strained { .. } | Self::Violated { .. })
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Total => f.write_str("total"),
            Self::Function(code) => code.fmt(f),
            Self::Economic(codes) => codes.fmt(f),
            Self::Government(code) => code.fmt(f),
            Self::Unit(name) | Self::Row(name) => name.fmt(f),
        }
    }
}
