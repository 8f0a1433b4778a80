//! A row of a comparison: the change, what rounding leaves open about it, how it came to be compared.

use crate::amount::{Amount, AmountError, Interval};
use crate::budget::Language;
use crate::growth::{Change, Ratio};

use super::{Mapped, Movement, Unmatched};

/// The two years of one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub(super) change: Change,
    pub(super) before: Interval,
    pub(super) after: Interval,
    pub(super) mapped: Option<Box<Mapped>>,
    pub(super) stated: Option<Stated>,
}

/// Which of the two amounts of a row no table prints, so that it is the narrative's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::Display)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
pub enum Stated {
    /// The earlier one.
    Earlier,
    /// The later one.
    Later,
    /// Both.
    Both,
}

impl Stated {
    pub(super) const fn of(earlier: bool, later: bool) -> Option<Self> {
        match (earlier, later) {
            (true, true) => Some(Self::Both),
            (true, false) => Some(Self::Earlier),
            (false, true) => Some(Self::Later),
            (false, false) => None,
        }
    }

    /// The mark in words.
    pub const fn message(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Earlier, Language::Chinese) => "上年数据情况说明",
            (Self::Earlier, Language::English) => "the earlier amount is the narrative's",
            (Self::Later, Language::Chinese) => "本年数据情况说明",
            (Self::Later, Language::English) => "the later amount is the narrative's",
            (Self::Both, Language::Chinese) => "两年数均据情况说明",
            (Self::Both, Language::English) => "both amounts are the narratives'",
        }
    }
}

/// Where the true rate of growth lies, both amounts having been rounded for print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrowthRange {
    /// Between two rates.
    Between {
        /// The lowest.
        low: RateBound,
        /// The highest.
        high: RateBound,
    },
    /// The base may be zero, so the rate may be anything, or there is none.
    BaseMayBeZero,
    /// One of the years does not have the amount, so there is no rate.
    NoRate,
}

/// One end of a [`GrowthRange`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateBound {
    /// The rate.
    pub rate: Ratio,
    /// Whether it is itself possible.
    pub closed: bool,
}

/// A part of a whole, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Portion {
    /// The exact quotient.
    Of(Ratio),
    /// The whole did not change, so nothing is a share of its change.
    NoChange,
    /// The whole was zero before, so nothing contributes to its growth.
    NoBase,
    /// The part or the whole could not be compared.
    Unknown(Unmatched),
}

impl Entry {
    /// Both amounts.
    pub const fn change(&self) -> Change {
        self.change
    }

    /// The case of the change.
    pub fn movement(&self) -> Movement {
        Movement::of(self.change)
    }

    /// The true earlier amounts that are printed so; exactly nothing if the earlier year does not have it.
    pub const fn before(&self) -> Interval {
        self.before
    }

    /// The true later amounts that are printed so; exactly nothing if the later year does not have it.
    pub const fn after(&self) -> Interval {
        self.after
    }

    /// Where the true change lies.
    pub fn delta_range(&self) -> Result<Interval, AmountError> {
        self.after.checked_sub(self.before)
    }

    /// Where the true rate of growth lies.
    pub fn growth_range(&self) -> GrowthRange {
        if !matches!(self.change, Change::Kept { .. }) {
            return GrowthRange::NoRate;
        }
        let (low, high) = (self.before.lower(), self.before.upper());
        if !low.value.is_positive() && !high.value.is_negative() {
            return GrowthRange::BaseMayBeZero;
        }
        // The rate rises or falls in each amount alone, so its extremes lie at the corners.
        let corners = [low, high].into_iter().flat_map(|base| {
            [self.after.lower(), self.after.upper()].map(|after| {
                let rate = Ratio::of(after.value.checked_sub(base.value).ok()?, base.value.abs())?;
                // Nothing is a fall of all of any base, also of those inside the interval.
                let closed = after.closed && (base.closed || after.value.is_zero());
                Some(RateBound { rate, closed })
            })
        });
        let Some(corners) = corners.collect::<Option<Vec<RateBound>>>() else { return GrowthRange::BaseMayBeZero };
        let low = corners.iter().min_by_key(|corner| (corner.rate, !corner.closed));
        let high = corners.iter().max_by_key(|corner| (corner.rate, corner.closed));
        match (low, high) {
            (Some(&low), Some(&high)) => GrowthRange::Between { low, high },
            _ => GrowthRange::BaseMayBeZero,
        }
    }

    /// Whether rounding alone may have made the change.
    pub fn may_be_unchanged(&self) -> bool {
        self.before.intersects(self.after)
    }

    /// How the earlier figures were mapped to this key; `None` if both years print it under the same code and name.
    pub fn mapped(&self) -> Option<&Mapped> {
        self.mapped.as_deref()
    }

    /// Which of the amounts a sentence states and no table prints; `None` if tables print both.
    pub const fn stated(&self) -> Option<Stated> {
        self.stated
    }

    /// The later amount less the earlier one. A comparison has no entry whose difference is out of range.
    pub fn delta(&self) -> Amount {
        self.change.delta().unwrap_or_default()
    }
}

impl GrowthRange {
    /// The range in percent, its ends rounded to that many decimals, or why there is none: `4.0%～6.0%`.
    pub fn message(self, decimals: u32, language: Language) -> String {
        let (chinese, english) = match self {
            Self::Between { low, high } => {
                let dash = if language == Language::Chinese { "～" } else { " to " };
                return format!("{}{dash}{}", percent(low.rate, decimals), percent(high.rate, decimals));
            }
            Self::BaseMayBeZero => ("基数可能为0", "the base may be zero"),
            Self::NoRate => ("仅一年有数", "only one of the years has it"),
        };
        if language == Language::Chinese { chinese.to_owned() } else { english.to_owned() }
    }
}

impl Portion {
    /// The portion in percent, or why there is none. Of a contribution, the percent are percentage points.
    pub fn message(self, decimals: u32, language: Language) -> String {
        let (chinese, english) = match self {
            Self::Of(ratio) => return percent(ratio, decimals),
            Self::NoChange => ("总额未变，无从计算比重", "the whole did not change"),
            Self::NoBase => ("总额基数为0，不可比", "the whole was zero before"),
            Self::Unknown(reason) => return reason.message(language),
        };
        if language == Language::Chinese { chinese.to_owned() } else { english.to_owned() }
    }
}

fn percent(ratio: Ratio, decimals: u32) -> String {
    ratio.percent(decimals).map_or_else(|| format!("{ratio}×100%"), |percent| format!("{percent}%"))
}
