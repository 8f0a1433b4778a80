//! What the compressed parts of a PDF file come to, before the interpreter unpacks them: it sets no bound itself.

use std::io::{self, Read as _};

use flate2::bufread::ZlibDecoder;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Name, Object, Stream};

use crate::input::{InputError, Limits};

/// Pictures are compressed too, more of them than text. They are never unpacked for reading.
const SHARE_OF_PICTURES: u64 = 4;
/// Older ways of packing, and how many times larger than packed the content can be at most.
const OLDER: [(&[u8], u64); 2] = [(b"LZWDecode", 1_500), (b"RunLengthDecode", 64)];

/// Checks a file as it is, before it is opened.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), InputError> {
    let most = limits.unpacked().saturating_mul(SHARE_OF_PICTURES);
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    for (name, ratio) in OLDER {
        if size.saturating_mul(ratio) > most && contains(bytes, name) {
            return Err(InputError::TooLarge { most });
        }
    }
    let mut left = Left(most);
    let mut position = 0;
    while let Some(found) = find(&bytes[position..], b"stream") {
        position += found + b"stream".len();
        let data = bytes[position..].trim_ascii_start();
        left.spend(data).ok_or(InputError::TooLarge { most })?;
    }
    Ok(())
}

/// Checks the parts of an opened file: those packed more than once, and all of them if the file is encrypted.
pub(super) fn check_opened(pdf: &Pdf, bytes: &[u8], limits: &Limits) -> Result<(), InputError> {
    let most = limits.unpacked().saturating_mul(SHARE_OF_PICTURES);
    let is_encrypted = contains(bytes, b"/Encrypt");
    let mut left = Left(most);
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        if times_packed(&stream) > 1 {
            return Err(InputError::Unsupported { what: "parts that are packed twice".to_owned() });
        }
        if is_encrypted {
            left.spend(&stream.raw_data()).ok_or(InputError::TooLarge { most })?;
        }
    }
    Ok(())
}

/// How often a part is packed. Other filters do not make it larger than it is.
fn times_packed(stream: &Stream<'_>) -> usize {
    let filters = stream.dict().get::<Array<'_>>("Filter").or_else(|| stream.dict().get::<Array<'_>>("F"));
    let packed = |name: &Name<'_>| {
        matches!(name.as_ref(), b"FlateDecode" | b"Fl" | b"LZWDecode" | b"LZW" | b"RunLengthDecode" | b"RL")
    };
    filters.map_or(0, |filters| filters.iter::<Name<'_>>().filter(packed).count())
}

/// How many bytes may still be unpacked.
struct Left(u64);

impl Left {
    /// Unpacks a part and forgets it; `None` if that is too much.
    fn spend(&mut self, data: &[u8]) -> Option<()> {
        let mut decoder = ZlibDecoder::new(data);
        // A part that is not packed this way, or breaks off, ends with an error and counts as far as it goes.
        let _ = io::copy(&mut decoder.by_ref().take(self.0.saturating_add(1)), &mut io::sink());
        self.0 = self.0.checked_sub(decoder.total_out().saturating_add(decoder.total_in()))?;
        Some(())
    }
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    find(bytes, word).is_some()
}

/// Where a word first stands.
fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let mut position = 0;
    loop {
        position += bytes.get(position..)?.iter().position(|byte| *byte == first)?;
        if bytes[position..].starts_with(word) {
            return Some(position);
        }
        position += 1;
    }
}
