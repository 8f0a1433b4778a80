//! The rows of a table as families that share rows, and what they say together.
//!
//! Families form a tree, so one pass from the leaves up and one down again hand everything on that each
//! family knows by itself.

use std::cell::Cell;

use foldhash::HashMap;

use super::Ragged;
use super::columns::{Columns, Set};
use super::family::{Family, Member, Verdict, judge, misprinted};
use super::row::Fits;

/// Steps that all families may use: a fixed number and as many a row, so that time stays linear.
const STEPS: usize = 400_000;
const STEPS_A_ROW: usize = 50;

/// Passes up and down. Two settle what was followed to the end.
const PASSES: usize = 4;

/// How often the search begins anew without the families that contradict each other.
const ROUNDS: usize = 6;

/// The possibilities of a row that the families leave.
#[derive(Clone, Debug, Default)]
pub(super) struct Settled {
    pub(super) sets: Vec<Set>,
    /// Whether a family it belongs to was left out of account.
    pub(super) is_contradicted: bool,
}

/// A row and those below it, by their indices.
struct Kin {
    parent: usize,
    children: Vec<usize>,
    is_exhaustive: bool,
    /// Its children without rows that hold a misprint, in families that have some.
    sound: Option<Vec<usize>>,
    is_set_aside: bool,
    /// Whether the sum of one column cannot hold.
    has_misprint: bool,
    /// What it says as long as no other family has dropped anything.
    alone: Option<Verdict>,
}

struct Tree<'a> {
    columns: &'a Columns,
    rows: &'a [Ragged],
    /// From the leaves up.
    kin: Vec<Kin>,
    /// For each row the families it belongs to: as a child, as the parent.
    families: Vec<[Option<usize>; 2]>,
    budget: Cell<usize>,
}

/// What the families leave of the possibilities of each row.
pub(super) fn settle(columns: &Columns, rows: &[Ragged], fits: &[Fits]) -> Vec<Settled> {
    let sets = |fits: &Fits| match fits.misprinted {
        Some(set) => vec![set],
        None => fits.sets.clone(),
    };
    let alone: Vec<Vec<Set>> = fits.iter().map(sets).collect();
    let holds_misprint: Vec<bool> = fits.iter().map(|fits| fits.misprinted.is_some()).collect();
    let mut tree = Tree::new(columns, rows, &alone, &holds_misprint);
    for family in 0..tree.kin.len() {
        let verdict = tree.ask(family, &alone);
        tree.kin[family].is_set_aside = matches!(verdict, Some(Verdict::Broken));
        tree.kin[family].has_misprint = matches!(verdict, Some(Verdict::Misprinted(_)));
        tree.kin[family].alone = verdict;
    }
    let mut sets = None;
    for _ in 0..ROUNDS {
        let mut tried = alone.clone();
        if tree.narrow(&alone, &mut tried) {
            sets = Some(tried);
            break;
        }
    }
    // Families that never agree say nothing.
    let sets = sets.unwrap_or(alone);
    let fails = |kin: &Kin| kin.is_set_aside || kin.has_misprint;
    let in_one_that_fails = |row: usize| tree.families[row].iter().flatten().any(|&family| fails(&tree.kin[family]));
    let is_contradicted: Vec<bool> = (0..rows.len()).map(in_one_that_fails).collect();
    let each = sets.into_iter().zip(is_contradicted);
    each.map(|(sets, is_contradicted)| Settled { sets, is_contradicted }).collect()
}

impl<'a> Tree<'a> {
    fn new(columns: &'a Columns, rows: &'a [Ragged], alone: &[Vec<Set>], holds_misprint: &[bool]) -> Self {
        let mut below = vec![Vec::new(); rows.len()];
        for (index, row) in rows.iter().enumerate() {
            if let Some(below) = row.parent.and_then(|parent| below.get_mut(parent)) {
                below.push(index);
            }
        }
        let mut kin = Vec::new();
        let mut families = vec![[None; 2]; rows.len()];
        // A parent without a figure, or without one possibility, tells its children nothing.
        let tells = |parent: usize| !rows[parent].figures.is_empty() && !alone[parent].is_empty();
        let is_firm = |row: usize| {
            rows[row].figures.len() == columns.len() || alone[row].iter().all(|&set| columns.check_all(set))
        };
        for parent in upwards(rows, &below).into_iter().filter(|&parent| tells(parent)) {
            let mut children = std::mem::take(&mut below[parent]);
            let count = children.len();
            let lost = children.iter().filter(|&&child| alone[child].is_empty() || holds_misprint[child]);
            let has_deductions = lost.into_iter().any(|&child| rows[child].figures.iter().any(|it| it.value < 0));
            children.retain(|&child| !alone[child].is_empty());
            let is_exhaustive = !rows[parent].open && children.len() == count;
            let has_misprinted = holds_misprint[parent] || children.iter().any(|&child| holds_misprint[child]);
            // No sum would show that a misprint moved the figures of one of them.
            let mut firm: Vec<usize> =
                children.iter().copied().filter(|&child| !holds_misprint[child] && is_firm(child)).collect();
            if has_deductions || holds_misprint[parent] || !is_firm(parent) {
                firm.clear();
            }
            if !is_exhaustive {
                children.clone_from(&firm);
            }
            if children.is_empty() {
                continue;
            }
            families[parent][1] = Some(kin.len());
            for &child in &children {
                families[child][0] = Some(kin.len());
            }
            let sound = (is_exhaustive && has_misprinted).then_some(firm);
            kin.push(Kin {
                parent,
                children,
                is_exhaustive,
                sound,
                is_set_aside: false,
                has_misprint: false,
                alone: None,
            });
        }
        let budget = Cell::new(STEPS + STEPS_A_ROW.saturating_mul(rows.len()));
        Self { columns, rows, kin, families, budget }
    }

