//! Labels that a narrow cell wrapped around their figure, which then stands beside a label of another block.

use foldhash::HashSet;

use crate::amount::{Amount, Printed, Unit};
use crate::table::vocabulary::plain;
use crate::table::without_ordinal;

use super::labels;
use super::{Block, Entry, Sides, State, Token, style};
use crate::read::general::token::Kind;

/// The line that a figure beside another label may belong to: its label begins on the line above and ends on the
/// line below.
pub(super) fn around<'a>(
    blocks: &[Block],
    states: &[State],
    words: &[Token<'a>],
    year: Option<u16>,
    after: &[Token<'a>],
) -> Option<Entry<'a>> {
    /// No row prints more words before its next line.
    const MOST: usize = 64;
    let figure = after.first().filter(|figure| words.last().is_some_and(|last| last.line == figure.line))?;
    let known = |label: &str, indent: usize| {
        let plain_label = plain(label, year);
        let meant = |block: usize| labels::meant(blocks[block], &mut states[block].clone(), &plain_label, indent);
        (0..blocks.len()).find_map(|block| meant(block).map(|meant| (block, meant)))
    };
    let has_ordinal = |word: &Token<'_>| without_ordinal(word.text).len() < word.text.len();
    let mut begun = words
        .iter()
        .filter(|word| word.line < figure.line && has_ordinal(word) && known(word.text, word.indent).is_none());
    let below = after.iter().take(MOST).skip_while(|token| token.line == figure.line);
    let below = below.take_while(|token| token.line == figure.line + 1 && token.kind == Kind::Text);
    let rests: Vec<&Token<'_>> = below.take(4).filter(|rest| !has_ordinal(rest)).collect();
    begun.find_map(|word| {
        rests.iter().find_map(|rest| {
            let label = format!("{}{}", word.text, rest.text);
            let (block, meant) = known(&label, word.indent)?;
            Some(Entry {
                block,
                label,
                meant,
                carried: false,
                nature: None,
                under: None,
                figures: Vec::new(),
                line: figure.line,
            })
        })
    })
}

/// Leaves figures to the lines they stand beside, gives one of them to the line whose label it stands in the middle
/// of, or gives them to no line: as the sums of the blocks tell.
pub(super) fn decide<'a>(found: &mut Sides<'a>, doubtful: Vec<(usize, Entry<'a>)>) {
    /// No printed table wraps more labels; asking for the sums of more would take too long.
    const MOST: usize = 64;
    let holds = |at: usize| sum_holds(&found.entries, at, None).unwrap_or(true);
    let mut broken: Vec<(usize, Entry<'a>)> = doubtful;
    if broken.len() <= MOST {
        broken.retain(|(at, _)| !holds(*at));
    }
    let is_other = |(at, other): &(usize, Entry<'a>)| {
        let beside = &found.entries[*at];
        beside.figures.len() == 1 && !is_alike(beside, other) && sum_holds(&found.entries, *at, Some(*at)) == Some(true)
    };
    let moved = if broken.len() <= MOST { broken.iter().position(is_other) } else { None };
    if let Some(moved) = moved {
        let (at, other) = broken.swap_remove(moved);
        let figures = std::mem::take(&mut found.entries[at].figures);
        found.entries[at] = Entry { figures, ..other };
        broken.retain(|(at, _)| sum_holds(&found.entries, *at, None) != Some(true));
    }
    let lost: HashSet<usize> = broken.into_iter().map(|(at, _)| at).collect();
    let mut at = 0;
    let unknown = &mut found.unknown;
    found.entries.retain(|beside| {
        let is_lost = lost.contains(&at);
        at += 1;
        if is_lost {
            unknown.push((beside.line, u32::try_from(beside.figures.len()).unwrap_or(u32::MAX)));
        }
        !is_lost
    });
}

/// Whether two lines are parts of the same sum.
fn is_alike(one: &Entry<'_>, other: &Entry<'_>) -> bool {
    one.block == other.block && std::mem::discriminant(&one.meant) == std::mem::discriminant(&other.meant)
}

/// Whether the lines like the one at a place make up the total below them, if one of them is left out. `None` if
/// there is no total.
fn sum_holds(entries: &[Entry<'_>], at: usize, without: Option<usize>) -> Option<bool> {
    let like = &entries[at];
    let is_total = |entry: &Entry<'_>| ["合计", "小计", "总计"].iter().any(|end| entry.label.ends_with(end));
    let amount = |entry: &Entry<'_>| entry.figures.first()?.amount(Unit::Yuan).map(Printed::amount);
    let end = (at..entries.len()).find(|&end| entries[end].block == like.block && is_total(&entries[end]))?;
    let parts = (0..end).filter(|part| Some(*part) != without).map(|part| &entries[part]);
    let parts = parts.filter(|entry| is_alike(like, entry) && style(&entry.label) == style(&like.label));
    let sum = Amount::sum(parts.filter_map(amount)).ok();
    sum.zip(amount(&entries[end])).map(|(sum, total)| sum == total)
}
