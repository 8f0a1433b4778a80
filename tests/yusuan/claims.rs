//! Claims of the narrative: the wordings that are read, and when one cannot be true.

use proptest::prelude::*;
use yusuan::{Budget, Claim, Disclosure, Objection, Printed, Severity, Standing, Unit};

use super::support::{SEED, read, template};

/// The bundled tables with other sentences after them.
fn narrated(sentences: &str) -> Disclosure {
    let (tables, _) = SEED.split_once(" 第三部分 2024年部门预算情况说明").unwrap();
    let disclosure =
        read(&format!("{tables}第三部分 2024年部门预算情况说明\n一、部门预算收支增减变化情况\n{sentences}\n"));
    assert_eq!(disclosure.facts().count(), 996);
    disclosure
}

/// The standing of the only claim of a sentence, and what speaks against it.
fn judged(sentence: &str) -> (Standing, Vec<String>) {
    let disclosure = narrated(sentence);
    let [claim] = &disclosure.claims[..] else { panic!("{:?} of {sentence}", disclosure.claims) };
    assert!(disclosure.unread.is_empty(), "{:?}", disclosure.unread);
    assert!(sentence.contains(&claim.text), "{}", claim.text);
    let audit = disclosure.audit();
    let verdict = &audit.claims()[0];
    let objections: Vec<String> = verdict.objections.iter().map(ToString::to_string).collect();
    // Each objection is a finding, with the words it is about; sentences alone refuse no budget.
    let findings: Vec<_> = audit.findings().iter().filter(|finding| finding.id() == "claim-odd").collect();
    assert_eq!(findings.len(), objections.len());
    for (finding, objection) in findings.into_iter().zip(&objections) {
        assert_eq!(finding.to_string(), format!("{}: {objection}", claim.text));
        assert_eq!(finding.severity(), Severity::Warning);
    }
    assert_eq!(audit.is_consistent(), verdict.standing != Standing::Inconsistent);
    let fatal = verdict.objections.iter().any(|objection| objection.is_fatal());
    assert_eq!(fatal, verdict.standing == Standing::Inconsistent);
    assert!(Budget::try_from(disclosure).is_ok());
    (verdict.standing, objections)
}

fn holds(sentence: &str) {
    assert_eq!(judged(sentence), (Standing::Consistent, Vec::new()), "{sentence}");
}

fn cannot_be(sentence: &str, objection: &str) {
    assert_eq!(judged(sentence), (Standing::Inconsistent, vec![objection.to_owned()]), "{sentence}");
}

#[test]
fn true_sentences_hold() {
    holds("2024年本部门收入预算271,368.11万元，比上年增加32,853.32万元，增长13.77%，主要原因是新增项目。");
    holds("本年支出预算271,368.11万元，比上年减少32,853.32万元，下降10.80%。");
    holds("支出预算271368.11万元，较上年减少32853.32万元，下降10.8%。");
    holds("公务接待费98.35万元，比上年增加3.85万元，增长4.07%；");
    holds("2024年，本部门机关运行经费安排2,683.87万元，比上年增加80.99万元，增长3.11%。");
    holds("2024年本部门机关运行经费2,683.87万元，比上年减少1.13万元，下降0.04%。");
    // The lines of the document break anywhere, also inside a figure's sentence.
    let wrapped = narrated("公务接待费98.35万元，比上\n\n年增加3.85万元，增长\n4.07%。");
    assert_eq!(wrapped.claims[0].text, "公务接待费98.35万元，比上年增加3.85万元，增长4.07%");
    holds("支出预算271,368.11万元，比上年增加0万元，增长0%。");
}

#[test]
fn a_wrong_rate_is_told_the_right_one() {
    let rate = |rate| format!("收入预算271,368.11万元，比上年增加32,853.32万元，增长{rate}%。");
    cannot_be(&rate("13.78"), "amount and change give 13.77%");
    cannot_be(&rate("13.76"), "amount and change give 13.77%");
    // 13.8 is 13.80 where the template prints two decimals and drops zeros.
    cannot_be(&rate("13.8"), "amount and change give 13.77%");
    cannot_be(&rate("12.11"), "amount and change give 13.77%"); // The change over this year's amount.
    cannot_be(&rate("0"), "amount and change give 13.77%");
    holds(&rate("13.774"));
    cannot_be(&rate("13.775"), "amount and change give 13.774%");
}

