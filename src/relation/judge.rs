//! The arithmetic of verdicts, in whole last digits: exact, no tolerance, no division.

use crate::amount::{Amount, Printed, Unit};

use super::policy::{Policy, Rounding, Zeros};
use super::{Kind, Operand, Reason, Relation, Verdict};

/// An end of an interval of true amounts, in half last digits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct End {
    pub(super) value: i128,
    /// Whether the end itself is possible.
    pub(super) closed: bool,
}

impl End {
    /// Zero itself.
    pub(super) const ZERO: Self = Self { value: 0, closed: true };
}

/// True amounts between two ends, in half last digits of the finest figure involved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    pub(super) low: End,
    pub(super) high: End,
    /// The amount as printed, in the same digits.
    pub(super) printed: i128,
}

/// The verdict on two sides and what may lie between them.
pub(super) fn sum(
    left: &[Operand],
    right: &[Operand],
    over: &[Vec<Operand>],
    under: &[Vec<Operand>],
    unlimited: bool,
    policy: Policy,
) -> Verdict {
    let bounds = || over.iter().chain(under).flatten();
    let slack = unlimited || !over.is_empty() || !under.is_empty();
    let all = || left.iter().chain(right).chain(bounds());
    if slack && all().any(|operand| operand.printed.is_negative()) {
        return Verdict::Unchecked(Reason::Negative);
    }
    let Some(place) = all().map(|operand| operand.printed.last_place_exponent()).min() else {
        return Verdict::NotApplicable(Reason::NoRow);
    };
    within((left, right), (over, under), unlimited, place, policy).unwrap_or(Verdict::Unchecked(Reason::OutOfRange))
}

/// The verdict on several copies of one amount: equal, the finer ones rounded to the coarsest.
pub(super) fn copies(operands: &[Operand], zero_elsewhere: bool) -> Verdict {
    let expected = if zero_elsewhere { None } else { usual(operands) };
    let off = operands.iter().find(|operand| match expected {
        Some(expected) => !operand.printed.agrees_with(expected),
        None => !operand.printed.is_zero(),
    });
    match off {
        None => Verdict::Exact,
        Some(off) => {
            let expected = expected.map_or(Amount::ZERO, Printed::amount);
            match off.printed.amount().checked_sub(expected) {
                Ok(difference) => Verdict::Violated { difference },
                Err(_) => Verdict::Unchecked(Reason::OutOfRange),
            }
        }
    }
}

pub(super) fn printed_and_expected(relation: &Relation) -> Option<(Printed, Printed)> {
    if !relation.verdict.is_judged() {
        return None;
    }
    let operands: Vec<Operand> = relation.left.iter().chain(&relation.right).copied().collect();
    let shape = operands.first()?.printed;
    if matches!(relation.kind, Kind::Copy | Kind::Balance) {
        // A copy that no row prints elsewhere is expected to be zero.
        let zero = Printed::from_amount(Amount::ZERO, shape.unit(), shape.decimals()).ok()?;
        let expected = if relation.zero_elsewhere { zero } else { usual(&operands)? };
        let off = operands.iter().find(|operand| !operand.printed.agrees_with(expected));
        return Some((off.map_or(expected, |operand| operand.printed), expected));
    }
    let printed = Amount::sum(relation.left.iter().map(|operand| operand.printed.amount())).ok()?;
    let expected = match relation.verdict {
        Verdict::Rounding { tail } | Verdict::Strained { tail } | Verdict::Violated { difference: tail } => {
            printed.checked_sub(tail).ok()?
        }
        _ => printed,
    };
    let show = |amount| Printed::from_amount(amount, shape.unit(), shape.decimals()).ok();
    Some((show(printed)?, show(expected)?))
}

/// The figure that most of the copies agree with, the first of equals.
fn usual(operands: &[Operand]) -> Option<Printed> {
    let votes = |candidate: Printed| operands.iter().filter(|operand| operand.printed.agrees_with(candidate)).count();
    // max_by_key takes the last of equals, so the order is turned around.
    operands.iter().rev().map(|operand| operand.printed).max_by_key(|&printed| votes(printed))
}

fn within(
    (left, right): (&[Operand], &[Operand]),
    (over, under): (&[Vec<Operand>], &[Vec<Operand>]),
    unlimited: bool,
    place: i32,
    policy: Policy,
) -> Option<Verdict> {
    let left = total(left, place, policy)?;
    let right = total(right, place, policy)?;
    let over = least(over, place, policy)?;
    let under = least(under, place, policy)?;
    let difference = left.printed.checked_sub(right.printed)?;
    let low =
        End { value: left.low.value.checked_sub(right.high.value)?, closed: left.low.closed && right.high.closed };
    let high =
        End { value: left.high.value.checked_sub(right.low.value)?, closed: left.high.closed && right.low.closed };
    let nearest = {
        let least = -under.map_or(0, |range| range.printed);
        let most = over.map_or(if unlimited { difference.max(least) } else { 0 }, |range| range.printed);
        difference.clamp(least.min(most), most)
    };
    let most = over.map_or(End::ZERO, |range| range.high);
    let least = under.map_or(End::ZERO, |range| End { value: -range.high.value, closed: range.high.closed });
    let not_above = (unlimited && over.is_none()) || reaches(low, most);
    let not_below = reaches(least, high);
    let tail = amount(difference - nearest, place)?;
    Some(if difference == nearest {
        Verdict::Exact
    } else if not_above && not_below {
        Verdict::Rounding { tail }
    } else if (not_above || low.value == most.value) && (not_below || least.value == high.value) {
        Verdict::Strained { tail }
    } else {
        Verdict::Violated { difference: tail }
    })
}

