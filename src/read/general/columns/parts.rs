//! Which columns are parts of which.

use crate::fact::{Basis, MemoItem};
use crate::table::vocabulary::{Role, Word};

use super::{Column, column};

/// The column that is the whole of the group a column stands in.
pub(super) fn parent(paths: &[&[Word]], columns: &[Column], at: usize) -> Option<usize> {
    let column = &columns[at];
    if column.is_percent || column.basis == Basis::Change {
        return None;
    }
    let path = paths[at];
    // 公务用车购置及运行费, 其中：公务用车购置 beside each other.
    let is_wider = |&other: &usize| {
        let wide = &columns[other];
        (wide.basis, wide.memo) == (column.basis, column.memo)
            && paths[other].split_last().map(|(_, group)| group) == path.split_last().map(|(_, group)| group)
            && wide.codes.len() > column.codes.len()
            && column.codes.iter().all(|code| wide.codes.contains(code))
    };
    if let Some(whole) = (0..at).rev().find(is_wider).filter(|_| !column.codes.is_empty()) {
        return Some(whole);
    }
    // The whole of a group is a part of what encloses the group.
    let mut depth = if column.is_whole(path) { path.len().checked_sub(2)? } else { path.len() - 1 };
    loop {
        let group = &path[..depth];
        let whole = (0..paths.len()).find(|&other| {
            other != at
                && columns[other].basis == column.basis
                && paths[other].len() == depth + 1
                && paths[other][..depth] == *group
                && (columns[other].is_whole(paths[other])
                    || columns[other].memo == Some(MemoItem::ThreePublic) && is_three_public(column.codes))
        });
        // What is bought is no part of the sums beside it.
        let leaves_memo = depth > 0
            && group.last().is_some_and(|head| matches!(head.role, Role::Memo(memo) if memo != MemoItem::ThreePublic));
        // Purchases cut the same money once more.
        if depth == 0 && column.memo == Some(MemoItem::Procurement) {
            return None;
        }
        // The group of 公务用车 may be printed outside that of the three public expenses.
        if depth == 0 && whole.is_none() && is_three_public(column.codes) {
            return (0..paths.len()).find(|&other| {
                let other_column = &columns[other];
                other != at
                    && other_column.basis == column.basis
                    && other_column.memo == Some(MemoItem::ThreePublic)
                    && other_column.codes.is_empty()
                    && other_column.is_whole(paths[other])
            });
        }
        if whole.is_some() || depth == 0 || leaves_memo || column.memo.is_some_and(|memo| memo != MemoItem::ThreePublic)
        {
            return whole;
        }
        depth -= 1;
    }
}

/// 按收入性质分 and 按支出性质分: a total that is cut by sources and beside that by natures. The sources are its parts.
pub(super) fn cut_twice(paths: &[&[Word]], columns: &mut [Column]) {
    let is_source = |role: Role| matches!(role, Role::Source(_) | Role::OtherMoney);
    let is_nature = |role: Role| matches!(role, Role::Nature(_));
    let alone = |wanted: &dyn Fn(Role) -> bool| {
        paths.iter().filter(|path| matches!(path, [word] if wanted(word.role))).count() > 1
    };
    if alone(&is_source) && alone(&is_nature) {
        for (column, path) in columns.iter_mut().zip(paths) {
            if matches!(path, [word] if is_nature(word.role)) {
                column.part_of = None;
            }
        }
    }
}

/// Where every item is cut by the same sources, an item's part from a source belongs to what encloses the
/// item, from the same source.
pub(super) fn by_source(paths: &[&[Word]], columns: &mut [Column]) {
    let last_is_source = |path: &&[Word]| path.len() > 1 && matches!(path[path.len() - 1].role, Role::Source(_));
    let Some(first) = paths.first().filter(|_| paths.iter().all(last_is_source)) else { return };
    let sources: Vec<Word> = paths
        .iter()
        .take_while(|path| path[..path.len() - 1] == first[..first.len() - 1])
        .map(|path| path[path.len() - 1])
        .collect();
    let count = sources.len();
    let regular = paths.len() > count
        && paths.len().is_multiple_of(count)
        && paths.iter().enumerate().all(|(at, path)| path[path.len() - 1] == sources[at % count]);
    if !regular {
        return;
    }
    let items: Vec<&[Word]> = paths.iter().step_by(count).map(|path| &path[..path.len() - 1]).collect();
    let bare: Vec<Column> = items.iter().map(|item| column(item, 0)).collect();
    for (at, column) in columns.iter_mut().enumerate() {
        column.part_of = parent(&items, &bare, at / count).map(|item| item * count + at % count);
    }
}

/// Whether these codes are counted among the three public expenses; conferences and training are not.
fn is_three_public(codes: &[u32]) -> bool {
    !codes.is_empty() && codes.iter().all(|code| matches!(code, 30212 | 30217 | 30231 | 31013))
}

/// Whether a column is a part of another one, or of one of its parts.
pub(super) fn is_part(columns: &[Column], part: usize, whole: usize) -> bool {
    const DEEPEST: usize = 6;
    std::iter::successors(columns[part].part_of, |&at| columns[at].part_of).take(DEEPEST).any(|at| at == whole)
}
