//! Judged relations as rows over cells, in whole numbers.

use crate::fact::Place;
use crate::relation::{Kind, Operand, Relation};

/// A printed figure, counted in 10<sup>−9</sup> yuan, the finest that an amount can be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) place: Place,
    pub(super) value: i128,
    /// Half a last place; nothing for a printed zero, which is exactly zero.
    pub(super) half: i128,
}

/// A cell and how often it counts.
pub(super) type Term = (usize, i64);

/// A linear form over cells other than zeros, which is zero or, if not `equal`, not negative.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    start: usize,
    end: usize,
    pub(super) equal: bool,
    /// The position of its relation.
    pub(super) relation: usize,
}

/// Everything the judged relations of an audit say.
#[derive(Clone, Debug)]
pub(super) struct Model {
    pub(super) cells: Vec<Cell>,
    grid: Grid,
    terms: Vec<Term>,
    pub(super) rows: Vec<Row>,
}

impl Cell {
    fn new(operand: &Operand) -> Self {
        let printed = operand.printed;
        // A last place is never finer than 10^-8 yuan, and a figure stays below 10^19 yuan.
        let place = (printed.last_place_exponent() + 9).unsigned_abs();
        let digit = 10_i128.pow(place);
        let half = if printed.is_zero() { 0 } else { digit / 2 };
        Self { place: operand.place, value: i128::from(printed.last_digits()) * digit, half }
    }

    /// The least whole number inside. Halves are rounded away from zero, so the end that is nearer to
    /// zero is inside and the other is not.
    pub(super) fn least(&self) -> i128 {
        self.value - self.half + i128::from(self.value < 0)
    }

    /// The greatest whole number inside.
    pub(super) fn most(&self) -> i128 {
        self.value + self.half - i128::from(self.value > 0)
    }

    /// The end of the true amounts on one side, and whether it is one of them.
    pub(super) fn end(&self, upper: bool) -> (i128, bool) {
        let end = if upper { self.value + self.half } else { self.value - self.half };
        (end, self.half == 0 || upper == (self.value < 0))
    }
}

impl Model {
    /// The rows of all judged relations.
    pub(super) fn new(relations: &[Relation]) -> Self {
        let mut cells = Vec::new();
        let judged = || relations.iter().enumerate().filter(|(_, relation)| relation.verdict.is_judged());
        let mut grid = Grid::covering(judged().flat_map(|(_, relation)| relation.operands()));
        for operand in judged().flat_map(|(_, relation)| relation.operands()) {
            if let Some(known) = grid.at(operand.place)
                && *known == usize::MAX
            {
                *known = cells.len();
                cells.push(Cell::new(operand));
            }
        }
        let mut model = Self { cells, grid, terms: Vec::new(), rows: Vec::new() };
        for (index, relation) in judged() {
            model.add(index, relation);
        }
        model
    }

    /// Half of the finest last place.
    pub(super) fn finest_half(&self) -> i128 {
        self.cells.iter().map(|cell| cell.half).filter(|&half| half > 0).min().unwrap_or(1)
    }

    /// The cell printed at a place.
    pub(super) fn cell(&self, place: Place) -> Option<usize> {
        self.grid.get(place)
    }

    pub(super) fn terms(&self, row: &Row) -> &[Term] {
        &self.terms[row.start..row.end]
    }

    /// What the row comes to at these amounts of all cells.
    pub(super) fn total(&self, row: &Row, amount: impl Fn(usize) -> i128) -> i128 {
        self.terms(row).iter().map(|&(cell, weight)| i128::from(weight) * amount(cell)).sum()
    }

    /// Whether these amounts of all cells are inside their intervals and satisfy every row.
    pub(super) fn is_witness(&self, amounts: &[i128]) -> bool {
        let inside = |(cell, amount): (&Cell, &i128)| (cell.least()..=cell.most()).contains(amount);
        amounts.len() == self.cells.len()
            && self.cells.iter().zip(amounts).all(inside)
            && self.rows.iter().all(|row| self.holds(row, |cell| amounts[cell]))
    }

    /// Whether the row holds at these amounts.
    pub(super) fn holds(&self, row: &Row, amount: impl Fn(usize) -> i128) -> bool {
        let total = self.total(row, amount);
        if row.equal { total == 0 } else { total >= 0 }
    }

