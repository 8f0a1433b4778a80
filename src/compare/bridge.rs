//! The crossing itself: the earlier year's figures under the later year's codes.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::code::changes::{ChangeKind, Code, CodeChange};
use crate::fact::{EconomicScope, Key, Name};
use crate::year::FiscalYear;

use super::coded::{codes, renamed, replaced, single};
use super::crosswalk::How;
use super::figures::{Figure, Figures};
use super::join::readdress;
use super::{Crosswalk, Incomparable, Mapped, NotCompared, Unmatched};

pub(super) struct Bridge<'b, 'a> {
    from: FiscalYear,
    to: FiscalYear,
    before: &'b mut Figures<'a>,
    after: &'b mut Figures<'a>,
    pub(super) marks: HashMap<Key, Mapped>,
    pub(super) set_aside: Vec<NotCompared>,
}

impl<'b, 'a> Bridge<'b, 'a> {
    pub(super) fn new(
        from: FiscalYear,
        to: FiscalYear,
        before: &'b mut Figures<'a>,
        after: &'b mut Figures<'a>,
    ) -> Self {
        Self { from, to, before, after, marks: HashMap::new(), set_aside: Vec::new() }
    }

    pub(super) fn cross(&mut self, crosswalk: &Crosswalk) -> Result<(), Incomparable> {
        self.rename_units(crosswalk.units())?;
        let later: HashSet<Code> = self.after.keys().flat_map(codes).collect();
        // What documents do not date for certain happened only where the later year no longer has the code.
        let applies = |change: &&CodeChange| {
            change.kind == ChangeKind::Renamed
                || change.surely_lies_between(self.from, self.to)
                || change.from.is_some_and(|code| !later.contains(&code))
        };
        let changes: Vec<CodeChange> = crosswalk.between(self.from, self.to).filter(applies).copied().collect();
        let mut moves: BTreeMap<FiscalYear, BTreeMap<Code, CodeChange>> = BTreeMap::new();
        let mut splits: BTreeMap<Code, Vec<CodeChange>> = BTreeMap::new();
        for change in &changes {
            match (change.kind, change.from) {
                (ChangeKind::Moved | ChangeKind::Merged, Some(from)) => {
                    moves.entry(change.since).or_default().insert(from, *change);
                }
                (ChangeKind::Split, Some(from)) => splits.entry(from).or_default().push(*change),
                _ => {}
            }
        }
        for moves in moves.values() {
            self.relabel(moves)?;
        }
        for (from, parts) in &splits {
            self.join_parts(*from, parts)?;
        }
        self.mark_renamed(&changes);
        Ok(())
    }

    fn rename_units(&mut self, units: &[(Name, Name)]) -> Result<(), Incomparable> {
        let known: HashMap<&Name, &Name> = units.iter().map(|(before, after)| (before, after)).collect();
        let renamed = |key: &Key, _: &mut Figure<'a>| key.unit.as_ref().is_some_and(|unit| known.contains_key(unit));
        for (key, figure) in self.before.extract_if(renamed).collect::<Vec<_>>() {
            let Some((old, new)) = key.unit.as_ref().and_then(|old| known.get_key_value(old)) else { continue };
            let later = Key { unit: Some((*new).clone()), ..key.clone() };
            let address = readdress(&figure.address, &later);
            put(self.before, &later, &figure.at(address))?;
            let mark = self.marks.entry(later).or_insert_with(|| Mapped::new(How::UnitRenamed));
            if !mark.units.contains(old) {
                mark.units.push((*old).clone());
            }
        }
        Ok(())
    }

