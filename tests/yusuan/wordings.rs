//! The wordings of comparisons in sentences of our own, and what is made of each.

use yusuan::claim::{Elsewhere, Judgement, judge_all};
use yusuan::{
    BaselineFigure, Claim, Direction, FiscalYear, Language, Narrative, NarrativeContext, Objection, RateKind, RateSlip,
    Standing, Style, Unit, read_narrative,
};

fn context() -> NarrativeContext {
    NarrativeContext::new(FiscalYear::new(2026).unwrap(), Unit::TenThousandYuan)
}

fn narrated(text: &str) -> Narrative {
    read_narrative(text, &context())
}

/// The only claim of a text, and nothing unread.
fn claim(text: &str) -> Claim {
    let narrative = narrated(text);
    assert!(narrative.unread.is_empty(), "{:?}", narrative.unread);
    let [claim] = &narrative.claims[..] else { panic!("{:#?} of {text}", narrative.claims) };
    claim.clone()
}

/// Amount, change, rate and subject, `-` for what is not there.
fn stated(claim: &Claim) -> String {
    let figure =
        |printed: Option<yusuan::Printed>| printed.map_or("-".to_owned(), |printed| printed.plain().to_string());
    let rate = claim.rate.map_or("-".to_owned(), |rate| rate.to_string());
    let subject = claim.subject.as_ref().map_or("-".to_owned(), |key| {
        // All appropriations, for basic expenditure and projects, is what most sentences mean.
        let coordinates = key.to_string().replace("general-public+government-fund+state-capital", "fiscal");
        coordinates.strip_suffix(" nature=personnel+operating+project").unwrap_or(&coordinates).to_owned()
    });
    format!("{} {} {rate} {subject}", figure(claim.amount), figure(claim.change))
}

fn judged(text: &str) -> Judgement {
    let claims = [claim(text)];
    judge_all(&claims, Style::plain(Unit::TenThousandYuan), |_| Elsewhere::default()).remove(0)
}

#[track_caller]
fn reads(text: &str, expected: &str) {
    assert_eq!(stated(&claim(text)), expected, "{text}");
}

#[test]
fn increases_and_decreases() {
    for (verb, rate) in
        [("增加", "增长"), ("增长", "增长"), ("增加", "上升"), ("增加", "提高"), ("增加", "增幅"), ("增加", "增加")]
    {
        reads(
            &format!("2026年收入预算110.00万元，比上年{verb}10.00万元，{rate}10.00%，主要原因是新增项目。"),
            "110.00 10.00 10.00 revenue",
        );
    }
    for (verb, rate) in [("减少", "下降"), ("减少", "降低"), ("减少", "减幅"), ("压减", "降幅"), ("减少", "减少")]
    {
        reads(&format!("支出预算90.00万元，较上年{verb}10.00万元，{rate}10.00％。"), "90.00 -10.00 10.00 expenditure");
    }
    reads("收入预算110万元，比上年增加10万元，同比增长10%。", "110 10 10 revenue");
    reads("收入预算110万元，比上年增加10万元。", "110 10 - revenue");
    reads("收入预算110万元，比上年增长10%。", "110 - 10 revenue");
    reads("收入预算110万元，比上年增长10%，增加10万元。", "110 10 10 revenue");
}

#[test]
fn template_left_overs() {
    let zero = "0 0 0 expenditure economic=30212 source=fiscal";
    reads("因公出国（境）费0万元，较上年增加（减少）0万元（0%），增加（减少）的主要原因是没有安排。", zero);
    reads("因公出国（境）费0万元，与上年相比增加(减少)0万元，增长(减少)0%。", zero);
    reads("公务接待费9万元，比上年预计减少1万元，下降(增长)10%。", "9 -1 10 expenditure economic=30217 source=fiscal");
    reads("公务接待费11万元，比2025年预算增加增加1万元。", "11 1 - expenditure economic=30217 source=fiscal");
    reads("公务接待费11万元，比2025年度减增加1万元。", "11 1 - expenditure economic=30217 source=fiscal");
    reads("公务接待费9万元，比上年减少-1万元。", "9 -1 - expenditure economic=30217 source=fiscal");
    let same = claim("公务接待费9万元，与2025年预算增加持平。");
    assert_eq!((same.direction, same.says_unchanged), (Some(Direction::Same), true));
}

