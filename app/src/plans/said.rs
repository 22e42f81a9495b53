//! The sentences about development plans.

use super::api::{AmendWrong, RowWrong, SignWrong, TextWrong, Why};
use crate::{parts::grouped, reviews::review_refused};
use waymark::{
    person::NameRefused,
    plan::{LONGEST_LINE, Part},
    review::LONGEST_TEXT,
};

/// What a part is called.
pub fn part_title(part: Part) -> &'static str {
    match part {
        Part::Strengths => "Strengths",
        Part::Growth => "Where to grow",
        Part::Towards => "Where to",
        Part::Support => "Support promised",
        Part::Dates => "Next dates",
    }
}

/// What was just done, by the word in the address.
pub fn say(what: &str) -> Option<&'static str> {
    Some(match what {
        "saved" => "Saved.",
        "signed" => "You have signed it. It holds once the other side has signed the same.",
        "whole" => "Both have signed it. It holds from now on; its goals go on moving beside it.",
        "amending" => "It is open to be written. What both signed holds until both sign the amendment.",
        "given-up" => "The amendment was given up. What both signed stays as it is.",
        "opened" => "The managers above may see it from you. They do once the other side lets them, too.",
        "closed" => "The managers above do not see it.",
        _ => return None,
    })
}

/// Why nothing happened.
pub fn why_sentence(why: &Why) -> String {
    match why {
        Why::Review(why) => return review_refused(why),
        Why::NothingWritten => "Nothing is being written here any more: both have signed it, or the amendment was given up.",
        Why::AmendedAlready => "An amendment is being written already.",
        Why::NotSigned => "Both have yet to sign it. Until then it is simply changed.",
        Why::Otherwise => "It was changed meanwhile. Look at it, and try again.",
    }
    .to_owned()
}

/// What is wrong with a text, at its field.
pub fn text_sentence(why: &TextWrong) -> Option<String> {
    match why {
        TextWrong::TooLong(count) => Some(format!(
            "This has {} characters; at most {} fit. Nothing was saved: shorten it, and save again.",
            grouped(&count.to_string()),
            grouped(&LONGEST_TEXT.to_string())
        )),
        TextWrong::Control => Some("There are characters in it that nobody sees. Write it without them.".to_owned()),
        TextWrong::Met(..) | TextWrong::Other(_) => None,
    }
}

/// What is wrong with a line: in which of its fields, and why.
pub fn row_sentence(why: &RowWrong) -> (&'static str, String) {
    let line = |why: &NameRefused, empty: &str| match why {
        NameRefused::Empty => empty.to_owned(),
        NameRefused::TooLong { at_most } => format!("This is too long; at most {at_most} characters fit."),
        NameRefused::ControlCharacters => "It stands on one line, without control characters.".to_owned(),
    };
    match why {
        RowWrong::What(why) => ("what", line(why, "Say what.")),
        RowWrong::By(why) => ("by", line(why, "Say who promises it.")),
        RowWrong::Day => ("day", "Choose a day.".to_owned()),
    }
}

/// Why nobody signed, or gave up, but for what became otherwise.
pub fn sign_sentence(why: &SignWrong) -> Option<String> {
    match why {
        SignWrong::Outdated(_) => None,
        SignWrong::Obstacles => Some("Nothing was signed: something stands in the way. It is listed here.".to_owned()),
        SignWrong::Already => Some("You have signed exactly this already. Once is enough.".to_owned()),
        SignWrong::Other(why) => Some(why_sentence(why)),
    }
}

/// What is wrong with the reason of an amendment, at its field.
pub fn reason_sentence(why: &AmendWrong) -> Option<String> {
    match why {
        AmendWrong::NoReason => Some("Say why it is amended.".to_owned()),
        AmendWrong::Reason => Some(format!("The reason stands on one line of at most {LONGEST_LINE} characters.")),
        AmendWrong::Other(_) => None,
    }
}
