//! Workbooks of the older format xls.

use std::io::Cursor;

use calamine::{Data, Reader as _, SheetType, SheetVisible, Xls, XlsError};
use rust_decimal::Decimal;

use crate::input::limits::Allowance;
use crate::input::sheet::{Merged, Sheet};
use crate::input::{InputError, Limits};
use crate::page::PageLine;

use super::biff::{self, Formats};
use super::{KIND, date, number, number_format};

pub(super) fn lines(bytes: &[u8], limits: &Limits) -> Result<Vec<PageLine>, InputError> {
    // What the sheets take up is known before the reader sets memory aside for them.
    let formats = biff::formats(bytes, limits)?;
    let mut workbook: Xls<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(refused)?;
    let is_seen = |sheet: &calamine::Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let sheets = workbook.sheets_metadata().iter().enumerate().filter(|(_, sheet)| is_seen(sheet));
    let names: Vec<(usize, String)> = sheets.map(|(index, sheet)| (index, sheet.name.clone())).collect();
    let mut allowance = Allowance::new(limits);
    let mut lines = Vec::new();
    for (page, (index, name)) in (1..).zip(&names) {
        lines.extend(sheet(&mut workbook, (*index, name), &formats, &mut allowance)?.lines(page));
    }
    Ok(lines)
}

fn sheet(
    workbook: &mut Xls<Cursor<&[u8]>>,
    (index, name): (usize, &str),
    formats: &Formats,
    allowance: &mut Allowance<'_>,
) -> Result<Sheet, InputError> {
    let mut sheet = Sheet::default();
    for area in workbook.merge_cells_by_sheet_name(name).map_err(refused)? {
        sheet.merge(Merged { rows: (area.start.0, area.end.0), columns: (area.start.1, area.end.1) });
    }
    if let Some(hidden) = formats.hidden_in(index) {
        for &row in &hidden.rows {
            sheet.hide_rows((row, row));
        }
        for &columns in &hidden.columns {
            sheet.hide_columns(columns);
        }
    }
    let range = workbook.worksheet_range(name).map_err(refused)?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let place = (first_row + narrow(row), first_column + narrow(column));
        let text = shown(value, formats.of(index, place));
        allowance.spend(&text)?;
        sheet.put(place, &text, false);
    }
    Ok(sheet)
}

/// Rows and columns of the format are numbered in sixteen bits.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

fn shown(value: &Data, format: &str) -> String {
    match value {
        Data::Int(number) => number_format::shown(Decimal::from(*number), format),
        Data::Float(number) => match number::decimal(*number) {
            Some(decimal) => number_format::shown(decimal, format),
            None => number.to_string(),
        },
        Data::Bool(value) => super::boolean(*value),
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            date::shown((year, month, day, hour, minute, second), format)
        }
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

fn refused(error: XlsError) -> InputError {
    match error {
        XlsError::Password => InputError::Encrypted,
        _ => InputError::Damaged { expected: KIND },
    }
}
