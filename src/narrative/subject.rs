//! What a sentence speaks of: from its words to keys. What the words leave open is no key.

use crate::code::EconomicCode;
use crate::fact::{Basis, EconomicScope, Flow, Key, MemoItem};
use crate::scope::{Scope, Source};
use crate::text::is_numeral;

use super::function;
use super::scan::tail;

/// The words that decide what a sentence speaks of.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    /// Those right before the amount.
    pub(super) own: &'a str,
    /// Those that the item begins with, for sentences that only say 2026年预算数.
    pub(super) item: &'a str,
    /// The heading of the section.
    pub(super) heading: &'a str,
}

/// Names of economic codes in sentences, longer ones before those they end with.
const CODES: [(&str, &[u32]); 24] = [
    ("因公出国（境）费用", &[30212]),
    ("因公出国（境）经费", &[30212]),
    ("因公出国（境）费", &[30212]),
    ("因公出国（境）", &[30212]),
    ("公务用车购置及运行维护费", &[30231, 31013]),
    ("公务用车购置和运行维护费", &[30231, 31013]),
    ("公务用车购置及运行费", &[30231, 31013]),
    ("公务用车购置和运行费", &[30231, 31013]),
    ("公务用车购置及运行维护", &[30231, 31013]),
    ("公务用车购置和运行维护", &[30231, 31013]),
    ("公务用车购置费用", &[31013]),
    ("公务用车购置费", &[31013]),
    ("公务用车购置经费", &[31013]),
    ("公务用车购置", &[31013]),
    ("公务用车运行维护费用", &[30231]),
    ("公务用车运行维护费", &[30231]),
    ("公务用车运行费", &[30231]),
    ("公务用车运行维护", &[30231]),
    ("公务接待费用", &[30217]),
    ("公务接待费", &[30217]),
    ("公务接待", &[30217]),
    ("委托业务费", &[30227]),
    ("会议费", &[30215]),
    ("培训费", &[30216]),
];

/// The codes that “三公”经费 is made of, so that appropriations are meant without a word.
const THREE_PUBLIC: [u32; 4] = [30212, 30231, 31013, 30217];

const TOTALS: [&str; 8] = ["预算总计", "预算合计", "总预算", "总计", "预算总额", "预算收支", "预算", "合计"];

/// The keys that words name, if that is certain: two for 收入、支出预算总计, which are both.
pub(super) fn keys(words: Words<'_>) -> Vec<Key> {
    let stated = words.own;
    let own = if is_generic(words.own) { words.item } else { words.own };
    let words = Words { own, ..words };
    let found = if let Some(flows) = total(words.own) {
        flows.iter().map(|&flow| Key::total(flow)).collect()
    } else {
        let one = memo(words).or_else(|| codes(words)).or_else(|| source(words)).or_else(|| nature(words));
        one.or_else(|| function::key(words)).into_iter().collect::<Vec<_>>()
    };
    // Outturns of last year and final accounts are other figures than budgets.
    if stated.contains("决算") {
        return found.into_iter().map(|key| Key { basis: Basis::Outturn, ..key }).collect();
    }
    if stated.contains("执行") { Vec::new() } else { found }
}

/// 2026年预算数, 2024年预算安排: what it is an amount of stands before.
fn is_generic(words: &str) -> bool {
    const GENERIC: [&str; 14] = [
        "预算数",
        "预算安排",
        "安排预算",
        "预算",
        "安排",
        "预算支出",
        "支出预算数",
        "支出决算",
        "决算数",
        "年初预算",
        "支出",
        "财政拨款预算",
        "预算金额",
        "共",
    ];
    let words = without_period(words);
    let words = words.trim_end_matches(['为', '共', '是']);
    words.is_empty() || GENERIC.contains(&words)
}

/// 收入预算, 支出预算总计, 收支预算, with nothing before them but the year and whose they are.
fn total(words: &str) -> Option<&'static [Flow]> {
    const NAMES: [(&str, &[Flow]); 8] = [
        ("收入、支出", &[Flow::Revenue, Flow::Expenditure]),
        ("收、支", &[Flow::Revenue, Flow::Expenditure]),
        ("收入支出", &[Flow::Revenue, Flow::Expenditure]),
        ("收入和支出", &[Flow::Revenue, Flow::Expenditure]),
        ("收支", &[Flow::Revenue, Flow::Expenditure]),
        ("预算收入", &[Flow::Revenue]),
        ("收入", &[Flow::Revenue]),
        ("支出", &[Flow::Expenditure]),
    ];
    let words = words.trim_end_matches(['为', '共', '是', '数', '约']);
    let words = words.strip_suffix("安排").unwrap_or(words);
    if let Some((before, flow)) = strip(words, &[("预算收入", Flow::Revenue), ("预算支出", Flow::Expenditure)])
        && is_whose(before)
    {
        return Some(if flow == Flow::Revenue { &[Flow::Revenue] } else { &[Flow::Expenditure] });
    }
    TOTALS.iter().find_map(|kind| {
        let rest = words.strip_suffix(kind)?;
        let (before, flows) = strip(rest, &NAMES)?;
        // 收入合计 may be this year's only.
        (is_whose(before) && *kind != "合计").then_some(flows)
    })
}

