//! One document in several forms: the text of its PDF by several extractors, and the PDF read by position.
//! What two forms say of one amount is the same, so no form has put a figure into a wrong column.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use yusuan::{Answer, Disclosure, Fact, Key, Layout, Printed, read_text};

/// A form of a document: what tells it from the others, and what was read.
type Form = (String, Disclosure);

/// The documents of the corpus that exist in several forms, by their names.
fn documents(folder: &Path) -> BTreeMap<String, Vec<Form>> {
    let mut documents: BTreeMap<String, Vec<Form>> = BTreeMap::new();
    for kind in ["text", "alt_extract", "pdf"] {
        let Ok(entries) = std::fs::read_dir(folder.join(kind)) else { continue };
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let file = path.file_name().unwrap().to_str().unwrap();
            let (name, rest) = file.split_once('.').unwrap();
            let form = if kind == "text" { "text" } else { rest.trim_end_matches(".txt") };
            if let Some(disclosure) = read(&path) {
                documents.entry(name.to_owned()).or_default().push((form.to_owned(), disclosure));
            }
        }
    }
    documents.retain(|_, forms| forms.len() > 1);
    documents
}

/// `None` for pictures of pages and what else has no text.
fn read(path: &Path) -> Option<Disclosure> {
    if path.extension().is_some_and(|extension| extension == "pdf") {
        return yusuan::read_pdf(&std::fs::read(path).unwrap()).ok();
    }
    read_text(&std::fs::read_to_string(path).unwrap()).ok()
}

/// What a form prints of each key.
fn printed(disclosure: &Disclosure) -> BTreeMap<Key, Vec<Fact>> {
    let mut printed: BTreeMap<Key, Vec<Fact>> = BTreeMap::new();
    for fact in disclosure.facts() {
        printed.entry(fact.key.clone()).or_default().push(fact);
    }
    printed
}

/// The facts of one form whose keys have other amounts in the other form: printed ones, or nothing.
fn contradictions(one: &Form, other: &Form) -> Vec<String> {
    let theirs = printed(&other.1);
    let mut found = Vec::new();
    for (key, ours) in printed(&one.1) {
        let agrees = |ours: &Printed, theirs: &Printed| ours.agrees_with(*theirs) || theirs.agrees_with(*ours);
        let said = match theirs.get(&key) {
            Some(theirs) if ours.iter().any(|our| theirs.iter().any(|their| agrees(&our.printed, &their.printed))) => {
                continue;
            }
            Some(theirs) => theirs[0].printed.to_string(),
            None if is_partial(one) || is_partial(other) => continue,
            None => match other.1.amount(&key) {
                Answer::Known(amount) if ours.iter().all(|our| our.printed.amount() != amount) => amount.to_string(),
                _ => continue,
            },
        };
        let fact = &ours[0];
        let (table, row, column) = one.1.names(fact.place);
        found.push(format!("{} {} | {table} | {row} | {column} | {}: {said}", one.0, fact.printed, other.0));
    }
    found
}

/// Whether a form is the text of an extractor that loses lines or cells: what it leaves out is not nothing.
fn is_partial(form: &Form) -> bool {
    form.0.starts_with("py") || form.0.starts_with("pdfplumber")
}

fn is_composed(form: &Form) -> bool {
    matches!(form.1.template, Layout::Composed(_))
}

#[test]
fn forms_of_one_document_say_the_same() {
    let Some(folder) = std::env::var_os("YUSUAN_CORPUS").map(PathBuf::from) else {
        eprintln!("YUSUAN_CORPUS is not set: no real document is read");
        return;
    };
    let mut wrong: Vec<String> = Vec::new();
    for (name, forms) in documents(&folder) {
        let counts: Vec<String> =
            forms.iter().map(|(form, disclosure)| format!("{form} {}", disclosure.facts().count())).collect();
        eprintln!("{name}: {}", counts.join(", "));
        for one in &forms {
            // A known edition tells this year's money from what was carried over where the vocabulary cannot.
            let alike = |other: &&Form| is_composed(one) == is_composed(other) && other.0 != one.0;
            for other in forms.iter().filter(alike) {
                wrong.extend(contradictions(one, other).into_iter().map(|line| format!("{name}: {line}")));
            }
        }
    }
    for line in &wrong {
        eprintln!("  {line}");
    }
    assert!(wrong.is_empty(), "contradictions");
}
