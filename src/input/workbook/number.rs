//! The numbers of a workbook, which are stored in binary floating point, as the decimals that are meant.

use rust_decimal::Decimal;

/// What is smaller than this is left over from a subtraction.
const NOISE: f64 = 1e-13;

/// A stored number with the fifteen digits that spreadsheets go by, so that 0.1 + 0.2 is 0.3. `None` for what
/// is no amount: too large, or not a number.
pub(super) fn decimal(value: f64) -> Option<Decimal> {
    if value.abs() < NOISE {
        return Some(Decimal::ZERO);
    }
    // Digits beyond the twenty-eighth decimal cannot be held and are below the noise.
    Decimal::from_scientific(&format!("{value:.14e}")).ok().map(|number| number.normalize())
}

/// A number written out in a file, without what is left over from calculating in binary.
pub(super) fn plain(text: &str) -> String {
    let number = text.parse().ok().and_then(decimal);
    number.map_or_else(|| text.to_owned(), |number| number.to_string())
}
