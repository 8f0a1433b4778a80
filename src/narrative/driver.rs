//! What a sentence names as the reason of a change, where it names amounts.

use crate::amount::{Amount, Printed};
use crate::claim::{Direction, Driver};

use super::factors::factors;
use super::prose::Prose;
use super::scan::{Cursor, head};
use super::subject::{self, Words};

/// Words that begin the reasons, or the parts, of a change.
const REASONS: [&str; 6] = ["主要原因", "主要是", "原因是", "原因：", "其中", "主要为"];

/// Between these marks a name has no room to stand.
const MARKS: [char; 9] = ['，', '；', '。', '：', '、', '\n', '（', '）', ','];

/// Verbs that only reasons have, beside those of any comparison, and which way they go.
const OWN_VERBS: [(&str, Direction); 8] = [
    ("新增", Direction::Up),
    ("增拨", Direction::Up),
    ("追加", Direction::Up),
    ("调增", Direction::Up),
    ("调减", Direction::Down),
    ("核减", Direction::Down),
    ("取消", Direction::Down),
    ("核销", Direction::Down),
];

/// What sums up the reasons is none itself, nor is what one person gets.
const NO_REASONS: [&str; 5] = ["相抵", "人均", "每人", "定额", "标准"];

/// Whether words before an amount name a reason. 从会议费预算中 names where the money came from.
fn is_reason(name: &str) -> bool {
    !NO_REASONS.iter().any(|word| name.contains(word)) && !name.starts_with('从')
}

/// The reasons with amounts between the end of a change and the end of its sentence, or the next comparison.
pub(super) fn drivers(prose: &Prose, end: usize, next: usize, whole: Option<Printed>) -> Vec<Driver> {
    let text = prose.text();
    let Some(rest) = text.get(end..next) else { return Vec::new() };
    let rest = head(rest);
    let sentence = rest.trim_start_matches(['，', '。', '；', '、']);
    let begins = REASONS.iter().filter_map(|reason| sentence.find(reason)).min();
    // The reasons follow at once, or they are those of something else.
    let Some(begins) = begins.filter(|&at| sentence[..at].chars().count() <= 8) else { return Vec::new() };
    let from = end + (rest.len() - sentence.len()) + begins;
    let length = text[from..end + rest.len()].find(['。', '\n']).unwrap_or(end + rest.len() - from);
    let of = |(name, direction): (&str, Direction), amount: Printed| {
        let change = signed(amount, direction).filter(|_| is_reason(name))?;
        let words = Words { own: name, item: "", heading: &prose.heading(end) };
        let subject = match &subject::keys(words)[..] {
            [subject] => Some(subject.clone()),
            _ => None,
        };
        Some(Driver { name: name.to_owned(), subject, change })
    };
    let all = |(names, direction): (Vec<&str>, Direction), amount: Printed| {
        names.into_iter().filter_map(|name| of((name, direction), amount)).collect::<Vec<_>>()
    };
    let listed = factors(prose, from, next).into_iter().filter_map(|(words, amount)| Some(all(driver(words)?, amount)));
    let listed: Vec<Driver> = listed.flatten().collect();
    if !listed.is_empty() {
        return listed;
    }
    let mut found: Vec<(Driver, bool)> = Vec::new();
    let (mut start, mut last) = (from, None);
    for figure in prose.figures_in(from, from + length) {
        let Some(amount) = figure.money() else { continue };
        let words = &text[start..figure.start];
        // In a list the first verb is that of all.
        let (own, listed) = (driver(words), words.starts_with('、'));
        last = own.as_ref().map(|(_, direction)| *direction).or(last);
        let follows = own.is_none() && !listed;
        let named = own.or_else(|| Some((vec![without_verb(words)?], last?)));
        let named = named.map_or_else(Vec::new, |named| all(named, amount));
        found.extend(named.into_iter().map(|driver| (driver, follows)));
        start = figure.end;
    }
    chosen(found, whole)
}

