//! Open codes: shape, tree and order, without a catalogue.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use super::text::serde_as_text;
use super::{Classification, CodeError, Excerpt, Level};

macro_rules! open_code {
    ($(#[$attribute:meta])* $name:ident, $classification:ident, $expecting:literal) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Packed);

        impl $name {
            /// The classification these codes belong to.
            pub const CLASSIFICATION: Classification = Classification::$classification;

            /// The code with that number.
            #[inline]
            pub const fn new(number: u32) -> Result<Self, CodeError> {
                match Packed::new(Self::CLASSIFICATION, number) {
                    Ok(packed) => Ok(Self(packed)),
                    Err(error) => Err(error),
                }
            }

            /// The code with that number, for literals.
            ///
            /// # Panics
            ///
            /// If [`new`](Self::new) fails; in a `const`, that is an error of the build.
            pub const fn of(number: u32) -> Self {
                match Self::new(number) {
                    Ok(code) => code,
                    Err(_) => panic!("this number has not the shape of a code"),
                }
            }

            /// The code these ASCII digits spell; [`str::parse`] for text that is still bytes.
            #[inline]
            pub const fn from_digits(digits: &[u8]) -> Result<Self, CodeError> {
                match Packed::from_digits(Self::CLASSIFICATION, digits) {
                    Ok(packed) => Ok(Self(packed)),
                    Err(error) => Err(error),
                }
            }

            /// The digits as a number. Numbers do not sort as codes do; compare the codes.
            #[inline]
            pub const fn number(self) -> u32 {
                self.0.number(Self::CLASSIFICATION)
            }

            /// The depth of the code.
            #[inline]
            pub const fn level(self) -> Level {
                self.0.level()
            }

            /// The code one level above; a class has none.
            #[inline]
            pub const fn parent(self) -> Option<Self> {
                match self.level().above() {
                    Some(level) => self.at(level),
                    None => None,
                }
            }

            /// The class (类) the code is in; a class is in itself.
            #[inline]
            #[must_use]
            pub const fn class(self) -> Self {
                Self(self.0.cut(Self::CLASSIFICATION, Level::Class))
            }

            /// The digits as a number, if the code is of that level.
            #[inline]
            #[allow(dead_code, reason = "revenue has no enum to call it")]
            pub(super) const fn number_at(self, level: Level) -> Option<u32> {
                if level as u8 != self.level() as u8 {
                    return None;
                }
                Some(self.0.0.get() / 8 / below(Self::CLASSIFICATION, level))
            }

            /// The code itself or its ancestor at that level; `None` below the code.
            #[inline]
            pub const fn at(self, level: Level) -> Option<Self> {
                if level as u8 <= self.level() as u8 {
                    Some(Self(self.0.cut(Self::CLASSIFICATION, level)))
                } else {
                    None
                }
            }

            /// The codes above, nearest first, ending with the class.
            pub fn ancestors(self) -> impl Iterator<Item = Self> {
                std::iter::successors(self.parent(), |code| code.parent())
            }

            /// Whether the other code is this one or lies below it.
            #[inline]
            pub fn contains(self, other: Self) -> bool {
                other.at(self.level()) == Some(self)
            }

            /// The code of a number of the catalogue, whose level is known.
            #[inline]
            #[allow(dead_code, reason = "revenue has no enum to call it")]
            pub(super) const fn at_level(number: u32, level: Level) -> Self {
                Self(Packed::at_level(Self::CLASSIFICATION, number, level))
            }

            /// A number that sorts as the codes do.
            #[inline]
            #[allow(dead_code, reason = "only the revenue table is searched across levels")]
            pub(super) const fn packed(self) -> u32 {
                self.0.0.get()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.number().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.number())
            }
        }

        impl FromStr for $name {
            type Err = CodeError;

            #[inline]
            fn from_str(text: &str) -> Result<Self, CodeError> {
                Self::from_digits(text.as_bytes())
            }
        }

        serde_as_text!($name, $expecting);
    };
}

