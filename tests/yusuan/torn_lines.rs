//! Texts whose lines are not the rows of their tables: columns one after another, labels wrapped around their
//! figures, numbers of short pages between rows.

use yusuan::{Disclosure, Key, Printed, read_text};

use super::support::{SEED, edited, seed};

fn read(text: &str) -> Disclosure {
    read_text(text).unwrap_or_else(|error| panic!("{error}"))
}

fn violated(disclosure: &Disclosure) -> u32 {
    u32::try_from(disclosure.audit().tally().violated).unwrap()
}

fn unread(disclosure: &Disclosure) -> u32 {
    disclosure.unread.iter().map(|unread| unread.figures).sum()
}

fn row(disclosure: &Disclosure, table: &str, label: &str) -> Vec<String> {
    let is_it = |place| {
        let (title, row, _) = disclosure.names(place);
        title.contains(table) && row.ends_with(label)
    };
    disclosure.facts().filter(|fact| is_it(fact.place)).map(|fact| fact.printed.to_string()).collect()
}

const SUMMARY: &str = "\
示例市渔业监测站2026年部门预算
收支总表
单位：万元
收入 支出
项目 预算数 项目 预算数
一、一般公共预算拨款收入 100.00 一、一般公共服务支出 90.00
二、其他收入 0.00 二、住房保障支出 10.00
收入总计 100.00 支出总计 100.00
";

const FUNCTIONS: &str = "\
支出总表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
合计 100.00 70.00 30.00
201 一般公共服务支出 90.00 60.00 30.00
20105 统计信息事务 90.00 60.00 30.00
2010501 行政运行 60.00 60.00 0.00
2010507 专项普查活动 30.00 0.00 30.00
221 住房保障支出 10.00 10.00 0.00
22102 住房改革支出 10.00 10.00 0.00
2210201 住房公积金 10.00 10.00 0.00
";

#[test]
fn columns_one_after_another_have_no_rows() {
    let (head, rows) = FUNCTIONS.split_once("合计 100.00").unwrap();
    let rows: Vec<Vec<&str>> =
        format!("合计 合计 100.00{rows}").leak().lines().map(|row| row.split(' ').collect()).collect();
    let down: String = (0..5).flat_map(|at| rows.iter().map(move |row| format!("{}\n", row[at]))).collect();
    let station = read(&format!("{SUMMARY}{}{down}", head.replace(' ', "\n")));
    assert_eq!(violated(&station), 0);
    assert!(station.facts().all(|fact| fact.place.table == 1), "{:?}", station.tables);
    // The codes among them are numbers too.
    assert!(unread(&station) >= 24, "{:?}", station.unread);
    assert_eq!(row(&station, "收支总表", "收入总计"), ["100.00"]);
}

#[test]
fn figures_of_several_rows_without_labels_are_no_totals() {
    let torn =
        FUNCTIONS.replace("20105 统计信息事务 90.00", "20105 统计信息事务\n90.00").replace("合计 100.00", "100.00");
    let torn =
        torn.replace("221 住房保障支出 10.00 10.00 0.00", "60.00 30.00 10.00\n221 住房保障支出 10.00 10.00 0.00");
    let station = read(&format!("{SUMMARY}{torn}"));
    assert_eq!(violated(&station), 0);
}

