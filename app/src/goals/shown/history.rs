//! What happened to a goal, in words.

use super::{kind_said, level_name, name, status_said};
use crate::{goals::api::Happened, moment};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::iter::Peekable;
use store::directory::Snapshot;
use waymark::goal::{Amount, Deed, End, Event, Goal, Link, Measure, Status, Term, Tree};

/// What histories are told with.
pub(super) struct Teller<'a> {
    /// The organisation.
    pub seen: &'a Snapshot,
    pub goal: &'a Goal,
    pub tree: &'a Tree,
    /// What was said of the cycle's and the project's names.
    pub named: &'a dyn Fn(&Deed) -> String,
    /// Which goals are the reader's to see.
    pub sees: &'a dyn Fn(&Goal) -> bool,
    pub today: Date,
    pub now: Timestamp,
    pub zone: TimeZone,
}

/// Deeds that one person did at once, as one entry: the last first, so many at most; and how many events come before these.
pub(super) fn told(teller: &Teller<'_>, events: &[Event], most: usize) -> (Vec<Happened>, u32) {
    let mut said = entries(teller, events);
    let told = said.split_off(said.len().saturating_sub(most));
    let before = told.first().map_or(0, |(first, _)| first.sequence.saturating_sub(1));
    (told.into_iter().rev().map(|(_, entry)| entry).collect(), before)
}

/// The same with the moment of each, the first first.
pub(super) fn dated(teller: &Teller<'_>, events: &[Event]) -> Vec<(Timestamp, Happened)> {
    entries(teller, events).into_iter().map(|(first, entry)| (first.at, entry)).collect()
}

fn entries<'a>(teller: &Teller<'_>, events: &'a [Event]) -> Vec<(&'a Event, Happened)> {
    let mut said = Vec::new();
    let mut at = 0;
    let mut rest = events.iter().peekable();
    while let Some(first) = rest.next() {
        let together = together(first, &mut rest);
        said.push((first, teller.entry(&together, &events[..at])));
        at += together.len();
    }
    said
}

fn together<'a>(first: &'a Event, rest: &mut Peekable<std::slice::Iter<'a, Event>>) -> Vec<&'a Event> {
    let is_note = |event: &Event| matches!(event.deed, Deed::Noted { .. });
    let mut together = vec![first];
    // A second note belongs to something else.
    let fits = |next: &Event, together: &[&Event]| {
        (next.at, next.by) == (first.at, first.by) && !(is_note(next) && together.iter().any(|event| is_note(event)))
    };
    while let Some(next) = rest.next_if(|next| fits(next, &together)) {
        together.push(next);
    }
    together
}

