//! Sentences that state what part an amount is of another: 占51.3%, 完成年初预算的98.2%.

use crate::claim::{Baseline, BaselineFigure, Claim, Direction, RateKind};

use super::figure::{Figure, Value};
use super::prose::Prose;
use super::scan::{Cursor, is_mark};
use super::statement::{ending_at, final_account};
use super::subject;

/// The shares, each with the amount right before it.
pub(super) fn shares(prose: &Prose) -> Vec<(usize, usize, Claim)> {
    let positions: Vec<usize> = prose.text().match_indices('占').map(|(at, _)| at).collect();
    positions.into_iter().filter_map(|at| share(prose, at)).collect()
}

fn share(prose: &Prose, at: usize) -> Option<(usize, usize, Claim)> {
    let text = prose.text();
    let part = ending_at(prose, text[..at].trim_end_matches(['，', ',']).len())?;
    let words = at + '占'.len_utf8();
    let rate = rate_after(prose, words, 30)?;
    let Value::Percent(percent) = rate.value else { return None };
    let start = subject::start(text, part.start);
    let of = text[words..rate.start].trim_start_matches('比').trim_end_matches(['的', '为']);
    let mut claim = prose.claim(start, rate.end);
    claim.amount = part.money();
    claim.rate = Some(percent);
    claim.rate_kind = RateKind::Share;
    claim.whole = if of.is_empty() { whole_of_list(prose, start).and_then(Figure::money) } else { None };
    Some((start, rate.end, claim))
}

/// The amount whose parts a list enumerates: 收入预算合计100万元，其中：〈part〉60万元，占60%；…
///
/// The list is followed back over its parts, so that each is looked at by a bounded number of later ones.
fn whole_of_list(prose: &Prose, start: usize) -> Option<&Figure> {
    const MOST_PARTS: usize = 12;
    let text = prose.text();
    let mut at = start;
    for _ in 0..MOST_PARTS {
        let before = text[..at].trim_end_matches(['：', ':', '，', ',', '。', '\n']);
        if let Some(before) = before.strip_suffix("其中").or_else(|| before.strip_suffix("包括")) {
            let whole = ending_at(prose, before.trim_end_matches(['，', ',', '。']).len())?;
            // An amount after others may be the last part of another list.
            let words = subject::start(text, whole.start);
            let first = prose.item_start(whole.start);
            let others = prose.figures_in(first, words).iter().any(|figure| figure.money().is_some());
            return (!others).then_some(whole);
        }
        // The part before: 〈name〉〈amount〉，占〈rate〉；
        let before = text[..at].strip_suffix(['；', '，', '、', ';'])?;
        let figures = prose.figures();
        let index = figures.partition_point(|figure| figure.end <= before.len()).checked_sub(1)?;
        let rate = figures[index];
        let part = figures[index.checked_sub(1)?];
        let between = &text[part.end..rate.start];
        let is_part = rate.end == before.len()
            && matches!(rate.value, Value::Percent(_))
            && part.money().is_some()
            && matches!(between, "，占" | "，占比" | "占" | ",占");
        if !is_part {
            return None;
        }
        at = subject::start(text, part.start);
    }
    None
}

/// The percentage after a few words.
fn rate_after(prose: &Prose, from: usize, most: usize) -> Option<&Figure> {
    let mut cursor = Cursor::new(prose.text(), from);
    for _ in 0..most {
        if let Some(figure) = prose.figure_at(cursor.position()) {
            return matches!(figure.value, Value::Percent(_)).then_some(figure);
        }
        let c = cursor.next().filter(|&c| !is_mark(c))?;
        cursor.go(cursor.position() + c.len_utf8());
    }
    None
}

/// How far budgets were used: 年初预算100万元，支出决算98万元，完成年初预算的98%.
pub(super) fn completions(prose: &Prose) -> Vec<(usize, usize, Claim)> {
    let positions: Vec<usize> = prose.text().match_indices("完成").map(|(at, _)| at).collect();
    positions.into_iter().filter_map(|at| completion(prose, at)).collect()
}

fn completion(prose: &Prose, at: usize) -> Option<(usize, usize, Claim)> {
    let text = prose.text();
    let words = at + "完成".len();
    let rate = rate_after(prose, words, 15)?;
    let Value::Percent(percent) = rate.value else { return None };
    let of = &text[words..rate.start];
    if !of.contains("预算") {
        return None;
    }
    let account = ending_at(prose, text[..at].trim_end_matches(['，', ',']).len());
    let start = account.map_or_else(|| subject::start(text, at), |figure| subject::start(text, figure.start));
    let mut claim = prose.claim(start, rate.end);
    claim.rate = Some(percent);
    claim.rate_kind = RateKind::Completion;
    let figure = if of.contains("年初") { BaselineFigure::OpeningBudget } else { BaselineFigure::Budget };
    claim.baseline = Some(Baseline { year: None, figure, adjusted: of.contains("调整") });
    if let Some(account) = account {
        claim.amount = account.money();
        claim.base_amount = final_account(prose, at).map(|(_, budget)| budget);
    }
    claim.direction = compared_with_budget(prose, rate.end);
    Some((start, rate.end, claim))
}

/// 决算数大于预算数 right after the rate.
fn compared_with_budget(prose: &Prose, end: usize) -> Option<Direction> {
    let mut cursor = Cursor::new(prose.text(), end);
    cursor.any(&["，", "。", "；", ","]);
    if !cursor.any(&["支出决算数", "决算数", "支出决算"]) {
        return None;
    }
    if cursor.word("大于") {
        return Some(Direction::Up);
    }
    if cursor.word("小于") {
        return Some(Direction::Down);
    }
    cursor.any(&["与", "同", "等于"]);
    cursor.any(&["年初", "全年"]);
    cursor.any(&["预算数", "预算"]);
    cursor.sameness()
}
