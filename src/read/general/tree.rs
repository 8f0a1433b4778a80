//! Which row is a part of which.

use foldhash::{HashMap, HashMapExt};

use crate::code::{EconomicCode, FunctionalCode, GovernmentEconomicCode};
use crate::fact::MemoItem;
use crate::scope::{Nature, Scope};
use crate::table::vocabulary::{Role, Word};

use super::sides::{Block, Entry, Meant, style};

/// The coordinates of a row as keys of a tree.
pub(super) type Codes = (Option<FunctionalCode>, Option<GovernmentEconomicCode>, Option<EconomicCode>);

/// The row that each row of a tree of codes is a part of; `None` among the codes is the whole table.
pub(super) fn by_codes(rows: &[Option<Codes>]) -> Vec<Option<usize>> {
    let mut at: HashMap<Option<Codes>, usize> = HashMap::new();
    for (index, codes) in rows.iter().enumerate() {
        at.entry(*codes).or_insert(index);
    }
    let parent = |index: usize| {
        let (function, government, economic) = rows[index]?;
        let above_function: Vec<Option<FunctionalCode>> = ladder(function, |code| code.ancestors().collect());
        let above_government: Vec<Option<GovernmentEconomicCode>> =
            ladder(government, |code| code.ancestors().collect());
        let above_economic: Vec<Option<EconomicCode>> = ladder(economic, |code| code.ancestors().collect());
        let mut best: Option<(usize, usize)> = None;
        for (i, f) in above_function.iter().enumerate() {
            for (j, g) in above_government.iter().enumerate() {
                for (k, e) in above_economic.iter().enumerate() {
                    let steps = i + j + k;
                    let codes = if f.is_none() && g.is_none() && e.is_none() { None } else { Some((*f, *g, *e)) };
                    if steps > 0
                        && best.is_none_or(|(known, _)| steps < known)
                        && let Some(&row) = at.get(&codes)
                        && row != index
                    {
                        best = Some((steps, row));
                    }
                }
            }
        }
        best.map(|(_, row)| row)
    };
    (0..rows.len()).map(parent).collect()
}

/// A code, the codes above it, and nothing at all.
fn ladder<C: Copy>(code: Option<C>, above: impl Fn(C) -> Vec<C>) -> Vec<Option<C>> {
    let mut ladder = Vec::new();
    if let Some(code) = code {
        ladder.push(Some(code));
        ladder.extend(above(code).into_iter().map(Some));
    }
    ladder.push(None);
    ladder
}

/// Whether a line is a 小计 beside a total or another 小计: that of a group whose label may have stood in another cell.
pub(super) fn is_subtotal(entries: &[Entry<'_>], entry: &Entry<'_>) -> bool {
    let whole = |entry: &Entry<'_>| match entry.meant {
        Meant::Word(word) if word.role == Role::Whole => Some(word.name),
        _ => None,
    };
    let mut others = entries.iter().filter(|other| other.block == entry.block && other.line != entry.line);
    whole(entry) == Some("小计") && others.any(|other| whole(other).is_some())
}

/// The line that each line of tables with labels of their own is a part of, among the lines of its block.
/// A line that repeats what others add up to is a part of nothing.
pub(super) fn by_lines(blocks: &[Block], entries: &[Entry<'_>]) -> Vec<Option<usize>> {
    let mut parents = vec![None; entries.len()];
    for (number, block) in blocks.iter().enumerate() {
        let inside: Vec<usize> = (0..entries.len()).filter(|&i| entries[i].block == number).collect();
        let lines = Lines::of(entries, &inside);
        for &index in &inside {
            parents[index] = match block {
                Block::Revenue => lines.revenue(index),
                Block::Expenditure | Block::Economic | Block::Government => lines.expenditure(index),
                Block::ThreePublic => lines.three_public(index),
            };
        }
    }
    parents
}

struct Lines<'a, 'e> {
    entries: &'e [Entry<'a>],
    inside: &'e [usize],
    root: Option<usize>,
    /// 本年收入合计 or 本年支出合计.
    year: Option<usize>,
    /// 一、部门预算 over the sources that 本年收入合计 adds up.
    head: Option<usize>,
}

