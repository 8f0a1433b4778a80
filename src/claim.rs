//! Claims: what a sentence of the narrative states about an amount, and whether it can be true.

mod baseline;
mod judge;
mod rate;
mod together;

use crate::amount::Printed;
use crate::fact::Key;

pub use baseline::{Baseline, BaselineFigure, Direction, Driver};
pub use judge::{Base, Elsewhere, Judgement, Objection, Standing, Style};
pub use rate::{Rate, RateError, RateKind, RateSlip};
pub use together::judge_all;

/// A sentence, or a clause of one, that states an amount, a change or a rate.
///
/// 「2024年本部门收入预算271,368.11万元，比上年增加32,853.32万元，增长13.77%」 is one claim. What the words
/// do not say for certain is left out: a subject or an amount that may be another one is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Claim {
    /// The words, without line breaks.
    pub text: String,
    /// The page they begin on.
    pub page: u32,
    /// The line they begin on.
    pub line: u32,
    /// What the amount is, where the words say so.
    pub subject: Option<Key>,
    /// The amount.
    pub amount: Option<Printed>,
    /// The change since what it is compared with; negative for a decrease, zero where the words say that
    /// nothing changed.
    pub change: Option<Printed>,
    /// The rate, of what its [kind](Self::rate_kind) says.
    pub rate: Option<Rate>,
    /// Whether the words give the rate as one of decrease (下降).
    pub rate_is_decrease: bool,
    /// Whether the words say that the base is zero and no rate can be given (基数为0，不可比).
    pub says_not_comparable: bool,
    /// Whether the words say that nothing changed (持平, 无增减变化).
    pub says_unchanged: bool,
    /// What the rate is a rate of, and how it is printed.
    #[cfg_attr(feature = "serde", serde(default))]
    pub rate_kind: RateKind,
    /// What it is compared with; none if it states no comparison.
    #[cfg_attr(feature = "serde", serde(default))]
    pub baseline: Option<Baseline>,
    /// The amount it is compared with, where the words print it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub base_amount: Option<Printed>,
    /// Which way the words say that it went.
    #[cfg_attr(feature = "serde", serde(default))]
    pub direction: Option<Direction>,
    /// The amount that a share (占…%) is of.
    #[cfg_attr(feature = "serde", serde(default))]
    pub whole: Option<Printed>,
    /// The position, in the same list, of the claim that this one stands under (其中).
    #[cfg_attr(feature = "serde", serde(default))]
    pub part_of: Option<usize>,
    /// What the words name with amounts as the reason of the change.
    #[cfg_attr(feature = "serde", serde(default))]
    pub drivers: Vec<Driver>,
}
