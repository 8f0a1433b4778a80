//! Writing: the sentences a department publishes about its budget, in one fixed form that reads back.
//!
//! ```
//! use yusuan::{Amount, Change, Unit, Wording};
//!
//! let wording = Wording::new(Unit::TenThousandYuan, 2, 2);
//! let of = |before, after| Change::Kept { before: Amount::from_yuan(before), after: Amount::from_yuan(after) };
//! assert_eq!(
//!     wording.sentence("行政运行", of(1_000_000, 1_250_000))?,
//!     "行政运行125.00万元，比上年增加25.00万元，增长25.00%",
//! );
//! assert_eq!(
//!     wording.sentence("公务接待费", of(945_000, 945_000))?,
//!     "公务接待费94.50万元，比上年增加0.00万元，增长0.00%，与上年持平",
//! );
//! assert_eq!(
//!     wording.sentence("公务用车购置费", of(0, 180_000))?,
//!     "公务用车购置费18.00万元，比上年增加18.00万元，增长--（基数为0，不可比）",
//! );
//! # Ok::<(), yusuan::WriteError>(())
//! ```

mod narrative;
mod subject;

use crate::amount::{Amount, AmountError, Printed, Unit};
use crate::claim::{Baseline, Claim, Direction};
use crate::compare::{Comparison, Movement};
use crate::fact::Key;
use crate::growth::Change;
use crate::year::FiscalYear;

pub use narrative::narrative;

use subject::Part;

/// How figures are worded: the unit, its decimals, and those of rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    unit: Unit,
    decimals: u8,
    rate_decimals: u32,
}

/// Why a sentence cannot be written so that it reads back as what it says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// Sentences of a budget have no form for amounts below zero.
    #[error("no sentence states an amount below zero: {0}")]
    Negative(Amount),
    /// An amount that cannot be printed.
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// A rate of more than fifteen digits.
    #[error("no sentence states so long a rate")]
    RateTooLong,
    /// The narrative has no words for the subject.
    #[error("the narrative has no words for {}", .0.as_deref().map_or("a claim without a subject".to_owned(), ToString::to_string))]
    NoWords(Option<Box<Key>>),
    /// The claim says two things that no sentence says together, or nothing.
    #[error("no sentence says this: {0}")]
    NoForm(&'static str),
}

impl Wording {
    /// Figures in this unit with so many decimals, and rates with so many.
    pub const fn new(unit: Unit, decimals: u8, rate_decimals: u32) -> Self {
        Self { unit, decimals, rate_decimals }
    }

    /// The sentence, without its full stop, about an amount and its change: direction, change and rate, 持平
    /// where nothing changed, 基数为0，不可比 where there was nothing before.
    ///
    /// What only one of the years has is worded so: absent is not zero.
    pub fn sentence(self, name: &str, change: Change) -> Result<String, WriteError> {
        match change {
            Change::Added(after) => Ok(format!("{name}{}，上年无此项", self.amount(after)?)),
            Change::Dropped(before) => Ok(format!("本年无{name}，上年为{}", self.amount(before)?)),
            Change::Kept { .. } => {
                let claim = self.claim(name, None, change)?;
                Ok(claim.text + if claim.says_unchanged { UNCHANGED } else { "" })
            }
        }
    }

    /// The claims of the narrative that a department publishes: 收入 and 支出, “三公”经费 and its parts,
    /// 机关运行经费, and 政府采购 without a change, as far as the comparison has them. To be written with
    /// [`narrative`].
    ///
    /// What the earlier year leaves out of a table that would print it had no money.
    pub fn claims(self, comparison: &Comparison) -> Result<Vec<Claim>, WriteError> {
        let year = comparison.to();
        let stated = subject::ALL.into_iter().filter_map(|part| {
            let key = part.key()?;
            let change = comparison.change(&key)?;
            Some(if part.is_stated_alone() {
                self.statement(year, &key, change.after().unwrap_or_default())
            } else {
                let (before, after) = (change.before().unwrap_or_default(), change.after().unwrap_or_default());
                let claim = self.claim(&part.words(year), Some(key), Change::Kept { before, after });
                let last_year = Baseline { year: year.number().checked_sub(1), ..Baseline::default() };
                claim.map(|claim| Claim { baseline: Some(last_year), ..claim })
            })
        });
        stated.collect()
    }

    /// The claim that states an amount without a change, such as that of 政府采购.
    pub fn statement(self, year: FiscalYear, subject: &Key, amount: Amount) -> Result<Claim, WriteError> {
        let part = Part::of(subject).ok_or_else(|| WriteError::NoWords(Some(Box::new(subject.clone()))))?;
        if amount.is_negative() {
            return Err(WriteError::Negative(amount));
        }
        let printed = Printed::from_amount(amount, self.unit, self.decimals)?;
        let claim = blank(Some(subject.clone()), printed);
        Ok(Claim { text: narrative::words(&part.words(year), &claim)?, ..claim })
    }

    /// The claim of an amount that both years have.
    fn claim(self, words: &str, subject: Option<Key>, change: Change) -> Result<Claim, WriteError> {
        let after = change.after().unwrap_or_default();
        if let Some(negative) = [change.before(), Some(after)].into_iter().flatten().find(|it| it.is_negative()) {
            return Err(WriteError::Negative(negative));
        }
        let delta = change.delta()?;
        let movement = Movement::of(change);
        let rate = match movement.rate() {
            Some(rate) => {
                let percent = rate.percent(self.rate_decimals).ok_or(WriteError::RateTooLong)?;
                Some(percent.abs().to_string().parse().map_err(|_| WriteError::RateTooLong)?)
            }
            None => None,
        };
        let claim = Claim {
            change: Some(Printed::from_amount(delta, self.unit, self.decimals)?),
            rate,
            rate_is_decrease: delta.is_negative(),
            baseline: Some(Baseline::default()),
            direction: Some(if delta.is_negative() { Direction::Down } else { Direction::Up }),
            says_not_comparable: matches!(movement, Movement::FromZero | Movement::BothZero),
            says_unchanged: matches!(movement, Movement::Unchanged | Movement::BothZero),
            ..blank(subject, Printed::from_amount(after, self.unit, self.decimals)?)
        };
        Ok(Claim { text: narrative::words(words, &claim)?, ..claim })
    }

    fn amount(self, amount: Amount) -> Result<String, WriteError> {
        if amount.is_negative() {
            return Err(WriteError::Negative(amount));
        }
        let printed = Printed::from_amount(amount, self.unit, self.decimals)?;
        Ok(format!("{printed}{}", self.unit))
    }
}

/// Words after a claim that nothing changed.
const UNCHANGED: &str = "，与上年持平";

/// A claim that states an amount and nothing else, and stands nowhere yet.
fn blank(subject: Option<Key>, amount: Printed) -> Claim {
    Claim { subject, amount: Some(amount), ..Claim::default() }
}
