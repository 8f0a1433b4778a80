//! Amounts that several rows have together, as other tables print them: those of one function, of one economic
//! code, of the whole table.
//!
//! A row belongs to several of these at once. A possibility of a row is dropped if the other rows cannot make up
//! the rest of an amount. Amounts that contradict each other are set aside, with all others that share an
//! undecided row with them.

use super::columns::{Columns, Set, slack};
use super::row::{Fits, value_at};
use super::subset::{Choice, reachable};
use super::{Measure, Ragged, Range};

/// How often the search begins anew without the amounts that contradict each other.
const ROUNDS: usize = 6;

/// How often all amounts are asked in one search.
const PASSES: usize = 12;

/// Steps that a search may use: a fixed number and as many a row, so that time stays linear.
const STEPS: usize = 2_000_000;
const STEPS_A_ROW: usize = 4_000;

/// What is known of several rows together, for each column.
#[derive(Clone, Debug)]
pub(in crate::read) struct Marginal {
    pub(in crate::read) members: Vec<usize>,
    pub(in crate::read) ranges: Vec<Option<Range>>,
}

/// The amount of some rows in one column.
struct Amount<'a> {
    members: &'a [usize],
    column: usize,
    range: Range,
    is_set_aside: bool,
}

/// What a row may print in a column.
#[derive(Clone, Copy, Default)]
struct Span {
    low: i128,
    high: i128,
}

/// The possibilities of all rows while they are being narrowed down.
struct State<'a> {
    rows: &'a [Ragged],
    sets: Vec<Vec<Set>>,
    steps: usize,
}

/// An amount that cannot be made up, by its index.
struct Broken(usize);

/// Drops the possibilities of rows that the amounts they have together do not allow.
pub(super) fn narrow(columns: &Columns, rows: &[Ragged], fits: &mut [Fits], marginals: &[Marginal]) {
    let mut amounts = amounts(columns, rows, marginals);
    if amounts.is_empty() {
        return;
    }
    let at = by_row(&amounts, rows.len());
    for _ in 0..ROUNDS {
        let sets = fits.iter().map(|fits| fits.sets.clone()).collect();
        let mut state = State { rows, sets, steps: STEPS + STEPS_A_ROW.saturating_mul(rows.len()) };
        match state.settle(&amounts, &at) {
            Ok(()) => {
                fits.iter_mut().zip(state.sets).for_each(|(fits, sets)| fits.sets = sets);
                return;
            }
            Err(Broken(broken)) => {
                if std::env::var("DBG").is_ok() { eprintln!("BROKEN column {} {:?} members {}", amounts[broken].column, amounts[broken].range, amounts[broken].members.len()); }
                amounts[broken].is_set_aside = true;
                let undecided = amounts[broken].members.iter().filter(|&&row| fits[row].sets.len() > 1);
                for &row in undecided.collect::<Vec<_>>() {
                    at[row].iter().for_each(|&other| amounts[other].is_set_aside = true);
                }
            }
        }
    }
}

fn amounts<'a>(columns: &Columns, rows: &[Ragged], marginals: &'a [Marginal]) -> Vec<Amount<'a>> {
    let is_sound = |marginal: &&Marginal| marginal.members.iter().all(|&row| row < rows.len());
    let each = marginals.iter().filter(is_sound).flat_map(|marginal| {
        let ranges = marginal.ranges.iter().enumerate();
        ranges.filter_map(|(column, range)| Some((column, (*range)?))).map(|(column, range)| Amount {
            members: &marginal.members,
            column,
            range,
            is_set_aside: false,
        })
    });
    let may_add_up = |column: usize| {
        column < columns.len() && columns.measure(column) == Measure::Amount && !columns.can_be_negative(column)
    };
    each.filter(|amount| may_add_up(amount.column)).collect()
}

