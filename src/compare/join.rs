//! The join of two documents on the keys of their figures.

use foldhash::{HashMap, HashMapExt};

use crate::amount::{Amount, Interval};
use crate::budget::Disclosure;
use crate::fact::Key;
use crate::growth::Change;
use crate::table::Address;
use crate::year::FiscalYear;

use super::bridge::Bridge;
use super::figures::{Open, figures, would_print};
use super::{Comparison, Earlier, Entry, Incomparable, Mapped, NotCompared, Stated, Unmatched};

impl Comparison {
    pub(super) fn join(
        &mut self,
        after: &Disclosure,
        Earlier { disclosure: before, crosswalk, with_stated, .. }: Earlier<'_>,
    ) -> Result<(), Incomparable> {
        let (mut later, later_open) = figures(after, with_stated)?;
        let (mut earlier, earlier_open) = figures(before, with_stated)?;
        let mut marks: HashMap<Key, Mapped> = HashMap::new();
        if let Some(crosswalk) = crosswalk {
            let mut bridge = Bridge::new(self.from, self.to, &mut earlier, &mut later);
            bridge.cross(crosswalk)?;
            self.not_compared.extend(bridge.set_aside);
            marks = bridge.marks;
        }
        for (key, figure) in later {
            let (change, earlier, stated) = match earlier.remove(&key) {
                Some(known) => {
                    let change = Change::Kept { before: known.amount, after: figure.amount };
                    (change, known.interval, Stated::of(known.stated, figure.stated))
                }
                None => match would_print(before, &key, &figure.address) {
                    Ok(()) => (Change::Added(figure.amount), NOTHING, Stated::of(false, figure.stated)),
                    Err(reason) => {
                        self.not_compared.push(figure.not_compared(key, self.to, reason));
                        continue;
                    }
                },
            };
            self.rows.insert(key, Entry { change, before: earlier, after: figure.interval, mapped: None, stated });
        }
        for (key, figure) in earlier {
            match would_print(after, &key, &figure.address) {
                Ok(()) => {
                    let change = Change::Dropped(figure.amount);
                    let stated = Stated::of(figure.stated, false);
                    let entry = Entry { change, before: figure.interval, after: NOTHING, mapped: None, stated };
                    self.rows.insert(key, entry);
                }
                Err(reason) => self.not_compared.push(figure.not_compared(key, self.from, reason)),
            }
        }
        for (key, mark) in marks {
            if let Some(entry) = self.rows.get_mut(&key) {
                entry.mapped = Some(Box::new(mark));
            }
        }
        self.finish([(self.from, earlier_open), (self.to, later_open)])
    }

    /// Sorts what was not compared and refuses differences that are no amounts.
    fn finish(&mut self, open: [(FiscalYear, Open); 2]) -> Result<(), Incomparable> {
        let left_open = open.into_iter().flat_map(|(year, figures)| {
            let reason = Unmatched::LeftOpen;
            let figure = move |(key, amount, stated)| NotCompared { key, year, amount, reason, stated };
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
