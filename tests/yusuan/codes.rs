//! Codes: shape, order and text of the open ones; tables and names of the listed ones.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use proptest::prelude::*;
use yusuan::code::mapping;
use yusuan::{
    BudgetKind, Classification, CodeError, EconomicCode, Evidence, FiscalYear, FunctionalCode, GovernmentEconomicCode,
    Level, ListedError, RevenueCode, economic, functional, government, revenue,
};

/// Numbers that are codes of a classification, at all of its levels.
fn numbers(classification: Classification) -> impl Strategy<Value = u32> {
    let first = classification.first_class();
    let depths = classification.deepest() as u32;
    (first..first + 99, 0..=depths, 0..1_000_000_u32).prop_map(|(class, depth, rest)| {
        let below = 100_u32.pow(depth);
        class * below + rest % below
    })
}

/// The properties of one open code type, over two codes of it.
macro_rules! open_code_properties {
    ($module:ident, $code:ident) => {
        mod $module {
            use super::*;

            proptest! {
                #[test]
                fn text_and_number_come_back(number in numbers($code::CLASSIFICATION)) {
                    let code = $code::new(number).unwrap();
                    prop_assert_eq!(code.number(), number);
                    prop_assert_eq!(code.to_string(), number.to_string());
                    prop_assert_eq!(code.to_string().parse(), Ok(code));
                    prop_assert_eq!($code::from_digits(number.to_string().as_bytes()), Ok(code));
                    prop_assert_eq!(code.to_string().len(), code.level().digits());
                    prop_assert_eq!(format!("{code:?}"), format!("{}({number})", stringify!($code)));
                }

                #[test]
                fn ancestors_are_prefixes(number in numbers($code::CLASSIFICATION)) {
                    let code = $code::new(number).unwrap();
                    let text = code.to_string();
                    for (above, ancestor) in code.ancestors().enumerate() {
                        prop_assert_eq!(ancestor.to_string(), &text[..text.len() - 2 * (above + 1)]);
                        prop_assert_eq!(code.at(ancestor.level()), Some(ancestor));
                        prop_assert!(ancestor < code);
                        prop_assert!(ancestor.contains(code) && !code.contains(ancestor));
                    }
                    prop_assert_eq!(code.ancestors().next(), code.parent());
                    prop_assert_eq!(code.ancestors().last().unwrap_or(code), code.class());
                    prop_assert!(code.contains(code));
                }

                #[test]
                fn order_is_that_of_the_texts(
                    one in numbers($code::CLASSIFICATION),
                    other in numbers($code::CLASSIFICATION),
                ) {
                    let (one, other) = ($code::new(one).unwrap(), $code::new(other).unwrap());
                    let (left, right) = (one.to_string(), other.to_string());
                    prop_assert_eq!(one.cmp(&other), left.cmp(&right));
                    prop_assert_eq!(one.contains(other), right.starts_with(&left));
                }

                #[test]
                fn only_what_prints_the_same_is_read(text in "[+ 0-9]{0,10}|\\PC*") {
                    match text.parse::<$code>() {
                        Ok(code) => prop_assert_eq!(code.to_string(), text),
                        Err(error) => prop_assert!(text.starts_with(error.text().as_str())),
                    }
                }

                #[test]
                fn bytes_and_numbers_never_panic(bytes: Vec<u8>, number: u32) {
                    let read = $code::from_digits(&bytes).ok();
                    let printed = read.map(|code| code.to_string().into_bytes());
                    prop_assert!(printed.is_none_or(|printed| printed == bytes));
                    let made = $code::new(number).ok();
                    prop_assert_eq!(made, number.to_string().parse().ok());
                }
            }
        }
    };
}

open_code_properties!(functional_code, FunctionalCode);
open_code_properties!(economic_code, EconomicCode);
open_code_properties!(government_code, GovernmentEconomicCode);
open_code_properties!(revenue_code, RevenueCode);

#[track_caller]
fn refused<T: FromStr<Err: Display> + Debug>(text: &str, message: &str) {
    assert_eq!(text.parse::<T>().unwrap_err().to_string(), message);
}

