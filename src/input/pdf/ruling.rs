//! The straight lines of a page, which draw the borders of its tables.

use super::glyph::{Turn, turned};

/// Lines no farther apart than this are one line, drawn twice or cell by cell.
const SAME_LINE: i32 = 150;
/// Stretches of a line with a gap no longer than this are one stretch.
const GAP: i32 = 200;

/// A straight line along the page or down it, in hundredths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ruling {
    pub(super) is_upright: bool,
    /// How far from the left for an upright line, from the top for another.
    pub(super) at: i32,
    pub(super) from: i32,
    pub(super) to: i32,
}

impl Ruling {
    /// The same line on a turned page.
    fn turned(self, turn: Turn, extent: (i32, i32)) -> Self {
        let point = |along| if self.is_upright { (self.at, along) } else { (along, self.at) };
        let (one, other) = (turned(point(self.from), turn, extent), turned(point(self.to), turn, extent));
        let is_upright = self.is_upright ^ matches!(turn, Turn::Down | Turn::Up);
        let (at, one, other) = if is_upright { (one.0, one.1, other.1) } else { (one.1, one.0, other.0) };
        Self { is_upright, at, from: one.min(other), to: one.max(other) }
    }
}

/// The lines of a page, each once, lying and upright ones apart, in the order of their places.
pub(super) fn merged(drawn: &[Ruling], turn: Turn, extent: (i32, i32)) -> (Vec<Ruling>, Vec<Ruling>) {
    let mut rulings: Vec<Ruling> = drawn.iter().map(|ruling| ruling.turned(turn, extent)).collect();
    rulings.sort_unstable();
    let mut merged = Vec::new();
    for line in rulings.chunk_by(|one, next| one.is_upright == next.is_upright && next.at - one.at <= SAME_LINE) {
        let mut rest = line;
        while let Some(first) = rest.first() {
            // A fan of close lines must not run together into one.
            let end = rest.partition_point(|ruling| ruling.at - first.at <= SAME_LINE);
            join(&rest[..end], &mut merged);
            rest = &rest[end..];
        }
    }
    merged.into_iter().partition(|ruling: &Ruling| !ruling.is_upright)
}

/// Joins the stretches of one line.
fn join(line: &[Ruling], merged: &mut Vec<Ruling>) {
    let mut stretches = line.to_vec();
    stretches.sort_unstable_by_key(|ruling| (ruling.from, ruling.to));
    let at = i32::midpoint(line[0].at, line[line.len() - 1].at);
    let start = merged.len();
    for stretch in stretches {
        match merged[start..].last_mut() {
            Some(last) if stretch.from <= last.to + GAP => last.to = last.to.max(stretch.to),
            _ => merged.push(Ruling { at, ..stretch }),
        }
    }
}

/// The upright lines, to ask whether one parts two glyphs.
#[derive(Debug)]
pub(super) struct Walls<'a>(&'a [Ruling]);

impl<'a> Walls<'a> {
    /// Of lines in the order of their places.
    pub(super) fn new(upright: &'a [Ruling]) -> Self {
        Self(upright)
    }

    /// Whether a line lies between two places at that height.
    pub(super) fn any_between(&self, left: i32, right: i32, height: i32) -> bool {
        let first = self.0.partition_point(|wall| wall.at < left.min(right) - SAME_LINE / 2);
        let near = self.0[first..].iter().take_while(|wall| wall.at <= left.max(right) + SAME_LINE / 2);
        // Few lines fit between glyphs, unless they are drawn far larger than any page.
        near.take(64).any(|wall| (wall.from..=wall.to).contains(&height))
    }
}
