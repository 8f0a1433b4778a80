//! Localisation: the smallest sets of figures whose change restores every relation.
//!
//! The method is that of official statistics (Fellegi and Holt): of all corrections the one that changes
//! the fewest figures is the likeliest. Here the figures that would do are found from the relations
//! alone; how each may have come to be misprinted then ranks them.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt};

use crate::amount::Printed;
use crate::fact::Place;

use super::Relation;
use super::allowed::{Allowed, allowed as allowed_in};

/// A set of figures whose change would restore every relation it takes part in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Culprits {
    /// The figures with what each may be.
    pub(crate) cells: Vec<(Place, Printed, Allowed)>,
    /// Of the relations these figures take part in, how many do not hold, and how many there are.
    pub(crate) violated: usize,
    pub(crate) relations: usize,
}

/// More than this many sets are of no use to anybody.
const MOST_SETS: usize = 200;

/// Sums of more figures are left alone: to try each of them is quadratic, and nobody could tell them apart.
const MOST_FIGURES: usize = 2000;

/// The smallest sets, for each group of relations that can be told apart.
pub(crate) fn culprits(relations: &[Relation]) -> Vec<Culprits> {
    let search = Search::new(relations);
    if search.violated.is_empty() {
        return Vec::new();
    }
    let together = search.sets_of_one(&search.violated);
    if !together.is_empty() {
        return together;
    }
    // Errors that share no relation are found apart, each within the relations it explains.
    let apart = search.independent();
    if !apart.is_empty() {
        return apart;
    }
    search.sets_of_two()
}

struct Search<'a> {
    relations: &'a [Relation],
    /// The relations that do not hold.
    violated: Vec<usize>,
    /// For each figure the judged relations it takes part in.
    at: HashMap<Place, Vec<usize>>,
}

impl<'a> Search<'a> {
    fn new(relations: &'a [Relation]) -> Self {
        let mut at: HashMap<Place, Vec<usize>> = HashMap::new();
        for (index, relation) in relations.iter().enumerate().filter(|(_, relation)| relation.verdict.is_judged()) {
            for operand in relation.operands() {
                let known = at.entry(operand.place).or_default();
                // A figure may bound a relation in several ways.
                if known.last() != Some(&index) {
                    known.push(index);
                }
            }
        }
        let violated = (0..relations.len()).filter(|&index| relations[index].verdict.is_violated()).collect();
        Self { relations, violated, at }
    }

    /// The figures that alone restore all of these relations.
    fn sets_of_one(&self, violated: &[usize]) -> Vec<Culprits> {
        let candidates = self.figures(violated[0]);
        let explains = |place: &Place| violated.iter().all(|index| self.at[place].contains(index));
        candidates
            .filter(|(place, _)| explains(place))
            .filter_map(|(place, printed)| self.alone(place, printed))
            .collect()
    }

    /// The figure as a culprit, if some other value satisfies every relation it takes part in.
    fn alone(&self, place: Place, printed: Printed) -> Option<Culprits> {
        let allowed = self.allowed(place, printed, |_| true)?;
        Some(self.culprits(vec![(place, printed, allowed)]))
    }

    /// What a figure may be for those of its relations that `counts`.
    fn allowed(&self, place: Place, printed: Printed, counts: impl Fn(usize) -> bool) -> Option<Allowed> {
        let mut allowed = Allowed::anything(printed);
        for &index in self.at.get(&place)?.iter().filter(|&&index| counts(index)) {
            allowed = allowed.intersection(allowed_in(&self.relations[index], place)?)?;
        }
        Some(allowed)
    }

    /// Figures each of which restores all the relations it stands in, so that together they restore
    /// everything: errors that do not touch each other.
    fn independent(&self) -> Vec<Culprits> {
        let mut left: BTreeSet<usize> = self.violated.iter().copied().collect();
        let mut found: Vec<Culprits> = Vec::new();
        while let Some(&first) = left.first() {
            let alone: Vec<Culprits> =
                self.figures(first).filter_map(|(place, printed)| self.alone(place, printed)).collect();
            let explained = |culprits: &Culprits| {
                self.at[&culprits.cells[0].0]
                    .iter()
                    .copied()
                    .filter(|index| left.contains(index))
                    .collect::<BTreeSet<_>>()
            };
            let Some(most) = alone.iter().map(|culprits| explained(culprits).len()).max() else { return Vec::new() };
            let best: Vec<Culprits> = alone.into_iter().filter(|culprits| explained(culprits).len() == most).collect();
            let gone: BTreeSet<usize> = best.iter().flat_map(explained).collect();
            left.retain(|index| !gone.contains(index));
            found.extend(best);
        }
        found
    }

