//! From the words over a column to what its figures are.

mod parts;

use crate::fact::{Basis, MemoItem};
use crate::scope::{Area, Extent, Nature, Scope, Source};
use crate::table::vocabulary::{Role, Word};

use super::heading::Heading;
use super::title::{Carried, Sides, Subject, Title};
use parts::{by_source, cut_twice, is_part, parent};

/// A column of figures.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) words: Vec<&'static str>,
    pub(super) extent: Extent,
    pub(super) basis: Basis,
    /// The column it is a part of.
    pub(super) part_of: Option<usize>,
    /// Inside its whole, but not one of the parts that add up to it.
    pub(super) of_which: bool,
    pub(super) is_percent: bool,
    /// The columns it is the change between, if it is one of changes.
    pub(super) change: Option<(usize, usize)>,
    pub(super) codes: &'static [u32],
    pub(super) memo: Option<MemoItem>,
    /// Whether what it holds is not known well enough for a key of its own.
    pub(super) is_vague: bool,
    pub(super) side: u8,
}

impl Column {
    fn is_whole(&self, path: &[Word]) -> bool {
        let is_whole = |word: &Word| {
            word.role == Role::Whole
                || path.len() == 1
                    && matches!(word.role, Role::ThisYear | Role::Nature(_))
                    && word.name.ends_with("合计")
        };
        path.last().is_some_and(is_whole) && self.change.is_none()
    }
}

const ALL: Scope<Source> = Scope::<Source>::ALL;
const EDITIONS: [&str; 2] = ["预算数", "决算数"];

/// The columns of a header under a title.
pub(super) fn columns(headings: &[Heading], title: Title, revenue: bool, side: u8) -> Vec<Column> {
    let paths: Vec<&[Word]> = headings.iter().map(|heading| heading.words.as_slice()).collect();
    let mut columns: Vec<Column> = paths.iter().map(|path| column(path, side)).collect();
    if title.is_final {
        final_account(&paths, &mut columns);
    }
    let items = without_editions(&paths);
    let parents: Vec<Option<usize>> = (0..columns.len()).map(|at| parent(&items, &columns, at)).collect();
    let (has_levels, has_kinds) = (tells_levels(&paths), tells_kinds(&paths));
    let within_level = |at: usize, whole: usize| !has_levels || paths[at].first() == paths[whole].first();
    let is_kind = |at: usize| has_kinds && matches!(paths[at].last(), Some(Word { role: Role::Nature(_), .. }));
    for (at, parent) in parents.into_iter().enumerate() {
        columns[at].part_of = parent.filter(|&whole| within_level(at, whole) && !is_kind(at));
    }
    for column in columns.iter_mut().filter(|column| column.codes.is_empty()) {
        column.codes = title.economic;
    }
    if title.subject == Subject::Goals {
        cut_twice(&paths, &mut columns);
    }
    by_source(&paths, &mut columns);
    changes(&paths, &mut columns);
    with_conferences(&mut columns);
    extents(&paths, &mut columns, title, revenue);
    if matches!(title.subject, Subject::Procurement | Subject::PurchasedServices) {
        leave_lone_parts(&mut columns);
    }
    columns
}

/// 总额 其中：一般公共预算: one source alone beside the whole of purchases is a part of it, and nothing adds up.
fn leave_lone_parts(columns: &mut [Column]) {
    let lone = |&at: &usize| {
        let Column { part_of: Some(whole), extent, .. } = columns[at] else { return false };
        let is_narrower = extent.outer.source != columns[whole].extent.outer.source && extent.outer.source != ALL;
        is_narrower && columns.iter().filter(|other| other.part_of == Some(whole)).nth(1).is_none()
    };
    let lone: Vec<usize> = (0..columns.len()).filter(lone).collect();
    for at in lone {
        columns[at].part_of = None;
    }
}

/// The paths without 预算数 and 决算数, where both are printed under each item: it is the items that nest.
fn without_editions<'p>(paths: &[&'p [Word]]) -> Vec<&'p [Word]> {
    let ends = |path: &[Word], edition: &str| path.len() > 1 && path.last().is_some_and(|word| word.name == edition);
    let has_both = EDITIONS.iter().all(|edition| paths.iter().filter(|path| ends(path, edition)).count() > 1);
    let is_edition = |path: &[Word]| has_both && EDITIONS.iter().any(|edition| ends(path, edition));
    paths.iter().map(|path| if is_edition(path) { &path[..path.len() - 1] } else { path }).collect()
}

