//! Schemata filled in with the figures of a document.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use strum::VariantArray as _;

use crate::fact::{Basis, EconomicScope, Flow};
use crate::table::{Address, Template};

use super::inside::{columns, tree};
use super::schema::{Form, Outer, Schema, Slack, Term, schemata};
use super::slot::{Slot, Space, classes};
use super::{At, Kind, Operand, Policy, Reason, Relation, Sheet, Verdict, judge};

/// Every relation of a document, in the order of the schemata, judged.
pub(crate) fn relations(template: &Template, sheets: &[Sheet<'_>], policy: Policy) -> Vec<Relation> {
    let filler = Filler::new(template, sheets, policy);
    schemata(template).iter().flat_map(|schema| filler.fill(schema)).collect()
}

/// The figures that stand for a slot at an address.
enum Found {
    /// These; none means that nothing is printed there and zero is meant.
    Figures(Vec<Operand>),
    /// The table does not say what it leaves out.
    Silent,
    /// It cannot be told.
    Unknown(Reason),
}

struct Filler<'a> {
    template: &'a Template,
    policy: Policy,
    /// The bases that have a negative figure. Then a part may be larger than the whole, and nothing
    /// bounds anything.
    negative: BTreeSet<Basis>,
    /// For each table of the template the printed one.
    sheets: Vec<Option<&'a Sheet<'a>>>,
    /// For each kind of address all addresses that some table prints.
    addresses: BTreeMap<Space, BTreeSet<At>>,
}

