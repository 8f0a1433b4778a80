//! Walking a comparison: every axis and level, what rounding leaves, what could not be compared.

use proptest::prelude::*;
use yusuan::{
    Amount, Axis, Budget, Change, Comparison, Disclosure, FunctionalCode, Growth, GrowthRange, Key, Language, Level,
    LineItem, Movement, Nature, Portion, Printed, Ratio, Scope, Source, Unit, Unmatched,
};

use super::support::{any_lines, header, line, project, seed, template, wan, year, yuan};

fn budget(number: u16, lines: Vec<LineItem>) -> Budget {
    Budget::from_lines(header(number), template("guangdong-2024"), lines).unwrap()
}

fn kept(before: i64, after: i64) -> Change {
    Change::Kept { before: Amount::from_yuan(before), after: Amount::from_yuan(after) }
}

/// Two years: an item that grows, one that begins, one that ends, and a project.
fn two_years() -> Comparison {
    let before = vec![line(2010301, 30101, 1_000_000), line(2080501, 30302, 200_000)];
    let after =
        vec![line(2010301, 30101, 1_250_000), line(2010301, 30102, 30_000), project(2010399, 30227, "普查", 80_000)];
    budget(2024, after).since(&budget(2023, before)).unwrap()
}

/// All money that projects may be of.
fn not_basic() -> Key {
    Key::expenditure().nature(Scope::<Nature>::ALL.without(Scope::BASIC))
}

fn keys(rows: &[(&Key, &yusuan::Entry)]) -> Vec<String> {
    rows.iter().map(|(key, entry)| format!("{key} {}", entry.change().kind())).collect()
}

#[test]
fn an_axis_is_walked_at_a_level() {
    let comparison = two_years();
    let all = Key::expenditure();
    assert_eq!(
        keys(&comparison.at_level(&all, Axis::Function, Level::Item)),
        [
            "expenditure function=2010301 kept",
            "expenditure function=2010399 added",
            "expenditure function=2080501 dropped"
        ]
    );
    let classes = comparison.at_level(&all, Axis::Function, Level::Class);
    assert_eq!(keys(&classes), ["expenditure function=201 kept", "expenditure function=208 dropped"]);
    // Every level in one walk.
    assert_eq!(comparison.along(&all, Axis::Function).count(), 2 + 2 + 3);
    let basic = Key::expenditure().source(Source::GeneralPublic).nature(Scope::BASIC);
    let sections = comparison.at_level(&basic, Axis::Economic, Level::Section);
    let kinds: Vec<&str> = sections.iter().map(|(_, entry)| entry.change().kind()).collect();
    assert_eq!(kinds, ["kept", "added", "dropped"]);
    let units = comparison.at_level(&Key::expenditure().nature(Scope::BASIC), Axis::Unit, Level::Item);
    assert_eq!(units.len(), 1);
    let projects: Vec<_> = comparison.along(&not_basic(), Axis::Project).collect();
    assert_eq!(keys(&projects), [format!("{} unit=某市统计局 project=普查 added", not_basic())]);
    assert!(comparison.wholes(Axis::Function).contains_key(&all));
    assert_eq!(comparison.wholes(Axis::Government).len(), 0);
    let natures = comparison.at_level(&Key::expenditure(), Axis::Nature, Level::Item);
    let changes = Amount::sum(natures.iter().map(|(_, entry)| entry.delta())).unwrap();
    assert_eq!(changes, comparison.total(yusuan::Flow::Expenditure).unwrap().delta().unwrap());
}

