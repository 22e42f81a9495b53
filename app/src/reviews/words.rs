//! The sentences about personal reviews.

use super::api::{HandWrong, NotSaved};
use crate::{
    failure::Again,
    parts::{Sending, grouped},
    people::not_one,
};
use waymark::review::{LONGEST_ASKED, LONGEST_TEXT, MOST_PEERS, NotAnAnswer, Refused, SaveRefused};

/// What was just done, by the word in the address.
pub fn say(done: &str) -> Option<&'static str> {
    Some(match done {
        "saved" => "Saved. Nobody else sees it before you share it.",
        "noted" => "Noted. Nobody else ever sees it.",
        "shared" => "Shared.",
        "taken-over" => "The review is yours to hold now. What was shared before stays, with the name of who wrote it.",
        "taken-back" => "Taken back. It is yours alone again.",
        "amended" => "Changed. What stood there before can still be read.",
        "asked" => "Asked. They get a letter that says who sees what they write.",
        "reminded" => "Reminded.",
        "asked-no-more" => "They are asked no more.",
        "settled" => "The grade stands, and is told on the goal's page.",
        "agreed" => "Agreed.",
        "drafted" => "Proposed. Once both of you agree, it belongs to the plan.",
        _ => return None,
    })
}

/// The same for a peer.
pub fn say_input(done: &str) -> Option<&'static str> {
    Some(match done {
        "saved" => "Saved. Nobody sees it before you give it.",
        "given" => "Thank you. It is given, and changes no more.",
        "declined" => "You declined. Nobody is told why.",
        _ => return None,
    })
}

/// Why a review was not handed over that was last sent here.
pub fn hand_refused(sending: Sending) -> Option<String> {
    sending.refused::<Again<String, HandWrong>>().map(|again| match again.why {
        HandWrong::To(why) => not_one(&why),
        HandWrong::Rule(why) => refused_sentence(&why),
    })
}

/// Why nothing happened to a review.
pub fn refused_sentence(why: &Refused) -> String {
    match why {
        Refused::Unknown => "This review is not here any more.".to_owned(),
        Refused::CycleClosed => "Its cycle is closed: nothing changes in it any more.".to_owned(),
        Refused::EmptyHalf => "There is nothing in it yet. Write something first.".to_owned(),
        Refused::Missing(questions) => format!("Answer these first: {}", questions.join(" ")),
        Refused::Already => "It is so already.".to_owned(),
        Refused::Seen => {
            "The other side has seen it by now. You can still change it; what stood there before stays to be read.".to_owned()
        }
        Refused::HandedOver => "Somebody else holds this review by now. Nothing was changed.".to_owned(),
        Refused::Left => "They are not here any more.".to_owned(),
        Refused::Themselves => "This is about themselves, or they hold it already.".to_owned(),
        Refused::NotInLine => "They are not above the person. Choose the manager, or somebody above.".to_owned(),
        Refused::AskedAlready => "They were asked already.".to_owned(),
        Refused::ManyPeers => format!("At most {MOST_PEERS} people are asked."),
        Refused::LongText => format!("This is too long: at most {LONGEST_ASKED} characters."),
        Refused::RemindedAlready => "They were written to less than a day ago.".to_owned(),
        Refused::AnsweredAlready => "They have answered.".to_owned(),
        Refused::NotOpen => "Both halves of the review come first. Once they are shown, the plan can be written.".to_owned(),
        Refused::Emptied => "The texts of this review were removed, and nothing is written in it any more.".to_owned(),
        Refused::Over => "The plan is signed: nothing is asked any more.".to_owned(),
    }
}

/// Why a text does not fit its field.
pub fn answer_sentence(why: NotAnAnswer) -> String {
    match why {
        NotAnAnswer::TooLong(count) => {
            format!(
                "This has {} characters, and at most {} are kept. It stays here until you shorten it.",
                grouped(&count.to_string()),
                grouped(&LONGEST_TEXT.to_string())
            )
        }
        NotAnAnswer::Control => "There are characters in it that no text has. Paste it as plain text.".to_owned(),
        NotAnAnswer::OffScale => "Choose one of those that are shown.".to_owned(),
        NotAnAnswer::TooMany(most) => format!("Choose {most} at most."),
    }
}

/// Why nothing was saved, where that is about no field.
pub fn not_saved(why: &NotSaved) -> Option<String> {
    match why {
        NotSaved::Review(why) => Some(refused_sentence(why)),
        NotSaved::Text(SaveRefused::Met(_) | SaveRefused::Wrong(..) | SaveRefused::Nothing) => None,
        NotSaved::Text(SaveRefused::Unknown) => Some("There is no such field here. Load the page again.".to_owned()),
        NotSaved::Text(SaveRefused::Seen) => Some(refused_sentence(&Refused::Seen)),
    }
}
