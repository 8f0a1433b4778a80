//! The narratives of the real documents: how many of their comparisons become claims, and which of these
//! cannot be true. Needs `YUSUAN_CORPUS`, like `corpus`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use yusuan::claim::{Elsewhere, judge_all};
use yusuan::{
    Claim, Direction, FiscalYear, Narrative, NarrativeContext, Objection, Printed, Standing, Style, Unit,
    read_narrative,
};

/// The corpus, or nothing where there is none.
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("YUSUAN_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("YUSUAN_CORPUS is not set: no real narrative is read");
    }
    folder
}

struct Document {
    file: String,
    place: String,
    year: FiscalYear,
    /// The lines outside tables.
    prose: String,
}

fn documents(folder: &std::path::Path) -> Vec<Document> {
    let mut index = csv::Reader::from_path(folder.join("index.csv")).unwrap();
    let names = index.headers().unwrap().clone();
    let column = |name: &str| names.iter().position(|other| other == name).unwrap();
    let (file, place, year) = (column("file"), column("place"), column("year"));
    let documents: Vec<Document> = index
        .records()
        .map(|record| {
            let record = record.unwrap();
            let text = std::fs::read_to_string(folder.join(&record[file])).unwrap();
            let year = FiscalYear::new(record[year].parse().unwrap()).unwrap();
            Document { file: record[file].to_owned(), place: record[place].to_owned(), year, prose: prose(&text) }
        })
        .collect();
    assert_eq!(documents.len(), 91);
    documents
}

/// The text without what looks like rows of tables: figures alone between spaces, and no mark of a sentence.
fn prose(text: &str) -> String {
    let kept = text.split('\n').map(|line| {
        let sentence = line.contains(['，', '。', '；', '：', '、', '%', '％']) || line.contains("万元");
        let figure =
            |word: &str| word.contains('.') && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'));
        let row = !sentence && line.split_whitespace().filter(|word| figure(word)).count() > 1;
        // The mark of a new page stays.
        if row { if line.contains('\u{c}') { "\u{c}" } else { "" } } else { line }
    });
    kept.collect::<Vec<_>>().join("\n")
}

fn read(document: &Document) -> Narrative {
    read_narrative(&document.prose, &NarrativeContext::new(document.year, Unit::TenThousandYuan))
}

const VERBS: [&str; 12] =
    ["增加", "增长", "上升", "提高", "增幅", "减少", "下降", "降低", "减幅", "降幅", "压减", "（减少）"];
const SAME: [&str; 8] = ["基本持平", "持平", "保持一致", "一致", "相同", "无变化", "没有变化", "无增减"];

/// The comparisons of a text by a plain scan that knows nothing of the reader: 比, 较 or 与, a year, some
/// words, then a verb with an amount or a percentage, or words of sameness. Each as the words up to its figure.
fn scanned(prose: &str) -> Vec<String> {
    let mut text = String::new();
    for line in prose.split(['\n', '\u{c}']) {
        let words: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        let inner = words.trim_matches(|c| matches!(c, '-' | '—'));
        let number = inner.len() <= 4 && inner.bytes().all(|byte| byte.is_ascii_digit());
        if inner.is_empty() || number {
            continue;
        }
        text += &words;
    }
    let text = text.replace('％', "%");
    let mut found = Vec::new();
    for (at, word) in text.char_indices().filter(|(_, c)| matches!(c, '比' | '较' | '与')) {
        let rest = &text[at + word.len_utf8()..];
        let year = ["上年", "去年", "上一年"].iter().any(|year| rest.starts_with(year))
            || ["年初预算", "预算数"].iter().any(|base| rest.starts_with(base))
            || rest.starts_with("20") && rest.chars().nth(4) == Some('年');
        if !year {
            continue;
        }
        let window: String = rest.chars().take(60).collect();
        let Some(end) = statement(&window) else { continue };
        found.push(format!("{word}{}", &window[..end]));
    }
    found
}

/// Where the statement of a comparison ends: behind its amount, its percentage, or its words of sameness.
fn statement(window: &str) -> Option<usize> {
    let sentence = window.split(['。', '；', '：']).next()?;
    // 与上年相比， goes on after its comma; other commas end the comparison.
    let clause_end = sentence.find("相比，").map_or_else(
        || sentence.find('，').unwrap_or(sentence.len()),
        |comma| {
            let after = comma + "相比，".len();
            sentence[after..].find('，').map_or(sentence.len(), |end| after + end)
        },
    );
    let clause = &sentence[..clause_end];
    let same = SAME.iter().filter_map(|word| clause.find(word).map(|at| at + word.len())).min();
    let figure = VERBS.iter().filter_map(|verb| clause.find(verb).map(|at| at + verb.len())).min().and_then(|at| {
        let rest = clause[at..].trim_start_matches(['（', '）', '减', '少', '增', '加', '长', '下', '降', '(', ')']);
        let from = clause.len() - rest.len();
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let unit = ["万元", "元", "亿元", "%"].iter().find(|unit| digits.starts_with(**unit))?;
        (digits.len() < rest.len()).then(|| from + rest.len() - digits.len() + unit.len())
    });
    match (same, figure) {
        (Some(same), Some(figure)) => Some(same.min(figure)),
        (same, figure) => same.or(figure),
    }
}

