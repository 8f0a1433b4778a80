//! The possibilities of a row by itself: the sets of columns that satisfy the arithmetic of its own cells
//! and what other tables say of them.

use super::columns::{Columns, Difference, Role, Set, Sum, WIDEST, slack};
use super::{Figure, Measure, Ragged, Range};

/// How far an amount known from another table may be off, in last digits, if nothing fits it exactly.
/// Copies agree to the digit in all but adjusted figures.
const KNOWN_SLACK: i64 = 1;

/// How many possibilities of one row are followed, and how many steps are spent on it.
const MOST_SETS: usize = 5_000;
const MOST_STEPS: usize = 200_000;

/// What rows may use together: a fixed number and as many a row, so that a whole table of hostile rows stays
/// cheap.
const SETS: usize = 100_000;
const SETS_A_ROW: usize = 200;
const STEPS: usize = 1_000_000;
const STEPS_A_ROW: usize = 4_000;

/// What may still be spent.
#[derive(Clone, Copy, Debug)]
struct Budget {
    steps: usize,
    sets: usize,
}

/// The possibilities of a row by itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Fits {
    /// Empty if none fits or too many do.
    pub(super) sets: Vec<Set>,
    /// Whether there were too many to look at.
    pub(super) is_too_many: bool,
    /// Whether its own arithmetic fails, or contradicts other tables.
    pub(super) is_contradicted: bool,
    /// Where its figures stand although its arithmetic fails: every cell is printed, or each figure is one that other
    /// tables print for its cell.
    pub(super) misprinted: Option<Set>,
}

/// A row whose columns are being chosen, from the left.
struct Search<'a> {
    columns: &'a Columns,
    cells: Cells<'a>,
    known: &'a [Option<Range>],
    known_slack: i64,
    found: Vec<Set>,
    budget: Budget,
    is_over: bool,
}

/// The possibilities of every row.
pub(super) fn all(columns: &Columns, rows: &[Ragged], known: &dyn Fn(usize, usize) -> Option<Range>) -> Vec<Fits> {
    let mut total = Budget {
        steps: STEPS + STEPS_A_ROW.saturating_mul(rows.len()),
        sets: SETS + SETS_A_ROW.saturating_mul(rows.len()),
    };
    let mut all = Vec::with_capacity(rows.len());
    let mut cells = Vec::with_capacity(columns.len());
    for (index, row) in rows.iter().enumerate() {
        cells.clear();
        // What is known elsewhere is no matter where every cell is printed.
        if row.figures.len() < columns.len() {
            cells.extend((0..columns.len()).map(|column| known(index, column)));
        }
        all.push(of_row(columns, &row.figures, &cells, &mut total));
    }
    all
}

fn of_row(columns: &Columns, figures: &[Figure], known: &[Option<Range>], total: &mut Budget) -> Fits {
    let is_known = known.iter().any(Option::is_some);
    if figures.len() == columns.len() {
        return full(columns, figures);
    }
    if figures.len() > columns.len() {
        return Fits { is_contradicted: true, ..Fits::default() };
    }
    if columns.len() > WIDEST {
        return Fits { is_too_many: true, ..Fits::default() };
    }
    let nothing = vec![None; columns.len()];
    let attempts = [(known, 0, is_known), (known, KNOWN_SLACK, is_known), (&nothing[..], 0, true)];
    for (known, known_slack, _) in attempts.into_iter().filter(|(.., applies)| *applies) {
        let budget = Budget { steps: total.steps.min(MOST_STEPS), sets: total.sets.min(MOST_SETS) };
        let mut search = Search {
            columns,
            cells: Cells::new(columns, figures),
            known,
            known_slack,
            found: Vec::new(),
            budget,
            is_over: false,
        };
        search.choose(0, Set::default());
        total.steps -= budget.steps - search.budget.steps;
        if search.is_over {
            return Fits { is_too_many: true, ..Fits::default() };
        }
        if !search.found.is_empty() {
            total.sets -= search.found.len();
            let is_contradicted = is_known && (known_slack > 0 || known.iter().all(Option::is_none));
            return Fits { sets: search.found, is_contradicted, ..Fits::default() };
        }
    }
    Fits { is_contradicted: true, misprinted: copied(figures, known), ..Fits::default() }
}

/// The only set of columns in which each figure is exactly what other tables print there.
fn copied(figures: &[Figure], known: &[Option<Range>]) -> Option<Set> {
    // For each number of figures placed: how many ways there are, and one of them.
    let mut ways = vec![(0_usize, Set::default()); figures.len() + 1];
    ways[0].0 = 1;
    for (column, known) in known.iter().enumerate() {
        let Some(range) = known.filter(|range| range.low.is_some() && range.low == range.high) else { continue };
        for placed in (0..figures.len()).rev() {
            let figure = figures[placed];
            if figure.value != 0 && !figure.is_percent && range.low == Some(figure.value) && ways[placed].0 > 0 {
                ways[placed + 1] = (ways[placed + 1].0.saturating_add(ways[placed].0), ways[placed].1.with(column));
            }
        }
    }
    let (count, set) = ways[figures.len()];
    (count == 1).then_some(set)
}

