//! What the editions of the Guangdong template share: short words for the data, and tables 5 to 10.

use std::borrow::Cow;

use crate::code::EconomicCode;
use crate::fact::{Basis, Flow, MemoItem};
use crate::scope::{Area, Extent, Nature, Scope, Source};

use super::Words;
use super::spec::{Column, Label, Line, Meaning, RowAxis, TableSpec};

/// All money.
pub(super) const ALL: Extent = Extent::exact(Area::ALL);
/// 财政拨款.
pub(super) const FISCAL: Extent = sources(Scope::FISCAL);
/// 一般公共预算.
pub(super) const GENERAL: Extent = source(Source::GeneralPublic);
/// 政府性基金预算.
pub(super) const FUND: Extent = source(Source::GovernmentFund);
/// 国有资本经营预算.
pub(super) const CAPITAL: Extent = source(Source::StateCapital);
/// 财政专户.
pub(super) const SPECIAL: Extent = sources(Scope::SPECIAL_ACCOUNT);
/// 基本支出.
pub(super) const BASIC: Extent = natures(Scope::BASIC);
/// 项目支出.
pub(super) const PROJECT: Extent = natures(Scope::PROJECT);

pub(super) const fn source(leaf: Source) -> Extent {
    sources(Scope::<Source>::just(leaf))
}

pub(super) const fn sources(scope: Scope<Source>) -> Extent {
    Extent::exact(Area::source(scope))
}

pub(super) const fn nature(leaf: Nature) -> Extent {
    natures(Scope::<Nature>::just(leaf))
}

pub(super) const fn natures(scope: Scope<Nature>) -> Extent {
    Extent::exact(Area::nature(scope))
}

pub(super) const fn column(header: &'static [&'static str], extent: Extent, part_of: Option<u16>) -> Column {
    Column { header: Words::new(header), extent, basis: Basis::Budget, meaning: Meaning::Money, part_of, side: None }
}

const fn side(header: &'static [&'static str], side: u8) -> Column {
    Column {
        header: Words::new(header),
        extent: ALL,
        basis: Basis::Budget,
        meaning: Meaning::Money,
        part_of: None,
        side: Some(side),
    }
}

/// The two columns of a table of revenue and expenditure side by side.
pub(super) const TWO_SIDES: &[Column] = &[side(&["收入", "预算"], 0), side(&["支出", "预算"], 1)];
pub(super) const TWO_SIDES_CORNER: Words = Words::new(&["项目", "项目"]);

const fn line(label: Label, flow: Flow, extent: Extent, meaning: Meaning, whole: Option<&'static str>) -> Line {
    let side = match flow {
        Flow::Revenue => 0,
        Flow::Expenditure => 1,
    };
    Line { label, flow, side, extent, meaning, part_of: other(whole), usually_within: None }
}

const fn names(names: &'static [&'static str]) -> Label {
    Label::Names(Words::new(names))
}

/// The label of another line.
const fn other(name: Option<&'static str>) -> Option<Cow<'static, str>> {
    match name {
        Some(name) => Some(Cow::Borrowed(name)),
        None => None,
    }
}

pub(super) const fn revenue(labels: &'static [&'static str], extent: Extent, part_of: Option<&'static str>) -> Line {
    line(names(labels), Flow::Revenue, extent, Meaning::Money, part_of)
}

pub(super) const fn expenditure(
    labels: &'static [&'static str],
    extent: Extent,
    part_of: Option<&'static str>,
) -> Line {
    line(names(labels), Flow::Expenditure, extent, Meaning::Money, part_of)
}

pub(super) const fn class_lines(extent: Extent) -> Line {
    line(Label::AnyFunctionalClass, Flow::Expenditure, extent, Meaning::FunctionalClass, Some("本年支出合计"))
}

/// 按功能分类科目: the whole, basic and project expenditure of one fiscal source.
macro_rules! by_function {
    ($number:literal, $title:literal, $corner:expr, $extent:expr, $heading:literal) => {
        TableSpec {
            number: $number,
            title: Cow::Borrowed($title),
            corner: Words::new($corner),
            flow: Flow::Expenditure,
            extent: $extent,
            rows: RowAxis::Function,
            columns: Cow::Borrowed(&[
                column(&[$heading, "小计"], natures(Scope::BASIC_AND_PROJECT), None),
                column(&[$heading, "其中：基本支出"], BASIC, Some(0)),
                column(&[$heading, "项目支出"], PROJECT, Some(0)),
            ]),
        }
    };
}

const CODE_AND_NAME: &[&str] = &["功能分类科目", "科目编码", "科目名称"];

pub(super) const TABLE_5: TableSpec =
    by_function!(5, "一般公共预算支出情况表（按功能分类科目）", &["功能科目名称"], GENERAL, "一般公共预算支出");
pub(super) const TABLE_9: TableSpec =
    by_function!(9, "政府性基金预算支出情况表", CODE_AND_NAME, FUND, "政府性基金预算支出");
