//! What a page draws: its glyphs and its straight lines, in hundredths of a point from the top left corner.
//!
//! The interpreter measures in floating point; this is the only place that knows.

use std::panic;
use std::time::Instant;

use hayro_interpret::font::{Glyph as FontGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};

use crate::input::InputError;

use super::glyph::{Glyph, Turn};
use super::ruling::Ruling;

/// Strokes and filled strips up to this width are lines; wider ones are areas, such as the bars of a chart.
const WIDEST_LINE: f64 = 3.0;
/// Shorter than this is a dot.
const SHORTEST_LINE: f64 = 2.0;
/// The glyphs of a font are drawn on a square of this side.
const EM: f64 = 1000.0;

/// Everything that was drawn on a page.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// In the order of drawing.
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rulings: Vec<Ruling>,
    /// Width and height of the page.
    pub(super) extent: (i32, i32),
    /// Glyphs of fonts that do not tell which character it is.
    pub(super) unmapped: u64,
    /// Whether the page drew more than it may.
    pub(super) is_cut_short: bool,
}

/// When to give up, and how many seconds that is from the start.
pub(super) type Deadline = (Option<Instant>, u32);

/// Interprets a page; `most` bounds the glyphs and lines that are kept.
pub(super) fn draw<'a>(page: &Page<'a>, cache: &InterpreterCache<'a>, most: u64, deadline: Deadline) -> Drawn {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let bounds = Rect::new(0.0, 0.0, width, height);
    let mut context = Context::new(transform, bounds, cache, page.xref(), InterpreterSettings::default());
    let drawn = Drawn { extent: (hundredths(width), hundredths(height)), ..Drawn::default() };
    let mut collector = Collector { drawn, bounds, run: 0, most, deadline };
    interpret_page(page, &mut context, &mut collector);
    collector.drawn
}

struct Collector {
    drawn: Drawn,
    bounds: Rect,
    /// Glyphs that are shown by one operator belong together.
    run: u32,
    most: u64,
    deadline: Deadline,
}

impl Collector {
    /// Leaves the interpreter once the time is up. Drawings inside drawings can go on for ever, and it has no other
    /// way out than unwinding.
    fn check_time(&self) {
        let (deadline, seconds) = self.deadline;
        if deadline.is_some_and(|deadline| Instant::now() > deadline) {
            panic::resume_unwind(Box::new(InputError::TooSlow { seconds }));
        }
    }

    fn is_full(&mut self) -> bool {
        let count = self.drawn.glyphs.len() + self.drawn.rulings.len();
        self.drawn.is_cut_short |= u64::try_from(count).unwrap_or(u64::MAX) >= self.most;
        self.drawn.is_cut_short
    }

    fn glyph(&mut self, glyph: &FontGlyph<'_>, place: Affine) {
        if self.is_full() {
            return;
        }
        let text = match glyph.as_unicode() {
            Some(BfString::Char(character)) => character.to_string(),
            Some(BfString::String(text)) => text,
            None => {
                self.drawn.unmapped += 1;
                char::REPLACEMENT_CHARACTER.to_string()
            }
        };
        let advance = match glyph {
            FontGlyph::Outline(outline) => outline.advance_width(),
            FontGlyph::Type3(type3) => type3.advance_width(),
        };
        let advance = f64::from(advance.filter(|width| width.is_finite()).unwrap_or(0.0)).clamp(0.0, 4.0 * EM);
        let origin = place * Point::ZERO;
        let along = place * Point::new(advance, 0.0) - origin;
        let up = place * Point::new(0.0, EM) - origin;
        let direction = place * Point::new(EM, 0.0) - origin;
        self.drawn.glyphs.push(Glyph {
            text,
            origin: (hundredths(origin.x), hundredths(origin.y)),
            along: (hundredths(along.x), hundredths(along.y)),
            size: hundredths(up.hypot()).max(1),
            turn: turn(direction),
            run: self.run,
        });
    }