fn strip<'a, T: Copy>(words: &'a str, endings: &[(&str, T)]) -> Option<(&'a str, T)> {
    endings.iter().find_map(|(ending, meaning)| Some((words.strip_suffix(ending)?, *meaning)))
}

/// Whether words say no more than the year and whose budget it is.
fn is_whose(words: &str) -> bool {
    const WHOSE: [char; 36] = [
        '局', '委', '办', '厅', '院', '校', '心', '处', '会', '队', '所', '站', '馆', '园', '社', '府', '）', '署',
        '团', '道', '镇', '室', '司', '台', '库', '部', '年', '度', '门', '位', '级', '学', '港', '区', '乡', '宫',
    ];
    const OTHERS: [&str; 8] = ["下属", "所属", "各单位", "附属", "事业单位", "行政单位", "其中", "结转"];
    let bare = without_period(words);
    bare.is_empty()
        || bare == "本年"
        || (bare.ends_with(WHOSE) && !bare.ends_with('款') && !OTHERS.iter().any(|other| bare.contains(other)))
}

/// Whether words speak of revenue and expenditure at once.
pub(super) fn two_sided(words: &str) -> bool {
    ["收、支", "收支", "收入、支出", "收入支出", "收入和支出"].iter().any(|both| words.contains(both))
}

/// 收、支预算总计各 without 各.
pub(super) fn without_each(words: &str) -> &str {
    let mut words = words;
    loop {
        let shorter = words.trim_end_matches(['各', '均', '共', '有', '所', '略', '又', '也']).trim_end_matches("分别");
        if shorter.len() == words.len() {
            return words;
        }
        words = shorter;
    }
}

/// A name without the words that say which of its figures it is, to tell whether two sentences mean one amount.
pub(super) fn plain(words: &str) -> String {
    let mut plain = words.trim_end_matches(['为', '共', '是']).to_owned();
    for part in ["预算", "总计", "合计", "总额", "数", "总"] {
        plain = plain.replace(part, "");
    }
    plain
}

/// A name without what sentences put between it and its amount.
pub(super) fn without_trail(words: &str) -> &str {
    const TRAIL: [&str; 15] = [
        "预算支出",
        "支出预算",
        "财政拨款",
        "预算安排",
        "安排",
        "预算",
        "支出",
        "总额",
        "合计",
        "总计",
        "共计",
        "数",
        "为",
        "共",
        "约",
    ];
    let mut words = words;
    loop {
        let words_without_year = without_year(words);
        let shorter = TRAIL.iter().find_map(|part| words_without_year.strip_suffix(part)).unwrap_or(words_without_year);
        if shorter.len() == words.len() {
            return words;
        }
        words = shorter;
    }
}

/// Without a year at the end: 公务接待费2026年.
fn without_year(words: &str) -> &str {
    let Some(rest) = words.strip_suffix("年").or_else(|| words.strip_suffix("年度")) else { return words };
    let name = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    if rest.len() - name.len() == 4 { name } else { words }
}

/// Without the number of the item and the year at the beginning.
pub(super) fn without_period(words: &str) -> &str {
    let mut words = words.trim_start_matches(['“', '”', '"']);
    for prefix in ["其中", "包括", "安排", "当年", "本年度"] {
        words = words.strip_prefix(prefix).unwrap_or(words);
    }
    let digits = words.trim_start_matches(|c: char| c.is_ascii_digit());
    if words.len() - digits.len() == 4 {
        for year in ["年度", "年"] {
            if let Some(rest) = digits.strip_prefix(year) {
                return rest.strip_prefix("当年").unwrap_or(rest);
            }
        }
    }
    words
}

/// Without the number of an item: （1）, 1．, 2.
pub(super) fn unnumbered(words: &str) -> &str {
    let numeral = |c: char| is_numeral(c) || c.is_ascii_digit() || ('①'..='⑳').contains(&c);
    if let Some(inside) = words.strip_prefix(['（', '(']) {
        let rest = inside.trim_start_matches(numeral);
        return rest.strip_prefix(['）', ')']).filter(|rest| rest.len() < inside.len()).unwrap_or(words);
    }
    let rest = words.trim_start_matches(numeral);
    if rest.len() == words.len() {
        return words;
    }
    rest.strip_prefix(['.', '．', '、']).unwrap_or(if words.starts_with(|c| ('①'..='⑳').contains(&c)) {
        rest
    } else {
        words
    })
}

fn appropriated() -> Key {
    Key::expenditure().source(Scope::FISCAL).nature(Scope::BASIC_AND_PROJECT)
}

/// Whose money sentences about parts of the appropriations mean: general public money where the words
/// or the heading say so.
fn money(words: Words<'_>) -> Option<Scope<Source>> {
    let general = Scope::<Source>::just(Source::GeneralPublic);
    for words in [words.own, words.item, words.heading] {
        if words.contains("一般公共") {
            return Some(general);
        }
        if words.contains("基金") || words.contains("国有资本") {
            return None;
        }
        if words.contains("财政拨款") {
            return Some(Scope::FISCAL);
        }
    }
    None
}