#[test]
fn the_base_belongs_to_the_claim() {
    use BaselineFigure::{Budget, Estimate, FinalAccount, OpeningBudget, Outturn, Unsaid};
    for (words, year, figure) in [
        ("比上年", 2025, Unsaid),
        ("较去年", 2025, Unsaid),
        ("比2025年", 2025, Unsaid),
        ("比上一年度", 2025, Unsaid),
        ("比上年预算数", 2025, Budget),
        ("比2024年预算", 2024, Budget),
        ("比2025年（上一年度，下同）预算", 2025, Budget),
        ("较2025年年初预算", 2025, OpeningBudget),
        ("比上年执行数", 2025, Outturn),
        ("比2025年预算执行数", 2025, Outturn),
        ("比2025年度决算数", 2025, FinalAccount),
        ("比上年预计", 2025, Estimate),
        ("比上年一般公共预算支出", 2025, Unsaid),
        ("与2025年财政拨款“三公”经费年初预算相比", 2025, OpeningBudget),
    ] {
        let baseline = claim(&format!("公务接待费9万元，{words}减少1万元。")).baseline.unwrap();
        assert_eq!((baseline.year, baseline.figure, baseline.adjusted), (Some(year), figure, false), "{words}");
    }
    let adjusted = claim("支出90万元用于基建，扣除基建后比2025年执行数增加2万元，增幅3%。");
    assert!(adjusted.baseline.unwrap().adjusted && adjusted.amount.is_none() && adjusted.subject.is_none());
}

#[test]
fn rates_in_brackets() {
    let reception = "expenditure economic=30217 source=fiscal";
    reads("公务接待费9万元，较上年减少1万元（10.00%），减少的主要原因是压缩。", &format!("9 -1 10.00 {reception}"));
    reads("公务接待费9万元，较上年减少1万元(下降10%)。", &format!("9 -1 10 {reception}"));
    let signless = claim("公务接待费9万元，较上年减少1万元（10.00），主要原因是压缩。");
    assert_eq!((signless.rate_kind, signless.rate.unwrap().to_string()), (RateKind::Signless, "10.00".into()));
    let judgement = judged("公务接待费9万元，较上年减少1万元（10.00），主要原因是压缩。");
    assert_eq!((judgement.standing, judgement.objections), (Standing::Consistent, vec![Objection::PercentSignLost]));
    let same = claim("公务接待费9万元，较上年无变化（0%），无变化的主要原因是预算未变。");
    assert_eq!((same.rate.unwrap().to_string(), same.change.unwrap().is_zero()), ("0".into(), true));
}

#[test]
fn printed_bases_are_checked() {
    for text in [
        "2026年度收入预算110.00万元，比2025年年初预算数100.00万元增加10.00万元，增长10.00%。",
        "2026年收入预算110.00万元，比上年预算（注：上年100.00万元，公开时请删除注释）增加10.00万元，增长10.00%。",
        "2026年收入预算110.00万元，较上年的100.00万元增加10.00万元，增长10.00%。",
        "2026年收入预算110.00万元，比上年预算100.00万元，增加10.00万元，增长10.00%。",
    ] {
        let read = claim(text);
        assert_eq!(
            (stated(&read).as_str(), read.base_amount.unwrap().to_string().as_str()),
            ("110.00 10.00 10.00 revenue", "100.00"),
            "{text}"
        );
        assert_eq!(judged(text).standing, Standing::Consistent, "{text}");
        let wrong = judged(&text.replace("100.00", "101.00"));
        let right = yusuan::Printed::parse("9.00", Unit::TenThousandYuan).unwrap();
        assert_eq!((wrong.standing, wrong.objections), (Standing::Inconsistent, vec![Objection::ChangeDiffers(right)]));
    }
    // The two amounts of a function, and nothing but their rate.
    let text = "1.公务接待费。2025年当年预算执行数为50.00万元，2026年预算安排60.00万元，比2025年预算执行数增加20.00%。";
    assert_eq!(claim(text).base_amount.unwrap().to_string(), "50.00");
    assert_eq!(judged(text).standing, Standing::Consistent);
    let wrong = judged(&text.replace("增加20.00%", "减少20.00%"));
    assert_eq!(wrong.objections, [Objection::WordsDiffer, Objection::DirectionsDiffer]);
}

