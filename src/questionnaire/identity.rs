//! What makes two questions the same: trends compare the answers only of those that are.

use super::{Question, Questionnaire, Slug};
use crate::audit::Hash;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What is hashed first, so that no hash of anything else is ever an identity. The number is that of the encoding.
const DOMAIN: &str = "waymark question 1";

/// Encodes without ambiguity: every text after its length, every list after its count.
struct Encoder(Sha256);

impl Encoder {
    fn number(&mut self, number: usize) {
        // A usize has at most 64 bits wherever Rust runs.
        self.0.update(u64::try_from(number).unwrap_or(u64::MAX).to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.update(text);
    }
}

impl Question {
    /// The identity of the question in a language: 64 hexadecimal digits of a SHA-256 over the language, its id, its
    /// text, how it is answered, the options in their order, and how many of them may be chosen.
    ///
    /// The help and whether it has to be answered are no part of it: they may be improved while a trend goes on.
    pub fn identity(&self, lang: &str) -> String {
        let reversed = matches!(self.ask, super::Ask::Scale { reversed: true });
        let at_most = match self.ask {
            super::Ask::Multiple { at_most, .. } => at_most,
            _ => None,
        };
        let mut encoder = Encoder(Sha256::new());
        for text in [DOMAIN, lang, self.id.as_str(), &self.text, self.ask.kind()] {
            encoder.text(text);
        }
        encoder.number(usize::from(reversed));
        // 0 is not a number of options to choose, so it can say that there is none.
        encoder.number(at_most.map_or(0, usize::from));
        let options = self.ask.options();
        encoder.number(options.len());
        for option in options {
            encoder.text(option.id.as_str());
            encoder.text(&option.text);
        }
        Hash(encoder.0.finalize().into()).to_string()
    }
}

/// What an edit means for trends, by the ids of questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedIdentities {
    /// There before and after, with another identity: their trends start anew. In the order of after.
    pub changed: Vec<Slug>,
    /// Not there before. In the order of after.
    pub added: Vec<Slug>,
    /// No longer there: their trends end. In the order of before.
    pub removed: Vec<Slug>,
}

impl ChangedIdentities {
    /// Whether every trend goes on and none begins.
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.added.is_empty() && self.removed.is_empty()
    }
}

/// What changes for trends from one version of a questionnaire to another. Moving a question changes nothing.
pub fn changed_identities(before: &Questionnaire, after: &Questionnaire) -> ChangedIdentities {
    let identities = |all: &Questionnaire| -> BTreeMap<Slug, String> {
        all.questions().map(|(_, _, question)| (question.id.clone(), question.identity(&all.lang))).collect()
    };
    let (old, new) = (identities(before), identities(after));
    // An id that occurs twice, which only an unchecked questionnaire has, is told once.
    let ids = |all: &Questionnaire| -> Vec<Slug> {
        let mut seen = BTreeSet::new();
        all.questions().map(|(_, _, question)| question.id.clone()).filter(|id| seen.insert(id.clone())).collect()
    };
    let (kept, added) = ids(after).into_iter().partition::<Vec<_>, _>(|id| old.contains_key(id));
    ChangedIdentities {
        changed: kept.into_iter().filter(|id| old.get(id) != new.get(id)).collect(),
        added,
        removed: ids(before).into_iter().filter(|id| !new.contains_key(id)).collect(),
    }
}
