//! What something was, day by day.

use jiff::civil::Date;

/// What something was from which day on, until the next. Days ascend, and no two that follow each other say the same: a day on which nothing became
/// otherwise, or all went back, has no step. Before the first step it was nothing: `T::default()`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps<T>(Vec<(Date, T)>);

impl<T> Default for Steps<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Steps<T> {
    /// All of them.
    pub fn points(&self) -> &[(Date, T)] {
        &self.0
    }

    /// What it was at the end of a day; nothing before the first step.
    pub fn on(&self, day: Date) -> Option<&T> {
        let after = self.0.partition_point(|(since, _)| *since <= day);
        self.0[..after].last().map(|(_, value)| value)
    }

    /// On which days it became something else.
    pub(super) fn days(&self) -> impl Iterator<Item = Date> {
        self.0.iter().map(|(day, _)| *day)
    }
}

impl<T: Clone + Default + PartialEq> Steps<T> {
    /// Notes what it is on a day that is not before the last one. The last word of a day counts.
    pub(super) fn put(&mut self, day: Date, value: &T) {
        if self.is_now(value) {
            return;
        }
        if self.0.last().is_some_and(|(last, _)| *last == day) {
            self.0.pop();
        }
        if !self.is_now(value) {
            self.0.push((day, value.clone()));
        }
    }

    fn is_now(&self, value: &T) -> bool {
        self.0.last().map_or_else(|| *value == T::default(), |(_, last)| last == value)
    }
}

/// At most so many of these points, whose days ascend: the first, and the last of each of equal parts of the time after it. So the last one is kept, too; if
/// there is to be only one, it is the last.
pub fn thinned<T: Copy>(points: &[(Date, T)], most: usize) -> Vec<(Date, T)> {
    let ([(first, _), .., (last, _)], Some(parts @ 1..)) = (points, most.checked_sub(1)) else {
        return points.iter().rev().take(most.min(1)).copied().collect();
    };
    let since = |day: Date| usize::try_from(day.duration_since(*first).as_hours() / 24).unwrap_or_default();
    let all = since(*last).max(1);
    let parts = parts.min(all);
    // The first day is a part of its own.
    let part = |day: Date| since(day).checked_sub(1).map(|days| days * parts / all);
    let mut thin: Vec<(Date, T)> = Vec::with_capacity(most.min(points.len()));
    for point in points {
        if thin.last().is_some_and(|(day, _)| part(*day) == part(point.0)) {
            thin.pop();
        }
        thin.push(*point);
    }
    thin
}
