//! Rows of a tree of codes: a label, then a figure for each column.

use crate::budget::Unread;
use crate::table::Row;

use super::figures;
use super::label::{coded, squeeze, tidy};
use super::region::Region;

/// The rows of a table, and the lines with figures that no row could be made of.
pub(super) fn rows(region: &Region<'_>) -> (Vec<Row>, Vec<Unread>) {
    let mut rows = Vec::new();
    let mut unread = Vec::new();
    let mut label = String::new();
    for line in &region.body {
        if figures::count(line.text) == 0 {
            label.push_str(&squeeze(line.text));
            continue;
        }
        let cut = figures::cut(line.text, region.spec.columns.len(), region.unit).filter(|_| region.has_columns(line));
        let row = cut.and_then(|cut| {
            label.push_str(&squeeze(cut.before));
            let address = coded(&label, region.spec.rows).filter(|_| cut.after.is_empty())?;
            let cells = cut.figures.into_iter().map(Some).collect();
            Some(Row { address, label: tidy(&label), page: line.page, line: line.number, cells, goal: None })
        });
        match row {
            Some(row) => rows.push(row),
            None => unread.push(Region::unread(line)),
        }
        label.clear();
    }
    (rows, unread)
}
