//! What is said of launches: how far a review is, and why something was refused.

use super::api::{LONGEST_LIST, Step, Wrong};
use crate::people::not_one;
use waymark::review::{DatesRefused, Side, Which};

/// How far a review is: the class of its pill, the shape, the words.
pub(super) fn step(step: Step) -> (&'static str, &'static str, &'static str) {
    match step {
        Step::Untouched => ("pill quiet", "ring", "Not begun"),
        Step::Prepare => ("pill quiet", "clock", "Preparing"),
        Step::Share(Side::Own) => ("pill", "triangle", "Shared by them"),
        Step::Share(Side::Manager) => ("pill", "triangle", "Shared by the manager"),
        Step::Talk => ("pill", "circle", "Talking"),
        Step::Sign(Side::Own) => ("pill", "square", "Signed by them"),
        Step::Sign(Side::Manager) => ("pill", "square", "Signed by the manager"),
        Step::Signed => ("pill good", "check", "Signed"),
    }
}

/// Why reviews are not launched, or not called off, where no field is to blame.
pub(super) fn refused(why: &Wrong) -> Option<String> {
    Some(
        match why {
            Wrong::NoCycle => "This cycle, or the one to look back on, is not there any more.",
            Wrong::Closed => "This cycle is closed: nothing can be launched in it.",
            Wrong::Questionnaire => "This questionnaire is not offered for personal reviews. Choose another.",
            Wrong::Who => "Say who gets a review.",
            Wrong::Nobody => "Nobody would get a review.",
            Wrong::Begun => "Somebody has begun, so it cannot be called off any more.",
            Wrong::Day(_) | Wrong::Dates(_) | Wrong::Teams | Wrong::People(_) | Wrong::LongList => return None,
        }
        .to_owned(),
    )
}

/// What is wrong with this day.
pub(super) fn day(of: Which, why: &Wrong) -> Option<String> {
    let sentence = match why {
        Wrong::Day(which) if *which == of => "Write a day, say 2027-01-31.",
        Wrong::Dates(DatesRefused::Past) if of == Which::Prepare => "This day has passed.",
        Wrong::Dates(DatesRefused::Order(which)) if *which == of => "This is before the day that comes before it.",
        Wrong::Dates(DatesRefused::Cycle) if of == Which::Sign => "The days are not all within the cycle.",
        _ => return None,
    };
    Some(sentence.to_owned())
}

/// What is wrong with who was chosen.
pub(super) fn who(why: &Wrong) -> Option<String> {
    match why {
        Wrong::Teams => Some("Choose at least one team that is there.".to_owned()),
        Wrong::People(wrong) => Some(wrong.iter().map(not_one).collect::<Vec<_>>().join(" ")),
        Wrong::LongList => Some(format!("At most {LONGEST_LIST} characters are taken at once. Choose teams, or launch twice.")),
        _ => None,
    }
}
