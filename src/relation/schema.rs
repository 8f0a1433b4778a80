//! Schemata: what must hold between the columns of a template, derived once from their areas.
//!
//! No relation is written down. Columns whose areas are equal hold the same amount; an area that
//! others cut into parts is their sum; where areas differ by money that is printed elsewhere, that
//! money bounds the difference. A sum is derived only from its coarsest parts (no two of them make
//! up a printed area of their own), because finer ones follow from it.

use std::cell::RefCell;

use foldhash::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use strum::VariantArray as _;

use crate::fact::Basis;
use crate::table::{Meaning, Template};

use super::atoms::Atoms;
use super::cover::{Bounded, Classes};
use super::slot::{Rows, Slot, Space};

/// A relation between slots, to be filled in at every address of a space.
#[derive(Debug)]
pub(crate) struct Schema {
    pub(super) form: Form,
    /// The name that, with an address, identifies a relation across documents and years.
    pub(super) id: String,
    /// The numbers of the tables of its two sides, each once.
    pub(super) tables: Vec<u16>,
}

#[derive(Debug)]
pub(super) enum Form {
    /// All slots hold the same amount.
    Equal { space: Space, slots: Vec<Slot> },
    /// The amounts on the left exceed those on the right by what `slack` allows.
    Sum { space: Space, left: Vec<Slot>, right: Vec<Slot>, slack: Slack },
    /// A row is the sum of the rows under it, in one column.
    Tree { slot: Slot },
    /// A column is the sum of its parts, in every row of a table.
    Columns { table: usize, whole: usize, parts: Vec<usize> },
    /// A memo line is no more than an amount that contains it.
    Memo { table: usize, column: usize, line: usize, outer: Outer },
    /// A fixed line is the sum of its parts, in one column.
    Lines { table: usize, column: usize, whole: usize, parts: Vec<usize>, slack: Slack },
}

/// What contains a memo line.
#[derive(Debug)]
pub(super) enum Outer {
    /// The whole of the money it is paid from.
    Money(Slot),
    /// Another line, in all but departments with public institutions.
    UsuallyLine(usize),
}

/// How far the two sides of a sum may differ for reasons of area.
#[derive(Debug, Default)]
pub(super) struct Slack {
    /// The left side may be larger by at most the least of these sums.
    pub(super) over: Vec<Vec<Term>>,
    /// The left side may be smaller by at most the least of these sums.
    pub(super) under: Vec<Vec<Term>>,
    /// Whether the left side is only known to contain the right one.
    pub(super) partial: bool,
}

/// A slot as a bound: at the address of the relation, or over the whole budget.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) slot: Slot,
    pub(super) whole_budget: bool,
}

/// The schemata of a template, derived at the first call and kept with it.
pub(crate) fn schemata(template: &Template) -> Arc<Vec<Arc<Schema>>> {
    template.derived(|| derive(template))
}

fn derive(template: &Template) -> Vec<Arc<Schema>> {
    let all = Slot::all(template);
    let mut forms = nested(template, &all);
    forms.extend(memos(template, &all));
    let has_rows = |slot: &&Slot| match slot.rows {
        Rows::Axis => true,
        Rows::Aside => template.tables[slot.table].lines().is_empty(),
        _ => false,
    };
    forms.extend(all.iter().filter(has_rows).map(|&slot| Form::Tree { slot }));
    let mut bases: Vec<Basis> = all.iter().map(|slot| slot.basis).collect();
    bases.sort_unstable();
    bases.dedup();
    for basis in bases {
        let slots = of_basis(&all, basis);
        let total = Covering::new(template, &slots, Space::Total, |_| true);
        for &space in Space::VARIANTS {
            let bounds = Bounds {
                space,
                here: Covering::new(template, &slots, space, |slot| slot.covers() && space != Space::Total),
                total: &total,
            };
            let here: Vec<Slot> = slots.iter().copied().filter(|slot| slot.reaches(space, template)).collect();
            let classes = Classes::of(&here);
            forms.extend(classes.equal().map(|slots| Form::Equal { space, slots }));
            let sums = classes.neighbours().chain(classes.covers()).chain(classes.packings());
            forms.extend(sums.filter_map(|sum| bounds.sum(sum)));
        }
    }
    let schema = |form| Arc::new(Schema { id: describe(template, &form), tables: tables(template, &form), form });
    forms.into_iter().map(schema).collect()
}

/// The slots of one basis: figures of different years are never compared.
fn of_basis(slots: &[Slot], basis: Basis) -> Vec<Slot> {
    slots.iter().copied().filter(|slot| slot.basis == basis).collect()
}