fn column(path: &[Word], side: u8) -> Column {
    let mut column = Column {
        words: path.iter().map(|word| word.name).collect(),
        extent: Extent::exact(Area::ALL),
        basis: Basis::Budget,
        part_of: None,
        of_which: false,
        is_percent: false,
        change: None,
        codes: &[],
        memo: None,
        is_vague: false,
        side,
    };
    for word in path {
        match word.role {
            Role::Basis(basis) => column.basis = basis,
            Role::Economic(codes) => column.codes = codes,
            Role::Memo(memo) => column.memo = Some(memo),
            Role::OfWhich => (column.of_which, column.is_vague) = (true, true),
            Role::Percent => column.is_percent = true,
            Role::Change => column.basis = Basis::Change,
            _ => {}
        }
    }
    if !column.codes.is_empty() {
        column.memo = None;
    }
    column
}

/// The figures of a final account are outturn but for those that name the budget. What a table of both
/// sides was left with and what it took in are no expenditure.
fn final_account(paths: &[&[Word]], columns: &mut [Column]) {
    let spends = paths.iter().any(|path| path.iter().any(|word| matches!(word.role, Role::Nature(_))));
    for (column, path) in columns.iter_mut().zip(paths) {
        let names_budget =
            path.iter().any(|word| word.role == Role::Basis(Basis::Budget) || word.name.contains("预算数"));
        if column.basis == Basis::Budget && !names_budget {
            column.basis = Basis::Outturn;
        }
        column.is_vague |= spends && path.iter().any(|word| matches!(word.role, Role::Carried | Role::ThisYear));
    }
}

/// The whole of “三公”经费, conferences and training is no item of its own.
fn with_conferences(columns: &mut [Column]) {
    let wholes: Vec<usize> = columns
        .iter()
        .filter(|column| matches!(column.codes, [30215 | 30216]))
        .filter_map(|column| column.part_of)
        .collect();
    for whole in wholes {
        columns[whole].is_vague |= columns[whole].codes.is_empty() && columns[whole].memo.is_none();
    }
    for at in 0..columns.len() {
        let is_vague = columns[at].change.is_some_and(|(this, _)| columns[this].is_vague);
        columns[at].is_vague |= is_vague;
    }
}

/// Tells each column of changes between which columns it lies: this year's whole and last year's, the
/// nearest before it.
fn changes(paths: &[&[Word]], columns: &mut [Column]) {
    for at in 0..columns.len() {
        if columns[at].basis != Basis::Change {
            continue;
        }
        // 增减变化 over a block of columns like those of the two years before it.
        let alike = |wanted: fn(Basis) -> bool| {
            (0..at).find(|&other| {
                wanted(columns[other].basis) && paths[other].len() > 1 && paths[other][1..] == paths[at][1..]
            })
        };
        if let (Some(this), Some(last)) =
            (alike(|basis| basis == Basis::Budget), alike(|basis| !matches!(basis, Basis::Budget | Basis::Change)))
        {
            columns[at].change = Some((this, last));
            continue;
        }
        let before = |wanted: fn(Basis) -> bool| {
            (0..at).find(|&other| {
                wanted(columns[other].basis) && !columns[other].of_which && columns[other].is_whole(paths[other])
                    || wanted(columns[other].basis) && paths[other].len() == 1
            })
        };
        let this = before(|basis| basis == Basis::Budget);
        let last = before(|basis| !matches!(basis, Basis::Budget | Basis::Change));
        // A second column of changes speaks of another pair of columns.
        let is_first = (0..at).all(|other| columns[other].basis != Basis::Change);
        if let (Some(this), Some(last), true) = (this, last, is_first) {
            columns[at].change = Some((this, last));
        } else {
            columns[at].is_vague = true;
        }
    }
}

