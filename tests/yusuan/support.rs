//! What several topics need: the bundled document, its cells by name, small budgets, random lines.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;

use proptest::prelude::*;
use rust_decimal::Decimal;
use yusuan::{
    Address, Amount, Audit, BudgetKind, Disclosure, Fact, FiscalYear, Header, Leaf, LineItem, Nature, Operand, Place,
    Printed, Relation, Scope, Source, Template, Unit, economic, functional, read_text,
};

/// The text of the bundled document.
pub(crate) const SEED: &str = include_str!("../../examples/data/cooperation-office-2024.txt");

/// The department of the bundled document.
pub(crate) const OFFICE: &str = "广州市协作办公室";

/// The other unit of the bundled document.
pub(crate) const CENTRE: &str = "广州市国内合作服务中心";

/// A figure by table, row and column, counted from one: what identifies it whatever its page and line.
pub(crate) type Cell = (u16, u32, u16);

/// The bundled document, read once.
pub(crate) fn seed() -> &'static Disclosure {
    static SEEDED: OnceLock<Disclosure> = OnceLock::new();
    SEEDED.get_or_init(|| read(SEED))
}

/// Its audit, made once.
pub(crate) fn seed_audit() -> &'static Audit {
    static AUDITED: OnceLock<Audit> = OnceLock::new();
    AUDITED.get_or_init(|| seed().audit())
}

/// A text that is known to be a document.
pub(crate) fn read(text: &str) -> Disclosure {
    read_text(text).unwrap()
}

/// The bundled text with one thing in it changed. The words must occur.
pub(crate) fn edited(from: &str, to: &str) -> String {
    assert!(SEED.contains(from), "{from} is not in the bundled document");
    SEED.replacen(from, to, 1)
}

pub(crate) fn template(id: &str) -> &'static Template {
    Template::by_id(id).unwrap()
}

/// A figure in 万元.
pub(crate) fn wan(text: &str) -> Printed {
    Printed::parse(text, Unit::TenThousandYuan).unwrap()
}

/// An amount in hundredths of 万元, the last digit of the tables.
pub(crate) fn cents(count: i64) -> Amount {
    Amount::from_yuan(count * 100)
}

pub(crate) fn yuan(count: i64, decimals: u32) -> Amount {
    Amount::from_unit(Decimal::new(count, decimals), Unit::Yuan).unwrap()
}

pub(crate) fn cell_of(place: Place) -> Cell {
    (place.table, place.row, place.column)
}

pub(crate) fn cells_of(operands: &[Operand]) -> BTreeSet<Cell> {
    operands.iter().map(|operand| cell_of(operand.place)).collect()
}

/// The cell of a row and a column of a table. Rows are named by 合计, by their code, by the label of
/// their line without its ordinal, by their unit, or by unit and label with a slash between them.
pub(crate) fn cell(disclosure: &Disclosure, table: u16, row: &str, column: u16) -> Cell {
    let rows = &disclosure.table(table).unwrap().rows;
    let index = rows.iter().position(|candidate| match &candidate.address {
        Address::Total => row == "合计",
        Address::Function(code) => row == code.to_string(),
        Address::Economic(code) => row == code.to_string(),
        Address::Government(code) => row == code.to_string(),
        Address::Unit(unit) => row == unit.as_str(),
        Address::UnitEconomic(unit, _) | Address::Project(unit, _) => row == format!("{unit}/{}", candidate.label),
        Address::Detail(detail) => row == detail.to_string(),
        Address::Line(_) => candidate.label.ends_with(row),
    });
    let index = index.unwrap_or_else(|| panic!("table {table} has no row {row}"));
    (table, u32::try_from(index + 1).unwrap(), column)
}

/// What is printed in a cell.
pub(crate) fn printed(disclosure: &Disclosure, (table, row, column): Cell) -> Option<Printed> {
    disclosure.table(table)?.rows[row as usize - 1].cells[usize::from(column) - 1]
}

/// The cell, to be changed.
pub(crate) fn slot(disclosure: &mut Disclosure, (table, row, column): Cell) -> &mut Option<Printed> {
    let table = disclosure.tables.iter_mut().find(|known| known.number == table).unwrap();
    &mut table.rows[row as usize - 1].cells[usize::from(column) - 1]
}

