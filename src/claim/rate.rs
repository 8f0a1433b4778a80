//! Rates in print, exact arithmetic about them, and how a wrong one may have come about.

use std::fmt;
use std::str::FromStr;

use crate::amount::Printed;

/// A rate as printed: a percentage with its decimals, never negative (下降7.6% is 7.6).
///
/// ```
/// use yusuan::Rate;
///
/// let rate: Rate = "13.70".parse()?;
/// assert_eq!(rate.to_string(), "13.70");
/// assert_eq!(rate.decimals(), 2);
/// # Ok::<(), yusuan::RateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rate {
    last_digits: u64,
    decimals: u8,
}

/// A text that is no printed rate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a percentage of at most 15 digits")]
pub struct RateError(String);

impl Rate {
    /// The percentage times ten to the power of its decimals.
    pub const fn last_digits(self) -> u64 {
        self.last_digits
    }

    /// The number of decimals printed.
    pub const fn decimals(self) -> u8 {
        self.decimals
    }
}

impl FromStr for Rate {
    type Err = RateError;

    fn from_str(text: &str) -> Result<Self, RateError> {
        let error = || RateError(text.chars().take(40).collect());
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{fraction}");
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let pointed = text.contains('.');
        // A leading zero other than 0.5 would not be printed back.
        let padded = whole.len() > 1 && whole.starts_with('0');
        if !is_number(whole) || pointed != is_number(fraction) || padded || digits.len() > 15 {
            return Err(error());
        }
        let decimals = u8::try_from(fraction.len()).map_err(|_| error())?;
        Ok(Self { last_digits: digits.parse().map_err(|_| error())?, decimals })
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = usize::from(self.decimals);
        let digits = format!("{:0width$}", self.last_digits, width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        f.write_str(whole)?;
        if places > 0 {
            write!(f, ".{fraction}")?;
        }
        Ok(())
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Rate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Rate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// What a printed rate is a rate of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::Display)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum RateKind {
    /// The change, as a percentage of what it is compared with (增长3.7%).
    #[default]
    Change,
    /// The same without its percent sign (增加0.46万元（15.13）).
    Signless,
    /// The change as a multiple (增长16倍): the rate is 16, not a percentage.
    Multiple,
    /// The amount, as a percentage of the budget it is compared with (完成预算的98.2%).
    Completion,
    /// The amount, as a percentage of a [whole](super::Claim::whole) (占51.3%).
    Share,
}

/// How a wrong rate may have come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::Display, strum::VariantArray)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum RateSlip {
    /// Further digits were cut off instead of rounded.
    Cut,
    /// It was divided by this year's amount instead of last year's.
    DividedByThisYear,
    /// It is the ratio of this year's amount to last year's, not of the change.
    RatioAsPercent,
    /// A fraction (0.13) is printed as a percentage (0.13%).
    FractionAsPercent,
    /// A fraction of this year's amount is printed as a percentage.
    FractionOfThisYear,
    /// The point slipped by one place.
    TenTimesOff,
    /// It is the rate of other figures in the document.
    Stale,
    /// One digit was set for another.
    DigitReplaced,
}

/// Numerator and denominator of a rate at the corners of what rounding may have hidden.
///
/// A quotient is monotone in each of its figures as long as the denominator is positive, so its
/// extremes lie in the corners.
#[derive(Clone, Debug)]
pub(super) struct Corners {
    /// Signed numerator and denominator, in one unit.
    pairs: Vec<(i128, i128)>,
}

/// The figures that a rate is about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Figures {
    /// This year's amount and the change.
    Changed(Printed, Printed),
    /// This year's amount and last year's.
    Compared(Printed, Printed),
    /// The change and last year's amount.
    Moved(Printed, Printed),
    /// A part and its whole.
    Part(Printed, Printed),
}

impl Figures {
    fn both(self) -> [Printed; 2] {
        match self {
            Self::Changed(a, b) | Self::Compared(a, b) | Self::Moved(a, b) | Self::Part(a, b) => [a, b],
        }
    }

