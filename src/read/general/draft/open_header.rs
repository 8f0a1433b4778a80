//! Headers whose words may stand in several orders.

use crate::fact::Basis;

use super::super::columns::Column;
use super::super::heading::{Heading, Words};
use super::super::region::{Lines, Region, header_texts};

/// A header whose lines may be read in several orders.
#[derive(Debug)]
pub(in crate::read::general) struct OpenHeader<'a> {
    pub(in crate::read::general) lines: Vec<&'a str>,
    /// The year of the document.
    pub(in crate::read::general) year: Option<u16>,
    /// How many columns a row of numbers counts.
    pub(in crate::read::general) numbered: Option<usize>,
}

impl<'a> OpenHeader<'a> {
    /// The header of a region, if its lines may be read in several orders.
    pub(super) fn of(document: &Lines<'a>, region: &Region<'a>, year: Option<u16>) -> Option<Self> {
        let lines = || header_texts(document, &region.header);
        region.words.has_open_order().then(|| Self { lines: lines(), year, numbered: region.numbered })
    }
}

/// The words over the columns of a header that was put together from pieces, for each of its equally likely orders.
pub(super) fn equal_orders(words: &Words) -> Vec<Vec<Vec<&'static str>>> {
    let readings = if words.is_woven() { words.equal_readings() } else { Vec::new() };
    let names = |heading: &Heading| heading.words.iter().map(|word| word.name).collect();
    readings.iter().map(|reading| reading.iter().map(names).collect()).collect()
}

/// Whether all amounts of this year have words of their own: of two wholes under the same words one is no column.
pub(super) fn is_told(reading: &[Column]) -> bool {
    let is_plain = |column: &Column| column.basis == Basis::Budget && !column.is_percent && !column.is_vague;
    (1..reading.len())
        .all(|at| !is_plain(&reading[at]) || reading[..at].iter().all(|other| other.words != reading[at].words))
}
