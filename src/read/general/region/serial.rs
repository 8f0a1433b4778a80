//! 序号: the numbers of rows in a first column of their own. They are neither codes nor figures.

use super::super::token::{Kind, Token};

/// A run ends where so many lines go by without its next number.
const MOST_BETWEEN: usize = 60;

/// The numbers of rows from a header with 序号 on.
#[derive(Debug, Default)]
pub(super) struct RowNumbers {
    /// The number that comes next, and the position of the last one or of the header.
    run: Option<(usize, usize)>,
    /// Whether the line before was 序, the first half of a narrow cell.
    is_half: bool,
}

impl RowNumbers {
    /// Takes the numbers of rows out of the words of a line, from `first` on. A page may come out as one line. What
    /// the number was that began the line.
    pub(super) fn take_out<'a>(
        &mut self,
        at: usize,
        line: &str,
        is_title: bool,
        words: &mut Vec<Token<'a>>,
        first: usize,
    ) -> Option<&'a str> {
        let is_head = line.starts_with("序号") || self.is_half && line == "号";
        self.is_half = line == "序";
        if is_head {
            self.run = Some((self.run.map_or(1, |(next, _)| next), at));
            return None;
        }
        let (mut next, last) = self.run?;
        if at - last > MOST_BETWEEN || is_title {
            self.run = None;
            return None;
        }
        let mut begun = None;
        let line = words.split_off(first);
        // Only where amounts print decimals is a number inside a line none.
        let has_decimals = line.iter().any(|token| token.kind == Kind::Figure && token.text.contains('.'));
        for (word, token) in line.iter().enumerate() {
            let begins = word == 0;
            if (begins || has_decimals) && is_number_of_row(&line[word..], next, begins) {
                next = token.text.parse::<usize>().map_or(next, |number| number.saturating_add(1));
                self.run = Some((next, at));
                begun = begun.or(begins.then_some(token.text));
            } else {
                words.push(*token);
            }
        }
        if let Some(token) = words.get_mut(first).filter(|_| begun.is_some()) {
            token.first = true;
        }
        begun
    }
}

/// Whether a word is the number of a row, the next one or, at the beginning of a line, the first of a new table.
/// 1 2 3 4 under a header are numbers of columns; inside a line a label must follow.
fn is_number_of_row(words: &[Token<'_>], next: usize, begins: bool) -> bool {
    let Ok(number) = words[0].text.parse::<usize>() else { return false };
    if words.len() < 2 || words[0].kind != Kind::Number || number != next && !(begins && number == 1) {
        return false;
    }
    let counts_on = words[1].text.parse() == Ok(number + 1);
    if begins { !counts_on } else { words[1].kind == Kind::Text && words[1].line == words[0].line }
}
