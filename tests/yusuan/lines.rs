//! A budget from line items: what is refused, in which words, and what the tables say of the rest.

use proptest::prelude::*;
use yusuan::{
    Address, Amount, Answer, Budget, EconomicCode, FunctionalCode, Key, Level, LineErrors, LineItem, Nature, Scope,
    Source, Template,
};

use super::support::{any_budget, any_lines, cell, header, line, printed, project, template, wan, yuan};

fn refused(lines: Vec<LineItem>) -> LineErrors {
    Budget::from_lines(header(2024), template("guangdong-2024"), lines).unwrap_err()
}

/// The only thing that is wrong with a line.
fn flaw(line: LineItem) -> String {
    let errors = refused(vec![line]);
    let [(1, error)] = errors.errors() else { panic!("{errors}") };
    assert!(errors.rejected().is_none());
    assert_eq!(errors.to_string(), format!("1 line cannot be:\n  - line 1: {error}"));
    error.to_string()
}

#[test]
fn every_flaw_has_its_words() {
    let good = || line(2010301, 30101, 1_000_000);
    let budgets = "function 2120815 belongs to the 政府性基金预算, the money comes from the 一般公共预算";
    assert_eq!(flaw(line(201, 30101, 100)), "function 201 is not an item of seven digits");
    assert_eq!(flaw(line(20103, 30101, 100)), "function 20103 is not an item of seven digits");
    assert_eq!(flaw(line(2010301, 301, 100)), "economic code 301 is a class, a line needs a section");
    assert_eq!(flaw(line(2120815, 30101, 100)), budgets);
    assert_eq!(
        flaw(LineItem { source: Source::GovernmentFund, ..good() }),
        "function 2010301 belongs to the 一般公共预算, the money comes from the 政府性基金预算"
    );
    assert_eq!(
        flaw(LineItem { source: Source::StateCapital, ..line(2120815, 30101, 100) }),
        "function 2120815 belongs to the 政府性基金预算, the money comes from the 国有资本经营预算"
    );
    for (nature, name) in [
        (Nature::Business, "事业单位经营支出"),
        (Nature::AffiliateSubsidy, "对附属单位补助支出"),
        (Nature::SuperiorRemittance, "上缴上级支出"),
    ] {
        let message = format!("{name} cannot be paid from 一般公共预算");
        assert_eq!(flaw(LineItem { nature, ..good() }), message);
    }
    let without = LineItem { nature: Nature::Project, ..good() };
    assert_eq!(flaw(without), "project expenditure without a project");
    let with = LineItem { project: Some("城市更新".into()), ..good() };
    assert_eq!(flaw(with), "basic expenditure with a project");
    assert_eq!(flaw(line(2010301, 30101, 0)), "the amount is zero");
    let fine = LineItem { amount: yuan(4999, 2), ..good() };
    assert_eq!(flaw(fine), "49.99元 would be printed as zero with 2 decimals of 万元");
    assert_eq!(
        flaw(LineItem { source: Source::CarriedGeneralPublic, ..good() }),
        "the tables of guangdong-2024 have no place for 结转一般公共预算"
    );
    assert_eq!(flaw(LineItem { amount: Amount::MAX, ..good() }), "the total is out of range");
}

#[test]
fn amounts_that_just_do_are_taken() {
    let least = LineItem { amount: yuan(50, 0), ..line(2010301, 30101, 1) };
    let budget = Budget::from_lines(header(2024), template("guangdong-2024"), vec![least]).unwrap();
    assert_eq!(budget.total_expenditure(), Some(yuan(50, 0)));
    let shown = printed(budget.disclosure(), cell(budget.disclosure(), 3, "合计", 1));
    assert_eq!(shown, Some(wan("0.01")));
}

