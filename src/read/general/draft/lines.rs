//! Tables that set named lines of revenue and expenditure side by side.

use crate::table::vocabulary::{Role, Word};

use super::super::columns::{self, Column};
use super::super::grid::Beside;
use super::super::heading::{self, Heading};
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
            let words = words.get(side).map_or(&[][..], Vec::as_slice);
            let is_revenue = *block == Block::Revenue;
            let readings = match &beside {
                Some(beside) => vec![beside.headings[side].clone()],
                None => readings(words, is_revenue, sides.blocks.len() > 1),
            };
            offsets.push(columns.len());
            let side = u8::try_from(side).unwrap_or(u8::MAX);
            let offset = columns.len();
            let columns_of = |reading: &Vec<Heading>| columns::columns(reading, self.title, is_revenue, side);
            let mut added =
                readings.iter().map(columns_of).find(|reading| columns::is_told(reading)).unwrap_or_default();
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

/// The readings of the words over the amounts of a block, the likeliest first.
fn readings(words: &[Word], is_revenue: bool, has_others: bool) -> Vec<Vec<Heading>> {
    // Revenue has no natures: such a word heads columns of the other side. So does a source beside the words over amounts,
    // since the lines of revenue are sources themselves.
    let is_whole = |word: &Word| matches!(word.role, Role::Whole | Role::Basis(_));
    let has_amounts = has_others && words.iter().any(is_whole);
    let belongs = |word: &&Word| match word.role {
        Role::Nature(_) => !is_revenue,
        Role::Source(_) => !is_revenue || !has_amounts,
        _ => true,
    };
    let words: Vec<(Word, usize)> = words.iter().filter(belongs).map(|word| (*word, 0)).collect();
    if let Some(reading) = heading::by_budget_and_account(&words) {
        return vec![reading];
    }
    let readings = heading::readings(&words);
    let likeliest = heading::in_usual_order(&readings);
    std::iter::once(likeliest).chain(readings.into_iter().skip(1)).collect()
}

/// Whether each figure stands right of the one before.
fn is_strictly_rising(columns: &[Option<usize>]) -> bool {
    columns.windows(2).all(|pair| pair[0] < pair[1])
}
