//! Workbooks: each sheet is a page, each row a line, each cell what it shows.

mod biff;
mod date;
mod number;
mod number_format;
mod ods;
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

/// Truth values as spreadsheets show them.
fn boolean(value: bool) -> String {
    if value { "TRUE" } else { "FALSE" }.to_owned()
}
