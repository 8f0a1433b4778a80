//! Giving figures their columns: by the header where every cell is printed, else by what must hold.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::amount::{Amount, Printed, Unit};
use crate::code::{EconomicCode, FunctionalCode, GovernmentEconomicCode};
use crate::fact::{Basis, EconomicScope, Flow, Key, MemoItem, Name};
use crate::relation::Atoms;
use crate::scope::{Area, Extent, Nature, Scope, Source};
use crate::table::vocabulary::Role;

use super::super::assign::{self, Figure, Measure, Ragged, Range};
use super::carried;
use super::columns::Column;
use super::draft::{About, Axis, Draft, DraftRow};
use super::sides::Meant;
use super::title::Subject;

/// The coordinates of an amount without its money.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Spot {
    flow: Flow,
    basis: Basis,
    about: Where,
    memo: Option<MemoItem>,
    codes: Vec<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
enum Where {
    #[default]
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
    /// Money of which the whole document has nothing.
    zero: Atoms,
    /// What the figures of the document are: its budget, or in a final account the outturn.
    basis: Basis,
    /// The money of tables that list every economic code that has some.
    lists_economic: Vec<Atoms>,
    /// Whether the document's basic expenditure is cut by the classes of its economic codes: 301 and 303 are
    /// 人员经费, the others 公用经费.
    by_class: bool,
    /// The government and department economic codes that some table lists; zero for none.
    listed: HashSet<(u32, u32)>,
}

/// Gives figures their columns, table by table, until nothing more follows. What is said elsewhere
/// (by the narrative) is taken for known.
pub(super) fn settle(drafts: &mut [Draft<'_>], said: &[(Key, Printed)]) {
    const PASSES: usize = 6;
    let finals = drafts.iter().filter(|draft| draft.title.is_final).count();
    let basis = if 2 * finals > drafts.len() { Basis::Outturn } else { Basis::Budget };
    let mut known = Known {
        basis,
        zero: Atoms::of(Area::source(empty_sources(drafts))),
        anchors: HashMap::new(),
        lists_economic: Vec::new(),
        by_class: false,
        listed: HashSet::new(),
    };
    for (key, printed) in said {
        known.say(key, *printed);
    }
    carried::within_sources(drafts);
    for draft in drafts.iter_mut() {
        choose_reading(draft);
    }
    for pass in 0..PASSES {
        let before = uncertain(drafts);
        for draft in drafts.iter_mut() {
            if draft.rows.iter().any(|row| row.columns.contains(&None)) {
                let kind = if pass % 2 == 0 { Together::Function } else { Together::Economic };
                assign_table(draft, &known, kind, false);
                known.by_class |= divide_by_class(draft, &known, kind);
            }
            known.resolve_nature(draft);
            known.resolve_scope(draft);
            known.learn(draft);
        }
        let after = uncertain(drafts);
        if after == 0 || pass > 1 && after == before {
            break;
        }
    }
}

fn uncertain(drafts: &[Draft<'_>]) -> usize {
    drafts
        .iter()
        .flat_map(|draft| &draft.rows)
        .map(|row| row.columns.iter().filter(|column| column.is_none()).count())
        .sum()
}

/// The sources that the document's revenue lines print empty or leave out, while the lines that are
/// printed add up to the whole.
fn empty_sources(drafts: &[Draft<'_>]) -> Scope<Source> {
    let mut empty = Scope::<Source>::NONE;
    for draft in drafts.iter().filter(|draft| draft.title.source.is_none() && !draft.entries.is_empty()) {
        let mut printed = Scope::<Source>::NONE;
        let mut total = None;
        let mut lines = 0_i64;
        let mut sum = Some(crate::amount::Amount::ZERO);
        for (entry, row) in draft.entries.iter().zip(&draft.rows) {
            if draft.blocks.get(entry.block) != Some(&super::sides::Block::Revenue) {
                continue;
            }
            let Some((figure, _)) = row.figures.first() else { continue };
            let Meant::Word(word) = entry.meant else { continue };
            let leaf = match word.role {
                Role::Source(scope)
                    if scope != Scope::FISCAL || !draft.entries.iter().any(|other| is_part_of_fiscal(other.meant)) =>
                {
                    Some((scope, entry.carried))
                }
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
                lines += 1;
                if !figure.is_zero() {
                    let fund = if word.role == Role::Carried {
                        Scope::<Source>::just(Source::InstitutionFund)
                    } else {
                        Scope::<Source>::NONE
                    };
                    printed = printed.union(scope).union(fund);
                    if word.role == Role::OtherMoney {
                        printed = Scope::<Source>::ALL;
                    }
                }
            }
        }
        // Every line may be off by half of its last digit.
        let off = total.zip(sum).and_then(|(total, sum): (Amount, Amount)| total.checked_sub(sum).ok());
        let last = Printed::from_last_digits(lines, decimals_of(draft), draft.unit).ok().map(Printed::amount);
        let within = |off: Amount| {
            last.is_some_and(|last| off <= last && Amount::ZERO.checked_sub(last).is_ok_and(|least| least <= off))
        };
        if off.is_some_and(|off| off == Amount::ZERO || draft.title.is_final && within(off)) {
            empty = empty.union(Scope::<Source>::ALL.without(printed));
        }
    }
    empty
}

fn decimals_of(draft: &Draft<'_>) -> u8 {
    draft.rows.iter().flat_map(|row| &row.figures).map(|(printed, _)| printed.decimals()).max().unwrap_or_default()
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
            assigned.standing == assign::Standing::NoneFits
                || row.figures.len() == columns.len() && assigned.is_contradicted
                || breaks(&columns, row)
        });
        broken.count()
    };
    if draft.readings.len() < 2 || draft.is_settled {
        return;
    }
    let best =
        (0..draft.readings.len()).min_by_key(|&index| (score(&draft.readings[index]), index)).unwrap_or_default();
    draft.readings.swap(0, best);
}

