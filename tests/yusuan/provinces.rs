//! What single provinces print otherwise than the rest: levels of government, classes in the titles, units among codes.

use yusuan::{FiscalYear, ReadError, read_text};

use super::support::{PURCHASES, facts, is_sound, read, summary, unread, violated};

/// Sichuan: what higher levels give has a column of its own, and the department a row above its units, which have no
/// codes, while each row of a code prints that of its unit.
const SICHUAN: &str = "\
一般公共预算支出预算表
单位：万元

| 科目编码 | | | 单位代码 | 单位名称（科目） | 合计 | 当年财政拨款安排 | | | 上级提前通知专项转移支付等 | 上年结转安排 |
| 类 | 款 | 项 | | | | 小计 | 基本支出 | 项目支出 | | |
| | | | | 合 计 | 100.00 | 70.00 | 40.00 | 30.00 | 20.00 | 10.00 |
| | | | | 示例市公园局 | 100.00 | 70.00 | 40.00 | 30.00 | 20.00 | 10.00 |
| | | | | 示例市公园局（机关） | 60.00 | 40.00 | 40.00 | | 20.00 | |
| 212 | 01 | 01 | 346301 | 行政运行 | 60.00 | 40.00 | 40.00 | | 20.00 | |
| | | | | 示例市绿道中心 | 40.00 | 30.00 | | 30.00 | | 10.00 |
| 212 | 03 | 99 | 346901 | 其他城乡社区公共设施支出 | 40.00 | 30.00 | | 30.00 | | 10.00 |
";

#[test]
fn money_of_higher_levels_is_beside_that_of_the_own_level() {
    let office = read(&(summary("示例市公园局", "100.00") + SICHUAN));
    is_sound(&office);
    assert_eq!(office.facts().filter(|fact| fact.place.table == 2).count(), 22);
    // The department is the whole, and its units are the parts.
    let broken = read(&(summary("示例市公园局", "100.00") + &SICHUAN.replace("（机关） | 60.00", "（机关） | 61.00")));
    assert_eq!(violated(&broken)[0], "rows: 2.1");
}

/// Hunan: one table for each class of economic codes, whose items stand over its columns.
#[test]
fn a_title_may_name_the_class_of_all_its_money() {
    let tables = "\
一般公共预算基本支出表
单位：万元

| 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |
| | 合计 | 90.00 | 70.00 | 20.00 |
| 301 | 工资福利支出 | 70.00 | 70.00 | |
| 302 | 商品和服务支出 | 20.00 | | 20.00 |

一般公共预算基本支出表--人员经费（工资福利支出）（按部门预算经济分类）
单位：万元

| 科目编码 | | | 单位代码 | 单位名称（功能科目名称） | 总计 | 工资奖金津补贴 | |
| 类 | 款 | 项 | | | | 基本工资 | 津贴补贴 |
| | | | | 合计 | 70.00 | 50.00 | 20.00 |
| | | | 117 | 示例市公园局 | 70.00 | 50.00 | 20.00 |
| | | | 117001 | 示例市公园局本级 | 30.00 | 20.00 | 10.00 |
| 212 | 01 | 01 | | 行政运行 | 30.00 | 20.00 | 10.00 |
| | | | 117002 | 示例市绿道中心 | 40.00 | 30.00 | 10.00 |
| 212 | 03 | 99 | | 其他城乡社区公共设施支出 | 40.00 | 30.00 | 10.00 |
";
    let office = read(&(summary("示例市公园局", "90.00") + tables));
    assert_eq!(violated(&office), [] as [&str; 0]);
    let wages = "expenditure economic=301 source=general-public nature=personnel+operating";
    assert_eq!(facts(&office, 3)[0], format!("{wages} = 70.00"));
    let of_unit = |fact: &&String| fact.contains("unit=示例市绿道中心") && fact.ends_with("= 40.00");
    assert_eq!(facts(&office, 3).iter().filter(of_unit).count(), 2, "{:?}", facts(&office, 3));
}

