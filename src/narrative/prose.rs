//! Prose with its line breaks and page furniture taken out and its places kept.

use foldhash::{HashMap, HashMapExt};

use crate::amount::Printed;
use crate::budget::Unread;
use crate::claim::Claim;
use crate::fact::Key;
use crate::text::{self, TextLine, is_numeral};

use super::figure::{self, Figure};
use super::scan::{head, tail};

/// The sentences of a document as one text without white space, and where each part of it stands.
/// Headings stand between line breaks, so that they are no part of the sentence after them.
pub(super) struct Prose {
    text: String,
    /// Position in the text, page and line of each line, in order.
    places: Vec<(usize, u32, u32)>,
    /// Where headings and numbered items begin, in order.
    items: Vec<usize>,
    /// The headings, in order.
    headings: Vec<(usize, usize)>,
    /// The positions of those among the headings that begin a section: 一、 and 第一部分.
    sections: Vec<usize>,
    figures: Vec<Figure>,
}

impl Prose {
    pub(super) fn of(lines: &[TextLine<'_>]) -> Self {
        let mut prose = Self {
            text: String::new(),
            places: Vec::with_capacity(lines.len()),
            items: Vec::new(),
            headings: Vec::new(),
            sections: Vec::new(),
            figures: Vec::new(),
        };
        let running = running_lines(lines);
        for (index, line) in lines.iter().enumerate() {
            if !is_furniture(line, lines.get(index + 1), &running) {
                prose.push(line);
            }
        }
        prose.items.extend(items_inside(&prose.text));
        prose.items.sort_unstable();
        prose.items.dedup();
        prose.figures = figure::figures(&prose.text);
        prose
    }

    fn push(&mut self, line: &TextLine<'_>) {
        let words = squeezed(line.text);
        let heading = is_heading(&words);
        if heading && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.places.push((start, line.page, line.number));
        self.places.extend(cell_ends(line).into_iter().map(|end| (start + end, line.page, line.number)));
        if heading || is_item(&words) {
            self.items.push(start);
        }
        self.text.push_str(&words);
        if heading {
            if !words.starts_with(['（', '(']) && !words.starts_with(|c: char| c.is_ascii_digit()) {
                self.sections.push(self.headings.len());
            }
            self.headings.push((start, self.text.len()));
            self.text.push('\n');
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// The figure that begins at a position.
    pub(super) fn figure_at(&self, position: usize) -> Option<&Figure> {
        let index = self.figures.partition_point(|figure| figure.start < position);
        self.figures.get(index).filter(|figure| figure.start == position)
    }

    /// The figures between two positions.
    pub(super) fn figures_in(&self, from: usize, to: usize) -> &[Figure] {
        let first = self.figures.partition_point(|figure| figure.start < from);
        let last = self.figures.partition_point(|figure| figure.end <= to);
        self.figures.get(first..last).unwrap_or_default()
    }

    /// Where the item or section begins that a position lies in.
    pub(super) fn item_start(&self, position: usize) -> usize {
        let after = self.items.partition_point(|start| *start <= position);
        after.checked_sub(1).map_or(0, |index| self.items[index])
    }

    /// The heading of the section that a position lies in, and the one right above it.
    pub(super) fn heading(&self, position: usize) -> String {
        let Some(last) = self.headings.partition_point(|(start, _)| *start <= position).checked_sub(1) else {
            return String::new();
        };
        let words = |index: usize| &self.text[self.headings[index].0..self.headings[index].1];
        let section = self.sections.partition_point(|index| *index <= last).checked_sub(1);
        match section.map(|section| self.sections[section]).filter(|&section| section != last) {
            Some(section) => format!("{} {}", words(section), words(last)),
            None => words(last).to_owned(),
        }
    }

    /// The page and the line of a position.
    pub(super) fn place(&self, position: usize) -> (u32, u32) {
        let after = self.places.partition_point(|(start, ..)| *start <= position);
        after.checked_sub(1).map_or((0, 0), |index| (self.places[index].1, self.places[index].2))
    }

    /// Where the lines from a position on begin, and their cells.
    pub(super) fn line_starts(&self, from: usize) -> Vec<usize> {
        self.places.iter().map(|(start, ..)| *start).filter(|start| *start >= from).collect()
    }

    /// A claim of that part of the text, which states nothing yet.
    pub(super) fn claim(&self, start: usize, end: usize) -> Claim {
        let (page, line) = self.place(start);
        Claim { text: self.text[start..end].to_owned(), page, line, ..Claim::default() }
    }

    /// A claim that states an amount and nothing else.
    pub(super) fn statement(&self, start: usize, end: usize, key: Key, amount: Printed) -> Claim {
        Claim { subject: Some(key), amount: Some(amount), ..self.claim(start, end) }
    }

    /// The clause around a position, as something that was not understood.
    pub(super) fn unread(&self, position: usize, from: usize, to: usize) -> Unread {
        let (page, line) = self.place(position);
        let stop = |c: char| matches!(c, '；' | '。' | '\n');
        let before = tail(&self.text[from..position]);
        let clause = before.rsplit(stop).next().unwrap_or(before);
        let start = position - clause.len();
        let after = head(&self.text[position..to]);
        let end = position + after.find(stop).unwrap_or(after.len());
        let clause = &self.text[start..end];
        let numbers = clause.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
        let figures = numbers.filter(|number| number.contains(|c: char| c.is_ascii_digit())).count();
        Unread { page, line, text: clause.to_owned(), figures: u32::try_from(figures).unwrap_or(u32::MAX) }
    }
}

/// Where the cells of a row end in its text without white space, all but the last.
fn cell_ends(line: &TextLine<'_>) -> Vec<usize> {
    /// Rows with more cells are no lists.
    const MOST: usize = 12;
    let texts: Vec<&str> = line.cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).collect();
    if !(2..=MOST).contains(&texts.len()) {
        return Vec::new();
    }
    (1..texts.len()).map(|count| squeezed(&texts[..count].join(" ")).len()).collect()
}

/// ０ to ９ or ％ in UTF-8.
fn is_full_width_figure(bytes: &[u8]) -> bool {
    matches!(bytes, [0xEF, 0xBC, 0x85 | 0x90..=0x99])
}

/// A line without white space, with digits and percent signs in ASCII.
///
/// Figures that only a space keeps apart stay apart, but the digits of a figure set with spaces (1 7 4 , 1 7 7)
/// come together.
fn squeezed(line: &str) -> String {
    let mut words = String::with_capacity(line.len());
    let mut after_one = false;
    for word in text::words(line) {
        let start = words.len();
        if word.as_bytes().windows(3).any(is_full_width_figure) {
            words.extend(word.chars().map(|c| match c {
                '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
                '％' => '%',
                other => other,
            }));
        } else {
            words.push_str(word);
        }
        let is_digit = |c: char| c.is_ascii_digit();
        let leading = words[start..].len() - words[start..].trim_start_matches(is_digit).len();
        if leading > 0 && words[..start].ends_with(is_digit) && !(after_one && leading == 1) {
            words.insert(start, ' ');
        }
        after_one = words.len() == start + 1;
    }
    words
}

/// What stands at the top or the foot of several pages: running headers, without their digits.
fn running_lines(lines: &[TextLine<'_>]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        let last = lines.get(index + 1).is_none_or(|next| next.page != line.page);
        if (line.starts_page || last)
            && let Some(words) = running(line.text)
        {
            *counts.entry(words).or_insert(0) += 1;
        }
    }
    counts
}

/// The words of a line that may be a running header: no sentence, not too short and not too long.
fn running(line: &str) -> Option<String> {
    let words: String = line.chars().filter(|c| !c.is_whitespace() && !c.is_ascii_digit()).collect();
    let length = words.chars().count();
    let sentence = words.contains(['，', '。', '；', '：', '%', '、']) || words.contains("万元");
    ((6..=50).contains(&length) && !sentence).then_some(words)
}

/// Whether a line belongs to its page: a page number, or what stands on other pages at this place too.
fn is_furniture(line: &TextLine<'_>, next: Option<&TextLine<'_>>, running_lines: &HashMap<String, usize>) -> bool {
    let words = line.text.trim();
    let last = next.is_none_or(|next| next.page != line.page);
    let number = words.trim_matches(|c: char| matches!(c, '-' | '—' | '–' | '－' | '─') || c.is_whitespace());
    let short = (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    // A bare number inside a page may be a figure of its sentence.
    if short && (number.len() < words.len() || line.starts_page || last) {
        return true;
    }
    (line.starts_page || last) && running(words).is_some_and(|words| running_lines.get(&words).is_some_and(|n| *n > 1))
}

/// 第三部分… or 一、… or （一）…情况说明, a short line without the punctuation of a sentence.
fn is_heading(line: &str) -> bool {
    // （详见表5） may follow.
    let title = if line.ends_with(['）', ')']) {
        line.rsplit_once(['（', '(']).map_or(line, |(title, _)| title)
    } else {
        line
    };
    let explains = ["说明", "情况"].iter().any(|ending| title.ends_with(ending));
    if explains && is_item(line) && line.chars().count() < 40 && !line.contains(['，', '。', '；', '：', ':']) {
        return true;
    }
    let rest = line.strip_prefix('第').unwrap_or(line).trim_start_matches(is_numeral);
    let numbered = rest.len() < line.len() && (rest.starts_with('、') || rest.starts_with("部分"));
    numbered && line.chars().count() < 40 && !line.contains(['，', '。', '；', '：'])
}

/// Whether a text begins with the number of an item: （一）, (1), 1., 1．, 1、, ①, 一、.
fn is_item(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let numeral = |c: char| is_numeral(c) || c.is_ascii_digit();
    match first {
        '①'..='⑳' => true,
        '（' | '(' => {
            let inside = text[first.len_utf8()..].split(['）', ')']).next().unwrap_or_default();
            (1..=3).contains(&inside.chars().count()) && inside.chars().all(numeral)
        }
        _ if numeral(first) => {
            let rest = text.trim_start_matches(numeral);
            let figure = rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            text.len() - rest.len() <= 6 && rest.starts_with(['.', '．', '、']) && !figure
        }
        _ => false,
    }
}

/// Where numbered items begin after the end of a sentence.
fn items_inside(text: &str) -> impl Iterator<Item = usize> + '_ {
    let ends = text.char_indices().filter(|(_, c)| matches!(c, '。' | '；' | '：' | ':' | '\n'));
    ends.map(|(at, c)| at + c.len_utf8()).filter(|&at| is_item(head(&text[at..])))
}
