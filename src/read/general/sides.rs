//! Tables with labels and figures side by side: revenue on the left, expenditure on the right, sometimes
//! once more by economic class.

mod details;
mod labels;
mod line_numbers;
mod ordinals;
mod wrapped;

use foldhash::{HashSet, HashSetExt};

use crate::code::{EconomicCode, FunctionalCode, GovernmentEconomicCode, Level};
use crate::scope::{Nature, Scope, Source};
use crate::table::vocabulary::{self, Corner, Role, Word, plain};
use crate::table::without_ordinal;

use super::address::Path;
use super::region::{Lines, Region};
use super::title::{Sides as Side, Subject};
use super::token::{Kind, Token};
use labels::{carried_of, meant};
use line_numbers::LineNumbers;
use ordinals::Ordinals;

pub(super) use ordinals::style;

/// What the labels of a block are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Revenue,
    /// Functional classes and kinds of expenditure.
    Expenditure,
    Economic,
    Government,
    /// “三公”经费 and their kin.
    ThreePublic,
}

/// What a label stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meant {
    Word(Word),
    Function(FunctionalCode),
    Economic(EconomicCode),
    Government(GovernmentEconomicCode),
}

/// A line of a block: its label and its figures.
#[derive(Clone, Debug)]
pub(super) struct Entry<'a> {
    pub(super) block: usize,
    pub(super) label: String,
    pub(super) meant: Meant,
    /// Whether the money it speaks of was carried over, because it stands under 上年结转.
    pub(super) carried: bool,
    /// The nature it stands under: 人员经费和公用经费支出 over economic classes.
    pub(super) nature: Option<Scope<Nature>>,
    /// What the label before its own says, if that prints no figure: 一般公共预算资金 over 小计.
    pub(super) under: Option<Word>,
    pub(super) figures: Vec<Token<'a>>,
    pub(super) line: usize,
}

/// What stands side by side, and figures whose label is not known (position of the line).
#[derive(Debug, Default)]
pub(super) struct Sides<'a> {
    pub(super) blocks: Vec<Block>,
    pub(super) entries: Vec<Entry<'a>>,
    pub(super) unknown: Vec<(usize, u32)>,
    /// Labels of sources that print no figure.
    pub(super) blank: Vec<(Word, bool)>,
}

/// The blocks of a table, by the words over their labels.
pub(super) fn blocks(region: &Region<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut seen_figures = true;
    for word in &region.words.words {
        match word.role {
            Role::Corner(Corner::Project) if region.title.subject == Subject::ThreePublic => {
                blocks.push(Block::ThreePublic);
                seen_figures = false;
            }
            Role::Corner(
                corner @ (Corner::Line | Corner::Function | Corner::Economic | Corner::Government | Corner::Project),
            ) => {
                if seen_figures {
                    blocks.push(match corner {
                        _ if region.title.subject == Subject::ThreePublic => Block::ThreePublic,
                        _ if blocks.is_empty() && region.title.sides != Side::Expenditure => Block::Revenue,
                        Corner::Economic => Block::Economic,
                        Corner::Government => Block::Government,
                        _ => Block::Expenditure,
                    });
                    seen_figures = false;
                }
            }
            Role::Corner(_) | Role::Other | Role::Frame => {}
            _ => seen_figures = true,
        }
    }
    blocks
}

/// Where the reading of a block stands.
#[derive(Clone, Debug, Default)]
struct State {
    path: Path,
    /// The style of the ordinal of the 上年结转 that lines may stand under.
    carried: Option<char>,
    nature: Option<Scope<Nature>>,
    /// The sources that lines of this year have named.
    seen: Vec<Scope<Source>>,
    /// Whether the total of this year stood below them, so that what follows is no money of this year.
    is_summed: bool,
    ordinals: Ordinals,
}

