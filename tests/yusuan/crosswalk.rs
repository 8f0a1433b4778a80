//! Comparing across changes of codes and names.

use yusuan::code::changes::{self, ChangeKind, Code};
use yusuan::compare::How;
use yusuan::{
    Amount, Axis, Budget, Change, Comparison, Crosswalk, Earlier, EconomicCode, EconomicScope, Evidence,
    FunctionalCode, Header, Key, Language, Level, LineItem, Nature, Scope, Source, Unmatched,
};

use super::support::{header, line, project, template, year};

fn budget(number: u16, lines: Vec<LineItem>) -> Budget {
    Budget::from_lines(header(number), template("guangdong-2024"), lines).unwrap()
}

fn mapped(before: (u16, Vec<LineItem>), after: (u16, Vec<LineItem>), evidence: Evidence) -> Comparison {
    let crosswalk = Crosswalk::of_catalogue(evidence);
    let (before, after) = (budget(before.0, before.1), budget(after.0, after.1));
    after.since(Earlier::from(&before).mapped_by(&crosswalk)).unwrap()
}

/// A key of table 6: basic expenditure of the general public budget.
fn basic() -> Key {
    Key::expenditure().source(Source::GeneralPublic).nature(Scope::BASIC)
}

fn economic(code: u32) -> Key {
    basic().economic(EconomicCode::of(code))
}

fn kept(before: i64, after: i64) -> Change {
    Change::Kept { before: Amount::from_yuan(before), after: Amount::from_yuan(after) }
}

fn reform() -> (Vec<LineItem>, Vec<LineItem>) {
    let before = vec![
        line(2010301, 30101, 1_000_000),
        line(2010301, 30104, 50_000),
        line(2210201, 30311, 120_000),
        line(2101101, 30307, 60_000),
        line(2010301, 31002, 40_000),
    ];
    let after = vec![
        line(2010301, 30101, 1_000_000),
        line(2010301, 30112, 55_000),
        line(2210201, 30113, 132_000),
        line(2101101, 30307, 20_000),
        line(2101101, 30114, 45_000),
        line(2010301, 31002, 40_000),
    ];
    (before, after)
}

#[test]
fn without_a_crosswalk_codes_are_what_they_are_called() {
    let (before, after) = reform();
    let comparison = budget(2018, after).since(&budget(2017, before)).unwrap();
    assert_eq!(comparison.change(&economic(30112)), Some(Change::Added(Amount::from_yuan(55_000))));
    assert_eq!(comparison.change(&economic(30311)), Some(Change::Dropped(Amount::from_yuan(120_000))));
    assert!(comparison.entries().all(|(_, entry)| entry.mapped().is_none()));
}

#[test]
fn the_reform_of_2018_is_crossed() {
    let (before, after) = reform();
    let comparison = mapped((2017, before), (2018, after), Evidence::Published);
    assert_eq!(comparison.change(&economic(30112)), Some(kept(50_000, 55_000)));
    assert_eq!(comparison.change(&economic(30113)), Some(kept(120_000, 132_000)));
    assert_eq!(comparison.change(&economic(30104)), None);
    assert_eq!(comparison.change(&economic(30311)), None);
    // The classes mean the same in both years: 住房公积金 is in 301 on both sides.
    assert_eq!(comparison.change(&economic(301)), Some(kept(1_170_000, 1_232_000)));
    assert_eq!(comparison.change(&economic(303)), Some(kept(60_000, 20_000)));
    assert_eq!(comparison.change(&basic()), Some(kept(1_270_000, 1_292_000)));
    let how = |code| comparison.entry(&economic(code)).unwrap().mapped().map(|mapped| mapped.how);
    assert_eq!([30112, 30113, 301, 303].map(how), [How::Moved, How::Moved, How::Restated, How::Restated].map(Some));
    // Renamed codes meet themselves, and say so; untouched rows say nothing.
    assert_eq!([30307, 310].map(how), [Some(How::Renamed); 2]);
    assert_eq!([30101, 31002].map(how), [None; 2]);
    let mapped = comparison.entry(&economic(30113)).unwrap().mapped().unwrap();
    assert_eq!(
        mapped.message(Language::Chinese),
        "科目调整（2018: 30311 住房公积金 → 30113 住房公积金 (moved, published)）"
    );
    assert!(mapped.message(Language::English).starts_with("code moved (2018: 30311"));
    let sections = comparison.at_level(&basic(), Axis::Economic, Level::Section);
    let sum = Amount::sum(sections.iter().map(|(_, entry)| entry.delta())).unwrap();
    assert_eq!(sum, Amount::from_yuan(22_000));
}

