//! Tables by their borders: the rows, columns and merged cells that lines draw.

use std::cmp::Reverse;

use super::ruling::Ruling;

/// How far a line may stop short of the one it meets.
const REACH: i32 = 200;
/// A border this far outside the outermost one is a border of its own.
const OPEN_SIDE: i32 = 500;
/// More lines than this are a drawing.
pub(super) const MOST_LINES: usize = 6_000;
/// More tables than this on a page are a drawing too; the largest are kept.
const MOST_GRIDS: usize = 64;
/// A table with more places for cells than this is none.
const MOST_PLACES: usize = 500_000;

/// A cell, which may span rows and columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// The first row and the last.
    pub(super) rows: (usize, usize),
    /// The first column and the last.
    pub(super) columns: (usize, usize),
}

/// A table drawn with lines.
#[derive(Debug)]
pub(super) struct Grid {
    /// The borders of the columns, one more than there are columns.
    pub(super) xs: Vec<i32>,
    /// The borders of the rows.
    pub(super) ys: Vec<i32>,
    /// The cells, by first row, then first column.
    pub(super) spans: Vec<Span>,
    /// Which cell each place belongs to, row by row.
    cell_of: Vec<usize>,
}

impl Grid {
    fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    /// The cell around a point.
    pub(super) fn cell_at(&self, (x, y): (i32, i32)) -> Option<usize> {
        let row = between(&self.ys, y)?;
        let column = between(&self.xs, x)?;
        self.cell_of.get(row * self.columns() + column).copied()
    }

    /// How much of the page it takes up.
    pub(super) fn area(&self) -> i64 {
        let side = |borders: &[i32]| i64::from(borders[borders.len() - 1] - borders[0]);
        side(&self.xs) * side(&self.ys)
    }
}

/// Which interval of sorted borders a place lies in.
fn between(borders: &[i32], place: i32) -> Option<usize> {
    let after = borders.partition_point(|border| *border <= place);
    after.checked_sub(1).filter(|_| after < borders.len())
}

/// The tables of a page, small ones first. Frames around text are none.
pub(super) fn grids(lying: &[Ruling], upright: &[Ruling]) -> Vec<Grid> {
    if lying.len() + upright.len() > MOST_LINES {
        return Vec::new();
    }
    let mut grids: Vec<Grid> =
        connected(lying, upright).iter().filter_map(|(lying, upright)| grid(lying, upright)).collect();
    grids.sort_by_key(|grid| Reverse(grid.spans.len()));
    grids.truncate(MOST_GRIDS);
    grids.sort_by_key(Grid::area);
    grids
}

/// Lines that meet, directly or through others.
fn connected(lying: &[Ruling], upright: &[Ruling]) -> Vec<(Vec<Ruling>, Vec<Ruling>)> {
    let mut sets = Sets::new(lying.len() + upright.len());
    for (index, line) in lying.iter().enumerate() {
        let first = upright.partition_point(|wall| wall.at < line.from - REACH);
        for (offset, wall) in upright[first..].iter().enumerate().take_while(|(_, wall)| wall.at <= line.to + REACH) {
            if (wall.from - REACH..=wall.to + REACH).contains(&line.at) {
                sets.join(index, lying.len() + first + offset);
            }
        }
    }
    let mut groups: Vec<(Vec<Ruling>, Vec<Ruling>)> = vec![Default::default(); lying.len() + upright.len()];
    for (index, line) in lying.iter().enumerate() {
        groups[sets.find(index)].0.push(*line);
    }
    for (index, wall) in upright.iter().enumerate() {
        groups[sets.find(lying.len() + index)].1.push(*wall);
    }
    groups.retain(|(lying, upright)| !lying.is_empty() && !upright.is_empty());
    groups
}

fn grid(lying: &[Ruling], upright: &[Ruling]) -> Option<Grid> {
    let xs = borders(upright, lying);
    let ys = borders(lying, upright);
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if columns * rows < 2 || columns * rows > MOST_PLACES {
        return None;
    }
    let mut sets = Sets::new(columns * rows);
    let right = covered(upright, &xs, &ys);
    let below = covered(lying, &ys, &xs);
    for row in 0..rows {
        for column in 0..columns {
            let place = row * columns + column;
            if column + 1 < columns && !right[(column + 1) * rows + row] {
                sets.join(place, place + 1);
            }
            if row + 1 < rows && !below[(row + 1) * columns + column] {
                sets.join(place, place + columns);
            }
        }
    }
    let (spans, cell_of) = spans(&mut sets, rows, columns);
    (spans.len() > 1).then_some(Grid { xs, ys, spans, cell_of })
}

/// The places of borders, and of the open sides that the lines across reach out to.
fn borders(lines: &[Ruling], across: &[Ruling]) -> Vec<i32> {
    let mut borders: Vec<i32> = lines.iter().map(|line| line.at).collect();
    borders.sort_unstable();
    borders.dedup();
    let first = across.iter().map(|line| line.from).min();
    let last = across.iter().map(|line| line.to).max();
    if let Some(first) = first.filter(|first| borders.first().is_some_and(|border| border - first > OPEN_SIDE)) {
        borders.insert(0, first);
    }
    borders.extend(last.filter(|last| borders.last().is_some_and(|border| last - border > OPEN_SIDE)));
    borders
}

/// For each border, along which intervals across it a line is drawn; border by border.
fn covered(lines: &[Ruling], borders: &[i32], across: &[i32]) -> Vec<bool> {
    let intervals = across.len() - 1;
    let mut covered = vec![false; borders.len() * intervals];
    for line in lines {
        let Ok(border) = borders.binary_search(&line.at) else { continue };
        let first = across.partition_point(|place| *place < line.from).saturating_sub(1);
        for interval in first..intervals {
            let (from, to) = (across[interval], across[interval + 1]);
            if from > line.to {
                break;
            }
            // Half of the side of a cell tells that the border is meant.
            let drawn = line.to.min(to) - line.from.max(from);
            covered[border * intervals + interval] |= 2 * drawn >= to - from;
        }
    }
    covered
}

/// The cells in order, and which of them each place belongs to.
fn spans(sets: &mut Sets, rows: usize, columns: usize) -> (Vec<Span>, Vec<usize>) {
    let mut number = vec![usize::MAX; rows * columns];
    let mut spans: Vec<Span> = Vec::new();
    let mut cell_of = Vec::with_capacity(rows * columns);
    for row in 0..rows {
        for column in 0..columns {
            let root = sets.find(row * columns + column);
            if number[root] == usize::MAX {
                number[root] = spans.len();
                spans.push(Span { rows: (row, row), columns: (column, column) });
            }
            let span = &mut spans[number[root]];
            span.rows.1 = row;
            span.columns = (span.columns.0.min(column), span.columns.1.max(column));
            cell_of.push(number[root]);
        }
    }
    (spans, cell_of)
}

/// Sets that are joined until each is as large as it gets.
struct Sets(Vec<usize>);

impl Sets {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn find(&mut self, mut index: usize) -> usize {
        while self.0[index] != index {
            self.0[index] = self.0[self.0[index]];
            index = self.0[index];
        }
        index
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        self.0[one.max(other)] = one.min(other);
    }
}
