//! Search: who is meant by a few words, which may lack accents and have typing errors.
//!
//! Everybody is found who has all of the words, in any order: in name, address, title or location. A word counts most
//! when it is one of theirs, then as the beginning of one, then (from three letters on) within one, and more in the name
//! than elsewhere. Typing errors (one in a word of four to seven letters, two in a longer one) are only looked for in
//! words that nobody has, or when nobody has all of them together; so "mira" does not bring "Mara" while there is a Mira.

use super::{
    Directory,
    fold::{fold, words},
    vocabulary::{MOST_WORDS, Match},
};
use crate::{Email, PersonId, TeamId};
use std::{fmt, str::FromStr};

/// The most characters of a query that are looked at.
pub const LONGEST_QUERY: usize = 100;

/// Whom to look for. By default everybody who did not leave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// A few words; with none, everybody whom the rest lets through, by name.
    pub text: String,
    /// Only who is at home in this team or one below it.
    pub team: Option<TeamId>,
    /// Only who works here; case and accents do not matter.
    pub location: Option<String>,
    /// Only who is this.
    pub role: Option<Role>,
    /// Who left, instead of who did not.
    pub left: bool,
}

/// What somebody is, or lacks, in the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Leads an active team.
    Leads,
    /// Has reports.
    Manages,
    /// Has nobody above: no manager, or one who left.
    NoManager,
    /// Has no home team today, or a closed one.
    NoTeam,
    /// Has no address, so cannot sign in.
    NoAddress,
}

/// A text that is no role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARole;

impl fmt::Display for NotARole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a role")
    }
}

impl std::error::Error for NotARole {}

impl Role {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Leads, Self::Manages, Self::NoManager, Self::NoTeam, Self::NoAddress];

    /// As it is written in addresses of pages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Leads => "leads",
            Self::Manages => "manages",
            Self::NoManager => "no-manager",
            Self::NoTeam => "no-team",
            Self::NoAddress => "no-address",
        }
    }
}

impl FromStr for Role {
    type Err = NotARole;

    fn from_str(text: &str) -> Result<Self, NotARole> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(NotARole)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Directory {
    /// Who is meant, the best match first, and the others by name. A whole address brings only whose it is.
    pub fn search(&self, query: &Query) -> Vec<PersonId> {
        let people = &self.0.people;
        let all = if query.left { people.active().len()..people.all().len() } else { 0..people.active().len() };
        let words = query_words(&query.text);
        let mut found: Vec<_> = if let Some(place) = self.place_of(&query.text) {
            Vec::from_iter(Some(place).filter(|place| all.contains(place)))
        } else if words.is_empty() {
            all.collect()
        } else {
            let vocabulary = if query.left { people.vocabulary_of_others() } else { people.vocabulary() };
            vocabulary.find(&words).into_iter().map(|one| one.place).collect()
        };
        if let Some(team) = query.team {
            let teams = self.teams_below(team);
            found.retain(|place| people.all()[*place].record.team.is_some_and(|team| teams.contains(&team)));
        }
        if let Some(location) = query.location.as_deref().map(fold) {
            found.retain(|place| people.all()[*place].location == location);
        }
        if let Some(role) = query.role {
            found.retain(|place| self.is(*place, role));
        }
        found.into_iter().map(|place| people.id(place)).collect()
    }

    /// Whose address this text is.
    fn place_of(&self, text: &str) -> Option<usize> {
        self.0.people.place(self.by_email(&text.parse::<Email>().ok()?)?)
    }

    /// Who could be meant by what was typed so far, among those who did not leave: who is found; when nobody is, who has
    /// at least some of the words.
    pub fn suggest(&self, text: &str, limit: usize) -> Vec<PersonId> {
        let mut found = self.search(&Query { text: text.to_owned(), ..Query::default() });
        if found.is_empty() {
            found = self.ids(self.0.people.vocabulary().find_some(&query_words(text)));
        }
        found.truncate(limit);
        found
    }

    /// Which active teams could be meant by what was typed so far, found in the same way; with nothing typed, the first of
    /// the tree.
    pub fn suggest_teams(&self, text: &str, limit: usize) -> Vec<TeamId> {
        let words = query_words(text);
        if words.is_empty() {
            return self.teams().iter().take(limit).map(|row| row.id).collect();
        }
        let teams = &self.0.teams;
        let mut found = teams.vocabulary().find(&words);
        if found.is_empty() {
            found = teams.vocabulary().find_some(&words);
        }
        found.into_iter().take(limit).map(|one| teams.id(one.place)).collect()
    }

    pub(super) fn ids(&self, matches: Vec<Match>) -> Vec<PersonId> {
        matches.into_iter().map(|one| self.0.people.id(one.place)).collect()
    }

    fn is(&self, place: usize, role: Role) -> bool {
        let person = &self.0.people.all()[place].record;
        match role {
            Role::Leads => !self.0.led.at(place).is_empty(),
            Role::Manages => !self.0.reports.at(place).is_empty(),
            Role::NoManager => self.places_up(person.id).next().is_none(),
            Role::NoTeam => person.team.and_then(|team| self.team(team)).is_none_or(|team| !team.active),
            Role::NoAddress => person.email.is_none(),
        }
    }
}

/// The words that are looked for. Of an address what is before the @, as what is behind it is the same for all.
pub(super) fn query_words(text: &str) -> Vec<String> {
    let end = text.char_indices().nth(LONGEST_QUERY).map_or(text.len(), |(end, _)| end);
    let chunks = text[..end].split_whitespace().map(|chunk| match chunk.split_once('@') {
        Some((local, _)) if fold(local).contains(char::is_alphanumeric) => local,
        _ => chunk,
    });
    let mut words = words(&chunks.collect::<Vec<_>>().join(" "));
    words.truncate(MOST_WORDS);
    words
}
