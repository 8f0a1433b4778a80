//! Layouts that no shared document has, made after the forms that whole provinces print: project tables of the
//! budget system, classes of economic codes across, codes of units beside those of functions.

use yusuan::{Answer, Disclosure, EconomicCode, FunctionalCode, Key, Scope, read_text};

use super::support::wan;

/// 本年拨款 and 财政拨款结转结余 head the same three budgets.
const PROJECTS_BY_BUDGET: &str = "\
江城市审计局2026年部门预算
部门公开表1
部门收支总表
部门名称：江城市审计局 单位：万元
收入 支出
项目 预算数 项目 预算数
一、一般公共预算拨款收入 1153.10 一、一般公共服务支出 1011.28
二、政府性基金预算拨款收入 236.37 二、外交支出 0.00
三、国有资本经营预算拨款收入 0.00 三、社会保障和就业支出 183.09
四、财政专户管理资金收入 0.00 四、城乡社区支出 236.37
五、事业收入 21.86 五、其他支出 0.00
六、事业单位经营收入 0.00
七、上级补助收入 0.00
八、附属单位上缴收入 0.00
九、其他收入 0.00
本年收入合计 1411.33 本年支出合计 1430.74
上年结转结余 19.41 年终结转结余 0.00
收入总计 1430.74 支出总计 1430.74
部门公开表10
项目支出表
部门名称：江城市审计局 单位：万元
类型 项目名称 项目单位 合计
本年拨款 财政拨款结转结余 财政专户管理
资金 单位资金
一般公共预算 政府性基金预
算
国有资本经营
预算 一般公共预算 政府性基金预
算
国有资本经营
预算
合计 686.75 409.11 236.37 0.00 19.41 0.00 0.00 0.00 21.86
特定目标类 政府投资项目审计经费 江城市审计局 313.27 313.27 0.00 0.00 0.00 0.00 0.00 0.00 0.00
其他运转类 金审工程运行维护 江城市审计局 95.84 95.84 0.00 0.00 0.00 0.00 0.00 0.00 0.00
特定目标类 内部审计指导经费 江城市审计局 19.41 0.00 0.00 0.00 19.41 0.00 0.00 0.00 0.00
特定目标类 审计培训服务 江城市审计服务中心 21.86 0.00 0.00 0.00 0.00 0.00 0.00 0.00 21.86
特定目标类 城市建设资金监管平台 江城市审计服务中心 236.37 0.00 236.37 0.00 0.00 0.00 0.00 0.00 0.00
";

