//! The reasons that a narrative states for a change (主要原因是…), and what they leave of it.

mod clause;
mod matching;

use crate::amount::{Amount, AmountError, Printed};
use crate::budget::Disclosure;
use crate::claim::Driver;
use crate::fact::Key;
use crate::text;

use super::Comparison;

use matching::NamedRows;
pub use matching::{RowMatch, Spelling};

/// A driver by the name that a sentence gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedDriver {
    /// The name, as the sentence has it.
    pub name: String,
    /// By how much it changed the amount; negative for a decrease.
    pub change: Amount,
    /// What it is, where the words are the term for it.
    pub subject: Option<Key>,
}

/// A driver of a [`Claim`].
impl From<&Driver> for NamedDriver {
    fn from(driver: &Driver) -> Self {
        Self { name: driver.name.clone(), change: driver.change.amount(), subject: driver.subject.clone() }
    }
}

/// The reason of one change as a narrative states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedReason {
    /// What changed, where the words say so.
    pub whole: Option<Key>,
    /// The change that is explained; negative for a decrease.
    pub change: Printed,
    /// What is named with an amount, in the order of the sentence.
    pub drivers: Vec<NamedDriver>,
    /// The words of the reason, without line breaks.
    pub text: String,
}

/// A change, what a sentence names for it, and what that leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The change.
    pub change: Amount,
    /// Every named driver, the largest first, with the row it means where that can be told.
    pub drivers: Vec<(NamedDriver, Option<RowMatch>)>,
    /// What the named drivers do not explain.
    pub remainder: Amount,
}

impl StatedReason {
    /// Every reason in a text that follows a change and names drivers with their amounts.
    ///
    /// ```
    /// use yusuan::StatedReason;
    ///
    /// let text = "支出预算900万元，比上年增加31万元，增长3.57%，主要原因是2024年新增普查经费21万元、\n\
    ///             设备购置费和培训费各新增1万元；政府采购安排5万元。";
    /// let reasons = StatedReason::all_in(text);
    /// let drivers: Vec<String> =
    ///     reasons[0].drivers.iter().map(|driver| format!("{} {}", driver.name, driver.change)).collect();
    /// assert_eq!(drivers, ["普查经费 210000元", "设备购置费 10000元", "培训费 10000元"]);
    /// ```
    pub fn all_in(text: &str) -> Vec<Self> {
        let words = text::lines(text).into_iter().flat_map(|line| line.text.chars()).filter(|c| !c.is_whitespace());
        clause::reasons(&words.collect::<String>())
    }

    /// The reasons of a document's claims, each once: several claims may share a sentence.
    ///
    /// ```
    /// use yusuan::{StatedReason, read_text};
    ///
    /// let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/cooperation-office-2024.txt"));
    /// let reasons = StatedReason::all_of(&read_text(text)?);
    /// assert!(reasons.iter().any(|reason| reason.drivers.iter().any(|driver| driver.name.contains("湛江"))));
    /// # Ok::<(), yusuan::ReadError>(())
    /// ```
    pub fn all_of(disclosure: &Disclosure) -> Vec<Self> {
        let mut reasons: Vec<Self> = Vec::new();
        for claim in disclosure.claims.iter().filter(|claim| !claim.drivers.is_empty()) {
            let Some(change) = claim.change else { continue };
            let drivers = claim.drivers.iter().map(NamedDriver::from).collect();
            let reason = Self { whole: claim.subject.clone(), change, drivers, text: claim.text.clone() };
            // Claims of one sentence follow each other.
            let again =
                |last: &Self| (last.change, &last.drivers, &last.text) == (change, &reason.drivers, &reason.text);
            if !reasons.last().is_some_and(again) {
                reasons.push(reason);
            }
        }
        reasons
    }

    /// What the named drivers leave of the change.
    pub fn remainder(&self) -> Result<Amount, AmountError> {
        let named = Amount::sum(self.drivers.iter().map(|driver| driver.change))?;
        self.change.amount().checked_sub(named)
    }
}

impl Comparison {
    /// A change beside the drivers that a sentence names for it: each with the project, the code or the kind of money
    /// that it means, where it can mean no other, and an explicit remainder.
    pub fn explain(&self, change: Amount, named: &[NamedDriver]) -> Result<Explained, AmountError> {
        let rows = NamedRows::of(self);
        let sum = Amount::sum(named.iter().map(|driver| driver.change))?;
        let found = |driver: &NamedDriver| (driver.clone(), self.row_named(driver, &rows));
        let mut drivers: Vec<_> = named.iter().map(found).collect();
        drivers.sort_by_key(|(driver, _)| std::cmp::Reverse(driver.change.abs()));
        Ok(Explained { change, drivers, remainder: change.checked_sub(sum)? })
    }
}
