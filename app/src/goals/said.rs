//! The words for goals.

use super::{Standing, api::GoalWrong};
use crate::{parts::counted, people::not_one};
use waymark::{
    goal::{
        DEEPEST, HEAVIEST, LONGEST_ABOUT, LONGEST_NOTE, LONGEST_TITLE, LONGEST_UNIT, MOST_MILESTONES, MOST_TAGS, MeasureRefused,
        NotAnAmount, Policy, Refused, TermsRefused, YEARS_AHEAD,
    },
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
            Self::Stuck => ("pill bad", "square", "Stuck, help asked"),
            Self::Done => ("pill good", "check", "Done"),
            Self::Dropped => ("pill quiet", "ring", "Given up"),
        }
    }
}

/// What an owner says of a goal under way: as it is stored and sent, and as it is shown.
pub const STATUSES: [(&str, Standing); 3] =
    [("on_track", Standing::OnTrack), ("behind", Standing::Behind), ("at_risk", Standing::AtRisk)];

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
        Refused::Twice => "The same is under way already. Open that one, or call this one something else.".to_owned(),
        Refused::LongNote => format!("This is too long; at most {LONGEST_NOTE} characters are kept."),
        Refused::Ended => "It has ended. Reopen it first.".to_owned(),
        Refused::UnderWay => "It is under way already.".to_owned(),
        Refused::Nothing => "Nothing was changed: it is like this already.".to_owned(),
        Refused::Terms(why) => terms_sentence(why),
        Refused::Unfit => "A goal of this kind is not measured so. An objective has no measure of its own, a KPI has a healthy range, a key result one of the others; only a learning goal says what is learned.".to_owned(),
        Refused::NoReason => "Say why.".to_owned(),
        Refused::NotYours => "It does not wait for you to agree.".to_owned(),
        Refused::NothingProposed => "There is nothing to agree to any more.".to_owned(),
        Refused::NoNumber => "It has no number of its own: other goals move it, or it is done or not.".to_owned(),
        Refused::NoStep => "It has no such milestone.".to_owned(),
        Refused::OutOfTen => "Confidence is a whole number from 0 to 10; a grade is 0.0 to 1.0, in tenths.".to_owned(),
        Refused::Empty => "Write something first.".to_owned(),
        Refused::Link => "This is no address on the web. It begins with https:// or http://.".to_owned(),
        Refused::Circle => "It would serve itself: that goal already serves this one.".to_owned(),
        Refused::Deep => format!("Goals stand at most {DEEPEST} deep, one below another. Let it serve one further up."),
        Refused::NoParent => "Choose the goal that it serves; a key result needs one.".to_owned(),
        Refused::NotMoved => "Only objectives are moved by other goals, and a KPI moves none. Let it support that goal instead.".to_owned(),
        Refused::Weight => format!("A weight is a whole number from 1 to {HEAVIEST}."),
        Refused::NotStuck => "It is not stuck any more.".to_owned(),
        Refused::NoProject => "This project has ended. Choose another.".to_owned(),
        Refused::NoCycle => "There is no such cycle any more. Choose another.".to_owned(),
        Refused::CycleClosed => "Its cycle is closed: nothing changes in it any more. Carry it over to change it.".to_owned(),
        Refused::SameCycle => "It is of this cycle already.".to_owned(),
        Refused::ManyTags => format!("At most {MOST_TAGS} tags."),
        Refused::OpenAlready => "Everybody sees it: it is the company's or a team's.".to_owned(),
        Refused::ManyObjectives => "There are as many objectives in this cycle as your organisation wants one person to have.".to_owned(),
        Refused::ManyKeyResults => "This objective has as many key results as your organisation wants it to have.".to_owned(),
        Refused::NotTheirs => "A person's own goal is handed on by who may give goals to both: somebody above them.".to_owned(),
        Refused::NoMeasure => "Your organisation wants a goal to have a measure before it is agreed.".to_owned(),
    }
}

/// Why terms are none.
pub fn terms_sentence(why: TermsRefused) -> String {
    match why {
        TermsRefused::LongAbout => format!("This is too long; at most {LONGEST_ABOUT} characters are kept."),
        TermsRefused::Order => "It is due before it starts.".to_owned(),
        TermsRefused::LongProvider => format!("This is too long; at most {LONGEST_TITLE} characters are kept."),
        TermsRefused::Measure(MeasureRefused::Same) => "The target is the same as the start: there is no way to go.".to_owned(),
        TermsRefused::Measure(MeasureRefused::Range) => {
            "A healthy range needs an end at least, and the lower one is not above the upper one.".to_owned()
        }
        TermsRefused::Measure(MeasureRefused::LongUnit) => format!("A unit has at most {LONGEST_UNIT} characters."),
        TermsRefused::Measure(MeasureRefused::Milestones) => {
            format!("Write one milestone a line: one at least, {MOST_MILESTONES} at most.")
        }
        TermsRefused::Measure(MeasureRefused::MilestoneTwice) => "Two milestones are called the same.".to_owned(),
    }
}

/// Why a text is no number that fits.
pub fn number_sentence(why: NotAnAmount) -> String {
    match why {
        NotAnAmount::Empty => "A number is needed here.".to_owned(),
        NotAnAmount::Form => "This is no number that fits. Write 296, +5, 40% or 1.2k.".to_owned(),
        NotAnAmount::Large => "This number is too large.".to_owned(),
        NotAnAmount::Fine => "Six decimals are the most.".to_owned(),
    }
}

/// What a policy that blocks stops.
pub fn blocks_sentence(policy: Policy) -> &'static str {
    match policy {
        Policy::Learning | Policy::Project => " No development plan is signed without.",
        Policy::Objectives(_) | Policy::KeyResults(_) => " More are not taken.",
        Policy::Measure => " Nothing is agreed without.",
    }
}

/// A policy as a sentence.
pub fn policy_sentence(policy: Policy) -> String {
    let some = |count: u8, one: &'static str, many: &'static str| counted(usize::from(count), one, many);
    match policy {
        Policy::Learning => "One goal is about learning: education or certification.".to_owned(),
        Policy::Project => "One goal belongs to a project.".to_owned(),
        Policy::Objectives(most) => format!("One person has at most {}.", some(most, "objective", "objectives")),
        Policy::KeyResults(most) => format!("An objective has at most {}.", some(most, "key result", "key results")),
        Policy::Measure => "What is agreed has a measure.".to_owned(),
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
