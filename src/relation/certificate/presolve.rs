//! Makes the problem small: equal cells become one variable, sums over a tree are decided by their ends.
//!
//! Everything here is exact. Amounts are whole numbers, so an open end is the next whole number inside;
//! every end being a multiple of half a last digit, which is far larger, no amount is lost by that.

use super::model::{Model, Row, Term, tidy};

/// A linear form over variables that is zero.
pub(super) type Line = Vec<Term>;

/// What is left to be solved, and how to get from there to the amounts of all cells.
#[derive(Debug)]
pub(super) struct Core {
    /// The least and the greatest that each variable may be, and what is printed for it. The first
    /// variables are the cells, of which only the representatives of equal ones count.
    pub(super) least: Vec<i128>,
    pub(super) most: Vec<i128>,
    pub(super) value: Vec<i128>,
    pub(super) lines: Vec<Line>,
    /// Which variables are differences that must not be negative, not amounts.
    pub(super) is_slack: Vec<bool>,
    same: Vec<usize>,
    steps: Vec<Step>,
}

/// A row left out, to be satisfied later by variables that stand in no other.
#[derive(Debug)]
struct Step {
    terms: Vec<Term>,
    free: Vec<Term>,
}

impl Core {
    /// What is left of these rows; nothing if they cannot hold together.
    pub(super) fn new<'a>(model: &Model, rows: impl Iterator<Item = &'a Row>) -> Option<Self> {
        let mut core = Self {
            least: model.cells.iter().map(super::model::Cell::least).collect(),
            most: model.cells.iter().map(super::model::Cell::most).collect(),
            value: model.cells.iter().map(|cell| cell.value).collect(),
            lines: Vec::new(),
            is_slack: vec![false; model.cells.len()],
            same: (0..model.cells.len()).collect(),
            steps: Vec::new(),
        };
        core.merge(model, rows)?;
        core.peel()?;
        core.bundle();
        Some(core)
    }

    /// What is printed for each variable, or the nearest to it that is possible.
    pub(super) fn printed(&self) -> Vec<i128> {
        let clamp = |(&value, (&least, &most)): (&i128, (&i128, &i128))| value.clamp(least, most);
        self.value.iter().zip(self.least.iter().zip(&self.most)).map(clamp).collect()
    }

    /// The amounts of all cells, given those of the variables of the remaining lines.
    pub(super) fn amounts(&self, mut amounts: Vec<i128>) -> Vec<i128> {
        for step in self.steps.iter().rev() {
            self.settle(step, &mut amounts);
        }
        (0..self.same.len()).map(|cell| amounts[self.representative(cell)]).collect()
    }

    /// The ends of a sum.
    pub(super) fn range(&self, terms: &[Term]) -> (i128, i128) {
        terms.iter().fold((0, 0), |(low, high), &(variable, weight)| {
            let ends = [self.least[variable], self.most[variable]].map(|end| end * i128::from(weight));
            (low + ends[0].min(ends[1]), high + ends[0].max(ends[1]))
        })
    }

    fn representative(&self, mut variable: usize) -> usize {
        while self.same[variable] != variable {
            variable = self.same[variable];
        }
        variable
    }

    /// Copies, and sums with one part, make two variables one, until there is nothing to merge.
    fn merge<'a>(&mut self, model: &Model, rows: impl Iterator<Item = &'a Row>) -> Option<()> {
        let mut lines: Vec<(Line, bool)> = Vec::new();
        for row in rows {
            match *model.terms(row) {
                [(one, 1), (other, -1)] | [(one, -1), (other, 1)] if row.equal => self.unite(one, other)?,
                ref terms => lines.push((terms.to_vec(), row.equal)),
            }
        }
        while self.merge_once(&mut lines)? {}
        for (terms, _) in lines.iter_mut().filter(|(terms, equal)| *equal && terms[0].1 < 0) {
            for term in terms {
                term.1 = -term.1;
            }
        }
        lines.sort_unstable();
        lines.dedup();
        self.lines =
            lines.into_iter().map(|(terms, equal)| if equal { terms } else { self.with_slack(terms) }).collect();
        Some(())
    }

    /// Merges where a row asks for it, and drops the rows that say nothing more; whether there was any.
    fn merge_once(&mut self, lines: &mut Vec<(Line, bool)>) -> Option<bool> {
        let mut merged = false;
        let mut kept = Vec::with_capacity(lines.len());
        for (mut terms, equal) in lines.drain(..) {
            for term in &mut terms {
                term.0 = self.representative(term.0);
            }
            tidy(&mut terms, 0);
            let (low, high) = self.range(&terms);
            if high < 0 || equal && low > 0 {
                return None;
            }
            match terms[..] {
                [] => {}
                [(one, 1), (other, -1)] | [(one, -1), (other, 1)] if equal => {
                    self.unite(one, other)?;
                    merged = true;
                }
                _ if !equal && low >= 0 => {}
                _ => kept.push((terms, equal)),
            }
        }
        *lines = kept;
        Some(merged)
    }

    /// The form is not negative, so it is equal to something that is not.
    fn with_slack(&mut self, mut terms: Line) -> Line {
        let (_, most) = self.range(&terms);
        let printed = self.total(&terms);
        terms.push((self.add(0, most, printed, true), -1));
        terms
    }

    /// A variable more.
    fn add(&mut self, least: i128, most: i128, value: i128, is_slack: bool) -> usize {
        self.least.push(least);
        self.most.push(most);
        self.value.push(value);
        self.is_slack.push(is_slack);
        self.value.len() - 1
    }

    /// What the form comes to at the printed figures.
    pub(super) fn total(&self, terms: &[Term]) -> i128 {
        terms.iter().map(|&(variable, weight)| i128::from(weight) * self.value[variable]).sum()
    }

    /// Makes two variables one, with the amounts that both may have; nothing if there are none.
    fn unite(&mut self, one: usize, other: usize) -> Option<()> {
        let (one, other) = (self.representative(one), self.representative(other));
        if one == other {
            return Some(());
        }
        // The finer figure is the better guess.
        let width = |variable: usize| self.most[variable] - self.least[variable];
        let (kept, gone) = if width(other) < width(one) { (other, one) } else { (one, other) };
        self.same[gone] = kept;
        self.narrow(kept, self.least[gone], self.most[gone])
    }

    fn narrow(&mut self, variable: usize, least: i128, most: i128) -> Option<()> {
        self.least[variable] = self.least[variable].max(least);
        self.most[variable] = self.most[variable].min(most);
        (self.least[variable] <= self.most[variable]).then_some(())
    }

    /// Takes out every sum that has at most one variable which stands in other rows too: the ends of the
    /// others then say all there is to say about that one. This decides a tree from its leaves.
    fn peel(&mut self) -> Option<()> {
        let mut lines_of: Vec<Vec<usize>> = vec![Vec::new(); self.value.len()];
        for (index, line) in self.lines.iter().enumerate() {
            for &(variable, _) in line {
                lines_of[variable].push(index);
            }
        }
        let mut gone = vec![false; self.lines.len()];
        let mut queue: Vec<usize> = (0..self.lines.len()).collect();
        while let Some(index) = queue.pop() {
            if gone[index] {
                continue;
            }
            let terms = &self.lines[index];
            let only_here = |&&(variable, weight): &&Term| weight.abs() == 1 && lines_of[variable].len() == 1;
            let free: Vec<Term> = terms.iter().filter(only_here).copied().collect();
            let (low, high) = self.range(&free);
            if free.len() == terms.len() {
                if low > 0 || high < 0 {
                    return None;
                }
            } else {
                let mut others = terms.iter().filter(|term| !only_here(term));
                let (Some(&(other, weight @ (1 | -1))), None) = (others.next(), others.next()) else { continue };
                let (least, most) = if weight == 1 { (-high, -low) } else { (low, high) };
                self.narrow(other, least, most)?;
                lines_of[other].retain(|&line| line != index);
                if let [line] = lines_of[other][..] {
                    queue.push(line);
                }
            }
            gone[index] = true;
            let terms = std::mem::take(&mut self.lines[index]);
            self.steps.push(Step { terms, free });
        }
        let mut index = 0;
        self.lines.retain(|_| {
            index += 1;
            !gone[index - 1]
        });
        Some(())
    }

    /// Puts the variables of a sum that stand in no other row together as one.
    fn bundle(&mut self) {
        let mut count = vec![0_usize; self.value.len()];
        for &(variable, _) in self.lines.iter().flatten() {
            count[variable] += 1;
        }
        for index in 0..self.lines.len() {
            let only_here =
                |&(variable, weight): &Term| weight.abs() == 1 && count[variable] == 1 && !self.is_slack[variable];
            let terms = std::mem::take(&mut self.lines[index]);
            let (free, mut rest): (Vec<Term>, Vec<Term>) = terms.into_iter().partition(only_here);
            if free.len() < 2 {
                rest.extend(free);
            } else {
                let (least, most) = self.range(&free);
                let bundle = self.add(least, most, self.total(&free), false);
                rest.push((bundle, 1));
                count.push(1);
                let terms = free.iter().copied().chain([(bundle, -1)]).collect();
                self.steps.push(Step { terms, free });
            }
            self.lines[index] = rest;
        }
    }

    /// Gives the free variables of a step what satisfies its row, each in proportion to its room.
    fn settle(&self, step: &Step, amounts: &mut [i128]) {
        for &(variable, _) in &step.free {
            amounts[variable] = self.value[variable].clamp(self.least[variable], self.most[variable]);
        }
        let total: i128 = step.terms.iter().map(|&(variable, weight)| i128::from(weight) * amounts[variable]).sum();
        let mut missing = -total;
        let rises = missing > 0;
        let room = |&(variable, weight): &Term, amounts: &[i128]| {
            let end = if rises == (weight > 0) { self.most[variable] } else { self.least[variable] };
            (end - amounts[variable]).abs()
        };
        let mut left: i128 = step.free.iter().map(|term| room(term, amounts)).sum();
        for term in &step.free {
            let here = room(term, amounts);
            if missing == 0 || left == 0 {
                break;
            }
            let share = missing.abs() * here / left * missing.signum();
            let share = if here == left { missing } else { share };
            amounts[term.0] += share * i128::from(term.1);
            missing -= share;
            left -= here;
        }
    }
}
