//! Rows by unit, and by the projects or economic classes of a unit, with prose between them.

use std::collections::BTreeSet;

use crate::amount::{Amount, Printed};
use crate::budget::{Header, Unread};
use crate::code::{EconomicCode, economic};
use crate::fact::{EconomicScope, Name};
use crate::table::{Address, Row, RowAxis};
use crate::text::TextLine;

use super::centred;
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
    let labels = |region: &Region<'_>| -> Vec<String> {
        let is_unit = |entry: &Entry<'_>| class_of(&entry.label()).is_none() && !entry.is_indented();
        entries(region).0.into_iter().filter(is_unit).map(|entry| entry.label()).collect()
    };
    for region in regions.iter().filter(|region| matches!(region.spec.rows, RowAxis::Unit)) {
        names.extend(labels(region));
    }
    for region in regions.iter().filter(|region| matches!(region.spec.rows, RowAxis::UnitEconomic)) {
        // What begins a name that is known may be the first line of it.
        let is_begun =
            |label: &String| names.range(label.clone()..).next().is_some_and(|name| name.starts_with(label.as_str()));
        let others: Vec<String> = labels(region).into_iter().filter(|label| !is_begun(label)).collect();
        names.extend(others);
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
    /// The name of a unit that was wrapped around the figures.
    unit: Option<String>,
    /// The words after the figures.
    after: &'a str,
    /// Whether all its words are its label, lines above and below the figures included.
    is_whole: bool,
}

impl Entry<'_> {
    fn label(&self) -> String {
        if let Some(unit) = &self.unit {
            return unit.clone();
        }
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
    let owners = owners(region);
    for (at, line) in region.body.iter().enumerate() {
        if figures::count(line.text) == 0 {
            if owners[at].is_some() {
                continue;
            }
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
                let [above, below] = centred::around(&owners, at);
                let is_whole = !above.is_empty() || !below.is_empty();
                words.extend(region.body[above].iter().map(|line| line.text));
                if !cut.before.trim().is_empty() {
                    words.push(cut.before);
                }
                words.extend(region.body[below].iter().map(|line| line.text));
                let cells = cut.figures.into_iter().map(Some).collect();
                entries.push(Entry {
                    words: std::mem::take(&mut words),
                    line: *line,
                    cells,
                    unit: None,
                    after: cut.after,
                    is_whole,
                });
            }
            None => unread.push(Region::unread(line)),
        }
    }
    if matches!(region.spec.rows, RowAxis::UnitEconomic) {
        unwrap_before_classes(&mut entries);
    }
    (entries, words, unread)
}

/// For each line of words that is wrapped around figures the position of these. An indented text tells its labels
/// itself, and on pages with goals these run through the labels.
fn owners(region: &Region<'_>) -> Vec<Option<usize>> {
    let is_goal = |line: &TextLine<'_>| line.text.contains(['。', '；', '！']);
    let with_goals: BTreeSet<u32> = region.body.iter().filter(|line| is_goal(line)).map(|line| line.page).collect();
    let is_note = |line: &&TextLine<'_>| squeeze(line.text).starts_with('注');
    let rows = region.body.iter().take_while(|line| !is_note(line));
    let line = |line: &TextLine<'_>| {
        let cut = figures::cut(line.text, region.spec.columns.len(), region.unit);
        centred::Line {
            page: line.page,
            has_figures: figures::count(line.text) > 0,
            has_words: cut.is_some_and(|cut| !cut.before.trim().is_empty()),
        }
    };
    let is_indented = region.body.iter().any(|line| is_indented(line.text));
    let found = if is_indented { None } else { centred::owners(&rows.map(line).collect::<Vec<_>>()) };
    let mut owners = found.unwrap_or_default();
    owners.resize(region.body.len(), None);
    for (owner, line) in owners.iter_mut().zip(&region.body) {
        *owner = owner.filter(|_| !with_goals.contains(&line.page));
    }
    owners
}

