//! How much an audit notices, and how well it says which figure is wrong: measured on the bundled document.
//!
//! ```text
//! cargo run --release --example localise
//! ```
//!
//! The first table moves each figure that is not zero alone, by ±0.01 to ±10万元, and counts how often
//! somebody would notice: a relation is newly violated or a new finding is a warning at least. Beside the
//! crate's own judgement stand other policies in use, as far as relations and their tails can express them.
//!
//! The second table plants one misprint at a time and asks whether the true cell is among the suspects,
//! whether it is the first, and whether its true value is proposed. Cells in one relation only are told
//! apart, since nothing can say which figure of that relation is wrong. The last line plants two misprints
//! in different tables.
//!
//! Some 16,000 audits: well under a minute in a release build.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use yusuan::{Audit, Disclosure, Place, Printed, Relation, Severity, Suspect, Verdict, read_text};

const BUNDLED: &str = include_str!("data/cooperation-office-2024.txt");

/// By how many last digits (0.01万元) a figure is moved.
const MOVES: [i64; 10] = [1, -1, 2, -2, 10, -10, 100, -100, 1000, -1000];

/// How many pairs of misprints are planted.
const PAIRS: usize = 1000;

/// 表8 is counted apart: it repeats figures of other tables by lines of its own.
const MEMO_TABLE: u16 = 8;

fn main() -> io::Result<()> {
    let disclosure = read_text(BUNDLED).map_err(io::Error::other)?;
    let audit = disclosure.audit();
    let cells = cells(&disclosure);
    let mut out = support::output();
    write_detection(&mut out, &disclosure, &audit, &cells)?;
    write_localisation(&mut out, &disclosure, &audit, &cells)?;
    write_pairs(&mut out, &disclosure, &cells)?;
    out.flush()
}

/// A figure that is not zero, by its position.
#[derive(Clone, Copy)]
struct Cell {
    /// The table, row and column, all counted from zero.
    at: (usize, usize, usize),
    place: Place,
    printed: Printed,
}

fn cells(disclosure: &Disclosure) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (index, table) in disclosure.tables.iter().enumerate() {
        let figures = table.cells().filter(|(_, _, printed)| !printed.is_zero());
        cells.extend(figures.map(|(place, _, printed)| {
            let row = usize::try_from(place.row - 1).unwrap_or(usize::MAX);
            Cell { at: (index, row, usize::from(place.column) - 1), place, printed }
        }));
    }
    cells
}

/// The document with another figure in one cell. It is changed back by planting what it returns.
fn plant(disclosure: &mut Disclosure, cell: Cell, last_digits: i64) {
    let (table, row, column) = cell.at;
    let planted = Printed::from_last_digits(last_digits, cell.printed.decimals(), cell.printed.unit());
    disclosure.tables[table].rows[row].cells[column] = planted.ok();
}

// Detection.

/// A way of judging the tail of a relation: what is printed less the nearest that the other figures allow.
struct Policy {
    name: &'static str,
    /// Whether a relation is violated by its tail, in last digits.
    violates: fn(&Relation, i64) -> bool,
}

const POLICIES: [Policy; 4] = [
    Policy { name: "exact sums", violates: |_, tail| tail != 0 },
    Policy {
        name: "closed intervals for every relation",
        // Half a last digit for each figure, zeros as well.
        violates: |relation, tail| 2 * tail.unsigned_abs() > relation.operands().count() as u64,
    },
    Policy { name: "fixed ±0.01", violates: |_, tail| tail.abs() > 1 },
    Policy {
        name: "max(1.0, 0.05%)",
        violates: |relation, tail| {
            let whole: i64 = relation.left().iter().map(|operand| operand.printed.last_digits().abs()).sum();
            tail.abs() > (whole / 2000).max(100)
        },
    },
];

/// What a way of judging has to say about an audit.
type Alarms = BTreeSet<String>;

fn alarms(audit: &Audit, policy: &Policy) -> Alarms {
    let violated = |relation: &&Relation| tail(relation).is_some_and(|tail| (policy.violates)(relation, tail));
    audit.relations().iter().filter(violated).map(Relation::id).collect()
}

