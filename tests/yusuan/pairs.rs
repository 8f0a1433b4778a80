//! Pairs of real years, if the environment variable `YUSUAN_CORPUS` names a folder with `text/*.txt` and
//! `pairs.csv`. Every document that can be read is compared; how many could be is told.

use std::path::{Path, PathBuf};

use yusuan::{Amount, Axis, Comparison, Disclosure, Earlier, Flow, Key, Stated, StatedReason, read_text};

use super::support::{SEED, wan};

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("YUSUAN_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("YUSUAN_CORPUS is not set: no real pair is compared");
    }
    folder
}

fn document(path: &Path) -> Option<Disclosure> {
    let text = std::fs::read_to_string(path).unwrap();
    read_text(&text).ok()
}

/// What holds of any comparison.
fn is_sound(comparison: &Comparison) {
    for (key, entry) in comparison.entries() {
        assert!(entry.delta_range().unwrap().contains(entry.delta()), "{key}");
        assert_eq!(comparison.movement(key), entry.movement());
    }
    for figure in comparison.not_compared() {
        assert_eq!(comparison.change(&figure.key), None);
    }
    for whole in [Key::revenue(), Key::expenditure()] {
        let Ok(entry) = comparison.entry(&whole) else { continue };
        for axis in [Axis::Function, Axis::Source, Axis::Nature, Axis::Unit, Axis::Project] {
            let drivers = comparison.drivers(&whole, axis).unwrap();
            let sum = Amount::sum(drivers.rows().iter().map(|row| row.change)).unwrap();
            assert_eq!(sum.checked_add(drivers.remainder()).unwrap(), entry.delta());
        }
    }
}

/// The total of each pair changes by what the list of pairs has.
#[test]
fn known_pairs_of_the_corpus_change_by_the_known_amounts() {
    let Some(folder) = folder() else { return };
    let mut table = csv::Reader::from_path(folder.join("pairs.csv")).unwrap();
    let headers = table.headers().unwrap().clone();
    let (mut compared, mut stated, mut pairs) = (0, 0, 0);
    for record in table.records().map(Result::unwrap) {
        let cell = |name: &str| &record[headers.iter().position(|header| header == name).unwrap()];
        pairs += 1;
        let both = [cell("file_a"), cell("file_b")].map(|file| document(&folder.join(file)));
        let [Some(before), Some(after)] = both else { continue };
        // The list rounds to a hundredth of 万元.
        let is = |amount: Option<Amount>, name: &str| wan(cell(name)).interval().contains(amount.unwrap());
        let comparison = after.since(&before).unwrap();
        is_sound(&comparison);
        // A narrative alone states its total, and the row says so.
        let by_words = comparison.entry(&Key::revenue()).unwrap().stated();
        assert_eq!(by_words, after.tables.is_empty().then_some(Stated::Later));
        stated += usize::from(by_words.is_some());
        let percent = comparison.total(Flow::Revenue).unwrap().growth().unwrap().percent(4).unwrap();
        assert_eq!(percent.normalize().to_string(), cell("pct_computed"), "{}", cell("file_b"));
        let change = comparison.total(Flow::Revenue).unwrap();
        assert!(is(change.before(), "total_a") && is(change.after(), "total_b"), "{}", cell("file_b"));
        let difference = change.delta().unwrap().checked_sub(wan(cell("delta_computed")).amount()).unwrap();
        assert!(difference.abs() <= wan("0.01").amount(), "{}: {difference:?}", cell("file_b"));
        compared += 1;
    }
    eprintln!("{compared} of {pairs} pairs could be read and compared");
    assert_eq!((compared, stated, pairs), (6, 1, 6));
}

/// Any two years that can be read, whoever published them, and each beside the year that it implies.
#[test]
fn whatever_can_be_read_of_the_corpus_can_be_compared() {
    let mut documents: Vec<Disclosure> = vec![read_text(SEED).unwrap()];
    let mut reasons = StatedReason::all_in(SEED).len();
    if let Some(folder) = folder() {
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(folder.join("text")).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt")) {
            reasons += StatedReason::all_in(&std::fs::read_to_string(path).unwrap()).len();
            documents.extend(document(path));
        }
    }
    let mut compared = 0;
    for after in &documents {
        if let Some(implied) = after.implied_last_year() {
            is_sound(&after.since(&implied).unwrap());
        }
        for before in documents.iter().filter(|before| before.header.year < after.header.year) {
            is_sound(&after.since(Earlier::from(before).any_department()).unwrap());
            compared += 1;
        }
    }
    eprintln!("{} documents, {compared} pairs of years, {reasons} reasons with named drivers", documents.len());
    assert!(reasons >= 2);
}
