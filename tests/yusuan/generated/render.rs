//! Renders the rows of the catalogue as Rust.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::rows::{Change, Pair, Row};

/// Singular, plural and Chinese term of each level.
const LEVELS: [(&str, &str, &str); 3] =
    [("Class", "Classes", "类"), ("Section", "Sections", "款"), ("Item", "Items", "项")];

/// The enums of a classification, one per level, and the tables beside them.
pub(super) fn tree(file: &str, classification: &str, rows: &[Row]) -> String {
    let by_depth = |depth| rows.iter().filter(|row| row.depth() == depth).collect::<Vec<_>>();
    let levels: Vec<_> = (0..3).map(by_depth).take_while(|level| !level.is_empty()).collect();
    let mut body = String::new();
    for (depth, level) in levels.iter().enumerate() {
        body += &enumeration(depth, classification, level);
        body += &tables(depth, level);
        if let Some(above) = depth.checked_sub(1) {
            body += &parents(depth, level, &levels[above]);
        }
        if let Some(below) = levels.get(depth + 1) {
            body += &children(depth, level, below);
        }
    }
    let uses = "use strum::{EnumCount, VariantArray};\n\n";
    head(file, uses) + &imports(&body) + &year_constants(rows) + &body
}

fn enumeration(depth: usize, classification: &str, level: &[&Row]) -> String {
    let (name, _, han) = LEVELS[depth];
    let word = name.to_lowercase();
    let derives = "Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumCount, VariantArray";
    let mut out = format!(
        "\n/// A listed {word} ({han}) of the {classification}.\n\
         ///\n\
         /// Text and serde form is the code; the names are [`name`](Self::name) and its kin.\n\
         #[derive({derives})]\n\
         #[non_exhaustive]\n\
         #[doc(alias = \"{han}\")]\n\
         pub enum {name} {{\n"
    );
    for row in level {
        let english = match row.name_en.as_str() {
            "" => String::new(),
            english => format!(" ({english})"),
        };
        let (code, chinese, variant) = (&row.code, &row.name, row.variant());
        writeln!(out, "    /// `{code}` {chinese}{english}").unwrap();
        writeln!(out, "    #[doc(alias = \"{chinese}\")]").unwrap();
        if !english.is_empty() {
            writeln!(out, "    #[doc(alias = \"{code}\")]").unwrap();
        }
        writeln!(out, "    {variant},").unwrap();
    }
    out + "}\n"
}

/// The columns of a level, each a table indexed by the variant.
fn tables(depth: usize, level: &[&Row]) -> String {
    let (name, plural, _) = LEVELS[depth];
    let upper = name.to_uppercase();
    let column = |column: &str, of: &str, cell: &dyn Fn(&Row) -> String| table(column, of, name, level, cell);
    let mut out = column(&format!("{upper}_CODES"), "u32", &|row| row.code.clone());
    out += &column(&plural.to_uppercase(), "About", &about);
    if level.iter().any(|row| !row.name_en.is_empty()) {
        let variants: BTreeSet<_> = level.iter().map(|row| row.variant()).collect();
        assert_eq!(variants.len(), level.len(), "two rows have the same English name");
        out += &column(&format!("{upper}_NAMES_EN"), "&str", &|row| format!("{:?}", row.name_en));
    }
    if level.iter().any(|row| !row.budget.is_empty()) {
        let budget = |row: &Row| format!("BudgetKind::{}", row.budget);
        out += &column(&format!("{upper}_BUDGETS"), "BudgetKind", &budget);
    }
    out
}

fn parents(depth: usize, level: &[&Row], above: &[&Row]) -> String {
    let ((name, ..), (parent, plural, _)) = (LEVELS[depth], LEVELS[depth - 1]);
    let variants: BTreeMap<_, _> = above.iter().map(|row| (row.code.as_str(), row.variant())).collect();
    let cell = |row: &Row| format!("{parent}::{}", variants[row.parent().unwrap()]);
    table(&format!("{name}_{plural}").to_uppercase(), parent, name, level, &cell)
}

/// The children are neighbours, so a range of places is enough.
fn children(depth: usize, level: &[&Row], below: &[&Row]) -> String {
    let ((name, ..), (_, plural, _)) = (LEVELS[depth], LEVELS[depth + 1]);
    let cell = |row: &Row| {
        let from = below.partition_point(|child| child.parent() < Some(&row.code));
        let to = below.partition_point(|child| child.parent() <= Some(&row.code));
        format!("({from}, {to})")
    };
    table(&format!("{name}_{plural}").to_uppercase(), "(u16, u16)", name, level, &cell)
}

/// The revenue catalogue: one table, no enum.
pub(super) fn entries(file: &str, rows: &[Row]) -> String {
    let mut body = format!("\npub(super) static ENTRIES: [Entry; {}] = [\n", rows.len());
    for row in rows {
        let budget = match row.budget.as_str() {
            "" => "None".to_owned(),
            budget => format!("Some(BudgetKind::{budget})"),
        };
        let (code, about) = (&row.code, about(row));
        writeln!(body, "    Entry {{ code: RevenueCode::of({code}), budget: {budget}, about: {about} }},").unwrap();
    }
    body += "];\n";
    let uses = "use super::Entry;\nuse crate::code::RevenueCode;\n";
    head(file, uses) + &imports(&body) + &year_constants(rows) + &body
}

