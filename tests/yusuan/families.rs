//! What other departments of a known family print, where the documents seen first print nothing.

use std::collections::BTreeSet;

use yusuan::{Disclosure, read_text};

use super::support::{PUBLICITY, corpus_files, facts, is_sound, read, unread, unread_figures, violated};

/// The keys of the amounts of a row, by the number of its table.
fn keys(office: &Disclosure, table: u16, label: &str) -> Vec<String> {
    let of_row = office.facts().filter(|fact| fact.place.table == table && office.names(fact.place).1 == label);
    of_row.map(|fact| format!("{} = {}", fact.key, fact.printed)).collect()
}

/// Jiangsu: groups of sources, each with 小计 and its parts below its name.
const GROUPS: &str = "\
示例省渔业局2019年度部门预算
收支预算总表
单位：万元
收入 支出
项目名称 金额 功能科目名称 金额
一、财政拨款 57.00 一、农林水支出 70.00
1.一般公共预算 57.00
二、财政专户管理资金 10.00
三、其他资金 3.00
收入合计 70.00 支出合计 70.00
收入预算总表
单位：万元
项目名称 金额
收入总计 70.00
一般公共预算资金
小计 57.00
公共财政拨款（补助）资金 55.00
专项收入 2.00
财政专户管理资金
小计 10.00
专户管理教育收费 10.00
其他非税收入
其他资金
小计 3.00
事业收入 2.00
其他收入 1.00
";

#[test]
fn a_subtotal_below_the_name_of_its_group_is_the_money_of_the_group() {
    let office = read(GROUPS);
    is_sound(&office);
    let table = facts(&office, 2);
    assert_eq!(
        table[..4],
        [
            "revenue = 70.00",
            "revenue source=general-public = 57.00",
            "revenue memo=included = 55.00",
            "revenue memo=included = 2.00"
        ]
    );
    // The group's money is compared with the other table's.
    let broken = read(&GROUPS.replace("小计 57.00", "小计 75.00"));
    assert!(!violated(&broken).is_empty());
}

/// Cells that span several lines print the name of the group beside one of its parts.
#[test]
fn subtotals_without_the_names_of_their_groups_leave_open_what_the_parts_are() {
    let apart = GROUPS
        .replace("一般公共预算资金\n小计 57.00\n公共财政", "小计 57.00\n一般公共预算资金 公共财政")
        .replace("财政专户管理资金\n小计 10.00\n专户", "小计 10.00\n财政专户管理资金 专户")
        .replace("其他资金\n小计 3.00\n事业收入 2.00\n其他收入", "小计 3.00\n事业收入 2.00\n其他资金 其他收入");
    assert_eq!(apart.matches("小计").count(), 3);
    let office = read(&apart);
    is_sound(&office);
    assert_eq!(keys(&office, 2, "公共财政拨款（补助）资金"), ["revenue memo=included = 55.00"]);
}

/// A page that comes out as one line, with amounts of three digits before the code of the next row.
#[test]
fn small_amounts_are_no_codes() {
    let office = read(
        "示例市科普中心2026年部门预算\n部门收支总表\n单位：元\n项目 预算数 项目 预算数\n\
         一、财政拨款收入 1,500 一、科学技术支出 1,500\n收入总计 1,500 支出总计 1,500\n\
         部门支出总表\n单位：元\n科目编码 科目名称 合计 基本支出 项目支出\n合计 3,500 1,000 2,500\n\
         206 科学技术支出 1,500 1,000 500 206 07 科学技术普及 1,000 1,000 206 07 02 科普活动 1,000 1,000 206 99 \
         其他科学技术支出 500 500 206 99 99 其他科学技术支出 500 500 207 文化旅游体育与传媒支出 2,000 2,000\n",
    );
    let rows: Vec<String> = office.facts().map(|fact| format!("{} = {}", fact.key, fact.printed)).collect();
    assert!(rows.contains(&"expenditure function=2069999 nature=project = 500".to_owned()), "{rows:#?}");
    assert!(rows.contains(&"expenditure function=207 nature=project = 2,000".to_owned()), "{rows:#?}");
}

