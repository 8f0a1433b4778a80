//! The records of a workbook of the format xls: how large its sheets are, what they hide, and the number format of
//! each cell.
//!
//! The reader of the cells sets memory aside for whatever size a sheet claims, and tells nothing of formats and of
//! what is hidden. This first look at the records knows all three.

use std::collections::{BTreeSet, HashMap};
use std::io::{Cursor, Read as _};

use cfb::CompoundFile;

use crate::input::{InputError, Limits};

use super::KIND;

const DAMAGED: InputError = InputError::Damaged { expected: KIND };

/// Kinds of records that are looked at.
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
const SHEET: u16 = 0x0085;
const FORMAT: u16 = 0x041e;
const CELL_STYLE: u16 = 0x00e0;
const DIMENSIONS: u16 = 0x0200;
const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007d;
/// Some rows may be hidden because they are filtered.
const FILTERED: u16 = 0x009b;
/// A row of numbers in a row of cells.
const NUMBERS: u16 = 0x00bd;
/// A formula, a number, a text, a truth value, a text with fonts, a text of the table, a short number.
const SINGLE: [u16; 7] = [0x0006, 0x0203, 0x0204, 0x0205, 0x00d6, 0x00fd, 0x027e];

/// The number formats of the cells.
#[derive(Debug, Default)]
pub(super) struct Formats {
    /// By style.
    codes: Vec<String>,
    /// The style of a cell by sheet, row and column.
    styles: HashMap<(usize, u32, u32), u16>,
    /// By sheet.
    hidden: Vec<Hidden>,
}

/// The rows and columns that a sheet hides, in order. Rows that a filter or an outline hides belong to their table.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    pub(super) rows: BTreeSet<u32>,
    pub(super) columns: Vec<(u32, u32)>,
    is_filtered: bool,
}

impl Formats {
    /// The format of a cell.
    pub(super) fn of(&self, sheet: usize, (row, column): (u32, u32)) -> &str {
        let style = self.styles.get(&(sheet, row, column));
        style.and_then(|style| self.codes.get(usize::from(*style))).map_or("General", String::as_str)
    }

    /// What a sheet hides.
    pub(super) fn hidden_in(&self, sheet: usize) -> Option<&Hidden> {
        self.hidden.get(sheet)
    }
}

/// The formats of a workbook whose sheets are no larger than the limits allow.
pub(super) fn formats(bytes: &[u8], limits: &Limits) -> Result<Formats, InputError> {
    let stream = stream(bytes)?;
    let mut formats = Formats::default();
    let mut custom = HashMap::new();
    let mut styles = Vec::new();
    let mut sheets = Vec::new();
    for record in records(&stream).take_while(|record| record.kind != END) {
        match record.kind {
            SHEET => sheets.push(record.position().ok_or(DAMAGED)?),
            FORMAT => custom.extend(record.format()),
            CELL_STYLE => styles.push(record.number(2).unwrap_or_default()),
            _ => {}
        }
    }
    formats.codes =
        styles.iter().map(|id| custom.get(id).cloned().unwrap_or_else(|| built_in(*id).to_owned())).collect();
    super::check_sheets(sheets.len(), limits)?;
    // Sheets that share their records would be unfolded again and again.
    if sheets.iter().collect::<BTreeSet<_>>().len() < sheets.len() {
        return Err(DAMAGED);
    }
    let mut left = Left { cells: limits.cells, bytes: 2 * stream.len() };
    for (index, position) in sheets.into_iter().enumerate() {
        let records = stream.get(position..).ok_or(DAMAGED)?;
        left.sheet(index, records, &mut formats).ok_or(InputError::TooManyCells { most: limits.cells })?;
    }
    Ok(formats)
}

fn stream(bytes: &[u8]) -> Result<Vec<u8>, InputError> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
    if file.exists("/EncryptedPackage") {
        return Err(InputError::Encrypted);
    }
    let name = if file.exists("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    file.open_stream(name).and_then(|mut found| found.read_to_end(&mut stream)).map_err(|_| DAMAGED)?;
    Ok(stream)
}

/// What may still be read.
struct Left {
    cells: u64,
    bytes: usize,
}

