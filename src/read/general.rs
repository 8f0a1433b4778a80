//! Reading documents of any place by the vocabulary.

mod address;
mod carried;
mod columns;
mod compose;
mod draft;
mod front;
mod furniture;
mod goals;
mod grid;
mod heading;
mod marks;
mod order;
mod periods;
mod region;
mod rows;
mod settle;
mod sides;
mod title;
mod token;
mod tree;
mod unannounced;

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::amount::{Printed, Unit};
use crate::budget::{Disclosure, Header};
use crate::fact::{Key, Name};
use crate::narrative;
use crate::table::{Layout, Template};
use crate::text::TextLine;

use super::{ReadError, label};

/// The lines of a document without what belongs to its pages.
pub(super) fn document<'a>(lines: &[TextLine<'a>], squeezed: &'a [Cow<'_, str>]) -> region::Lines<'a> {
    let (kept, _removed) = furniture::without_furniture(lines);
    region::Lines::new(kept.into_iter().map(|(at, line)| {
        // Most lines are kept as they are.
        let is_whole = line.text.len() == lines[at].text.len();
        (line, if is_whole { Cow::Borrowed(&*squeezed[at]) } else { label::squeeze(line.text) })
    }))
}

/// Reads a document by the vocabulary alone. `None` if it has no table that is understood.
pub(super) fn read(document: &region::Lines<'_>) -> Option<Result<Disclosure, ReadError>> {
    let year = front::year(document);
    let (mut regions, strange) = region::regions(document, year.map(crate::year::FiscalYear::number));
    mark_final(&mut regions);
    order::mark_torn(document, &mut regions);
    let number = year.map(crate::year::FiscalYear::number);
    let default = usual_unit(&regions);
    let mut drafts: Vec<draft::Draft<'_>> =
        regions.iter().map(|region| draft::draft(document, region, default, number)).collect();
    let rows: usize = drafts.iter().map(|draft| draft.rows.len() + draft.lost.len()).sum();
    if rows == 0 {
        return None;
    }
    let known = settle::settle(&mut drafts);
    let Some(department) = front::department(document) else { return Some(Err(ReadError::NoDepartment)) };
    let Some(year) = year else { return Some(Err(ReadError::NoYear)) };
    let department = Name::from(department);
    let unit = drafts.first().map_or(Unit::TenThousandYuan, |draft| draft.unit);
    let prose: Vec<TextLine<'_>> = outside(document, &regions);
    let (mut template, mut composed) = match template(document, &drafts, &department, unit) {
        Ok(found) => found,
        Err(error) => return Some(Err(error)),
    };
    let narrate = |template: &Layout, composed: &compose::Composed| {
        narrative::read(&prose, &super::prose::context(template, &composed.tables, year, unit))
    };
    let mut narrative = narrate(&template, &composed);
    // What the tables leave open the narrative may say.
    if settle::uncertain(&drafts) > 0 {
        settle::hear(&mut drafts, known, &said(&narrative.claims));
        if let Ok(found) = self::template(document, &drafts, &department, unit) {
            (template, composed) = found;
            narrative = narrate(&template, &composed);
        }
    }
    let mut unread = composed.unread;
    unread.extend(narrative.unread);
    let listed: HashSet<u32> = unread.iter().map(|unread| unread.line).collect();
    let strange: HashSet<u32> = strange.into_iter().flatten().map(|line| document.lines[line].number).collect();
    unread.extend(unannounced::rows(&prose, &strange).into_iter().filter(|row| !listed.contains(&row.line)));
    unread.sort_by_key(|unread| unread.line);
    let header = Header { department, year, unit };
    let (mut claims, dates) = (narrative.claims, narrative.dates);
    super::prose::fit_claims(&template, &mut claims);
    claims.extend(drafts.iter().flat_map(|draft| draft.rates.iter().cloned()));
    // One table may be all that is published, but not what is left of many.
    let facts = composed.tables.iter().flat_map(crate::table::Table::cells).count();
    let missed = unread.iter().map(|unread| usize::try_from(unread.figures).unwrap_or(usize::MAX));
    if drafts.len() < 2 && missed.fold(0, usize::saturating_add) > facts {
        return None;
    }
    Some(Ok(Disclosure { header, template, tables: composed.tables, claims, unread, dates, corrections: Vec::new() }))
}

