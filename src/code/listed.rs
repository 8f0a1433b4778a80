//! The macros that give the listed codes of all classifications the same methods.
//!
//! They expand in the module of a classification, beside its `generated` tables.

/// The methods of everything that is [`Described`]; `[&]` for types that are passed by reference.
macro_rules! described {
    ([$($by:tt)?] $type:ty) => {
        impl $type {
            /// The Chinese name in the current edition.
            pub fn name($($by)? self) -> &'static str {
                self.about().name
            }

            /// How well the row is attested.
            pub fn evidence($($by)? self) -> Evidence {
                self.about().evidence
            }

            /// In how many published documents the code was met.
            pub fn documents($($by)? self) -> u16 {
                self.about().documents
            }

            /// How many public bodies published these documents.
            pub fn publishers($($by)? self) -> u8 {
                self.about().publishers
            }

            /// The fiscal years of these documents, ascending. Empty where nothing was met, or
            /// where the year of the document is not known.
            pub fn years_seen($($by)? self) -> &'static [FiscalYear] {
                self.about().years
            }

            /// Other names that were printed under the code.
            pub fn former_names($($by)? self) -> &'static [FormerName] {
                self.about().former
            }

            /// The current name, then the former ones.
            pub fn names($($by)? self) -> impl Iterator<Item = &'static str> {
                let About { name, former, .. } = *self.about();
                std::iter::once(name).chain(former.iter().map(FormerName::name))
            }

            /// Whether the code is or was printed with this name.
            pub fn is_named($($by)? self, name: &str) -> bool {
                self.names().any(|own| own == name)
            }

            /// The former name for which this very year is attested, otherwise the current name.
            ///
            /// So a year without documents gets the current name, even when it lies between two
            /// years with a former one; and the answer does not say that the code existed.
            pub fn name_in($($by)? self, year: FiscalYear) -> &'static str {
                let About { name, former, .. } = *self.about();
                let then = former.iter().find(|former| former.years.contains(&year));
                then.map_or(name, FormerName::name)
            }
        }
    };
}

/// The methods of one generated enum over its tables.
macro_rules! listed_level {
    ($type:ident, $code:ident, $codes:path, $about:path, $expecting:literal) => {
        const _: () = assert!(is_ascending(&$codes), "the generated codes are not sorted");

        impl $type {
            /// Every listed code of this level, in published order.
            pub const VARIANTS: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

            /// The listed code with that number, for literals.
            ///
            /// # Panics
            ///
            /// If the number is not listed; in a `const`, that is an error of the build.
            pub const fn of(number: u32) -> Self {
                match Self::from_number(number) {
                    Some(listed) => listed,
                    None => panic!("this number is not listed in the catalogue"),
                }
            }

            /// The listed code with that number, if there is one of this level.
            #[inline]
            pub const fn from_number(number: u32) -> Option<Self> {
                match search(&$codes, number) {
                    Some(at) => Some(Self::VARIANTS[at]),
                    None => None,
                }
            }

            /// The listed code of an open code, if there is one of this level.
            #[inline]
            pub const fn from_code(code: $code) -> Option<Self> {
                match code.number_at(Level::$type) {
                    Some(number) => Self::from_number(number),
                    None => None,
                }
            }

            /// The open code.
            #[inline]
            pub const fn code(self) -> $code {
                $code::at_level(self.number(), Level::$type)
            }

            /// The digits as a number.
            #[inline]
            pub const fn number(self) -> u32 {
                $codes[self as usize]
            }
        }

        impl Described for $type {
            fn about(&self) -> &About {
                &$about[*self as usize]
            }
        }

        described!([] $type);

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.number().fmt(f)
            }
        }

        impl std::str::FromStr for $type {
            type Err = ListedError;

            #[inline]
            fn from_str(text: &str) -> Result<Self, ListedError> {
                let code: $code = text.parse()?;
                Self::from_code(code).ok_or_else(|| {
                    let (classification, number) = ($code::CLASSIFICATION, code.number());
                    match Level::$type {
                        level if level == code.level() => ListedError::Unlisted { classification, number },
                        level => ListedError::Level { classification, level, number },
                    }
                })
            }
        }

        serde_as_text!($type, $expecting);

        impl From<$type> for $code {
            fn from(listed: $type) -> Self {
                listed.code()
            }
        }
    };
}

