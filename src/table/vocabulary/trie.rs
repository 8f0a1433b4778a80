//! The names of the vocabulary as a tree of their characters, so that looking for all words at a place of a
//! text takes one walk and mostly ends at the first character.

use foldhash::HashMap;

use super::Word;

/// A tree of names.
#[derive(Debug, Default)]
pub(super) struct Trie {
    first: HashMap<char, Node>,
}

#[derive(Debug, Default)]
struct Node {
    word: Option<Word>,
    /// What may follow, in the order of the characters.
    next: Vec<(char, Node)>,
}

impl Node {
    fn after(&self, c: char) -> Option<&Self> {
        let at = self.next.binary_search_by_key(&c, |(known, _)| *known).ok()?;
        Some(&self.next[at].1)
    }

    fn grow(&mut self, c: char) -> &mut Self {
        let at = match self.next.binary_search_by_key(&c, |(known, _)| *known) {
            Ok(at) => at,
            Err(at) => {
                self.next.insert(at, (c, Self::default()));
                at
            }
        };
        &mut self.next[at].1
    }
}

impl Trie {
    /// Adds a word; a name given twice keeps the last meaning.
    pub(super) fn insert(&mut self, word: Word) {
        let mut characters = word.name.chars();
        let Some(first) = characters.next() else { return };
        let node = characters.fold(self.first.entry(first).or_default(), Node::grow);
        node.word = Some(word);
    }

    /// The words that these characters begin with, the shortest first, each with its number of characters.
    pub(super) fn along(&self, mut text: impl Iterator<Item = char>) -> impl Iterator<Item = (usize, Word)> {
        let mut node = text.next().and_then(|c| self.first.get(&c));
        let mut count = 0;
        std::iter::from_fn(move || {
            loop {
                let here = node?;
                count += 1;
                node = text.next().and_then(|c| here.after(c));
                if let Some(word) = here.word {
                    return Some((count, word));
                }
            }
        })
    }

    /// Whether words begin with these characters.
    pub(super) fn goes_on(&self, start: &str) -> bool {
        let mut characters = start.chars();
        let first = characters.next().and_then(|c| self.first.get(&c));
        first.and_then(|first| characters.try_fold(first, Node::after)).is_some_and(|node| !node.next.is_empty())
    }

    /// The word that has exactly this name.
    pub(super) fn exactly(&self, name: &str) -> Option<Word> {
        let mut characters = name.chars();
        let first = self.first.get(&characters.next()?)?;
        characters.try_fold(first, Node::after)?.word
    }
}
