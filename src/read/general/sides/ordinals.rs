//! The ordinals that lines print: 一、 over （一） or 1、 over (1). They tell which of several blocks side by side a
//! line goes on.

use crate::table::without_ordinal;

/// The style of an ordinal: 一、 or （一） or 1. or none.
pub(in crate::read::general) fn style(label: &str) -> char {
    let label = label.trim_start();
    if without_ordinal(label).len() == label.len() {
        return ' ';
    }
    match label.chars().next() {
        Some('（' | '(') => '(',
        Some(c) if c.is_ascii_digit() => '1',
        Some('其') => '其',
        _ => '一',
    }
}

/// The last ordinal of each style in a block, from the outermost style.
#[derive(Clone, Debug, Default)]
pub(super) struct Ordinals {
    last: [u32; STYLES.len()],
}

const STYLES: [char; 3] = ['一', '1', '('];

/// The position of its style and the number of a label's ordinal.
pub(super) fn ordinal(label: &str) -> Option<(usize, u32)> {
    let label = label.trim_start();
    let style = style(label);
    let position = STYLES.iter().position(|known| *known == style)?;
    let printed = &label[..label.len() - without_ordinal(label).len()];
    let is_part = |c: &char| c.is_ascii_digit() || NUMERALS.contains(*c);
    let digits: String = printed.chars().skip_while(|c| !is_part(c)).take_while(is_part).collect();
    number(&digits).map(|number| (position, number))
}

const NUMERALS: &str = "一二三四五六七八九十";

/// 12 or 十二, up to 99.
fn number(digits: &str) -> Option<u32> {
    if digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.parse().ok();
    }
    let value = |text: &str| {
        let mut characters = text.chars();
        let value = NUMERALS.chars().zip(1..10).find(|(c, _)| characters.clone().next() == Some(*c))?.1;
        characters.next();
        characters.next().is_none().then_some(value)
    };
    match digits.split_once('十') {
        None => value(digits),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { Some(1) } else { value(tens) }?;
            let ones = if ones.is_empty() { Some(0) } else { value(ones) }?;
            Some(10 * tens + ones)
        }
    }
}

impl Ordinals {
    /// Whether a label has the ordinal after the last one of its style.
    pub(super) fn goes_on(&self, label: &str) -> bool {
        ordinal(label).is_some_and(|(style, number)| self.last[style] + 1 == number)
    }

    /// Whether any line has an ordinal.
    pub(super) fn are_printed(&self) -> bool {
        self.last != [0; STYLES.len()]
    }

    /// Goes on to a label; the lines under it are counted anew.
    pub(super) fn count(&mut self, label: &str) {
        if let Some((style, number)) = ordinal(label) {
            self.last[style] = number;
            self.last[style + 1..].fill(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_numbers_in_their_style() {
        let told = |label: &str| ordinal(label).map(|(style, number)| (STYLES[style], number));
        assert_eq!(told("二十一、其他支出"), Some(('一', 21)));
        assert_eq!(told("十、教育支出"), Some(('一', 10)));
        assert_eq!(told("9、对个人和家庭的补助"), Some(('1', 9)));
        assert_eq!(told("(10)其他支出"), Some(('(', 10)));
        assert_eq!(told("（三）差旅费"), Some(('(', 3)));
        assert_eq!(told("教育支出"), None);
    }

    #[test]
    fn lines_under_a_line_are_counted_anew() {
        let mut block = Ordinals::default();
        for label in ["1、人员经费", "(1)工资福利支出", "(2)商品和服务支出", "2、专项业务经费支出"]
        {
            assert!(block.goes_on(label), "{label}");
            block.count(label);
        }
        assert!(block.goes_on("(1)工资福利支出") && !block.goes_on("(3)对个人和家庭补助"));
    }
}
