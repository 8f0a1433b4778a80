//! What the catalogue changed from year to year: codes renamed, moved, merged, split, added, removed.
//!
//! No edition of the catalogue lists its changes in a form that a program could read, and few are on
//! record: [`CodeChange::evidence`] says of every one how well it is attested. A change that is not listed may
//! have happened all the same.
//!
//! ```
//! use yusuan::code::changes::{self, ChangeKind, Code};
//! use yusuan::{EconomicCode, FiscalYear};
//!
//! let (before, after) = (FiscalYear::new(2017)?, FiscalYear::new(2018)?);
//! let fund = Code::Economic(EconomicCode::of(30311));
//! let moved = changes::between(before, after).find(|change| change.from == Some(fund)).unwrap();
//! assert_eq!((moved.kind, moved.to), (ChangeKind::Moved, Some(Code::Economic(EconomicCode::of(30113)))));
//! assert_eq!(moved.name_after, "住房公积金");
//! # Ok::<(), yusuan::YearError>(())
//! ```

#[rustfmt::skip]
mod generated;

use std::fmt;

use crate::FiscalYear;

use super::{EconomicCode, Evidence, FunctionalCode, GovernmentEconomicCode, Level, RevenueCode};

use generated::CHANGES;

/// A code of any classification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// 收入分类.
    Revenue(RevenueCode),
    /// 支出功能分类.
    Functional(FunctionalCode),
    /// 部门预算支出经济分类.
    Economic(EconomicCode),
    /// 政府预算支出经济分类.
    Government(GovernmentEconomicCode),
}

/// What happened to a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::Display, strum::IntoStaticStr)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum ChangeKind {
    /// 更名: the code has another name and means the same.
    Renamed,
    /// 调整: all of it has another code.
    Moved,
    /// 合并: all of it went, with other codes, into one.
    Merged,
    /// 拆分: it went into several codes, of which this names one.
    Split,
    /// 新增: the code is new.
    Added,
    /// 取消: the code is gone, and the list does not say where its money went.
    Removed,
}

/// One code that became another, or one of several. A merger or a split is several of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeChange {
    /// The first year that may have the new code.
    pub since: FiscalYear,
    /// The last year by which it was there; later than `since` where documents of the years between are missing.
    pub until: FiscalYear,
    /// What happened.
    pub kind: ChangeKind,
    /// The code before; none for an added one.
    pub from: Option<Code>,
    /// The code after; none for a removed one.
    pub to: Option<Code>,
    /// The name before, or empty.
    pub name_before: &'static str,
    /// The name after, or empty.
    pub name_after: &'static str,
    /// How well the change is attested.
    pub evidence: Evidence,
    /// What is known about it besides, or empty.
    pub note: &'static str,
}

/// Every listed change, by the year it began, then by code.
pub fn all() -> &'static [CodeChange] {
    &CHANGES
}

/// The changes that may lie between the catalogue of one year and that of a later one.
pub fn between(before: FiscalYear, after: FiscalYear) -> impl Iterator<Item = &'static CodeChange> {
    CHANGES.iter().filter(move |change| change.lies_between(before, after))
}

impl CodeChange {
    /// Whether it may have happened after the one year and not after the other.
    pub fn lies_between(&self, before: FiscalYear, after: FiscalYear) -> bool {
        before < after && self.since <= after && before < self.until
    }

    /// Whether it certainly did.
    pub fn surely_lies_between(&self, before: FiscalYear, after: FiscalYear) -> bool {
        before < self.since && self.until <= after
    }
}

impl Code {
    /// The digits as a number.
    pub const fn number(self) -> u32 {
        match self {
            Self::Revenue(code) => code.number(),
            Self::Functional(code) => code.number(),
            Self::Economic(code) => code.number(),
            Self::Government(code) => code.number(),
        }
    }

    /// The depth of the code.
    pub const fn level(self) -> Level {
        match self {
            Self::Revenue(code) => code.level(),
            Self::Functional(code) => code.level(),
            Self::Economic(code) => code.level(),
            Self::Government(code) => code.level(),
        }
    }

    /// The code above, unless this is a class.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        match self {
            Self::Revenue(code) => code.parent().map(Self::Revenue),
            Self::Functional(code) => code.parent().map(Self::Functional),
            Self::Economic(code) => code.parent().map(Self::Economic),
            Self::Government(code) => code.parent().map(Self::Government),
        }
    }

    /// The codes above, nearest first.
    pub fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), |code| code.parent())
    }

    /// Whether `other` is this code or lies below it.
    pub fn contains(self, other: Self) -> bool {
        self == other || other.ancestors().any(|above| above == self)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number().fmt(f)
    }
}

/// The digits as text.
#[cfg(feature = "serde")]
impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A code of the generated table.
macro_rules! code {
    ($($name:ident, $variant:ident, $code:ident;)+) => {
        $(const fn $name(number: u32) -> Option<Code> {
            Some(Code::$variant($code::of(number)))
        })+
    };
}

code! {
    revenue, Revenue, RevenueCode;
    functional, Functional, FunctionalCode;
    economic, Economic, EconomicCode;
    government, Government, GovernmentEconomicCode;
}

/// The sentence of the list: `2018: 30311 住房公积金 → 30113 住房公积金 (moved, published)`.
impl fmt::Display for CodeChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.since)?;
        if self.until != self.since {
            write!(f, "–{}", self.until)?;
        }
        f.write_str(":")?;
        let end = |f: &mut fmt::Formatter<'_>, code: Option<Code>, name: &str| match code {
            Some(code) if name.is_empty() => write!(f, " {code}"),
            Some(code) => write!(f, " {code} {name}"),
            None => Ok(()),
        };
        end(f, self.from, self.name_before)?;
        if self.from.is_some() && self.to.is_some() {
            f.write_str(" →")?;
        }
        end(f, self.to, self.name_after)?;
        write!(f, " ({}, {})", self.kind, self.evidence)
    }
}