/// What money each column speaks of.
fn extents(paths: &[&[Word]], columns: &mut [Column], title: Title, revenue: bool) {
    let has = |wanted: Role| paths.iter().any(|path| path.iter().any(|word| word.role == wanted));
    let reserve = Scope::<Nature>::just(Nature::Reserve);
    let beside = paths.iter().any(|path| {
        path.last().is_some_and(|word| word.role == Role::Nature(reserve))
            && !path.iter().any(|word| word.role == Role::Nature(Scope::PROJECT))
    });
    let from_above = tells_levels(paths);
    let (splits_carried, prints_fund) =
        (has(Role::Carried), has(Role::Source(Scope::<Source>::just(Source::InstitutionFund))));
    for (column, path) in columns.iter_mut().zip(paths) {
        let is_carried = |word: &Word| match word.role {
            Role::Source(scope) => Scope::CARRIED_OVER.contains(scope),
            role => role == Role::Carried,
        };
        let carried = path.iter().any(is_carried);
        let mut inner = Area::ALL;
        let mut outer = Area::ALL;
        for word in *path {
            match word.role {
                Role::Source(scope) => {
                    let told = splits_carried || revenue || title.sides == Sides::Both;
                    // What a final account spends was partly carried over, and it is never told apart.
                    let (low, high) = if title.is_final && !revenue && !carried {
                        (scope.with_carried_over(), scope.with_carried_over())
                    } else {
                        source(scope, carried, told)
                    };
                    (inner.source, outer.source) = (inner.source.intersection(low), outer.source.intersection(high));
                }
                Role::Nature(scope) => {
                    let scope = if beside && scope == Scope::PROJECT { scope.without(reserve) } else { scope };
                    inner.nature = inner.nature.intersection(scope);
                    outer.nature = outer.nature.intersection(scope);
                }
                Role::Carried => {
                    let fund = if prints_fund {
                        Scope::<Source>::NONE
                    } else {
                        Scope::<Source>::just(Source::InstitutionFund)
                    };
                    inner.source = inner.source.intersection(Scope::CARRIED_OVER);
                    outer.source = outer.source.intersection(Scope::CARRIED_OVER.union(fund));
                }
                Role::ThisYear => {
                    inner.source = inner.source.intersection(Scope::<Source>::THIS_YEAR);
                    outer.source = outer
                        .source
                        .intersection(Scope::<Source>::THIS_YEAR.union(Scope::<Source>::just(Source::InstitutionFund)));
                }
                _ => {}
            }
        }
        column.extent = Extent { inner, outer };
        let is_own = from_above && path.first().is_some_and(|word| matches!(word.role, Role::Source(_)));
        if widens(path) || is_own || outer.source.is_empty() || outer.nature.is_empty() {
            (column.is_vague, column.of_which, column.part_of) = (true, true, None);
        }
    }
    narrow_open(paths, columns);
}

/// Whether a column holds what higher levels of government give: the money of the own level beside it is not all of its
/// source, and what adds up to the whole is not told.
fn tells_levels(paths: &[&[Word]]) -> bool {
    paths.iter().any(|path| path.first().is_some_and(|word| word.name.starts_with("上级提前")))
}

/// Whether expenditure is cut by 人员类, 运转类 and 特定目标类: 运转类 may count projects, so that no natures make the sum.
fn tells_kinds(paths: &[&[Word]]) -> bool {
    let is_kind = |word: &Word| ["其他运转类", "特定目标类"].iter().any(|kind| word.name.starts_with(kind));
    paths.iter().any(|path| path.iter().any(is_kind))
}

/// Whether a source stands under one that is narrower, 其中：财政拨款 under 一般公共预算: what is meant is a part that no
/// source tells.
fn widens(path: &[Word]) -> bool {
    let mut enclosing = ALL;
    path.iter().any(|word| {
        let Role::Source(scope) = word.role else { return false };
        let is_wider = enclosing != ALL && scope != enclosing && scope.contains(enclosing);
        enclosing = enclosing.intersection(scope);
        is_wider
    })
}

/// A source as a column means it: of this year, carried over, or both where nothing tells.
fn source(scope: Scope<Source>, carried: bool, told: bool) -> (Scope<Source>, Scope<Source>) {
    if carried {
        let only = scope.with_carried_over().without(Scope::<Source>::THIS_YEAR);
        (only, only)
    } else if told || scope == Scope::<Source>::just(Source::InstitutionFund) {
        (scope, scope)
    } else {
        (scope, scope.with_carried_over())
    }
}

