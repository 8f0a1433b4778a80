//! Reading 1,000 figures of a departmental budget, beside the naive way.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rust_decimal::Decimal;
use yusuan::{Amount, Printed, Unit};

/// Two of three figures are 0.00, as in real tables; the others spread over
/// magnitudes up to 10,000,000.00万元.
fn figures() -> Vec<String> {
    let mut state: u64 = 20_240_101;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        state >> 33
    };
    let mut figure = || {
        let digits = match next() % 3 {
            0 => next() % 10_u64.pow(3 + u32::try_from(next() % 7).expect("below 7")),
            _ => 0,
        };
        let last_digits = i64::try_from(digits).expect("at most nine digits");
        Printed::from_last_digits(last_digits, 2, Unit::TenThousandYuan)
            .expect("nine digits of 万元 are in range")
            .to_string()
    };
    (0..1_000).map(|_| figure()).collect()
}

fn read(c: &mut Criterion) {
    let figures = figures();
    let mut group = c.benchmark_group("read 1,000 figures");
    group.throughput(Throughput::Elements(1_000));
    group.bench_function("Printed::parse", |b| {
        b.iter(|| {
            for figure in &figures {
                let printed = Printed::parse(black_box(figure), Unit::TenThousandYuan);
                black_box(printed.unwrap().last_digits());
            }
        });
    });
    group.bench_function("without commas as Decimal", |b| {
        b.iter(|| {
            for figure in &figures {
                let number = black_box(figure).replace(',', "").parse::<Decimal>();
                black_box(number.unwrap().mantissa());
            }
        });
    });
    group.finish();
}

fn use_them(c: &mut Criterion) {
    let printed: Vec<Printed> =
        figures().iter().map(|figure| Printed::parse(figure, Unit::TenThousandYuan).unwrap()).collect();
    let mut group = c.benchmark_group("use 1,000 figures");
    group.throughput(Throughput::Elements(1_000));
    group.bench_function("sum of amounts", |b| {
        b.iter(|| Amount::sum(black_box(&printed).iter().map(|figure| figure.amount())).unwrap());
    });
    group.bench_function("sum of intervals", |b| {
        b.iter(|| {
            let start = yusuan::Interval::exactly(Amount::ZERO);
            black_box(&printed).iter().try_fold(start, |sum, figure| sum.checked_add(figure.interval())).unwrap()
        });
    });
    group.bench_function("write", |b| {
        b.iter(|| {
            let mut text = String::new();
            for figure in black_box(&printed) {
                text.clear();
                std::fmt::Write::write_fmt(&mut text, format_args!("{figure}")).unwrap();
            }
            text
        });
    });
    group.finish();
}

criterion_group!(benches, read, use_them);
criterion_main!(benches);
