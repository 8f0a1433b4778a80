//! Headers whose lines may be read in more than one order.

use crate::table::vocabulary::{Corner, Role};

use super::account::is_amount;
use super::nesting::groups;
use super::woven::unwoven;
use super::{Heading, Words};

/// The readings of a header whose lines are put together in the usual orders of tables.
pub(in crate::read::general) fn other_readings(lines: &[&str], year: Option<u16>) -> Vec<Vec<Heading>> {
    let orders = unwoven(lines, year).unwrap_or_default();
    orders.iter().flat_map(Words::readings).collect()
}

impl Words {
    /// Whether its cells were put together from pieces, so that their order may be open.
    pub(in crate::read::general) fn is_woven(&self) -> bool {
        self.is_woven
    }

    /// Whether lines with several words each have heads among them: the head of a group may stand far from where its
    /// columns are.
    pub(in crate::read::general) fn has_open_order(&self) -> bool {
        if self.is_woven || self.pattern.is_some() {
            return false;
        }
        let mut lines: Vec<usize> = self.lines.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0]).collect();
        lines.dedup();
        lines.len() > 1 && !groups(&self.over_figures()).is_empty()
    }

    /// Whether 收入 or 支出 stands below columns, where nothing is left for it to head: it is the end of a word that
    /// other lines came between.
    pub(super) fn has_late_frame(&self) -> bool {
        const LEAST: usize = 3;
        let over_figures = |at: usize| !matches!(self.words[at].role, Role::Corner(_) | Role::Other | Role::Frame);
        let heads_nothing = |from: usize| {
            (from..self.words.len()).all(|at| {
                let word = &self.words[at];
                word.role != Role::Corner(Corner::Line) && (!over_figures(at) || is_amount(word))
            })
        };
        (LEAST..self.words.len()).any(|at| {
            let earlier = (0..at).filter(|&other| over_figures(other) && self.lines[other] < self.lines[at]).count();
            matches!(self.words[at].name, "收入" | "支出") && earlier >= LEAST && heads_nothing(at + 1)
        })
    }
}
