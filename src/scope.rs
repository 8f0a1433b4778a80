//! 口径 (scope): which money an amount speaks of, as a set of leaves on two axes.
//!
//! Two amounts may be compared only when their scopes are equal, and a subtotal is a union. The
//! words of a column header do not say the scope (其他资金 is three sources in one table and six in
//! another), so scopes are declared by the template that prints the column.

mod area;

use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;
use std::str::FromStr;

pub use area::{Area, Extent};

/// A leaf of an axis of funding: the finest kind a published table tells apart.
pub trait Leaf: Copy + Eq + Hash + fmt::Debug + Into<&'static str> + FromStr + 'static {
    /// Every leaf, in the order of printing.
    const ALL: &'static [Self];

    /// Position in [`ALL`](Self::ALL).
    fn ordinal(self) -> u32;

    /// The Chinese term.
    fn name(self) -> &'static str;

    /// Leaves that hardly any document tells apart, with the id of them together. The first of them alone
    /// has another id.
    const TOGETHER: &'static [(&'static str, &'static [Self], &'static str)] = &[];
}

/// Where the money comes from (资金来源): a kind of money, this year's or carried over (上年结转).
///
/// 上年结转 printed without a kind is the union of all carried-over leaves,
/// [`Scope::CARRIED_OVER`].
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
#[doc(alias = "资金来源")]
pub enum Source {
    /// 一般公共预算拨款, appropriated from the general public budget.
    GeneralPublic,
    /// 政府性基金预算拨款, from the budget of government funds.
    GovernmentFund,
    /// 国有资本经营预算拨款, from the budget of state capital operations.
    StateCapital,
    /// 教育收费, tuition kept in the special fiscal account (财政专户).
    EducationFees,
    /// 其他专户拨款, other money of the special fiscal account.
    OtherSpecialAccount,
    /// 事业收入, what a public institution earns by its professional work.
    Institutional,
    /// 经营收入, what a public institution earns by business on the side.
    Business,
    /// 上级补助收入, subsidies of the superior body that are not appropriations.
    SuperiorSubsidy,
    /// 附属单位上缴收入, remittances of affiliated units.
    AffiliateRemittance,
    /// 其他收入, other income.
    Other,
    /// 用事业基金弥补收支差额, drawn from a public institution's accumulated fund.
    InstitutionFund,
    /// 上年结转: general public budget money carried over.
    CarriedGeneralPublic,
    /// 上年结转: government fund money carried over.
    CarriedGovernmentFund,
    /// 上年结转: state capital money carried over.
    CarriedStateCapital,
    /// 上年结转: tuition carried over.
    CarriedEducationFees,
    /// 上年结转: other special account money carried over.
    CarriedOtherSpecialAccount,
    /// 上年结转: institutional income carried over.
    CarriedInstitutional,
    /// 上年结转: business income carried over.
    CarriedBusiness,
    /// 上年结转: subsidies of the superior body carried over.
    CarriedSuperiorSubsidy,
    /// 上年结转: remittances of affiliated units carried over.
    CarriedAffiliateRemittance,
    /// 上年结转: other income carried over.
    CarriedOther,
}

/// What kind of expenditure it is (支出性质).
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
#[doc(alias = "支出性质")]
pub enum Nature {
    /// 人员经费, the part of basic expenditure spent on staff.
    Personnel,
    /// 公用经费, the part of basic expenditure that keeps the office running.
    Operating,
    /// 项目支出, for a particular task.
    Project,
    /// 事业单位经营支出, for business on the side.
    Business,
    /// 对附属单位补助支出, paid to affiliated units.
    AffiliateSubsidy,
    /// 上缴上级支出, remitted to the superior body.
    SuperiorRemittance,
    /// 结转下年, not spent this year but carried forward.
    CarriedForward,
    /// 单位预留机动经费, kept in reserve for tasks that come up. Few places print it apart from 项目支出.
    Reserve,
}

impl Leaf for Source {
    const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    fn ordinal(self) -> u32 {
        self as u32
    }