#[test]
fn nothing_changed() {
    for words in [
        "持平",
        "预算持平",
        "预算数相同",
        "预算数一致",
        "保持一致",
        "相比无变化",
        "没有变化",
        "无增减",
        "无增减变化",
        "相比，保持不变",
    ] {
        let same = claim(&format!("公务接待费9.00万元，与上年{words}。"));
        assert_eq!(stated(&same), "9.00 0.00 - expenditure economic=30217 source=fiscal", "{words}");
        assert_eq!((same.direction, same.says_unchanged), (Some(Direction::Same), true), "{words}");
    }
    // About the same is no change of zero.
    let about = claim("公务接待费9.00万元，与上年基本持平。");
    assert_eq!((about.change, about.direction), (None, Some(Direction::AboutSame)));
    // As a comment on a change it is no second claim.
    let comment = claim("公务接待费9万元，比上年减少0.05万元，下降0.6%，与上年基本持平。");
    assert!(comment.says_unchanged && comment.direction == Some(Direction::Down));
    let judgement = judged("公务接待费9万元，比上年减少0.05万元，下降0.6%，与上年基本持平。");
    assert_eq!((judgement.standing, judgement.objections), (Standing::Consistent, vec![Objection::SaysUnchanged]));
}

#[test]
fn six_habits_of_a_base_of_zero() {
    for words in [
        "增长--（基数为0，不可比）",
        "（去年预算数为0万元，无法计算增减比率）",
        "（上年执行数为0.00万元，无法计算增减比率）",
        "，上年基数为零，不可比",
        "，增长——",
    ] {
        let text =
            format!("公务接待费9万元，与上年相比增加9万元{}{words}。", if words.starts_with('增') { "，" } else { "" });
        assert!(claim(&text).says_not_comparable, "{text}");
        let judgement = judged(&text);
        assert_eq!((judgement.standing, judgement.objections), (Standing::NotComparable, vec![]), "{text}");
    }
    let none = claim("公务接待费9万元，较上年不可比，上年基数为零，不可比的主要原因是新增。");
    assert!(none.says_not_comparable && none.change.is_none());
    for rate in ["增长100%", "增长0%", "增幅100.0%"] {
        let judgement = judged(&format!("公务接待费9万元，比上年增加9万元，{rate}。"));
        let habit = (Standing::NotComparable, vec![Objection::RateOnZeroBase]);
        assert_eq!((judgement.standing, judgement.objections), habit, "{rate}");
    }
}

#[test]
fn multiples() {
    let text = "公务接待费170.00万元，比上年增加160.00万元，增长16倍。";
    assert_eq!((claim(text).rate_kind, judged(text).standing), (RateKind::Multiple, Standing::Consistent));
    let wrong = judged(&text.replace("16倍", "18倍"));
    assert_eq!(wrong.objections, [Objection::RateDiffers("1600.00".parse().unwrap())]);
    reads(
        "公务接待费170.00万元，比上年增加160.00万元，增长1600%。",
        "170.00 160.00 1600 expenditure economic=30217 source=fiscal",
    );
    let bracket = claim("经费数为170万元，与上年相比增加160万元（上年仅安排本级10万元），增长16倍。");
    assert_eq!(bracket.base_amount.unwrap().to_string(), "10");
}

#[test]
fn both_sides_are_two_claims() {
    for text in [
        "某市统计局2026年度收入、支出预算总计110.00万元，与上年相比收、支预算总计各增加10.00万元，增长10.00%。其中：",
        "2026年收支预算110.00万元，比上年增加10.00万元，增长10.00%。",
    ] {
        let claims = narrated(text).claims;
        let all: Vec<String> = claims.iter().map(stated).collect();
        assert_eq!(all, ["110.00 10.00 10.00 revenue", "110.00 10.00 10.00 expenditure"], "{text}");
        assert_eq!(claims[0].text, claims[1].text);
    }
    // Which money this is of the words do not say for certain.
    reads(
        "某市统计局2026年度财政拨款收、支总预算110万元。与上年相比，财政拨款收、支总计各减少10万元，减少8.33%。",
        "110 -10 8.33 -",
    );
}