/// What the narrative has of the scanned comparisons, and what it lacks.
fn lacking(narrative: &Narrative, scanned: &[String]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for words in scanned {
        *counts.entry(words).or_default() += 1;
    }
    let mut seen = std::collections::BTreeSet::new();
    let claims: Vec<&Claim> = narrative
        .claims
        .iter()
        .filter(|claim| claim.baseline.is_some() && seen.insert((&claim.text, claim.line)))
        .collect();
    let has = |words: &str| claims.iter().filter(|claim| claim.text.contains(words) || comment(claim, words)).count();
    counts
        .into_iter()
        .flat_map(|(words, count)| std::iter::repeat_n(words.to_owned(), count.saturating_sub(has(words))))
        .collect()
}

/// 与上年持平 as a comment on a claim is no claim of its own.
fn comment(claim: &Claim, words: &str) -> bool {
    claim.says_unchanged && claim.direction != Some(Direction::Same) && SAME.iter().any(|same| words.ends_with(same))
}

#[test]
fn comparisons_become_claims() {
    let Some(folder) = folder() else { return };
    let mut places: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
    let mut all_lacking = Vec::new();
    for document in documents(&folder) {
        let narrative = read(&document);
        let scanned = scanned(&document.prose);
        let lacking = lacking(&narrative, &scanned);
        let place = places.entry(document.place.clone()).or_default();
        place.0 += scanned.len();
        place.1 += scanned.len() - lacking.len();
        place.2 += narrative.unread.len();
        all_lacking.extend(lacking.into_iter().map(|words| format!("{}: {words}", document.file)));
    }
    let (mut scanned, mut claimed) = (0, 0);
    for (place, (all, read, unread)) in &places {
        eprintln!("{place}: {read} of {all} comparisons are claims, {unread} clauses unread");
        scanned += all;
        claimed += read;
    }
    for words in &all_lacking {
        eprintln!("lacking {words}");
    }
    eprintln!("{claimed} of {scanned}");
    assert!(scanned > 1200, "{scanned}");
    assert!(100 * claimed >= 95 * scanned, "{claimed} of {scanned}");
}

/// Sentences that are wrong indeed, each looked up in its document, by document. Two-sided sentences count twice.
const WRONG: [(&str, usize); 12] = [
    ("central-2026-budget-a926cacd", 1),
    ("huzhou-2026-budget-13d2d0c0", 1),
    ("huzhou-2026-budget-15f66502", 6),
    ("jiangsu-2017-budget-6e171b5b", 2),
    ("jiangsu-2018-budget-1f18e040", 10),
    ("jiangsu-2018-budget-ac3b6bb6", 1),
    ("jiangsu-2019-budget-afc66731", 10),
    ("putuo-2023-budget-592d25c6", 3),
    ("putuo-2024-budget-f45a1836", 1),
    ("putuo-2026-unit-budget-30d3176a", 3),
    ("xian-2021-budget-321a5fee", 3),
    ("xian-2022-final-243800f1", 1),
];

#[test]
fn only_wrong_sentences_are_inconsistent() {
    let Some(folder) = folder() else { return };
    let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
    for document in documents(&folder) {
        let narrative = read(&document);
        let judged = judge_all(&narrative.claims, Style::plain(Unit::TenThousandYuan), |_| Elsewhere::default());
        for (claim, judgement) in narrative.claims.iter().zip(&judged) {
            if judgement.standing == Standing::Inconsistent {
                let (page, line, slip) = (claim.page, claim.line, judgement.slip);
                let why: Vec<String> = judgement.objections.iter().map(ToString::to_string).collect();
                eprintln!("{} {page}:{line} {} | {why:?} {slip:?}", document.file, claim.text);
                *wrong.entry(document.file.replace("text/", "").replace(".txt", "")).or_default() += 1;
            }
        }
    }
    let expected: BTreeMap<String, usize> = WRONG.iter().map(|&(file, count)| (file.to_owned(), count)).collect();
    assert_eq!(wrong, expected);
}

#[test]
fn changes_of_real_pairs_are_read() {
    let Some(folder) = folder() else { return };
    let documents = documents(&folder);
    let mut pairs = csv::Reader::from_path(folder.join("pairs.csv")).unwrap();
    let names = pairs.headers().unwrap().clone();
    let mut corrected = Vec::new();
    for record in pairs.records() {
        let record = record.unwrap();
        let get = |name: &str| &record[names.iter().position(|other| other == name).unwrap()];
        let document = documents.iter().find(|document| document.file == get("file_b")).unwrap();
        let wan = |text: &str| Printed::parse(text, Unit::TenThousandYuan).unwrap();
        let (total, delta) = (wan(get("total_b")), wan(get("delta_printed_in_b")));
        let narrative = read(document);
        let is_total = |claim: &&Claim| {
            claim.amount.is_some_and(|it| it.agrees_with(total)) && claim.change.is_some_and(|it| it.agrees_with(delta))
        };
        let claim = narrative.claims.iter().find(is_total).unwrap_or_else(|| panic!("{}", document.file));
        // The budget of the year before prints what the sentence implies.
        let earlier = Elsewhere { earlier: Some(wan(get("total_a"))), ..Elsewhere::default() };
        let judgement = claim.judge_by(Style::plain(Unit::TenThousandYuan), earlier);
        assert!(!judgement.objections.iter().any(|it| matches!(it, Objection::EarlierDiffers(_))), "{}", document.file);
        if !get("pct_printed_in_b").is_empty() {
            assert_eq!(claim.rate.unwrap().to_string(), get("pct_printed_in_b"), "{}", document.file);
        }
        corrected.extend(judgement.objections.iter().map(ToString::to_string));
    }
    assert_eq!(corrected, ["amount and change give 22.00%", "amount and change give 10.09%"]);
}
