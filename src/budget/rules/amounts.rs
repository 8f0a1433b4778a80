//! Rules about amounts that no key implies.

use crate::amount::Amount;
use crate::code::{EconomicCode, FunctionalCode};
use crate::fact::{Basis, EconomicScope, Key, MemoItem};
use crate::scope::{Nature, Scope, Source};

use super::super::finding::{Finding, Issue};
use super::Document;

/// Functions and the economic codes they are paid under. The bound holds in every document met,
/// equality in most.
const TWINS: [(u32, u32); 3] = [(2_080_505, 30108), (2_080_506, 30109), (2_210_201, 30113)];

/// The economic codes that the definition of 行政经费 names (机关运行经费 in Guangdong), in all editions met.
const AGENCY_OPERATION: [u32; 25] = [
    30201, 30202, 30205, 30206, 30207, 30208, 30209, 30211, 30212, 30213, 30214, 30215, 30216, 30217, 30218, 30224,
    30229, 30231, 30239, 30307, 31002, 31003, 31007, 31013, 31019,
];

pub(super) fn amounts_are_not_negative(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let negative = document
        .facts
        .iter()
        // A change from last year is as often a decrease.
        .filter(|fact| fact.printed.is_negative() && fact.key.basis != Basis::Change);
    findings.extend(
        negative
            .map(|fact| Finding { issue: Issue::NegativeAmount { amount: fact.printed }, places: vec![fact.place] }),
    );
}

pub(super) fn twins_agree(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let general = Scope::<Source>::just(Source::GeneralPublic);
    for (function, economic) in TWINS {
        let (Ok(function), Ok(economic)) = (FunctionalCode::new(function), EconomicCode::new(economic)) else {
            continue;
        };
        let key = Key::expenditure().source(general).nature(Scope::BASIC);
        let (Some(larger), Some(smaller)) =
            (document.fact(&key.clone().function(function)), document.fact(&key.economic(economic)))
        else {
            continue;
        };
        let (a, b) = (larger.printed, smaller.printed);
        let (function, economic) = (function.to_string(), economic.to_string());
        let issue = match a.amount().cmp(&b.amount()) {
            std::cmp::Ordering::Equal => Issue::TwinsEqual { function, economic, amount: a },
            std::cmp::Ordering::Greater => Issue::TwinExceeds { function, economic, larger: a, smaller: b },
            std::cmp::Ordering::Less => continue,
        };
        findings.push(Finding { issue, places: vec![larger.place, smaller.place] });
    }
}

/// 三公 is contained in 行政经费 where all units are administrative ones; institutions have the former
/// without the latter, so more is no error.
pub(super) fn memo_items_stay_within_bounds(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let key = |memo| Key::expenditure().source(Scope::FISCAL).nature(Scope::BASIC_AND_PROJECT).memo(memo);
    let (Some(inner), Some(outer)) =
        (document.fact(&key(MemoItem::ThreePublic)), document.fact(&key(MemoItem::AgencyOperation)))
    else {
        return;
    };
    let (larger, smaller) = (inner.printed, outer.printed);
    if larger.amount() > smaller.amount() {
        let (inner_name, outer_name) = (MemoItem::ThreePublic.name(), MemoItem::AgencyOperation.name());
        let issue = Issue::ExceedsBound { inner: inner_name, outer: outer_name, larger, smaller };
        findings.push(Finding { issue, places: vec![inner.place, outer.place] });
    }
}

pub(super) fn business_income_is_spent(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let income = document.fact(&Key::revenue().source(Scope::<Source>::just(Source::Business)));
    let expenditure = document.fact(&Key::expenditure().nature(Scope::<Nature>::just(Nature::Business)));
    if let (Some(income), Some(expenditure)) = (income, expenditure)
        && income.printed.amount() > Amount::ZERO
        && expenditure.printed.is_zero()
    {
        let issue = Issue::BusinessIncomeUnspent { income: income.printed };
        findings.push(Finding { issue, places: vec![income.place, expenditure.place] });
    }
}

/// 行政经费 is made of certain economic codes, so the general budget's share is no more than these add up
/// to. The definition changes with the years; more than that is told and no error.
pub(super) fn agency_operation_stays_within_its_codes(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let general = Key::expenditure().source(Source::GeneralPublic);
    let memo = general.clone().nature(Scope::BASIC_AND_PROJECT).memo(MemoItem::AgencyOperation);
    let Some(inner) = document.fact(&memo) else { return };
    let mut places = vec![inner.place];
    let mut sum = Amount::ZERO;
    for fact in document.facts {
        let counted = fact.key.economic.single().is_some_and(|code| AGENCY_OPERATION.contains(&code.number()));
        let plain = Key { economic: EconomicScope::ALL, nature: Scope::<Nature>::ALL, ..fact.key.clone() };
        if counted && plain == general && !document.is_fixed_line(fact.place) {
            places.push(fact.place);
            sum = sum.checked_add(fact.printed.amount()).unwrap_or(sum);
        }
    }
    let smaller = crate::amount::Printed::from_amount(sum, inner.printed.unit(), inner.printed.decimals());
    if let Ok(smaller) = smaller
        && places.len() > 1
        && inner.printed.amount() > sum
    {
        let (name, outer) = (MemoItem::AgencyOperation.name(), "其定义所列经济科目之和");
        let issue = Issue::ExceedsBound { inner: name, outer, larger: inner.printed, smaller };
        findings.push(Finding { issue, places });
    }
}
