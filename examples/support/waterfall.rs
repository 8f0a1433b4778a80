//! A waterfall chart of a change as SVG: last year, the drivers up and down, the remainder, this year.

use std::path::Path;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use yusuan::{Amount, Unit};

/// What a chart shows. Amounts are exact until they become pixels.
pub(crate) struct Waterfall {
    pub(crate) title: String,
    pub(crate) unit: Unit,
    /// The label and the amount of the first column.
    pub(crate) before: (String, Amount),
    /// Each step between the first column and the last one.
    pub(crate) steps: Vec<(String, Amount)>,
    /// The label and the amount of the last column.
    pub(crate) after: (String, Amount),
}

/// A column between two heights.
struct Bar<'a> {
    label: &'a str,
    shown: String,
    from: f64,
    to: f64,
    colour: RGBColor,
}

const FONTS: &str = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif";
const INK: RGBColor = RGBColor(0x2b, 0x2f, 0x36);
const FAINT: RGBColor = RGBColor(0xc9, 0xce, 0xd6);
const WHOLE: RGBColor = RGBColor(0x4a, 0x5f, 0x82);
/// As in Chinese finance, what rises is red and what falls is green.
const UP: RGBColor = RGBColor(0xc8, 0x4b, 0x41);
const DOWN: RGBColor = RGBColor(0x3f, 0x8f, 0x6b);
/// Characters of a label that stand side by side under a column.
const PER_LINE: usize = 7;
const MOST_LINES: usize = 4;

const LEFT: i32 = 40;
const TOP: i32 = 96;
const PLOT: i32 = 320;
const STEP: i32 = 116;
const LINE: i32 = 18;

impl Waterfall {
    /// Writes the chart to a file.
    pub(crate) fn save(&self, path: &Path) -> Result<(), String> {
        let bars = self.bars();
        let columns = i32::try_from(bars.len()).map_err(|_| "too many drivers to draw".to_owned())?;
        let size = (2 * LEFT + columns * STEP, TOP + PLOT + 100);
        let area = SVGBackend::new(path, (size.0.unsigned_abs(), size.1.unsigned_abs())).into_drawing_area();
        let drawn = self.draw(&area, &bars).and_then(|()| area.present().map_err(|error| error.to_string()));
        drawn.map_err(|error| format!("{}: {error}", path.display()))
    }

    fn bars(&self) -> Vec<Bar<'_>> {
        let number = |amount: Amount| amount.in_unit(self.unit).to_string().parse::<f64>().unwrap_or_default();
        let shown = |amount: Amount| super::support::published(amount, self.unit, 2);
        let whole = |(label, amount): &'_ (String, Amount)| (label.clone(), shown(*amount), number(*amount));
        let (_, before, from) = whole(&self.before);
        let mut bars = vec![Bar { label: &self.before.0, shown: before, from: 0.0, to: from, colour: WHOLE }];
        let mut level = from;
        for (label, amount) in &self.steps {
            let to = level + number(*amount);
            let colour = if amount.is_negative() { DOWN } else { UP };
            let sign = if amount.is_positive() { "+" } else { "" };
            bars.push(Bar { label, shown: format!("{sign}{}", shown(*amount)), from: level, to, colour });
            level = to;
        }
        let (_, after, to) = whole(&self.after);
        bars.push(Bar { label: &self.after.0, shown: after, from: 0.0, to, colour: WHOLE });
        bars
    }

    fn draw(&self, area: &DrawingArea<SVGBackend<'_>, Shift>, bars: &[Bar<'_>]) -> Result<(), String> {
        area.fill(&WHITE).map_err(|error| error.to_string())?;
        text(area, &self.title, (LEFT, 22), 24, INK, HPos::Left)?;
        let heights = || bars.iter().skip(1).take(bars.len() - 2).flat_map(|bar| [bar.from, bar.to]);
        let ends = [bars[0].to, bars[bars.len() - 1].to];
        let (low, high) =
            heights().chain(ends).fold((f64::MAX, f64::MIN), |(low, high), it| (low.min(it), high.max(it)));
        // The columns of the totals are cut where the changes would be too small to see.
        let floor = if low > (high - low) * 2.0 { low - (high - low).max(low * 0.001) * 0.35 } else { low.min(0.0) };
        let is_cut = floor > 0.0;
        let note = if is_cut { "，纵轴不从零开始" } else { "" };
        text(area, &format!("单位：{}{note}", self.unit), (LEFT, 54), 16, INK, HPos::Left)?;
        let span = if high > floor { high - floor } else { 1.0 };
        #[expect(clippy::cast_possible_truncation, reason = "a height within the plot")]
        let y = |height: f64| TOP + PLOT - ((height.max(floor) - floor) / span * f64::from(PLOT)).round() as i32;
        for (index, bar) in bars.iter().enumerate() {
            let left = LEFT + i32::try_from(index).map_err(|error| error.to_string())? * STEP;
            column(area, bar, left, (y(bar.from), y(bar.to)), is_cut)?;
            if index + 1 < bars.len() {
                let ends = vec![(left + STEP - 16, y(bar.to)), (left + STEP + 16, y(bar.to))];
                area.draw(&PathElement::new(ends, FAINT.stroke_width(1))).map_err(|error| error.to_string())?;
            }
        }
        let base = vec![(LEFT, TOP + PLOT), (LEFT + i32::try_from(bars.len()).unwrap_or(0) * STEP, TOP + PLOT)];
        area.draw(&PathElement::new(base, INK.stroke_width(1))).map_err(|error| error.to_string())
    }
}

