//! Web pages made here.

use std::fmt::Write as _;

use encoding_rs::GB18030;
use proptest::prelude::*;
use yusuan::{Disclosure, InputError, Limits, ReadError};

use super::piped::OFFICE;
use super::support::{row_of, unread_figures};

#[track_caller]
fn dump(page: &str) -> String {
    yusuan::dump_pages(page.as_bytes(), &Limits::default()).unwrap()
}

/// A page of what a text in Markdown says.
fn page(text: &str) -> String {
    let mut page = String::from("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n");
    let mut is_in_table = false;
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.contains("--")) {
        let row = line.strip_prefix('|').and_then(|line| line.strip_suffix('|'));
        if row.is_some() != is_in_table {
            page += if is_in_table { "</table>\n" } else { "<table>\n" };
            is_in_table = !is_in_table;
        }
        match row {
            Some(row) => {
                let cells: Vec<String> = row.split('|').map(|cell| format!("<td>{}</td>", cell.trim())).collect();
                page += &["<tr>", &cells.concat().replace("**", ""), "</tr>\n"].concat();
            }
            None => page += &["<p>", &line.trim_start_matches('#').trim().replace("**", ""), "</p>\n"].concat(),
        }
    }
    page + if is_in_table { "</table></body></html>\n" } else { "</body></html>\n" }
}

fn told(disclosure: &Disclosure) -> Vec<String> {
    disclosure.facts().map(|fact| format!("{} = {}", fact.key, fact.printed)).collect()
}