#[test]
fn error_messages() {
    refused::<FunctionalCode>(
        "2013",
        "\"2013\" is not a code of the functional classification: expected 3, 5 or 7 digits, found 4",
    );
    refused::<FunctionalCode>(
        "",
        "\"\" is not a code of the functional classification: expected 3, 5 or 7 digits, found 0",
    );
    refused::<RevenueCode>(
        "10",
        "\"10\" is not a code of the revenue classification: expected 3, 5, 7 or 9 digits, found 2",
    );
    refused::<FunctionalCode>(
        "301",
        "\"301\" is not a code of the functional classification: expected the first three digits from 201 to 299",
    );
    refused::<GovernmentEconomicCode>(
        "50001",
        "\"50001\" is not a code of the government economic classification: expected the first three digits from 501 to 599",
    );
    refused::<EconomicCode>("+30217", "\"+30217\" is not a code of the economic classification: expected digits only");
    refused::<EconomicCode>("３０２", "\"３０２\" is not a code of the economic classification: expected digits only");
    refused::<FunctionalCode>(
        "机关事业单位基本养老保险缴费支出",
        "\"机关事业单位基\"… is not a code of the functional classification: expected digits only",
    );
    refused::<functional::Item>("2010388", "2010388 is not listed in the functional classification");
    refused::<functional::Item>("201", "201 is no item of the functional classification");
    refused::<economic::Listed>("30298", "30298 is not listed in the economic classification");
    refused::<economic::Section>(
        " 30217",
        "\" 30217\" is not a code of the economic classification: expected digits only",
    );
    let number = FunctionalCode::new(20).unwrap_err().to_string();
    assert_eq!(number, "\"20\" is not a code of the functional classification: expected 3, 5 or 7 digits, found 2");
}

#[test]
fn codes_and_their_options_take_four_bytes() {
    assert_eq!(size_of::<Option<FunctionalCode>>(), 4);
    assert_eq!(size_of::<Option<RevenueCode>>(), 4);
    assert!(size_of::<CodeError>() <= 40, "{}", size_of::<CodeError>());
}

/// Every variant comes back from its text and its number, in the order of the codes.
macro_rules! every_variant {
    ($test:ident, $module:ident, $level:ident, $count:literal) => {
        #[test]
        fn $test() {
            use yusuan::$module::{Listed, $level};

            assert_eq!($level::VARIANTS.len(), $count);
            for &one in $level::VARIANTS {
                assert_eq!(one.to_string().parse(), Ok(one));
                assert_eq!(one.to_string().parse(), Ok(Listed::from(one)));
                assert_eq!($level::from_number(one.number()), Some(one));
                assert_eq!($level::from_code(one.code()), Some(one));
                assert_eq!(one.code().listed(), Some(one.into()));
                assert_eq!((one.code().number(), one.code().level()), (one.number(), Level::$level));
                assert!(one.names().all(|name| !name.is_empty() && one.is_named(name)));
            }
            assert!($level::VARIANTS.is_sorted_by_key(|one| one.code()));
        }
    };
}

every_variant!(functional_classes, functional, Class, 30);
every_variant!(functional_sections, functional, Section, 289);
every_variant!(functional_items, functional, Item, 1462);
every_variant!(economic_classes, economic, Class, 10);
every_variant!(economic_sections, economic, Section, 103);
every_variant!(government_classes, government, Class, 15);
every_variant!(government_sections, government, Section, 69);

