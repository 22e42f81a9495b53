//! The parts of a questionnaire that are edited one at a time, and by what a form says which state of its part it was made of.

use serde::{Deserialize, Serialize};
use waymark::questionnaire::{Question, Questionnaire, Slug};

/// The key of what stands on top of a questionnaire; no id is written like that.
pub const TOP: &str = "_top";

/// The key of the form for a new section.
pub const NEW_SECTION: &str = "_section";

/// The key of the form for a new question of a section.
pub fn new_question(section: &Slug) -> String {
    format!("_in.{section}")
}

/// A part as it is edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// What stands on top of the questionnaire.
    Top {
        /// What it is called.
        title: String,
        /// What respondents read first.
        about: String,
        /// The language of its questions.
        lang: String,
    },
    /// A section without its questions.
    Section {
        /// Its id.
        id: Slug,
        /// What it is called.
        title: String,
        /// What respondents read on top of it.
        about: String,
    },
    /// A question.
    Question(Question),
}

impl Part {
    /// The part with this key: [`TOP`], or the id of a section or question.
    pub fn of(form: &Questionnaire, key: &str) -> Option<Self> {
        if key == TOP {
            let Questionnaire { title, about, lang, .. } = form.clone();
            return Some(Self::Top { title, about, lang });
        }
        let id = Slug::new(key).ok()?;
        let section = form.section(&id).map(|section| Self::Section {
            id: section.id.clone(),
            title: section.title.clone(),
            about: section.about.clone(),
        });
        section.or_else(|| form.question(&id).cloned().map(Self::Question))
    }

    /// By what this state of the part is known again. Forms send it along: whoever edits one question is not disturbed by who
    /// edits another.
    pub fn seen(&self) -> String {
        // FNV-1a: it has to tell two states of a text apart, not to withstand anybody.
        let text = serde_json::to_string(self).unwrap_or_default();
        let hash =
            text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        format!("{hash:016x}")
    }
}
