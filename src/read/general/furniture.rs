//! What belongs to the page and not to the text: page numbers and running headers.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::text::TextLine;

use super::super::label::squeeze;

/// A line taken away, with the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Removed {
    PageNumber,
    RunningHeader,
}

/// How many lines at the top and at the bottom of a page may be furniture.
const EDGE: usize = 2;

/// A line that is kept, with its position among all.
type Kept<'a> = (usize, TextLine<'a>);

/// The lines without page numbers and running headers, and what was taken away (page and line).
pub(super) fn without_furniture<'a>(lines: &[TextLine<'a>]) -> (Vec<Kept<'a>>, Vec<(u32, u32, Removed)>) {
    let pages = pages(lines);
    let offsets = number_offsets(lines, &pages);
    let running = running_headers(lines, &pages);
    let counted = counted_pages(lines);
    let mut kept = Vec::with_capacity(lines.len());
    let mut removed = Vec::new();
    for &(start, end) in &pages {
        let mut starts_page = true;
        for (index, line) in lines.iter().enumerate().take(end).skip(start) {
            let at_edge = index < start + EDGE || index + EDGE >= end;
            if at_edge && is_page_number(line, &offsets) || counted.contains(&index) {
                removed.push((line.page, line.number, Removed::PageNumber));
                continue;
            }
            if at_edge && !running.is_empty() && running.contains_key(&without_digits(line.text)) {
                removed.push((line.page, line.number, Removed::RunningHeader));
                continue;
            }
            let text = if starts_page { without_glued_number(line, &offsets) } else { line.text };
            let text = if index + 1 == end { without_dashed_end(text) } else { text };
            if text.len() < line.text.len() {
                removed.push((line.page, line.number, Removed::PageNumber));
            }
            kept.push((index, TextLine { text, starts_page, ..*line }));
            starts_page = false;
        }
    }
    (kept, removed)
}