/// Whether a lower end lies no higher than an upper end.
pub(super) fn reaches(low: End, high: End) -> bool {
    low.value < high.value || low.value == high.value && low.closed && high.closed
}

/// The sum of figures. The end of a sum is possible only if every end in it is.
pub(super) fn total(operands: &[Operand], place: i32, policy: Policy) -> Option<Range> {
    let mut total = Range { low: End::ZERO, high: End::ZERO, printed: 0 };
    for operand in operands {
        let range = range(operand.printed, place, policy)?;
        total.low = add(total.low, range.low)?;
        total.high = add(total.high, range.high)?;
        total.printed = total.printed.checked_add(range.printed)?;
    }
    Some(total)
}

pub(super) fn add(a: End, b: End) -> Option<End> {
    Some(End { value: a.value.checked_add(b.value)?, closed: a.closed && b.closed })
}

/// The least of several bounds; the inner `None` if there is none.
#[expect(clippy::option_option, reason = "the outer one says that the figures are too large")]
pub(super) fn least(bounds: &[Vec<Operand>], place: i32, policy: Policy) -> Option<Option<Range>> {
    let mut least: Option<Range> = None;
    for bound in bounds {
        let bound = total(bound, place, policy)?;
        if least.is_none_or(|least| bound.high.value < least.high.value) {
            least = Some(bound);
        }
    }
    Some(least)
}

/// The true amounts a figure may stand for. Half up: half a last digit either way, away from zero
/// exclusive. Truncated: up to a whole last digit away from zero, exclusive. A zero that is not exact
/// stands for what is not negative and prints as zero.
fn range(printed: Printed, place: i32, policy: Policy) -> Option<Range> {
    let shift = u32::try_from(printed.last_place_exponent() - place).ok()?;
    let digit = 10_i128.checked_pow(shift)?;
    let value = i128::from(printed.last_digits()).checked_mul(digit)?;
    let doubled = value.checked_mul(2)?;
    let (inward, outward) = match policy.rounding {
        Rounding::HalfUp => (digit, digit),
        Rounding::Truncation => (0, digit.checked_mul(2)?),
    };
    let (below, above) = match (value.signum(), policy.zeros) {
        (0, Zeros::Exact) => (0, 0),
        (0, Zeros::Rounded) => (0, outward),
        (1, _) => (inward, outward),
        _ => (outward, inward),
    };
    Some(Range {
        low: End { value: doubled.checked_sub(below)?, closed: value >= 0 },
        high: End { value: doubled.checked_add(above)?, closed: value < 0 || above == 0 },
        printed: value,
    })
}

/// An amount given in digits of a decimal place of a yuan.
fn amount(digits: i128, place: i32) -> Option<Amount> {
    let decimal = if place < 0 {
        rust_decimal::Decimal::try_from_i128_with_scale(digits, place.unsigned_abs()).ok()?
    } else {
        let yuan = digits.checked_mul(10_i128.checked_pow(place.unsigned_abs())?)?;
        rust_decimal::Decimal::try_from_i128_with_scale(yuan, 0).ok()?
    };
    Amount::from_unit(decimal, Unit::Yuan).ok()
}

/// The verdict on a relation by another policy.
pub(super) fn again(relation: &Relation, policy: Policy) -> Verdict {
    if !relation.verdict.is_judged() || matches!(relation.kind, Kind::Copy | Kind::Balance) {
        return relation.verdict;
    }
    let unlimited = relation.kind == Kind::AtMost;
    sum(&relation.left, &relation.right, &relation.over, &relation.under, unlimited, policy)
}

/// Whether the tail of a sum is beyond four standard deviations: 12·r² > 16·(k + 1).
pub(super) fn is_unlikely(relation: &Relation) -> bool {
    let Verdict::Rounding { tail } = relation.verdict else { return false };
    let operands = || relation.left.iter().chain(&relation.right).map(|operand| operand.printed);
    let Some(digit) = operands().map(Printed::last_place_exponent).min() else { return false };
    let coarser = operands().any(|printed| printed.last_place_exponent() != digit);
    if relation.has_bounds() || coarser {
        return false;
    }
    // The tail in last digits, which are whole.
    let tail = operands().next().and_then(|like| Printed::from_amount(tail, like.unit(), like.decimals()).ok());
    let (Some(tail), inexact) = (tail, operands().filter(|printed| !printed.is_zero()).count()) else { return false };
    let tail = i128::from(tail.last_digits());
    12 * tail * tail > 16 * inexact as i128
}