    fn add(&mut self, index: usize, relation: &Relation) {
        let (left, right) = (&relation.left[..], &relation.right[..]);
        if matches!(relation.kind, Kind::Copy | Kind::Balance) {
            let first = &left[..left.len().min(1)];
            if relation.zero_elsewhere {
                self.row(index, true, first, &[], &[]);
            }
            for other in left.iter().skip(1).chain(right) {
                self.row(index, true, first, std::slice::from_ref(other), &[]);
            }
            return;
        }
        let (over, under) = (&relation.over[..], &relation.under[..]);
        let open_above = relation.kind == Kind::AtMost && over.is_empty();
        // A bound of zeros leaves no difference at all.
        let zero = |way: &Vec<Operand>| way.iter().all(|operand| operand.printed.is_zero());
        let nothing_between = |ways: &[Vec<Operand>]| ways.is_empty() || ways.iter().any(zero);
        if nothing_between(over) && nothing_between(under) && !open_above {
            return self.row(index, true, left, right, &[]);
        }
        let nothing: &[Vec<Operand>] = &[Vec::new()];
        if !open_above {
            for way in if over.is_empty() { nothing } else { over } {
                self.row(index, false, right, left, way);
            }
        }
        for way in if under.is_empty() { nothing } else { under } {
            self.row(index, false, left, right, way);
        }
    }

    /// `plus` less `minus`, and `more` on top.
    fn row(&mut self, relation: usize, equal: bool, plus: &[Operand], minus: &[Operand], more: &[Operand]) {
        let start = self.terms.len();
        for (side, weight) in [(plus, 1), (minus, -1), (more, 1)] {
            for operand in side.iter().filter(|operand| !operand.printed.is_zero()) {
                self.terms.extend(self.grid.get(operand.place).map(|cell| (cell, weight)));
            }
        }
        tidy(&mut self.terms, start);
        let end = self.terms.len();
        if end > start {
            self.rows.push(Row { start, end, equal, relation });
        }
    }
}

/// Sorts the terms from `start` on by cell, adds up those of one cell and drops what cancels out.
pub(super) fn tidy(terms: &mut Vec<Term>, start: usize) {
    terms[start..].sort_unstable_by_key(|&(cell, _)| cell);
    let mut kept = start;
    for at in start..terms.len() {
        let (cell, weight) = terms[at];
        if kept > start && terms[kept - 1].0 == cell {
            terms[kept - 1].1 += weight;
        } else {
            if kept > start && terms[kept - 1].1 == 0 {
                kept -= 1;
            }
            terms[kept] = (cell, weight);
            kept += 1;
        }
    }
    if kept > start && terms[kept - 1].1 == 0 {
        kept -= 1;
    }
    terms.truncate(kept);
}

/// Finds cells by table, row and column without hashing.
#[derive(Clone, Debug)]
struct Grid {
    /// Number, rows, columns and where its cells begin.
    tables: Vec<(u16, usize, usize, usize)>,
    cells: Vec<usize>,
}

impl Grid {
    fn covering<'a>(operands: impl Iterator<Item = &'a Operand>) -> Self {
        let mut tables: Vec<(u16, usize, usize, usize)> = Vec::new();
        for place in operands.map(|operand| operand.place) {
            let (rows, columns) = (place.row as usize + 1, usize::from(place.column) + 1);
            match tables.iter_mut().find(|table| table.0 == place.table) {
                Some(table) => (table.1, table.2) = (table.1.max(rows), table.2.max(columns)),
                None => tables.push((place.table, rows, columns, 0)),
            }
        }
        let mut size = 0;
        for table in &mut tables {
            table.3 = size;
            size += table.1 * table.2;
        }
        Self { tables, cells: vec![usize::MAX; size] }
    }

    fn position(&self, place: Place) -> Option<usize> {
        let &(_, rows, columns, start) = self.tables.iter().find(|table| table.0 == place.table)?;
        let (row, column) = (place.row as usize, usize::from(place.column));
        (row < rows && column < columns).then_some(start + row * columns + column)
    }

    fn at(&mut self, place: Place) -> Option<&mut usize> {
        let position = self.position(place)?;
        self.cells.get_mut(position)
    }

    fn get(&self, place: Place) -> Option<usize> {
        self.position(place).map(|position| self.cells[position]).filter(|&cell| cell != usize::MAX)
    }
}
