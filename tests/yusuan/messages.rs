//! Findings and suspects as sentences, and the guide page that lists them all.
//!
//! The page is checked in and compared; `UPDATE_GUIDE=1 cargo test messages` writes it.

#[path = "messages/examples.rs"]
mod examples;
#[path = "messages/page.rs"]
mod page;

use std::{env, fs, path::Path};

use yusuan::{Issue, Language, Misprint, Mode, Reason, Severity, Standing, read_text};

use examples::{BUNDLED, change, example, examples};

const ENGLISH: Language = Language::English;
const CHINESE: Language = Language::Chinese;

#[test]
fn the_guide_page_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/guide/findings.md");
    // Git may have checked the file out with other line ends.
    let old = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let fresh = page::render();
    if old != fresh && env::var_os("UPDATE_GUIDE").is_some() {
        fs::write(&path, fresh).unwrap();
        return;
    }
    assert!(old == fresh, "src/guide/findings.md is stale: run UPDATE_GUIDE=1 cargo test messages");
}

#[test]
fn every_kind_has_an_example_in_order() {
    let ids: Vec<&str> = examples().iter().map(|(_, finding)| finding.id()).collect();
    assert_eq!(ids, Issue::IDS);
}

#[test]
fn no_sentence_lacks_a_part() {
    for (disclosure, finding) in examples() {
        for language in [CHINESE, ENGLISH] {
            let message = finding.message(&disclosure, language);
            let hole = ["{", "}", "（）", "()", "  ", "› ›", "《》"].into_iter().find(|hole| message.contains(hole));
            assert_eq!(hole, None, "{message}");
            assert!(message.ends_with(if language == CHINESE { '。' } else { '.' }), "{message}");
        }
        assert_ne!(finding.message(&disclosure, CHINESE), finding.message(&disclosure, ENGLISH));
    }
}

#[track_caller]
fn says(id: &str, chinese: &str, english: &str) {
    let (disclosure, finding) = example(id);
    assert_eq!(finding.message(&disclosure, CHINESE), chinese);
    assert_eq!(finding.message(&disclosure, ENGLISH), english);
}

#[test]
fn a_relation_names_its_figures_and_what_rounding_explains() {
    says(
        "relation-violated",
        "表5 一般公共预算支出情况表（按功能分类科目） › 2010301 行政运行 › 一般公共预算支出/小计（第11页第517行）印为1,604.79万元，\
         按其余各数应为1,613.78万元，少8.99万元。整体应等于各部分之和（表5 › 2010301 行政运行 › 一般公共预算支出/其中：基本支出 \
         1,254.86万元，表5 › 2010301 行政运行 › 一般公共预算支出/项目支出 358.92万元），四舍五入最多相差0.01万元\
         （columns: 5.1 = 5.2 + 5.3 @ 2010301）。",
        "表5 一般公共预算支出情况表（按功能分类科目） › 2010301 行政运行 › 一般公共预算支出/小计 (page 11, line 517) prints \
         1,604.79万元; the other figures make it 1,613.78万元, so it is 8.99万元 too little. The whole should be the sum of its \
         parts (table 5 › 2010301 行政运行 › 一般公共预算支出/其中：基本支出 1,254.86万元, table 5 › 2010301 行政运行 › \
         一般公共预算支出/项目支出 358.92万元), and rounding half up explains 0.01万元 at most (columns: 5.1 = 5.2 + 5.3 @ \
         2010301).",
    );
}

#[test]
fn a_copy_that_differs_is_the_figure_that_is_told() {
    let mut disclosure = read_text(BUNDLED).unwrap();
    change(&mut disclosure, (3, "合计", 1), "271,386.11");
    let audit = disclosure.audit();
    let copy = audit.findings().iter().find(|finding| finding.to_string().contains(" = 2.1 = 3.1:"));
    assert_eq!(
        copy.unwrap().message(&disclosure, ENGLISH),
        "表3 支出总体情况表 › 合计 › 合计 (page 7, line 346) prints 271,386.11万元; the other figures make it 271,368.11万元, \
         so it is 18.00万元 too much. One amount should be the same wherever it is printed (table 1 › 收入总计 › 收入/预算 \
         271,368.11万元, table 1 › 支出总计 › 支出/预算 271,368.11万元, table 2 › 合计 › 合计 271,368.11万元) \
         (total: 1.1(收入总计) = 1.2(支出总计) = 2.1 = 3.1).",
    );
}

#[test]
fn a_claim_is_quoted_with_what_speaks_against_it() {
    says(
        "claim-odd",
        "第24页第1300行：“2024年本部门收入预算271,368.11万元，比上年增加32,853.32万元，增长17.33%”——按所述金额和增减额应为13.77%。",
        "Page 24, line 1300: “2024年本部门收入预算271,368.11万元，比上年增加32,853.32万元，增长17.33%”: amount and change give \
         13.77%.",
    );
}

