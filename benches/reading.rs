//! Reading the bundled document, beside the least that any reader of figures must do.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rust_decimal::Decimal;
use yusuan::read_text;

const TEXT: &str = include_str!("../examples/data/cooperation-office-2024.txt");
/// The figures of its tables.
const FACTS: usize = 996;

/// Every number of a text, and nothing about what it means.
fn numbers(text: &str) -> Vec<Decimal> {
    let is_figure = |word: &&str| word.starts_with(|first: char| first.is_ascii_digit() || first == '-');
    text.lines()
        .flat_map(|line| line.split_whitespace().filter(is_figure))
        .filter_map(|word| word.replace(',', "").parse().ok())
        .collect()
}

fn reading(c: &mut Criterion) {
    assert_eq!(read_text(TEXT).expect("the bundled document is readable").facts().count(), FACTS);
    assert!(numbers(TEXT).len() > FACTS, "the naive reader sees codes and page numbers too");

    let mut group = c.benchmark_group("read a document");
    group.throughput(Throughput::Bytes(TEXT.len() as u64));
    group.bench_function("read_text", |b| b.iter(|| read_text(black_box(TEXT)).unwrap()));
    group.bench_function("split_whitespace and parse", |b| b.iter(|| numbers(black_box(TEXT))));
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
