//! Rows under the rows that they are a part of: units, projects and totals.

use foldhash::{HashMap, HashMapExt};

use crate::amount::{Amount, Printed};
use crate::fact::Name;

use super::super::tree;
use super::{About, Axis, Draft, DraftRow};

impl Draft<'_> {
    /// Units have codes; the rows without one after a unit are its projects, and what gathers them.
    pub(super) fn projects_under_units(&mut self) {
        let code = |label: &str| {
            label
                .split_once(' ')
                .filter(|(code, _)| code.len() >= 3 && code.bytes().all(|byte| byte.is_ascii_digit()))
                .map(|(_, name)| Name::from(name))
        };
        let units: Vec<Option<Name>> =
            self.rows.iter().map(|row| if row.about == About::Total { None } else { code(&row.label) }).collect();
        if units.iter().all(Option::is_none) {
            return;
        }
        let mut unit: Option<Name> = None;
        let mut seen: HashMap<(Name, String), usize> = HashMap::new();
        for (row, named) in self.rows.iter_mut().zip(units) {
            if let Some(name) = named {
                unit = Some(name.clone());
                row.about = About::Unit(name);
            } else if let (Some(unit), About::Named(name)) = (&unit, &row.about) {
                let count = seen.entry((unit.clone(), name.as_str().to_owned())).or_default();
                *count += 1;
                let name =
                    if *count > 1 { Name::from(format!("{}（{count}）", name.as_str())) } else { name.clone() };
                row.about = About::Project(unit.clone(), name);
            }
        }
    }

    /// Lists the figures of rows as unread.
    fn lose_rows(&mut self, rows: Vec<DraftRow>) {
        self.lost.extend(rows.iter().map(figures_of));
    }

    /// A row without a label is the whole only if no other row says that it is.
    pub(super) fn lose_unnamed_totals(&mut self) {
        let is_named = self.rows.iter().any(|row| row.about == About::Total && !row.label.is_empty());
        let is_unnamed = |row: &DraftRow| row.about == About::Total && row.label.is_empty();
        if !is_named || !self.rows.iter().any(is_unnamed) {
            return;
        }
        let (lost, rows): (Vec<DraftRow>, Vec<DraftRow>) =
            std::mem::take(&mut self.rows).into_iter().partition(is_unnamed);
        self.lose_rows(lost);
        self.rows = rows;
    }

    /// Rows that print the code of a function and the name of a project, below the bare name of the function: the
    /// names are those of projects. What the functions are paid in all is left unread, since nothing tells them
    /// from projects but what they are called.
    pub(super) fn projects_under_functions(&mut self) {
        let name = |row: &DraftRow| {
            let (code, name) = row.label.split_once(' ')?;
            code.bytes().all(|byte| byte.is_ascii_digit()).then(|| name.to_owned())
        };
        let is_project = |row: &DraftRow| {
            let function = match row.about {
                About::Codes { function, government: None, economic: None } => function?.listed()?,
                _ => return None,
            };
            Some(name(row).is_some_and(|name| !function.is_named(&name)))
        };
        let coded: Vec<Option<bool>> = self.rows.iter().filter(|row| name(row).is_some()).map(is_project).collect();
        if !self.has_units || coded.len() < 2 || coded.iter().any(|project| *project != Some(true)) {
            return;
        }
        self.axis = Axis::Project;
        let (lost, rows): (Vec<DraftRow>, Vec<DraftRow>) = std::mem::take(&mut self.rows)
            .into_iter()
            .partition(|row| name(row).is_none() && row.about != About::Total);
        self.lose_rows(lost);
        let named = |row: DraftRow| match name(&row) {
            Some(name) => DraftRow { about: About::Named(Name::from(name)), ..row },
            None => row,
        };
        self.rows = rows.into_iter().map(named).collect();
    }

    /// Rows of projects that repeat the code of the function above them, which has its own name and their sum: a table
    /// of functions cannot hold them too, so they are left unread.
    pub(super) fn lose_parts_of_functions(&mut self, codes: &mut Vec<Option<tree::Codes>>) {
        let mut above = None;
        let mut is_part = |row: &DraftRow| {
            let About::Codes { function: Some(function), government: None, economic: None } = row.about else {
                above = None;
                return false;
            };
            let name = row.label.rsplit(' ').next().unwrap_or(&row.label);
            let is_own = function.listed().is_some_and(|listed| listed.is_named(name));
            let is_part = !is_own && above == Some(function);
            above = if is_own { Some(function) } else { above.filter(|_| is_part) };
            is_part
        };
        let parts: Vec<bool> = self.rows.iter().map(&mut is_part).collect();
        if codes.len() != parts.len() || self.axis != Axis::Codes || !parts.contains(&true) {
            return;
        }
        let (lost, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut self.rows)
            .into_iter()
            .zip(std::mem::take(codes))
            .zip(parts)
            .partition(|(_, is_part)| *is_part);
        self.parts.extend(lost.iter().map(|((row, _), _)| figures_of(row)));
        (self.rows, *codes) = kept.into_iter().map(|(kept, _)| kept).unzip();
    }

    /// A first row whose figures are the sums of all others is the whole, whatever its name.
    pub(super) fn head_of_projects(&mut self) {
        let Some((first, rest)) = self.rows.split_first() else { return };
        let is_regular = rest.iter().all(|row| row.about != About::Total && row.figures.len() == first.figures.len());
        let sum = |at: usize| {
            rest.iter()
                .map(|row| row.figures[at].0.amount())
                .try_fold(Amount::ZERO, |sum, next| sum.checked_add(next).ok())
        };
        if is_regular
            && !rest.is_empty()
            && (0..first.figures.len()).all(|at| sum(at) == Some(first.figures[at].0.amount()))
        {
            self.rows[0].about = About::Total;
        }
    }

    /// Departments print a row of their own above their units, with the same or a similar name.
    pub(super) fn gather_units(&mut self) {
        let units: Vec<usize> =
            (0..self.rows.len()).filter(|&i| matches!(self.rows[i].about, About::Unit(_))).collect();
        let Some(&first) = units.first() else { return };
        let total = self.rows.iter().find(|row| row.about == About::Total);
        // One row that repeats the total, and others after it: it is the department.
        // A unit alone is the whole.
        if total.is_none() && units.len() == 1 && self.rows.len() == 1 {
            self.rows[first].about = About::Total;
            return;
        }
        // Or a department without a total above it prints what its units print together.
        if total.is_none() && self.axis == Axis::Unit && self.is_sum_of_rest(&units) {
            self.rows[first].about = About::Total;
            return;
        }
        let repeats = total.is_some_and(|total| total.figures == self.rows[first].figures);
        if repeats
            && units.len() > 1
            && let About::Unit(name) = &self.rows[first].about
        {
            self.rows[first].about = About::Group(name.clone());
        }
    }

    /// Whether the first of some rows prints as much as the others together, but for what is lost by rounding.
    fn is_sum_of_rest(&self, rows: &[usize]) -> bool {
        let printed = |row: usize| self.rows[row].figures.first().map(|(printed, _)| *printed);
        let Some((&first, rest)) = rows.split_first() else { return false };
        let Some(whole) = printed(first).filter(|_| !rest.is_empty()) else { return false };
        let sum = rest.iter().try_fold(Amount::ZERO, |sum, &next| sum.checked_add(printed(next)?.amount()).ok());
        let difference = sum.and_then(|sum| sum.checked_sub(whole.amount()).ok());
        let last_digit = |count: usize| {
            let count = i64::try_from(count / 2).ok()?;
            Printed::from_last_digits(count, whole.decimals(), whole.unit()).ok().map(Printed::amount)
        };
        let bound = last_digit(rows.len());
        difference.zip(bound).is_some_and(|(difference, bound)| difference <= bound && -difference <= bound)
    }

    /// Tables of several units print each unit and under it its codes. One unit alone is the whole.
    pub(super) fn under_units(&mut self, codes: &[Option<tree::Codes>]) -> Vec<Option<usize>> {
        let units: Vec<usize> =
            (0..self.rows.len()).filter(|&row| matches!(self.rows[row].about, About::Unit(_))).collect();
        let total = self.rows.iter().position(|row| row.about == About::Total);
        if let ([only], None) = (units.as_slice(), total) {
            self.rows[*only].about = About::Total;
            return tree::by_codes(codes);
        }
        // A department above its units prints what they print together.
        if let (None, Some(&department)) = (total, units.first())
            && self.is_sum_of_rest(&units)
        {
            self.rows[department].about = About::Total;
            return self.under_units(codes);
        }
        // If the whole has a row of its own, the department's repeats it.
        let has_group = self.rows.iter().any(|row| matches!(row.about, About::Group(_)));
        if let (Some(whole), [department, unit, ..]) = (total, units.as_slice())
            && !self.rows[whole].figures.first().is_some_and(|(printed, _)| printed.is_zero())
            && !has_group
            && *unit == department + 1
            && self.is_sum_of_rest(&units)
            && self.rows[whole].figures == self.rows[*department].figures
            && let About::Unit(name) = &self.rows[*department].about
        {
            self.rows[*department].about = About::Group(name.clone());
            return self.under_units(codes);
        }
        let Some(&first) = units.first() else { return tree::by_codes(codes) };
        let mut parents = tree::by_codes(&codes[..first]);
        for (at, &start) in units.iter().enumerate() {
            let end = units.get(at + 1).copied().unwrap_or(self.rows.len());
            let within = tree::by_codes(&codes[start..end]);
            parents.push(total);
            parents.extend(within.into_iter().skip(1).map(|parent| parent.map(|parent| parent + start)));
            let About::Unit(name) = self.rows[start].about.clone() else { continue };
            for row in &mut self.rows[start..end] {
                row.unit = Some(name.clone());
            }
        }
        parents
    }

    pub(super) fn under_total(&self) -> Vec<Option<usize>> {
        let total = self.rows.iter().position(|row| row.about == About::Total);
        // Projects that together are as much as the total lie side by side under it.
        let others = self.rows.iter().filter(|row| row.about != About::Total);
        let first = |row: &DraftRow| row.figures.first().map(|(printed, _)| printed.amount());
        let sum = others.map(first).try_fold(Amount::ZERO, |sum, next| sum.checked_add(next?).ok());
        let is_flat = self.axis == Axis::Project
            && self.rows.len() > 2
            && total.is_some_and(|total| sum.is_some() && first(&self.rows[total]) == sum);
        let parent = |row: &DraftRow| {
            if matches!(row.about, About::Unit(_)) || is_flat && row.about != About::Total { total } else { None }
        };
        self.rows.iter().map(parent).collect()
    }
}

/// The line of a row and the number of its figures.
fn figures_of(row: &DraftRow) -> (usize, u32) {
    (row.line, u32::try_from(row.figures.len()).unwrap_or(u32::MAX))
}
