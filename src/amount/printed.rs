//! An amount as a document shows it.

use std::cmp::Ordering;
use std::{fmt, str};

use rust_decimal::Decimal;

use super::parse::{Figure, Flaw, read_plain, split_unit};
use super::{Amount, AmountError, Bound, Interval, ParseAmountError, Unit, power_of_ten};

/// A figure as printed: its digits, how many of them are decimals, its unit.
///
/// Equality is that of the print: 1.0 is not 1.00. For money, compare
/// [`amount`](Self::amount); for two prints of one amount, use
/// [`agrees_with`](Self::agrees_with).
///
/// ```
/// use yusuan::{Printed, Unit};
///
/// let printed = Printed::parse("（271,368.11）", Unit::TenThousandYuan)?;
/// assert_eq!(printed.to_string(), "-271,368.11");
/// assert_eq!(printed.amount().to_string(), "-2713681100元");
/// assert_eq!(printed.last_digits(), -27_136_811);
///
/// let in_yuan = Printed::parse("-2713681149", Unit::Yuan)?;
/// assert!(printed.agrees_with(in_yuan));
/// # Ok::<(), yusuan::ParseAmountError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Printed {
    // Also an amount, with half a last place to spare: see `from_last_digits`.
    last_digits: i64,
    decimals: u8,
    unit: Unit,
}

impl Printed {
    /// The most decimals a figure may have; budgets print up to six.
    pub const MAX_DECIMALS: u8 = 8;

    /// Reads a figure in any form that budgets print:
    ///
    /// | printed | read as |
    /// |---|---|
    /// | `271,368.11`, `271368.11`, `２７１，３６８．１１` | 271,368.11 |
    /// | `102309,588` | 102,309,588: commas before the last may be missing |
    /// | `-1.00`, `−1.00`, `–1.00`, `－1.00` | −1.00 |
    /// | `(1.00)`, `（1.00）`, `△1.00`, `▲1.00` | −1.00 |
    /// | `-`, `--`, `—`, `——`, `－` | zero without decimals |
    ///
    /// Spaces of any width around the figure are layout. Spaces inside are
    /// refused: `- 12.00` may as well be two cells of a row, nothing and 12.00.
    /// A dash is printed for nothing, and nothing is zero.
    pub fn parse(text: &str, unit: Unit) -> Result<Self, ParseAmountError> {
        Self::read(text, unit).map_err(|flaw| flaw.in_text(text))
    }

    /// Reads a figure that names its unit: 7,260.39万元.
    pub fn parse_with_unit(text: &str) -> Result<Self, ParseAmountError> {
        let (number, unit) = split_unit(text)?;
        Self::read(number, unit).map_err(|flaw| flaw.in_text(text))
    }

    /// A number of units, printed with all of its decimals.
    pub fn new(number: Decimal, unit: Unit) -> Result<Self, AmountError> {
        Self::from_wide(number.mantissa(), number.scale(), unit)
    }

    /// The figure with that many in its last place: 105 with two decimals is 1.05.
    pub fn from_last_digits(last_digits: i64, decimals: u8, unit: Unit) -> Result<Self, AmountError> {
        Self::from_wide(last_digits.into(), decimals.into(), unit)
    }

    /// An amount in print, rounded half away from zero (四舍五入).
    #[doc(alias = "四舍五入")]
    pub fn from_amount(amount: Amount, unit: Unit, decimals: u8) -> Result<Self, AmountError> {
        if decimals > Self::MAX_DECIMALS {
            return Err(AmountError::TooManyDecimals(decimals.into()));
        }
        let yuan = amount.yuan();
        let dropped = last_place(unit, decimals) + yuan.scale().cast_signed();
        let power = power_of_ten(dropped.unsigned_abs());
        let digits = if dropped < 0 {
            yuan.mantissa() * power
        } else {
            let half = yuan.mantissa().signum() * (power / 2);
            (yuan.mantissa() + half) / power
        };
        Self::from_wide(digits, decimals.into(), unit)
    }

    /// The exact amount the figure names.
    pub fn amount(self) -> Amount {
        Amount::from_power(self.last_digits.into(), self.last_place_exponent())
    }

    /// The number before the unit, with as many decimals as printed.
    pub fn number(self) -> Decimal {
        Decimal::new(self.last_digits, self.decimals.into())
    }

    /// The figure counted in its last place: 105 for 1.05.
    pub const fn last_digits(self) -> i64 {
        self.last_digits
    }

    /// How many decimals are printed.
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    /// The unit the figure counts in.
    pub const fn unit(self) -> Unit {
        self.unit
    }

    /// The last place as a power of ten of yuan: 2 for 万元 with two decimals.
    pub const fn last_place_exponent(self) -> i32 {
        last_place(self.unit, self.decimals)
    }

