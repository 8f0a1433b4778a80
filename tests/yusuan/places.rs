//! Documents of places that no built-in template knows: small made ones in their layouts, and the corpus.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use yusuan::{
    Answer, Basis, Disclosure, EconomicScope, Fact, Flow, Issue, Key, Nature, Printed, ReadError, Relation, Scope,
    Source, Unit, read_text,
};

/// Summary, revenue and expenditure of a small office; empty cells have vanished.
const OFFICE: &str = "\
示例市档案馆2026年度部门预算
部门公开表1
部门收支总表
单位：万元
收 入 支 出
项 目 预算数 项 目 预算数
一、一般公共预算拨款收入 90.00 一、教育支出 10.00
二、事业收入 二、社会保障和就业支出 20.50
三、其他收入 10.00 三、住房保障支出 69.50
本年收入合计 100.00 本年支出合计 100.00
上年结转 结转下年
收 入 总 计 100.00 支 出 总 计 100.00
部门公开表2
部门收入总表
单位：万元
合计 上年结转
一般公共预
算拨款收入
事业收入
其他收入
100.00 90.00 10.00
部门公开表3
部门支出总表
单位：万元
科目编
码
科目名称 合 计 基本支出 项目支出 上缴上级支出
事业单位经营
支出
205 教育支出 10.00 10.00
20508 进修及培训 10.00 10.00
2050803 培训支出 10.00 10.00
208 社会保障和就业支出 20.50 20.50
20805 行政事业单位养老支出 20.50 20.50
2080505 机关事业单位基本养老保险缴费支
出
20.50 20.50
221 住房保障支出 69.50 9.50 60.00
22102 住房改革支出 69.50 9.50 60.00
2210201 住房公积金 9.50 9.50
2210202 提租补贴 60.00 60.00
合 计 100.00 40.00 60.00
部门公开表5
一般公共预算支出表
单位：万元
科目编码 科目名称 小计 基本支出 项目支出
205 教育支出 10.00 10.00 0.00
20508 进修及培训 10.00 10.00 0.00
2050803 培训支出 10.00 10.00 0.00
208 社会保障和就业支出 20.50 20.50 0.00
20805 行政事业单位养老支出 20.50 20.50 0.00
2080505 机关事业单位基本养老保险缴费支出 20.50 20.50 0.00
221 住房保障支出 59.50 9.50 50.00
22102 住房改革支出 59.50 9.50 50.00
2210201 住房公积金 9.50 9.50 0.00
2210202 提租补贴 50.00 0.00 50.00
合 计 90.00 40.00 50.00
";

fn read(text: &str) -> Disclosure {
    read_text(text).unwrap_or_else(|error| panic!("{error}"))
}

fn wan(text: &str) -> Printed {
    Printed::parse(text, Unit::TenThousandYuan).unwrap()
}

fn known(disclosure: &Disclosure, key: &Key) -> Option<String> {
    match disclosure.amount(key) {
        Answer::Known(amount) => Some(amount.in_unit(Unit::TenThousandYuan).normalize().to_string()),
        _ => None,
    }
}

#[test]
fn figures_find_their_columns_where_empty_cells_have_vanished() {
    let office = read(OFFICE);
    assert_eq!(office.header.department.as_str(), "示例市档案馆");
    assert_eq!((office.header.year.number(), office.header.unit), (2026, Unit::TenThousandYuan));
    assert!(office.unread.is_empty(), "{:?}", office.unread);
    let function = |code: &str| Key::expenditure().function(code.parse().unwrap());
    assert_eq!(known(&office, &function("2080505").nature(Scope::BASIC)), Some("20.5".to_owned()));
    assert_eq!(known(&office, &function("2210202").nature(Scope::PROJECT)), Some("60".to_owned()));
    // An empty cell is nothing.
    assert_eq!(known(&office, &function("2210202").nature(Scope::BASIC)), Some("0".to_owned()));
    assert_eq!(known(&office, &Key::revenue().source(Source::Other)), Some("10".to_owned()));
    assert_eq!(known(&office, &Key::revenue().source(Source::Institutional)), Some("0".to_owned()));
    assert_eq!(office.audit().tally().violated, 0);
    assert!(office.audit().tally().exact > 30);
}

