//! Real documents, if the environment variable `YUSUAN_CORPUS` names a folder with `text/*.txt` and
//! `guangdong_expected.csv`. Without it these tests have nothing to read and say so.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use yusuan::{Address, Claim, Disclosure, Flow, Kind, MemoItem, Printed, Severity, Standing, Unit, Verdict, read_text};

use super::support::{Cell, all_cells, cell_of, printed};

/// A document with its expected figures by column name.
struct Document {
    file: String,
    text: String,
    disclosure: Disclosure,
    expected: BTreeMap<String, String>,
}

/// The Guangdong documents of the corpus, or nothing.
fn corpus() -> Vec<Document> {
    let Some(folder) = std::env::var_os("YUSUAN_CORPUS").map(PathBuf::from) else {
        eprintln!("YUSUAN_CORPUS is not set: no real document is read");
        return Vec::new();
    };
    let mut table = csv::Reader::from_path(folder.join("guangdong_expected.csv")).unwrap();
    let names = table.headers().unwrap().clone();
    let rows = table.records().map(|record| -> BTreeMap<String, String> {
        names.iter().map(ToOwned::to_owned).zip(record.unwrap().iter().map(ToOwned::to_owned)).collect()
    });
    let documents: Vec<Document> = rows
        .filter(|expected| expected["file"].starts_with("text/"))
        .map(|expected| {
            let file = expected["file"].clone();
            let text = std::fs::read_to_string(folder.join(&file)).unwrap();
            let disclosure = read_text(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
            Document { file, text, disclosure, expected }
        })
        .collect();
    assert_eq!(documents.len(), 9);
    documents
}

fn number(text: &str) -> Option<Printed> {
    Printed::parse(text, Unit::TenThousandYuan).ok()
}

/// The row of a total, or of a fixed line.
fn at(disclosure: &Disclosure, table: u16, line: Option<(&str, Flow)>, column: u16) -> Option<Cell> {
    let spec = disclosure.template.table(table)?;
    let address = match line {
        None => Address::Total,
        Some((label, flow)) => spec.line_address(label, Some(flow))?,
    };
    let row = disclosure.table(table)?.rows.iter().position(|row| row.address == address)?;
    Some((table, u32::try_from(row + 1).ok()?, column))
}

/// Which cell each column of the expected figures is about.
fn cells(disclosure: &Disclosure) -> Vec<(&'static str, Option<Cell>)> {
    use Flow::{Expenditure, Revenue};
    let revenue = |table, label| at(disclosure, table, Some((label, Revenue)), 1);
    let spent = |table, label, column| at(disclosure, table, Some((label, Expenditure)), column);
    let total = |table, column| at(disclosure, table, None, column);
    vec![
        ("t1_revenue_current", revenue(1, "本年收入合计")),
        ("t1_expenditure_current", spent(1, "本年支出合计", 2)),
        ("t1_carry_in", revenue(1, "上年结转结余")),
        ("t1_carry_out", spent(1, "结转结余下年", 2)),
        ("t1_total", revenue(1, "收入总计")),
        ("t1_total", spent(1, "支出总计", 2)),
        ("t2_total", total(2, 1)),
        ("t3_total", total(3, 1)),
        ("t3_basic", total(3, 2)),
        ("t3_project", total(3, 3)),
        ("t4_total", revenue(4, "收入总计")),
        ("t4_total", spent(4, "支出总计", 2)),
        ("t5_total", total(5, 1)),
        ("t5_basic", total(5, 2)),
        ("t5_project", total(5, 3)),
        ("t6_total", total(6, 1)),
        ("t7_total", total(7, 1)),
        ("t8_admin", spent(8, "行政经费", 1)),
        ("t8_three_public", spent(8, "“三公”经费", 1)),
        ("t8_abroad", spent(8, "因公出国（境）支出", 1)),
        ("t8_vehicle", spent(8, "公务用车购置及运行维护支出", 1)),
        ("t8_vehicle_buy", spent(8, "公务用车购置费", 1)),
        ("t8_vehicle_run", spent(8, "公务用车运行维护费", 1)),
        ("t8_reception", spent(8, "公务接待费支出", 1)),
        ("t9_total", total(9, 1)),
        ("t10_total", total(10, 1)),
        ("t11_total", total(11, 1)),
        ("t12_total", total(12, 1)),
    ]
}

#[test]
fn totals_are_as_expected() {
    for Document { file, disclosure, expected, .. } in corpus() {
        assert_eq!(disclosure.header.department.as_str(), expected["department"], "{file}");
        assert_eq!((disclosure.header.year.number(), &*disclosure.template.id), (2026, "guangdong-2026"), "{file}");
        assert_eq!(disclosure.tables.len(), 12, "{file}");
        let mut compared = 0;
        for (column, cell) in cells(&disclosure) {
            let Some(wanted) = number(&expected[column]) else { continue };
            let found = cell.and_then(|cell| printed(&disclosure, cell));
            assert_eq!(found.map(Printed::amount), Some(wanted.amount()), "{file} {column}");
            compared += 1;
        }
        assert_eq!(compared, 28, "{file}");
    }
}

#[test]
fn narratives_state_what_is_expected() {
    let subject = |claim: &Claim, name: &str| {
        let Some(key) = &claim.subject else { return false };
        match name {
            "revenue" => key.flow == Flow::Revenue,
            "expenditure" => key.flow == Flow::Expenditure && key.memo.is_none() && key.economic.is_all(),
            "three_public" => key.memo == Some(MemoItem::ThreePublic),
            _ => key.memo == Some(MemoItem::AgencyOperation),
        }
    };
    for Document { file, disclosure, expected, .. } in corpus() {
        for name in ["revenue", "expenditure", "three_public", "admin"] {
            let changes = |claim: &&Claim| claim.change.is_some() && subject(claim, name);
            let found: Vec<&Claim> = disclosure.claims.iter().filter(changes).collect();
            let [claim] = found[..] else { panic!("{file} {name}: {found:?}") };
            let wanted = |part: &str| number(&expected[&format!("n_{name}{part}")]).unwrap().amount();
            assert_eq!(claim.amount.unwrap().amount(), wanted(""), "{file} {name}");
            assert_eq!(claim.change.unwrap().amount(), wanted("_delta"), "{file} {name}");
            let sign = if claim.rate_is_decrease { "-" } else { "" };
            let rate = number(&format!("{sign}{}", claim.rate.unwrap())).unwrap().amount();
            assert_eq!(rate, wanted("_pct"), "{file} {name}");
        }
    }
}

#[test]
fn nothing_is_violated_inconsistent_or_unread() {
    let documents = corpus();
    let mut zero_bases = 0;
    for Document { file, disclosure, .. } in &documents {
        let audit = disclosure.audit();
        let violations: Vec<String> = audit.violations().map(yusuan::Relation::id).collect();
        assert!(violations.is_empty(), "{file}: {violations:?}");
        assert!(audit.is_consistent() && disclosure.unread.is_empty(), "{file}: {:?}", disclosure.unread);
        assert!(disclosure.tables.iter().all(|table| table.complete), "{file}");
        assert_eq!(audit.tally().unchecked, 0, "{file}");
        assert!(audit.tally().exact > 400, "{file}");
        for kind in [Kind::Copy, Kind::Sum, Kind::AtMost] {
            assert!(audit.relations().iter().any(|it| it.kind() == kind && it.verdict() == Verdict::Exact), "{file}");
        }
        let changes = audit.claims().iter().filter(|it| disclosure.claims[it.claim].change.is_some());
        let (certain, other): (Vec<_>, Vec<_>) = changes.partition(|it| it.standing == Standing::Consistent);
        assert!(certain.len() >= 7, "{file}");
        let words = |it: &yusuan::ClaimVerdict| disclosure.claims[it.claim].text.clone();
        for verdict in other {
            assert!(verdict.standing != Standing::Inconsistent, "{file}: {}", words(verdict));
            zero_bases += usize::from(verdict.standing == Standing::NotComparable);
        }
        let odd = audit.findings().iter().filter(|it| it.id() == "claim-odd");
        assert!(odd.into_iter().all(|it| it.severity() == Severity::Warning), "{file}");
        let projects = disclosure.table(12).unwrap().rows.iter();
        let goals = projects.filter(|row| row.goal.is_some()).count();
        assert!(goals > 0, "{file} has goals");
    }
    assert!(documents.is_empty() || zero_bases == 3, "{zero_bases}");
}

/// The words of a line that look like figures of a table: digits, commas, a point.
fn figure_words(line: &str) -> Vec<(usize, &str)> {
    let start = line.as_ptr() as usize;
    let is_figure = |word: &&str| {
        let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-');
        word.contains('.') && word.chars().all(plain) && word.ends_with(|c: char| c.is_ascii_digit())
    };
    line.split_whitespace().filter(is_figure).map(|word| (word.as_ptr() as usize - start, word)).collect()
}

#[test]
fn facts_and_unread_figures_are_all_figures() {
    for Document { file, text, disclosure, .. } in corpus() {
        let first = disclosure.tables.iter().map(|table| table.line).min().unwrap() as usize;
        let last = disclosure.tables.iter().map(|table| table.line).max().unwrap() as usize;
        let heading = |line: &str| line.split_whitespace().collect::<String>().starts_with("第三部分");
        let lines: Vec<&str> = text.split('\n').collect();
        let end = (last..lines.len()).find(|&line| heading(lines[line])).unwrap();
        let counted: usize = lines[first..end].iter().map(|line| figure_words(line).len()).sum();
        let unread: usize = disclosure.unread.iter().map(|unread| unread.figures as usize).sum();
        assert_eq!(disclosure.facts().count() + unread, counted, "{file}");
        let places: BTreeSet<Cell> = disclosure.facts().map(|fact| cell_of(fact.place)).collect();
        assert_eq!(places.len(), disclosure.facts().count(), "{file}: every cell once");
    }
}

/// The text with one figure of a table made larger by 1万元.
fn with_change(document: &Document, cell: Cell) -> String {
    let row = &document.disclosure.table(cell.0).unwrap().rows[cell.1 as usize - 1];
    let old = row.cells[usize::from(cell.2) - 1].unwrap();
    // Two rows of a two-sided table share a line: the figures stand in the order of row and column.
    let here = document.disclosure.facts().filter(|fact| fact.place.table == cell.0 && fact.place.line == row.line);
    let index = here.map(|fact| cell_of(fact.place)).position(|other| other == cell).unwrap();
    let lines: Vec<&str> = document.text.split('\n').collect();
    let line = lines[row.line as usize - 1];
    let (at, word) = figure_words(line)[index];
    assert_eq!(number(word), Some(old), "{} line {}", document.file, row.line);
    let digits = 10_i64.pow(old.decimals().into());
    let new = Printed::from_last_digits(old.last_digits() + digits, old.decimals(), old.unit()).unwrap();
    let changed = format!("{}{new}{}", &line[..at], &line[at + word.len()..]);
    let mut lines = lines;
    lines[row.line as usize - 1] = &changed;
    lines.join("\n")
}

#[test]
fn every_changed_figure_is_reported() {
    for document in corpus() {
        let disclosure = &document.disclosure;
        let cells: Vec<Cell> = all_cells(disclosure)
            .into_iter()
            .filter(|cell| printed(disclosure, *cell).is_some_and(|printed| !printed.is_zero()))
            .collect();
        // All of a small document; of a large one at least 150 cells, evenly spread.
        let step = if document.text.len() < 35_000 { 1 } else { (cells.len() / 150).max(1) };
        let some: Vec<Cell> = cells.iter().copied().step_by(step).collect();
        assert!(some.len() >= 150, "{}: {}", document.file, some.len());
        let missed: Vec<Cell> = some
            .into_iter()
            .filter(|cell| {
                let changed = read_text(&with_change(&document, *cell)).unwrap();
                assert_eq!(changed.facts().count(), disclosure.facts().count());
                changed.audit().tally().violated == 0
            })
            .collect();
        assert!(missed.is_empty(), "{}: {missed:?}", document.file);
    }
}
