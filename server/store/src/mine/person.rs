//! Who somebody is in the organisation.

use super::{Here, Reading};
use crate::{delegation, post, record, transaction::with};
use waymark::mine::Entry;

pub(super) fn record<'a>(here: &'a Here<'a>) -> Reading<'a> {
    Box::pin(async move {
        let person = here.actor.person();
        let entry = Entry::new(person.name.as_str())
            .fact("Name", person.name.as_str())
            .maybe("E-mail", person.email.as_ref().map(ToString::to_string))
            .maybe("Title", person.title.clone())
            .maybe("Location", person.location.clone())
            .maybe("Manager", person.manager.map(|id| here.name(id)))
            .maybe("Home team", person.team.map(|id| here.team(id)))
            .maybe("Time zone", person.time_zone.as_ref().map(ToString::to_string))
            .fact("Administrator", person.administrator)
            .fact("Times that the record was changed", person.version.0)
            .fact("Id", person.id.to_string());
        Ok(vec![entry])
    })
}

pub(super) fn posts<'a>(here: &'a Here<'a>) -> Reading<'a> {
    Box::pin(async move {
        let posts = post::of_person(here.store, here.me()).await?;
        let entry = |post: waymark::post::Post| {
            let told = post.told;
            Entry::new(told.title.clone().unwrap_or_else(|| post.key.to_string()))
                .fact("Employee number or address", post.key.as_str())
                .fact("Main post", post.main)
                .fact("From the HR system", post.imported)
                .fact("Held now", post.active)
                .fact("Name there", told.name.as_str())
                .maybe("E-mail there", told.email.map(|email| email.to_string()))
                .maybe("Title", told.title)
                .maybe("Team there", told.team)
                .maybe("Location", told.location)
                .maybe("Reports to post", told.reports_to.map(|key| key.to_string()))
        };
        Ok(posts.into_iter().map(entry).collect())
    })
}

pub(super) fn teams<'a>(here: &'a Here<'a>) -> Reading<'a> {
    Box::pin(async move {
        let (me, directory) = (here.me(), &here.actor.seen().directory);
        let stay = |stay: &waymark::home::Stay| {
            let team = stay.team.map_or_else(|| "no team".to_owned(), |team| here.team(team));
            let entry = Entry::new(format!("At home in {team}"));
            match stay.since {
                Some(since) => entry.fact("Since", since),
                None => entry.fact("Since", "the beginning"),
            }
        };
        let mut entries: Vec<Entry> = here.actor.person().homes.stays().iter().map(stay).collect();
        for team in directory.every_team() {
            if team.lead == Some(me) {
                entries.push(Entry::new(format!("You lead {}", team.name)).fact("Still there", team.active));
            }
            if team.guests.contains(&me) {
                entries.push(Entry::new(format!("You are a guest of {}", team.name)));
            }
        }
        let mut rows =
            here.store.read("SELECT * FROM delegation WHERE `of` = $me OR `to` = $me", with("me", record::person(me))).await?;
        for row in rows.take::<Vec<delegation::Row>>(0)? {
            let grant = row.delegation()?;
            let heading = if grant.of == me {
                format!("{} stands in for you", here.name(grant.to))
            } else {
                format!("You stand in for {}", here.name(grant.of))
            };
            entries.push(Entry::new(heading).fact("First day", grant.first).fact("Last day", grant.last));
        }
        Ok(entries)
    })
}

pub(super) fn projects<'a>(here: &'a Here<'a>) -> Reading<'a> {
    Box::pin(async move {
        let me = here.me();
        let entry = |project: &waymark::project::Project| {
            Entry::new(project.name.as_str())
                .fact("You lead it", project.lead == Some(me))
                .fact("You work on it", project.people.contains(&me))
                .fact("Still going on", project.active)
        };
        let is_mine = |project: &&waymark::project::Project| project.lead == Some(me) || project.people.contains(&me);
        Ok(here.actor.seen().projects.iter().filter(is_mine).map(entry).collect())
    })
}
