//! From a published budget to its change since the year before.
//!
//! ```text
//! cargo run --example year_over_year
//! cargo run --example year_over_year -- [OPTIONS] PREVIOUS CURRENT
//! ```
//!
//! Without files it reads the bundled document and compares it with the year before as its own
//! narrative implies it. With two files it compares these, largest changes first.
//!
//! - `--all` shows every row, `--json` writes the comparison of two files for programs.
//! - `--any-department` compares a department that was renamed, split or merged.
//! - `--mapped` compares across the changes of codes that documents attest.
//! - `--narrative` writes the sentences that the department would publish.
//! - `--svg FILE` draws a waterfall chart of the change in expenditure.
//!
//! The exit status is 0 if both documents add up, 1 if not, 2 if they cannot be read or compared.

#[path = "support/comparison_json.rs"]
mod comparison_json;
#[path = "support/key_words.rs"]
mod key_words;
mod support;
#[path = "support/waterfall.rs"]
mod waterfall;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use yusuan::write::narrative;
use yusuan::{
    Amount, Audit, Axis, Change, ClaimVerdict, Comparison, Crosswalk, Disclosure, Drivers, Earlier, Entry, Evidence,
    Flow, Interval, Key, Language, Movement, Portion, Ratio, Standing, StatedReason, Tally, Unit, Wording, read_text,
};

use comparison_json::{Failure, Report};
use key_words::describe;
use waterfall::Waterfall;

const USAGE: &str = "usage: year_over_year [--all] [--any-department] [--mapped] [--narrative] [--json] [--svg FILE] \
                     [PREVIOUS CURRENT]";
const BUNDLED: &str = include_str!("data/cooperation-office-2024.txt");
/// How many rows of a comparison are shown without `--all`.
const MOST_ROWS: usize = 40;
/// How many drivers are shown before the rest.
const MOST_DRIVERS: usize = 8;

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "one for each option")]
struct Options {
    all: bool,
    any_department: bool,
    mapped: bool,
    narrative: bool,
    json: bool,
    svg: Option<PathBuf>,
    files: Vec<PathBuf>,
}