#[test]
fn a_figure_that_fits_two_columns_has_none() {
    // Without the table of appropriations nothing tells 基本支出 from 项目支出 or business in the total row,
    // and so in the rows that have one nature only.
    let (cut, _) = OFFICE.split_once("部门公开表5").unwrap();
    let office = read(cut);
    let total: Vec<Printed> =
        office.facts().filter(|fact| fact.key == Key::expenditure()).map(|fact| fact.printed).collect();
    assert!(total.iter().all(|printed| *printed == wan("100.00")) && total.len() >= 2);
    let basic = Key::expenditure().nature(Scope::BASIC);
    assert!(office.facts().all(|fact| fact.key != basic), "nobody says which column 40.00 stands in");
    let unread: u32 = office.unread.iter().map(|unread| unread.figures).sum();
    assert!(unread >= 2, "{unread}");
    assert!(office.unread.iter().all(|unread| unread.line > 0 && unread.page > 0));
    assert_eq!(office.audit().tally().violated, 0);
}

#[test]
fn a_broken_sum_is_found_in_a_composed_table_too() {
    let office = read(&OFFICE.replacen("2210201 住房公积金 9.50 9.50 0.00", "2210201 住房公积金 9.30 9.30 0.00", 1));
    let audit = office.audit();
    assert!(audit.tally().violated > 0);
    let told: Vec<String> =
        audit.relations().iter().filter(|it| it.verdict().is_violated()).map(Relation::id).collect();
    assert!(told.iter().any(|id| id.starts_with("rows: 4.1 @ 22102")), "{told:?}");
}

#[test]
fn codes_come_in_parts_and_columns_of_last_year_beside_this_one() {
    let text = "\
2026年示例区司法局单位预算
2026年收支总体情况表
单位名称：示例区司法局 单位：万元
收入 支出
项目 预算数 项目 预算数
一、一般公共预算 8.00 一、公共安全支出 8.00
收入总计 8.00 支出总计 8.00
2026年一般公共预算支出情况表
单位名称：示例区司法局 单位：万元
科目编码 科目名称 2025年预算数 2026年预算数
类 款 项
合计 7.00 8.00
204 公共安全支出 7.00 8.00
06 　司法 7.00 8.00
01 　　行政运行 5.00 6.00
04 　　基层司法业务 2.00 2.00
";
    let bureau = read(text);
    assert!(bureau.unread.is_empty(), "{:?}", bureau.unread);
    // The source is open: nothing in the document says whether what was carried over is in the table.
    let printed = |basis, code: &str| {
        let code = code.parse().unwrap();
        let is_it = |fact: &Fact| fact.key.function == Some(code) && fact.key.basis == basis;
        let found: Vec<Printed> = bureau.facts().filter(is_it).map(|fact| fact.printed).collect();
        found
    };
    assert_eq!(printed(Basis::Budget, "2040601"), [wan("6.00")]);
    assert_eq!(printed(Basis::LastBudget, "2040601"), [wan("5.00")]);
    assert_eq!(printed(Basis::Budget, "2040604"), [wan("2.00")]);
    assert_eq!(bureau.audit().tally().violated, 0);
}

