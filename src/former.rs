//! Former colleagues: what becomes of the record of somebody who left, once their name is taken away.
//!
//! What they took part in stays: numbers, releases, goals with their histories, home teams by date. Who it was does not: the name, the address, the
//! employee number, and also title and place, since there is often one person only who has them. Nothing here can be taken back.

use crate::{
    PersonId,
    change::Broken,
    person::{Name, Person},
    post::{Post, PostKey, Told},
};
use serde::{Deserialize, Serialize};

/// What the name of such a person begins with; a number follows.
const NAME: &str = "Former colleague";

/// What the keys of their posts begin with; the same number follows.
const KEY: &str = "former-";

/// Why somebody keeps their name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refused {
    /// There is no such person.
    Unknown,
    /// They are here: only who left loses their name.
    Here,
    /// It was done already.
    Already,
    /// They are on the roster of these surveys, which are not over: their rosters were promised as they are.
    Asked(Vec<String>),
    /// What was typed is not their name.
    Name,
    /// A rule of the organisation would no longer hold.
    Broken(Broken),
}

impl From<Broken> for Refused {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

/// How much is replaced or removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Posts that get another key, and lose their title.
    pub posts: usize,
    /// Rosters of surveys that have their name.
    pub rosters: usize,
    /// Their own reviews, of which all texts go.
    pub reviews: usize,
    /// What they wrote in reviews of others as a peer, for themselves, or in a half that they never shared.
    pub texts: usize,
    /// Letters to them, which go.
    pub letters_to: usize,
    /// Letters in which their name is replaced.
    pub letters_about: usize,
    /// Changes that can no longer be undone, and files that wait.
    pub kept: usize,
}

/// By what somebody goes who has no name any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(u32);

impl Number {
    /// The first that nobody has: neither in their name nor in the key of a post.
    pub fn free<'a>(people: impl IntoIterator<Item = &'a Person>, posts: impl IntoIterator<Item = &'a Post>) -> Self {
        let of_names = people.into_iter().filter_map(|person| Self::of(&person.name));
        let of_keys = posts.into_iter().filter_map(|post| Self::of_key(&post.key));
        Self(of_names.chain(of_keys).map(|taken| taken.0).max().map_or(1, |last| last.saturating_add(1)))
    }

    /// The one that a name has, if it is such a name.
    fn of(name: &Name) -> Option<Self> {
        name.as_str().strip_prefix(NAME)?.strip_prefix(' ')?.parse().ok().map(Self)
    }

    fn of_key(key: &PostKey) -> Option<Self> {
        let rest = key.as_str().strip_prefix(KEY)?;
        rest.split('-').next()?.parse().ok().map(Self)
    }

    /// The name: "Former colleague 17".
    pub fn name(self) -> Name {
        Name::new(&format!("{NAME} {}", self.0)).expect("a short line is a name")
    }

    /// The key of the post at this place among theirs: "former-17", "former-17-2".
    fn key(self, place: usize) -> PostKey {
        let key = if place == 0 { format!("{KEY}{}", self.0) } else { format!("{KEY}{}-{}", self.0, place + 1) };
        key.parse().expect("a short word is a key")
    }
}

/// Whether somebody's name was taken away.
pub fn is_nameless(person: &Person) -> bool {
    !person.active && person.email.is_none() && Number::of(&person.name).is_some()
}

/// Looks whether somebody may lose their name: they left, and have it still.
///
/// # Errors
///
/// [`Refused::Here`], [`Refused::Already`].
pub fn check(person: &Person) -> Result<(), Refused> {
    if person.active {
        return Err(Refused::Here);
    }
    if is_nameless(person) { Err(Refused::Already) } else { Ok(()) }
}

/// Looks whether the name was typed, but for white space: what cannot be undone is not done by one click.
///
/// # Errors
///
/// [`Refused::Name`].
pub fn confirm(person: &Person, typed: &str) -> Result<(), Refused> {
    if Name::new(typed).is_ok_and(|typed| typed == person.name) { Ok(()) } else { Err(Refused::Name) }
}

/// Takes who it was out of a record. Home teams by date stay, and who the manager was: what is counted goes by them.
pub fn strip(person: &mut Person, number: Number) {
    person.name = number.name();
    person.email = None;
    person.title = None;
    person.location = None;
    person.time_zone = None;
    person.administrator = false;
}

/// A post of theirs, the one at this place, without who it was and what it was called. It is ended: the HR system has no such key.
pub fn post(post: &Post, place: usize, number: Number) -> Post {
    Post {
        key: number.key(place),
        person: post.person,
        main: post.main,
        imported: false,
        active: false,
        told: Told {
            name: number.name(),
            email: None,
            title: None,
            team: post.told.team.clone(),
            location: None,
            reports_to: post.told.reports_to.clone(),
        },
    }
}

/// What is looked for of somebody in what the program wrote and keeps for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traces {
    person: PersonId,
    /// Names and addresses, the longest first, so that no rest of one is left.
    words: Vec<String>,
    addresses: Vec<String>,
    /// Employee numbers, as JSON has them: within longer words they would be anything.
    keys: Vec<String>,
}

