//! The characters of a page: many of the older ones are not in UTF-8.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8};

/// How far into a page its declaration may stand.
const FIRST: usize = 4096;

/// The text of a page in the encoding that it begins with, that it declares, or that its bytes are in. `None` if they
/// are in none that is known.
pub(super) fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Some(encoding.decode_without_bom_handling(&bytes[length..]).0);
    }
    // A declaration may be wrong: what is UTF-8 from end to end is nothing else.
    if let Ok(text) = str::from_utf8(bytes) {
        return Some(Cow::Borrowed(text));
    }
    let declared = declared(&bytes[..bytes.len().min(FIRST)]).filter(|encoding| *encoding != UTF_8);
    // The national encoding, which those named GBK and GB2312 are parts of.
    let (text, has_errors) = declared.unwrap_or(GB18030).decode_without_bom_handling(bytes);
    // A page with a few broken characters is still a page.
    let broken = text.matches('\u{fffd}').count();
    (!has_errors || broken * 100 <= text.chars().count()).then_some(text)
}

/// The encoding that the head of a page names: `<meta charset="gb2312">`.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.to_ascii_lowercase();
    let at = head.windows(b"charset".len()).position(|window| window == b"charset")?;
    let rest = head[at + b"charset".len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count();
    Encoding::for_label(&rest[..length])
}
