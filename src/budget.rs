//! What a document says ([`Disclosure`]), whether it adds up ([`Audit`]), and a budget that does ([`Budget`]).

mod audit;
mod checked;
mod disclosure;
mod finding;
mod flat;
mod implied;
mod ledger;
mod line_item;
mod lines;
mod lookup;
mod message;
mod rules;
mod stated;
mod suspect;

pub use audit::{Audit, ClaimVerdict, Tally};
pub use checked::{Budget, Rejected};
pub use disclosure::{AsOf, Correction, Disclosure, Header, NoFigure, Unread};
pub use finding::{Finding, Issue, Severity};
pub use flat::{FlatFact, SCHEMA_VERSION};
pub use ledger::TableLedger;
pub use line_item::LineItem;
pub use lines::{LineError, LineErrors};
pub use lookup::Answer;
pub(crate) use lookup::partly_known;
pub use message::Language;
pub use suspect::{Suspect, SuspectCell};
