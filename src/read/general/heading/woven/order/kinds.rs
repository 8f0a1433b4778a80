//! What words over columns are, as far as their place among others goes, and the orders that tables print them in.

use crate::fact::{Basis, MemoItem};
use crate::scope::{Nature, Scope, Source};
use crate::table::vocabulary::{Corner, Role, Word};

/// What a word is, as far as its place among others goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Labels(Side),
    /// A head over changes.
    Comparison,
    /// The whole of everything.
    Total,
    /// The whole of everything, or of what stands above it.
    Amount,
    /// The whole of what stands above it.
    Part,
    ThisYear,
    Spent,
    Carried,
    Fiscal,
    General,
    Fund,
    Capital,
    Special,
    Own,
    Institutional,
    Included,
    Business,
    Superior,
    Affiliate,
    Other,
    Left,
    Basic,
    Personnel,
    Operating,
    Project,
    BusinessCost,
    Subsidy,
    Remittance,
    Forward,
    ThreePublic,
    Abroad,
    Vehicles,
    Purchase,
    Running,
    Reception,
    Meetings,
    Training,
    Agency,
    LastYear,
    Year,
    /// 年初预算数, which may stand under the year.
    Planned,
    Change,
    Percent,
    Unknown,
}

/// What a column of labels holds, in the order of printing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Line,
    Code,
    Name,
    Function,
    Economic,
    Government,
    Remark,
}

use Kind::{
    Abroad, Affiliate, Agency, Amount, Basic, Business, BusinessCost, Capital, Carried, Change, Comparison, Fiscal,
    Forward, Fund, General, Included, Institutional, Labels, LastYear, Left, Meetings, Operating, Other, Own, Part,
    Percent, Personnel, Planned, Project, Purchase, Reception, Remittance, Running, Special, Spent, Subsidy, Superior,
    ThisYear, ThreePublic, Total, Training, Unknown, Vehicles, Year,
};

/// The orders in which published tables print their columns, heads before what stands under them.
const USUAL: &[&[Kind]] = &[
    &[
        Total,
        Carried,
        Fiscal,
        General,
        Fund,
        Capital,
        Special,
        Own,
        Institutional,
        Business,
        Superior,
        Affiliate,
        Other,
        Left,
        Carried,
    ],
    &[Total, General, Fund, Capital, Special, Institutional, Business, Superior, Affiliate, Other, Carried],
    &[ThisYear, Fiscal, Superior, Institutional, Business, Affiliate, Other, Left],
    &[ThisYear, Total, Fiscal],
    &[Total, Carried, ThisYear],
    &[Total, General, Fund, Superior, Institutional, Business, Other, Left, Affiliate, Carried],
    &[Institutional, Business, Affiliate, Left, Carried, Other],
    &[Carried, General],
    &[Fund, Superior, Institutional],
    &[Special, Superior, Institutional],
    &[Capital, Institutional],
    &[Business, Left],
    &[Business, Other],
    &[Total, Basic, Project, Remittance, BusinessCost, Subsidy, Forward],
    &[Spent, Basic, Project, BusinessCost, Subsidy, Remittance, Forward],
    &[Part, Basic, Project, BusinessCost, Remittance, Subsidy, Forward],
    &[Basic, Personnel, Operating, Project],
    &[Carried, ThisYear, Spent, Forward],
    &[Total, ThreePublic, Total, Abroad],
    &[Total, ThreePublic, Abroad, Vehicles, Purchase, Running, Reception, Meetings, Training, Agency],
    &[Total, Abroad, Reception, Vehicles, Purchase, Running, Agency],
    &[LastYear, Year, Total, Basic, Project, Change, Percent],
    &[LastYear, Planned, Basic, Project, Change, Percent],
    &[Change, Percent],
];

pub(super) fn kind(word: &Word) -> Kind {
    const VEHICLES: &[u32] = &[30231, 31013];
    match word.role {
        Role::Corner(corner) => Labels(of_labels(corner, word.name)),
        Role::Other => Labels(Side::Remark),
        Role::Frame => Comparison,
        Role::Whole if matches!(word.name, "小计" | "金额" | "执行数") => Part,
        Role::Whole if word.name.ends_with("总计") => Total,
        Role::Whole if word.name.contains("年初预算") => Planned,
        Role::Whole => Amount,
        Role::ThisYear => ThisYear,
        Role::Carried => Carried,
        Role::OfWhich => Included,
        Role::Source(source) => of_source(source),
        Role::OtherMoney => Own,
        Role::Nature(nature) => of_nature(nature),
        Role::Economic([30212]) => Abroad,
        Role::Economic([30217]) => Reception,
        Role::Economic([30231]) => Running,
        Role::Economic([31013]) => Purchase,
        Role::Economic([30215]) => Meetings,
        Role::Economic([30216]) => Training,
        Role::Economic(codes) if codes == VEHICLES => Vehicles,
        Role::Memo(MemoItem::ThreePublic) => ThreePublic,
        Role::Memo(MemoItem::AgencyOperation) => Agency,
        Role::Basis(Basis::LastBudget | Basis::LastOutturn | Basis::LastFinal) => LastYear,
        Role::Basis(_) => Year,
        Role::Change => Change,
        Role::Percent => Percent,
        _ => Unknown,
    }
}