/// Classes of economic codes as columns, and a third block of lines in the summary.
const CLASSES_ACROSS: &str = "\
湘水市审计局2026年部门预算
表01
收支总表
部门：105_湘水市审计局 金额单位：万元
收 入 支 出
项 目 本年预算 项目（按功能分类） 本年预算 项目（按部门预算经济分类） 本年预算
（一）一般公共预算拨款 1153.10 （一）一般公共服务支出 1011.28 一、基本支出 743.99
一般公共预算拨款补助 1153.10 （二）外交支出 0.00 工资福利支出 680.60
（二）政府性基金预算拨款 236.37 （三）社会保障和就业支出 183.09 商品和服务支出 44.80
（三）国有资本经营预算拨款 0.00 （四）城乡社区支出 236.37 对个人和家庭的补助 18.59
（四）社会保险基金预算资金 0.00 （五）其他支出 0.00 二、项目支出 686.75
（五）财政专户管理资金 0.00 商品和服务支出 354.54
（六）上级补助收入 0.00 资本性支出 332.21
（七）附属单位上缴收入 0.00 三、事业单位经营支出 0.00
（八）事业收入 21.86 四、上缴上级支出 0.00
（九）事业单位经营收入 0.00 五、对附属单位补助支出 0.00
本年收入合计 1411.33 本年支出合计 1430.74 本年支出合计 1430.74
上年结转结余 19.41 年终结转结余 0.00 年终结转结余 0.00
收入总计 1430.74 支出总计 1430.74 支出总计 1430.74
表04
支出预算分类汇总表（按部门预算经济分类）
部门：105_湘水市审计局 金额单位：万元
科目编码
科目名称 总计
基本支出 项目支出
类 款 项 合计 工资福利支出 商品和服务支出 对个人和家庭的
补助 合计 商品和服务支出 资本性支出 其他支出
合计 1430.74 743.99 680.60 44.80 18.59 686.75 354.54 332.21 0.00
201 一般公共服务支出 1011.28 560.90 516.10 44.80 0.00 450.38 354.54 95.84 0.00
201 08 审计事务 1011.28 560.90 516.10 44.80 0.00 450.38 354.54 95.84 0.00
201 08 01 行政运行 560.90 560.90 516.10 44.80 0.00 0.00 0.00 0.00 0.00
201 08 04 审计业务 354.54 0.00 0.00 0.00 0.00 354.54 354.54 0.00 0.00
201 08 06 信息化建设 95.84 0.00 0.00 0.00 0.00 95.84 0.00 95.84 0.00
208 社会保障和就业支出 183.09 183.09 164.50 0.00 18.59 0.00 0.00 0.00 0.00
208 05 行政事业单位养老支出 183.09 183.09 164.50 0.00 18.59 0.00 0.00 0.00 0.00
208 05 01 行政单位离退休 18.59 18.59 0.00 0.00 18.59 0.00 0.00 0.00 0.00
208 05 05 机关事业单位基本养老保险缴费支出 164.50 164.50 164.50 0.00 0.00 0.00 0.00 0.00 0.00
212 城乡社区支出 236.37 0.00 0.00 0.00 0.00 236.37 0.00 236.37 0.00
212 08 国有土地使用权出让收入安排的支出 236.37 0.00 0.00 0.00 0.00 236.37 0.00 236.37 0.00
212 08 03 城市建设支出 236.37 0.00 0.00 0.00 0.00 236.37 0.00 236.37 0.00
";

/// The code of the unit stands between the code of the function and its name; projects stand under functions.
const CODES_BESIDE_UNITS: &str = "\
锦江市审计局2026年部门预算
表1
部门收支总表
部门：锦江市审计局 金额单位：万元
收 入 支 出
项 目 2026年预算数 项 目 2026年预算数
一、一般公共预算拨款收入 1153.10 一、一般公共服务支出 1011.28
二、政府性基金预算拨款收入 236.37 二、外交支出 0.00
三、国有资本经营预算拨款收入 0.00 三、社会保障和就业支出 183.09
四、事业收入 21.86 四、城乡社区支出 236.37
五、事业单位经营收入 0.00 五、其他支出 0.00
六、其他收入 0.00
本年收入合计 1411.33 本年支出合计 1430.74
七、用事业基金弥补收支差额 0.00 三十一、事业单位结余分配 0.00
八、上年结转 19.41 其中：转入事业基金 0.00
三十二、结转下年 0.00
收入总计 1430.74 支出总计 1430.74
表1-2
部门支出总表
部门：锦江市审计局 金额单位：万元
项 目
科目编码 合计 基本支出 项目支出 上缴上级支出 对附属单位补助支出
单位代码 单位名称（科目）
类 款 项
合 计 1430.74 743.99 686.75 0.00 0.00
锦江市审计局机关 930.64 502.12 428.52 0.00 0.00
201 08 01 105001 行政运行 373.88 373.88 0.00 0.00 0.00
201 08 04 105001 审计业务 332.68 0.00 332.68 0.00 0.00
201 08 06 105001 信息化建设 95.84 0.00 95.84 0.00 0.00
208 05 01 105001 行政单位离退休 18.59 18.59 0.00 0.00 0.00
208 05 05 105001 机关事业单位基本养老保险缴费支出 109.65 109.65 0.00 0.00 0.00
锦江市审计服务中心 500.10 241.87 258.23 0.00 0.00
201 08 01 105002 行政运行 187.02 187.02 0.00 0.00 0.00
201 08 04 105002 审计业务 21.86 0.00 21.86 0.00 0.00
208 05 05 105002 机关事业单位基本养老保险缴费支出 54.85 54.85 0.00 0.00 0.00
212 08 03 105002 城市建设支出 236.37 0.00 236.37 0.00 0.00
表3-2
一般公共预算项目支出预算表
部门：锦江市审计局 金额单位：万元
科目编码 单位代码 单位名称（科目） 金额
类
款
项
合 计 409.11
审计业务 313.27
201 08 04 105001 　　政府投资项目审计经费 313.27
信息化建设 95.84
201 08 06 105001 　　金审工程运行维护 95.84
";

