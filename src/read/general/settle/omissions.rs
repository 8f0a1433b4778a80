//! Tables that leave rows out: whether what they leave out are whole functions.
//!
//! A department that must not publish some of its functions leaves them out of its tables but not out of their
//! totals. Where two such tables print the same functions, most of them with the same sums to the last digit, what
//! is missing are not rows of these functions: each of them is printed in full.

use std::collections::BTreeMap;

use foldhash::HashSet;

use crate::amount::Amount;
use crate::fact::Flow;
use crate::relation::Atoms;

use super::super::draft::{About, Axis, Draft};
use super::super::title::Subject;
use super::Where;
use super::groups::lacks_rows;

/// How many functions must agree before it is no chance.
const ENOUGH: usize = 5;

/// What a table that lacks rows prints for each of its functions.
struct Printed {
    draft: usize,
    inner: Atoms,
    outer: Atoms,
    sums: BTreeMap<u32, Amount>,
}

/// Marks the tables that leave out whole functions.
pub(super) fn find_whole_functions(drafts: &mut [Draft<'_>]) {
    let printed: Vec<Printed> =
        drafts.iter().enumerate().filter_map(|(index, draft)| functions(index, draft)).collect();
    let pairs = printed.iter().flat_map(|all| printed.iter().map(move |part| (all, part)));
    let agreeing = pairs.filter(|(all, part)| all.draft != part.draft && agree(all, part));
    for draft in agreeing.flat_map(|(all, part)| [all.draft, part.draft]) {
        drafts[draft].prints_whole_functions = true;
    }
}

/// Whether all rows of a place are there although a table lacks rows.
pub(super) fn is_whole_function(draft: &Draft<'_>, about: &Where) -> bool {
    draft.prints_whole_functions && matches!(about, Where::Codes(Some(1_000_000..), None, None))
}

fn functions(index: usize, draft: &Draft<'_>) -> Option<Printed> {
    let whole = draft.readings.first()?.first().filter(|column| column.part_of.is_none() && !column.is_percent)?;
    let is_all = draft.axis == Axis::Codes
        && draft.title.subject == Subject::Budget
        && draft.title.nature.is_none()
        && draft.flow == Flow::Expenditure;
    if !is_all || !lacks_rows(draft) || draft.rows.iter().any(|row| row.unit.is_some()) {
        return None;
    }
    let is_parent: HashSet<usize> = draft.rows.iter().filter_map(|row| row.parent).collect();
    let mut sums: BTreeMap<u32, Amount> = BTreeMap::new();
    for (_, row) in draft.rows.iter().enumerate().filter(|(index, _)| !is_parent.contains(index)) {
        let About::Codes { function: Some(function), .. } = row.about else { continue };
        let sum = sums.entry(function.number()).or_insert(Amount::ZERO);
        *sum = sum.checked_add(row.figures.first()?.0.amount()).ok()?;
    }
    let (inner, outer) = draft.atoms(0, whole);
    Some(Printed { draft: index, inner, outer, sums })
}

/// Whether two tables print the same functions and most of them with the same sum, the others with more in the
/// table of more money.
fn agree(all: &Printed, part: &Printed) -> bool {
    let same = all.sums.iter().filter(|(code, sum)| part.sums.get(code) == Some(sum)).count();
    all.inner.contains(part.outer)
        && all.sums.keys().eq(part.sums.keys())
        && all.sums.iter().zip(&part.sums).all(|((_, all), (_, part))| all >= part)
        && same >= ENOUGH
        && 2 * same > all.sums.len()
}
