//! What a sentence compares with, which way it says things went, and what it names as the reason.

use crate::amount::Printed;
use crate::fact::Key;

/// The figure that a sentence compares with: 比2025年年初预算数 is the opening budget of 2025.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Baseline {
    /// The year: the one that is named, last year for 上年 and 去年, none where the words name no year
    /// (年初预算 in a final account).
    pub year: Option<u16>,
    /// Which figure of it.
    pub figure: BaselineFigure,
    /// Whether part of it was taken out for the comparison (扣除中央基建后), so that it is not what any
    /// document prints.
    pub adjusted: bool,
}

/// Which figure of a year a sentence compares with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, strum::Display)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum BaselineFigure {
    /// 上年, 2025年: the words do not say which figure. In a budget it is last year's budget.
    #[default]
    Unsaid,
    /// 预算数.
    Budget,
    /// 年初预算数, the budget as it was before the changes made during the year.
    OpeningBudget,
    /// 执行数, what the budget came to.
    Outturn,
    /// 决算数.
    FinalAccount,
    /// 预计: expected when the sentence was written.
    Estimate,
}

/// Which way an amount went in the words of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::Display)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
pub enum Direction {
    /// 增加, 增长, 上升, 提高, 大于.
    Up,
    /// 减少, 下降, 降低, 压减, 小于.
    Down,
    /// 持平, 相同, 一致, 无增减变化.
    Same,
    /// 基本持平: about the same.
    AboutSame,
}

/// Something that a sentence names, with an amount, as a reason of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Driver {
    /// Its name in the words of the sentence: 信息化建设经费.
    pub name: String,
    /// What it is, where the words say so.
    pub subject: Option<Key>,
    /// Its own change; negative for a decrease.
    pub change: Printed,
}

impl Baseline {
    /// Whether the figure may be what the budget of the year before printed.
    ///
    /// Years that are not named are not the year before.
    pub fn is_budget_of(self, year: u16) -> bool {
        let budget =
            matches!(self.figure, BaselineFigure::Unsaid | BaselineFigure::Budget | BaselineFigure::OpeningBudget);
        budget && !self.adjusted && self.year == Some(year)
    }
}
