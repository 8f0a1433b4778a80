//! The unit of the amounts of a table, as it is printed above them or beside them.

use crate::amount::Unit;

use super::super::token::Kind;
use super::Lines;

/// 单位：万元, alone or with the name of the department.
pub(super) fn is_unit_line(line: &str) -> bool {
    unit_of(line).is_some() && !line.contains(['，', '。'])
}

/// The unit that a line names.
pub(in crate::read::general) fn unit_of(line: &str) -> Option<Unit> {
    // Most lines lack the word, which is told faster than where it stands.
    if !line.contains("单位") {
        return None;
    }
    line.match_indices("单位").find_map(|(position, word)| {
        let rest = line[position + word.len()..].trim_start_matches([')', '）']).strip_prefix(['：', ':'])?;
        let rest = rest.strip_prefix("人民币").unwrap_or(rest);
        Unit::ALL.into_iter().find(|unit| rest.starts_with(unit.name()))
    })
}

/// The unit at the end of a line behind the department, without a label: 511-退役军人事务局 万元.
pub(super) fn unit_at_end(document: &Lines<'_>, index: usize) -> Option<Unit> {
    const MOST: usize = 3;
    let [before @ .., last] = document.tokens(index) else { return None };
    let names_body = (1..=MOST).contains(&before.len()) && before.last().is_some_and(|word| word.kind == Kind::Text);
    let are_labels = before.iter().all(|word| matches!(word.kind, Kind::Text | Kind::Number));
    Unit::ALL.into_iter().find(|unit| names_body && are_labels && last.text == unit.name())
}

/// How many lines the head of a form may take, one word each: there it names the unit beside its amounts.
pub(super) const LINES_OF_HEAD: usize = 40;

/// The unit that a word over amounts names in brackets: 资金金额（万元）.
pub(super) fn unit_in_brackets(line: &str) -> Option<Unit> {
    line.match_indices(['（', '(']).find_map(|(position, bracket)| {
        let inner = &line[position + bracket.len()..];
        let inner = inner.strip_prefix("人民币").unwrap_or(inner);
        Unit::ALL
            .into_iter()
            .find(|unit| inner.strip_prefix(unit.name()).is_some_and(|end| end.starts_with(['）', ')'])))
    })
}
