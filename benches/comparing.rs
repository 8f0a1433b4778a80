//! Joining two years, beside a join on the texts of table, row and column.

use std::collections::HashMap;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rust_decimal::Decimal;
use yusuan::{Disclosure, FiscalYear, Printed, Table, read_text};

const TEXT: &str = include_str!("../examples/data/cooperation-office-2024.txt");

/// The bundled document, and a year before it in which every seventh figure was smaller and every
/// fifteenth row not there.
fn two_years() -> (Disclosure, Disclosure) {
    let after = read_text(TEXT).expect("the bundled document is readable");
    let mut before = after.clone();
    before.header.year = FiscalYear::new(2023).expect("a fiscal year");
    let mut count = 0;
    for row in before.tables.iter_mut().flat_map(|table| &mut table.rows) {
        for cell in row.cells.iter_mut().flatten() {
            count += 1;
            if count % 7 == 0 && !cell.is_zero() {
                let digits = cell.last_digits() / 8 * 7;
                *cell = Printed::from_last_digits(digits, cell.decimals(), cell.unit()).expect("smaller than before");
            }
        }
    }
    for table in &mut before.tables {
        let mut row = 0;
        table.rows.retain(|_| {
            row += 1;
            row % 15 != 0
        });
    }
    (before, after)
}

/// The figures by where they are printed, as text.
fn by_text(disclosure: &Disclosure) -> HashMap<String, Decimal> {
    let cells = disclosure.tables.iter().flat_map(Table::cells);
    cells
        .map(|(place, row, printed)| (format!("{}/{}/{}", place.table, row.label, place.column), printed.number()))
        .collect()
}

/// Before, after and difference of every text that either year has.
fn joined_by_text(before: &Disclosure, after: &Disclosure) -> Vec<(String, Decimal, Decimal, Decimal)> {
    let mut earlier = by_text(before);
    let mut rows: Vec<_> = by_text(after)
        .into_iter()
        .map(|(key, now)| {
            let then = earlier.remove(&key).unwrap_or_default();
            (key, then, now, now - then)
        })
        .collect();
    rows.extend(earlier.into_iter().map(|(key, then)| (key, then, Decimal::ZERO, -then)));
    rows
}

fn comparing(c: &mut Criterion) {
    let (before, after) = two_years();
    let facts = before.facts().count() + after.facts().count();
    let rows = after.since(&before).expect("consecutive years of one department").rows().count();
    assert!((300..1_000).contains(&rows), "{rows} keys, fewer than figures, since copies meet in one key");

    let mut group = c.benchmark_group("compare two years");
    group.throughput(Throughput::Elements(facts as u64));
    group.bench_function("since", |b| b.iter(|| black_box(&after).since(black_box(&before)).unwrap()));
    group.bench_function("HashMap<String, Decimal>", |b| {
        b.iter(|| joined_by_text(black_box(&before), black_box(&after)));
    });
    group.finish();
}

criterion_group!(benches, comparing);
criterion_main!(benches);
