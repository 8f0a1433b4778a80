//! Where tables begin: their titles, on one line or two, with a unit or without.

use crate::table::vocabulary::Corner;

use super::super::heading;
use super::super::marks::Marks;
use super::super::title::{self, Subject, Title};
use super::{Lines, is_furniture_of_table, is_unit_line};

/// Where a table begins: its title, over how many lines, and what it says.
pub(super) struct Start {
    pub(super) index: usize,
    pub(super) after: usize,
    pub(super) heading: String,
    pub(super) title: Title,
    /// How many lines after it are the whole header, if the title tells.
    pub(super) header: Option<usize>,
}

pub(super) fn starts(document: &Lines<'_>) -> Vec<Start> {
    let mut starts = Vec::new();
    let mut index = 0;
    while index < document.lines.len() {
        let follows_goals = starts.last().is_some_and(|last: &Start| last.title.subject == Subject::Goals);
        let start =
            start_at(document, index, &starts).or_else(|| untitled_form(document, index).filter(|_| !follows_goals));
        match start {
            Some(start) => {
                index = start.after.max(index + 1);
                starts.push(start);
            }
            None => index += 1,
        }
    }
    starts
}

fn start_at(document: &Lines<'_>, index: usize, above: &[Start]) -> Option<Start> {
    let marks = document.marks[index];
    let whole = &*document.squeezed[index];
    let names_unit = marks.has(Marks::BODY);
    let line = if names_unit { without_unit(whole) } else { whole };
    let title = if line.len() == whole.len() { document.titles[index] } else { title::title(line) };
    if let Some(title) = title {
        if let Some((heading, title)) = with_rest(document, index, line) {
            return Some(Start { index, after: index + 2, heading, title, header: None });
        }
        return Some(Start { index, after: index + 1, heading: line.to_owned(), title, header: None });
    }
    if let Some(start) = introduced(document, index).or_else(|| torn_goals(document, index)) {
        return Some(start);
    }
    // A title over two lines.
    if !marks.has(Marks::BUDGET) && !marks.has(Marks::MONEY) {
        return None;
    }
    let next = document.squeezed.get(index + 1)?;
    let short = next.len() <= 80
        && line.len() <= 180
        && next.chars().count() <= 20
        && line.chars().count() <= 45
        && !line.contains(['，', '。', '；']);
    if !short {
        return None;
    }
    let names_budget = ["预算", "决算", "收支"].iter().any(|word| line.contains(word));
    // The last row above a title may be 其他支出.
    // （无政府性基金支出） says that the table above is empty.
    // A title that a table above has is repeated on the next page.
    let is_repeated = above.last().is_some_and(|last| last.heading == without_unit(next));
    let begins = names_budget || (line.contains("支出") || line.contains("经费")) && !title::is_bracketed(line);
    if begins
        && !is_repeated
        && !document.has_figures(index)
        && title::title(without_unit(next))
            .is_none_or(|_| !next.contains("收") && (names_budget || !title::is_begun(next)))
    {
        let joined = format!("{line}{}", without_unit(next));
        let title = title::title(&joined)?;
        return Some(Start { index, after: index + 2, heading: joined, title, header: None });
    }
    None
}

/// 2026年，本单位重点项目绩效目标情况如下： with a header right under it, which has words over amounts and over what they
/// are for.
fn introduced(document: &Lines<'_>, index: usize) -> Option<Start> {
    let line = &*document.squeezed[index];
    let introduction = line.strip_suffix(['：', ':'])?.strip_suffix("如下").filter(|rest| rest.contains("绩效目标"))?;
    let mut lines: Vec<&str> = document.lines.get(index + 1..)?.iter().take(2).map(|line| line.text).collect();
    if !without_torn_unit(&mut lines) {
        lines.truncate(1);
    }
    let words = heading::words(&lines, None);
    let names_rows = words.corners().any(|corner| matches!(corner, Corner::Unit | Corner::Project | Corner::Line));
    let is_header = words.strange == 0 && names_rows && words.end_with_text();
    let heading = introduction.rsplit('，').next().unwrap_or(introduction).to_owned();
    let header = Some(lines.len());
    is_header.then(|| Start { index, after: index + 1, heading, title: Title::goals(), header })
}

