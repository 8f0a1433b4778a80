//! Whose money the rows of a table of projects or purchases spend, and what that unit has.
//!
//! A unit spends no more from a source than its row of the revenue table prints, so a source that it has
//! nothing of leaves the cells of its projects and purchases empty.

use std::collections::{BTreeMap, BTreeSet};

use crate::amount::{Amount, Printed, Unit};
use crate::fact::{Basis, Flow, Name};
use crate::relation::Atoms;

use super::super::super::assign::Range;
use super::super::draft::{About, Axis, Draft, DraftRow};
use super::{Anchor, Known, Spot, Where};

/// Departments have fewer units, and print fewer amounts of each. What goes beyond is left alone, so that time
/// stays linear in the rows.
const MOST_UNITS: usize = 300;
const MOST_AMOUNTS: usize = 40;

/// Finds the unit of each row of the tables that print rows of several units, and what their rows are parts of.
pub(super) fn attribute(drafts: &mut [Draft<'_>]) {
    let units = named_units(drafts);
    for draft in drafts.iter_mut().filter(|draft| matches!(draft.axis, Axis::Named | Axis::Project)) {
        let heads = heads(draft, &units);
        draft.members = members(draft, &units, &heads);
        nest(draft, &heads);
    }
}

/// The units that tables by unit name, where their rows are all there is.
fn named_units(drafts: &[Draft<'_>]) -> Vec<Name> {
    let mut units: BTreeSet<Name> = BTreeSet::new();
    for draft in drafts.iter().filter(|draft| draft.axis == Axis::Unit) {
        let named = || draft.rows.iter().filter(|row| matches!(row.about, About::Unit(_)));
        let total = draft.rows.iter().find(|row| row.about == About::Total);
        if !total.is_some_and(|total| is_sum(draft, total, named())) {
            continue;
        }
        for row in named() {
            if let About::Unit(name) = &row.about {
                units.insert(name.clone());
            }
        }
    }
    if units.len() > MOST_UNITS { Vec::new() } else { units.into_iter().collect() }
}

/// Whether the first figure of a row is the sum of those of others, each of which may be rounded.
fn is_sum<'a>(draft: &Draft<'_>, whole: &DraftRow, parts: impl Iterator<Item = &'a DraftRow>) -> bool {
    let first = |row: &DraftRow| row.figures.first().map(|(printed, _)| *printed);
    let mut count = 0;
    let sum = parts.map(first).try_fold(Amount::ZERO, |sum, next| {
        count += 1;
        sum.checked_add(next?.amount()).ok()
    });
    let Some((whole, sum)) = first(whole).zip(sum) else { return false };
    let sum = Printed::from_amount(sum, draft.unit, whole.decimals());
    sum.is_ok_and(|sum| sum.last_digits().abs_diff(whole.last_digits()) <= 1 + count / 2)
}

/// The unit of each row: under rows that name nothing but a unit, those up to the next such row; in tables
/// whose every row begins with the name of a unit, that unit.
fn members(draft: &mut Draft<'_>, units: &[Name], heads: &[Option<Head>]) -> Vec<Option<Name>> {
    let given = |row: &DraftRow| match &row.about {
        About::Project(unit, _) | About::Unit(unit) => Some(unit.clone()),
        _ => None,
    };
    if draft.rows.iter().any(|row| given(row).is_some()) {
        return draft.rows.iter().map(given).collect();
    }
    if heads.iter().any(Option::is_some) {
        return under_heads(draft, heads);
    }
    let bare: Vec<(String, &Name)> = units.iter().map(|unit| (bare(unit.as_str()), unit)).collect();
    let leading = |row: &DraftRow| {
        let label = self::bare(&row.label);
        let begins = bare.iter().filter(|(name, _)| label.starts_with(name.as_str()));
        begins.max_by_key(|(name, _)| name.len()).map(|(_, unit)| (*unit).clone())
    };
    let is_row = |row: &DraftRow| row.about != About::Total;
    let names: Vec<Option<Name>> = draft.rows.iter().map(|row| is_row(row).then(|| leading(row))?).collect();
    let is_every = draft.rows.iter().zip(&names).all(|(row, name)| !is_row(row) || name.is_some());
    if is_every { names } else { vec![None; draft.rows.len()] }
}

fn bare(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '（' | '）')).collect()
}

