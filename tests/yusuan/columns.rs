//! Columns that only other tables can tell, in small made documents whose empty cells have vanished.

use yusuan::{Disclosure, Fact, Key, MemoItem, Printed, Scope, Source, Unit, read_text};

fn read(text: &str) -> Disclosure {
    read_text(text).unwrap_or_else(|error| panic!("{error}"))
}

fn wan(text: &str) -> Printed {
    Printed::parse(text, Unit::TenThousandYuan).unwrap()
}

/// The figures of the rows whose label ends so, with the first source that their columns name.
fn of_rows(disclosure: &Disclosure, label: &str) -> Vec<(String, Printed)> {
    let is_it = |fact: &Fact| fact.key.project.as_ref().is_some_and(|name| name.as_str().ends_with(label));
    let source = |fact: &Fact| fact.key.source.to_string().split('+').next().unwrap_or_default().to_owned();
    disclosure.facts().filter(is_it).map(|fact| (source(&fact), fact.printed)).collect()
}

/// A department of three units. The archive has money of its own and nothing else, the school has both.
const UNITS: &str = "\
示例市教育局2026年度部门预算
公开01表
收支总表
部门：示例市教育局 单位：万元
收入 支出
项目 预算数 项目 预算数
一、一般公共预算拨款收入 800.00 一、教育支出 900.00
二、事业收入 70.00
三、其他收入 30.00
本年收入合计 900.00 本年支出合计 900.00
收入总计 900.00 支出总计 900.00
公开02表
收入总表
部门：示例市教育局 单位：万元
部门代码 部门名称 合计 一般公共预算 政府性基金预算 事业收入 其他收入
合计 900.00 800.00 70.00 30.00
305001 示例市教育局（本级） 500.00 500.00
305002 示例市音像档案馆 70.00 70.00
305003 示例市第一实验学校 330.00 300.00 30.00
公开13表
政府采购支出表
部门：示例市教育局 单位：万元
采购品目大类 专项名称 经济科目 采购品目名称 采购组织形式 一般公共预算资金 政府性基金 其他资金 总计
合计 59.00 23.00 82.00
货物 30.00 8.00 38.00
示例市教育局（本级） 12.00 12.00
办公设备购置 办公费 复印纸 集中采购 2.00 2.00
信息化建设 办公设备购置 服务器 集中采购 10.00 10.00
示例市音像档案馆 8.00 8.00
馆务运行 办公费 空调机 集中采购 8.00 8.00
示例市第一 18.00 18.00
实验学校
校务运行 办公费 课桌 集中采购 18.00 18.00
服务 29.00 15.00 44.00
示例市教育局（本级） 29.00 29.00
考务工作 委托业务费 考试服务 分散采 29.00 29.00
购
示例市音像档案馆 15.00 15.00
馆务运行 物业管理费 物业管理服务 集中采购 15.00 15.00
";

#[test]
fn a_unit_buys_with_no_money_that_it_has_not() {
    let bureau = read(UNITS);
    assert!(bureau.unread.is_empty(), "{:?}", bureau.unread);
    let both = |source: &str, amount: &str| vec![(source.to_owned(), wan(amount)), ("all".to_owned(), wan(amount))];
    assert_eq!(of_rows(&bureau, "服务器集中采购"), both("general-public", "10.00"));
    assert_eq!(of_rows(&bureau, "空调机集中采购"), both("state-capital", "8.00"));
    assert_eq!(of_rows(&bureau, "物业管理服务集中采购"), both("state-capital", "15.00"));
    // The school has both kinds of money; what the other units leave of the sum of goods is general.
    assert_eq!(of_rows(&bureau, "课桌集中采购"), both("general-public", "18.00"));
    // The end of a label that a page broke off belongs to it, not to the next row.
    assert_eq!(of_rows(&bureau, "示例市第一实验学校"), both("general-public", "18.00"));
    assert!(of_rows(&bureau, "考试服务分散采购").len() == 2 && of_rows(&bureau, "购示例市音像档案馆").is_empty());
    assert_eq!(bureau.audit().tally().violated, 0);
}

#[test]
fn what_a_unit_with_several_kinds_of_money_buys_stays_open() {
    // Without sums by kind nothing tells which money the school spends.
    let text = UNITS.replace("合计 59.00 23.00 82.00\n", "").replace("货物 30.00 8.00 38.00\n", "");
    let bureau = read(&text);
    let unread: Vec<&str> = bureau.unread.iter().map(|unread| unread.text.as_str()).collect();
    assert!(unread.iter().any(|text| text.contains("课桌")), "{unread:?}");
    assert!(!unread.iter().any(|text| text.contains("服务器") || text.contains("空调机")), "{unread:?}");
}