/// A table in full detail beside the same money by function.
const FULL_DETAIL: &str = "\
部门名称：示例市重大项目办
2026年部门预算
预算01表 收支总表
金额单位：万元
收 入 支 出
项 目 预算数 项 目 预算数
一、一般公共预算拨款收入 30.000000 一、城乡社区支出 30.000000
本年收入合计 30.000000 本年支出合计 30.000000
收入总计 30.000000 支出总计 30.000000
预算03表 支出总表
金额单位：万元
支出功能分类科目 政府支出经济分类科目 部门支出经济分类科目 合计 基本支出 项目支出
2120101-行政运行 50101-工资奖金津补贴 30101-基本工资 12.500000 12.500000
2120101-行政运行 50201-办公经费 30201-办公费 7.500000 7.500000
2120199-其他城乡社区管理事务支出 50205-委托业务费 30227-委托业务费 10.000000 10.000000
合 计 30.000000 20.000000 10.000000
预算05表 一般公共预算支出表
金额单位：万元
科目编码 科目名称 合计 基本支出 项目支出
2120101 行政运行 20.000000 20.000000
2120199 其他城乡社区管理事务支出 10.000000 10.000000
合 计 30.000000 20.000000 10.000000
";

#[test]
fn rows_in_full_detail_add_up_to_other_tables() {
    let text = FULL_DETAIL;
    let office = read(text);
    assert!(office.unread.is_empty(), "{:?}", office.unread);
    let key = Key {
        economic: EconomicScope::just("30227".parse().unwrap()),
        government: Some("50205".parse().unwrap()),
        ..Key::expenditure().function("2120199".parse().unwrap()).nature(Scope::PROJECT)
    };
    assert_eq!(office.facts().find(|fact| fact.key == key).map(|fact| fact.printed), Some(wan("10.000000")));
    let audit = office.audit();
    assert_eq!(audit.tally().violated, 0);
    let broken = read(&text.replacen("12.500000 12.500000", "12.600000 12.600000", 1));
    // Where vanished cells are told by sums, which nature the figure has is not certain any more: it is listed. But
    // every row has its whole, and these do not add up.
    assert_eq!(broken.facts().filter(|fact| fact.printed == wan("12.600000")).count(), 1, "{:?}", broken.unread);
    assert!(broken.unread.iter().any(|unread| unread.text.contains("30101-基本工资 12.600000 12.600000")));
    let audit = broken.audit();
    let violated: Vec<String> =
        audit.relations().iter().filter(|it| it.verdict().is_violated()).map(Relation::id).collect();
    assert!(violated.iter().any(|id| id.starts_with("rows: 2.1")), "{violated:?}");
    // What is not certain is not judged, neither as nothing nor as left out.
    assert!(!violated.iter().any(|id| id.starts_with("rows: 2.2")), "{violated:?}");
}

#[test]
fn codes_of_rows_in_full_detail_are_looked_up_under_their_names() {
    let told = |text: &str| {
        let audit = read(text).audit();
        let codes = audit.findings().iter().filter_map(|finding| match &finding.issue {
            Issue::CodeUnlisted { code, name } => Some(format!("{code} {name}")),
            Issue::NameDiffers { code, printed, listed } => Some(format!("{code} {printed}, not {listed}")),
            _ => None,
        });
        codes.collect::<Vec<_>>()
    };
    assert!(told(FULL_DETAIL).is_empty(), "{:?}", told(FULL_DETAIL));
    let other =
        FULL_DETAIL.replace("30227-委托业务费", "3022701-委托业务费").replace("50201-办公经费", "50201-办公用品");
    assert_eq!(told(&other), ["3022701 委托业务费", "50201 办公用品, not 办公经费"]);
}

#[test]
fn a_narrative_without_tables_is_read_as_claims() {
    let text = "示例市信访办公室2026年部门预算\n一、收入预算说明\n\
                2026年收入预算1,100.00万元，比2025年年初预算数1,000.00万元增加100.00万元，增长10.00%。\n";
    let narrative = read(text);
    assert!(narrative.tables.is_empty());
    assert_eq!(narrative.header.department.as_str(), "示例市信访办公室");
    assert_eq!(narrative.claims.len(), 1);
    assert_eq!(narrative.claims[0].change, Some(wan("100.00")));
}

