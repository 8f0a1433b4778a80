//! The money of tables of goals (绩效目标表, 自评表), whose cells are mostly prose, indicators and scores.
//!
//! Rule. A figure of such a table is an amount if it is printed with decimals and stands behind a word for
//! money (年度资金总额：2,134.87), or with the decimals that the document's amounts have and behind a name under a
//! header of money (项目总额 财政资金 其他资金). Where the document prints amounts with any number of decimals, a
//! run of as many numbers as the header has columns counts as well. What follows a comparison (≤ 12 月,
//! ≥ 90 %) or a unit in brackets is the value of an indicator, a number without decimals beside it a score:
//! they are no amounts, so they are neither facts nor unread figures.

mod form;
mod names;
mod passages;

use crate::amount::{Amount, Printed, Unit};
use crate::table::vocabulary::{self, Role, Word};

use super::address::is_total;
use super::region::{Lines, Region};
use super::token::{Kind, Token};

pub(super) use passages::passages;

/// The amounts of one project, each behind its own word or all of them under the header.
#[derive(Debug)]
pub(super) struct GoalRow<'a> {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) figures: Vec<Token<'a>>,
    /// For each figure the word it stands behind; empty if the header names the columns.
    pub(super) words: Vec<Word>,
    /// Whether the code of its unit stands before its name.
    has_unit_code: bool,
    /// The words since the amount before, where goals are printed behind amounts.
    before: Vec<Token<'a>>,
}

impl GoalRow<'_> {
    /// Whether the parts of a total that is printed with them make it up. If not, it is not certain whose they are.
    pub(super) fn adds_up(&self, unit: Unit) -> bool {
        let amount = |token: &Token<'_>| token.amount(unit).map(Printed::amount);
        let is_part = |word: &Word| matches!(word.role, Role::Source(_) | Role::OtherMoney | Role::Carried);
        let total = self.words.iter().position(|word| word.role == Role::Whole);
        let parts: Vec<&Token<'_>> =
            self.words.iter().zip(&self.figures).filter(|(word, _)| is_part(word)).map(|(_, figure)| figure).collect();
        let Some(total) = total.filter(|_| !parts.is_empty()).and_then(|at| amount(&self.figures[at])) else {
            return true;
        };
        let sum =
            parts.iter().filter_map(|part| amount(part)).try_fold(Amount::ZERO, |sum, part| sum.checked_add(part).ok());
        sum == Some(total)
    }
}

/// Reads the rows of a table of goals with that many columns of money in its header.
pub(super) fn goal_rows<'a>(document: &Lines<'a>, region: &Region<'a>, columns: usize) -> Vec<GoalRow<'a>> {
    let tokens: Vec<Token<'a>> = region.body.iter().flat_map(|&line| document.tokens(line)).copied().collect();
    let form = form::words(document, region);
    let columns = if form.is_some() { 0 } else { columns };
    let has_scores = region.words.words.iter().any(|word| word.name == "得分");
    let mut reader = Reader {
        decimals: document.decimals,
        columns,
        most_split: if has_scores { 0 } else { columns },
        goals_follow: region.words.end_with_text(),
        name: first_name(document, region),
        title: named_in_title(region).to_owned(),
        has_code: false,
        after_unit_code: false,
        text: Vec::new(),
        rows: Vec::new(),
    };
    for token in form.iter().flatten() {
        reader.word(token);
    }
    let mut at = 0;
    while at < tokens.len() {
        let run = tokens[at..].iter().take_while(|token| token.kind != Kind::Text && !is_code(token.text)).count();
        if run == 0 {
            reader.word(&tokens[at]);
            at += 1;
            continue;
        }
        // 0843-信息系统运维: digits that lead to a name are a part of it.
        let leads = tokens[at..at + run].iter().all(|token| token.kind == Kind::Number && token.text.len() > 2);
        if leads && reader.text.last().is_some_and(|word| is_code(word.text)) {
            at += run;
            continue;
        }
        reader.run(&tokens[at..at + run]);
        at += run;
        reader.after_unit_code = is_unit_code(&tokens[at - 1], tokens.get(at));
    }
    if reader.has_code {
        return reader.rows;
    }
    names::before_amounts(&mut reader.rows);
    without_indicators(reader.rows)
}

/// 201056 before a name: the code of a unit.
pub(super) fn is_unit_code(token: &Token<'_>, next: Option<&Token<'_>>) -> bool {
    let named = next.is_some_and(|next| next.kind == Kind::Text);
    token.kind == Kind::Number && token.first && (6..=12).contains(&token.text.len()) && named
}

