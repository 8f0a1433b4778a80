//! The verdict on sums against an oracle that tries true amounts one by one.
//!
//! True amounts live on a lattice of twenty points to the finest last digit. The ends of every
//! printed figure lie on it, halves of a digit are ten points apart, and no sum here has ten terms,
//! so whether true amounts exist on it is whether they exist at all.

use std::collections::BTreeSet;

use proptest::prelude::*;
use yusuan::{Address, Disclosure, Flow, Kind, Printed, Relation, Row, Table, Unit, Verdict};

use super::support::{header, template};

/// Lattice points to the finest last digit.
const FINE: i64 = 20;

/// A figure of a small sum: last digits, and whether it is printed one decimal coarser.
type Figure = (i64, bool);

/// What is printed, in lattice points, and the points of a last digit.
fn scaled((digits, coarse): Figure) -> (i64, i64) {
    let digit = if coarse { FINE * 10 } else { FINE };
    (digits * digit, digit)
}

/// 四舍五入: the last digits that a true amount is printed with, halves away from zero.
fn rounded(amount: i64, digit: i64) -> i64 {
    let whole = amount.abs() / digit;
    let up = i64::from(2 * (amount.abs() % digit) >= digit);
    (whole + up) * amount.signum()
}

/// The true amounts behind a figure, tried one by one. With `closed` both ends are allowed.
fn amounts(figure: Figure, closed: bool) -> Vec<i64> {
    let (value, digit) = scaled(figure);
    let near = value - digit..=value + digit;
    near.filter(|&amount| match figure.0 {
        // A printed zero is exactly zero.
        0 => amount == 0,
        digits => rounded(amount, digit) == digits || closed && 2 * (amount - value).abs() == digit,
    })
    .collect()
}

/// Every sum of true amounts behind the figures, each with its sign.
fn sums(figures: &[(Figure, i64)], closed: bool) -> BTreeSet<i64> {
    figures.iter().fold(BTreeSet::from([0]), |sums, (figure, sign)| {
        let choices = amounts(*figure, closed);
        // A run of points plus a run of points is a run again; its neighbours need no second look.
        let steps = [choices.first(), choices.last()].into_iter().flatten().copied().collect::<Vec<_>>();
        let low = sums.first().unwrap() + steps.iter().map(|step| sign * step).min().unwrap();
        let high = sums.last().unwrap() + steps.iter().map(|step| sign * step).max().unwrap();
        (low..=high).collect()
    })
}

#[derive(Debug, PartialEq, Eq)]
enum Expected {
    Exact,
    Rounding,
    Strained,
    Violated,
}

/// The verdict by trial: whole less parts, each a list of figures.
fn expected(whole: &[Figure], parts: &[Figure]) -> Expected {
    let total = |figures: &[Figure]| figures.iter().map(|figure| scaled(*figure).0).sum::<i64>();
    let signed: Vec<(Figure, i64)> = whole.iter().map(|it| (*it, 1)).chain(parts.iter().map(|it| (*it, -1))).collect();
    if total(whole) == total(parts) {
        Expected::Exact
    } else if sums(&signed, false).contains(&0) {
        Expected::Rounding
    } else if sums(&signed, true).contains(&0) {
        Expected::Strained
    } else {
        Expected::Violated
    }
}

fn judged(verdict: Verdict) -> Expected {
    match verdict {
        Verdict::Exact => Expected::Exact,
        Verdict::Rounding { .. } => Expected::Rounding,
        Verdict::Strained { .. } => Expected::Strained,
        Verdict::Violated { .. } => Expected::Violated,
        other => panic!("not judged: {other:?}"),
    }
}

fn printed((digits, coarse): Figure, decimals: u8) -> Printed {
    Printed::from_last_digits(digits, decimals - u8::from(coarse), Unit::TenThousandYuan).unwrap()
}

fn row(address: Address, cells: Vec<Option<Printed>>) -> Row {
    Row { address, label: String::new(), page: 0, line: 0, cells, goal: None, uncertain: false }
}

