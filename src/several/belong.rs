//! Which files of a folder belong together.

use std::collections::HashMap;

use crate::fact::{Body, SameBody};
use crate::year::FiscalYear;

use super::joined::Part;
use super::outline::{Confirmed, NotOneBudget, Outline};

/// A narrative and the tables of the same body and year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairing {
    /// The position of the file with the tables.
    pub tables: usize,
    /// The position of the narrative.
    pub narrative: usize,
    /// How names and totals agree, or why they are not of one budget after all.
    pub joins: Result<(SameBody, Vec<Confirmed>), NotOneBudget>,
}

/// The files among many that are the tables and the narrative of one body and year, in the order of the narratives.
///
/// Names must be in full: 财政局 alone may be of any place. A narrative is paired with the first tables that it
/// joins; if it joins none of its body and year, with the first of these and the reason.
///
/// ```
/// use yusuan::several::{Outline, pair_up};
/// use yusuan::{Disclosure, read_text};
///
/// let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/cooperation-office-2024.txt"));
/// let whole = read_text(text)?;
/// let tables = Disclosure { claims: Vec::new(), ..whole.clone() };
/// let narrative = Disclosure { tables: Vec::new(), ..whole.clone() };
/// let outlines: Vec<Outline> = [&whole, &narrative, &tables].map(Outline::of).into();
/// let pairs = pair_up(&outlines);
/// assert_eq!((pairs.len(), pairs[0].tables, pairs[0].narrative), (1, 2, 1));
/// assert!(pairs[0].joins.is_ok());
/// # Ok::<(), yusuan::ReadError>(())
/// ```
pub fn pair_up(outlines: &[Outline]) -> Vec<Pairing> {
    let of_part = |part: Part| {
        let outlines = outlines.iter().enumerate();
        outlines.filter(move |(_, outline)| outline.part() == Some(part))
    };
    let mut tables: HashMap<(String, FiscalYear), Vec<usize>> = HashMap::new();
    for (index, outline) in of_part(Part::Tables) {
        tables.entry(identity(outline)).or_default().push(index);
    }
    let pair = |(narrative, outline): (usize, &Outline)| {
        let candidates = tables.get(&identity(outline))?;
        let mut tried = candidates.iter().take(MOST_TRIED).map(|&tables| {
            let joins = outlines[tables].joins(outline);
            Pairing { tables, narrative, joins }
        });
        let first = tried.next()?;
        if first.joins.is_ok() { Some(first) } else { Some(tried.find(|pair| pair.joins.is_ok()).unwrap_or(first)) }
    };
    of_part(Part::Narrative).filter_map(pair).collect()
}

/// Nobody publishes the tables of one budget more often; whoever does so to be tried again and again fails.
const MOST_TRIED: usize = 16;

/// The body and the year.
fn identity(outline: &Outline) -> (String, FiscalYear) {
    (Body::of(&outline.header.department).stem.into_owned(), outline.header.year)
}
