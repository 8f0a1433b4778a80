//! Which of several readings of a header the rows agree with.

use super::super::super::assign::{self, Ragged};
use super::super::columns::{self, Column};
use super::super::draft::{Draft, DraftRow};
use super::super::heading::{self, Heading};
use super::super::title::Sides;
use super::table::{ragged, solver_columns};

/// Of several readings of a header the one that the rows agree with best; the likelier of equals. If they agree with
/// none, the lines of the header may be read in another order.
pub(super) fn choose_reading(draft: &mut Draft<'_>) {
    if draft.is_settled {
        return;
    }
    let known = draft.readings.len();
    let is_strange = draft.is_strange || !draft.woven.is_empty();
    let is_placed = draft.rows.iter().any(|row| row.is_placed);
    let order = match (draft.woven.is_empty(), known > 1 || draft.open.is_some()) {
        (false, _) => Order::Woven,
        (true, true) => Order::Open,
        (true, false) if is_placed => Order::Placed,
        (true, false) => Order::Printed,
    };
    let doubt = Doubt { is_strange, order };
    let Draft { readings, rows, .. } = draft;
    for reading in readings.iter_mut() {
        without_lone_parts(rows, reading);
    }
    readings.retain(|reading| !is_refuted(rows, reading, doubt));
    let has_choice = draft.readings.len() > 1 || draft.open.is_some();
    let mut scores: Vec<usize> =
        draft.readings.iter().map(|reading| if has_choice { score(draft, reading) } else { 0 }).collect();
    if scores.iter().min().is_none_or(|least| *least > 0)
        && let Some(open) = draft.open.take()
    {
        let revenue = draft.title.sides == Sides::Revenue;
        let is_counted = |reading: &Vec<Heading>| open.numbered.is_none_or(|count| reading.len() == count);
        for reading in heading::other_readings(&open.lines, open.year).into_iter().filter(is_counted) {
            let mut reading = columns::columns(&reading, draft.title, revenue, 0);
            if !columns::is_told(&reading) {
                continue;
            }
            without_lone_parts(&draft.rows, &mut reading);
            draft.woven.push(reading.iter().map(|column| column.words.clone()).collect());
            if !is_refuted(&draft.rows, &reading, doubt) {
                scores.push(score(draft, &reading));
                draft.readings.push(reading);
            }
        }
    }
    if draft.readings.is_empty() && known > 0 {
        for row in &mut draft.rows {
            row.columns.fill(None);
        }
    }
    let Some(best) = (0..scores.len()).min_by_key(|&index| (scores[index], index)) else { return };
    let is_equal = |reading: &Vec<Column>| {
        let is_order = |order: &&Vec<Vec<&str>>| {
            order.len() == reading.len() && order.iter().zip(reading).all(|(words, column)| *words == column.words)
        };
        draft.woven.iter().any(|order| is_order(&order))
    };
    if is_equal(&draft.readings[best]) {
        let is_other = |&at: &usize| at != best && scores[at] == scores[best] && is_equal(&draft.readings[at]);
        draft.equals = (0..scores.len()).filter(is_other).map(|at| draft.readings[at].clone()).collect();
        draft.unsure = differing(&draft.readings[best], &draft.equals);
    }
    draft.readings.swap(0, best);
}

/// How many rows contradict a reading.
fn score(draft: &Draft<'_>, reading: &[Column]) -> usize {
    let most = draft.rows.iter().map(|row| row.figures.len()).max().unwrap_or_default();
    if reading.len() < most {
        return usize::MAX;
    }
    let columns = solver_columns(reading);
    let rows: Vec<Ragged> = draft.rows.iter().take(60).map(|row| ragged(&row.figures, None)).collect();
    let assigned = assign::assign(&columns, &rows, &|_, _| None);
    let broken = rows.iter().zip(&assigned).filter(|(row, assigned)| {
        assigned.standing == assign::Standing::NoneFits
            || row.figures.len() == columns.len() && assigned.is_contradicted
            || breaks(&columns, row)
    });
    broken.count()
}

/// The columns that other readings give another place.
fn differing(reading: &[Column], others: &[Vec<Column>]) -> Vec<usize> {
    let is_same = |at: usize, other: &[Column]| other.get(at).is_some_and(|column| column.words == reading[at].words);
    (0..reading.len()).filter(|&at| others.iter().any(|other| !is_same(at, other))).collect()
}

/// Whether a row that prints every cell does not add up.
fn breaks(columns: &[assign::Column], row: &Ragged) -> bool {
    sums(columns, row).any(|(_, holds)| !holds)
}

/// For each whole of a row that prints every cell whether its parts make it up, if any of them is something.
fn sums(columns: &[assign::Column], row: &Ragged) -> impl Iterator<Item = (usize, bool)> {
    let is_full = row.figures.len() == columns.len();
    (0..if is_full { columns.len() } else { 0 }).filter_map(move |whole| {
        let parts: Vec<usize> = (0..columns.len())
            .filter(|&part| columns[part].part_of == Some(whole) && !columns[part].of_which)
            .collect();
        let sum: i128 = parts.iter().map(|&part| i128::from(row.figures[part].value)).sum();
        let kind = parts.iter().all(|&part| row.figures[part].is_percent == row.figures[whole].is_percent);
        let is_something = parts.iter().chain([&whole]).any(|&at| row.figures[at].value != 0);
        (!parts.is_empty() && is_something).then(|| {
            (whole, kind && (sum - i128::from(row.figures[whole].value)).unsigned_abs() <= parts.len() as u128)
        })
    })
}

