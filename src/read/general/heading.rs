//! Headers: from the words over a table to its columns.
//!
//! The text of a header comes out cell by cell or line by line, wrapped anywhere. Its characters are cut
//! into words of the vocabulary; the words that head a group are told from the others by what may
//! stand under them. Where the order of the columns is not certain, several readings are given, the
//! likeliest first, and the figures of the rows decide.

mod account;
mod cut;
mod nesting;
mod open;
mod woven;

use crate::fact::Basis;
use crate::scope::{Scope, Source};
use crate::table::vocabulary::{self, Corner, Role, Word};

pub(super) use account::{by_budget_and_account, name_budget_and_account};
use cut::{cut, name_blocks, name_years};
use nesting::{Group, groups, may_stand_under};
pub(super) use open::other_readings;

/// A column as a header gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// Its words from the outermost.
    pub(super) words: Vec<Word>,
}

/// A header cut into words.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_field_names, reason = "the words are what the rest is told about")]
pub(super) struct Words {
    pub(super) words: Vec<Word>,
    /// The line each word begins on, counted from the first of the header.
    lines: Vec<usize>,
    /// Characters that no word of the vocabulary accounts for.
    pub(super) strange: usize,
    pub(super) known: usize,
    /// Whether what stands between two spaces was cut into several words.
    is_glued: bool,
    /// A header whose words are known although their pieces are mixed.
    pattern: Option<&'static vocabulary::Pattern>,
    /// Whether its cells were put together from pieces, so that their order may be open.
    is_woven: bool,
    /// The same words in other orders that are about as likely.
    others: Vec<Words>,
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.role == other.role
    }
}

impl Eq for Word {}

/// Cuts the lines of a header into words of the vocabulary, the fewest and longest.
pub(super) fn words(lines: &[&str], year: Option<u16>) -> Words {
    let mut characters: Vec<char> = Vec::new();
    let mut line_of: Vec<usize> = Vec::new();
    // Whether a space or a line break stands before the character.
    let mut breaks: Vec<bool> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        for part in line.split_whitespace() {
            for (index, c) in vocabulary::plain_characters(part).enumerate() {
                // 其它 is 其他.
                let is_other = c == '它' && index > 0 && characters.last() == Some(&'其');
                characters.push(if is_other { '他' } else { c });
                line_of.push(number);
                breaks.push(index == 0);
            }
        }
    }
    if let Some(year) = year {
        name_years(&mut characters, &mut line_of, &mut breaks, year);
    }
    name_blocks(&mut characters, &mut line_of, &mut breaks);
    let mut words = cut(&characters, &breaks, &line_of);
    words.split_first_amount();
    words.name_sources_spent();
    words.pattern = vocabulary::pattern(&characters);
    if let Some(pattern) = words.pattern {
        let corner = pattern.corner.iter().filter_map(|name| vocabulary::word(name));
        words.words = corner
            .chain(pattern.columns.iter().flat_map(|path| path.iter().filter_map(|name| vocabulary::word(name))))
            .collect();
        words.lines = vec![0; words.words.len()];
        (words.strange, words.known) = (0, characters.len());
    } else if (words.strange > 0 || words.has_late_frame() || words.is_glued)
        && let Some(mut orders) = woven::unwoven(lines, year)
        && (words.strange > 0 || words.is_glued || !orders[0].has_late_frame())
    {
        words = orders.remove(0);
        words.others = orders;
    }
    words
}

impl Words {
    /// 项目 and 金额 side by side before 项目 and other columns are no 项目金额: the words over the labels of a
    /// block and over its figures.
    fn split_first_amount(&mut self) {
        const BOTH: &str = "项目金额";
        let is_label = |word: &Word| matches!(word.role, Role::Corner(Corner::Line | Corner::Project));
        let Some(at) = self.words.iter().position(|word| word.name == BOTH) else { return };
        let (before, after) = (&self.words[..at], &self.words[at + 1..]);
        let heads_block = after.first().is_some_and(|next| is_label(next) || next.name == BOTH);
        let [Some(label), Some(amount)] = ["项目", "金额"].map(vocabulary::word) else { return };
        // Nor is it where no other word stands over labels.
        let is_only_label = !self.words.iter().any(|word| matches!(word.role, Role::Corner(_)));
        if before.iter().any(is_label) || !heads_block && !is_only_label {
            return;
        }
        let split = |(word, line): (&Word, &usize)| {
            if word.name == BOTH { vec![(label, *line), (amount, *line)] } else { vec![(*word, *line)] }
        };
        (self.words, self.lines) = self.words.iter().zip(&self.lines).flat_map(split).unzip();
    }

