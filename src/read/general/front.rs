//! Who and when: from the labels over the tables, the cover, and the headings.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt};

use crate::year::FiscalYear;

use super::marks::Marks;
use super::region::Lines;

/// Words before the name of the department, over its tables.
const LABELS: [&str; 16] = [
    "部门（单位）名称：",
    "部门（单位）：",
    "部门(单位)：",
    "单位（部门）：",
    "预算主管部门：",
    "预算部门：",
    "部门名称：",
    "单位名称：",
    "编制部门：",
    "编制单位：",
    "预算单位：",
    "填报单位：",
    "公开部门：",
    "公开单位：",
    "部门：",
    "单位：",
];

/// Words that end the name of a department in a title.
const TITLES: [&str; 9] = [
    "部门综合预算",
    "部门预算",
    "单位预算",
    "部门决算",
    "单位决算",
    "年度预算",
    "预算公开",
    "决算公开",
    "预算信息公开",
];

/// The year of a document: the one named with its budget most often.
pub(super) fn year(document: &Lines<'_>) -> Option<FiscalYear> {
    const OF_TITLE: usize = 20;
    let mut votes: HashMap<u16, usize> = HashMap::new();
    for line in document.with(Marks::YEAR) {
        // 预算年度：2024
        let labelled = line.split_once("预算年度").and_then(|(_, rest)| rest.strip_prefix(['：', ':'])?.get(..4));
        if let Some(year) = labelled.and_then(|digits| digits.parse().ok()).filter(|year| (2000..2100).contains(year)) {
            *votes.entry(year).or_default() += OF_TITLE;
        }
        for (position, year) in line.match_indices('年') {
            let Some(number) = digits_before(line, position) else { continue };
            // 比2023年预算增加: the budget of another year.
            if line[..position - 4].ends_with(['比', '较', '与', '同']) {
                continue;
            }
            let after = &line[position + year.len()..];
            let after = &after[..after.char_indices().nth(24).map_or(after.len(), |(end, _)| end)];
            let weight = match after.find("预算").or_else(|| after.find("决算")) {
                Some(at) if !after[..at].contains(['，', '。', '比', '较', '、']) => 8,
                _ if after.starts_with('度') => 2,
                _ => 1,
            };
            // Titles of tables and of the document count most.
            let is_title = weight == 8 && line.chars().count() < 30;
            *votes.entry(number).or_default() += if is_title { OF_TITLE } else { weight };
        }
    }
    if votes.is_empty() {
        return document.squeezed.iter().take(20).find_map(|line| chinese_year(line));
    }
    let best = votes.into_iter().max_by_key(|&(year, count)| (count, year))?.0;
    FiscalYear::new(best).ok()
}

/// The four digits that end before a position.
fn digits_before(line: &str, position: usize) -> Option<u16> {
    let start = position.checked_sub(4)?;
    let digits = line.get(start..position)?;
    let longer = line[..start].ends_with(|c: char| c.is_ascii_digit());
    let number: u16 = digits.parse().ok().filter(|_| !longer)?;
    (2000..2100).contains(&number).then_some(number)
}

/// 二〇二六年.
fn chinese_year(line: &str) -> Option<FiscalYear> {
    let (before, _) = line.split_once('年')?;
    let digit = |c: char| {
        "〇一二三四五六七八九".chars().position(|known| known == c).or((c == 'O' || c == '○' || c == '零').then_some(0))
    };
    let last: Vec<char> = before.chars().rev().take(4).collect();
    let number = last.iter().rev().try_fold(0_usize, |number, c| Some(number * 10 + digit(*c)?))?;
    FiscalYear::new(u16::try_from(number).ok()?).ok().filter(|_| last.len() == 4)
}

/// The department of a document.
pub(super) fn department(document: &Lines<'_>) -> Option<String> {
    let mut votes: HashMap<String, (usize, usize)> = HashMap::new();
    for (index, line) in document.with(Marks::BODY).enumerate() {
        if let Some(name) = labelled(line) {
            let vote = votes.entry(name).or_insert((0, index));
            vote.0 += 1;
        }
    }
    let labelled =
        votes.into_iter().max_by_key(|(_, (count, first))| (*count, std::cmp::Reverse(*first))).map(|(name, _)| name);
    labelled
        .or_else(|| cover(&document.squeezed))
        .or_else(|| in_titles(document))
        .map(|name| name.trim_start_matches("关于").to_owned())
}

/// The name before the year in the titles of tables: 合肥市财政局2024年收支总表.
fn in_titles(document: &Lines<'_>) -> Option<String> {
    const FEWEST: usize = 2;
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (line, _) in document.squeezed.iter().zip(&document.titles).filter(|(_, title)| title.is_some()) {
        let year = line.match_indices('年').find(|(at, _)| digits_before(line, *at).is_some());
        if let Some(name) = year.map(|(at, _)| &line[..at - 4]).filter(|name| is_name(name)) {
            *counts.entry(name).or_default() += 1;
        }
    }
    let (name, count) = counts.into_iter().max_by_key(|&(name, count)| (count, name))?;
    (count >= FEWEST).then(|| name.to_owned())
}