/// The pairs twice: in the order of either side.
pub(super) fn mapping(government: &[Row], department: &[Row], pairs: &[Pair]) -> String {
    let listed = |module: &str, rows: &[Row], code: &str| {
        let row = rows.iter().find(|row| row.code == code).unwrap_or_else(|| panic!("{code} is not listed"));
        let level = LEVELS[row.depth()].0;
        format!("{module}::Listed::{level}({module}::{level}::{})", row.variant())
    };
    let render = |(ours, theirs, evidence): &Pair| {
        let government = listed("government", government, ours);
        let department = listed("economic", department, theirs);
        format!("Pair {{ government: {government}, department: {department}, evidence: Evidence::{evidence} }}")
    };
    let mut out = head("mapping", "use super::Pair;\nuse crate::code::{Evidence, economic, government};\n");
    let mut sorted = pairs.to_vec();
    for (name, by_department) in [("BY_GOVERNMENT", false), ("BY_DEPARTMENT", true)] {
        sorted.sort_by_key(
            |(ours, theirs, _)| {
                if by_department { [theirs.clone(), ours.clone()] } else { [ours.clone(), theirs.clone()] }
            },
        );
        writeln!(out, "\npub(super) static {name}: [Pair; {}] = [", sorted.len()).unwrap();
        for pair in &sorted {
            writeln!(out, "    {},", render(pair)).unwrap();
        }
        out += "];\n";
    }
    out
}

/// The list of changes, by the year they began, then by code.
pub(super) fn changes(mut changes: Vec<Change>) -> String {
    changes.sort_by_key(|it| (it.years[0].clone(), it.classification.clone(), it.codes.clone(), it.kind.clone()));
    let mut out = head("changes", "use super::{ChangeKind, CodeChange, economic, functional, government, revenue};\n");
    out += "use crate::code::Evidence;\nuse crate::code::table::year;\n";
    writeln!(out, "\npub(super) static CHANGES: [CodeChange; {}] = [", changes.len()).unwrap();
    for Change { years, kind, classification, codes, names, evidence, note } in &changes {
        let [since, until] = years.each_ref().map(|it| format!("year({it})"));
        let code = |it: &String| if it.is_empty() { "None".to_owned() } else { format!("{classification}({it})") };
        let [from, to] = codes.each_ref().map(code);
        let [name_before, name_after] = names;
        writeln!(
            out,
            "    CodeChange {{ since: {since}, until: {until}, kind: ChangeKind::{kind}, from: {from}, to: {to}, \
             name_before: {name_before:?}, name_after: {name_after:?}, evidence: Evidence::{evidence}, note: {note:?} }},",
        )
        .unwrap();
    }
    out + "];\n"
}

fn head(file: &str, uses: &str) -> String {
    format!("// @generated by tests/yusuan/generated.rs from {file}.csv. Do not edit.\n\n{uses}")
}

/// Imports what the body mentions, since not every file has former names or budgets.
fn imports(body: &str) -> String {
    let paths = [
        ("BudgetKind", "code::BudgetKind"),
        ("Evidence", "code::Evidence"),
        ("About", "code::table::About"),
        ("FormerName", "code::table::FormerName"),
    ];
    let mut out = String::new();
    for (_, path) in paths.iter().filter(|(name, _)| body.contains(name)) {
        writeln!(out, "use crate::{path};").unwrap();
    }
    out + "use crate::code::table::year;\nuse crate::FiscalYear;\n\n"
}

fn year_constants(rows: &[Row]) -> String {
    let former = rows.iter().flat_map(|row| row.former.iter().flat_map(|(_, years)| years));
    let years: BTreeSet<u16> = rows.iter().flat_map(|row| &row.years).chain(former).copied().collect();
    let mut out = String::new();
    for year in years {
        writeln!(out, "const Y{year}: FiscalYear = year({year});").unwrap();
    }
    out
}

/// A column of a level. Each line ends in the code, so that a changed line says what changed.
fn table(name: &str, of: &str, indexed_by: &str, level: &[&Row], cell: &dyn Fn(&Row) -> String) -> String {
    let mut out = format!("\npub(super) static {name}: [{of}; {indexed_by}::COUNT] = [\n");
    for row in level {
        match cell(row) {
            code if code == row.code => writeln!(out, "    {code},").unwrap(),
            cell => writeln!(out, "    {cell}, // {}", row.code).unwrap(),
        }
    }
    out + "];\n"
}

fn about(row: &Row) -> String {
    let Row { name, evidence, documents, publishers, .. } = row;
    if row.documents == 0 && row.former.is_empty() {
        return format!("About::unattested({name:?})");
    }
    let former =
        |(name, years): &(String, Vec<u16>)| format!("FormerName {{ name: {name:?}, years: {} }}", slice(years));
    let former: Vec<_> = row.former.iter().map(former).collect();
    format!(
        "About {{ name: {name:?}, evidence: Evidence::{evidence}, documents: {documents}, \
         publishers: {publishers}, years: {}, former: &[{}] }}",
        slice(&row.years),
        former.join(", ")
    )
}

fn slice(years: &[u16]) -> String {
    let years: Vec<_> = years.iter().map(|year| format!("Y{year}")).collect();
    format!("&[{}]", years.join(", "))
}
