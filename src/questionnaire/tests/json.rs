//! The form in which questionnaires are stored and sent: it must not change.

use super::*;

#[test]
fn json_is_compact_and_stable() {
    let mut all = questionnaire(vec![section(
        "all",
        vec![
            scale("a"),
            question("b", Ask::Scale { reversed: true }),
            question("c", Ask::Recommend),
            question("d", Ask::Single { options: choices(2) }),
            question("e", Ask::Multiple { options: choices(2), at_most: Some(1) }),
            Question { help: "Help".into(), ..question("f", Ask::Text) },
        ],
    )]);
    all.purpose = Purpose::MidCycle;
    let options = r#"[{"id":"option-1","text":"Option 1"},{"id":"option-2","text":"Option 2"}]"#;
    let questions = [
        r#"{"id":"a","text":"The text of a","required":true,"ask":{"kind":"scale"}}"#.to_owned(),
        r#"{"id":"b","text":"The text of b","required":true,"ask":{"kind":"scale","reversed":true}}"#.to_owned(),
        r#"{"id":"c","text":"The text of c","required":false,"ask":{"kind":"recommend"}}"#.to_owned(),
        format!(r#"{{"id":"d","text":"The text of d","required":false,"ask":{{"kind":"single","options":{options}}}}}"#),
        format!(
            r#"{{"id":"e","text":"The text of e","required":false,"ask":{{"kind":"multiple","options":{options},"at_most":1}}}}"#
        ),
        r#"{"id":"f","text":"The text of f","help":"Help","required":false,"ask":{"kind":"text"}}"#.to_owned(),
    ];
    let expected = format!(
        r#"{{"id":"team-review","title":"Team review","purpose":"mid-cycle","lang":"en","sections":[{{"id":"all","title":"Title of all","questions":[{}]}}]}}"#,
        questions.join(",")
    );
    assert_eq!(serde_json::to_string(&all).unwrap(), expected);
    assert_eq!(serde_json::from_str::<Questionnaire>(&expected).unwrap(), all);
}

#[test]
fn the_words_of_files_are_those_of_json() {
    for purpose in Purpose::ALL {
        assert_eq!(serde_json::to_value(purpose).unwrap(), purpose.word());
    }
    let asks = [
        Ask::Scale { reversed: false },
        Ask::Recommend,
        Ask::Single { options: vec![] },
        Ask::Multiple { options: vec![], at_most: None },
        Ask::Text,
    ];
    for (ask, kind) in asks.iter().zip(Ask::KINDS) {
        assert_eq!(ask.kind(), kind);
        assert_eq!(serde_json::to_value(ask).unwrap()["kind"], kind);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn what_is_stored_comes_back(all in valid()) {
        let json = serde_json::to_string(&all).unwrap();
        prop_assert_eq!(serde_json::from_str::<Questionnaire>(&json).unwrap(), all);
    }
}