/// Who also takes what is from memory has 医疗费 compared with its two successors together.
#[test]
fn a_split_is_compared_as_a_set() {
    let (before, after) = reform();
    let comparison = mapped((2017, before), (2018, after), Evidence::Unattested);
    let set = EconomicScope::of(&[EconomicCode::of(30114), EconomicCode::of(30307)]).unwrap();
    let key = Key { economic: set, ..basic() };
    assert_eq!(comparison.change(&key), Some(kept(60_000, 65_000)));
    assert_eq!(comparison.entry(&key).unwrap().mapped().unwrap().how, How::Split);
    // Nobody knows how much of it left 303.
    assert_eq!(comparison.entry(&economic(303)).unwrap().mapped().unwrap().how, How::NotRestated);
    assert!(comparison.change(&economic(30114)).is_none() && comparison.change(&economic(30307)).is_none());
    let drivers = comparison.drivers(&basic(), Axis::Economic).unwrap();
    let sum = Amount::sum(drivers.rows().iter().map(|row| row.change)).unwrap();
    assert_eq!((sum, drivers.remainder()), (Amount::from_yuan(22_000), Amount::ZERO));
}

/// Between years on one side of the reform nothing is mapped, though 30311 is printed again.
#[test]
fn a_crosswalk_knows_its_years() {
    let of = |number| (number, vec![line(2010301, 30101, 10_000), line(2080501, 30311, 5_000)]);
    let comparison = mapped(of(2024), of(2025), Evidence::Unattested);
    assert_eq!(comparison.change(&economic(30311)), Some(kept(5_000, 5_000)));
    assert!(comparison.entries().all(|(_, entry)| entry.mapped().is_none()));
    // Across it the same code is two things.
    let comparison = mapped(of(2017), of(2024), Evidence::Published);
    assert_eq!(comparison.change(&economic(30113)), Some(Change::Dropped(Amount::from_yuan(5_000))));
    assert_eq!(comparison.change(&economic(30311)), Some(Change::Added(Amount::from_yuan(5_000))));
}

fn function(code: u32) -> Key {
    Key::expenditure().function(FunctionalCode::of(code))
}

#[test]
fn merged_items_meet_in_the_new_one() {
    let before = vec![line(2040401, 30101, 900_000), line(2040405, 30101, 30_000), line(2040406, 30101, 20_000)];
    let after = vec![line(2040401, 30101, 900_000), line(2040410, 30101, 66_000)];
    let comparison = mapped((2018, before), (2019, after), Evidence::Published);
    assert_eq!(comparison.change(&function(2040410)), Some(kept(50_000, 66_000)));
    let mark = comparison.entry(&function(2040410)).unwrap().mapped().unwrap();
    assert_eq!((mark.how, mark.changes.len()), (How::Moved, 2));
    assert_eq!(comparison.change(&function(2040405)), None);
    // The section holds all of them in both years and needs no restating.
    assert_eq!(comparison.change(&function(20404)), Some(kept(950_000, 966_000)));
    assert_eq!(comparison.entry(&function(20404)).unwrap().mapped(), None);
}

/// Three sections of two classes became one: below it nothing can be compared, above it both classes are restated.
#[test]
fn merged_sections_meet_at_the_lowest_level_both_years_share() {
    let before = vec![line(2011501, 30101, 100_000), line(2011701, 30101, 50_000), line(2101001, 30101, 30_000)];
    let before = [before, vec![line(2101101, 30101, 10_000)]].concat();
    let after = vec![line(2013801, 30101, 200_000), line(2101101, 30101, 10_000)];
    let comparison = mapped((2018, before), (2019, after), Evidence::Unattested);
    assert_eq!(comparison.change(&function(20138)), Some(kept(180_000, 200_000)));
    assert_eq!(comparison.change(&function(201)), Some(kept(180_000, 200_000)));
    assert_eq!(comparison.change(&function(210)), Some(kept(10_000, 10_000)));
    let reasons: Vec<(String, Unmatched)> = comparison
        .not_compared()
        .iter()
        .filter(|it| it.key.nature == Key::expenditure().nature && it.key.source == Key::expenditure().source)
        .map(|it| (it.key.to_string(), it.reason))
        .collect();
    let into = Unmatched::Regrouped { into: Code::Functional(FunctionalCode::of(20138)) };
    for item in [2011501, 2011701, 2013801, 2101001] {
        assert!(reasons.contains(&(format!("expenditure function={item}"), into)), "{reasons:?}");
    }
    // Every level still adds up to the change.
    let drivers = comparison.drivers(&Key::expenditure(), Axis::Function).unwrap();
    assert_eq!((drivers.rows().len(), drivers.remainder()), (1, Amount::ZERO));
    assert_eq!(drivers.rows()[0].key, function(20138));
}

