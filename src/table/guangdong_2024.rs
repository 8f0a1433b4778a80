//! Guangdong, edition of 2024: revenue by function, other money outside 本年收入合计.

use std::borrow::Cow;

use crate::amount::Unit;
use crate::fact::Flow;
use crate::scope::{Nature, Scope, Source};

use super::Words;
use super::guangdong::{
    ALL, BASIC, BY_PROJECT_CORNER, BY_UNIT_CORNER, CAPITAL, FISCAL, FUND, GENERAL, PROJECT, PROJECT_AND_OTHER, SPECIAL,
    TABLE_5, TABLE_6, TABLE_7, TABLE_8, TABLE_9, TABLE_10, TWO_SIDES, TWO_SIDES_CORNER, by_unit_columns, class_lines,
    column, expenditure, nature, natures, revenue, source, sources,
};
use super::spec::{Column, RowAxis, TableSpec};
use super::template::{Derived, Template};

/// 其他资金 of table 1: what institutions earn themselves.
const EARNED: Scope<Source> = Scope::<Source>::just(Source::Institutional)
    .union(Scope::<Source>::just(Source::Business))
    .union(Scope::<Source>::just(Source::Other));
/// 其他资金 of tables 11 and 12: everything but 财政拨款 and 财政专户. This edition prints no money carried in.
const REST: Scope<Source> = Scope::<Source>::ALL.without(Scope::FISCAL).without(Scope::SPECIAL_ACCOUNT);
const CURRENT: Scope<Source> = Scope::FISCAL.union(Scope::SPECIAL_ACCOUNT).union(EARNED);

/// What the lines above 本年支出合计 hold: passing money on has lines of its own below it.
const ABOVE_THE_LINE: Scope<Nature> = Scope::BASIC_AND_PROJECT.union(Scope::<Nature>::just(Nature::Business));

const REVENUE: Option<&str> = Some("收入总计");
const EXPENDITURE: Option<&str> = Some("支出总计");
const CURRENT_REVENUE: Option<&str> = Some("本年收入合计");

const UNIT_COLUMNS: [Column; 7] = by_unit_columns([FISCAL, GENERAL, FUND, CAPITAL], SPECIAL, sources(REST));

/// The template of the departments of Guangzhou and Zhuhai in 2024.
pub(super) static TEMPLATE: Template = Template {
    id: Cow::Borrowed("guangdong-2024"),
    name: Cow::Borrowed("广东省部门预算公开（2024年版）"),
    unit: Unit::TenThousandYuan,
    decimals: 2,
    rate_decimals: 2,
    key_projects: Scope::<Source>::ALL,
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
                revenue(&["其他资金"], sources(EARNED), CURRENT_REVENUE),
                revenue(&["本年收入合计"], sources(CURRENT), REVENUE),
                revenue(&["上级补助收入"], source(Source::SuperiorSubsidy), REVENUE),
                revenue(&["附属单位上缴收入"], source(Source::AffiliateRemittance), REVENUE),
                revenue(&["用事业基金弥补收支差额"], source(Source::InstitutionFund), REVENUE),
                revenue(&["收入总计"], ALL, None),
                class_lines(natures(ABOVE_THE_LINE)),
                expenditure(&["本年支出合计"], natures(ABOVE_THE_LINE), EXPENDITURE),
                expenditure(&["对附属单位补助支出"], nature(Nature::AffiliateSubsidy), EXPENDITURE),
                expenditure(&["上缴上级支出"], nature(Nature::SuperiorRemittance), EXPENDITURE),
                expenditure(&["结转下年"], nature(Nature::CarriedForward), EXPENDITURE),
                expenditure(&["支出总计"], ALL, None),
            ])),
            columns: Cow::Borrowed(TWO_SIDES),
        },
        TableSpec {
            number: 2,
            title: Cow::Borrowed("收入总体情况表"),
            corner: Words::new(&["功能分类科目", "科目编码", "科目名称"]),
            flow: Flow::Revenue,
            extent: ALL,
            rows: RowAxis::Function,
            columns: Cow::Borrowed(&[
                column(&["合计"], ALL, None),
                column(&["财政拨款收入", "一般公共预算"], GENERAL, Some(0)),
                column(&["财政拨款收入", "政府性基金预算"], FUND, Some(0)),
                column(&["财政拨款收入", "国有资本经营预算"], CAPITAL, Some(0)),
                column(&["财政专户拨款收入", "教育收费"], source(Source::EducationFees), Some(0)),
                column(&["财政专户拨款收入", "其他专户收入拨款"], source(Source::OtherSpecialAccount), Some(0)),
                column(&["其他资金收入", "事业收入"], source(Source::Institutional), Some(0)),
                column(&["其他资金收入", "经营收入"], source(Source::Business), Some(0)),
                column(&["其他资金收入", "其他收入"], source(Source::Other), Some(0)),
                column(&["上级补助收入"], source(Source::SuperiorSubsidy), Some(0)),
                column(&["附属单位上缴收入"], source(Source::AffiliateRemittance), Some(0)),
                column(&["用事业基金弥补收支差额"], source(Source::InstitutionFund), Some(0)),
            ]),
        },
        TableSpec {
            number: 3,
            title: Cow::Borrowed("支出总体情况表"),
            corner: Words::new(&["功能分类科目", "科目编码", "科目名称"]),
            flow: Flow::Expenditure,
            extent: ALL,
            rows: RowAxis::Function,
            columns: Cow::Borrowed(&[
                column(&["合计"], ALL, None),
                column(&["基本支出"], BASIC, Some(0)),
                column(&["项目支出"], PROJECT, Some(0)),
                column(&["事业单位经营支出"], nature(Nature::Business), Some(0)),
                column(&["对附属单位补助支出"], nature(Nature::AffiliateSubsidy), Some(0)),
                column(&["上缴上级支出"], nature(Nature::SuperiorRemittance), Some(0)),
                column(&["结转下年"], nature(Nature::CarriedForward), Some(0)),
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
                class_lines(natures(Scope::<Nature>::SPENT)),
                expenditure(&["本年支出合计"], natures(Scope::<Nature>::SPENT), EXPENDITURE),
                expenditure(&["结转下年支出", "结转下年"], nature(Nature::CarriedForward), EXPENDITURE),
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
