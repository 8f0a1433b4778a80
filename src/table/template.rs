//! Templates: families of published budgets, built in or composed while reading.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use crate::amount::Unit;
use crate::fact::EconomicScope;
use crate::scope::{Scope, Source};

use super::spec::{Meaning, TableSpec};
use super::{guangdong_2024, guangdong_2026};

/// A family of published budgets: the tables it prints and how it words its narrative.
///
/// Two templates are equal if everything they declare is.
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Template {
    /// The stable id, e.g. `guangdong-2024`.
    pub id: Cow<'static, str>,
    /// The Chinese name.
    pub name: Cow<'static, str>,
    /// The unit of the tables where none is printed.
    pub unit: Unit,
    /// How many decimals the tables print.
    pub decimals: u8,
    /// How many decimals the narrative's rates have; trailing zeros may be dropped.
    pub rate_decimals: u8,
    /// Whose money the narrative's list of key projects (重点项目) speaks of.
    pub key_projects: Scope<Source>,
    /// The tables, in the order of printing. No two have the same number.
    pub tables: Cow<'static, [TableSpec]>,
    /// What follows from all this.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(super) derived: Derived,
}

/// What follows from a template, worked out when it is first asked for. Its type is known to those who
/// work it out, in modules above this one.
#[derive(Default)]
pub(super) struct Derived(OnceLock<Arc<dyn Any + Send + Sync>>);

/// Why a template cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TemplateError {
    /// Two tables have one number, so that a place would not say which is meant.
    #[error("two tables have the number {0}")]
    NumberRepeated(u16),
    /// More than a document prints.
    #[error("{count} {what}, at most {most} can be")]
    TooMany {
        /// Tables, columns or lines.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many there may be.
        most: usize,
    },
    /// A column is declared as a part of one that does not exist or does not hold it.
    #[error("column {column} of table {table} is part of no other column")]
    PartOfNothing {
        /// The number of the table.
        table: u16,
        /// The column, counted from one.
        column: usize,
    },
    /// A line speaks of more economic codes than a key holds.
    #[error("a line of table {0} has too many economic codes")]
    TooManyCodes(u16),
}

impl Template {
    /// Every template built in, newest first.
    pub const ALL: &'static [&'static Self] = &[Self::GUANGDONG_2026, Self::GUANGDONG_2024];

    /// Guangdong, edition of 2024.
    pub const GUANGDONG_2024: &'static Self = &guangdong_2024::TEMPLATE;

    /// Guangdong, edition of 2026.
    pub const GUANGDONG_2026: &'static Self = &guangdong_2026::TEMPLATE;

    /// The template built in under that id.
    pub fn by_id(id: &str) -> Option<&'static Self> {
        Self::ALL.iter().copied().find(|template| template.id == id)
    }

    /// A template of these tables, with two decimals everywhere.
    pub fn new(
        id: impl Into<Cow<'static, str>>,
        name: impl Into<Cow<'static, str>>,
        unit: Unit,
        tables: impl Into<Cow<'static, [TableSpec]>>,
    ) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            unit,
            decimals: 2,
            rate_decimals: 2,
            key_projects: Scope::<Source>::ALL,
            tables: tables.into(),
            derived: Derived::new(),
        }
    }

    /// The table of that number.
    pub fn table(&self, number: u16) -> Option<&TableSpec> {
        self.tables.iter().find(|table| table.number == number)
    }

    /// Whether the declarations can be used: numbers are unique, parts have wholes, sizes are those of
    /// published documents.
    pub fn check(&self) -> Result<(), TemplateError> {
        const TABLES: usize = 64;
        const COLUMNS: usize = 64;
        const LINES: usize = 512;
        let limit = |what, count, most| {
            if count > most { Err(TemplateError::TooMany { what, count, most }) } else { Ok(()) }
        };
        limit("tables", self.tables.len(), TABLES)?;
        for (index, table) in self.tables.iter().enumerate() {
            if self.tables[..index].iter().any(|other| other.number == table.number) {
                return Err(TemplateError::NumberRepeated(table.number));
            }
            limit("columns", table.columns.len(), COLUMNS)?;
            limit("lines", table.lines().len(), LINES)?;
            for column in 0..table.columns.len() {
                if !table.has_wholes(column) {
                    return Err(TemplateError::PartOfNothing { table: table.number, column: column + 1 });
                }
            }
            let fits =
                |meaning: &Meaning| !matches!(meaning, Meaning::Economic(codes) if EconomicScope::of(codes).is_err());
            if !table.lines().iter().all(|line| fits(&line.meaning)) {
                return Err(TemplateError::TooManyCodes(table.number));
            }
        }
        Ok(())
    }

    /// What follows from the template, worked out at the first call and kept with it.
    pub(crate) fn derived<T: Any + Send + Sync>(&self, derive: impl Fn() -> T) -> Arc<T> {
        let kept: Arc<dyn Any + Send + Sync> = Arc::clone(self.derived.0.get_or_init(|| Arc::new(derive())));
        // Only one type is ever derived; another one would be worked out each time.
        kept.downcast().unwrap_or_else(|_| Arc::new(derive()))
    }

    fn declared(&self) -> impl PartialEq + Hash + '_ {
        let Self { id, name, unit, decimals, rate_decimals, key_projects, tables, derived: _ } = self;
        (id, name, unit, decimals, rate_decimals, key_projects, tables)
    }
}

impl Derived {
    pub(super) const fn new() -> Self {
        Self(OnceLock::new())
    }
}

/// A copy may be changed, so it keeps nothing that was derived.
impl Clone for Template {
    fn clone(&self) -> Self {
        Self {
            decimals: self.decimals,
            rate_decimals: self.rate_decimals,
            key_projects: self.key_projects,
            ..Self::new(self.id.clone(), self.name.clone(), self.unit, self.tables.clone())
        }
    }
}

impl PartialEq for Template {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || self.declared() == other.declared()
    }
}

impl Eq for Template {}

impl Hash for Template {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.declared().hash(state);
    }
}

/// The id alone: a template is a long text.
impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Template({})", self.id)
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}