/// Moves a figure by that many of its last digits.
pub(crate) fn shift(disclosure: &mut Disclosure, cell: Cell, last_digits: i64) {
    let slot = slot(disclosure, cell);
    let old = slot.unwrap();
    *slot = Printed::from_last_digits(old.last_digits() + last_digits, old.decimals(), old.unit()).ok();
}

/// Every printed cell of a document.
pub(crate) fn all_cells(disclosure: &Disclosure) -> Vec<Cell> {
    disclosure.facts().map(|fact| cell_of(fact.place)).collect()
}

/// A place that says nothing of page and line.
pub(crate) fn place((table, row, column): Cell) -> Place {
    Place { page: 0, line: 0, table, row, column }
}

/// How many of the parts of a relation are not zero.
pub(crate) fn parts(relation: &Relation) -> usize {
    relation.operands().filter(|operand| !operand.printed.is_zero()).count()
}

pub(crate) fn year(number: u16) -> FiscalYear {
    FiscalYear::new(number).unwrap()
}

/// A header of an invented bureau.
pub(crate) fn header(number: u16) -> Header {
    Header { department: "某市统计局".into(), year: year(number), unit: Unit::TenThousandYuan }
}

/// A line of basic expenditure on staff, from the general public budget, in yuan.
pub(crate) fn line(function: u32, economic: u32, yuan: i64) -> LineItem {
    LineItem {
        function: yusuan::FunctionalCode::new(function).unwrap(),
        economic: yusuan::EconomicCode::new(economic).unwrap(),
        source: Source::GeneralPublic,
        nature: Nature::Personnel,
        unit: "某市统计局".into(),
        project: None,
        agency_operation: false,
        amount: Amount::from_yuan(yuan),
    }
}

/// A line of project expenditure.
pub(crate) fn project(function: u32, economic: u32, project: &str, yuan: i64) -> LineItem {
    LineItem { nature: Nature::Project, project: Some(project.into()), ..line(function, economic, yuan) }
}

/// The listed items that money of a budget may be spent on.
fn items(budget: BudgetKind) -> Vec<functional::Item> {
    let all = functional::Class::VARIANTS.iter().flat_map(|class| class.sections()).flat_map(|section| section.items());
    all.copied().filter(|item| item.budget() == budget).step_by(29).take(6).collect()
}

/// What money of a source may be spent on.
fn natures(source: Source) -> Vec<Nature> {
    let mut natures = vec![Nature::Personnel, Nature::Operating, Nature::Project, Nature::CarriedForward];
    if !Scope::FISCAL.with_carried_over().contains(Scope::<Source>::just(source)) {
        natures.extend([Nature::Business, Nature::AffiliateSubsidy, Nature::SuperiorRemittance]);
    }
    natures
}

/// A line that can be: of any of these sources, with a positive amount that is not printed as zero.
fn any_line(sources: Vec<Source>) -> impl Strategy<Value = LineItem> {
    let economics: Vec<economic::Section> =
        economic::Class::VARIANTS.iter().flat_map(|class| class.sections()).copied().collect();
    let amount = prop_oneof![5_000..100_000_i64, 5_000..5_000_000_000_i64, (1..2_000_i64).prop_map(|n| n * 5_000)];
    let coordinates =
        (prop::sample::select(sources), any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4_usize);
    (coordinates, prop::sample::select(economics), 0..3_usize, any::<bool>(), amount).prop_map(
        |((source, function, nature, project), economic, unit, agency_operation, amount)| {
            let budget = match source {
                Source::GovernmentFund | Source::CarriedGovernmentFund => BudgetKind::GovernmentFund,
                Source::StateCapital | Source::CarriedStateCapital => BudgetKind::StateCapital,
                _ => BudgetKind::GeneralPublic,
            };
            let nature = *nature.get(&natures(source));
            LineItem {
                function: function.get(&items(budget)).code(),
                economic: economic.code(),
                source,
                nature,
                unit: ["某局", "某局服务中心", "某局档案馆"][unit].into(),
                project: (nature == Nature::Project).then(|| ["城市更新", "普查", "培训", "设备更新"][project].into()),
                agency_operation,
                // In hundredths of a yuan.
                amount: yuan(amount * 100 + amount % 97, 2),
            }
        },
    )
}

