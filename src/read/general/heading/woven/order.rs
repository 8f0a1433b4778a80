//! The order of cells that share no line.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::fact::{Basis, MemoItem};
use crate::scope::{Nature, Scope, Source};
use crate::table::vocabulary::{Corner, Role, Word};

use super::super::nesting::may_stand_under;
use super::Cell;
use super::pieces::Piece;

/// What a word is, as far as its place among others goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
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
    Change,
    Percent,
    Unknown,
}

/// What a column of labels holds, in the order of printing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Line,
    Code,
    Name,
    Function,
    Economic,
    Government,
    Remark,
}

use Kind::{
    Abroad, Affiliate, Agency, Amount, Basic, Business, BusinessCost, Capital, Carried, Change, Comparison, Fiscal, Forward,
    Fund, General, Included, Institutional, Labels, LastYear, Left, Meetings, Operating, Other, Own, Part, Percent,
    Personnel, Project, Purchase, Reception, Remittance, Running, Special, Spent, Subsidy, Superior, ThisYear,
    ThreePublic, Total, Training, Unknown, Vehicles, Year,
};

/// The orders in which published tables print their columns, heads before what stands under them.
const USUAL: &[&[Kind]] = &[
    &[Total, Carried, Fiscal, General, Fund, Capital, Special, Own, Institutional, Business, Superior, Affiliate, Other, Left, Carried],
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
    &[Basic, Personnel, Operating, Project],
    &[Carried, ThisYear, Spent, Forward],
    &[Total, ThreePublic, Total, Abroad],
    &[Total, ThreePublic, Abroad, Vehicles, Purchase, Running, Reception, Meetings, Training, Agency],
    &[Total, Abroad, Reception, Vehicles, Purchase, Running, Agency],
    &[LastYear, Year, Total, Basic, Project, Change, Percent],
    &[Change, Percent],
];

