//! A sheet of a workbook as lines: one for each row that shows anything.

use std::collections::BTreeMap;

use crate::page::{Cell, PageLine, add_wrapped, tidy};

/// The columns of a sheet are this wide.
const COLUMN: i32 = 1000;

/// What the cells of a sheet show, by row and column, both counted from zero.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rows: BTreeMap<u32, BTreeMap<u32, String>>,
    merged: Vec<Merged>,
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

    /// The rows from top to bottom.
    pub(super) fn lines(mut self, page: u32) -> Vec<PageLine> {
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

/// The merged cells around a row, by their first columns. They do not overlap in a workbook that holds together.
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
