//! What the rows of a table are to each other, whatever their columns: it stays the same while columns are found.

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::amount::{Amount, Printed};
use crate::fact::Name;

use super::{About, Draft, DraftRow};

/// Whose amount a row prints, or is a part of.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub(in crate::read::general) enum Where {
    #[default]
    Total,
    Codes(Option<u32>, Option<u32>, Option<u32>),
    Unit(Name),
}

/// What the rows of a table are to each other and to its total, whatever their columns.
#[derive(Debug)]
pub(in crate::read::general) struct Bearing {
    /// For each row whether another one names the same codes.
    pub(in crate::read::general) repeated: Vec<bool>,
    /// What the wholes of the rows leave of the total, in last digits.
    pub(in crate::read::general) missing: Option<i64>,
    /// Whether several rows make up what other tables print in one.
    pub(in crate::read::general) is_in_detail: bool,
    /// In detail, what the rows are parts of.
    pub(in crate::read::general) places: Places,
}

impl Draft<'_> {
    /// What the rows are to each other. They must all be there.
    pub(in crate::read::general) fn bearing(&self) -> &Bearing {
        self.bearing.get_or_init(|| {
            let repeated = find_repeated(self);
            let is_in_detail = self.rows.iter().any(names_several) || repeated.contains(&true);
            let places = if is_in_detail { Places::of(self) } else { Places::default() };
            Bearing { repeated, missing: missing(self), is_in_detail, places }
        })
    }
}

/// The places that the rows without rows below them have a part in.
#[derive(Debug, Default)]
pub(in crate::read::general) struct Places {
    /// Each place with the first of its rows.
    pub(in crate::read::general) each: Vec<(Where, usize)>,
    /// For each row its places.
    pub(in crate::read::general) of_row: Vec<Vec<usize>>,
}

impl Places {
    fn of(draft: &Draft<'_>) -> Self {
        let is_parent: HashSet<usize> = draft.rows.iter().filter_map(|row| row.parent).collect();
        let mut known: HashMap<Where, usize> = HashMap::new();
        let mut all = Self { each: Vec::new(), of_row: vec![Vec::new(); draft.rows.len()] };
        for (index, row) in draft.rows.iter().enumerate().filter(|(index, _)| !is_parent.contains(index)) {
            for place in places(&row.about) {
                let at = *known.entry(place.clone()).or_insert_with(|| {
                    all.each.push((place, index));
                    all.each.len() - 1
                });
                all.of_row[index].push(at);
            }
        }
        all
    }
}

/// Rows that name the same codes as another one, as in tables that print every unit without its name: none
/// of them alone is the amount that other tables print.
fn find_repeated(draft: &Draft<'_>) -> Vec<bool> {
    let key = |row: &DraftRow| match row.about {
        About::Codes { function, government, economic } => Some((row.unit.clone(), function, government, economic)),
        _ => None,
    };
    let keys: Vec<_> = draft.rows.iter().map(key).collect();
    let mut count: HashMap<_, usize> = HashMap::new();
    for key in keys.iter().flatten() {
        *count.entry(key).or_default() += 1;
    }
    keys.iter().map(|key| key.as_ref().is_some_and(|key| count[key] > 1)).collect()
}

fn names_several(row: &DraftRow) -> bool {
    match row.about {
        About::Codes { function, government, economic } => {
            [function.is_some(), government.is_some(), economic.is_some()].iter().filter(|has| **has).count() > 1
        }
        _ => false,
    }
}

/// What the wholes of the rows leave of the total, in last digits. Nothing if there is no total to compare.
fn missing(draft: &Draft<'_>) -> Option<i64> {
    let is_parent: HashSet<usize> = draft.rows.iter().filter_map(|row| row.parent).collect();
    let first = |row: &DraftRow| row.figures.first().map(|(printed, _)| printed.amount());
    let total = draft.rows.iter().find(|row| row.about == About::Total)?;
    let leaves =
        draft.rows.iter().enumerate().filter(|(index, row)| row.about != About::Total && !is_parent.contains(index));
    let sum = leaves.map(|(_, row)| first(row)).try_fold(Amount::ZERO, |sum, amount| sum.checked_add(amount?).ok())?;
    let (total, _) = total.figures.first()?;
    let decimals = total.decimals().max(2);
    let found = Printed::from_amount(sum, draft.unit, decimals).ok()?;
    let wanted = Printed::from_amount(total.amount(), draft.unit, decimals).ok()?;
    wanted.last_digits().checked_sub(found.last_digits())
}

/// The places whose amounts a row is a part of.
pub(in crate::read::general) fn places(about: &About) -> Vec<Where> {
    let About::Codes { function, government, economic } = *about else { return Vec::new() };
    let functions = function.into_iter().flat_map(|code| code.ancestors().chain([code]));
    let governments = government.into_iter().flat_map(|code| code.ancestors().chain([code]));
    let economics = economic.into_iter().flat_map(|code| code.ancestors().chain([code]));
    let pair = government.zip(economic);
    functions
        .map(|code| Where::Codes(Some(code.number()), None, None))
        .chain(governments.map(|code| Where::Codes(None, Some(code.number()), None)))
        .chain(economics.map(|code| Where::Codes(None, None, Some(code.number()))))
        .chain(
            pair.map(|(government, economic)| Where::Codes(None, Some(government.number()), Some(economic.number()))),
        )
        .collect()
}
