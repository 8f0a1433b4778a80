//! How a figure may have come to be misprinted: from what is printed back to what may have been meant.

use crate::amount::Printed;

/// A way in which a figure is misprinted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::Display, strum::IntoStaticStr)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum Misprint {
    /// Two digits beside each other changed places.
    DigitsSwapped,
    /// A digit was set twice.
    DigitDoubled,
    /// The sign is wrong.
    Sign,
    /// The point or the unit slipped by a power of ten: ×10, ×100, ×10,000 or the reverse.
    PointSlipped,
    /// The value of the cell above, below or beside was set again.
    NeighboursValue,
    /// One digit was set for another.
    DigitReplaced,
    /// A digit was lost.
    DigitLost,
    /// A page number or other digits ran into the figure.
    DigitsGlued,
}

impl Misprint {
    /// The Chinese term.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DigitsSwapped => "相邻数字颠倒",
            Self::DigitDoubled => "数字重复",
            Self::Sign => "正负号错误",
            Self::PointSlipped => "小数点或单位错位",
            Self::NeighboursValue => "误用相邻单元格的数",
            Self::DigitReplaced => "一位数字错误",
            Self::DigitLost => "漏印一位数字",
            Self::DigitsGlued => "混入页码等数字",
        }
    }
}

/// How the meant figure may have become the printed one, the likeliest way first. Both have the same
/// unit and decimals.
pub(crate) fn explain(printed: Printed, meant: Printed, neighbours: &[Printed]) -> Option<Misprint> {
    let (wrong, right) = (printed.last_digits(), meant.last_digits());
    if wrong == -right {
        return Some(Misprint::Sign);
    }
    if wrong < 0 || right < 0 {
        return None;
    }
    let (wrong_digits, right_digits) = (digits(wrong, printed), digits(right, printed));
    let ways = [
        (Misprint::DigitsSwapped, is_swap(&wrong_digits, &right_digits)),
        (Misprint::DigitDoubled, is_doubled(&wrong_digits, &right_digits)),
        (Misprint::PointSlipped, [10, 100, 1000, 10_000].iter().any(|&power| is_slip(wrong, right, power))),
        (Misprint::NeighboursValue, neighbours.iter().any(|neighbour| neighbour.amount() == printed.amount())),
        (Misprint::DigitLost, is_lost(&right_digits, &wrong_digits)),
        (Misprint::DigitReplaced, is_replaced(&wrong_digits, &right_digits)),
        (Misprint::DigitsGlued, is_glued(&wrong_digits, &right_digits)),
    ];
    ways.into_iter().find(|(_, fits)| *fits).map(|(way, _)| way)
}

/// The digits as printed, with a leading zero for each place up to the point.
fn digits(number: i64, like: Printed) -> Vec<u8> {
    let width = usize::from(like.decimals()) + 1;
    format!("{:0width$}", number.unsigned_abs()).into_bytes()
}

fn is_swap(a: &[u8], b: &[u8]) -> bool {
    let differing: Vec<usize> =
        if a.len() == b.len() { (0..a.len()).filter(|&i| a[i] != b[i]).collect() } else { return false };
    matches!(differing[..], [i, j] if j == i + 1 && a[i] == b[j] && a[j] == b[i])
}

/// Whether the longer one is the shorter one with one digit more.
fn is_lost(longer: &[u8], shorter: &[u8]) -> bool {
    inserted_at(longer, shorter).is_some()
}

/// Whether the longer one is the shorter one with a digit repeated.
fn is_doubled(longer: &[u8], shorter: &[u8]) -> bool {
    inserted_at(longer, shorter)
        .is_some_and(|at| at > 0 && longer[at] == longer[at - 1] || longer.get(at + 1) == Some(&longer[at]))
}

/// Where the longer one has a digit that the shorter one lacks.
fn inserted_at(longer: &[u8], shorter: &[u8]) -> Option<usize> {
    if longer.len() != shorter.len() + 1 {
        return None;
    }
    let same = longer.iter().zip(shorter).take_while(|(a, b)| a == b).count();
    (longer[same + 1..] == shorter[same..]).then_some(same)
}

fn is_slip(wrong: i64, right: i64, power: i64) -> bool {
    let times = |number: i64| number.checked_mul(power);
    // A slip to the right loses digits behind the point.
    times(right) == Some(wrong) || times(wrong) == Some(right) || wrong > 0 && right / power == wrong
}

fn is_replaced(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).filter(|(a, b)| a != b).count() == 1
}

/// Up to three digits more, in one place.
fn is_glued(longer: &[u8], shorter: &[u8]) -> bool {
    let more = longer.len().saturating_sub(shorter.len());
    (1..=3).contains(&more)
        && (0..=shorter.len()).any(|at| longer.starts_with(&shorter[..at]) && longer.ends_with(&shorter[at..]))
}
