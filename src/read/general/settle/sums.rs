//! What follows from sums: money there is none of, rests and totals of codes.

use foldhash::{HashSet, HashSetExt};

use crate::amount::{Amount, Printed};
use crate::fact::{Basis, Flow};
use crate::relation::Atoms;
use crate::scope::{Area, Nature, Scope, Source};

use super::super::columns::Column;
use super::super::draft::{About, Draft, DraftRow};
use super::super::title::{Carried, Subject};
use super::groups::{exceeds_total, is_confirmed, is_sharp};
use super::omissions::is_whole_function;
use super::{Anchor, Known, Spot, Where};

impl Known {
    /// Where a part of the whole budget is as much as the whole, there is nothing of the rest.
    pub(super) fn learn_zeros(&mut self) {
        if self.looked_at == self.version {
            return;
        }
        self.looked_at = self.version;
        let mut found = Atoms::default();
        for flow in [Flow::Revenue, Flow::Expenditure] {
            let spot = Spot { flow, basis: self.basis, about: Where::Total, memo: None, codes: None };
            let anchors = self.anchors.get(&spot).map_or(&[][..], Vec::as_slice);
            for whole in anchors.iter().filter(|whole| !whole.printed.is_zero()) {
                for part in anchors {
                    let same = part.printed == whole.printed && part.inner == part.outer;
                    if same && whole.inner.contains(part.outer) {
                        found = found.union(whole.inner.without(part.outer));
                    }
                }
            }
            for none in anchors.iter().filter(|anchor| anchor.printed.is_zero()) {
                found = found.union(none.inner);
            }
        }
        if self.zero.contains(found) {
            self.learn_rests();
            return;
        }
        // Amounts that are there are somewhere: totals that contradict each other tell nothing.
        let leaves_all = |anchor: &Anchor| anchor.printed.is_zero() || !anchor.inner.without(found).is_empty();
        let of_totals = self.anchors.iter().filter(|(spot, _)| spot.about == Where::Total && spot.memo.is_none());
        if of_totals.flat_map(|(_, anchors)| anchors).filter(|anchor| !anchor.inner.is_empty()).all(leaves_all) {
            self.nothing(found);
        }
        self.learn_rests();
    }

    /// What the whole budget has beside a part of it.
    fn learn_rests(&mut self) {
        for flow in [Flow::Revenue, Flow::Expenditure] {
            let spot = Spot { flow, basis: Basis::Budget, about: Where::Total, memo: None, codes: None };
            let Some(anchors) = self.anchors.get(&spot) else { continue };
            let exact = |anchor: &&Anchor| anchor.inner == anchor.outer;
            let Some(whole) = anchors
                .iter()
                .filter(exact)
                .find(|whole| anchors.iter().all(|other| whole.inner.contains(other.outer)))
                .copied()
            else {
                continue;
            };
            let rest = |part: &Anchor| {
                let rest = whole.printed.amount().checked_sub(part.printed.amount()).ok()?;
                let atoms = whole.inner.without(part.inner);
                let printed = Printed::from_amount(rest, part.printed.unit(), 6).ok()?;
                (part.inner != whole.inner && !printed.is_zero()).then_some(Anchor {
                    inner: atoms,
                    outer: atoms,
                    printed,
                })
            };
            let rests: Vec<Anchor> = anchors.iter().filter(exact).filter_map(rest).take(40).collect();
            for rest in rests {
                let anchors = self.anchors.entry(spot.clone()).or_default();
                if !anchors.iter().any(|known| known.inner == rest.inner && known.outer == rest.outer) {
                    anchors.push(rest);
                    self.version += 1;
                }
            }
        }
    }

    /// Natures that the total of all expenditure leaves empty.
    pub(super) fn learn_unspent(&mut self, draft: &Draft<'_>, reading: &[Column]) {
        let is_all = draft.title.subject == Subject::Budget
            && draft.title.source.is_none()
            && draft.title.nature.is_none()
            && draft.flow == Flow::Expenditure
            && draft.title.carried != Carried::Only;
        let Some(total) =
            draft.rows.iter().find(|row| row.about == About::Total && !row.columns.contains(&None)).filter(|_| is_all)
        else {
            return;
        };
        for (at, column) in reading.iter().enumerate() {
            let only_nature =
                column.extent.inner.source == Scope::<Source>::ALL && !column.of_which && column.basis == self.basis;
            let printed =
                total.columns.iter().position(|given| *given == Some(at)).map(|position| total.figures[position].0);
            if only_nature && printed.is_none_or(Printed::is_zero) && column.extent.inner.nature != Scope::<Nature>::ALL
            {
                self.nothing(Atoms::of(Area::nature(column.extent.outer.nature)));
            }
        }
    }