/// Henan: what comes from appropriations is a part of 一般公共预算, on both sides.
#[test]
fn a_wider_source_under_a_narrower_one_is_a_part_of_it() {
    let table = "\
财政拨款收支总体情况表
单位：万元

| 收入 | | 支出 | | | | |
| 项目 | 金额 | 项目 | 合计 | 一般公共预算 | | 政府性基金预算 |
| | | | | 小计 | 其中：财政拨款 | |
| 一、本年收入 | 90.00 | 一、本年支出 | 95.00 | 95.00 | 85.00 | |
| （一）一般公共预算 | 90.00 | （一）城乡社区支出 | 95.00 | 95.00 | 85.00 | |
| 其中：财政拨款 | 80.00 | （二）住房保障支出 | | | | |
| 二、上年结转结余 | 5.00 | 二、结转下年 | | | | |
| 收入合计 | 95.00 | 支出合计 | 95.00 | 95.00 | 85.00 | |
";
    let office = read(&(summary("示例市公园局", "95.00") + table));
    is_sound(&office);
    // Cells tell the column of a figure that does not add up.
    let broken = read(
        &(summary("示例市公园局", "90.00") + &table.replace("城乡社区支出 | 95.00 | 95", "城乡社区支出 | 95.00 | 59")),
    );
    assert_eq!(unread(&broken), [] as [&str; 0]);
    assert!(!violated(&broken).is_empty());
}

/// Liaoning: each column of codes prints its own level only, and dashes stand in columns whose words are not known.
#[test]
fn dashes_are_no_part_of_names() {
    let table = "\
部门支出总体情况表
单位：万元

| 科目编码 | | | 单位名称（科目名称） | 合计 | 基本支出 | | 项目支出 |
| 类 | 款 | 项 | | | 工资福利支出等 | 商品和服务支出等 | |
| | | | 合计 | 90.00 | 50.00 | - | 40.00 |
| 208 | | | 社会保障和就业支出 | 90.00 | 50.00 | - | 40.00 |
| | 02 | | 民政管理事务 | 60.00 | 20.00 | - | 40.00 |
| | | 01 | 行政运行 | 60.00 | 20.00 | - | 40.00 |
| | 05 | | 行政事业单位养老支出 | 30.00 | 30.00 | - | - |
| | | 05 | 机关事业单位基本养老保险缴费支出 | 30.00 | 30.00 | - | - |
";
    let office = read(&(summary("示例市民政局", "90.00").replace("城乡社区支出", "社会保障和就业支出") + table));
    assert_eq!(violated(&office), [] as [&str; 0]);
    let told = facts(&office, 2);
    assert!(told.contains(&"expenditure function=2080505 = 30.00".to_owned()), "{told:?}");
}

/// Gansu: 本级财政拨款 is what the own level gives.
#[test]
fn a_source_numbered_below_itself_is_a_part_of_it() {
    let table = "\
部门收入总体情况表
单位：万元

| 项目 | 预算数 |
| 一、一般公共预算拨款收入 | 90.00 |
| （一）本级财政拨款 | 70.00 |
| （二）上级提前下达转移支付 | 20.00 |
| 二、政府性基金预算拨款收入 | 0.00 |
| 收入总计 | 90.00 |
";
    is_sound(&read(&(summary("示例市治沙局", "90.00") + table)));
}

/// Hebei: 政府基金 instead of 政府性基金, and the department before 预算年度 without a label.
#[test]
fn funds_are_told_by_a_shorter_title() {
    let tables = "\
部门预算收支总表
示例市水务局 预算年度：2024 单位：万元

| 收入 | | 支出 | |
| 项目 | 预算数 | 项目 | 预算数 |
| 一、一般公共预算拨款收入 | 60.00 | 一、城乡社区支出 | 30.00 |
| 二、政府性基金预算拨款收入 | 30.00 | 二、农林水支出 | 60.00 |
| 收入总计 | 90.00 | 支出总计 | 90.00 |

部门预算政府基金预算财政拨款支出表
示例市水务局 预算年度：2024 单位：万元

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| | 合计 | 30.00 | | 30.00 |
| 212 | 城乡社区支出 | 30.00 | | 30.00 |
";
    let office = read(tables);
    is_sound(&office);
    assert_eq!(office.header.department.as_str(), "示例市水务局");
    assert_eq!(facts(&office, 2)[0], "expenditure source=government-fund+carried-government-fund = 30.00");
}

#[test]
fn departments_are_told_by_their_codes_and_by_the_titles_of_tables() {
    let department = |text: &str| read(text).header.department.to_string();
    let tables = || summary("", "90.00") + PURCHASES;
    let labelled = |label: &str| tables().replacen("单位：万元", &format!("{label} 单位：万元"), 1);
    assert_eq!(department(&labelled("填报单位：[218]示例市康养局")), "示例市康养局");
    assert_eq!(department(&labelled("部门：117_示例市康养局")), "示例市康养局");
    let titled =
        summary("", "90.00").replace("2024年部门预算\n", "").replace("部门收支总表", "示例市康养局2024年收支总表");
    let again = titled.replace("收支总表", "收支预算总表");
    assert_eq!(department(&(titled + &again)), "示例市康养局");
}

