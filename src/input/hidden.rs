//! What a workbook hides: rows and columns that nobody sees who opens it.

/// Ranges of rows or columns, both ends included.
#[derive(Debug, Default)]
pub(super) struct Ranges {
    /// Sorted and apart, each with how many stand in those before it.
    known: Vec<((u32, u32), u32)>,
}

impl Ranges {
    /// Adds a range. In files that hold together each begins behind those before it; what does not is left out.
    #[cfg(feature = "xlsx")]
    pub(super) fn add(&mut self, (first, last): (u32, u32)) {
        let (before, count) = self.known.last().map_or((None, 0), |((first, last), before)| {
            (Some(*last), before.saturating_add(last - first).saturating_add(1))
        });
        if first <= last && before.is_none_or(|before| before < first) {
            self.known.push(((first, last), count));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Which of the numbers of what is seen a range has; `None` if all of it is hidden.
    pub(super) fn seen(&self, (first, last): (u32, u32)) -> Option<(u32, u32)> {
        let until = |end: u32| end.saturating_add(1) - self.hidden_before(end.saturating_add(1));
        let (first, last) = (first - self.hidden_before(first), until(last));
        (first < last).then(|| (first, last - 1))
    }

    /// How many are hidden before a position.
    fn hidden_before(&self, position: u32) -> u32 {
        let begun = self.known.partition_point(|((first, _), _)| *first < position);
        let Some(((first, last), before)) = begun.checked_sub(1).map(|at| self.known[at]) else { return 0 };
        before + (position.min(last.saturating_add(1)) - first)
    }
}

#[cfg(all(test, feature = "xlsx"))]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_closed() {
        let mut ranges = Ranges::default();
        for range in [(2, 3), (5, 5), (4, 9), (8, u32::MAX)] {
            ranges.add(range);
        }
        let seen: Vec<Option<u32>> = (0..10).map(|at| ranges.seen((at, at)).map(|(first, _)| first)).collect();
        assert_eq!(seen, [Some(0), Some(1), None, None, Some(2), None, Some(3), Some(4), None, None]);
        assert_eq!((ranges.seen((2, 5)), ranges.seen((3, 7)), ranges.seen((2, 3))), (Some((2, 2)), Some((2, 4)), None));
        assert_eq!(ranges.seen((0, u32::MAX)), Some((0, 4)));
    }
}