#[test]
fn parents_and_children_agree_with_the_digits() {
    use functional::{Class, Item, Listed, Section};

    for &class in Class::VARIANTS {
        assert!(class.sections().iter().all(|section| section.class() == class));
        assert_eq!(Class::named(class.name()), Some(class));
    }
    for &section in Section::VARIANTS {
        assert_eq!(section.code().parent(), Some(section.class().code()));
        assert!(section.class().sections().contains(&section));
        assert!(section.items().iter().all(|item| item.section() == section));
    }
    for &item in Item::VARIANTS {
        assert_eq!(item.code().parent(), Some(item.section().code()));
        assert_eq!(item.code().class(), item.class().code());
        assert!(item.section().items().contains(&item));
        assert_ne!(item.budget(), BudgetKind::Several);
    }
    assert_eq!(Listed::all().count(), 1781);
    assert!(Listed::all().is_sorted());
    assert!(economic::Listed::all().is_sorted() && government::Listed::all().is_sorted());
    assert!(economic::Section::VARIANTS.iter().all(|it| it.class().sections().contains(it)));
    assert!(government::Section::VARIANTS.iter().all(|it| it.class().sections().contains(it)));
}

#[test]
fn a_literal_is_looked_up_by_the_compiler() {
    const RUNNING: functional::Item = functional::Item::of(2010301);
    const RECEPTION: economic::Section = economic::Section::of(30217);
    const HEALTH: FunctionalCode = FunctionalCode::of(210);
    const MISSING: Option<functional::Item> = functional::Item::from_number(2010388);

    assert_eq!(RUNNING, functional::Item::I2010301);
    assert_eq!(RECEPTION.name_en(), "Official reception");
    assert_eq!(HEALTH.listed(), Some(functional::Class::Health.into()));
    assert_eq!(MISSING, None);
}

#[test]
fn an_unlisted_code_is_a_code() {
    let code: FunctionalCode = "2010388".parse().unwrap();
    assert_eq!((code.level(), code.listed()), (Level::Item, None));
    assert_eq!(code.parent().and_then(functional::Section::from_code), Some(functional::Section::S20103));
    let error = ListedError::Unlisted { classification: Classification::Functional, number: 2010388 };
    assert_eq!("2010388".parse::<functional::Item>(), Err(error));
    assert_eq!(EconomicCode::of(3010201).listed(), None);
    assert_eq!(RevenueCode::of(199).listed(), None);
}

fn year(number: u16) -> FiscalYear {
    FiscalYear::new(number).unwrap()
}

#[test]
fn names_depend_on_the_year() {
    let retirement = functional::Section::of(20805);
    assert_eq!(retirement.name_in(year(2018)), "行政事业单位离退休");
    assert_eq!(retirement.name_in(year(2026)), "行政事业单位养老支出");
    // No document of 2020 was met, so nothing but the current name is known for it.
    assert_eq!(retirement.name_in(year(2020)), "行政事业单位养老支出");

    let reused = economic::Section::of(30311);
    assert_eq!(reused.name_in(year(2017)), "住房公积金");
    assert_eq!(reused.name_in(year(2024)), "代缴社会保险费");
    assert_eq!(reused.names().collect::<Vec<_>>(), ["代缴社会保险费", "住房公积金"]);
    assert_eq!(reused.former_names()[0].years(), [year(2017)]);

    let health = functional::Class::Health;
    assert_eq!(health.name_in(year(2018)), "医疗卫生与计划生育支出");
    assert_eq!(functional::Class::named("医疗卫生与计划生育支出"), Some(health));
}

#[test]
fn names_are_looked_up_within_their_parent() {
    use functional::{Class, Section};

    assert_eq!(Section::of(20103).item_named("行政运行"), Some(functional::Item::I2010301));
    assert_eq!(Section::of(20101).item_named("行政运行"), Some(functional::Item::I2010101));
    assert_eq!(Section::of(20101).item_named("没有"), None);
    // The newer of two codes with one name.
    assert_eq!(Section::of(20899).item_named("其他社会保障和就业支出"), Some(functional::Item::I2089999));
    assert_eq!(Class::Transfers.section_named("区域间转移性支出"), Some(Section::S23021));
    let contributions = economic::Class::WagesAndBenefits.section_named("其他社会保障缴费");
    assert_eq!(contributions, Some(economic::Section::of(30112)));
    // Only a former name of this class has it.
    let fund = economic::Class::AssistanceToIndividualsAndFamilies.section_named("住房公积金");
    assert_eq!(fund, Some(economic::Section::of(30311)));
    assert!(functional::Listed::all_named("行政运行").count() > 20);
}

