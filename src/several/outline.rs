//! What of a document tells which budget it is part of, and what speaks against two being of one.

use std::fmt;

use crate::amount::{Printed, Unit};
use crate::budget::{Disclosure, Header, Language};
use crate::fact::{Basis, Flow, Key, Name, Place, SameBody};
use crate::year::FiscalYear;

use super::joined::Part;

/// What of a document tells which budget it is part of. Small, so that those of a whole folder can be held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    pub(super) header: Header,
    pub(super) has_tables: bool,
    /// Whether its sentences state amounts.
    pub(super) has_narrative: bool,
    /// The totals that its tables print.
    printed: Vec<(Key, Printed, Place)>,
    /// The totals that its sentences state.
    stated: Vec<(Key, Printed, Place)>,
}

/// A total that the narrative states as the tables print it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// 收入总计 or 支出总计.
    pub key: Key,
    /// The amount of the narrative.
    pub stated: Printed,
    /// Where, in the narrative's file.
    pub stated_at: Place,
    /// The amount of the tables.
    pub printed: Printed,
    /// Where, in the tables' file.
    pub printed_at: Place,
}

/// Why two files are not the tables and the narrative of one budget.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Disagreement {
    /// Both files have tables.
    TwoTableParts,
    /// Neither file has tables.
    NoTables,
    /// The file without tables states no amount, so there is nothing to join.
    NoNarrative,
    /// The file with the tables has a narrative of its own.
    TwoNarratives,
    /// They are of different bodies, or one of the body with its units and the other of the body alone.
    Department {
        /// The name in the file with the tables.
        tables: Name,
        /// The name in the narrative.
        narrative: Name,
    },
    /// The names may mean one budget, but the narrative states no total that the tables print.
    Unconfirmed {
        /// The name in the file with the tables.
        tables: Name,
        /// The name in the narrative.
        narrative: Name,
        /// How they may mean one body.
        names: SameBody,
    },
    /// They are of different years.
    Year {
        /// The year of the tables.
        tables: FiscalYear,
        /// The year of the narrative.
        narrative: FiscalYear,
    },
    /// The narrative states another total than the tables print.
    Total {
        /// 收入总计 or 支出总计.
        key: Key,
        /// The amount of the narrative.
        stated: Printed,
        /// Where, in the narrative's file.
        stated_at: Place,
        /// The amount of the tables.
        printed: Printed,
        /// Where, in the tables' file.
        printed_at: Place,
        /// The unit in which the narrative's digits would be those of the tables, if there is one.
        unit: Option<Unit>,
    },
}

/// Two files that cannot be joined: everything that speaks against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotOneBudget {
    disagreements: Vec<Disagreement>,
}

impl Outline {
    /// The outline of a document.
    pub fn of(disclosure: &Disclosure) -> Self {
        let totals = [Flow::Revenue, Flow::Expenditure].map(Key::total);
        let printed = totals.iter().filter_map(|key| {
            let of_key = |fact: &crate::fact::Fact| fact.key == *key && !fact.extent.is_open();
            let fact = disclosure.facts().find(of_key)?;
            Some((key.clone(), fact.printed, fact.place))
        });
        let stated = disclosure.claims.iter().filter_map(|claim| {
            let (key, amount) = (claim.subject.as_ref()?, claim.amount?);
            let at = Place { page: claim.page, line: claim.line, table: 0, row: 0, column: 0 };
            totals.contains(key).then(|| (key.clone(), amount, at))
        });
        let of_budget = |key: &Key| key.basis == Basis::Budget;
        let says =
            |claim: &crate::claim::Claim| claim.amount.is_some() && claim.subject.as_ref().is_some_and(of_budget);
        Self {
            header: disclosure.header.clone(),
            has_tables: !disclosure.tables.is_empty(),
            has_narrative: disclosure.claims.iter().any(says),
            printed: printed.collect(),
            stated: stated.collect(),
        }
    }

    /// Who, when, in what unit.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The part of a budget that the file is; `None` if it has both tables and narrative, or neither.
    pub fn part(&self) -> Option<Part> {
        match (self.has_tables, self.has_narrative) {
            (true, false) => Some(Part::Tables),
            (false, true) => Some(Part::Narrative),
            _ => None,
        }
    }

    /// Whether the two files are the tables and the narrative of one budget, in either order: how the names agree
    /// and which totals, or everything that speaks against it.
    pub fn joins(&self, other: &Self) -> Result<(SameBody, Vec<Confirmed>), NotOneBudget> {
        let mut against = Vec::new();
        let (tables, narrative) = match (self.has_tables, other.has_tables) {
            (true, false) => (self, other),
            (false, true) => (other, self),
            (true, true) => return Err(Disagreement::TwoTableParts.into()),
            (false, false) => return Err(Disagreement::NoTables.into()),
        };
        if !narrative.has_narrative {
            against.push(Disagreement::NoNarrative);
        } else if tables.has_narrative {
            against.push(Disagreement::TwoNarratives);
        }
        let [a, b] = [tables, narrative].map(|part| part.header.department.clone());
        let names = SameBody::of(&a, &b);
        if tables.header.year != narrative.header.year {
            let (tables, narrative) = (tables.header.year, narrative.header.year);
            against.push(Disagreement::Year { tables, narrative });
        }
        let (confirmed, differ) = tables.totals_of(narrative);
        match names {
            None => against.push(Disagreement::Department { tables: a, narrative: b }),
            Some(names) if !names.is_certain() && confirmed.is_empty() && differ.is_empty() => {
                against.push(Disagreement::Unconfirmed { tables: a, narrative: b, names });
            }
            Some(_) => {}
        }
        against.extend(differ);
        match names {
            Some(names) if against.is_empty() => Ok((names, confirmed)),
            _ => Err(NotOneBudget { disagreements: against }),
        }
    }

