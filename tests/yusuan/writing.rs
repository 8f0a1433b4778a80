//! Sentences and the narrative: one fixed form, which reads back as what it says.

use proptest::prelude::*;
use yusuan::write::narrative;
use yusuan::{Amount, Budget, Change, Claim, Key, LineItem, MemoItem, Unit, Wording, WriteError};

use super::support::{SEED, cents, header, line, read, seed, seed_audit, template, year, yuan};

const WORDING: Wording = Wording::new(Unit::TenThousandYuan, 2, 2);

fn kept(before: i64, after: i64) -> Change {
    Change::Kept { before: cents(before), after: cents(after) }
}

/// What is read from the tables of the bundled document with another narrative after them.
fn read_back(narrative: &str) -> Vec<Claim> {
    let (tables, _) = SEED.split_once(" 第三部分 2024年部门预算情况说明").unwrap();
    let disclosure = read(&format!("{tables}{narrative}"));
    assert_eq!(disclosure.facts().count(), 996);
    assert!(disclosure.unread.is_empty(), "{:?}", disclosure.unread);
    disclosure.claims
}

/// A claim wherever it stands.
fn anywhere(claims: &[Claim]) -> Vec<Claim> {
    claims.iter().map(|claim| Claim { page: 0, line: 0, part_of: None, ..claim.clone() }).collect()
}

#[test]
fn a_change_has_one_sentence() {
    let cases = [
        (kept(10_000, 11_377), "会议费113.77万元，比上年增加13.77万元，增长13.77%"),
        (kept(123_456_789, 100_000_000), "会议费1,000,000.00万元，比上年减少234,567.89万元，下降19.00%"),
        (kept(500, 0), "会议费0.00万元，比上年减少5.00万元，下降100.00%"),
        (kept(500, 500), "会议费5.00万元，比上年增加0.00万元，增长0.00%，与上年持平"),
        (kept(0, 0), "会议费0.00万元，比上年增加0.00万元，增长--（基数为0，不可比），与上年持平"),
        (kept(0, 700), "会议费7.00万元，比上年增加7.00万元，增长--（基数为0，不可比）"),
        (Change::Added(cents(700)), "会议费7.00万元，上年无此项"),
        (Change::Dropped(cents(700)), "本年无会议费，上年为7.00万元"),
    ];
    for (change, sentence) in cases {
        assert_eq!(WORDING.sentence("会议费", change).unwrap(), sentence);
    }
    let coarse = Wording::new(Unit::Yuan, 0, 1);
    assert_eq!(coarse.sentence("会议费", kept(800, 900)).unwrap(), "会议费90,000元，比上年增加10,000元，增长12.5%");
    assert_eq!(WORDING.sentence("会议费", kept(5, -5)), Err(WriteError::Negative(cents(-5))));
    assert_eq!(WORDING.sentence("会议费", kept(-5, 5)), Err(WriteError::Negative(cents(-5))));
    assert_eq!(
        WORDING.sentence("会议费", kept(-5, 5)).unwrap_err().to_string(),
        "no sentence states an amount below zero: -500元"
    );
    let tiny = Change::Kept { before: yuan(1, 2), after: Amount::from_yuan(9_000_000_000_000_000) };
    assert_eq!(WORDING.sentence("会议费", tiny), Err(WriteError::RateTooLong));
}

