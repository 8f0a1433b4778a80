//! Regions: the lines of each table, from its title to what comes after its last row.

mod forms;
mod lines;
mod numbers;
mod repeated;
mod rows;
mod serial;
mod single_line;
mod starts;
mod unit;

use std::ops::Range;

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::amount::Unit;

use super::heading::{self, Words};
use super::title::{self, Sides, Subject, Title};
use super::token::Kind;
pub(super) use forms::is_forms;
pub(in crate::read) use lines::Lines;
pub(super) use lines::has_figures;
use numbers::{column_numbers, counted_on, numbers_below};
use repeated::without_repetition;
use rows::{begins_rows, begins_total, begins_untitled, end_of_rows, is_note};
use single_line::{has_unit_among_words, words_after_unit};
use starts::{Start, before_title, starts};
pub(super) use unit::unit_of;
use unit::{LINES_OF_HEAD, is_unit_line, unit_at_end, unit_in_brackets};

pub(super) use rows::{ends_tables, figures_at_end, has_cells, is_prose, is_sentence};

/// The lines of a printed table.
#[derive(Debug)]
pub(super) struct Region<'a> {
    pub(super) title: Title,
    /// The title as printed, without white space.
    pub(super) heading: String,
    /// Position of the title among the lines.
    pub(super) start: usize,
    /// Position after its last line.
    pub(super) end: usize,
    pub(super) unit: Option<Unit>,
    pub(super) words: Words,
    /// How many columns a row of column numbers under the header counts.
    pub(super) numbered: Option<usize>,
    /// Positions of the lines under the header, without headers repeated on later pages.
    pub(super) body: Vec<usize>,
    pub(super) notes: Vec<String>,
    /// Positions of the lines of its header.
    pub(super) header: Vec<usize>,
    /// Whether the text does not tell which figures stand in one row.
    pub(super) is_torn: bool,
    text: std::marker::PhantomData<&'a str>,
}

fn is_furniture_of_table(line: &str) -> bool {
    let starts = [
        "单位：",
        "单位:",
        "部门：",
        "部门:",
        "编制单位",
        "编制部门",
        "部门名称",
        "单位名称：",
        "单位名称:",
        "金额单位",
        "公开部门",
        "部门（单位）",
        "部门(单位)",
        "填报",
        "预算单位：",
        "预算部门",
        "单位编码：",
        "部门/单位",
        "公开单位",
        "预算代码",
        "部门预算代码",
        "单位（部门）：",
        "填报单位",
        "表号",
        "主管部门：",
        "部门编码：",
    ];
    // Most lines lack a colon.
    (line.contains(['：', ':']) || line.starts_with("编制单位")) && starts.iter().any(|start| line.starts_with(start))
}

/// The tables of a document, in their order, and the lines under titles whose headers are not understood.
pub(super) fn regions<'a>(document: &Lines<'a>, year: Option<u16>) -> (Vec<Region<'a>>, Vec<Range<usize>>) {
    let starts = starts(document);
    let mut headers = Headers { year, words: HashMap::new() };
    let mut regions: Vec<Region<'a>> = Vec::new();
    let mut strange = Vec::new();
    for (number, start) in starts.iter().enumerate() {
        let next = starts.get(number + 1).map_or(document.lines.len(), |next| before_title(document, next.index));
        let next = next.max(start.after);
        let until_prose =
            |from: usize| from..(from..next).find(|&line| is_prose(&document.squeezed[line])).unwrap_or(next);
        if let Some(region) = forms::form(document, start, next).or_else(|| region(document, start, next, &mut headers))
        {
            if region.end < next && begins_untitled(document, region.start, region.end) {
                strange.push(until_prose(region.end));
            }
            match regions.last_mut() {
                // Each form names its project anew.
                Some(last) if continues(document, last, &region) && region.title.subject == Subject::Goals => {
                    last.body.extend(region.header.into_iter().chain(region.body));
                    last.end = region.end;
                    last.notes.extend(region.notes);
                }
                Some(last) if continues(document, last, &region) => {
                    let header: HashSet<&str> = (last.start..last.body.first().copied().unwrap_or(last.end))
                        .map(|i| &*document.squeezed[i])
                        .collect();
                    let body: Vec<usize> =
                        region.body.iter().copied().filter(|i| !header.contains(&*document.squeezed[*i])).collect();
                    last.body.extend(body);
                    last.end = region.end;
                    last.notes.extend(region.notes);
                }
                _ => regions.push(region),
            }
        } else {
            strange.push(until_prose(start.after));
        }
    }
    (regions, strange)
}

