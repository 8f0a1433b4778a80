//! Reading documents as they are published: PDF files.

mod error;
mod limits;
mod pdf;

use crate::budget::Disclosure;
use crate::page::{self, PageLine};
use crate::read;

pub use error::InputError;
pub use limits::Limits;

/// Reads a PDF file with the default [`Limits`].
pub fn read_pdf(bytes: &[u8]) -> Result<Disclosure, InputError> {
    read_pdf_with(bytes, &Limits::default())
}

/// Reads a PDF file that is no larger than the limits allow.
pub fn read_pdf_with(bytes: &[u8], limits: &Limits) -> Result<Disclosure, InputError> {
    disclosure(&pdf::lines(bytes, limits)?)
}

/// The lines of a document with their cells apart, as text to look at.
pub fn dump_pages(bytes: &[u8], limits: &Limits) -> Result<String, InputError> {
    Ok(page::dump(&pdf::lines(bytes, limits)?))
}

/// The one place where lines become a disclosure.
fn disclosure(lines: &[PageLine]) -> Result<Disclosure, InputError> {
    Ok(read::read_text(&page::plain_text(lines))?)
}
