//! The generator of `src/code/*/generated.rs`, run as a test.
//!
//! The files are checked in and compared; `UPDATE_CATALOGUE=1 cargo test generated` writes them.

#[path = "generated/render.rs"]
mod render;
#[path = "generated/rows.rs"]
mod rows;

use std::{env, fs, path::Path};

use rows::{Row, rows};

/// Compares the file with the fresh text, and writes it where that was asked for.
#[track_caller]
fn is_fresh(name: &str, fresh: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/code/{name}/generated.rs"));
    // Git may have checked the file out with other line ends.
    let old = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if old != fresh && env::var_os("UPDATE_CATALOGUE").is_some() {
        fs::write(&path, fresh).unwrap();
        return;
    }
    assert!(old == fresh, "src/code/{name}/generated.rs is stale: run UPDATE_CATALOGUE=1 cargo test generated");
}

#[test]
fn functional_is_fresh() {
    is_fresh("functional", &render::tree("functional", "支出功能分类", &rows("functional")));
}

#[test]
fn economic_is_fresh() {
    is_fresh("economic", &render::tree("economic", "部门预算支出经济分类", &rows("economic")));
}

#[test]
fn government_is_fresh() {
    is_fresh("government", &render::tree("government", "政府预算支出经济分类", &rows("government")));
}

#[test]
fn revenue_is_fresh() {
    is_fresh("revenue", &render::entries("revenue", &rows("revenue")));
}

#[test]
fn mapping_is_fresh() {
    is_fresh("mapping", &render::mapping(&rows("government"), &rows("economic"), &rows::pairs()));
}

#[test]
fn changes_are_fresh() {
    is_fresh("changes", &render::changes(rows::changes()));
}

/// A kind has the codes that it needs, of one classification and in years that follow each other.
#[test]
fn every_change_is_whole() {
    let changes = rows::changes();
    for change in &changes {
        let [from, to] = change.codes.each_ref().map(|code| !code.is_empty());
        let same = change.codes[0] == change.codes[1];
        let expected = match change.kind.as_str() {
            "Added" => !from && to,
            "Removed" => from && !to,
            "Renamed" => from && same && change.names[0] != change.names[1],
            "Moved" | "Merged" => from && to && !same,
            "Split" => from && to,
            _ => false,
        };
        assert!(expected && change.years[0] <= change.years[1], "{} {:?}", change.kind, change.codes);
        let rival = |other: &&rows::Change| other.kind == change.kind && other.years[0] == change.years[0];
        let along = |end: usize| changes.iter().filter(rival).filter(|it| it.codes[end] == change.codes[end]).count();
        match change.kind.as_str() {
            "Moved" => assert_eq!((along(0), along(1)), (1, 1), "{:?}", change.codes),
            "Merged" => assert!(along(0) == 1 && along(1) > 1, "{:?}", change.codes),
            "Split" => assert!(along(0) > 1 && along(1) == 1, "{:?}", change.codes),
            _ => {}
        }
    }
}

#[test]
fn every_row_has_its_parent_row_and_comes_after_it() {
    for name in ["functional", "economic", "government", "revenue"] {
        let rows = rows(name);
        for pair in rows.windows(2) {
            assert!(pair[0].code < pair[1].code, "{name}.csv: {} is out of order", pair[1].code);
        }
        for row in &rows {
            let has_parent = row.parent().is_none_or(|parent| rows.iter().any(|it| it.code == parent));
            assert!(has_parent, "{name}.csv: {} has no parent row", row.code);
        }
    }
}

#[test]
fn rows_without_documents_are_the_unattested_ones() {
    for row in ["functional", "economic", "government", "revenue"].into_iter().flat_map(rows) {
        assert_eq!(row.evidence == "Unattested", row.documents == 0, "{}", row.code);
        assert_eq!(row.documents == 0, row.publishers == 0, "{}", row.code);
        assert!(row.documents > 0 || row.years.is_empty(), "{}", row.code);
        assert!(row.years.is_sorted(), "{}", row.code);
    }
}

/// The rows of `several` budgets are those above rows of different budgets.
#[test]
fn a_budget_is_several_where_the_parts_differ() {
    for name in ["functional", "revenue"] {
        let rows = rows(name);
        for row in &rows {
            let below = |it: &&Row| it.code.starts_with(&row.code) && it.code != row.code;
            let parts = || rows.iter().filter(below).map(|it| it.budget.as_str());
            match row.budget.as_str() {
                "Several" => assert!(parts().any(|it| it != "GeneralPublic"), "{}", row.code),
                own => assert!(parts().all(|it| it == own), "{}", row.code),
            }
        }
    }
}
