//! Several documents of one body: tables and narrative in two files, a department beside its units.

use std::collections::BTreeSet;
use std::path::PathBuf;

use yusuan::several::{Disagreement, NoUnits, Outline, Part, WholeStanding, WhyNotHeld, pair_up};
use yusuan::{
    Amount, Budget, Disclosure, Flow, Header, Issue, Key, Language, LineItem, Place, SameBody, Standing, Unit,
    read_text,
};

use super::support::{header, line, printed, project, seed, shift, template, wan, year};

/// A narrative alone, as Beijing publishes it.
fn narrative(department: &str, number: u16, revenue: &str, expenditure: &str) -> Disclosure {
    let text = format!(
        "{department}{number}年度部门预算信息公开\n第一部分 {number}年度部门预算情况说明\n\
         二、收入预算情况说明\n{number}年收入预算{revenue}，比{last}年年初预算数100.00万元增加20.00万元，增长20.00%。\n\
         三、支出预算情况说明\n{number}年支出预算{expenditure}，比{last}年年初预算数100.00万元增加20.00万元，增长20.00%。\n",
        last = number - 1,
    );
    read_text(&text).unwrap()
}

/// Tables alone, with a total of 120万元.
fn tables(department: &str, number: u16) -> Disclosure {
    let header = Header { department: department.into(), ..header(number) };
    let lines = vec![line(2010501, 30101, 700_000), project(2010507, 30227, "普查", 500_000)];
    Disclosure { claims: Vec::new(), ..Budget::from_lines(header, template("guangdong-2026"), lines).unwrap().into() }
}

#[test]
fn tables_and_narrative_become_one_budget() {
    let tables = tables("某市统计局", 2026);
    let said = narrative("某市统计局", 2026, "120.00万元", "120.00万元");
    assert!(said.tables.is_empty() && said.facts().count() == 0);
    let joined = tables.join(&said).unwrap();
    assert_eq!(joined, said.join(&tables).unwrap(), "the order does not matter");
    assert_eq!((joined.names(), joined.confirmed().len()), (SameBody::Exact, 2));
    let both = joined.disclosure();
    assert_eq!(both.tables, tables.tables);
    assert_eq!(both.claims, said.claims);
    // Alone the narrative is judged by itself only.
    let verdicts = both.audit();
    assert!(verdicts.claims().iter().all(|claim| claim.standing == Standing::Consistent));
    let confirmed = &joined.confirmed()[1];
    assert_eq!(
        (confirmed.key.flow, confirmed.stated, confirmed.printed),
        (Flow::Expenditure, wan("120.00"), wan("120.00"))
    );
    assert_eq!(joined.part_of(confirmed.printed_at), Some(Part::Tables));
    assert_eq!(joined.part_of(confirmed.stated_at), Some(Part::Narrative));
    assert_eq!(joined.part_of_claim(0), Part::Narrative);
    assert_eq!(joined.into_disclosure().claims.len(), said.claims.len());
}

/// An amount below the totals is a finding of the joined budget, no reason against joining.
#[test]
fn claims_are_judged_by_the_tables_of_the_other_file() {
    let mut said = narrative("某市统计局", 2026, "120.00万元", "120.00万元");
    let basic = Key::expenditure().nature(yusuan::Scope::BASIC);
    let wrong =
        yusuan::Claim { subject: Some(basic), amount: Some(wan("71.00")), page: 3, line: 40, ..said.claims[0].clone() };
    said.claims.push(yusuan::Claim { change: None, rate: None, base_amount: None, ..wrong });
    let joined = said.join(&tables("某市统计局", 2026)).unwrap();
    let audit = joined.disclosure().audit();
    let found: Vec<Place> = audit
        .findings()
        .iter()
        .filter(|finding| matches!(finding.issue, Issue::ClaimOdd { .. }))
        .flat_map(|finding| finding.places.clone())
        .collect();
    assert_eq!(found, [Place { page: 3, line: 40, table: 0, row: 0, column: 0 }]);
    assert_eq!(joined.part_of(found[0]), Some(Part::Narrative));
}

