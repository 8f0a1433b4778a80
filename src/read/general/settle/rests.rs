//! How much more an amount can be than a part of it that is known: what the money beside that part comes to.
//!
//! Basic expenditure on a function from all sources is no more than that from the general budget and all basic
//! expenditure from other sources.

use foldhash::HashSet;

use crate::amount::{Printed, Unit};
use crate::fact::{Basis, Flow};
use crate::relation::Atoms;

use super::super::super::assign::Range;
use super::super::columns::Column;
use super::super::draft::Draft;
use super::known::ends;
use super::{Known, Spot, Where};

/// The most amounts of one place that are compared with each other.
const MOST: usize = 16;

/// The decimals, of 万元, in which amounts of all tables are compared: no budget prints more.
const DECIMALS: u8 = 6;

/// How many last digits rounded amounts may be off against each other.
const TAILS: i64 = 10;

/// Money and the most that there is of it.
type Most = (Atoms, i64);

/// An amount and both ends of what it may be.
type Interval = (Atoms, i64, i64);

/// What is known of an amount of which no table prints the figure: both ends of a sum of rows whose columns are
/// not all known.
pub(super) type Bound = (Atoms, Option<Printed>, Option<Printed>);

/// The most that the whole budget has of some money.
pub(super) struct Rests(Vec<Most>);

impl Rests {
    pub(super) fn of(known: &Known, flow: Flow, decimals: u8, unit: Unit) -> Self {
        let total = Spot { flow, basis: Basis::Budget, about: Where::Total, memo: None, codes: None };
        Self(differences(&known.intervals(&total, decimals, unit)))
    }

    /// The most that one place of the budget has of some money.
    pub(super) fn at(known: &Known, spot: &Spot, decimals: u8, unit: Unit) -> Self {
        Self(differences(&known.intervals(spot, decimals, unit)))
    }

    /// The most that there is of some money.
    pub(super) fn most(&self, atoms: Atoms) -> Option<i64> {
        self.0.iter().filter(|(rest, _)| rest.contains(atoms)).map(|(_, most)| *most).min()
    }
}

/// What is told elsewhere of the most that there is of some money.
pub(super) type Elsewhere<'a> = &'a dyn Fn(Atoms) -> Option<i64>;

/// What is known at a place: its amounts, and the most that they have of some money.
pub(super) struct Here {
    amounts: Vec<Interval>,
    most: Vec<Most>,
}

impl Here {
    /// Nothing is known of memo items, of other years, and of codes that stand over a column.
    pub(super) fn of(known: &Known, spot: &Spot, (decimals, unit): (u8, Unit)) -> Option<Self> {
        if spot.memo.is_some() || spot.codes.is_some() || spot.basis != Basis::Budget {
            return None;
        }
        let amounts = known.intervals(spot, decimals, unit);
        let most = differences(&amounts);
        Some(Self { amounts, most })
    }

    /// What follows for an amount from larger and smaller ones, and from what lies between: no more than the whole
    /// budget has of that, and no more than is told elsewhere. The money is that of which there is some.
    pub(super) fn between(&self, rests: &Rests, elsewhere: Elsewhere<'_>, (inner, outer): (Atoms, Atoms)) -> Range {
        let most = |atoms: Atoms| {
            let all = self.most.iter().chain(&rests.0);
            let most = all.filter(|(rest, _)| rest.contains(atoms)).map(|(_, most)| *most);
            let most = most.chain(elsewhere(atoms)).min();
            if atoms.is_empty() { Some(0) } else { most }
        };
        let nothing = (Atoms::default(), 0, 0);
        let highs = self.amounts.iter().chain([&nothing]).filter(|(part, ..)| outer.contains(*part));
        let high = highs.filter_map(|(part, _, high)| high.checked_add(most(outer.without(*part))?)).min();
        let lows = self.amounts.iter().filter(|(whole, ..)| whole.contains(inner));
        let low = lows.filter_map(|(whole, low, _)| low.checked_sub(most(whole.without(inner))?)).max();
        Range { low: low.filter(|low| *low > 0), high }
    }
}

/// The most of each amount, and of what each has more than a part of it. Nothing if one of the amounts is more
/// than that: then some are wrong, and which is not known.
fn differences(known: &[Interval]) -> Vec<Most> {
    let alone = known.iter().map(|(atoms, _, high)| (*atoms, *high));
    let pairs = known.iter().flat_map(|whole| known.iter().map(move |part| (whole, part)));
    let rest = |(whole, part): (&Interval, &Interval)| {
        let is_part = whole.0 != part.0 && whole.0.contains(part.0);
        is_part.then(|| Some((whole.0.without(part.0), whole.2.checked_sub(part.1)?))).flatten()
    };
    let mut most: Vec<Most> = alone.chain(pairs.filter_map(rest)).collect();
    most.sort_unstable();
    // The least of each is the first now.
    most.dedup_by_key(|(atoms, _)| *atoms);
    let exceeds = |(atoms, low, _): &Interval| {
        most.iter().any(|(rest, most)| rest.contains(*atoms) && *low > most.saturating_add(TAILS))
    };
    if known.iter().any(exceeds) {
        return Vec::new();
    }
    most.retain(|(_, most)| *most >= 0);
    most
}

