//! The amount that a comparison is about, which stands right before it or somewhere in the same item.

use crate::amount::Printed;
use crate::claim::BaselineFigure;

use super::comparison::{Anchor, Stated};
use super::figure::Figure;
use super::prose::Prose;
use super::scan::{opening_bracket, tail};
use super::subject;

/// What a comparison is about, as far as that is certain.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct About {
    /// Where the words of the subject stand.
    pub(super) words: Option<(usize, usize)>,
    pub(super) amount: Option<Printed>,
    pub(super) base_amount: Option<Printed>,
    /// Where the statement begins.
    pub(super) start: usize,
    /// Part of the base was taken out.
    pub(super) adjusted: bool,
}

/// Words between an amount and its comparison that name no other subject.
const GENERIC: [&str; 16] = [
    "本年数",
    "预算数",
    "预算",
    "本年预算",
    "本年预算数",
    "共",
    "合计",
    "总额",
    "总体",
    "总数",
    "该数",
    "数额",
    "金额",
    "经费",
    "变动情况",
    "预算安排",
];

/// The amount and the subject of a comparison. `from` is the end of the comparison before it.
pub(super) fn about(prose: &Prose, anchor: Anchor, stated: &Stated, from: usize) -> About {
    let text = prose.text();
    let clause = subject::start(text, anchor.start);
    let none = About { start: clause, ..About::default() };
    if stated.named {
        return none;
    }
    if let Some(figure) = adjacent(prose, anchor.start) {
        return of_figure(prose, figure, stated, anchor);
    }
    let lead = (clause, anchor.start);
    let words = &text[lead.0..lead.1];
    if ["扣除", "剔除", "同口径", "同比口径"].iter().any(|it| words.starts_with(it)) {
        return About { adjusted: true, ..none };
    }
    if words.ends_with("决算数") && stated.baseline.year.is_none() {
        return final_account(prose, anchor.start).map_or(none, |(amount, base)| About {
            words: amount.words,
            amount: Some(amount.printed),
            base_amount: Some(base),
            start: clause,
            adjusted: false,
        });
    }
    let region = prose.item_start(anchor.start).max(from).max(floor(text, anchor.start));
    let candidates = candidates(prose, region, anchor.start);
    let generic = words.is_empty() || GENERIC.contains(&words);
    let own = (stated.subject.1 > stated.subject.0).then_some(stated.subject);
    let name = if generic { own } else { Some(lead) };
    match name {
        Some(name) => {
            named(prose, &candidates, name, stated, anchor, generic).unwrap_or(About { words: Some(name), ..none })
        }
        // After 其中 the sentence has gone on to a part, whose amount does not stand here.
        None => match candidates[..] {
            [only] if !text[only.end..anchor.start].contains("其中") => of_figure(prose, only, stated, anchor),
            _ => none,
        },
    }
}

/// No statement is longer than a clause can be.
fn floor(text: &str, at: usize) -> usize {
    at - tail(&text[..at]).len()
}

/// The amount that ends right before a position, over a comma or a bracket that follows it: of
/// 218.3万元（公务用车购置费18万元，…。） it is the first.
fn adjacent(prose: &Prose, position: usize) -> Option<&Figure> {
    let from = floor(prose.text(), position);
    let before = &prose.text()[from..position];
    let text = before.trim_end_matches(['，', ',']);
    let text = match text.strip_suffix(['）', ')']) {
        Some(inside) => &inside[..opening_bracket(inside)?],
        None => text,
    };
    ending_at(prose, from + text.len())
}

/// The amount that ends at a position.
pub(super) fn ending_at(prose: &Prose, end: usize) -> Option<&Figure> {
    let figures = prose.figures();
    let after = figures.partition_point(|figure| figure.end <= end);
    let figure = figures.get(after.checked_sub(1)?)?;
    (figure.end == end && figure.money().is_some()).then_some(figure)
}