#[test]
fn amount_and_rate_go_one_way() {
    let opposite = "amount and rate go opposite ways";
    cannot_be("收入预算271,368.11万元，比上年增加32,853.32万元，下降13.77%。", opposite);
    cannot_be("公务接待费98.35万元，比上年减少3.85万元，增长3.77%。", opposite);
    cannot_be("公务接待费98.35万元，比上年增加100万元，增长6060.61%。", "last year's amount would be -1.65万元");
}

#[test]
fn a_base_of_zero_has_no_rate() {
    let not_comparable =
        |objections: &[&str]| (Standing::NotComparable, objections.iter().map(ToString::to_string).collect::<Vec<_>>());
    let habit = ["a rate is printed on a base of zero"];
    for words in ["增长--（基数为0，不可比）", "增长（基数为0，不可比）", "增长——"] {
        let sentence = format!("因公出国（境）费0万元，比上年增加0万元，{words}，主要原因是与上年持平，无增减变化。");
        assert_eq!(judged(&sentence), not_comparable(&[]), "{words}");
    }
    assert_eq!(judged("因公出国（境）费0万元，比上年增加0万元，增长0%。"), not_comparable(&habit));
    assert_eq!(judged("公务用车购置费18万元，比上年增加18万元，增长100%。"), not_comparable(&habit));
    assert_eq!(judged("公务用车购置费18万元，比上年增加18万元，增长--（基数为0，不可比）。"), not_comparable(&[]));
    cannot_be(
        "公务接待费98.35万元，比上年增加3.85万元，增长--（基数为0，不可比）。",
        "the base is 94.50万元 and not zero",
    );
    // The amount of the tables counts here too.
    cannot_be("因公出国（境）费1万元，比上年增加1万元，增长--（基数为0，不可比）。", "the tables print 0.00万元");
}

#[test]
fn nothing_changed_beside_a_change_is_odd() {
    let (standing, objections) =
        judged("公务接待费98.35万元，比上年增加3.85万元，增长4.07%，主要原因是与上年基本持平。");
    assert_eq!((standing, objections.as_slice()), (Standing::Consistent, &["it says that nothing changed".into()][..]));
    let (_, objections) = judged("公务接待费98.35万元，比上年增加3.85万元，增长4.07%，主要原因是无增减变化。");
    assert_eq!(objections, ["it says that nothing changed"]);
    holds("公务接待费98.35万元，比上年增加0万元，增长0%，主要原因是与上年持平。");
}

#[test]
fn amounts_are_those_of_the_tables() {
    let with = |amount| format!("收入预算{amount}，比上年增加32,853.32万元，增长13.77%。");
    cannot_be(&with("271,368.12万元"), "the tables print 271,368.11万元");
    cannot_be(&with("271,368.10万元"), "the tables print 271,368.11万元");
    holds(&with("27.136811亿元"));
    holds(&with("27.14亿元"));
    cannot_be("收入预算27.13亿元，比上年增加32,853.32万元，增长13.78%。", "the tables print 271,368.11万元");
    cannot_be("公务接待费72.55万元，比上年减少0.45万元，下降0.62%。", "the tables print 98.35万元");
    // Codes that no line names together are added up from their lines.
    holds("公务用车购置及运行费218.3万元，比上年增加5.3万元，增长2.49%。");
}

