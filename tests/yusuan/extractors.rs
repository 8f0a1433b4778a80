//! One document as several programs extract it: a PDF by position, a text with every cell on a line of its own, a
//! text whose pages end inside a line. No form of it may raise an alarm that the document does not.

#[cfg(feature = "pdf")]
use super::places::contradictions;
#[cfg(feature = "pdf")]
use super::support::corpus_files;
use yusuan::{Disclosure, Fact, Scope, Unit, read_text};

fn read(text: &str) -> Disclosure {
    read_text(text).unwrap_or_else(|error| panic!("{error}"))
}

/// The facts of a row as printed, by the end of its label.
fn row(disclosure: &Disclosure, table: &str, label: &str) -> Vec<String> {
    let is_it = |fact: &Fact| {
        let (title, row, _) = disclosure.names(fact.place);
        title.contains(table) && row.ends_with(label)
    };
    disclosure.facts().filter(is_it).map(|fact| fact.printed.to_string()).collect()
}

#[track_caller]
fn is_sound(disclosure: &Disclosure) {
    assert!(disclosure.unread.is_empty(), "{:?}", disclosure.unread);
    let audit = disclosure.audit();
    let violated: Vec<String> =
        audit.relations().iter().filter(|it| it.verdict().is_violated()).map(yusuan::Relation::id).collect();
    assert!(violated.is_empty(), "{violated:?}");
}

/// A table of functions with its totals, after a summary; more tables may follow.
const OFFICE: &str = "\
示例市统计调查队2026年部门预算
收支总表
单位：万元
收入 支出
项目 预算数 项目 预算数
一、一般公共预算拨款收入 100.00 一、一般公共服务支出 90.00
二、其他收入 0.00 二、住房保障支出 10.00
收入总计 100.00 支出总计 100.00
支出总表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
合计 100.00 70.00 30.00
201 一般公共服务支出 90.00 60.00 30.00
20105 统计信息事务 90.00 60.00 30.00
2010501 行政运行 60.00 60.00 0.00
2010507 专项普查活动 30.00 0.00 30.00
221 住房保障支出 10.00 10.00 0.00
22102 住房改革支出 10.00 10.00 0.00
2210201 住房公积金 10.00 10.00 0.00
";

/// The same with every cell on a line of its own.
fn by_cells(text: &str) -> String {
    let cells = |line: &str| if line.contains('\u{3000}') { line.to_owned() } else { line.replace(' ', "\n") };
    text.lines().map(|line| cells(line) + "\n").collect()
}

#[test]
fn every_cell_may_stand_on_a_line_of_its_own() {
    let plain = read(OFFICE);
    is_sound(&plain);
    let cells = read(&by_cells(OFFICE));
    is_sound(&cells);
    assert_eq!(row(&cells, "支出总表", "行政运行"), ["60.00", "60.00", "0.00"]);
    assert_eq!(cells.facts().count(), plain.facts().count());
}

#[test]
fn codes_in_parts_on_lines_of_their_own_are_no_amounts() {
    let parts =
        [("20105 ", "201 05 "), ("2010501", "201 05 01"), ("2010507", "201 05 07"), (" 0.00", " 0"), (".00", ",000")];
    let text = parts.iter().fold(OFFICE.replace("万元", "元"), |text, (from, to)| text.replace(from, to));
    let cells = read(&by_cells(&text));
    is_sound(&cells);
    assert_eq!(row(&cells, "支出总表", "行政运行"), ["60,000", "60,000", "0"]);
}

#[test]
fn the_last_part_of_a_code_may_run_into_the_name() {
    let parts = [("20105 统", "201 05统"), ("2010501 行", "201 05 01行"), ("2010507 专", "201 05 07专")];
    let glued = read(&parts.iter().fold(OFFICE.to_owned(), |text, (from, to)| text.replace(from, to)));
    is_sound(&glued);
    assert_eq!(row(&glued, "支出总表", "行政运行"), ["60.00", "60.00", "0.00"]);
    assert_eq!(glued.facts().count(), read(OFFICE).facts().count());
}

