//! A table as it is understood before the columns of its figures are certain.

use std::collections::HashMap;

use crate::amount::{Printed, Unit};
use crate::code::{EconomicCode, FunctionalCode, GovernmentEconomicCode};
use crate::fact::{Flow, Name};
use crate::scope::Extent;
use crate::table::vocabulary::{Corner, Role, Word};

use super::address::{Path, is_total};
use super::columns::{self, Column};
use super::goals::{self, GoalRow};
use super::grid;
use super::heading::{self, Heading};
use super::periods;
use super::region::{Lines, Region};
use super::rows::{RawRow, raw_rows};
use super::sides::{self, Block, Entry, Sides};
use super::title::{Sides as Side, Subject, Title};
use super::token::{Kind, Token};
use super::tree;

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
    pub(super) notes: Vec<String>,
    /// Whether the columns of all figures are known already.
    pub(super) is_settled: bool,
    /// Whether its sources have what was carried over among them, which only another table tells apart.
    pub(super) is_carried_within: bool,
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
        notes: region.notes.clone(),
        counts_first: counts_first(region),
        is_settled: false,
        is_carried_within: false,
        has_units: region
            .words
            .corners()
            .any(|corner| corner == Corner::Unit || corner == Corner::Project && is_economic),
        is_economic,
    };
    if axis == Axis::Lines {
        draft.by_lines(sides::sides(document, region, year), region);
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
            draft.readings.retain(|reading| reading.len() == count || region.words.readings().len() == 1);
        }
        // Codes and figures side by side, several times over, are one column.
        for reading in draft.readings.iter_mut().filter(|_| axis == Axis::Codes) {
            if reading.iter().all(|column| column.words == reading[0].words && column.words.len() == 1) {
                reading.truncate(1);
            }
        }
        if title.subject == Subject::Goals && !is_unsure {
            draft.by_goals(goals::goal_rows(document, region, draft.readings.first().map_or(0, Vec::len)));
            return draft;
        }
        if let Some(grid) = grid::grid(document, &region.header, &region.body, year) {
            draft.readings = vec![columns::columns(&grid.headings, title, revenue, 0)];
            let rows = grid.rows(document, &region.body);
            draft.by_rows(rows.into_iter().map(|row| (row.raw, Some(row.columns))).collect());
        } else {
            let mut rows = raw_rows(document, &region.body, axis == Axis::Codes);
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

/// A row and, as another one, the line of figures without a label that follows it, where all these figures
/// together are too many for one row: the label of a total may stand elsewhere.
fn without_lone_figures(mut row: RawRow<'_>, columns: usize) -> Vec<RawRow<'_>> {
    let Some(last) = row.figures.last().map(|figure| figure.line) else { return vec![row] };
    let Some(at) = row.figures.iter().position(|figure| figure.line == last) else { return vec![row] };
    let fits = at > 0
        && at <= columns
        && row.figures.len() - at <= columns
        && row.figures.len() - at >= at
        && row.figures.len() > columns;
    if !fits
        || row.figures[at..].iter().any(|figure| figure.kind != Kind::Figure)
        || !row.figures[at].first
        || columns == 0
    {
        return vec![row];
    }
    let alone = RawRow { figures: row.figures.split_off(at), line: last, ..RawRow::default() };
    vec![row, alone]
}

/// Whether a name ends as those of public bodies do.
fn is_of_unit(name: &str) -> bool {
    let bare = name.trim_end_matches(['）', ')']);
    let ends = [
        "本级",
        "机关",
        "局",
        "委",
        "委员会",
        "办公室",
        "办公厅",
        "厅",
        "处",
        "院",
        "中心",
        "学校",
        "大队",
        "支队",
        "总队",
        "所",
        "站",
        "会",
        "馆",
        "部",
        "分局",
    ];
    ends.iter().any(|end| bare.ends_with(end))
}

fn axis(region: &Region<'_>) -> Axis {
    let has = |wanted: Corner| region.words.corners().any(|corner| corner == wanted);
    let coded = has(Corner::Function) || has(Corner::Economic) || has(Corner::Government) || has(Corner::Code);
    let lines = has(Corner::Line) || has(Corner::Project) && !has(Corner::Unit);
    match region.title.subject {
        Subject::Budget
            if region.title.sides == Side::Both
                && region.title.is_final
                && has(Corner::Code)
                && sides::blocks(region).len() < 2 =>
        {
            Axis::Codes
        }
        Subject::Budget | Subject::AgencyOperation if region.title.sides == Side::Both => Axis::Lines,
        Subject::Budget if region.title.sides == Side::Revenue && lines && !coded => Axis::Lines,
        Subject::ThreePublic if lines && !coded => Axis::Lines,
        Subject::Goals | Subject::Procurement | Subject::PurchasedServices | Subject::Beside => Axis::Named,
        _ if has(Corner::Project) && region.title.by_project => Axis::Project,
        _ if region.title.by_project
            && !coded
            && region.words.words.iter().any(|word| is_unit_or_project(word.name)) =>
        {
            Axis::Project
        }
        _ if coded => Axis::Codes,
        _ if has(Corner::Unit) => Axis::Unit,
        // 支出项目类别 over the economic classes of basic expenditure.
        _ if has(Corner::Project) && region.title.nature == Some(crate::scope::Scope::BASIC) => Axis::Codes,
        _ if has(Corner::Project) => Axis::Project,
        _ => Axis::Codes,
    }
}

/// 单位（项目）名称 over units and, under each, its projects.
fn is_unit_or_project(name: &str) -> bool {
    name.contains("单位") && name.contains("项目") && name.contains("名称")
}

/// Whether 数量, 人数 or a date stands before the only column of amounts and none after it.
fn counts_first(region: &Region<'_>) -> bool {
    let words = &region.words.words;
    let other = words.iter().rposition(|word| word.role == Role::Other);
    let amount = words.iter().position(|word| word.role == Role::Whole);
    matches!((other, amount), (Some(other), Some(amount)) if other < amount)
}

/// The amount of a row that begins with counts and codes of what is bought: the last figure.
fn last_amount(figures: &mut Vec<Token<'_>>) {
    let Some(last) = figures.last().copied() else { return };
    let others = &figures[..figures.len() - 1];
    let sure =
        last.kind == Kind::Figure || last.kind == Kind::Number && last.text.len() >= 4 && !last.text.starts_with('0');
    // Quantities may print thousands commas, but no decimals.
    if sure && !others.is_empty() && others.iter().all(|figure| !figure.text.contains(['.', '．'])) {
        *figures = vec![last];
    }
}

impl<'a> Draft<'a> {
    /// Rows with the columns of their figures, where position tells them.
    fn by_rows(&mut self, raw: Vec<(RawRow<'a>, Option<Vec<usize>>)>) {
        let mut path = Path::default();
        let mut codes: Vec<Option<tree::Codes>> = Vec::new();
        let one_amount = self.counts_first
            && self.axis == Axis::Named
            && self.readings.first().is_some_and(|reading| reading.len() == 1);
        let columns = self.readings.iter().map(Vec::len).max().unwrap_or_default();
        let columns = if raw.iter().any(|(row, _)| !row.has_code() && is_total(&row.name())) { 0 } else { columns };
        let cut = |(row, placed): (RawRow<'a>, Option<Vec<usize>>)| match placed {
            Some(placed) => vec![(row, Some(placed))],
            None => without_lone_figures(row, columns).into_iter().map(|row| (row, None)).collect(),
        };
        for (mut row, placed) in raw.into_iter().flat_map(cut) {
            if one_amount && placed.is_none() {
                last_amount(&mut row.figures);
            }
            if row.figures.is_empty() {
                if self.axis == Axis::Codes {
                    path.follow(&row.parts);
                }
                continue;
            }
            let figures = figures(&row.figures, self.unit);
            let label = row.label();
            let Some(about) = self.about(&row, &mut path) else {
                self.lose(&row.figures);
                continue;
            };
            if let About::Codes { function, government, economic } = about {
                codes.push(Some((function, government, economic)));
            } else {
                codes.push(None);
            }
            let is_placed = placed.as_ref().is_some_and(|placed| placed.len() == figures.len());
            let columns = placed
                .filter(|_| is_placed)
                .map_or_else(|| vec![None; figures.len()], |placed| placed.into_iter().map(Some).collect());
            self.rows.push(DraftRow {
                about,
                label,
                line: row.line,
                figures,
                parent: None,
                side: 0,
                unit: None,
                is_partial: false,
                columns,
                is_placed,
            });
        }
        if self.axis == Axis::Project && self.has_units {
            self.projects_under_units();
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
            if row.words.is_empty() == has_words {
                self.lose(&row.figures);
                continue;
            }
            let figures = figures(&row.figures, self.unit);
            let columns = if has_words {
                row.words.iter().map(|word| words.iter().position(|known| known.role == word.role)).collect()
            } else {
                vec![None; figures.len()]
            };
            let about = if is_total(&row.name) { About::Total } else { About::Named(Name::from(row.name.clone())) };
            self.rows.push(DraftRow {
                about,
                label: row.name,
                line: row.line,
                figures,
                parent: None,
                side: 0,
                unit: None,
                is_partial: false,
                columns,
                is_placed: has_words,
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
            Axis::Unit => Some(About::Unit(Name::from(name))).filter(|_| !row.name().is_empty()),
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
        for figure in figures.iter().filter(|figure| figure.kind != Kind::Dash) {
            *by_line.entry(figure.line).or_default() += 1;
        }
        let mut lines: Vec<(usize, u32)> = by_line.into_iter().collect();
        lines.sort_unstable();
        self.lost.extend(lines);
    }

    /// Units have codes; the rows without one after a unit are its projects, and what gathers them.
    fn projects_under_units(&mut self) {
        let code = |label: &str| {
            label
                .split_once(' ')
                .filter(|(code, _)| code.len() >= 3 && code.bytes().all(|byte| byte.is_ascii_digit()))
                .map(|(_, name)| Name::from(name))
        };
        let units: Vec<Option<Name>> =
            self.rows.iter().map(|row| if row.about == About::Total { None } else { code(&row.label) }).collect();
        if units.iter().all(Option::is_none) {
            return;
        }
        let mut unit: Option<Name> = None;
        let mut seen: HashMap<(Name, String), usize> = HashMap::new();
        for (row, named) in self.rows.iter_mut().zip(units) {
            if let Some(name) = named {
                unit = Some(name.clone());
                row.about = About::Unit(name);
            } else if let (Some(unit), About::Named(name)) = (&unit, &row.about) {
                let count = seen.entry((unit.clone(), name.as_str().to_owned())).or_default();
                *count += 1;
                let name =
                    if *count > 1 { Name::from(format!("{}（{count}）", name.as_str())) } else { name.clone() };
                row.about = About::Project(unit.clone(), name);
            }
        }
    }

    /// A first row whose figures are the sums of all others is the whole, whatever its name.
    fn head_of_projects(&mut self) {
        let Some((first, rest)) = self.rows.split_first() else { return };
        let is_regular = rest.iter().all(|row| row.about != About::Total && row.figures.len() == first.figures.len());
        let sum = |at: usize| {
            rest.iter()
                .map(|row| row.figures[at].0.amount())
                .try_fold(crate::amount::Amount::ZERO, |sum, next| sum.checked_add(next).ok())
        };
        if is_regular
            && !rest.is_empty()
            && (0..first.figures.len()).all(|at| sum(at) == Some(first.figures[at].0.amount()))
        {
            self.rows[0].about = About::Total;
        }
    }

    /// Departments print a row of their own above their units, with the same or a similar name.
    fn gather_units(&mut self) {
        let units: Vec<usize> =
            (0..self.rows.len()).filter(|&i| matches!(self.rows[i].about, About::Unit(_))).collect();
        let Some(&first) = units.first() else { return };
        let total = self.rows.iter().find(|row| row.about == About::Total);
        // One row that repeats the total, and others after it: it is the department.
        // A unit alone is the whole.
        if total.is_none() && units.len() == 1 && self.rows.len() == 1 {
            self.rows[first].about = About::Total;
            return;
        }
        let repeats = total.is_some_and(|total| total.figures == self.rows[first].figures);
        if repeats
            && units.len() > 1
            && let About::Unit(name) = &self.rows[first].about
        {
            self.rows[first].about = About::Group(name.clone());
        }
    }

    /// Tables of several units print each unit and under it its codes. One unit alone is the whole.
    fn under_units(&mut self, codes: &[Option<tree::Codes>]) -> Vec<Option<usize>> {
        let units: Vec<usize> =
            (0..self.rows.len()).filter(|&row| matches!(self.rows[row].about, About::Unit(_))).collect();
        let total = self.rows.iter().position(|row| row.about == About::Total);
        if let ([only], None) = (units.as_slice(), total) {
            self.rows[*only].about = About::Total;
            return tree::by_codes(codes);
        }
        let first_figure = |row: &usize| self.rows[*row].figures.first().map(|(printed, _)| printed.amount());
        let sum = units
            .iter()
            .skip(1)
            .map(first_figure)
            .try_fold(crate::amount::Amount::ZERO, |sum, next| sum.checked_add(next?).ok());
        // A department above its units prints what they print together.
        if let (None, Some(&department)) = (total, units.first())
            && sum.is_some()
            && first_figure(&department) == sum
            && units.len() > 1
        {
            self.rows[department].about = About::Total;
            return self.under_units(codes);
        }
        let Some(&first) = units.first() else { return tree::by_codes(codes) };
        let mut parents = tree::by_codes(&codes[..first]);
        for (at, &start) in units.iter().enumerate() {
            let end = units.get(at + 1).copied().unwrap_or(self.rows.len());
            let within = tree::by_codes(&codes[start..end]);
            parents.push(total);
            parents.extend(within.into_iter().skip(1).map(|parent| parent.map(|parent| parent + start)));
            let About::Unit(name) = self.rows[start].about.clone() else { continue };
            for row in &mut self.rows[start..end] {
                row.unit = Some(name.clone());
            }
        }
        parents
    }

    fn under_total(&self) -> Vec<Option<usize>> {
        let total = self.rows.iter().position(|row| row.about == About::Total);
        // Projects that together are as much as the total lie side by side under it.
        let others = self.rows.iter().filter(|row| row.about != About::Total);
        let first = |row: &DraftRow| row.figures.first().map(|(printed, _)| printed.amount());
        let sum = others.map(first).try_fold(crate::amount::Amount::ZERO, |sum, next| sum.checked_add(next?).ok());
        let is_flat = self.axis == Axis::Project
            && self.rows.len() > 2
            && total.is_some_and(|total| sum.is_some() && first(&self.rows[total]) == sum);
        let parent = |row: &DraftRow| {
            if matches!(row.about, About::Unit(_)) || is_flat && row.about != About::Total { total } else { None }
        };
        self.rows.iter().map(parent).collect()
    }

    fn by_lines(&mut self, sides: Sides<'a>, region: &Region<'a>) {
        let parents = tree::by_lines(&sides.blocks, &sides.entries);
        let words = region.words.sides();
        let mut columns: Vec<Column> = Vec::new();
        for (side, block) in sides.blocks.iter().enumerate() {
            let words: Vec<_> = words.get(side).map_or(&[][..], Vec::as_slice).iter().map(|word| (*word, 0)).collect();
            // Revenue has no natures: such a word heads columns of the other side.
            let belongs = |word: &crate::table::vocabulary::Word| {
                *block != Block::Revenue || !matches!(word.role, crate::table::vocabulary::Role::Nature(_))
            };
            let words: Vec<_> = words.into_iter().filter(|(word, _)| belongs(word)).collect();
            let reading = heading::in_usual_order(&heading::readings(&words));
            let side = u8::try_from(side).unwrap_or(u8::MAX);
            let offset = columns.len();
            let mut added = columns::columns(&reading, self.title, *block == Block::Revenue, side);
            for column in &mut added {
                column.part_of = column.part_of.map(|whole| whole + offset);
                column.change = column.change.map(|(this, last)| (this + offset, last + offset));
            }
            columns.extend(added);
        }
        self.readings = vec![columns];
        for (index, entry) in sides.entries.iter().enumerate() {
            let figures = figures(&entry.figures, self.unit);
            let columns = vec![None; figures.len()];
            let side = u8::try_from(entry.block).unwrap_or(u8::MAX);
            self.rows.push(DraftRow {
                about: About::Line(index),
                label: entry.label.clone(),
                line: entry.line,
                figures,
                parent: parents[index],
                side,
                unit: None,
                is_partial: false,
                columns,
                is_placed: false,
            });
        }
        self.lost.extend(sides.unknown);
        self.blocks = sides.blocks;
        self.blank = sides.blank;
        self.entries = sides.entries;
    }
}

/// The amounts of a row; a dash stands for nothing but takes its place.
fn figures(tokens: &[Token<'_>], unit: Unit) -> Vec<(Printed, bool)> {
    let amount = |token: &Token<'_>| match token.kind {
        Kind::Dash => Printed::parse("-", unit).ok().map(|nothing| (nothing, false)),
        kind => token.amount(unit).map(|printed| (printed, kind == Kind::Percent)),
    };
    tokens.iter().filter_map(amount).collect()
}