/// Whether a region is the rest of the one before it, under a title repeated on the next page.
fn continues(document: &Lines<'_>, last: &Region<'_>, next: &Region<'_>) -> bool {
    if is_forms(last) != is_forms(next) || !title::is_same(&last.heading, &next.heading) || last.unit != next.unit {
        return forms::follows(last, next);
    }
    let has_total = |region: &Region<'_>| {
        region
            .body
            .iter()
            .any(|i| document.squeezed[*i].starts_with("合计") || document.squeezed[*i].starts_with("总计"))
    };
    next.title.sides == Sides::Both || !(has_total(next) && has_total(last))
}

/// Whether a line can be the name that a label on the line before it asks for, and no word of a header.
fn is_name(line: &str) -> bool {
    let words = heading::words(&[line], None);
    !is_furniture_of_table(line) && !line.contains(|c: char| c.is_ascii_digit()) && words.strange > words.known
}

/// 337示例县水利局 预算公开表1
fn is_body_with_number(text: &str) -> bool {
    text.trim().rsplit_once(char::is_whitespace).is_some_and(|(body, number)| {
        title::is_number(number) && is_name(body.trim().trim_start_matches(|c: char| c.is_ascii_digit() || c == '-'))
    })
}

/// The lines over the rows of a table, as far as no row begins.
struct Head {
    header: Vec<usize>,
    /// How many columns the row of column numbers under it counts.
    numbered: Option<usize>,
    unit: Option<Unit>,
    /// The line after it.
    after: usize,
}

fn head(document: &Lines<'_>, start: &Start, next: usize) -> Head {
    let mut header: Vec<usize> = Vec::new();
    let mut numbered = None;
    let mut unit = (start.index.saturating_sub(4)..start.after).rev().find_map(|i| unit_of(&document.squeezed[i]));
    let mut index = start.after;
    while index < next && header.len() < 80 {
        let line = &document.squeezed[index];
        if let Some(found) = unit_of(line) {
            unit = Some(found);
            // 单位：万元 may stand before header words on one line.
            let text = document.lines[index].text;
            if words_after_unit(text).is_some() || has_unit_among_words(text) {
                header.push(index);
            }
            index += 1;
            continue;
        }
        if let Some(found) = unit_at_end(document, index).filter(|_| header.is_empty()) {
            unit = Some(found);
            index += 1;
            continue;
        }
        if is_furniture_of_table(line) || title::is_number(line) || is_body_with_number(document.lines[index].text) {
            index += 1;
            if index < next && line.ends_with(['：', ':']) && is_name(&document.squeezed[index]) {
                index += 1;
            }
            continue;
        }
        if let Some((count, read)) = numbers_below((index..next).map(|line| &*document.squeezed[line])) {
            numbered = Some(count);
            index += read;
            break;
        }
        if let Some(count) = column_numbers(document.tokens(index)) {
            numbered = Some(count);
            index += 1;
            break;
        }
        if begins_rows(document, index) || begins_total(document, index, &header) || is_note(line) || is_prose(line) {
            break;
        }
        header.push(index);
        index += 1;
    }
    without_repetition(document, &mut header);
    let unit = unit.or_else(|| header.iter().find_map(|&line| unit_in_brackets(&document.squeezed[line])));
    // 预算数（单位：万 / 元）
    let torn = |pair: &[usize]| unit_of(&pair.iter().map(|&line| &*document.squeezed[line]).collect::<String>());
    let unit = unit.or_else(|| header.windows(2).find_map(torn));
    Head { header, numbered, unit, after: index }
}

/// The words of headers that were read already: one header stands over many tables and pages.
struct Headers<'a> {
    year: Option<u16>,
    words: HashMap<Vec<&'a str>, Words>,
}