#[test]
fn the_amount_may_stand_before_other_sentences() {
    reads(
        "三、支出预算情况说明\n（1）教育支出（类）支出90.00万元，主要用于培训工作。与上年相比减少10.00万元，减少10.00%。",
        "90.00 -10.00 10.00 expenditure function=205 \
         nature=personnel+operating+project+business+affiliate-subsidy+superior-remittance",
    );
    // Of several amounts none is certain.
    let several = claim("2026年经费合计90万元，包括办公40万元、维护50万元。与上年相比减少10万元，减少10%。");
    assert_eq!(stated(&several), "- -10 10 -");
    // A name that comes again is certain.
    let named = "2026年单位总收入90万元，其中：其一40万元，其二50万元。与上年对比单位总收入减少10万元，下降10%。";
    assert_eq!(stated(&claim(named)), "90 -10 10 -");
    // After 其中 a part is meant, whose amount is not known.
    assert_eq!(stated(&claim("预算合计90万元。其中:住房，与上年相比减少10万元，降幅81.6%。")), "- -10 81.6 -");
}

#[test]
fn subjects() {
    let own = |words: &str| {
        let narrative = narrated(&format!("五、一般公共预算支出情况说明\n（一）{words}9万元，比上年减少1万元。"));
        narrative.claims[0].subject.as_ref().map(ToString::to_string).unwrap_or_default()
    };
    let general = "source=general-public nature=personnel+operating+project";
    let function = |code: u32| format!("expenditure function={code} {general}");
    assert_eq!(own("行政运行（2010301）"), function(2010301));
    assert_eq!(own("2010301-行政运行"), function(2010301));
    assert_eq!(own("信访事务（款）行政运行（项）"), function(2014001));
    assert_eq!(own("“教育支出（类）普通教育（款）高等教育（项）”"), function(2050205));
    assert_eq!(own("公共安全支出（204类）司法（06款）行政运行（01项）"), function(2040601));
    assert_eq!(own("会议费"), format!("expenditure economic=30215 {general}"));
    assert_eq!(own("公务用车购置及运行费支出"), format!("expenditure economic=30231+31013 {general}"));
    assert_eq!(own("“三公”经费"), format!("expenditure memo=three-public {general}"));
    // Nothing is guessed: a code with another name, an item without its section, a part of the money.
    for words in ["事业运行（2010301）", "行政运行（项）", "其他资金支出", "财政拨款支出", "某项目"]
    {
        assert_eq!(own(words), "", "{words}");
    }
    reads(
        "二、收入预算情况说明\n（2）政府性基金预算拨款收入9万元，比上年减少1万元。",
        "9 -1 - revenue source=government-fund",
    );
    reads("（9）其他收入9万元，与上年预算数相同。", "9 0 - revenue source=other");
    reads(
        "三、支出预算情况说明\n基本支出预算9万元，比上年减少1万元。",
        "9 -1 - expenditure nature=personnel+operating",
    );
    reads("2026年下属单位收入预算9万元，比上年减少1万元。", "9 -1 - -");
    reads(
        "本单位2026年机关运行经费财政拨款预算9万元，比上年减少1万元。",
        "9 -1 - expenditure memo=agency-operation source=fiscal",
    );
    reads("2026年政府采购预算9万元，比上年减少1万元。", "9 -1 - expenditure memo=procurement");
}

#[test]
fn shares_of_lists() {
    let text = "收入预算合计100.00万元，其中：一般公共预算收入60.00万元，占60.00%；其他收入40.00万元，占40%；";
    let claims = narrated(text).claims;
    assert_eq!(claims.len(), 2);
    for claim in &claims {
        assert_eq!((claim.rate_kind, claim.whole.unwrap().to_string().as_str()), (RateKind::Share, "100.00"));
    }
    let judge =
        |text: &str| judge_all(&narrated(text).claims, Style::plain(Unit::TenThousandYuan), |_| Elsewhere::default());
    assert!(judge(text).iter().all(|it| it.standing == Standing::Consistent));
    let wrong = judge(&text.replace("占60.00%", "占66.00%"));
    assert_eq!(wrong[0].objections, [Objection::ShareDiffers("60.00".parse().unwrap())]);
    // What the whole is must be plain: here the amount before 其中 is one of two.
    let unclear = "收入合计100万元，包括本年收入90万元，上年结转10万元。其中：其他收入40万元，占40%；";
    assert!(narrated(unclear).claims.iter().all(|claim| claim.whole.is_none()));
    assert_eq!(claim("支出60万元，占本年支出合计的60%。").whole, None);
}

