use super::*;

/// The problems of a questionnaire, each as its sentence.
fn said(all: &Questionnaire) -> Vec<String> {
    all.check().err().unwrap_or_default().iter().map(Problem::said).collect()
}

/// The one problem after a change of a good questionnaire.
fn one(change: impl FnOnce(&mut Questionnaire)) -> String {
    let mut all = small();
    change(&mut all);
    let mut said = said(&all);
    assert_eq!(said.len(), 1, "{said:?}");
    said.remove(0)
}

/// The one problem after a change of a good question.
fn one_of_question(change: impl FnOnce(&mut Question)) -> String {
    one(|all| change(&mut all.sections[0].questions[1]))
}

#[test]
fn a_good_one_has_no_problems() {
    assert_eq!(small().check(), Ok(()));
}

#[test]
fn a_problem_says_where_it_is_by_index_and_id() {
    let mut all = small();
    all.sections[0].questions[1].id = slug("cohesion-1");
    let spot = |index, id, words: &str| Spot { index, id: slug(id), words: words.into() };
    let at = Place::Question {
        section: spot(0, "cohesion", "Title of cohesion"),
        question: spot(1, "cohesion-1", "The text of cohesion-2"),
    };
    assert_eq!(all.check(), Err(vec![Problem { at, fault: Fault::SameIdAsQuestion }]));
}

#[test]
fn ids_are_unique_over_sections_and_questions() {
    assert_eq!(
        one_of_question(|question| question.id = slug("cohesion-1")),
        "The question “The text of cohesion-2” has the same id as another: cohesion-1."
    );
    assert_eq!(
        one_of_question(|question| question.id = slug("cohesion")),
        "The question “The text of cohesion-2” has the same id as a section: cohesion."
    );
    assert_eq!(
        one(|all| all.sections.push(section("cohesion", vec![scale("x")]))),
        "The section “Title of cohesion” has the same id as another: cohesion."
    );
    assert_eq!(
        one(|all| all.sections.push(section("cohesion-1", vec![scale("x")]))),
        "The section “Title of cohesion-1” has the same id as a question: cohesion-1."
    );
    let mut twice = choices(2);
    twice[1].id = slug("option-1");
    assert_eq!(
        one_of_question(|question| question.ask = Ask::Single { options: twice }),
        "The option “Option 2” of the question “The text of cohesion-2” has the same id as another: option-1."
    );
    // Options of different questions may have the same.
    let ask = || Ask::Single { options: choices(2) };
    assert_eq!(questionnaire(vec![section("a", vec![scale("x"), question("y", ask()), question("z", ask())])]).check(), Ok(()));
}

#[test]
fn there_is_something_to_answer() {
    assert_eq!(one(|all| all.sections.clear()), "The questionnaire has no sections.");
    assert_eq!(one(|all| all.sections[0].questions.clear()), "The section “Title of cohesion” has no questions.");
}

#[test]
fn texts_have_to_be_there() {
    assert_eq!(one(|all| all.title = " ".into()), "The questionnaire has no title.");
    assert_eq!(one(|all| all.sections[0].title.clear()), "Section 1 has no title.");
    assert_eq!(
        one_of_question(|question| question.text = "\n".into()),
        "Question 2 of the section “Title of cohesion” has no text."
    );
    let mut blank = choices(2);
    blank[1].text.clear();
    assert_eq!(
        one_of_question(|question| question.ask = Ask::Single { options: blank }),
        "Option 2 of the question “The text of cohesion-2” has no text."
    );
}

#[test]
fn texts_are_short_enough_in_characters() {
    let long = |most: usize| "ü".repeat(most + 1);
    assert_eq!(one(|all| all.title = long(120)), "The title of the questionnaire has more than 120 characters.");
    assert_eq!(one(|all| all.about = long(2000)), "The introduction of the questionnaire has more than 2000 characters.");
    assert!(one(|all| all.sections[0].title = long(80)).ends_with("ü…” has more than 80 characters."));
    assert!(one(|all| all.sections[0].about = long(2000)).ends_with(" has more than 2000 characters."));
    assert!(one_of_question(|question| question.text = long(400)).ends_with("ü…” has more than 400 characters."));
    assert!(one_of_question(|question| question.help = long(600)).ends_with(" has more than 600 characters."));
    let mut options = choices(2);
    options[0].text = long(200);
    assert!(
        one_of_question(|q| q.ask = Ask::Single { options }).ends_with("“The text of cohesion-2” has more than 200 characters.")
    );

    let mut all = small();
    all.title = "ü".repeat(120);
    all.about = "ü".repeat(2000);
    all.sections[0].title = "ü".repeat(80);
    all.sections[0].about = "ü".repeat(2000);
    all.sections[0].questions[0].text = "ü".repeat(400);
    all.sections[0].questions[0].help = "ü".repeat(600);
    let longest = Choice { id: slug("longest"), text: "ü".repeat(200) };
    all.sections[0].questions[1].ask = Ask::Single { options: [choices(11), vec![longest]].concat() };
    assert_eq!(all.check(), Ok(()));
}