#[test]
fn shares_and_contributions_are_exact() {
    let comparison = two_years();
    let (all, item) = (Key::expenditure(), Key::expenditure().function(FunctionalCode::of(2010301)));
    // 28万 of 16万 in all, on a base of 120万.
    assert_eq!(comparison.share(&item, &all), Portion::Of(Ratio::of(yuan(28, 0), yuan(16, 0)).unwrap()));
    let Portion::Of(points) = comparison.contribution(&item, &all) else { panic!() };
    assert_eq!((points.to_string(), points.percent(1).unwrap().to_string()), ("7/30".to_owned(), "23.3".to_owned()));
    let parts = comparison.at_level(&all, Axis::Function, Level::Item);
    let whole = parts.iter().map(|(key, _)| comparison.contribution(key, &all));
    let sum: i128 = whole
        .map(|portion| if let Portion::Of(it) = portion { it.numerator() * (120 / it.denominator()) } else { 0 })
        .sum();
    assert_eq!(sum, 16);
    let nobody = Key::expenditure().function(FunctionalCode::of(205));
    assert_eq!(comparison.share(&nobody, &all), Portion::Unknown(Unmatched::NotPrinted));
    let fund = Key::expenditure().source(Source::GovernmentFund);
    assert!(
        matches!(comparison.contribution(&fund, &all), Portion::Of(it) if it == Ratio::ZERO)
            || comparison.entry(&fund).is_err()
    );
    let same =
        budget(2025, vec![line(2010301, 30101, 100)]).since(&budget(2024, vec![line(2010301, 30101, 100)])).unwrap();
    assert_eq!(same.share(&all, &all), Portion::NoChange);
    let words = |portion: Portion| [Language::Chinese, Language::English].map(|it| portion.message(1, it));
    assert_eq!(words(Portion::Of(points)), ["23.3%", "23.3%"]);
    assert_eq!(words(Portion::NoChange), ["总额未变，无从计算比重", "the whole did not change"]);
    assert_eq!(words(Portion::NoBase), ["总额基数为0，不可比", "the whole was zero before"]);
    assert_eq!(words(Portion::Unknown(Unmatched::NotPrinted)), ["两年均未列示", "neither year prints it"]);
}

#[test]
fn every_case_of_a_change_has_its_words() {
    let cases = [
        (kept(80, 90), "增长12.5%", "up 12.5%"),
        (kept(80, 70), "下降12.5%", "down 12.5%"),
        (kept(80, 0), "下降100.0%", "down 100.0%"),
        (kept(80, 80), "持平", "unchanged"),
        (kept(-80, -80), "持平", "unchanged"),
        (kept(0, 0), "两年均为0", "zero in both years"),
        (kept(0, 5), "基数为0，不可比", "from zero, not comparable"),
        (kept(0, -5), "基数为0，不可比", "from zero, not comparable"),
        (kept(-80, -40), "增长50.0%（基数为负，按绝对值计算）", "up 50.0% of the size of a negative base"),
        (kept(-80, 0), "增长100.0%（基数为负，按绝对值计算）", "up 100.0% of the size of a negative base"),
        (kept(-80, 1), "由负转正，不可比", "from negative to positive, not comparable"),
        (kept(80, -1), "由正转负，不可比", "from positive to negative, not comparable"),
        (Change::Added(yuan(1, 0)), "新增", "new"),
        (Change::Dropped(yuan(1, 0)), "取消", "gone"),
    ];
    for (change, chinese, english) in cases {
        let movement = Movement::of(change);
        assert_eq!(movement.message(1, Language::Chinese), chinese);
        assert_eq!(movement.message(1, Language::English), english);
        // A rate is that of the growth, or there is none.
        let growth = change.growth().and_then(Growth::ratio);
        assert!(movement.rate().is_none() || movement.rate() == growth, "{change:?}");
    }
    let unknown = two_years().movement(&Key::expenditure().function(FunctionalCode::of(205)));
    assert_eq!(unknown, Movement::Unknown(Unmatched::NotPrinted));
    assert_eq!(unknown.message(2, Language::Chinese), "两年均未列示");
    assert_eq!(unknown.message(2, Language::English), "neither year prints it");
}

