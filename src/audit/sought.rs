//! Looking for entries of the chain.

use super::{Area, Entry};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// What is looked for; nothing said finds every entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// What it is about.
    pub area: Option<Area>,
    /// Who did it, as the entry tells.
    pub actor: Option<String>,
    /// It was done at this moment or later.
    pub from: Option<Timestamp>,
    /// It was done before this moment.
    pub until: Option<Timestamp>,
    /// What its subject or its detail says, in lower case; empty for anything.
    pub text: String,
    /// The ids of whom and what this text names: an entry that tells of one of these is found as well.
    pub named: BTreeSet<String>,
}

impl Sought {
    /// Whether this entry is one of those.
    pub fn fits(&self, entry: &Entry) -> bool {
        self.area.is_none_or(|area| Area::of(&entry.action) == Some(area))
            && self.actor.as_ref().is_none_or(|actor| *actor == entry.actor)
            && self.from.is_none_or(|from| entry.at >= from)
            && self.until.is_none_or(|until| entry.at < until)
            && self.is_told_in(entry)
    }

    fn is_told_in(&self, entry: &Entry) -> bool {
        let says = |text: &String| text.to_lowercase().contains(&self.text) || ids(text).any(|id| self.named.contains(id));
        self.text.is_empty() || [&entry.subject, &entry.detail].into_iter().any(says)
    }
}

/// The ids in a text, as the program writes them.
pub fn ids(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !(letter.is_ascii_hexdigit() || letter == '-')).filter(|part| part.len() == 36)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: &str = "0fc854cd-f9aa-4bb8-bb36-7b7cf220b9ef";
    const BEN: &str = "076e3801-0ea2-4b93-8134-927712f3ef5d";

    fn entry() -> Entry {
        Entry {
            sequence: 1,
            at: "2027-01-11T08:00:00Z".parse().expect("a time"),
            actor: ADA.into(),
            action: "delegation.granted".into(),
            subject: BEN.into(),
            detail: format!("to {ADA} from 2027-01-12 to 2027-01-13"),
        }
    }

    #[test]
    fn an_entry_is_found_by_all_that_is_said_and_not_by_less() {
        let at = |text: &str| Some(text.parse::<Timestamp>().expect("a time"));
        let all = Sought::default();
        let fitting = [
            all.clone(),
            Sought { area: Some(Area::Delegations), ..all.clone() },
            Sought { actor: Some(ADA.into()), ..all.clone() },
            Sought { from: at("2027-01-11T08:00:00Z"), until: at("2027-01-11T08:00:01Z"), ..all.clone() },
            Sought { text: "from 2027".into(), ..all.clone() },
            Sought { text: "benoît".into(), named: BTreeSet::from([BEN.to_owned()]), ..all.clone() },
        ];
        for sought in fitting {
            assert!(sought.fits(&entry()), "{sought:?}");
        }
        let others = [
            Sought { area: Some(Area::People), ..all.clone() },
            Sought { actor: Some("job".into()), ..all.clone() },
            Sought { from: at("2027-01-11T08:00:01Z"), ..all.clone() },
            Sought { until: at("2027-01-11T08:00:00Z"), ..all.clone() },
            Sought { text: "benoît".into(), ..all.clone() },
            Sought { area: Some(Area::Delegations), actor: Some("job".into()), ..all },
        ];
        for sought in others {
            assert!(!sought.fits(&entry()), "{sought:?}");
        }
    }

    #[test]
    fn ids_are_found_wherever_they_stand_in_a_text() {
        let text = format!("cycle {ADA}, to ({BEN}); no id: 2027-01-12 deadbeef");
        assert_eq!(ids(&text).collect::<Vec<_>>(), [ADA, BEN]);
    }
}
