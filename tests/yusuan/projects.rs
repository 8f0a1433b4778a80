//! Projects and functions whose columns follow from what other tables print of their money.

use std::collections::BTreeSet;

use yusuan::{Disclosure, Key, read_text};

use super::support::PUBLICITY;

/// A bureau with 60 of other money, whose table of goals has lost its empty cells.
const GOALS: &str = "\
示例市应急管理局2026年度部门预算
预算01表 收支总表
金额单位：万元
收 入 支 出
项 目 预算数 项 目 预算数
一、一般公共预算拨款收入 940.000000 一、一般公共服务支出 1,000.000000
二、事业收入 60.000000 二、教育支出
本年收入合计 1,000.000000 本年支出合计 1,000.000000
上年结转结余 年终结转结余
收入总计 1,000.000000 支出总计 1,000.000000
预算02表 收入总表
金额单位：万元
合计 一般公共预算资金 事业收入 其他收入
1,000.000000 940.000000 60.000000
预算03表 支出总表
金额单位：万元
支出功能分类科目 政府支出经济分类科目 部门支出经济分类科目 合计 基本支出 项目支出
2010401-行政运行 50101-工资奖金津补贴 30101-基本工资 400.000000 400.000000
2010499-其他发展与改革事务支出 50205-委托业务费 30227-委托业务费 600.000000 600.000000
合 计 1,000.000000 400.000000 600.000000
预算05表 一般公共预算支出表
金额单位：万元
功能分类科目 预算数
科目编码 科目名称 合计 基本支出 项目支出
2010401 行政运行 400.000000 400.000000
2010499 其他发展与改革事务支出 540.000000 540.000000
合 计 940.000000 400.000000 540.000000
预算09表 财政拨款“三公”经费支出表
金额单位：万元
“三公”经费财政拨款预算总额 因公出国（境）费用 公务接待费 公务用车购置及运行维护费
小计 公务用车购置费 公务用车运行维护费
30.000000 1.310000 28.690000 18.690000 10.000000
预算11表 财政拨款政府购买服务明细表
金额单位：万元
指导性目录 预算金额
一级 二级 三级
合 计 167.006400
01-公共服务 0101-公共安全服务 安全风险评估服务 45.134000
01-公共服务 0101-公共安全服务 安全生产社会化服务 40.000000
01-公共服务 0101-公共安全服务 安全生产应急救援服务 31.872400
02-政府履职辅助性服务 0208-咨询服务 咨询服务 50.000000
预算表12 项目支出绩效目标表
金额单位：万元
项目名称 项目总额
其中：
绩效目标 一级指标 二级指标 三级指标 绩效指标性质 本年绩效指标值 绩效度量单位
财政资金 其他资金
11000022T000000447001-应急演练服务 60.100000 60.100000 组织演练 产出指标 数量指标 演练次数 ≥ 4 次
11000022T000000447002-风险评估服务 45.134000 45.134000 评估风险 产出指标 数量指标 报告数量 ≥ 2 份
11000022T000000447003-社会化服务 40.000000 40.000000 指导企业 产出指标 数量指标 企业数量 ≥ 9 家
11000022T000000447004-救援队伍服务 31.872400 31.872400 保障队伍 产出指标 数量指标 队伍数量 ≥ 3 支
11000022T000000447005-救援装备服务 31.872400 31.872400 保障装备 产出指标 数量指标 装备数量 ≥ 8 套
11000022T000000447006-公务用车购置项目 18.690000 18.690000 购置车辆 产出指标 数量指标 车辆数量 ≥ 1 辆
11000022T000000447007-标准研究服务 58.123400 58.123400 研究标准 产出指标 数量指标 标准数量 ≥ 1 项
11000022T000000447008-监测服务 60.000000 60.000000 监测风险 产出指标 数量指标 监测次数 ≥ 6 次
";