fn memo(words: Words<'_>) -> Option<Key> {
    const NAMES: [(&str, MemoItem); 10] = [
        ("“三公”经费", MemoItem::ThreePublic),
        ("“三公经费”", MemoItem::ThreePublic),
        ("三公经费", MemoItem::ThreePublic),
        ("\"三公\"经费", MemoItem::ThreePublic),
        ("机关运行经费", MemoItem::AgencyOperation),
        ("政府采购货物", MemoItem::ProcurementOfGoods),
        ("政府采购工程", MemoItem::ProcurementOfWorks),
        ("政府采购服务", MemoItem::ProcurementOfServices),
        ("政府采购", MemoItem::Procurement),
        ("政府采购经费", MemoItem::Procurement),
    ];
    let name = without_trail(words.own);
    let (_, memo) = strip(name, &NAMES)?;
    Some(match memo {
        MemoItem::ThreePublic | MemoItem::AgencyOperation => {
            appropriated().source(money(words).unwrap_or(Scope::FISCAL)).memo(memo)
        }
        _ => Key::expenditure().memo(memo),
    })
}

fn codes(words: Words<'_>) -> Option<Key> {
    let own = words.own.replace('(', "（").replace(')', "）");
    let name = without_trail(&own);
    let (_, numbers) = strip(name, &CODES)?;
    let codes: Option<Vec<EconomicCode>> = numbers.iter().map(|&number| EconomicCode::new(number).ok()).collect();
    let source = if numbers.iter().all(|number| THREE_PUBLIC.contains(number)) {
        money(words).unwrap_or(Scope::FISCAL)
    } else {
        money(words)?
    };
    Some(Key { economic: EconomicScope::of(&codes?).ok()?, ..appropriated().source(source) })
}

/// Lines of revenue by source, which stand beside 上年结转 and so are this year's.
fn source(words: Words<'_>) -> Option<Key> {
    const NAMES: [(&str, Source); 7] = [
        ("一般公共预算", Source::GeneralPublic),
        ("政府性基金预算", Source::GovernmentFund),
        ("国有资本经营预算", Source::StateCapital),
        ("事业单位经营", Source::Business),
        ("上级补助", Source::SuperiorSubsidy),
        ("附属单位上缴", Source::AffiliateRemittance),
        ("事业", Source::Institutional),
    ];
    let name = without_period(words.own).trim_start_matches("本年");
    let name = name.trim_end_matches(['为', '共', '数']);
    let name = name.strip_suffix("预算").filter(|name| name.ends_with("收入")).unwrap_or(name);
    let name = name.strip_suffix("收入")?;
    if name == "其他" {
        return Some(Key::revenue().source(Source::Other));
    }
    let (_, source) = NAMES.into_iter().find(|(source, _)| {
        name == *source
            || source.ends_with("预算")
                && name.strip_prefix(source).is_some_and(|it| matches!(it, "拨款" | "财政拨款" | "资金"))
    })?;
    Some(Key::revenue().source(source))
}

/// 基本支出 and 项目支出 of all money, where nothing speaks of a part of it.
fn nature(words: Words<'_>) -> Option<Key> {
    if words.heading.is_empty() || money(words).is_some() {
        return None;
    }
    let all = [words.own, words.item, words.heading].concat();
    if ["拨款", "一般公共", "基金", "国有资本"].iter().any(|it| all.contains(it)) {
        return None;
    }
    let name = without_period(words.own);
    let name = name.trim_end_matches(['为', '共', '数']).trim_end_matches("预算");
    match name {
        "基本支出" => Some(Key::expenditure().nature(Scope::BASIC)),
        "项目支出" => Some(Key::expenditure().nature(Scope::PROJECT)),
        _ => None,
    }
}

/// Narrowed to the money that the words or the heading name, for a function.
pub(super) fn function_key(code: crate::code::FunctionalCode, words: Words<'_>) -> Option<Key> {
    let of_all = || words.heading.contains("支出预算") || words.heading.contains("收支预算");
    match money(words) {
        Some(source) => Some(appropriated().source(source).function(code)),
        None if of_all() && !words.heading.contains("拨款") && !words.heading.contains("基金") => {
            Some(Key::expenditure().nature(Scope::SPENT).function(code))
        }
        None => None,
    }
}

/// Where the words before an amount begin: after the last mark that ends a clause, or the last
/// bracket that is still open.
pub(super) fn start(text: &str, amount: usize) -> usize {
    let before = tail(&text[..amount]);
    let first = amount - before.len();
    let mut closed = 0_usize;
    for (position, c) in before.char_indices().rev() {
        match c {
            '）' | ')' => closed += 1,
            '（' | '(' if closed > 0 => closed -= 1,
            '（' | '(' | '，' | ',' | '；' | '。' | '：' | ':' | ';' | '\n' => {
                return first + position + c.len_utf8();
            }
            _ => {}
        }
    }
    first
}
