//! The sentence of each kind of issue.

use crate::amount::Printed;
use crate::fact::Place;

use super::super::finding::{Finding, Issue};
use super::{Language, Words, money, say};

/// What was found, in the words of the document.
#[expect(clippy::too_many_lines, reason = "one arm for each kind, both languages side by side")]
pub(super) fn sentence(finding: &Finding, words: Words<'_>) -> String {
    let (language, places) = (words.language, finding.places.as_slice());
    let row = words.row_of(places);
    match &finding.issue {
        Issue::RelationViolated { id, printed, expected } => {
            broken(words, places, (id, *printed, *expected), &Strictness::Violated)
        }
        Issue::TailStrained { id, printed, expected } => {
            broken(words, places, (id, *printed, *expected), &Strictness::Strained)
        }
        Issue::TailUnlikely { id, printed, expected } => {
            broken(words, places, (id, *printed, *expected), &Strictness::Unlikely)
        }
        Issue::ClaimOdd { text, objection, slip } => {
            let (line, objection) = (words.line(places), objection.message(language));
            let slip = slip.map_or_else(String::new, |slip| {
                let why = slip.message(language);
                say!(language, "（可能原因：{why}）", " (perhaps {why})")
            });
            say!(language, "{line}：“{text}”——{objection}{slip}。", "{line}: “{text}”: {objection}{slip}.")
        }
        Issue::CodeUnlisted { code, name } => say!(
            language,
            "{row}：科目目录没有{code}（{name}），可能是新设、地方自设或印错的科目。",
            "{row}: the catalogue has no {code} ({name}), which may be new, local, or a misprint."
        ),
        Issue::NameDiffers { code, printed, listed } => say!(
            language,
            "{row}：{code}印作“{printed}”，科目目录中的名称是“{listed}”。",
            "{row}: {code} is printed as “{printed}”; the catalogue calls it “{listed}”."
        ),
        Issue::FormerName { code, printed, listed } => say!(
            language,
            "{row}：{code}用的是旧名“{printed}”，该年度的名称是“{listed}”。",
            "{row}: {code} has its former name “{printed}”; the name of that year is “{listed}”."
        ),
        Issue::NameOfAnotherCode { code, printed, other } => say!(
            language,
            "{row}：{code}旁印的“{printed}”是{other}的名称，编码和名称必有一误。",
            "{row}: “{printed}”, printed beside {code}, is the name of {other}; the code or the name is wrong."
        ),
        Issue::ImpossibleDate { year, month, day, budget } => {
            let line = words.line(places);
            let (month, day) = (format!("{month:02}"), format!("{day:02}"));
            say!(
                language,
                "{line}：{budget}年预算在当年上半年公开，其中不可能有截至{year}-{month}-{day}的数。",
                "{line}: figures as of {year}-{month}-{day} cannot stand in a budget for {budget}, which is published \
                 in the first half of its year."
            )
        }
        Issue::CodeInWrongTable { code, budget, .. } => {
            let of = english_budget(budget);
            say!(
                language,
                "{row}：{code}属于{budget}，不应列在本表。",
                "{row}: {code} belongs to {of} and should not stand in this table."
            )
        }
        Issue::GovernmentCode { code, name, .. } => {
            say!(
                language,
                "{row}：{code}（{name}）是政府预算支出经济分类科目，本表按部门预算支出经济分类列示。",
                "{row}: {code} ({name}) is a government economic code, and this table lists those of departments."
            )
        }
        Issue::PairUnlisted { government, government_name, department, department_name, listed } => {
            let others = listed.join(&say!(language, "、", ", "));
            let others = match (others.is_empty(), language) {
                (true, Language::Chinese) => format!("对应表没有列出{department}对应的政府科目"),
                (true, Language::English) => format!("it lists nothing for {department}"),
                (false, Language::Chinese) => format!("{department}对应的有{others}"),
                (false, Language::English) => format!("for {department} it lists {others}"),
            };
            say!(
                language,
                "{row}：政府经济科目{government}（{government_name}）与部门经济科目{department}（{department_name}）并列，\
                 对应表未收录这一组合；{others}。",
                "{row}: {government} ({government_name}) beside {department} ({department_name}) is not listed in the \
                 mapping; {others}."
            )
        }
        Issue::CodeRepeated { code, .. } => {
            say!(language, "{row}：{code}在本表中重复列示。", "{row}: {code} is printed twice in this table.")
        }
        Issue::CodeOutOfOrder { code, .. } => {
            say!(
                language,
                "{row}：{code}在本表中未按编码顺序列示。",
                "{row}: {code} stands out of the order of codes in this table."
            )
        }
        Issue::TwinsEqual { function, economic, amount } => {
            let (amount, [one, other]) = (money(*amount), words.two(places));
            say!(
                language,
                "{one}与{other}同为{amount}：功能科目{function}由经济科目{economic}列支，两数通常相等。",
                "{one} and {other} both print {amount}: function {function} is paid under economic code {economic}, \
                 and the two are usually equal."
            )
        }
        Issue::TwinExceeds { function, economic, larger, smaller } => {
            let [one, other] = words.two(places);
            let (by, larger, smaller) = (excess(*larger, *smaller), money(*larger), money(*smaller));
            say!(
                language,
                "{one}印为{larger}，比{other}的{smaller}多{by}：功能科目{function}由经济科目{economic}列支，通常不应超过它。",
                "{one} prints {larger}, {by} more than {other} with {smaller}: function {function} is paid under \
                 economic code {economic}, which usually contains it."
            )
        }
        Issue::ExceedsBound { inner, outer, larger, smaller } => {
            let cell = words.first(places);
            let (by, larger, smaller) = (excess(*larger, *smaller), money(*larger), money(*smaller));
            let (inside, outside) = (english_bound(inner), english_bound(outer));
            say!(
                language,
                "{cell}印为{larger}，{inner}比{outer}（{smaller}）多{by}；后者通常包含前者，事业单位可以例外。",
                "{cell} prints {larger}: {inside} is {by} more than {outside}, {smaller}, which usually contains it; \
                 public institutions may be the reason."
            )
        }
        Issue::BusinessIncomeUnspent { income } => {
            let (income, [one, other]) = (money(*income), words.two(places));
            say!(
                language,
                "{one}列经营收入{income}，{other}的经营支出却为零：收入用在何处未列示。",
                "{one} prints {income} of business income, and {other} no business expenditure: nothing says what it \
                 is spent on."
            )
        }
        Issue::EmptyTableHasAmounts { table } => {
            let (table, cell) = (words.table(*table), words.first(places));
            say!(
                language,
                "{table}注明本表本年无发生额，却列有数字，例如{cell}。",
                "The notes of {table} say that it is empty, and it prints amounts, e.g. {cell}."
            )
        }
        Issue::TableAbsent { table } => {
            let table = words.table(*table);
            say!(
                language,
                "文件中没有{table}，与它有关的勾稽关系未能核对。",
                "The document lacks {table}; what needs it was not checked."
            )
        }
        Issue::TableIncomplete { table } => {
            let table = words.table(*table);
            say!(
                language,
                "{table}有未能识别的数字，涉及所缺各行的勾稽关系未能核对。",
                "Some figures of {table} were not understood; what needs its missing rows was not checked."
            )
        }
        Issue::TableRepeated { table } => {
            let table = words.table(*table);
            say!(
                language,
                "{table}出现两次，第二张未核对。",
                "The document has {table} twice; the second is not checked."
            )
        }
        Issue::RowMisplaced { .. } => say!(
            language,
            "{row}：此行的科目或名称不属于本表，或单元格多于栏数，无法核对。",
            "{row}: the row does not belong in this table, or has more cells than the table has columns; it cannot be \
             checked."
        ),
        Issue::NegativeAmount { amount } => {
            let amount = money(*amount);
            let cell = words.first(places);
            say!(
                language,
                "{cell}印为{amount}，预算数通常不为负。",
                "{cell} prints {amount}; amounts of a budget are usually not below zero."
            )
        }
    }
}

