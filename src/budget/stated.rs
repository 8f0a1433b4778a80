//! The amounts that the narrative states, as figures of their own.

use std::collections::BTreeMap;

use crate::amount::Printed;
use crate::claim::{BaselineFigure, Claim, RateKind};
use crate::fact::{Basis, Key};

use super::disclosure::Disclosure;

impl Disclosure {
    /// The amounts of this year's budget that its sentences state, whether or not a table prints them: each key once,
    /// with the most digits that are stated. A key of which sentences state different amounts is left out.
    ///
    /// They are no [`facts`](Self::facts): nothing adds up by them. A document without tables has nothing else to be
    /// [compared](Self::since) by.
    ///
    /// ```
    /// use yusuan::{Key, read_text};
    ///
    /// let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/cooperation-office-2024.txt"));
    /// let disclosure = read_text(text)?;
    /// let stated = disclosure.stated_amounts();
    /// let (_, revenue) = stated.iter().find(|(key, _)| *key == Key::revenue()).unwrap();
    /// assert_eq!(revenue.to_string(), "271,368.11");
    /// # Ok::<(), yusuan::ReadError>(())
    /// ```
    pub fn stated_amounts(&self) -> Vec<(Key, Printed)> {
        let mut stated: BTreeMap<&Key, Option<Printed>> = BTreeMap::new();
        for claim in self.claims.iter().filter(|claim| is_of_budget(claim)) {
            let (Some(key), Some(amount)) = (&claim.subject, claim.amount) else { continue };
            let known = stated.entry(key).or_insert(Some(amount));
            *known = known.filter(|known| known.agrees_with(amount)).map(|known| finer(known, amount));
        }
        stated.into_iter().filter_map(|(key, amount)| Some((key.clone(), amount?))).collect()
    }
}

/// Whether the amount of a claim is one of this year's budget: not what a budget came to, which sentences of a final
/// account compare with it.
fn is_of_budget(claim: &Claim) -> bool {
    let final_account = claim.rate_kind == RateKind::Completion
        || claim.baseline.is_some_and(|it| it.year.is_none() && it.figure == BaselineFigure::Budget);
    !final_account && claim.subject.as_ref().is_some_and(|key| key.basis == Basis::Budget)
}

fn finer(one: Printed, other: Printed) -> Printed {
    if other.last_place_exponent() < one.last_place_exponent() { other } else { one }
}
