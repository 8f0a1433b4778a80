//! Which row of the tables a named driver means.

use std::collections::BTreeMap;

use crate::amount::Amount;
use crate::code::changes::Code;
use crate::code::{economic, functional};
use crate::fact::{Basis, Flow, Key};
use crate::growth::Change;
use crate::text;

use super::super::Comparison;
use super::super::coded::single;
use super::NamedDriver;

/// A row of the tables that a named driver means: a project, a code, or what a term such as 基本支出 names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowMatch {
    /// What it is.
    pub key: Key,
    /// How far the names agree.
    pub spelling: Spelling,
    /// Its change, if both years could be compared.
    pub change: Option<Change>,
    /// Its later amount, if the later year has it.
    pub after: Option<Amount>,
    /// Whether its change is the one that the sentence names, or its amount if the earlier one is not known.
    pub amount_agrees: bool,
}

/// How the name in a sentence is that of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// Letter by letter, or what the sentence puts in quotation marks is.
    Exact,
    /// But for words like 经费 and 项目 at the end.
    Stem,
    /// The name of the project is part of the words, and no other project's is.
    Contained,
    /// With letters left out, and no other project has its letters in that order.
    Abbreviated,
    /// The words are the term of a coordinate: 基本支出, 其他收入.
    Term,
}

/// The rows that have names.
pub(super) struct NamedRows<'a> {
    /// Projects by name, each under the key with the most money; none for a name that several units use.
    projects: BTreeMap<&'a str, Option<&'a Key>>,
    /// Codes by their official names; none for a name that several codes have.
    codes: BTreeMap<&'static str, Option<&'a Key>>,
}

/// Words at the end of a name that say nothing, longer ones before those they end with.
const GENERIC: [&str; 13] = [
    "专项经费",
    "专项资金",
    "项目经费",
    "项目资金",
    "项目支出",
    "经费",
    "资金",
    "项目",
    "专项",
    "预算",
    "支出",
    "安排",
    "等",
];

/// Words at the end that the name of a code may lack or have.
const OF_CODES: [&str; 3] = ["预算", "支出", "等"];

/// Quotation marks around the name of a project.
const QUOTES: [(char, char); 5] = [('“', '”'), ('「', '」'), ('『', '』'), ('《', '》'), ('"', '"')];

/// Fewer letters are in too many names.
const LETTERS: usize = 4;

impl<'a> NamedRows<'a> {
    /// The named rows of either year.
    pub(super) fn of(comparison: &'a Comparison) -> Self {
        let mut named = Self { projects: BTreeMap::new(), codes: BTreeMap::new() };
        let keys = comparison.rows.keys().chain(comparison.not_compared.iter().map(|figure| &figure.key));
        for key in keys.filter(|key| key.basis == Basis::Budget && key.flow == Flow::Expenditure) {
            if let Some(project) = &key.project {
                let known = named.projects.entry(project.as_str()).or_insert(Some(key));
                match known {
                    Some(there) if there.unit != key.unit => *known = None,
                    Some(there) if key.contains(there) => *known = Some(key),
                    _ => {}
                }
            } else if let Some(name) = official_name(key) {
                let known = named.codes.entry(name).or_insert(Some(key));
                match known {
                    Some(there) if single(there) != single(key) => *known = None,
                    Some(there) if key.contains(there) => *known = Some(key),
                    _ => {}
                }
            }
        }
        named
    }

