//! The unit a table or a sentence counts money in.

use std::fmt;
use std::str::FromStr;

use super::ParseAmountError;
use super::parse::{excerpt, is_space};

/// A unit of money (金额单位), as in 单位：万元.
///
/// Tables of departments count in 万元 or 元, prose of large budgets in 亿元.
/// One document may use several, so a figure without its unit means nothing.
///
/// ```
/// use yusuan::Unit;
///
/// let unit: Unit = "人民币万元".parse()?;
/// assert_eq!(unit, Unit::TenThousandYuan);
/// assert_eq!(unit.exponent(), 4);
/// assert_eq!(unit.to_string(), "万元");
/// # Ok::<(), yusuan::ParseAmountError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[doc(alias = "金额单位")]
pub enum Unit {
    /// 元: one yuan.
    #[doc(alias = "元")]
    Yuan,
    /// 千元: a thousand yuan.
    #[doc(alias = "千元")]
    ThousandYuan,
    /// 万元: ten thousand yuan, the usual unit of a departmental budget.
    #[doc(alias = "万元")]
    TenThousandYuan,
    /// 百万元: a million yuan.
    #[doc(alias = "百万元")]
    MillionYuan,
    /// 亿元: a hundred million yuan.
    #[doc(alias = "亿元")]
    HundredMillionYuan,
}

impl Unit {
    /// Every unit, smallest first.
    pub const ALL: [Self; 5] =
        [Self::Yuan, Self::ThousandYuan, Self::TenThousandYuan, Self::MillionYuan, Self::HundredMillionYuan];

    /// The power of ten of yuan that makes one unit: 0 for 元, 4 for 万元.
    pub const fn exponent(self) -> u32 {
        match self {
            Self::Yuan => 0,
            Self::ThousandYuan => 3,
            Self::TenThousandYuan => 4,
            Self::MillionYuan => 6,
            Self::HundredMillionYuan => 8,
        }
    }

    /// The Chinese name, as printed: 万元.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::ThousandYuan => "千元",
            Self::TenThousandYuan => "万元",
            Self::MillionYuan => "百万元",
            Self::HundredMillionYuan => "亿元",
        }
    }
}

/// The Chinese [name](Unit::name).
impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Reads the Chinese name, with or without 人民币 before it; spaces anywhere
/// are layout and do not count.
impl FromStr for Unit {
    type Err = ParseAmountError;

    fn from_str(text: &str) -> Result<Self, ParseAmountError> {
        let letters = || text.chars().filter(|&c| !is_space(c));
        if letters().next().is_none() {
            return Err(ParseAmountError::Empty);
        }
        let is_named = |unit: &Self| {
            letters().eq(unit.name().chars()) || letters().eq("人民币".chars().chain(unit.name().chars()))
        };
        Self::ALL.into_iter().find(is_named).ok_or_else(|| ParseAmountError::UnknownUnit { text: excerpt(text) })
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Unit {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Unit {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
