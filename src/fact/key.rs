//! Keys: the coordinates of an amount.

use std::fmt;

use crate::code::{EconomicCode, FunctionalCode, GovernmentEconomicCode};
use crate::scope::{Area, Nature, Scope, Source};

use super::{Basis, EconomicScope, Flow, MemoItem, Name};

/// The coordinates of an amount: two figures with equal keys are the same amount.
///
/// What a key leaves out (`None`, or a scope of all) is summed over.
///
/// ```
/// use yusuan::{Key, Scope};
///
/// let key = Key::expenditure().function("2010301".parse()?).nature(Scope::BASIC);
/// assert_eq!(key.to_string(), "expenditure function=2010301 nature=personnel+operating");
/// # Ok::<(), yusuan::CodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Key {
    /// In or out.
    pub flow: Flow,
    /// Which year's which figure.
    pub basis: Basis,
    /// Whose money.
    pub source: Scope<Source>,
    /// For what kind of expenditure; all natures on the revenue side.
    pub nature: Scope<Nature>,
    /// 功能分类, at any level.
    pub function: Option<FunctionalCode>,
    /// 部门预算支出经济分类.
    pub economic: EconomicScope,
    /// 政府预算支出经济分类.
    pub government: Option<GovernmentEconomicCode>,
    /// The unit (单位) of the department.
    pub unit: Option<Name>,
    /// The project (项目) of the unit.
    pub project: Option<Name>,
    /// A figure that cuts across all of these.
    pub memo: Option<MemoItem>,
}

impl Key {
    /// The whole of one side of the budget.
    pub const fn total(flow: Flow) -> Self {
        Self {
            flow,
            basis: Basis::Budget,
            source: Scope::<Source>::ALL,
            nature: Scope::<Nature>::ALL,
            function: None,
            economic: EconomicScope::ALL,
            government: None,
            unit: None,
            project: None,
            memo: None,
        }
    }

    /// All revenue (收入总计), to be narrowed.
    pub const fn revenue() -> Self {
        Self::total(Flow::Revenue)
    }

    /// All expenditure (支出总计), to be narrowed.
    pub const fn expenditure() -> Self {
        Self::total(Flow::Expenditure)
    }

    /// Narrowed to a function.
    #[must_use]
    pub fn function(self, code: FunctionalCode) -> Self {
        Self { function: Some(code), ..self }
    }

    /// Narrowed to an economic code.
    #[must_use]
    pub fn economic(self, code: EconomicCode) -> Self {
        Self { economic: EconomicScope::just(code), ..self }
    }

    /// Narrowed to these natures.
    #[must_use]
    pub fn nature(self, nature: impl Into<Scope<Nature>>) -> Self {
        Self { nature: nature.into(), ..self }
    }

    /// Narrowed to these sources.
    #[must_use]
    pub fn source(self, source: impl Into<Scope<Source>>) -> Self {
        Self { source: source.into(), ..self }
    }

    /// Narrowed to a unit.
    #[must_use]
    pub fn unit(self, unit: impl Into<Name>) -> Self {
        Self { unit: Some(unit.into()), ..self }
    }

    /// Narrowed to a project.
    #[must_use]
    pub fn project(self, project: impl Into<Name>) -> Self {
        Self { project: Some(project.into()), ..self }
    }

    /// The figure of a memo item.
    #[must_use]
    pub fn memo(self, memo: MemoItem) -> Self {
        Self { memo: Some(memo), ..self }
    }

    /// Whether a sentence about it leaves open which money it means: 基本支出 may be that of appropriations alone, a
    /// function may be with or without money carried over.
    pub(crate) fn leaves_open_in_words(&self) -> bool {
        let of_any_source = self.nature != Scope::<Nature>::ALL && self.source == Scope::<Source>::ALL;
        self.function.is_some() || of_any_source || self.flow == Flow::Revenue && self.source != Scope::<Source>::ALL
    }

    /// The rectangle of sources and natures.
    pub const fn area(&self) -> Area {
        Area { source: self.source, nature: self.nature }
    }

    /// Whether the amount of `other` is part of the amount of this key, or the same.
    ///
    /// Memo items contain nothing but themselves: what they are made of is not told by keys.
    pub fn contains(&self, other: &Self) -> bool {
        self.flow == other.flow
            && self.basis == other.basis
            && self.memo == other.memo
            && self.area().contains(other.area())
            && within(self.function, other.function, |outer, inner| outer.contains(*inner))
            && self.economic.contains(&other.economic)
            && within(self.government, other.government, |outer, inner| outer.contains(*inner))
            && within(self.unit.as_ref(), other.unit.as_ref(), |outer, inner| *outer == *inner)
            && within(self.project.as_ref(), other.project.as_ref(), |outer, inner| *outer == *inner)
    }
}

/// Whether a coordinate lies inside another one; a missing outer coordinate takes everything.
fn within<T>(outer: Option<T>, inner: Option<T>, holds: impl Fn(&T, &T) -> bool) -> bool {
    match (outer, inner) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(outer), Some(inner)) => holds(&outer, &inner),
    }
}

/// The flow and then every coordinate that narrows it.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.flow)?;
        if self.basis != Basis::Budget {
            write!(f, " basis={}", self.basis)?;
        }
        if let Some(memo) = self.memo {
            write!(f, " memo={memo}")?;
        }
        if let Some(code) = self.function {
            write!(f, " function={code}")?;
        }
        if !self.economic.is_all() {
            write!(f, " economic={}", self.economic)?;
        }
        if let Some(code) = self.government {
            write!(f, " government={code}")?;
        }
        if self.source != Scope::<Source>::ALL {
            write!(f, " source={}", self.source)?;
        }
        if self.nature != Scope::<Nature>::ALL {
            write!(f, " nature={}", self.nature)?;
        }
        if let Some(unit) = &self.unit {
            write!(f, " unit={unit}")?;
        }
        if let Some(project) = &self.project {
            write!(f, " project={project}")?;
        }
        Ok(())
    }
}
