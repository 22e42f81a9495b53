use super::*;
use crate::directory::{
    Resolved, Role,
    fold::{words, words_to_find},
};

fn office() -> Office {
    Office::default()
        .form("Field")
        .form_in("Field", "Field north")
        .form("Closed")
        .closed()
        .hire("Mira Kovačić")
        .mailed("boss@halden.example")
        .titled("Head of engineering")
        .form("Data")
        .led_by("Mira Kovačić")
        .hire("Mara Lind")
        .under("Mira Kovačić")
        .at_home_in("Field")
        .working_in("Zürich")
        .hire("Seán O'Brien")
        .under("Mira Kovačić")
        .at_home_in("Field north")
        .mailed("sob@halden.example")
        .hire("Temi Adeyemi-Featherstonehaugh")
        .under("Mira Kovačić")
        .at_home_in("Closed")
        .hire("Piotr Zieliński")
        .under("Mara Lind")
        .titled("Engineer")
        .hire("Øystein Groß")
        .under("Mara Lind")
        .hire("Đorđe Ilıç")
        .under("Mara Lind")
        .hire("Mira Gone")
        .under("Mara Lind")
        .who_left()
}

#[test]
fn accents_case_and_punctuation_do_not_matter() {
    let office = office();
    for (called, texts) in [
        ("Mira Kovačić", vec!["kovacic", "kovačic", "KOVAČIĆ", "kovac", "mira k", "kovačić, mira", "boss"]),
        ("Seán O'Brien", vec!["obrien", "o'brien", "O’Brien", "brien", "sean o", "sob@halden.example", "sob@"]),
        ("Temi Adeyemi-Featherstonehaugh", vec!["featherstone", "stone", "adeyemi-feather", "adeyemifeather"]),
        ("Øystein Groß", vec!["oystein", "øystein", "oeystein", "gross", "groß"]),
        ("Đorđe Ilıç", vec!["dorde", "djordje", "đorđe", "ilic", "İLIÇ"]),
    ] {
        for text in texts {
            assert_eq!(office.finds(text), [called], "{text}");
        }
    }
}

#[test]
fn typing_errors_are_forgiven() {
    let office = office();
    for (called, texts) in [
        ("Mira Kovačić", vec!["kovacci", "kovacicc", "jovacic", "kovcaic mira", "kvac"]),
        ("Piotr Zieliński", vec!["zielinksi", "zilinsk", "piort", "zeilinksi"]),
        ("Temi Adeyemi-Featherstonehaugh", vec!["fetherstonehauh", "featherstonehuagh", "fetherston"]),
    ] {
        for text in texts {
            assert_eq!(office.finds(text), [called], "{text}");
        }
    }
    assert!(office.finds("zpzz").is_empty());
    assert!(office.finds("mra").is_empty(), "three letters are too few to be mistaken in one");
}

#[test]
fn who_is_called_as_typed_comes_without_those_of_similar_names() {
    let office = office();
    assert_eq!(office.finds("mira"), ["Mira Kovačić"]);
    assert_eq!(office.finds("mara"), ["Mara Lind"]);
    assert_eq!(office.finds("mira lind"), ["Mara Lind"], "nobody has both words");
}

#[test]
fn names_come_before_titles_and_whole_words_before_beginnings() {
    let office = Office::default()
        .hire("Ada Zed")
        .titled("Leading engineer")
        .hire("Lead Young")
        .hire("Bo Leading")
        .hire("Cid")
        .titled("Lead")
        .hire("Misleads All");
    assert_eq!(office.finds("lead"), ["Lead Young", "Bo Leading", "Cid", "Ada Zed", "Misleads All"]);
}

#[test]
fn a_query_is_narrowed_by_team_place_and_role() {
    let (office, any) = (office(), Query::default());
    let found = |query: Query| office.finds_of(&query);
    assert_eq!(found(Query { team: Some(office.team("Field")), ..any.clone() }), ["Mara Lind", "Seán O'Brien"]);
    assert_eq!(found(Query { location: Some("zurich".to_owned()), ..any.clone() }), ["Mara Lind"]);
    assert_eq!(found(Query { left: true, text: "mira".to_owned(), ..any.clone() }), ["Mira Gone"]);
    let role = |role| found(Query { role: Some(role), text: "m".to_owned(), ..Query::default() });
    assert_eq!(role(Role::Leads), ["Mira Kovačić"]);
    assert_eq!(role(Role::Manages), ["Mara Lind", "Mira Kovačić"]);
    assert_eq!(role(Role::NoManager), ["Mira Kovačić"]);
    assert_eq!(role(Role::NoTeam), ["Mira Kovačić"]);
    assert_eq!(role(Role::NoAddress), ["Mara Lind"]);
    assert!(found(Query { role: Some(Role::NoTeam), text: "temi".to_owned(), ..any }).len() == 1, "their team is closed");
}

