//! Lines of revenue that are details of the line above them.

use crate::table::vocabulary::{Role, Word};
use crate::table::without_ordinal;

use super::{Entry, Meant, Sides, style};

impl Sides<'_> {
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
            let is_again = !is_numbered(entry) && above.find(|other| is_numbered(other)).is_some_and(is_same);
            if (is_again || is_below || is_wider)
                && let Meant::Word(word) = &mut self.entries[at].meant
            {
                word.role = Role::OfWhich;
            }
        }
    }
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
