//! Rows as real documents print them. Amounts are in counts of the last printed digit.

mod full_detail;
mod made;
mod oracle;
mod properties;

use super::{Assigned, Column, Figure, Measure, Ragged, Range, Standing, assign};

/// Figures as a line prints them: `1,234.50` or `-3.2%`, all with the same number of decimals.
fn figures(line: &str) -> Vec<Figure> {
    let figure = |word: &str| {
        let digits: String = word.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
        Figure { value: digits.parse().unwrap(), is_percent: word.ends_with('%') }
    };
    line.split_whitespace().map(figure).collect()
}

/// Rows from lines, each with the index of its parent.
fn rows(lines: &[(&str, Option<usize>)]) -> Vec<Ragged> {
    lines.iter().map(|&(line, parent)| Ragged { figures: figures(line), parent, open: false }).collect()
}

fn whole() -> Column {
    Column::default()
}

fn part_of(whole: usize) -> Column {
    Column { part_of: Some(whole), ..Column::default() }
}

/// A table of expenditure: a total and its parts beside it.
fn expenditure(parts: usize) -> Vec<Column> {
    std::iter::once(whole()).chain((0..parts).map(|_| part_of(0))).collect()
}

fn nothing(_: usize, _: usize) -> Option<Range> {
    None
}

/// What is known of single cells.
fn cells<const N: usize>(known: [(usize, usize, Range); N]) -> impl Fn(usize, usize) -> Option<Range> {
    move |row, column| known.iter().find(|cell| (cell.0, cell.1) == (row, column)).map(|cell| cell.2)
}

#[track_caller]
fn check(assigned: &Assigned, standing: Standing, columns: &[Option<usize>]) {
    assert_eq!((assigned.standing, &assigned.columns[..]), (standing, columns));
}

/// 合计 and one part are certain by themselves; which two parts add up to it is not.
#[test]
fn a_total_is_certain_before_its_parts() {
    let rows = rows(&[
        ("50,616.94 11,056.07 39,560.87", None),
        ("47,179.30 7,736.44 39,442.86", Some(0)),
        ("6,286.21 6,286.21", Some(1)),
        ("40,893.09 1,450.23 39,442.86", Some(1)),
        ("3,437.64 3,319.63 118.01", Some(0)),
    ]);
    let alone = assign(&expenditure(5), &rows, &nothing);
    for row in &alone {
        assert_eq!((row.standing, row.columns[0]), (Standing::SeveralFit, Some(0)));
        assert!(row.columns[1..].iter().all(Option::is_none), "{row:?}");
    }
    let basic = Range::exactly(1105607);
    let half = assign(&expenditure(5), &rows, &cells([(0, 1, basic)]));
    check(&half[0], Standing::SeveralFit, &[Some(0), Some(1), None]);
    let project = Range::exactly(3956087);
    let all = assign(&expenditure(5), &rows, &cells([(0, 1, basic), (0, 2, project)]));
    check(&all[0], Standing::Deduced, &[Some(0), Some(1), Some(2)]);
    check(&all[1], Standing::Deduced, &[Some(0), Some(1), Some(2)]);
    check(&all[2], Standing::Deduced, &[Some(0), Some(1)]);
    check(&all[3], Standing::Deduced, &[Some(0), Some(1), Some(2)]);
    check(&all[4], Standing::Deduced, &[Some(0), Some(1), Some(2)]);
    assert!(all[2].is_empty_at(2) && all[2].is_empty_at(5) && !all[2].is_empty_at(1));
    assert!(all.iter().all(|row| !row.is_contradicted));
}

/// The total row of a table with three columns decides the rows below, whose single parts differ.
#[test]
fn rows_below_are_told_by_their_sum() {
    let rows = rows(&[("30.00 10.00 20.00", None), ("10.00 10.00", Some(0)), ("20.00 20.00", Some(0))]);
    let assigned = assign(&expenditure(2), &rows, &nothing);
    check(&assigned[0], Standing::Printed, &[Some(0), Some(1), Some(2)]);
    check(&assigned[1], Standing::Deduced, &[Some(0), Some(1)]);
    check(&assigned[2], Standing::Deduced, &[Some(0), Some(2)]);
}

/// Beijing prints function × economic × nature in one row, so that a row has a total and one part.
#[test]
fn other_tables_decide_between_equal_columns() {
    let columns = expenditure(5);
    let rows = rows(&[("5.844000 5.844000", None)]);
    let open = assign(&columns, &rows, &nothing);
    check(&open[0], Standing::SeveralFit, &[Some(0), None]);
    let basic = Range::exactly(5844000);
    check(&assign(&columns, &rows, &cells([(0, 1, basic)]))[0], Standing::Deduced, &[Some(0), Some(1)]);
    // What contains a cell may leave no room, column by column.
    let none = Range::at_most(0);
    let only = assign(&columns, &rows, &cells([(0, 1, none), (0, 3, none), (0, 4, none), (0, 5, none)]));
    check(&only[0], Standing::Deduced, &[Some(0), Some(2)]);
    // What a cell contains fills it.
    let some = Range::at_least(1);
    check(&assign(&columns, &rows, &cells([(0, 4, some)]))[0], Standing::Deduced, &[Some(0), Some(4)]);
}

