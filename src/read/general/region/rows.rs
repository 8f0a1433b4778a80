//! Where the rows of a table begin and end.

use crate::text::is_numeral;

use super::super::heading;
use super::super::title::{Subject, Title};
use super::super::token::{Kind, Token};
use super::Lines;

/// Whether rows begin at a line.
pub(super) fn begins_rows(document: &Lines<'_>, index: usize) -> bool {
    let tokens = document.tokens(index);
    let Some(first) = tokens.first() else { return false };
    if tokens.iter().any(|token| matches!(token.kind, Kind::Figure | Kind::Percent)) {
        return true;
    }
    let line = &*document.squeezed[index];
    if super::super::goals::is_code(first.text) || super::super::goals::is_unit_code(first, tokens.get(1)) {
        return true;
    }
    let is_code = first.kind == Kind::Number
        && matches!(first.text.len(), 3 | 5 | 7)
        && matches!(first.text.as_bytes()[0], b'2' | b'3' | b'5');
    let followed = tokens.get(1).is_some_and(|next| next.kind == Kind::Text) || tokens.len() == 1;
    if is_code && followed {
        return true;
    }
    let is_item = is_counted(line)
        || line.starts_with("一、")
        || line.starts_with("（一）")
        || line.starts_with("1、")
        || line.starts_with("1.");
    let total = matches!(line, "合计" | "总计") && {
        // The row of an empty table, or the first word of a header?
        document.squeezed.get(index + 1).is_none_or(|next| is_note(next) || document.titles[index + 1].is_some())
    };
    is_item
        || total
        || line.starts_with("合计")
            && tokens.iter().skip(1).any(|token| matches!(token.kind, Kind::Number | Kind::Dash))
}

/// Whether a line is the label of a total with its figures on the next line, and no column under a header that
/// has such a column already.
pub(super) fn begins_total(document: &Lines<'_>, index: usize, header: &[usize]) -> bool {
    let is_total = |line: &str| matches!(line, "合计" | "总计");
    let figures_follow = || {
        let next = (index + 1 < document.lines.len()).then(|| document.tokens(index + 1));
        let is_figure = |token: &super::super::token::Token<'_>| match token.kind {
            Kind::Figure | Kind::Percent => true,
            // 1, 2 and 3 may count the columns.
            Kind::Number => token.text == "0" || token.text.len() > 2,
            Kind::Dash | Kind::Text => false,
        };
        next.is_some_and(|next| next.iter().all(is_figure))
    };
    // 收入总计 is what a side comes to: under the word over its amounts it is no column.
    let is_of_side = |line: &str| {
        let side = line.strip_prefix("本年").unwrap_or(line);
        let rest = side.strip_prefix("收入").or_else(|| side.strip_prefix("支出"));
        rest.is_some_and(is_total)
    };
    let is_whole = |word: &str| is_total(word) || word == "小计" || is_of_side(word);
    let heads_amounts = |word: &str| matches!(word, "金额" | "预算数" | "决算数");
    let heads = |is_head: &dyn Fn(&str) -> bool| {
        header.iter().any(|&line| document.tokens(line).iter().any(|token| is_head(token.text)))
    };
    let line = &*document.squeezed[index];
    (is_total(line) && heads(&is_whole) || is_of_side(line) && heads(&heads_amounts)) && figures_follow()
}

/// 26、转移性支出: a line that goes on with the rows of the page before.
fn is_counted(line: &str) -> bool {
    let counted = |c: char| c.is_ascii_digit() || is_numeral(c);
    let rest = line.trim_start_matches(counted);
    rest.len() < line.len() && rest.starts_with('、') && rest.chars().count() > 3
}

pub(super) fn is_note(line: &str) -> bool {
    let starts = [
        "注：",
        "注:",
        "备注：",
        "备注:",
        "说明：",
        "说明:",
        "注1",
        "注释",
        "此表为空",
        "本表为空",
        "此表无",
        "本表无",
    ];
    let is_begun =
        line.starts_with(['注', '备', '说', '此', '本']) && starts.iter().any(|start| line.starts_with(start));
    let says_nothing = ["无数据", "空表", "无发生额", "没有使用", "无此项"];
    is_begun
        || line.contains(['无', '空', '没'])
            && says_nothing.iter().any(|words| line.contains(words))
            && line.chars().count() > 6
            && !line.contains("是否")
}

