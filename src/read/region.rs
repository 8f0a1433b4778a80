//! Finding the tables of a template in the lines of a document.

use std::borrow::Cow;

use crate::amount::Unit;
use crate::budget::Unread;
use crate::table::{TableSpec, Template};
use crate::text::{TextLine, is_numeral};

use super::cells::Joined;
use super::figures;
use super::header::HeaderWords;
use super::label::squeeze;

/// The lines of a printed table.
#[derive(Debug)]
pub(super) struct Region<'a> {
    pub(super) spec: &'a TableSpec,
    /// The line of its title.
    pub(super) title: TextLine<'a>,
    pub(super) unit: Unit,
    /// The lines under its header, without the headers repeated on later pages.
    pub(super) body: Vec<TextLine<'a>>,
    /// Whether its header words are those of the template. If not, no figure is given a column.
    pub(super) has_header: bool,
    /// The line of a page whose header has the words in another order: no figure from there on is
    /// given a column.
    shuffled_from: Option<u32>,
    /// The position in the document of its title, and of the line after it.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether lines like its rows follow behind the heading that ends it.
    pub(super) is_cut_short: bool,
}

/// Where a title stands, its table, the header words looked for, and where the rows begin if they were found.
type Start<'a> = (usize, &'a TableSpec, HeaderWords<'a>, Option<usize>);

/// The most bytes of the number of a table before its title, 表12.
const NUMBER: usize = 16;

/// How many lines may stand between a title and the header, and before a title: unit, department.
const BETWEEN: usize = 3;

/// Where the tables of a template stand, in the order of the document.
pub(super) fn regions<'a>(
    template: &'a Template,
    lines: &[TextLine<'a>],
    squeezed: &[Cow<'_, str>],
) -> Vec<Region<'a>> {
    let mut starts: Vec<Start<'a>> = Vec::new();
    let longest = template.tables.iter().map(|spec| spec.title.len()).max().unwrap_or_default() + NUMBER;
    // Most lines are told by their length or their first character.
    let mut first: Vec<char> = template.tables.iter().filter_map(|spec| spec.title.chars().next()).collect();
    first.push('表');
    first.sort_unstable();
    first.dedup();
    let may_begin = |line: &str| line.len() <= longest && line.starts_with(&*first);
    for index in (0..lines.len()).filter(|&index| may_begin(&squeezed[index])) {
        let number = table_number(&squeezed[index]);
        for spec in template.tables.iter() {
            let Some(after) = title_at(spec, number, index, squeezed) else { continue };
            let words = HeaderWords::of(spec);
            let header = (after..lines.len().min(after + BETWEEN)).find_map(|from| {
                let between = squeezed[after..from].iter().all(|line| line.starts_with("单位"));
                Some(from + words.matches(&lines[from..]).filter(|_| between)?)
            });
            let numbered = index > 0 && table_number(&squeezed[index - 1]) == Some((spec.number, ""));
            if header.is_some() || numbered {
                starts.push((index, spec, words, header));
                break;
            }
        }
    }
    let ends: Vec<(usize, usize)> = (0..starts.len())
        .map(|start| {
            let next = starts.get(start + 1).map_or(lines.len(), |(index, ..)| before_title(*index, squeezed));
            let part = (starts[start].0 + 1..next).find(|&index| is_part_heading(&squeezed[index]));
            (part.unwrap_or(next), next)
        })
        .collect();
    let region = |((title, spec, words, header), (end, next)): (Start<'a>, (usize, usize))| {
        let first = header.unwrap_or(title + 1).min(end);
        let unit = unit_near(title, first, squeezed).unwrap_or(template.unit);
        let (body, shuffled_from) = without_headers(&lines[first..end], &words);
        let columns = spec.columns.len();
        let is_row = |line: &TextLine<'_>| columns > 1 && figures::cut(line.text, columns, unit).is_some();
        let is_cut_short = lines[end..next.max(end)].iter().any(is_row);
        Region {
            spec,
            title: lines[title],
            unit,
            body,
            has_header: header.is_some(),
            shuffled_from,
            start: title,
            end,
            is_cut_short,
        }
    };
    let mut regions: Vec<Region<'a>> = Vec::new();
    for next in starts.into_iter().zip(ends).map(region) {
        match regions.last_mut() {
            Some(last) if next.continues(last) => {
                last.body.extend(next.body);
                last.shuffled_from = last.shuffled_from.or(next.shuffled_from);
                last.end = next.end;
                last.is_cut_short |= next.is_cut_short;
            }
            _ => regions.push(next),
        }
    }
    regions
}

