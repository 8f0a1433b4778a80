//! The listed codes of the 支出功能分类: one enum per level, so that the parent is total.
//!
//! Classes have English names and are called by them; the sections and items, of which there are
//! many with the same name, carry their code. Enum order is published order. The discriminant is
//! unspecified: it moves when the catalogue grows.
//!
//! ```
//! use yusuan::functional::{Class, Item, Section};
//! use yusuan::{BudgetKind, FiscalYear};
//!
//! // A literal that is not listed fails the build.
//! const RUNNING: Item = Item::of(2010301);
//! assert_eq!(RUNNING, Item::I2010301);
//! assert_eq!(RUNNING.section(), Section::S20103);
//! assert_eq!(RUNNING.budget(), BudgetKind::GeneralPublic);
//!
//! let education = Class::named("教育支出").unwrap();
//! assert_eq!(education, Class::Education);
//! let ordinary = education.section_named("普通教育").unwrap();
//! assert_eq!(ordinary.item_named("高等教育"), Some(Item::of(2050205)));
//!
//! // Names change, codes stay.
//! let retirement = Section::of(20805);
//! assert_eq!(retirement.name_in(FiscalYear::new(2018)?), "行政事业单位离退休");
//! assert_eq!(retirement.name(), "行政事业单位养老支出");
//! # Ok::<(), yusuan::YearError>(())
//! ```
#![doc(alias = "支出功能分类")]

#[rustfmt::skip]
mod generated;

use crate::FiscalYear;

use super::listed::{described, listed_any, listed_level};
use super::table::{About, Described, is_ascending, named, search};
use super::text::serde_as_text;
use super::{BudgetKind, Evidence, FormerName, FunctionalCode, Level, ListedError};

pub use generated::{Class, Item, Section};

listed_level!(
    Class,
    FunctionalCode,
    generated::CLASS_CODES,
    generated::CLASSES,
    "the code of a functional class as text"
);
listed_level!(
    Section,
    FunctionalCode,
    generated::SECTION_CODES,
    generated::SECTIONS,
    "the code of a functional section as text"
);
listed_level!(Item, FunctionalCode, generated::ITEM_CODES, generated::ITEMS, "the code of a functional item as text");
listed_any!(
    FunctionalCode, "a listed functional code as text",
    Class "class (类)", Section "section (款)", Item "item (项)"
);

impl Class {
    /// The English name, from which the variant has its own. It is this crate's, not official.
    pub fn name_en(self) -> &'static str {
        generated::CLASS_NAMES_EN[self as usize]
    }

    /// The budget the class belongs to; [`BudgetKind::Several`] if its parts differ.
    pub fn budget(self) -> BudgetKind {
        generated::CLASS_BUDGETS[self as usize]
    }

    /// The sections of the class, in published order. Some classes have none.
    pub fn sections(self) -> &'static [Section] {
        let (from, to) = generated::CLASS_SECTIONS[self as usize];
        &Section::VARIANTS[usize::from(from)..usize::from(to)]
    }

    /// The class with this current name or, failing that, with this former name.
    pub fn named(name: &str) -> Option<Self> {
        named(Self::VARIANTS, name)
    }

    /// The section of this class with this current name or, failing that, with this former name.
    ///
    /// Of several with the same name it is the last, which is the newer code.
    pub fn section_named(self, name: &str) -> Option<Section> {
        named(self.sections(), name)
    }
}

impl Section {
    /// The class the section is in.
    pub fn class(self) -> Class {
        generated::SECTION_CLASSES[self as usize]
    }

    /// The budget the section belongs to; [`BudgetKind::Several`] if its items differ.
    pub fn budget(self) -> BudgetKind {
        generated::SECTION_BUDGETS[self as usize]
    }

    /// The items of the section, in published order. Some sections have none listed.
    pub fn items(self) -> &'static [Item] {
        let (from, to) = generated::SECTION_ITEMS[self as usize];
        &Item::VARIANTS[usize::from(from)..usize::from(to)]
    }

    /// The item of this section with this current name or, failing that, with this former name.
    ///
    /// Of several with the same name it is the last, which is the newer code.
    pub fn item_named(self, name: &str) -> Option<Item> {
        named(self.items(), name)
    }
}

impl Item {
    /// The section the item is in.
    pub fn section(self) -> Section {
        generated::ITEM_SECTIONS[self as usize]
    }

    /// The class the item is in.
    pub fn class(self) -> Class {
        self.section().class()
    }

    /// The budget the item belongs to. No item belongs to several.
    pub fn budget(self) -> BudgetKind {
        generated::ITEM_BUDGETS[self as usize]
    }
}

impl Listed {
    /// The whole catalogue in published order: every class before its sections, every section
    /// before its items.
    pub fn all() -> impl Iterator<Item = Self> {
        let below_section = |&section: &Section| {
            let items = section.items().iter().map(|&item| Self::Item(item));
            std::iter::once(Self::Section(section)).chain(items)
        };
        Class::VARIANTS.iter().flat_map(move |&class| {
            let below = class.sections().iter().flat_map(below_section);
            std::iter::once(Self::Class(class)).chain(below)
        })
    }

    /// The class the code is in, or is.
    pub fn class(self) -> Class {
        match self {
            Self::Class(class) => class,
            Self::Section(section) => section.class(),
            Self::Item(item) => item.class(),
        }
    }

    /// The section the code is in, or is; a class has none.
    pub fn section(self) -> Option<Section> {
        match self {
            Self::Class(_) => None,
            Self::Section(section) => Some(section),
            Self::Item(item) => Some(item.section()),
        }
    }

    /// The item the code is, if it is one.
    pub fn item(self) -> Option<Item> {
        match self {
            Self::Item(item) => Some(item),
            _ => None,
        }
    }

    /// The budget the code belongs to; [`BudgetKind::Several`] only above the items.
    pub fn budget(self) -> BudgetKind {
        match self {
            Self::Class(class) => class.budget(),
            Self::Section(section) => section.budget(),
            Self::Item(item) => item.budget(),
        }
    }

    /// The English name, which only classes have.
    pub fn name_en(self) -> Option<&'static str> {
        match self {
            Self::Class(class) => Some(class.name_en()),
            _ => None,
        }
    }
}
