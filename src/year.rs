//! The fiscal year (预算年度), which in China is the calendar year.

use std::fmt;
use std::str::FromStr;

/// A fiscal year (预算年度): 1 January to 31 December.
///
/// ```
/// use yusuan::FiscalYear;
///
/// let year: FiscalYear = "2024".parse()?;
/// assert_eq!(year.previous(), FiscalYear::new(2023).ok());
/// assert!(year > FiscalYear::new(2023)?);
/// # Ok::<(), yusuan::YearError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "u16", into = "u16"))]
#[doc(alias = "预算年度")]
pub struct FiscalYear(u16);

/// A number that is not a fiscal year this crate knows how to treat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum YearError {
    /// Outside [`FiscalYear::FIRST`] to [`FiscalYear::LAST`].
    #[error("{0} is not a fiscal year between 1950 and 2199")]
    OutOfRange(u16),
    /// Not four decimal digits.
    #[error("a fiscal year has four digits")]
    NotFourDigits,
}

impl FiscalYear {
    /// The first year of the state budget of the People's Republic.
    pub const FIRST: Self = Self(1950);
    /// The last year accepted; a later number is a misprint or an amount.
    pub const LAST: Self = Self(2199);

    /// The year of that number.
    pub const fn new(number: u16) -> Result<Self, YearError> {
        if number < Self::FIRST.0 || number > Self::LAST.0 {
            return Err(YearError::OutOfRange(number));
        }
        Ok(Self(number))
    }

    /// The year as a number.
    pub const fn number(self) -> u16 {
        self.0
    }

    /// The year before, unless this is [`FIRST`](Self::FIRST).
    pub const fn previous(self) -> Option<Self> {
        match Self::new(self.0 - 1) {
            Ok(year) => Some(year),
            Err(_) => None,
        }
    }

    /// The year after, unless this is [`LAST`](Self::LAST).
    pub const fn next(self) -> Option<Self> {
        match Self::new(self.0 + 1) {
            Ok(year) => Some(year),
            Err(_) => None,
        }
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for FiscalYear {
    type Err = YearError;

    fn from_str(text: &str) -> Result<Self, YearError> {
        if text.len() != 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(YearError::NotFourDigits);
        }
        Self::new(text.parse().map_err(|_| YearError::NotFourDigits)?)
    }
}

impl TryFrom<u16> for FiscalYear {
    type Error = YearError;

    fn try_from(number: u16) -> Result<Self, YearError> {
        Self::new(number)
    }
}

impl From<FiscalYear> for u16 {
    fn from(year: FiscalYear) -> Self {
        year.0
    }
}
