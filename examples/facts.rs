//! Every figure of a published budget as a flat row: CSV, or JSON lines with `--json`.
//!
//! ```text
//! cargo run --example facts -- FILE > facts.csv
//! cargo run --example facts -- FILE --json > facts.jsonl
//! ```
//!
//! The columns are those of [`yusuan::FlatFact`], the first its schema version. Amounts are in yuan.
//! The exit status is 0, or 2 if the file cannot be read.

mod support;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use yusuan::Disclosure;

const USAGE: &str = "usage: facts [--json] FILE";

fn main() -> ExitCode {
    let (options, files): (Vec<OsString>, Vec<OsString>) =
        std::env::args_os().skip(1).partition(|argument| argument.to_string_lossy().starts_with("--"));
    let [file] = files.as_slice() else { return refuse(USAGE) };
    if options.iter().any(|option| option != "--json") {
        return refuse(USAGE);
    }
    let disclosure = match support::read(Path::new(file)) {
        Ok(disclosure) => disclosure,
        Err(error) => return refuse(&format!("{}: {error}", Path::new(file).display())),
    };
    let mut out = support::output();
    let written =
        if options.is_empty() { write_csv(&disclosure, &mut out) } else { write_lines(&disclosure, &mut out) };
    match written.and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => refuse(&format!("the rows cannot be written: {error}")),
    }
}

fn refuse(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(2)
}

fn write_csv(disclosure: &Disclosure, out: &mut impl Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    disclosure.flat_facts().try_for_each(|row| table.serialize(row))?;
    table.flush()
}

fn write_lines(disclosure: &Disclosure, out: &mut impl Write) -> io::Result<()> {
    disclosure.flat_facts().try_for_each(|row| support::write_json(out, &row))
}
