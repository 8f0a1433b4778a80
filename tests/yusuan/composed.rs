//! Templates composed while reading: handles, years of columns, blocks side by side, rows of several
//! coordinates, empty cells.

use std::borrow::Cow;

use yusuan::table::{Column, Coordinate, Label, Line, Meaning, RowAxis, TableSpec, Template, TemplateError, Words};
use yusuan::{
    Address, Answer, Area, Basis, Blanks, Budget, Detail, Disclosure, Extent, Flow, Issue, Key, Kind, Layout, Nature,
    Printed, Reason, Relation, Row, Scope, Source, Table, Unit, Verdict,
};

use super::support::{header, line, project, wan, yuan};

const ALL: Extent = Extent::exact(Area::ALL);

fn money(source: impl Into<Scope<Source>>) -> Extent {
    Extent::exact(Area::source(source.into()))
}

fn natures(nature: Scope<Nature>) -> Extent {
    Extent::exact(Area::nature(nature))
}

fn column(name: &str, extent: Extent) -> Column {
    let header: Words = [name.to_owned()].into_iter().collect();
    Column { header, extent, basis: Basis::Budget, meaning: yusuan::table::Meaning::Money, part_of: None, side: None }
}

fn part(name: &str, extent: Extent, whole: u16) -> Column {
    Column { part_of: Some(whole), ..column(name, extent) }
}

fn spec(number: u16, rows: RowAxis, columns: Vec<Column>) -> TableSpec {
    TableSpec {
        number,
        title: format!("第{number}表").into(),
        corner: Words::new(&["项目"]),
        flow: Flow::Expenditure,
        extent: ALL,
        rows,
        columns: columns.into(),
    }
}

fn template(tables: Vec<TableSpec>) -> Template {
    Template::new("test", "某地部门预算公开", Unit::TenThousandYuan, tables)
}

fn row(address: Address, figures: &str) -> Row {
    let cell = |text: &str| (text != "_").then(|| wan(text));
    Row {
        label: format!("{address:?}"),
        address,
        page: 1,
        line: 1,
        cells: figures.split_whitespace().map(cell).collect::<Vec<Option<Printed>>>(),
        goal: None,
        uncertain: false,
    }
}

fn table(number: u16, rows: Vec<Row>) -> Table {
    Table {
        number,
        title: String::new(),
        unit: Unit::TenThousandYuan,
        page: 1,
        line: 1,
        rows,
        notes: Vec::new(),
        complete: true,
        blanks: Blanks::Zero,
    }
}

fn document(template: Template, tables: Vec<Table>) -> Disclosure {
    Disclosure {
        header: header(2026),
        template: Layout::compose(template),
        tables,
        claims: Vec::new(),
        unread: Vec::new(),
        dates: Vec::new(),
        corrections: Vec::new(),
    }
}

fn function(code: u32) -> Address {
    Address::Function(yusuan::FunctionalCode::new(code).unwrap())
}

