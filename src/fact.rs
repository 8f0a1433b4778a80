//! Facts: an amount, its coordinates, and where it is printed.

use std::fmt;
use std::sync::Arc;

use crate::amount::Printed;
use crate::code::{EconomicCode, FunctionalCode, GovernmentEconomicCode};
use crate::scope::{Area, Extent, Nature, Scope, Source};

/// Money coming in or going out.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumString, strum::IntoStaticStr, strum::Display,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
pub enum Flow {
    /// 收入.
    #[doc(alias = "收入")]
    Revenue,
    /// 支出.
    #[doc(alias = "支出")]
    Expenditure,
}

/// Which figure of which year an amount is, relative to the document's year.
///
/// Many templates print last year's figure beside this year's.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::Display,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum Basis {
    /// 本年预算数, this year's budget. This is the default.
    #[default]
    Budget,
    /// 上年预算数, last year's budget.
    LastBudget,
    /// 上年执行数, what last year's budget came to.
    LastOutturn,
    /// 决算数, this year's final account.
    Outturn,
}

/// A figure that cuts across the classification, so that no code can name it.
///
/// Lines such as 公务接待费 are not among them: they are economic codes.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumString, strum::IntoStaticStr, strum::Display,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum MemoItem {
    /// 机关运行经费, printed as 行政经费 in Guangdong: what keeps administrative units running.
    #[doc(alias = "机关运行经费")]
    #[doc(alias = "行政经费")]
    AgencyOperation,
    /// “三公”经费: travel abroad, official vehicles, official reception.
    #[doc(alias = "三公经费")]
    ThreePublic,
    /// 政府采购, all kinds.
    #[doc(alias = "政府采购")]
    Procurement,
    /// 政府采购: goods (货物类).
    ProcurementOfGoods,
    /// 政府采购: works (工程类).
    ProcurementOfWorks,
    /// 政府采购: services (服务类).
    ProcurementOfServices,
}

impl MemoItem {
    /// The Chinese term.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AgencyOperation => "机关运行经费",
            Self::ThreePublic => "“三公”经费",
            Self::Procurement => "政府采购",
            Self::ProcurementOfGoods => "货物类采购",
            Self::ProcurementOfWorks => "工程类采购",
            Self::ProcurementOfServices => "服务类采购",
        }
    }
}

/// The economic codes an amount speaks of: all of them, or a set of up to eight.
///
/// Eight, because the largest set printed as one line (其他资本性等支出, every class but wages, goods
/// and households) has seven codes.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<EconomicCode>", into = "Vec<EconomicCode>"))]
pub struct EconomicScope {
    codes: [Option<EconomicCode>; Self::MOST],
}

/// More codes than an [`EconomicScope`] holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} economic codes in one set, at most 8 can be")]
pub struct TooManyCodes(usize);

impl EconomicScope {
    /// Every economic code.
    pub const ALL: Self = Self { codes: [None; Self::MOST] };
    const MOST: usize = 8;

    /// The set of these codes, sorted; all codes if there are none.
    pub fn of(codes: &[EconomicCode]) -> Result<Self, TooManyCodes> {
        let mut sorted = codes.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        if sorted.len() > Self::MOST {
            return Err(TooManyCodes(sorted.len()));
        }
        let mut scope = Self::ALL;
        for (slot, code) in scope.codes.iter_mut().zip(sorted) {
            *slot = Some(code);
        }
        Ok(scope)
    }

    /// The set of one code.
    pub const fn just(code: EconomicCode) -> Self {
        let mut codes = [None; Self::MOST];
        codes[0] = Some(code);
        Self { codes }
    }

    /// The codes; none means that all are meant.
    pub fn codes(&self) -> impl Iterator<Item = EconomicCode> {
        self.codes.iter().copied().flatten()
    }

    /// The code, if the set has exactly one.
    pub fn single(&self) -> Option<EconomicCode> {
        match self.codes {
            [Some(code), None, ..] => Some(code),
            _ => None,
        }
    }

    /// Whether all codes are meant.
    pub fn is_all(&self) -> bool {
        self.codes[0].is_none()
    }

    /// Whether every code of `other` is one of these or lies below one of these.
    pub fn contains(&self, other: &Self) -> bool {
        self.is_all() || !other.is_all() && other.codes().all(|inner| self.codes().any(|outer| outer.contains(inner)))
    }
}

impl fmt::Debug for EconomicScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EconomicScope({self})")
    }
}

/// The codes joined with `+`, or `all`.
impl fmt::Display for EconomicScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_all() {
            return f.write_str("all");
        }
        for (i, code) in self.codes().enumerate() {
            if i > 0 {
                f.write_str("+")?;
            }
            write!(f, "{code}")?;
        }
        Ok(())
    }
}

impl TryFrom<Vec<EconomicCode>> for EconomicScope {
    type Error = TooManyCodes;

    fn try_from(codes: Vec<EconomicCode>) -> Result<Self, TooManyCodes> {
        Self::of(&codes)
    }
}

impl From<EconomicScope> for Vec<EconomicCode> {
    fn from(scope: EconomicScope) -> Self {
        scope.codes().collect()
    }
}

/// The name of a unit or a project. Cheap to clone, compared by its text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "String", into = "String"))]
pub struct Name(Arc<str>);

impl Name {
    /// The text of the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0.as_ref().to_owned()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

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
    pub fn nature(self, nature: Scope<Nature>) -> Self {
        Self { nature, ..self }
    }

    /// Narrowed to these sources.
    #[must_use]
    pub fn source(self, source: Scope<Source>) -> Self {
        Self { source, ..self }
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

/// Where a figure is printed: all counted from one.
///
/// Page and line are those of the text that was read, 0 where there was no text. The table is the
/// number the template gives it, row and column count its printed rows and its columns of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Place {
    /// Page of the document.
    pub page: u32,
    /// Line of the text, over all pages.
    pub line: u32,
    /// Number of the table.
    pub table: u16,
    /// Row of the table.
    pub row: u32,
    /// Column of figures.
    pub column: u16,
}

/// `page 7 line 402 table 3 row 5 column 2`
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { page, line, table, row, column } = self;
        write!(f, "page {page} line {line} table {table} row {row} column {column}")
    }
}

/// A printed amount with its key and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Fact {
    /// What the amount is, by what it holds for certain.
    pub key: Key,
    /// The area it holds for certain and at most; they differ where the template leaves it open.
    pub extent: Extent,
    /// The amount as printed.
    pub printed: Printed,
    /// Where.
    pub place: Place,
}
