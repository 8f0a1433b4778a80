//! The parts of an xlsx file that tell what its sheets hide: the reader of the cells does not look at them.

use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::input::sheet::Sheet;

use super::attribute;

/// The sheets of a workbook by name, as far as the file says where they are.
pub(super) struct Parts<'a> {
    archive: Option<ZipArchive<Cursor<&'a [u8]>>>,
    paths: HashMap<String, String>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        let mut parts = Self { archive: ZipArchive::new(Cursor::new(bytes)).ok(), paths: HashMap::new() };
        let mut targets: HashMap<String, String> = HashMap::new();
        parts.each("xl/_rels/workbook.xml.rels", |element| {
            if let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target")) {
                let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                targets.insert(id, path);
            }
        });
        let mut paths = HashMap::new();
        parts.each("xl/workbook.xml", |element| {
            let target = attribute(element, "r:id").and_then(|id| targets.remove(&id));
            if let (Some(name), Some(path)) = (attribute(element, "name"), target) {
                paths.insert(name, path);
            }
        });
        parts.paths = paths;
        parts
    }

    /// Hides what a sheet hides: columns and rows, but not rows that a filter or an outline hides.
    pub(super) fn hide(&mut self, name: &str, sheet: &mut Sheet) {
        let Some(path) = self.paths.get(name).cloned() else { return };
        let mut rows = Vec::new();
        let mut is_filtered = false;
        let mut row = 0;
        let number =
            |element: &BytesStart<'_>, name: &str| attribute(element, name)?.parse::<u32>().ok()?.checked_sub(1);
        let is_set = |element: &BytesStart<'_>, name: &str| {
            attribute(element, name).is_some_and(|value| !matches!(&*value, "0" | "false"))
        };
        self.each(&path, |element| match element.local_name().as_ref() {
            "col" if is_set(element, "hidden") => {
                if let (Some(first), Some(last)) = (number(element, "min"), number(element, "max")) {
                    sheet.hide_columns((first, last));
                }
            }
            "row" => {
                row = number(element, "r").unwrap_or(row);
                if is_set(element, "hidden") && !is_set(element, "outlineLevel") {
                    rows.push(row);
                }
                row = row.saturating_add(1);
            }
            "filterColumn" => is_filtered = true,
            _ => {}
        });
        if !is_filtered {
            for row in rows {
                sheet.hide_rows((row, row));
            }
        }
    }

    /// Shows each element of a part, up to where it breaks off. What is damaged the reader of the cells refuses.
    fn each(&mut self, path: &str, mut see: impl FnMut(&BytesStart<'_>)) {
        let Some(file) = self.archive.as_mut().and_then(|archive| archive.by_name(path).ok()) else { return };
        let size = file.size();
        let mut reader = Reader::from_reader(BufReader::new(file.take(size)));
        let mut buffer = Vec::new();
        while let Ok(event) = reader.read_event_into(&mut buffer) {
            match event {
                Event::Start(element) | Event::Empty(element) => see(&element),
                Event::Eof => break,
                _ => {}
            }
            buffer.clear();
        }
    }
}
