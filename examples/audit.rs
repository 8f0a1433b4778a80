//! Checks published budgets: does every figure agree with the others?
//!
//! ```text
//! cargo run --example audit -- FILE…
//! cargo run --example audit -- --json FILE…
//! ```
//!
//! The files are texts as a PDF library gives them. With `--json` there is one object per file, each
//! on a line. The exit status is 0 if everything adds up, 1 if a relation is violated or a claim
//! cannot be true, 2 if a file cannot be read.

mod support;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;
use yusuan::{
    Amount, Audit, Claim, ClaimVerdict, Disclosure, Fact, Finding, FiscalYear, Issue, Key, Kind, Name, Operand,
    Printed, Rate, Relation, Severity, Standing, Tally, Unit, Unread,
};

const USAGE: &str = "usage: audit [--json] FILE…";

fn main() -> ExitCode {
    let (options, files): (Vec<OsString>, Vec<OsString>) =
        std::env::args_os().skip(1).partition(|argument| argument.to_string_lossy().starts_with("--"));
    if files.is_empty() || options.iter().any(|option| option != "--json") {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    }
    let mut out = support::output();
    let mut worst = 0;
    for file in &files {
        match audit(Path::new(file), !options.is_empty(), &mut out) {
            Ok(status) => worst = worst.max(status),
            Err(error) => {
                eprintln!("the report cannot be written: {error}");
                return ExitCode::from(2);
            }
        }
    }
    ExitCode::from(worst)
}

/// Reports on one file; the result is its exit status.
fn audit(path: &Path, json: bool, out: &mut impl Write) -> io::Result<u8> {
    let file = path.display().to_string();
    let status = match support::read(path) {
        Err(error) if json => {
            support::write_json(out, &Unreadable { file, error })?;
            2
        }
        Err(error) => {
            eprintln!("{file}: {error}");
            2
        }
        Ok(disclosure) => {
            let audit = disclosure.audit();
            if json {
                support::write_json(out, &Report::new(file, &disclosure, &audit))?;
            } else {
                write_text(out, &disclosure, &audit)?;
            }
            u8::from(!audit.is_consistent())
        }
    };
    out.flush()?;
    Ok(status)
}

// For people.

fn write_text(out: &mut impl Write, disclosure: &Disclosure, audit: &Audit) -> io::Result<()> {
    let header = &disclosure.header;
    writeln!(out, "{} {} · {} · {}", header.department, header.year, disclosure.template.id, header.unit)?;
    let total = |key| total(disclosure, &key).map_or("not printed".to_owned(), |printed| printed.to_string());
    let (revenue, expenditure) = (total(Key::revenue()), total(Key::expenditure()));
    writeln!(out, "  收入总计 {revenue}   支出总计 {expenditure}   {} figures", disclosure.facts().count())?;
    let Tally { exact, rounding, violated, not_applicable, unchecked } = audit.tally();
    write!(out, "  relations: {exact} exact, {rounding} by rounding, {violated} violated, ")?;
    writeln!(out, "{unchecked} unchecked, {not_applicable} not applicable")?;
    let violations = audit.violations().filter_map(|relation| violation_lines(disclosure, relation));
    write_section(out, "violated", violations)?;
    let news = audit.findings().iter().filter(|finding| is_news(finding));
    write_section(out, "findings", news.map(|finding| finding_lines(disclosure, finding)))?;
    let claims = audit.claims().iter().map(|verdict| claim_lines(&disclosure.claims[verdict.claim], verdict));
    write_section(out, "claims", claims)?;
    write_section(out, "not understood", disclosure.unread.iter().map(unread_lines))?;
    writeln!(out)
}

/// A title and its items. The first line of an item stands out, the others are indented.
fn write_section(out: &mut impl Write, title: &str, items: impl Iterator<Item = Vec<String>>) -> io::Result<()> {
    for (index, item) in items.enumerate() {
        if index == 0 {
            writeln!(out, "  {title}:")?;
        }
        writeln!(out, "    {}", item.join("\n      "))?;
    }
    Ok(())
}

fn violation_lines(disclosure: &Disclosure, relation: &Relation) -> Option<Vec<String>> {
    let (printed, expected) = relation.printed_and_expected()?;
    let difference = difference(disclosure, printed, expected)?;
    let mut lines = vec![
        format!("{} {}", relation.kind(), relation.id()),
        format!("printed {printed}, expected {expected}, difference {difference}"),
    ];
    lines.extend(relation.operands().map(|operand| {
        let (table, row, column) = disclosure.names(operand.place);
        let (page, line) = (operand.place.page, operand.place.line);
        format!("{table} › {row} › {column} = {}  (page {page} line {line})", operand.printed)
    }));
    Some(lines)
}

/// Whether a finding is worth a line and no other part of the report has it.
fn is_news(finding: &Finding) -> bool {
    let is_elsewhere = matches!(finding.issue, Issue::RelationViolated { .. } | Issue::ClaimOdd { .. });
    finding.severity() > Severity::Note && !is_elsewhere
}

fn finding_lines(disclosure: &Disclosure, finding: &Finding) -> Vec<String> {
    let mut lines = vec![format!("{}: {finding}", finding.severity())];
    lines.extend(finding.places.first().map(|&place| {
        let (table, row, column) = disclosure.names(place);
        format!("{table} › {row} › {column}  (page {} line {})", place.page, place.line)
    }));
    lines
}

fn claim_lines(claim: &Claim, verdict: &ClaimVerdict) -> Vec<String> {
    let first = format!("{}: {}", verdict.standing, claim.text);
    std::iter::once(first).chain(verdict.objections.iter().map(ToString::to_string)).collect()
}

