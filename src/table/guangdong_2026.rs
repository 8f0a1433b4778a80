//! Guangdong, edition of 2026: revenue by unit, money carried over from last year in a line of its own.

use std::borrow::Cow;

use crate::amount::Unit;
use crate::fact::Flow;
use crate::scope::{Area, Extent, Nature, Scope, Source};

use super::Words;
use super::guangdong::{
    ALL, BASIC, BY_PROJECT_CORNER, BY_UNIT_CORNER, CAPITAL, FISCAL, FUND, GENERAL, PROJECT, PROJECT_AND_OTHER, SPECIAL,
    TABLE_5, TABLE_6, TABLE_7, TABLE_8, TABLE_9, TABLE_10, TWO_SIDES, TWO_SIDES_CORNER, by_unit_columns, class_lines,
    column, expenditure, nature, natures, revenue, source, sources,
};
use super::spec::{Column, RowAxis, TableSpec};
use super::template::{Derived, Template};

/// 上年结转结余: carried-over money of every kind, and the accumulated fund, which has no line of its own here.
const CARRIED_IN: Extent = sources(Scope::CARRIED_OVER.union(Scope::<Source>::just(Source::InstitutionFund)));
const CURRENT: Extent = sources(Scope::<Source>::THIS_YEAR);

/// A functional class may or may not hold what is passed to affiliated units and superior bodies,
/// which this edition prints as lines beside the classes.
const CLASS: Extent = Extent {
    inner: Area::nature(Scope::BASIC_AND_PROJECT.union(Scope::<Nature>::just(Nature::Business))),
    outer: Area::nature(Scope::<Nature>::SPENT),
};
const SPENT: Extent = natures(Scope::<Nature>::SPENT);

const REVENUE: Option<&str> = Some("收入总计");
const EXPENDITURE: Option<&str> = Some("支出总计");
const CURRENT_REVENUE: Option<&str> = Some("本年收入合计");
const CURRENT_EXPENDITURE: Option<&str> = Some("本年支出合计");

/// Tables 11 and 12 speak of this year's and of carried-over money, tables 4 to 10 of this year's.
const fn with_carried_over(extent: Extent) -> Extent {
    sources(extent.inner.source.with_carried_over())
}

const REST: Extent = sources(
    Scope::<Source>::ALL.without(Scope::FISCAL.with_carried_over()).without(Scope::SPECIAL_ACCOUNT.with_carried_over()),
);
const UNIT_COLUMNS: [Column; 7] = by_unit_columns(
    [with_carried_over(FISCAL), with_carried_over(GENERAL), with_carried_over(FUND), with_carried_over(CAPITAL)],
    with_carried_over(SPECIAL),
    REST,
);