/// The sums that a table declares by the nesting of its columns and lines.
fn nested(template: &Template, slots: &[Slot]) -> Vec<Form> {
    let mut forms = Vec::new();
    for (table, spec) in template.tables.iter().enumerate() {
        for whole in 0..spec.columns.len() {
            let parts: Vec<usize> = (0..spec.columns.len())
                .filter(|&part| spec.columns[part].part_of.map(usize::from) == Some(whole))
                .collect();
            if !parts.is_empty() {
                forms.push(Form::Columns { table, whole, parts });
            }
        }
        for (whole, line) in spec.lines().iter().enumerate() {
            let is_part = |part: &usize| spec.lines()[*part].is_part_of(line);
            let parts: Vec<usize> = (0..spec.lines().len()).filter(is_part).collect();
            for (column, header) in spec.columns.iter().enumerate() {
                if !parts.is_empty() && header.prints(line) {
                    let slack = double_counted(template, slots, (table, &parts), header.basis);
                    forms.push(Form::Lines { table, column, whole, parts: parts.clone(), slack });
                }
            }
        }
    }
    forms
}

/// The bounds of memo lines, which no sum contains: the money they are paid from, and other lines.
fn memos(template: &Template, slots: &[Slot]) -> Vec<Form> {
    let mut forms = Vec::new();
    for (table, spec) in template.tables.iter().enumerate() {
        for (line, memo) in spec.lines().iter().enumerate().filter(|(_, line)| matches!(line.meaning, Meaning::Memo(_)))
        {
            let outer_line = memo
                .usually_within
                .as_ref()
                .and_then(|label| spec.lines().iter().position(|line| line.name() == label));
            for (column, header) in spec.columns.iter().enumerate().filter(|(_, header)| header.prints(memo)) {
                let area = spec.extent.intersection(header.extent).intersection(memo.extent);
                let money = slots.iter().find(|slot| {
                    slot.reaches(Space::Total, template)
                        && slot.basis == header.basis
                        && !slot.is_open()
                        && slot.inner == Atoms::of(area.inner)
                });
                forms.extend(money.map(|&slot| Form::Memo { table, column, line, outer: Outer::Money(slot) }));
                let outer = outer_line.map(Outer::UsuallyLine);
                forms.extend(outer.map(|outer| Form::Memo { table, column, line, outer }));
            }
        }
    }
    forms
}

/// Money that two of the parts may both hold, where the template leaves open what they hold.
fn double_counted(template: &Template, slots: &[Slot], (table, parts): (usize, &[usize]), basis: Basis) -> Slack {
    let lines = template.tables[table].lines();
    let mut overlap = Atoms::default();
    for (index, &part) in parts.iter().enumerate() {
        if !lines[part].extent.is_open() {
            continue;
        }
        let open = Atoms::of(lines[part].extent.outer).without(Atoms::of(lines[part].extent.inner));
        for (other, &rest) in parts.iter().enumerate() {
            if other != index {
                overlap = overlap.union(open.intersection(Atoms::of(lines[rest].extent.outer)));
            }
        }
    }
    let under = if overlap.is_empty() {
        Vec::new()
    } else {
        let total = Covering::new(template, &of_basis(slots, basis), Space::Total, |_| true);
        total.way(overlap, Atoms::default(), true).into_iter().collect()
    };
    Slack { under, ..Slack::default() }
}

/// Finds the printed amounts that bound a difference of areas.
struct Bounds<'a> {
    space: Space,
    /// The slots that tell what they hold at every address of the space; none for the whole budget.
    here: Covering,
    /// The slots of the whole budget.
    total: &'a Covering,
}

/// An area to cover, and the one whose slots may not.
type Question = (Atoms, Atoms);

/// Slots that may cover an area, and the areas asked for so far: many sums differ by the same money.
struct Covering {
    slots: Vec<Slot>,
    known: RefCell<HashMap<Question, Option<Vec<Slot>>>>,
}

impl Covering {
    fn new(template: &Template, slots: &[Slot], space: Space, usable: impl Fn(&Slot) -> bool) -> Self {
        let slots = slots.iter().filter(|slot| slot.reaches(space, template) && usable(slot)).copied().collect();
        Self { slots, known: RefCell::default() }
    }

    /// A way to cover an area. Slots that contain all of `whole` are left out, since a thing does not
    /// bound its own part.
    fn way(&self, area: Atoms, whole: Atoms, whole_budget: bool) -> Option<Vec<Term>> {
        let mut known = self.known.borrow_mut();
        let slots = known.entry((area, whole)).or_insert_with(|| {
            let usable = |slot: &&Slot| whole.is_empty() || !slot.inner.contains(whole);
            cheapest_cover(area, self.slots.iter().filter(usable))
        });
        Some(slots.as_ref()?.iter().map(|&slot| Term { slot, whole_budget }).collect())
    }
}

