//! Whether a claim can be true: exact rational intervals, no tolerance in percentage points.

use crate::amount::{Amount, Interval, Printed, Unit};
use crate::table::Template;

use super::rate::{Figures, slip};
use super::{Claim, Direction, Rate, RateKind, RateSlip};

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
    /// The amount and the one it is compared with differ by something else than the change.
    #[error("amount and base differ by {0}{unit}", unit = .0.unit())]
    ChangeDiffers(Printed),
    /// The words say that it grew and the figures that it shrank, or the other way round.
    #[error("the words go one way and the amounts the other")]
    WordsDiffer,
    /// The part and the whole do not give that share.
    #[error("part and whole give {0}%")]
    ShareDiffers(Rate),
    /// The amount and the budget do not give that rate of completion.
    #[error("amount and budget give {0}%")]
    CompletionDiffers(Rate),
    /// The tables print another amount for last year.
    #[error("for last year the tables print {0}{unit}", unit = .0.unit())]
    LastYearDiffers(Printed),
    /// The budget of last year printed another amount.
    #[error("the earlier budget prints {0}{unit}", unit = .0.unit())]
    EarlierDiffers(Printed),
    /// The percent sign is missing. A slip, not an error.
    #[error("the percent sign is missing")]
    PercentSignLost,
}

/// How a document prints figures in its sentences.
///
/// Prose drops trailing zeros: 218.3万元 where the tables print 218.30. A figure in the unit of the tables counts as
/// printed with at least `decimals`, a rate with at least `rate_decimals`. Zero takes every figure as it
/// stands, which is right where nothing is known: it accuses nobody, but lets more pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Style {
    /// The unit of the tables.
    pub unit: Unit,
    /// The decimals of the tables that sentences keep or leave out as zeros.
    pub decimals: u8,
    /// The decimals of rates that sentences keep or leave out as zeros.
    pub rate_decimals: u8,
}

impl Style {
    /// Figures in that unit, each with the decimals it shows.
    pub const fn plain(unit: Unit) -> Self {
        Self { unit, decimals: 0, rate_decimals: 0 }
    }
}

impl From<&Template> for Style {
    fn from(template: &Template) -> Self {
        Self { unit: template.unit, decimals: template.decimals, rate_decimals: template.rate_decimals }
    }
}

/// What is known about the subject of a claim from elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Elsewhere {
    /// This year's amount in the tables of the document.
    pub printed: Option<Printed>,
    /// The amount it is compared with, in the tables of the document.
    pub last_year: Option<Printed>,
    /// The amount it is compared with, in the earlier document.
    pub earlier: Option<Printed>,
}

/// What is made of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Whether it can be true.
    pub standing: Standing,
    /// What speaks against it, or is odd about it.
    pub objections: Vec<Objection>,
    /// How a wrong rate may have come about, where that can be told.
    pub slip: Option<RateSlip>,
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
        !matches!(self, Self::RateOnZeroBase | Self::SaysUnchanged | Self::PercentSignLost)
    }

    /// Whether it tells a wrong rate the right one, so that a [`RateSlip`] may explain it.
    pub const fn is_about_rate(self) -> bool {
        matches!(self, Self::RateDiffers(_) | Self::ShareDiffers(_) | Self::CompletionDiffers(_))
    }
}

impl Claim {
    /// Last year's amount, if the claim states an amount and its change.
    ///
    /// Prose drops trailing zeros (218.3万元), so figures count as printed with the decimals that the
    /// tables of the template have.
    pub fn base(&self, template: &Template) -> Option<Base> {
        self.base_in(template.into())
    }

    /// The same in a document whose tables are not known by a template.
    pub fn base_in(&self, style: Style) -> Option<Base> {
        let (amount, change) = self.figures(style)?;
        Some(Base {
            amount: amount.amount().checked_sub(change.amount()).ok()?,
            interval: amount.interval().checked_sub(change.interval()).ok()?,
        })
    }

    /// Whether the amount is that of its parts, as other claims of the document state them. `None` if
    /// it cannot be told.
    pub fn judge_parts(&self, template: &Template, parts: &[&Self]) -> Option<(Standing, Vec<Objection>)> {
        self.judge_parts_in(template.into(), parts)
    }

    pub(super) fn judge_parts_in(&self, style: Style, parts: &[&Self]) -> Option<(Standing, Vec<Objection>)> {
        let whole = fine(self.amount?, style);
        let parts: Vec<Printed> = parts.iter().map(|part| Some(fine(part.amount?, style))).collect::<Option<_>>()?;
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
        let known = Elsewhere { printed, ..Elsewhere::default() };
        let judgement = self.judge_by(template.into(), known);
        (judgement.standing, judgement.objections)
    }

