//! Findings and suspects as sentences, in Chinese and in English from the same data.
//!
//! The `Display` of an [`Issue`](super::Issue) is short and fits a log. The sentences here are for people
//! who have the document before them: they name the cells as it does, and say why it matters.

mod issue;
mod meaning;
mod objection;
mod terms;

use crate::amount::{Amount, Printed};
use crate::claim::Objection;
use crate::fact::Place;

use super::disclosure::Disclosure;
use super::finding::{Finding, Issue};
use super::suspect::{Suspect, SuspectCell};

/// A language that an audit speaks. Names and units stay as the document prints them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// 中文.
    #[doc(alias = "中文")]
    Chinese,
    /// English.
    English,
}

/// One sentence in the language that is asked for, both written next to each other.
macro_rules! say {
    ($language:expr, $chinese:literal, $english:literal) => {
        match $language {
            $crate::budget::Language::Chinese => format!($chinese),
            $crate::budget::Language::English => format!($english),
        }
    };
}
use say;

impl Finding {
    /// What was found, as a sentence or two: where, what is printed, what was expected, why it matters.
    ///
    /// The disclosure is the one that was audited; its titles and labels name the cells.
    ///
    /// ```
    /// use yusuan::{Language, read_text};
    ///
    /// let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/cooperation-office-2024.txt"));
    /// let disclosure = read_text(text)?;
    /// let audit = disclosure.audit();
    /// let odd = audit.findings().iter().find(|finding| finding.id() == "impossible-date").unwrap();
    /// assert_eq!(
    ///     odd.message(&disclosure, Language::English),
    ///     "Page 26, line 1380: figures as of 2024-12-24 cannot stand in a budget for 2024, which is published in the \
    ///      first half of its year.",
    /// );
    /// # Ok::<(), yusuan::ReadError>(())
    /// ```
    pub fn message(&self, disclosure: &Disclosure, language: Language) -> String {
        issue::sentence(self, Words { disclosure, language })
    }
}

impl Issue {
    /// The id of every kind, in the order of declaration.
    pub const IDS: &'static [&'static str] = <Self as strum::VariantNames>::VARIANTS;
}

impl Objection {
    /// The id of every kind, in the order of declaration.
    pub const IDS: &'static [&'static str] = <Self as strum::VariantNames>::VARIANTS;

    /// The stable id of its kind, e.g. `rate-differs`.
    pub fn id(self) -> &'static str {
        self.into()
    }
}

impl Suspect {
    /// Which figures are probably wrong, what would do, and how the misprint may have come about.
    ///
    /// The disclosure is the one that was audited.
    pub fn message(&self, disclosure: &Disclosure, language: Language) -> String {
        let words = Words { disclosure, language };
        let cells: Vec<String> = self.cells.iter().map(|cell| words.suspected(cell)).collect();
        let cells = cells.join(say!(language, "；", "; ").as_str());
        let together = if self.cells.len() > 1 {
            say!(language, "几个数可能同时有误：", "Several figures may be wrong at once: ")
        } else {
            String::new()
        };
        let (violated, relations) = (self.violated, self.relations);
        let why = say!(
            language,
            "。所涉{relations}项勾稽关系现有{violated}项不成立，改后全部成立。",
            ". Relations that fail: {violated} of {relations} as printed, none with that."
        );
        format!("{together}{cells}{why}")
    }
}

/// The words for the parts of one document.
#[derive(Clone, Copy)]
struct Words<'a> {
    disclosure: &'a Disclosure,
    language: Language,
}

