//! What of a goal a deed is about: two people who do something with one at once meet only if it is about the same.

use super::{Deed, Term, Verb};

/// A part of a goal that one person changes at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// What it is called.
    Title,
    /// What it is about.
    About,
    /// Its first and last day, and its cycle.
    Days,
    /// What it is measured by.
    Measure,
    /// What is learned.
    Learning,
    /// Who agreed to what.
    Agreement,
    /// Who answers for it.
    Owner,
    /// How far it is, in numbers.
    Value,
    /// How sure its owner is.
    Confidence,
    /// How far it is, in a word.
    Status,
    /// Whether its owner is stuck.
    Help,
    /// What it serves.
    Parent,
    /// The project that it belongs to.
    Project,
    /// Who sees it.
    Open,
    /// What it is tagged with.
    Tags,
    /// How well it was reached.
    Grade,
    /// Whether it is over.
    End,
}

fn of_term(term: &Term) -> Aspect {
    match term {
        Term::Title(_) => Aspect::Title,
        Term::About(_) => Aspect::About,
        Term::Starts(_) | Term::Due(_) => Aspect::Days,
        Term::Measure(_) => Aspect::Measure,
        Term::Learning(_) => Aspect::Learning,
    }
}

impl Deed {
    /// What of the goal it changes. What is only written about it changes nothing.
    pub fn aspects(&self) -> Vec<Aspect> {
        match self {
            Self::Created(_) | Self::Noted { .. } | Self::Evidence { .. } | Self::Checked => Vec::new(),
            Self::Renamed { .. } => vec![Aspect::Title],
            Self::Moved { .. } | Self::Carried { .. } => vec![Aspect::Days],
            Self::Handed { .. } => vec![Aspect::Owner, Aspect::Agreement],
            Self::Defined { terms } | Self::Proposed { terms, .. } => terms.iter().map(of_term).collect(),
            Self::Agreed(_) | Self::Declined { .. } | Self::Withdrawn => vec![Aspect::Agreement],
            Self::Value { .. } | Self::Ticked { .. } => vec![Aspect::Value],
            Self::Confidence { .. } => vec![Aspect::Confidence],
            Self::Status { .. } => vec![Aspect::Status],
            Self::HelpAsked { .. } | Self::Unblocked => vec![Aspect::Help],
            Self::Aligned { .. } => vec![Aspect::Parent],
            Self::Tied { .. } => vec![Aspect::Project],
            Self::Opened { .. } => vec![Aspect::Open],
            Self::Tagged { .. } => vec![Aspect::Tags],
            Self::Graded { .. } => vec![Aspect::Grade],
            Self::Ended { .. } | Self::Reopened => vec![Aspect::End],
        }
    }
}

impl Verb {
    /// What of the goal one must have seen as it is to want this.
    pub fn aspects(&self) -> Vec<Aspect> {
        match self {
            Self::Define(terms, _) => terms.iter().map(of_term).collect(),
            // One agrees to all that there is to agree to.
            Self::Agree | Self::Decline(_) | Self::Withdraw => {
                vec![Aspect::Title, Aspect::About, Aspect::Days, Aspect::Measure, Aspect::Learning, Aspect::Agreement]
            }
            Self::Value(_) | Self::Tick(..) => vec![Aspect::Value, Aspect::Measure],
            Self::Confidence(_) => vec![Aspect::Confidence],
            Self::Status(..) => vec![Aspect::Status],
            Self::Note(_) | Self::Evidence(..) | Self::Check => Vec::new(),
            Self::AskHelp(_) | Self::Unblock(_) => vec![Aspect::Help],
            Self::Align(_) => vec![Aspect::Parent],
            Self::Hand(_) => vec![Aspect::Owner],
            Self::Tie(_) => vec![Aspect::Project],
            Self::Carry(..) => vec![Aspect::Days],
            Self::Open(_) => vec![Aspect::Open],
            Self::Tag(_) => vec![Aspect::Tags],
            Self::Grade(..) | Self::GradeIn(..) => vec![Aspect::Grade],
            Self::End(..) | Self::Reopen => vec![Aspect::End],
        }
    }

    /// Whether a deed that came in between is about the same, so that wanting this has to be thought over. What was written twice by the same
    /// person in the same words was sent twice.
    pub fn meets(&self, deed: &Deed, by_same: bool) -> bool {
        let is_twice = match (self, deed) {
            (Self::Note(note), Deed::Noted { note: there }) => note.trim() == there,
            (Self::Evidence(link, words), Deed::Evidence { link: there, words: said }) => {
                (link.trim(), words.trim()) == (there, said)
            }
            _ => false,
        };
        let aspects = self.aspects();
        by_same && is_twice || deed.aspects().iter().any(|aspect| aspects.contains(aspect))
    }
}
