//! Who a cell names: by number, by address or by name.

use super::{Field, Reference, Why, work::Work};
use crate::{
    Email, PersonId,
    post::{Post, PostKey, Told},
};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// A name in the form in which names are compared: letters are exact, their case and white space are not.
pub(super) fn name_key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect::<String>().to_lowercase()
}

/// What somebody seems to have meant who is not found.
pub(super) fn unknown(text: &str) -> Reference {
    let text = text.to_owned();
    if text.contains('@') {
        Reference::Address(text)
    } else if !text.contains(char::is_whitespace) && text.contains(char::is_numeric) {
        Reference::Number(text)
    } else {
        Reference::Name(text)
    }
}

/// Why nobody was found.
pub(super) enum Unclear {
    /// They are in a row that could not be read, which is said there.
    Unreadable,
    /// This is to be said.
    Why(Why),
}

impl From<Why> for Unclear {
    fn from(why: Why) -> Self {
        Self::Why(why)
    }
}

/// The people of a file and of here, to be found.
pub(super) struct Index {
    by_email: BTreeMap<Email, PostKey>,
    /// Who is known here by an address.
    people: BTreeMap<Email, PersonId>,
    by_name: BTreeMap<String, BTreeSet<PersonId>>,
    gone: BTreeSet<PostKey>,
    gone_emails: BTreeSet<Email>,
}

impl Index {
    /// Takes who is here after the import, whose main posts are known.
    pub(super) fn new(work: &Work<'_>) -> Self {
        let mut by_email: BTreeMap<Email, PostKey> = BTreeMap::new();
        let mut people = BTreeMap::new();
        let mut by_name: BTreeMap<String, BTreeSet<PersonId>> = BTreeMap::new();
        for (entry, seat) in work.rows.here.iter().zip(&work.seats) {
            let Some(post) = work.posts.get(seat) else { continue };
            if let Some(email) = &entry.email {
                // One address on several rows is one person's: their main post.
                let key = by_email.entry(email.clone()).or_insert_with(|| seat.clone());
                if post.main {
                    key.clone_from(seat);
                }
            }
            by_name.entry(name_key(entry.name.as_str())).or_default().insert(post.person);
        }
        for person in work.people.values().filter(|person| !work.is_new(person.id)) {
            if person.active {
                by_name.entry(name_key(person.name.as_str())).or_default().insert(person.id);
            }
            if let Some(email) = &person.email {
                let main = || work.main_post(person.id).map_or_else(|| PostKey::from(email), |post| post.key.clone());
                by_email.entry(email.clone()).or_insert_with(main);
                people.insert(email.clone(), person.id);
            }
        }
        let gone = work.rows.gone.iter();
        Self {
            by_email,
            people,
            by_name,
            gone: gone.clone().map(|gone| gone.key.clone()).collect(),
            gone_emails: gone.filter_map(|gone| gone.email.clone()).collect(),
        }
    }

    /// The post that a cell names.
    pub(super) fn post(&self, work: &Work<'_>, text: &str) -> Result<PostKey, Unclear> {
        let key = text.parse::<PostKey>().ok();
        if let Some(key) = &key {
            if work.entry_of.contains_key(key) {
                return Ok(key.clone());
            }
            if work.rows.unreadable.contains(key) {
                return Err(Unclear::Unreadable);
            }
        }
        let email = text.parse::<Email>().ok();
        if let Some((email, key)) = email.as_ref().and_then(|email| self.by_email.get_key_value(email)) {
            return going_on(work, key, self.people.get(email).copied());
        }
        if let Some(key) = &key {
            if work.posts.contains_key(key) {
                return going_on(work, key, None);
            }
            if self.gone.contains(key) || email.is_some_and(|email| self.gone_emails.contains(&email)) {
                return Err(Why::HasLeft { who: text.to_owned() }.into());
            }
        }
        let named = self.by_name.get(&name_key(text));
        match named.map_or(0, BTreeSet::len) {
            0 => Err(Why::Nobody(unknown(text)).into()),
            1 => {
                let main = named.and_then(|named| named.first()).and_then(|id| work.main_post(*id));
                main.map(|post| post.key.clone()).ok_or_else(|| Why::Nobody(unknown(text)).into())
            }
            people => Err(Why::Several { name: text.to_owned(), people }.into()),
        }
    }
}

