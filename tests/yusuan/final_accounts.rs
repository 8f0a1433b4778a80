//! Final accounts in the form that all places print: 收入支出决算总表, its details, 三公 by budget and account.

use yusuan::{Basis, Disclosure, read_text};

fn read(text: &str) -> Disclosure {
    read_text(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A final account of the two tables that begin it, and others.
fn account(tables: &[&str]) -> Disclosure {
    let summary = "\
收入支出决算总表
公开01表
部门：示例市气象服务站 金额单位：万元
收入 支出
项目 行次 金额 项目 行次 金额
栏次 1 栏次 2
一、一般公共预算财政拨款收入 1 90.00 一、一般公共服务支出 11 70.00
二、政府性基金预算财政拨款收入 2 8.00 二、城乡社区支出 12 9.00
三、国有资本经营预算财政拨款收入 3 三、住房保障支出 13 24.00
四、事业收入 4 5.00 14
五、其他收入 5 2.00 15
本年收入合计 6 105.00 本年支出合计 16 103.00
使用非财政拨款结余 7 0.00 结余分配 17 0.00
年初结转和结余 8 6.00 年末结转和结余 18 8.00
总计 9 111.00 总计 19 111.00
";
    read(&format!("示例市气象服务站2023年度部门决算\n{summary}{}", tables.concat()))
}

/// What is read of the tables with that title, but for what all amounts of a final account are: row, key, amount.
fn facts(disclosure: &Disclosure, table: &str) -> Vec<String> {
    let tell = |fact: yusuan::Fact| {
        let (title, row, _) = disclosure.names(fact.place);
        let key = fact.key.to_string().replace(" basis=outturn", "");
        title.ends_with(table).then(|| format!("{row} {key} {}", fact.printed))
    };
    disclosure.facts().filter_map(tell).collect()
}

#[track_caller]
fn reads(disclosure: &Disclosure, table: &str, expected: &[&str]) {
    let facts = facts(disclosure, table);
    for fact in expected {
        assert!(facts.iter().any(|it| it == fact), "{fact}: {facts:#?}");
    }
}

/// Every figure is read, and no sum is wrong.
#[track_caller]
fn is_sound(disclosure: &Disclosure) {
    let audit = disclosure.audit();
    let violated: Vec<String> =
        audit.relations().iter().filter(|it| it.verdict().is_violated()).map(yusuan::Relation::id).collect();
    assert!(violated.is_empty(), "{violated:#?}");
    assert!(disclosure.unread.is_empty(), "{:#?}", disclosure.unread);
}

const REVENUE: &str = "\
收入决算表
公开02表
部门：示例市气象服务站 金额单位：万元
项目 本年收入合计 财政拨款收入 上级补助收入 事业收入 经营收入 附属单位上缴收入 其他收入
科目代码 科目名称
栏次 1 2 3 4 5 6 7
合计 105.00 98.00 0.00 5.00 0.00 0.00 2.00
201 一般公共服务支出 73.00 66.00 0.00 5.00 0.00 0.00 2.00
20114 知识产权事务 73.00 66.00 0.00 5.00 0.00 0.00 2.00
2011401 行政运行 73.00 66.00 0.00 5.00 0.00 0.00 2.00
212 城乡社区支出 8.00 8.00 0.00 0.00 0.00 0.00 0.00
21208 国有土地使用权出让收入安排的支出 8.00 8.00 0.00 0.00 0.00 0.00 0.00
2120803 城市建设支出 8.00 8.00 0.00 0.00 0.00 0.00 0.00
221 住房保障支出 24.00 24.00 0.00 0.00 0.00 0.00 0.00
22102 住房改革支出 24.00 24.00 0.00 0.00 0.00 0.00 0.00
2210201 住房公积金 24.00 24.00 0.00 0.00 0.00 0.00 0.00
";

const APPROPRIATIONS: &str = "\
财政拨款收入支出决算总表
公开04表
部门：示例市气象服务站 金额单位：万元
收入 支出
项目 行次 金额 项目 行次 合计 一般公共预算财政拨款 政府性基金预算财政拨款 国有资本经营预算财政拨款
栏次 1 栏次 2 3 4 5
一、一般公共预算财政拨款 1 90.00 一、一般公共服务支出 11 65.00 65.00 0.00 0.00
二、政府性基金预算财政拨款 2 8.00 二、城乡社区支出 12 9.00 0.00 9.00 0.00
三、国有资本经营预算财政拨款 3 三、住房保障支出 13 24.00 24.00 0.00 0.00
本年收入合计 4 98.00 本年支出合计 14 98.00 89.00 9.00 0.00
年初财政拨款结转和结余 5 6.00 年末财政拨款结转和结余 15 6.00 5.00 1.00 0.00
一般公共预算财政拨款 6 4.00 16
政府性基金预算财政拨款 7 2.00 17
国有资本经营预算财政拨款 8 18
总计 9 104.00 总计 19 104.00 94.00 10.00 0.00
";

#[test]
fn sources_below_the_year_are_carried_over() {
    for ordinals in [false, true] {
        let numbered = |line: &str, ordinal: &str| format!("\n{}{line}", if ordinals { ordinal } else { "" });
        let table = APPROPRIATIONS
            .replace("\n一般公共预算财政拨款 6", &numbered("一般公共预算财政拨款 6", "一、"))
            .replace("\n政府性基金预算财政拨款 7", &numbered("政府性基金预算财政拨款 7", "二、"))
            .replace("\n国有资本经营预算财政拨款 8", &numbered("国有资本经营预算财政拨款 8", "三、"));
        let station = account(&[REVENUE, &table]);
        is_sound(&station);
        let label = |label: &str, ordinal: &str| if ordinals { format!("{ordinal}{label}") } else { label.to_owned() };
        reads(
            &station,
            "财政拨款收入支出决算总表",
            &[
                "一、一般公共预算财政拨款 revenue source=general-public 90.00",
                "本年收入合计 revenue source=general-public+government-fund+state-capital 98.00",
                &format!("{} revenue source=carried-general-public 4.00", label("一般公共预算财政拨款", "一、")),
                &format!("{} revenue source=carried-government-fund 2.00", label("政府性基金预算财政拨款", "二、")),
            ],
        );
        let sources = facts(&station, "财政拨款收入支出决算总表");
        let year_end = sources.iter().filter(|fact| fact.starts_with("年末财政拨款结转和结余"));
        let amounts: Vec<&str> = year_end.filter_map(|fact| fact.rsplit(' ').next()).collect();
        assert_eq!(amounts, ["6.00", "5.00", "1.00", "0.00"]);
    }
}

#[test]
fn the_total_of_the_year_holds_the_columns_beside_it() {
    let station = account(&[REVENUE]);
    is_sound(&station);
    let sums: Vec<String> = station.audit().relations().iter().map(yusuan::Relation::id).collect();
    assert!(sums.contains(&"total: 1.1(本年收入合计) ≈ 2.1".to_owned()), "{sums:#?}");
    reads(
        &station,
        "收入决算表",
        &["合计 revenue source=institutional 5.00", "201 一般公共服务支出 revenue function=201 source=other 2.00"],
    );
}

#[test]
fn numbers_of_columns_may_go_over_several_lines_of_the_next_page() {
    let (first, rest) = APPROPRIATIONS.split_once("年初财政").unwrap();
    let wrapped = format!(
        "{first}\u{c}收入 支出\n项目 行次 金额 项目 行次 合计 一般公共预算财政拨款 政府性基金预算财政拨款 国有资本经营预算财政拨款\n栏次\n1 栏次\n2\n3\n4\n5\n年初财政{rest}"
    );
    let station = account(&[REVENUE, &wrapped]);
    is_sound(&station);
    assert_eq!(
        facts(&station, "财政拨款收入支出决算总表"),
        facts(&account(&[APPROPRIATIONS]), "财政拨款收入支出决算总表")
    );
}

const BASIC: &str = "\
一般公共预算财政拨款基本支出决算明细表
公开06表
部门：示例市气象服务站 金额单位：万元
人员经费 公用经费
科目代码 科目名称 决算数 科目代码 科目名称 决算数 科目代码 科目名称 决算数
301 工资福利支出 60.00 302 商品和服务支出 12.00 310 资本性支出 3.00
30101 基本工资 40.00 30201 办公费 7.00 31002 办公设备购置 3.00
30102 津贴补贴 20.00 30202 印刷费 31003 专用设备购置
303 对个人和家庭的补助 5.00 30207 邮电费 5.00
30302 退休费 5.00 30299 其他商品和服务支出
30704 国外债务发行费用
人员经费合计 65.00 公用经费合计 15.00
";

#[test]
fn codes_side_by_side_have_one_column() {
    for header in ["人员经费 公用经费\n", ""] {
        let station = account(&[&BASIC.replace("人员经费 公用经费\n", header)]);
        is_sound(&station);
        let money = "source=general-public+carried-general-public";
        let table = "一般公共预算财政拨款基本支出决算明细表";
        assert_eq!(facts(&station, table).len(), 12);
        reads(
            &station,
            table,
            &[
                &format!("301 工资福利支出 expenditure economic=301 {money} nature=personnel+operating 60.00"),
                &format!("30207 邮电费 expenditure economic=30207 {money} nature=personnel+operating 5.00"),
                &format!("31002 办公设备购置 expenditure economic=31002 {money} nature=personnel+operating 3.00"),
                &format!("人员经费合计 expenditure {money} nature=personnel 65.00"),
                &format!("公用经费合计 expenditure {money} nature=operating 15.00"),
            ],
        );
    }
}

const THREE: &str = "\
一般公共预算财政拨款“三公”经费支出决算表
公开07表
部门：示例市气象服务站 金额单位：万元
预算数 决算数
合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费 合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费
小计 公务用车购置费 公务用车运行维护费 小计 公务用车购置费 公务用车运行维护费
1 2 3 4 5 6 7 8 9 10 11 12
9.00 0.00 7.00 3.00 4.00 2.00 8.00 0.00 6.50 3.00 3.50 1.50
";

/// What is read of 三公, of the budget and of the account.
fn facts_by_basis(disclosure: &Disclosure) -> [Vec<String>; 2] {
    [Basis::Budget, Basis::Outturn].map(|basis| {
        let is_it = |fact: &yusuan::Fact| fact.key.basis == basis && disclosure.names(fact.place).0.contains("三公");
        let tell = |fact: yusuan::Fact| {
            let key = fact.key.to_string().replace(" basis=outturn", "");
            let key = key.replace(" source=general-public+carried-general-public", "");
            format!("{} {}", key.trim_start_matches("expenditure "), fact.printed)
        };
        disclosure.facts().filter(is_it).map(tell).collect()
    })
}

#[test]
fn budget_and_account_head_two_blocks() {
    let by_block = "\
预算数 合计 因公出国（境）费 公务用车购置及运行维护费 小计 公务用车购置费 公务用车运行维护费 公务接待费
决算数 合计 因公出国（境）费 公务用车购置及运行维护费 小计 公务用车购置费 公务用车运行维护费 公务接待费
";
    let (head, rest) = THREE.split_once("预算数").unwrap();
    let rest = &rest[rest.find("1 2 3").unwrap()..];
    for table in
        [THREE.to_owned(), format!("{head}{by_block}{rest}"), THREE.replace("1 2 3 4 5 6 7 8 9 10 11 12\n", "")]
    {
        let station = account(&[BASIC, &table]);
        is_sound(&station);
        // Of the account and, in the same order, of the budget.
        let told = facts_by_basis(&station);
        let account = [
            "memo=three-public 8.00",
            "economic=30212 0.00",
            "economic=30231+31013 6.50",
            "economic=31013 3.00",
            "economic=30231 3.50",
            "economic=30217 1.50",
        ];
        let budget = [
            "memo=three-public 9.00",
            "economic=30212 0.00",
            "economic=30231+31013 7.00",
            "economic=31013 3.00",
            "economic=30231 4.00",
            "economic=30217 2.00",
        ];
        assert_eq!(told, [budget, account].map(|facts| facts.map(str::to_owned)));
    }
}

#[test]
fn budget_and_account_of_units() {
    let table = THREE.replace("预算数 决算数", "单位名称 预算数 决算数").replace("1 2 3 4 5 6 7 8 9 10 11 12\n", "");
    let table = table.replace("\n9.00 0.00", "\n合计 9.00 0.00")
        + "示例市气象服务站 5.00 0.00 4.00 0.00 4.00 1.00 4.00 0.00 3.50 0.00 3.50 0.50\n\
           示例市雷达站 4.00 0.00 3.00 3.00 0.00 1.00 4.00 0.00 3.00 3.00 0.00 1.00\n";
    let station = account(&[&table]);
    is_sound(&station);
    assert_eq!(facts(&station, "“三公”经费支出决算表").len(), 36);
    let unit = |coordinate: &str, amount: &str| {
        format!(
            "示例市雷达站 expenditure {coordinate} source=general-public+carried-general-public unit=示例市雷达站 {amount}"
        )
    };
    let expected = [unit("memo=three-public", "4.00"), unit("economic=31013", "3.00"), unit("economic=30217", "1.00")];
    reads(&station, "“三公”经费支出决算表", &expected.each_ref().map(String::as_str));
}

#[test]
fn fund_and_capital() {
    let fund = "\
政府性基金预算财政拨款收入支出决算表
公开08表
部门：示例市气象服务站 金额单位：万元
项目 年初结转和结余 本年收入 本年支出 年末结转和结余
科目代码 科目名称 小计 基本支出 项目支出
栏次 1 2 3 4 5 6
合计 2.00 8.00 9.00 0.00 9.00 1.00
212 城乡社区支出 2.00 8.00 9.00 0.00 9.00 1.00
21208 国有土地使用权出让收入安排的支出 2.00 8.00 9.00 0.00 9.00 1.00
2120803 城市建设支出 2.00 8.00 9.00 0.00 9.00 1.00
";
    let capital = "\
国有资本经营预算财政拨款支出决算表
公开09表
部门：示例市气象服务站 金额单位：万元
项目 本年支出
科目代码 科目名称 合计 基本支出 项目支出
栏次 1 2 3
合计
注：本部门没有国有资本经营预算财政拨款支出。
";
    let station = account(&[REVENUE, APPROPRIATIONS, fund, capital]);
    is_sound(&station);
    let money = "source=government-fund+carried-government-fund";
    let table = "政府性基金预算财政拨款收入支出决算表";
    assert_eq!(facts(&station, table).len(), 24);
    reads(
        &station,
        table,
        &[
            "合计 expenditure memo=included source=carried-government-fund 2.00",
            "2120803 城市建设支出 expenditure memo=included function=2120803 source=government-fund 8.00",
            &format!("合计 expenditure {money} nature=project 9.00"),
            &format!(
                "21208 国有土地使用权出让收入安排的支出 expenditure function=21208 {money} nature=carried-forward 1.00"
            ),
        ],
    );
}

#[test]
fn the_only_source_of_which_is_not_the_whole() {
    let summary = "\
收入支出决算总表
公开01表
部门：示例市气象服务站 金额单位：万元
收入 支出
项目 行次 决算数 项目 行次 决算数
栏次 1 栏次 2
一、财政拨款收入 1 98.00 一、一般公共服务支出 29 70.00
其中：政府性基金 2 8.00 二、城乡社区支出 40 9.00
二、事业收入 3 7.00 三、住房保障支出 48 24.00
本年收入合计 24 105.00 本年支出合计 52 103.00
年初结转和结余 26 6.00 年末结转和结余 54 8.00
总计 27 111.00 总计 55 111.00
";
    // Numbers of lines go on where lines were left out.
    let station = read(&format!("示例市气象服务站2018年度部门决算\n{summary}{APPROPRIATIONS}"));
    is_sound(&station);
    let fund = "其中：政府性基金 revenue source=government-fund 8.00";
    reads(
        &station,
        "收入支出决算总表",
        &["一、财政拨款收入 revenue source=general-public+government-fund+state-capital 98.00", fund],
    );
}

#[test]
fn budget_and_account_stand_beside_lines() {
    for (table, header) in [("“三公”经费支出决算表", "预算数 决算数"), ("机构运行信息表", "年初预算数 决算数")]
    {
        let lines = format!(
            "\
{table}
部门：示例市气象服务站 金额单位：万元
项目 {header}
“三公”经费合计 9.00 8.00
1.因公出国（境）费 0.00 0.00
2.公务用车购置及运行维护费 7.00 6.50
（1）公务用车购置费 3.00 3.00
（2）公务用车运行维护费 4.00 3.50
3.公务接待费 2.00 1.50
"
        );
        let station = account(&[&lines]);
        is_sound(&station);
        let of = |basis: Basis| station.facts().filter(|fact| fact.key.basis == basis && fact.place.table == 2).count();
        assert_eq!([of(Basis::Budget), of(Basis::Outturn)], [6, 6], "{table}");
    }
}