    /// Moves of one year, all at once: a code that one leaves may be one that another enters.
    fn relabel(&mut self, moves: &BTreeMap<Code, CodeChange>) -> Result<(), Incomparable> {
        let detailed = self.detailed();
        let touched = |key: &Key, _: &mut Figure<'a>| codes(key).any(|code| lowest(code, moves).is_some());
        let mut leaving: Vec<(Key, Figure<'a>)> = self.before.extract_if(touched).collect();
        // In the order of keys, so that the marks come out alike each time.
        leaving.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (key, figure) in leaving {
            let (mut later, mut changes, mut below) = (key.clone(), Vec::new(), None);
            for code in codes(&key) {
                match lowest(code, moves) {
                    Some(change) if change.from == Some(code) => {
                        later = change.to.and_then(|to| replaced(&later, code, to)).unwrap_or(later);
                        changes.push(*change);
                    }
                    Some(change) => below = change.to,
                    None => {}
                }
            }
            if let Some(into) = below {
                self.leave(key, self.from, &figure, Unmatched::Regrouped { into });
                continue;
            }
            let address = readdress(&figure.address, &later);
            put(self.before, &later, &figure.at(address))?;
            for change in changes {
                self.restate(&key, &figure, &change)?;
                self.mark(&later, How::Moved, &change);
            }
        }
        self.leave_parts_of_arrivals(moves);
        for change in moves.values() {
            self.mark_not_restated(change, &detailed);
        }
        Ok(())
    }

    /// Takes a moved amount from the codes above that lost it and gives it to those that won it.
    fn restate(&mut self, key: &Key, figure: &Figure<'a>, change: &CodeChange) -> Result<(), Incomparable> {
        let (Some(from), Some(to)) = (change.from, change.to) else { return Ok(()) };
        if single(key) != Some(from) {
            return Ok(());
        }
        let (amount, interval) = (figure.amount, figure.interval);
        for lost in from.ancestors().filter(|above| !above.contains(to)) {
            let Some(above) = replaced(key, from, lost) else { continue };
            if let Some(there) = self.before.get_mut(&above) {
                there.add(-amount, -interval).map_err(|_| Incomparable::OutOfRange(above.clone()))?;
                if there.amount.is_zero() && !self.after.contains_key(&above) {
                    self.before.remove(&above);
                }
                self.mark(&above, How::Restated, change);
            }
        }
        for won in to.ancestors().filter(|above| !above.contains(from)) {
            let Some(above) = replaced(key, from, won) else { continue };
            if self.before.contains_key(&above) || self.after.contains_key(&above) {
                let address = readdress(&figure.address, &above);
                put(self.before, &above, &figure.at(address))?;
                self.mark(&above, How::Restated, change);
            }
        }
        Ok(())
    }

    /// What the later year prints below a code that a whole code moved into has no counterpart.
    fn leave_parts_of_arrivals(&mut self, moves: &BTreeMap<Code, CodeChange>) {
        let arrived: HashSet<Code> = self
            .marks
            .iter()
            .filter(|(_, mark)| mark.how == How::Moved)
            .flat_map(|(key, _)| codes(key).collect::<Vec<_>>())
            .filter(|code| moves.values().any(|change| change.to == Some(*code)))
            .collect();
        let within = |key: &Key| codes(key).find_map(|code| code.ancestors().find(|above| arrived.contains(above)));
        let before = &*self.before;
        let parts: Vec<(Key, Figure<'a>)> =
            self.after.extract_if(|key, _| !before.contains_key(key) && within(key).is_some()).collect();
        for (key, figure) in parts {
            if let Some(into) = within(&key) {
                self.leave(key, self.to, &figure, Unmatched::Regrouped { into });
            }
        }
    }

    /// The keys under which the earlier year prints something deeper.
    fn detailed(&self) -> HashSet<Key> {
        let above = |key: &Key| {
            let code = single(key)?;
            let key = key.clone();
            Some(code.ancestors().filter_map(move |above| replaced(&key, code, above)).collect::<Vec<_>>())
        };
        self.before.keys().filter_map(above).flatten().collect()
    }

    /// A code that lost or won another, where the earlier year prints no codes below it to restate it by.
    fn mark_not_restated(&mut self, change: &CodeChange, detailed: &HashSet<Key>) {
        let (Some(from), Some(to)) = (change.from, change.to) else { return };
        let lost = from.ancestors().filter(|above| !above.contains(to));
        let changed: Vec<Code> = lost.chain(to.ancestors().filter(|above| !above.contains(from))).collect();
        let keys = self.before.keys().filter(|key| single(key).is_some_and(|code| changed.contains(&code)));
        for key in keys.filter(|key| !detailed.contains(key)).cloned().collect::<Vec<_>>() {
            self.mark(&key, How::NotRestated, change);
        }
    }

    /// One code that became several: economic codes are compared as a set, others in the code above.
    fn join_parts(&mut self, from: Code, parts: &[CodeChange]) -> Result<(), Incomparable> {
        let targets: Vec<Code> = parts.iter().filter_map(|part| part.to).collect();
        let together = from.ancestors().find(|above| targets.iter().all(|target| above.contains(*target)));
        let mut whole: Vec<Key> = self.before.keys().filter(|key| single(key) == Some(from)).cloned().collect();
        whole.sort();
        for key in whole {
            let later: Vec<Key> = targets.iter().filter_map(|target| replaced(&key, from, *target)).collect();
            if !later.iter().any(|key| self.after.contains_key(key)) {
                continue;
            }
            let Some(figure) = self.before.remove(&key) else { continue };
            let arrived: Vec<(Key, Figure<'a>)> =
                later.into_iter().filter_map(|key| self.after.remove_entry(&key)).collect();
            if let Some(set) = set_of(&targets) {
                let joined = Key { economic: set, ..key.clone() };
                for (_, part) in arrived {
                    put(self.after, &joined, &part)?;
                }
                put(self.before, &joined, &figure)?;
                for part in parts {
                    self.mark(&joined, How::Split, part);
                    self.mark_unknown_above(&key, part);
                }
            } else {
                self.leave(key.clone(), self.from, &figure, Unmatched::Split { together });
                for (key, part) in arrived {
                    self.leave(key, self.to, &part, Unmatched::Split { together });
                }
            }
        }
        let detailed = self.detailed();
        for part in parts {
            self.mark_not_restated(part, &detailed);
        }
        Ok(())
    }

    /// The codes above a split that lost or won by it: nobody knows how much.
    fn mark_unknown_above(&mut self, key: &Key, part: &CodeChange) {
        let (Some(from), Some(to)) = (part.from, part.to) else { return };
        let changed = from.ancestors().filter(|above| !above.contains(to));
        let changed = changed.chain(to.ancestors().filter(|above| !above.contains(from)));
        for above in changed.filter_map(|above| replaced(key, from, above)).collect::<Vec<_>>() {
            if self.before.contains_key(&above) {
                self.mark(&above, How::NotRestated, part);
            }
        }
    }

    /// Codes with another name: those of the list, and those whose former name documents of the earlier year print.
    fn mark_renamed(&mut self, changes: &[CodeChange]) {
        let listed = changes.iter().filter(|change| change.kind == ChangeKind::Renamed);
        let listed: BTreeMap<Code, CodeChange> = listed.filter_map(|change| Some((change.from?, *change))).collect();
        let keys: Vec<Key> = self.before.keys().filter(|key| !self.marks.contains_key(key)).cloned().collect();
        for key in keys {
            let change = single(&key).and_then(|code| {
                let known = listed.get(&code).copied();
                known.or_else(|| renamed(code, self.from, self.to))
            });
            if let Some(change) = change {
                self.mark(&key, How::Renamed, &change);
            }
        }
    }

    fn mark(&mut self, key: &Key, how: How, change: &CodeChange) {
        let mark = self.marks.entry(key.clone()).or_insert_with(|| Mapped::new(how));
        if how == How::NotRestated {
            mark.how = how;
        }
        if !mark.changes.contains(change) {
            mark.changes.push(*change);
        }
    }

    fn leave(&mut self, key: Key, year: FiscalYear, figure: &Figure<'a>, reason: Unmatched) {
        self.set_aside.push(figure.not_compared(key, year, reason));
    }
}

/// Puts an amount under a key, beside what is there.
fn put<'a>(figures: &mut Figures<'a>, key: &Key, figure: &Figure<'a>) -> Result<(), Incomparable> {
    if let Some(there) = figures.get_mut(key) {
        there.add(figure.amount, figure.interval).map_err(|_| Incomparable::OutOfRange(key.clone()))
    } else {
        figures.insert(key.clone(), figure.clone());
        Ok(())
    }
}

/// The move of a code or of the nearest code above it.
fn lowest(code: Code, moves: &BTreeMap<Code, CodeChange>) -> Option<&CodeChange> {
    moves.get(&code).or_else(|| code.ancestors().find_map(|above| moves.get(&above)))
}

/// The set of economic codes, if they are economic and fit into one.
fn set_of(codes: &[Code]) -> Option<EconomicScope> {
    let economic = codes.iter().map(|code| match code {
        Code::Economic(code) => Some(*code),
        _ => None,
    });
    EconomicScope::of(&economic.collect::<Option<Vec<_>>>()?).ok()
}
