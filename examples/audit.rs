//! Checks published budgets: does every figure agree with the others?
//!
//! ```text
//! cargo run --example audit -- FILE…
//! cargo run --release --example audit -- --json FOLDER
//! cargo run --example audit -- --zh --notes FILE…
//! cargo run --example audit -- --json FILE…
//! ```
//!
//! The files are texts as a PDF library gives them; with the features `pdf`, `xlsx` and `html` PDF files, workbooks and
//! web pages too. Of a folder every such file is read, on all processors; a bad one stops nothing. The report is in
//! English, with `--zh` in Chinese; it leaves out notes and what is in order unless `--notes` asks for them. With
//! `--json` there is one object per file, each on a line, in both languages. `--policy truncation` judges by dropped
//! digits instead of rounding half up, `--zeros rounded` lets a printed zero hide an amount. Colours appear on a
//! terminal only, and not if `NO_COLOR` is set.
//!
//! Some places publish tables and narrative apart. Files of a folder that are the parts of one budget are told
//! after the reports; with `--join` each two of them are also audited as one, the claims of the one by the
//! tables of the other.
//!
//! The exit status is 0 if everything adds up, 1 if a relation is violated or a claim cannot be true, 2 if
//! a file cannot be read.

#[path = "support/audit_json.rs"]
mod audit_json;
#[path = "support/audit_text.rs"]
mod audit_text;
mod support;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use audit_json::Report;
use audit_text::Style;
use serde::Serialize;
use yusuan::several::{Outline, Pairing, pair_up};
use yusuan::{Disclosure, Language, Policy, Rounding, Zeros};

/// How many documents of a folder are held at once.
const BATCH: usize = 64;

const USAGE: &str = "usage: audit [--json] [--zh] [--notes] [--join] [--policy half-up|truncation] [--zeros exact|rounded] FILE-OR-FOLDER…";

/// What the command line asks for.
struct Options {
    json: bool,
    join: bool,
    style: Style,
    policy: Policy,
    files: Vec<PathBuf>,
}

/// What stands for a report with `--json`.
#[derive(Serialize)]
struct Unreadable {
    file: String,
    error: String,
}

