//! Tables whose cells are known by position: headers by what stands above a column, figures by the column
//! they stand in.

mod sides;

use crate::page::Cell;
use crate::table::vocabulary::{self, Corner, Role, Word};

use super::heading::{self, Heading};
use super::region::Lines;
use super::rows::RawRow;
use super::token::{Kind, Token, tokens};

pub(super) use sides::{Places, SideGrid};

/// The columns of a table by their places, from the left.
#[derive(Debug)]
pub(super) struct Grid {
    /// Where each column begins and ends.
    extents: Vec<(i32, i32)>,
    columns: Vec<Place>,
    pub(super) headings: Vec<Heading>,
}

/// What a column of a grid holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Codes and names.
    Label,
    /// Text and counts beside them.
    Other,
    /// Text and counts behind amounts: they say more of a row and are no part of its name.
    Remark,
    /// Amounts, by the position of the heading.
    Figures(usize),
    /// The numbers of the rows.
    Numbers,
    /// Amounts or text: words over both ran together.
    Mixed,
    /// Nothing that the words above it tell.
    Unknown,
}

/// A row of a grid: its labels, and its figures with their columns where they are known.
#[derive(Debug)]
pub(super) struct GridRow<'a> {
    pub(super) raw: RawRow<'a>,
    pub(super) columns: Vec<Option<usize>>,
}

/// The grid of a table, if its rows agree on their columns and the words above tell them apart.
pub(super) fn grid(document: &Lines<'_>, header: &[usize], body: &[usize], year: Option<u16>) -> Option<Grid> {
    let rows = rows_with_cells(document, body);
    let model = model(&rows)?;
    let extents: Vec<(i32, i32)> = model.iter().map(|cell| (cell.left, cell.right)).collect();
    let mut columns = Vec::new();
    let mut headings: Vec<Heading> = Vec::new();
    for at in model.iter().map(middle) {
        let above = above(document, header, at, year);
        let has_amounts = columns.iter().any(|place| matches!(place, Place::Figures(_)));
        let label = above.words.last().and_then(|word| match word.role {
            Role::Corner(Corner::Text) if has_amounts => Some(Place::Remark),
            Role::Other if has_amounts && !above.is_mixed => Some(Place::Remark),
            Role::Corner(_) => Some(Place::Label),
            Role::Other if !above.is_mixed => Some(Place::Other),
            _ => None,
        });
        let words: Vec<Word> = above
            .words
            .into_iter()
            .filter(|word| !matches!(word.role, Role::Frame | Role::Corner(_) | Role::Other))
            .collect();
        columns.push(if columns.is_empty() && are_numbered(&rows) {
            Place::Numbers
        } else if let Some(label) = label {
            label
        } else if above.is_mixed {
            Place::Mixed
        } else if words.is_empty() || above.is_strange {
            Place::Unknown
        } else {
            headings.push(Heading { words });
            Place::Figures(headings.len() - 1)
        });
    }
    // Without a year beside it, this year's budget is the whole of its columns.
    heading::name_budget_and_account(&mut headings);
    heading::without_lone_year(&mut headings);
    are_told(&headings).then_some(Grid { extents, columns, headings })
}

/// The cells of the lines that have several.
fn rows_with_cells<'a>(document: &Lines<'a>, body: &[usize]) -> Vec<&'a [Cell]> {
    body.iter().map(|&line| document.lines[line].cells).filter(|cells| cells.len() > 1).collect()
}

/// Whether there are columns, and what stands over them tells them apart.
fn are_told(headings: &[Heading]) -> bool {
    let is_new = |at: usize| !headings[..at].contains(&headings[at]);
    !headings.is_empty() && (0..headings.len()).all(is_new)
}

/// A row with as many cells as most of them have. No table has more than some dozens.
fn model<'a>(rows: &[&'a [Cell]]) -> Option<&'a [Cell]> {
    const MOST: usize = 128;
    let count = most_common(rows.iter().map(|cells| cells.len())).filter(|count| *count <= MOST)?;
    let model = rows.iter().find(|cells| cells.len() == count)?;
    (rows.iter().filter(|cells| cells.len() == count).count() * 2 >= rows.len()).then_some(model)
}