/// An office that leaves functions out of its tables, not out of their totals.
const OMITTING: &str = "\
示例市退役军人事务局2026年度部门预算
预算01表 收支总表
金额单位：万元
收 入 支 出
项 目 预算数 项 目 预算数
一、一般公共预算拨款收入 1,510.000000 一、一般公共服务支出 400.000000
二、其他收入 50.000000 二、教育支出 40.000000
三、社会保障和就业支出 1,060.000000
四、卫生健康支出 25.000000
五、住房保障支出 35.000000
本年收入合计 1,560.000000 本年支出合计 1,560.000000
上年结转结余 年终结转结余
收入总计 1,560.000000 支出总计 1,560.000000
预算03表 支出总表
金额单位：万元
支出功能分类科目 政府支出经济分类科目 部门支出经济分类科目 合计 基本支出 项目支出
2010401-行政运行 50101-工资奖金津补贴 30101-基本工资 300.000000 300.000000
2010499-其他发展与改革事务支出 50299-其他商品和服务支出 30299-其他商品和服务支出 100.000000 100.000000
2050803-培训支出 50203-培训费 30216-培训费 40.000000 40.000000
2080505-机关事业单位基本养老保险缴费支出 50102-社会保障缴费 30108-机关事业单位基本养老保险缴费 40.123456 40.123456
2080506-机关事业单位职业年金缴费支出 50102-社会保障缴费 30109-职业年金缴费 19.876544 19.876544
2101101-行政单位医疗 50102-社会保障缴费 30110-职工基本医疗保险缴费 25.000000 25.000000
2210201-住房公积金 50103-住房公积金 30113-住房公积金 35.000000 35.000000
合 计 1,560.000000 520.000000 1,040.000000
预算05表 一般公共预算支出表
金额单位：万元
功能分类科目 预算数
科目编码 科目名称 合计 基本支出 项目支出
2010401 行政运行 180.000000 180.000000
2050803 培训支出 30.000000 30.000000
2080505 机关事业单位基本养老保险缴费支出 24.123456 24.123456
2080506 机关事业单位职业年金缴费支出 11.876544 11.876544
2101101 行政单位医疗 15.000000 15.000000
2210201 住房公积金 21.000000 21.000000
2010401 行政运行 120.000000 120.000000
2010499 其他发展与改革事务支出 60.000000 60.000000
2050803 培训支出 10.000000 10.000000
2080505 机关事业单位基本养老保险缴费支出 16.000000 16.000000
2080506 机关事业单位职业年金缴费支出 8.000000 8.000000
2101101 行政单位医疗 10.000000 10.000000
2210201 住房公积金 14.000000 14.000000
合 计 1,510.000000 510.000000 1,000.000000
预算06表 一般公共预算基本支出表
金额单位：万元
政府支出经济分类科目 部门支出经济分类科目 合计 人员经费 公用经费
50101-工资奖金津补贴 30101-基本工资 370.000000 370.000000
50102-社会保障缴费 30108-机关事业单位基本养老保险缴费 40.123456 40.123456
50102-社会保障缴费 30109-职业年金缴费 19.876544 19.876544
50102-社会保障缴费 30110-职工基本医疗保险缴费 25.000000 25.000000
50103-住房公积金 30113-住房公积金 35.000000 35.000000
50203-培训费 30216-培训费 10.000000 10.000000
50299-其他商品和服务支出 30299-其他商品和服务支出 10.000000 10.000000
合 计 510.000000 490.000000 20.000000
";

fn read(text: &str) -> Disclosure {
    read_text(text).unwrap_or_else(|error| panic!("{error}"))
}

/// The columns in which the figures of rows with such a label stand, in the table of that title.
fn columns(disclosure: &Disclosure, title: &str, label: &str) -> BTreeSet<String> {
    let names = disclosure.facts().map(|fact| disclosure.names(fact.place));
    names.filter(|(table, row, _)| table.contains(title) && row.contains(label)).map(|(.., column)| column).collect()
}

/// The amounts of the project of exactly this name, in all tables.
fn amounts(disclosure: &Disclosure, name: &str) -> Vec<String> {
    let is_its = |key: &Key| key.project.as_ref().is_some_and(|project| project.as_str() == name);
    disclosure.facts().filter(|fact| is_its(&fact.key)).map(|fact| fact.printed.to_string()).collect()
}

