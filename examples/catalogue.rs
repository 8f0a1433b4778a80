//! Looks codes and names up in the catalogue.
//!
//! ```text
//! cargo run --example catalogue -- 2010301 行政运行 30217
//! ```

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use yusuan::code::FormerName;
use yusuan::{
    Classification, CodeError, EconomicCode, FiscalYear, FunctionalCode, GovernmentEconomicCode, RevenueCode, economic,
    functional, government, revenue,
};

/// Like `println!`, but ends the program without a panic if the reader of a pipe has gone away.
macro_rules! say {
    ($($text:tt)*) => {
        if let Err(error) = writeln!(io::stdout(), $($text)*) {
            std::process::exit(if error.kind() == io::ErrorKind::BrokenPipe { 0 } else { 2 });
        }
    };
}

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.is_empty() {
        say!("A short tour. Give codes or Chinese names to look up your own.\n");
        let tour = ["205", "2080505", "2010388", "30217", "50502", "1030148", "医疗费"];
        arguments = tour.map(str::to_owned).to_vec();
    }
    let mut is_understood = true;
    for (at, argument) in arguments.iter().enumerate() {
        if at > 0 {
            say!();
        }
        if let Err(message) = look_up(argument) {
            eprintln!("{message}");
            is_understood = false;
        }
    }
    if is_understood { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

fn look_up(text: &str) -> Result<(), String> {
    if !text.starts_with(|first: char| first.is_ascii_digit()) {
        return by_name(text);
    }
    let Some(classification) = Classification::of(text) else {
        return Err(format!("{text:?} begins like no code: expected 1, 2, 3 or 5 as the first digit"));
    };
    by_code(text, classification).map_err(|error| error.to_string())
}

fn by_code(text: &str, classification: Classification) -> Result<(), CodeError> {
    match classification {
        Classification::Functional => {
            let code: FunctionalCode = text.parse()?;
            let above = code.ancestors().find_map(FunctionalCode::listed);
            code.listed().map_or_else(|| unlisted(text, classification, above), print_functional);
        }
        Classification::Economic => {
            let code: EconomicCode = text.parse()?;
            let above = code.ancestors().find_map(EconomicCode::listed);
            code.listed().map_or_else(|| unlisted(text, classification, above), print_economic);
        }
        Classification::GovernmentEconomic => {
            let code: GovernmentEconomicCode = text.parse()?;
            let above = code.ancestors().find_map(GovernmentEconomicCode::listed);
            code.listed().map_or_else(|| unlisted(text, classification, above), print_government);
        }
        Classification::Revenue => {
            let code: RevenueCode = text.parse()?;
            let above = code.ancestors().find_map(|code| code.listed().map(|_| code));
            code.listed().map_or_else(|| unlisted(text, classification, above), print_revenue);
        }
    }
    Ok(())
}

/// Prints every row with this name. Many offices have a 行政运行, so only the first is in full.
fn by_name(name: &str) -> Result<(), String> {
    let functional: Vec<_> = functional::Listed::all_named(name).collect();
    let economic: Vec<_> = economic::Listed::all_named(name).collect();
    let government: Vec<_> = government::Listed::all_named(name).collect();
    let revenue: Vec<_> = revenue::Entry::all_named(name).collect();
    let found = functional.len() + economic.len() + government.len() + revenue.len();
    if found == 0 {
        return Err(format!("{name:?} is neither a code nor a listed name"));
    }
    say!("{name}: {found} listed");
    if let [first, rest @ ..] = functional.as_slice() {
        print_functional(*first);
        for chunk in rest.chunks(8) {
            let codes: Vec<_> = chunk.iter().map(ToString::to_string).collect();
            say!("  also       {}", codes.join(" "));
        }
    }
    economic.into_iter().for_each(print_economic);
    government.into_iter().for_each(print_government);
    revenue.into_iter().for_each(print_revenue);
    Ok(())
}

fn unlisted(text: &str, classification: Classification, above: Option<impl Display>) {
    say!("{text}  {classification}: well formed, not listed");
    match above {
        Some(above) => say!("  it would be under {above}"),
        None => say!("  nor is anything above it"),
    }
}

/// What there is to print about a row of any classification.
struct Sheet {
    title: String,
    path: Vec<String>,
    budget: Option<String>,
    evidence: String,
    seen: &'static [FiscalYear],
    former: &'static [FormerName],
    counterparts: Vec<String>,
}

impl Sheet {
    fn print(self) {
        say!("{}", self.title);
        line("path", self.path.join(" › "));
        self.budget.iter().for_each(|budget| line("budget", budget));
        line("evidence", self.evidence);
        if !self.seen.is_empty() {
            line("seen", years(self.seen));
        }
        for former in self.former {
            line("formerly", format!("{} ({})", former.name(), years(former.years())));
        }
        self.counterparts.iter().for_each(|counterpart| line("booked as", counterpart));
    }
}

/// Fills a sheet from the methods that the rows of all classifications have.
macro_rules! sheet {
    ($row:ident, $classification:ident) => {
        Sheet {
            title: format!(
                "{}  {} · {} ({})",
                $row.code(),
                Classification::$classification,
                $row.level(),
                $row.level().name_en()
            ),
            path: vec![],
            budget: None,
            evidence: match $row.documents() {
                0 => $row.evidence().to_string(),
                documents => format!("{} (documents: {documents}, publishers: {})", $row.evidence(), $row.publishers()),
            },
            seen: $row.years_seen(),
            former: $row.former_names(),
            counterparts: vec![],
        }
    };
}

fn print_functional(row: functional::Listed) {
    let mut sheet = sheet!(row, Functional);
    sheet.path.push(both(row.class().name(), row.class().name_en()));
    sheet.path.extend(row.section().map(|section| section.name().to_owned()));
    sheet.path.extend(row.item().map(|item| item.name().to_owned()));
    sheet.budget = Some(row.budget().to_string());
    sheet.print();
}

fn print_economic(row: economic::Listed) {
    let mut sheet = sheet!(row, Economic);
    sheet.path.push(both(row.class().name(), row.class().name_en()));
    sheet.path.extend(row.section().map(|section| both(section.name(), section.name_en())));
    let counterparts = row.government().iter().map(|pair| {
        let it = pair.government;
        format!("{it} {}, {}", both(it.name(), it.name_en()), pair.evidence)
    });
    sheet.counterparts = counterparts.collect();
    sheet.print();
}

fn print_government(row: government::Listed) {
    let mut sheet = sheet!(row, GovernmentEconomic);
    sheet.path.push(both(row.class().name(), row.class().name_en()));
    sheet.path.extend(row.section().map(|section| both(section.name(), section.name_en())));
    sheet.print();
    let codes: Vec<_> = row.department().iter().map(|pair| pair.department.to_string()).collect();
    if !codes.is_empty() {
        line("gathers", codes.join(" "));
    }
}

fn print_revenue(row: &'static revenue::Entry) {
    let mut sheet = sheet!(row, Revenue);
    let above: Vec<_> = row.code().ancestors().filter_map(RevenueCode::listed).collect();
    let names = above.into_iter().rev().chain([row]).map(|entry| entry.name().to_owned());
    sheet.path = names.collect();
    sheet.budget = Some(row.budget().map_or("not known".to_owned(), |budget| budget.to_string()));
    sheet.print();
}

fn line(label: &str, value: impl Display) {
    say!("  {label:<10} {value}");
}

fn both(name: &str, name_en: &str) -> String {
    format!("{name} ({name_en})")
}

fn years(years: &[FiscalYear]) -> String {
    years.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
