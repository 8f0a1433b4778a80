//! Economic codes with their amounts in several columns side by side, as final accounts print basic expenditure:
//! 科目代码, 科目名称 and 决算数 three times over under 人员经费 and 公用经费. All amounts are one column of the table,
//! and its last row has the sums of both kinds.

use crate::amount::Printed;
use crate::scope::{Nature, Scope};
use crate::table::vocabulary::{self, Role, Word};

use super::super::columns::{self, Column};
use super::super::heading::Heading;
use super::super::region::Region;
use super::super::rows::{RawRow, kind_summed};
use super::{Axis, Draft, figures};

/// The sum of a kind of basic expenditure: 人员经费合计.
#[derive(Clone, Debug)]
pub(in crate::read::general) struct KindSum {
    pub(in crate::read::general) nature: Scope<Nature>,
    pub(in crate::read::general) label: String,
    pub(in crate::read::general) line: usize,
    pub(in crate::read::general) printed: Printed,
}

fn is_kind(name: &str) -> bool {
    let is_kind = |word: Word| matches!(word.role, Role::Nature(nature) if nature != Scope::BASIC && Scope::BASIC.contains(nature));
    vocabulary::word(name).is_some_and(is_kind)
}

/// Leaves one column where all are the same one, printed several times over.
pub(super) fn one_column(reading: &mut Vec<Column>, region: &Region<'_>) {
    let bare = |column: &Column| column.words.iter().copied().filter(|name| !is_kind(name)).collect::<Vec<_>>();
    let Some(amount) = reading.iter().map(bare).find(|words| !words.is_empty()).filter(|words| words.len() == 1) else {
        return;
    };
    let times = reading.iter().filter(|column| bare(column) == amount).count();
    let is_same = |column: &Column| column.words == amount;
    let is_repeated = || {
        let is_same_or_head = |column: &Column| matches!(bare(column), words if words.is_empty() || words == amount);
        times > 1 && reading.iter().all(is_same_or_head) && times <= label_columns(region)
    };
    if reading.iter().all(is_same) || is_repeated() {
        *reading = if let Some(at) = reading.iter().position(is_same) {
            vec![Column { part_of: None, ..reading.swap_remove(at) }]
        } else {
            let words = vocabulary::word(amount[0]).into_iter().collect();
            columns::columns(&[Heading { words }], region.title, false, 0)
        };
    }
}

/// How often words over labels stand before one over figures.
fn label_columns(region: &Region<'_>) -> usize {
    let words = &region.words.words;
    let is_label = |word: &Word| matches!(word.role, Role::Corner(_));
    words.windows(2).filter(|pair| is_label(&pair[0]) && !is_label(&pair[1])).count()
}

impl<'a> Draft<'a> {
    /// Keeps a row that is the sum of a kind of expenditure. Whether it is one.
    pub(super) fn keeps_sum(&mut self, row: &RawRow<'a>) -> bool {
        let is_alone = self.axis == Axis::Codes && self.readings.len() == 1 && self.readings[0].len() == 1;
        if !is_alone || row.has_code() {
            return false;
        }
        let label = row.label();
        let (Some(nature), [token]) = (kind_summed(&label), row.figures.as_slice()) else { return false };
        let Some((printed, false)) = figures(&[*token], self.unit).pop() else { return false };
        self.sums.push(KindSum { nature, label, line: row.line, printed });
        true
    }
}
