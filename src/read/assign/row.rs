//! The possibilities of a row by itself: the sets of columns that satisfy the arithmetic of its own cells
//! and what other tables say of them.

use super::columns::{Columns, Difference, Set, Sum, WIDEST, slack};
use super::{Figure, Measure, Ragged, Range};

/// How far an amount known from another table may be off, in last digits, if nothing fits it exactly.
/// Copies agree to the digit in all but adjusted figures.
const KNOWN_SLACK: i64 = 1;

/// How many possibilities of one row are followed, and how many steps are spent on it.
const MOST_SETS: usize = 5_000;
const MOST_STEPS: usize = 200_000;

/// What rows may use together, on the average, so that a whole table of hostile rows stays cheap.
const SETS_A_ROW: usize = 50;
const STEPS_A_ROW: usize = 2_000;

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
}

/// A row whose columns are being chosen, from the left.
struct Search<'a> {
    columns: &'a Columns,
    figures: &'a [Figure],
    known: &'a [Option<Range>],
    known_slack: i64,
    found: Vec<Set>,
    budget: Budget,
    is_over: bool,
}

/// The possibilities of every row.
pub(super) fn all(columns: &Columns, rows: &[Ragged], known: &dyn Fn(usize, usize) -> Option<Range>) -> Vec<Fits> {
    let mut total = Budget {
        steps: MOST_STEPS + STEPS_A_ROW.saturating_mul(rows.len()),
        sets: MOST_SETS + SETS_A_ROW.saturating_mul(rows.len()),
    };
    let mut all = Vec::with_capacity(rows.len());
    let mut cells = Vec::with_capacity(columns.len());
    for (index, row) in rows.iter().enumerate() {
        cells.clear();
        cells.extend((0..columns.len()).map(|column| known(index, column)));
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
        let mut search = Search { columns, figures, known, known_slack, found: Vec::new(), budget, is_over: false };
        search.choose(0, Set::default());
        total.steps -= budget.steps - search.budget.steps;
        if search.is_over {
            return Fits { is_too_many: true, ..Fits::default() };
        }
        if !search.found.is_empty() {
            total.sets -= search.found.len();
            let is_contradicted = is_known && (known_slack > 0 || known.iter().all(Option::is_none));
            return Fits { sets: search.found, is_too_many: false, is_contradicted };
        }
    }
    Fits { is_contradicted: true, ..Fits::default() }
}

/// A row with a figure for each column is what it is; but if its arithmetic fails, it holds a misprint and
/// says nothing of other rows.
fn full(columns: &Columns, figures: &[Figure]) -> Fits {
    let set = Set::first(columns.len());
    let row = Cells { figures, set, decided: columns.len() };
    let is_sound = columns.len() <= WIDEST
        && columns.sums().iter().all(|sum| row.may_add_up(sum))
        && columns.differences().iter().all(|difference| row.may_differ(difference));
    Fits { sets: if is_sound { vec![set] } else { Vec::new() }, is_too_many: false, is_contradicted: !is_sound }
}

impl Search<'_> {
    /// Chooses whether this column is filled, and all columns after it.
    fn choose(&mut self, column: usize, set: Set) {
        if self.is_over {
            return;
        }
        let left = self.figures.len() - set.len();
        if left > self.columns.len() - column {
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
        if let Some(&figure) = self.figures.get(set.len())
            && self.takes(column, figure)
            && self.may_hold(column, set.with(column))
        {
            self.choose(column + 1, set.with(column));
        }
        let may_be_empty = self.known[column].is_none_or(|known| known.admits(0, self.known_slack));
        if may_be_empty && self.may_hold(column, set) {
            self.choose(column + 1, set);
        }
    }

    /// Whether a column can hold a figure at all.
    fn takes(&self, column: usize, figure: Figure) -> bool {
        (self.columns.measure(column) == Measure::Percent) == figure.is_percent
            && (figure.value >= 0 || self.columns.can_be_negative(column))
            && self.known[column].is_none_or(|known| known.admits(figure.value, self.known_slack))
    }

    /// Whether the sums of a column may still hold, now that it and all before it are decided.
    fn may_hold(&self, column: usize, set: Set) -> bool {
        let row = Cells { figures: self.figures, set, decided: column + 1 };
        self.columns.sums_at(column).all(|sum| row.may_add_up(sum))
            && self.columns.differences_at(column).all(|difference| row.may_differ(difference))
    }
}

/// The cells of a row from the left, as far as they are decided.
struct Cells<'a> {
    figures: &'a [Figure],
    set: Set,
    decided: usize,
}

impl Cells<'_> {
    /// What a cell prints; an empty one is zero. `None` if it is not decided yet.
    fn value(&self, column: usize) -> Option<i128> {
        (column < self.decided).then(|| value_at(self.figures, self.set, column).into())
    }

    fn may_add_up(&self, sum: &Sum) -> bool {
        let whole = self.value(sum.whole);
        let (mut total, mut filled, mut open) = (0, 0, 0);
        for &part in &sum.parts {
            match self.value(part) {
                Some(0) => {}
                Some(value) => (total, filled) = (total + value, filled + 1),
                None => open += 1,
            }
        }
        let Some(whole) = whole else {
            return true;
        };
        if sum.is_bounded {
            let largest = sum.of_which.iter().filter_map(|&inside| self.value(inside)).max().unwrap_or_default();
            let is_within = if whole == 0 {
                filled == 0 && largest == 0
            } else {
                total <= whole + slack(filled + open) && largest <= whole + slack(1)
            };
            if !is_within {
                return false;
            }
        }
        open > 0 || !sum.is_exhaustive || (whole - total).abs() <= slack(filled)
    }

    /// A change is what the later amount is more than the earlier. Publishers leave it out where either of
    /// the amounts is missing.
    fn may_differ(&self, difference: &Difference) -> bool {
        let cells = [difference.change, difference.later, difference.earlier].map(|column| self.value(column));
        let [Some(change), Some(later), Some(earlier)] = cells else {
            return true;
        };
        if change == 0 && (later == 0 || earlier == 0) {
            return true;
        }
        (later - earlier - change).abs() <= slack(2)
    }
}

/// What a row prints in a column if its figures fill this set.
pub(super) fn value_at(figures: &[Figure], set: Set, column: usize) -> i64 {
    if set.has(column) { figures.get(set.place_of(column)).map_or(0, |figure| figure.value) } else { 0 }
}
