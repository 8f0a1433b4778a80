//! Reading figures, in every form that budgets print them.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::{Amount, AmountError, Unit};

/// Text that is not an amount, a figure or a unit of money.
///
/// `text` is what was read, cut to 40 characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseAmountError {
    /// Nothing but spaces.
    #[error("text is empty")]
    Empty,
    /// Something else than one number.
    #[error("`{text}` is not a number")]
    NotANumber {
        /// What was read.
        text: String,
    },
    /// A comma that does not set off three digits.
    #[error("`{text}` has a comma that does not separate thousands")]
    MisplacedComma {
        /// What was read.
        text: String,
    },
    /// More decimals than the type holds.
    #[error("`{text}` has too many decimals")]
    TooManyDecimals {
        /// What was read.
        text: String,
    },
    /// Larger than the type holds.
    #[error("`{text}` is out of range")]
    OutOfRange {
        /// What was read.
        text: String,
    },
    /// A figure without 元, 万元 or another [`Unit`].
    #[error("`{text}` does not end with a unit of money")]
    MissingUnit {
        /// What was read.
        text: String,
    },
    /// Not the name of a [`Unit`].
    #[error("`{text}` is not a unit of money")]
    UnknownUnit {
        /// What was read.
        text: String,
    },
}

/// A number as its digits without point and commas.
pub(super) struct Figure {
    /// Below 10^28, so a `Decimal` holds it.
    digits: u128,
    pub(super) decimals: u32,
    negative: bool,
}

/// What is wrong with a figure; becomes a [`ParseAmountError`] with the text.
#[derive(Clone, Copy)]
pub(super) enum Flaw {
    Empty,
    NotANumber,
    MisplacedComma,
    TooManyDecimals,
    OutOfRange,
}

/// Reads a number and its unit, as in 7,260.39万元. The number may take
/// every form that [`Printed::parse`](super::Printed::parse) reads.
impl FromStr for Amount {
    type Err = ParseAmountError;

    fn from_str(text: &str) -> Result<Self, ParseAmountError> {
        let (number, unit) = split_unit(text)?;
        Figure::read(number)
            .and_then(|figure| Ok(Self::from_unit(figure.number(), unit)?))
            .map_err(|flaw| flaw.in_text(text))
    }
}

impl Figure {
    /// Reads a figure in one pass, without allocating.
    pub(super) fn read(text: &str) -> Result<Self, Flaw> {
        let text = text.trim_matches(is_space);
        let first = text.chars().next().ok_or(Flaw::Empty)?;
        let (unsigned, negative) = match first {
            _ if is_dash(first) && text.chars().all(is_dash) => ("0", false),
            '-' | '–' | '−' | '－' | '△' | '▲' => (&text[first.len_utf8()..], true),
            '(' | '（' => {
                let inside = text[first.len_utf8()..].strip_suffix([')', '）']);
                (inside.ok_or(Flaw::NotANumber)?, true)
            }
            _ => (text, false),
        };
        let (digits, decimals) = read_digits(unsigned)?;
        Ok(Self { digits, decimals, negative })
    }

    /// The digits with their sign, counted in the last place.
    pub(super) fn last_digits(&self) -> i128 {
        let digits = self.digits.cast_signed();
        if self.negative { -digits } else { digits }
    }

    fn number(&self) -> Decimal {
        Decimal::from_i128_with_scale(self.last_digits(), self.decimals)
    }
}

impl Flaw {
    #[cold]
    pub(super) fn in_text(self, text: &str) -> ParseAmountError {
        let text = excerpt(text);
        match self {
            Self::Empty if text.is_empty() => ParseAmountError::Empty,
            Self::Empty | Self::NotANumber => ParseAmountError::NotANumber { text },
            Self::MisplacedComma => ParseAmountError::MisplacedComma { text },
            Self::TooManyDecimals => ParseAmountError::TooManyDecimals { text },
            Self::OutOfRange => ParseAmountError::OutOfRange { text },
        }
    }
}

