//! From a published budget to its change since the year before.
//!
//! ```text
//! cargo run --example year_over_year
//! cargo run --example year_over_year -- [--all] [--any-department] PREVIOUS CURRENT
//! cargo run --example year_over_year -- --json [--any-department] PREVIOUS CURRENT
//! ```
//!
//! Without files it reads the bundled document and compares it with the year before as its own
//! narrative implies it. With two files it compares these, largest changes first. The exit status is
//! 0 if both documents add up, 1 if not, 2 if they cannot be read or compared.

mod support;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;
use yusuan::scope::Leaf;
use yusuan::{
    Amount, Audit, Change, ClaimVerdict, Comparison, Disclosure, Earlier, FiscalYear, Flow, Growth, Interval, Key,
    Name, Nature, Scope, Source, Standing, Tally, Unit, read_text,
};

const USAGE: &str = "usage: year_over_year [--all] [--any-department] [--json] [PREVIOUS CURRENT]";
const BUNDLED: &str = include_str!("data/cooperation-office-2024.txt");
/// How many rows of a comparison are shown without `--all`.
const MOST_ROWS: usize = 40;

#[derive(Default)]
struct Options {
    all: bool,
    any_department: bool,
    json: bool,
}

fn main() -> ExitCode {
    let (options, files): (Vec<OsString>, Vec<OsString>) =
        std::env::args_os().skip(1).partition(|argument| argument.to_string_lossy().starts_with("--"));
    let options = match Options::read(&options) {
        Ok(options) => options,
        Err(message) => return refuse(&message),
    };
    let mut out = support::output();
    let done = match files.as_slice() {
        [] if !options.json => bundled(&options, &mut out),
        [before, after] => two_files(Path::new(before), Path::new(after), &options, &mut out),
        _ => return refuse(USAGE),
    };
    match done.and_then(|status| out.flush().map(|()| status)) {
        Ok(status) => ExitCode::from(status),
        Err(error) => refuse(&format!("the comparison cannot be written: {error}")),
    }
}

fn refuse(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(2)
}

impl Options {
    fn read(arguments: &[OsString]) -> Result<Self, String> {
        let mut options = Self::default();
        for argument in arguments {
            match argument.to_str() {
                Some("--all") => options.all = true,
                Some("--any-department") => options.any_department = true,
                Some("--json") => options.json = true,
                Some("--svg") => return Err("this build cannot draw: plotting is not built in".to_owned()),
                _ => return Err(USAGE.to_owned()),
            }
        }
        Ok(options)
    }
}

/// The bundled document, its checks, and the year before as its narrative implies it.
fn bundled(options: &Options, out: &mut impl Write) -> io::Result<u8> {
    let disclosure = match read_text(BUNDLED) {
        Ok(disclosure) => disclosure,
        Err(error) => return fail(out, options, error.to_string()),
    };
    let audit = disclosure.audit();
    write_checks(out, &disclosure, &audit)?;
    write_claims(out, &disclosure, &audit)?;
    match disclosure.implied_last_year().map(|before| disclosure.since(&before)) {
        Some(Ok(comparison)) => write_comparison(out, &disclosure, &comparison, options)?,
        Some(Err(error)) => return fail(out, options, error.to_string()),
        None => {}
    }
    Ok(u8::from(!audit.is_consistent()))
}

/// Two files, the earlier one first.
fn two_files(before: &Path, after: &Path, options: &Options, out: &mut impl Write) -> io::Result<u8> {
    let read = |path: &Path| support::read(path).map_err(|error| format!("{}: {error}", path.display()));
    let (before, after) = match (read(before), read(after)) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(error), _) | (_, Err(error)) => return fail(out, options, error),
    };
    let earlier = Earlier::from(&before);
    let earlier = if options.any_department { earlier.any_department() } else { earlier };
    let comparison = match after.since(earlier) {
        Ok(comparison) => comparison,
        Err(error) => return fail(out, options, error.to_string()),
    };
    let audits = [before.audit(), after.audit()];
    if options.json {
        support::write_json(out, &Report::new(&comparison, after.template.decimals))?;
    } else {
        for (disclosure, audit) in [&before, &after].into_iter().zip(&audits) {
            write_checks(out, disclosure, audit)?;
        }
        write_comparison(out, &after, &comparison, options)?;
    }
    Ok(u8::from(!audits.iter().all(Audit::is_consistent)))
}

fn fail(out: &mut impl Write, options: &Options, error: String) -> io::Result<u8> {
    if options.json {
        support::write_json(out, &Failure { error })?;
    } else {
        eprintln!("{error}");
    }
    Ok(2)
}

