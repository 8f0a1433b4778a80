//! Looking codes up in the catalogue, each way beside the naive ones, on the same input:
//! 8,192 pseudo-random texts of seven digits, nine in ten of them listed.

use std::collections::HashMap;
use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use yusuan::functional::Item;

const TEXTS: usize = 8_192;

/// Texts from a small linear congruential generator, so that every run sees the same ones.
fn texts() -> Vec<String> {
    let mut state = 20_240_101_u64;
    let mut below = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % bound
    };
    let text = |_| match below(10) {
        0 => loop {
            let number = u32::try_from(2_010_000 + below(900_000)).unwrap();
            if Item::from_number(number).is_none() {
                break number.to_string();
            }
        },
        _ => Item::VARIANTS[below(Item::VARIANTS.len())].to_string(),
    };
    (0..TEXTS).map(text).collect()
}

/// Measures one look-up over the whole input; the throughput counts look-ups.
fn one_way<T>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, input: &[T], find: impl Fn(&T) -> Option<Item>) {
    let found = input.iter().filter(|text| find(text).is_some()).count();
    assert!((TEXTS * 88 / 100..TEXTS * 92 / 100).contains(&found), "{name} finds {found}");
    group.bench_function(name, |bencher| {
        bencher.iter(|| input.iter().filter(|text| find(black_box(text)).is_some()).count());
    });
}

fn codes(criterion: &mut Criterion) {
    let texts = texts();
    let numbers: Vec<u32> = texts.iter().map(|text| text.parse().unwrap()).collect();
    let by_text: HashMap<String, Item> = Item::VARIANTS.iter().map(|item| (item.to_string(), *item)).collect();
    let sorted: Vec<(u32, Item)> = Item::VARIANTS.iter().map(|item| (item.number(), *item)).collect();

    let mut group = criterion.benchmark_group("text to item");
    settings(&mut group);
    one_way(&mut group, "yusuan", &texts, |text| text.parse().ok());
    one_way(&mut group, "HashMap<String, Item>", &texts, |text| by_text.get(text).copied());
    one_way(&mut group, "str::parse and slice::binary_search", &texts, |text| {
        let number: u32 = text.parse().ok()?;
        let at = sorted.binary_search_by_key(&number, |row| row.0).ok()?;
        Some(sorted[at].1)
    });
    group.finish();

    let mut group = criterion.benchmark_group("number to item");
    settings(&mut group);
    one_way(&mut group, "yusuan", &numbers, |&number| Item::from_number(number));
    one_way(&mut group, "slice::binary_search", &numbers, |number| {
        let at = sorted.binary_search_by_key(number, |row| row.0).ok()?;
        Some(sorted[at].1)
    });
    one_way(&mut group, "linear scan", &numbers, |&number| sorted.iter().find(|row| row.0 == number).map(|row| row.1));
    group.finish();
}

fn settings(group: &mut BenchmarkGroup<'_, WallTime>) {
    group.throughput(Throughput::Elements(TEXTS as u64));
    group.measurement_time(Duration::from_secs(2)).sample_size(20);
}

criterion_group!(benches, codes);
criterion_main!(benches);
