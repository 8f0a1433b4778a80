//! Reading documents of any place by the vocabulary.

mod furniture;
mod heading;
mod region;
mod rows;
mod title;
mod token;

use std::fmt::Write as _;

/// What was recognised, for development.
pub fn dump(text: &str, year: Option<u16>) -> String {
    let lines = crate::text::lines(text);
    let (lines, removed) = furniture::without_furniture(&lines);
    let document = region::Lines::new(lines);
    let mut out = String::new();
    let _ = writeln!(out, "pages {} removed {}", document.lines.last().map_or(0, |l| l.page), removed.len());
    for region in region::regions(&document, year) {
        let _ = writeln!(out, "== {} {:?} unit {:?} lines {}..{} body {} numbered {:?} strange {}", region.heading, region.title, region.unit, document.lines[region.start].number, region.end, region.body.len(), region.numbered, region.words.strange);
        let _ = writeln!(out, "   words {:?}", region.words.words.iter().map(|w| w.name).collect::<Vec<_>>());
        if region.title.sides == title::Sides::Both {
            for side in region.words.sides() {
                let _ = writeln!(out, "   side {:?}", side.iter().map(|w| w.name).collect::<Vec<_>>());
            }
            continue;
        }
        for reading in region.words.readings() {
            let _ = writeln!(out, "   reading {:?}", reading.iter().map(|h| h.words.iter().map(|w| w.name).collect::<Vec<_>>().join("/")).collect::<Vec<_>>());
        }
        for row in rows::raw_rows(&document, &region.body, true).iter().take(6) {
            let _ = writeln!(out, "   row {} | {:?}", row.label(), row.figures.iter().map(|f| f.text).collect::<Vec<_>>());
        }
    }
    out
}
