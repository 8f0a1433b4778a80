//! From a key to an amount.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::amount::{Amount, Printed};
use crate::code::{EconomicCode, FunctionalCode};
use crate::fact::{Basis, EconomicScope, Fact, Key};
use crate::relation::Atoms;
use crate::scope::{Area, Extent, Nature, Scope, Source};
use crate::table::{Address, RowAxis, Table, TableSpec};

use super::disclosure::Disclosure;

/// What a budget knows about an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer<T = Amount> {
    /// It is printed, or follows from what is printed.
    Known(T),
    /// It is not printed, but it lies between what it contains and what contains it.
    Between {
        /// It is at least this.
        low: T,
        /// It is at most this.
        high: T,
    },
    /// Nothing printed bounds it.
    Unknown,
}

impl<T> Answer<T> {
    /// The amount, if it is known.
    pub fn known(self) -> Option<T> {
        match self {
            Self::Known(amount) => Some(amount),
            _ => None,
        }
    }
}

impl Disclosure {
    /// The amount of a key as this document prints it, whether or not it adds up: known, between
    /// bounds, or unknown.
    ///
    /// Known is what is printed, what printed parts add up to, and zero where a complete table leaves
    /// the key out.
    pub fn amount(&self, key: &Key) -> Answer {
        let (facts, _) = with_blanks(self);
        Lookup { facts: &facts, disclosure: self, index: &Index::of(self, &facts) }.amount(key)
    }

    /// The amounts of many keys as they are printed, or as they follow from printed parts.
    pub(crate) fn printed_amounts(&self, keys: &[Key]) -> Vec<Answer<Printed>> {
        let (facts, _) = with_blanks(self);
        let lookup = Lookup { facts: &facts, disclosure: self, index: &Index::for_keys(self, &facts, keys.iter()) };
        keys.iter().map(|key| lookup.printed(key)).collect()
    }
}

/// The figures of a document, and behind them the zeros that its empty cells stand for; how many these are.
pub(super) fn with_blanks(disclosure: &Disclosure) -> (Vec<Fact>, usize) {
    let mut facts: Vec<Fact> = disclosure.facts().collect();
    let printed = facts.len();
    for sheet in disclosure.sheets() {
        let Some(zero) = zero_of(sheet.table, disclosure) else { continue };
        let rows = sheet.table.rows.iter().enumerate().filter(|(_, row)| sheet.table.has_zero_blanks(row));
        for (row, printed) in rows {
            let blank = |column: &usize| printed.cells.get(*column).is_none_or(Option::is_none);
            let blanks = (0..sheet.spec.columns.len()).filter(blank).filter_map(|column| {
                let (key, extent) = sheet.spec.key(&printed.address, column)?;
                Some(Fact { key, extent, printed: zero, place: sheet.table.place(row, column) })
            });
            facts.extend(blanks);
        }
    }
    let blanks = facts.len() - printed;
    (facts, blanks)
}

/// The keys, tables and columns of cells that are not known. Where rows repeat a key, those of the rows that are
/// known are parts of an amount that is not.
pub(crate) fn partly_known(disclosure: &Disclosure) -> HashSet<(Key, u16, u16)> {
    let mut keys = HashSet::new();
    // A row may also be one of several that fill the columns of one address, as where each year has its row.
    let unread = disclosure.unread_lines();
    for table in &disclosure.tables {
        let Some(spec) = disclosure.template.table(table.number) else { continue };
        for (index, row) in table.rows.iter().enumerate() {
            if !row.uncertain || !unread.contains(&(row.page, row.line)) {
                continue;
            }
            for column in (0..row.cells.len()).filter(|&column| row.cells[column].is_none()) {
                let place = table.place(index, column);
                keys.extend(spec.key(&row.address, column).map(|(key, _)| (key, place.table, place.column)));
            }
        }
    }
    keys
}

/// The positions of facts by everything but sources and natures, without parts of amounts that are not known.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    positions: HashMap<Key, Vec<usize>>,
    partial: HashSet<(Key, u16, u16)>,
}

impl Index {
    pub(super) fn of(disclosure: &Disclosure, facts: &[Fact]) -> Self {
        Self::of_some(disclosure, facts, |_| true)
    }

    /// Only of the facts that may answer for one of these keys.
    pub(super) fn for_keys<'k>(disclosure: &Disclosure, facts: &[Fact], keys: impl Iterator<Item = &'k Key>) -> Self {
        // A set of codes is answered for by its codes.
        let codes = |key: &Key| key.economic.codes().map(EconomicScope::just).collect::<Vec<_>>();
        let rough = |key: &Key, economic| (key.function, economic, key.memo, key.unit.is_some(), key.project.is_some());
        let wanted: HashSet<_> = keys
            .flat_map(|key| {
                codes(key).into_iter().chain([key.economic]).map(|economic| rough(key, economic)).collect::<Vec<_>>()
            })
            .collect();
        Self::of_some(disclosure, facts, |key| wanted.contains(&rough(key, key.economic)))
    }

    fn of_some(disclosure: &Disclosure, facts: &[Fact], wanted: impl Fn(&Key) -> bool) -> Self {
        let mut index = Self { positions: HashMap::new(), partial: partly_known(disclosure) };
        for (position, fact) in facts.iter().enumerate().filter(|(_, fact)| wanted(&fact.key)) {
            if index.is_whole(fact) {
                index.positions.entry(coordinates(&fact.key)).or_default().push(position);
            }
        }
        index
    }

    fn is_whole(&self, fact: &Fact) -> bool {
        self.partial.is_empty() || !self.partial.contains(&(fact.key.clone(), fact.place.table, fact.place.column))
    }
}

