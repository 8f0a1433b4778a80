//! Which slots make up which others: equal areas, neighbouring areas, coarsest partitions.

use std::collections::BTreeMap;

use super::atoms::Atoms;
use super::slot::Slot;

/// Two sides of a sum and the areas by which they may differ.
#[derive(Clone, Debug)]
pub(super) struct Bounded {
    pub(super) left: Vec<Slot>,
    pub(super) right: Vec<Slot>,
    /// What only the left side may hold.
    pub(super) over: Atoms,
    /// What only the right side may hold.
    pub(super) under: Atoms,
    /// Whether the right side leaves out core money, so that the left one merely contains it.
    pub(super) partial: bool,
}

/// The slots of one space, grouped by the core money they hold.
pub(super) struct Classes {
    classes: Vec<Class>,
}

/// Slots that hold the same core money. They may differ in what is printed in lines of its own.
struct Class {
    core: Atoms,
    slots: Vec<Slot>,
}

impl Classes {
    pub(super) fn of(slots: &[Slot]) -> Self {
        let mut by_core: BTreeMap<Atoms, Vec<Slot>> = BTreeMap::new();
        for slot in slots {
            by_core.entry(slot.inner.core()).or_default().push(*slot);
        }
        let mut classes: Vec<Class> = by_core.into_iter().map(|(core, slots)| Class { core, slots }).collect();
        // Largest first, so that the coarsest parts are tried first.
        classes.sort_by_key(|class| std::cmp::Reverse(class.core.len()));
        Self { classes }
    }

    /// Groups of slots that hold the same amount, because their areas are equal.
    pub(super) fn equal(&self) -> impl Iterator<Item = Vec<Slot>> + '_ {
        self.classes.iter().flat_map(|class| {
            let groups = class.areas().into_iter().map(|(_, slots)| slots);
            groups.filter(|slots| slots.len() > 1 && !slots[0].is_open())
        })
    }

    /// Slots that differ only in money with lines of its own, each with its nearest neighbour.
    pub(super) fn neighbours(&self) -> impl Iterator<Item = Bounded> + '_ {
        self.cored().flat_map(Class::neighbours)
    }

    /// The ways to cut a class into coarsest parts, as many as the search meets within its limits.
    pub(super) fn covers(&self) -> impl Iterator<Item = Bounded> + '_ {
        self.cored().flat_map(|whole| {
            let inside = self.inside(whole);
            let mut search = Search { classes: &inside, chosen: Vec::new(), found: Vec::new(), steps: 0 };
            search.fill(whole.core);
            let found = search.found.into_iter();
            found.filter_map(|parts| tightest(whole, &parts, false)).collect::<Vec<_>>()
        })
    }

    /// For a class that no parts make up along one axis: the coarsest parts that fill most of it.
    pub(super) fn packings(&self) -> impl Iterator<Item = Bounded> + '_ {
        self.cored().flat_map(|whole| [true, false].into_iter().filter_map(|by_source| self.packing(whole, by_source)))
    }

    fn packing(&self, whole: &Class, by_source: bool) -> Option<Bounded> {
        let (sources, natures) = whole.core.shadow();
        let inside = self.inside(whole).into_iter().filter(|part| {
            let shadow = part.core.shadow();
            if by_source { shadow.1 == natures } else { shadow.0 == sources }
        });
        let mut parts: Vec<&Class> = Vec::new();
        let mut rest = whole.core;
        for part in inside {
            if rest.contains(part.core) {
                rest = rest.without(part.core);
                parts.push(part);
            }
        }
        if parts.is_empty() || rest.is_empty() {
            return None;
        }
        // What follows by way of a class in between is not said again.
        let filled = whole.core.without(rest);
        let between = self.inside(whole).into_iter().any(|class| class.core != filled && class.core.contains(filled));
        let refined = parts.len() > 1 && self.inside(whole).into_iter().any(|class| class.core == filled);
        if between || refined { None } else { tightest(whole, &parts, true) }
    }

    fn cored(&self) -> impl Iterator<Item = &Class> {
        self.classes.iter().filter(|class| !class.core.is_empty())
    }

    fn inside(&self, whole: &Class) -> Vec<&Class> {
        self.cored().filter(|part| part.core != whole.core && whole.core.contains(part.core)).collect()
    }
}

