//! The cells of a sheet or a table as lines: one for each row that shows anything.

use std::collections::BTreeMap;

use crate::page::flat::{self, COLUMN};
use crate::page::{Cell, PageLine, add_wrapped, said, tidy};

use super::hidden::Ranges;

/// In wider or larger sheets only the cells that are there are cells: no table of a budget is so large.
const MOST_COLUMNS: u32 = 64;
const MOST_CELLS: usize = 1_000_000;

/// What cells show, by row and column, both counted from zero.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rows: BTreeMap<u32, BTreeMap<u32, String>>,
    merged: Vec<Merged>,
    hidden_rows: Ranges,
    hidden_columns: Ranges,
}

/// Cells that are shown as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merged {
    /// The first row and the last.
    pub(super) rows: (u32, u32),
    /// The first column and the last.
    pub(super) columns: (u32, u32),
}

impl Sheet {
    /// Puts a cell in its place. Lines inside its text are joined.
    pub(super) fn put(&mut self, (row, column): (u32, u32), text: &str, has_border: bool) {
        let mut joined = String::new();
        for line in text.split(['\n', '\r']) {
            add_wrapped(&mut joined, line.trim_end());
        }
        let text = tidy(&joined);
        if has_border || !text.is_empty() {
            self.rows.entry(row).or_default().insert(column, text);
        }
    }

    pub(super) fn merge(&mut self, merged: Merged) {
        self.merged.push(merged);
    }

    /// Rows from the first to the last that nobody sees.
    #[cfg(feature = "xlsx")]
    pub(super) fn hide_rows(&mut self, rows: (u32, u32)) {
        self.hidden_rows.add(rows);
    }

    #[cfg(feature = "xlsx")]
    pub(super) fn hide_columns(&mut self, columns: (u32, u32)) {
        self.hidden_columns.add(columns);
    }

    /// Takes out what is hidden and closes the gaps. A merged cell is seen as long as a part of it is.
    fn close_gaps(&mut self) {
        let (rows, columns) = (std::mem::take(&mut self.hidden_rows), std::mem::take(&mut self.hidden_columns));
        if rows.is_empty() && columns.is_empty() {
            return;
        }
        let mut shown: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
        let mut put = |place: Option<(u32, u32)>, text: String| {
            if let Some((row, column)) = place {
                shown.entry(row).or_default().entry(column).or_insert(text);
            }
        };
        let merged = std::mem::take(&mut self.merged);
        for area in merged {
            let (Some(shown_rows), Some(shown_columns)) = (rows.seen(area.rows), columns.seen(area.columns)) else {
                continue;
            };
            let first = self.rows.get_mut(&area.rows.0).and_then(|cells| cells.remove(&area.columns.0));
            if let Some(text) = first {
                put(Some((shown_rows.0, shown_columns.0)), text);
            }
            self.merged.push(Merged { rows: shown_rows, columns: shown_columns });
        }
        for (row, cells) in std::mem::take(&mut self.rows) {
            for (column, text) in cells {
                let place = rows.seen((row, row)).zip(columns.seen((column, column)));
                let place = place.map(|((row, _), (column, _))| (row, column));
                put(place, text);
            }
        }
        self.rows = shown;
    }

    /// The rows from top to bottom.
    pub(super) fn lines(mut self, page: u32) -> Vec<PageLine> {
        let is_flat = self.merged.iter().all(|merged| merged.columns.0 == merged.columns.1);
        self.close_gaps();
        let last = self.rows.values().filter_map(|cells| cells.keys().next_back()).max().copied();
        let width = last.map_or(0, |last| last.saturating_add(1));
        let cells = usize::try_from(width).unwrap_or(usize::MAX).saturating_mul(self.rows.len());
        if width > MOST_COLUMNS || cells > MOST_CELLS {
            return self.merged_lines(page);
        }
        // Rows of a table have all its cells, whether or not their borders are drawn.
        let is_row =
            |cells: &&mut BTreeMap<u32, String>| cells.values().filter(|text| !text.is_empty()).nth(1).is_some();
        for cells in self.rows.values_mut().filter(is_row) {
            (0..width).for_each(|column| {
                cells.entry(column).or_default();
            });
        }
        if is_flat { self.flat_lines(page, width) } else { self.merged_lines(page) }
    }