/// The enum `Listed` over the levels of one classification.
macro_rules! listed_any {
    ($code:ident, $expecting:literal, $($level:ident $han:literal),+) => {
        /// A listed code of any level. Sorts as its code does: a class before its sections.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Listed {
            $(
                #[doc = concat!("A ", $han, ".")]
                $level($level),
            )+
        }

        impl Listed {
            /// The listed code of an open code, if there is one.
            #[inline]
            pub const fn from_code(code: $code) -> Option<Self> {
                match code.level() {
                    $(
                        Level::$level => match $level::from_code(code) {
                            Some(listed) => Some(Self::$level(listed)),
                            None => None,
                        },
                    )+
                    _ => None,
                }
            }

            /// The open code.
            pub const fn code(self) -> $code {
                match self {
                    $(Self::$level(listed) => listed.code(),)+
                }
            }

            /// The digits as a number.
            pub const fn number(self) -> u32 {
                match self {
                    $(Self::$level(listed) => listed.number(),)+
                }
            }

            /// The depth of the code.
            pub const fn level(self) -> Level {
                match self {
                    $(Self::$level(_) => Level::$level,)+
                }
            }

            /// Every listed code that is or was printed with this name, in published order.
            pub fn all_named(name: &str) -> impl Iterator<Item = Self> {
                Self::all().filter(move |listed| listed.is_named(name))
            }
        }

        impl Described for Listed {
            fn about(&self) -> &About {
                match self {
                    $(Self::$level(listed) => listed.about(),)+
                }
            }
        }

        described!([] Listed);

        impl $code {
            /// The row of the catalogue with this code.
            #[inline]
            pub const fn listed(self) -> Option<Listed> {
                Listed::from_code(self)
            }
        }

        impl PartialOrd for Listed {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for Listed {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.code().cmp(&other.code())
            }
        }

        impl std::fmt::Display for Listed {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.number().fmt(f)
            }
        }

        impl std::str::FromStr for Listed {
            type Err = ListedError;

            fn from_str(text: &str) -> Result<Self, ListedError> {
                let code: $code = text.parse()?;
                code.listed().ok_or(ListedError::Unlisted {
                    classification: $code::CLASSIFICATION,
                    number: code.number(),
                })
            }
        }

        serde_as_text!(Listed, $expecting);

        impl From<Listed> for $code {
            fn from(listed: Listed) -> Self {
                listed.code()
            }
        }

        $(
            impl From<$level> for Listed {
                fn from(listed: $level) -> Self {
                    Self::$level(listed)
                }
            }
        )+
    };
}

/// The hand-written half of a classification with classes and sections only.
macro_rules! listed_two_levels {
    ($code:ident, $class:literal, $section:literal, $any:literal) => {
        listed_level!(Class, $code, generated::CLASS_CODES, generated::CLASSES, $class);
        listed_level!(Section, $code, generated::SECTION_CODES, generated::SECTIONS, $section);
        listed_any!($code, $any, Class "class (类)", Section "section (款)");

        impl Class {
            /// The English name, from which the variant has its own. It is this crate's, not official.
            pub fn name_en(self) -> &'static str {
                generated::CLASS_NAMES_EN[self as usize]
            }

            /// The sections of the class, in published order.
            pub fn sections(self) -> &'static [Section] {
                let (from, to) = generated::CLASS_SECTIONS[self as usize];
                &Section::VARIANTS[usize::from(from)..usize::from(to)]
            }

            /// The class with this current name or, failing that, with this former name.
            pub fn named(name: &str) -> Option<Self> {
                named(Self::VARIANTS, name)
            }

            /// The section of this class with this current name or, failing that, with this former
            /// name. Of several with the same name it is the last, which is the newer code.
            pub fn section_named(self, name: &str) -> Option<Section> {
                named(self.sections(), name)
            }
        }

        impl Section {
            /// The class the section is in.
            pub fn class(self) -> Class {
                generated::SECTION_CLASSES[self as usize]
            }

            /// The English name, from which the variant has its own. It is this crate's, not official.
            pub fn name_en(self) -> &'static str {
                generated::SECTION_NAMES_EN[self as usize]
            }
        }

        impl Listed {
            /// The whole catalogue in published order: every class before its sections.
            pub fn all() -> impl Iterator<Item = Self> {
                Class::VARIANTS.iter().flat_map(|&class| {
                    let sections = class.sections().iter().map(|&section| Self::Section(section));
                    std::iter::once(Self::Class(class)).chain(sections)
                })
            }

            /// The class the code is in, or is.
            pub fn class(self) -> Class {
                match self {
                    Self::Class(class) => class,
                    Self::Section(section) => section.class(),
                }
            }

            /// The section the code is, if it is one.
            pub fn section(self) -> Option<Section> {
                match self {
                    Self::Class(_) => None,
                    Self::Section(section) => Some(section),
                }
            }

            /// The English name. It is this crate's, not official.
            pub fn name_en(self) -> &'static str {
                match self {
                    Self::Class(class) => class.name_en(),
                    Self::Section(section) => section.name_en(),
                }
            }
        }
    };
}

pub(super) use {described, listed_any, listed_level, listed_two_levels};
