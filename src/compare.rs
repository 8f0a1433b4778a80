//! Year over year: two budgets joined on the keys of their figures.

use std::collections::{BTreeMap, HashMap};

use crate::amount::{Amount, Printed, Unit};
use crate::budget::{Budget, ClaimVerdict, Disclosure};
use crate::fact::{Basis, Fact, Flow, Key, Name};
use crate::growth::Change;
use crate::table::{Address, Template};
use crate::year::FiscalYear;

/// The earlier side of a comparison.
///
/// A bare `&Budget` or `&Disclosure` becomes one that must be of the same department.
#[derive(Clone, Copy, Debug)]
pub struct Earlier<'a> {
    disclosure: &'a Disclosure,
    any_department: bool,
}

/// Why two budgets cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Incomparable {
    /// Both are of one year.
    #[error("both budgets are for {0}")]
    SameYear(FiscalYear),
    /// The earlier one is later.
    #[error("the budget to compare with is for {before}, after {after}")]
    Reversed {
        /// The year of the budget that should be earlier.
        before: FiscalYear,
        /// The year of the budget that should be later.
        after: FiscalYear,
    },
    /// They are of different departments, and [`Earlier::any_department`] was not asked for.
    #[error("the budgets are of {before} and of {after}")]
    DifferentDepartments {
        /// The department of the earlier budget.
        before: Name,
        /// The department of the later budget.
        after: Name,
    },
    /// An amount, or the difference of two, is out of range.
    #[error("the difference at {0} is out of range")]
    OutOfRange(Key),
}

/// Two years of one department, key by key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    department: Name,
    from: FiscalYear,
    to: FiscalYear,
    unit: Unit,
    rows: BTreeMap<Key, Change>,
    not_compared: Vec<NotCompared>,
}

/// A figure of one year that the other year's document says nothing about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct NotCompared {
    /// What it is.
    pub key: Key,
    /// The year that has it.
    pub year: FiscalYear,
    /// The amount.
    pub amount: Amount,
}

impl Earlier<'_> {
    /// Allows another department: one that was renamed, split or merged.
    #[must_use]
    pub const fn any_department(self) -> Self {
        Self { any_department: true, ..self }
    }
}

impl<'a> From<&'a Disclosure> for Earlier<'a> {
    fn from(disclosure: &'a Disclosure) -> Self {
        Self { disclosure, any_department: false }
    }
}

impl<'a> From<&'a Budget> for Earlier<'a> {
    fn from(budget: &'a Budget) -> Self {
        Self::from(budget.disclosure())
    }
}

impl Budget {
    /// The change since an earlier budget.
    pub fn since<'a>(&self, before: impl Into<Earlier<'a>>) -> Result<Comparison, Incomparable> {
        self.disclosure().since(before)
    }
}

impl Disclosure {
    /// The change since an earlier document, whether or not either adds up.
    ///
    /// Only figures with equal keys meet. A figure that the other document leaves out counts as added
    /// or dropped if that document has the table that would print it; otherwise it is not compared.
    pub fn since<'a>(&self, before: impl Into<Earlier<'a>>) -> Result<Comparison, Incomparable> {
        let before = before.into();
        self.check_earlier(before)?;
        let before = before.disclosure;
        let (from, to) = (before.header.year, self.header.year);
        let mut joined = Comparison {
            department: self.header.department.clone(),
            from,
            to,
            unit: self.header.unit,
            rows: BTreeMap::new(),
            not_compared: Vec::new(),
        };
        joined.join(self, before)?;
        Ok(joined)
    }
}

impl Disclosure {
    /// The claims of this document, judged also by the budget of the year before: the amount they are
    /// compared with is the one that it prints for the same subject.
    ///
    /// Only comparisons with that year's budget are checked so; an outturn or a final account is another
    /// figure. The verdicts are in the order of [`claims`](Self::claims).
    pub fn claims_against<'a>(&self, before: impl Into<Earlier<'a>>) -> Result<Vec<ClaimVerdict>, Incomparable> {
        let before = before.into();
        self.check_earlier(before)?;
        let year = before.disclosure.header.year.number();
        let of_budget = |fact: &Fact| !fact.extent.is_open() && fact.key.basis == Basis::Budget;
        let mut printed: HashMap<Key, Option<Printed>> = HashMap::new();
        for fact in before.disclosure.facts().filter(of_budget) {
            let known = printed.entry(fact.key).or_insert(Some(fact.printed));
            // Where the document prints different figures, none is the one.
            *known = known.filter(|known| known.amount() == fact.printed.amount());
        }
        Ok(self.judge_claims_by(|claim| {
            let key = claim.subject.as_ref().filter(|_| claim.baseline.is_some_and(|it| it.is_budget_of(year)))?;
            *printed.get(key)?
        }))
    }

    /// Whether the other document is of the same department, and of an earlier year.
    fn check_earlier(&self, Earlier { disclosure: before, any_department }: Earlier<'_>) -> Result<(), Incomparable> {
        let (from, to) = (before.header.year, self.header.year);
        if from == to {
            return Err(Incomparable::SameYear(from));
        }
        if from > to {
            return Err(Incomparable::Reversed { before: from, after: to });
        }
        if !any_department && before.header.department != self.header.department {
            let (before, after) = (before.header.department.clone(), self.header.department.clone());
            return Err(Incomparable::DifferentDepartments { before, after });
        }
        Ok(())
    }
}

