//! The English sentences about launching a survey: the page and the command line say the same ones.

use super::{
    Kind,
    contract::{AmendRefused, Viewers},
    forecast::{ATTRIBUTES_FROM, Consequence},
    launch::{AHEAD_DAYS, LONGEST_DAYS, LaunchRefused, Overlap, ROSTER_MAX, Who},
    participation::Half,
    rules::RECOMMEND_FROM,
};
use std::fmt::{self, Display, Formatter};

/// The most names of a unit that are said.
const NAMES: usize = 3;

/// "1 person", "7 people".
struct People(usize);

impl Display for People {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0, if self.0 == 1 { "person" } else { "people" })
    }
}

/// "Backend, Design and 3 more teams"; those who are in no team have no names.
struct Named<'a>(&'a [String]);

impl Display for Named<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            [] => f.write_str("no team"),
            names if names.len() <= NAMES + 1 => f.write_str(&names.join(", ")),
            names => write!(f, "{} and {} more teams", names[..NAMES].join(", "), names.len() - NAMES),
        }
    }
}

/// What a group of a survey is called: everybody, those who sit in no team, or its teams.
pub fn group_name(place: usize, teams: &[String]) -> String {
    match teams {
        _ if place == 0 => "Everybody".to_owned(),
        [] => "Those in no team".to_owned(),
        teams => teams.join(", "),
    }
}

impl Display for Viewers {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Line => "members (their own group, and everybody together), leads, their line and guests (the groups that are theirs, too), administrators (all)",
            Self::Everyone => "everybody",
            Self::Leaders => "leads, managers and administrators",
        })
    }
}

fn review(kind: Kind) -> &'static str {
    match kind {
        Kind::Team => "team review",
        Kind::Company => "company review",
    }
}

impl Display for LaunchRefused {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::KTooLow { least } => write!(f, "Choose a threshold of {least} or more."),
            Self::KTooHigh { most } => write!(f, "Choose a threshold of {most} or less."),
            Self::TooFew { roster, needed: 1 } => write!(f, "The roster has {}. Choose whom to ask.", People(*roster)),
            Self::TooFew { roster, needed } => write!(
                f,
                "The roster has {}, and nothing is shown of fewer than {needed} answers. Ask more people.",
                People(*roster)
            ),
            Self::TooMany { roster } => {
                write!(f, "The roster has {roster} people. Ask at most {ROSTER_MAX} in one survey.")
            }
            Self::NoTeams => f.write_str("Choose the teams that you want to ask."),
            Self::ClosesFirst => f.write_str("Choose a closing time after the opening time."),
            Self::ClosesInPast => f.write_str("The closing time has passed. Choose a later one."),
            Self::OpensTooLate => {
                write!(f, "Choose an opening time within the next {AHEAD_DAYS} days: the roster is that of today.")
            }
            Self::TooLong => write!(f, "Keep the survey open for {LONGEST_DAYS} days or less."),
            Self::TooShort => f.write_str("Keep the survey open for at least one hour from now on."),
            Self::OpenCompany => f.write_str("A company review is always confidential. Choose the confidential mode."),
            Self::NotSecure => f.write_str(
                "A confidential survey needs https: browsers make the credential only then. Set up https, and launch again.",
            ),
            Self::OtherPurpose { kind } => {
                write!(f, "The questionnaire is not made for a {}. Choose one that is.", review(*kind))
            }
            Self::OtherViewers { kind: Kind::Team } => {
                f.write_str("The results of a team review are for its members, leads and the line above. Choose these.")
            }
            Self::OtherViewers { kind: Kind::Company } => {
                f.write_str("Choose whether everyone sees the results of the company review, or leaders only.")
            }
            Self::Overlap(overlap) => overlap.fmt(f),
        }
    }
}

impl std::error::Error for LaunchRefused {}