/// Codes of seven digits in a cell that is as wide as six.
#[test]
fn codes_may_be_broken_before_their_last_digit() {
    let office = read(&format!(
        "{PUBLICITY}一般公共预算支出表\n单位：元\n功能科目编码 功能科目名称 合计 人员经费支出 公用经费支出\n\
         合计 900,000.00 800,000.00 100,000.00\n201 一般公共服务支出 900,000.00 800,000.00 100,000.00\n\
         20133 宣传事务 900,000.00 800,000.00 100,000.00\n201330\n1\n行政运行 700,000.00 650,000.00 50,000.00\n\
         201335\n0\n事业运行 200,000.00 150,000.00 50,000.00\n"
    ));
    is_sound(&office);
    assert_eq!(
        keys(&office, 2, "2013301 行政运行")[0],
        "expenditure function=2013301 source=general-public+carried-general-public = 700,000.00"
    );
    assert_eq!(keys(&office, 2, "2013350 事业运行").len(), 3);
}

/// Xi'an, with money carried over: 一、部门预算 is that of this year, and the unit's own is of two kinds.
const SUMMARY: &str = "\
示例市水利局2026年部门预算
部门综合预算收支总表
单位：元
收入 支出
项目 预算数 支出功能分类科目 预算数 部门预算支出经济分类科目 预算数
一、部门预算 900.00 一、部门预算 953.00 一、部门预算 953.00
1、财政拨款 900.00 1、科学技术支出 1、人员经费和公用经费支出
(1)一般公共预算拨款 900.00 2、农林水支出 953.00 2、专项业务经费支出 953.00
2、事业收入 3、其他支出 (1)商品和服务支出 853.00
其他支出 100.00
本年收入合计 900.00 本年支出合计 953.00 本年支出合计 953.00
上年实户资金余额 36.00
上年结转 17.00
其中：财政拨款资金结转 5.00
非财政拨款资金结余 12.00
收入总计 953.00 支出总计 953.00 支出总计 953.00
部门综合预算收入总表
单位：元
单位编码 单位名称 合计 一般公共预算拨款 上年实户资金余额 上年结转
301 示例市水利局 953.00 900.00 36.00 17.00
";

#[test]
fn the_budget_of_this_year_stands_above_what_was_carried_over() {
    let office = read(SUMMARY);
    is_sound(&office);
    let this_year = keys(&office, 1, "一、部门预算");
    assert!(this_year[0].contains("source=general-public+"), "{this_year:?}");
    assert!(!this_year[0].contains("carried"), "{this_year:?}");
    let broken = read(&SUMMARY.replace("一、部门预算 900.00 一", "一、部门预算 990.00 一"));
    assert!(!violated(&broken).is_empty());
}

/// 其他支出 below 专项业务经费支出 is an economic class, though functions have that name too.
#[test]
fn classes_below_a_kind_of_expenditure_are_economic() {
    let other = keys(&read(SUMMARY), 1, "其他支出");
    assert_eq!(other, ["expenditure economic=399 nature=project = 100.00"]);
}

/// The list of projects may leave out what was carried over to them.
#[test]
fn projects_may_be_listed_without_what_was_carried_over() {
    let listed = |summary: &str, amount: &str| {
        read(&format!(
            "{summary}部门综合预算专项业务经费支出表\n单位：元\n单位编码 单位（项目）名称 项目金额\n合计 {amount}\n\
             301 示例市水利局 {amount}\n灌区维护 {amount}\n"
        ))
    };
    is_sound(&listed(SUMMARY, "936.00"));
    is_sound(&listed(SUMMARY, "953.00"));
    assert!(!violated(&listed(SUMMARY, "954.00")).is_empty());
    // Where nothing was carried over, nothing is left out.
    let even =
        SUMMARY.replace("953.00", "936.00").replace("17.00", "0.00").replace("5.00", "0.00").replace("12.00", "0.00");
    let even = even.replace("853.00", "836.00");
    is_sound(&listed(&even, "936.00"));
    assert!(!violated(&listed(&even, "930.00")).is_empty());
}

/// Fujian: the cell that is wrapped stands around the line of the others.
const AROUND: &str = "\
支出预算总表
单位：元
对附属单位补助
科目编码 科目名称 小计 基本支出 项目支出 事业单位经营支出 上缴上级支出
支出
合计 900,000.00 500,000.00 300,000.00 60,000.00 30,000.00 10,000.00
2013301 行政运行 400,000.00 400,000.00 0.00 0.00 0.00 0.00
2013302 一般行政管理事务 260,000.00 0.00 260,000.00 0.00 0.00 0.00
2013350 事业运行 240,000.00 100,000.00 40,000.00 60,000.00 30,000.00 10,000.00
";

