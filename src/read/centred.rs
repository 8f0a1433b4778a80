//! Labels that a narrow cell wraps, in texts that go line by line: the figures stand in the middle of the label, with
//! as many of its lines above them as below.

use std::ops::Range;

/// What a line of a table has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) page: u32,
    pub(super) has_figures: bool,
    pub(super) has_words: bool,
}

/// For each line of words the position of the line of figures that it is a part of the label of, on pages whose lines
/// come out even. `None` if labels may stand above their figures: each page ends with figures, or one that does comes
/// out uneven.
pub(super) fn owners(lines: &[Line]) -> Option<Vec<Option<usize>>> {
    let mut owners = vec![None; lines.len()];
    let mut is_told = false;
    let mut first = 0;
    for page in lines.chunk_by(|one, next| one.page == next.page) {
        let is_above = page.last().is_some_and(|last| last.has_figures);
        match of_page(page) {
            Some(found) => {
                is_told |= !is_above;
                let found = found.into_iter().map(|owner| owner.map(|owner| first + owner));
                owners.splice(first..first + page.len(), found);
            }
            None if is_above && page.iter().any(|line| !line.has_figures) => return None,
            None => {}
        }
        first += page.len();
    }
    is_told.then_some(owners)
}

/// The lines above the figures of a row that are part of its label, and those below.
pub(super) fn around(owners: &[Option<usize>], row: usize) -> [Range<usize>; 2] {
    let is_own = |owner: &&Option<usize>| **owner == Some(row);
    let above = owners[..row].iter().rev().take_while(is_own).count();
    let below = owners[row + 1..].iter().take_while(is_own).count();
    [row - above..row, row + 1..row + 1 + below]
}

/// The lines of a page divided among its rows: what stands below the figures of a row is as much as what stands above
/// them, and the rest is above those of the next.
fn of_page(lines: &[Line]) -> Option<Vec<Option<usize>>> {
    let mut owners = vec![None; lines.len()];
    let mut waiting: Vec<usize> = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (at, line) in lines.iter().enumerate() {
        if !line.has_figures {
            match &mut open {
                Some((row, below)) if *below > 0 => {
                    owners[at] = Some(*row);
                    *below -= 1;
                }
                _ => waiting.push(at),
            }
            continue;
        }
        // A row whose label is not complete, or that has none.
        if open.is_some_and(|(_, below)| below > 0) || waiting.is_empty() && !line.has_words {
            return None;
        }
        open = Some((at, waiting.len()));
        waiting.drain(..).for_each(|above| owners[above] = Some(at));
    }
    (waiting.is_empty() && open.is_some_and(|(_, below)| below == 0)).then_some(owners)
}
