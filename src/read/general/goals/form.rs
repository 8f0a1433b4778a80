//! Forms of goals, one for each project: its amounts stand behind labels, and other numbers are said in prose.

use crate::table::vocabulary::{Role, Word};

use super::super::heading;
use super::super::region::{Lines, Region};
use super::super::token::{Kind, Token};
use super::money_word;

/// The words before the first amount of a form. Nothing if the region is a table with words over its amounts.
pub(super) fn words<'a>(document: &Lines<'a>, region: &Region<'a>) -> Option<Vec<Token<'a>>> {
    let label = region.header.iter().find_map(|&line| document.squeezed[line].strip_prefix("项目名称"))?;
    let names_project = heading::words(&[label], None).strange > 0;
    (names_project || has_labels(document, region))
        .then(|| region.header.iter().flat_map(|&line| document.tokens(line)).copied().collect())
}

/// Whether amounts stand behind labels, a total before a part of it: 资金总额 25.89 财政拨款 25.89.
fn has_labels(document: &Lines<'_>, region: &Region<'_>) -> bool {
    const LINES: usize = 12;
    let body = region.body.iter().take(LINES);
    let tokens: Vec<&Token<'_>> = region.header.iter().chain(body).flat_map(|&line| document.tokens(line)).collect();
    let labels = tokens.windows(2).filter(|pair| pair[0].kind == Kind::Text && pair[1].kind == Kind::Figure);
    let mut words = labels.filter_map(|pair| money_word(pair[0].text));
    let is_part = |word: &Word| matches!(word.role, Role::Source(_) | Role::OtherMoney | Role::Carried);
    words.next().is_some_and(|word| word.role == Role::Whole) && words.next().is_some_and(|word| is_part(&word))
}
