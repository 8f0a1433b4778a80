//! Tables whose cells are parted by upright lines, as programs write them that turn documents into Markdown, or by
//! tabs, as spreadsheets and web pages give them when copied.

use proptest::prelude::*;
use yusuan::{Disclosure, Unit, read_text};

use super::support::{PUBLICITY, row_of, unread_figures};

fn read(text: &str) -> Disclosure {
    read_text(text).unwrap_or_else(|error| panic!("{error}"))
}

fn pairs(row: &[(&str, &str)]) -> Vec<(String, String)> {
    row.iter().map(|(column, figure)| ((*column).to_owned(), (*figure).to_owned())).collect()
}

pub(crate) const OFFICE: &str = "\
# 示例市统计调查队2026年部门预算

## **收支总表**

<u>单位：万元</u>

| 收入 |  | 支出 |  |
|---|---|---|---|
| 项目 | 预算数 | 项目 | 预算数 |
| 一、一般公共预算<br>拨款收入 | 100.00 | 一、一般公共服务支出 | 90.00 |
| 二、其他收入 |  | 二、住房保障支出 | 10.00 |
| **收入总计** | **100.00** | **支出总计** | 100.00 |

## 支出总表

单位：万元

| 科目编码 | 科目名称 | 合计 | 基本支出 |  | 项目支出 | 上缴上级支出 | 对附属单位<br/>补助支出 |
|:--|:--|--:|--:|--:|--:|--:|--:|
|  |  |  | 人员经费 | 公用经费 |  |  |  |
|  | 合计 | 100.00 | 50.00 | 20.00 | 30.00 |  |  |
| 201 | 一般公共服务支出 | 90.00 | 40.00 | 20.00 | 30.00 |  |  |
| 20105 | 统计信息事务 | 90.00 | 40.00 | 20.00 | 30.00 |  |  |
| 2010501 | 行政运行 | 60.00 | 40.00 | 20.00 |  |  |  |
| 2010507 | 专项普查<br>活动 | 30.00 |  |  | 30.00 |  |  |
| 221 | 住房保障支出 | 10.00 | 10.00 |  |  |  |  |
| 22102 | 住房改革支出 | 10.00 | 10.00 |  |  |  |  |
| 2210201 | 住房公积金 | 10.00 | 10.00 |  |  |  |  |
";

#[test]
fn cells_tell_the_columns() {
    let office = read(OFFICE);
    assert_eq!(office.header.department.as_str(), "示例市统计调查队");
    assert_eq!((office.facts().count(), unread_figures(&office), office.audit().tally().violated), (28, 0, 0));
    let (whole, staff, running) = ("合计", "基本支出/人员经费", "基本支出/公用经费");
    assert_eq!(
        row_of(&office, "支出总表", "行政运行"),
        pairs(&[(whole, "60.00"), (staff, "40.00"), (running, "20.00")])
    );
    assert_eq!(row_of(&office, "支出总表", "专项普查活动"), pairs(&[(whole, "30.00"), ("项目支出", "30.00")]));
    // Places are those of the text.
    let last = office.facts().last().map(|fact| fact.place.line);
    assert_eq!(last, u32::try_from(OFFICE.lines().count()).ok());
}

#[test]
fn borders_may_be_missing_or_of_another_width() {
    let wanted = read(OFFICE).facts().count();
    let bare: Vec<String> = OFFICE
        .lines()
        .filter(|line| !line.contains("--"))
        .map(|line| line.trim_start_matches("| ").trim_start_matches("|  ").trim_end_matches(" |").to_owned())
        .collect();
    let bare = read(&bare.join("\n").replace("\n| 合计", "\n|  | 合计"));
    assert_eq!((bare.facts().count(), unread_figures(&bare)), (wanted, 0));
    let narrow = read(&OFFICE.replace(" | ", "|").replace("| ", "|").replace(" |", "|"));
    assert_eq!((narrow.facts().count(), unread_figures(&narrow)), (wanted, 0));
}

