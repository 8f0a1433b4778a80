//! From understood tables to a template composed of them, and the tables of the document under it.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::budget::Unread;
use crate::code::{EconomicCode, Level};
use crate::fact::{Flow, MemoItem, Name};
use crate::scope::{Area, Extent, Nature, Scope, Source};
use crate::table::vocabulary::{Role, Word};
use crate::table::{
    self, Address, Blanks, Coordinate, Detail, Label, Line, Meaning, Row, RowAxis, Table, TableSpec, Words,
};

use super::columns::Column;
use super::draft::{About, Axis, Draft};
use super::region::Lines;
use super::sides::{Block, Entry, Meant};
use super::title::Subject;

/// A composed table with its declaration.
pub(super) struct Composed {
    pub(super) specs: Vec<TableSpec>,
    pub(super) tables: Vec<Table>,
    pub(super) unread: Vec<Unread>,
}

/// Composes the tables of a document.
pub(super) fn compose(document: &Lines<'_>, drafts: &[Draft<'_>], department: &Name) -> Composed {
    let mut composed = Composed { specs: Vec::new(), tables: Vec::new(), unread: Vec::new() };
    for draft in drafts {
        let Some(number) = u16::try_from(composed.specs.len() + 1).ok() else { break };
        let lines = lines(draft);
        let spec = spec(draft, number, &lines);
        let table = table(document, draft, &spec, &lines, department, &mut composed.unread);
        composed.specs.push(spec);
        composed.tables.push(table);
        if let Some((spec, table)) = departments(document, draft, composed.specs.len()) {
            composed.specs.push(spec);
            composed.tables.push(table);
        }
    }
    composed
}

/// The declared lines of a table with labels of its own, and for each entry its address.
#[derive(Default)]
struct DeclaredLines {
    lines: Vec<Line>,
    addresses: Vec<Address>,
}

fn lines(draft: &Draft<'_>) -> DeclaredLines {
    let mut declared = DeclaredLines::default();
    if draft.axis != Axis::Lines {
        return declared;
    }
    let labels = unique_labels(draft);
    for (index, entry) in draft.entries.iter().enumerate() {
        if let Some((label, meaning, address)) = open_class(draft, entry) {
            declared.addresses.push(address);
            let any = |line: &Line| line.label == label && usize::from(line.side) == entry.block;
            if !declared.lines.iter().any(any) {
                declared.lines.push(Line {
                    label,
                    flow: Flow::Expenditure,
                    side: u8::try_from(entry.block).unwrap_or(u8::MAX),
                    extent: line_extent(draft, index),
                    meaning,
                    part_of: draft.rows[index].parent.map(|parent| Cow::Owned(labels[parent].clone())),
                    usually_within: None,
                });
            }
            continue;
        }
        let position = u16::try_from(declared.lines.len()).unwrap_or(u16::MAX);
        let line = Line {
            label: Label::Names([labels[index].clone()].into_iter().collect::<Words>()),
            flow: if draft.blocks[entry.block] == Block::Revenue { Flow::Revenue } else { Flow::Expenditure },
            side: u8::try_from(entry.block).unwrap_or(u8::MAX),
            extent: line_extent(draft, index),
            meaning: meaning(draft, entry),
            part_of: draft.rows[index].parent.map(|parent| Cow::Owned(labels[parent].clone())),
            usually_within: None,
        };
        declared.lines.push(line);
        declared.addresses.push(Address::Line(position));
    }
    declared
}

/// Classes of which any may stand in a block: one line is declared for all of them, so that documents of a
/// family share their layout. Only where a block has nothing but classes.
fn open_class(draft: &Draft<'_>, entry: &Entry<'_>) -> Option<(Label, Meaning, Address)> {
    let others = || draft.entries.iter().filter(|other| other.block == entry.block);
    match entry.meant {
        Meant::Function(code) => {
            let only =
                others().all(|other| !matches!(other.meant, Meant::Function(code) if code.level() != Level::Class));
            let repeated = others().filter(|other| other.meant == entry.meant).count() > 1;
            (only && !repeated).then_some((
                Label::AnyFunctionalClass,
                Meaning::FunctionalClass,
                Address::Function(code),
            ))
        }
        Meant::Government(code) => {
            Some((Label::AnyGovernmentClass, Meaning::GovernmentClass, Address::Government(code)))
        }
        _ => None,
    }
}