    /// 事业支出 and its kin under 单位资金 are named by what is spent of each source: 事业单位经营支出 and 其他支出
    /// beside it are no natures and no classes.
    fn name_sources_spent(&mut self) {
        let Some(at) = self.words.iter().position(|word| word.name == "事业支出") else { return };
        for word in &mut self.words[at..] {
            let source = match word.name {
                "事业单位经营支出" => Source::Business,
                "其他支出" => Source::Other,
                _ => continue,
            };
            word.role = Role::Source(Scope::<Source>::just(source));
        }
    }

    /// A class of economic codes as the last word, if no other class is there: tables that print classes across
    /// print several of them, so it is the label of the first row.
    pub(super) fn lone_class_at_end(&self) -> Option<&'static str> {
        let mut classes = self.words.iter().filter(|word| nesting::is_class(word));
        let last = self.words.last().filter(|last| nesting::is_class(last))?;
        (classes.next().is_some() && classes.next().is_none()).then_some(last.name)
    }

    /// Whether all its characters are those of a header known as a whole.
    pub(super) fn is_pattern(&self) -> bool {
        self.pattern.is_some()
    }

    /// What the labels of the rows are.
    pub(super) fn corners(&self) -> impl Iterator<Item = Corner> + '_ {
        self.words.iter().filter_map(|word| match word.role {
            Role::Corner(corner) => Some(corner),
            _ => None,
        })
    }

    /// The words over figures with their lines.
    fn over_figures(&self) -> Vec<(Word, usize)> {
        let is_over_figures = |at: usize| {
            !matches!(self.words[at].role, Role::Corner(_) | Role::Other) && Some(at) != self.label_of_total()
        };
        (0..self.words.len()).filter(|&at| is_over_figures(at)).map(|at| (self.words[at], self.lines[at])).collect()
    }

    /// Whether the last column holds text and others before it amounts.
    pub(super) fn end_with_text(&self) -> bool {
        let is_text = |word: &Word| matches!(word.role, Role::Corner(Corner::Text) | Role::Other);
        self.words.last().is_some_and(is_text) && !self.over_figures().is_empty()
    }

    /// A 合计 between the words over labels is the label of the total, out of its row, if another one
    /// stands over the figures.
    fn label_of_total(&self) -> Option<usize> {
        let is_corner = |at: usize| matches!(self.words[at].role, Role::Corner(_));
        let last = (0..self.words.len()).rfind(|&at| {
            matches!(self.words[at].role, Role::Corner(Corner::Function | Corner::Economic | Corner::Code))
                && !matches!(self.words[at].name, "类款项" | "类" | "款" | "项")
        })?;
        let again = self.words.get(last + 1).is_some_and(|word| word.name == "合计");
        (1..last).find(|&at| again && self.words[at].name == "合计" && is_corner(at - 1) && is_corner(at + 1))
    }

    /// The sides of a table with labels and figures side by side: for each the words over its figures.
    pub(super) fn sides(&self) -> Vec<Vec<Word>> {
        let mut sides: Vec<Vec<Word>> = Vec::new();
        let mut seen_figures = true;
        for word in &self.words {
            match word.role {
                Role::Corner(
                    Corner::Line | Corner::Function | Corner::Economic | Corner::Government | Corner::Project,
                ) => {
                    // Several words for one column of labels: 功能分类 over 功能科目名称.
                    if seen_figures {
                        sides.push(Vec::new());
                        seen_figures = false;
                    }
                }
                Role::Corner(_) | Role::Other | Role::Frame => {}
                _ => {
                    if let Some(side) = sides.last_mut() {
                        side.push(*word);
                        seen_figures = true;
                    }
                }
            }
        }
        sides
    }

    /// The columns of figures, the likeliest reading first.
    pub(super) fn readings(&self) -> Vec<Vec<Heading>> {
        if let Some(pattern) = self.pattern {
            let word = |name: &&'static str| vocabulary::word(name);
            return vec![
                pattern.columns.iter().map(|path| Heading { words: path.iter().filter_map(word).collect() }).collect(),
            ];
        }
        let words = self.over_figures();
        if ["按收入性质分", "按支出性质分"].iter().all(|way| self.words.iter().any(|word| word.name == *way))
        {
            // Nothing stands under anything: the same money is cut in two ways.
            let alone = |&(word, _): &(Word, usize)| Heading { words: vec![word] };
            return vec![without_frames(&words).iter().map(alone).collect()];
        }
        if let Some(reading) = by_years(&words).or_else(|| by_budget_and_account(&words)) {
            return vec![reading];
        }
        let others = || self.others.iter().flat_map(Self::readings);
        if let Some(below) = account::with_words_below(&words) {
            return below.into_iter().chain(others()).collect();
        }
        let mut found = Vec::new();
        // 基本支出 on a line of its own over 合计, 人员, 公用, 项目支出: the total stands beside the group.
        if let Some(total) = self.total_beside() {
            let mut outside = words.clone();
            let total = outside.remove(total);
            outside.insert(0, total);
            found = readings(&outside);
        }
        for reading in readings(&words).into_iter().chain(others()) {
            if !found.contains(&reading) {
                found.push(reading);
            }
        }
        found
    }

    /// The position, among the words over figures, of a 合计 that is the first word after the words over
    /// labels while a head was printed before these, and that other words than the head's follow.
    fn total_beside(&self) -> Option<usize> {
        let is_corner = |word: &Word| matches!(word.role, Role::Corner(_));
        let first_corner = self.words.iter().position(is_corner)?;
        let last_corner = self.words.iter().rposition(is_corner)?;
        let over = |word: &&Word| !matches!(word.role, Role::Corner(_) | Role::Other | Role::Frame);
        let before = self.words[..first_corner].iter().filter(over).count();
        let head = self.words[..first_corner].iter().rfind(over)?;
        let total = self.words.get(last_corner + 1)?;
        let is_total = matches!(total.name, "总计" | "合计") && total.role == Role::Whole;
        let rest = &self.words[last_corner + 2..];
        let only = !rest.iter().any(|word| word.role == Role::Whole);
        let others = rest.iter().any(|word| over(&word) && !may_stand_under(head, word));
        (is_total && only && others && before == 1 && last_corner - first_corner < 4).then(|| {
            self.words[..=last_corner].iter().filter(|word| !matches!(word.role, Role::Corner(_) | Role::Other)).count()
        })
    }
}

