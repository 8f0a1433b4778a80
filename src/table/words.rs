//! Words of a template: constants of one that is built in, or put together while reading.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

/// Words in their order, compared by their text.
///
/// ```
/// use yusuan::table::Words;
///
/// const KNOWN: Words = Words::new(&["财政拨款", "合计"]);
/// let composed: Words = ["财政拨款".to_owned(), "合计".to_owned()].into_iter().collect();
/// assert_eq!(composed, KNOWN);
/// assert_eq!(composed.join("/"), "财政拨款/合计");
/// ```
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "Vec<String>", into = "Vec<String>"))]
pub struct Words(Form);

#[derive(Clone, Debug)]
enum Form {
    Known(&'static [&'static str]),
    Composed(Vec<Cow<'static, str>>),
}

impl Words {
    /// The words of a constant.
    pub const fn new(words: &'static [&'static str]) -> Self {
        Self(Form::Known(words))
    }

    /// How many.
    pub fn len(&self) -> usize {
        match &self.0 {
            Form::Known(words) => words.len(),
            Form::Composed(words) => words.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The word at a position, counted from zero.
    pub fn get(&self, index: usize) -> Option<&str> {
        match &self.0 {
            Form::Known(words) => words.get(index).copied(),
            Form::Composed(words) => words.get(index).map(AsRef::as_ref),
        }
    }

    /// The first word.
    pub fn first(&self) -> Option<&str> {
        self.get(0)
    }

    /// Every word in its order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &str> {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    /// Whether a word is among them.
    pub fn contains(&self, word: &str) -> bool {
        self.iter().any(|known| known == word)
    }

    /// The words with something between them.
    pub fn join(&self, between: &str) -> String {
        self.iter().collect::<Vec<_>>().join(between)
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Words {}

impl Hash for Words {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        self.iter().for_each(|word| word.hash(state));
    }
}

impl<W: Into<Cow<'static, str>>> FromIterator<W> for Words {
    fn from_iter<I: IntoIterator<Item = W>>(words: I) -> Self {
        Self(Form::Composed(words.into_iter().map(Into::into).collect()))
    }
}

impl From<Vec<String>> for Words {
    fn from(words: Vec<String>) -> Self {
        words.into_iter().collect()
    }
}

impl From<Words> for Vec<String> {
    fn from(words: Words) -> Self {
        words.iter().map(str::to_owned).collect()
    }
}
