//! Headers that were printed twice before their first row.

use crate::table::vocabulary::{self, Corner, Role};

use super::Lines;

/// Drops the last lines of a header if they repeat those above them: it was printed twice before its first row.
/// Columns may have the same words, but what stands over the labels of rows is printed once.
pub(super) fn without_repetition(document: &Lines<'_>, header: &mut Vec<usize>) {
    const FEWEST: usize = 3;
    let said = |lines: &[usize]| lines.iter().map(|&line| &*document.squeezed[line]).collect::<Vec<_>>();
    let repeats = |count: &usize| {
        let (above, last) = header.split_at(header.len() - count);
        // 项 alone may be half of 项目, which stands over each of two blocks.
        let is_corner = |line: &&str| {
            line.chars().nth(1).is_some() && vocabulary::word(line).is_some_and(|word| is_over_codes(word.role))
        };
        said(&above[above.len() - count..]) == said(last) && said(last).iter().any(is_corner)
    };
    if let Some(count) = (FEWEST..=header.len() / 2).rev().find(repeats) {
        header.truncate(header.len() - count);
    }
}

fn is_over_codes(role: Role) -> bool {
    matches!(role, Role::Corner(Corner::Function | Corner::Economic | Corner::Government | Corner::Code))
}
