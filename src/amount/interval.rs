//! The amounts that rounding may have hidden behind a printed figure.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Neg;

use super::{Amount, AmountError};

/// A range of true amounts, each end in or out of it. Never empty.
///
/// Publishers round half away from zero (四舍五入), so 1.00万元 stands for
/// everything from 9,950元 up to but not including 10,050元. Sums of such
/// figures keep track of both ends *and* their openness: that is what makes a
/// tail of one last digit between two figures a contradiction.
///
/// ```
/// use yusuan::{Amount, Printed, Unit};
///
/// let total = Printed::parse("3.00", Unit::TenThousandYuan)?.interval();
/// let part = Printed::parse("1.00", Unit::TenThousandYuan)?.interval();
/// assert_eq!(total.to_string(), "[29950, 30050) 元");
///
/// // Taking away a part swaps its ends and their openness.
/// let rest = total.checked_sub(part)?;
/// assert_eq!(rest.to_string(), "(19900, 20100) 元");
/// assert!(rest.contains(Amount::from_yuan(20_099)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "(Bound, Bound)", into = "(Bound, Bound)"))]
pub struct Interval {
    lower: Bound,
    upper: Bound,
}

/// One end of an [`Interval`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Bound {
    /// Where the interval ends.
    pub value: Amount,
    /// Whether `value` itself is inside.
    pub closed: bool,
}

impl Interval {
    /// The amounts between two ends; an error if there are none.
    pub fn new(lower: Bound, upper: Bound) -> Result<Self, AmountError> {
        let is_point = lower.value == upper.value && lower.closed && upper.closed;
        if lower.value < upper.value || is_point { Ok(Self { lower, upper }) } else { Err(AmountError::EmptyInterval) }
    }

    /// That amount alone.
    pub const fn exactly(value: Amount) -> Self {
        let end = Bound { value, closed: true };
        Self { lower: end, upper: end }
    }

    /// Between two ends that are known to be in order.
    pub(super) const fn between(lower: Bound, upper: Bound) -> Self {
        Self { lower, upper }
    }

    /// The lower end.
    pub const fn lower(self) -> Bound {
        self.lower
    }

    /// The upper end.
    pub const fn upper(self) -> Bound {
        self.upper
    }

    /// Whether the amount lies inside.
    pub fn contains(self, amount: Amount) -> bool {
        let above = self.lower.value < amount || self.lower.is_at(amount);
        let below = amount < self.upper.value || self.upper.is_at(amount);
        above && below
    }

    /// Whether any amount lies in both.
    pub fn intersects(self, other: Self) -> bool {
        self.intersection(other).is_some()
    }

    /// The amounts that lie in both, or `None` if there are none.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let lower = match self.lower.value.cmp(&other.lower.value) {
            Ordering::Less => other.lower,
            Ordering::Equal => self.lower.with(other.lower, self.lower.value),
            Ordering::Greater => self.lower,
        };
        let upper = match self.upper.value.cmp(&other.upper.value) {
            Ordering::Less => self.upper,
            Ordering::Equal => self.upper.with(other.upper, self.upper.value),
            Ordering::Greater => other.upper,
        };
        Self::new(lower, upper).ok()
    }

    /// Every sum of an amount here and an amount there.
    pub fn checked_add(self, other: Self) -> Result<Self, AmountError> {
        let add = |a: Bound, b: Bound| a.value.checked_add(b.value).map(|at| a.with(b, at));
        Ok(Self { lower: add(self.lower, other.lower)?, upper: add(self.upper, other.upper)? })
    }

    /// Every difference of an amount here and an amount there.
    pub fn checked_sub(self, other: Self) -> Result<Self, AmountError> {
        self.checked_add(-other)
    }
}

impl Bound {
    fn is_at(self, amount: Amount) -> bool {
        self.closed && self.value == amount
    }

    /// An end that is reached only if both of these are.
    fn with(self, other: Self, value: Amount) -> Self {
        Self { value, closed: self.closed && other.closed }
    }
}

/// Mirrors the interval at zero, so the ends change places with their openness.
impl Neg for Interval {
    type Output = Self;

    fn neg(self) -> Self {
        let mirror = |end: Bound| Bound { value: -end.value, closed: end.closed };
        Self { lower: mirror(self.upper), upper: mirror(self.lower) }
    }
}

/// The ends in yuan: `[72603850, 72603950) 元`.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = if self.lower.closed { '[' } else { '(' };
        let close = if self.upper.closed { ']' } else { ')' };
        let (lower, upper) = (self.lower.value.yuan(), self.upper.value.yuan());
        write!(f, "{open}{lower}, {upper}{close} 元")
    }
}

impl TryFrom<(Bound, Bound)> for Interval {
    type Error = AmountError;

    fn try_from((lower, upper): (Bound, Bound)) -> Result<Self, AmountError> {
        Self::new(lower, upper)
    }
}

impl From<Interval> for (Bound, Bound) {
    fn from(interval: Interval) -> Self {
        (interval.lower, interval.upper)
    }
}
