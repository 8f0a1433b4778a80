//! From the codes and names of a row to what it is about.

use crate::code::{EconomicCode, FunctionalCode, GovernmentEconomicCode, Level, economic, functional, government};
use crate::table::vocabulary::plain;

use super::rows::Part;

/// What a row is about, as far as its codes and names tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Coordinates {
    pub(super) function: Option<FunctionalCode>,
    pub(super) economic: Option<EconomicCode>,
    pub(super) government: Option<GovernmentEconomicCode>,
    /// Names that no code explains, and digits that are no code.
    pub(super) rest: String,
}

/// The rows above, for codes that print only their last digits and for names without codes.
#[derive(Clone, Debug, Default)]
pub(super) struct Path {
    function: Option<FunctionalCode>,
    function_indent: usize,
    economic: Option<EconomicCode>,
    government: Option<GovernmentEconomicCode>,
}

/// Whether a label is that of a whole table.
pub(super) fn is_total(label: &str) -> bool {
    let label = plain(label, None);
    let label = label.trim_end_matches(['：', '。']);
    matches!(
        label,
        "合计"
            | "总计"
            | "总合计"
            | "合计数"
            | "支出合计"
            | "支出总计"
            | "收入合计"
            | "收入总计"
            | "本年支出合计"
            | "共计"
            | "合计（万元）"
            | "基本支出合计"
            | "项目支出合计"
            | "全部合计"
            | "金额合计"
    )
}

/// The parts of a code joined; below the class each has two digits, whether or not its zero is printed. A code that a
/// narrow cell broke has only its last digit left: 206060 and 1.
fn joined(parts: &[&str]) -> String {
    let mut digits = String::new();
    for part in parts {
        if part.len() == 1 && !matches!(digits.len(), 4 | 6) {
            digits.push('0');
        }
        digits.push_str(part);
    }
    digits
}

/// The parts of a code without the code of the unit that spends, printed in a column of its own before or after
/// them: 201 08 01 105001. Codes of units are longer than any part.
fn without_unit<'a, 'b>(parts: &'b [&'a str]) -> &'b [&'a str] {
    const LEAST: usize = 6;
    match parts {
        [parts @ .., unit] if !parts.is_empty() && unit.len() >= LEAST => parts,
        [unit, parts @ ..] if unit.len() >= LEAST && parts.first().is_some_and(|first| first.len() == 3) => parts,
        parts => parts,
    }
}

/// Whether a code printed beside that of a unit or in parts is that of a class or section, but its name that of
/// something below: 208 05 机关事业单位基本养老保险缴费支出 has lost the last part, 05, perhaps as the number of a page.
fn has_lost_part(code: FunctionalCode, part: &Part<'_>) -> bool {
    if part.digits.len() < 2 || code.listed().is_none_or(|own| own.is_named(&part.name)) {
        return false;
    }
    match code.at(Level::Section).and_then(functional::Section::from_code) {
        Some(section) => code.level() == Level::Section && section.item_named(&part.name).is_some(),
        None => {
            functional::Class::from_code(code.class()).is_some_and(|class| class.section_named(&part.name).is_some())
        }
    }
}

/// The same for economic codes: 302 差旅费.
fn has_lost_section(code: EconomicCode, part: &Part<'_>) -> bool {
    part.digits.len() > 1
        && code.level() == Level::Class
        && economic::Class::from_code(code.class()).is_some_and(|class| class.section_named(&part.name).is_some())
}