#[test]
fn the_mark_of_a_new_page_may_stand_inside_a_line() {
    let text = OFFICE.replace("30.00\n2010501", "30.00\u{c}2010501");
    let broken = read(&text);
    is_sound(&broken);
    assert_eq!(row(&broken, "支出总表", "统计信息事务"), ["90.00", "60.00", "30.00"]);
    let page = |line| broken.facts().find(|fact| fact.place.line == line).map(|fact| fact.place.page);
    assert_eq!((page(14), page(15)), (Some(1), Some(2)));
}

#[test]
fn the_mark_of_a_new_page_may_be_written_in_words() {
    let marks =
        ["-- PAGE_BREAK --", "--- Page 2 of 3 ---", "[page 2]", "===== PAGE 2 =====\n\u{c}", "\u{c}<!-- page -->"];
    for mark in marks {
        let text = OFFICE.replace("20105 统计", &format!("{mark}\n\n20105 统计"));
        let marked = read(&text);
        is_sound(&marked);
        assert_eq!(row(&marked, "支出总表", "统计信息事务"), ["90.00", "60.00", "30.00"], "{mark}");
        let last = marked.facts().last().map(|fact| fact.place.page);
        assert_eq!(last, Some(2), "{mark}");
    }
}

#[test]
fn a_title_goes_on_in_its_bracket_and_may_leave_out_what_was_carried_over() {
    let text = OFFICE
        .replace("\n支出总表\n", "\n2026年部门综合预算一般公共预算支出明细表（按支出功能分类科\n目-不含上年结转）\n");
    let office = read(&text);
    is_sound(&office);
    assert_eq!(office.tables[1].title, "2026年部门综合预算一般公共预算支出明细表（按支出功能分类科目-不含上年结转）");
    let source = office.facts().find(|fact| fact.place.table == 2).unwrap().key.source;
    assert_eq!(source, Scope::of(&[yusuan::Source::GeneralPublic]));
}

#[test]
fn the_last_row_above_a_title_is_no_beginning_of_it() {
    let next = "2296099 其他支出\n2026年一般公共预算支出表\n单位：万元\n科目编码 科目名称 合计\n合计 100.00\n\
                201 一般公共服务支出 90.00\n221 住房保障支出 10.00\n";
    let text = format!("{OFFICE}{next}");
    let office = read(&text);
    assert_eq!(office.tables[2].title, "2026年一般公共预算支出表");
}

/// A summary of four blocks whose cells stand on lines of their own, those of the second page in one line.
const BLOCKS: &str = "\
示例市档案馆2026年部门综合预算
表1
2026年部门综合预算收支总表
单位：元
收 入 支 出
项 目
预算数
支出功能分科目（按大类）
预算数
部门预算支出经济科目（按大类）
预算数
政府预算支出经济分类科目（按大类）
预算数
一、部门预算 300.00 一、部门预算 300.00 一、部门预算 300.00 一、部门预算 300.00
1、财政拨款
300.00
1、一般公共服务支出
200.00
1、人员经费和公用经费支出
120.00
1、机关工资福利支出
100.00
(1)一般公共预算拨款
300.00
2、外交支出
0.00
(1)工资福利支出
100.00
2、机关商品和服务支出
190.00
(2)政府性基金拨款
0.00
3、国防支出
0.00
(2)商品和服务支出
10.00
3、对个人和家庭的补助
10.00
(3)国有资本经营预算收入
0.00
4、公共安全支出
0.00
(3)对个人和家庭的补助
10.00
4、对企业补助
0.00
2、上级补助收入
0.00
5、教育支出
0.00
2、专项业务经费支出
180.00
5、其他支出
0.00
\u{c}表1 2026年部门综合预算收支总表 单位：元 收 入 支 出 项 目 预算数 支出功能分科目（按大类） 预算数 部门预算支出经济科目（按大类） 预算数 政府预算支出经济分类科目（按大类） 预算数 6、住房保障 支出 100.00 (1)工资福 利支出 0.00 6、转移性支 出 0.00 7、其他支出 0.00 (2)商品和 服务支出 180.00 7、债务还本支出 0.00 本年收入合计 300.00 本年支出合计 300.00 本年支出合计 300.00 本年支出合计 300.00
收入总计 300.00 支出总计 300.00 支出总计 300.00 支出总计 300.00
支出总表
单位：元
科目编码 科目名称 合计
合计 300.00
201 一般公共服务支出 200.00
221 住房保障支出 100.00
";