/// Whether a row that prints every cell does not add up.
fn breaks(columns: &[assign::Column], row: &Ragged) -> bool {
    if row.figures.len() != columns.len() {
        return false;
    }
    (0..columns.len()).any(|whole| {
        let parts: Vec<usize> = (0..columns.len())
            .filter(|&part| columns[part].part_of == Some(whole) && !columns[part].of_which)
            .collect();
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
        can_be_negative: column.basis == Basis::Change || column.is_percent,
        measure: if column.is_percent { Measure::Percent } else { Measure::Amount },
        change: column.change,
    };
    reading.iter().map(column).collect()
}

fn ragged(figures: &[(Printed, bool)], parent: Option<usize>) -> Ragged {
    let decimals =
        figures.iter().filter(|(_, percent)| !percent).map(|(printed, _)| printed.decimals()).max().unwrap_or_default();
    let value = |(printed, percent): &(Printed, bool)| {
        let lift = if *percent { 0 } else { decimals - printed.decimals() };
        let value = printed.last_digits().saturating_mul(10_i64.saturating_pow(u32::from(lift)));
        Figure { value, is_percent: *percent }
    };
    Ragged { figures: figures.iter().map(value).collect(), parent, open: false }
}

/// Assigns the figures of a table, each side by itself.
fn assign_table(draft: &mut Draft<'_>, known: &Known, kind: Together, by_class: bool) {
    let Some(reading) = draft.readings.first().filter(|_| !draft.is_settled).cloned() else { return };
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
        let repeated = repeated(draft);
        let look_up = |kind: Together| groups(draft, &rows, &columns, known, decimals, kind, &repeated);
        // What nobody spends of all members together, none of them does.
        let mut empty: HashSet<(usize, usize)> = HashSet::new();
        for (members, amounts) in [Together::Function, Together::Economic].into_iter().flat_map(look_up) {
            for at in (0..amounts.len()).filter(|&at| amounts[at] == Some(0)) {
                empty.extend(members.iter().map(|&member| (member, at)));
            }
        }
        let certain = |(members, amounts): Partial| Some((members, amounts.into_iter().collect::<Option<Vec<i64>>>()?));
        let certain: Vec<Group> = look_up(kind).into_iter().filter_map(certain).collect();
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
            let (inner, outer) = draft.atoms(rows[row], &columns[column]);
            let column = &columns[column];
            if repeated[rows[row]] {
                return None;
            }
            if known.plain(outer).is_empty() && !column.is_percent && !column.is_vague && column.basis == known.basis {
                return Some(Range::exactly(0));
            }
            if matches!(draft.rows[rows[row]].about, About::Named(_) | About::Project(..))
                && column.basis == Basis::Budget
                && !column.is_percent
                && !column.is_vague
            {
                // A project has no more than all of the budget.
                let all = Spot {
                    flow: Flow::Expenditure,
                    basis: Basis::Budget,
                    about: Where::Total,
                    memo: None,
                    codes: Vec::new(),
                };
                return known
                    .range(&all, inner, outer, decimals, draft.unit)
                    .and_then(|range| range.high)
                    .map(Range::at_most);
            }
            let spot = spot(draft, rows[row], column)?;
            known.range(&spot, inner, outer, decimals, draft.unit)
        };
        let assigned = assign::assign(&solver, &all, &look);
        for (at, assigned) in assigned.into_iter().take(virtual_rows).enumerate() {
            let row = &mut draft.rows[rows[at]];
            if row.is_placed {
                continue;
            }
            row.columns = assigned.columns.iter().map(|column| column.map(|column| here[column])).collect();
        }
    }
}

