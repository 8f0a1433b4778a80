//! Tables that set named lines of revenue and expenditure side by side.

use super::super::columns::{self, Column};
use super::super::grid::Beside;
use super::super::heading;
use super::super::region::{Lines, Region};
use super::super::sides::{self, Block};
use super::super::tree;
use super::{About, Draft, DraftRow, figures};

impl<'a> Draft<'a> {
    pub(super) fn by_lines(&mut self, document: &Lines<'a>, region: &Region<'a>, year: Option<u16>) {
        let sides = sides::sides(document, region, year);
        let beside = Beside::of(document, region, year, &sides.blocks);
        let parents = tree::by_lines(&sides.blocks, &sides.entries);
        let words = region.words.sides();
        let mut columns: Vec<Column> = Vec::new();
        // Where the columns of each block begin.
        let mut offsets: Vec<usize> = Vec::new();
        for (side, block) in sides.blocks.iter().enumerate() {
            let words: Vec<_> = words.get(side).map_or(&[][..], Vec::as_slice).iter().map(|word| (*word, 0)).collect();
            // Revenue has no natures: such a word heads columns of the other side.
            let belongs = |word: &crate::table::vocabulary::Word| {
                *block != Block::Revenue || !matches!(word.role, crate::table::vocabulary::Role::Nature(_))
            };
            let words: Vec<_> = words.into_iter().filter(|(word, _)| belongs(word)).collect();
            let reading = match &beside {
                Some(beside) => beside.headings[side].clone(),
                None => heading::by_budget_and_account(&words)
                    .unwrap_or_else(|| heading::in_usual_order(&heading::readings(&words))),
            };
            offsets.push(columns.len());
            let side = u8::try_from(side).unwrap_or(u8::MAX);
            let offset = columns.len();
            let mut added = columns::columns(&reading, self.title, *block == Block::Revenue, side);
            for column in &mut added {
                column.part_of = column.part_of.map(|whole| whole + offset);
                column.change = column.change.map(|(this, last)| (this + offset, last + offset));
            }
            columns.extend(added);
        }
        self.readings = vec![columns];
        for (index, entry) in sides.entries.iter().enumerate() {
            let figures = figures(&entry.figures, self.unit);
            let place =
                |figure| beside.as_ref()?.column(document, figure, entry.block).map(|at| offsets[entry.block] + at);
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
}

/// Whether each figure stands right of the one before.
fn is_strictly_rising(columns: &[Option<usize>]) -> bool {
    columns.windows(2).all(|pair| pair[0] < pair[1])
}