/// The facts of a disclosure by their keys.
#[derive(Clone, Copy)]
pub(super) struct Lookup<'a> {
    pub(super) facts: &'a [Fact],
    pub(super) disclosure: &'a Disclosure,
    pub(super) index: &'a Index,
}

impl Lookup<'_> {
    /// The amount of a key.
    pub(super) fn amount(&self, key: &Key) -> Answer {
        match self.printed(key) {
            Answer::Known(printed) => Answer::Known(printed.amount()),
            _ => self.between(key),
        }
    }

    /// The amount of a key as it is printed, or as it follows from printed parts.
    pub(super) fn printed(&self, key: &Key) -> Answer<Printed> {
        let known = self.copy(key).or_else(|| self.parts(key)).or_else(|| self.by_code(key)).or_else(|| self.zero(key));
        known.map_or(Answer::Unknown, Answer::Known)
    }

    /// Whether the figure of a key can speak against a stated amount.
    ///
    /// Sentences about a function or a source leave open whether money carried over and all natures are meant. If
    /// the amount stands in the tables for another scope of the same, it is taken to mean that one.
    pub(super) fn settles(&self, key: &Key, stated: Option<Printed>) -> bool {
        let Some(stated) = stated.filter(|_| key.leaves_open_in_words()) else { return true };
        self.printed(key).known().is_some_and(|printed| stated.agrees_with(printed))
            || !self.beside(key).any(|fact| stated.agrees_with(fact.printed))
    }

    /// The figure with exactly that key; several in one table are parts of it.
    pub(super) fn copy(&self, key: &Key) -> Option<Printed> {
        let atoms = Atoms::of(key.area());
        let same: Vec<&Fact> = self.beside(key).filter(|fact| exactly(fact.extent) == Some(atoms)).collect();
        let table = same.first()?.place.table;
        let column = same.first()?.place.column;
        let same = same.into_iter().filter(|fact| fact.place.table == table && fact.place.column == column);
        let same: Vec<&Fact> = same.collect();
        if same.iter().all(|fact| self.disclosure.is_line(fact.place)) {
            return same.first().map(|fact| fact.printed);
        }
        sum(same.iter().map(|fact| fact.printed))
    }

    /// Figures of disjoint areas that make up the area of the key, the largest first.
    fn parts(&self, key: &Key) -> Option<Printed> {
        let mut rest = Atoms::of(key.area());
        let mut inside: Vec<(Atoms, &Fact)> =
            self.beside(key).filter_map(|fact| Some((exactly(fact.extent)?, fact))).collect();
        inside.sort_by_key(|(atoms, _)| std::cmp::Reverse(atoms.len()));
        let mut parts: Vec<(Atoms, &Fact)> = Vec::new();
        for (atoms, fact) in inside {
            let again = parts.last().is_some_and(|(last, known)| {
                *last == atoms
                    && (known.place.table, known.place.column) == (fact.place.table, fact.place.column)
                    && !self.disclosure.is_line(fact.place)
            });
            if again || !atoms.is_empty() && rest.contains(atoms) {
                rest = rest.without(atoms);
                parts.push((atoms, fact));
            }
        }
        if rest.is_empty() { sum(parts.iter().map(|(_, fact)| fact.printed)) } else { None }
    }

    /// The sum over the codes of a set, if each is known.
    fn by_code(&self, key: &Key) -> Option<Printed> {
        if key.economic.is_all() || key.economic.single().is_some() {
            return None;
        }
        let one = |code| self.printed(&Key { economic: EconomicScope::just(code), ..key.clone() }).known();
        sum(key.economic.codes().map(one).collect::<Option<Vec<_>>>()?)
    }

    /// Zero, if a table that lists everything of that kind does not list it.
    fn zero(&self, key: &Key) -> Option<Printed> {
        let atoms = Atoms::of(key.area());
        let covered = |(area, ways): (Atoms, _)| if area == atoms { Some(ways) } else { None };
        let mut zeros: Vec<(Atoms, &Table)> = Vec::new();
        for table in &self.disclosure.tables {
            let Some(spec) = self.disclosure.template.table(table.number) else { continue };
            for column in spec.columns.iter().filter(|column| column.basis == key.basis) {
                if let Some(area) = exactly(spec.extent.intersection(column.extent))
                    && spec.flow == key.flow
                    && leaves_out(table, spec, key)
                {
                    zeros.push((area, table));
                }
            }
        }
        if let Some(table) = zeros.iter().copied().find_map(covered) {
            return zero_of(table, self.disclosure);
        }
        // Columns that together make up the area and leave it out one and all.
        let mut rest = atoms;
        for (area, _) in &zeros {
            if rest.contains(*area) {
                rest = rest.without(*area);
            }
        }
        if rest.is_empty() { zero_of(zeros.first()?.1, self.disclosure) } else { None }
    }

    fn between(&self, key: &Key) -> Answer {
        // A change may go either way, so it says nothing about what is a part of it.
        if key.basis == Basis::Change {
            return Answer::Unknown;
        }
        let contains = |fact: &&Fact| {
            let outer = Key { source: fact.extent.inner.source, nature: fact.extent.inner.nature, ..fact.key.clone() };
            outer.contains(key)
        };
        // Rows that repeat a key are parts of one amount.
        let mut wholes: HashMap<(&Key, u16, u16), Option<Amount>> = HashMap::new();
        for fact in self.facts.iter().filter(contains).filter(|fact| self.index.is_whole(fact)) {
            let place = (&fact.key, fact.place.table, fact.place.column);
            let whole = wholes.entry(place).or_insert(Some(Amount::ZERO));
            *whole = whole.and_then(|whole| whole.checked_add(fact.printed.amount()).ok());
        }
        let high = wholes.into_values().flatten().min();
        let inside = |fact: &&Fact| {
            let Area { source, nature } = fact.extent.outer;
            key.contains(&Key { source, nature, ..fact.key.clone() })
        };
        let low = self.facts.iter().filter(inside).map(|fact| fact.printed.amount()).max().unwrap_or(Amount::ZERO);
        match high {
            Some(high) if low <= high => Answer::Between { low, high },
            _ => Answer::Unknown,
        }
    }

    fn beside(&self, key: &Key) -> impl Iterator<Item = &Fact> {
        self.index.positions.get(&coordinates(key)).into_iter().flatten().map(|&index| &self.facts[index])
    }
}

