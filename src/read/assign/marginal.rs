//! Amounts that several rows have together, as other tables print them: those of one function, of one economic
//! code, of the whole table.
//!
//! A row belongs to several of these at once. A possibility of a row is dropped if the other rows cannot make up
//! the rest of an amount, and what all functions or all codes have at least leaves a most for each of them.
//! Amounts that contradict each other are set aside, with all others that share an undecided row with them.

use super::columns::{Columns, Set, slack};
use super::row::{Fits, value_at};
use super::subset::{Choice, reachable};
use super::{Measure, Ragged, Range};

/// How often the search begins anew without the amounts that contradict each other.
const ROUNDS: usize = 6;

/// How often all amounts are asked in one search.
const PASSES: usize = 24;

/// Steps that a search may use: a fixed number and as many a row, so that time stays linear.
const STEPS: usize = 4_000_000;
const STEPS_A_ROW: usize = 4_000;

/// What is known of several rows together, for each column.
#[derive(Clone, Debug)]
pub(in crate::read) struct Marginal {
    pub(in crate::read) members: Vec<usize>,
    pub(in crate::read) ranges: Vec<Option<Range>>,
}

/// All that is known of rows together.
#[derive(Clone, Debug, Default)]
pub(in crate::read) struct Marginals {
    pub(in crate::read) each: Vec<Marginal>,
    /// One of them, and others that divide its rows between them.
    pub(in crate::read) divisions: Vec<(usize, Vec<usize>)>,
}

/// The amount of some rows in one column.
struct Amount<'a> {
    members: &'a [usize],
    column: usize,
    range: Range,
    is_set_aside: bool,
}

/// An amount and those that make it up, by their indices.
struct Division {
    whole: usize,
    parts: Vec<usize>,
}

/// What a row, or what rows, print at least and at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Span {
    low: i128,
    high: i128,
}

/// The possibilities of all rows while they are being narrowed down, and what each amount comes to.
struct State<'a> {
    rows: &'a [Ragged],
    amounts: &'a [Amount<'a>],
    /// For each row the amounts that it belongs to.
    at: &'a [Vec<usize>],
    sets: Vec<Vec<Set>>,
    /// What each row may print in each column, row by row.
    cells: Vec<Span>,
    width: usize,
    spans: Vec<Span>,
    /// Amounts to be asked again: by their bounds, and by what their rows can make up.
    is_stale: [Vec<bool>; 2],
    steps: usize,
    /// What the rows of the amount that is asked may print.
    asked: Vec<Span>,
}

/// An amount that cannot be made up, by its index.
struct Broken(usize);

/// Drops the possibilities of rows that the amounts they have together do not allow.
pub(super) fn narrow(columns: &Columns, rows: &[Ragged], fits: &mut [Fits], marginals: &Marginals) {
    let (mut amounts, divisions) = amounts(columns, rows, marginals);
    let mut at = vec![Vec::new(); rows.len()];
    for (index, amount) in amounts.iter().enumerate() {
        amount.members.iter().for_each(|&row| at[row].push(index));
    }
    for _ in 0..ROUNDS {
        if amounts.iter().all(|amount| amount.is_set_aside) {
            return;
        }
        let sets = fits.iter().map(|fits| fits.sets.clone()).collect();
        let mut state = State::new(rows, &amounts, &at, sets);
        match state.settle(&divisions) {
            Ok(()) => {
                let sets = state.sets;
                fits.iter_mut().zip(sets).for_each(|(fits, sets)| fits.sets = sets);
                return;
            }
            Err(Broken(broken)) => {
                let undecided = amounts[broken].members.iter().filter(|&&row| fits[row].sets.len() > 1);
                let sharing: Vec<usize> = undecided.flat_map(|&row| at[row].iter().copied()).collect();
                amounts[broken].is_set_aside = true;
                for other in sharing {
                    amounts[other].is_set_aside = true;
                }
            }
        }
    }
}

/// The amounts of all columns that add up, and which of them make up others.
fn amounts<'a>(columns: &Columns, rows: &[Ragged], marginals: &'a Marginals) -> (Vec<Amount<'a>>, Vec<Division>) {
    let (mut amounts, mut divisions) = (Vec::new(), Vec::new());
    let is_divided = |index: usize| {
        marginals.divisions.iter().any(|(whole, parts)| *whole == index || parts.binary_search(&index).is_ok())
    };
    let adds_up = |&column: &usize| columns.measure(column) == Measure::Amount && !columns.can_be_negative(column);
    for column in (0..columns.len()).filter(adds_up) {
        let mut place = vec![None; marginals.each.len()];
        for (index, marginal) in marginals.each.iter().enumerate() {
            let range = marginal.ranges.get(column).copied().flatten();
            if marginal.members.iter().all(|&row| row < rows.len()) && (range.is_some() || is_divided(index)) {
                place[index] = Some(amounts.len());
                let range = range.unwrap_or_default();
                amounts.push(Amount { members: &marginal.members, column, range, is_set_aside: false });
            }
        }
        for (whole, parts) in &marginals.divisions {
            let parts: Option<Vec<usize>> = parts.iter().map(|&part| *place.get(part)?).collect();
            if let (Some(whole), Some(parts)) = (place.get(*whole).copied().flatten(), parts) {
                divisions.push(Division { whole, parts });
            }
        }
    }
    (amounts, divisions)
}