/// The labels of the entries, told apart where two are alike.
fn unique_labels(draft: &Draft<'_>) -> Vec<String> {
    let mut seen: HashMap<(usize, String), usize> = HashMap::new();
    let label = |entry: &Entry<'_>| {
        let bare = table::without_ordinal(&entry.label).to_owned();
        if entry.carried { format!("上年结转/{bare}") } else { bare }
    };
    draft
        .entries
        .iter()
        .map(|entry| {
            let label = label(entry);
            let count = seen.entry((entry.block, label.clone())).or_default();
            *count += 1;
            if *count > 1 { format!("{label}（{count}）") } else { label }
        })
        .collect()
}

fn meaning(draft: &Draft<'_>, entry: &Entry<'_>) -> Meaning {
    match entry.meant {
        Meant::Function(code) => Meaning::Function(code),
        Meant::Economic(code) => Meaning::Economic(Cow::Owned(vec![code])),
        Meant::Government(_) => Meaning::Money,
        Meant::Word(word) => match word.role {
            Role::Economic(codes) => {
                Meaning::Economic(Cow::Owned(codes.iter().filter_map(|code| EconomicCode::new(*code).ok()).collect()))
            }
            Role::Memo(memo) => Meaning::Memo(memo),
            Role::OfWhich => Meaning::Memo(MemoItem::Included),
            Role::Whole if draft.title.subject == Subject::ThreePublic => {
                let with_more = draft.entries.iter().any(|other| {
                    matches!(other.meant, Meant::Word(Word { role: Role::Economic([30215 | 30216]), .. }))
                });
                Meaning::Memo(if with_more { MemoItem::Included } else { MemoItem::ThreePublic })
            }
            _ => Meaning::Money,
        },
    }
}

/// What money a line of a table speaks of.
pub(super) fn line_extent(draft: &Draft<'_>, index: usize) -> Extent {
    let entry = &draft.entries[index];
    let role = match entry.meant {
        Meant::Word(word) => Some(word.role),
        _ => None,
    };
    if draft.blocks[entry.block] == Block::Revenue {
        return revenue_extent(draft, index, role);
    }
    let source = whole_source(draft);
    let nature = |inner: Scope<Nature>, outer: Scope<Nature>| Extent {
        inner: Area { source: source.0, nature: inner },
        outer: Area { source: source.1, nature: outer },
    };
    match role {
        Some(Role::Nature(scope)) => {
            // What is kept in reserve has a line of its own beside the projects.
            let reserve = Scope::<Nature>::just(Nature::Reserve);
            let beside = scope == Scope::PROJECT
                && draft.entries.iter().enumerate().any(|(other, entry)| {
                    matches!(entry.meant, Meant::Word(word) if word.role == Role::Nature(reserve))
                        && draft.rows[other].parent != Some(index)
                });
            let scope = if beside { scope.without(reserve) } else { scope };
            // 结余分配 and 年末结转和结余 together are what is not spent.
            let forward = Scope::<Nature>::just(Nature::CarriedForward);
            let same = |other: &&Entry<'_>| {
                other.block == entry.block
                    && matches!(other.meant, Meant::Word(word) if word.role == Role::Nature(forward))
            };
            let shared = scope == forward && draft.entries.iter().filter(same).count() > 1;
            nature(if shared { scope.without(forward) } else { scope }, scope)
        }
        Some(_) => nature(Scope::<Nature>::ALL, Scope::<Nature>::ALL),
        None => {
            if let Some(scope) = entry.nature {
                return nature(scope, scope);
            }
            // Beside the classes stand lines of money that may or may not be in them.
            let beside = draft.entries.iter().any(|other| {
                other.block == entry.block
                    && matches!(other.meant, Meant::Word(word) if matches!(word.role, Role::Nature(scope) if scope.is_disjoint(Scope::BASIC_AND_PROJECT) && scope != Scope::<Nature>::just(Nature::CarriedForward)))
            });
            let inner = Scope::BASIC_AND_PROJECT.union(Scope::<Nature>::just(Nature::Business));
            if beside {
                nature(inner, Scope::<Nature>::SPENT)
            } else {
                nature(Scope::<Nature>::SPENT, Scope::<Nature>::SPENT)
            }
        }
    }
}

