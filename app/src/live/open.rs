//! Beginning to watch: what a page says that it shows, whether that is the reader's to see, and what is newer by now.

use super::{
    Told,
    hub::{Full, Hub, Listening},
};
use std::collections::BTreeSet;
use store::{
    Store, StoreError, access,
    access::{Actor, GoalReader},
    goal as goals,
    goal::Goals,
    session, workshop,
    workshop::Workshops,
};
use waymark::{GoalId, TeamId, Version, WorkshopId, goal::Level, workshop::Stage};

/// The most goals that one page shows.
const MOST: usize = 300;

/// Up to so many goals are told one by one when they are newer; of more the page is read anew.
const ONE_BY_ONE: usize = 8;

/// A goal that a page shows, and how new that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    goal: GoalId,
    sequence: u32,
    progress: Option<i32>,
}

/// What a page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wants {
    looks: Option<GoalId>,
    goals: Vec<Known>,
    of: Vec<Level>,
    workshop: Option<(WorkshopId, Version)>,
}

/// Why somebody does not watch.
#[derive(Debug)]
pub enum NotOpened {
    /// Something of it is not there, or not theirs to see.
    Foreign,
    /// They watch as much already as one can look at.
    Own,
    /// As many watch as this program serves, or it is about to end.
    Full,
    /// The store failed.
    Store(StoreError),
}

fn known(text: &str) -> Option<Known> {
    let mut parts = text.split('.');
    let goal = parts.next()?.parse().ok()?;
    let sequence = parts.next()?.parse().ok()?;
    let progress = match parts.next()? {
        "" => None,
        percent => Some(percent.parse().ok()?),
    };
    parts.next().is_none().then_some(Known { goal, sequence, progress })
}

fn workshop(text: &str) -> Option<(WorkshopId, Version)> {
    let (id, version) = text.split_once('.')?;
    Some((id.parse().ok()?, Version(version.parse().ok()?)))
}

fn level(text: &str) -> Option<Level> {
    match text {
        "company" => Some(Level::Company),
        team => Some(Level::Team(team.parse::<TeamId>().ok()?)),
    }
}

fn list<T>(text: &str, one: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    text.split(',').filter(|part| !part.is_empty()).map(one).collect()
}

impl Wants {
    /// Reads what a page says, as pairs of names and values: the goal that is looked at (`look`); goals with how new they are
    /// (`at=id.sequence.percent,...`); teams and the company, of whose goals it shows a sum (`of`);
    /// a workshop with its version (`workshop=id.version`). Nothing where it cannot be read, or is of nothing.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<Self> {
        let mut wants = Self::default();
        for (name, value) in pairs {
            match name {
                "look" => wants.looks = Some(value.parse().ok()?),
                "at" => wants.goals = list(value, known)?,
                "workshop" => wants.workshop = Some(workshop(value)?),
                "of" => wants.of = list(value, level)?,
                _ => return None,
            }
        }
        let count = wants.goals.len();
        wants.goals.sort_by_key(|known| known.goal);
        wants.goals.dedup_by_key(|known| known.goal);
        let looks_at_what_it_shows = wants.looks.is_none_or(|looks| wants.goals.iter().any(|known| known.goal == looks));
        let is_something = !wants.goals.is_empty() || !wants.of.is_empty() || wants.workshop.is_some();
        (looks_at_what_it_shows && is_something && count <= MOST && wants.of.len() <= 2).then_some(wants)
    }
}

/// What they see of each goal that they want to watch; nothing where they see nothing of one, or where one is not there.
fn readers_of(store: &Store, actor: &Actor, goals: &Goals, wants: &Wants) -> Option<Vec<GoalReader>> {
    let reach = access::reach(store, actor);
    wants.goals.iter().map(|known| goals.tree.get(known.goal).and_then(|goal| reach.reader(goal))).collect()
}

/// Whether the workshop that they want to watch is theirs to see.
fn may_see_workshop(store: &Store, actor: &Actor, workshops: &Workshops, wants: &Wants) -> bool {
    wants.workshop.is_none_or(|(id, _)| {
        workshops.find(id).is_some_and(|workshop| access::workshop_viewer(store, actor, workshop).is_some())
    })
}