/// 1.00 to 1.05万元 may be anything from a hair above 9,950元 to 10,050元 and so on.
#[test]
fn rounding_leaves_a_range() {
    let comparison = {
        let of = |number, text: &str| {
            let mut disclosure = Disclosure::from(budget(number, vec![line(2010301, 30101, 10_000)]));
            for cell in disclosure.tables.iter_mut().flat_map(|table| &mut table.rows).flat_map(|row| &mut row.cells) {
                *cell = cell.map(|cell| if cell.is_zero() { cell } else { wan(text) });
            }
            disclosure
        };
        of(2024, "1.05").since(&of(2023, "1.00")).unwrap()
    };
    let entry = comparison.entry(&Key::expenditure()).unwrap();
    assert_eq!(entry.delta_range().unwrap().to_string(), "(400, 600) 元");
    assert!(!entry.may_be_unchanged());
    let GrowthRange::Between { low, high } = entry.growth_range() else { panic!() };
    assert_eq!((low.rate.to_string(), low.closed), ("8/201".to_owned(), false));
    assert_eq!((high.rate.to_string(), high.closed), ("12/199".to_owned(), false));
    assert_eq!(entry.growth_range().message(2, Language::Chinese), "3.98%～6.03%");
    assert_eq!(GrowthRange::NoRate.message(2, Language::English), "only one of the years has it");
    // A printed zero is exactly zero.
    let zero = comparison.entries().find(|(_, entry)| entry.change() == kept(0, 0)).unwrap().1;
    assert_eq!((zero.growth_range(), zero.movement()), (GrowthRange::BaseMayBeZero, Movement::BothZero));
}

/// One year in 万元 with two decimals, the next in 元: the amounts meet, and the range says what rounding hid.
#[test]
fn years_in_different_units_meet() {
    let lines = |amount| vec![line(2010301, 30101, amount), line(2010301, 30102, 4_999)];
    let before = budget(2023, lines(1_234_567));
    let mut head = header(2024);
    head.unit = Unit::Yuan;
    let after = Budget::from_lines(head, template("guangdong-2024"), lines(1_234_567));
    let mut after = Disclosure::from(after.unwrap());
    assert_eq!(after.header.unit, Unit::Yuan);
    let total = |disclosure: &Disclosure| disclosure.facts().find(|it| it.key == Key::expenditure()).unwrap().printed;
    assert_eq!(total(&after).unit(), Unit::Yuan);
    let comparison = after.since(&before).unwrap();
    let entry = comparison.entry(&Key::expenditure()).unwrap();
    assert!(entry.may_be_unchanged() && entry.delta().abs() <= Amount::from_yuan(50), "{:?}", entry.change());
    assert_eq!(comparison.unit(), Unit::Yuan);
    assert!(comparison.entries().all(|(_, entry)| entry.may_be_unchanged()));
    // Fully in whole yuan, to the yuan.
    for cell in after.tables.iter_mut().flat_map(|table| &mut table.rows).flat_map(|row| &mut row.cells) {
        *cell = cell.map(|cell| cell.rounded_to(0, Unit::Yuan).unwrap());
    }
    let comparison = after.since(&before).unwrap();
    assert!(comparison.entries().all(|(_, entry)| entry.may_be_unchanged()));
}

/// The editions of 2024 and 2026 group the sources differently: only equal scopes meet.
#[test]
fn other_groupings_are_not_compared_and_say_why() {
    let lines = vec![line(2010301, 30101, 1_000_000), project(2010399, 30227, "普查", 80_000)];
    let before = Budget::from_lines(header(2025), template("guangdong-2024"), lines.clone()).unwrap();
    let after = Budget::from_lines(header(2026), template("guangdong-2026"), lines).unwrap();
    let comparison = after.since(&before).unwrap();
    assert!(
        comparison.entries().all(|(_, entry)| entry.movement().rate() == Some(Ratio::ZERO) || entry.delta().is_zero())
    );
    let reasons =
        |wanted: fn(&Unmatched) -> bool| comparison.not_compared().iter().filter(|it| wanted(&it.reason)).count();
    assert!(reasons(|it| matches!(it, Unmatched::OtherScope { .. })) > 0);
    for figure in comparison.not_compared() {
        for language in [Language::Chinese, Language::English] {
            assert!(!figure.reason.message(language).contains(['{', '}']));
        }
        assert_eq!(comparison.entry(&figure.key), Err(figure.reason));
        assert_eq!(comparison.movement(&figure.key), Movement::Unknown(figure.reason));
        assert_ne!(figure.reason, Unmatched::NotPrinted);
    }
}