#[test]
fn what_is_no_budget_is_refused_in_linear_time() {
    let digits = "1234567890 ".repeat(40_000);
    assert!(matches!(read_text(&digits), Err(ReadError::NoTables { .. })));
    let commas = "收支总表\n单位：万元\n".repeat(2_000) + &"1,234.56 ".repeat(60_000);
    if let Ok(disclosure) = read_text(&commas) {
        disclosure.audit();
    }
    // A row in one line, with a name behind more numbers than a code has parts.
    let numbers =
        format!("部门支出总表\n单位：元\n科目编码 科目名称 合计\n2010301 行政运行 {}文化旅游\n", "500 ".repeat(60_000));
    if let Ok(disclosure) = read_text(&format!("{OFFICE}{numbers}")) {
        disclosure.audit();
    }
    let rows = "一、一般公共预算拨款收入 1.00 一、教育支出 1.00\n".repeat(20_000);
    let long = format!("{}{rows}", &OFFICE[..OFFICE.find("一、一般公共预算").unwrap()]);
    if let Ok(disclosure) = read_text(&long) {
        disclosure.audit();
    }
}

/// 部门预算 heads the lines of the summary, 收入总计 and 支出总计 end them: one amount, printed twice in one column. No total
/// of this year stands between them, whose sources 部门预算 would head.
#[test]
fn lines_that_repeat_a_total_are_compared_once() {
    let text = OFFICE
        .replace("一、一般公共预算拨款收入 90.00", "部门预算 100.00 部门预算 100.00\n一、一般公共预算拨款收入 90.00")
        .replace("本年收入合计 100.00 本年支出合计 100.00\n上年结转 结转下年\n", "");
    let office = read(&text);
    let totals = office.facts().filter(|fact| fact.key == Key::revenue() && fact.place.table == 1).count();
    assert_eq!(totals, 2, "both lines mean the total");
    assert_eq!(office.amount(&Key::revenue()), Answer::Known(wan("100.00").amount()));
    let last = read(&text.replace("2026年度部门预算", "2025年度部门预算"));
    let comparison = office.since(&last).unwrap();
    let total = comparison.total(Flow::Revenue).unwrap();
    assert_eq!((total.before(), total.after()), (Some(wan("100.00").amount()), Some(wan("100.00").amount())));
}

/// Amounts that no budget has, where sums and units are made of them.
#[test]
fn amounts_beyond_all_budgets_are_listed() {
    let goals = "项目支出绩效目标表\n单位：万元\n项目名称 示例项目\n\
                 年度资金总额： 1000000000000000.00 其中：财政拨款 100.00\n年度资金总额： 20.00 其中：财政拨款 20.00\n";
    let read_with = |text: &str| read(&format!("{OFFICE}{text}"));
    let lines = |office: &Disclosure| office.unread.iter().map(|unread| unread.figures).sum::<u32>();
    assert_eq!(lines(&read_with(goals)), 2);
    let rows: String = ["2010301 行政运行", "2010302 一般行政管理事务", "2010303 机关服务", "2010350 事业运行"]
        .map(|label| format!("{label} 9000000000000000000 5000000000000000000 5000000000000000000\n"))
        .concat();
    let huge = format!("部门支出总表\n单位：元\n科目编码 科目名称 合计 基本支出 项目支出\n{rows}");
    assert_eq!(lines(&read_with(&huge)), 12);
}

#[test]
fn the_budgets_of_many_departments_in_one_text_are_refused() {
    let error = read_text(&OFFICE.repeat(70)).unwrap_err();
    assert_eq!(error.to_string(), "its tables cannot be those of one budget: 280 tables, at most 64 can be");
}

#[cfg(feature = "serde")]
#[test]
fn a_composed_document_survives_its_text_form() {
    let office = read(OFFICE);
    let text = serde_json::to_string(&office).unwrap();
    let again: Disclosure = serde_json::from_str(&text).unwrap();
    assert_eq!(again, office);
    assert_eq!(again.audit().tally(), office.audit().tally());
}

