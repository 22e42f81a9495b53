//! What was done, in words.

use super::asked::Wrong;
use crate::people::not_one;
use waymark::audit::Area;

/// What an action is, as it stands behind who did it and before whom or what it was done to; `None` for one of another
/// version of the program.
pub fn sentence(action: &str) -> Option<&'static str> {
    of_people(action).or_else(|| of_surveys(action)).or_else(|| {
        Some(match action {
            "team.created" => "made the team",
            "team.changed" => "changed the team",
            "team.closed" => "closed the team",
            "team.opened" => "opened again the team",
            "team.guest_added" => "added a guest to the team",
            "team.guest_removed" => "ended a guest's visit to the team",
            "teams.imported" => "imported teams from a file with",
            "teams.exported" => "took away a table of the teams of",
            "project.created" => "began the project",
            "project.changed" => "changed the project",
            "project.closed" => "ended the project",
            "project.opened" => "began again the project",
            "project.person_added" => "put somebody on the project",
            "project.person_removed" => "took somebody off the project",
            "goals.imported" => "imported goals",
            "goals.exported" => "took away a table of",
            "goals.policies_changed" => "changed the policies for goals",
            "workshop.opened" => "opened a workshop of",
            "workshop.revealed" => "revealed the votes in a workshop of",
            "workshop.closed" => "closed a workshop of",
            "workshop.given_up" => "gave up a workshop of",
            "retention.changed" => "changed how long texts are kept",
            "retention.announced" => "announced what will be removed",
            "retention.removed" => "removed what was announced",
            "retention.done" => "was done with what was announced",
            "change.undone" => "took back what they had done",
            "audit.exported" => "took away a table of this chain with",
            _ => return None,
        })
    })
}

fn of_people(action: &str) -> Option<&'static str> {
    Some(match action {
        "person.invited" => "invited",
        "person.corrected" => "corrected the record of",
        "person.saved_profile" => "saved their own profile",
        "person.manager_changed" => "changed the manager of",
        "person.home_changed" => "changed the home team of",
        "person.home_began" => "let planned home teams begin on",
        "person.left" => "noted as left",
        "person.came_back" => "brought back",
        "person.joined" => "joined another record with that of",
        "person.parted" => "made a separate person of a post of",
        "person.made_administrator" => "made an administrator of",
        "person.anonymised" => "took the name away of",
        "person.exported" => "took away all that is stored about",
        "people.imported" => "imported people from a file with",
        "people.exported" => "took away a table of",
        "password.set" => "set their password with a link",
        "password.changed" => "changed their password",
        "link.made" => "made a link to sign in for",
        "delegation.granted" => "let somebody stand in for",
        "delegation.ended" => "ended that somebody stands in for",
        _ => return None,
    })
}

fn of_surveys(action: &str) -> Option<&'static str> {
    Some(match action {
        "cycle.created" => "began the cycle",
        "cycle.changed" => "changed the cycle",
        "cycle.closed" => "closed the cycle",
        "questionnaire.created" => "made the questionnaire",
        "questionnaire.changed" => "edited the questionnaire",
        "questionnaire.imported" => "replaced by a file the questionnaire",
        "questionnaire.retired" => "retired the questionnaire",
        "questionnaire.restored" => "offered again the questionnaire",
        "survey.launched" => "launched the survey",
        "survey.amended" => "amended the contract of the survey",
        "survey.voided" => "called off the survey",
        "survey.released" => "released the results of",
        "survey.exported" => "took away results of",
        "survey.imported" => "imported the former survey",
        "reviews.launched" => "launched personal reviews in the cycle",
        "reviews.called_off" => "called off the personal reviews in the cycle",
        "review.handed_over" => "handed over the personal review of",
        "plan.signed" => "signed the development plan of",
        _ => return None,
    })
}

/// What else an entry says, without what is said already or is for the program alone.
pub fn detail(action: &str, detail: &str) -> String {
    match action {
        "password.set" | "delegation.ended" => String::new(),
        "change.undone" => sentence(detail).map_or_else(|| detail.to_owned(), |done| format!("“{}”", done.trim_end_matches(','))),
        "link.made" | "person.made_administrator" if detail == "forgotten password" => "for a new password".to_owned(),
        _ => detail.to_owned(),
    }
}

/// What an area is called.
pub fn area_word(area: Area) -> &'static str {
    match area {
        Area::People => "People",
        Area::Accounts => "Passwords and links",
        Area::Delegations => "Standing in",
        Area::Teams => "Teams",
        Area::Projects => "Projects",
        Area::Cycles => "Cycles",
        Area::Questionnaires => "Questionnaires",
        Area::Surveys => "Surveys",
        Area::Reviews => "Personal reviews",
        Area::Workshops => "Workshops",
        Area::Goals => "Goals",
        Area::Retention => "Retention",
        Area::Undone => "Taken back",
        Area::Audit => "This chain",
    }
}

/// Why nothing can be looked for, as a sentence.
pub fn wrong_sentence(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Area => "There is no such kind of deed: choose one of the list.".to_owned(),
        Wrong::Who(why) => not_one(why),
        Wrong::From | Wrong::Until => "This is no day: write it as in 2027-01-11.".to_owned(),
        Wrong::Backwards => "The last day comes before the first.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_back_is_said_in_words() {
        assert_eq!(detail("change.undone", "team.closed"), "“closed the team”");
        assert_eq!(detail("change.undone", "dragon.fed"), "dragon.fed");
    }
}
