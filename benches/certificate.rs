//! The joint certificate of the bundled document, and of any others whose texts are named in
//! `YUSUAN_TEXTS` (separated by colons), beside the naive way: a linear program over all figures as
//! they are printed.

#[path = "../tests/yusuan/certificate/naive.rs"]
mod naive;

use std::hint::black_box;
use std::{env, fs};

use criterion::{Criterion, criterion_group, criterion_main};
use yusuan::{Audit, Relation, read_text};

fn documents() -> Vec<(String, Audit)> {
    let bundled = include_str!("../examples/data/cooperation-office-2024.txt").to_owned();
    let named = env::var("YUSUAN_TEXTS").unwrap_or_default();
    let others = named.split(':').filter(|path| !path.is_empty()).map(|path| {
        let name = path.rsplit('/').next().unwrap_or(path);
        (name.to_owned(), fs::read_to_string(path).expect("a named text can be read"))
    });
    let texts = [("the bundled document".to_owned(), bundled)].into_iter().chain(others);
    texts.map(|(name, text)| (name, read_text(&text).expect("the text is a budget").audit())).collect()
}

fn certificate(c: &mut Criterion) {
    for (name, audit) in documents() {
        let mut group = c.benchmark_group(name);
        let judged: Vec<&Relation> =
            audit.relations().iter().filter(|relation| relation.verdict().is_judged()).collect();
        group.bench_function("Audit::joint", |b| b.iter(|| black_box(&audit).joint()));
        group.bench_function("over all figures", |b| b.iter(|| naive::room(black_box(&judged).iter().copied())));
        group.finish();
    }
}

criterion_group!(benches, certificate);
criterion_main!(benches);