fn table(number: u16, rows: Vec<Row>) -> Table {
    let title = String::new();
    Table {
        number,
        title,
        unit: Unit::TenThousandYuan,
        page: 0,
        line: 0,
        rows,
        notes: Vec::new(),
        complete: true,
        blanks: yusuan::Blanks::default(),
    }
}

fn document(tables: Vec<Table>) -> Disclosure {
    Disclosure {
        header: header(2024),
        template: template("guangdong-2024").into(),
        tables,
        claims: Vec::new(),
        unread: Vec::new(),
        dates: Vec::new(),
        corrections: Vec::new(),
    }
}

/// Table 9 with a total and classes under it, in one column.
fn tree(whole: &[Figure], parts: &[Figure], decimals: u8) -> Disclosure {
    let cells = |figure: &Figure| vec![Some(printed(*figure, decimals)), None, None];
    let classes = ["201", "204", "205", "206"].map(|code| Address::Function(code.parse().unwrap()));
    let mut rows: Vec<Row> = whole.iter().map(|figure| row(Address::Total, cells(figure))).collect();
    rows.extend(classes.into_iter().zip(parts).map(|(address, figure)| row(address, cells(figure))));
    document(vec![table(9, rows)])
}

fn relation(disclosure: &Disclosure, id: &str) -> Relation {
    let audit = disclosure.audit();
    audit.relations().iter().find(|relation| relation.id() == id).unwrap().clone()
}

fn figure() -> impl Strategy<Value = Figure> {
    (-6..=12_i64, prop::bool::weighted(0.3)).prop_map(|(digits, coarse)| (digits, coarse))
}

/// A whole that is near what the parts add up to, so that every verdict is met.
fn near_sum() -> impl Strategy<Value = (Vec<Figure>, Vec<Figure>)> {
    (prop::collection::vec(figure(), 1..=4), -4..=4_i64, any::<bool>()).prop_map(|(parts, off, coarse)| {
        let sum: i64 = parts.iter().map(|part| scaled(*part).0).sum();
        let digit = if coarse { FINE * 10 } else { FINE };
        (vec![(rounded(sum, digit) + off, coarse)], parts)
    })
}

#[test]
fn the_table_of_the_design_notes_is_what_trial_finds() {
    // The largest remainder that half-open ends accept, and the one that closed ends accept.
    for (parts, half_open, closed) in [(1, 0, 1), (2, 1, 1), (3, 1, 2), (4, 2, 2)] {
        let figures: Vec<Figure> = (0..parts).map(|_| (10, false)).collect();
        let found = |wanted: &[Expected]| {
            let off = |off: &i64| wanted.contains(&expected(&[(10 * parts + off, false)], &figures));
            (0..=9).filter(off).max().unwrap()
        };
        assert_eq!(found(&[Expected::Exact, Expected::Rounding]), half_open, "{parts} parts");
        assert_eq!(found(&[Expected::Exact, Expected::Rounding, Expected::Strained]), closed, "{parts} parts");
        for off in -3..=3 {
            let whole = [(10 * parts + off, false)];
            let verdict = relation(&tree(&whole, &figures, 2), "rows: 9.1").verdict();
            assert_eq!(judged(verdict), expected(&whole, &figures), "{parts} parts, off by {off}");
        }
    }
}

