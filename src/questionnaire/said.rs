//! The English sentences of problems: the editor and the reader of files say the same ones.

use super::{Fault, Field, Place, Problem, Spot};

impl Problem {
    /// One sentence that says what is wrong and where.
    pub fn said(&self) -> String {
        let place = self.at.said();
        let field = |field: Field| match (&self.at, field) {
            // Of an option and a question the text is the thing itself.
            (Place::Question { .. } | Place::Option { .. }, Field::Text) => place.clone(),
            (_, Field::About) => format!("the introduction of {place}"),
            _ => format!("the {} of {place}", field.word()),
        };
        let sentence = match &self.fault {
            Fault::Blank(field) => format!("{place} has no {}", field.word()),
            Fault::TooLong { field: of, at_most } => format!("{} has more than {at_most} characters", field(*of)),
            Fault::ControlCharacter(of @ (Field::About | Field::Help)) => {
                format!("{} has a tab or another control character", field(*of))
            }
            Fault::ControlCharacter(of) => format!("{} has a line break, a tab or another control character", field(*of)),
            Fault::Language => format!("the language of {place} is not written like en, de or pt-BR"),
            Fault::NoSections => format!("{place} has no sections"),
            Fault::NoQuestions => format!("{place} has no questions"),
            Fault::TooManySections { at_most } => format!("{place} has more than {at_most} sections"),
            Fault::TooManyInSection { at_most } | Fault::TooManyQuestions { at_most } => {
                format!("{place} has more than {at_most} questions")
            }
            Fault::SameIdAsSection => match self.at {
                Place::Section(_) => format!("{place} has the same id as another: {}", self.at.id()),
                _ => format!("{place} has the same id as a section: {}", self.at.id()),
            },
            Fault::SameIdAsQuestion => match self.at {
                Place::Question { .. } => format!("{place} has the same id as another: {}", self.at.id()),
                _ => format!("{place} has the same id as a question: {}", self.at.id()),
            },
            Fault::SameIdAsOption => format!("{place} has the same id as another: {}", self.at.id()),
            Fault::TooFewOptions { at_least } => format!("{place} needs at least {at_least} options"),
            Fault::TooManyOptions { at_most } => format!("{place} has more than {at_most} options"),
            Fault::AtMost { options: 0 | 1 } => format!("{place} limits a choice that it does not offer"),
            Fault::AtMost { options } => {
                format!("{place} has {options} options, so the most that may be chosen is a number from 1 to {options}")
            }
            Fault::MirrorInSurvey => {
                format!("{place} says how a manager is asked: only personal reviews have a manager’s half")
            }
            Fault::TextRequired => {
                format!("{place} cannot be required: in team and company reviews nobody has to write a text")
            }
            Fault::NoScale => format!("{place} needs at least one scale question, because reviews are compared by scales"),
            Fault::SecondRecommend => format!("{place} is a second recommend question; only one score can be shown"),
        };
        let mut letters = sentence.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase).collect::<String>();
        format!("{first}{}.", letters.as_str())
    }
}

impl Place {
    /// The id of the section, question or option; empty for the questionnaire.
    fn id(&self) -> &str {
        match self {
            Self::Questionnaire => "",
            Self::Section(spot) | Self::Question { question: spot, .. } | Self::Option { option: spot, .. } => spot.id.as_str(),
        }
    }

    /// As in the middle of a sentence.
    fn said(&self) -> String {
        match self {
            Self::Questionnaire => "the questionnaire".to_owned(),
            Self::Section(section) => section.said("section"),
            Self::Question { section, question } if question.words.is_empty() => {
                format!("{} of {}", question.said("question"), section.said("section"))
            }
            Self::Question { question, .. } => question.said("question"),
            Self::Option { question, option, .. } => format!("{} of {}", option.said("option"), question.said("question")),
        }
    }
}

impl Spot {
    fn said(&self, what: &str) -> String {
        if self.words.is_empty() { format!("{what} {}", self.index + 1) } else { format!("the {what} “{}”", self.words) }
    }
}