/// Gives units the ends of their names, which a narrow cell wrapped around their figures, from before the class
/// that the next row names.
fn unwrap_before_classes(entries: &mut [Entry<'_>]) {
    for at in 1..entries.len() {
        let (before, after) = entries.split_at_mut(at);
        let (unit, next) = (&mut before[at - 1], &mut after[0]);
        let Some((class, ends)) = next.words.split_last().filter(|(_, ends)| !ends.is_empty()) else { continue };
        let is_wrapped = class_of(&squeeze(class)).is_some() && class_of(&next.label()).is_none();
        if is_wrapped && unit.unit.is_none() && class_of(&unit.label()).is_none() && unit.label() != "合计" {
            let ends: String = ends.iter().map(|end| squeeze(end)).collect();
            unit.unit = Some(unit.label() + &ends);
            next.words.drain(..next.words.len() - 1);
        }
    }
}

/// The rows of a table, and the lines with figures that no row could be made of.
pub(super) fn rows(region: &Region<'_>, units: &UnitNames) -> (Vec<Row>, Vec<Unread>) {
    let (mut entries, mut rest, mut unread) = entries(region);
    unwrap_units(&mut entries, &mut rest, units);
    let is_wrapped = entries.iter().any(|entry| entry.unit.is_some());
    let has_goals = region.spec.corner.contains("绩效目标");
    let indents = entries.iter().any(|entry| entry.words.iter().any(|word| is_indented(word)));
    let mut rows: Vec<Row> = Vec::new();
    let mut unit: Option<Name> = None;
    let mut goal = String::new();
    for entry in entries {
        // A unit has no goal that would stand between it and its first project; but its name may go on below it.
        let follows_unit =
            !indents && !is_wrapped && matches!(rows.last().map(|row| &row.address), Some(Address::Unit(_)));
        let split = if has_goals && !follows_unit && !entry.is_whole { label_start(&entry.words, units) } else { 0 };
        let (prose, label) = entry.words.split_at(split);
        goal.extend(prose.iter().map(|line| squeeze(line)));
        close_goal(&mut rows, &mut goal);
        goal.push_str(&squeeze(entry.after));
        let indented = label.first().is_some_and(|word| is_indented(word));
        let label: String = entry.unit.unwrap_or_else(|| label.iter().map(|word| squeeze(word)).collect());
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
    if is_wrapped && matches!(region.spec.rows, RowAxis::UnitProject) && !units_add_up(&rows) {
        return of_certain_units(region, rows, unread);
    }
    (rows, unread)
}

/// The rows of units whose projects make up their money; the figures of the others are those of nobody that the
/// text tells for certain.
fn of_certain_units(region: &Region<'_>, rows: Vec<Row>, mut unread: Vec<Unread>) -> (Vec<Row>, Vec<Unread>) {
    let is_unit = |row: &Row| matches!(row.address, Address::Unit(_));
    let mut certain = Vec::with_capacity(rows.len());
    for unit in rows.chunk_by(|_, next| !is_unit(next)) {
        let (head, projects) = (&unit[..1], &unit[1..]);
        if head[0].address == Address::Total || !projects.is_empty() && adds_up(&head[0], projects.iter()) {
            certain.extend_from_slice(unit);
            continue;
        }
        let lines = unit.iter().filter_map(|row| region.body.iter().find(|line| line.number == row.line));
        unread.extend(lines.map(Region::unread));
    }
    unread.sort_by_key(|unread| unread.line);
    (certain, unread)
}

/// Whether the units make up the total. Where names are wrapped around figures, one that is not told from projects
/// would take those of the units that follow to another unit.
fn units_add_up(rows: &[Row]) -> bool {
    let units = rows.iter().filter(|row| matches!(row.address, Address::Unit(_)));
    rows.iter().find(|row| row.address == Address::Total).is_some_and(|total| adds_up(total, units))
}

/// Whether rows make up another one in the first column, but for what each is rounded by.
fn adds_up<'r>(whole: &Row, parts: impl Iterator<Item = &'r Row> + Clone) -> bool {
    let amount = |row: &Row| row.cells.first().copied().flatten().map(Printed::amount);
    let sum = Amount::sum(parts.clone().filter_map(amount)).ok();
    let difference = sum.zip(amount(whole)).and_then(|(sum, whole)| sum.checked_sub(whole).ok());
    // Each figure is rounded to a hundredth of 万元.
    let slack = i64::try_from(parts.count()).ok().map(|count| Amount::from_yuan(100 * count));
    difference.zip(slack).is_some_and(|(difference, slack)| difference.abs() <= slack)
}

/// Joins names of units that a narrow cell wrapped around their figures: the line above begins one that other
/// tables tell, and the line below ends it.
fn unwrap_units<'a>(entries: &mut [Entry<'a>], rest: &mut Vec<&'a str>, units: &UnitNames) {
    for at in 0..entries.len() {
        let (before, after) = entries.split_at_mut(at + 1);
        let below = after.first_mut().map_or(&mut *rest, |next| &mut next.words);
        let (Some(begun), Some(end)) = (before[at].words.last().map(|word| squeeze(word)), below.first()) else {
            continue;
        };
        let name = format!("{begun}{}", squeeze(end));
        if before[at].unit.is_none() && !begun.is_empty() && units.0.contains(&name) {
            before[at].unit = Some(name);
            below.remove(0);
        }
    }
}

/// Where the label begins in the words before a line of figures; before it stands the goal of the
/// project above. Labels of projects are indented; names of units are known from other tables. Where a text has lost
/// its indentation, the label begins behind the last sentence of the goal.
fn label_start(words: &[&str], units: &UnitNames) -> usize {
    if let Some(start) = words.iter().rposition(|word| is_indented(word)) {
        return start;
    }
    let first = words.len().saturating_sub(LINES_OF_A_NAME);
    let known = (first..words.len()).find(|&start| {
        let label: String = words[start..].iter().map(|word| squeeze(word)).collect();
        label == "合计" || units.0.contains(&label)
    });
    let ends_sentence = |word: &&str| word.trim_end().ends_with(['。', '；', '！']);
    let sentence = words.iter().rposition(ends_sentence).map(|end| end + 1);
    let behind = sentence.filter(|start| (first..words.len()).contains(start));
    known.or(behind).unwrap_or(words.len().saturating_sub(1))
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
