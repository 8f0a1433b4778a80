//! One set of unrounded amounts for all relations, or relations that cannot hold together.

#[path = "certificate/naive.rs"]
mod naive;

use std::collections::BTreeMap;

use proptest::prelude::*;
use rust_decimal::Decimal;
use yusuan::relation::Relation;
use yusuan::scope::{Nature, Source};
use yusuan::{
    Amount, Audit, Budget, Disclosure, Header, Joint, Kind, LineItem, Operand, Printed, Template, Unit, Verdict,
    Witness, read_text,
};

const ALONE: f64 = 1e-6;

fn bundled() -> Disclosure {
    read_text(include_str!("../../examples/data/cooperation-office-2024.txt")).unwrap()
}

/// The document with one figure moved by so many last digits. Table, row and column count from one.
fn moved(document: &Disclosure, (table, row, column): (u16, usize, usize), digits: i64) -> Disclosure {
    let mut document = document.clone();
    let table = document.tables.iter_mut().find(|it| it.number == table).unwrap();
    let cell = table.rows[row - 1].cells[column - 1].as_mut().unwrap();
    *cell = Printed::from_last_digits(cell.last_digits() + digits, cell.decimals(), cell.unit()).unwrap();
    document
}

fn named<'a>(audit: &'a Audit, id: &str) -> &'a Relation {
    audit.relations().iter().find(|relation| relation.id() == id).unwrap()
}

/// Whether the relation alone is told to be impossible.
fn is_impossible(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Violated { .. } | Verdict::Strained { .. })
}

/// Inserts the witness into every judged relation, with other means than the solver has.
#[track_caller]
fn assert_satisfies(audit: &Audit, witness: &Witness) {
    let amount = |operand: &Operand| witness.amount(operand.place).unwrap();
    let sum = |side: &[Operand]| Amount::sum(side.iter().map(amount)).unwrap();
    for relation in audit.relations().iter().filter(|relation| relation.verdict().is_judged()) {
        let id = relation.id();
        for operand in relation.operands() {
            assert!(operand.printed.interval().contains(amount(operand)), "{id}: {}", operand.place);
        }
        if matches!(relation.kind(), Kind::Copy | Kind::Balance) {
            let all: Vec<Amount> = relation.operands().map(amount).collect();
            assert!(all.windows(2).all(|pair| pair[0] == pair[1]), "{id}");
            continue;
        }
        let difference = sum(relation.left()).checked_sub(sum(relation.right())).unwrap();
        let (over, under) = (relation.over(), relation.under());
        if relation.kind() != Kind::AtMost || !over.is_empty() {
            assert!(over.iter().all(|way| difference <= sum(way)), "{id}");
            assert!(!over.is_empty() || difference <= Amount::ZERO, "{id}");
        }
        assert!(under.iter().all(|way| -difference <= sum(way)), "{id}");
        assert!(!under.is_empty() || difference >= Amount::ZERO, "{id}");
    }
}

/// The set cannot hold, and any one relation less could.
#[track_caller]
fn assert_minimal(audit: &Audit, ids: &[String]) {
    let relations: Vec<&Relation> = ids.iter().map(|id| named(audit, id)).collect();
    assert!(naive::room(relations.iter().copied()) < ALONE, "{ids:?}");
    for without in 0..relations.len() {
        let others = relations.iter().enumerate().filter(|(index, _)| *index != without).map(|(_, relation)| *relation);
        assert!(naive::room(others) > ALONE || relations.len() == 1, "{ids:?} without {}", ids[without]);
    }
}

