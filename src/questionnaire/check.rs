//! The rules of a questionnaire.

use super::{Ask, Choice, Fault, Field, Place, Problem, Purpose, Question, Questionnaire, Section, Slug, Spot};
use std::collections::{HashMap, HashSet};

/// The most characters of a questionnaire's title.
pub const LONGEST_TITLE: usize = 120;

/// The most characters of a section's title.
pub const LONGEST_SECTION_TITLE: usize = 80;

/// The most characters of a question's text.
pub const LONGEST_QUESTION: usize = 400;

/// The most characters of a question's help.
pub const LONGEST_HELP: usize = 600;

/// The most characters of an option.
pub const LONGEST_OPTION: usize = 200;

/// The most characters of what stands on top of a questionnaire or section.
pub const LONGEST_ABOUT: usize = 2000;

/// The most sections of a questionnaire.
pub const MOST_SECTIONS: usize = 20;

/// The most questions of a section.
pub const MOST_QUESTIONS_A_SECTION: usize = 30;

/// The most questions of a questionnaire.
pub const MOST_QUESTIONS: usize = 120;

/// The most options of a question; it needs two.
pub const MOST_OPTIONS: usize = 12;

const FEWEST_OPTIONS: usize = 2;

/// The most characters of a title or text that a [`Spot`] repeats.
const WORDS: usize = 60;

impl Questionnaire {
    /// Looks whether every rule is kept.
    ///
    /// # Errors
    ///
    /// Every [`Problem`], from top to bottom.
    pub fn check(&self) -> Result<(), Vec<Problem>> {
        let mut check = Check { purpose: self.purpose, ids: HashMap::new(), recommends: 0, problems: Vec::new() };
        check.whole(self);
        for (index, section) in self.sections.iter().enumerate() {
            check.section(index, section);
        }
        if check.problems.is_empty() { Ok(()) } else { Err(check.problems) }
    }
}

struct Check<'a> {
    purpose: Purpose,
    /// The ids so far, and how what has one is told.
    ids: HashMap<&'a Slug, Fault>,
    recommends: usize,
    problems: Vec<Problem>,
}

impl<'a> Check<'a> {
    fn refuse(&mut self, at: &Place, fault: Fault) {
        self.problems.push(Problem { at: at.clone(), fault });
    }

    /// A text of one line that has to be there.
    fn line(&mut self, at: &Place, field: Field, text: &str, at_most: usize) {
        if text.trim().is_empty() {
            self.refuse(at, Fault::Blank(field));
        }
        self.text(at, field, text, at_most, char::is_control);
    }

    /// A text that may be empty and have several lines.
    fn lines(&mut self, at: &Place, field: Field, text: &str, at_most: usize) {
        self.text(at, field, text, at_most, |c| c.is_control() && c != '\n');
    }

    fn text(&mut self, at: &Place, field: Field, text: &str, at_most: usize, refused: impl Fn(char) -> bool) {
        if text.chars().nth(at_most).is_some() {
            self.refuse(at, Fault::TooLong { field, at_most });
        }
        // A blank text is told as blank, even where it is a newline.
        if text.chars().any(refused) && !text.trim().is_empty() {
            self.refuse(at, Fault::ControlCharacter(field));
        }
    }

    fn id(&mut self, at: &Place, id: &'a Slug, as_what: Fault) {
        match self.ids.get(id) {
            Some(same) => self.refuse(at, same.clone()),
            None => _ = self.ids.insert(id, as_what),
        }
    }

    fn whole(&mut self, all: &Questionnaire) {
        let at = &Place::Questionnaire;
        self.line(at, Field::Title, &all.title, LONGEST_TITLE);
        if !is_language(&all.lang) {
            self.refuse(at, Fault::Language);
        }
        self.lines(at, Field::About, &all.about, LONGEST_ABOUT);
        if all.sections.is_empty() {
            self.refuse(at, Fault::NoSections);
        }
        if all.sections.len() > MOST_SECTIONS {
            self.refuse(at, Fault::TooManySections { at_most: MOST_SECTIONS });
        }
        if all.questions().count() > MOST_QUESTIONS {
            self.refuse(at, Fault::TooManyQuestions { at_most: MOST_QUESTIONS });
        }
        // Without any questions there is one thing to say, not two.
        let mut kinds = all.questions().map(|(_, _, question)| &question.ask).peekable();
        if all.purpose.is_survey() && kinds.peek().is_some() && !kinds.any(|ask| matches!(ask, Ask::Scale { .. })) {
            self.refuse(at, Fault::NoScale);
        }
    }

