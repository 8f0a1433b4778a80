//! The figures of a document by key, and what the document would print.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::amount::{Amount, AmountError, Interval};
use crate::budget::{Disclosure, partly_known};
use crate::fact::{Basis, Key};
use crate::scope::Area;
use crate::table::{Address, Meaning, Row, Table};
use crate::year::FiscalYear;

use super::{Incomparable, NotCompared, Unmatched};

/// The amount of a key and where it stands on the rows of its table.
#[derive(Clone)]
pub(super) struct Figure<'a> {
    pub(super) amount: Amount,
    pub(super) interval: Interval,
    pub(super) address: Cow<'a, Address>,
    /// Table and column: rows of these with equal keys are parts of one amount.
    column: (u16, u16),
    /// Whether no table prints it and a sentence states it.
    pub(super) stated: bool,
}

/// The figures of one year.
pub(super) type Figures<'a> = HashMap<Key, Figure<'a>>;

/// Figures whose scope the document leaves open, each with whether a sentence states it.
pub(super) type Open = Vec<(Key, Amount, bool)>;

/// The figures of a document: those of certain scope, each once however often it is printed, and those
/// whose scope the template leaves open.
pub(super) fn figures(disclosure: &Disclosure, with_stated: bool) -> Result<(Figures<'_>, Open), Incomparable> {
    let mut figures: Figures<'_> = HashMap::new();
    let mut open = Vec::new();
    let partial = partly_known(disclosure);
    for fact in disclosure.facts().filter(|fact| fact.key.basis == Basis::Budget) {
        if partial.contains(&(fact.key.clone(), fact.place.table, fact.place.column)) {
            continue;
        }
        if fact.extent.is_open() {
            open.push((fact.key, fact.printed.amount(), false));
            continue;
        }
        let Some(row) = disclosure.row(fact.place) else { continue };
        let column = (fact.place.table, fact.place.column);
        match figures.get_mut(&fact.key) {
            None => {
                let (amount, interval) = (fact.printed.amount(), fact.printed.interval());
                let address = Cow::Borrowed(&row.address);
                figures.insert(fact.key, Figure { amount, interval, address, column, stated: false });
            }
            Some(figure) if figure.column == column && !disclosure.is_line(fact.place) => {
                let added = figure.add(fact.printed.amount(), fact.printed.interval());
                added.map_err(|_| Incomparable::OutOfRange(fact.key))?;
            }
            // A copy in another table, or in a line that repeats it.
            Some(_) => {}
        }
    }
    // A document without tables has nothing else.
    if with_stated || disclosure.tables.is_empty() {
        add_stated(disclosure, &mut figures, &mut open);
    }
    Ok((figures, open))
}

/// Adds what sentences state of this year's budget and no table prints.
fn add_stated(disclosure: &Disclosure, figures: &mut Figures<'_>, open: &mut Open) {
    let printed: HashSet<Key> = open.iter().map(|(key, ..)| key.clone()).collect();
    for (key, amount) in disclosure.stated_amounts() {
        if figures.contains_key(&key) || printed.contains(&key) {
            continue;
        }
        // Sentences about a part of the money do not say for certain which.
        if key.leaves_open_in_words() {
            open.push((key, amount.amount(), true));
            continue;
        }
        let address = Cow::Owned(address_of(&key));
        let (amount, interval) = (amount.amount(), amount.interval());
        figures.insert(key, Figure { amount, interval, address, column: (0, 0), stated: true });
    }
}

/// The row that a table would print a stated amount in.
fn address_of(key: &Key) -> Address {
    match (key.function, key.economic.single(), &key.unit, &key.project) {
        (Some(code), ..) => Address::Function(code),
        (None, Some(code), ..) => Address::Economic(code),
        (None, None, Some(unit), Some(project)) => Address::Project(unit.clone(), project.clone()),
        (None, None, Some(unit), None) => Address::Unit(unit.clone()),
        _ => Address::Total,
    }
}

impl<'a> Figure<'a> {
    /// Takes another amount in.
    pub(super) fn add(&mut self, amount: Amount, interval: Interval) -> Result<(), AmountError> {
        (self.amount, self.interval) = (self.amount.checked_add(amount)?, self.interval.checked_add(interval)?);
        Ok(())
    }

    /// The figure as one that was not compared.
    pub(super) fn not_compared(&self, key: Key, year: FiscalYear, reason: Unmatched) -> NotCompared {
        NotCompared { key, year, amount: self.amount, reason, stated: self.stated }
    }

    /// The same figure at another address.
    pub(super) fn at(&self, address: Address) -> Figure<'a> {
        Figure { address: Cow::Owned(address), ..self.clone() }
    }
}

/// Whether a document has a table that would print a figure at an address if there were one, or why it says
/// nothing of it.
pub(super) fn would_print(disclosure: &Disclosure, key: &Key, address: &Address) -> Result<(), Unmatched> {
    // What the table of the figure is like, and whether one has such a figure for other money.
    let (mut own, mut elsewhere) = (None, None);
    for spec in disclosure.template.tables.iter() {
        let table = disclosure.table(spec.number);
        let is_open_axis = spec.lines().is_empty();
        // The columns of a row differ in money and year only, so one column tells whether the row is the same.
        // Only columns that name items of their own differ in more.
        let is_same = |column: usize| {
            spec.key(address, column).is_some_and(|(would, _)| {
                Key { source: key.source, nature: key.nature, basis: key.basis, ..would } == *key
            })
        };
        let names_items = spec.columns.iter().any(|column| column.meaning != Meaning::Money);
        let is_same_row = is_same(0) || names_items && (1..spec.columns.len()).any(is_same);
        let columns = if is_same_row { spec.columns.len() } else { 0 };
        for (column, (would, extent)) in (0..columns).filter_map(|column| Some((column, spec.key(address, column)?))) {
            if would != *key {
                if elsewhere.is_none() && table.is_some() && would.basis == key.basis {
                    elsewhere = Some(Unmatched::OtherScope { area: extent.inner });
                }
                continue;
            }
            own = match (table, own) {
                (Some(table), _) if !table.complete || is_unknown(table, address, column) => {
                    Some(Unmatched::PartlyRead { table: table.number })
                }
                (Some(_), _) if is_open_axis => return Ok(()),
                // Fixed lines say nothing about what they leave out.
                (Some(table), None | Some(Unmatched::NoTable)) => Some(Unmatched::LineLeftOut { table: table.number }),
                (_, own) => own.or(Some(Unmatched::NoTable)),
            };
        }
    }
    Err(own.or(elsewhere).unwrap_or(Unmatched::NoTable))
}

/// Whether a table prints a row at an address whose empty cell in a column may be anything.
fn is_unknown(table: &Table, address: &Address, column: usize) -> bool {
    let is_empty = |row: &Row| row.cells.get(column).is_some_and(Option::is_none) && !table.has_zero_blanks(row);
    table.rows.iter().any(|row| is_empty(row) && row.address == *address)
}

/// How many leaves of both axes an area has: the larger it is, the more money it speaks of.
pub(super) const fn size(area: Area) -> usize {
    area.source.len() * area.nature.len()
}
