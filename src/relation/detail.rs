//! Rows that name several coordinates at once, as a tree.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};

use crate::code::{EconomicCode, FunctionalCode, GovernmentEconomicCode, Level};
use crate::fact::EconomicScope;
use crate::table::{Address, Coordinate, Detail, Table};

use super::At;
use super::sheet::plain_unit;
use super::slot::Space;

/// Which coordinates a row names, and how finely.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    unit: bool,
    function: Option<Level>,
    economic: Option<Level>,
    government: Option<Level>,
    project: bool,
}

/// The rows of a table under each other, and what its leaves speak of.
#[derive(Debug)]
pub(super) struct DetailTree {
    /// For each row the address right above it; nothing if the rows make no tree.
    above: Vec<Option<Address>>,
    /// For each row whether it is about something and no row lies under it.
    leaves: Vec<bool>,
    /// The coordinates that some leaf lacks, so that the others do not tell everything about them.
    lacking: Vec<Coordinate>,
    /// The codes at which leaves stand: about finer ones they say nothing.
    ends: BTreeSet<At>,
}

impl DetailTree {
    pub(super) fn of(table: &Table, coordinates: &[Coordinate]) -> Self {
        let details = || table.rows.iter().map(|row| detail(&row.address));
        let shapes: BTreeSet<Shape> = details().flatten().map(Shape::of).collect();
        let mut shapes: Vec<Shape> = shapes.into_iter().collect();
        shapes.sort_by_key(|shape| std::cmp::Reverse(shape.depth()));
        // For each address whether a row lies under it.
        let mut has_rows: HashMap<&Detail, bool> = details().flatten().map(|detail| (detail, false)).collect();
        let mut above = Vec::with_capacity(table.rows.len());
        let mut is_tree = true;
        for detail in details() {
            let mut nearest: Option<(Shape, Detail)> = None;
            for (shape, over) in detail.into_iter().flat_map(|detail| wider(&shapes, detail)) {
                let Some(known) = has_rows.get_mut(&over) else { continue };
                *known = true;
                match &nearest {
                    // Two addresses above a row of which none lies in the other: neither is its parent.
                    Some((inner, _)) => is_tree &= shape.is_over(*inner),
                    None => nearest = Some((shape, over)),
                }
            }
            let total = detail.map(|_| Address::Total);
            above.push(nearest.map(|(_, detail)| Address::Detail(Box::new(detail))).or(total));
        }
        if !is_tree {
            above.fill(None);
        }
        let leaves: Vec<bool> = details().map(|detail| detail.is_some_and(|detail| !has_rows[detail])).collect();
        let bottom: HashSet<&Detail> = details().flatten().filter(|detail| !has_rows[detail]).collect();
        let lacks = |coordinate: &&Coordinate| bottom.iter().any(|detail| !detail.has(**coordinate));
        let lacking = coordinates.iter().filter(lacks).copied().collect();
        let ends = bottom.iter().flat_map(|detail| codes(detail)).collect();
        Self { above, leaves, lacking, ends }
    }

    /// The address of the rows right above a row.
    pub(super) fn above(&self, row: usize) -> Option<&Address> {
        self.above.get(row)?.as_ref()
    }

    pub(super) fn is_leaf(&self, row: usize) -> bool {
        self.leaves.get(row).copied().unwrap_or_default()
    }

    /// Whether the leaves add up to all there is at an address: each of them says whether it belongs there.
    pub(super) fn tells(&self, space: Space, at: &At) -> bool {
        let coordinate = match space {
            Space::Total => return true,
            Space::Class | Space::Function => Coordinate::Function,
            Space::EconomicClass | Space::Economic => Coordinate::Economic,
            Space::Unit => Coordinate::Unit,
            Space::GovernmentClass | Space::Government => Coordinate::Government,
        };
        let is_end = |at: At| self.ends.contains(&at);
        let ends_above = match at {
            At::Function(code) => code.ancestors().any(|code| is_end(At::Function(code))),
            At::Government(code) => code.ancestors().any(|code| is_end(At::Government(code))),
            At::Economic(scope) => {
                let mut above = scope.codes().flat_map(EconomicCode::ancestors);
                above.any(|code| is_end(At::Economic(EconomicScope::just(code))))
            }
            _ => false,
        };
        !self.lacking.contains(&coordinate) && !ends_above
    }
}

impl Shape {
    fn of(detail: &Detail) -> Self {
        Self {
            unit: detail.unit.is_some(),
            function: detail.function.map(FunctionalCode::level),
            economic: detail.economic.map(EconomicCode::level),
            government: detail.government.map(GovernmentEconomicCode::level),
            project: detail.project.is_some(),
        }
    }

    /// The steps from the root.
    fn depth(self) -> usize {
        let steps = |level: Option<Level>| level.map_or(0, |level| level as usize + 1);
        usize::from(self.unit)
            + steps(self.function)
            + steps(self.economic)
            + steps(self.government)
            + usize::from(self.project)
    }

    /// Whether what has this shape is no finer in anything.
    fn is_over(self, inner: Self) -> bool {
        self.unit <= inner.unit
            && self.function <= inner.function
            && self.economic <= inner.economic
            && self.government <= inner.government
            && self.project <= inner.project
    }

    /// The coordinates cut down to this shape, which is no finer than they are.
    fn cut(self, detail: &Detail) -> Detail {
        Detail {
            unit: detail.unit.clone().filter(|_| self.unit),
            function: detail.function.and_then(|code| code.at(self.function?)),
            economic: detail.economic.and_then(|code| code.at(self.economic?)),
            government: detail.government.and_then(|code| code.at(self.government?)),
            project: detail.project.clone().filter(|_| self.project),
        }
    }
}

/// The coordinates of a row cut down to each of the shapes that are less fine, the finest first.
fn wider<'a>(shapes: &'a [Shape], detail: &'a Detail) -> impl Iterator<Item = (Shape, Detail)> + 'a {
    let own = Shape::of(detail);
    let over = shapes.iter().filter(move |shape| **shape != own && shape.is_over(own));
    over.map(|shape| (*shape, shape.cut(detail)))
}

fn detail(address: &Address) -> Option<&Detail> {
    match address {
        Address::Detail(detail) => Some(detail),
        _ => None,
    }
}

/// The codes that a row names, as addresses.
fn codes(detail: &Detail) -> impl Iterator<Item = At> {
    let function = detail.function.map(At::Function);
    let economic = detail.economic.map(|code| At::Economic(EconomicScope::just(code)));
    function.into_iter().chain(economic).chain(detail.government.map(At::Government))
}

/// Every address that a row lies within.
pub(super) fn addresses(detail: &Detail) -> Vec<(Space, At)> {
    let by_level = |level, class, below| if level == Level::Class { class } else { below };
    let mut all = Vec::new();
    for code in detail.function.iter().flat_map(|code| code.ancestors().chain([*code])) {
        all.push((by_level(code.level(), Space::Class, Space::Function), At::Function(code)));
    }
    for code in detail.economic.iter().flat_map(|code| code.ancestors().chain([*code])) {
        let at = At::Economic(EconomicScope::just(code));
        all.push((by_level(code.level(), Space::EconomicClass, Space::Economic), at));
    }
    for code in detail.government.iter().flat_map(|code| code.ancestors().chain([*code])) {
        all.push((by_level(code.level(), Space::GovernmentClass, Space::Government), At::Government(code)));
    }
    all.extend(detail.unit.as_ref().map(|unit| (Space::Unit, At::Unit(plain_unit(unit)))));
    all
}
