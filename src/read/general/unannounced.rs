//! Rows of tables that nothing announces, or whose headers are not understood: what their figures are is not known, but
//! they are there, so they are listed.

use foldhash::HashSet;

use crate::budget::Unread;
use crate::text::TextLine;

use super::region::{figures_at_end, is_sentence};
use super::token::{Kind, Token, tokens};

/// So many lines with one figure at their end are rows.
const RUN: usize = 3;

/// The rows among the lines outside of tables. Some of these stand under titles, by their numbers.
pub(super) fn rows(lines: &[TextLine<'_>], titled: &HashSet<u32>) -> Vec<Unread> {
    let ends: Vec<bool> = lines.iter().map(ends_with_figure).collect();
    let mut found = Vec::new();
    let mut from = 0;
    for run in ends.chunk_by(|above, below| above == below) {
        for line in &lines[from..from + run.len()] {
            let is_row = run[0] && run.len() >= RUN;
            let figures = figures(line, is_row, titled.contains(&line.number));
            if figures > 0 {
                found.push(Unread {
                    page: line.page,
                    line: line.number,
                    text: line.text.trim().to_owned(),
                    figures: u32::try_from(figures).unwrap_or(u32::MAX),
                });
            }
        }
        from += run.len();
    }
    found
}

fn is_figure(token: &Token<'_>) -> bool {
    token.kind == Kind::Figure
}

fn ends_with_figure(line: &TextLine<'_>) -> bool {
    !is_sentence(line.text) && tokens(line.text, 0).last().is_some_and(is_figure)
}

/// How many figures a line has as a row of a table.
fn figures(line: &TextLine<'_>, is_row: bool, is_titled: bool) -> usize {
    if line.cells.len() > 1 {
        let is_alone = |text: &str| matches!(&*tokens(text, 0), [token] if is_figure(token));
        return line.cells.iter().filter(|cell| is_alone(&cell.text)).count();
    }
    if is_sentence(line.text) {
        return 0;
    }
    let tokens = tokens(line.text, 0);
    let at_end = figures_at_end(&tokens).len();
    let all = tokens.iter().filter(|token| is_figure(token)).count();
    // 一、财政拨款 900.00 一、教育支出 900.00: both sides of a summary.
    let are_beside = at_end == 1 && all > 1 && !tokens.windows(2).any(|two| is_figure(&two[0]) && is_unit(two[1].text));
    match at_end {
        1 if are_beside => all,
        1 if !(is_row || is_titled && tokens.len() == 1) => 0,
        at_end => at_end,
    }
}

/// Words behind a figure that is said in a sentence.
fn is_unit(text: &str) -> bool {
    text.starts_with(['元', '万', '亿', '%', '％', '个', '人', '辆', '平', '台'])
}
