//! The cube of sources and natures cut into atoms, so that areas can be compared, cut and joined.

use crate::scope::{Area, Nature, Scope, Source};

const NATURES: usize = 8;

/// One more than there are natures, always empty: eight words are compared faster than seven.
const LANES: usize = 8;

/// 财政拨款 is never spent on business, on affiliated units or on the superior body: all three are,
/// by their definition, paid from other money. Such atoms are left out everywhere.
const FISCAL: Scope<Source> = Scope::FISCAL.with_carried_over();
const NEVER_FISCAL: Scope<Nature> = Scope::<Nature>::just(Nature::Business)
    .union(Scope::<Nature>::just(Nature::AffiliateSubsidy))
    .union(Scope::<Nature>::just(Nature::SuperiorRemittance));

/// Sources that every edition prints, whatever else it does. The others (money passed between
/// superior and affiliated units, carried over, drawn from funds) are printed in lines of their own,
/// and the editions differ in what they add them to: they make the slack between two figures.
const CORE_SOURCES: u32 = Scope::<Source>::THIS_YEAR
    .without(Scope::<Source>::just(Source::SuperiorSubsidy))
    .without(Scope::<Source>::just(Source::AffiliateRemittance))
    .bits();

/// A set of (source, nature) atoms: for each nature the bits of its sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Atoms([u32; LANES]);

impl Atoms {
    pub(crate) fn of(area: Area) -> Self {
        let mut atoms = Self::default();
        for (nature, sources) in atoms.0.iter_mut().enumerate().take(NATURES) {
            if area.nature.bits() >> nature & 1 == 1 {
                *sources = area.source.bits();
                if NEVER_FISCAL.bits() >> nature & 1 == 1 {
                    *sources &= !FISCAL.bits();
                }
            }
        }
        atoms
    }

    /// What every edition prints: the core sources, spent on staff, running costs and projects.
    pub(super) fn core(self) -> Self {
        let core = Scope::BASIC_AND_PROJECT.bits();
        self.combine(Self::default(), |nature, sources, _| sources & CORE_SOURCES & mask(core, nature))
    }

    pub(crate) fn union(self, other: Self) -> Self {
        self.combine(other, |_, a, b| a | b)
    }

    pub(super) fn intersection(self, other: Self) -> Self {
        self.combine(other, |_, a, b| a & b)
    }

    pub(crate) fn without(self, other: Self) -> Self {
        self.combine(other, |_, a, b| a & !b)
    }

    pub(crate) fn contains(self, other: Self) -> bool {
        other.0.iter().zip(self.0).fold(0, |outside, (inner, outer)| outside | (inner & !outer)) == 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0.iter().fold(0, |all, sources| all | sources) == 0
    }

    pub(crate) fn len(self) -> u32 {
        self.0.iter().map(|sources| sources.count_ones()).sum()
    }

    /// The set of the first atom, or the empty set.
    pub(super) fn first(self) -> Self {
        let mut first = Self::default();
        if let Some(nature) = self.0.iter().position(|&sources| sources != 0) {
            first.0[nature] = 1 << self.0[nature].trailing_zeros();
        }
        first
    }

    /// The sources that occur and the natures that occur.
    pub(super) fn shadow(self) -> (u32, u32) {
        let sources = self.0.iter().fold(0, |all, sources| all | sources);
        let natures = (0..NATURES).filter(|&nature| self.0[nature] != 0).fold(0, |all, nature| all | 1 << nature);
        (sources, natures)
    }

    fn combine(self, other: Self, with: impl Fn(usize, u32, u32) -> u32) -> Self {
        let mut result = self;
        for (nature, sources) in result.0.iter_mut().enumerate() {
            *sources = with(nature, *sources, other.0[nature]);
        }
        result
    }
}

/// All bits if that nature is in the set.
fn mask(natures: u32, nature: usize) -> u32 {
    if natures >> nature & 1 == 1 { u32::MAX } else { 0 }
}
