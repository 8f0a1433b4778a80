//! Web pages: each row of a table is a line with its cells, each block of text beside the tables a line.
//!
//! Pages are read from their tags alone, without the tree of elements that a browser makes of them: a tree can grow
//! with the square of what a hostile page says, and a table needs none. A tag that is missing ends where the next
//! one begins.

mod blocks;
mod encoding;
mod table;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use crate::page::PageLine;

use super::limits::Allowance;
use super::{InputError, Limits};
use blocks::Blocks;

/// What a damaged file should have been.
const KIND: &str = "web page";

/// The lines of a page.
pub(super) fn lines(bytes: &[u8], limits: &Limits) -> Result<Vec<PageLine>, InputError> {
    limits.check_size(bytes)?;
    let text = encoding::decoded(bytes).ok_or(InputError::Damaged { expected: KIND })?;
    let mut emitter: DefaultEmitter = DefaultEmitter::default();
    // What stands between script tags is no text, whatever it looks like.
    emitter.naively_switch_states(true);
    let mut blocks = Blocks::new(Allowance::new(limits));
    for Ok(token) in Tokenizer::new_with_emitter(&*text, emitter) {
        match token {
            Token::StartTag(tag) => {
                let attribute = |name: &str| tag.attributes.get(name.as_bytes()).map(|value| value.as_slice());
                blocks.start(&tag.name, attribute)?;
            }
            Token::EndTag(tag) => blocks.end(&tag.name)?,
            Token::String(text) => blocks.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    blocks.finish()
}
