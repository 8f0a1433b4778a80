//! What follows from sums: money there is none of, rests and totals of codes.

use std::collections::{HashMap, HashSet};

use crate::amount::{Amount, Printed};
use crate::fact::{Basis, Flow};
use crate::relation::Atoms;
use crate::scope::{Area, Nature, Scope, Source};

use super::super::columns::Column;
use super::super::draft::{About, Draft, DraftRow};
use super::super::title::{Carried, Subject};
use super::groups::repeated;
use super::{Anchor, Known, Spot, Where};

impl Known {
    /// Where a part of the whole budget is as much as the whole, there is nothing of the rest.
    pub(super) fn learn_zeros(&mut self) {
        let mut found = Atoms::default();
        for flow in [Flow::Revenue, Flow::Expenditure] {
            let spot = Spot { flow, basis: self.basis, about: Where::Total, memo: None, codes: Vec::new() };
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
        self.nothing(found);
        self.learn_rests();
    }

    /// What the whole budget has beside a part of it.
    fn learn_rests(&mut self) {
        for flow in [Flow::Revenue, Flow::Expenditure] {
            let spot = Spot { flow, basis: Basis::Budget, about: Where::Total, memo: None, codes: Vec::new() };
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
        let detailed = |row: &DraftRow| matches!(row.about, About::Codes { function, government, economic } if [function.is_some(), government.is_some(), economic.is_some()].iter().filter(|has| **has).count() > 1);
        if draft.rows.iter().any(|row| row.unit.is_some())
            || !draft.rows.iter().any(detailed) && !repeated(draft).contains(&true)
        {
            return;
        }
        let is_parent: HashSet<usize> = draft.rows.iter().filter_map(|row| row.parent).collect();
        // In a table that lacks rows, only what another table prints as much of is all there.
        let mut confirmed: HashSet<Where> = HashSet::new();
        let basis = self.basis;
        for (at, column) in reading
            .iter()
            .enumerate()
            .filter(|(_, column)| column.basis == basis && !column.is_percent && !column.is_vague)
        {
            let mut sums: HashMap<Where, Option<Amount>> = HashMap::new();
            let mut first: HashMap<Where, usize> = HashMap::new();
            for (index, row) in draft.rows.iter().enumerate() {
                let About::Codes { function, government, economic } = row.about else { continue };
                if is_parent.contains(&index) {
                    continue;
                }
                let amount = match row.columns.iter().position(|given| *given == Some(at)) {
                    Some(position) => Some(row.figures[position].0.amount()),
                    None if row.columns.contains(&None) => None,
                    None => Some(Amount::ZERO),
                };
                let functions = function
                    .into_iter()
                    .flat_map(|code| code.ancestors().chain([code]))
                    .map(|code| Where::Codes(Some(code.number()), None, None));
                let governments = government
                    .into_iter()
                    .flat_map(|code| code.ancestors().chain([code]))
                    .map(|code| Where::Codes(None, Some(code.number()), None));
                let economics = economic
                    .into_iter()
                    .flat_map(|code| code.ancestors().chain([code]))
                    .map(|code| Where::Codes(None, None, Some(code.number())));
                let pair = government.zip(economic).filter(|_| function.is_some()).map(|(government, economic)| {
                    Where::Codes(None, Some(government.number()), Some(economic.number()))
                });
                for place in functions.chain(governments).chain(economics).chain(pair) {
                    first.entry(place.clone()).or_insert(index);
                    let sum = sums.entry(place).or_insert(Some(Amount::ZERO));
                    *sum = sum.and_then(|sum| sum.checked_add(amount?).ok());
                }
            }
            for (place, sum) in sums {
                let printed = sum.and_then(|sum| Printed::from_amount(sum, draft.unit, 6).ok());
                if let Some(printed) = printed {
                    let spot = Spot {
                        flow: draft.flow,
                        basis: column.basis,
                        about: place.clone(),
                        memo: None,
                        codes: Vec::new(),
                    };
                    if lacks_rows && at == 0 && column.part_of.is_none() {
                        let (inner, outer) = draft.atoms(first[&place], column);
                        let low = self.range(&spot, inner, outer, 6, draft.unit).and_then(|range| range.low);
                        let is_all = matches!(spot.about, Where::Codes(Some(_), None, None))
                            && low.is_some_and(|low| low > 0 && low == printed.last_digits());
                        confirmed.extend(is_all.then(|| place.clone()));
                    }
                    if lacks_rows && !confirmed.contains(&place) {
                        continue;
                    }
                    self.add(draft, first[&place], column, spot, printed);
                }
            }
        }
    }
}
