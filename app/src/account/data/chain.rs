//! What the audit chain says of somebody, in words. The file has the names of actions alone, for programs.

use crate::audit::sentence;
use std::mem;
use waymark::mine::{Entry, Fact, Part, Section, Value};

/// A section as the page shows it: what was done is said, and the name of the action stands below.
pub fn in_words(mut section: Section) -> Section {
    if section.part == Part::Audit {
        section.entries.iter_mut().for_each(say);
    }
    section
}

fn say(entry: &mut Entry) {
    let of = |label: &str| {
        entry.facts.iter().find(|fact| fact.label == label).and_then(|fact| match &fact.value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
    };
    let (by, is_to_me) = (of("By").unwrap_or_default(), of("To") == Some("you"));
    // What another version of the program did is shown as it says it.
    let Some(said) = sentence(&entry.heading).map(|done| said(done, by, is_to_me)) else { return };
    let action = mem::replace(&mut entry.heading, said);
    entry.facts.insert(0, Fact { label: "Action".to_owned(), value: action.into() });
}

/// "You signed the development plan of yourself", "Somebody else invited you", "You made the team …".
fn said(done: &str, by: &str, is_to_me: bool) -> String {
    let is_by_me = by == "you";
    let done = if is_by_me { done.replace(" their ", " your ").replace(" they ", " you ") } else { done.to_owned() };
    let needs_whom = [" of", " for", " with", " about", " on", ","].iter().any(|end| done.ends_with(end));
    let whom = match (is_to_me, is_by_me) {
        (true, true) if needs_whom => " yourself",
        (true, true) => "",
        (true, false) => " you",
        (false, _) => " …",
    };
    // "the program, when it was due" did it.
    let mut letters = by.split(',').next().unwrap_or_default().chars();
    let by: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    format!("{by} {done}{whom}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_said_with_who_did_it() {
        for (action, by, is_to_me, words) in [
            ("plan.signed", "you", true, "You signed the development plan of yourself"),
            ("person.saved_profile", "you", true, "You saved your own profile"),
            ("person.invited", "somebody else", true, "Somebody else invited you"),
            ("team.created", "you", false, "You made the team …"),
            ("change.undone", "you", false, "You took back what you had done …"),
        ] {
            assert_eq!(said(sentence(action).expect("known"), by, is_to_me), words);
        }
    }

    #[test]
    fn the_name_of_the_action_stays_and_other_sections_are_as_they_were() {
        let entry = || Entry::new("person.left").fact("By", "the program, when it was due").fact("To", "you");
        let section = in_words(Section::new(Part::Audit, &["audit"], vec![entry(), Entry::new("moon.landed")]));
        assert_eq!(section.entries[0].heading, "The program noted as left you");
        assert_eq!(section.entries[0].facts[0], Fact { label: "Action".to_owned(), value: "person.left".into() });
        assert_eq!(section.entries[1], Entry::new("moon.landed"));
        let other = in_words(Section::new(Part::Kept, &["undo"], vec![entry()]));
        assert_eq!(other.entries, [entry()]);
    }
}