#[test]
fn a_word_around_the_line_of_the_others_is_one_column() {
    let office = read(&format!("{PUBLICITY}{AROUND}"));
    assert_eq!(violated(&office), Vec::<String>::new());
    assert_eq!(keys(&office, 2, "2013302 一般行政管理事务").len(), 6);
    let row = keys(&office, 2, "2013350 事业运行");
    assert_eq!(row[0], "expenditure function=2013350 = 240,000.00");
    assert_eq!(row[1], "expenditure function=2013350 nature=personnel+operating = 100,000.00");
    // Whether it stands before or after 上缴上级支出 nothing tells.
    let open: Vec<u32> = office.unread.iter().map(|unread| unread.figures).collect();
    assert_eq!(open, [2, 2]);
}

/// 小计 over the first column is the whole. Where nearly all rows contradict that, the columns are not those of the words.
#[test]
fn columns_that_nearly_all_rows_contradict_are_not_told() {
    let row = |at: u32| format!("20133{at:02} 示例科目{at} {at}00.00 {}00.00 50.00 60.00", at + 1);
    // One part as much as the whole says nothing of where the two stand.
    let lone = |at: u32| format!("20133{at} 示例科目{at} 100.00 100.00 0.00 0.00");
    let rows = (1..=8).map(row).chain((50..=55).map(lone)).collect::<Vec<_>>().join("\n");
    let office = read(&format!(
        "{PUBLICITY}支出预算总表\n单位：元\n科目编码 科目名称 小计 基本支出 项目支出 上缴上级支出\n{rows}\n"
    ));
    assert_eq!(violated(&office), Vec::<String>::new());
    assert_eq!(unread(&office).len(), 14);
}

/// A form of goals whose first cells are its money, and the project only in its title.
#[test]
fn forms_may_begin_with_their_money() {
    let form = |title: &str, [total, fiscal, other]: [&str; 3]| {
        format!(
            "{title}\n专项资金情况（万元） 资金总额： {total}\n财政拨款： {fiscal}\n其他资金： {other}\n\
             年度目标 完成任务。\n一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 次数 ≥10 次\n"
        )
    };
    let goals = form("校园修缮项目绩效目标表", ["30.00", "20.00", "10.00"])
        + &form("203002_示例市第二中学_普通高中内涵建设项目绩\n效目标表", ["40.50", "40.00", "0.50"]);
    let office = read(&format!("{PUBLICITY}{goals}"));
    is_sound(&office);
    let money: Vec<(String, String)> = office
        .facts()
        .filter(|fact| fact.key.project.is_some())
        .map(|fact| (office.names(fact.place).1, fact.printed.to_string()))
        .collect();
    let expected = [
        ("校园修缮", ["30.00", "20.00", "10.00"]),
        ("203002_示例市第二中学_普通高中内涵建设", ["40.50", "40.00", "0.50"]),
    ];
    let expected: Vec<(String, String)> = expected
        .into_iter()
        .flat_map(|(name, amounts)| amounts.map(|amount| (name.to_owned(), amount.to_owned())))
        .collect();
    assert_eq!(money, expected);
}

/// A form at the top of a page, whose title stands nowhere.
#[test]
fn forms_may_have_no_title() {
    let office = read(&format!(
        "{PUBLICITY}\u{c}项目名称 公车费用\n主管部门及代码 228_示例市委宣传部 实施单位 示例市委宣传部\n项目资金\n（万元）\n\
         年度预算资金总额： 30.00\n其中：财政拨款 30.00\n其他资金 0.00\n总体目标 保障出行。\n"
    ));
    is_sound(&office);
    assert_eq!(office.facts().filter(|fact| fact.key.project.is_some()).count(), 3);
}

/// Narrow cells break the label of the name too, and the title says nothing but 绩效目标表.
#[test]
fn the_label_of_a_name_may_be_broken() {
    let office = read(&format!(
        "{PUBLICITY}社会救助协理员补助经费项目\n绩效目标表\n项目\n名称\n社会救助协理员补助经费\n主管\n部门 示例市委宣传部\n\
         专项\n资金\n情况\n（万\n元）\n资金总额 571.17\n财政拨款 571.17\n其他资金 0.00\n年度\n目标\n完成任务。\n"
    ));
    is_sound(&office);
    let names: Vec<String> =
        office.facts().filter(|fact| fact.key.project.is_some()).map(|fact| office.names(fact.place).1).collect();
    assert_eq!(names, ["社会救助协理员补助经费"; 3]);
}