    /// Without merged cells the words of a header stand in the first of the cells that they are about.
    fn flat_lines(self, page: u32, width: u32) -> Vec<PageLine> {
        let rows: Vec<(u32, BTreeMap<u32, String>)> = self.rows.into_iter().collect();
        rows.chunk_by(|above, below| !parts(above, below)).flat_map(|rows| flat_table(rows, page, width)).collect()
    }

    fn merged_lines(mut self, page: u32) -> Vec<PageLine> {
        self.merged.sort_unstable_by_key(|merged| (merged.rows, merged.columns));
        let mut upcoming = self.merged.into_iter().peekable();
        let mut here = Here::default();
        let mut lines = Vec::new();
        for (row, cells) in self.rows {
            while let Some(merged) = upcoming.next_if(|merged| merged.rows.0 <= row) {
                here.begin(merged);
            }
            let cells: Vec<Cell> =
                cells.into_iter().filter_map(|(column, text)| here.cell(row, column, text)).collect();
            if !cells.is_empty() {
                lines.push(PageLine::new(page, cells));
            }
        }
        lines
    }
}

/// Whether a table ends above a row: it has one text alone, as titles have, or blank rows stand before it.
fn parts((above, _): &(u32, BTreeMap<u32, String>), (below, cells): &(u32, BTreeMap<u32, String>)) -> bool {
    above + 1 < *below || cells.values().filter(|text| !text.is_empty()).nth(1).is_none()
}

fn flat_table(rows: &[(u32, BTreeMap<u32, String>)], page: u32, width: u32) -> Vec<PageLine> {
    let full = |(_, cells): &(u32, BTreeMap<u32, String>)| {
        (0..width).map(|column| cells.get(&column).cloned().unwrap_or_default()).collect()
    };
    let texts: Vec<Vec<String>> = rows.iter().map(full).collect();
    let Some(cells) = flat::cells(&texts) else {
        return texts.iter().map(|texts| PageLine { page, text: said(texts), cells: Vec::new() }).collect();
    };
    let line = |((_, row), mut cells): (&(u32, BTreeMap<u32, String>), Vec<Cell>)| {
        // Where a row has no cell it has no empty one either.
        cells.retain(|cell| !cell.text.is_empty() || row.contains_key(&column_at(cell.left)));
        PageLine::new(page, cells)
    };
    rows.iter().zip(cells).map(line).collect()
}

/// The column that begins at a place.
fn column_at(left: i32) -> u32 {
    u32::try_from(left / COLUMN).unwrap_or_default()
}

/// The merged cells around a row, by their first columns. They do not overlap in a file that holds together.
#[derive(Debug, Default)]
struct Here(BTreeMap<u32, Merged>);

impl Here {
    fn begin(&mut self, merged: Merged) {
        self.0.insert(merged.columns.0, merged);
    }

    /// A cell with the columns it spans; `None` if a merged cell hides it.
    fn cell(&self, row: u32, column: u32, text: String) -> Option<Cell> {
        let around = self.0.range(..=column).next_back().map(|(_, merged)| *merged);
        let around = around.filter(|merged| column <= merged.columns.1 && row <= merged.rows.1);
        let is_first = around.is_none_or(|merged| (row, column) == (merged.rows.0, merged.columns.0));
        if !is_first {
            return None;
        }
        let last = around.map_or(column, |merged| merged.columns.1);
        let place = |column: u32| i32::try_from(column).unwrap_or(i32::MAX).saturating_mul(COLUMN);
        Some(Cell { text, left: place(column), right: place(last.saturating_add(1)) })
    }
}