/// A post that was found, unless it or its holder is no longer here. Somebody without a post is known by their address.
fn going_on(work: &Work<'_>, key: &PostKey, person: Option<PersonId>) -> Result<PostKey, Unclear> {
    let Some(post) = work.posts.get(key) else {
        let left = person.filter(|id| !work.is_active(*id));
        return left.map_or_else(|| Ok(key.clone()), |id| Err(Why::HasLeft { who: work.name(id) }.into()));
    };
    let who = work.name(post.person);
    if !work.is_active(post.person) {
        Err(Why::HasLeft { who }.into())
    } else if post.active {
        Ok(key.clone())
    } else {
        Err(Why::PostEnded { key: key.clone(), who }.into())
    }
}

/// Writes what the file says to each post's note of what was told.
///
/// Of a field without a column nothing is said: what was told before stands.
pub(super) fn tell(work: &mut Work<'_>) {
    let index = Index::new(work);
    let mut told = Vec::with_capacity(work.seats.len());
    for (entry, seat) in work.rows.here.iter().zip(&work.seats) {
        let before = work.known.posts.get(seat).map(|post| &post.told);
        let reports_to = match entry.reports_to.as_deref().map(|text| index.post(work, text)) {
            Some(Ok(key)) => Some(key),
            Some(Err(Unclear::Why(why))) => {
                work.problems.push(super::Remark::cell(entry.line, work.layout.called(Field::ReportsTo), why));
                None
            }
            Some(Err(Unclear::Unreadable)) | None => None,
        };
        let has = |field| work.layout.has(field);
        let words = |field, said: &Option<String>, before: Option<&Option<String>>| {
            if has(field) { said.clone() } else { before.cloned().flatten() }
        };
        told.push(Told {
            name: entry.name.clone(),
            email: if has(Field::Email) { entry.email.clone() } else { before.and_then(|told| told.email.clone()) },
            title: words(Field::Title, &entry.title, before.map(|told| &told.title)),
            team: words(Field::Team, &entry.team, before.map(|told| &told.team)),
            location: words(Field::Location, &entry.location, before.map(|told| &told.location)),
            reports_to: if has(Field::ReportsTo) { reports_to } else { before.and_then(|told| told.reports_to.clone()) },
        });
    }
    for (seat, told) in work.seats.iter().zip(told) {
        if let Some(post) = work.posts.get_mut(seat) {
            post.told = told;
        }
    }
}

/// Where a post's line of reporting leads, past the other posts of the same person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Above {
    /// To somebody else.
    Somebody(PersonId),
    /// To nobody.
    Nobody,
    /// Round and round through the person's own posts.
    Round,
}

/// Whom the holder of a post reports to by it.
///
/// Nobody by a post that reports to itself: so some HR systems write who is at the top.
pub(super) fn above(posts: &BTreeMap<PostKey, Post>, by_email: impl Fn(&PostKey) -> Option<PersonId>, start: &Post) -> Above {
    let mut passed = BTreeSet::from([&start.key]);
    let mut at = start;
    loop {
        let Some(key) = at.told.reports_to.as_ref().filter(|key| **key != at.key) else { return Above::Nobody };
        let Some(next) = posts.get(key) else {
            return by_email(key).filter(|id| *id != start.person).map_or(Above::Nobody, Above::Somebody);
        };
        if next.person != start.person {
            return Above::Somebody(next.person);
        }
        if !passed.insert(&next.key) {
            return Above::Round;
        }
        at = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_without_case_and_space_and_not_without_marks() {
        assert_eq!(name_key(" KAIA   Grgić"), name_key("Kaia Grgi\u{107}"));
        assert_eq!(name_key("Grgic\u{301}"), name_key("Grgić"));
        assert_ne!(name_key("Grgić"), name_key("Grgic"));
    }

    #[test]
    fn who_is_not_found_is_said_by_what_was_meant() {
        assert_eq!(unknown("E0999"), Reference::Number("E0999".into()));
        assert_eq!(unknown("a@b.example"), Reference::Address("a@b.example".into()));
        assert_eq!(unknown("Ada Lovelace"), Reference::Name("Ada Lovelace".into()));
    }
}
