//! What a team said in workshops, beside what its reviews said: in columns of their own, and compared with nothing.

use crate::chart::Cell;
use jiff::Timestamp;
use std::sync::Arc;
use store::{Store, access, access::Actor, health::Held, workshop::Workshops};
use waymark::{
    TeamId,
    health::Row,
    questionnaire::Slug,
    workshop::{Section, Stage, Workshop},
};

/// How many a dashboard shows at most.
const MOST: usize = 4;

/// A column of the table.
#[derive(Debug)]
pub enum Column<'a> {
    /// A review, by its place among those that were held.
    Review(usize),
    /// A workshop.
    Workshop(&'a Workshop),
}

/// Those of a team that said something, as far as the actor may see them: the newest first.
pub fn seen(store: &Store, workshops: &Workshops, actor: &Actor, team: TeamId) -> Vec<Arc<Workshop>> {
    let shown = workshops.of_team(team).filter(|workshop| workshop.stage != Stage::Voting);
    let seen = shown.filter(|workshop| access::workshop_viewer(store, actor, workshop).is_some());
    seen.take(MOST).cloned().collect()
}

/// When it took place.
pub fn at(workshop: &Workshop) -> Timestamp {
    workshop.opened
}

/// Reviews and workshops by their time, the newest last.
pub fn columns<'a>(held: &[Held], workshops: &'a [Arc<Workshop>]) -> Vec<Column<'a>> {
    let reviews = held.iter().enumerate().map(|(at, held)| (held.survey.contract.closes, Column::Review(at))).rev();
    let mut all: Vec<(Timestamp, Column<'a>)> = reviews.collect();
    // Reviews keep the order in which they are compared; a workshop stands before the first that is newer.
    for workshop in workshops.iter().rev() {
        let opened = at(workshop);
        let place = all.iter().position(|(other, _)| *other > opened).unwrap_or(all.len());
        all.insert(place, (opened, Column::Workshop(workshop)));
    }
    all.into_iter().map(|(_, column)| column).collect()
}

/// Where the team stood on a section.
pub fn cell(workshop: &Workshop, section: &Slug) -> Cell {
    let Some(stand) = workshop.section(section).and_then(Section::stand) else { return Cell::Empty };
    let said = format!("workshop: {stand}");
    match stand.level() {
        Some(level) => Cell::Number { level, short: stand.short(), said },
        None => Cell::Hidden(stand.short(), said),
    }
}

/// The sections that only workshops have, the newest first.
pub fn others(rows: &[Row], workshops: &[Arc<Workshop>]) -> Vec<(Slug, String)> {
    let mut others: Vec<(Slug, String)> = Vec::new();
    for section in workshops.iter().flat_map(|workshop| &workshop.sections) {
        let is_known =
            rows.iter().any(|row| row.section == section.topic.id) || others.iter().any(|(id, _)| *id == section.topic.id);
        if !is_known {
            others.push((section.topic.id.clone(), section.topic.title.clone()));
        }
    }
    others
}

