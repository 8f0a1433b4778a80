//! The search for joint possibilities of the rows of a family.

use super::family::{Below, Frame, Span, Tally};

/// Undecided rows beyond which no joint possibility is looked for.
const MOST_UNDECIDED: usize = 200;

/// The steps that are left: for this family, and for all.
pub(super) struct Steps<'a> {
    pub(super) own: usize,
    pub(super) all: &'a mut usize,
}

impl Steps<'_> {
    /// `None` if there are not so many.
    pub(super) fn take(&mut self, steps: usize) -> Option<()> {
        self.own = self.own.checked_sub(steps)?;
        *self.all = self.all.checked_sub(steps)?;
        Some(())
    }
}

/// A search for joint possibilities of the undecided children.
pub(super) struct Search<'a, 'b> {
    frame: &'a Frame,
    whole: &'a [i64],
    lists: &'a [Vec<usize>],
    steps: &'a mut Steps<'b>,
    /// The undecided children, those first whose choice makes the largest difference.
    order: Vec<usize>,
    /// The spans of the children of the order from each one on.
    rest: Vec<Vec<Span>>,
    totals: Vec<Tally>,
    /// For each undecided child the place of its choice in its list.
    chosen: Vec<usize>,
}

impl<'a, 'b> Search<'a, 'b> {
    pub(super) fn new(frame: &'a Frame, whole: &'a [i64], lists: &'a [Vec<usize>], steps: &'a mut Steps<'b>) -> Self {
        let widest = |child: usize| {
            let spans = Frame::spans(&frame.open[child], &lists[child]);
            spans.into_iter().map(|span| span.high - span.low).max().unwrap_or_default()
        };
        let mut order: Vec<(i128, usize)> = (0..lists.len()).map(|child| (widest(child), child)).collect();
        order.sort_unstable_by(|left, right| right.cmp(left));
        let order = order.into_iter().map(|(_, child)| child).filter(|&child| lists[child].len() > 1).collect();
        let totals = frame.base.clone();
        let mut search = Self { frame, whole, lists, steps, order, rest: vec![], totals, chosen: vec![0; lists.len()] };
        for (child, list) in lists.iter().enumerate().filter(|(_, list)| list.len() == 1) {
            search.add(child, list[0], 1);
        }
        search
    }

    /// Which possibilities have a place in a joint one. Those count as such that could not be refuted.
    pub(super) fn supported(mut self) -> Option<Below> {
        if self.order.len() > MOST_UNDECIDED {
            return Some((self.lists.to_vec(), false));
        }
        let mut marked: Vec<Vec<bool>> = self.lists.iter().map(|list| vec![false; list.len()]).collect();
        let mut has_witness = false;
        let order = self.order.clone();
        if order.is_empty() {
            self.ends_well().then_some(())?;
            return Some((self.lists.to_vec(), true));
        }
        for child in order {
            for at in 0..self.lists[child].len() {
                if marked[child][at] {
                    continue;
                }
                match self.with(child, at) {
                    Some(true) => {
                        has_witness = true;
                        marked.iter_mut().zip(&self.chosen).for_each(|(marked, &at)| marked[at] = true);
                    }
                    Some(false) => {}
                    None => marked[child][at] = true,
                }
            }
            if marked[child].iter().all(|marked| !marked) {
                return None;
            }
        }
        let kept = self.lists.iter().zip(marked).map(|(list, marked)| {
            let kept = list.iter().zip(marked).filter(|(_, marked)| list.len() == 1 || *marked);
            kept.map(|(&choice, _)| choice).collect()
        });
        Some((kept.collect(), has_witness))
    }

    /// Whether there is a joint possibility with this choice. `None` if the steps do not suffice.
    fn with(&mut self, fixed: usize, at: usize) -> Option<bool> {
        self.steps.take(self.order.len())?;
        // The fixed child is chosen first.
        let place = self.order.iter().position(|&child| child == fixed)?;
        self.order[..=place].rotate_right(1);
        self.rest = vec![vec![Span::default(); self.whole.len()]];
        for &child in self.order.iter().rev() {
            let spans = Frame::spans(&self.frame.open[child], &self.lists[child]);
            let after = &self.rest[self.rest.len() - 1];
            self.rest.push(spans.into_iter().zip(after).map(|(span, &after)| span.and(after)).collect());
        }
        self.rest.reverse();
        let found = self.choose_at(0, at);
        self.order[..=place].rotate_left(1);
        found
    }

    /// Chooses for a child of the order, and all after it.
    fn choose(&mut self, place: usize) -> Option<bool> {
        let Some(&child) = self.order.get(place) else {
            return Some(self.ends_well());
        };
        for at in 0..self.lists[child].len() {
            if self.choose_at(place, at)? {
                return Some(true);
            }
        }
        Some(false)
    }

    fn choose_at(&mut self, place: usize, at: usize) -> Option<bool> {
        let child = self.order[place];
        let choice = self.lists[child][at];
        let taken = self.steps.take(1);
        self.chosen[child] = at;
        self.add(child, choice, 1);
        let found = if taken.is_none() {
            None
        } else if self.may_end(place + 1) {
            self.choose(place + 1)
        } else {
            Some(false)
        };
        self.add(child, choice, -1);
        found
    }

    /// Adds what a child prints to the totals, or takes it back.
    fn add(&mut self, child: usize, choice: usize, sign: i128) {
        let values = self.frame.open[child].values.iter().map(|values| values[choice]);
        for (tally, value) in self.totals.iter_mut().zip(values).filter(|(_, value)| *value != 0) {
            tally.total += sign * i128::from(value);
            tally.filled = if sign > 0 { tally.filled + 1 } else { tally.filled - 1 };
        }
    }

    /// Whether the children from this place on can still make up the rest.
    fn may_end(&self, place: usize) -> bool {
        let mut cells = self.totals.iter().zip(&self.rest[place]).zip(self.whole).enumerate();
        cells.all(|(at, ((&tally, rest), &whole))| self.frame.may_reach(at, whole, 0, Span::from(tally).and(*rest)))
    }

    fn ends_well(&self) -> bool {
        let mut cells = self.frame.columns.iter().zip(self.whole).zip(&self.totals);
        cells.all(|((summed, &whole), tally)| self.frame.adds_up(summed, whole, tally))
    }
}