/// The lines of every block.
pub(super) fn sides<'a>(document: &Lines<'a>, region: &Region<'a>, year: Option<u16>) -> Sides<'a> {
    let blocks = blocks(region);
    let mut found = Sides { blocks: blocks.clone(), ..Sides::default() };
    let mut states = vec![State::default(); blocks.len()];
    // The words since the last figure, each with its indentation.
    let mut words: Vec<Token<'a>> = Vec::new();
    let mut last_block = 0;
    let mut last_line = usize::MAX;
    let mut open = false;
    let mut numbers = LineNumbers::of(document, region, blocks.len());
    let tokens: Vec<Token<'a>> = document.tokens_of(&region.body);
    // Positions of words that were the rest of a label before the figure above them.
    let mut taken: HashSet<usize> = HashSet::new();
    // Entries whose figures may belong to other lines.
    let mut doubtful: Vec<(usize, Entry<'a>)> = Vec::new();
    for (at, &token) in tokens.iter().enumerate() {
        if taken.contains(&at) || token.kind == Kind::Number && numbers.is_next(token.text) {
            continue;
        }
        match token.kind {
            // Where amounts print decimals, digits alone on a line may be a piece of one: 24,995.9 and 4.
            Kind::Number | Kind::Figure
                if document.decimals.is_some_and(|wanted| lacks_decimals(&token, wanted))
                    && token.first
                    && tokens.get(at + 1).is_none_or(|next| next.line != token.line) =>
            {
                if open || !words.is_empty() || token.kind == Kind::Figure {
                    found.unknown.push((token.line, 1));
                }
                words.clear();
                open = false;
                continue;
            }
            Kind::Figure | Kind::Dash | Kind::Percent => {}
            Kind::Number
                if open
                    || !words.is_empty()
                        && (!token.first || words.last().is_some_and(|last| last.line != token.line)) => {}
            Kind::Number => continue,
            Kind::Text => {
                open = false;
                words.push(token);
                continue;
            }
        }
        if open {
            if let Some(entry) = found.entries.last_mut() {
                entry.figures.push(token);
            }
            continue;
        }
        if token.kind == Kind::Dash && words.is_empty() {
            continue;
        }
        // Where every cell has a line of its own, the same label again is that of the next block.
        let is_again = || {
            let label: String = words.iter().map(|word| word.text).collect();
            found.entries.last().filter(|last| last.label == label && !label.is_empty()).map(|last| last.block + 1)
        };
        if token.line != last_line {
            (last_block, last_line) = (is_again().unwrap_or_default(), token.line);
        }
        let around = wrapped::around(&blocks, &states, &words, year, &tokens[at..]);
        // Labels side by side above a line that begins with a figure: nothing tells which of them is its own.
        let are_beside = token.first && matches!(&*words, [.., before, last] if before.line == last.line);
        let mut entry = entry(&blocks, &mut states, &words, are_beside, last_block, year, &mut found.blank);
        if entry.is_none() && token.kind != Kind::Dash && !are_beside {
            entry = with_rest(&blocks, &mut states, &words, last_block, year, &tokens[at..]).map(|(entry, rest)| {
                taken.insert(at + rest);
                entry
            });
        }
        words.clear();
        match entry {
            Some(entry) => {
                last_block = entry.block + 1;
                open = true;
                doubtful.extend(around.map(|other| (found.entries.len(), other)));
                found.entries.push(Entry { figures: vec![token], line: token.line, ..entry });
            }
            None if token.kind != Kind::Dash => found.unknown.push((token.line, 1)),
            None => {}
        }
    }
    wrapped::decide(&mut found, doubtful);
    found.tell_subtotals();
    found.tell_details();
    found
}

/// Whether a figure prints fewer decimals than amounts do.
fn lacks_decimals(token: &Token<'_>, wanted: u8) -> bool {
    let decimals = token.text.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len()) + token.rest.len();
    token.text != "0" && decimals < usize::from(wanted) && !token.text.contains(',')
}

