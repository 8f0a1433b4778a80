//! Reading texts that are cut, garbled or laid out in other ways: nothing lost, nothing invented.

use std::collections::BTreeMap;

use proptest::prelude::*;
use yusuan::relation::Reason;
use yusuan::{Address, Disclosure, Key, Printed, ReadError, Relation, Row, Verdict, read_text};

use super::support::{CENTRE, OFFICE, SEED, cell, edited, place, printed, read, seed, wan};

/// Every figure with its key and its row, whatever the page and the line.
fn figures(disclosure: &Disclosure) -> Vec<(Key, Printed, u16, u32, u16)> {
    let figure = |fact: yusuan::Fact| (fact.key, fact.printed, fact.place.table, fact.place.row, fact.place.column);
    disclosure.facts().map(figure).collect()
}

/// The line that a heading of the bundled document stands on.
fn line_of(heading: &str) -> u32 {
    (1..).zip(SEED.lines()).find(|(_, line)| line.contains(heading)).unwrap().0
}

/// The figures of tables that were not understood. Sentences that were not are listed too.
fn unread_figures(disclosure: &Disclosure) -> usize {
    let narrative = line_of("第三部分");
    disclosure.unread.iter().filter(|unread| unread.line < narrative).map(|unread| unread.figures as usize).sum()
}

/// Same facts, same claims, nothing unread.
fn says_the_same(text: &str) -> Disclosure {
    let disclosure = read(text);
    assert_eq!(figures(&disclosure), figures(seed()));
    assert!(disclosure.unread.is_empty(), "{:?}", disclosure.unread);
    let claims = |disclosure: &Disclosure| disclosure.claims.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
    assert_eq!(claims(&disclosure), claims(seed()));
    let goals = |disclosure: &Disclosure| -> Vec<Option<String>> {
        disclosure.table(12).unwrap().rows.iter().map(|row| row.goal.clone()).collect()
    };
    assert_eq!(goals(&disclosure), goals(seed()));
    disclosure
}

