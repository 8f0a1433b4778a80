//! The bundled document as acceptance: what is read, which identities are there, what it claims.
//!
//! Families are numbered as in the design notes. I14 and B17, which say that a memo item is at most
//! another amount, are no relations (no key contains a memo item) but the domain rule
//! `memo_items_stay_within_bounds`, and have their test among the findings.

use std::collections::{BTreeMap, BTreeSet};

use yusuan::{Amount, Flow, Growth, Key, Kind, MemoItem, Relation, Scope, Severity, Standing, Tally, Unit, Verdict};

use super::support::{
    CENTRE, Cell, OFFICE, cell, cell_of, cells_of, cents, place, printed, seed, seed_audit, wan, year,
};

fn at(table: u16, row: &str, column: u16) -> Cell {
    cell(seed(), table, row, column)
}

fn holds(relation: &Relation) -> bool {
    matches!(relation.verdict(), Verdict::Exact | Verdict::Rounding { .. })
}

/// A relation that holds between this whole and exactly these parts.
fn sum(kind: Kind, whole: Cell, parts: &[Cell]) -> &'static Relation {
    let parts: BTreeSet<Cell> = parts.iter().copied().collect();
    let found = seed_audit().relations().iter().find(|relation| {
        relation.kind() == kind
            && cells_of(relation.left()) == [whole].into()
            && cells_of(relation.right()) == parts
            && holds(relation)
    });
    found.unwrap_or_else(|| panic!("no {kind} of {whole:?} and {parts:?} holds"))
}

/// A copy or balance that holds between these cells and perhaps others.
fn same(kind: Kind, cells: &[Cell]) {
    let cells: BTreeSet<Cell> = cells.iter().copied().collect();
    let found = seed_audit().relations().iter().any(|relation| {
        let operands: BTreeSet<Cell> = relation.operands().map(|operand| cell_of(operand.place)).collect();
        relation.kind() == kind && operands.is_superset(&cells) && relation.verdict() == Verdict::Exact
    });
    assert!(found, "no {kind} of {cells:?} holds");
}

/// One amount against one other, which money printed elsewhere could make differ and does not.
fn same_up_to_bounds(whole: Cell, part: Cell) {
    let relation = sum(Kind::Sum, whole, &[part]);
    assert!(relation.has_bounds(), "{}", relation.id());
    assert_eq!(relation.verdict(), Verdict::Exact, "{}", relation.id());
}

/// The codes that a table prints, of that many digits.
fn codes(table: u16, digits: usize) -> Vec<String> {
    let rows = &seed().table(table).unwrap().rows;
    let code = |label: &str| label.split(' ').next().unwrap_or_default().to_owned();
    rows.iter()
        .map(|row| code(&row.label))
        .filter(|code| code.len() == digits && code.bytes().all(|byte| byte.is_ascii_digit()))
        .collect()
}

#[test]
fn the_document_is_read_completely() {
    let seed = seed();
    assert_eq!((seed.header.department.as_str(), seed.header.year), (OFFICE, year(2024)));
    assert_eq!((seed.header.unit, &*seed.template.id), (Unit::TenThousandYuan, "guangdong-2024"));
    let counts: Vec<(u16, usize)> = seed.tables.iter().map(|table| (table.number, table.cells().count())).collect();
    let expected = [38, 288, 168, 32, 63, 39, 24, 28, 12, 3, 70, 231];
    assert_eq!(counts, (1..).zip(expected).collect::<Vec<_>>());
    assert_eq!(seed.facts().count(), 996);
    assert!(seed.unread.is_empty(), "{:?}", seed.unread);
    assert!(seed.tables.iter().all(|table| table.complete && table.unit == Unit::TenThousandYuan));
    let titles: BTreeSet<&str> = seed.tables.iter().map(|table| table.title.as_str()).collect();
    assert_eq!(titles.len(), 12);
    // Every figure has its page and its line, in the order of printing.
    let places: Vec<_> = seed.facts().map(|fact| (fact.place.page, fact.place.line, fact.place.table)).collect();
    assert!(places.is_sorted() && places[0].0 == 3 && places.iter().all(|place| place.0 > 0 && place.1 > 0));
}

