//! What a line has of the words that tell titles, units and sentences: one look at it spares many.

/// A set of words and marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u8);

impl Marks {
    /// 表, which every title of a table has.
    pub(super) const TABLE: Self = Self(1);
    /// 单位 or 部门.
    pub(super) const BODY: Self = Self(1 << 1);
    /// 预算, 决算 or 收支.
    pub(super) const BUDGET: Self = Self(1 << 2);
    /// 支出 or 经费.
    pub(super) const MONEY: Self = Self(1 << 3);
    /// ，, 。 or ；
    pub(super) const SENTENCE: Self = Self(1 << 4);
    /// 年.
    pub(super) const YEAR: Self = Self(1 << 5);
    /// 一、
    pub(super) const FIRST: Self = Self(1 << 6);
    /// 指标.
    pub(super) const INDICATOR: Self = Self(1 << 7);

    /// Those of a line.
    pub(super) fn of(line: &str) -> Self {
        let mut found = Self::default();
        for (at, c) in line.char_indices() {
            let follows = |next: char| line[at + c.len_utf8()..].starts_with(next);
            let mark = match c {
                '表' => Self::TABLE,
                '单' if follows('位') => Self::BODY,
                '部' if follows('门') => Self::BODY,
                '预' | '决' if follows('算') => Self::BUDGET,
                '收' if follows('支') => Self::BUDGET,
                '支' if follows('出') => Self::MONEY,
                '经' if follows('费') => Self::MONEY,
                '，' | '。' | '；' => Self::SENTENCE,
                '年' => Self::YEAR,
                '一' if follows('、') => Self::FIRST,
                '指' if follows('标') => Self::INDICATOR,
                _ => continue,
            };
            found.0 |= mark.0;
        }
        found
    }

    /// Whether one of these is among them.
    pub(super) const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Marks;

    proptest! {
        #[test]
        fn marks_are_the_words_of_a_line(line in "[表单位部门预决算收支出经费：，。；年 一、指标1.]{0,12}") {
            let words: [(Marks, &[&str]); 8] = [
                (Marks::TABLE, &["表"]),
                (Marks::BODY, &["单位", "部门"]),
                (Marks::BUDGET, &["预算", "决算", "收支"]),
                (Marks::MONEY, &["支出", "经费"]),
                (Marks::SENTENCE, &["，", "。", "；"]),
                (Marks::YEAR, &["年"]),
                (Marks::FIRST, &["一、"]),
                (Marks::INDICATOR, &["指标"]),
            ];
            for (mark, words) in words {
                prop_assert_eq!(Marks::of(&line).has(mark), words.iter().any(|word| line.contains(word)));
            }
        }
    }
}
