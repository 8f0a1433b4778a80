//! Tables that set named lines of revenue and expenditure side by side.

use super::super::columns::{self, Column};
use super::super::heading;
use super::super::region::Region;
use super::super::sides::{Block, Sides};
use super::super::tree;
use super::{About, Draft, DraftRow, figures};

impl<'a> Draft<'a> {
    pub(super) fn by_lines(&mut self, sides: Sides<'a>, region: &Region<'a>) {
        let parents = tree::by_lines(&sides.blocks, &sides.entries);
        let words = region.words.sides();
        let mut columns: Vec<Column> = Vec::new();
        for (side, block) in sides.blocks.iter().enumerate() {
            let words: Vec<_> = words.get(side).map_or(&[][..], Vec::as_slice).iter().map(|word| (*word, 0)).collect();
            // Revenue has no natures: such a word heads columns of the other side.
            let belongs = |word: &crate::table::vocabulary::Word| {
                *block != Block::Revenue || !matches!(word.role, crate::table::vocabulary::Role::Nature(_))
            };
            let words: Vec<_> = words.into_iter().filter(|(word, _)| belongs(word)).collect();
            let reading = heading::by_budget_and_account(&words)
                .unwrap_or_else(|| heading::in_usual_order(&heading::readings(&words)));
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
            let columns = vec![None; figures.len()];
            let side = u8::try_from(entry.block).unwrap_or(u8::MAX);
            self.rows.push(DraftRow {
                figures,
                parent: parents[index],
                side,
                columns,
                ..DraftRow::bare(About::Line(index), entry.label.clone(), entry.line)
            });
        }
        self.lost.extend(sides.unknown);
        self.blocks = sides.blocks;
        self.blank = sides.blank;
        self.entries = sides.entries;
    }
}