    fn section(&mut self, index: usize, section: &'a Section) {
        let spot = Spot::new(index, &section.id, &section.title);
        let at = &Place::Section(spot.clone());
        self.id(at, &section.id, Fault::SameIdAsSection);
        self.line(at, Field::Title, &section.title, LONGEST_SECTION_TITLE);
        self.lines(at, Field::About, &section.about, LONGEST_ABOUT);
        if section.questions.is_empty() {
            self.refuse(at, Fault::NoQuestions);
        }
        if section.questions.len() > MOST_QUESTIONS_A_SECTION {
            self.refuse(at, Fault::TooManyInSection { at_most: MOST_QUESTIONS_A_SECTION });
        }
        for (index, question) in section.questions.iter().enumerate() {
            self.question(&spot, index, question);
        }
    }

    fn question(&mut self, section: &Spot, index: usize, question: &'a Question) {
        let spot = Spot::new(index, &question.id, &question.text);
        let at = &Place::Question { section: section.clone(), question: spot.clone() };
        self.id(at, &question.id, Fault::SameIdAsQuestion);
        self.line(at, Field::Text, &question.text, LONGEST_QUESTION);
        self.lines(at, Field::Help, &question.help, LONGEST_HELP);
        if self.purpose.is_survey() && !question.mirror.is_empty() {
            self.refuse(at, Fault::MirrorInSurvey);
        }
        self.text(at, Field::Mirror, &question.mirror, LONGEST_QUESTION, char::is_control);
        match &question.ask {
            Ask::Scale { .. } => {}
            Ask::Recommend => {
                self.recommends += 1;
                if self.recommends > 1 {
                    self.refuse(at, Fault::SecondRecommend);
                }
            }
            Ask::Single { options } => self.options(section, &spot, options),
            Ask::Multiple { options, at_most } => {
                self.options(section, &spot, options);
                if at_most.is_some_and(|most| most == 0 || usize::from(most) > options.len()) {
                    self.refuse(at, Fault::AtMost { options: options.len() });
                }
            }
            Ask::Text => {
                if question.required && self.purpose.is_survey() {
                    self.refuse(at, Fault::TextRequired);
                }
            }
        }
    }

    fn options(&mut self, section: &Spot, question: &Spot, options: &[Choice]) {
        let at = &Place::Question { section: section.clone(), question: question.clone() };
        if options.len() < FEWEST_OPTIONS {
            self.refuse(at, Fault::TooFewOptions { at_least: FEWEST_OPTIONS });
        }
        if options.len() > MOST_OPTIONS {
            self.refuse(at, Fault::TooManyOptions { at_most: MOST_OPTIONS });
        }
        let mut ids = HashSet::new();
        for (index, option) in options.iter().enumerate() {
            let spot = Spot::new(index, &option.id, &option.text);
            let at = &Place::Option { section: section.clone(), question: question.clone(), option: spot };
            if !ids.insert(&option.id) {
                self.refuse(at, Fault::SameIdAsOption);
            }
            self.line(at, Field::Text, &option.text, LONGEST_OPTION);
        }
    }
}

impl Spot {
    fn new(index: usize, id: &Slug, words: &str) -> Self {
        // In a sentence they stand on one line.
        let mut rest = words.trim().chars().map(|c| if c.is_control() { ' ' } else { c });
        let mut words: String = rest.by_ref().take(WORDS).collect();
        if rest.next().is_some() {
            words.truncate(words.trim_end().len());
            words.push('…');
        }
        Self { index, id: id.clone(), words }
    }
}

/// Whether a text is a language tag (BCP 47) of a language, a script and a region at most, written in the usual case.
/// Other ways to write the same would give questions another identity.
fn is_language(tag: &str) -> bool {
    let lower = |text: &str| text.chars().all(|c| c.is_ascii_lowercase());
    let upper = |text: &str| text.chars().all(|c| c.is_ascii_uppercase());
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let is_script = |part: &str| part.len() == 4 && part.is_ascii() && upper(&part[..1]) && lower(&part[1..]);
    let is_region = |part: &str| part.len() == 2 && upper(part) || part.len() == 3 && digits(part);
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    if !(2..=3).contains(&language.len()) || !lower(language) {
        return false;
    }
    match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => true,
        (Some(one), None, _) => is_script(one) || is_region(one),
        (Some(script), Some(region), None) => is_script(script) && is_region(region),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        for fine in ["en", "de", "gsw", "pt-BR", "zh-Hant", "zh-Hant-TW", "es-419"] {
            assert!(is_language(fine), "{fine}");
        }
        for wrong in ["", "e", "EN", "english", "en_GB", "en-gb", "en-", "-en", "en--GB", "zh-hant", "en-GB-GB", "dé", "zh-Hänt"]
        {
            assert!(!is_language(wrong), "{wrong}");
        }
    }
}
