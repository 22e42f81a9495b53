use super::*;
use file::{FileError, LARGEST, MOST_ERRORS, read, read_bytes, template};

/// The start of a file whose first section begins on line 5 and its question on line 8.
const HEAD: &str = "id = \"a\"\ntitle = \"A\"\npurpose = \"team\"\nlang = \"en\"\n";
const SECTION: &str = "[[section]]\nid = \"s\"\ntitle = \"S\"\n";
const QUESTION: &str = "[[section.question]]\nid = \"q\"\ntext = \"Q\"\nkind = \"scale\"\n";

fn said(text: &str) -> Vec<String> {
    read(text).err().unwrap_or_default().iter().map(FileError::said).collect()
}

fn good() -> String {
    format!("{HEAD}{SECTION}{QUESTION}")
}

#[test]
fn the_template_reads_and_has_every_kind() {
    let all = read(template()).unwrap();
    let kinds: std::collections::BTreeSet<_> = all.questions().map(|(_, _, question)| question.ask.kind()).collect();
    assert_eq!(kinds, Ask::KINDS.into_iter().collect());
    assert_eq!(all.about, "Thank you for taking part.\nAnswer for the last three months.");
}

#[test]
fn the_template_names_every_key() {
    for key in ["id", "title", "purpose", "lang", "about", "text", "help", "kind", "required", "reversed", "options", "at_most"] {
        assert!(template().lines().any(|line| line.starts_with(&format!("{key} ="))), "{key}");
    }
}

#[test]
fn a_small_file_reads() {
    assert_eq!(said(&good()), [""; 0]);
    let windows = format!("\u{feff}{}", good().replace('\n', "\r\n"));
    assert_eq!(read(&windows).unwrap(), read(&good()).unwrap());
    let about = format!("about = \"\"\"\r\nOne\r\nTwo\"\"\"\r\n{}", good());
    assert_eq!(read(&about).unwrap().about, "One\nTwo");
}

#[test]
fn only_scales_are_required_by_default() {
    let more = |id: &str, kind: &str| QUESTION.replace("\"q\"", id).replace("\"scale\"", kind);
    let options = "options = [{ id = \"a\", text = \"A\" }, { id = \"b\", text = \"B\" }]\n";
    let text = [
        good(),
        more("\"r\"", "\"recommend\""),
        more("\"o\"", "\"single\""),
        options.to_owned(),
        more("\"m\"", "\"multiple\""),
        options.to_owned(),
        more("\"t\"", "\"text\""),
        more("\"n\"", "\"scale\"\nrequired = false"),
        more("\"p\"", "\"multiple\"\nrequired = true"),
        options.to_owned(),
    ];
    let all = read(&text.concat()).unwrap();
    let required: Vec<_> = all.questions().map(|(_, _, question)| question.required).collect();
    assert_eq!(required, [true, false, false, false, false, false, true]);
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    let text = good().replace("title = \"A\"", "title = \"A").replace("text = \"Q\"", "text \"Q\"");
    let errors = read(&text).unwrap_err();
    assert_eq!(errors.iter().map(|error| (error.line, error.key.as_str())).collect::<Vec<_>>(), [(2, ""), (10, "")]);
    assert!(errors[0].said().starts_with("Line 2: this is not TOML: "), "{}", errors[0].said());
    let twice = good().replace("lang = \"en\"", "lang = \"en\"\nlang = \"de\"");
    assert_eq!(said(&twice), ["Line 5: this is not TOML: duplicate key."]);
}

#[test]
fn unknown_keys_come_with_what_was_perhaps_meant() {
    let text = good().replace("title = \"A\"", "title = \"A\"\nabuot = \"x\"").replace("kind =", "likert = 7\nTExt = 1\nkind =");
    assert_eq!(
        said(&text),
        [
            "Line 3, abuot: nothing is called abuot here; perhaps about was meant.",
            "Line 12, section[1].question[1].likert: nothing is called likert here; known here are id, text, help, mirror, kind, \
             required, reversed, options and at_most.",
            "Line 13, section[1].question[1].TExt: nothing is called TExt here; perhaps text was meant.",
        ]
    );
}