impl Traces {
    /// Those of a person with these posts.
    pub fn of(person: &Person, posts: &[Post]) -> Self {
        let told = || posts.iter().map(|post| &post.told);
        let emails = person.email.iter().chain(told().filter_map(|told| told.email.as_ref()));
        let mut addresses: Vec<String> = emails.map(ToString::to_string).collect();
        addresses.sort_unstable();
        addresses.dedup();
        let names = std::iter::once(&person.name).chain(told().map(|told| &told.name)).map(ToString::to_string);
        let mut words: Vec<String> = names.chain(addresses.iter().cloned()).collect();
        words.sort_unstable_by(|one, other| (other.len(), one).cmp(&(one.len(), other)));
        words.dedup();
        let keys = posts.iter().map(|post| format!("\"{}\"", post.key)).collect();
        Self { person: person.id, words, addresses, keys }
    }

    /// Names and addresses, the longest first.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Addresses alone.
    pub fn addresses(&self) -> &[String] {
        &self.addresses
    }

    /// Whether a name or an address of theirs stands in a text.
    pub fn are_in(&self, text: &str) -> bool {
        self.words.iter().any(|word| found(text, word, 0).is_some())
    }

    /// Whether something that is stored as JSON has to do with them.
    pub fn are_in_json(&self, json: &str) -> bool {
        json.contains(&self.person.to_string()) || self.keys.iter().any(|key| json.contains(key)) || self.are_in(json)
    }

    /// A text with the new name in place of each.
    pub fn replaced(&self, text: &str, name: &Name) -> String {
        let mut text = text.to_owned();
        for word in &self.words {
            let mut from = 0;
            while let Some(at) = found(&text, word, from) {
                text.replace_range(at..at + word.len(), name.as_str());
                from = at + name.as_str().len();
            }
        }
        text
    }
}

/// Where a word stands in a text from there on, and is not a part of a longer one.
fn found(text: &str, word: &str, from: usize) -> Option<usize> {
    let is_apart = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    let mut places = text.get(from..)?.match_indices(word).map(|(at, _)| from + at);
    places.find(|at| is_apart(text[..*at].chars().next_back()) && is_apart(text[at + word.len()..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::new(text).expect("a name")
    }

    fn emil() -> Person {
        let mut emil = Person::named(PersonId::from_uuid(uuid::Uuid::from_u128(1)), name("Emil Brandt"));
        emil.email = Some("emil.brandt@halden.example".parse().expect("an address"));
        emil.title = Some("Software engineer".to_owned());
        emil.location = Some("Oslo".to_owned());
        emil.active = false;
        emil
    }

    fn post_of(person: &Person, key: &str) -> Post {
        let told = Told {
            name: person.name.clone(),
            email: person.email.clone(),
            title: person.title.clone(),
            team: Some("Payments".to_owned()),
            location: None,
            reports_to: None,
        };
        Post { key: key.parse().expect("a key"), person: person.id, main: true, imported: true, active: true, told }
    }

    #[test]
    fn nothing_is_left_that_says_who_it_was() {
        let before = emil();
        let posts = [post_of(&before, "E0107"), post_of(&before, "E0108")];
        let traces = Traces::of(&before, &posts);
        let number = Number::free([&before], &posts);
        let mut after = before.clone();
        strip(&mut after, number);
        let written = format!("{after:?} {:?} {:?}", post(&posts[0], 0, number), post(&posts[1], 1, number));
        assert!(!traces.are_in(&written) && !written.contains("E0107"), "{written}");
        assert!(!written.contains("Software engineer") && written.contains("Payments"), "{written}");
        assert_eq!((after.name.as_str(), is_nameless(&after), is_nameless(&before)), ("Former colleague 1", true, false));
        assert_eq!(
            [post(&posts[0], 0, number).key, post(&posts[1], 1, number).key].map(|key| key.to_string()),
            ["former-1", "former-1-2"]
        );
    }

    #[test]
    fn only_who_left_loses_their_name_once_and_it_is_typed() {
        let (mut here, left) = (emil(), emil());
        here.active = true;
        assert_eq!((check(&here), check(&left)), (Err(Refused::Here), Ok(())));
        let mut done = left.clone();
        strip(&mut done, Number(4));
        assert_eq!(check(&done), Err(Refused::Already));
        for (typed, fine) in [("Emil Brandt", true), ("  Emil   Brandt ", true), ("emil brandt", false), ("", false)] {
            assert_eq!(confirm(&left, typed).is_ok(), fine, "{typed}");
        }
    }

    #[test]
    fn a_number_is_nobody_elses() {
        let mut people = vec![emil(), emil()];
        people[0].name = name("Former colleague 8");
        let mut posts = vec![post_of(&people[1], "former-11-2"), post_of(&people[1], "former-x")];
        assert_eq!(Number::free(&people, &posts), Number(12));
        posts.clear();
        assert_eq!(Number::free(&people, &posts), Number(9));
        people.clear();
        assert_eq!(Number::free(&people, &posts), Number(1));
    }

    #[test]
    fn whole_names_and_addresses_are_replaced_the_longest_first() {
        let emil = emil();
        let traces = Traces::of(&emil, &[post_of(&emil, "7")]);
        let text = "Emil Brandt <emil.brandt@halden.example>, 7 days, and Emil Brandtson. Emil Brandt";
        let replaced = traces.replaced(text, &name("Former colleague 2"));
        assert_eq!(replaced, "Former colleague 2 <Former colleague 2>, 7 days, and Emil Brandtson. Former colleague 2");
        assert!(!traces.are_in(&replaced) && !traces.are_in_json("{\"days\":7}") && traces.are_in_json("{\"key\":\"7\"}"));
    }
}
