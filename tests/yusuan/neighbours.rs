//! What places beside the known families print in their own way.

use super::support::{SEED, facts, is_sound, read, unread, unread_figures, violated};

/// 采购: one source beside the whole is a part of it.
const PURCHASES: &str = "\
示例市教育局2022年部门预算
收支总表
单位：万元
收入 支出
项目 预算数 项目 预算数
一、一般公共预算拨款收入 90.00 一、教育支出 100.00
二、其他收入 10.00
收入总计 100.00 支出总计 100.00
政府采购预算表
单位：万元
采购项目 采购类别 采购金额
总额 其中：一般公共预算
校园足球场地建设 工程 20.00 0.00
教学设备更新 货物 30.00 25.00
合计 50.00 25.00
";

#[test]
fn a_lone_source_beside_the_whole_is_a_part_of_it() {
    let bureau = read(PURCHASES);
    is_sound(&bureau);
    assert_eq!(facts(&bureau, 2).len(), 6);
    // Two sources are all of it.
    let two = PURCHASES.replace("其中：一般公共预算", "一般公共预算 其他资金").replace("0.00\n教", "0.00 20.00\n教");
    let two = two.replace("25.00\n合计", "25.00 5.00\n合计").replace("50.00 25.00\n", "50.00 25.00 25.00\n");
    is_sound(&read(&two));
    assert!(!violated(&read(&two.replace("30.00 25.00 5.00", "30.00 25.00 6.00"))).is_empty());
}

/// What business income pays stands beside projects in one table and among them in the other.
const BUSINESS: &str = "\
示例市公路中心2026年部门预算
支出总表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出 事业单位经营支出
214 交通运输支出 100.00 50.00 30.00 20.00
21401 公路水路运输 100.00 50.00 30.00 20.00
2140106 公路养护 100.00 50.00 30.00 20.00
合计 100.00 50.00 30.00 20.00
项目支出预算表
单位：万元
项目名称 合计 一般公共预算 事业单位经营收入
农村公路日常养护 30.00 30.00 0.00
沥青拌和站经营支出 20.00 0.00 20.00
合计 50.00 30.00 20.00
";

#[test]
fn what_business_income_pays_may_be_listed_as_projects() {
    is_sound(&read(BUSINESS));
    let without = BUSINESS.replace("沥青拌和站经营支出 20.00 0.00 20.00\n", "");
    let without = without.replace("合计 50.00 30.00 20.00", "合计 30.00 30.00 0.00");
    is_sound(&read(&without));
    let more = BUSINESS.replace("合计 50.00 30.00", "合计 51.00 31.00").replace("养护 30.00 30.00", "养护 31.00 31.00");
    assert!(!violated(&read(&more)).is_empty());
    // Without business everything that is listed is a project.
    let none = BUSINESS.replace("100.00 50.00 30.00 20.00", "80.00 50.00 30.00 0.00");
    assert!(!violated(&read(&none)).is_empty());
}

/// Sichuan: projects repeat the code of the function above them.
const REPEATED: &str = "\
示例市文旅局2024年部门预算
一般公共预算支出预算表
单位：万元
科目编码 单位代码 单位名称（科目） 合计 基本支出 项目支出
类 款 项
合计 150.00 30.00 120.00
371001 示例市文旅局机关 150.00 30.00 120.00
207 01 01 371001 行政运行 30.00 30.00 0.00
207 01 04 371001 图书馆 120.00 0.00 120.00
一般公共预算项目支出预算表
单位：万元
科目编码 单位代码 单位名称（科目） 金额
类 款 项
合计 120.00
371001 示例市文旅局机关 120.00
207 01 04 371001 图书馆 120.00
207 01 04 371001 免费开放补助资金 70.00
207 01 04 371001 图书购置 50.00
";

#[test]
fn projects_that_repeat_the_code_of_their_function_are_no_functions() {
    let bureau = read(REPEATED);
    assert_eq!(violated(&bureau), Vec::<String>::new());
    assert_eq!(unread(&bureau), ["207 01 04 371001 免费开放补助资金 70.00", "207 01 04 371001 图书购置 50.00"]);
    let broken = REPEATED.replace("371001 图书馆 120.00\n", "371001 图书馆 121.00\n");
    assert!(!violated(&read(&broken)).is_empty());
}

/// Shenzhen: the department stands above its units, with the name of one of them, and its amounts are rounded apart.
const ABOVE: &str = "\
示例市水文局2023年部门预算
收入总表
单位：万元
预算单位 收入总计 一般公共预算拨款 其他收入
示例市水文局 30.01 20.01 10.00
示例市水文局（本级） 10.00 10.00 0.00
示例市水质监测中心 20.00 10.00 10.00
支出总表
单位：万元
预算单位 支出总计 基本支出 项目支出
示例市水文局 30.01 20.01 10.00
示例市水文局（本级） 10.00 10.00 0.00
示例市水质监测中心 20.00 10.00 10.00
";

