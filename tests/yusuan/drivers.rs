//! What explains a change, and what is left of it.

use proptest::prelude::*;
use yusuan::compare::{NoDrivers, Spelling};
use yusuan::{
    Amount, Axis, Budget, Comparison, FunctionalCode, Key, LineItem, MemoItem, NamedDriver, Scope, Source,
    StatedReason, Unmatched,
};

use super::support::{SEED, any_lines, cents, header, line, project, seed, template, wan};

fn budget(number: u16, lines: Vec<LineItem>) -> Budget {
    Budget::from_lines(header(number), template("guangdong-2024"), lines).unwrap()
}

fn implied() -> Comparison {
    seed().since(&seed().implied_last_year().unwrap()).unwrap()
}

#[test]
fn the_largest_leaf_comes_first_and_nothing_counts_twice() {
    let before = vec![line(2010301, 30101, 1_000_000), line(2080501, 30302, 200_000), line(2080505, 30108, 70_000)];
    let after =
        vec![line(2010301, 30101, 1_250_000), line(2080505, 30108, 70_000), project(2010399, 30227, "普查", 80_000)];
    let comparison = budget(2024, after).since(&budget(2023, before)).unwrap();
    let drivers = comparison.drivers(&Key::expenditure(), Axis::Function).unwrap();
    let rows: Vec<String> = drivers.rows().iter().map(|row| format!("{} {}", row.key, row.change)).collect();
    assert_eq!(
        rows,
        [
            "expenditure function=2010301 250000元",
            "expenditure function=2080501 -200000元",
            "expenditure function=2010399 80000元"
        ]
    );
    assert_eq!((drivers.change(), drivers.remainder()), (Amount::from_yuan(130_000), Amount::ZERO));
    let first = drivers.first(1);
    assert_eq!((first.rows().len(), first.remainder()), (1, Amount::from_yuan(-120_000)));
    assert_eq!(drivers.first(9), drivers);
    // Within one section, and along another axis.
    let section = Key::expenditure().function(FunctionalCode::of(20805));
    assert_eq!(comparison.drivers(&section, Axis::Function).unwrap().rows().len(), 1);
    let projects = comparison.drivers(&Key::expenditure(), Axis::Project).unwrap();
    assert_eq!((projects.rows().len(), projects.remainder()), (1, Amount::from_yuan(50_000)));
    let natures = comparison.drivers(&Key::expenditure(), Axis::Nature).unwrap();
    assert_eq!((natures.rows().len(), natures.remainder()), (2, Amount::ZERO));
    let unknown = Key::expenditure().function(FunctionalCode::of(205));
    let error = comparison.drivers(&unknown, Axis::Function).unwrap_err();
    assert_eq!(error, NoDrivers::NotCompared(Unmatched::NotPrinted));
    assert_eq!(error.to_string(), "neither year prints it");
}

/// The parts of “三公”经费 are economic codes, though it is none itself.
#[test]
fn three_public_is_driven_by_its_codes() {
    let comparison = implied();
    let whole = Key::expenditure().source(Scope::FISCAL).nature(Scope::BASIC_AND_PROJECT).memo(MemoItem::ThreePublic);
    let drivers = comparison.drivers(&whole, Axis::Economic).unwrap();
    let rows: Vec<(String, Amount)> =
        drivers.rows().iter().map(|row| (row.key.economic.to_string(), row.change)).collect();
    assert_eq!(
        rows,
        [("31013".to_owned(), cents(1800)), ("30231".to_owned(), cents(-1270)), ("30217".to_owned(), cents(385))]
    );
    assert_eq!((drivers.change(), drivers.remainder()), (cents(915), Amount::ZERO));
}

/// The narrative of the bundled document names four drivers, which explain more than there is to explain.
#[test]
fn the_named_drivers_of_the_seed_leave_a_remainder() {
    let reasons = StatedReason::all_in(SEED);
    assert_eq!(reasons.len(), 2, "{reasons:?}");
    for reason in &reasons {
        assert_eq!(reason.change, wan("32853.32"));
        let named: Vec<(&str, Amount)> = reason.drivers.iter().map(|it| (it.name.as_str(), it.change)).collect();
        assert_eq!(
            named,
            [
                ("对口帮扶湛江资金", cents(2_100_000)),
                ("龙岩对口合作专项资金", cents(1_000_000)),
                ("对口帮扶协作清远资金", cents(100_000)),
                ("对口帮扶协作梅州资金", cents(100_000)),
            ]
        );
        assert_eq!(reason.remainder(), Ok(cents(-14_668)));
        let explained = implied().explain(reason.change.amount(), &reason.drivers).unwrap();
        assert_eq!(explained.remainder, cents(-14_668));
        let matches: Vec<(&str, Spelling, Option<Amount>)> = explained
            .drivers
            .iter()
            .map(|(_, project)| {
                let project = project.as_ref().unwrap();
                assert_eq!(project.change, None, "last year's projects are not known");
                (project.key.project.as_ref().unwrap().as_str(), project.spelling, project.after)
            })
            .collect();
        assert_eq!(
            matches,
            [
                ("对口帮扶协作湛江资金", Spelling::Abbreviated, Some(cents(2_100_000))),
                ("龙岩对口合作专项资金", Spelling::Exact, Some(cents(1_000_000))),
                ("对口帮扶协作清远资金", Spelling::Exact, Some(cents(2_100_000))),
                ("对口帮扶协作梅州资金", Spelling::Exact, Some(cents(2_100_000))),
            ]
        );
    }
}

