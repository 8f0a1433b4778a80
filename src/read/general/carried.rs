//! Places that print what was carried over in a line of its own in one table and leave it among the sources
//! in the others.

use crate::amount::Amount;
use crate::fact::Flow;
use crate::scope::{Extent, Nature, Scope, Source};
use crate::table::vocabulary::Role;

use super::columns::Column;
use super::compose::says_carried;
use super::draft::{About, Axis, Draft};
use super::sides::{Block, Entry, Meant};
use super::title::{Carried, Subject};

const BUSINESS: Scope<Nature> = Scope::<Nature>::just(Nature::Business);

/// The appropriations of a table by lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Appropriated {
    /// The sources in lines of their own.
    sources: Amount,
    /// The last whole line.
    whole: Option<Amount>,
    carried: Option<Amount>,
}

/// Marks the tables whose sources hold what was carried over: they print no line or column for it, and
/// their appropriations are as much as another table prints with it, not without it.
pub(super) fn within_sources(drafts: &mut [Draft<'_>]) {
    drafts.iter_mut().for_each(widen_expenditure);
    leave_open_in_projects(drafts);
    leave_open_what_is_kept(drafts);
    leave_open_business_in_projects(drafts);
    name_other_expenditure(drafts);
    let told = drafts.iter().filter(|draft| says_carried(draft) && draft.title.source == Some(Scope::FISCAL)).find_map(
        |draft| {
            let told = appropriated(draft)?;
            told.carried.filter(|carried| !carried.is_zero())?;
            told.whole
        },
    );
    let Some(with_carried) = told else { return };
    let is_silent = |draft: &Draft<'_>| {
        draft.blocks.contains(&Block::Revenue) && !says_carried(draft) && draft.title.source.is_none()
    };
    let within = drafts
        .iter()
        .filter(|draft| is_silent(draft))
        .any(|draft| appropriated(draft).is_some_and(|found| found.sources == with_carried));
    if !within {
        return;
    }
    for draft in drafts.iter_mut() {
        if is_silent(draft) {
            draft.is_carried_within = true;
        } else if draft.axis != Axis::Lines && draft.flow == Flow::Revenue {
            widen_columns(draft);
        }
    }
}

fn appropriated(draft: &Draft<'_>) -> Option<Appropriated> {
    let mut found = Appropriated::default();
    for (entry, row) in draft.entries.iter().zip(&draft.rows) {
        let (Meant::Word(word), Some((printed, _))) = (entry.meant, row.figures.first()) else { continue };
        if draft.blocks.get(entry.block) != Some(&Block::Revenue) || entry.carried {
            continue;
        }
        match word.role {
            Role::Source(scope) if scope != Scope::FISCAL && Scope::FISCAL.contains(scope) => {
                found.sources = found.sources.checked_add(printed.amount()).ok()?;
            }
            Role::Whole => found.whole = Some(printed.amount()),
            Role::Carried => found.carried = Some(printed.amount()),
            _ => {}
        }
    }
    Some(found)
}

/// Whether a table says that money was carried over.
fn prints_carried(draft: &Draft<'_>) -> bool {
    appropriated(draft).and_then(|found| found.carried).is_some_and(|carried| !carried.is_zero())
}

