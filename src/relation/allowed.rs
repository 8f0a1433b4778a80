//! What a figure may be for a relation to hold, all other figures being right.

use crate::amount::{Amount, Printed};
use crate::fact::Place;

use super::judge::{End, Range, add, least, reaches, total};
use super::{Kind, Operand, Policy, Relation, Rounding, Zeros};

/// Corrections are looked for as the figures are usually rounded.
const POLICY: Policy = Policy { rounding: Rounding::HalfUp, zeros: Zeros::Exact };

/// The figures that may stand in one cell, as a range of its last digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Allowed {
    like: Printed,
    /// The least and the greatest; nothing above if there is none.
    low: i128,
    high: Option<i128>,
    /// What makes the relations hold to the digit, if they agree on it.
    exact: Option<i128>,
}

impl Allowed {
    /// Any amount that is not negative, in the form of a figure.
    pub(super) fn anything(like: Printed) -> Self {
        Self { like, low: 0, high: None, exact: None }
    }

    /// What both allow; the exact value of either if it is allowed.
    pub(super) fn intersection(self, other: Self) -> Option<Self> {
        let low = self.low.max(other.low);
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        if high.is_some_and(|high| low > high) {
            return None;
        }
        let inside = |exact: &i128| *exact >= low && high.is_none_or(|high| *exact <= high);
        let exact = self.exact.filter(inside).or(other.exact.filter(inside));
        Some(Self { like: self.like, low, high, exact })
    }

    /// The ends of the range as they would be printed; the upper one is missing if there is none.
    pub(crate) fn ends(self) -> (Option<Printed>, Option<Printed>) {
        (self.print(self.low), self.high.and_then(|high| self.print(high)))
    }

    /// The value that makes the relations hold to the digit, if there is one within the range.
    pub(crate) fn exact(self) -> Option<Printed> {
        self.print(self.exact?)
    }

    /// Every value of the range if there are few.
    pub(crate) fn values(self, most: usize) -> Vec<Printed> {
        let Some(high) = self.high else { return Vec::new() };
        let count = usize::try_from(high - self.low).map_or(usize::MAX, |count| count.saturating_add(1));
        if count > most { Vec::new() } else { (self.low..=high).filter_map(|value| self.print(value)).collect() }
    }

    fn print(self, digits: i128) -> Option<Printed> {
        let digits = i64::try_from(digits).ok()?;
        Printed::from_last_digits(digits, self.like.decimals(), self.like.unit()).ok()
    }
}

/// What the figure at a place may be for a relation to hold, all other figures being right.
pub(super) fn allowed(relation: &Relation, place: Place) -> Option<Allowed> {
    let operands = || relation.left.iter().chain(&relation.right);
    let Some(own) = operands().find(|operand| operand.place == place).map(|operand| operand.printed) else {
        return allowed_bound(relation, place);
    };
    if matches!(relation.kind, Kind::Copy | Kind::Balance) {
        return allowed_copy(relation, place, own);
    }
    let bounds = relation.over.iter().chain(&relation.under).flatten();
    let finest = operands().chain(bounds).map(|operand| operand.printed.last_place_exponent()).min()?;
    let others = |side: &[Operand]| side.iter().filter(|operand| operand.place != place).copied().collect::<Vec<_>>();
    let (left, right) =
        (total(&others(&relation.left), finest, POLICY)?, total(&others(&relation.right), finest, POLICY)?);
    let unlimited = relation.kind == Kind::AtMost && relation.over.is_empty();
    let (over, under) = (least(&relation.over, finest, POLICY)?, least(&relation.under, finest, POLICY)?);
    let zero = Range { low: End::ZERO, high: End::ZERO, printed: 0 };
    let (over, under) = (over.unwrap_or(zero), under.unwrap_or(zero));
    // The other figures' left side less their right side.
    let rest = Range {
        low: minus(left.low, right.high)?,
        high: minus(left.high, right.low)?,
        printed: left.printed - right.printed,
    };
    let on_left = relation.left.iter().any(|operand| operand.place == place);
    let (low, high, exact) = if on_left {
        let low = minus(End { value: -under.high.value, closed: under.high.closed }, rest.high)?;
        let high = if unlimited { None } else { Some(minus(over.high, rest.low)?) };
        (low, high, -rest.printed)
    } else {
        let low = if unlimited { End { value: i128::MIN / 4, closed: true } } else { minus(rest.low, over.high)? };
        (low, Some(add(rest.high, under.high)?), rest.printed)
    };
    range_of_figures(own, finest, (low, high), exact)
}

