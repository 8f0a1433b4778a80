//! Money: exact inside, with a unit and a precision only where it is printed.
//!
//! - [`Amount`] is a sum of money and nothing else.
//! - [`Printed`] is what a document shows of one: digits, decimals, a [`Unit`].
//! - [`Interval`] holds the true amounts that are printed alike.

mod interval;
mod parse;
mod printed;
mod unit;

use std::fmt;
use std::ops::Neg;

use rust_decimal::Decimal;

pub use interval::{Bound, Interval};
pub use parse::ParseAmountError;
pub use printed::Printed;
pub use unit::Unit;

/// An exact amount of money (金额), without a unit until it is printed.
///
/// An amount is below 10<sup>19</sup> yuan in size and has at most nine
/// decimals of a yuan: one more than a figure may print, so that half of its
/// last place is an amount too. Nothing is ever rounded here; what would need
/// it is an error.
///
/// The text form is the plain number of yuan with its unit. Reading also
/// accepts whatever a document prints.
///
/// ```
/// use yusuan::{Amount, Unit};
///
/// let total: Amount = "7,260.39万元".parse()?;
/// assert_eq!(total, Amount::from_yuan(72_603_900));
/// assert_eq!(total.to_string(), "72603900元");
/// assert_eq!(total.in_unit(Unit::HundredMillionYuan).to_string(), "0.726039");
/// # Ok::<(), yusuan::ParseAmountError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "金额")]
// In yuan, normalised: no trailing zeros and no negative zero.
pub struct Amount(Decimal);

/// A number that is no [`Amount`], no [`Printed`] or no [`Interval`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AmountError {
    /// Not below 10<sup>19</sup> yuan in size.
    #[error("amount is not below 10^19 yuan")]
    OutOfRange,
    /// More than nine decimals of a yuan.
    #[error("amount is finer than 9 decimals of a yuan")]
    TooFine,
    /// More than [`Printed::MAX_DECIMALS`].
    #[error("{0} decimals are more than the 8 a figure may print")]
    TooManyDecimals(u32),
    /// The figure, read without its point, does not fit into an `i64`.
    #[error("figure has more digits than fit into 64 bits")]
    TooManyDigits,
    /// The ends of an interval leave no amount between them.
    #[error("interval is empty")]
    EmptyInterval,
}

impl Amount {
    /// No money.
    pub const ZERO: Self = Self(Decimal::ZERO);
    /// The largest amount, 10<sup>19</sup> − 10<sup>−9</sup> yuan.
    // 28 nines.
    pub const MAX: Self = Self(Decimal::from_parts(0x0FFF_FFFF, 0x3E25_0261, 0x204F_CE5E, false, 9));
    const MAX_DECIMALS: u32 = 9;
    const LIMIT: u64 = 10_u64.pow(19);

    /// So many of that unit: 7260.39 of 万元.
    pub fn from_unit(number: Decimal, unit: Unit) -> Result<Self, AmountError> {
        // A product too long for a `Decimal` would lose only the zeros that
        // the power of ten has added; too large a one is refused.
        number
            .checked_mul(Decimal::from(10_u64.pow(unit.exponent())))
            .ok_or(AmountError::OutOfRange)
            .and_then(Self::from_decimal)
    }

    /// A whole number of yuan.
    pub fn from_yuan(yuan: i64) -> Self {
        Self::from_power(yuan.into(), 0)
    }

    /// How many of that unit this is: exact, without trailing zeros.
    pub fn in_unit(self, unit: Unit) -> Decimal {
        (self.0 * Decimal::new(1, unit.exponent())).normalize()
    }

    /// How many yuan this is: exact, without trailing zeros.
    pub const fn yuan(self) -> Decimal {
        self.0
    }

    /// Whether this is no money at all.
    pub const fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is more than zero.
    pub const fn is_positive(self) -> bool {
        self.0.is_sign_positive() && !self.0.is_zero()
    }

    /// Whether this is less than zero.
    pub const fn is_negative(self) -> bool {
        self.0.is_sign_negative()
    }

    /// The size, without the sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// The sum of both.
    pub fn checked_add(self, other: Self) -> Result<Self, AmountError> {
        // Whole yuan, as most amounts are.
        if self.0.scale() == 0 && other.0.scale() == 0 {
            let sum = self.0.mantissa() + other.0.mantissa();
            let is_amount = sum.unsigned_abs() < u128::from(Self::LIMIT);
            return is_amount.then(|| Self(Decimal::from_i128_with_scale(sum, 0))).ok_or(AmountError::OutOfRange);
        }
        // Exact: two amounts on a common scale stay within 28 digits, their
        // sum below the 7.9 × 10^28 that a `Decimal` holds.
        self.0.checked_add(other.0).ok_or(AmountError::OutOfRange).and_then(Self::from_decimal)
    }

    /// What is left of this without the other.
    pub fn checked_sub(self, other: Self) -> Result<Self, AmountError> {
        self.checked_add(-other)
    }

    /// This amount so many times.
    pub fn checked_mul_integer(self, times: i64) -> Result<Self, AmountError> {
        // A product of more than 28 digits would be rounded, but with at most
        // nine decimals it is out of range anyway.
        self.0.checked_mul(times.into()).ok_or(AmountError::OutOfRange).and_then(Self::from_decimal)
    }

    /// The sum of all, zero for none. The sums on the way must be in range too.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, AmountError> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// The one gate for numbers from outside.
    fn from_decimal(yuan: Decimal) -> Result<Self, AmountError> {
        if yuan.abs() >= Decimal::from(Self::LIMIT) {
            return Err(AmountError::OutOfRange);
        }
        let yuan = yuan.normalize();
        if yuan.scale() > Self::MAX_DECIMALS {
            return Err(AmountError::TooFine);
        }
        Ok(Self(yuan))
    }

    /// `count` × 10^`exponent` yuan, which the caller knows to be an amount.
    fn from_power(count: i128, exponent: i32) -> Self {
        let power = exponent.unsigned_abs();
        if exponent < 0 {
            Self(Decimal::from_i128_with_scale(count, power).normalize())
        } else {
            let yuan = count * power_of_ten(power);
            Self(Decimal::from_i128_with_scale(yuan, 0))
        }
    }
}

impl Neg for Amount {
    type Output = Self;

    fn neg(self) -> Self {
        // `Decimal` has a negative zero, `Amount` has not.
        if self.is_zero() { self } else { Self(-self.0) }
    }
}

impl Default for Amount {
    fn default() -> Self {
        Self::ZERO
    }
}

/// The number of yuan and the unit, `72603900元`, which reads back as the same amount.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}元", self.0)
    }
}

/// The number of yuan as text, so that no reader turns it into a float.
#[cfg(feature = "serde")]
impl serde::Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;

        let text = String::deserialize(deserializer)?;
        let yuan = Decimal::from_str_exact(&text)
            .map_err(|_| D::Error::custom(format_args!("`{text}` is not a number of yuan")))?;
        Self::from_decimal(yuan).map_err(D::Error::custom)
    }
}

/// Looked up, since figures are read and summed by the thousand.
fn power_of_ten(exponent: u32) -> i128 {
    const POWERS: [i128; 20] = {
        let mut powers = [1; 20];
        let mut exponent = 1;
        while exponent < 20 {
            powers[exponent] = powers[exponent - 1] * 10;
            exponent += 1;
        }
        powers
    };
    POWERS[exponent as usize]
}
