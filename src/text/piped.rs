//! Tables whose cells are parted by upright lines, as Markdown has them: `| 项目 | 预算数 |`.

use std::ops::Range;

use crate::page::{Cell, add_wrapped, tidy};

use super::TextLine;

/// The columns of a table are this wide.
const COLUMN: i32 = 1000;
/// Longer headers are not printed.
const MOST_OF_HEADER: usize = 30;

/// A row of a table.
#[derive(Debug)]
pub(crate) struct Row {
    /// The position of its line among the lines of the text.
    line: usize,
    /// Its cells, empty ones included.
    cells: Vec<Cell>,
    /// What they say, joined by one space.
    text: String,
}

/// The rows of all tables of a text, in order. Lines that rule tables off are rows without cells.
pub(crate) fn rows(lines: &[TextLine<'_>]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut at = 0;
    for block in lines.chunk_by(|above, below| is_row(above.text) && is_row(below.text)) {
        if block.len() > 1 {
            rows.extend(table(block, at));
        }
        at += block.len();
    }
    rows
}

/// The lines of a text with their cells. Lines that rule tables off are left out.
pub(crate) fn with_cells<'a>(lines: &[TextLine<'a>], rows: &'a [Row]) -> Vec<TextLine<'a>> {
    let mut rows = rows.iter().peekable();
    let mut told = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        match rows.next_if(|row| row.line == at) {
            None => told.push(TextLine { text: unmarked(line.text), ..*line }),
            Some(row) if row.text.is_empty() => {}
            Some(row) => told.push(TextLine { text: &row.text, cells: &row.cells, ..*line }),
        }
    }
    told
}

/// Whether a line has cells. A line of a table of contents may stand in two upright lines too, but has only one.
fn is_row(line: &str) -> bool {
    let line = line.trim();
    line.contains('|') && texts(line, (line.starts_with('|'), line.ends_with('|'))).nth(1).is_some()
}

/// The texts of the cells of a line, where the first and the last character may be borders.
fn texts(line: &str, (has_left, has_right): (bool, bool)) -> impl Iterator<Item = &str> {
    let inner = if has_left { line.strip_prefix('|').unwrap_or(line) } else { line };
    let inner = inner.strip_suffix('|').filter(|inner| has_right && !inner.ends_with('\\')).unwrap_or(inner);
    let mut is_escaped = false;
    inner.split(move |c| {
        let parts = c == '|' && !is_escaped;
        is_escaped = c == '\\';
        parts
    })
}

