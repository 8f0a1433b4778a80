//! Tables whose cells are known by position: headers by what stands above a column, figures by the column
//! they stand in.

use crate::page::Cell;
use crate::table::vocabulary::{self, Role, Word};

use super::heading::{self, Heading};
use super::region::Lines;
use super::rows::RawRow;
use super::token::{Kind, tokens};

/// The columns of a table by their places, from the left.
#[derive(Debug)]
pub(super) struct Grid {
    /// The middle of each column.
    middles: Vec<i32>,
    /// Which columns hold figures, as positions among the headings; `None` for columns of labels.
    figures: Vec<Option<usize>>,
    pub(super) headings: Vec<Heading>,
}

/// A row of a grid: its labels, and its figures with their columns.
#[derive(Debug)]
pub(super) struct GridRow<'a> {
    pub(super) raw: RawRow<'a>,
    pub(super) columns: Vec<usize>,
}

/// The grid of a table, if its rows agree on their columns and the words above tell what they are.
pub(super) fn grid(document: &Lines<'_>, header: &[usize], body: &[usize], year: Option<u16>) -> Option<Grid> {
    let rows: Vec<&[Cell]> =
        body.iter().map(|&line| document.lines[line].cells).filter(|cells| cells.len() > 1).collect();
    let count = most_common(rows.iter().map(|cells| cells.len()))?;
    let model = rows.iter().find(|cells| cells.len() == count)?;
    if rows.iter().filter(|cells| cells.len() == count).count() * 2 < rows.len() {
        return None;
    }
    let middles: Vec<i32> = model.iter().map(middle).collect();
    let mut figures = Vec::new();
    let mut headings: Vec<Heading> = Vec::new();
    for &at in &middles {
        let words = above(document, header, at, year);
        let is_label = words.last().is_none_or(|word| matches!(word.role, Role::Corner(_) | Role::Other));
        let words: Vec<Word> = words
            .into_iter()
            .filter(|word| !matches!(word.role, Role::Frame | Role::Corner(_) | Role::Other))
            .collect();
        if is_label || words.is_empty() {
            figures.push(None);
        } else {
            figures.push(Some(headings.len()));
            headings.push(Heading { words });
        }
    }
    // Without a year beside it, this year's budget is the whole of its columns.
    heading::without_lone_year(&mut headings);
    (!headings.is_empty()).then_some(Grid { middles, figures, headings })
}

fn middle(cell: &Cell) -> i32 {
    cell.left / 2 + cell.right / 2
}

fn most_common(counts: impl Iterator<Item = usize>) -> Option<usize> {
    let mut counts: Vec<usize> = counts.collect();
    counts.sort_unstable();
    let runs = counts.chunk_by(|a, b| a == b);
    runs.max_by_key(|run| run.len()).map(|run| run[0])
}

/// The words that stand above a place, from the outermost.
fn above(document: &Lines<'_>, header: &[usize], at: i32, year: Option<u16>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for &line in header {
        let over = document.lines[line]
            .cells
            .iter()
            .find(|cell| cell.left <= at && at <= cell.right && !cell.text.trim().is_empty());
        let Some(cell) = over else { continue };
        let plain = vocabulary::plain(&cell.text, year);
        let plain = heads_block(document.lines[line].cells, &plain, year).unwrap_or(plain);
        let found = match vocabulary::word(&plain) {
            Some(word) => vec![word],
            None => heading::words(&[&cell.text], year).words,
        };
        for word in found {
            if words.last().is_none_or(|last| last.name != word.name) {
                words.push(word);
            }
        }
    }
    words
}

/// What 上年 and 本年 mean as heads of blocks of columns, which 增减 follows: the budgets of these years.
fn heads_block(cells: &[Cell], plain: &str, year: Option<u16>) -> Option<String> {
    let is_year = |text: &str| matches!(text, "上年" | "本年" | "当年");
    let texts: Vec<String> = cells.iter().map(|cell| vocabulary::plain(&cell.text, year)).collect();
    let heads = texts.windows(3).any(|three| is_year(&three[0]) && is_year(&three[1]) && three[2].starts_with("增减"));
    (heads && is_year(plain)).then(|| format!("{plain}预算数"))
}

impl Grid {
    /// The column of a cell.
    fn column(&self, cell: &Cell) -> Option<usize> {
        let at = middle(cell);
        (0..self.middles.len()).min_by_key(|&column| (self.middles[column] - at).abs())
    }

    /// The rows of the lines that have cells; lines without are no rows of the grid.
    pub(super) fn rows<'a>(&self, document: &Lines<'a>, body: &[usize]) -> Vec<GridRow<'a>> {
        body.iter().filter_map(|&line| self.row(document, line)).collect()
    }

    fn row<'a>(&self, document: &Lines<'a>, line: usize) -> Option<GridRow<'a>> {
        let cells = document.lines[line].cells;
        if cells.len() < 2 {
            return None;
        }
        let mut row = GridRow { raw: RawRow { line, ..RawRow::default() }, columns: Vec::new() };
        for cell in cells {
            let column = self.column(cell)?;
            match self.figures[column] {
                Some(heading) => {
                    let figures = tokens(&cell.text, line)
                        .into_iter()
                        .filter(|token| matches!(token.kind, Kind::Figure | Kind::Number | Kind::Percent | Kind::Dash));
                    for figure in figures {
                        row.raw.figures.push(figure);
                        row.columns.push(heading);
                    }
                }
                None => label(&mut row.raw, &cell.text, line),
            }
        }
        (!row.raw.parts.is_empty() || !row.raw.figures.is_empty()).then_some(row)
    }
}

/// Adds the words of a cell of labels.
fn label<'a>(row: &mut RawRow<'a>, text: &'a str, line: usize) {
    for token in tokens(text, line) {
        row.push(&token, token.kind == Kind::Number);
    }
}