#[test]
fn totals_balance_and_nothing_is_violated() {
    let budget = yusuan::Budget::try_from(seed().clone()).unwrap();
    let total = wan("271,368.11").amount();
    assert_eq!((budget.total_revenue(), budget.total_expenditure()), (Some(total), Some(total)));
    let audit = seed_audit();
    assert!(audit.is_consistent());
    assert_eq!(audit.violations().count(), 0);
    let Tally { exact, rounding, violated, not_applicable, unchecked } = audit.tally();
    assert_eq!((rounding, violated, not_applicable, unchecked), (30, 0, 3, 0));
    assert_eq!(exact + rounding + not_applicable, audit.relations().len());
    assert!(exact > 700, "{exact}");
    let ids: BTreeSet<String> = audit.relations().iter().map(Relation::id).collect();
    assert_eq!(ids.len(), audit.relations().len(), "ids are unique");
}

#[test]
fn i1_to_i6_lines_of_the_summary_tables() {
    let parts = |table, column, rows: &[&str]| rows.iter().map(|row| at(table, row, column)).collect::<Vec<_>>();
    let i1 = parts(1, 1, &["预算拨款", "财政专户拨款", "其他资金"]);
    sum(Kind::Sum, at(1, "本年收入合计", 1), &i1);
    let classes = |table| codes_of_lines(table).iter().map(|code| at(table, code, 2)).collect::<Vec<_>>();
    assert_eq!((classes(1).len(), classes(4).len()), (25, 24));
    sum(Kind::Sum, at(1, "本年支出合计", 2), &classes(1)); // I2
    let i3 = parts(1, 1, &["本年收入合计", "上级补助收入", "附属单位上缴收入", "用事业基金弥补收支差额"]);
    sum(Kind::Sum, at(1, "收入总计", 1), &i3);
    let i4 = parts(1, 2, &["本年支出合计", "对附属单位补助支出", "上缴上级支出", "结转下年"]);
    sum(Kind::Sum, at(1, "支出总计", 2), &i4);
    same(Kind::Balance, &[at(1, "收入总计", 1), at(1, "支出总计", 2)]); // I5
    same(Kind::Balance, &[at(4, "收入总计", 1), at(4, "支出总计", 2)]); // I5
    let i6 = parts(4, 1, &["一般公共预算", "政府性基金预算", "国有资本经营预算"]);
    sum(Kind::Sum, at(4, "本年收入合计", 1), &i6);
    sum(Kind::Sum, at(4, "本年支出合计", 2), &classes(4));
    sum(Kind::Sum, at(4, "支出总计", 2), &parts(4, 2, &["本年支出合计", "结转下年支出"]));
}

/// The classes that a table of fixed lines prints.
fn codes_of_lines(table: u16) -> Vec<String> {
    let rows = seed().table(table).unwrap().rows.iter();
    let code = |row: &yusuan::Row| match row.address {
        yusuan::Address::Function(code) => Some(code.to_string()),
        _ => None,
    };
    rows.filter_map(code).collect()
}

#[test]
fn i7_to_i9_i12_i15_columns() {
    let families = [
        ("I7", 2, 1, 2..=12),
        ("I8", 3, 1, 2..=7),
        ("I9", 5, 1, 2..=3),
        ("I9", 9, 1, 2..=3),
        ("I9", 10, 1, 2..=3),
        ("I12", 8, 1, 2..=4),
        ("I15", 11, 2, 3..=5),
        ("I15", 12, 2, 3..=5),
    ];
    for (family, table, whole, parts) in families {
        let rows = u32::try_from(seed().table(table).unwrap().rows.len()).unwrap();
        for row in 1..=rows {
            let parts: Vec<Cell> = parts.clone().map(|column| (table, row, column)).collect();
            let relation = sum(Kind::Sum, (table, row, whole), &parts);
            assert!(!relation.has_bounds(), "{family}: {}", relation.id());
        }
    }
    let unit = at(12, CENTRE, 1);
    sum(Kind::Sum, unit, &[2, 6, 7].map(|column| (12, unit.1, column)));
    // The one that does not hold to the cent in table 5.
    let tail = sum(Kind::Sum, at(5, "2010301", 1), &[at(5, "2010301", 2), at(5, "2010301", 3)]);
    assert_eq!(tail.verdict(), Verdict::Rounding { tail: cents(1) });
}

