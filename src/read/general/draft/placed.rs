//! Tables whose cells are known by position.

use super::super::columns;
use super::super::grid::Grid;
use super::super::region::{Lines, Region, figures_at_end, has_cells, is_sentence};
use super::super::title::Sides as Side;
use super::{Axis, Draft};

impl<'a> Draft<'a> {
    pub(super) fn by_grid(&mut self, document: &Lines<'a>, region: &Region<'a>, grid: &Grid) {
        let revenue = self.title.sides == Side::Revenue;
        self.readings = vec![columns::columns(&grid.headings, self.title, revenue, 0)];
        let mut rows = grid.rows(document, &region.body);
        if self.axis == Axis::Named {
            for row in &mut rows {
                row.raw.drop_counts();
            }
        }
        // Lines whose cells are not known are no rows of the grid, whatever they say.
        for &line in region.body.iter().filter(|&&line| document.lines[line].cells.len() < 2) {
            if has_cells(document, line) && !is_sentence(&document.squeezed[line]) {
                self.lose(figures_at_end(document.tokens(line)));
            }
        }
        // A column that is not known may be a part of any whole.
        if rows.iter().any(|row| row.columns.contains(&None)) {
            self.readings.iter_mut().flatten().for_each(|column| column.part_of = None);
        }
        self.by_rows(rows.into_iter().map(|row| (row.raw, Some(row.columns))).collect());
    }
}
