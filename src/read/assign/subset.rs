//! Which amounts have a part in a sum that is known: a choice of one amount for each of several rows.
//!
//! The rows are cut into two halves and the sums of each half are listed, so that the work is the square root of
//! the number of all choices.

/// The amounts that a row may add.
pub(super) type Choice = Vec<i128>;

/// What choices bring a sum between two ends.
pub(super) struct Reached {
    /// For each row and each amount it may add whether some choice of the others does.
    pub(super) choices: Vec<Vec<bool>>,
    /// The lowest and the highest sum between the ends; nothing if there is none.
    pub(super) ends: Option<(i128, i128)>,
}

/// The most sums that are listed for one half.
const MOST_SUMS: usize = 1 << 12;

/// The sums of a half, in order, each with the amounts that were chosen for it.
type Sums = Vec<(i128, Vec<u8>)>;

/// What choices bring the sum between both ends, these included. Nothing if there are too many choices to look
/// at.
pub(super) fn reachable(choices: &[Choice], least: i128, most: i128, steps: &mut usize) -> Option<Reached> {
    let middle = middle(choices)?;
    let (left, right) = choices.split_at(middle);
    let cost = [left, right].iter().map(|half| count(half)).sum::<Option<usize>>()? * choices.len();
    *steps = steps.checked_sub(cost)?;
    let (left, right) = (sums(left), sums(right));
    let mut reached: Vec<Vec<bool>> = choices.iter().map(|choice| vec![false; choice.len()]).collect();
    let (first, second) = reached.split_at_mut(middle);
    let ends = mark(&left, &right, (least, most), first);
    mark(&right, &left, (least, most), second);
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
    let is_listed = |choice: &Choice| u8::try_from(choice.len()).is_ok();
    let multiply = |product: usize, choice: &Choice| {
        product.checked_mul(choice.len()).filter(|product| *product <= MOST_SUMS && is_listed(choice))
    };
    choices.iter().try_fold(1, multiply)
}

fn sums(choices: &[Choice]) -> Sums {
    let mut sums: Sums = vec![(0, Vec::new())];
    for choice in choices {
        let mut longer = Vec::with_capacity(sums.len() * choice.len());
        for (sum, chosen) in &sums {
            for (at, value) in (0_u8..).zip(choice) {
                longer.push((sum + value, chosen.iter().copied().chain([at]).collect()));
            }
        }
        sums = longer;
    }
    sums.sort_unstable();
    sums
}

/// Marks the amounts of the sums that have a counterpart on the other side. Answers the lowest and the highest
/// sum of both sides.
fn mark(sums: &Sums, others: &Sums, ends: (i128, i128), reached: &mut [Vec<bool>]) -> Option<(i128, i128)> {
    let mut found: Option<(i128, i128)> = None;
    for (sum, chosen) in sums {
        let from = others.partition_point(|(other, _)| other + sum < ends.0);
        let to = others.partition_point(|(other, _)| other + sum <= ends.1);
        if from >= to {
            continue;
        }
        let (low, high) = (others[from].0 + sum, others[to - 1].0 + sum);
        found = Some(found.map_or((low, high), |(lowest, highest)| (lowest.min(low), highest.max(high))));
        for (row, &at) in reached.iter_mut().zip(chosen) {
            row[usize::from(at)] = true;
        }
    }
    found
}
