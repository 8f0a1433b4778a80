//! A comparison for programs. Amounts are text, in the unit of the tables, so that no reader makes them floats.

use serde::Serialize;
use yusuan::{Amount, Change, Comparison, Entry, FiscalYear, Flow, Key, Language, Name, Stated, Unit, Unmatched};

use super::support;

#[derive(Serialize)]
pub(crate) struct Failure {
    pub(crate) error: String,
}

#[derive(Serialize)]
pub(crate) struct Report<'a> {
    department: &'a Name,
    from: FiscalYear,
    to: FiscalYear,
    unit: Unit,
    total: Option<Moved>,
    rows: Vec<Row>,
    not_compared: Vec<Alone>,
}

#[derive(Serialize)]
struct Moved {
    before: Option<String>,
    after: Option<String>,
    change: Option<String>,
    /// Percent with two decimals; none on a base of zero.
    growth: Option<String>,
}

#[derive(Serialize)]
struct Row {
    key: String,
    #[serde(flatten)]
    moved: Moved,
    kind: &'static str,
    /// How the earlier figure was mapped to this key, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    mapped: Option<String>,
    /// Which of the amounts a sentence states and no table prints.
    #[serde(skip_serializing_if = "Option::is_none")]
    stated: Option<Stated>,
}

#[derive(Serialize)]
struct Alone {
    key: String,
    year: FiscalYear,
    amount: String,
    /// Why it was not compared.
    reason: Unmatched,
}

impl<'a> Report<'a> {
    pub(crate) fn new(comparison: &'a Comparison, decimals: u8) -> Self {
        let amount = |amount: Amount| support::plain(amount, comparison.unit(), decimals);
        let moved = |change: Change| Moved {
            before: change.before().map(amount),
            after: change.after().map(amount),
            change: change.delta().ok().map(amount),
            growth: change.growth().and_then(|growth| growth.percent(2)).map(|percent| percent.to_string()),
        };
        let row = |(key, entry): (&Key, &Entry)| Row {
            key: key.to_string(),
            moved: moved(entry.change()),
            kind: entry.change().kind(),
            mapped: entry.mapped().map(|mapped| mapped.message(Language::English)),
            stated: entry.stated(),
        };
        let alone = comparison.not_compared().iter().map(|figure| Alone {
            key: figure.key.to_string(),
            year: figure.year,
            amount: amount(figure.amount),
            reason: figure.reason,
        });
        Self {
            department: comparison.department(),
            from: comparison.from(),
            to: comparison.to(),
            unit: comparison.unit(),
            total: comparison.total(Flow::Expenditure).map(moved),
            rows: comparison.entries().map(row).collect(),
            not_compared: alone.collect(),
        }
    }
}