#[test]
fn missing_keys_are_told_on_the_line_of_their_table() {
    let text = "purpose = \"team\"\nlang = \"en\"\n\n[[section]]\n\n[[section.question]]\nkind = \"single\"\n";
    assert_eq!(
        said(text),
        [
            "Line 1, id: this key is missing.",
            "Line 1: The questionnaire needs at least one scale question, because reviews are compared by scales.",
            "Line 1, title: this key is missing.",
            "Line 4, section[1].id: this key is missing.",
            "Line 4, section[1].title: this key is missing.",
            "Line 6, section[1].question[1].id: this key is missing.",
            "Line 6, section[1].question[1].options: this key is missing.",
            "Line 6, section[1].question[1].text: this key is missing.",
        ]
    );
    assert_eq!(said("")[0], "Line 1, id: this key is missing.");
    assert!(said("").contains(&"Line 1: The questionnaire has no sections.".to_owned()));
}

#[test]
fn wrong_types_are_told() {
    let options = "options = [\n{ id = \"a\", text = 1.5 },\n\"b\",\n]\n";
    let text = good()
        .replace("title = \"A\"", "title = 7")
        .replace("text = \"Q\"", "text = [\"Q\"]")
        .replace("kind = \"scale\"\n", &format!("kind = \"multiple\"\nrequired = \"yes\"\nat_most = 2027-01-01\n{options}"));
    assert_eq!(
        said(&text),
        [
            "Line 2, title: this has to be a text in quotes, not a whole number.",
            "Line 3: The questionnaire needs at least one scale question, because reviews are compared by scales.",
            "Line 10, section[1].question[1].text: this has to be a text in quotes, not a list in brackets.",
            "Line 12, section[1].question[1].required: this has to be true or false, not a text in quotes.",
            "Line 13, section[1].question[1].at_most: this has to be a whole number, not a date.",
            "Line 15, section[1].question[1].options[1].text: this has to be a text in quotes, not a number with a decimal \
             point.",
            "Line 16, section[1].question[1].options[2]: this has to be a table, not a text in quotes.",
        ]
    );
    let lists = format!("section = [1, {{ id = \"s\", title = \"S\", question = [true] }}]\n{HEAD}");
    assert_eq!(
        said(&lists),
        [
            "Line 1, section[1]: this has to be a table, not a whole number.",
            "Line 1, section[2].question[1]: this has to be a table, not true or false.",
        ]
    );
    assert_eq!(
        said(&format!("section = \"s\"\n{HEAD}")),
        ["Line 1, section: this has to be a list in brackets, not a text in quotes."]
    );
}

#[test]
fn single_brackets_are_told_by_what_to_write() {
    assert_eq!(
        said(&good().replace("[[section.question]]", "[section.question]")),
        ["Line 8, section[1].question: write [[section.question]] with two pairs of brackets, once for each."]
    );
    assert_eq!(
        said(&format!("{HEAD}{}", SECTION.replace("[[section]]", "[section]"))),
        ["Line 5, section: write [[section]] with two pairs of brackets, once for each."]
    );
}

#[test]
fn bad_values_are_told() {
    let text = good()
        .replace("id = \"q\"", "id = \"Q 1\"")
        .replace("\"team\"", "\"midcycle\"")
        .replace("kind = \"scale\"", "kind = \"likert\"\nreversed = true");
    assert_eq!(
        said(&text),
        [
            "Line 3, purpose: “midcycle” is not a purpose; perhaps mid-cycle was meant.",
            "Line 9, section[1].question[1].id: “Q 1” cannot be an id: an id has only small letters.",
            "Line 11, section[1].question[1].kind: “likert” is not a kind of question; it is one of scale, recommend, single, \
             multiple or text.",
        ]
    );
    let options = "options = [{ id = \"a\", text = \"A\" }, { id = \"b\", text = \"B\" }]\n";
    for number in ["0", "13", "-1", "0x1_0", "99999999999999999999"] {
        let multiple =
            format!("{}{options}at_most = {number}\n", QUESTION.replace("scale", "multiple").replace("\"q\"", "\"r\""));
        assert_eq!(
            said(&format!("{}{multiple}", good())),
            ["Line 17, section[1].question[2].at_most: this has to be from 1 to 12."],
            "{number}"
        );
    }
}