/// The sources that the tables of a template have lines for, the general public budget several times.
fn sources(template: &'static Template) -> Vec<Source> {
    let carried = template.id == "guangdong-2026";
    let printed = <Source as Leaf>::ALL.iter().copied();
    let printed = printed.filter(|source| carried || !Scope::CARRIED_OVER.contains(Scope::<Source>::just(*source)));
    printed.chain([Source::GeneralPublic; 4]).collect()
}

/// Lines with different coordinates, as a template can print them.
pub(crate) fn any_lines(template: &'static Template, most: usize) -> impl Strategy<Value = Vec<LineItem>> {
    prop::collection::vec(any_line(sources(template)), 1..=most).prop_map(|lines| {
        let mut seen = BTreeSet::new();
        lines.into_iter().filter(|line| seen.insert(line.key())).collect()
    })
}

/// A template and lines that it can print.
pub(crate) fn any_budget(most: usize) -> impl Strategy<Value = (&'static Template, Vec<LineItem>)> {
    prop::sample::select(Template::ALL.to_vec())
        .prop_flat_map(move |template| (Just(template), any_lines(template, most)))
}

/// The facts of a row as printed with the words over them, by the end of its label.
pub(crate) fn row_of(disclosure: &Disclosure, table: &str, label: &str) -> Vec<(String, String)> {
    let told = |fact: Fact| {
        let (title, row, column) = disclosure.names(fact.place);
        (title.contains(table) && row.ends_with(label)).then(|| (column.clone(), fact.printed.to_string()))
    };
    disclosure.facts().filter_map(told).collect()
}

/// Key and amount of each fact, sorted.
pub(crate) fn keys_and_amounts(disclosure: &Disclosure) -> Vec<String> {
    let mut facts: Vec<String> = disclosure.facts().map(|fact| format!("{} = {}", fact.key, fact.printed)).collect();
    facts.sort();
    facts
}

/// How many figures are unread.
pub(crate) fn unread_figures(disclosure: &Disclosure) -> u32 {
    disclosure.unread.iter().map(|unread| unread.figures).sum()
}

/// The files of a folder of the corpus, or nothing.
pub(crate) fn corpus_files(folder: &str) -> Vec<PathBuf> {
    let Some(corpus) = std::env::var_os("YUSUAN_CORPUS").map(PathBuf::from) else { return Vec::new() };
    let files = std::fs::read_dir(corpus.join(folder)).unwrap();
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

/// The summary of a department with one source and one function, for tables to follow.
pub(crate) const PUBLICITY: &str = "\
示例市委宣传部2026年部门预算
收支总表
单位：元
收入 支出
项目 预算数 项目 预算数
一、一般公共预算拨款收入 900,000.00 一、一般公共服务支出 900,000.00
收入合计 900,000.00 支出合计 900,000.00
";

/// A line of revenue and of expenditure, each as much as the other.
pub(crate) fn summary(department: &str, amount: &str) -> String {
    format!(
        "{department}2024年部门预算\n部门收支总表\n单位：万元\n\n| 收入 | | 支出 | |\n| 项目 | 预算数 | 项目 | 预算数 |\n\
         | 一、一般公共预算拨款收入 | {amount} | 一、城乡社区支出 | {amount} |\n\
         | 收入总计 | {amount} | 支出总计 | {amount} |\n\n"
    )
}

/// A table that any document may have.
pub(crate) const PURCHASES: &str = "\
政府采购预算表
单位：万元

| 项目名称 | 合计 | 一般公共预算 |
| 合计 | 10.00 | 10.00 |
| 台式计算机 | 10.00 | 10.00 |

";

/// The lines with figures that were not read.
pub(crate) fn unread(office: &Disclosure) -> Vec<&str> {
    office.unread.iter().map(|unread| unread.text.as_str()).collect()
}

/// The relations that do not hold.
pub(crate) fn violated(office: &Disclosure) -> Vec<String> {
    office.audit().violations().map(Relation::id).collect()
}

/// Everything is read, and everything adds up.
#[track_caller]
pub(crate) fn is_sound(office: &Disclosure) {
    assert_eq!((unread(office), violated(office)), (Vec::new(), Vec::new()));
}

/// What a table says, by its number: keys and amounts.
pub(crate) fn facts(office: &Disclosure, table: u16) -> Vec<String> {
    let facts = office.facts().filter(|fact| fact.place.table == table);
    facts.map(|fact| format!("{} = {}", fact.key, fact.printed)).collect()
}