#[test]
fn ordinals_tell_which_of_four_blocks_a_line_goes_on() {
    let hall = read(BLOCKS);
    is_sound(&hall);
    assert_eq!(hall.tables.len(), 2, "{:?}", hall.tables.iter().map(|table| &table.title).collect::<Vec<_>>());
    // 对个人和家庭的补助 stands in the third block as (3), in the fourth as 3、.
    assert_eq!(row(&hall, "收支总表", "对个人和家庭的补助"), ["10.00", "10.00"]);
    assert_eq!(row(&hall, "收支总表", "6、住房保障支出"), ["100.00"]);
    let id = |relation: &yusuan::Relation| relation.id();
    let sums: Vec<String> = hall.audit().relations().iter().map(id).filter(|id| id.starts_with("lines: 1.")).collect();
    assert!(sums.len() >= 4, "{sums:?}");
}

#[test]
fn a_broken_figure_leaves_no_digit_that_is_one() {
    let text = OFFICE.replace("收入总计 100.00 支出总计 100.00\n", "100.0\n收入总计 100.00 支出总计\n4\n");
    let office = read(&text);
    assert!(office.facts().all(|fact| fact.printed.to_string() != "4"));
    assert!(office.unread.iter().any(|unread| unread.text == "4"), "{:?}", office.unread);
}

/// A header whose pieces came out in an order of their own, over a row.
fn three_public(row: &str) -> Disclosure {
    read(&format!(
        "{OFFICE}部门“三公”经费和机关运行经费预算表\n单位:万元\n2026年“三公”经费预算数\n2026年机关运行经\n公务用车购置及运行费\n费预算数\n\
         合计 因公出国(境)费 公务接待费\n小计 购置费 运行费\n{row}\n"
    ))
}

#[test]
fn a_header_in_pieces_is_read_as_its_row_adds_up() {
    let office = three_public("47.91 0 1.35 46.56 25 21.56 443.18");
    assert_eq!(office.audit().tally().violated, 0);
    assert!(office.unread.is_empty(), "{:?}", office.unread);
    let columns: Vec<String> = office
        .facts()
        .map(|fact| (office.names(fact.place), fact.printed))
        .filter(|((table, ..), _)| table.ends_with("机关运行经费预算表"))
        .map(|((_, _, column), printed)| format!("{} {printed}", column.rsplit('/').next().unwrap()))
        .collect();
    let expected = [
        "合计 47.91",
        "因公出国（境）费 0",
        "公务接待费 1.35",
        "小计 46.56",
        "购置费 25",
        "运行费 21.56",
        "机关运行经费预算数 443.18",
    ];
    assert_eq!(columns, expected);
}

#[test]
fn a_header_that_its_rows_refute_has_no_columns() {
    // In no order of the columns does this row add up.
    let office = three_public("57.91 0 1.35 46.56 25 21.56 443.18");
    assert_eq!(office.audit().tally().violated, 0);
    assert_eq!(office.unread.iter().map(|unread| unread.figures).sum::<u32>(), 7, "{:?}", office.unread);
}

