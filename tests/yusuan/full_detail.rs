//! Tables that print function, government and department economic code and nature in every row, and whose empty
//! cells have vanished: made ones with random amounts, read beside the tables that print what they have together.

use std::collections::BTreeMap;

use proptest::prelude::*;

use yusuan::{Answer, Disclosure, Fact, Printed, Scope, Unit, read_text};

const FUNCTIONS: [&str; 5] = [
    "2010401-行政运行",
    "2010404-战略规划与实施",
    "2010450-事业运行",
    "2080505-机关事业单位基本养老保险缴费支出",
    "2210201-住房公积金",
];

const CODES: [&str; 6] = [
    "50101-工资奖金津补贴 30101-基本工资",
    "50501-工资福利支出 30101-基本工资",
    "50201-办公经费 30201-办公费",
    "50205-委托业务费 30227-委托业务费",
    "50502-商品和服务支出 30227-委托业务费",
    "50306-设备购置 31002-办公设备购置",
];

/// A row: its function, its codes, and what it has from the general budget and from other money, each for basic
/// and for project expenditure. All in fen.
#[derive(Clone, Debug)]
struct Row {
    function: usize,
    codes: usize,
    general: [i64; 2],
    other: [i64; 2],
}

impl Row {
    fn all(&self) -> [i64; 2] {
        [self.general[0] + self.other[0], self.general[1] + self.other[1]]
    }
}

fn row() -> impl Strategy<Value = Row> {
    let amount = prop_oneof![3 => 1_i64..9_000_000_000, 1 => (1_i64..40).prop_map(|round| round * 1_000_000)];
    (0..FUNCTIONS.len(), 0..CODES.len(), 0..8_usize, 0..8_usize, amount.clone(), amount).prop_map(
        |(function, codes, nature, source, first, second)| {
            let amounts = match nature {
                0 => [first, second],
                1..=4 => [first, 0],
                _ => [0, first],
            };
            let (general, other) = match source {
                0 => ([0, 0], amounts),
                1 => (amounts, [amounts[0] / 3, amounts[1] / 3]),
                _ => (amounts, [0, 0]),
            };
            Row { function, codes, general, other }
        },
    )
}

/// Rows in the order of their codes, none of them twice.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(row(), 2..24).prop_map(|rows| {
        let by_place: BTreeMap<_, _> = rows.into_iter().map(|row| ((row.function, row.codes), row)).collect();
        by_place.into_values().collect()
    })
}

/// An amount as it is printed, with six decimals.
fn wan(amount: i64) -> String {
    let whole = (amount / 1_000_000).to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped}.{:06}", amount % 1_000_000)
}

/// The figures of a row of which the empty ones are left out.
fn figures(cells: &[i64]) -> String {
    let printed: Vec<String> =
        [String::new()].into_iter().chain(cells.iter().filter(|cell| **cell != 0).map(|cell| wan(*cell))).collect();
    printed.join(" ")
}

fn sum(rows: &[Row], of: impl Fn(&Row) -> i64) -> i64 {
    rows.iter().map(of).sum()
}

/// A whole and its two natures.
fn natures(amounts: [i64; 2]) -> [i64; 3] {
    [amounts[0] + amounts[1], amounts[0], amounts[1]]
}

fn document(rows: &[Row]) -> String {
    let with = |wanted: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| wanted(row)).cloned().collect::<Vec<Row>>();
    let all = |rows: &[Row]| natures([0, 1].map(|nature| sum(rows, |row| row.all()[nature])));
    let general = |rows: &[Row]| natures([0, 1].map(|nature| sum(rows, |row| row.general[nature])));
    let class = |class: &str| all(&with(&|row| FUNCTIONS[row.function].starts_with(class)))[0];
    let (total, budget) = (all(rows)[0], general(rows)[0]);
    let mut lines = vec![format!(
        "部门名称：示例市规划办公室\n2026年部门预算\n预算01表 收支总表\n金额单位：万元\n收 入 支 出\n项 目 预算数 项 目 预算数\n\
         一、一般公共预算拨款收入{} 一、一般公共服务支出{}\n二、其他收入{} 二、社会保障和就业支出{}\n三、住房保障支出{}\n\
         本年收入合计{} 本年支出合计{}\n收入总计{} 支出总计{}\n",
        figures(&[budget]),
        figures(&[class("201")]),
        figures(&[total - budget]),
        figures(&[class("208")]),
        figures(&[class("221")]),
        figures(&[total]),
        figures(&[total]),
        figures(&[total]),
        figures(&[total]),
    )];
    lines.push(
        "预算03表 支出总表\n金额单位：万元\n\
             支出功能分类科目 政府支出经济分类科目 部门支出经济分类科目 合计 基本支出 项目支出\n"
            .to_owned(),
    );
    for row in rows {
        lines.push(format!("{} {}{}\n", FUNCTIONS[row.function], CODES[row.codes], figures(&natures(row.all()))));
    }
    lines.push(format!("合 计{}\n", figures(&all(rows))));
    lines.push("预算05表 一般公共预算支出表\n金额单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n".to_owned());
    for (at, function) in FUNCTIONS.iter().enumerate() {
        let amounts = general(&with(&|row| row.function == at));
        if amounts[0] != 0 {
            lines.push(format!("{}{}\n", function.replace('-', " "), figures(&amounts)));
        }
    }
    lines.push(format!("合 计{}\n", figures(&general(rows))));
    lines.push(
        "预算06表 一般公共预算基本支出表\n金额单位：万元\n政府支出经济分类科目 部门支出经济分类科目 预算数\n"
            .to_owned(),
    );
    for (at, codes) in CODES.iter().enumerate() {
        let amounts = general(&with(&|row| row.codes == at));
        if amounts[1] != 0 {
            lines.push(format!("{codes}{}\n", figures(&amounts[1..2])));
        }
    }
    lines.push(format!("合 计{}\n", figures(&general(rows)[1..2])));
    lines.concat()
}

