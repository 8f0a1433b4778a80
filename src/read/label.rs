//! Labels: joining wrapped ones, taking codes and ordinals off them.

use std::borrow::Cow;

use crate::code::{EconomicCode, FunctionalCode, GovernmentEconomicCode};
use crate::table::{Address, RowAxis};
use crate::text;

/// A text without any white space. Most lines of prose have none and are not copied.
pub(super) fn squeeze(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let mut words = text::words(text);
    let first = words.next().unwrap_or_default();
    if first.len() == text.len() {
        return Cow::Borrowed(text);
    }
    let mut squeezed = String::with_capacity(text.len());
    squeezed.push_str(first);
    words.for_each(|word| squeezed.push_str(word));
    Cow::Owned(squeezed)
}

/// Whether a line begins with the full-width space that carries the hierarchy.
pub(super) fn is_indented(line: &str) -> bool {
    line.starts_with('\u{3000}')
}

/// The address of a row in a tree of codes, from its label: `合计`, `[2010301]行政运行`,
/// `2010301 行政运行` or `2010301-行政运行`.
pub(super) fn coded(label: &str, axis: &RowAxis) -> Option<Address> {
    if label == "合计" {
        return Some(Address::Total);
    }
    let label = label.strip_prefix('[').unwrap_or(label);
    let digits = label.len() - label.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let code = &label[..digits];
    match axis {
        RowAxis::Function => code.parse::<FunctionalCode>().ok().map(Address::Function),
        RowAxis::Economic => {
            let department = code.parse::<EconomicCode>().map(Address::Economic);
            // Some departments print a government code among their own (51202 国外债务还本).
            department.or_else(|_| code.parse::<GovernmentEconomicCode>().map(Address::Government)).ok()
        }
        _ => None,
    }
}

/// A label as it is kept: a code, a space and the name; or the name.
pub(super) fn tidy(label: &str) -> String {
    let bare = label.strip_prefix('[').unwrap_or(label);
    let name = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let code = &bare[..bare.len() - name.len()];
    if !matches!(code.len(), 3 | 5 | 7) {
        return label.to_owned();
    }
    let name = name.trim_start_matches([']', '-']);
    if name.is_empty() { code.to_owned() } else { format!("{code} {name}") }
}