/// A figure that bounds the difference of the two sides must be large enough.
fn allowed_bound(relation: &Relation, place: Place) -> Option<Allowed> {
    let own = relation.operands().find(|operand| operand.place == place)?.printed;
    let finest = relation.operands().map(|operand| operand.printed.last_place_exponent()).min()?;
    let digit = 10_i128.checked_pow(u32::try_from(own.last_place_exponent() - finest).ok()?)?;
    let (left, right) = (total(&relation.left, finest, POLICY)?, total(&relation.right, finest, POLICY)?);
    let mut low = 0;
    for (ways, needed) in
        [(&relation.over, minus(left.low, right.high)?), (&relation.under, minus(right.low, left.high)?)]
    {
        for way in ways {
            let others: Vec<Operand> = way.iter().filter(|operand| operand.place != place).copied().collect();
            let rest = minus(needed, total(&others, finest, POLICY)?.high)?;
            if others.len() < way.len() {
                // The upper end of what a figure stands for is out of reach, so it must lie above.
                low = low.max((rest.value - digit).div_euclid(2 * digit) + 1);
            } else if !reaches(rest, End::ZERO) {
                return None;
            }
        }
    }
    Some(Allowed { like: own, low, high: None, exact: None })
}

/// A copy must be what the other copies are.
fn allowed_copy(relation: &Relation, place: Place, own: Printed) -> Option<Allowed> {
    let mut others = relation.left.iter().chain(&relation.right).filter(|operand| operand.place != place);
    let expected = match others.next() {
        Some(first) if others.all(|other| other.printed.agrees_with(first.printed)) => first.printed,
        Some(_) => return None,
        None => Printed::from_amount(Amount::ZERO, own.unit(), own.decimals()).ok()?,
    };
    let value = i128::from(expected.rounded_to(own.decimals(), own.unit()).ok()?.last_digits());
    (value >= 0).then_some(Allowed { like: own, low: value, high: Some(value), exact: Some(value) })
}

/// The figures of one cell whose rounding interval meets a range of true amounts.
fn range_of_figures(own: Printed, finest: i32, (low, high): (End, Option<End>), exact: i128) -> Option<Allowed> {
    let digit = 10_i128.checked_pow(u32::try_from(own.last_place_exponent() - finest).ok()?)?;
    // A figure v stands for [2v·digit − digit, 2v·digit + digit), in half last digits of the finest.
    let least = (low.value - digit).div_euclid(2 * digit) + 1;
    let most = high.map(|high| {
        let reach = (high.value + digit).div_euclid(2 * digit);
        let touches = (high.value + digit).rem_euclid(2 * digit) == 0;
        if touches && !high.closed { reach - 1 } else { reach }
    });
    let zero = reaches(low, End::ZERO) && high.is_none_or(|high| reaches(End::ZERO, high));
    let least = least.max(i128::from(!zero));
    // Nothing is printed for amounts that are exactly zero, and only for these.
    let most = most.map(|most| if zero { most.max(0) } else { most });
    let exact = (exact % digit == 0).then_some(exact / digit);
    if most.is_some_and(|most| least > most) {
        return None;
    }
    let inside = |value: &i128| *value >= least && most.is_none_or(|most| *value <= most);
    Some(Allowed { like: own, low: least, high: most, exact: exact.filter(inside) })
}

fn minus(a: End, b: End) -> Option<End> {
    Some(End { value: a.value.checked_sub(b.value)?, closed: a.closed && b.closed })
}