impl Display for Overlap {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { survey, who, people, needed } = self;
        let people = People(*people);
        match who {
            Who::Joined | Who::Between { unit: None, earlier: None } => {
                write!(f, "{people} who would be asked now were not asked in “{survey}”")
            }
            Who::Left => write!(f, "{people} who were asked in “{survey}” would not be asked now"),
            Who::More { unit, earlier } => {
                let (unit, earlier) = (Named(unit), Named(earlier));
                write!(f, "{people} of the unit of {unit} were not in that of {earlier} in “{survey}”")
            }
            Who::Fewer { unit, earlier } => {
                let (unit, earlier) = (Named(unit), Named(earlier));
                write!(f, "{people} who were in the unit of {earlier} in “{survey}” would not be in that of {unit} now")
            }
            Who::Between { unit: Some(unit), earlier: Some(earlier) } => {
                let (unit, earlier) = (Named(unit), Named(earlier));
                write!(f, "{people} who were in the unit of {earlier} in “{survey}” would be in that of {unit} now")
            }
            Who::Between { unit: Some(unit), earlier: None } => {
                write!(f, "{people} of the unit of {} were not asked in “{survey}”", Named(unit))
            }
            Who::Between { unit: None, earlier: Some(earlier) } => {
                let earlier = Named(earlier);
                write!(f, "{people} who were in the unit of {earlier} in “{survey}” would not be asked now")
            }
        }?;
        write!(
            f,
            ". The results of both, together, could give away their answers: with the same questions within 60 days, that \
             must be nobody or at least {needed}. Ask other questions, ask the same people in the same units, or leave 60 \
             days between the surveys."
        )
    }
}

impl Display for AmendRefused {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::KFalls { from } => write!(f, "The threshold was promised to be {from}; you can only raise it."),
            Self::KTooHigh { most } => write!(f, "Choose a threshold of {most} or less."),
            Self::ViewersWiden => f.write_str("Who sees the results was promised; you can only make them fewer."),
            Self::Same => f.write_str("That is what holds already."),
            Self::Closed => f.write_str("The survey has closed; its results go by what held then."),
        }
    }
}

impl std::error::Error for AmendRefused {}

impl Display for Consequence {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::WholeOnly { roster, smallest } => {
                write!(f, "Only the results of all {roster} together are shown, none by unit: a unit needs {smallest} people.")
            }
            Self::Units { count, smallest, largest } if smallest == largest => {
                write!(f, "There are {count} reporting units of {}.", People(*largest))
            }
            Self::Units { count, smallest, largest } => {
                write!(f, "There are {count} reporting units of {smallest} to {largest} people.")
            }
            Self::Merged { teams: 1 } => f.write_str("1 team is shown only together with others."),
            Self::Merged { teams } => write!(f, "{teams} teams are shown only together with others."),
            Self::FewToSpare { needed, roster } => {
                write!(f, "Nothing is shown unless at least {needed} of {roster} people answer.")
            }
            Self::AttributesRarely => {
                write!(f, "Results by attribute are usually hidden: below {ATTRIBUTES_FROM} people they would show too much.")
            }
            Self::NoComments => f.write_str("At 75 % participation no comments are shown."),
            Self::CommentsAbove { units, of } => write!(
                f,
                "At 75 % participation the comments of {units} of {of} units stand with a larger group, not with the unit."
            ),
            Self::NoRecommend => {
                write!(f, "The recommend score and what matters most are not shown: they need {RECOMMEND_FROM} answers.")
            }
            Self::RecommendIfMany { roster } => write!(
                f,
                "The recommend score and what matters most are shown only if {RECOMMEND_FROM} of {roster} people answer."
            ),
            Self::TwoCanTell => f.write_str("Two colleagues together can work out the third's answers from an average of three."),
            Self::NewcomersShow => {
                f.write_str("When the same questions are asked again, a newcomer's answers can show in the change.")
            }
        }
    }
}

impl Display for Half {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Under => "under half",
            Self::Over => "over half",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_what_to_do() {
        assert_eq!(
            LaunchRefused::TooFew { roster: 1, needed: 5 }.to_string(),
            "The roster has 1 person, and nothing is shown of fewer than 5 answers. Ask more people."
        );
        assert_eq!(
            LaunchRefused::OtherPurpose { kind: Kind::Team }.to_string(),
            "The questionnaire is not made for a team review. Choose one that is."
        );
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let overlap = |who| Overlap { survey: "Pulse".into(), who, people: 2, needed: 5 }.to_string();
        assert!(overlap(Who::Left).starts_with("2 people who were asked in “Pulse” would not be asked now. "));
        let fewer = Who::Fewer { unit: names(&["B", "C", "D", "E", "F"]), earlier: names(&[]) };
        assert!(overlap(fewer).starts_with(
            "2 people who were in the unit of no team in “Pulse” would not be in that of B, C, D and 2 more teams now. "
        ));
    }
}
