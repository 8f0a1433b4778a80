//! The shape of the sources: who may depend on whom, and how large a file may be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules from the ground up; each may depend on those of the rows above its own.
const LAYERS: [&[&str]; 10] = [
    &["amount", "year", "text", "page"],
    &["code", "scope", "growth"],
    &["fact"],
    &["table"],
    &["relation", "claim"],
    &["budget"],
    &["compare", "narrative", "read", "write"],
    &["several"],
    &["input"],
    &["folder"],
];

/// Dependencies within a layer: reading ends with the narrative, writing begins with a comparison.
const BESIDE: [(&str, &str); 3] = [("read", "narrative"), ("write", "compare"), ("text", "page")];

struct Source {
    path: PathBuf,
    /// The module right under the root of the crate.
    module: String,
    text: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Every Rust file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let source = |path: PathBuf| {
        let inside = path.strip_prefix(&src).unwrap();
        let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
        let module = first.strip_suffix(".rs").unwrap_or(first).to_owned();
        Source { text: fs::read_to_string(&path).unwrap(), module, path }
    };
    let sources: Vec<Source> = files(&src).into_iter().map(source).collect();
    assert!(sources.len() > 50, "{}", sources.len());
    sources
}

/// The modules of the types that the crate shows at its root, by the names of the types.
fn at_root(lib: &str) -> BTreeMap<String, String> {
    let mut modules = BTreeMap::new();
    for statement in lib.split(';').filter_map(|statement| statement.trim().strip_prefix("pub use ")) {
        let (module, names) = statement.split_once("::").unwrap();
        for name in names.split([',', '{', '}', '\n', ' ']).filter(|name| !name.is_empty()) {
            modules.insert(name.to_owned(), module.to_owned());
        }
    }
    modules
}

/// The modules that the code of a file names, whether in `use` or in passing. Comments may name any.
fn named(text: &str, at_root: &BTreeMap<String, String>) -> BTreeSet<String> {
    let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    let after = code.flat_map(|line| line.split("crate::").skip(1));
    let word = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    after.map(word).map(|name| at_root.get(&name).cloned().unwrap_or(name)).collect()
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

#[test]
fn every_module_has_a_layer() {
    let modules: BTreeSet<String> = sources().into_iter().map(|source| source.module).collect();
    let known: BTreeSet<String> = LAYERS
        .iter()
        .copied()
        .flatten()
        .map(|&name| name.to_owned())
        .chain(["lib".to_owned(), "guide".to_owned()])
        .collect();
    assert_eq!(modules, known);
}

#[test]
fn dependencies_point_down() {
    let mut met = BTreeSet::new();
    let mut edges = 0;
    let sources = sources();
    let at_root = at_root(&sources.iter().find(|source| source.module == "lib").unwrap().text);
    assert_eq!(at_root["FiscalYear"], "year");
    for source in sources.iter().filter(|source| !["lib", "guide"].contains(&source.module.as_str())) {
        let own = layer(&source.module).unwrap();
        for other in named(&source.text, &at_root).iter().filter(|other| **other != source.module) {
            let below = layer(other).unwrap_or_else(|| panic!("{:?} names crate::{other}", source.path));
            edges += 1;
            if below >= own {
                let beside = BESIDE.iter().find(|(from, to)| *from == source.module && to == other);
                met.insert(*beside.unwrap_or_else(|| panic!("{:?} depends on {other}", source.path)));
            }
        }
    }
    assert!(edges > 60, "{edges}");
    assert_eq!(met, BTreeSet::from(BESIDE), "an exception that is no longer needed");
}

#[test]
fn nothing_is_unsafe_and_amounts_are_no_floats() {
    // The solver of the certificate works in floats; what it returns is verified in integers. PDF files and
    // workbooks hold floats; one file for each turns them into integers and decimals.
    let ends = ["input/pdf/device.rs", "input/workbook/number.rs"];
    let solver = |source: &Source| source.path.components().any(|part| part.as_os_str() == "certificate");
    let is_float = |source: &Source| solver(source) || ends.iter().any(|end| source.path.ends_with(end));
    for source in sources().into_iter().filter(|source| !is_float(source)) {
        let code = source.text.lines().map(|line| line.split("//").next().unwrap_or_default());
        for line in code {
            let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            for forbidden in ["unsafe", "f32", "f64"] {
                assert!(!words.contains(&forbidden), "{:?}: {line}", source.path);
            }
        }
    }
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("unsafe_code = \"forbid\""));
    assert!(!root().join("build.rs").exists());
}

#[test]
fn files_fit_a_reader() {
    let hand_written =
        ["src", "tests", "examples", "benches"].into_iter().flat_map(|folder| files(&root().join(folder)));
    let mut longest = 0;
    for path in hand_written.filter(|path| !path.ends_with("generated.rs")) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        let most = if path.starts_with(root().join("src")) { 450 } else { 650 };
        assert!(lines <= most, "{path:?} has {lines} lines");
        longest = longest.max(lines);
    }
    assert!(longest > 100);
}

/// Examples are found by their file names, so that each is built with the tests.
#[test]
fn every_example_is_a_program_with_words_about_it() {
    let examples = files(&root().join("examples"));
    assert!(!examples.is_empty());
    for path in examples.into_iter().filter(|path| path.parent().is_some_and(|folder| !folder.ends_with("support"))) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! ") && text.contains("fn main()"), "{path:?}");
    }
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(!manifest.contains("autoexamples = false"));
}

/// Every topic of the tests is a module of the one binary.
#[test]
fn every_topic_is_run() {
    let main = fs::read_to_string(root().join("tests/yusuan.rs")).unwrap();
    for entry in fs::read_dir(root().join("tests/yusuan")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.file_stem().unwrap().to_str().unwrap();
            assert!(main.contains(&format!("mod {name};")), "{name}");
        }
    }
}
