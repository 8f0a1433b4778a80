//! Year over year: what can be compared, what changed, and by how much.

use proptest::prelude::*;
use yusuan::{
    Amount, Budget, Change, Comparison, Disclosure, Earlier, FiscalYear, Flow, FunctionalCode, Growth, Header,
    Incomparable, Key, Language, Level, LineItem, Scope, Stated, Unit, Unmatched,
};

use super::support::{any_lines, cell, header, line, project, seed, slot, template, wan, year, yuan};

fn budget(number: u16, lines: Vec<LineItem>) -> Budget {
    Budget::from_lines(header(number), template("guangdong-2024"), lines).unwrap()
}

fn function(code: u32) -> Key {
    Key::expenditure().function(FunctionalCode::new(code).unwrap())
}

fn change(before: i64, after: i64) -> Change {
    Change::Kept { before: Amount::from_yuan(before), after: Amount::from_yuan(after) }
}

/// Two years: one item grows, one begins, one ends.
fn two_years() -> Comparison {
    let before = budget(2023, vec![line(2010301, 30101, 1_000_000), line(2080501, 30302, 200_000)]);
    let after = budget(2024, vec![line(2010301, 30101, 1_250_000), project(2010399, 30227, "普查", 80_000)]);
    after.since(&before).unwrap()
}

#[test]
fn what_cannot_be_compared_is_refused_in_these_words() {
    let of = |number| budget(number, vec![line(2010301, 30101, 1_000_000)]);
    let (before, after) = (of(2023), of(2024));
    assert_eq!(after.since(&after).unwrap_err(), Incomparable::SameYear(year(2024)));
    assert_eq!(after.since(&after).unwrap_err().to_string(), "both budgets are for 2024");
    let reversed = before.since(&after).unwrap_err();
    assert_eq!(reversed, Incomparable::Reversed { before: year(2024), after: year(2023) });
    assert_eq!(reversed.to_string(), "the budget to compare with is for 2024, after 2023");
    let mut renamed = Disclosure::from(before.clone());
    renamed.header.department = "某市统计与普查局".into();
    let other = after.since(&renamed).unwrap_err();
    assert_eq!(other.to_string(), "the budgets are of 某市统计与普查局 and of 某市统计局");
    let asked = after.since(Earlier::from(&renamed).any_department()).unwrap();
    assert_eq!(asked.department().as_str(), "某市统计局");
    assert_eq!((asked.from(), asked.to(), asked.unit()), (year(2023), year(2024), Unit::TenThousandYuan));
    // Other brackets and （汇总） are no other name; （本级） is another budget.
    for (name, is_same) in [("某市统计局（汇总）", true), ("某 市统计局", true), ("某市统计局（本级）", false)]
    {
        renamed.header.department = name.into();
        assert_eq!(after.since(&renamed).is_ok(), is_same, "{name}");
    }
    // The order of the checks: the year first, whoever it is.
    let mut stranger = Disclosure::from(after.clone());
    stranger.header.department = "某县档案馆".into();
    assert_eq!(after.since(&stranger).unwrap_err().to_string(), "both budgets are for 2024");
    // Years apart may be compared.
    assert!(of(2026).since(&before).is_ok());
}

#[test]
fn a_difference_may_be_out_of_range() {
    let most = 9_000_000_000_000_000_000;
    let of = |number, amount| budget(number, vec![line(2010301, 30101, amount)]);
    let error = of(2024, most).since(&of(2023, -most)).unwrap_err();
    let Incomparable::OutOfRange(key) = &error else { panic!("{error}") };
    assert_eq!(error.to_string(), format!("the difference at {key} is out of range"));
    assert!(of(2024, most).since(&of(2023, most)).is_ok());
}

#[test]
fn lines_are_kept_added_or_dropped() {
    let comparison = two_years();
    let kept = comparison.change(&function(2010301)).unwrap();
    assert_eq!(kept, change(1_000_000, 1_250_000));
    assert_eq!((kept.kind(), kept.growth().unwrap().to_string().as_str()), ("kept", "25.00%"));
    let added = comparison.change(&function(2010399)).unwrap();
    assert_eq!(added, Change::Added(Amount::from_yuan(80_000)));
    let dropped = comparison.change(&function(2080501)).unwrap();
    assert_eq!(dropped, Change::Dropped(Amount::from_yuan(200_000)));
    // A class is dropped with its last item, a class with another item is kept.
    assert_eq!(comparison.change(&function(208)).unwrap().kind(), "dropped");
    assert_eq!(comparison.change(&function(201)), Some(change(1_000_000, 1_330_000)));
    for flow in [Flow::Revenue, Flow::Expenditure] {
        assert_eq!(comparison.total(flow), Some(change(1_200_000, 1_330_000)));
    }
    assert_eq!(comparison.change(&function(205)), None);
    let unit = Key::expenditure().nature(yusuan::Scope::BASIC).unit("某市统计局");
    assert_eq!(comparison.change(&unit), Some(change(1_200_000, 1_250_000)));
}