/// What the last one said, in a sentence: what divided the team most, and what is lowest.
pub fn sentence(workshop: &Workshop, day: &str) -> Option<String> {
    let talk = workshop.talk();
    let divided = talk.iter().find(|section| section.tally.as_ref().is_some_and(|tally| tally.divided() == Some(true)));
    let level = |section: &&&Section| section.stand().and_then(|stand| stand.level()).unwrap_or(u8::MAX);
    let lowest = talk.iter().filter(|section| section.stand().is_some_and(|stand| stand.level().is_some())).min_by_key(level);
    let title = |section: &Section| format!("“{}”", section.topic.title);
    let is_same = divided.zip(lowest).is_some_and(|(one, other)| one.topic.id == other.topic.id);
    let said = match (divided, lowest) {
        (Some(one), _) if is_same => format!("{} divided the team most, and is lowest", title(one)),
        (Some(one), Some(other)) => {
            let stand = other.stand().map(|stand| stand.short()).unwrap_or_default();
            format!("{} divided the team most, and {} is lowest ({stand})", title(one), title(other))
        }
        (Some(one), None) => format!("{} divided the team most", title(one)),
        (None, Some(other)) => {
            let stand = other.stand().map(|stand| stand.short()).unwrap_or_default();
            format!("{} is lowest ({stand})", title(other))
        }
        (None, None) => return None,
    };
    Some(format!("In the workshop of {day}, {said}."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use waymark::{
        PersonId, WorkshopId,
        workshop::{Ballot, Code, Consensus, Part, Points, Topic, Vote, Wanted, Way, open},
    };

    fn slug(title: &str) -> Slug {
        Slug::new(&title.to_lowercase()).expect("a slug")
    }

    fn points(number: u8) -> Vote {
        Vote::Points(Points::new(number).expect("on the scale"))
    }

    /// A workshop on these sections, in which so many voted so.
    fn revealed(sections: &[(&str, &[u8])]) -> Workshop {
        let topic = |(title, _): &(&str, &[u8])| Topic { id: slug(title), title: (*title).to_owned(), about: String::new() };
        let wanted = Wanted {
            team: TeamId::from_uuid(uuid::Uuid::from_u128(1)),
            cycle: None,
            by: PersonId::from_uuid(uuid::Uuid::from_u128(2)),
            way: Way::Points,
            topics: sections.iter().map(topic).collect(),
        };
        let id = WorkshopId::from_uuid(uuid::Uuid::from_u128(3));
        let opened = open(id, Code::draw([1; 8]), wanted, Timestamp::UNIX_EPOCH, []).expect("opened");
        let most = sections.iter().map(|(_, votes)| votes.len()).max().unwrap_or_default();
        let ballot = |voter: usize| {
            let votes = sections.iter().filter_map(|(title, votes)| Some((slug(title), Some(points(*votes.get(voter)?)))));
            opened.cast(Part::Votes, &Ballot::default(), &votes.collect::<Vec<_>>()).expect("cast")
        };
        let ballots: Vec<Ballot> = (0..most).map(ballot).collect();
        opened.reveal(&ballots, most, Timestamp::UNIX_EPOCH).expect("revealed")
    }

    #[test]
    fn the_last_workshop_is_one_sentence() {
        let said = |sections: &[(&str, &[u8])]| sentence(&revealed(sections), "12 April");
        assert_eq!(said(&[("Balance", &[1, 2])]), None, "too few voted");
        assert_eq!(
            said(&[("Balance", &[4, 4, 4]), ("Cohesion", &[2, 2, 2])]).as_deref(),
            Some("In the workshop of 12 April, “Cohesion” is lowest (most 2).")
        );
        assert_eq!(
            said(&[("Balance", &[1, 1, 4, 5, 5]), ("Cohesion", &[1, 1, 1, 1, 1])]).as_deref(),
            Some("In the workshop of 12 April, “Balance” divided the team most, and “Cohesion” is lowest (1.0).")
        );
        assert_eq!(
            said(&[("Balance", &[1, 1, 1, 5, 5]), ("Cohesion", &[5, 5, 5, 5, 5])]).as_deref(),
            Some("In the workshop of 12 April, “Balance” divided the team most, and is lowest.")
        );
    }

    #[test]
    fn a_cell_says_what_was_agreed_else_what_was_voted() {
        let workshop = revealed(&[("Balance", &[2, 2, 4]), ("Cohesion", &[4])]);
        let number = |level, short: &str, said: &str| Cell::Number { level, short: short.to_owned(), said: said.to_owned() };
        assert_eq!(cell(&workshop, &slug("balance")), number(1, "most 2", "workshop: most of 3 voters chose 2"));
        let few = ("too few".to_owned(), "workshop: too few voted".to_owned());
        assert_eq!(cell(&workshop, &slug("cohesion")), Cell::Hidden(few.0, few.1));
        assert_eq!(cell(&workshop, &slug("harmony")), Cell::Empty);
        let agreed =
            workshop.decide(&slug("balance"), Some(Consensus { stand: points(3), note: String::new() })).expect("decided");
        assert_eq!(cell(&agreed, &slug("balance")), number(3, "3", "workshop: agreed on 3"));
        let all = [Arc::new(agreed)];
        assert_eq!(others(&[], &all).len(), 2, "what no review asked about has rows of its own");
        assert!(matches!(columns(&[], &all).as_slice(), [Column::Workshop(_)]));
    }
}
