//! The report of an audit for programs. Amounts are text, in the unit of the tables, so that no reader
//! makes them floats.

use std::collections::BTreeMap;

use serde::Serialize;
use yusuan::{
    Amount, Audit, ClaimVerdict, Disclosure, Fact, Finding, FiscalYear, Issue, Key, Kind, Language, Misprint, Mode,
    Name, Place, Printed, Rate, Relation, Severity, Standing, Suspect, SuspectCell, TableLedger, Tally, Unit, Unread,
};

use super::support;

/// Everything an audit says.
#[derive(Serialize)]
pub(crate) struct Report<'a> {
    file: String,
    department: &'a Name,
    year: FiscalYear,
    template: &'a str,
    unit: Unit,
    facts: usize,
    totals: Totals,
    relations: Tally,
    violations: Vec<Violation>,
    claims: Claims<'a>,
    unlisted_codes: Vec<&'a str>,
    unread: &'a [Unread],
    /// Whether one set of amounts satisfies all relations at once; nothing if that was not looked at.
    joint: Option<&'static str>,
    mode: Mode,
    suspects: Vec<SuspectItem>,
    findings: Vec<Found>,
    ledger: Vec<LedgerItem>,
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

/// A figure by the names the document has for its place, which are empty in the narrative.
#[derive(Serialize)]
struct Cell {
    page: u32,
    line: u32,
    table: String,
    row: String,
    column: String,
    printed: Option<String>,
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
struct SuspectItem {
    cells: Vec<SuspectedCell>,
    #[serde(flatten)]
    first: Suggestion,
}

/// One of several figures has a suggestion of its own.
#[derive(Serialize)]
struct SuspectedCell {
    #[serde(flatten)]
    cell: Cell,
    #[serde(flatten)]
    own: Option<Suggestion>,
}

#[derive(Serialize)]
struct Suggestion {
    /// From, to; nothing where there is no limit.
    allowed: [Option<String>; 2],
    proposed: Option<String>,
    why: Option<Misprint>,
}

#[derive(Serialize)]
struct Found {
    id: &'static str,
    severity: Severity,
    message_zh: String,
    message_en: String,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct LedgerItem {
    table: String,
    figures: usize,
    checked: usize,
    /// In percent.
    coverage: u8,
    relations: Tally,
    reasons: BTreeMap<String, usize>,
}

impl<'a> Report<'a> {
    pub(crate) fn new(file: String, disclosure: &'a Disclosure, audit: &'a Audit) -> Self {
        let header = &disclosure.header;
        let total = |key| Some(amount(disclosure, total(disclosure, &key)?.amount()));
        Self {
            file,
            department: &header.department,
            year: header.year,
            template: &disclosure.template.id,
            unit: header.unit,
            facts: disclosure.facts().count(),
            totals: Totals { revenue: total(Key::revenue()), expenditure: total(Key::expenditure()) },
            relations: audit.tally(),
            violations: audit.violations().filter_map(|relation| Violation::new(disclosure, relation)).collect(),
            claims: Claims::new(disclosure, audit),
            unlisted_codes: unlisted_codes(audit),
            unread: &disclosure.unread,
            joint: joint(audit),
            mode: audit.mode(),
            suspects: audit.suspects(disclosure).iter().filter_map(|it| SuspectItem::new(disclosure, it)).collect(),
            findings: audit.findings().iter().map(|finding| Found::new(disclosure, finding)).collect(),
            ledger: audit.ledger(disclosure).iter().map(|table| LedgerItem::new(disclosure, table)).collect(),
        }
    }
}

/// Whether all relations can hold at once.
#[cfg(feature = "certificate")]
pub(crate) fn joint(audit: &Audit) -> Option<&'static str> {
    let joint = audit.joint();
    if matches!(joint, yusuan::Joint::Feasible { .. }) {
        Some("feasible")
    } else {
        matches!(joint, yusuan::Joint::Infeasible { .. }).then_some("infeasible")
    }
}

/// A build without the solver cannot tell.
#[cfg(not(feature = "certificate"))]
pub(crate) fn joint(_: &Audit) -> Option<&'static str> {
    None
}

