//! The names of projects before their amounts, where what they are to achieve is printed behind the amounts: then
//! the words between two amounts are the goals of one project and the name of the next.

use foldhash::{HashMap, HashMapExt};

use super::super::address::is_total;
use super::super::token::Token;
use super::{GoalRow, joined};

/// Names rows by the words that stand before the amount on its line. Where fewer stand there than usual, the name was
/// wrapped: it begins on the line above, before the goals that begin there too. So it does where a bracket closes that
/// was opened above.
pub(super) fn before_amounts(rows: &mut [GoalRow<'_>]) {
    let usual = usual(rows);
    for (at, row) in rows.iter_mut().enumerate() {
        without_sentences(row, at == 0);
    }
    let Some(usual) = usual else { return };
    for row in rows.iter_mut().filter(|row| !row.before.is_empty()) {
        let (above, own) = parts(row);
        let line = above.last().map(|word| word.line);
        let line: Vec<Token<'_>> = above.iter().filter(|word| Some(word.line) == line).copied().collect();
        let begins = line.len() >= usual && line.first().is_some_and(|word| word.first);
        let own = joined(own);
        let opens_above = closes_a_bracket(&own) && line.iter().any(|word| word.text.contains(['（', '(']));
        if opens_above {
            row.name = format!("{}{own}", joined(&line));
        } else if own_count(row) >= usual || is_total(&own) || !begins && !own.is_empty() {
            row.name = own;
        } else if begins {
            row.name = format!("{}{own}", joined(&line[..usual]));
        }
    }
}

/// Where sentences end before an amount, its name begins behind the last of them; so does the first name of all. If it
/// is no sentence it is whole, however many lines it takes.
fn without_sentences(row: &mut GoalRow<'_>, is_first: bool) {
    const LONGEST: usize = 60;
    let end = row.before.iter().rposition(|word| word.text.ends_with('。')).map_or(0, |last| last + 1);
    if end >= row.before.len() || end == 0 && !is_first {
        return;
    }
    row.before.drain(..end);
    row.name = joined(&row.before);
    if row.before[0].first && row.name.chars().count() <= LONGEST && !row.name.contains(['，', '；', '：', '。']) {
        row.before.clear();
    }
}

/// Whether the first bracket of a name closes one that was opened before it.
fn closes_a_bracket(name: &str) -> bool {
    name.find(['（', '(', '）', ')']).is_some_and(|at| name[at..].starts_with(['）', ')']))
}

/// The words above the line of an amount, and those before it on its line.
fn parts<'r, 'a>(row: &'r GoalRow<'a>) -> (&'r [Token<'a>], &'r [Token<'a>]) {
    row.before.split_at(row.before.len() - own_count(row))
}

fn own_count(row: &GoalRow<'_>) -> usize {
    row.before.iter().rev().take_while(|word| word.line == row.line).count()
}

/// How many words most names have that stand on the line of their amount.
fn usual(rows: &[GoalRow<'_>]) -> Option<usize> {
    let mut votes: HashMap<usize, usize> = HashMap::new();
    for count in rows.iter().map(own_count).filter(|count| *count > 0) {
        *votes.entry(count).or_default() += 1;
    }
    votes.into_iter().max_by_key(|&(count, votes)| (votes, count)).map(|(count, _)| count)
}
