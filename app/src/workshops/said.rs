//! The sentences about workshops.

use super::{Phase, Shown};
use crate::parts::counted;
use waymark::workshop::{Colour, Detail, Light, Refused, Trend, Vote, Way, detail};

/// What was just done while votes are cast, by the word in the address.
pub fn say_voting(what: &str) -> Option<&'static str> {
    Some(match what {
        "opened" => "It is open. Let the others come in; nothing but how many voted is shown until you reveal it.",
        "voted" => "Your votes are cast. You can change them until the reveal.",
        _ => return None,
    })
}

/// What was just done otherwise.
pub fn say(what: &str) -> Option<&'static str> {
    Some(match what {
        "revealed" => "This is what the team voted. Nobody votes any more, and who voted what is forgotten.",
        "agreed" => "Written down.",
        "taken-back" => "Taken back.",
        "closed" => "The workshop is closed, and stands in the team's history.",
        "given-up" => "The workshop was given up. Nothing of it was kept.",
        "acted" => "Committed. It stands here and with the team's actions.",
        _ => return None,
    })
}

/// Why nothing happened.
pub fn refused_sentence(why: Refused) -> String {
    match why {
        Refused::Unknown => "This workshop is not here any more. It may have been given up.",
        Refused::Changed => {
            "Somebody else changed this meanwhile. What is stored now stands on this page; look at it, then repeat yours."
        }
        Refused::Cycle => "The cycle was closed meanwhile. Try again.",
        Refused::NoSections => "Choose at least one section to vote on.",
        Refused::ManySections => "The questionnaire has more sections than a workshop takes.",
        Refused::SectionTwice => "Two sections of the questionnaire have the same id.",
        Refused::SectionTitle => "A section of the questionnaire has no title that can be shown.",
        Refused::SectionAbout => "What stands on top of a section is too long to be shown.",
        Refused::UnderWay => "A workshop of this team is running already. Close it before you open another.",
        Refused::CodeTaken => "No free code was found. Try again.",
        Refused::Leads => "You lead this team, opened this workshop or may reveal it, so you do not vote.",
        Refused::NotOfTeam => "You are not at home in this team, so you see the workshop and do not vote.",
        Refused::Revealed => "The votes were revealed already. Nobody votes any more: what had arrived by then is counted.",
        Refused::Voting => "Nothing was revealed yet.",
        Refused::Closed => "This workshop is closed. Nothing changes any more.",
        Refused::NoSection => "This workshop has no such section.",
        Refused::OtherWay => "That is no vote here. Choose one of those that are shown.",
        Refused::Nobody => "Nobody has voted yet, so there is nothing to reveal.",
        Refused::LongNote => "The note is too long: at most 2,000 characters.",
    }
    .to_owned()
}

/// How far it is, for everybody: "5 of 7 have voted".
pub fn turnout(shown: &Shown) -> String {
    let (voted, of) = (shown.voted, shown.of);
    match shown.phase {
        Phase::Voting if voted == 1 => format!("1 of {of} has voted"),
        Phase::Voting => format!("{voted} of {of} have voted"),
        Phase::Revealed => format!("Revealed: {voted} of {of} voted"),
        Phase::Closed => format!("{voted} of {of} voted"),
    }
}

/// Who has not voted yet, beside the button that reveals.
pub fn missing(shown: &Shown) -> String {
    match shown.of.saturating_sub(shown.voted) {
        _ if shown.voted == 0 => "Nobody has voted yet.".to_owned(),
        0 => "Everybody has voted.".to_owned(),
        1 => "1 person has not voted yet. After the reveal they cannot.".to_owned(),
        more => format!("{more} people have not voted yet. After the reveal they cannot."),
    }
}

/// What will be shown, in short sentences, to be read before one votes. `of` may vote.
pub fn rules(of: usize) -> Vec<String> {
    let most = match detail(u32::try_from(of).unwrap_or(u32::MAX)) {
        Detail::Nothing => format!("Only {} may vote here, so nothing of the votes will be shown; you can still talk and agree.", counted(of, "person", "people")),
        Detail::Majority => format!("{} may vote here, so at most what the majority chose will be shown.", counted(of, "person", "people")),
        Detail::Distribution => "From 5 votes on a section, how many chose what is shown; with 3 or 4, only what the majority chose; with fewer, nothing.".to_owned(),
    };
    let first = "Votes are not anonymous: in a small group, or where a team votes on the same again, others may guess yours from what is shown.";
    let mut all = vec![first.to_owned(), most];
    if of >= 3 {
        all.push("With 3 or 4 votes, whoever voted otherwise than the majority can tell how the others voted.".to_owned());
    }
    all.push("Nobody is shown who voted what. It is stored with names until the reveal, and then forgotten.".to_owned());
    all
}

/// What a vote is called, where one chooses it: the word, and what it means.
pub fn choice(vote: Vote) -> (String, &'static str) {
    match vote {
        Vote::Points(points) => {
            let meaning = match points.get() {
                1 => "Very low",
                2 => "Low",
                3 => "In between",
                4 => "Good",
                _ => "Very good",
            };
            (points.to_string(), meaning)
        }
        Vote::Light(Light { colour, trend }) => {
            let colour = match colour {
                Colour::Red => "Red",
                Colour::Yellow => "Yellow",
                Colour::Green => "Green",
            };
            let trend = match trend {
                Trend::Worse => "getting worse",
                Trend::Same => "staying so",
                Trend::Better => "getting better",
            };
            (colour.to_owned(), trend)
        }
    }
}

/// How one votes, in words.
pub fn way(way: Way) -> &'static str {
    match way {
        Way::Points => "From 1 (very low) to 5 (very good)",
        Way::Lights => "Red, yellow or green, and where it is going",
    }
}