/// A row as the solver takes it, its amounts in last digits of the most decimals of the table.
fn lifted(row: &DraftRow, count: usize, first: usize, decimals: u8, parent: Option<usize>) -> Ragged {
    if row.is_placed {
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
    Ragged { figures, parent, open: false }
}

/// Rows that other tables print for several rows of this one together: the rows and the amounts of all
/// columns.
type Group = (Vec<usize>, Vec<i64>);

/// The same where some amounts are not known.
type Partial = (Vec<usize>, Vec<Option<i64>>);

/// Which rows are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Together {
    /// Those of one function, and rows that are printed once for each unit.
    Function,
    /// Those of one economic code.
    Economic,
}

/// Rows that name the same codes as another one, as in tables that print every unit without its name: none
/// of them alone is the amount that other tables print.
fn repeated(draft: &Draft<'_>) -> Vec<bool> {
    let key = |row: &DraftRow| match row.about {
        About::Codes { function, government, economic } => Some((row.unit.clone(), function, government, economic)),
        _ => None,
    };
    let mut count: HashMap<_, usize> = HashMap::new();
    for key in draft.rows.iter().filter_map(key) {
        *count.entry(key).or_default() += 1;
    }
    draft.rows.iter().map(|row| key(row).is_some_and(|key| count[&key] > 1)).collect()
}

/// Whether a column of 人员经费 or 公用经费 cannot hold an economic code: classes 301 and 303 are the first,
/// all others the second.
fn is_of_other_class(about: &About, column: &Column) -> bool {
    let About::Codes { economic: Some(code), .. } = about else { return false };
    let nature = column.extent.outer.nature;
    let is_personnel = is_personnel(code.number());
    nature == Scope::<Nature>::just(Nature::Personnel) && !is_personnel
        || nature == Scope::<Nature>::just(Nature::Operating) && is_personnel
}

fn is_personnel(mut code: u32) -> bool {
    while code >= 1000 {
        code /= 10;
    }
    matches!(code, 301 | 303)
}

/// Cuts a table by economic code into 人员经费 and 公用经费 by the classes of its codes, if everything then adds
/// up to the printed totals of all columns. Answers whether it does.
fn divide_by_class(draft: &mut Draft<'_>, known: &Known, kind: Together) -> bool {
    let Some(reading) = draft.readings.first().cloned() else { return false };
    let natures = [Nature::Personnel, Nature::Operating].map(Scope::<Nature>::just);
    let has_both = natures.iter().all(|nature| reading.iter().any(|column| column.extent.outer.nature == *nature));
    let has_code = draft.rows.iter().any(|row| matches!(row.about, About::Codes { economic: Some(_), .. }));
    if !has_both || !has_code || !draft.rows.iter().any(|row| row.columns.contains(&None)) {
        return false;
    }
    let before: Vec<Vec<Option<usize>>> = draft.rows.iter().map(|row| row.columns.clone()).collect();
    assign_table(draft, known, kind, true);
    let adds_up = adds_up(draft, reading.len());
    if !adds_up {
        for (row, columns) in draft.rows.iter_mut().zip(before) {
            row.columns = columns;
        }
    }
    adds_up
}

/// Whether rows of a table are missing: the first figures of its rows, their wholes, do not add up to its
/// total. Then it says nothing of what it does not print.
fn lacks_rows(draft: &Draft<'_>) -> bool {
    let is_parent: HashSet<usize> = draft.rows.iter().filter_map(|row| row.parent).collect();
    let first = |row: &DraftRow| row.figures.first().map(|(printed, _)| printed.amount());
    let Some(total) = draft.rows.iter().find(|row| row.about == About::Total) else { return false };
    let leaves =
        draft.rows.iter().enumerate().filter(|(index, row)| row.about != About::Total && !is_parent.contains(index));
    let sum = leaves.map(|(_, row)| first(row)).try_fold(Amount::ZERO, |sum, amount| sum.checked_add(amount?).ok());
    let (Some(total), Some(sum)) = (total.figures.first(), sum) else { return false };
    let slack = i64::try_from(draft.rows.len()).unwrap_or(i64::MAX);
    let found = Printed::from_amount(sum, draft.unit, total.0.decimals().max(2));
    let wanted = Printed::from_amount(total.0.amount(), draft.unit, total.0.decimals().max(2));
    matches!((found, wanted), (Ok(found), Ok(wanted)) if found.last_digits().abs_diff(wanted.last_digits()) > slack.unsigned_abs())
}

