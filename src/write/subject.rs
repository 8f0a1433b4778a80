//! What the published narrative speaks of, in its order and in the words that the reader knows.

use crate::code::EconomicCode;
use crate::fact::{EconomicScope, Key, MemoItem};
use crate::scope::{Scope, Source};
use crate::year::FiscalYear;

/// A subject of the narrative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Revenue,
    Expenditure,
    ThreePublic,
    Abroad,
    Vehicles,
    VehiclePurchase,
    VehicleRunning,
    Reception,
    AgencyOperation,
    Commissions,
    Procurement,
    Goods,
    Works,
    Services,
}

/// Every subject, in the order of the narrative.
pub(super) const ALL: [Part; 14] = [
    Part::Revenue,
    Part::Expenditure,
    Part::ThreePublic,
    Part::Abroad,
    Part::Vehicles,
    Part::VehiclePurchase,
    Part::VehicleRunning,
    Part::Reception,
    Part::AgencyOperation,
    Part::Commissions,
    Part::Procurement,
    Part::Goods,
    Part::Works,
    Part::Services,
];

/// The headings of the narrative, each with its subjects.
pub(super) const SECTIONS: [(&str, &[Part]); 5] = [
    ("部门预算收支增减变化情况", &[Part::Revenue, Part::Expenditure]),
    (
        "“三公”经费安排情况",
        &[
            Part::ThreePublic,
            Part::Abroad,
            Part::Vehicles,
            Part::VehiclePurchase,
            Part::VehicleRunning,
            Part::Reception,
        ],
    ),
    ("机关运行经费安排情况", &[Part::AgencyOperation]),
    ("委托业务费安排情况", &[Part::Commissions]),
    ("政府采购情况", &[Part::Procurement, Part::Goods, Part::Works, Part::Services]),
];

impl Part {
    /// The subject of a key.
    pub(super) fn of(key: &Key) -> Option<Self> {
        ALL.into_iter().find(|part| part.key().as_ref() == Some(key))
    }

    /// The key of the subject.
    pub(super) fn key(self) -> Option<Key> {
        let appropriated = || Key::expenditure().source(Scope::FISCAL).nature(Scope::BASIC_AND_PROJECT);
        let codes = |codes: &[u32]| {
            let codes: Vec<EconomicCode> = codes.iter().map(|&code| EconomicCode::of(code)).collect();
            Some(Key { economic: EconomicScope::of(&codes).ok()?, ..appropriated() })
        };
        match self {
            Self::Revenue => Some(Key::revenue()),
            Self::Expenditure => Some(Key::expenditure()),
            Self::ThreePublic => Some(appropriated().memo(MemoItem::ThreePublic)),
            Self::Abroad => codes(&[30212]),
            Self::Vehicles => codes(&[30231, 31013]),
            Self::VehiclePurchase => codes(&[31013]),
            Self::VehicleRunning => codes(&[30231]),
            Self::Reception => codes(&[30217]),
            Self::AgencyOperation => Some(appropriated().memo(MemoItem::AgencyOperation)),
            Self::Commissions => codes(&[30227]).map(|key| key.source(Source::GeneralPublic)),
            Self::Procurement => Some(Key::expenditure().memo(MemoItem::Procurement)),
            Self::Goods => Some(Key::expenditure().memo(MemoItem::ProcurementOfGoods)),
            Self::Works => Some(Key::expenditure().memo(MemoItem::ProcurementOfWorks)),
            Self::Services => Some(Key::expenditure().memo(MemoItem::ProcurementOfServices)),
        }
    }

    /// Whether its sentence states an amount and no change.
    pub(super) const fn is_stated_alone(self) -> bool {
        matches!(self, Self::Procurement | Self::Goods | Self::Works | Self::Services)
    }

    /// The words before the amount.
    pub(super) fn words(self, year: FiscalYear) -> String {
        match self {
            Self::Revenue => format!("{year}年本部门收入预算"),
            Self::Expenditure => "支出预算".to_owned(),
            Self::ThreePublic => format!("{year}年本部门财政拨款安排“三公”经费"),
            Self::Abroad => "因公出国（境）费".to_owned(),
            Self::Vehicles => "公务用车购置及运行维护费".to_owned(),
            Self::VehiclePurchase => "公务用车购置费".to_owned(),
            Self::VehicleRunning => "公务用车运行维护费".to_owned(),
            Self::Reception => "公务接待费".to_owned(),
            Self::AgencyOperation => format!("{year}年本部门机关运行经费安排"),
            Self::Commissions => format!("{year}年本部门一般公共预算安排委托业务费"),
            Self::Procurement => "政府采购安排".to_owned(),
            Self::Goods => "货物类采购预算".to_owned(),
            Self::Works => "工程类采购预算".to_owned(),
            Self::Services => "服务类采购预算".to_owned(),
        }
    }

    /// Words before its own that are no part of the claim: what leads from the whole to its parts.
    pub(super) fn lead(self, year: FiscalYear, before: Option<Self>) -> String {
        match (self, before) {
            (Self::Abroad | Self::Vehicles | Self::Reception, Some(Self::ThreePublic))
            | (Self::VehiclePurchase | Self::VehicleRunning, Some(Self::Vehicles | Self::ThreePublic))
            | (Self::Goods | Self::Works | Self::Services, Some(Self::Procurement)) => "其中：".to_owned(),
            (Self::Procurement, _) => format!("{year}年本部门"),
            _ => String::new(),
        }
    }
}
