//! Findings: what an audit has to say, as data.

use crate::amount::Printed;
use crate::claim::{Objection, RateSlip};
use crate::fact::Place;
use crate::year::FiscalYear;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::Display, strum::IntoStaticStr)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing, nothing wrong.
    Note,
    /// Odd, or outside what this crate knows.
    Warning,
    /// The document contradicts itself.
    Error,
}

/// One thing an audit found, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{issue}")]
pub struct Finding {
    /// What it is.
    pub issue: Issue,
    /// The figures it is about, the first one first to look at.
    pub places: Vec<Place>,
}

/// What a finding is about, with its operands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum Issue {
    /// A relation does not hold.
    #[error("{id}: printed {printed}{}, expected {expected}{}", printed.unit(), expected.unit())]
    RelationViolated {
        /// The id of the relation.
        id: String,
        /// What is printed.
        printed: Printed,
        /// The nearest amount that the other figures allow.
        expected: Printed,
    },
    /// A sum that holds only by a tail that rounding half up does not leave.
    #[error("{id}: printed {printed}{}, expected {expected}{}, a tail that rounding alone does not leave", printed.unit(), expected.unit())]
    TailStrained {
        /// The id of the relation.
        id: String,
        /// What is printed.
        printed: Printed,
        /// The nearest amount that the other figures allow.
        expected: Printed,
    },
    /// A sum whose tail is possible and very unlikely for its number of parts.
    #[error("{id}: printed {printed}{}, expected {expected}{}, a tail that rounding leaves very rarely", printed.unit(), expected.unit())]
    TailUnlikely {
        /// The id of the relation.
        id: String,
        /// What is printed.
        printed: Printed,
        /// The nearest amount that the other figures allow.
        expected: Printed,
    },
    /// A claim cannot be true, or is odd.
    #[error("{text}: {objection}")]
    ClaimOdd {
        /// The words.
        text: String,
        /// What speaks against them.
        objection: Objection,
        /// How a wrong rate may have come about.
        slip: Option<RateSlip>,
    },
    /// A code that the catalogue does not list. It may be new, local, or a misprint.
    #[error("{code} {name} is not in the catalogue")]
    CodeUnlisted {
        /// The code as printed.
        code: String,
        /// The name printed beside it.
        name: String,
    },
    /// A code printed with another name than the catalogue has for it.
    #[error("{code} is printed as {printed}, the catalogue calls it {listed}")]
    NameDiffers {
        /// The code as printed.
        code: String,
        /// The name printed beside it.
        printed: String,
        /// The name in the catalogue.
        listed: String,
    },
    /// A code printed with a name it no longer has.
    #[error("{code} is printed under its former name {printed}, it is now called {listed}")]
    FormerName {
        /// The code as printed.
        code: String,
        /// The name printed beside it.
        printed: String,
        /// The name of that year.
        listed: String,
    },
    /// A code printed with the name of another code beside it: one of the two is wrong.
    #[error("{code} is printed with the name {printed}, which is that of {other}")]
    NameOfAnotherCode {
        /// The code as printed.
        code: String,
        /// The name printed beside it.
        printed: String,
        /// The code of that name.
        other: String,
    },
    /// A date that cannot be: figures as of a day after the budget was made.
    #[error("figures as of {year}-{month:02}-{day:02} in a budget for {budget}")]
    ImpossibleDate {
        /// The year of the date.
        year: u16,
        /// The month.
        month: u8,
        /// The day.
        day: u8,
        /// The year of the budget.
        budget: FiscalYear,
    },
    /// A code of one budget in the table of another (X2 in the design notes).
    #[error("{code} belongs to the {budget} and stands in table {table}")]
    CodeInWrongTable {
        /// The code.
        code: String,
        /// The budget the catalogue puts it in.
        budget: &'static str,
        /// The table it is printed in.
        table: u16,
    },
    /// A government economic code in a table of department codes.
    #[error("{code} {name} is a government economic code in table {table} of department codes")]
    GovernmentCode {
        /// The code.
        code: String,
        /// The name printed beside it.
        name: String,
        /// The table.
        table: u16,
    },
    /// A government economic code and a department's in one row that the mapping does not have together.
    #[error(
        "{government} {government_name} stands beside {department} {department_name}, for which the mapping lists {}",
        if listed.is_empty() { "nothing".to_owned() } else { listed.join(", ") }
    )]
    PairUnlisted {
        /// The government economic code.
        government: String,
        /// Its name as printed, or that of the catalogue if none is printed.
        government_name: String,
        /// The department's economic code.
        department: String,
        /// Its name as printed, or that of the catalogue if none is printed.
        department_name: String,
        /// The government codes, each with its name, that the mapping lists for the department's code.
        listed: Vec<String>,
    },
    /// Two rows of one table with the same code.
    #[error("{code} is printed twice in table {table}")]
    CodeRepeated {
        /// The code.
        code: String,
        /// The table.
        table: u16,
    },
    /// A row that stands before one it should follow.
    #[error("{code} stands out of order in table {table}")]
    CodeOutOfOrder {
        /// The code.
        code: String,
        /// The table.
        table: u16,
    },
    /// A function and the economic code it is paid under print the same amount, as they usually do.
    #[error("function {function} and economic code {economic} both print {amount}{}", amount.unit())]
    TwinsEqual {
        /// The function, e.g. 2080505.
        function: String,
        /// The economic code, e.g. 30108.
        economic: String,
        /// What both print.
        amount: Printed,
    },
    /// A function prints more than the economic code it is paid under.
    #[error("function {function} prints {larger}{}, economic code {economic} only {smaller}{}", larger.unit(), smaller.unit())]
    TwinExceeds {
        /// The function, e.g. 2080505.
        function: String,
        /// The economic code, e.g. 30108.
        economic: String,
        /// What the function prints.
        larger: Printed,
        /// What the economic code prints.
        smaller: Printed,
    },
    /// An amount is larger than one that usually contains it, e.g. 三公 and 行政经费.
    #[error("{inner} ({larger}{}) is more than {outer} ({smaller}{})", larger.unit(), smaller.unit())]
    ExceedsBound {
        /// The name of the smaller thing.
        inner: &'static str,
        /// The name of what usually contains it.
        outer: &'static str,
        /// The amount of the former.
        larger: Printed,
        /// The amount of the latter.
        smaller: Printed,
    },
    /// Business income without business expenditure.
    #[error("business income is {income}{}, business expenditure is zero", income.unit())]
    BusinessIncomeUnspent {
        /// 经营收入.
        income: Printed,
    },
    /// A table that says it has nothing to report and prints amounts.
    #[error("table {table} says that it is empty and prints amounts")]
    EmptyTableHasAmounts {
        /// The table.
        table: u16,
    },
    /// A table of the template that the document does not have, so that much could not be checked.
    #[error("table {table} is missing, what needs it was not checked")]
    TableAbsent {
        /// The table.
        table: u16,
    },
    /// A table with figures that were not understood, so that much could not be checked.
    #[error("table {table} was not read completely, what needs its missing rows was not checked")]
    TableIncomplete {
        /// The table.
        table: u16,
    },
    /// A table printed twice.
    #[error("table {table} is printed twice, the second is not checked")]
    TableRepeated {
        /// The table.
        table: u16,
    },
    /// A row whose address cannot stand in its table, or with more cells than columns.
    #[error("row {row:?} does not belong in table {table}")]
    RowMisplaced {
        /// The table.
        table: u16,
        /// The label of the row.
        row: String,
    },
    /// An amount below zero where none is expected.
    #[error("a negative amount: {amount}{}", amount.unit())]
    NegativeAmount {
        /// The amount.
        amount: Printed,
    },
}

