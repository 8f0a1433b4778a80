//! The ways to read the lines of a form, and the only one that arithmetic leaves.

use crate::amount::{Printed, Unit};

use super::super::super::token::{Kind, Token};
use super::super::assessed::is_rate;
use super::form::Form;

/// For each column the word of the line that stands in it; none if its cell is empty.
pub(super) type Cells = [Option<usize>; 3];

/// What is certain of a form.
#[derive(Clone, Copy, Default)]
pub(super) struct Read {
    /// The total and the three sources, each if its columns are certain.
    pub(super) lines: [Option<Cells>; 4],
    /// Whether nothing is left open: the parts add up, or every cell is printed.
    pub(super) is_whole: bool,
}

/// Weight, rate and score.
const BEHIND: usize = 3;

pub(super) fn read(form: &Form<'_>, unit: Unit) -> Read {
    let ways = [0, 1, 2, 3].map(|line| ways(&form.lines[line], form.bases));
    let amounts = Amounts::of(form, unit);
    let is_certain = |line: usize| ways[line].len() == 1;
    let by_rate: Vec<Cells> = ways[0].iter().copied().filter(|total| amounts.has_rate(form, total)).collect();
    // A rate that fits no way to read the total is wrong itself, or ran together with the weight.
    let totals = if is_certain(0) || by_rate.is_empty() { &ways[0] } else { &by_rate };
    if form.has_all_lines
        && let Some(lines) = sums(&ways, totals, &amounts, form.bases)
    {
        // Where a line is open that prints zeros alone, nothing is.
        let is_known = |line: usize| lines[line].is_some() || amounts.are_zero(line);
        return Read { lines, is_whole: (0..lines.len()).all(is_known) };
    }
    let total = match (&ways[0][..], &by_rate[..]) {
        ([only], _) | (_, [only]) => Some(*only),
        _ => None,
    };
    let part = |line: usize| ways[line].first().copied().filter(|_| total.is_some() && is_certain(line));
    let lines = [total, part(1), part(2), part(3)];
    let has_parts = lines[1..].iter().flatten().flatten().any(Option::is_some);
    Read { lines, is_whole: form.has_all_lines && has_parts && lines.iter().all(Option::is_some) }
}

/// What the ways have in common in which the parts make up the total; nothing if there is no such way.
fn sums(ways: &[Vec<Cells>; 4], totals: &[Cells], amounts: &Amounts, bases: usize) -> Option<[Option<Cells>; 4]> {
    let mut common: Option<[Option<Cells>; 4]> = None;
    for &total in totals {
        for &fiscal in &ways[1] {
            for &carried in &ways[2] {
                for &other in &ways[3] {
                    let way = [total, fiscal, carried, other];
                    if amounts.add_up(&way, bases) {
                        let all = common.get_or_insert(way.map(Some));
                        all.iter_mut().zip(way).for_each(|(line, cells)| *line = line.filter(|known| *known == cells));
                    }
                }
            }
        }
    }
    common
}

/// The ways to read a line: one if every cell of money is told by its place.
fn ways(run: &[Token<'_>], bases: usize) -> Vec<Cells> {
    let is_amount = |token: &Token<'_>| matches!(token.kind, Kind::Figure | Kind::Number);
    let is_dash = |token: &Token<'_>| token.kind == Kind::Dash;
    if run.iter().all(is_dash) {
        return vec![Cells::default()];
    }
    let cells = &run[..bases.min(run.len())];
    let in_place = |run: &[Token<'_>]| {
        let mut cells = Cells::default();
        for (at, token) in run.iter().take(bases).enumerate() {
            cells[at] = is_amount(token).then_some(at);
        }
        cells
    };
    let amounts = cells.iter().skip_while(|token| is_dash(token));
    let is_full = run.len() == bases + BEHIND && cells.iter().all(|token| is_amount(token) || is_dash(token));
    let is_ended = cells.len() == bases
        && amounts.clone().all(is_amount)
        && (run.get(bases).is_some_and(is_dash) || run.get(bases + 1).is_some_and(|token| token.kind == Kind::Percent));
    if is_full || is_ended {
        return vec![in_place(run)];
    }
    let mut found = vec![];
    let most = run.iter().take(bases).take_while(|token| is_amount(token) || is_dash(token)).count();
    for money in (0..=most).filter(|money| run.len() - money <= BEHIND) {
        for columns in 0_u8..1 << bases {
            if columns.count_ones() as usize != money {
                continue;
            }
            let mut cells = Cells::default();
            let chosen = (0..bases).filter(|column| columns & (1 << column) != 0);
            for (at, column) in chosen.enumerate() {
                cells[column] = is_amount(&run[at]).then_some(at);
            }
            if !found.contains(&cells) {
                found.push(cells);
            }
        }
    }
    found
}

/// The amounts of a form in the smallest last digit that it prints.
struct Amounts([Vec<Option<i128>>; 4]);

impl Amounts {
    fn of(form: &Form<'_>, unit: Unit) -> Self {
        let printed = [0, 1, 2, 3].map(|line| -> Vec<Option<Printed>> {
            form.lines[line].iter().map(|token| token.amount(unit).filter(|_| token.kind != Kind::Percent)).collect()
        });
        let decimals = printed.iter().flatten().flatten().map(|printed| printed.decimals()).max().unwrap_or_default();
        let lifted = |printed: Printed| {
            let scale = 10_i128.checked_pow(u32::from(decimals.saturating_sub(printed.decimals())))?;
            i128::from(printed.last_digits()).checked_mul(scale)
        };
        Self(printed.map(|line| line.into_iter().map(|printed| lifted(printed?)).collect()))
    }

    /// The amount of a cell; nothing if it is empty.
    fn cell(&self, line: usize, cell: Option<usize>) -> Option<i128> {
        cell.map_or(Some(0), |at| *self.0[line].get(at)?)
    }

    fn are_zero(&self, line: usize) -> bool {
        self.0[line].iter().flatten().all(|amount| *amount == 0)
    }

    fn add_up(&self, way: &[Cells; 4], bases: usize) -> bool {
        (0..bases).all(|column| {
            let amount = |line: usize| self.cell(line, way[line][column]);
            let sum = || amount(1)?.checked_add(amount(2)?)?.checked_add(amount(3)?);
            sum().is_some_and(|sum| amount(0) == Some(sum))
        })
    }

    /// Whether the rate behind a total is that of the year's budget and of what was spent.
    fn has_rate(&self, form: &Form<'_>, total: &Cells) -> bool {
        let Some(rate) = form.lines[0].iter().find(|token| token.kind == Kind::Percent) else { return false };
        let [.., budget, spent] = total[..form.bases] else { return false };
        let (Some(budget), Some(spent)) = (budget, spent) else { return false };
        let (Some(budget), Some(spent)) = (self.cell(0, Some(budget)), self.cell(0, Some(spent))) else { return false };
        budget > 0 && rate.amount(Unit::Yuan).is_some_and(|rate| is_rate(&rate, budget, spent))
    }
}
