//! The vocabulary that all families share: header words and line labels with what they mean.
//!
//! Places print other sets of tables, but the words over their columns and beside their lines come
//! from one regulation, with small variations. A table of a place that no template knows is
//! understood by them. Every entry is data: the first name is the usual one, the others are variants
//! met in print.

mod names;
mod trie;

use std::sync::LazyLock;

use crate::fact::{Basis, MemoItem};
use crate::scope::{Nature, Scope, Source};

pub(crate) use names::{PATTERNS, TERMS};
use trie::Trie;

/// What a header word or a line label means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// 合计, 小计, 金额, 预算数: the whole of what stands over or around it.
    Whole,
    /// Money of these sources.
    Source(Scope<Source>),
    /// 其他资金: what is neither appropriated nor kept in the special account, as far as a table has it
    /// there and in no column of its own.
    OtherMoney,
    /// 本年收入 over a group: this year's money.
    ThisYear,
    /// 上年结转结余: money carried over, alone or over a group.
    Carried,
    /// Expenditure of these natures.
    Nature(Scope<Nature>),
    /// These economic codes.
    Economic(&'static [u32]),
    /// A memo item.
    Memo(MemoItem),
    /// The figures of another year, or of another kind.
    Basis(Basis),
    /// 增减额, the change against the figure of last year beside it.
    Change,
    /// 增减%, 占比: a percentage.
    Percent,
    /// Money that is a part of its whole but not one of those that add up to it (其中：…, 扣除…后).
    OfWhich,
    /// The words over labels, not over figures.
    Corner(Corner),
    /// The words over text or over counts of things, which are no money.
    Other,
    /// A word that says nothing of its own: 收入, 支出, 其中.
    Frame,
}

/// What a column of labels holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Corner {
    /// Functions, by code or name.
    Function,
    /// Department economic codes.
    Economic,
    /// Government economic codes.
    Government,
    /// Codes of a classification that the table's rows tell.
    Code,
    /// Units.
    Unit,
    /// Projects.
    Project,
    /// Lines with labels of their own.
    Line,
    /// Anything else that is text.
    Text,
}

/// A word of the vocabulary under all its names.
pub(crate) struct Term {
    pub(crate) names: &'static [&'static str],
    pub(crate) role: Role,
}

/// A word as it is printed and what it means.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) name: &'static str,
    pub(crate) role: Role,
}

static WORDS: LazyLock<Trie> = LazyLock::new(|| {
    let mut trie = Trie::default();
    for term in TERMS {
        term.names.iter().for_each(|name| trie.insert(Word { name, role: term.role }));
    }
    trie
});

/// The meaning of a word. It must have been made [`plain`].
pub(crate) fn word(name: &str) -> Option<Word> {
    WORDS.exactly(name)
}

/// Whether longer words begin with this text.
pub(crate) fn begins_word(text: &str) -> bool {
    WORDS.goes_on(text)
}

/// The words that a text begins with, the shortest first, each with its number of characters.
pub(crate) fn words_at(text: &[char]) -> impl Iterator<Item = (usize, Word)> + '_ {
    WORDS.along(text.iter().copied())
}

/// The characters of a text as the vocabulary spells each of them, without white space, quotes and marks.
pub(crate) fn plain_characters(text: &str) -> impl Iterator<Item = char> + '_ {
    let is_kept = |c: &char| {
        !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}' | '“' | '”' | '"' | '＂' | '‘' | '’' | '*' | '▲')
    };
    text.chars().filter(is_kept).map(|c| match c {
        '(' | '﹙' | '〔' => '（',
        ')' | '﹚' | '〕' => '）',
        ':' => '：',
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        _ => c,
    })
}

/// A header or a label as the vocabulary spells it: without white space, one kind of brackets and
/// quotes, 其它 as 其他, the document's year as 本年 and the one before it as 上年.
pub(crate) fn plain(text: &str, year: Option<u16>) -> String {
    let mut plain = String::with_capacity(text.len());
    let (mut has_other, mut has_year) = (false, false);
    for c in plain_characters(text) {
        has_other |= c == '它';
        has_year |= c == '年';
        plain.push(c);
    }
    if has_other {
        plain = plain.replace("其它", "其他");
    }
    if let Some(year) = year.filter(|_| has_year) {
        for (number, word) in [(year, "本年"), (year.wrapping_sub(1), "上年")] {
            for suffix in ["年度", "年"] {
                let printed = format!("{number}{suffix}");
                if plain.contains(&printed) {
                    plain = plain.replace(&printed, word);
                }
            }
        }
    }
    plain
}

/// A header whose wrapped cells come out in pieces of one another, told by its characters.
#[derive(Debug)]
pub(crate) struct Pattern {
    /// The words over its labels.
    pub(crate) corner: &'static [&'static str],
    /// The words over each column, from the outermost.
    pub(crate) columns: &'static [&'static [&'static str]],
}

/// The characters of each pattern, in their own order.
static CHARACTERS: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| PATTERNS.iter().map(Pattern::characters).collect());

impl Pattern {
    fn characters(&self) -> Vec<char> {
        let mut words: Vec<&str> = self.corner.to_vec();
        let mut above: &[&str] = &[];
        for column in self.columns {
            // A word that heads several columns is printed once.
            let shared = column.iter().zip(above).take_while(|(a, b)| a == b).count();
            words.extend(&column[shared.min(column.len() - 1)..]);
            above = column;
        }
        let mut characters: Vec<char> = words.iter().flat_map(|word| word.chars()).collect();
        characters.sort_unstable();
        characters
    }
}

/// The pattern that has exactly these characters.
pub(crate) fn pattern(characters: &[char]) -> Option<&'static Pattern> {
    if CHARACTERS.iter().all(|own| own.len() != characters.len()) {
        return None;
    }
    let mut wanted: Vec<char> = characters.to_vec();
    wanted.sort_unstable();
    PATTERNS.iter().zip(CHARACTERS.iter()).find(|(_, own)| **own == wanted).map(|(pattern, _)| pattern)
}