#[test]
fn a_name_means_a_project_only_if_it_can_mean_no_other() {
    let of = |unit: &str, name: &str| LineItem { unit: unit.into(), ..project(2010399, 30227, name, 80_000) };
    let lines = vec![
        of("某局", "城市更新资金"),
        of("某局", "城镇更新资金"),
        of("甲中心", "培训项目费"),
        of("乙中心", "培训项目费"),
    ];
    let comparison = budget(2024, lines.clone()).since(&budget(2023, lines)).unwrap();
    let named = |name: &str| NamedDriver { name: name.into(), change: cents(1), subject: None };
    let spellings = ["城市更新资金", "城更新资金", "市更新资金", "培训项目费", "更新"];
    let explained = comparison.explain(cents(5), &spellings.map(named)).unwrap();
    let found: Vec<Option<Spelling>> =
        explained.drivers.iter().map(|(_, it)| it.as_ref().map(|it| it.spelling)).collect();
    assert_eq!(found, [Some(Spelling::Exact), None, Some(Spelling::Abbreviated), None, None]);
    assert!(explained.drivers[0].1.as_ref().unwrap().change.is_some());
}

/// Two years in which a few projects, a function and an economic code changed.
fn changed() -> Comparison {
    let of = |amounts: [i64; 6]| {
        vec![
            project(2010399, 30227, "第四次农业普查", amounts[0]),
            project(2010399, 30227, "统计信息化建设经费", amounts[1]),
            project(2010399, 30227, "基层统计调查网络运行", amounts[2]),
            project(2010399, 30227, "基层统计调查网点运行", amounts[3]),
            line(2010301, 30101, amounts[4]),
            line(2010301, 30216, amounts[5]),
        ]
    };
    let before = budget(2023, of([100_000, 200_000, 300_000, 400_000, 500_000, 60_000]));
    budget(2024, of([150_000, 180_000, 310_000, 400_000, 500_000, 90_000])).since(&before).unwrap()
}

#[test]
fn a_driver_means_the_row_whose_name_is_in_its_words() {
    let comparison = changed();
    let found = |name: &str, yuan: i64| {
        let named = NamedDriver { name: name.into(), change: Amount::from_yuan(yuan), subject: None };
        let explained = comparison.explain(named.change, &[named]).unwrap();
        let row = explained.drivers[0].1.clone()?;
        let project = row.key.project.as_ref().map_or_else(|| row.key.to_string(), ToString::to_string);
        Some((project, row.spelling, row.amount_agrees))
    };
    let project = |name: &str, spelling, agrees| Some((name.to_owned(), spelling, agrees));
    assert_eq!(found("《第四次农业普查》工作", 50_000), project("第四次农业普查", Spelling::Exact, true));
    assert_eq!(found("“第四次农业普查”", 40_000), project("第四次农业普查", Spelling::Exact, false));
    assert_eq!(found("第四次农业普查专项经费", 50_000), project("第四次农业普查", Spelling::Stem, true));
    assert_eq!(found("统计信息化建设项目预算", -20_000), project("统计信息化建设经费", Spelling::Stem, true));
    assert_eq!(found("开展第四次农业普查入户登记", 50_000), project("第四次农业普查", Spelling::Contained, true));
    assert_eq!(found("统计信息建设经费", -20_000), project("统计信息化建设经费", Spelling::Abbreviated, true));
    // Two projects have these letters; the amount tells which, or nothing does.
    assert_eq!(found("基层统计调查运行", 10_000), project("基层统计调查网络运行", Spelling::Abbreviated, true));
    assert_eq!(found("基层统计调查运行", 20_000), None);
    // Letters strewn over a long name are none of it, and two names in one phrase mean neither.
    assert_eq!(found("基层运行", 10_000), None);
    assert_eq!(found("第四次农业普查及基层统计调查网络运行", 60_000), None);
    let (key, spelling, agrees) = found("培训费", 30_000).unwrap();
    assert!(key.starts_with("expenditure economic=30216 ") && spelling == Spelling::Exact && agrees, "{key}");
    assert_eq!(found("“行政运行”项级科目", 30_000).unwrap().1, Spelling::Exact);
    assert_eq!(found("奖励金", 30_000), None, "no row of that name");
}

