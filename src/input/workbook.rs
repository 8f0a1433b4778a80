//! Workbooks: each sheet is a page, each row a line, each cell what it shows.

mod biff;
mod date;
mod number;
mod number_format;
mod ods;
mod parts;
mod xls;
mod xlsx;

use quick_xml::events::BytesStart;

use crate::page::PageLine;

use super::archive::{self, Kind};
use super::{InputError, Limits};

/// What a damaged file should have been.
const KIND: &str = "workbook";
/// How files begin that are archives, and those of the older format.
const ARCHIVE: &[u8] = b"PK";
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The lines of all sheets that are shown, without the rows and columns that they hide.
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

/// An attribute of an element of XML.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok().flatten()?;
    Some(attribute.value.as_ref().to_owned())
}

/// Truth values as spreadsheets show them.
fn boolean(value: bool) -> String {
    if value { "TRUE" } else { "FALSE" }.to_owned()
}
