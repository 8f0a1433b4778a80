//! Reads the catalogue's CSV files.

use std::path::Path;

/// A row of one classification, with the values as the generated Rust spells them.
pub(super) struct Row {
    pub(super) code: String,
    pub(super) name: String,
    /// Empty where the level has no English names.
    pub(super) name_en: String,
    /// A variant of `BudgetKind`, or empty.
    pub(super) budget: String,
    /// A variant of `Evidence`.
    pub(super) evidence: String,
    pub(super) documents: u16,
    pub(super) publishers: u8,
    pub(super) years: Vec<u16>,
    pub(super) former: Vec<(String, Vec<u16>)>,
}

impl Row {
    /// 0 for the classes, 1 for the sections and so on.
    pub(super) fn depth(&self) -> usize {
        (self.code.len() - 3) / 2
    }

    pub(super) fn parent(&self) -> Option<&str> {
        (self.depth() > 0).then(|| &self.code[..self.code.len() - 2])
    }

    /// The variant: the English name in camel case, or the level's letter and the code.
    pub(super) fn variant(&self) -> String {
        if self.name_en.is_empty() {
            let letter = ["C", "S", "I"][self.depth()];
            return format!("{letter}{}", self.code);
        }
        let words = self.name_en.split(|c: char| !c.is_ascii_alphanumeric());
        words.filter(|word| !word.is_empty()).map(upper_first).collect()
    }
}

/// A line of the mapping: government code, department code, evidence.
pub(super) type Pair = (String, String, String);

pub(super) fn rows(name: &str) -> Vec<Row> {
    read(name, |cell| Row {
        code: cell("code"),
        name: cell("name"),
        name_en: cell("name_en"),
        budget: camel(&cell("budget")),
        evidence: camel(&cell("evidence")),
        documents: cell("documents").parse().unwrap(),
        publishers: cell("publishers").parse().unwrap(),
        years: years(&cell("years_seen")),
        former: cell("former_names").split_terminator(';').map(former).collect(),
    })
}

/// The pairs of the mapping; lines of government codes without a department code are left out.
pub(super) fn pairs() -> Vec<Pair> {
    let mut pairs = read("mapping", |cell| (cell("government"), cell("department"), camel(&cell("evidence"))));
    pairs.retain(|(_, department, _)| !department.is_empty());
    pairs
}

/// A line of the list of changes, its cells as they stand.
pub(super) struct Change {
    pub(super) years: [String; 2],
    pub(super) kind: String,
    pub(super) classification: String,
    pub(super) codes: [String; 2],
    pub(super) names: [String; 2],
    pub(super) evidence: String,
    pub(super) note: String,
}

pub(super) fn changes() -> Vec<Change> {
    read("changes", |cell| Change {
        years: [cell("since"), cell("until")],
        kind: camel(&cell("kind")),
        classification: cell("classification"),
        codes: [cell("from"), cell("to")],
        names: [cell("name_before"), cell("name_after")],
        evidence: camel(&cell("evidence")),
        note: cell("note"),
    })
}

/// Reads a file through a look-up of cells by the header; a missing column reads as empty.
fn read<T>(name: &str, row: impl Fn(&dyn Fn(&str) -> String) -> T) -> Vec<T> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/code/{name}.csv"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let records = reader.records().map(Result::unwrap);
    let cells = records.map(|record| {
        row(&|column| {
            let at = headers.iter().position(|header| header == column);
            at.map_or(String::new(), |at| record[at].to_owned())
        })
    });
    cells.collect()
}

/// `医疗费[2017 2018]`
fn former(text: &str) -> (String, Vec<u16>) {
    let (name, rest) = text.split_once('[').unwrap();
    (name.to_owned(), years(rest.strip_suffix(']').unwrap()))
}

fn years(text: &str) -> Vec<u16> {
    text.split_whitespace().map(|year| year.parse().unwrap()).collect()
}

fn camel(snake: &str) -> String {
    snake.split('_').map(upper_first).collect()
}

fn upper_first(word: &str) -> String {
    let first = word.chars().take(1).flat_map(char::to_uppercase);
    first.chain(word.chars().skip(1)).collect()
}