/// Why a relation is told.
enum Strictness {
    Violated,
    Strained,
    Unlikely,
}

/// A relation that does not hold, or only just: the figure, what was expected of it, what it was held against.
fn broken(
    words: Words<'_>,
    places: &[Place],
    (id, printed, expected): (&str, Printed, Printed),
    strictness: &Strictness,
) -> String {
    let language = words.language;
    // Copies list every place; the figure that is told of is the one that differs.
    let own = places.iter().position(|&place| words.figure(place) == Some(printed));
    let place = own.or((!places.is_empty()).then_some(0)).map(|index| words.cell(places[index])).unwrap_or_default();
    let place = if own.is_some() {
        say!(language, "{place}印为", "{place} prints")
    } else {
        say!(language, "{place}等各数合计为", "{place} and the others of its side add up to")
    };
    let (difference, shown, should) = (words.difference(printed, expected), money(printed), money(expected));
    let rule = statement(id, places, language);
    let others = others(words, places, own);
    let first = say!(
        language,
        "{place}{shown}，按其余各数应为{should}，{difference}。",
        "{place} {shown}; the other figures make it {should}, so it is {difference}."
    );
    let largest = largest_tail(words, places, own, id);
    let bound = match (strictness, largest.map(money)) {
        (Strictness::Violated, Some(tail)) => {
            say!(language, "，四舍五入最多相差{tail}", ", and rounding half up explains {tail} at most")
        }
        (Strictness::Strained, _) => say!(
            language,
            "；只有每个数都恰好处在进位的边缘才会差这么多，单靠尾数取舍不会",
            "; only if every amount lay on the very edge of what its figure stands for could it differ by that \
             much, which cutting off digits alone does not leave"
        ),
        (Strictness::Unlikely, _) => say!(
            language,
            "；尾数取舍有可能差这么多，但就其项数而言极为罕见",
            "; cutting off digits can leave that much, but very rarely for so many parts"
        ),
        (Strictness::Violated, None) => String::new(),
    };
    say!(language, "{first}{rule}{others}{bound}（{id}）。", "{first} {rule}{others}{bound} ({id}).")
}