#[test]
fn the_narrative_of_the_seed_is_written_and_read_back() {
    let comparison = seed().since(&seed().implied_last_year().unwrap()).unwrap();
    let mut claims = WORDING.claims(&comparison).unwrap();
    assert_eq!(claims.len(), 9);
    for (memo, amount) in [
        (MemoItem::Procurement, 80_606),
        (MemoItem::ProcurementOfGoods, 3_724),
        (MemoItem::ProcurementOfWorks, 500),
        (MemoItem::ProcurementOfServices, 76_382),
    ] {
        claims.push(WORDING.statement(year(2024), &Key::expenditure().memo(memo), cents(amount)).unwrap());
    }
    let text = narrative(year(2024), &claims).unwrap();
    assert_eq!(
        text,
        "第三部分 2024年部门预算情况说明\n\
         一、部门预算收支增减变化情况\n\
         2024年本部门收入预算271,368.11万元，比上年增加32,853.32万元，增长13.77%；支出预算271,368.11万元，\
         比上年增加32,853.32万元，增长13.77%。\n\
         二、“三公”经费安排情况\n\
         2024年本部门财政拨款安排“三公”经费316.65万元，比上年增加9.15万元，增长2.98%；\
         其中：因公出国（境）费0.00万元，比上年增加0.00万元，增长--（基数为0，不可比），与上年持平；\
         公务用车购置及运行维护费218.30万元，比上年增加5.30万元，增长2.49%；\
         其中：公务用车购置费18.00万元，比上年增加18.00万元，增长--（基数为0，不可比）；\
         公务用车运行维护费200.30万元，比上年减少12.70万元，下降5.96%；\
         公务接待费98.35万元，比上年增加3.85万元，增长4.07%。\n\
         三、机关运行经费安排情况\n\
         2024年本部门机关运行经费安排2,683.87万元，比上年增加80.99万元，增长3.11%。\n\
         四、政府采购情况\n\
         2024年本部门政府采购安排806.06万元，其中：货物类采购预算37.24万元，工程类采购预算5.00万元，\
         服务类采购预算763.82万元。\n"
    );
    let read = read_back(&text);
    assert_eq!(anywhere(&read), claims);
    assert!(read.iter().all(|claim| claim.line > 0));
    // Where a claim stands in the text says what it is a part of: the kinds of procurement, of all of it.
    let wholes: Vec<Option<usize>> = read.iter().map(|claim| claim.part_of).collect();
    assert_eq!(wholes[10..], [Some(9), Some(9), Some(9)]);
    assert_eq!(wholes[..3], [None, None, None]);
}

/// What was read from the bundled document is written in the fixed form and says the same.
#[test]
fn what_was_read_can_be_written_again() {
    assert!(seed_audit().is_consistent());
    let told = seed().claims.iter().filter(|claim| claim.subject.as_ref().is_some_and(|key| key.project.is_none()));
    let claims: Vec<Claim> = told.cloned().collect();
    let again = read_back(&narrative(year(2024), &claims).unwrap());
    let meaning = |claims: &[Claim]| -> Vec<Claim> {
        anywhere(claims).into_iter().map(|claim| Claim { text: String::new(), ..claim }).collect()
    };
    assert_eq!(meaning(&again), meaning(&claims));
}

#[test]
fn what_would_not_read_back_is_refused() {
    let claim = WORDING.statement(year(2024), &Key::expenditure().memo(MemoItem::Procurement), cents(5)).unwrap();
    let refused = |claims: &[Claim]| narrative(year(2024), claims).unwrap_err().to_string();
    let nobody = Claim { subject: None, ..claim.clone() };
    assert_eq!(refused(&[nobody]), "the narrative has no words for a claim without a subject");
    let project = Claim { subject: Some(Key::expenditure().project("普查")), ..claim.clone() };
    assert_eq!(refused(&[project]), "the narrative has no words for expenditure project=普查");
    let twice = [claim.clone(), claim.clone()];
    assert_eq!(refused(&twice), "no sentence says this: one kind of government procurement twice");
    let change = Claim { change: claim.amount, ..claim.clone() };
    assert_eq!(refused(&[change]), "no sentence says this: a change of government procurement");
    let alone = Claim { subject: Some(Key::revenue()), ..claim.clone() };
    assert_eq!(refused(&[alone]), "no sentence says this: an amount without its change");
    let grown = seed().claims[0].clone();
    assert!(!grown.drivers.is_empty() && narrative(year(2024), std::slice::from_ref(&grown)).is_ok());
    for name in ["甲、乙", "增支", "2024年普查", "各", ""] {
        let driver = yusuan::claim::Driver { name: name.into(), ..grown.drivers[0].clone() };
        let claim = Claim { drivers: vec![driver], ..grown.clone() };
        assert_eq!(refused(&[claim]), "no sentence says this: a reason of that name or amount", "{name}");
    }
    let seed = &seed().claims[0];
    let both = Claim { says_not_comparable: true, ..seed.clone() };
    assert_eq!(refused(&[both]), "no sentence says this: a rate where there is no base");
    let sideways = Claim { rate: None, rate_is_decrease: true, ..seed.clone() };
    assert_eq!(refused(&[sideways]), "no sentence says this: a direction without a rate");
    let empty = Claim { amount: None, ..seed.clone() };
    assert_eq!(refused(&[empty]), "no sentence says this: a subject without an amount");
    assert_eq!(narrative(year(2024), &[]).unwrap(), "第三部分 2024年部门预算情况说明\n");
}

