//! From a workshop to what is shown of it.

use super::{Agreed, Phase, Revealed, SectionShown, Shown};
use crate::chart::{Vote as Bar, votes};
use std::sync::Arc;
use store::{Store, access, directory::Snapshot, workshop::Workshops};
use waymark::{
    WorkshopId,
    workshop::{Colour, Consensus, Counts, Points, Section, Stage, Tally, Trend, Workshop},
};

/// The page of a workshop.
pub fn address(id: WorkshopId) -> String {
    format!("/workshops/{id}")
}

/// A workshop for everybody who may see it.
pub fn shown(store: &Store, seen: &Arc<Snapshot>, workshops: &Workshops, workshop: &Workshop) -> Shown {
    let may_vote = || access::workshop_voters(store, seen, workshop.team, workshop.opened_by).len();
    let progress = (workshop.stage == Stage::Voting).then(|| workshops.progress(workshop.id, may_vote())).flatten();
    let turnout = progress.as_ref().map(|progress| progress.turnout).or(workshop.turnout);
    let voted = |section: &Section| {
        progress.as_ref().map(|progress| progress.sections.get(&section.topic.id).copied().unwrap_or_default())
    };
    Shown {
        id: workshop.id.to_string(),
        version: workshop.version.0,
        as_of: workshops.as_of(),
        phase: match workshop.stage {
            Stage::Voting => Phase::Voting,
            Stage::Revealed { .. } => Phase::Revealed,
            Stage::Closed { .. } => Phase::Closed,
        },
        way: workshop.way,
        team: seen.directory.team(workshop.team).map(|team| team.name.to_string()).unwrap_or_default(),
        voted: turnout.map_or(0, |turnout| turnout.voted),
        of: turnout.map_or(0, |turnout| turnout.of),
        sections: workshop
            .talk()
            .into_iter()
            .map(|section| SectionShown {
                id: section.topic.id.to_string(),
                title: section.topic.title.clone(),
                about: section.topic.about.clone(),
                voted: voted(section),
                revealed: section.tally.as_ref().map(|tally| revealed(&section.topic.title, tally, section.consensus.as_ref())),
            })
            .collect(),
    }
}

fn revealed(title: &str, tally: &Tally, consensus: Option<&Consensus>) -> Revealed {
    let said = tally.to_string();
    Revealed {
        said: format!("{}.", capital(&said)),
        picture: match tally {
            Tally::Nothing { .. } | Tally::Majority { .. } => String::new(),
            Tally::Distribution { counts, .. } => picture(title, counts),
        },
        divided: tally.divided() == Some(true),
        consensus: consensus.map(|consensus| Agreed {
            typed: consensus.stand.typed(),
            said: consensus.stand.to_string(),
            level: consensus.stand.level(),
            note: consensus.note.clone(),
        }),
    }
}

/// How many chose what, as bars.
fn picture(title: &str, counts: &Counts) -> String {
    let bar = |word: String, count: u32, tone: String| Bar { word, count, tone };
    match counts {
        Counts::Points(counts) => {
            let all =
                Points::all().zip(counts).map(|(points, count)| bar(points.to_string(), *count, format!("h{}", points.level())));
            votes(&format!("Votes on {title}"), &all.collect::<Vec<_>>())
        }
        Counts::Lights { colours, trends } => {
            let colour = |(colour, count): (Colour, u32)| bar(capital(&colour.to_string()), count, colour.to_string());
            let trend = |(trend, count): (Trend, u32)| {
                bar(format!("{} {}", trend.arrow(), capital(&trend.to_string())), count, "plain".to_owned())
            };
            let colours: Vec<Bar> = colours.each().into_iter().map(colour).collect();
            let trends: Vec<Bar> = trends.each().into_iter().map(trend).collect();
            votes(&format!("Colours for {title}"), &colours) + &votes(&format!("Trends of {title}"), &trends)
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default() + letters.as_str()
}