/// A row that names a unit and nothing else.
#[derive(Clone, Debug)]
struct Head {
    unit: Name,
    /// How much of its label is the end of the label before it.
    before: usize,
    /// How much of the label after it is the end of its own.
    after: usize,
}

/// The rows that name a unit. Where a cell was broken at the end of a page, the end of a label stands at the
/// beginning of the next one.
fn heads(draft: &Draft<'_>, units: &[Name]) -> Vec<Option<Head>> {
    const SHORTEST: usize = 9;
    let names: BTreeMap<String, &Name> = units.iter().map(|unit| (bare(unit.as_str()), unit)).collect();
    let head = |index: usize| {
        let row = &draft.rows[index];
        if row.about == About::Total {
            return None;
        }
        let label = row.label.as_str();
        if let Some(unit) = names.get(&bare(label)) {
            return Some(Head { unit: (*unit).clone(), before: 0, after: 0 });
        }
        let ends = units.iter().filter(|unit| label.ends_with(unit.as_str()));
        if let Some(unit) = ends.max_by_key(|unit| unit.as_str().len()) {
            return Some(Head { unit: unit.clone(), before: label.len() - unit.as_str().len(), after: 0 });
        }
        let next = draft.rows.get(index + 1)?.label.as_str();
        let rest = |unit: &&Name| unit.as_str().strip_prefix(label).filter(|rest| next.starts_with(rest)).map(str::len);
        let unit = units.iter().filter(|_| label.len() >= SHORTEST).find(|unit| rest(unit).is_some())?;
        Some(Head { unit: unit.clone(), before: 0, after: rest(&unit)? })
    };
    (0..draft.rows.len()).map(head).collect()
}

/// The rows after a unit are its own if they are as much as it together.
fn under_heads(draft: &mut Draft<'_>, heads: &[Option<Head>]) -> Vec<Option<Name>> {
    let mut members = vec![None; draft.rows.len()];
    let mut at = 0;
    while at < heads.len() {
        let Some(head) = &heads[at] else {
            at += 1;
            continue;
        };
        let ends = |row: &usize| {
            let next = &draft.rows[*row];
            next.about == About::Total || is_class(&next.label) || heads[*row].is_some()
        };
        let end = (at + 1..heads.len()).find(ends).unwrap_or(heads.len());
        let mut parts = (at + 1..end).map(|row| whole(draft, row));
        let sum = parts.try_fold(Amount::ZERO, |sum, next| sum.checked_add(next?).ok());
        if sum.is_some() && sum == whole(draft, at) {
            members[at..end].fill(Some(head.unit.clone()));
            let is_after_head = at > 0 && heads[at - 1].is_some();
            mend_labels(&mut draft.rows, at, head, is_after_head);
        } else if head.before + head.after == 0 {
            members[at] = Some(head.unit.clone());
        }
        at = end;
    }
    members
}

/// Gives what was broken off a label back to it.
fn mend_labels(rows: &mut [DraftRow], at: usize, head: &Head, is_after_head: bool) {
    let label = rows[at].label.clone();
    if head.before > 0
        && !is_after_head
        && let Some(last) = at.checked_sub(1)
        && matches!(rows[last].about, About::Named(_))
    {
        let whole = format!("{}{}", rows[last].label, &label[..head.before]);
        relabel(&mut rows[last], whole);
        relabel(&mut rows[at], label[head.before..].to_owned());
    }
    if head.after > 0 {
        let next = rows[at + 1].label[head.after..].to_owned();
        relabel(&mut rows[at], head.unit.as_str().to_owned());
        relabel(&mut rows[at + 1], next);
    }
}

fn relabel(row: &mut DraftRow, label: String) {
    if matches!(row.about, About::Named(_)) && !label.is_empty() {
        row.about = About::Named(Name::from(label.clone()));
        row.label = label;
    }
}

/// The whole of a row: its first figure, or its last where the column of the whole is the last one.
fn whole(draft: &Draft<'_>, row: usize) -> Option<Amount> {
    let reading = draft.readings.first()?;
    let is_last = reading.first().is_some_and(|column| column.part_of == Some(reading.len() - 1));
    let figures = &draft.rows[row].figures;
    let figure = if is_last { figures.last() } else { figures.first() };
    figure.filter(|(_, percent)| !percent).map(|(printed, _)| printed.amount())
}

