//! Titles: what the words above a table say about the money it shows.

use crate::scope::{Nature, Scope, Source};
use crate::text::is_numeral;

/// What a table is about, as far as its title tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// The budget itself: revenue, expenditure, or both sides.
    Budget,
    /// “三公”经费, often with conferences and training.
    ThreePublic,
    /// 机关运行经费 by economic code.
    AgencyOperation,
    /// 政府采购.
    Procurement,
    /// 政府购买服务.
    PurchasedServices,
    /// 绩效目标: what projects are to achieve.
    Goals,
    /// 转移支付, 资产配置, 债务 and others that stand beside the budget.
    Beside,
}

/// Which sides of the budget a table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sides {
    Revenue,
    Expenditure,
    Both,
}

/// What a title says of money carried over from last year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carried {
    Untold,
    /// Nothing else is shown.
    Only,
    /// 不含上年结转: none of it is shown.
    LeftOut,
}

/// What a title says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) subject: Subject,
    pub(super) sides: Sides,
    /// Whose money the table is limited to.
    pub(super) source: Option<Scope<Source>>,
    /// What it is limited to on the axis of natures.
    pub(super) nature: Option<Scope<Nature>>,
    pub(super) carried: Carried,
    /// Whether it is a final account (决算).
    pub(super) is_final: bool,
    /// Whether its rows are projects.
    pub(super) by_project: bool,
    /// The economic class that all of it is: …表--人员经费（工资福利支出）.
    pub(super) economic: &'static [u32],
}

impl Title {
    /// What projects are to achieve, said by no title.
    pub(super) fn goals() -> Self {
        Self {
            subject: Subject::Goals,
            sides: Sides::Expenditure,
            source: None,
            nature: None,
            carried: Carried::Untold,
            is_final: false,
            by_project: false,
            economic: &[],
        }
    }
}

/// Longer lines are sentences.
const LONGEST: usize = 60;

/// So many characters and the longest number before them.
const MOST_BYTES: usize = 6 * LONGEST;

/// What a line says if it is the title of a table. White space has been taken out.
pub(super) fn title(line: &str) -> Option<Title> {
    // Most lines are told by their length or their end.
    if line.len() > MOST_BYTES || !ends_as_title(line) {
        return None;
    }
    let text = without_number(line);
    let count = text.chars().count();
    if !(3..=LONGEST).contains(&count)
        || text.contains(['，', '。', '；', '：', '、'].as_slice()) && !is_listed_title(text)
    {
        return None;
    }
    if text.contains("详见") || text.contains("见附") || text.starts_with("注") || text.contains('《') {
        return None;
    }
    if !ends_as_title(text) {
        return None;
    }
    describe(text)
}

/// Whether a bracket is opened that is not closed: the title goes on in the next line.
pub(super) fn goes_on(line: &str) -> bool {
    let open = line.rfind(['（', '(']);
    open.is_some_and(|open| !line[open..].contains(['）', ')']))
}

/// 三公 tables name several things with 、 between them, and projects may be several things.
fn is_listed_title(text: &str) -> bool {
    !text.contains(['，', '。', '；', '：'].as_slice())
        && (text.contains("三公")
            || text.contains(['（', '('])
            || text.contains("会议费")
            || text.ends_with("项目绩效目标表"))
}

/// `…表`, `…表（按功能分类科目）`, `…表（元）`, `…表--人员经费（工资福利支出）（按部门预算经济分类）`.
fn ends_as_title(text: &str) -> bool {
    const LONGEST_BRACKET: usize = 24;
    const LONGEST_DETAIL: usize = 40;
    if text.trim_end_matches([')', '）']).ends_with('表') {
        return true;
    }
    let open = text.rfind(['（', '(']);
    if open.is_some_and(|open| text[..open].ends_with('表') && text[open..].chars().count() < LONGEST_BRACKET) {
        return true;
    }
    let Some(end) = text.rfind('表').map(|at| at + '表'.len_utf8()) else { return false };
    let detail = &text[end..];
    let is_detail = detail.starts_with("--") || detail.starts_with("——") || is_bracketed(detail);
    is_detail && detail.chars().count() < LONGEST_DETAIL && !detail.contains(|c: char| c.is_ascii_digit())
}