#[test]
fn a_missing_table_and_one_read_in_part_are_told_apart() {
    let mut before = seed().clone();
    before.header.year = year(2023);
    before.tables.retain(|table| table.number != 12);
    let comparison = seed().since(&before).unwrap();
    let project = comparison.not_compared().iter().find(|it| it.key.project.is_some()).unwrap();
    assert_eq!(project.reason, Unmatched::NoTable);
    before = seed().clone();
    before.header.year = year(2023);
    let table = before.tables.iter_mut().find(|table| table.number == 6).unwrap();
    table.rows.retain(|row| !row.label.starts_with("30226"));
    table.complete = false;
    let comparison = seed().since(&before).unwrap();
    assert_eq!(comparison.not_compared()[0].reason, Unmatched::PartlyRead { table: 6 });
    // A fixed line that is not there may have been left out for any reason.
    let table = before.tables.iter_mut().find(|table| table.number == 8).unwrap();
    table.rows.retain(|row| !row.label.contains("公务接待费"));
    let comparison = seed().since(&before).unwrap();
    assert!(comparison.not_compared().iter().any(|it| it.reason == Unmatched::LineLeftOut { table: 8 }));
    // Open scopes are listed apart, and only where nothing else was compared under their key.
    assert!(
        comparison
            .left_open()
            .iter()
            .all(|it| it.reason == Unmatched::LeftOpen && comparison.change(&it.key).is_none())
    );
}

#[test]
fn units_come_and_go() {
    let of = |unit: &str, amount| LineItem { unit: unit.into(), ..line(2010301, 30101, amount) };
    let before = budget(2023, vec![of("某市统计局", 500_000), of("普查中心", 100_000)]);
    let after = budget(2024, vec![of("某市统计局", 500_000), of("数据中心", 150_000)]);
    let comparison = after.since(&before).unwrap();
    let units = comparison.at_level(&Key::expenditure().nature(Scope::BASIC), Axis::Unit, Level::Item);
    let kinds: Vec<(&str, &str)> =
        units.iter().map(|(key, entry)| (key.unit.as_ref().unwrap().as_str(), entry.change().kind())).collect();
    assert_eq!(kinds, [("数据中心", "added"), ("普查中心", "dropped"), ("某市统计局", "kept")]);
}

/// The amounts of all lines, summed by code without any of the crate's tables: the slow oracle.
fn oracle(lines: &[LineItem], digits: usize) -> std::collections::BTreeMap<u32, i128> {
    let mut sums = std::collections::BTreeMap::new();
    for line in lines {
        let code = line.function.number().to_string()[..digits].parse().unwrap();
        *sums.entry(code).or_insert(0) += line.amount.yuan().mantissa() / 10_i128.pow(line.amount.yuan().scale());
    }
    sums
}

fn exact_lines() -> impl Strategy<Value = Vec<LineItem>> {
    any_lines(template("guangdong-2024"), 20).prop_map(|mut lines| {
        for line in &mut lines {
            let whole = line.amount.yuan().trunc().to_string().parse::<i64>().unwrap();
            line.amount = Amount::from_yuan(100 * (whole / 100 + 1));
        }
        lines
    })
}

