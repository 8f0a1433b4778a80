//! The words of a line, told from its bytes: most of a line needs no look at what its characters are.

/// The words of a text between any white space, as [`str::split_whitespace`] gives them.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            let (end, width) = space(rest).unwrap_or((rest.len(), 0));
            let word = &rest[..end];
            rest = &rest[end + width..];
            if !word.is_empty() {
                return Some(word);
            }
        }
    })
}

/// Where the first white space of a text stands, and its width.
fn space(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        let at = from + bytes[from..].iter().position(|&byte| may_begin_space(byte))?;
        let c = text[at..].chars().next()?;
        if c.is_whitespace() {
            return Some((at, c.len_utf8()));
        }
        from = at + c.len_utf8();
    }
}

/// Whether some white space begins with a byte. Few letters and no Chinese character do, but marks do: 、。《“.
pub(crate) fn may_begin_space(byte: u8) -> bool {
    BEGINS_SPACE[usize::from(byte)]
}

static BEGINS_SPACE: [bool; 256] = {
    let mut begins = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        begins[byte] = byte <= b' ' as usize || matches!(byte, 0xC2 | 0xE1 | 0xE2 | 0xE3);
        byte += 1;
    }
    begins
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{may_begin_space, words};

    #[test]
    fn every_white_space_is_looked_at() {
        let spaces = ('\0'..=char::MAX).filter(|c| c.is_whitespace());
        let mut bytes = [0; 4];
        assert_eq!(spaces.clone().count(), 25);
        assert!(spaces.into_iter().all(|space| may_begin_space(space.encode_utf8(&mut bytes).as_bytes()[0])));
    }

    proptest! {
        #[test]
        fn words_are_those_between_white_space(text in "[ \t\u{a0}\u{3000}\u{2003}a1.。、“预算é\n]{0,24}") {
            let expected: Vec<&str> = text.split_whitespace().collect();
            prop_assert_eq!(words(&text).collect::<Vec<_>>(), expected);
        }
    }
}
