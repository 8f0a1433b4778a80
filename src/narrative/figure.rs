//! The figures of running text: amounts of money, percentages, and other numbers.

use std::borrow::Cow;

use crate::amount::{Printed, Unit};
use crate::claim::Rate;

/// A figure and where it stands, unit or percent sign included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: Value,
}

/// What a figure is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value {
    Money(Printed),
    /// A percentage; rates are never negative.
    Percent(Rate),
    /// 16倍.
    Times(Rate),
    /// A year, a count, a number without unit.
    Plain,
}

/// Units from the longest name, so that 元 is not found in 万元's place.
const UNITS: [Unit; 5] =
    [Unit::MillionYuan, Unit::TenThousandYuan, Unit::ThousandYuan, Unit::HundredMillionYuan, Unit::Yuan];

impl Figure {
    pub(super) fn money(&self) -> Option<Printed> {
        match self.value {
            Value::Money(printed) => Some(printed),
            _ => None,
        }
    }
}

/// Every figure of a text, in order.
pub(super) fn figures(text: &str) -> Vec<Figure> {
    let bytes = text.as_bytes();
    let mut figures = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = number_end(text, at);
        let start = signed_start(text, at);
        let (end, value) = value(text, start, end);
        figures.push(Figure { start, end, value });
        at = end;
    }
    figures
}

/// Where the digits, commas and points end. A full-width comma counts if it stands between thousands.
fn number_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = start;
    let mut group = start;
    let mut pointed = false;
    loop {
        if is_digit(at) {
            at += 1;
        } else if matches!(bytes.get(at), Some(b',' | b'.')) && is_digit(at + 1) {
            pointed |= bytes[at] == b'.';
            at += 1;
            group = at;
        } else if text[at..].starts_with('，')
            && !pointed
            && at - group <= 3
            && (3..6).all(|offset| is_digit(at + offset))
            && !is_digit(at + 6)
        {
            at += '，'.len_utf8();
            group = at;
        } else {
            return at;
        }
    }
}

/// Where the figure begins with its minus sign, if it has one.
fn signed_start(text: &str, start: usize) -> usize {
    let before = &text[..start];
    let Some(sign) = before.chars().next_back().filter(|c| matches!(c, '-' | '－' | '−')) else { return start };
    let at = start - sign.len_utf8();
    // 10-20 is a range, --5 a dash.
    let apart = !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '—' | '年' | '月'));
    if apart { at } else { start }
}

fn value(text: &str, start: usize, end: usize) -> (usize, Value) {
    let rest = &text[end..];
    let number = &text[start..end];
    let number = if number.contains('，') { Cow::Owned(number.replace('，', ",")) } else { Cow::Borrowed(number) };
    if let Some(unit) = UNITS.into_iter().find(|unit| rest.starts_with(unit.name())) {
        let value = Printed::parse(&number, unit).map_or(Value::Plain, Value::Money);
        return (end + unit.name().len(), value);
    }
    let rate = || number.trim_start_matches(['-', '－', '−']).replace(',', "").parse();
    if rest.starts_with('%') {
        return (end + 1, rate().map_or(Value::Plain, Value::Percent));
    }
    if rest.starts_with('倍') {
        return (end + '倍'.len_utf8(), rate().map_or(Value::Plain, Value::Times));
    }
    (end, Value::Plain)
}