#[test]
fn codes_below_their_figures_are_not_those_of_the_next_row() {
    let below: String = FUNCTIONS
        .lines()
        .map(|line| match line.split_once(' ') {
            Some((code, rest)) if code.len() > 3 && code.starts_with("20") => format!("{rest}\n{code}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    assert!(below.contains("行政运行 60.00 60.00 0.00\n2010501\n"));
    let station = read(&format!("{SUMMARY}{below}"));
    assert_eq!(violated(&station), 0);
    assert!(station.facts().all(|fact| fact.place.table == 1));
}

#[test]
fn numbers_of_short_pages_are_no_amounts_of_the_rows_before_them() {
    let prose = "渔业监测站负责全市渔业资源的监测和统计，承担监测船舶的日常管理。\n".repeat(12);
    let pages: String = (1..=8).flat_map(|page: u8| [prose.clone(), page.to_string(), "\n".to_owned()]).collect();
    let table =
        FUNCTIONS.replace("60.00 60.00 0.00\n", "60.00 60.00\n9\n").replace("30.00 0.00 30.00\n", "30.00 30.00\n");
    let table = table.replace("221 住房保障支出 10.00 10.00 0.00\n", "221 住房保障支出 10.00 10.00\n10\n");
    let station = read(&format!("{pages}{SUMMARY}{table}"));
    assert_eq!(violated(&station), 0);
    assert_eq!(row(&station, "支出总表", "行政运行"), ["60.00", "60.00"]);
    // A page with a single line on it breaks the count of the others in two.
    let broken = pages.replacen("\n2\n", "\n1\n目录\n2\n", 1).replacen("\n1\n渔", "\n渔", 1);
    let station = read(&format!("{broken}{SUMMARY}{table}"));
    assert_eq!(row(&station, "支出总表", "行政运行"), ["60.00", "60.00"]);
    assert_eq!(row(&station, "支出总表", "221 住房保障支出"), ["10.00", "10.00"]);
}

/// A summary of three blocks whose narrow cells wrap labels around their figures.
const WRAPPED: &str = "\
示例市渔业监测站2026年部门预算
收支预算总表
单位：万元
收入 支出
支出用途
项目名称 金额 功能科目名称 金额 项目名称 金额
一、财政拨款 100.00 一、一般公共服务支出 90.00 一、基本支出 70.00
1.一般公共预
100.00 二、外交支出 二、项目支出 25.00
算
2.政府性基金 三、单位预留机
三、国防支出 5.00
预算 动经费
二、其他资金 0.00 四、住房保障支出 10.00
当年收入小计 100.00 当年支出小计 100.00
收入合计 100.00 支出合计 100.00
支出预算总表
单位：万元
合计 基本支出 项目支出 单位预留机动经费
100.00 70.00 25.00 5.00
";

#[test]
fn sums_tell_whose_label_a_figure_stands_in_the_middle_of() {
    let station = read(&format!("{WRAPPED}{FUNCTIONS}"));
    assert_eq!(row(&station, "收支预算总表", "国防支出"), [""; 0]);
    assert_eq!(row(&station, "收支预算总表", "单位预留机动经费"), ["5.00"]);
    // Where the amount is that of the line beside it, it stays there.
    let beside = WRAPPED.replace("一般公共服务支出 90.00", "一般公共服务支出 85.00");
    let station = read(&format!("{beside}{FUNCTIONS}"));
    assert_eq!(row(&station, "收支预算总表", "三、国防支出"), ["5.00"]);
}

#[test]
fn one_row_that_does_not_add_up_proves_no_columns() {
    // The header line by line across its columns.
    let costs = "2026年部门“三公”经费和机关运行经费预算表\n单位:万元\n“三公”经费预算数\n机关运行经费预算\n公务用车购置及运行费\n数\n\
                 合计 因公出国(境)费 公务接待费\n小计 购置费 运行费\n47.91 0.00 1.35 46.56 25.00 21.56 443.18\n";
    let station = read(&format!("{SUMMARY}{FUNCTIONS}{costs}"));
    assert_eq!(violated(&station), 0);
    let wrong = [("小计", "46.56"), ("购置费", "25.00"), ("运行费", "21.56"), ("机关运行经费预算", "443.18")];
    for fact in station.facts().filter(|fact| fact.place.table == 3) {
        let (_, _, column) = station.names(fact.place);
        let told = wrong.iter().find(|(word, _)| column.ends_with(word));
        assert!(told.is_none_or(|(_, figure)| fact.printed.to_string() == *figure), "{column} {}", fact.printed);
    }
}

/// The amounts of a document by what they are.
fn amounts(disclosure: &Disclosure) -> Vec<(Key, Printed)> {
    let mut amounts: Vec<(Key, Printed)> = disclosure.facts().map(|fact| (fact.key, fact.printed)).collect();
    amounts.sort_by_key(|amount| format!("{amount:?}"));
    amounts
}

#[test]
fn a_name_wrapped_around_its_code_and_figures_is_one_name() {
    let row = "2080501 　　行政单位离退休 309.79 309.79";
    let office = read(&edited(row, "　　行政单位\n2080501 309.79 309.79"));
    assert_eq!(unread(&office), 0, "{:?}", office.unread);
    assert_eq!(amounts(&office), amounts(seed()));
    let three = read(&edited(row, "　　行政\n2080501 单位离 309.79 309.79"));
    assert_eq!(amounts(&three), amounts(seed()));
}

#[test]
fn projects_keep_their_names_where_a_text_has_lost_its_indentation() {
    let names = |text: &str| {
        let read = read(text);
        let all = read.facts().filter_map(|fact| fact.key.project.map(|name| name.to_string()));
        all.collect::<std::collections::BTreeSet<String>>()
    };
    assert!(names(SEED).len() > 10);
    assert_eq!(names(&SEED.replace('\u{3000}', "")), names(SEED));
}

#[test]
fn units_are_told_from_projects_though_their_names_are_wrapped_around_figures() {
    let basic = "749.92 527.97 527.97 0.00 0.00 0.00 221.95";
    let projects = "1,493.57 0.00 0.00 0.00 0.00 0.00 1,493.57";
    let name = "广州市国内合作服务中心";
    let wrapped = |figures: &str| format!("广州市国内合作\n{figures}\n服务中心");
    let text = edited(&format!("{name} {basic}"), &wrapped(basic));
    let text = text.replacen(&format!("{name} {projects}"), &wrapped(projects), 1);
    let office = read(&text);
    assert_eq!(unread(&office), 0, "{:?}", office.unread);
    assert_eq!(amounts(&office), amounts(seed()));
}

#[test]
fn a_label_cut_in_its_cell_goes_on_behind_the_cells_of_its_row() {
    let rows = "\
项目名称 金额 项目名称 金额
一、财政拨款 80.00 一、基本支出 50.00
1.一般公共预 80.00 二、项目支出 20.00
算
2.政府性基金 三、单位预留机 10.00
预算 动经费
收入合计 80.00 支出合计 80.00
";
    let document = |rows: &str| {
        let after = "支出预算总表\n单位：万元\n合计 基本支出 项目支出 单位预留机动经费\n80.00 50.00 20.00 10.00\n";
        read(&format!("示例省检察院2026年度部门预算\n收支预算总表\n单位：万元\n收入 支出\n{rows}{after}"))
    };
    let whole = "\
项目名称 金额 项目名称 金额
一、财政拨款 80.00 一、基本支出 50.00
1.一般公共预算 80.00 二、项目支出 20.00
2.政府性基金预算
三、单位预留机动经费 10.00
收入合计 80.00 支出合计 80.00
";
    let told = |office: &Disclosure| {
        let facts = office.facts().map(|fact| (fact.key.to_string(), fact.printed.to_string()));
        facts.collect::<Vec<_>>()
    };
    let partly = rows.replace("2.政府性基金 三、单位预留机 10.00", "2.政府性基金\n三、单位预留机\n10.00");
    for rows in [rows.replace(' ', "\n"), partly] {
        let torn = document(&rows);
        assert!(torn.unread.is_empty(), "{:?}", torn.unread);
        assert_eq!(violated(&torn), 0);
        assert_eq!(told(&torn), told(&document(whole)));
    }
}