fn unread_lines(unread: &Unread) -> Vec<String> {
    let Unread { page, line, text, figures } = unread;
    vec![format!("page {page} line {line}: {text} ({figures} figures)")]
}

// For programs. Amounts are text, in the unit of the tables, so that no reader makes them floats.

#[derive(Serialize)]
struct Unreadable {
    file: String,
    error: String,
}

#[derive(Serialize)]
struct Report<'a> {
    file: String,
    department: &'a Name,
    year: FiscalYear,
    template: &'static str,
    unit: Unit,
    facts: usize,
    totals: Totals,
    relations: Tally,
    violations: Vec<Violation>,
    claims: Claims<'a>,
    unlisted_codes: Vec<&'a str>,
    unread: &'a [Unread],
    findings: Vec<Found>,
}

#[derive(Serialize)]
struct Totals {
    revenue: Option<String>,
    expenditure: Option<String>,
}

#[derive(Serialize)]
struct Violation {
    id: String,
    kind: Kind,
    cells: Vec<Cell>,
    printed: String,
    expected: String,
    /// What is printed less what is expected.
    difference: String,
}

#[derive(Serialize)]
struct Cell {
    page: u32,
    line: u32,
    table: String,
    row: String,
    column: String,
    printed: String,
}

#[derive(Serialize)]
struct Claims<'a> {
    consistent: usize,
    inconsistent: usize,
    not_comparable: usize,
    unchecked: usize,
    items: Vec<ClaimItem<'a>>,
}

#[derive(Serialize)]
struct ClaimItem<'a> {
    text: &'a str,
    amount: Option<String>,
    change: Option<String>,
    rate: Option<Rate>,
    verdict: Standing,
}

#[derive(Serialize)]
struct Found {
    id: &'static str,
    severity: Severity,
    message: String,
}

impl<'a> Report<'a> {
    fn new(file: String, disclosure: &'a Disclosure, audit: &'a Audit) -> Self {
        let header = &disclosure.header;
        let total = |key| Some(amount(disclosure, total(disclosure, &key)?.amount()));
        Self {
            file,
            department: &header.department,
            year: header.year,
            template: disclosure.template.id,
            unit: header.unit,
            facts: disclosure.facts().count(),
            totals: Totals { revenue: total(Key::revenue()), expenditure: total(Key::expenditure()) },
            relations: audit.tally(),
            violations: audit.violations().filter_map(|relation| Violation::new(disclosure, relation)).collect(),
            claims: Claims::new(disclosure, audit),
            unlisted_codes: unlisted_codes(audit),
            unread: &disclosure.unread,
            findings: audit.findings().iter().map(Found::new).collect(),
        }
    }
}

impl Violation {
    fn new(disclosure: &Disclosure, relation: &Relation) -> Option<Self> {
        let (printed, expected) = relation.printed_and_expected()?;
        Some(Self {
            id: relation.id(),
            kind: relation.kind(),
            cells: relation.operands().map(|operand| Cell::new(disclosure, operand)).collect(),
            printed: amount(disclosure, printed.amount()),
            expected: amount(disclosure, expected.amount()),
            difference: difference(disclosure, printed, expected)?,
        })
    }
}

impl Cell {
    fn new(disclosure: &Disclosure, operand: &Operand) -> Self {
        let (table, row, column) = disclosure.names(operand.place);
        let (page, line, printed) = (operand.place.page, operand.place.line, operand.printed.plain().to_string());
        Self { page, line, table, row, column, printed }
    }
}

impl<'a> Claims<'a> {
    fn new(disclosure: &'a Disclosure, audit: &Audit) -> Self {
        let count = |standing| audit.claims().iter().filter(|verdict| verdict.standing == standing).count();
        Self {
            consistent: count(Standing::Consistent),
            inconsistent: count(Standing::Inconsistent),
            not_comparable: count(Standing::NotComparable),
            unchecked: count(Standing::Unchecked),
            items: audit.claims().iter().map(|verdict| ClaimItem::new(disclosure, verdict)).collect(),
        }
    }
}

impl<'a> ClaimItem<'a> {
    fn new(disclosure: &'a Disclosure, verdict: &ClaimVerdict) -> Self {
        let claim = &disclosure.claims[verdict.claim];
        let text = |printed: Option<Printed>| printed.map(|printed| amount(disclosure, printed.amount()));
        Self {
            text: &claim.text,
            amount: text(claim.amount),
            change: text(claim.change),
            rate: claim.rate,
            verdict: verdict.standing,
        }
    }
}

impl Found {
    fn new(finding: &Finding) -> Self {
        Self { id: finding.id(), severity: finding.severity(), message: finding.to_string() }
    }
}

fn unlisted_codes(audit: &Audit) -> Vec<&str> {
    let mut codes: Vec<&str> = audit
        .findings()
        .iter()
        .filter_map(|finding| match &finding.issue {
            Issue::CodeUnlisted { code, .. } => Some(code.as_str()),
            _ => None,
        })
        .collect();
    // A code printed under two names is found twice, one after the other.
    codes.dedup();
    codes
}

// For both.

/// A total as the document prints it first, whether or not the document adds up.
fn total(disclosure: &Disclosure, key: &Key) -> Option<Printed> {
    let is_total = |fact: &Fact| fact.key == *key && !fact.extent.is_open();
    disclosure.facts().find(is_total).map(|fact| fact.printed)
}

fn difference(disclosure: &Disclosure, printed: Printed, expected: Printed) -> Option<String> {
    Some(amount(disclosure, printed.amount().checked_sub(expected.amount()).ok()?))
}

fn amount(disclosure: &Disclosure, amount: Amount) -> String {
    support::plain(amount, disclosure.header.unit, disclosure.template.decimals)
}