/// The three kinds of purchases.
fn is_class(label: &str) -> bool {
    let label = bare(label);
    let label = label.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '、' | '.' | '-'));
    matches!(label.trim_end_matches('类'), "货物" | "工程" | "服务")
}

/// Puts rows under the rows that they are parts of: kinds of purchases under the total, units under these,
/// what a unit buys under the unit. Rows are parts of another only if together they are as much.
fn nest(draft: &mut Draft<'_>, heads: &[Option<Head>]) {
    let Some(total) = draft.rows.iter().position(|row| row.about == About::Total) else { return };
    if draft.rows.iter().any(|row| row.parent.is_some()) {
        return;
    }
    let mut levels: Vec<u8> = Vec::new();
    for (index, row) in draft.rows.iter().enumerate() {
        let is_head = heads[index].is_some() && draft.members[index].is_some();
        levels.push(match row.about {
            About::Total => 0,
            _ if is_class(&row.label) => 1,
            _ if is_head => 2,
            _ => 3,
        });
    }
    let mut parents = vec![None; levels.len()];
    let mut above: Vec<usize> = Vec::new();
    for (index, &level) in levels.iter().enumerate().filter(|(index, _)| *index != total) {
        above.retain(|&other| levels[other] < level);
        parents[index] = above.last().copied().or(Some(total));
        above.push(index);
    }
    let mut sums: Vec<Option<Amount>> = vec![Some(Amount::ZERO); parents.len()];
    for (row, parent) in parents.iter().enumerate() {
        if let Some(sum) = parent.map(|parent| &mut sums[parent]) {
            *sum = sum.and_then(|sum| sum.checked_add(whole(draft, row)?).ok());
        }
    }
    let is_whole = |head: usize| sums[head].is_some() && sums[head] == whole(draft, head);
    let parents: Vec<Option<usize>> = parents.into_iter().map(|parent| parent.filter(|&head| is_whole(head))).collect();
    for (row, parent) in draft.rows.iter_mut().zip(parents) {
        row.parent = parent;
    }
}

impl Known {
    /// How much a unit can spend of the money of an area: no more than its revenue of it.
    pub(super) fn of_unit(&self, unit: &Name, outer: Atoms, decimals: u8, in_unit: Unit) -> Option<Range> {
        let anchors = self.anchors_of_unit(unit);
        let left = self.plain(outer).without(nothing(&anchors));
        if left.is_empty() {
            return Some(Range::exactly(0));
        }
        let most = anchors.iter().filter(|anchor| anchor.inner.contains(left)).map(|anchor| anchor.printed);
        let most = most.min_by_key(|printed| printed.amount())?;
        let here = most.rounded_to(decimals, in_unit).ok()?;
        Some(Range::at_most(here.last_digits().checked_add(1)?))
    }

    /// All that a unit has of the money of an area.
    pub(super) fn all_of_unit(&self, unit: &Name, outer: Atoms, decimals: u8, in_unit: Unit) -> Option<i64> {
        let anchors = self.anchors_of_unit(unit);
        let left = self.plain(outer).without(nothing(&anchors));
        if left.is_empty() {
            return Some(0);
        }
        let all = anchors.iter().find(|anchor| anchor.inner == left)?;
        Some(all.printed.rounded_to(decimals, in_unit).ok()?.last_digits())
    }

    fn anchors_of_unit(&self, unit: &Name) -> Vec<&Anchor> {
        let spot =
            |flow: Flow| Spot { flow, basis: Basis::Budget, about: Where::Unit(unit.clone()), memo: None, codes: None };
        [Flow::Revenue, Flow::Expenditure]
            .into_iter()
            .filter(|_| self.basis == Basis::Budget)
            .filter_map(|flow| self.anchors.get(&spot(flow)))
            .flatten()
            .filter(|anchor| anchor.inner == anchor.outer)
            .take(MOST_AMOUNTS)
            .collect()
    }
}

/// What there is nothing of: what is printed as nothing, and what a whole has beside a part that is as much.
fn nothing(anchors: &[&Anchor]) -> Atoms {
    let mut found = Atoms::default();
    for anchor in anchors {
        if anchor.printed.is_zero() {
            found = found.union(anchor.inner);
            continue;
        }
        for part in anchors.iter().filter(|part| part.printed == anchor.printed) {
            if anchor.inner.contains(part.inner) {
                found = found.union(anchor.inner.without(part.inner));
            }
        }
    }
    found
}
