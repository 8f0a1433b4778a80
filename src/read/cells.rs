//! Rows whose cells stand on lines of their own, as texts have them that follow the order in which a PDF draws.

use std::borrow::Cow;

use crate::amount::Unit;
use crate::table::TableSpec;
use crate::text::TextLine;

use super::figures;
use super::region::Region;

/// A line as it is put together, at the place of the first of those it is made of.
pub(super) struct Joined<'a> {
    text: Cow<'a, str>,
    at: TextLine<'a>,
}

impl Joined<'_> {
    pub(super) fn line(&self) -> TextLine<'_> {
        TextLine { text: &self.text, ..self.at }
    }
}

/// The lines of a region with all figures of a row on one, where they stand on several. Figures are those of one row
/// if nothing stands between them and there are as many as the table, or a block of it, has columns.
pub(super) fn joined<'a>(region: &Region<'a>) -> Vec<Joined<'a>> {
    let widths = widths(region.spec);
    let lines: Vec<Line<'a>> = region.body.iter().map(|line| Line::of(*line, region.unit)).collect();
    let mut joined: Vec<Joined<'a>> = Vec::with_capacity(lines.len());
    let mut rest = &*lines;
    while !rest.is_empty() {
        let (run, after) = rest.split_at(run_length(rest));
        rest = after;
        let is_row = widths.contains(&run.iter().map(|line| line.cells).sum());
        for row in run.chunks(if is_row { run.len() } else { 1 }) {
            join(row, rest.first().is_some_and(|next| next.begins), &mut joined);
        }
    }
    joined
}

/// Adds the lines of a row as one. Words behind a cell are those of the next one if its figure stands at the beginning
/// of the next line.
fn join<'a>(row: &[Line<'a>], is_next: bool, joined: &mut Vec<Joined<'a>>) {
    let [before @ .., last] = row else { return };
    let at = row[0].printed;
    let (text, after) = last.printed.text.split_at(last.end);
    let has_words = !after.trim().is_empty();
    if before.is_empty() && !(has_words && is_next && last.cells > 0) {
        joined.push(Joined { text: at.text.into(), at });
        return;
    }
    let texts = before.iter().map(|line| line.printed.text.trim_end()).chain([text]);
    joined.push(Joined { text: texts.collect::<Vec<_>>().join(" ").into(), at });
    if has_words {
        joined.push(Joined { text: after.into(), at: last.printed });
    }
}

/// How many figures a row of a table has; where blocks stand side by side, those of each block.
fn widths(spec: &TableSpec) -> Vec<usize> {
    (0..spec.sides()).map(|side| spec.columns_of(side).count()).collect()
}

/// What a line says about the cells of a row.
struct Line<'a> {
    printed: TextLine<'a>,
    /// Its figures, if they stand beside each other.
    cells: usize,
    /// The end of the last of them.
    end: usize,
    begins: bool,
    ends: bool,
}

impl<'a> Line<'a> {
    fn of(line: TextLine<'a>, unit: Unit) -> Self {
        let mut runs = figures::runs(line.text, unit);
        match (runs.next(), runs.next()) {
            (Some(run), None) => Self {
                printed: line,
                cells: run.figures.len(),
                end: run.end,
                begins: line.text[..run.start].trim().is_empty(),
                ends: line.text[run.end..].trim().is_empty(),
            },
            _ => Self { printed: line, cells: 0, end: 0, begins: false, ends: false },
        }
    }
}

/// How many lines from the first have figures with nothing between them; one if it has none.
fn run_length(lines: &[Line<'_>]) -> usize {
    let follows = |pair: &[Line<'_>]| pair[0].ends && pair[1].begins && pair[0].printed.page == pair[1].printed.page;
    1 + lines.windows(2).take_while(|pair| follows(pair)).count()
}