#[test]
fn a_row_says_where_it_was_met() {
    let education = functional::Class::Education;
    assert_eq!((education.documents(), education.publishers()), (81, 11));
    assert_eq!(education.evidence(), Evidence::Published);
    assert_eq!(education.budget(), BudgetKind::Several);
    assert_eq!(education.years_seen().first(), Some(&year(2020)));
    assert!(functional::Class::ForeignAffairs.years_seen().is_empty());
    assert!(Evidence::Unattested < Evidence::Published && Evidence::Published < Evidence::Official);
}

#[test]
fn the_mapping_is_the_same_from_both_sides() {
    let from_government = government::Listed::all().flat_map(government::Listed::department);
    let from_department = economic::Listed::all().flat_map(economic::Listed::government);
    let (one, mut other): (Vec<_>, Vec<_>) = (from_government.collect(), from_department.collect());
    other.sort_by_key(|pair| (pair.government, pair.department));
    assert_eq!(one, other);
    assert_eq!(one, mapping::pairs().iter().collect::<Vec<_>>());
    assert_eq!(one.len(), 158);

    let wages = economic::Class::WagesAndBenefits.government();
    assert_eq!(wages[0].government, government::Class::AgencyWagesAndBenefits.into());
    assert_eq!(wages[0].evidence, Evidence::Official);
    assert!(government::Class::Transfers.department().is_empty());
}

#[test]
fn revenue_rows_form_a_tree() {
    use revenue::Entry;

    assert_eq!(Entry::all().len(), 274);
    assert!(Entry::all().is_sorted_by_key(Entry::code));
    let mut in_tree = 0;
    for entry in Entry::all() {
        assert_eq!(entry.code().listed(), Some(entry));
        assert_eq!(entry.parent().map(Entry::code), entry.code().parent());
        in_tree += entry.children().inspect(|child| assert_eq!(child.parent(), Some(entry))).count();
    }
    assert_eq!(in_tree, Entry::all().iter().filter(|it| it.level() != Level::Class).count());
    let named: Vec<_> = Entry::all_named("国内增值税").map(Entry::code).collect();
    assert_eq!(named, [RevenueCode::of(1010101)]);
    assert_eq!(RevenueCode::of(104).listed().and_then(Entry::budget), None);
}

#[cfg(feature = "serde")]
mod serde {
    use super::*;

    #[track_caller]
    fn as_json<T>(value: &T, json: &str)
    where
        T: ::serde::Serialize + ::serde::de::DeserializeOwned + PartialEq + Debug,
    {
        assert_eq!(serde_json::to_string(value).unwrap(), json);
        assert_eq!(serde_json::from_str::<T>(json).unwrap(), *value);
    }

    #[test]
    fn codes_are_text() {
        as_json(&FunctionalCode::of(2010388), "\"2010388\"");
        as_json(&EconomicCode::of(302), "\"302\"");
        as_json(&GovernmentEconomicCode::of(50206), "\"50206\"");
        as_json(&RevenueCode::of(101010101), "\"101010101\"");
        as_json(&functional::Item::I2010301, "\"2010301\"");
        as_json(&economic::Section::OfficialReception, "\"30217\"");
        as_json(&government::Listed::from(government::Class::Transfers), "\"513\"");
        as_json(&Level::Item, "\"item\"");
        as_json(&BudgetKind::GovernmentFund, "\"government-fund\"");
        as_json(&Evidence::Unattested, "\"unattested\"");
        as_json(&Classification::GovernmentEconomic, "\"government-economic\"");
    }

    #[test]
    fn numbers_are_not_accepted() {
        let error = serde_json::from_str::<FunctionalCode>("2010301").unwrap_err().to_string();
        assert_eq!(error, "invalid type: integer `2010301`, expected a functional code as text at line 1 column 7");
        let error = serde_json::from_str::<functional::Class>("\"20101\"").unwrap_err().to_string();
        assert_eq!(error, "20101 is no class of the functional classification at line 1 column 7");
    }
}