fn number(amount: Amount) -> i128 {
    amount.yuan().mantissa() / 10_i128.pow(amount.yuan().scale())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn added_dropped_and_kept_make_the_change_at_every_level(before in exact_lines(), after in exact_lines()) {
        let comparison = budget(2024, after.clone()).since(&budget(2023, before.clone())).unwrap();
        let total = comparison.entry(&Key::expenditure()).unwrap().delta();
        for (level, digits) in [(Level::Class, 3), (Level::Section, 5), (Level::Item, 7)] {
            let (then, now) = (oracle(&before, digits), oracle(&after, digits));
            let rows = comparison.at_level(&Key::expenditure(), Axis::Function, level);
            prop_assert_eq!(Amount::sum(rows.iter().map(|(_, entry)| entry.delta())).unwrap(), total);
            let codes: std::collections::BTreeSet<u32> = then.keys().chain(now.keys()).copied().collect();
            prop_assert_eq!(codes.len(), rows.len());
            for (key, entry) in rows {
                let code = key.function.unwrap().number();
                let side = |amount: Option<Amount>| amount.map(number);
                prop_assert_eq!(side(entry.change().before()), then.get(&code).copied());
                prop_assert_eq!(side(entry.change().after()), now.get(&code).copied());
            }
        }
        // Whatever can be walked at a level adds up to its whole, where that is printed without gaps.
        let basic = Key::expenditure().source(Source::GeneralPublic).nature(Scope::BASIC);
        for level in [Level::Class, Level::Section] {
            let rows = comparison.at_level(&basic, Axis::Economic, level);
            let sum = Amount::sum(rows.iter().map(|(_, entry)| entry.delta())).unwrap();
            if let Ok(whole) = comparison.entry(&basic) {
                prop_assert_eq!(sum, whole.delta());
            }
        }
    }

    /// The exact rate lies in the range, and so does the rate of any amounts that print alike.
    #[test]
    fn ranges_hold_the_true_rates(before in 1_i64..2_000_000, after in 0_i64..2_000_000) {
        let amounts = [before, after].map(Amount::from_yuan);
        let printed = amounts.map(|it| Printed::from_amount(it, Unit::TenThousandYuan, 2).unwrap());
        prop_assume!(!printed.iter().any(|it| it.is_zero()));
        let set = |number, printed: Printed| {
            let mut disclosure = Disclosure::from(budget(number, vec![line(2010301, 30101, 10_000)]));
            for cell in disclosure.tables.iter_mut().flat_map(|table| &mut table.rows).flat_map(|row| &mut row.cells) {
                *cell = cell.map(|cell| if cell.is_zero() { cell } else { printed });
            }
            disclosure
        };
        let comparison = set(2024, printed[1]).since(&set(2023, printed[0])).unwrap();
        let entry = comparison.entry(&Key::expenditure()).unwrap();
        prop_assert!(entry.delta_range().unwrap().contains(amounts[1].checked_sub(amounts[0]).unwrap()));
        let GrowthRange::Between { low, high } = entry.growth_range() else { panic!() };
        let rate = Ratio::of(amounts[1].checked_sub(amounts[0]).unwrap(), amounts[0]).unwrap();
        prop_assert!(low.rate < rate || low.rate == rate && low.closed);
        prop_assert!(rate < high.rate || rate == high.rate && high.closed);
    }

    /// Percentages are rounded once, from the exact quotient; the order is that of the cross products.
    #[test]
    fn ratios_are_exact(a in -10_000_i64..10_000, b in 1_i64..10_000, c in -10_000_i64..10_000, d in 1_i64..10_000, decimals in 0_u32..6) {
        let of = |part, whole| Ratio::of(Amount::from_yuan(part), Amount::from_yuan(whole)).unwrap();
        prop_assert_eq!(of(a, b).cmp(&of(c, d)), (a * d).cmp(&(c * b)));
        prop_assert_eq!(of(a, -b), of(-a, b));
        let scale = 10_i64.pow(decimals) * 100;
        let rounded = (2 * a.abs() * scale + b) / (2 * b) * a.signum();
        prop_assert_eq!(of(a, b).percent(decimals).unwrap().mantissa(), i128::from(rounded));
        prop_assert_eq!(of(a, b).percent(decimals).unwrap().scale(), decimals);
    }
}
