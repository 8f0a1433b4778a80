//! Rows by unit, and by the projects or economic classes of a unit, with prose between them.

use std::collections::BTreeSet;

use crate::budget::{Header, Unread};
use crate::code::{EconomicCode, economic};
use crate::fact::{EconomicScope, Name};
use crate::table::{Address, Row, RowAxis};
use crate::text::TextLine;

use super::figures;
use super::label::{is_indented, squeeze};
use super::region::Region;

/// The names of the units of a department, as far as tables without prose tell them.
pub(super) struct UnitNames(BTreeSet<String>);

/// Classes that tables by unit print under other names than the catalogue's.
const OTHER_NAMES: [(&str, &[u32]); 2] =
    [("工资和福利支出", &[301]), ("其他资本性等支出", &[307, 309, 310, 311, 312, 313, 399])];

/// Longer names are not printed.
const LINES_OF_A_NAME: usize = 8;

/// Collects the names of units from the tables whose rows are units and nothing else that is unknown.
pub(super) fn unit_names(regions: &[Region<'_>], header: &Header) -> UnitNames {
    let mut names = BTreeSet::from([header.department.to_string()]);
    for region in regions {
        if matches!(region.spec.rows, RowAxis::Unit | RowAxis::UnitEconomic) {
            let labels = entries(region)
                .0
                .into_iter()
                .filter(|entry| class_of(&entry.label()).is_none() && !entry.is_indented());
            names.extend(labels.map(|entry| entry.label()));
        }
    }
    names.remove("合计");
    UnitNames(names)
}

/// A line of figures with everything printed since the one before it.
struct Entry<'a> {
    /// The lines since the last figures, and the words before these figures.
    words: Vec<&'a str>,
    line: TextLine<'a>,
    cells: Vec<Option<crate::amount::Printed>>,
    /// The words after the figures.
    after: &'a str,
}

impl Entry<'_> {
    fn label(&self) -> String {
        self.words.iter().map(|word| squeeze(word)).collect()
    }

    fn is_indented(&self) -> bool {
        self.words.first().is_some_and(|word| is_indented(word))
    }
}

/// The lines of figures of a region, the words left over at its end, and the lines that were not understood.
fn entries<'a>(region: &Region<'a>) -> (Vec<Entry<'a>>, Vec<&'a str>, Vec<Unread>) {
    let mut entries = Vec::new();
    let mut unread = Vec::new();
    let mut words: Vec<&'a str> = Vec::new();
    for line in &region.body {
        if figures::count(line.text) == 0 {
            if figures::has_bare_cells(line.text, region.spec.columns.len()) {
                unread.push(Region::unread(line));
                words.clear();
                continue;
            }
            words.push(line.text);
            continue;
        }
        match figures::cut(line.text, region.spec.columns.len(), region.unit).filter(|_| region.has_columns(line)) {
            Some(cut) => {
                if !cut.before.trim().is_empty() {
                    words.push(cut.before);
                }
                let cells = cut.figures.into_iter().map(Some).collect();
                entries.push(Entry { words: std::mem::take(&mut words), line: *line, cells, after: cut.after });
            }
            None => unread.push(Region::unread(line)),
        }
    }
    (entries, words, unread)
}

/// The rows of a table, and the lines with figures that no row could be made of.
pub(super) fn rows(region: &Region<'_>, units: &UnitNames) -> (Vec<Row>, Vec<Unread>) {
    let (entries, rest, mut unread) = entries(region);
    let has_goals = region.spec.corner.contains("绩效目标");
    let indents = entries.iter().any(|entry| entry.words.iter().any(|word| is_indented(word)));
    let mut rows: Vec<Row> = Vec::new();
    let mut unit: Option<Name> = None;
    let mut goal = String::new();
    for entry in entries {
        let split = if has_goals { label_start(&entry.words, units) } else { 0 };
        let (prose, label) = entry.words.split_at(split);
        goal.extend(prose.iter().map(|line| squeeze(line)));
        close_goal(&mut rows, &mut goal);
        goal.push_str(&squeeze(entry.after));
        let indented = label.first().is_some_and(|word| is_indented(word));
        let label: String = label.iter().map(|word| squeeze(word)).collect();
        let is_unit = units.0.contains(&label) || indents && !indented;
        let address = match (&region.spec.rows, &unit) {
            _ if label == "合计" => Some(Address::Total),
            _ if label.is_empty() => None,
            (RowAxis::Unit, _) => Some(Address::Unit(Name::from(label.as_str()))),
            (RowAxis::UnitEconomic, Some(unit)) if class_of(&label).is_some() => {
                class_of(&label).map(|scope| Address::UnitEconomic(unit.clone(), scope))
            }
            (_, Some(unit)) if !is_unit => Some(Address::Project(unit.clone(), Name::from(label.as_str()))),
            _ => Some(Address::Unit(Name::from(label.as_str()))),
        };
        let Some(address) = address else {
            unread.push(Region::unread(&entry.line));
            continue;
        };
        if let Address::Unit(name) = &address {
            unit = Some(name.clone());
        }
        rows.push(Row {
            address,
            label,
            page: entry.line.page,
            line: entry.line.number,
            cells: entry.cells,
            goal: None,
            uncertain: false,
        });
    }
    let note = |line: &&&str| !squeeze(line).starts_with('注') && squeeze(line) != "无。";
    goal.extend(rest.iter().take_while(note).map(|line| squeeze(line)));
    close_goal(&mut rows, &mut goal);
    (rows, unread)
}

/// Where the label begins in the words before a line of figures; before it stands the goal of the
/// project above. Labels of projects are indented; names of units are known from other tables.
fn label_start(words: &[&str], units: &UnitNames) -> usize {
    if let Some(start) = words.iter().rposition(|word| is_indented(word)) {
        return start;
    }
    let first = words.len().saturating_sub(LINES_OF_A_NAME);
    let known = (first..words.len()).find(|&start| {
        let label: String = words[start..].iter().map(|word| squeeze(word)).collect();
        label == "合计" || units.0.contains(&label)
    });
    known.unwrap_or(words.len().saturating_sub(1))
}

/// Gives the goal collected so far to the last row.
fn close_goal(rows: &mut [Row], goal: &mut String) {
    let text = std::mem::take(goal);
    if let Some(row) = rows.last_mut().filter(|_| !text.is_empty()) {
        row.goal.get_or_insert_default().push_str(&text);
    }
}

/// The economic classes that a label names.
fn class_of(label: &str) -> Option<EconomicScope> {
    if let Some((_, numbers)) = OTHER_NAMES.iter().find(|(name, _)| *name == label) {
        let codes: Option<Vec<EconomicCode>> = numbers.iter().map(|&number| EconomicCode::new(number).ok()).collect();
        return EconomicScope::of(&codes?).ok();
    }
    economic::Class::named(label).map(|class| EconomicScope::just(class.code()))
}