#[track_caller]
fn assert_infeasible(audit: &Audit, expected: &[&str]) {
    match audit.joint() {
        Joint::Infeasible(ids) => {
            assert_eq!(ids, expected);
            assert_minimal(audit, &ids);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_bundled_document_is_feasible() {
    let audit = bundled().audit();
    let Joint::Feasible(witness) = audit.joint() else { panic!("its tails are rounding") };
    assert_satisfies(&audit, &witness);
    assert_eq!(witness.amounts().count(), 996);
    // Something had to be moved, for there are tails.
    let mut operands = audit.relations().iter().flat_map(Relation::operands);
    assert!(operands.any(|operand| witness.amount(operand.place) != Some(operand.printed.amount())));
    assert!(naive::room(audit.relations().iter().filter(|relation| relation.verdict().is_judged())) > 0.1);
}

#[test]
fn places_of_no_judged_relation_have_no_amount() {
    let audit = bundled().audit();
    let Joint::Feasible(witness) = audit.joint() else { panic!("its tails are rounding") };
    let known = named(&audit, "rows: 3.2 @ 20103").left()[0].place;
    let elsewhere = yusuan::Place { page: 0, line: 0, ..known };
    assert_eq!(witness.amount(elsewhere), witness.amount(known));
    assert!(witness.amount(known).is_some());
    assert_eq!(witness.amount(yusuan::Place { table: 99, ..known }), None);
    assert_eq!(witness.amount(yusuan::Place { row: 9_999, ..known }), None);
}

/// 1,604.79 = 1,245.86 + 358.92 asks for more than 1,245.86, and 2,248.96 = 1,245.86 + 1,003.11 for less.
#[test]
fn two_tails_that_exclude_each_other() {
    let audit = moved(&bundled(), (3, 5, 2), 1).audit();
    let ids = ["columns: 3.1 = 3.2 + 3.3 + 3.4 + 3.5 + 3.6 + 3.7 @ 2010301", "rows: 3.2 @ 20103"];
    for id in ids {
        assert!(matches!(named(&audit, id).verdict(), Verdict::Rounding { .. }), "{id}");
    }
    assert_eq!(audit.tally().violated, 0);
    assert_infeasible(&audit, &ids);
}

/// Four parts that are 0.02 too large ask for a total of at least what is printed, two parts of its copy
/// that are 0.01 too small for less: they only just miss each other.
#[test]
fn tails_that_exclude_each_other_across_a_copy() {
    let audit = moved(&bundled(), (6, 12, 1), 2).audit();
    assert!(audit.relations().iter().all(|relation| !is_impossible(relation.verdict())));
    assert_infeasible(&audit, &["rows: 6.1", "rows: 11.3", "total: 5.2 = 6.1 = 11.3"]);
}

#[test]
fn a_relation_that_cannot_hold_by_itself_is_told_alone() {
    let document = bundled();
    let audit = moved(&document, (3, 5, 2), 100).audit();
    let first = audit.violations().next().unwrap().id();
    assert_infeasible(&audit, &[&first]);
}

/// Every figure of two tables moved by the last digit: the certificate agrees with the verdicts where
/// they are decisive, and is decided everywhere.
#[test]
fn verdicts_and_certificate_agree() {
    let document = bundled();
    let cells = [3, 6].into_iter().flat_map(|number| document.table(number).unwrap().cells());
    let (mut strained, mut feasible) = (0, 0);
    for (place, _, printed) in cells.filter(|(.., printed)| !printed.is_zero()) {
        let audit = moved(&document, (place.table, place.row as usize, usize::from(place.column)), 1).audit();
        let impossible = |relation: &&Relation| is_impossible(relation.verdict());
        let alone: Vec<String> = audit.relations().iter().filter(impossible).map(Relation::id).collect();
        match audit.joint() {
            Joint::Feasible(witness) => {
                assert!(alone.is_empty(), "{place} {printed}");
                assert_satisfies(&audit, &witness);
                feasible += 1;
            }
            Joint::Infeasible(ids) if !alone.is_empty() => {
                assert_eq!(ids, alone[..1], "{place} {printed}");
                strained += usize::from(matches!(named(&audit, &ids[0]).verdict(), Verdict::Strained { .. }));
            }
            Joint::Infeasible(ids) => assert_minimal(&audit, &ids),
            Joint::Undecided => panic!("{place} {printed}"),
        }
    }
    assert!(strained > 20 && feasible > 20, "{strained} {feasible}");
}

/// What the certificate would see first is what the verdicts say: a part larger than its whole.
#[test]
fn a_part_larger_than_its_whole_is_violated_and_infeasible() {
    let document = bundled();
    let audit = document.audit();
    let relation =
        audit.relations().iter().find(|it| it.kind() == Kind::AtMost && it.id().contains("行政经费")).unwrap();
    let (whole, part) = (relation.left()[0].printed, relation.right()[0]);
    let at = (part.place.table, part.place.row as usize, usize::from(part.place.column));
    let audit = moved(&document, at, whole.last_digits() - part.printed.last_digits() + 2).audit();
    assert!(named(&audit, &relation.id()).verdict().is_violated(), "{}", relation.id());
    assert!(matches!(audit.joint(), Joint::Infeasible(ids) if ids.len() == 1));
}

/// The same amount in a finer unit is a copy whose interval lies inside the coarser one.
#[test]
fn figures_may_have_different_precision() {
    let mut document = bundled();
    let table = document.tables.iter_mut().find(|table| table.number == 3).unwrap();
    let cell = table.rows[4].cells[1].as_mut().unwrap();
    let fine = |yuan| Printed::from_last_digits(yuan, 0, Unit::Yuan).unwrap();
    assert_eq!(cell.to_string(), "1,003.10");
    *cell = fine(10_031_004);
    let audit = document.audit();
    let Joint::Feasible(witness) = audit.joint() else { panic!("{:?}", audit.joint()) };
    assert_satisfies(&audit, &witness);
    // The column asks for 2,248.96 ± 0.005 = 1,245.86 ± 0.005 + this.
    let audit = moved(&document, (3, 5, 2), 150).audit();
    assert!(matches!(audit.joint(), Joint::Infeasible(_)));
}

/// A finance office's lines: coordinates from a few of each kind, amounts with cents.
fn lines() -> impl Strategy<Value = Vec<LineItem>> {
    let line = (0..4_usize, 0..4_usize, 0..3_usize, 0..2_usize, 10_000_i64..3_000_000_000);
    prop::collection::vec(line, 1..40).prop_map(|lines| {
        let lines = lines.into_iter().map(|(function, economic, nature, unit, cents)| {
            let nature = [Nature::Personnel, Nature::Operating, Nature::Project][nature];
            let line = LineItem {
                function: ["2010301", "2010302", "2080505", "2210201"][function].parse().unwrap(),
                economic: ["30101", "30107", "30201", "30217"][economic].parse().unwrap(),
                source: Source::GeneralPublic,
                nature,
                unit: ["本级", "二级"][unit].into(),
                project: (nature == Nature::Project).then(|| "专项".into()),
                agency_operation: false,
                amount: Amount::from_unit(Decimal::new(cents, 2), Unit::Yuan).unwrap(),
            };
            ((function, economic, nature as usize, unit), line)
        });
        lines.collect::<BTreeMap<_, _>>().into_values().collect()
    })
}

fn budget(lines: Vec<LineItem>) -> Budget {
    let header = Header { department: "某局".into(), year: 2026.try_into().unwrap(), unit: Unit::TenThousandYuan };
    Budget::from_lines(header, Template::by_id("guangdong-2026").unwrap(), lines).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_was_rounded_from_exact_lines_is_feasible(lines in lines()) {
        let audit = budget(lines).disclosure().audit();
        match audit.joint() {
            Joint::Feasible(witness) => assert_satisfies(&audit, &witness),
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn a_misprint_never_breaks_the_proof(
        lines in lines(),
        at in any::<prop::sample::Index>(),
        digits in prop::sample::select(vec![-2_i64, -1, 1, 2]),
    ) {
        let document = Disclosure::from(budget(lines));
        let cells: Vec<_> = document.tables.iter().flat_map(yusuan::Table::cells).collect();
        let cells: Vec<_> = cells.into_iter().filter(|(.., printed)| printed.last_digits() > 2).collect();
        let (place, ..) = cells[at.index(cells.len())];
        let audit = moved(&document, (place.table, place.row as usize, usize::from(place.column)), digits).audit();
        match audit.joint() {
            Joint::Feasible(witness) => {
                assert_satisfies(&audit, &witness);
                prop_assert!(audit.relations().iter().all(|relation| !is_impossible(relation.verdict())));
            }
            Joint::Infeasible(ids) => assert_minimal(&audit, &ids),
            Joint::Undecided => prop_assert!(false, "undecided at {}", place),
        }
    }
}
