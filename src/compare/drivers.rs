//! Drivers: the leaf rows that explain a change, and what they leave unexplained.

use std::cmp::Reverse;

use foldhash::HashMap;

use crate::amount::{Amount, AmountError};
use crate::code::EconomicCode;
use crate::code::changes::Code;
use crate::fact::{EconomicScope, Key, MemoItem, Name};
use crate::growth::Ratio;
use crate::scope::Area;

use super::figures::size;
use super::{Axis, Comparison, Portion, Unmatched};

/// What explains the change of a whole along an axis: disjoint rows, largest change first, and a remainder, so
/// that all of them add up to the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drivers {
    whole: Key,
    axis: Axis,
    change: Amount,
    rows: Vec<Driver>,
    remainder: Amount,
}

/// A row that explains part of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Driver {
    /// What it is.
    pub key: Key,
    /// Its own change.
    pub change: Amount,
    /// Its share in the change of the whole.
    pub share: Portion,
}

/// Why a change has no drivers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoDrivers {
    /// The whole was not compared.
    #[error("{}", .0.message(crate::budget::Language::English))]
    NotCompared(Unmatched),
    /// The changes of the rows are too large to be added up.
    #[error("the changes of the rows do not add up to an amount: {0}")]
    OutOfRange(#[from] AmountError),
}

impl Drivers {
    /// The whole that changed.
    pub fn whole(&self) -> &Key {
        &self.whole
    }

    /// The axis of the rows.
    pub fn axis(&self) -> Axis {
        self.axis
    }

    /// The change to be explained.
    pub fn change(&self) -> Amount {
        self.change
    }

    /// The rows that changed, the largest change first. No money is in two of them.
    pub fn rows(&self) -> &[Driver] {
        &self.rows
    }

    /// What the rows do not explain: figures that could not be compared, and what rounding leaves.
    pub fn remainder(&self) -> Amount {
        self.remainder
    }

    /// The first rows and a remainder that holds all others.
    #[must_use]
    pub fn first(&self, count: usize) -> Self {
        let rest = self.rows.iter().skip(count).map(|row| row.change);
        // Each partial sum on the way back from all rows is one on the way there.
        let remainder = rest.rev().try_fold(self.remainder, Amount::checked_add);
        match remainder {
            Ok(remainder) => Self { rows: self.rows[..count.min(self.rows.len())].to_vec(), remainder, ..self.clone() },
            Err(_) => self.clone(),
        }
    }
}

impl Comparison {
    /// What explains the change of a whole along an axis: the deepest rows of a classification, the finest
    /// sources or natures, the units, the projects.
    ///
    /// A row that shares money with one that is already taken is left out, so parents and children never count
    /// twice. The parts of “三公”经费 are its economic codes, those of 政府采购 its kinds.
    pub fn drivers(&self, whole: &Key, axis: Axis) -> Result<Drivers, NoDrivers> {
        let change = self.entry(whole).map_err(NoDrivers::NotCompared)?.delta();
        let mut candidates: Vec<(&Key, Amount)> = self
            .entries()
            .filter(|(key, _)| is_part(whole, key, axis))
            .map(|(key, entry)| (key, entry.delta()))
            .collect();
        // Deep codes before those above them, one code before a set, much money before some of it; where the
        // money is the axis, little before much.
        let is_money = matches!(axis, Axis::Source | Axis::Nature);
        candidates.sort_by_cached_key(|(key, _)| {
            let codes = axis.codes(key);
            let (depth, size) = (codes.iter().map(|code| code.level()).min(), size(key.area()));
            (Reverse(depth), codes.len(), if is_money { size } else { usize::MAX - size }, (*key).clone())
        });
        let mut taken = Taken::default();
        let mut rows: Vec<Driver> = Vec::new();
        let mut remainder = change;
        for (key, own) in candidates {
            if taken.take(key, axis) && !own.is_zero() {
                remainder = remainder.checked_sub(own)?;
                let share = Ratio::of(own, change).map_or(Portion::NoChange, Portion::Of);
                rows.push(Driver { key: key.clone(), change: own, share });
            }
        }
        rows.sort_by(|a, b| (Reverse(a.change.abs()), &a.key).cmp(&(Reverse(b.change.abs()), &b.key)));
        Ok(Drivers { whole: whole.clone(), axis, change, rows, remainder })
    }
}