    /// Keeps a straight line that runs along the page or down it.
    fn line(&mut self, from: Point, to: Point) {
        if self.is_full() || !(from.is_finite() && to.is_finite()) {
            return;
        }
        let box_of_line = Rect::from_points(from, to).intersect(self.bounds.inflate(1.0, 1.0));
        let (width, height) = (box_of_line.width(), box_of_line.height());
        let middle = box_of_line.center();
        if height <= WIDEST_LINE && width >= SHORTEST_LINE && width > 2.0 * height {
            let (from, to) = (hundredths(box_of_line.x0), hundredths(box_of_line.x1));
            self.drawn.rulings.push(Ruling { is_upright: false, at: hundredths(middle.y), from, to });
        } else if width <= WIDEST_LINE && height >= SHORTEST_LINE && height > 2.0 * width {
            let (from, to) = (hundredths(box_of_line.y0), hundredths(box_of_line.y1));
            self.drawn.rulings.push(Ruling { is_upright: true, at: hundredths(middle.x), from, to });
        }
    }

    /// A line drawn as a filled strip. Several strips may be filled at once.
    fn filled(&mut self, path: &BezPath) {
        let mut strip: Option<Rect> = None;
        let mut start = Point::ZERO;
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => {
                    self.strip(strip.take());
                    start = point;
                }
                PathEl::LineTo(point) | PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                    strip = Some(strip.unwrap_or(Rect::from_points(start, start)).union_pt(point));
                }
                PathEl::ClosePath => {}
            }
        }
        self.strip(strip);
    }

    fn strip(&mut self, strip: Option<Rect>) {
        if let Some(strip) = strip.filter(|strip| strip.width().min(strip.height()) <= WIDEST_LINE) {
            self.line(Point::new(strip.x0, strip.y0), Point::new(strip.x1, strip.y1));
        }
    }

    fn stroked(&mut self, path: &BezPath) {
        let mut start = Point::ZERO;
        let mut last = Point::ZERO;
        for element in path.elements() {
            let next = match *element {
                PathEl::MoveTo(point) => {
                    start = point;
                    last = point;
                    continue;
                }
                PathEl::LineTo(point) => point,
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                    last = point;
                    continue;
                }
                PathEl::ClosePath => start,
            };
            // Slanted lines strike cells out or belong to drawings.
            if (next.x - last.x).abs() < 1.0 || (next.y - last.y).abs() < 1.0 {
                self.line(last, next);
            }
            last = next;
        }
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, draw_mode: &DrawMode) {
        self.check_time();
        if self.is_full() {
            return;
        }
        let placed = props.transform * path.clone();
        let stroke = match draw_mode {
            DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) => Some(stroke),
            DrawMode::Fill(_) | DrawMode::Invisible => None,
        };
        let scale = props.transform.determinant().abs().sqrt();
        if stroke.is_some_and(|stroke| f64::from(stroke.line_width) * scale <= WIDEST_LINE) {
            self.stroked(&placed);
        } else if matches!(draw_mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            self.filled(&placed);
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.check_time();
        self.run = self.run.wrapping_add(1);
        for positioned in run.glyphs() {
            self.glyph(positioned, props.transform * positioned.transform());
        }
    }

    /// Some programs draw lines as pictures of one pixel.
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.check_time();
        let extent = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        self.filled(&(props.transform * extent.to_path(0.1)));
    }

    /// Every drawing inside another begins with one.
    fn push_clip_path(&mut self, _: &ClipPath) {
        self.check_time();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Which way a text runs, to the nearest quarter.
fn turn(direction: Vec2) -> Turn {
    if direction.x.abs() >= direction.y.abs() {
        if direction.x >= 0.0 { Turn::Right } else { Turn::Left }
    } else if direction.y >= 0.0 {
        Turn::Down
    } else {
        Turn::Up
    }
}

/// Pages are at most some metres wide; what lies farther off is nowhere on the page.
#[expect(clippy::cast_possible_truncation, reason = "clamped to a range that fits")]
fn hundredths(points: f64) -> i32 {
    (points * 100.0).round().clamp(-1e7, 1e7) as i32
}
