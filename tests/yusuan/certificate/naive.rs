//! The naive certificate: a linear program over all figures as they are printed, in floats.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};
use yusuan::{Kind, Operand, Place, Relation};

/// How far from the ends of their intervals, in 0.01万元, all amounts of these relations can be at once;
/// not above zero if the relations exclude each other.
pub(crate) fn room<'a>(relations: impl IntoIterator<Item = &'a Relation>) -> f64 {
    let mut program = Program::new();
    for relation in relations {
        program.add(relation);
    }
    let solution = program.problem.solve().ok().and_then(|outcome| outcome.into_solution().ok());
    solution.map_or(0.0, |solution| solution.var_value(program.room))
}

struct Program {
    problem: Problem,
    room: Variable,
    columns: BTreeMap<Place, Variable>,
}

impl Program {
    fn new() -> Self {
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let room = problem.add_var(1.0, (0.0, 0.5));
        Self { problem, room, columns: BTreeMap::new() }
    }

    fn add(&mut self, relation: &Relation) {
        let (left, right) = (relation.left(), relation.right());
        if matches!(relation.kind(), Kind::Copy | Kind::Balance) {
            for other in left[1..].iter().chain(right) {
                self.row(ComparisonOp::Eq, &left[..1], std::slice::from_ref(other), &[]);
            }
            return;
        }
        if !relation.has_bounds() {
            return self.row(ComparisonOp::Eq, left, right, &[]);
        }
        relation.over().iter().for_each(|way| self.row(ComparisonOp::Ge, right, left, way));
        relation.under().iter().for_each(|way| self.row(ComparisonOp::Ge, left, right, way));
        if relation.over().is_empty() && relation.kind() != Kind::AtMost {
            self.row(ComparisonOp::Ge, right, left, &[]);
        }
        if relation.under().is_empty() {
            self.row(ComparisonOp::Ge, left, right, &[]);
        }
    }

    fn row(&mut self, comparison: ComparisonOp, plus: &[Operand], minus: &[Operand], more: &[Operand]) {
        let mut weights: BTreeMap<Place, f64> = BTreeMap::new();
        let mut printed = 0.0;
        for (side, weight) in [(plus, 1.0), (minus, -1.0), (more, 1.0)] {
            for operand in side {
                *weights.entry(operand.place).or_default() += weight;
                self.column(operand);
                printed += weight * digits(operand);
            }
        }
        let terms: Vec<(Variable, f64)> =
            weights.into_iter().map(|(place, weight)| (self.columns[&place], weight)).collect();
        self.problem.add_constraint(&terms[..], comparison, -printed);
    }

    /// How far the amount is from what is printed.
    fn column(&mut self, operand: &Operand) {
        if self.columns.contains_key(&operand.place) {
            return;
        }
        let half =
            if operand.printed.is_zero() { 0.0 } else { 0.5 * 10_f64.powi(operand.printed.last_place_exponent() - 2) };
        let column = self.problem.add_var(0.0, (-half, half));
        if half > 0.0 {
            for weight in [1.0, -1.0] {
                self.problem.add_constraint([(column, weight), (self.room, 1.0)], ComparisonOp::Le, half);
            }
        }
        self.columns.insert(operand.place, column);
    }
}

/// The figure in 0.01万元.
fn digits(operand: &Operand) -> f64 {
    let digits: f64 = operand.printed.last_digits().to_string().parse().expect("whole numbers are floats");
    (digits * 10_f64.powi(operand.printed.last_place_exponent() - 2) * 1e6).round() / 1e6
}
