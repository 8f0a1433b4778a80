//! The levels of a header: heads over what stands under them.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::table::vocabulary::Role;

use super::super::super::nesting::may_stand_under;
use super::super::Cell;
use super::super::pieces::Piece;
use super::kinds::Kind;

/// Where the middle of each cell stands.
pub(super) struct Heights {
    /// Twice the line.
    centres: Vec<usize>,
    /// That of most cells over figures that are not the lowest.
    middle: usize,
    /// Whether a cell may head others further below.
    heads: Vec<bool>,
}

impl Heights {
    pub(super) fn new(cells: &[Cell], pieces: &[Piece], kinds: &[Kind]) -> Self {
        let is_figure = |at: &usize| !matches!(kinds[*at], Kind::Labels(_) | Kind::Comparison);
        let mut centres: Vec<usize> = cells.iter().map(|cell| cell.centre(pieces)).collect();
        let mut levels: BTreeMap<usize, usize> = BTreeMap::new();
        (0..cells.len()).filter(is_figure).for_each(|at| *levels.entry(centres[at]).or_default() += 1);
        if levels.len() > 1 {
            levels.pop_last();
        }
        let middle = levels.iter().max_by_key(|(_, count)| **count).map_or(0, |(centre, _)| *centre);
        (0..cells.len()).filter(|at| !is_figure(at)).for_each(|at| centres[at] = middle);
        let is_below = |head: usize, at: usize| {
            // Nothing is printed under 机关运行经费 but its amount.
            let is_lone = kinds[head] == Kind::Agency;
            !is_lone && centres[at] > centres[head] && may_stand_under(&cells[head].word, &cells[at].word)
        };
        let heads = (0..cells.len()).map(|head| (0..cells.len()).any(|at| is_below(head, at))).collect();
        Self { centres, middle, heads }
    }

    /// Whether a cell must stand over others.
    pub(super) fn is_head(&self, at: usize) -> bool {
        self.centres[at] < self.middle && self.heads[at]
    }

    /// The last cell that stands no lower than this one, if those between them do.
    pub(super) fn beside(&self, order: &[usize], at: usize) -> Option<usize> {
        let is_lower = |before: usize| self.centres[before] > self.centres[at];
        order.last().filter(|last| is_lower(**last))?;
        order.iter().rev().copied().find(|before| !is_lower(*before))
    }

    /// Whether a cell in the lower part of a header comes after one that heads nothing, or after a head under which
    /// its kind does not stand; or a head has nothing under it.
    pub(super) fn are_torn(&self, order: &[usize], at: usize, cells: &[Cell], kinds: &[Kind]) -> bool {
        let Some(&last) = order.last() else { return false };
        let is_lower = self.centres[at] > self.middle && !self.heads[at];
        let is_part = |at: usize| kinds[at] == Kind::Part;
        let is_higher = self.centres[at] < self.centres[last];
        // Right of the labels 小计 may be the whole of everything.
        let is_first = matches!(kinds[last], Kind::Labels(_));
        if is_part(at) && !is_first && self.centres[at] <= self.centres[last] || is_part(last) && is_higher {
            return true;
        }
        // The budget of this year does not stand under the year before.
        let is_this_year = matches!(kinds[at], Kind::Year | Kind::Planned);
        if kinds[last] == Kind::LastYear && is_this_year && self.centres[at] > self.centres[last] {
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