impl<'a> Headers<'a> {
    fn words(&mut self, lines: Vec<&'a str>) -> Words {
        if let Some(words) = self.words.get(&lines) {
            return words.clone();
        }
        let words = heading::words(&lines, self.year);
        self.words.insert(lines, words.clone());
        words
    }
}

fn region<'a>(document: &Lines<'a>, start: &Start, next: usize, headers: &mut Headers<'a>) -> Option<Region<'a>> {
    let Head { mut header, numbered, unit, after: mut index } = head(document, start, next);
    if let Some(lines) = start.header {
        header.truncate(lines);
        index = start.after + lines;
    }
    let considered = header.len();
    let words = header_words(document, &start.title, &mut header, headers);
    if let Some(&last) = header.last() {
        index = if header.len() < considered && numbered.is_none() { last + 1 } else { index };
    }
    // A form prints labels beside what they ask for, which no vocabulary knows. One of several totals, for the
    // year and for all years, does not tell whose parts stand under them.
    let totals =
        || (index..next.min(index + 12)).map(|line| document.squeezed[line].matches("总额").count()).sum::<usize>();
    let begins = start.title.subject == Subject::Goals
        && !start.heading.contains("自评")
        && header.iter().any(|&line| begins_form(&document.squeezed[line]))
        && totals() < 2;
    let is_headed = words.known >= 4 && (begins || words.words.len() >= 2 && words.strange <= words.known);
    let words = if is_headed {
        words
    } else {
        // A form whose header is not told says over each amount what it is.
        index = total_of_form(document, start, next)?;
        header = (start.after..index).collect();
        heading::words(&[TOTAL_OF_FORM], None)
    };
    let end = end_of_rows(document, start.title, index, next);
    let (body, notes) = rows_and_notes(document, start, &header, index..end);
    let first = start.index..next.min(start.index + LINES_OF_HEAD);
    let in_form = || document.squeezed[first].iter().find_map(|line| unit_in_brackets(line));
    let unit = unit.or_else(|| (start.title.subject == Subject::Goals).then(in_form).flatten());
    let heading = start.heading.clone();
    Some(Region {
        title: start.title,
        heading,
        start: start.index,
        end,
        unit,
        words,
        numbered,
        body,
        notes,
        header,
        is_torn: false,
        text: std::marker::PhantomData,
    })
}

/// The lines of the rows, without headers and furniture repeated on later pages, and the notes among them.
fn rows_and_notes(
    document: &Lines<'_>,
    start: &Start,
    header: &[usize],
    lines: Range<usize>,
) -> (Vec<usize>, Vec<String>) {
    let known: HashSet<&str> = header.iter().chain(&[start.index]).map(|&i| &*document.squeezed[i]).collect();
    let mut notes: Vec<String> = Vec::new();
    let mut body = Vec::new();
    let mut in_head = false;
    // Goals printed as forms: what follows the head of the indicators is no money until the next form.
    let is_form =
        start.title.subject == Subject::Goals && !header.iter().any(|&i| document.squeezed[i].contains("三级指标"));
    let mut in_indicators = false;
    // 栏次 with its numbers on lines of their own.
    let mut counted: Option<usize> = None;
    for i in lines {
        let line = &document.squeezed[i];
        counted = counted_on(document.tokens(i), counted);
        if counted.is_some() {
            continue;
        }
        in_indicators = is_form && (in_indicators || line.contains("三级指标")) && !begins_form(line);
        if in_indicators {
            continue;
        }
        if document.lines[i].starts_page {
            in_head = true;
        }
        if is_note(line) {
            notes.push(line.to_string());
            continue;
        }
        let repeated = known.contains(&**line) && !document.has_figures(i);
        if column_numbers(document.tokens(i)).is_some()
            || in_head && (repeated || is_furniture_of_table(line) || title::is_number(line))
        {
            continue;
        }
        let names_department = line.starts_with("部门：") && start.title.subject != Subject::Goals;
        let is_furniture = is_furniture_of_table(line) && (unit_of(line).is_some() || names_department);
        if (is_furniture || title::is_number(line)) && !document.has_figures(i) {
            continue;
        }
        in_head = in_head && repeated;
        body.push(i);
    }
    (body, notes)
}