/// What the relation of an id says.
fn statement(id: &str, places: &[Place], language: Language) -> String {
    if id.contains('≥') {
        say!(language, "该数不应小于其各部分之和", "It should be no less than the parts it has elsewhere")
    } else if id.contains('≈') {
        say!(
            language,
            "两边之差不应超过另行列示的金额",
            "The two sides should differ by no more than what is printed elsewhere as lying between them"
        )
    } else if id.starts_with("rows:") {
        say!(language, "该数应等于其下各行之和", "It should be the sum of the rows under it")
    } else if is_sum(id, places) {
        say!(language, "整体应等于各部分之和", "The whole should be the sum of its parts")
    } else {
        say!(language, "同一笔金额在各处应完全一致", "One amount should be the same wherever it is printed")
    }
}

/// Whether the sides of a relation are sums, of columns or of rows; a copy has one figure on each side.
fn is_sum(id: &str, places: &[Place]) -> bool {
    id.starts_with("rows:") || id.contains('+') || places.len() > id.matches('=').count() + 1
}

/// The other figures of a relation if they are few, otherwise how many.
fn others(words: Words<'_>, places: &[Place], own: Option<usize>) -> String {
    let language = words.language;
    let mut others: Vec<Place> =
        places.iter().copied().enumerate().filter(|(i, _)| Some(*i) != own).map(|(_, place)| place).collect();
    others.dedup();
    let count = others.len();
    if count > 3 {
        return say!(language, "（其余{count}个数）", " ({count} other figures)");
    }
    let shown =
        others.iter().filter_map(|&place| Some(format!("{} {}", words.short(place), money(words.figure(place)?))));
    let shown = shown.collect::<Vec<_>>().join(&say!(language, "，", ", "));
    if shown.is_empty() { String::new() } else { say!(language, "（{shown}）", " ({shown})") }
}

/// The largest tail that rounding half up leaves a sum: half a last digit for each part that is not zero.
/// Nothing where a bound or different precisions play a part.
fn largest_tail(words: Words<'_>, places: &[Place], own: Option<usize>, id: &str) -> Option<Printed> {
    let whole = words.figure(*places.get(own?)?)?;
    if id.contains(['≈', '≥']) || !is_sum(id, places) {
        return None;
    }
    let mut parts = 0;
    for (index, &place) in places.iter().enumerate() {
        let figure = words.figure(place)?;
        if figure.is_negative() || figure.last_place_exponent() != whole.last_place_exponent() {
            return None;
        }
        parts += i64::from(Some(index) != own && !figure.is_zero());
    }
    Printed::from_last_digits(parts / 2, whole.decimals(), whole.unit()).ok()
}

fn excess(larger: Printed, smaller: Printed) -> String {
    let difference = larger.amount().checked_sub(smaller.amount()).ok();
    let printed = difference.and_then(|by| Printed::from_amount(by, larger.unit(), larger.decimals()).ok());
    printed.map_or_else(String::new, money)
}

/// A name of the catalogue with its English, for those who do not read the former.
fn english_budget(name: &str) -> String {
    let english = match name {
        "一般公共预算" => "the general public budget",
        "政府性基金预算" => "the budget of government funds",
        "国有资本经营预算" => "the budget of state capital",
        other => return other.to_owned(),
    };
    format!("{english} ({name})")
}

fn english_bound(name: &str) -> String {
    let english = match name {
        "“三公”经费" => "spending on travel abroad, vehicles and reception",
        "机关运行经费" => "agency operation",
        "其定义所列经济科目之和" => "the sum of the economic codes in its definition",
        other => return other.to_owned(),
    };
    format!("{english} ({name})")
}