#[test]
fn i10_i11_trees_of_codes() {
    for (table, columns) in [(2, 12), (3, 7), (5, 3), (9, 3), (6, 1), (7, 1)] {
        for column in 1..=columns {
            let classes: Vec<Cell> = codes(table, 3).iter().map(|code| at(table, code, column)).collect();
            sum(Kind::Sum, at(table, "合计", column), &classes);
            for parent in codes(table, 3).iter().chain(&codes(table, 5)) {
                let below = codes(table, parent.len() + 2);
                let children: Vec<Cell> = below
                    .iter()
                    .filter(|code| code.starts_with(parent.as_str()))
                    .map(|code| at(table, code, column))
                    .collect();
                if !children.is_empty() {
                    sum(Kind::Sum, at(table, parent, column), &children);
                }
            }
        }
    }
    assert_eq!((codes(2, 7).len(), codes(6, 5).len(), codes(7, 5).len()), (11, 34, 21));
}

#[test]
fn i13_i16_three_public_and_units() {
    for column in 1..=4 {
        let cells = |rows: &[&str]| rows.iter().map(|row| at(8, row, column)).collect::<Vec<_>>();
        let (abroad, vehicles) = ("（一）因公出国（境）支出", "（二）公务用车购置及运行维护支出");
        sum(Kind::Sum, at(8, "“三公”经费", column), &cells(&[abroad, vehicles, "公务接待费支出"]));
        sum(Kind::Sum, at(8, vehicles, column), &cells(&["公务用车购置费", "公务用车运行维护费"]));
    }
    for table in [11, 12] {
        for column in 1..=7 {
            let units = [at(table, OFFICE, column), at(table, CENTRE, column)];
            sum(Kind::Sum, at(table, "合计", column), &units);
            let last = u32::try_from(seed().table(table).unwrap().rows.len()).unwrap();
            let below = [units[0].1 + 1..units[1].1, units[1].1 + 1..last + 1];
            for (unit, rows) in units.into_iter().zip(below) {
                sum(Kind::Sum, unit, &rows.map(|row| (table, row, column)).collect::<Vec<_>>());
            }
        }
    }
}

#[test]
fn b1_to_b5_tables_1_to_4_say_the_same() {
    for code in codes_of_lines(1).iter().filter(|code| codes(2, 3).contains(code)) {
        same_up_to_bounds(at(2, code, 1), at(1, code, 2)); // B1
    }
    for code in [codes(2, 3), codes(2, 5), codes(2, 7)].concat() {
        same(Kind::Balance, &[at(2, &code, 1), at(3, &code, 1)]); // B1
    }
    same(Kind::Balance, &[at(1, "收入总计", 1), at(1, "支出总计", 2), at(2, "合计", 1), at(3, "合计", 1)]); // B2
    for (line, columns) in [("预算拨款", &[2, 3, 4][..]), ("财政专户拨款", &[5, 6]), ("其他资金", &[7, 8, 9])]
    {
        let parts: Vec<Cell> = columns.iter().map(|&column| at(2, "合计", column)).collect();
        sum(Kind::Sum, at(1, line, 1), &parts); // B3
    }
    for (line, table, column) in [
        ("上级补助收入", 2, 10),
        ("附属单位上缴收入", 2, 11),
        ("用事业基金弥补收支差额", 2, 12),
        ("对附属单位补助支出", 3, 5),
        ("上缴上级支出", 3, 6),
        ("结转下年", 3, 7),
    ] {
        same(Kind::Copy, &[at(1, line, if table == 2 { 1 } else { 2 }), at(table, "合计", column)]); // B4
    }
    same(Kind::Balance, &[at(1, "预算拨款", 1), at(4, "本年收入合计", 1), at(4, "支出总计", 2)]); // B5
}