pub(super) const TABLE_10: TableSpec =
    by_function!(10, "国有资本经营预算支出情况表", CODE_AND_NAME, CAPITAL, "国有资本经营预算支出");

const fn by_economic_code(number: u16, title: &'static str, extent: Extent) -> TableSpec {
    TableSpec {
        number,
        title: Cow::Borrowed(title),
        corner: Words::new(&["部门预算支出经济科目"]),
        flow: Flow::Expenditure,
        extent,
        rows: RowAxis::Economic,
        columns: Cow::Borrowed(const { &[column(&["预算"], ALL, None)] }),
    }
}

pub(super) const TABLE_6: TableSpec =
    by_economic_code(6, "一般公共预算基本支出情况表（按经济分类科目）", GENERAL.intersection(BASIC));
pub(super) const TABLE_7: TableSpec =
    by_economic_code(7, "一般公共预算项目支出情况表（按经济分类科目）", GENERAL.intersection(PROJECT));

const fn code(number: u32) -> EconomicCode {
    match EconomicCode::new(number) {
        Ok(code) => code,
        Err(_) => panic!("not an economic code"),
    }
}

const fn economic(labels: &'static [&'static str], codes: &'static [EconomicCode], part_of: &'static str) -> Line {
    Line {
        label: names(labels),
        flow: Flow::Expenditure,
        side: 0,
        extent: ALL,
        meaning: Meaning::Economic(Cow::Borrowed(codes)),
        part_of: Some(Cow::Borrowed(part_of)),
        usually_within: None,
    }
}

const fn memo(labels: &'static [&'static str], item: MemoItem, usually_within: Option<&'static str>) -> Line {
    Line {
        label: names(labels),
        flow: Flow::Expenditure,
        side: 0,
        extent: ALL,
        meaning: Meaning::Memo(item),
        part_of: None,
        usually_within: other(usually_within),
    }
}

const AGENCY_OPERATION: &str = "行政经费";
const THREE_PUBLIC: &str = "“三公”经费";
const VEHICLES: &str = "公务用车购置及运行维护支出";

/// 行政经费 and “三公”经费. Nothing but basic and project expenditure can be paid from appropriations.
pub(super) const TABLE_8: TableSpec = TableSpec {
    number: 8,
    title: Cow::Borrowed("财政拨款安排的行政经费及“三公”经费预算表"),
    corner: Words::new(&["项目"]),
    flow: Flow::Expenditure,
    extent: natures(Scope::BASIC_AND_PROJECT),
    rows: RowAxis::Lines(Cow::Borrowed(&[
        memo(&[AGENCY_OPERATION, "机关运行经费"], MemoItem::AgencyOperation, None),
        memo(&[THREE_PUBLIC], MemoItem::ThreePublic, Some(AGENCY_OPERATION)),
        economic(&["因公出国（境）支出"], &[code(30212)], THREE_PUBLIC),
        economic(&[VEHICLES], &[code(30231), code(31013)], THREE_PUBLIC),
        economic(&["公务用车购置费"], &[code(31013)], VEHICLES),
        economic(&["公务用车运行维护费"], &[code(30231)], VEHICLES),
        economic(&["公务接待费支出"], &[code(30217)], THREE_PUBLIC),
    ])),
    columns: Cow::Borrowed(&[
        column(&["合计"], FISCAL, None),
        column(&["一般公共预算"], GENERAL, Some(0)),
        column(&["政府性基金预算"], FUND, Some(0)),
        column(&["国有资本经营预算"], CAPITAL, Some(0)),
    ]),
};

/// The columns of tables 11 and 12: the whole, 财政拨款 and its three budgets, 财政专户, the rest.
pub(super) const fn by_unit_columns(fiscal: [Extent; 4], special: Extent, rest: Extent) -> [Column; 7] {
    [
        column(&["总计"], ALL, None),
        column(&["财政拨款", "合计"], fiscal[0], Some(0)),
        column(&["财政拨款", "一般公共预算"], fiscal[1], Some(1)),
        column(&["财政拨款", "政府性基金预算"], fiscal[2], Some(1)),
        column(&["财政拨款", "国有资本经营预算"], fiscal[3], Some(1)),
        column(&["财政专户拨款"], special, Some(0)),
        column(&["其他资金"], rest, Some(0)),
    ]
}

pub(super) const BY_UNIT_CORNER: Words = Words::new(&["支出项目类别（资金使用单位）"]);
pub(super) const BY_PROJECT_CORNER: Words = Words::new(&["支出项目类别（资金使用单位）", "绩效目标"]);

/// 项目支出及其他支出: projects for certain, and whatever is neither basic expenditure nor project at most.
pub(super) const PROJECT_AND_OTHER: Extent =
    Extent { inner: Area::nature(Scope::PROJECT), outer: Area::nature(Scope::<Nature>::ALL.without(Scope::BASIC)) };
