//! Sets of economic codes.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::code::EconomicCode;

/// The economic codes an amount speaks of: all of them, or a set of up to eight.
///
/// Eight, because the largest set printed as one line (其他资本性等支出, every class but wages, goods
/// and households) has seven codes.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<EconomicCode>", into = "Vec<EconomicCode>"))]
pub struct EconomicScope {
    codes: [Option<EconomicCode>; Self::MOST],
}

/// More codes than an [`EconomicScope`] holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} economic codes in one set, at most 8 can be")]
pub struct TooManyCodes(usize);

impl EconomicScope {
    /// Every economic code.
    pub const ALL: Self = Self { codes: [None; Self::MOST] };
    const MOST: usize = 8;

    /// The set of these codes, sorted; all codes if there are none.
    pub fn of(codes: &[EconomicCode]) -> Result<Self, TooManyCodes> {
        let mut sorted = codes.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        if sorted.len() > Self::MOST {
            return Err(TooManyCodes(sorted.len()));
        }
        let mut scope = Self::ALL;
        for (slot, code) in scope.codes.iter_mut().zip(sorted) {
            *slot = Some(code);
        }
        Ok(scope)
    }

    /// The set of one code.
    pub const fn just(code: EconomicCode) -> Self {
        let mut codes = [None; Self::MOST];
        codes[0] = Some(code);
        Self { codes }
    }

    /// The codes; none means that all are meant.
    pub fn codes(&self) -> impl Iterator<Item = EconomicCode> {
        self.codes.iter().copied().flatten()
    }

    /// The code, if the set has exactly one.
    pub fn single(&self) -> Option<EconomicCode> {
        match self.codes {
            [Some(code), None, ..] => Some(code),
            _ => None,
        }
    }

    /// Whether all codes are meant.
    pub fn is_all(&self) -> bool {
        self.codes[0].is_none()
    }

    /// Whether every code of `other` is one of these or lies below one of these.
    pub fn contains(&self, other: &Self) -> bool {
        self.is_all() || !other.is_all() && other.codes().all(|inner| self.codes().any(|outer| outer.contains(inner)))
    }
}

/// Only the codes there are; a derived hash would write the empty places too.
impl Hash for EconomicScope {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.codes().for_each(|code| code.hash(state));
        state.write_u8(u8::MAX);
    }
}

impl fmt::Debug for EconomicScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EconomicScope({self})")
    }
}

/// The codes joined with `+`, or `all`.
impl fmt::Display for EconomicScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_all() {
            return f.write_str("all");
        }
        for (i, code) in self.codes().enumerate() {
            if i > 0 {
                f.write_str("+")?;
            }
            write!(f, "{code}")?;
        }
        Ok(())
    }
}

impl TryFrom<Vec<EconomicCode>> for EconomicScope {
    type Error = TooManyCodes;

    fn try_from(codes: Vec<EconomicCode>) -> Result<Self, TooManyCodes> {
        Self::of(&codes)
    }
}

impl From<EconomicScope> for Vec<EconomicCode> {
    fn from(scope: EconomicScope) -> Self {
        scope.codes().collect()
    }
}
