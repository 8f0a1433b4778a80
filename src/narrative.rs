//! The narrative: reading what its sentences state about amounts and their change.

mod prose;
mod scan;
mod subject;

use std::collections::HashMap;

use crate::amount::Unit;
use crate::budget::{AsOf, Unread};
use crate::claim::Claim;
use crate::fact::{Flow, Key, MemoItem};
use crate::table::{Address, Table, Template};
use crate::text::TextLine;

use prose::Prose;
use scan::{Cursor, StatedChange, amount_before, change_after, head, named_change_after, tail};

/// What the narrative states.
pub(crate) struct Narrative {
    pub(crate) claims: Vec<Claim>,
    pub(crate) dates: Vec<AsOf>,
}

/// The claims and the dates of the lines after the tables. Comparisons that were not understood go to `unread`.
pub(crate) fn read(
    lines: &[TextLine<'_>],
    template: &Template,
    tables: &[Table],
    unread: &mut Vec<Unread>,
) -> Narrative {
    let prose = Prose::of(lines);
    let mut claims: Vec<(usize, Claim)> = Vec::new();
    let comparisons = comparisons(prose.text());
    for (index, &(position, marker)) in comparisons.iter().enumerate() {
        if let Some(claim) = comparison(&prose, position, marker) {
            claims.push(claim);
        } else {
            // No words are told twice, or hostile text would grow a hundredfold.
            let from = index.checked_sub(1).map_or(0, |before| comparisons[before].1);
            let to = comparisons.get(index + 1).map_or(prose.text().len(), |next| next.0);
            unread.push(prose.unread(position, from, to));
        }
    }
    claims.extend(procurement(&prose));
    claims.extend(key_projects(&prose, template, tables));
    claims.sort_by_key(|(position, _)| *position);
    Narrative { claims: claims.into_iter().map(|(_, claim)| claim).collect(), dates: dates(&prose) }
}

/// The dates after 截至.
fn dates(prose: &Prose) -> Vec<AsOf> {
    const WORDS: &str = "截至";
    let dates = prose.text().match_indices(WORDS).filter_map(|(position, words)| {
        let (year, month, day) = Cursor::new(head(&prose.text()[position + words.len()..])).date()?;
        let (page, line) = prose.place(position);
        Some(AsOf { page, line, year, month, day })
    });
    dates.collect()
}

/// Words that begin a comparison with last year.
const COMPARISONS: [&str; 2] = ["比上年", "较上年"];

/// The comparisons that are followed by a figure, with the position behind the words.
fn comparisons(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = COMPARISONS
        .iter()
        .flat_map(|words| text.match_indices(words).map(|(position, _)| (position, position + words.len())))
        .filter(|&(_, after)| {
            let clause = head(&text[after..]);
            let clause = clause.split(['；', '。', '\n']).next().unwrap_or(clause);
            clause.contains(|c: char| c.is_ascii_digit())
        })
        .collect();
    found.sort_unstable();
    found
}

/// The claim around a comparison: 〈subject〉〈amount〉，比上年〈change〉，〈rate〉, or one that names
/// only what was added or dropped.
fn comparison(prose: &Prose, position: usize, after: usize) -> Option<(usize, Claim)> {
    let text = prose.text();
    let Some(change) = change_after(head(&text[after..])) else {
        let change = named_change_after(head(&text[after..]))?;
        let start = subject::start(text, position);
        return Some((start, claim(prose, start, after + change.length, &change)));
    };
    let before = tail(&text[..position]);
    let (amount_start, amount) = amount_before(before)?;
    let amount_start = position - before.len() + amount_start;
    let start = subject::start(text, amount_start);
    let subject = subject::key(&text[start..amount_start]);
    let claim = claim(prose, start, after + change.length, &change);
    Some((start, Claim { subject, amount: Some(amount), ..claim }))
}

fn claim(prose: &Prose, start: usize, end: usize, change: &StatedChange) -> Claim {
    let text = prose.text();
    // What the next clause gives as the reason may say that nothing changed.
    let reason = head(&text[end..]).split(['；', '。', '）', '\n']).next().unwrap_or_default();
    let (page, line) = prose.place(start);
    Claim {
        text: text[start..end].to_owned(),
        page,
        line,
        subject: None,
        amount: None,
        change: Some(change.amount),
        rate: change.rate,
        rate_is_decrease: change.rate_is_decrease,
        says_not_comparable: change.says_not_comparable,
        says_unchanged: reason.contains("持平") || reason.contains("无增减"),
    }
}

/// 政府采购 and its kinds, which are stated without a change.
fn procurement(prose: &Prose) -> Vec<(usize, Claim)> {
    const KINDS: [(&str, MemoItem); 4] = [
        ("政府采购安排", MemoItem::Procurement),
        ("货物类采购预算", MemoItem::ProcurementOfGoods),
        ("工程类采购预算", MemoItem::ProcurementOfWorks),
        ("服务类采购预算", MemoItem::ProcurementOfServices),
    ];
    let kind = |(words, memo): (&str, MemoItem)| {
        let start = prose.text().find(words)?;
        let mut cursor = Cursor::new(&prose.text()[start + words.len()..]);
        let amount = cursor.amount()?;
        let end = start + words.len() + cursor.position();
        Some((start, prose.statement(start, end, Key::total(Flow::Expenditure).memo(memo), amount)))
    };
    KINDS.into_iter().filter_map(kind).collect()
}

/// The amounts of 重点项目, whose names are those of the projects in the tables. The list has a name,
/// often wrapped, then the amount at the end of a line, then the goal.
fn key_projects(prose: &Prose, template: &Template, tables: &[Table]) -> Vec<(usize, Claim)> {
    const HEADER: &str = "预算数（单位：";
    /// Longer names are not printed.
    const LINES_OF_A_NAME: usize = 8;
    let Some(heading) = prose.text().find(HEADER) else { return Vec::new() };
    let projects = projects(template, tables);
    let starts = prose.line_starts(heading);
    let mut claims = Vec::new();
    for (index, &start) in starts.iter().enumerate() {
        let ends = starts[index + 1..].iter().copied().chain([prose.text().len()]).take(LINES_OF_A_NAME);
        let stated = ends.into_iter().find_map(|end| {
            let entry = &prose.text()[start..end];
            let name = entry.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
            let (key, unit) = projects.get(name)?.as_ref()?;
            let amount = Cursor::new(&entry[name.len()..]).number(*unit)?;
            Some(prose.statement(start, end, Key { source: template.key_projects, ..key.clone() }, amount))
        });
        claims.extend(stated.map(|claim| (start, claim)));
    }
    claims
}

/// The key and the unit of each project by its name; nothing for a name that several units use, since
/// the list does not say whose project it means.
fn projects<'a>(template: &Template, tables: &'a [Table]) -> HashMap<&'a str, Option<(Key, Unit)>> {
    let mut projects: HashMap<&str, Option<(Key, Unit)>> = HashMap::new();
    for table in tables {
        let Some(spec) = template.table(table.number) else { continue };
        for row in &table.rows {
            if let (Address::Project(_, name), Some((key, _))) = (&row.address, spec.key(&row.address, 0)) {
                let known = projects.entry(name.as_str());
                known.and_modify(|project| *project = None).or_insert(Some((key, table.unit)));
            }
        }
    }
    projects
}