#[test]
fn completion_of_budgets() {
    let text = "1.培训支出。年初预算200.00万元，支出决算150.00万元，完成年初预算的75.00%。决算数小于年初预算数的主要原因是减少培训。";
    let read = claim(text);
    assert_eq!((read.rate_kind, read.direction), (RateKind::Completion, Some(Direction::Down)));
    assert_eq!(
        (read.amount.unwrap().to_string(), read.base_amount.unwrap().to_string()),
        ("150.00".into(), "200.00".into())
    );
    assert_eq!(judged(text).standing, Standing::Consistent);
    let wrong = judged(&text.replace("75.00%", "133.33%"));
    assert_eq!(wrong.objections, [Objection::CompletionDiffers("75.00".parse().unwrap())]);
    assert_eq!(judged(&text.replace("小于", "大于")).objections, [Objection::WordsDiffer]);
    let from_nothing = "2.培训支出。年初预算0万元，支出决算56万元，决算数大于年初预算数的主要原因是追加。";
    assert_eq!(judged(from_nothing).standing, Standing::Consistent);
    assert_eq!(judged(&from_nothing.replace("大于", "小于")).objections, [Objection::WordsDiffer]);
    assert_eq!(
        stated(&claim("公务接待费预算支出9万元，本年数小于上年预算数1万元，主要是厉行节约。")),
        "9 -1 - expenditure economic=30217 source=fiscal"
    );
}

#[test]
fn parts_stand_under_their_whole() {
    let text = "一、“三公”经费情况\n“三公”经费10.00万元，比上年减少2.00万元，其中：因公出国（境）费1.00万元，与上年持平；\
                公务用车购置及运行维护费5.00万元（公务用车购置费2.00万元，与上年持平；公务用车运行维护费3.00万元，\
                比上年减少1.00万元。）比上年减少1.00万元；公务接待费4.00万元，比上年减少1.00万元。";
    let claims = narrated(text).claims;
    let whole: Vec<Option<usize>> = claims.iter().map(|claim| claim.part_of).collect();
    assert_eq!(whole, [None, Some(0), Some(0), Some(2), Some(2), Some(0)]);
    let judge =
        |text: &str| judge_all(&narrated(text).claims, Style::plain(Unit::TenThousandYuan), |_| Elsewhere::default());
    let judged = judge(text);
    assert_eq!((judged[0].standing, judged[2].standing), (Standing::Consistent, Standing::Consistent));
    let wrong = judge(&text.replace("接待费4.00", "接待费4.50"));
    assert_eq!(wrong[0].objections[0].to_string(), "its kinds add up to 10.50万元");
    let wrong = judge(&text.replace("维护费3.00", "维护费3.50"));
    assert_eq!(wrong[2].objections[0].to_string(), "its kinds add up to 5.50万元");
}

#[test]
fn reasons_with_amounts() {
    let text = "支出预算90万元，比上年减少10万元，主要原因是增加信息化建设经费35万元，扶贫经费压减10万元，其余略有变化。另增加5万元。";
    let drivers: Vec<String> =
        claim(text).drivers.iter().map(|driver| format!("{} {}", driver.name, driver.change)).collect();
    assert_eq!(drivers, ["信息化建设经费 35", "扶贫经费 -10"]);
    let known =
        &claim("收入预算90万元，比上年减少10万元，其中：一般公共预算收入减少12万元，其他收入增加2万元。").drivers;
    let keys: Vec<String> =
        known.iter().filter_map(|driver| driver.subject.as_ref()).map(ToString::to_string).collect();
    assert_eq!(keys, ["revenue source=general-public", "revenue source=other"]);
    assert!(claim("支出预算90万元，比上年减少10万元。主要用于信息化35万元。").drivers.is_empty());
    let named = |reason: &str| {
        let claim = claim(&format!("支出预算90万元，比上年增加10万元，增长12.50%。主要原因是{reason}。"));
        claim.drivers.iter().map(|driver| format!("{} {}", driver.name, driver.change)).collect::<Vec<_>>()
    };
    // What has no verb of its own goes on with the one before, if that makes up the change.
    assert_eq!(named("新增普查专项经费6万元，内网改造经费4万元"), ["普查专项经费 6", "内网改造经费 4"]);
    assert_eq!(named("新增普查专项经费6万元，内网改造经费5万元"), ["普查专项经费 6"]);
    assert_eq!(named("基本支出增加工资、津贴等7万元，项目支出增加3万元"), ["基本支出 7", "项目支出 3"]);
    assert_eq!(named("新增因公出国（境）费预算13万元"), ["因公出国（境）费预算 13"]);
    assert_eq!(named("甲项目和乙项目各新增5万元"), ["甲项目 5", "乙项目 5"]);
    assert_eq!(named("新增甲经费5万元、乙经费3万元，丙经费1万元"), ["甲经费 5", "乙经费 3"]);
    // The whole again, what is left after netting, what one person gets, and where money came from are no reasons.
    assert_eq!(named("支出预算增加10万元，信息化增加12万元"), ["信息化 12"]);
    assert_eq!(named("会议费增加12万元，增减相抵后增加10万元"), ["会议费 12"]);
    assert_eq!(named("工会经费人均定额增加1000元"), [""; 0]);
    assert_eq!(named("从会议费预算中调减10万元用于培训费开支"), [""; 0]);
}