/// The reasons among what was found. A name without a verb goes the way of the one before it, but only if all of them
/// make up the whole change. What repeats the whole beside its parts is no reason.
fn chosen(found: Vec<(Driver, bool)>, whole: Option<Printed>) -> Vec<Driver> {
    let whole = whole.map(Printed::amount);
    let sum = Amount::sum(found.iter().map(|(driver, _)| driver.change.amount())).ok();
    let carried = whole.is_some() && sum == whole;
    let mut drivers: Vec<Driver> =
        found.into_iter().filter(|(_, follows)| carried || !follows).map(|(driver, _)| driver).collect();
    if drivers.len() > 1 && whole.is_some_and(|whole| drivers[0].change.amount() == whole) {
        drivers.remove(0);
    }
    drivers
}

/// 〈name〉增加 or 增加〈name〉 before an amount: the name and which way it goes; of 甲和乙各增加 both names.
fn driver(words: &str) -> Option<(Vec<&str>, Direction)> {
    // 基本支出增加工资、津贴等…万元: the list says what of it.
    let lists = words.ends_with('等');
    let clause = last_clause(words, lists);
    let clause = clause.trim_end_matches(['了', '约']);
    let (at, after, direction) = last_verb(clause)?;
    let (before, behind) = (&clause[..at], clause[after..].trim_start_matches('了'));
    let before = plain(before);
    let name = if behind.is_empty() || lists && !before.is_empty() { before } else { plain(behind) };
    let names = match name.strip_suffix('各').filter(|_| behind.is_empty()) {
        Some(names) => names.split(['和', '及', '与']).map(plain).collect(),
        None => vec![name],
    };
    names.iter().all(|name| is_name(name)).then_some((names, direction))
}

/// The name in a clause that has no verb of its own.
fn without_verb(words: &str) -> Option<&str> {
    let clause = last_clause(words, false);
    let name = plain(clause);
    // What begins the reasons is no name, nor is a clause that says more than one.
    (is_name(name) && clause == name && last_verb(clause).is_none()).then_some(name)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().count() <= 40
}

/// The last verb of a clause: where it begins and ends, and which way it goes.
fn last_verb(clause: &str) -> Option<(usize, usize, Direction)> {
    let mut verb = None;
    for (at, _) in clause.char_indices() {
        let mut cursor = Cursor::new(clause, at);
        if let Some(direction) = cursor.direction() {
            verb = Some((at, cursor.position(), direction));
        } else if let Some((word, direction)) = OWN_VERBS.iter().find(|(word, _)| clause[at..].starts_with(word)) {
            verb = Some((at, at + word.len(), *direction));
        }
    }
    verb
}

/// What follows the last mark; a list keeps its 、. The brackets of 因公出国（境）费 are no marks.
fn last_clause(words: &str, lists: bool) -> &str {
    const ABROAD: &str = "（境）";
    let mut end = words.len();
    while let Some(at) = words[..end].rfind(|c: char| MARKS.contains(&c) && !(lists && c == '、')) {
        let abroad = [at, at.saturating_sub(ABROAD.len() - "）".len())];
        let Some(&from) = abroad.iter().find(|&&from| words.get(from..).is_some_and(|it| it.starts_with(ABROAD)))
        else {
            let mark = words[at..].chars().next().map_or(1, char::len_utf8);
            return &words[at + mark..];
        };
        end = from;
    }
    words
}

/// A name without the words that lead to it.
fn plain(name: &str) -> &str {
    let name = REASONS.iter().fold(name, |name, reason| name.rsplit(reason).next().unwrap_or(name));
    let name =
        ["一是", "二是", "三是", "四是"].iter().fold(name, |name, number| name.strip_prefix(number).unwrap_or(name));
    let leads = |c: char| matches!(c, '是' | '及' | '和' | '.') || c.is_ascii_digit();
    let name = name.trim_start_matches(leads);
    if name.starts_with("因公") { name } else { name.trim_start_matches('因').trim_start_matches(leads) }
}

fn signed(amount: Printed, direction: Direction) -> Option<Printed> {
    let digits = if direction == Direction::Down { -amount.last_digits().abs() } else { amount.last_digits() };
    Printed::from_last_digits(digits, amount.decimals(), amount.unit()).ok()
}
