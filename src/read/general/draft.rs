//! A table as it is understood before the columns of its figures are certain.

mod amounts;
mod assessed;
mod axis;
mod bearing;
mod lines;
mod open_header;
mod parents;
mod placed;
mod project_forms;
mod side_by_side;
mod two_totals;

use std::cell::OnceCell;

use foldhash::{HashMap, HashMapExt};

use crate::amount::{Printed, Unit};
use crate::claim::Claim;
use crate::code::{EconomicCode, FunctionalCode, GovernmentEconomicCode};
use crate::fact::{Flow, Name};
use crate::scope::Extent;
use crate::table::vocabulary::{Corner, Role, Word};

use super::address::{Path, is_total};
use super::columns::{self, Column};
use super::goals::{self, GoalRow};
use super::heading::Heading;
use super::region::{Lines, Region, is_forms};
use super::rows::{RawRow, raw_rows};
use super::sides::{Block, Entry};
use super::title::{Sides as Side, Subject, Title};
use super::token::{Kind, Token};
use super::{grid, order, periods, tree};
use amounts::{figures, last_amount};
use axis::{axis, by_unit, coded_unit, counts_first, is_of_unit};
use bearing::Bearing;
pub(super) use bearing::{Where, places};
pub(super) use open_header::OpenHeader;
pub(super) use side_by_side::KindSum;

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    /// Codes of one or several classifications.
    Codes,
    Unit,
    Project,
    /// Rows known only by their labels.
    Named,
    /// Lines with labels of their own, in blocks side by side.
    Lines,
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum About {
    Total,
    Codes {
        function: Option<FunctionalCode>,
        government: Option<GovernmentEconomicCode>,
        economic: Option<EconomicCode>,
    },
    Unit(Name),
    /// Units gathered under their department.
    Group(Name),
    Project(Name, Name),
    Named(Name),
    /// A line, by its position among the entries of the table.
    Line(usize),
}

/// A row with its figures in their order.
#[derive(Clone, Debug)]
pub(super) struct DraftRow {
    pub(super) about: About,
    pub(super) label: String,
    /// Position among the lines of the document.
    pub(super) line: usize,
    pub(super) figures: Vec<(Printed, bool)>,
    pub(super) parent: Option<usize>,
    pub(super) side: u8,
    /// The unit whose functions or codes these are, in tables of several units.
    pub(super) unit: Option<Name>,
    /// Whether other rows print the rest of its columns, so that its empty cells say nothing.
    pub(super) is_partial: bool,
    /// For each figure its column, once it is certain.
    pub(super) columns: Vec<Option<usize>>,
    /// Whether the columns are known by position.
    pub(super) is_placed: bool,
}

impl DraftRow {
    /// A row without figures that belongs to no other one.
    fn bare(about: About, label: String, line: usize) -> Self {
        Self {
            about,
            label,
            line,
            figures: Vec::new(),
            parent: None,
            side: 0,
            unit: None,
            is_partial: false,
            columns: Vec::new(),
            is_placed: false,
        }
    }
}

/// A table.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is an independent trait of a printed table")]
pub(super) struct Draft<'a> {
    pub(super) title: Title,
    pub(super) heading: String,
    pub(super) start: usize,
    pub(super) unit: Unit,
    pub(super) axis: Axis,
    pub(super) flow: Flow,
    pub(super) extent: Extent,
    pub(super) blocks: Vec<Block>,
    pub(super) entries: Vec<Entry<'a>>,
    /// Labels of sources that print no figure.
    pub(super) blank: Vec<(crate::table::vocabulary::Word, bool)>,
    /// The possible columns, the likeliest first.
    pub(super) readings: Vec<Vec<Column>>,
    pub(super) rows: Vec<DraftRow>,
    /// Lines with figures that no row could be made of.
    pub(super) lost: Vec<(usize, u32)>,
    /// Lines of parts of its rows, which are unread and missing nowhere.
    pub(super) parts: Vec<(usize, u32)>,
    pub(super) notes: Vec<String>,
    /// Whether the columns of all figures are known already.
    pub(super) is_settled: bool,
    /// Whether its sources have what was carried over among them, which only another table tells apart.
    pub(super) is_carried_within: bool,
    /// Whether its functions are printed in full although it lacks rows.
    pub(super) prints_whole_functions: bool,
    /// Whether some words of its header are not known.
    pub(super) is_strange: bool,
    /// If the cells of its header were put together from pieces: the words over the columns, for each of its likely
    /// orders.
    pub(super) woven: Vec<Vec<Vec<&'static str>>>,
    /// Its header, if its lines may be read in other orders.
    pub(super) open: Option<OpenHeader<'a>>,
    /// Columns whose place among the others nothing tells, and the readings that have them elsewhere.
    pub(super) unsure: Vec<usize>,
    pub(super) equals: Vec<Vec<Column>>,
    /// For each row the unit that spends its money, in tables that print projects or purchases by unit.
    pub(super) members: Vec<Option<Name>>,
    /// The sums of kinds of expenditure in a table of codes.
    pub(super) sums: Vec<KindSum>,
    /// What forms of assessment print as rates of execution.
    pub(super) rates: Vec<Claim>,
    /// What its rows are to each other, once they are all there.
    bearing: OnceCell<Bearing>,
    /// Whether its labels are units too.
    has_units: bool,
    /// Whether counts or dates stand before the only amount of a row.
    counts_first: bool,
    /// Whether names without codes are those of economic codes before those of functions.
    is_economic: bool,
}