/// Two forms of goals under one title.
const GOALS: &str = "\
部门专项业务经费绩效目标表
（2026年度）
项目名称 普查员劳务及培训
主管部门 示例市统计调查队
资金金额
（万元）
实施期资金总额： 20.00
其中：财政拨款 20.00
其他资金 0.00
年度目标
完成入户调查，面积 5137.26 平方米。
一级指标 二级指标 三级指标 指标值 分值权重
产出指标 数量指标 培训人次 12 15
\u{c}部门专项业务经费绩效目标表
（2026年度）
项目名称 数据处理设备更新
主管部门 示例市统计调查队
资金金额
（万元）
实施期资金总额： 10.5
其中：财政拨款 9.00
其他资金 0.00
";

#[test]
fn each_form_of_goals_names_its_project() {
    let office = read(&format!("{OFFICE}{GOALS}"));
    let amounts: Vec<(String, String)> = office
        .facts()
        .filter(|fact| fact.place.table == 3)
        .map(|fact| (office.names(fact.place).1, fact.printed.to_string()))
        .collect();
    let of_first = |amount: &str| ("普查员劳务及培训".to_owned(), amount.to_owned());
    // What is said in prose is no amount. The parts of the second form make no total, so nothing is said of it.
    assert_eq!(amounts, [of_first("20.00"), of_first("20.00"), of_first("0.00")]);
    assert_eq!(office.unread.iter().map(|unread| unread.figures).sum::<u32>(), 3, "{:?}", office.unread);
    assert_eq!(office.audit().tally().violated, 0);
    let second = read(&format!("{OFFICE}{}", GOALS.replace("财政拨款 9.00", "财政拨款 10.50")));
    is_sound(&second);
    assert_eq!(row(&second, "绩效目标表", "数据处理设备更新"), ["10.5", "10.50", "0.00"]);
    assert_eq!(second.header.unit, Unit::TenThousandYuan);
}

/// Facts, unread figures and violated relations.
#[cfg(feature = "pdf")]
fn told(disclosure: &Disclosure) -> (usize, u32, usize) {
    let unread = disclosure.unread.iter().map(|unread| unread.figures).sum();
    (disclosure.facts().count(), unread, disclosure.audit().tally().violated)
}

/// The PDFs say what their texts say, and no more that is wrong.
#[cfg(feature = "pdf")]
#[test]
fn the_pdfs_of_the_corpus_yield_the_facts_of_their_texts() {
    for file in corpus_files("pdf") {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = file.with_file_name(format!("../text/{name}.txt"));
        let by_position = yusuan::read_pdf(&std::fs::read(&file).unwrap()).unwrap();
        let by_text = read(&std::fs::read_to_string(text).unwrap());
        let (facts, unread, violated) = told(&by_position);
        let (least, ..) = told(&by_text);
        assert_eq!(violated, contradictions(&name), "{name}");
        // In this text one figure more is told, which by position a page break parts from its row.
        let parted = usize::from(name == "jiangsu-2018-budget-1f18e040");
        assert!(facts + parted >= least, "{name}: {facts} facts, {unread} unread; the text yields {least}");
        assert_eq!(by_position.claims.len(), by_text.claims.len(), "{name}");
    }
}

#[cfg(feature = "pdf")]
mod by_position {
    use super::super::pdf_files::{Sketch, file};
    use super::{is_sound, row};
    use yusuan::{Basis, Disclosure};

    const WIDTH: f32 = 560.0;

    /// A page of rows: `a | b*2` are cells, the second over two columns; a line without `|` is prose.
    fn page(rows: &str) -> Sketch {
        let mut sketch = Sketch::default();
        for (index, text) in (0_u8..).zip(rows.lines()) {
            let top = 10.0 + 18.0 * f32::from(index);
            if !text.contains('|') {
                sketch.write(20.0, top + 13.0, text);
                continue;
            }
            let cells: Vec<(&str, u8)> = text
                .split('|')
                .map(|cell| {
                    cell.trim().split_once('*').map_or((cell.trim(), 1), |(text, span)| (text, span.parse().unwrap()))
                })
                .collect();
            let width = WIDTH / f32::from(cells.iter().map(|(_, span)| span).sum::<u8>());
            let mut left = 20.0;
            for y in [top, top + 18.0] {
                sketch.line((left, y), (left + WIDTH, y));
            }
            sketch.line((left, top), (left, top + 18.0));
            for (text, span) in cells {
                if !text.is_empty() {
                    sketch.write(left + 2.0, top + 13.0, text);
                }
                left += width * f32::from(span);
                sketch.line((left, top), (left, top + 18.0));
            }
        }
        sketch
    }

