//! Schemata filled in with the figures of a document.

use std::collections::{BTreeMap, BTreeSet};

use strum::VariantArray as _;

use crate::fact::{EconomicScope, Flow};
use crate::table::{Address, Label, Line, Template};

use super::schema::{Form, Outer, Schema, Slack, Term, schemata};
use super::slot::{Slot, Space};
use super::{At, Kind, Operand, Policy, Reason, Relation, Sheet, Verdict, judge};

/// Every relation of a document, in the order of the schemata, judged.
pub(crate) fn relations(template: &'static Template, sheets: &[Sheet<'_>], policy: Policy) -> Vec<Relation> {
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
    template: &'static Template,
    policy: Policy,
    /// For each table of the template the printed one.
    sheets: Vec<Option<&'a Sheet<'a>>>,
    /// For each kind of address all addresses that some table prints.
    addresses: BTreeMap<Space, BTreeSet<At>>,
}

impl<'a> Filler<'a> {
    fn new(template: &'static Template, printed: &'a [Sheet<'a>], policy: Policy) -> Self {
        let sheet = |number| printed.iter().find(|sheet| sheet.spec.number == number);
        let sheets: Vec<_> = template.tables.iter().map(|spec| sheet(spec.number)).collect();
        let mut addresses = BTreeMap::new();
        for &space in Space::VARIANTS {
            let all: BTreeSet<At> = printed.iter().flat_map(|sheet| sheet.addresses(space)).cloned().collect();
            addresses.insert(space, if space == Space::EconomicClass { joined(&all) } else { all });
        }
        Self { template, policy, sheets, addresses }
    }

    fn fill(&self, schema: &'static Schema) -> Vec<Relation> {
        let found = match &schema.form {
            Form::Equal { space, slots } => {
                self.at_addresses(*space, slots, |at| self.equal(schema, *space, slots, at))
            }
            Form::Sum { space, left, right, slack } => {
                let slots: Vec<Slot> = left.iter().chain(right).copied().collect();
                self.at_addresses(*space, &slots, |at| self.sum(schema, *space, (left, right), slack, at))
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
        fill: impl Fn(&At) -> Option<Relation>,
    ) -> Result<Vec<Relation>, Reason> {
        for slot in slots {
            if self.sheets[slot.table].is_none() {
                return Err(Reason::TableAbsent(self.template.tables[slot.table].number));
            }
        }
        Ok(self.addresses[&space].iter().filter_map(fill).collect())
    }

    /// What a slot holds at an address, given the other tables it is compared with.
    fn find(&self, slot: &Slot, space: Space, at: &At, beside: &[Slot]) -> Found {
        let Some(sheet) = self.sheets[slot.table] else {
            return Found::Unknown(Reason::TableAbsent(self.template.tables[slot.table].number));
        };
        let rows = sheet.rows_at(slot, space, at);
        if rows.is_empty() {
            return if !slot.covers() || space == Space::Total {
                Found::Silent
            } else if !sheet.table.complete {
                Found::Unknown(Reason::TableIncomplete(sheet.spec.number))
            } else if sheet.is_by_unit() && space == Space::Unit && self.has_strangers(sheet, slot, beside) {
                Found::Unknown(Reason::UnitsDiffer(sheet.spec.number))
            } else {
                Found::Figures(Vec::new())
            };
        }
        let figures: Option<Vec<Operand>> = rows.iter().map(|&row| sheet.operand(row, slot.column)).collect();
        // Several rows with one address are parts of one amount; some of them may not have been read.
        if !sheet.table.complete && space == Space::EconomicClass && sheet.is_by_unit() {
            return Found::Unknown(Reason::TableIncomplete(sheet.spec.number));
        }
        figures.map_or(Found::Unknown(Reason::CellEmpty(sheet.spec.number)), Found::Figures)
    }

    /// Whether a table has units that none of the others has: then it may call them by other names.
    fn has_strangers(&self, sheet: &Sheet<'_>, slot: &Slot, beside: &[Slot]) -> bool {
        let others: Vec<_> = beside
            .iter()
            .filter(|other| other.table != slot.table)
            .filter_map(|other| self.sheets[other.table])
            .collect();
        sheet.addresses(Space::Unit).any(|unit| others.iter().all(|other| !other.has(Space::Unit, unit)))
    }

    fn equal(&self, schema: &'static Schema, space: Space, slots: &[Slot], at: &At) -> Option<Relation> {
        let mut copies: Vec<Operand> = Vec::new();
        let mut sums: Vec<Vec<Operand>> = Vec::new();
        let mut zero_elsewhere = false;
        for slot in slots {
            match self.find(slot, space, at, slots) {
                Found::Figures(figures) => match figures[..] {
                    [] => zero_elsewhere = true,
                    [figure] => copies.push(figure),
                    _ => sums.push(figures),
                },
                Found::Silent => {}
                Found::Unknown(reason) => {
                    return Some(Relation::unjudged(schema, at.clone(), Verdict::Unchecked(reason)));
                }
            }
        }
        if copies.len() + sums.len() + usize::from(zero_elsewhere) < 2 || copies.is_empty() && sums.is_empty() {
            return None;
        }
        let crosses = slots.iter().any(|slot| slot.flow != slots[0].flow);
        if let Some(parts) = sums.pop() {
            // A table that lists the parts of the amount turns the copy into a sum.
            let verdict = judge::sum(&copies[..copies.len().min(1)], &parts, &[], &[], false, self.policy);
            copies.truncate(1);
            return Some(Relation { kind: Kind::Sum, ..Relation::new(schema, at.clone(), copies, parts, verdict) });
        }
        let verdict = judge::copies(&copies, zero_elsewhere);
        let kind = if crosses { Kind::Balance } else { Kind::Copy };
        let right = copies.split_off(1);
        Some(Relation { kind, zero_elsewhere, ..Relation::new(schema, at.clone(), copies, right, verdict) })
    }

    fn sum(
        &self,
        schema: &'static Schema,
        space: Space,
        (left, right): (&[Slot], &[Slot]),
        slack: &Slack,
        at: &At,
    ) -> Option<Relation> {
        let beside: Vec<Slot> = left.iter().chain(right).copied().collect();
        let mut sides = [Vec::new(), Vec::new()];
        for (side, slots) in sides.iter_mut().zip([left, right]) {
            for slot in slots {
                match self.find(slot, space, at, &beside) {
                    Found::Figures(figures) => side.extend(figures),
                    Found::Silent => return None,
                    Found::Unknown(reason) => {
                        return Some(Relation::unjudged(schema, at.clone(), Verdict::Unchecked(reason)));
                    }
                }
            }
        }
        let [left, right] = sides;
        if left.is_empty() && right.is_empty() {
            return None;
        }
        Some(self.bounded(schema, at, left, right, (space, slack)))
    }

    /// A sum whose sides may differ by money that the slack bounds.
    fn bounded(
        &self,
        schema: &'static Schema,
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
        let verdict = judge::sum(&relation.left, &relation.right, &over, &under, slack.partial, self.policy);
        let kind = if slack.partial { Kind::AtMost } else { Kind::Sum };
        Relation { kind, over, under, verdict, ..relation }
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
        schema: &'static Schema,
        sheet: &Sheet<'_>,
        (line, column): (usize, usize),
        outer: &Outer,
    ) -> Option<Relation> {
        let figure = |line: usize| sheet.operand(sheet.line(u16::try_from(line).ok()?)?, column);
        let inner = figure(line)?;
        let outer_figures = match outer {
            Outer::UsuallyLine(line) => vec![figure(*line)?],
            Outer::Money(slot) => match self.find(slot, Space::Total, &At::Total, &[]) {
                Found::Figures(figures) => figures,
                Found::Silent => return None,
                Found::Unknown(reason) => {
                    return Some(Relation::unjudged(schema, At::Total, Verdict::Unchecked(reason)));
                }
            },
        };
        let mut verdict = judge::sum(&outer_figures, &[inner], &[], &[], true, self.policy);
        if matches!(outer, Outer::UsuallyLine(_)) && verdict.is_violated() {
            verdict = Verdict::Unchecked(Reason::InstitutionsLeftOut);
        }
        let relation = Relation::new(schema, At::Total, outer_figures, vec![inner], verdict);
        Some(Relation { kind: Kind::AtMost, ..relation })
    }

    fn lines(
        &self,
        schema: &'static Schema,
        sheet: &Sheet<'_>,
        column: usize,
        (whole, parts): (usize, &[usize]),
        slack: &Slack,
    ) -> Vec<Relation> {
        let line = |index: usize| u16::try_from(index).ok().and_then(|index| sheet.line(index));
        let Some(row) = line(whole) else { return Vec::new() };
        let mut rows = Vec::new();
        for &part in parts {
            if matches!(sheet.spec.lines()[part].label, Label::AnyFunctionalClass) {
                rows.extend(sheet.addresses(Space::Class).flat_map(|at| sheet.printed_at(Space::Class, at)));
            } else {
                rows.extend(line(part));
            }
        }
        if rows.is_empty() {
            return Vec::new();
        }
        let at = At::Total;
        let figures = |rows: &[usize]| rows.iter().map(|&row| sheet.operand(row, column)).collect::<Option<Vec<_>>>();
        let number = sheet.spec.number;
        let relation = match (sheet.table.complete, figures(&[row]), figures(&rows)) {
            (false, ..) => Relation::unjudged(schema, at, Verdict::Unchecked(Reason::TableIncomplete(number))),
            (true, Some(left), Some(right)) => self.bounded(schema, &at, left, right, (Space::Total, slack)),
            _ => Relation::unjudged(schema, at, Verdict::Unchecked(Reason::CellEmpty(number))),
        };
        vec![relation]
    }
}

/// Every row of a table: its whole column against the columns that are its parts.
fn columns(schema: &'static Schema, sheet: &Sheet<'_>, whole: usize, parts: &[usize], policy: Policy) -> Vec<Relation> {
    let rows = 0..sheet.table.rows.len();
    rows.map(|row| {
        let at = At::of(sheet, row);
        let right: Option<Vec<Operand>> = parts.iter().map(|&part| sheet.operand(row, part)).collect();
        match (sheet.operand(row, whole), right) {
            (Some(left), Some(right)) => {
                let verdict = judge::sum(&[left], &right, &[], &[], false, policy);
                Relation::new(schema, at, vec![left], right, verdict)
            }
            _ => Relation::unjudged(schema, at, Verdict::Unchecked(Reason::CellEmpty(sheet.spec.number))),
        }
    })
    .collect()
}

/// Every row of a table that has rows under it: against these, in one column.
fn tree(schema: &'static Schema, sheet: &Sheet<'_>, slot: &Slot, policy: Policy) -> Vec<Relation> {
    let judged = sheet.families().into_iter().map(|(parent, children)| {
        let at = At::of(sheet, parent[0]);
        let number = sheet.spec.number;
        if !sheet.table.complete {
            return Relation::unjudged(schema, at, Verdict::Unchecked(Reason::TableIncomplete(number)));
        }
        let figures =
            |rows: &[usize]| rows.iter().map(|&row| sheet.operand(row, slot.column)).collect::<Option<Vec<_>>>();
        match (figures(&parent), figures(&children)) {
            (Some(left), Some(right)) => {
                let verdict = judge::sum(&left, &right, &[], &[], false, policy);
                Relation::new(schema, at, left, right, verdict)
            }
            _ => Relation::unjudged(schema, at, Verdict::Unchecked(Reason::CellEmpty(number))),
        }
    });
    judged.collect()
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

impl At {
    /// The address of a row, for the id of a relation inside one table.
    fn of(sheet: &Sheet<'_>, row: usize) -> Self {
        match &sheet.table.rows[row].address {
            Address::Total => Self::Total,
            Address::Function(code) => Self::Function(*code),
            Address::Economic(code) => Self::Economic(EconomicScope::just(*code)),
            Address::Unit(unit) => Self::Unit(unit.clone()),
            Address::Government(code) => Self::Row(code.to_string().into()),
            Address::UnitEconomic(unit, codes) => Self::Row(format!("{unit}/{codes}").into()),
            Address::Project(unit, project) => Self::Row(format!("{unit}/{project}").into()),
            address @ Address::Line(_) => {
                Self::Row(sheet.spec.line_at(address).map(Line::name).unwrap_or_default().into())
            }
        }
    }
}

impl Relation {
    fn new(schema: &'static Schema, at: At, left: Vec<Operand>, right: Vec<Operand>, verdict: Verdict) -> Self {
        Self {
            schema,
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

    fn unjudged(schema: &'static Schema, at: At, verdict: Verdict) -> Self {
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