fn amounts() -> impl Strategy<Value = (i64, i64)> {
    let amount = || prop_oneof![Just(0), 1_i64..100, 1_i64..1_000_000_000_000];
    (amount(), amount(), any::<bool>()).prop_map(|(before, after, same)| (before, if same { before } else { after }))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever the nine amounts of two budgets are: written and read, the claims are the same to the letter.
    #[test]
    fn writing_and_reading_is_the_identity(
        pairs in prop::collection::vec(amounts(), 9),
        (decimals, rate_decimals) in (0_u8..4, 0_u32..5),
        in_yuan in any::<bool>(),
        present in prop::collection::vec(any::<bool>(), 9),
    ) {
        let unit = if in_yuan { Unit::Yuan } else { Unit::TenThousandYuan };
        let wording = Wording::new(unit, decimals, rate_decimals);
        let implied = seed().implied_last_year().unwrap();
        let mut years = [implied.clone(), seed().clone()];
        let subjects: Vec<Key> = WORDING.claims(&seed().since(&implied).unwrap()).unwrap().into_iter().filter_map(|claim| claim.subject).collect();
        for (index, subject) in subjects.iter().enumerate() {
            let (before, after) = pairs[index];
            for (disclosure, amount) in years.iter_mut().zip([before, after]) {
                let places: Vec<_> = disclosure.facts().filter(|fact| fact.key == *subject).map(|fact| fact.place).collect();
                let printed = yusuan::Printed::from_amount(cents(amount), Unit::TenThousandYuan, 2).unwrap();
                for place in places {
                    *disclosure = disclosure.with_correction(place, printed).unwrap();
                }
            }
        }
        let [before, after] = years;
        let claims = wording.claims(&after.since(&before).unwrap());
        prop_assume!(claims != Err(WriteError::RateTooLong));
        let claims: Vec<Claim> = claims.unwrap().into_iter().zip(&present).filter(|(_, keep)| **keep).map(|(claim, _)| claim).collect();
        let text = narrative(year(2024), &claims).unwrap();
        prop_assert_eq!(anywhere(&read_back(&text)), claims);
    }

    /// A budget from lines writes claims that its own audit finds consistent.
    #[test]
    fn what_is_written_of_a_budget_can_be_true(before in 1_i64..9_000_000, after in 1_i64..9_000_000) {
        let of = |number, amount| -> Budget {
            let lines: Vec<LineItem> = vec![LineItem { agency_operation: true, ..line(2010301, 30217, amount) }];
            Budget::from_lines(header(number), template("guangdong-2024"), lines).unwrap()
        };
        let (before, after) = (of(2023, before), of(2024, after));
        let claims = WORDING.claims(&after.since(&before).unwrap()).unwrap();
        prop_assert!(claims.len() >= 8);
        let mut disclosure = yusuan::Disclosure::from(after);
        disclosure.claims = claims;
        let audit = disclosure.audit();
        let odd: Vec<_> = audit.claims().iter().filter(|it| it.standing == yusuan::Standing::Inconsistent).collect();
        prop_assert!(odd.is_empty(), "{:?}", odd);
    }
}
