//! Projects whose whole amount another table prints as money from 财政拨款.
//!
//! A table of goals names projects and prints each with its fiscal and its other money; the tables of fiscal money
//! (财政拨款政府购买服务, 一般公共预算支出) print the same amounts without the names. An amount of five or more
//! digits that both print, of one project only and of no other money, is no chance: the project is paid from fiscal
//! money. Rounder amounts may meet by chance, so they say nothing, unless the project is named for the very item
//! of “三公”经费 of which the fiscal amount is printed.

use std::collections::{HashMap, HashSet};

use crate::amount::{Amount, Printed};
use crate::fact::{Basis, Flow};
use crate::relation::Atoms;
use crate::scope::{Area, Scope};
use crate::table::vocabulary::{self, Role, Word};

use super::super::columns::Column;
use super::super::draft::{About, Draft, DraftRow};
use super::super::title::Subject;
use super::{Anchor, Known};

/// The rows of projects that are paid from fiscal money alone.
pub(super) fn fiscal_projects(draft: &Draft<'_>, known: &Known) -> HashSet<usize> {
    if draft.title.subject != Subject::Goals || known.fiscal_amounts.is_empty() && known.fiscal_items.is_empty() {
        return HashSet::new();
    }
    let others = known.other_amounts();
    let mut projects: HashMap<Amount, Vec<usize>> = HashMap::new();
    for (index, row) in draft.rows.iter().enumerate() {
        let Some(&(whole, _)) = row.figures.first().filter(|_| matches!(row.about, About::Named(_))) else { continue };
        let is_told = is_distinctive(whole) || known.fiscal_items.contains(&(item(&row.label), whole.amount()));
        if is_told && row.columns.first() == Some(&Some(0)) {
            projects.entry(whole.amount()).or_default().push(index);
        }
    }
    let is_fiscal = |(amount, rows): &(Amount, Vec<usize>)| {
        // A name is printed again where a page breaks; another name is another project.
        let first = &draft.rows[rows[0]];
        let is_one = rows.iter().all(|&row| draft.rows[row].about == first.about);
        let is_named = known.fiscal_items.contains(&(item(&first.label), *amount));
        is_one && (is_named || known.fiscal_amounts.contains(amount)) && !others.contains(amount)
    };
    projects.into_iter().filter(is_fiscal).flat_map(|(_, rows)| rows).collect()
}

/// The economic codes of the item that a project is named for.
fn item(name: &str) -> &'static [u32] {
    let name: Vec<char> = vocabulary::plain(name, None).chars().collect();
    let codes = |(_, word): (usize, Word)| match word.role {
        Role::Economic(codes) => Some(codes),
        _ => None,
    };
    vocabulary::words_at(&name).filter_map(codes).last().unwrap_or_default()
}

/// Whether a column holds no fiscal money.
pub(super) fn is_other(draft: &Draft<'_>, row: usize, column: &Column) -> bool {
    lacks_fiscal(draft.atoms(row, column).1)
}

fn is_fiscal(draft: &Draft<'_>, row: usize, column: &Column) -> bool {
    fiscal().contains(draft.atoms(row, column).1)
}

fn lacks_fiscal(atoms: Atoms) -> bool {
    !atoms.is_empty() && atoms.without(fiscal()) == atoms
}

fn fiscal() -> Atoms {
    Atoms::of(Area::source(Scope::FISCAL.with_carried_over()))
}

/// Whether two amounts that have so many digits are not the same by chance.
fn is_distinctive(printed: Printed) -> bool {
    const DISTINCTIVE: i64 = 10_000;
    let mut digits = printed.last_digits();
    while digits != 0 && digits % 10 == 0 {
        digits /= 10;
    }
    digits >= DISTINCTIVE
}

impl Known {
    /// Takes note of amounts of fiscal money that may be spent on one project: a purchase, or what a unit spends
    /// on projects for a function.
    pub(super) fn learn_fiscal(&mut self, draft: &Draft<'_>, reading: &[Column]) {
        if draft.title.subject == Subject::ThreePublic {
            self.learn_items(draft, reading);
        }
        let buys = draft.title.subject == Subject::PurchasedServices;
        if draft.flow != Flow::Expenditure || !buys && draft.title.subject != Subject::Budget {
            return;
        }
        let parents: HashSet<usize> = draft.rows.iter().filter_map(|row| row.parent).collect();
        let is_item = |row: &DraftRow| matches!(row.about, About::Named(_) | About::Codes { .. });
        let items = draft.rows.iter().enumerate().filter(|(index, row)| !parents.contains(index) && is_item(row));
        for (index, row) in items {
            for ((printed, percent), column) in row.figures.iter().zip(&row.columns) {
                let Some(column) = column.and_then(|column| reading.get(column)) else { continue };
                let is_amount = !percent && column.basis == Basis::Budget && self.basis == Basis::Budget;
                if is_amount
                    && (buys || Scope::PROJECT.contains(column.extent.outer.nature))
                    && is_distinctive(*printed)
                    && is_fiscal(draft, index, column)
                {
                    self.fiscal_amounts.insert(printed.amount());
                }
            }
        }
    }

    /// Takes note of what all units together spend of fiscal money on an item of “三公”经费.
    fn learn_items(&mut self, draft: &Draft<'_>, reading: &[Column]) {
        for (index, row) in draft.rows.iter().enumerate().filter(|(_, row)| row.about == About::Total) {
            for ((printed, percent), column) in row.figures.iter().zip(&row.columns) {
                let Some(column) = column.and_then(|column| reading.get(column)) else { continue };
                let is_item = !percent && column.basis == Basis::Budget && !column.codes.is_empty();
                if is_item && !printed.is_zero() && is_fiscal(draft, index, column) {
                    self.fiscal_items.insert((column.codes, printed.amount()));
                }
            }
        }
    }

    /// Amounts that are known to be money of other sources.
    fn other_amounts(&self) -> HashSet<Amount> {
        let is_other = |anchor: &&Anchor| lacks_fiscal(anchor.outer);
        self.anchors.values().flatten().filter(is_other).map(|anchor| anchor.printed.amount()).collect()
    }
}
