//! Tables in full detail: every row is of one function and one economic code, and other tables print what each of
//! these has.

use proptest::prelude::*;

use super::super::{Assigned, Column, Figure, Marginal, Marginals, Ragged, Range, assign_together};
use super::made::Dice;

/// 合计, 基本支出, 项目支出, 事业单位经营支出.
const COLUMNS: usize = 4;

/// A table, what is known of its rows together, and the columns that its figures really stand in.
#[derive(Debug)]
struct Detail {
    rows: Vec<Ragged>,
    truth: Vec<Vec<usize>>,
    marginals: Marginals,
}

fn columns() -> Vec<Column> {
    let part = Column { part_of: Some(0), ..Column::default() };
    vec![Column::default(), part.clone(), part.clone(), part]
}

/// A row with one nature, or with two.
fn cells(dice: &mut Dice, end: usize) -> [i64; COLUMNS] {
    let mut amount = || i64::try_from(1 + dice.below(end)).unwrap();
    let (basic, project) = (amount(), amount());
    let (basic, project) = match dice.below(8) {
        0 => (basic, project),
        1..=4 => (basic, 0),
        _ => (0, project),
    };
    [basic + project, basic, project, 0]
}

/// Of a hundred amounts of rows together, `told` are known exactly and as many by one end.
fn detail(dice: &mut Dice, end: usize, told: usize) -> Detail {
    let (functions, codes) = (1 + dice.below(6), 1 + dice.below(8));
    let mut places: Vec<(usize, usize)> = Vec::new();
    for function in 0..functions {
        places.extend((0..codes).filter(|_| dice.percent(60)).map(|code| (function, code)));
    }
    let cells: Vec<[i64; COLUMNS]> = places.iter().map(|_| cells(dice, end)).collect();
    let figures = |cells: &[i64; COLUMNS]| {
        cells.iter().filter(|value| **value != 0).map(|&value| Figure { value, is_percent: false }).collect()
    };
    let rows = cells.iter().map(|cells| Ragged { figures: figures(cells), ..Ragged::default() }).collect();
    let truth = cells.iter().map(|cells| (0..COLUMNS).filter(|&column| cells[column] != 0).collect()).collect();
    let mut marginals = Marginals::default();
    let mut add = |dice: &mut Dice, told: usize, is_member: &dyn Fn(&(usize, usize)) -> bool| {
        let members: Vec<usize> = (0..places.len()).filter(|&row| is_member(&places[row])).collect();
        let sum = |column: usize| members.iter().map(|&row| cells[row][column]).sum();
        let ranges = (0..COLUMNS).map(|column| range(dice, sum(column), told)).collect();
        marginals.each.push(Marginal { members, ranges });
        marginals.each.len() - 1
    };
    let whole = add(dice, 90, &|_| true);
    let by_function: Vec<usize> =
        (0..functions).map(|wanted| add(dice, told, &|(function, _)| *function == wanted)).collect();
    let by_code: Vec<usize> = (0..codes).map(|wanted| add(dice, told, &|(_, code)| *code == wanted)).collect();
    marginals.divisions = vec![(whole, by_function), (whole, by_code)];
    Detail { rows, truth, marginals }
}

fn range(dice: &mut Dice, value: i64, told: usize) -> Option<Range> {
    let beside = i64::try_from(dice.below(100)).unwrap();
    match dice.below(100) {
        cases if cases < told => Some(Range::exactly(value)),
        cases if cases < 2 * told => {
            Some(if dice.percent(50) { Range::at_least(value - beside) } else { Range::at_most(value + beside) })
        }
        _ => None,
    }
}

fn solve(detail: &Detail) -> Vec<Assigned> {
    assign_together(&columns(), &detail.rows, &|_, _| None, &detail.marginals)
}

