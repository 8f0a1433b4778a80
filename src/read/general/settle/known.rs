//! What is known of amounts, and what a table adds to it.

use crate::amount::{Printed, Unit};
use crate::code::GovernmentEconomicCode;
use crate::fact::{Basis, Key};
use crate::relation::Atoms;

use super::super::super::assign::Range;
use super::super::columns::Column;
use super::super::draft::{About, Axis, Draft, DraftRow};
use super::super::title::Subject;
use super::groups::lacks_rows;
use super::spots::spot;
use super::{Anchor, Known, Spot, Where};

impl Known {
    /// Takes note of what the narrative says of an item of “三公”经费, conferences or training. Two sentences that
    /// disagree say nothing.
    pub(super) fn say(&mut self, key: &Key, printed: Printed) {
        let is_plain =
            key.function.is_none() && key.government.is_none() && key.unit.is_none() && key.project.is_none();
        if let Some(code) = key.economic.single().filter(|_| is_plain && key.basis == Basis::Budget) {
            let said = self.said.entry(code.number()).or_insert(Some(printed));
            *said = said.filter(|said| said.agrees_with(printed));
            self.version += 1;
        }
    }

    /// What the narrative says of the item of a column of “三公”经费: it speaks of that table.
    pub(super) fn said_of(&self, draft: &Draft<'_>, column: &Column, decimals: u8) -> Option<Range> {
        let [code] = column.codes else { return None };
        let is_its = draft.title.subject == Subject::ThreePublic && column.basis == Basis::Budget && !column.is_percent;
        let said = self.said.get(code).copied().flatten().filter(|_| is_its)?;
        let (low, high) = ends(said, decimals, draft.unit)?;
        Some(Range { low: Some(low), high: Some(high) })
    }

    /// Atoms without the sources of which there is nothing.
    pub(super) fn plain(&self, atoms: Atoms) -> Atoms {
        atoms.without(self.zero)
    }

    pub(super) fn learn(&mut self, draft: &Draft<'_>) {
        let Some(reading) = draft.readings.first() else { return };
        let repeated = &draft.bearing().repeated;
        for (index, row) in draft.rows.iter().enumerate().filter(|(index, _)| !repeated[*index]) {
            let is_settled = !row.is_partial && !row.columns.contains(&None);
            for (at, column) in reading.iter().enumerate() {
                if column.side != row.side || column.is_percent || draft.unsure.contains(&at) {
                    continue;
                }
                let position = row.columns.iter().position(|given| *given == Some(at));
                let printed = match position {
                    Some(position) => Some(row.figures[position].0),
                    // An empty cell of a row whose figures are all placed says that there is nothing.
                    None if is_settled => Printed::from_last_digits(0, 0, draft.unit).ok(),
                    None => None,
                };
                if let (Some(printed), Some(spot)) = (printed, spot(draft, index, column)) {
                    self.add(draft, index, column, spot, printed);
                }
            }
        }
        self.learn_unspent(draft, reading);
        self.learn_zeros();
        let economic = |row: &DraftRow| matches!(row.about, About::Codes { economic: Some(_), .. });
        let lacks_rows = lacks_rows(draft);
        if draft.axis == Axis::Codes
            && draft.lost.is_empty()
            && !lacks_rows
            && draft.title.subject == Subject::Budget
            && draft.rows.iter().any(economic)
        {
            let atoms = self.plain(Atoms::of(draft.extent.inner));
            if !self.lists_economic.contains(&atoms) {
                self.lists_economic.push(atoms);
                self.version += 1;
            }
            for row in &draft.rows {
                if let About::Codes { government, economic: Some(economic), .. } = row.about {
                    for code in economic.ancestors().chain([economic]) {
                        let government = government.map_or(0, GovernmentEconomicCode::number);
                        for pair in [(0, code.number()), (government, code.number())] {
                            self.version += u64::from(self.listed.insert(pair));
                        }
                    }
                }
            }
        }
        if draft.axis == Axis::Codes {
            self.learn_sums(draft, reading, lacks_rows);
        }
        if draft.axis == Axis::Codes && (!lacks_rows || draft.prints_whole_functions) {
            self.learn_classes(draft, reading);
        }
    }

