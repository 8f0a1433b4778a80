//! Pieces of text put in order: into the cells of tables, and into lines where there are none.

use crate::page::{Cell, PageLine, add_wrapped, is_whole_figure, tidy};

use super::glyph::Piece;
use super::grid::Grid;

/// A gap of this many hundredths of the height of the text parts cells where no lines are drawn.
const CELL_GAP: i32 = 95;
/// A gap of this many hundredths is a space.
const SPACE: i32 = 28;

/// The lines of a page.
pub(super) fn page_lines(page: u32, pieces: Vec<Piece>, grids: &[Grid]) -> Vec<PageLine> {
    let mut inside: Vec<Vec<Vec<Piece>>> = grids.iter().map(|grid| vec![Vec::new(); grid.spans.len()]).collect();
    let mut outside = Vec::new();
    for piece in pieces {
        // Small tables come first, so that a table inside the cell of another has its own text.
        let place = grids.iter().enumerate().find_map(|(index, grid)| Some((index, grid.cell_at(piece.middle())?)));
        match place {
            Some((grid, cell)) => inside[grid][cell].push(piece),
            None => outside.push(piece),
        }
    }
    let mut lines: Vec<(i32, PageLine)> =
        by_baseline(outside).into_iter().map(|line| (line[0].baseline, prose(page, line))).collect();
    for (grid, cells) in grids.iter().zip(inside) {
        if cells.iter().any(|pieces| !pieces.is_empty()) {
            lines.extend(table(page, grid, cells));
        }
    }
    lines.sort_by_key(|(top, _)| *top);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// Pieces in lines from top to bottom, each from left to right.
fn by_baseline(mut pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    pieces.sort_by_key(|piece| piece.baseline);
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if is_beside(&line[0], &piece) => line.push(piece),
            _ => lines.push(vec![piece]),
        }
    }
    for line in &mut lines {
        line.sort_by_key(|piece| piece.left);
    }
    lines
}

/// Whether two pieces stand on one line, given that the first is not the lower one.
fn is_beside(upper: &Piece, lower: &Piece) -> bool {
    2 * (lower.baseline - upper.baseline) < upper.size.min(lower.size)
}

/// A line outside of tables: wide gaps part its cells.
fn prose(page: u32, line: Vec<Piece>) -> PageLine {
    let mut cells: Vec<Cell> = Vec::new();
    let mut last: Option<Piece> = None;
    for piece in line {
        let gap = last.as_ref().map_or(i32::MAX, |last| piece.left - last.right);
        let size = last.as_ref().map_or(piece.size, |last| last.size.min(piece.size));
        match (cells.last_mut(), &last) {
            (Some(cell), Some(last)) if gap.saturating_mul(100) < size.saturating_mul(CELL_GAP) => {
                cell.text.push_str(if is_apart(last, &piece) { " " } else { "" });
                cell.text.push_str(&piece.text);
                cell.right = cell.right.max(piece.right);
            }
            _ => cells.push(Cell { text: piece.text.clone(), left: piece.left, right: piece.right }),
        }
        last = Some(piece);
    }
    PageLine::new(page, cells)
}

/// Whether a space stands between two pieces of one line.
fn is_apart(left: &Piece, right: &Piece) -> bool {
    right.is_spaced || (right.left - left.right).saturating_mul(100) >= left.size.min(right.size).saturating_mul(SPACE)
}

/// The rows of a table with the heights they begin at.
fn table(page: u32, grid: &Grid, cells: Vec<Vec<Piece>>) -> Vec<(i32, PageLine)> {
    let mut cells = cells.into_iter().map(by_baseline).zip(&grid.spans).peekable();
    let mut rows = Vec::new();
    for row in 0..grid.ys.len() - 1 {
        let mut of_row = Vec::new();
        while let Some((lines, span)) = cells.next_if(|(_, span)| span.rows.0 == row) {
            of_row.push(GridCell {
                lines,
                left: grid.xs[span.columns.0],
                right: grid.xs[span.columns.1 + 1],
                is_one_row: span.rows.1 == row,
            });
        }
        let top = grid.ys[row];
        if of_row.iter().any(GridCell::holds_several_rows) {
            rows.extend(split(page, of_row));
        } else {
            let cells: Vec<Cell> = of_row.into_iter().map(GridCell::whole).collect();
            if !cells.is_empty() {
                rows.push((top, PageLine::new(page, cells)));
            }
        }
    }
    rows
}

/// A cell of a table with the lines of text in it.
struct GridCell {
    lines: Vec<Vec<Piece>>,
    left: i32,
    right: i32,
    is_one_row: bool,
}

impl GridCell {
    fn whole(self) -> Cell {
        let mut text = String::new();
        for line in &self.lines {
            add_wrapped(&mut text, &joined(line));
        }
        Cell { text: tidy(&text), left: self.left, right: self.right }
    }

    /// Whether figures stand one above the other, because no line is drawn between the rows.
    fn holds_several_rows(&self) -> bool {
        self.is_one_row && self.lines.iter().filter(|line| is_whole_figure(&joined(line))).count() > 1
    }
}

/// The rows that stand between two lines across a table.
fn split(page: u32, cells: Vec<GridCell>) -> Vec<(i32, PageLine)> {
    let borders: Vec<(i32, i32)> = cells.iter().map(|cell| (cell.left, cell.right)).collect();
    let mut pieces: Vec<(usize, Piece)> = Vec::new();
    for (index, cell) in cells.into_iter().enumerate() {
        pieces.extend(cell.lines.into_iter().flatten().map(|piece| (index, piece)));
    }
    pieces.sort_by_key(|(_, piece)| piece.baseline);
    let mut rows: Vec<(i32, PageLine)> = Vec::new();
    for row in pieces.chunk_by(|(_, one), (_, next)| is_beside(one, next)) {
        let cells = borders.iter().enumerate().map(|(index, (left, right))| {
            let mut own: Vec<Piece> =
                row.iter().filter(|(cell, _)| *cell == index).map(|(_, piece)| piece.clone()).collect();
            own.sort_by_key(|piece| piece.left);
            Cell { text: tidy(&joined(&own)), left: *left, right: *right }
        });
        rows.push((row[0].1.baseline, PageLine::new(page, cells.collect())));
    }
    rows
}

/// The text of a line inside a cell.
fn joined(line: &[Piece]) -> String {
    let mut text = String::new();
    for (index, piece) in line.iter().enumerate() {
        if index > 0 && is_apart(&line[index - 1], piece) {
            text.push(' ');
        }
        text.push_str(&piece.text);
    }
    text
}