fn kind(word: &Word) -> Kind {
    const VEHICLES: &[u32] = &[30231, 31013];
    match word.role {
        Role::Corner(corner) => Labels(of_labels(corner, word.name)),
        Role::Other => Labels(Side::Remark),
        Role::Frame => Comparison,
        Role::Whole if matches!(word.name, "小计" | "金额" | "执行数") => Part,
        Role::Whole if word.name.ends_with("总计") => Total,
        Role::Whole if word.name.contains("年初预算") => Year,
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
    let is_code = name.ends_with("编码") || name.ends_with("代码") || matches!(name, "类" | "款" | "项" | "类款项" | "序号");
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

/// What stands directly after the labels, or after another column, in the order of all tables.
const NEXT: u32 = 0;
const LATER: u32 = 1;
const UNHEARD: u32 = 2;
const EARLIER: u32 = 4;

/// How unusual it is that one word follows another one directly.
fn strangeness(before: Option<Kind>, after: Kind) -> u32 {
    match (before, after) {
        (None | Some(Labels(_)), Labels(_)) => labels_after(before, after),
        (Some(Comparison), Change) | (Some(Percent), Comparison) => NEXT,
        (Some(Comparison), _) => EARLIER,
        (Some(_), Comparison) => LATER,
        (None, Total | Amount | ThreePublic) | (Some(Labels(_)), Total | Amount) => NEXT,
        (None | Some(Labels(_)), _) => LATER,
        // Another side of the table begins after the amounts of the one before.
        (Some(_), Labels(Side::Remark)) => NEXT,
        (Some(_), Labels(_)) | (Some(Labels(Side::Remark)), _) => EARLIER,
        // 小计 and 金额 stand under what comes before them.
        (Some(Total | Amount | Part), Part) => UNHEARD,
        (Some(_), Part) | (Some(Part | Amount | LastYear | Year), Included) | (Some(LastYear | Year), Amount) => NEXT,
        (Some(LastYear | Year), Year) => NEXT,
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

/// Part of an order.
#[derive(Clone)]
struct Partial {
    taken: u64,
    cost: u32,
    order: Vec<usize>,
}

/// The likely orders of cells, each with how strange it is, the likeliest first; none if the lines contradict each
/// other.
pub(super) fn orders(cells: &[Cell], pieces: &[Piece]) -> Vec<(u32, Vec<usize>)> {
    const WIDEST: usize = 256;
    const MOST_CELLS: usize = 48;
    if cells.len() > MOST_CELLS {
        return Vec::new();
    }
    // Where every piece has a line of its own, the text runs cell by cell.
    if pieces.windows(2).all(|two| two[0].line != two[1].line) {
        let mut order: Vec<usize> = (0..cells.len()).collect();
        order.sort_by_key(|&at| cells[at].pieces[0]);
        return vec![(0, order)];
    }
    let before: Vec<u64> = (0..cells.len()).map(|at| left_of(at, cells, pieces)).collect();
    let kinds: Vec<Kind> = cells.iter().map(|cell| kind(&cell.word)).collect();
    let heights = Heights::new(cells, pieces, &kinds);
    let runs: Vec<Option<Run>> = cells.iter().map(|cell| run(cell, pieces)).collect();
    let mut partial = vec![Partial { taken: 0, cost: 0, order: Vec::new() }];
    for _ in 0..cells.len() {
        let mut longer: Vec<Partial> = Vec::new();
        for part in &partial {
            let free = |at: &usize| part.taken & (1 << at) == 0 && before[*at] & !part.taken == 0;
            for at in (0..cells.len()).filter(free) {
                let mut order = part.order.clone();
                let last = order.last().map(|&last| kinds[last]);
                // After a group its head stands for it.
                let beside = heights.beside(&order, at).map(|beside| kinds[beside]);
                let mut cost = part.cost;
                if !begins_side(&order, at, &kinds) {
                    cost += strangeness(last, kinds[at]).min(strangeness(beside.or(last), kinds[at]));
                }
                // Cells that the text runs through one after the other stand in this order.
                let skips = |(other, run): (usize, &Option<Run>)| {
                    let is_free = part.taken & (1 << other) == 0;
                    is_free && runs[at].zip(*run).is_some_and(|(at, run)| run.block == at.block && run.line < at.line)
                };
                if runs.iter().enumerate().any(skips) {
                    cost += EARLIER;
                }
                if is_label_again(&order, at, cells, &kinds) {
                    cost += UNHEARD;
                }
                if heights.are_torn(&order, at, cells) {
                    cost += UNHEARD;
                }
                order.push(at);
                if order.len() == cells.len() && matches!(kinds[at], Labels(side) if side != Side::Remark) {
                    cost += EARLIER;
                }
                longer.push(Partial { taken: part.taken | 1 << at, cost, order });
            }
        }
        longer.sort_by_key(|part| part.cost);
        longer.truncate(WIDEST);
        partial = longer;
    }
    partial.into_iter().map(|part| (part.cost, part.order)).collect()
}

/// Where the middle of each cell stands.
struct Heights {
    /// Twice the line.
    centres: Vec<usize>,
    /// That of most cells over figures that are not the lowest.
    middle: usize,
    /// Whether a cell may head others further below.
    heads: Vec<bool>,
}

impl Heights {
    fn new(cells: &[Cell], pieces: &[Piece], kinds: &[Kind]) -> Self {
        let is_figure = |at: &usize| !matches!(kinds[*at], Labels(_) | Comparison);
        let mut centres: Vec<usize> = cells.iter().map(|cell| cell.centre(pieces)).collect();
        let mut levels: BTreeMap<usize, usize> = BTreeMap::new();
        (0..cells.len()).filter(is_figure).for_each(|at| *levels.entry(centres[at]).or_default() += 1);
        if levels.len() > 1 {
            levels.pop_last();
        }
        let middle = levels.iter().max_by_key(|(_, count)| **count).map_or(0, |(centre, _)| *centre);
        (0..cells.len()).filter(|at| !is_figure(at)).for_each(|at| centres[at] = middle);
        let is_below = |head: usize, at: usize| {
            centres[at] > centres[head] && may_stand_under(&cells[head].word, &cells[at].word)
        };
        let heads = (0..cells.len()).map(|head| (0..cells.len()).any(|at| is_below(head, at))).collect();
        Self { centres, middle, heads }
    }

    /// The last cell that stands no lower than this one, if those between them do.
    fn beside(&self, order: &[usize], at: usize) -> Option<usize> {
        let is_lower = |before: usize| self.centres[before] > self.centres[at];
        order.last().filter(|last| is_lower(**last))?;
        order.iter().rev().copied().find(|before| !is_lower(*before))
    }

    /// Whether a cell in the lower part of a header comes after one that heads nothing, or after a head under which
    /// its kind does not stand; or a head has nothing under it.
    fn are_torn(&self, order: &[usize], at: usize, cells: &[Cell]) -> bool {
        let Some(&last) = order.last() else { return false };
        let is_lower = self.centres[at] > self.middle && !self.heads[at];
        let is_part = |at: usize| kind(&cells[at].word) == Part;
        let is_higher = self.centres[at] < self.centres[last];
        if is_part(at) && self.centres[at] <= self.centres[last] || is_part(last) && is_higher {
            return true;
        }
        // The budget of this year does not stand under the year before.
        let [before, after] = [last, at].map(|at| kind(&cells[at].word));
        if before == LastYear && after == Year && self.centres[at] > self.centres[last] {
            return true;
        }
        if cells[last].word.role == Role::Whole && is_lower && order.len() > 1 {
            let head = &cells[order[order.len() - 2]].word;
            let is_budget = head.name.contains("预算") && matches!(cells[at].word.role, Role::Nature(_));
            return !is_budget && !may_stand_under(head, &cells[at].word);
        }
        match self.centres[last].cmp(&self.middle) {
            Ordering::Less => self.centres[at] <= self.centres[last],
            Ordering::Equal => is_lower,
            Ordering::Greater => false,
        }
    }
}

/// Whether the labels of a further side of the table follow the amounts of the one before.
fn begins_side(order: &[usize], at: usize, kinds: &[Kind]) -> bool {
    let is_label = |at: &usize| matches!(kinds[*at], Labels(side) if side != Side::Remark);
    let follows_amount = order.last().is_some_and(|&last| matches!(kinds[last], Amount | Total));
    follows_amount && is_label(&at) && kinds[at] != Labels(Side::Name) && order.iter().any(is_label)
}

/// A cell whose first lines hold nothing else.
#[derive(Clone, Copy)]
struct Run {
    line: usize,
    /// The first of the lines around it that all hold one piece.
    block: usize,
}

fn run(cell: &Cell, pieces: &[Piece]) -> Option<Run> {
    let is_alone = |at: usize| {
        let line = pieces[at].line;
        (at == 0 || pieces[at - 1].line != line) && pieces.get(at + 1).is_none_or(|next| next.line != line)
    };
    let first = cell.pieces[0];
    let goes_on = cell.pieces.get(1).is_none_or(|&second| second == first + 1 && is_alone(second));
    let block = (0..=first).rev().take_while(|&at| is_alone(at)).last().filter(|_| goes_on)?;
    Some(Run { line: pieces[first].line, block })
}

/// Whether the labels of a further side begin before the amounts of the last one are there.
fn is_label_again(order: &[usize], at: usize, cells: &[Cell], kinds: &[Kind]) -> bool {
    let labels = order.iter().rev().take_while(|&&before| matches!(kinds[before], Labels(_)));
    matches!(kinds[at], Labels(_)) && labels.into_iter().any(|&before| cells[before].word == cells[at].word)
}

/// The cells that a line prints left of one.
fn left_of(at: usize, cells: &[Cell], pieces: &[Piece]) -> u64 {
    let is_left = |other: &&usize| {
        cells[**other].pieces.iter().any(|&a| {
            cells[at].pieces.iter().any(|&b| pieces[a].side_of(&pieces[b]) == Some(Ordering::Less))
        })
    };
    let others: Vec<usize> = (0..cells.len()).filter(|other| *other != at).collect();
    others.iter().filter(is_left).fold(0, |left, other| left | 1 << other)
}