#[test]
fn rules_name_their_cells() {
    says(
        "twin-exceeds",
        "表5 一般公共预算支出情况表（按功能分类科目） › 2080505 机关事业单位基本养老保险缴费支出 › 一般公共预算支出/其中：基本支出\
         （第11页第529行）印为293.90万元，比表6 一般公共预算基本支出情况表（按经济分类科目） › 30108 机关事业单位基本养老保险缴费 › 预算\
         （第12页第582行）的239.90万元多54.00万元：功能科目2080505由经济科目30108列支，通常不应超过它。",
        "表5 一般公共预算支出情况表（按功能分类科目） › 2080505 机关事业单位基本养老保险缴费支出 › 一般公共预算支出/其中：基本支出 \
         (page 11, line 529) prints 293.90万元, 54.00万元 more than 表6 一般公共预算基本支出情况表（按经济分类科目） › 30108 \
         机关事业单位基本养老保险缴费 › 预算 (page 12, line 582) with 239.90万元: function 2080505 is paid under economic code \
         30108, which usually contains it.",
    );
    says(
        "code-in-wrong-table",
        "表5 一般公共预算支出情况表（按功能分类科目） › 2120801 征地和拆迁补偿支出（第11页第519行）：2120801属于政府性基金预算，\
         不应列在本表。",
        "表5 一般公共预算支出情况表（按功能分类科目） › 2120801 征地和拆迁补偿支出 (page 11, line 519): 2120801 belongs to the \
         budget of government funds (政府性基金预算) and should not stand in this table.",
    );
    says(
        "table-absent",
        "文件中没有表10《国有资本经营预算支出情况表》，与它有关的勾稽关系未能核对。",
        "The document lacks table 10 (国有资本经营预算支出情况表); what needs it was not checked.",
    );
}

#[test]
fn a_suspect_says_what_would_do_and_how_it_came_about() {
    let mut disclosure = read_text(BUNDLED).unwrap();
    change(&mut disclosure, (6, "302", 1), "135.27");
    let suspects = disclosure.audit().suspects(&disclosure);
    assert_eq!(
        suspects[0].message(&disclosure, CHINESE),
        "表6 一般公共预算基本支出情况表（按经济分类科目） › 302 商品和服务支出 › 预算（第12页第592行）印为135.27万元，疑有误：\
         315.27万元至315.29万元均可，建议315.27万元（可能原因：相邻数字颠倒）。所涉4项勾稽关系现有4项不成立，改后全部成立。",
    );
    assert_eq!(
        suspects[0].message(&disclosure, ENGLISH),
        "表6 一般公共预算基本支出情况表（按经济分类科目） › 302 商品和服务支出 › 预算 (page 12, line 592) prints 135.27万元, \
         probably wrong: anything from 315.27万元 to 315.29万元 would do, 315.27万元 is proposed (perhaps two digits changed \
         places). Relations that fail: 4 of 4 as printed, none with that.",
    );
}

#[test]
fn a_pair_of_economic_codes_names_what_is_listed() {
    says(
        "pair-unlisted",
        "表7 一般公共预算项目支出情况表（按经济分类科目） › 50202 会议费 30201 办公费（第14页第662行）：政府经济科目50202（会议费）\
         与部门经济科目30201（办公费）并列，对应表未收录这一组合；30201对应的有50201 办公经费、50502 商品和服务支出。",
        "表7 一般公共预算项目支出情况表（按经济分类科目） › 50202 会议费 30201 办公费 (page 14, line 662): 50202 (会议费) beside \
         30201 (办公费) is not listed in the mapping; for 30201 it lists 50201 办公经费, 50502 商品和服务支出.",
    );
}

#[test]
fn objections_in_both_languages() {
    let said: Vec<[String; 2]> =
        page::objections().iter().map(|it| [it.message(CHINESE), it.message(ENGLISH)]).collect();
    let expected = [
        ["表中印为1,245.86万元", "the tables print 1,245.86万元"],
        ["按所述金额和增减额应为11.11%", "amount and change give 11.11%"],
        ["增减额与增减幅度方向相反", "change and rate go opposite ways"],
        ["各分项合计为1,245.86万元", "its kinds add up to 1,245.86万元"],
        ["据此推算的上年数为负（-1.00万元）", "last year's amount would be negative, -1.00万元"],
        [
            "称基数为0，但推算的上年数为1,245.86万元",
            "it says that the base is zero, and last year's amount comes to 1,245.86万元",
        ],
        ["上年数为零，不可比，却印有增减幅度", "a rate is printed although last year's amount is zero"],
        ["称与上年持平，却另有增减额", "it says that nothing changed and states a change"],
        ["所述两数相差1,245.86万元，与增减额不同", "the two amounts it states differ by 1,245.86万元"],
        ["所述增减方向与金额相反", "the words say one direction and the amounts the other"],
        ["按所述部分与总额，占比应为11.11%", "part and whole give 11.11%"],
        ["按所述决算数与预算数，完成率应为11.11%", "final account and budget give 11.11%"],
        [
            "表中上年数印为1,245.86万元，与据此推算的上年数不同",
            "the tables print 1,245.86万元 for last year, and the sentence implies another amount",
        ],
        [
            "上年预算印为1,245.86万元，与据此推算的上年数不同",
            "last year's budget prints 1,245.86万元, and the sentence implies another amount",
        ],
        ["幅度漏印百分号", "the percent sign is missing"],
    ];
    assert_eq!(said, expected);
}

#[test]
fn chinese_terms() {
    assert_eq!([Severity::Note, Severity::Warning, Severity::Error].map(Severity::name), ["提示", "警告", "错误"]);
    assert_eq!(
        [Mode::Rounding, Mode::Truncation, Mode::Either, Mode::Neither].map(Mode::name),
        ["四舍五入", "截断", "四舍五入或截断均可", "四舍五入、截断均不成立"]
    );
    let standings = [Standing::Consistent, Standing::Inconsistent, Standing::NotComparable, Standing::Unchecked];
    assert_eq!(standings.map(Standing::name), ["相符", "不符", "不可比", "未核对"]);
    assert_eq!(Reason::TableAbsent(9).message(CHINESE), "文件没有表9");
    assert_eq!(Reason::TableAbsent(9).message(ENGLISH), "table 9 is not in the document");
    assert_eq!(Misprint::DigitLost.english(), "a digit was lost");
}
