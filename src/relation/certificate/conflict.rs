//! Which relations cannot hold together: a minimal set of them, and the proof in whole numbers.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::model::{Model, Row, Term, tidy};
use super::solve::{Outcome, float, solve};

/// A set of relations that cannot hold together while any one of them less could, as their positions.
///
/// Nothing if no set was found, or if its impossibility could not be proved exactly.
pub(super) fn conflict(model: &Model, relations: usize) -> Option<Vec<usize>> {
    let rows = Rows::new(model, relations);
    // One that cannot hold by itself needs no search.
    if let Some(row) = model.rows.iter().find(|row| is_impossible(model, &[(row, 1)]) || is_refuted(model, row)) {
        return Some(vec![row.relation]);
    }
    let near = rows.around_tails();
    let around = near.iter().find(|near| rows.cannot_hold(near))?;
    let mut found = rows.shrink(&[], false, around);
    found.sort_unstable();
    rows.proof(&found).then_some(found)
}

fn is_refuted(model: &Model, row: &Row) -> bool {
    row.equal && is_impossible(model, &[(row, -1)])
}

/// Whether the sum of these rows, each so many times, would have to be zero or more and never is.
///
/// The ends of intervals are those of the true amounts here, so this holds for all amounts, not only
/// for whole numbers.
fn is_impossible(model: &Model, rows: &[(&Row, i64)]) -> bool {
    let mut terms: Vec<Term> = Vec::new();
    for &(row, times) in rows {
        if times < 0 && !row.equal {
            return false;
        }
        terms.extend(model.terms(row).iter().map(|&(cell, weight)| (cell, weight * times)));
    }
    tidy(&mut terms, 0);
    let (mut most, mut reached) = (0, true);
    for (cell, weight) in terms {
        let (end, closed) = model.cells[cell].end(weight > 0);
        most += end * i128::from(weight);
        reached &= closed;
    }
    most < 0 || most == 0 && !reached
}

struct Rows<'a> {
    model: &'a Model,
    /// The rows of each relation.
    of: Vec<Vec<&'a Row>>,
}

impl<'a> Rows<'a> {
    fn new(model: &'a Model, relations: usize) -> Self {
        let mut of = vec![Vec::new(); relations];
        for row in &model.rows {
            of[row.relation].push(row);
        }
        Self { model, of }
    }

    fn cannot_hold(&self, relations: &[usize]) -> bool {
        let rows = relations.iter().flat_map(|&relation| &self.of[relation]).copied();
        matches!(solve(self.model, rows), Outcome::Infeasible)
    }

    /// The relations with tails, then also those that share a figure with them, and so on.
    fn around_tails(&self) -> Vec<Vec<usize>> {
        let printed = |cell: usize| self.model.cells[cell].value;
        let has_tail = |relation: &usize| self.of[*relation].iter().any(|row| !self.model.holds(row, printed));
        let mut known: Vec<usize> = (0..self.of.len()).filter(has_tail).collect();
        let mut of_cell: Vec<Vec<usize>> = vec![Vec::new(); self.model.cells.len()];
        for row in &self.model.rows {
            for &(cell, _) in self.model.terms(row) {
                of_cell[cell].push(row.relation);
            }
        }
        let mut is_known = vec![false; self.of.len()];
        for &relation in &known {
            is_known[relation] = true;
        }
        let (mut levels, mut start) = (Vec::new(), 0);
        while start < known.len() {
            levels.push(known.clone());
            let cells = known[start..].iter().flat_map(|&relation| &self.of[relation]);
            let cells: Vec<usize> = cells.flat_map(|row| self.model.terms(row)).map(|term| term.0).collect();
            start = known.len();
            for relation in cells.into_iter().flat_map(|cell| &of_cell[cell]) {
                if !std::mem::replace(&mut is_known[*relation], true) {
                    known.push(*relation);
                }
            }
        }
        levels
    }

    /// The part of `among` that cannot hold together with `given`, minimal: a deletion filter that halves
    /// (QuickXplain of Junker). `added` tells that `given` has grown since it was last looked at.
    fn shrink(&self, given: &[usize], added: bool, among: &[usize]) -> Vec<usize> {
        if added && self.cannot_hold(given) {
            return Vec::new();
        }
        if among.len() <= 1 {
            return among.to_vec();
        }
        let (one, other) = among.split_at(among.len() / 2);
        let from_other = self.shrink(&[given, one].concat(), true, other);
        let from_one = self.shrink(&[given, &from_other].concat(), !from_other.is_empty(), one);
        [from_one, from_other].concat()
    }

    /// Whether whole multiples of the rows add up to something impossible (the lemma of Farkas).
    fn proof(&self, relations: &[usize]) -> bool {
        let rows: Vec<&Row> = relations.iter().flat_map(|&relation| &self.of[relation]).copied().collect();
        let firsts = relations.first().map_or(0, |&relation| self.of[relation].len());
        let mut starts = (0..firsts).flat_map(|first| [(first, 1.0), (first, -1.0)]);
        starts.any(|(first, sign)| {
            let Some(multiples) = self.multiples(&rows, first, sign) else { return false };
            (1..=60).any(|times| {
                let Some(whole) = whole_multiples(&multiples, f64::from(times)) else { return false };
                let rows: Vec<(&Row, i64)> = rows.iter().copied().zip(whole).collect();
                is_impossible(self.model, &rows)
            })
        })
    }

    /// Multiples of the rows whose sum has the least greatest amount, one of them given.
    fn multiples(&self, rows: &[&Row], first: usize, sign: f64) -> Option<Vec<f64>> {
        const LIMIT: f64 = 100.0;
        let cells = &self.model.cells;
        let unit = self.model.finest_half();
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let mut columns = Vec::new();
        let mut sums: BTreeMap<usize, Vec<(Variable, f64)>> = BTreeMap::new();
        for (index, row) in rows.iter().enumerate() {
            let bounds = match (index == first, row.equal) {
                (true, false) if sign < 0.0 => return None,
                (true, _) => (sign, sign),
                (false, true) => (-LIMIT, LIMIT),
                (false, false) => (0.0, LIMIT),
            };
            let printed = self.model.total(row, |cell| cells[cell].value);
            let column = problem.add_var(float(printed, unit), bounds);
            columns.push(column);
            for &(cell, weight) in self.model.terms(row) {
                sums.entry(cell).or_default().push((column, float(weight.into(), 1)));
            }
        }
        // How often each cell counts is a rise less a fall, and both cost half a last digit.
        for (cell, mut terms) in sums {
            let half = float(cells[cell].half, unit);
            terms.extend([1.0, -1.0].map(|weight| (problem.add_var(half, (0.0, f64::INFINITY)), weight)));
            problem.add_constraint(&terms[..], ComparisonOp::Eq, 0.0);
        }
        let solution = problem.solve().ok()?.into_solution().ok()?;
        Some(columns.iter().map(|&column| solution.var_value(column)).collect())
    }
}

/// The multiples so many times, if they are whole then.
#[expect(clippy::cast_possible_truncation, reason = "far below the limit")]
fn whole_multiples(multiples: &[f64], times: f64) -> Option<Vec<i64>> {
    let whole = |&multiple: &f64| {
        let scaled = multiple * times;
        ((scaled - scaled.round()).abs() < 1e-4).then_some(scaled.round() as i64)
    };
    multiples.iter().map(whole).collect()
}
