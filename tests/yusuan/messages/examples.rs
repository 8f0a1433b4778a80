//! One finding of each kind, all from audits of the bundled document with one thing changed.

use yusuan::{
    Address, Detail, Disclosure, EconomicCode, Finding, FunctionalCode, GovernmentEconomicCode, Issue, Printed, Row,
    Table, Unit, read_text,
};

pub(crate) const BUNDLED: &str = include_str!("../../../examples/data/cooperation-office-2024.txt");

/// The document with its finding, for every kind in the order of declaration.
pub(crate) fn examples() -> Vec<(Disclosure, Finding)> {
    Issue::IDS.iter().map(|id| example(id)).collect()
}

/// The document changed so that the audit finds an issue of that kind, and the finding.
pub(crate) fn example(id: &str) -> (Disclosure, Finding) {
    let mut disclosure = read_text(BUNDLED).unwrap();
    match id {
        "impossible-date" | "twins-equal" | "business-income-unspent" => {}
        "relation-violated" => change(&mut disclosure, (5, "2010301", 2), "1,254.86"),
        "tail-strained" => change(&mut disclosure, (1, "三、其他资金", 1), "1,715.53"),
        "tail-unlikely" => change(&mut disclosure, (6, "302", 1), "315.35"),
        "negative-amount" => change(&mut disclosure, (7, "30201", 1), "-1.00"),
        "twin-exceeds" => change(&mut disclosure, (5, "2080505", 2), "293.90"),
        "exceeds-bound" => change(&mut disclosure, (8, "“三公”经费", 1), "3,166.50"),
        "empty-table-has-amounts" => change(&mut disclosure, (10, "合计", 1), "1.00"),
        "claim-odd" => {
            let claim = &mut disclosure.claims[0];
            claim.text = claim.text.replace("13.77%", "17.33%");
            claim.rate = Some("17.33".parse().unwrap());
        }
        "code-unlisted" => rename(&mut disclosure, (5, "2010350"), "2010388 其他协作事务"),
        "name-differs" => rename(&mut disclosure, (5, "2010301"), "2010301 行政管理"),
        "name-of-another-code" => rename(&mut disclosure, (5, "2010301"), "2010301 事业运行"),
        "former-name" => rename(&mut disclosure, (5, "20805"), "20805 行政事业单位离退休"),
        "code-in-wrong-table" => rename(&mut disclosure, (5, "2010350"), "2120801 征地和拆迁补偿支出"),
        "government-code" => {
            let row = row(&mut disclosure, (7, "30201"));
            row.address = Address::Government(GovernmentEconomicCode::new(50201).unwrap());
            "50201 办公经费".clone_into(&mut row.label);
        }
        "pair-unlisted" => {
            let row = row(&mut disclosure, (7, "30201"));
            let detail = Detail {
                government: Some(GovernmentEconomicCode::new(50202).unwrap()),
                economic: Some(EconomicCode::new(30201).unwrap()),
                ..Detail::default()
            };
            row.address = Address::Detail(Box::new(detail));
            "50202 会议费 30201 办公费".clone_into(&mut row.label);
        }
        "row-misplaced" => {
            row(&mut disclosure, (6, "30101")).address = Address::Function(FunctionalCode::new(201).unwrap());
        }
        "code-repeated" => {
            let again = row(&mut disclosure, (7, "30201")).clone();
            table(&mut disclosure, 7).rows.push(again);
        }
        "code-out-of-order" => {
            let rows = &mut table(&mut disclosure, 7).rows;
            let last = rows.len() - 1;
            rows.swap(last - 1, last);
        }
        "table-absent" => disclosure.tables.retain(|table| table.number != 10),
        "table-incomplete" => table(&mut disclosure, 9).complete = false,
        "table-repeated" => {
            let again = table(&mut disclosure, 5).clone();
            disclosure.tables.push(again);
        }
        new => panic!("{new} has no example"),
    }
    let found = disclosure.audit().findings().iter().find(|finding| finding.id() == id).cloned();
    (disclosure, found.unwrap_or_else(|| panic!("the audit does not find {id}")))
}

/// Another figure in a table, in the row that begins so, in a column counted from one.
pub(crate) fn change(disclosure: &mut Disclosure, (number, label, column): (u16, &str, usize), figure: &str) {
    let figure = Printed::parse(figure, Unit::TenThousandYuan).unwrap();
    row(disclosure, (number, label)).cells[column - 1] = Some(figure);
}

/// Another code and name for a row.
fn rename(disclosure: &mut Disclosure, at: (u16, &str), label: &str) {
    let row = row(disclosure, at);
    label.clone_into(&mut row.label);
    let code = label.split(' ').next().unwrap().parse().unwrap();
    row.address = Address::Function(code);
}

fn table(disclosure: &mut Disclosure, number: u16) -> &mut Table {
    disclosure.tables.iter_mut().find(|table| table.number == number).unwrap()
}

fn row<'a>(disclosure: &'a mut Disclosure, (number, label): (u16, &str)) -> &'a mut Row {
    let is_it = |row: &&mut Row| match &row.address {
        Address::Function(code) => code.to_string() == label,
        Address::Economic(code) => code.to_string() == label,
        _ => row.label == label,
    };
    table(disclosure, number).rows.iter_mut().find(is_it).unwrap()
}