fn projects(disclosure: &Disclosure, name: &str) -> Vec<String> {
    columns(disclosure, "绩效目标表", name).into_iter().collect()
}

/// The bureau with so much other money, fiscal money, and fiscal money for projects.
fn with_other_money(other: &str, fiscal: &str, on_projects: &str) -> String {
    let text = GOALS.replace("事业收入 60.000000", &format!("事业收入 {other}"));
    let text = text.replace("940.000000 60.000000\n", &format!("940.000000 {other}\n"));
    text.replace("940.000000", fiscal).replace("540.000000", on_projects)
}

#[test]
fn no_project_has_more_other_money_than_there_is() {
    let bureau = read(GOALS);
    assert_eq!(projects(&bureau, "应急演练服务"), ["财政资金", "项目总额"]);
    // As much as there is may be all of it.
    assert_eq!(projects(&bureau, "监测服务"), ["项目总额"]);
    let poorer = read(&with_other_money("59.000000", "941.000000", "541.000000"));
    assert_eq!(projects(&poorer, "监测服务"), ["财政资金", "项目总额"]);
    assert_eq!(bureau.audit().tally().violated, 0);
}

#[test]
fn an_equal_amount_of_fiscal_money_does_not_tell_whose_money_a_project_is() {
    let bureau = read(GOALS);
    for project in ["风险评估服务", "公务用车购置项目", "社会化服务", "救援队伍服务", "救援装备服务"]
    {
        assert_eq!(projects(&bureau, project), ["项目总额"], "{project}");
    }
    let poorer = read(&with_other_money("45.134000", "954.866000", "554.866000"));
    assert_eq!(projects(&poorer, "应急演练服务"), ["财政资金", "项目总额"], "this is more than all of it");
}

#[test]
fn functions_that_two_tables_print_alike_are_printed_in_full() {
    let office = read(OMITTING);
    let pension = columns(&office, "一般公共预算支出表", "2080505");
    assert_eq!(pension.into_iter().collect::<Vec<_>>(), ["合计", "基本支出"]);
    let training = columns(&office, "支出总表", "2050803");
    assert_eq!(training.into_iter().collect::<Vec<_>>(), ["合计", "项目支出"], "more than all basic expenditure on it");
    // What is left out may be basic expenditure as well.
    let running = columns(&office, "支出总表", "2010401");
    assert_eq!(running.into_iter().collect::<Vec<_>>(), ["合计"]);
}

#[test]
fn functions_that_two_tables_print_differently_lack_rows() {
    let differing = OMITTING
        .replace("2050803 培训支出 10.000000 10.000000", "2050803 培训支出 9.000000 9.000000")
        .replace("缴费支出 16.000000 16.000000", "缴费支出 15.000000 15.000000")
        .replace("缴费支出 8.000000 8.000000", "缴费支出 7.000000 7.000000")
        .replace("2101101 行政单位医疗 10.000000 10.000000", "2101101 行政单位医疗 9.000000 9.000000");
    let pension = columns(&read(&differing), "一般公共预算支出表", "2080505");
    assert_eq!(pension.into_iter().collect::<Vec<_>>(), ["合计"]);
    let training = columns(&read(&differing), "支出总表", "2050803");
    assert_eq!(training.into_iter().collect::<Vec<_>>(), ["合计", "项目支出"]);
}