/// The line whose label goes on below its figure, and the position of the rest after that of the figure.
fn with_rest<'a>(
    blocks: &[Block],
    states: &mut [State],
    words: &[Token<'a>],
    from: usize,
    year: Option<u16>,
    after: &[Token<'a>],
) -> Option<(Entry<'a>, usize)> {
    /// No row prints more words before its next line.
    const MOST: usize = 64;
    /// Cells of a row, where each has lines of its own: the first lines of all come before the second ones.
    const CELLS: usize = 12;
    let figure = after.first()?;
    let last = words.last()?;
    let below = after.iter().take(MOST).find(|token| token.line != figure.line)?.line;
    let is_alone = |at: usize| after[at].first && after.get(at + 1).is_none_or(|next| next.first);
    let is_by_cells = is_alone(0) && last.first && last.line != figure.line;
    let rests = after.iter().enumerate().skip_while(|(_, token)| token.line != below);
    let rests = rests.take(if is_by_cells { CELLS } else { 4 });
    let rests = rests.filter(|(at, token)| token.line == below || is_by_cells && is_alone(*at));
    for (position, rest) in
        rests.filter(|(_, rest)| rest.kind == Kind::Text && without_ordinal(rest.text).len() == rest.text.len())
    {
        let label = format!("{}{}", last.text, rest.text);
        let plain_label = plain(&label, year);
        let order = (from..blocks.len()).chain(0..from.min(blocks.len()));
        let hit = order.into_iter().find_map(|block| {
            meant(blocks[block], &mut states[block], &plain_label, last.indent).map(|meant| (block, meant))
        });
        if let Some((block, meant)) = hit {
            states[block].ordinals.count(&label);
            note(&mut states[block], meant, style(&label));
            let nature = if matches!(meant, Meant::Economic(_)) { states[block].nature } else { None };
            return Some((
                Entry { block, label, meant, carried: false, nature, under: None, figures: Vec::new(), line: 0 },
                position,
            ));
        }
    }
    None
}

/// The line that the words before a figure label: the longest end of them that some block knows; of words that stand
/// beside each other all. Labels before it have no figure, but they may say what the next ones stand under.
fn entry<'a>(
    blocks: &[Block],
    states: &mut [State],
    words: &[Token<'a>],
    are_beside: bool,
    from: usize,
    year: Option<u16>,
    blank: &mut Vec<(Word, bool)>,
) -> Option<Entry<'a>> {
    const LONGEST: usize = 8;
    let first = words.len().saturating_sub(LONGEST);
    let mut found: Option<(usize, usize, Meant, String)> = None;
    let is_torn = |start: usize| are_beside && start > 0 && words[start - 1].line == words[start].line;
    for start in (first..words.len()).filter(|start| !is_torn(*start)) {
        let label: String = words[start..].iter().map(|token| token.text).collect();
        let plain_label = plain(&label, year);
        let indent = words[start].indent;
        let order = (from..blocks.len()).chain(0..from.min(blocks.len()));
        let hit = order.into_iter().find_map(|block| {
            meant(blocks[block], &mut states[block], &plain_label, indent).map(|meant| (block, meant))
        });
        if let Some((block, meant)) = hit {
            found = Some((start, block, meant, label));
            break;
        }
    }
    let (start, mut block, mut meant, label) = found?;
    // Labels without figures before it on its line stand in the blocks before its own.
    let after = words[..start].iter().filter(|word| word.line == words[start].line).fold(from, |from, word| {
        let label = plain(word.text, year);
        (from..blocks.len())
            .find(|&block| labels::meant(blocks[block], &mut states[block].clone(), &label, word.indent).is_some())
            .map_or(from, |block| block + 1)
    });
    let plain_label = plain(&label, year);
    if after > block
        && let Some(other) = (after..blocks.len()).find_map(|block| {
            labels::meant(blocks[block], &mut states[block], &plain_label, words[start].indent)
                .map(|meant| (block, meant))
        })
    {
        (block, meant) = other;
    }
    // 专项业务经费支出 goes on where 人员经费和公用经费支出 began, among the economic classes.
    if blocks[block] == Block::Expenditure
        && matches!(meant, Meant::Word(Word { role: Role::Nature(_), .. }))
        && let Some(other) = (block + 1..blocks.len())
            .find(|&other| blocks[other] == Block::Economic && states[other].nature == Some(Scope::BASIC))
        && let Some(same) = labels::meant(Block::Economic, &mut states[other], &plain_label, words[start].indent)
        && matches!(same, Meant::Word(Word { role: Role::Nature(nature), .. }) if nature != Scope::<Nature>::SPENT && nature != Scope::<Nature>::just(Nature::CarriedForward))
    {
        (block, meant) = (other, same);
    }
    if let Some(economic) = below_kind(blocks, states, (block, meant), &plain_label, words[start].indent) {
        (block, meant) = economic;
    }
    pass(blocks, states, &words[..start], year, blank);
    let under = words[..start].last().filter(|before| without_ordinal(before.text).len() == before.text.len());
    let under = under.and_then(|before| vocabulary::word(&plain(before.text, year)));
    if let Some(counted) = counted(blocks, states, &label, &plain_label, words[start].indent) {
        (block, meant) = counted;
    }
    let state = &mut states[block];
    state.ordinals.count(&label);
    let style = style(&label);
    let carried = (is_under_carried(state, meant, style) || carried_of(&plain(&label, year)).is_some())
        && matches!(meant, Meant::Word(Word { role: Role::Source(_) | Role::OtherMoney, .. }));
    // The second time a source is named, after what was carried over, it is the carried part.
    let again = state.carried.is_some()
        && matches!(meant, Meant::Word(Word { role: Role::Source(scope), .. }) if state.seen.contains(&scope));
    let carried = carried || again;
    if !again {
        note(state, meant, style);
    }
    if !carried {
        see(state, meant);
    }
    let nature = if matches!(meant, Meant::Economic(_)) { state.nature } else { None };
    Some(Entry { block, label, meant, carried, nature, under, figures: Vec::new(), line: 0 })
}

