//! 序号: the numbers of rows in a first column of their own. They are neither codes nor figures.

use foldhash::{HashSet, HashSetExt};

use super::super::title;
use crate::text::TextLine;

/// A run ends where so many lines go by without its next number.
const MOST_BETWEEN: usize = 60;

/// The positions of the lines that begin with the number of a row, counted from a header that begins with 序号.
pub(super) fn numbered_rows(lines: &[TextLine<'_>], squeezed: &[impl AsRef<str>]) -> HashSet<usize> {
    let mut numbered = HashSet::new();
    // The number that comes next, and the position of the last one or of the header.
    let mut run: Option<(usize, usize)> = None;
    for (at, line) in lines.iter().enumerate() {
        let text = squeezed[at].as_ref();
        if text.starts_with("序号") {
            run = Some((run.map_or(1, |(next, _)| next), at));
            continue;
        }
        let Some((next, last)) = run else { continue };
        if at - last > MOST_BETWEEN || title::title(text).is_some() {
            run = None;
            continue;
        }
        let mut words = line.text.split_whitespace();
        let number = words.next().and_then(|word| word.parse::<usize>().ok());
        // 1 2 3 4 under a header are numbers of columns. A second table on the page counts from one again.
        let goes_on = words.next().is_some_and(|second| number.is_none_or(|number| second.parse() != Ok(number + 1)));
        let number = number.filter(|&number| goes_on && (number == next || number == 1));
        if let Some(number) = number {
            numbered.insert(at);
            run = Some((number + 1, at));
        }
    }
    numbered
}
