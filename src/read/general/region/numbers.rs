//! The numbers that some tables print under their header, column by column.

use super::super::token::Token;

/// `** ** 1 2 3`, `栏次 1 2 3`, `1 2=3+4 3`: numbers of columns. How many columns of figures they count.
pub(super) fn column_numbers(tokens: &[Token<'_>]) -> Option<usize> {
    let is_mark =
        |token: &Token<'_>| matches!(token.text, "栏次" | "行次") || token.text.chars().all(|c| c == '*' || c == '＊');
    let number = |text: &str| text.split(['=', '＝']).next().and_then(|number| number.parse::<usize>().ok());
    let (mut count, mut has_marks) = (0, false);
    for token in tokens {
        if is_mark(token) {
            has_marks = true;
        } else if number(token.text) == Some(count + 1) {
            count += 1;
        } else {
            return None;
        }
    }
    (count >= 3 || has_marks && count > 0).then_some(count)
}

/// 栏次 with its numbers over several lines, as wrapped cells print them: the last number, if a line goes on with them.
pub(super) fn counted_on(tokens: &[Token<'_>], last: Option<usize>) -> Option<usize> {
    let begins = tokens.first().is_some_and(|token| token.text == "栏次");
    let mut last = last.or(begins.then_some(0)).filter(|_| !tokens.is_empty())?;
    for token in tokens.iter().filter(|token| token.text != "栏次") {
        if token.text.parse() != Ok(last + 1) {
            return None;
        }
        last += 1;
    }
    Some(last)
}

/// 栏次 and its numbers where every cell has a line of its own: how many columns they count, and the line after them.
pub(super) fn numbers_below<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<(usize, usize)> {
    let begins = lines.next() == Some("栏次");
    let (mut count, mut read) = (0, 1);
    for line in lines.take_while(|_| begins) {
        if line.parse() == Ok(count + 1) {
            count += 1;
        } else if line != "栏次" {
            break;
        }
        read += 1;
    }
    (count > 0).then_some((count, read))
}

/// Adds the words of a line without the numbers of columns at its beginning, `** 1 2 3 合计 …`.
pub(super) fn add_without_numbers<'a>(tokens: &[Token<'a>], all: &mut Vec<Token<'a>>) {
    let marks = tokens.iter().take_while(|token| token.text.chars().all(|c| c == '*' || c == '＊')).count();
    let counted =
        tokens[marks..].iter().zip(1_usize..).take_while(|(token, number)| token.text.parse() == Ok(*number)).count();
    let rest = marks + counted;
    if marks == 0 || counted < 3 || rest >= tokens.len() {
        all.extend_from_slice(tokens);
        return;
    }
    let first = all.len();
    all.extend_from_slice(&tokens[rest..]);
    all[first].first = true;
}
