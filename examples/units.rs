//! Holds the budget of a department (部门预算) against those that its units publish (单位预算).
//!
//! ```text
//! cargo run --example units -- [--zh] [--all] DEPARTMENT UNIT…
//! ```
//!
//! It tells every figure of a unit that the department prints otherwise, and every figure of the whole that is less
//! than its units, or with all of them not their sum; with `--all` also what agrees. The exit status is 0 if nothing
//! differs, 1 if something does, 2 if the documents cannot be read or are not for one year.

mod support;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use yusuan::{Disclosure, Language, UnitCheck};

fn main() -> ExitCode {
    let (mut language, mut all, mut files) = (Language::English, false, Vec::new());
    for argument in std::env::args_os().skip(1) {
        match argument.to_str() {
            Some("--zh") => language = Language::Chinese,
            Some("--all") => all = true,
            _ => files.push(argument),
        }
    }
    let read = files.iter().map(|file| {
        let path = Path::new(file);
        support::read(path).map_err(|error| format!("{}: {error}", path.display()))
    });
    let checked = read.collect::<Result<Vec<Disclosure>, String>>().and_then(|documents| match &documents[..] {
        [department, units @ ..] if !units.is_empty() => {
            department.against_units(units).map_err(|error| error.to_string())
        }
        _ => Err("usage: units [--zh] [--all] DEPARTMENT UNIT…".to_owned()),
    });
    let written = checked.map(|check| (write(&check, language, all), check.holds()));
    match written {
        Ok((Ok(()), holds)) => ExitCode::from(u8::from(!holds)),
        Ok((Err(error), _)) => refuse(&format!("the report cannot be written: {error}")),
        Err(error) => refuse(&error),
    }
}

fn refuse(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(2)
}

fn write(check: &UnitCheck, language: Language, all: bool) -> io::Result<()> {
    let out = &mut support::output();
    let english = language == Language::English;
    for (index, unit) in check.given().iter().enumerate() {
        let rows = check.rows().iter().filter(|row| row.unit == index);
        let agree = rows.clone().filter(|row| row.agrees()).count();
        let not_held = check.not_held().iter().filter(|figure| figure.unit == index).count();
        let differ = rows.clone().count() - agree;
        match (&unit.listed, english) {
            (Some((name, same)), true) => {
                writeln!(
                    out,
                    "{} (listed as {name}, {same}): {agree} agree, {differ} differ, {not_held} not held",
                    unit.name
                )?;
            }
            (Some((name, _)), false) => {
                writeln!(
                    out,
                    "{}（部门预算列为{name}）：一致{agree}项，不一致{differ}项，未比较{not_held}项",
                    unit.name
                )?;
            }
            (None, true) => writeln!(out, "{}: the department's tables do not list it", unit.name)?,
            (None, false) => writeln!(out, "{}：部门预算未列该单位", unit.name)?,
        }
        for row in rows.filter(|row| all || !row.agrees()) {
            writeln!(out, "  {}", row.message(language))?;
        }
    }
    let contradicted = check.wholes().iter().filter(|row| row.standing.is_contradiction()).count();
    let lacking = check.lacking().len();
    if english {
        writeln!(
            out,
            "{}: {} figures of the whole, {contradicted} contradicted; {lacking} units not given",
            check.department(),
            check.wholes().len()
        )?;
    } else {
        writeln!(
            out,
            "{}：整体{}项，矛盾{contradicted}项；另有{lacking}个单位没有文件",
            check.department(),
            check.wholes().len()
        )?;
    }
    for row in check.wholes().iter().filter(|row| all || row.standing.is_contradiction()) {
        let words = row.standing.message(language);
        writeln!(out, "  {}: {}{} {words}, {}", row.key, row.department, row.department.unit(), row.sum)?;
    }
    out.flush()
}
