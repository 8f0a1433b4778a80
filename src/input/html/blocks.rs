//! The tags and texts of a page, put together to lines and tables in the order in which they are shown.

use crate::input::InputError;
use crate::input::limits::Allowance;
use crate::page::{Cell, PageLine, tidy};

use super::table::{PAGE, Table};

/// Tags that stand inside a line. All others end it.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
    "wbr",
];
/// Tags whose contents are not shown.
const HIDDEN: &[&str] = &["script", "style", "template", "noscript", "select", "textarea"];

/// A page as far as it was read.
pub(super) struct Blocks<'a> {
    allowance: Allowance<'a>,
    done: Vec<PageLine>,
    /// The tables that are open, each inside the one before.
    tables: Vec<Table>,
    /// The line that is being read outside tables.
    text: String,
    /// The tag whose contents are passed over.
    hidden: Option<&'static str>,
    /// Whether line breaks count as in `<pre>`.
    is_verbatim: bool,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(allowance: Allowance<'a>) -> Self {
        let (done, tables, text) = (Vec::new(), Vec::new(), String::new());
        Self { allowance, done, tables, text, hidden: None, is_verbatim: false }
    }

    pub(super) fn start<'t>(
        &mut self,
        name: &[u8],
        attribute: impl Fn(&str) -> Option<&'t [u8]>,
    ) -> Result<(), InputError> {
        if self.hidden.is_some() {
            return Ok(());
        }
        let Ok(name) = str::from_utf8(name) else { return Ok(()) };
        self.hidden = HIDDEN.iter().copied().find(|hidden| *hidden == name);
        match name {
            "table" => self.open_table(),
            "tr" => self.close_row()?,
            "td" | "th" => {
                if let Some(table) = self.tables.last_mut() {
                    end_text(&mut self.text, &mut self.done);
                    table.open_cell(attribute("colspan"), attribute("rowspan"));
                } else {
                    self.end_line();
                }
            }
            "pre" => {
                self.end_line();
                self.is_verbatim = true;
            }
            name if INLINE.contains(&name) => {}
            _ => self.end_line(),
        }
        Ok(())
    }

    pub(super) fn end(&mut self, name: &[u8]) -> Result<(), InputError> {
        if let Some(hidden) = self.hidden {
            if name == hidden.as_bytes() {
                self.hidden = None;
            }
            return Ok(());
        }
        match str::from_utf8(name).unwrap_or_default() {
            "table" => self.close_table()?,
            "tr" => self.close_row()?,
            "td" | "th" => match self.tables.last_mut() {
                Some(table) => table.close_cell(),
                None => self.end_line(),
            },
            "pre" => {
                self.end_line();
                self.is_verbatim = false;
            }
            name if INLINE.contains(&name) => {}
            _ => self.end_line(),
        }
        Ok(())
    }

    /// Adds text, with its white space shown as one space.
    pub(super) fn text(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        let is_verbatim = self.is_verbatim;
        let line = self.line();
        for c in text.chars() {
            if is_verbatim && c == '\n' {
                line.push('\n');
            } else if !c.is_ascii_whitespace() {
                line.push(c);
            } else if !line.is_empty() && !line.ends_with([' ', '\n']) {
                line.push(' ');
            }
        }
    }

    /// The lines of the page, whose last tags may be missing.
    pub(super) fn finish(mut self) -> Result<Vec<PageLine>, InputError> {
        while !self.tables.is_empty() {
            self.close_table()?;
        }
        end_text(&mut self.text, &mut self.done);
        Ok(self.done)
    }

    /// What is being written: a cell, or a line outside of cells.
    fn line(&mut self) -> &mut String {
        self.tables.last_mut().and_then(Table::cell).unwrap_or(&mut self.text)
    }

    fn end_line(&mut self) {
        match self.tables.last_mut().and_then(Table::cell) {
            Some(cell) if cell.is_empty() || cell.ends_with('\n') => {}
            Some(cell) => cell.push('\n'),
            None => end_text(&mut self.text, &mut self.done),
        }
    }

    fn open_table(&mut self) {
        end_text(&mut self.text, &mut self.done);
        if let Some(outer) = self.tables.last_mut() {
            outer.give_up_row(&mut self.done);
        }
        self.tables.push(Table::default());
    }

    fn close_table(&mut self) -> Result<(), InputError> {
        self.close_row()?;
        if let Some(mut table) = self.tables.pop() {
            table.flush(&mut self.done);
        }
        Ok(())
    }

    fn close_row(&mut self) -> Result<(), InputError> {
        end_text(&mut self.text, &mut self.done);
        match self.tables.last_mut() {
            Some(table) => table.close_row(&mut self.done, &mut self.allowance),
            None => Ok(()),
        }
    }
}

/// Ends what is written outside of cells.
fn end_text(text: &mut String, done: &mut Vec<PageLine>) {
    if !text.is_empty() {
        done.extend(text.lines().filter_map(line));
        text.clear();
    }
}

/// A line of text, if it says anything.
pub(super) fn line(text: &str) -> Option<PageLine> {
    let text = tidy(text);
    (!text.is_empty()).then(|| PageLine::new(PAGE, vec![Cell { text, left: 0, right: 1 }]))
}
