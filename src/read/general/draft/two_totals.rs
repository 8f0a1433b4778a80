//! Forms of goals that print two totals with their parts, of the project as a whole and of the year (项目资金总额,
//! 年度资金申请总额).
//!
//! The labels of the parts are the same, and text runs through both. So an amount is read where it stands behind its
//! label on one line and the parts of both totals make them up. The money of the whole project is no budget of the year.

use crate::amount::{Amount, Printed, Unit};
use crate::fact::Name;
use crate::scope::Scope;
use crate::table::vocabulary::{Role, Word};

use super::super::columns;
use super::super::heading::Heading;
use super::super::region::{Lines, Region};
use super::super::token::{Kind, Token};
use super::project_forms::heads;
use super::{About, Draft, DraftRow};

/// What the words of a form are, the longer ones before those that they contain.
const LABELS: [(&str, Label); 11] = [
    ("年度资金申请总额", Label::Year(0)),
    ("年度资金总额", Label::Year(0)),
    ("实施期资金总额", Label::Project(0)),
    ("中期资金总额", Label::Project(0)),
    ("项目资金总额", Label::Project(0)),
    ("当年财政拨款", Label::Year(1)),
    ("财政拨款", Label::Either(1)),
    ("财政资金", Label::Project(1)),
    ("上年结转资金", Label::Year(2)),
    ("上年结转", Label::Year(2)),
    ("其他资金", Label::Either(3)),
];

/// Which line of which total a label is of.
#[derive(Clone, Copy)]
enum Label {
    Project(usize),
    Year(usize),
    /// The first time of the project, the second time of the year.
    Either(usize),
}

const PROJECT: Word = Word { name: "项目资金", role: Role::Other };
const YEAR: Word = Word { name: "年度资金", role: Role::Other };
const LINES: [Word; 4] = [
    Word { name: "总额", role: Role::Whole },
    Word { name: "财政拨款", role: Role::Source(Scope::FISCAL) },
    Word { name: "上年结转资金", role: Role::Carried },
    Word { name: "其他资金", role: Role::OtherMoney },
];

/// The amounts of both totals: for each line whether its label was met, and its figure.
type Block<'a> = [Option<Option<Token<'a>>>; 4];

impl<'a> Draft<'a> {
    pub(super) fn by_two_totals(&mut self, document: &Lines<'a>, region: &Region<'a>) {
        let column = |total: Word| LINES.map(|line| Heading { words: vec![total, line] });
        let headings: Vec<Heading> = [PROJECT, YEAR].into_iter().flat_map(column).collect();
        let mut reading = columns::columns(&headings, self.title, false, 0);
        reading.iter_mut().take(LINES.len()).for_each(|column| column.is_vague = true);
        self.readings = vec![reading];
        let heads = heads(document, region, "总额");
        self.unit = heads.iter().find_map(|head| head.unit).unwrap_or(self.unit);
        for head in heads {
            let is_read = |block: &Block<'_>| head.unit.is_none_or(|own| own == self.unit) && adds_up(block, self.unit);
            let (blocks, figures) = blocks(&head.tokens);
            match blocks.filter(|blocks| blocks.iter().all(is_read)) {
                Some(blocks) => self.two_totals(&head.name, head.total, &blocks),
                None => self.lose(&figures),
            }
        }
    }

    fn two_totals(&mut self, name: &str, line: usize, blocks: &[Block<'a>; 2]) {
        let cells = blocks.iter().flatten().map(|cell| cell.flatten().and_then(|token| token.amount(self.unit)));
        let (columns, figures) =
            cells.enumerate().filter_map(|(at, printed)| Some((Some(at), (printed?, false)))).unzip();
        self.rows.push(DraftRow {
            figures,
            columns,
            is_placed: true,
            ..DraftRow::bare(About::Named(Name::from(name)), name.to_owned(), line)
        });
    }
}

/// The amounts behind their labels; nothing if a label is printed too often. And all figures that were met.
fn blocks<'a>(tokens: &[Token<'a>]) -> (Option<[Block<'a>; 2]>, Vec<Token<'a>>) {
    let mut blocks = Some([Block::default(); 2]);
    let mut figures = Vec::new();
    let mut text = String::new();
    // The cell that the next figure belongs to. Under both labels it might be of either.
    let mut open: Option<(usize, usize)> = None;
    let mut line = None;
    for token in tokens {
        if token.kind == Kind::Text {
            line = Some(token.line);
            text.extend(token.text.chars().filter(|c| !matches!(c, '：' | ':' | '，')));
            while let Some((label, rest)) = next_label(&text) {
                open = blocks.as_mut().and_then(|blocks| place(blocks, label));
                if open.is_none() {
                    blocks = None;
                }
                text = rest;
            }
            // 其中 stands before a label; anything else ends the money.
            if !["", "其中", "其"].contains(&text.as_str()) && !LABELS.iter().any(|(word, _)| word.starts_with(&*text))
            {
                break;
            }
            continue;
        }
        if token.kind != Kind::Dash {
            figures.push(*token);
        }
        match (open.take(), &mut blocks) {
            (Some((block, cell)), Some(blocks)) if token.kind != Kind::Percent && line == Some(token.line) => {
                blocks[block][cell] = Some(Some(*token).filter(|token| token.kind != Kind::Dash));
            }
            _ => blocks = None,
        }
    }
    let has_totals = |blocks: &[Block<'a>; 2]| blocks[0][0].is_some() && matches!(blocks[1][0], Some(Some(_)));
    (blocks.filter(has_totals), figures)
}

/// The label that a text begins with, behind 其中, and what follows it.
fn next_label(text: &str) -> Option<(Label, String)> {
    let text = text.strip_prefix("其中").unwrap_or(text);
    LABELS.iter().find_map(|(word, label)| Some((*label, text.strip_prefix(word)?.to_owned())))
}

/// The cell of a label that was not met before.
fn place(blocks: &mut [Block<'_>; 2], label: Label) -> Option<(usize, usize)> {
    let (block, line) = match label {
        Label::Project(line) => (0, line),
        Label::Year(line) => (1, line),
        Label::Either(line) => (usize::from(blocks[0][line].is_some()), line),
    };
    let cell = &mut blocks[block][line];
    let is_new = cell.is_none();
    *cell = Some(None);
    is_new.then_some((block, line))
}

fn adds_up(block: &Block<'_>, unit: Unit) -> bool {
    let amount = |cell: &Option<Option<Token<'_>>>| match cell {
        Some(Some(token)) => token.amount(unit).map(Printed::amount),
        _ => Some(Amount::ZERO),
    };
    let parts = block[1..].iter().map(amount);
    let sum = parts.into_iter().try_fold(Amount::ZERO, |sum, part| sum.checked_add(part?).ok());
    sum.is_some() && sum == amount(&block[0])
}
