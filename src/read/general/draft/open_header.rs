//! Headers whose words may stand in several orders.

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
        let lines = || header_texts(document, &region.title, &region.header);
        region.words.has_open_order().then(|| Self { lines: lines(), year, numbered: region.numbered })
    }
}

/// The words over the columns of a header that was put together from pieces, for each of its likely orders.
pub(super) fn likely_orders(words: &Words) -> Vec<Vec<Vec<&'static str>>> {
    let readings = if words.is_woven() { words.readings() } else { Vec::new() };
    let names = |heading: &Heading| heading.words.iter().map(|word| word.name).collect();
    readings.iter().map(|reading| reading.iter().map(names).collect()).collect()
}
