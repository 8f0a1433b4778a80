//! Reading what was published: from the text of a document to a [`Disclosure`].
//!
//! ```
//! let text = include_str!("../examples/data/cooperation-office-2024.txt");
//! let disclosure = yusuan::read_text(text)?;
//! assert_eq!(disclosure.header.department.as_str(), "广州市协作办公室");
//! assert_eq!(disclosure.facts().count(), 996);
//! assert!(disclosure.unread.is_empty());
//! # Ok::<(), yusuan::ReadError>(())
//! ```
//!
//! Nothing is lost: every figure in the region of a table becomes a fact or is listed in
//! [`Disclosure::unread`] with page and line. Nothing is invented: a table is read only if its header
//! words are those of the template, in their order.

// It is called by the reader of tables with vanished cells.
#[cfg_attr(not(test), expect(dead_code, reason = "the reader of vanished cells calls it"))]
mod assign;
mod cells;
mod centred;
mod figures;
mod front;
mod general;
mod grid;
mod header;
mod label;
mod lines;
mod projects;
mod prose;
mod region;

use std::borrow::Cow;
use std::cell::LazyCell;

use crate::budget::{Disclosure, Unread};
use crate::narrative;
use crate::table::{Blanks, RowAxis, Table, Template, TemplateError};
use crate::text::{self, TextLine};

pub(crate) use prose::fit_claims;
use region::Region;

/// Why a text was not read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no text: a scanned document, or an empty file.
    #[error("there is no text, as in a scanned document")]
    NoText,
    /// No table of any known template, no tables that the vocabulary understands, and no narrative that states amounts.
    #[error(
        "not a published budget: no titles with header words under them, neither those of {templates} nor of any \
         other place, and no narrative that names department, year and amounts"
    )]
    NoTables {
        /// The ids of the templates that were tried.
        templates: String,
    },
    /// Tables that are understood, but cannot be those of one budget, as where a file has the documents of many
    /// departments behind one another.
    #[error("its tables cannot be those of one budget: {0}")]
    NotOneBudget(#[source] TemplateError),
    /// Tables, but no year.
    #[error("no year: looked for a line like 2024年部门预算表")]
    NoYear,
    /// Tables, but no department.
    #[error("no department: looked for 单位名称： and for a title ending in 部门预算")]
    NoDepartment,
}

/// Reads a document from its text, as a PDF library or a person gives it.
///
/// Pages are told by form feeds, or by the single space that some libraries begin a page with. Lines
/// may be separated by blank lines, labels and header words may be wrapped, headers repeated on each
/// page, page numbers left in. Where upright lines part the cells of tables, as in Markdown, or tabs, as in what was
/// copied from a spreadsheet, each cell tells its column, empty ones too.
pub fn read_text(text: &str) -> Result<Disclosure, ReadError> {
    if text.trim().is_empty() {
        return Err(ReadError::NoText);
    }
    let lines = text::lines(text);
    let rows = text::piped::rows(&lines);
    if rows.is_empty() {
        return read_lines(&lines);
    }
    read_lines(&text::piped::with_cells(&lines, &rows))
}