open_code! {
    /// A code of the 支出功能分类: what money is spent for. Three, five or seven digits.
    ///
    /// The first three digits are from 201 to 299; nothing else is asked of a code.
    /// Codes sort as the catalogue prints them, every code before the codes it contains.
    ///
    /// ```
    /// use yusuan::FunctionalCode;
    ///
    /// let item: FunctionalCode = "2010301".parse()?;
    /// let (section, class) = (FunctionalCode::of(20103), FunctionalCode::of(201));
    /// assert_eq!(item.ancestors().collect::<Vec<_>>(), [section, class]);
    /// assert!(class.contains(item) && !item.contains(class));
    /// assert!(class < section && section < item && item < FunctionalCode::of(202));
    /// # Ok::<(), yusuan::CodeError>(())
    /// ```
    #[doc(alias = "支出功能分类科目编码")]
    FunctionalCode, Functional, "a functional code as text"
}

open_code! {
    /// A code of the 部门预算支出经济分类: what a department buys. Three or five digits.
    ///
    /// Some cities add a level of their own under the sections, such as 3010201; these seven digits
    /// are well formed and never listed. The first three digits are from 301 to 399.
    ///
    /// ```
    /// use yusuan::{EconomicCode, economic};
    ///
    /// let local: EconomicCode = "3010201".parse()?;
    /// assert_eq!(local.listed(), None);
    /// let section = local.parent().and_then(economic::Section::from_code);
    /// assert_eq!(section, Some(economic::Section::AllowancesAndSubsidies));
    /// # Ok::<(), yusuan::CodeError>(())
    /// ```
    #[doc(alias = "部门预算支出经济分类科目编码")]
    EconomicCode, Economic, "an economic code as text"
}

open_code! {
    /// A code of the 政府预算支出经济分类: what the treasury books. Three or five digits.
    ///
    /// Seven digits are accepted as a local level, as for [`EconomicCode`].
    /// The first three digits are from 501 to 599.
    ///
    /// ```
    /// use yusuan::{GovernmentEconomicCode, government};
    ///
    /// let code: GovernmentEconomicCode = "50206".parse()?;
    /// assert_eq!(code.listed(), Some(government::Section::OfficialReception.into()));
    /// # Ok::<(), yusuan::CodeError>(())
    /// ```
    #[doc(alias = "政府预算支出经济分类科目编码")]
    GovernmentEconomicCode, GovernmentEconomic, "a government economic code as text"
}

open_code! {
    /// A code of the 收入分类: where money comes from. Three, five, seven or nine digits.
    ///
    /// The first three digits are from 101 to 199.
    ///
    /// ```
    /// use yusuan::{Level, RevenueCode};
    ///
    /// let code: RevenueCode = "101010101".parse()?;
    /// assert_eq!(code.level(), Level::Subitem);
    /// assert_eq!(code.at(Level::Section), Some(RevenueCode::of(10101)));
    /// assert_eq!(code.listed().map(|entry| entry.name()), Some("国有企业增值税"));
    /// # Ok::<(), yusuan::CodeError>(())
    /// ```
    #[doc(alias = "收入分类科目编码")]
    RevenueCode, Revenue, "a revenue code as text"
}

/// The digits padded with zeros to the full width, times eight, plus the level.
///
/// So the plain order of the packed numbers is the published order, 201 < 20103 < 2010301 < 202,
/// which the digits read as numbers do not have. Nine digits still fit: 199,999,999 × 8 + 3 < 2³².
/// It is never zero, which makes an `Option` of a code as small as the code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Packed(NonZeroU32);

impl Packed {
    #[inline]
    const fn new(classification: Classification, number: u32) -> Result<Self, CodeError> {
        let level = match number {
            100..=999 => Level::Class,
            10_000..=99_999 => Level::Section,
            1_000_000..=9_999_999 => Level::Item,
            100_000_000..=999_999_999 if matches!(classification.deepest(), Level::Subitem) => Level::Subitem,
            _ => return Err(length_error(classification, Excerpt::of_number(number))),
        };
        Self::checked(classification, number, level, &[])
    }