/// Some programs put words that head others in the middle of them, where they are printed.
#[test]
fn words_in_the_middle_of_what_they_head_tell_no_column() {
    let head = "| 科目编码 | 科目名称 | 合计 | 基本支出 |  | 项目支出 |";
    let centred = OFFICE.replace(head, "| 科目编码 | 科目名称 | 合计 |  | 基本支出 | 项目支出 |");
    let centred = read(&centred);
    assert_eq!(centred.audit().tally().violated, 0);
    let told: Vec<String> = read(OFFICE).facts().map(|fact| format!("{} {}", fact.key, fact.printed)).collect();
    for fact in centred.facts() {
        assert!(told.contains(&format!("{} {}", fact.key, fact.printed)), "{} {}", fact.key, fact.printed);
    }
    assert_eq!(centred.facts().count() + usize::try_from(unread_figures(&centred)).unwrap(), told.len());
}

#[test]
fn figures_that_ran_into_another_cell_are_unread() {
    let glued = OFFICE.replace("| 行政运行 | 60.00 |", "| 行政运行60.00 |  |");
    let glued = read(&glued);
    let (staff, running) = ("基本支出/人员经费", "基本支出/公用经费");
    assert_eq!(row_of(&glued, "支出总表", "行政运行"), pairs(&[(staff, "40.00"), (running, "20.00")]));
    assert_eq!((unread_figures(&glued), glued.audit().tally().violated), (1, 0));
    // A code is no amount, and a bracket belongs to the name.
    let glued = read(&OFFICE.replace("| 2010501 | 行政运行 | 60.00 |", "| 2010501 行政运行（本级）60.00 |  |  |"));
    assert_eq!(row_of(&glued, "支出总表", "2010501 行政运行（本级）"), pairs(&[(staff, "40.00"), (running, "20.00")]));
    assert_eq!(unread_figures(&glued), 1);
    let words = OFFICE.replace("| 项目支出 | 上缴", "| 项目支出<br>备注 | 上缴");
    let words = read(&words);
    assert_eq!((words.facts().count(), unread_figures(&words), words.audit().tally().violated), (24, 4, 0));
    assert_eq!(row_of(&words, "支出总表", "专项普查活动"), pairs(&[("合计", "30.00")]));
}

#[test]
fn a_table_without_unit_has_that_of_the_others() {
    let lines: Vec<&str> = OFFICE.lines().collect();
    let at = lines.iter().rposition(|line| *line == "单位：万元").unwrap();
    let text = [&lines[..at], &lines[at + 1..]].concat().join("\n").replace("万元", "元");
    let office = read(&text);
    assert!(office.facts().all(|fact| fact.printed.unit() == Unit::Yuan));
    assert_eq!((office.facts().count(), office.audit().tally().violated), (28, 0));
}

/// Lines between upright lines, with tabs instead.
fn with_tabs(text: &str) -> String {
    let tabbed = |line: &str| match line.trim().strip_prefix('|').and_then(|line| line.strip_suffix('|')) {
        Some(cells) => cells.split('|').map(str::trim).collect::<Vec<_>>().join("\t"),
        None => line.replace(['#', '*'], "").replace("<u>", "").replace("</u>", "").trim().to_owned(),
    };
    text.lines()
        .filter(|line| !line.contains("--"))
        .map(tabbed)
        .collect::<Vec<_>>()
        .join("\n")
        .replace("<br>", "")
        .replace("<br/>", "")
        .replace("**", "")
}

fn told(office: &Disclosure) -> Vec<String> {
    office.facts().map(|fact| format!("{} {} {:?}", fact.key, fact.printed, office.names(fact.place))).collect()
}

#[test]
fn tabs_tell_the_columns_too() {
    let text = with_tabs(OFFICE);
    let office = read(&text);
    assert_eq!(told(&office), told(&read(OFFICE)));
    assert_eq!((unread_figures(&office), office.audit().tally().violated), (0, 0));
    // Copied from a spreadsheet, where titles and units are rows of the same width.
    let padded = |line: &str| format!("{line}{}", "\t".repeat(7 - line.matches('\t').count()));
    let head = text.lines().next().unwrap();
    let rows = text.lines().skip(1).filter(|line| !line.is_empty()).map(padded);
    let copied = std::iter::once(head.to_owned()).chain(rows).collect::<Vec<_>>().join("\n");
    let copied = read(&copied);
    assert_eq!(told(&copied), told(&office));
    assert_eq!((unread_figures(&copied), copied.audit().tally().violated), (0, 0));
}

