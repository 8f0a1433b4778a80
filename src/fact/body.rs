//! How two documents name one public body.

use std::borrow::Cow;

use super::Name;

/// How two names mean one public body.
///
/// ```
/// use yusuan::SameBody;
///
/// let of = |one: &str, other: &str| SameBody::of(&one.into(), &other.into());
/// assert_eq!(of("某市财政局", "某市财政局"), Some(SameBody::Exact));
/// assert_eq!(of("某市财政局(本级)", "某市财政局（本级）"), Some(SameBody::Spelling));
/// assert_eq!(of("某市财政局（汇总）", "某市财政局"), Some(SameBody::Consolidated));
/// assert_eq!(of("某市财政局", "某市财政局本级"), Some(SameBody::OwnLevel));
/// assert_eq!(of("某市财政局", "财政局"), Some(SameBody::Short));
/// // These are two budgets of one body, and not one.
/// assert_eq!(of("某市财政局（汇总）", "某市财政局（本级）"), None);
/// assert_eq!(of("某市财政局", "某市审计局"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::Display)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[strum(serialize_all = "kebab-case")]
pub enum SameBody {
    /// Letter by letter.
    Exact,
    /// But for spaces and the width of brackets.
    Spelling,
    /// One adds （汇总）: with all its units.
    Consolidated,
    /// One adds （本级）: the body alone, without its units. Whether the other means the same only figures tell.
    OwnLevel,
    /// One leaves out the place: 财政局 for 某市财政局. Only figures tell which place it is of.
    Short,
}

/// Which budget of a body a name says that it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum BodyLevel {
    Consolidated,
    Own,
}

/// A name without brackets of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Body<'a> {
    pub(crate) stem: Cow<'a, str>,
    level: Option<BodyLevel>,
}

/// What ends a name and says which budget is meant. A name that goes on without brackets is another body's
/// unless it ends with 本级.
const ENDINGS: [(&str, BodyLevel); 10] = [
    ("（汇总）", BodyLevel::Consolidated),
    ("（部门汇总）", BodyLevel::Consolidated),
    ("（含下属单位）", BodyLevel::Consolidated),
    ("（部门）", BodyLevel::Consolidated),
    ("（本级）", BodyLevel::Own),
    ("（部门本级）", BodyLevel::Own),
    ("（机关本级）", BodyLevel::Own),
    ("（本部）", BodyLevel::Own),
    ("（机关）", BodyLevel::Own),
    ("本级", BodyLevel::Own),
];

/// What the name of a place ends with.
const PLACES: [char; 7] = ['省', '市', '区', '县', '州', '旗', '盟'];

/// A name with fewer letters says too little.
const LETTERS: usize = 3;

impl<'a> Body<'a> {
    pub(crate) fn of(name: &'a Name) -> Self {
        let text = name.as_str();
        let odd = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '〔' | '〕' | '[' | ']');
        let mut stem =
            if text.contains(odd) { Cow::Owned(text.chars().filter_map(wide).collect()) } else { text.into() };
        let ending = ENDINGS.iter().find(|(ending, _)| stem.len() > ending.len() && stem.ends_with(ending));
        if let Some((ending, _)) = ending {
            let end = stem.len() - ending.len();
            stem = match stem {
                Cow::Borrowed(stem) => stem[..end].into(),
                Cow::Owned(mut stem) => {
                    stem.truncate(end);
                    Cow::Owned(stem)
                }
            };
        }
        Self { stem, level: ending.map(|(_, level)| *level) }
    }
}

/// A letter as names are compared by; none for white space.
fn wide(c: char) -> Option<char> {
    match c {
        '(' | '〔' | '[' => Some('（'),
        ')' | '〕' | ']' => Some('）'),
        _ if c.is_whitespace() => None,
        _ => Some(c),
    }
}

impl SameBody {
    /// How the names mean one body; `None` if they do not, or if one says that it means the body with its units
    /// and the other that it means the body alone.
    pub fn of(one: &Name, other: &Name) -> Option<Self> {
        if one == other {
            return Some(Self::Exact);
        }
        let (a, b) = (Body::of(one), Body::of(other));
        let levels = match (a.level, b.level) {
            (Some(a), Some(b)) if a != b => return None,
            (Some(level), None) | (None, Some(level)) => Some(level),
            _ => None,
        };
        if a.stem != b.stem {
            let short = is_short(&a.stem, &b.stem) || is_short(&b.stem, &a.stem);
            return short.then_some(Self::Short);
        }
        Some(match levels {
            Some(BodyLevel::Consolidated) => Self::Consolidated,
            Some(BodyLevel::Own) => Self::OwnLevel,
            None => Self::Spelling,
        })
    }

    /// Whether the names alone tell that the same budget is meant. Otherwise figures have to agree.
    pub const fn is_certain(self) -> bool {
        matches!(self, Self::Exact | Self::Spelling | Self::Consolidated)
    }
}

/// Whether a name is another one without the place before it.
fn is_short(short: &str, full: &str) -> bool {
    let place = full.strip_suffix(short).filter(|place| !place.is_empty());
    place.is_some_and(|place| place.ends_with(PLACES)) && short.chars().count() >= LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_leaves_out_a_place_and_nothing_else() {
        let of = |one: &str, other: &str| SameBody::of(&one.into(), &other.into());
        assert_eq!(of("北京市退役军人事务局", "退役军人事务局"), Some(SameBody::Short));
        assert_eq!(of("退役军人事务局（本级）", "北京市退役军人事务局"), Some(SameBody::Short));
        assert_eq!(of("某市医疗保障局医疗中心", "医疗中心"), None);
        assert_eq!(of("某市某区", "某区"), None, "too short to say anything");
        assert_eq!(of("某 市审计局", "某市审计局"), Some(SameBody::Spelling));
        assert_eq!(of("（本级）", "（本级）"), Some(SameBody::Exact));
        assert_eq!(of("本级", ""), None);
    }
}
