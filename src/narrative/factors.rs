//! Reasons that a document lists as numbered factors (主要增加因素：1.…增加…万元。), each with sentences of its own.

use crate::amount::Printed;

use super::prose::Prose;

/// Words that announce the lists.
const ANNOUNCED: [&str; 4] = ["增加因素：", "减少因素：", "增支因素：", "减支因素："];

/// No lists of factors are longer, in bytes.
const LONGEST: usize = 3000;

/// The words of every factor up to its amount, and the amount. The lists begin at a position, which some words of
/// the reason may precede, and end with the chapter.
pub(super) fn factors(prose: &Prose, from: usize, next: usize) -> Vec<(&str, Printed)> {
    /// Before the first list stand 说明 and （一）.
    const LEAD: usize = 20;
    let text = prose.text();
    let end = text.floor_char_boundary(next.min(from + LONGEST));
    let Some(lists) = text.get(from..end) else { return Vec::new() };
    let announced = ANNOUNCED.iter().filter_map(|words| lists.find(words)).min();
    if announced.is_none_or(|at| lists[..at].chars().count() > LEAD) {
        return Vec::new();
    }
    let end = lists.find("第三部分").or_else(|| lists.find("第四部分")).map_or(end, |at| from + at);
    let mut found = Vec::new();
    for figure in prose.figures_in(from, end) {
        let Some(amount) = figure.money() else { continue };
        let before = &text[from..figure.start];
        let sentence = before.rsplit(['。', '；', '：', '\n']).next().unwrap_or(before).trim_start();
        let factor = sentence.trim_start_matches(|c: char| c.is_ascii_digit());
        // Figures further on in a factor explain it.
        if let Some(words) = factor.strip_prefix(['.', '、', '．']).filter(|words| words.len() < sentence.len()) {
            found.push((words, amount));
        }
    }
    found
}