    /// Takes note of an amount. No budget prints one place in more tables than these.
    pub(super) fn add(&mut self, draft: &Draft<'_>, row: usize, column: &Column, spot: Spot, printed: Printed) {
        const MOST: usize = 256;
        let (inner, outer) = draft.atoms(row, column);
        let anchor = Anchor { inner: self.plain(inner), outer: self.plain(outer), printed };
        let anchors = self.anchors.entry(spot).or_default();
        let known = |known: &Anchor| {
            known.inner == anchor.inner && known.outer == anchor.outer && known.printed == anchor.printed
        };
        if anchors.len() < MOST && !anchors.iter().any(known) {
            anchors.push(anchor);
            self.version += 1;
        }
    }

    /// Takes note of money of which there is nothing.
    pub(super) fn nothing(&mut self, atoms: Atoms) {
        if self.zero.contains(atoms) {
            return;
        }
        self.zero = self.zero.union(atoms);
        self.version += 1;
        let zero = self.zero;
        for anchor in self.anchors.values_mut().flatten() {
            anchor.inner = anchor.inner.without(zero);
            anchor.outer = anchor.outer.without(zero);
        }
        for (atoms, ..) in self.bounds.values_mut().flatten() {
            *atoms = atoms.without(zero);
        }
    }

    /// What is known of an amount: that of an equal area, at least what it contains, at most what contains it.
    pub(super) fn range(&self, spot: &Spot, inner: Atoms, outer: Atoms, decimals: u8, unit: Unit) -> Option<Range> {
        let (inner, outer) = (self.plain(inner), self.plain(outer));
        let mut range = Range::default();
        let mut exact: Option<(i64, i64)> = None;
        if let Where::Codes(None, government, Some(economic)) = spot.about
            && spot.basis == self.basis
            && !self.anchors.contains_key(spot)
            && !self.listed.contains(&(government.unwrap_or(0), economic))
            && self.lists_economic.iter().any(|listed| listed.contains(outer))
        {
            return Some(Range::exactly(0));
        }
        for anchor in self.anchors.get(spot)? {
            let is_same = anchor.inner == anchor.outer && inner == outer && anchor.inner == inner;
            if !is_same && !inner.contains(anchor.outer) && !anchor.inner.contains(outer) {
                continue;
            }
            let Some((low, high)) = ends(anchor.printed, decimals, unit) else { continue };
            if is_same {
                // Two documents that disagree tell nothing.
                exact = match exact {
                    Some(known) if known != (low, high) => return None,
                    _ => Some((low, high)),
                };
            } else if inner.contains(anchor.outer) {
                range.low = range.low.max(Some(low));
            } else if anchor.inner.contains(outer) {
                range.high = Some(range.high.map_or(high, |known| known.min(high)));
            }
        }
        if let Some((low, high)) = exact {
            return Some(Range { low: Some(low), high: Some(high) });
        }
        (range != Range::default()).then_some(range)
    }
}

/// The figures, in last digits of that many decimals of a unit, that may print an amount printed elsewhere.
pub(super) fn ends(printed: Printed, decimals: u8, unit: Unit) -> Option<(i64, i64)> {
    let here = printed.rounded_to(decimals, unit).ok()?;
    let coarser = printed.last_place_exponent() - here.last_place_exponent();
    if coarser <= 0 || printed.is_zero() {
        return Some((here.last_digits(), here.last_digits()));
    }
    let half = 10_i64.checked_pow(u32::try_from(coarser).ok()?)? / 2;
    Some((here.last_digits().checked_sub(half)?, here.last_digits().checked_add(half)?))
}
