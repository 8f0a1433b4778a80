//! The order of cells that share no line.

use crate::fact::{Basis, MemoItem};
use crate::scope::{Nature, Scope, Source};
use crate::table::vocabulary::{Corner, Role, Word};

use super::Cell;
use super::pieces::Piece;

/// What a word over figures is, as far as its place among others goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Remark,
    Corner,
    Frame,
    Whole,
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
    Change,
    Percent,
    Unknown,
}

use Kind::{
    Abroad, Affiliate, Agency, Basic, Business, BusinessCost, Capital, Carried, Change, Fiscal, Forward, Frame, Fund,
    General, Included, Institutional, LastYear, Left, Meetings, Operating, Other, Own, Percent, Personnel, Project,
    Purchase, Reception, Remark, Remittance, Running, Special, Spent, Subsidy, Superior, ThisYear, ThreePublic,
    Training, Unknown, Vehicles, Whole, Year,
};

/// The orders in which published tables print their columns, heads before what stands under them.
const USUAL: &[&[Kind]] = &[
    &[
        Kind::Corner, Frame, Whole, Carried, Fiscal, Whole, General, Fund, Capital, Special, Own, Whole, Institutional,
        Whole, Included, Business, Superior, Affiliate, Other, Left, Carried, Remark,
    ],
    &[Frame, ThisYear, Fiscal, General, Fund, Capital, Superior, Institutional, Included, Business, Affiliate, Other],
    &[ThisYear, Whole, Fiscal],
    &[Kind::Corner, Frame, Whole, Basic, Whole, Personnel, Operating, Project, Remittance, BusinessCost, Subsidy, Forward, Remark],
    &[Frame, Spent, Basic, Project, Remittance, BusinessCost, Subsidy],
    &[Project, BusinessCost, Subsidy, Remittance, Forward],
    &[Kind::Corner, Carried, ThisYear, Spent, Whole, Basic, Project, Forward, Remark],
    &[Frame, Whole, ThreePublic, Whole, Abroad, Vehicles, Whole, Purchase, Running, Reception, Meetings, Training, Agency],
    &[Whole, Abroad, Reception, Vehicles, Whole, Purchase, Running, Meetings, Training, Agency],
    &[Kind::Corner, LastYear, Year, Whole, Basic, Project, Change, Percent, Remark],
];

fn kind(word: &Word) -> Kind {
    const VEHICLES: &[u32] = &[30231, 31013];
    match word.role {
        Role::Corner(Corner::Text) if matches!(word.name, "备注" | "说明") => Remark,
        Role::Corner(_) | Role::Other => Kind::Corner,
        Role::Frame => Frame,
        Role::Whole => Whole,
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

fn of_source(source: Scope<Source>) -> Kind {
    let single = [
        (Source::GeneralPublic, General),
        (Source::GovernmentFund, Fund),
        (Source::StateCapital, Capital),
        (Source::Institutional, Institutional),
        (Source::Business, Business),
        (Source::SuperiorSubsidy, Superior),
        (Source::AffiliateRemittance, Affiliate),
        (Source::Other, Other),
        (Source::InstitutionFund, Left),
    ];
    if let Some((_, kind)) = single.iter().find(|(one, _)| source == Scope::<Source>::just(*one)) {
        return *kind;
    }
    if source == Scope::FISCAL {
        Fiscal
    } else if source == Scope::SPECIAL_ACCOUNT {
        Special
    } else if Scope::CARRIED_OVER.contains(source) {
        Carried
    } else {
        Own
    }
}

fn of_nature(nature: Scope<Nature>) -> Kind {
    let single = [
        (Nature::Personnel, Personnel),
        (Nature::Operating, Operating),
        (Nature::Business, BusinessCost),
        (Nature::AffiliateSubsidy, Subsidy),
        (Nature::SuperiorRemittance, Remittance),
        (Nature::CarriedForward, Forward),
    ];
    if let Some((_, kind)) = single.iter().find(|(one, _)| nature == Scope::<Nature>::just(*one)) {
        return *kind;
    }
    if nature == Scope::BASIC {
        Basic
    } else if nature == Scope::PROJECT {
        Project
    } else if nature == Scope::<Nature>::SPENT {
        Spent
    } else {
        Unknown
    }
}

/// How unusual it is that one word follows another one directly.
fn strangeness(before: Option<Kind>, after: Kind) -> u32 {
    const NEXT: u32 = 0;
    const LATER: u32 = 2;
    const UNHEARD: u32 = 3;
    const EARLIER: u32 = 4;
    let Some(before) = before else {
        return if matches!(after, Kind::Corner | Frame | ThreePublic) { NEXT } else { LATER };
    };
    if before == after && matches!(after, Kind::Corner | Frame) {
        return NEXT;
    }
    let in_order = |order: &&[Kind]| {
        let of = |wanted: Kind| (0..order.len()).filter(move |&at| order[at] == wanted);
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

/// Part of an order.
#[derive(Clone)]
struct Partial {
    taken: u64,
    cost: u32,
    order: Vec<usize>,
}

/// The likely orders of cells, the likeliest first; none if the lines contradict each other.
pub(super) fn orders(cells: &[Cell], pieces: &[Piece]) -> Option<Vec<Vec<usize>>> {
    const WIDEST: usize = 256;
    const MOST: usize = 4;
    /// How much stranger than the likeliest order another one may be.
    const TOLERANCE: u32 = 2;
    if cells.len() > 48 {
        return None;
    }
    let before: Vec<u64> = (0..cells.len()).map(|at| left_of(at, cells, pieces)).collect();
    let kinds: Vec<Kind> = cells.iter().map(|cell| kind(&cell.word)).collect();
    let mut partial = vec![Partial { taken: 0, cost: 0, order: Vec::new() }];
    for _ in 0..cells.len() {
        let mut longer: Vec<Partial> = Vec::new();
        for part in &partial {
            let free = |at: &usize| part.taken & (1 << at) == 0 && before[*at] & !part.taken == 0;
            for at in (0..cells.len()).filter(free) {
                let mut order = part.order.clone();
                let last = order.last().map(|&last| kinds[last]);
                order.push(at);
                let cost = part.cost + strangeness(last, kinds[at]);
                longer.push(Partial { taken: part.taken | 1 << at, cost, order });
            }
        }
        longer.sort_by_key(|part| part.cost);
        longer.truncate(WIDEST);
        partial = longer;
    }
    let least = partial.first()?.cost;
    let mut found: Vec<Vec<usize>> = Vec::new();
    let names = |order: &[usize]| order.iter().map(|&at| cells[at].word.name).collect::<Vec<_>>();
    for part in partial.into_iter().filter(|part| part.cost <= least + TOLERANCE) {
        if found.len() < MOST && !found.iter().any(|known| names(known) == names(&part.order)) {
            found.push(part.order);
        }
    }
    Some(found)
}

/// The cells that a line prints left of one.
fn left_of(at: usize, cells: &[Cell], pieces: &[Piece]) -> u64 {
    let is_left = |other: &&usize| {
        cells[**other].pieces.iter().any(|&a| {
            cells[at].pieces.iter().any(|&b| pieces[a].side_of(&pieces[b]) == Some(std::cmp::Ordering::Less))
        })
    };
    let others: Vec<usize> = (0..cells.len()).filter(|other| *other != at).collect();
    others.iter().filter(is_left).fold(0, |left, other| left | 1 << other)
}