/// The numbers under a header count the columns of labels too; what is spent is told by source.
const COUNTED_LABELS: &str = "\
滇池市审计局2026年部门预算
预算01-1表
2026年部门财务收支预算总表
单位名称：滇池市审计局 单位：万元
收 入 支 出
项 目 2026年预算数 项目（按功能分类） 2026年预算数
一、一般公共预算拨款收入 1153.10 一、一般公共服务支出 1011.28
二、政府性基金预算拨款收入 236.37 二、社会保障和就业支出 183.09
三、国有资本经营预算拨款收入 0.00 三、城乡社区支出 236.37
四、财政专户管理资金收入 0.00
五、单位资金 21.86
1、事业收入 21.86
2、事业单位经营收入 0.00
3、上级补助收入 0.00
4、附属单位上缴收入 0.00
5、其他收入 0.00
本年收入合计 1411.33 本年支出合计 1430.74
上年结转结余 19.41 年终结转结余 0.00
收入总计 1430.74 支出总计 1430.74
预算01-3表
2026年部门支出预算表
单位名称：滇池市审计局 单位：万元
科目编码 科目名称 合计
一般公共预算 政府性基金
预算
国有资本经
营预算
财政专户管
理的支出
单位资金
小计 基本支出 项目支出 小计 事业支出 事业单位经
营支出
上级补助支
出
附属单位补
助支出 其他支出
1 2 3 4 5 6 7 8 9 10 11 12 13 14 15
201 一般公共服务支出 1011.28 989.42 560.90 428.52 0.00 0.00 0.00 21.86 21.86 0.00 0.00 0.00 0.00
20108 　　审计事务 1011.28 989.42 560.90 428.52 0.00 0.00 0.00 21.86 21.86 0.00 0.00 0.00 0.00
2010801 　　　　行政运行 560.90 560.90 560.90 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00
2010804 　　　　审计业务 354.54 332.68 0.00 332.68 0.00 0.00 0.00 21.86 21.86 0.00 0.00 0.00 0.00
2010806 　　　　信息化建
设
95.84 95.84 0.00 95.84 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00
208 社会保障和就业支出 183.09 183.09 183.09 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00
20805 　　行政事业单位养老
支出 183.09 183.09 183.09 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00
2080501 　　　　行政单位
离退休 18.59 18.59 18.59 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00
2080505 　　　　机关事业
单位基本养老保险缴费支出 164.50 164.50 164.50 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00
212 城乡社区支出 236.37 0.00 0.00 0.00 236.37 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00
21208 　　国有土地使用权出
让收入安排的支出 236.37 0.00 0.00 0.00 236.37 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00
2120803 　　　　城市建设
支出 236.37 0.00 0.00 0.00 236.37 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00
合 计 1430.74 1172.51 743.99 428.52 236.37 0.00 0.00 21.86 21.86 0.00 0.00 0.00 0.00
预算02-2表
2026年一般公共预算支出预算表（按功能科目分类）
单位名称：滇池市审计局 单位：万元
部门预算支出功能分类科目 合计 基本支出 项目支出
科目编码 科目名称 小计 人员经费 公用经费
1 2 3 4 5 6 7
201 一般公共服务支出 989.42 560.90 516.10 44.80 428.52
20108 　　审计事务 989.42 560.90 516.10 44.80 428.52
2010801 　　　　行政运行 560.90 560.90 516.10 44.80 0.00
2010804 　　　　审计业务 332.68 0.00 0.00 0.00 332.68
2010806 　　　　信息化建设 95.84 0.00 0.00 0.00 95.84
208 社会保障和就业支出 183.09 183.09 183.09 0.00 0.00
20805 　　行政事业单位养老支出 183.09 183.09 183.09 0.00 0.00
2080501 　　　　行政单位离退休 18.59 18.59 18.59 0.00 0.00
2080505 　　　　机关事业单位基本养老保险缴费支出 164.50 164.50 164.50 0.00 0.00
合 计 1172.51 743.99 699.19 44.80 428.52
";