/// The amounts between two positions that are no changes and stand in no bracket.
fn candidates(prose: &Prose, from: usize, to: usize) -> Vec<&Figure> {
    let text = prose.text();
    let mut depth = 0_usize;
    let mut at = from;
    let mut found = Vec::new();
    for figure in prose.figures_in(from, to) {
        for c in text[at..figure.start].chars() {
            match c {
                '（' | '(' => depth += 1,
                '）' | ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        at = figure.end;
        let before = text[..figure.start].trim_end_matches('了');
        let is_change = ["增加", "减少", "增长", "下降", "压减", "降低"].iter().any(|verb| before.ends_with(verb));
        if figure.money().is_some() && depth == 0 && !is_change {
            found.push(figure);
        }
    }
    found
}

/// The amount of those whose words end with the name that the comparison gives; or the only one, if
/// its own words name nothing else.
fn named(
    prose: &Prose,
    candidates: &[&Figure],
    name: (usize, usize),
    stated: &Stated,
    anchor: Anchor,
    may_be_other: bool,
) -> Option<About> {
    let text = prose.text();
    let wanted = subject::without_each(&text[name.0..name.1]);
    let words_of = |figure: &Figure| &text[subject::start(text, figure.start)..figure.start];
    let plain = subject::plain(wanted);
    let same = candidates.iter().find(|figure| !plain.is_empty() && subject::plain(words_of(figure)).ends_with(&plain));
    if let Some(figure) = same {
        return Some(of_figure(prose, figure, stated, anchor));
    }
    let [only] = candidates else { return None };
    let (one, other) = (subject::two_sided(words_of(only)), subject::two_sided(wanted));
    (may_be_other && one && other).then(|| of_figure(prose, only, stated, anchor))
}

fn of_figure(prose: &Prose, figure: &Figure, stated: &Stated, anchor: Anchor) -> About {
    let words = subject::start(prose.text(), figure.start).max(prose.item_start(figure.start));
    About {
        words: Some((words, figure.start)),
        amount: figure.money(),
        base_amount: stated.base_amount.is_none().then(|| base_before(prose, figure, stated, anchor)).flatten(),
        start: words,
        adjusted: false,
    }
}

/// The amount it is compared with, if the words right before the amount print it:
/// 2023年当年预算执行数为54.60万元，2024年预算安排53.84万元.
fn base_before(prose: &Prose, figure: &Figure, stated: &Stated, anchor: Anchor) -> Option<Printed> {
    let text = prose.text();
    let from = prose.item_start(figure.start).max(floor(text, anchor.start));
    let base = prose.figures_in(from, figure.start).iter().rev().find(|it| it.money().is_some())?;
    let words = &text[subject::start(text, base.start)..base.start];
    let year = stated.baseline.year?.to_string();
    let of_year = words.contains(&year) || words.starts_with("上年") || words.starts_with("去年");
    let of_figure = match stated.baseline.figure {
        BaselineFigure::Outturn => words.contains("执行"),
        BaselineFigure::FinalAccount => words.contains("决算"),
        BaselineFigure::OpeningBudget => words.contains("年初预算"),
        BaselineFigure::Budget => words.contains("预算") && !words.contains("执行") && !words.contains("年初"),
        BaselineFigure::Unsaid | BaselineFigure::Estimate => false,
    };
    // The two stand side by side.
    let beside = !text[base.end..figure.start].contains(['。', '；', '\n']);
    (of_year && of_figure && beside).then(|| base.money()).flatten()
}

/// An amount and the words before it.
pub(super) struct Worded {
    pub(super) printed: Printed,
    pub(super) words: Option<(usize, usize)>,
}

/// The final account before a position, and the budget that stands right before that.
pub(super) fn final_account(prose: &Prose, position: usize) -> Option<(Worded, Printed)> {
    let text = prose.text();
    let from = prose.item_start(position).max(floor(text, position));
    let mut amounts = prose.figures_in(from, position).iter().rev().filter(|figure| figure.money().is_some());
    let (account, budget) = (amounts.next()?, amounts.next()?);
    let words = |figure: &Figure| (subject::start(text, figure.start).max(from), figure.start);
    let (of_account, of_budget) = (words(account), words(budget));
    let is_account = ["决算", "执行"].iter().any(|it| text[of_account.0..of_account.1].contains(it));
    let is_budget = text[of_budget.0..of_budget.1].contains("预算");
    (is_account && is_budget)
        .then_some((Worded { printed: account.money()?, words: Some(of_account) }, budget.money()?))
}
