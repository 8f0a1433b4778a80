//! Giving figures their columns: by the header where every cell is printed, else by what must hold.

mod classes;
mod groups;
mod known;
mod marginals;
mod omissions;
mod readings;
mod rests;
mod scopes;
mod shares;
mod sources;
mod spots;
mod sums;
mod table;
mod units;

use std::collections::{HashMap, HashSet};

use crate::amount::Printed;
use crate::fact::{Basis, Flow, Key, MemoItem, Name};
use crate::relation::Atoms;
use crate::scope::Area;

use super::carried;
use super::draft::Draft;
use super::title::Subject;
use classes::divide_by_class;
use groups::Together;
use omissions::find_whole_functions;
use readings::choose_reading;
use sources::empty_sources;
use table::assign_table;
use units::attribute;

/// The coordinates of an amount without its money.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Spot {
    flow: Flow,
    basis: Basis,
    about: Where,
    memo: Option<MemoItem>,
    codes: Vec<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
enum Where {
    #[default]
    Total,
    Codes(Option<u32>, Option<u32>, Option<u32>),
    Unit(Name),
}

/// An amount that is certain.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    inner: Atoms,
    outer: Atoms,
    printed: Printed,
}

/// What is known so far.
#[derive(Debug)]
pub(super) struct Known {
    anchors: HashMap<Spot, Vec<Anchor>>,
    /// What amounts are between that are not certain.
    bounds: HashMap<Spot, Vec<rests::Bound>>,
    /// Money of which the whole document has nothing.
    zero: Atoms,
    /// What the figures of the document are: its budget, or in a final account the outturn.
    basis: Basis,
    /// The money of tables that list every economic code that has some.
    lists_economic: Vec<Atoms>,
    /// Whether the document's basic expenditure is cut by the classes of its economic codes: 301 and 303 are
    /// 人员经费, the others 公用经费.
    by_class: bool,
    /// What the narrative says of items of “三公”经费, by their codes; nothing where it contradicts itself.
    said: HashMap<u32, Option<Printed>>,
    /// The government and department economic codes that some table lists; zero for none.
    listed: HashSet<(u32, u32)>,
}

/// Gives figures their columns, table by table, until nothing more follows. Answers what is known then.
pub(super) fn settle(drafts: &mut [Draft<'_>]) -> Known {
    const PASSES: usize = 10;
    let finals = drafts.iter().filter(|draft| draft.title.is_final).count();
    let basis = if 2 * finals > drafts.len() { Basis::Outturn } else { Basis::Budget };
    let mut known = Known {
        basis,
        zero: Atoms::of(Area::source(empty_sources(drafts))),
        anchors: HashMap::new(),
        bounds: HashMap::new(),
        lists_economic: Vec::new(),
        by_class: false,
        said: HashMap::new(),
        listed: HashSet::new(),
    };
    carried::within_sources(drafts);
    for draft in drafts.iter_mut() {
        choose_reading(draft);
    }
    attribute(drafts);
    find_whole_functions(drafts);
    let mut idle = 0;
    for pass in 0..PASSES {
        let before = uncertain(drafts);
        for draft in drafts.iter_mut() {
            let kind = if pass % 2 == 0 { Together::Function } else { Together::Economic };
            if draft.rows.iter().any(|row| row.columns.contains(&None)) {
                assign_table(draft, &known, kind, false);
            }
            known.by_class = known.by_class || divide_by_class(draft, &known, kind);
            known.resolve_nature(draft);
            known.resolve_scope(draft);
            known.learn(draft);
        }
        known.share_rests(Flow::Expenditure);
        let after = uncertain(drafts);
        idle = if after == before { idle + 1 } else { 0 };
        // Bounds may close in for a pass before a column follows.
        if after == 0 || pass > 1 && idle > 1 {
            break;
        }
    }
    known
}

/// Gives figures of tables of “三公”经费 the columns that the narrative tells, which speaks of these tables.
pub(super) fn hear(drafts: &mut [Draft<'_>], mut known: Known, said: &[(Key, Printed)]) {
    for (key, printed) in said {
        known.say(key, *printed);
    }
    for draft in drafts.iter_mut().filter(|draft| draft.title.subject == Subject::ThreePublic) {
        if draft.rows.iter().any(|row| row.columns.contains(&None)) {
            assign_table(draft, &known, Together::Function, false);
        }
    }
}

pub(super) fn uncertain(drafts: &[Draft<'_>]) -> usize {
    drafts
        .iter()
        .flat_map(|draft| &draft.rows)
        .map(|row| row.columns.iter().filter(|column| column.is_none()).count())
        .sum()
}