fn main() -> ExitCode {
    let options = match Options::read(std::env::args_os().skip(1)) {
        Ok(options) => options,
        Err(message) => return refuse(message),
    };
    let mut out = support::output();
    let done = match options.files.as_slice() {
        [] if !options.json => bundled(&options, &mut out),
        [before, after] => two_files(before, after, &options, &mut out),
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
    fn read(mut arguments: impl Iterator<Item = OsString>) -> Result<Self, &'static str> {
        let mut options = Self::default();
        while let Some(argument) = arguments.next() {
            match argument.to_str() {
                Some("--all") => options.all = true,
                Some("--any-department") => options.any_department = true,
                Some("--mapped") => options.mapped = true,
                Some("--narrative") => options.narrative = true,
                Some("--json") => options.json = true,
                Some("--svg") => options.svg = Some(arguments.next().ok_or(USAGE)?.into()),
                Some(text) if text.starts_with("--") => return Err(USAGE),
                _ => options.files.push(argument.into()),
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
        Some(Ok(comparison)) => {
            let steps = write_reason(out, &disclosure, &comparison, options)?;
            if let Err(error) = draw(options, &comparison, steps) {
                return fail(out, options, error);
            }
        }
        Some(Err(error)) => return fail(out, options, error.to_string()),
        None => {}
    }
    Ok(u8::from(!audit.is_consistent()))
}

/// The comparison, and what the narrative of the bundled document gives as the reason.
fn write_reason(
    out: &mut impl Write,
    disclosure: &Disclosure,
    comparison: &Comparison,
    options: &Options,
) -> io::Result<Vec<(String, Amount)>> {
    write_comparison(out, disclosure, comparison, options)?;
    let total = comparison.entry(&Key::expenditure()).map(Entry::delta).unwrap_or_default();
    let reasons = StatedReason::all_in(BUNDLED);
    let Some(reason) = reasons.iter().rfind(|reason| reason.change.amount() == total) else { return Ok(Vec::new()) };
    write_stated(out, disclosure, comparison, reason)
}

/// Two files, the earlier one first.
fn two_files(before: &Path, after: &Path, options: &Options, out: &mut impl Write) -> io::Result<u8> {
    let read = |path: &Path| support::read(path).map_err(|error| format!("{}: {error}", path.display()));
    let (before, after) = match (read(before), read(after)) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(error), _) | (_, Err(error)) => return fail(out, options, error),
    };
    let crosswalk = Crosswalk::of_catalogue(Evidence::Published);
    let earlier = Earlier::from(&before);
    let earlier = if options.any_department { earlier.any_department() } else { earlier };
    let earlier = if options.mapped { earlier.mapped_by(&crosswalk) } else { earlier };
    let comparison = match after.since(earlier) {
        Ok(comparison) => comparison,
        Err(error) => return fail(out, options, error.to_string()),
    };
    let audits = [before.audit(), after.audit()];
    let drivers = comparison.drivers(&Key::expenditure(), Axis::Function).map(|drivers| drivers.first(MOST_DRIVERS));
    if options.json {
        support::write_json(out, &Report::new(&comparison, after.template.decimals))?;
    } else {
        for (disclosure, audit) in [&before, &after].into_iter().zip(&audits) {
            write_checks(out, disclosure, audit)?;
        }
        write_comparison(out, &after, &comparison, options)?;
        if let Ok(drivers) = &drivers {
            write_drivers(out, &after, &comparison, drivers)?;
        }
    }
    let steps = drivers.map(|drivers| steps(&drivers)).unwrap_or_default();
    if let Err(error) = draw(options, &comparison, steps) {
        return fail(out, options, error);
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
        if let (Some(base), Some(year)) = (claim.base(&disclosure.template), disclosure.header.year.previous()) {
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
    let deltas = rows.iter().filter(|(key, _)| !is_total(key)).filter_map(|(_, change)| change.delta().ok());
    let longest = deltas.map(Amount::abs).max().unwrap_or_default();
    let cells = rows.iter().map(|&(key, change)| {
        let delta = change.delta().ok();
        let bar = if is_total(key) { String::new() } else { bar(delta.unwrap_or_default(), longest) };
        let entry = comparison.entry(key).ok();
        let mapped = entry.and_then(Entry::mapped).map(|it| it.message(Language::Chinese));
        let stated = entry.and_then(Entry::stated).map(|it| it.message(Language::Chinese).to_owned());
        let marks = mapped.into_iter().chain(stated).map(|mark| format!(" [{mark}]"));
        let label = describe(key) + &marks.collect::<String>();
        [amount(change.before()), amount(change.after()), amount(delta), bar, growth(change), label]
    });
    let head = [&from.to_string(), &to.to_string(), "change", "", "growth", ""].map(str::to_owned);
    support::write_aligned(out, 5, &std::iter::once(head).chain(cells).collect::<Vec<_>>())?;
    match comparison.rows().count() - rows.len() {
        0 => {}
        rest => writeln!(out, "  … {rest} more: unchanged, smaller, or in a part that is shown (--all)")?,
    }
    let mut reasons: HashMap<String, usize> = HashMap::new();
    for figure in comparison.not_compared() {
        *reasons.entry(figure.reason.message(Language::English)).or_default() += 1;
    }
    let mut reasons: Vec<(String, usize)> = reasons.into_iter().collect();
    reasons.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    for (reason, count) in reasons {
        writeln!(out, "  {count} figures not compared: {reason}")?;
    }
    writeln!(out)?;
    if options.narrative { write_narrative(out, after, comparison) } else { Ok(()) }
}

/// A change to the left or to the right of a line, as long as it is large.
fn bar(change: Amount, longest: Amount) -> String {
    /// To each side, in halves of a column.
    const HALVES: usize = 16;
    let size = Ratio::of(change.abs(), longest).unwrap_or(Ratio::ZERO);
    let halves = (2 * size.numerator() * HALVES as i128 + size.denominator()) / (2 * size.denominator());
    let halves = usize::try_from(halves).unwrap_or(HALVES);
    let (full, half) = ("█".repeat(halves / 2), halves % 2 == 1);
    if change.is_negative() {
        format!("{:>8}│{:8}", format!("{}{full}", if half { "▐" } else { "" }), "")
    } else {
        format!("{:8}│{:<8}", "", format!("{full}{}", if half { "▌" } else { "" }))
    }
}

/// What the narrative names as the reason of a change, with the project that each name means.
fn write_stated(
    out: &mut impl Write,
    after: &Disclosure,
    comparison: &Comparison,
    reason: &StatedReason,
) -> io::Result<Vec<(String, Amount)>> {
    let (unit, decimals) = (comparison.unit(), after.template.decimals);
    let Ok(explained) = comparison.explain(reason.change.amount(), &reason.drivers) else { return Ok(Vec::new()) };
    let amount = |amount| support::published(amount, unit, decimals);
    let share = |part| Ratio::of(part, explained.change).map_or_else(String::new, percent);
    writeln!(out, "What the narrative gives as the reason of {} more, in {unit}", amount(explained.change))?;
    let named = explained.drivers.iter().map(|(driver, project)| {
        let project = project.as_ref().map_or("no project has that name".to_owned(), |project| {
            let now = project.after.map_or("--".to_owned(), amount);
            let name = project.key.project.as_ref().map_or("", |name| name.as_str());
            format!("project {name}, {now} in {}", comparison.to())
        });
        [amount(driver.change), share(driver.change), driver.name.clone(), project]
    });
    let over = explained.remainder.is_negative() != explained.change.is_negative() && !explained.remainder.is_zero();
    let rest = if over { "they explain more than there is" } else { "they leave this" };
    let rest = [amount(explained.remainder), share(explained.remainder), "remainder".to_owned(), rest.to_owned()];
    support::write_columns(out, &[false, false, true, true], &named.chain([rest]).collect::<Vec<_>>())?;
    writeln!(out)?;
    let steps = explained.drivers.iter().map(|(driver, _)| (driver.name.clone(), driver.change));
    Ok(steps.chain([("其余（未说明）".to_owned(), explained.remainder)]).collect())
}

/// The leaf rows that explain the change of expenditure.
fn write_drivers(
    out: &mut impl Write,
    after: &Disclosure,
    comparison: &Comparison,
    drivers: &Drivers,
) -> io::Result<()> {
    let amount = |amount| support::published(amount, comparison.unit(), after.template.decimals);
    let portion = |portion: Portion| if let Portion::Of(ratio) = portion { percent(ratio) } else { "--".to_owned() };
    writeln!(out, "What explains the change of expenditure by {}", amount(drivers.change()))?;
    let head = ["change", "share", "points", ""].map(str::to_owned);
    let rows = drivers.rows().iter().map(|row| {
        let points = comparison.contribution(&row.key, drivers.whole());
        [amount(row.change), portion(row.share), portion(points), describe(&row.key)]
    });
    let share = Ratio::of(drivers.remainder(), drivers.change()).map_or("--".to_owned(), percent);
    let rest = [amount(drivers.remainder()), share, String::new(), "all others".to_owned()];
    support::write_aligned(out, 3, &std::iter::once(head).chain(rows).chain([rest]).collect::<Vec<_>>())?;
    writeln!(out)
}

fn percent(ratio: Ratio) -> String {
    ratio.percent(2).map_or_else(|| ratio.to_string(), |percent| format!("{percent}%"))
}

/// The sentences that the department would publish about the comparison.
fn write_narrative(out: &mut impl Write, after: &Disclosure, comparison: &Comparison) -> io::Result<()> {
    let template = &after.template;
    let wording = Wording::new(comparison.unit(), template.decimals, u32::from(template.rate_decimals));
    let written = wording.claims(comparison).and_then(|claims| narrative(comparison.to(), &claims));
    match written {
        Ok(text) => writeln!(out, "{text}"),
        Err(error) => writeln!(out, "no narrative: {error}\n"),
    }
}

fn steps(drivers: &Drivers) -> Vec<(String, Amount)> {
    let name = |key: &Key| {
        let listed = key.function.and_then(|code| Some((code, code.listed()?.name())));
        listed.map_or_else(|| describe(key), |(code, name)| format!("{code}{name}"))
    };
    let rows = drivers.rows().iter().map(|row| (name(&row.key), row.change));
    rows.chain([("其余".to_owned(), drivers.remainder())]).collect()
}

/// The chart, if one is asked for.
fn draw(options: &Options, comparison: &Comparison, steps: Vec<(String, Amount)>) -> Result<(), String> {
    let Some(path) = &options.svg else { return Ok(()) };
    let total = comparison.total(Flow::Expenditure).ok_or("the totals of expenditure were not compared")?;
    let (from, to) = (comparison.from(), comparison.to());
    let chart = Waterfall {
        title: format!("{} {from}—{to}年支出预算变动", comparison.department()),
        unit: comparison.unit(),
        before: (format!("{from}年"), total.before().unwrap_or_default()),
        steps,
        after: (format!("{to}年"), total.after().unwrap_or_default()),
    };
    chart.save(path)
}

/// The totals, then the largest changes. Where one part of an amount has all of its change, the part
/// says more and stands for both.
fn largest(comparison: &Comparison) -> Vec<(&Key, Change)> {
    let moved = |change: Change| change.delta() != Ok(Amount::ZERO);
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

/// The rate, or in words why there is none.
fn growth(change: Change) -> String {
    match Movement::of(change) {
        Movement::Rate(rate) | Movement::NegativeBase(rate) => percent(rate),
        other => other.message(2, Language::Chinese),
    }
}

fn is_total(key: &Key) -> bool {
    *key == Key::total(key.flow)
}
