//! What is badly printed or read must not look like an error of the document: it is listed as unread,
//! what depends on it is not judged, and nothing is given to a wrong row.

use yusuan::{Address, Disclosure, Name, Standing, read_text};

use super::piped::OFFICE;
use super::support::{SEED, cell, printed, seed};

fn read(text: &str) -> Disclosure {
    read_text(text).unwrap()
}

#[track_caller]
fn edited(from: &str, to: &str) -> Disclosure {
    assert!(SEED.contains(from), "{from}");
    read(&SEED.replacen(from, to, 1))
}

#[track_caller]
fn accuses_nobody(disclosure: &Disclosure) {
    let audit = disclosure.audit();
    let violated: Vec<String> = audit.violations().map(yusuan::Relation::id).collect();
    assert_eq!(violated, Vec::<String>::new());
    assert!(audit.claims().iter().all(|claim| claim.standing != Standing::Inconsistent));
}

#[test]
fn a_row_without_a_figure_is_unread_and_keeps_its_code_to_itself() {
    for cell_text in ["", " 5", " --"] {
        let disclosure = edited("　[30213]维修（护）费 5.50", &format!("　[30213]维修（护）费{cell_text}"));
        assert_eq!(disclosure.unread.len(), 1, "{cell_text:?}: {:?}", disclosure.unread);
        assert!(disclosure.unread[0].text.starts_with("[30213]"));
        let next = printed(&disclosure, cell(&disclosure, 6, "30214", 1)).unwrap();
        assert_eq!(next.to_string(), "0.20", "the row below");
        assert!(!disclosure.table(6).unwrap().complete);
        accuses_nobody(&disclosure);
    }
}

#[test]
fn a_title_repeated_on_the_next_page_goes_on_with_the_table() {
    let header = "功能分类科目\n合计 基本支出 项目支出";
    let repeated = SEED.match_indices(header).nth(1).map(|(position, _)| position).unwrap();
    let text = format!("{}表3\n\n支出总体情况表\n\n{}", &SEED[..repeated], &SEED[repeated..]);
    let disclosure = read(&text);
    assert_eq!((disclosure.tables.len(), disclosure.facts().count()), (12, 996));
    accuses_nobody(&disclosure);
}

#[test]
fn a_header_with_nothing_under_it_is_no_empty_table() {
    let start = SEED.find("合计 262,392.20 0.00 262,392.20").unwrap();
    let end = start + SEED[start..].find("无。").unwrap();
    let disclosure = read(&format!("{}{}", &SEED[..start], &SEED[end..]));
    assert!(!disclosure.table(9).unwrap().complete);
    accuses_nobody(&disclosure);
}

#[test]
fn a_table_printed_twice_counts_once() {
    let mut disclosure = seed().clone();
    disclosure.tables.push(disclosure.tables[0].clone());
    assert_eq!(disclosure.facts().count(), 996);
    accuses_nobody(&disclosure);
}

#[test]
fn a_class_under_another_name_is_not_taken_for_nothing() {
    accuses_nobody(&edited("　　商品和服务支出 280.17", "　　商品服务支出 280.17"));
}

#[test]
fn a_set_of_codes_is_not_summed_from_a_table_with_gaps() {
    let disclosure = edited("　[30231]公务用车运行维护费 10.00", "　[30231]公务用车运行维护费 1O.00");
    assert_eq!(disclosure.unread.len(), 1);
    accuses_nobody(&disclosure);
}

#[test]
fn a_unit_under_another_name_is_not_taken_for_nothing() {
    let mut disclosure = seed().clone();
    let table = disclosure.tables.iter_mut().find(|table| table.number == 12).unwrap();
    let renamed = |name: &Name| {
        if name.as_str() == "广州市国内合作服务中心" { "合作中心".into() } else { name.clone() }
    };
    for row in &mut table.rows {
        row.address = match &row.address {
            Address::Unit(unit) => Address::Unit(renamed(unit)),
            Address::Project(unit, project) => Address::Project(renamed(unit), project.clone()),
            other => other.clone(),
        };
    }
    accuses_nobody(&disclosure);
}

/// What nothing announces is not understood, but its figures are not passed over either.
#[test]
fn rows_without_title_or_header_are_listed() {
    let listed = |rows: &str| {
        let office = read(&format!("{OFFICE}\n第五部分 其他说明\n{rows}"));
        let of_rows = office.unread.iter().filter(|unread| rows.contains(&unread.text));
        of_rows.map(|unread| (unread.text.clone(), unread.figures)).collect::<Vec<_>>()
    };
    let told =
        |rows: &[(&str, u32)]| rows.iter().map(|(text, figures)| ((*text).to_owned(), *figures)).collect::<Vec<_>>();
    let summary = ["一、财政拨款 900.00 一、教育支出 700.00", "二、其他收入 100.00 二、科学技术支出 300.00"];
    assert_eq!(listed(&summary.join("\n")), told(&[(summary[0], 2), (summary[1], 2)]));
    let column = ["办公费 12.50", "印刷费 3.00", "水费 0.80"];
    assert_eq!(listed(&column.join("\n")), told(&[(column[0], 1), (column[1], 1), (column[2], 1)]));
    // Sentences are no rows, however they wrap.
    assert_eq!(listed("全年安排办公费 12.50 万元 水费 3.00\n万元，比上年减少。"), []);
    assert_eq!(listed("今年安排的办公费为 12.50\n万元，水费为 3.00\n万元，比上年减少。"), []);
}