impl Words<'_> {
    /// A figure by its table, row and column, and the page to look it up on.
    fn cell(self, place: Place) -> String {
        let (table, row, column) = self.disclosure.names(place);
        self.located(&[table, row, column], place)
    }

    /// A row by its table and its label.
    fn row(self, place: Place) -> String {
        let (table, row, _) = self.disclosure.names(place);
        self.located(&[table, row], place)
    }

    /// The first row, and how many more there are.
    fn row_of(self, places: &[Place]) -> String {
        let [first, more @ ..] = places else { return say!(self.language, "文件", "The document") };
        let (row, more) = (self.row(*first), more.len());
        if more == 0 { row } else { say!(self.language, "{row}（另有{more}处）", "{row} and {more} more") }
    }

    /// The first figure.
    fn first(self, places: &[Place]) -> String {
        places.first().map_or_else(|| say!(self.language, "文件", "The document"), |&place| self.cell(place))
    }

    /// The first two figures.
    fn two(self, places: &[Place]) -> [String; 2] {
        [self.first(places), self.first(places.get(1..).unwrap_or_default())]
    }

    /// A figure without the title of its table, for lists.
    fn short(self, place: Place) -> String {
        let (_, row, column) = self.disclosure.names(place);
        let number = place.table;
        say!(self.language, "表{number} › {row} › {column}", "table {number} › {row} › {column}")
    }

    /// A table by its number and its title, which the template has if the document has not.
    fn table(self, number: u16) -> String {
        let printed = self.disclosure.table(number).map(|table| table.title.as_str());
        let title =
            printed.or_else(|| Some(self.disclosure.template.table(number)?.title.as_ref())).unwrap_or_default();
        match self.language {
            Language::Chinese => format!("表{number}《{title}》"),
            Language::English => format!("table {number} ({title})"),
        }
    }

    /// A place of the narrative.
    fn line(self, places: &[Place]) -> String {
        let Some(Place { page, line, .. }) = places.first().filter(|place| place.page > 0) else {
            return say!(self.language, "正文", "The narrative");
        };
        say!(self.language, "第{page}页第{line}行", "Page {page}, line {line}")
    }

    fn located(self, names: &[String], place: Place) -> String {
        let names = names.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
        let names = names.collect::<Vec<_>>().join(" › ");
        let Place { page, line, .. } = place;
        // A figure that was not read from a text has no page.
        if page == 0 {
            return names;
        }
        say!(self.language, "{names}（第{page}页第{line}行）", "{names} (page {page}, line {line})")
    }

    /// The figure that stands at a place.
    fn figure(self, place: Place) -> Option<Printed> {
        let column = usize::from(place.column).checked_sub(1)?;
        *self.disclosure.row(place)?.cells.get(column)?
    }

    /// How far one amount is from another, and to which side.
    fn difference(self, printed: Printed, expected: Printed) -> String {
        let Ok(difference) = printed.amount().checked_sub(expected.amount()) else { return String::new() };
        let decimals = printed.decimals().max(expected.decimals());
        let size = Printed::from_amount(difference.abs(), printed.unit(), decimals);
        let size = size.map_or_else(|_| difference.abs().to_string(), money);
        if difference > Amount::ZERO {
            say!(self.language, "多{size}", "{size} too much")
        } else {
            say!(self.language, "少{size}", "{size} too little")
        }
    }

    fn suspected(self, cell: &SuspectCell) -> String {
        let language = self.language;
        let (place, printed) = (self.cell(cell.place), money(cell.printed));
        let mut text = say!(language, "{place}印为{printed}，疑有误", "{place} prints {printed}, probably wrong");
        text += &match (cell.low.map(money), cell.high.map(money)) {
            (Some(low), Some(high)) if low == high => say!(language, "：应为{low}", ": it should be {low}"),
            (Some(low), Some(high)) => {
                say!(language, "：{low}至{high}均可", ": anything from {low} to {high} would do")
            }
            (Some(low), None) => say!(language, "：不小于{low}即可", ": anything from {low} up would do"),
            (None, Some(high)) => say!(language, "：不大于{high}即可", ": anything up to {high} would do"),
            (None, None) => String::new(),
        };
        if let Some(proposed) = cell.proposed.filter(|_| cell.low != cell.high).map(money) {
            text += &say!(language, "，建议{proposed}", ", {proposed} is proposed");
        }
        if let Some(why) = cell.why {
            let why = if language == Language::Chinese { why.name() } else { why.english() };
            text += &say!(language, "（可能原因：{why}）", " (perhaps {why})");
        }
        text
    }
}

/// A figure with commas and its unit: 1,245.86万元.
fn money(printed: Printed) -> String {
    format!("{printed}{}", printed.unit())
}
