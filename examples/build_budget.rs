//! From a finance office's own lines to the tables it has to publish.
//!
//! ```text
//! cargo run --example build_budget
//! ```
//!
//! The lines are made up. Every table follows from them and holds by construction; lines that cannot
//! be are refused, all at once.

mod support;

use std::error::Error;
use std::io::Write;
use std::process::ExitCode;

use yusuan::{
    Amount, Answer, Budget, EconomicCode, FiscalYear, FunctionalCode, Header, Key, Level, LineItem, MemoItem, Nature,
    Scope, Source, Tally, Template, Unit, economic, functional,
};

type Failure = Box<dyn Error>;

fn main() -> ExitCode {
    let mut out = support::output();
    match run(&mut out).and_then(|()| Ok(out.flush()?)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(out: &mut impl Write) -> Result<(), Failure> {
    let template = Template::by_id("guangdong-2026").ok_or("the template guangdong-2026 is not built in")?;
    let budget = Budget::from_lines(header()?, template, lines()?)?;
    write_totals(out, &budget)?;
    for number in [5, 6, 8, 12] {
        write_table(out, &budget, number)?;
    }
    write_checks(out, &budget)?;

    let mut wrong = lines()?;
    spoil(&mut wrong)?;
    match Budget::from_lines(header()?, template, wrong) {
        Ok(_) => return Err("the spoilt lines were taken".into()),
        Err(errors) => writeln!(out, "Lines that cannot be are refused:\n{errors}")?,
    }
    Ok(())
}

fn header() -> Result<Header, Failure> {
    Ok(Header { department: "示例市档案馆".into(), year: FiscalYear::new(2026)?, unit: Unit::TenThousandYuan })
}

/// Amounts are exact to the fen; only the published tables are rounded.
fn lines() -> Result<Vec<LineItem>, Failure> {
    // Codes the catalogue must know: a wrong number here does not compile.
    const ARCHIVES: FunctionalCode = functional::Item::of(2012604).code();
    const PENSIONS: FunctionalCode = functional::Item::of(2080505).code();
    const ANNUITIES: FunctionalCode = functional::Item::of(2080506).code();
    const HOUSING: FunctionalCode = functional::Item::of(2210201).code();
    const LAND_SALES: FunctionalCode = functional::Item::of(2120899).code();
    let general = Source::GeneralPublic;
    let mut lines = vec![
        basic(ARCHIVES, economic::Section::of(30101), Nature::Personnel, "4,186,204.00元")?,
        basic(ARCHIVES, economic::Section::of(30102), Nature::Personnel, "3,020,455.50元")?,
        basic(PENSIONS, economic::Section::of(30108), Nature::Personnel, "612,318.76元")?,
        basic(ANNUITIES, economic::Section::of(30109), Nature::Personnel, "306,159.38元")?,
        basic(HOUSING, economic::Section::of(30113), Nature::Personnel, "898,771.20元")?,
        basic(ARCHIVES, economic::Section::of(30201), Nature::Operating, "214,806.33元")?,
        basic(ARCHIVES, economic::Section::OfficialReception, Nature::Operating, "12,000元")?,
        basic(ARCHIVES, economic::Section::of(30231), Nature::Operating, "36,500.75元")?,
        project(ARCHIVES, economic::Section::of(30227), general, "馆藏档案数字化", "1,480,000元")?,
        project(ARCHIVES, economic::Section::of(31003), general, "馆藏档案数字化", "765,433.21元")?,
        project(LAND_SALES, economic::Section::of(30227), Source::GovernmentFund, "村镇建设档案征集", "350,000元")?,
    ];
    for line in &mut lines {
        line.agency_operation = line.nature == Nature::Operating;
    }
    Ok(lines)
}

/// A line of 基本支出, paid from the general public budget.
fn basic(
    function: FunctionalCode,
    economic: economic::Section,
    nature: Nature,
    amount: &str,
) -> Result<LineItem, Failure> {
    Ok(LineItem {
        function,
        economic: economic.code(),
        source: Source::GeneralPublic,
        nature,
        unit: "示例市档案馆".into(),
        project: None,
        agency_operation: false,
        amount: amount.parse()?,
    })
}

/// A line of 项目支出.
fn project(
    function: FunctionalCode,
    economic: economic::Section,
    source: Source,
    name: &str,
    amount: &str,
) -> Result<LineItem, Failure> {
    let line = basic(function, economic, Nature::Project, amount)?;
    Ok(LineItem { source, project: Some(name.into()), ..line })
}

/// Makes five of the lines wrong, each in its own way.
fn spoil(lines: &mut [LineItem]) -> Result<(), Failure> {
    lines[0].function = "20126".parse()?;
    lines[1].economic = EconomicCode::of(301);
    lines[5] = lines[6].clone();
    lines[8].project = None;
    lines[10].source = Source::GeneralPublic;
    Ok(())
}

/// Totals are typed look-ups; they are exact, since the lines are.
fn write_totals(out: &mut impl Write, budget: &Budget) -> Result<(), Failure> {
    let header = budget.header();
    writeln!(out, "{} {}, {} lines, in 元", header.department, header.year, budget.lines().len())?;
    let general = Key::expenditure().source(Scope::<Source>::just(Source::GeneralPublic));
    let fund = Key::expenditure().source(Scope::<Source>::just(Source::GovernmentFund));
    let totals = [
        ("收入总计", Key::revenue()),
        ("支出总计", Key::expenditure()),
        ("一般公共预算支出", general.clone()),
        ("  基本支出", general.clone().nature(Scope::BASIC)),
        ("  项目支出", general.nature(Scope::PROJECT)),
        ("政府性基金预算支出", fund),
        ("机关运行经费", Key::expenditure().memo(MemoItem::AgencyOperation)),
        ("“三公”经费", Key::expenditure().memo(MemoItem::ThreePublic)),
    ];
    let yuan = |amount| support::published(amount, Unit::Yuan, 2);
    let rows = totals.map(|(name, key)| match budget.amount(&key) {
        Answer::Known(amount) => [name.to_owned(), yuan(amount)],
        Answer::Between { low, high } => [name.to_owned(), format!("{} to {}", yuan(low), yuan(high))],
        Answer::Unknown => [name.to_owned(), "not known".to_owned()],
    });
    support::write_aligned(out, 0, &rows)?;
    let by_class = budget.by_function(Level::Class);
    let classes = by_class.keys().map(|&code| {
        let name = code.listed().map_or("", functional::Listed::name);
        let exact = budget.amount(&Key::expenditure().function(code)).known().unwrap_or_default();
        [format!("  {code} {name}"), yuan(exact)]
    });
    writeln!(out, "By class of function")?;
    support::write_aligned(out, 0, &classes.collect::<Vec<_>>())?;
    Ok(writeln!(out)?)
}

/// A table as it would be published, under the last line of its header.
fn write_table(out: &mut impl Write, budget: &Budget, number: u16) -> Result<(), Failure> {
    let disclosure = budget.disclosure();
    let (Some(table), Some(spec)) = (disclosure.table(number), disclosure.template.table(number)) else {
        return Err(format!("the template has no table {number}").into());
    };
    writeln!(out, "表{number} {} ({})", table.title, table.unit)?;
    let heads = spec.columns.iter().map(|column| column.header.iter().last().unwrap_or_default().to_owned());
    let mut rows = vec![row("", heads)];
    for line in &table.rows {
        let cells = line.cells.iter().map(|cell| cell.map_or(String::new(), |printed| printed.to_string()));
        rows.push(row(&line.label, cells));
    }
    support::write_aligned(out, 0, &rows)?;
    Ok(writeln!(out)?)
}

/// A label and up to seven figures.
fn row(label: &str, cells: impl Iterator<Item = String>) -> [String; 8] {
    let mut cells = std::iter::once(label.to_owned()).chain(cells);
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

fn write_checks(out: &mut impl Write, budget: &Budget) -> Result<(), Failure> {
    let Tally { exact, rounding, violated, .. } = budget.disclosure().audit().tally();
    let sum = Amount::sum(budget.lines().iter().map(|line| line.amount))?;
    writeln!(out, "{exact} relations hold exactly, {rounding} by rounding, {violated} do not hold")?;
    writeln!(out, "the lines add up to {sum}\n")?;
    Ok(())
}
