//! Workbooks made here.

use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{ExcelDateTime, Format, FormatBorder, Formula, Workbook};
use yusuan::{InputError, Limits, ReadError};
use zip::write::SimpleFileOptions;

use super::piped::OFFICE;

#[track_caller]
fn dump(bytes: &[u8]) -> String {
    yusuan::dump_pages(bytes, &Limits::default()).unwrap()
}

/// The entries of an archive.
pub(crate) fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn cells_show_what_their_formats_make_of_them() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let money = Format::new().set_num_format("#,##0.00");
    sheet.write(0, 0, "行政运行").unwrap();
    sheet.write_number_with_format(0, 1, 1234.5, &money).unwrap();
    sheet.write_number(0, 2, 0.1 + 0.2).unwrap();
    sheet.write_number_with_format(0, 3, 1.005, &Format::new().set_num_format("0.00")).unwrap();
    sheet.write_number(1, 0, 2_010_301).unwrap();
    sheet.write_formula_with_format(1, 1, Formula::new("=B1*2").set_result("2469"), &money).unwrap();
    sheet.write_boolean(1, 2, true).unwrap();
    let date = ExcelDateTime::from_ymd(2024, 1, 31).unwrap();
    let format = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    sheet.write_datetime_with_format(1, 3, &date, &format).unwrap();
    sheet.write_formula(1, 4, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    let expected = "== 1
行政运行 | 1,234.50 | 0.3 | 1.01 | 
2010301 | 2,469.00 | TRUE | 2024年1月31日 | #DIV/0!
";
    assert_eq!(dump(&workbook.save_to_buffer().unwrap()), expected);
}

#[test]
fn merged_cells_appear_once_and_borders_tell_of_empty_ones() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = Format::new();
    let bordered = Format::new().set_border(FormatBorder::Thin);
    sheet.merge_range(0, 0, 0, 3, "支出总表", &plain).unwrap();
    sheet.merge_range(1, 0, 2, 0, "项目", &bordered).unwrap();
    sheet.merge_range(1, 1, 1, 2, "本年", &bordered).unwrap();
    sheet.write(2, 1, "基本").unwrap();
    sheet.write(2, 2, "项目").unwrap();
    sheet.write(3, 0, "办公费\n和水费").unwrap();
    sheet.write_blank(3, 1, &bordered).unwrap();
    sheet.write(3, 2, 3.5).unwrap();
    sheet.write_blank(3, 3, &plain).unwrap();
    let expected = "== 1
支出总表
项目 | 本年
基本 | 项目
办公费和水费 |  | 3.5
";
    assert_eq!(dump(&workbook.save_to_buffer().unwrap()), expected);
}

/// What nobody sees who opens a workbook is not published.
#[test]
fn what_is_hidden_is_left_out() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 1, 0, 3, "本年", &plain).unwrap();
    sheet.write_row(1, 0, ["项目", "合计", "基本", "过渡"]).unwrap();
    sheet.write_row(2, 0, ["办公费", "3.00", "2.00", "9.00"]).unwrap();
    sheet.write_row(3, 0, ["核对", "3.00", "2.00", "9.00"]).unwrap();
    sheet.write_row(4, 0, ["水费", "4.00", "", "9.00"]).unwrap();
    sheet.set_row_hidden(3).unwrap().set_column_hidden(1).unwrap().set_column_hidden(3).unwrap();
    workbook.add_worksheet().set_hidden(true).write(0, 0, "去年").unwrap();
    let expected = "== 1\n本年\n项目 | 基本\n办公费 | 2.00\n水费\n";
    assert_eq!(dump(&workbook.save_to_buffer().unwrap()), expected);
}

/// Rows of a closed outline belong to their table.
#[test]
fn what_an_outline_hides_is_read() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["农林水支出", "3.00"]).unwrap().write_row(1, 0, ["行政运行", "3.00"]).unwrap();
    sheet.group_rows_collapsed(1, 1).unwrap();
    assert_eq!(dump(&workbook.save_to_buffer().unwrap()), "== 1\n农林水支出 | 3.00\n行政运行 | 3.00\n");
}

