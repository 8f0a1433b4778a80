//! Money: units, exact amounts, printed figures and the intervals behind them.
//!
//! The oracle is `i128`: an amount as a whole number of billionths of a yuan.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use proptest::prelude::*;
use rust_decimal::Decimal;
use yusuan::{Amount, AmountError, Bound, Interval, ParseAmountError, Printed, Unit};

const MAX_BILLIONTHS: i128 = 10_i128.pow(28) - 1;

fn amount(billionths: i128) -> Result<Amount, AmountError> {
    Amount::from_unit(Decimal::from_i128_with_scale(billionths, 9), Unit::Yuan)
}

fn billionths(amount: Amount) -> i128 {
    let yuan = amount.yuan();
    yuan.mantissa() * 10_i128.pow(9 - yuan.scale())
}

fn wan(text: &str) -> Printed {
    Printed::parse(text, Unit::TenThousandYuan).unwrap()
}

fn units() -> impl Strategy<Value = Unit> {
    prop::sample::select(Unit::ALL.to_vec())
}

/// Amounts of every magnitude.
fn amounts() -> impl Strategy<Value = Amount> {
    (-MAX_BILLIONTHS..=MAX_BILLIONTHS, 0..28_u32).prop_map(|(size, shift)| amount(size / 10_i128.pow(shift)).unwrap())
}

/// Figures of every magnitude, unit and precision.
fn figures() -> impl Strategy<Value = Printed> {
    (any::<i64>(), 0..19_u32, 0..=8_u8, units()).prop_filter_map("out of range", |(digits, shift, decimals, unit)| {
        Printed::from_last_digits(digits / 10_i64.pow(shift), decimals, unit).ok()
    })
}

/// Short figures in 元 and 万元, so that cases meet.
fn small_figures() -> impl Strategy<Value = Printed> {
    let unit = prop::sample::select(vec![Unit::Yuan, Unit::TenThousandYuan]);
    (-30..=30_i64, 0..=4_u8, unit)
        .prop_map(|(digits, decimals, unit)| Printed::from_last_digits(digits, decimals, unit).unwrap())
}

/// The figure of that size in billionths of a yuan, rounded half away from zero.
fn rounded(size: i128, exponent: i32) -> i128 {
    let place = 10_i128.pow((exponent + 9).unsigned_abs());
    let (whole, rest) = (size / place, size % place);
    whole + if rest.abs() * 2 >= place { rest.signum() } else { 0 }
}

#[test]
fn units_have_the_size_their_name_says() {
    let sizes = [("元", 1), ("千元", 1_000), ("万元", 10_000), ("百万元", 1_000_000), ("亿元", 100_000_000)];
    assert_eq!(sizes.len(), Unit::ALL.len());
    for (unit, (name, yuan)) in Unit::ALL.into_iter().zip(sizes) {
        assert_eq!(unit.to_string(), name);
        assert_eq!(10_i64.pow(unit.exponent()), yuan);
        assert_eq!(Amount::from_unit(Decimal::ONE, unit), Ok(Amount::from_yuan(yuan)));
        for noisy in [name.to_owned(), format!("人民币{name}"), format!("\u{3000}{name}\u{a0} ")] {
            assert_eq!(noisy.parse(), Ok(unit), "{noisy:?}");
        }
    }
    assert_eq!("万 元".parse(), Ok(Unit::TenThousandYuan));
    assert!(Unit::ALL.is_sorted());
}

#[test]
fn every_printed_form_is_read() {
    let forms = [
        ("271,368.11", 27_136_811, 2),
        ("271368.11", 27_136_811, 2),
        ("２７１，３６８．１１", 27_136_811, 2),
        ("271，368.11", 27_136_811, 2),
        ("\u{3000}1,715.52\u{a0}\t", 171_552, 2),
        ("0.00", 0, 2),
        ("-0.00", 0, 2),
        ("0", 0, 0),
        (".50", 50, 2),
        ("007.10", 710, 2),
        ("102309,588", 102_309_588, 0),
        ("24995.912345", 24_995_912_345, 6),
        ("-1.00", -100, 2),
        ("–1.00", -100, 2),
        ("−1.00", -100, 2),
        ("－１．００", -100, 2),
        ("(1.00)", -100, 2),
        ("（1.00）", -100, 2),
        ("（1,234.5)", -12_345, 1),
        ("△1.00", -100, 2),
        ("▲1.00", -100, 2),
        ("-9,000.00", -900_000, 2),
        ("-", 0, 0),
        ("--", 0, 0),
        ("—", 0, 0),
        ("——", 0, 0),
        (" － ", 0, 0),
        ("9223372036854775807", i64::MAX, 0),
        ("-9223372036854775808", i64::MIN, 0),
        ("0.00000001", 1, 8),
    ];
    for (text, last_digits, decimals) in forms {
        let read = Printed::parse(text, Unit::Yuan).map(|it| (it.last_digits(), it.decimals()));
        assert_eq!(read, Ok((last_digits, decimals)), "{text:?}");
    }
}

