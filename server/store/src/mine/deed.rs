//! What happened to a goal, in words.

use super::{
    Here,
    goal::{kind, level, status, tenths},
};
use waymark::{
    goal::{Deed, End, Event, Measure, Term},
    mine::Entry,
};

/// An event of a goal that is measured so.
pub(super) fn said(here: &Here<'_>, event: &Event, measure: Option<&Measure>) -> Entry {
    let entry = |heading: &str| Entry::new(heading).at(event.at).fact("By", here.name(event.by));
    match &event.deed {
        Deed::Created(wanted) => entry("Made")
            .fact("Title", wanted.terms.title.as_str())
            .fact("Kind", kind(wanted.kind))
            .fact("Of", level(here, wanted.level))
            .fact("Answered for by", here.name(wanted.owner))
            .fact("Due", wanted.terms.due)
            .maybe("About", Some(wanted.terms.about.as_str())),
        Deed::Renamed { title } => entry("Called otherwise").fact("Title", title.as_str()),
        Deed::Moved { due } => entry("Moved").fact("Due", *due),
        Deed::Handed { owner } => entry("Handed on").fact("To", here.name(*owner)),
        Deed::Status { status: now } => entry("Status").fact("Is", status(*now)),
        Deed::Noted { note } => entry("Written").fact("Note", note.as_str()),
        Deed::Ended { end: End::Done } => entry("Done"),
        Deed::Ended { end: End::Dropped } => entry("Given up"),
        Deed::Reopened => entry("Reopened"),
        Deed::Defined { terms } => with_terms(entry("Terms set"), terms),
        Deed::Proposed { terms, reason } => with_terms(entry("Other terms proposed"), terms).maybe("Why", Some(reason.as_str())),
        Deed::Agreed(_) => entry("Agreed to"),
        Deed::Declined { reason } => entry("Change not agreed to").fact("Why", reason.as_str()),
        Deed::Withdrawn => entry("Change taken back"),
        Deed::Value { value } => {
            entry("Value").fact("Is", measure.map_or_else(|| value.to_string(), |measure| measure.say(*value)))
        }
        Deed::Ticked { step, done } => entry("Milestone").fact("Called", step.as_str()).fact("Reached", *done),
        Deed::Checked => entry("Looked at: all is as it was"),
        Deed::Confidence { confidence } => entry("Confidence").maybe("Of 10", confidence.map(u32::from)),
        Deed::Evidence { link, words } => {
            entry("Evidence").maybe("What", Some(words.as_str())).maybe("Where", Some(link.as_str()))
        }
        Deed::HelpAsked { what } => entry("Stuck").fact("Needs", what.as_str()),
        Deed::Unblocked => entry("Goes on"),
        Deed::Aligned { parent } => {
            // What it serves may not be theirs to see; that it serves something is.
            entry("What it serves").fact("Serves another goal", parent.is_some())
        }
        Deed::Tied { project } => entry("Project").maybe("Is", project.map(|project| here.project(project))),
        Deed::Carried { cycle, due } => entry("Carried over").fact("To", here.cycle(*cycle)).fact("Due", *due),
        Deed::Opened { open } => entry("Who sees it").fact("Open to colleagues", *open),
        Deed::Tagged { tags } => {
            entry("Tags").maybe("Are", Some(tags.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")))
        }
        Deed::Graded { grade, review } => {
            entry("Graded").fact("Grade", tenths(*grade)).maybe("In the review of", review.map(|review| here.cycle(review.cycle)))
        }
    }
}

fn with_terms(entry: Entry, terms: &[Term]) -> Entry {
    terms.iter().fold(entry, |entry, term| match term {
        Term::Title(title) => entry.fact("Title", title.as_str()),
        Term::About(about) => entry.fact("About", about.as_str()),
        Term::Starts(day) => entry.fact("Starts", *day),
        Term::Due(day) => entry.fact("Due", *day),
        Term::Measure(measure) => entry.fact("Measured by", measure.as_ref().map_or_else(|| "nothing".to_owned(), Measure::aim)),
        Term::Learning(learning) => {
            entry.fact("Learned from", learning.as_ref().map_or("nobody in particular", |learning| learning.provider.as_str()))
        }
    })
}
