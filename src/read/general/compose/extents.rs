//! The money that lines of a table of revenue and expenditure cover.

use crate::scope::{Area, Extent, Nature, Scope, Source};
use crate::table::vocabulary::{Role, Word};

use super::super::draft::Draft;
use super::super::sides::{Block, Entry, Meant};

/// What money a line of a table speaks of.
pub(in crate::read::general) fn line_extent(draft: &Draft<'_>, index: usize) -> Extent {
    let entry = &draft.entries[index];
    let role = match entry.meant {
        Meant::Word(word) => Some(word.role),
        _ => None,
    };
    if draft.blocks[entry.block] == Block::Revenue {
        return revenue_extent(draft, index, role);
    }
    let source = whole_source(draft);
    let nature = |inner: Scope<Nature>, outer: Scope<Nature>| Extent {
        inner: Area { source: source.0, nature: inner },
        outer: Area { source: source.1, nature: outer },
    };
    match role {
        Some(Role::Nature(scope)) => {
            // What is kept in reserve has a line of its own beside the projects.
            let reserve = Scope::<Nature>::just(Nature::Reserve);
            let beside = scope == Scope::PROJECT
                && draft.entries.iter().enumerate().any(|(other, entry)| {
                    matches!(entry.meant, Meant::Word(word) if word.role == Role::Nature(reserve))
                        && draft.rows[other].parent != Some(index)
                });
            let scope = if beside { scope.without(reserve) } else { scope };
            // Or it may be on a line that was not read.
            if scope == Scope::PROJECT && !draft.lost.is_empty() {
                return nature(scope.without(reserve), scope);
            }
            // 结余分配 and 年末结转和结余 together are what is not spent.
            let forward = Scope::<Nature>::just(Nature::CarriedForward);
            let same = |other: &&Entry<'_>| {
                other.block == entry.block
                    && matches!(other.meant, Meant::Word(word) if word.role == Role::Nature(forward))
            };
            let shared = scope == forward && draft.entries.iter().filter(same).count() > 1;
            nature(if shared { scope.without(forward) } else { scope }, scope)
        }
        Some(_) => nature(Scope::<Nature>::ALL, Scope::<Nature>::ALL),
        None => {
            if let Some(scope) = entry.nature {
                return nature(scope, scope);
            }
            // Beside the classes stand lines of money that may or may not be in them.
            let beside = draft.entries.iter().any(|other| {
                other.block == entry.block
                    && matches!(other.meant, Meant::Word(word) if matches!(word.role, Role::Nature(scope) if scope.is_disjoint(Scope::BASIC_AND_PROJECT) && scope != Scope::<Nature>::just(Nature::CarriedForward)))
            });
            let inner = Scope::BASIC_AND_PROJECT.union(Scope::<Nature>::just(Nature::Business));
            if beside {
                nature(inner, Scope::<Nature>::SPENT)
            } else {
                nature(Scope::<Nature>::SPENT, Scope::<Nature>::SPENT)
            }
        }
    }
}

/// Whose money the whole of a table speaks of: all there is, unless its title limits it. Then it is open whether
/// what was carried over is in it, unless a line says so.
fn whole_source(draft: &Draft<'_>) -> (Scope<Source>, Scope<Source>) {
    let says = says_carried(draft) || draft.is_carried_within;
    if says || draft.title.source.is_none() {
        (Scope::<Source>::ALL, Scope::<Source>::ALL)
    } else {
        (Scope::<Source>::THIS_YEAR, Scope::<Source>::ALL)
    }
}

/// Whether a line speaks of what was carried over.
pub(in crate::read::general) fn says_carried(draft: &Draft<'_>) -> bool {
    has_line(draft, Role::Carried)
}

