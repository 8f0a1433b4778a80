//! What can be wrong with a code, as small `Copy` data.

use std::fmt;

use super::{Classification, Level};

/// A text or number that has not the shape of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodeError {
    /// Something other than the ASCII digits 0 to 9, such as a sign, a space or a full-width digit.
    #[error("{text:?} is not a code of the {}: expected digits only", .classification.name_en())]
    NotDigits {
        /// The classification asked for.
        classification: Classification,
        /// The beginning of the text.
        text: Excerpt,
    },
    /// Digits, but not as many as any level of the classification has.
    #[error(
        "{text:?} is not a code of the {}: expected {} digits, found {digits}",
        .classification.name_en(), lengths(*.classification)
    )]
    Length {
        /// The classification asked for.
        classification: Classification,
        /// The beginning of the text.
        text: Excerpt,
        /// How many digits there are.
        digits: usize,
    },
    /// The right length, but the first three digits belong to no class of the classification.
    #[error(
        "{text:?} is not a code of the {}: expected the first three digits from {} to {}",
        .classification.name_en(), .classification.first_class(), .classification.first_class() + 98
    )]
    Class {
        /// The classification asked for.
        classification: Classification,
        /// The text.
        text: Excerpt,
    },
}

impl CodeError {
    /// The beginning of what was to be read as a code.
    pub const fn text(&self) -> Excerpt {
        match self {
            Self::NotDigits { text, .. } | Self::Length { text, .. } | Self::Class { text, .. } => *text,
        }
    }
}

/// Why a text is not one of the listed codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ListedError {
    /// Not even a code.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// A code, but not a row of the catalogue.
    #[error("{number} is not listed in the {}", .classification.name_en())]
    Unlisted {
        /// The classification asked for.
        classification: Classification,
        /// The digits.
        number: u32,
    },
    /// A code of another level than the one asked for.
    #[error("{number} is no {} of the {}", .level.name_en(), .classification.name_en())]
    Level {
        /// The classification asked for.
        classification: Classification,
        /// The level asked for.
        level: Level,
        /// The digits.
        number: u32,
    },
}

/// The first bytes of an offending text, cut between characters.
///
/// It is held inline, so that an error can be copied and can occur in a `const`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Excerpt {
    bytes: [u8; Self::LONGEST],
    length: u8,
    is_cut: bool,
}

impl Excerpt {
    /// The most bytes that are kept: seven Han characters.
    pub const LONGEST: usize = 22;

    pub(super) const fn new(text: &[u8]) -> Self {
        let is_cut = text.len() > Self::LONGEST;
        let mut length = if is_cut { Self::LONGEST } else { text.len() };
        // A byte of the form 10xxxxxx continues a character.
        while is_cut && length > 0 && text[length] & 0xC0 == 0x80 {
            length -= 1;
        }
        let mut bytes = [0; Self::LONGEST];
        let mut at = 0;
        while at < length {
            bytes[at] = text[at];
            at += 1;
        }
        #[allow(clippy::cast_possible_truncation, reason = "at most LONGEST")]
        let length = length as u8;
        Self { bytes, length, is_cut }
    }

    pub(super) const fn of_number(number: u32) -> Self {
        let mut digits = [0; 10];
        let mut at = digits.len();
        let mut rest = number;
        while at == digits.len() || rest > 0 {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        Self::new(digits.split_at(at).1)
    }

    pub(super) const fn length(&self) -> usize {
        self.length as usize
    }

    /// The kept text; of bytes that are not UTF-8, what stands before them.
    pub fn as_str(&self) -> &str {
        let kept = &self.bytes[..usize::from(self.length)];
        kept.utf8_chunks().next().map_or("", |chunk| chunk.valid())
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())?;
        f.write_str(if self.is_cut { "…" } else { "" })
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())?;
        f.write_str(if self.is_cut { "…" } else { "" })
    }
}

const fn lengths(classification: Classification) -> &'static str {
    match classification.deepest() {
        Level::Subitem => "3, 5, 7 or 9",
        _ => "3, 5 or 7",
    }
}
