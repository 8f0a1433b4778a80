//! Where rules for the layouts of some provinces must not hold.

use super::provinces::CODED_UNITS;
use super::support::{PURCHASES, facts, read, summary, unread, violated};

/// Both columns are wholes by their words: cells tell them apart, on either side.
#[test]
fn two_wholes_side_by_side_are_read_by_their_cells() {
    let expenditure = "财政拨款收支总表\n单位：万元\n\n| 项目 | 金额 | 项目 | 合计 | 总计 |\n\
                       | 一、一般公共预算拨款收入 | 90.00 | 一、城乡社区支出 | 90.00 | 90.00 |\n\
                       | 收入总计 | 90.00 | 支出总计 | 90.00 | 90.00 |\n";
    let revenue = "财政拨款收支总表\n单位：万元\n\n| 项目 | 合计 | 总计 | 项目 | 合计 | 一般公共预算 |\n\
                   | 一、一般公共预算拨款收入 | 90.00 | 90.00 | 一、城乡社区支出 | 90.00 | 90.00 |\n\
                   | 收入总计 | 90.00 | 90.00 | 支出总计 | 90.00 | 90.00 |\n";
    for (table, cells) in [(expenditure, 6), (revenue, 8)] {
        let office = read(&(summary("示例市公园局", "90.00") + table));
        assert_eq!((facts(&office, 2).len(), unread(&office)), (cells, Vec::new()), "{table}");
    }
}

/// Units of which there is nothing are units, however many.
#[test]
fn units_without_money_are_no_departments() {
    let unit = |count: u32| {
        (0..count).map(|unit| format!("| | 示例市第{}所 | 0.00 | 0.00 | 0.00 |\n", "一".repeat(unit as usize % 9 + 1)))
    };
    let table = "政府性基金预算支出表\n单位：万元\n\n| 科目编码 | 单位名称（科目） | 合计 | 基本支出 | 项目支出 |\n\
                 | | 合计 | 0.00 | 0.00 | 0.00 |\n";
    let office = |count| read(&(summary("示例市公园局", "90.00") + table + &unit(count).collect::<String>()));
    assert_eq!((facts(&office(5), 2).len(), unread(&office(5))), (18, Vec::new()));
    assert_eq!(facts(&office(30_000), 2).len(), 90_003);
}

/// What higher levels give may be a source beside the others.
#[test]
fn a_numbered_source_of_higher_levels_is_no_part() {
    let lines = "二、上级提前下达转移支付收入 | 20.00 | | |\n| 收入总计";
    let summary = summary("示例市公园局", "90.00").replacen("| 90.00 |", "| 70.00 |", 1).replace("收入总计", lines);
    let office = read(&(summary + PURCHASES));
    assert_eq!(violated(&office), [] as [&str; 0]);
    assert_eq!(office.unread.len(), 1);
}

/// Rows without codes among units that only their codes tell are no units.
#[test]
fn rows_that_name_no_body_are_no_units() {
    let row = "其中：机关运行经费 5.00 5.00 0.00";
    let office = read(&(summary("示例市法治局", "90.00") + &CODED_UNITS.replace("215002", &format!("{row}\n215002"))));
    assert_eq!((unread(&office), violated(&office)), (vec![row], Vec::new()));
}

#[test]
fn titles_may_end_in_brackets_with_digits_or_units() {
    let table = "\n\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n| | 合计 | 90.00 | 50.00 | 40.00 |\n\
                 | 212 | 城乡社区支出 | 90.00 | 50.00 | 40.00 |\n";
    for title in
        ["部门支出总表（单位：万元）", "部门支出总表（2024年）", "部门支出总表（含2023年结转）", "部门支出总表（表3）"]
    {
        let office = read(&(summary("示例市公园局", "90.00") + title + table));
        assert_eq!(facts(&office, 2).len(), 6, "{title}");
    }
}

#[test]
fn prose_names_no_department_and_no_year() {
    let prose = "我单位在预算年度内未发生其他采购。\n截至2023年底，共有车辆三辆。\n";
    let office = read(&(summary("示例市公园局", "90.00") + PURCHASES + prose));
    assert_eq!(office.header.department.as_str(), "示例市公园局");
    let labelled =
        summary("", "90.00").replace("2024年部门预算\n", "").replace("单位：", "示例市水务局 预算年度：2024 单位：");
    let office = read(&(labelled + PURCHASES + prose));
    assert_eq!(
        (office.header.department.as_str(), office.header.year.to_string()),
        ("示例市水务局", "2024".to_owned())
    );
}

/// Revenue may be cut by sources as well as expenditure.
#[test]
fn sources_over_revenue_stay_there_if_its_rows_have_them() {
    let table = "\
财政拨款收支总表
单位：万元
收入 支出
项目 合计 一般公共预算 政府性基金预算 项目 合计 一般公共预算 政府性基金预算
一、本年收入 90.00 60.00 30.00 一、城乡社区支出 90.00 60.00 30.00
收入总计 90.00 60.00 30.00 支出总计 90.00 60.00 30.00
";
    let office = read(&(summary("示例市公园局", "90.00") + table));
    assert_eq!((facts(&office, 2).len(), unread(&office)), (12, Vec::new()));
}