/// Understands a region.
pub(super) fn draft<'a>(document: &Lines<'a>, region: &Region<'a>, default: Unit, year: Option<u16>) -> Draft<'a> {
    let title = region.title;
    let axis = axis(region);
    let is_economic = title.nature == Some(crate::scope::Scope::BASIC)
        && !region.words.corners().any(|corner| corner == Corner::Function);
    let mut draft = Draft {
        title,
        heading: region.heading.clone(),
        start: region.start,
        unit: region.unit.unwrap_or(default),
        axis,
        flow: if title.sides == Side::Revenue { Flow::Revenue } else { Flow::Expenditure },
        extent: columns::table_extent(title),
        blocks: Vec::new(),
        entries: Vec::new(),
        blank: Vec::new(),
        readings: Vec::new(),
        rows: Vec::new(),
        lost: Vec::new(),
        parts: Vec::new(),
        notes: region.notes.clone(),
        members: Vec::new(),
        rates: Vec::new(),
        sums: Vec::new(),
        bearing: OnceCell::new(),
        counts_first: counts_first(region),
        is_strange: region.words.strange > 0,
        woven: open_header::likely_orders(&region.words),
        open: None,
        unsure: Vec::new(),
        equals: Vec::new(),
        is_settled: false,
        is_carried_within: false,
        prints_whole_functions: false,
        has_units: region
            .words
            .corners()
            .any(|corner| corner == Corner::Unit || corner == Corner::Project && is_economic),
        is_economic,
    };
    if region.is_torn {
        draft.lose(&document.tokens_of(&region.body));
    } else if is_forms(region) && region.heading.contains("自评") {
        draft.by_project_forms(document, region);
    } else if is_forms(region) {
        draft.by_two_totals(document, region);
    } else if axis == Axis::Lines {
        draft.by_lines(document, region, year);
    } else {
        let revenue = title.sides == Side::Revenue;
        draft.readings =
            region.words.readings().iter().map(|reading| columns::columns(reading, title, revenue, 0)).collect();
        // Self-assessments print budget, outturn, scores and rates under the same words: no column is certain.
        let had_readings = !draft.readings.is_empty();
        if title.subject == Subject::Goals && region.words.words.iter().any(|word| word.name == "得分") {
            let is_told = |reading: &Vec<Column>| {
                (1..reading.len()).all(|at| reading[..at].iter().all(|other| other.words != reading[at].words))
            };
            draft.readings.retain(is_told);
        }
        let is_unsure = had_readings && draft.readings.is_empty();
        if let Some(count) = region.numbered {
            // Columns may be left out of the count, but it counts none that are not there. The words over
            // labels may be counted too, if all words are known.
            let is_alone = region.words.readings().len() == 1;
            let labels = if draft.is_strange { 0 } else { region.words.corners().count() };
            let fits = |reading: &Vec<Column>| reading.len() <= count && reading.len() + labels >= count;
            let counts_figures = draft.readings.iter().any(|reading| reading.len() == count);
            draft.readings.retain(|reading| {
                reading.len() == count || !counts_figures && (fits(reading) || is_alone && reading.len() < count)
            });
        }
        // Codes and figures side by side, several times over, are one column.
        for reading in draft.readings.iter_mut().filter(|_| axis == Axis::Codes) {
            side_by_side::one_column(reading, region);
        }
        draft.readings.retain(|reading| columns::is_told(reading));
        if assessed::is_assessment(region) {
            draft.by_assessment(document, region);
            return draft;
        }
        if title.subject == Subject::Goals && !is_unsure {
            draft.by_goals(goals::goal_rows(document, region, draft.readings.first().map_or(0, Vec::len)));
            return draft;
        }
        if let Some(grid) = grid::grid(document, &region.header, &region.body, year) {
            draft.by_grid(document, region, &grid);
        } else {
            draft.open = OpenHeader::of(document, region, year);
            let sentences_follow = axis != Axis::Codes && region.words.end_with_text();
            let mut rows = raw_rows(document, &region.body, axis == Axis::Codes, sentences_follow);
            if axis == Axis::Named && document.decimals.is_some() {
                // Where every amount prints decimals, a number without them is an ordinal or a quantity.
                for row in &mut rows {
                    row.figures.retain(|figure| figure.kind != Kind::Number || figure.text == "0");
                }
            }
            draft.by_rows(rows.into_iter().map(|row| (row, None)).collect());
        }
        periods::years_as_columns(&mut draft, year);
    }
    draft
}

