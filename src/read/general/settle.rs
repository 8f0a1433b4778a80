//! Giving figures their columns: by the header where every cell is printed, else by what must hold.

use std::collections::HashMap;

use crate::amount::{Printed, Unit};
use crate::fact::{Basis, EconomicScope, Flow, Key, MemoItem, Name};
use crate::relation::Atoms;
use crate::scope::{Area, Extent, Scope, Source};
use crate::table::vocabulary::Role;

use super::super::assign::{self, Figure, Measure, Ragged, Range};
use super::columns::Column;
use super::draft::{About, Draft};
use super::sides::Meant;

/// The coordinates of an amount without its money.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Spot {
    flow: Flow,
    basis: Basis,
    about: Where,
    memo: Option<MemoItem>,
    codes: Vec<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Where {
    Total,
    Codes(Option<u32>, Option<u32>, Option<u32>),
    Unit(Name),
}

/// An amount that is certain.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    inner: Atoms,
    outer: Atoms,
    printed: Printed,
}

/// What is known so far.
#[derive(Debug)]
pub(super) struct Known {
    anchors: HashMap<Spot, Vec<Anchor>>,
    /// Sources of which the whole document has nothing.
    zero: Scope<Source>,
}

impl Default for Where {
    fn default() -> Self {
        Self::Total
    }
}