    /// The row that a driver means and how its name is written; `None` unless it can mean no other.
    fn find(&self, comparison: &Comparison, driver: &NamedDriver) -> Option<(&'a Key, Spelling)> {
        let plain = text::without_quotes(&driver.name);
        let names: Vec<&str> = quoted(&driver.name).into_iter().chain([plain.as_str()]).collect();
        let exact = |name: &&str| Some(*self.projects.get(name).or_else(|| self.codes.get(name))?);
        if let Some(known) = names.iter().find_map(exact) {
            return Some((known?, Spelling::Exact));
        }
        let agrees = |key: &Key| amounts(comparison, key, driver.change).2;
        // Of several the amount may tell the one.
        let only = |alike: Vec<&'a Key>| {
            if let [only] = alike[..] {
                return Some(only);
            }
            let mut agreeing = alike.into_iter().filter(|key| agrees(key));
            agreeing.next().filter(|_| agreeing.next().is_none())
        };
        for name in &names {
            let (bare, plain) = (stem(name, &GENERIC), stem(name, &OF_CODES));
            let projects = self.projects.iter().filter(|(row, _)| stem(row, &GENERIC) == bare);
            // 交通运输专项资金 is none of 交通运输支出: of codes hardly any word may be left out.
            let codes = self.codes.iter().filter(|(row, _)| stem(row, &OF_CODES) == plain);
            let alike: Vec<&'a Key> =
                projects.map(|(_, key)| key).chain(codes.map(|(_, key)| key)).copied().flatten().collect();
            if bare.chars().count() >= 3 && !alike.is_empty() {
                return Some((only(alike)?, Spelling::Stem));
            }
        }
        let long = |name: &str| name.chars().count() >= LETTERS;
        let inside: Vec<(&str, Option<&'a Key>)> = self
            .projects
            .iter()
            .filter(|(row, _)| long(row) && plain.contains(**row))
            .map(|(row, key)| (*row, *key))
            .collect();
        let longest = inside.iter().max_by_key(|(row, _)| row.len());
        if let Some((longest, key)) = longest {
            let one = inside.iter().all(|(row, _)| longest.contains(row));
            return key.filter(|_| one).map(|key| (key, Spelling::Contained));
        }
        let alike = self.projects.iter().filter(|(row, _)| long(&plain) && is_abbreviated(&plain, row));
        let alike: Vec<Option<&'a Key>> = alike.map(|(_, key)| *key).collect();
        let alike: Option<Vec<&'a Key>> = alike.into_iter().collect();
        Some((only(alike?)?, Spelling::Abbreviated))
    }
}

impl Comparison {
    /// The row that a named driver means, if that can be told.
    pub(super) fn row_named(&self, driver: &NamedDriver, rows: &NamedRows<'_>) -> Option<RowMatch> {
        let (key, spelling) = rows.find(self, driver).or_else(|| {
            let term = driver.subject.as_ref()?;
            let known = self.rows.contains_key(term) || self.not_compared.iter().any(|figure| figure.key == *term);
            known.then_some((term, Spelling::Term))
        })?;
        let (change, after, amount_agrees) = amounts(self, key, driver.change);
        Some(RowMatch { key: key.clone(), spelling, change, after, amount_agrees })
    }
}

/// The change of a row, its later amount, and whether these are what a sentence names.
fn amounts(comparison: &Comparison, key: &Key, named: Amount) -> (Option<Change>, Option<Amount>, bool) {
    let change = comparison.change(key);
    let alone = comparison.not_compared.iter().find(|figure| figure.key == *key && figure.year == comparison.to);
    let after = change.map_or_else(|| alone.map(|figure| figure.amount), Change::after);
    let agrees = change.map_or_else(|| after == Some(named), |change| change.delta() == Ok(named));
    (change, after, agrees)
}

/// The official name of the one code that a key of the whole department has.
fn official_name(key: &Key) -> Option<&'static str> {
    if key.unit.is_some() || key.memo.is_some() {
        return None;
    }
    match single(key)? {
        Code::Functional(code) => code.listed().map(functional::Listed::name),
        Code::Economic(code) => code.listed().map(economic::Listed::name),
        _ => None,
    }
}

/// What stands in quotation marks.
fn quoted(name: &str) -> Vec<&str> {
    let inside = |(open, close): (char, char)| {
        let (_, rest) = name.split_once(open)?;
        rest.split_once(close).map(|(inside, _)| inside).filter(|inside| inside.chars().count() > 1)
    };
    QUOTES.into_iter().filter_map(inside).collect()
}

/// A name without the words at its end that say nothing.
fn stem<'n>(name: &'n str, endings: &[&str]) -> &'n str {
    let mut stem = name.strip_suffix("费用").map_or(name, |_| &name[..name.len() - '用'.len_utf8()]);
    // Two at most, as in 专项经费预算, or nothing would be left of some.
    for _ in 0..2 {
        let shorter = endings.iter().find_map(|ending| stem.strip_suffix(ending)).filter(|rest| !rest.is_empty());
        stem = shorter.unwrap_or(stem);
    }
    stem.strip_suffix('的').unwrap_or(stem)
}

/// Whether a name has the letters of another in their order, less than half of them left out.
fn is_abbreviated(name: &str, full: &str) -> bool {
    let mut letters = full.chars();
    2 * name.chars().count() >= full.chars().count() && name.chars().all(|letter| letters.any(|other| other == letter))
}