// For people.

fn write_checks(out: &mut impl Write, disclosure: &Disclosure, audit: &Audit) -> io::Result<()> {
    let header = &disclosure.header;
    let Tally { exact, rounding, violated, .. } = audit.tally();
    let inconsistent = audit.claims().iter().filter(|claim| claim.standing == Standing::Inconsistent).count();
    writeln!(out, "{} {}, {} figures in {}", header.department, header.year, disclosure.facts().count(), header.unit)?;
    writeln!(out, "  {exact} relations hold exactly, {rounding} by rounding, {violated} do not hold")?;
    writeln!(out, "  {} claims, {inconsistent} of which cannot be true\n", audit.claims().len())
}

/// Every claim with its verdict, and last year's amount where it implies one.
fn write_claims(out: &mut impl Write, disclosure: &Disclosure, audit: &Audit) -> io::Result<()> {
    writeln!(out, "What the narrative claims")?;
    for ClaimVerdict { claim, standing, objections, .. } in audit.claims() {
        let claim = &disclosure.claims[*claim];
        writeln!(out, "  {standing}: {}", claim.text)?;
        for objection in objections {
            writeln!(out, "    {objection}")?;
        }
        if let (Some(base), Some(year)) = (claim.base(disclosure.template), disclosure.header.year.previous()) {
            let (unit, decimals) = (disclosure.header.unit, disclosure.template.decimals);
            let amount = support::published(base.amount, unit, decimals);
            writeln!(
                out,
                "    implies {amount} for {year}, after rounding somewhere in {}",
                interval(base.interval, unit, decimals)
            )?;
        }
    }
    writeln!(out)
}

/// An interval in the unit of the tables: `[` if the end is in it, `(` if not.
fn interval(interval: Interval, unit: Unit, decimals: u8) -> String {
    let (low, high) = (interval.lower(), interval.upper());
    let (opens, closes) = (if low.closed { '[' } else { '(' }, if high.closed { ']' } else { ')' });
    let text = |amount| support::plain(amount, unit, decimals);
    format!("{opens}{}, {}{closes}", text(low.value), text(high.value))
}

fn write_comparison(
    out: &mut impl Write,
    after: &Disclosure,
    comparison: &Comparison,
    options: &Options,
) -> io::Result<()> {
    let (from, to, unit) = (comparison.from(), comparison.to(), comparison.unit());
    let rows = if options.all { comparison.rows().collect() } else { largest(comparison) };
    writeln!(out, "{} {from} to {to}, in {unit}", comparison.department())?;
    let amount = |amount: Option<Amount>| {
        amount.map_or("--".to_owned(), |amount| support::published(amount, unit, after.template.decimals))
    };
    let cells = rows.iter().map(|&(key, change)| {
        [amount(change.before()), amount(change.after()), amount(change.delta().ok()), growth(change), describe(key)]
    });
    let head = [&from.to_string(), &to.to_string(), "change", "growth", ""].map(str::to_owned);
    support::write_aligned(out, 4, &std::iter::once(head).chain(cells).collect::<Vec<_>>())?;
    match comparison.rows().count() - rows.len() {
        0 => {}
        rest => writeln!(out, "  … {rest} more: unchanged, smaller, or in a part that is shown (--all)")?,
    }
    match comparison.not_compared().len() {
        0 => writeln!(out),
        count => writeln!(out, "  {count} figures of one year only, where the other year's document is silent\n"),
    }
}

/// The totals, then the largest changes. Where one part of an amount has all of its change, the part
/// says more and stands for both.
fn largest(comparison: &Comparison) -> Vec<(&Key, Change)> {
    let moved = |change: Change| change.growth() != Some(Growth::Unchanged);
    let mut rows: Vec<(&Key, Change)> =
        comparison.rows().filter(|(key, change)| is_total(key) || moved(*change)).collect();
    let mut alike: HashMap<Change, Vec<&Key>> = HashMap::new();
    for (key, change) in &rows {
        alike.entry(*change).or_default().push(key);
    }
    rows.retain(|(key, change)| is_total(key) || !alike[change].iter().any(|part| part != key && key.contains(part)));
    rows.sort_by_key(|(key, change)| (!is_total(key), Reverse(change.delta().unwrap_or_default().abs())));
    rows.truncate(MOST_ROWS);
    rows
}

