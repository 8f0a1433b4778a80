//! What real documents print that no shared document does: headers printed twice, zeros in rows whose other cells are
//! blank (Putuo in Shanghai), headers torn into pieces. Their labels and figures, cut down to a few rows.

use yusuan::{Disclosure, read_text};

use super::support::{row_of, unread_figures};

fn read(text: &str) -> Disclosure {
    read_text(text).unwrap_or_else(|error| panic!("{error}"))
}

/// The header of the second table is repeated before its first row.
const TWO_HEADERS: &str = "\
示例区2026年区级部门预算
预算主管部门：示例区建设和管理委员会
2026年部门财务收支预算总表
编制部门：示例区建设和管理委员会 单位：元
本年收入 本年支出
项目 预算数 项目 预算数
一、财政拨款收入 26,000,000.00 一、卫生健康支出 4,484,631.60
1. 一般公共预算 25,951,817.04 二、社会保障和就业支出 16,067,196.24
2. 政府性基金预算 48,182.96 三、城乡社区支出 48,182.96
3. 国有资本经营预算 0.00 四、住房保障支出 5,399,989.20
收入总计 26,000,000.00 支出总计 26,000,000.00
2026年部门收入预算总表
编制部门：示例区建设和管理委员会 单位：元
项目 收入预算
功能分类科目编码
事业单位
功能分类科目名称 合计 财政拨款收入 事业收入 其他收入
经营收入
类 款 项
功能分类科目编码
事业单位
功能分类科目名称 合计 财政拨款收入 事业收入 其他收入
经营收入
类 款 项
208 社会保障和就业支出 16,067,196.24 16,067,196.24 0.00 0.00 0.00
208 05 行政事业单位养老支出 16,067,196.24 16,067,196.24 0.00 0.00 0.00
210 卫生健康支出 4,484,631.60 4,484,631.60 0.00 0.00 0.00
212 城乡社区支出 48,182.96 48,182.96 0.00 0.00 0.00
221 住房保障支出 5,399,989.20 5,399,989.20 0.00 0.00 0.00
合计 26,000,000.00 26,000,000.00 0.00 0.00 0.00
";

#[test]
fn a_header_may_be_printed_twice_before_its_first_row() {
    // A page may end between the two.
    assert_eq!(read(&TWO_HEADERS.replace("类 款 项\n功能", "类 款 项\n\u{c}功能")).facts().count(), 40);
    let twice = read(TWO_HEADERS);
    assert_eq!((twice.facts().count(), unread_figures(&twice), twice.audit().tally().violated), (40, 0, 0));
    let health = row_of(&twice, "收入预算总表", "210 卫生健康支出");
    let columns = ["合计", "财政拨款收入", "事业收入", "事业单位经营收入", "其他收入"];
    let figures = ["4,484,631.60", "4,484,631.60", "0.00", "0.00", "0.00"];
    assert_eq!(health, columns.into_iter().zip(figures).map(|(c, f)| (c.to_owned(), f.to_owned())).collect::<Vec<_>>());
}

/// Rows print 合计, 基本支出 and 项目支出, zeros included; the other columns are blank in all rows.
const ZEROS: &str = "\
示例区示例路街道办事处2025年度部门决算
收入支出决算总表
单位：万元
收入 支出
项目 决算数 项目 决算数
一、一般公共预算财政拨款收入 1,413.07 一、一般公共服务支出 207.40
二、其他收入 0.00 二、社会保障和就业支出 1,205.67
本年收入合计 1,413.07 本年支出合计 1,413.07
总计 1,413.07 总计 1,413.07
支出决算表
单位：万元
项目
本年支出合计 基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出
功能分类科目编码 科目名称
合计 1,413.07 1,205.67 207.40
201 一般公共服务支出 207.40 0.00 207.40
20105 统计信息事务 207.40 0.00 207.40
208 社会保障和就业支出 1,205.67 1,205.67 0.00
20805 行政事业单位养老支出 1,205.67 1,205.67 0.00
2080501 行政单位离退休 1,205.67 1,205.67 0.00
";

#[test]
fn a_zero_stands_in_no_column_whose_total_is_blank() {
    let zeros = read(ZEROS);
    assert_eq!((unread_figures(&zeros), zeros.audit().tally().violated), (0, 0));
    let pensions = row_of(&zeros, "支出决算表", "20805 行政事业单位养老支出");
    let wanted = [("本年支出合计", "1,205.67"), ("基本支出", "1,205.67"), ("项目支出", "0.00")];
    assert_eq!(pensions, wanted.map(|(column, figure)| (column.to_owned(), figure.to_owned())));
    // If the total fills one more column, the zero may stand in two.
    let total = ("合计 1,413.07 1,205.67 207.40", "合计 1,413.07 1,205.67 206.40 1.00");
    let fuller = read(
        &ZEROS
            .replace(total.0, total.1)
            .replace("201 一般公共服务支出 207.40 0.00 207.40", "201 一般公共服务支出 207.40 0.00 206.40 1.00"),
    );
    let pensions = row_of(&fuller, "支出决算表", "20805 行政事业单位养老支出");
    assert!(!pensions.is_empty() && pensions.iter().all(|(_, figure)| figure != "0.00"), "{pensions:?}");
}

/// A revenue table by units under a header that is put in, in a document that is understood without it.
fn with_revenue(header: &str) -> String {
    let rows = "\
合计 1,413.07 1,213.07 200.00
113 示例路街道办事处 1,413.07 1,213.07 200.00
113001 示例路街道办事处（本级） 1,013.07 1,013.07
113002 示例路社区服务中心 400.00 200.00 200.00
";
    format!("{ZEROS}收入总表\n部门：示例路街道办事处 单位：万元\n{header}\n{rows}")
}

#[test]
fn a_table_whose_header_is_not_understood_is_unread() {
    let torn = read(&with_revenue("部门代 国有资 附属单 甲乙丙\n丁戊 本经营 位上缴 庚辛\n壬癸 天地 玄黄"));
    let facts = read(ZEROS).facts().count();
    assert_eq!((torn.facts().count(), unread_figures(&torn)), (facts, 11));
    let last = torn.unread.last().map(|unread| (unread.text.as_str(), unread.figures));
    assert_eq!(last, Some(("113002 示例路社区服务中心 400.00 200.00 200.00", 3)));
}

#[test]
fn the_row_of_a_department_is_read_or_unread() {
    // Which of its sources the second amount is, nothing tells.
    let header = "部门代码 部门名称 合计 一般公共预算 政府性基金预算 事业收入 上级补助收入 附属单位上缴收入 其他收入";
    let open = read(&with_revenue(header));
    let facts = read(ZEROS).facts().count();
    assert_eq!(open.facts().count() + usize::try_from(unread_figures(&open)).unwrap(), facts + 11);
    assert!(open.unread.iter().any(|unread| unread.text.starts_with("113 示例路街道办事处")), "{:?}", open.unread);
}