    /// The same with all that is known, for a document of any style.
    ///
    /// ```
    /// use yusuan::claim::{Claim, Elsewhere, Objection, RateSlip, Standing, Style};
    /// use yusuan::{Printed, Unit};
    ///
    /// // 22.00% is right; 18.03% is the change divided by this year's amount.
    /// let claim = Claim {
    ///     amount: Some(Printed::parse_with_unit("21,955.35万元")?),
    ///     change: Some(Printed::parse_with_unit("3,958.67万元")?),
    ///     rate: Some("18.03".parse()?),
    ///     ..Claim::default()
    /// };
    /// let judgement = claim.judge_by(Style::plain(Unit::TenThousandYuan), Elsewhere::default());
    /// assert_eq!(judgement.standing, Standing::Inconsistent);
    /// assert_eq!(judgement.objections, [Objection::RateDiffers("22.00".parse()?)]);
    /// assert_eq!(judgement.slip, Some(RateSlip::DividedByThisYear));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn judge_by(&self, style: Style, known: Elsewhere) -> Judgement {
        self.judge_among(style, known, &[])
    }

    /// The same beside the figures of the document's other sentences, which a wrong rate may be of.
    pub(super) fn judge_among(&self, style: Style, known: Elsewhere, others: &[Figures]) -> Judgement {
        let mut trial = Trial { claim: self, style, objections: Vec::new(), checked: false, slip: None };
        if let (Some(amount), Some(printed)) = (self.amount, known.printed) {
            trial.checked = true;
            if !fine(amount, style).agrees_with(printed) {
                trial.objections.push(Objection::AmountDiffers(printed));
            }
        }
        trial.base();
        trial.earlier(known.last_year, Objection::LastYearDiffers);
        trial.earlier(known.earlier, Objection::EarlierDiffers);
        trial.words();
        trial.rate(known.last_year.or(known.earlier), others);
        trial.judgement()
    }

    /// Amount and change with the decimals they stand for, if both are stated in one unit.
    fn figures(&self, style: Style) -> Option<(Printed, Printed)> {
        Some((fine(self.amount?, style), fine(self.change?, style)))
    }

    /// The figures that the rate is about, as far as the sentence states them.
    pub(super) fn rated(&self, style: Style) -> Option<Figures> {
        let known = |printed: Option<Printed>| printed.map(|printed| fine(printed, style));
        let (amount, change, base) = (known(self.amount), known(self.change), known(self.base_amount));
        Some(match self.rate_kind {
            RateKind::Share => Figures::Part(amount?, known(self.whole)?),
            RateKind::Completion => Figures::Part(amount?, base?),
            _ => match (amount, change, base) {
                (Some(amount), Some(change), _) => Figures::Changed(amount, change),
                (Some(amount), None, Some(base)) => Figures::Compared(amount, base),
                (None, Some(change), Some(base)) => Figures::Moved(change, base),
                _ => return None,
            },
        })
    }
}

/// A claim under judgement.
struct Trial<'a> {
    claim: &'a Claim,
    style: Style,
    objections: Vec<Objection>,
    checked: bool,
    slip: Option<RateSlip>,
}

