//! The guide page of all findings, as its text should be.

use std::fmt::Write as _;

use yusuan::{Language, Objection, Printed, Unit};

use super::examples::examples;

const HEAD: &str = "\
# Findings

Everything an audit can say, in the order of declaration: the stable id, how much it matters, what it means, and
what [`Finding::message`](crate::Finding::message) makes of an example in Chinese and in English. Each example is
from an audit of the bundled document, most with one thing changed in it.

This page is written by a test from the code, so it is complete and up to date. How relations are judged is told
in the [rules](crate::guide::rules).

";

const OBJECTIONS: &str = "\
## Objections

What [`claim-odd`](#claim-odd) says of a sentence. Fatal ones make the claim inconsistent.

| id | fatal | 中文 | English |
|---|---|---|---|
";

/// The whole page.
pub(crate) fn render() -> String {
    let mut page = HEAD.to_owned();
    page += "| id | severity | 级别 |\n|---|---|---|\n";
    let examples = examples();
    for (_, finding) in &examples {
        let (id, severity) = (finding.id(), finding.severity());
        writeln!(page, "| [`{id}`](#{id}) | {severity} | {} |", severity.name()).unwrap();
    }
    for (disclosure, finding) in &examples {
        let (id, severity, issue) = (finding.id(), finding.severity(), &finding.issue);
        writeln!(page, "\n## `{id}`\n\n{severity} · {}\n", severity.name()).unwrap();
        for language in [Language::English, Language::Chinese] {
            let (meaning, message) = (issue.meaning(language), finding.message(disclosure, language));
            writeln!(page, "{}\n\n> {}\n", escaped(meaning), escaped(&message)).unwrap();
        }
        page.pop();
    }
    page.push('\n');
    page += OBJECTIONS;
    for (objection, id) in objections().into_iter().zip(Objection::IDS) {
        assert_eq!(objection.id(), *id, "the examples of objections are in the order of declaration");
        let fatal = if objection.is_fatal() { "yes" } else { "no" };
        let (chinese, english) = (objection.message(Language::Chinese), objection.message(Language::English));
        writeln!(page, "| `{id}` | {fatal} | {chinese} | {english} |").unwrap();
    }
    page
}

/// One objection of each kind.
pub(crate) fn objections() -> [Objection; Objection::IDS.len()] {
    let amount = Printed::parse("1,245.86", Unit::TenThousandYuan).unwrap();
    let below_zero = Printed::parse("-1.00", Unit::TenThousandYuan).unwrap();
    [
        Objection::AmountDiffers(amount),
        Objection::RateDiffers("11.11".parse().unwrap()),
        Objection::DirectionsDiffer,
        Objection::PartsDiffer(amount),
        Objection::NegativeBase(below_zero),
        Objection::BaseNotZero(amount),
        Objection::RateOnZeroBase,
        Objection::SaysUnchanged,
        Objection::ChangeDiffers(amount),
        Objection::WordsDiffer,
        Objection::ShareDiffers("11.11".parse().unwrap()),
        Objection::CompletionDiffers("11.11".parse().unwrap()),
        Objection::LastYearDiffers(amount),
        Objection::EarlierDiffers(amount),
        Objection::PercentSignLost,
    ]
}

/// Text that Markdown takes for nothing else.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if matches!(c, '[' | ']' | '<' | '>' | '*' | '_' | '`' | '|') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