/// Chongqing: what a fund costs, and what of it each level of government spends.
#[test]
fn funds_may_be_cut_by_levels_of_government() {
    let office = read(&format!(
        "{PUBLICITY}2026年市级重点专项资金绩效目标表（一级项目）\n单位：万元\n项目名称 库区扶持 主管部门 示例市委宣传部\n\
         当年预算 88.35\n市级支出 60.30\n补助区县 28.05\n项目概况\n覆盖区县30个。\n"
    ));
    is_sound(&office);
    let amounts: Vec<String> =
        office.facts().filter(|fact| fact.key.project.is_some()).map(|fact| fact.printed.to_string()).collect();
    assert_eq!(amounts, ["88.35", "60.30", "28.05"]);
}

/// Huzhou: the department and the unit of money over a table of goals, neither with a label.
#[test]
fn the_unit_of_money_may_stand_behind_the_department() {
    let office = read(&format!(
        "{PUBLICITY}2026年市级部门项目支出绩效表\n511-示例市委宣传部 万元\n单位名称 项目名称 金额 项目总体绩效目标\n\
         ** ** ** **\n示例市委宣传部 军供保障 35.00 安全卫生，饮食达标，\n全年保障不少于四次。\n\
         示例市委宣传部 拥军优属 20.50 走访慰问。\n"
    ));
    is_sound(&office);
    let amounts: Vec<String> = facts(&office, 2)
        .into_iter()
        .filter_map(|fact| fact.rsplit_once(" = ").map(|(_, amount)| amount.to_owned()))
        .collect();
    assert_eq!(amounts, ["35.00", "20.50"]);
}

/// Changsha: 其中：公务用车购置 beside what it is a part of, and no further part of 小计.
#[test]
fn a_part_may_stand_beside_its_whole() {
    let office = read(&format!(
        "{PUBLICITY}一般公共预算“三公”经费支出情况表\n单位：万元\n部门名称 三公经费预算数（财政拨款）\n\
         小计 公务接待费 因公出国（境）费 公务用车购置及运行费 其中：公务用车购置 其中：公务用车运行费\n\
         合计 57.19 26.39 12.00 18.80 6.00 12.80\n示例市委宣传部 57.19 26.39 12.00 18.80 6.00 12.80\n"
    ));
    is_sound(&office);
    assert_eq!(facts(&office, 2).len(), 12);
}

/// Where every cell has a line of its own, a narrow one may break an amount behind its first digit.
#[test]
fn the_first_digit_of_an_amount_may_stand_above_the_rest() {
    let cells = "\
        一般公共预算支出预算表\n单位：万元\n功能分类科目名称\n合计\n基本支出\n项目支出\n合计\n147,934.32\n118,705.83\n2\n9,228.49\n\
        一般公共服务支出\n24,576.76\n24,321.76\n255.00\n教育支出\n123,357.56\n94,384.07\n2\n8,973.49\n";
    let office = read(&format!(
        "示例市教育局2026年部门预算\n收支总表\n单位：万元\n收入 支出\n项目 预算数 项目 预算数\n\
         一、财政拨款收入 147,934.32 一、一般公共服务支出 24,576.76\n二、教育支出 123,357.56\n\
         收入合计 147,934.32 支出合计 147,934.32\n{cells}"
    ));
    is_sound(&office);
    let projects: Vec<String> = facts(&office, 2).into_iter().filter(|fact| fact.contains("nature=project")).collect();
    assert!(projects[0].ends_with("= 29,228.49"), "{projects:?}");
    assert!(projects[2].ends_with("= 28,973.49"), "{projects:?}");
}

/// （无政府性基金支出） is the note of the empty table above the next title, and no part of it.
#[test]
fn a_note_in_brackets_is_no_part_of_the_next_title() {
    let office = read(&format!(
        "{PUBLICITY}政府性基金支出预算表\n单位：元\n功能科目代码 功能科目名称 金额\n合计\n(无政府性基金支出）\n\
         一般公共预算支出预算表\n单位：元\n功能科目代码 功能科目名称 金额\n合计 900,000.00\n201 一般公共服务支出 900,000.00\n"
    ));
    is_sound(&office);
    let last = office.tables.len();
    assert_eq!(office.tables[last - 1].title.as_str(), "一般公共预算支出预算表");
}