fn own_alarms(audit: &Audit) -> Alarms {
    let findings = audit.findings().iter().filter(|finding| finding.severity() >= Severity::Warning);
    findings.map(|finding| format!("{}: {finding}", finding.id())).collect()
}

/// In last digits; `None` if the relation was not judged. Copies are equal or not, so all of the
/// difference is tail.
fn tail(relation: &Relation) -> Option<i64> {
    let tail = match relation.verdict() {
        Verdict::Exact => return Some(0),
        Verdict::Rounding { tail } | Verdict::Strained { tail } => tail,
        Verdict::Violated { difference } => difference,
        _ => return None,
    };
    let like = relation.operands().next()?.printed;
    Some(Printed::from_amount(tail, like.unit(), like.decimals()).ok()?.last_digits())
}

/// Alarms of each way of judging: the policies, then the crate's own.
fn all_alarms(audit: &Audit) -> Vec<Alarms> {
    let mut all: Vec<Alarms> = POLICIES.iter().map(|policy| alarms(audit, policy)).collect();
    all.push(own_alarms(audit));
    all.extend(certified_alarms(audit));
    all
}

/// The crate's own alarms, and one more if no amounts satisfy all relations together.
#[cfg(feature = "certificate")]
fn certified_alarms(audit: &Audit) -> Vec<Alarms> {
    let mut alarms = own_alarms(audit);
    // A relation that fails alone is an alarm already.
    if audit.violations().next().is_none() && matches!(audit.joint(), yusuan::Joint::Infeasible(_)) {
        alarms.insert("joint".to_owned());
    }
    vec![alarms]
}

#[cfg(not(feature = "certificate"))]
fn certified_alarms(_audit: &Audit) -> Vec<Alarms> {
    Vec::new()
}

fn write_detection(out: &mut impl Write, disclosure: &Disclosure, audit: &Audit, cells: &[Cell]) -> io::Result<()> {
    let before = all_alarms(audit);
    // How often each policy notices each move, outside the memo table and in all.
    let mut noticed = vec![[[0_usize; 2]; MOVES.len()]; before.len()];
    let mut copy = disclosure.clone();
    for &cell in cells {
        for (column, by) in MOVES.iter().enumerate() {
            plant(&mut copy, cell, cell.printed.last_digits() + by);
            for (row, alarms) in all_alarms(&copy.audit()).iter().enumerate() {
                if alarms.difference(&before[row]).next().is_some() {
                    noticed[row][column][0] += usize::from(cell.place.table != MEMO_TABLE);
                    noticed[row][column][1] += 1;
                }
            }
        }
        plant(&mut copy, cell, cell.printed.last_digits());
    }
    let outside = cells.iter().filter(|cell| cell.place.table != MEMO_TABLE).count();
    let errors = audit.violations().count();
    writeln!(out, "Noticed of {outside} figures that are not zero, outside 表8 (the last line: all {}),", cells.len())?;
    writeln!(out, "each moved alone; first the alarms on the untouched document, for this crate its errors")?;
    let mut rows = vec![head()];
    let names = POLICIES
        .iter()
        .map(|policy| policy.name)
        .chain(["this crate", "this crate, certificate on"])
        .take(before.len());
    for (row, name) in names.enumerate() {
        let false_alarms = if row < POLICIES.len() { before[row].len() } else { errors };
        rows.push(detection_row(name, false_alarms, noticed[row].map(|counts| (counts[0], outside))));
    }
    let own = noticed[POLICIES.len()].map(|counts| (counts[1], cells.len()));
    rows.push(detection_row("this crate, with 表8", errors, own));
    support::write_aligned(out, 0, &rows)?;
    writeln!(out)
}

fn head() -> [String; MOVES.len() + 2] {
    std::array::from_fn(|column| match column {
        0 => "policy".to_owned(),
        1 => "untouched".to_owned(),
        _ => {
            let digits = MOVES[column - 2];
            let sign = if digits < 0 { '−' } else { '+' };
            format!("{sign}{}.{:02}", digits.abs() / 100, digits.abs() % 100)
        }
    })
}

