//! The result of looking at everything a document says.

use std::sync::OnceLock;

use foldhash::{HashMap, HashMapExt};

use crate::amount::Printed;
use crate::claim::{BaselineFigure, Claim, Elsewhere, Judgement, Objection, RateSlip, Standing, Style, judge_all};
use crate::fact::{Basis, Key, Place};
use crate::relation::{Mode, Policy, Relation, Rounding, Sheet, Verdict, relations};

use super::disclosure::Disclosure;
use super::finding::{Finding, Issue, Severity};
use super::lookup::{Answer, Index, Lookup, with_blanks};
use super::rules;

/// Every relation of a document with its verdict, every claim with its standing, and the findings.
#[derive(Clone, Debug)]
pub struct Audit {
    policy: Policy,
    relations: Vec<Relation>,
    claims: Vec<ClaimVerdict>,
    findings: Vec<Finding>,
    places: OnceLock<HashMap<Place, Vec<usize>>>,
}

/// What the audit makes of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimVerdict {
    /// The position of the claim in [`Disclosure::claims`].
    pub claim: usize,
    /// Whether it can be true.
    pub standing: Standing,
    /// What speaks against it, or is odd about it.
    pub objections: Vec<Objection>,
    /// How a wrong rate may have come about, where that can be told.
    pub slip: Option<RateSlip>,
}

/// How many relations ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Tally {
    /// Hold to the last printed digit.
    pub exact: usize,
    /// Hold because amounts were rounded; those that hold only just have a finding too.
    pub rounding: usize,
    /// Do not hold.
    pub violated: usize,
    /// Speak of nothing the document has.
    pub not_applicable: usize,
    /// Could not be checked.
    pub unchecked: usize,
}

impl Disclosure {
    /// Judges every relation, domain rule and claim.
    ///
    /// Linear in the number of figures.
    pub fn audit(&self) -> Audit {
        self.audit_by(Policy::default())
    }

    /// The same by another policy of rounding.
    pub fn audit_by(&self, policy: Policy) -> Audit {
        let sheets = self.sheets();
        Audit::new(self, &sheets, relations(&self.template, &sheets, policy), policy)
    }
}

impl Audit {
    fn new(disclosure: &Disclosure, sheets: &[Sheet<'_>], relations: Vec<Relation>, policy: Policy) -> Self {
        let subjects = disclosure.claims.iter().filter_map(|claim| claim.subject.as_ref());
        let (known, blanks) = with_blanks(disclosure);
        let lookup = Lookup { facts: &known, disclosure, index: &Index::for_keys(disclosure, &known, subjects) };
        let claims = judge_claims(disclosure, lookup, |_| None);
        let mut findings: Vec<Finding> = relations.iter().filter_map(violation).collect();
        findings.extend(odd_claims(disclosure, &claims));
        let printed = known.len() - blanks;
        rules::apply(disclosure, sheets, &known[..printed], &mut findings);
        Self { policy, relations, claims, findings, places: OnceLock::new() }
    }

    /// The policy it was judged by.
    pub fn policy(&self) -> Policy {
        self.policy
    }

    /// Which ways of rounding the tails of the sums allow.
    ///
    /// Truncation never leaves a sum that is smaller than its parts, and rounding leaves smaller tails.
    pub fn mode(&self) -> Mode {
        let by = |relation: &Relation, rounding| relation.verdict_by(Policy { rounding, ..self.policy });
        let natural = |verdict| matches!(verdict, Verdict::Exact | Verdict::Rounding { .. });
        // A sum that fails either way is a misprint or an adjusted figure, and says nothing.
        let speaks_against = |one, other| {
            self.relations.iter().any(|relation| !natural(by(relation, one)) && natural(by(relation, other)))
        };
        let refuted = (
            speaks_against(Rounding::HalfUp, Rounding::Truncation),
            speaks_against(Rounding::Truncation, Rounding::HalfUp),
        );
        match refuted {
            (false, false) => Mode::Either,
            (false, true) => Mode::Rounding,
            (true, false) => Mode::Truncation,
            (true, true) => Mode::Neither,
        }
    }

    /// Every relation that the template could have, judged or with the reason why not.
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// The relations that a figure takes part in: why is this amount what it is?
    ///
    /// Only the table, row and column of the place matter.
    pub fn relations_at(&self, place: Place) -> impl Iterator<Item = &Relation> {
        let places = self.places.get_or_init(|| {
            let mut places: HashMap<Place, Vec<usize>> = HashMap::new();
            for (index, relation) in self.relations.iter().enumerate() {
                for operand in relation.operands() {
                    let found = places.entry(cell(operand.place)).or_default();
                    if found.last() != Some(&index) {
                        found.push(index);
                    }
                }
            }
            places
        });
        places.get(&cell(place)).into_iter().flatten().map(|&index| &self.relations[index])
    }

    /// The relations that do not hold.
    pub fn violations(&self) -> impl Iterator<Item = &Relation> {
        self.relations.iter().filter(|relation| relation.verdict().is_violated())
    }

    /// Whether one set of unrounded amounts satisfies all judged relations at once, which no relation by
    /// itself can tell.
    ///
    /// Figures are taken as rounded half up and zeros as exact, so an audit by another policy is
    /// [`Undecided`](crate::relation::Joint::Undecided).
    #[cfg(feature = "certificate")]
    pub fn joint(&self) -> crate::relation::Joint {
        if self.policy == Policy::default() {
            crate::relation::joint(&self.relations)
        } else {
            crate::relation::Joint::Undecided
        }
    }

    /// Every claim of the document, in its order.
    pub fn claims(&self) -> &[ClaimVerdict] {
        &self.claims
    }

    /// What there is to say, relations first, then claims, then domain rules.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How many relations ended how.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for relation in &self.relations {
            tally.count(relation.verdict());
        }
        tally
    }

    /// Whether nothing contradicts itself: no finding of severity error and no impossible claim.
    pub fn is_consistent(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity() < Severity::Error)
            && self.claims.iter().all(|claim| claim.standing != Standing::Inconsistent)
    }
}