#[test]
fn keys_of_other_kinds_are_told() {
    let text = format!("{}reversed = true\noptions = []\nat_most = 1\n", QUESTION.replace("scale", "text"));
    assert_eq!(
        said(&format!("{}{}", good(), text.replace("\"q\"", "\"r\""))),
        [
            "Line 16, section[1].question[2].reversed: questions of the kind text do not have this.",
            "Line 17, section[1].question[2].options: questions of the kind text do not have this.",
            "Line 18, section[1].question[2].at_most: questions of the kind text do not have this.",
        ]
    );
}

#[test]
fn every_rule_is_told_on_its_line() {
    let options = "options = [\n{ id = \"a\", text = \"A\" },\n{ id = \"a\", text = \"\" },\n]\nat_most = 3\n";
    let second = format!("\n[[section.question]]\nid = \"q\"\ntext = \"Which?\"\nkind = \"multiple\"\n{options}");
    let text = format!("{}{second}\n[[section]]\nid = \"empty\"\ntitle = \"E\"\n", good().replace("\"en\"", "\"English\""));
    assert_eq!(
        said(&text),
        [
            "Line 4: The language of the questionnaire is not written like en, de or pt-BR.",
            "Line 14: The question “Which?” has the same id as another: q.",
            "Line 19: Option 2 of the question “Which?” has the same id as another: a.",
            "Line 19: Option 2 of the question “Which?” has no text.",
            "Line 21: The question “Which?” has 2 options, so the most that may be chosen is a number from 1 to 2.",
            "Line 23: The section “E” has no questions.",
        ]
    );
    let keys: Vec<_> = read(&text).unwrap_err().into_iter().map(|error| error.key).collect();
    assert_eq!(
        keys[1..4],
        ["section[1].question[2].id", "section[1].question[2].options[2].id", "section[1].question[2].options[2].text"]
    );
}

#[test]
fn a_mistake_hides_no_other_and_is_told_once() {
    // What could not be read breaks no rule by itself.
    let text = "id = 1\ntitle = 2\npurpose = 3\nlang = 4\nabout = 5\n[[section]]\nid = 6\n[[section.question]]\nkind = 7\n";
    let lines: Vec<_> = read(text).unwrap_err().iter().map(|error| (error.line, error.key.clone())).collect();
    let expected = [
        (1, "id"),
        (2, "title"),
        (3, "purpose"),
        (4, "lang"),
        (5, "about"),
        (6, "section[1].title"),
        (7, "section[1].id"),
        (8, "section[1].question[1].id"),
        (8, "section[1].question[1].text"),
        (9, "section[1].question[1].kind"),
    ];
    assert_eq!(lines, expected.map(|(line, key)| (line, key.to_owned())));
}

#[test]
fn bytes_are_utf_8_and_not_too_many() {
    assert_eq!(read_bytes(good().as_bytes()), read(&good()));
    let mut bytes = good().into_bytes();
    bytes[good().find("Q\"").unwrap()] = 0xe4;
    let said = |bytes: &[u8]| read_bytes(bytes).unwrap_err().iter().map(FileError::said).collect::<Vec<_>>();
    assert_eq!(said(&bytes), ["Line 10: bytes that are no text in UTF-8. Save the file as UTF-8."]);
    let long = |bytes: usize| format!("{}#{}", good(), "x".repeat(bytes - good().len() - 1)).into_bytes();
    assert!(read_bytes(&long(LARGEST)).is_ok());
    assert_eq!(said(&long(LARGEST + 1)), ["The file has 262145 bytes; at most 256 KiB are read."]);
    assert_eq!(read(&String::from_utf8(long(LARGEST + 1)).unwrap()).unwrap_err(), read_bytes(&long(LARGEST + 1)).unwrap_err());
}