fn read(text: &str) -> Disclosure {
    let disclosure = read_text(text).unwrap();
    assert_eq!(violations(&disclosure), [""; 0]);
    disclosure
}

fn violations(disclosure: &Disclosure) -> Vec<String> {
    let audit = disclosure.audit();
    let violated = audit.relations().iter().filter(|relation| relation.verdict().is_violated());
    violated.map(|relation| relation.id().clone()).collect()
}

/// The figures of a row of a table, each with the words over its column.
fn row(disclosure: &Disclosure, table: &str, row: &str) -> Vec<(String, String)> {
    let of_row = disclosure.facts().filter_map(|fact| {
        let (title, label, column) = disclosure.names(fact.place);
        (title.contains(table) && squeezed(&label).ends_with(&squeezed(row)))
            .then(|| (column, fact.printed.to_string()))
    });
    of_row.collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '　').collect()
}

fn unread(disclosure: &Disclosure) -> Vec<&str> {
    disclosure.unread.iter().map(|unread| unread.text.as_str()).collect()
}

fn plain(disclosure: &Disclosure, table: &str, label: &str) -> Vec<(String, String)> {
    row(disclosure, table, label).into_iter().filter(|(_, printed)| printed != "0.00").collect()
}

fn pairs(found: &[(String, String)]) -> Vec<(&str, &str)> {
    found.iter().map(|(column, printed)| (column.as_str(), printed.as_str())).collect()
}

#[test]
fn three_budgets_stand_under_two_heads() {
    let disclosure = read(PROJECTS_BY_BUDGET);
    assert_eq!(unread(&disclosure), [""; 0]);
    let carried = plain(&disclosure, "项目支出表", "内部审计指导经费江城市审计局");
    assert_eq!(pairs(&carried), [("合计", "19.41"), ("财政拨款结转结余/一般公共预算", "19.41")]);
    let fund = plain(&disclosure, "项目支出表", "城市建设资金监管平台江城市审计服务中心");
    assert_eq!(pairs(&fund), [("合计", "236.37"), ("本年拨款/政府性基金预算", "236.37")]);
}

#[test]
fn classes_of_economic_codes_are_columns() {
    let disclosure = read(CLASSES_ACROSS);
    assert_eq!(unread(&disclosure), [""; 0]);
    let key = |function: u32, class: u32| {
        Key::expenditure().function(FunctionalCode::new(function).unwrap()).economic(EconomicCode::new(class).unwrap())
    };
    let wages = key(2_010_801, 301).nature(Scope::BASIC);
    assert_eq!(disclosure.amount(&wages), Answer::Known(wan("516.10").amount()));
    let services = key(2_010_804, 302).nature(Scope::PROJECT);
    assert_eq!(disclosure.amount(&services), Answer::Known(wan("354.54").amount()));
    // The summary prints the classes as lines too, so one misprint shows.
    let misprinted = CLASSES_ACROSS.replace("工资福利支出 680.60", "工资福利支出 681.60");
    let violated = violations(&read_text(&misprinted).unwrap());
    assert!(violated.iter().any(|id| id.starts_with("economic") || id.starts_with("class")), "{violated:?}");
}

#[test]
fn a_detail_of_a_source_is_no_other_part_of_the_whole() {
    let disclosure = read(CLASSES_ACROSS);
    let detail = row(&disclosure, "收支总表", "一般公共预算拨款补助");
    assert_eq!(pairs(&detail), [("本年预算", "1,153.10")]);
    let misprinted = CLASSES_ACROSS.replace("（一）一般公共预算拨款 1153.10", "（一）一般公共预算拨款 1163.10");
    assert!(!violations(&read_text(&misprinted).unwrap()).is_empty());
}

#[test]
fn codes_of_units_stand_beside_those_of_functions() {
    let disclosure = read(CODES_BESIDE_UNITS);
    let staff = plain(&disclosure, "部门支出总表", "208 05 05 105002 机关事业单位基本养老保险缴费支出");
    assert_eq!(pairs(&staff), [("合计", "54.85"), ("基本支出", "54.85")]);
    // Projects under functions: the functions' own sums are listed, the projects read.
    let project = row(&disclosure, "一般公共预算项目支出预算表", "政府投资项目审计经费");
    assert_eq!(pairs(&project), [("金额", "313.27")]);
    assert_eq!(unread(&disclosure), ["审计业务 313.27", "信息化建设 95.84"]);
}