struct Indexed {
    file: String,
    department: String,
    year: String,
    disclosure: Disclosure,
    text: String,
}

/// Every document of the corpus, or nothing.
fn corpus() -> Vec<Indexed> {
    let Some(folder) = std::env::var_os("YUSUAN_CORPUS").map(PathBuf::from) else {
        eprintln!("YUSUAN_CORPUS is not set: no real document is read");
        return Vec::new();
    };
    let mut table = csv::Reader::from_path(folder.join("index.csv")).unwrap();
    let names = table.headers().unwrap().clone();
    let column = |name: &str| names.iter().position(|known| known == name).unwrap();
    let (file, department, year) = (column("file"), column("department"), column("year"));
    let read = |record: csv::StringRecord| {
        let text = std::fs::read_to_string(folder.join(&record[file])).unwrap();
        let disclosure = read_text(&text).unwrap_or_else(|error| panic!("{}: {error}", &record[file]));
        let [file, department, year] = [&record[file], &record[department], &record[year]].map(ToOwned::to_owned);
        Indexed { file, department, year, disclosure, text }
    };
    table.records().map(|record| read(record.unwrap())).collect()
}

/// Figures in a table region, facts, unread figures and violated relations.
#[derive(Debug, Default)]
struct Tally {
    facts: usize,
    unread: usize,
    violated: usize,
}

/// The documents that contradict themselves, looked up by hand and how many relations tell it.
const CONTRADICTIONS: &[(&str, usize)] = &[
    // Rows of 03表 and 05表 are left out, as those of 军休 and 安置: those printed add up to 1,039,341.94 and
    // 796,312.13 less than the totals, to as much less than class 208 of 01表, and in 22 economic codes to less
    // basic expenditure than 06表 prints: in 20 of them all that 03表 prints is less, in 31003 and 50209 all but
    // projects (军供保障 93.27 and 20.00, 信息化建设 411.32).
    ("beijing-2026-budget-0ca30e0c", 25),
    // Rows of 03表 and 06表 are left out: those printed add up to 22,510.22 less than the total and than class 201,
    // to 16,960.33 less than the totals of 06表, and in three functions to less than 05表 prints.
    ("beijing-2026-budget-0f5b3ebe", 7),
    // 公用经费 is 15,052.64 in one table, 15,052.63 in the other.
    ("chongqing-2026-budget-43f56135", 1),
    // The summary of appropriations has another total than the summary of all money.
    ("huzhou-2026-budget-13d2d0c0", 4),
    // 行政运行 prints the project expenditure of another item.
    ("putuo-2026-unit-budget-30d3176a", 6),
    // The line of one class has the label of another.
    ("shanghai-2026-unit-budget-0291d4c2", 3),
    // 三公, conferences and training do not make up their total.
    ("xian-2021-budget-321a5fee", 4),
    // 1,704.11 in one table, 1,704.12 in the other.
    ("yantai-2026-budget-06874f6f", 1),
];

/// How many relations a document breaks, by the beginning of its file name. A relation that is reported and not
/// broken is an error of this crate.
pub(crate) fn contradictions(name: &str) -> usize {
    CONTRADICTIONS.iter().filter(|(known, _)| name.starts_with(known)).map(|(_, count)| count).sum()
}

/// How many percent of the figures of each place are facts, at least.
const LEAST: &[(&str, usize)] = &[
    ("guangzhou", 100),
    ("zhuhai", 100),
    ("suzhou", 100),
    ("hangzhou", 100),
    ("shenzhen", 100),
    ("changsha", 100),
    ("fuzhou", 99),
    ("wuxi", 99),
    ("jiangsu", 99),
    ("shanghai", 99),
    ("putuo", 99),
    ("quanzhou", 99),
    ("central", 98),
    ("yantai", 99),
    ("chongqing", 97),
    ("huzhou", 96),
    ("xian", 99),
    ("beijing", 90),
];

