//! Giving figures their columns: by the header where every cell is printed, else by what must hold.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::amount::{Amount, Printed, Unit};
use crate::fact::{Basis, EconomicScope, Flow, Key, MemoItem, Name};
use crate::relation::Atoms;
use crate::scope::{Area, Extent, Nature, Scope, Source};
use crate::table::vocabulary::Role;

use super::super::assign::{self, Figure, Measure, Ragged, Range};
use super::carried;
use super::columns::Column;
use super::draft::{About, Axis, Draft, DraftRow};
use super::sides::Meant;
use super::title::Subject;

/// The coordinates of an amount without its money.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Spot {
    flow: Flow,
    basis: Basis,
    about: Where,
    memo: Option<MemoItem>,
    codes: Vec<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Where {
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
    /// Money of which the whole document has nothing.
    zero: Atoms,
    /// The money of tables that list every economic code that has some.
    lists_economic: Vec<Atoms>,
}

impl Default for Where {
    fn default() -> Self {
        Self::Total
    }
}

/// Gives figures their columns, table by table, until nothing more follows. What is said elsewhere
/// (by the narrative) is taken for known.
pub(super) fn settle(drafts: &mut [Draft<'_>], said: &[(Key, Printed)]) {
    let mut known = Known { zero: Atoms::of(Area::source(empty_sources(drafts))), anchors: HashMap::new(), lists_economic: Vec::new() };
    for (key, printed) in said {
        known.say(key, *printed);
    }
    carried::within_sources(drafts);
    for draft in drafts.iter_mut() {
        choose_reading(draft);
    }
    const PASSES: usize = 3;
    for pass in 0..PASSES {
        let before = uncertain(drafts);
        for draft in drafts.iter_mut() {
            if pass == 0 || draft.rows.iter().any(|row| row.columns.contains(&None)) {
                assign_table(draft, &known);
            }
            known.resolve_scope(draft);
            known.learn(draft);
        }
        let after = uncertain(drafts);
        if after == 0 || pass > 0 && after == before {
            break;
        }
    }
}

fn uncertain(drafts: &[Draft<'_>]) -> usize {
    drafts.iter().flat_map(|draft| &draft.rows).map(|row| row.columns.iter().filter(|column| column.is_none()).count()).sum()
}

/// The sources that the document's revenue lines print empty or leave out, while the lines that are
/// printed add up to the whole.
fn empty_sources(drafts: &[Draft<'_>]) -> Scope<Source> {
    let mut empty = Scope::<Source>::NONE;
    for draft in drafts.iter().filter(|draft| draft.title.source.is_none() && !draft.entries.is_empty()) {
        let mut printed = Scope::<Source>::NONE;
        let mut total = None;
        let mut sum = Some(crate::amount::Amount::ZERO);
        for (entry, row) in draft.entries.iter().zip(&draft.rows) {
            if draft.blocks.get(entry.block) != Some(&super::sides::Block::Revenue) {
                continue;
            }
            let Some((figure, _)) = row.figures.first() else { continue };
            let Meant::Word(word) = entry.meant else { continue };
            let leaf = match word.role {
                Role::Source(scope) if scope != Scope::FISCAL || !draft.entries.iter().any(|other| is_part_of_fiscal(other.meant)) => Some((scope, entry.carried)),
                Role::Carried => Some((Scope::CARRIED_OVER, true)),
                Role::OtherMoney => Some((Scope::<Source>::just(Source::Other), entry.carried)),
                Role::Whole => {
                    total = Some(figure.amount());
                    None
                }
                _ => None,
            };
            if let Some((scope, carried)) = leaf {
                if carried && word.role != Role::Carried {
                    continue;
                }
                sum = sum.and_then(|sum| sum.checked_add(figure.amount()).ok());
                if !figure.is_zero() {
                    let fund = if word.role == Role::Carried { Scope::<Source>::just(Source::InstitutionFund) } else { Scope::<Source>::NONE };
                    printed = printed.union(scope).union(fund);
                    if word.role == Role::OtherMoney {
                        printed = Scope::<Source>::ALL;
                    }
                }
            }
        }
        if total.is_some() && total == sum {
            empty = empty.union(Scope::<Source>::ALL.without(printed));
        }
    }
    empty
}

fn is_part_of_fiscal(meant: Meant) -> bool {
    matches!(meant, Meant::Word(word) if matches!(word.role, Role::Source(scope) if scope != Scope::FISCAL && Scope::FISCAL.contains(scope)))
}

/// Of several readings of a header the one that the rows agree with best; the likelier of equals.
fn choose_reading(draft: &mut Draft<'_>) {
    let most = draft.rows.iter().map(|row| row.figures.len()).max().unwrap_or_default();
    let score = |reading: &Vec<Column>| {
        let columns = solver_columns(reading);
        let rows: Vec<Ragged> = draft.rows.iter().take(60).map(|row| ragged(&row.figures, None)).collect();
        if reading.len() < most {
            return usize::MAX;
        }
        let assigned = assign::assign(&columns, &rows, &|_, _| None);
        let broken = rows.iter().zip(&assigned).filter(|(row, assigned)| {
            assigned.standing == assign::Standing::NoneFits || row.figures.len() == columns.len() && assigned.is_contradicted || breaks(&columns, row)
        });
        broken.count()
    };
    if draft.readings.len() < 2 || draft.is_settled {
        return;
    }
    let best = (0..draft.readings.len()).min_by_key(|&index| (score(&draft.readings[index]), index)).unwrap_or_default();
    draft.readings.swap(0, best);
}

/// Whether a row that prints every cell does not add up.
fn breaks(columns: &[assign::Column], row: &Ragged) -> bool {
    if row.figures.len() != columns.len() {
        return false;
    }
    (0..columns.len()).any(|whole| {
        let parts: Vec<usize> = (0..columns.len()).filter(|&part| columns[part].part_of == Some(whole) && !columns[part].of_which).collect();
        let sum: i64 = parts.iter().map(|&part| row.figures[part].value).sum();
        let kind = parts.iter().all(|&part| row.figures[part].is_percent == row.figures[whole].is_percent);
        !parts.is_empty() && (!kind || (sum - row.figures[whole].value).unsigned_abs() > parts.len() as u64)
    })
}

fn solver_columns(reading: &[Column]) -> Vec<assign::Column> {
    let column = |column: &Column| assign::Column {
        part_of: column.part_of,
        of_which: column.of_which,
        open: false,
        can_be_negative: column.basis == Basis::Change,
        measure: if column.is_percent { Measure::Percent } else { Measure::Amount },
        change: column.change,
    };
    reading.iter().map(column).collect()
}

fn ragged(figures: &[(Printed, bool)], parent: Option<usize>) -> Ragged {
    let decimals = figures.iter().filter(|(_, percent)| !percent).map(|(printed, _)| printed.decimals()).max().unwrap_or_default();
    let value = |(printed, percent): &(Printed, bool)| {
        let lift = if *percent { 0 } else { decimals - printed.decimals() };
        let value = printed.last_digits().saturating_mul(10_i64.saturating_pow(u32::from(lift)));
        Figure { value, is_percent: *percent }
    };
    Ragged { figures: figures.iter().map(value).collect(), parent, open: false }
}

/// Assigns the figures of a table, each side by itself.
fn assign_table(draft: &mut Draft<'_>, known: &Known) {
    let Some(reading) = draft.readings.first().filter(|_| !draft.is_settled).cloned() else { return };
    let sides: Vec<u8> = if draft.blocks.is_empty() { vec![0] } else { (0..draft.blocks.len()).filter_map(|side| u8::try_from(side).ok()).collect() };
    let decimals = draft.rows.iter().flat_map(|row| &row.figures).filter(|(_, percent)| !percent).map(|(printed, _)| printed.decimals()).max().unwrap_or_default();
    for side in sides {
        let here: Vec<usize> = (0..reading.len()).filter(|&at| reading[at].side == side).collect();
        let Some(&first) = here.first() else { continue };
        let columns: Vec<Column> = here.iter().map(|&at| reading[at].clone()).collect();
        let mut solver = solver_columns(&columns);
        for column in &mut solver {
            column.part_of = column.part_of.map(|whole| whole - first);
            column.change = column.change.map(|(this, last)| (this - first, last - first));
        }
        let rows: Vec<usize> = (0..draft.rows.len()).filter(|&row| draft.rows[row].side == side).collect();
        let position: HashMap<usize, usize> = rows.iter().enumerate().map(|(at, row)| (*row, at)).collect();
        let lifted: Vec<Ragged> = rows
            .iter()
            .map(|&row| {
                let row = &draft.rows[row];
                let mut ragged = ragged(&row.figures, row.parent.and_then(|parent| position.get(&parent).copied()));
                let own = row.figures.iter().filter(|(_, percent)| !percent).map(|(printed, _)| printed.decimals()).max().unwrap_or_default();
                for figure in ragged.figures.iter_mut().filter(|figure| !figure.is_percent) {
                    figure.value = figure.value.saturating_mul(10_i64.saturating_pow(u32::from(decimals.saturating_sub(own))));
                }
                ragged
            })
            .collect();
        let groups = groups(draft, &rows, &columns, known, decimals);
        let (lifted, virtual_rows) = with_groups(lifted, &groups);
        let look = |row: usize, column: usize| {
            if row >= rows.len() {
                return None;
            }
            let (inner, outer) = draft.atoms(rows[row], &columns[column]);
            let column = &columns[column];
            if known.plain(outer).is_empty() && !column.is_percent && !column.is_vague && column.basis == Basis::Budget {
                return Some(Range::exactly(0));
            }
            let spot = spot(draft, rows[row], column)?;
            known.range(&spot, inner, outer, decimals, draft.unit)
        };
        let assigned = assign::assign(&solver, &lifted, &look);
        for (at, assigned) in assigned.into_iter().take(virtual_rows).enumerate() {
            let row = &mut draft.rows[rows[at]];
            row.columns = assigned.columns.iter().map(|column| column.map(|column| here[column])).collect();
        }
    }
}

/// Rows that other tables print for several rows of this one together: the rows and the amounts of all
/// columns.
type Group = (Vec<usize>, Vec<i64>);

/// In tables of full detail the rows of one function add up to what other tables print for it.
fn groups(draft: &Draft<'_>, rows: &[usize], columns: &[Column], known: &Known, decimals: u8) -> Vec<Group> {
    let mut by_function: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, &row) in rows.iter().enumerate() {
        if let About::Codes { function: Some(function), government, economic } = draft.rows[row].about
            && (government.is_some() || economic.is_some())
        {
            by_function.entry(function.number()).or_default().push(at);
        }
    }
    let amounts = |function: u32, row: usize| {
        let amount = |column: &Column| {
            let spot = Spot { flow: draft.flow, basis: column.basis, about: Where::Codes(Some(function), None, None), memo: None, codes: Vec::new() };
            let (inner, outer) = draft.atoms(row, column);
            if known.plain(outer).is_empty() {
                return Some(0);
            }
            let range = known.range(&spot, inner, outer, decimals, draft.unit)?;
            range.low.filter(|low| range.high == Some(*low))
        };
        columns.iter().map(amount).collect::<Option<Vec<i64>>>()
    };
    by_function.into_iter().filter_map(|(function, members)| Some((members.clone(), amounts(function, rows[members[0]])?))).collect()
}

/// The rows and behind them one complete row for each group, as the parent of its members.
fn with_groups(mut rows: Vec<Ragged>, groups: &[Group]) -> (Vec<Ragged>, usize) {
    let count = rows.len();
    for (members, amounts) in groups {
        let parent = rows.len();
        let above = rows[members[0]].parent;
        let figures = amounts.iter().map(|&value| Figure { value, is_percent: false }).collect();
        for &member in members {
            rows[member].parent = Some(parent);
        }
        rows.push(Ragged { figures, parent: above, open: false });
    }
    (rows, count)
}

impl Draft<'_> {
    /// What a cell holds for certain and at most.
    pub(super) fn extent_at(&self, row: usize, column: &Column) -> Extent {
        let base = self.extent.intersection(column.extent);
        match self.rows[row].about {
            About::Line(entry) => base.intersection(super::compose::line_extent(self, entry)),
            _ => base,
        }
    }

    fn atoms(&self, row: usize, column: &Column) -> (Atoms, Atoms) {
        let extent = self.extent_at(row, column);
        (Atoms::of(extent.inner), Atoms::of(extent.outer))
    }
}

/// Where a cell stands; none if nothing elsewhere can stand there.
fn spot(draft: &Draft<'_>, row: usize, column: &Column) -> Option<Spot> {
    if column.is_percent || column.is_vague || column.of_which || column.basis == Basis::Change {
        return None;
    }
    if draft.rows[row].unit.is_some() && !matches!(draft.rows[row].about, About::Unit(_)) {
        return None;
    }
    let mut spot = Spot { flow: draft.flow, basis: column.basis, about: Where::Total, memo: column.memo, codes: column.codes.to_vec() };
    match &draft.rows[row].about {
        About::Total | About::Group(_) => {}
        About::Codes { function, government, economic } => {
            spot.about = Where::Codes(function.map(|code| code.number()), government.map(|code| code.number()), economic.map(|code| code.number()));
        }
        About::Unit(name) => spot.about = Where::Unit(name.clone()),
        About::Project(..) | About::Named(_) => return None,
        About::Line(index) => {
            let entry = &draft.entries[*index];
            if draft.blocks[entry.block] == super::sides::Block::Revenue {
                spot.flow = Flow::Revenue;
            }
            match entry.meant {
                Meant::Function(code) => spot.about = Where::Codes(Some(code.number()), None, None),
                Meant::Economic(code) => spot.about = Where::Codes(None, None, Some(code.number())),
                Meant::Government(code) => spot.about = Where::Codes(None, Some(code.number()), None),
                Meant::Word(word) => match word.role {
                    Role::Economic(codes) => spot.codes = codes.to_vec(),
                    Role::Memo(memo) => spot.memo = Some(memo),
                    Role::OfWhich => return None,
                    _ => {}
                },
            }
        }
    }
    if draft.title.subject != Subject::Budget && spot.memo.is_none() && spot.codes.is_empty() {
        return None;
    }
    if let ([code], Where::Total) = (spot.codes.as_slice(), &spot.about) {
        spot.about = Where::Codes(None, None, Some(*code));
        spot.codes.clear();
        spot.memo = None;
    }
    Some(spot)
}

impl Known {
    fn say(&mut self, key: &Key, printed: Printed) {
        if key.unit.is_some() || key.project.is_some() || key.government.is_some() {
            return;
        }
        let about = match (key.function, key.economic.single()) {
            (Some(code), None) => Where::Codes(Some(code.number()), None, None),
            (None, Some(code)) => Where::Codes(None, None, Some(code.number())),
            (None, None) if key.economic == EconomicScope::ALL => Where::Total,
            _ => return,
        };
        let spot = Spot { flow: key.flow, basis: key.basis, about, memo: key.memo, codes: Vec::new() };
        let atoms = self.plain(Atoms::of(key.area()));
        self.anchors.entry(spot).or_default().push(Anchor { inner: atoms, outer: atoms, printed });
    }

    /// Atoms without the sources of which there is nothing.
    fn plain(&self, atoms: Atoms) -> Atoms {
        atoms.without(self.zero)
    }

    fn learn(&mut self, draft: &Draft<'_>) {
        let Some(reading) = draft.readings.first() else { return };
        for (index, row) in draft.rows.iter().enumerate() {
            let is_settled = !row.is_partial && !row.columns.contains(&None);
            for (at, column) in reading.iter().enumerate() {
                if column.side != row.side || column.is_percent {
                    continue;
                }
                let position = row.columns.iter().position(|given| *given == Some(at));
                let printed = match position {
                    Some(position) => Some(row.figures[position].0),
                    // An empty cell of a row whose figures are all placed says that there is nothing.
                    None if is_settled => Printed::from_last_digits(0, 0, draft.unit).ok(),
                    None => None,
                };
                if let (Some(printed), Some(spot)) = (printed, spot(draft, index, column)) {
                    self.add(draft, index, column, spot, printed);
                }
            }
        }
        self.learn_unspent(draft, reading);
        self.learn_zeros();
        let economic = |row: &DraftRow| matches!(row.about, About::Codes { economic: Some(_), .. });
        if draft.axis == Axis::Codes && draft.lost.is_empty() && draft.title.subject == Subject::Budget && draft.rows.iter().any(economic) {
            let atoms = self.plain(Atoms::of(draft.extent.inner));
            if !self.lists_economic.contains(&atoms) {
                self.lists_economic.push(atoms);
            }
        }
        if draft.axis == Axis::Codes {
            self.learn_sums(draft, reading);
        }
    }

    fn add(&mut self, draft: &Draft<'_>, row: usize, column: &Column, spot: Spot, printed: Printed) {
        let (inner, outer) = draft.atoms(row, column);
        let anchor = Anchor { inner: self.plain(inner), outer: self.plain(outer), printed };
        let anchors = self.anchors.entry(spot).or_default();
        let known = |known: &Anchor| known.inner == anchor.inner && known.outer == anchor.outer && known.printed == anchor.printed;
        if !anchors.iter().any(known) {
            anchors.push(anchor);
        }
    }

    /// Whether a table that may or may not show what was carried over does: its total is printed elsewhere
    /// with it or without it.
    fn resolve_scope(&self, draft: &mut Draft<'_>) {
        if !draft.extent.is_open() {
            return;
        }
        let Some(reading) = draft.readings.first() else { return };
        let Some((index, total)) = draft.rows.iter().enumerate().find(|(_, row)| row.about == About::Total) else { return };
        let whole = total.columns.iter().position(|column| column.is_some_and(|column| reading[column].part_of.is_none() && reading[column].basis == Basis::Budget && reading[column].codes.is_empty()));
        let Some(position) = whole else { return };
        let Some(column) = total.columns[position].map(|column| &reading[column]) else { return };
        let printed = total.figures[position].0;
        let extent = draft.extent_at(index, column);
        let (inner, outer) = (self.plain(Atoms::of(extent.inner)), self.plain(Atoms::of(extent.outer)));
        let is_printed = |atoms: Atoms| {
            [Flow::Revenue, Flow::Expenditure].into_iter().any(|flow| {
                let spot = Spot { flow, basis: Basis::Budget, about: Where::Total, memo: None, codes: Vec::new() };
                let anchors = self.anchors.get(&spot).map_or(&[][..], Vec::as_slice);
                anchors.iter().any(|anchor| anchor.inner == anchor.outer && anchor.inner == atoms && anchor.printed == printed)
            })
        };
        if inner == outer || is_printed(outer) {
            draft.extent.inner = draft.extent.outer;
        } else if is_printed(inner) {
            draft.extent.outer = draft.extent.inner;
        }
    }

    /// Takes note of money of which there is nothing.
    fn nothing(&mut self, atoms: Atoms) {
        if self.zero.contains(atoms) {
            return;
        }
        self.zero = self.zero.union(atoms);
        let zero = self.zero;
        for anchor in self.anchors.values_mut().flatten() {
            anchor.inner = anchor.inner.without(zero);
            anchor.outer = anchor.outer.without(zero);
        }
    }

    /// Where a part of the whole budget is as much as the whole, there is nothing of the rest.
    fn learn_zeros(&mut self) {
        let mut found = Atoms::default();
        for flow in [Flow::Revenue, Flow::Expenditure] {
            let spot = Spot { flow, basis: Basis::Budget, about: Where::Total, memo: None, codes: Vec::new() };
            let anchors = self.anchors.get(&spot).map_or(&[][..], Vec::as_slice);
            for whole in anchors.iter().filter(|whole| !whole.printed.is_zero()) {
                for part in anchors {
                    let same = part.printed == whole.printed && part.inner == part.outer;
                    if same && whole.inner.contains(part.outer) {
                        found = found.union(whole.inner.without(part.outer));
                    }
                }
            }
            for none in anchors.iter().filter(|anchor| anchor.printed.is_zero()) {
                found = found.union(none.inner);
            }
        }
        self.nothing(found);
    }

    /// Natures that the total of all expenditure leaves empty.
    fn learn_unspent(&mut self, draft: &Draft<'_>, reading: &[Column]) {
        let is_all = draft.title.subject == Subject::Budget && draft.title.source.is_none() && draft.title.nature.is_none() && draft.flow == Flow::Expenditure && !draft.title.carried_only;
        let Some(total) = draft.rows.iter().find(|row| row.about == About::Total && !row.columns.contains(&None)).filter(|_| is_all) else { return };
        for (at, column) in reading.iter().enumerate() {
            let only_nature = column.extent.inner.source == Scope::<Source>::ALL && !column.of_which && column.basis == Basis::Budget;
            let printed = total.columns.iter().position(|given| *given == Some(at)).map(|position| total.figures[position].0);
            if only_nature && printed.is_none_or(Printed::is_zero) && column.extent.inner.nature != Scope::<Nature>::ALL {
                self.nothing(Atoms::of(Area::nature(column.extent.outer.nature)));
            }
        }
    }

    /// What the rows of a table in full detail add up to, for each function and economic code alone.
    fn learn_sums(&mut self, draft: &Draft<'_>, reading: &[Column]) {
        let detailed = |row: &DraftRow| matches!(row.about, About::Codes { function, government, economic } if [function.is_some(), government.is_some(), economic.is_some()].iter().filter(|has| **has).count() > 1);
        if !draft.rows.iter().any(detailed) {
            return;
        }
        let is_parent: HashSet<usize> = draft.rows.iter().filter_map(|row| row.parent).collect();
        for (at, column) in reading.iter().enumerate().filter(|(_, column)| column.basis == Basis::Budget && !column.is_percent && !column.is_vague) {
            let mut sums: HashMap<Where, Option<Amount>> = HashMap::new();
            let mut first: HashMap<Where, usize> = HashMap::new();
            for (index, row) in draft.rows.iter().enumerate() {
                let About::Codes { function, government, economic } = row.about else { continue };
                if is_parent.contains(&index) {
                    continue;
                }
                let amount = match row.columns.iter().position(|given| *given == Some(at)) {
                    Some(position) => Some(row.figures[position].0.amount()),
                    None if row.columns.contains(&None) => None,
                    None => Some(Amount::ZERO),
                };
                let functions = function.into_iter().flat_map(|code| code.ancestors().chain([code])).map(|code| Where::Codes(Some(code.number()), None, None));
                let governments = government.into_iter().flat_map(|code| code.ancestors().chain([code])).map(|code| Where::Codes(None, Some(code.number()), None));
                let economics = economic.into_iter().flat_map(|code| code.ancestors().chain([code])).map(|code| Where::Codes(None, None, Some(code.number())));
                for place in functions.chain(governments).chain(economics) {
                    first.entry(place.clone()).or_insert(index);
                    let sum = sums.entry(place).or_insert(Some(Amount::ZERO));
                    *sum = sum.and_then(|sum| sum.checked_add(amount?).ok());
                }
            }
            for (place, sum) in sums {
                let printed = sum.and_then(|sum| Printed::from_amount(sum, draft.unit, 6).ok());
                if let Some(printed) = printed {
                    let spot = Spot { flow: draft.flow, basis: column.basis, about: place.clone(), memo: None, codes: Vec::new() };
                    self.add(draft, first[&place], column, spot, printed);
                }
            }
        }
    }

    /// What is known of an amount: that of an equal area, at least what it contains, at most what contains it.
    fn range(&self, spot: &Spot, inner: Atoms, outer: Atoms, decimals: u8, unit: Unit) -> Option<Range> {
        let (inner, outer) = (self.plain(inner), self.plain(outer));
        let mut range = Range::default();
        let mut exact: Option<(i64, i64)> = None;
        if let Where::Codes(None, None, Some(_)) = spot.about
            && spot.basis == Basis::Budget
            && !self.anchors.contains_key(spot)
            && self.lists_economic.iter().any(|listed| listed.contains(outer))
        {
            return Some(Range::exactly(0));
        }
        for anchor in self.anchors.get(spot)? {
            let Some((low, high)) = ends(anchor.printed, decimals, unit) else { continue };
            if anchor.inner == anchor.outer && inner == outer && anchor.inner == inner {
                // Two documents that disagree tell nothing.
                exact = match exact {
                    Some(known) if known != (low, high) => return None,
                    _ => Some((low, high)),
                };
            } else if inner.contains(anchor.outer) {
                range.low = range.low.max(Some(low));
            } else if anchor.inner.contains(outer) {
                range.high = Some(range.high.map_or(high, |known| known.min(high)));
            }
        }
        if let Some((low, high)) = exact {
            return Some(Range { low: Some(low), high: Some(high) });
        }
        (range != Range::default()).then_some(range)
    }
}

/// The figures, in last digits of that many decimals of a unit, that may print an amount printed elsewhere.
fn ends(printed: Printed, decimals: u8, unit: Unit) -> Option<(i64, i64)> {
    let here = printed.rounded_to(decimals, unit).ok()?;
    let coarser = printed.last_place_exponent() - here.last_place_exponent();
    if coarser <= 0 || printed.is_zero() {
        return Some((here.last_digits(), here.last_digits()));
    }
    let half = 10_i64.checked_pow(u32::try_from(coarser).ok()?)? / 2;
    Some((here.last_digits().checked_sub(half)?, here.last_digits().checked_add(half)?))
}