#[test]
fn a_term_means_its_row_and_the_reasons_of_claims_are_at_hand() {
    let comparison = changed();
    let basic = Key::expenditure().nature(Scope::BASIC);
    let named =
        |subject: Option<Key>| NamedDriver { name: "人员类".into(), change: Amount::from_yuan(30_000), subject };
    let explained = comparison.explain(Amount::from_yuan(30_000), &[named(Some(basic.clone())), named(None)]).unwrap();
    let row = explained.drivers[0].1.as_ref().unwrap();
    assert_eq!((&row.key, row.spelling, row.amount_agrees), (&basic, Spelling::Term, true));
    assert_eq!(explained.drivers[1].1, None);

    let reasons = StatedReason::all_of(seed());
    assert_eq!(reasons.len(), reasons.iter().filter(|reason| reason.whole.is_some()).count());
    assert!(reasons.iter().any(|reason| reason.change == wan("32853.32") && reason.drivers.len() >= 4), "{reasons:#?}");
}

#[test]
fn reasons_are_read_from_these_wordings() {
    let drivers = |reason: &str| {
        let reasons = StatedReason::all_in(&format!("支出预算90万元，比上年增加31万元，主要原因是{reason}。"));
        let named = reasons.iter().flat_map(|reason| &reason.drivers);
        named.map(|it| format!("{} {}", it.name, it.change.in_unit(yusuan::Unit::TenThousandYuan))).collect::<Vec<_>>()
    };
    assert_eq!(drivers("新增普查经费21万元、设备费1.5万元"), ["普查经费 21", "设备费 1.5"]);
    assert_eq!(drivers("增加了普查经费21万元，减少设备费3,000元"), ["普查经费 21", "设备费 -0.3"]);
    assert_eq!(drivers("普查经费增加2万元，设备费减少1万元"), ["普查经费 2", "设备费 -1"]);
    assert_eq!(drivers("甲、乙和丙各新增1万元"), ["甲 1", "乙 1", "丙 1"]);
    assert_eq!(drivers("本年压减差旅费5万元"), ["差旅费 -5"]);
    // Amounts that are no changes are no drivers.
    assert!(drivers("本部门接待费6.5万元，划拨至9个外派工作队91.85万元").is_empty());
    assert!(drivers("人员增加").is_empty());
    assert!(StatedReason::all_in("主要原因是新增普查经费21万元。").is_empty(), "no change to explain");
    let falls = StatedReason::all_in("经费9万元，较上年减少3万元，下降25%，主要是因为压减会议费3万元。");
    assert_eq!((falls[0].change, falls[0].remainder()), (wan("-3"), Ok(Amount::ZERO)));
    let other = "支出9万元，比2025年年初预算数12万元减少3万元，下降25%。主要原因是减少会议费1万元。";
    assert_eq!(StatedReason::all_in(other)[0].remainder(), Ok(wan("-2").amount()));
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

fn disjoint(a: &Key, b: &Key, axis: Axis) -> bool {
    let apart = match axis {
        Axis::Function => {
            !(a.function.unwrap().contains(b.function.unwrap()) || b.function.unwrap().contains(a.function.unwrap()))
        }
        Axis::Economic => a.economic.codes().all(|a| b.economic.codes().all(|b| !a.contains(b) && !b.contains(a))),
        Axis::Unit => a.unit != b.unit,
        Axis::Project => (&a.unit, &a.project) != (&b.unit, &b.project),
        _ => false,
    };
    apart || a.source.is_disjoint(b.source) || a.nature.is_disjoint(b.nature)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn drivers_and_remainder_are_the_change(before in exact_lines(), after in exact_lines()) {
        let comparison = budget(2024, after).since(&budget(2023, before)).unwrap();
        let basic = Key::expenditure().source(Source::GeneralPublic).nature(Scope::BASIC);
        for whole in [Key::expenditure(), Key::revenue(), basic] {
            let Ok(entry) = comparison.entry(&whole) else { continue };
            for axis in [Axis::Function, Axis::Economic, Axis::Source, Axis::Nature, Axis::Unit, Axis::Project] {
                let drivers = comparison.drivers(&whole, axis).unwrap();
                let sum = Amount::sum(drivers.rows().iter().map(|row| row.change)).unwrap();
                prop_assert_eq!(sum.checked_add(drivers.remainder()).unwrap(), entry.delta());
                prop_assert!(drivers.rows().is_sorted_by_key(|row| std::cmp::Reverse(row.change.abs())));
                for (index, row) in drivers.rows().iter().enumerate() {
                    prop_assert!(whole.contains(&row.key));
                    for other in &drivers.rows()[index + 1..] {
                        prop_assert!(disjoint(&row.key, &other.key, axis), "{} {}", row.key, other.key);
                    }
                }
                for count in 0..4 {
                    let first = drivers.first(count);
                    let sum = Amount::sum(first.rows().iter().map(|row| row.change)).unwrap();
                    prop_assert_eq!(sum.checked_add(first.remainder()).unwrap(), entry.delta());
                }
            }
            // Complete tables leave no remainder.
            let remainder = comparison.drivers(&whole, Axis::Function).unwrap().remainder();
            prop_assert!(remainder.is_zero() || whole.nature == Scope::BASIC);
        }
    }
}