/// The first line of a form of goals.
fn begins_form(line: &str) -> bool {
    ["项目名称", "专项名称", "单位名称", "部门（单位）名称", "部门(单位)名称", "部门名称"]
        .iter()
        .any(|start| line.starts_with(start))
}

/// The label of the first amount of a form.
const TOTAL_OF_FORM: &str = "资金总额";

/// The line of a form of goals that says how much the project costs, with a part of it on the next: 资金总额： 1260.72,
/// 财政拨款： 0.64.
fn total_of_form(document: &Lines<'_>, start: &Start, next: usize) -> Option<usize> {
    const PARTS: [&str; 3] = ["财政拨款", "其他资金", "财政资金"];
    if start.title.subject != Subject::Goals || start.heading.contains("自评") {
        return None;
    }
    let says = |line: usize, label: &str| document.squeezed[line].contains(label) && document.has_figures(line);
    let lines = start.after..next.min(start.after + LINES_OF_HEAD);
    let total = lines.into_iter().find(|&line| says(line, TOTAL_OF_FORM))?;
    (total + 1 < next && PARTS.iter().any(|part| says(total + 1, part))).then_some(total)
}

/// The words of a header. The last lines of what stands before the first figure may be the label of the
/// first row; they are given back if without them the rest is nothing but words of headers.
fn header_words<'a>(document: &Lines<'a>, title: &Title, header: &mut Vec<usize>, headers: &mut Headers<'a>) -> Words {
    const MOST: usize = 3;
    let mut words_of = |header: &[usize]| headers.words(header_texts(document, title, header));
    let words = words_of(header);
    let label = words.lone_class_at_end();
    if words.strange == 0 && label.is_none() {
        return words;
    }
    let known = words.known - label.map_or(0, |label| label.chars().count());
    for given in 1..=MOST.min(header.len().saturating_sub(1)) {
        let shorter = words_of(&header[..header.len() - given]);
        // Lines with words of headers are no label, unless they begin the name that the code below them has.
        let is_label = || names_code_below(document, &header[header.len() - given..]);
        if shorter.strange == 0 && (shorter.known >= known || shorter.is_pattern() || is_label()) {
            header.truncate(header.len() - given);
            return shorter;
        }
    }
    words
}

/// The lines of a header, without what 单位：万元 says before their words and without the body that a form is about.
pub(super) fn header_texts<'a>(document: &Lines<'a>, title: &Title, header: &[usize]) -> Vec<&'a str> {
    let text = |&i: &usize| words_after_unit(document.lines[i].text).unwrap_or(document.lines[i].text);
    let is_form = title.subject == Subject::Goals;
    let mut texts: Vec<&str> = header.iter().map(text).collect();
    for above in 0..texts.len() {
        starts::without_torn_unit(&mut texts[above..]);
    }
    texts
        .into_iter()
        .flat_map(|line| if is_form { without_body(line) } else { [line, ""] })
        .filter(|part| !part.is_empty())
        .collect()
}

/// 部门名称 便民服务中心 部门预算编码: what stands before the name of the body and what stands after it. 服务 in the name is no
/// word of the header.
fn without_body(line: &str) -> [&str; 2] {
    let mut words = line.split_whitespace();
    let label = words.next().filter(|first| ["部门（单位）名称", "部门(单位)名称", "部门名称"].contains(first));
    let is_word = |name: &&str| heading::words(&[name], None).strange == 0;
    match (label, words.next().filter(|name| !is_word(name))) {
        (Some(label), Some(name)) => {
            let at = line.find(label).map_or(0, |at| at + label.len());
            let end = line[at..].find(name).map_or(line.len(), |start| at + start + name.len());
            [&line[..at], line[end..].trim()]
        }
        _ => [line, ""],
    }
}

/// Whether lines are the beginning of the name of the code that the line after them begins with.
fn names_code_below(document: &Lines<'_>, label: &[usize]) -> bool {
    let Some(&last) = label.last() else { return false };
    let name: String = label.iter().map(|&i| &*document.squeezed[i]).collect();
    let first = (last + 1 < document.lines.len()).then(|| document.tokens(last + 1).first()).flatten();
    let code = first.filter(|first| first.kind == Kind::Number).map_or("", |first| first.text);
    super::rows::has_name(code, |listed| listed.starts_with(&name))
}
