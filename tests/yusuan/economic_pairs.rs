//! Rows that print a government economic code beside a department's: what the mapping has, and what it lacks.

use proptest::prelude::*;

use yusuan::code::mapping;
use yusuan::{
    Address, Detail, Disclosure, EconomicCode, Finding, GovernmentEconomicCode, Row, Severity, economic, government,
    read_text,
};

use super::support::{seed, year};

/// A budget whose basic expenditure stands under both economic classifications.
fn office(rows: &str) -> Disclosure {
    let text = format!(
        "\
部门名称：示例市规划办公室
2026年部门预算
预算01表 收支总表
金额单位：万元
收 入 支 出
项 目 预算数 项 目 预算数
一、一般公共预算拨款收入 60.000000 一、一般公共服务支出 60.000000
本年收入合计 60.000000 本年支出合计 60.000000
收入总计 60.000000 支出总计 60.000000
预算06表 一般公共预算基本支出表
金额单位：万元
政府支出经济分类科目 部门支出经济分类科目 预算数
{rows}合 计 60.000000
"
    );
    let office = read_text(&text).unwrap();
    assert!(office.unread.is_empty(), "{:?}", office.unread);
    office
}

fn told(disclosure: &Disclosure) -> Vec<Finding> {
    disclosure.audit().findings().iter().filter(|finding| finding.id() == "pair-unlisted").cloned().collect()
}

/// The bundled document with a row that has these codes.
fn with_row(government: u32, department: u32, label: &str) -> Disclosure {
    let mut disclosure = seed().clone();
    let detail = Detail {
        government: Some(GovernmentEconomicCode::of(government)),
        economic: Some(EconomicCode::of(department)),
        ..Detail::default()
    };
    let row = Row {
        address: Address::Detail(Box::new(detail)),
        label: label.to_owned(),
        ..disclosure.tables[6].rows[1].clone()
    };
    disclosure.tables[6].rows.push(row);
    disclosure
}

#[test]
fn a_pair_that_is_not_listed_is_told_once_with_its_places() {
    let office = office(
        "50101-工资奖金津补贴 30101-基本工资 10.000000\n50199-其他工资福利支出 30107-绩效工资 20.000000\n\
         50502-商品和服务支出 30201-办公费 30.000000\n",
    );
    let [finding] = &told(&office)[..] else { panic!("{:?}", told(&office)) };
    assert_eq!(
        finding.to_string(),
        "50199 其他工资福利支出 stands beside 30107 绩效工资, for which the mapping lists 50101 工资奖金津补贴, 50501 \
         工资福利支出"
    );
    assert_eq!(finding.severity(), Severity::Note);
    let places: Vec<_> = finding.places.iter().map(|place| (place.page, place.line, place.table)).collect();
    let row = office.tables[1].rows.iter().position(|row| row.label.contains("30107")).unwrap();
    assert_eq!(places, [(1, 14, office.tables[1].number)]);
    assert_eq!(finding.places[0].row as usize, row + 1, "rows are counted from one");
}

#[test]
fn a_class_stands_for_its_sections() {
    for (government, department) in [(502, 302), (502, 30201), (50502, 302), (50502, 30229), (505, 301)] {
        assert_eq!(told(&with_row(government, department, "")), [], "{government} {department}");
    }
    // That all of 302 is booked under 502 does not tell under which section of it.
    let section = told(&with_row(50202, 30201, ""));
    assert_eq!(
        section[0].to_string(),
        "50202 会议费 stands beside 30201 办公费, for which the mapping lists 50201 办公经费, 50502 商品和服务支出"
    );
    let class = told(&with_row(501, 302, ""));
    assert_eq!(
        class[0].to_string(),
        "501 机关工资福利支出 stands beside 302 商品和服务支出, for which the mapping lists 502 机关商品和服务支出, 505 \
         对事业单位经常性补助"
    );
}

/// A code that the catalogue lacks is told of as such.
#[test]
fn codes_that_are_not_listed_are_told_once() {
    for (government, department) in [(50299, 30288), (50288, 30201), (50299, 3_020_101)] {
        let disclosure = with_row(government, department, &format!("{government} 甲 {department} 乙"));
        assert_eq!(told(&disclosure), [], "{government} {department}");
        assert!(disclosure.audit().findings().iter().any(|finding| finding.id() == "code-unlisted"));
    }
}

/// 30311 was no more 住房公积金 and not yet 代缴社会保险费.
#[test]
fn codes_of_another_edition_are_not_judged() {
    let mut disclosure = with_row(50999, 30113, "");
    assert_eq!(told(&disclosure).len(), 1);
    disclosure.header.year = year(2017);
    assert_eq!(told(&disclosure), []);
    let mut disclosure = with_row(50905, 30311, "");
    assert_eq!(told(&disclosure).len(), 1);
    disclosure.header.year = year(2019);
    assert_eq!(told(&disclosure), []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// No pair of the mapping is told of, whichever of its codes is given as a class.
    #[test]
    fn a_listed_pair_is_never_told(
        at in 0..mapping::pairs().len(),
        (is_class, is_department_class) in (any::<bool>(), any::<bool>()),
    ) {
        let pair = mapping::pairs()[at];
        let (government, department) = (pair.government.code(), pair.department.code());
        let government = if is_class { government.class() } else { government };
        let department = if is_department_class { department.class() } else { department };
        let disclosure = with_row(government.number(), department.number(), "");
        prop_assert_eq!(told(&disclosure), vec![]);
        prop_assert!(mapping::lists(government.listed().unwrap(), department.listed().unwrap()));
    }

    /// Whatever is told names two codes of the catalogue, and what is listed instead is listed.
    #[test]
    fn what_is_told_is_not_listed(
        government in prop::sample::select(government::Section::VARIANTS),
        department in prop::sample::select(economic::Section::VARIANTS),
    ) {
        let disclosure = with_row(government.number(), department.number(), "");
        let listed = mapping::lists(government.into(), department.into());
        prop_assert_eq!(told(&disclosure).len(), usize::from(!listed));
        if pairs_exactly(government, department) {
            prop_assert!(listed);
        }
    }
}

fn pairs_exactly(government: government::Section, department: economic::Section) -> bool {
    department.government().iter().any(|pair| pair.government == government.into())
}
