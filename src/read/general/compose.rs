//! From understood tables to a template composed of them, and the tables of the document under it.

mod extents;
mod sums;

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt};

use crate::budget::Unread;
use crate::code::{EconomicCode, Level};
use crate::fact::{Flow, MemoItem, Name};
use crate::table::vocabulary::{Role, Word};
use crate::table::{
    self, Address, Blanks, Coordinate, Detail, Label, Line, Meaning, Row, RowAxis, Table, TableSpec, Words,
};

use super::columns::Column;
use super::draft::{About, Axis, Draft};
use super::region::Lines;
use super::sides::{Block, Entry, Meant};
use super::title::Subject;
use super::tree;

pub(super) use extents::{line_extent, says_carried};

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
        let sums = sums::sums(document, draft, &spec, &mut composed.unread);
        composed.specs.push(spec);
        composed.tables.push(table);
        if let Some((spec, table)) = sums {
            composed.specs.push(spec);
            composed.tables.push(table);
        }
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
            Role::Whole if tree::is_subtotal(&draft.entries, entry) => Meaning::Memo(MemoItem::Included),
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
    for &(line, count) in draft.lost.iter().chain(&draft.parts) {
        *lost.entry(line).or_default() += count;
    }
    let told = group(draft);
    for (index, row) in draft.rows.iter().enumerate() {
        if matches!(row.about, About::Group(_)) {
            if told != Some(index) {
                *lost.entry(row.line).or_default() += u32::try_from(row.figures.len()).unwrap_or(u32::MAX);
            }
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
    // Figures lost in lines side by side may be the rows of another side. On the other axes every row is there,
    // and those that lost a figure say so themselves.
    let is_known = if draft.axis == Axis::Lines { lost.is_empty() } else { draft.lost.is_empty() };
    let complete = is_known && !rows.is_empty() && !by_label;
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

/// The first row of a department above its units, if the columns of all its figures are known.
fn group(draft: &Draft<'_>) -> Option<usize> {
    let index = draft.rows.iter().position(|row| matches!(row.about, About::Group(_)))?;
    (!draft.rows[index].columns.contains(&None)).then_some(index)
}

/// The row of the department above its units, as a table of its own: it repeats the total.
fn departments(document: &Lines<'_>, draft: &Draft<'_>, number: usize) -> Option<(TableSpec, Table)> {
    let index = group(draft)?;
    let spec = spec(draft, u16::try_from(number + 1).ok()?, &DeclaredLines::default());
    let row = &draft.rows[index];
    let (cells, _) = cells(draft, index, spec.columns.len());
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
