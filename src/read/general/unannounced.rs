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
    let cells: Vec<usize> = (0..lines.len()).map(|at| figure_cells(&lines[at], lines.get(at + 1))).collect();
    let ends: Vec<bool> = lines.iter().zip(&cells).map(|(line, cells)| ends_with_figure(line) || *cells > 0).collect();
    let mut found = Vec::new();
    let mut from = 0;
    for run in ends.chunk_by(|above, below| above == below) {
        for (line, cells) in lines[from..].iter().zip(&cells[from..]).take(run.len()) {
            let is_row = run[0] && run.len() >= RUN;
            let figures = figures(line, *cells, is_row, titled.contains(&line.number));
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

/// How many cells of a line are figures. Where prose is justified a figure may seem to be a cell, but its unit follows,
/// if not on the next line.
fn figure_cells(line: &TextLine<'_>, below: Option<&TextLine<'_>>) -> usize {
    let is_alone = |text: &str| matches!(&*tokens(text, 0), [token] if is_figure(token));
    // 人员经费 on the next line is no unit of this one's figure.
    let is_money = |text: &str| ["万元", "元", "亿元"].iter().any(|unit| text.starts_with(unit));
    let is_said = |at: usize| match line.cells.get(at + 1) {
        Some(next) => is_unit(next.text.trim_start()),
        None => below.is_some_and(|below| is_money(below.text.trim_start())),
    };
    if line.cells.len() < 2 {
        return 0;
    }
    line.cells.iter().enumerate().filter(|(at, cell)| is_alone(&cell.text) && !is_said(*at)).count()
}

/// How many figures a line has as a row of a table.
fn figures(line: &TextLine<'_>, cells: usize, is_row: bool, is_titled: bool) -> usize {
    // Beside prose a figure is a cell only if there are more of its kind.
    if cells > 0 && (is_row || !line.text.contains(['，', '。', '；'])) {
        return cells;
    }
    if is_sentence(line.text) {
        return 0;
    }
    let tokens = tokens(line.text, 0);
    // 69.81 39.00 0 18.85 0: in a row of nothing but figures 0 is one too.
    let is_zero = |token: &Token<'_>| token.kind == Kind::Number && token.text == "0";
    if tokens.iter().filter(|token| is_figure(token)).count() > 1
        && tokens.iter().all(|token| is_figure(token) || is_zero(token))
    {
        return tokens.len();
    }
    let at_end = figures_at_end(&tokens).len();
    let all = tokens.iter().filter(|token| is_figure(token)).count();
    // 一、财政拨款 900.00 一、教育支出 900.00: both sides of a summary.
    let are_beside = all > at_end && !tokens.windows(2).any(|two| is_figure(&two[0]) && is_unit(two[1].text));
    match at_end {
        1.. if are_beside => all,
        1 if !(is_row || is_titled && tokens.len() == 1) => 0,
        at_end => at_end,
    }
}

/// Words behind a figure that is said in a sentence.
fn is_unit(text: &str) -> bool {
    text.starts_with(['元', '万', '亿', '%', '％', '个', '人', '辆', '平', '台'])
}

#[cfg(test)]
mod tests {
    use super::{HashSet, TextLine, rows};
    use crate::page::Cell;

    /// The figures that are listed of lines with these cells.
    fn listed(lines: &[&[&str]]) -> Vec<u32> {
        let cells = |texts: &&[&str]| -> Vec<Cell> {
            let cell = |(text, left): (&&str, i32)| Cell { text: (*text).to_owned(), left, right: left + 1 };
            texts.iter().zip(0..).map(cell).collect()
        };
        let cells: Vec<Vec<Cell>> = lines.iter().map(cells).collect();
        let texts: Vec<String> = lines.iter().map(|texts| texts.join(" ")).collect();
        let line = |((text, cells), number)| TextLine { page: 1, number, text, starts_page: false, cells };
        let lines: Vec<TextLine<'_>> =
            texts.iter().map(String::as_str).zip(cells.iter().map(Vec::as_slice)).zip(1..).map(line).collect();
        rows(&lines, &HashSet::default()).iter().map(|row| row.figures).collect()
    }

    #[test]
    fn cells_of_rows_are_no_words_of_justified_prose() {
        let goals: &[&str] = &["机关政务保障", "199.55", "完成保障工作，按规定完成。"];
        assert_eq!(listed(&[goals, goals, goals]), [1, 1, 1]);
        assert_eq!(listed(&[goals]), []);
        assert_eq!(listed(&[&["其中：财政拨款", "25.89"]]), [1]);
        assert_eq!(listed(&[&["财政拨款收支总预算", "17981.68"], &["万元，与上年相比"]]), []);
        let prose: &[&str] = &["与上年相比增加", "300.38", "万元，增长", "3.92", "%。主要原因"];
        assert_eq!(listed(&[prose, prose, prose]), []);
    }
}
