//! Amounts for the variables that are left: a float solution, made exact.

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Variable};

use super::exact::{self, Pivot};
use super::model::{Model, Row};
use super::presolve::{Core, Line};

/// What is known about some rows.
#[derive(Debug)]
pub(super) enum Outcome {
    /// Amounts of all cells that are meant to satisfy them.
    Feasible(Vec<i128>),
    /// They cannot hold together.
    Infeasible,
    /// The numbers leave it open.
    Doubt,
}

/// How far from the ends of its interval an amount should stay, in half last digits. The first that
/// works makes the roundest witness; what the last one leaves no room for has none.
const MARGINS: [f64; 3] = [0.1, 0.01, 1e-5];

/// Finds amounts that satisfy these rows.
pub(super) fn solve<'a>(model: &Model, rows: impl Iterator<Item = &'a Row>) -> Outcome {
    let Some(core) = Core::new(model, rows) else { return Outcome::Infeasible };
    let mut amounts = core.printed();
    let unit = model.finest_half();
    for component in components(&core) {
        // What is printed satisfies a component without a tail.
        if component.iter().all(|line| holds_as_printed(&core, line)) {
            continue;
        }
        match solve_component(&core, &component, unit, &mut amounts) {
            Ok(()) => {}
            Err(Error::Infeasible) => return Outcome::Infeasible,
            Err(_) => return Outcome::Doubt,
        }
    }
    Outcome::Feasible(core.amounts(amounts))
}

/// Whether a row of the core holds at the printed figures, and these are possible.
fn holds_as_printed(core: &Core, line: &Line) -> bool {
    let possible = |variable: usize| (core.least[variable]..=core.most[variable]).contains(&core.value[variable]);
    core.total(line) == 0 && line.iter().all(|&(variable, _)| possible(variable))
}

/// The lines, in groups that share no variable.
fn components(core: &Core) -> Vec<Vec<&Line>> {
    let mut group: Vec<usize> = (0..core.value.len()).collect();
    let find = |group: &mut Vec<usize>, mut variable: usize| {
        while group[variable] != variable {
            group[variable] = group[group[variable]];
            variable = group[variable];
        }
        variable
    };
    for line in &core.lines {
        for pair in line.windows(2) {
            let (one, other) = (find(&mut group, pair[0].0), find(&mut group, pair[1].0));
            group[one] = other;
        }
    }
    let mut components: Vec<Vec<&Line>> = Vec::new();
    let mut known = vec![usize::MAX; core.value.len()];
    for line in &core.lines {
        let root = find(&mut group, line[0].0);
        if known[root] == usize::MAX {
            known[root] = components.len();
            components.push(Vec::new());
        }
        components[known[root]].push(line);
    }
    components
}

fn solve_component(core: &Core, lines: &[&Line], unit: i128, amounts: &mut [i128]) -> Result<(), Error> {
    let too_dense = || Error::InternalError(String::new());
    let pivots = exact::pivots(lines, &core.is_slack).ok_or_else(too_dense)?;
    let mut last = Error::Infeasible;
    for margin in MARGINS {
        match linear(core, lines, &pivots, unit, margin) {
            Ok(solution) => {
                for (variable, off) in solution {
                    let amount = core.value[variable] + whole(off, unit);
                    // A difference that is nothing but an error of the float arithmetic is none.
                    let none = core.is_slack[variable] && amount < unit / 10_000;
                    amounts[variable] = if none { 0 } else { amount };
                }
                exact::repair(&pivots, amounts);
                return Ok(());
            }
            Err(error) => last = error,
        }
        if last != Error::Infeasible {
            break;
        }
    }
    Err(last)
}

/// How far from its printed figure each variable is, in units, in a solution that keeps the margin.
///
/// Only those lines are asked for that something follows from; the others follow from them.
fn linear(core: &Core, lines: &[&Line], pivots: &[Pivot], unit: i128, margin: f64) -> Result<Vec<(usize, f64)>, Error> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut known: Vec<Option<Variable>> = vec![None; core.value.len()];
    let mut columns: Vec<(usize, Variable)> = Vec::new();
    let mut terms: Vec<(Variable, f64)> = Vec::new();
    for line in pivots.iter().map(|pivot| lines[pivot.line]) {
        terms.clear();
        for &(variable, weight) in line {
            let column = *known[variable].get_or_insert_with(|| {
                let ends = [core.least[variable], core.most[variable]];
                let [low, high] = ends.map(|end| float(end - core.value[variable], unit));
                // Bounds may well be reached, and have to be if they bind each other.
                let margin = if core.is_slack[variable] { 0.0 } else { margin.min((high - low) / 4.0) };
                let column = problem.add_var(0.0, (low + margin, high - margin));
                columns.push((variable, column));
                column
            });
            terms.push((column, float(weight.into(), 1)));
        }
        problem.add_constraint(&terms[..], ComparisonOp::Eq, -float(core.total(line), unit));
    }
    let outcome = problem.solve()?;
    let solution = outcome.into_solution().map_err(|_| Error::InternalError(String::new()))?;
    Ok(columns.into_iter().map(|(variable, column)| (variable, solution.var_value(column))).collect())
}

#[expect(clippy::cast_precision_loss, reason = "what comes of it is verified in whole numbers")]
pub(super) fn float(count: i128, unit: i128) -> f64 {
    count as f64 / unit as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "verified in whole numbers")]
fn whole(units: f64, unit: i128) -> i128 {
    (units * unit as f64).round() as i128
}
