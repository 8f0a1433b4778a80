//! Reading the bundled document, and those of every place, beside the least that any reader of figures must do.

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

/// The documents of every place, where the variable names a directory with them in `text`.
fn corpus() -> Vec<String> {
    let Some(root) = std::env::var_os("YUSUAN_CORPUS") else { return Vec::new() };
    let Ok(files) = std::fs::read_dir(std::path::Path::new(&root).join("text")) else { return Vec::new() };
    let texts = files.filter_map(|file| std::fs::read_to_string(file.ok()?.path()).ok());
    texts.filter(|text| read_text(text).is_ok()).collect()
}

fn reading_places(c: &mut Criterion) {
    let texts = corpus();
    if texts.is_empty() {
        return;
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    let audited = |text: &String| read_text(text).map(|read| read.audit().tally().violated).unwrap();
    let mut group = c.benchmark_group("read documents of every place");
    group.sample_size(10).throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("read_text", |b| b.iter(|| texts.iter().filter_map(|text| read_text(text).ok()).count()));
    group.bench_function("read_text and audit", |b| b.iter(|| texts.iter().map(audited).sum::<usize>()));
    group.bench_function("split_whitespace and parse", |b| {
        b.iter(|| texts.iter().map(|text| numbers(text).len()).sum::<usize>());
    });
    group.finish();
}

criterion_group!(benches, reading, reading_places);
criterion_main!(benches);
