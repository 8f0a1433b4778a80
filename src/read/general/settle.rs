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
mod zeros;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::amount::Printed;
use crate::fact::{Basis, Flow, Key, MemoItem};
use crate::relation::Atoms;
use crate::scope::Area;

use super::carried;
use super::columns::Column;
use super::draft::{Draft, Where};
use super::title::Subject;
use classes::divide_by_class;
use groups::{Together, lacks_rows};
use omissions::find_whole_functions;
use readings::{choose_reading, leave_open};
use sources::empty_sources;
use table::{assign_table, place_full_rows};
use units::attribute;
use zeros::place_zeros;

/// The coordinates of an amount without its money.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Spot {
    flow: Flow,
    basis: Basis,
    about: Where,
    memo: Option<MemoItem>,
    /// Codes that stand over a column. No slice, where there are none: to compare two of no bytes takes long.
    codes: Option<&'static [u32]>,
}

/// The codes over a column, if there are some.
fn codes_over(column: &Column) -> Option<&'static [u32]> {
    Some(column.codes).filter(|codes| !codes.is_empty())
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
    /// How often anything was added.
    version: u64,
    /// What that was when zeros and rests were last looked for.
    looked_at: u64,
}

/// What was known when a table was last asked: it is not asked again before something has changed.
#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    /// For each way of taking rows together.
    assigned: [Option<u64>; 2],
    /// Money of which there was nothing, and whether classes cut basic expenditure.
    learned: Option<(Atoms, bool)>,
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
        version: 1,
        looked_at: 0,
    };
    carried::within_sources(drafts);
    for draft in drafts.iter_mut() {
        choose_reading(draft);
    }
    attribute(drafts);
    find_whole_functions(drafts);
    for draft in drafts.iter_mut() {
        place_full_rows(draft);
    }
    let mut asked = vec![Asked::default(); drafts.len()];
    let mut idle = 0;
    for pass in 0..PASSES {
        let before = uncertain(drafts);
        for (draft, asked) in drafts.iter_mut().zip(&mut asked) {
            ask(draft, &mut known, asked, pass % 2);
        }
        known.share_rests(Flow::Expenditure);
        let after = uncertain(drafts);
        idle = if after == before { idle + 1 } else { 0 };
        // Bounds may close in for a pass before a column follows.
        if after == 0 || pass > 1 && idle > 1 {
            break;
        }
    }
    drafts.iter_mut().for_each(place_zeros);
    drafts.iter_mut().for_each(leave_open);
    known
}

/// Asks a table what columns its figures have, one of two ways, and takes note of what it says, as far as anything
/// has changed since it was asked last.
fn ask(draft: &mut Draft<'_>, known: &mut Known, asked: &mut Asked, way: usize) {
    let is_open = draft.rows.iter().any(|row| row.columns.contains(&None));
    let is_new = is_open && asked.assigned[way] != Some(known.version);
    let kind = if way == 0 { Together::Function } else { Together::Economic };
    if is_new {
        asked.assigned[way] = Some(known.version);
    }
    let mut has_changed = is_new && assign_table(draft, known, kind, false);
    // A table whose columns are known may show the cut as well.
    if (is_new || !is_open && !known.by_class) && divide_by_class(draft, known, kind) {
        has_changed |= is_new;
        known.version += u64::from(!known.by_class);
        known.by_class = true;
    }
    if has_changed {
        *asked = Asked::default();
    }
    let extent = draft.extent;
    known.resolve_nature(draft);
    known.resolve_scope(draft);
    if draft.extent != extent {
        *asked = Asked::default();
    }
    if asked.learned == Some((known.zero, known.by_class)) {
        known.learn_zeros();
        return;
    }
    known.learn(draft);
    asked.learned = (!lacks_rows(draft)).then_some((known.zero, known.by_class));
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