#[test]
fn the_corpus_is_read_by_every_place() {
    let mut places: BTreeMap<String, Tally> = BTreeMap::new();
    let mut wrong = Vec::new();
    for document in corpus() {
        let Indexed { file, department, year, disclosure, .. } = &document;
        let name = file.rsplit('/').next().unwrap();
        let header = &disclosure.header;
        if header.department.as_str() != department || header.year.to_string() != *year {
            wrong.push(format!("{name}: {} {}", header.department, header.year));
        }
        let tally = places.entry(name.split("-20").next().unwrap().to_owned()).or_default();
        let facts = disclosure.facts().count();
        // A figure under an address that its table does not have would be neither fact nor unread.
        assert_eq!(disclosure.tables.iter().map(|table| table.cells().count()).sum::<usize>(), facts, "{name}");
        tally.facts += facts;
        tally.unread += disclosure.unread.iter().map(|unread| unread.figures as usize).sum::<usize>();
        let violated = disclosure.audit().tally().violated;
        tally.violated += violated;
        // Exactly: a contradiction that is no longer noticed is as wrong as a false alarm.
        assert_eq!(violated, contradictions(name), "{name}");
    }
    for (place, tally) in &places {
        eprintln!("{place}: {tally:?}");
    }
    assert!(wrong.is_empty(), "{wrong:?}");
    for &(place, percent) in LEAST {
        if let Some(tally) = places.get(place) {
            assert!(100 * tally.facts >= percent * (tally.facts + tally.unread), "{place}: {tally:?}");
        }
    }
}

/// Words that can only be amounts: decimals or thousands commas, no percent sign. What stands behind a comparison
/// (≤ 39.09 万元) is the value of an indicator, which is no amount of the budget.
fn money_words(line: &str) -> usize {
    let is_value = |before: &str| before.ends_with(['≤', '≥', '＝', '=', '＞', '＜', '>', '<']);
    let is_money = |word: &&str| {
        let digits = word.trim_start_matches('-');
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',');
        let decimals = digits.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
        plain && digits.starts_with(|c: char| c.is_ascii_digit()) && (2..7).contains(&decimals)
    };
    let before = [""].into_iter().chain(line.split_whitespace());
    line.split_whitespace().zip(before).filter(|(word, before)| is_money(word) && !is_value(before)).count()
}

/// In a self-assessment (自评) a weight and a score stand on both sides of the rate of execution.
fn without_scores(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_rate = |at: usize| words.get(at).is_some_and(|word| word.ends_with('%'));
    let kept = (0..words.len()).filter(|&at| !(is_rate(at + 1) || at > 0 && is_rate(at - 1)));
    kept.map(|at| words[at]).collect::<Vec<_>>().join(" ")
}

/// On every line that yields facts, the words that look like money are facts or listed as unread: counted
/// here by looks alone, on lines that no figure is broken over.
#[test]
fn no_figure_of_a_row_is_lost_in_the_corpus() {
    let (mut lines, mut lost) = (0, Vec::new());
    for Indexed { file, disclosure, text, .. } in corpus() {
        let mut told: BTreeMap<u32, usize> = BTreeMap::new();
        for fact in disclosure.facts() {
            *told.entry(fact.place.line).or_default() += 1;
        }
        let rows = told.clone();
        let assessed = disclosure.tables.iter().filter(|table| table.title.contains("自评"));
        let assessed: HashSet<u32> = assessed.flat_map(|table| &table.rows).map(|row| row.line).collect();
        for unread in &disclosure.unread {
            *told.entry(unread.line).or_default() += unread.figures as usize;
        }
        for (number, line) in (1..).zip(text.split('\n')).filter(|(number, _)| rows.contains_key(number)) {
            lines += 1;
            let line = if assessed.contains(&number) { without_scores(line) } else { line.to_owned() };
            if money_words(&line) > told[&number] {
                lost.push(format!("{file} line {number}: {} of {}", told[&number], money_words(&line)));
            }
        }
    }
    eprintln!("{lines} lines with facts, {} of them with figures that are neither", lost.len());
    for line in lost.iter().take(20) {
        eprintln!("  {line}");
    }
    assert!(lost.is_empty(), "{} of {lines} lines", lost.len());
}

