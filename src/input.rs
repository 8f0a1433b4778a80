//! Reading documents as they are published: PDF files, workbooks and web pages.

#[cfg(feature = "xlsx")]
mod archive;
mod error;
#[cfg(any(feature = "html", feature = "xlsx"))]
mod hidden;
#[cfg(feature = "html")]
mod html;
mod limits;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(any(feature = "html", feature = "xlsx"))]
mod sheet;
#[cfg(feature = "xlsx")]
mod workbook;

use std::panic::{self, AssertUnwindSafe};

use crate::budget::Disclosure;
use crate::page::{self, PageLine};
use crate::read;
use crate::text;

pub use error::InputError;
pub use limits::Limits;

/// Reads a PDF file with the default [`Limits`].
#[cfg(feature = "pdf")]
pub fn read_pdf(bytes: &[u8]) -> Result<Disclosure, InputError> {
    read_pdf_with(bytes, &Limits::default())
}

/// Reads a PDF file that is no larger than the limits allow.
#[cfg(feature = "pdf")]
pub fn read_pdf_with(bytes: &[u8], limits: &Limits) -> Result<Disclosure, InputError> {
    disclosure(&pdf_lines(bytes, limits)?)
}

/// Reads a web page with the default [`Limits`].
///
/// The cells of its tables are known, merged ones too, so that each figure has its column. A page is in the encoding
/// that it declares; GBK and GB18030 are known. What it draws by script is not read. Places are on page 1; their
/// lines are the rows of tables and the lines of text in their order.
#[cfg(feature = "html")]
pub fn read_html(bytes: &[u8]) -> Result<Disclosure, InputError> {
    read_html_with(bytes, &Limits::default())
}

/// Reads a web page that is no larger than the limits allow.
#[cfg(feature = "html")]
pub fn read_html_with(bytes: &[u8], limits: &Limits) -> Result<Disclosure, InputError> {
    disclosure(&html_lines(bytes, limits)?)
}

/// Reads a workbook (xlsx, xls or ods) with the default [`Limits`].
///
/// Sheets, rows and columns that are hidden are left out: nobody sees them who opens the workbook. Rows that a filter
/// or a closed outline hides belong to their table and are read.
#[cfg(feature = "xlsx")]
pub fn read_workbook(bytes: &[u8]) -> Result<Disclosure, InputError> {
    read_workbook_with(bytes, &Limits::default())
}

/// Reads a workbook (xlsx, xls or ods) that is no larger than the limits allow.
#[cfg(feature = "xlsx")]
pub fn read_workbook_with(bytes: &[u8], limits: &Limits) -> Result<Disclosure, InputError> {
    disclosure(&workbook_lines(bytes, limits)?)
}

/// The lines of a document with their cells apart, as text to look at.
pub fn dump_pages(bytes: &[u8], limits: &Limits) -> Result<String, InputError> {
    let is_workbook = bytes.starts_with(b"PK") || bytes.starts_with(b"\xd0\xcf\x11\xe0");
    let lines = if is_workbook {
        workbook_lines(bytes, limits)
    } else if is_page(bytes) {
        html_lines(bytes, limits)
    } else {
        pdf_lines(bytes, limits)
    };
    Ok(page::dump(&lines?))
}

/// The one place where lines become a disclosure.
fn disclosure(lines: &[PageLine]) -> Result<Disclosure, InputError> {
    Ok(read::read_lines(&text::positioned(lines))?)
}

#[cfg(feature = "pdf")]
fn pdf_lines(bytes: &[u8], limits: &Limits) -> Result<Vec<PageLine>, InputError> {
    guarded("PDF", || pdf::lines(bytes, limits))
}

#[cfg(feature = "html")]
fn html_lines(bytes: &[u8], limits: &Limits) -> Result<Vec<PageLine>, InputError> {
    guarded("web page", || html::lines(bytes, limits))
}

/// Programs export web pages that are named as workbooks.
#[cfg(feature = "xlsx")]
fn workbook_lines(bytes: &[u8], limits: &Limits) -> Result<Vec<PageLine>, InputError> {
    if is_page(bytes) {
        return html_lines(bytes, limits);
    }
    guarded("workbook", || workbook::lines(bytes, limits))
}

/// Whether a file begins as web pages do.
fn is_page(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins =
        |start: &str| text.get(..start.len()).is_some_and(|first| first.eq_ignore_ascii_case(start.as_bytes()));
    ["<!doctype html", "<html", "<head", "<meta", "<table", "<style"].into_iter().any(begins)
}

#[cfg(not(feature = "pdf"))]
fn pdf_lines(_: &[u8], _: &Limits) -> Result<Vec<PageLine>, InputError> {
    Err(InputError::Unsupported { what: "PDF files without the feature pdf".to_owned() })
}

#[cfg(not(feature = "html"))]
fn html_lines(_: &[u8], _: &Limits) -> Result<Vec<PageLine>, InputError> {
    Err(InputError::Unsupported { what: "web pages without the feature html".to_owned() })
}

#[cfg(not(feature = "xlsx"))]
fn workbook_lines(_: &[u8], _: &Limits) -> Result<Vec<PageLine>, InputError> {
    Err(InputError::Unsupported { what: "workbooks without the feature xlsx".to_owned() })
}

/// Runs a reader of files. The libraries behind them index into what a file claims to hold: calamine, for one,
/// into records of the format xls that may be too short. A panic of theirs is a damaged file and nothing else;
/// nothing that they left half done is looked at afterwards.
fn guarded<T>(expected: &'static str, read: impl FnOnce() -> Result<T, InputError>) -> Result<T, InputError> {
    panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|panic| {
        // Reading that was given up on leaves with its error.
        Err(panic.downcast::<InputError>().map_or(InputError::Damaged { expected }, |error| *error))
    })
}