fn of_labels(corner: Corner, name: &str) -> Side {
    let is_code =
        name.ends_with("编码") || name.ends_with("代码") || matches!(name, "类" | "款" | "项" | "类款项" | "序号");
    match corner {
        Corner::Text if matches!(name, "备注" | "说明") => Side::Remark,
        Corner::Line => Side::Line,
        Corner::Function if name.contains("按") => Side::Function,
        Corner::Economic if name.contains("按") => Side::Economic,
        Corner::Government if name.contains("按") => Side::Government,
        _ if is_code => Side::Code,
        _ => Side::Name,
    }
}

fn of_source(source: Scope<Source>) -> Kind {
    let just = Scope::<Source>::just;
    let kinds = [
        (Scope::FISCAL, Fiscal),
        (just(Source::GeneralPublic), General),
        (just(Source::GovernmentFund), Fund),
        (just(Source::StateCapital), Capital),
        (Scope::SPECIAL_ACCOUNT, Special),
        (just(Source::Institutional), Institutional),
        (just(Source::Business), Business),
        (just(Source::SuperiorSubsidy), Superior),
        (just(Source::AffiliateRemittance), Affiliate),
        (just(Source::Other), Other),
        (just(Source::InstitutionFund), Left),
    ];
    let rest = if Scope::CARRIED_OVER.contains(source) { Carried } else { Own };
    among(&kinds, source).unwrap_or(rest)
}

fn of_nature(nature: Scope<Nature>) -> Kind {
    let just = Scope::<Nature>::just;
    let kinds = [
        (Scope::<Nature>::SPENT, Spent),
        (Scope::BASIC, Basic),
        (just(Nature::Personnel), Personnel),
        (just(Nature::Operating), Operating),
        (Scope::PROJECT, Project),
        (just(Nature::Business), BusinessCost),
        (just(Nature::AffiliateSubsidy), Subsidy),
        (just(Nature::SuperiorRemittance), Remittance),
        (just(Nature::CarriedForward), Forward),
    ];
    among(&kinds, nature).unwrap_or(Unknown)
}

fn among<S: PartialEq>(kinds: &[(S, Kind)], scope: S) -> Option<Kind> {
    kinds.iter().find(|(own, _)| *own == scope).map(|(_, kind)| *kind)
}

/// The costs of a word after another one: as in some order of tables, with others left out between them, in no order
/// together, or against all orders.
const NEXT: u32 = 0;
const LATER: u32 = 1;
pub(super) const UNHEARD: u32 = 2;
pub(super) const EARLIER: u32 = 4;

/// How unusual it is that one word follows another one directly.
#[allow(clippy::match_same_arms, reason = "the first that fits decides")]
pub(super) fn strangeness(before: Option<Kind>, after: Kind) -> u32 {
    match (before, after) {
        (None | Some(Labels(_)), Labels(_)) => labels_after(before, after),
        (Some(Comparison), Change) | (Some(Percent), Comparison) => NEXT,
        (Some(Comparison), _) => EARLIER,
        (Some(_), Comparison) => LATER,
        (None, Total | Amount | ThreePublic) | (Some(Labels(_)), Total | Amount) => NEXT,
        (None | Some(Labels(_)), _) => LATER,
        // Another side of the table begins after the amounts of the one before.
        (Some(_), Labels(Side::Remark)) => NEXT,
        (Some(_), Labels(_)) => EARLIER,
        // 小计 and 金额 stand under what comes before them.
        (Some(Total | Amount | Part), Part) => UNHEARD,
        (Some(_), Part)
        | (Some(Part | Amount | LastYear | Year | Planned), Included)
        | (Some(LastYear | Year), Amount) => NEXT,
        (Some(LastYear), Year) | (Some(LastYear | Year), Planned) => NEXT,
        (Some(_), Planned) => EARLIER,
        (Some(Part), Total | Amount) => EARLIER,
        (Some(Included), _) => LATER,
        (Some(Part), _) => NEXT,
        (Some(before), after) if before == after => LATER,
        (Some(before), after) => in_usual_order(before, after),
    }
}

/// Labels of one classification belong together, codes before names.
fn labels_after(before: Option<Kind>, after: Kind) -> u32 {
    match (before, after) {
        (Some(Labels(one)), Labels(other)) if one > other => UNHEARD,
        (
            Some(Labels(Side::Code | Side::Name | Side::Line)),
            Labels(Side::Function | Side::Economic | Side::Government),
        )
        | (Some(Labels(Side::Function)), Labels(Side::Economic | Side::Government))
        | (Some(Labels(Side::Economic)), Labels(Side::Government)) => UNHEARD,
        _ => NEXT,
    }
}

fn in_usual_order(before: Kind, after: Kind) -> u32 {
    let in_order = |order: &&[Kind]| {
        let of = |wanted: Kind| {
            (0..order.len()).filter(move |&at| order[at] == wanted || order[at] == Total && wanted == Amount)
        };
        of(before)
            .flat_map(|first| of(after).map(move |second| (first, second)))
            .map(|(first, second)| match second.checked_sub(first) {
                Some(1) => NEXT,
                Some(2..) => LATER,
                _ => EARLIER,
            })
            .min()
    };
    USUAL.iter().filter_map(in_order).min().unwrap_or(UNHEARD)
}