#[test]
fn what_a_project_is_to_achieve_is_no_part_of_the_next_name() {
    let head = "示例市监狱2026年部门预算\n收支总表\n单位：万元\n收入 支出\n项目 预算数 项目 预算数\n\
                一、一般公共预算拨款收入 450.00 一、公共安全支出 450.00\n收入合计 450.00 支出合计 450.00\n\
                项目支出表\n单位：万元\n单位名称 项目名称 合计 一般公共预算\n合计 450.00 450.00\n\
                示例市监狱 生活保障 100.00 100.00\n示例市监狱 设施建设 80.00 80.00\n\
                示例市服务中心（示例市预\n警中心） 系统维护 20.00 20.00\n示例市监狱 改造管理 250.00 250.00\n\
                项目支出绩效表\n单位：万元\n单位名称 项目名称 金额 绩效目标\n";
    let goals = "\
示例市监狱 生活保障 100.00 保障基本生活，满足医疗需求。
示例市监狱 设施建设 1.维修围墙；2.改造宿舍，
80.00 监室按期验收。
示例市服务中心（示例市预
警中心） 系统维护 20.00 预警信息
稳定发布。
示例市监狱 改造管理 250.00
提高教育质量，全年安全。
";
    let prison = read(&format!("{head}{goals}"));
    assert!(prison.unread.is_empty(), "{:?}", prison.unread);
    assert_eq!(amounts(&prison, "示例市监狱生活保障"), ["100.00"; 3]);
    assert_eq!(amounts(&prison, "示例市监狱设施建设"), ["80.00"; 3]);
    assert_eq!(amounts(&prison, "示例市服务中心（示例市预警中心）系统维护"), ["20.00"; 3]);
    assert_eq!(amounts(&prison, "示例市监狱改造管理"), ["250.00"; 3]);
}

#[test]
fn a_name_begins_behind_the_sentences_about_the_project_before() {
    let table = "\
专项业务经费支出表
单位：元
单位（项目）名称 项目金额 项目简介
道
德模范经
费
600,000.00
2019年10月发布纲要，要求认真贯彻
落实。纲要是为了提高全社会水平，促进全面建设而制定的法规。
精
神文明活动
经费
300,000.00
弘扬志愿精神，推动活动
广泛开展。
";
    let office = read(&format!("{PUBLICITY}{table}"));
    assert!(office.unread.is_empty(), "{:?}", office.unread);
    assert_eq!(amounts(&office, "道德模范经费"), ["600,000.00"]);
    assert_eq!(amounts(&office, "精神文明活动经费"), ["300,000.00"]);
}

/// The rest of the document prints two decimals; clerks type the amounts of tasks as they come.
#[test]
fn amounts_of_tasks_may_have_any_decimals() {
    let table = "\
2026年部门整体支出绩效目标表
部门（单位）名称 示例市委宣传部
任务名称 主要内容
预算金额（万元）
总额 财政拨款 其他资金
1、理论武装工作
组织开展理论学习。 95 95
2、电影、新闻出版工作
实施基层电影工程。 348.16 300 48.16
3、对外宣传
策划制作形象宣传片。
1700 1700
金额合计 2143.16 2095 48.16
年度绩效指标
一级指标 二级指标 三级指标 指标值
产出指标 数量指标 ≥ 12 10
质量指标 合格（%） 90 90
";
    let office = read(&format!("{PUBLICITY}{table}"));
    assert!(office.unread.is_empty(), "{:?}", office.unread);
    assert_eq!(amounts(&office, "1、理论武装工作组织开展理论学习。"), ["95", "95"]);
    assert_eq!(amounts(&office, "2、电影、新闻出版工作实施基层电影工程。"), ["348.16", "300", "48.16"]);
    assert_eq!(amounts(&office, "3、对外宣传策划制作形象宣传片。"), ["1,700", "1,700"]);
    // What the table prints in all, and no other number under it.
    let goals =
        |office: &Disclosure| office.facts().filter(|fact| fact.key.memo == Some(yusuan::MemoItem::Goals)).count();
    assert_eq!(goals(&office), 10);
    // 服务, 工程 and 采购 in the name of the body are no words of the header.
    for body in ["示例市便民服务中心", "示例市建设工程质量站", "示例市政府采购中心 部门预算编码 301"]
    {
        let other = table.replace("名称 示例市委宣传部", &format!("名称 {body}"));
        assert_ne!(other, table);
        let other = read(&format!("{PUBLICITY}{other}"));
        assert_eq!(goals(&other), 10, "{body}");
        assert!(other.unread.is_empty(), "{body}: {:?}", other.unread);
    }
    // Where scores are printed, two equal numbers may be a weight and a score.
    let scored =
        read(&format!("{PUBLICITY}{}", table.replace("总额 财政拨款 其他资金", "总额 财政拨款 其他资金 得分")));
    assert_eq!(goals(&scored), 0);
}