    /// What a family says, given these possibilities. `None` if there is nothing to decide.
    fn ask(&self, family: usize, sets: &[Vec<Set>]) -> Option<Verdict> {
        let kin = &self.kin[family];
        let member = |&row: &usize| Member { figures: &self.rows[row].figures, sets: &sets[row] };
        let members = kin.children.iter().chain([&kin.parent]);
        if kin.is_set_aside || members.into_iter().all(|&row| sets[row].len() == 1) {
            return None;
        }
        let mut budget = self.budget.get();
        let of = |children: &[usize], is_exhaustive: bool| {
            let children = children.iter().map(member).collect();
            Family { parent: member(&kin.parent), children, is_exhaustive }
        };
        let whole = of(&kin.children, kin.is_exhaustive);
        let verdict = match &kin.sound {
            None => judge(self.columns, &whole, &mut budget),
            Some(sound) => match misprinted(self.columns, &whole, &mut budget) {
                Some(supported) => Verdict::Misprinted(supported),
                None if sound.is_empty() => Verdict::Unsettled,
                None => match judge(self.columns, &of(sound, false), &mut budget) {
                    Verdict::Supported(supported) => Verdict::Supported(self.for_all(family, sound, supported, sets)),
                    verdict => verdict,
                },
            },
        };
        self.budget.set(budget);
        Some(verdict)
    }

    /// What is said of some children and their parent, for all children of a family: nothing is dropped of the others.
    fn for_all(&self, family: usize, some: &[usize], supported: Vec<Vec<bool>>, sets: &[Vec<Set>]) -> Vec<Vec<bool>> {
        let mut each = supported.into_iter();
        let parent = each.next().unwrap_or_default();
        let mut told: HashMap<usize, Vec<bool>> = some.iter().copied().zip(each).collect();
        let of = |child: &usize| told.remove(child).unwrap_or_else(|| vec![true; sets[*child].len()]);
        std::iter::once(parent).chain(self.kin[family].children.iter().map(of)).collect()
    }

    /// Lets all families drop possibilities, up and down. If families contradict each other, one of them is
    /// misled by a misprint, and which is not known: sets them aside and answers `false`.
    fn narrow(&mut self, alone: &[Vec<Set>], sets: &mut [Vec<Set>]) -> bool {
        let mut is_stale = vec![true; self.kin.len()];
        let mut clashing = Vec::new();
        for pass in 0..PASSES {
            for step in 0..self.kin.len() {
                let family = if pass % 2 == 0 { step } else { self.kin.len() - 1 - step };
                if !std::mem::take(&mut is_stale[family]) {
                    continue;
                }
                let kin = &self.kin[family];
                let mut members = kin.children.iter().chain([&kin.parent]);
                let fresh;
                let verdict = if members.all(|&row| sets[row].len() == alone[row].len()) {
                    kin.alone.as_ref().filter(|_| !kin.is_set_aside)
                } else {
                    fresh = self.ask(family, sets);
                    fresh.as_ref()
                };
                match verdict {
                    Some(Verdict::Broken) => clashing.push(family),
                    Some(Verdict::Supported(supported) | Verdict::Misprinted(supported)) => {
                        self.drop(family, supported, sets, &mut is_stale);
                    }
                    Some(Verdict::Unsettled) | None => {}
                }
            }
        }
        for &family in &clashing {
            for row in self.members(family) {
                self.families[row].into_iter().flatten().for_each(|family| self.kin[family].is_set_aside = true);
            }
        }
        clashing.is_empty()
    }

    fn members(&self, family: usize) -> Vec<usize> {
        let kin = &self.kin[family];
        [kin.parent].into_iter().chain(kin.children.iter().copied()).collect()
    }

    fn drop(&self, family: usize, supported: &[Vec<bool>], sets: &mut [Vec<Set>], is_stale: &mut [bool]) {
        for (row, supported) in self.members(family).into_iter().zip(supported) {
            let before = sets[row].len();
            let mut each = supported.iter();
            sets[row].retain(|_| each.next().copied().unwrap_or(true));
            if sets[row].len() < before {
                let others = self.families[row].into_iter().flatten().filter(|&other| other != family);
                others.for_each(|other| is_stale[other] = true);
            }
        }
    }
}

/// The rows that have rows below them, those first that stand lowest. Rows that are below themselves are
/// left out.
fn upwards(rows: &[Ragged], below: &[Vec<usize>]) -> Vec<usize> {
    let mut waiting: Vec<usize> = below.iter().map(Vec::len).collect();
    let mut ready: Vec<usize> = (0..rows.len()).filter(|&row| waiting[row] == 0).collect();
    let mut order = Vec::new();
    while let Some(row) = ready.pop() {
        if !below[row].is_empty() {
            order.push(row);
        }
        if let Some((parent, waiting)) = rows[row].parent.and_then(|parent| Some((parent, waiting.get_mut(parent)?))) {
            *waiting -= 1;
            if *waiting == 0 {
                ready.push(parent);
            }
        }
    }
    order
}