#[test]
fn a_role_is_written_as_it_is_read() {
    for role in Role::ALL {
        assert_eq!(role.as_str().parse(), Ok(role));
    }
    assert!("lead".parse::<Role>().is_err());
}

#[test]
fn with_nothing_typed_everybody_is_found() {
    let directory = office().directory();
    assert_eq!(directory.search(&Query { text: " \t".to_owned(), ..Query::default() }), directory.people());
    assert_eq!(office().finds("'"), [""; 0]);
}

#[test]
fn an_at_sign_in_a_name_does_not_hide_it() {
    assert_eq!(Office::default().hire(":@home").hire("Mira").finds(":@home"), [":@home"]);
}

#[test]
fn somebody_with_some_of_the_words_is_suggested() {
    let directory = office().directory();
    assert_eq!(names(&directory, &directory.suggest("piotr kowalski", 5)), ["Piotr Zieliński"]);
    assert_eq!(names(&directory, &directory.suggest("m", 1)), ["Mara Lind"]);
    assert_eq!(team_names(&directory, &directory.suggest_teams("nort", 5)), ["Field north"]);
    assert_eq!(team_names(&directory, &directory.suggest_teams("", 2)), ["Data", "Field"]);
}

/// One of the usual errors at this letter: two letters swapped, one dropped, one doubled.
fn with_error(word: &str, kind: u8, at: usize) -> String {
    let mut letters: Vec<_> = word.chars().collect();
    let at = at % (letters.len() - 1);
    match kind {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        _ => letters.insert(at, letters[at]),
    }
    letters.into_iter().collect()
}

proptest! {
    #[test]
    fn everybody_is_found_by_their_name((people, teams) in organisation()) {
        let directory = Directory::of(people, teams);
        for id in directory.people() {
            let text = directory.person(*id).expect("is there").name.to_string();
            prop_assert!(directory.search(&Query { text: text.clone(), ..Query::default() }).contains(id), "{}", text);
        }
    }

    #[test]
    fn whatever_somebody_is_called_their_name_finds_and_means_them(called in "\\PC{0,50}[^\\pC\\pZ]") {
        let directory = Directory::of(vec![somebody(0, &called), somebody(1, "Mira Kovačić")], Vec::new());
        let text = directory.person(person_id(0)).expect("is there").name.to_string();
        prop_assert_eq!(directory.resolve(&text), Resolved::Person(person_id(0)));
        let found = directory.search(&Query { text, ..Query::default() });
        prop_assert!(found.contains(&person_id(0)));
    }

    #[test]
    fn everybody_is_found_by_their_name_with_a_typing_error((people, teams) in organisation(), kind in 0..3u8, at in 0..40usize) {
        let directory = Directory::of(people, teams);
        let name_of = |id| words(directory.person(id).expect("is there").name.as_str());
        for id in directory.people() {
            let mut typed = name_of(*id);
            let Some(word) = typed.iter_mut().find(|word| word.len() >= 5) else { continue };
            *word = with_error(word, kind, at);
            let found = directory.search(&Query { text: typed.join(" "), ..Query::default() });
            // Unless somebody is called just so.
            let is_as_typed = |other: &PersonId| {
                let person = directory.person(*other).expect("is there");
                let address = person.email.as_ref().map(|email| email.local().to_owned());
                let texts = [Some(person.name.to_string()), address, person.title.clone(), person.location.clone()];
                let all: Vec<_> = texts.iter().flatten().flat_map(|text| words_to_find(text)).collect();
                typed.iter().all(|word| all.iter().any(|known| known.contains(word)))
            };
            prop_assert!(found.contains(id) || found.iter().any(is_as_typed), "{:?}", typed);
        }
    }

    #[test]
    fn nothing_fails_whatever_is_typed((people, teams) in organisation(), text in ".{0,120}") {
        let directory = Directory::of(people, teams);
        for text in [text.clone(), text.repeat(20)] {
            directory.suggest(&text, 5);
            directory.suggest_teams(&text, 5);
            directory.resolve(&text);
            directory.resolve_team(&text);
            directory.search(&Query { text, left: true, team: Some(team_id(99)), ..Query::default() });
        }
    }
}
