//! The narrative: reading what its sentences state about amounts and their change.
//!
//! It may stand before or after the tables, or in a file of its own. Reading it needs no template, only
//! what a [`NarrativeContext`] holds.

mod comparison;
mod driver;
mod factors;
mod figure;
mod function;
mod lists;
mod nesting;
mod prose;
mod ratio;
mod scan;
mod statement;
mod subject;

use crate::amount::Unit;
use crate::budget::{AsOf, Unread};
use crate::claim::{Claim, Direction};
use crate::fact::{Key, Name};
use crate::text::{self, TextLine};
use crate::year::FiscalYear;

use comparison::{Anchor, Reading, Stated};
use prose::Prose;
use scan::{Cursor, head};
use subject::Words;

/// What the sentences of a document need to be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct NarrativeContext {
    /// The year of the document: 上年 is the one before.
    pub year: FiscalYear,
    /// The unit of figures that name none.
    pub unit: Unit,
    /// The projects that the tables print, with the keys of their amounts. Projects of one name that
    /// belong to several units are left out, since a sentence does not say whose project it means.
    pub projects: Vec<(Name, Key)>,
}

impl NarrativeContext {
    /// The context of a narrative whose tables are not known.
    pub const fn new(year: FiscalYear, unit: Unit) -> Self {
        Self { year, unit, projects: Vec::new() }
    }
}

/// What a narrative states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Narrative {
    /// Its claims, in the order of the text.
    pub claims: Vec<Claim>,
    /// The dates that it gives figures as of (截至…).
    pub dates: Vec<AsOf>,
    /// Comparisons that were not understood.
    pub unread: Vec<Unread>,
}

/// Reads the narrative of a document that has it in a file of its own, as those of Beijing do.
///
/// ```
/// use yusuan::{FiscalYear, NarrativeContext, Unit, read_narrative};
///
/// let text = "2026年收入预算1,100.00万元，比2025年年初预算数1,000.00万元增加100.00万元，增长10.00%。";
/// let narrative = read_narrative(text, &NarrativeContext::new(FiscalYear::new(2026)?, Unit::TenThousandYuan));
/// let [claim] = &narrative.claims[..] else { panic!() };
/// assert_eq!(claim.baseline.unwrap().year, Some(2025));
/// assert_eq!(claim.base_amount.unwrap().to_string(), "1,000.00");
/// # Ok::<(), yusuan::YearError>(())
/// ```
pub fn read_narrative(text: &str, context: &NarrativeContext) -> Narrative {
    read(&text::lines(text), context)
}

/// What lines of prose state. Lines of tables should not be among them.
pub(crate) fn read(lines: &[TextLine<'_>], context: &NarrativeContext) -> Narrative {
    let prose = Prose::of(lines);
    let reader = Reader { prose: &prose, context };
    let mut narrative = Narrative { dates: dates(&prose), ..Narrative::default() };
    let mut found = reader.comparisons(&mut narrative.unread);
    found.extend(ratio::completions(&prose).into_iter().map(|found| reader.about(found)));
    found.extend(ratio::shares(&prose).into_iter().map(|found| reader.about(found)));
    for (start, end, claim) in lists::procurement(&prose) {
        // A sentence that also states the change says more.
        if found.iter().all(|(.., known)| known.subject != claim.subject) {
            found.push((start, end, claim));
        }
    }
    found.extend(lists::key_projects(&prose, context));
    found.sort_by_key(|(start, ..)| *start);
    nesting::nest(&prose, &mut found);
    narrative.claims = found.into_iter().map(|(_, _, claim)| claim).collect();
    narrative
}

/// The dates after 截至.
fn dates(prose: &Prose) -> Vec<AsOf> {
    const WORDS: &str = "截至";
    let dates = prose.text().match_indices(WORDS).filter_map(|(position, words)| {
        let (year, month, day) = Cursor::new(prose.text(), position + words.len()).date()?;
        let (page, line) = prose.place(position);
        Some(AsOf { page, line, year, month, day })
    });
    dates.collect()
}

/// A claim and where it stands.
type Found = (usize, usize, Claim);

struct Reader<'a> {
    prose: &'a Prose,
    context: &'a NarrativeContext,
}