/// Where money was carried over, the list of projects may leave it out.
fn leave_open_in_projects(drafts: &mut [Draft<'_>]) {
    if !drafts.iter().any(|draft| prints_carried(draft)) {
        return;
    }
    let is_list = |draft: &&mut Draft<'_>| draft.title.by_project && draft.title.carried == Carried::Untold;
    for column in drafts.iter_mut().filter(is_list).flat_map(|draft| &mut draft.readings).flatten() {
        let Extent { inner, outer } = &mut column.extent;
        if inner.source == Scope::<Source>::ALL && outer.source == inner.source {
            inner.source = Scope::<Source>::THIS_YEAR;
        }
    }
}

/// What is paid from business income has a kind of its own beside projects, and may be listed as projects.
fn leave_open_business_in_projects(drafts: &mut [Draft<'_>]) {
    let says = |draft: &Draft<'_>| {
        let of_line =
            |entry: &Entry<'_>| matches!(entry.meant, Meant::Word(word) if word.role == Role::Nature(BUSINESS));
        let of_column = |column: &Column| column.extent.outer.nature == BUSINESS;
        draft.entries.iter().any(of_line) || draft.readings.iter().flatten().any(of_column)
    };
    if !drafts.iter().any(says) {
        return;
    }
    let widened = |extent: &mut Extent| {
        if extent.inner.nature == Scope::PROJECT && extent.outer.nature == Scope::PROJECT {
            extent.outer.nature = Scope::PROJECT.union(BUSINESS);
        }
    };
    for draft in drafts.iter_mut().filter(|draft| draft.title.by_project && draft.axis != Axis::Lines) {
        widened(&mut draft.extent);
        draft.readings.iter_mut().flatten().for_each(|column| widened(&mut column.extent));
    }
}

/// 项目支出及其他支出: all that is no basic expenditure.
fn name_other_expenditure(drafts: &mut [Draft<'_>]) {
    let widened = |extent: &mut Extent| {
        if extent.outer.nature == Scope::PROJECT || extent.outer.nature == Scope::PROJECT.union(BUSINESS) {
            extent.outer.nature = Scope::<Nature>::SPENT.without(Scope::BASIC);
        }
    };
    for draft in drafts.iter_mut().filter(|draft| draft.heading.contains("项目支出及其他支出")) {
        widened(&mut draft.extent);
        draft.readings.iter_mut().flatten().for_each(|column| widened(&mut column.extent));
    }
}

/// Where no table sets expenditure against revenue and less is spent than there is, the rest may be kept for next year.
fn leave_open_what_is_kept(drafts: &mut [Draft<'_>]) {
    let is_whole = |draft: &Draft<'_>| {
        draft.title.subject == Subject::Budget && draft.title.source.is_none() && draft.title.nature.is_none()
    };
    let compares =
        |draft: &Draft<'_>| draft.axis == Axis::Lines && draft.blocks.iter().any(|block| *block != Block::Revenue);
    if drafts.iter().any(|draft| is_whole(draft) && compares(draft)) {
        return;
    }
    let total = |draft: &Draft<'_>| {
        let total = draft.rows.iter().find(|row| row.about == About::Total)?;
        Some(total.figures.first()?.0.amount())
    };
    let is_of = |draft: &Draft<'_>, flow: Flow| is_whole(draft) && draft.axis != Axis::Lines && draft.flow == flow;
    let Some(revenue) = drafts.iter().filter(|draft| is_of(draft, Flow::Revenue)).filter_map(total).max() else {
        return;
    };
    for draft in drafts.iter_mut().filter(|draft| is_of(draft, Flow::Expenditure)) {
        if total(draft).is_some_and(|spent| spent < revenue) && draft.extent.inner.nature == Scope::<Nature>::ALL {
            draft.extent.inner.nature = Scope::<Nature>::SPENT;
        }
    }
}

/// Beside revenue with money carried over, expenditure by source spends that too.
fn widen_expenditure(draft: &mut Draft<'_>) {
    if !prints_carried(draft) || draft.axis != Axis::Lines {
        return;
    }
    let blocks = draft.blocks.clone();
    let spends = |side: u8| blocks.get(usize::from(side)).is_some_and(|block| *block != Block::Revenue);
    for column in draft.readings.iter_mut().flatten().filter(|column| spends(column.side)) {
        let Extent { inner, outer } = &mut column.extent;
        (inner.source, outer.source) = (inner.source.with_carried_over(), outer.source.with_carried_over());
    }
}

/// Columns of sources in a table of revenue that has none for what was carried over.
fn widen_columns(draft: &mut Draft<'_>) {
    let widened = |source: Scope<Source>| if source.is_empty() { source } else { source.with_carried_over() };
    for reading in &mut draft.readings {
        let is_told = reading.iter().any(|column| {
            column
                .words
                .iter()
                .any(|name| crate::table::vocabulary::word(name).is_some_and(|word| word.role == Role::Carried))
        });
        for column in reading.iter_mut().filter(|_| !is_told) {
            let Extent { inner, outer } = &mut column.extent;
            (inner.source, outer.source) = (widened(inner.source), widened(outer.source));
        }
    }
}
