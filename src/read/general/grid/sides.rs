//! Tables that set lines of labels and amounts side by side, where the cells of their rows are known by position.

use foldhash::HashMap;

use crate::page::Cell;
use crate::table::vocabulary::{Corner, Role, Word};

use super::super::heading::{self, Heading};
use super::super::region::{Lines, Region};
use super::super::sides::Block;
use super::super::token::{Kind, Token, tokens};
use super::{above, are_told, middle, model, rows_with_cells};

/// The columns of amounts of each block.
#[derive(Debug)]
pub(in crate::read::general) struct SideGrid {
    /// For each block what stands over its amounts, from the left.
    pub(in crate::read::general) headings: Vec<Vec<Heading>>,
    columns: Vec<Column>,
}

/// Where a column of amounts begins and ends, the block that it belongs to, and its position there.
#[derive(Debug)]
struct Column {
    extent: (i32, i32),
    block: usize,
    at: usize,
}

impl SideGrid {
    /// Nothing if the rows do not agree on their columns or the words above do not tell them apart.
    pub(in crate::read::general) fn of(
        document: &Lines<'_>,
        region: &Region<'_>,
        year: Option<u16>,
        blocks: &[Block],
    ) -> Option<Self> {
        let rows = rows_with_cells(document, &region.body);
        let mut found = Self { headings: Vec::new(), columns: Vec::new() };
        let mut seen_amounts = true;
        for cell in model(&rows)? {
            let above = above(document, &region.header, middle(cell), year);
            if let Some(Role::Corner(corner)) = above.words.last().map(|word| word.role) {
                if is_label(corner) && std::mem::take(&mut seen_amounts) {
                    found.headings.push(Vec::new());
                }
                continue;
            }
            let is_money = |word: &Word| !matches!(word.role, Role::Frame | Role::Corner(_) | Role::Other);
            let words: Vec<Word> = above.words.into_iter().filter(is_money).collect();
            if words.is_empty() || above.is_mixed || above.is_strange {
                return None;
            }
            let block = found.headings.len().checked_sub(1)?;
            found.columns.push(Column { extent: (cell.left, cell.right), block, at: found.headings[block].len() });
            found.headings[block].push(Heading { words });
            seen_amounts = true;
        }
        found.headings.iter_mut().for_each(|block| {
            heading::name_budget_and_account(block);
            heading::without_lone_year(block);
        });
        found.is_told(blocks).then_some(found)
    }

    /// Whether every block has columns that differ. Revenue has no natures.
    fn is_told(&self, blocks: &[Block]) -> bool {
        let is_told = |(block, headings): (&Block, &Vec<Heading>)| {
            let has_nature =
                || headings.iter().flat_map(|heading| &heading.words).any(|word| matches!(word.role, Role::Nature(_)));
            are_told(headings) && !(*block == Block::Revenue && has_nature())
        };
        self.headings.len() == blocks.len() && blocks.iter().zip(&self.headings).all(is_told)
    }

    /// Where the figures of a line stand. Nothing if the words of its cells are not those of the line.
    pub(in crate::read::general) fn places(&self, document: &Lines<'_>, line: usize) -> Places {
        let is_figure =
            |token: &&Token<'_>| matches!(token.kind, Kind::Figure | Kind::Number | Kind::Percent | Kind::Dash);
        let mut in_cells: Vec<(&str, &Cell)> = Vec::new();
        for cell in document.lines[line].cells {
            let tokens = tokens(&cell.text, line);
            in_cells.extend(tokens.iter().filter(is_figure).map(|token| (token.text, cell)));
        }
        let of_line: Vec<&str> = document.tokens(line).iter().filter(is_figure).map(|token| token.text).collect();
        if of_line.len() != in_cells.len() || of_line.iter().zip(&in_cells).any(|(text, (other, _))| text != other) {
            return Places::default();
        }
        let of_line = of_line.into_iter().map(address);
        Places(of_line.zip(in_cells).filter_map(|(text, (_, cell))| Some((text, self.place(cell)?))).collect())
    }

    /// The block and the column that a cell stands in.
    fn place(&self, cell: &Cell) -> Option<(usize, usize)> {
        let is_over = |column: &&Column| cell.left < column.extent.1 && cell.right > column.extent.0;
        let distance = |column: &&Column| (column.extent.0 / 2 + column.extent.1 / 2 - middle(cell)).abs();
        self.columns.iter().min_by_key(distance).filter(is_over).map(|column| (column.block, column.at))
    }
}

/// The figures of a line, told by where their text begins, with their block and the position of their column there.
#[derive(Debug, Default)]
pub(in crate::read::general) struct Places(HashMap<usize, (usize, usize)>);

impl Places {
    /// The position of the column of a figure among those of a block, if it stands there.
    pub(in crate::read::general) fn column(&self, figure: &Token<'_>, block: usize) -> Option<usize> {
        self.0.get(&address(figure.text)).filter(|(of, _)| *of == block).map(|(_, at)| *at)
    }
}

fn address(text: &str) -> usize {
    text.as_ptr().addr()
}

/// Whether lines are named by what stands under such a word.
fn is_label(corner: Corner) -> bool {
    matches!(corner, Corner::Line | Corner::Function | Corner::Economic | Corner::Government | Corner::Project)
}
