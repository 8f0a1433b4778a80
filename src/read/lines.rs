//! Rows of a table with fixed lines, on one side or on two.

use crate::amount::Printed;
use crate::budget::Unread;
use crate::fact::Flow;
use crate::table::{Address, Row, RowAxis, without_ordinal};
use crate::text::TextLine;

use super::figures;
use super::label::squeeze;
use super::region::Region;

/// The rows of a table, and the lines with figures that no row could be made of.
pub(super) fn rows(region: &Region<'_>) -> (Vec<Row>, Vec<Unread>) {
    let two_sided = matches!(region.spec.rows, RowAxis::TwoSided(_));
    let mut rows = Vec::new();
    let mut unread = Vec::new();
    let mut wrapped = String::new();
    for line in &region.body {
        if figures::count(line.text) == 0 {
            let columns = if two_sided { 1 } else { region.spec.columns.len() };
            if figures::has_bare_cells(line.text, columns) {
                unread.push(Region::unread(line));
                wrapped.clear();
                continue;
            }
            wrapped.push_str(&squeeze(line.text));
            continue;
        }
        let found = if two_sided { pairs(region, line, &wrapped) } else { single(region, line, &wrapped) };
        match found.filter(|_| region.has_columns(line)) {
            Some(found) => rows.extend(found),
            None => unread.push(Region::unread(line)),
        }
        wrapped.clear();
    }
    (rows, unread)
}

/// A label and a figure for each column.
fn single(region: &Region<'_>, line: &TextLine<'_>, wrapped: &str) -> Option<Vec<Row>> {
    let cut = figures::cut(line.text, region.spec.columns.len(), region.unit)?;
    let (address, label) = address(region, wrapped, &squeeze(cut.before), None)?;
    let cells = cut.figures.into_iter().map(Some).collect();
    cut.after.is_empty().then(|| vec![row(line, address, label, cells)])
}

/// Up to two labels with a figure each: revenue on the left, expenditure on the right.
fn pairs(region: &Region<'_>, line: &TextLine<'_>, wrapped: &str) -> Option<Vec<Row>> {
    let mut rows: Vec<Row> = Vec::new();
    let mut from = 0;
    let runs: Vec<_> = figures::runs(line.text, region.unit).collect();
    for (index, run) in runs.iter().enumerate() {
        let [figure] = run.figures[..] else { return None };
        let label = squeeze(&line.text[from..run.start]);
        from = run.end;
        // Of two pairs the first is revenue; a single one may be either.
        let flow = match (runs.len(), index) {
            (2, 0) => Some(Flow::Revenue),
            (2, 1) => Some(Flow::Expenditure),
            (1, _) => None,
            _ => return None,
        };
        let (address, label) = address(region, wrapped, &label, flow)?;
        let side = usize::from(region.spec.line_at(&address)?.flow == Flow::Expenditure);
        let mut cells = vec![None; region.spec.columns.len()];
        *cells.get_mut(side)? = Some(figure);
        rows.push(row(line, address, label, cells));
    }
    line.text[from..].trim().is_empty().then_some(rows)
}

/// The address of a label, whole or as the end of a wrapped one. A label that both sides have is told
/// by its side alone.
fn address(region: &Region<'_>, wrapped: &str, label: &str, flow: Option<Flow>) -> Option<(Address, String)> {
    let find = |label: &str| {
        let label = without_ordinal(label);
        if flow.is_some() {
            return region.spec.line_address(label, flow);
        }
        let sides = [Flow::Revenue, Flow::Expenditure];
        let mut sides = sides.into_iter().filter_map(|side| region.spec.line_address(label, Some(side)));
        let found = sides.next()?;
        sides.next().is_none().then_some(found)
    };
    if let Some(address) = find(label) {
        return Some((address, label.to_owned()));
    }
    let joined = format!("{wrapped}{label}");
    find(&joined).map(|address| (address, joined))
}

fn row(line: &TextLine<'_>, address: Address, label: String, cells: Vec<Option<Printed>>) -> Row {
    Row { address, label, page: line.page, line: line.number, cells, goal: None }
}