    fn read(pages: &[&str]) -> Disclosure {
        yusuan::read_pdf(&file(pages.iter().map(|rows| page(rows)).collect())).unwrap()
    }

    const SUMMARY: &str =
        "示例市统计调查队2026年部门预算\n收支总表\n单位：万元\n收入*2 | 支出*2\n项目 | 预算数 | 项目 | 预算数
一、一般公共预算拨款收入 | 100.00 | 一、一般公共服务支出 | 90.00\n | | 二、住房保障支出 | 10.00
收入总计 | 100.00 | 支出总计 | 100.00\n- 1 -";
    const FUNCTIONS: &str =
        "支出总表\n单位：万元\n科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出\n | 合计 | 100.00 | 70.00 | 30.00
201 | 一般公共服务支出 | 90.00 | 60.00 | 30.00\n20105 | 统计信息事务 | 90.00 | 60.00 | 30.00\n- 2 -";
    const REST: &str = "2010501 | 行政运行 | 60.00 | 60.00 | \n2010507 | 专项普查活动 | 30.00 | | 30.00
221 | 住房保障支出 | 10.00 | 10.00 | \n- 3 -";

    #[test]
    fn page_numbers_are_no_part_of_a_table() {
        let office = read(&[SUMMARY, FUNCTIONS, REST]);
        is_sound(&office);
        assert_eq!(row(&office, "支出总表", "行政运行"), ["60.00", "60.00"]);
        assert!(office.tables[1].rows.iter().all(|row| !row.label.contains('-')));
        // Without dashes they count on from page to page.
        let bare: Vec<String> =
            [SUMMARY, FUNCTIONS, REST].iter().map(|rows| rows.replace("- ", "").replace(" -", "")).collect();
        let bare = read(&[&bare[0], &bare[1], &bare[2]]);
        is_sound(&bare);
        assert_eq!(bare.facts().count(), office.facts().count());
    }

    const YEARS: &str =
        "“三公”经费支出预算表（不含上年结转）\n单位：万元\n单位名称 | 2025年*3 | 2026年*3 | 增减变化情况*3
 | 合计 | 公务接待费 | 会议费 | 合计 | 公务接待费 | 会议费 | 合计 | 公务接待费 | 会议费
合计 | 5.00 | 2.00 | 3.00 | 9.00 | 4.00 | 5.00 | 4.00 | 2.00 | 2.00";

    #[test]
    fn years_over_blocks_of_columns_tell_them_apart() {
        let office = read(&[SUMMARY, FUNCTIONS, REST, YEARS]);
        is_sound(&office);
        let of = |basis| office.facts().filter(|fact| fact.place.table == 3 && fact.key.basis == basis).count();
        assert_eq!((of(Basis::LastBudget), of(Basis::Budget), of(Basis::Change)), (3, 3, 3));
    }

    #[test]
    fn a_column_under_words_that_are_not_known_has_no_figures() {
        let strange = |rows: &str| rows.replace("基本支出 |", "人头运转支出 |");
        let office = read(&[SUMMARY, &strange(FUNCTIONS), REST]);
        assert_eq!(row(&office, "支出总表", "行政运行"), ["60.00"]);
        assert_eq!(office.unread.iter().map(|unread| unread.figures).sum::<u32>(), 5, "{:?}", office.unread);
        assert_eq!(office.audit().tally().violated, 0);
    }
}