/// Why a header may be read wrongly.
#[derive(Clone, Copy, Debug)]
struct Doubt {
    /// Some of its words are not known, or were put together from pieces.
    is_strange: bool,
    order: Order,
}

/// The order of the words of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// Told by where the words and the figures stand.
    Placed,
    /// As it is printed.
    Printed,
    /// It can be read in more than one way.
    Open,
    /// Put together from pieces.
    Woven,
}

/// Whether the rows say that the columns are others than a header is read as: none of its sums holds in any row,
/// or fewer than half of them where some of its words are not known. Where its words may stand in another order,
/// it is enough that one of its sums fails in most rows. Nor would misprints be a rule of the table: where none of its
/// few rows adds up, nothing shows that its columns are those of the header.
fn is_refuted(rows: &[DraftRow], reading: &[Column], doubt: Doubt) -> bool {
    const ENOUGH: usize = 3;
    let columns = solver_columns(reading);
    let rows: Vec<Ragged> = rows.iter().take(60).map(|row| ragged(&row.figures, None)).collect();
    let told: Vec<(usize, bool)> = rows.iter().flat_map(|row| sums(&columns, row)).collect();
    let holding = told.iter().filter(|(_, holds)| *holds).count();
    let few = rows.len() <= ENOUGH && !told.is_empty();
    let none_adds_up = few && rows.iter().all(|row| sums(&columns, row).next().is_none() || breaks(&columns, row));
    none_adds_up
        || mostly_fails(reading, &columns, &rows, doubt.order)
        || told.len() >= ENOUGH && (holding == 0 || doubt.is_strange && 2 * holding < told.len())
}

/// Whether a sum or change that the words of a header tell fails in most rows: in more than half of them if the words were
/// put together from pieces, else in more than three of four.
fn mostly_fails(reading: &[Column], columns: &[assign::Column], rows: &[Ragged], order: Order) -> bool {
    // How many times as many must be told as hold, and how many at least.
    let (times, least) = match order {
        Order::Placed => return false,
        Order::Printed | Order::Open => (4, 6),
        Order::Woven => (2, 3),
    };
    // A lone part is as much as its whole wherever the two stand.
    let is_lone = |row: &Ragged, whole: usize| {
        let parts = (0..columns.len()).filter(|&part| columns[part].part_of == Some(whole) && !columns[part].of_which);
        order == Order::Printed && parts.filter(|&part| row.figures[part].value != 0).count() < 2
    };
    let sums_of = |row| sums(columns, row).filter(|&(whole, holds)| !(holds && is_lone(row, whole)));
    let told: Vec<(usize, bool)> = rows.iter().flat_map(|row| sums_of(row).chain(changes(reading, row))).collect();
    let fails = |at: usize| {
        let of_column = || told.iter().filter(|(other, _)| *other == at);
        let holding = of_column().filter(|(_, holds)| *holds).count();
        of_column().count() >= least && times * holding < of_column().count()
    };
    (0..columns.len()).any(fails)
}

/// For each column of changes of a row that prints every cell whether it is the difference, if there is any.
fn changes(reading: &[Column], row: &Ragged) -> impl Iterator<Item = (usize, bool)> {
    let full = if row.figures.len() == reading.len() { reading } else { &[] };
    let value = |at: usize| i128::from(row.figures[at].value);
    full.iter().enumerate().filter_map(move |(at, column)| {
        let (this, last) = column.change.filter(|_| !column.is_percent)?;
        let is_something = value(at) != 0 || value(this) != value(last);
        is_something.then(|| (at, (value(this) - value(last) - value(at)).abs() <= 2))
    })
}

/// Under 合计 and 项目支出 the second is a part of the first, but 基本支出, which is the rest, has no column: where the rows
/// say so, nothing adds up to the whole.
fn without_lone_parts(rows: &[DraftRow], reading: &mut [Column]) {
    let figure = |row: &DraftRow, column: usize| {
        let is_full = row.figures.len() == reading.len();
        let at = if row.is_placed { row.columns.iter().position(|at| *at == Some(column)) } else { Some(column) };
        at.filter(|_| row.is_placed || is_full).and_then(|at| row.figures.get(at)).map(|(printed, _)| printed.amount())
    };
    let lone: Vec<usize> = (0..reading.len())
        .filter(|&part| {
            let Some(whole) = reading[part].part_of.filter(|_| !reading[part].of_which) else { return false };
            let is_lone = reading.iter().filter(|other| other.part_of == Some(whole) && !other.of_which).count() == 1;
            let pairs = || rows.iter().filter_map(|row| figure(row, part).zip(figure(row, whole)));
            let less = pairs().filter(|(part, whole)| part < whole).count();
            is_lone && pairs().all(|(part, whole)| part <= whole) && 2 * less > pairs().count()
        })
        .collect();
    for part in lone {
        reading[part].part_of = None;
    }
}

/// Takes back the columns of figures that likely readings give to others, unless these figures are all the same.
pub(super) fn leave_open(draft: &mut Draft<'_>) {
    let Draft { unsure, rows, .. } = draft;
    for row in rows.iter_mut().filter(|_| !unsure.is_empty()) {
        let is_unsure = |at: &usize| row.columns[*at].is_some_and(|column| unsure.contains(&column));
        let figures: Vec<usize> = (0..row.columns.len()).filter(is_unsure).collect();
        let are_same = figures.windows(2).all(|two| row.figures[two[0]] == row.figures[two[1]]);
        if !(are_same && figures.len() == unsure.len()) {
            for at in figures {
                row.columns[at] = None;
            }
        }
    }
}