fn read(page: &str) -> Disclosure {
    yusuan::read_html(page.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{page}"))
}

#[test]
fn tables_are_rows_of_cells_and_the_rest_is_lines() {
    let page =
        "\u{feff}<html><head><title>示例市统计局2026年部门预算</title><script>if (1 < 2) { '<td>3.00</td>' }</script>
        <style>td { width: 12.00px }</style></head><body><div>首页 &gt; <a href='#'>信息公开</a></div><!-- <p>旧</p> -->
        <p>一、<b>部门</b>概况<br>二、收支&amp;结余</p>
        <table><caption>收支总表</caption><tr><th colspan=2>收入<th COLSPAN='2'>支出
        <tr><td rowspan=\"2\">项目<td>本年<td>项目<td rowspan=2>本年
        <tr><td>预算数<td>（按功能）
        <tr><td>&#x3000;事业<br/>收入<td>1,000.00</td><td><p>教育</p><p>支出</p></td><td></td></tr></tbody></table>
        单位：<span>万元</span></body></html>";
    let expected = "\
== 1
示例市统计局2026年部门预算
首页 > 信息公开
一、部门概况
二、收支&结余
收支总表
收入 | 支出
项目 | 本年 | 项目 | 本年
预算数 | （按功能）
　事业收入 | 1,000.00 | 教育支出 | 
单位：万元
";
    assert_eq!(dump(page), expected);
}

#[test]
fn tables_that_place_others_are_no_tables() {
    let page = "<html><table><tr><td>导航<td>公开目录<p>部门预算<table><tr><td>项目<td>预算数<tr><td>办公费<td>5.00</table>附注
        <tr><td>页脚</table>
        <table><tr><td><h1>支出总表</h1><p>单位：元</p></td></tr><tr><td>项目</td><td>金额</td></tr></table>";
    let expected = "\
== 1
导航
公开目录
部门预算
项目 | 预算数
办公费 | 5.00
 | 附注
页脚
支出总表
单位：元
项目 | 金额
";
    assert_eq!(dump(page), expected);
    let article = "<p>机构职责</p>".repeat(60);
    let beside = format!("<html><table><tr><td>导航</td><td>{article}</td></tr></table>");
    assert_eq!(dump(&beside).lines().count(), 62);
}

/// The only cell of a row has two lines, but others reach into the row from above.
#[test]
fn a_row_beside_cells_from_above_keeps_the_columns_of_those_below() {
    let page = "<html><table><tr><td>单位<td>项目<td>金额<td>目标
        <tr><td rowspan=3>本级<td rowspan=2>办案<td rowspan=2>5.00<td>甲<tr><td><p>乙一</p><p>乙二</p>
        <tr><td>装备<td>3.00<td>丙</table>";
    let expected = "== 1\n单位 | 项目 | 金额 | 目标\n本级 | 办案 | 5.00 | 甲\n乙一乙二\n | 装备 | 3.00 | 丙\n";
    assert_eq!(dump(page), expected);
}

#[test]
fn a_page_gives_the_facts_of_its_text() {
    let (text, page) = (yusuan::read_text(OFFICE).unwrap(), page(OFFICE));
    let office = read(&page);
    assert_eq!(told(&office), told(&text));
    assert_eq!((office.header, unread_figures(&text)), (text.header, 0));
    // Words over several columns: merged cells tell which.
    let spanning = page.replace("<td>基本支出</td><td></td>", "<td colspan=2>基本支出</td>");
    assert_ne!(spanning, page);
    assert_eq!(told(&read(&spanning)), told(&read(&page)));
    // Tags may be missing, in capitals, or full of what tells how to draw them.
    let short = page.replace("</td>", "").replace("</tr>", "").replace("</p>", "");
    let drawn =
        short.replace("<td>", "<TD style='width:3.00pt' nowrap>\n\t<span lang=EN-US>").replace("<p>", "<P>&nbsp;");
    assert_eq!((told(&read(&short)), told(&read(&drawn))), (told(&read(&page)), told(&read(&page))));
    let broken = read(&page.replace("<td>60.00</td>", "<td>61.00</td>"));
    assert!(broken.audit().tally().violated > 0);
    assert_eq!(row_of(&broken, "支出总表", "行政运行")[0], ("合计".to_owned(), "61.00".to_owned()));
}

#[test]
fn pages_are_in_the_encoding_they_name_or_in_the_national_one() {
    let utf8 = page(OFFICE);
    let wanted = told(&read(&utf8));
    for charset in ["utf-8", "gb2312", "GBK"] {
        let named = utf8.replace("charset=\"utf-8\"", &format!("http-equiv=x content='text/html; charset={charset}'"));
        let (encoded, _, has_errors) = GB18030.encode(&named);
        assert!(!has_errors);
        assert_eq!(told(&yusuan::read_html(&encoded).unwrap()), wanted, "{charset}");
    }
    let utf16: Vec<u8> = format!("\u{feff}{utf8}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(told(&yusuan::read_html(&utf16).unwrap()), wanted);
    let noise = [&b"<p>"[..], &[0xff, b' '].repeat(99)].concat();
    assert_eq!(yusuan::read_html(&noise).unwrap_err(), InputError::Damaged { expected: "web page" });
}

#[test]
fn files_are_read_by_what_they_are() {
    assert!(matches!(yusuan::read_html(b"<p>1</p>").unwrap_err(), InputError::Text(ReadError::NoTables { .. })));
    assert_eq!(yusuan::read_html(b"").unwrap_err(), InputError::Text(ReadError::NoText));
    let limits = Limits { cells: 3, ..Limits::default() };
    let cells = "<table><tr><td>1<td>2<td>3<td>4</table>";
    let error = yusuan::read_html_with(cells.as_bytes(), &limits).unwrap_err();
    assert_eq!(error, InputError::TooManyCells { most: 3 });
    let limits = Limits { bytes: 10, ..Limits::default() };
    assert_eq!(yusuan::read_html_with(cells.as_bytes(), &limits).unwrap_err(), InputError::TooLarge { most: 10 });
    // Exported as a workbook, and no workbook at all.
    #[cfg(feature = "xlsx")]
    assert_eq!(told(&yusuan::read_workbook(page(OFFICE).as_bytes()).unwrap()), told(&read(&page(OFFICE))));
    let folder = std::env::temp_dir().join(format!("yusuan-pages-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for name in ["one.html", "two.HTM"] {
        std::fs::write(folder.join(name), page(OFFICE)).unwrap();
    }
    let facts: Vec<usize> =
        yusuan::read_folder(&folder).unwrap().map(|(_, read)| read.unwrap().facts().count()).collect();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(facts, [28, 28]);
}

/// Spans that reach over everything, and tables in tables without end, are answered soon.
#[test]
fn pages_made_to_do_harm_end_in_time() {
    let limits = Limits { cells: 200_000, ..Limits::default() };
    let pages = [
        "<table><tr><td>".repeat(100_000),
        "<td colspan=9999999 rowspan=0>1.00".repeat(100_000),
        format!("<table>{}", "<tr><td rowspan=65534 colspan=1000>".repeat(100_000)),
        format!("<table>{}{}", "<tr><td rowspan=9>".repeat(999), "<tr><td>1<td>2".repeat(90_000)),
        "<div><b><p>".repeat(100_000),
        "<script>".repeat(100_000),
        "&#x".repeat(300_000),
    ];
    for page in pages {
        let _ = yusuan::read_html_with(page.as_bytes(), &limits);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Tables of any shape: a cell that spans others stands over them, and no figure gets into another column.
    #[test]
    fn spans_place_the_cells_after_them(rows in prop::collection::vec(prop::collection::vec((1..3_u32, 1..3_u32), 1..5), 1..6)) {
        // Where a browser puts each cell: the first place that is free in its row.
        let mut taken = std::collections::BTreeSet::new();
        let (mut page, mut wanted) = (String::from("<html><table>"), Vec::new());
        for (row, cells) in (0..).zip(&rows) {
            page += "<tr>";
            for (columns, rows) in cells {
                let column = (0..99).find(|column| !taken.contains(&(row, *column))).unwrap();
                // A span ends where a cell from above stands in its way: such tables are not made here.
                let columns = (1..=*columns).take_while(|width| !taken.contains(&(row, column + width - 1))).last().unwrap_or(1);
                for (down, right) in (0..*rows).flat_map(|down| (0..columns).map(move |right| (down, right))) {
                    taken.insert((row + down, column + right));
                }
                write!(page, "<td colspan={columns} rowspan={rows}>{row}-{column}").unwrap();
                wanted.push((row, column));
            }
        }
        let texts = wanted.chunk_by(|a, b| a.0 == b.0).map(|row| {
            row.iter().map(|(row, column)| format!("{row}-{column}")).collect::<Vec<_>>().join(" | ")
        });
        // Rows are as wide as the table: what is not there is empty.
        let dumped = dump(&page);
        let said = dumped.lines().map(|line| line.split(" | ").filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" | "));
        prop_assert_eq!(said.skip(1).collect::<Vec<_>>(), texts.collect::<Vec<_>>());
    }
}