#[test]
fn b6_to_b9_function_tables_agree() {
    let found = |table, code: &str| [3, 5, 7].iter().any(|&digits| codes(table, digits).iter().any(|it| it == code));
    for code in codes(2, 3) {
        let parts: Vec<Cell> =
            [5, 9, 10].into_iter().filter(|&table| found(table, &code)).map(|table| at(table, &code, 1)).collect();
        sum(Kind::Sum, at(4, &code, 2), &parts); // B6; its other form follows from B8.
    }
    // B7 is two steps: the lines of table 4 are copies of table 2, whose columns also hold what is
    // carried forward, so that these bound the difference to tables 5, 9 and 10.
    for (line, column, table) in [("一般公共预算", 2, 5), ("政府性基金预算", 3, 9), ("国有资本经营预算", 4, 10)]
    {
        same(Kind::Copy, &[at(4, line, 1), at(2, "合计", column)]);
        same_up_to_bounds(at(2, "合计", column), at(table, "合计", 1));
    }
    for code in [codes(5, 3), codes(5, 5), codes(5, 7)].concat() {
        same_up_to_bounds(at(2, &code, 2), at(5, &code, 1)); // B8
        sum(Kind::AtMost, at(3, &code, 2), &[at(5, &code, 2)]); // B9
        sum(Kind::AtMost, at(3, &code, 3), &[at(5, &code, 3)]);
    }
    for code in [codes(9, 3), codes(9, 5), codes(9, 7)].concat() {
        same_up_to_bounds(at(2, &code, 3), at(9, &code, 1)); // B8
    }
    sum(Kind::Sum, at(3, "合计", 2), &[2, 6, 7].map(|column| at(11, "合计", column))); // B9
}

#[test]
fn b10_to_b15_totals_agree_with_units_and_economic_codes() {
    same(Kind::Copy, &[at(3, "合计", 2), at(11, "合计", 1)]); // B10
    // Table 12 is headed 项目支出及其他支出, so the columns beside 项目支出 bound the difference.
    same_up_to_bounds(at(3, "合计", 3), at(12, "合计", 1));
    same(Kind::Copy, &[at(5, "合计", 2), at(6, "合计", 1), at(11, "合计", 3)]); // B11
    same(Kind::Copy, &[at(5, "合计", 3), at(7, "合计", 1)]);
    same_up_to_bounds(at(5, "合计", 3), at(12, "合计", 3));
    for (table, column) in [(9, 4), (10, 5)] {
        same(Kind::Copy, &[at(table, "合计", 2), at(11, "合计", column)]); // B12
        same_up_to_bounds(at(table, "合计", 3), at(12, "合计", column));
    }
    for (line, column) in [("预算拨款", 2), ("财政专户拨款", 6), ("其他资金", 7)] {
        sum(Kind::Sum, at(1, line, 1), &[at(11, "合计", column), at(12, "合计", column)]); // B13
    }
    for (code, label) in
        [("301", "工资福利支出"), ("302", "商品和服务支出"), ("303", "对个人和家庭的补助"), ("310", "资本性支出")]
    {
        let units = [OFFICE, CENTRE].iter().map(|unit| format!("{unit}/{label}"));
        // The centre has no 资本性支出.
        let rows = units.filter(|row| code != "310" || row.starts_with(OFFICE));
        let parts: Vec<Cell> = rows.map(|row| at(11, &row, 3)).collect();
        let kind = if parts.len() == 1 { Kind::Copy } else { Kind::Sum };
        if kind == Kind::Copy {
            same(kind, &[at(6, code, 1), parts[0]]);
        } else {
            sum(kind, at(6, code, 1), &parts); // B14
        }
    }
    sum(Kind::Sum, at(8, "公务接待费支出", 2), &[at(6, "30217", 1), at(7, "30217", 1)]); // B15
    sum(Kind::Sum, at(8, "公务用车运行维护费", 2), &[at(6, "30231", 1), at(7, "30231", 1)]);
    sum(Kind::Sum, at(8, "公务用车购置费", 2), &[at(7, "31013", 1)]);
    // Nobody travels abroad: tables 6 and 7 leave the code out, and table 8 prints zero.
    sum(Kind::Sum, at(8, "因公出国（境）支出", 2), &[]);
}