impl From<AmountError> for Flaw {
    fn from(error: AmountError) -> Self {
        match error {
            AmountError::TooFine | AmountError::TooManyDecimals(_) => Self::TooManyDecimals,
            _ => Self::OutOfRange,
        }
    }
}

/// Reads what nearly all figures are, bare ASCII of up to 18 bytes, in a third
/// of the time. `None` leaves the text to [`Figure::read`], which agrees.
pub(super) fn read_plain(text: &str) -> Option<(i64, u32)> {
    let text = text.as_bytes();
    if text.len() > 18 {
        return None;
    }
    let mut digits = 0;
    let mut comma = None;
    let mut point = text.len();
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9' => digits = digits * 10 + i64::from(byte - b'0'),
            b',' if comma.map_or(at > 0, |last| at == last + 4) => comma = Some(at),
            b'.' if point == text.len() => point = at,
            _ => return None,
        }
    }
    let decimals = text.len().saturating_sub(point + 1);
    let is_whole = !text.is_empty() && point + 1 != text.len();
    let is_grouped = comma.is_none_or(|last| point == last + 4);
    let decimals = u32::try_from(decimals).ok()?;
    (is_whole && is_grouped).then_some((digits, decimals))
}

/// The digits of an unsigned number and how many of them are decimals.
fn read_digits(text: &str) -> Result<(u128, u32), Flaw> {
    let mut digits: u128 = 0;
    // Digits since the start, the last comma or the point.
    let mut run = 0_u32;
    let mut has_comma = false;
    let mut has_point = false;
    for c in text.chars() {
        let digit = match c {
            '0'..='9' => u32::from(c) - u32::from('0'),
            '０'..='９' => u32::from(c) - u32::from('０'),
            ',' | '，' => {
                if has_point || run == 0 || (has_comma && run != 3) {
                    return Err(Flaw::MisplacedComma);
                }
                (has_comma, run) = (true, 0);
                continue;
            }
            '.' | '．' if !has_point => {
                if has_comma && run != 3 {
                    return Err(Flaw::MisplacedComma);
                }
                (has_point, run) = (true, 0);
                continue;
            }
            _ => return Err(Flaw::NotANumber),
        };
        digits = digits * 10 + u128::from(digit);
        if digits >= 10_u128.pow(28) {
            return Err(Flaw::OutOfRange);
        }
        run += 1;
    }
    let decimals = if has_point { run } else { 0 };
    match run {
        0 if has_comma && !has_point => Err(Flaw::MisplacedComma),
        // Nothing at all, or a point after which nothing comes, as in list numbers.
        0 => Err(Flaw::NotANumber),
        _ if has_comma && !has_point && run != 3 => Err(Flaw::MisplacedComma),
        _ if decimals > Amount::MAX_DECIMALS => Err(Flaw::TooManyDecimals),
        _ => Ok((digits, decimals)),
    }
}

/// Separates 7,260.39万元 into the number and its unit.
pub(super) fn split_unit(text: &str) -> Result<(&str, Unit), ParseAmountError> {
    let text = text.trim_matches(is_space);
    if text.is_empty() {
        return Err(ParseAmountError::Empty);
    }
    // Largest first, because 百万元 ends with 万元, and 万元 with 元.
    let mut units = Unit::ALL.into_iter().rev();
    units
        .find_map(|unit| Some((text.strip_suffix(unit.name())?, unit)))
        .ok_or_else(|| ParseAmountError::MissingUnit { text: excerpt(text) })
}

/// Spaces of any width, and the marks of no width that PDF text carries.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// A stroke that, alone or repeated, is printed for nothing.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '−' | '─' | '－')
}

/// The text as errors quote it: without spaces around it, at most 40 characters.
pub(super) fn excerpt(text: &str) -> String {
    let text = text.trim_matches(is_space);
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