fn read(text: &str) -> Disclosure {
    read_text(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The facts of the rows in full detail with one nature.
fn detailed(office: &Disclosure) -> impl Iterator<Item = Fact> {
    let is_detailed = |fact: &Fact| {
        fact.key.function.is_some()
            && fact.key.government.is_some()
            && [Scope::BASIC, Scope::PROJECT].contains(&fact.key.nature)
    };
    office.facts().filter(is_detailed).collect::<Vec<Fact>>().into_iter()
}

/// The row that a fact is of.
fn of<'a>(rows: &'a [Row], fact: &Fact) -> &'a Row {
    let place = |row: &Row| (FUNCTIONS[row.function], CODES[row.codes].split_once(' ').unwrap());
    let matches = |code: String, label: &str| label.split('-').next() == Some(code.as_str());
    let is_it = |row: &&Row| {
        let (function, (government, economic)) = place(row);
        matches(fact.key.function.unwrap().to_string(), function)
            && matches(fact.key.government.unwrap().to_string(), government)
            && matches(fact.key.economic.single().unwrap().to_string(), economic)
    };
    rows.iter().find(is_it).unwrap()
}

fn nature(fact: &Fact) -> usize {
    usize::from(fact.key.nature == Scope::PROJECT)
}

fn printed(amount: i64) -> Printed {
    Printed::parse(&wan(amount), Unit::TenThousandYuan).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every nature that is given to a figure is the true one, and nothing that holds is called violated.
    #[test]
    fn certain_natures_are_true(rows in rows()) {
        let office = read(&document(&rows));
        for fact in detailed(&office) {
            prop_assert_eq!(printed(of(&rows, &fact).all()[nature(&fact)]), fact.printed, "{:?}", fact);
        }
        prop_assert_eq!(office.audit().tally().violated, 0, "{}", document(&rows));
    }

    /// A row printed with another amount gives no other row a wrong nature, and its sums are violated.
    #[test]
    fn a_misprint_is_told_and_misleads_no_other_row(rows in rows(), at in 0..24_usize, by in 1_000_i64..90_000_000_000) {
        let at = at % rows.len();
        let row = &rows[at];
        let line = |amounts: [i64; 2]| {
            format!("{} {}{}\n", FUNCTIONS[row.function], CODES[row.codes], figures(&natures(amounts)))
        };
        let wrong = row.all().map(|amount| if amount == 0 { 0 } else { amount + by });
        let text = document(&rows).replacen(&line(row.all()), &line(wrong), 1);
        let office = read(&text);
        for fact in detailed(&office) {
            let known = of(&rows, &fact);
            if (known.function, known.codes) != (row.function, row.codes) {
                prop_assert_eq!(printed(known.all()[nature(&fact)]), fact.printed, "{:?} in {}", fact, text);
            }
        }
        prop_assert!(office.audit().tally().violated > 0, "{}", text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Rows that a publisher leaves out of any of the tables give no other row a wrong nature.
    #[test]
    fn rows_left_out_mislead_no_other_row(rows in rows(), left_out in prop::collection::vec(0..60_usize, 1..4)) {
        let text = document(&rows);
        let is_row = |line: &&str| line.contains('.') && line.starts_with(|c: char| c.is_ascii_digit());
        let count = text.lines().filter(is_row).count();
        let mut index = 0;
        let mut kept = String::new();
        for line in text.lines() {
            let is_left_out = is_row(&line) && left_out.iter().any(|wanted| wanted % count == index);
            index += usize::from(is_row(&line));
            if !is_left_out {
                kept += line;
                kept.push('\n');
            }
        }
        let office = read(&kept);
        for fact in detailed(&office) {
            prop_assert_eq!(printed(of(&rows, &fact).all()[nature(&fact)]), fact.printed, "{:?} in {}", fact, kept);
        }
    }
}

/// Some figures are given a nature, and each of them the true one.
fn assert_natures_are_true(rows: &[Row], office: &Disclosure) {
    assert!(detailed(office).next().is_some(), "{:?}", office.unread);
    for fact in detailed(office) {
        assert_eq!(printed(of(rows, &fact).all()[nature(&fact)]), fact.printed, "{fact:?}");
    }
}

/// A row is left out, and the one that is left of its function prints as much of other money, a round amount: that
/// other tables print as much does not tell that all rows are there.
#[test]
fn a_round_amount_is_no_proof_that_all_rows_of_a_function_are_there() {
    let row = |function, codes, general, other| Row { function, codes, general, other };
    let rows = [
        row(0, 0, [39_000_000, 0], [0, 0]),
        row(0, 1, [0, 0], [0, 39_000_000]),
        row(1, 3, [0, 3_068_274_801], [0, 0]),
        row(2, 0, [5_654_741_334, 0], [0, 0]),
        row(2, 2, [0, 0], [2_766_752_373, 5_298_551_020]),
        row(3, 4, [0, 7_685_430_769], [0, 0]),
    ];
    let whole = document(&rows);
    let left_out = "2010401-行政运行 50101-工资奖金津补贴 30101-基本工资 39.000000 39.000000\n";
    assert!(whole.contains(left_out), "{whole}");
    let office = read(&whole.replacen(left_out, "", 1));
    assert_natures_are_true(&rows, &office);
}

/// The same where a sharp amount stands beside the round one: their sum is no better than the round one.
#[test]
fn nor_is_a_sum_with_a_round_amount_in_it() {
    let row = |function, codes, general| Row { function, codes, general, other: [0, 0] };
    let rows = [
        row(0, 2, [17_000_000, 0]),
        row(0, 3, [440_482_954, 0]),
        row(1, 2, [0, 17_000_000]),
        Row { function: 4, codes: 4, general: [0, 1], other: [1, 0] },
    ];
    let whole = document(&rows);
    let left_out = [
        "2010401-行政运行 50201-办公经费 30201-办公费 17.000000 17.000000\n",
        "2010404 战略规划与实施 17.000000 17.000000\n",
    ];
    assert!(left_out.iter().all(|row| whole.contains(row)), "{whole}");
    let office = read(&left_out.iter().fold(whole, |text, row| text.replacen(row, "", 1)));
    assert_natures_are_true(&rows, &office);
}

/// Other money leaves functions open that other tables would close, and the codes close them again.
#[test]
fn what_functions_leave_open_the_codes_close() {
    let row = |function, codes, general, other| Row { function, codes, general, other };
    let rows = [
        row(0, 0, [883_542_400, 0], [0, 0]),
        row(0, 2, [147_400_000, 0], [100_000, 0]),
        row(0, 3, [0, 216_595_200], [0, 0]),
        row(1, 2, [0, 68_858_400], [0, 0]),
        row(1, 3, [0, 1_185_823_860], [0, 85_000_000]),
        row(2, 1, [962_720_524, 0], [20_000_000, 0]),
        row(2, 4, [24_217_997, 0], [1_500_000, 0]),
        row(3, 0, [412_035_548, 0], [0, 0]),
    ];
    let office = read(&document(&rows));
    assert!(office.unread.is_empty(), "{:?}", office.unread);
    assert_eq!(detailed(&office).count(), rows.len());
    assert_eq!(office.audit().tally().violated, 0);
}

/// Where the nature of one of two rows of a function is not known, that of the other is no answer for both.
#[test]
fn a_part_is_no_answer_for_the_whole() {
    let text = "\
部门名称：示例市规划办公室
2026年部门预算
预算01表 收支总表
金额单位：万元
收 入 支 出
项 目 预算数 项 目 预算数
一、一般公共预算拨款收入 40.000000 一、城乡社区支出 40.000000
本年收入合计 40.000000 本年支出合计 40.000000
收入总计 40.000000 支出总计 40.000000
预算05表 一般公共预算支出表
金额单位：万元
科目编码 科目名称 合计 基本支出 项目支出
2120101 行政运行 20.000000 12.000000 8.000000
2120101 行政运行 10.000000 10.000000
2120199 其他城乡社区管理事务支出 10.000000 10.000000
合 计 40.000000 22.000000 18.000000
";
    let office = read(text);
    assert_eq!(office.unread.iter().map(|unread| unread.figures).sum::<u32>(), 2, "{:?}", office.unread);
    let part = office.facts().find(|fact| fact.printed == printed(12_000_000)).unwrap();
    let answer = office.amount(&part.key);
    assert!(!matches!(answer, Answer::Known(_)), "{answer:?}");
    let whole = office.facts().find(|fact| fact.printed == printed(20_000_000)).unwrap();
    assert_eq!(office.amount(&whole.key), Answer::Known(printed(30_000_000).amount()));
    assert_eq!(office.audit().tally().violated, 0);
}