/// Some programs write merged cells once, so that a row has fewer cells than there are columns.
#[test]
fn rows_with_fewer_cells_than_those_below_tell_no_column() {
    let collapsed = OFFICE.replace("| 收入 |  | 支出 |  |", "| 收入 | 支出 |");
    let (collapsed, office) = (read(&collapsed), read(OFFICE));
    assert_eq!(collapsed.audit().tally().violated, 0);
    let wanted = told(&office);
    assert!(told(&collapsed).iter().all(|fact| wanted.contains(fact)), "{:#?}", told(&collapsed));
    assert_eq!(collapsed.facts().count() + usize::try_from(unread_figures(&collapsed)).unwrap(), wanted.len());
}

#[test]
fn tabs_that_indent_are_no_cells() {
    let text = "2026年支出预算100.00万元，比上年增加10.00万元，增长11.11%。\n主要是专项普查活动增加。";
    let indented = format!("{}\n\t{}\n", with_tabs(OFFICE), text.replace('\n', "\n\t"));
    let plain = format!("{}\n{text}\n", with_tabs(OFFICE));
    let (indented, plain) = (read(&indented), read(&plain));
    assert!(told(&indented) == told(&plain) && plain.facts().count() == 28);
    assert_eq!((indented.claims.len(), plain.claims.len(), unread_figures(&indented)), (1, 1, 0));
}

proptest! {
    /// Whatever is printed in a cell is read as what stands in its column, and nothing else.
    #[test]
    fn each_figure_is_read_in_its_column(amounts in prop::collection::vec(prop::array::uniform3(prop::option::of(1..999_u32)), 2..6)) {
        let amounts: Vec<[u32; 3]> =
            amounts.into_iter().map(|row| row.map(Option::unwrap_or_default)).filter(|row| row.iter().sum::<u32>() > 0).collect();
        let shown = |amount: u32| if amount == 0 { String::new() } else { format!("{}.{:02}", amount / 100, amount % 100) };
        let line = |label: &str, row: [u32; 3]| {
            format!("| {label} | {} | {} | {} | {} |\n", shown(row.iter().sum()), shown(row[0]), shown(row[1]), shown(row[2]))
        };
        let total = amounts.iter().fold([0; 3], |total, row| [total[0] + row[0], total[1] + row[1], total[2] + row[2]]);
        prop_assume!(total.iter().sum::<u32>() > 0);
        let mut text = String::from(
            "示例市统计调查队2026年部门预算\n支出总表\n单位：万元\n\
             | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 | 上缴上级支出 |\n|---|---|---|---|---|---|\n",
        );
        text += &line(" | 合计", total);
        let rows: Vec<(String, [u32; 3])> = (201..).zip(&amounts).map(|(code, row)| (code.to_string(), *row)).collect();
        for (code, row) in &rows {
            text += &line(&format!("{code} | 示例支出"), *row);
        }
        let (first, whole) = (shown(amounts[0].iter().sum()), shown(total.iter().sum()));
        text += &[
            "收支总表\n单位：万元\n| 收入 |  | 支出 |  |\n| 项目 | 预算数 | 项目 | 预算数 |\n| 一、一般公共预算拨款收入 | ",
            &whole, " | 一、一般公共服务支出 | ", &first, " |\n| 收入总计 | ", &whole, " | 支出总计 | ", &whole, " |\n",
        ].concat();
        let read = read(&text);
        prop_assert_eq!(unread_figures(&read), 0, "{}", text);
        for (code, amounts) in rows {
            let mut wanted = vec![("合计".to_owned(), shown(amounts.iter().sum()))];
            wanted.extend(["基本支出", "项目支出", "上缴上级支出"].map(str::to_owned).into_iter().zip(amounts.map(shown)));
            wanted.retain(|(_, figure)| !figure.is_empty());
            prop_assert_eq!(row_of(&read, "支出总表", &format!("{code} 示例支出")), wanted, "{}", text);
        }
    }
}