fn labelled(line: &str) -> Option<String> {
    // 石家庄市财政局 预算年度：2024 单位：万元: the name has no label.
    if let Some((name, rest)) = line.split_once("预算年度")
        && rest.starts_with(['：', ':'])
        && is_name(name)
    {
        return Some(name.to_owned());
    }
    if !line.contains([':', '：']) && !line.contains("部门名称") {
        return None;
    }
    let line = if line.contains(':') { Cow::Owned(line.replace(':', "：")) } else { Cow::Borrowed(line) };
    let colons: Vec<usize> = line.match_indices('：').map(|(at, colon)| at + colon.len()).collect();
    let found = LABELS.iter().find_map(|label| {
        let position = colons.iter().find_map(|&end| line[..end].ends_with(label).then(|| end - label.len()))?;
        // Who runs the site is not whose budget it is.
        if ["主办", "承办", "协办", "维护", "技术支持"].iter().any(|host| line[..position].ends_with(host))
        {
            return None;
        }
        // 单位：万元 names the unit of money.
        let rest = &line[position + label.len()..];
        (position < 30).then_some(rest)
    });
    let rest = found.or_else(|| line.strip_prefix("部门名称").or_else(|| line.strip_prefix("（2026年度）部门名称")))?;
    let end = ["金额单位", "单位：", "单位", "填报", "总体", "编制日期", "日期", "预算年度"]
        .iter()
        .filter_map(|stop| rest.find(stop).filter(|at| *at > 0))
        .min();
    let name = without_code(rest[..end.unwrap_or(rest.len())].trim_matches(['：', '，', '。', '_']));
    is_name(name).then(|| name.to_owned())
}

/// [218]南昌市财政局, 117_南昌市财政局: the name behind the code of the unit.
fn without_code(name: &str) -> &str {
    const LEAST: usize = 3;
    let digits = name.trim_start_matches(['[', '【', '［', '(', '（']);
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    // 2024年 is no code.
    if digits.len() - rest.len() < LEAST || rest.starts_with('年') {
        return name;
    }
    rest.trim_start_matches([']', '】', '］', ')', '）', '-', '_', '—', '－'])
}

/// Whether a text can be the name of a public body.
fn is_name(name: &str) -> bool {
    let count = name.chars().count();
    let units = ["万元", "元", "亿元", "千元", "人民币万元", "元（人民币）"];
    (3..=40).contains(&count)
        && !units.contains(&name)
        && !["万元", "元", "亿元", "千元", "人民币"].iter().any(|unit| name.starts_with(unit))
        && !name.contains(['，', '。', '；', '：', '%'])
        && !name.chars().any(|c| c.is_ascii_digit())
        && !["总计", "合计", "是指", "纳入"].iter().any(|word| name.contains(word))
        && !is_of_contents(name)
        && !["市级", "区级", "省级", "县级"].iter().any(|level| name.ends_with(level))
}

/// 一、部门概况二、: lines of the contents that run on.
fn is_of_contents(name: &str) -> bool {
    // 第一、第二中学 are bodies.
    let ordinal = |(at, _): (usize, &str)| {
        let before = name[..at].trim_end_matches(|c: char| "一二三四五六七八九十".contains(c));
        before.len() < at && !before.ends_with('第')
    };
    crate::table::without_ordinal(name).len() < name.len() || name.match_indices('、').any(ordinal)
}

/// The name on the cover: what stands before 部门预算 without the year, over up to four lines.
fn cover(lines: &[Cow<'_, str>]) -> Option<String> {
    // A line that names department, year and budget and nothing else is the title of the document.
    let whole = lines.iter().take(120).filter(|line| line.chars().count() < 40).find_map(|line| {
        let text = without_year(line);
        let at = TITLES
            .iter()
            .filter(|title| text.len() < line.len() && text.ends_with(**title))
            .filter_map(|title| text.find(title))
            .min()?;
        let name = text[..at].trim_end_matches("部门").trim_end_matches("年度");
        (is_name(name) && !name.contains("部分") && !name.contains('、') && !name.starts_with("关于"))
            .then(|| name.to_owned())
    });
    if whole.is_some() {
        return whole;
    }
    for start in 0..lines.len().min(120) {
        let mut joined = String::new();
        for line in lines[start..].iter().take(4) {
            joined.push_str(line);
            let text = without_year(&joined);
            let found = TITLES.iter().filter_map(|title| text.find(title)).filter(|at| *at > 0).min();
            let Some(at) = found else { continue };
            let name = without_year(
                text[..at]
                    .trim_start_matches("附件")
                    .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '：' | ':' | '.' | '、')),
            );
            let name = name.trim_end_matches("部门").trim_end_matches("年度").to_owned();
            let is_header = name.contains("收入") && name.contains("支出");
            if is_name(&name) && !name.contains("目录") && !name.contains("部分") && !is_header {
                return Some(name);
            }
        }
    }
    None
}

fn without_year(text: &str) -> String {
    let mut rest = text.to_owned();
    while let Some(position) = rest.find('年') {
        if digits_before(&rest, position).is_none() {
            break;
        }
        let end = position + '年'.len_utf8();
        let end = if rest[end..].starts_with('度') { end + '度'.len_utf8() } else { end };
        rest.replace_range(position - 4..end, "");
    }
    rest
}