#[test]
fn brackets_inside_a_sentence_are_claims_of_their_own() {
    let sentence = "公务用车购置及运行维护费218.3万元（公务用车购置费18万元，比上年增加18万元；\
                    公务用车运行维护费200.3万元，比上年减少12.7万元。）比上年增加5.3万元，增长2.49%，\
                    主要原因是更换车辆（一辆）；公务接待费98.35万元，比上年增加3.85万元，增长4.07%。";
    let disclosure = narrated(sentence);
    let stated: Vec<(String, String)> = disclosure
        .claims
        .iter()
        .map(|claim| (claim.amount.unwrap().to_string(), claim.change.unwrap().to_string()))
        .collect();
    let expected = [("218.3", "5.3"), ("18", "18"), ("200.3", "-12.7"), ("98.35", "3.85")];
    assert_eq!(stated, expected.map(|(amount, change)| (amount.to_owned(), change.to_owned())));
    assert!(disclosure.claims[0].text.ends_with("）比上年增加5.3万元，增长2.49%"));
    assert!(disclosure.claims[2].rate.is_none() && disclosure.claims[2].rate_is_decrease);
    assert!(disclosure.audit().claims().iter().all(|it| it.standing == Standing::Consistent));
    // The amounts inside belong to their own lines.
    let wrong = narrated(&sentence.replace("200.3万元", "200.4万元"));
    let standings: Vec<Standing> = wrong.audit().claims().iter().map(|it| it.standing).collect();
    assert_eq!(standings.iter().filter(|it| **it == Standing::Inconsistent).count(), 1);
    assert_eq!(standings[2], Standing::Inconsistent);
    // A comma after the bracket, and half-width brackets, change nothing.
    for other in [sentence.replace("。）比", "。），比"), sentence.replace('（', "(").replace('）', ")")] {
        assert_eq!(narrated(&other).claims.len(), 4, "{other}");
    }
}

#[test]
fn kinds_of_procurement_add_up() {
    let sentence = |whole, goods| {
        format!(
            "本部门政府采购安排{whole}万元，其中：货物类采购预算{goods}万元，工程类采购预算5万元，服务类采购预算763.82万元等。"
        )
    };
    let standing = |text: &str| narrated(text).audit().claims()[0].clone();
    assert_eq!(standing(&sentence("806.06", "37.24")).standing, Standing::Consistent);
    let wrong = standing(&sentence("806.06", "38.24"));
    assert_eq!(wrong.standing, Standing::Inconsistent);
    assert_eq!(wrong.objections[0].to_string(), "its kinds add up to 807.06万元");
    assert_eq!(standing(&sentence("806.07", "37.24")).standing, Standing::Consistent, "a tail of rounding");
}

#[test]
fn what_states_too_little_is_unchecked_and_what_is_not_understood_is_listed() {
    let disclosure = narrated("收入比上年增加了支持产业发展经费30,000万元，其他不变。");
    let [claim] = &disclosure.claims[..] else { panic!("{:?}", disclosure.claims) };
    assert_eq!((claim.amount, claim.change.unwrap().to_string()), (None, "30,000".into()));
    assert_eq!(disclosure.audit().claims()[0].standing, Standing::Unchecked);
    let disclosure = narrated("参训人数比上年多出约3成，合计1,250人次。");
    assert!(disclosure.claims.is_empty());
    let [unread] = &disclosure.unread[..] else { panic!("{:?}", disclosure.unread) };
    assert_eq!((unread.text.as_str(), unread.figures), ("参训人数比上年多出约3成，合计1,250人次", 2));
    let last = disclosure.table(12).unwrap().rows.last().unwrap();
    assert!(unread.page >= last.page && unread.line > last.line);
    // Comparisons without figures are no claims.
    assert!(narrated("各项支出比上年有所压减。").unread.is_empty());
}

/// A claim of an amount and a change in hundredths of 万元 with a rate in hundredths of a percent.
fn claim(amount: i64, change: i64, rate: u64) -> Claim {
    let printed = |digits| Printed::from_last_digits(digits, 2, Unit::TenThousandYuan).unwrap();
    Claim {
        text: String::new(),
        page: 0,
        line: 0,
        subject: None,
        amount: Some(printed(amount)),
        change: Some(printed(change)),
        rate: Some(format!("{}.{:02}", rate / 100, rate % 100).parse().unwrap()),
        rate_is_decrease: change < 0,
        says_not_comparable: false,
        says_unchanged: false,
        ..Claim::default()
    }
}

