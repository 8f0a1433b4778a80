//! What money a table covers where its title leaves it open.

use crate::fact::Flow;
use crate::relation::Atoms;
use crate::scope::{Area, Nature, Scope};

use super::super::draft::{About, Draft};
use super::super::title::Subject;
use super::{Known, Spot, Where};

impl Known {
    /// Whether a table of expenditure leaves out what is carried forward: its total is then what is spent, and
    /// another table prints more for the whole.
    pub(super) fn resolve_nature(&self, draft: &mut Draft<'_>) {
        let is_all = draft.flow == Flow::Expenditure
            && draft.title.subject == Subject::Budget
            && draft.entries.is_empty()
            && draft.extent.outer.nature == Scope::<Nature>::ALL;
        let Some(total) = draft.rows.iter().find(|row| row.about == About::Total).filter(|_| is_all) else { return };
        let Some((printed, false)) = total.figures.first() else { return };
        let spot = Spot { flow: Flow::Expenditure, basis: self.basis, about: Where::Total, memo: None, codes: None };
        let anchors = self.anchors.get(&spot).map_or(&[][..], Vec::as_slice);
        let atoms = |nature: Scope<Nature>| self.plain(Atoms::of(Area { nature, ..draft.extent.inner }));
        let (whole, spent) = (atoms(Scope::<Nature>::ALL), atoms(Scope::<Nature>::SPENT));
        let amounts =
            |wanted: Atoms| anchors.iter().filter(move |anchor| anchor.inner == anchor.outer && anchor.inner == wanted);
        if whole != spent
            && amounts(spent).any(|anchor| anchor.printed == *printed)
            && amounts(whole).all(|anchor| anchor.printed != *printed)
        {
            draft.extent.inner.nature = Scope::<Nature>::SPENT;
            draft.extent.outer.nature = Scope::<Nature>::SPENT;
        }
    }

    /// Whether a table that may or may not show what was carried over does: its total is printed elsewhere
    /// with it or without it.
    pub(super) fn resolve_scope(&self, draft: &mut Draft<'_>) {
        if !draft.extent.is_open() {
            return;
        }
        let Some(reading) = draft.readings.first() else { return };
        let Some((index, total)) = draft.rows.iter().enumerate().find(|(_, row)| row.about == About::Total) else {
            return;
        };
        let whole = total.columns.iter().position(|column| {
            column.is_some_and(|column| {
                reading[column].part_of.is_none()
                    && reading[column].basis == self.basis
                    && reading[column].codes.is_empty()
            })
        });
        let Some(position) = whole else { return };
        let Some(column) = total.columns[position].map(|column| &reading[column]) else { return };
        let printed = total.figures[position].0;
        let extent = draft.extent_at(index, column);
        let (inner, outer) = (self.plain(Atoms::of(extent.inner)), self.plain(Atoms::of(extent.outer)));
        let is_printed = |atoms: Atoms| {
            [Flow::Revenue, Flow::Expenditure].into_iter().any(|flow| {
                let spot = Spot { flow, basis: self.basis, about: Where::Total, memo: None, codes: None };
                let anchors = self.anchors.get(&spot).map_or(&[][..], Vec::as_slice);
                anchors
                    .iter()
                    .any(|anchor| anchor.inner == anchor.outer && anchor.inner == atoms && anchor.printed == printed)
            })
        };
        if inner == outer || is_printed(outer) {
            draft.extent.inner = draft.extent.outer;
        } else if is_printed(inner) {
            draft.extent.outer = draft.extent.inner;
        }
    }
}
