//! Rows of a tree of codes: a label, then a figure for each column.

use crate::budget::Unread;
use crate::table::Row;
use crate::text::TextLine;

use super::figures;
use super::label::{coded, squeeze, tidy};
use super::region::Region;

/// The rows of a table, and the lines with figures that no row could be made of.
pub(super) fn rows(region: &Region<'_>) -> (Vec<Row>, Vec<Unread>) {
    let mut rows = Vec::new();
    let mut unread = Vec::new();
    let mut label = String::new();
    let mut waiting: Option<TextLine<'_>> = None;
    for line in &region.body {
        let begins = is_coded(&squeeze(line.text));
        if begins && is_coded(&label) {
            // The row before it printed no figures: it is a row all the same, and no part of this label.
            unread.extend(std::mem::take(&mut waiting).map(|line| Region::unread(&line)));
            label.clear();
        }
        if figures::count(line.text) == 0 {
            if figures::has_bare_cells(line.text, region.spec.columns.len()) {
                unread.push(Region::unread(line));
                label.clear();
                waiting = None;
                continue;
            }
            label.push_str(&squeeze(line.text));
            waiting = if is_coded(&label) { waiting.or(Some(*line)) } else { None };
            continue;
        }
        let cut = figures::cut(line.text, region.spec.columns.len(), region.unit).filter(|_| region.has_columns(line));
        let row = cut.and_then(|cut| {
            label.push_str(&squeeze(cut.before));
            let address = coded(&label, &region.spec.rows).filter(|_| cut.after.is_empty())?;
            let cells = cut.figures.into_iter().map(Some).collect();
            let label = tidy(&label);
            Some(Row { address, label, page: line.page, line: line.number, cells, goal: None, uncertain: false })
        });
        match row {
            Some(row) => rows.push(row),
            None => unread.push(Region::unread(line)),
        }
        label.clear();
        waiting = None;
    }
    unread.extend(waiting.map(|line| Region::unread(&line)));
    (rows, unread)
}

/// Whether a label begins with a code: `[30101]`, `2010301`, and not `199.44`.
fn is_coded(label: &str) -> bool {
    let label = label.strip_prefix('[').unwrap_or(label);
    let name = label.trim_start_matches(|c: char| c.is_ascii_digit());
    matches!(label.len() - name.len(), 3 | 5 | 7) && !name.starts_with(['.', ',', '．', '，'])
}
