//! The last row of basic expenditure by economic codes, 人员经费合计 and 公用经费合计, as a table of its own: its lines
//! are kinds of expenditure among codes.

use std::borrow::Cow;

use crate::budget::Unread;
use crate::fact::Flow;
use crate::scope::{Area, Extent, Scope, Source};
use crate::table::{Address, Blanks, Label, Line, Meaning, Row, RowAxis, Table, TableSpec, Words};

use super::super::draft::Draft;
use super::super::draft::KindSum;
use super::super::region::Lines;

/// The sums of a table with their declaration, if it prints some. What is printed twice is not read.
pub(super) fn sums(
    document: &Lines<'_>,
    draft: &Draft<'_>,
    whole: &TableSpec,
    unread: &mut Vec<Unread>,
) -> Option<(TableSpec, Table)> {
    let is_told = |sum: &&KindSum| draft.sums.iter().filter(|other| other.nature == sum.nature).count() == 1;
    let (told, twice): (Vec<&KindSum>, Vec<&KindSum>) = draft.sums.iter().partition(is_told);
    unread.extend(twice.into_iter().map(|sum| {
        let line = &document.lines[sum.line];
        Unread { page: line.page, line: line.number, text: line.text.trim().to_owned(), figures: 1 }
    }));
    let first = document.lines.get(told.first()?.line)?;
    let line = |sum: &&KindSum| Line {
        label: Label::Names([sum.label.clone()].into_iter().collect::<Words>()),
        flow: Flow::Expenditure,
        side: 0,
        extent: Extent::exact(Area { source: Scope::<Source>::ALL, nature: sum.nature }),
        meaning: Meaning::Money,
        part_of: None,
        usually_within: None,
    };
    let row = |(sum, position): (&&KindSum, u16)| Row {
        address: Address::Line(position),
        label: sum.label.clone(),
        page: document.lines[sum.line].page,
        line: document.lines[sum.line].number,
        cells: vec![Some(sum.printed)],
        goal: None,
        uncertain: false,
    };
    let spec = TableSpec {
        number: whole.number + 1,
        rows: RowAxis::Lines(Cow::Owned(told.iter().map(line).collect())),
        ..whole.clone()
    };
    let table = Table {
        number: spec.number,
        title: draft.heading.clone(),
        unit: draft.unit,
        page: first.page,
        line: first.number,
        rows: told.iter().zip(0..).map(row).collect(),
        notes: Vec::new(),
        complete: false,
        blanks: Blanks::Zero,
    };
    Some((spec, table))
}