    fn name(self) -> &'static str {
        const NAMES: [&str; 21] = [
            "一般公共预算",
            "政府性基金预算",
            "国有资本经营预算",
            "教育收费",
            "其他专户收入",
            "事业收入",
            "经营收入",
            "上级补助收入",
            "附属单位上缴收入",
            "其他收入",
            "用事业基金弥补收支差额",
            "结转一般公共预算",
            "结转政府性基金预算",
            "结转国有资本经营预算",
            "结转教育收费",
            "结转其他专户收入",
            "结转事业收入",
            "结转经营收入",
            "结转上级补助收入",
            "结转附属单位上缴收入",
            "结转其他收入",
        ];
        NAMES[self as usize]
    }
}

impl Leaf for Nature {
    const TOGETHER: &'static [(&'static str, &'static [Self], &'static str)] =
        &[("project", &[Self::Project, Self::Reserve], "project-alone")];
    const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    fn ordinal(self) -> u32 {
        self as u32
    }

    fn name(self) -> &'static str {
        const NAMES: [&str; 8] = [
            "人员经费",
            "公用经费",
            "项目支出",
            "事业单位经营支出",
            "对附属单位补助支出",
            "上缴上级支出",
            "结转下年",
            "单位预留机动经费",
        ];
        NAMES[self as usize]
    }
}

/// A set of leaves of one axis (口径).
///
/// ```
/// use yusuan::{Scope, Source};
///
/// let special = Scope::of(&[Source::EducationFees, Source::OtherSpecialAccount]);
/// assert_eq!(special, Scope::SPECIAL_ACCOUNT);
/// assert!(Scope::FISCAL.is_disjoint(special));
/// assert_eq!(special.to_string(), "education-fees+other-special-account");
/// assert_eq!(special.name(), "教育收费、其他专户收入");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "口径")]
pub struct Scope<L> {
    bits: u32,
    leaf: PhantomData<L>,
}

impl Scope<Source> {
    /// Every source.
    pub const ALL: Self = Self::from_bits((1 << 21) - 1);
    /// 财政拨款 of this year: general public budget, government funds, state capital.
    #[doc(alias = "财政拨款")]
    pub const FISCAL: Self = Self::from_bits(0b111);
    /// 财政专户: tuition and other money of the special fiscal account.
    #[doc(alias = "财政专户")]
    pub const SPECIAL_ACCOUNT: Self = Self::from_bits(0b11 << 3);
    /// 上年结转: every carried-over leaf.
    #[doc(alias = "上年结转")]
    pub const CARRIED_OVER: Self = Self::from_bits(((1 << 10) - 1) << 11);
    /// All money of this year, that is, everything but [`CARRIED_OVER`](Self::CARRIED_OVER) and the
    /// draw on accumulated funds.
    pub const THIS_YEAR: Self = Self::from_bits((1 << 10) - 1);

    /// The set of one source.
    pub const fn just(leaf: Source) -> Self {
        Self::from_bits(1 << leaf as u32)
    }

    /// These sources and the same kinds carried over from last year.
    #[must_use]
    pub const fn with_carried_over(self) -> Self {
        Self::from_bits(self.bits | (self.bits & Self::THIS_YEAR.bits) << 11)
    }
}

impl Scope<Nature> {
    /// Every nature, 结转下年 included.
    pub const ALL: Self = Self::from_bits((1 << 8) - 1);
    /// 基本支出: staff and running costs.
    #[doc(alias = "基本支出")]
    pub const BASIC: Self = Self::from_bits(0b11);
    /// 项目支出, what is kept in reserve for projects included.
    #[doc(alias = "项目支出")]
    pub const PROJECT: Self = Self::from_bits(0b1000_0100);
    /// Basic and project expenditure together.
    pub const BASIC_AND_PROJECT: Self = Self::from_bits(0b1000_0111);
    /// 本年支出: everything but what is carried forward.
    #[doc(alias = "本年支出")]
    pub const SPENT: Self = Self::from_bits(0b1011_1111);

    /// The set of one nature.
    pub const fn just(leaf: Nature) -> Self {
        Self::from_bits(1 << leaf as u32)
    }
}

