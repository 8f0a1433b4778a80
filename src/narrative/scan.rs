//! The words of change in running text.

use crate::claim::Direction;

const UP: [&str; 6] = ["增加", "增长", "上升", "提高", "增幅", "上涨"];
const DOWN: [&str; 9] = ["减少", "下降", "降低", "减幅", "降幅", "压减", "压缩", "缩减", "下调"];

/// Words that say that nothing changed, the longest first.
const SAME: [&str; 14] = [
    "无增减变化",
    "无增减变动",
    "保持一致",
    "保持不变",
    "没有变化",
    "不增不减",
    "无变化",
    "无变动",
    "无增减",
    "持平",
    "一致",
    "相同",
    "不变",
    "相等",
];
const ABOUT_SAME: [&str; 4] = ["保持基本持平", "基本持平", "基本一致", "基本相同"];

/// No clause is longer, in bytes. Whoever looks further goes through hostile text again and again.
const LONGEST_CLAUSE: usize = 1200;

/// The beginning of a text, as long as a clause can be.
pub(super) fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST_CLAUSE)]
}

/// The end of a text, as long as a clause can be.
pub(super) fn tail(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(LONGEST_CLAUSE))..]
}

/// Reads a text from its beginning.
#[derive(Clone)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    position: usize,
}

impl<'a> Cursor<'a> {
    /// Positions are those in the text.
    pub(super) fn new(text: &'a str, position: usize) -> Self {
        Self { text, position }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    pub(super) fn go(&mut self, position: usize) {
        self.position = position;
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.position..]
    }

    pub(super) fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Takes the word if it comes next.
    pub(super) fn word(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.position += word.len();
        }
        found
    }

    /// Takes the first of the words that comes next.
    pub(super) fn any(&mut self, words: &[&str]) -> bool {
        // Most words are told apart by their first character.
        let next = self.next();
        words.iter().any(|word| word.chars().next() == next && self.word(word))
    }

    /// The verb that comes next, with what templates and haste leave beside it: 增加（减少）, 增加增加,
    /// 减增加. The last full word decides, unless it stands in brackets.
    pub(super) fn direction(&mut self) -> Option<Direction> {
        let mut found = None;
        // More than two are no slip; the bound keeps hostile repetition cheap.
        for _ in 0..4 {
            // A lone 减 or 增 before the full word.
            if let Some(one) = self.next().filter(|c| matches!(c, '减' | '增')) {
                let mut ahead = self.clone();
                ahead.position += one.len_utf8();
                if ahead.verb().is_some() && self.clone().verb().is_none() {
                    *self = ahead.clone();
                }
            }
            let Some(direction) = self.verb() else { break };
            found = Some(direction);
            self.alternative();
        }
        found
    }

    fn verb(&mut self) -> Option<Direction> {
        if self.any(&UP) {
            return Some(Direction::Up);
        }
        self.any(&DOWN).then_some(Direction::Down)
    }

    /// The other verb of a template, in brackets or after a slash.
    fn alternative(&mut self) {
        let mut ahead = self.clone();
        let bracket = ahead.any(&["（", "("]);
        if (bracket || ahead.word("/")) && ahead.verb().is_some() && (!bracket || ahead.any(&["）", ")"])) {
            *self = ahead;
        }
    }

    /// The words that say that nothing changed, if they come next.
    pub(super) fn sameness(&mut self) -> Option<Direction> {
        if self.any(&ABOUT_SAME) {
            return Some(Direction::AboutSame);
        }
        self.any(&SAME).then_some(Direction::Same)
    }

    /// The digits that come next.
    pub(super) fn digits(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        self.position += length;
        (length > 0).then_some(&rest[..length])
    }

    /// A date like 2024年12月24日.
    pub(super) fn date(&mut self) -> Option<(u16, u8, u8)> {
        let year = self.digits()?.parse().ok().filter(|_| self.word("年"))?;
        let month = self.digits()?.parse().ok().filter(|_| self.word("月"))?;
        let day = self.digits()?.parse().ok().filter(|_| self.word("日"))?;
        Some((year, month, day))
    }

    /// What a bracket encloses that comes next, brackets inside it included.
    pub(super) fn bracket(&mut self) -> Option<(usize, usize)> {
        if !self.next().is_some_and(|c| matches!(c, '（' | '(')) {
            return None;
        }
        let mut open = 0_usize;
        for (offset, c) in head(self.rest()).char_indices() {
            match c {
                '（' | '(' => open += 1,
                '）' | ')' => open = open.saturating_sub(1),
                '\n' => return None,
                _ => {}
            }
            if open == 0 {
                let inside = (self.position + self.next()?.len_utf8(), self.position + offset);
                self.position += offset + c.len_utf8();
                return Some(inside);
            }
        }
        None
    }

    /// Goes to the next verb, or words of sameness, or mark, or figure, over at most that many characters.
    pub(super) fn skip_words(&mut self, most: usize) {
        for _ in 0..most {
            let Some(c) = self.next() else { return };
            if c.is_ascii_digit() || is_mark(c) || self.at_change() {
                return;
            }
            self.position += c.len_utf8();
        }
    }

    /// Whether words of change come next.
    pub(super) fn at_change(&self) -> bool {
        let mut ahead = self.clone();
        ahead.sameness().is_some() || ahead.direction().is_some()
    }
}

/// A mark that ends a clause, a sentence, or opens or closes a bracket.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '，' | ',' | '；' | ';' | '。' | '：' | ':' | '\n' | '（' | '(' | '）' | ')' | '?' | '？')
}

/// The position of the bracket that a text leaves open.
pub(super) fn opening_bracket(text: &str) -> Option<usize> {
    let mut closed = 0_usize;
    for (position, c) in text.char_indices().rev() {
        match c {
            '）' | ')' => closed += 1,
            '（' | '(' if closed == 0 => return Some(position),
            '（' | '(' => closed -= 1,
            _ => {}
        }
    }
    None
}
