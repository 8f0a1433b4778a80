//! What other tables tell of rows in full detail together: of each function, each economic code and the whole.

use std::cell::RefCell;
use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::amount::Unit;
use crate::code::{EconomicCode, FunctionalCode, GovernmentEconomicCode};
use crate::fact::Basis;
use crate::relation::Atoms;

use super::super::super::assign::{Marginal, Marginals, Range};
use super::super::columns::Column;
use super::super::draft::{About, Axis, Draft, DraftRow, places};
use super::groups::{exceeds_total, is_all_of, lacks_rows};
use super::known::ends;
use super::omissions::is_whole_function;
use super::rests::{Elsewhere, Here, Rests};
use super::{Known, Spot, Where, codes_over};

/// What is known beside an amount: of the whole budget, and of the place that was looked at last. The columns of
/// one year and one kind of money share it.
struct Beside {
    rests: Rests,
    here: Option<(Spot, Option<Here>)>,
}

impl Beside {
    fn between(
        &mut self,
        known: &Known,
        elsewhere: Elsewhere<'_>,
        spot: Spot,
        (inner, outer): (Atoms, Atoms),
        as_printed: (u8, Unit),
    ) -> Range {
        if self.here.as_ref().is_none_or(|(place, _)| *place != spot) {
            let here = Here::of(known, &spot, as_printed);
            self.here = Some((spot, here));
        }
        let here = self.here.as_ref().and_then(|(_, here)| here.as_ref());
        let plain = (known.plain(inner), known.plain(outer));
        here.map(|here| here.between(&self.rests, elsewhere, plain)).unwrap_or_default()
    }
}

/// The amounts that other tables print for several rows of this one together.
pub(super) fn marginals(
    draft: &Draft<'_>,
    rows: &[usize],
    columns: &[Column],
    known: &Known,
    decimals: u8,
) -> Marginals {
    let is_negative = |row: &DraftRow| row.figures.iter().any(|(printed, _)| printed.is_negative());
    let is_other = |row: &DraftRow| row.unit.is_some() || is_negative(row);
    if draft.axis != Axis::Codes
        || draft.rows.iter().any(is_other)
        || !draft.bearing().is_in_detail
        || exceeds_total(draft)
    {
        return Marginals::default();
    }
    let lacks_rows = lacks_rows(draft);
    let mut beside = Beside { rests: Rests::of(known, draft.flow, decimals, draft.unit), here: None };
    let of_functions = of_functions(draft, rows, known, decimals);
    let mut marginals = Marginals::default();
    let mut place: HashMap<Where, usize> = HashMap::new();
    for (about, members) in members(draft, rows) {
        // Where all columns are known, the rows themselves say what they have together.
        let is_open = members.iter().any(|&member| draft.rows[rows[member]].columns.contains(&None));
        // Rows that are missing leave an amount less than other tables print, never more.
        let is_there = !lacks_rows || is_whole_function(draft, &about);
        let is_whole = is_open && (is_there || is_all_of(draft, rows, columns, known, decimals, &about, &members));
        // Rows of an economic code have no more of some money than their functions.
        let functions: Option<BTreeSet<u32>> = (is_open && matches!(about, Where::Codes(None, ..)))
            .then(|| members.iter().map(|&member| function(&draft.rows[rows[member]])).collect())
            .flatten();
        // The columns ask for the same money again and again.
        let told: RefCell<Vec<(Atoms, Option<i64>)>> = RefCell::default();
        let elsewhere = |atoms: Atoms| {
            let functions = functions.as_ref()?;
            if let Some((_, most)) = told.borrow().iter().find(|(known, _)| *known == atoms) {
                return *most;
            }
            let mut each = functions.iter().map(|function| of_functions.get(function)?.most(atoms));
            let most = each.try_fold(0_i64, |sum, most| sum.checked_add(most?));
            told.borrow_mut().push((atoms, most));
            most
        };
        let mut range = |(at, column): (usize, &Column)| {
            let range = match about {
                Where::Total => own_total(draft, at, decimals),
                _ => range(draft, rows[members[0]], column, known, (&mut beside, &elsewhere), &about, decimals),
            }?;
            Some(Range { low: range.low.filter(|_| is_whole), ..range }).filter(|range| *range != Range::default())
        };
        let ranges = if is_open { columns.iter().enumerate().map(&mut range).collect() } else { Vec::new() };
        place.insert(about, marginals.each.len());
        marginals.each.push(Marginal { members, ranges });
    }
    if let Some(&whole) = place.get(&Where::Total) {
        let parts = divisions(draft, rows, &marginals.each[whole].members, &place);
        // A code that has rows of its own beside those of finer codes overlaps with these.
        let count = |parts: &Vec<usize>| parts.iter().map(|&part| marginals.each[part].members.len()).sum::<usize>();
        let count_all = marginals.each[whole].members.len();
        let parts: Vec<Vec<usize>> = parts.into_iter().filter(|parts| count(parts) == count_all).collect();
        marginals.divisions.extend(parts.into_iter().map(|parts| (whole, parts)));
    }
    marginals
}

