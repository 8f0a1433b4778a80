//! Giving the figures of one table their columns.

use foldhash::{HashMap, HashSet, HashSetExt};

use crate::amount::Printed;
use crate::fact::{Basis, Flow};

use super::super::super::assign::{self, Figure, Measure, Ragged, Range};
use super::super::columns::Column;
use super::super::draft::{About, Draft, DraftRow};
use super::super::title::Subject;
use super::classes::is_of_other_class;
use super::groups::{Group, Partial, Together, groups, with_groups};
use super::marginals::marginals;
use super::rests::Rests;
use super::shares::shares;
use super::spots::spot;
use super::{Known, Spot, Where};

pub(super) fn solver_columns(reading: &[Column]) -> Vec<assign::Column> {
    let column = |column: &Column| assign::Column {
        part_of: column.part_of,
        of_which: column.of_which,
        open: false,
        can_be_negative: column.basis == Basis::Change || column.is_percent,
        measure: if column.is_percent { Measure::Percent } else { Measure::Amount },
        change: column.change,
    };
    reading.iter().map(column).collect()
}

pub(super) fn ragged(figures: &[(Printed, bool)], parent: Option<usize>) -> Ragged {
    let decimals =
        figures.iter().filter(|(_, percent)| !percent).map(|(printed, _)| printed.decimals()).max().unwrap_or_default();
    let value = |(printed, percent): &(Printed, bool)| {
        let lift = if *percent { 0 } else { decimals - printed.decimals() };
        let value = printed.last_digits().saturating_mul(10_i64.saturating_pow(u32::from(lift)));
        Figure { value, is_percent: *percent }
    };
    Ragged { figures: figures.iter().map(value).collect(), parent, open: false }
}

/// Gives the figures of rows that print every cell of their side their columns, whatever they say.
pub(super) fn place_full_rows(draft: &mut Draft<'_>) {
    let Some(reading) = draft.readings.first().filter(|_| !draft.is_settled) else { return };
    let sides = draft.blocks.len().max(1);
    let columns = |side: usize| {
        (0..reading.len()).filter(|&at| usize::from(reading[at].side) == side).map(Some).collect::<Vec<_>>()
    };
    let columns: Vec<Vec<Option<usize>>> = (0..sides).map(columns).collect();
    for row in draft.rows.iter_mut().filter(|row| !row.is_placed) {
        let here = columns.get(usize::from(row.side));
        if let Some(here) = here.filter(|here| here.len() == row.figures.len() && !here.is_empty()) {
            row.columns.clone_from(here);
        }
    }
}

