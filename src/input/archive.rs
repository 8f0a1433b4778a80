//! Zip archives, which workbooks are: what they unpack to is measured before anything is kept of it.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{InputError, Limits};

/// What kind of workbook an archive holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Ods,
}

/// The kind of an archive that unpacks to no more than [`Limits::unpacked`].
pub(super) fn checked(bytes: &[u8], limits: &Limits) -> Result<Kind, InputError> {
    let damaged = InputError::Damaged { expected: "workbook" };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged.clone())?;
    let mut left = limits.unpacked();
    let mut kind = None;
    for index in 0..archive.len() {
        let file = match archive.by_index(index) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(InputError::Encrypted),
            Err(ZipError::UnsupportedArchive(what)) => return Err(InputError::Unsupported { what: what.to_owned() }),
            Err(_) => return Err(damaged),
        };
        let name = file.name().map_err(|_| damaged.clone())?.to_ascii_lowercase();
        match name.as_str() {
            "content.xml" => kind = kind.or(Some(Kind::Ods)),
            "[content_types].xml" => kind = Some(Kind::Xlsx),
            _ => {}
        }
        let size = if name.ends_with("sharedstrings.xml") {
            shared_strings(file.take(left + 1)).ok_or_else(|| damaged.clone())?
        } else {
            io::copy(&mut file.take(left + 1), &mut io::sink()).map_err(|_| damaged.clone())?
        };
        left = left.checked_sub(size).ok_or(InputError::TooLarge { most: limits.unpacked() })?;
    }
    kind.ok_or(damaged)
}

/// The size of the table of texts, if it has room for as many as it promises: the reader of workbooks
/// sets memory aside for that number before it reads on.
fn shared_strings(mut file: impl Read) -> Option<u64> {
    let mut table = Vec::new();
    file.read_to_end(&mut table).ok()?;
    let name = b"uniqueCount";
    for start in (0..table.len()).filter(|&start| table[start..].starts_with(name)) {
        let value = table[start + name.len()..].iter().skip_while(|byte| b" \t\r\n=\"'".contains(byte));
        let digits: String = value.take_while(|byte| byte.is_ascii_digit()).map(|byte| char::from(*byte)).collect();
        let promised = digits.parse::<usize>().unwrap_or(if digits.is_empty() { 0 } else { usize::MAX });
        if promised > table.len() {
            return None;
        }
    }
    u64::try_from(table.len()).ok()
}
