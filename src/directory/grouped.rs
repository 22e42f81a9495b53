//! Lists by place, and trees of places: what reports, members and teams below are read from.

/// A list for each of so many places, all in one piece of memory.
#[derive(Debug)]
pub(super) struct Grouped<V> {
    starts: Vec<usize>,
    all: Vec<V>,
}

impl<V> Grouped<V> {
    /// The values of each place, in the order in which they come.
    pub(super) fn of(places: usize, pairs: impl IntoIterator<Item = (usize, V)>) -> Self {
        let mut pairs: Vec<_> = pairs.into_iter().collect();
        pairs.sort_by_key(|(place, _)| *place);
        let mut starts = vec![0; places + 1];
        for (place, _) in &pairs {
            starts[place + 1] += 1;
        }
        for place in 0..places {
            starts[place + 1] += starts[place];
        }
        Self { starts, all: pairs.into_iter().map(|(_, value)| value).collect() }
    }

    /// The values of one place; none of a place that is not there.
    pub(super) fn at(&self, place: usize) -> &[V] {
        match (self.starts.get(place), self.starts.get(place + 1)) {
            (Some(from), Some(to)) => &self.all[*from..*to],
            _ => &[],
        }
    }

    /// The same lists, of something else.
    pub(super) fn map<U>(&self, each: impl Fn(&V) -> U) -> Grouped<U> {
        Grouped { starts: self.starts.clone(), all: self.all.iter().map(each).collect() }
    }
}

/// Who is above and below whom. Always a forest: where the records go in a circle, the first of it is a root.
#[derive(Debug)]
pub(super) struct Forest {
    above: Vec<Option<usize>>,
    children: Grouped<usize>,
    below: Vec<usize>,
}

impl Forest {
    /// From who is directly above each place. Children keep the order of the places.
    pub(super) fn of(mut above: Vec<Option<usize>>) -> Self {
        cut_circles(&mut above);
        let pairs = above.iter().enumerate().filter_map(|(place, above)| Some(((*above)?, place)));
        let children = Grouped::of(above.len(), pairs);
        let mut forest = Self { children, below: vec![0; above.len()], above };
        let roots: Vec<_> = (0..forest.above.len()).filter(|place| forest.above[*place].is_none()).collect();
        let order: Vec<_> = forest.pre_order(&roots).collect();
        for (place, _) in order.into_iter().rev() {
            if let Some(above) = forest.above[place] {
                forest.below[above] += 1 + forest.below[place];
            }
        }
        forest
    }

    /// Who is directly above.
    pub(super) fn above(&self, place: usize) -> Option<usize> {
        self.above.get(place).copied().flatten()
    }

    /// Everybody above, nearest first.
    pub(super) fn line_up(&self, place: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.above(place), |at| self.above(*at))
    }

    /// The lists of who is directly below.
    pub(super) fn children(&self) -> &Grouped<usize> {
        &self.children
    }

    /// How many are below, not only directly.
    pub(super) fn below(&self, place: usize) -> usize {
        self.below.get(place).copied().unwrap_or(0)
    }

    /// These and everybody below them, each before those below it, with how far down.
    pub(super) fn pre_order(&self, starts: &[usize]) -> impl Iterator<Item = (usize, u32)> {
        let mut open: Vec<_> = starts.iter().rev().map(|place| (*place, 0)).collect();
        std::iter::from_fn(move || {
            let (place, depth) = open.pop()?;
            open.extend(self.children.at(place).iter().rev().map(|child| (*child, depth + 1)));
            Some((place, depth))
        })
    }
}

/// Takes away what is above the first place of every circle.
fn cut_circles(above: &mut [Option<usize>]) {
    // The walk that came by, each numbered by its start.
    let mut passed: Vec<Option<usize>> = vec![None; above.len()];
    for start in 0..above.len() {
        let mut at = Some(start);
        while let Some(place) = at {
            if passed[place] == Some(start) {
                let mut first = place;
                let mut round = above[place];
                while let Some(next) = round.filter(|next| *next != place) {
                    first = first.min(next);
                    round = above[next];
                }
                above[first] = None;
            }
            if passed[place].is_some() {
                break;
            }
            passed[place] = Some(start);
            at = above[place];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_of_a_circle_is_its_root() {
        let forest = Forest::of(vec![Some(0), Some(3), Some(1), Some(2), Some(3)]);
        assert_eq!(forest.pre_order(&[0, 1]).collect::<Vec<_>>(), [(0, 0), (1, 0), (2, 1), (3, 2), (4, 3)]);
        assert_eq!([0, 1, 2, 3, 4].map(|place| forest.below(place)), [0, 3, 2, 1, 0]);
        assert_eq!(forest.line_up(4).collect::<Vec<_>>(), [3, 2, 1]);
    }

    proptest! {
        #[test]
        fn everything_is_in_the_forest_once(above in prop::collection::vec(prop::option::of(0usize..30), 30)) {
            let forest = Forest::of(above.clone());
            let roots: Vec<_> = (0..30).filter(|place| forest.above(*place).is_none()).collect();
            let mut all: Vec<_> = forest.pre_order(&roots).map(|(place, _)| place).collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..30).collect::<Vec<_>>());
            for place in 0..30 {
                prop_assert_eq!(forest.below(place) + 1, forest.pre_order(&[place]).count());
                // Only what must go is gone.
                let in_circle = {
                    let walk = std::iter::successors(above[place], |at| above[*at]);
                    walk.take(30).any(|at| at == place)
                };
                prop_assert!(forest.above(place) == above[place] || in_circle);
            }
        }
    }
}
