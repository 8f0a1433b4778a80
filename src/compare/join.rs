//! The join of two documents on the keys of their figures.

use std::collections::HashMap;

use crate::amount::{Amount, Interval};
use crate::budget::Disclosure;
use crate::fact::Key;
use crate::growth::Change;
use crate::table::Address;
use crate::year::FiscalYear;

use super::bridge::Bridge;
use super::figures::{Figure, figures, would_print};
use super::{Comparison, Crosswalk, Entry, Incomparable, Mapped, NotCompared, Unmatched};

impl Comparison {
    pub(super) fn join(
        &mut self,
        after: &Disclosure,
        before: &Disclosure,
        crosswalk: Option<&Crosswalk>,
    ) -> Result<(), Incomparable> {
        let ((mut later, later_open), (mut earlier, earlier_open)) = (figures(after)?, figures(before)?);
        let mut marks: HashMap<Key, Mapped> = HashMap::new();
        if let Some(crosswalk) = crosswalk {
            let mut bridge = Bridge::new(self.from, self.to, &mut earlier, &mut later);
            bridge.cross(crosswalk)?;
            self.not_compared.extend(bridge.set_aside);
            marks = bridge.marks;
        }
        for (key, figure) in later {
            let (change, earlier) = match earlier.remove(&key) {
                Some(known) => (Change::Kept { before: known.amount, after: figure.amount }, known.interval),
                None => match would_print(before, &key, &figure.address) {
                    Ok(()) => (Change::Added(figure.amount), NOTHING),
                    Err(reason) => {
                        self.set_aside(key, self.to, figure.amount, reason);
                        continue;
                    }
                },
            };
            self.rows.insert(key, Entry { change, before: earlier, after: figure.interval, mapped: None });
        }
        for (key, figure) in earlier {
            let Figure { amount, interval, address, .. } = figure;
            match would_print(after, &key, &address) {
                Ok(()) => {
                    let change = Change::Dropped(amount);
                    self.rows.insert(key, Entry { change, before: interval, after: NOTHING, mapped: None });
                }
                Err(reason) => self.set_aside(key, self.from, amount, reason),
            }
        }
        for (key, mark) in marks {
            if let Some(entry) = self.rows.get_mut(&key) {
                entry.mapped = Some(Box::new(mark));
            }
        }
        self.finish([(self.from, earlier_open), (self.to, later_open)])
    }

    fn set_aside(&mut self, key: Key, year: FiscalYear, amount: Amount, reason: Unmatched) {
        self.not_compared.push(NotCompared { key, year, amount, reason });
    }

    /// Sorts what was not compared and refuses differences that are no amounts.
    fn finish(&mut self, open: [(FiscalYear, Vec<(Key, Amount)>); 2]) -> Result<(), Incomparable> {
        let left_open = open.into_iter().flat_map(|(year, figures)| {
            let figure = move |(key, amount)| NotCompared { key, year, amount, reason: Unmatched::LeftOpen };
            figures.into_iter().map(figure)
        });
        self.left_open = left_open.filter(|figure| !self.rows.contains_key(&figure.key)).collect();
        let order = |a: &NotCompared, b: &NotCompared| (&a.key, a.year).cmp(&(&b.key, b.year));
        self.not_compared.sort_by(order);
        self.left_open.sort_by(order);
        match self.rows.iter().find(|(_, entry)| entry.change.delta().is_err()) {
            Some((key, _)) => Err(Incomparable::OutOfRange(key.clone())),
            None => Ok(()),
        }
    }
}

/// What a year has that does not have it.
const NOTHING: Interval = Interval::exactly(Amount::ZERO);

/// The same row under another code or unit.
pub(super) fn readdress(address: &Address, key: &Key) -> Address {
    match (address, key.function, key.economic.single(), key.government, &key.unit) {
        (Address::Function(_), Some(code), ..) => Address::Function(code),
        (Address::Economic(_), _, Some(code), ..) => Address::Economic(code),
        (Address::Government(_), _, _, Some(code), _) => Address::Government(code),
        (Address::Unit(_), .., Some(unit)) => Address::Unit(unit.clone()),
        (Address::UnitEconomic(..), .., Some(unit)) => Address::UnitEconomic(unit.clone(), key.economic),
        (Address::Project(_, project), .., Some(unit)) => Address::Project(unit.clone(), project.clone()),
        _ => address.clone(),
    }
}