    /// What the rows of a table in full detail add up to, for each function and economic code alone.
    pub(super) fn learn_sums(&mut self, draft: &Draft<'_>, reading: &[Column], lacks_rows: bool) {
        if draft.rows.iter().any(|row| row.unit.is_some()) || !draft.bearing().is_in_detail {
            return;
        }
        // In a table that lacks rows, only what another table prints as much of is all there.
        let mut confirmed: HashSet<Where> = HashSet::new();
        let basis = self.basis;
        let is_sound = !exceeds_total(draft);
        let is_amount = |column: &Column| column.basis == basis && !column.is_percent && !column.is_vague;
        for (at, column) in reading.iter().enumerate().filter(|(_, column)| is_amount(column)) {
            for (place, sum) in sums(draft, at) {
                let spot =
                    Spot { flow: draft.flow, basis: column.basis, about: place.clone(), memo: None, codes: None };
                if lacks_rows && at == 0 && column.part_of.is_none() && self.confirms(draft, column, &spot, &sum) {
                    confirmed.insert(place.clone());
                }
                let is_whole = !lacks_rows || is_whole_function(draft, place) || confirmed.contains(place);
                let printed = |amount: Option<Amount>| Printed::from_amount(amount?, draft.unit, 6).ok();
                match printed(sum.low) {
                    Some(low) if is_whole && sum.low == sum.high => self.add(draft, sum.first, column, spot, low),
                    low if is_sound => {
                        let ends = (low, printed(sum.high).filter(|_| is_whole));
                        self.bound(draft, sum.first, column, spot, ends);
                    }
                    _ => {}
                }
            }
        }
    }

    /// Whether another table prints as much for a function as the rows of this one.
    fn confirms(&self, draft: &Draft<'_>, column: &Column, spot: &Spot, sum: &Sum) -> bool {
        let whole = sum.low.filter(|_| sum.low == sum.high);
        let whole = whole.and_then(|whole| Printed::from_amount(whole, draft.unit, 6).ok());
        let (inner, outer) = draft.atoms(sum.first, column);
        let told = self.range(spot, inner, outer, 6, draft.unit);
        matches!(spot.about, Where::Codes(Some(_), None, None))
            && whole.zip(told).is_some_and(|(whole, told)| is_confirmed(whole.last_digits(), sum.are_sharp, told))
    }
}

/// What some rows add up to: the same from both ends if all of their cells are known.
#[derive(Clone, Copy)]
struct Sum {
    /// One of the rows.
    first: usize,
    low: Option<Amount>,
    high: Option<Amount>,
    /// Whether no amount is round, so that none is that of another row by chance.
    are_sharp: bool,
}

/// What the rows that are below others add up to in a column, for every place that they have a part in.
fn sums<'a>(draft: &'a Draft<'_>, column: usize) -> impl Iterator<Item = (&'a Where, Sum)> + 'a {
    let places = &draft.bearing().places;
    let zero = Some(Amount::ZERO);
    let start = |(_, first): &(Where, usize)| Sum { first: *first, low: zero, high: zero, are_sharp: true };
    let mut sums: Vec<Sum> = places.each.iter().map(start).collect();
    for (row, places) in draft.rows.iter().zip(&places.of_row).filter(|(_, places)| !places.is_empty()) {
        let (low, high) = cell(row, column);
        for &place in places {
            let sum = &mut sums[place];
            sum.low = sum.low.and_then(|sum| sum.checked_add(low?).ok());
            sum.high = sum.high.and_then(|sum| sum.checked_add(high?).ok());
            sum.are_sharp &= row.figures.iter().all(|(printed, _)| is_sharp(printed.last_digits()));
        }
    }
    places.each.iter().map(|(place, _)| place).zip(sums)
}

/// The least and the most that a row prints in a column. Nothing is known where figures may be negative.
fn cell(row: &DraftRow, column: usize) -> (Option<Amount>, Option<Amount>) {
    let amount = |position: usize| row.figures[position].0.amount();
    if let Some(position) = row.columns.iter().position(|given| *given == Some(column)) {
        return (Some(amount(position)), Some(amount(position)));
    }
    if row.figures.iter().any(|(printed, _)| printed.is_negative()) {
        return (None, None);
    }
    let open = row.figures.iter().zip(&row.columns).filter(|(_, given)| given.is_none());
    let most = open.map(|((printed, _), _)| printed.amount()).max().unwrap_or(Amount::ZERO);
    (Some(Amount::ZERO), Some(most))
}
