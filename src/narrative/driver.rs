//! What a sentence names as the reason of a change, where it names amounts.

use crate::amount::Printed;
use crate::claim::Driver;

use super::prose::Prose;
use super::scan::{Cursor, head};
use super::subject::{self, Words};

/// Words that begin the reasons, or the parts, of a change.
const REASONS: [&str; 6] = ["主要原因", "主要是", "原因是", "原因：", "其中", "主要为"];

/// Between these marks a name has no room to stand.
const MARKS: [char; 9] = ['，', '；', '。', '：', '、', '\n', '（', '）', ','];

/// The reasons with amounts between the end of a change and the end of its sentence, or the next comparison.
pub(super) fn drivers(prose: &Prose, end: usize, next: usize) -> Vec<Driver> {
    let text = prose.text();
    let Some(rest) = text.get(end..next) else { return Vec::new() };
    let rest = head(rest);
    let sentence = rest.trim_start_matches(['，', '。', '；', '、']);
    let begins = REASONS.iter().filter_map(|reason| sentence.find(reason)).min();
    // The reasons follow at once, or they are those of something else.
    let Some(begins) = begins.filter(|&at| sentence[..at].chars().count() <= 8) else { return Vec::new() };
    let from = end + (rest.len() - sentence.len()) + begins;
    let length = text[from..end + rest.len()].find(['。', '\n']).unwrap_or(end + rest.len() - from);
    let mut drivers = Vec::new();
    let mut start = from;
    for figure in prose.figures_in(from, from + length) {
        let Some(amount) = figure.money() else { continue };
        if let Some((name, change)) = driver(&text[start..figure.start], amount) {
            let words = Words { own: name, item: "", heading: &prose.heading(end) };
            let [subject] = &subject::keys(words)[..] else {
                drivers.push(Driver { name: name.to_owned(), subject: None, change });
                start = figure.end;
                continue;
            };
            drivers.push(Driver { name: name.to_owned(), subject: Some(subject.clone()), change });
        }
        start = figure.end;
    }
    drivers
}

/// 〈name〉增加〈amount〉 or 增加〈name〉〈amount〉.
fn driver(words: &str, amount: Printed) -> Option<(&str, Printed)> {
    let clause = words.rsplit(MARKS).next().unwrap_or(words);
    let clause = clause.trim_end_matches(['了', '约']);
    let mut verb = None;
    for (at, _) in clause.char_indices() {
        let mut cursor = Cursor::new(clause, at);
        if let Some(direction) = cursor.direction() {
            verb = Some((at, cursor.position(), direction));
        }
    }
    let (at, after, direction) = verb?;
    let (before, behind) = (&clause[..at], clause[after..].trim_start_matches('了'));
    let name = if behind.is_empty() { before } else { behind };
    let name = REASONS.iter().fold(name, |name, reason| name.rsplit(reason).next().unwrap_or(name));
    let name =
        ["一是", "二是", "三是", "四是"].iter().fold(name, |name, number| name.strip_prefix(number).unwrap_or(name));
    let name = name.trim_start_matches(|c: char| matches!(c, '是' | '因' | '及' | '和' | '.') || c.is_ascii_digit());
    let digits =
        if direction == crate::claim::Direction::Down { -amount.last_digits().abs() } else { amount.last_digits() };
    let change = Printed::from_last_digits(digits, amount.decimals(), amount.unit()).ok()?;
    (!name.is_empty() && name.chars().count() <= 40).then_some((name, change))
}
