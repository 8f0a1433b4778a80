//! What the rows of a table are, by its header and its title.

use crate::code::{FunctionalCode, economic};
use crate::fact::Name;
use crate::table::vocabulary::{Corner, Role};

use super::super::region::Region;
use super::super::rows::RawRow;
use super::super::sides;
use super::super::title::{Sides as Side, Subject};
use super::{About, Axis};

/// Whether a name ends as those of public bodies do.
pub(super) fn is_of_unit(name: &str) -> bool {
    let bare = name.trim_end_matches(['）', ')']);
    let ends = [
        "本级",
        "机关",
        "局",
        "委",
        "委员会",
        "办公室",
        "办公厅",
        "厅",
        "处",
        "院",
        "中心",
        "学校",
        "大队",
        "支队",
        "总队",
        "所",
        "站",
        "会",
        "馆",
        "部",
        "分局",
    ];
    ends.iter().any(|end| bare.ends_with(end))
}

/// The unit whose code a row begins with, 117001 示例市财政局本级 小计, by its name and because the code is of no function of
/// that name.
pub(super) fn coded_unit<'r>(row: &'r RawRow<'_>) -> Option<&'r str> {
    const LEAST: usize = 3;
    let [part] = &*row.parts else { return None };
    let &[code] = part.digits.as_slice() else { return None };
    let name = part.name.trim_end_matches("小计");
    let function = code.parse().ok().and_then(FunctionalCode::listed);
    // Codes of units have three digits or more than five; functions have three, five or seven.
    let is_other = function.is_none_or(|function| code.len() == LEAST && !function.is_named(name));
    Some(name).filter(|name| code.len() >= LEAST && is_of_unit(name) && is_other)
}

/// What a row of a table of units is about. The classes of basic expenditure may stand under each unit.
pub(super) fn by_unit(name: &str) -> Option<About> {
    if let Some(class) = economic::Class::named(name) {
        return Some(About::Codes { function: None, government: None, economic: Some(class.code()) });
    }
    // The end of a name and the class below it, which ran together, are neither.
    let ends_in_class = name.char_indices().skip(1).any(|(at, _)| economic::Class::named(&name[at..]).is_some());
    (!ends_in_class).then(|| About::Unit(Name::from(name)))
}

/// Whether what comes in and what is spent stand over amounts beside each other, not over labels.
fn has_both_flows(region: &Region<'_>) -> bool {
    let has = |flow: &str| region.words.words.iter().any(|word| word.name.starts_with(flow));
    let is_label = |corner: &Corner| matches!(corner, Corner::Line | Corner::Project);
    has("本年收入") && has("本年支出") && region.words.corners().filter(is_label).count() < 2
}

pub(super) fn axis(region: &Region<'_>) -> Axis {
    let has = |wanted: Corner| region.words.corners().any(|corner| corner == wanted);
    let coded = has(Corner::Function) || has(Corner::Economic) || has(Corner::Government) || has(Corner::Code);
    let lines = has(Corner::Line) || has(Corner::Project) && !has(Corner::Unit);
    match region.title.subject {
        Subject::Budget
            if region.title.sides == Side::Both
                && region.title.is_final
                && (has(Corner::Code) && sides::blocks(region).len() < 2 || has_both_flows(region)) =>
        {
            Axis::Codes
        }
        Subject::Budget | Subject::AgencyOperation if region.title.sides == Side::Both => Axis::Lines,
        // 项目 over 单位代码 and 单位名称: the rows are units.
        Subject::Budget if region.title.sides == Side::Revenue && lines && !coded && !has(Corner::Unit) => Axis::Lines,
        Subject::ThreePublic if lines && !coded => Axis::Lines,
        // Purchases by function: no column names what is bought.
        Subject::Procurement | Subject::PurchasedServices
            if coded && !has(Corner::Project) && !has(Corner::Line) && !has(Corner::Unit) && !has_others(region) =>
        {
            Axis::Codes
        }
        Subject::Goals | Subject::Procurement | Subject::PurchasedServices | Subject::Beside => Axis::Named,
        _ if has(Corner::Project) && region.title.by_project => Axis::Project,
        _ if region.title.by_project
            && !coded
            && region.words.words.iter().any(|word| is_unit_or_project(word.name)) =>
        {
            Axis::Project
        }
        _ if coded => Axis::Codes,
        _ if has(Corner::Unit) => Axis::Unit,
        // 支出项目类别 over the economic classes of basic expenditure.
        _ if has(Corner::Project) && region.title.nature == Some(crate::scope::Scope::BASIC) => Axis::Codes,
        _ if has(Corner::Project) => Axis::Project,
        _ => Axis::Codes,
    }
}

/// Whether a header has words that describe the rows, besides those of codes and amounts.
fn has_others(region: &Region<'_>) -> bool {
    region.words.words.iter().any(|word| word.role == Role::Other)
}

/// 单位（项目）名称 over units and, under each, its projects.
fn is_unit_or_project(name: &str) -> bool {
    name.contains("单位") && name.contains("项目") && name.contains("名称")
}

/// Whether 数量, 人数 or a date stands before the only column of amounts and none after it.
pub(super) fn counts_first(region: &Region<'_>) -> bool {
    let words = &region.words.words;
    let other = words.iter().rposition(|word| word.role == Role::Other);
    let amount = words.iter().position(|word| word.role == Role::Whole);
    matches!((other, amount), (Some(other), Some(amount)) if other < amount)
}
