//! Localisation: planted misprints are found, explained and proposed to be mended.

use yusuan::{Disclosure, Misprint, NoFigure, Place, Printed, Suspect};

use super::support::{cell, seed};

/// The place of a figure of the bundled document.
fn at(table: u16, row: &str, column: u16) -> Place {
    let (_, row, column) = cell(seed(), table, row, column);
    seed().table(table).unwrap().place(row as usize - 1, usize::from(column) - 1)
}

/// The bundled document with other last digits in one cell.
fn planted(document: &Disclosure, place: Place, change: impl Fn(i64) -> i64) -> Disclosure {
    let mut copy = document.clone();
    let table = copy.tables.iter_mut().find(|table| table.number == place.table).unwrap();
    let cell = table.rows[place.row as usize - 1].cells[usize::from(place.column) - 1].as_mut().unwrap();
    *cell = Printed::from_last_digits(change(cell.last_digits()), cell.decimals(), cell.unit()).unwrap();
    copy
}

fn printed(document: &Disclosure, place: Place) -> Printed {
    document.row(place).unwrap().cells[usize::from(place.column) - 1].unwrap()
}

fn suspects(document: &Disclosure) -> Vec<Suspect> {
    document.audit().suspects(document)
}

#[track_caller]
fn finds(place: Place, change: impl Fn(i64) -> i64, why: Misprint) {
    let document = planted(seed(), place, change);
    let suspects = suspects(&document);
    let [first] = &suspects[0].cells[..] else { panic!("{suspects:?}") };
    assert_eq!((first.place, first.why), (place, Some(why)));
    assert_eq!(first.printed, printed(&document, place));
    assert_eq!(first.proposed, Some(printed(seed(), place)), "what stood there");
    let (low, high, right) = (first.low.unwrap(), first.high.unwrap(), printed(seed(), place));
    assert!(low.amount() <= right.amount() && right.amount() <= high.amount());
}

#[test]
fn misprints_are_found_and_explained() {
    // 1,604.79 of 行政运行 in table 5, one way after the other.
    let item = at(5, "2010301", 1);
    finds(item, |_| 160_497, Misprint::DigitsSwapped);
    finds(item, |_| 1_605_479, Misprint::DigitsGlued);
    finds(item, |_| 1_604_479, Misprint::DigitDoubled);
    finds(item, |_| 1_604_790, Misprint::PointSlipped);
    finds(item, |_| -160_479, Misprint::Sign);
    finds(item, |_| 16_479, Misprint::DigitLost);
    finds(item, |_| 124_586, Misprint::NeighboursValue);
}

#[test]
fn nothing_is_suspected_where_nothing_is_violated() {
    assert_eq!(suspects(seed()), []);
}

#[test]
fn two_misprints_in_different_tables_are_both_found() {
    let (one, other) = (at(3, "2080501", 2), at(11, "合计", 7));
    let document = planted(&planted(seed(), one, |value| value * 10), other, |_| 22_159);
    let found: Vec<Place> =
        suspects(&document).iter().flat_map(|suspect| &suspect.cells).map(|cell| cell.place).collect();
    assert!(found.contains(&one) && found.contains(&other), "{found:?}");
}

#[test]
fn corrections_are_remembered_and_the_document_stays() {
    let item = at(5, "2010301", 1);
    let wrong = planted(seed(), item, |_| 160_497);
    let proposed = suspects(&wrong)[0].cells[0].proposed.unwrap();
    let mended = wrong.with_correction(item, proposed).unwrap();
    assert_eq!(mended.tables, seed().tables);
    assert_eq!(mended.audit().tally().violated, 0);
    let [correction] = mended.corrections[..] else { panic!("{:?}", mended.corrections) };
    assert_eq!((correction.printed, correction.corrected), (printed(&wrong, item), proposed));
    assert!(wrong.corrections.is_empty() && wrong.audit().tally().violated > 0);
}

#[test]
fn a_place_without_a_figure_cannot_be_corrected() {
    let item = at(5, "2010301", 1);
    let value = printed(seed(), item);
    for nowhere in
        [Place { row: 999, ..item }, Place { row: 0, ..item }, Place { column: 4, ..item }, Place { table: 13, ..item }]
    {
        assert_eq!(
            seed().with_correction(nowhere, value).unwrap_err().to_string(),
            format!("no figure is printed at {nowhere}")
        );
    }
    let _: NoFigure = seed().with_correction(Place { row: 0, ..item }, value).unwrap_err();
}

/// Every fifth figure, misprinted in the ways that `examples/localise.rs` goes through for all.
#[test]
fn most_misprints_are_found_first_and_mended() {
    let (mut violating, mut among, mut first, mut mended) = (0, 0, 0, 0);
    let figures: Vec<Place> =
        seed().facts().filter(|fact| !fact.printed.is_zero()).map(|fact| fact.place).step_by(5).collect();
    assert!(figures.len() > 80);
    for place in figures {
        let right = printed(seed(), place).last_digits();
        for wrong in misprints(right) {
            let document = planted(seed(), place, |_| wrong);
            if document.audit().tally().violated == 0 {
                continue;
            }
            let suspects = suspects(&document);
            let cells = || suspects.iter().flat_map(|suspect| &suspect.cells);
            violating += 1;
            among += usize::from(cells().any(|cell| cell.place == place));
            first += usize::from(suspects.first().is_some_and(|suspect| suspect.cells[0].place == place));
            let proposes = |value: Option<Printed>| value.map(Printed::last_digits) == Some(right);
            mended += usize::from(cells().any(|cell| cell.place == place && proposes(cell.proposed)));
        }
    }
    assert!(violating > 800, "{violating}");
    assert!(among * 100 >= violating * 99, "{among} of {violating} among the suspects");
    assert!(first * 100 >= violating * 90, "{first} of {violating} first");
    assert!(mended * 100 >= among * 90, "{mended} of {among} mended");
}

/// Two digits swapped, one lost, one doubled, ten times as much, the other sign.
fn misprints(right: i64) -> Vec<i64> {
    let digits = format!("{right:03}").into_bytes();
    let number = |digits: Vec<u8>| String::from_utf8(digits).unwrap().parse::<i64>().unwrap();
    let mut wrong = vec![right * 10, -right];
    for at in 0..digits.len() {
        let mut lost = digits.clone();
        lost.remove(at);
        let mut doubled = digits.clone();
        doubled.insert(at, digits[at]);
        wrong.extend([number(lost), number(doubled)]);
        if at > 0 {
            let mut swapped = digits.clone();
            swapped.swap(at - 1, at);
            wrong.push(number(swapped));
        }
    }
    wrong.sort_unstable();
    wrong.dedup();
    wrong.retain(|&value| value != right);
    wrong
}
