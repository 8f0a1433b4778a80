//! Reading documents of any place by the vocabulary.

mod address;
mod columns;
mod compose;
mod draft;
mod furniture;
mod heading;
mod region;
mod rows;
mod settle;
mod sides;
mod title;
mod token;
mod tree;

use std::fmt::Write as _;

/// What was recognised, for development.
pub fn dump(text: &str, year: Option<u16>, verbose: bool) -> String {
    let lines = crate::text::lines(text);
    let (lines, removed) = furniture::without_furniture(&lines);
    let document = region::Lines::new(lines);
    let mut out = String::new();
    let regions = region::regions(&document, year);
    let mut drafts: Vec<draft::Draft<'_>> = regions.iter().map(|region| draft::draft(&document, region, crate::Unit::TenThousandYuan, year)).collect();
    settle::settle(&mut drafts, &[]);
    let department = crate::Name::from("部门");
    let composed = compose::compose(&document, &drafts, &department);
    let (mut total, mut lost) = (0, 0);
    for (region, draft) in regions.iter().zip(&drafts) {
        let figures: usize = draft.rows.iter().map(|row| row.figures.len()).sum::<usize>() + draft.lost.iter().map(|l| l.1 as usize).sum::<usize>();
        let missing: usize = draft.rows.iter().map(|row| row.columns.iter().filter(|c| c.is_none()).count()).sum::<usize>() + draft.lost.iter().map(|l| l.1 as usize).sum::<usize>();
        total += figures;
        lost += missing;
        let _ = writeln!(out, "== {} {:?}/{:?} line {} figures {} missing {} strange {}", region.heading, draft.title.subject, draft.axis, document.lines[region.start].number, figures, missing, region.words.strange);
        if verbose && missing > 0 {
            let _ = writeln!(out, "   words {:?}", region.words.words.iter().map(|w| w.name).collect::<Vec<_>>());
            for reading in &draft.readings {
                let _ = writeln!(out, "   reading {:?}", reading.iter().map(|c| format!("{}{}", c.words.join("/"), c.part_of.map_or(String::new(), |p| format!("<{p}")))).collect::<Vec<_>>());
            }
            for row in draft.rows.iter().filter(|row| row.columns.contains(&None)).take(5) {
                let _ = writeln!(out, "   row {} {:?} {:?} {:?}", row.label, row.about, row.figures.iter().map(|f| f.0.to_string()).collect::<Vec<_>>(), row.columns);
            }
            for (line, count) in draft.lost.iter().take(5) {
                let _ = writeln!(out, "   lost {} {}", count, document.lines[*line].text);
            }
        }
    }
    let _ = writeln!(out, "TOTAL pages {} removed {} tables {} figures {} missing {} unread {}", document.lines.last().map_or(0, |l| l.page), removed.len(), composed.tables.len(), total, lost, composed.unread.iter().map(|u| u.figures).sum::<u32>());
    out
}
