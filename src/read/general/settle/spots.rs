//! The coordinates of the figures of a table.

use crate::code::{EconomicCode, FunctionalCode, GovernmentEconomicCode};
use crate::fact::{Basis, Flow};
use crate::relation::Atoms;
use crate::scope::Extent;
use crate::table::vocabulary::Role;

use super::super::columns::Column;
use super::super::draft::{About, Draft};
use super::super::sides::Meant;
use super::super::title::Subject;
use super::super::tree;
use super::{Spot, Where, codes_over};

impl Draft<'_> {
    /// What a cell holds for certain and at most.
    pub(in crate::read::general) fn extent_at(&self, row: usize, column: &Column) -> Extent {
        let base = self.extent.intersection(column.extent);
        match self.rows[row].about {
            About::Line(entry) => base.intersection(super::super::compose::line_extent(self, entry)),
            _ => base,
        }
    }

    pub(super) fn atoms(&self, row: usize, column: &Column) -> (Atoms, Atoms) {
        let extent = self.extent_at(row, column);
        (Atoms::of(extent.inner), Atoms::of(extent.outer))
    }
}

/// Where a cell stands; none if nothing elsewhere can stand there.
pub(super) fn spot(draft: &Draft<'_>, row: usize, column: &Column) -> Option<Spot> {
    if column.is_percent || column.is_vague || column.of_which || column.basis == Basis::Change {
        return None;
    }
    if draft.rows[row].unit.is_some() && !matches!(draft.rows[row].about, About::Unit(_)) {
        return None;
    }
    let mut spot = Spot {
        flow: draft.flow,
        basis: column.basis,
        about: Where::Total,
        memo: column.memo,
        codes: codes_over(column),
    };
    match &draft.rows[row].about {
        About::Total | About::Group(_) => {}
        About::Codes { function, government, economic } => {
            spot.about = Where::Codes(
                function.map(FunctionalCode::number),
                government.map(GovernmentEconomicCode::number),
                economic.map(EconomicCode::number),
            );
        }
        About::Unit(name) => spot.about = Where::Unit(name.clone()),
        About::Project(..) | About::Named(_) => return None,
        About::Line(index) => {
            let entry = &draft.entries[*index];
            if draft.blocks[entry.block] == super::super::sides::Block::Revenue {
                spot.flow = Flow::Revenue;
            }
            match entry.meant {
                Meant::Function(code) => spot.about = Where::Codes(Some(code.number()), None, None),
                Meant::Economic(code) => spot.about = Where::Codes(None, None, Some(code.number())),
                Meant::Government(code) => spot.about = Where::Codes(None, Some(code.number()), None),
                Meant::Word(word) => match word.role {
                    Role::Economic(codes) => spot.codes = Some(codes),
                    Role::Memo(memo) => spot.memo = Some(memo),
                    Role::OfWhich => return None,
                    Role::Whole if tree::is_subtotal(&draft.entries, entry) => return None,
                    _ => {}
                },
            }
        }
    }
    if draft.title.subject != Subject::Budget && spot.memo.is_none() && spot.codes.is_none() {
        return None;
    }
    if let (Some([code]), Where::Total) = (spot.codes, &spot.about) {
        spot.about = Where::Codes(None, None, Some(*code));
        spot.codes = None;
        spot.memo = None;
    }
    Some(spot)
}
