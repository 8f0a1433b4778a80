//! What several examples need: reading a file, writing to a pipe, aligning Chinese text.
#![allow(dead_code, reason = "each example uses a part of it")]

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use yusuan::{Amount, Disclosure, Printed, Unit, read_text};

/// Reads a published budget from a text file, or says why not.
pub(crate) fn read(path: &Path) -> Result<Disclosure, String> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    // Everything that is no file of another kind is taken for text.
    if let Some("pdf" | "xlsx" | "xls" | "ods") = ending.as_deref() {
        return yusuan::read_file(path).map_err(|error| error.to_string());
    }
    let bytes = fs::read(path).map_err(|error| format!("cannot be opened: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        format!("is not UTF-8 text: byte {valid} begins no character")
    })?;
    read_text(&text).map_err(|error| error.to_string())
}

/// An amount in a unit without commas: exact, with at least so many decimals.
pub(crate) fn plain(amount: Amount, unit: Unit, decimals: u8) -> String {
    let mut number = amount.in_unit(unit);
    if number.scale() < u32::from(decimals) {
        number.rescale(decimals.into());
    }
    number.to_string()
}

/// An amount as published, with commas, rounded to the decimals of the tables.
pub(crate) fn published(amount: Amount, unit: Unit, decimals: u8) -> String {
    Printed::from_amount(amount, unit, decimals).map_or_else(|_| amount.to_string(), |printed| printed.to_string())
}

/// One value as JSON on a line of its own.
#[cfg(feature = "serde")]
pub(crate) fn write_json(out: &mut impl Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

/// Standard output for a program whose reader may go away, as in `facts FILE | head`.
///
/// Once the pipe is closed the rest is dropped, so that the exit status still tells what was found.
pub(crate) fn output() -> impl Write {
    io::BufWriter::new(Output { to: io::stdout(), is_closed: false })
}

struct Output {
    to: io::Stdout,
    is_closed: bool,
}

impl Output {
    fn unless_closed(&mut self, result: io::Result<usize>, all: usize) -> io::Result<usize> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(all)
            }
            other => other,
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = if self.is_closed { Ok(bytes.len()) } else { self.to.write(bytes) };
        self.unless_closed(written, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = if self.is_closed { Ok(()) } else { self.to.flush() };
        self.unless_closed(flushed.map(|()| 0), 0).map(|_| ())
    }
}

/// Writes rows in aligned columns: the column of labels to the left, the others to the right.
pub(crate) fn write_aligned<const N: usize>(
    out: &mut impl Write,
    labels: usize,
    rows: &[[String; N]],
) -> io::Result<()> {
    write_columns(out, &std::array::from_fn(|column| column == labels), rows)
}

/// Writes rows in aligned columns, each to the left or to the right.
pub(crate) fn write_columns<const N: usize>(
    out: &mut impl Write,
    left: &[bool; N],
    rows: &[[String; N]],
) -> io::Result<()> {
    let width = |column: usize| rows.iter().map(|row| columns(&row[column])).max().unwrap_or(0);
    let widths: [usize; N] = std::array::from_fn(width);
    for row in rows {
        let padded = row.iter().zip(widths).enumerate().map(|(column, (cell, width))| {
            let gap = " ".repeat(width - columns(cell));
            if left[column] { format!("{cell}{gap}") } else { format!("{gap}{cell}") }
        });
        writeln!(out, "  {}", padded.collect::<Vec<_>>().join("   ").trim_end())?;
    }
    Ok(())
}

/// How many columns of a terminal a text takes: two for each Chinese character and its punctuation.
pub(crate) fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}
