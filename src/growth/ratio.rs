//! Exact quotients of two amounts.

use std::cmp::Ordering;
use std::fmt;

use rust_decimal::Decimal;

use crate::amount::Amount;

/// An exact quotient of two amounts: a rate of growth, a share, a contribution. In lowest terms, rounded only
/// when it is shown.
///
/// ```
/// use yusuan::{Amount, Ratio};
///
/// let third = Ratio::of(Amount::from_yuan(100), Amount::from_yuan(300)).unwrap();
/// assert_eq!(third.to_string(), "1/3");
/// assert_eq!(third.percent(2).unwrap().to_string(), "33.33");
/// assert!(third < Ratio::of(Amount::from_yuan(334), Amount::from_yuan(1000)).unwrap());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: i128,
    /// Above zero.
    denominator: i128,
}

impl Ratio {
    /// Nothing of anything.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// A part of a whole; `None` if the whole is nothing.
    pub fn of(part: Amount, whole: Amount) -> Option<Self> {
        if whole.is_zero() {
            return None;
        }
        let (numerator, denominator) = (in_last_decimals(part), in_last_decimals(whole));
        let common = greatest_common_divisor(numerator, denominator) * denominator.signum();
        Some(Self { numerator: numerator / common, denominator: denominator / common })
    }

    /// The numerator in lowest terms; it carries the sign.
    pub const fn numerator(self) -> i128 {
        self.numerator
    }

    /// The denominator in lowest terms, above zero.
    pub const fn denominator(self) -> i128 {
        self.denominator
    }

    /// Whether it is less than zero.
    pub const fn is_negative(self) -> bool {
        self.numerator < 0
    }

    /// In percent, rounded half away from zero (四舍五入) from the exact quotient. `None` if it has more digits
    /// than a `Decimal` holds.
    pub fn percent(self, decimals: u32) -> Option<Decimal> {
        let hundredfold = self.numerator.unsigned_abs() * 100;
        let denominator = self.denominator.unsigned_abs();
        let (mut digits, mut rest) = (hundredfold / denominator, hundredfold % denominator);
        for _ in 0..decimals {
            digits = digits.checked_mul(10)?.checked_add(rest * 10 / denominator)?;
            rest = rest * 10 % denominator;
        }
        digits += u128::from(rest * 2 >= denominator);
        let digits = i128::try_from(digits).ok()? * self.numerator.signum();
        Decimal::try_from_i128_with_scale(digits, decimals).ok()
    }
}

/// Exact: by the digits of both continued fractions, since products of such numbers do not fit into 128 bits.
impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut left, mut right) = ((self.numerator, self.denominator), (other.numerator, other.denominator));
        loop {
            let whole = left.0.div_euclid(left.1).cmp(&right.0.div_euclid(right.1));
            let rest = (left.0.rem_euclid(left.1), right.0.rem_euclid(right.1));
            match (whole, rest) {
                (Ordering::Equal, (0, _) | (_, 0)) => return rest.0.cmp(&rest.1),
                (Ordering::Equal, _) => (left, right) = ((right.1, rest.1), (left.1, rest.0)),
                (unequal, _) => return unequal,
            }
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The quotient in lowest terms: `1/3`.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

/// As text, `1/3`, so that no reader makes it a float.
#[cfg(feature = "serde")]
impl serde::Serialize for Ratio {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// An amount counted in its last possible decimal; below 10<sup>28</sup>.
fn in_last_decimals(amount: Amount) -> i128 {
    const DECIMALS: u32 = 9;
    let yuan = amount.yuan();
    yuan.mantissa() * 10_i128.pow(DECIMALS.saturating_sub(yuan.scale()))
}

/// Above zero unless both are zero.
fn greatest_common_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
