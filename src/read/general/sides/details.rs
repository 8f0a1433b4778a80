//! Lines of revenue that are details of the line above them.

use crate::table::vocabulary::{Role, Word};
use crate::table::without_ordinal;

use super::{Block, Entry, Meant, Sides, style};

impl Sides<'_> {
    /// 小计 of several groups of sources, each below the name of its group, is the money of the group. Where the names stand
    /// elsewhere, it is open which sources are the whole of their group.
    pub(super) fn tell_subtotals(&mut self) {
        let is_subtotal = |entry: &Entry<'_>| self.blocks[entry.block] == Block::Revenue && entry.label == "小计";
        let subtotals: Vec<usize> = (0..self.entries.len()).filter(|&at| is_subtotal(&self.entries[at])).collect();
        let [first, _, ..] = *subtotals else { return };
        if subtotals.iter().all(|&at| group(&self.entries[at]).is_some()) {
            for at in subtotals {
                // What 其他资金 are is told by its parts.
                if let Some(word) = group(&self.entries[at]).filter(|word| word.role != Role::OtherMoney) {
                    self.entries[at].meant = Meant::Word(word);
                }
            }
            return;
        }
        for entry in self.entries.iter_mut().skip(first).filter(|entry| is_source(entry) && !is_numbered(entry)) {
            if let Meant::Word(word) = &mut entry.meant {
                word.role = Role::OfWhich;
            }
        }
    }

    /// A source without a number below the same source with one, 一般公共预算拨款补助 below （一）一般公共预算拨款, is a
    /// detail of it and no other part of the whole. So is （一）本级财政拨款 below 一、财政拨款, beside what others give, and a
    /// wider source that a line says is a part: 其中：财政拨款 below 一般公共预算.
    pub(super) fn tell_details(&mut self) {
        for at in 1..self.entries.len() {
            let entry = &self.entries[at];
            if !is_source(entry) {
                continue;
            }
            let mut above = self.entries[..at].iter().rev().filter(|other| other.block == entry.block);
            let last = above.clone().next().filter(|last| is_source(last));
            let is_same = |other: &Entry<'_>| is_source(other) && role(other) == role(entry);
            let is_below = last.is_some_and(|last| {
                (style(&last.label), style(&entry.label)) == ('一', '(')
                    && (is_same(last) || is_within(role(last), role(entry)))
            });
            let is_wider =
                entry.label.starts_with("其中") && last.is_some_and(|last| is_within(role(last), role(entry)));
            let is_part = last.is_some_and(|last| group(last).is_some() && is_same(last));
            let is_again = !is_numbered(entry) && above.find(|other| is_numbered(other)).is_some_and(is_same);
            if (is_part || is_again || is_below || is_wider)
                && let Meant::Word(word) = &mut self.entries[at].meant
            {
                word.role = Role::OfWhich;
            }
        }
    }
}

/// The group of sources that a line is the 小计 of.
fn group(entry: &Entry<'_>) -> Option<Word> {
    let is_source = |word: &Word| matches!(word.role, Role::Source(_) | Role::Carried | Role::OtherMoney);
    entry.under.filter(is_source).filter(|_| entry.label == "小计")
}

fn role(entry: &Entry<'_>) -> Option<Role> {
    match entry.meant {
        Meant::Word(word) => Some(word.role),
        _ => None,
    }
}

fn is_source(entry: &Entry<'_>) -> bool {
    matches!(entry.meant, Meant::Word(Word { role: Role::Source(_), .. })) && !entry.carried
}

fn is_numbered(entry: &Entry<'_>) -> bool {
    without_ordinal(&entry.label).len() < entry.label.len()
}

/// Whether the first source is a part of the second and not all of it.
fn is_within(inner: Option<Role>, outer: Option<Role>) -> bool {
    match (inner, outer) {
        (Some(Role::Source(inner)), Some(Role::Source(outer))) => inner != outer && outer.contains(inner),
        _ => false,
    }
}
