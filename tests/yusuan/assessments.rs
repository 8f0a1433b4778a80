//! Self-assessments of projects in a final account: forms with vanished cells, weights and scores among the amounts.

use std::collections::BTreeMap;

use proptest::prelude::*;

use yusuan::{Basis, Disclosure, Fact, Printed, RateKind, Scope, Standing, Unit, read_text};

const ACCOUNT: &str = "\
示例市卫生局2023年度部门决算
收入支出决算总表
公开01表
单位：万元
收入 支出
项目 决算数 项目 决算数
一、一般公共预算财政拨款收入 900.00 一、卫生健康支出 1,000.00
二、其他收入 100.00
本年收入合计 1,000.00 本年支出合计 1,000.00
总计 1,000.00 总计 1,000.00
支出决算表
公开03表
单位：万元
科目编码 科目名称 本年支出合计 基本支出 项目支出
210 卫生健康支出 1,000.00 400.00 600.00
21001 卫生健康管理事务 1,000.00 400.00 600.00
2100101 行政运行 400.00 400.00
2100102 一般行政管理事务 600.00 600.00
合计 1,000.00 400.00 600.00
";

/// A form with these lines of money.
fn form(name: &str, executing: &str, money: &str) -> String {
    format!(
        "示例市级{name}项目绩效自评表\n（2023年度）\n项目名称 {name}\n主管部门 示例市卫生局 实施单位 {executing}\n项目资金\n（万元）\n\
         年初预算数 全年预算数（A） 全年执行\n数（B） 分值\n执行率（\nB/A）\n得分\n{money}\
         年度总体目标 预期目标 实际完成情况\n购置设备12台 购置6台\n总分 100 95.00\n"
    )
}