#[test]
fn a_department_above_its_units_is_the_whole() {
    let bureau = read(ABOVE);
    assert_eq!(violated(&bureau), Vec::<String>::new());
    let rows = facts(&bureau, 2);
    assert_eq!(rows.iter().filter(|fact| fact.contains("unit=")).count(), 6, "{rows:#?}");
    let broken = ABOVE.replacen("监测中心 20.00 10.00", "监测中心 20.00 11.00", 1);
    assert!(!violated(&read(&broken)).is_empty());
}

/// Foshan: 其他资金 above what it is made of, and the year over each column as editions of Guangdong had it.
const GROUPED: &str = "\
示例市武术局2021年部门预算
收支总体情况表
单位：万元
收入 支出
项目 2021年预算 项目 2021年预算
一、财政拨款 70.00 一、教育支出 100.00
一般公共预算 70.00
二、财政专户拨款 0.00
三、其他资金 30.00
事业收入 28.00
其他收入 2.00
本年收入合计 100.00 本年支出合计 100.00
收入总计 100.00 支出总计 100.00
收入总体情况表
单位：万元
项目 2021年预算
一、财政拨款 70.00
二、其他资金 30.00
本年收入合计 100.00
收入总计 100.00
";

#[test]
fn other_money_may_be_told_line_by_line() {
    let bureau = read(GROUPED);
    is_sound(&bureau);
    let told = facts(&bureau, 1);
    assert!(told.contains(&"revenue source=institutional+other = 30.00".to_owned()), "{told:#?}");
    assert!(!violated(&read(&GROUPED.replace("事业收入 28.00", "事业收入 27.00"))).is_empty());
}

/// Shanghai: the final account of one year, with what was not spent and with 预算数 and 决算数 under each item.
const ACCOUNT: &str = "\
示例区卫生服务中心2020年度单位决算
2020年度财政拨款收入支出决算总表
单位：万元
收入 支出
项目 决算数 项目 合计 一般公共预算财政拨款 政府性基金预算财政拨款
一、一般公共预算财政拨款 90.00 一、卫生健康支出 80.00 80.00 0.00
二、政府性基金预算财政拨款 10.00 二、城乡社区支出 10.00 0.00 10.00
本年收入合计 100.00 本年支出合计 90.00 80.00 10.00
年初财政拨款结转和结余 5.00 年末财政拨款结转和结余 15.00 15.00 0.00
总计 105.00 总计 105.00 95.00 10.00
2020年度一般公共预算财政拨款支出决算表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
合计 80.00 50.00 30.00
210 卫生健康支出 80.00 50.00 30.00
2020年度一般公共预算财政拨款“三公”经费支出决算表
单位：万元
| 合计 |  | 因公出国（境）费 |  | 公务用车购置及运行费 |  |  |  |  |  | 公务接待费 |  |
| 预算数 | 决算数 | 预算数 | 决算数 | 小计 |  | 公务用车购置费 |  | 公务用车运行费 |  | 预算数 | 决算数 |
|  |  |  |  | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 |  |  |
| 9.34 | 8.51 | 0.00 | 0.00 | 5.92 | 5.82 | 0.00 | 0.00 | 5.92 | 5.82 | 3.42 | 2.69 |
";

#[test]
fn a_final_account_spends_less_than_there_is() {
    let account = read(ACCOUNT);
    is_sound(&account);
    assert_eq!(facts(&account, 3).len(), 12);
    let nests = account.audit().relations().iter().any(|relation| relation.id() == "columns: 3.6 = 3.8 + 3.10");
    assert!(nests);
    assert!(!violated(&read(&ACCOUNT.replace("合计 80.00 50.00", "合计 81.00 51.00"))).is_empty());
}

/// The last line of a name and the title repeated on the next page are no title over two lines.
const REPEATED_TITLE: &str = "\
示例县农业局2018年度部门决算
收入支出决算总表
单位：元
收入 支出
项目 决算数 项目 决算数
一、财政拨款收入 900.00 一、城乡社区支出 600.00
二、农林水支出 300.00
本年收入合计 900.00 本年支出合计 900.00
总计 900.00 总计 900.00
支出决算表
单位：元
科目编码 科目名称 本年支出合计 基本支出 项目支出
合计 900.00 300.00 600.00
212 城乡社区支出 600.00 0.00 600.00
国有土地使用权出让收入及对应专项债务收
21208 600.00 0.00 600.00
入安排的支出
支出决算表
单位：元
科目编码 科目名称 本年支出合计 基本支出 项目支出
2120804 农村基础设施建设支出 600.00 0.00 600.00
213 农林水支出 300.00 300.00 0.00
";