/// A copy that an adjustment moved by one digit still tells; one that is far off tells nothing.
#[test]
fn copies_are_exact_unless_nothing_else_fits() {
    let columns = expenditure(3);
    let rows = rows(&[("5.84 5.84", None)]);
    let near = assign(&columns, &rows, &cells([(0, 2, Range::exactly(585))]));
    check(&near[0], Standing::Deduced, &[Some(0), Some(2)]);
    assert!(near[0].is_contradicted);
    let far = assign(&columns, &rows, &cells([(0, 2, Range::exactly(684))]));
    check(&far[0], Standing::SeveralFit, &[Some(0), None]);
    assert!(far[0].is_contradicted);
}

/// 合计 | 本年收入 {小计, eleven kinds} | 上年结转结余 {小计, five kinds}.
fn revenue() -> Vec<Column> {
    let year = std::iter::once(part_of(0)).chain((0..10).map(|_| part_of(1)));
    let carried = std::iter::once(part_of(0)).chain((0..5).map(|_| part_of(12)));
    std::iter::once(whole()).chain(year).chain(carried).collect()
}

#[test]
fn nested_columns_of_revenue() {
    let rows = rows(&[("4,704.24 4,695.07 4,695.07 9.17 9.17", None), ("9.17 9.17 9.17", Some(0))]);
    let alone = assign(&revenue(), &rows, &nothing);
    // 小计, a kind, 小计, a kind: all but the kinds are certain.
    check(&alone[0], Standing::SeveralFit, &[Some(0), Some(1), None, Some(12), None]);
    check(&alone[1], Standing::SeveralFit, &[Some(0), None, None]);
    let general = Range::exactly(469507);
    let carried = Range::exactly(917);
    let known = cells([(0, 2, general), (0, 17, carried), (1, 2, Range::exactly(0))]);
    let told = assign(&revenue(), &rows, &known);
    check(&told[0], Standing::Deduced, &[Some(0), Some(1), Some(2), Some(12), Some(17)]);
}

#[test]
fn the_kinds_of_revenue_follow_from_the_total_row() {
    let lines = [
        ("4,704.24 4,695.07 4,695.07 9.17 9.17", None),
        ("4,695.07 4,695.07 4,695.07", Some(0)),
        ("9.17 9.17 9.17", Some(0)),
    ];
    let known = cells([(0, 2, Range::exactly(469507)), (0, 17, Range::exactly(917))]);
    let told = assign(&revenue(), &rows(&lines), &known);
    check(&told[1], Standing::Deduced, &[Some(0), Some(1), Some(2)]);
    check(&told[2], Standing::Deduced, &[Some(0), Some(12), Some(17)]);
}

/// 上年执行数 {小计, 基本, 项目} | 本年预算数 {the same} | 增减额 | 增减%.
fn compared() -> Vec<Column> {
    let change = Column { can_be_negative: true, change: Some((3, 0)), ..Column::default() };
    let rate = Column { measure: Measure::Percent, can_be_negative: true, ..Column::default() };
    vec![whole(), part_of(0), part_of(0), whole(), part_of(3), part_of(3), change, rate]
}

#[test]
fn last_year_its_change_and_its_rate() {
    let rows = rows(&[
        ("118.83 18.83 100.00 118.01 18.01 100.00 -0.82 -0.69%", None),
        ("18.83 18.83 18.01 18.01 -0.82 -4.35%", Some(0)),
        ("100.00 100.00 100.00 100.00", Some(0)),
        ("5.00 5.00 5.00", None),
        ("5.00 5.00 -5.00 -100.00%", None),
    ]);
    let assigned = assign(&compared(), &rows, &nothing);
    check(&assigned[1], Standing::Deduced, &[Some(0), Some(1), Some(3), Some(4), Some(6), Some(7)]);
    check(&assigned[2], Standing::Deduced, &[Some(0), Some(2), Some(3), Some(5)]);
    // This year's alone, with its change: which part is not told.
    check(&assigned[3], Standing::SeveralFit, &[Some(3), None, Some(6)]);
    check(&assigned[4], Standing::SeveralFit, &[Some(0), None, Some(6), Some(7)]);
}

