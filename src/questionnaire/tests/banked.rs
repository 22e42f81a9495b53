use super::*;
use std::collections::BTreeSet;

fn of(purpose: Purpose) -> Questionnaire {
    bank().into_iter().find(|one| one.purpose == purpose).unwrap()
}

fn reversed(question: &Question) -> bool {
    question.ask == Ask::Scale { reversed: true }
}

fn words(section: &Section) -> &str {
    section.id.as_str()
}

#[test]
fn every_file_reads_and_says_what_it_may_be_used_for() {
    for (name, text) in bank::FILES {
        if let Err(errors) = file::read(text) {
            panic!("{name}: {:?}", errors.iter().map(file::FileError::said).collect::<Vec<_>>());
        }
        assert!(text.starts_with("# SPDX-License-Identifier: CC0-1.0\n"), "{name}");
    }
    let ids: Vec<_> = bank().iter().map(|one| one.id.to_string()).collect();
    assert_eq!(ids, ["team-review", "company-review", "personal-review", "mid-cycle-revision"]);
    assert_eq!(bank().iter().map(|one| one.purpose).collect::<Vec<_>>(), Purpose::ALL);
}

#[test]
fn every_section_has_one_sentence_on_top() {
    for all in bank() {
        for section in &all.sections {
            let about = &section.about;
            assert!(about.ends_with('.') && about.matches('.').count() == 1 && !about.contains('\n'), "{about}");
        }
    }
}

#[test]
fn no_two_questions_of_a_questionnaire_say_the_same() {
    for all in bank() {
        let texts: BTreeSet<_> = all.questions().map(|(_, _, question)| &question.text).collect();
        assert_eq!(texts.len(), all.questions().count(), "{}", all.id);
    }
}

#[test]
fn the_team_review_has_nine_segments_of_three_with_one_reversed_each() {
    let team = of(Purpose::Team);
    let segments = [
        "cohesion",
        "balance",
        "decision-making",
        "trust-and-safety",
        "harmony",
        "clarity-of-purpose",
        "learning",
        "support-from-outside",
        "flow-of-delivery",
    ];
    let (words_of_one, scales) = team.sections.split_last().unwrap();
    assert_eq!(scales.iter().map(words).collect::<Vec<_>>(), segments);
    for section in scales {
        assert!(section.questions.iter().all(|one| matches!(one.ask, Ask::Scale { .. }) && one.required), "{}", section.id);
        let count = section.questions.iter().filter(|one| reversed(one)).count();
        assert_eq!((section.questions.len(), count), (3, 1), "{}", section.id);
    }
    assert_eq!(words_of_one.questions.len(), 2);
    assert_eq!(team.questions().count(), 29);
    assert!(team.minutes() < 8);
}

#[test]
fn the_company_review_takes_less_than_eight_minutes() {
    let company = of(Purpose::Company);
    let segments = [
        "satisfaction",
        "internal-communication",
        "knowledge-transfer",
        "tools-and-support",
        "two-way-feedback",
        "growth",
        "leadership",
        "effect-on-me",
        "trust-in-this-survey",
        "in-your-words",
    ];
    assert_eq!(company.sections.iter().map(words).collect::<Vec<_>>(), segments);
    let count = |wanted: fn(&Ask) -> bool| company.questions().filter(|(_, _, question)| wanted(&question.ask)).count();
    assert_eq!(company.questions().count(), 29);
    assert_eq!(count(|ask| matches!(ask, Ask::Scale { .. })), 26);
    assert_eq!(count(|ask| *ask == Ask::Recommend), 1);
    assert_eq!(count(|ask| *ask == Ask::Text), 2);
    assert!(company.minutes() < 8);
}

#[test]
fn open_questions_of_surveys_ask_to_name_no_one() {
    for all in [of(Purpose::Team), of(Purpose::Company)] {
        for (_, _, question) in all.questions().filter(|(_, _, question)| question.ask == Ask::Text) {
            assert!(question.help.starts_with("Please name no one") && !question.required, "{}", question.id);
        }
    }
}

#[test]
fn the_mid_cycle_revision_asks_how_it_goes_how_sure_and_what_next() {
    let all = of(Purpose::MidCycle);
    let options = |id: &str| -> Vec<String> {
        all.question(&slug(id)).unwrap().ask.options().iter().map(|option| option.id.to_string()).collect()
    };
    assert_eq!(options("progress-state"), ["on-track", "slow", "stuck", "done"]);
    assert_eq!(options("progress-confidence"), (0..=10).map(|n| n.to_string()).collect::<Vec<_>>());
    assert_eq!(options("decision-choice"), ["keep", "change", "drop"]);
}
