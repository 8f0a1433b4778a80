//! Forms that follow each other, one for each project, read together as one table: self-assessments (项目支出绩效自评表)
//! and goals with two totals.

use super::super::heading::Words;
use super::super::title::Subject;
use super::{Lines, Region, Start};

/// The words over the figures of a self-assessment; 年初预算数 before them is not printed everywhere.
const OUTTURN: [&str; 2] = ["全年预算数", "全年执行数"];

/// The totals of a project as a whole, printed before that of the year.
const OF_PROJECT: [&str; 3] = ["项目资金总额", "实施期资金总额", "中期资金总额"];
const OF_YEAR: [&str; 2] = ["年度资金总额", "年度资金申请总额"];

/// The region of a form, without words of a header: those stand inside the form.
pub(super) fn form<'a>(document: &Lines<'a>, start: &Start, next: usize) -> Option<Region<'a>> {
    const LINES_OF_HEAD: usize = 60;
    if start.title.subject != Subject::Goals {
        return None;
    }
    let head = document.squeezed.get(start.after..next.min(start.after + LINES_OF_HEAD))?.concat();
    let (_, words) = head.split_once("项目名称")?;
    let is_form = if start.heading.contains("自评") {
        let (words, _) = words.split_once("年度资金总额")?;
        OUTTURN.iter().all(|word| words.contains(word))
    } else {
        let of_year = OF_YEAR.iter().find_map(|word| words.split_once(word));
        let (before, behind) = of_year?;
        let amount = behind.trim_start_matches(['：', ':']);
        amount.starts_with(|c: char| c.is_ascii_digit()) && OF_PROJECT.iter().any(|word| before.contains(word))
    };
    if !is_form {
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
        is_torn: false,
        text: std::marker::PhantomData,
    })
}

/// Whether a region is one of forms.
pub(in crate::read::general) fn is_forms(region: &Region<'_>) -> bool {
    region.title.subject == Subject::Goals && region.words.words.is_empty()
}

/// Whether the second form belongs to the table that the first begins.
pub(super) fn follows(last: &Region<'_>, next: &Region<'_>) -> bool {
    is_forms(last) && is_forms(next) && last.heading.contains("自评") == next.heading.contains("自评")
}