impl Reader<'_> {
    fn comparisons(&self, unread: &mut Vec<Unread>) -> Vec<Found> {
        let text = self.prose.text();
        let year = self.context.year.number();
        let readings: Vec<(Anchor, Reading)> = comparison::anchors(text)
            .into_iter()
            .filter_map(|anchor| Some((anchor, comparison::read(self.prose, anchor, year)?)))
            .collect();
        let mut found: Vec<Found> = Vec::new();
        let (mut end, mut last_unread) = (0, 0);
        for (index, (anchor, reading)) in readings.iter().enumerate() {
            // 同比 within a change that was read already.
            if anchor.start < end {
                continue;
            }
            let next = readings.get(index + 1).map_or(text.len(), |(next, _)| next.start);
            match reading {
                Reading::Stated(stated) => {
                    if self.repeats(*anchor, stated, end) {
                        continue;
                    }
                    found.extend(self.claims(*anchor, stated, end, next));
                    end = stated.end;
                }
                Reading::Words(direction) => found.extend(self.final_account(*anchor, *direction, end)),
                Reading::Unread => {
                    // No words are told twice, or hostile text would grow a hundredfold.
                    let from = last_unread.max(end).min(anchor.start);
                    unread.push(self.prose.unread(anchor.start, from, next));
                    last_unread = anchor.start;
                }
            }
        }
        found
    }

    /// Whether words of sameness only comment on the comparison before them: 增加0万元，增长0%，与上年持平.
    fn repeats(&self, anchor: Anchor, stated: &Stated, end: usize) -> bool {
        let text = self.prose.text();
        stated.unchanged
            && end > 0
            && anchor.start - end <= 240
            && !text[end..anchor.start].contains(['；', '。', '\n'])
            && !self.prose.figures_in(end, anchor.start).iter().any(|figure| figure.money().is_some())
    }

    /// The claims of a comparison: two if it speaks of both sides.
    fn claims(&self, anchor: Anchor, stated: &Stated, from: usize, next: usize) -> Vec<Found> {
        let about = statement::about(self.prose, anchor, stated, from);
        let mut claim = self.prose.claim(about.start, stated.end);
        claim.amount = about.amount;
        claim.base_amount = stated.base_amount.or(about.base_amount);
        claim.change = stated.change;
        if stated.direction == Some(Direction::Same) {
            // No change is a change of zero, in the digits of the amount.
            let like = about.amount.map_or((0, self.context.unit), |amount| (amount.decimals(), amount.unit()));
            claim.change = crate::amount::Printed::from_last_digits(0, like.0, like.1).ok();
        }
        claim.direction = stated.direction;
        claim.baseline = Some(crate::claim::Baseline { adjusted: about.adjusted, ..stated.baseline });
        claim.rate_is_decrease = stated.direction == Some(Direction::Down);
        if let Some((rate, kind, falls)) = stated.rate {
            (claim.rate, claim.rate_kind, claim.rate_is_decrease) = (Some(rate), kind, falls);
        }
        claim.says_not_comparable = stated.not_comparable;
        claim.says_unchanged = stated.unchanged || self.reason_says_unchanged(stated.end);
        claim.drivers = driver::drivers(self.prose, stated.end, next, claim.change);
        let keys = if about.adjusted { Vec::new() } else { self.keys(about.words) };
        let of = |subject| (about.start, stated.end, Claim { subject, ..claim.clone() });
        if keys.is_empty() { vec![of(None)] } else { keys.into_iter().map(|key| of(Some(key))).collect() }
    }

    /// What the next clause gives as the reason may say that nothing changed.
    fn reason_says_unchanged(&self, end: usize) -> bool {
        let text = self.prose.text();
        let reason = head(&text[end..]).split(['；', '。', '）', '\n']).next().unwrap_or_default();
        reason.contains("持平") || reason.contains("无增减")
    }

    /// 年初预算0万元，支出决算56万元，决算数大于年初预算数, which has no rate.
    fn final_account(&self, anchor: Anchor, direction: Option<Direction>, _end: usize) -> Option<Found> {
        let text = self.prose.text();
        let direction = direction?;
        let lead = subject::start(text, anchor.start);
        let before = text[..lead].trim_end_matches(['，', ',', '。']);
        let figure = statement::ending_at(self.prose, before.len())?;
        if !text[lead..anchor.start].ends_with("决算数") {
            return None;
        }
        let (account, budget) = statement::final_account(self.prose, figure.end)?;
        let start = account.words.map_or(lead, |words| words.0);
        let end = anchor.start;
        let baseline = crate::claim::Baseline::default();
        let claim = Claim {
            subject: self.keys(account.words).pop(),
            amount: Some(account.printed),
            base_amount: Some(budget),
            direction: Some(direction),
            baseline: Some(crate::claim::Baseline { figure: crate::claim::BaselineFigure::Budget, ..baseline }),
            ..self.prose.claim(start, end)
        };
        Some((start, end, claim))
    }

    /// The keys of the words between two positions.
    fn keys(&self, words: Option<(usize, usize)>) -> Vec<Key> {
        let Some((start, end)) = words else { return Vec::new() };
        let text = self.prose.text();
        let item = self.prose.item_start(start);
        let own = subject::unnumbered(&text[start..end]);
        let rest = subject::unnumbered(head(&text[item..]));
        let item = rest.split(['，', '。', '；', '：', '\n']).next().unwrap_or(rest);
        // Up to its amount the item names what it is about.
        let item = item.split(|c: char| c.is_ascii_digit()).next().unwrap_or(item);
        subject::keys(Words { own, item, heading: &self.prose.heading(start) })
    }

    /// With the subject of the words that it begins with.
    fn about(&self, (start, end, claim): Found) -> Found {
        let text = self.prose.text();
        let figure = self.prose.figures_in(start, end).iter().find(|figure| figure.money().is_some());
        let subject =
            figure.and_then(|figure| self.keys(Some((subject::start(text, figure.start), figure.start))).pop());
        (start, end, Claim { subject, ..claim })
    }
}