impl<'a> Filler<'a> {
    fn new(template: &'a Template, printed: &'a [Sheet<'a>], policy: Policy) -> Self {
        let sheet = |number| printed.iter().find(|sheet| sheet.spec.number == number);
        let sheets: Vec<_> = template.tables.iter().map(|spec| sheet(spec.number)).collect();
        let mut addresses = BTreeMap::new();
        for &space in Space::VARIANTS {
            let all: BTreeSet<At> = printed.iter().flat_map(|sheet| sheet.addresses(space)).cloned().collect();
            addresses.insert(space, if space == Space::EconomicClass { joined(&all) } else { all });
        }
        let negative = printed.iter().flat_map(negative).collect();
        Self { template, policy, negative, sheets, addresses }
    }

    fn fill(&self, schema: &Arc<Schema>) -> Vec<Relation> {
        let found = match &schema.form {
            Form::Equal { space, slots } => {
                let strangers = self.strangers(*space, slots);
                self.at_addresses(*space, slots, |at| self.equal(schema, (*space, &strangers), slots, at))
            }
            Form::Sum { space, left, right, slack } => {
                let slots: Vec<Slot> = left.iter().chain(right).copied().collect();
                let strangers = self.strangers(*space, &slots);
                self.at_addresses(*space, &slots, |at| self.sum(schema, (*space, &strangers), (left, right), slack, at))
            }
            Form::Memo { table, column, line, outer } => {
                self.with_table(*table, |sheet| self.memo(schema, sheet, (*line, *column), outer).into_iter().collect())
            }
            Form::Tree { slot } => self.with_table(slot.table, |sheet| tree(schema, sheet, slot, self.policy)),
            Form::Columns { table, whole, parts } => {
                self.with_table(*table, |sheet| columns(schema, sheet, *whole, parts, self.policy))
            }
            Form::Lines { table, column, whole, parts, slack } => {
                self.with_table(*table, |sheet| self.lines(schema, sheet, *column, (*whole, parts), slack))
            }
        };
        match found {
            Ok(relations) if !relations.is_empty() => relations,
            Ok(_) => vec![Relation::unjudged(schema, At::Total, Verdict::NotApplicable(Reason::NoRow))],
            Err(reason) => vec![Relation::unjudged(schema, At::Total, Verdict::Unchecked(reason))],
        }
    }

    fn with_table(
        &self,
        table: usize,
        fill: impl FnOnce(&Sheet<'_>) -> Vec<Relation>,
    ) -> Result<Vec<Relation>, Reason> {
        let sheet = self.sheets[table].ok_or(Reason::TableAbsent(self.template.tables[table].number))?;
        Ok(fill(sheet))
    }

    fn at_addresses(
        &self,
        space: Space,
        slots: &[Slot],
        fill: impl Fn(&At) -> Vec<Relation>,
    ) -> Result<Vec<Relation>, Reason> {
        for slot in slots {
            if self.sheets[slot.table].is_none() {
                return Err(Reason::TableAbsent(self.template.tables[slot.table].number));
            }
        }
        Ok(self.addresses[&space].iter().flat_map(fill).collect())
    }

    /// What a slot holds at an address. A table among the strangers may call a unit by another name.
    fn find(&self, slot: &Slot, space: Space, at: &At, strangers: &[usize]) -> Found {
        let Some(sheet) = self.sheets[slot.table] else {
            return Found::Unknown(Reason::TableAbsent(self.template.tables[slot.table].number));
        };
        if !sheet.tells(space, at) {
            return Found::Silent;
        }
        let mut rows = sheet.rows_at(slot, space, at);
        if rows.is_empty() && slot.covers() && sheet.table.complete {
            // Tables that print no classes tell them by what they print below.
            rows = sheet.rows_below(at);
        }
        // A line of a unit that is no known class may be this one under another name.
        if space == Space::EconomicClass && sheet.is_by_unit() && sheet.has_unnamed_lines() {
            return Found::Unknown(Reason::TableIncomplete(sheet.spec.number));
        }
        if rows.is_empty() {
            return if !slot.covers() || space == Space::Total || sheet.stops_above(at) {
                Found::Silent
            } else if !sheet.table.complete {
                Found::Unknown(Reason::TableIncomplete(sheet.spec.number))
            } else if strangers.contains(&slot.table) || self.is_private(strangers, space, at) {
                Found::Unknown(Reason::UnitsDiffer(sheet.spec.number))
            } else {
                Found::Figures(Vec::new())
            };
        }
        let figures = sheet.figures(&rows, slot.column);
        // Several rows with one address are parts of one amount; some of them may not have been read.
        let adds_up = matches!(at, At::Economic(scope) if scope.single().is_none()) && slot.covers()
            || sheet.is_detailed() && space != Space::Total;
        if !sheet.table.complete && (adds_up || space == Space::EconomicClass && sheet.is_by_unit()) {
            return Found::Unknown(Reason::TableIncomplete(sheet.spec.number));
        }
        figures.map_or(Found::Unknown(Reason::CellEmpty(sheet.spec.number)), Found::Figures)
    }

    /// Whether only one table, a stranger, prints a unit: the others may call it by another name.
    fn is_private(&self, strangers: &[usize], space: Space, at: &At) -> bool {
        let has = |table: &usize| self.sheets[*table].is_some_and(|sheet| sheet.has(space, at));
        let mut with = (0..self.sheets.len()).filter(has);
        matches!((with.next(), with.next()), (Some(only), None) if strangers.contains(&only))
    }

    /// The tables that have units which none of the others has: these may go by other names there.
    fn strangers(&self, space: Space, slots: &[Slot]) -> Vec<usize> {
        let tables: BTreeSet<usize> = slots.iter().map(|slot| slot.table).filter(|_| space == Space::Unit).collect();
        let is_stranger = |table: &usize| {
            let others = || tables.iter().filter(|other| *other != table).filter_map(|&other| self.sheets[other]);
            let known_elsewhere = |unit: &At| others().any(|other| other.has(space, unit));
            self.sheets[*table].is_some_and(|sheet| !sheet.addresses(space).all(known_elsewhere))
        };
        tables.iter().copied().filter(is_stranger).collect()
    }

    /// Copies of one amount, and sums where a table lists the parts of it in several rows.
    fn equal(
        &self,
        schema: &Arc<Schema>,
        (space, strangers): (Space, &[usize]),
        slots: &[Slot],
        at: &At,
    ) -> Vec<Relation> {
        let (mut copies, mut sums) = (Vec::new(), Vec::new());
        let mut zero_elsewhere = false;
        let mut unknown = None;
        for slot in slots {
            match self.find(slot, space, at, strangers) {
                Found::Figures(figures) => match figures[..] {
                    [] => zero_elsewhere = true,
                    [figure] => copies.push(figure),
                    _ => sums.push(figures),
                },
                Found::Silent => {}
                Found::Unknown(reason) => unknown = Some(reason),
            }
        }
        let mut relations = Vec::new();
        if let Some(reason) = unknown {
            relations.push(Relation::unjudged(schema, at.clone(), Verdict::Unchecked(reason)));
        }
        // With no figure that holds the amount alone, the first list of parts stands for it.
        let stands_alone = !copies.is_empty() || zero_elsewhere || sums.is_empty();
        let whole = if stands_alone { copies.iter().take(1).copied().collect() } else { sums.remove(0) };
        for parts in sums {
            if !whole.is_empty() || zero_elsewhere {
                let verdict = judge::sum(&whole, &parts, &[], &[], false, self.policy);
                relations.push(Relation::new(schema, at.clone(), whole.clone(), parts, verdict));
            }
        }
        if copies.len() > 1 || zero_elsewhere && !copies.is_empty() {
            let crosses = slots.iter().any(|slot| slot.flow != slots[0].flow);
            let kind = if crosses { Kind::Balance } else { Kind::Copy };
            let verdict = judge::copies(&copies, zero_elsewhere);
            let right = copies.split_off(1);
            let relation = Relation::new(schema, at.clone(), copies, right, verdict);
            relations.push(Relation { kind, zero_elsewhere, ..relation });
        }
        relations
    }

    fn sum(
        &self,
        schema: &Arc<Schema>,
        (space, strangers): (Space, &[usize]),
        (left, right): (&[Slot], &[Slot]),
        slack: &Slack,
        at: &At,
    ) -> Vec<Relation> {
        let mut sides = [Vec::new(), Vec::new()];
        for (side, slots) in sides.iter_mut().zip([left, right]) {
            for slot in slots {
                match self.find(slot, space, at, strangers) {
                    Found::Figures(figures) => side.extend(figures),
                    Found::Silent => return Vec::new(),
                    Found::Unknown(reason) => {
                        return vec![Relation::unjudged(schema, at.clone(), Verdict::Unchecked(reason))];
                    }
                }
            }
        }
        let [left, right] = sides;
        if left.is_empty() && right.is_empty() {
            return Vec::new();
        }
        vec![self.bounded(schema, at, left, right, (space, slack))]
    }

    /// A sum whose sides may differ by money that the slack bounds.
    fn bounded(
        &self,
        schema: &Arc<Schema>,
        at: &At,
        left: Vec<Operand>,
        right: Vec<Operand>,
        (space, slack): (Space, &Slack),
    ) -> Relation {
        let (over, under) = (self.bounds(&slack.over, space, at), self.bounds(&slack.under, space, at));
        let lost = |declared: &[Vec<Term>], found: &[Vec<Operand>]| !declared.is_empty() && found.is_empty();
        let relation = Relation::new(schema, at.clone(), left, right, Verdict::Exact);
        // Bounds that were declared and could not be found leave the difference open.
        if lost(&slack.under, &under) || lost(&slack.over, &over) && !slack.partial {
            let absent = slack.over.iter().chain(&slack.under).flatten().map(|term| term.slot.table);
            let number = absent.map(|table| self.template.tables[table].number).next().unwrap_or_default();
            return Relation { verdict: Verdict::Unchecked(Reason::TableAbsent(number)), ..relation };
        }
        let is_open = slack.partial || over.iter().chain(&under).flatten().any(|bound| !bound.printed.is_zero());
        let verdict = if is_open && self.negative.contains(&self.basis(&schema.form)) {
            Verdict::Unchecked(Reason::Negative)
        } else {
            judge::sum(&relation.left, &relation.right, &over, &under, slack.partial, self.policy)
        };
        let kind = if slack.partial { Kind::AtMost } else { Kind::Sum };
        Relation { kind, over, under, verdict, ..relation }
    }

    /// Which year's which figures a form speaks of.
    fn basis(&self, form: &Form) -> Basis {
        let of_column = |table: usize, column: usize| self.template.tables[table].columns[column].basis;
        match form {
            Form::Equal { slots, .. } | Form::Sum { left: slots, .. } => {
                slots.first().map_or_else(Basis::default, |slot| slot.basis)
            }
            Form::Tree { slot } => slot.basis,
            Form::Columns { table, whole: column, .. }
            | Form::Memo { table, column, .. }
            | Form::Lines { table, column, .. } => of_column(*table, *column),
        }
    }

    /// The figures of each way to bound a difference, of those ways that the document prints.
    fn bounds(&self, ways: &[Vec<Term>], space: Space, at: &At) -> Vec<Vec<Operand>> {
        let figures = |term: &Term| {
            let (space, at) = if term.whole_budget { (Space::Total, &At::Total) } else { (space, at) };
            match self.find(&term.slot, space, at, &[]) {
                Found::Figures(figures) => Some(figures),
                // A fixed line that a document leaves out says nothing.
                Found::Silent | Found::Unknown(_) => None,
            }
        };
        let way = |terms: &Vec<Term>| terms.iter().map(figures).collect::<Option<Vec<_>>>();
        ways.iter().filter_map(|terms| Some(way(terms)?.concat())).collect()
    }

    fn memo(
        &self,
        schema: &Arc<Schema>,
        sheet: &Sheet<'_>,
        (line, column): (usize, usize),
        outer: &Outer,
    ) -> Option<Relation> {
        let row = |line: usize| sheet.line(u16::try_from(line).ok()?);
        let inner = sheet.operand(row(line)?, column)?;
        let outer_figures = match outer {
            Outer::UsuallyLine(line) => sheet.figures(&[row(*line)?], column)?,
            Outer::Money(slot) => match self.find(slot, Space::Total, &At::Total, &[]) {
                Found::Figures(figures) => figures,
                Found::Silent => return None,
                Found::Unknown(reason) => {
                    return Some(Relation::unjudged(schema, At::Total, Verdict::Unchecked(reason)));
                }
            },
        };
        let mut verdict = judge::sum(&outer_figures, &[inner], &[], &[], true, self.policy);
        if self.negative.contains(&self.basis(&schema.form)) {
            verdict = Verdict::Unchecked(Reason::Negative);
        } else if matches!(outer, Outer::UsuallyLine(_))
            && matches!(verdict, Verdict::Violated { .. } | Verdict::Strained { .. })
        {
            verdict = Verdict::Unchecked(Reason::InstitutionsLeftOut);
        }
        let relation = Relation::new(schema, At::Total, outer_figures, vec![inner], verdict);
        Some(Relation { kind: Kind::AtMost, ..relation })
    }

    fn lines(
        &self,
        schema: &Arc<Schema>,
        sheet: &Sheet<'_>,
        column: usize,
        (whole, parts): (usize, &[usize]),
        slack: &Slack,
    ) -> Vec<Relation> {
        let line = |index: usize| u16::try_from(index).ok().and_then(|index| sheet.line(index));
        let Some(row) = line(whole) else { return Vec::new() };
        let mut rows = Vec::new();
        for &part in parts {
            match classes(&sheet.spec.lines()[part].label) {
                Some(space) => {
                    let printed = sheet.addresses(space).flat_map(|at| sheet.printed_at(space, at)).copied();
                    rows.extend(printed.filter(|&row| !matches!(sheet.table.rows[row].address, Address::Line(_))));
                }
                None => rows.extend(line(part)),
            }
        }
        if rows.is_empty() {
            return Vec::new();
        }
        let at = At::Total;
        let number = sheet.spec.number;
        let relation = match (sheet.table.complete, sheet.figures(&[row], column), sheet.figures(&rows, column)) {
            (true, Some(left), Some(right)) if left.is_empty() && right.is_empty() => return Vec::new(),
            (false, ..) => Relation::unjudged(schema, at, Verdict::Unchecked(Reason::TableIncomplete(number))),
            (true, Some(left), Some(right)) => self.bounded(schema, &at, left, right, (Space::Total, slack)),
            _ => Relation::unjudged(schema, at, Verdict::Unchecked(Reason::CellEmpty(number))),
        };
        vec![relation]
    }
}

/// The bases of the negative figures of a table.
fn negative<'a>(sheet: &'a Sheet<'_>) -> impl Iterator<Item = Basis> + 'a {
    let negative = sheet.table.cells().filter(|(.., printed)| printed.is_negative());
    negative.filter_map(|(place, ..)| Some(sheet.spec.columns.get(usize::from(place.column) - 1)?.basis))
}

/// Economic addresses with those that overlap joined: a table by unit may print 其他资本性等支出 as one
/// line where another has the classes apart.
fn joined(addresses: &BTreeSet<At>) -> BTreeSet<At> {
    let mut scopes: Vec<EconomicScope> = Vec::new();
    for at in addresses {
        let At::Economic(scope) = at else { continue };
        let (overlapping, mut apart): (Vec<_>, Vec<_>) = scopes.into_iter().partition(|known| {
            known.contains(scope)
                || scope.contains(known)
                || known.codes().any(|code| scope.codes().any(|other| other == code))
        });
        let codes: Vec<_> = overlapping.iter().chain([scope]).flat_map(EconomicScope::codes).collect();
        apart.push(EconomicScope::of(&codes).unwrap_or(*scope));
        scopes = apart;
    }
    scopes.into_iter().map(At::Economic).collect()
}

impl Relation {
    pub(super) fn new(schema: &Arc<Schema>, at: At, left: Vec<Operand>, right: Vec<Operand>, verdict: Verdict) -> Self {
        Self {
            schema: Arc::clone(schema),
            at,
            kind: Kind::Sum,
            left,
            right,
            over: Vec::new(),
            under: Vec::new(),
            zero_elsewhere: false,
            verdict,
        }
    }

    pub(super) fn unjudged(schema: &Arc<Schema>, at: At, verdict: Verdict) -> Self {
        let kind = match &schema.form {
            Form::Equal { slots, .. } => {
                let revenue = slots.iter().filter(|slot| slot.flow == Flow::Revenue).count();
                if revenue == 0 || revenue == slots.len() { Kind::Copy } else { Kind::Balance }
            }
            Form::Memo { .. } => Kind::AtMost,
            Form::Sum { slack, .. } if slack.partial => Kind::AtMost,
            _ => Kind::Sum,
        };
        Self { kind, ..Self::new(schema, at, Vec::new(), Vec::new(), verdict) }
    }
}