#[test]
fn numbers_under_a_header_may_count_the_labels() {
    let disclosure = read(COUNTED_LABELS);
    assert_eq!(unread(&disclosure), [""; 0]);
    let staff = plain(&disclosure, "一般公共预算支出预算表", "2010801 行政运行");
    assert_eq!(
        pairs(&staff),
        [
            ("合计", "560.90"),
            ("基本支出/小计", "560.90"),
            ("基本支出/人员经费", "516.10"),
            ("基本支出/公用经费", "44.80")
        ]
    );
    let audits = plain(&disclosure, "部门支出预算表", "2010804 审计业务");
    let own = pairs(&audits).into_iter().filter(|(_, printed)| *printed == "21.86").collect::<Vec<_>>();
    assert_eq!(own, [("单位资金/小计", "21.86"), ("单位资金/事业支出", "21.86")]);
}

/// A final account copied from a page: every cell has a line of its own, the numbers of the columns too.
const CELLS: &str = "\
江城市审计局2024年度部门决算
收入决算表
部门：江城市审计局 金额单位：万元
项目
本年收入合计
财政拨款收入
其他收入
科目代码
科目名称
栏次
1
2
3
合计
2,010.44
2,005.00
5.44
201
一般公共服务支出
2,010.44
2,005.00
5.44
20108
审计事务
2,010.44
2,005.00
5.44
支出决算表
部门：江城市审计局 金额单位：万元
项目
本年支出合计
基本支出
项目支出
科目代码
科目名称
栏次
1
2
3
合计
2,010.44
1,510.00
500.44
201
一般公共服务支出
2,010.44
1,510.00
500.44
20108
审计事务
2,010.44
1,510.00
500.44
";

#[test]
fn the_numbers_of_columns_may_have_lines_of_their_own() {
    let disclosure = read(CELLS);
    assert_eq!(unread(&disclosure), [""; 0]);
    let total = row(&disclosure, "收入决算表", "合计");
    assert_eq!(pairs(&total), [("本年收入合计", "2,010.44"), ("财政拨款收入", "2,005.00"), ("其他收入", "5.44")]);
    let works = row(&disclosure, "支出决算表", "20108 审计事务");
    assert_eq!(pairs(&works), [("本年支出合计", "2,010.44"), ("基本支出", "1,510.00"), ("项目支出", "500.44")]);
}

#[test]
fn a_code_that_has_lost_a_part_is_not_taken_for_a_shorter_one() {
    let torn = CODES_BESIDE_UNITS.replace("208 05 05 105001", "208 05 105001");
    let disclosure = read(&torn);
    let lost = "208 05 105001 机关事业单位基本养老保险缴费支出 109.65 109.65 0.00 0.00 0.00";
    assert!(unread(&disclosure).contains(&lost), "{:?}", unread(&disclosure));
}

#[test]
fn expenses_below_agency_expenses_are_no_parts_of_them() {
    const EXPENSES: &str = "\
表8
财政拨款安排的行政经费及“三公”经费预算表
单位：万元
项目 合计 一般公共预算 政府性基金预算 国有资本经营预算
行政经费 444.39 444.39 0.00 0.00
“三公”经费 4.80 4.80 0.00 0.00
其中：（一）因公出国（境）支出 0.00 0.00 0.00 0.00
（二）公务用车购置及运行维护支出 2.50 2.50 0.00 0.00
1.公务用车购置费 0.00 0.00 0.00 0.00
2.公务用车运行维护费 2.50 2.50 0.00 0.00
（三）公务接待费支出 2.30 2.30 0.00 0.00
";
    let disclosure = read(&format!("{CODES_BESIDE_UNITS}{EXPENSES}"));
    let whole = plain(&disclosure, "“三公”经费预算表", "“三公”经费");
    assert_eq!(pairs(&whole), [("合计", "4.80"), ("一般公共预算", "4.80")]);
    let misprinted = EXPENSES.replace("“三公”经费 4.80 4.80", "“三公”经费 4.90 4.90");
    assert_ne!(violations(&read_text(&format!("{CODES_BESIDE_UNITS}{misprinted}")).unwrap()), [""; 0]);
}

