//! PDF files by position: glyphs make words, borders make the cells of tables, baselines make lines.

mod device;
mod glyph;
mod grid;
mod layout;
mod ruling;
mod unpack;

use std::time::{Duration, Instant};

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::page::PageLine;

use super::{InputError, Limits};

/// What else may be damaged is said by this name.
const KIND: &str = "PDF";

/// The lines of all pages.
pub(super) fn lines(bytes: &[u8], limits: &Limits) -> Result<Vec<PageLine>, InputError> {
    limits.check_size(bytes)?;
    unpack::check(bytes, limits)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(refused)?;
    unpack::check_opened(&pdf, bytes, limits)?;
    let pages = pdf.pages();
    let count = u32::try_from(pages.len()).ok().filter(|count| *count <= limits.pages);
    let Some(count) = count else {
        return Err(InputError::TooManyPages { pages: pages.len() as u64, most: limits.pages });
    };
    let cache = InterpreterCache::new();
    let deadline = Instant::now().checked_add(Duration::from_secs(limits.seconds.into()));
    let mut lines = Vec::new();
    let (mut glyphs, mut unmapped, mut left) = (0, 0, limits.cells);
    for (number, page) in (1..).zip(pages.iter()) {
        let drawn = device::draw(page, &cache, left, (deadline, limits.seconds));
        if drawn.is_cut_short {
            return Err(InputError::TooManyCells { most: limits.cells });
        }
        glyphs += drawn.glyphs.len() as u64;
        unmapped += drawn.unmapped;
        left = left.saturating_sub((drawn.glyphs.len() + drawn.rulings.len()) as u64);
        lines.extend(page_lines(number, &drawn));
    }
    if glyphs == 0 {
        return Err(InputError::NoText { pages: count });
    }
    // A few marks may lack characters; a text that mostly does cannot be read.
    if 4 * unmapped > glyphs {
        return Err(InputError::Unmapped { glyphs: unmapped, all: glyphs });
    }
    Ok(lines)
}

fn page_lines(number: u32, drawn: &device::Drawn) -> Vec<PageLine> {
    let turn = glyph::main_turn(&drawn.glyphs);
    let (lying, upright) = ruling::merged(&drawn.rulings, turn, drawn.extent);
    let walls = if lying.len() + upright.len() > grid::MOST_LINES { &[] } else { upright.as_slice() };
    let pieces = glyph::pieces(&drawn.glyphs, turn, drawn.extent, &ruling::Walls::new(walls));
    layout::page_lines(number, pieces, &grid::grids(&lying, &upright))
}

fn refused(error: LoadPdfError) -> InputError {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => InputError::Encrypted,
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => {
            InputError::Unsupported { what: "this kind of encryption".to_owned() }
        }
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => InputError::Damaged { expected: KIND },
    }
}
