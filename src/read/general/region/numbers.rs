//! The numbers that some tables print under their header, column by column.

use super::super::token::Token;

/// `** ** 1 2 3`, `栏次 1 2 3`, `1 2=3+4 3`: numbers of columns. How many columns of figures they count.
pub(super) fn column_numbers(tokens: &[Token<'_>]) -> Option<usize> {
    let is_mark =
        |token: &Token<'_>| matches!(token.text, "栏次" | "行次") || token.text.chars().all(|c| c == '*' || c == '＊');
    let rest: Vec<&Token<'_>> = tokens.iter().filter(|token| !is_mark(token)).collect();
    let number =
        |token: &&Token<'_>| token.text.split(['=', '＝']).next().and_then(|number| number.parse::<usize>().ok());
    let numbers: Vec<Option<usize>> = rest.iter().map(number).collect();
    let marks = rest.len() < tokens.len();
    let counted = numbers.iter().enumerate().all(|(index, number)| *number == Some(index + 1));
    (counted && (rest.len() >= 3 || marks && !rest.is_empty())).then_some(rest.len())
}

/// A line without the numbers of columns at its beginning, `** 1 2 3 合计 …`.
pub(super) fn without_numbers<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let marks = tokens.iter().take_while(|token| token.text.chars().all(|c| c == '*' || c == '＊')).count();
    let counted =
        tokens[marks..].iter().zip(1_usize..).take_while(|(token, number)| token.text.parse() == Ok(*number)).count();
    let rest = marks + counted;
    if marks == 0 || counted < 3 || rest >= tokens.len() {
        return tokens.to_vec();
    }
    let mut tokens = tokens[rest..].to_vec();
    tokens[0].first = true;
    tokens
}
