//! The reasons that a narrative states for a change (主要原因是…), and what they leave of it.

mod clause;

use std::collections::BTreeMap;

use crate::amount::{Amount, AmountError, Printed};
use crate::fact::Key;
use crate::growth::Change;
use crate::text;

use super::Comparison;

/// A driver by the name that a sentence gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedDriver {
    /// The name, as the sentence has it.
    pub name: String,
    /// By how much it changed the amount; negative for a decrease.
    pub change: Amount,
}

/// The reason of one change as a narrative states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedReason {
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
    /// Every named driver, the largest first, with the project it means where that can be told.
    pub drivers: Vec<(NamedDriver, Option<ProjectMatch>)>,
    /// What the named drivers do not explain.
    pub remainder: Amount,
}

/// A project of the tables that a named driver means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectMatch {
    /// The project.
    pub key: Key,
    /// How far the names agree.
    pub spelling: Spelling,
    /// Its change, if both years could be compared.
    pub change: Option<Change>,
    /// Its later amount, if the later year has it.
    pub after: Option<Amount>,
}

/// How the name in a sentence is that of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// Letter by letter.
    Exact,
    /// With letters left out, and no other project has its letters in that order.
    Abbreviated,
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

    /// What the named drivers leave of the change.
    pub fn remainder(&self) -> Result<Amount, AmountError> {
        let named = Amount::sum(self.drivers.iter().map(|driver| driver.change))?;
        self.change.amount().checked_sub(named)
    }
}

impl Comparison {
    /// A change beside the drivers that a sentence names for it: each with its project, and an explicit
    /// remainder.
    pub fn explain(&self, change: Amount, named: &[NamedDriver]) -> Result<Explained, AmountError> {
        let projects = self.projects();
        let sum = Amount::sum(named.iter().map(|driver| driver.change))?;
        let found = |driver: &NamedDriver| (driver.clone(), self.project_named(&driver.name, &projects));
        let mut drivers: Vec<_> = named.iter().map(found).collect();
        drivers.sort_by_key(|(driver, _)| std::cmp::Reverse(driver.change.abs()));
        Ok(Explained { change, drivers, remainder: change.checked_sub(sum)? })
    }

    /// The projects of either year by name, each under the key with the most money; none for a name that
    /// several units use.
    fn projects(&self) -> BTreeMap<&str, Option<&Key>> {
        let mut projects: BTreeMap<&str, Option<&Key>> = BTreeMap::new();
        let keys = self.rows.keys().chain(self.not_compared.iter().map(|figure| &figure.key));
        for key in keys {
            let Some(project) = &key.project else { continue };
            let known = projects.entry(project.as_str()).or_insert(Some(key));
            match known {
                Some(there) if there.unit != key.unit => *known = None,
                Some(there) if key.contains(there) => *known = Some(key),
                _ => {}
            }
        }
        projects
    }

    fn project_named(&self, name: &str, projects: &BTreeMap<&str, Option<&Key>>) -> Option<ProjectMatch> {
        /// Fewer letters are in too many names.
        const LETTERS: usize = 4;
        let (key, spelling) = if let Some(exact) = projects.get(name) {
            ((*exact)?, Spelling::Exact)
        } else {
            let mut alike = projects.iter().filter(|(project, _)| is_abbreviated(name, project));
            let (_, key) = alike.next().filter(|_| name.chars().count() >= LETTERS && alike.next().is_none())?;
            ((*key)?, Spelling::Abbreviated)
        };
        let change = self.change(key);
        let alone = self.not_compared.iter().find(|figure| figure.key == *key && figure.year == self.to);
        let after = change.map_or_else(|| alone.map(|figure| figure.amount), Change::after);
        Some(ProjectMatch { key: key.clone(), spelling, change, after })
    }
}

/// Whether a name has the letters of another in their order, some left out.
fn is_abbreviated(name: &str, full: &str) -> bool {
    let mut letters = full.chars();
    name.chars().all(|letter| letters.any(|other| other == letter))
}
