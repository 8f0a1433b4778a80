//! What holds of every table.

use proptest::prelude::*;

use super::super::{Assigned, Range, assign};
use super::made::{Dice, Made, Size, table};
use super::oracle;

const TINY: Size = Size { columns: 5, rows: 5, amount: 60, known: 10 };
const LARGE: Size = Size { columns: 12, rows: 40, amount: 5_000_000, known: 15 };

fn solve(made: &Made) -> Vec<Assigned> {
    assign(&made.columns, &made.rows, &|row, column| made.known[row][column])
}

/// What is certain is true; one row may be left out.
fn check(made: &Made, assigned: &[Assigned], but: Option<usize>) -> Result<(), TestCaseError> {
    for (row, (assigned, truth)) in assigned.iter().zip(&made.truth).enumerate() {
        if but == Some(row) {
            continue;
        }
        prop_assert_eq!(assigned.columns.len(), truth.len());
        let mut cells = assigned.columns.iter().zip(truth);
        let is_true = cells.all(|(column, &truth)| column.is_none_or(|column| column == truth));
        prop_assert!(is_true, "row {}: {:?}, not {:?}", row, assigned, truth);
        prop_assert!(truth.iter().all(|&column| !assigned.is_empty_at(column)));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// No figure is certain of a wrong column, and no consistent table is contradicted.
    #[test]
    fn certain_columns_are_true(seed: u64) {
        let made = table(&mut Dice::new(seed), LARGE);
        let assigned = solve(&made);
        check(&made, &assigned, None)?;
        prop_assert!(assigned.iter().all(|row| !row.is_contradicted));
    }

    /// All that follows is found, and nothing else.
    #[test]
    fn a_slow_oracle_agrees(seed: u64) {
        let made = table(&mut Dice::new(seed), TINY);
        let assigned = solve(&made);
        check(&made, &assigned, None)?;
        if let Some(certain) = oracle::certain(&made) {
            for (row, (assigned, certain)) in assigned.iter().zip(certain).enumerate() {
                prop_assert_eq!(&assigned.columns, &certain, "row {} of {:?}", row, &made);
            }
        }
    }

    /// One wrong figure makes no figure of another row certain of a wrong column.
    #[test]
    fn a_misprint_misleads_no_other_row(seed: u64) {
        let mut dice = Dice::new(seed);
        let mut made = table(&mut dice, LARGE);
        let printing: Vec<usize> = (0..made.rows.len()).filter(|&row| !made.rows[row].figures.is_empty()).collect();
        if printing.is_empty() {
            return Ok(());
        }
        let row = printing[dice.below(printing.len())];
        // What bounds a cell is no longer true of a wrong figure; what it is exactly can still be told.
        let tells = |known: &Range| known.low == known.high && known.low != Some(0);
        made.known[row].iter_mut().for_each(|known| *known = known.filter(tells));
        let figures = &mut made.rows[row].figures;
        let at = dice.below(figures.len());
        let printed = figures[at].value;
        figures[at].value = match dice.below(4) {
            0 => printed.saturating_mul(10),
            1 => printed / 10,
            2 => i64::try_from(dice.below(9_000_000)).unwrap(),
            _ => printed + 900_000,
        };
        // A few digits may be rounding.
        if figures[at].value.abs_diff(printed) > 100 {
            check(&made, &solve(&made), Some(row))?;
        }
    }
}

/// The properties speak of something: the oracle answers, and most figures are certain.
#[test]
fn made_tables_are_told() {
    let (mut answered, mut certain, mut printed) = (0, 0, 0);
    for seed in 0..500 {
        let made = table(&mut Dice::new(seed), TINY);
        answered += usize::from(oracle::certain(&made).is_some());
        let assigned = solve(&made);
        certain += assigned.iter().flat_map(|row| &row.columns).flatten().count();
        printed += assigned.iter().flat_map(|row| &row.columns).count();
    }
    assert!(answered > 450 && certain * 10 > printed * 7, "{answered} of 500, {certain} of {printed}");
    assert!(certain < printed);
}