fn named(names: &[&'static str], side: u8, flow: Flow, extent: Extent, part_of: Option<&'static str>) -> Line {
    Line {
        label: Label::Names(names.iter().copied().collect()),
        flow,
        side,
        extent,
        meaning: Meaning::Money,
        part_of: part_of.map(Cow::Borrowed),
        usually_within: None,
    }
}

/// The judged relation of that id.
fn found(disclosure: &Disclosure, id: &str) -> Relation {
    let audit = disclosure.audit();
    let ids: Vec<String> = audit.relations().iter().map(Relation::id).collect();
    let relation = audit.relations().iter().find(|relation| relation.id() == id);
    relation.unwrap_or_else(|| panic!("no {id} in {ids:#?}")).clone()
}

fn violated(disclosure: &Disclosure) -> Vec<String> {
    disclosure.audit().violations().map(Relation::id).collect()
}

/// Budget, last year's outturn and the change, by function.
fn three_years() -> Template {
    let last = |name, extent, whole| Column { basis: Basis::LastFinal, part_of: whole, ..column(name, extent) };
    let columns = vec![
        last("上年决算数", ALL, None),
        column("合计", ALL),
        part("基本支出", natures(Scope::BASIC), 1),
        part("项目支出", natures(Scope::<Nature>::ALL.without(Scope::BASIC)), 1),
        Column { basis: Basis::Change, ..column("增减额", ALL) },
    ];
    let other = vec![column("合计", ALL), last("上年决算数", ALL, None)];
    template(vec![spec(1, RowAxis::Function, columns), spec(2, RowAxis::Function, other)])
}

fn called(name: &str) -> Template {
    let mut template = three_years();
    template.name = name.to_owned().into();
    template
}

fn of_three_years() -> Disclosure {
    let rows = vec![
        row(Address::Total, "12.00 10.00 7.00 3.00 -2.00"),
        row(function(201), "8.00 5.00 4.00 1.00 -3.00"),
        row(function(208), "4.00 5.00 3.00 2.00 1.00"),
    ];
    let other =
        vec![row(Address::Total, "10.00 12.00"), row(function(201), "5.00 8.00"), row(function(208), "5.00 4.00")];
    document(three_years(), vec![table(1, rows), table(2, other)])
}

#[test]
fn composed_templates_are_shared_and_equal_by_content() {
    let (one, other) = (Layout::compose(three_years()), Layout::compose(three_years()));
    let (Layout::Composed(a), Layout::Composed(b)) = (&one, &other) else { panic!("not composed") };
    assert!(std::sync::Arc::ptr_eq(a, b));
    assert_eq!(one, other);
    let renamed = Layout::compose(called("别的"));
    assert_ne!(one, renamed);
    assert_ne!(one, Layout::from(Template::GUANGDONG_2026));
    assert_eq!(Layout::from(Template::GUANGDONG_2026), Layout::compose(Template::GUANGDONG_2026.clone()));
    // However many pass by, a template stays usable.
    for number in 0..100 {
        Layout::compose(called(&number.to_string()));
    }
    assert_eq!(Layout::compose(three_years()), one);
}

#[test]
fn years_are_compared_with_themselves_alone() {
    let sound = of_three_years();
    assert_eq!(violated(&sound), Vec::<String>::new());
    let copy = found(&sound, "class: 1.1 = 2.2 @ 201");
    assert_eq!((copy.kind(), copy.verdict()), (Kind::Copy, Verdict::Exact));
    assert_eq!(found(&sound, "rows: 1.5").verdict(), Verdict::Exact);
    assert!(sound.audit().relations().iter().all(|it| !it.id().contains("1.1 = 1.2") && !it.id().contains("1.5 =")));
    // A decrease is no negative amount, and leaves the bounds of this year's figures alone.
    assert!(!sound.audit().findings().iter().any(|it| matches!(it.issue, Issue::NegativeAmount { .. })));
    let facts: Vec<Basis> = sound.facts().take(5).map(|fact| fact.key.basis).collect();
    assert_eq!(facts, [Basis::LastFinal, Basis::Budget, Basis::Budget, Basis::Budget, Basis::Change]);
    let key = Key::expenditure().function("201".parse().unwrap());
    assert_eq!(sound.amount(&key), Answer::Known(wan("5.00").amount()));
    assert_eq!(sound.amount(&Key { basis: Basis::LastFinal, ..key.clone() }), Answer::Known(wan("8.00").amount()));
    assert_eq!(sound.amount(&Key { basis: Basis::Change, ..key }), Answer::Known(wan("-3.00").amount()));
    let mut wrong = sound;
    wrong.tables[1].rows[1].cells[1] = Some(wan("8.10"));
    assert_eq!(violated(&wrong), ["rows: 2.2", "class: 1.1 = 2.2 @ 201"]);
}

#[test]
fn an_empty_cell_is_zero_where_the_publisher_prints_none() {
    let mut document = of_three_years();
    document.tables[0].rows[2] = row(function(208), "4.00 5.00 5.00 _ 1.00");
    document.tables[0].rows[1] = row(function(201), "8.00 5.00 2.00 3.00 -3.00");
    document.tables[0].rows.push(row(function(210), "_ _ _ _ _"));
    assert_eq!(violated(&document), Vec::<String>::new());
    let columns = found(&document, "columns: 1.2 = 1.3 + 1.4 @ 208");
    assert_eq!((columns.right().len(), columns.verdict()), (1, Verdict::Exact));
    // Nothing is said of a row that prints nothing.
    assert!(!document.audit().relations().iter().any(|relation| relation.id() == "columns: 1.2 = 1.3 + 1.4 @ 210"));
    let projects =
        Key::expenditure().nature(Scope::<Nature>::ALL.without(Scope::BASIC)).function("208".parse().unwrap());
    assert_eq!(document.amount(&projects), Answer::Known(yuan(0, 0)));
    // A copy elsewhere of what is left empty here must be zero.
    document.tables[1].rows.push(row(function(210), "1.00 _"));
    assert!(violated(&document).contains(&"class: 1.2 = 2.1 @ 210".to_owned()));
    // Figures of the row may have been lost.
    document.tables[0].rows[3].uncertain = true;
    let reason = Verdict::Unchecked(Reason::CellEmpty(1));
    assert_eq!(found(&document, "class: 1.2 = 2.1 @ 210").verdict(), reason);
    assert_eq!(found(&document, "columns: 1.2 = 1.3 + 1.4 @ 210").verdict(), reason);
    document.tables[0].blanks = Blanks::Unknown;
    assert_eq!(found(&document, "columns: 1.2 = 1.3 + 1.4 @ 208").verdict(), reason);
    assert_ne!(document.amount(&projects), Answer::Known(yuan(0, 0)));
}

/// Revenue | function classes with the budgets they are paid from | economic classes.
fn three_blocks() -> Template {
    let (general, fund) = (money(Source::GeneralPublic), money(Source::GovernmentFund));
    let whole = money(Scope::<Source>::just(Source::GeneralPublic).union(Source::GovernmentFund.into()));
    let on = |side, column| Column { side: Some(side), ..column };
    let any = |label, meaning, side, part_of: &'static str| Line {
        label,
        meaning,
        part_of: Some(Cow::Borrowed(part_of)),
        ..named(&[], side, Flow::Expenditure, ALL, None)
    };
    let lines = vec![
        named(&["一般公共预算"], 0, Flow::Revenue, general, Some("收入总计")),
        named(&["政府性基金预算"], 0, Flow::Revenue, fund, Some("收入总计")),
        named(&["收入总计", "总计"], 0, Flow::Revenue, ALL, None),
        any(Label::AnyFunctionalClass, Meaning::FunctionalClass, 1, "支出总计"),
        named(&["支出总计", "总计"], 1, Flow::Expenditure, ALL, None),
        any(Label::AnyEconomicClass, Meaning::EconomicClass, 2, "支出总计"),
        named(&["支出总计", "总计"], 2, Flow::Expenditure, ALL, None),
    ];
    let columns = vec![
        on(0, column("预算数", whole)),
        on(1, column("合计", whole)),
        on(1, part("一般公共预算", general, 1)),
        on(1, part("政府性基金预算", fund, 1)),
        on(2, column("预算数", whole)),
    ];
    let summary = TableSpec { extent: whole, ..spec(1, RowAxis::SideBySide(lines.into()), columns) };
    let economic = TableSpec { extent: whole, ..spec(2, RowAxis::Economic, vec![column("合计", whole)]) };
    let functions = TableSpec { extent: general, ..spec(3, RowAxis::Function, vec![column("合计", general)]) };
    template(vec![summary, economic, functions])
}