#[test]
fn mistakes_without_end_are_cut_short() {
    let keys: Vec<_> = (0..9000).map(|n| format!("key-{n} = {n}")).collect();
    assert_eq!(read(&keys.join("\n")).unwrap_err().len(), MOST_ERRORS);
    assert_eq!(read(&"=\n".repeat(9000)).unwrap_err().len(), MOST_ERRORS);
    let (keys, quoted) = ("a.".repeat(LARGEST / 2 - 10), "''.".repeat(LARGEST / 3 - 10));
    for deep in [
        "[".repeat(LARGEST - 10),
        format!("x = {}", "[".repeat(LARGEST - 10)),
        "{x=".repeat(LARGEST / 3),
        format!("x = {{ {keys}b = 1 }}"),
        format!("{keys}b = 1"),
        format!("[{keys}b]"),
        format!("[[{keys}b]]"),
        format!("section = [{{ {quoted}'' = 1 }}]"),
        keys,
    ] {
        let errors = read(&deep).unwrap_err();
        assert!(errors.iter().all(|error| error.line >= 1 && error.said().len() < 400));
    }
}

/// What files consist of, to be put where it does not belong.
const PIECES: [&str; 24] = [
    "\"",
    "\"\"\"",
    "'",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    ".",
    "\n",
    "\r",
    "#",
    "\\",
    "\\u",
    "0x",
    "-1",
    "true",
    "1.5",
    "id = \"q\"\n",
    "[[section]]\n",
    "[section.question]\n",
];

#[derive(Clone, Debug)]
enum Mutation {
    Insert(prop::sample::Index, &'static str),
    Byte(prop::sample::Index, u8),
    Delete(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize),
    Cut(prop::sample::Index),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        4 => (at(), prop::sample::select(PIECES.to_vec())).prop_map(|(at, piece)| Mutation::Insert(at, piece)),
        2 => (at(), any::<u8>()).prop_map(|(at, byte)| Mutation::Byte(at, byte)),
        4 => (at(), 1usize..40).prop_map(|(at, many)| Mutation::Delete(at, many)),
        2 => (at(), 1usize..200).prop_map(|(at, many)| Mutation::Repeat(at, many)),
        1 => at().prop_map(Mutation::Cut),
    ]
}

fn mutate(bytes: &mut Vec<u8>, mutation: Mutation) {
    let place = |at: prop::sample::Index| at.index(bytes.len() + 1);
    let end = |at: usize, many: usize| (at + many).min(bytes.len());
    match mutation {
        Mutation::Insert(at, piece) => drop(bytes.splice(place(at)..place(at), piece.bytes()).count()),
        Mutation::Byte(at, byte) => bytes.insert(place(at), byte),
        Mutation::Delete(at, many) => drop(bytes.drain(place(at)..end(place(at), many)).count()),
        Mutation::Repeat(at, many) => {
            let again = bytes[place(at)..end(place(at), many)].to_vec();
            bytes.extend(again);
        }
        Mutation::Cut(at) => bytes.truncate(place(at)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn nothing_makes_reading_panic(file in 0usize..5, mutations in prop::collection::vec(mutation(), 1..6)) {
        let files: Vec<&str> = bank::FILES.iter().map(|(_, text)| *text).chain([template()]).collect();
        let mut bytes = files[file].as_bytes().to_vec();
        for mutation in mutations {
            mutate(&mut bytes, mutation);
        }
        let lines = bytes.split(|byte| *byte == b'\n').count();
        match read_bytes(&bytes) {
            Ok(all) => prop_assert_eq!(all.check(), Ok(())),
            Err(errors) => {
                prop_assert!(!errors.is_empty() && errors.len() <= MOST_ERRORS);
                for error in errors {
                    prop_assert!((1..=lines).contains(&error.line), "{:?}", error);
                    prop_assert!(error.said().ends_with('.'), "{}", error.said());
                }
            }
        }
    }

    #[test]
    fn nor_does_any_text(text in "([a-z\"'=\\[\\]{}.,#\\\\ \n0-9]|section|question|id|\\PC){0,80}") {
        let _ = read(&text);
    }
}
