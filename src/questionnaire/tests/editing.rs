//! Moving, duplicating, removing and putting back.

use crate::questionnaire::{Direction, Questionnaire, Slug, bank};

fn slug(text: &str) -> Slug {
    Slug::new(text).expect("an id")
}

/// Two sections: a and b of them, and c alone.
fn small() -> Questionnaire {
    let mut form = bank().into_iter().next().expect("the bank has one");
    form.sections.truncate(2);
    for (section, (id, questions)) in form.sections.iter_mut().zip([("one", vec!["a", "b"]), ("two", vec!["c"])]) {
        section.id = slug(id);
        section.questions.truncate(questions.len());
        for (question, id) in section.questions.iter_mut().zip(questions) {
            question.id = slug(id);
        }
    }
    form
}

fn order(form: &Questionnaire) -> String {
    let section = |section: &crate::questionnaire::Section| {
        let ids: Vec<_> = section.questions.iter().map(|question| question.id.as_str()).collect();
        format!("{}:{}", section.id, ids.join(","))
    };
    form.sections.iter().map(section).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_question_moves_past_its_neighbour_and_over_the_edge_of_its_section() {
    let mut form = small();
    assert!(form.shift(&slug("b"), Direction::Up));
    assert_eq!(order(&form), "one:b,a two:c");
    form.shift(&slug("a"), Direction::Down);
    assert_eq!(order(&form), "one:b two:a,c");
    form.shift(&slug("a"), Direction::Up);
    assert_eq!(order(&form), "one:b,a two:c");
    form.shift(&slug("b"), Direction::Up);
    assert_eq!(order(&form), "one:b,a two:c", "the first stays the first");
    form.shift(&slug("c"), Direction::Down);
    assert_eq!(order(&form), "one:b,a two:c", "the last stays the last");
    form.shift(&slug("two"), Direction::Up);
    assert_eq!(order(&form), "two:c one:b,a");
    form.shift(&slug("two"), Direction::Up);
    assert_eq!(order(&form), "two:c one:b,a");
    assert!(form.place(&slug("a"), &slug("two"), 0));
    assert_eq!(order(&form), "two:a,c one:b");
    assert!(form.place(&slug("a"), &slug("one"), 99));
    assert_eq!(order(&form), "two:c one:b,a");
    assert!(!form.shift(&slug("no"), Direction::Up) && !form.place(&slug("a"), &slug("no"), 0));
}

#[test]
fn a_copy_stands_behind_and_has_an_id_of_its_own() {
    let mut form = small();
    assert_eq!(form.copy(&slug("a")), Some(slug("a-copy")));
    assert_eq!(form.copy(&slug("a")), Some(slug("a-copy-2")));
    assert_eq!(order(&form), "one:a,a-copy-2,a-copy,b two:c");
    assert_eq!(form.copy(&slug("no")), None);
    assert_eq!(form.copy(&slug("two")), Some(slug("two-copy")));
    assert_eq!(form.copy(&slug("one")), Some(slug("one-copy")));
    assert_eq!(order(&form), "one:a,a-copy-2,a-copy,b one-copy:a-copy-3,a-copy-2-copy,a-copy-copy,b-copy two:c two-copy:c-copy");
    assert_eq!(form.sections[1].title, form.sections[0].title);
}

#[test]
fn what_was_removed_comes_back_to_where_it_was() {
    let before = small();
    let mut form = before.clone();
    assert!(form.remove(&slug("b")) && form.remove(&slug("a")));
    assert!(form.put_back(&before, &slug("b")) && form.put_back(&before, &slug("a")));
    assert_eq!(form, before);
    assert!(form.remove(&slug("one")) && !form.remove(&slug("one")));
    assert_eq!(order(&form), "two:c");
    assert!(form.put_back(&before, &slug("one")));
    assert_eq!(form, before);
    // What moved elsewhere meanwhile stays there.
    form.place(&slug("a"), &slug("two"), 0);
    form.remove(&slug("one"));
    form.put_back(&before, &slug("one"));
    assert_eq!(order(&form), "one:b two:a,c");
    assert!(!form.put_back(&before, &slug("no")));
}

#[test]
fn what_was_edited_becomes_what_it_was() {
    let before = small();
    let mut form = before.clone();
    form.question_mut(&slug("a")).expect("there").text = "Something else.".to_owned();
    form.shift(&slug("a"), Direction::Down);
    form.put_back(&before, &slug("a"));
    assert_eq!(order(&form), "one:b,a two:c", "where it stands now is another matter");
    assert_eq!(form.question(&slug("a")), before.question(&slug("a")));
    form.sections[1].title = "Else".to_owned();
    form.put_back(&before, &slug("two"));
    assert_eq!(form.section(&slug("two")), before.section(&slug("two")));
}

#[test]
fn ids_are_made_of_words() {
    let free = |words: &str| Slug::of_words(words, |_| false).to_string();
    assert_eq!(free("When I'm stuck, somebody helps."), "when-i-m-stuck-somebody-helps");
    assert_eq!(free("Größe & Übersicht"), "grosse-ubersicht");
    assert_eq!(free("  —  "), "part");
    assert_eq!(free(&"wort".repeat(40)).len(), 40);
    assert!(free(&"many words in a row ".repeat(40)).len() <= 40);
    assert_eq!(Slug::of_words("a", |id| id.as_str() == "a").as_str(), "a-2");
}
