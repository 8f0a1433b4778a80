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

/// The items of “三公”经费 with their amounts.
fn items(disclosure: &Disclosure, code: &str) -> Vec<Printed> {
    let code = code.parse().unwrap();
    let is_it =
        |fact: &Fact| fact.key.economic.single() == Some(code) && disclosure.names(fact.place).0.contains("三公");
    disclosure.facts().filter(is_it).map(|fact| fact.printed).collect()
}

const CARS: &str = "\
示例区福利院2026年度单位预算
收支总表
单位：万元
收入 支出
项目 预算数 项目 预算数
一、一般公共预算拨款收入 90.00 一、社会保障和就业支出 90.00
收入总计 90.00 支出总计 90.00
支出总表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
合计 90.00 60.00 30.00
208 社会保障和就业支出 90.00 60.00 30.00
20802 民政管理事务 90.00 60.00 30.00
2080201 行政运行 90.00 60.00 30.00
一般公共预算“三公”经费支出表
单位：万元
合计
因公出国（境）费
公务用车购置及运行费
公务接待费
小计 公务用车购置费 公务用车运行费
8.50 2.00 6.40 6.40 0.10
";

#[test]
fn the_narrative_tells_the_items_of_its_table() {
    let silent = read(CARS);
    assert_eq!(silent.unread.len(), 1, "{:?}", silent.unread);
    let says = "第三部分 情况说明\n一、“三公”经费情况说明\n\
                公务用车购置费0.00万元，与2025年预算持平；公务用车运行费6.40万元，与2025年预算持平。\n";
    let told = read(&format!("{CARS}{says}"));
    assert!(told.unread.is_empty(), "{:?}", told.unread);
    assert_eq!(items(&told, "30231"), [wan("6.40")]);
    assert!(items(&told, "31013").is_empty());
    // Two sentences that contradict each other tell nothing.
    let both = read(&format!(
        "{CARS}{says}公务用车运行费0.00万元，与2025年预算持平。\n公务用车购置费6.40万元，与2025年预算持平。\n"
    ));
    assert!(!both.unread.is_empty());
}

#[test]
fn a_heading_beside_a_group_stands_behind_its_columns() {
    let text = CARS.replace(
        "合计\n因公出国（境）费\n公务用车购置及运行费\n公务接待费\n小计 公务用车购置费 公务用车运行费\n8.50 2.00 6.40 6.40 0.10\n",
        "“三公”经费预算数\n机关运行经费预算数\n合计 因公出国（境）费 公务接待费\n公务用车购置及运行费\n\
         小计 购置费 运行费\n6.40 0 0 6.40 6.40 0\n",
    );
    // 6.40 may be the price of a car and nothing run, or the other way round and no 机关运行经费.
    let home = read(&text);
    assert!(items(&home, "31013").is_empty() && items(&home, "30231").is_empty(), "{:?}", home.unread);
    assert_eq!(items(&home, "30217"), [wan("0")]);
    assert_eq!(home.audit().tally().violated, 0);
}

const GROUPS: &str = "\
示例省检察院2026年度部门预算
收支预算总表
单位：万元
收入 支出
项目 金额 项目 金额
一、财政拨款 80.00 一、公共安全支出 90.00
二、其他资金 10.00
收入合计 90.00 支出合计 90.00
收入预算总表
单位：万元
项目 金额
收入总计 90.00
小计 80.00
一般公共预算资金
公共财政拨款（补助）资金 80.00
小计 10.00
其他收入 10.00
支出预算总表
单位：万元
合计 基本支出 项目支出 单位预留机动经费 结转下年资金
90.00 60.00 20.00 10.00
财政拨款收支预算总表
单位：万元
收入 支出
项目 金额 项目 金额
一、一般公共预算 80.00 一、基本支出 50.00
二、项目支出 20.00
三、单位预留机动经费 10.00
收入合计 80.00 支出合计 80.00
";