#[test]
fn all_flaws_of_all_lines_are_told() {
    let twice = line(2010301, 30101, 500);
    let errors = refused(vec![
        twice.clone(),
        LineItem { nature: Nature::Project, ..line(20103, 301, 0) },
        line(2010301, 30102, 500),
        LineItem { amount: yuan(700, 0), ..twice },
        line(2120815, 30101, 500),
    ]);
    let lines: Vec<usize> = errors.errors().iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [2, 2, 2, 2, 4, 5]);
    assert_eq!(
        errors.to_string(),
        "3 lines cannot be:\
         \n  - line 2: function 20103 is not an item of seven digits\
         \n  - line 2: economic code 301 is a class, a line needs a section\
         \n  - line 2: project expenditure without a project\
         \n  - line 2: the amount is zero\
         \n  - line 4: same coordinates as line 1\
         \n  - line 5: function 2120815 belongs to the 政府性基金预算, the money comes from the 一般公共预算"
    );
}

#[test]
fn the_sum_of_lines_may_be_out_of_range_though_each_line_fits() {
    // A figure has at most 64 bits of hundredths of 万元, and stays below 10^19 yuan.
    let most = |economic| LineItem { amount: yuan(9_000_000_000_000_000_000, 0), ..line(2010301, economic, 1) };
    let errors = refused(vec![most(30101), most(30102), line(2010301, 30103, 100)]);
    let [(2, error)] = errors.errors() else { panic!("{errors}") };
    assert_eq!(error.to_string(), "the total is out of range");
    assert!(Budget::from_lines(header(2024), template("guangdong-2024"), vec![most(30101)]).is_ok());
}

/// Every kind of money, also the kinds that only one edition prints.
#[test]
fn a_line_of_any_source_is_printed_or_refused_with_a_reason() {
    for &template in Template::ALL {
        for &source in <Source as yusuan::Leaf>::ALL {
            let function = match source {
                Source::GovernmentFund | Source::CarriedGovernmentFund => 2120815,
                Source::StateCapital | Source::CarriedStateCapital => 2230199,
                _ => 2010301,
            };
            let line = LineItem { source, ..line(function, 30101, 123_400) };
            match Budget::from_lines(header(2024), template, vec![line]) {
                Ok(budget) => {
                    let shown = cell(budget.disclosure(), 3, "合计", 1);
                    assert_eq!(printed(budget.disclosure(), shown), Some(wan("12.34")), "{template} {source:?}");
                }
                // A line that a template cannot print is wrong itself; its tables must not be blamed.
                Err(errors) => assert!(errors.rejected().is_none(), "{template} {source:?}: {errors}"),
            }
        }
    }
}

#[test]
fn lines_of_both_signs_are_taken_or_refused_whole() {
    let returned = LineItem { amount: yuan(-300_000, 0), ..line(2010301, 30102, 1) };
    let lines = vec![line(2010301, 30101, 1_000_000), returned];
    let budget = Budget::from_lines(header(2024), template("guangdong-2024"), lines).unwrap();
    assert_eq!(budget.total_expenditure(), Some(yuan(700_000, 0)));
    let notes: Vec<String> = budget.disclosure().audit().findings().iter().map(ToString::to_string).collect();
    assert_eq!(notes[0], "a negative amount: -30.00万元");
}

/// The bundled document's kind of budget, small enough to add up by hand.
fn example() -> Budget {
    let mut office = line(2010301, 30101, 1_000_000);
    office.agency_operation = true;
    let lines = vec![
        office,
        LineItem { nature: Nature::Operating, ..line(2010301, 30217, 20_000) },
        project(2010399, 30217, "培训", 5_050),
        project(2010399, 31013, "设备更新", 180_000),
        LineItem { source: Source::GovernmentFund, ..project(2120815, 30227, "城市更新", 4_000_000) },
        LineItem {
            source: Source::Institutional, unit: "某市统计局服务中心".into(), ..line(2010350, 30101, 60_000)
        },
    ];
    Budget::from_lines(header(2024), template("guangdong-2024"), lines).unwrap()
}