#[test]
fn projects_that_spend_all_of_a_source_spend_all_that_each_unit_has_of_it() {
    let (head, _) = UNITS.split_once("公开13表").unwrap();
    let text = format!(
        "{head}公开10表
项目支出表
部门：示例市教育局 单位：万元
单位名称 项目名称 合计 一般公共预算 政府性基金 单位资金
合计 220.00 120.00 100.00
示例市教育局（本级） 招生考试 60.00 60.00
示例市教育局（本级） 校舍维修 40.00 40.00
示例市音像档案馆 档案修复 50.00 50.00
示例市音像档案馆 设备更新 20.00 20.00
示例市第一实验学校 校园安全 20.00 20.00
示例市第一实验学校 实验设备 30.00 30.00
"
    );
    let bureau = read(&text);
    assert!(bureau.unread.is_empty(), "{:?}", bureau.unread);
    let sources =
        |label: &str| -> Vec<String> { of_rows(&bureau, label).into_iter().map(|(source, _)| source).collect() };
    assert_eq!(sources("校舍维修"), ["all", "general-public"]);
    assert_eq!(sources("校园安全"), ["all", "general-public"]);
    assert_eq!(sources("实验设备").len(), 2);
    assert_ne!(sources("实验设备"), sources("校园安全"));
    assert_eq!(bureau.audit().tally().violated, 0);
}

#[test]
fn purchases_for_a_purpose_are_paid_from_the_money_spent_on_it() {
    let text = "\
2026年示例市公路局部门预算
收支总表
单位：万元
收入 支出
项目 预算数 项目 预算数
一、一般公共预算拨款收入 80.00 一、城乡社区支出 100.00
二、政府性基金预算拨款收入 20.00
收入总计 100.00 支出总计 100.00
支出总表
单位：万元
科目编码 科目名称 合计 财政拨款 单位资金
小计 一般公共预算 政府性基金预算
合计 100.00 100.00 80.00 20.00
212 城乡社区支出 100.00 100.00 80.00 20.00
21201 城乡社区管理事务 80.00 80.00 80.00
2120101 行政运行 80.00 80.00 80.00
21208 国有土地使用权出让收入安排的支出 20.00 20.00 20.00
2120803 城市建设支出 20.00 20.00 20.00
政府采购预算表
单位：万元
科目编码 科目名称 合计 财政拨款 单位资金
小计 一般公共预算 政府性基金预算
合计 5.00 5.00 5.00
212 城乡社区支出 5.00 5.00 5.00
21201 城乡社区管理事务 5.00 5.00 5.00
2120101 行政运行 5.00 5.00 5.00
";
    let bureau = read(text);
    assert!(bureau.unread.is_empty(), "{:?}", bureau.unread);
    let key = Key { memo: Some(MemoItem::Procurement), ..Key::expenditure() };
    let bought = |source: Scope<Source>| {
        let key = key.clone().function("212".parse().unwrap()).source(source);
        let found: Vec<Printed> = bureau.facts().filter(|fact| fact.key == key).map(|fact| fact.printed).collect();
        found
    };
    assert!(!bought(Source::GeneralPublic.into()).is_empty());
    assert_eq!(bureau.audit().tally().violated, 0);
}

#[test]
fn indicators_of_goals_compare_no_amounts_of_the_budget() {
    let (head, _) = UNITS.split_once("公开13表").unwrap();
    let goals = "\
部门整体绩效目标表
部门：示例市教育局
年度目标 本市学前教育入园率达到98%以上,社会培训机构营业额同比增长5%及以上。
一级指标 二级指标 三级指标 指标值
产出指标 数量指标 培训教师人数同比增长 ≥6%
效益指标 社会效益 义务教育巩固率同比增长 ≥1%
第三部分 预算情况说明
2026年收入预算900.00万元，比2025年增加100.00万元，增长12.50%。
";
    let bureau = read(&format!("{head}{goals}"));
    assert!(bureau.unread.is_empty(), "{:?}", bureau.unread);
    assert_eq!(bureau.claims.len(), 1, "{:?}", bureau.claims);
    assert_eq!(bureau.claims[0].change, Some(wan("100.00")));
}
