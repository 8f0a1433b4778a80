//! The claims of one document beside each other.

use crate::amount::Printed;
use crate::code::EconomicCode;
use crate::fact::{EconomicScope, Key, MemoItem};

use super::rate::Figures;
use super::{Claim, Elsewhere, Judgement, Objection, RateSlip, Standing, Style};

/// Judges the claims of a document, each by itself, by what is known of its subject from elsewhere, and
/// with the others: parts against their whole, and wrong rates against the figures of other sentences.
///
/// The judgements are in the order of the claims.
///
/// ```
/// use yusuan::claim::{Elsewhere, Style, Standing, judge_all};
/// use yusuan::{FiscalYear, NarrativeContext, Unit, read_narrative};
///
/// let text = "2026年“三公”经费预算12万元，比上年减少3万元，下降20%。";
/// let narrative = read_narrative(text, &NarrativeContext::new(FiscalYear::new(2026)?, Unit::TenThousandYuan));
/// let judged = judge_all(&narrative.claims, Style::plain(Unit::TenThousandYuan), |_| Elsewhere::default());
/// assert_eq!(judged[0].standing, Standing::Consistent);
/// # Ok::<(), yusuan::YearError>(())
/// ```
pub fn judge_all(claims: &[Claim], style: Style, known: impl Fn(&Claim) -> Elsewhere) -> Vec<Judgement> {
    let figures: Vec<Option<Figures>> = claims.iter().map(|claim| telling(claim, style)).collect();
    let evidence: Vec<Elsewhere> = claims.iter().map(known).collect();
    let mut judgements: Vec<Judgement> = claims
        .iter()
        .zip(&evidence)
        .enumerate()
        .map(|(index, (claim, evidence))| {
            let judgement = claim.judge_among(style, *evidence, &[]);
            let wrong = judgement.objections.iter().any(|it| matches!(it, Objection::RateDiffers(_)));
            let told = judgement.slip.is_some_and(|slip| slip != RateSlip::DigitReplaced);
            if !wrong || told {
                return judgement;
            }
            // Only wrong rates are looked up, among a bounded number of figures, so that time stays linear.
            let (from, to) = (index.saturating_sub(NEARBY), (index + NEARBY).min(figures.len()));
            let others: Vec<Figures> = figures[from..to].iter().copied().flatten().collect();
            claim.judge_among(style, *evidence, &others)
        })
        .collect();
    for whole in WHOLES {
        judge_whole(claims, style, whole, &evidence, &mut judgements);
    }
    judgements
}

/// The most sentences to either side that a stale rate may be of.
const NEARBY: usize = 200;

fn telling(claim: &Claim, style: Style) -> Option<Figures> {
    claim.change?;
    claim.rated(style)
}

/// What the parts of an amount are, whichever document.
struct Whole {
    whole: Part,
    parts: &'static [Part],
}

#[derive(Clone, Copy)]
enum Part {
    Memo(MemoItem),
    Codes(&'static [u32]),
}

const WHOLES: [Whole; 3] = [
    Whole {
        whole: Part::Memo(MemoItem::Procurement),
        parts: &[
            Part::Memo(MemoItem::ProcurementOfGoods),
            Part::Memo(MemoItem::ProcurementOfWorks),
            Part::Memo(MemoItem::ProcurementOfServices),
        ],
    },
    Whole { whole: Part::Codes(&[30231, 31013]), parts: &[Part::Codes(&[31013]), Part::Codes(&[30231])] },
    Whole {
        whole: Part::Memo(MemoItem::ThreePublic),
        parts: &[Part::Codes(&[30212]), Part::Codes(&[30231, 31013]), Part::Codes(&[30217])],
    },
];

impl Part {
    fn is(self, key: &Key) -> bool {
        let plain = key.function.is_none() && key.unit.is_none() && key.project.is_none();
        match self {
            Self::Memo(memo) => plain && key.memo == Some(memo),
            Self::Codes(numbers) => {
                let codes: Option<Vec<EconomicCode>> = numbers.iter().map(|&it| EconomicCode::new(it).ok()).collect();
                let codes = codes.and_then(|codes| EconomicScope::of(&codes).ok());
                plain && key.memo.is_none() && codes == Some(key.economic)
            }
        }
    }

    /// The only claim of the part that states its amount; none if several state different ones.
    fn of(self, claims: &[Claim], like: Option<&Key>) -> Option<usize> {
        let mut found = claims.iter().enumerate().filter(|(_, claim)| {
            let key = claim.subject.as_ref().filter(|key| self.is(key));
            claim.amount.is_some()
                && key.is_some_and(|key| like.is_none_or(|like| (like.source, like.basis) == (key.source, key.basis)))
        });
        let (first, claim) = found.next()?;
        let same = |other: &Claim| other.amount.map(Printed::amount) == claim.amount.map(Printed::amount);
        found.all(|(_, other)| same(other)).then_some(first)
    }
}

fn judge_whole(
    claims: &[Claim],
    style: Style,
    Whole { whole, parts }: Whole,
    evidence: &[Elsewhere],
    judgements: &mut [Judgement],
) {
    let Some(index) = whole.of(claims, None) else { return };
    // Where the tables have the amount of the whole, a part is what differs, and is judged for itself.
    if evidence[index].printed.is_some() {
        return;
    }
    let key = claims[index].subject.as_ref();
    let parts: Option<Vec<&Claim>> = parts.iter().map(|part| Some(&claims[part.of(claims, key)?])).collect();
    if let Some(parts) = parts
        && let Some((standing, objections)) = claims[index].judge_parts_in(style, &parts)
    {
        let judgement = &mut judgements[index];
        let decided = matches!(judgement.standing, Standing::Inconsistent | Standing::NotComparable);
        if standing == Standing::Inconsistent || !decided {
            judgement.standing = standing;
        }
        judgement.objections.extend(objections);
    }
}