/// Each factor has sentences of its own, whose figures explain it.
#[test]
fn reasons_listed_as_numbered_factors() {
    let text = "支出预算90万元，较上年增加10万元，增长12.50%。支出增加主要原因说明：\n（一）主要增加因素：\n\
                1.普查经费增加12万元。主要原因：普查增加3万元入户补贴。\n2.设备购置支出增加1万元。\n\
                （二）主要减少因素：\n1.培训费减少3万元。\n第三部分 部门预算支出具体情况\n1.在职人员经费增加7万元。\n";
    let drivers: Vec<String> =
        claim(text).drivers.iter().map(|driver| format!("{} {}", driver.name, driver.change)).collect();
    assert_eq!(drivers, ["普查经费 12", "设备购置支出 1", "培训费 -3"]);
}

#[test]
fn pages_break_anywhere() {
    let plain = "公务接待费14.85万元，比上年减少1,020.30万元，下降98.57%。";
    let pages = "某市某局2026年度部门预算公开\n第一段。\n公务接待费１４.８５万元，比上\n某市某局2026年度部门预算公开\n- 31 -\n\
                 \u{c}年减少 1，020.3\n0 万 元 ， 下 降\n某市某局2026年度部门预算公开\n- 32 -\n\u{c} 4\n98.57 ％。";
    let read = claim(pages);
    assert_eq!(stated(&read), stated(&claim(plain)));
    assert_eq!(stated(&read), "14.85 -1020.30 98.57 expenditure economic=30217 source=fiscal");
    assert_eq!((read.page, read.line), (1, 3));
    // Digits set apart come together; figures beside each other do not.
    reads("收入预算 1 7 4 , 1 7 7 . 8 5万元，比上年增加10万元。", "174177.85 10 - revenue");
    assert_eq!(claim("收入预算110万元，比上年增加10万元，增长 4 17.31%。").rate, None);
}

#[test]
fn what_is_no_statement_and_what_is_unread() {
    for words in [
        "各项支出比上年有所压减。",
        "人员较2025年减少，经费相应减少。",
        "与预算绩效目标一致。",
        "决算数大于年初预算数的主要原因是：追加。",
    ] {
        let narrative = narrated(words);
        let claims = narrative.claims.iter().filter(|claim| claim.amount.is_some() || claim.rate.is_some()).count();
        assert_eq!((claims, narrative.unread.len()), (0, 0), "{words}");
    }
    let [unread] = &narrated("第一句。\n2026年预算数比2025年执行数少约21,519.26万元。").unread[..]
    else {
        panic!()
    };
    assert_eq!((unread.page, unread.line, unread.figures), (1, 2, 3));
}