    /// Pairs of figures that together restore everything, where their relations meet.
    fn sets_of_two(&self) -> Vec<Culprits> {
        let first = self.violated[0];
        let mut found = Vec::new();
        let mut tried = BTreeSet::new();
        for (one, one_printed) in self.figures(first) {
            let Some(&next) = self.violated.iter().find(|index| !self.at[&one].contains(index)) else { continue };
            for (other, other_printed) in self.figures(next) {
                let both = |index: &usize| self.at[&one].contains(index) || self.at[&other].contains(index);
                // Two figures of one relation come up from either side.
                let again = !tried.insert((one.min(other), one.max(other)));
                if again || other == one || !self.violated.iter().all(both) || found.len() >= MOST_SETS {
                    continue;
                }
                found.extend(self.pair((one, one_printed), (other, other_printed)));
            }
        }
        found
    }

    /// Two figures that restore everything: each satisfies its own relations, and what they share is
    /// satisfied by the other one's new value.
    fn pair(&self, one: (Place, Printed), other: (Place, Printed)) -> Option<Culprits> {
        let shared = |index: usize| self.at[&one.0].contains(&index) && self.at[&other.0].contains(&index);
        let first = self.allowed(one.0, one.1, |index| !shared(index))?;
        let second = self.allowed(other.0, other.1, |index| !shared(index))?;
        let (first, second) = match (first.exact(), second.exact()) {
            _ if !self.at[&one.0].iter().any(|&index| shared(index)) => (first, second),
            // One of them is settled by its own relations; the other must fit what is left.
            (Some(settled), _) => {
                let second = self.with(one.0, settled, other, &shared)?.intersection(second)?;
                (first, second)
            }
            (None, Some(settled)) => {
                let first = self.with(other.0, settled, one, &shared)?.intersection(first)?;
                (first, second)
            }
            (None, None) => return None,
        };
        Some(self.culprits(vec![(one.0, one.1, first), (other.0, other.1, second)]))
    }

    /// What a figure may be in the relations it shares with one that is changed.
    fn with(
        &self,
        changed: Place,
        value: Printed,
        (place, printed): (Place, Printed),
        shared: &impl Fn(usize) -> bool,
    ) -> Option<Allowed> {
        let mut allowed = Allowed::anything(printed);
        for &index in self.at[&place].iter().filter(|&&index| shared(index)) {
            let mut relation = self.relations[index].clone();
            for operand in
                relation.left.iter_mut().chain(&mut relation.right).filter(|operand| operand.place == changed)
            {
                operand.printed = value;
            }
            allowed = allowed.intersection(allowed_in(&relation, place)?)?;
        }
        Some(allowed)
    }

    fn figures(&self, relation: usize) -> impl Iterator<Item = (Place, Printed)> + use<> {
        let mut figures: Vec<(Place, Printed)> =
            self.relations[relation].operands().map(|operand| (operand.place, operand.printed)).collect();
        if figures.len() > MOST_FIGURES {
            // The whole alone stands for all of them.
            figures = self.relations[relation].left.iter().map(|operand| (operand.place, operand.printed)).collect();
            figures.truncate(MOST_FIGURES);
        }
        figures.sort_by_key(|(place, _)| *place);
        figures.dedup();
        figures.into_iter()
    }

    fn culprits(&self, cells: Vec<(Place, Printed, Allowed)>) -> Culprits {
        let touched: BTreeSet<usize> = cells.iter().flat_map(|(place, ..)| &self.at[place]).copied().collect();
        let violated = touched.iter().filter(|&&index| self.relations[index].verdict.is_violated()).count();
        Culprits { cells, violated, relations: touched.len() }
    }
}