fn of_three_blocks() -> Disclosure {
    let economic = |code: u32| Address::Economic(yusuan::EconomicCode::new(code).unwrap());
    let summary = vec![
        row(Address::Line(0), "8.00 _ _ _ _"),
        row(Address::Line(1), "2.00 _ _ _ _"),
        row(Address::Line(2), "10.00 _ _ _ _"),
        row(function(201), "_ 8.00 8.00 _ _"),
        row(function(212), "_ 2.00 _ 2.00 _"),
        row(Address::Line(4), "_ 10.00 8.00 2.00 _"),
        row(economic(301), "_ _ _ _ 6.00"),
        row(economic(302), "_ _ _ _ 4.00"),
        row(Address::Line(6), "_ _ _ _ 10.00"),
    ];
    let by_code = vec![row(Address::Total, "10.00"), row(economic(301), "6.00"), row(economic(302), "4.00")];
    let by_function = vec![row(Address::Total, "8.00"), row(function(201), "8.00")];
    document(three_blocks(), vec![table(1, summary), table(2, by_code), table(3, by_function)])
}

#[test]
fn blocks_side_by_side_have_columns_of_their_own() {
    let sound = of_three_blocks();
    let template = &sound.template;
    let summary = template.table(1).unwrap();
    assert_eq!((summary.sides(), summary.columns_of(1).collect::<Vec<_>>()), (3, vec![1, 2, 3]));
    assert_eq!(summary.line_address_on("总计", 2), Some(Address::Line(6)));
    assert_eq!(summary.line_address_on("工资福利支出", 1), None);
    assert_eq!(summary.line_address_on("一般公共服务支出", 1), Some(function(201)));
    assert_eq!(summary.key(&function(201), 0), None);
    assert_eq!(violated(&sound), Vec::<String>::new());
    assert_eq!(sound.facts().count(), 3 + 2 + 2 + 3 + 3 + 3 + 2);
    assert!(Budget::try_from(sound.clone()).is_ok());
    // Only the rows of a block have its columns.
    assert_eq!(found(&sound, "columns: 1.2 = 1.3 + 1.4 @ 201").verdict(), Verdict::Exact);
    let ids: Vec<String> = sound.audit().relations().iter().map(Relation::id).collect();
    assert!(!ids.iter().any(|id| id.starts_with("columns: 1.2") && id.contains("收入")), "{ids:?}");
    assert_eq!(found(&sound, "economic-class: 1.5 = 2.1 @ 301").kind(), Kind::Copy);
    assert_eq!(found(&sound, "lines: 1.5 支出总计 = 部门预算支出经济分类各类").right().len(), 2);
    let balance = found(&sound, "total: 1.1(收入总计) = 1.2(支出总计) = 1.5(支出总计) = 2.1");
    assert_eq!((balance.kind(), balance.verdict()), (Kind::Balance, Verdict::Exact));
    let mut wrong = sound;
    wrong.tables[0].rows[6].cells[4] = Some(wan("6.50"));
    let ids = violated(&wrong);
    assert!(ids.contains(&"economic-class: 1.5 = 2.1 @ 301".to_owned()), "{ids:?}");
    // A figure in a column of another block is no fact, and is told.
    wrong.tables[0].rows[6].cells[0] = Some(wan("6.50"));
    assert!(wrong.audit().findings().iter().any(|it| matches!(it.issue, Issue::RowMisplaced { table: 1, .. })));
}