/// A table of goals among sentences, with no title but the sentence that introduces it. Its cells are narrow.
#[test]
fn a_sentence_may_introduce_the_goals_of_projects() {
    let part = "\
第七部分 重点项目预算绩效情况说明
2026年，本单位重点项目绩效目标情况如下：
二级预算单位名称 一级项目名称 预算数（万元） 绩效目标
示例市委宣传
部（本级）
道德模范
业务
60.00 表彰十人，
宣传到位。
示例市委宣传
部（本级）
网络文明（社
区）管理 30.50 发布信息12次，覆
盖率95%。
第八部分 其他情况说明
本部门没有其他需要说明的情况，特此说明。
";
    let office = read(&format!("{PUBLICITY}{part}"));
    assert!(office.unread.is_empty(), "{:?}", office.unread);
    assert_eq!(amounts(&office, "示例市委宣传部（本级）道德模范业务"), ["60.00"]);
    assert_eq!(amounts(&office, "示例市委宣传部（本级）网络文明（社区）管理"), ["30.50"]);
    assert_eq!(office.facts().filter(|fact| fact.key.project.is_some()).count(), 2);
    // The unit in the header may be torn.
    let torn = part.replace("预算数（万元） 绩效目标", "预算数（单位：万\n元） 绩效目标");
    let torn = read(&format!("{PUBLICITY}{torn}"));
    assert_eq!(amounts(&torn, "示例市委宣传部（本级）道德模范业务"), ["60.00"]);
    assert_eq!((torn.facts().count(), torn.unread.len()), (office.facts().count(), 0));
    let whole = read(&format!("{PUBLICITY}{}", part.replace("（万元）", "（单位：元）")));
    let torn = part.replace("预算数（万元） 绩效目标", "预算数（单位：\n元） 绩效目标");
    let torn = read(&format!("{PUBLICITY}{torn}"));
    let of_projects = |office: &Disclosure| -> Vec<String> {
        let of_projects = office.facts().filter(|fact| fact.key.project.is_some());
        of_projects.map(|fact| format!("{} {}", fact.key, fact.printed.amount())).collect()
    };
    assert_eq!(of_projects(&torn), of_projects(&whole));
    assert!(of_projects(&whole)[0].ends_with("60元"), "{:?}", of_projects(&whole));
}

/// The row of a unit begins with its code, not with a figure; its money is cut by sources and, beside that, by natures.
#[test]
fn one_total_may_be_cut_in_two_ways() {
    let table = "\
2026年部门整体支出绩效目标表
单位：万元
单位编码 单位名称 年度预算申请 整体绩效目标
资金总额 按收入性质分 按支出性质分
一般公共预算 政府性基金拨款 其他资金 基本支出 项目支出
201056 示例市委宣传部
656.73 600.00 40.00 16.73 386.73 270.00
宣传到位，群众满意。
";
    let office = read(&format!("{PUBLICITY}{table}"));
    assert!(office.unread.is_empty(), "{:?}", office.unread);
    assert_eq!(amounts(&office, "示例市委宣传部"), ["656.73", "600.00", "40.00", "16.73", "386.73", "270.00"]);
    assert_eq!(office.audit().tally().violated, 0);
    // With empty cells lost nothing tells whose the second figure is.
    let short = read(&format!("{PUBLICITY}{}", table.replace("656.73 600.00 40.00 16.73", "656.73 656.73")));
    assert_eq!(amounts(&short, "示例市委宣传部"), ["656.73", "386.73", "270.00"]);
    assert_eq!(short.unread.iter().map(|unread| unread.figures).sum::<u32>(), 1);
}
