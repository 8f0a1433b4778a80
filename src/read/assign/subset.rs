//! Which amounts have a part in a sum that is known: a choice of one amount for each of several rows.
//!
//! The rows are cut into two halves and the sums of each half are listed, so that the work is the square root of
//! the number of all choices.

/// The amounts that a row may add.
pub(super) type Choice = Vec<i64>;

/// What choices bring a sum between two ends.
pub(super) struct Reached {
    /// For each row and each amount it may add whether some choice of the others does.
    pub(super) choices: Vec<Vec<bool>>,
    /// The lowest and the highest sum between the ends; nothing if there is none.
    pub(super) ends: Option<(i64, i64)>,
}

/// The most sums that are listed for one half.
const MOST_SUMS: usize = 1 << 12;

/// The sums of a half, in order, each with the number of its choice among all choices of the half.
type Sums = Vec<(i64, u32)>;

/// What choices bring the sum between both ends, these included. Nothing if there are too many choices to look
/// at, or amounts that no budget has.
pub(super) fn reachable(choices: &[Choice], least: i128, most: i128, steps: &mut usize) -> Option<Reached> {
    let largest =
        choices.iter().map(|choice| choice.iter().map(|value| value.unsigned_abs()).max().unwrap_or_default());
    let is_small = largest.fold(0_u64, u64::saturating_add) < 1 << 60;
    let middle = middle(choices).filter(|_| is_small)?;
    let (left, right) = choices.split_at(middle);
    let cost = [left, right].iter().map(|half| count(half)).sum::<Option<usize>>()? * choices.len();
    *steps = steps.checked_sub(cost)?;
    let (left, right) = (sums(left), sums(right));
    let within = |end: i128| i64::try_from(end.clamp(-(1 << 61), 1 << 61)).unwrap_or_default();
    let (least, most) = (within(least), within(most));
    let mut reached: Vec<Vec<bool>> = choices.iter().map(|choice| vec![false; choice.len()]).collect();
    let (first, second) = reached.split_at_mut(middle);
    let ends = mark(&left, &right, (least, most), first);
    if ends.is_some() {
        mark(&right, &left, (least, most), second);
    }
    Some(Reached { choices: reached, ends })
}

/// Where to cut, so that both halves have about as many rows.
fn middle(choices: &[Choice]) -> Option<usize> {
    let middle = choices.len().div_ceil(2);
    let (left, right) = choices.split_at(middle);
    (count(left).is_some() && count(right).is_some()).then_some(middle)
}

/// How many sums a half has, if they are not too many.
fn count(choices: &[Choice]) -> Option<usize> {
    let multiply =
        |product: usize, choice: &Choice| product.checked_mul(choice.len()).filter(|product| *product <= MOST_SUMS);
    choices.iter().try_fold(1, multiply)
}

/// Every sum of a half. The numbers of choices count with the first row as the lowest digit.
fn sums(choices: &[Choice]) -> Sums {
    let mut sums: Sums = vec![(0, 0)];
    let mut digit = 1;
    for choice in choices {
        let mut longer = Vec::with_capacity(sums.len() * choice.len());
        for (at, value) in (0_u32..).zip(choice) {
            longer.extend(sums.iter().map(|&(sum, chosen)| (sum + value, chosen + at * digit)));
        }
        // As many runs in order as there are amounts, which a stable sort merges.
        longer.sort_by_key(|&(sum, _)| sum);
        sums = longer;
        digit *= u32::try_from(choice.len()).unwrap_or(u32::MAX);
    }
    sums
}

/// Marks the amounts of the sums that have a counterpart on the other side. Answers the lowest and the highest
/// sum of both sides.
fn mark(sums: &Sums, others: &Sums, ends: (i64, i64), reached: &mut [Vec<bool>]) -> Option<(i64, i64)> {
    let mut found: Option<(i64, i64)> = None;
    let mut open = reached.iter().map(Vec::len).sum::<usize>();
    // The counterparts of larger sums are smaller ones.
    let (mut from, mut to) = (others.len(), others.len());
    for &(sum, chosen) in sums {
        while from > 0 && others[from - 1].0 + sum >= ends.0 {
            from -= 1;
        }
        while to > 0 && others[to - 1].0 + sum > ends.1 {
            to -= 1;
        }
        if from >= to {
            continue;
        }
        let (low, high) = (others[from].0 + sum, others[to - 1].0 + sum);
        found = Some(found.map_or((low, high), |(lowest, highest)| (lowest.min(low), highest.max(high))));
        let mut rest = if open > 0 { chosen as usize } else { continue };
        for row in reached.iter_mut() {
            let count = row.len();
            let is_new = !std::mem::replace(&mut row[rest % count], true);
            open -= usize::from(is_new);
            rest /= count;
        }
    }
    found
}