/// Sentences in the tables' own file come along and stay its own.
#[test]
fn what_stands_in_the_file_of_the_tables_stays_its_own() {
    let said = narrative("某市统计局", 2026, "120.00万元", "120.00万元");
    let mut tables = tables("某市统计局", 2026);
    let rate_alone = yusuan::Claim { page: 9, line: 400, rate: "5".parse().ok(), ..yusuan::Claim::default() };
    tables.claims = vec![
        rate_alone.clone(),
        yusuan::Claim { part_of: Some(0), line: said.claims[0].line, page: said.claims[0].page, ..rate_alone },
    ];
    tables.unread = vec![yusuan::Unread { page: 9, line: 410, text: "12 34".into(), figures: 2 }];
    let joined = said.join(&tables).unwrap();
    let count = said.claims.len();
    assert_eq!(joined.disclosure().claims[count + 1].part_of, Some(count), "the claim it stands under moved along");
    assert_eq!([count - 1, count].map(|claim| joined.part_of_claim(claim)), [Part::Narrative, Part::Tables]);
    assert_eq!(joined.part_of_unread(0), Part::Tables);
    let at = |page, line| Place { page, line, table: 0, row: 0, column: 0 };
    assert_eq!(joined.part_of(at(9, 400)), Some(Part::Tables));
    assert_eq!(joined.part_of(at(9, 410)), Some(Part::Tables));
    assert_eq!(joined.part_of(at(said.claims[0].page, said.claims[0].line)), None, "both files have a sentence there");
}

#[test]
fn every_disagreement_is_told_with_its_places() {
    let tables = tables("某市统计局", 2026);
    let other = narrative("某市审计局", 2025, "130.00万元", "120.00元");
    let error = tables.join(&other).unwrap_err();
    let [year, department, revenue, expenditure] = error.disagreements() else { panic!("{error}") };
    assert!(matches!(year, Disagreement::Year { .. }) && matches!(department, Disagreement::Department { .. }));
    assert!(matches!(revenue, Disagreement::Total { unit: None, .. }));
    assert!(matches!(expenditure, Disagreement::Total { unit: Some(Unit::TenThousandYuan), .. }), "{expenditure:?}");
    let words = error.message(Language::Chinese);
    assert!(
        words.starts_with("预算表为2026年，情况说明为2025年；预算表属于某市统计局，情况说明属于某市审计局；"),
        "{words}"
    );
    assert!(
        words.contains("支出总计：情况说明第1页第6行为120.00元") && words.ends_with("（单位若为万元则相符）"),
        "{words}"
    );
    assert!(error.to_string().contains("the tables print 120.00万元 at page 0 line 0 table 1 "), "{error}");

    let against = |one: &Disclosure, other: &Disclosure| one.join(other).unwrap_err().disagreements().to_vec();
    assert_eq!(against(&tables, &tables), [Disagreement::TwoTableParts]);
    assert_eq!(against(&other, &other), [Disagreement::NoTables]);
    let silent = Disclosure { claims: Vec::new(), ..other.clone() };
    assert_eq!(against(&silent, &tables)[0], Disagreement::NoNarrative);
    assert_eq!(against(seed(), &narrative("广州市协作办公室", 2024, "1万元", "1万元"))[0], Disagreement::TwoNarratives);
}

#[test]
fn names_that_leave_something_open_need_a_total() {
    let join = |tables_of: &str, said_of: &str| {
        let said = narrative(said_of, 2026, "120.00万元", "120.00万元");
        let said = Disclosure { header: Header { department: said_of.into(), ..said.header.clone() }, ..said };
        let silent = Disclosure {
            claims: said
                .claims
                .iter()
                .map(|claim| yusuan::Claim {
                    subject: Some(Key::expenditure().function(yusuan::FunctionalCode::of(201))),
                    ..claim.clone()
                })
                .collect(),
            ..said.clone()
        };
        let tables = tables(tables_of, 2026);
        let names = |joined: Result<yusuan::Joined, yusuan::NotOneBudget>| {
            joined.map(|it| it.names()).map_err(|it| it.disagreements().to_vec())
        };
        (names(tables.join(&said)), names(tables.join(&silent)).is_ok())
    };
    assert_eq!(join("某市统计局（汇总）", "某市统计局"), (Ok(SameBody::Consolidated), true));
    assert_eq!(join("某市统计局（本级）", "某市统计局"), (Ok(SameBody::OwnLevel), false));
    assert_eq!(join("某市统计局", "统计局"), (Ok(SameBody::Short), false));
    let (both, _) = join("某市统计局（本级）", "某市统计局（汇总）");
    assert!(matches!(both.unwrap_err()[..], [Disagreement::Department { .. }]));
}

