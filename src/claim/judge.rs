//! Whether a claim can be true: exact rational intervals, no tolerance in percentage points.

use crate::amount::{Amount, Interval, Printed};
use crate::table::Template;

use super::{Claim, Rate};

/// Whether a claim can be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::Display, strum::IntoStaticStr)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[strum(serialize_all = "snake_case")]
pub enum Standing {
    /// It agrees with itself and with the tables.
    Consistent,
    /// It does not.
    Inconsistent,
    /// The base is zero, so that there is no rate (基数为0，不可比).
    NotComparable,
    /// It states too little to be checked.
    Unchecked,
}

/// What speaks against a claim, or is odd about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum Objection {
    /// The tables print another amount.
    #[error("the tables print {0}{unit}", unit = .0.unit())]
    AmountDiffers(Printed),
    /// Amount and change do not give that rate.
    #[error("amount and change give {0}%")]
    RateDiffers(Rate),
    /// The amount goes one way and the rate the other.
    #[error("amount and rate go opposite ways")]
    DirectionsDiffer,
    /// The kinds it is made of add up to another amount.
    #[error("its kinds add up to {0}{unit}", unit = .0.unit())]
    PartsDiffer(Printed),
    /// The change is larger than the amount, so last year's amount would be negative.
    #[error("last year's amount would be {0}{unit}", unit = .0.unit())]
    NegativeBase(Printed),
    /// It says that there is no base, but amount less change is not zero.
    #[error("the base is {0}{unit} and not zero", unit = .0.unit())]
    BaseNotZero(Printed),
    /// A rate is printed although the base is zero. A habit, not an error.
    #[error("a rate is printed on a base of zero")]
    RateOnZeroBase,
    /// It says that nothing changed and states a change. A habit, not an error.
    #[error("it says that nothing changed")]
    SaysUnchanged,
}

/// Last year's amount as a claim implies it: this year's amount less the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Base {
    /// The difference of the printed figures.
    pub amount: Amount,
    /// Where the true amount lies, both figures having been rounded.
    pub interval: Interval,
}

impl Objection {
    /// Whether the claim cannot be true.
    pub const fn is_fatal(self) -> bool {
        !matches!(self, Self::RateOnZeroBase | Self::SaysUnchanged)
    }
}

impl Claim {
    /// Last year's amount, if the claim states an amount and its change.
    ///
    /// Prose drops trailing zeros (218.3万元), so figures count as printed with the decimals that the
    /// tables of the template have.
    pub fn base(&self, template: &Template) -> Option<Base> {
        let (amount, change) = self.figures(template)?;
        Some(Base {
            amount: amount.amount().checked_sub(change.amount()).ok()?,
            interval: amount.interval().checked_sub(change.interval()).ok()?,
        })
    }

    /// Whether the amount is that of its parts, as other claims of the document state them. `None` if
    /// it cannot be told.
    pub fn judge_parts(&self, template: &Template, parts: &[&Self]) -> Option<(Standing, Vec<Objection>)> {
        let whole = fine(self.amount?, template);
        let parts: Vec<Printed> = parts.iter().map(|part| Some(fine(part.amount?, template))).collect::<Option<_>>()?;
        let none = Interval::exactly(Amount::ZERO);
        let sum = parts.iter().try_fold(none, |sum, part| sum.checked_add(part.interval())).ok()?;
        if whole.interval().intersects(sum) {
            return Some((Standing::Consistent, Vec::new()));
        }
        let sum = Amount::sum(parts.iter().map(|part| part.amount())).ok()?;
        let sum = Printed::from_amount(sum, whole.unit(), whole.decimals()).ok()?;
        Some((Standing::Inconsistent, vec![Objection::PartsDiffer(sum)]))
    }

    /// Whether the claim can be true, and what speaks against it.
    ///
    /// `printed` is the amount that the document's tables have for its subject, if they have one.
    pub fn judge(&self, template: &Template, printed: Option<Printed>) -> (Standing, Vec<Objection>) {
        let mut objections = Vec::new();
        let mut checked = false;
        if let (Some(amount), Some(printed)) = (self.amount, printed) {
            checked = true;
            if !fine(amount, template).agrees_with(printed) {
                objections.push(Objection::AmountDiffers(printed));
            }
        }
        let base = self.base(template);
        if let Some(base) = base {
            checked |= self.rate.is_some() || self.says_not_comparable;
            self.judge_change(template, base, &mut objections);
        }
        let no_base =
            base.is_some_and(|base| base.amount.is_zero()) && (self.rate.is_some() || self.says_not_comparable);
        let standing = if objections.iter().any(|objection| objection.is_fatal()) {
            Standing::Inconsistent
        } else if no_base {
            Standing::NotComparable
        } else if checked {
            Standing::Consistent
        } else {
            Standing::Unchecked
        };
        (standing, objections)
    }

