//! Sources of which a document shows that it has nothing.

use crate::amount::{Amount, Printed};
use crate::scope::{Scope, Source};
use crate::table::vocabulary::Role;

use super::super::draft::Draft;
use super::super::sides::Meant;

/// The sources that the document's revenue lines print empty or leave out, while the lines that are
/// printed add up to the whole.
pub(super) fn empty_sources(drafts: &[Draft<'_>]) -> Scope<Source> {
    let mut empty = Scope::<Source>::NONE;
    for draft in drafts.iter().filter(|draft| draft.title.source.is_none() && !draft.entries.is_empty()) {
        let mut printed = Scope::<Source>::NONE;
        let mut total = None;
        let mut lines = 0_i64;
        let mut sum = Some(crate::amount::Amount::ZERO);
        for (entry, row) in draft.entries.iter().zip(&draft.rows) {
            if draft.blocks.get(entry.block) != Some(&super::super::sides::Block::Revenue) {
                continue;
            }
            let Some((figure, _)) = row.figures.first() else { continue };
            let Meant::Word(word) = entry.meant else { continue };
            let leaf = match word.role {
                Role::Source(scope)
                    if scope != Scope::FISCAL || !draft.entries.iter().any(|other| is_part_of_fiscal(other.meant)) =>
                {
                    Some((scope, entry.carried))
                }
                Role::Carried => Some((Scope::CARRIED_OVER, true)),
                Role::OtherMoney => Some((Scope::<Source>::just(Source::Other), entry.carried)),
                Role::Whole => {
                    total = Some(figure.amount());
                    None
                }
                _ => None,
            };
            if let Some((scope, carried)) = leaf {
                if carried && word.role != Role::Carried {
                    continue;
                }
                sum = sum.and_then(|sum| sum.checked_add(figure.amount()).ok());
                lines += 1;
                if !figure.is_zero() {
                    let fund = if word.role == Role::Carried {
                        Scope::<Source>::just(Source::InstitutionFund)
                    } else {
                        Scope::<Source>::NONE
                    };
                    printed = printed.union(scope).union(fund);
                    if word.role == Role::OtherMoney {
                        printed = Scope::<Source>::ALL;
                    }
                }
            }
        }
        // Every line may be off by half of its last digit.
        let off = total.zip(sum).and_then(|(total, sum): (Amount, Amount)| total.checked_sub(sum).ok());
        let last = Printed::from_last_digits(lines, decimals_of(draft), draft.unit).ok().map(Printed::amount);
        let within = |off: Amount| {
            last.is_some_and(|last| off <= last && Amount::ZERO.checked_sub(last).is_ok_and(|least| least <= off))
        };
        if off.is_some_and(|off| off == Amount::ZERO || draft.title.is_final && within(off)) {
            empty = empty.union(Scope::<Source>::ALL.without(printed));
        }
    }
    empty
}

fn decimals_of(draft: &Draft<'_>) -> u8 {
    draft.rows.iter().flat_map(|row| &row.figures).map(|(printed, _)| printed.decimals()).max().unwrap_or_default()
}

fn is_part_of_fiscal(meant: Meant) -> bool {
    matches!(meant, Meant::Word(word) if matches!(word.role, Role::Source(scope) if scope != Scope::FISCAL && Scope::FISCAL.contains(scope)))
}
