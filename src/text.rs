//! The text of a document: lines with their pages, freed of what belongs to the page and not to the text.

pub(crate) mod piped;
mod words;

use crate::page::Cell;
#[cfg(any(feature = "html", feature = "pdf", feature = "xlsx"))]
use crate::page::PageLine;
pub(crate) use words::{may_begin_space, words};

/// A line that is not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextLine<'a> {
    /// The page, counted from one.
    pub(crate) page: u32,
    /// The line of the whole text, counted from one.
    pub(crate) number: u32,
    /// The text, indentation included.
    pub(crate) text: &'a str,
    /// Whether it is the first line of its page.
    pub(crate) starts_page: bool,
    /// Its cells, where the document tells where they stand; none in plain text but where upright lines part them.
    pub(crate) cells: &'a [Cell],
}

/// The lines of a text without blank lines and page numbers.
pub(crate) fn lines(text: &str) -> Vec<TextLine<'_>> {
    let mut lines: Vec<TextLine<'_>> = Vec::new();
    let mut page = 1;
    let mut new_page = true;
    let mut after_blank = true;
    let mut has_marks = false;
    let mut worded = false;
    for (number, raw) in
        (1..).zip(text.split('\n')).flat_map(|(number, line)| pages_of(line).map(move |raw| (number, raw)))
    {
        let shown = raw.trim();
        let is_worded = is_page_mark(shown);
        let (breaks, line) =
            if is_worded { (1, "") } else { split_page_break(raw.trim_end_matches('\r'), after_blank || new_page) };
        let blank = is_worded || shown.is_empty();
        // A mark in words and one that is none say the same if nothing stands between them.
        let repeats = breaks > 0 && new_page && (is_worded || worded);
        worded = is_worded || worded && blank && breaks == 0;
        let breaks = breaks - u32::from(repeats);
        after_blank = blank && breaks == 0;
        // The first page begins with the text, whether or not it is marked.
        let marked = breaks > 0 && !(lines.is_empty() && page == 1 && !raw.starts_with('\u{c}'));
        if marked {
            has_marks = true;
            drop_page_number(&mut lines, page);
            page += breaks;
            new_page = true;
        }
        if blank {
            continue;
        }
        // Without a mark, a page number alone on its line in dashes ends the page; behind a mark it may stand in
        // the first lines of its page.
        if !new_page && lines.last().is_some_and(|last| is_dashed_number(last.text)) {
            let number = lines.pop();
            let heads_page = number.is_some_and(|number| number.starts_page)
                || has_marks && lines.last().is_some_and(|above| above.starts_page && above.page == page);
            page += u32::from(!heads_page);
            new_page = !heads_page || number.is_some_and(|number| number.starts_page);
        }
        lines.push(TextLine { page, number, text: line, starts_page: new_page, cells: &[] });
        new_page = false;
    }
    drop_page_number(&mut lines, page);
    lines
}

/// A line cut before its marks of a new page: some libraries write the mark behind the last line of a page
/// without ending it.
fn pages_of(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest?;
        // Marks that follow one another at the beginning are one break of several pages.
        let text = line.len() - line.trim_start_matches('\u{c}').len();
        let cut = line[text..].find('\u{c}').map(|at| text + at);
        rest = cut.map(|at| &line[at..]);
        Some(&line[..cut.unwrap_or(line.len())])
    })
}

/// The lines of a document whose cells are known, without blank ones and page numbers.
#[cfg(any(feature = "html", feature = "pdf", feature = "xlsx"))]
pub(crate) fn positioned(lines: &[PageLine]) -> Vec<TextLine<'_>> {
    let printed: Vec<(u32, &PageLine)> = (1..).zip(lines).filter(|(_, line)| !line.text.trim().is_empty()).collect();
    let numbers = page_numbers(&printed);
    let mut page = 0;
    let mut kept = Vec::with_capacity(lines.len());
    for (_, (number, line)) in printed.iter().enumerate().filter(|(index, _)| !numbers[*index]) {
        kept.push(TextLine {
            page: line.page,
            number: *number,
            text: &line.text,
            starts_page: line.page != page,
            cells: &line.cells,
        });
        page = line.page;
    }
    kept
}

