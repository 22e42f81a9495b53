//! The words for goals.

use super::{Standing, api::GoalWrong};
use crate::people::not_one;
use waymark::{
    goal::{LONGEST_NOTE, Refused, YEARS_AHEAD},
    person::NameRefused,
};

impl Standing {
    /// The class of its pill, its shape and its word.
    pub fn said(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::OnTrack => ("pill good", "circle", "On track"),
            Self::Behind => ("pill warn", "triangle", "Behind"),
            Self::AtRisk => ("pill bad", "square", "At risk"),
            Self::Overdue => ("pill bad", "clock", "Overdue"),
            Self::Done => ("pill good", "check", "Done"),
            Self::Dropped => ("pill quiet", "ring", "Given up"),
        }
    }
}

/// What is wrong with a title.
pub fn title_sentence(why: NameRefused) -> String {
    match why {
        NameRefused::Empty => "Say what will be done.".to_owned(),
        NameRefused::TooLong { at_most } => format!("This is too long; a sentence of at most {at_most} characters will do."),
        NameRefused::ControlCharacters => "It stands on one line, without control characters.".to_owned(),
    }
}

/// Why a rule refused something.
pub fn refused_sentence(why: Refused) -> String {
    match why {
        Refused::Unknown => "This goal is gone.".to_owned(),
        Refused::Changed => {
            "Somebody has just changed this goal. What is shown now is what they made of it; look at it, and send yours again."
                .to_owned()
        }
        Refused::PastDue => "This day has passed. Choose today or a later one.".to_owned(),
        Refused::FarDue => format!("This is more than {YEARS_AHEAD} years away. Choose a nearer day."),
        Refused::OwnerLeft => "They have left. Choose somebody who is here.".to_owned(),
        Refused::Twice => "The same is under way already, for the same section.".to_owned(),
        Refused::LongNote => format!("This is too long; at most {LONGEST_NOTE} characters are kept."),
        Refused::Ended => "It has ended. Reopen it first.".to_owned(),
        Refused::UnderWay => "It is under way already.".to_owned(),
        Refused::Nothing => "Nothing was changed: it is like this already.".to_owned(),
    }
}

/// What is wrong with the title.
pub fn title_wrong(why: &GoalWrong) -> Option<String> {
    match why {
        GoalWrong::Title(why) => Some(title_sentence(*why)),
        GoalWrong::Rule(Refused::Twice) => Some(refused_sentence(Refused::Twice)),
        _ => None,
    }
}

/// What is wrong with who answers for it.
pub fn owner_wrong(why: &GoalWrong) -> Option<String> {
    match why {
        GoalWrong::Owner(why) => Some(not_one(why)),
        GoalWrong::Rule(Refused::OwnerLeft) => Some(refused_sentence(Refused::OwnerLeft)),
        _ => None,
    }
}

/// What is wrong with its day.
pub fn due_wrong(why: &GoalWrong) -> Option<String> {
    match why {
        GoalWrong::Day => Some("Choose a day.".to_owned()),
        GoalWrong::Rule(why @ (Refused::PastDue | Refused::FarDue)) => Some(refused_sentence(*why)),
        _ => None,
    }
}

/// What is wrong with none of its fields.
pub fn other_wrong(why: &GoalWrong) -> Option<String> {
    match why {
        GoalWrong::Rule(Refused::Twice | Refused::OwnerLeft | Refused::PastDue | Refused::FarDue)
        | GoalWrong::Title(_)
        | GoalWrong::Owner(_)
        | GoalWrong::Day => None,
        GoalWrong::Rule(why) => Some(refused_sentence(*why)),
    }
}