impl Class {
    /// The slots by their areas, largest area first.
    fn areas(&self) -> Vec<((Atoms, Atoms), Vec<Slot>)> {
        let mut areas: Vec<((Atoms, Atoms), Vec<Slot>)> = Vec::new();
        for slot in &self.slots {
            let area = (slot.inner, slot.outer);
            match areas.iter_mut().find(|(known, _)| *known == area) {
                Some((_, slots)) => slots.push(*slot),
                None => areas.push((area, vec![*slot])),
            }
        }
        areas.sort_by_key(|((_, outer), _)| std::cmp::Reverse(outer.len()));
        areas
    }

    /// For each area the closest one that contains it; for an open area the closest one that is not open.
    fn neighbours(&self) -> Vec<Bounded> {
        let areas = self.areas();
        let mut found = Vec::new();
        for ((inner, outer), slots) in &areas {
            let open = inner != outer;
            let nearest = areas
                .iter()
                .filter(|((other, widest), _)| other == widest && (open || *other != *inner && other.contains(*inner)))
                .min_by_key(|((other, _), _)| outer.without(*other).len() + other.without(*inner).len());
            let Some(((other, _), others)) = nearest else { continue };
            let (left, right) = (vec![others[0]], vec![slots[0]]);
            found.push(Bounded {
                left,
                right,
                over: other.without(*inner),
                under: outer.without(*other),
                partial: false,
            });
        }
        found
    }
}

/// How many classes the search for the parts of one class may try. The built-in templates need a
/// hundredth of it; without a limit a template of many overlapping columns would take forever.
const MOST_STEPS: usize = 5_000;

/// More ways to say the same are of no use to a reader.
const MOST_COVERS: usize = 32;

/// The search for the ways to fill an area with disjoint classes, no two or more of which (but not all)
/// make up a class of their own.
struct Search<'a> {
    classes: &'a [&'a Class],
    chosen: Vec<&'a Class>,
    found: Vec<Vec<&'a Class>>,
    steps: usize,
}

impl Search<'_> {
    fn fill(&mut self, rest: Atoms) {
        if rest.is_empty() {
            self.found.push(self.chosen.clone());
            return;
        }
        let atom = rest.first();
        for class in self.classes {
            if class.core.contains(atom) && rest.contains(class.core) {
                self.steps += 1;
                if self.steps > MOST_STEPS || self.found.len() == MOST_COVERS {
                    return;
                }
                self.chosen.push(class);
                if !self.makes_up_a_class(class) {
                    self.fill(rest.without(class.core));
                }
                self.chosen.pop();
            }
        }
    }

    /// Whether the part chosen last makes up a class with others chosen before it.
    fn makes_up_a_class(&self, last: &Class) -> bool {
        self.classes.iter().any(|class| {
            let inner = || self.chosen.iter().filter(|part| class.core.contains(part.core));
            class.core != last.core
                && class.core.contains(last.core)
                && inner().fold(Atoms::default(), |all, part| all.union(part.core)) == class.core
        })
    }
}

/// The slots of the classes that leave the least open between whole and parts.
fn tightest(whole: &Class, parts: &[&Class], partial: bool) -> Option<Bounded> {
    let candidates = whole.areas().into_iter().map(|((inner, outer), slots)| {
        let mut right: Vec<Slot> = Vec::new();
        let (mut certain, mut under) = (Atoms::default(), outer.without(outer));
        let mut possible = Atoms::default();
        for part in parts {
            let best = part.slots.iter().min_by_key(|slot| {
                let beside = right.first().is_none_or(|first| first.table != slot.table);
                (slot.outer.without(inner).len(), outer.without(slot.inner).len(), beside)
            });
            let Some(best) = best else { continue };
            under = under.union(best.outer.intersection(possible)).union(best.outer.without(inner));
            possible = possible.union(best.outer);
            certain = certain.union(best.inner);
            right.push(*best);
        }
        Bounded { left: vec![slots[0]], right, over: outer.without(certain), under, partial }
    });
    candidates.min_by_key(|sum| sum.over.len() + sum.under.len())
}