/// Contents, definitions and the level of government stand before 部门预算 too, and are no names.
#[test]
fn no_department_is_better_than_a_wrong_one() {
    let nameless = summary("", "90.00").replace("2024年部门预算\n", "");
    for front in [
        "目录\n一、部门基本概况\n二、2024年部门预算情况\n",
        "示例市市级部门预算\n2024年\n",
        "结转结余是指上年部门预算安排的资金\n2024年\n",
        "和支出均纳入部门预算管理\n2024年\n",
    ] {
        let error = read_text(&format!("{front}{nameless}{PURCHASES}")).unwrap_err();
        assert!(matches!(error, ReadError::NoDepartment), "{front}: {error}");
    }
}

#[test]
fn the_year_that_others_are_compared_with_is_not_that_of_the_document() {
    let compared = "（一）行政运行60万元，\n比2023年预算增加3万元，增\n长5%。\n".repeat(9);
    let office = read(&(summary("示例市公园局", "90.00") + PURCHASES + &compared));
    assert_eq!(office.header.year, FiscalYear::new(2024).unwrap());
}

/// Units and their codes among functions, under a header that does not say so.
pub(super) const CODED_UNITS: &str = "\
部门支出总表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
合计 90.00 50.00 40.00
215 示例市法治局 90.00 50.00 40.00
215001 示例市法治局本级 60.00 50.00 10.00
212 城乡社区支出 60.00 50.00 10.00
215002 示例市法治宣传中心 30.00 0.00 30.00
212 城乡社区支出 30.00 0.00 30.00
";

#[test]
fn a_unit_with_the_code_of_a_class_is_no_function() {
    let office = read(&(summary("示例市法治局", "90.00") + CODED_UNITS));
    is_sound(&office);
    assert!(facts(&office, 2).iter().all(|fact| !fact.contains("function=215")));
}

/// Yunnan: brackets of half width in titles that name several things.
#[test]
fn titles_may_list_what_they_are_about_in_brackets() {
    let table = "\
部门项目支出预算表(其他运转类、特定目标类项目)
单位：万元

| 项目名称 | 合计 | 一般公共预算 | 政府性基金预算 |
| 合计 | 40.00 | 40.00 | |
| 绿道养护 | 40.00 | 40.00 | |
";
    let office = read(&(summary("示例市公园局", "90.00") + table));
    is_sound(&office);
    assert_eq!(facts(&office, 2).len(), 4);
}

/// 第 1 页,共 22 页 is no row.
#[test]
fn pages_that_count_all_pages_are_furniture() {
    let pages = (1..5).map(|page| format!("\u{c}一、说明\n示例。\n第 {page} 页,共 4 页\n"));
    is_sound(&read(&(summary("示例市公园局", "90.00") + PURCHASES + &pages.collect::<String>())));
}

/// Words over a group that come after the other columns: as they stand, two columns would be of the same money.
#[test]
fn columns_of_the_same_money_are_not_told() {
    let table = "\
财政拨款收支总体情况表
单位：万元
收入 支出
项目 金额 项目 合计 一般公共预算 政府性基金预算
小计 其中：财政拨款
一、本年收入 90.00 一、本年支出 90.00 60.00 50.00 30.00
（一）一般公共预算 60.00 （一）城乡社区支出 90.00 60.00 50.00 30.00
（二）政府性基金预算 30.00 （二）住房保障支出
收入合计 90.00 支出合计 90.00 60.00 50.00 30.00
";
    let office = read(&(summary("示例市公园局", "90.00") + table));
    assert_eq!(violated(&office), [] as [&str; 0]);
    assert!(!unread(&office).is_empty());
    // Revenue is read none the less.
    assert_eq!(facts(&office, 2).iter().filter(|fact| fact.starts_with("revenue")).count(), 4);
}

/// The page after a break begins with the number of the table and the department.
#[test]
fn what_stands_over_the_rest_of_a_table_is_no_unit() {
    let header =
        "部门公开表02\n部门：117_示例市公园局\n科目编码 单位代码 单位名称（功能科目名称） 合计 基本支出 项目支出\n";
    let rows = "合计 90.00 50.00 40.00\n117001 示例市公园局本级 90.00 50.00 40.00\n212 城乡社区支出 90.00 50.00 40.00\n21201 城乡社区管理事务 60.00 20.00 40.00\n";
    let page = format!(
        "部门支出总表\n单位：万元\n{header}{rows}\u{c}第4页\n{header}21203 城乡社区公共设施 30.00 30.00 0.00\n"
    );
    let office = read(&(summary("示例市公园局", "90.00") + &page));
    assert_eq!((unread(&office), violated(&office)), (Vec::new(), Vec::new()));
    assert!(
        facts(&office, 2).iter().any(|fact| fact.contains("function=21203") && fact.contains("unit=示例市公园局本级"))
    );
}