/// Whether the rows without rows below them add up to the printed total in every column. Where rows are
/// missing, one of the columns must do so.
fn adds_up(draft: &Draft<'_>, columns: usize) -> bool {
    let is_parent: HashSet<usize> = draft.rows.iter().filter_map(|row| row.parent).collect();
    let mut sums = vec![Some(Amount::ZERO); columns];
    let mut total = None;
    for (index, row) in draft.rows.iter().enumerate() {
        if row.columns.contains(&None) {
            return false;
        }
        let mut cells = vec![Amount::ZERO; columns];
        for ((printed, _), column) in row.figures.iter().zip(&row.columns) {
            if let Some(cell) = column.and_then(|column| cells.get_mut(column)) {
                *cell = printed.amount();
            }
        }
        if row.about == About::Total {
            total = Some(cells);
        } else if !is_parent.contains(&index) {
            for (sum, cell) in sums.iter_mut().zip(cells) {
                *sum = sum.and_then(|sum| sum.checked_add(cell).ok());
            }
        }
    }
    let Some(total) = total else { return false };
    let mut cells = total.into_iter().zip(sums);
    if lacks_rows(draft) {
        return cells.any(|(total, sum)| total != Amount::ZERO && Some(total) == sum);
    }
    cells.all(|(total, sum)| Some(total) == sum)
}

/// Rows that other tables print together: they add up to what these print.
fn groups(
    draft: &Draft<'_>,
    rows: &[usize],
    columns: &[Column],
    known: &Known,
    decimals: u8,
    kind: Together,
    repeated: &[bool],
) -> Vec<Partial> {
    let mut members: BTreeMap<(u32, u32, u32), Vec<usize>> = BTreeMap::new();
    let lacks_rows = lacks_rows(draft);
    for (at, &row) in rows.iter().enumerate() {
        let About::Codes { function, government, economic } = draft.rows[row].about else { continue };
        if draft.rows[row].unit.is_some() {
            continue;
        }
        let (function, government, economic) = (
            function.map_or(0, FunctionalCode::number),
            government.map_or(0, GovernmentEconomicCode::number),
            economic.map_or(0, EconomicCode::number),
        );
        let has_more = government > 0 || economic > 0;
        let key = match kind {
            Together::Function if function > 0 && has_more => (function, 0, 0),
            Together::Function if repeated[row] => (function, government, economic),
            Together::Economic if function > 0 && economic > 0 => (0, government, economic),
            _ => continue,
        };
        members.entry(key).or_default().push(at);
    }
    let code = |number: u32| (number > 0).then_some(number);
    let amounts = |(key, members): ((u32, u32, u32), Vec<usize>)| {
        let about = Where::Codes(code(key.0), code(key.1), code(key.2));
        let is_whole = !lacks_rows || is_all_of(draft, rows, columns, known, decimals, &about, &members);
        let amounts = is_whole.then(|| together(draft, rows, columns, known, decimals, &about, &members))?;
        Some((members, amounts))
    };
    members.into_iter().filter_map(amounts).collect()
}

/// The sum of the first figures of rows, which are their wholes.
fn sum_of_wholes(draft: &Draft<'_>, rows: &[usize], decimals: u8, members: &[usize]) -> Option<i64> {
    let first = |&member: &usize| {
        let printed = draft.rows[rows[member]].figures.first()?.0;
        printed.last_digits().checked_mul(10_i64.checked_pow(u32::from(decimals.checked_sub(printed.decimals())?))?)
    };
    members.iter().map(first).try_fold(0_i64, |sum, value| sum.checked_add(value?))
}

/// Whether rows of a table that lacks others are all of theirs: another table prints as much.
fn is_all_of(
    draft: &Draft<'_>,
    rows: &[usize],
    columns: &[Column],
    known: &Known,
    decimals: u8,
    about: &Where,
    members: &[usize],
) -> bool {
    let Some(whole) = columns.first().filter(|column| column.part_of.is_none() && column.basis == Basis::Budget) else {
        return false;
    };
    let spot = Spot { flow: draft.flow, basis: whole.basis, about: about.clone(), memo: whole.memo, codes: Vec::new() };
    let (inner, outer) = draft.atoms(rows[members[0]], whole);
    let range = known.range(&spot, inner, outer, decimals, draft.unit);
    range
        .and_then(|range| range.low)
        .is_some_and(|low| low > 0 && sum_of_wholes(draft, rows, decimals, members) == Some(low))
}