/// Long lines with the punctuation of sentences.
pub(in crate::read::general) fn is_prose(line: &str) -> bool {
    line.len() >= 18 && (line.contains('，') || line.contains('。')) && line.chars().count() >= 18
}

/// 第三部分…, 一、…说明: what comes after the tables.
pub(in crate::read::general) fn ends_tables(line: &str) -> bool {
    let part = line
        .strip_prefix('第')
        .map(|rest| rest.trim_start_matches(is_numeral))
        .is_some_and(|rest| rest.starts_with("部分") || rest.starts_with('章'));
    let rest = line.trim_start_matches(is_numeral);
    let numbered = rest.len() < line.len() && rest.starts_with('、');
    part && line.chars().count() < 40
        || numbered
            && line.chars().count() < 50
            && (line.ends_with("说明")
                || line.ends_with("情况")
                || line.contains("情况说明")
                || line.contains("名词解释")
                || line.contains("的说明"))
        || line == "其他相关情况说明"
        || line == "名词解释"
}

/// Whether below a total the next page begins with the header of another table, whose title stands elsewhere.
pub(super) fn begins_untitled(document: &Lines<'_>, from: usize, index: usize) -> bool {
    const LINES_OF_HEADER: usize = 12;
    const LEAST_KNOWN: usize = 12;
    let above = index.checked_sub(1).filter(|&above| above >= from && document.lines[index].starts_page);
    let is_below_total = above.is_some_and(|above| {
        let row = &document.squeezed[above];
        has_cells(document, above) && (row.starts_with("合计") || row.starts_with("总计"))
    });
    if !is_below_total || document.has_figures(index) {
        return false;
    }
    let is_own =
        (from.saturating_sub(LINES_OF_HEADER)..from).any(|line| document.squeezed[line] == document.squeezed[index]);
    let lines: Vec<&str> = document.lines[index..].iter().take(2).map(|line| line.text).collect();
    let words = heading::words(&lines, None);
    !is_own && words.strange == 0 && words.known >= LEAST_KNOWN
}

/// Where the rows of a table end: at a heading, or where sentences begin that are no part of it.
pub(super) fn end_of_rows(document: &Lines<'_>, title: Title, from: usize, next: usize) -> usize {
    let with_prose = title.by_project
        || matches!(
            title.subject,
            Subject::Goals | Subject::Procurement | Subject::PurchasedServices | Subject::Beside
        );
    // The first of the sentences that stand below the last row.
    let mut first: Option<usize> = None;
    for index in from..next {
        let line = &document.squeezed[index];
        if ends_tables(line) || begins_untitled(document, from, index) {
            return index;
        }
        if with_prose {
            continue;
        }
        if is_prose(line) && !is_note(line) && !has_cells(document, index) {
            if let Some(first) = first {
                return first;
            }
            first = Some(index);
        } else if has_cells(document, index) {
            first = None;
        }
    }
    // One alone may be a name over several lines.
    first.filter(|&line| document.squeezed[line].ends_with('。')).unwrap_or(next)
}

/// Whether a line ends with figures, as rows do.
pub(in crate::read::general) fn has_cells(document: &Lines<'_>, index: usize) -> bool {
    document.tokens(index).last().is_some_and(|token| token.kind == Kind::Figure)
}

/// Whether a line has the punctuation of sentences.
pub(in crate::read::general) fn is_sentence(line: &str) -> bool {
    line.contains(['，', '。', '；', '：'])
}

/// The figures that a line ends with.
pub(in crate::read::general) fn figures_at_end<'a, 'b>(tokens: &'b [Token<'a>]) -> &'b [Token<'a>] {
    let others = tokens.iter().rposition(|token| token.kind != Kind::Figure).map_or(0, |last| last + 1);
    &tokens[others..]
}