#[test]
fn ods_tells_what_is_hidden() {
    let table = r#"<office:automatic-styles><style:style style:name="ta2" style:family="table">
            <style:table-properties table:display="false"/></style:style></office:automatic-styles>
        <table:table table:style-name="ta2"><table:table-row><table:table-cell><text:p>去年</text:p></table:table-cell></table:table-row></table:table>
        <table:table table:style-name="ta1"><table:table-column/>
        <table:table-column table:visibility="collapse" table:number-columns-repeated="2"/><table:table-column/>
        <table:table-row><table:table-cell><text:p>项目</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>过渡</text:p></table:table-cell><table:table-cell><text:p>金额</text:p></table:table-cell></table:table-row>
        <table:table-row table:visibility="collapse"><table:table-cell table:number-columns-repeated="4"><text:p>9.00</text:p></table:table-cell></table:table-row>
        <table:table-row table:visibility="filter"><table:table-cell table:number-columns-repeated="4"><text:p>1.00</text:p></table:table-cell></table:table-row>
        <table:table-row-group><table:table-row table:visibility="collapse"><table:table-cell table:number-columns-repeated="4"><text:p>2.00</text:p></table:table-cell></table:table-row></table:table-row-group>
        <table:table-row table:visibility="collapse" table:number-rows-repeated="1048570"><table:table-cell/></table:table-row></table:table>"#;
    assert_eq!(dump(&ods(table)), "== 1\n项目 | 金额\n1.00 | 1.00\n2.00 | 2.00\n");
}

/// An ods workbook with that table in it.
fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>{table}\
         </office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

#[test]
fn ods_cells_bring_their_text_along() {
    let table = r#"<table:table table:name="表1">
        <table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>收支<text:s/>&amp; 结余</text:p>
            <office:annotation><text:p>批注</text:p></office:annotation></table:table-cell>
            <table:covered-table-cell/><table:table-cell table:number-columns-repeated="2"><text:p>无</text:p></table:table-cell>
        </table:table-row>
        <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        <table:table-row table:number-rows-repeated="2">
            <table:table-cell office:value-type="float" office:value="1234.5"><text:p>1,234.50</text:p></table:table-cell>
            <table:table-cell office:value-type="float" office:value="0.30000000000000004"/>
        </table:table-row>
        <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
    </table:table>"#;
    assert_eq!(dump(&ods(table)), "== 1\n收支 & 结余 | 无 | 无\n1,234.50 | 0.3 |  | \n1,234.50 | 0.3 |  | \n");
}

#[test]
fn repeated_cells_are_bounded() {
    let table = r#"<table:table><table:table-row table:number-rows-repeated="1048576">
        <table:table-cell table:number-columns-repeated="16384"><text:p>1.00</text:p></table:table-cell>
    </table:table-row></table:table>"#;
    let error = yusuan::read_workbook_with(&ods(table), &Limits { cells: 100_000, ..Limits::default() }).unwrap_err();
    assert_eq!(error, InputError::TooManyCells { most: 100_000 });
}

#[test]
fn limits_hold() {
    let mut workbook = Workbook::new();
    for _ in 0..3 {
        workbook.add_worksheet().write(0, 0, "一").unwrap().write(1, 0, "二").unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let with = |limits: Limits| yusuan::read_workbook_with(&bytes, &limits).unwrap_err();
    let limits = Limits::default();
    assert_eq!(with(Limits { pages: 2, ..limits }), InputError::TooManyPages { pages: 3, most: 2 });
    assert_eq!(with(Limits { cells: 5, ..limits }), InputError::TooManyCells { most: 5 });
    assert_eq!(with(Limits { bytes: 10, ..limits }), InputError::TooLarge { most: 10 });
    assert!(matches!(yusuan::read_workbook(&bytes).unwrap_err(), InputError::Text(ReadError::NoTables { .. })));
}

/// A record of the format xls.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// An xls workbook of one sheet with these records, and two styles: one general, one with two decimals.
fn xls(cells: &[Vec<u8>]) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &words(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let code = "#,##0.00\"元\"";
    let text: Vec<u8> = code.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let format = [&words(&[164, u16::try_from(code.chars().count()).unwrap()])[..], &[1], &text].concat();
    let style = |format: u16| record(0x00e0, &[&words(&[0, format])[..], &[0; 16]].concat());
    let mut book = [begin(5), record(0x041e, &format), style(0), style(164)].concat();
    let end = record(0x000a, &[]);
    let name = b"one";
    let position = u32::try_from(book.len() + 4 + 8 + name.len() + end.len()).unwrap();
    let sheet = [&position.to_le_bytes()[..], &[0, 0, 3, 0], name].concat();
    book.extend([record(0x0085, &sheet), end.clone(), begin(0x10)].concat());
    book.extend(cells.concat());
    book.extend(end);
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&book).unwrap();
    file.into_inner().into_inner()
}

fn number(row: u16, column: u16, style: u16, value: f64) -> Vec<u8> {
    record(0x0203, &[&words(&[row, column, style])[..], &value.to_le_bytes()].concat())
}

#[test]
fn xls_cells_show_what_their_formats_make_of_them() {
    let merged = record(0x00e5, &words(&[1, 1, 1, 0, 1]));
    let cells = [number(0, 0, 0, 0.1 + 0.2), number(0, 3, 1, 1234.5), number(1, 0, 1, 2.0), merged];
    assert_eq!(dump(&xls(&cells)), "== 1\n0.3 |  |  | 1,234.50元\n2.00元\n");
}

