//! Addresses: what a printed row is about.

use std::fmt;

use crate::code::{EconomicCode, FunctionalCode, GovernmentEconomicCode};
use crate::fact::{EconomicScope, Key, Name};

/// What a printed row is about: its coordinates on the row axis of its table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Address {
    /// 合计, the row of the whole table.
    Total,
    /// A function at any level.
    Function(FunctionalCode),
    /// An economic code at any level.
    Economic(EconomicCode),
    /// A government economic code, printed in a table of department codes.
    Government(GovernmentEconomicCode),
    /// A unit, all its money.
    Unit(Name),
    /// Some economic classes of a unit.
    UnitEconomic(Name, EconomicScope),
    /// A project of a unit, or a line of a unit known only by its label.
    Project(Name, Name),
    /// A fixed line of the table: its position among [`TableSpec::lines`](super::TableSpec::lines),
    /// counted from zero.
    Line(u16),
    /// Several coordinates at once.
    Detail(Box<Detail>),
}

/// The coordinates of a row that names several at once; what is left out is summed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Detail {
    /// The unit (单位).
    pub unit: Option<Name>,
    /// 功能分类, at any level.
    pub function: Option<FunctionalCode>,
    /// 部门预算支出经济分类, at any level.
    pub economic: Option<EconomicCode>,
    /// 政府预算支出经济分类, at any level.
    pub government: Option<GovernmentEconomicCode>,
    /// The project (项目).
    pub project: Option<Name>,
}

/// A coordinate that the rows of a table name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Coordinate {
    /// The unit (单位).
    Unit,
    /// 功能分类.
    Function,
    /// 部门预算支出经济分类.
    Economic,
    /// 政府预算支出经济分类.
    Government,
    /// The project (项目).
    Project,
}

impl Address {
    /// The unit of the address, if it has one.
    pub fn unit(&self) -> Option<&Name> {
        match self {
            Self::Unit(unit) | Self::UnitEconomic(unit, _) | Self::Project(unit, _) => Some(unit),
            Self::Detail(detail) => detail.unit.as_ref(),
            _ => None,
        }
    }

    /// The function of the address, if it has one.
    pub fn function(&self) -> Option<FunctionalCode> {
        match self {
            Self::Function(code) => Some(*code),
            Self::Detail(detail) => detail.function,
            _ => None,
        }
    }
}

impl Detail {
    /// Whether it names a coordinate.
    pub fn has(&self, coordinate: Coordinate) -> bool {
        match coordinate {
            Coordinate::Unit => self.unit.is_some(),
            Coordinate::Function => self.function.is_some(),
            Coordinate::Economic => self.economic.is_some(),
            Coordinate::Government => self.government.is_some(),
            Coordinate::Project => self.project.is_some(),
        }
    }

    /// Some of the coordinates.
    pub(crate) fn only(self, among: &[Coordinate]) -> Self {
        let kept = |coordinate| among.contains(&coordinate);
        Self {
            unit: self.unit.filter(|_| kept(Coordinate::Unit)),
            function: self.function.filter(|_| kept(Coordinate::Function)),
            economic: self.economic.filter(|_| kept(Coordinate::Economic)),
            government: self.government.filter(|_| kept(Coordinate::Government)),
            project: self.project.filter(|_| kept(Coordinate::Project)),
        }
    }

    /// Narrows a key to these coordinates; `None` if one of them is not among those of the table.
    pub(super) fn narrow(&self, key: &mut Key, among: &[Coordinate]) -> Option<()> {
        let all =
            [Coordinate::Unit, Coordinate::Function, Coordinate::Economic, Coordinate::Government, Coordinate::Project];
        if all.into_iter().any(|coordinate| self.has(coordinate) && !among.contains(&coordinate)) {
            return None;
        }
        key.unit.clone_from(&self.unit);
        key.function = self.function;
        key.economic = self.economic.map_or(EconomicScope::ALL, EconomicScope::just);
        key.government = self.government;
        key.project.clone_from(&self.project);
        Some(())
    }
}

/// The coordinates joined with `/`.
impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts = [
            self.unit.as_ref().map(Name::to_string),
            self.function.map(|code| code.to_string()),
            self.government.map(|code| code.to_string()),
            self.economic.map(|code| code.to_string()),
            self.project.as_ref().map(Name::to_string),
        ];
        f.write_str(&texts.into_iter().flatten().collect::<Vec<_>>().join("/"))
    }
}
