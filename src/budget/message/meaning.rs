//! What each kind of issue means and why it matters, without the operands.

use super::super::finding::Issue;
use super::Language;

impl Issue {
    /// What an issue of this kind means and why it matters.
    pub const fn meaning(&self, language: Language) -> &'static str {
        let (chinese, english) = self.meanings();
        match language {
            Language::Chinese => chinese,
            Language::English => english,
        }
    }

    /// In Chinese and in English. A new kind does not compile before it has both.
    const fn meanings(&self) -> (&'static str, &'static str) {
        match self {
            Self::RelationViolated { .. } => (
                "勾稽关系不成立：任何四舍五入后等于所印各数的金额都不能使它成立，必有一数有误。",
                "A relation does not hold: no amounts that round to the printed figures satisfy it, so one of them is \
                 wrong. Expected is what the other figures add up to, or what most of the copies print.",
            ),
            Self::TailStrained { .. } => (
                "尾差恰为每个数都处在进位边缘时的最大值，四舍五入不会留下；为凑平别处的合计而调整数字时会出现。",
                "A sum that would hold only if every amount lay on the excluded end of its interval. Adjusting a \
                 figure to make another sum come out leaves such tails; rounding does not.",
            ),
            Self::TailUnlikely { .. } => (
                "尾差在四舍五入的范围内，但超过四个标准差（方差为项数加一的十二分之一），极为罕见。",
                "A tail that rounding can leave, beyond four standard deviations for its number of parts (variance \
                 (k + 1)/12). A misprint is likelier.",
            ),
            Self::ClaimOdd { .. } => {
                ("正文的表述不可能成立，或有异常。", "A sentence of the narrative that cannot be true, or is odd.")
            }
            Self::CodeUnlisted { .. } => (
                "科目目录没有的编码：新设、地方自设，或印错。",
                "A code that the catalogue does not have: new, local, or a misprint.",
            ),
            Self::NameDiffers { .. } => (
                "名称与科目目录现在和过去的名称都不同。括号和引号的全角半角不计。",
                "A code with another name than the catalogue has, now or formerly. The width of brackets does not \
                 matter.",
            ),
            Self::FormerName { .. } => {
                ("用的是该科目的旧名称。", "A code under a name that it no longer has in the year of the budget.")
            }
            Self::NameOfAnotherCode { .. } => (
                "编码旁印的是同级另一科目的名称，编码和名称必有一误。",
                "A code beside the name of one of its siblings: the code or the name is wrong.",
            ),
            Self::ImpossibleDate { .. } => (
                "截至日期不存在，或晚于预算公开的时间；多半是沿用了上年的文字。",
                "A date that does not exist, or lies after a budget is published; mostly a text carried over.",
            ),
            Self::CodeInWrongTable { .. } => (
                "一类预算的科目列在另一类预算的表中，例如政府性基金科目列在一般公共预算表中。",
                "A code of one budget in the table of another, e.g. of a government fund in that of the general \
                 public budget.",
            ),
            Self::GovernmentCode { .. } => (
                "部门预算支出经济分类的表中出现政府预算支出经济分类科目。",
                "A code of 政府预算支出经济分类 in a table of department codes.",
            ),
            Self::PairUnlisted { .. } => (
                "一行中并列的政府预算支出经济分类科目与部门预算支出经济分类科目，对应表没有收录这一组合；未收录不等于有误。",
                "A code of 政府预算支出经济分类 beside one of departments that the mapping does not have together. It is \
                 not thereby wrong.",
            ),
            Self::CodeRepeated { .. } => (
                "一张表中有两行编码相同，两行都计入合计。",
                "Two rows of one table with one code. Both count as parts.",
            ),
            Self::CodeOutOfOrder { .. } => (
                "未按编码顺序列示，可能是编码印错或行次错位。",
                "A code before one that should precede it: perhaps a misprint, or a row that slid.",
            ),
            Self::TwinsEqual { .. } => (
                "功能科目与列支它的经济科目数额相同，符合惯例：养老保险2080505与30108，职业年金2080506与30109，\
                 住房公积金2210201与30113。",
                "A function and the economic code it is paid under print the same, as they usually do: pension \
                 insurance 2080505 and 30108, occupational annuity 2080506 and 30109, housing fund 2210201 and 30113.",
            ),
            Self::TwinExceeds { .. } => (
                "功能科目的数额大于列支它的经济科目，而后者通常包含前者。",
                "A function with more money than the economic code it is paid under, which usually contains it.",
            ),
            Self::ExceedsBound { .. } => (
                "一项数额大于通常包含它的另一项，例如“三公”经费大于机关运行经费；事业单位只计入前者，所以不一定是错误。",
                "An amount that is more than one that usually contains it. Public institutions count in the former \
                 and not in the latter, so it is no error.",
            ),
            Self::BusinessIncomeUnspent { .. } => {
                ("有经营收入而没有经营支出。", "Business income without business expenditure.")
            }
            Self::EmptyTableHasAmounts { .. } => (
                "注明“本表本年无发生额”的表中有不为零的数。",
                "A table that says 本表本年无发生额 and prints amounts other than zero.",
            ),
            Self::TableAbsent { .. } => (
                "缺少模板中的一张表，与它有关的关系无从核对；没有发现问题不等于没有问题。",
                "A table of the template that the document does not have. What needs it was not checked.",
            ),
            Self::TableIncomplete { .. } => (
                "表中有未能识别的数字，所缺的行不能当作零。",
                "A table with figures that were not understood, so a row it lacks does not mean zero.",
            ),
            Self::TableRepeated { .. } => {
                ("同一编号的表出现两次，只核对第一张。", "A second table of one number. Only the first is checked.")
            }
            Self::RowMisplaced { .. } => (
                "行的编码或名称不属于该表，或单元格多于栏数。",
                "A row whose address cannot stand in its table, or with more cells than the table has columns.",
            ),
            Self::NegativeAmount { .. } => ("金额为负。", "An amount below zero."),
        }
    }
}