/// Assigns the figures of a table, each side by itself. Answers whether any of them stands elsewhere now.
pub(super) fn assign_table(draft: &mut Draft<'_>, known: &Known, kind: Together, by_class: bool) -> bool {
    let Some(reading) = draft.readings.first().filter(|_| !draft.is_settled).cloned() else { return false };
    let mut has_changed = false;
    let sides: Vec<u8> = if draft.blocks.is_empty() {
        vec![0]
    } else {
        (0..draft.blocks.len()).filter_map(|side| u8::try_from(side).ok()).collect()
    };
    let decimals = draft
        .rows
        .iter()
        .flat_map(|row| &row.figures)
        .filter(|(_, percent)| !percent)
        .map(|(printed, _)| printed.decimals())
        .max()
        .unwrap_or_default();
    let rests = Rests::of(known, Flow::Expenditure, decimals, draft.unit);
    let repeated = draft.bearing().repeated.clone();
    for side in sides {
        let here: Vec<usize> = (0..reading.len()).filter(|&at| reading[at].side == side).collect();
        let Some(&first) = here.first() else { continue };
        let columns: Vec<Column> = here.iter().map(|&at| reading[at].clone()).collect();
        let mut solver = solver_columns(&columns);
        // Where percentages are printed without their sign, they look like amounts and may be negative.
        let is_signed = draft.rows.iter().any(|row| row.figures.iter().any(|(_, percent)| *percent));
        for column in solver.iter_mut().filter(|column| column.measure == Measure::Percent && !is_signed) {
            (column.measure, column.can_be_negative) = (Measure::Amount, true);
        }
        for column in &mut solver {
            column.part_of = column.part_of.map(|whole| whole - first);
            column.change = column.change.map(|(this, last)| (this - first, last - first));
        }
        let rows: Vec<usize> = (0..draft.rows.len()).filter(|&row| draft.rows[row].side == side).collect();
        let position: HashMap<usize, usize> = rows.iter().enumerate().map(|(at, row)| (*row, at)).collect();
        let one_by_one: Vec<Ragged> = rows
            .iter()
            .map(|&row| {
                let parent = draft.rows[row].parent.and_then(|parent| position.get(&parent).copied());
                lifted(&draft.rows[row], columns.len(), first, decimals, parent)
            })
            .collect();
        let look_up = |kind: Together| groups(draft, &rows, &columns, known, decimals, kind, &repeated);
        // What nobody spends of all members together, none of them does.
        let mut empty: HashSet<(usize, usize)> = HashSet::new();
        let shares = shares(draft, &rows, &columns, known, decimals);
        let groups = [Together::Function, Together::Economic].map(look_up);
        for (members, amounts) in groups.iter().flatten().chain(&shares) {
            for at in (0..amounts.len()).filter(|&at| amounts[at] == Some(0)) {
                empty.extend(members.iter().map(|&member| (member, at)));
            }
        }
        let certain = |(members, amounts): Partial| Some((members, amounts.into_iter().collect::<Option<Vec<i64>>>()?));
        let [by_function, by_economic] = groups;
        let together = if kind == Together::Function { by_function } else { by_economic };
        let certain: Vec<Group> = together.into_iter().chain(shares).filter_map(certain).collect();
        let (all, virtual_rows) = with_groups(one_by_one, &certain);
        let look = |row: usize, column: usize| {
            if row >= rows.len() {
                return None;
            }
            if empty.contains(&(row, column)) && !solver[column].can_be_negative
                || by_class && is_of_other_class(&draft.rows[rows[row]].about, &columns[column])
            {
                return Some(Range::exactly(0));
            }
            if repeated[rows[row]] {
                return None;
            }
            let told = known.of_cell(draft, rows[row], &columns[column], decimals, &rests);
            // What is said of a cell must be said of all columns that may be there.
            let is_said = |reading: &Vec<Column>| {
                let other = reading.get(here[column]);
                other.is_some_and(|other| known.of_cell(draft, rows[row], other, decimals, &rests) == told)
            };
            told.filter(|_| !draft.unsure.contains(&here[column]) || draft.equals.iter().all(is_said))
        };
        let together = marginals(draft, &rows, &columns, known, decimals);
        let assigned = assign::assign_together(&solver, &all, &look, &together);
        for (at, assigned) in assigned.into_iter().take(virtual_rows).enumerate() {
            let row = &mut draft.rows[rows[at]];
            if is_certain(row) {
                continue;
            }
            let columns: Vec<Option<usize>> =
                assigned.columns.iter().map(|column| column.map(|column| here[column])).collect();
            has_changed |= row.columns != columns;
            row.columns = columns;
        }
    }
    has_changed
}

impl Known {
    /// What other tables say of a cell.
    fn of_cell(&self, draft: &Draft<'_>, row: usize, column: &Column, decimals: u8, rests: &Rests) -> Option<Range> {
        if let Some(said) = self.said_of(draft, column, decimals).filter(|_| draft.rows[row].about == About::Total) {
            return Some(said);
        }
        let (inner, outer) = draft.atoms(row, column);
        let is_money = column.basis == Basis::Budget && !column.is_percent && !column.is_vague;
        if self.plain(outer).is_empty() && !column.is_percent && !column.is_vague && column.basis == self.basis {
            return Some(Range::exactly(0));
        }
        let own = spot(draft, row, column);
        let told = own.as_ref().and_then(|spot| self.range(spot, inner, outer, decimals, draft.unit));
        if !is_money {
            return told;
        }
        let most = self.most(draft, row, column, decimals, rests);
        match (told, most) {
            (Some(told), Some(most)) => Some(told.and(most)),
            (told, most) => told.or(most),
        }
    }