/// The rows of a table whose first line stands at a position.
fn table(lines: &[TextLine<'_>], first: usize) -> Vec<Row> {
    // Without borders a line that begins or ends so has an empty cell there.
    let trimmed = || lines.iter().map(|line| line.text.trim_matches([' ', '\t']));
    let borders = (trimmed().all(|line| line.starts_with('|')), trimmed().all(|line| line.ends_with('|')));
    let mut texts: Vec<Vec<String>> = trimmed().map(|line| texts(line, borders).map(shown).collect()).collect();
    texts.iter_mut().filter(|row| is_rule(row)).for_each(Vec::clear);
    let header = texts.iter().take(MOST_OF_HEADER).position(|row| row.iter().any(|text| is_amount(text))).unwrap_or(0);
    let is_told = begins_cells(&texts[..header]) && !texts.iter().any(|row| holds_two(row));
    let mut rows = Vec::with_capacity(lines.len());
    for (at, row) in texts.iter().enumerate() {
        let above = &texts[..at.min(header)];
        let cells = if !is_told {
            Vec::new()
        } else if at < header {
            spanning(row, above)
        } else {
            row.iter().enumerate().map(alone).collect()
        };
        let said: Vec<&str> = row.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        rows.push(Row { line: first + at, text: said.join(" "), cells });
    }
    rows
}

/// What a cell shows: breaks inside it joined, marks of emphasis and of escape taken off.
fn shown(text: &str) -> String {
    let mut joined = String::new();
    for part in text.split("<br") {
        // The rest of the tag, <br/> or <br />.
        let part = if joined.is_empty() && part.len() == text.len() { part } else { after_tag(part) };
        add_wrapped(&mut joined, part.trim_end());
    }
    tidy(unmarked(&joined.replace("\\|", "|").replace("&nbsp;", " ")))
}

/// A text without the marks that make it a heading or emphasise all of it: `## 收支总表`, `**合计**`, `<u>单位：元</u>`.
fn unmarked(text: &str) -> &str {
    const AROUND: [(&str, &str); 5] =
        [("**", "**"), ("<u>", "</u>"), ("<b>", "</b>"), ("<strong>", "</strong>"), ("<mark>", "</mark>")];
    let hashes = text.trim_start().trim_start_matches('#');
    let is_heading = hashes.len() < text.trim_start().len() && hashes.starts_with(char::is_whitespace);
    let mut text = if is_heading { hashes.trim() } else { text };
    while let Some(inner) = AROUND.iter().find_map(|(before, after)| {
        text.trim().strip_prefix(before)?.strip_suffix(after).filter(|inner| !inner.is_empty())
    }) {
        text = inner;
    }
    text
}

fn after_tag(part: &str) -> &str {
    part.split_once('>').filter(|(tag, _)| tag.trim_matches([' ', '/']).is_empty()).map_or(part, |(_, rest)| rest)
}

/// `|---|:--:|`
fn is_rule(row: &[String]) -> bool {
    let is_ruled = |text: &String| text.contains("--") && text.bytes().all(|byte| matches!(byte, b'-' | b':' | b' '));
    row.iter().any(is_ruled) && row.iter().all(|text| text.is_empty() || is_ruled(text))
}

/// Whether the words of a header stand in the first of the cells that they are about, as they do where nothing but
/// the cells themselves was looked at. Some programs put them where they are printed, in the middle, or cut them at
/// the borders of the cells below; then nothing tells what stands above a column.
fn begins_cells(header: &[Vec<String>]) -> bool {
    // 编制单位：… 单位：万元 may stand in the first row.
    let is_header = |row: &&Vec<String>| {
        row.iter().any(|text| !text.is_empty()) && !row.iter().any(|text| text.contains(['：', ':']))
    };
    let begins = |row: &Vec<String>| row.first().is_some_and(|text| !text.is_empty());
    let mut rows = header.iter().filter(is_header);
    let begins_left = rows.next().is_none_or(begins) || !rows.any(begins);
    begins_left && (0..header.len()).all(|at| heads_first(&header[at], &header[at + 1..]))
}

/// Whether each word of a row that heads others has the first of them under it.
fn heads_first(row: &[String], below: &[Vec<String>]) -> bool {
    let is_said = |column: usize| below.iter().any(|row| row.get(column).is_some_and(|text| !text.is_empty()));
    let mut heads = (0..row.len()).filter(|&column| !row[column].is_empty());
    heads.all(|head| {
        let behind = row[head + 1..].iter().take_while(|text| text.is_empty()).count();
        is_said(head) || !(head + 1..=head + behind).any(is_said)
    })
}

/// Whether cells ran together: two amounts in one.
fn holds_two(row: &[String]) -> bool {
    let amounts = |text: &String| text.split_whitespace().filter(|word| is_amount(word)).count();
    row.iter().any(|text| amounts(text) > 1)
}

/// Whether a cell tells that the header has ended.
fn is_amount(text: &str) -> bool {
    text.contains(['.', ',']) && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-'))
}

fn alone((column, text): (usize, &String)) -> Cell {
    cell(column..column + 1, text)
}

fn cell(columns: Range<usize>, text: &str) -> Cell {
    let place = |column: usize| i32::try_from(column).unwrap_or(i32::MAX).saturating_mul(COLUMN);
    Cell { text: text.to_owned(), left: place(columns.start), right: place(columns.end) }
}

/// The cells of a row of a header. Where cells are merged only the first one says something: the empty ones behind
/// it are part of it, but those under a word are part of what stands above them.
fn spanning(row: &[String], above: &[Vec<String>]) -> Vec<Cell> {
    let is_under = |column: usize| above.iter().any(|row| row.get(column).is_some_and(|text| !text.is_empty()));
    let mut cells = Vec::with_capacity(row.len());
    let mut column = 0;
    while let Some(text) = row.get(column) {
        let is_part = |&(column, text): &(usize, &String)| text.is_empty() && !is_under(column);
        let behind = row.iter().enumerate().skip(column + 1).take_while(is_part).count();
        let end = if text.is_empty() { column + 1 } else { column + 1 + behind };
        cells.push(cell(column..end, text));
        column = end;
    }
    cells
}
