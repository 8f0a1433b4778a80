//! What may be said of a change: each case a value of its own, with its words in both languages.

use rust_decimal::Decimal;

use crate::budget::Language;
use crate::growth::{Change, Growth, Ratio};

use super::Unmatched;

/// How an amount moved, with every case that has no plain rate told apart.
///
/// ```
/// use yusuan::{Amount, Change, Language, Movement};
///
/// let of = |before, after| {
///     let change = Change::Kept { before: Amount::from_yuan(before), after: Amount::from_yuan(after) };
///     Movement::of(change).message(2, Language::Chinese)
/// };
/// assert_eq!(of(80, 90), "增长12.50%");
/// assert_eq!(of(0, 90), "基数为0，不可比");
/// assert_eq!(of(0, 0), "两年均为0");
/// assert_eq!(of(-80, 90), "由负转正，不可比");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// 增长, 下降: from more than nothing to another amount that is not negative.
    Rate(Ratio),
    /// 持平: the same amount, not zero.
    Unchanged,
    /// Nothing in both years, and printed as nothing.
    BothZero,
    /// 基数为0，不可比: there was nothing before.
    FromZero,
    /// 基数为负: the base is less than zero, and the amount is no more than zero. The change is measured by the
    /// size of the base, its sign that of the change.
    NegativeBase(Ratio),
    /// The amount went from below zero to above it or the other way; a rate would mislead.
    SignChange {
        /// Whether the later amount is the one below zero.
        to_negative: bool,
    },
    /// 新增: the earlier year does not have it.
    Added,
    /// 取消: the later year does not have it.
    Dropped,
    /// It could not be compared.
    Unknown(Unmatched),
}

impl Movement {
    /// The case of a change.
    pub fn of(change: Change) -> Self {
        let (before, after) = match change {
            Change::Added(_) => return Self::Added,
            Change::Dropped(_) => return Self::Dropped,
            Change::Kept { before, after } => (before, after),
        };
        match Growth::of(before, after) {
            Ok(Growth::Unchanged) if before.is_zero() => Self::BothZero,
            Ok(Growth::Unchanged) => Self::Unchanged,
            Ok(Growth::FromZero) => Self::FromZero,
            _ if before.is_negative() && after.is_positive() => Self::SignChange { to_negative: false },
            _ if before.is_positive() && after.is_negative() => Self::SignChange { to_negative: true },
            Ok(growth) => match growth.ratio() {
                Some(ratio) if before.is_negative() => Self::NegativeBase(ratio),
                Some(ratio) => Self::Rate(ratio),
                None => Self::FromZero,
            },
            // Two amounts of one sign have a difference.
            Err(_) => Self::Unknown(Unmatched::NotPrinted),
        }
    }

    /// The rate, where one may be stated.
    pub fn rate(self) -> Option<Ratio> {
        match self {
            Self::Rate(ratio) | Self::NegativeBase(ratio) => Some(ratio),
            Self::Unchanged => Some(Ratio::ZERO),
            _ => None,
        }
    }

    /// The case in words, a rate rounded to that many decimals.
    pub fn message(self, decimals: u32, language: Language) -> String {
        let (chinese, english) = match self {
            Self::Rate(ratio) => return rate(ratio, decimals, language),
            Self::NegativeBase(ratio) => {
                let rate = rate(ratio, decimals, language);
                return match language {
                    Language::Chinese => format!("{rate}（基数为负，按绝对值计算）"),
                    Language::English => format!("{rate} of the size of a negative base"),
                };
            }
            Self::Unknown(reason) => return reason.message(language),
            Self::Unchanged => ("持平", "unchanged"),
            Self::BothZero => ("两年均为0", "zero in both years"),
            Self::FromZero => ("基数为0，不可比", "from zero, not comparable"),
            Self::SignChange { to_negative: true } => ("由正转负，不可比", "from positive to negative, not comparable"),
            Self::SignChange { to_negative: false } => {
                ("由负转正，不可比", "from negative to positive, not comparable")
            }
            Self::Added => ("新增", "new"),
            Self::Dropped => ("取消", "gone"),
        };
        match language {
            Language::Chinese => chinese.to_owned(),
            Language::English => english.to_owned(),
        }
    }
}

fn rate(ratio: Ratio, decimals: u32, language: Language) -> String {
    let percent =
        ratio.percent(decimals).map_or_else(|| format!("{ratio}×100"), |percent| Decimal::abs(&percent).to_string());
    match (language, ratio.is_negative()) {
        (Language::Chinese, false) => format!("增长{percent}%"),
        (Language::Chinese, true) => format!("下降{percent}%"),
        (Language::English, false) => format!("up {percent}%"),
        (Language::English, true) => format!("down {percent}%"),
    }
}
