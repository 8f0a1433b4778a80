//! The joint certificate: whether one set of unrounded amounts satisfies every relation at once.
//!
//! Tails that rounding explains one by one may exclude each other. Both answers are proved in whole
//! numbers before they are given: a witness is inserted into every relation, and for relations that
//! cannot hold together multiples of them are added up to something impossible. Floats only help to
//! find either.
//!
//! Amounts that are printed as figures other than zero are rounded away from zero at the half, so of
//! their intervals only the ends nearer to zero are possible, and relations have no constants. It
//! follows that where there is a solution at all there is one off every end, which is what is sought.

mod conflict;
mod exact;
mod model;
mod presolve;
mod solve;

use rust_decimal::Decimal;

use crate::amount::{Amount, Unit};
use crate::fact::Place;

use super::Relation;
use model::Model;
use solve::Outcome;

/// Whether the true amounts behind a document can satisfy all its judged relations at once.
///
/// ```
/// use yusuan::Joint;
///
/// let text = include_str!("../../examples/data/cooperation-office-2024.txt");
/// let audit = yusuan::read_text(text)?.audit();
/// let Joint::Feasible(witness) = audit.joint() else { panic!("its tails are rounding") };
///
/// // 24 sums of the document do not hold to the cent; with these amounts all of them do.
/// for relation in audit.relations().iter().filter(|relation| !relation.has_bounds()) {
///     for operand in relation.operands() {
///         let amount = witness.amount(operand.place).expect("every figure of a judged relation has one");
///         assert!(operand.printed.interval().contains(amount));
///     }
/// }
/// # Ok::<(), yusuan::ReadError>(())
/// ```
#[derive(Clone, Debug)]
pub enum Joint {
    /// They can: these would.
    Feasible(Witness),
    /// They cannot. The ids of relations that cannot hold together, in the order of the audit.
    ///
    /// The set is minimal: any of its relations left out, the others can hold together. There may be
    /// other such sets, even smaller ones; a relation that cannot hold by itself is told alone.
    Infeasible(Vec<String>),
    /// The solver found nothing that could be proved. This takes figures of a tenth of a fen or finer,
    /// or many thousand relations on the very edge of what is possible.
    Undecided,
}

/// Unrounded amounts that satisfy every judged relation, each rounded to the figure that is printed.
///
/// They are possible amounts, not the true ones, which nobody can know from the print.
#[derive(Clone, Debug)]
pub struct Witness {
    model: Model,
    amounts: Vec<i128>,
}

impl Witness {
    /// The amount behind the figure at a place; nothing for a figure that no judged relation speaks of.
    ///
    /// Only the table, row and column of the place matter.
    pub fn amount(&self, place: Place) -> Option<Amount> {
        amount(self.amounts[self.model.cell(place)?])
    }

    /// All amounts with their places.
    pub fn amounts(&self) -> impl Iterator<Item = (Place, Amount)> {
        let places = self.model.cells.iter().map(|cell| cell.place);
        places.zip(&self.amounts).filter_map(|(place, &count)| Some((place, amount(count)?)))
    }
}

/// The certificate of judged relations. The others say nothing.
pub(crate) fn joint(relations: &[Relation]) -> Joint {
    let model = Model::new(relations);
    match solve::solve(&model, model.rows.iter()) {
        Outcome::Feasible(amounts) if model.is_witness(&amounts) => Joint::Feasible(Witness { model, amounts }),
        Outcome::Infeasible => match conflict::conflict(&model, relations.len()) {
            Some(found) => Joint::Infeasible(found.into_iter().map(|index| relations[index].id()).collect()),
            None => Joint::Undecided,
        },
        Outcome::Feasible(_) | Outcome::Doubt => Joint::Undecided,
    }
}

/// So many 10^−9 yuan.
fn amount(count: i128) -> Option<Amount> {
    Amount::from_unit(Decimal::try_from_i128_with_scale(count, 9).ok()?, Unit::Yuan).ok()
}