fn function(row: &DraftRow) -> Option<u32> {
    let About::Codes { function, .. } = row.about else { return None };
    function.map(FunctionalCode::number)
}

/// What each function of the table has at most of some money.
fn of_functions(draft: &Draft<'_>, rows: &[usize], known: &Known, decimals: u8) -> HashMap<u32, Rests> {
    let functions: BTreeSet<u32> = rows.iter().filter_map(|&row| function(&draft.rows[row])).collect();
    let rests = |number: u32| {
        let about = Where::Codes(Some(number), None, None);
        let spot = Spot { flow: draft.flow, basis: Basis::Budget, about, memo: None, codes: None };
        (number, Rests::at(known, &spot, decimals, draft.unit))
    };
    functions.into_iter().map(rests).collect()
}

/// How the rows of the table are divided: by their functions, and by their economic codes.
fn divisions(draft: &Draft<'_>, rows: &[usize], members: &[usize], place: &HashMap<Where, usize>) -> Vec<Vec<usize>> {
    let number = |code: Option<u32>| code.filter(|number| *number > 0);
    let own = |member: &usize| match draft.rows[rows[*member]].about {
        About::Codes { function, government, economic } => {
            let function = number(function.map(FunctionalCode::number));
            let government = number(government.map(GovernmentEconomicCode::number));
            let economic = number(economic.map(EconomicCode::number));
            [Where::Codes(function, None, None), Where::Codes(None, government, economic)]
        }
        _ => [Where::Total, Where::Total],
    };
    let owned: Vec<[Where; 2]> = members.iter().map(own).collect();
    let division = |way: usize| {
        let parts: Option<BTreeSet<usize>> = owned.iter().map(|own| place.get(&own[way]).copied()).collect();
        parts.map(|parts| parts.into_iter().collect())
    };
    (0..2).filter_map(division).collect()
}

/// The rows of each code, of each pair of government and department economic codes, and all of them. Those
/// that have others below them are not counted twice.
fn members(draft: &Draft<'_>, rows: &[usize]) -> Vec<(Where, Vec<usize>)> {
    let is_parent: HashSet<usize> = draft.rows.iter().filter_map(|row| row.parent).collect();
    let mut position: HashMap<Where, usize> = HashMap::new();
    let mut members: Vec<(Where, Vec<usize>)> = Vec::new();
    for (at, &row) in rows.iter().enumerate().filter(|(_, row)| !is_parent.contains(row)) {
        let places = places(&draft.rows[row].about);
        let total = (!places.is_empty()).then_some(Where::Total);
        for place in places.into_iter().chain(total) {
            let index = *position.entry(place.clone()).or_insert(members.len());
            match members.get_mut(index) {
                Some((_, members)) => members.push(at),
                None => members.push((place, vec![at])),
            }
        }
    }
    members
}

/// What the table itself prints for all its rows.
fn own_total(draft: &Draft<'_>, column: usize, decimals: u8) -> Option<Range> {
    let total = draft.rows.iter().find(|row| row.about == About::Total)?;
    match total.columns.iter().position(|given| *given == Some(column)) {
        Some(position) => {
            let (low, high) = ends(total.figures[position].0, decimals, draft.unit)?;
            Some(Range { low: Some(low), high: Some(high) })
        }
        None => (!total.columns.contains(&None)).then_some(Range::exactly(0)),
    }
}

fn range(
    draft: &Draft<'_>,
    row: usize,
    column: &Column,
    known: &Known,
    (beside, elsewhere): (&mut Beside, Elsewhere<'_>),
    about: &Where,
    decimals: u8,
) -> Option<Range> {
    if column.is_percent || column.basis != Basis::Budget || column.of_which || column.is_vague {
        return None;
    }
    let (inner, outer) = draft.atoms(row, column);
    if known.plain(outer).is_empty() {
        return Some(Range::exactly(0));
    }
    let spot = Spot {
        flow: draft.flow,
        basis: column.basis,
        about: about.clone(),
        memo: column.memo,
        codes: codes_over(column),
    };
    let direct = known.range(&spot, inner, outer, decimals, draft.unit).unwrap_or_default();
    if direct.low.is_some() && direct.low == direct.high {
        return Some(direct);
    }
    let rest = beside.between(known, elsewhere, spot, (inner, outer), (decimals, draft.unit));
    let low = direct.low.max(rest.low);
    let high = [direct.high, rest.high].into_iter().flatten().min();
    // Tables that contradict each other tell nothing.
    low.zip(high).is_none_or(|(low, high)| low <= high).then_some(Range { low, high })
}
