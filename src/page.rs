//! What a page shows, line by line, with the cells of its tables told apart: the form that documents other
//! than plain text are brought into before anything in them is understood.

pub(crate) mod flat;
mod wrap;

#[cfg(feature = "pdf")]
pub(crate) use wrap::is_whole_figure;
pub(crate) use wrap::{add_wrapped, tidy};

/// A line of a page: a row of a table, or a line of prose.
#[cfg(any(feature = "html", feature = "pdf", feature = "xlsx"))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageLine {
    /// The page, or the sheet of a workbook, counted from one.
    pub(crate) page: u32,
    /// The texts of the cells that have any, joined by one space.
    pub(crate) text: String,
    /// From left to right. Cells without text are among them where borders or the other rows of a
    /// sheet tell that they are there.
    pub(crate) cells: Vec<Cell>,
}

/// A cell of a table, or a stretch of text with wide gaps on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    /// What it says; wrapped lines are joined.
    pub(crate) text: String,
    /// Where it begins: hundredths of a point in a PDF, a thousand times the column in a workbook.
    pub(crate) left: i32,
    /// Where it ends, in the same measure. A merged cell ends with the last column it spans.
    pub(crate) right: i32,
}

#[cfg(any(feature = "html", feature = "pdf", feature = "xlsx"))]
impl PageLine {
    pub(crate) fn new(page: u32, cells: Vec<Cell>) -> Self {
        let text = said(cells.iter().map(|cell| &cell.text));
        Self { page, text, cells }
    }
}

/// What the cells of a row say: the texts of those that have any, joined by one space.
pub(crate) fn said<'a>(texts: impl IntoIterator<Item = &'a String>) -> String {
    let said: Vec<&str> = texts.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    said.join(" ")
}

#[cfg(any(feature = "html", feature = "pdf", feature = "xlsx"))]
/// The lines for a person to look at: cells apart, pages marked.
pub(crate) fn dump(lines: &[PageLine]) -> String {
    let mut text = String::new();
    let mut page = 0;
    for line in lines {
        if line.page != page {
            page = line.page;
            text.extend(["== ", &page.to_string(), "\n"]);
        }
        let cells: Vec<&str> = line.cells.iter().map(|cell| cell.text.as_str()).collect();
        text.push_str(&cells.join(" | "));
        text.push('\n');
    }
    text
}