/// Where rows of money begin with the codes of their units, a figure without one stands beside an indicator.
fn without_indicators(mut rows: Vec<GoalRow<'_>>) -> Vec<GoalRow<'_>> {
    if rows.iter().any(|row| row.has_unit_code) {
        rows.retain(|row| row.has_unit_code || !row.words.is_empty() || is_total(&row.name));
    }
    rows
}

/// The project whose name stands in the header, or in the title.
fn first_name(document: &Lines<'_>, region: &Region<'_>) -> String {
    let first = region.body.first().copied().unwrap_or(region.end);
    let named = (region.start..first)
        .find_map(|line| document.squeezed[line].strip_prefix("项目名称").filter(|rest| !rest.is_empty()));
    let name = named.unwrap_or_else(|| named_in_title(region));
    if !name.is_empty() {
        return name.to_owned();
    }
    // 项目 / 名称: narrow cells break the label too.
    let head = document.squeezed[region.start..first].concat();
    let after_label = head.split_once("项目名称").map_or("", |(_, after)| after);
    after_label.split_once("主管部门").map_or("", |(name, _)| name).to_owned()
}

/// 办公楼物业 of 办公楼物业项目绩效目标表.
fn named_in_title<'r>(region: &'r Region<'_>) -> &'r str {
    region.heading.trim_end_matches("绩效目标表").trim_end_matches("绩效自评表").trim_end_matches("项目")
}

/// 11000022T00000043: the code of a project.
pub(super) fn is_code(text: &str) -> bool {
    text.len() >= 8
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && text.bytes().filter(u8::is_ascii_digit).count() >= 6
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// 11000022T00000043, or with the name behind it: 11000022T000000433478-法律服务.
fn begins_with_code(text: &str) -> bool {
    let code = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').map_or(text, |end| &text[..end]);
    is_code(code)
}

struct Reader<'a> {
    /// The decimals of all amounts of the document, if they are the same.
    decimals: Option<u8>,
    columns: usize,
    /// Whether goals are printed behind amounts.
    goals_follow: bool,
    /// How many numbers at most are an amount and its parts whatever their decimals. None where what was achieved is
    /// scored: then weights and scores stand beside each other.
    most_split: usize,
    name: String,
    /// The project that the title names, if it names one.
    title: String,
    /// Whether names stand behind codes.
    has_code: bool,
    /// Whether the last number was the code of a unit.
    after_unit_code: bool,
    /// The words since the last figure.
    text: Vec<Token<'a>>,
    rows: Vec<GoalRow<'a>>,
}

impl<'a> Reader<'a> {
    fn word(&mut self, token: &Token<'a>) {
        self.text.push(*token);
        if self.text.len() > 400 {
            self.text.drain(..200);
        }
        // 项目名称 信息化运行维护 主管部门: the name ends where the next label begins.
        let Some(at) = self.text.iter().rposition(|word| word.text == "项目名称") else { return };
        let name = &self.text[at + 1..];
        // A name may stand higher than its label.
        if at > 0 && self.text[at - 1].text == self.title {
            return;
        }
        if (1..=2).contains(&name.len()) && !name.iter().any(|word| is_label(word.text)) {
            self.name = joined(name);
        }
    }

    fn run(&mut self, run: &[Token<'a>]) {
        let label = self.label();
        let is_value = ends_with_comparison(&label) || ends_with_unit(&label);
        let amounts: Vec<Token<'a>> = run.iter().copied().filter(|token| self.is_amount(token)).collect();
        let word = money_word(&label);
        if let (Some(word), false) = (word, is_value) {
            // One amount behind its word; a dash says that there is none.
            let first = run[0];
            let decimal = first.kind == Kind::Figure
                || self.decimals.is_none() && first.kind == Kind::Number
                || first.text == "0";
            if decimal {
                self.push_behind(word, first);
            }
        } else if !is_value && self.columns > 0 {
            let whole = self.decimals.is_none() && run.len() == self.columns && run.len() >= 3;
            let all = if whole || self.is_split(run) { run.to_vec() } else { amounts };
            if !all.is_empty() {
                let name = self.row_name();
                let before = if self.goals_follow { std::mem::take(&mut self.text) } else { Vec::new() };
                self.rows.push(GoalRow {
                    name,
                    line: run[0].line,
                    figures: all,
                    words: Vec::new(),
                    has_unit_code: self.after_unit_code,
                    before,
                });
            }
        }
        self.text.clear();
    }

    fn is_amount(&self, token: &Token<'_>) -> bool {
        let decimals =
            token.text.trim_end_matches([')', '）']).rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
        token.kind == Kind::Figure && self.decimals.is_none_or(|wanted| usize::from(wanted) == decimals)
    }

    /// Whether a run is an amount and what it is made up of, whatever their decimals.
    fn is_split(&self, run: &[Token<'a>]) -> bool {
        let is_number = |token: &Token<'_>| matches!(token.kind, Kind::Number | Kind::Figure);
        let amount = |token: &Token<'_>| token.amount(Unit::Yuan).map(Printed::amount);
        let [whole, parts @ ..] = run else { return false };
        let sum = || parts.iter().try_fold(Amount::ZERO, |sum, part| sum.checked_add(amount(part)?).ok());
        !parts.is_empty()
            && run.len() <= self.most_split
            && run.iter().all(is_number)
            && amount(whole).is_some_and(|whole| whole != Amount::ZERO && sum() == Some(whole))
    }

    /// The last words before a figure, as one.
    fn label(&self) -> String {
        let from = self.text.len().saturating_sub(4);
        joined(&self.text[from..])
    }

    fn push_behind(&mut self, word: Word, figure: Token<'a>) {
        match self.rows.last_mut() {
            Some(row)
                if row.name == self.name
                    && !row.words.is_empty()
                    && word.role != Role::Whole
                    && !row.words.iter().any(|other| other.role == word.role) =>
            {
                row.figures.push(figure);
                row.words.push(word);
            }
            _ => self.rows.push(GoalRow {
                name: self.name.clone(),
                line: figure.line,
                figures: vec![figure],
                words: vec![word],
                has_unit_code: false,
                before: Vec::new(),
            }),
        }
    }

    /// The name before a run of amounts: what follows its code. Without one the amounts belong to the project
    /// before, if those have codes, as where a project has several.
    fn row_name(&mut self) -> String {
        if let Some(at) = self.text.iter().rposition(|word| begins_with_code(word.text)) {
            let name = joined(&self.text[at..]);
            let bare = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
            bare.clone_into(&mut self.name);
            self.has_code = true;
        } else if !self.has_code && joined(&self.text).chars().count() > 1 {
            return joined(&self.text);
        }
        self.name.clone()
    }
}

/// Words as one.
fn joined(words: &[Token<'_>]) -> String {
    words.iter().map(|word| word.text).collect()
}

fn is_label(text: &str) -> bool {
    [
        "主管部门",
        "实施单位",
        "项目属性",
        "项目类别",
        "项目类型",
        "项目单位",
        "单位名称",
        "项目资金",
        "资金",
        "项目负责人",
        "项目性质",
        "项目期",
        "项目编码",
        "项目代码",
        "预算单位",
        "单位编码",
    ]
    .iter()
    .any(|label| text.starts_with(label))
}

fn ends_with_comparison(label: &str) -> bool {
    label.trim_end().ends_with(['≤', '≥', '＝', '=', '＞', '＜', '>', '<', '≦', '≧'])
}

/// 办案邮寄（万元）, 培训次数(次): an indicator with its unit.
fn ends_with_unit(label: &str) -> bool {
    let Some(inside) = label.strip_suffix([')', '）']).and_then(|rest| rest.rsplit(['(', '（']).next()) else {
        return false;
    };
    inside.chars().count() <= 6
        && inside.ends_with([
            '元', '%', '％', '次', '个', '人', '件', '天', '册', '篇', '份', '年', '月', '日', '项', '台', '套', '家',
            '场',
        ])
}

/// What a fund costs this year, and what of it each level of government spends.
const BY_LEVEL: [Word; 3] = [
    Word { name: "当年预算", role: Role::Whole },
    Word { name: "市级支出", role: Role::OfWhich },
    Word { name: "补助区县", role: Role::OfWhich },
];

/// The word for money that a label ends with.
fn money_word(label: &str) -> Option<Word> {
    if let Some(word) = BY_LEVEL.iter().find(|word| label.ends_with(word.name)) {
        return Some(*word);
    }
    // The cell beside it, 执行率分值（10分）, may be mixed into it.
    let mut label = vocabulary::plain(label.trim_end_matches(['：', ':']), None);
    for other in ["执行率", "分值", "10分", "（", "）"] {
        label = label.replace(other, "");
    }
    let mut starts = label.char_indices().map(|(at, _)| at);
    let word = starts.find_map(|at| vocabulary::word(&label[at..]))?;
    let is_money = matches!(word.role, Role::Source(_) | Role::OtherMoney | Role::Carried | Role::ThisYear)
        || word.role == Role::Whole && word.name.contains("总额");
    is_money.then_some(word)
}