impl Path {
    /// What the parts of a row name, and moves on to it.
    pub(super) fn follow(&mut self, parts: &[Part<'_>]) -> Coordinates {
        let mut coordinates = Coordinates::default();
        for part in parts {
            if part.digits.is_empty() {
                coordinates.rest.push_str(&part.name);
            } else if !self.code(part, &mut coordinates) {
                coordinates.rest.push_str(&part.digits.concat());
                coordinates.rest.push_str(&part.name);
            }
        }
        coordinates
    }

    fn code(&mut self, part: &Part<'_>, coordinates: &mut Coordinates) -> bool {
        let first = without_unit(&part.digits)[0];
        if first.len() < 3 {
            return self.relative(part, coordinates);
        }
        let digits = joined(without_unit(&part.digits));
        let Ok(number) = digits.parse::<u32>() else { return false };
        match digits.as_bytes()[0] {
            b'2' if coordinates.function.is_none() => match FunctionalCode::new(number) {
                Ok(code) if has_lost_part(code, part) => false,
                Ok(code) => {
                    coordinates.function = Some(code);
                    self.function = Some(code);
                    self.function_indent = part.indent;
                    true
                }
                Err(_) => false,
            },
            b'3' if coordinates.economic.is_none() => match EconomicCode::new(number) {
                Ok(code) if has_lost_section(code, part) => false,
                Ok(code) => {
                    coordinates.economic = Some(code);
                    self.economic = Some(code);
                    true
                }
                Err(_) => false,
            },
            b'5' if coordinates.government.is_none() => match GovernmentEconomicCode::new(number) {
                Ok(code) => {
                    coordinates.government = Some(code);
                    self.government = Some(code);
                    true
                }
                Err(_) => false,
            },
            _ => false,
        }
    }

    /// Codes of which only the last digits are printed: 05 under 201, 01 under 20105.
    fn relative(&mut self, part: &Part<'_>, coordinates: &mut Coordinates) -> bool {
        let digits = joined(&part.digits);
        if coordinates.function.is_none()
            && coordinates.economic.is_none()
            && let Some(above) = self.function
        {
            let Some(code) = self.relative_function(above, &digits, part) else { return false };
            coordinates.function = Some(code);
            self.function = Some(code);
            return true;
        }
        if let Some(above) = self.economic.filter(|_| coordinates.economic.is_none()) {
            let Ok(code) = format!("{}{digits}", above.class()).parse::<EconomicCode>() else { return false };
            coordinates.economic = Some(code);
            return true;
        }
        if let Some(above) = self.government.filter(|_| coordinates.government.is_none()) {
            let Ok(code) = format!("{}{digits}", above.class()).parse::<GovernmentEconomicCode>() else { return false };
            coordinates.government = Some(code);
            return true;
        }
        false
    }

    fn relative_function(&mut self, above: FunctionalCode, digits: &str, part: &Part<'_>) -> Option<FunctionalCode> {
        let under = |code: FunctionalCode| format!("{code}{digits}").parse::<FunctionalCode>().ok();
        let section = under(above.class());
        let item = above.at(Level::Section).and_then(under);
        let is_named = |code: &FunctionalCode| code.listed().is_some_and(|listed| listed.is_named(&part.name));
        let (section_fits, item_fits) =
            (section.is_some_and(|code| is_named(&code)), item.is_some_and(|code| is_named(&code)));
        let deeper = part.indent > self.function_indent;
        let code = match (section_fits, item_fits) {
            (true, false) => section,
            (false, true) => item,
            _ if above.level() == Level::Class => section,
            _ if above.level() == Level::Section => {
                if deeper || !section_fits {
                    item
                } else {
                    section
                }
            }
            _ => {
                if part.indent < self.function_indent {
                    section
                } else {
                    item
                }
            }
        };
        self.function_indent = part.indent;
        code
    }

    /// The function that a name without a code stands for, by the rows above and by its indentation.
    pub(super) fn named_function(&mut self, name: &str, indent: usize) -> Option<FunctionalCode> {
        let name = plain(crate::table::without_ordinal(name), None);
        let class = self.function.and_then(|above| functional::Class::from_code(above.class()));
        let section = self.function.and_then(|above| above.at(Level::Section)).and_then(functional::Section::from_code);
        let as_class = || functional::Class::named(&name).map(functional::Class::code);
        let as_section = || class.and_then(|class| class.section_named(&name)).map(functional::Section::code);
        let as_item = || section.and_then(|section| section.item_named(&name)).map(functional::Item::code);
        let code = match indent {
            0 => as_class().or_else(as_item).or_else(as_section),
            1 => as_section().or_else(as_class),
            // Classes under 本年支出 are indented too.
            _ => as_item().or_else(as_section).or_else(as_class),
        }?;
        self.function = Some(code);
        Some(code)
    }

    /// The department economic code that a name without a code stands for.
    pub(super) fn named_economic(&mut self, name: &str, indent: usize) -> Option<EconomicCode> {
        let name = plain(crate::table::without_ordinal(name), None);
        let name = if name == "对个人和家庭补助" { "对个人和家庭的补助".to_owned() } else { name };
        let class = self.economic.and_then(|above| economic::Class::from_code(above.class()));
        let as_class = || economic::Class::named(&name).map(economic::Class::code);
        let as_section = || class.and_then(|class| class.section_named(&name)).map(economic::Section::code);
        let code = if indent == 0 { as_class().or_else(as_section) } else { as_section().or_else(as_class) }?;
        self.economic = Some(code);
        Some(code)
    }

    /// The government economic code that a name without a code stands for.
    pub(super) fn named_government(&mut self, name: &str, indent: usize) -> Option<GovernmentEconomicCode> {
        let name = plain(crate::table::without_ordinal(name), None);
        // Places that tell the two by what they are for instead of by their numbers.
        let name = match name.as_str() {
            "机关资本性支出" => "机关资本性支出（一）".to_owned(),
            "机关资本性支出（基本建设）" => "机关资本性支出（二）".to_owned(),
            _ => name,
        };
        let class = self.government.and_then(|above| government::Class::from_code(above.class()));
        let as_class = || government::Class::named(&name).map(government::Class::code);
        let as_section = || class.and_then(|class| class.section_named(&name)).map(government::Section::code);
        let code = if indent == 0 { as_class().or_else(as_section) } else { as_section().or_else(as_class) }?;
        self.government = Some(code);
        Some(code)
    }
}