/// 其他支出 without a number is no function where functions are numbered and economic classes stand below
/// 二、专项业务经费支出.
fn below_kind(
    blocks: &[Block],
    states: &[State],
    (block, meant): (usize, Meant),
    plain: &str,
    indent: usize,
) -> Option<(usize, Meant)> {
    let is_doubtful =
        matches!(meant, Meant::Function(code) if code.level() != Level::Class || states[block].ordinals.are_printed());
    if blocks[block] != Block::Expenditure || !is_doubtful || without_ordinal(plain).len() < plain.len() {
        return None;
    }
    (block + 1..blocks.len())
        .filter(|&other| blocks[other] == Block::Economic && states[other].nature.is_some())
        .find_map(|other| {
            labels::meant(Block::Economic, &mut states[other].clone(), plain, indent).map(|meant| (other, meant))
        })
}

/// Of several blocks that know a label the only one whose lines its ordinal goes on counting.
fn counted(blocks: &[Block], states: &[State], label: &str, plain: &str, indent: usize) -> Option<(usize, Meant)> {
    ordinals::ordinal(label)?;
    let known = (0..blocks.len()).filter_map(|block| {
        // Asking must not move on to the line.
        meant(blocks[block], &mut states[block].clone(), plain, indent).map(|meant| (block, meant))
    });
    let known: Vec<(usize, Meant)> = known.collect();
    let mut next = known.iter().filter(|(block, _)| states[*block].ordinals.goes_on(label));
    let only = next.next().filter(|_| known.len() > 1 && next.next().is_none())?;
    Some(*only)
}

/// Follows labels that print no figure: they may head what comes after.
fn pass(blocks: &[Block], states: &mut [State], words: &[Token<'_>], year: Option<u16>, blank: &mut Vec<(Word, bool)>) {
    // Labels of two pieces: 上年结 / 转资金.
    for pair in words.windows(2) {
        let label = plain(&format!("{}{}", pair[0].text, pair[1].text), year);
        if blocks.contains(&Block::Revenue)
            && let Some(word @ Word { role: Role::Carried, .. }) = vocabulary::word(without_ordinal(&label))
        {
            blank.push((word, false));
        }
    }
    for token in words {
        let label = plain(token.text, year);
        let counted = counted(blocks, states, token.text, &label, token.indent).map(|(block, _)| block);
        for (at, (block, state)) in blocks.iter().zip(states.iter_mut()).enumerate() {
            if counted.is_some_and(|counted| counted != at) {
                continue;
            }
            if let Some(meant) = meant(*block, state, &label, token.indent) {
                state.ordinals.count(token.text);
                let style = style(token.text);
                let carried = is_under_carried(state, meant, style);
                if let Meant::Word(word @ Word { role: Role::Source(_) | Role::Carried, .. }) = meant {
                    blank.push((word, carried));
                }
                if state.carried.is_none() {
                    see(state, meant);
                }
                note(state, meant, style);
                break;
            }
        }
    }
}

/// Whether a line stands under 上年结转: its ordinal is of another style, or it names a source below the total of
/// this year, where 年初财政拨款结转和结余 and its sources have no ordinals.
fn is_under_carried(state: &State, meant: Meant, style: char) -> bool {
    let fund = Scope::<Source>::just(Source::InstitutionFund);
    let is_source = matches!(meant, Meant::Word(Word { role: Role::Source(scope), .. }) if scope != fund);
    state.carried.is_some_and(|above| above != style || above == ' ' && state.is_summed && is_source)
}

/// Remembers a source of this year.
fn see(state: &mut State, meant: Meant) {
    if let Meant::Word(Word { role: Role::Source(scope), .. }) = meant
        && !state.seen.contains(&scope)
    {
        state.seen.push(scope);
    }
}

/// Remembers what the next lines may stand under.
fn note(state: &mut State, meant: Meant, style: char) {
    match meant {
        Meant::Word(Word { role: Role::Carried, .. }) => state.carried = Some(style),
        Meant::Word(Word { role: Role::Whole | Role::ThisYear, .. }) => {
            state.carried = None;
            state.is_summed = !state.seen.is_empty();
        }
        Meant::Word(Word { role: Role::Nature(nature), .. }) => state.nature = Some(nature),
        Meant::Word(Word { role: Role::Source(_) | Role::OtherMoney, .. })
            if state.carried == Some(style) && !is_under_carried(state, meant, style) =>
        {
            state.carried = None;
        }
        _ => {}
    }
}