fn revenue_extent(draft: &Draft<'_>, index: usize, role: Option<Role>) -> Extent {
    let entry = &draft.entries[index];
    let exact = |source: Scope<Source>| Extent::exact(Area::source(source));
    let fund = Scope::<Source>::just(Source::InstitutionFund);
    match role {
        // 上年实户资金余额 and 非财政拨款资金结余 under 上年结转 are two parts of the unit's own money.
        Some(Role::Source(scope))
            if scope.is_disjoint(Scope::<Source>::THIS_YEAR) && is_one_of_several(draft, index) =>
        {
            Extent { inner: Area::source(Scope::<Source>::NONE), outer: Area::source(scope) }
        }
        Some(Role::Source(scope)) if entry.carried => {
            exact(scope.with_carried_over().without(Scope::<Source>::THIS_YEAR))
        }
        Some(Role::Source(scope)) if draft.is_carried_within => exact(scope.with_carried_over()),
        Some(Role::Source(scope)) => exact(scope),
        Some(Role::Carried) => {
            let prints_fund = has_line(draft, Role::Source(fund));
            let outer = if prints_fund { Scope::CARRIED_OVER } else { Scope::CARRIED_OVER.union(fund) };
            Extent { inner: Area::source(Scope::CARRIED_OVER), outer: Area::source(outer) }
        }
        Some(Role::ThisYear) => this_year(draft, index),
        // 一、部门预算 over the sources, above 本年收入合计.
        Some(Role::Whole) if has_line(draft, Role::ThisYear) && entry.label.ends_with("部门预算") => {
            exact(Scope::<Source>::THIS_YEAR)
        }
        Some(Role::OtherMoney) => {
            let parts = sources_under(draft, index);
            if !parts.is_empty() {
                return exact(parts);
            }
            let printed = draft.entries.iter().filter_map(|other| match other.meant {
                Meant::Word(word) => match word.role {
                    Role::Source(scope) => Some(scope),
                    _ => None,
                },
                _ => None,
            });
            let rest = Scope::<Source>::ALL
                .without(printed.fold(Scope::<Source>::NONE, Scope::union))
                .without(Scope::CARRIED_OVER);
            Extent {
                inner: Area::source(Scope::<Source>::just(Source::Other).intersection(rest)),
                outer: Area::source(rest),
            }
        }
        _ => {
            let (inner, outer) = whole_source(draft);
            Extent { inner: Area::source(inner), outer: Area::source(outer) }
        }
    }
}

/// The sources of the lines that are parts of a line.
fn sources_under(draft: &Draft<'_>, index: usize) -> Scope<Source> {
    let parts = draft.entries.iter().zip(&draft.rows).filter(|(_, row)| row.parent == Some(index));
    let sources = parts.filter_map(|(entry, _)| match entry.meant {
        Meant::Word(Word { role: Role::Source(scope), .. }) => Some(scope),
        _ => None,
    });
    sources.fold(Scope::<Source>::NONE, Scope::union)
}

/// The sources of this year but for those that stand beside its total.
fn this_year(draft: &Draft<'_>, index: usize) -> Extent {
    let fund = Scope::<Source>::just(Source::InstitutionFund);
    // Lines below this year's total are no part of it.
    let outside = |other: &usize| {
        draft.rows[*other].parent.is_some() && draft.rows[*other].parent == draft.rows[index].parent && *other != index
    };
    let outside = (0..draft.entries.len()).filter(outside).filter_map(|other| match draft.entries[other].meant {
        Meant::Word(word) => match word.role {
            Role::Source(scope) => Some(scope),
            _ => None,
        },
        _ => None,
    });
    let outside = outside.fold(Scope::<Source>::NONE, Scope::union);
    let inner = Scope::<Source>::THIS_YEAR.without(outside);
    Extent { inner: Area::source(inner), outer: Area::source(inner.union(fund.without(outside))) }
}

/// Whether another line of revenue means the same money.
fn is_one_of_several(draft: &Draft<'_>, index: usize) -> bool {
    let own = &draft.entries[index];
    let role = |entry: &Entry<'_>| match entry.meant {
        Meant::Word(word) => Some((entry.block, word.role)),
        _ => None,
    };
    draft.entries.iter().filter(|other| role(other) == role(own)).nth(1).is_some()
}

fn has_line(draft: &Draft<'_>, role: Role) -> bool {
    draft.entries.iter().any(|entry| matches!(entry.meant, Meant::Word(word) if word.role == role))
        || draft.blank.iter().any(|(word, _)| word.role == role)
}
