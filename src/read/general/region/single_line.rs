//! Tables that are extracted as one line.

use crate::amount::Unit;
use crate::table::without_ordinal;
use crate::text::TextLine;

use super::super::heading;
use super::super::marks::Marks;
use super::super::title;
use super::super::token::{Kind, tokens};
use super::has_figures;
use super::starts::without_unit;

/// What a line prints behind the unit it names: header words, or a whole table in one line.
fn after_unit(text: &str) -> Option<&str> {
    if !text.contains("单位") {
        return None;
    }
    text.match_indices("单位").find_map(|(position, word)| {
        let rest = text[position + word.len()..]
            .trim_start()
            .trim_start_matches([')', '）'])
            .trim_start()
            .strip_prefix(['：', ':'])?
            .trim_start();
        let rest = rest.strip_prefix("人民币").unwrap_or(rest);
        Unit::ALL.into_iter().find_map(|unit| rest.strip_prefix(unit.name()))
    })
}

/// （单位：万元） 项目 预算数
fn is_begun_by_unit(text: &str) -> bool {
    text.trim_start().strip_prefix(['（', '(']).is_some_and(|inner| inner.trim_start().starts_with("单位"))
}

/// Whether a line of a header has its unit in brackets behind one of its words.
pub(super) fn has_unit_among_words(text: &str) -> bool {
    let closes = after_unit(text).is_some_and(|rest| rest.trim_start().starts_with(['）', ')']));
    closes && !is_begun_by_unit(text) && heading::words(&[text], None).strange == 0
}

/// Header words that a line prints behind the unit.
pub(super) fn words_after_unit(text: &str) -> Option<&str> {
    let rest = after_unit(text)?.trim();
    // 预算数（单位：万元） is a word with its unit.
    let rest = match rest.strip_prefix(['）', ')']) {
        Some(rest) if is_begun_by_unit(text) => rest.trim_start(),
        Some(_) => return None,
        None => rest,
    };
    if rest.is_empty() {
        return None;
    }
    let words = heading::words(&[rest], None);
    let is_text =
        rest.chars().count() <= 120 && !rest.contains(|c: char| c.is_ascii_digit() || "：:，。；/".contains(c));
    if is_text && words.known > 0 {
        // The first line of a word that is wrapped.
        return Some(rest);
    }
    (!has_figures(rest) && words.known >= 2 && words.strange == 0).then_some(rest)
}

/// The words that a label of one line is broken into at most.
const MOST_OF_LABEL: usize = 4;

/// A table in one line is cut into its title, its header words and its rows.
pub(super) fn cut_single_line<'a>(line: TextLine<'a>, squeezed: &str, marks: Marks) -> Option<Vec<TextLine<'a>>> {
    let cut = || {
        if !marks.has(Marks::BODY) || !marks.has(Marks::TABLE) {
            return None;
        }
        let rest = after_unit(line.text)?;
        title::title(without_unit(squeezed))?;
        let head = line.text.len() - rest.len();
        let tokens = tokens(rest, 0);
        let first = tokens.iter().position(|token| token.kind == Kind::Figure)?;
        // The word before the first figure is the label of the first row, or the end of it after its ordinal.
        let last = first.checked_sub(1)?;
        let begins = (first.saturating_sub(MOST_OF_LABEL)..first).rfind(|&at| {
            tokens[at].kind == Kind::Text && without_ordinal(tokens[at].text).len() < tokens[at].text.len()
        });
        let label = tokens[begins.unwrap_or(last)].text;
        let rows = head + (label.as_ptr() as usize).checked_sub(rest.as_ptr() as usize)?;
        let parts = [line.text.get(..head)?, line.text.get(head..rows)?, line.text.get(rows..)?];
        Some(
            parts
                .into_iter()
                .enumerate()
                .map(|(at, text)| TextLine { text, starts_page: line.starts_page && at == 0, ..line })
                .collect(),
        )
    };
    // 项目 本年预算 项目 本年预算 一、本级财政拨款收入 656.73: the header and the first row.
    let header = || {
        if !marks.has(Marks::FIRST) {
            return None;
        }
        let (head, rows) = line.text.split_at(line.text.find(" 一、")?);
        let words = heading::words(&[head], None);
        let is_header =
            words.strange == 0 && words.known >= 6 && has_figures(rows) && !head.contains(|c: char| c.is_ascii_digit());
        is_header.then(|| vec![TextLine { text: head, ..line }, TextLine { text: rows, starts_page: false, ..line }])
    };
    cut().or_else(header)
}
