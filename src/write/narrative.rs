//! From claims to the part of the document that states them.

use std::fmt::Write as _;

use crate::amount::Printed;
use crate::claim::Claim;
use crate::year::FiscalYear;

use super::subject::{Part, SECTIONS};
use super::{UNCHANGED, WriteError};

/// The narrative of a department that states these claims: 收支增减, “三公”经费 and its parts, 机关运行经费,
/// 政府采购, each under its heading, in the order in which they are published.
///
/// [`read_text`](crate::read_text) reads the same claims from it again. A claim that would not be read back as
/// what it says is refused.
pub fn narrative(year: FiscalYear, claims: &[Claim]) -> Result<String, WriteError> {
    let mut stated: Vec<(Part, &Claim)> = Vec::with_capacity(claims.len());
    for claim in claims {
        let part = claim.subject.as_ref().and_then(Part::of);
        let part = part.ok_or_else(|| WriteError::NoWords(claim.subject.clone().map(Box::new)))?;
        match (part.is_stated_alone(), claim.change) {
            (true, Some(_)) => return Err(WriteError::NoForm("a change of government procurement")),
            (true, None) if stated.iter().any(|(known, _)| *known == part) => {
                return Err(WriteError::NoForm("one kind of government procurement twice"));
            }
            (false, None) => return Err(WriteError::NoForm("an amount without its change")),
            _ => stated.push((part, claim)),
        }
    }
    let mut text = format!("第三部分 {year}年部门预算情况说明\n");
    let headings = SECTIONS.iter().filter(|(_, parts)| stated.iter().any(|(part, _)| parts.contains(part)));
    for ((heading, parts), numeral) in headings.zip("一二三四五".chars()) {
        let _ = writeln!(text, "{numeral}、{heading}");
        let mut before = None;
        for part in *parts {
            for (_, claim) in stated.iter().filter(|(known, _)| known == part) {
                if before.is_some() {
                    text.push_str(if part.is_stated_alone() { "，" } else { "；" });
                }
                text += &part.lead(year, before);
                text += &words(&part.words(year), claim)?;
                text += if claim.says_unchanged { UNCHANGED } else { "" };
                text += &reasons(claim)?;
                before = Some(*part);
            }
        }
        text.push_str("。\n");
    }
    Ok(text)
}

/// What a name among reasons may not hold: it would be read as something else.
const NO_NAME: [&str; 10] = ["增", "减", "降", "原因", "主要", "其中", "相抵", "人均", "定额", "标准"];

/// The reasons of a change.
fn reasons(claim: &Claim) -> Result<String, WriteError> {
    let marks = |c: char| c.is_whitespace() || c.is_ascii_digit() || "，；。：、（）,.".contains(c);
    let readable = |name: &str| {
        let begins = ["是", "因", "及", "和", "从", "一", "二", "三", "四"].iter().any(|word| name.starts_with(word));
        let holds = NO_NAME.iter().any(|word| name.contains(word))
            || name.contains(marks)
            || name.ends_with(['各', '等', '了', '约']);
        !begins && !holds && (1..=40).contains(&name.chars().count())
    };
    let mut text = String::new();
    for driver in &claim.drivers {
        let repeats = claim.drivers.len() > 1 && Some(driver.change.amount()) == claim.change.map(Printed::amount);
        if !readable(&driver.name)
            || driver.change.is_zero()
            || repeats
            || claim.change.is_none()
            || claim.says_unchanged
        {
            return Err(WriteError::NoForm("a reason of that name or amount"));
        }
        let change = driver.change;
        let size = size_of(change)?;
        let verb = if change.is_negative() { "减少" } else { "增加" };
        let lead = if text.is_empty() { "，主要原因是" } else { "，" };
        let _ = write!(text, "{lead}{}{verb}{size}{}", driver.name, change.unit());
    }
    Ok(text)
}

/// How large a change is, whatever its direction.
fn size_of(change: Printed) -> Result<Printed, WriteError> {
    let digits = change.last_digits().checked_abs().ok_or(WriteError::NoForm("a change of that size"))?;
    Ok(Printed::from_last_digits(digits, change.decimals(), change.unit())?)
}

/// The words of one claim, from its subject to its rate.
pub(super) fn words(subject: &str, claim: &Claim) -> Result<String, WriteError> {
    let amount = claim.amount.ok_or(WriteError::NoForm("a subject without an amount"))?;
    if amount.is_negative() {
        return Err(WriteError::Negative(amount.amount()));
    }
    let mut words = format!("{subject}{amount}{}", amount.unit());
    let Some(change) = claim.change else {
        let says_more = claim.rate.is_some() || claim.says_not_comparable || claim.says_unchanged;
        return if says_more { Err(WriteError::NoForm("a rate without a change")) } else { Ok(words) };
    };
    let falls = if change.is_zero() { claim.rate_is_decrease } else { change.is_negative() };
    let size = size_of(change)?;
    let _ = write!(words, "，比上年{}{size}{}", if falls { "减少" } else { "增加" }, change.unit());
    let verb = if claim.rate_is_decrease { "下降" } else { "增长" };
    let _ = match (claim.rate, claim.says_not_comparable) {
        (Some(rate), false) => write!(words, "，{verb}{rate}%"),
        (None, true) => write!(words, "，{verb}--（基数为0，不可比）"),
        (None, false) if falls == claim.rate_is_decrease => Ok(()),
        (None, false) => return Err(WriteError::NoForm("a direction without a rate")),
        (Some(_), true) => return Err(WriteError::NoForm("a rate where there is no base")),
    };
    Ok(words)
}