/// Whether the first cells of the rows count from one, 序号.
fn are_numbered(rows: &[&[Cell]]) -> bool {
    const FEWEST: usize = 3;
    let number = |cells: &&[Cell]| cells.first().and_then(|cell| cell.text.trim().parse::<usize>().ok());
    let numbers: Vec<usize> = rows.iter().filter_map(number).collect();
    numbers.len() >= FEWEST
        && 4 * numbers.len() >= 3 * rows.len()
        && (1..).zip(&numbers).all(|(next, number)| *number == next)
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

/// What stands above a place.
#[derive(Debug, Default)]
struct Above {
    /// The words, from the outermost.
    words: Vec<Word>,
    /// Whether some of it is in no vocabulary.
    is_strange: bool,
    /// Whether words over amounts and words over text ran together.
    is_mixed: bool,
}

fn above(document: &Lines<'_>, header: &[usize], at: i32, year: Option<u16>) -> Above {
    let mut above = Above::default();
    for &line in header {
        let cells = document.lines[line].cells;
        let over = cells.iter().find(|cell| cell.left <= at && at <= cell.right && !cell.text.trim().is_empty());
        let Some(cell) = over else { continue };
        let plain = vocabulary::plain(&cell.text, year);
        let known = vocabulary::word(&plain).or_else(|| year_of_block(&plain, cells, year));
        let found = known.map_or_else(
            || {
                let cut = heading::words(&[&cell.text], year);
                above.is_strange |= cut.strange > 0;
                cut.words
            },
            |word| vec![word],
        );
        let is_text = |word: &Word| word.role == Role::Other;
        above.is_mixed |=
            found.iter().any(is_text) && !found.iter().all(|word| is_text(word) || word.role == Role::Frame);
        for word in found {
            if above.words.last().is_none_or(|last| last.name != word.name) {
                above.words.push(word);
            }
        }
    }
    above
}

/// 上年 and 本年 over blocks of columns, beside each other.
fn year_of_block(plain: &str, cells: &[Cell], year: Option<u16>) -> Option<Word> {
    let is_this = |text: &str| matches!(text, "本年" | "当年");
    let is_last = |text: &str| text == "上年";
    let beside = |wanted: &dyn Fn(&str) -> bool| cells.iter().any(|cell| wanted(&vocabulary::plain(&cell.text, year)));
    let heads = is_last(plain) && beside(&is_this) || is_this(plain) && beside(&is_last);
    vocabulary::word(&format!("{plain}预算数")).filter(|_| heads)
}

impl Grid {
    /// What a cell holds by the column that it stands in, if it stands in one at all.
    fn place(&self, cell: &Cell) -> Place {
        let distance = |column: &usize| {
            let (left, right) = self.extents[*column];
            (left / 2 + right / 2 - middle(cell)).abs()
        };
        let is_in = |column: &usize| {
            let (left, right) = self.extents[*column];
            cell.left < right && cell.right > left
        };
        let nearest = (0..self.extents.len()).min_by_key(distance).filter(is_in);
        nearest.map_or(Place::Unknown, |column| self.columns[column])
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
            match self.place(cell) {
                Place::Figures(heading) => row.figures(cell, line, Some(heading)),
                Place::Unknown if super::region::has_figures(&cell.text) => row.figures(cell, line, None),
                Place::Mixed if tokens(&cell.text, line).iter().all(|token| token.kind != Kind::Text) => {
                    row.figures(cell, line, None);
                }
                Place::Numbers => {}
                Place::Label => row.label_with_amounts(&cell.text, line),
                Place::Remark => drop(row.amounts_behind(&cell.text, line)),
                Place::Other | Place::Mixed | Place::Unknown => label(&mut row.raw, &tokens(&cell.text, line)),
            }
        }
        row.forget_shared_columns();
        (!row.raw.parts.is_empty() || !row.raw.figures.is_empty()).then_some(row)
    }
}

impl<'a> GridRow<'a> {
    /// Adds the figures of a cell. Of several in one cell none is certain to be the column's.
    fn figures(&mut self, cell: &'a Cell, line: usize, column: Option<usize>) {
        let is_figure =
            |token: &Token<'_>| matches!(token.kind, Kind::Figure | Kind::Number | Kind::Percent | Kind::Dash);
        let figures: Vec<_> = tokens(&cell.text, line).into_iter().filter(is_figure).collect();
        let column = column.filter(|_| figures.len() == 1);
        self.columns.extend(figures.iter().map(|_| column));
        self.raw.figures.extend(figures);
    }

    /// Of several figures in one column none is certain to be its own.
    fn forget_shared_columns(&mut self) {
        let columns = self.columns.clone();
        let is_shared = |column: &Option<usize>| columns.iter().filter(|other| *other == column).count() > 1;
        self.columns.iter_mut().filter(|column| is_shared(column)).for_each(|column| *column = None);
    }

    /// Adds a cell of labels.
    fn label_with_amounts(&mut self, text: &'a str, line: usize) {
        let words = self.amounts_behind(text, line);
        label(&mut self.raw, &words);
    }

    /// Adds the amounts that a cell of words ends in, where cells ran together: nothing tells which columns they are of.
    /// Answers the words before them.
    fn amounts_behind(&mut self, text: &'a str, line: usize) -> Vec<Token<'a>> {
        let mut words = tokens(text, line);
        let count = words.iter().rev().take_while(|token| token.kind == Kind::Figure).count();
        let amounts = words.split_off(words.len() - count);
        self.columns.extend(amounts.iter().map(|_| None));
        self.raw.figures.extend(amounts);
        words
    }
}

/// Adds the words of a cell of labels. A dash says that there is none.
fn label<'a>(row: &mut RawRow<'a>, words: &[Token<'a>]) {
    if words.iter().all(|word| word.kind == Kind::Dash) {
        return;
    }
    for word in words {
        row.push(word, word.kind == Kind::Number);
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{Grid, Place};
    use crate::page::Cell;
    use crate::read::general::region::Lines;
    use crate::text::TextLine;

    #[test]
    fn of_two_figures_in_one_column_none_is_its_own() {
        let cell = |text: &str, left: i32| Cell { text: text.to_owned(), left, right: left + 90 };
        let columns = vec![Place::Label, Place::Figures(0), Place::Figures(1)];
        let grid = Grid { extents: vec![(0, 100), (100, 200), (200, 300)], columns, headings: Vec::new() };
        let columns = |cells: &[Cell]| {
            let line = TextLine { cells, text: "办公费", number: 1, page: 1, starts_page: false };
            let document = Lines::new(std::iter::once((line, Cow::Borrowed("办公费"))));
            let mut rows = grid.rows(&document, &[0]);
            rows.pop().map(|row| row.columns).unwrap_or_default()
        };
        let name = cell("办公费", 0);
        assert_eq!(columns(&[name.clone(), cell("1.50", 110), cell("2.50", 200)]), [Some(0), Some(1)]);
        assert_eq!(columns(&[name.clone(), cell("1.50", 100), cell("2.50", 120)]), [None, None]);
        assert_eq!(columns(&[name, cell("1.50", 110), cell("2.50", 310)]), [Some(0), None]);
    }
}