impl<'a> Draft<'a> {
    /// Rows with the columns of their figures, where position tells them.
    fn by_rows(&mut self, raw: Vec<(RawRow<'a>, Option<Vec<Option<usize>>>)>) {
        let mut path = Path::default();
        let mut codes: Vec<Option<tree::Codes>> = Vec::new();
        let one_amount = self.counts_first
            && self.axis == Axis::Named
            && self.readings.first().is_some_and(|reading| reading.len() == 1);
        let columns = self.readings.iter().map(Vec::len).max().unwrap_or_default();
        let columns = if raw.iter().any(|(row, _)| !row.has_code() && is_total(&row.name())) { 0 } else { columns };
        let cut = |(row, placed): (RawRow<'a>, Option<Vec<Option<usize>>>)| match placed {
            Some(placed) => vec![(row, Some(placed))],
            None => order::without_lone_figures(row, columns).into_iter().map(|row| (row, None)).collect(),
        };
        let raw: Vec<_> = raw.into_iter().flat_map(cut).collect();
        if self.axis == Axis::Codes && order::has_lone_figures(&raw) {
            return raw.iter().for_each(|(row, _)| self.lose(&row.figures));
        }
        // Where codes of units stand among those of money, names tell them.
        let has_coded_units = self.has_units || raw.iter().filter(|(row, _)| coded_unit(row).is_some()).count() > 1;
        for (mut row, placed) in raw {
            if one_amount && placed.is_none() {
                last_amount(&mut row.figures);
            }
            if row.figures.is_empty() {
                if self.axis == Axis::Codes {
                    path.follow(&row.parts);
                }
                continue;
            }
            if self.keeps_sum(&row) {
                continue;
            }
            let figures = figures(&row.figures, self.unit);
            let label = row.label();
            let unit = coded_unit(&row).filter(|_| has_coded_units && self.axis == Axis::Codes);
            let about = unit.map(|unit| About::Unit(Name::from(unit)));
            let Some(about) = about.or_else(|| self.about(&row, &mut path)) else {
                self.lose(&row.figures);
                continue;
            };
            codes.push(match about {
                About::Codes { function, government, economic } => Some((function, government, economic)),
                _ => None,
            });
            let is_placed = placed.as_ref().is_some_and(|placed| placed.len() == figures.len());
            let columns = placed.filter(|_| is_placed).unwrap_or_else(|| vec![None; figures.len()]);
            self.rows.push(DraftRow { figures, columns, is_placed, ..DraftRow::bare(about, label, row.line) });
        }
        self.lose_unnamed_totals();
        if self.axis == Axis::Codes && self.title.by_project {
            self.projects_under_functions();
            self.lose_parts_of_functions(&mut codes);
        }
        if self.axis == Axis::Project && self.has_units {
            self.projects_under_units();
        }
        if self.axis == Axis::Unit && codes.iter().any(Option::is_some) {
            // Classes of economic codes stand under the units.
            self.axis = Axis::Codes;
        }
        if self.axis == Axis::Unit || self.axis == Axis::Project && self.has_units {
            self.gather_units();
        }
        if self.axis == Axis::Project {
            self.head_of_projects();
        }
        let parents = match self.axis {
            Axis::Codes => self.under_units(&codes),
            _ => self.under_total(),
        };
        for (row, parent) in self.rows.iter_mut().zip(parents) {
            row.parent = parent;
        }
    }

    /// Projects and their money. Where the amounts stand behind words of their own, these are the columns.
    fn by_goals(&mut self, rows: Vec<GoalRow<'a>>) {
        let behind: usize = rows.iter().filter(|row| !row.words.is_empty()).count();
        let has_words = behind * 2 > rows.len();
        let mut words: Vec<Word> = Vec::new();
        for word in rows.iter().flat_map(|row| &row.words) {
            if !words.iter().any(|known| known.role == word.role) {
                words.push(*word);
            }
        }
        if has_words {
            let headings: Vec<Heading> = words.iter().map(|word| Heading { words: vec![*word] }).collect();
            self.readings = vec![columns::columns(&headings, self.title, false, 0)];
        }
        for row in rows {
            if row.words.is_empty() == has_words || !row.adds_up(self.unit) {
                self.lose(&row.figures);
                continue;
            }
            let figures = figures(&row.figures, self.unit);
            // What is no amount in this unit would move the others.
            if has_words && figures.len() != row.words.len() {
                self.lose(&row.figures);
                continue;
            }
            let columns = if has_words {
                row.words.iter().map(|word| words.iter().position(|known| known.role == word.role)).collect()
            } else {
                vec![None; figures.len()]
            };
            let about = if is_total(&row.name) { About::Total } else { About::Named(Name::from(row.name.clone())) };
            self.rows.push(DraftRow {
                figures,
                // A part without its total says nothing of the rest, nor a total without any part.
                is_partial: has_words
                    && (row.words.len() == 1 && words.len() > 1
                        || !row.words.iter().any(|word| word.role == Role::Whole)),
                columns,
                is_placed: has_words,
                ..DraftRow::bare(about, row.name, row.line)
            });
        }
    }

    fn about(&self, row: &RawRow<'a>, path: &mut Path) -> Option<About> {
        let name = row.name();
        if !row.has_code() && (is_total(&name) || name.is_empty() && row.parts.is_empty()) {
            return Some(About::Total);
        }
        match self.axis {
            Axis::Codes => {
                let found = path.follow(&row.parts);
                let mut codes = (found.function, found.government, found.economic);
                if codes == (None, None, None) && !row.has_code() {
                    let indent = row.parts.first().map_or(0, |part| part.indent);
                    codes = self.named(&name, indent, path);
                }
                // Names that are no unit's would tear the tree of codes.
                let is_unit =
                    |name: &str| !name.is_empty() && (!self.is_economic || self.rows.is_empty() || is_of_unit(name));
                if codes == (None, None, None) && self.has_units && !row.has_code() {
                    return Some(About::Unit(Name::from(name))).filter(|_| is_unit(&row.name()));
                }
                let (function, government, economic) = codes;
                (codes != (None, None, None)).then_some(About::Codes { function, government, economic })
            }
            Axis::Unit => by_unit(&name).filter(|_| !name.is_empty()),
            Axis::Project | Axis::Named => Some(About::Named(Name::from(row.label()))),
            Axis::Lines => None,
        }
    }

    /// A name without a code, in tables that print none.
    fn named(
        &self,
        name: &str,
        indent: usize,
        path: &mut Path,
    ) -> (Option<FunctionalCode>, Option<GovernmentEconomicCode>, Option<EconomicCode>) {
        if self.is_economic
            && let Some(code) = path.named_economic(name, indent)
        {
            return (None, None, Some(code));
        }
        if let Some(code) = path.named_function(name, indent) {
            return (Some(code), None, None);
        }
        if let Some(code) = path.named_economic(name, indent) {
            return (None, None, Some(code));
        }
        (None, path.named_government(name, indent), None)
    }

    fn lose(&mut self, figures: &[Token<'_>]) {
        let mut by_line: HashMap<usize, u32> = HashMap::new();
        for figure in figures.iter().filter(|figure| !matches!(figure.kind, Kind::Dash | Kind::Text)) {
            *by_line.entry(figure.line).or_default() += 1;
        }
        let mut lines: Vec<(usize, u32)> = by_line.into_iter().collect();
        lines.sort_unstable();
        self.lost.extend(lines);
    }
}