/// The whole may stand after its parts, and a column may be inside another without adding to it.
#[test]
fn wholes_after_their_parts_and_amounts_inside() {
    let inside = Column { of_which: true, ..part_of(2) };
    let columns = vec![part_of(4), part_of(4), part_of(4), inside, whole()];
    let told = |line| assign(&columns, &rows(&[(line, None)]), &nothing).remove(0);
    check(&told("7.00 2.00 9.00"), Standing::SeveralFit, &[None, None, Some(4)]);
    check(&told("7.00 2.00 7.00"), Standing::Deduced, &[Some(2), Some(3), Some(4)]);
    check(&told("2.00 7.00 7.00"), Standing::NoneFits, &[None, None, None]);
    check(&told("1.00 2.00 4.00 3.00 7.00"), Standing::Printed, &[Some(0), Some(1), Some(2), Some(3), Some(4)]);
}

/// A whole whose printed parts leave something out bounds them and no more.
#[test]
fn open_wholes_bound_their_parts() {
    let columns = vec![Column { open: true, ..whole() }, part_of(0), part_of(0), whole()];
    let told = |line| assign(&columns, &rows(&[(line, None)]), &nothing).remove(0);
    check(&told("9.00 2.00 3.00"), Standing::SeveralFit, &[Some(0), None, None]);
    check(&told("2.00 9.00"), Standing::Deduced, &[Some(0), Some(3)]);
}

/// A full row stays as it is printed even if it does not add up, and moves nothing else: the sums that a misprint in one of
/// its columns cannot break still tell the others.
#[test]
fn a_misprint_in_a_full_row_moves_nothing() {
    let lines = [("31.00 10.00 20.00", None), ("10.00 10.00", Some(0)), ("20.00 20.00", Some(0))];
    let assigned = assign(&expenditure(2), &rows(&lines), &nothing);
    check(&assigned[0], Standing::Printed, &[Some(0), Some(1), Some(2)]);
    assert!(assigned[0].is_contradicted);
    check(&assigned[1], Standing::Deduced, &[Some(0), Some(1)]);
    check(&assigned[2], Standing::Deduced, &[Some(0), Some(2)]);
    // If two columns may be misprinted, nothing follows.
    let lines = [("31.00 10.00 20.00", None), ("10.00 10.00", Some(0)), ("19.00 19.00", Some(0))];
    let assigned = assign(&expenditure(2), &rows(&lines), &nothing);
    check(&assigned[1], Standing::SeveralFit, &[Some(0), None]);
    check(&assigned[2], Standing::SeveralFit, &[Some(0), None]);
}

/// Rows below a sum that cannot hold learn nothing from it; the rest of the table does not suffer.
#[test]
fn a_broken_family_does_not_poison_the_table() {
    let lines = [
        ("60.00 20.00 40.00", None),
        ("30.00 10.00 20.00", Some(0)),
        ("10.00 10.00", Some(1)),
        ("21.00 21.00", Some(1)),
        ("30.00 10.00 20.00", Some(0)),
        ("10.00 10.00", Some(4)),
        ("20.00 20.00", Some(4)),
    ];
    let assigned = assign(&expenditure(2), &rows(&lines), &nothing);
    check(&assigned[2], Standing::SeveralFit, &[Some(0), None]);
    check(&assigned[3], Standing::SeveralFit, &[Some(0), None]);
    assert!(assigned[2].is_contradicted && !assigned[5].is_contradicted);
    check(&assigned[5], Standing::Deduced, &[Some(0), Some(1)]);
    check(&assigned[6], Standing::Deduced, &[Some(0), Some(2)]);
}

/// Rows and columns that refer to nothing, to themselves or in circles are read as far as they go.
#[test]
fn hostile_tables_are_answered() {
    let circle = vec![part_of(1), part_of(0), part_of(7), part_of(3)];
    let mut rows = rows(&[("1.00 1.00", Some(1)), ("1.00 1.00", Some(0)), ("1.00", Some(2)), ("2.00", Some(9))]);
    rows[3].figures[0].value = i64::MIN;
    rows.push(Ragged { figures: figures("1 2 3 4 5"), ..Ragged::default() });
    let assigned = assign(&circle, &rows, &nothing);
    assert_eq!(assigned.len(), 5);
    check(&assigned[4], Standing::NoneFits, &[None; 5]);
    assert!(assign(&[], &[Ragged::default()], &nothing)[0].columns.is_empty());
    assert_eq!(assign(&[], &rows, &nothing).len(), 5);
}

/// Sixty equal figures under many columns, row by row: given up on, and soon.
#[test]
fn hostile_rows_are_bounded() {
    let equal = Ragged { figures: figures(&"1.00 ".repeat(60)), parent: Some(0), open: false };
    let rows = vec![equal; 300];
    for columns in [vec![whole(); 100], expenditure(119), vec![whole(); 200]] {
        let begun = std::time::Instant::now();
        let assigned = assign(&columns, &rows, &nothing);
        assert!(assigned.iter().all(|row| row.columns.iter().skip(1).all(Option::is_none)));
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    }
}
