//! Forms of goals, one for each project: its money stands behind labels, and everything else is prose and indicators.

use super::support::{PUBLICITY, read};

/// What each project's form says of money: a total and its two parts.
fn money(text: &str) -> Vec<(String, String)> {
    let office = read(&format!("{PUBLICITY}{text}"));
    assert!(office.unread.is_empty(), "{:?}", office.unread);
    assert_eq!(office.audit().tally().violated, 0);
    let of_projects = office.facts().filter(|fact| fact.key.project.is_some());
    of_projects.map(|fact| (office.names(fact.place).1, fact.printed.to_string())).collect()
}

/// Each project, its money, and what its goals say.
const PROJECTS: [(&str, [&str; 3], &str); 2] = [
    ("办公楼物业", ["25.89", "25.89", "0.00"], "按合同使用面积 5137.26 平方米，每平方米 50.4\n元。"),
    ("办公楼租金", ["202.17", "200.00", "2.17"], "租金 184.94\n万元。（面积 5137.26 平方米，30 元/月/平）"),
];

fn expected() -> Vec<(String, String)> {
    let of_project =
        |(name, amounts, _): (&str, [&str; 3], &str)| amounts.map(|amount| (name.to_owned(), amount.to_owned()));
    PROJECTS.into_iter().flat_map(of_project).collect()
}

/// A form for each project, label and amount on one line, each on a page of its own.
fn forms() -> String {
    let form = |(name, [total, fiscal, other], goal): (&str, [&str; 3], &str)| {
        format!(
            "{name}项目绩效目标表\n项目名称 {name}\n主管部门 示例市委宣传部 实施单位 示例市委宣传部\n\
             专项资金情况\n（万元）\n资金总额 {total}\n财政拨款 {fiscal}\n其他资金 {other}\n\
             年度目标\n{goal}\n一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 使用面积 ≤5137.26 平\n"
        )
    };
    PROJECTS.map(form).join("\u{c}")
}

#[test]
fn amounts_stand_beside_their_labels() {
    assert_eq!(money(&forms()), expected());
}

/// The same with a line to each cell.
#[test]
fn amounts_stand_below_their_labels() {
    assert_eq!(money(&forms().replace(' ', "\n")), expected());
    // Prose keeps its spaces.
    let cells: Vec<String> =
        forms()
            .lines()
            .map(|line| {
                if line.contains("平方米") || line.contains('≤') {
                    line.to_owned()
                } else {
                    line.replace(' ', "\n")
                }
            })
            .collect();
    assert_eq!(money(&cells.join("\n")), expected());
}

/// The same where labels and values come in the order of their height on the page.
#[test]
fn the_label_of_the_money_may_stand_among_the_amounts() {
    let woven = forms()
        .replace("项目名称 办公楼物业\n", "办公楼物业\n项目名称\n")
        .replace("项目名称 办公楼租金\n", "办公楼租金\n项目名称\n")
        .replace("专项资金情况\n（万元）\n", "")
        .replace("资金总额 25.89\n财政拨款 25.89\n", "资金总额\n25.89\n专项资金情况\n财政拨款\n25.89\n（万元）\n")
        .replace("资金总额 202.17\n财政拨款 200.00\n", "资金总额\n202.17\n专项资金情况\n财政拨款\n200.00\n（万元）\n")
        .replace("其他资金 ", "其他资金\n");
    assert_eq!(money(&woven), expected());
}

/// All forms under one title that names none of them.
#[test]
fn forms_under_one_title_name_their_projects_themselves() {
    let one = forms()
        .replace("办公楼物业项目绩效目标表", "项目支出绩效目标表\n（2026年度）")
        .replace("\u{c}办公楼租金项目绩效目标表\n", "");
    assert_eq!(money(&one), expected());
    assert_eq!(money(&one.replace(' ', "\n")), expected());
    // With a total beside the name of the year, as many places print it.
    let of_year = one.replace("资金总额 ", "年度资金总额： ").replace("财政拨款 ", "其中：财政拨款 ");
    assert_eq!(money(&of_year), expected());
    assert_eq!(money(&of_year.replace("： ", "：\n")), expected());
}
