//! A budget from a finance office's own lines: every table follows and holds by construction.

mod build;

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt};
use std::fmt;

use crate::amount::{Amount, Unit};
use crate::code::{EconomicCode, FunctionalCode, Level};
use crate::fact::{Flow, Key};
use crate::scope::{Extent, Leaf as _, Nature, Scope, Source};
use crate::table::{Layout, Template};

use super::checked::{Budget, Rejected};
use super::disclosure::Header;
use super::line_item::LineItem;
use super::rules::budget_of;

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LineError {
    /// The function is a class or a section.
    #[error("function {0} is not an item of seven digits")]
    FunctionNotAnItem(FunctionalCode),
    /// The economic code is a class.
    #[error("economic code {0} is a class, a line needs a section")]
    EconomicNotASection(EconomicCode),
    /// The money comes from one budget, the function belongs to another.
    #[error("function {function} belongs to the {belongs}, the money comes from the {money}")]
    WrongFund {
        /// The function.
        function: FunctionalCode,
        /// The budget the catalogue puts it in.
        belongs: &'static str,
        /// The budget the money comes from.
        money: &'static str,
    },
    /// Appropriated money is spent on what by definition is paid from other money.
    #[error("{nature} cannot be paid from {source_of_money}")]
    NeverFiscal {
        /// What it is spent on.
        nature: &'static str,
        /// The money.
        source_of_money: &'static str,
    },
    /// The template has no line for money of that kind, so that its totals would not be the sum of
    /// their parts.
    #[error("the tables of {template} have no place for {source_of_money}")]
    NotPrinted {
        /// The money.
        source_of_money: &'static str,
        /// The id of the template.
        template: Cow<'static, str>,
    },
    /// Another line has the same coordinates.
    #[error("same coordinates as line {first}")]
    DuplicateKey {
        /// The position of the other line, counted from one.
        first: usize,
    },
    /// Project expenditure without a project, or basic expenditure with one.
    #[error("{0}")]
    Project(&'static str),
    /// The amount is zero, so there is nothing to budget.
    #[error("the amount is zero")]
    Zero,
    /// The amount would be printed as zero.
    #[error("{amount} would be printed as zero with {decimals} decimals of {unit}")]
    TooFine {
        /// The amount.
        amount: Amount,
        /// The decimals of the tables.
        decimals: u8,
        /// The unit of the tables.
        unit: Unit,
    },
    /// The line, or the sum up to it, is too large to be printed.
    #[error("the total is out of range")]
    OutOfRange,
}

/// Everything that is wrong with the lines, each with its position counted from one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineErrors {
    errors: Vec<(usize, LineError)>,
    rejected: Option<Rejected>,
}

impl LineErrors {
    /// The errors with the positions of their lines, counted from one.
    pub fn errors(&self) -> &[(usize, LineError)] {
        &self.errors
    }

    /// What does not add up in the tables, if the lines themselves are all right.
    ///
    /// This can only happen to lines of both signs, whose sums may be too small to be printed.
    pub fn rejected(&self) -> Option<&Rejected> {
        self.rejected.as_ref()
    }
}

impl std::error::Error for LineErrors {}

/// How many, then each on a line of its own.
impl fmt::Display for LineErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(rejected) = &self.rejected {
            return rejected.fmt(f);
        }
        // A line may have several faults; they stand beside each other.
        let count = self.errors.chunk_by(|(one, _), (other, _)| one == other).count();
        write!(f, "{count} line{} cannot be:", if count == 1 { "" } else { "s" })?;
        self.errors.iter().try_for_each(|(line, error)| write!(f, "\n  - line {line}: {error}"))
    }
}