#[test]
fn rows_come_in_the_order_of_keys_each_once() {
    let comparison = two_years();
    let keys: Vec<&Key> = comparison.rows().map(|(key, _)| key).collect();
    assert!(keys.is_sorted() && keys.len() > 40, "{}", keys.len());
    assert!(keys.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(comparison.rows().all(|(key, change)| comparison.change(key) == Some(change)));
}

#[test]
fn a_base_of_zero_has_no_rate() {
    let mut before = seed().clone();
    before.header.year = year(2023);
    let mut after = seed().clone();
    let abroad = cell(seed(), 8, "因公出国（境）支出", 1);
    *slot(&mut after, abroad) = Some(wan("12.00"));
    let key =
        Key { memo: None, ..after.facts().find(|it| (it.place.table, it.place.row) == (8, abroad.1)).unwrap().key };
    let change = after.since(&before).unwrap().change(&key).unwrap();
    assert_eq!(change, Change::Kept { before: Amount::ZERO, after: wan("12.00").amount() });
    assert_eq!(change.growth(), Some(Growth::FromZero));
    assert_eq!(change.growth().unwrap().to_string(), "基数为0，不可比");
    assert_eq!(change.growth().unwrap().percent(2), None);
    // Printed zero in both years is kept and unchanged; it is not absent.
    let both = seed().since(&before).unwrap().change(&key).unwrap();
    assert_eq!((both.kind(), both.growth()), ("kept", Some(Growth::Unchanged)));
}

#[test]
fn what_the_other_year_says_nothing_about_is_not_compared() {
    let mut before = seed().clone();
    before.header.year = year(2023);
    before.tables.retain(|table| table.number != 12);
    let comparison = seed().since(&before).unwrap();
    let project = "会展业务费";
    let only: Vec<_> = comparison.not_compared().iter().collect();
    assert!(only.iter().all(|it| it.year == year(2024)));
    let found = only.iter().find(|it| it.key.project.as_ref().is_some_and(|name| name.as_str() == project)).unwrap();
    assert_eq!(found.amount, wan("220.00").amount());
    assert!(comparison.rows().all(|(key, _)| key.project.is_none()));
    // A table that was read in part does not tell what it leaves out either.
    let mut partial = seed().clone();
    partial.header.year = year(2023);
    let table = partial.tables.iter_mut().find(|table| table.number == 6).unwrap();
    table.rows.retain(|row| !row.label.starts_with("30226"));
    let code = "30226".parse().unwrap();
    let key = seed().facts().find(|it| it.place.table == 6 && it.key.economic.single() == Some(code)).unwrap().key;
    assert_eq!(seed().since(&partial).unwrap().change(&key).unwrap().kind(), "added");
    partial.tables.iter_mut().find(|table| table.number == 6).unwrap().complete = false;
    let comparison = seed().since(&partial).unwrap();
    assert_eq!(comparison.change(&key), None);
    assert!(comparison.not_compared().iter().any(|it| it.key == key && it.year == year(2024)));
}

#[test]
fn the_implied_year_holds_only_what_claims_imply() {
    let implied = seed().implied_last_year().unwrap();
    assert_eq!(implied.header, Header { year: year(2023), ..seed().header.clone() });
    assert!(implied.claims.is_empty() && implied.unread.is_empty());
    let figures: Vec<String> = implied.facts().map(|fact| fact.printed.to_string()).collect();
    // Totals in tables 1, 2 and 3, both sides of table 1, and the six lines of table 8 with a claim.
    let totals = figures.iter().filter(|figure| *figure == "238,514.79").count();
    assert_eq!((totals, figures.len()), (4, 4 + 7));
    // Nothing follows from them that the document does not say.
    assert_eq!(implied.audit().violations().count(), 0);
    assert_eq!(implied.implied_last_year().map(|it| it.tables.len()), Some(0));
    let mut first = seed().clone();
    first.header.year = FiscalYear::FIRST;
    assert_eq!(first.implied_last_year(), None);
}

/// A document without tables is compared by what it states, and every such row says so.
#[test]
fn a_narrative_alone_is_compared_by_its_words() {
    let text = "某市统计局2024年度部门预算情况说明\n二、收入预算情况说明\n\
                2024年收入预算120.00万元，比上年增加20.00万元，增长20.00%。\n三、支出预算情况说明\n\
                2024年支出预算120.00万元，比上年增加20.00万元，增长20.00%。其中：基本支出预算70.00万元，占58.33%。\n";
    let after = yusuan::read_text(text).unwrap();
    assert!(after.tables.is_empty() && after.facts().count() == 0);
    let before = budget(2023, vec![line(2010301, 30101, 600_000), project(2010399, 30227, "普查", 400_000)]);
    let comparison = after.since(&before).unwrap();
    let entry = comparison.entry(&Key::expenditure()).unwrap();
    assert_eq!((entry.change(), entry.stated()), (change(1_000_000, 1_200_000), Some(Stated::Later)));
    assert_eq!(comparison.total(Flow::Revenue).unwrap().growth().unwrap().to_string(), "20.00%");
    assert!(comparison.entries().all(|(_, entry)| entry.stated() == Some(Stated::Later)));
    // Whether 基本支出 is that of all money the words do not say.
    let basic = Key::expenditure().nature(Scope::BASIC);
    assert_eq!(comparison.entry(&basic), Err(Unmatched::LeftOpen));
    assert!(comparison.left_open().iter().any(|figure| figure.key == basic && figure.stated));
    // The narrative alone says what last year was.
    let implied = after.since(&after.implied_last_year().unwrap()).unwrap();
    let entry = implied.entry(&Key::revenue()).unwrap();
    assert_eq!((entry.change(), entry.stated()), (change(1_000_000, 1_200_000), Some(Stated::Both)));
    assert_eq!(Stated::Both.message(Language::Chinese), "两年数均据情况说明");

    // In documents with tables sentences count only when asked, and only for what no table prints.
    let with_tables = Disclosure::from(before.clone());
    let procurement = Key::expenditure().memo(yusuan::MemoItem::PurchasedServices);
    let claim =
        yusuan::Claim { subject: Some(procurement.clone()), amount: Some(wan("5.00")), ..after.claims[0].clone() };
    let said = |year, amount: &str| {
        let claims = vec![
            yusuan::Claim { amount: Some(wan(amount)), ..claim.clone() },
            yusuan::Claim { subject: Some(Key::revenue()), amount: Some(wan("1.00")), ..claim.clone() },
        ];
        Disclosure { header: header(year), claims, ..with_tables.clone() }
    };
    let (before, after) = (said(2023, "5.00"), said(2024, "6.00"));
    assert!(after.since(&before).unwrap().entry(&procurement).is_err());
    let asked = after.since(Earlier::from(&before).with_stated()).unwrap();
    let entry = asked.entry(&procurement).unwrap();
    assert_eq!((entry.change(), entry.stated()), (change(50_000, 60_000), Some(Stated::Both)));
    assert_eq!(asked.entry(&Key::revenue()).unwrap().stated(), None, "the table prints it");
    assert_eq!(asked.total(Flow::Revenue), Some(change(1_000_000, 1_000_000)));
}

#[test]
fn growth_and_change_case_by_case() {
    let cases = [
        (10_000, 11_377, "13.77%"),
        (10_000, 10_000, "持平"),
        (10_000, 0, "-100.00%"),
        (0, 0, "持平"),
        (0, 5, "基数为0，不可比"),
        (0, -5, "基数为0，不可比"),
        // The sign is that of the change, also on a base below zero.
        (-100, -50, "50.00%"),
        (-100, -150, "-50.00%"),
        (-100, 100, "200.00%"),
        (100, -100, "-200.00%"),
        // Halves are rounded away from zero.
        (200_000, 200_010, "0.01%"),
        (200_000, 199_990, "-0.01%"),
        (200_001, 200_011, "0.00%"),
        (3, 4, "33.33%"),
        (3, 5, "66.67%"),
        (1, 1_000_000, "99999900.00%"),
    ];
    for (before, after, shown) in cases {
        let change = change(before, after);
        assert_eq!(change.growth().unwrap().to_string(), shown, "{before} to {after}");
        assert_eq!(change.delta(), Ok(Amount::from_yuan(after - before)));
        assert_eq!((change.before(), change.after()), (Some(yuan(before, 0)), Some(yuan(after, 0))));
    }
    let (added, dropped) = (Change::Added(yuan(7, 0)), Change::Dropped(yuan(7, 0)));
    assert_eq!((added.before(), added.after(), added.kind()), (None, Some(yuan(7, 0)), "added"));
    assert_eq!((dropped.before(), dropped.after(), dropped.kind()), (Some(yuan(7, 0)), None, "dropped"));
    assert_eq!((added.delta(), dropped.delta()), (Ok(yuan(7, 0)), Ok(yuan(-7, 0))));
    // Absent is not zero, so there is no base and no rate.
    assert_eq!((added.growth(), dropped.growth()), (None, None));
    assert_eq!(change(0, 0).kind(), "kept");
    let growth = Growth::of(yuan(3, 0), yuan(4, 0)).unwrap();
    let shown: Vec<String> = (0..=3).map(|decimals| growth.percent(decimals).unwrap().to_string()).collect();
    assert_eq!(shown, ["33", "33.3", "33.33", "33.333"]);
    assert_eq!(Growth::Unchanged.percent(2).unwrap().to_string(), "0.00");
    let most = Amount::MAX;
    assert_eq!(Growth::of(-most, most), Err(yusuan::AmountError::OutOfRange));
}

/// Lines whose amounts are whole hundredths of 万元, so that nothing printed is rounded.
fn exact_lines() -> impl Strategy<Value = Vec<LineItem>> {
    any_lines(template("guangdong-2024"), 20).prop_map(|lines| {
        let exact = |mut line: LineItem| {
            let hundredths =
                line.amount.yuan().trunc().mantissa() / 10_i128.pow(line.amount.yuan().trunc().scale()) / 100;
            line.amount = Amount::from_yuan(100 * (i64::try_from(hundredths).unwrap() + 1));
            line
        };
        lines.into_iter().map(exact).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn changes_add_up(before in exact_lines(), after in exact_lines()) {
        let (earlier, later) = (budget(2023, before.clone()), budget(2024, after.clone()));
        let comparison = later.since(&earlier).unwrap();
        let total = comparison.total(Flow::Expenditure).unwrap().delta().unwrap();
        let sum = |lines: &[LineItem]| Amount::sum(lines.iter().map(|line| line.amount)).unwrap();
        prop_assert_eq!(total, sum(&after).checked_sub(sum(&before)).unwrap());
        for level in [Level::Class, Level::Section, Level::Item] {
            let at_level = comparison.rows().filter(|(key, _)| {
                key.function.is_some_and(|code| code.level() == level) && **key == function(key.function.unwrap().number())
            });
            let changes = Amount::sum(at_level.map(|(_, change)| change.delta().unwrap())).unwrap();
            prop_assert_eq!(changes, total, "{:?}", level);
        }
    }

    /// Key by key: each side has what its own document says, and a change there is no second change back.
    #[test]
    fn both_sides_are_those_of_the_documents(before in exact_lines(), after in exact_lines()) {
        let (earlier, later) = (budget(2023, before), budget(2024, after));
        let comparison = later.since(&earlier).unwrap();
        for (key, change) in comparison.rows() {
            let known = |budget: &Budget| budget.amount(key).known().unwrap();
            prop_assert_eq!(change.before().unwrap_or(Amount::ZERO), known(&earlier), "{}", key);
            prop_assert_eq!(change.after().unwrap_or(Amount::ZERO), known(&later), "{}", key);
        }
        let facts: std::collections::BTreeSet<Key> = later.facts().iter().chain(earlier.facts())
            .filter(|fact| !fact.extent.is_open()).map(|fact| fact.key.clone()).collect();
        let compared = comparison.rows().count() + comparison.not_compared().len();
        prop_assert_eq!(compared, facts.len());
        let mut next = Disclosure::from(later.clone());
        next.header.year = year(2025);
        let unchanged = next.since(&later).unwrap();
        prop_assert!(unchanged.rows().all(|(_, change)| change.growth() == Some(Growth::Unchanged)));
        prop_assert!(unchanged.not_compared().is_empty());
    }
}
