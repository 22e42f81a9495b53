//! Editing: moving, duplicating, removing and putting back the parts of a questionnaire. Whether the rules still hold then
//! is [`Questionnaire::check`]'s to say.

use super::{LONGEST_ID, Question, Questionnaire, Section, Slug};
use deunicode::deunicode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The most characters of an id that is made of words; room is left for a number.
const WORDS_OF_ID: usize = LONGEST_ID - 20;

/// Which way something moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

impl Slug {
    /// An id made of words, unlike all that are taken.
    pub fn of_words(words: &str, is_taken: impl Fn(&Slug) -> bool) -> Self {
        let mut text = String::new();
        for word in deunicode(words).to_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            let hyphen = usize::from(!text.is_empty());
            if !text.is_empty() && text.len() + hyphen + word.len() > WORDS_OF_ID {
                break;
            }
            if hyphen == 1 {
                text.push('-');
            }
            text.extend(word.chars().take(WORDS_OF_ID));
        }
        if text.is_empty() {
            text.push_str("part");
        }
        let numbered = |number: u32| if number == 1 { text.clone() } else { format!("{text}-{number}") };
        let mut ids = (1..).map(|number| Self::new(&numbered(number)).expect("words with hyphens between them, not too many"));
        ids.find(|id| !is_taken(id)).expect("there are more numbers than ids")
    }
}

impl Questionnaire {
    /// Whether a section or question has this id.
    pub fn has(&self, id: &Slug) -> bool {
        self.section(id).is_some() || self.question(id).is_some()
    }

    /// The section with this id, if there is one.
    pub fn section(&self, id: &Slug) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == *id)
    }

    /// The place of a question: its section's and its own within it.
    pub fn place_of(&self, id: &Slug) -> Option<(usize, usize)> {
        self.sections.iter().enumerate().find_map(|(at, section)| {
            let within = section.questions.iter().position(|question| question.id == *id)?;
            Some((at, within))
        })
    }

    /// The question with this id, to be changed.
    pub fn question_mut(&mut self, id: &Slug) -> Option<&mut Question> {
        self.sections.iter_mut().flat_map(|section| &mut section.questions).find(|question| question.id == *id)
    }

    /// Moves a section past its neighbour, or a question past its own, into the next section at the end of one. What is at the
    /// end of everything stays. Returns whether there is such a part.
    pub fn shift(&mut self, id: &Slug, direction: Direction) -> bool {
        if let Some(at) = self.sections.iter().position(|section| section.id == *id) {
            let to = match direction {
                Direction::Up => at.checked_sub(1),
                Direction::Down => Some(at + 1).filter(|to| *to < self.sections.len()),
            };
            if let Some(to) = to {
                self.sections.swap(at, to);
            }
            return true;
        }
        let Some((section, at)) = self.place_of(id) else { return false };
        let last = self.sections.get(section).map_or(0, |section| section.questions.len().saturating_sub(1));
        let (to_section, to) = match direction {
            Direction::Up if at > 0 => (section, at - 1),
            Direction::Up if section > 0 => (section - 1, usize::MAX),
            Direction::Down if at < last => (section, at + 1),
            Direction::Down if section + 1 < self.sections.len() => (section + 1, 0),
            _ => return true,
        };
        self.carry((section, at), to_section, to);
        true
    }

    /// Moves a question to a place in a section, from 0; beyond the section's end is at its end. Returns whether there are
    /// such a question and section.
    pub fn place(&mut self, id: &Slug, section: &Slug, place: usize) -> bool {
        let to = self.sections.iter().position(|known| known.id == *section);
        let (Some(from), Some(to)) = (self.place_of(id), to) else { return false };
        self.carry(from, to, place);
        true
    }

    fn carry(&mut self, (section, at): (usize, usize), to: usize, place: usize) {
        let Some(from) = self.sections.get_mut(section).filter(|section| at < section.questions.len()) else { return };
        let question = from.questions.remove(at);
        if let Some(to) = self.sections.get_mut(to) {
            let place = place.min(to.questions.len());
            to.questions.insert(place, question);
        }
    }

    /// Puts a copy of a question, or of a section with its questions, behind it; returns the copy's id.
    pub fn copy(&mut self, id: &Slug) -> Option<Slug> {
        let copy = Slug::of_words(&format!("{id} copy"), |id| self.has(id));
        if let Some(at) = self.sections.iter().position(|section| section.id == *id) {
            let mut section = Section { id: copy.clone(), ..self.sections.get(at)?.clone() };
            let mut used = BTreeSet::from([copy.clone()]);
            for question in &mut section.questions {
                let words = format!("{} copy", question.id);
                question.id = Slug::of_words(&words, |id| self.has(id) || used.contains(id));
                used.insert(question.id.clone());
            }
            self.sections.insert(at + 1, section);
            return Some(copy);
        }
        let (section, at) = self.place_of(id)?;
        let questions = &mut self.sections.get_mut(section)?.questions;
        let question = Question { id: copy.clone(), ..questions.get(at)?.clone() };
        questions.insert(at + 1, question);
        Some(copy)
    }

    /// Removes a section or a question; returns whether there was one.
    pub fn remove(&mut self, id: &Slug) -> bool {
        let was = self.has(id);
        self.sections.retain(|section| section.id != *id);
        for section in &mut self.sections {
            section.questions.retain(|question| question.id != *id);
        }
        was
    }

    /// Makes a part again what it is in another state of this questionnaire. What is not here any more comes back to where it
    /// was, as far as that is still there; of a section, only the questions that are nowhere else. Returns whether the other
    /// state has such a part.
    pub fn put_back(&mut self, other: &Self, id: &Slug) -> bool {
        if let Some(at) = other.sections.iter().position(|section| section.id == *id) {
            let Some(was) = other.sections.get(at) else { return false };
            if let Some(here) = self.sections.iter_mut().find(|section| section.id == *id) {
                here.title.clone_from(&was.title);
                here.about.clone_from(&was.about);
                return true;
            }
            let mut back = was.clone();
            back.questions.retain(|question| !self.has(&question.id));
            self.sections.insert(at.min(self.sections.len()), back);
            return true;
        }
        let Some((section, at)) = other.place_of(id) else { return false };
        let Some((home, was)) = other.sections.get(section).and_then(|home| Some((home, home.questions.get(at)?))) else {
            return false;
        };
        if let Some(here) = self.question_mut(id) {
            here.clone_from(was);
            return true;
        }
        // Behind the nearest of the questions before it that is still there.
        let before = home.questions.iter().take(at).rev().find_map(|before| self.place_of(&before.id));
        let here = self.sections.iter().position(|section| section.id == home.id);
        let (to, place) = match (before, here) {
            (Some((to, place)), _) => (to, place + 1),
            (None, Some(to)) => (to, 0),
            (None, None) => (section.min(self.sections.len().saturating_sub(1)), usize::MAX),
        };
        if let Some(to) = self.sections.get_mut(to) {
            let place = place.min(to.questions.len());
            to.questions.insert(place, was.clone());
        }
        true
    }
}
