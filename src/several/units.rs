//! A department beside its units: what its tables print for each unit, and what the unit publishes itself.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::HashSet;

use crate::amount::{Amount, Printed};
use crate::budget::{Disclosure, Language, partly_known};
use crate::fact::{Basis, Fact, Key, Name, Place, SameBody};
use crate::year::FiscalYear;

use super::whole::{self, WholeRow};

/// The figures of a department beside those of its units' own documents.
///
/// ```
/// use yusuan::{Key, Scope, Source, read_text};
///
/// let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/cooperation-office-2024.txt"));
/// let department = read_text(text)?;
/// // No document of a unit is at hand: each unit that the tables list lacks one.
/// let check = department.against_units([])?;
/// assert!(check.rows().is_empty() && check.holds());
/// let lacking: Vec<&str> = check.lacking().iter().map(|unit| unit.as_str()).collect();
/// assert_eq!(lacking, ["广州市协作办公室", "广州市国内合作服务中心"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitCheck {
    department: Name,
    given: Vec<GivenUnit>,
    lacking: Vec<Name>,
    rows: Vec<UnitRow>,
    not_held: Vec<NotHeld>,
    wholes: Vec<WholeRow>,
}

/// A document of a unit that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenUnit {
    /// Its name in its own document.
    pub name: Name,
    /// Its name in the tables of the department and how both mean one body; `None` if these do not list it.
    pub listed: Option<(Name, SameBody)>,
}

/// A figure that both the department and the unit have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow {
    /// Which of the given units.
    pub unit: usize,
    /// What it is, in the department's tables.
    pub key: Key,
    /// What the department prints.
    pub department: Printed,
    /// Where, in the department's document.
    pub department_at: Place,
    /// What the unit prints, or what follows from it.
    pub own: Printed,
    /// Where, in the unit's document; `None` if it follows from what stands in several places, or from a line that
    /// is left out.
    pub own_at: Option<Place>,
}

/// A figure of the department that is not held against the unit's document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotHeld {
    /// Which of the given units.
    pub unit: usize,
    /// What it is, in the department's tables.
    pub key: Key,
    /// What the department prints.
    pub department: Printed,
    /// Where.
    pub department_at: Place,
    /// Why not.
    pub why: WhyNotHeld,
}

/// Why a figure of a department is not held against a unit's document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WhyNotHeld {
    /// The unit's document does not print it, and it does not follow from what it prints.
    NotPrinted,
    /// The department's table leaves open which money it speaks of (口径未明).
    LeftOpen,
    /// The department's table lists projects without saying whose they are, so that they count as its own.
    UnitNotSaid,
}

/// Why documents cannot be those of a department and its units.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoUnits {
    /// The document of a unit is for another year.
    #[error("the department's budget is for {department}, that of {unit} for {year}")]
    OtherYear {
        /// The unit.
        unit: Name,
        /// The year of its document.
        year: FiscalYear,
        /// The year of the department's.
        department: FiscalYear,
    },
    /// Two of the documents are of one unit.
    #[error("two documents are of {0}")]
    Twice(Name),
    /// The department's document has no tables.
    #[error("the department's document has no tables")]
    NoTables,
    /// The document of a unit has no tables.
    #[error("the document of {0} has no tables")]
    NoUnitTables(Name),
}