#[test]
fn control_characters_are_refused_but_newlines_where_there_are_lines() {
    let text = "has a line break, a tab or another control character.";
    assert_eq!(one(|all| all.title = "a\nb".into()), format!("The title of the questionnaire {text}"));
    assert_eq!(one_of_question(|one| one.text = "a\u{85}b".into()), format!("The question “a b” {text}"));
    assert_eq!(
        one_of_question(|one| one.help = "a\tb".into()),
        "The help of the question “The text of cohesion-2” has a tab or another control character."
    );
    let mut all = small();
    all.about = "a\nb\n".into();
    all.sections[0].about = "a\n\nb".into();
    all.sections[0].questions[0].help = "\na".into();
    assert_eq!(all.check(), Ok(()));
}

#[test]
fn there_are_not_too_many() {
    let many = |sections: usize, each: usize| {
        let questions = |at| (0..each).map(|n| scale(&format!("q-{at}-{n}"))).collect();
        questionnaire((0..sections).map(|at| section(&format!("s-{at}"), questions(at))).collect())
    };
    assert_eq!(said(&many(20, 6)), [""; 0]);
    assert_eq!(said(&many(4, 30)), [""; 0]);
    assert_eq!(said(&many(21, 1)), ["The questionnaire has more than 20 sections."]);
    assert_eq!(said(&many(1, 31)), ["The section “Title of s-0” has more than 30 questions."]);
    assert_eq!(said(&many(11, 11)), ["The questionnaire has more than 120 questions."]);
}

#[test]
fn options_are_two_to_twelve() {
    let of = |count| one_of_question(|question| question.ask = Ask::Single { options: choices(count) });
    assert_eq!(of(1), "The question “The text of cohesion-2” needs at least 2 options.");
    assert_eq!(of(13), "The question “The text of cohesion-2” has more than 12 options.");
    let of = |at_most| one_of_question(|one| one.ask = Ask::Multiple { options: choices(3), at_most: Some(at_most) });
    for wrong in [0, 4, 255] {
        assert_eq!(
            of(wrong),
            "The question “The text of cohesion-2” has 3 options, so the most that may be chosen is a number from 1 to 3."
        );
    }
    let one = questionnaire(vec![section(
        "a",
        vec![scale("x"), question("y", Ask::Multiple { options: choices(1), at_most: Some(2) })],
    )]);
    assert_eq!(
        said(&one),
        [
            "The question “The text of y” needs at least 2 options.",
            "The question “The text of y” limits a choice that it does not offer.",
        ]
    );
    for fine in [None, Some(1), Some(3)] {
        let ask = Ask::Multiple { options: choices(3), at_most: fine };
        assert_eq!(questionnaire(vec![section("a", vec![scale("x"), question("y", ask)])]).check(), Ok(()));
    }
}

#[test]
fn surveys_need_a_scale_and_force_nobody_to_write() {
    let text = |required| Question { required, ..question("words", Ask::Text) };
    for purpose in Purpose::ALL {
        let only_text = Questionnaire { purpose, ..questionnaire(vec![section("a", vec![text(true)])]) };
        let expected: &[&str] = if purpose.is_survey() {
            &[
                "The questionnaire needs at least one scale question, because reviews are compared by scales.",
                "The question “The text of words” cannot be required: in team and company reviews nobody has to write a text.",
            ]
        } else {
            &[]
        };
        assert_eq!(said(&only_text), expected, "{purpose:?}");
        let both = Questionnaire { purpose, ..questionnaire(vec![section("a", vec![text(false), scale("x")])]) };
        assert_eq!(said(&both), [""; 0], "{purpose:?}");
    }
}

#[test]
fn there_is_one_recommend_score() {
    let recommend = |id| question(id, Ask::Recommend);
    let all = questionnaire(vec![section("a", vec![scale("x"), recommend("y")]), section("b", vec![recommend("z")])]);
    assert_eq!(said(&all), ["The question “The text of z” is a second recommend question; only one score can be shown."]);
}

#[test]
fn the_language_is_a_tag() {
    assert_eq!(one(|all| all.lang = "English".into()), "The language of the questionnaire is not written like en, de or pt-BR.");
}

#[test]
fn all_problems_are_told_from_top_to_bottom() {
    let mut all = small();
    all.title.clear();
    all.lang.clear();
    all.sections[0].questions[0].text.clear();
    all.sections.push(section("empty", vec![]));
    assert_eq!(
        said(&all),
        [
            "The questionnaire has no title.",
            "The language of the questionnaire is not written like en, de or pt-BR.",
            "Question 1 of the section “Title of cohesion” has no text.",
            "The section “Title of empty” has no questions.",
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_drawn_as_valid_is(all in valid()) {
        prop_assert_eq!(all.check(), Ok(()));
    }
}