    /// Change over base, or part over whole.
    pub(super) fn corners(self) -> Option<Corners> {
        self.quotients(|this, one, other| match this {
            Self::Changed(..) => Some((other, one.checked_sub(other)?)),
            Self::Compared(..) => Some((one.checked_sub(other)?, other)),
            Self::Moved(..) | Self::Part(..) => Some((one, other)),
        })
    }

    /// Change over this year's amount.
    fn over_this_year(self) -> Option<Corners> {
        self.quotients(|this, one, other| match this {
            Self::Changed(..) => Some((other, one)),
            Self::Compared(..) => Some((one.checked_sub(other)?, one)),
            Self::Moved(..) => Some((one, one.checked_add(other)?)),
            Self::Part(..) => None,
        })
    }

    /// This year's amount over last year's.
    fn ratio(self) -> Option<Corners> {
        self.quotients(|this, one, other| match this {
            Self::Changed(..) => Some((one, one.checked_sub(other)?)),
            Self::Compared(..) => Some((one, other)),
            Self::Moved(..) => Some((one.checked_add(other)?, other)),
            Self::Part(..) => None,
        })
    }

    fn quotients(self, quotient: impl Fn(Self, i128, i128) -> Option<(i128, i128)>) -> Option<Corners> {
        let [one, other] = self.both();
        let place = one.last_place_exponent().min(other.last_place_exponent());
        let (one, other) = (ends(one, place)?, ends(other, place)?);
        let mut pairs = Vec::with_capacity(4);
        for one in one {
            for other in other {
                pairs.push(quotient(self, one, other)?);
            }
        }
        Some(Corners { pairs })
    }

    /// The rate the printed figures have, rounded half away from zero to that many decimals.
    pub(super) fn rate(self, decimals: u8) -> Option<Rate> {
        let [one, other] = self.both();
        let place = one.last_place_exponent().min(other.last_place_exponent());
        let exact = |printed: Printed| {
            let digit = 10_i128.checked_pow(u32::try_from(printed.last_place_exponent() - place).ok()?)?;
            i128::from(printed.last_digits()).checked_mul(digit)
        };
        let (one, other) = (exact(one)?, exact(other)?);
        let (number, divisor) = match self {
            Self::Changed(..) => (other, one.checked_sub(other)?),
            Self::Compared(..) => (one.checked_sub(other)?, other),
            Self::Moved(..) | Self::Part(..) => (one, other),
        };
        if divisor == 0 {
            return None;
        }
        let scale = 100_i128.checked_mul(10_i128.checked_pow(u32::from(decimals))?)?;
        let scaled = number.checked_abs()?.checked_mul(scale)?.checked_mul(2)?;
        let divisor = divisor.checked_abs()?;
        let digits = scaled.checked_add(divisor)? / divisor.checked_mul(2)?;
        Some(Rate { last_digits: u64::try_from(digits).ok()?, decimals })
    }
}

impl Corners {
    /// Whether some quotient, taken as a percentage, lies between two numbers of halves of `unit`-ths.
    ///
    /// `None` if the figures are too large for exact arithmetic.
    fn reaches(&self, low: i128, high: i128, halves: i128) -> Option<bool> {
        let (mut above, mut below) = (false, false);
        let (mut up, mut down) = (false, false);
        for &(number, divisor) in &self.pairs {
            // A base that may be zero or less allows any rate.
            if divisor <= 0 {
                return Some(true);
            }
            up |= number > 0;
            down |= number < 0;
            let scaled = number.checked_abs()?.checked_mul(halves)?;
            above |= scaled >= low.checked_mul(divisor)?;
            below |= scaled <= high.checked_mul(divisor)?;
        }
        // Where the change may go either way, it may also be next to nothing.
        Some(above && (below || up && down))
    }

    /// Whether a rate that rounds to the printed one is possible, with the printed percentage times
    /// ten to the power of `shift`.
    pub(super) fn possible(&self, rate: Rate, least_decimals: u8, shift: i32) -> Option<bool> {
        let digits = rate.digits_at(least_decimals)?;
        let halves = half_digits(rate.decimals.max(least_decimals))?;
        let power = 10_i128.checked_pow(shift.unsigned_abs())?;
        let (low, high) = ((2 * digits - 1).max(0), 2 * digits + 1);
        if shift < 0 {
            self.reaches(low, high, halves.checked_mul(power)?)
        } else {
            self.reaches(low.checked_mul(power)?, high.checked_mul(power)?, halves)
        }
    }