/// Sichuan: 项目 stands over the codes and names of units.
#[test]
fn revenue_may_be_that_of_units() {
    let table = "\
部门收入总表
单位：万元

| 项目 | | 合计 | 上年结转 | 一般公共预算拨款收入 |
| 单位代码 | 单位名称（科目） | | | |
| | 合计 | 100.00 | 10.00 | 90.00 |
| 346 | 示例市公园局 | 100.00 | 10.00 | 90.00 |
| 346301 | 示例市公园局（机关） | 60.00 | | 60.00 |
| 346901 | 示例市绿道中心 | 40.00 | 10.00 | 30.00 |
";
    let office = read(&(summary("示例市公园局", "100.00").replacen("| 100.00 |", "| 90.00 |", 1) + table));
    assert_eq!(unread(&office), [] as [&str; 0]);
    let told = facts(&office, 2);
    assert!(told.contains(&"revenue source=general-public unit=示例市绿道中心 = 30.00".to_owned()), "{told:?}");
}

/// Inner Mongolia: units are repeated on each of their rows, and what they have in all stands above them as 小计.
#[test]
fn sums_of_units_stand_beside_their_names() {
    let table = "\
支出总表
单位：万元

| 部门代码 | 部门名称 | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| 361001 | 示例市农技局本级 | | 小计 | 60.00 | 40.00 | 20.00 |
| 361001 | 示例市农技局本级 | 2120101 | 行政运行 | 60.00 | 40.00 | 20.00 |
| 361002 | 示例市农技推广站 | | 小计 | 30.00 | 30.00 | |
| 361002 | 示例市农技推广站 | 2120199 | 其他城乡社区管理事务支出 | 30.00 | 30.00 | |
| | | | 合计 | 90.00 | 70.00 | 20.00 |
";
    is_sound(&read(&(summary("示例市农技局", "90.00") + table)));
    let broken = read(&(summary("示例市农技局", "90.00") + &table.replace("小计 | 60.00", "小计 | 61.00")));
    assert!(!violated(&broken).is_empty());
}

/// Shandong: classes without ordinals, indented under 本年支出.
#[test]
fn classes_may_be_indented() {
    let table = "\
财政拨款收支预算总表
单位：万元

| 收入 | | 支出 | | |
| 项目 | 预算数 | 项目 | 预算数 | |
| | | | 合计 | 一般公共预算 |
| 一、本年收入 | 90.00 | 一、本年支出 | 90.00 | 90.00 |
| 　　一般公共预算拨款收入 | 90.00 | 　　社会保障和就业支出 | 0.00 | 0.00 |
| 二、上年结转 | 0.00 | 　　城乡社区支出 | 90.00 | 90.00 |
| 收入总计 | 90.00 | 支出总计 | 90.00 | 90.00 |
";
    is_sound(&read(&(summary("示例市公园局", "90.00") + table)));
}

/// Final accounts of funds print revenue and expenditure by function.
#[test]
fn funds_have_revenue_and_expenditure_by_function() {
    let tables = "\
示例县交通局2024年部门决算
政府性基金预算财政拨款收入支出决算表
单位：万元

| 项目 | | 年初结转和结余 | 本年收入 | 本年支出 | | | 年末结转和结余 |
| 功能分类科目编码 | 科目名称 | | | 小计 | 基本支出 | 项目支出 | |
| 栏次 | | 1 | 2 | 3 | 4 | 5 | 6 |
| 合计 | | 0.00 | 420.00 | 398.52 | 0.00 | 398.52 | 21.48 |
| 212 | 城乡社区支出 | 0.00 | 420.00 | 398.52 | 0.00 | 398.52 | 21.48 |
| 21208 | 国有土地使用权出让收入安排的支出 | 0.00 | 420.00 | 398.52 | 0.00 | 398.52 | 21.48 |

";
    let office = read(&(tables.to_owned() + PURCHASES));
    is_sound(&office);
    assert_eq!(facts(&office, 1).iter().filter(|fact| fact.contains("function=21208")).count(), 6);
    let broken = read(
        &(tables.replace("支出 | 0.00 | 420.00 | 398.52 | 0.00", "支出 | 0.00 | 420.00 | 389.52 | 0.00") + PURCHASES),
    );
    assert!(!violated(&broken).is_empty());
}
