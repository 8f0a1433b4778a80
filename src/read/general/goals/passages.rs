//! The lines of goals and indicators that stand outside the regions of tables.
//!
//! What they say (社会消费品零售总额同比增长 ≥ 5 %) compares no amounts of the budget, so it belongs neither to
//! the tables nor to the narrative.

use super::super::marks::Marks;
use super::super::region::{Lines, ends_tables, is_prose};
use super::super::title::Subject;

/// Whether each line belongs to goals: from a title of goals or the head of a list of indicators to the next
/// title or heading, or to a sentence about money.
pub(in crate::read::general) fn passages(document: &Lines<'_>) -> Vec<bool> {
    let mut inside = false;
    let line = |index: usize| {
        let line = &*document.squeezed[index];
        if let Some(title) = document.titles[index] {
            inside = title.subject == Subject::Goals;
        } else if document.marks[index].has(Marks::INDICATOR) && heads_indicators(line) {
            inside = true;
        } else if ends_tables(line)
            || document.marks[index].has(Marks::SENTENCE) && is_prose(line) && line.contains("万元")
        {
            inside = false;
        }
        inside
    };
    (0..document.lines.len()).map(line).collect()
}

fn heads_indicators(line: &str) -> bool {
    line.contains("三级指标") && line.contains("二级指标") || line.contains("指标名称") && line.contains("指标值")
}
