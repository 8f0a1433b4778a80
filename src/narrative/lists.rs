//! Amounts that are stated without a change: 政府采购 and its kinds, and the key projects.

use foldhash::HashMap;

use crate::amount::{Printed, Unit};
use crate::claim::Claim;
use crate::fact::{Flow, Key, MemoItem};

use super::NarrativeContext;
use super::prose::Prose;

/// 政府采购 and its kinds, by the words that stand before their amounts.
const KINDS: [(MemoItem, &[&str]); 4] = [
    (
        MemoItem::Procurement,
        &["政府采购安排", "政府采购预算总额", "政府采购支出预算总额", "政府采购预算共", "政府采购预算"],
    ),
    (MemoItem::ProcurementOfGoods, &["货物类采购预算", "政府采购货物预算", "政府采购货物支出", "采购货物预算"]),
    (MemoItem::ProcurementOfWorks, &["工程类采购预算", "政府采购工程预算", "政府采购工程支出", "采购工程预算"]),
    (MemoItem::ProcurementOfServices, &["服务类采购预算", "政府采购服务预算", "政府采购服务支出", "采购服务预算"]),
];

const PROCUREMENT: &str = "采购";

/// The first statement of each.
pub(super) fn procurement(prose: &Prose) -> Vec<(usize, usize, Claim)> {
    let text = prose.text();
    // All of the words have this one in them, so the text is searched once.
    let places: Vec<usize> = text.match_indices(PROCUREMENT).map(|(at, _)| at).collect();
    let kind = |(memo, ways): (MemoItem, &[&str])| {
        let stated = ways.iter().find_map(|words| {
            let before = words.find(PROCUREMENT)?;
            let starts = places.iter().filter_map(|at| at.checked_sub(before));
            let starts = starts.filter(|&start| text.get(start..).is_some_and(|rest| rest.starts_with(words)));
            // The words stand in explanations too; the figure makes the statement.
            starts.take(20).find_map(|start| {
                let end = start + words.len();
                let end = if text[end..].starts_with('为') { end + '为'.len_utf8() } else { end };
                let figure = prose.figure_at(end)?;
                Some((start, figure.end, figure.money()?))
            })
        });
        let (start, end, amount) = stated?;
        Some((start, end, prose.statement(start, end, Key::total(Flow::Expenditure).memo(memo), amount)))
    };
    KINDS.into_iter().filter_map(kind).collect()
}

/// The amounts of 重点项目, whose names are those of the projects in the tables. The list has a name,
/// often wrapped, then the amount at the end of a line, then the goal.
pub(super) fn key_projects(prose: &Prose, context: &NarrativeContext) -> Vec<(usize, usize, Claim)> {
    const HEADER: &str = "预算数（单位：";
    /// Longer names are not printed.
    const LINES_OF_A_NAME: usize = 8;
    let Some(heading) = prose.text().find(HEADER) else { return Vec::new() };
    let unit = prose.text()[heading + HEADER.len()..].split('）').next().unwrap_or_default();
    let unit = unit.parse().unwrap_or(context.unit);
    let projects: HashMap<&str, &Key> = context.projects.iter().map(|(name, key)| (name.as_str(), key)).collect();
    let starts = prose.line_starts(heading);
    let mut claims = Vec::new();
    for (index, &start) in starts.iter().enumerate() {
        let ends = starts[index + 1..].iter().copied().chain([prose.text().len()]).take(LINES_OF_A_NAME);
        let stated = ends.into_iter().find_map(|end| {
            let entry = prose.text()[start..end].trim_end_matches('\n');
            let name = entry.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
            let key = *projects.get(name)?;
            let amount = amount(&entry[name.len()..], unit)?;
            Some((start + entry.len(), prose.statement(start, start + entry.len(), key.clone(), amount)))
        });
        claims.extend(stated.map(|(end, claim)| (start, end, claim)));
    }
    claims
}

fn amount(digits: &str, unit: Unit) -> Option<Printed> {
    Printed::parse(digits, unit).ok()
}