/// Which lines are page numbers: the first or the last of their page, nothing but a number, and in dashes or
/// counting on from page to page.
#[cfg(any(feature = "html", feature = "pdf", feature = "xlsx"))]
fn page_numbers(lines: &[(u32, &PageLine)]) -> Vec<bool> {
    let page = |index: usize| lines.get(index).map(|(_, line)| line.page);
    let at_edge = |index: usize| page(index + 1) != page(index) || index.checked_sub(1).and_then(page) != page(index);
    let bare = |index: usize| {
        let (_, line) = lines[index];
        let is_alone = line.cells.len() < 2 && at_edge(index) && is_short_number(&line.text);
        let number: Option<i64> = if is_alone { line.text.trim().parse().ok() } else { None };
        number.map(|number| number - i64::from(line.page))
    };
    let ahead: Vec<Option<i64>> = (0..lines.len()).map(bare).collect();
    let mut sorted: Vec<i64> = ahead.iter().flatten().copied().collect();
    sorted.sort_unstable();
    let repeats = |ahead: &i64| {
        sorted.partition_point(|other| other <= ahead) - sorted.partition_point(|other| other < ahead) > 1
    };
    let is_number = |index: usize| {
        at_edge(index) && is_dashed_number(&lines[index].1.text) || ahead[index].as_ref().is_some_and(repeats)
    };
    (0..lines.len()).map(is_number).collect()
}

/// How many pages a line breaks, and the line without the mark. Some libraries write a form feed,
/// some begin the page with one space; inside a page a line that follows a blank one may begin so too.
fn split_page_break(line: &str, after_blank: bool) -> (u32, &str) {
    // Inside a line there is none.
    if line.starts_with('\u{c}') {
        let breaks = line.chars().filter(|&c| c == '\u{c}').count();
        let rest = line.rsplit('\u{c}').next().unwrap_or_default();
        return (u32::try_from(breaks).unwrap_or(u32::MAX), rest);
    }
    match line.strip_prefix(' ') {
        Some(rest) if !after_blank && !rest.starts_with(' ') => (1, rest),
        Some(rest) if !rest.starts_with(' ') => (0, rest),
        _ => (0, line),
    }
}

/// Whether a line is nothing but a mark that a page begins or ends there, in words: `--- Page 3 of 20 ---`,
/// `[PAGE_BREAK]`.
fn is_page_mark(line: &str) -> bool {
    const MARKS: [&str; 2] = ["page", "pagebreak"];
    const BESIDE: [&str; 4] = ["break", "of", "end", "new"];
    // No line that is longer is one, and most lines are not of these characters.
    if line.len() > 40 || !line.is_ascii() || !line.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return false;
    }
    let words = || line.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let is_in = |known: &[&str], word: &str| known.iter().any(|known| known.eq_ignore_ascii_case(word));
    words().any(|word| is_in(&MARKS, word))
        && words().all(|word| is_short_number(word) || is_in(&MARKS, word) || is_in(&BESIDE, word))
}

/// Drops a last line of a page that is nothing but the page's number. A bare number must stand apart
/// from the figures of a table, which have decimals.
fn drop_page_number(lines: &mut Vec<TextLine<'_>>, page: u32) {
    let on_page = lines.last().is_some_and(|last| last.page == page && !last.starts_page);
    if on_page && lines.last().is_some_and(|last| is_dashed_number(last.text) || is_short_number(last.text)) {
        lines.pop();
    }
}

/// `- 12 -` or `—12—`.
fn is_dashed_number(line: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '—' | '–' | '－');
    let line = line.trim();
    line.starts_with(dash)
        && line.ends_with(dash)
        && is_short_number(line.trim_matches(|c: char| dash(c) || c.is_whitespace()))
}

fn is_short_number(line: &str) -> bool {
    let line = line.trim();
    (1..=4).contains(&line.len()) && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a character is one of the numerals that items and sections are counted with, up to ten.
pub(crate) fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// A text without quotation marks.
pub(crate) fn without_quotes(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '“' | '”' | '「' | '」' | '『' | '』' | '《' | '》' | '"')).collect()
}