/// The amounts of rows together, for every column: what other tables print, the sum of the whole where all
/// rows print it, and what these leave for the last of the parts.
fn together(
    draft: &Draft<'_>,
    rows: &[usize],
    columns: &[Column],
    known: &Known,
    decimals: u8,
    about: &Where,
    members: &[usize],
) -> Vec<Option<i64>> {
    let ranges: Vec<Option<Range>> = columns
        .iter()
        .map(|column| {
            let (inner, outer) = draft.atoms(rows[members[0]], column);
            if column.is_percent || column.basis != Basis::Budget || column.of_which {
                return None;
            }
            if known.plain(outer).is_empty() {
                return Some(Range::exactly(0));
            }
            let spot = Spot {
                flow: draft.flow,
                basis: column.basis,
                about: about.clone(),
                memo: column.memo,
                codes: Vec::new(),
            };
            known.range(&spot, inner, outer, decimals, draft.unit)
        })
        .collect();
    let exact = |range: &Option<Range>| {
        range.and_then(|range| range.high.filter(|high| *high == 0 || range.low == Some(*high)))
    };
    let mut amounts: Vec<Option<i64>> = ranges.iter().map(exact).collect();
    for whole in 0..columns.len() {
        let parts: Vec<usize> = (0..columns.len())
            .filter(|&part| columns[part].part_of == Some(whole) && !columns[part].of_which)
            .collect();
        if amounts[whole].is_none() && columns[whole].part_of.is_none() && whole == 0 {
            amounts[whole] = sum_of_wholes(draft, rows, decimals, members);
        }
        let Some(sum) = amounts[whole].filter(|_| !parts.is_empty()) else { continue };
        // Parts that are known to be so much at least, and are so much together: there is no more.
        let low = |part: usize| amounts[part].or(ranges[part].and_then(|range| range.low)).unwrap_or(0);
        if parts.iter().map(|&part| low(part)).sum::<i64>() == sum {
            let found: Vec<i64> = parts.iter().map(|&part| low(part)).collect();
            parts.iter().zip(found).for_each(|(&part, low)| amounts[part] = Some(low));
        }
        // Parts that are known to be no more than what makes up the sum: they are all of it.
        let high = |part: usize| amounts[part].or(ranges[part].and_then(|range| range.high));
        let highs: Option<Vec<i64>> = parts.iter().map(|&part| high(part)).collect();
        if let Some(highs) = highs.filter(|highs| highs.iter().sum::<i64>() == sum) {
            parts.iter().zip(highs).for_each(|(&part, high)| amounts[part] = Some(high));
        }
        let unknown: Vec<usize> = parts.iter().copied().filter(|&part| amounts[part].is_none()).collect();
        if let [last] = unknown.as_slice() {
            let others: i64 = parts.iter().filter_map(|&part| amounts[part]).sum();
            amounts[*last] = sum.checked_sub(others).filter(|rest| *rest >= 0);
        }
    }
    amounts
}