/// Lines that end with several words that look like money, and are no sentences, are rows. Where one yields nothing
/// itself, its figures stand on other lines of its row: the lines around it must have as many facts and unread figures
/// as words that look like money.
#[test]
fn no_row_is_passed_over_in_the_corpus() {
    const AROUND: usize = 6;
    let (mut rows, mut lost) = (0, Vec::new());
    for Indexed { file, disclosure, text, .. } in corpus() {
        let mut told: BTreeMap<u32, usize> = BTreeMap::new();
        for fact in disclosure.facts() {
            *told.entry(fact.place.line).or_default() += 1;
        }
        for unread in &disclosure.unread {
            *told.entry(unread.line).or_default() += unread.figures as usize;
        }
        let lines: Vec<(u32, &str)> = (1..).zip(text.split('\n')).filter(|(_, line)| !line.trim().is_empty()).collect();
        let told = |(number, _): &(u32, &str)| told.get(number).copied().unwrap_or_default();
        // Of prose nothing is expected.
        let printed = |line: &(u32, &str)| if ends_as_row(line.1) { money_words(&without_scores(line.1)) } else { 0 };
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| ends_as_row(line.1)) {
            rows += 1;
            let around = &lines[at.saturating_sub(AROUND)..lines.len().min(at + AROUND)];
            let others = around.iter().filter(|other| other.0 != line.0);
            // What other lines tell beyond their own figures may be this row's.
            let beyond: usize = others.map(|other| told(other).saturating_sub(printed(other))).sum();
            if told(line) == 0 && beyond < printed(line) {
                lost.push(format!("{file} line {}: {}", line.0, line.1));
            }
        }
    }
    eprintln!("{rows} rows");
    assert!(lost.is_empty(), "{} of {rows} rows: {lost:#?}", lost.len());
}

/// Whether a line ends with two words or more that look like money, and has no punctuation of sentences.
fn ends_as_row(line: &str) -> bool {
    let is_money = |word: &&str| money_words(word) == 1;
    !line.contains(['，', '。', '；', '：']) && line.split_whitespace().rev().take_while(is_money).count() > 1
}

/// The totals of both sides are those of the summary table, and both sides agree or the document says why.
#[test]
fn totals_of_the_corpus_are_known() {
    let mut missing = Vec::new();
    for Indexed { file, disclosure, .. } in corpus().into_iter().filter(|document| document.disclosure.tables.len() > 3)
    {
        for flow in [Flow::Revenue, Flow::Expenditure] {
            let total = |basis| disclosure.amount(&Key { basis, ..Key::total(flow) }).known();
            if total(Basis::Budget).or(total(Basis::Outturn)).is_none() {
                missing.push(format!("{file} {flow}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn reserve_is_a_part_of_project_expenditure() {
    assert_eq!(Scope::PROJECT.to_string(), "project");
    assert_eq!(Scope::of(&[Nature::Reserve]).to_string(), "reserve");
    assert_eq!(Scope::of(&[Nature::Project]).to_string(), "project-alone");
    for scope in
        [Scope::PROJECT, Scope::of(&[Nature::Project]), Scope::of(&[Nature::Reserve]), Scope::BASIC_AND_PROJECT]
    {
        assert_eq!(scope.to_string().parse(), Ok(scope));
    }
    assert_eq!(Scope::BASIC_AND_PROJECT.name(), "人员经费、公用经费、项目支出");
}
