//! Workbooks of the format ods. Each cell brings along the text it shows, so nothing has to be formatted.

use std::collections::HashSet;
use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::input::limits::Allowance;
use crate::input::sheet::{Merged, Sheet};
use crate::input::{InputError, Limits};
use crate::page::PageLine;

use super::{KIND, attribute};

const DAMAGED: InputError = InputError::Damaged { expected: KIND };

pub(super) fn lines(bytes: &[u8], limits: &Limits) -> Result<Vec<PageLine>, InputError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
    let mut manifest = String::new();
    if let Ok(file) = archive.by_name("META-INF/manifest.xml") {
        file.take(limits.unpacked()).read_to_string(&mut manifest).map_err(|_| DAMAGED)?;
    }
    if manifest.contains("encryption-data") {
        return Err(InputError::Encrypted);
    }
    let content = archive.by_name("content.xml").map_err(|_| DAMAGED)?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    reader.config_mut().expand_empty_elements = true;
    let mut tables = Tables::new(limits);
    let mut buffer = Vec::new();
    loop {
        let event = reader.read_event_into(&mut buffer).map_err(|_| DAMAGED)?;
        match event {
            Event::Start(element) => tables.start(&element)?,
            Event::End(element) => tables.end(element.name().as_ref())?,
            Event::Text(text) => tables.text(&text),
            Event::CData(text) => tables.text(&text),
            Event::GeneralRef(reference) => tables.reference(&reference),
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    Ok((1..).zip(tables.done).flat_map(|(page, sheet)| sheet.lines(page)).collect())
}

/// Where in the document the reader is.
struct Tables<'a> {
    allowance: Allowance<'a>,
    done: Vec<Sheet>,
    /// Tables inside each other; those inside cells are left to their cell.
    depth: u32,
    sheet: Sheet,
    /// Styles of sheets that are not shown, the one that is being told, and whether this sheet has one.
    unseen: HashSet<String>,
    style: Option<String>,
    is_unseen: bool,
    /// The outlines around the row.
    outlines: u32,
    /// The next column that is described.
    described: u32,
    row: u32,
    row_repeats: u32,
    /// The cells of the row that show something, each with its column.
    cells: Vec<(u32, String)>,
    column: u32,
    cell: Option<OpenCell>,
    /// Notes pinned to a cell are no part of it.
    notes: u32,
    paragraphs: u32,
}

struct OpenCell {
    text: Option<String>,
    /// The number it holds, should it show no text.
    value: Option<String>,
    repeats: u32,
    columns: u32,
    rows: u32,
}

impl<'a> Tables<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self {
            allowance: Allowance::new(limits),
            done: Vec::new(),
            depth: 0,
            sheet: Sheet::default(),
            unseen: HashSet::new(),
            style: None,
            is_unseen: false,
            outlines: 0,
            described: 0,
            row: 0,
            row_repeats: 1,
            cells: Vec::new(),
            column: 0,
            cell: None,
            notes: 0,
            paragraphs: 0,
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), InputError> {
        match element.name().as_ref() {
            "table:table" => {
                self.depth += 1;
                if self.depth == 1 {
                    (self.row, self.described, self.sheet) = (0, 0, Sheet::default());
                    let style = attribute(element, "table:style-name");
                    self.is_unseen = style.is_some_and(|style| self.unseen.contains(&style));
                    super::check_sheets(self.done.len() + 1, self.allowance.limits)?;
                }
            }
            "style:style" => self.style = attribute(element, "style:name"),
            "style:table-properties" if attribute(element, "table:display").as_deref() == Some("false") => {
                self.unseen.extend(self.style.take());
            }
            "office:annotation" => self.notes += 1,
            _ if self.depth != 1 || self.notes > 0 => {}
            "table:table-row-group" => self.outlines += 1,
            "table:table-column" => {
                let (first, count) = (self.described, number(element, "table:number-columns-repeated"));
                self.described = first.saturating_add(count);
                if is_hidden(element) {
                    self.sheet.hide_columns((first, first.saturating_add(count - 1)));
                }
            }
            "table:table-row" => {
                self.row_repeats = number(element, "table:number-rows-repeated");
                self.column = 0;
                // Rows of an outline belong to their table, and so do those that a filter hides.
                if is_hidden(element) && self.outlines == 0 {
                    self.sheet.hide_rows((self.row, self.row.saturating_add(self.row_repeats - 1)));
                }
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.cell = Some(OpenCell {
                    text: None,
                    value: attribute(element, "office:value"),
                    repeats: number(element, "table:number-columns-repeated"),
                    columns: number(element, "table:number-columns-spanned"),
                    rows: number(element, "table:number-rows-spanned"),
                });
            }
            "text:p" => {
                self.paragraphs += 1;
                if let Some(cell) = &mut self.cell {
                    let text = cell.text.get_or_insert_default();
                    if !text.is_empty() {
                        text.push('\n');
                    }
                }
            }
            "text:s" | "text:tab" => self.text(" "),
            "text:line-break" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), InputError> {
        match name {
            "table:table" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    let sheet = std::mem::take(&mut self.sheet);
                    self.done.extend(Some(sheet).filter(|_| !self.is_unseen));
                }
            }
            "office:annotation" => self.notes = self.notes.saturating_sub(1),
            _ if self.depth != 1 || self.notes > 0 => {}
            "table:table-row-group" => self.outlines = self.outlines.saturating_sub(1),
            "table:table-row" => self.end_row()?,
            "table:table-cell" | "table:covered-table-cell" => self.end_cell()?,
            "text:p" => self.paragraphs = self.paragraphs.saturating_sub(1),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let is_shown = self.depth == 1 && self.notes == 0 && self.paragraphs > 0;
        if let Some(shown) = self.cell.as_mut().filter(|_| is_shown).and_then(|cell| cell.text.as_mut()) {
            shown.push_str(text);
        }
    }

    /// A character by its name or number.
    fn reference(&mut self, name: &str) {
        let code = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => digits.parse().ok(),
        });
        let named = quick_xml::escape::resolve_xml_entity(name);
        match code.and_then(char::from_u32) {
            Some(character) => self.text(character.encode_utf8(&mut [0; 4])),
            None => self.text(named.unwrap_or_default()),
        }
    }

    fn end_cell(&mut self) -> Result<(), InputError> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        if cell.columns > 1 || cell.rows > 1 {
            let last = |first: u32, count: u32| (first, first.saturating_add(count - 1));
            self.sheet.merge(Merged { rows: last(self.row, cell.rows), columns: last(self.column, cell.columns) });
        }
        let text = cell.text.or_else(|| cell.value.map(|value| super::number::plain(&value))).unwrap_or_default();
        if !text.is_empty() {
            for column in (self.column..).take(usize::try_from(cell.repeats).unwrap_or(usize::MAX)) {
                self.allowance.spend(&text)?;
                self.cells.push((column, text.clone()));
            }
        }
        self.column = self.column.saturating_add(cell.repeats);
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), InputError> {
        let cells = std::mem::take(&mut self.cells);
        let first = self.row;
        self.row = self.row.saturating_add(self.row_repeats);
        if cells.is_empty() {
            return Ok(());
        }
        for row in first..self.row {
            for (column, text) in &cells {
                self.allowance.spend(text)?;
                self.sheet.put((row, *column), text, false);
            }
        }
        Ok(())
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "table:visibility").as_deref() == Some("collapse")
}

/// How often something is repeated, or how far it reaches; once unless it says so.
fn number(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|value| value.parse().ok()).filter(|number| *number > 0).unwrap_or(1)
}
