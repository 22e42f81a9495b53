mod banked;
mod editing;
mod identity;
mod json;
mod reading;
mod rules;
mod writing;

use super::*;
use proptest::prelude::*;

fn slug(text: &str) -> Slug {
    Slug::new(text).unwrap()
}

fn question(id: &str, ask: Ask) -> Question {
    let required = ask.required_by_default();
    Question { id: slug(id), text: format!("The text of {id}"), help: String::new(), mirror: String::new(), required, ask }
}

fn scale(id: &str) -> Question {
    question(id, Ask::Scale { reversed: false })
}

fn choices(count: usize) -> Vec<Choice> {
    (1..=count).map(|n| Choice { id: slug(&format!("option-{n}")), text: format!("Option {n}") }).collect()
}

fn section(id: &str, questions: Vec<Question>) -> Section {
    Section { id: slug(id), title: format!("Title of {id}"), about: String::new(), questions }
}

fn questionnaire(sections: Vec<Section>) -> Questionnaire {
    Questionnaire {
        id: slug("team-review"),
        title: "Team review".into(),
        purpose: Purpose::Team,
        lang: "en".into(),
        about: String::new(),
        sections,
    }
}

/// A small one that keeps every rule.
fn small() -> Questionnaire {
    questionnaire(vec![section("cohesion", vec![scale("cohesion-1"), scale("cohesion-2")])])
}

/// Characters that files have to be careful with, and others.
const LINE: &str = r#"[a-z"'\\#={}\[\] .,é李😀\u{2028}\u{feff}]{0,20}"#;
const LINES: &str = r#"[a-z"'\\#= \n😀]{0,30}"#;

/// A text that is not blank.
fn line() -> impl Strategy<Value = String> {
    (LINE, "[a-zA-Z\"\\\\]", LINE).prop_map(|(before, one, after)| format!("{before}{one}{after}"))
}

fn ask() -> impl Strategy<Value = Ask> {
    let options = || {
        prop::collection::vec(line(), 2..=MOST_OPTIONS).prop_map(|texts| {
            let choice = |(at, text)| Choice { id: slug(&format!("o-{at}")), text };
            texts.into_iter().enumerate().map(choice).collect::<Vec<_>>()
        })
    };
    prop_oneof![
        any::<bool>().prop_map(|reversed| Ask::Scale { reversed }),
        options().prop_map(|options| Ask::Single { options }),
        (options(), prop::option::of(1u8..=2)).prop_map(|(options, at_most)| Ask::Multiple { options, at_most }),
        Just(Ask::Text),
    ]
}

/// Any questionnaire that keeps every rule.
fn valid() -> impl Strategy<Value = Questionnaire> {
    let questions = prop::collection::vec((line(), LINES, prop::option::of(line()), any::<bool>(), ask()), 1..5);
    let sections = prop::collection::vec((line(), LINES, questions), 1..4);
    let lang = prop::sample::select(vec!["en", "de", "pt-BR", "zh-Hant-TW"]);
    (line(), prop::sample::select(Purpose::ALL.to_vec()), lang, LINES, sections, any::<bool>()).prop_map(
        |(title, purpose, lang, about, sections, recommends)| {
            let mut all = Questionnaire { id: slug("any"), title, purpose, lang: lang.to_owned(), about, sections: Vec::new() };
            for (at, (title, about, questions)) in sections.into_iter().enumerate() {
                type Drawn = (String, String, Option<String>, bool, Ask);
                let one = |(n, (text, help, mirror, required, ask)): (usize, Drawn)| {
                    let required = required && !(ask == Ask::Text && purpose.is_survey());
                    let mirror = mirror.filter(|_| !purpose.is_survey()).unwrap_or_default();
                    Question { id: slug(&format!("q-{at}-{n}")), text, help, mirror, required, ask }
                };
                let questions = questions.into_iter().enumerate().map(one).collect();
                all.sections.push(Section { id: slug(&format!("s-{at}")), title, about, questions });
            }
            all.sections[0].questions.push(scale("always"));
            if recommends {
                all.sections[0].questions.push(question("recommend", Ask::Recommend));
            }
            all
        },
    )
}

#[test]
fn questions_come_in_order_with_their_sections() {
    let all = questionnaire(vec![section("a", vec![scale("a-1"), scale("a-2")]), section("b", vec![scale("b-1")])]);
    let told: Vec<_> = all.questions().map(|(at, section, one)| (at, section.id.as_str(), one.id.as_str())).collect();
    assert_eq!(told, [(0, "a", "a-1"), (0, "a", "a-2"), (1, "b", "b-1")]);
    assert_eq!(all.question(&slug("b-1")), Some(&scale("b-1")));
    assert_eq!(all.question(&slug("b")), None);
}

#[test]
fn minutes_are_rounded_up_and_at_least_one() {
    let of = |scales: usize, texts: usize| {
        let scales = (0..scales).map(|n| scale(&format!("s-{n}")));
        let texts = (0..texts).map(|n| question(&format!("t-{n}"), Ask::Text));
        questionnaire(vec![section("all", scales.chain(texts).collect())]).minutes()
    };
    assert_eq!([of(0, 0), of(1, 0), of(6, 0), of(7, 0), of(0, 2), of(26, 2)], [1, 1, 1, 2, 2, 7]);
}

#[test]
fn a_duplicate_has_another_id_and_title_and_the_same_questions() {
    let all = small();
    let copy = all.duplicate(slug("copy"), "A copy".into());
    assert_eq!((copy.id.as_str(), copy.title.as_str()), ("copy", "A copy"));
    assert_eq!(Questionnaire { id: all.id.clone(), title: all.title.clone(), ..copy }, all);
}