impl Known {
    /// Takes note of both ends of an amount, as far as they are known.
    pub(super) fn bound(
        &mut self,
        draft: &Draft<'_>,
        row: usize,
        column: &Column,
        spot: Spot,
        (low, high): (Option<Printed>, Option<Printed>),
    ) {
        let (inner, outer) = draft.atoms(row, column);
        let (inner, outer) = (self.plain(inner), self.plain(outer));
        if inner != outer || low.is_none() && high.is_none() {
            return;
        }
        self.tighten(spot, (inner, low, high));
    }

    fn tighten(&mut self, spot: Spot, (inner, low, high): Bound) {
        let bounds = self.bounds.entry(spot).or_default();
        if let Some(known) = bounds.iter_mut().find(|(atoms, ..)| *atoms == inner) {
            let amount = |printed: &Printed| printed.amount();
            let before = *known;
            known.1 = [known.1, low].into_iter().flatten().max_by_key(amount);
            known.2 = [known.2, high].into_iter().flatten().min_by_key(amount);
            self.version += u64::from(*known != before);
        } else {
            bounds.push((inner, low, high));
            self.version += 1;
        }
    }

    /// What functions have at least of the money beside a part of the budget leaves a most for each of them.
    pub(super) fn share_rests(&mut self, flow: Flow) {
        let total = Spot { flow, basis: Basis::Budget, about: Where::Total, memo: None, codes: None };
        let all = self.intervals(&total, DECIMALS, Unit::TenThousandYuan);
        let is_item = |spot: &&Spot| {
            let plain = Spot { about: Where::Total, ..(*spot).clone() } == total;
            plain && matches!(spot.about, Where::Codes(Some(1_000_000..), None, None))
        };
        let functions: HashSet<&Spot> = self.bounds.keys().chain(self.anchors.keys()).filter(is_item).collect();
        let functions: Vec<Spot> = functions.into_iter().cloned().collect();
        let here: Vec<Vec<Interval>> =
            functions.iter().map(|spot| self.intervals(spot, DECIMALS, Unit::TenThousandYuan)).collect();
        let pairs = all.iter().flat_map(|whole| all.iter().map(move |part| (whole, part)));
        for (whole, part) in pairs.filter(|(whole, part)| whole.0 != part.0 && whole.0.contains(part.0)) {
            let find = |known: &[Interval], atoms: Atoms| known.iter().find(|(known, ..)| *known == atoms).copied();
            let more = |known: &Vec<Interval>| {
                let (_, whole, _) = find(known, whole.0)?;
                let (_, _, part) = find(known, part.0)?;
                Some(whole.saturating_sub(part).max(0))
            };
            let least: Vec<Option<i64>> = here.iter().map(more).collect();
            let sum: i64 = least.iter().flatten().fold(0, |sum, least| sum.saturating_add(*least));
            let Some(most) = whole.2.checked_sub(part.1).filter(|most| sum > 0 && sum <= *most) else { continue };
            let rest = whole.0.without(part.0);
            for (spot, least) in functions.iter().zip(least) {
                let high = most - sum + least.unwrap_or_default();
                let high = Printed::from_last_digits(high, DECIMALS, Unit::TenThousandYuan).ok();
                self.tighten(spot.clone(), (rest, None, high));
            }
        }
    }

    /// The amounts at a place of which the money is certain.
    fn intervals(&self, spot: &Spot, decimals: u8, unit: Unit) -> Vec<Interval> {
        let mut intervals: Vec<Interval> = Vec::new();
        for anchor in self.anchors.get(spot).into_iter().flatten().filter(|anchor| anchor.inner == anchor.outer) {
            let Some((low, high)) = ends(anchor.printed, decimals, unit) else { continue };
            match intervals.iter().position(|(atoms, ..)| *atoms == anchor.inner) {
                // Tables that disagree tell nothing.
                Some(at) if intervals[at] != (anchor.inner, low, high) => return Vec::new(),
                Some(_) => {}
                None if intervals.len() < MOST => intervals.push((anchor.inner, low, high)),
                None => break,
            }
        }
        for &(atoms, low, high) in self.bounds.get(spot).into_iter().flatten().take(MOST) {
            let end = |printed: Option<Printed>| printed.and_then(|printed| ends(printed, decimals, unit));
            if !intervals.iter().any(|(known, ..)| *known == atoms) {
                let (low, high) = (end(low).map_or(0, |(low, _)| low), end(high).map_or(i64::MAX, |(_, high)| high));
                intervals.push((atoms, low, high));
            }
        }
        if let Where::Codes(None, government, Some(economic)) = spot.about
            && !self.listed.contains(&(government.unwrap_or(0), economic))
        {
            // What tables that list every code leave out.
            for &atoms in &self.lists_economic {
                if !intervals.iter().any(|(known, ..)| *known == atoms) {
                    intervals.push((atoms, 0, 0));
                }
            }
        }
        intervals
    }
}
