//! One budget whose tables and narrative were published in two files.

use crate::budget::{Disclosure, Unread};
use crate::claim::Claim;
use crate::fact::{Place, SameBody};
use crate::read;

use super::outline::{Confirmed, NotOneBudget, Outline};

/// One of the two files of a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::Display)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
pub enum Part {
    /// 预算报表, the file with the tables.
    Tables,
    /// 情况说明, the file with the narrative.
    Narrative,
}

/// One budget whose tables and narrative were published in two files, as those of Beijing are.
///
/// It has the tables of the one and the claims of the other, so that an audit judges the claims against the
/// tables. Pages and lines are those of the file that a thing stands in, which [`part_of`](Self::part_of) and its
/// companions tell.
///
/// ```
/// use yusuan::several::Part;
/// use yusuan::{Disclosure, read_text};
///
/// // The bundled document as two files.
/// let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/cooperation-office-2024.txt"));
/// let whole = read_text(text)?;
/// let tables = Disclosure { claims: Vec::new(), ..whole.clone() };
/// let narrative = Disclosure { tables: Vec::new(), unread: Vec::new(), ..whole.clone() };
///
/// let joined = narrative.join(&tables)?;
/// assert_eq!(joined.disclosure().claims.len(), whole.claims.len());
/// assert_eq!(joined.confirmed().len(), 2, "revenue and expenditure are stated as they are printed");
/// let total = &joined.confirmed()[0];
/// assert_eq!(joined.part_of(total.printed_at), Some(Part::Tables));
/// assert_eq!(joined.part_of(total.stated_at), Some(Part::Narrative));
/// // Two files of different years are no budget.
/// let mut other = narrative.clone();
/// other.header.year = other.header.year.next().unwrap();
/// let error = tables.join(&other).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "not two parts of one budget: the tables are for 2024, the narrative for 2025",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    disclosure: Disclosure,
    names: SameBody,
    confirmed: Vec<Confirmed>,
    /// The claims before this one are the narrative's.
    claims_of_narrative: usize,
    /// What is unread before this one is of the tables.
    unread_of_tables: usize,
}

impl Disclosure {
    /// One budget of this file and another: the one has its tables, the other its narrative, in either order.
    ///
    /// Department and year must be the same, and the totals that the narrative states those that the tables print.
    /// Names may differ by （汇总）; where they differ by （本级） or by the place, a total must agree.
    pub fn join(&self, other: &Self) -> Result<Joined, NotOneBudget> {
        let (names, confirmed) = Outline::of(self).joins(&Outline::of(other))?;
        let (tables, narrative) = if self.tables.is_empty() { (other, self) } else { (self, other) };
        let mut disclosure = tables.clone();
        let claims_of_narrative = narrative.claims.len();
        disclosure.claims.clone_from(&narrative.claims);
        read::fit_claims(&disclosure.template, &mut disclosure.claims);
        disclosure.claims.extend(tables.claims.iter().map(|claim| {
            let part_of = claim.part_of.map(|whole| whole + claims_of_narrative);
            Claim { part_of, ..claim.clone() }
        }));
        let unread_of_tables = tables.unread.len();
        disclosure.unread.extend(narrative.unread.iter().cloned());
        disclosure.dates.extend(narrative.dates.iter().copied());
        Ok(Joined { disclosure, names, confirmed, claims_of_narrative, unread_of_tables })
    }
}

impl Joined {
    /// The budget, under the name of its tables.
    pub fn disclosure(&self) -> &Disclosure {
        &self.disclosure
    }

    /// The budget, without knowing which file what is from.
    pub fn into_disclosure(self) -> Disclosure {
        self.disclosure
    }

    /// How the names of the two files mean one body.
    pub fn names(&self) -> SameBody {
        self.names
    }

    /// The totals that the narrative states as the tables print them. There may be none if the names are the same.
    pub fn confirmed(&self) -> &[Confirmed] {
        &self.confirmed
    }

    /// The file that a place lies in. A sentence in the file with the tables may stand on the page and line of one
    /// in the other file: then the place alone does not tell, and it is `None`.
    pub fn part_of(&self, place: Place) -> Option<Part> {
        if place.table > 0 {
            return Some(Part::Tables);
        }
        let (narrative, tables) = self.disclosure.claims.split_at(self.claims_of_narrative);
        let (lines_of_tables, lines_of_narrative) = self.disclosure.unread.split_at(self.unread_of_tables);
        let stands = |claims: &[Claim], lines: &[Unread]| {
            claims.iter().any(|claim| (claim.page, claim.line) == (place.page, place.line))
                || lines.iter().any(|unread| (unread.page, unread.line) == (place.page, place.line))
        };
        match (stands(tables, lines_of_tables), stands(narrative, lines_of_narrative)) {
            (true, true) => None,
            (true, false) => Some(Part::Tables),
            (false, _) => Some(Part::Narrative),
        }
    }

    /// The file that a claim of [`Disclosure::claims`] stands in.
    pub fn part_of_claim(&self, claim: usize) -> Part {
        if claim < self.claims_of_narrative { Part::Narrative } else { Part::Tables }
    }

    /// The file that an entry of [`Disclosure::unread`] stands in.
    pub fn part_of_unread(&self, unread: usize) -> Part {
        if unread < self.unread_of_tables { Part::Tables } else { Part::Narrative }
    }
}