impl Left {
    /// Notes the styles of a sheet; `None` if it is too large.
    fn sheet(&mut self, index: usize, stream: &[u8], formats: &mut Formats) -> Option<()> {
        let mut depth = 0_u32;
        // The last row and column; sheets are kept whole from the first cell to these.
        let mut extent = (0, 0);
        let mut hidden = Hidden::default();
        for record in records(stream) {
            self.bytes = self.bytes.checked_sub(record.data.len() + 4)?;
            match record.kind {
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                DIMENSIONS => self.cells.checked_sub(record.area()?).map(|_| ())?,
                ROW if depth == 1 => hidden.rows.extend(record.hidden_row()),
                COLUMNS if depth == 1 => hidden.columns.extend(record.hidden_columns()),
                FILTERED => hidden.is_filtered = true,
                _ => {}
            }
            for (column, style) in record.cells() {
                let row = u32::from(record.number(0)?);
                extent = (row.max(extent.0), column.max(extent.1));
                formats.styles.insert((index, row, column), style);
            }
        }
        if hidden.is_filtered {
            hidden.rows.clear();
        }
        hidden.columns.sort_unstable();
        formats.hidden.push(hidden);
        let area = (u64::from(extent.0) + 1) * (u64::from(extent.1) + 1);
        self.cells = self.cells.checked_sub(area)?;
        Some(())
    }
}

struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

/// The records of a stream, up to where it breaks off.
fn records(mut stream: &[u8]) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let (head, rest) = stream.split_first_chunk::<4>()?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (data, rest) = rest.split_at_checked(length)?;
        stream = rest;
        Some(Record { kind: u16::from_le_bytes([head[0], head[1]]), data })
    })
}

impl Record<'_> {
    fn number(&self, at: usize) -> Option<u16> {
        let bytes = self.data.get(at..at + 2)?;
        Some(u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn long(&self, at: usize) -> Option<u32> {
        Some(u32::from(self.number(at)?) | u32::from(self.number(at + 2)?) << 16)
    }

    /// Where the records of a sheet begin.
    fn position(&self) -> Option<usize> {
        usize::try_from(self.long(0)?).ok()
    }

    /// The row that the record describes, if it is hidden and in no outline.
    fn hidden_row(&self) -> Option<u32> {
        const HIDDEN: u16 = 0x20;
        const OUTLINE: u16 = 0x07;
        let options = self.number(12)?;
        (options & HIDDEN != 0 && options & OUTLINE == 0).then_some(u32::from(self.number(0)?))
    }

    fn hidden_columns(&self) -> Option<(u32, u32)> {
        (self.number(8)? & 1 != 0).then_some((u32::from(self.number(0)?), u32::from(self.number(2)?)))
    }

    /// The number of a format and its code, in the encodings of Excel 97 and later.
    fn format(&self) -> Option<(u16, String)> {
        let count = usize::from(self.number(2)?);
        let text = self.data.get(5..)?;
        let code = if self.data[4] & 1 == 0 {
            text.get(..count)?.iter().map(|byte| char::from(*byte)).collect()
        } else {
            let units = text.get(..2 * count)?.as_chunks::<2>().0;
            String::from_utf16_lossy(&units.iter().map(|unit| u16::from_le_bytes(*unit)).collect::<Vec<_>>())
        };
        Some((self.number(0)?, code))
    }

    /// The number of places that a sheet claims to have.
    fn area(&self) -> Option<u64> {
        // Older versions number rows in sixteen bits.
        let (first, last, columns) = if self.data.len() >= 14 {
            (self.long(0)?, self.long(4)?, (self.number(8)?, self.number(10)?))
        } else {
            (u32::from(self.number(0)?), u32::from(self.number(2)?), (self.number(4)?, self.number(6)?))
        };
        let rows = last.checked_sub(first)?;
        Some(u64::from(rows) * u64::from(columns.1.checked_sub(columns.0)?))
    }

    /// The columns and styles of the cells of the record.
    fn cells(&self) -> Vec<(u32, u16)> {
        let Some(first) = self.number(2) else { return Vec::new() };
        match self.kind {
            NUMBERS => (0..self.data.len().saturating_sub(6) / 6)
                .filter_map(|index| Some((u32::from(first) + u32::try_from(index).ok()?, self.number(4 + 6 * index)?)))
                .collect(),
            kind if SINGLE.contains(&kind) => {
                self.number(4).map(|style| (u32::from(first), style)).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The formats that have a number and no code in the file.
fn built_in(id: u16) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        37 | 38 => "#,##0;(#,##0)",
        39 | 40 => "#,##0.00;(#,##0.00)",
        41 | 42 => "#,##0;(#,##0);\"-\"",
        43 | 44 => "#,##0.00;(#,##0.00);\"-\"",
        _ => "General",
    }
}
