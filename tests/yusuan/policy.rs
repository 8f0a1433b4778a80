//! How figures are held to have been rounded, which ways a document allows, and what was looked at.

use yusuan::{
    Address, Disclosure, FiscalYear, Header, Mode, Policy, Printed, Reason, Relation, Rounding, Row, Severity, Table,
    Template, Unit, Verdict, Zeros,
};

use super::support::{seed, seed_audit};

/// Table 9 alone: a total, and classes that are its parts, in hundredths of 万元.
fn sum_of(whole: i64, parts: &[i64]) -> Disclosure {
    let figure = |digits| Some(Printed::from_last_digits(digits, 2, Unit::TenThousandYuan).unwrap());
    let row = |address, digits| Row {
        address,
        label: String::new(),
        page: 1,
        line: 1,
        cells: vec![figure(digits), None, None],
        goal: None,
        uncertain: false,
    };
    let class = |index: usize| Address::Function(format!("{}", 201 + index).parse().unwrap());
    let mut rows = vec![row(Address::Total, whole)];
    rows.extend(parts.iter().enumerate().map(|(index, &part)| row(class(index), part)));
    let table = Table {
        number: 9,
        title: String::new(),
        unit: Unit::TenThousandYuan,
        page: 1,
        line: 1,
        rows,
        notes: Vec::new(),
        complete: true,
        blanks: yusuan::Blanks::default(),
    };
    Disclosure {
        header: Header {
            department: "某局".into(), year: FiscalYear::new(2024).unwrap(), unit: Unit::TenThousandYuan
        },
        template: Template::GUANGDONG_2024.into(),
        tables: vec![table],
        claims: Vec::new(),
        unread: Vec::new(),
        dates: Vec::new(),
        corrections: Vec::new(),
    }
}

/// The verdict on the one sum of the document.
fn verdict(document: &Disclosure, policy: Policy) -> Verdict {
    let audit = document.audit_by(policy);
    assert_eq!(audit.policy(), policy);
    let sums: Vec<&Relation> =
        audit.relations().iter().filter(|it| it.id().starts_with("rows: 9.1") && it.verdict().is_judged()).collect();
    assert_eq!(sums.len(), 1);
    sums[0].verdict()
}

const TRUNCATED: Policy = Policy { rounding: Rounding::Truncation, zeros: Zeros::Exact };
const ZEROS_ROUNDED: Policy = Policy { rounding: Rounding::HalfUp, zeros: Zeros::Rounded };

#[test]
fn truncation_leaves_larger_tails_upwards_and_none_downwards() {
    // 1.009 + 1.009 + 1.009 = 3.027.
    let cut = sum_of(302, &[100, 100, 100]);
    assert!(matches!(verdict(&cut, Policy::default()), Verdict::Strained { .. }));
    assert!(matches!(verdict(&cut, TRUNCATED), Verdict::Rounding { .. }));
    assert_eq!(cut.audit().mode(), Mode::Truncation);

    // 1.006 + 1.006 = 2.012, rounded 1.01 + 1.01 and 2.01.
    let rounded = sum_of(201, &[101, 101]);
    assert!(matches!(verdict(&rounded, Policy::default()), Verdict::Rounding { .. }));
    assert!(matches!(verdict(&rounded, TRUNCATED), Verdict::Strained { .. }));
    assert_eq!(rounded.audit().mode(), Mode::Rounding);

    assert_eq!(sum_of(200, &[100, 100]).audit().mode(), Mode::Either);
    assert_eq!(sum_of(900, &[100, 100]).audit().mode(), Mode::Either, "a misprint says nothing");
    assert_eq!(seed_audit().mode(), Mode::Rounding, "nine tails of the document go down");
}

#[test]
fn a_zero_hides_something_only_if_told_so() {
    let hidden = sum_of(1, &[0, 0]);
    assert!(verdict(&hidden, Policy::default()).is_violated());
    assert!(matches!(verdict(&hidden, ZEROS_ROUNDED), Verdict::Rounding { .. }));
    assert!(verdict(&sum_of(2, &[0, 0]), ZEROS_ROUNDED).is_violated(), "two halves make one at most");
}

#[test]
fn an_unlikely_tail_is_possible_and_told() {
    // 21 parts: the deviation is 1.35 last digits, five are 3.7 of them and six are 4.4.
    for (tail, unlikely) in [(5, false), (6, true), (10, true), (-6, true)] {
        let document = sum_of(2100 + tail, &[100; 21]);
        assert!(matches!(verdict(&document, Policy::default()), Verdict::Rounding { .. }));
        let audit = document.audit();
        let told: Vec<_> = audit.findings().iter().filter(|it| it.id() == "tail-unlikely").collect();
        assert_eq!(told.len(), usize::from(unlikely), "{tail}");
        assert!(told.iter().all(|it| it.severity() == Severity::Warning && it.places.len() == 22));
    }
}

#[test]
fn the_ledger_says_what_was_looked_at() {
    let ledger = seed_audit().ledger(seed());
    assert_eq!(ledger.iter().map(|it| it.table).collect::<Vec<_>>(), (1..=12).collect::<Vec<_>>());
    assert_eq!(ledger.iter().map(|it| it.figures).sum::<usize>(), 996);
    for table in &ledger {
        assert_eq!((table.checked, table.coverage()), (table.figures, 100), "table {}", table.table);
        assert!(table.tally.exact > 0 && table.tally.violated == 0);
    }
    // Table 10 is empty, so no class of it can be summed up.
    assert_eq!(ledger[9].reasons.get(&Reason::NoRow), Some(&ledger[9].tally.not_applicable));

    let mut less = seed().clone();
    less.tables.retain(|table| table.number != 6);
    less.tables[0].complete = false;
    let ledger = less.audit().ledger(&less);
    assert_eq!((ledger[5].figures, ledger[5].checked, ledger[5].coverage()), (0, 0, 0));
    assert!(ledger[5].reasons.contains_key(&Reason::TableAbsent(6)) && ledger[5].tally.exact == 0);
    assert!(ledger[0].reasons.contains_key(&Reason::TableIncomplete(1)));
    let alone = sum_of(200, &[]);
    assert_eq!(alone.audit().ledger(&alone)[8].coverage(), 0, "one figure that nothing can be held against");
}
