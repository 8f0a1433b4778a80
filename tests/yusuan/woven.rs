//! Headers and labels of extractors that go line by line: wrapped cells come out in pieces of one another.

use proptest::prelude::*;
use yusuan::{Disclosure, Relation, read_text};

fn read(text: &str) -> Disclosure {
    read_text(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Of the tables with that title: row, words over the column, amount.
fn cells(disclosure: &Disclosure, title: &str) -> Vec<String> {
    let tell = |fact: yusuan::Fact| {
        let (table, row, column) = disclosure.names(fact.place);
        table.ends_with(title).then(|| format!("{row} | {column} | {}", fact.printed.to_string().replace(',', "")))
    };
    disclosure.facts().filter_map(tell).collect()
}

#[track_caller]
fn prints(disclosure: &Disclosure, title: &str, expected: &[&str]) {
    let cells = cells(disclosure, title);
    for cell in expected {
        assert!(cells.iter().any(|it| it == cell), "{cell}: {cells:#?}");
    }
}

fn violated(disclosure: &Disclosure) -> Vec<String> {
    disclosure.audit().violations().map(Relation::id).collect()
}

#[track_caller]
fn is_sound(disclosure: &Disclosure) {
    assert!(violated(disclosure).is_empty(), "{:#?}", violated(disclosure));
    assert!(disclosure.unread.is_empty(), "{:#?}", disclosure.unread);
}

const REVENUE: &str = "\
收入决算表
单位：万元
项目
附属单位上缴
功能分 本年收入合计 财政拨款收入 上级补助收入 事业收入 经营收入 其他收入
收入
类科目 科目名称
编码 决算数 决算数 决算数 决算数 决算数 决算数 决算数
类 款 项 合计 98.00 90.00 0.00 5.00 0.00 0.00 3.00
205 教育支出 28.00 20.00 0.00 5.00 0.00 0.00 3.00
20508 进修及培训 28.00 20.00 0.00 5.00 0.00 0.00 3.00
2050803 培训支出 28.00 20.00 0.00 5.00 0.00 0.00 3.00
221 住房保障支出 70.00 70.00 0.00 0.00 0.00 0.00 0.00
22102 住房改革支出 70.00 70.00 0.00 0.00 0.00 0.00 0.00
2210201 住房公积金 70.00 70.00 0.00 0.00 0.00 0.00 0.00
";

const EXPENDITURE: &str = "\
支出决算表
单位：万元
项目
对附属单位补
本年支出合计 基本支出 项目支出 上缴上级支出 经营支出
功能分类
助支出
科目名称
科目编码
合计 98.00 76.00 22.00 0.00 0.00 0.00
205 教育支出 28.00 6.00 22.00 0.00 0.00 0.00
20508 进修及培训 28.00 6.00 22.00 0.00 0.00 0.00
2050803 培训支出 28.00 6.00 22.00 0.00 0.00 0.00
221 住房保障支出 70.00 70.00 0.00 0.00 0.00 0.00
22102 住房改革支出 70.00 70.00 0.00 0.00 0.00 0.00
2210201 住房公积金 70.00 70.00 0.00 0.00 0.00 0.00
";

/// A final account of these tables and of one that tells nothing about them.
fn account(tables: &[&str]) -> Disclosure {
    read(&format!("示例市气象服务站2023年度部门决算\n{}{BESIDE}", tables.concat()))
}

const FUND: &str = "\
政府性基金预算支出表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
212 城乡社区支出 7.00 0.00 7.00
合计 7.00 0.00 7.00
";

const BESIDE: &str = "\
政府采购预算表
单位：万元
采购项目 合计
电脑 0.50
合计 0.50
";

#[test]
fn cells_are_put_together_from_their_pieces() {
    let account = account(&[REVENUE, EXPENDITURE]);
    prints(
        &account,
        "收入决算表",
        &[
            "合计 | 本年收入合计 | 98.00",
            "2050803 培训支出 | 财政拨款收入 | 20.00",
            "2050803 培训支出 | 事业收入 | 5.00",
            "2050803 培训支出 | 附属单位上缴收入 | 0.00",
            "2050803 培训支出 | 其他收入 | 3.00",
        ],
    );
    prints(
        &account,
        "支出决算表",
        &["合计 | 项目支出 | 22.00", "2050803 培训支出 | 基本支出 | 6.00", "2210201 住房公积金 | 基本支出 | 70.00"],
    );
    is_sound(&account);
}

#[test]
fn the_words_over_changes_find_their_columns() {
    let budget = read(
        "\
示例部2026年部门预算
部门公开表5
一般公共预算支出表
单位：万元
2026年预算数比
2026年预算数比
功能分类科目 2025年执行数 2026年预算数 2025年执行数
2025年执行数
（扣除中央基建投资）
扣除中央基 年初预算数 扣除中央
科目编码 科目名称 执行数 建投资后执 基建投资 增减额 增减(%) 增减额 增减(%)
行数 小计 基本支出 项目支出 后预算数
201 一般公共服务支出 900.00 400.00 500.00 300.00 200.00 480.00 -400.00 -44.44% 80.00 20.00%
20140 信访事务 900.00 400.00 500.00 300.00 200.00 480.00 -400.00 -44.44% 80.00 20.00%
2014001 行政运行 300.00 300.00 300.00 300.00 300.00 0.00 0.00% 0.00 0.00%
2014004 信访业务 600.00 100.00 200.00 200.00 180.00 -400.00 -66.67% 80.00 80.00%
合 计 900.00 400.00 500.00 300.00 200.00 480.00 -400.00 -44.44% 80.00 20.00%
部门公开表7
政府性基金预算支出表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
212 城乡社区支出 7.00 0.00 7.00
合 计 7.00 0.00 7.00
",
    );
    prints(
        &budget,
        "一般公共预算支出表",
        &[
            "2014004 信访业务 | 上年执行数/执行数 | 600.00",
            "2014004 信访业务 | 上年执行数/扣除中央基建投资后执行数 | 100.00",
            "2014004 信访业务 | 本年预算数/项目支出 | 200.00",
            "2014004 信访业务 | 本年预算数/扣除中央基建投资后预算数 | 180.00",
        ],
    );
    is_sound(&budget);
}

#[test]
fn budget_and_account_stand_under_every_item() {
    let table = "\
财政拨款“三公”经费支出决算表
单位：万元
财政拨款“三公”经费
公务用车购置及运行维护费
因公出国
合计 公务用车 公务用车 公务接待费
（境）费 小计
购置费 运行维护费
预算数 决算数 预算数 决算数 预算数 决算数 预算数 决算数 预算数 决算数 预算数 决算数
53.93 37.35 52.40 37.35 25.00 25.00 27.40 12.35 1.53 0
";
    let account = account(&[REVENUE, EXPENDITURE, table]);
    let vehicles = "财政拨款三公经费/公务用车购置及运行维护费";
    prints(
        &account,
        "经费支出决算表",
        &[
            &format!(" | 预算数/{vehicles}/小计 | 52.40"),
            &format!(" | 决算数/{vehicles}/公务用车运行维护费 | 12.35"),
            " | 预算数/公务接待费 | 1.53",
            " | 决算数/公务接待费 | 0",
        ],
    );
    is_sound(&account);
}

/// Published tables print 上缴上级支出 before 经营支出 or after 对附属单位补助支出, and here no line says which.
#[test]
fn a_figure_under_one_of_two_likely_columns_has_none() {
    let table = "\
部门支出总表
单位：万元
科目编 事业单位经营 对附属单位
科目名称 合 计 基本支出 项目支出 上缴上级支出
码 支出 补助支出
205 教育支出 28.00 6.00 20.00 2.00
20508 进修及培训 28.00 6.00 20.00 2.00
2050803 培训支出 28.00 6.00 20.00 2.00
合 计 28.00 6.00 20.00 2.00
";
    let budget = read(&format!("示例部2026年部门预算\n{table}{BESIDE}"));
    assert_eq!(cells(&budget, "部门支出总表").iter().filter(|cell| cell.ends_with(" 28.00")).count(), 4);
    let guessed: Vec<String> =
        cells(&budget, "部门支出总表").into_iter().filter(|cell| cell.ends_with(" 2.00")).collect();
    assert!(guessed.is_empty(), "{guessed:?}");
    assert!(budget.unread.iter().map(|unread| unread.figures).sum::<u32>() >= 4);
}

#[test]
fn names_may_stand_around_their_codes() {
    let table = "\
一般公共预算财政拨款支出决算表
单位：万元
项目
合计 基本支出 项目支出
功能分类
科目名称
科目编码
社会保障和就业
208 20.50 10.50 10.00
支出
行政事业单位养
20805 20.50 10.50 10.00
老支出
机关事业单位基
2080505 本养老保险缴费 10.50 10.50
支出
其他行政事业单
2080599 10.00 10.00
位养老支出
合计 20.50 10.50 10.00
一般公共预算财政拨款基本支出决算表
单位：万元
经济分
经济分类
类科目
科目编码 科目名称 决算数 科目名称 决算数
编码
类 款 类 款
301 工资福利支出 9.50 302 商品和服务支出 1.00
机关事业单位基本
301 08 9.50 302 07 邮电费 0.40
养老保险缴费
因公出国（境）费
301 13 住房公积金 0.00 302 12 0.60
用
人员经费合计 9.50 公用经费合计 1.00
";
    let account = account(&[table]);
    prints(
        &account,
        "一般公共预算财政拨款支出决算表",
        &["合计 | 项目支出 | 10.00", "2080505 机关事业单位基本养老保险缴费支出 | 基本支出 | 10.50"],
    );
    let basic = cells(&account, "一般公共预算财政拨款基本支出决算表");
    assert!(basic.iter().any(|cell| cell.starts_with("30108") && cell.ends_with("9.50")), "{basic:#?}");
    assert!(basic.iter().any(|cell| cell.starts_with("30212") && cell.ends_with("0.60")), "{basic:#?}");
    is_sound(&account);
}

/// One digit of 基本支出 is lost at 205 and at the section under it.
#[test]
fn a_misprint_hides_no_other_row_and_is_told() {
    let wrong = "\
一般公共预算财政拨款支出决算表
单位：万元
项目 合计 基本支出 项目支出
科目编码 科目名称
205 教育支出 13,583.48 1,066.51 2,921.97
20508 进修及培训 13,583.48 1,066.51 2,921.97
2050802 干部教育 10,661.51 10,661.51
2050803 培训支出 2,921.97 2,921.97
208 社会保障和就业支出 306.90 306.90
20805 行政事业单位养老支出 306.90 306.90
2080505 机关事业单位基本养老保险缴费支出 306.90 306.90
221 住房保障支出 852.09 852.09
22102 住房改革支出 852.09 852.09
2210201 住房公积金 852.09 852.09
合计 14,742.47 11,513.60 3,228.87
";
    let misprinted = account(&[wrong]);
    prints(
        &misprinted,
        "一般公共预算财政拨款支出决算表",
        &[
            "2080505 机关事业单位基本养老保险缴费支出 | 项目支出 | 306.90",
            "2210201 住房公积金 | 基本支出 | 852.09",
            "2050802 干部教育 | 基本支出 | 10661.51",
        ],
    );
    assert!(misprinted.unread.is_empty(), "{:#?}", misprinted.unread);
    let told = violated(&misprinted);
    assert!(told.iter().any(|id| id.starts_with("columns: ") && id.ends_with("@ 205")), "{told:#?}");
    assert!(told.iter().any(|id| id.starts_with("rows: ") && id.ends_with("@ 20508")), "{told:#?}");
    let right = account(&[&wrong.replace(" 1,066.51 ", " 10,661.51 ")]);
    is_sound(&right);
}

#[test]
fn what_conferences_cost_is_no_total() {
    let conferences = "会议费支出表\n单位：万元\n会议名称 金额\n年会 3.00\n合计 3.00\n";
    assert!(violated(&account(&[REVENUE, EXPENDITURE, conferences])).is_empty());
}

#[test]
fn of_labels_beside_each_other_none_is_that_of_the_line_below() {
    let budget = read(
        "\
示例市档案馆2026年度部门预算
部门收支总表
单位：元
收 入 支 出
项 目 预算数 项 目 预算数
一、一般公共预算 一、一般公共服
9000.00 9000.00
拨款收入 务支出
收入总计 9000.00 支出总计 9000.00
部门收入总表
单位：元
合计 一般公共预算拨款收入
9000.00 9000.00
",
    );
    prints(&budget, "部门收支总表", &["收入总计 | 预算数 | 9000.00", "支出总计 | 预算数 | 9000.00"]);
    assert_eq!(cells(&budget, "部门收支总表").len(), 2);
    assert_eq!(budget.unread.iter().map(|unread| unread.figures).sum::<u32>(), 2);
}

/// Columns in the order of some published form, the whole first.
const FORMS: [&[&str]; 4] = [
    &["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"],
    &["合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
    &["合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"],
    &[
        "合计",
        "上年结转",
        "一般公共预算拨款收入",
        "政府性基金预算拨款收入",
        "国有资本经营预算拨款收入",
        "事业收入",
        "事业单位经营收入",
        "上级补助收入",
        "附属单位上缴收入",
        "其他收入",
        "使用非财政拨款结余",
    ],
];

/// A header as an extractor prints it that goes line by line, each cell cut into so many lines and centred.
fn woven(columns: &[&str], cuts: &[usize]) -> String {
    let labels = ["科目编码", "科目名称"];
    let mut pieces: Vec<(i64, usize, String)> = Vec::new();
    for (at, cell) in labels.iter().chain(columns).enumerate() {
        let characters: Vec<char> = cell.chars().collect();
        let count = cuts[at % cuts.len()].clamp(1, characters.len() / 2);
        let length = characters.len().div_ceil(count);
        let lines: Vec<String> = characters.chunks(length).map(|line| line.iter().collect()).collect();
        let count = i64::try_from(lines.len()).unwrap();
        let lines = lines.into_iter().zip(0..);
        pieces.extend(lines.map(|(line, index): (String, i64)| (2 * index - count, at, line)));
    }
    pieces.sort();
    let mut text = String::new();
    let mut last = None;
    for (height, _, piece) in pieces {
        text.push_str(if last == Some(height) { " " } else { "\n" });
        text.push_str(&piece);
        last = Some(height);
    }
    text.trim_start().to_owned()
}

/// A document with a table under such a header and one row; its title and the figures of the row.
fn document(form: usize, cuts: &[usize], parts: &[u32]) -> (String, &'static str, Vec<String>) {
    let print = |amount: u32| format!("{}.{:02}", amount / 100, amount % 100);
    let row: Vec<String> = std::iter::once(parts.iter().sum()).chain(parts.iter().copied()).map(print).collect();
    let title = if form == 1 { "部门支出总表" } else { "部门收入总表" };
    let text = format!(
        "示例部2026年部门预算\n{title}\n单位：万元\n{}\n205 教育支出 {row}\n合计 {row}\n{FUND}{BESIDE}",
        woven(FORMS[form], cuts),
        row = row.join(" "),
    );
    (text, title, row)
}

/// The property below speaks of something: most figures under woven headers are read.
#[test]
fn most_woven_headers_are_read() {
    let (mut facts, mut figures) = (0, 0);
    for (form, columns) in FORMS.iter().enumerate() {
        for shift in 0..13 {
            let cuts: Vec<usize> = (0..13).map(|at| 1 + (at * at + shift) % 3).collect();
            let parts: Vec<u32> = (1..columns.len()).map(|at| 1_000 + 97 * u32::try_from(at).unwrap()).collect();
            let (text, title, row) = document(form, &cuts, &parts);
            facts += cells(&read(&text), title).len();
            figures += 2 * row.len();
        }
    }
    assert!(2 * facts > figures && facts <= figures, "{facts} of {figures}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever the cells of a header are cut into, no figure gets into another column.
    #[test]
    fn no_figure_gets_into_another_column(
        form in 0..FORMS.len(),
        cuts in proptest::collection::vec(1_usize..=3, 13),
        amounts in proptest::collection::vec((0_u32..3, 1_u32..90_000), 10),
    ) {
        let columns = FORMS[form];
        let parts: Vec<u32> =
            amounts[..columns.len() - 1].iter().map(|(kind, amount)| if *kind > 0 { *amount } else { 0 }).collect();
        prop_assume!(parts.iter().any(|part| *part > 0));
        let (text, title, row) = document(form, &cuts, &parts);
        let disclosure = read_text(&text).map_err(|error| TestCaseError::fail(format!("{error}: {text}")))?;
        for cell in cells(&disclosure, title) {
            let mut of = cell.rsplit(" | ");
            let (amount, column) = (of.next().unwrap(), of.next().unwrap());
            let inner = column.rsplit('/').next().unwrap();
            let is_column = |name: &&str| *name == inner || *name == column.replace('/', "");
            let at = columns.iter().position(is_column);
            prop_assert_eq!(at.map(|at| row[at].as_str()), Some(amount), "{} in {}", cell, text);
        }
    }
}
