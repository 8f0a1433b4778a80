//! Cutting the characters of a header into words of the vocabulary.

use crate::table::vocabulary::{self, Corner, Role, Word};

use super::Words;

/// Writes 本年 for the document's year and 上年 for the one before, however they are broken.
pub(super) fn name_years(characters: &mut Vec<char>, line_of: &mut Vec<usize>, breaks: &mut Vec<bool>, year: u16) {
    let mut at = 0;
    while at + 4 < characters.len() {
        let number = characters[at..at + 4].iter().try_fold(0, |number, c| Some(10 * number + c.to_digit(10)?));
        let name = match number {
            Some(number) if number == u32::from(year) => '本',
            Some(number) if number + 1 == u32::from(year) => '上',
            _ => {
                at += 1;
                continue;
            }
        };
        if characters[at + 4] == '年' {
            characters[at] = name;
            let degree = characters.get(at + 5) == Some(&'度');
            for list in [at + 1..at + 4, at + 2..at + 2 + usize::from(degree)] {
                characters.drain(list.clone());
                line_of.drain(list.clone());
                breaks.drain(list);
            }
        }
        at += 1;
    }
}

/// Writes 上年预算数 and 本年预算数 where 上年, 本年 and 增减 head blocks of columns.
pub(super) fn name_blocks(characters: &mut Vec<char>, line_of: &mut Vec<usize>, breaks: &mut Vec<bool>) {
    let starts: Vec<usize> = (0..characters.len()).filter(|&at| breaks[at]).collect();
    let found = starts.windows(3).find_map(|three| {
        let printed = |from: usize, to: usize| characters[from..to].iter().collect::<String>();
        let change = characters.get(three[2]..three[2] + 2)? == ['增', '减'];
        let years =
            || printed(three[0], three[1]) == "上年" && matches!(printed(three[1], three[2]).as_str(), "本年" | "当年");
        (change && years()).then_some((three[1], three[2]))
    });
    let Some((second, third)) = found else { return };
    for at in [third, second] {
        let line = line_of[at - 1];
        characters.splice(at..at, "预算数".chars());
        line_of.splice(at..at, [line; 3]);
        breaks.splice(at..at, [false; 3]);
    }
}

const STRANGE: u32 = 40;
const WORD: u32 = 10;
/// A word that begins or ends in the middle of a printed word.
const INSIDE: u32 = 3;
/// Longer headers are no headers.
const LONGEST: usize = 1200;

/// Whether a word is two with a space between them on one line, of which one stands over figures and the other over
/// the labels of lines, 预算 项目: cells side by side. 单位 资金 is one cell, which an extractor put on one line.
fn is_of_two_cells(word: &[char], breaks: &[bool], line_of: &[usize]) -> bool {
    let over_labels = |part: &[char]| {
        let word = vocabulary::word(&part.iter().collect::<String>())?;
        Some(matches!(word.role, Role::Corner(Corner::Line)))
    };
    (2..word.len().saturating_sub(1)).filter(|&at| breaks[at] && line_of[at] == line_of[at - 1]).any(|at| {
        let parts = over_labels(&word[..at]).zip(over_labels(&word[at..]));
        parts.is_some_and(|(first, second)| first != second)
    })
}

pub(super) fn cut(characters: &[char], breaks: &[bool], line_of: &[usize]) -> Words {
    let count = characters.len().min(LONGEST);
    let mut best: Vec<(u32, usize, Option<Word>)> = vec![(u32::MAX, 0, None); count + 1];
    best[0].0 = 0;
    for start in 0..count {
        let cost = best[start].0;
        let inside = |at: usize| if at < count && !breaks[at] { INSIDE } else { 0 };
        let strange = cost + STRANGE;
        if strange < best[start + 1].0 {
            best[start + 1] = (strange, start, None);
        }
        for (length, word) in vocabulary::words_at(&characters[start..count]) {
            let end = start + length;
            // 项目支出 and 小计 beside each other are two words.
            let torn = length > 2 && breaks[end - 2] && matches!(&characters[end - 2..end], ['小' | '合', '计'])
                || length > 5
                    && breaks[end - 3]
                    && word.name.ends_with("预算数")
                    && line_of[end - 3] != line_of[end - 4];
            let torn = torn || is_of_two_cells(&characters[start..end], &breaks[start..end], &line_of[start..end]);
            let cost = cost + WORD + inside(start) + inside(end) + if torn { WORD + INSIDE } else { 0 };
            if cost < best[end].0 {
                best[end] = (cost, start, Some(word));
            }
        }
    }
    let mut words = Words::default();
    let mut end = count;
    while end > 0 {
        let (_, start, word) = best[end];
        match word {
            Some(word) => {
                words.words.push(word);
                words.lines.push(line_of[start]);
                words.known += end - start;
                words.is_glued |= !breaks[start];
            }
            // Digits and marks over columns are numbers of columns, units, dates.
            None if characters[start].is_ascii() || "，。；：、（）％/＋－=".contains(characters[start]) => {}
            None => words.strange += 1,
        }
        end = start;
    }
    words.words.reverse();
    words.lines.reverse();
    words
}
