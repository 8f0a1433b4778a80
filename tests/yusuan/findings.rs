//! Findings: each kind met by one edit of the bundled document, in its words and with its weight.

use yusuan::{
    Address, Budget, Disclosure, EconomicScope, Finding, Issue, Printed, Rejected, Relation, Row, Severity, Table, Unit,
};

use super::support::{OFFICE, SEED, cell, cell_of, read, seed, seed_audit, shift, slot, wan};

/// What an edited document has to say beyond what the bundled one says.
fn said(disclosure: &Disclosure) -> Vec<Finding> {
    let usual = seed_audit().findings();
    disclosure.audit().findings().iter().filter(|finding| !usual.contains(finding)).cloned().collect()
}

/// The only finding of that kind.
fn one(disclosure: &Disclosure, id: &str) -> Finding {
    let mut found = said(disclosure).into_iter().filter(|finding| finding.id() == id);
    let first = found.next().unwrap_or_else(|| panic!("no {id}"));
    assert!(found.next().is_none(), "more than one {id}");
    first
}

fn tells(disclosure: &Disclosure, id: &str, severity: Severity, words: &str) -> Finding {
    let finding = one(disclosure, id);
    assert_eq!((finding.severity(), finding.to_string().as_str()), (severity, words));
    let accepted = Budget::try_from(disclosure.clone()).is_ok();
    let errors = said(disclosure).iter().any(|finding| finding.severity() == Severity::Error);
    assert_eq!(accepted, !errors, "errors refuse a budget, and nothing else does");
    finding
}

fn table_mut(disclosure: &mut Disclosure, number: u16) -> &mut Table {
    disclosure.tables.iter_mut().find(|table| table.number == number).unwrap()
}

fn set(disclosure: &mut Disclosure, table: u16, row: &str, column: u16, figure: &str) {
    let cell = cell(disclosure, table, row, column);
    *slot(disclosure, cell) = Some(wan(figure));
}

#[test]
fn a_violated_relation_is_an_error() {
    let mut broken = seed().clone();
    set(&mut broken, 5, "2010301", 1, "1,614.79");
    let words: Vec<String> =
        said(&broken).iter().filter(|finding| finding.id() == "relation-violated").map(ToString::to_string).collect();
    assert_eq!(
        words,
        [
            "columns: 5.1 = 5.2 + 5.3 @ 2010301: printed 1,614.79万元, expected 1,604.78万元",
            "rows: 5.1 @ 20103: printed 2,467.64万元, expected 2,477.64万元",
            "function: 2.2 ≈ 5.1 @ 2010301: printed 1,604.79万元, expected 1,614.79万元",
        ]
    );
    let place = cell(&broken, 5, "2010301", 1);
    let audit = broken.audit();
    assert!(audit.violations().all(|it| it.operands().any(|operand| cell_of(operand.place) == place)));
    let rejected: Rejected = Budget::try_from(broken).unwrap_err();
    assert_eq!(rejected.findings().len(), 3);
    let listed: Vec<String> = words.iter().map(|words| format!("\n  - {words}")).collect();
    assert_eq!(rejected.to_string(), format!("3 findings of severity error:{}", listed.concat()));
}

#[test]
fn one_error_is_told_in_the_singular() {
    let mut broken = seed().clone();
    set(&mut broken, 6, "30239", 1, "72.28");
    let rejected = Budget::try_from(broken).unwrap_err();
    assert_eq!(
        rejected.to_string(),
        "1 finding of severity error:\n  - rows: 6.1 @ 302: printed 315.27万元, expected 316.28万元"
    );
}

#[test]
fn copies_expect_what_most_of_them_print() {
    let mut broken = seed().clone();
    set(&mut broken, 11, "合计", 3, "4,193.11");
    let copy = said(&broken).into_iter().find(|it| it.to_string().starts_with("total: 5.2 = 6.1 = 11.3")).unwrap();
    assert_eq!(copy.to_string(), "total: 5.2 = 6.1 = 11.3: printed 4,193.11万元, expected 4,192.11万元");
}

