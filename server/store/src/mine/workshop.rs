//! Workshops that somebody opened, and what they vote until it is revealed.

use super::{Here, Reading};
use crate::workshop;
use std::sync::Arc;
use waymark::{
    mine::Entry,
    workshop::{Stage, Workshop},
};

pub(super) fn taken_part<'a>(here: &'a Here<'a>) -> Reading<'a> {
    Box::pin(async move {
        let workshops = workshop::all(here.store).await?;
        let teams: Vec<waymark::TeamId> = here.actor.seen().directory.every_team().map(|team| team.id).collect();
        let opened = |workshop: &&Arc<Workshop>| workshop.opened_by == here.me();
        let mut all: Vec<Arc<Workshop>> =
            teams.iter().flat_map(|team| workshops.of_team(*team)).filter(opened).cloned().collect();
        all.sort_by_key(|workshop| (std::cmp::Reverse(workshop.opened), workshop.id));
        let mut entries: Vec<Entry> = all.iter().map(|workshop| led(here, workshop)).collect();
        let voting: Vec<Arc<Workshop>> = workshops.open().filter(|workshop| workshop.stage == Stage::Voting).cloned().collect();
        let ids: Vec<_> = voting.iter().map(|workshop| workshop.id).collect();
        let ballots = workshop::ballots_by(here.store, here.me(), &ids).await?;
        for (id, ballot) in ballots {
            let Some(workshop) = voting.iter().find(|workshop| workshop.id == id) else { continue };
            let entry = Entry::new(format!("What you vote in the workshop of {}", here.team(workshop.team))).at(workshop.opened);
            let votes = workshop.sections.iter().map(|section| &section.topic);
            entries.push(votes.fold(entry, |entry, topic| {
                entry.maybe(topic.title.as_str(), ballot.vote(&topic.id).map(|vote| vote.to_string()))
            }));
        }
        Ok(entries)
    })
}

fn led(here: &Here<'_>, workshop: &Workshop) -> Entry {
    let noted = workshop.sections.iter().filter_map(|section| Some((&section.topic.title, section.consensus.as_ref()?)));
    let entry = Entry::new(format!("You opened a workshop of {}", here.team(workshop.team))).at(workshop.opened);
    let entry = entry.maybe("Cycle", workshop.cycle.map(|cycle| here.cycle(cycle)));
    noted.fold(entry, |entry, (title, consensus)| {
        let stand = consensus.stand.to_string();
        let said = if consensus.note.is_empty() { stand } else { format!("{stand}: {}", consensus.note) };
        entry.fact(format!("What the team agreed on, {title}"), said)
    })
}