/// Whose money the whole of a table speaks of: all there is, unless its title limits it. Then it is open whether
/// what was carried over is in it, unless a line says so.
fn whole_source(draft: &Draft<'_>) -> (Scope<Source>, Scope<Source>) {
    let says = says_carried(draft) || draft.is_carried_within;
    if says || draft.title.source.is_none() {
        (Scope::<Source>::ALL, Scope::<Source>::ALL)
    } else {
        (Scope::<Source>::THIS_YEAR, Scope::<Source>::ALL)
    }
}

/// Whether a line speaks of what was carried over.
pub(super) fn says_carried(draft: &Draft<'_>) -> bool {
    has_line(draft, Role::Carried)
}

fn revenue_extent(draft: &Draft<'_>, index: usize, role: Option<Role>) -> Extent {
    let entry = &draft.entries[index];
    let exact = |source: Scope<Source>| Extent::exact(Area::source(source));
    let fund = Scope::<Source>::just(Source::InstitutionFund);
    match role {
        Some(Role::Source(scope)) if entry.carried => {
            exact(scope.with_carried_over().without(Scope::<Source>::THIS_YEAR))
        }
        Some(Role::Source(scope)) if draft.is_carried_within => exact(scope.with_carried_over()),
        Some(Role::Source(scope)) => exact(scope),
        Some(Role::Carried) => {
            let prints_fund = has_line(draft, Role::Source(fund));
            let outer = if prints_fund { Scope::CARRIED_OVER } else { Scope::CARRIED_OVER.union(fund) };
            Extent { inner: Area::source(Scope::CARRIED_OVER), outer: Area::source(outer) }
        }
        Some(Role::ThisYear) => {
            // Lines below this year's total are no part of it.
            let outside = |other: &usize| {
                draft.rows[*other].parent.is_some()
                    && draft.rows[*other].parent == draft.rows[index].parent
                    && *other != index
            };
            let outside =
                (0..draft.entries.len()).filter(outside).filter_map(|other| match draft.entries[other].meant {
                    Meant::Word(word) => match word.role {
                        Role::Source(scope) => Some(scope),
                        _ => None,
                    },
                    _ => None,
                });
            let outside = outside.fold(Scope::<Source>::NONE, Scope::union);
            let inner = Scope::<Source>::THIS_YEAR.without(outside);
            Extent { inner: Area::source(inner), outer: Area::source(inner.union(fund.without(outside))) }
        }
        Some(Role::OtherMoney) => {
            let printed = draft.entries.iter().filter_map(|other| match other.meant {
                Meant::Word(word) => match word.role {
                    Role::Source(scope) => Some(scope),
                    _ => None,
                },
                _ => None,
            });
            let rest = Scope::<Source>::ALL
                .without(printed.fold(Scope::<Source>::NONE, Scope::union))
                .without(Scope::CARRIED_OVER);
            Extent {
                inner: Area::source(Scope::<Source>::just(Source::Other).intersection(rest)),
                outer: Area::source(rest),
            }
        }
        _ => {
            let (inner, outer) = whole_source(draft);
            Extent { inner: Area::source(inner), outer: Area::source(outer) }
        }
    }
}

fn has_line(draft: &Draft<'_>, role: Role) -> bool {
    draft.entries.iter().any(|entry| matches!(entry.meant, Meant::Word(word) if word.role == role))
        || draft.blank.iter().any(|(word, _)| word.role == role)
}