impl<'a> State<'a> {
    fn new(rows: &'a [Ragged], amounts: &'a [Amount<'a>], at: &'a [Vec<usize>], sets: Vec<Vec<Set>>) -> Self {
        let is_stale = [vec![true; amounts.len()], vec![true; amounts.len()]];
        let steps = STEPS + STEPS_A_ROW.saturating_mul(rows.len());
        let width = amounts.iter().map(|amount| amount.column + 1).max().unwrap_or_default();
        let cells = vec![Span::default(); rows.len() * width];
        let mut state =
            Self { rows, amounts, at, sets, cells, width, spans: Vec::new(), is_stale, steps, asked: Vec::new() };
        (0..rows.len()).for_each(|row| state.look_at(row));
        state.spans = amounts.iter().map(|amount| state.limits(amount)).collect();
        state
    }

    /// The least and the most that rounded parts may add up to.
    fn limits(&self, amount: &Amount<'_>) -> Span {
        let parts = amount.members.iter().filter(|&&row| self.span(row, amount.column).high > 0).count();
        let slack = slack(parts);
        let low = amount.range.low.map_or(0, |low| i128::from(low) - slack);
        // Nothing adds up to nothing.
        let most = |high: i64| if high == 0 { 0 } else { i128::from(high) + slack };
        Span { low, high: amount.range.high.map_or(i128::MAX / 4, most) }
    }

    /// Asks all amounts until none of them drops anything.
    fn settle(&mut self, divisions: &[Division]) -> Result<(), Broken> {
        for _ in 0..PASSES {
            for index in self.stale(0) {
                self.ask(index, Self::bound)?;
            }
            for index in self.stale(1) {
                self.ask(index, Self::make_up)?;
            }
            for division in divisions {
                self.divide(division)?;
            }
            if !self.is_stale.iter().flatten().any(|&is_stale| is_stale) {
                break;
            }
        }
        Ok(())
    }

    /// The amounts that are to be asked, which are no longer stale then.
    fn stale(&mut self, way: usize) -> Vec<usize> {
        let amounts = self.amounts;
        let is_stale = self.is_stale[way].iter_mut().map(std::mem::take).enumerate();
        is_stale.filter(|&(index, is_stale)| is_stale && !amounts[index].is_set_aside).map(|(index, _)| index).collect()
    }

    /// What a row may print in a column.
    fn span(&self, row: usize, column: usize) -> Span {
        self.cells[row * self.width + column]
    }

    /// Takes note of what a row may print in every column.
    fn look_at(&mut self, row: usize) {
        let figures = &self.rows[row].figures;
        let sets = &self.sets[row];
        let cells = &mut self.cells[row * self.width..(row + 1) * self.width];
        if sets.is_empty() {
            // Nothing is known of where its figures stand.
            let high = figures.iter().filter(|it| !it.is_percent).map(|it| i128::from(it.value)).max();
            cells.fill(Span { low: 0, high: high.unwrap_or_default().max(0) });
            return;
        }
        for (column, cell) in cells.iter_mut().enumerate() {
            let values = sets.iter().map(|&set| value_at(figures, set, column));
            let ends = values.fold((i64::MAX, i64::MIN), |(low, high), value| (low.min(value), high.max(value)));
            *cell = Span { low: ends.0.into(), high: ends.1.into() };
        }
    }

    /// Asks an amount one of two ways, with what its rows may print.
    fn ask(&mut self, index: usize, way: fn(&mut Self, usize, &[Span]) -> Result<(), Broken>) -> Result<(), Broken> {
        let Amount { members, column, .. } = self.amounts[index];
        // One list serves all amounts in turn.
        let mut spans = std::mem::take(&mut self.asked);
        spans.clear();
        spans.extend(members.iter().map(|&row| self.span(row, column)));
        let held = way(self, index, &spans);
        self.asked = spans;
        held
    }

    fn take(&mut self, steps: usize) -> bool {
        let left = self.steps.checked_sub(steps);
        self.steps = left.unwrap_or(self.steps);
        left.is_some()
    }

    /// Keeps the possibilities of a row that hold, and marks what is to be asked again if some do not.
    fn keep(&mut self, row: usize, holds: impl Fn(Set) -> bool, amount: usize) -> Result<(), Broken> {
        let before = self.sets[row].len();
        self.sets[row].retain(|&set| holds(set));
        if self.sets[row].len() == before {
            return Ok(());
        }
        self.look_at(row);
        for &other in &self.at[row] {
            self.is_stale.iter_mut().for_each(|is_stale| is_stale[other] = true);
        }
        if self.sets[row].is_empty() { Err(Broken(amount)) } else { Ok(()) }
    }

    /// Takes over what an amount comes to at least and at most.
    fn tighten(&mut self, index: usize, span: Span) -> Result<(), Broken> {
        let known = self.spans[index];
        let tight = Span { low: known.low.max(span.low), high: known.high.min(span.high) };
        if tight != known {
            self.spans[index] = tight;
            self.is_stale.iter_mut().for_each(|is_stale| is_stale[index] = true);
        }
        if tight.low > tight.high { Err(Broken(index)) } else { Ok(()) }
    }

    /// Drops what the least or the most that all others print cannot make up for.
    fn bound(&mut self, index: usize, spans: &[Span]) -> Result<(), Broken> {
        let amounts = self.amounts;
        let Amount { members, column, .. } = amounts[index];
        let cost = members.iter().map(|&row| self.sets[row].len().max(1)).sum();
        if !self.take(cost) {
            return Ok(());
        }
        let all = spans
            .iter()
            .fold(Span::default(), |all, span| Span { low: all.low + span.low, high: all.high + span.high });
        self.tighten(index, all)?;
        let wanted = self.spans[index];
        let rows = self.rows;
        for (&row, span) in members.iter().zip(spans).filter(|(_, span)| span.low < span.high) {
            let holds = |set: Set| {
                let value = i128::from(value_at(&rows[row].figures, set, column));
                all.low - span.low + value <= wanted.high && all.high - span.high + value >= wanted.low
            };
            if !self.sets[row].is_empty() {
                self.keep(row, holds, index)?;
            }
        }
        Ok(())
    }

    /// Drops what no choice of all others makes up for, where few rows are undecided.
    fn make_up(&mut self, index: usize, spans: &[Span]) -> Result<(), Broken> {
        let amounts = self.amounts;
        let Amount { members, column, .. } = amounts[index];
        let is_open = |(_, span): &(&usize, &Span)| span.low < span.high;
        let open: Vec<usize> = members.iter().zip(spans).filter(is_open).map(|(&row, _)| row).collect();
        if open.is_empty() || open.iter().any(|&row| self.sets[row].is_empty()) {
            return Ok(());
        }
        let base: i128 = spans.iter().filter(|span| span.low == span.high).map(|span| span.low).sum();
        let (low, high) = spans.iter().fold((0, 0), |(low, high), span| (low + span.low, high + span.high));
        let wanted = self.spans[index];
        if wanted.low <= low && wanted.high >= high {
            // Whatever they choose, the sum is possible.
            return Ok(());
        }
        let choices: Vec<Choice> = open.iter().map(|&row| self.choice(row, column)).collect();
        let Some(reached) = reachable(&choices, wanted.low - base, wanted.high - base, &mut self.steps) else {
            return Ok(());
        };
        let (low, high) = reached.ends.ok_or(Broken(index))?;
        self.tighten(index, Span { low: base + i128::from(low), high: base + i128::from(high) })?;
        let rows = self.rows;
        for ((&row, choice), reached) in open.iter().zip(&choices).zip(reached.choices) {
            let holds = |set: Set| {
                let value = value_at(&rows[row].figures, set, column);
                choice.binary_search(&value).is_ok_and(|at| reached[at])
            };
            self.keep(row, holds, index)?;
        }
        Ok(())
    }

    /// The different amounts that a row may print in a column.
    fn choice(&self, row: usize, column: usize) -> Choice {
        let figures = &self.rows[row].figures;
        let mut values: Choice = self.sets[row].iter().map(|&set| value_at(figures, set, column)).collect();
        values.sort_unstable();
        values.dedup();
        values
    }

    /// What all parts come to at least leaves a most for each of them, and the other way round.
    fn divide(&mut self, division: &Division) -> Result<(), Broken> {
        let members = || division.parts.iter().chain([&division.whole]);
        if members().any(|&index| self.amounts[index].is_set_aside) {
            return Ok(());
        }
        let parts: Vec<Span> = division.parts.iter().map(|&part| self.spans[part]).collect();
        let low: i128 = parts.iter().map(|part| part.low).sum();
        let high = parts.iter().fold(0_i128, |high, part| high.saturating_add(part.high));
        self.tighten(division.whole, Span { low, high })?;
        let whole = self.spans[division.whole];
        for (&part, span) in division.parts.iter().zip(&parts) {
            let high_of_others = if high >= i128::MAX / 4 { i128::MAX / 4 } else { high - span.high };
            self.tighten(part, Span { low: whole.low - high_of_others, high: whole.high - (low - span.low) })?;
        }
        Ok(())
    }
}
