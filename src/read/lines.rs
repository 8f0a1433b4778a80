//! Rows of a table with fixed lines, in one block or in several side by side.

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
    let side_by_side = matches!(region.spec.rows, RowAxis::SideBySide(_));
    let in_block = |side| region.spec.columns_of(side).count();
    let columns = (0..region.spec.sides()).map(in_block).min().unwrap_or_default();
    let mut rows = Vec::new();
    let mut unread = Vec::new();
    let mut wrapped = String::new();
    for line in &region.body {
        if figures::count(line.text) == 0 {
            if figures::has_bare_cells(line.text, columns) {
                unread.push(Region::unread(line));
                wrapped.clear();
                continue;
            }
            wrapped.push_str(&squeeze(line.text));
            continue;
        }
        let found = if side_by_side { blocks(region, line, &wrapped) } else { single(region, line, &wrapped) };
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

/// Labels side by side, each with the figures of its block.
fn blocks(region: &Region<'_>, line: &TextLine<'_>, wrapped: &str) -> Option<Vec<Row>> {
    let runs: Vec<_> = figures::runs(line.text, region.unit).collect();
    let ends = [0].into_iter().chain(runs.iter().map(|run| run.end));
    let labels: Vec<String> =
        ends.zip(&runs).map(|(from, run)| squeeze(&line.text[from..run.start]).into_owned()).collect();
    let counts: Vec<usize> = runs.iter().map(|run| run.figures.len()).collect();
    let places = places(region, wrapped, &labels, &counts)?;
    let after = runs.last().map_or(0, |run| run.end);
    if !line.text[after..].trim().is_empty() {
        return None;
    }
    let rows = runs.into_iter().zip(places).map(|(run, (side, (address, label)))| {
        let mut cells = vec![None; region.spec.columns.len()];
        for (column, figure) in region.spec.columns_of(side).zip(run.figures) {
            cells[column] = Some(figure);
        }
        row(line, address, label, cells)
    });
    Some(rows.collect())
}

/// An address with the label it was found by.
type Found = (Address, String);

/// Labels with the block that each stands in.
type Placed = Vec<(u8, Found)>;

/// The blocks and the addresses of labels from left to right. `None` if there is more than one way: a
/// label that several blocks have is told by its place alone.
fn places(region: &Region<'_>, wrapped: &str, labels: &[String], counts: &[usize]) -> Option<Placed> {
    let sides = region.spec.sides();
    // For each label the ways to place it and those before it, by the block it stands in; more than one
    // way is as bad as none, so one is kept and told apart.
    let mut ways: Vec<(u8, Option<Placed>)> = Vec::new();
    for (index, (label, count)) in labels.iter().zip(counts).enumerate() {
        let mut next = Vec::new();
        for side in (0..sides).filter(|side| region.spec.columns_of(*side).count() == *count) {
            let Some(found) = address(region, wrapped, label, Some(side)) else { continue };
            let mut before = ways.iter().filter(|(last, _)| *last < side).map(|(_, way)| way);
            let way = match (index, before.next(), before.next()) {
                (0, ..) => Some(vec![(side, found)]),
                (_, None, _) => continue,
                (_, Some(way), None) => way.clone().map(|way| [way, vec![(side, found)]].concat()),
                (_, Some(_), Some(_)) => None,
            };
            next.push((side, way));
        }
        ways = next;
    }
    match <[_; 1]>::try_from(ways) {
        Ok([(_, way)]) => way,
        Err(_) => None,
    }
}

/// The address of a label, whole or as the end of a wrapped one, in a block if one is given.
fn address(region: &Region<'_>, wrapped: &str, label: &str, side: Option<u8>) -> Option<Found> {
    let find = |label: &str| {
        let label = without_ordinal(label);
        if let Some(side) = side {
            return region.spec.line_address_on(label, side);
        }
        let flows = [Flow::Revenue, Flow::Expenditure];
        let mut flows = flows.into_iter().filter_map(|flow| region.spec.line_address(label, Some(flow)));
        let found = flows.next()?;
        flows.next().is_none().then_some(found)
    };
    if let Some(address) = find(label) {
        return Some((address, label.to_owned()));
    }
    let joined = format!("{wrapped}{label}");
    find(&joined).map(|address| (address, joined))
}

fn row(line: &TextLine<'_>, address: Address, label: String, cells: Vec<Option<Printed>>) -> Row {
    Row { address, label, page: line.page, line: line.number, cells, goal: None, uncertain: false }
}
