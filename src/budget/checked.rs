//! A budget that adds up.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use crate::amount::Amount;
use crate::code::{EconomicCode, FunctionalCode, Level};
use crate::fact::{Basis, Fact, Key, MemoItem, Name};
use crate::scope::{Nature, Scope, Source};

use super::disclosure::{Disclosure, Header};
use super::finding::{Finding, Severity};
use super::line_item::LineItem;
use super::lookup::{Answer, Index, Lookup, with_blanks};

/// A budget whose figures satisfy every relation of its template: to hold one is to know it adds up.
///
/// It comes from a published document by `Budget::try_from(disclosure)`, or from a finance office's
/// own lines by [`Budget::from_lines`]. Deserialising takes the first way, so that no reader can
/// smuggle in a budget that does not add up.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Disclosure", into = "Disclosure"))]
pub struct Budget {
    disclosure: Disclosure,
    facts: Vec<Fact>,
    lines: Vec<LineItem>,
    /// What answers for keys: the facts with the zeros of empty cells.
    known: OnceLock<(Vec<Fact>, Index)>,
}

/// By what they say: facts and index follow from it.
impl PartialEq for Budget {
    fn eq(&self, other: &Self) -> bool {
        self.disclosure == other.disclosure && self.lines == other.lines
    }
}

impl Eq for Budget {}

/// Why a disclosure is no budget: every finding of severity error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    findings: Vec<Finding>,
}

impl Rejected {
    /// The findings, never none.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

impl std::error::Error for Rejected {}

/// How many, then each on a line of its own.
impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.findings.len();
        write!(f, "{count} finding{} of severity error:", if count == 1 { "" } else { "s" })?;
        self.findings.iter().try_for_each(|finding| write!(f, "\n  - {finding}"))
    }
}

impl TryFrom<Disclosure> for Budget {
    type Error = Rejected;

    /// Refuses a disclosure with findings of severity error, and tells all of them.
    fn try_from(disclosure: Disclosure) -> Result<Self, Rejected> {
        let audit = disclosure.audit();
        let errors = audit.findings().iter().filter(|finding| finding.severity() == Severity::Error);
        let findings: Vec<Finding> = errors.cloned().collect();
        if findings.is_empty() { Ok(Self::holding(disclosure, Vec::new())) } else { Err(Rejected { findings }) }
    }
}

/// Gives up the guarantee, to edit the document.
impl From<Budget> for Disclosure {
    fn from(budget: Budget) -> Self {
        budget.disclosure
    }
}

impl Budget {
    /// A budget of a disclosure known to add up.
    pub(super) fn holding(disclosure: Disclosure, lines: Vec<LineItem>) -> Self {
        let facts = disclosure.facts().collect();
        Self { disclosure, facts, lines, known: OnceLock::new() }
    }

    /// The document behind it.
    pub fn disclosure(&self) -> &Disclosure {
        &self.disclosure
    }

    /// Who, when, in what unit.
    pub fn header(&self) -> &Header {
        &self.disclosure.header
    }

    /// The lines it was built from; none for a published document.
    pub fn lines(&self) -> &[LineItem] {
        &self.lines
    }

    /// Every figure with key and place, in the order of printing.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// The amount of a key: known, between bounds, or unknown.
    ///
    /// A budget built from lines knows every amount exactly. A published one knows what is printed,
    /// what printed parts add up to, and that what a complete table leaves out is zero.
    pub fn amount(&self, key: &Key) -> Answer {
        if self.lines.is_empty() {
            let (facts, index) = self.known.get_or_init(|| {
                let (facts, _) = with_blanks(&self.disclosure);
                let index = Index::of(&self.disclosure, &facts);
                (facts, index)
            });
            return Lookup { facts, disclosure: &self.disclosure, index }.amount(key);
        }
        let inside = self.lines.iter().filter(|line| line.is_within(key)).map(|line| line.amount);
        // The lines were added up when the budget was built.
        Amount::sum(inside).map_or(Answer::Unknown, Answer::Known)
    }

