//! The Chinese terms of an audit, and the English ones that are more than an id.

use crate::claim::Standing;
use crate::relation::{Kind, Misprint, Mode, Reason, Rounding, Verdict, Zeros};

use super::super::finding::Severity;
use super::{Language, say};

impl Severity {
    /// The Chinese term.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "提示",
            Self::Warning => "警告",
            Self::Error => "错误",
        }
    }
}

impl Kind {
    /// The Chinese term.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Copy => "同数",
            Self::Balance => "收支平衡",
            Self::Sum => "合计",
            Self::AtMost => "包含",
        }
    }
}

impl Verdict {
    /// The Chinese term.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "相符",
            Self::Rounding { .. } => "尾差",
            Self::Strained { .. } => "勉强成立",
            Self::Violated { .. } => "不符",
            Self::NotApplicable(_) => "不适用",
            Self::Unchecked(_) => "未核对",
        }
    }
}

impl Reason {
    /// Why a relation was not judged, as a clause; in English its `Display`.
    pub fn message(self, language: Language) -> String {
        let english = self.to_string();
        match self {
            Self::NoRow => say!(language, "文件没有相应的行", "{english}"),
            Self::TableAbsent(table) => say!(language, "文件没有表{table}", "{english}"),
            Self::TableIncomplete(table) => say!(language, "表{table}未完整识别", "{english}"),
            Self::CellEmpty(table) => say!(language, "表{table}有空单元格", "{english}"),
            Self::UnitsDiffer(table) => say!(language, "表{table}的单位名称与其他表不同", "{english}"),
            Self::InstitutionsLeftOut => say!(language, "通常包含它的数可能不含事业单位", "{english}"),
            Self::Negative => say!(language, "有负数，差额没有上下限", "{english}"),
            Self::OutOfRange => say!(language, "数字过大，无法相加", "{english}"),
        }
    }
}

impl Standing {
    /// The Chinese term.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Consistent => "相符",
            Self::Inconsistent => "不符",
            Self::NotComparable => "不可比",
            Self::Unchecked => "未核对",
        }
    }
}

impl Mode {
    /// The Chinese term.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rounding => "四舍五入",
            Self::Truncation => "截断",
            Self::Either => "四舍五入或截断均可",
            Self::Neither => "四舍五入、截断均不成立",
        }
    }
}

impl Rounding {
    /// The Chinese term.
    pub const fn name(self) -> &'static str {
        match self {
            Self::HalfUp => "四舍五入",
            Self::Truncation => "截断",
        }
    }
}

impl Zeros {
    /// The Chinese term.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "零即无",
            Self::Rounded => "零可为尾数",
        }
    }
}

impl Misprint {
    /// The English words, as they stand in a sentence: "perhaps two digits changed places".
    pub const fn english(self) -> &'static str {
        match self {
            Self::DigitsSwapped => "two digits changed places",
            Self::DigitDoubled => "a digit was set twice",
            Self::Sign => "the sign is wrong",
            Self::PointSlipped => "the point or the unit slipped",
            Self::NeighboursValue => "the value of a neighbouring cell was set again",
            Self::DigitReplaced => "one digit was set for another",
            Self::DigitLost => "a digit was lost",
            Self::DigitsGlued => "a page number or other digits ran into it",
        }
    }
}