/// Halves away from zero, of a quotient of integers that are not negative.
fn rounded(number: i128, divisor: i128) -> i128 {
    (2 * number + divisor) / (2 * divisor)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Two true years in yuan, printed in 万元: no honest sentence about them is refused.
    #[test]
    fn honest_rates_hold(
        before in prop_oneof![1_000..100_000_i64, 1_000..1_000_000_000_i64],
        after in prop_oneof![1_000..100_000_i64, 1_000..1_000_000_000_i64],
        one_decimal in any::<bool>(),
    ) {
        let hundredths = |yuan: i64| i64::try_from(rounded(yuan.unsigned_abs().into(), 100)).unwrap() * yuan.signum();
        let change = after - before;
        // A change that is printed as zero is said to be none.
        prop_assume!(hundredths(change) != 0);
        let scale = if one_decimal { 1_000 } else { 10_000 };
        let rate = rounded(i128::from(change.abs()) * scale, before.into());
        prop_assume!(rate < 1_000_000_000_000);
        let mut stated = claim(hundredths(after), hundredths(change), 0);
        let rate = if one_decimal { format!("{}.{}", rate / 10, rate % 10) } else { format!("{}.{:02}", rate / 100, rate % 100) };
        stated.rate = Some(rate.parse().unwrap());
        let template = template(if one_decimal { "guangdong-2026" } else { "guangdong-2024" });
        let (standing, objections) = stated.judge(template, None);
        prop_assert!(standing != Standing::Inconsistent, "{:?} of {} after {}, {}%", objections, after, before, rate);
        let base = stated.base(template).unwrap();
        prop_assert!(base.interval.contains(yusuan::Amount::from_yuan(before)), "{} not in {}", before, base.interval);
    }

    /// A rate is possible exactly if it meets the rates between the corners of what was rounded.
    #[test]
    fn rates_outside_the_interval_never_hold(
        amount in 100..1_000_000_i64, change in -500_000..500_000_i64, off in 1..50_i128,
    ) {
        prop_assume!(change != 0 && 2 * (amount - change) > 2);
        // Corners in half last digits, rates in hundredths of a percent as numerator and denominator.
        let corners: Vec<(i128, i128)> = [2 * amount - 1, 2 * amount + 1].into_iter()
            .flat_map(|amount| [2 * change - 1, 2 * change + 1].map(|change| (amount, change)))
            .map(|(amount, change)| (10_000 * i128::from(change.abs()), i128::from(amount - change)))
            .collect();
        // Ends of what rounds to r are r ± 1/2: beyond the largest corner, or before the smallest.
        let most = corners.iter().map(|(rate, base)| rate / base).max().unwrap();
        let least = corners.iter().map(|(rate, base)| rate / base).min().unwrap();
        let right = rounded(10_000 * i128::from(change.abs()), (amount - change).into());
        let template = template("guangdong-2024");
        for wrong in [most + 1 + off, least - 1 - off].into_iter().filter(|rate| *rate > 0) {
            let (standing, objections) = claim(amount, change, u64::try_from(wrong).unwrap()).judge(template, None);
            prop_assert_eq!(standing, Standing::Inconsistent);
            let [Objection::RateDiffers(rate)] = objections[..] else { panic!("{objections:?}") };
            prop_assert_eq!(i128::from(rate.last_digits()), right);
        }
        let (standing, _) = claim(amount, change, u64::try_from(right).unwrap()).judge(template, None);
        prop_assert_eq!(standing, Standing::Consistent);
    }
}

#[test]
fn claims_meet_the_budget_of_the_year_before() {
    let after = narrated(
        "收入预算271,368.11万元，比2023年预算增加32,853.32万元，增长13.77%；支出预算271,368.11万元，比2023年执行数减少1万元。",
    );
    let mut before = after.clone();
    before.header.year = super::support::year(2023);
    for table in &mut before.tables {
        for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells).flatten() {
            if cell.to_string() == "271,368.11" {
                *cell = Printed::parse("238,514.79", Unit::TenThousandYuan).unwrap();
            }
        }
    }
    let verdicts = after.claims_against(&before).unwrap();
    assert_eq!(verdicts.iter().map(|it| it.standing).collect::<Vec<_>>(), [Standing::Consistent; 2]);
    // Another base than the one printed then: told for the budget, and not for the outturn.
    let other = after.claims_against(&after_with_year(&after)).unwrap();
    let printed = Printed::parse("271,368.11", Unit::TenThousandYuan).unwrap();
    assert_eq!(other[0].objections, [Objection::EarlierDiffers(printed)]);
    assert_eq!((other[0].standing, other[1].objections.len()), (Standing::Inconsistent, 0));
    assert!(after.claims_against(&after).is_err());
}

/// The same document as if it were of the year before.
fn after_with_year(disclosure: &Disclosure) -> Disclosure {
    let mut before = disclosure.clone();
    before.header.year = super::support::year(2023);
    before
}