fn read(text: &str) -> Disclosure {
    read_text(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn wan(text: &str) -> Printed {
    Printed::parse(text, Unit::TenThousandYuan).unwrap()
}

/// The facts of the forms.
fn assessed(account: &Disclosure) -> Vec<Fact> {
    let tables = account.tables.iter().filter(|table| table.title.contains("自评"));
    let numbers: Vec<u16> = tables.map(|table| table.number).collect();
    account.facts().filter(|fact| numbers.contains(&fact.place.table)).collect()
}

/// For each fact of a project its basis, which line it stands on, and the amount.
fn money(account: &Disclosure, project: &str) -> Vec<(Basis, u16, Printed)> {
    let named = |fact: &Fact| fact.key.project.as_ref().is_some_and(|name| name.as_str() == project);
    let cell = |fact: Fact| (fact.key.basis, (fact.place.column - 1) % 4, fact.printed);
    assessed(account).into_iter().filter(named).map(cell).collect()
}

fn unread(account: &Disclosure) -> Vec<&str> {
    account.unread.iter().map(|unread| unread.text.as_str()).collect()
}

#[test]
fn forms_are_one_table_with_the_projects_as_rows() {
    let equipment = "年度资金总额 100 120.5 60.25 10 50.00% 5.00\n其中：当年财政拨款 100 100 60.25 — —\n\
                     上年结转资金 — —\n其他资金 20.5 — —\n";
    let training = "年度资金总额 30.00 24.00 10 80.00% 8.00\n其中：当年财政拨\n款 30.00 24.00 — 80.00% —\n\
                    上年结转资金 — —\n其他资金 — —\n";
    let text =
        [ACCOUNT, &form("甲设备购置", "示例市第一医院", equipment), &form("乙培训", "示例市培训\n中心", training)];
    let account = read(&text.concat());
    assert!(account.unread.is_empty(), "{:?}", account.unread);
    assert_eq!(account.tables.len(), 3);
    assert_eq!(account.tables[2].title, "项目绩效自评表");
    let opening = [(Basis::Budget, 0, wan("100")), (Basis::Budget, 1, wan("100"))];
    let changed =
        [(Basis::Adjusted, 0, wan("120.5")), (Basis::Adjusted, 1, wan("100")), (Basis::Adjusted, 3, wan("20.5"))];
    let spent = [(Basis::Outturn, 0, wan("60.25")), (Basis::Outturn, 1, wan("60.25"))];
    assert_eq!(money(&account, "甲设备购置"), [&opening[..], &changed, &spent].concat());
    // Nothing was budgeted at the beginning of the year: two figures of three columns.
    let expected = [
        (Basis::Adjusted, 0, wan("30.00")),
        (Basis::Adjusted, 1, wan("30.00")),
        (Basis::Outturn, 0, wan("24.00")),
        (Basis::Outturn, 1, wan("24.00")),
    ];
    assert_eq!(money(&account, "乙培训"), expected);
    let facts = assessed(&account);
    assert!(facts.iter().any(|fact| fact.key.unit.as_ref().is_some_and(|unit| unit.as_str() == "示例市培训中心")));
    assert!(facts.iter().any(|fact| fact.key.source == Scope::FISCAL));
    let audit = account.audit();
    assert_eq!(audit.tally().violated, 0);
    // What was spent of the year's budget is a claim.
    let claims: Vec<_> = account.claims.iter().filter(|claim| claim.rate_kind == RateKind::Completion).collect();
    assert_eq!(claims.len(), 2);
    assert_eq!((claims[0].amount, claims[0].base_amount), (Some(wan("60.25")), Some(wan("120.5"))));
    assert!(audit.claims().iter().all(|verdict| verdict.standing == Standing::Consistent));
}

#[test]
fn a_line_that_fits_several_columns_is_unread() {
    let text = form(
        "甲设备购置",
        "示例市第一医院",
        "年度资金总额 100 100 60 10 60% 6\n其中：当年财政拨款 80 60 — —\n上年结转资金 — —\n其他资金 20 — —\n",
    );
    // 80 and 60 leave 20 twice, and only one is printed.
    let account = read(&format!("{ACCOUNT}{text}"));
    assert_eq!(unread(&account), ["其中：当年财政拨款 80 60 — —", "其他资金 20 — —"]);
    assert_eq!(account.unread.iter().map(|unread| unread.figures).sum::<u32>(), 3);
    let expected = [(Basis::Budget, 0, wan("100")), (Basis::Adjusted, 0, wan("100")), (Basis::Outturn, 0, wan("60"))];
    assert_eq!(money(&account, "甲设备购置"), expected);
    assert_eq!(account.audit().tally().violated, 0);
    // Neither the rate nor the parts tell whether 10 is spent money or the weight.
    let text = form(
        "甲设备购置",
        "示例市第一医院",
        "年度资金总额 10 10 10 100% 10\n其中：当年财政拨款\n上年结转资金 — —\n其他资金 — —\n",
    );
    let account = read(&format!("{ACCOUNT}{text}"));
    assert_eq!(unread(&account), ["年度资金总额 10 10 10 100% 10"]);
    assert_eq!(assessed(&account).len(), 0);
}

#[test]
fn a_contradiction_of_printed_cells_is_told() {
    let lines =
        "年度资金总额 100 100 60 10 60% 6\n其中：当年财政拨款 100 100 50 — —\n上年结转资金 — —\n其他资金 0 0 0 — —\n";
    let account = read(&format!("{ACCOUNT}{}", form("甲设备购置", "示例市第一医院", lines)));
    assert!(account.unread.is_empty());
    assert_eq!(account.audit().tally().violated, 1);
    // A total without parts says nothing of them.
    let lines = "年度资金总额 100 100 60 10 60% 6\n其中：当年财政拨款 — —\n上年结转资金 — —\n其他资金 — —\n";
    let account = read(&format!("{ACCOUNT}{}", form("甲设备购置", "示例市第一医院", lines)));
    assert_eq!((account.audit().tally().violated, assessed(&account).len()), (0, 3));
    // A line that is not known may be a part.
    let lines =
        "年度资金总额 100 100 60 10 60% 6\n其中：当年财政拨款 70 70 40 — —\n省级补助 30 30 20 — —\n其他资金 — —\n";
    let account = read(&format!("{ACCOUNT}{}", form("甲设备购置", "示例市第一医院", lines)));
    assert_eq!(account.audit().tally().violated, 0);
}

#[test]
fn a_wrong_rate_is_an_odd_claim() {
    let lines = "年度资金总额 100 100 60 10 65% 6\n其中：当年财政拨款 100 100 60 — —\n上年结转资金 — —\n其他资金 — —\n";
    let account = read(&format!("{ACCOUNT}{}", form("甲设备购置", "示例市第一医院", lines)));
    let audit = account.audit();
    assert_eq!(audit.claims().iter().filter(|verdict| verdict.standing == Standing::Inconsistent).count(), 1);
    assert_eq!(assessed(&account).len(), 6);
    // 10 and 100%, run together: the parts tell the columns, and nothing is claimed.
    let lines = lines.replace("10 65%", "1000%");
    let account = read(&format!("{ACCOUNT}{}", form("甲设备购置", "示例市第一医院", &lines)));
    assert_eq!((account.claims.len(), assessed(&account).len()), (0, 6));
}

#[test]
fn projects_of_one_name_are_told_apart() {
    let lines = |amount: &str| {
        format!(
            "年度资金总额 {amount} {amount} {amount} 10 100% 10\n其中：当年财政拨款 {amount} {amount} {amount} — —\n\
             上年结转资金 — —\n其他资金 — —\n"
        )
    };
    let text = [
        ACCOUNT,
        &form("防控", "示例市第一医院", &lines("30")),
        &form("防控", "示例市第二医院", &lines("40")),
        &form("防控", "示例市第一医院", &lines("50")),
    ];
    let account = read(&text.concat());
    assert_eq!(money(&account, "防控").len(), 12);
    assert_eq!(money(&account, "防控（2）").len(), 6);
    assert_eq!(account.audit().tally().violated, 0);
}

/// In a budget a self-assessment speaks of another year.
#[test]
fn forms_in_a_budget_are_unread() {
    let lines = "年度资金总额 100.00 100.00 60.00 10 60% 6\n其中：当年财政拨款 100.00 100.00 60.00 — —\n上年结转资金 — —\n\
                 其他资金 — —\n";
    let text = format!("{}{}", ACCOUNT.replace("决算", "预算"), form("甲设备购置", "示例市第一医院", lines));
    let account = read(&text);
    assert_eq!(assessed(&account).len(), 0);
    assert_eq!(account.unread.iter().map(|unread| unread.figures).sum::<u32>(), 6);
}

/// What a form prints: for each line its amounts, in hundredths, and how it prints them.
#[derive(Clone, Debug)]
struct Project {
    amounts: [[i64; 3]; 4],
    /// For each line whether nothing is printed as 0, as a dash, or not at all.
    empty: [u8; 4],
    has_weight: bool,
    has_rates: bool,
}

fn project() -> impl Strategy<Value = Project> {
    // Small round amounts look like weights and scores.
    let amount = || prop_oneof![3 => (0_i64..4).prop_map(|tens| tens * 1000), 2 => 1_i64..900_000];
    let line = || [amount(), amount(), amount()];
    (line(), line(), line(), [0_u8..3, 0_u8..3, 0_u8..3, 0_u8..3], any::<bool>(), any::<bool>())
        .prop_filter("something is budgeted", |(fiscal, carried, other, ..)| fiscal[1] + carried[1] + other[1] > 0)
        .prop_map(|(fiscal, carried, other, empty, has_weight, has_rates)| {
            let total = [0, 1, 2].map(|at| fiscal[at] + carried[at] + other[at]);
            Project { amounts: [total, fiscal, carried, other], empty, has_weight, has_rates }
        })
}

impl Project {
    fn cells(&self, line: usize) -> Vec<String> {
        let print = |&amount: &i64| match (amount, self.empty[line]) {
            (0, 0) => Some("0".to_owned()),
            (0, 1) => Some("-".to_owned()),
            (0, _) => None,
            _ if amount % 100 == 0 => Some((amount / 100).to_string()),
            _ => Some(format!("{}.{:02}", amount / 100, amount % 100)),
        };
        self.amounts[line].iter().filter_map(print).collect()
    }

    fn text(&self, name: &str) -> String {
        let labels = ["年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金"];
        let mut lines = String::new();
        for (line, label) in labels.iter().enumerate() {
            let [_, budget, spent] = self.amounts[line];
            let rate = (budget > 0).then(|| (spent * 10_000 + budget / 2) / budget);
            let rate = rate.map(|rate| format!("{}.{:02}%", rate / 100, rate % 100));
            let mut words = vec![(*label).to_owned()];
            words.extend(self.cells(line));
            if line > 0 {
                words.push("—".to_owned());
                words.extend(rate.filter(|_| self.has_rates));
                words.push("—".to_owned());
            } else {
                words.extend(self.has_weight.then(|| "10".to_owned()));
                words.extend(rate);
                words.push("9.50".to_owned());
            }
            lines += &words.join(" ");
            lines.push('\n');
        }
        form(name, "示例市第一医院", &lines)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every column that is given to a figure is the true one, nothing that holds is called violated, and every
    /// figure is a fact or listed.
    #[test]
    fn certain_columns_are_true(projects in prop::collection::vec(project(), 1..6)) {
        let named: BTreeMap<String, &Project> =
            ('A'..='Z').zip(&projects).map(|(letter, project)| (format!("项目{letter}"), project)).collect();
        let forms: String = named.iter().map(|(name, project)| project.text(name)).collect();
        let account = read(&format!("{ACCOUNT}{forms}"));
        let facts = assessed(&account);
        for fact in &facts {
            let project = named[fact.key.project.as_ref().unwrap().as_str()];
            let (basis, line) = ((fact.place.column as usize - 1) / 4, (fact.place.column as usize - 1) % 4);
            let printed = project.amounts[line][basis];
            let truth = wan(&format!("{}.{:02}", printed / 100, printed % 100)).amount();
            prop_assert_eq!(truth, fact.printed.amount(), "{:?} in {}", fact, forms);
        }
        prop_assert_eq!(account.audit().tally().violated, 0, "{}", forms);
        let printed = |project: &&Project| {
            (0..4).flat_map(|line| project.cells(line)).filter(|cell| cell != "-").count()
        };
        let all: usize = named.values().map(printed).sum();
        let unread: usize = account.unread.iter().map(|unread| unread.figures as usize).sum();
        prop_assert!(facts.len() + unread >= all, "{} and {} of {}: {}", facts.len(), unread, all, forms);
    }
}

/// A form of goals with the totals of the project and of the year.
fn goals(name: &str, money: &str) -> String {
    format!(
        "财政项目支出绩效目标填报表\n（2026年度）\n项目名称 {name} 项目性质 经常性项目\n主管部门 示例区文化局 实施单位 示例区文化局\n\
         项目资金\n（万元）\n{money}项目总目标 年度总体目标\n建成2座馆 建成1座馆\n"
    )
}

const BUDGET: &str = "\
示例区文化局2026年度部门预算
部门收支总表
单位：万元
收 入 支 出
项 目 预算数 项 目 预算数
一、一般公共预算拨款收入 100.00 一、文化旅游体育与传媒支出 100.00
收 入 总 计 100.00 支 出 总 计 100.00
部门支出总表
单位：万元
科目编码 科目名称 合 计 基本支出 项目支出
207 文化旅游体育与传媒支出 100.00 60.00 40.00
20701 文化和旅游 100.00 60.00 40.00
2070101 行政运行 60.00 60.00 0.00
2070104 图书馆 40.00 0.00 40.00
合 计 100.00 60.00 40.00
";

#[test]
fn the_total_of_a_year_stands_beside_that_of_the_project() {
    let library = "项目资金总额 90.00 年度资金申请总额 40.00\n其中：财政资金 80.00\n其中：当年财政拨款 25.00\n上年结转资金 10.00\n\
                   其他资金 10.00 其他资金 5.00\n";
    // The same labels twice, and no other money.
    let museum =
        "项目资金总额：60.00 年度资金总额：20.00\n其中：财政拨款 60.00 其中：财政拨款 20.00\n其他资金 其他资金\n";
    let office = read(&[BUDGET, &goals("图书馆", library), &goals("博物馆", museum)].concat());
    assert!(office.unread.is_empty(), "{:?}", office.unread);
    assert_eq!(office.tables.len(), 3);
    let printed = |project: &str| -> Vec<(u16, String)> {
        let of_project = |fact: &Fact| fact.key.project.as_ref().is_some_and(|name| name.as_str() == project);
        office.facts().filter(of_project).map(|fact| (fact.place.column, fact.printed.to_string())).collect()
    };
    let cells = |cells: &[(u16, &str)]| cells.iter().map(|(at, text)| (*at, (*text).to_owned())).collect::<Vec<_>>();
    let of_library = [(1, "90.00"), (2, "80.00"), (4, "10.00"), (5, "40.00"), (6, "25.00"), (7, "10.00"), (8, "5.00")];
    assert_eq!(printed("图书馆"), cells(&of_library));
    assert_eq!(printed("博物馆"), cells(&[(1, "60.00"), (2, "60.00"), (5, "20.00"), (6, "20.00")]));
    assert_eq!(office.audit().tally().violated, 0);
    // The whole project may have no amounts; but not where a figure stands under both labels.
    let of_year = museum.replace("60.00 ", "");
    let office = read(&[BUDGET, &goals("博物馆", &of_year)].concat());
    assert_eq!(office.facts().filter(|fact| fact.key.project.is_some()).count(), 2);
    let under_both = of_year.replace(" 20.00\n其他", "\n20.00\n其他");
    let office = read(&[BUDGET, &goals("博物馆", &under_both)].concat());
    assert_eq!(office.facts().filter(|fact| fact.key.project.is_some()).count(), 0);
    assert_eq!(office.unread.iter().map(|unread| unread.figures).sum::<u32>(), 2);
    // Parts that make up neither total: nobody says whose they are.
    let unclear = museum.replace("财政拨款 60.00 其中：财政拨款 20.00", "财政拨款 55.00 其中：财政拨款 20.00");
    let office = read(&[BUDGET, &goals("图书馆", library), &goals("博物馆", &unclear)].concat());
    assert_eq!(office.unread.iter().map(|unread| unread.figures).sum::<u32>(), 4);
    assert_eq!(office.audit().tally().violated, 0);
}

/// Nearly every form of the corpus is a row; one contradicts itself.
#[test]
fn the_forms_of_the_corpus_are_read() {
    let Some(folder) = std::env::var_os("YUSUAN_CORPUS").map(std::path::PathBuf::from) else {
        eprintln!("YUSUAN_CORPUS is not set: no real document is read");
        return;
    };
    let (mut forms, mut rows) = (0, 0);
    for file in std::fs::read_dir(folder.join("text")).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        if !text.contains("全年执行数") {
            continue;
        }
        forms += text.lines().filter(|line| line.contains("年度资金总额")).count();
        let tables = read(&text).tables;
        let assessed = tables.iter().filter(|table| table.title.contains("自评") && table.title.starts_with("项目"));
        rows += assessed.map(|table| table.rows.len()).sum::<usize>();
    }
    assert_eq!((forms, rows), (88, 87));
}
