//! Makes nearly right amounts exactly right: some variables keep theirs, the others follow from the rows.

use std::collections::BTreeSet;

use super::model::{Term, tidy};
use super::presolve::Line;

/// A variable with the form that it follows from.
#[derive(Debug)]
pub(super) struct Pivot {
    variable: usize,
    /// The position of the line that the form was made of.
    pub(super) line: usize,
    terms: Line,
}

/// Variables that follow from the others, as many as there are independent lines.
///
/// They are found by elimination in whole numbers. A line in which some variable stands that no other
/// line has is taken first, since that variable can follow without any elimination. Nothing if a line
/// is left without a variable of weight one, or if the numbers grow. Slack, which may have to be
/// exactly zero, follows only where a line has nothing else.
pub(super) fn pivots(lines: &[&Line], is_slack: &[bool]) -> Option<Vec<Pivot>> {
    Elimination::new(lines, is_slack).run()
}

/// Changes the variables that follow so that every line holds exactly.
pub(super) fn repair(pivots: &[Pivot], amounts: &mut [i128]) {
    // Later forms know nothing of the variables that follow from earlier ones.
    for pivot in pivots.iter().rev() {
        let off: i128 = pivot.terms.iter().map(|&(variable, weight)| i128::from(weight) * amounts[variable]).sum();
        amounts[pivot.variable] -= off * i128::from(weight_of(&pivot.terms, pivot.variable));
    }
}

fn weight_of(terms: &[Term], variable: usize) -> i64 {
    terms.iter().find(|term| term.0 == variable).map_or(0, |term| term.1)
}

struct Elimination<'a> {
    is_slack: &'a [bool],
    lines: Vec<Line>,
    /// For each variable the lines not yet used that have it.
    lines_of: Vec<Vec<usize>>,
    /// The lines that may have a variable of their own.
    ready: Vec<usize>,
    /// The others by length.
    left: BTreeSet<(usize, usize)>,
    pivots: Vec<Pivot>,
}

impl<'a> Elimination<'a> {
    fn new(lines: &[&Line], is_slack: &'a [bool]) -> Self {
        let mut lines_of = vec![Vec::new(); is_slack.len()];
        for (index, line) in lines.iter().enumerate() {
            for &(variable, _) in *line {
                lines_of[variable].push(index);
            }
        }
        let lines: Vec<Line> = lines.iter().map(|&line| line.clone()).collect();
        let ready = (0..lines.len()).collect();
        Self { is_slack, lines, lines_of, ready, left: BTreeSet::new(), pivots: Vec::new() }
    }

    fn run(mut self) -> Option<Vec<Pivot>> {
        loop {
            while let Some(index) = self.ready.pop() {
                let line = &self.lines[index];
                let alone = |&&(variable, weight): &&Term| {
                    weight.abs() == 1 && !self.is_slack[variable] && self.lines_of[variable].len() == 1
                };
                match line.iter().find(alone) {
                    Some(&(variable, _)) => self.take(index, variable),
                    // Lines that follow from others, and those that are used, have become empty.
                    None if line.is_empty() => {}
                    None => _ = self.left.insert((line.len(), index)),
                }
            }
            let Some((_, index)) = self.left.pop_first() else { return Some(self.pivots) };
            let units = self.lines[index].iter().filter(|term| term.1.abs() == 1);
            let variable = units
                .map(|term| term.0)
                .min_by_key(|&variable| (self.is_slack[variable], self.lines_of[variable].len()))?;
            self.clear(index, variable)?;
            self.take(index, variable);
        }
    }

    /// Subtracts a line from the others that have a variable, so that they have it no more.
    fn clear(&mut self, index: usize, variable: usize) -> Option<()> {
        let line = self.lines[index].clone();
        let own = weight_of(&line, variable);
        let others: Vec<usize> = self.lines_of[variable].iter().copied().filter(|&other| other != index).collect();
        for other in others {
            let mut changed = std::mem::take(&mut self.lines[other]);
            self.left.remove(&(changed.len(), other));
            let times = -weight_of(&changed, variable) * own;
            for &(variable, _) in &line {
                if weight_of(&changed, variable) == 0 {
                    self.lines_of[variable].push(other);
                }
            }
            for &(variable, weight) in &line {
                changed.push((variable, weight.checked_mul(times).filter(|weight| weight.abs() < 1 << 30)?));
            }
            tidy(&mut changed, 0);
            for &(variable, _) in &line {
                if weight_of(&changed, variable) == 0 {
                    self.lines_of[variable].retain(|&line| line != other);
                    self.wake(variable);
                }
            }
            if !changed.is_empty() {
                self.left.insert((changed.len(), other));
            }
            self.lines[other] = changed;
        }
        Some(())
    }

    /// Uses a line for a variable.
    fn take(&mut self, index: usize, variable: usize) {
        let terms = std::mem::take(&mut self.lines[index]);
        self.left.remove(&(terms.len(), index));
        for &(variable, _) in &terms {
            self.lines_of[variable].retain(|&line| line != index);
            self.wake(variable);
        }
        self.pivots.push(Pivot { variable, line: index, terms });
    }

    /// A line that is left with a variable of its own is ready.
    fn wake(&mut self, variable: usize) {
        if let [line] = self.lines_of[variable][..] {
            self.ready.push(line);
        }
    }
}
