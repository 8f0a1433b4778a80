//! Which claims stand under which: 其中 and brackets.

use crate::claim::Claim;

use super::prose::Prose;
use super::scan::head;

/// Tells each claim the position of the one it stands under. The claims are in the order of the text.
pub(super) fn nest(prose: &Prose, found: &mut [(usize, usize, Claim)]) {
    // Those that have not ended where the next begins.
    let mut open: Vec<usize> = Vec::new();
    // The whole of the sentence, and where the part before ended.
    let mut whole: Option<usize> = None;
    let mut last: Option<usize> = None;
    for index in 0..found.len() {
        let (start, end, _) = found[index];
        while open.last().is_some_and(|&outer| found[outer].1 < end) {
            open.pop();
        }
        let around = open.last().copied().filter(|&outer| (found[outer].0, found[outer].1) != (start, end));
        let before = last.filter(|&last| found[last].1 <= start);
        let between = before.map_or("", |last| head(&prose.text()[found[last].1..start]));
        let begins = ["其中", "包括"].iter().any(|word| between.contains(word)) && !between.contains('\n');
        if around.is_some() {
            // What a bracket encloses leaves the sentence around it as it is.
        } else if begins {
            whole = before;
        } else if before.is_none() || between.contains(['。', '\n']) {
            whole = None;
        }
        found[index].2.part_of = around.or(whole);
        open.push(index);
        if last.is_none_or(|last| found[last].1 < end) {
            last = Some(index);
        }
    }
}
