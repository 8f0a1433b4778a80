//! Self-assessments of projects (项目支出绩效自评表): forms that follow each other, read together as one table.

use super::super::heading::Words;
use super::super::title::Subject;
use super::{Lines, Region, Start};

/// The words over the figures of a form; 年初预算数 before them is not printed everywhere.
const OUTTURN: [&str; 2] = ["全年预算数", "全年执行数"];

/// The region of a form, without words of a header: those stand inside the form.
pub(super) fn form<'a>(document: &Lines<'a>, start: &Start, next: usize) -> Option<Region<'a>> {
    const LINES_OF_HEAD: usize = 60;
    if start.title.subject != Subject::Goals || !start.heading.contains("自评") {
        return None;
    }
    let head = document.squeezed.get(start.after..next.min(start.after + LINES_OF_HEAD))?.concat();
    let (named, _) = head.split_once("年度资金总额")?;
    let words = named.split_once("项目名称").map(|(_, words)| words)?;
    if OUTTURN.iter().any(|word| !words.contains(word)) {
        return None;
    }
    // Each title names its project: what they have in common is the name of the table.
    let common = start.heading.rfind("项目").map_or(start.heading.as_str(), |at| &start.heading[at..]);
    Some(Region {
        title: start.title,
        heading: common.to_owned(),
        start: start.index,
        end: next,
        unit: None,
        words: Words::default(),
        numbered: None,
        body: (start.after..next).collect(),
        notes: Vec::new(),
        header: Vec::new(),
        text: std::marker::PhantomData,
    })
}

/// Whether a region is one of forms.
pub(in crate::read::general) fn is_forms(region: &Region<'_>) -> bool {
    region.title.subject == Subject::Goals && region.heading.contains("自评") && region.words.words.is_empty()
}

/// Whether the second form belongs to the table that the first begins.
pub(super) fn follows(last: &Region<'_>, next: &Region<'_>) -> bool {
    is_forms(last) && is_forms(next)
}
