//! A table of a page that is being read.

use crate::input::InputError;
use crate::input::limits::Allowance;
use crate::input::sheet::{Merged, Sheet};
use crate::page::PageLine;

/// A page is one page of a document.
pub(super) const PAGE: u32 = 1;
/// No table of a budget is wider; what stands further to the right is put into the last.
const MOST_COLUMNS: u32 = 1_000;
/// As the standard of web pages has it.
const MOST_ROWS: u32 = 65_534;
/// A cell with more lines is no cell of a table, but a column of a page with text in it.
const MOST_LINES: usize = 40;

/// A cell whose text is being read.
#[derive(Debug, Default)]
struct OpenCell {
    text: String,
    columns: u32,
    rows: u32,
}

/// A table from its first tag on.
#[derive(Debug, Default)]
pub(super) struct Table {
    sheet: Sheet,
    /// How many rows are done.
    row: u32,
    /// The cells of the row that is being read.
    cells: Vec<OpenCell>,
    /// Whether the last of them is still being read.
    is_in_cell: bool,
    /// For each column the first row that no cell from above reaches into.
    free_from: Vec<u32>,
    /// The last of these rows.
    all_free_from: u32,
}

impl Table {
    pub(super) fn open_cell(&mut self, columns: Option<&[u8]>, rows: Option<&[u8]>) {
        self.is_in_cell = true;
        let columns = span(columns).unwrap_or(1).clamp(1, MOST_COLUMNS);
        // None at all means: all rows that follow.
        let rows = span(rows).map_or(1, |rows| if rows == 0 { MOST_ROWS } else { rows.min(MOST_ROWS) });
        self.cells.push(OpenCell { text: String::new(), columns, rows });
    }

    pub(super) fn close_cell(&mut self) {
        self.is_in_cell = false;
    }

    /// The text of the cell that is being read.
    pub(super) fn cell(&mut self) -> Option<&mut String> {
        self.cells.last_mut().filter(|_| self.is_in_cell).map(|cell| &mut cell.text)
    }

    /// Ends a row. A row that is one cell with several lines, or has text instead of cells, is as many lines. Beside cells
    /// that reach into it from above it is a row like any other: those below it would lose their columns.
    pub(super) fn close_row(
        &mut self,
        done: &mut Vec<PageLine>,
        allowance: &mut Allowance<'_>,
    ) -> Result<(), InputError> {
        self.is_in_cell = false;
        let cells = std::mem::take(&mut self.cells);
        let is_article = |cell: &OpenCell| cell.text.lines().nth(MOST_LINES).is_some();
        let is_text = match &*cells {
            [] => return Ok(()),
            [only] => only.text.trim_end().contains('\n'),
            cells => cells.iter().any(is_article),
        };
        if !is_text || self.all_free_from > self.row {
            return self.put(&cells, allowance);
        }
        self.flush(done);
        for cell in cells {
            allowance.spend(&cell.text)?;
            done.extend(cell.text.lines().filter_map(super::blocks::line));
        }
        Ok(())
    }

    fn put(&mut self, cells: &[OpenCell], allowance: &mut Allowance<'_>) -> Result<(), InputError> {
        let mut column: u32 = 0;
        for cell in cells {
            allowance.spend(&cell.text)?;
            while self.free_from.get(index(column)).is_some_and(|first| *first > self.row) {
                column += 1;
            }
            column = column.min(MOST_COLUMNS - 1);
            let last = (column + cell.columns - 1).min(MOST_COLUMNS - 1);
            let end = self.row.saturating_add(cell.rows);
            if cell.columns > 1 || cell.rows > 1 {
                self.sheet.merge(Merged { rows: (self.row, end - 1), columns: (column, last) });
            }
            if self.free_from.len() <= index(last) {
                self.free_from.resize(index(last) + 1, 0);
            }
            self.free_from[index(column)..=index(last)].fill(end);
            self.all_free_from = self.all_free_from.max(end);
            self.sheet.put((self.row, column), &cell.text, true);
            column = last + 1;
        }
        self.row += 1;
        Ok(())
    }

    /// Gives the rows so far away, as when the table turns out to hold others: then it only places them.
    pub(super) fn flush(&mut self, done: &mut Vec<PageLine>) {
        done.extend(std::mem::take(&mut self.sheet).lines(PAGE));
        (self.row, self.all_free_from) = (0, 0);
        self.free_from.clear();
    }

    /// The texts of the row that is being read, which is no row of cells since a table stands in it.
    pub(super) fn give_up_row(&mut self, done: &mut Vec<PageLine>) {
        self.flush(done);
        for cell in &mut self.cells {
            done.extend(std::mem::take(&mut cell.text).lines().filter_map(super::blocks::line));
        }
    }
}

fn span(value: Option<&[u8]>) -> Option<u32> {
    let digits = value?.trim_ascii();
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    str::from_utf8(&digits[..length]).ok()?.parse().ok()
}

/// A column as an index. Columns are few.
fn index(column: u32) -> usize {
    usize::try_from(column).unwrap_or(usize::MAX)
}