impl Violation {
    fn new(disclosure: &Disclosure, relation: &Relation) -> Option<Self> {
        let (printed, expected) = relation.printed_and_expected()?;
        Some(Self {
            id: relation.id(),
            kind: relation.kind(),
            cells: relation
                .operands()
                .map(|operand| Cell::new(disclosure, operand.place, Some(operand.printed)))
                .collect(),
            printed: amount(disclosure, printed.amount()),
            expected: amount(disclosure, expected.amount()),
            difference: difference(disclosure, printed, expected)?,
        })
    }
}

impl Cell {
    fn new(disclosure: &Disclosure, place: Place, printed: Option<Printed>) -> Self {
        let nowhere = || (String::new(), String::new(), String::new());
        let (table, row, column) = if place.table == 0 { nowhere() } else { disclosure.names(place) };
        let (page, line, printed) = (place.page, place.line, printed.map(|printed| printed.plain().to_string()));
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

impl SuspectItem {
    fn new(disclosure: &Disclosure, suspect: &Suspect) -> Option<Self> {
        let several = suspect.cells.len() > 1;
        let cell = |suspected: &SuspectCell| SuspectedCell {
            cell: Cell::new(disclosure, suspected.place, Some(suspected.printed)),
            own: several.then(|| Suggestion::new(suspected)),
        };
        Some(Self { first: Suggestion::new(suspect.cells.first()?), cells: suspect.cells.iter().map(cell).collect() })
    }
}

impl Suggestion {
    fn new(cell: &SuspectCell) -> Self {
        let plain = |printed: Option<Printed>| printed.map(|printed| printed.plain().to_string());
        Self { allowed: [plain(cell.low), plain(cell.high)], proposed: plain(cell.proposed), why: cell.why }
    }
}

impl Found {
    fn new(disclosure: &Disclosure, finding: &Finding) -> Self {
        Self {
            id: finding.id(),
            severity: finding.severity(),
            message_zh: finding.message(disclosure, Language::Chinese),
            message_en: finding.message(disclosure, Language::English),
            cells: finding
                .places
                .iter()
                .map(|&place| Cell::new(disclosure, place, figure(disclosure, place)))
                .collect(),
        }
    }
}

impl LedgerItem {
    fn new(disclosure: &Disclosure, ledger: &TableLedger) -> Self {
        Self {
            table: table_name(disclosure, ledger.table),
            figures: ledger.figures,
            checked: ledger.checked,
            coverage: ledger.coverage(),
            relations: ledger.tally,
            reasons: ledger.reasons.iter().map(|(reason, &count)| (reason.to_string(), count)).collect(),
        }
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

/// A table by its number and title, which the template has if the document has not.
pub(crate) fn table_name(disclosure: &Disclosure, number: u16) -> String {
    let printed = disclosure.table(number).map(|table| table.title.as_str());
    let usual = || disclosure.template.table(number).map_or("", |spec| spec.title.as_ref());
    format!("表{number} {}", printed.unwrap_or_else(usual))
}

/// A total as the document prints it first, whether or not the document adds up.
pub(crate) fn total(disclosure: &Disclosure, key: &Key) -> Option<Printed> {
    let is_total = |fact: &Fact| fact.key == *key && !fact.extent.is_open();
    disclosure.facts().find(is_total).map(|fact| fact.printed)
}

/// What stands at a place; nothing in the narrative.
fn figure(disclosure: &Disclosure, place: Place) -> Option<Printed> {
    let column = usize::from(place.column).checked_sub(1)?;
    *disclosure.row(place)?.cells.get(column)?
}

fn difference(disclosure: &Disclosure, printed: Printed, expected: Printed) -> Option<String> {
    Some(amount(disclosure, printed.amount().checked_sub(expected.amount()).ok()?))
}

fn amount(disclosure: &Disclosure, amount: Amount) -> String {
    support::plain(amount, disclosure.header.unit, disclosure.template.decimals)
}