#[test]
fn a_strained_tail_is_a_warning() {
    let mut strained = seed().clone();
    set(&mut strained, 4, "210", 2, "8.18");
    let words = "class: 4.2 = 5.1 + 9.1 + 10.1 @ 210: printed 8.18万元, expected 8.17万元, a tail that rounding \
                 alone does not leave";
    let said = said(&strained);
    let finding = said.iter().find(|it| it.to_string().starts_with("class: 4.2")).unwrap();
    assert_eq!((finding.id(), finding.severity()), ("tail-strained", Severity::Warning));
    assert_eq!(finding.to_string(), words);
    assert!(said.iter().all(|finding| finding.severity() < Severity::Error));
}

#[test]
fn codes_and_names() {
    let unlisted = read(&SEED.replace("2010350", "2010377"));
    let finding = tells(&unlisted, "code-unlisted", Severity::Warning, "2010377 事业运行 is not in the catalogue");
    let tables: Vec<u16> = finding.places.iter().map(|place| place.table).collect();
    assert_eq!(tables, [2, 3, 5]);

    let renamed = read(&SEED.replace("[2010350]事业运行", "[2010350]事业单位运转"));
    let words = "2010350 is printed as 事业单位运转, the catalogue calls it 事业运行";
    let finding = tells(&renamed, "name-differs", Severity::Note, words);
    assert_eq!(finding.places.len(), 1);
    // Names that differ only in the width of brackets do not differ.
    let narrow = read(&SEED.replace("[30213]维修（护）费", "[30213]维修(护)费"));
    assert!(said(&narrow).is_empty());

    let government = read(&SEED.replace("[31002]办公设备购置 9.00", "[50306]设备购置 9.00"));
    let words = "50306 设备购置 is a government economic code in table 6 of department codes";
    tells(&government, "government-code", Severity::Note, words);
}

#[test]
fn codes_stand_in_their_tables_once_and_in_order() {
    let fund = read(&SEED.replace("[2100799]其他计划生育事务支出", "[2120815]农村社会事业支出"));
    let words = "2120815 belongs to the 政府性基金预算 and stands in table 5";
    let finding = one(&fund, "code-in-wrong-table");
    assert_eq!((finding.severity(), finding.to_string().as_str()), (Severity::Warning, words));

    let mut repeated = seed().clone();
    let rows = &mut table_mut(&mut repeated, 6).rows;
    let twin = Row { cells: vec![Some(wan("0.00"))], ..rows[2].clone() };
    rows.insert(3, twin);
    tells(&repeated, "code-repeated", Severity::Note, "30101 is printed twice in table 6");

    let mut swapped = seed().clone();
    table_mut(&mut swapped, 6).rows.swap(2, 3);
    let finding = tells(&swapped, "code-out-of-order", Severity::Note, "30101 stands out of order in table 6");
    assert_eq!(cell_of(finding.places[0]), (6, 4, 1));
    // The order of rows changes no relation.
    assert_eq!(swapped.audit().tally(), seed_audit().tally());
}

#[test]
fn empty_tables_are_empty_and_printed_once() {
    let mut filled = seed().clone();
    set(&mut filled, 10, "合计", 1, "1.00");
    let words = "table 10 says that it is empty and prints amounts";
    let finding = tells(&filled, "empty-table-has-amounts", Severity::Warning, words);
    assert_eq!(finding.places.len(), 1);

    let mut doubled = seed().clone();
    let table = doubled.table(6).unwrap().clone();
    doubled.tables.push(table);
    let words = "table 6 is printed twice, the second is not checked";
    tells(&doubled, "table-repeated", Severity::Warning, words);
    assert_eq!(doubled.audit().tally(), seed_audit().tally());
}

#[test]
fn rows_belong_in_their_tables() {
    let row = |address, label: &str, cells: usize| Row {
        address,
        label: label.to_owned(),
        page: 0,
        line: 0,
        cells: vec![Some(wan("0.00")); cells],
        goal: None,
        uncertain: false,
    };
    for (table, row) in [
        (5, row(Address::Unit(OFFICE.into()), "unit", 3)),
        (6, row(Address::Function("201".parse().unwrap()), "function", 1)),
        (8, row(Address::Line(99), "line", 4)),
        (9, row(Address::Total, "wide", 4)),
        (12, row(Address::UnitEconomic(OFFICE.into(), EconomicScope::ALL), "economic", 7)),
    ] {
        let mut misplaced = seed().clone();
        let words = format!("row {:?} does not belong in table {table}", row.label);
        let last = table_mut(&mut misplaced, table).rows.len() + 1;
        table_mut(&mut misplaced, table).rows.push(row);
        let finding = tells(&misplaced, "row-misplaced", Severity::Error, &words);
        assert_eq!((finding.places[0].table, finding.places[0].row as usize), (table, last));
    }
    // A table that the template does not have: every row of it.
    let mut strange = seed().clone();
    table_mut(&mut strange, 10).number = 13;
    let words = r#"row "合计" does not belong in table 13"#;
    tells(&strange, "row-misplaced", Severity::Error, words);
}

