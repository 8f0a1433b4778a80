//! What a sentence speaks of: from its words to a key.

use crate::code::EconomicCode;
use crate::fact::{EconomicScope, Key, MemoItem};
use crate::scope::{Scope, Source};

use super::scan::tail;

/// The meaning of the words before an amount.
#[derive(Clone, Copy)]
enum Subject {
    Revenue,
    Expenditure,
    Memo(MemoItem),
    /// Economic codes, paid from all appropriations.
    Appropriated(&'static [u32]),
    /// Economic codes, paid from the general public budget.
    General(&'static [u32]),
}

/// Words that end a subject; the first that fits decides, so longer ones stand before shorter ones.
const SUBJECTS: [(&str, Subject); 14] = [
    ("收入预算", Subject::Revenue),
    ("支出预算", Subject::Expenditure),
    ("“三公”经费", Subject::Memo(MemoItem::ThreePublic)),
    ("因公出国（境）费", Subject::Appropriated(&[30212])),
    ("因公出国（境）费用", Subject::Appropriated(&[30212])),
    ("公务用车购置及运行维护费", Subject::Appropriated(&[30231, 31013])),
    ("公务用车购置及运行费", Subject::Appropriated(&[30231, 31013])),
    ("公务用车购置费", Subject::Appropriated(&[31013])),
    ("公务用车运行维护费", Subject::Appropriated(&[30231])),
    ("公务接待费", Subject::Appropriated(&[30217])),
    ("机关运行经费安排", Subject::Memo(MemoItem::AgencyOperation)),
    ("机关运行经费", Subject::Memo(MemoItem::AgencyOperation)),
    ("政府采购安排", Subject::Memo(MemoItem::Procurement)),
    ("一般公共预算安排委托业务费", Subject::General(&[30227])),
];

/// The key that the words before an amount name, if they are known.
pub(super) fn key(words: &str) -> Option<Key> {
    let (_, subject) = SUBJECTS.into_iter().find(|(ending, _)| words.ends_with(ending))?;
    let appropriated = || Key::expenditure().source(Scope::FISCAL).nature(Scope::BASIC_AND_PROJECT);
    let codes = |numbers: &[u32]| {
        let codes: Option<Vec<EconomicCode>> = numbers.iter().map(|&number| EconomicCode::new(number).ok()).collect();
        EconomicScope::of(&codes?).ok()
    };
    Some(match subject {
        Subject::Revenue => Key::revenue(),
        Subject::Expenditure => Key::expenditure(),
        Subject::Memo(memo @ (MemoItem::AgencyOperation | MemoItem::ThreePublic)) => appropriated().memo(memo),
        Subject::Memo(memo) => Key::expenditure().memo(memo),
        Subject::Appropriated(numbers) => Key { economic: codes(numbers)?, ..appropriated() },
        Subject::General(numbers) => {
            let general = Scope::<Source>::just(Source::GeneralPublic);
            Key { economic: codes(numbers)?, ..appropriated().source(general) }
        }
    })
}

/// Where the words before an amount begin: after the last mark that ends a clause, or the last
/// bracket that is still open.
pub(super) fn start(text: &str, amount: usize) -> usize {
    let before = tail(&text[..amount]);
    let first = amount - before.len();
    let mut closed = 0_usize;
    for (position, c) in before.char_indices().rev() {
        match c {
            '）' | ')' => closed += 1,
            '（' | '(' if closed > 0 => closed -= 1,
            '（' | '(' | '，' | '；' | '。' | '：' | ':' | ';' | '\n' => {
                return first + position + c.len_utf8();
            }
            _ => {}
        }
    }
    first
}