impl Disclosure {
    /// Holds this document of a department against documents of its units.
    ///
    /// What the department's tables print for a unit must be what the unit publishes; a figure of the whole
    /// department must be at least the sum of the given units', and that sum if every unit is given. Units are
    /// known by their names; the row of the department's own name is the unit （本级）.
    pub fn against_units<'a>(&self, units: impl IntoIterator<Item = &'a Self>) -> Result<UnitCheck, NoUnits> {
        let units: Vec<&Self> = units.into_iter().collect();
        let partial = partly_known(self);
        let facts: Vec<Fact> =
            self.facts().filter(|fact| fact.key.basis == Basis::Budget && is_whole(fact, &partial)).collect();
        if facts.is_empty() {
            return Err(NoUnits::NoTables);
        }
        let mut seen = BTreeSet::new();
        let mut listed: Vec<Name> = Vec::new();
        for unit in facts.iter().filter_map(|fact| fact.key.unit.as_ref()) {
            if seen.insert(unit) {
                listed.push(unit.clone());
            }
        }
        let given = self.given(&units, &listed)?;
        let taken: BTreeSet<&Name> = given.iter().filter_map(|unit| Some(&unit.listed.as_ref()?.0)).collect();
        let lacking = listed.iter().filter(|unit| !taken.contains(unit)).cloned().collect();
        let department = self.header.department.clone();
        let (rows, not_held, wholes) = (Vec::new(), Vec::new(), Vec::new());
        let mut check = UnitCheck { department, given, lacking, rows, not_held, wholes };
        for (index, unit) in units.iter().enumerate() {
            if let Some((name, _)) = check.given[index].listed.clone() {
                check.hold(index, unit, &name, &facts);
            }
        }
        check.wholes = whole::wholes(self, &facts, &units, &check);
        Ok(check)
    }

    /// Which of the listed units each document is of.
    fn given(&self, units: &[&Self], listed: &[Name]) -> Result<Vec<GivenUnit>, NoUnits> {
        let mut given: Vec<GivenUnit> = Vec::new();
        for unit in units {
            let name = unit.header.department.clone();
            if unit.header.year != self.header.year {
                let (year, department) = (unit.header.year, self.header.year);
                return Err(NoUnits::OtherYear { unit: name, year, department });
            }
            if unit.tables.is_empty() {
                return Err(NoUnits::NoUnitTables(name));
            }
            let found = listed.iter().filter_map(|listed| Some((listed.clone(), SameBody::of(listed, &name)?)));
            let mut found: Vec<(Name, SameBody)> = found.collect();
            found.sort_by_key(|(_, same)| *same);
            // A name that fits two rows equally well fits neither.
            let clear = found.get(1).is_none_or(|second| second.1 != found[0].1);
            let listed = if clear { found.into_iter().next() } else { None };
            let twice = |other: &GivenUnit| {
                other.name == name
                    || listed.is_some() && other.listed.as_ref().map(|it| &it.0) == listed.as_ref().map(|it| &it.0)
            };
            if given.iter().any(twice) {
                return Err(NoUnits::Twice(name));
            }
            given.push(GivenUnit { name, listed });
        }
        Ok(given)
    }
}

impl UnitCheck {
    /// The department.
    pub fn department(&self) -> &Name {
        &self.department
    }

    /// The documents of units, in the order they were given.
    pub fn given(&self) -> &[GivenUnit] {
        &self.given
    }

    /// The units that the department's tables list and of which no document was given.
    pub fn lacking(&self) -> &[Name] {
        &self.lacking
    }

    /// Whether every unit that the department's tables list was given, and no other, so that the whole is their sum.
    pub fn is_complete(&self) -> bool {
        self.lacking.is_empty() && !self.given.is_empty() && self.given.iter().all(|unit| unit.listed.is_some())
    }

    /// Every figure that the department prints for a given unit and that the unit has too.
    pub fn rows(&self) -> &[UnitRow] {
        &self.rows
    }

    /// Every figure that the department prints for a given unit and that was not held against it.
    pub fn not_held(&self) -> &[NotHeld] {
        &self.not_held
    }

    /// The figures of the whole department beside the sums of the units.
    pub fn wholes(&self) -> &[WholeRow] {
        &self.wholes
    }

    /// The figures of units that differ.
    pub fn differences(&self) -> impl Iterator<Item = &UnitRow> {
        self.rows.iter().filter(|row| !row.agrees())
    }

    /// Whether nothing differs: no figure of a unit, and no whole that is too small or too large.
    pub fn holds(&self) -> bool {
        self.differences().next().is_none() && self.wholes.iter().all(|row| !row.standing.is_contradiction())
    }

    /// Holds every figure that the department prints for one unit against the unit's document.
    fn hold(&mut self, unit: usize, own: &Disclosure, name: &Name, facts: &[Fact]) {
        let of_unit: Vec<&Fact> = facts.iter().filter(|fact| fact.key.unit.as_ref() == Some(name)).collect();
        let printed = figures(own);
        // The department may print one amount in several rows of a table, as it does projects of one name.
        let mut sums: BTreeMap<&Key, (Printed, Place, bool)> = BTreeMap::new();
        for fact in &of_unit {
            let open = fact.extent.is_open();
            match sums.get_mut(&fact.key) {
                Some((sum, place, _)) if (place.table, place.column) == (fact.place.table, fact.place.column) => {
                    *sum = add(*sum, fact.printed).unwrap_or(*sum);
                }
                Some(_) => {}
                None => {
                    sums.insert(&fact.key, (fact.printed, fact.place, open));
                }
            }
        }
        let keys: Vec<Key> = sums.keys().map(|key| Key { unit: None, ..(*key).clone() }).collect();
        let answers = own.printed_amounts(&keys);
        for ((key, (department, department_at, open)), (plain, follows)) in
            sums.into_iter().zip(keys.iter().zip(answers))
        {
            let found = printed.get(plain).map(|(printed, place)| (*printed, Some(*place)));
            let unsaid = key.project.is_some() && *name == self.department;
            let why = if unsaid { Some(WhyNotHeld::UnitNotSaid) } else { open.then_some(WhyNotHeld::LeftOpen) };
            match (why, found.or_else(|| Some((follows.known()?, None)))) {
                (None, Some((own, own_at))) => {
                    self.rows.push(UnitRow { unit, key: key.clone(), department, department_at, own, own_at });
                }
                (why, _) => {
                    let why = why.unwrap_or(WhyNotHeld::NotPrinted);
                    self.not_held.push(NotHeld { unit, key: key.clone(), department, department_at, why });
                }
            }
        }
    }
}

