//! Small teams are not second class: where reviews say nothing of a team by itself, what would change that.

use super::board::{Number, Row};

/// How far the newest review speaks of a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// There is none.
    NoReview,
    /// It shows nothing of it.
    Nothing,
    /// It shows numbers of it together with other teams.
    Together,
    /// It shows numbers of it by itself.
    Itself,
}

/// How far the newest review speaks of a team; `together` is whether its group holds other teams, too.
pub fn stands(rows: &[Row], together: bool) -> Stands {
    match (rows.is_empty(), rows.iter().any(|row| row.newest().is_some()), together) {
        (true, ..) => Stands::NoReview,
        (_, false, _) => Stands::Nothing,
        (_, true, true) => Stands::Together,
        (_, true, false) => Stands::Itself,
    }
}

/// Something that a team can do to see more of itself, or look at meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Hold a review.
    Review,
    /// Hold the next review with names: nothing is hidden then, and everybody is told so before the first question.
    Names,
    /// Get more people to answer.
    Remind,
    /// Nothing: others who are too few count with it.
    Share,
    /// Look at the group that it is in.
    Above,
    /// Look at this earlier review, counted from the newest.
    Earlier(usize),
}

/// What else is known of a team where reviews say nothing of it by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation {
    /// Whether it has too few people for a group of its own.
    pub small: bool,
    /// Whether a larger group shows something.
    pub above: bool,
    /// Whether the newest review's answers carried names.
    pub named: bool,
}

/// What a team is offered. One that shares its numbers because another is too small has nothing to do about it.
pub fn offers(rows: &[Row], stands: Stands, situation: Situation) -> Vec<Offer> {
    let Situation { small, above, named } = situation;
    match stands {
        Stands::NoReview => vec![Offer::Review],
        Stands::Itself => Vec::new(),
        Stands::Together => vec![if small { Offer::Names } else { Offer::Share }],
        Stands::Nothing => {
            let shows = |at: &usize| rows.iter().any(|row| row.numbers.get(*at).and_then(Number::score).is_some());
            let reviews = rows.first().map_or(0, |row| row.numbers.len());
            let earlier = (1..reviews).find(shows).map(Offer::Earlier);
            let more = (named || !small).then_some(Offer::Remind);
            let names = (!named).then_some(Offer::Names);
            [more, names, above.then_some(Offer::Above), earlier].into_iter().flatten().collect()
        }
    }
}