#[test]
fn amounts_that_should_not_be() {
    let mut negative = seed().clone();
    let place = cell(seed(), 7, "31002", 1);
    *slot(&mut negative, place) = Some(wan("-89.91"));
    let finding = one(&negative, "negative-amount");
    assert_eq!((finding.severity(), finding.to_string().as_str()), (Severity::Note, "a negative amount: -89.91万元"));
    assert_eq!(cell_of(finding.places[0]), place);

    let mut twin = seed().clone();
    set(&mut twin, 5, "2080505", 2, "240.90");
    let words = "function 2080505 prints 240.90万元, economic code 30108 only 239.90万元";
    tells(&twin, "twin-exceeds", Severity::Warning, words);
    set(&mut twin, 5, "2080505", 2, "238.90");
    assert!(said(&twin).iter().all(|finding| finding.id() == "relation-violated"), "less is usual");
}

/// I14 and B17 of the design notes.
#[test]
fn memo_items_stay_within_bounds() {
    let mut less = seed().clone();
    set(&mut less, 8, "行政经费", 1, "316.64");
    let words = "“三公”经费 (316.65万元) is more than 机关运行经费 (316.64万元)";
    tells(&less, "exceeds-bound", Severity::Note, words);
    set(&mut less, 8, "行政经费", 1, "316.65");
    assert!(said(&less).iter().all(|finding| finding.id() != "exceeds-bound"), "as much is no more");

    let mut fund = seed().clone();
    for column in 1..=3 {
        set(&mut fund, 9, "合计", column, "138.00");
    }
    let audit = fund.audit();
    let violated: Vec<String> = audit.violations().map(Relation::id).filter(|id| id.starts_with("memo:")).collect();
    assert_eq!(violated, ["memo: 9.1 ≥ 8.3 行政经费", "memo: 9.1 ≥ 8.3 “三公”经费"]);
}

#[test]
fn findings_come_in_order_and_severities_compare() {
    assert!(Severity::Note < Severity::Warning && Severity::Warning < Severity::Error);
    assert_eq!(Severity::Error.to_string(), "error");
    let mut several = seed().clone();
    shift(&mut several, (3, 5, 2), 100);
    table_mut(&mut several, 6).rows.swap(2, 3);
    let audit = several.audit();
    let ids: Vec<&str> = audit.findings().iter().map(Finding::id).collect();
    let relations = ids.iter().take_while(|id| **id == "relation-violated").count();
    assert!(relations > 0 && !ids[relations..].contains(&"relation-violated"));
    // Whoever builds findings of his own has the same words.
    let own = Issue::NegativeAmount { amount: Printed::parse("-1", Unit::Yuan).unwrap() };
    assert_eq!((own.to_string(), own.severity()), ("a negative amount: -1元".into(), Severity::Note));
}

#[test]
fn public_types_go_between_threads() {
    fn shared<T: Send + Sync + 'static>() {}
    shared::<Disclosure>();
    shared::<Budget>();
    shared::<yusuan::Audit>();
    shared::<yusuan::Relation>();
    shared::<yusuan::Comparison>();
    shared::<Finding>();
    shared::<Rejected>();
    shared::<yusuan::LineErrors>();
    shared::<yusuan::ReadError>();
    shared::<yusuan::Incomparable>();
    shared::<yusuan::Claim>();
    shared::<yusuan::Fact>();
    let audit = std::thread::scope(|scope| {
        // Two readers of one audit, whose index of places is made at the first look.
        let look = || seed_audit().relations_at(seed().facts().next().unwrap().place).count();
        let (first, second) = (scope.spawn(look), scope.spawn(look));
        (first.join().unwrap(), second.join().unwrap())
    });
    assert!(audit.0 > 0 && audit.0 == audit.1);
}