/// The tables of a document and their declaration.
fn template(
    document: &region::Lines<'_>,
    drafts: &[draft::Draft<'_>],
    department: &Name,
    unit: Unit,
) -> Result<(Layout, compose::Composed), ReadError> {
    let mut composed = compose::compose(document, drafts, department);
    let specs = std::mem::take(&mut composed.specs);
    let mut template = Template::new("composed", "按词汇组合的表样", unit, specs);
    template.decimals = decimals(drafts);
    template.rate_decimals = 0;
    template.check().map_err(ReadError::NotOneBudget)?;
    Ok((Layout::compose(template), composed))
}

/// The amounts that a narrative says.
fn said(claims: &[crate::claim::Claim]) -> Vec<(Key, Printed)> {
    claims.iter().filter_map(|claim| claim.subject.clone().zip(claim.amount)).collect()
}

/// A narrative without tables, as some places publish it apart from them. `None` if it names no department
/// or year, or makes no claim about an amount.
pub(super) fn read_narrative(document: &region::Lines<'_>) -> Option<Disclosure> {
    const ROWS: usize = 20;
    // Rows of tables that nothing announces are no narrative: their figures would be passed over.
    let rows = (0..document.lines.len()).filter(|&line| region::has_cells(document, line)).count();
    if rows > ROWS {
        return None;
    }
    let year = front::year(document)?;
    let department = Name::from(front::department(document)?);
    let unit = Unit::TenThousandYuan;
    let template = Layout::compose(Template::new("composed", "按词汇组合的表样", unit, Vec::new()));
    let narrative = narrative::read(&document.lines, &super::prose::context(&template, &[], year, unit));
    let says_amount = |claim: &crate::claim::Claim| claim.amount.is_some() && claim.subject.is_some();
    if !narrative.claims.iter().any(says_amount) {
        return None;
    }
    let header = Header { department, year, unit };
    let (claims, dates, unread) = (narrative.claims, narrative.dates, narrative.unread);
    Some(Disclosure { header, template, tables: Vec::new(), claims, unread, dates, corrections: Vec::new() })
}

/// The unit that most tables name, which those that name none have too.
fn usual_unit(regions: &[region::Region<'_>]) -> Unit {
    let named = |unit: Unit| regions.iter().filter(|region| region.unit == Some(unit)).count();
    // Of units that as many tables name the first counts, and where none is named the one of most budgets.
    let first = regions.iter().find_map(|region| region.unit).unwrap_or(Unit::TenThousandYuan);
    Unit::ALL.into_iter().max_by_key(|unit| (named(*unit), *unit == first)).unwrap_or(first)
}

/// In a final account every table is one of outturn, whatever its title says.
fn mark_final(regions: &mut [region::Region<'_>]) {
    let finals = regions.iter().filter(|region| region.title.is_final).count();
    if 2 * finals > regions.len() {
        for region in regions {
            region.title.is_final = true;
        }
    }
}

/// The lines that are part of no table and of no list of goals.
fn outside<'a>(document: &region::Lines<'a>, regions: &[region::Region<'_>]) -> Vec<TextLine<'a>> {
    let mut inside = goals::passages(document);
    for region in regions {
        let end = region.end.min(inside.len());
        inside[region.start..end].fill(true);
    }
    document.lines.iter().zip(inside).filter(|(_, inside)| !inside).map(|(line, _)| *line).collect()
}

/// The number of decimals that most figures have.
fn decimals(drafts: &[draft::Draft<'_>]) -> u8 {
    let mut votes: HashMap<u8, usize> = HashMap::new();
    for (printed, percent) in drafts.iter().flat_map(|draft| &draft.rows).flat_map(|row| &row.figures) {
        if !percent {
            *votes.entry(printed.decimals()).or_default() += 1;
        }
    }
    votes.into_iter().max_by_key(|&(decimals, count)| (count, decimals)).map_or(2, |(decimals, _)| decimals)
}