fn role(entry: &Entry<'_>) -> Option<Role> {
    match entry.meant {
        Meant::Word(Word { role, .. }) => Some(role),
        _ => None,
    }
}

const SPENT: Role = Role::Nature(Scope::<Nature>::SPENT);

impl<'a, 'e> Lines<'a, 'e> {
    fn of(entries: &'e [Entry<'a>], inside: &'e [usize]) -> Self {
        let named = |index: &&usize| role(&entries[**index]) == Some(Role::Whole);
        let is_final = |index: &&usize| {
            let label = &entries[**index].label;
            label.contains("总计") || label.contains("总额") || label.contains("合") && !label.contains("部门预算")
        };
        let is_of_all = |index: &&usize| named(index) && !is_subtotal(entries, &entries[**index]);
        let root = inside.iter().filter(named).rfind(is_final).or_else(|| inside.iter().rfind(is_of_all)).copied();
        let is_year = |index: &&usize| matches!(role(&entries[**index]), Some(Role::ThisYear | SPENT));
        let year = inside.iter().rfind(is_year).copied();
        let is_head = |index: &usize| {
            let entry = &entries[*index];
            role(entry) == Some(Role::Whole) && entry.label.ends_with("部门预算") && Some(*index) < year
        };
        let sums_revenue = year.is_some_and(|year| role(&entries[year]) == Some(Role::ThisYear));
        let head = inside.iter().copied().find(is_head).filter(|_| sums_revenue);
        Self { entries, inside, root, year, head }
    }

    /// What a line at the top level is a part of: this year's total if it belongs there, else the whole.
    fn top(&self, index: usize) -> Option<usize> {
        let Some(year) = self.year else { return self.root.filter(|root| *root != index) };
        if index == year {
            return self.root;
        }
        // The total may stand before its parts or after them.
        let next_whole = self
            .inside
            .iter()
            .copied()
            .find(|&i| i > year && matches!(role(&self.entries[i]), Some(Role::Carried | Role::Whole)));
        let parts_follow = self.inside.iter().copied().find(|&i| i > year).is_some_and(|first| {
            Some(first) != next_whole && !matches!(role(&self.entries[first]), Some(Role::Nature(nature)) if nature == Scope::<Nature>::just(Nature::CarriedForward))
        }) && self.inside.first() == Some(&year);
        let within =
            if parts_follow { index > year && next_whole.is_none_or(|next| index < next) } else { index < year };
        let head = self.head.filter(|head| *head < index);
        if within { head.or(Some(year)) } else { self.root }
    }

    fn revenue(&self, index: usize) -> Option<usize> {
        let entry = &self.entries[index];
        match role(entry)? {
            Role::ThisYear => self.root,
            Role::Whole if self.head == Some(index) => self.year,
            Role::Carried => self.root.filter(|_| !self.stands_under_carried(index)),
            Role::Source(scope) => {
                if entry.carried {
                    return self.before(index, |role| role == Role::Carried);
                }
                let holds = |role: Role| matches!(role, Role::Source(outer) if outer != scope && outer.contains(scope));
                let outer = self
                    .inside
                    .iter()
                    .copied()
                    .take_while(|&i| i < index)
                    .filter(|&i| !self.entries[i].carried && role(&self.entries[i]).is_some_and(holds))
                    .last();
                // 其中：政府性基金 alone is not all that 财政拨款收入 has.
                if outer.is_some_and(|outer| style(&entry.label) == '其' && self.sources_of(outer).count() == 1) {
                    return None;
                }
                outer.or_else(|| self.other_money(index)).or_else(|| self.top(index))
            }
            Role::OtherMoney => self.top(index),
            _ => None,
        }
    }

    /// 三、其他资金 above a line without such a number is the whole of it.
    fn other_money(&self, index: usize) -> Option<usize> {
        let other = self.before(index, |role| role == Role::OtherMoney)?;
        let is_numbered = |i: usize| style(&self.entries[i].label) == '一';
        let mut below = self.inside.iter().copied().filter(|&i| i > other && i <= index);
        (is_numbered(other) && !below.any(is_numbered)).then_some(other)
    }

    /// The lines of this year's money that are sources within that of a line above them.
    fn sources_of(&self, outer: usize) -> impl Iterator<Item = usize> + '_ {
        let scope = |index: usize| match role(&self.entries[index]) {
            Some(Role::Source(scope)) if !self.entries[index].carried => Some(scope),
            _ => None,
        };
        let holds = move |index: usize| {
            scope(outer).zip(scope(index)).is_some_and(|(outer, inner)| outer != inner && outer.contains(inner))
        };
        self.inside.iter().copied().filter(move |&index| index > outer && holds(index))
    }

    /// A second 上年结转 below the first is one of its parts or repeats it.
    fn stands_under_carried(&self, index: usize) -> bool {
        self.before(index, |role| role == Role::Carried).is_some()
    }

    fn before(&self, index: usize, wanted: impl Fn(Role) -> bool) -> Option<usize> {
        self.inside
            .iter()
            .copied()
            .take_while(|&i| i < index)
            .filter(|&i| role(&self.entries[i]).is_some_and(&wanted))
            .last()
    }

    fn expenditure(&self, index: usize) -> Option<usize> {
        let entry = &self.entries[index];
        let has_classes = self.inside.iter().any(|&i| matches!(self.entries[i].meant, Meant::Function(_)));
        match entry.meant {
            Meant::Function(code) => {
                let above = |wanted: FunctionalCode| {
                    self.inside.iter().copied().find(|&i| self.entries[i].meant == Meant::Function(wanted))
                };
                code.ancestors().find_map(above).or_else(|| self.top(index))
            }
            Meant::Economic(_) => match entry.nature {
                Some(nature) => self.before(index, |role| role == Role::Nature(nature)),
                None => self.top(index),
            },
            Meant::Government(_) => self.top(index),
            Meant::Word(word) => match word.role {
                Role::Nature(nature) if nature == Scope::<Nature>::SPENT => self.root,
                Role::Nature(nature) => {
                    let holds = |role: Role| matches!(role, Role::Nature(outer) if outer != nature && outer != Scope::<Nature>::SPENT && outer.contains(nature));
                    // 二、项目支出 and 三、单位预留机动经费 stand beside each other.
                    let outer = self.before(index, holds).filter(|&outer| {
                        !(self.is_reserve(index) && style(&self.entries[outer].label) == style(&entry.label))
                    });
                    // Beside functional classes basic and project expenditure cut the same money once more.
                    let twice = has_classes && Scope::BASIC_AND_PROJECT.contains(nature);
                    if twice { None } else { outer.or_else(|| self.top(index)) }
                }
                Role::OfWhich if word.name.contains("预留") => self.top(index),
                _ => None,
            },
        }
    }

    fn is_reserve(&self, index: usize) -> bool {
        role(&self.entries[index]) == Some(Role::Nature(Scope::<Nature>::just(Nature::Reserve)))
    }

    fn three_public(&self, index: usize) -> Option<usize> {
        let holds_more = |codes: &'static [u32]| move |role: Role| matches!(role, Role::Economic(outer) if outer.len() > codes.len() && codes.iter().all(|code| outer.contains(code)));
        let whole = || {
            let is_whole = |&i: &usize| role(&self.entries[i]) == Some(Role::Memo(MemoItem::ThreePublic));
            let memo = self.inside.iter().copied().find(is_whole);
            let with_more =
                self.inside.iter().any(|&i| matches!(role(&self.entries[i]), Some(Role::Economic([30215 | 30216]))));
            memo.or_else(|| self.root.filter(|_| !with_more))
        };
        match role(&self.entries[index])? {
            Role::Economic([30215 | 30216]) => None,
            Role::Economic(codes) => self.before(index, holds_more(codes)).or_else(whole),
            Role::Memo(_) => self.root,
            _ => None,
        }
    }
}