impl Teller<'_> {
    fn entry(&self, together: &[&Event], before: &[Event]) -> Happened {
        let first = together[0];
        let who = name(self.seen, first.by);
        let mut note = None;
        let mut link = None;
        let mut parts = Vec::new();
        for event in together {
            match &event.deed {
                Deed::Noted { note: text } => note = Some(text.clone()),
                Deed::Proposed { reason, .. } | Deed::Declined { reason } => note = Some(reason.clone()),
                Deed::HelpAsked { what } => note = Some(what.clone()),
                Deed::Evidence { link: address, words } => {
                    link = Some(address.clone()).filter(|address| !address.is_empty());
                    note = Some(words.clone()).filter(|words| !words.is_empty());
                }
                _ => {}
            }
            // Who proposes agrees; that need not be said.
            let is_implied = matches!(event.deed, Deed::Noted { .. }) && together.len() > 1
                || matches!(event.deed, Deed::Agreed(_)) && together.len() > 1;
            if !is_implied {
                parts.push(self.said(&event.deed, before));
            }
        }
        let ticked = parts.iter().filter(|part| part.starts_with("reached")).count();
        if ticked > 3 {
            parts.retain(|part| !part.starts_with("reached"));
            parts.push(format!("reached {ticked} milestones"));
        }
        Happened {
            initials: self.seen.directory.person(first.by).map(|person| person.name.initials()).unwrap_or_default(),
            what: format!("{who} {}", parts.join(", ")),
            note,
            link,
            when: moment::said(first.at, self.now, &self.zone),
        }
    }

    fn amount(&self, value: Amount) -> String {
        self.goal.terms.measure.as_ref().map_or_else(|| value.to_string(), |measure| measure.say(value))
    }

    fn said(&self, deed: &Deed, before: &[Event]) -> String {
        match deed {
            Deed::Created(wanted) if wanted.proposal => {
                format!(
                    "proposed it, due {}, for {}",
                    moment::day(wanted.terms.due, self.today),
                    level_name(self.seen, wanted.level)
                )
            }
            Deed::Created(wanted) => {
                format!("made it, due {}, for {}", moment::day(wanted.terms.due, self.today), name(self.seen, wanted.owner))
            }
            Deed::Renamed { title } => format!("called it “{title}”"),
            Deed::Moved { due } => format!("moved it to {}", moment::day(*due, self.today)),
            Deed::Handed { owner } => format!("handed it to {}", name(self.seen, *owner)),
            Deed::Status { status: Status::OnTrack } => "said that it is on track".to_owned(),
            Deed::Status { status } => format!("said that it is {}", status_said(*status).to_lowercase()),
            Deed::Ended { end: End::Done } => "said that it is done".to_owned(),
            Deed::Ended { end: End::Dropped } => "gave it up".to_owned(),
            Deed::Reopened => "reopened it".to_owned(),
            Deed::Noted { .. } => "wrote".to_owned(),
            Deed::Checked => "looked at it: all is as it was".to_owned(),
            Deed::Defined { terms } => terms.iter().map(|term| self.term(term)).collect::<Vec<_>>().join(", "),
            Deed::Proposed { terms, .. } => {
                format!("proposed a change: {}", terms.iter().map(|term| self.term(term)).collect::<Vec<_>>().join(", "))
            }
            Deed::Agreed(_) => "agreed".to_owned(),
            Deed::Declined { .. } => "did not agree to the change".to_owned(),
            Deed::Withdrawn => "took the change back".to_owned(),
            Deed::Value { value } => {
                let was = before.iter().rev().find_map(|event| match &event.deed {
                    Deed::Value { value } => Some(*value),
                    _ => None,
                });
                let was = was.or_else(|| self.goal.terms.measure.as_ref()?.start()).filter(|was| was != value);
                match was {
                    Some(was) => format!("moved it from {was} to {}", self.amount(*value)),
                    None => format!("said {}", self.amount(*value)),
                }
            }
            Deed::Ticked { step, done: true } => format!("reached “{step}”"),
            Deed::Ticked { step, done: false } => format!("opened “{step}” again"),
            Deed::Confidence { confidence: Some(confidence) } => format!("is {confidence} of 10 sure"),
            Deed::Confidence { confidence: None } => "took back how sure they are".to_owned(),
            Deed::Evidence { .. } => "kept evidence".to_owned(),
            Deed::HelpAsked { .. } => "is stuck and asked for help".to_owned(),
            Deed::Unblocked => "goes on".to_owned(),
            Deed::Aligned { parent: None } => "let it serve no other goal".to_owned(),
            Deed::Aligned { parent: Some(parent) } => {
                let served = self.tree.get(parent.goal).filter(|goal| (self.sees)(goal));
                let served = served.map_or_else(|| "another goal".to_owned(), |goal| format!("“{}”", goal.terms.title));
                match parent.link {
                    Link::Supports => format!("let it support {served}"),
                    Link::Contributes { weight } => format!("let it contribute to {served} with weight {weight}"),
                }
            }
            Deed::Tied { project: None } => "took it out of its project".to_owned(),
            Deed::Tied { .. } => format!("tied it to {}", (self.named)(deed)),
            Deed::Carried { due, .. } => {
                format!("carried it over to {}, due {}", (self.named)(deed), moment::day(*due, self.today))
            }
            Deed::Opened { open: true } => "let colleagues see it".to_owned(),
            Deed::Opened { open: false } => "closed it to colleagues".to_owned(),
            Deed::Tagged { tags } if tags.is_empty() => "took its tags away".to_owned(),
            Deed::Tagged { tags } => {
                format!("tagged it {}", tags.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
            }
            Deed::Graded { grade, review } => {
                let place = if review.is_some() { " in a personal review" } else { "" };
                format!("graded it {}{place}", super::page::grade_said(*grade).0)
            }
        }
    }

    fn term(&self, term: &Term) -> String {
        match term {
            Term::Title(title) => format!("called “{title}”"),
            Term::About(_) => format!("the {} described anew", kind_said(self.goal.kind).to_lowercase()),
            Term::Starts(day) => format!("beginning {}", moment::day(*day, self.today)),
            Term::Due(day) => format!("due {}", moment::day(*day, self.today)),
            Term::Measure(None) => "without a measure".to_owned(),
            Term::Measure(Some(Measure::Milestones { steps })) => {
                format!("milestones {}", steps.iter().map(|step| format!("“{step}”")).collect::<Vec<_>>().join(", "))
            }
            Term::Measure(Some(measure)) => format!("measured {}", measure.aim()),
            Term::Learning(None) => "no longer about learning".to_owned(),
            Term::Learning(Some(learning)) => {
                let path = super::word(&learning.path);
                if learning.provider.is_empty() { path } else { format!("{path} by {}", learning.provider) }
            }
        }
    }
}
