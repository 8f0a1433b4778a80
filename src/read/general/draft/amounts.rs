//! The amounts among the figures of a row.

use crate::amount::{Printed, Unit};

use super::super::token::{Kind, Token};

/// The amount of a row that begins with counts and codes of what is bought: the last figure.
pub(super) fn last_amount(figures: &mut Vec<Token<'_>>) {
    let Some(last) = figures.last().copied() else { return };
    let others = &figures[..figures.len() - 1];
    let sure =
        last.kind == Kind::Figure || last.kind == Kind::Number && last.text.len() >= 4 && !last.text.starts_with('0');
    // Quantities may print thousands commas, but no decimals.
    if sure && !others.is_empty() && others.iter().all(|figure| !figure.text.contains(['.', '．'])) {
        *figures = vec![last];
    }
}

/// The amounts of a row; a dash stands for nothing but takes its place.
pub(super) fn figures(tokens: &[Token<'_>], unit: Unit) -> Vec<(Printed, bool)> {
    let amount = |token: &Token<'_>| match token.kind {
        Kind::Dash => Printed::parse("-", unit).ok().map(|nothing| (nothing, false)),
        kind => token.amount(unit).map(|printed| (printed, kind == Kind::Percent)),
    };
    tokens.iter().filter_map(amount).collect()
}