/// Absent is not zero, so what is new or gone has no rate.
fn growth(change: Change) -> String {
    match (change, change.growth()) {
        (Change::Added(_), _) => "新增".to_owned(),
        (Change::Dropped(_), _) => "取消".to_owned(),
        (_, Some(growth)) => growth.to_string(),
        (_, None) => String::new(),
    }
}

fn is_total(key: &Key) -> bool {
    *key == Key::total(key.flow)
}

/// A key in Chinese.
fn describe(key: &Key) -> String {
    let mut words = vec![if key.flow == Flow::Revenue { "收入".to_owned() } else { "支出".to_owned() }];
    words.extend(key.memo.map(|memo| memo.name().to_owned()));
    words.extend(key.function.map(|code| match code.listed() {
        Some(listed) => format!("{code} {}", listed.name()),
        None => code.to_string(),
    }));
    words.extend(key.economic.codes().map(|code| match code.listed() {
        Some(listed) => format!("{code} {}", listed.name()),
        None => code.to_string(),
    }));
    words.extend(key.unit.iter().chain(&key.project).map(Name::to_string));
    words.extend(scope(key.source, &SOURCES));
    words.extend(scope(key.nature, &NATURES));
    if words.len() == 1 { format!("{}总计", words[0]) } else { words.join(" ") }
}

/// The usual word for a set of sources or natures, or what is in it, or what is not. None for all.
fn scope<L: Leaf>(scope: Scope<L>, usual: &[(Scope<L>, &str)]) -> Option<String> {
    let all = Scope::of(L::ALL);
    match usual.iter().find(|(known, _)| *known == scope) {
        Some((_, word)) => Some((*word).to_owned()),
        None if scope == all => None,
        None if scope.len() > 4 => Some(format!("除{}外", all.without(scope).name())),
        None => Some(scope.name()),
    }
}

const SOURCES: [(Scope<Source>, &str); 6] = [
    (Scope::FISCAL, "财政拨款"),
    (Scope::SPECIAL_ACCOUNT, "财政专户"),
    (Scope::CARRIED_OVER, "上年结转"),
    (Scope::THIS_YEAR, "本年资金"),
    (Scope::FISCAL.with_carried_over(), "财政拨款（含结转）"),
    (Scope::SPECIAL_ACCOUNT.with_carried_over(), "财政专户（含结转）"),
];

const NATURES: [(Scope<Nature>, &str); 4] = [
    (Scope::BASIC, "基本支出"),
    (Scope::BASIC_AND_PROJECT, "基本支出、项目支出"),
    (Scope::SPENT, "本年支出"),
    (Scope::<Nature>::ALL.without(Scope::BASIC), "除基本支出外"),
];

// For programs. Amounts are text, in the unit of the tables, so that no reader makes them floats.

#[derive(Serialize)]
struct Failure {
    error: String,
}

#[derive(Serialize)]
struct Report<'a> {
    department: &'a Name,
    from: FiscalYear,
    to: FiscalYear,
    unit: Unit,
    total: Option<Moved>,
    rows: Vec<Row>,
    not_compared: Vec<Alone>,
}

#[derive(Serialize)]
struct Moved {
    before: Option<String>,
    after: Option<String>,
    change: Option<String>,
    /// Percent with two decimals; none on a base of zero.
    growth: Option<String>,
}

#[derive(Serialize)]
struct Row {
    key: String,
    #[serde(flatten)]
    moved: Moved,
    kind: &'static str,
}

#[derive(Serialize)]
struct Alone {
    key: String,
    year: FiscalYear,
    amount: String,
}

impl<'a> Report<'a> {
    fn new(comparison: &'a Comparison, decimals: u8) -> Self {
        let amount = |amount: Amount| support::plain(amount, comparison.unit(), decimals);
        let moved = |change: Change| Moved {
            before: change.before().map(amount),
            after: change.after().map(amount),
            change: change.delta().ok().map(amount),
            growth: change.growth().and_then(|growth| growth.percent(2)).map(|percent| percent.to_string()),
        };
        let row =
            |(key, change): (&Key, Change)| Row { key: key.to_string(), moved: moved(change), kind: change.kind() };
        let alone = comparison.not_compared().iter().map(|figure| Alone {
            key: figure.key.to_string(),
            year: figure.year,
            amount: amount(figure.amount),
        });
        Self {
            department: comparison.department(),
            from: comparison.from(),
            to: comparison.to(),
            unit: comparison.unit(),
            total: comparison.total(Flow::Expenditure).map(moved),
            rows: comparison.rows().map(row).collect(),
            not_compared: alone.collect(),
        }
    }
}
