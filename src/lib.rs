#![doc = include_str!("../README.md")]

pub mod amount;
pub mod budget;
pub mod claim;
pub mod code;
pub mod compare;
pub mod fact;
mod folder;
mod growth;
pub mod guide;
#[cfg(any(feature = "html", feature = "pdf", feature = "xlsx"))]
mod input;
mod narrative;
mod page;
mod read;
pub mod relation;
pub mod scope;
pub mod several;
pub mod table;
mod text;
pub mod write;
mod year;

pub use amount::{Amount, AmountError, Bound, Interval, ParseAmountError, Printed, Unit};
pub use budget::{
    Answer, AsOf, Audit, Budget, ClaimVerdict, Correction, Disclosure, Finding, FlatFact, Header, Issue, Language,
    LineError, LineErrors, LineItem, NoFigure, Rejected, SCHEMA_VERSION, Severity, Suspect, SuspectCell, TableLedger,
    Tally, Unread,
};
pub use claim::{
    Base, Baseline, BaselineFigure, Claim, Direction, Elsewhere, Judgement, Objection, Rate, RateError, RateKind,
    RateSlip, Standing, Style,
};
pub use code::{
    BudgetKind, Classification, CodeError, EconomicCode, Evidence, FunctionalCode, GovernmentEconomicCode, Level,
    ListedError, RevenueCode, economic, functional, government, revenue,
};
pub use compare::{
    Axis, Comparison, Crosswalk, Driver, Drivers, Earlier, Entry, GrowthRange, Incomparable, Mapped, Movement,
    NamedDriver, NotCompared, Portion, Stated, StatedReason, Unmatched,
};
pub use fact::{Basis, EconomicScope, Fact, Flow, Key, MemoItem, Name, Place, SameBody, TooManyCodes};
pub use folder::{FileError, documents, read_file, read_folder, read_in_parallel};
pub use growth::{Change, Growth, Ratio};
#[cfg(any(feature = "html", feature = "pdf", feature = "xlsx"))]
#[doc(hidden)]
pub use input::dump_pages;
#[cfg(any(feature = "html", feature = "pdf", feature = "xlsx"))]
pub use input::{InputError, Limits};
#[cfg(feature = "html")]
pub use input::{read_html, read_html_with};
#[cfg(feature = "pdf")]
pub use input::{read_pdf, read_pdf_with};
#[cfg(feature = "xlsx")]
pub use input::{read_workbook, read_workbook_with};
pub use narrative::{Narrative, NarrativeContext, read_narrative};
pub use read::{ReadError, read_text};
pub use relation::{At, Kind, Misprint, Mode, Operand, Policy, Reason, Relation, Rounding, Verdict, Zeros};
#[cfg(feature = "certificate")]
pub use relation::{Joint, Witness};
pub use scope::{Area, Extent, Leaf, Nature, Scope, ScopeError, Source};
pub use several::{Joined, NotOneBudget, UnitCheck};
pub use table::{Address, Blanks, Detail, Layout, Row, Table, Template};
pub use write::{Wording, WriteError};
pub use year::{FiscalYear, YearError};