    /// The totals that a narrative states as these tables print them, and those it states otherwise.
    fn totals_of(&self, narrative: &Self) -> (Vec<Confirmed>, Vec<Disagreement>) {
        let (mut confirmed, mut differ) = (Vec::new(), Vec::new());
        for (key, stated, stated_at) in &narrative.stated {
            let Some((_, printed, printed_at)) = self.printed.iter().find(|(known, ..)| known == key) else { continue };
            let (key, stated, stated_at) = (key.clone(), *stated, *stated_at);
            let (printed, printed_at) = (*printed, *printed_at);
            if stated.agrees_with(printed) {
                confirmed.push(Confirmed { key, stated, stated_at, printed, printed_at });
            } else {
                let unit = unit_of(stated, printed);
                differ.push(Disagreement::Total { key, stated, stated_at, printed, printed_at, unit });
            }
        }
        (confirmed, differ)
    }
}

/// The unit in which the digits of a stated amount would agree with a printed one.
fn unit_of(stated: Printed, printed: Printed) -> Option<Unit> {
    Unit::ALL.into_iter().find(|&unit| {
        let other = Printed::from_last_digits(stated.last_digits(), stated.decimals(), unit);
        other.is_ok_and(|other| other.agrees_with(printed))
    })
}

impl NotOneBudget {
    /// Everything that speaks against it, never nothing.
    pub fn disagreements(&self) -> &[Disagreement] {
        &self.disagreements
    }

    /// Everything that speaks against it, in words.
    pub fn message(&self, language: Language) -> String {
        let parts: Vec<String> = self.disagreements.iter().map(|it| it.message(language)).collect();
        parts.join(if language == Language::Chinese { "；" } else { "; " })
    }
}

impl From<Disagreement> for NotOneBudget {
    fn from(disagreement: Disagreement) -> Self {
        Self { disagreements: vec![disagreement] }
    }
}

impl std::error::Error for NotOneBudget {}

/// All of it, in English.
impl fmt::Display for NotOneBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not two parts of one budget: {}", self.message(Language::English))
    }
}

impl Disagreement {
    /// What speaks against it, in words.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Chinese => self.chinese(),
            Language::English => self.english(),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::TwoTableParts => "两个文件都有预算表".to_owned(),
            Self::NoTables => "两个文件都没有预算表".to_owned(),
            Self::NoNarrative => "没有预算表的文件也未说明任何数额".to_owned(),
            Self::TwoNarratives => "有预算表的文件已有情况说明".to_owned(),
            Self::Department { tables, narrative } => format!("预算表属于{tables}，情况说明属于{narrative}"),
            Self::Unconfirmed { tables, narrative, .. } => {
                format!("预算表名称为{tables}，情况说明名称为{narrative}，且没有可以核对的总数")
            }
            Self::Year { tables, narrative } => format!("预算表为{tables}年，情况说明为{narrative}年"),
            Self::Total { key, stated, stated_at, printed, printed_at, unit } => {
                let what = if key.flow == Flow::Revenue { "收入总计" } else { "支出总计" };
                let unit = unit.map_or_else(String::new, |unit| format!("（单位若为{unit}则相符）"));
                format!(
                    "{what}：情况说明第{}页第{}行为{stated}{}，预算表第{}页第{}行为{printed}{}{unit}",
                    stated_at.page,
                    stated_at.line,
                    stated.unit(),
                    printed_at.page,
                    printed_at.line,
                    printed.unit(),
                )
            }
        }
    }

    fn english(&self) -> String {
        match self {
            Self::TwoTableParts => "both files have tables".to_owned(),
            Self::NoTables => "neither file has tables".to_owned(),
            Self::NoNarrative => "the file without tables states no amount".to_owned(),
            Self::TwoNarratives => "the file with the tables has a narrative of its own".to_owned(),
            Self::Department { tables, narrative } => {
                format!("the tables are of {tables}, the narrative of {narrative}")
            }
            Self::Unconfirmed { tables, narrative, .. } => {
                format!("the tables name {tables}, the narrative {narrative}, and no total tells that both are one")
            }
            Self::Year { tables, narrative } => format!("the tables are for {tables}, the narrative for {narrative}"),
            Self::Total { key, stated, stated_at, printed, printed_at, unit } => {
                let unit = unit.map_or_else(String::new, |unit| format!(" (in {unit} it would agree)"));
                format!(
                    "{key}: the narrative states {stated}{} on page {} line {}, the tables print {printed}{} at \
                     {printed_at}{unit}",
                    stated.unit(),
                    stated_at.page,
                    stated_at.line,
                    printed.unit(),
                )
            }
        }
    }
}
