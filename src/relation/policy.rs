//! How figures are held to have been rounded.

/// How the publisher cuts amounts to the printed digit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, strum::Display, strum::IntoStaticStr)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
pub enum Rounding {
    /// 四舍五入, half away from zero. This is the default.
    #[default]
    HalfUp,
    /// 截断, digits beyond the last printed one are dropped.
    Truncation,
}

/// What a printed zero stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, strum::Display, strum::IntoStaticStr)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
pub enum Zeros {
    /// Nothing: there is no amount. This is the default.
    #[default]
    Exact,
    /// Any amount that rounds to zero.
    Rounded,
}

/// How the figures of a document are judged. The policy travels with the audit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Policy {
    /// How amounts were cut.
    pub rounding: Rounding,
    /// What a zero stands for.
    pub zeros: Zeros,
}

/// Which ways of rounding the tails of a document allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::Display, strum::IntoStaticStr)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
pub enum Mode {
    /// Only rounding half up: some sum is smaller than its parts, which truncation never leaves.
    Rounding,
    /// Only truncation: some tail is larger than rounding leaves.
    Truncation,
    /// Either, mostly because there are no tails.
    Either,
    /// Neither: some tails refute the one, others the other.
    Neither,
}