impl Tally {
    /// Counts one more verdict.
    pub(super) fn count(&mut self, verdict: Verdict) {
        *match verdict {
            Verdict::Exact => &mut self.exact,
            Verdict::Rounding { .. } | Verdict::Strained { .. } => &mut self.rounding,
            Verdict::Violated { .. } => &mut self.violated,
            Verdict::NotApplicable(_) => &mut self.not_applicable,
            Verdict::Unchecked(_) => &mut self.unchecked,
        } += 1;
    }
}

/// A place without page and line, which a figure that was not read from a text does not have.
fn cell(place: Place) -> Place {
    Place { page: 0, line: 0, ..place }
}

/// What there is to say about a relation that does not hold, or only just.
fn violation(relation: &Relation) -> Option<Finding> {
    let unlikely = relation.has_unlikely_tail();
    if !unlikely && !matches!(relation.verdict(), Verdict::Violated { .. } | Verdict::Strained { .. }) {
        return None;
    }
    let (printed, expected) = relation.printed_and_expected()?;
    let places = relation.operands().map(|operand| operand.place).collect();
    let id = relation.id();
    let issue = match relation.verdict() {
        Verdict::Violated { .. } => Issue::RelationViolated { id, printed, expected },
        Verdict::Strained { .. } => Issue::TailStrained { id, printed, expected },
        _ => Issue::TailUnlikely { id, printed, expected },
    };
    Some(Finding { issue, places })
}

impl Disclosure {
    /// Its claims, judged also by what an earlier document prints for what they are compared with.
    pub(crate) fn judge_claims_by(&self, earlier: impl Fn(&Claim) -> Option<Printed>) -> Vec<ClaimVerdict> {
        let (facts, _) = with_blanks(self);
        let subjects = self.claims.iter().filter_map(|claim| claim.subject.as_ref());
        let lookup = Lookup { facts: &facts, disclosure: self, index: &Index::for_keys(self, &facts, subjects) };
        judge_claims(self, lookup, earlier)
    }
}

fn judge_claims(
    disclosure: &Disclosure,
    lookup: Lookup<'_>,
    earlier: impl Fn(&Claim) -> Option<Printed>,
) -> Vec<ClaimVerdict> {
    let known = |claim: &Claim| Elsewhere { earlier: earlier(claim), ..elsewhere(lookup, claim) };
    let judgements = judge_all(&disclosure.claims, style(disclosure), known);
    let verdict =
        |(claim, Judgement { standing, objections, slip })| ClaimVerdict { claim, standing, objections, slip };
    judgements.into_iter().enumerate().map(verdict).collect()
}

/// How the sentences of a document print their figures. They keep the decimals of the tables up to the hundredths;
/// those beyond, which only tables out of a computer print, they round away unless one of them shows some.
fn style(disclosure: &Disclosure) -> Style {
    const KEPT: u8 = 2;
    let style = Style::from(&*disclosure.template);
    let figures = disclosure.claims.iter().flat_map(|claim| [claim.amount, claim.change, claim.base_amount]).flatten();
    let shown = figures.filter(|figure| figure.unit() == style.unit).map(Printed::decimals).max();
    Style { decimals: style.decimals.min(shown.unwrap_or_default().max(KEPT)), ..style }
}

/// What the tables print for the subject of a claim.
fn elsewhere(lookup: Lookup<'_>, claim: &Claim) -> Elsewhere {
    let printed = |key: &Key| match lookup.printed(key) {
        Answer::Known(printed) => Some(printed),
        _ => None,
    };
    let Some(key) = &claim.subject else { return Elsewhere::default() };
    let last_year =
        claim.baseline.filter(|baseline| baseline.year == lookup.disclosure.header.year.number().checked_sub(1));
    let basis = last_year.and_then(|baseline| match baseline.figure {
        BaselineFigure::Unsaid | BaselineFigure::Budget | BaselineFigure::OpeningBudget => Some(Basis::LastBudget),
        BaselineFigure::Outturn => Some(Basis::LastOutturn),
        _ => None,
    });
    let last_year = basis.and_then(|basis| lookup.copy(&Key { basis, ..key.clone() }));
    Elsewhere { printed: printed(key).filter(|_| lookup.settles(key, claim.amount)), last_year, earlier: None }
}

fn odd_claims<'a>(disclosure: &'a Disclosure, claims: &'a [ClaimVerdict]) -> impl Iterator<Item = Finding> + 'a {
    claims.iter().flat_map(|verdict| {
        let claim = &disclosure.claims[verdict.claim];
        let place = Place { page: claim.page, line: claim.line, table: 0, row: 0, column: 0 };
        verdict.objections.iter().map(move |&objection| Finding {
            issue: Issue::ClaimOdd {
                text: claim.text.clone(),
                objection,
                slip: verdict.slip.filter(|_| objection.is_about_rate()),
            },
            places: vec![place],
        })
    })
}
