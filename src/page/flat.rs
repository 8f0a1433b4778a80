//! The cells of tables that came out as bare rows of texts: what stands above what follows from the empty ones.

use std::ops::Range;

use super::Cell;

/// The columns of a table are this wide.
pub(crate) const COLUMN: i32 = 1000;
/// Longer headers are not printed.
const MOST_OF_HEADER: usize = 30;

/// The cells of all rows, the words of the header over all columns that they are about. `None` if nothing tells which
/// these are.
pub(crate) fn cells(rows: &[Vec<String>]) -> Option<Vec<Vec<Cell>>> {
    let header = rows.iter().take(MOST_OF_HEADER).position(|row| row.iter().any(|text| is_amount(text))).unwrap_or(0);
    let is_told = begins_cells(&rows[..header]) && !rows.iter().any(|row| holds_two(row));
    let cells = |(at, row): (usize, &Vec<String>)| {
        if at < header { spanning(row, &rows[..at]) } else { row.iter().enumerate().map(alone).collect() }
    };
    is_told.then(|| rows.iter().enumerate().map(cells).collect())
}

/// Whether the words of a header stand in the first of the cells that they are about, as they do where nothing but
/// the cells themselves was looked at. Some programs put them where they are printed, in the middle, or cut them at
/// the borders of the cells below; then nothing tells what stands above a column.
fn begins_cells(header: &[Vec<String>]) -> bool {
    // The title of the table may stand in the first rows, and 编制单位：… 单位：万元.
    let is_header = |row: &&Vec<String>| {
        let mut said = row.iter().filter(|text| !text.is_empty());
        let is_title = |text: &String, next: Option<&String>| next.is_none() && text.trim_end().ends_with('表');
        said.next().is_some_and(|first| !is_title(first, said.next()))
            && !row.iter().any(|text| text.contains(['：', ':']))
    };
    let begins = |row: &Vec<String>| row.first().is_some_and(|text| !text.is_empty());
    let mut rows = header.iter().filter(is_header);
    let begins_left = rows.next().is_none_or(begins) || !rows.any(begins);
    let heads = |at: usize| !is_header(&&header[at]) || heads_first(&header[at], &header[at + 1..]);
    begins_left && (0..header.len()).all(heads) && !header.windows(2).any(|pair| is_collapsed(&pair[0], &pair[1]))
}

/// Whether merged cells of a row of a header came out as one cell each: it has fewer than the row below it, and
/// neither has an empty one.
fn is_collapsed(above: &[String], below: &[String]) -> bool {
    let is_full = |row: &[String]| row.iter().all(|text| !text.is_empty());
    (2..below.len()).contains(&above.len()) && is_full(above) && is_full(below)
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