    /// 收入总计.
    pub fn total_revenue(&self) -> Option<Amount> {
        self.amount(&Key::revenue()).known()
    }

    /// 支出总计.
    pub fn total_expenditure(&self) -> Option<Amount> {
        self.amount(&Key::expenditure()).known()
    }

    /// Expenditure by function at a level, in published order.
    ///
    /// All money and all natures that the function tables speak of; see [`by_function_of`](Self::by_function_of)
    /// for a part of it.
    pub fn by_function(&self, level: Level) -> BTreeMap<FunctionalCode, Amount> {
        let of_budget = self.facts.iter().filter(|fact| fact.key.basis == Basis::Budget && !fact.extent.is_open());
        // Figures of a unit, of an economic code or of a project are parts of those of their function.
        let plain = |key: &&Key| {
            Key { function: None, source: Scope::<Source>::ALL, nature: Scope::<Nature>::ALL, ..(*key).clone() }
                == Key::expenditure()
        };
        let widest = of_budget.map(|fact| &fact.key).filter(|key| key.function.is_some()).filter(plain);
        match widest.max_by_key(|key| key.source.len() * key.nature.len()) {
            Some(key) => self.by_function_of(&Key { function: None, ..key.clone() }, level),
            None => BTreeMap::new(),
        }
    }

    /// The printed parts of a key by function at a level, in published order.
    pub fn by_function_of(&self, key: &Key, level: Level) -> BTreeMap<FunctionalCode, Amount> {
        self.parts(|part| {
            let code = part.function.filter(|code| code.level() == level)?;
            (Key { function: key.function, ..part.clone() } == *key).then_some(code)
        })
    }

    /// The printed parts of a key by economic code at a level, in published order.
    pub fn by_economic_code(&self, key: &Key, level: Level) -> BTreeMap<EconomicCode, Amount> {
        self.parts(|part| {
            let code = part.economic.single().filter(|code| code.level() == level)?;
            (Key { economic: key.economic, ..part.clone() } == *key).then_some(code)
        })
    }

    /// The printed parts of a key by scopes of nature.
    pub fn by_nature(&self, key: &Key) -> BTreeMap<Scope<Nature>, Amount> {
        self.parts(|part| {
            (part.nature != key.nature && Key { nature: key.nature, ..part.clone() } == *key).then_some(part.nature)
        })
    }

    /// The printed parts of a key by scopes of source.
    pub fn by_source(&self, key: &Key) -> BTreeMap<Scope<Source>, Amount> {
        self.parts(|part| {
            (part.source != key.source && Key { source: key.source, ..part.clone() } == *key).then_some(part.source)
        })
    }

    /// The printed parts of a key by unit.
    pub fn by_unit(&self, key: &Key) -> BTreeMap<Name, Amount> {
        self.parts(|part| {
            let unit = part.unit.clone()?;
            (Key { unit: key.unit.clone(), ..part.clone() } == *key).then_some(unit)
        })
    }

    /// The printed projects of a unit within a key.
    pub fn by_project(&self, key: &Key) -> BTreeMap<Name, Amount> {
        self.parts(|part| {
            let project = part.project.clone()?;
            (Key { project: key.project.clone(), ..part.clone() } == *key).then_some(project)
        })
    }

    /// The figure of a memo item, over all appropriated money.
    pub fn memo(&self, item: MemoItem) -> Option<Amount> {
        let facts = self.facts.iter().filter(|fact| fact.key.memo == Some(item) && fact.key.basis == Basis::Budget);
        self.amount(&facts.max_by_key(|fact| fact.key.source.len())?.key).known()
    }

    /// Amounts by what `pick` makes of their keys.
    fn parts<K: Ord>(&self, pick: impl Fn(&Key) -> Option<K>) -> BTreeMap<K, Amount> {
        let picked = self.facts.iter().filter_map(|fact| Some((pick(&fact.key)?, &fact.key)));
        let keys: BTreeMap<K, &Key> = picked.collect();
        keys.into_iter().filter_map(|(part, key)| Some((part, self.amount(key).known()?))).collect()
    }
}