impl Finding {
    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.issue.severity()
    }

    /// The stable id of its kind, e.g. `relation-violated`.
    pub fn id(&self) -> &'static str {
        (&self.issue).into()
    }
}

impl Issue {
    /// How much an issue of this kind matters.
    pub fn severity(&self) -> Severity {
        match self {
            Self::RelationViolated { .. } | Self::RowMisplaced { .. } => Severity::Error,
            Self::TailStrained { .. }
            | Self::TailUnlikely { .. }
            | Self::ClaimOdd { .. }
            | Self::CodeUnlisted { .. }
            | Self::CodeInWrongTable { .. }
            | Self::NameOfAnotherCode { .. }
            | Self::ImpossibleDate { .. }
            | Self::TwinExceeds { .. }
            | Self::EmptyTableHasAmounts { .. }
            | Self::TableAbsent { .. }
            | Self::TableIncomplete { .. }
            | Self::TableRepeated { .. } => Severity::Warning,
            Self::NameDiffers { .. }
            | Self::FormerName { .. }
            | Self::GovernmentCode { .. }
            | Self::PairUnlisted { .. }
            | Self::CodeRepeated { .. }
            | Self::CodeOutOfOrder { .. }
            | Self::TwinsEqual { .. }
            | Self::ExceedsBound { .. }
            | Self::BusinessIncomeUnspent { .. }
            | Self::NegativeAmount { .. } => Severity::Note,
        }
    }
}
