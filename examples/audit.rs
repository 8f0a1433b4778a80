//! Checks published budgets: does every figure agree with the others?
//!
//! ```text
//! cargo run --example audit -- FILE…
//! cargo run --example audit -- --zh --notes FILE…
//! cargo run --example audit -- --json FILE…
//! ```
//!
//! The files are texts as a PDF library gives them. The report is in English, with `--zh` in Chinese; it
//! leaves out notes and what is in order unless `--notes` asks for them. With `--json` there is one object
//! per file, each on a line, in both languages. `--policy truncation` judges by dropped digits instead of
//! rounding half up, `--zeros rounded` lets a printed zero hide an amount. Colours appear on a terminal
//! only, and not if `NO_COLOR` is set.
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
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use audit_json::Report;
use audit_text::Style;
use serde::Serialize;
use yusuan::{Language, Policy, Rounding, Zeros};

const USAGE: &str =
    "usage: audit [--json] [--zh] [--notes] [--policy half-up|truncation] [--zeros exact|rounded] FILE…";

/// What the command line asks for.
struct Options {
    json: bool,
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
    let mut out = support::output();
    let mut worst = 0;
    for file in &options.files {
        match audit(file, &options, &mut out) {
            Ok(status) => worst = worst.max(status),
            Err(error) => {
                eprintln!("the report cannot be written: {error}");
                return ExitCode::from(2);
            }
        }
    }
    ExitCode::from(worst)
}

/// `None` if the command line makes no sense.
fn options(mut arguments: impl Iterator<Item = OsString>) -> Option<Options> {
    let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let style = Style { language: Language::English, notes: false, colour };
    let mut options = Options { json: false, style, policy: Policy::default(), files: Vec::new() };
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--json") => options.json = true,
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
    let file = path.display().to_string();
    let status = match support::read(path) {
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
