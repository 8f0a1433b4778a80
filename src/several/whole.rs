//! A figure of a whole department beside the sum of its units.

use std::collections::{BTreeMap, HashMap};

use crate::amount::{Amount, Interval, Printed};
use crate::budget::{Disclosure, Language};
use crate::fact::{Fact, Key, Place};
use crate::scope::{Nature, Scope, Source};

use super::units::{UnitCheck, figures, take};

/// A figure of the whole department beside the sum of the units whose documents have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeRow {
    /// What it is.
    pub key: Key,
    /// What the department prints.
    pub department: Printed,
    /// Where.
    pub department_at: Place,
    /// The sum of the units that have it.
    pub sum: Amount,
    /// How many have it.
    pub units: usize,
    /// What follows.
    pub standing: WholeStanding,
}

/// What the sum of units says of a figure of their department.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::Display)]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum WholeStanding {
    /// All units are given and add up to it.
    Equal,
    /// It is at least the sum of those that are given.
    AtLeast,
    /// It is less than the sum, but not by more than the units pay each other (上级补助, 附属单位上缴), which the
    /// department leaves out of its own budget.
    Netted,
    /// It is less than the sum: a contradiction.
    Less,
    /// All units are given, and it is more than their sum: a contradiction.
    More,
}

impl WholeStanding {
    /// Whether one of the documents must be wrong.
    pub const fn is_contradiction(self) -> bool {
        matches!(self, Self::Less | Self::More)
    }

    /// The standing in words.
    pub const fn message(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Equal, Language::Chinese) => "等于各单位之和",
            (Self::Equal, Language::English) => "is the sum of its units",
            (Self::AtLeast, Language::Chinese) => "不小于已有单位之和",
            (Self::AtLeast, Language::English) => "is at least the sum of the given units",
            (Self::Netted, Language::Chinese) => "小于各单位之和，差额不超过单位间往来",
            (Self::Netted, Language::English) => "is less than the sum by no more than the units pay each other",
            (Self::Less, Language::Chinese) => "小于各单位之和",
            (Self::Less, Language::English) => "is less than the sum of its units",
            (Self::More, Language::Chinese) => "大于全部单位之和",
            (Self::More, Language::English) => "is more than the sum of all its units",
        }
    }
}

/// What units of one department may pay each other, as income.
const PAID_TO: [Source; 2] = [Source::SuperiorSubsidy, Source::AffiliateRemittance];
/// The same as expenditure.
const PAID_BY: [Nature; 2] = [Nature::AffiliateSubsidy, Nature::SuperiorRemittance];

/// The figures of the whole department, each once, that a given unit has too.
pub(super) fn wholes(
    department: &Disclosure,
    facts: &[Fact],
    units: &[&Disclosure],
    check: &UnitCheck,
) -> Vec<WholeRow> {
    // Documents of units that the department does not list are of other departments; one that lists none is trusted.
    let lists = check.given().iter().any(|unit| unit.listed.is_some()) || !check.lacking().is_empty();
    let given: Vec<&Disclosure> = units
        .iter()
        .zip(check.given())
        .filter(|(_, unit)| unit.listed.is_some() || !lists)
        .map(|(unit, _)| *unit)
        .collect();
    let known: Vec<HashMap<Key, (Printed, Place)>> = given.iter().map(|unit| figures(unit)).collect();
    let is_whole = |fact: &&Fact| fact.key.unit.is_none() && fact.key.project.is_none() && !fact.extent.is_open();
    let mut wholes: HashMap<Key, (Printed, Place)> = HashMap::new();
    for fact in facts.iter().filter(is_whole) {
        take(&mut wholes, fact.key.clone(), fact.printed, fact.place, department.is_line(fact.place));
    }
    let wholes: BTreeMap<Key, (Printed, Place)> = wholes.into_iter().collect();
    let paid = paid(&known);
    let row = |(key, (printed, place)): (Key, (Printed, Place))| {
        let found: Vec<Printed> = known.iter().filter_map(|unit| Some(unit.get(&key)?.0)).collect();
        let sum = Amount::sum(found.iter().map(|printed| printed.amount())).ok()?;
        let zero = Interval::exactly(Amount::ZERO);
        let range = found.iter().try_fold(zero, |sum, printed| sum.checked_add(printed.interval())).ok()?;
        // Below zero nothing is at least its parts.
        let negative = printed.is_negative() || found.iter().any(|part| part.is_negative());
        if found.is_empty() || negative {
            return None;
        }
        let complete = check.is_complete() && found.len() == given.len();
        let standing = standing(printed, range, complete, paid)?;
        let (department, department_at) = (printed, place);
        Some(WholeRow { key, department, department_at, sum, units: found.len(), standing })
    };
    wholes.into_iter().filter_map(row).collect()
}

fn standing(department: Printed, sum: Interval, complete: bool, paid: Amount) -> Option<WholeStanding> {
    let own = department.interval();
    Some(if own.intersects(sum) {
        if complete { WholeStanding::Equal } else { WholeStanding::AtLeast }
    } else if own.lower().value >= sum.upper().value {
        if complete { WholeStanding::More } else { WholeStanding::AtLeast }
    } else if sum.lower().value.checked_sub(own.upper().value).ok()? <= paid {
        WholeStanding::Netted
    } else {
        WholeStanding::Less
    })
}

/// What the units say that they receive from, or pay to, other bodies above or below them.
fn paid(known: &[HashMap<Key, (Printed, Place)>]) -> Amount {
    let received = PAID_TO.map(|source| Key::revenue().source(Scope::<Source>::just(source)));
    let spent = PAID_BY.map(|nature| Key::expenditure().nature(Scope::<Nature>::just(nature)));
    let of = |keys: &[Key]| {
        let found = known.iter().flat_map(|unit| keys.iter().filter_map(|key| Some(unit.get(key)?.0.amount().abs())));
        Amount::sum(found).unwrap_or_default()
    };
    of(&received).max(of(&spent))
}
