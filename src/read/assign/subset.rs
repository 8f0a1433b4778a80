//! Which amounts have a part in a sum that is known: a choice of one amount for each of several rows.
//!
//! The rows are cut into two halves and the sums of each half are listed, so that the work is the square root of
//! the number of all choices.

/// The amounts that a row may add.
pub(super) type Choice = Vec<i128>;

/// The most sums that are listed for one half.
const MOST_SUMS: usize = 1 << 12;

/// The sums of a half, in order, each with the amounts that were chosen for it.
type Sums = Vec<(i128, Vec<u8>)>;

/// For each row and each amount it may add whether some choice of the others brings the sum between both ends,
/// these included. Nothing if there are too many choices to look at.
pub(super) fn reachable(
    choices: &[Choice],
    least: i128,
    most: i128,
    steps: &mut usize,
) -> Option<Vec<Vec<bool>>> {
    let middle = middle(choices)?;
    let (left, right) = choices.split_at(middle);
    let (left_sums, right_sums) = (sums(left)?, sums(right)?);
    *steps = steps.checked_sub((left_sums.len() + right_sums.len()) * choices.len())?;
    let mut reached: Vec<Vec<bool>> = choices.iter().map(|choice| vec![false; choice.len()]).collect();
    let (first, second) = reached.split_at_mut(middle);
    mark(&left_sums, &right_sums, least, most, first);
    mark(&right_sums, &left_sums, least, most, second);
    Some(reached)
}

/// Where to cut, so that both halves have about as many sums and neither too many.
fn middle(choices: &[Choice]) -> Option<usize> {
    let mut product = 1_usize;
    for (index, choice) in choices.iter().enumerate() {
        let next = product.checked_mul(choice.len())?;
        if next > MOST_SUMS {
            return Some(index);
        }
        product = next;
        if 2 * (index + 1) >= choices.len() {
            return Some(index + 1);
        }
    }
    Some(choices.len())
}

fn sums(choices: &[Choice]) -> Option<Sums> {
    let mut sums: Sums = vec![(0, Vec::new())];
    for choice in choices {
        if sums.len().checked_mul(choice.len())? > MOST_SUMS {
            return None;
        }
        let with = |(sum, chosen): &(i128, Vec<u8>)| {
            let (sum, chosen) = (*sum, chosen.clone());
            (0_u8..).zip(choice).map(move |(at, value)| {
                let mut chosen = chosen.clone();
                chosen.push(at);
                (sum + value, chosen)
            })
        };
        sums = sums.iter().flat_map(with).collect();
    }
    sums.sort_unstable();
    Some(sums)
}

/// Marks the amounts of the sums that have a counterpart on the other side.
fn mark(sums: &Sums, others: &Sums, least: i128, most: i128, reached: &mut [Vec<bool>]) {
    for (sum, chosen) in sums {
        let from = others.partition_point(|(other, _)| other + sum < least);
        if others.get(from).is_some_and(|(other, _)| other + sum <= most) {
            for (row, &at) in reached.iter_mut().zip(chosen) {
                row[usize::from(at)] = true;
            }
        }
    }
}