/// The rows and behind them one complete row for each group, as the parent of its members.
fn with_groups(mut rows: Vec<Ragged>, groups: &[Group]) -> (Vec<Ragged>, usize) {
    let count = rows.len();
    for (members, amounts) in groups {
        let parent = rows.len();
        let above = rows[members[0]].parent;
        let figures = amounts.iter().map(|&value| Figure { value, is_percent: false }).collect();
        for &member in members {
            rows[member].parent = Some(parent);
        }
        rows.push(Ragged { figures, parent: above, open: false });
    }
    (rows, count)
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
    if draft.rows[row].unit.is_some() && !matches!(draft.rows[row].about, About::Unit(_)) {
        return None;
    }
    let mut spot = Spot {
        flow: draft.flow,
        basis: column.basis,
        about: Where::Total,
        memo: column.memo,
        codes: column.codes.to_vec(),
    };
    match &draft.rows[row].about {
        About::Total | About::Group(_) => {}
        About::Codes { function, government, economic } => {
            spot.about = Where::Codes(
                function.map(FunctionalCode::number),
                government.map(GovernmentEconomicCode::number),
                economic.map(EconomicCode::number),
            );
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
    if draft.title.subject != Subject::Budget && spot.memo.is_none() && spot.codes.is_empty() {
        return None;
    }
    if let ([code], Where::Total) = (spot.codes.as_slice(), &spot.about) {
        spot.about = Where::Codes(None, None, Some(*code));
        spot.codes.clear();
        spot.memo = None;
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
        atoms.without(self.zero)
    }

    fn learn(&mut self, draft: &Draft<'_>) {
        let Some(reading) = draft.readings.first() else { return };
        let repeated = repeated(draft);
        for (index, row) in draft.rows.iter().enumerate().filter(|(index, _)| !repeated[*index]) {
            let is_settled = !row.is_partial && !row.columns.contains(&None);
            for (at, column) in reading.iter().enumerate() {
                if column.side != row.side || column.is_percent {
                    continue;
                }
                let position = row.columns.iter().position(|given| *given == Some(at));
                let printed = match position {
                    Some(position) => Some(row.figures[position].0),
                    // An empty cell of a row whose figures are all placed says that there is nothing.
                    None if is_settled => Printed::from_last_digits(0, 0, draft.unit).ok(),
                    None => None,
                };
                if let (Some(printed), Some(spot)) = (printed, spot(draft, index, column)) {
                    self.add(draft, index, column, spot, printed);
                }
            }
        }
        self.learn_unspent(draft, reading);
        self.learn_zeros();
        let economic = |row: &DraftRow| matches!(row.about, About::Codes { economic: Some(_), .. });
        let lacks_rows = lacks_rows(draft);
        if draft.axis == Axis::Codes
            && draft.lost.is_empty()
            && !lacks_rows
            && draft.title.subject == Subject::Budget
            && draft.rows.iter().any(economic)
        {
            let atoms = self.plain(Atoms::of(draft.extent.inner));
            if !self.lists_economic.contains(&atoms) {
                self.lists_economic.push(atoms);
            }
            for row in &draft.rows {
                if let About::Codes { government, economic: Some(economic), .. } = row.about {
                    for code in economic.ancestors().chain([economic]) {
                        self.listed.insert((0, code.number()));
                        self.listed.insert((government.map_or(0, GovernmentEconomicCode::number), code.number()));
                    }
                }
            }
        }
        if draft.axis == Axis::Codes {
            self.learn_sums(draft, reading, lacks_rows);
        }
        if draft.axis == Axis::Codes && !lacks_rows {
            self.learn_classes(draft, reading);
        }
    }

    /// What each function spends on staff and on its work, by the classes of its economic codes.
    fn learn_classes(&mut self, draft: &Draft<'_>, reading: &[Column]) {
        let basic = |column: &Column| {
            column.extent.outer.nature == Scope::BASIC
                && column.basis == Basis::Budget
                && !column.of_which
                && !column.is_vague
        };
        let Some(at) = reading.iter().position(basic).filter(|_| self.by_class) else { return };
        for nature in [Nature::Personnel, Nature::Operating] {
            let mut sums: BTreeMap<u32, (usize, Option<Amount>)> = BTreeMap::new();
            for (index, row) in draft.rows.iter().enumerate() {
                let About::Codes { function: Some(function), economic: Some(economic), .. } = row.about else {
                    continue;
                };
                let sum = sums.entry(function.number()).or_insert((index, Some(Amount::ZERO)));
                let is_here = is_personnel(economic.number()) == (nature == Nature::Personnel);
                let amount = match row.columns.iter().position(|given| *given == Some(at)) {
                    _ if !is_here => Some(Amount::ZERO),
                    Some(position) => Some(row.figures[position].0.amount()),
                    None => (!row.columns.contains(&None)).then_some(Amount::ZERO),
                };
                sum.1 = sum.1.and_then(|sum| sum.checked_add(amount?).ok());
            }
            let mut column = reading[at].clone();
            column.extent.inner.nature = Scope::<Nature>::just(nature);
            column.extent.outer.nature = Scope::<Nature>::just(nature);
            for (function, (row, sum)) in sums {
                let Some(printed) = sum.and_then(|sum| Printed::from_amount(sum, draft.unit, 6).ok()) else { continue };
                let spot = Spot {
                    flow: draft.flow,
                    basis: Basis::Budget,
                    about: Where::Codes(Some(function), None, None),
                    memo: None,
                    codes: Vec::new(),
                };
                self.add(draft, row, &column, spot, printed);
            }
        }
    }

    /// Whether a table of expenditure leaves out what is carried forward: its total is then what is spent, and
    /// another table prints more for the whole.
    fn resolve_nature(&self, draft: &mut Draft<'_>) {
        let is_all = draft.flow == Flow::Expenditure
            && draft.title.subject == Subject::Budget
            && draft.entries.is_empty()
            && draft.extent.outer.nature == Scope::<Nature>::ALL;
        let Some(total) = draft.rows.iter().find(|row| row.about == About::Total).filter(|_| is_all) else { return };
        let Some((printed, false)) = total.figures.first() else { return };
        let spot =
            Spot { flow: Flow::Expenditure, basis: Basis::Budget, about: Where::Total, memo: None, codes: Vec::new() };
        let anchors = self.anchors.get(&spot).map_or(&[][..], Vec::as_slice);
        let atoms = |nature: Scope<Nature>| self.plain(Atoms::of(Area { nature, ..draft.extent.inner }));
        let (whole, spent) = (atoms(Scope::<Nature>::ALL), atoms(Scope::<Nature>::SPENT));
        let amounts =
            |wanted: Atoms| anchors.iter().filter(move |anchor| anchor.inner == anchor.outer && anchor.inner == wanted);
        if whole != spent
            && amounts(spent).any(|anchor| anchor.printed == *printed)
            && amounts(whole).all(|anchor| anchor.printed != *printed)
        {
            draft.extent.inner.nature = Scope::<Nature>::SPENT;
            draft.extent.outer.nature = Scope::<Nature>::SPENT;
        }
    }

    fn add(&mut self, draft: &Draft<'_>, row: usize, column: &Column, spot: Spot, printed: Printed) {
        let (inner, outer) = draft.atoms(row, column);
        let anchor = Anchor { inner: self.plain(inner), outer: self.plain(outer), printed };
        let anchors = self.anchors.entry(spot).or_default();
        let known = |known: &Anchor| {
            known.inner == anchor.inner && known.outer == anchor.outer && known.printed == anchor.printed
        };
        if !anchors.iter().any(known) {
            anchors.push(anchor);
        }
    }

    /// Whether a table that may or may not show what was carried over does: its total is printed elsewhere
    /// with it or without it.
    fn resolve_scope(&self, draft: &mut Draft<'_>) {
        if !draft.extent.is_open() {
            return;
        }
        let Some(reading) = draft.readings.first() else { return };
        let Some((index, total)) = draft.rows.iter().enumerate().find(|(_, row)| row.about == About::Total) else {
            return;
        };
        let whole = total.columns.iter().position(|column| {
            column.is_some_and(|column| {
                reading[column].part_of.is_none()
                    && reading[column].basis == self.basis
                    && reading[column].codes.is_empty()
            })
        });
        let Some(position) = whole else { return };
        let Some(column) = total.columns[position].map(|column| &reading[column]) else { return };
        let printed = total.figures[position].0;
        let extent = draft.extent_at(index, column);
        let (inner, outer) = (self.plain(Atoms::of(extent.inner)), self.plain(Atoms::of(extent.outer)));
        let is_printed = |atoms: Atoms| {
            [Flow::Revenue, Flow::Expenditure].into_iter().any(|flow| {
                let spot = Spot { flow, basis: self.basis, about: Where::Total, memo: None, codes: Vec::new() };
                let anchors = self.anchors.get(&spot).map_or(&[][..], Vec::as_slice);
                anchors
                    .iter()
                    .any(|anchor| anchor.inner == anchor.outer && anchor.inner == atoms && anchor.printed == printed)
            })
        };
        if inner == outer || is_printed(outer) {
            draft.extent.inner = draft.extent.outer;
        } else if is_printed(inner) {
            draft.extent.outer = draft.extent.inner;
        }
    }

    /// Takes note of money of which there is nothing.
    fn nothing(&mut self, atoms: Atoms) {
        if self.zero.contains(atoms) {
            return;
        }
        self.zero = self.zero.union(atoms);
        let zero = self.zero;
        for anchor in self.anchors.values_mut().flatten() {
            anchor.inner = anchor.inner.without(zero);
            anchor.outer = anchor.outer.without(zero);
        }
    }

    /// Where a part of the whole budget is as much as the whole, there is nothing of the rest.
    fn learn_zeros(&mut self) {
        let mut found = Atoms::default();
        for flow in [Flow::Revenue, Flow::Expenditure] {
            let spot = Spot { flow, basis: self.basis, about: Where::Total, memo: None, codes: Vec::new() };
            let anchors = self.anchors.get(&spot).map_or(&[][..], Vec::as_slice);
            for whole in anchors.iter().filter(|whole| !whole.printed.is_zero()) {
                for part in anchors {
                    let same = part.printed == whole.printed && part.inner == part.outer;
                    if same && whole.inner.contains(part.outer) {
                        found = found.union(whole.inner.without(part.outer));
                    }
                }
            }
            for none in anchors.iter().filter(|anchor| anchor.printed.is_zero()) {
                found = found.union(none.inner);
            }
        }
        self.nothing(found);
        self.learn_rests();
    }

    /// What the whole budget has beside a part of it.
    fn learn_rests(&mut self) {
        for flow in [Flow::Revenue, Flow::Expenditure] {
            let spot = Spot { flow, basis: Basis::Budget, about: Where::Total, memo: None, codes: Vec::new() };
            let Some(anchors) = self.anchors.get(&spot) else { continue };
            let exact = |anchor: &&Anchor| anchor.inner == anchor.outer;
            let Some(whole) = anchors
                .iter()
                .filter(exact)
                .find(|whole| anchors.iter().all(|other| whole.inner.contains(other.outer)))
                .copied()
            else {
                continue;
            };
            let rest = |part: &Anchor| {
                let rest = whole.printed.amount().checked_sub(part.printed.amount()).ok()?;
                let atoms = whole.inner.without(part.inner);
                let printed = Printed::from_amount(rest, part.printed.unit(), 6).ok()?;
                (part.inner != whole.inner && !printed.is_zero()).then_some(Anchor {
                    inner: atoms,
                    outer: atoms,
                    printed,
                })
            };
            let rests: Vec<Anchor> = anchors.iter().filter(exact).filter_map(rest).take(40).collect();
            for rest in rests {
                let anchors = self.anchors.entry(spot.clone()).or_default();
                if !anchors.iter().any(|known| known.inner == rest.inner && known.outer == rest.outer) {
                    anchors.push(rest);
                }
            }
        }
    }

    /// Natures that the total of all expenditure leaves empty.
    fn learn_unspent(&mut self, draft: &Draft<'_>, reading: &[Column]) {
        let is_all = draft.title.subject == Subject::Budget
            && draft.title.source.is_none()
            && draft.title.nature.is_none()
            && draft.flow == Flow::Expenditure
            && !draft.title.carried_only;
        let Some(total) =
            draft.rows.iter().find(|row| row.about == About::Total && !row.columns.contains(&None)).filter(|_| is_all)
        else {
            return;
        };
        for (at, column) in reading.iter().enumerate() {
            let only_nature =
                column.extent.inner.source == Scope::<Source>::ALL && !column.of_which && column.basis == self.basis;
            let printed =
                total.columns.iter().position(|given| *given == Some(at)).map(|position| total.figures[position].0);
            if only_nature && printed.is_none_or(Printed::is_zero) && column.extent.inner.nature != Scope::<Nature>::ALL
            {
                self.nothing(Atoms::of(Area::nature(column.extent.outer.nature)));
            }
        }
    }

    /// What the rows of a table in full detail add up to, for each function and economic code alone.
    fn learn_sums(&mut self, draft: &Draft<'_>, reading: &[Column], lacks_rows: bool) {
        let detailed = |row: &DraftRow| matches!(row.about, About::Codes { function, government, economic } if [function.is_some(), government.is_some(), economic.is_some()].iter().filter(|has| **has).count() > 1);
        if draft.rows.iter().any(|row| row.unit.is_some())
            || !draft.rows.iter().any(detailed) && !repeated(draft).contains(&true)
        {
            return;
        }
        let is_parent: HashSet<usize> = draft.rows.iter().filter_map(|row| row.parent).collect();
        // In a table that lacks rows, only what another table prints as much of is all there.
        let mut confirmed: HashSet<Where> = HashSet::new();
        let basis = self.basis;
        for (at, column) in reading
            .iter()
            .enumerate()
            .filter(|(_, column)| column.basis == basis && !column.is_percent && !column.is_vague)
        {
            let mut sums: HashMap<Where, Option<Amount>> = HashMap::new();
            let mut first: HashMap<Where, usize> = HashMap::new();
            for (index, row) in draft.rows.iter().enumerate() {
                let About::Codes { function, government, economic } = row.about else { continue };
                if is_parent.contains(&index) {
                    continue;
                }
                let amount = match row.columns.iter().position(|given| *given == Some(at)) {
                    Some(position) => Some(row.figures[position].0.amount()),
                    None if row.columns.contains(&None) => None,
                    None => Some(Amount::ZERO),
                };
                let functions = function
                    .into_iter()
                    .flat_map(|code| code.ancestors().chain([code]))
                    .map(|code| Where::Codes(Some(code.number()), None, None));
                let governments = government
                    .into_iter()
                    .flat_map(|code| code.ancestors().chain([code]))
                    .map(|code| Where::Codes(None, Some(code.number()), None));
                let economics = economic
                    .into_iter()
                    .flat_map(|code| code.ancestors().chain([code]))
                    .map(|code| Where::Codes(None, None, Some(code.number())));
                let pair = government.zip(economic).filter(|_| function.is_some()).map(|(government, economic)| {
                    Where::Codes(None, Some(government.number()), Some(economic.number()))
                });
                for place in functions.chain(governments).chain(economics).chain(pair) {
                    first.entry(place.clone()).or_insert(index);
                    let sum = sums.entry(place).or_insert(Some(Amount::ZERO));
                    *sum = sum.and_then(|sum| sum.checked_add(amount?).ok());
                }
            }
            for (place, sum) in sums {
                let printed = sum.and_then(|sum| Printed::from_amount(sum, draft.unit, 6).ok());
                if let Some(printed) = printed {
                    let spot = Spot {
                        flow: draft.flow,
                        basis: column.basis,
                        about: place.clone(),
                        memo: None,
                        codes: Vec::new(),
                    };
                    if lacks_rows && at == 0 && column.part_of.is_none() {
                        let (inner, outer) = draft.atoms(first[&place], column);
                        let low = self.range(&spot, inner, outer, 6, draft.unit).and_then(|range| range.low);
                        let is_all = matches!(spot.about, Where::Codes(Some(_), None, None))
                            && low.is_some_and(|low| low > 0 && low == printed.last_digits());
                        confirmed.extend(is_all.then(|| place.clone()));
                    }
                    if lacks_rows && !confirmed.contains(&place) {
                        continue;
                    }
                    self.add(draft, first[&place], column, spot, printed);
                }
            }
        }
    }

    /// What is known of an amount: that of an equal area, at least what it contains, at most what contains it.
    fn range(&self, spot: &Spot, inner: Atoms, outer: Atoms, decimals: u8, unit: Unit) -> Option<Range> {
        let (inner, outer) = (self.plain(inner), self.plain(outer));
        let mut range = Range::default();
        let mut exact: Option<(i64, i64)> = None;
        if let Where::Codes(None, government, Some(economic)) = spot.about
            && spot.basis == self.basis
            && !self.anchors.contains_key(spot)
            && !self.listed.contains(&(government.unwrap_or(0), economic))
            && self.lists_economic.iter().any(|listed| listed.contains(outer))
        {
            return Some(Range::exactly(0));
        }
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
