//! What the label of a line means in the block that it stands in.

use crate::scope::{Nature, Scope};
use crate::table::vocabulary::{self, Role, Word};
use crate::table::without_ordinal;

use super::{Block, Meant, State, style};

/// What a label means in a block.
pub(super) fn meant(block: Block, state: &mut State, label: &str, indent: usize) -> Option<Meant> {
    let bare = without_ordinal(label);
    let bare = bare.trim_start_matches(['、', '.', '．']);
    if bare.is_empty() {
        return None;
    }
    if let Some(word) = total(block, bare).or_else(|| vocabulary::word(label)).or_else(|| vocabulary::word(bare)) {
        let fits = match (block, word.role) {
            // 二、上级提前下达转移支付 stands beside the sources as one of its own, which no source tells.
            (Block::Revenue, Role::OfWhich) => !(word.name.starts_with("上级提前") && style(label) == '一'),
            (Block::Revenue, Role::Source(_) | Role::OtherMoney | Role::ThisYear | Role::Carried)
            | (Block::Expenditure | Block::Economic, Role::Nature(_))
            | (Block::ThreePublic, Role::Economic(_) | Role::Memo(_) | Role::Whole) => true,
            (Block::Revenue | Block::Expenditure | Block::Economic | Block::Government, Role::Whole) => {
                names_whole(word.name)
            }
            (Block::Government, Role::Nature(nature)) => {
                nature == Scope::<Nature>::SPENT || nature == Scope::<Nature>::just(Nature::CarriedForward)
            }
            (Block::Expenditure | Block::Economic | Block::Government, Role::OfWhich) => {
                ["预留", "未安排", "转入"].iter().any(|word| label.contains(word))
            }
            _ => false,
        };
        if fits {
            return Some(Meant::Word(word));
        }
    }
    if block == Block::Revenue
        && let Some(word) = carried_of(bare)
    {
        return Some(Meant::Word(word));
    }
    match block {
        Block::Revenue | Block::ThreePublic => None,
        Block::Expenditure => state.path.named_function(label, indent).map(Meant::Function),
        Block::Economic => state.path.named_economic(label, indent.min(1).saturating_sub(1)).map(Meant::Economic),
        Block::Government => state.path.named_government(label, 0).map(Meant::Government),
    }
}

/// Whether a word that means the whole over a column does so beside a line: 资金 alone is the end of a label.
fn names_whole(name: &str) -> bool {
    name.contains(['计', '总']) || name == "部门预算"
}

/// The source in 一般公共预算拨款结余、结转 and its kin.
pub(super) fn carried_of(label: &str) -> Option<Word> {
    let bare = without_ordinal(label);
    let ends = ["结余、结转", "结转、结余", "结转和结余", "结转结余", "结余结转", "结转资金", "结转", "结余"];
    let source = ends.iter().find_map(|end| bare.strip_suffix(end)).or_else(|| bare.strip_prefix("上年结转"))?;
    vocabulary::word(source).filter(|word| matches!(word.role, Role::Source(_)))
}

/// 收入总计 and its kin, which name the side they stand on.
fn total(block: Block, label: &str) -> Option<Word> {
    let revenue =
        ["收入总计", "收入合计", "收入总额", "收入合计数", "财政拨款收入总计", "收入总计合计", "本年收入总计"];
    let expenditure = ["支出总计", "支出合计", "支出总额", "财政拨款支出总计", "本年支出总计"];
    let names: &[&'static str] = if block == Block::Revenue { &revenue } else { &expenditure };
    if let Some(name) = names.iter().find(|name| **name == label) {
        return Some(Word { name, role: Role::Whole });
    }
    let basic = ["人员经费和公用经费支出", "人员经费和公用经费"];
    if let Some(name) = basic.iter().find(|name| **name == label && block == Block::Economic) {
        return Some(Word { name, role: Role::Nature(Scope::BASIC) });
    }
    // Over columns these would be two words each.
    let kinds = [("人员类项目支出", Nature::Personnel), ("公用经费项目支出", Nature::Operating)];
    if let Some((name, nature)) = kinds.iter().find(|(name, _)| *name == label && block == Block::Expenditure) {
        return Some(Word { name, role: Role::Nature(Scope::<Nature>::just(*nature)) });
    }
    (label == "部门预算" || label == "财政拨款" && block != Block::Revenue)
        .then_some(Word { name: "部门预算", role: Role::Whole })
}