fn detection_row(name: &str, false_alarms: usize, counts: [(usize, usize); MOVES.len()]) -> [String; MOVES.len() + 2] {
    std::array::from_fn(|column| match column {
        0 => name.to_owned(),
        1 => false_alarms.to_string(),
        _ => share(counts[column - 2].0, counts[column - 2].1),
    })
}

/// A share in percent with one decimal.
fn share(part: usize, whole: usize) -> String {
    let tenths = (part * 2000 + whole).checked_div(2 * whole).unwrap_or(0);
    if whole == 0 { "–".to_owned() } else { format!("{}.{}%", tenths / 10, tenths % 10) }
}

// Localisation.

/// What became of the misprints of one kind.
#[derive(Clone, Copy, Default)]
struct Score {
    planted: usize,
    violating: usize,
    among: usize,
    first: usize,
    /// The true value is proposed for the true cell, wherever it stands, and in the first place.
    value_among: usize,
    value_first: usize,
}

fn write_localisation(out: &mut impl Write, disclosure: &Disclosure, audit: &Audit, cells: &[Cell]) -> io::Result<()> {
    let mut scores: BTreeMap<(bool, &str), Score> = BTreeMap::new();
    let mut copy = disclosure.clone();
    for &cell in cells {
        let lonely = relations_of(audit, cell.place) <= 1;
        for (kind, digits) in misprints(disclosure, cell) {
            plant(&mut copy, cell, digits);
            let found = judge(&copy, cell);
            for key in [(lonely, kind), (lonely, "all")] {
                scores.entry(key).or_default().add(found);
            }
        }
        plant(&mut copy, cell, cell.printed.last_digits());
    }
    writeln!(out, "One misprint planted; shares of those that violate something, and of those found")?;
    let head = ["misprint", "planted", "violating", "among", "first", "value, if among", "value, if first"];
    let mut rows = vec![head.map(str::to_owned)];
    for ((lonely, kind), score) in &scores {
        let name = if *lonely { format!("{kind} (one relation only)") } else { (*kind).to_owned() };
        rows.push(score.row(name));
    }
    support::write_aligned(out, 0, &rows)?;
    writeln!(out)
}

/// How many relations have a figure on one of their sides.
fn relations_of(audit: &Audit, place: Place) -> usize {
    let sides = |relation: &&Relation| relation.left().iter().chain(relation.right()).any(|it| it.place == place);
    audit.relations_at(place).filter(sides).count()
}

/// What the audit makes of a document in which this cell is misprinted.
fn judge(disclosure: &Disclosure, cell: Cell) -> Score {
    let audit = disclosure.audit();
    let violating = audit.violations().next().is_some();
    let suspects = audit.suspects(disclosure);
    let proposes = |suspect: &Suspect| {
        suspect.cells.iter().any(|it| it.place == cell.place && it.proposed.is_some_and(|it| it == cell.printed))
    };
    let among = suspects.iter().any(|suspect| suspect.cells.iter().any(|it| it.place == cell.place));
    let first = suspects.first().is_some_and(|suspect| suspect.cells[0].place == cell.place);
    Score {
        planted: 1,
        violating: violating.into(),
        among: among.into(),
        first: first.into(),
        value_among: suspects.iter().any(proposes).into(),
        value_first: (first && suspects.first().is_some_and(proposes)).into(),
    }
}

impl Score {
    fn add(&mut self, other: Self) {
        self.planted += other.planted;
        self.violating += other.violating;
        self.among += other.among;
        self.first += other.first;
        self.value_among += other.value_among;
        self.value_first += other.value_first;
    }

    fn row(self, name: String) -> [String; 7] {
        [
            name,
            self.planted.to_string(),
            self.violating.to_string(),
            share(self.among, self.violating),
            share(self.first, self.violating),
            share(self.value_among, self.among),
            share(self.value_first, self.first),
        ]
    }
}