fn spec(draft: &Draft<'_>, number: u16, lines: &DeclaredLines) -> TableSpec {
    let rows = match draft.axis {
        Axis::Lines if draft.blocks.len() > 1 => RowAxis::SideBySide(Cow::Owned(lines.lines.clone())),
        Axis::Lines => RowAxis::Lines(Cow::Owned(lines.lines.clone())),
        Axis::Unit => RowAxis::Unit,
        Axis::Project | Axis::Named => RowAxis::UnitProject,
        Axis::Codes if draft.rows.iter().any(|row| row.unit.is_some()) => detail(draft, true),
        Axis::Codes => match classifications(draft) {
            (false, false, false) => RowAxis::Detail(Cow::Borrowed(&[])),
            (_, false, false) => RowAxis::Function,
            (false, false, true) => RowAxis::Economic,
            _ => detail(draft, false),
        },
    };
    let sided = draft.blocks.len() > 1;
    let reading = draft.readings.first().map_or(&[][..], Vec::as_slice);
    let place = positions(draft);
    let columns = reading.iter().filter(|column| !column.is_percent).map(|column| table::Column {
        header: column.words.iter().map(|word| (*word).to_owned()).collect(),
        extent: column.extent,
        basis: column.basis,
        meaning: column_meaning(draft, column),
        part_of: column
            .part_of
            .filter(|_| !column.of_which)
            .and_then(|whole| place[whole])
            .and_then(|whole| u16::try_from(whole).ok()),
        side: sided.then_some(column.side),
    });
    TableSpec {
        number,
        title: Cow::Owned(draft.heading.clone()),
        corner: Words::new(&[]),
        flow: draft.flow,
        extent: draft.extent,
        rows,
        columns: columns.collect(),
    }
}

/// Rows that name several coordinates.
fn detail(draft: &Draft<'_>, units: bool) -> RowAxis {
    let (function, government, economic) = classifications(draft);
    let named = [
        (units, Coordinate::Unit),
        (function, Coordinate::Function),
        (government, Coordinate::Government),
        (economic, Coordinate::Economic),
    ];
    RowAxis::Detail(named.into_iter().filter(|(named, _)| *named).map(|(_, coordinate)| coordinate).collect())
}

/// Where each column of the reading stands among the columns of money: percentages are none.
fn positions(draft: &Draft<'_>) -> Vec<Option<usize>> {
    let mut next = 0;
    let reading = draft.readings.first().map_or(&[][..], Vec::as_slice);
    let position = |column: &Column| {
        (!column.is_percent).then(|| {
            next += 1;
            next - 1
        })
    };
    reading.iter().map(position).collect()
}

/// What a column adds to the keys of its figures besides money.
fn column_meaning(draft: &Draft<'_>, column: &Column) -> Meaning {
    if column.is_vague || column.of_which {
        return Meaning::Memo(MemoItem::Included);
    }
    if !column.codes.is_empty() {
        return Meaning::Economic(Cow::Owned(
            column.codes.iter().filter_map(|code| EconomicCode::new(*code).ok()).collect(),
        ));
    }
    if let Some(memo) = column.memo {
        return Meaning::Memo(memo);
    }
    match draft.title.subject {
        Subject::ThreePublic if draft.axis != Axis::Lines => Meaning::Memo(MemoItem::ThreePublic),
        Subject::AgencyOperation => Meaning::Memo(MemoItem::AgencyOperation),
        Subject::Procurement => Meaning::Memo(MemoItem::Procurement),
        Subject::PurchasedServices => Meaning::Memo(MemoItem::PurchasedServices),
        Subject::Goals | Subject::Beside => Meaning::Memo(MemoItem::Goals),
        _ => Meaning::Money,
    }
}

/// Which classifications the rows name: functions, government and department economic codes.
fn classifications(draft: &Draft<'_>) -> (bool, bool, bool) {
    draft.rows.iter().fold((false, false, false), |found, row| match row.about {
        About::Codes { function, government, economic } => {
            (found.0 || function.is_some(), found.1 || government.is_some(), found.2 || economic.is_some())
        }
        _ => found,
    })
}