#[test]
fn slips_are_told() {
    // 110 after 100: 10%.
    let slip = |rate: &str| judged(&format!("收入预算110.00万元，比上年增加10.00万元，增长{rate}%。")).slip;
    assert_eq!(slip("9.09"), Some(RateSlip::DividedByThisYear));
    assert_eq!(slip("110.00"), Some(RateSlip::RatioAsPercent));
    assert_eq!(slip("0.10"), Some(RateSlip::FractionAsPercent));
    assert_eq!(slip("1.00"), Some(RateSlip::TenTimesOff));
    assert_eq!(slip("100.00"), Some(RateSlip::TenTimesOff));
    assert_eq!(slip("10.06"), Some(RateSlip::DigitReplaced));
    assert_eq!(slip("17.31"), None);
    let slip = |rate: &str| judged(&format!("收入预算1,057.90万元，比上年增加129.90万元，增长{rate}%。")).slip;
    assert_eq!(slip("14.00"), None);
    assert_eq!(slip("13.99"), Some(RateSlip::Cut));
    assert_eq!(slip("13.00"), Some(RateSlip::Cut), "cut to a whole number");
    assert_eq!(slip("0.12"), Some(RateSlip::FractionOfThisYear));
    let stale = "收入预算110.00万元，比上年增加10.00万元，增长13.57%；\
                 支出预算1,135.70万元，比上年增加135.70万元，增长13.57%。";
    let judged = judge_all(&narrated(stale).claims, Style::plain(Unit::TenThousandYuan), |_| Elsewhere::default());
    assert_eq!(judged[1].standing, Standing::Consistent);
    assert_eq!(judged[0].slip, Some(RateSlip::Stale));
}

#[test]
fn slips_in_both_languages() {
    use RateSlip::*;
    let said = |slip: RateSlip| [slip.message(Language::Chinese), slip.message(Language::English)];
    let expected = [
        (Cut, ["尾数直接舍去而未四舍五入", "further digits were cut instead of rounded"]),
        (DividedByThisYear, ["以本年数为分母", "it was divided by this year's amount"]),
        (RatioAsPercent, ["所印为本年数与上年数之比", "it is the ratio of this year's amount to last year's"]),
        (FractionAsPercent, ["小数未乘以100即加百分号", "a fraction is printed as a percentage"]),
        (
            FractionOfThisYear,
            [
                "以本年数为分母，且小数未乘以100即加百分号",
                "a fraction of this year's amount is printed as a percentage",
            ],
        ),
        (TenTimesOff, ["小数点错一位", "the point slipped by one place"]),
        (Stale, ["所印为文中另一组数的幅度", "it is the rate of other figures in the document"]),
        (DigitReplaced, ["一位数字有误", "one digit was set for another"]),
    ];
    for (slip, words) in expected {
        assert_eq!(said(slip), words);
    }
}

#[test]
fn hostile_repetition_takes_linear_time() {
    let started = std::time::Instant::now();
    for unit in [
        "比上年",
        "比上年增加",
        "（",
        "比上年（",
        "1万元，",
        "1万元，占1%；",
        "与上年相比，",
        "收入1万元。与上年相比收入增加1万元，增长3%。",
        "完成预算的1%，",
        "其中：",
        "１，000",
        "增加（减少）",
        "同比",
        "1.\n",
    ] {
        narrated(&unit.repeat(200_000 / unit.len()));
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

/// Halves away from zero.
fn rounded(number: i128, divisor: i128) -> i128 {
    (2 * number + divisor) / (2 * divisor)
}

proptest::proptest! {
    /// Amounts in yuan, printed in 万元 with their rate of completion: never refused when true, always
    /// when the rate is off by more than the amounts leave open.
    #[test]
    fn rates_between_two_printed_amounts(
        budget in 10_000..10_000_000_000_i64, account in 10_000..10_000_000_000_i64, off in 2..50_i128,
    ) {
        let printed = |yuan: i64| {
            let digits = i64::try_from(rounded(yuan.into(), 100)).unwrap();
            yusuan::Printed::from_last_digits(digits, 2, Unit::TenThousandYuan).unwrap()
        };
        let right = rounded(i128::from(account) * 10_000, budget.into());
        // How far rounding by half a last digit moves the rate, in hundredths of a percent, rounded up.
        let most = (i128::from(account) + 50) * 10_000 / (i128::from(budget) - 50) + 1;
        let claim = |rate: i128| Claim {
            amount: Some(printed(account)),
            base_amount: Some(printed(budget)),
            rate: Some(format!("{}.{:02}", rate / 100, rate % 100).parse().unwrap()),
            rate_kind: RateKind::Completion,
            ..Claim::default()
        };
        let standing = |rate| claim(rate).judge_by(Style::plain(Unit::TenThousandYuan), Elsewhere::default()).standing;
        proptest::prop_assert_eq!(standing(right), Standing::Consistent);
        let spread = most - right + 1;
        proptest::prop_assert_eq!(standing(right + 2 * spread + off), Standing::Inconsistent);
    }
}
