//! The clauses after 主要原因是, read for names with amounts.

use crate::amount::{Printed, Unit};

use super::{NamedDriver, StatedReason};

const REASONS: [&str; 5] = ["主要原因是", "主要原因为", "主要原因：", "主要是由于", "主要是因为"];
/// Verbs of a change and whether it is a decrease, longer ones before those they begin with.
const VERBS: [(&str, bool); 10] = [
    ("新增", false),
    ("增加", false),
    ("增长", false),
    ("增拨", false),
    ("减少", true),
    ("下降", true),
    ("压减", true),
    ("核减", true),
    ("调减", true),
    ("取消", true),
];
/// Units from the longest name, so that 元 is not found in 万元's place.
const UNITS: [Unit; 5] =
    [Unit::MillionYuan, Unit::TenThousandYuan, Unit::ThousandYuan, Unit::HundredMillionYuan, Unit::Yuan];
/// No sentence is longer, in bytes; whoever looks further goes through hostile text again and again.
const LONGEST: usize = 1200;

/// The reasons of a text without white space.
pub(super) fn reasons(text: &str) -> Vec<StatedReason> {
    let mut found: Vec<(usize, usize)> =
        REASONS.iter().flat_map(|words| text.match_indices(words).map(|(at, words)| (at, at + words.len()))).collect();
    found.sort_unstable();
    found.iter().filter_map(|&(at, after)| reason(text, at, after)).collect()
}

fn reason(text: &str, at: usize, after: usize) -> Option<StatedReason> {
    let before = &text[text.ceil_char_boundary(at.saturating_sub(LONGEST))..at];
    // Some begin a new sentence with the reason.
    let sentence = before.strip_suffix('。').unwrap_or(before).rsplit(['；', '。']).next()?;
    let change = stated_change(sentence)?;
    let rest = &text[after..text.floor_char_boundary(after + LONGEST)];
    let words = rest.split(['；', '。']).next()?;
    let drivers = drivers(words);
    (!drivers.is_empty()).then(|| StatedReason { whole: None, change, drivers, text: words.to_owned() })
}

/// The change that a sentence ends with: 比上年增加32,853.32万元，增长13.77%，
fn stated_change(sentence: &str) -> Option<Printed> {
    sentence.rsplit('，').find_map(|clause| {
        let (words, amount) = named_amount(clause)?;
        let compares = words.rfind(['比', '较']).map(|at| &words[at..])?;
        let (_, decreases) = VERBS.into_iter().find(|(verb, _)| compares.ends_with(verb))?;
        signed(amount, decreases)
    })
}

/// The names with amounts of a reason. Those without a verb go the way of the one before them in their list.
fn drivers(words: &str) -> Vec<NamedDriver> {
    let mut drivers = Vec::new();
    for clause in words.split('，') {
        let mut direction = None;
        // Names joined by 、 before the amount that they share.
        let mut open = String::new();
        for part in clause.split('、') {
            open.push_str(part);
            let Some((words, amount)) = named_amount(&open) else {
                open.push('、');
                continue;
            };
            let (names, own) = names(words);
            direction = own.or(direction);
            let change = direction.and_then(|decreases| signed(amount, decreases));
            let found = change.map(|change| {
                names.into_iter().map(move |name| NamedDriver {
                    name: name.to_owned(),
                    change: change.amount(),
                    subject: None,
                })
            });
            drivers.extend(found.into_iter().flatten().filter(|driver| !driver.name.is_empty()));
            open.clear();
        }
    }
    drivers
}

/// The names in the words before an amount and the direction of their verb, which stands before them, or after
/// them as in 甲和乙各新增.
fn names(words: &str) -> (Vec<&str>, Option<bool>) {
    let words = without_year(words);
    for (verb, decreases) in VERBS {
        if let Some(name) = words.strip_prefix(verb) {
            return (vec![name.strip_prefix('了').unwrap_or(name)], Some(decreases));
        }
        if let Some(names) = words.strip_suffix('了').unwrap_or(words).strip_suffix(verb) {
            return match names.strip_suffix('各') {
                Some(names) => (names.split(['和', '及', '与', '、']).collect(), Some(decreases)),
                None => (vec![names], Some(decreases)),
            };
        }
    }
    (vec![words], None)
}

/// The words without 2024年 or 本年 before them.
fn without_year(words: &str) -> &str {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let year = if rest.len() + 4 == words.len() { rest.strip_prefix('年') } else { None };
    year.or_else(|| words.strip_prefix("本年度")).or_else(|| words.strip_prefix("本年")).unwrap_or(words)
}

/// The words and the amount that ends them.
fn named_amount(text: &str) -> Option<(&str, Printed)> {
    let unit = UNITS.into_iter().find(|unit| text.ends_with(unit.name()))?;
    let number = text.strip_suffix(unit.name())?;
    let words = number.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let digits = number[words.len()..].trim_start_matches([',', '.']);
    Some((words, Printed::parse(digits, unit).ok()?))
}

fn signed(amount: Printed, decreases: bool) -> Option<Printed> {
    let digits = if decreases { -amount.last_digits() } else { amount.last_digits() };
    Printed::from_last_digits(digits, amount.decimals(), amount.unit()).ok()
}