/// 预算数（单位：万 / 元）: takes a unit in brackets out of two lines of a header. False if none is torn there.
pub(super) fn without_torn_unit(lines: &mut [&str]) -> bool {
    let [above, below, ..] = lines else { return false };
    let names_unit = |bracket: &str| bracket.contains("单位：") || bracket.contains("单位:");
    let opens = above.rfind(['（', '(']).filter(|&at| names_unit(&above[at..]) && !above[at..].contains(['）', ')']));
    match (opens, below.find(['）', ')']).map(|at| below.split_at(at))) {
        (Some(at), Some((_, closed))) => {
            *above = above[..at].trim_end();
            *below = closed.trim_start_matches(['）', ')']).trim_start();
            true
        }
        _ => false,
    }
}

/// 项目名称 and a name at the top of a page, with the money of the project below: a form of goals whose title stands on
/// another page or nowhere.
fn untitled_form(document: &Lines<'_>, index: usize) -> Option<Start> {
    const LINES_OF_HEAD: usize = 12;
    let names_project = document.squeezed[index].strip_prefix("项目名称").is_some_and(|name| !name.is_empty());
    if !names_project || !document.lines[index].starts_page || document.has_figures(index) {
        return None;
    }
    let head = index + 1..document.lines.len().min(index + LINES_OF_HEAD);
    let says_money = |line: usize| document.squeezed[line].contains("预算资金总额") && document.has_figures(line);
    let heading = "项目绩效目标".to_owned();
    head.into_iter().any(says_money).then(|| Start {
        index,
        after: index,
        heading,
        title: Title::goals(),
        header: None,
    })
}

/// …项目绩 / 效目标表: the title of a form whose last words are torn.
fn torn_goals(document: &Lines<'_>, index: usize) -> Option<Start> {
    const END: &str = "绩效目标表";
    let next = document.squeezed.get(index + 1).filter(|next| next.len() < END.len() && next.ends_with('表'))?;
    let rest = END.strip_suffix(&**next)?;
    let heading = document.squeezed[index].strip_suffix(rest).map(|name| format!("{name}{END}"))?;
    let title = title::title(&heading)?;
    Some(Start { index, after: index + 2, heading, title, header: None })
}

/// A title with the rest of its brackets on the next line.
fn with_rest(document: &Lines<'_>, index: usize, line: &str) -> Option<(String, Title)> {
    const LONGEST: usize = 20;
    let next = document.squeezed.get(index + 1).filter(|_| title::goes_on(line))?;
    let rest = without_unit(next);
    let closes = rest.ends_with(['）', ')']) && !rest.contains(['（', '(']) && rest.chars().count() <= LONGEST;
    let joined = format!("{line}{rest}");
    let title = title::title(&joined).filter(|_| closes)?;
    Some((joined, title))
}

/// A line without the unit behind its title.
pub(super) fn without_unit(line: &str) -> &str {
    if !line.contains("单位") && !line.contains("部门") {
        return line;
    }
    // Most lines have none of them, which is told faster than where they stand.
    let cut = ["金额单位", "单位：", "单位:", "编制单位", "部门名称", "单位名称", "部门："]
        .iter()
        .filter(|word| line.contains(**word))
        .filter_map(|word| line.find(word))
        .filter(|at| *at > 0)
        .min();
    cut.map_or(line, |at| &line[..at])
}

/// The first of the lines that introduce a title: its number, the unit, the department.
pub(super) fn before_title(document: &Lines<'_>, index: usize) -> usize {
    let introduces = |line: &str| title::is_number(line) || is_unit_line(line) || is_furniture_of_table(line);
    (index.saturating_sub(4)..index).rev().take_while(|&i| introduces(&document.squeezed[i])).last().unwrap_or(index)
}

#[cfg(test)]
mod tests {
    use super::without_torn_unit;

    #[test]
    fn a_torn_unit_is_no_word_of_a_header() {
        let mut torn = ["项目 预算数（单位：万", "元） 绩效目标"];
        assert!(without_torn_unit(&mut torn));
        assert_eq!(torn, ["项目 预算数", "绩效目标"]);
        // 部门（单 / 位）代码, beside 单位资金.
        for kept in [["部门（单 单位资金", "部门（单位）名称 合计"], ["项目 预算数（单位：元）", "绩效目标（一）"]]
        {
            let mut lines = kept;
            assert!(!without_torn_unit(&mut lines));
            assert_eq!(lines, kept);
        }
    }
}