    fn judge_change(&self, template: &Template, base: Base, objections: &mut Vec<Objection>) {
        let Some((amount, change)) = self.figures(template) else { return };
        let Ok(printed_base) = Printed::from_amount(base.amount, amount.unit(), amount.decimals()) else { return };
        if base.amount.is_negative() && !amount.is_negative() {
            objections.push(Objection::NegativeBase(printed_base));
            return;
        }
        if self.says_unchanged && !change.is_zero() {
            objections.push(Objection::SaysUnchanged);
        }
        if self.says_not_comparable && !base.amount.is_zero() {
            objections.push(Objection::BaseNotZero(printed_base));
        }
        let Some(rate) = self.rate else { return };
        if base.amount.is_zero() {
            objections.push(Objection::RateOnZeroBase);
        } else if rate.last_digits() > 0 && !change.is_zero() && self.rate_is_decrease != change.is_negative() {
            objections.push(Objection::DirectionsDiffer);
        } else if possible_rate(amount, change, rate, template.rate_decimals) == Some(false)
            && let Some(right) = rate_of(amount, change, rate.decimals().max(template.rate_decimals))
        {
            objections.push(Objection::RateDiffers(right));
        }
    }

    /// Amount and change with the decimals they stand for, if both are stated in one unit.
    fn figures(&self, template: &Template) -> Option<(Printed, Printed)> {
        Some((fine(self.amount?, template), fine(self.change?, template)))
    }
}

/// A figure of prose with the decimals it stands for: those of the tables, if it is in their unit.
fn fine(printed: Printed, template: &Template) -> Printed {
    let decimals = printed.decimals().max(template.decimals);
    if printed.unit() == template.unit {
        printed.rounded_to(decimals, printed.unit()).unwrap_or(printed)
    } else {
        printed
    }
}

/// Whether some amount and change that round to the printed ones have a rate that rounds to the
/// printed one. `None` if the figures are too large for exact arithmetic.
fn possible_rate(amount: Printed, change: Printed, rate: Rate, least_decimals: u8) -> Option<bool> {
    let place = amount.last_place_exponent().min(change.last_place_exponent());
    let (amount, change) = (ends(amount, place)?, ends(change, place)?);
    let decimals = rate.decimals().max(least_decimals);
    let digits =
        i128::from(rate.last_digits()).checked_mul(10_i128.checked_pow(u32::from(decimals - rate.decimals()))?)?;
    // In halves of the last digit of the percentage.
    let (rate_low, rate_high) = ((2 * digits - 1).max(0), 2 * digits + 1);
    let hundred = 200_i128.checked_mul(10_i128.checked_pow(u32::from(decimals))?)?;
    let mut above = false;
    let mut below = false;
    for change in change {
        for amount in amount {
            let base = amount.checked_sub(change)?;
            // A base that may be zero or less allows any rate.
            if base <= 0 {
                return Some(true);
            }
            let scaled = change.checked_abs()?.checked_mul(hundred)?;
            above |= scaled >= rate_low.checked_mul(base)?;
            below |= scaled <= rate_high.checked_mul(base)?;
        }
    }
    Some(above && below)
}

/// The rate of a change, rounded half away from zero to that many decimals.
fn rate_of(amount: Printed, change: Printed, decimals: u8) -> Option<Rate> {
    let base = amount.amount().checked_sub(change.amount()).ok()?;
    let growth = crate::growth::Growth::of(base, amount.amount()).ok()?;
    growth.percent(u32::from(decimals))?.abs().to_string().parse().ok()
}

/// Both ends of the true amounts a figure stands for, in half last digits of that place.
fn ends(printed: Printed, place: i32) -> Option<[i128; 2]> {
    let digit = 10_i128.checked_pow(u32::try_from(printed.last_place_exponent() - place).ok()?)?;
    let doubled = i128::from(printed.last_digits()).checked_mul(digit)?.checked_mul(2)?;
    let half = if printed.is_zero() { 0 } else { digit };
    Some([doubled - half, doubled + half])
}