/// A text without white space.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// 工程, 采购 and 服务 are words of headers too. Where the name is wrapped somewhere, it would be exchanged in part only.
#[test]
fn the_name_of_a_body_does_not_matter_in_the_corpus() {
    const OTHER: &str = "示例建设工程采购服务中心";
    let mut compared = 0;
    for file in corpus_files("text") {
        let text = std::fs::read_to_string(&file).unwrap();
        let Ok(office) = read_text(&text) else { continue };
        let name = office.header.department.as_str();
        let times = text.matches(name).count();
        if times < 3 || squeezed(&text).matches(name).count() > times {
            continue;
        }
        let other = read(&text.replace(name, OTHER));
        let counts = |office: &Disclosure| (office.facts().count(), unread_figures(office), violated(office).len());
        assert_eq!(counts(&other), counts(&office), "{}", file.display());
        assert_eq!(other.header.department.as_str(), OTHER, "{}", file.display());
        compared += 1;
    }
    assert!(compared >= 30 || corpus_files("text").is_empty(), "{compared}");
}

/// What a project costs is told or listed, wherever a line begins with the label of its money.
#[test]
fn the_money_of_goals_is_not_lost_in_the_corpus() {
    let mut amounts = 0;
    for file in corpus_files("text") {
        let text = std::fs::read_to_string(&file).unwrap();
        let Ok(office) = read_text(&text) else { continue };
        let known: BTreeSet<u32> =
            office.facts().map(|fact| fact.place.line).chain(office.unread.iter().map(|unread| unread.line)).collect();
        for (line, number) in text.lines().zip(1..) {
            let line = squeezed(line);
            let labels = ["资金总额", "年度资金总额", "年度预算资金总额", "当年预算"];
            let amount = labels.iter().find_map(|label| line.strip_prefix(label));
            let amount = amount.map(|rest| rest.trim_start_matches('：'));
            if amount.is_some_and(|amount| amount.contains('.') && amount.replace(',', "").parse::<f64>().is_ok()) {
                assert!(known.contains(&number), "{}: {number}: {line}", file.display());
                amounts += 1;
            }
        }
    }
    assert!(amounts >= 100 || corpus_files("text").is_empty(), "{amounts}");
}

/// Some bodies publish one table in one file.
const ONE_TABLE: &str = "\
2021年一般公共预算“三公”经费支出预算表
单位：示例县中学 单位：万元
项目 预算数
合计 11.77
因公出国（境）费 0.00
公务接待费 11.77
";

#[test]
fn one_table_is_read_too() {
    let school = read(ONE_TABLE);
    assert_eq!((school.header.department.as_str(), facts(&school, 1).len()), ("示例县中学", 3));
    is_sound(&school);
    let broken = read(&ONE_TABLE.replace("接待费 11.77", "接待费 11.67"));
    assert_eq!(violated(&broken).len(), 1);
    // What is missing is said.
    let nobody = read_text(&ONE_TABLE.replace("单位：示例县中学 ", "")).unwrap_err();
    assert_eq!(nobody.to_string(), "no department: looked for 单位名称： and for a title ending in 部门预算");
}

/// Revenue and expenditure without the table that compares them: nothing tells how much is kept for next year.
const APART: &str = "\
示例市水务局2026年部门预算
收入总表
单位：万元
科目编码 科目名称 合计 一般公共预算拨款 其他收入 上年结转
201 一般公共服务支出 90.00 90.00 0.00 0.00
221 住房保障支出 20.00 7.00 3.00 10.00
合计 110.00 97.00 3.00 10.00
支出总表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
201 一般公共服务支出 90.00 50.00 40.00
221 住房保障支出 12.00 12.00 0.00
合计 102.00 62.00 40.00
";

#[test]
fn without_a_summary_less_may_be_spent_than_there_is() {
    let office = read(APART);
    is_sound(&office);
    // But not more, and what is missing in a table is told by its own sums.
    let more = APART.replace("支出 12.00 12.00", "支出 32.00 32.00").replace("102.00 62.00", "122.00 82.00");
    assert!(violated(&read(&more)).contains(&"total: 1.1 = 2.1".to_owned()));
    assert!(!violated(&read(&APART.replace("合计 102.00", "合计 101.00"))).is_empty());
    // A summary tells it.
    let summary = "\
收支总表
单位：万元
收入 支出
项目 预算数 项目 预算数
一、一般公共预算拨款收入 97.00 一、一般公共服务支出 90.00
二、其他收入 3.00 二、住房保障支出 12.00
本年收入合计 100.00 本年支出合计 102.00
上年结转 10.00 结转下年 8.00
收入总计 110.00 支出总计 110.00
";
    let whole = APART.replacen("收入总表", &format!("{summary}收入总表"), 1);
    is_sound(&read(&whole));
    let broken = whole
        .replace("合计 102.00 62.00", "合计 103.00 63.00")
        .replace("支出 12.00 12.00 0.00", "支出 13.00 13.00 0.00");
    assert!(!violated(&read(&broken)).is_empty());
}