#[test]
fn the_subtotal_of_a_group_is_no_total() {
    let office = read(GROUPS);
    assert!(office.unread.is_empty(), "{:?}", office.unread);
    assert_eq!(office.audit().tally().violated, 0);
}

#[test]
fn the_total_may_stand_under_the_header_on_a_line_of_its_own() {
    let (before, table) = GROUPS.split_once("项目 金额\n收入总计").unwrap();
    let (table, after) = table.split_once("支出预算总表").unwrap();
    let cells = format!("项目 金额\n收入总计{table}").replace(' ', "\n");
    let named = format!("部门：\n示例省检察院\n{cells}");
    for cells in [cells, named] {
        let office = read(&format!("{before}{cells}支出预算总表{after}"));
        assert!(office.unread.is_empty(), "{:?}", office.unread);
        assert_eq!(office.audit().tally().violated, 0);
        assert_eq!(office.facts().count(), read(GROUPS).facts().count());
    }
}

#[test]
fn figures_alone_under_a_header_that_is_not_understood_are_unread() {
    let (before, table) = GROUPS.split_once("项目 金额\n收入总计").unwrap();
    let (table, after) = table.split_once("支出预算总表").unwrap();
    let cells = format!("甲乙丙丁戊己庚辛\n壬癸子丑\n收入总计{table}").replace(' ', "\n");
    let office = read(&format!("{before}{cells}支出预算总表{after}"));
    let lost: Vec<&str> = office.unread.iter().map(|unread| &*unread.text).collect();
    assert_eq!(lost, ["90.00", "80.00", "80.00", "10.00", "10.00"]);
}

#[test]
fn a_subtotal_that_is_printed_twice_is_no_total() {
    for printed in ["小计 80.00", "小计\n小计 80.00", "小计 80.00\n小计"] {
        let office = read(&GROUPS.replace("收入总计 90.00\n", "").replacen("小计 80.00", printed, 1));
        assert!(office.unread.is_empty(), "{:?}", office.unread);
        assert_eq!(office.audit().tally().violated, 0, "{printed}");
    }
}

#[test]
fn codes_in_cells_of_their_own_are_no_amounts() {
    let (head, _) = CARS.split_once("一般公共预算“三公”").unwrap();
    let text = format!(
        "{head}一般公共预算基本支出表\n单位：万元\n科目编码\n科目名称\n合计\n合计\n60.00\n301\n工资福利支出\n45.00\n30101\n\
         基本工资\n45.00\n30102\n津贴补贴\n30103\n奖金\n302\n商品和服务支出\n15.00\n30201\n办公费\n15.00\n"
    );
    let home = read(&text);
    let amounts = |code: &str| -> Vec<Printed> {
        let code = code.parse().unwrap();
        let facts = home.facts().filter(|fact| fact.key.economic.single() == Some(code));
        facts.map(|fact| fact.printed).collect()
    };
    assert_eq!(amounts("302"), [wan("15.00")]);
    assert_eq!(amounts("30201"), [wan("15.00")]);
    assert!(amounts("30102").is_empty() && amounts("30103").is_empty());
    assert_eq!(home.audit().tally().violated, 0);
}

#[test]
fn a_bracket_of_a_title_may_close_on_the_next_line() {
    let (head, _) = CARS.split_once("一般公共预算“三公”").unwrap();
    let text = format!(
        "{head}一般公共预算支出明细表（按支出功能分类科\n目-不含上年结转）\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n\
         合计 90.00 60.00 30.00\n208 社会保障和就业支出 90.00 60.00 30.00\n"
    );
    let home = read(&text);
    let table = home.tables.last().unwrap();
    assert!(table.title.ends_with("不含上年结转）"), "{}", table.title);
    // What was carried over is left out, so the table does not show it alone.
    assert!(home.facts().any(|fact| home.names(fact.place).0.contains("明细表")
        && fact.key.source.contains(Scope::from(Source::GeneralPublic))));
    assert!(home.unread.is_empty(), "{:?}", home.unread);
}