#[test]
fn files_of_one_budget_are_found_in_a_folder() {
    let files = [
        tables("某市统计局", 2026),
        narrative("某市统计局", 2025, "120.00万元", "120.00万元"),
        narrative("某市审计局", 2026, "120.00万元", "120.00万元"),
        narrative("某市统计局", 2026, "120.00万元", "120.00万元"),
        tables("某市审计局", 2026),
        narrative("某市审计局", 2026, "99.00万元", "120.00万元"),
        seed().clone(),
    ];
    let outlines: Vec<Outline> = files.iter().map(Outline::of).collect();
    let parts: Vec<Option<Part>> = outlines.iter().map(Outline::part).collect();
    assert_eq!(parts.iter().flatten().count(), 6);
    assert_eq!(parts[6], None, "a document with both needs no other");
    let pairs: Vec<_> =
        pair_up(&outlines).into_iter().map(|pair| (pair.narrative, pair.tables, pair.joins.is_ok())).collect();
    assert_eq!(pairs, [(2, 4, true), (3, 0, true), (5, 4, false)]);
}

fn of_unit(unit: &str, item: LineItem) -> LineItem {
    LineItem { unit: unit.into(), ..item }
}

/// A department of two units, and the documents of both.
fn department() -> (Disclosure, Disclosure, Disclosure) {
    let own = vec![line(2010501, 30101, 700_000), project(2010507, 30227, "普查", 500_000)];
    let centre: Vec<LineItem> = vec![of_unit("某市普查中心", line(2010550, 30101, 300_000))];
    let budget = |name: &str, lines: Vec<LineItem>| -> Disclosure {
        let header = Header { department: name.into(), ..header(2026) };
        Budget::from_lines(header, template("guangdong-2026"), lines).unwrap().into()
    };
    let all = own.iter().chain(&centre).cloned().collect();
    (budget("某市统计局", all), budget("某市统计局（本级）", own), budget("某市普查中心", centre))
}

#[test]
fn a_department_agrees_with_its_units() {
    let (whole, own, centre) = department();
    let check = whole.against_units([&own, &centre]).unwrap();
    let wrong: Vec<String> = check.differences().map(|row| row.message(Language::English)).collect();
    assert_eq!(wrong, [""; 0]);
    assert!(check.holds() && check.is_complete() && check.lacking().is_empty(), "{:#?}", check.wholes());
    let listed: Vec<_> = check.given().iter().map(|unit| unit.listed.clone().unwrap()).collect();
    assert_eq!(listed, [("某市统计局".into(), SameBody::OwnLevel), ("某市普查中心".into(), SameBody::Exact)]);
    assert!(check.rows().len() > 20 && check.rows().iter().any(|row| row.own_at.is_some()));
    let total = check.wholes().iter().find(|row| row.key == Key::expenditure()).unwrap();
    assert_eq!((total.standing, total.units, total.sum), (WholeStanding::Equal, 2, Amount::from_yuan(1_500_000)));
    // Projects under the department's own name are those of whoever the table does not name.
    assert!(check.not_held().iter().any(|figure| figure.why == WhyNotHeld::UnitNotSaid));

    let check = whole.against_units([&centre]).unwrap();
    assert!(check.holds() && !check.is_complete());
    assert_eq!(check.lacking(), ["某市统计局".into()]);
    let total = check.wholes().iter().find(|row| row.key == Key::expenditure()).unwrap();
    assert_eq!((total.standing, total.units), (WholeStanding::AtLeast, 1));
}

#[test]
fn what_a_unit_prints_otherwise_is_told_with_both_places() {
    let (whole, own, mut centre) = department();
    // The total revenue of the centre in its first table.
    let wrong = centre.facts().find(|fact| fact.key == Key::revenue()).unwrap().place;
    shift(&mut centre, (wrong.table, wrong.row, wrong.column), 100);
    let check = whole.against_units([&own, &centre]).unwrap();
    let [difference] = &check.differences().collect::<Vec<_>>()[..] else { panic!() };
    assert_eq!(difference.key, Key::revenue().unit("某市普查中心"));
    assert_eq!((difference.department, difference.own), (wan("30.00"), wan("31.00")));
    assert_eq!(difference.difference(), Amount::from_yuan(-10_000));
    assert_eq!(printed(&centre, (wrong.table, wrong.row, wrong.column)), Some(difference.own));
    assert!(difference.message(Language::Chinese).ends_with("不一致"));
    let total = check.wholes().iter().find(|row| row.key == Key::revenue()).unwrap();
    assert_eq!(total.standing, WholeStanding::Less);
    assert!(!check.holds());
}