/// A row with a figure for each column is what it is; but if its arithmetic fails, it holds a misprint and
/// says nothing of other rows by itself.
fn full(columns: &Columns, figures: &[Figure]) -> Fits {
    let set = Set::first(columns.len());
    let mut cells = Cells::new(columns, figures);
    let is_sound = columns.len() <= WIDEST
        && figures.iter().enumerate().all(|(column, figure)| cells.decide(column, figure.value, set).1);
    if is_sound {
        return Fits { sets: vec![set], ..Fits::default() };
    }
    let misprinted = (columns.len() <= WIDEST).then_some(set);
    Fits { is_contradicted: true, misprinted, ..Fits::default() }
}

impl Search<'_> {
    /// Chooses whether this column is filled, and all columns after it.
    fn choose(&mut self, column: usize, set: Set) {
        let left = self.cells.figures.len() - set.len();
        if self.is_over || left > self.columns.len() - column {
            return;
        }
        let Some(steps) = self.budget.steps.checked_sub(1) else {
            self.is_over = true;
            return;
        };
        self.budget.steps = steps;
        if column == self.columns.len() {
            match self.budget.sets.checked_sub(1) {
                Some(sets) => self.budget.sets = sets,
                None => self.is_over = true,
            }
            self.found.push(set);
            return;
        }
        if let Some(&figure) = self.cells.figures.get(set.len())
            && self.takes(column, figure)
        {
            self.choose_after(column, figure.value, set.with(column));
        }
        if self.known[column].is_none_or(|known| known.admits(0, self.known_slack)) {
            self.choose_after(column, 0, set);
        }
    }

    fn choose_after(&mut self, column: usize, value: i64, set: Set) {
        let (before, may_hold) = self.cells.decide(column, value, set);
        if may_hold {
            self.choose(column + 1, set);
        }
        self.cells.take_back(column, before);
    }

    /// Whether a column can hold a figure at all.
    fn takes(&self, column: usize, figure: Figure) -> bool {
        (self.columns.measure(column) == Measure::Percent) == figure.is_percent
            && (figure.value >= 0 || self.columns.can_be_negative(column))
            && self.known[column].is_none_or(|known| known.admits(figure.value, self.known_slack))
    }
}

/// The cells of a row from the left, as far as they are decided. Empty ones are zero.
struct Cells<'a> {
    columns: &'a Columns,
    figures: &'a [Figure],
    /// One for each sum.
    states: Vec<State>,
}

/// What the decided cells say of a sum.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    whole: Option<i128>,
    total: i128,
    filled: usize,
    /// The parts that are not decided yet.
    open: usize,
    /// The largest amount inside that is no part of the sum.
    largest: i128,
}

impl<'a> Cells<'a> {
    fn new(columns: &'a Columns, figures: &'a [Figure]) -> Self {
        let state = |sum: &Sum| State { open: sum.parts, ..State::default() };
        Self { columns, figures, states: columns.sums().iter().map(state).collect() }
    }

    /// Decides the cell of the next column. Returns the sums of the column as they were before, and whether
    /// all that holds between cells may still hold.
    fn decide(&mut self, column: usize, value: i64, set: Set) -> ([State; 2], bool) {
        let mut before = [State::default(); 2];
        let mut may_hold = true;
        let amount = i128::from(value);
        for (before, &(sum, role)) in before.iter_mut().zip(self.columns.roles_at(column)) {
            let state = &mut self.states[sum];
            *before = *state;
            match role {
                Role::Whole => state.whole = Some(amount),
                Role::Part => {
                    state.total += amount;
                    state.filled += usize::from(value != 0);
                    state.open -= 1;
                }
                Role::Inside => state.largest = state.largest.max(amount),
            }
            may_hold &= state.may_add_up(&self.columns.sums()[sum]);
        }
        let mut differences = self.columns.differences_at(column);
        (before, may_hold && differences.all(|difference| self.may_differ(difference, set)))
    }

    fn take_back(&mut self, column: usize, before: [State; 2]) {
        for (before, &(sum, _)) in before.into_iter().zip(self.columns.roles_at(column)) {
            self.states[sum] = before;
        }
    }

    /// A change is what the later amount is more than the earlier. Publishers leave it out where either of
    /// the amounts is missing.
    fn may_differ(&self, difference: &Difference, set: Set) -> bool {
        let cells = [difference.change, difference.later, difference.earlier];
        let [change, later, earlier] = cells.map(|column| i128::from(value_at(self.figures, set, column)));
        if change == 0 && (later == 0 || earlier == 0) {
            return true;
        }
        (later - earlier - change).abs() <= slack(2)
    }
}

impl State {
    fn may_add_up(&self, sum: &Sum) -> bool {
        let Some(whole) = self.whole else {
            return true;
        };
        let is_within = if !sum.is_bounded {
            true
        } else if whole == 0 {
            self.filled == 0 && self.largest == 0
        } else {
            self.total <= whole + slack(self.filled + self.open) && self.largest <= whole + slack(1)
        };
        is_within && (self.open > 0 || !sum.is_exhaustive || (whole - self.total).abs() <= slack(self.filled))
    }
}

/// What a row prints in a column if its figures fill this set.
pub(super) fn value_at(figures: &[Figure], set: Set, column: usize) -> i64 {
    if set.has(column) { figures.get(set.place_of(column)).map_or(0, |figure| figure.value) } else { 0 }
}