#[test]
fn a_printed_zero_hides_nothing() {
    let figures = [(10, false), (0, false), (0, false)];
    let verdict = relation(&tree(&[(11, false)], &figures, 2), "rows: 9.1").verdict();
    // One part that is not zero leaves no tail, however many zeros stand beside it.
    assert_eq!(judged(verdict), Expected::Strained);
    assert_eq!(expected(&[(11, false)], &figures), Expected::Strained);
    let verdict = relation(&tree(&[(0, false)], &[(1, false), (-1, false)], 2), "rows: 9.1").verdict();
    assert_eq!(verdict, Verdict::Exact);
    let verdict = relation(&tree(&[(0, false)], &[(1, false)], 2), "rows: 9.1").verdict();
    assert_eq!(judged(verdict), Expected::Violated);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn sums_are_judged_as_by_trial((whole, parts) in near_sum(), decimals in 1..=2_u8) {
        let relation = relation(&tree(&whole, &parts, decimals), "rows: 9.1");
        prop_assert_eq!(relation.kind(), Kind::Sum);
        prop_assert_eq!(judged(relation.verdict()), expected(&whole, &parts));
        let total = |figures: &[Figure]| figures.iter().map(|it| scaled(*it).0).sum::<i64>();
        // Lattice points are twentieths of a last digit, which is 100 or 1000 yuan.
        let difference = (total(&whole) - total(&parts)) / FINE * if decimals == 2 { 100 } else { 1000 };
        let stated = match relation.verdict() {
            Verdict::Exact => 0,
            Verdict::Rounding { tail } | Verdict::Strained { tail } | Verdict::Violated { difference: tail } => {
                i64::try_from(tail.yuan().mantissa() / 10_i128.pow(tail.yuan().scale())).unwrap()
            }
            other => panic!("{other:?}"),
        };
        prop_assert_eq!(stated, difference);
    }

    /// A total printed twice is two figures against the same parts.
    #[test]
    fn several_figures_on_the_left_are_judged_as_by_trial(
        (whole, parts) in near_sum(), (second, coarse) in figure(), decimals in 1..=2_u8,
    ) {
        // Half of the cases take the second figure off the first, so that the sum is near again.
        let first = if second % 2 == 0 && whole[0].1 == coarse { whole[0].0 - second } else { whole[0].0 };
        let left = [(first, whole[0].1), (second, coarse)];
        let relation = relation(&tree(&left, &parts, decimals), "rows: 9.1");
        prop_assert_eq!(relation.left().len(), 2);
        prop_assert_eq!(judged(relation.verdict()), expected(&left, &parts));
    }

    /// 3.3 and 12.1 may differ by what is printed beside 项目支出, and by no more.
    #[test]
    fn bounded_sums_are_judged_as_by_trial(
        whole in 0..=12_i64, off in -3..=8_i64, bounds in prop::array::uniform4(0..=3_i64),
    ) {
        let part = (whole + off).max(0);
        let cell = |digits| Some(printed((digits, false), 2));
        let [business, others @ ..] = bounds.map(cell);
        let spent = row(Address::Total, vec![None, None, cell(whole), business, None, None, None]);
        let names = ["对附属单位补助支出", "上缴上级支出", "结转下年"];
        let summary = names.into_iter().zip(others).map(|(name, cell)| {
            let spec = template("guangdong-2024").table(1).unwrap();
            row(spec.line_address(name, Some(Flow::Expenditure)).unwrap(), vec![None, cell])
        });
        let projects = row(Address::Total, vec![cell(part), None, None, None, None, None, None]);
        let tables = [table(1, summary.collect()), table(3, vec![spent]), table(12, vec![projects])];
        let disclosure = document(tables.into());
        let relation = relation(&disclosure, "total: 3.3 ≈ 12.1");
        prop_assert!(relation.has_bounds());
        prop_assert_eq!(relation.operands().count(), 6);
        let most: i64 = bounds.iter().sum();
        // The difference lies between what the bounds allow at most and zero.
        let possible = |closed| {
            let differences = sums(&[((part, false), 1), ((whole, false), -1)], closed);
            let bound = sums(&bounds.map(|bound| ((bound, false), 1)), closed);
            differences.iter().any(|difference| *difference >= 0 && bound.iter().any(|bound| difference <= bound))
        };
        let expected = if (0..=most).contains(&(part - whole)) {
            Expected::Exact
        } else if possible(false) {
            Expected::Rounding
        } else if possible(true) {
            Expected::Strained
        } else {
            Expected::Violated
        };
        prop_assert_eq!(judged(relation.verdict()), expected, "{} {} {:?}", whole, part, bounds);
    }
}