fn detail(function: u32, government: Option<u32>, economic: Option<u32>) -> Address {
    let function = Some(yusuan::FunctionalCode::new(function).unwrap());
    let economic = economic.map(|code| yusuan::EconomicCode::new(code).unwrap());
    let government = government.map(|code| yusuan::GovernmentEconomicCode::new(code).unwrap());
    Address::Detail(Box::new(Detail { function, economic, government, ..Detail::default() }))
}

/// Function × government × department code, beside one table for each.
fn of_details() -> Disclosure {
    let coordinates = vec![Coordinate::Function, Coordinate::Economic, Coordinate::Government];
    let columns = || vec![column("合计", ALL)];
    let template = template(vec![
        spec(1, RowAxis::Detail(coordinates.into()), columns()),
        spec(2, RowAxis::Function, columns()),
        spec(3, RowAxis::Economic, columns()),
        spec(4, RowAxis::Detail(vec![Coordinate::Government].into()), columns()),
    ]);
    let economic = |code: u32| Address::Economic(yusuan::EconomicCode::new(code).unwrap());
    let government = |code: u32| {
        let government = Some(yusuan::GovernmentEconomicCode::new(code).unwrap());
        Address::Detail(Box::new(Detail { government, ..Detail::default() }))
    };
    let details = vec![
        row(Address::Total, "10.00"),
        row(detail(2010301, None, None), "7.00"),
        row(detail(2010301, Some(50101), Some(30101)), "4.00"),
        row(detail(2010301, Some(50201), Some(30201)), "3.00"),
        row(detail(2080501, Some(50101), Some(30101)), "1.00"),
        row(detail(2080501, Some(50905), Some(30302)), "2.00"),
    ];
    let functions = vec![
        row(Address::Total, "10.00"),
        row(function(201), "7.00"),
        row(function(20103), "7.00"),
        row(function(2010301), "7.00"),
        row(function(208), "3.00"),
        row(function(20805), "3.00"),
        row(function(2080501), "3.00"),
    ];
    let codes = vec![
        row(Address::Total, "10.00"),
        row(economic(301), "5.00"),
        row(economic(30101), "5.00"),
        row(economic(302), "3.00"),
        row(economic(30201), "3.00"),
        row(economic(303), "2.00"),
        row(economic(30302), "2.00"),
    ];
    let government = vec![
        row(Address::Total, "10.00"),
        row(government(501), "5.00"),
        row(government(50101), "5.00"),
        row(government(502), "3.00"),
        row(government(50201), "3.00"),
        row(government(509), "2.00"),
    ];
    document(template, vec![table(1, details), table(2, functions), table(3, codes), table(4, government)])
}

