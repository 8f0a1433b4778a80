//! Texts that run down the columns of their tables: all codes, then all names, then the figures of each column.
//! Which figures stand in one row such a text does not tell.

use super::address::is_total;
use super::region::{Lines, Region};
use super::rows::RawRow;
use super::title::{Sides, Subject};
use super::token::{Kind, Token};

/// What a line is where cells have lines of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alone {
    Code,
    Figure,
    Other,
}

/// Tells the tables whose rows are torn. Where several run down their columns, the text does so everywhere, and
/// short tables only do not show it.
pub(super) fn mark_torn(document: &Lines<'_>, regions: &mut [Region<'_>]) {
    let money = |region: &&Region<'_>| region.title.subject != Subject::Goals;
    let torn: Vec<bool> = regions.iter().map(|region| money(&region) && runs_by_columns(document, region)).collect();
    let count = torn.iter().filter(|torn| **torn).count();
    let all = count > 1 && 4 * count >= regions.iter().filter(money).count();
    for (region, torn) in regions.iter_mut().zip(torn) {
        region.is_torn = torn || all;
    }
}

/// Whether lines of a table run down its columns: codes without names follow one another, or more figures, each
/// on a line of its own, than two rows have; a total may follow without its label.
fn runs_by_columns(document: &Lines<'_>, region: &Region<'_>) -> bool {
    const CODES: usize = 4;
    const FIGURES: usize = 2;
    let columns = match region.title.sides {
        Sides::Both => region.words.sides().iter().map(Vec::len).fold(FIGURES, usize::max),
        _ => region.words.readings().iter().map(Vec::len).fold(FIGURES, usize::max),
    };
    let alone: Vec<Alone> = region.body.iter().map(|&line| alone(document.tokens(line))).collect();
    let longest = |wanted: Alone| {
        let runs = alone.chunk_by(|one, other| one == other);
        runs.filter(|run| run[0] == wanted).map(<[Alone]>::len).max().unwrap_or_default()
    };
    longest(Alone::Code) >= CODES || longest(Alone::Figure) > 2 * columns || has_codes_below(document, &region.body)
}

/// Whether codes stand alone on the lines below the figures of their rows: names with figures and no code, after
/// whole rows, and then codes. Each would pass for the code of the next row.
fn has_codes_below(document: &Lines<'_>, body: &[usize]) -> bool {
    const SEVERAL: usize = 3;
    let lines: Vec<Printed> = body.iter().map(|&line| printed(document.tokens(line))).collect();
    let is_below = |lines: &&[Printed]| {
        let [row, below] = lines else { return false };
        let is_row = row.figures > 1 && !row.is_coded && row.is_named && !row.is_total;
        is_row && below.is_coded && !below.is_named && below.figures == 0
    };
    let first = lines.windows(2).position(|lines| is_below(&lines));
    let leads = first.is_some_and(|at| at == 0 || lines[at - 1].figures > 0);
    leads && lines.windows(2).filter(is_below).count() >= SEVERAL
}

/// What a line has.
struct Printed {
    is_coded: bool,
    is_named: bool,
    is_total: bool,
    figures: usize,
}

fn printed(tokens: &[Token<'_>]) -> Printed {
    let name: String = tokens.iter().filter(|token| token.kind == Kind::Text).map(|token| token.text).collect();
    Printed {
        is_coded: tokens.first().is_some_and(|token| token.kind == Kind::Number && is_code(token.text)),
        is_named: !name.is_empty(),
        is_total: is_total(&name),
        figures: tokens.iter().filter(|token| token.kind == Kind::Figure).count(),
    }
}

fn is_code(text: &str) -> bool {
    matches!((text.len(), text.as_bytes()[0]), (3 | 5 | 7, b'2' | b'3' | b'5'))
}

/// A row and, as another one, the line of figures without a label that follows it, where all these figures
/// together are too many for one row: the label of a total may stand elsewhere.
pub(super) fn without_lone_figures(mut row: RawRow<'_>, columns: usize) -> Vec<RawRow<'_>> {
    let Some(last) = row.figures.last().map(|figure| figure.line) else { return vec![row] };
    let Some(at) = row.figures.iter().position(|figure| figure.line == last) else { return vec![row] };
    let fits = at > 0
        && at <= columns
        && row.figures.len() - at <= columns
        && row.figures.len() - at >= at
        && row.figures.len() > columns;
    if !fits
        || row.figures[at..].iter().any(|figure| figure.kind != Kind::Figure)
        || !row.figures[at].first
        || columns == 0
    {
        return vec![row];
    }
    let alone = RawRow { figures: row.figures.split_off(at), line: last, ..RawRow::default() };
    vec![row, alone]
}

/// Whether several rows of codes have neither code nor name. One may be the total, whose label stands elsewhere;
/// the figures of others are those of rows that the text does not tell.
pub(super) fn has_lone_figures<T>(rows: &[(RawRow<'_>, Option<T>)]) -> bool {
    let is_lone =
        |(row, placed): &&(RawRow<'_>, Option<T>)| placed.is_none() && row.parts.is_empty() && !row.figures.is_empty();
    rows.iter().filter(is_lone).count() > 1
}

fn alone(tokens: &[Token<'_>]) -> Alone {
    let [token] = tokens else { return Alone::Other };
    match token.kind {
        Kind::Figure | Kind::Percent | Kind::Dash => Alone::Figure,
        Kind::Number if token.text == "0" => Alone::Figure,
        Kind::Number if is_code(token.text) => Alone::Code,
        Kind::Number | Kind::Text => Alone::Other,
    }
}
