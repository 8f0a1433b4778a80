//! How much of a document is read at most.

use super::InputError;

/// Bounds on the time and memory that reading a document takes, whoever made it.
///
/// ```
/// use yusuan::Limits;
/// let limits = Limits { pages: 50, ..Limits::default() };
/// assert!(limits.bytes >= 1 << 20);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The size of the file, 64 MiB by default. The parts of a workbook may come to four times as much together when
    /// they are unpacked, those of a PDF, pictures included, to sixteen times as much.
    pub bytes: u64,
    /// Pages of a PDF, sheets of a workbook. 2,000 by default.
    pub pages: u32,
    /// Characters and lines drawn in a PDF, cells of a workbook or of the tables of a web page. 5,000,000 by default.
    pub cells: u64,
    /// Seconds for drawing the pages of a PDF, which may hold drawings inside drawings without end. 30 by default.
    pub seconds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, pages: 2_000, cells: 5_000_000, seconds: 30 }
    }
}

impl Limits {
    /// How many bytes the compressed parts of a file may come to.
    pub(super) fn unpacked(&self) -> u64 {
        self.bytes.saturating_mul(4)
    }

    pub(super) fn check_size(&self, bytes: &[u8]) -> Result<(), InputError> {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > self.bytes { Err(InputError::TooLarge { most: self.bytes }) } else { Ok(()) }
    }
}

/// How much of a file may still be read. Cells that share a long text would otherwise multiply it.
#[cfg(any(feature = "html", feature = "xlsx"))]
#[derive(Debug)]
pub(super) struct Allowance<'a> {
    pub(super) limits: &'a Limits,
    cells: u64,
    bytes: u64,
}

#[cfg(any(feature = "html", feature = "xlsx"))]
impl<'a> Allowance<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self { limits, cells: limits.cells, bytes: limits.unpacked() }
    }

    /// Allows for one more cell with that text.
    pub(super) fn spend(&mut self, text: &str) -> Result<(), InputError> {
        self.cells = self.cells.checked_sub(1).ok_or(InputError::TooManyCells { most: self.limits.cells })?;
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        self.bytes = self.bytes.checked_sub(length).ok_or(InputError::TooLarge { most: self.limits.unpacked() })?;
        Ok(())
    }
}
