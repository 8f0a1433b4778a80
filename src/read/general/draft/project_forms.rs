//! Self-assessments of projects: the money of a project as budgeted, as changed during the year and as spent, each
//! as a total and by source, then weight, rate of execution and score.
//!
//! Empty cells vanish, and weights and scores look like amounts. So a line is read where every cell is printed, or
//! where arithmetic leaves one way to read it: the parts make up the total in every column, and the rate is what
//! was spent of the year's budget. Everything else is unread.

mod form;
mod ways;

use std::collections::HashMap;

use crate::amount::Printed;
use crate::claim::{Baseline, BaselineFigure, Claim, RateKind};
use crate::fact::{Basis, Name};
use crate::scope::Scope;
use crate::table::vocabulary::{Role, Word};

use super::super::columns;
use super::super::heading::Heading;
use super::super::region::{Lines, Region};
use super::super::title::Title;
use super::super::token::{Kind, Token};
use super::{About, Draft, DraftRow};
pub(super) use form::heads;
use form::{Form, forms};
use ways::{Read, read};

/// The words over the figures of a form.
const BASES: [Word; 3] = [
    Word { name: "年初预算数", role: Role::Basis(Basis::Budget) },
    Word { name: "全年预算数", role: Role::Basis(Basis::Adjusted) },
    Word { name: "全年执行数", role: Role::Basis(Basis::Outturn) },
];

/// The lines of a form.
const LINES: [Word; 4] = [
    Word { name: "年度资金总额", role: Role::Whole },
    Word { name: "当年财政拨款", role: Role::Source(Scope::FISCAL) },
    Word { name: "上年结转资金", role: Role::Carried },
    Word { name: "其他资金", role: Role::OtherMoney },
];

impl<'a> Draft<'a> {
    pub(super) fn by_project_forms(&mut self, document: &Lines<'a>, region: &Region<'a>) {
        let forms = forms(document, region);
        let bases = forms.iter().map(|form| form.bases).max().unwrap_or_default();
        let Some(first) = forms.first() else { return };
        self.unit = first.unit.unwrap_or(self.unit);
        let column = |basis: &Word| LINES.map(|line| Heading { words: vec![*basis, line] });
        let headings: Vec<Heading> = BASES[BASES.len() - bases..].iter().flat_map(column).collect();
        // What was carried over has a line of its own, as in a budget.
        let title = Title { is_final: false, ..self.title };
        self.readings = vec![columns::columns(&headings, title, false, 0)];
        let mut printed: HashMap<(String, String), usize> = HashMap::new();
        for form in &forms {
            let is_read = self.title.is_final && form.bases == bases && form.unit.unwrap_or(self.unit) == self.unit;
            let read = if is_read { read(form, self.unit) } else { Read::default() };
            // Parts without their total are not read either.
            let has_total = read.lines[0].is_some_and(|cells| cells.iter().any(Option::is_some));
            let read = if has_total { read } else { Read::default() };
            self.lose_form(form, &read);
            let Some(total) = read.lines[0] else { continue };
            let times = printed.entry((form.executing.clone(), form.name.clone())).or_default();
            *times += 1;
            let name = if *times > 1 { format!("{}（{times}）", form.name) } else { form.name.clone() };
            self.form(form, &read, name);
            self.rates.extend(self.rate(form, total));
        }
    }

    /// The row of a project.
    fn form(&mut self, form: &Form<'a>, read: &Read, name: String) {
        let mut columns = Vec::new();
        let mut figures = Vec::new();
        for (line, cells) in read.lines.iter().enumerate() {
            for (basis, cell) in cells.iter().flatten().enumerate().filter(|(_, cell)| cell.is_some()) {
                let amount = cell.and_then(|at| form.lines[line][at].amount(self.unit));
                figures.extend(amount.map(|printed| (printed, false)));
                columns.extend(amount.map(|_| Some(basis * LINES.len() + line)));
            }
        }
        let project = Name::from(name.as_str());
        let about = if form.executing.is_empty() {
            About::Named(project)
        } else {
            About::Project(Name::from(form.executing.as_str()), project)
        };
        self.rows.push(DraftRow {
            figures,
            // A total without its parts does not say that they are nothing.
            is_partial: !read.is_whole,
            columns,
            is_placed: true,
            ..DraftRow::bare(about, name, form.line)
        });
    }

    /// The amounts of the lines that were not read: as many of the first figures as a line has columns.
    fn lose_form(&mut self, form: &Form<'a>, read: &Read) {
        for (run, _) in form.lines.iter().zip(&read.lines).filter(|(_, read)| read.is_none()) {
            let is_amount = |token: &&Token<'_>| matches!(token.kind, Kind::Figure | Kind::Number);
            let before_rate = run.iter().take_while(|token| token.kind != Kind::Percent);
            let amounts: Vec<Token<'a>> = before_rate.filter(is_amount).take(form.bases).copied().collect();
            self.lose(&amounts);
        }
    }

    /// The rate that is printed behind a total and its weight: what was spent of the year's budget. Without a weight
    /// the two may have run together.
    fn rate(&self, form: &Form<'a>, total: ways::Cells) -> Option<Claim> {
        let weight = total.iter().flatten().max()? + 1;
        let rate = form.lines[0].get(weight + 1).filter(|token| token.kind == Kind::Percent)?;
        let [.., budget, spent] = total.get(..form.bases)? else { return None };
        let amount = |cell: &Option<usize>| -> Option<Printed> { form.lines[0][(*cell)?].amount(self.unit) };
        Some(Claim {
            text: format!("{}：年度资金总额执行率{}", form.name, rate.text),
            page: form.page,
            line: form.number,
            amount: Some(amount(spent)?),
            base_amount: Some(amount(budget)?),
            rate: Some(rate.text.trim_end_matches(['%', '％']).parse().ok()?),
            rate_kind: RateKind::Completion,
            baseline: Some(Baseline { year: None, figure: BaselineFigure::Budget, adjusted: true }),
            ..Claim::default()
        })
    }
}