impl Bounds<'_> {
    /// The form of a sum, unless its two sides differ by money that nothing printed bounds.
    fn sum(&self, sum: Bounded) -> Option<Form> {
        let Bounded { left, right, over, under, partial } = sum;
        // What one table adds up, its own nesting says already.
        if left.iter().chain(&right).all(|slot| slot.table == left[0].table) {
            return None;
        }
        let whole = if partial {
            left.iter().fold(Atoms::default(), |all, slot| all.union(slot.inner))
        } else {
            Atoms::default()
        };
        let mut slack = Slack { partial, ..Slack::default() };
        if !over.is_empty() {
            slack.over = self.covering(over, whole);
        }
        if !under.is_empty() {
            slack.under = self.covering(under, Atoms::default());
        }
        // A partial sum still says that the whole is no less than its parts.
        let bounded =
            (over.is_empty() || !slack.over.is_empty() || partial) && (under.is_empty() || !slack.under.is_empty());
        bounded.then_some(Form::Sum { space: self.space, left, right, slack })
    }

    /// The ways found to cover an area: at the address itself, and over the whole budget.
    fn covering(&self, area: Atoms, whole: Atoms) -> Vec<Vec<Term>> {
        [self.here.way(area, whole, false), self.total.way(area, whole, true)].into_iter().flatten().collect()
    }
}

/// Slots that together hold every atom of an area, each chosen for the little else it holds.
fn cheapest_cover<'a>(area: Atoms, slots: impl Iterator<Item = &'a Slot>) -> Option<Vec<Slot>> {
    let beside = |slot: &'a Slot| (slot, slot.outer.without(area).len());
    let slots: Vec<(&Slot, u32)> = slots.filter(|slot| !slot.inner.intersection(area).is_empty()).map(beside).collect();
    let mut cover: Vec<Slot> = Vec::new();
    let mut rest = area;
    while !rest.is_empty() {
        let atom = rest.first();
        let (best, _) = slots
            .iter()
            .filter(|(slot, _)| slot.inner.contains(atom))
            .min_by_key(|(slot, beside)| (*beside, u32::MAX - slot.inner.intersection(rest).len()))?;
        rest = rest.without(best.inner);
        cover.push(**best);
    }
    Some(cover)
}

/// The numbers of the tables on the two sides of a form, in their order.
fn tables(template: &Template, form: &Form) -> Vec<u16> {
    let of = |slots: &[Slot]| slots.iter().map(|slot| slot.table).collect::<Vec<_>>();
    let mut tables = match form {
        Form::Equal { slots, .. } => of(slots),
        Form::Sum { left, right, .. } => [of(left), of(right)].concat(),
        Form::Tree { slot } => vec![slot.table],
        Form::Memo { table, outer: Outer::Money(slot), .. } => vec![*table, slot.table],
        Form::Columns { table, .. } | Form::Memo { table, .. } | Form::Lines { table, .. } => vec![*table],
    };
    tables.sort_unstable();
    tables.dedup();
    tables.into_iter().map(|table| template.tables[table].number).collect()
}

/// `total: 3.2 = 5.2 + 9.2 + 10.2`: tables and columns counted from one, lines by their label.
fn describe(template: &Template, form: &Form) -> String {
    let name = |slot: &Slot| {
        let table = &template.tables[slot.table];
        let mut text = format!("{}.{}", table.number, slot.column + 1);
        if let Rows::Line(line) | Rows::Coded { first: line, named: true, .. } = slot.rows {
            let _ = write!(text, "({})", table.lines()[usize::from(line)].name());
        }
        text
    };
    let join = |slots: &[Slot], by: &str| slots.iter().map(name).collect::<Vec<_>>().join(by);
    match form {
        Form::Equal { space, slots } => format!("{}: {}", <&str>::from(space), join(slots, " = ")),
        Form::Sum { space, left, right, slack } => {
            let sign = match slack {
                Slack { partial: true, .. } => " ≥ ",
                Slack { over, under, .. } if over.is_empty() && under.is_empty() => " = ",
                _ => " ≈ ",
            };
            format!("{}: {}{sign}{}", <&str>::from(space), join(left, " + "), join(right, " + "))
        }
        Form::Memo { table, column, line, outer } => {
            let spec = &template.tables[*table];
            let outer = match outer {
                Outer::Money(slot) => name(slot),
                Outer::UsuallyLine(line) => spec.lines()[*line].name().to_owned(),
            };
            format!("memo: {outer} ≥ {}.{} {}", spec.number, column + 1, spec.lines()[*line].name())
        }
        Form::Tree { slot } => format!("rows: {}", name(slot)),
        Form::Columns { table, whole, parts } => {
            let table = template.tables[*table].number;
            let parts: Vec<String> = parts.iter().map(|part| format!("{table}.{}", part + 1)).collect();
            format!("columns: {table}.{} = {}", whole + 1, parts.join(" + "))
        }
        Form::Lines { table, column, whole, parts, .. } => {
            let spec = &template.tables[*table];
            let parts: Vec<&str> = parts.iter().map(|&part| spec.lines()[part].name()).collect();
            format!("lines: {}.{} {} = {}", spec.number, column + 1, spec.lines()[*whole].name(), parts.join(" + "))
        }
    }
}
