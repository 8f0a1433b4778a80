//! Keys in Chinese words.

use yusuan::scope::Leaf;
use yusuan::{Flow, Key, Name, Nature, Scope, Source};

/// A key in Chinese.
pub(crate) fn describe(key: &Key) -> String {
    let mut words = vec![if key.flow == Flow::Revenue { "收入".to_owned() } else { "支出".to_owned() }];
    words.extend(key.memo.map(|memo| memo.name().to_owned()));
    words.extend(key.function.map(|code| match code.listed() {
        Some(listed) => format!("{code} {}", listed.name()),
        None => code.to_string(),
    }));
    words.extend(key.economic.codes().map(|code| match code.listed() {
        Some(listed) => format!("{code} {}", listed.name()),
        None => code.to_string(),
    }));
    words.extend(key.unit.iter().chain(&key.project).map(Name::to_string));
    words.extend(scope(key.source, &SOURCES));
    words.extend(scope(key.nature, &NATURES));
    if words.len() == 1 { format!("{}总计", words[0]) } else { words.join(" ") }
}

/// The usual word for a set of sources or natures, or what is in it, or what is not. None for all.
fn scope<L: Leaf>(scope: Scope<L>, usual: &[(Scope<L>, &str)]) -> Option<String> {
    let all = Scope::of(L::ALL);
    match usual.iter().find(|(known, _)| *known == scope) {
        Some((_, word)) => Some((*word).to_owned()),
        None if scope == all => None,
        None if scope.len() > 4 => Some(format!("除{}外", all.without(scope).name())),
        None => Some(scope.name()),
    }
}

const SOURCES: [(Scope<Source>, &str); 6] = [
    (Scope::FISCAL, "财政拨款"),
    (Scope::SPECIAL_ACCOUNT, "财政专户"),
    (Scope::CARRIED_OVER, "上年结转"),
    (Scope::THIS_YEAR, "本年资金"),
    (Scope::FISCAL.with_carried_over(), "财政拨款（含结转）"),
    (Scope::SPECIAL_ACCOUNT.with_carried_over(), "财政专户（含结转）"),
];

const NATURES: [(Scope<Nature>, &str); 4] = [
    (Scope::BASIC, "基本支出"),
    (Scope::BASIC_AND_PROJECT, "基本支出、项目支出"),
    (Scope::SPENT, "本年支出"),
    (Scope::<Nature>::ALL.without(Scope::BASIC), "除基本支出外"),
];
