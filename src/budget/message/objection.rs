//! The clauses about sentences of the narrative.

use crate::claim::{Objection, RateSlip};

use super::{Language, money, say};

impl Objection {
    /// What speaks against a claim, as a clause.
    pub fn message(self, language: Language) -> String {
        match self {
            Self::AmountDiffers(printed) => {
                let printed = money(printed);
                say!(language, "表中印为{printed}", "the tables print {printed}")
            }
            Self::RateDiffers(rate) => {
                say!(language, "按所述金额和增减额应为{rate}%", "amount and change give {rate}%")
            }
            Self::DirectionsDiffer => {
                say!(language, "增减额与增减幅度方向相反", "change and rate go opposite ways")
            }
            Self::PartsDiffer(sum) => {
                let sum = money(sum);
                say!(language, "各分项合计为{sum}", "its kinds add up to {sum}")
            }
            Self::NegativeBase(base) => {
                let base = money(base);
                say!(language, "据此推算的上年数为负（{base}）", "last year's amount would be negative, {base}")
            }
            Self::BaseNotZero(base) => {
                let base = money(base);
                say!(
                    language,
                    "称基数为0，但推算的上年数为{base}",
                    "it says that the base is zero, and last year's amount comes to {base}"
                )
            }
            Self::RateOnZeroBase => say!(
                language,
                "上年数为零，不可比，却印有增减幅度",
                "a rate is printed although last year's amount is zero"
            ),
            Self::SaysUnchanged => {
                say!(language, "称与上年持平，却另有增减额", "it says that nothing changed and states a change")
            }
            Self::ChangeDiffers(right) => {
                let right = money(right);
                say!(language, "所述两数相差{right}，与增减额不同", "the two amounts it states differ by {right}")
            }
            Self::WordsDiffer => {
                say!(language, "所述增减方向与金额相反", "the words say one direction and the amounts the other")
            }
            Self::ShareDiffers(rate) => {
                say!(language, "按所述部分与总额，占比应为{rate}%", "part and whole give {rate}%")
            }
            Self::CompletionDiffers(rate) => {
                say!(language, "按所述决算数与预算数，完成率应为{rate}%", "final account and budget give {rate}%")
            }
            Self::LastYearDiffers(printed) => {
                let printed = money(printed);
                say!(
                    language,
                    "表中上年数印为{printed}，与据此推算的上年数不同",
                    "the tables print {printed} for last year, and the sentence implies another amount"
                )
            }
            Self::EarlierDiffers(printed) => {
                let printed = money(printed);
                say!(
                    language,
                    "上年预算印为{printed}，与据此推算的上年数不同",
                    "last year's budget prints {printed}, and the sentence implies another amount"
                )
            }
            Self::PercentSignLost => say!(language, "幅度漏印百分号", "the percent sign is missing"),
        }
    }
}

impl RateSlip {
    /// How a wrong rate may have come about, as a clause.
    pub fn message(self, language: Language) -> String {
        match self {
            Self::Cut => say!(language, "尾数直接舍去而未四舍五入", "further digits were cut instead of rounded"),
            Self::DividedByThisYear => {
                say!(language, "以本年数为分母", "it was divided by this year's amount")
            }
            Self::RatioAsPercent => {
                say!(language, "所印为本年数与上年数之比", "it is the ratio of this year's amount to last year's")
            }
            Self::FractionAsPercent => {
                say!(language, "小数未乘以100即加百分号", "a fraction is printed as a percentage")
            }
            Self::FractionOfThisYear => say!(
                language,
                "以本年数为分母，且小数未乘以100即加百分号",
                "a fraction of this year's amount is printed as a percentage"
            ),
            Self::TenTimesOff => say!(language, "小数点错一位", "the point slipped by one place"),
            Self::Stale => {
                say!(language, "所印为文中另一组数的幅度", "it is the rate of other figures in the document")
            }
            Self::DigitReplaced => say!(language, "一位数字有误", "one digit was set for another"),
        }
    }
}