fn check(detail: &Detail, but: Option<usize>) -> Result<(), TestCaseError> {
    for (row, (assigned, truth)) in solve(detail).iter().zip(&detail.truth).enumerate() {
        if but != Some(row) {
            let is_true =
                assigned.columns.iter().zip(truth).all(|(column, truth)| column.is_none_or(|it| it == *truth));
            prop_assert!(is_true, "row {}: {:?}, not {:?} in {:?}", row, assigned, truth, detail);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// No figure is certain of a wrong column, with amounts of many digits or of few.
    #[test]
    fn certain_columns_are_true(seed: u64, is_round: bool, told in 5_usize..50) {
        let end = if is_round { 30 } else { 5_000_000_000 };
        check(&detail(&mut Dice::new(seed), end, told), None)?;
    }

    /// One wrong figure makes no figure of another row certain of a wrong column.
    #[test]
    fn a_misprint_misleads_no_other_row(seed: u64, told in 5_usize..50) {
        let mut dice = Dice::new(seed);
        let mut detail = detail(&mut dice, 5_000_000_000, told);
        if detail.rows.is_empty() {
            return Ok(());
        }
        let row = dice.below(detail.rows.len());
        let figures = &mut detail.rows[row].figures;
        let at = dice.below(figures.len());
        figures[at].value = match dice.below(3) {
            0 => figures[at].value.saturating_mul(10),
            1 => i64::try_from(dice.below(9_000_000)).unwrap(),
            _ => figures[at].value + 900_000,
        };
        check(&detail, Some(row))?;
    }
}

/// Where what functions and codes have is known, most columns follow.
#[test]
fn most_columns_follow() {
    let (mut certain, mut printed) = (0, 0);
    for seed in 0..300 {
        let assigned = solve(&detail(&mut Dice::new(seed), 5_000_000_000, 40));
        certain += assigned.iter().flat_map(|row| &row.columns).flatten().count();
        printed += assigned.iter().flat_map(|row| &row.columns).count();
    }
    assert!(certain * 100 > printed * 95, "{certain} of {printed}");
}

/// What all codes have at least leaves nothing over: then each of them has just that, and what no code needs is
/// project expenditure.
#[test]
fn what_is_used_up_leaves_nothing_for_others() {
    let figures = |value: i64| vec![Figure { value, is_percent: false }; 2];
    let rows: Vec<Ragged> =
        [70, 30, 20, 5].map(|value| Ragged { figures: figures(1_000_000 * value), ..Ragged::default() }).into();
    let marginal = |members: &[usize], basic: Range| Marginal {
        members: members.to_vec(),
        ranges: vec![None, Some(basic), None, Some(Range::exactly(0))],
    };
    let marginals = Marginals {
        each: vec![
            marginal(&[0, 1, 2, 3], Range::exactly(90_000_000)),
            marginal(&[0, 1], Range::at_least(65_000_000)),
            marginal(&[2, 3], Range::at_least(18_000_000)),
        ],
        divisions: vec![(0, vec![1, 2])],
    };
    let assigned = assign_together(&columns(), &rows, &|_, _| None, &marginals);
    let second: Vec<Option<usize>> = assigned.iter().map(|row| row.columns[1]).collect();
    assert_eq!(second, [Some(1), Some(2), Some(1), Some(2)]);
}

/// Many rows of equal amounts are given up on, and soon.
#[test]
fn hostile_details_are_bounded() {
    let figures = vec![Figure { value: 100, is_percent: false }; 2];
    let rows = vec![Ragged { figures, ..Ragged::default() }; 3_000];
    let members: Vec<usize> = (0..rows.len()).collect();
    let half = vec![None, Some(Range::exactly(150_000)), None, None];
    let each = (0..40).map(|_| Marginal { members: members.clone(), ranges: half.clone() }).collect();
    let marginals = Marginals { each, divisions: vec![(0, vec![1]), (7, vec![7, 99])] };
    let begun = std::time::Instant::now();
    let assigned = assign_together(&columns(), &rows, &|_, _| None, &marginals);
    assert!(assigned.iter().all(|row| row.columns == [Some(0), None]));
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}
