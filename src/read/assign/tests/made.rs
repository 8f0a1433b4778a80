//! Made tables: random columns and rows with amounts that are consistent, printed without empty cells.

use super::super::{Column, Figure, Measure, Ragged, Range};

/// Numbers that look random, from a seed (xorshift).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 20) % end as u64).unwrap()
    }

    /// Whether something happens that does so in this many of a hundred cases.
    pub(super) fn percent(&mut self, cases: usize) -> bool {
        self.below(100) < cases
    }

    fn amount(&mut self, end: usize) -> i64 {
        i64::try_from(self.below(end)).unwrap()
    }

    fn shuffled(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for place in 1..count {
            order.swap(place, self.below(place + 1));
        }
        order
    }
}

/// How large tables are at most, and their amounts.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) amount: usize,
    /// How many cells in a hundred are told from outside.
    pub(super) known: usize,
}

/// A table as it was printed, and the columns that its figures really stand in.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Ragged>,
    pub(super) truth: Vec<Vec<usize>>,
    pub(super) known: Vec<Vec<Option<Range>>>,
}

/// Amounts are kept in tenths of the last printed digit, unless changes are printed between them.
const TENTHS: i64 = 10;

pub(super) fn table(dice: &mut Dice, size: Size) -> Made {
    let count = 2 + dice.below(size.columns - 1);
    let columns = columns(dice, count);
    let mut rows: Vec<Ragged> = (0..=dice.below(size.rows)).map(|_| Ragged::default()).collect();
    // A tree in a random order.
    let order = dice.shuffled(rows.len());
    for place in 1..order.len() {
        rows[order[place]].parent = (!dice.percent(10)).then(|| order[dice.below(place)]);
        rows[order[place]].open = dice.percent(10);
    }
    let amounts = amounts(dice, &columns, &rows, &order, size.amount);
    let print = |amount: i64| (amount + TENTHS / 2).div_euclid(TENTHS);
    let printed: Vec<Vec<i64>> = amounts.into_iter().map(|row| row.into_iter().map(print).collect()).collect();
    let mut truth = Vec::new();
    for (row, printed) in rows.iter_mut().zip(&printed) {
        let kept: Vec<usize> = (0..columns.len()).filter(|&column| printed[column] != 0 || dice.percent(7)).collect();
        let is_percent = |column: usize| columns[column].measure == Measure::Percent;
        let figure = |&column: &usize| Figure { value: printed[column], is_percent: is_percent(column) };
        row.figures = kept.iter().map(figure).collect();
        truth.push(kept);
    }
    let known = printed.iter().map(|row| row.iter().map(|&value| told(dice, value, size.known)).collect()).collect();
    Made { columns, rows, truth, known }
}

/// Wholes, parts, amounts inside, percentages and changes, in a random order.
fn columns(dice: &mut Dice, count: usize) -> Vec<Column> {
    let mut columns = vec![Column::default(); count];
    let order = dice.shuffled(count);
    let has_changes = dice.percent(30);
    for place in 1..count {
        let (whole, part) = (order[dice.below(place)], order[place]);
        columns[part].open = dice.percent(5);
        let is_apart = columns[whole].measure == Measure::Percent || columns[whole].change.is_some();
        match dice.below(10) {
            0 => columns[part].measure = Measure::Percent,
            _ if is_apart || columns[whole].of_which => {}
            1..=6 => columns[part].part_of = Some(whole),
            7 => (columns[part].part_of, columns[part].of_which) = (Some(whole), true),
            8 if has_changes && whole != order[0] => {
                columns[part].change = Some((whole, order[0]));
                columns[part].can_be_negative = true;
            }
            _ => {}
        }
    }
    columns
}

/// The amounts of all rows: a row that has rows below it is their sum.
fn amounts(dice: &mut Dice, columns: &[Column], rows: &[Ragged], order: &[usize], end: usize) -> Vec<Vec<i64>> {
    let is_coarse = columns.iter().any(|column| column.change.is_some());
    let mut amounts = vec![vec![0; columns.len()]; rows.len()];
    for &row in order.iter().rev() {
        let is_leaf = rows.iter().all(|below| below.parent != Some(row));
        if is_leaf || rows[row].open {
            let own = leaf(dice, columns, end, if is_coarse { TENTHS } else { 1 });
            amounts[row].iter_mut().zip(own).for_each(|(amount, own)| *amount += own);
        }
        if let Some(parent) = rows[row].parent {
            let own = amounts[row].clone();
            amounts[parent].iter_mut().zip(own).for_each(|(amount, own)| *amount += own);
        }
    }
    amounts
}

/// The amounts of a row that has none below it: none so small that it is printed as zero.
fn leaf(dice: &mut Dice, columns: &[Column], end: usize, unit: i64) -> Vec<i64> {
    let empty = 35 + dice.below(50);
    let mut amounts = vec![0; columns.len()];
    for (index, column) in columns.iter().enumerate() {
        let has_parts = columns.iter().any(|part| part.part_of == Some(index) && !part.of_which);
        if column.of_which || column.change.is_some() || (has_parts && !column.open) || dice.percent(empty) {
            continue;
        }
        let amount = (dice.amount(end) + 1).max(TENTHS / unit / 2) * unit;
        // What it is a part of, and so on up.
        let mut at = Some(index);
        while let Some(column) = at {
            amounts[column] += amount;
            at = columns[column].part_of;
        }
    }
    for (index, column) in columns.iter().enumerate() {
        if let Some((later, earlier)) = column.change {
            amounts[index] = amounts[later] - amounts[earlier];
        } else if let (true, Some(whole)) = (column.of_which, column.part_of) {
            let least = if dice.percent(50) { amounts[whole] } else { amounts[whole].min(TENTHS) };
            amounts[index] = if dice.percent(50) { least } else { 0 };
        }
    }
    amounts
}

fn told(dice: &mut Dice, value: i64, cases: usize) -> Option<Range> {
    let beside = dice.amount(3);
    dice.percent(cases).then(|| match dice.below(3) {
        0 => Range::exactly(value),
        1 => Range::at_least(value - beside),
        _ => Range::at_most(value + beside),
    })
}