#[test]
fn a_title_repeated_below_a_wrapped_name_begins_no_table() {
    let bureau = read(REPEATED_TITLE);
    is_sound(&bureau);
    assert_eq!((bureau.tables.len(), facts(&bureau, 2).len()), (2, 15));
    assert!(
        !violated(&read(&REPEATED_TITLE.replace("213 农林水支出 300.00 300", "213 农林水支出 310.00 310"))).is_empty()
    );
}

/// Shanghai: the title of a table may come out behind its rows, so that its header follows the total of another.
const TITLE_BEHIND: &str = "\
示例市人民医院2023年单位预算
收入预算总表
单位：元
科目编码 科目名称 合计 一般公共预算 事业收入
205 教育支出 143,000 143,000 0
210 卫生健康支出 857,000 257,000 600,000
合计 1,000,000 400,000 600,000
支出预算总表
单位：元
科目编码 科目名称 合计 基本支出 项目支出
205 教育支出 143,000 100,000 43,000
210 卫生健康支出 857,000 500,000 357,000
合计 1,000,000 600,000 400,000
\u{c}财政拨款收入 财政拨款支出
项目 预算数 项目 合计 一般公共预算 政府性基金预算
一、一般公共预算 400,000 一、教育支出 143,000 143,000
二、卫生健康支出 257,000 257,000
收入总计 400,000 支出总计 400,000 400,000
69.81 39.00 0 30.81 0
财政拨款收支预算总表
单位：元
";

#[test]
fn a_header_below_a_total_begins_another_table() {
    let hospital = read(TITLE_BEHIND);
    assert_eq!(violated(&hospital), Vec::<String>::new());
    assert_eq!((hospital.tables.len(), facts(&hospital, 2).len()), (2, 9));
    // What stands below is listed with all its figures.
    assert_eq!((unread(&hospital).len(), unread_figures(&hospital)), (4, 13), "{:?}", hospital.unread);
    assert!(!violated(&read(&TITLE_BEHIND.replace("857,000 500,000", "587,000 500,000"))).is_empty());
}

/// One cell to a line: 合计 below a header with 本年支出合计 is the label of the first row and no column.
const CELL_BY_CELL: &str = "\
金额单位：万元
项  目
本年支出合计
基本支出
项目支出
科目编码
科目名称
合计
900.00
300.00
600.00
212
城乡社区支出
900.00
300.00
600.00
";

#[test]
fn a_total_below_the_column_of_the_whole_is_a_row() {
    let account = |first: &str| {
        read(&format!("示例区国土整治局2019年度部门决算\n支出决算表\n{first}财政拨款支出决算表\n{CELL_BY_CELL}"))
    };
    let bureau = account(CELL_BY_CELL);
    is_sound(&bureau);
    assert_eq!((facts(&bureau, 1).len(), facts(&bureau, 2).len()), (6, 6));
    assert!(!violated(&account(&CELL_BY_CELL.replace("合计\n900.00", "合计\n990.00"))).is_empty());
}

/// Hebei: the body with its code and the number of the table stand above the header.
#[test]
fn the_body_and_the_number_of_a_table_are_no_header() {
    let line = "337示例市教育局 预算公开表1\n";
    let named = PURCHASES.replace("收支总表\n", &format!("收支总表\n{line}"));
    assert_eq!(facts(&read(&named), 1), facts(&read(PURCHASES), 1));
    assert_eq!(facts(&read(&named), 1).len(), 5);
}

/// Guangdong: a list of projects and of what else is no basic expenditure.
#[test]
fn projects_may_be_listed_with_all_other_expenditure() {
    let paid = BUSINESS.replace("事业单位经营支出", "上缴上级支出").replace("事业单位经营收入", "其他收入");
    let other = paid.replace("项目支出预算表", "部门预算项目支出及其他支出预算表");
    assert!(!violated(&read(&paid)).is_empty());
    is_sound(&read(&other));
}

/// Editions of Guangdong that name the year over each column are read by their template.
#[test]
fn a_header_may_name_the_year() {
    let named = SEED.replace("项目 预算 项目 预算", "项目 2024年预算 项目 2024年预算");
    assert_ne!(named, SEED);
    let (named, seed) = (read(&named), read(SEED));
    assert_eq!((named.facts().count(), named.unread.len()), (seed.facts().count(), 0));
    assert_eq!(named.template, seed.template);
}