#[test]
fn tables_follow_from_lines() {
    let budget = example();
    let disclosure = budget.disclosure();
    let shown =
        |table, row: &str, column| printed(disclosure, cell(disclosure, table, row, column)).unwrap().to_string();
    for (table, row, column, expected) in [
        (1, "收入总计", 1, "526.51"),
        (1, "预算拨款", 1, "520.51"),
        (1, "其他资金", 1, "6.00"),
        (2, "2010350", 7, "6.00"),
        (3, "201", 1, "126.51"),
        (3, "合计", 2, "108.00"),
        (5, "2010399", 3, "18.51"),
        (6, "30101", 1, "100.00"),
        (7, "310", 1, "18.00"),
        (8, "行政经费", 1, "100.00"),
        (8, "“三公”经费", 2, "20.51"),
        (8, "公务用车购置费", 1, "18.00"),
        (9, "2120815", 3, "400.00"),
        (11, "某市统计局服务中心", 7, "6.00"),
        (12, "某市统计局/城市更新", 4, "400.00"),
    ] {
        assert_eq!(shown(table, row, column), expected, "table {table} {row} column {column}");
    }
    assert_eq!(disclosure.table(10).unwrap().rows.len(), 1);
    // 0.505 is printed as 0.51, the total of it and 2.00 as 2.51: both rounded from exact amounts.
    assert_eq!(shown(8, "公务接待费支出", 2), "2.51");
    assert!(disclosure.unread.is_empty() && disclosure.claims.is_empty());
}

#[test]
fn look_ups_are_typed() {
    let budget = example();
    let function = |number: u32| FunctionalCode::new(number).unwrap();
    let by_class = budget.by_function(Level::Class);
    assert_eq!(by_class.keys().copied().collect::<Vec<_>>(), [function(201), function(212)]);
    assert_eq!(by_class[&function(212)], wan("400").amount());
    let general = Key::expenditure().source(Scope::<Source>::just(Source::GeneralPublic));
    let reception: EconomicCode = "30217".parse().unwrap();
    let basic = budget.by_economic_code(&general.clone().nature(Scope::BASIC), Level::Section);
    assert_eq!(basic[&reception], wan("2").amount());
    let projects = Key::expenditure().nature(Scope::PROJECT).unit("某市统计局");
    let key = projects.clone().project("城市更新");
    assert_eq!(budget.amount(&key), Answer::Known(wan("400").amount()));
    assert_eq!(budget.amount(&projects), Answer::Known(yuan(4_185_050, 0)));
    assert_eq!(budget.memo(yusuan::MemoItem::AgencyOperation), Some(wan("100").amount()));
    let exact: Amount = Amount::sum(budget.by_function(Level::Item).into_values()).unwrap();
    assert_eq!(exact, yuan(5_265_050, 0), "the lines, not what is printed of them");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Every printed figure of a table of functions or codes is the rounded sum of its lines.
    #[test]
    fn totals_of_tables_are_those_of_lines((template, lines) in any_budget(25)) {
        let budget = Budget::from_lines(header(2024), template, lines.clone()).unwrap();
        for fact in budget.facts().iter().filter(|fact| !fact.extent.is_open() && fact.key.memo.is_none()) {
            let row = budget.disclosure().row(fact.place).unwrap();
            if matches!(row.address, Address::Line(_)) && fact.place.table == 8 {
                continue;
            }
            let inside = lines.iter().filter(|line| {
                // What is no project stands among the projects under its nature.
                let project = line.project.clone().unwrap_or_else(|| yusuan::Leaf::name(line.nature).into());
                fact.key.contains(&Key { flow: fact.key.flow, project: Some(project), ..line.key() })
            });
            let exact = Amount::sum(inside.map(|line| line.amount)).unwrap();
            let rounded = yusuan::Printed::from_amount(exact, fact.printed.unit(), 2).unwrap();
            prop_assert_eq!(fact.printed, rounded, "{}", fact.key);
            prop_assert_eq!(budget.amount(&fact.key), Answer::Known(exact), "{}", fact.key);
        }
    }

    /// One wrong line among good ones: it alone is named, wherever it stands.
    #[test]
    fn the_wrong_line_is_named(lines in any_lines(template("guangdong-2024"), 12), at in any::<prop::sample::Index>()) {
        let mut lines = lines;
        let at = at.index(lines.len());
        lines[at].amount = Amount::ZERO;
        let errors = refused(lines);
        prop_assert_eq!(errors.errors(), &[(at + 1, yusuan::LineError::Zero)]);
    }
}