    #[inline]
    const fn from_digits(classification: Classification, text: &[u8]) -> Result<Self, CodeError> {
        let is_deep = matches!(classification.deepest(), Level::Subitem);
        match text.len() {
            3 => Self::from_array::<3>(classification, text, Level::Class),
            5 => Self::from_array::<5>(classification, text, Level::Section),
            7 => Self::from_array::<7>(classification, text, Level::Item),
            9 if is_deep => Self::from_array::<9>(classification, text, Level::Subitem),
            _ => Err(shape_error(classification, text)),
        }
    }

    /// With the length known the loop unrolls, and one branch tells whether all were digits.
    #[inline]
    const fn from_array<const N: usize>(
        classification: Classification,
        text: &[u8],
        level: Level,
    ) -> Result<Self, CodeError> {
        let Some(digits) = text.first_chunk::<N>() else {
            return Err(shape_error(classification, text));
        };
        let (mut number, mut has_other, mut at) = (0, false, 0);
        while at < N {
            let digit = digits[at].wrapping_sub(b'0');
            has_other |= digit > 9;
            number = number * 10 + (digit & 15) as u32;
            at += 1;
        }
        if has_other {
            return Err(shape_error(classification, text));
        }
        Self::checked(classification, number, level, text)
    }

    /// Checks the class of digits that are as many as the level has.
    #[inline]
    const fn checked(
        classification: Classification,
        number: u32,
        level: Level,
        text: &[u8],
    ) -> Result<Self, CodeError> {
        let unit = below(classification, Level::Class);
        let padded = number * below(classification, level);
        let first = classification.first_class() * unit;
        if padded < first || first + 99 * unit <= padded {
            return Err(CodeError::Class {
                classification,
                text: match text {
                    [] => Excerpt::of_number(number),
                    text => Excerpt::new(text),
                },
            });
        }
        Ok(Self::at_level(classification, number, level))
    }

    #[inline]
    const fn at_level(classification: Classification, number: u32, level: Level) -> Self {
        let packed = number * below(classification, level) * 8 + level as u32;
        match NonZeroU32::new(packed) {
            Some(packed) => Self(packed),
            // A checked number has a class from 101 up.
            None => Self(NonZeroU32::MIN),
        }
    }

    #[inline]
    const fn level(self) -> Level {
        match self.0.get() % 8 {
            0 => Level::Class,
            1 => Level::Section,
            2 => Level::Item,
            _ => Level::Subitem,
        }
    }

    #[inline]
    const fn number(self, classification: Classification) -> u32 {
        self.0.get() / 8 / below(classification, self.level())
    }

    /// The ancestor at a level that is not below this code.
    #[inline]
    const fn cut(self, classification: Classification, level: Level) -> Self {
        let number = self.0.get() / 8 / below(classification, level);
        Self::at_level(classification, number, level)
    }
}

/// By what the number of a code at this level is multiplied to pad it to the full width.
#[inline]
const fn below(classification: Classification, level: Level) -> u32 {
    match classification.deepest() as u8 - level as u8 {
        0 => 1,
        1 => 100,
        2 => 10_000,
        _ => 1_000_000,
    }
}

#[cold]
const fn shape_error(classification: Classification, text: &[u8]) -> CodeError {
    let excerpt = Excerpt::new(text);
    let mut at = 0;
    while at < text.len() {
        if !text[at].is_ascii_digit() {
            return CodeError::NotDigits { classification, text: excerpt };
        }
        at += 1;
    }
    CodeError::Length { classification, text: excerpt, digits: text.len() }
}

#[cold]
const fn length_error(classification: Classification, text: Excerpt) -> CodeError {
    CodeError::Length { classification, text, digits: text.length() }
}