#[test]
fn a_department_may_leave_out_what_its_units_pay_each_other() {
    let (whole, mut own, mut centre) = department();
    let (revenue, subsidy) = (Key::revenue(), Key::revenue().source(yusuan::Source::SuperiorSubsidy));
    for (unit, key) in [(&mut own, &revenue), (&mut centre, &revenue)] {
        let place = unit.facts().find(|fact| fact.key == *key).unwrap().place;
        shift(unit, (place.table, place.row, place.column), 0);
    }
    let place = |key: &Key| {
        centre.facts().find(|fact| fact.key == *key).map(|fact| (fact.place.table, fact.place.row, fact.place.column))
    };
    let (total, received) = (place(&revenue).unwrap(), place(&subsidy).unwrap());
    shift(&mut centre, total, 500);
    shift(&mut centre, received, 500);
    let check = whole.against_units([&own, &centre]).unwrap();
    let total = check.wholes().iter().find(|row| row.key == revenue).unwrap();
    assert_eq!(total.standing, WholeStanding::Netted);
}

#[test]
fn documents_that_are_no_units_are_refused_or_set_aside() {
    let (whole, own, centre) = department();
    let stranger = tables("某县气象局", 2026);
    let check = whole.against_units([&stranger]).unwrap();
    assert_eq!(check.given()[0].listed, None);
    assert!(check.rows().is_empty() && check.wholes().is_empty() && !check.is_complete());
    let late = Disclosure { header: Header { year: year(2027), ..own.header.clone() }, ..own.clone() };
    assert!(matches!(whole.against_units([&late]), Err(NoUnits::OtherYear { .. })));
    assert_eq!(whole.against_units([&own, &own]), Err(NoUnits::Twice("某市统计局（本级）".into())));
    let empty = Disclosure { tables: Vec::new(), ..centre.clone() };
    assert_eq!(whole.against_units([&empty]), Err(NoUnits::NoUnitTables("某市普查中心".into())));
    assert_eq!(empty.against_units([&own]), Err(NoUnits::NoTables));
}

/// The real files that belong together: the tables and the narrative of one bureau in Beijing, and a bureau of
/// Quanzhou beside its own unit.
#[test]
fn real_files_of_one_body_agree() {
    let Some(folder) = std::env::var_os("YUSUAN_CORPUS").map(PathBuf::from) else { return };
    let mut names: Vec<PathBuf> =
        std::fs::read_dir(folder.join("text")).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let read = |path: &PathBuf| read_text(&std::fs::read_to_string(path).unwrap()).ok();
    let files: Vec<(String, Disclosure)> =
        names.iter().filter_map(|path| Some((path.file_stem()?.to_string_lossy().into_owned(), read(path)?))).collect();
    let outlines: Vec<Outline> = files.iter().map(|(_, file)| Outline::of(file)).collect();
    let joined: BTreeSet<(&str, &str)> = (0..files.len())
        .flat_map(|one| (0..one).map(move |other| (one, other)))
        .filter(|&(one, other)| outlines[one].joins(&outlines[other]).is_ok())
        .map(|(one, other)| (files[other].0.as_str(), files[one].0.as_str()))
        .collect();
    assert_eq!(joined, BTreeSet::from([("beijing-2026-budget-0ca30e0c", "beijing-2026-budget-200760aa")]));
    let pairs = pair_up(&outlines);
    let [pair] = &pairs[..] else { panic!("{pairs:?}") };
    let both = files[pair.tables].1.join(&files[pair.narrative].1).unwrap();
    assert_eq!((both.names(), both.confirmed().len()), (SameBody::Exact, 2));
    assert_eq!((both.disclosure().facts().count() > 500, both.disclosure().claims.len()), (true, 9));
    let wrong = both.disclosure().audit().claims().iter().filter(|it| it.standing == Standing::Inconsistent).count();
    assert_eq!(wrong, 0);

    let of = |name: &str| &files.iter().find(|(known, _)| known == name).unwrap().1;
    let check = of("quanzhou-2026-budget-6bcadf36").against_units([of("quanzhou-2026-unit-budget-55562987")]).unwrap();
    assert!(check.holds() && check.rows().len() >= 10 && check.wholes().len() >= 200, "{check:?}");
    assert_eq!((check.given()[0].listed.as_ref().unwrap().1, check.lacking().len()), (SameBody::OwnLevel, 7));
    // A unit of another city is none of its units.
    let other = of("quanzhou-2026-budget-6bcadf36").against_units([of("fuzhou-2026-unit-budget-6ff17896")]).unwrap();
    assert!(other.given()[0].listed.is_none() && other.rows().is_empty() && other.wholes().is_empty());
}