/// The figures of a unit's document by key. What it prints under its own name is its own, where nothing else is.
pub(super) fn figures(own: &Disclosure) -> HashMap<Key, (Printed, Place)> {
    let name = &own.header.department;
    let mut is_own: HashMap<Name, bool> = HashMap::new();
    let (mut figures, mut under_its_name) = (HashMap::new(), HashMap::new());
    let partial = partly_known(own);
    let is_known = |fact: &Fact| fact.key.basis == Basis::Budget && !fact.extent.is_open() && is_whole(fact, &partial);
    for fact in own.facts().filter(is_known) {
        let repeats = own.is_line(fact.place);
        let named = fact.key.unit.clone();
        let named =
            named.filter(|unit| *is_own.entry(unit.clone()).or_insert_with(|| SameBody::of(unit, name).is_some()));
        if named.is_some() {
            take(&mut under_its_name, Key { unit: None, ..fact.key }, fact.printed, fact.place, repeats);
        } else {
            take(&mut figures, fact.key, fact.printed, fact.place, repeats);
        }
    }
    for (key, figure) in under_its_name {
        figures.entry(key).or_insert(figure);
    }
    figures
}

/// Whether no row that is not known has a part of the amount of a figure.
fn is_whole(fact: &Fact, partial: &HashSet<(Key, u16, u16)>) -> bool {
    partial.is_empty() || !partial.contains(&(fact.key.clone(), fact.place.table, fact.place.column))
}

/// Takes a figure in: rows of one column with equal keys are parts of one amount unless they repeat it, others copies.
pub(super) fn take(
    figures: &mut HashMap<Key, (Printed, Place)>,
    key: Key,
    printed: Printed,
    place: Place,
    repeats: bool,
) {
    match figures.entry(key) {
        Entry::Vacant(vacant) => {
            vacant.insert((printed, place));
        }
        Entry::Occupied(mut known) => {
            let (sum, first) = known.get_mut();
            if (first.table, first.column) == (place.table, place.column) && !repeats {
                *sum = add(*sum, printed).unwrap_or(*sum);
            }
        }
    }
}

/// The sum of two figures of one unit, in the finer digits.
fn add(one: Printed, other: Printed) -> Option<Printed> {
    let sum = one.amount().checked_add(other.amount()).ok()?;
    Printed::from_amount(sum, one.unit(), one.decimals().max(other.decimals())).ok()
}

impl UnitRow {
    /// Whether both may be prints of one amount.
    pub fn agrees(&self) -> bool {
        self.department.agrees_with(self.own)
    }

    /// What the department prints less what the unit has.
    pub fn difference(&self) -> Amount {
        self.department.amount().checked_sub(self.own.amount()).unwrap_or_default()
    }

    /// Both figures, in words.
    pub fn message(&self, language: Language) -> String {
        let Self { key, department, own, department_at, own_at, .. } = self;
        let (department_unit, own_unit) = (department.unit(), own.unit());
        let at = own_at.map_or_else(String::new, |at| format!(" ({at})"));
        match language {
            Language::Chinese => {
                let verdict = if self.agrees() { "一致" } else { "不一致" };
                format!(
                    "{key}：部门预算{department}{department_unit}（{department_at}），单位预算{own}{own_unit}{at}，{verdict}"
                )
            }
            Language::English => {
                let verdict = if self.agrees() { "agrees" } else { "differs" };
                format!(
                    "{key}: the department prints {department}{department_unit} ({department_at}), the unit has \
                     {own}{own_unit}{at}: {verdict}"
                )
            }
        }
    }
}

impl WhyNotHeld {
    /// The reason in words.
    pub const fn message(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::NotPrinted, Language::Chinese) => "单位预算未列示该数",
            (Self::NotPrinted, Language::English) => "the unit's document does not print it",
            (Self::LeftOpen, Language::Chinese) => "部门预算的表未说明口径",
            (Self::LeftOpen, Language::English) => "the department's table leaves open which money it speaks of",
            (Self::UnitNotSaid, Language::Chinese) => "部门预算的表未说明是哪个单位的项目",
            (Self::UnitNotSaid, Language::English) => "the department's table does not say whose project it is",
        }
    }
}