#[test]
fn rows_of_several_coordinates_add_up_at_each_of_them() {
    let sound = of_details();
    assert_eq!(violated(&sound), Vec::<String>::new());
    assert!(Budget::try_from(sound.clone()).is_ok());
    let key = &sound.facts().nth(2).unwrap().key;
    assert_eq!(key.to_string(), "expenditure function=2010301 economic=30101 government=50101");
    // The total is what the roots add up to; a row that has rows under it is one of them.
    assert_eq!(found(&sound, "rows: 1.1").right().len(), 3);
    assert_eq!(found(&sound, "rows: 1.1 @ 2010301").right().len(), 2);
    let wages = found(&sound, "economic: 1.1 = 3.1 @ 30101");
    assert_eq!((wages.kind(), wages.operands().count(), wages.verdict()), (Kind::Sum, 3, Verdict::Exact));
    assert_eq!(found(&sound, "class: 1.1 = 2.1 @ 208").operands().count(), 3);
    assert_eq!(found(&sound, "government-class: 1.1 = 4.1 @ 501").operands().count(), 3);
    assert_eq!(found(&sound, "government: 1.1 = 4.1 @ 50101").operands().count(), 3);
    // Table 4 stops at the class 509, so it says nothing of 50905.
    assert!(sound.audit().relations().iter().all(|relation| !relation.id().contains("@ 50905")));
    let mut wrong = sound;
    wrong.tables[0].rows[4].cells[0] = Some(wan("1.10"));
    let ids = violated(&wrong);
    for id in
        ["rows: 1.1", "function: 1.1 = 2.1 @ 2080501", "economic: 1.1 = 3.1 @ 30101", "government: 1.1 = 4.1 @ 50101"]
    {
        assert!(ids.contains(&id.to_owned()), "{id} {ids:?}");
    }
}