/// Every misprint of a figure that changes it, as last digits; each value once for each kind.
fn misprints(disclosure: &Disclosure, cell: Cell) -> Vec<(&'static str, i64)> {
    let own = cell.printed.last_digits();
    let mut found: Vec<(&'static str, i64)> = typing_errors(own);
    found.extend([("×10", own * 10), ("sign", -own)]);
    found.extend(neighbours(disclosure, cell.at).into_iter().map(|neighbour| ("neighbour", neighbour)));
    found.retain(|&(_, digits)| digits != own);
    found.sort_unstable();
    found.dedup();
    found
}

/// Two digits swapped, a digit dropped, a digit doubled.
fn typing_errors(own: i64) -> Vec<(&'static str, i64)> {
    let digits: Vec<char> = format!("{own:03}").chars().collect();
    let number = |digits: &[char]| digits.iter().collect::<String>().parse().unwrap_or(0);
    let mut found = Vec::new();
    for at in 0..digits.len() {
        let mut dropped = digits.clone();
        dropped.remove(at);
        found.push(("drop", number(&dropped)));
        let mut doubled = digits.clone();
        doubled.insert(at, digits[at]);
        found.push(("double", number(&doubled)));
        if at > 0 {
            let mut swapped = digits.clone();
            swapped.swap(at - 1, at);
            found.push(("swap", number(&swapped)));
        }
    }
    found
}

/// The figures above, below and beside a cell.
fn neighbours(disclosure: &Disclosure, (table, row, column): (usize, usize, usize)) -> Vec<i64> {
    let rows = &disclosure.tables[table].rows;
    let at = |row: Option<usize>, column: Option<usize>| *rows.get(row?)?.cells.get(column?)?;
    let beside = [
        at(row.checked_sub(1), Some(column)),
        at(Some(row + 1), Some(column)),
        at(Some(row), column.checked_sub(1)),
        at(Some(row), Some(column + 1)),
    ];
    beside.into_iter().flatten().map(Printed::last_digits).collect()
}

// Two misprints.

fn write_pairs(out: &mut impl Write, disclosure: &Disclosure, cells: &[Cell]) -> io::Result<()> {
    let mut random = Random(12_345);
    let mut copy = disclosure.clone();
    let (mut planted, mut both, mut one, mut first_two) = (0, 0, 0, 0);
    while planted < PAIRS {
        let (a, b) = (random.pick(cells), random.pick(cells));
        let (wrong_a, wrong_b) = (random.misprint(a), random.misprint(b));
        let changed = wrong_a != a.printed.last_digits() && wrong_b != b.printed.last_digits();
        if a.at.0 == b.at.0 || !changed {
            continue;
        }
        plant(&mut copy, a, wrong_a);
        plant(&mut copy, b, wrong_b);
        let audit = copy.audit();
        if audit.violations().next().is_some() {
            planted += 1;
            let suspects = audit.suspects(&copy);
            let has = |suspects: &[Suspect], cell: Cell| {
                suspects.iter().any(|suspect| suspect.cells.iter().any(|it| it.place == cell.place))
            };
            both += usize::from(has(&suspects, a) && has(&suspects, b));
            one += usize::from(has(&suspects, a) != has(&suspects, b));
            let top = &suspects[..suspects.len().min(2)];
            first_two += usize::from(has(top, a) && has(top, b));
        }
        plant(&mut copy, a, a.printed.last_digits());
        plant(&mut copy, b, b.printed.last_digits());
    }
    writeln!(out, "Two misprints planted in different tables, {PAIRS} random pairs")?;
    let rows = [
        ["both found".to_owned(), share(both, planted)],
        ["both among the first two".to_owned(), share(first_two, planted)],
        ["one of them found".to_owned(), share(one, planted)],
    ];
    support::write_aligned(out, 0, &rows)
}

/// Numbers that are the same in every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap_or(0)
    }

    fn pick(&mut self, cells: &[Cell]) -> Cell {
        cells[self.below(cells.len())]
    }

    /// A misprint of any kind but a neighbour's value, each kind as often as it has ways.
    fn misprint(&mut self, cell: Cell) -> i64 {
        let own = cell.printed.last_digits();
        let kind = ["swap", "drop", "double", "×10", "sign"][self.below(5)];
        let mut ways: Vec<(&str, i64)> = typing_errors(own);
        ways.extend([("×10", own * 10), ("sign", -own)]);
        ways.retain(|(way, _)| *way == kind);
        ways[self.below(ways.len())].1
    }
}
