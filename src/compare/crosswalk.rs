//! A crosswalk: which codes and units of an earlier year are which of a later one.

use crate::budget::Language;
use crate::code::Evidence;
use crate::code::changes::{self, CodeChange};
use crate::fact::Name;
use crate::year::FiscalYear;

/// What is known to have changed its code or name between two years, to compare across it.
///
/// Given to [`Earlier::mapped_by`](super::Earlier::mapped_by), it translates the earlier year's figures into
/// the later year's codes, the classes above them included, so that both years mean the same by a row. Every
/// row that it touched [says so](super::Entry::mapped).
///
/// ```
/// use yusuan::{Crosswalk, Evidence};
///
/// // Changes that documents show; the rest of the list is from memory.
/// let crosswalk = Crosswalk::of_catalogue(Evidence::Published).unit("某局信息中心", "某局数据中心");
/// assert!(crosswalk.changes().iter().all(|change| change.evidence >= Evidence::Published));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crosswalk {
    changes: Vec<CodeChange>,
    units: Vec<(Name, Name)>,
}

/// How an entry was mapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum How {
    /// 更名: both years have the code, under different names.
    Renamed,
    /// 调整: the earlier amount stood under another code, or under several that became this one.
    Moved,
    /// 拆分: one code became several, which are compared together.
    Split,
    /// 同口径调整: a code below it moved out or in, and its earlier amount was restated.
    Restated,
    /// 口径有变: a code below it moved out or in, but the earlier document does not print how much.
    NotRestated,
    /// 单位更名: the unit has another name, or several units became one.
    UnitRenamed,
}

/// How an entry came to be compared across a change of codes or names, and by which changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped {
    /// How.
    pub how: How,
    /// The changes of codes.
    pub changes: Vec<CodeChange>,
    /// The earlier names of the unit.
    pub units: Vec<Name>,
}

impl Crosswalk {
    /// The changes of the catalogue that are at least that well attested.
    pub fn of_catalogue(at_least: Evidence) -> Self {
        Self::from_changes(changes::all().iter().filter(|change| change.evidence >= at_least).copied())
    }

    /// These changes of codes.
    pub fn from_changes(changes: impl IntoIterator<Item = CodeChange>) -> Self {
        Self { changes: changes.into_iter().collect(), units: Vec::new() }
    }

    /// The unit of one name in the earlier year is that of another in the later year. Several units may have
    /// become one.
    #[must_use]
    pub fn unit(mut self, before: impl Into<Name>, after: impl Into<Name>) -> Self {
        self.units.push((before.into(), after.into()));
        self
    }

    /// The changes of codes.
    pub fn changes(&self) -> &[CodeChange] {
        &self.changes
    }

    /// The earlier and the later names of units.
    pub fn units(&self) -> &[(Name, Name)] {
        &self.units
    }

    pub(super) fn between(&self, before: FiscalYear, after: FiscalYear) -> impl Iterator<Item = &CodeChange> {
        self.changes.iter().filter(move |change| change.lies_between(before, after))
    }
}

impl Mapped {
    pub(super) fn new(how: How) -> Self {
        Self { how, changes: Vec::new(), units: Vec::new() }
    }

    /// What was mapped, in words.
    pub fn message(&self, language: Language) -> String {
        let (chinese, english) = match self.how {
            How::Renamed => ("科目更名", "renamed"),
            How::Moved => ("科目调整", "code moved"),
            How::Split => ("科目拆分，合并比较", "code split, compared together"),
            How::Restated => ("上年数已按同口径调整", "earlier amount restated"),
            How::NotRestated => ("口径有变，上年数未能调整", "scope changed, earlier amount not restated"),
            How::UnitRenamed => ("单位更名", "unit renamed"),
        };
        let mut parts: Vec<String> = self.changes.iter().map(ToString::to_string).collect();
        parts.extend(self.units.iter().map(Name::to_string));
        match language {
            Language::Chinese => format!("{chinese}（{}）", parts.join("；")),
            Language::English => format!("{english} ({})", parts.join("; ")),
        }
    }
}