#[test]
fn other_text_is_refused_with_its_reason() {
    let messages = [
        ("", "text is empty"),
        ("\u{3000} ", "text is empty"),
        ("合计", "`合计` is not a number"),
        ("1.2.3", "`1.2.3` is not a number"),
        ("1．", "`1．` is not a number"),
        (".", "`.` is not a number"),
        ("(1.00", "`(1.00` is not a number"),
        ("1.00)", "`1.00)` is not a number"),
        ("()", "`()` is not a number"),
        ("(-1.00)", "`(-1.00)` is not a number"),
        ("- 12.00", "`- 12.00` is not a number"),
        ("1 234", "`1 234` is not a number"),
        ("1e5", "`1e5` is not a number"),
        ("17.31%", "`17.31%` is not a number"),
        ("12,34.5", "`12,34.5` has a comma that does not separate thousands"),
        ("1,2345", "`1,2345` has a comma that does not separate thousands"),
        ("1,234,56", "`1,234,56` has a comma that does not separate thousands"),
        ("1,,234", "`1,,234` has a comma that does not separate thousands"),
        (",123", "`,123` has a comma that does not separate thousands"),
        ("1,", "`1,` has a comma that does not separate thousands"),
        ("1.234,567", "`1.234,567` has a comma that does not separate thousands"),
        ("1.123456789", "`1.123456789` has too many decimals"),
        ("1.1234567890", "`1.1234567890` has too many decimals"),
        ("9223372036854775808", "`9223372036854775808` is out of range"),
        ("100000000000000.00000", "`100000000000000.00000` is out of range"),
        (
            "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一",
            "`一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十…` is not a number",
        ),
    ];
    for (text, message) in messages {
        let error = Printed::parse(text, Unit::TenThousandYuan).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn amounts_are_read_with_their_unit() {
    let read = |text: &str| text.parse::<Amount>();
    for (text, yuan) in [
        ("218.3万元", 2_183_000),
        ("7,260.39万元", 72_603_900),
        ("7,260.39 万元 ", 72_603_900),
        ("（１.２）百万元", -1_200_000),
        ("3千元", 3_000),
        ("1.5亿元", 150_000_000),
        ("--万元", 0),
    ] {
        assert_eq!(read(text), Ok(Amount::from_yuan(yuan)), "{text}");
    }
    let messages = [
        ("", "text is empty"),
        ("218.3", "`218.3` does not end with a unit of money"),
        ("218.3万", "`218.3万` does not end with a unit of money"),
        ("万元", "`万元` is not a number"),
        ("3千万元", "`3千万元` is not a number"),
        ("1,23万元", "`1,23万元` has a comma that does not separate thousands"),
        ("10000000000000000000元", "`10000000000000000000元` is out of range"),
        ("100000000000亿元", "`100000000000亿元` is out of range"),
        ("1.0000000001元", "`1.0000000001元` has too many decimals"),
    ];
    for (text, message) in messages {
        assert_eq!(read(text).unwrap_err().to_string(), message);
    }
    let no_unit = "万美元".parse::<Unit>().unwrap_err();
    assert_eq!(no_unit.to_string(), "`万美元` is not a unit of money");
    assert_eq!("\u{3000}".parse::<Unit>(), Err(ParseAmountError::Empty));
}

#[test]
fn limits_are_errors() {
    let check = |error: AmountError, message| assert_eq!(error.to_string(), message);
    let least = amount(1).unwrap();
    let max = Amount::MAX;
    assert_eq!(billionths(max), MAX_BILLIONTHS);
    check(max.checked_add(least).unwrap_err(), "amount is not below 10^19 yuan");
    assert_eq!((-max).checked_sub(least), Err(AmountError::OutOfRange));
    assert_eq!(max.checked_mul_integer(i64::MIN), Err(AmountError::OutOfRange));
    assert_eq!(Amount::sum([max, least]), Err(AmountError::OutOfRange));
    assert_eq!(amount(MAX_BILLIONTHS + 1), Err(AmountError::OutOfRange));
    for unit in Unit::ALL {
        assert_eq!(Amount::from_unit(Decimal::MAX, unit), Err(AmountError::OutOfRange));
        assert_eq!(Amount::from_unit(Decimal::MIN, unit), Err(AmountError::OutOfRange));
        let finest = Decimal::new(1, 28);
        check(Amount::from_unit(finest, unit).unwrap_err(), "amount is finer than 9 decimals of a yuan");
        check(
            Printed::from_amount(Amount::ZERO, unit, 9).unwrap_err(),
            "9 decimals are more than the 8 a figure may print",
        );
        check(Printed::new(Decimal::MAX, unit).unwrap_err(), "figure has more digits than fit into 64 bits");
        assert_eq!(Printed::new(finest, unit), Err(AmountError::TooManyDecimals(28)));
    }
    let wide = |digits| Printed::from_last_digits(digits, 0, Unit::HundredMillionYuan);
    assert_eq!(wide(100_000_000_000), Err(AmountError::OutOfRange));
    assert!(wide(99_999_999_999).unwrap().interval().upper().value < max);
    let open = |value| Bound { value, closed: false };
    check(Interval::new(open(least), open(least)).unwrap_err(), "interval is empty");
    assert_eq!(Interval::new(open(max), open(least)), Err(AmountError::EmptyInterval));
    let top = Interval::exactly(max);
    assert_eq!(top.checked_add(top), Err(AmountError::OutOfRange));
}

#[test]
fn copies_at_different_precision_agree_when_rounded() {
    let yuan = |text| Printed::parse(text, Unit::Yuan).unwrap();
    assert!(wan("7,260.39").agrees_with(yuan("72,603,850")));
    assert!(!wan("7,260.39").agrees_with(yuan("72,603,849.99")));
    assert!(!wan("7,260.39").agrees_with(yuan("72,603,950")));
    assert!(wan("-7,260.39").agrees_with(yuan("-72,603,850")));
    assert!(wan("7,260.39").agrees_with(yuan("72,603,900.00")));
    assert!(!wan("1.00").agrees_with(wan("1.01")));
    assert!(!wan("--").agrees_with(wan("0.40")));
    assert!(wan("--").agrees_with(wan("0.00")));
    let rounded = yuan("72,603,850").rounded_to(2, Unit::TenThousandYuan);
    assert_eq!(rounded, Ok(wan("7,260.39")));
}

#[test]
fn figures_are_shown_as_published() {
    for text in ["0", "0.00", "0.05", "-0.05", "1.5", "999.99", "1,000.00", "-271,368.11", "12,345,678"] {
        assert_eq!(wan(text).to_string(), text);
        assert_eq!(wan(text).plain().to_string(), text.replace(',', ""));
    }
    assert_eq!(format!("{:>12}|{:<9}|", wan("1,000.00"), wan("-0.5")), "    1,000.00|-0.5     |");
    assert_eq!(size_of::<Printed>(), 16);
}

#[test]
fn zero_is_one_amount_without_sign() {
    let negative = Amount::from_unit(-Decimal::ZERO, Unit::Yuan).unwrap();
    for zero in [negative, -Amount::ZERO, Amount::ZERO.abs(), Amount::default(), wan("-0.00").amount()] {
        assert_eq!(zero, Amount::ZERO);
        assert_eq!(zero.to_string(), "0元");
        assert!(zero.is_zero() && !zero.is_positive() && !zero.is_negative());
    }
    assert!(!wan("-0.00").is_negative());
    assert_eq!(wan("0.00").interval(), Interval::exactly(Amount::ZERO));
}

#[test]
fn subtraction_swaps_ends_and_their_openness() {
    let shown = |it: Interval| it.to_string();
    let (whole, part) = (wan("3.00").interval(), wan("1.00").interval());
    assert_eq!(shown(whole), "[29950, 30050) 元");
    assert_eq!(shown(-whole), "(-30050, -29950] 元");
    assert_eq!(wan("-3.00").interval(), -whole);
    assert_eq!(shown(whole.checked_add(part).unwrap()), "[39900, 40100) 元");
    assert_eq!(shown(whole.checked_sub(part).unwrap()), "(19900, 20100) 元");
    // A tail of one last digit needs two figures to hide it.
    assert!(!whole.intersects(wan("3.01").interval()));
    let twice = wan("1.50").interval().checked_add(wan("1.51").interval()).unwrap();
    assert_eq!(twice.intersection(whole).map(shown).as_deref(), Some("[30000, 30050) 元"));
}

proptest! {
    #[test]
    fn text_of_amounts_and_units_reads_back(amount in amounts(), unit in units()) {
        prop_assert_eq!(amount.to_string().parse(), Ok(amount));
        prop_assert_eq!(Amount::from_unit(amount.in_unit(unit), unit), Ok(amount));
        prop_assert_eq!(amount.in_unit(unit), amount.in_unit(unit).normalize());
        prop_assert_eq!(unit.to_string().parse(), Ok(unit));
    }

    #[test]
    fn text_of_figures_reads_back(printed in figures()) {
        let unit = printed.unit();
        prop_assert_eq!(Printed::parse(&printed.to_string(), unit), Ok(printed));
        prop_assert_eq!(Printed::parse(&printed.plain().to_string(), unit), Ok(printed));
        prop_assert_eq!(Printed::parse_with_unit(&format!("{printed}{unit}")), Ok(printed));
        prop_assert_eq!(Printed::new(printed.number(), unit), Ok(printed));
        prop_assert_eq!(Printed::from_amount(printed.amount(), unit, printed.decimals()), Ok(printed));
        prop_assert_eq!(Amount::from_unit(printed.number(), unit), Ok(printed.amount()));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*", unit in units()) {
        let refused = text.trim().is_empty();
        prop_assert!(!refused || Printed::parse(&text, unit).is_err());
        prop_assert!(!refused || text.parse::<Amount>().is_err());
        prop_assert!(!refused || text.parse::<Unit>().is_err());
    }

    /// Bare ASCII takes a shorter way; spaces and full-width marks do not.
    #[test]
    fn both_ways_of_reading_agree(text in "[0-9]{0,5}(,[0-9]{2,4}){0,3}([.,][0-9]{0,10}){0,2}", unit in units()) {
        let plain = Printed::parse(&text, unit);
        prop_assert_eq!(&Printed::parse(&format!(" {text}"), unit), &plain);
        let negative = Printed::parse(&format!("△{text}"), unit);
        prop_assert_eq!(negative.map(|it| -it.number()).ok(), plain.clone().map(Printed::number).ok());
        let wide: String = text.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect();
        prop_assert_eq!(Printed::parse(&wide, unit).ok(), plain.ok());
    }

    #[test]
    fn reading_agrees_with_decimal(text in "-?[0-9]{1,12}\\.[0-9]{1,8}") {
        let printed = Printed::parse(&text, Unit::Yuan);
        let number: Decimal = text.parse().unwrap();
        match printed {
            Ok(printed) => prop_assert_eq!((printed.number(), printed.number().scale()), (number, number.scale())),
            Err(_) => prop_assert!(i64::try_from(number.mantissa()).is_err()),
        }
    }

    #[test]
    fn arithmetic_is_that_of_integers(a in amounts(), b in amounts(), times in any::<i64>(), shift in 0..60_u32) {
        let (x, y) = (billionths(a), billionths(b));
        let times = times >> shift;
        prop_assert_eq!(a.checked_add(b), amount(x + y));
        prop_assert_eq!(a.checked_sub(b), amount(x - y));
        prop_assert_eq!(Amount::sum([a, b, a]).is_ok(), amount(x + y).is_ok() && amount(2 * x + y).is_ok());
        let product = x.checked_mul(times.into()).filter(|product| product.abs() <= MAX_BILLIONTHS);
        prop_assert_eq!(a.checked_mul_integer(times).ok().map(billionths), product);
        prop_assert_eq!((billionths(-a), billionths(a.abs())), (-x, x.abs()));
        prop_assert_eq!((a.is_negative(), a.is_zero(), a.is_positive()), (x < 0, x == 0, x > 0));
        prop_assert_eq!((a.cmp(&b), a == b), (x.cmp(&y), x == y));
    }

    #[test]
    fn amounts_enter_exactly_or_not_at_all(digits in any::<i128>(), scale in 0..=28_u32, unit in units(), shift in 32..120_u32) {
        let number = Decimal::from_i128_with_scale(digits >> shift, scale);
        match Amount::from_unit(number, unit) {
            Ok(amount) => {
                prop_assert_eq!(amount.in_unit(unit), number);
                prop_assert_eq!(amount.in_unit(unit).mantissa(), number.normalize().mantissa());
            }
            Err(AmountError::OutOfRange) => prop_assert!(
                number.abs() >= Decimal::from(10_u64.pow(19 - unit.exponent()))
            ),
            Err(error) => {
                prop_assert_eq!(error, AmountError::TooFine);
                prop_assert!(number.normalize().scale() > 9 + unit.exponent());
            }
        }
    }

    #[test]
    fn equal_amounts_are_one_key(digits in any::<i64>(), zeros in 0..=3_u32) {
        let digits = digits / 1_000_000;
        let longer = Decimal::new(digits * 10_i64.pow(zeros), 2 + zeros);
        let a = Amount::from_unit(Decimal::new(digits, 2), Unit::Yuan).unwrap();
        let b = Amount::from_unit(longer, Unit::Yuan).unwrap();
        prop_assert_eq!(a, b);
        let hasher = RandomState::new();
        prop_assert_eq!(hasher.hash_one(a), hasher.hash_one(b));
        prop_assert_eq!(HashSet::from([a, b, -(-a)]).len(), 1);
    }

    #[test]
    fn print_rounds_half_away_from_zero(amount in amounts(), unit in units(), decimals in 0..=8_u8) {
        let exponent = unit.exponent().cast_signed() - i32::from(decimals);
        let expected = rounded(billionths(amount), exponent);
        match Printed::from_amount(amount, unit, decimals) {
            Ok(printed) => {
                prop_assert_eq!(i128::from(printed.last_digits()), expected);
                prop_assert_eq!(printed.last_place_exponent(), exponent);
            }
            Err(AmountError::TooManyDigits) => prop_assert!(i64::try_from(expected).is_err()),
            Err(error) => {
                prop_assert_eq!(error, AmountError::OutOfRange);
                prop_assert!(expected.abs() * 10_i128.pow(exponent.max(0).unsigned_abs()) >= 10_i128.pow(19));
            }
        }
    }

    /// Every amount on a lattice ten times finer is inside exactly if it is
    /// rounded to the figure; zero alone stands for zero.
    #[test]
    fn interval_holds_what_rounds_to_the_figure(printed in small_figures(), offset in -30..=30_i128) {
        let place = 10_i128.pow((printed.last_place_exponent() + 9).unsigned_abs());
        let size = billionths(printed.amount());
        for offset in [offset, -5, -4, 0, 4, 5] {
            let near = amount(size + offset * place / 10).unwrap();
            let same = Printed::from_amount(near, printed.unit(), printed.decimals()) == Ok(printed);
            let expected = if printed.is_zero() { near.is_zero() } else { same };
            prop_assert_eq!(printed.interval().contains(near), expected, "{} in {}", near, printed.interval());
        }
    }

    #[test]
    fn any_figure_has_an_interval_around_it(printed in figures()) {
        let interval = printed.interval();
        prop_assert!(interval.contains(printed.amount()));
        prop_assert_eq!(Interval::new(interval.lower(), interval.upper()), Ok(interval));
        let width = billionths(interval.upper().value) - billionths(interval.lower().value);
        let place = 10_i128.pow((printed.last_place_exponent() + 9).unsigned_abs());
        prop_assert_eq!(width, if printed.is_zero() { 0 } else { place });
    }

    #[test]
    fn agreement_is_symmetric_and_that_of_rounding(a in small_figures(), b in small_figures()) {
        prop_assert_eq!(a.agrees_with(b), b.agrees_with(a));
        prop_assert!(a.agrees_with(a));
        let (coarse, fine) = if a.last_place_exponent() < b.last_place_exponent() { (b, a) } else { (a, b) };
        let copied = fine.rounded_to(coarse.decimals(), coarse.unit()).unwrap();
        let expected = copied == coarse && (coarse.is_zero() == fine.is_zero());
        prop_assert_eq!(a.agrees_with(b), expected);
    }

    /// Brute force over quarters of a yuan, on which every end of a figure in
    /// whole yuan lies and between two of which there is always one more.
    #[test]
    fn interval_arithmetic_is_that_of_sets(a in -4..=4_i64, b in -4..=4_i64, c in -9..=9_i64) {
        let of = |yuan| Printed::from_last_digits(yuan, 0, Unit::Yuan).unwrap().interval();
        let quarters = |interval: Interval| -> Vec<i64> {
            let at = |quarter: i64| amount(i128::from(quarter) * 250_000_000).unwrap();
            (-80..=80).filter(|&quarter| interval.contains(at(quarter))).collect()
        };
        let combine = |f: fn(i64, i64) -> i64| {
            let mut all: Vec<i64> = quarters(of(a)).iter()
                .flat_map(|&x| quarters(of(b)).into_iter().map(move |y| f(x, y)))
                .collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let (sum, difference) = (of(a).checked_add(of(b)).unwrap(), of(a).checked_sub(of(b)).unwrap());
        // With an open end the outermost quarter of the sum is reached only
        // by finer amounts: it is inside, yet no sum of two quarters.
        for (interval, found) in [(sum, combine(|x, y| x + y)), (difference, combine(|x, y| x - y))] {
            let inside = quarters(interval);
            prop_assert!(found.iter().all(|quarter| inside.contains(quarter)));
            for end in [interval.lower(), interval.upper()] {
                let quarter = i64::try_from(billionths(end.value) / 250_000_000).unwrap();
                prop_assert_eq!(found.contains(&quarter), end.closed);
            }
            prop_assert!(inside.len() - found.len() <= 2);
            prop_assert!(inside.iter().all(|quarter| [-1, 0, 1].iter().any(|d| found.contains(&(quarter + d)))));
        }
        let both: Vec<i64> = quarters(sum).into_iter().filter(|x| quarters(of(c)).contains(x)).collect();
        prop_assert_eq!(sum.intersects(of(c)), !both.is_empty());
        prop_assert_eq!(sum.intersection(of(c)).map(quarters).unwrap_or_default(), both);
    }
}

#[cfg(feature = "serde")]
mod serde {
    use super::*;
    use serde_json::{from_str, to_string};

    #[test]
    fn text_forms_are_plain() {
        assert_eq!(to_string(&wan("7,260.39").amount()).unwrap(), r#""72603900""#);
        assert_eq!(to_string(&wan("-7,260.30")).unwrap(), r#""-7260.30万元""#);
        assert_eq!(to_string(&Unit::TenThousandYuan).unwrap(), r#""万元""#);
        assert_eq!(
            to_string(&wan("1.00").interval()).unwrap(),
            r#"[{"value":"9950","closed":true},{"value":"10050","closed":false}]"#
        );
    }

    #[test]
    fn bad_data_is_refused() {
        let refused = |text: &str| from_str::<Amount>(text).unwrap_err().to_string();
        assert_eq!(refused(r#""1,000""#), "`1,000` is not a number of yuan");
        assert_eq!(refused(r#""--""#), "`--` is not a number of yuan");
        assert!(refused(r#""10000000000000000000""#).starts_with("amount is not below 10^19 yuan"));
        assert!(refused(r#""0.00000000000000000000000000001""#).contains("is not a number of yuan"));
        assert!(refused("1000").starts_with("invalid type: integer `1000`"));
        assert!(from_str::<Printed>(r#""1.00""#).is_err());
        let end = r#"{"value":"1","closed":false}"#;
        let empty = from_str::<Interval>(&format!("[{end},{end}]")).unwrap_err();
        assert!(empty.to_string().starts_with("interval is empty"));
    }

    proptest! {
        #[test]
        fn text_forms_read_back(amount in amounts(), printed in figures()) {
            prop_assert_eq!(from_str::<Amount>(&to_string(&amount).unwrap()).unwrap(), amount);
            prop_assert_eq!(from_str::<Printed>(&to_string(&printed).unwrap()).unwrap(), printed);
            prop_assert_eq!(from_str::<Unit>(&to_string(&printed.unit()).unwrap()).unwrap(), printed.unit());
            let interval = printed.interval();
            prop_assert_eq!(from_str::<Interval>(&to_string(&interval).unwrap()).unwrap(), interval);
        }
    }
}