/// The class that a title names behind dashes: those tables list functions, and the items of one class over columns.
fn economic_class(text: &str) -> &'static [u32] {
    let detail = ["表--", "表——"].iter().find_map(|dashes| text.split_once(dashes)).map_or("", |(_, detail)| detail);
    let classes: [(&str, &'static [u32]); 3] = [("工资福利", &[301]), ("商品和服务", &[302]), ("对个人和家庭", &[303])];
    classes.iter().find(|(name, _)| detail.contains(name)).map_or(&[], |(_, codes)| codes)
}

/// Whether a text is brackets and what they hold, and nothing else.
pub(super) fn is_bracketed(mut text: &str) -> bool {
    while let Some((_, rest)) = text.strip_prefix(['（', '(']).and_then(|inside| inside.split_once(['）', ')'])) {
        text = rest;
    }
    text.is_empty()
}

/// Whether a line is the number of a table and nothing else: 表1, 预算01表, 部门公开表1, 附件1-1, 公开01表.
pub(super) fn is_number(line: &str) -> bool {
    const LONGEST: usize = 64;
    if line.len() > LONGEST || !(line.contains(['表', '件', 'G'])) {
        return false;
    }
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let rest: String = line.chars().filter(|c| !c.is_ascii_digit() && !is_numeral(*c)).collect();
    let numbered = digits > 0 || line.chars().any(is_numeral);
    let rest = rest.trim_end_matches([':', '：']);
    numbered
        && matches!(
            rest,
            "表" | "公开表"
                | "预算表"
                | "部门公开表"
                | "附表"
                | "附表-"
                | "预算公开表"
                | "部门预算公开表"
                | "GK"
                | "公开-表"
                | "表-"
                | "财预表"
                | "预财表"
                | "部门预算表"
                | "附件"
                | "附件-"
                | "单位公开表"
        )
}

/// Whether a title begins with its number or its year, so that it is no rest of one.
pub(super) fn is_begun(line: &str) -> bool {
    let year = line.bytes().take_while(u8::is_ascii_digit).count();
    without_number(line).len() < line.len() || year == 4 && line[year..].starts_with('年')
}

/// Whether two titles are the same but for a number before one of them: 表12026年收支总表 is 2026年收支总表.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let is_numbered =
        |long: &str, short: &str| long.strip_suffix(short).is_some_and(|number| number.is_empty() || is_number(number));
    is_numbered(one, other) || is_numbered(other, one)
}

/// A title without its number: 表1：, 公开01表：, 一、, （一）, 2026年.
pub(super) fn without_number(line: &str) -> &str {
    for prefix in ["部门公开表", "部门预算公开表", "单位公开表", "预算公开表", "预算表", "公开表", "附表", "表"]
    {
        if let Some(rest) = line.strip_prefix(prefix) {
            let mut title = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
            if title.len() == rest.len() && !rest.starts_with("一般") {
                title = rest.trim_start_matches(is_numeral);
            }
            if title.len() < rest.len() && !title.is_empty() {
                return title.trim_start_matches([':', '：', '、', '.']);
            }
        }
    }
    for prefix in ["公开", "预算", "财预", "部门公开"] {
        if let Some(rest) = line.strip_prefix(prefix) {
            let title = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
            if title.len() < rest.len()
                && let Some(title) = title.strip_prefix('表')
                && !title.is_empty()
            {
                return title.trim_start_matches([':', '：']);
            }
        }
    }
    let bare = crate::table::without_ordinal(line);
    if bare.is_empty() { line } else { bare }
}

fn describe(text: &str) -> Option<Title> {
    let has = |word: &str| text.contains(word);
    let any = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let subject = if any(&["三公", "因公出国", "公务接待"]) {
        Subject::ThreePublic
    } else if any(&["绩效", "自评"]) {
        Subject::Goals
    } else if any(&[
        "转移支付",
        "资产",
        "债务",
        "债券",
        "中期规划",
        "人员情况",
        "基本情况",
        "车辆",
        "国库",
        "明细目录",
        "目录",
        "情况统计",
        "委托业务费",
        "会议费",
        "培训费",
        "机构",
        "编制情况",
        "空表",
    ]) && !has("债务收支预算总表")
    {
        Subject::Beside
    } else if any(&["购买服务"]) {
        Subject::PurchasedServices
    } else if any(&["采购"]) {
        Subject::Procurement
    } else if any(&["运行经费"]) {
        Subject::AgencyOperation
    } else {
        Subject::Budget
    };
    let sides = if any(&["收支", "收入支出"]) {
        Sides::Both
    } else if has("收入") && !any(&["支出"]) {
        Sides::Revenue
    } else if any(&["支出", "经费", "采购", "项目", "服务", "绩效", "政府性基金", "政府基金", "国有资本"])
        || subject == Subject::Beside
    {
        Sides::Expenditure
    } else {
        return None;
    };
    let source = if any(&["政府性基金", "政府基金"]) {
        Some(Scope::<Source>::just(Source::GovernmentFund))
    } else if any(&["国有资本"]) {
        Some(Scope::<Source>::just(Source::StateCapital))
    } else if any(&["财政专户"]) {
        Some(Scope::SPECIAL_ACCOUNT)
    } else if any(&["一般公共预算", "公共财政预算"]) {
        Some(Scope::<Source>::just(Source::GeneralPublic))
    } else if any(&["财政拨款"]) {
        Some(Scope::FISCAL)
    } else {
        None
    };
    // 项目支出 may be the title of a table that is not about the nature: 项目支出绩效目标表.
    let nature = if any(&["基本支出"]) && !has("项目支出") {
        Some(Scope::BASIC)
    } else if any(&["项目支出", "专项业务经费", "项目经费", "专项资金", "项目预算"]) && !has("基本支出")
    {
        Some(Scope::PROJECT)
    } else {
        None
    };
    let carried = if any(&["不含上年结转", "不包括上年结转", "不包含上年结转", "不含结转"]) {
        Carried::LeftOut
    } else if any(&["上年结转", "结转资金", "结转结余"]) && !any(&["含上年结转", "含结转"]) {
        Carried::Only
    } else {
        Carried::Untold
    };
    Some(Title {
        subject,
        sides,
        source,
        nature,
        carried,
        is_final: has("决算"),
        by_project: any(&["项目支出", "项目经费", "项目预算", "专项业务经费", "专项资金"]),
        economic: economic_class(text),
    })
}
