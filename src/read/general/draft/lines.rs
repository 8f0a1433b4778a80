//! Tables that set named lines of revenue and expenditure side by side.

use crate::table::vocabulary::{Role, Word};

use super::super::columns::{self, Column};
use super::super::grid::{Places, SideGrid};
use super::super::heading::{self, Heading};
use super::super::region::{Lines, Region};
use super::super::sides::{self, Block, Sides};
use super::super::token::Token;
use super::super::tree;
use super::{About, Draft, DraftRow, figures};

impl<'a> Draft<'a> {
    pub(super) fn by_lines(&mut self, document: &Lines<'a>, region: &Region<'a>, year: Option<u16>) {
        let sides = sides::sides(document, region, year);
        let grid = SideGrid::of(document, region, year, &sides.blocks);
        let parents = tree::by_lines(&sides.blocks, &sides.entries);
        let (columns, offsets) = self.columns_of_sides(&sides, region, grid.as_ref());
        self.readings = vec![columns];
        // The line of the last entry, and the places of its figures.
        let mut known = (usize::MAX, Places::default());
        for (index, entry) in sides.entries.iter().enumerate() {
            let figures = figures(&entry.figures, self.unit);
            if let Some(grid) = grid.as_ref().filter(|_| known.0 != entry.line) {
                known = (entry.line, grid.places(document, entry.line));
            }
            let place = |figure: &Token<'_>| known.1.column(figure, entry.block).map(|at| offsets[entry.block] + at);
            let placed: Option<Vec<Option<usize>>> =
                entry.figures.iter().map(|figure| place(figure).map(Some)).collect();
            let placed = placed.filter(|placed| placed.len() == figures.len() && is_strictly_rising(placed));
            let (is_placed, columns) = (placed.is_some(), placed.unwrap_or_else(|| vec![None; figures.len()]));
            let side = u8::try_from(entry.block).unwrap_or(u8::MAX);
            self.rows.push(DraftRow {
                figures,
                parent: parents[index],
                side,
                columns,
                is_placed,
                ..DraftRow::bare(About::Line(index), entry.label.clone(), entry.line)
            });
        }
        self.lost.extend(sides.unknown);
        self.blocks = sides.blocks;
        self.blank = sides.blank;
        self.entries = sides.entries;
    }

    /// The columns of all blocks, and where those of each block begin.
    fn columns_of_sides(
        &self,
        sides: &Sides<'a>,
        region: &Region<'a>,
        grid: Option<&SideGrid>,
    ) -> (Vec<Column>, Vec<usize>) {
        let words = region.words.sides();
        let mut columns: Vec<Column> = Vec::new();
        let mut offsets: Vec<usize> = Vec::new();
        for (at, block) in sides.blocks.iter().enumerate() {
            let words = words.get(at).map_or(&[][..], Vec::as_slice);
            let is_revenue = *block == Block::Revenue;
            let side = u8::try_from(at).unwrap_or(u8::MAX);
            let columns_of = |reading: &Vec<Heading>| columns::columns(reading, self.title, is_revenue, side);
            // Where cells tell the columns, nothing over them can have been read elsewhere.
            let mut added = if let Some(grid) = grid {
                columns_of(&grid.headings[at])
            } else {
                let of_block = sides.entries.iter().filter(|entry| entry.block == at);
                let width = of_block.map(|entry| entry.figures.len()).max().unwrap_or_default();
                let readings = readings(words, is_revenue, sides.blocks.len() > 1);
                let told = || readings.iter().map(columns_of).filter(|reading| columns::is_told(reading));
                told().find(|reading| reading.len() == width).or_else(|| told().next()).unwrap_or_default()
            };
            let offset = columns.len();
            for column in &mut added {
                column.part_of = column.part_of.map(|whole| whole + offset);
                column.change = column.change.map(|(this, last)| (this + offset, last + offset));
            }
            offsets.push(offset);
            columns.extend(added);
        }
        (columns, offsets)
    }
}

/// The readings of the words over the amounts of a block, the likeliest first.
fn readings(words: &[Word], is_revenue: bool, has_others: bool) -> Vec<Vec<Heading>> {
    let of = |belongs: &dyn Fn(&Word) -> bool| {
        let words: Vec<(Word, usize)> = words.iter().filter(|word| belongs(word)).map(|word| (*word, 0)).collect();
        if let Some(reading) = heading::by_budget_and_account(&words) {
            return vec![reading];
        }
        let readings = heading::readings(&words);
        let likeliest = heading::in_usual_order(&readings);
        std::iter::once(likeliest).chain(readings.into_iter().skip(1)).collect()
    };
    // Revenue has no natures: such a word heads columns of the other side. So may a source, since the lines of revenue
    // are sources themselves.
    let has_nature = |word: &Word| matches!(word.role, Role::Nature(_));
    let mut readings: Vec<Vec<Heading>> = of(&|word| !(is_revenue && has_nature(word)));
    if is_revenue && has_others && words.iter().any(|word| matches!(word.role, Role::Whole | Role::Basis(_))) {
        readings.extend(of(&|word| !has_nature(word) && !matches!(word.role, Role::Source(_))));
    }
    readings
}

/// Whether each figure stands right of the one before.
fn is_strictly_rising(columns: &[Option<usize>]) -> bool {
    columns.windows(2).all(|pair| pair[0] < pair[1])
}