/// Two or three years that head blocks of the same columns, printed line by line across the blocks.
fn by_years(words: &[(Word, usize)]) -> Option<Vec<Heading>> {
    let years = words.iter().take_while(|(word, _)| matches!(word.role, Role::Basis(_) | Role::Change)).count();
    if years < 2 {
        return None;
    }
    let block = readings(&folded(&words[years..], years)?).into_iter().next().filter(|block| block.len() > 2)?;
    let under = |(year, _): &(Word, usize)| {
        let year = *year;
        block
            .iter()
            .map(move |heading| Heading { words: std::iter::once(year).chain(heading.words.iter().copied()).collect() })
            .collect::<Vec<_>>()
    };
    Some(words[..years].iter().flat_map(under).collect())
}

/// The words of one block, if all come in runs that are repeated that often.
fn folded(words: &[(Word, usize)], times: usize) -> Option<Vec<(Word, usize)>> {
    let mut block = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let repeats = |length: &usize| (0..length * (times - 1)).all(|i| words[at + i].0 == words[at + i + length].0);
        let length = (1..=(words.len() - at) / times).find(repeats)?;
        block.extend_from_slice(&words[at..at + length]);
        at += length * times;
    }
    Some(block)
}

/// The readings of the words over figures, the likeliest first.
pub(super) fn readings(words: &[(Word, usize)]) -> Vec<Vec<Heading>> {
    let words = without_frames(words);
    let groups = groups(&words);
    let mut readings: Vec<Vec<Heading>> = Vec::new();
    let likely = is_read_by_rows(&words, &groups);
    for moved in [likely, !likely] {
        let reading = arranged(&words, &groups, moved);
        if !reading.is_empty() && !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

/// Of the readings of a side the likeliest; but where the whole does not come first among natures, the text
/// ran through a header of several heights, and the columns are taken in the order all places print:
/// the whole, then basic expenditure with its parts, then project expenditure.
pub(super) fn in_usual_order(readings: &[Vec<Heading>]) -> Vec<Heading> {
    let Some(reading) = readings.first() else { return Vec::new() };
    let is_nature = |heading: &Heading| heading.words.iter().any(|word| matches!(word.role, Role::Nature(_)));
    let is_whole = |heading: &Heading| heading.words.len() == 1 && heading.words[0].role == Role::Whole;
    let is_project =
        |heading: &Heading| matches!(heading.words[0].role, Role::Nature(nature) if nature == Scope::PROJECT);
    let is_basic =
        |heading: &Heading| matches!(heading.words[0].role, Role::Nature(nature) if Scope::BASIC.contains(nature));
    let wholes = reading.iter().filter(|heading| is_whole(heading)).count();
    let plain = wholes == 1
        && reading
            .iter()
            .all(|heading| is_whole(heading) || is_nature(heading) && (is_basic(heading) || is_project(heading)));
    if !plain {
        return reading.clone();
    }
    let mut usual = reading.clone();
    usual.sort_by_key(|heading| {
        if is_whole(heading) {
            0
        } else if is_basic(heading) {
            1
        } else {
            2
        }
    });
    usual
}

/// The words without those that only stand over others: 收入, 其中, and a 预算数 over a 合计.
fn without_frames(words: &[(Word, usize)]) -> Vec<(Word, usize)> {
    let other_years = words.iter().any(|(word, _)| matches!(word.role, Role::Basis(basis) if basis != Basis::Budget));
    let mut kept: Vec<(Word, usize)> = Vec::with_capacity(words.len());
    for &(word, line) in words {
        let role = match word.role {
            Role::Frame => continue,
            Role::Basis(Basis::Budget) if !other_years => Role::Whole,
            role => role,
        };
        let word = Word { role, ..word };
        if role == Role::Whole && kept.len() == 1 && kept[0].0.role == Role::Whole {
            kept.pop();
        }
        kept.push((word, line));
    }
    kept
}

/// The same for headings by position.
pub(super) fn without_lone_year(headings: &mut [Heading]) {
    let is_other = |word: &Word| matches!(word.role, Role::Basis(basis) if basis != Basis::Budget);
    if headings.iter().any(|heading| heading.words.iter().any(is_other)) {
        return;
    }
    for heading in headings {
        for word in &mut heading.words {
            if word.role == Role::Basis(Basis::Budget) {
                word.role = Role::Whole;
            }
        }
        // A 预算数 over a 合计 or over the parts is a frame.
        while heading.words.len() > 1 && heading.words[0].role == Role::Whole {
            heading.words.remove(0);
        }
    }
}

/// Whether the text runs by the rows of the header: a head then stands between words that have no group.
fn is_read_by_rows(words: &[(Word, usize)], groups: &[Group]) -> bool {
    groups.iter().any(|group| {
        let is_leaf = |at: usize| !groups.iter().any(|other| other.head == at);
        let first = group.members[0];
        (group.head + 1..first).any(is_leaf) && words[group.head].1 <= words[first].1
    })
}

/// The columns in their order; `moved` puts the words of a group where its head stands.
fn arranged(words: &[(Word, usize)], groups: &[Group], moved: bool) -> Vec<Heading> {
    let group_of = |at: usize| groups.iter().find(|group| group.members.contains(&at));
    let head_of = |at: usize| groups.iter().find(|group| group.head == at);
    let path = |at: usize| {
        let mut path = vec![words[at].0];
        let mut inner = at;
        // Heads may stand under heads; a group never contains itself.
        while let Some(group) = group_of(inner) {
            path.insert(0, words[group.head].0);
            inner = group.head;
            if path.len() > 6 {
                break;
            }
        }
        path
    };
    let mut headings = Vec::new();
    let mut stack: Vec<usize> = (0..words.len()).rev().filter(|&at| !moved || group_of(at).is_none()).collect();
    while let Some(at) = stack.pop() {
        match head_of(at) {
            Some(group) if moved => stack.extend(group.members.iter().rev()),
            Some(_) => {}
            None => headings.push(Heading { words: path(at) }),
        }
        if headings.len() > 64 {
            return Vec::new();
        }
    }
    headings
}
