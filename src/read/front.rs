//! Who, when, in what unit: from the lines above the tables.

use std::borrow::Cow;

use crate::amount::Unit;
use crate::budget::Header;
use crate::fact::Name;
use crate::year::FiscalYear;

use super::ReadError;

/// Department, year and unit of a document, from its lines without white space.
pub(super) fn header(squeezed: &[Cow<'_, str>], unit: Unit) -> Result<Header, ReadError> {
    let department = department(squeezed).ok_or(ReadError::NoDepartment)?;
    let year = year(squeezed).ok_or(ReadError::NoYear)?;
    Ok(Header { department: Name::from(department), year, unit })
}

/// The name after 单位名称：, or the title of the document without 部门预算.
fn department(lines: &[Cow<'_, str>]) -> Option<String> {
    let named = lines.iter().find_map(|line| {
        let (_, rest) = line.split_once("单位名称：").or_else(|| line.split_once("单位名称:"))?;
        let name = rest.split("单位：").next().unwrap_or(rest).split("单位:").next()?;
        (!name.is_empty()).then(|| name.to_owned())
    });
    let titled = || {
        let title = lines.iter().find_map(|line| line.strip_suffix("部门预算"))?;
        let name = title.split_once('年').map_or(title, |(_, name)| name);
        (!name.is_empty()).then(|| name.to_owned())
    };
    named.or_else(titled)
}

/// The year of the heading of the tables, or of the title of the document.
fn year(lines: &[Cow<'_, str>]) -> Option<FiscalYear> {
    let before = |words: &str| {
        lines.iter().find_map(|line| {
            let (before, _) = line.split_once(words)?;
            last_year(before)
        })
    };
    let alone = || lines.iter().find_map(|line| last_year(line.strip_suffix('年')?).filter(|_| line.len() == 7));
    before("年部门预算表").or_else(|| before("年部门预算")).or_else(alone)
}

/// The four digits at the end of a text.
fn last_year(text: &str) -> Option<FiscalYear> {
    let start = text.len().checked_sub(4)?;
    let digits = text.get(start..)?;
    let longer = text[..start].ends_with(|c: char| c.is_ascii_digit());
    digits.parse().ok().filter(|_| !longer)
}
