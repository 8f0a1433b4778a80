//! Comparisons in running text: 比2025年年初预算数189,594.33万元增加21,919.72万元，增长11.56%.

use crate::amount::Printed;
use crate::claim::{Baseline, BaselineFigure, Direction, Rate, RateKind};

use super::figure::Value;
use super::prose::Prose;
use super::scan::{Cursor, head, is_mark};

/// Where a comparison begins, and what the words before it say already.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    pub(super) start: usize,
    /// Behind 比, 较, 与, 大于.
    after: usize,
    /// 大于 and 小于 say which way before they say what with.
    direction: Option<Direction>,
    /// 同比 alone means last year.
    bare: bool,
}

/// What a comparison states.
#[derive(Clone, Debug)]
pub(super) struct Stated {
    pub(super) end: usize,
    pub(super) baseline: Baseline,
    pub(super) base_amount: Option<Printed>,
    /// Where the words between the base and the verb stand: 与上年相比，〈收、支预算总计〉各增加.
    pub(super) subject: (usize, usize),
    pub(super) direction: Option<Direction>,
    pub(super) change: Option<Printed>,
    /// The words name what was added, so the change is that of a part (增加了…经费30,000万元).
    pub(super) named: bool,
    pub(super) rate: Option<(Rate, RateKind, bool)>,
    pub(super) not_comparable: bool,
    pub(super) unchanged: bool,
}

/// What became of an anchor.
pub(super) enum Reading {
    Stated(Box<Stated>),
    /// Words without a figure.
    Words(Option<Direction>),
    /// There are figures, and what they are was not understood.
    Unread,
}

/// Every place where a comparison may begin, in order.
pub(super) fn anchors(text: &str) -> Vec<Anchor> {
    let mut anchors = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        let anchor = |start, after, direction, bare| Anchor { start, after, direction, bare };
        match (before.map(|(_, c)| c), c) {
            (Some('同'), '比') => {
                let start = before.map_or(at, |(at, _)| at);
                anchors.push(anchor(start, after, None, true));
            }
            (Some('占' | '对' | '环' | '相' | '正' | '反'), '比') => {}
            (_, '比' | '较' | '与' | '同') => anchors.push(anchor(at, after, None, false)),
            (Some(word @ ('大' | '高' | '多' | '小' | '低' | '少')), '于') => {
                let up = matches!(word, '大' | '高' | '多');
                let start = before.map_or(at, |(at, _)| at);
                anchors.push(anchor(start, after, Some(if up { Direction::Up } else { Direction::Down }), false));
            }
            _ => {}
        }
        before = Some((at, c));
    }
    anchors
}

/// What stands at an anchor; `None` if it is no comparison with an earlier figure.
pub(super) fn read(prose: &Prose, anchor: Anchor, year: u16) -> Option<Reading> {
    let text = prose.text();
    let mut cursor = Cursor::new(text, anchor.after);
    let named_year = period(&mut cursor, year);
    if named_year.is_none() && !anchor.bare {
        // 相较年初预算 begins a remark, 决算数较年初预算 a comparison.
        let remark = text[..anchor.start].ends_with('相');
        let budget = ["年初", "全年", "预算", "调整", "决算"].iter().any(|it| cursor.rest().starts_with(it));
        if remark || !budget {
            return None;
        }
    }
    let after_period = cursor.position();
    let year = named_year.or_else(|| anchor.bare.then(|| year.saturating_sub(1)));
    let parsed = Parser { prose, cursor, anchor }.statement(year);
    Some(match parsed {
        Ok(stated) => Reading::Stated(Box::new(stated)),
        Err(_) if has_figure(text, after_period) => Reading::Unread,
        Err(direction) => Reading::Words(direction),
    })
}

/// Whether the clause from a position on has a digit.
fn has_figure(text: &str, from: usize) -> bool {
    const NEAR: usize = 40;
    let clause = head(&text[from..]);
    let clause = clause.split(['，', '；', '。', '：', ':', '、', '\n', '（']).next().unwrap_or(clause);
    clause.chars().take(NEAR).any(|c| c.is_ascii_digit())
}

