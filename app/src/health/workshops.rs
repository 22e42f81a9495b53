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