fn table(
    document: &Lines<'_>,
    draft: &Draft<'_>,
    spec: &TableSpec,
    lines: &DeclaredLines,
    department: &Name,
    unread: &mut Vec<Unread>,
) -> Table {
    let mut rows = Vec::new();
    let mut lost: HashMap<usize, u32> = HashMap::new();
    for &(line, count) in &draft.lost {
        *lost.entry(line).or_default() += count;
    }
    for (index, row) in draft.rows.iter().enumerate() {
        if matches!(row.about, About::Group(_)) {
            continue;
        }
        let address = match &row.about {
            About::Total | About::Group(_) => Address::Total,
            About::Codes { function, government, economic } => match spec.rows {
                RowAxis::Function => function.map_or(Address::Total, Address::Function),
                RowAxis::Economic => economic.map_or(Address::Total, Address::Economic),
                _ => Address::Detail(Box::new(Detail {
                    unit: row.unit.clone(),
                    function: *function,
                    government: *government,
                    economic: *economic,
                    ..Detail::default()
                })),
            },
            About::Unit(name) if draft.axis == Axis::Codes => {
                Address::Detail(Box::new(Detail { unit: Some(name.clone()), ..Detail::default() }))
            }
            About::Unit(name) => Address::Unit(name.clone()),
            About::Project(unit, name) => Address::Project(unit.clone(), name.clone()),
            About::Named(name) => Address::Project(department.clone(), name.clone()),
            About::Line(entry) => lines.addresses[*entry].clone(),
        };
        let (cells, missed) = cells(draft, index, spec.columns.len());
        if missed > 0 {
            *lost.entry(row.line).or_default() += missed;
        }
        let line = &document.lines[row.line];
        rows.push(Row {
            address,
            label: row.label.clone(),
            page: line.page,
            line: line.number,
            cells,
            goal: None,
            uncertain: missed > 0 || row.is_partial,
        });
    }
    // Rows known by their labels alone may be parts of one another.
    let by_label = matches!(draft.axis, Axis::Named | Axis::Project);
    let complete = lost.is_empty() && !rows.is_empty() && !by_label;
    let mut lines: Vec<(usize, u32)> = lost.into_iter().collect();
    lines.sort_unstable();
    unread.extend(lines.iter().map(|&(line, figures)| {
        let line = &document.lines[line];
        Unread { page: line.page, line: line.number, text: line.text.trim().to_owned(), figures }
    }));
    let title = &document.lines[draft.start];
    Table {
        number: spec.number,
        title: draft.heading.clone(),
        unit: draft.unit,
        page: title.page,
        line: title.number,
        rows,
        notes: draft.notes.clone(),
        complete,
        blanks: Blanks::Zero,
    }
}

/// The figures of a row under their columns, and how many have none.
fn cells(draft: &Draft<'_>, row: usize, columns: usize) -> (Vec<Option<crate::amount::Printed>>, u32) {
    let mut cells = vec![None; columns];
    let place = positions(draft);
    let mut lost = 0;
    let row = &draft.rows[row];
    for ((printed, percent), column) in row.figures.iter().zip(&row.columns) {
        match column {
            // A percentage is no amount; its column says nothing of money.
            Some(_) if *percent => {}
            Some(column) => {
                if let Some(cell) = place[*column].and_then(|place| cells.get_mut(place)) {
                    *cell = Some(*printed);
                }
            }
            None => lost += 1,
        }
    }
    (cells, lost)
}

/// The row of the department above its units, as a table of its own: it repeats the total.
fn departments(document: &Lines<'_>, draft: &Draft<'_>, number: usize) -> Option<(TableSpec, Table)> {
    let index = draft.rows.iter().position(|row| matches!(row.about, About::Group(_)))?;
    let spec = spec(draft, u16::try_from(number + 1).ok()?, &DeclaredLines::default());
    let row = &draft.rows[index];
    let (cells, missed) = cells(draft, index, spec.columns.len());
    if missed > 0 {
        return None;
    }
    let line = &document.lines[row.line];
    let rows = vec![Row {
        address: Address::Total,
        label: row.label.clone(),
        page: line.page,
        line: line.number,
        cells,
        goal: None,
        uncertain: false,
    }];
    let table = Table {
        number: spec.number,
        title: draft.heading.clone(),
        unit: draft.unit,
        page: line.page,
        line: line.number,
        rows,
        notes: Vec::new(),
        complete: false,
        blanks: Blanks::Zero,
    };
    Some((spec, table))
}
