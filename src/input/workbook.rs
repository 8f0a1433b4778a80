//! Workbooks: each sheet is a page, each row a line, each cell what it shows.

mod biff;
mod date;
mod number;
mod number_format;
mod ods;
mod sheet;
mod xls;
mod xlsx;

use crate::page::PageLine;

use super::archive::{self, Kind};
use super::{InputError, Limits};

/// What a damaged file should have been.
const KIND: &str = "workbook";
/// How files begin that are archives, and those of the older format.
const ARCHIVE: &[u8] = b"PK";
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The lines of all sheets, hidden ones included.
pub(super) fn lines(bytes: &[u8], limits: &Limits) -> Result<Vec<PageLine>, InputError> {
    limits.check_size(bytes)?;
    let lines = if bytes.starts_with(ARCHIVE) {
        match archive::checked(bytes, limits)? {
            Kind::Xlsx => xlsx::lines(bytes, limits)?,
            Kind::Ods => ods::lines(bytes, limits)?,
        }
    } else if bytes.starts_with(COMPOUND) {
        xls::lines(bytes, limits)?
    } else {
        return Err(InputError::Damaged { expected: KIND });
    };
    Ok(lines)
}

fn check_sheets(count: usize, limits: &Limits) -> Result<(), InputError> {
    let most = usize::try_from(limits.pages).unwrap_or(usize::MAX);
    if count > most {
        return Err(InputError::TooManyPages { pages: u64::try_from(count).unwrap_or(u64::MAX), most: limits.pages });
    }
    Ok(())
}

/// How much of a workbook may still be read. Cells that share a long text would otherwise multiply it.
#[derive(Debug)]
struct Budget<'a> {
    limits: &'a Limits,
    cells: u64,
    bytes: u64,
}

impl<'a> Budget<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self { limits, cells: limits.cells, bytes: limits.unpacked() }
    }

    /// Allows for one more cell with that text.
    fn spend(&mut self, text: &str) -> Result<(), InputError> {
        self.cells = self.cells.checked_sub(1).ok_or(InputError::TooManyCells { most: self.limits.cells })?;
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        self.bytes = self.bytes.checked_sub(length).ok_or(InputError::TooLarge { most: self.limits.unpacked() })?;
        Ok(())
    }
}

/// Truth values as spreadsheets show them.
fn boolean(value: bool) -> String {
    if value { "TRUE" } else { "FALSE" }.to_owned()
}
