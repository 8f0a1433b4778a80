//! The text of a document: lines with their pages, freed of what belongs to the page and not to the text.

use crate::page::Cell;
#[cfg(any(feature = "pdf", feature = "xlsx"))]
use crate::page::PageLine;

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
    /// Its cells, where the document tells where they stand; none in plain text.
    pub(crate) cells: &'a [Cell],
}

/// The lines of a text without blank lines and page numbers.
pub(crate) fn lines(text: &str) -> Vec<TextLine<'_>> {
    let mut lines: Vec<TextLine<'_>> = Vec::new();
    let mut page = 1;
    let mut new_page = true;
    let mut after_blank = true;
    let mut has_marks = false;
    for (number, raw) in (1..).zip(text.split('\n')) {
        let (breaks, line) = split_page_break(raw.trim_end_matches('\r'), after_blank || new_page);
        let blank = line.trim().is_empty();
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

/// The lines of a document whose cells are known, without blank ones.
#[cfg(any(feature = "pdf", feature = "xlsx"))]
pub(crate) fn positioned(lines: &[PageLine]) -> Vec<TextLine<'_>> {
    let mut page = 0;
    let mut kept = Vec::with_capacity(lines.len());
    for (number, line) in (1..).zip(lines).filter(|(_, line)| !line.text.trim().is_empty()) {
        kept.push(TextLine {
            page: line.page,
            number,
            text: &line.text,
            starts_page: line.page != page,
            cells: &line.cells,
        });
        page = line.page;
    }
    kept
}

/// How many pages a line breaks, and the line without the mark. Some libraries write a form feed,
/// some begin the page with one space; inside a page a line that follows a blank one may begin so too.
fn split_page_break(line: &str, after_blank: bool) -> (u32, &str) {
    if line.contains('\u{c}') {
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
    let inner = line.trim_matches(|c: char| dash(c) || c.is_whitespace());
    line.starts_with(dash) && line.ends_with(dash) && is_short_number(inner)
}

fn is_short_number(line: &str) -> bool {
    let line = line.trim();
    (1..=4).contains(&line.len()) && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// A text without quotation marks.
pub(crate) fn without_quotes(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '“' | '”' | '「' | '」' | '『' | '』' | '《' | '》' | '"')).collect()
}
