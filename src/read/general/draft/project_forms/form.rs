//! The lines of money of each form, before their columns are known.

use crate::amount::Unit;

use super::super::super::region::{Lines, Region};
use super::super::super::token::{Kind, Token};

/// A form as printed.
pub(super) struct Form<'a> {
    /// The project.
    pub(super) name: String,
    /// 实施单位, the unit that carries it out; empty if none is named.
    pub(super) executing: String,
    /// How many columns of money it has: with or without 年初预算数.
    pub(super) bases: usize,
    pub(super) unit: Option<Unit>,
    /// Where the line of the total stands, in the document and in print.
    pub(super) line: usize,
    pub(super) page: u32,
    pub(super) number: u32,
    /// What follows the label of the total, and of each source.
    pub(super) lines: [Vec<Token<'a>>; 4],
    /// Whether all labels of sources were met, so that no other one can be among them.
    pub(super) has_all_lines: bool,
}

/// What the labels of sources are made of; narrow cells break them anywhere.
const LABELS: [&str; 6] =
    ["其中当年财政拨款资金", "其中本年财政拨款", "其中本年度财政拨款", "上年结转资金", "上年结转结余资金", "其他资金"];

/// A form longer than this up to its total names no project.
const LINES_OF_HEAD: usize = 60;

/// What stands above the money of a form, and the words from the label of its total on.
pub(in super::super) struct Head<'a> {
    text: String,
    pub(in super::super) name: String,
    pub(in super::super) unit: Option<Unit>,
    /// Position of the line of the total.
    pub(in super::super) total: usize,
    pub(in super::super) tokens: Vec<Token<'a>>,
}

/// The forms of a region, each with a total of that name.
pub(in super::super) fn heads<'a>(document: &Lines<'a>, region: &Region<'a>, label: &str) -> Vec<Head<'a>> {
    let begins = |line: &usize| document.squeezed[*line].starts_with("项目名称");
    let starts: Vec<usize> = (region.start..region.end).filter(begins).collect();
    let ends = starts.iter().skip(1).copied().chain([region.end]);
    let head = |(&start, end): (&usize, usize)| {
        let mut lines = start..end.min(start + LINES_OF_HEAD);
        let total = lines.find(|&line| document.squeezed[line].contains(label))?;
        let text = document.squeezed[start..=total].concat();
        let text = text.split_once(label)?.0.to_owned();
        let tokens: Vec<Token<'a>> = (total..end).flat_map(|line| document.tokens(line)).copied().collect();
        let from = tokens.iter().position(|token| token.kind == Kind::Text && token.text.contains("总额"))?;
        Some(Head {
            name: between(&text, "项目名称", &["主管部门", "实施单位", "项目性质", "项目资金", "资金金额", "年初预算"]),
            unit: unit(&text),
            total,
            tokens: tokens[from..].to_vec(),
            text,
        })
    };
    starts.iter().zip(ends).filter_map(head).collect()
}

pub(super) fn forms<'a>(document: &Lines<'a>, region: &Region<'a>) -> Vec<Form<'a>> {
    heads(document, region, "年度资金总额").into_iter().filter_map(|head| form(document, head)).collect()
}

fn form<'a>(document: &Lines<'a>, head: Head<'a>) -> Option<Form<'a>> {
    let spent = head.text.find("全年执行数")?;
    let changed = head.text[..spent].find("全年预算数")?;
    let opening = head.text[..changed].contains("年初预算数");
    let (lines, has_all_lines) = lines_of(&head.tokens);
    let line = &document.lines[head.total];
    Some(Form {
        executing: between(&head.text, "实施单位", &["项目资金", "年初预算", "全年预算", "资金", "（万元", "(万元"]),
        name: head.name,
        bases: if opening { 3 } else { 2 },
        unit: head.unit,
        line: head.total,
        page: line.page,
        number: line.number,
        lines,
        has_all_lines,
    })
}

/// The figures behind each label, up to the first word that belongs to none.
fn lines_of<'a>(tokens: &[Token<'a>]) -> ([Vec<Token<'a>>; 4], bool) {
    let mut lines: [Vec<Token<'a>>; 4] = Default::default();
    let mut label = String::from("年度资金总额");
    let mut met = [true, false, false, false];
    let mut is_labelled = true;
    for token in tokens.iter().skip(1) {
        if token.kind != Kind::Text {
            let Some(line) = line_of(&label) else { break };
            // A second run behind the same label belongs to something else.
            if !is_labelled && lines[line].last().is_some_and(|last| last.line != token.line) {
                break;
            }
            met[line] = true;
            lines[line].push(*token);
            is_labelled = false;
            continue;
        }
        let piece: String =
            token.text.chars().filter(|c| !matches!(c, '：' | ':' | '，' | '（' | '）' | '(' | ')')).collect();
        if !LABELS.iter().any(|label| label.contains(&piece)) {
            break;
        }
        if !is_labelled {
            label.clear();
        }
        is_labelled = true;
        label += &piece;
        for (line, word) in ["财政拨款", "结转", "其他资金"].iter().enumerate() {
            met[line + 1] |= label.contains(word);
        }
    }
    (lines, met.iter().all(|met| *met))
}

/// Which line the last label of a text is of.
fn line_of(label: &str) -> Option<usize> {
    let words = ["资金总额", "财政拨款", "结转", "其他资金"];
    let found = words.iter().enumerate().filter_map(|(line, word)| Some((label.rfind(word)?, line)));
    found.max().map(|(_, line)| line)
}

fn between(text: &str, label: &str, ends: &[&str]) -> String {
    let Some((_, rest)) = text.split_once(label) else { return String::new() };
    let end = ends.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    rest[..end].trim_matches(['：', ':']).to_owned()
}

/// （万元）
fn unit(head: &str) -> Option<Unit> {
    let is_printed = |unit: &Unit| {
        [format!("（{}）", unit.name()), format!("({})", unit.name())].iter().any(|printed| head.contains(printed))
    };
    Unit::ALL.into_iter().find(is_printed)
}