impl<L> Scope<L> {
    /// The empty set.
    pub const NONE: Self = Self::from_bits(0);

    pub(crate) const fn from_bits(bits: u32) -> Self {
        Self { bits, leaf: PhantomData }
    }

    pub(crate) const fn bits(self) -> u32 {
        self.bits
    }

    /// Everything in either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self::from_bits(self.bits | other.bits)
    }

    /// What both sets share.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self::from_bits(self.bits & other.bits)
    }

    /// What is here and not in `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self::from_bits(self.bits & !other.bits)
    }

    /// Whether every leaf of `other` is here.
    pub const fn contains(self, other: Self) -> bool {
        other.bits & !self.bits == 0
    }

    /// Whether the two share nothing.
    pub const fn is_disjoint(self, other: Self) -> bool {
        self.bits & other.bits == 0
    }

    /// Whether there is no leaf.
    pub const fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// The number of leaves.
    pub const fn len(self) -> usize {
        self.bits.count_ones() as usize
    }
}

impl<L: Leaf> Scope<L> {
    /// The set of these leaves.
    pub fn of(leaves: &[L]) -> Self {
        Self::from_bits(leaves.iter().fold(0, |bits, leaf| bits | 1 << leaf.ordinal()))
    }

    /// The leaves, in the order of printing.
    pub fn leaves(self) -> impl Iterator<Item = L> {
        L::ALL.iter().copied().filter(move |leaf| self.bits >> leaf.ordinal() & 1 == 1)
    }

    /// The id that stands for a leaf of this set; none if another leaf's id stands for it too.
    fn id_of(self, leaf: L) -> Option<&'static str> {
        match L::TOGETHER.iter().find(|(_, leaves, _)| leaves.contains(&leaf)) {
            Some((together, leaves, _)) if self.contains(Self::of(leaves)) => (leaves[0] == leaf).then_some(*together),
            Some((_, leaves, alone)) if leaves[0] == leaf => Some(*alone),
            _ => Some(leaf.into()),
        }
    }

    /// The Chinese terms of the leaves, or 全部 for all of them.
    pub fn name(self) -> String {
        if self.len() == L::ALL.len() {
            return "全部".to_owned();
        }
        let is_told = |leaf: &L| self.id_of(*leaf).is_some();
        self.leaves().filter(is_told).map(Leaf::name).collect::<Vec<_>>().join("、")
    }
}

impl<L: Leaf> From<L> for Scope<L> {
    fn from(leaf: L) -> Self {
        Self::of(&[leaf])
    }
}

impl<L: Leaf> fmt::Debug for Scope<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scope({self})")
    }
}

/// The ids of the leaves joined with `+`; `all` and `none` for the whole axis and the empty set.
impl<L: Leaf> fmt::Display for Scope<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("none");
        }
        if self.len() == L::ALL.len() {
            return f.write_str("all");
        }
        let ids: Vec<&'static str> = self.leaves().filter_map(|leaf| self.id_of(leaf)).collect();
        f.write_str(&ids.join("+"))
    }
}

/// A text that names no set of leaves.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{leaf:?} is no leaf of this axis")]
pub struct ScopeError {
    leaf: String,
}

impl<L: Leaf> FromStr for Scope<L> {
    type Err = ScopeError;

    fn from_str(text: &str) -> Result<Self, ScopeError> {
        match text {
            "none" => Ok(Self::NONE),
            "all" => Ok(Self::of(L::ALL)),
            _ => text.split('+').try_fold(Self::NONE, |scope, id| {
                if let Some((together, leaves, _)) =
                    L::TOGETHER.iter().find(|(together, _, alone)| id == *together || id == *alone)
                {
                    return Ok(scope.union(if id == *together { Self::of(leaves) } else { Self::of(&leaves[..1]) }));
                }
                let leaf = id.parse::<L>().map_err(|_| ScopeError { leaf: id.to_owned() })?;
                Ok(scope.union(Self::of(&[leaf])))
            }),
        }
    }
}

#[cfg(feature = "serde")]
impl<L: Leaf> serde::Serialize for Scope<L> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de, L: Leaf> serde::Deserialize<'de> for Scope<L> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