/// A key without sources and natures.
fn coordinates(key: &Key) -> Key {
    Key { source: Scope::<Source>::ALL, nature: Scope::<Nature>::ALL, ..key.clone() }
}

fn exactly(extent: Extent) -> Option<Atoms> {
    if extent.is_open() { None } else { Some(Atoms::of(extent.inner)) }
}

fn sum(printed: impl IntoIterator<Item = Printed>) -> Option<Printed> {
    let mut printed = printed.into_iter();
    let first = printed.next()?;
    printed.try_fold(first, |total, next| {
        let decimals = total.decimals().max(next.decimals());
        let amount = total.amount().checked_add(next.amount()).ok()?;
        Printed::from_amount(amount, total.unit(), decimals).ok()
    })
}

fn zero_of(table: &Table, disclosure: &Disclosure) -> Option<Printed> {
    Printed::from_amount(Amount::ZERO, table.unit, disclosure.template.decimals).ok()
}

/// Whether a table would print a row for the key if there were an amount, and does not.
fn leaves_out(table: &Table, spec: &TableSpec, key: &Key) -> bool {
    let plain = key.unit.is_none() && key.project.is_none() && key.memo.is_none() && key.government.is_none();
    let rest = Key { source: Scope::<Source>::ALL, nature: Scope::<Nature>::ALL, ..key.clone() };
    let total = Key { basis: key.basis, ..Key::total(key.flow) };
    match (&spec.rows, key.function, key.economic.single()) {
        _ if !plain || !table.complete => false,
        (RowAxis::Function, Some(code), None) if rest == total.clone().function(code) => {
            absent(table, code, FunctionalCode::contains, |address| match address {
                Address::Function(code) => Some(*code),
                _ => None,
            })
        }
        (RowAxis::Economic, None, Some(code)) if rest == total.clone().economic(code) => {
            absent(table, code, EconomicCode::contains, |address| match address {
                Address::Economic(code) => Some(*code),
                _ => None,
            })
        }
        _ => false,
    }
}

/// Whether a tree has no row at, above-and-childless, or below a code.
fn absent<C: Copy + PartialEq>(
    table: &Table,
    code: C,
    contains: impl Fn(C, C) -> bool,
    of: impl Fn(&Address) -> Option<C>,
) -> bool {
    let printed: Vec<C> = table.rows.iter().filter_map(|row| of(&row.address)).collect();
    if printed.iter().any(|&other| contains(code, other)) {
        return false;
    }
    let above: Vec<C> = printed.iter().copied().filter(|&other| contains(other, code)).collect();
    match above.iter().find(|&&near| above.iter().all(|&other| contains(other, near))) {
        Some(&near) => printed.iter().any(|&other| other != near && contains(near, other)),
        // Nothing above it but 合计, which must be there for the table to have been read at all.
        None => table.rows.iter().any(|row| row.address == Address::Total),
    }
}
