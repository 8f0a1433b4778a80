//! Functions in sentences: 行政运行（2010601）, 2011301-行政运行, 信访事务（款）行政运行（项）.

use crate::code::functional::{Class, Listed, Section};
use crate::code::{FunctionalCode, Level};
use crate::fact::Key;

use super::subject::{Words, function_key, without_period};

/// The key of a function that words name, by code or by the names of its levels.
pub(super) fn key(words: Words<'_>) -> Option<Key> {
    let own = words.own.replace('(', "（").replace(')', "）");
    let code = named(&own).or_else(|| coded(&own))?;
    function_key(code, words)
}

/// A code beside one of its names.
fn coded(words: &str) -> Option<FunctionalCode> {
    let mut digits = words.split(|c: char| !c.is_ascii_digit()).filter(|run| matches!(run.len(), 3 | 5 | 7));
    let code: FunctionalCode = digits.next()?.parse().ok()?;
    if digits.next().is_some() {
        return None;
    }
    let listed = code.listed()?;
    listed.names().any(|name| words.contains(name)).then_some(code)
}

/// The names of class, section and item, marked （类）, （款） and （项）.
fn named(words: &str) -> Option<FunctionalCode> {
    let words = without_numbers(without_period(words));
    let (class, rest) = level(&words, "（类）");
    let (section, rest) = level(rest, "（款）");
    let (item, rest) = level(rest, "（项）");
    let rest = rest.trim_start_matches(['”', '"', '。']);
    if !["", "支出", "预算", "预算支出", "支出预算", "科目"].contains(&rest.trim_end_matches(['为', '共', '数']))
    {
        return None;
    }
    let class = match class {
        Some(name) => Some(by_name(name, class_named)?),
        None => None,
    };
    match (class, section, item) {
        (Some(class), None, None) => Some(class.code()),
        (class, Some(section), None) => single(sections(class, section).map(Section::code)),
        (class, Some(section), Some(item)) => {
            let items = sections(class, section).filter_map(|section| section.item_named(item));
            single(items.map(crate::code::functional::Item::code))
        }
        _ => None,
    }
}

/// （204类） is （类）: the digits of a code beside a mark repeat what the name says.
fn without_numbers(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for part in words.split_inclusive('（') {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let marked = ["类）", "款）", "项）"].iter().any(|mark| rest.starts_with(mark));
        plain += if marked { rest } else { part };
    }
    plain
}

/// The name before a mark, and the words behind the mark.
fn level<'a>(words: &'a str, mark: &str) -> (Option<&'a str>, &'a str) {
    match words.split_once(mark) {
        Some((name, rest)) => (Some(name.trim_start_matches(['“', '”', '"', '、', '—', '-'])), rest),
        None => (None, words),
    }
}

fn class_named(name: &str) -> Option<Class> {
    Class::named(name)
}

/// Sentences leave out the 支出 that names of classes end with, or add it.
fn by_name<T>(name: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
    find(name).or_else(|| find(&format!("{name}支出"))).or_else(|| find(name.strip_suffix("支出")?))
}

/// The sections of that name, in one class or in all.
fn sections(class: Option<Class>, name: &str) -> impl Iterator<Item = Section> + '_ {
    let all = Listed::all_named(name).filter(|listed| listed.level() == Level::Section);
    all.filter_map(Listed::section).filter(move |section| class.is_none_or(|class| section.class() == class))
}

/// The only code; none if there are several.
fn single(mut codes: impl Iterator<Item = FunctionalCode>) -> Option<FunctionalCode> {
    let code = codes.next()?;
    codes.all(|other| other == code).then_some(code)
}
