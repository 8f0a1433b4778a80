//! The report of an audit for people, in English or in Chinese.

use std::collections::BTreeMap;
use std::io::{self, Write};

use yusuan::{
    Audit, Claim, ClaimVerdict, Disclosure, Finding, Issue, Key, Language, Operand, Reason, Relation, Severity,
    Standing, Tally, Unread, Verdict,
};

use super::audit_json::{joint, table_name, total};
use super::support;

/// More suspects than this help nobody.
const MOST_SUSPECTS: usize = 10;

/// How to report.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    pub(crate) language: Language,
    /// Whether to tell what is merely worth knowing.
    pub(crate) notes: bool,
    pub(crate) colour: bool,
}

/// The colours of a terminal, by what they say.
#[derive(Clone, Copy)]
enum Colour {
    Title,
    Bad,
    Odd,
    Good,
}

impl Style {
    fn say<'a>(self, chinese: &'a str, english: &'a str) -> &'a str {
        if self.language == Language::Chinese { chinese } else { english }
    }

    fn paint(self, colour: Colour, text: &str) -> String {
        let code = match colour {
            Colour::Title => "1",
            Colour::Bad => "31",
            Colour::Odd => "33",
            Colour::Good => "32",
        };
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// Writes the whole report on one document.
pub(crate) fn write(out: &mut impl Write, disclosure: &Disclosure, audit: &Audit, style: Style) -> io::Result<()> {
    write_header(out, disclosure, audit, style)?;
    write_ledger(out, disclosure, audit, style)?;
    write_violations(out, disclosure, audit, style)?;
    write_suspects(out, disclosure, audit, style)?;
    write_findings(out, disclosure, audit, style)?;
    write_claims(out, disclosure, audit, style)?;
    let unread = disclosure.unread.iter().map(|unread| unread_line(unread, style));
    write_section(out, style, style.say("未能识别", "Not understood"), unread)?;
    writeln!(out)
}

fn write_header(out: &mut impl Write, disclosure: &Disclosure, audit: &Audit, style: Style) -> io::Result<()> {
    let header = &disclosure.header;
    let name = format!("{} {}", header.department, header.year);
    writeln!(out, "{}", style.paint(Colour::Title, &name))?;
    let figures = disclosure.facts().count();
    let total = |key| {
        let printed = total(disclosure, &key);
        printed.map_or_else(|| style.say("未列示", "not printed").to_owned(), |printed| printed.to_string())
    };
    let (revenue, expenditure) = (total(Key::revenue()), total(Key::expenditure()));
    let policy = audit.policy();
    let (rounding, zeros, mode) = (policy.rounding, policy.zeros, audit.mode());
    let template = &disclosure.template;
    let mut rows = if style.language == Language::Chinese {
        vec![
            ["模板".to_owned(), format!("{} · {} · {figures}个数", template.name, header.unit)],
            ["收入总计".to_owned(), revenue],
            ["支出总计".to_owned(), expenditure],
            ["口径".to_owned(), format!("{}，{}；尾差表明：{}", rounding.name(), zeros.name(), mode.name())],
        ]
    } else {
        vec![
            ["template".to_owned(), format!("{} · {} · {figures} figures", template.id, header.unit)],
            ["revenue".to_owned(), revenue],
            ["expenditure".to_owned(), expenditure],
            ["policy".to_owned(), format!("{rounding}, zeros {zeros}; the tails allow: {mode}")],
        ]
    };
    if let Some(joint) = joint(audit) {
        rows.push([style.say("联立", "jointly").to_owned(), joint_word(joint, style).to_owned()]);
    }
    for line in aligned(&rows, &[true, true])? {
        writeln!(out, "  {line}")?;
    }
    writeln!(out, "  {}", verdict(audit, style))
}

fn joint_word(joint: &str, style: Style) -> &str {
    match (joint, style.language) {
        ("feasible", Language::Chinese) => "所有勾稽关系可同时成立",
        (_, Language::Chinese) => "所有勾稽关系不能同时成立",
        (english, Language::English) => english,
    }
}

/// The one line to read.
fn verdict(audit: &Audit, style: Style) -> String {
    let Tally { violated, unchecked, .. } = audit.tally();
    let claims = audit.claims().iter().filter(|claim| claim.standing == Standing::Inconsistent).count();
    let errors = audit.findings().iter().filter(|finding| finding.severity() == Severity::Error).count();
    let text = match style.language {
        Language::Chinese if audit.is_consistent() => format!("未发现矛盾（{unchecked}项关系未能核对）"),
        Language::Chinese => {
            format!("有矛盾：{violated}项关系不成立，共{errors}个错误，{claims}处表述不符（{unchecked}项关系未能核对）")
        }
        Language::English if audit.is_consistent() => format!("no contradiction ({unchecked} relations unchecked)"),
        Language::English => format!(
            "CONTRADICTS ITSELF: {violated} relations violated, {errors} errors in all, {claims} claims inconsistent \
             ({unchecked} relations unchecked)"
        ),
    };
    style.paint(if audit.is_consistent() { Colour::Good } else { Colour::Bad }, &text)
}

// The ledger.

fn write_ledger(out: &mut impl Write, disclosure: &Disclosure, audit: &Audit, style: Style) -> io::Result<()> {
    let head = if style.language == Language::Chinese {
        ["表", "数字", "已核对", "覆盖率", "相符", "尾差", "不符", "不适用", "未核对"]
    } else {
        ["table", "figures", "checked", "coverage", "exact", "rounding", "violated", "n.a.", "unchecked"]
    };
    let mut rows = vec![head.map(str::to_owned)];
    let (mut figures, mut checked) = (0, 0);
    for table in audit.ledger(disclosure) {
        figures += table.figures;
        checked += table.checked;
        let name = table_name(disclosure, table.table);
        rows.push(ledger_row(name, (table.figures, table.checked), table.coverage(), table.tally));
    }
    // A relation between tables counts in each of them, and once here.
    let coverage = u8::try_from((checked * 100).checked_div(figures).unwrap_or(0)).unwrap_or(100);
    let all = style.say("全部（表间关系各计一次）", "all (relations between tables once)");
    rows.push(ledger_row(all.to_owned(), (figures, checked), coverage, audit.tally()));
    let title = style.say("核对情况", "Ledger");
    writeln!(out, "\n{}", style.paint(Colour::Title, title))?;
    let left = [true, false, false, false, false, false, false, false, false];
    for (row, line) in rows.iter().zip(aligned(&rows, &left)?) {
        let is_bad = row[6] != "0" && row[6].bytes().all(|byte| byte.is_ascii_digit());
        writeln!(out, "  {}", if is_bad { style.paint(Colour::Bad, &line) } else { line })?;
    }
    for (reason, count) in reasons(audit) {
        let reason = reason.message(style.language);
        writeln!(out, "  {}{count} × {reason}", style.say("未判定：", "not judged: "))?;
    }
    Ok(())
}

fn ledger_row(name: String, (figures, checked): (usize, usize), coverage: u8, tally: Tally) -> [String; 9] {
    let Tally { exact, rounding, violated, not_applicable, unchecked } = tally;
    let text = |number: usize| number.to_string();
    [
        name,
        text(figures),
        text(checked),
        if figures == 0 { "–".to_owned() } else { format!("{coverage}%") },
        text(exact),
        text(rounding),
        text(violated),
        text(not_applicable),
        text(unchecked),
    ]
}

fn reasons(audit: &Audit) -> BTreeMap<Reason, usize> {
    let mut reasons = BTreeMap::new();
    for relation in audit.relations() {
        if let Verdict::NotApplicable(reason) | Verdict::Unchecked(reason) = relation.verdict() {
            *reasons.entry(reason).or_default() += 1;
        }
    }
    reasons
}

// What is wrong, and what may be.

fn write_violations(out: &mut impl Write, disclosure: &Disclosure, audit: &Audit, style: Style) -> io::Result<()> {
    let mut items = Vec::new();
    for relation in audit.violations() {
        items.extend(violation_lines(disclosure, relation, style)?);
    }
    write_section(out, style, style.say("不成立的勾稽关系", "Violated relations"), items.into_iter())
}

fn violation_lines(disclosure: &Disclosure, relation: &Relation, style: Style) -> io::Result<Option<String>> {
    let Some((printed, expected)) = relation.printed_and_expected() else { return Ok(None) };
    let Ok(difference) = printed.amount().checked_sub(expected.amount()) else { return Ok(None) };
    let (unit, difference) = (printed.unit(), support::published(difference, printed.unit(), printed.decimals()));
    let (kind, id) = (relation.kind(), relation.id());
    let mut lines = if style.language == Language::Chinese {
        vec![
            style.paint(Colour::Bad, &format!("{} {id}", kind.name())),
            format!("印为{printed}{unit}，应为{expected}{unit}，相差{difference}{unit}"),
        ]
    } else {
        vec![
            style.paint(Colour::Bad, &format!("{kind} {id}")),
            format!("printed {printed}{unit}, expected {expected}{unit}, difference {difference}{unit}"),
        ]
    };
    let (zeros, shown): (Vec<&Operand>, Vec<&Operand>) =
        relation.operands().partition(|operand| operand.printed.is_zero() && relation.operands().count() > 4);
    let rows: Vec<[String; 3]> = shown.into_iter().map(|operand| cell(disclosure, operand, style)).collect();
    lines.extend(aligned(&rows, &[true, false, true])?);
    if !zeros.is_empty() {
        lines.push(format!("{} {}", zeros.len(), style.say("个数印为零", "more that print zero")));
    }
    Ok(Some(lines.join("\n      ")))
}

fn cell(disclosure: &Disclosure, operand: &Operand, style: Style) -> [String; 3] {
    let (table, row, column) = disclosure.names(operand.place);
    let (page, line) = (operand.place.page, operand.place.line);
    let place = match style.language {
        Language::Chinese => format!("第{page}页第{line}行"),
        Language::English => format!("page {page} line {line}"),
    };
    [format!("{table} › {row} › {column}"), operand.printed.to_string(), place]
}

fn write_suspects(out: &mut impl Write, disclosure: &Disclosure, audit: &Audit, style: Style) -> io::Result<()> {
    let suspects = audit.suspects(disclosure);
    let shown = suspects.iter().take(MOST_SUSPECTS).enumerate();
    let lines = shown.map(|(index, suspect)| format!("{}. {}", index + 1, suspect.message(disclosure, style.language)));
    write_section(out, style, style.say("可能有误的数（最可能的在前）", "Suspects, the likeliest first"), lines)?;
    match suspects.len().saturating_sub(MOST_SUSPECTS) {
        0 => Ok(()),
        more => writeln!(out, "    {}", style.say("另有N处", "and N more").replace('N', &more.to_string())),
    }
}

fn write_findings(out: &mut impl Write, disclosure: &Disclosure, audit: &Audit, style: Style) -> io::Result<()> {
    let told_elsewhere =
        |finding: &&Finding| matches!(finding.issue, Issue::RelationViolated { .. } | Issue::ClaimOdd { .. });
    let mut notes = 0;
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let mut groups: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
        let findings = audit.findings().iter().filter(|finding| !told_elsewhere(finding));
        for finding in findings.filter(|finding| finding.severity() == severity) {
            groups.entry(finding.id()).or_default().push(finding);
        }
        if severity == Severity::Note && !style.notes {
            notes = groups.values().map(Vec::len).sum();
            continue;
        }
        let title = match severity {
            Severity::Error => style.say("其他错误", "Other errors"),
            Severity::Warning => style.say("警告", "Warnings"),
            Severity::Note => style.say("提示", "Notes"),
        };
        let groups = groups.iter().map(|(id, findings)| finding_lines(disclosure, id, findings, style));
        write_section(out, style, title, groups)?;
    }
    if notes > 0 {
        let text = style.say("另有N条提示，用--notes显示", "N notes more, shown with --notes");
        writeln!(out, "\n{}", text.replacen('N', &notes.to_string(), 1))?;
    }
    Ok(())
}

/// The findings of one kind.
fn finding_lines(disclosure: &Disclosure, id: &str, findings: &[&Finding], style: Style) -> String {
    let is_note = findings.iter().all(|finding| finding.severity() == Severity::Note);
    let head = format!("{id} × {}", findings.len());
    let head = if is_note { head } else { style.paint(Colour::Odd, &head) };
    let messages = findings.iter().map(|finding| finding.message(disclosure, style.language));
    std::iter::once(head).chain(messages).collect::<Vec<_>>().join("\n      ")
}

fn write_claims(out: &mut impl Write, disclosure: &Disclosure, audit: &Audit, style: Style) -> io::Result<()> {
    let count = |standing| audit.claims().iter().filter(|claim| claim.standing == standing).count();
    let order = [Standing::Inconsistent, Standing::NotComparable, Standing::Unchecked, Standing::Consistent];
    let counts = order.iter().rev().filter(|&&standing| count(standing) > 0);
    let counts = counts.map(|&standing| format!("{} {}", count(standing), standing_word(standing, style)));
    let counts = counts.collect::<Vec<_>>().join(style.say("，", ", "));
    let mut lines: Vec<String> = Vec::from_iter((!counts.is_empty()).then_some(counts));
    // What is as it should be is only worth knowing.
    let is_news =
        |claim: &ClaimVerdict| style.notes || claim.standing == Standing::Inconsistent || !claim.objections.is_empty();
    for standing in order {
        let claims = audit.claims().iter().filter(|claim| claim.standing == standing && is_news(claim));
        lines.extend(claims.map(|verdict| claim_lines(&disclosure.claims[verdict.claim], verdict, style)));
    }
    write_section(out, style, style.say("正文表述", "Claims"), lines.into_iter())
}

fn claim_lines(claim: &Claim, verdict: &ClaimVerdict, style: Style) -> String {
    let word = standing_word(verdict.standing, style);
    let word = if verdict.standing == Standing::Inconsistent { style.paint(Colour::Bad, &word) } else { word };
    let (page, line) = (claim.page, claim.line);
    let first = match style.language {
        Language::Chinese => format!("{word}：{}（第{page}页第{line}行）", claim.text),
        Language::English => format!("{word}: {} (page {page} line {line})", claim.text),
    };
    let objections = verdict.objections.iter().map(|objection| objection.message(style.language));
    std::iter::once(first).chain(objections).collect::<Vec<_>>().join("\n      ")
}

fn standing_word(standing: Standing, style: Style) -> String {
    match style.language {
        Language::Chinese => standing.name().to_owned(),
        Language::English => standing.to_string().replace('_', " "),
    }
}

fn unread_line(unread: &Unread, style: Style) -> String {
    let Unread { page, line, text, figures } = unread;
    match style.language {
        Language::Chinese => format!("第{page}页第{line}行：{text}（{figures}个数）"),
        Language::English => format!("page {page} line {line}: {text} ({figures} figures)"),
    }
}

/// A title and its items, nothing if there are none.
fn write_section(
    out: &mut impl Write,
    style: Style,
    title: &str,
    items: impl Iterator<Item = String>,
) -> io::Result<()> {
    for (index, item) in items.enumerate() {
        if index == 0 {
            writeln!(out, "\n{}", style.paint(Colour::Title, title))?;
        }
        writeln!(out, "    {item}")?;
    }
    Ok(())
}

/// Rows as lines with aligned columns, those to the left as told.
fn aligned<const N: usize>(rows: &[[String; N]], left: &[bool; N]) -> io::Result<Vec<String>> {
    let mut text = Vec::new();
    support::write_columns(&mut text, left, rows)?;
    let text = String::from_utf8_lossy(&text);
    Ok(text.lines().map(|line| line.strip_prefix("  ").unwrap_or(line).to_owned()).collect())
}