impl Comparison {
    /// The department, under its later name.
    pub fn department(&self) -> &Name {
        &self.department
    }

    /// The earlier year.
    pub fn from(&self) -> FiscalYear {
        self.from
    }

    /// The later year.
    pub fn to(&self) -> FiscalYear {
        self.to
    }

    /// The unit of the later document's tables.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// Every key that both documents speak of, in the order of keys.
    pub fn rows(&self) -> impl Iterator<Item = (&Key, Change)> {
        self.rows.iter().map(|(key, change)| (key, *change))
    }

    /// The change of one key.
    pub fn change(&self, key: &Key) -> Option<Change> {
        self.rows.get(key).copied()
    }

    /// The change of 收入总计 or 支出总计.
    pub fn total(&self, flow: Flow) -> Option<Change> {
        self.change(&Key::total(flow))
    }

    /// The figures of either year that the other says nothing about.
    pub fn not_compared(&self) -> &[NotCompared] {
        &self.not_compared
    }

    fn join(&mut self, after: &Disclosure, before: &Disclosure) -> Result<(), Incomparable> {
        let (later, mut earlier) = (figures(after)?, figures(before)?);
        for (key, figure) in later {
            let row = match earlier.remove(&key) {
                Some(known) => Some(Change::Kept { before: known.amount, after: figure.amount }),
                None => before.would_print(&key, figure.address).then_some(Change::Added(figure.amount)),
            };
            self.push(key, row, self.to, figure.amount);
        }
        for (key, figure) in earlier {
            let row = after.would_print(&key, figure.address).then_some(Change::Dropped(figure.amount));
            self.push(key, row, self.from, figure.amount);
        }
        self.not_compared.sort_by(|a, b| (&a.key, a.year).cmp(&(&b.key, b.year)));
        match self.rows.iter().find(|(_, change)| change.delta().is_err()) {
            Some((key, _)) => Err(Incomparable::OutOfRange(key.clone())),
            None => Ok(()),
        }
    }

    fn push(&mut self, key: Key, row: Option<Change>, year: FiscalYear, amount: Amount) {
        match row {
            Some(change) => {
                self.rows.insert(key, change);
            }
            None => self.not_compared.push(NotCompared { key, year, amount }),
        }
    }
}

/// The amount of a key and where it stands on the rows of its table.
struct Figure<'a> {
    amount: Amount,
    address: &'a Address,
    /// Table and column: rows of these with equal keys are parts of one amount.
    column: (u16, u16),
}

/// The figures of a document by key, each once however often it is printed. Figures whose scope is
/// left open are no amounts of their keys.
fn figures(disclosure: &Disclosure) -> Result<HashMap<Key, Figure<'_>>, Incomparable> {
    let mut figures: HashMap<Key, Figure<'_>> = HashMap::new();
    for fact in disclosure.facts().filter(|fact| !fact.extent.is_open() && fact.key.basis == Basis::Budget) {
        let Some(row) = disclosure.row(fact.place) else { continue };
        let (amount, column) = (fact.printed.amount(), (fact.place.table, fact.place.column));
        match figures.get_mut(&fact.key) {
            None => {
                figures.insert(fact.key, Figure { amount, address: &row.address, column });
            }
            Some(figure) if figure.column == column => {
                let sum = figure.amount.checked_add(amount);
                figure.amount = sum.map_err(|_| Incomparable::OutOfRange(fact.key))?;
            }
            // A copy in another table.
            Some(_) => {}
        }
    }
    Ok(figures)
}

impl Disclosure {
    /// Whether the document has a table that would print a figure at an address if there were one.
    fn would_print(&self, key: &Key, address: &Address) -> bool {
        let template: &'static Template = self.template;
        // Fixed lines say nothing about what they leave out.
        let open_axes = template.tables.iter().filter(|spec| spec.lines().is_empty());
        open_axes.into_iter().any(|spec| {
            let printed = self.table(spec.number).is_some_and(|table| table.complete);
            printed
                && (0..spec.columns.len())
                    .any(|column| spec.key(address, column).is_some_and(|(would, _)| would == *key))
        })
    }
}
