//! Why a file could not be read.

use crate::read::ReadError;

/// Why a file gave no disclosure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// The file is not of the kind it should be, or is cut off or corrupted.
    #[error("the file is damaged, or no {expected}")]
    Damaged {
        /// What the file should have been.
        expected: &'static str,
    },
    /// The file asks for a password.
    #[error("the file is encrypted")]
    Encrypted,
    /// Pages with nothing but pictures.
    #[error("none of the {pages} pages has text, as in a scanned document")]
    NoText {
        /// How many pages there are.
        pages: u32,
    },
    /// Text in fonts that do not tell which characters their glyphs stand for.
    #[error("{glyphs} of {all} glyphs stand for characters that the fonts do not tell")]
    Unmapped {
        /// How many glyphs have no character.
        glyphs: u64,
        /// How many glyphs there are.
        all: u64,
    },
    /// Larger than [`Limits::bytes`](crate::Limits::bytes) allows, as it is or when unpacked.
    #[error("more than {most} bytes")]
    TooLarge {
        /// The limit.
        most: u64,
    },
    /// More pages or sheets than [`Limits::pages`](crate::Limits::pages).
    #[error("{pages} pages, where {most} are allowed")]
    TooManyPages {
        /// How many there are.
        pages: u64,
        /// The limit.
        most: u32,
    },
    /// More than [`Limits::cells`](crate::Limits::cells).
    #[error("more than {most} cells or characters")]
    TooManyCells {
        /// The limit.
        most: u64,
    },
    /// Reading took longer than [`Limits::seconds`](crate::Limits::seconds).
    #[error("not read within {seconds} seconds")]
    TooSlow {
        /// The limit.
        seconds: u32,
    },
    /// A feature of the format that cannot be read.
    #[error("not supported: {what}")]
    Unsupported {
        /// Which.
        what: String,
    },
    /// The file was read, and its text is no budget that is known.
    #[error(transparent)]
    Text(#[from] ReadError),
}
