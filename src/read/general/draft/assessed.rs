//! Self-assessments of a whole department (部门整体支出绩效自评表): for each task its budget and what was spent of it,
//! each as 总额, 财政拨款 and 其他资金, then weight, rate of execution and score.
//!
//! Budget and outturn stand under the same words, and weights and scores look like amounts. So a row is read only
//! if it proves itself: both totals are the sums of their parts, and the rate printed behind is that of the two.
//! Numbers of other rows are scores and values of indicators, no amounts, unless they print decimals.

use crate::amount::{Printed, Unit};
use crate::fact::Name;
use crate::table::vocabulary;

use super::super::address::is_total;
use super::super::columns;
use super::super::heading::Heading;
use super::super::region::{Lines, Region};
use super::super::title::Subject;
use super::super::token::{Kind, Token};
use super::{About, Draft, DraftRow, figures};

/// The columns of money: of the budget, then of the outturn.
const MONEY: [[&str; 2]; 6] = [
    ["本年预算数", "总额"],
    ["本年预算数", "财政拨款"],
    ["本年预算数", "其他资金"],
    ["决算数", "总额"],
    ["决算数", "财政拨款"],
    ["决算数", "其他资金"],
];

/// Whether a table of goals is one of assessment.
pub(super) fn is_assessment(region: &Region<'_>) -> bool {
    region.title.subject == Subject::Goals && region.heading.contains("自评")
}

impl<'a> Draft<'a> {
    pub(super) fn by_assessment(&mut self, document: &Lines<'a>, region: &Region<'a>) {
        let heading =
            |path: [&str; 2]| Heading { words: path.iter().filter_map(|name| vocabulary::word(name)).collect() };
        let headings: Vec<Heading> = MONEY.into_iter().map(heading).collect();
        self.readings = vec![columns::columns(&headings, self.title, false, 0)];
        let mut name: Vec<&str> = Vec::new();
        for &line in &region.body {
            let tokens = document.tokens(line);
            let text = tokens.iter().take_while(|token| token.kind == Kind::Text).count();
            name.extend(tokens[..text].iter().map(|token| token.text));
            let run: Vec<Token<'a>> = tokens[text..].to_vec();
            if run.is_empty() {
                continue;
            }
            // In a budget it speaks of another year.
            if self.title.is_final && proves_itself(&run, self.unit) {
                self.assess(&name.concat(), &run[..MONEY.len()]);
            } else {
                let decimal = |token: &&Token<'_>| token.kind == Kind::Figure;
                let decimals: Vec<Token<'a>> = run.iter().filter(decimal).copied().collect();
                self.lose(&decimals);
            }
            name.clear();
        }
    }

    fn assess(&mut self, name: &str, money: &[Token<'_>]) {
        let name = if is_total(name.trim_start_matches("金额")) { "合计" } else { name };
        let about = if name == "合计" { About::Total } else { About::Named(Name::from(name)) };
        self.rows.push(DraftRow {
            figures: figures(money, self.unit),
            columns: (0..MONEY.len()).map(Some).collect(),
            is_placed: true,
            ..DraftRow::bare(about, name.to_owned(), money[0].line)
        });
    }
}

/// Six amounts, a weight, a rate and a score of which the sums and the rate hold.
fn proves_itself(run: &[Token<'_>], unit: Unit) -> bool {
    let [money @ .., _weight, rate, _score] = run else { return false };
    if money.len() != MONEY.len() || money.iter().any(|token| token.kind == Kind::Dash) {
        return false;
    }
    let printed: Vec<Printed> = money.iter().filter_map(|token| token.amount(unit)).collect();
    let decimals = printed.iter().map(|printed| printed.decimals()).max().unwrap_or_default();
    let lifted = |printed: &Printed| {
        i128::from(printed.last_digits()) * 10_i128.pow(u32::from(decimals.saturating_sub(printed.decimals())))
    };
    let amounts: Vec<i128> = printed.iter().map(lifted).collect();
    let [budget, fiscal, other, spent, spent_fiscal, spent_other] = amounts[..] else { return false };
    rate.kind == Kind::Percent
        && budget > 0
        && fiscal + other == budget
        && spent_fiscal + spent_other == spent
        && rate.amount(unit).is_some_and(|rate| is_rate(&rate, budget, spent))
}

/// Whether a percentage is that of two amounts to the last digit that it prints.
pub(super) fn is_rate(rate: &Printed, budget: i128, spent: i128) -> bool {
    let scale = 10_i128.pow(u32::from(rate.decimals()));
    let off = i128::from(rate.last_digits())
        .checked_mul(budget)
        .and_then(|product| product.checked_sub(spent.checked_mul(100)?.checked_mul(scale)?));
    off.is_some_and(|off| off.unsigned_abs() <= budget.unsigned_abs())
}