/// Where only the classes are printed, nobody can restate them, and the row says so.
#[test]
fn what_cannot_be_restated_says_so() {
    let mut before: yusuan::Disclosure = budget(2017, vec![line(2210201, 30311, 120_000)]).into();
    let table = before.tables.iter_mut().find(|table| table.number == 6).unwrap();
    table.rows.retain(|row| !row.label.contains("30311"));
    let after = budget(2018, vec![line(2210201, 30113, 120_000), line(2080501, 30302, 7_000)]);
    let crosswalk = Crosswalk::of_catalogue(Evidence::Published);
    let comparison = after.since(Earlier::from(&before).mapped_by(&crosswalk)).unwrap();
    let entry = comparison.entry(&economic(303)).unwrap();
    assert_eq!(entry.change(), kept(120_000, 7_000));
    assert_eq!(entry.mapped().unwrap().how, How::NotRestated);
}

#[test]
fn a_renamed_department_keeps_its_units() {
    let head = Header { department: "某市统计与普查局".into(), ..header(2024) };
    let of = |unit: &str, amount| LineItem { unit: unit.into(), ..line(2010301, 30101, amount) };
    let before = budget(2023, vec![of("某市统计局", 500_000), of("普查中心", 100_000), of("信息中心", 100_000)]);
    let lines = vec![of("某市统计与普查局", 600_000), of("数据中心", 150_000)];
    let after = Budget::from_lines(head, template("guangdong-2024"), lines).unwrap();
    let crosswalk = Crosswalk::default()
        .unit("某市统计局", "某市统计与普查局")
        .unit("普查中心", "数据中心")
        .unit("信息中心", "数据中心");
    assert!(after.since(Earlier::from(&before).mapped_by(&crosswalk)).is_err());
    let comparison = after.since(Earlier::from(&before).any_department().mapped_by(&crosswalk)).unwrap();
    assert_eq!(comparison.earlier_department().as_str(), "某市统计局");
    let unit = |name: &str| Key::expenditure().nature(Scope::BASIC).unit(name);
    assert_eq!(comparison.change(&unit("某市统计与普查局")), Some(kept(500_000, 600_000)));
    assert_eq!(comparison.change(&unit("数据中心")), Some(kept(200_000, 150_000)));
    let mark = comparison.entry(&unit("数据中心")).unwrap().mapped().unwrap();
    assert_eq!((mark.how, mark.units.len()), (How::UnitRenamed, 2));
    assert!(mark.message(Language::Chinese).starts_with("单位更名（"));
}

#[test]
fn projects_follow_their_unit() {
    let of = |unit: &str| LineItem { unit: unit.into(), ..project(2010399, 30227, "普查", 80_000) };
    let crosswalk = Crosswalk::default().unit("普查中心", "数据中心");
    let (before, after) = (budget(2023, vec![of("普查中心")]), budget(2024, vec![of("数据中心")]));
    let comparison = after.since(Earlier::from(&before).mapped_by(&crosswalk)).unwrap();
    let whole = Key::expenditure().nature(Scope::<Nature>::ALL.without(Scope::BASIC));
    let rows: Vec<_> = comparison.along(&whole, Axis::Project).collect();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].1.change(), kept(80_000, 80_000));
}

#[test]
fn the_list_is_searched_by_years_and_evidence() {
    let between = |before, after| changes::between(year(before), year(after)).count();
    assert_eq!(between(2024, 2024), 0);
    assert!(between(2017, 2018) >= 7 && between(2017, 2026) == changes::all().len());
    let window = changes::all().iter().find(|it| it.from == Some(Code::Functional(FunctionalCode::of(20805)))).unwrap();
    assert_eq!((window.kind, window.since, window.until), (ChangeKind::Renamed, year(2020), year(2023)));
    assert!(window.lies_between(year(2021), year(2022)) && !window.surely_lies_between(year(2021), year(2022)));
    assert!(!window.lies_between(year(2023), year(2024)) && !window.lies_between(year(2017), year(2019)));
    assert!(window.surely_lies_between(year(2019), year(2023)));
    // The names are those of the catalogue wherever it has them.
    for change in changes::all().iter().filter(|it| it.kind == ChangeKind::Renamed) {
        let name = match change.to {
            Some(Code::Functional(code)) => code.listed().map(yusuan::functional::Listed::name),
            Some(Code::Economic(code)) => code.listed().map(yusuan::economic::Listed::name),
            _ => None,
        };
        assert_eq!(name, Some(change.name_after), "{change}");
    }
}
