//! Claims: what a sentence of the narrative states about an amount, and whether it can be true.

mod judge;

use std::fmt;
use std::str::FromStr;

use crate::amount::Printed;
use crate::fact::Key;

pub use judge::{Base, Objection, Standing};

/// A sentence, or a clause of one, that states an amount, a change or a rate.
///
/// 「2024年本部门收入预算271,368.11万元，比上年增加32,853.32万元，增长13.77%」 is one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Claim {
    /// The words, without line breaks.
    pub text: String,
    /// The page they begin on.
    pub page: u32,
    /// The line they begin on.
    pub line: u32,
    /// What the amount is, where the words say so.
    pub subject: Option<Key>,
    /// The amount.
    pub amount: Option<Printed>,
    /// The change since last year; negative for a decrease.
    pub change: Option<Printed>,
    /// The rate of change.
    pub rate: Option<Rate>,
    /// Whether the words give the rate as one of decrease (下降).
    pub rate_is_decrease: bool,
    /// Whether the words say that the base is zero and no rate can be given (基数为0，不可比).
    pub says_not_comparable: bool,
    /// Whether the words say that nothing changed (持平, 无增减变化).
    pub says_unchanged: bool,
}

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