/// Reads the lines of a document, whether or not their cells are known.
pub(crate) fn read_lines(lines: &[TextLine<'_>]) -> Result<Disclosure, ReadError> {
    if lines.is_empty() {
        return Err(ReadError::NoText);
    }
    let squeezed: Vec<Cow<'_, str>> = lines.iter().map(|line| label::squeeze(line.text)).collect();
    let known = best_template(lines, &squeezed);
    let document = LazyCell::new(|| general::document(lines, &squeezed));
    // A template fits if most of its tables are there; else the vocabulary says more.
    let fits = known.as_ref().is_some_and(|(template, regions)| {
        2 * regions.iter().filter(|region| region.has_header).count() > template.tables.len()
    });
    if !fits && let Some(read) = general::read(&document) {
        return read;
    }
    let Some((template, regions)) = known else {
        if let Some(read) = general::read_narrative(&document) {
            return Ok(read);
        }
        let ids: Vec<&str> = Template::ALL.iter().map(|template| template.id.as_ref()).collect();
        return Err(ReadError::NoTables { templates: ids.join(", ") });
    };
    let read = by_template(lines, &squeezed, template, &regions);
    match read {
        Ok(disclosure) if fits && leaves_out_much(&disclosure) => Ok(fuller(disclosure, general::read(&document))),
        read => read,
    }
}

/// Whether a template that fits leaves out more than a misprint or a lost title would: the document may come
/// from another extractor, or be a later edition.
fn leaves_out_much(disclosure: &Disclosure) -> bool {
    2 * missed(disclosure) > disclosure.facts().count()
}

fn missed(disclosure: &Disclosure) -> usize {
    disclosure
        .unread
        .iter()
        .map(|unread| usize::try_from(unread.figures).unwrap_or(usize::MAX))
        .fold(0, usize::saturating_add)
}

/// Of two readings of a document the one with more facts; the first of equals.
fn fuller(first: Disclosure, second: Option<Result<Disclosure, ReadError>>) -> Disclosure {
    match second {
        Some(Ok(second)) if second.facts().count() > first.facts().count() => second,
        _ => first,
    }
}

/// Reads a document under a template that is built in.
fn by_template(
    lines: &[TextLine<'_>],
    squeezed: &[Cow<'_, str>],
    template: &'static Template,
    regions: &[Region<'_>],
) -> Result<Disclosure, ReadError> {
    let unit = regions.first().map_or(template.unit, |region| region.unit);
    let header = front::header(squeezed, unit)?;
    let joined: Vec<Vec<cells::Joined<'_>>> = regions.iter().map(cells::joined).collect();
    let regions: Vec<Region<'_>> =
        regions.iter().zip(&joined).map(|(region, lines)| region.with_lines(lines)).collect();
    let regions = &*regions;
    let mut unread = Vec::new();
    let units = projects::unit_names(regions, &header);
    let tables: Vec<Table> = regions.iter().map(|region| table(region, &units, &mut unread)).collect();
    unread.extend(outside(lines, regions));
    let after = regions.iter().map(|region| region.end).max().unwrap_or_default();
    let narrative = narrative::read(&lines[after..], &prose::context(template, &tables, header.year, unit));
    let (claims, dates) = (narrative.claims, narrative.dates);
    unread.extend(narrative.unread);
    Ok(Disclosure { header, template: template.into(), tables, claims, unread, dates, corrections: Vec::new() })
}

/// The template whose tables fit best, and where they stand. `None` if no table of any stands there.
fn best_template<'a>(
    lines: &[TextLine<'a>],
    squeezed: &[Cow<'_, str>],
) -> Option<(&'static Template, Vec<Region<'a>>)> {
    let matched = |regions: &[Region<'a>]| regions.iter().filter(|region| region.has_header).count();
    let found = Template::ALL.iter().map(|&template| (template, region::regions(template, lines, squeezed)));
    let mut found: Vec<(&'static Template, Vec<Region<'a>>)> = found.collect();
    let most = found.iter().map(|(_, regions)| matched(regions)).max().filter(|most| *most > 0)?;
    found.retain(|(_, regions)| matched(regions) == most);
    if found.len() == 1 {
        return found.pop();
    }
    // Editions share headers; then the labels of the fixed lines decide, and of equals the first.
    let fixed = |regions: &[Region<'a>]| {
        let fixed = regions.iter().filter(|region| !region.spec.lines().is_empty());
        fixed.map(|region| lines::rows(region).0.len()).sum::<usize>()
    };
    found.into_iter().rev().max_by_key(|(_, regions)| fixed(regions))
}

/// Lines with figures that stand before, between or after recognised tables and in none: a table whose
/// title is missing or not known.
fn outside(lines: &[TextLine<'_>], regions: &[Region<'_>]) -> Vec<Unread> {
    let last = regions.iter().map(|region| region.end).max().unwrap_or_default();
    // Regions stand in the order of the document and do not overlap.
    let is_inside = |index: usize| {
        let before = regions.partition_point(|region| region.start <= index);
        before.checked_sub(1).is_some_and(|region| index < regions[region].end)
    };
    let missed =
        lines[..last].iter().enumerate().filter(|(index, line)| !is_inside(*index) && figures::count(line.text) > 0);
    missed.map(|(_, line)| Region::unread(line)).collect()
}

fn table(region: &Region<'_>, units: &projects::UnitNames, unread: &mut Vec<Unread>) -> Table {
    let (rows, missed) = match &region.spec.rows {
        RowAxis::Lines(_) | RowAxis::SideBySide(_) => lines::rows(region),
        RowAxis::Function | RowAxis::Economic => grid::rows(region),
        // Which of the words before the figures is which coordinate, the text alone does not tell.
        RowAxis::Detail(_) => (Vec::new(), region.all_unread()),
        RowAxis::Unit | RowAxis::UnitEconomic | RowAxis::UnitProject => projects::rows(region, units),
    };
    let notes = region.notes();
    // A header with nothing under it, not even the remark that there is nothing, is a table whose rows were lost.
    let complete = missed.is_empty()
        && !region.is_cut_short
        && (!rows.is_empty() || notes.iter().any(|note| note.contains("无发生额")));
    unread.extend(missed);
    Table {
        number: region.spec.number,
        title: region.spec.title.to_string(),
        unit: region.unit,
        page: region.title.page,
        line: region.title.number,
        notes,
        rows,
        complete,
        blanks: Blanks::Unknown,
    }
}