/// The first line and the line after the last of each page.
fn pages(lines: &[TextLine<'_>]) -> Vec<(usize, usize)> {
    let mut pages = Vec::new();
    let mut start = 0;
    for index in 1..=lines.len() {
        if index == lines.len() || lines[index].page != lines[start].page {
            pages.push((start, index));
            start = index;
        }
    }
    if lines.is_empty() { Vec::new() } else { pages }
}

/// The numbers printed on pages less the pages' positions: one that enough pages print, and those that pages in a row
/// print, since parts of a document may be counted apart.
fn number_offsets(lines: &[TextLine<'_>], pages: &[(usize, usize)]) -> Vec<i64> {
    const IN_A_ROW: u32 = 3;
    let mut voters: HashMap<i64, Vec<u32>> = HashMap::new();
    for &(start, end) in pages {
        for index in [start, end - 1] {
            let number = lone_number(lines[index].text).filter(|number| !is_code(lines, (index, *number)));
            if let Some(number) = number {
                voters.entry(number - i64::from(lines[index].page)).or_default().push(lines[index].page);
            }
        }
    }
    let most = voters.iter().max_by_key(|(offset, voters)| (voters.len(), -offset.abs())).map(|(offset, _)| *offset);
    let is_printed = |(offset, voters): &(&i64, &Vec<u32>)| {
        let is_usual = Some(**offset) == most && voters.len() >= 2 && voters.len() * 3 >= pages.len();
        let mut run = 1;
        is_usual
            || voters.windows(2).any(|two| {
                run = if two[0] + 1 == two[1] { run + 1 } else { 1 };
                run >= IN_A_ROW
            })
    };
    voters.iter().filter(is_printed).map(|(offset, _)| *offset).collect()
}

/// Lone numbers with the next smaller one before them and the next greater one after them, each about a page
/// away: they count pages, even where page breaks have been lost.
fn counted_pages(lines: &[TextLine<'_>]) -> HashSet<usize> {
    let alone = lines.iter().enumerate();
    let alone: Vec<(usize, i64)> =
        alone.filter_map(|(index, line)| lone_number(line.text).map(|number| (index, number))).collect();
    // Columns and cells that stand on lines of their own are closer together.
    let is_page_away =
        |from: usize, to: usize| (9..=200).contains(&lines[to].number.saturating_sub(lines[from].number));
    let counts = |at: usize| {
        let (index, number) = alone[at];
        let after = alone[at..].iter().take_while(|next| lines[next.0].number <= lines[index].number + 200);
        let before = alone[..at].iter().rev().take_while(|last| lines[last.0].number + 200 >= lines[index].number);
        after.into_iter().any(|&(next, other)| other == number + 1 && is_page_away(index, next))
            && before.into_iter().any(|&(last, other)| other + 1 == number && is_page_away(last, index))
    };
    let mut counted: HashSet<usize> =
        (0..alone.len()).filter(|&at| counts(at) && !is_code(lines, alone[at])).map(|at| alone[at].0).collect();
    counted.retain(|&index| !is_first_digit(lines, index));
    counted.extend(long_count(lines, &alone));
    counted
}

/// Lone numbers that count on from page to page over many pages, however near each other some of them
/// are: a short page is soon over. Codes and numbers of columns, on lines of their own, are no pages.
fn long_count(lines: &[TextLine<'_>], alone: &[(usize, i64)]) -> Vec<usize> {
    const LONG: usize = 6;
    const NEAR: u32 = 2;
    /// Lines of a page, on average.
    const PAGE: u32 = 9;
    let is_page = |&&(index, number): &&(usize, i64)| {
        !lines[index].text.trim().starts_with('0') && !is_code(lines, (index, number))
    };
    // The last line that prints each number; and for each line the one that counts before it.
    let mut open: HashMap<i64, usize> = HashMap::new();
    let mut before: HashMap<usize, usize> = HashMap::new();
    let pages: Vec<(usize, i64)> = alone.iter().filter(is_page).copied().collect();
    for &(index, number) in &pages {
        let last = open.get(&(number - 1)).copied();
        let is_apart = |last: &usize| lines[index].number.saturating_sub(lines[*last].number) > NEAR;
        before.extend(last.filter(is_apart).map(|last| (index, last)));
        open.insert(number, index);
    }
    // Two numbers that stand close together break the count in two.
    let mut seen: HashSet<usize> = HashSet::new();
    let mut counted = Vec::new();
    for &(end, _) in pages.iter().rev() {
        let back = std::iter::successors(Some(end), |index| before.get(index).copied());
        let count: Vec<usize> = back.take_while(|index| seen.insert(*index)).collect();
        let (Some(&last), Some(&first)) = (count.first(), count.last()) else { continue };
        let lines_of_all = lines[last].number.saturating_sub(lines[first].number);
        let length = u32::try_from(count.len()).unwrap_or(u32::MAX);
        if count.len() >= LONG && lines_of_all / length >= PAGE {
            counted.extend(count);
        }
    }
    counted
}

/// Whether a lone number is a code, or another part of one after 201 on the lines before, with its name on the
/// line after: where every cell has a line of its own.
fn is_code(lines: &[TextLine<'_>], (index, number): (usize, i64)) -> bool {
    let starts =
        |number: i64| (201..=239).contains(&number) || (301..=399).contains(&number) || (501..=599).contains(&number);
    let is_name = |text: &str| text.trim().chars().all(|c| !c.is_ascii() || matches!(c, '(' | ')'));
    let after = lines.get(index + 1).map(|line| line.text);
    let before =
        |lines_before: usize| index.checked_sub(lines_before).and_then(|before| lone_number(lines[before].text));
    let is_part = |number: i64| number < 100;
    let goes_on = before(1).is_some_and(|first| starts(first) || is_part(first) && before(2).is_some_and(starts));
    let leads = after.is_some_and(|after| is_name(after) || lone_number(after).is_some());
    leads && (starts(number) || is_part(number) && goes_on)
}

/// Whether a lone number stands between amounts of one page, the second without its first digits: 15,305.13 / 2 / 9,228.49.
fn is_first_digit(lines: &[TextLine<'_>], index: usize) -> bool {
    let page = lines[index].page;
    let line = |at: usize| lines.get(at).filter(|line| line.page == page).map(|line| line.text.trim());
    let is_amount =
        |text: &str| text.contains('.') && text.bytes().all(|byte| byte.is_ascii_digit() || b",.".contains(&byte));
    let digits = lines[index].text.trim().len();
    let Some((before, after)) = index.checked_sub(1).and_then(line).zip(line(index + 1)) else { return false };
    let group = after.find(',').unwrap_or(usize::MAX);
    is_amount(before) && is_amount(after) && group.saturating_add(digits) <= 3
}

/// A line that is nothing but a number of up to four digits, in dashes or as 第1页, perhaps with the count of pages: 第1页，
/// 共22页.
fn lone_number(text: &str) -> Option<i64> {
    if !text.trim_start().starts_with(|c: char| is_dash(c) || c.is_ascii_digit() || c == '第') {
        return None;
    }
    let inner = text.trim().trim_matches(|c: char| is_dash(c) || c.is_whitespace());
    // — 1 2 —: between dashes the digits may stand apart.
    let dashed = text.trim().starts_with(is_dash) && text.trim().ends_with(is_dash);
    let closed = if dashed { squeeze(inner) } else { Cow::Borrowed(inner) };
    let inner = &*closed;
    let inner = match inner.strip_prefix('第').and_then(|rest| rest.split_once('页')) {
        Some((number, rest)) if is_count_of_pages(rest) => number,
        _ => inner,
    }
    .trim();
    let is_number = (1..=4).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { inner.parse().ok() } else { None }
}

/// What may stand behind 第1页: nothing, or how many there are.
fn is_count_of_pages(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | '/' | '／'));
    let count = text.strip_prefix('共').and_then(|rest| rest.trim_end().strip_suffix('页')).map(str::trim);
    text.is_empty() || count.is_some_and(|count| count.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '－' | '―' | '_')
}

fn is_page_number(line: &TextLine<'_>, offsets: &[i64]) -> bool {
    let Some(number) = lone_number(line.text) else { return false };
    let text = line.text.trim();
    let dashed = text.starts_with(is_dash) && text.ends_with(is_dash);
    dashed || text.starts_with('第') || offsets.contains(&(number - i64::from(line.page)))
}

/// The text of a page's first line without a page number that ran into it.
fn without_glued_number<'a>(line: &TextLine<'a>, offsets: &[i64]) -> &'a str {
    if let Some(rest) = without_dashed_number(line.text) {
        return rest;
    }
    let text = line.text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number: Option<i64> = if digits <= 4 { text[..digits].parse().ok() } else { None };
    match text[digits..].strip_prefix(' ') {
        Some(rest) if number.is_some_and(|number| offsets.contains(&(number - i64::from(line.page)))) => rest,
        _ => line.text,
    }
}

/// A page's last line without `— 23 —` that ran into it.
fn without_dashed_end(text: &str) -> &str {
    let cut = || {
        let rest = text.trim_end().strip_suffix(is_dash)?.trim_end();
        let digits = rest.bytes().rev().take_while(u8::is_ascii_digit).count();
        let rest = rest[..rest.len() - digits].trim_end().strip_suffix(is_dash)?;
        ((1..=4).contains(&digits) && rest.ends_with(' ')).then_some(rest.trim_end())
    };
    cut().unwrap_or(text)
}

/// What follows `— 23 —` at the beginning of a line.
fn without_dashed_number(text: &str) -> Option<&str> {
    let rest = text.trim_start().strip_prefix(is_dash)?.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let rest = rest[digits..].trim_start().strip_prefix(is_dash)?;
    ((1..=4).contains(&digits) && rest.starts_with(' ')).then_some(rest)
}

/// Lines at the edges of so many pages that they can be no part of a table. Titles are: a table may be as
/// long as the document.
fn running_headers(lines: &[TextLine<'_>], pages: &[(usize, usize)]) -> HashMap<String, usize> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for &(start, end) in pages {
        let mut here: Vec<String> = (start..end)
            .filter(|i| *i < start + EDGE || i + EDGE >= end)
            .filter(|i| lines[*i].text.contains(['预', '决']))
            .map(|i| without_digits(lines[i].text))
            .collect();
        here.sort_unstable();
        here.dedup();
        for text in here.into_iter().filter(|text| (4..=40).contains(&text.chars().count())) {
            *seen.entry(text).or_default() += 1;
        }
    }
    seen.retain(|text, count| {
        let words = ["预算公开", "预算说明", "部门预算", "单位预算", "决算公开", "部门决算"];
        let is_header =
            words.iter().any(|word| text.contains(word)) && !text.contains('表') && !text.contains("单位：");
        *count >= 4 && *count * 3 >= pages.len() && is_header
    });
    seen
}

/// A line without white space and digits, so that a running header with the page number in it stays the same.
fn without_digits(text: &str) -> String {
    squeeze(text).chars().filter(|c| !c.is_ascii_digit() && !is_dash(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::{TextLine, without_furniture};

    /// Where every cell has a line of its own a page may begin with a code, and the next one with the next code.
    #[test]
    fn codes_at_the_top_of_pages_are_no_numbers_of_pages() {
        let codes = ["206", "207", "208", "210"];
        let pages = codes.into_iter().zip(10..);
        let lines =
            pages.flat_map(|(code, page)| {
                [(code, true), ("02", false), ("基础研究", false), ("94,200", false)]
                    .map(|(text, starts_page)| TextLine { page, number: page, text, starts_page, cells: &[] })
            });
        let (kept, removed) = without_furniture(&lines.collect::<Vec<_>>());
        assert_eq!((kept.len(), removed), (16, Vec::new()));
    }

    /// The parts of a document may be counted apart, and pages may be left out.
    #[test]
    fn pages_in_a_row_have_numbers_of_their_own() {
        let numbers: Vec<String> = (1..=8).chain(12..=14).map(|number: u32| number.to_string()).collect();
        let pages = numbers.iter().zip(1..);
        let lines = pages.flat_map(|(number, page)| {
            [("办公设备购置 24.90 24.90", true), (number.as_str(), false)].map(|(text, starts_page)| TextLine {
                page,
                number: 2 * page,
                text,
                starts_page,
                cells: &[],
            })
        });
        let (kept, removed) = without_furniture(&lines.collect::<Vec<_>>());
        assert_eq!((kept.len(), removed.len()), (11, 11));
        assert!(kept.iter().all(|(_, line)| line.text.starts_with('办')));
    }
}
