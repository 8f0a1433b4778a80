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
    // How many lines of the label stand above the figures and not in their line, and are still to come below.
    let (mut above, mut below) = (0_usize, 0_usize);
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
            if below > 0 && !begins {
                below -= 1;
                rows.last_mut().into_iter().for_each(|row: &mut Row| row.label.push_str(&squeeze(line.text)));
                continue;
            }
            above += 1;
            label.push_str(&squeeze(line.text));
            waiting = if is_coded(&label) { waiting.or(Some(*line)) } else { None };
            continue;
        }
        let cut = figures::cut(line.text, region.spec.columns.len(), region.unit).filter(|_| region.has_columns(line));
        let row = cut.and_then(|cut| {
            let beside = squeeze(cut.before);
            // Above the code the name begins that a narrow cell wrapped around it; below it goes on.
            let is_around = is_coded(&beside) && !label.is_empty() && !is_coded(&label);
            below = if is_around { above } else { 0 };
            label = if is_around { around(&beside, &label) } else { format!("{label}{beside}") };
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
        above = 0;
    }
    unread.extend(waiting.map(|line| Region::unread(&line)));
    (rows, unread)
}

/// A code with the part of its name beside it, and between them the part above.
fn around(beside: &str, above: &str) -> String {
    let name = beside.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']'));
    let code = &beside[..beside.len() - name.len()];
    format!("{code}{above}{name}")
}

/// Whether a label begins with a code: `[30101]`, `2010301`, and not `199.44`.
fn is_coded(label: &str) -> bool {
    let label = label.strip_prefix('[').unwrap_or(label);
    let name = label.trim_start_matches(|c: char| c.is_ascii_digit());
    matches!(label.len() - name.len(), 3 | 5 | 7) && !name.starts_with(['.', ',', '．', '，'])
}