/// The year that is compared with.
fn period(cursor: &mut Cursor<'_>, year: u16) -> Option<u16> {
    if cursor.any(&["上一年度", "上一年", "上年度", "上年", "去年度", "去年"]) {
        return Some(year.saturating_sub(1));
    }
    let mut ahead = cursor.clone();
    let named = ahead.digits().filter(|digits| digits.len() == 4 && digits.starts_with("20"))?;
    if !ahead.any(&["年度", "年"]) {
        return None;
    }
    *cursor = ahead;
    named.parse().ok()
}

struct Parser<'a> {
    prose: &'a Prose,
    cursor: Cursor<'a>,
    anchor: Anchor,
}

/// A statement, or the way the words say it went.
type Parsed = Result<Stated, Option<Direction>>;

impl Parser<'_> {
    fn statement(mut self, year: Option<u16>) -> Parsed {
        let (figure, base_amount, joined) = self.base();
        let mut stated = Stated {
            end: self.cursor.position(),
            baseline: Baseline { year, figure, adjusted: false },
            base_amount,
            subject: (self.cursor.position(), self.cursor.position()),
            direction: self.anchor.direction,
            change: None,
            named: false,
            rate: None,
            not_comparable: false,
            unchanged: false,
        };
        if self.anchor.direction.is_some() {
            return self.difference(stated);
        }
        if joined || base_amount.is_some() {
            self.cursor.any(&["，", ","]);
        }
        if self.cursor.word("不可比") {
            stated.not_comparable = true;
            stated.end = self.cursor.position();
            return Ok(stated);
        }
        stated.subject.0 = self.cursor.position();
        self.words_to_change();
        stated.subject.1 = self.cursor.position();
        if let Some(same) = self.cursor.sameness() {
            return Ok(self.same(stated, same));
        }
        let Some(direction) = self.cursor.direction() else { return Err(None) };
        stated.direction = Some(direction);
        self.change(stated, direction)
    }

    /// Which figure of the year, its amount where it is printed, and whether 相比 ends it.
    fn base(&mut self) -> (BaselineFigure, Option<Printed>, bool) {
        const MOST_WORDS: usize = 30;
        let start = self.cursor.position();
        let mut amount = None;
        let mut words = String::new();
        let mut joined = false;
        for _ in 0..MOST_WORDS {
            if self.cursor.any(&["相比较", "相比", "对比", "比较", "相较"]) {
                joined = true;
                break;
            }
            let ends = ["不可比", "大于", "小于", "等于"];
            if self.cursor.at_change() || ends.iter().any(|word| self.cursor.rest().starts_with(word)) {
                break;
            }
            if let Some(figure) = self.prose.figure_at(self.cursor.position()) {
                let Some(money) = figure.money().filter(|_| amount.is_none()) else { break };
                // 小于上年预算数40.05万元 is the difference, and no base.
                if self.anchor.direction.is_some() {
                    break;
                }
                amount = Some(money);
                self.cursor.go(figure.end);
                continue;
            }
            if let Some((from, to)) = self.cursor.bracket() {
                amount = amount.or_else(|| self.only_money(from, to));
                continue;
            }
            let Some(c) = self.cursor.next().filter(|&c| !is_mark(c)) else { break };
            words.push(c);
            self.cursor.go(self.cursor.position() + c.len_utf8());
        }
        let text = &self.prose.text()[start..self.cursor.position()];
        let words = if words.is_empty() { text } else { &words };
        (figure_of(words), amount, joined)
    }

    /// The amount between two positions, if there is exactly one.
    fn only_money(&self, from: usize, to: usize) -> Option<Printed> {
        let mut amounts = self.prose.figures_in(from, to).iter().filter_map(super::figure::Figure::money);
        let amount = amounts.next()?;
        amounts.next().is_none().then_some(amount)
    }

    /// Over the subject, brackets in it included.
    fn words_to_change(&mut self) {
        for _ in 0..4 {
            self.cursor.skip_words(40);
            if self.cursor.at_change() || self.cursor.bracket().is_none() {
                return;
            }
        }
    }

    /// 小于上年预算数40.05万元.
    fn difference(mut self, mut stated: Stated) -> Parsed {
        let figure = self.prose.figure_at(self.cursor.position());
        let Some((figure, amount)) = figure.and_then(|figure| Some((figure, figure.money()?))) else {
            return Err(self.anchor.direction);
        };
        stated.change = signed(amount, stated.direction);
        self.cursor.go(figure.end);
        self.rates(&mut stated);
        stated.end = self.cursor.position();
        Ok(stated)
    }

    fn same(mut self, mut stated: Stated, same: Direction) -> Stated {
        stated.direction = Some(same);
        stated.unchanged = true;
        let mut ahead = self.cursor.clone();
        if let Some((from, to)) = ahead.bracket()
            && let [figure] = self.prose.figures_in(from, to)
            && let Value::Percent(rate) = figure.value
        {
            stated.rate = Some((rate, RateKind::Change, false));
            self.cursor = ahead;
        }
        stated.end = self.cursor.position();
        stated
    }

    /// What follows the verb.
    fn change(mut self, mut stated: Stated, direction: Direction) -> Parsed {
        let named = self.cursor.word("了");
        self.cursor.any(&[
            "额为",
            "额",
            "数为",
            "幅度为",
            "幅度",
            "幅为",
            "率为",
            "率",
            "比例为",
            "近",
            "约",
            "为",
            "达",
        ]);
        if let Some(same) = self.cursor.sameness() {
            return Ok(self.same(stated, same));
        }
        match self.prose.figure_at(self.cursor.position()).copied() {
            Some(figure) => match figure.value {
                Value::Money(amount) => {
                    stated.change = signed(amount, stated.direction);
                    self.cursor.go(figure.end);
                    self.rates(&mut stated);
                }
                Value::Percent(rate) | Value::Times(rate) => {
                    let times = matches!(figure.value, Value::Times(_));
                    let kind = if times { RateKind::Multiple } else { RateKind::Change };
                    stated.rate = Some((rate, kind, direction == Direction::Down));
                    self.cursor.go(figure.end);
                    self.amount_after_rate(&mut stated);
                }
                Value::Plain => return Err(Some(direction)),
            },
            None if named => self.named_change(&mut stated).ok_or(Some(direction))?,
            None => return Err(Some(direction)),
        }
        stated.end = self.cursor.position();
        Ok(stated)
    }

    /// 增长5%，增加12万元.
    fn amount_after_rate(&mut self, stated: &mut Stated) {
        let mut ahead = self.cursor.clone();
        ahead.any(&["，", ",", "、"]);
        let Some(direction) = ahead.direction() else { return };
        if let Some(figure) = self.prose.figure_at(ahead.position())
            && let Some(amount) = figure.money()
        {
            stated.change = signed(amount, Some(direction));
            self.cursor.go(figure.end);
        }
    }

    /// The change in a text like 增加了支持产业发展经费30,000万元, which names what was added.
    fn named_change(&mut self, stated: &mut Stated) -> Option<()> {
        let clause = head(self.cursor.rest());
        let length = clause.find(['，', '；', '。', '、', '\n']).unwrap_or(clause.len());
        let end = self.cursor.position() + length;
        let figure = self.prose.figures_in(self.cursor.position(), end).last().filter(|figure| figure.end == end)?;
        stated.change = signed(figure.money()?, stated.direction);
        stated.named = true;
        self.cursor.go(end);
        Some(())
    }

    /// The rate after the change, with or without verb and brackets, or that there is none.
    fn rates(&mut self, stated: &mut Stated) {
        for _ in 0..3 {
            let mut ahead = self.cursor.clone();
            if let Some((from, to)) = ahead.bracket() {
                if !self.bracketed(stated, from, to) {
                    return;
                }
                self.cursor = ahead;
                continue;
            }
            if stated.rate.is_some() || stated.not_comparable || !self.spoken(stated) {
                return;
            }
        }
    }

    /// ，增长3.7% or ，增长--（基数为0，不可比）.
    fn spoken(&mut self, stated: &mut Stated) -> bool {
        let mut ahead = self.cursor.clone();
        if !ahead.any(&["，", ",", "、"]) && !ahead.at_change() && !ahead.rest().starts_with("同比") {
            return false;
        }
        ahead.any(&["同比", "比上年", "较上年", "即", "环比"]);
        let verb = ahead.direction();
        if verb.is_none() {
            return self.no_base_in_words(stated, ahead);
        }
        ahead.any(&["幅度为", "幅度", "幅为", "率为", "率", "比例为", "了", "约", "为", "达"]);
        let falls = verb == Some(Direction::Down);
        if let Some(figure) = self.prose.figure_at(ahead.position()) {
            let (rate, kind) = match figure.value {
                Value::Percent(rate) => (rate, RateKind::Change),
                Value::Times(rate) => (rate, RateKind::Multiple),
                _ => return false,
            };
            stated.rate = Some((rate, kind, falls));
            self.cursor.go(figure.end);
            return true;
        }
        let dashes = ahead.any(&["--", "——", "—", "－－", "-"]);
        let mut after = ahead.clone();
        let bracket = after.bracket().filter(|&(from, to)| says_no_base(&self.prose.text()[from..to]));
        if !dashes && bracket.is_none() {
            return false;
        }
        stated.not_comparable = true;
        stated.rate = None;
        self.cursor = if bracket.is_some() { after } else { ahead };
        true
    }

    /// ，上年基数为零，不可比.
    fn no_base_in_words(&mut self, stated: &mut Stated, ahead: Cursor<'_>) -> bool {
        let rest = head(ahead.rest());
        let clause = rest.split(['；', '。', '\n', '（', '，']).next().unwrap_or(rest);
        if clause.chars().count() > 20 || !says_no_base(clause) {
            return false;
        }
        stated.not_comparable = true;
        self.cursor.go(ahead.position() + clause.len());
        true
    }

    /// What a bracket after the change says: the rate, last year's amount, or that there is none.
    fn bracketed(&mut self, stated: &mut Stated, from: usize, to: usize) -> bool {
        let inside = &self.prose.text()[from..to];
        let figures = self.prose.figures_in(from, to);
        if says_no_base(inside) {
            stated.not_comparable = true;
            stated.base_amount = stated.base_amount.or_else(|| self.only_money(from, to));
            return true;
        }
        let [figure] = figures else { return false };
        let mut cursor = Cursor::new(self.prose.text(), from);
        let verb = cursor.direction();
        let falls = verb.or(stated.direction) == Some(Direction::Down);
        let alone = cursor.position() == figure.start && figure.end == to;
        match figure.value {
            Value::Percent(rate) if stated.rate.is_none() && alone => {
                stated.rate = Some((rate, RateKind::Change, falls));
            }
            Value::Plain if stated.rate.is_none() && alone && inside.contains('.') => {
                let Ok(rate) = self.prose.text()[figure.start..figure.end].parse() else { return false };
                stated.rate = Some((rate, RateKind::Signless, falls));
            }
            Value::Money(amount) if inside.contains("上年") || inside.contains("去年") => {
                stated.base_amount = stated.base_amount.or(Some(amount));
            }
            _ => return false,
        }
        true
    }
}

