//! Tables whose cells are parted: by upright lines, as Markdown has them, `| 项目 | 预算数 |`, or by tabs, as
//! spreadsheets and web pages give them when copied.

use crate::page::{Cell, add_wrapped, flat, said, tidy};

use super::TextLine;

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

/// What parts the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parting {
    Upright,
    Tab,
}

impl Parting {
    /// `None` if the line has no cells. A line of a table of contents may stand in two upright lines too, but has
    /// only one.
    fn of(line: &str) -> Option<Self> {
        let shown = line.trim();
        let is_upright = || texts(shown, (shown.starts_with('|'), shown.ends_with('|'))).nth(1).is_some();
        if shown.contains('|') && is_upright() {
            return Some(Self::Upright);
        }
        // Sentences may be indented by tabs.
        let is_sentence = || !shown.contains('\t') && shown.contains(['，', '。', '；']);
        (line.contains('\t') && !is_sentence()).then_some(Self::Tab)
    }
}

/// The rows of all tables of a text, in order. Lines that rule tables off are rows without cells.
pub(crate) fn rows(lines: &[TextLine<'_>]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut at = 0;
    let parting = |line: &TextLine<'_>| Parting::of(line.text);
    let is_same =
        |above: &TextLine<'_>, below: &TextLine<'_>| parting(above).is_some_and(|of| parting(below) == Some(of));
    for block in lines.chunk_by(is_same) {
        match parting(&block[0]).filter(|_| block.len() > 1) {
            Some(Parting::Upright) => rows.extend(ruled(block, at)),
            Some(Parting::Tab) => rows.extend(tabbed(block, at)),
            None => {}
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

/// The rows of a table between upright lines whose first line stands at a position.
fn ruled(lines: &[TextLine<'_>], first: usize) -> Vec<Row> {
    // Without borders a line that begins or ends so has an empty cell there.
    let trimmed = || lines.iter().map(|line| line.text.trim_matches([' ', '\t']));
    let borders = (trimmed().all(|line| line.starts_with('|')), trimmed().all(|line| line.ends_with('|')));
    let mut texts: Vec<Vec<String>> = trimmed().map(|line| texts(line, borders).map(shown).collect()).collect();
    texts.iter_mut().filter(|row| is_rule(row)).for_each(Vec::clear);
    table(&texts, first)
}

/// The rows of tables between tabs, one below the other, whose first line stands at a position. None if there is no
/// number in them: lines may be indented by tabs.
fn tabbed(lines: &[TextLine<'_>], first: usize) -> Vec<Row> {
    let texts = |line: &TextLine<'_>| line.text.split('\t').map(tidy).collect();
    let texts: Vec<Vec<String>> = lines.iter().map(texts).collect();
    if !texts.iter().flat_map(|row| row.iter().skip(1)).any(|text| is_number(text)) {
        return Vec::new();
    }
    let mut rows = Vec::with_capacity(lines.len());
    for texts in texts.chunk_by(|_, below| !is_title(below)) {
        rows.extend(table(texts, first + rows.len()));
    }
    rows
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-'))
}

/// Whether a row is nothing but the title of a table.
fn is_title(row: &[String]) -> bool {
    let mut said = row.iter().filter(|text| !text.is_empty());
    said.next().is_some_and(|text| text.ends_with('表')) && said.next().is_none()
}

/// The rows of a table whose first one stands at a position.
fn table(texts: &[Vec<String>], first: usize) -> Vec<Row> {
    let cells = flat::cells(texts).unwrap_or_else(|| vec![Vec::new(); texts.len()]);
    let row = |((row, cells), at)| Row { line: first + at, text: said(row), cells };
    texts.iter().zip(cells).zip(0..).map(row).collect()
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
