#![doc = include_str!("../README.md")]

pub mod amount;
pub mod budget;
pub mod claim;
pub mod code;
pub mod compare;
pub mod fact;
mod growth;
pub mod guide;
mod narrative;
mod read;
pub mod relation;
pub mod scope;
pub mod table;
mod text;
mod year;

pub use amount::{Amount, AmountError, Bound, Interval, ParseAmountError, Printed, Unit};
pub use budget::{
    Answer, AsOf, Audit, Budget, ClaimVerdict, Correction, Disclosure, Finding, FlatFact, Header, Issue, Language,
    LineError, LineErrors, LineItem, NoFigure, Rejected, SCHEMA_VERSION, Severity, Suspect, SuspectCell, TableLedger,
    Tally, Unread,
};
pub use claim::{
    Base, Baseline, BaselineFigure, Claim, Direction, Driver, Elsewhere, Judgement, Objection, Rate, RateError,
    RateKind, RateSlip, Standing, Style,
};
pub use code::{
    BudgetKind, Classification, CodeError, EconomicCode, Evidence, FunctionalCode, GovernmentEconomicCode, Level,
    ListedError, RevenueCode, economic, functional, government, revenue,
};
pub use compare::{Comparison, Earlier, Incomparable, NotCompared};
pub use fact::{Basis, EconomicScope, Fact, Flow, Key, MemoItem, Name, Place, TooManyCodes};
pub use growth::{Change, Growth};
pub use narrative::{Narrative, NarrativeContext, read_narrative};
pub use read::{ReadError, read_text};
pub use relation::{At, Kind, Misprint, Mode, Operand, Policy, Reason, Relation, Rounding, Verdict, Zeros};
#[cfg(feature = "certificate")]
pub use relation::{Joint, Witness};
pub use scope::{Area, Extent, Leaf, Nature, Scope, ScopeError, Source};
pub use table::{Address, Row, Table, Template};
pub use year::{FiscalYear, YearError};
