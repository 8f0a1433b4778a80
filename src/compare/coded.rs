//! Keys seen by their codes, whichever classification they are of.

use crate::code::Evidence;
use crate::code::changes::{ChangeKind, Code, CodeChange};
use crate::fact::{EconomicScope, Key};
use crate::year::FiscalYear;

/// The codes that a key names.
pub(super) fn codes(key: &Key) -> impl Iterator<Item = Code> {
    let function = key.function.map(Code::Functional).into_iter();
    let (economic, government) = (key.economic, key.government.map(Code::Government));
    let economic: Vec<Code> = economic.codes().map(Code::Economic).collect();
    function.chain(economic).chain(government)
}

/// The code of a key that names exactly one.
pub(super) fn single(key: &Key) -> Option<Code> {
    let mut codes = codes(key);
    codes.next().filter(|_| codes.next().is_none())
}

/// The key with one of its codes replaced; `None` if the codes are of different classifications.
pub(super) fn replaced(key: &Key, from: Code, to: Code) -> Option<Key> {
    let mut key = key.clone();
    match (from, to) {
        (Code::Functional(_), Code::Functional(code)) => key.function = Some(code),
        (Code::Government(_), Code::Government(code)) => key.government = Some(code),
        (Code::Economic(from), Code::Economic(to)) => {
            let codes: Vec<_> = key.economic.codes().map(|code| if code == from { to } else { code }).collect();
            key.economic = EconomicScope::of(&codes).ok()?;
        }
        _ => return None,
    }
    Some(key)
}

/// The renaming of a code that documents of the earlier year show: they print a former name, and documents of
/// the later year do not.
pub(super) fn renamed(code: Code, before: FiscalYear, after: FiscalYear) -> Option<CodeChange> {
    let (name, former, evidence) = match code {
        Code::Functional(code) => code.listed().map(|row| (row.name(), row.former_names(), row.evidence())),
        Code::Economic(code) => code.listed().map(|row| (row.name(), row.former_names(), row.evidence())),
        Code::Government(code) => code.listed().map(|row| (row.name(), row.former_names(), row.evidence())),
        Code::Revenue(_) => None,
    }?;
    let then = former.iter().find(|it| it.years().contains(&before) && !it.years().contains(&after))?;
    Some(CodeChange {
        since: before.next()?,
        until: after,
        kind: ChangeKind::Renamed,
        from: Some(code),
        to: Some(code),
        name_before: then.name(),
        name_after: name,
        evidence: evidence.max(Evidence::Published),
        note: "by the documents of both years",
    })
}