/// The template of the departments of Guangzhou and Zhuhai in 2026.
pub(super) static TEMPLATE: Template = Template {
    id: Cow::Borrowed("guangdong-2026"),
    name: Cow::Borrowed("广东省部门预算公开（2026年版）"),
    unit: Unit::TenThousandYuan,
    decimals: 2,
    rate_decimals: 1,
    key_projects: Scope::<Source>::THIS_YEAR,
    tables: Cow::Borrowed(&[
        TableSpec {
            number: 1,
            title: Cow::Borrowed("收支总体情况表"),
            corner: TWO_SIDES_CORNER,
            flow: Flow::Expenditure,
            extent: ALL,
            rows: RowAxis::SideBySide(Cow::Borrowed(&[
                revenue(&["预算拨款"], FISCAL, CURRENT_REVENUE),
                revenue(&["财政专户拨款"], SPECIAL, CURRENT_REVENUE),
                revenue(&["事业收入"], source(Source::Institutional), CURRENT_REVENUE),
                revenue(&["事业单位经营收入"], source(Source::Business), CURRENT_REVENUE),
                revenue(&["其他收入"], source(Source::Other), CURRENT_REVENUE),
                revenue(&["上级补助收入"], source(Source::SuperiorSubsidy), CURRENT_REVENUE),
                revenue(&["附属单位上缴收入"], source(Source::AffiliateRemittance), CURRENT_REVENUE),
                revenue(&["本年收入合计"], CURRENT, REVENUE),
                revenue(&["上年结转结余"], CARRIED_IN, REVENUE),
                revenue(&["收入总计"], ALL, None),
                class_lines(CLASS),
                expenditure(&["对附属单位补助支出"], nature(Nature::AffiliateSubsidy), CURRENT_EXPENDITURE),
                expenditure(&["上缴上级支出"], nature(Nature::SuperiorRemittance), CURRENT_EXPENDITURE),
                expenditure(&["本年支出合计"], SPENT, EXPENDITURE),
                expenditure(&["结转结余下年"], nature(Nature::CarriedForward), EXPENDITURE),
                expenditure(&["支出总计"], ALL, None),
            ])),
            columns: Cow::Borrowed(TWO_SIDES),
        },
        TableSpec {
            number: 2,
            title: Cow::Borrowed("收入总体情况表"),
            corner: Words::new(&["单位名称"]),
            flow: Flow::Revenue,
            extent: ALL,
            rows: RowAxis::Unit,
            columns: Cow::Borrowed(&[
                column(&["合计"], ALL, None),
                column(&["财政拨款收入", "一般公共预算"], GENERAL, Some(0)),
                column(&["财政拨款收入", "政府性基金预算"], FUND, Some(0)),
                column(&["财政拨款收入", "国有资本经营预算"], CAPITAL, Some(0)),
                column(&["财政专户拨款收入", "教育收费"], source(Source::EducationFees), Some(0)),
                column(&["财政专户拨款收入", "其他专户收入拨款"], source(Source::OtherSpecialAccount), Some(0)),
                column(&["其他资金收入", "事业收入"], source(Source::Institutional), Some(0)),
                column(&["其他资金收入", "事业单位经营收入"], source(Source::Business), Some(0)),
                column(&["其他资金收入", "其他收入"], source(Source::Other), Some(0)),
                column(&["上级补助收入"], source(Source::SuperiorSubsidy), Some(0)),
                column(&["附属单位上缴收入"], source(Source::AffiliateRemittance), Some(0)),
                column(&["上年结转结余"], CARRIED_IN, Some(0)),
            ]),
        },
        TableSpec {
            number: 3,
            title: Cow::Borrowed("本年支出总体情况表"),
            corner: Words::new(&["功能分类科目", "科目编码", "科目名称"]),
            flow: Flow::Expenditure,
            extent: SPENT,
            rows: RowAxis::Function,
            columns: Cow::Borrowed(&[
                column(&["合计"], ALL, None),
                column(&["基本支出"], BASIC, Some(0)),
                column(&["项目支出"], PROJECT, Some(0)),
                column(&["事业单位经营支出"], nature(Nature::Business), Some(0)),
                column(&["对附属单位补助支出"], nature(Nature::AffiliateSubsidy), Some(0)),
                column(&["上缴上级支出"], nature(Nature::SuperiorRemittance), Some(0)),
            ]),
        },
        TableSpec {
            number: 4,
            title: Cow::Borrowed("财政拨款收支总体情况表"),
            corner: TWO_SIDES_CORNER,
            flow: Flow::Expenditure,
            extent: FISCAL,
            rows: RowAxis::SideBySide(Cow::Borrowed(&[
                revenue(&["一般公共预算"], GENERAL, CURRENT_REVENUE),
                revenue(&["政府性基金预算"], FUND, CURRENT_REVENUE),
                revenue(&["国有资本经营预算"], CAPITAL, CURRENT_REVENUE),
                revenue(&["本年收入合计"], ALL, REVENUE),
                revenue(&["收入总计"], ALL, None),
                class_lines(SPENT),
                expenditure(&["本年支出合计"], SPENT, EXPENDITURE),
                expenditure(&["结转下年", "结转下年支出"], nature(Nature::CarriedForward), EXPENDITURE),
                expenditure(&["支出总计"], ALL, None),
            ])),
            columns: Cow::Borrowed(TWO_SIDES),
        },
        TABLE_5,
        TABLE_6,
        TABLE_7,
        TABLE_8,
        TABLE_9,
        TABLE_10,
        TableSpec {
            number: 11,
            title: Cow::Borrowed("部门预算基本支出预算表"),
            corner: BY_UNIT_CORNER,
            flow: Flow::Expenditure,
            extent: BASIC,
            rows: RowAxis::UnitEconomic,
            columns: Cow::Borrowed(&UNIT_COLUMNS),
        },
        TableSpec {
            number: 12,
            title: Cow::Borrowed("部门预算项目支出及其他支出预算表"),
            corner: BY_PROJECT_CORNER,
            flow: Flow::Expenditure,
            extent: PROJECT_AND_OTHER,
            rows: RowAxis::UnitProject,
            columns: Cow::Borrowed(&UNIT_COLUMNS),
        },
    ]),
    derived: Derived::new(),
};
