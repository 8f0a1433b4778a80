//! Headers: from the words over a table to its columns.
//!
//! The text of a header comes out cell by cell or line by line, wrapped anywhere. Its characters are cut
//! into words of the vocabulary; the words that head a group are told from the others by what may
//! stand under them. Where the order of the columns is not certain, several readings are given, the
//! likeliest first, and the figures of the rows decide.

use crate::fact::{Basis, MemoItem};
use crate::scope::{Scope, Source};
use crate::table::vocabulary::{self, Corner, Role, Word};

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
    /// A header whose words are known although their pieces are mixed.
    pattern: Option<&'static vocabulary::Pattern>,
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
            for (index, c) in vocabulary::plain(part, None).chars().enumerate() {
                characters.push(c);
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
    words.pattern = vocabulary::pattern(&characters);
    if let Some(pattern) = words.pattern {
        let corner = pattern.corner.iter().filter_map(|name| vocabulary::word(name));
        words.words = corner
            .chain(pattern.columns.iter().flat_map(|path| path.iter().filter_map(|name| vocabulary::word(name))))
            .collect();
        words.lines = vec![0; words.words.len()];
        (words.strange, words.known) = (0, characters.len());
    }
    words
}

/// Writes 本年 for the document's year and 上年 for the one before, however they are broken.
fn name_years(characters: &mut Vec<char>, line_of: &mut Vec<usize>, breaks: &mut Vec<bool>, year: u16) {
    let mut at = 0;
    while at + 4 < characters.len() {
        let digits: String = characters[at..at + 4].iter().collect();
        let name = match digits.parse::<u16>() {
            Ok(number) if number == year => '本',
            Ok(number) if number + 1 == year => '上',
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
fn name_blocks(characters: &mut Vec<char>, line_of: &mut Vec<usize>, breaks: &mut Vec<bool>) {
    let starts: Vec<usize> = (0..characters.len()).filter(|&at| breaks[at]).collect();
    let found = starts.windows(3).find_map(|three| {
        let printed = |from: usize, to: usize| characters[from..to].iter().collect::<String>();
        let change = characters.get(three[2]..three[2] + 2)? == ['增', '减'];
        let years =
            printed(three[0], three[1]) == "上年" && matches!(printed(three[1], three[2]).as_str(), "本年" | "当年");
        (change && years).then_some((three[1], three[2]))
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

fn cut(characters: &[char], breaks: &[bool], line_of: &[usize]) -> Words {
    let count = characters.len().min(LONGEST);
    let mut best: Vec<(u32, usize, Option<Word>)> = vec![(u32::MAX, 0, None); count + 1];
    best[0].0 = 0;
    let mut name = String::new();
    for start in 0..count {
        let cost = best[start].0;
        let inside = |at: usize| if at < count && !breaks[at] { INSIDE } else { 0 };
        let strange = cost + STRANGE;
        if strange < best[start + 1].0 {
            best[start + 1] = (strange, start, None);
        }
        name.clear();
        for end in start + 1..=count.min(start + vocabulary::longest()) {
            name.push(characters[end - 1]);
            if let Some(word) = vocabulary::word(&name) {
                // 项目支出 and 小计 beside each other are two words.
                let torn = end - start > 2
                    && breaks[end - 2]
                    && matches!(name.char_indices().nth_back(1), Some((at, _)) if matches!(&name[at..], "小计" | "合计"))
                    || end - start > 5
                        && breaks[end - 3]
                        && name.ends_with("预算数")
                        && line_of[end - 3] != line_of[end - 4];
                let cost = cost + WORD + inside(start) + inside(end) + if torn { WORD + INSIDE } else { 0 };
                if cost < best[end].0 {
                    best[end] = (cost, start, Some(word));
                }
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

impl Words {
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
        if let Some(reading) = by_years(&words) {
            return vec![reading];
        }
        let mut found = Vec::new();
        // 基本支出 on a line of its own over 合计, 人员, 公用, 项目支出: the total stands beside the group.
        if let Some(total) = self.total_beside() {
            let mut outside = words.clone();
            let total = outside.remove(total);
            outside.insert(0, total);
            found = readings(&outside);
        }
        for reading in readings(&words) {
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

/// A word that heads a group, and the words under it as positions.
#[derive(Clone, Debug)]
struct Group {
    head: usize,
    members: Vec<usize>,
}

/// Whether a word may stand under another one.
fn may_stand_under(head: &Word, word: &Word) -> bool {
    match (head.role, word.role) {
        (Role::Whole | Role::OfWhich | Role::Change | Role::Percent, _) => false,
        _ if ["合计", "小计", "总额", "总计"].iter().any(|end| head.name.ends_with(end)) => false,
        (_, Role::Whole)
        | (Role::Nature(_) | Role::Basis(_) | Role::Memo(MemoItem::Procurement), Role::OfWhich)
        | (Role::ThisYear | Role::Carried, Role::Source(_) | Role::OtherMoney)
        | (Role::Source(_) | Role::OtherMoney | Role::Basis(_), Role::Nature(_))
        | (Role::Basis(_), Role::Source(_) | Role::Economic(_) | Role::Memo(_))
        | (Role::Memo(_), Role::Economic(_)) => true,
        (Role::Source(outer), Role::OfWhich) => {
            let special = word.name.contains("教育收费") || word.name.contains("专户");
            let institutional = Scope::<Source>::just(Source::Institutional);
            if special {
                outer == institutional || outer == Scope::SPECIAL_ACCOUNT
            } else {
                !outer.is_disjoint(Scope::FISCAL)
            }
        }
        (Role::Source(outer), Role::Source(inner)) => outer != inner && outer.contains(inner),
        (Role::Nature(outer), Role::Nature(inner)) => outer != inner && outer.contains(inner),
        (Role::Economic(outer), Role::Economic(inner)) => {
            outer.len() > inner.len() && inner.iter().all(|code| outer.contains(code))
        }
        (Role::OtherMoney, Role::Source(inner)) => inner.is_disjoint(Scope::FISCAL),
        _ => false,
    }
}

/// How much may stand under a head.
fn breadth(role: Role) -> usize {
    match role {
        Role::Economic(codes) => codes.len(),
        Role::Nature(scope) => scope.len(),
        Role::Source(scope) => 10 + scope.len(),
        Role::Memo(_) => 30,
        Role::OtherMoney => 40,
        Role::ThisYear | Role::Carried => 50,
        _ => 60,
    }
}

/// The groups of a header, in the order of their first words.
fn groups(words: &[(Word, usize)]) -> Vec<Group> {
    let mut search =
        Search { words, groups: Vec::new(), taken: vec![false; words.len()], heads: vec![false; words.len()] };
    search.with_subtotals();
    search.without_subtotals();
    search.groups
}

struct Search<'a> {
    words: &'a [(Word, usize)],
    groups: Vec<Group>,
    taken: Vec<bool>,
    heads: Vec<bool>,
}

impl Search<'_> {
    /// Groups that begin with a 小计: each belongs to the first head before it that has none yet and takes
    /// its words.
    fn with_subtotals(&mut self) {
        let mut position = 0;
        while position + 1 < self.words.len() {
            let (word, next) = (&self.words[position].0, &self.words[position + 1].0);
            let begins = word.role == Role::Whole
                && next.role != Role::Whole
                && self.words[..position].iter().any(|(word, _)| word.role != Role::Whole);
            let head = begins.then(|| self.head_for(position, next)).flatten();
            position = match head {
                Some(head) => self.group(head, position),
                None => position + 1,
            };
        }
    }

    fn head_for(&self, position: usize, next: &Word) -> Option<usize> {
        let free = |head: &usize| !self.heads[*head];
        // 项目支出总数 says itself what it is the whole of.
        let named = |head: &usize| {
            self.words[position].0.name.strip_prefix(self.words[*head].0.name).is_some_and(|rest| rest == "总数")
        };
        if let Some(head) = (0..position).filter(free).find(named) {
            return Some(head);
        }
        let fits = |head: &usize| may_stand_under(&self.words[*head].0, next) && next.role != Role::Whole;
        let fitting: Vec<usize> = (0..position).filter(free).filter(fits).collect();
        // The narrowest kind of head, and of several the first.
        let first = fitting.iter().copied().min_by_key(|&head| (breadth(self.words[head].0.role), head));
        // Of two years one may be a plain column: then the words belong to the year nearest before them.
        let years: Vec<usize> =
            fitting.iter().copied().filter(|&head| matches!(self.words[head].0.role, Role::Basis(_))).collect();
        let runs = (position..self.words.len().saturating_sub(1))
            .filter(|&at| self.words[at].0.role == Role::Whole && self.words[at + 1].0.role == next.role);
        let is_year = first.is_some_and(|head| matches!(self.words[head].0.role, Role::Basis(_)));
        let first = if is_year && runs.count() < years.len() { years.last().copied() } else { first };
        // 年初预算数 is the whole of the year and may be cut into 小计, 基本支出 and 项目支出 in turn.
        let budget = |head: &usize| {
            let word = &self.words[*head].0;
            word.role == Role::Whole && word.name.contains("预算") && matches!(next.role, Role::Nature(_))
        };
        first.or_else(|| (0..position).filter(|head| free(head) && self.taken[*head]).rfind(budget))
    }

    fn group(&mut self, head: usize, first: usize) -> usize {
        let mut members = vec![first];
        let mut next = first + 1;
        let is_whole = self.words[head].0.role == Role::Whole;
        while next < self.words.len()
            && self.words[next].0.role != Role::Whole
            && (may_stand_under(&self.words[head].0, &self.words[next].0)
                || is_whole && matches!(self.words[next].0.role, Role::Nature(_)))
            && !members.iter().any(|&member| self.words[member].0 == self.words[next].0)
        {
            members.push(next);
            next += 1;
        }
        self.push(Group { head, members });
        next
    }

    fn push(&mut self, group: Group) {
        self.heads[group.head] = true;
        group.members.iter().for_each(|&member| self.taken[member] = true);
        self.groups.push(group);
    }

    /// Groups without a 小计: 财政专户拨款 over 教育收费 and 其他, 财政拨款 over its three budgets.
    fn without_subtotals(&mut self) {
        let both_years =
            [Role::ThisYear, Role::Carried].iter().all(|role| self.words.iter().any(|(word, _)| word.role == *role));
        let mut order: Vec<usize> = (0..self.words.len()).collect();
        order.sort_by_key(|&head| breadth(self.words[head].0.role) >= 50);
        for head in order {
            let word = self.words[head].0;
            if self.heads[head] || word.role == Role::Carried && !both_years {
                continue;
            }
            let fits = |next: &usize| {
                !self.taken[*next]
                    && may_stand_under(&word, &self.words[*next].0)
                    && self.words[*next].0.role != Role::Whole
            };
            let members: Vec<usize> =
                (head + 1..self.words.len()).skip_while(|next| !fits(next)).take_while(fits).collect();
            if members.len() >= 2 {
                self.push(Group { head, members });
            }
        }
    }
}

/// Whether the text runs by the rows of the header: a head then stands between words that have no group.
fn is_read_by_rows(words: &[(Word, usize)], groups: &[Group]) -> bool {
    groups.iter().any(|group| {
        let is_leaf = |at: usize| !groups.iter().any(|other| other.head == at);
        let first = group.members[0];
        (0..group.head).any(is_leaf) && (group.head + 1..first).any(is_leaf) && words[group.head].1 <= words[first].1
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
