//! Workbooks of the format xlsx, cell by cell, with the number format and the borders of each.

use std::io::Cursor;

use calamine::{Borders, DataRef, Reader as _, SheetType, SheetVisible, Style, Xlsx, XlsxError};
use rust_decimal::Decimal;

use crate::input::limits::Allowance;
use crate::input::sheet::{Merged, Sheet};
use crate::input::{InputError, Limits};
use crate::page::PageLine;

use super::{KIND, date, number, number_format, parts};

pub(super) fn lines(bytes: &[u8], limits: &Limits) -> Result<Vec<PageLine>, InputError> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(refused)?;
    let is_seen =
        |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let names: Vec<String> =
        workbook.sheets_metadata().iter().filter(is_seen).map(|sheet| sheet.name.clone()).collect();
    super::check_sheets(names.len(), limits)?;
    let mut allowance = Allowance::new(limits);
    let mut parts = parts::Parts::of(bytes);
    let mut lines = Vec::new();
    for (page, name) in (1..).zip(&names) {
        let mut sheet = sheet(&mut workbook, name, &mut allowance)?;
        parts.hide(name, &mut sheet);
        lines.extend(sheet.lines(page));
    }
    Ok(lines)
}

fn sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, allowance: &mut Allowance<'_>) -> Result<Sheet, InputError> {
    let mut sheet = Sheet::default();
    for area in workbook.merge_cells_by_sheet_name(name).map_err(refused)? {
        let (rows, columns) = ((area.start.0, area.end.0), (area.start.1, area.end.1));
        sheet.merge(Merged { rows, columns });
    }
    let mut cells = workbook.worksheet_cells_reader(name).map_err(refused)?;
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(refused)? {
        let style = cells.styles().get(style);
        let has_border = style.and_then(|style| style.borders.as_ref()).is_some_and(Borders::has_visible_borders);
        let text = shown(cell.get_value(), style);
        allowance.spend(&text)?;
        sheet.put(cell.get_position(), &text, has_border);
    }
    Ok(sheet)
}

/// The text that a cell shows.
fn shown(value: &DataRef<'_>, style: Option<&Style>) -> String {
    let format = style.and_then(|style| style.number_format.as_ref());
    let format = format.map_or("General", |format| format.format_code.as_str());
    match value {
        DataRef::Int(number) => number_format::shown(Decimal::from(*number), format),
        DataRef::Float(number) => match number::decimal(*number) {
            Some(decimal) => number_format::shown(decimal, format),
            None => number.to_string(),
        },
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => super::boolean(*value),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            date::shown((year, month, day, hour, minute, second), format)
        }
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn refused(error: XlsxError) -> InputError {
    match error {
        XlsxError::Password => InputError::Encrypted,
        _ => InputError::Damaged { expected: KIND },
    }
}