#[test]
fn counts_before_amounts_and_remarks_behind_them_are_no_part_of_a_name() {
    let table = "\
政府采购预算表
单位：元

| 项目名称 | 规格型号 | 数量 | 金额 | 备注 |
|---|---|---|---|---|
| 城市宣传 | 台式计算机 | 12 | 600,000.00 | 上半年实施 |
| 文明创建 | 印刷服务 | 3 | 300,000.00 | 另行招标 |
| 合计 |  |  | 900,000.00 |  |
";
    let office = read(&format!("{PUBLICITY}{table}"));
    assert!(office.unread.is_empty(), "{:?}", office.unread);
    let named =
        office.facts().filter_map(|fact| Some((fact.key.project?.as_str().to_owned(), fact.printed.to_string())));
    let expected = pairs(&[("城市宣传台式计算机", "600,000.00"), ("文明创建印刷服务", "300,000.00")]);
    assert_eq!(named.collect::<Vec<_>>(), expected);
}

/// The head of this table was cut in the middle of a cell, so that only 单位 tells what its rows are.
const BY_UNIT: &str = "
## 基本支出预算表

单位：万元

| 支出项目类别（资金使用 | 总计 | 财政拨款 | 其他资金 |
|---|---|---|---|
| 单位） |  |  |  |
| 合计 | 70.00 | 60.00 | 10.00 |
| 示例市统计调查队（本级） | 50.00 | 50.00 | 0.00 |
| 工资福利支出 | 40.00 | 40.00 | 0.00 |
| 商品和服务支出 | 10.00 | 10.00 | 0.00 |
| 示例市普查中心 | 20.00 | 10.00 | 10.00 |
| 商品和服务支出 | 20.00 | 10.00 | 10.00 |
";

#[test]
fn classes_may_stand_under_each_unit() {
    let units = read(&format!("{OFFICE}{BY_UNIT}"));
    let of_classes = units.facts().filter(|fact| fact.key.unit.is_some() && !fact.key.economic.is_all());
    let told: Vec<String> = of_classes.map(|fact| format!("{} = {}", fact.key, fact.printed)).collect();
    assert_eq!(told.len(), 9, "{told:#?}");
    assert!(
        told[3].ends_with("economic=302 nature=personnel+operating unit=示例市统计调查队（本级） = 10.00"),
        "{told:#?}"
    );
    assert_eq!((unread_figures(&units), units.audit().tally().violated), (0, 0));
    let broken = read(&format!("{OFFICE}{BY_UNIT}").replace("| 工资福利支出 | 40.00", "| 工资福利支出 | 41.00"));
    assert!(broken.audit().tally().violated > 0);
}

#[test]
fn rows_among_others_that_have_no_cells_are_unread() {
    // A table without a title or header of its own, whose rows stand below those of another.
    let below = "\n采购品目\n货物 20.00 20.00\n服务 373.00 373.00\n为了解决经费不足，今年安排 50.00 万元\n";
    let below = read(&format!("{OFFICE}{below}"));
    let listed: Vec<&str> = below.unread.iter().map(|unread| unread.text.as_str()).collect();
    assert_eq!((listed, unread_figures(&below)), (vec!["货物 20.00 20.00", "服务 373.00 373.00"], 4));
    assert_eq!(below.facts().count(), read(OFFICE).facts().count());
}

#[test]
fn a_figure_behind_the_last_column_has_none() {
    let row = "| 2210201 | 住房公积金 | 10.00 | 10.00 |  |  |  |  |";
    let wide = read(&OFFICE.replace(row, &format!("{row} 7.00 |")));
    let (staff, whole) = ("基本支出/人员经费", "合计");
    assert_eq!(row_of(&wide, "支出总表", "住房公积金"), pairs(&[(whole, "10.00"), (staff, "10.00")]));
    assert_eq!((unread_figures(&wide), wide.audit().tally().violated), (1, 0));
}