#[test]
fn rows_without_a_coordinate_leave_sums_over_it_open() {
    let mut document = of_details();
    // A row of which the table does not say the economic code.
    document.tables[0].rows[5].address = detail(2080501, Some(50905), None);
    let ids: Vec<String> = document.audit().relations().iter().map(Relation::id).collect();
    assert!(!ids.iter().any(|id| id.starts_with("economic: 1.1 = 3.1 @")), "{ids:?}");
    assert_eq!(found(&document, "function: 1.1 = 2.1 @ 2080501").verdict(), Verdict::Exact);
    // Rows that overlap make no tree.
    document.tables[0].rows.push(row(detail(2010301, Some(50101), None), "4.00"));
    document.tables[0].rows.push(row(detail(2010301, None, Some(30101)), "4.00"));
    assert_eq!(found(&document, "rows: 1.1").verdict(), Verdict::NotApplicable(Reason::NoRow));
    // A coordinate that the table does not have.
    document.tables[3].rows[1].address = detail(2010301, None, None);
    assert!(document.audit().findings().iter().any(|it| matches!(it.issue, Issue::RowMisplaced { table: 4, .. })));
}

#[test]
fn lines_add_up_to_the_tables_of_a_composed_template() {
    let lines = vec![line(2010301, 30101, 40_000), project(2010302, 30201, "普查", 60_000)];
    for template in [three_years(), three_blocks(), Template::clone(&of_details().template)] {
        let budget = Budget::from_lines(header(2026), template, lines.clone()).unwrap();
        assert_eq!(budget.amount(&Key::expenditure()), Answer::Known(yuan(100_000, 0)));
        assert!(budget.disclosure().audit().relations().iter().any(|relation| relation.verdict().is_judged()));
    }
}

#[test]
fn a_template_that_cannot_be_is_told() {
    assert_eq!(three_blocks().check(), Ok(()));
    for known in Template::ALL {
        assert_eq!(known.check(), Ok(()));
    }
    let again = template(vec![spec(1, RowAxis::Unit, Vec::new()), spec(1, RowAxis::Unit, Vec::new())]);
    assert_eq!(again.check(), Err(TemplateError::NumberRepeated(1)));
    let circle = template(vec![spec(1, RowAxis::Unit, vec![part("a", ALL, 1), part("b", ALL, 0)])]);
    assert_eq!(circle.check(), Err(TemplateError::PartOfNothing { table: 1, column: 1 }));
    let many = template(vec![spec(1, RowAxis::Unit, vec![column("a", ALL); 100])]);
    assert_eq!(many.check(), Err(TemplateError::TooMany { what: "columns", count: 100, most: 64 }));
}

#[cfg(feature = "serde")]
#[test]
fn a_composed_disclosure_survives_its_text_form() {
    for document in [of_three_years(), of_three_blocks(), of_details()] {
        let text = serde_json::to_string(&document).unwrap();
        let back: Disclosure = serde_json::from_str(&text).unwrap();
        assert_eq!(back, document);
        let ids = |document: &Disclosure| document.audit().relations().iter().map(Relation::id).collect::<Vec<_>>();
        assert_eq!(ids(&back), ids(&document));
        assert_eq!(serde_json::from_str::<Budget>(&text).unwrap().disclosure(), &document);
    }
    let text = serde_json::to_string(&of_three_years()).unwrap().replace("\"number\":2", "\"number\":1");
    let error = serde_json::from_str::<Disclosure>(&text).unwrap_err().to_string();
    assert!(error.contains("two tables have the number 1"), "{error}");
    let known = serde_json::to_string(&Layout::from(Template::GUANGDONG_2024)).unwrap();
    assert_eq!(known, "\"guangdong-2024\"");
}

/// Columns that overlap in every way have more partitions than anybody could use.
#[test]
fn deriving_from_a_wild_template_is_bounded() {
    let leaves = <Source as yusuan::Leaf>::ALL;
    let column = |table: usize, column: usize| {
        let picked: Vec<Source> = (0..10)
            .filter(|bit| (((table * 31 + column * 7 + 1) * 37) >> bit) & 1 == 1)
            .map(|bit| leaves[bit])
            .collect();
        Column { header: Words::new(&["列"]), ..self::column("列", money(Scope::<Source>::of(&picked))) }
    };
    let table = |table: u16| spec(table + 1, RowAxis::Function, (0..30).map(|at| column(table.into(), at)).collect());
    let wild = template((0..30).map(table).collect());
    let relations = document(wild, Vec::new()).audit().relations().len();
    assert!((900..20_000).contains(&relations), "{relations}");
}
