//! Auditing, beside hand-written loops with a tolerance, and with ten and a hundred times the facts.

use std::collections::HashMap;
use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use rust_decimal::Decimal;
use yusuan::{
    Amount, Budget, BudgetKind, Disclosure, EconomicCode, FiscalYear, Header, LineItem, Nature, Source, Template, Unit,
    functional, read_text,
};

const TEXT: &str = include_str!("../examples/data/cooperation-office-2024.txt");

/// What a program without keys holds: figures by the texts of table, row and column, and the rows of
/// each table by their first word.
struct Naive {
    rows: Vec<(u16, Vec<String>)>,
    figures: HashMap<String, Decimal>,
}

/// In the order of the tables: the column of the whole, counted from one, and those of its parts.
const COLUMN_SUMS: [(u16, u16, &[u16]); 8] = [
    (2, 1, &[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    (3, 1, &[2, 3, 4, 5, 6, 7]),
    (5, 1, &[2, 3]),
    (9, 1, &[2, 3]),
    (10, 1, &[2, 3]),
    (8, 1, &[2, 3, 4]),
    (11, 1, &[2, 6, 7]),
    (12, 1, &[2, 6, 7]),
];

/// The tables with a tree of codes, and how many columns they have.
const TREES: [(u16, u16); 7] = [(2, 12), (3, 7), (5, 3), (6, 1), (7, 1), (9, 3), (10, 3)];

impl Naive {
    fn new(disclosure: &Disclosure) -> Self {
        let mut naive = Self { rows: Vec::new(), figures: HashMap::new() };
        for table in &disclosure.tables {
            // Codes identify the rows that have one; the others have only their position.
            let name = |(index, label): (usize, &str)| {
                let code: String = label.chars().filter(char::is_ascii_digit).collect();
                if code.is_empty() { format!("row {index}") } else { code }
            };
            let names: Vec<String> = table.rows.iter().map(|row| row.label.as_str()).enumerate().map(name).collect();
            for (name, row) in names.iter().zip(&table.rows) {
                for (column, cell) in (1..).zip(&row.cells) {
                    if let Some(printed) = cell {
                        naive.figures.insert(cell_name(table.number, name, column), printed.number());
                    }
                }
            }
            naive.rows.push((table.number, names));
        }
        naive
    }

    /// How many sums were looked at, and how many of them are off by more than a tolerance.
    fn check(&self) -> (usize, usize) {
        let (mut looked_at, mut off) = (0, 0);
        let mut judge = |whole: Option<&Decimal>, parts: Decimal| {
            let Some(whole) = whole else { return };
            looked_at += 1;
            if (whole - parts).abs() > Decimal::new(1, 2) {
                off += 1;
            }
        };
        for (table, whole, parts) in COLUMN_SUMS {
            for row in self.rows_of(table) {
                let sum = parts.iter().filter_map(|&part| self.figure(table, row, part)).sum();
                judge(self.figure(table, row, whole), sum);
            }
        }
        for (table, columns) in TREES {
            let rows = self.rows_of(table);
            for code in rows {
                let prefix = if code.starts_with("row") { "" } else { code };
                let length = if prefix.is_empty() { 3 } else { prefix.len() + 2 };
                let children: Vec<&String> =
                    rows.iter().filter(|row| row.len() == length && row.starts_with(prefix)).collect();
                for column in (1..=columns).filter(|_| !children.is_empty()) {
                    let sum = children.iter().filter_map(|child| self.figure(table, child, column)).sum();
                    judge(self.figure(table, code, column), sum);
                }
            }
        }
        (looked_at, off)
    }

    fn rows_of(&self, table: u16) -> &[String] {
        self.rows.iter().find(|(number, _)| *number == table).map_or(&[], |(_, rows)| rows.as_slice())
    }

    fn figure(&self, table: u16, row: &str, column: u16) -> Option<&Decimal> {
        self.figures.get(&cell_name(table, row, column))
    }
}

fn cell_name(table: u16, row: &str, column: u16) -> String {
    format!("{table}/{row}/{column}")
}

fn bundled(c: &mut Criterion) {
    let disclosure = read_text(TEXT).expect("the bundled document is readable");
    let relations = disclosure.audit().relations().len();
    let (looked_at, off) = Naive::new(&disclosure).check();
    assert_eq!(off, 0, "the bundled document holds within the tolerance");
    assert!(looked_at > 300, "{looked_at} sums");

    let mut group = c.benchmark_group("audit the bundled document");
    group.throughput(Throughput::Elements(relations as u64));
    group.bench_function("audit", |b| b.iter(|| black_box(&disclosure).audit()));
    group.throughput(Throughput::Elements(looked_at as u64));
    group.bench_function("HashMap<String, Decimal> and loops", |b| {
        b.iter(|| Naive::new(black_box(&disclosure)).check());
    });
    group.finish();
}

/// Lines of a department that grows in units and functions alike; about a thousand facts for every scale.
fn lines(scale: usize) -> Vec<LineItem> {
    let functions: Vec<_> = functional::Item::VARIANTS
        .iter()
        .filter(|item| item.budget() == BudgetKind::GeneralPublic)
        .take(12 * scale)
        .map(|item| item.code())
        .collect();
    let economic = [30101, 30102, 30201, 30211, 30217, 30231, 30301, 31002].map(EconomicCode::of);
    let natures = [Nature::Personnel, Nature::Operating, Nature::Project];
    let mut lines = Vec::new();
    for number in 0..120 * scale {
        let nature = natures[number % 3];
        lines.push(LineItem {
            function: functions[number % functions.len()],
            economic: economic[number / 3 % economic.len()],
            source: if number % 10 == 9 { Source::Institutional } else { Source::GeneralPublic },
            nature,
            unit: format!("unit {}", number / 12).into(),
            project: (nature == Nature::Project).then(|| format!("project {number}").into()),
            agency_operation: nature == Nature::Operating,
            amount: Amount::from_yuan(i64::try_from(10_001 + number * 137).expect("a small number")),
        });
    }
    lines
}

fn growing(c: &mut Criterion) {
    let mut group = c.benchmark_group("audit a larger department");
    for scale in [1, 10, 100] {
        let header = Header {
            department: "department".into(),
            year: FiscalYear::new(2024).expect("a fiscal year"),
            unit: Unit::TenThousandYuan,
        };
        let template = Template::by_id("guangdong-2024").expect("a template of this crate");
        let budget = Budget::from_lines(header, template, lines(scale)).expect("lines that can be");
        at_scale(&mut group, scale, budget.disclosure());
    }
    group.finish();
}

fn at_scale(group: &mut BenchmarkGroup<'_, WallTime>, scale: usize, disclosure: &Disclosure) {
    let facts = disclosure.facts().count();
    let relations = disclosure.audit().relations().len();
    group.throughput(Throughput::Elements(relations as u64));
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    group.bench_function(format!("{scale}x: {facts} facts, {relations} relations"), |b| {
        b.iter(|| black_box(disclosure).audit());
    });
}

criterion_group!(benches, bundled, growing);
criterion_main!(benches);
