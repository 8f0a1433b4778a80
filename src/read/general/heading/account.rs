//! 预算数 and 决算数 as heads of two blocks of the same columns, in final accounts. Alone each of them is the whole of
//! the amounts below it.

use crate::fact::Basis;
use crate::table::vocabulary::{Role, Word};

use super::woven::unit_of_run;
use super::{Heading, by_years, readings};

/// What a head of a block says of its figures.
fn basis(word: &Word) -> Option<Basis> {
    match word.name {
        "预算数" | "年初预算数" | "本年预算数" | "本年年初预算数" => Some(Basis::Budget),
        "全年预算数" | "调整预算数" => Some(Basis::Adjusted),
        "决算数" | "本年决算数" => Some(Basis::Outturn),
        _ => None,
    }
}

/// Whether heads are those of one final account and of one budget at least.
fn are_heads(heads: &[Basis]) -> bool {
    let once = |basis: Basis| heads.iter().filter(|head| **head == basis).count() == 1;
    heads.len() > 1 && heads.iter().all(|head| once(*head)) && heads.contains(&Basis::Outturn)
}

/// Whether a word stands over amounts and says at most which of them they are.
pub(super) fn is_amount(word: &Word) -> bool {
    matches!(word.role, Role::Whole | Role::Basis(_)) && word.name.ends_with('数')
}

/// A word with what it says of its figures in a final account.
pub(super) fn named(word: Word) -> Word {
    basis(&word).map_or(word, |basis| Word { role: Role::Basis(basis), ..word })
}

/// The columns of a header of such blocks: their heads first and the rest line by line, or block after block. Heads of
/// nothing are columns.
pub(in crate::read::general) fn by_budget_and_account(words: &[(Word, usize)]) -> Option<Vec<Heading>> {
    let heads: Vec<usize> = (0..words.len()).filter(|&at| basis(&words[at].0).is_some()).collect();
    let bases: Vec<Basis> = heads.iter().filter_map(|&at| basis(&words[at].0)).collect();
    if !are_heads(&bases) || heads[0] != 0 {
        return None;
    }
    if heads.len() == words.len() {
        return Some(words.iter().map(|(word, _)| Heading { words: vec![named(*word)] }).collect());
    }
    let length = (words.len() - heads.len()) / heads.len();
    let are_first = heads.last() == Some(&(heads.len() - 1));
    let is_block = |(number, at): (usize, &usize)| *at == number * (length + 1);
    if !are_first && !heads.iter().enumerate().all(is_block) {
        return None;
    }
    let first = heads.iter().map(|&at| (named(words[at].0), words[at].1));
    let rest = (0..words.len()).filter(|at| !heads.contains(at)).map(|at| words[at]);
    by_years(&first.chain(rest).collect::<Vec<_>>())
}

/// The same for headings by position.
pub(in crate::read::general) fn name_budget_and_account(headings: &mut [Heading]) {
    let heads: Vec<Option<Basis>> = headings
        .iter()
        .map(|heading| heading.words.first().filter(|_| heading.words.len() > 1).and_then(basis))
        .collect();
    let mut told: Vec<Basis> = heads.iter().copied().flatten().collect();
    told.dedup();
    if are_heads(&told) && heads.iter().all(Option::is_some) {
        headings.iter_mut().filter_map(|heading| heading.words.first_mut()).for_each(|word| *word = named(*word));
    }
}

/// The readings of a header under whose columns the same words stand once more, 预算数 and 决算数 in turn or 决算数 alone.
pub(super) fn with_words_below(words: &[(Word, usize)]) -> Option<Vec<Vec<Heading>>> {
    const LEAST: usize = 3;
    let is_amount = |(word, _): &&(Word, usize)| is_amount(word);
    let run = words.iter().rev().take_while(is_amount).count();
    let (above, below) = words.split_at(words.len() - run);
    let run: Vec<Word> = below.iter().map(|(word, _)| *word).collect();
    let unit = unit_of_run(&run).filter(|_| run.len() >= LEAST)?;
    let columns = run.len() / unit;
    // What the words below say is said of whole blocks of columns, so it comes first.
    let under = |heading: Heading| {
        let with =
            |word: &Word| Heading { words: [named(*word)].into_iter().chain(heading.words.iter().copied()).collect() };
        if unit == 1 { vec![heading.clone()] } else { run[..unit].iter().map(with).collect() }
    };
    let found: Vec<Vec<Heading>> = readings(above)
        .into_iter()
        .filter(|reading| reading.len() == columns)
        .map(|reading| reading.into_iter().flat_map(under).collect())
        .collect();
    (!found.is_empty()).then_some(found)
}