impl Budget {
    /// A budget of these lines, with the tables that a template prints.
    ///
    /// Refuses lines that cannot be, and tells all of them.
    pub fn from_lines(header: Header, template: impl Into<Layout>, lines: Vec<LineItem>) -> Result<Self, LineErrors> {
        let template = template.into();
        let mut errors = Vec::new();
        let mut first_with: HashMap<Key, usize> = HashMap::new();
        let mut total = Amount::ZERO;
        for (index, line) in lines.iter().enumerate() {
            let number = index + 1;
            let mut wrong = line.faults(&template, header.unit);
            let first = *first_with.entry(line.key()).or_insert(number);
            if first != number {
                wrong.push(LineError::DuplicateKey { first });
            }
            match total.checked_add(line.amount) {
                Ok(sum) if build::is_printable(sum, &template, header.unit) => total = sum,
                _ => wrong.push(LineError::OutOfRange),
            }
            errors.extend(wrong.into_iter().map(|error| (number, error)));
        }
        if !errors.is_empty() {
            return Err(LineErrors { errors, rejected: None });
        }
        let disclosure = build::disclosure(header, template, &lines);
        // Rounded figures of exact lines satisfy every relation; this guards against lines of both signs.
        let checked = Self::try_from(disclosure);
        let checked = checked.map_err(|rejected| LineErrors { errors: Vec::new(), rejected: Some(rejected) })?;
        Ok(Self::holding(checked.into(), lines))
    }
}

impl LineItem {
    fn faults(&self, template: &Template, unit: Unit) -> Vec<LineError> {
        let mut faults = Vec::new();
        if self.function.level() != Level::Item {
            faults.push(LineError::FunctionNotAnItem(self.function));
        }
        if self.economic.level() == Level::Class {
            faults.push(LineError::EconomicNotASection(self.economic));
        }
        faults.extend(self.wrong_fund());
        if !is_printed(self.source, template) {
            faults.push(LineError::NotPrinted { source_of_money: self.source.name(), template: template.id.clone() });
        }
        let fiscal = Scope::FISCAL.with_carried_over().contains(Scope::<Source>::just(self.source));
        let spent_by_institutions =
            matches!(self.nature, Nature::Business | Nature::AffiliateSubsidy | Nature::SuperiorRemittance);
        if fiscal && spent_by_institutions {
            faults.push(LineError::NeverFiscal { nature: self.nature.name(), source_of_money: self.source.name() });
        }
        match (self.nature, &self.project) {
            (Nature::Project, None) => faults.push(LineError::Project("project expenditure without a project")),
            (Nature::Personnel | Nature::Operating, Some(_)) => {
                faults.push(LineError::Project("basic expenditure with a project"));
            }
            _ => {}
        }
        if self.amount.is_zero() {
            faults.push(LineError::Zero);
        } else if build::prints_as_zero(self.amount, template, unit) {
            faults.push(LineError::TooFine { amount: self.amount, decimals: template.decimals, unit });
        }
        faults
    }

    /// A function that the catalogue puts in one budget, paid with the money of another. Money outside
    /// the budgets pays for functions of the general public budget.
    fn wrong_fund(&self) -> Option<LineError> {
        use crate::code::BudgetKind;
        let belongs = Some(self.function.listed()?.budget()).filter(|budget| *budget != BudgetKind::Several)?;
        let money = budget_of(Scope::<Source>::just(self.source)).unwrap_or(BudgetKind::GeneralPublic);
        (belongs != money).then(|| LineError::WrongFund {
            function: self.function,
            belongs: belongs.name(),
            money: money.name(),
        })
    }
}

/// Whether some line of revenue that is part of a total speaks of that money; where a template has no
/// such lines, whether some column does.
fn is_printed(source: Source, template: &Template) -> bool {
    let speaks = |extent: Extent| extent.inner.source.contains(Scope::<Source>::just(source));
    let lines = template.tables.iter().flat_map(|table| table.lines().iter().map(move |line| (table, line)));
    let mut parts = lines.filter(|(_, line)| line.flow == Flow::Revenue && line.part_of.is_some()).peekable();
    if parts.peek().is_some() {
        return parts.any(|(table, line)| speaks(table.extent.intersection(line.extent)));
    }
    let mut columns = template.tables.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
    columns.any(|(table, column)| speaks(table.extent.intersection(column.extent)))
}
