//! Suspects: which figures are probably misprinted, and what they may have been.

use std::cmp::Reverse;

use foldhash::HashMap;

use crate::amount::Printed;
use crate::fact::Place;
use crate::relation::{Allowed, Culprits, Misprint, culprits, explain};
use crate::table::Table;

use super::audit::Audit;
use super::disclosure::Disclosure;

/// A smallest set of figures whose change restores every relation they take part in.
///
/// Nothing is ever corrected silently: a suspect is a suggestion, and
/// [`Disclosure::with_correction`] makes a corrected copy that remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// The figures, mostly one.
    pub cells: Vec<SuspectCell>,
    /// Of the judged relations that the figures take part in, how many do not hold.
    pub violated: usize,
    /// How many judged relations the figures take part in.
    pub relations: usize,
}

/// A figure that is probably misprinted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuspectCell {
    /// Where it is printed.
    pub place: Place,
    /// What is printed.
    pub printed: Printed,
    /// The least figure that would do.
    pub low: Option<Printed>,
    /// The greatest figure that would do; nothing if there is no limit.
    pub high: Option<Printed>,
    /// The figure that was probably meant.
    pub proposed: Option<Printed>,
    /// How it may have come to be misprinted.
    pub why: Option<Misprint>,
}

/// How many values of a range are tried for an explanation.
const MOST_VALUES: usize = 400;

impl Audit {
    /// The figures that are probably misprinted, the likeliest first; none if nothing is violated.
    ///
    /// The disclosure is the one that was audited.
    pub fn suspects(&self, disclosure: &Disclosure) -> Vec<Suspect> {
        let mut suspects: Vec<Suspect> =
            culprits(self.relations()).into_iter().map(|culprits| suspect(culprits, disclosure)).collect();
        suspects.sort_by_key(|suspect| {
            let unexplained = suspect.cells.iter().map(|cell| cell.why.map_or(u8::MAX, |why| why as u8)).max();
            // Of figures that explain as much, the one with fewer relations that hold all the same.
            let holding = suspect.relations - suspect.violated;
            (
                suspect.cells.len(),
                Reverse(suspect.violated),
                unexplained,
                holding,
                suspect.cells.first().map(|cell| cell.place),
            )
        });
        suspects
    }
}

fn suspect(culprits: Culprits, disclosure: &Disclosure) -> Suspect {
    let cell = |(place, printed, allowed): (Place, Printed, Allowed)| {
        let neighbours = neighbours(disclosure, place);
        let (low, high) = allowed.ends();
        let best = likeliest(printed, allowed, &neighbours);
        SuspectCell {
            place,
            printed,
            low,
            high,
            proposed: best.map(|(value, _)| value),
            why: best.and_then(|(_, why)| why),
        }
    };
    let Culprits { cells, violated, relations } = culprits;
    Suspect { cells: cells.into_iter().map(cell).collect(), violated, relations }
}

/// The value that was probably meant: the one that adds up to the digit if its misprint is easily
/// explained, else one that adds up by rounding and whose misprint is, else the former.
fn likeliest(printed: Printed, allowed: Allowed, neighbours: &[Printed]) -> Option<(Printed, Option<Misprint>)> {
    let exact = allowed.exact();
    let explained = |value: Printed| explain(printed, value, neighbours).map(|why| (why, value));
    if let Some((why, value)) = exact.and_then(explained).filter(|(why, _)| *why <= Misprint::DigitLost) {
        return Some((value, Some(why)));
    }
    let nearby = allowed.values(MOST_VALUES).into_iter().filter_map(explained);
    let best = nearby.filter(|(why, _)| *why <= Misprint::PointSlipped).min_by_key(|(why, _)| *why);
    if let Some((why, value)) = best {
        return Some((value, Some(why)));
    }
    let fallback = exact.or_else(|| allowed.values(1).first().copied())?;
    Some((fallback, explain(printed, fallback, neighbours)))
}

/// The figures above, below and beside a figure.
fn neighbours(disclosure: &Disclosure, place: Place) -> Vec<Printed> {
    let figures: HashMap<(u32, u16), Printed> = disclosure
        .table(place.table)
        .into_iter()
        .flat_map(Table::cells)
        .filter(|(other, ..)| other.row.abs_diff(place.row) <= 1 && other.column.abs_diff(place.column) <= 1)
        .map(|(other, _, printed)| ((other.row, other.column), printed))
        .collect();
    let (row, column) = (place.row, place.column);
    let beside = [(row.wrapping_sub(1), column), (row + 1, column), (row, column.wrapping_sub(1)), (row, column + 1)];
    beside.iter().filter_map(|at| figures.get(at)).copied().collect()
}