/// 其他资金 and 单位资金 are what other columns do not print; the whole of a group of this year's money
/// leaves out what has columns outside the group.
fn narrow_open(paths: &[&[Word]], columns: &mut [Column]) {
    let own = |at: usize, columns: &[Column]| {
        let is_plain = !columns[at].is_whole(paths[at])
            && !columns[at].of_which
            && columns[at].basis != Basis::Change
            && !columns[at].is_percent;
        if is_plain { columns[at].extent.inner.source } else { Scope::<Source>::NONE }
    };
    for at in 0..columns.len() {
        let path = paths[at];
        let is_other = path.iter().any(|word| word.role == Role::OtherMoney);
        let is_this_year_whole =
            path.len() > 1 && path[path.len() - 2].role == Role::ThisYear && columns[at].is_whole(path)
                || path.len() == 1 && path[0].role == Role::ThisYear;
        let elsewhere = (0..columns.len())
            .filter(|&other| other != at && columns[other].basis == columns[at].basis)
            .filter(|&other| {
                // Columns of the same group are its parts, as those beside 本年收入合计 are.
                let is_beside = path.len() == 1 && is_part(columns, other, at);
                let is_grouped = path.len() > 1
                    && paths[other].len() >= path.len()
                    && paths[other][..path.len() - 1] == path[..path.len() - 1];
                !(is_this_year_whole && (is_beside || is_grouped))
            });
        let printed = elsewhere.map(|other| own(other, columns)).filter(|scope| *scope != ALL && !scope.is_empty());
        let printed = printed.fold(Scope::<Source>::NONE, Scope::union);
        let column = &mut columns[at];
        if is_other {
            let rest = column.extent.outer.source.without(printed.with_carried_over());
            let certain = Scope::<Source>::just(Source::Other).intersection(rest);
            column.extent.inner.source = certain;
            column.extent.outer.source = rest;
            column.is_vague |= certain.is_empty();
        } else if is_this_year_whole {
            column.extent.inner.source = column.extent.inner.source.without(printed);
            column.extent.outer.source = column.extent.outer.source.without(printed);
        } else if path.len() == 1
            && matches!(path[0].role, Role::Source(scope) if scope.contains(Scope::<Source>::just(Source::Other)) && scope.len() > 1)
        {
            column.extent.inner.source = column.extent.inner.source.without(printed);
            column.extent.outer.source =
                column.extent.outer.source.without(printed.without(column.extent.inner.source));
        }
    }
}

/// Whether all amounts of a year have words of their own, and different money: of two wholes under the same words one
/// is no column, and where the same money stands over two columns, a word over one of them was read elsewhere.
pub(super) fn is_told(reading: &[Column]) -> bool {
    let is_plain = |column: &Column| column.basis != Basis::Change && !column.is_percent && !column.is_vague;
    let is_whole = |column: &Column| matches!(column.words.last(), Some(&("合计" | "小计" | "总计")));
    let is_same = |one: &Column, other: &Column| {
        one.words == other.words && one.basis == Basis::Budget
            || (one.words.last() == other.words.last() || is_whole(one) && is_whole(other))
                && (one.extent, one.basis, one.codes, one.memo) == (other.extent, other.basis, other.codes, other.memo)
    };
    (1..reading.len()).all(|at| {
        !is_plain(&reading[at]) || !reading[..at].iter().any(|other| is_plain(other) && is_same(other, &reading[at]))
    })
}

/// What money a table with that title speaks of.
pub(super) fn table_extent(title: Title) -> Extent {
    let nature = title.nature.unwrap_or(Scope::<Nature>::ALL);
    let area = |source: Scope<Source>| Area { source, nature };
    match title.source {
        None if title.carried == Carried::LeftOut => Extent::exact(area(Scope::<Source>::THIS_YEAR)),
        Some(scope) if title.carried == Carried::LeftOut => Extent::exact(area(scope)),
        None if title.carried == Carried::Only => Extent::exact(area(Scope::CARRIED_OVER)),
        None => Extent::exact(area(ALL)),
        Some(scope) if title.carried == Carried::Only => Extent::exact(area(scope.with_carried_over().without(scope))),
        // Both sides print what is carried over in lines of its own.
        Some(scope) if title.sides == Sides::Both || title.is_final && title.sides == Sides::Expenditure => {
            Extent::exact(area(scope.with_carried_over()))
        }
        Some(scope) => Extent { inner: area(scope), outer: area(scope.with_carried_over()) },
    }
}
