use super::*;

fn again(all: &Questionnaire) -> Questionnaire {
    let text = file::write(all);
    file::read(&text).unwrap_or_else(|errors| {
        panic!("{text}\n{:?}", errors.iter().map(file::FileError::said).collect::<Vec<_>>());
    })
}

#[test]
fn a_file_is_pleasant_to_read() {
    let mut all = small();
    all.about = "One line.\nSays \"this\".".into();
    let multiple = Question { required: true, ..question("any", Ask::Multiple { options: choices(2), at_most: Some(1) }) };
    all.sections[0].questions = vec![question("apart", Ask::Scale { reversed: true }), multiple];
    all.sections[0].questions[0].help = "Say \"no\" with a \\.".into();
    let expected = r#"id = "team-review"
title = "Team review"
purpose = "team"
lang = "en"
about = """
One line.
Says "this"."""

[[section]]
id = "cohesion"
title = "Title of cohesion"

[[section.question]]
id = "apart"
text = "The text of apart"
help = "Say \"no\" with a \\."
kind = "scale"
reversed = true

[[section.question]]
id = "any"
text = "The text of any"
kind = "multiple"
required = true
at_most = 1
options = [
    { id = "option-1", text = "Option 1" },
    { id = "option-2", text = "Option 2" },
]
"#;
    assert_eq!(file::write(&all), expected);
    assert_eq!(again(&all), all);
}

#[test]
fn quotes_and_breaks_at_the_ends_come_back() {
    for about in ["\"\"\"\n\"\"\"\"", "\n", "\n\n", "a\n\"", "a\"\n", "\\\n", "  a  \n  ", "\\\n  a", "'''\n"] {
        let all = Questionnaire { about: about.into(), ..small() };
        assert_eq!(again(&all), all, "{about:?}");
    }
}

#[test]
fn the_bank_comes_back() {
    for all in bank() {
        assert_eq!(again(&all), all);
    }
}

#[test]
fn what_breaks_the_rules_is_still_toml() {
    let mut all = small();
    all.title = "a\tb\r\u{1}\u{7f}\nc".into();
    let errors = file::read(&file::write(&all)).unwrap_err();
    let faults: Vec<_> = errors.iter().map(|error| (error.key.as_str(), error.fault.clone())).collect();
    let problem = Problem { at: Place::Questionnaire, fault: Fault::ControlCharacter(Field::Title) };
    assert_eq!(faults, [("title", file::FileFault::Problem(problem))]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_is_written_reads_the_same(all in valid()) {
        prop_assert_eq!(again(&all), all);
    }
}