/// Gives figures their columns, table by table, until nothing more follows. What is said elsewhere
/// (by the narrative) is taken for known.
pub(super) fn settle(drafts: &mut [Draft<'_>], said: &[(Key, Printed)]) {
    let mut known = Known { zero: empty_sources(drafts), anchors: HashMap::new() };
    for (key, printed) in said {
        known.say(key, *printed);
    }
    for draft in drafts.iter_mut() {
        choose_reading(draft);
    }
    const PASSES: usize = 3;
    for pass in 0..PASSES {
        let before = uncertain(drafts);
        for draft in drafts.iter_mut() {
            if pass == 0 || draft.rows.iter().any(|row| row.columns.contains(&None)) {
                assign_table(draft, &known);
            }
            known.learn(draft);
        }
        let after = uncertain(drafts);
        if after == 0 || pass > 0 && after == before {
            break;
        }
    }
}

fn uncertain(drafts: &[Draft<'_>]) -> usize {
    drafts.iter().flat_map(|draft| &draft.rows).map(|row| row.columns.iter().filter(|column| column.is_none()).count()).sum()
}

/// The sources that the document's revenue lines print empty or leave out, while the lines that are
/// printed add up to the whole.
fn empty_sources(drafts: &[Draft<'_>]) -> Scope<Source> {
    let mut empty = Scope::<Source>::NONE;
    for draft in drafts.iter().filter(|draft| draft.title.source.is_none() && !draft.entries.is_empty()) {
        let mut printed = Scope::<Source>::NONE;
        let mut total = None;
        let mut sum = Some(crate::amount::Amount::ZERO);
        for (entry, row) in draft.entries.iter().zip(&draft.rows) {
            if draft.blocks.get(entry.block) != Some(&super::sides::Block::Revenue) {
                continue;
            }
            let Some((figure, _)) = row.figures.first() else { continue };
            let Meant::Word(word) = entry.meant else { continue };
            let leaf = match word.role {
                Role::Source(scope) if scope != Scope::FISCAL || !draft.entries.iter().any(|other| is_part_of_fiscal(other.meant)) => Some((scope, entry.carried)),
                Role::Carried => Some((Scope::CARRIED_OVER, true)),
                Role::OtherMoney => Some((Scope::<Source>::just(Source::Other), entry.carried)),
                Role::Whole => {
                    total = Some(figure.amount());
                    None
                }
                _ => None,
            };
            if let Some((scope, carried)) = leaf {
                if carried && word.role != Role::Carried {
                    continue;
                }
                sum = sum.and_then(|sum| sum.checked_add(figure.amount()).ok());
                if !figure.is_zero() {
                    let fund = if word.role == Role::Carried { Scope::<Source>::just(Source::InstitutionFund) } else { Scope::<Source>::NONE };
                    printed = printed.union(scope).union(fund);
                    if word.role == Role::OtherMoney {
                        printed = Scope::<Source>::ALL;
                    }
                }
            }
        }
        if total.is_some() && total == sum {
            empty = empty.union(Scope::<Source>::ALL.without(printed));
        }
    }
    empty
}

fn is_part_of_fiscal(meant: Meant) -> bool {
    matches!(meant, Meant::Word(word) if matches!(word.role, Role::Source(scope) if scope != Scope::FISCAL && Scope::FISCAL.contains(scope)))
}

/// Of several readings of a header the one that the rows agree with best; the likelier of equals.
fn choose_reading(draft: &mut Draft<'_>) {
    let most = draft.rows.iter().map(|row| row.figures.len()).max().unwrap_or_default();
    let score = |reading: &Vec<Column>| {
        let columns = solver_columns(reading);
        let rows: Vec<Ragged> = draft.rows.iter().take(60).map(|row| ragged(&row.figures, None)).collect();
        if reading.len() < most {
            return usize::MAX;
        }
        let assigned = assign::assign(&columns, &rows, &|_, _| None);
        let broken = rows.iter().zip(&assigned).filter(|(row, assigned)| {
            assigned.standing == assign::Standing::NoneFits || row.figures.len() == columns.len() && assigned.is_contradicted || breaks(&columns, row)
        });
        broken.count()
    };
    if draft.readings.len() < 2 {
        return;
    }
    let best = (0..draft.readings.len()).min_by_key(|&index| (score(&draft.readings[index]), index)).unwrap_or_default();
    draft.readings.swap(0, best);
}

/// Whether a row that prints every cell does not add up.
fn breaks(columns: &[assign::Column], row: &Ragged) -> bool {
    if row.figures.len() != columns.len() {
        return false;
    }
    (0..columns.len()).any(|whole| {
        let parts: Vec<usize> = (0..columns.len()).filter(|&part| columns[part].part_of == Some(whole) && !columns[part].of_which).collect();
        let sum: i64 = parts.iter().map(|&part| row.figures[part].value).sum();
        let kind = parts.iter().all(|&part| row.figures[part].is_percent == row.figures[whole].is_percent);
        !parts.is_empty() && (!kind || (sum - row.figures[whole].value).unsigned_abs() > parts.len() as u64)
    })
}

fn solver_columns(reading: &[Column]) -> Vec<assign::Column> {
    let column = |column: &Column| assign::Column {
        part_of: column.part_of,
        of_which: column.of_which,
        open: false,
        can_be_negative: column.basis == Basis::Change,
        measure: if column.is_percent { Measure::Percent } else { Measure::Amount },
        change: column.change,
    };
    reading.iter().map(column).collect()
}

fn ragged(figures: &[(Printed, bool)], parent: Option<usize>) -> Ragged {
    let decimals = figures.iter().filter(|(_, percent)| !percent).map(|(printed, _)| printed.decimals()).max().unwrap_or_default();
    let value = |(printed, percent): &(Printed, bool)| {
        let lift = if *percent { 0 } else { decimals - printed.decimals() };
        let value = printed.last_digits().saturating_mul(10_i64.saturating_pow(u32::from(lift)));
        Figure { value, is_percent: *percent }
    };
    Ragged { figures: figures.iter().map(value).collect(), parent, open: false }
}

/// Assigns the figures of a table, each side by itself.
fn assign_table(draft: &mut Draft<'_>, known: &Known) {
    let Some(reading) = draft.readings.first().cloned() else { return };
    let sides: Vec<u8> = if draft.blocks.is_empty() { vec![0] } else { (0..draft.blocks.len()).filter_map(|side| u8::try_from(side).ok()).collect() };
    let decimals = draft.rows.iter().flat_map(|row| &row.figures).filter(|(_, percent)| !percent).map(|(printed, _)| printed.decimals()).max().unwrap_or_default();
    for side in sides {
        let here: Vec<usize> = (0..reading.len()).filter(|&at| reading[at].side == side).collect();
        let Some(&first) = here.first() else { continue };
        let columns: Vec<Column> = here.iter().map(|&at| reading[at].clone()).collect();
        let mut solver = solver_columns(&columns);
        for column in &mut solver {
            column.part_of = column.part_of.map(|whole| whole - first);
            column.change = column.change.map(|(this, last)| (this - first, last - first));
        }
        let rows: Vec<usize> = (0..draft.rows.len()).filter(|&row| draft.rows[row].side == side).collect();
        let position: HashMap<usize, usize> = rows.iter().enumerate().map(|(at, row)| (*row, at)).collect();
        let lifted: Vec<Ragged> = rows
            .iter()
            .map(|&row| {
                let row = &draft.rows[row];
                let mut ragged = ragged(&row.figures, row.parent.and_then(|parent| position.get(&parent).copied()));
                let own = row.figures.iter().filter(|(_, percent)| !percent).map(|(printed, _)| printed.decimals()).max().unwrap_or_default();
                for figure in ragged.figures.iter_mut().filter(|figure| !figure.is_percent) {
                    figure.value = figure.value.saturating_mul(10_i64.saturating_pow(u32::from(decimals.saturating_sub(own))));
                }
                ragged
            })
            .collect();
        let look = |row: usize, column: usize| {
            let spot = spot(draft, rows[row], &columns[column])?;
            let (inner, outer) = draft.atoms(rows[row], &columns[column]);
            known.range(&spot, inner, outer, decimals, draft.unit)
        };
        let assigned = assign::assign(&solver, &lifted, &look);
        for (at, assigned) in assigned.into_iter().enumerate() {
            let row = &mut draft.rows[rows[at]];
            row.columns = assigned.columns.iter().map(|column| column.map(|column| here[column])).collect();
        }
    }
}

impl Draft<'_> {
    /// What a cell holds for certain and at most.
    pub(super) fn extent_at(&self, row: usize, column: &Column) -> Extent {
        let base = self.extent.intersection(column.extent);
        match self.rows[row].about {
            About::Line(entry) => base.intersection(super::compose::line_extent(self, entry)),
            _ => base,
        }
    }

    fn atoms(&self, row: usize, column: &Column) -> (Atoms, Atoms) {
        let extent = self.extent_at(row, column);
        (Atoms::of(extent.inner), Atoms::of(extent.outer))
    }
}

/// Where a cell stands; none if nothing elsewhere can stand there.
fn spot(draft: &Draft<'_>, row: usize, column: &Column) -> Option<Spot> {
    if column.is_percent || column.is_vague || column.of_which || column.basis == Basis::Change {
        return None;
    }
    let mut spot = Spot { flow: draft.flow, basis: column.basis, about: Where::Total, memo: column.memo, codes: column.codes.to_vec() };
    match &draft.rows[row].about {
        About::Total | About::Group(_) => {}
        About::Codes { function, government, economic } => {
            spot.about = Where::Codes(function.map(|code| code.number()), government.map(|code| code.number()), economic.map(|code| code.number()));
        }
        About::Unit(name) => spot.about = Where::Unit(name.clone()),
        About::Project(..) | About::Named(_) => return None,
        About::Line(index) => {
            let entry = &draft.entries[*index];
            if draft.blocks[entry.block] == super::sides::Block::Revenue {
                spot.flow = Flow::Revenue;
            }
            match entry.meant {
                Meant::Function(code) => spot.about = Where::Codes(Some(code.number()), None, None),
                Meant::Economic(code) => spot.about = Where::Codes(None, None, Some(code.number())),
                Meant::Government(code) => spot.about = Where::Codes(None, Some(code.number()), None),
                Meant::Word(word) => match word.role {
                    Role::Economic(codes) => spot.codes = codes.to_vec(),
                    Role::Memo(memo) => spot.memo = Some(memo),
                    Role::OfWhich => return None,
                    _ => {}
                },
            }
        }
    }
    if draft.title.subject != super::title::Subject::Budget && spot.memo.is_none() && spot.codes.is_empty() {
        return None;
    }
    Some(spot)
}

impl Known {
    fn say(&mut self, key: &Key, printed: Printed) {
        if key.unit.is_some() || key.project.is_some() || key.government.is_some() {
            return;
        }
        let about = match (key.function, key.economic.single()) {
            (Some(code), None) => Where::Codes(Some(code.number()), None, None),
            (None, Some(code)) => Where::Codes(None, None, Some(code.number())),
            (None, None) if key.economic == EconomicScope::ALL => Where::Total,
            _ => return,
        };
        let spot = Spot { flow: key.flow, basis: key.basis, about, memo: key.memo, codes: Vec::new() };
        let atoms = self.plain(Atoms::of(key.area()));
        self.anchors.entry(spot).or_default().push(Anchor { inner: atoms, outer: atoms, printed });
    }

    /// Atoms without the sources of which there is nothing.
    fn plain(&self, atoms: Atoms) -> Atoms {
        atoms.without(Atoms::of(Area::source(self.zero)))
    }

    fn learn(&mut self, draft: &Draft<'_>) {
        let Some(reading) = draft.readings.first() else { return };
        for (index, row) in draft.rows.iter().enumerate() {
            // Rows of units repeat addresses that other rows have; their sums are not known yet.
            for ((printed, percent), column) in row.figures.iter().zip(&row.columns) {
                let Some(column) = column.filter(|_| !percent) else { continue };
                let Some(spot) = spot(draft, index, &reading[column]) else { continue };
                let (inner, outer) = draft.atoms(index, &reading[column]);
                let anchor = Anchor { inner: self.plain(inner), outer: self.plain(outer), printed: *printed };
                let anchors = self.anchors.entry(spot).or_default();
                if !anchors.iter().any(|known| known.inner == anchor.inner && known.outer == anchor.outer && known.printed == anchor.printed) {
                    anchors.push(anchor);
                }
            }
        }
    }

    /// What is known of an amount: that of an equal area, at least what it contains, at most what contains it.
    fn range(&self, spot: &Spot, inner: Atoms, outer: Atoms, decimals: u8, unit: Unit) -> Option<Range> {
        let (inner, outer) = (self.plain(inner), self.plain(outer));
        let mut range = Range::default();
        let mut exact: Option<(i64, i64)> = None;
        for anchor in self.anchors.get(spot)? {
            let Some((low, high)) = ends(anchor.printed, decimals, unit) else { continue };
            if anchor.inner == anchor.outer && inner == outer && anchor.inner == inner {
                // Two documents that disagree tell nothing.
                exact = match exact {
                    Some(known) if known != (low, high) => return None,
                    _ => Some((low, high)),
                };
            } else if inner.contains(anchor.outer) {
                range.low = range.low.max(Some(low));
            } else if anchor.inner.contains(outer) {
                range.high = Some(range.high.map_or(high, |known| known.min(high)));
            }
        }
        if let Some((low, high)) = exact {
            return Some(Range { low: Some(low), high: Some(high) });
        }
        (range != Range::default()).then_some(range)
    }
}

/// The figures, in last digits of that many decimals of a unit, that may print an amount printed elsewhere.
fn ends(printed: Printed, decimals: u8, unit: Unit) -> Option<(i64, i64)> {
    let here = printed.rounded_to(decimals, unit).ok()?;
    let coarser = printed.last_place_exponent() - here.last_place_exponent();
    if coarser <= 0 || printed.is_zero() {
        return Some((here.last_digits(), here.last_digits()));
    }
    let half = 10_i64.checked_pow(u32::try_from(coarser).ok()?)? / 2;
    Some((here.last_digits().checked_sub(half)?, here.last_digits().checked_add(half)?))
}