    /// Whether no base may be zero or less, which would allow any rate.
    fn are_certain(&self) -> bool {
        self.pairs.iter().all(|(_, divisor)| *divisor > 0)
    }

    /// Whether the printed rate is one whose further digits were cut off.
    fn cut(&self, rate: Rate, least_decimals: u8) -> Option<bool> {
        let digits = rate.digits_at(least_decimals)?;
        self.reaches(2 * digits, 2 * digits + 2, half_digits(rate.decimals.max(least_decimals))?)
    }
}

impl Rate {
    /// The digits it stands for with at least that many decimals.
    fn digits_at(self, least_decimals: u8) -> Option<i128> {
        let more = u32::from(self.decimals.max(least_decimals) - self.decimals);
        i128::from(self.last_digits).checked_mul(10_i128.checked_pow(more)?)
    }

    fn without_trailing_zeros(self) -> Self {
        let mut rate = self;
        while rate.decimals > 0 && rate.last_digits.is_multiple_of(10) {
            rate = Self { last_digits: rate.last_digits / 10, decimals: rate.decimals - 1 };
        }
        rate
    }
}

/// How a rate that the figures do not give may have come about; `others` are the figures of other sentences.
pub(super) fn slip(figures: Figures, rate: Rate, least_decimals: u8, others: &[Figures]) -> Option<RateSlip> {
    let fits = |corners: Option<Corners>, shift| {
        let corners = corners.filter(|corners| rate.last_digits > 0 && corners.are_certain());
        corners.and_then(|corners| corners.possible(rate, least_decimals, shift)).unwrap_or(false)
    };
    let cut_to = |rate, least| figures.corners().and_then(|corners| corners.cut(rate, least)).unwrap_or(false);
    // 下降95.0% for 95.8% was cut to a whole number before.
    let cut = cut_to(rate, least_decimals) || rate.last_digits > 0 && cut_to(rate.without_trailing_zeros(), 0);
    // A rate of one or two digits fits something or other in any document.
    let telling = rate.without_trailing_zeros().last_digits >= 100;
    Some(match () {
        () if cut => RateSlip::Cut,
        () if fits(figures.over_this_year(), 0) => RateSlip::DividedByThisYear,
        () if fits(figures.ratio(), 0) => RateSlip::RatioAsPercent,
        () if fits(figures.corners(), 2) => RateSlip::FractionAsPercent,
        () if fits(figures.corners(), 1) || fits(figures.corners(), -1) => RateSlip::TenTimesOff,
        () if fits(figures.over_this_year(), 2) => RateSlip::FractionOfThisYear,
        () if telling && others.iter().any(|other| fits(other.corners(), 0)) => RateSlip::Stale,
        () if one_digit_apart(rate, figures.rate(rate.decimals.max(least_decimals))?) => RateSlip::DigitReplaced,
        () => return None,
    })
}

/// Whether two rates of equally many digits, three at least, differ in one of them.
fn one_digit_apart(rate: Rate, right: Rate) -> bool {
    let (one, other) = (rate.to_string(), right.to_string());
    one.len() == other.len()
        && one.len() > 3
        && one.bytes().zip(other.bytes()).filter(|(one, other)| one != other).count() == 1
}

/// How many halves of the last digit make one, of a percentage with that many decimals.
fn half_digits(decimals: u8) -> Option<i128> {
    200_i128.checked_mul(10_i128.checked_pow(u32::from(decimals))?)
}

/// Both ends of the true amounts a figure stands for, in half last digits of that place.
fn ends(printed: Printed, place: i32) -> Option<[i128; 2]> {
    let digit = 10_i128.checked_pow(u32::try_from(printed.last_place_exponent() - place).ok()?)?;
    let doubled = i128::from(printed.last_digits()).checked_mul(digit)?.checked_mul(2)?;
    let half = if printed.is_zero() { 0 } else { digit };
    Some([doubled - half, doubled + half])
}