impl Trial<'_> {
    /// Last year's amount, as amount and change imply it or as the words print it.
    fn last_year(&self) -> Option<Base> {
        let printed = self.claim.base_amount.map(|base| fine(base, self.style));
        let printed = printed.map(|base| Base { amount: base.amount(), interval: base.interval() });
        self.claim.base_in(self.style).or(printed)
    }

    /// What amount, change and base say of each other.
    fn base(&mut self) {
        let (claim, style) = (self.claim, self.style);
        let Some(base) = claim.base_in(style) else { return };
        let Some((amount, change)) = claim.figures(style) else { return };
        self.checked |= claim.rate.is_some() || claim.says_not_comparable;
        let Ok(printed) = Printed::from_amount(base.amount, amount.unit(), amount.decimals()) else { return };
        if base.amount.is_negative() && !amount.is_negative() && !base.interval.contains(Amount::ZERO) {
            self.objections.push(Objection::NegativeBase(printed));
            return;
        }
        if claim.says_unchanged && !change.is_zero() {
            self.objections.push(Objection::SaysUnchanged);
        }
        if let Some(stated) = claim.base_amount.map(|base| fine(base, style)) {
            self.checked = true;
            if !base.interval.intersects(stated.interval())
                && let Ok(right) = amount.amount().checked_sub(stated.amount())
                && let Ok(right) = Printed::from_amount(right, change.unit(), change.decimals())
            {
                self.objections.push(Objection::ChangeDiffers(right));
            }
        } else if claim.says_not_comparable && !base.amount.is_zero() {
            self.objections.push(Objection::BaseNotZero(printed));
        }
    }

    /// What another print of last year's amount says.
    fn earlier(&mut self, printed: Option<Printed>, objection: fn(Printed) -> Objection) {
        if self.claim.baseline.is_some_and(|baseline| baseline.adjusted) {
            return;
        }
        if let (Some(printed), Some(base)) = (printed, self.last_year()) {
            self.checked = true;
            if !base.interval.intersects(printed.interval()) {
                self.objections.push(objection(printed));
            }
        }
    }

    /// Whether the words go the way of the amounts.
    fn words(&mut self) {
        let (Some(direction), None) = (self.claim.direction, self.claim.change) else { return };
        let known = |printed: Option<Printed>| printed.map(|printed| fine(printed, self.style));
        let (Some(amount), Some(base)) = (known(self.claim.amount), known(self.claim.base_amount)) else { return };
        self.checked = true;
        let differ = !amount.interval().intersects(base.interval());
        match direction {
            Direction::Up if differ && amount.amount() < base.amount() => self.objections.push(Objection::WordsDiffer),
            Direction::Down if differ && amount.amount() > base.amount() => {
                self.objections.push(Objection::WordsDiffer);
            }
            Direction::Same | Direction::AboutSame if differ => self.objections.push(Objection::SaysUnchanged),
            _ => {}
        }
    }

    fn rate(&mut self, last_year: Option<Printed>, others: &[Figures]) {
        let claim = self.claim;
        let (Some(rate), style) = (claim.rate, self.style) else { return };
        if claim.rate_kind == RateKind::Signless {
            self.objections.push(Objection::PercentSignLost);
        }
        // A base of another document only serves where the sentence does not give one itself.
        let elsewhere = || match (claim.amount, last_year, claim.rate_kind) {
            (_, _, RateKind::Share | RateKind::Completion) => None,
            (Some(amount), Some(base), _) => Some(Figures::Compared(fine(amount, style), base)),
            _ => None,
        };
        let Some(figures) = claim.rated(style).or_else(elsewhere) else { return };
        if self.objections.iter().any(|it| matches!(it, Objection::NegativeBase(_))) {
            return;
        }
        self.checked = true;
        match claim.rate_kind {
            RateKind::Multiple => self.multiple(figures, rate),
            RateKind::Share => self.percentage(figures, rate, others, Objection::ShareDiffers),
            RateKind::Completion => self.percentage(figures, rate, others, Objection::CompletionDiffers),
            _ if is_zero_base(figures) => self.objections.push(Objection::RateOnZeroBase),
            _ if rate.last_digits() > 0 && claim.rate_is_decrease != falls(figures, claim) => {
                self.objections.push(Objection::DirectionsDiffer);
            }
            _ => self.percentage(figures, rate, others, Objection::RateDiffers),
        }
    }

    fn percentage(&mut self, figures: Figures, rate: Rate, others: &[Figures], objection: fn(Rate) -> Objection) {
        let least = self.style.rate_decimals;
        let possible = figures.corners().and_then(|corners| corners.possible(rate, least, 0));
        if possible == Some(false)
            && let Some(right) = figures.rate(rate.decimals().max(least))
        {
            self.objections.push(objection(right));
            self.slip = slip(figures, rate, least, others);
        }
    }

    /// 增长16倍 may mean sixteen times as much more, or sixteen times as much.
    fn multiple(&mut self, figures: Figures, rate: Rate) {
        let times = |figures: Figures| figures.corners().and_then(|corners| corners.possible(rate, 0, 2));
        let (amount, whole) = match figures {
            Figures::Compared(amount, base) => (Some(amount), Some(base)),
            _ => (None, None),
        };
        let as_much = amount.zip(whole).and_then(|(amount, base)| times(Figures::Part(amount, base)));
        if times(figures) == Some(false)
            && as_much != Some(true)
            && let Some(right) = figures.rate(rate.decimals() + 2)
        {
            self.objections.push(Objection::RateDiffers(right));
        }
    }

    fn judgement(self) -> Judgement {
        let claim = self.claim;
        let states_rate = claim.rate.is_some() || claim.says_not_comparable;
        let about_change = !matches!(claim.rate_kind, RateKind::Share | RateKind::Completion);
        let no_base = states_rate && about_change && self.last_year().is_some_and(|base| base.amount.is_zero());
        let standing = if self.objections.iter().any(|objection| objection.is_fatal()) {
            Standing::Inconsistent
        } else if no_base {
            Standing::NotComparable
        } else if self.checked {
            Standing::Consistent
        } else {
            Standing::Unchecked
        };
        Judgement { standing, objections: self.objections, slip: self.slip }
    }
}

/// Whether there is nothing to compare with.
fn is_zero_base(figures: Figures) -> bool {
    match figures {
        Figures::Changed(amount, change) => amount.amount() == change.amount(),
        Figures::Compared(_, base) | Figures::Moved(_, base) | Figures::Part(_, base) => base.is_zero(),
    }
}

/// Whether the figures show a decrease; what the words say where they show no change.
fn falls(figures: Figures, claim: &Claim) -> bool {
    match figures {
        Figures::Changed(_, change) | Figures::Moved(change, _) if !change.is_zero() => change.is_negative(),
        Figures::Compared(amount, base) if !amount.interval().intersects(base.interval()) => {
            amount.amount() < base.amount()
        }
        _ => claim.rate_is_decrease,
    }
}

/// A figure of prose with the decimals it stands for: those of the tables, if it is in their unit.
fn fine(printed: Printed, style: Style) -> Printed {
    let decimals = printed.decimals().max(style.decimals);
    if printed.unit() == style.unit { printed.rounded_to(decimals, printed.unit()).unwrap_or(printed) } else { printed }
}
