//! Walking a comparison along one axis.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::Level;
use crate::code::changes::Code;
use crate::fact::{EconomicScope, Key};
use crate::scope::{Nature, Scope, Source};

use super::coded::codes;
use super::{Comparison, Entry};

/// A coordinate of a key, along which a whole has parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::VariantArray)]
pub enum Axis {
    /// 功能分类.
    Function,
    /// 部门预算支出经济分类.
    Economic,
    /// 政府预算支出经济分类.
    Government,
    /// 资金来源.
    Source,
    /// 支出性质: 基本支出, 项目支出 …
    Nature,
    /// 单位.
    Unit,
    /// 项目, of whichever unit.
    Project,
    /// Figures that cut across the classification.
    Memo,
}

impl Axis {
    /// The whole that a key is a part of along this axis: the key with the coordinate summed over. `None` if
    /// the key is not narrowed along it.
    pub fn whole_of(self, key: &Key) -> Option<Key> {
        let mut whole = key.clone();
        let narrowed = match self {
            Self::Function => whole.function.take().is_some(),
            Self::Economic => !std::mem::replace(&mut whole.economic, EconomicScope::ALL).is_all(),
            Self::Government => whole.government.take().is_some(),
            Self::Source => std::mem::replace(&mut whole.source, Scope::<Source>::ALL) != Scope::<Source>::ALL,
            Self::Nature => std::mem::replace(&mut whole.nature, Scope::<Nature>::ALL) != Scope::<Nature>::ALL,
            Self::Unit => whole.project.is_none() && whole.unit.take().is_some(),
            Self::Project => {
                whole.unit = None;
                whole.project.take().is_some()
            }
            Self::Memo => whole.memo.take().is_some(),
        };
        narrowed.then_some(whole)
    }

    /// Whether the codes of the key on this axis are all of that level.
    fn is_at(self, key: &Key, level: Level) -> bool {
        self.codes(key).iter().all(|code| code.level() == level)
    }

    /// The codes of the key on this axis; none if it has none.
    pub(super) fn codes(self, key: &Key) -> Vec<Code> {
        let is_own = |code: &Code| {
            matches!(
                (self, code),
                (Self::Function, Code::Functional(_))
                    | (Self::Economic, Code::Economic(_))
                    | (Self::Government, Code::Government(_))
            )
        };
        codes(key).filter(is_own).collect()
    }
}

impl Comparison {
    /// The rows that narrow a whole along one axis and on no other, in the order of keys: every level of a
    /// classification, and subtotals of sources and natures beside their parts.
    ///
    /// ```
    /// use yusuan::{Axis, Disclosure, FiscalYear, Key, Nature, Scope, Source, read_text};
    ///
    /// let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/cooperation-office-2024.txt"));
    /// let after = read_text(text)?;
    /// let mut before = after.clone();
    /// before.header.year = FiscalYear::new(2023)?;
    /// let comparison = after.since(&before)?;
    /// let basic = Key::expenditure().source(Source::GeneralPublic).nature(Scope::BASIC);
    /// let wages = comparison.along(&basic, Axis::Economic).next().unwrap();
    /// assert_eq!(wages.0.to_string(), "expenditure economic=301 source=general-public nature=personnel+operating");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn along(&self, whole: &Key, axis: Axis) -> impl Iterator<Item = (&Key, &Entry)> {
        self.entries().filter(move |(key, _)| {
            *key != whole
                && match axis {
                    Axis::Source => {
                        whole.source.contains(key.source) && Key { source: whole.source, ..(*key).clone() } == *whole
                    }
                    Axis::Nature => {
                        whole.nature.contains(key.nature) && Key { nature: whole.nature, ..(*key).clone() } == *whole
                    }
                    Axis::Project if whole.unit.is_some() => {
                        key.project.is_some() && Key { project: None, ..(*key).clone() } == *whole
                    }
                    _ => axis.whole_of(key).is_some_and(|known| known == *whole),
                }
        })
    }

    /// The rows of one level along an axis, disjoint: of a classification the codes of that level, of sources
    /// and natures, which have no levels, the finest that are printed.
    pub fn at_level(&self, whole: &Key, axis: Axis, level: Level) -> Vec<(&Key, &Entry)> {
        let rows: Vec<(&Key, &Entry)> = self.along(whole, axis).filter(|(key, _)| axis.is_at(key, level)).collect();
        // A set of codes, or of sources, stands beside its parts.
        let scopes: BTreeSet<_> = rows.iter().map(|(key, _)| (key.source, key.nature)).collect();
        let single: BTreeSet<_> = rows.iter().filter_map(|(key, _)| key.economic.single()).collect();
        let holds_another = |key: &Key| match axis {
            Axis::Source => scopes.iter().any(|(source, _)| *source != key.source && key.source.contains(*source)),
            Axis::Nature => scopes.iter().any(|(_, nature)| *nature != key.nature && key.nature.contains(*nature)),
            _ => key.economic.single().is_none() && key.economic.codes().any(|code| single.contains(&code)),
        };
        rows.into_iter().filter(|(key, _)| !holds_another(key)).collect()
    }

    /// The wholes that have parts along an axis, and how many: what can be walked.
    pub fn wholes(&self, axis: Axis) -> BTreeMap<Key, usize> {
        let mut wholes = BTreeMap::new();
        for whole in self.entries().filter_map(|(key, _)| axis.whole_of(key)) {
            *wholes.entry(whole).or_default() += 1;
        }
        wholes
    }
}
