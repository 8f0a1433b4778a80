//! Areas: rectangles of the two axes.

use super::{Nature, Scope, Source};

/// A rectangle of the two axes: some sources, spent on some natures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Area {
    /// Whose money.
    pub source: Scope<Source>,
    /// For what.
    pub nature: Scope<Nature>,
}

impl Area {
    /// Everything.
    pub const ALL: Self = Self { source: Scope::<Source>::ALL, nature: Scope::<Nature>::ALL };

    /// Those sources, whatever they are spent on.
    pub const fn source(source: Scope<Source>) -> Self {
        Self { source, ..Self::ALL }
    }

    /// Those natures, whoever pays.
    pub const fn nature(nature: Scope<Nature>) -> Self {
        Self { nature, ..Self::ALL }
    }

    /// What both rectangles share.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self { source: self.source.intersection(other.source), nature: self.nature.intersection(other.nature) }
    }

    /// Whether `other` lies inside.
    pub const fn contains(self, other: Self) -> bool {
        self.source.contains(other.source) && self.nature.contains(other.nature)
    }
}

/// The area of a figure whose membership a template may leave open.
///
/// A table headed 项目支出及其他支出 may or may not hold the money passed to affiliated units: the
/// figure holds at least `inner` and at most `outer`, and only what follows for both is asserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Extent {
    /// What the figure holds for certain.
    pub inner: Area,
    /// What it holds at most.
    pub outer: Area,
}

impl Extent {
    /// An extent with nothing left open.
    pub const fn exact(area: Area) -> Self {
        Self { inner: area, outer: area }
    }

    /// The extent of what two headings say together.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self { inner: self.inner.intersection(other.inner), outer: self.outer.intersection(other.outer) }
    }

    /// Whether inner and outer differ.
    pub fn is_open(self) -> bool {
        self.inner != self.outer
    }
}