#[test]
fn b18_and_b19_are_notes_and_there_is_nothing_else_to_say() {
    let said: Vec<(Severity, &str, String)> =
        seed_audit().findings().iter().map(|finding| (finding.severity(), finding.id(), finding.to_string())).collect();
    let twins = |function, economic, amount| {
        (
            Severity::Note,
            "twins-equal",
            format!("function {function} and economic code {economic} both print {amount}万元"),
        )
    };
    let income = "business income is 1,715.52万元, business expenditure is zero".to_owned();
    assert_eq!(
        said,
        [
            twins(2080505, 30108, "239.90"),
            twins(2080506, 30109, "119.95"),
            twins(2210201, 30113, "254.09"),
            (Severity::Note, "business-income-unspent", income),
            (Severity::Warning, "impossible-date", "figures as of 2024-12-24 in a budget for 2024".to_owned()),
        ]
    );
    let cells: Vec<Vec<Cell>> =
        seed_audit().findings().iter().map(|it| it.places.iter().map(|&place| cell_of(place)).collect()).collect();
    assert_eq!(cells[0], [at(5, "2080505", 2), at(6, "30108", 1)]);
    assert_eq!(cells[3], [at(2, "合计", 8), at(3, "合计", 4)]);
}

/// Words the claim begins with, amount, change, rate and implied base in 万元, and its standing.
type Stated = (&'static str, &'static str, &'static str, Option<&'static str>, &'static str, Standing);

const CLAIMS: [Stated; 9] = [
    ("2024年本部门收入预算", "271368.11", "32853.32", Some("13.77"), "238514.79", Standing::Consistent),
    ("支出预算", "271368.11", "32853.32", Some("13.77"), "238514.79", Standing::Consistent),
    ("2024年本部门财政拨款安排“三公”经费", "316.65", "9.15", Some("2.98"), "307.50", Standing::Consistent),
    ("因公出国（境）费", "0", "0", None, "0", Standing::NotComparable),
    ("公务用车购置及运行维护费", "218.3", "5.3", Some("2.49"), "213", Standing::Consistent),
    ("公务用车购置费", "18", "18", None, "0", Standing::Consistent),
    ("公务用车运行维护费", "200.3", "-12.7", None, "213", Standing::Consistent),
    ("公务接待费", "98.35", "3.85", Some("4.07"), "94.50", Standing::Consistent),
    ("本部门机关运行经费安排", "2683.87", "80.99", Some("3.11"), "2602.88", Standing::Consistent),
];

#[test]
fn claims_are_those_of_the_acceptance_list() {
    let seed = seed();
    let changes: Vec<_> = seed.claims.iter().filter(|claim| claim.change.is_some()).collect();
    assert_eq!(changes.len(), CLAIMS.len());
    for (claim, (words, amount, change, rate, base, standing)) in changes.into_iter().zip(CLAIMS) {
        assert!(claim.text.starts_with(words), "{}", claim.text);
        assert_eq!(claim.amount.map(|it| it.plain().to_string()).as_deref(), Some(amount), "{words}");
        assert_eq!(claim.change.map(|it| it.plain().to_string()).as_deref(), Some(change), "{words}");
        assert_eq!(claim.rate.map(|it| it.to_string()).as_deref(), rate, "{words}");
        let implied = claim.base(&seed.template).unwrap();
        assert_eq!(implied.amount, wan(base).amount(), "{words}");
        assert!(implied.interval.contains(implied.amount), "{words}");
        assert_eq!(claim.says_not_comparable, standing == Standing::NotComparable, "{words}");
        let index = seed.claims.iter().position(|other| std::ptr::eq(other, claim)).unwrap();
        let verdict = &seed_audit().claims()[index];
        assert_eq!((verdict.claim, verdict.standing), (index, standing), "{words}");
        assert!(verdict.objections.is_empty(), "{words}: {:?}", verdict.objections);
    }
    let tally = |standing| seed_audit().claims().iter().filter(|verdict| verdict.standing == standing).count();
    // Beside the nine: 政府采购 with its three kinds, which no table prints, and twelve projects.
    assert_eq!(seed.claims.len(), 9 + 4 + 12);
    assert_eq!((tally(Standing::Consistent), tally(Standing::NotComparable)), (8 + 1 + 12, 1));
    assert_eq!((tally(Standing::Unchecked), tally(Standing::Inconsistent)), (3, 0));
    let projects = seed.claims.iter().filter(|claim| claim.subject.as_ref().is_some_and(|key| key.project.is_some()));
    assert_eq!(projects.count(), 12);
}

#[test]
fn last_year_is_implied_by_the_claims() {
    let before = seed().implied_last_year().unwrap();
    assert_eq!(before.header.year, year(2023));
    assert!(before.tables.iter().all(|table| !table.complete));
    let implied = |table, row, column| printed(&before, cell(&before, table, row, column));
    for (table, row, column) in [(1, "收入总计", 1), (1, "支出总计", 2), (2, "合计", 1), (3, "合计", 1)] {
        assert_eq!(implied(table, row, column), Some(wan("238,514.79")), "table {table}");
    }
    assert_eq!(implied(8, "“三公”经费", 1), Some(wan("307.50")));
    assert_eq!(implied(8, "公务用车购置及运行维护支出", 1), Some(wan("213.00")));
    assert_eq!(implied(8, "公务用车购置费", 1), Some(wan("0.00")));
    assert_eq!(implied(8, "行政经费", 1), Some(wan("2,602.88")));
    assert_eq!(implied(8, "“三公”经费", 2), None, "nothing is said about the general public budget alone");
    let comparison = seed().since(&before).unwrap();
    let total = comparison.total(Flow::Revenue).unwrap();
    assert_eq!(total.before(), Some(wan("238,514.79").amount()));
    assert_eq!(total.delta(), Ok(wan("32,853.32").amount()));
    assert_eq!(total.growth().unwrap().to_string(), "13.77%");
    let memo = |memo| Key::expenditure().source(Scope::FISCAL).nature(Scope::BASIC_AND_PROJECT).memo(memo);
    let three_public = comparison.change(&memo(MemoItem::ThreePublic)).unwrap();
    assert_eq!(three_public.growth().unwrap().to_string(), "2.98%");
    let reception = memo(MemoItem::ThreePublic);
    let reception = Key { memo: None, ..reception }.economic("30217".parse().unwrap());
    assert_eq!(comparison.change(&reception).unwrap().before(), Some(wan("94.50").amount()));
    let abroad = Key { memo: None, ..memo(MemoItem::ThreePublic) }.economic("30212".parse().unwrap());
    assert_eq!(comparison.change(&abroad).unwrap().growth(), Some(Growth::Unchanged));
    // A figure of this year without a claim is not an addition.
    assert!(comparison.not_compared().iter().all(|it| it.year == year(2024) && it.amount >= Amount::ZERO));
    assert!(comparison.rows().all(|(_, change)| change.kind() == "kept"));
}

#[test]
fn every_cell_knows_its_relations() {
    let audit = seed_audit();
    let mut expected: BTreeMap<Cell, Vec<String>> = BTreeMap::new();
    for relation in audit.relations() {
        let cells: BTreeSet<Cell> = relation.operands().map(|operand| cell_of(operand.place)).collect();
        for cell in cells {
            expected.entry(cell).or_default().push(relation.id());
        }
    }
    for fact in seed().facts() {
        let here: Vec<String> = audit.relations_at(fact.place).map(Relation::id).collect();
        assert_eq!(Some(&here), expected.get(&cell_of(fact.place)), "{}", fact.place);
        // Page and line play no part.
        assert_eq!(audit.relations_at(place(cell_of(fact.place))).count(), here.len());
    }
    let here: Vec<String> = audit.relations_at(place(at(5, "2010301", 1))).map(Relation::id).collect();
    for id in ["columns: 5.1 = 5.2 + 5.3 @ 2010301", "rows: 5.1 @ 20103", "function: 2.2 ≈ 5.1 @ 2010301"] {
        assert!(here.iter().any(|known| known == id), "{here:?}");
    }
    assert_eq!(audit.relations_at(place((5, 99, 1))).count(), 0);
    let names = seed().names(place(at(3, "2010301", 2)));
    assert_eq!(names, ("表3 支出总体情况表".into(), "2010301 行政运行".into(), "基本支出".into()));
}
