//! A line of a finance office's own data.

use crate::amount::Amount;
use crate::code::{EconomicCode, FunctionalCode};
use crate::fact::{EconomicScope, Flow, Key, MemoItem, Name};
use crate::scope::{Leaf as _, Nature, Scope, Source};

/// One line of a budget: an exact amount with all its coordinates.
///
/// Lines are expenditure; revenue follows, since the money spent on (or carried forward for) a
/// function from a source is what comes in for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LineItem {
    /// The function, an item of seven digits.
    pub function: FunctionalCode,
    /// The economic code, a section of five digits or a local code below one.
    pub economic: EconomicCode,
    /// Whose money.
    pub source: Source,
    /// For what kind of expenditure.
    pub nature: Nature,
    /// The unit that spends it.
    pub unit: Name,
    /// The project; every line of project expenditure has one, basic expenditure has none.
    pub project: Option<Name>,
    /// Whether it counts as 机关运行经费.
    pub agency_operation: bool,
    /// The exact amount.
    pub amount: Amount,
}

impl LineItem {
    /// The full key of the line.
    pub fn key(&self) -> Key {
        Key {
            source: Scope::<Source>::just(self.source),
            nature: Scope::<Nature>::just(self.nature),
            function: Some(self.function),
            economic: EconomicScope::just(self.economic),
            unit: Some(self.unit.clone()),
            project: self.project.clone(),
            ..Key::expenditure()
        }
    }

    /// Whether the line is part of the amount of a key. Revenue is read off the same lines.
    pub(super) fn is_within(&self, key: &Key) -> bool {
        let counted = match key.memo {
            None => true,
            Some(MemoItem::AgencyOperation) => self.agency_operation,
            Some(MemoItem::ThreePublic) => THREE_PUBLIC.contains(&self.economic.number()),
            Some(_) => false,
        };
        let plain = Key { memo: None, flow: Flow::Expenditure, ..key.clone() };
        counted && plain.contains(&Key { project: self.row_name(), ..self.key() })
    }

    /// The name under which the line stands among the projects of its unit; basic expenditure has none.
    /// What is no project, such as 结转下年, stands there under its nature.
    pub(super) fn row_name(&self) -> Option<Name> {
        let basic = Scope::BASIC.contains(Scope::<Nature>::just(self.nature));
        self.project.clone().or_else(|| (!basic).then(|| self.nature.name().into()))
    }
}

/// The economic codes of “三公”经费: travel abroad, reception, running and buying vehicles.
const THREE_PUBLIC: [u32; 4] = [30212, 30217, 30231, 31013];