impl Hub {
    /// Takes one on, if all of what they want to watch is theirs to see.
    ///
    /// # Errors
    ///
    /// [`NotOpened`] says why not.
    pub async fn open(&self, store: &Store, actor: &Actor, session: String, wants: &Wants) -> Result<Listening, NotOpened> {
        let found = goals::all(store).await.map_err(NotOpened::Store)?;
        let readers = readers_of(store, actor, &found, wants).ok_or(NotOpened::Foreign)?;
        let is_there = |level: &Level| match level {
            Level::Team(team) => actor.seen().directory.team(*team).is_some(),
            Level::Company => true,
            Level::Person(_) => false,
        };
        let of: BTreeSet<Level> = wants.of.iter().copied().collect();
        if !of.iter().all(is_there) {
            return Err(NotOpened::Foreign);
        }
        let of = of.into_iter().collect();
        let workshops = workshop::all(store).await.map_err(NotOpened::Store)?;
        if !may_see_workshop(store, actor, &workshops, wants) {
            return Err(NotOpened::Foreign);
        }
        let watched = wants.workshop.map(|(id, _)| id);
        let added = self.add(actor.id(), session.clone(), readers.clone(), of, wants.looks, watched, &found);
        let listening = added.map_err(|full| match full {
            Full::Own => NotOpened::Own,
            Full::All => NotOpened::Full,
        })?;
        // Read and asked again once they are told of what happens: nothing falls in between, and what was withdrawn before they were known to be there was
        // told to nobody.
        let again = access::actor(store, actor.id()).await.map_err(NotOpened::Store)?;
        let actor = again.as_ref().ok_or(NotOpened::Foreign)?;
        let is_open = session::open_among(store, [session.clone()]).await.map_err(NotOpened::Store)?.contains(&session);
        let goals = goals::all(store).await.map_err(NotOpened::Store)?;
        let workshops = workshop::all(store).await.map_err(NotOpened::Store)?;
        let may_still = readers_of(store, actor, &goals, wants).as_ref() == Some(&readers);
        if !is_open || !may_still || !may_see_workshop(store, actor, &workshops, wants) {
            return Err(NotOpened::Foreign);
        }
        let reach = access::reach(store, actor);
        let is_newer = |known: &&Known| {
            let Some(goal) = goals.tree.get(known.goal) else { return true };
            let percent = || goals.tree.progress(goal.id).map(waymark::goal::Progress::percent);
            let sees_all = reach.reader(goal).is_some_and(GoalReader::sees_all);
            goal.sequence != known.sequence || sees_all && percent() != known.progress
        };
        let newer: Vec<GoalId> = wants.goals.iter().filter(is_newer).map(|known| known.goal).collect();
        if newer.len() > ONE_BY_ONE {
            listening.tell(&Told::Look { within: 0 });
        } else {
            for goal in newer.into_iter().filter_map(|id| goals.tree.get(id)) {
                let Some(reader) = reach.reader(goal) else { continue };
                let looks = wants.looks == Some(goal.id);
                let moved = crate::goals::moved(store, actor.seen(), &goals, reader, None, looks);
                let Some(moved) = moved.await.map_err(NotOpened::Store)? else { continue };
                listening.tell(&Told::Goal(Box::new(moved)));
            }
        }
        if let Some((id, version)) = wants.workshop {
            match workshops.find(id) {
                // A vote changes no version: while votes are cast, how many there are is told in any case.
                Some(workshop) if workshop.stage == Stage::Voting || workshop.version != version => {
                    let shown = crate::workshops::shown(store, actor.seen(), &workshops, workshop);
                    listening.tell(&Told::Workshop(Box::new(shown)));
                }
                Some(_) => {}
                None => listening.tell(&Told::Leave),
            }
        }
        let whole = readers.iter().filter(|reader| reader.sees_all()).map(|reader| reader.goal());
        self.presence_of(whole).iter().for_each(|told| listening.tell(told));
        Ok(listening)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOAL: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";

    fn read(pairs: &[(&str, &str)]) -> Option<Wants> {
        Wants::read(pairs.iter().copied())
    }

    #[test]
    fn what_a_page_says_is_read() {
        let at = format!("{GOAL}.7.61");
        let wants = read(&[("look", GOAL), ("at", &at), ("of", "company")]).expect("well said");
        let goal = GOAL.parse().expect("an id");
        assert_eq!(wants.looks, Some(goal));
        assert_eq!(wants.goals, [Known { goal, sequence: 7, progress: Some(61) }]);
        assert_eq!(wants.of, [Level::Company]);
        let at = format!("{GOAL}.7.");
        assert_eq!(read(&[("at", &at)]).expect("well said").goals, [Known { goal, sequence: 7, progress: None }]);
    }

    #[test]
    fn a_workshop_is_watched_alone() {
        let wants = read(&[("workshop", &format!("{GOAL}.3"))]).expect("well said");
        assert_eq!(wants.workshop, Some((GOAL.parse().expect("an id"), Version(3))));
        for text in ["", GOAL, "x.1", &format!("{GOAL}."), &format!("{GOAL}.-1"), &format!("{GOAL}.1.2")] {
            assert_eq!(read(&[("workshop", text)]), None, "{text}");
        }
    }

    #[test]
    fn nonsense_is_nothing() {
        let at = format!("{GOAL}.7.61");
        for pairs in [
            &[][..],
            &[("at", "")],
            &[("at", "x.1.2")],
            &[("at", GOAL)],
            &[("at", &format!("{GOAL}.-1.2"))],
            &[("at", &format!("{GOAL}.1.2.3"))],
            &[("at", &format!("{GOAL}.1.2%"))],
            &[("look", GOAL)],
            &[("look", "../../etc/passwd"), ("at", &at)],
            &[("of", "person")],
            &[("of", "company,company,company")],
            &[("at", &at), ("sql", "1")],
            &[("at", &vec![at.as_str(); MOST + 1].join(","))],
        ] {
            assert_eq!(read(pairs), None, "{pairs:?}");
        }
    }
}
