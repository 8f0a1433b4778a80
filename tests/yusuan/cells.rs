//! Texts that follow the order in which a PDF draws its cells: each on a line of its own, or with the next label.

use proptest::prelude::*;
use yusuan::{Disclosure, read_text};

use super::support::{SEED, keys_and_amounts, unread_figures};

fn read(text: &str) -> Disclosure {
    read_text(text).unwrap_or_else(|error| panic!("{error}"))
}

fn is_figure(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit()) && word.contains('.')
}

/// The document with lines that are broken beside figures, where `breaks` says so of a gap.
fn broken(text: &str, mut breaks: impl FnMut(&str, &str) -> bool) -> String {
    let mut broken = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut before = "";
        // Full-width spaces carry the hierarchy and part no cells.
        for word in line.split_inclusive([' ', '\n']) {
            let parts = is_figure(before) || is_figure(word.trim());
            if parts && !before.is_empty() && breaks(before, word.trim()) {
                broken.truncate(broken.trim_end_matches(' ').len());
                broken.push('\n');
            }
            broken.push_str(word);
            before = word.trim();
        }
    }
    broken
}

#[test]
fn every_cell_of_a_known_edition_may_stand_on_a_line_of_its_own() {
    let cells = read(&broken(SEED, |_, _| true));
    assert_eq!(cells.template.id, read(SEED).template.id);
    assert_eq!(keys_and_amounts(&cells), keys_and_amounts(&read(SEED)));
    assert!(cells.unread.is_empty(), "{:?}", cells.unread);
}

#[test]
fn a_cell_may_share_its_line_with_the_label_of_the_next() {
    let cells = read(&broken(SEED, |before, after| !is_figure(before) || is_figure(after)));
    assert_eq!(keys_and_amounts(&cells), keys_and_amounts(&read(SEED)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Wherever lines are broken, a figure is read as what it is or not at all.
    #[test]
    fn lines_broken_anywhere_move_no_figure(breaks in prop::collection::vec(any::<bool>(), 64)) {
        let mut at = breaks.iter().cycle();
        let cells = read(&broken(SEED, |_, _| *at.next().expect("it goes round")));
        let mut left = keys_and_amounts(&read(SEED));
        for fact in keys_and_amounts(&cells) {
            let found = left.binary_search(&fact);
            prop_assert!(found.is_ok(), "{fact}");
            left.remove(found.unwrap_or_default());
        }
        let unread = unread_figures(&cells);
        prop_assert_eq!(left.len(), usize::try_from(unread).unwrap());
    }
}