    /// Whether zero is printed.
    pub const fn is_zero(self) -> bool {
        self.last_digits == 0
    }

    /// Whether less than zero is printed.
    pub const fn is_negative(self) -> bool {
        self.last_digits < 0
    }

    /// The true amounts that are rounded to this figure.
    ///
    /// Half a last place to both sides. The end towards zero is inside, the
    /// other is not, since halves are rounded away from zero. A printed zero
    /// is exactly zero: publishers print 0.00 for nothing.
    pub fn interval(self) -> Interval {
        if self.is_zero() {
            return Interval::exactly(Amount::ZERO);
        }
        let end = |tenths, closed| {
            let count = i128::from(self.last_digits) * 10 + tenths;
            let value = Amount::from_power(count, self.last_place_exponent() - 1);
            Bound { value, closed }
        };
        Interval::between(end(-5, !self.is_negative()), end(5, self.is_negative()))
    }

    /// The same figure at another precision, rounded half away from zero
    /// (四舍五入) where that is coarser.
    pub fn rounded_to(self, decimals: u8, unit: Unit) -> Result<Self, AmountError> {
        let finer = self.last_place_exponent() - last_place(unit, decimals);
        if finer < 0 || decimals > Self::MAX_DECIMALS {
            return Self::from_amount(self.amount(), unit, decimals);
        }
        // Nothing is rounded off.
        let digits = i128::from(self.last_digits) * power_of_ten(finer.unsigned_abs());
        Self::from_wide(digits, decimals.into(), unit)
    }

    /// Whether both may be prints of one amount: the finer figure, rounded to
    /// the precision of the coarser, is the coarser.
    ///
    /// Zero agrees with zero only, for it hides nothing: a dash beside 0.40
    /// is a contradiction, although 0.40 without decimals is 0.
    pub fn agrees_with(self, other: Self) -> bool {
        match self.last_place_exponent().cmp(&other.last_place_exponent()) {
            Ordering::Less => other.interval().contains(self.amount()),
            Ordering::Equal => self.last_digits == other.last_digits,
            Ordering::Greater => self.interval().contains(other.amount()),
        }
    }

    /// Shows the figure without commas: `271368.11`.
    pub fn plain(self) -> impl fmt::Display {
        self.number()
    }

    fn read(number: &str, unit: Unit) -> Result<Self, Flaw> {
        if let Some((last_digits, decimals)) = read_plain(number) {
            return Ok(Self::from_wide(last_digits.into(), decimals, unit)?);
        }
        let figure = Figure::read(number)?;
        let last_digits = figure.last_digits();
        Ok(Self::from_wide(last_digits, figure.decimals, unit)?)
    }

    /// The one gate to the type.
    fn from_wide(last_digits: i128, decimals: u32, unit: Unit) -> Result<Self, AmountError> {
        let decimals = u8::try_from(decimals)
            .ok()
            .filter(|&decimals| decimals <= Self::MAX_DECIMALS)
            .ok_or(AmountError::TooManyDecimals(decimals))?;
        let digits = i64::try_from(last_digits).map_err(|_| AmountError::TooManyDigits)?;
        // Below the limit by a whole last place, so half a one more fits too.
        let whole = last_place(unit, decimals).max(0).unsigned_abs();
        if last_digits.abs() >= power_of_ten(19 - whole) {
            return Err(AmountError::OutOfRange);
        }
        Ok(Self { last_digits: digits, decimals, unit })
    }
}

/// The figure as published, with commas between thousands and without its
/// unit: `271,368.11`. [`parse`](Printed::parse) reads it back.
impl fmt::Display for Printed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // 19 digits, six commas, a point and a zero before it.
        let mut buffer = [0; 28];
        let mut start = buffer.len();
        let mut push = |byte| {
            start -= 1;
            buffer[start] = byte;
        };
        let decimals = u32::from(self.decimals);
        let mut rest = self.last_digits.unsigned_abs();
        let mut place = 0;
        while rest > 0 || place <= decimals {
            if place == decimals && place > 0 {
                push(b'.');
            } else if place > decimals && (place - decimals).is_multiple_of(3) {
                push(b',');
            }
            push(b"0123456789"[(rest % 10) as usize]);
            rest /= 10;
            place += 1;
        }
        let text = str::from_utf8(&buffer[start..]).map_err(|_| fmt::Error)?;
        f.pad_integral(!self.is_negative(), "", text)
    }
}

/// Text with the unit and without commas, `271368.11万元`: one string that
/// keeps the precision.
#[cfg(feature = "serde")]
impl serde::Serialize for Printed {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}{}", self.plain(), self.unit))
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Printed {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse_with_unit(&text).map_err(serde::de::Error::custom)
    }
}

const fn last_place(unit: Unit, decimals: u8) -> i32 {
    unit.exponent().cast_signed() - decimals as i32
}
