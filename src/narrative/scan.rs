//! Figures, units, verbs and rates in running text.

use crate::amount::{Printed, Unit};
use crate::claim::Rate;

/// A change as the words after 比上年 state it.
pub(super) struct StatedChange {
    pub(super) amount: Printed,
    pub(super) rate: Option<Rate>,
    pub(super) rate_is_decrease: bool,
    pub(super) says_not_comparable: bool,
    /// How much of the text it takes.
    pub(super) length: usize,
}

const UP: [&str; 5] = ["增加", "增长", "上升", "提高", "增幅"];
const DOWN: [&str; 6] = ["减少", "下降", "降低", "减幅", "降幅", "压减"];

/// Units from the longest name, so that 元 is not found in 万元's place.
const UNITS: [Unit; 5] =
    [Unit::MillionYuan, Unit::TenThousandYuan, Unit::ThousandYuan, Unit::HundredMillionYuan, Unit::Yuan];

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
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, position: 0 }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.position..]
    }

    /// Takes the word if it comes next.
    fn word(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.position += word.len();
        }
        found
    }

    /// The verb that comes next; true for a decrease.
    fn direction(&mut self) -> Option<bool> {
        if UP.iter().any(|word| self.word(word)) {
            return Some(false);
        }
        DOWN.iter().any(|word| self.word(word)).then_some(true)
    }

    /// The digits, commas and points that come next.
    fn digits(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let length = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).unwrap_or(rest.len());
        let digits = rest[..length].trim_end_matches([',', '.']);
        self.position += digits.len();
        (!digits.is_empty()).then_some(digits)
    }

    /// A number without a unit.
    pub(super) fn number(&mut self, unit: Unit) -> Option<Printed> {
        Printed::parse(self.digits()?, unit).ok()
    }

    /// A number and its unit.
    pub(super) fn amount(&mut self) -> Option<Printed> {
        let digits = self.digits()?;
        let unit = UNITS.into_iter().find(|unit| self.word(unit.name()))?;
        Printed::parse(digits, unit).ok()
    }

    /// A date like 2024年12月24日.
    pub(super) fn date(&mut self) -> Option<(u16, u8, u8)> {
        let year = self.digits()?.parse().ok().filter(|_| self.word("年"))?;
        let month = self.digits()?.parse().ok().filter(|_| self.word("月"))?;
        let day = self.digits()?.parse().ok().filter(|_| self.word("日"))?;
        Some((year, month, day))
    }

    /// A percentage.
    fn rate(&mut self) -> Option<Rate> {
        let digits = self.digits()?;
        let percent = self.word("%") || self.word("％");
        digits.replace(',', "").parse().ok().filter(|_| percent)
    }
}

/// The change at the beginning of a text: 增加32,853.32万元，增长13.77%.
pub(super) fn change_after(text: &str) -> Option<StatedChange> {
    let mut cursor = Cursor::new(text);
    let decreases = cursor.direction()?;
    let amount = cursor.amount()?;
    let amount = if decreases { negated(amount)? } else { amount };
    let mut stated = StatedChange {
        amount,
        rate: None,
        rate_is_decrease: decreases,
        says_not_comparable: false,
        length: cursor.position(),
    };
    if !(cursor.word("，") || cursor.word(",")) {
        return Some(stated);
    }
    let Some(falls) = cursor.direction() else { return Some(stated) };
    let dashes = cursor.word("--") || cursor.word("——") || cursor.word("—");
    if dashes || cursor.rest().starts_with("（基数为0") {
        stated.says_not_comparable = cursor.word("（基数为0，不可比）") || dashes;
    } else {
        stated.rate = Some(cursor.rate()?);
    }
    stated.rate_is_decrease = falls;
    stated.length = cursor.position();
    Some(stated)
}

/// The change in a text like 增加了支持产业发展经费30,000万元, which names what was added.
pub(super) fn named_change_after(text: &str) -> Option<StatedChange> {
    let mut cursor = Cursor::new(text);
    let decreases = cursor.direction()?;
    if !cursor.word("了") {
        return None;
    }
    let clause = cursor.rest().split(['，', '；', '。', '、', '\n']).next()?;
    let (_, amount) = amount_before(clause)?;
    let amount = if decreases { negated(amount)? } else { amount };
    let length = cursor.position() + clause.len();
    Some(StatedChange { amount, rate: None, rate_is_decrease: decreases, says_not_comparable: false, length })
}

fn negated(printed: Printed) -> Option<Printed> {
    Printed::from_last_digits(-printed.last_digits(), printed.decimals(), printed.unit()).ok()
}

/// The amount that ends a text, before an optional comma, or before the bracket that ends it: of
/// 218.3万元（公务用车购置费18万元，…。） it is the first. Also where it begins.
pub(super) fn amount_before(text: &str) -> Option<(usize, Printed)> {
    let text = text.strip_suffix(['，', ',']).unwrap_or(text);
    let text = match text.strip_suffix(['）', ')']) {
        Some(inside) => &inside[..opening_bracket(inside)?],
        None => text,
    };
    let unit = UNITS.into_iter().find(|unit| text.ends_with(unit.name()))?;
    let number = text.strip_suffix(unit.name())?;
    let digits = number.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let number = &number[digits.len()..];
    // A comma before the first digit belongs to the sentence.
    let start = text.len() - unit.name().len() - number.trim_start_matches([',', '.']).len();
    let printed = Printed::parse(number.trim_start_matches([',', '.']), unit).ok()?;
    Some((start, printed))
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
