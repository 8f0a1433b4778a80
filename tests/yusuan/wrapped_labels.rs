//! Names that a narrow cell wraps, in texts that go line by line: the figures stand in the middle of the name.

use proptest::prelude::*;
use yusuan::{Disclosure, read_text};

use super::places::contradictions;
use super::support::{corpus_files, keys_and_amounts};

fn read(text: &str) -> Disclosure {
    read_text(text).unwrap_or_else(|error| panic!("{error}"))
}

/// The names of units with their first amounts.
fn units_of(disclosure: &Disclosure) -> Vec<(String, String)> {
    let units = disclosure.facts().filter_map(|fact| Some((fact.key.unit.clone()?.to_string(), fact)));
    let whole = units.filter(|(_, fact)| disclosure.names(fact.place).2 == "合计");
    whole.map(|(unit, fact)| (unit, fact.printed.to_string())).collect()
}

/// A revenue table by units behind a summary.
fn document(rows: &str, total: u32) -> String {
    format!(
        "示例市商务局2026年部门预算\n收支预算总表\n单位：万元\n收入 支出\n项目 预算数 项目 预算数\n\
         一、一般公共预算拨款收入 {total}.00 一、一般公共服务支出 {total}.00\n二、其他收入 0.00 二、住房保障支出 0.00\n\
         收入总计 {total}.00 支出总计 {total}.00\n收入预算总表\n单位：万元\n\
         单位名称 合计 一般公共预算拨款收入 政府性基金预算拨款收入 其他收入\n合计 {total}.00 {total}.00 0.00 0.00\n{rows}"
    )
}

/// A row whose name is cut into lines of a few characters, its figures in the middle of them.
fn wrapped(name: &str, width: usize, amount: u32) -> String {
    let characters: Vec<char> = name.chars().collect();
    let mut lines: Vec<String> = characters.chunks(width).map(|line| line.iter().collect()).collect();
    let figures = format!("{amount}.00 {amount}.00 0.00 0.00");
    let middle = lines.len() / 2;
    if lines.len().is_multiple_of(2) {
        lines.insert(middle, figures);
    } else {
        lines[middle] = format!("{} {figures}", lines[middle]);
    }
    lines.join("\n") + "\n"
}

#[test]
fn names_are_put_together_around_their_figures() {
    let rows = wrapped("示例市商务发展促进中心", 5, 337) + &wrapped("示例市商务局", 5, 24658);
    assert!(rows.contains("\n发展促进中 337.00 337.00") && rows.contains("示例市商务\n24658.00"), "{rows}");
    let read = read(&document(&rows, 24995));
    let wanted = [("示例市商务发展促进中心", "337.00"), ("示例市商务局", "24,658.00")];
    assert_eq!(units_of(&read), wanted.map(|(unit, amount)| (unit.to_owned(), amount.to_owned())));
    assert!(read.unread.is_empty() && read.audit().tally().violated == 0);
}

#[test]
fn names_above_their_figures_stay_there() {
    let rows = "示例市商务\n发展促进中心\n337.00 337.00 0.00 0.00\n示例市商务\n局\n24658.00 24658.00 0.00 0.00\n";
    let read = read(&document(rows, 24995));
    let wanted = [("示例市商务发展促进中心", "337.00"), ("示例市商务局", "24,658.00")];
    assert_eq!(units_of(&read), wanted.map(|(unit, amount)| (unit.to_owned(), amount.to_owned())));
}

/// The texts of other extractors, how many facts are told of each at least, and how many of these the shared text has
/// too.
const OTHERS: [(&str, usize, usize); 12] = [
    ("central-2026-budget-a926cacd.pdfplumber.txt", 347, 347),
    ("central-2026-budget-a926cacd.pymupdf.txt", 348, 348),
    ("fuzhou-2026-budget-17f2ee92.pdfplumber.txt", 221, 221),
    ("fuzhou-2026-budget-17f2ee92.pymupdf.txt", 221, 221),
    ("guangzhou-2026-budget-6d531c47.pdfplumber.txt", 429, 422),
    ("guangzhou-2026-budget-6d531c47.pymupdf.txt", 471, 471),
    ("putuo-2024-budget-f45a1836.pdfplumber.txt", 875, 875),
    ("putuo-2024-budget-f45a1836.pymupdf.txt", 847, 847),
    ("xian-2026-budget-2a350279.pdfplumber.txt", 425, 413),
    ("xian-2026-budget-2a350279.pymupdf.txt", 479, 462),
    ("zhuhai-2026-budget-cd78d6ee.pdfplumber.txt", 1148, 924),
    ("zhuhai-2026-budget-cd78d6ee.pymupdf.txt", 1183, 1183),
];

/// Names and columns are those that the shared text has, not only as many.
#[test]
fn texts_of_the_corpus_by_other_extractors_say_the_same() {
    for file in corpus_files("alt_extract") {
        let name = file.file_name().unwrap().to_str().unwrap();
        let stem = name.split('.').next().unwrap();
        let other = read(&std::fs::read_to_string(&file).unwrap());
        let text = file.with_file_name(format!("../text/{stem}.txt"));
        let mut left = keys_and_amounts(&read(&std::fs::read_to_string(text).unwrap()));
        let mut common = 0;
        for fact in keys_and_amounts(&other) {
            if let Ok(at) = left.binary_search(&fact) {
                left.remove(at);
                common += 1;
            }
        }
        let facts = other.facts().count();
        eprintln!("{name}: {facts} facts, {common} in common");
        let least = OTHERS.iter().find(|(other, ..)| *other == name);
        let (least, least_common) = least.map_or((0, 0), |(_, least, common)| (*least, *common));
        assert!(facts >= least && common >= least_common, "{name}: {facts} facts, {common} in common");
        assert_eq!(other.audit().tally().violated, contradictions(name), "{name}");
    }
}

proptest! {
    /// However long the names are, each is put together again, and no figure goes to another unit. Were the last one
    /// not wrapped, the others might as well stand above their figures.
    #[test]
    fn each_name_keeps_its_figures(
        mut units in prop::collection::vec((1..22_usize, 1..900_u32), 0..5),
        last in (3..22_usize, 1..900_u32),
    ) {
        units.push(last);
        let letters = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥";
        let name = |at: usize, length: usize| {
            let letters: String = letters.chars().cycle().skip(at * 3).take(length).collect();
            format!("示例{letters}中心")
        };
        let units: Vec<(String, u32)> =
            units.into_iter().enumerate().map(|(at, (length, amount))| (name(at, length), amount)).collect();
        let rows: String = units.iter().map(|(name, amount)| wrapped(name, 6, *amount)).collect();
        let office = read(&document(&rows, units.iter().map(|(_, amount)| amount).sum()));
        let wanted: Vec<(String, String)> =
            units.into_iter().map(|(name, amount)| (name, format!("{amount}.00"))).collect();
        prop_assert_eq!(units_of(&office), wanted, "{}", rows);
    }
}
