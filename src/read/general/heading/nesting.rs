//! Which words of a header head a group, and what stands under them.

use crate::fact::MemoItem;
use crate::scope::{Scope, Source};
use crate::table::vocabulary::{Role, Word};

/// A word that heads a group, and the words under it as positions.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) head: usize,
    pub(super) members: Vec<usize>,
}

/// Whether a word means a class of economic codes: 工资福利支出.
pub(super) fn is_class(word: &Word) -> bool {
    /// Codes below are classes.
    const LEAST_SECTION: u32 = 1_000;
    matches!(word.role, Role::Economic(codes) if codes.iter().all(|code| *code < LEAST_SECTION))
}

/// Whether a word may stand under another one.
pub(super) fn may_stand_under(head: &Word, word: &Word) -> bool {
    match (head.role, word.role) {
        (Role::Whole | Role::OfWhich | Role::Change | Role::Percent, _) => false,
        _ if ["合计", "小计", "总额", "总计"].iter().any(|end| head.name.ends_with(end)) => false,
        (_, Role::Whole)
        | (Role::Nature(_) | Role::Basis(_) | Role::Memo(MemoItem::Procurement), Role::OfWhich)
        | (Role::ThisYear | Role::Carried, Role::Source(_) | Role::OtherMoney)
        | (Role::Source(_) | Role::OtherMoney | Role::Basis(_), Role::Nature(_))
        | (Role::Basis(_), Role::Source(_) | Role::Economic(_) | Role::Memo(_))
        | (Role::Memo(_), Role::Economic(_)) => true,
        (Role::Nature(_), Role::Economic(_)) => is_class(word),
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

/// The same where the head may be what was carried over of the sources under it.
fn may_stand_in_part_under(head: &Word, word: &Word) -> bool {
    let is_carried = || match (head.role, word.role) {
        (Role::Source(outer), Role::Source(inner)) => {
            Scope::CARRIED_OVER.contains(outer) && outer.contains(inner.with_carried_over().without(inner))
        }
        _ => false,
    };
    may_stand_under(head, word) || head.role == Role::Carried || is_carried()
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
pub(super) fn groups(words: &[(Word, usize)]) -> Vec<Group> {
    let mut search =
        Search { words, groups: Vec::new(), taken: vec![false; words.len()], heads: vec![false; words.len()] };
    search.with_subtotals();
    search.with_repeated_sources();
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

    pub(super) fn push(&mut self, group: Group) {
        self.heads[group.head] = true;
        group.members.iter().for_each(|&member| self.taken[member] = true);
        self.groups.push(group);
    }

    /// The same sources several times over, one after the other, under as many heads: 本年拨款 and 财政拨款结转结余
    /// over the three budgets each.
    fn with_repeated_sources(&mut self) {
        let mut start = 0;
        while start + 3 < self.words.len() {
            match self.repeated_at(start) {
                Some((length, heads)) => {
                    let end = start + length * heads.len();
                    for (number, head) in heads.into_iter().enumerate() {
                        let first = start + number * length;
                        self.push(Group { head, members: (first..first + length).collect() });
                    }
                    start = end;
                }
                None => start += 1,
            }
        }
    }

    /// How many sources are repeated from there on, and the heads over them.
    fn repeated_at(&self, start: usize) -> Option<(usize, Vec<usize>)> {
        const LEAST: usize = 2;
        let is_source = |at: &usize| !self.taken[*at] && matches!(self.words[*at].0.role, Role::Source(_));
        let sources = (start..self.words.len()).take_while(is_source).count();
        (LEAST..=sources / 2).rev().find_map(|length| {
            let block = &self.words[start..start + length];
            let is_again = |number: &usize| {
                let from = start + number * length;
                from + length <= start + sources
                    && self.words[from..from + length].iter().zip(block).all(|((word, _), (first, _))| word == first)
            };
            let times = (0..sources).take_while(is_again).count();
            if times < 2 {
                return None;
            }
            let heads: Vec<usize> = (0..start)
                .filter(|&head| !self.heads[head] && !self.taken[head])
                .filter(|&head| block.iter().all(|(word, _)| may_stand_in_part_under(&self.words[head].0, word)))
                .collect();
            (heads.len() == times).then_some((length, heads))
        })
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
