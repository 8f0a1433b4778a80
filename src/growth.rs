//! Change and growth between two amounts of one key.

mod ratio;

use std::fmt;

use rust_decimal::Decimal;

use crate::amount::{Amount, AmountError};

pub use ratio::Ratio;

/// How an amount of one key moved between two years. Absent is not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Change {
    /// Only the later year has it.
    Added(Amount),
    /// Only the earlier year has it.
    Dropped(Amount),
    /// Both years have it.
    Kept {
        /// The earlier amount.
        before: Amount,
        /// The later amount.
        after: Amount,
    },
}

/// A rate of growth, exact.
///
/// ```
/// use yusuan::{Amount, Growth};
///
/// let growth = Growth::of(Amount::from_yuan(8), Amount::from_yuan(9))?;
/// assert_eq!(growth.to_string(), "12.50%");
/// assert_eq!(Growth::of(Amount::ZERO, Amount::from_yuan(9))?, Growth::FromZero);
/// # Ok::<(), yusuan::AmountError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Growth {
    /// The change divided by the size of the base: its sign is that of the change, also on a negative
    /// base.
    Rate {
        /// The later amount less the earlier one.
        change: Amount,
        /// The earlier amount without its sign, not zero.
        base: Amount,
    },
    /// There was nothing before (基数为0，不可比).
    FromZero,
    /// Nothing changed (持平).
    Unchanged,
}

impl Change {
    /// The later amount less the earlier one, an absent one counting as nothing.
    pub fn delta(self) -> Result<Amount, AmountError> {
        self.after().unwrap_or(Amount::ZERO).checked_sub(self.before().unwrap_or(Amount::ZERO))
    }

    /// The earlier amount.
    pub const fn before(self) -> Option<Amount> {
        match self {
            Self::Added(_) => None,
            Self::Dropped(before) | Self::Kept { before, .. } => Some(before),
        }
    }

    /// The later amount.
    pub const fn after(self) -> Option<Amount> {
        match self {
            Self::Dropped(_) => None,
            Self::Added(after) | Self::Kept { after, .. } => Some(after),
        }
    }

    /// The growth, if both years have the amount.
    pub fn growth(self) -> Option<Growth> {
        match self {
            Self::Added(_) | Self::Dropped(_) => None,
            Self::Kept { before, after } => Growth::of(before, after).ok(),
        }
    }

    /// `added`, `dropped` or `kept`.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Added(_) => "added",
            Self::Dropped(_) => "dropped",
            Self::Kept { .. } => "kept",
        }
    }
}

impl Growth {
    /// The growth from one amount to another.
    pub fn of(before: Amount, after: Amount) -> Result<Self, AmountError> {
        let change = after.checked_sub(before)?;
        Ok(if change.is_zero() {
            Self::Unchanged
        } else if before.is_zero() {
            Self::FromZero
        } else {
            Self::Rate { change, base: before.abs() }
        })
    }

    /// The rate as an exact quotient; `None` if there is no rate.
    pub fn ratio(self) -> Option<Ratio> {
        match self {
            Self::Unchanged => Some(Ratio::ZERO),
            Self::FromZero => None,
            Self::Rate { change, base } => Ratio::of(change, base),
        }
    }

    /// The rate in percent, rounded half away from zero (四舍五入); `None` if there is no rate.
    pub fn percent(self, decimals: u32) -> Option<Decimal> {
        self.ratio()?.percent(decimals)
    }
}

/// The rate with two decimals, or what stands in for it: `13.77%`, `-2.10%`, `基数为0，不可比`, `持平`.
impl fmt::Display for Growth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unchanged => f.write_str("持平"),
            Self::FromZero => f.write_str("基数为0，不可比"),
            Self::Rate { .. } => match self.percent(2) {
                Some(percent) => write!(f, "{percent}%"),
                None => f.write_str("--"),
            },
        }
    }
}