/// The ways to say that there is nothing to compare with.
fn says_no_base(words: &str) -> bool {
    const WAYS: [&str; 8] =
        ["基数为0", "基数为零", "不可比", "无法计算", "预算数为0，", "预算为0，", "无可比", "不具可比"];
    WAYS.iter().any(|way| words.contains(way))
}

/// Which figure of a year the words after it name.
fn figure_of(words: &str) -> BaselineFigure {
    // These are sources of money and not figures of a year.
    let words = words.replace("一般公共预算", "").replace("基金预算", "").replace("经营预算", "");
    let has = |part: &str| words.contains(part);
    match () {
        () if has("年初") || has("初预算") => BaselineFigure::OpeningBudget,
        () if has("执行") => BaselineFigure::Outturn,
        () if has("决算") => BaselineFigure::FinalAccount,
        () if has("预计") => BaselineFigure::Estimate,
        () if has("预算") => BaselineFigure::Budget,
        () => BaselineFigure::Unsaid,
    }
}

/// A change with the sign of its verb. 减少-5万元 is a template filled in twice, and no increase.
fn signed(amount: Printed, direction: Option<Direction>) -> Option<Printed> {
    let digits = match direction {
        Some(Direction::Down) => -amount.last_digits().abs(),
        _ => amount.last_digits(),
    };
    Printed::from_last_digits(digits, amount.decimals(), amount.unit()).ok()
}