/// The amounts that each row belongs to.
fn by_row(amounts: &[Amount<'_>], rows: usize) -> Vec<Vec<usize>> {
    let mut at = vec![Vec::new(); rows];
    for (index, amount) in amounts.iter().enumerate() {
        amount.members.iter().for_each(|&row| at[row].push(index));
    }
    at
}

impl State<'_> {
    /// Asks all amounts until none of them drops anything.
    fn settle(&mut self, amounts: &[Amount<'_>], at: &[Vec<usize>]) -> Result<(), Broken> {
        let mut is_stale = vec![true; amounts.len()];
        for _ in 0..PASSES {
            self.each(amounts, at, &mut is_stale, Self::bound)?;
            let mut asked = vec![true; amounts.len()];
            self.each(amounts, at, &mut asked, Self::make_up)?;
            // What was dropped by then may let the bounds of others follow.
            is_stale = asked;
            if !is_stale.contains(&true) {
                break;
            }
        }
        Ok(())
    }

    /// Asks each amount that is stale once. Those that share a row of which something was dropped become stale.
    fn each(
        &mut self,
        amounts: &[Amount<'_>],
        at: &[Vec<usize>],
        is_stale: &mut [bool],
        ask: impl Fn(&mut Self, &Amount<'_>) -> Option<Vec<usize>>,
    ) -> Result<(), Broken> {
        for (index, amount) in amounts.iter().enumerate().filter(|(_, amount)| !amount.is_set_aside) {
            if !std::mem::take(&mut is_stale[index]) {
                continue;
            }
            let changed = ask(self, amount).ok_or(Broken(index))?;
            for row in changed {
                at[row].iter().for_each(|&other| is_stale[other] = true);
            }
        }
        Ok(())
    }

    fn span(&self, row: usize, column: usize) -> Span {
        let figures = &self.rows[row].figures;
        if self.sets[row].is_empty() {
            // Nothing is known of where its figures stand.
            let high = figures.iter().filter(|it| !it.is_percent).map(|it| i128::from(it.value)).max();
            return Span { low: 0, high: high.unwrap_or_default().max(0) };
        }
        let values = self.sets[row].iter().map(|&set| i128::from(value_at(figures, set, column)));
        Span { low: values.clone().min().unwrap_or_default(), high: values.max().unwrap_or_default() }
    }

    fn take(&mut self, steps: usize) -> bool {
        match self.steps.checked_sub(steps) {
            Some(left) => {
                self.steps = left;
                true
            }
            None => false,
        }
    }

    /// Drops what the least or the most that all others print cannot make up for. Answers the rows that lost a
    /// possibility, or nothing if the amount cannot be made up.
    fn bound(&mut self, amount: &Amount<'_>) -> Option<Vec<usize>> {
        let cost = amount.members.iter().map(|&row| self.sets[row].len().max(1)).sum();
        if !self.take(cost) {
            return Some(Vec::new());
        }
        let spans: Vec<Span> = amount.members.iter().map(|&row| self.span(row, amount.column)).collect();
        let (low, high): (i128, i128) =
            spans.iter().fold((0, 0), |(low, high), span| (low + span.low, high + span.high));
        let (least, most) = limits(amount.range, spans.iter().filter(|span| span.high > 0).count());
        if low > most || high < least {
            return None;
        }
        let mut changed = Vec::new();
        for (&row, span) in amount.members.iter().zip(&spans).filter(|(_, span)| span.low < span.high) {
            let figures = &self.rows[row].figures;
            let before = self.sets[row].len();
            self.sets[row].retain(|&set| {
                let value = i128::from(value_at(figures, set, amount.column));
                low - span.low + value <= most && high - span.high + value >= least
            });
            if self.sets[row].is_empty() && before > 0 {
                return None;
            }
            if self.sets[row].len() < before {
                changed.push(row);
            }
        }
        Some(changed)
    }

    /// Drops what no choice of all others makes up for, where few rows are undecided.
    fn make_up(&mut self, amount: &Amount<'_>) -> Option<Vec<usize>> {
        let spans: Vec<Span> = amount.members.iter().map(|&row| self.span(row, amount.column)).collect();
        let is_open = |(_, span): &(&usize, &Span)| span.low < span.high;
        let open: Vec<usize> = amount.members.iter().zip(&spans).filter(is_open).map(|(&row, _)| row).collect();
        if open.is_empty() || open.iter().any(|&row| self.sets[row].is_empty()) {
            return Some(Vec::new());
        }
        let base: i128 = spans.iter().filter(|span| span.low == span.high).map(|span| span.low).sum();
        let (least, most) = limits(amount.range, spans.iter().filter(|span| span.high > 0).count());
        let choices: Vec<Choice> = open.iter().map(|&row| self.choice(row, amount.column)).collect();
        let Some(reached) = reachable(&choices, least - base, most - base, &mut self.steps) else {
            return Some(Vec::new());
        };
        let mut changed = Vec::new();
        for ((&row, choice), reached) in open.iter().zip(&choices).zip(reached) {
            let figures = &self.rows[row].figures;
            let before = self.sets[row].len();
            self.sets[row].retain(|&set| {
                let value = i128::from(value_at(figures, set, amount.column));
                choice.iter().zip(&reached).any(|(known, reached)| *known == value && *reached)
            });
            if self.sets[row].is_empty() {
                return None;
            }
            if self.sets[row].len() < before {
                changed.push(row);
            }
        }
        Some(changed)
    }

    /// The different amounts that a row may print in a column.
    fn choice(&self, row: usize, column: usize) -> Choice {
        let figures = &self.rows[row].figures;
        let mut values: Choice = self.sets[row].iter().map(|&set| value_at(figures, set, column).into()).collect();
        values.sort_unstable();
        values.dedup();
        values
    }
}

/// The least and the most that rounded parts may add up to.
fn limits(range: Range, parts: usize) -> (i128, i128) {
    let slack = slack(parts);
    let least = range.low.map_or(i128::MIN / 4, |low| i128::from(low) - slack);
    // Nothing adds up to nothing.
    let most = range.high.map_or(i128::MAX / 4, |high| if high == 0 { 0 } else { i128::from(high) + slack });
    (least, most)
}
