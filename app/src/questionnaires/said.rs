//! Sentences about questionnaires that several pages say.

use super::api::Wrong;
use waymark::questionnaire::{Ask, LONGEST_ID, NotASlug, Place, Problem, Purpose};

/// What a questionnaire is for.
pub fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Team => "Team review",
        Purpose::Company => "Company review",
        Purpose::Personal => "Personal review",
        Purpose::MidCycle => "Mid-cycle revision",
    }
}

/// The kinds of questions: the words for them in forms, and what they are.
pub const KINDS: [(&str, &str); 5] = [
    ("scale", "Agreement, 1 to 5"),
    ("recommend", "Recommend, 0 to 10"),
    ("single", "One option"),
    ("multiple", "Several options"),
    ("text", "Own words"),
];

/// How a question is answered.
pub fn kind(ask: &Ask) -> String {
    let known = KINDS.iter().find(|(word, _)| *word == ask.kind()).map(|(_, words)| *words).unwrap_or_default();
    match ask {
        Ask::Scale { reversed: true } => format!("{known}, reversed"),
        Ask::Multiple { options, at_most: Some(most) } => format!("{known}: at most {most} of {}", options.len()),
        Ask::Single { options } | Ask::Multiple { options, at_most: None } => format!("{known} of {}", options.len()),
        _ => known.to_owned(),
    }
}

/// Why a text is no id.
pub fn no_id(why: NotASlug) -> String {
    match why {
        NotASlug::Empty => "An id has at least one character.".to_owned(),
        NotASlug::TooLong => format!("An id has at most {LONGEST_ID} characters."),
        NotASlug::Character(_) => "An id has only small letters from a to z, digits, and hyphens between them.".to_owned(),
        NotASlug::Hyphen => "An id has single hyphens, and only between letters or digits.".to_owned(),
    }
}

/// The problems with one field of a form, as sentences.
fn of_field(problems: &[Problem], field: &str) -> Option<String> {
    let here = problems.iter().filter(|problem| key(problem) == field);
    let all: Vec<_> = here.map(Problem::said).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// The field in which a problem is.
fn key(problem: &Problem) -> &'static str {
    match problem.at {
        // All options stand in one field.
        Place::Option { .. } => "options",
        _ => problem.fault.key(),
    }
}

/// Why an edit was not made, where that is about this field.
pub fn wrong_field(why: &Wrong, field: &str) -> Option<String> {
    match (why, field) {
        (Wrong::Problems(problems), field) => of_field(problems, field),
        (Wrong::Id(why), "id") => Some(no_id(*why)),
        (Wrong::InUse, "id") => Some(
            "Surveys know it by its id, and answers would not be compared any more. Tick below to change it all the same."
                .to_owned(),
        ),
        (Wrong::Kind, "kind") => Some("Choose how it is answered.".to_owned()),
        (Wrong::AtMost, "at_most") => Some("Write a number, or nothing for as many as there are.".to_owned()),
        _ => None,
    }
}

/// Why an edit was not made, where that is about none of these fields.
pub fn wrong_otherwise(why: &Wrong, fields: &[&str]) -> Option<String> {
    match why {
        Wrong::Problems(problems) => {
            let all: Vec<_> = problems.iter().filter(|problem| !fields.contains(&key(problem))).map(Problem::said).collect();
            (!all.is_empty()).then(|| all.join(" "))
        }
        Wrong::Gone => {
            Some("Somebody else removed this meanwhile, or moved what it belongs to. What you wrote is still here.".to_owned())
        }
        Wrong::Outdated => Some(
            "Somebody else changed this questionnaire meanwhile. You see what it is now; look before you repeat it.".to_owned(),
        ),
        Wrong::Id(_) | Wrong::InUse | Wrong::Kind | Wrong::AtMost | Wrong::Changed(_) => None,
    }
}