#[test]
fn no_prefix_makes_it_panic() {
    let boundaries: Vec<usize> = SEED.char_indices().map(|(at, _)| at).step_by(13).collect();
    let mut most = 0;
    for (index, end) in boundaries.into_iter().enumerate() {
        match read_text(&SEED[..end]) {
            Ok(disclosure) => {
                // Reading on never takes back more than the row and the heading that are cut.
                let facts = disclosure.facts().count();
                assert!(facts + unread_figures(&disclosure) <= 996);
                assert!(facts + 40 >= most, "{facts} after {most} at {end}");
                most = most.max(facts);
                if index % 5 == 0 {
                    let audit = disclosure.audit();
                    assert!(audit.tally().exact < 900);
                }
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    assert_eq!(most, 996);
}

#[test]
fn no_missing_line_makes_it_panic() {
    let lines: Vec<&str> = SEED.lines().collect();
    let amounts: BTreeMap<u32, Vec<Printed>> = seed().facts().fold(BTreeMap::new(), |mut lines, fact| {
        lines.entry(fact.place.line).or_insert_with(Vec::new).push(fact.printed);
        lines
    });
    for missing in (0..lines.len()).filter(|&line| !lines[line].trim().is_empty()) {
        let text: String =
            lines.iter().enumerate().filter(|(line, _)| *line != missing).flat_map(|(_, line)| [*line, "\n"]).collect();
        let disclosure = read(&text);
        let number = u32::try_from(missing + 1).unwrap();
        let lost = amounts.get(&number).map_or(0, Vec::len);
        let found = disclosure.facts().count() + unread_figures(&disclosure);
        assert_eq!(found, 996 - lost, "line {number} missing");
        // What is read stands where it stood, with the amounts it had.
        for (line, known) in disclosure.facts().fold(BTreeMap::new(), |mut lines, fact| {
            let line = fact.place.line + u32::from(fact.place.line >= number);
            lines.entry(line).or_insert_with(Vec::new).push(fact.printed);
            lines
        }) {
            assert_eq!(amounts.get(&line), Some(&known), "line {number} missing");
        }
        if missing % 4 == 0 {
            let audit = disclosure.audit();
            assert_eq!(audit.relations().is_empty(), disclosure.tables.is_empty());
        }
    }
}

#[test]
fn other_layouts_say_the_same() {
    says_the_same(&SEED.replace('\n', "\r\n"));
    let tight: String = SEED.lines().filter(|line| !line.trim().is_empty()).flat_map(|line| [line, "\n"]).collect();
    let tight = says_the_same(&tight);
    assert_eq!(tight.table(12).unwrap().page, seed().table(12).unwrap().page);
    // Form feeds in the place of the space that begins a page.
    let mut after_blank = true;
    let mut fed = String::new();
    for line in SEED.lines() {
        let begins = !after_blank && line.starts_with(' ') && !line.starts_with("  ");
        fed.push_str(if begins { "\u{c}" } else { "" });
        fed.push_str(if begins { &line[1..] } else { line });
        fed.push('\n');
        after_blank = line.trim().is_empty();
    }
    assert!(fed.matches('\u{c}').count() > 20);
    let fed = says_the_same(&fed);
    let pages = |disclosure: &Disclosure| disclosure.facts().map(|fact| fact.place.page).collect::<Vec<_>>();
    assert_eq!(pages(&fed), pages(seed()));
    let last = seed().table(12).unwrap().rows.last().unwrap().page;
    assert!(last > 20, "{last}");
}

#[test]
fn full_width_figures_are_the_same_figures() {
    let wide = |word: &str| -> String {
        let figure =
            word.contains('.') && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
        let widen = |c: char| char::from_u32(u32::from(c) + 0xfee0).unwrap();
        if figure { word.chars().map(widen).collect() } else { word.to_owned() }
    };
    let (tables, rest) = SEED.split_once(" 第三部分").unwrap();
    let words = tables.split_inclusive([' ', '\n']).flat_map(|word| {
        let (bare, end) = word.split_at(word.trim_end_matches([' ', '\n']).len());
        [wide(bare), end.to_owned()]
    });
    let text: String = words.collect();
    assert!(text.contains("２７１，３６８．１１"));
    says_the_same(&format!("{text} 第三部分{rest}"));
}

#[test]
fn figures_under_other_header_words_get_no_column() {
    for (from, to, table, count) in [
        ("合计 基本支出 项目支出\n\n事业单位经营支", "合计 项目支出 基本支出\n\n事业单位经营支", 3, 168),
        ("小计 其中：基本支出 项目支出", "小计 项目支出 其中：基本支出", 5, 63),
        ("项目 合计 一般公共预算 政府性基金预算", "项目 合计 政府性基金预算 一般公共预算", 8, 28),
        ("部门预算支出经济科目 预算", "部门预算支出经济科目 决算", 6, 39),
    ] {
        let disclosure = read(&edited(from, to));
        let swapped = disclosure.table(table).unwrap();
        assert_eq!(swapped.cells().count(), 0, "table {table}");
        assert!(!swapped.complete);
        assert_eq!(unread_figures(&disclosure), count, "table {table}");
        let others: Vec<_> = figures(seed()).into_iter().filter(|figure| figure.2 != table).collect();
        assert_eq!(figures(&disclosure), others);
        assert_eq!(disclosure.audit().tally().violated, 0);
    }
}

/// A header that is repeated on a later page in another order: what stands under it has no column.
#[test]
fn figures_of_a_page_under_other_header_words_get_no_column() {
    let words = "合计 基本支出 项目支出";
    let (first, rest) = SEED.split_once(words).unwrap();
    let text = format!("{first}{words}{}", rest.replacen(words, "合计 项目支出 基本支出", 1));
    let disclosure = read(&text);
    let table = disclosure.table(3).unwrap();
    assert!(!table.complete);
    assert_eq!((unread_figures(&disclosure), table.cells().count()), (5 * 7, 19 * 7));
    let known = figures(seed());
    assert!(figures(&disclosure).iter().all(|figure| known.contains(figure)));
    assert_eq!(disclosure.audit().tally().violated, 0);
}

/// The relations that were judged in the bundled document and are not now, by id.
fn no_longer_judged(disclosure: &Disclosure) -> Vec<String> {
    let judged = |disclosure: &Disclosure| -> Vec<String> {
        let audit = disclosure.audit();
        audit.relations().iter().filter(|it| it.verdict().is_judged()).map(Relation::id).collect()
    };
    let now = judged(disclosure);
    judged(seed()).into_iter().filter(|id| !now.contains(id)).collect()
}

#[test]
fn a_broken_figure_is_listed_and_nothing_hangs_on_it() {
    let text = edited("2010301 　　行政运行 1,604.79", "2010301 　　行政运行 1,6o4.79");
    let disclosure = read(&text);
    let line = text.lines().position(|line| line.contains("1,6o4.79")).unwrap() + 1;
    let [unread] = &disclosure.unread[..] else { panic!("{:?}", disclosure.unread) };
    assert_eq!((unread.page, unread.line as usize), (5, line));
    assert!(unread.text.starts_with("2010301") && unread.text.contains("1,6o4.79 1,604.79 0.00"));
    // Eleven figures and a broken one; which columns they have is not certain.
    assert_eq!((unread.figures, disclosure.facts().count()), (12, 996 - 12));
    assert!(!disclosure.table(2).unwrap().complete);
    assert!(disclosure.tables.iter().all(|table| table.complete || table.number == 2));
    let audit = disclosure.audit();
    assert_eq!(audit.tally().violated, 0);
    let lost = no_longer_judged(&disclosure);
    for id in ["rows: 2.1 @ 20103", "function: 2.1 = 3.1 @ 2010301", "function: 2.2 ≈ 5.1 @ 2010301"] {
        assert!(lost.iter().any(|known| known == id), "{id} was judged without the row");
    }
    let reasons = audit.relations().iter().filter_map(|relation| match relation.verdict() {
        Verdict::Unchecked(reason) => Some(reason),
        _ => None,
    });
    let reasons: Vec<Reason> = reasons.collect();
    assert!(!reasons.is_empty() && reasons.iter().all(|reason| *reason == Reason::TableIncomplete(2)));
    assert_eq!(reasons[0].to_string(), "table 2 was not read completely");
}

#[test]
fn tables_without_a_title_are_absent_and_their_figures_listed() {
    for (title, table, count) in [("\n收入总体情况表\n", 2, 288), ("\n部门预算基本支出预算表\n", 11, 70)]
    {
        let disclosure = read(&edited(title, "\n"));
        assert!(disclosure.table(table).is_none());
        assert_eq!(unread_figures(&disclosure), count, "table {table}");
        let audit = disclosure.audit();
        assert_eq!(audit.tally().violated, 0);
        let absent = Verdict::Unchecked(Reason::TableAbsent(table));
        assert!(audit.relations().iter().filter(|relation| relation.verdict() == absent).count() > 3);
        assert_eq!(Reason::TableAbsent(table).to_string(), format!("table {table} is not in the document"));
    }
}

#[test]
fn reasons_and_errors_have_their_words() {
    let error = |text: &str| read_text(text).unwrap_err();
    for text in ["", " \n\u{3000}\r\n", "\u{c}\u{c}"] {
        assert_eq!(error(text), ReadError::NoText);
    }
    assert_eq!(error("").to_string(), "there is no text, as in a scanned document");
    let no_tables = "not a published budget: no titles with header words under them, neither those of \
                     guangdong-2026, guangdong-2024 nor of any other place, and no narrative that names department, \
                     year and amounts";
    assert_eq!(error("收支总体情况表").to_string(), no_tables);
    assert_eq!(error(&SEED.replace('表', "录")).to_string(), no_tables);
    let no_year = error(&SEED.replace("2024年", ""));
    assert_eq!(no_year.to_string(), "no year: looked for a line like 2024年部门预算表");
    let no_department = error(&SEED.replace("单位名称：", ""));
    assert_eq!(no_department.to_string(), "no department: looked for 单位名称： and for a title ending in 部门预算");
    for (reason, words) in [
        (Reason::NoRow, "no row of the document stands at its addresses"),
        (Reason::CellEmpty(3), "a cell of table 3 has no figure"),
        (Reason::UnitsDiffer(11), "table 11 calls units by names that the other tables do not have"),
        (Reason::Negative, "a negative amount leaves the difference without a bound"),
        (Reason::OutOfRange, "the figures are too large to be added up"),
    ] {
        assert_eq!(reason.to_string(), words);
    }
}

fn goal<'a>(disclosure: &'a Disclosure, unit: &str, project: &str) -> &'a str {
    let named = |row: &&Row| row.address == Address::Project(unit.into(), project.into());
    disclosure.table(12).unwrap().rows.iter().find(named).unwrap().goal.as_deref().unwrap()
}

#[test]
fn goals_stand_at_their_projects() {
    for (unit, project, begins, ends) in [
        (OFFICE, "会展业务费", "办好年度展会活动", "巩固同各方的往来。"),
        (OFFICE, "我市组团赴外省市参加经贸暨博览会工作经费", "选派代表团和企业", "做好会后跟踪服务。"),
        (OFFICE, "广东粤黔工作队广州工作组工作经费", "依据穗府会纪【2016】164号", "资金支付合规有据。"),
        (OFFICE, "加强疏附县“三农”扶持工作专项资金", "用好专项资金1000万元", "为今后自主发展打下基础。"),
        (OFFICE, "市协作办2024-2025年信息化运维项目", "一、建立覆盖全部设备", "费用不突破预算。"),
        (CENTRE, "办公(业务)用房租赁经费", "比选后确定租赁对象", "满足日常使用需要。"),
        (CENTRE, "车辆租用经费", "比选后确定租赁对象", "满足日常使用需要。"),
    ] {
        let goal = goal(seed(), unit, project);
        assert!(goal.starts_with(begins) && goal.ends_with(ends), "{project}: {goal}");
    }
    let rows = &seed().table(12).unwrap().rows;
    assert_eq!(rows.iter().filter(|row| row.goal.is_some()).count(), 30);
    assert!(rows.iter().all(|row| row.goal.is_some() == matches!(row.address, Address::Project(..))));
    assert!(
        seed().tables.iter().filter(|table| table.number != 12).flat_map(|it| &it.rows).all(|row| row.goal.is_none())
    );
}

/// Labels, figures and goals in their order are the text of the table to the letter.
#[test]
fn no_letter_of_table_12_is_lost() {
    let (_, table) = SEED.split_once("部门预算项目支出及其他支出预算表").unwrap();
    let (table, _) = table.split_once("第三部分").unwrap();
    let text: String = table.split_whitespace().collect();
    let header = "支出项目类别（资金使用单位）总计财政拨款财政专户拨款其他资金绩效目标合计一般公共预算政府性基金预算国有资本经营预算";
    assert_eq!(text.matches(header).count(), 5);
    let rows = seed().table(12).unwrap().rows.iter().map(|row| {
        let figures: String = row.cells.iter().flatten().map(Printed::to_string).collect();
        format!("{}{figures}{}", row.label, row.goal.as_deref().unwrap_or_default())
    });
    assert_eq!(rows.collect::<String>() + "无。", text.replace(header, ""));
}

#[test]
fn values_of_some_cells() {
    for (table, row, column, figure) in [
        (1, "城乡社区支出", 2, "262,392.20"),
        (2, "2010350", 8, "1,633.82"),
        (6, "302", 1, "315.27"),
        (8, "公务用车运行维护费", 3, "112.30"),
        (12, "广州市国内合作服务中心/广州博览会展览业务费", 7, "1,423.17"),
    ] {
        let row = if table == 1 { "212" } else { row };
        assert_eq!(printed(seed(), cell(seed(), table, row, column)), Some(wan(figure)));
    }
    assert!(seed().row(place((12, 34, 1))).is_none() && seed().row(place((12, 0, 1))).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn random_text_is_no_budget(text in "\\PC*") {
        let error = read_text(&text).unwrap_err();
        let blank = text.trim().is_empty();
        prop_assert_eq!(error == ReadError::NoText, blank, "{}", error);
    }

    /// Pieces of the document in any order, cut anywhere.
    #[test]
    fn shuffled_pieces_do_not_panic(cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..600_usize), 1..8)) {
        let letters: Vec<char> = SEED.chars().collect();
        let pieces = cuts.iter().map(|(at, length)| {
            let start = at.index(letters.len());
            &letters[start..(start + length * 8).min(letters.len())]
        });
        let text: String = pieces.flatten().collect();
        if let Ok(disclosure) = read_text(&text) {
            let audit = disclosure.audit();
            prop_assert!(audit.claims().len() == disclosure.claims.len());
            prop_assert!(disclosure.facts().all(|fact| disclosure.template.table(fact.place.table).is_some()));
        }
    }
}