/// One column with its amount above and its label below.
fn column(
    area: &DrawingArea<SVGBackend<'_>, Shift>,
    bar: &Bar<'_>,
    left: i32,
    (from, to): (i32, i32),
    is_cut: bool,
) -> Result<(), String> {
    let (top, bottom) = (from.min(to), from.max(to).max(from.min(to) + 2));
    let (inner, outer) = (left + 16, left + STEP - 16);
    area.draw(&Rectangle::new([(inner, top), (outer, bottom)], bar.colour.filled()))
        .map_err(|error| error.to_string())?;
    if is_cut && bar.colour == WHOLE {
        // The cut: a white band across the foot of the column.
        let foot = bottom - 22;
        let band = vec![(inner - 4, foot + 6), (outer + 4, foot - 6), (outer + 4, foot), (inner - 4, foot + 12)];
        area.draw(&Polygon::new(band, WHITE.filled())).map_err(|error| error.to_string())?;
    }
    let middle = left + STEP / 2;
    text(area, &bar.shown, (middle, top - 21), 16, bar.colour, HPos::Center)?;
    for (line, words) in label_lines(bar.label).iter().enumerate() {
        let y = TOP + PLOT + 12 + i32::try_from(line).unwrap_or(0) * LINE;
        text(area, words, (middle, y), 16, INK, HPos::Center)?;
    }
    Ok(())
}

/// A label in lines of about the same length, cut where there are too many.
fn label_lines(label: &str) -> Vec<String> {
    let letters: Vec<char> = label.chars().collect();
    let count = letters.len().div_ceil(PER_LINE).max(1);
    let mut lines: Vec<String> =
        letters.chunks(letters.len().div_ceil(count).max(1)).map(|line| line.iter().collect()).collect();
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        if let Some(last) = lines.last_mut() {
            last.pop();
            last.push('…');
        }
    }
    lines
}

fn text(
    area: &DrawingArea<SVGBackend<'_>, Shift>,
    words: &str,
    at: (i32, i32),
    size: i32,
    colour: RGBColor,
    anchor: HPos,
) -> Result<(), String> {
    let style = TextStyle::from((FONTS, size).into_font()).color(&colour).pos(Pos::new(anchor, VPos::Top));
    area.draw(&Text::new(words.to_owned(), at, style)).map_err(|error| error.to_string())
}
