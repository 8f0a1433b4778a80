//! Glyphs, and the pieces of text they make up.

use std::collections::HashMap;

use super::ruling::Walls;

/// Which way a text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    Right,
    Down,
    Left,
    Up,
}

/// A glyph as it was drawn, in hundredths of a point.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// The characters it stands for; several for a ligature.
    pub(super) text: String,
    /// Where it begins on its baseline.
    pub(super) origin: (i32, i32),
    /// From where it begins to where the next one does.
    pub(super) along: (i32, i32),
    /// The height of its font.
    pub(super) size: i32,
    pub(super) turn: Turn,
    /// Glyphs of one operator share it.
    pub(super) run: u32,
}

/// Glyphs that follow each other without a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) left: i32,
    pub(super) right: i32,
    pub(super) baseline: i32,
    pub(super) size: i32,
    /// Whether a space was drawn before it.
    pub(super) is_spaced: bool,
}

impl Piece {
    pub(super) fn middle(&self) -> (i32, i32) {
        (i32::midpoint(self.left, self.right), self.baseline - self.size * 35 / 100)
    }
}

/// The way most glyphs run.
pub(super) fn main_turn(glyphs: &[Glyph]) -> Turn {
    let count = |turn: Turn| glyphs.iter().filter(|glyph| glyph.turn == turn && !is_blank(&glyph.text)).count();
    // Of several equal ones the last: text runs to the right unless more of it does not.
    [Turn::Left, Turn::Up, Turn::Down, Turn::Right].into_iter().max_by_key(|turn| count(*turn)).unwrap_or(Turn::Right)
}

/// A point of a page that is turned so that text of that way runs to the right.
pub(super) fn turned((x, y): (i32, i32), turn: Turn, (width, height): (i32, i32)) -> (i32, i32) {
    match turn {
        Turn::Right => (x, y),
        Turn::Down => (y, width - x),
        Turn::Left => (width - x, height - y),
        Turn::Up => (height - y, x),
    }
}

/// A glyph on its line, after the page was turned.
struct Placed<'a> {
    glyph: &'a Glyph,
    left: i32,
    right: i32,
    baseline: i32,
    /// Runs the way that most do.
    is_level: bool,
}

fn placed(glyph: &Glyph, turn: Turn, extent: (i32, i32)) -> Placed<'_> {
    let begin = turned(glyph.origin, turn, extent);
    let end = turned((glyph.origin.0 + glyph.along.0, glyph.origin.1 + glyph.along.1), turn, extent);
    let is_level = glyph.turn == turn;
    if is_level {
        let right = end.0.max(begin.0);
        return Placed { glyph, left: begin.0, right, baseline: begin.1, is_level };
    }
    // A glyph that stands on its side takes up a square around its middle.
    let (x, y) = (i32::midpoint(begin.0, end.0), i32::midpoint(begin.1, end.1));
    let half = glyph.size / 2;
    Placed { glyph, left: x - half, right: x + half, baseline: y + glyph.size * 35 / 100, is_level }
}

/// The pieces of a page in the order of drawing, each glyph once.
pub(super) fn pieces(glyphs: &[Glyph], turn: Turn, extent: (i32, i32), walls: &Walls) -> Vec<Piece> {
    let mut seen = Seen::default();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last: Option<Placed<'_>> = None;
    let mut space = false;
    for glyph in glyphs.iter().map(|glyph| placed(glyph, turn, extent)) {
        if is_blank(&glyph.glyph.text) {
            space = true;
            continue;
        }
        if seen.is_again(&glyph) {
            continue;
        }
        let continues = !space && last.as_ref().is_some_and(|last| follows(last, &glyph, walls));
        match pieces.last_mut().filter(|_| continues) {
            Some(piece) => {
                piece.text.push_str(&glyph.glyph.text);
                piece.right = piece.right.max(glyph.right);
                piece.size = piece.size.max(glyph.glyph.size);
            }
            None => pieces.push(Piece {
                text: glyph.glyph.text.clone(),
                left: glyph.left,
                right: glyph.right,
                baseline: glyph.baseline,
                size: glyph.glyph.size,
                is_spaced: space,
            }),
        }
        space = false;
        last = Some(glyph);
    }
    pieces
}

/// Spaces only part words. The ideographic space is a character: rows of a table are indented with it.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c != '\u{3000}' && (c.is_whitespace() || c.is_control()))
}

/// Whether a glyph carries on a piece of text: next to the last one, with no border between them.
fn follows(last: &Placed<'_>, next: &Placed<'_>, walls: &Walls) -> bool {
    let size = last.glyph.size.max(next.glyph.size);
    let gap = next.left - last.right;
    let is_near = (next.baseline - last.baseline).abs() * 5 < size && gap * 4 < size && gap * 2 > -size;
    if !(last.is_level && next.is_level && is_near && next.left > last.left) {
        return false;
    }
    // Text that runs over a border without a gap is too long for its cell.
    let apart = gap * 10 >= size || last.glyph.run != next.glyph.run;
    !(apart && walls.any_between(last.right, next.left, next.baseline - size / 3))
}

/// Glyphs met so far, to know text that is drawn twice for boldness or shadow.
#[derive(Default)]
struct Seen(HashMap<(String, i32, i32), Vec<(i32, i32)>>);

impl Seen {
    fn is_again(&mut self, glyph: &Placed<'_>) -> bool {
        let near = (glyph.right - glyph.left).max(glyph.glyph.size / 4) * 3 / 10;
        let near = near.max(1);
        let (column, row) = (glyph.left.div_euclid(1000), glyph.baseline.div_euclid(1000));
        let around = (-1..=1).flat_map(|x| (-1..=1).map(move |y| (column + x, row + y)));
        let again = around.into_iter().any(|(column, row)| {
            let there = self.0.get(&(glyph.glyph.text.clone(), column, row));
            there.is_some_and(|places| {
                places.iter().any(|(x, y)| (x - glyph.left).abs() <= near && (y - glyph.baseline).abs() <= near)
            })
        });
        if !again {
            let places = self.0.entry((glyph.glyph.text.clone(), column, row)).or_default();
            // No legible text has as many of one character in a square of ten points.
            if places.len() < 64 {
                places.push((glyph.left, glyph.baseline));
            }
        }
        again
    }
}
