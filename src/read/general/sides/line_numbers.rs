//! 行次, the numbers of lines.

use crate::read::general::region::{Lines, Region};

/// 行次: the numbers that final accounts print between labels and figures, counted in each block.
pub(super) struct LineNumbers {
    blocks: usize,
    last: Vec<u32>,
    /// Whether every amount prints decimals, so that a number without them counts lines even where lines were left out.
    are_told: bool,
}

/// How many lines in a row are left out at most.
const WIDEST_GAP: u32 = 30;

impl LineNumbers {
    pub(super) fn of(document: &Lines<'_>, region: &Region<'_>, blocks: usize) -> Self {
        let has = region.words.words.iter().any(|word| word.name == "行次");
        let blocks = if has { blocks } else { 0 };
        Self { blocks, last: Vec::new(), are_told: has && document.decimals.is_some() }
    }

    /// Whether a number is the next one of a block.
    pub(super) fn is_next(&mut self, text: &str) -> bool {
        let Some(number) = text.parse::<u32>().ok().filter(|number| *number > 0 && *number < 1000) else {
            return false;
        };
        let gap = if self.are_told { WIDEST_GAP } else { 1 };
        let before = self.last.iter_mut().filter(|last| **last < number && number <= **last + gap);
        if let Some(last) = before.max() {
            *last = number;
            return true;
        }
        let begins = if self.last.is_empty() { number == 1 } else { number > 1 };
        let begins = begins && self.last.len() < self.blocks;
        if begins {
            self.last.push(number);
        }
        begins
    }
}