/// The position after a title that stands at a line, alone or with its number, wrapped or not.
fn title_at(spec: &TableSpec, number: Option<(u16, &str)>, index: usize, squeezed: &[Cow<'_, str>]) -> Option<usize> {
    let line = &*squeezed[index];
    let first = match number {
        Some((number, title)) if number == spec.number => title,
        _ => line,
    };
    let rest = spec.title.strip_prefix(first).filter(|_| !first.is_empty())?;
    if rest.is_empty() {
        return Some(index + 1);
    }
    (squeezed.get(index + 1).is_some_and(|next| *next == rest)).then_some(index + 2)
}

/// The number of a line like 表3, and what stands behind it.
fn table_number(line: &str) -> Option<(u16, &str)> {
    let rest = line.strip_prefix('表')?;
    let title = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    rest[..rest.len() - title.len()].parse().ok().map(|number| (number, title))
}

/// The first of the lines that introduce a title: its number, the unit, the heading of the part.
fn before_title(title: usize, squeezed: &[Cow<'_, str>]) -> usize {
    let introduces = |line: &str| {
        table_number(line).is_some_and(|(_, title)| title.is_empty())
            || line.starts_with("单位")
            || is_part_heading(line)
    };
    let first = title.saturating_sub(BETWEEN + 1);
    (first..title).rev().take_while(|&index| introduces(&squeezed[index])).last().unwrap_or(title)
}

fn is_part_heading(line: &str) -> bool {
    let numeral = line.strip_prefix('第').map(|rest| rest.trim_start_matches(is_numeral));
    numeral.is_some_and(|rest| rest.starts_with("部分"))
}

/// The unit printed above a table or between its title and its header.
fn unit_near(title: usize, header: usize, squeezed: &[Cow<'_, str>]) -> Option<Unit> {
    let first = title.saturating_sub(BETWEEN + 1);
    (first..header.max(title)).rev().find_map(|index| unit_in(&squeezed[index]))
}

/// The unit of a line like 单位：万元单位名称：X, in either order.
fn unit_in(line: &str) -> Option<Unit> {
    line.match_indices("单位").find_map(|(position, word)| {
        let rest = line[position + word.len()..].strip_prefix(['：', ':'])?;
        Unit::ALL.into_iter().find(|unit| rest.starts_with(unit.name()))
    })
}

/// The lines without the headers that are repeated on later pages, and the first line whose
/// header has other columns.
fn without_headers<'a>(lines: &[TextLine<'a>], words: &HeaderWords<'_>) -> (Vec<TextLine<'a>>, Option<u32>) {
    let mut body = Vec::with_capacity(lines.len());
    let mut shuffled_from = None;
    let mut index = 0;
    while index < lines.len() {
        // Some texts do not mark where a page begins.
        let repeated = words.matches(&lines[index..]);
        if repeated.is_none() {
            if lines[index].starts_page && words.is_shuffled(&lines[index..]) {
                shuffled_from.get_or_insert(lines[index].number);
            }
            body.push(lines[index]);
        }
        index += repeated.unwrap_or(1);
    }
    (body, shuffled_from)
}

impl Region<'_> {
    /// The same region with its lines put together.
    pub(super) fn with_lines<'a>(&'a self, lines: &'a [Joined<'_>]) -> Region<'a> {
        Region { body: lines.iter().map(Joined::line).collect(), ..*self }
    }

    /// Whether it is the rest of a table whose title was repeated on the next page: without 合计 of its own.
    fn continues(&self, last: &Self) -> bool {
        let has_total = |region: &Self| region.body.iter().any(|line| squeeze(line.text).starts_with("合计"));
        self.spec.number == last.spec.number
            && self.spec.lines().is_empty()
            && self.has_header
            && last.has_header
            && self.unit == last.unit
            && !self.body.is_empty()
            && !has_total(self)
    }

    /// Whether the columns of the figures in a line are certain.
    pub(super) fn has_columns(&self, line: &TextLine<'_>) -> bool {
        self.has_header && self.shuffled_from.is_none_or(|from| line.number < from)
    }

    /// The remarks under the table: 注：… or 无。
    pub(super) fn notes(&self) -> Vec<String> {
        let last = self.body.iter().rposition(|line| figures::count(line.text) > 0).map_or(0, |last| last + 1);
        let rest: Vec<Cow<'_, str>> = self.body[last..].iter().map(|line| squeeze(line.text)).collect();
        let starts = |line: &str| line.starts_with('注') || line == "无。";
        let first = rest.iter().position(|line| starts(line)).unwrap_or(rest.len());
        let mut notes: Vec<String> = Vec::new();
        for line in &rest[first..] {
            match notes.last_mut() {
                Some(note) if !starts(line) => note.push_str(line),
                _ => notes.push(line.to_string()),
            }
        }
        notes
    }

    /// Every line with figures, none of which were understood.
    pub(super) fn all_unread(&self) -> Vec<Unread> {
        self.body.iter().filter(|line| figures::count(line.text) > 0).map(Self::unread).collect()
    }

    /// A line with figures that were not understood.
    pub(super) fn unread(line: &TextLine<'_>) -> Unread {
        Unread {
            page: line.page,
            line: line.number,
            text: line.text.trim().to_owned(),
            figures: figures::count(line.text),
        }
    }
}