fn main() -> ExitCode {
    let Some(options) = options(std::env::args_os().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match run(&options) {
        Ok(worst) => ExitCode::from(worst),
        Err(error) => {
            eprintln!("the report cannot be written: {error}");
            ExitCode::from(2)
        }
    }
}

/// Reports on every file; the result is the worst exit status.
fn run(options: &Options) -> io::Result<u8> {
    let mut out = support::output();
    let mut worst = 0;
    for path in &options.files {
        if path.is_dir() {
            worst = worst.max(folder(path, options, &mut out)?);
        } else {
            worst = worst.max(audit(path, options, &mut out)?);
        }
    }
    Ok(worst)
}

/// Reports on the documents of a folder in the order of their paths, and tells on a terminal how far it is.
fn folder(path: &Path, options: &Options, out: &mut impl Write) -> io::Result<u8> {
    let files = yusuan::documents(path)?;
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let (done, tells) = (AtomicUsize::new(0), io::stderr().is_terminal());
    let mut worst = 0;
    let mut outlines: Vec<(&Path, Outline)> = Vec::new();
    // A batch is held at once, so that a long run prints as it goes.
    for batch in files.chunks(BATCH) {
        let reports = yusuan::read_in_parallel(batch, threads, |file, read| {
            let mut report = Vec::new();
            let outline = read.as_ref().ok().map(Outline::of);
            let status = report_on(file, read.map_err(|error| error.to_string()), options, &mut report);
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            if tells {
                eprint!("\r{done} of {}", files.len());
            }
            status.map(|status| (status, report, outline))
        });
        for (file, report) in batch.iter().zip(reports) {
            let (status, report, outline) = report?;
            out.write_all(&report)?;
            worst = worst.max(status);
            // Only parts of budgets are held till the end.
            outlines
                .extend(outline.filter(|outline| outline.part().is_some()).map(|outline| (file.as_path(), outline)));
        }
    }
    if tells {
        eprintln!();
    }
    worst = worst.max(belonging(&outlines, options, out)?);
    out.flush()?;
    Ok(worst)
}

/// Tells which files of a folder are parts of one budget, and audits these if that is asked for.
fn belonging(outlines: &[(&Path, Outline)], options: &Options, out: &mut impl Write) -> io::Result<u8> {
    let (paths, outlines): (Vec<&Path>, Vec<Outline>) = outlines.iter().cloned().unzip();
    let mut worst = 0;
    for Pairing { tables, narrative, joins } in pair_up(&outlines) {
        let (tables, narrative) = (paths[tables], paths[narrative]);
        let both = format!("{} + {}", tables.display(), narrative.display());
        match joins {
            Ok(_) if options.join => {
                let read = |path: &Path| support::read(path).map_err(|error| format!("{}: {error}", path.display()));
                let joined =
                    read(tables).and_then(|tables| Ok((tables, read(narrative)?))).and_then(|(tables, narrative)| {
                        tables.join(&narrative).map(yusuan::Joined::into_disclosure).map_err(|error| error.to_string())
                    });
                worst = worst.max(report_on(Path::new(&both), joined, options, out)?);
            }
            _ if options.json => {}
            Ok(_) => {
                let words = [
                    "是同一预算的报表和情况说明（--join 合并审核）",
                    "are tables and narrative of one budget (--join)",
                ];
                writeln!(out, "{both}: {}", words[usize::from(options.style.language == Language::English)])?;
            }
            Err(against) => writeln!(out, "{both}: {}", against.message(options.style.language))?,
        }
    }
    Ok(worst)
}

/// `None` if the command line makes no sense.
fn options(mut arguments: impl Iterator<Item = OsString>) -> Option<Options> {
    let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let style = Style { language: Language::English, notes: false, colour };
    let mut options = Options { json: false, join: false, style, policy: Policy::default(), files: Vec::new() };
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--json") => options.json = true,
            Some("--join") => options.join = true,
            Some("--zh") => options.style.language = Language::Chinese,
            Some("--notes") => options.style.notes = true,
            Some("--policy") => options.policy.rounding = rounding(&arguments.next()?)?,
            Some("--zeros") => options.policy.zeros = zeros(&arguments.next()?)?,
            Some(unknown) if unknown.starts_with("--") => return None,
            _ => options.files.push(argument.into()),
        }
    }
    (!options.files.is_empty()).then_some(options)
}

fn rounding(name: &OsString) -> Option<Rounding> {
    [Rounding::HalfUp, Rounding::Truncation].into_iter().find(|rounding| *name == *rounding.to_string())
}

fn zeros(name: &OsString) -> Option<Zeros> {
    [Zeros::Exact, Zeros::Rounded].into_iter().find(|zeros| *name == *zeros.to_string())
}

/// Reports on one file; the result is its exit status.
fn audit(path: &Path, options: &Options, out: &mut impl Write) -> io::Result<u8> {
    report_on(path, support::read(path), options, out)
}

fn report_on(path: &Path, read: Result<Disclosure, String>, options: &Options, out: &mut impl Write) -> io::Result<u8> {
    let file = path.display().to_string();
    let status = match read {
        Err(error) if options.json => {
            support::write_json(out, &Unreadable { file, error })?;
            2
        }
        Err(error) => {
            eprintln!("{file}: {error}");
            2
        }
        Ok(disclosure) => {
            let audit = disclosure.audit_by(options.policy);
            if options.json {
                support::write_json(out, &Report::new(file, &disclosure, &audit))?;
            } else {
                audit_text::write(out, &disclosure, &audit, options.style)?;
            }
            u8::from(!audit.is_consistent())
        }
    };
    out.flush()?;
    Ok(status)
}