#[test]
fn cells_over_labels_and_over_figures_are_two_words() {
    const SUMMARY: &str = "\
表1
收支总体情况表
单位：万元
收入 支出
项目 预算 项目 预算
一、一般公共预算 900.00 一、一般公共服务支出 800.00
二、政府性基金预算 0.00 二、教育支出 100.00
本年收入合计 900.00 本年支出合计 900.00
收入总计 900.00 支出总计 900.00
";
    let text = format!("江城市审计局2026年部门预算\n{SUMMARY}{}", SUMMARY.replace("收支总体", "财政拨款收支总体"));
    let disclosure = read(&text);
    assert_eq!(unread(&disclosure), [""; 0]);
    assert_eq!(disclosure.amount(&Key::expenditure()), Answer::Known(wan("900.00").amount()));
}

/// Every row is numbered in a column of its own.
const NUMBERED_ROWS: &str = "\
江城市审计局2026年部门预算
表1
部门收支总表
单位：万元
序号 收入 支出
项目 预算数 项目 预算数
1 一、一般公共预算拨款收入 900.00 一、一般公共服务支出 800.00
2 二、政府性基金预算拨款收入 0.00 二、教育支出 100.00
3 本年收入合计 900.00 本年支出合计 900.00
4 收入总计 900.00 支出总计 900.00
表2
部门支出总表
单位：万元
序号 科目编码 科目名称 合计 基本支出 项目支出
1 合计 900.00 600.00 300.00
2 201 一般公共服务支出 800.00 600.00 200.00
3 20108 审计事务 800.00 600.00 200.00
4 2010801 行政运行 600.00 600.00
5 2010804 审计业务 200.00 200.00
6 205 教育支出 100.00 100.00
";

#[test]
fn numbers_of_rows_are_no_figures() {
    let disclosure = read(NUMBERED_ROWS);
    assert_eq!(unread(&disclosure), [""; 0]);
    let audits = row(&disclosure, "部门支出总表", "2010804 审计业务");
    assert_eq!(pairs(&audits), [("合计", "200.00"), ("项目支出", "200.00")]);
    let education = row(&disclosure, "部门支出总表", "205 教育支出");
    assert_eq!(pairs(&education), [("合计", "100.00"), ("项目支出", "100.00")]);
    assert_eq!(disclosure.amount(&Key::revenue()), Answer::Known(wan("900.00").amount()));
}

#[test]
fn numbers_of_rows_may_stand_under_a_narrow_header_or_inside_a_line() {
    let narrow = NUMBERED_ROWS.replace("序号 科目编码", "序\n号\n科目编码");
    let glued = NUMBERED_ROWS.replace("800.00\n2 二、", "800.00 2 二、").replace("100.00\n3 本年", "100.00 3 本年");
    let printed = |text: &str| {
        let disclosure = read(text);
        assert_eq!(unread(&disclosure), [""; 0]);
        disclosure.facts().map(|fact| fact.printed.to_string()).collect::<Vec<_>>()
    };
    let plain = printed(NUMBERED_ROWS);
    assert_eq!(printed(&narrow), plain);
    assert_eq!(printed(&glued), plain);
}

#[test]
fn amounts_without_decimals_are_no_numbers_of_rows() {
    const WHOLE: &str = "\
江城市审计局2026年部门预算
部门收支总表
单位：万元
序号 收入 支出
项目 预算数 项目 预算数
1 一、一般公共预算拨款收入 5 一、一般公共服务支出 7
2 二、事业收入 3 二、教育支出 1
3 本年收入合计 8 本年支出合计 8
4 收入总计 8 支出总计 8
";
    let text = format!("{WHOLE}{}", WHOLE.replace("部门收支", "财政拨款收支"));
    let disclosure = read_text(&text).unwrap();
    let earned = row(&disclosure, "部门收支总表", "事业收入");
    assert_eq!(pairs(&earned), [("预算数", "3")]);
}