#[test]
fn xls_tells_what_is_hidden() {
    let row = |row: u16, options: u16| record(0x0208, &words(&[row, 0, 3, 255, 0, 0, options, 0]));
    let column = |first: u16, last: u16, options: u16| record(0x007d, &words(&[first, last, 2048, 15, options, 0]));
    let cells: Vec<Vec<u8>> =
        [(0, 0, 1.0), (0, 1, 9.0), (0, 2, 2.0), (1, 0, 9.0), (1, 2, 9.0), (2, 0, 3.0), (2, 2, 4.0)]
            .map(|(row, column, value)| number(row, column, 0, value))
            .to_vec();
    let with = |records: &[Vec<u8>]| dump(&xls(&[records, &cells].concat()));
    let columns = [column(1, 1, 1), column(2, 2, 0)];
    assert_eq!(with(&[&columns[..], &[row(1, 0x20), row(2, 0)]].concat()), "== 1\n1 | 2\n3 | 4\n");
    // In an outline, and filtered.
    assert_eq!(with(&[&columns[..], &[row(1, 0x21)]].concat()), "== 1\n1 | 2\n9 | 9\n3 | 4\n");
    let filtered = [row(1, 0x20), record(0x009b, &[])];
    assert_eq!(with(&[&columns[..], &filtered].concat()), "== 1\n1 | 2\n9 | 9\n3 | 4\n");
}

#[test]
fn xls_sheets_cannot_claim_more_than_they_may_hold() {
    let claimed = record(0x0200, &words(&[0, 0, 0xffff, 0xffff, 0, 0xffff, 0]));
    let far = [number(0, 0, 0, 1.0), number(65_535, 255, 0, 1.0)];
    for cells in [vec![claimed], far.to_vec()] {
        let error = yusuan::read_workbook(&xls(&cells)).unwrap_err();
        assert_eq!(error, InputError::TooManyCells { most: 5_000_000 });
    }
}

/// The rows of a text in Markdown as those of a sheet.
fn sheet_of(text: &str, empty: Option<&Format>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.contains("--"));
    for (row, line) in (0..).zip(lines) {
        let line =
            line.replace("**", "").replace("<br/>", "").replace("<br>", "").replace("<u>", "").replace("</u>", "");
        let cells = line.strip_prefix('|').and_then(|line| line.strip_suffix('|'));
        for (column, cell) in (0..).zip(cells.unwrap_or(line.trim_start_matches('#')).split('|')) {
            match (cell.trim(), empty) {
                ("", Some(format)) => sheet.write_blank(row, column, format).unwrap(),
                ("", None) => continue,
                (text, _) => sheet.write(row, column, text).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn without_merged_cells_the_empty_ones_tell_what_a_word_is_about() {
    let wanted = told(&yusuan::read_text(OFFICE).unwrap());
    assert_eq!(wanted.len(), 28);
    let bordered = Format::new().set_border(FormatBorder::Thin);
    for empty in [Some(&bordered), None] {
        let office = yusuan::read_workbook(&sheet_of(OFFICE, empty)).unwrap();
        assert_eq!((told(&office), office.audit().tally().violated), (wanted.clone(), 0), "{empty:?}");
    }
    // Rows that most columns are empty in place no figure of the others.
    let sparse: String = OFFICE
        .lines()
        .filter(|line| !line.contains("2010507") && !line.contains("|  | 合计"))
        .collect::<Vec<_>>()
        .join("\n");
    let text = yusuan::read_text(&sparse).unwrap();
    let office = yusuan::read_workbook(&sheet_of(&sparse, None)).unwrap();
    assert_eq!(told(&office), told(&text));
}

/// Departments keep all their tables in one sheet, too.
#[test]
fn tables_below_each_other_have_headers_of_their_own() {
    let two_years = "
## 一般公共预算支出表

单位：万元

| 科目编码 | 科目名称 | 2025年执行数 |  | 2026年预算数 |  |
|---|---|---|---|---|---|
|  |  | 合计 | 项目支出 | 合计 | 项目支出 |
|  | 合计 | 80.00 | 15.00 | 100.00 | 30.00 |
| 201 | 一般公共服务支出 | 72.00 | 15.00 | 90.00 | 30.00 |
| 221 | 住房保障支出 | 8.00 |  | 10.00 |  |
";
    let text = format!("{OFFICE}{two_years}");
    let wanted = yusuan::read_text(&text).unwrap();
    assert_eq!(told(&wanted).len(), 38);
    let office = yusuan::read_workbook(&sheet_of(&text, None)).unwrap();
    assert_eq!((told(&office), office.audit().tally().violated), (told(&wanted), 0));
}

fn told(disclosure: &yusuan::Disclosure) -> Vec<String> {
    disclosure.facts().map(|fact| format!("{} = {}", fact.key, fact.printed)).collect()
}