    /// The most that a cell of projects or purchases can hold: what is spent in all, for that purpose, or by
    /// that unit.
    fn most(&self, draft: &Draft<'_>, row: usize, column: &Column, decimals: u8, rests: &Rests) -> Option<Range> {
        let (inner, outer) = draft.atoms(row, column);
        let buys = matches!(draft.title.subject, Subject::Procurement | Subject::PurchasedServices);
        let about = match &draft.rows[row].about {
            About::Named(_) | About::Project(..) => Where::Total,
            About::Total if buys => Where::Total,
            About::Codes { function: Some(function), government: None, economic: None } if buys => {
                Where::Codes(Some(function.number()), None, None)
            }
            _ => return None,
        };
        // No more is spent than comes in.
        let flows: &[Flow] =
            if self.basis == Basis::Budget { &[Flow::Expenditure, Flow::Revenue] } else { &[Flow::Expenditure] };
        let spot = |flow: Flow| Spot { flow, basis: Basis::Budget, about: about.clone(), memo: None, codes: None };
        let high = |flow: &Flow| self.range(&spot(*flow), inner, outer, decimals, draft.unit)?.high;
        let beside = rests.most(self.plain(outer)).filter(|_| about == Where::Total && !buys);
        let all = flows.iter().filter_map(high).chain(beside).min();
        let unit = draft.members.get(row).and_then(Option::as_ref);
        let own = unit.and_then(|unit| self.of_unit(unit, outer, decimals, draft.unit)).and_then(|range| range.high);
        all.into_iter().chain(own).min().map(Range::at_most)
    }
}

/// Whether the columns of a row are known by position, or were found before: what was certain stays certain.
fn is_certain(row: &DraftRow) -> bool {
    row.is_placed || !row.figures.is_empty() && !row.columns.contains(&None)
}

/// A row as the solver takes it, its amounts in last digits of the most decimals of the table.
fn lifted(row: &DraftRow, count: usize, first: usize, decimals: u8, parent: Option<usize>) -> Ragged {
    if is_certain(row) {
        return placed(row, count, first, decimals, parent);
    }
    let mut ragged = ragged(&row.figures, parent);
    let own = row
        .figures
        .iter()
        .filter(|(_, percent)| !percent)
        .map(|(printed, _)| printed.decimals())
        .max()
        .unwrap_or_default();
    for figure in ragged.figures.iter_mut().filter(|figure| !figure.is_percent) {
        figure.value = figure.value.saturating_mul(10_i64.saturating_pow(u32::from(decimals.saturating_sub(own))));
    }
    ragged
}

/// A row whose columns are known by position: every cell is there, the empty ones as nothing.
fn placed(row: &DraftRow, count: usize, first: usize, decimals: u8, parent: Option<usize>) -> Ragged {
    let mut figures = vec![Figure { value: 0, is_percent: false }; count];
    for ((printed, percent), column) in row.figures.iter().zip(&row.columns) {
        let lift = if *percent { 0 } else { decimals.saturating_sub(printed.decimals()) };
        let value = printed.last_digits().saturating_mul(10_i64.saturating_pow(u32::from(lift)));
        if let Some(cell) = column.and_then(|column| figures.get_mut(column.checked_sub(first)?)) {
            *cell = Figure { value, is_percent: *percent };
        }
    }
    Ragged { figures, parent, open: row.columns.contains(&None) }
}
