//! Resolving: which one person or team a typed text means.

use super::{Directory, fold::fold, search::query_words, vocabulary::Match};
use crate::{Email, PersonId, TeamId};

/// How many are offered where a text does not mean exactly one.
const OFFERED: usize = 5;

/// Whom a text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// Exactly this person.
    Person(PersonId),
    /// Nobody.
    Nobody {
        /// Who could have been meant, the likeliest first, five at most.
        suggestions: Vec<PersonId>,
    },
    /// More than one: these, or the five likeliest of them.
    Several(Vec<PersonId>),
}

/// Which team a text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResolvedTeam {
    /// Exactly this one.
    Team(TeamId),
    /// None.
    Nothing {
        /// Which could have been meant, the likeliest first, five at most.
        suggestions: Vec<TeamId>,
    },
    /// More than one: these, or the five likeliest of them.
    Several(Vec<TeamId>),
}

impl Directory {
    /// Whom among those who did not leave a text means: by label, address, or name; or because exactly one person has all
    /// its words, or words that begin so. Never by a typing error, and never by a part of a word: that is only suggested.
    pub fn resolve(&self, text: &str) -> Resolved {
        let is_active = |id: &PersonId| self.person(*id).is_some_and(|person| person.active);
        let by_email = || text.parse::<Email>().ok().and_then(|email| self.by_email(&email)).filter(is_active);
        if let Some(id) = self.labelled(text).or_else(by_email) {
            return Resolved::Person(id);
        }
        let folded = fold(text);
        let named: Vec<_> = self.0.people.named(&folded).iter().map(|known| known.record.id).collect();
        // An address that nobody has is not the name of somebody whose address begins so.
        let is_name = !text.contains('@');
        let found =
            if named.is_empty() && is_name { self.ids(good(self.0.people.vocabulary().find(&query_words(text)))) } else { named };
        match found[..] {
            [person] => Resolved::Person(person),
            [] if folded.is_empty() => Resolved::Nobody { suggestions: Vec::new() },
            [] => Resolved::Nobody { suggestions: self.suggest(text, OFFERED) },
            _ => Resolved::Several(found.into_iter().take(OFFERED).collect()),
        }
    }

    /// Which active team a text means: by name; or because exactly one has all its words, or words that begin so.
    pub fn resolve_team(&self, text: &str) -> ResolvedTeam {
        let mut found = self.teams_named(text);
        let words = query_words(text);
        if found.is_empty() && !words.is_empty() {
            let matches = good(self.0.teams.vocabulary().find(&words));
            found = matches.into_iter().map(|one| self.0.teams.id(one.place)).collect();
        }
        match found[..] {
            [team] => ResolvedTeam::Team(team),
            [] if words.is_empty() => ResolvedTeam::Nothing { suggestions: Vec::new() },
            [] => ResolvedTeam::Nothing { suggestions: self.suggest_teams(text, OFFERED) },
            _ => ResolvedTeam::Several(found.into_iter().take(OFFERED).collect()),
        }
    }
}

fn good(mut matches: Vec<Match>) -> Vec<Match> {
    matches.retain(|one| one.is_good());
    matches
}