/// Whether a key is a part of a whole along an axis, whatever money it speaks of within it.
fn is_part(whole: &Key, key: &Key, axis: Axis) -> bool {
    if key == whole || key.flow != whole.flow || !whole.area().contains(key.area()) {
        return false;
    }
    let rest = Key { source: whole.source, nature: whole.nature, ..key.clone() };
    match axis {
        Axis::Source => Key { source: whole.source, ..key.clone() } == *whole,
        Axis::Nature => Key { nature: whole.nature, ..key.clone() } == *whole,
        Axis::Economic if whole.memo == Some(MemoItem::ThreePublic) => {
            let codes = THREE_PUBLIC.map(EconomicCode::of);
            let within = key.economic.codes().all(|code| codes.contains(&code));
            within && !key.economic.is_all() && Key { economic: EconomicScope::ALL, memo: whole.memo, ..rest } == *whole
        }
        Axis::Memo if whole.memo == Some(MemoItem::Procurement) => {
            let kinds = [MemoItem::ProcurementOfGoods, MemoItem::ProcurementOfWorks, MemoItem::ProcurementOfServices];
            key.memo.is_some_and(|kind| kinds.contains(&kind)) && Key { memo: whole.memo, ..rest } == *whole
        }
        // Other memo items overlap each other.
        Axis::Memo => false,
        Axis::Function => {
            whole.contains(key) && key.function != whole.function && {
                Key { function: whole.function, ..rest } == *whole
            }
        }
        Axis::Economic => {
            whole.contains(key) && key.economic != whole.economic && {
                Key { economic: whole.economic, ..rest } == *whole
            }
        }
        Axis::Government => {
            whole.contains(key) && key.government != whole.government && {
                Key { government: whole.government, ..rest } == *whole
            }
        }
        Axis::Unit => key.unit.is_some() && whole.unit.is_none() && Key { unit: None, ..rest } == *whole,
        Axis::Project => {
            key.project.is_some() && whole.project.is_none() && whole.contains(key) && {
                Key { unit: whole.unit.clone(), project: None, ..rest } == *whole
            }
        }
    }
}

/// The codes that “三公”经费 is made of.
const THREE_PUBLIC: [u32; 4] = [30212, 30217, 30231, 31013];

/// The money that rows have been taken for, by place on the axis.
#[derive(Default)]
struct Taken(HashMap<Spot, Vec<Area>>);

/// A place on an axis.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Spot {
    Code(Code),
    Place(Option<Name>, Option<Name>, Option<MemoItem>),
}

impl Taken {
    /// Takes a row, unless some of its money is taken.
    fn take(&mut self, key: &Key, axis: Axis) -> bool {
        let place = || Spot::Place(key.unit.clone(), key.project.clone(), key.memo);
        let codes = axis.codes(key);
        let mut spots: Vec<Spot> = codes.iter().copied().map(Spot::Code).collect();
        if spots.is_empty() {
            spots.push(place());
        }
        let area = key.area();
        let overlaps = |other: &Area| !other.source.is_disjoint(area.source) && !other.nature.is_disjoint(area.nature);
        if spots.iter().any(|spot| self.0.get(spot).is_some_and(|taken| taken.iter().any(overlaps))) {
            return false;
        }
        let above: Vec<Spot> = codes.into_iter().flat_map(Code::ancestors).map(Spot::Code).collect();
        for spot in spots.into_iter().chain(above) {
            let taken = self.0.entry(spot).or_default();
            if !taken.contains(&area) {
                taken.push(area);
            }
        }
        true
    }
}
