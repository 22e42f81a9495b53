//! Answers: what one respondent says to a questionnaire, and what of it fits.

use super::release::Value;
use crate::questionnaire::{Ask, Question, Questionnaire};
use serde::{Deserialize, Serialize};

/// The longest text, in bytes of UTF-8: some 300 words. Sealed answers are all of one size, so each respondent pays for
/// the longest.
pub const LONGEST_TEXT: usize = 2000;

/// One respondent's answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// One for each question of the questionnaire, in its order; `None` where nothing was said.
    pub values: Vec<Option<Value>>,
    /// One for each attribute of the contract: the band that the respondent says of themselves, if they do.
    pub bands: Vec<Option<usize>>,
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wrong {
    /// There are more or fewer answers than questions: they are to another questionnaire, or to another version of it.
    Other,
    /// The answer to the question of this number (from 0) is of another kind, off the scale, or no such option.
    OffScale(usize),
    /// More options were chosen than may be.
    TooMany {
        /// The question's number, from 0.
        question: usize,
        /// The most that may be chosen.
        at_most: usize,
    },
    /// The text is longer than [`LONGEST_TEXT`].
    TooLong {
        /// The question's number, from 0.
        question: usize,
        /// The most bytes it may have.
        at_most: usize,
    },
    /// The question of this number has to be answered.
    Missing(usize),
}

impl Answers {
    /// Nothing said yet.
    pub fn none(form: &Questionnaire, attributes: usize) -> Self {
        Self { values: vec![None; form.questions().count()], bands: vec![None; attributes] }
    }

    /// What is said to the question of this number.
    pub fn to(&self, question: usize) -> Option<&Value> {
        self.values.get(question)?.as_ref()
    }

    /// Looks whether each answer fits its question. What is missing is not looked for: [`Answers::missing`] does.
    ///
    /// # Errors
    ///
    /// All that does not fit.
    pub fn check(&self, form: &Questionnaire, attributes: usize) -> Result<(), Vec<Wrong>> {
        if self.values.len() != form.questions().count() || self.bands.len() != attributes {
            return Err(vec![Wrong::Other]);
        }
        let said = form.questions().zip(&self.values).enumerate();
        let wrong: Vec<_> =
            said.filter_map(|(number, ((_, _, question), value))| fits(number, question, value.as_ref()?).err()).collect();
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    /// The numbers of the questions that have to be answered and are not.
    pub fn missing(&self, form: &Questionnaire) -> Vec<usize> {
        let said = form.questions().zip(&self.values).enumerate();
        said.filter(|(_, ((_, _, question), value))| question.required && value.is_none()).map(|(number, _)| number).collect()
    }

    /// Whether nothing at all was said.
    pub fn is_empty(&self) -> bool {
        self.values.iter().all(Option::is_none)
    }

    /// Without texts that say nothing and choices of nothing, texts without space around them: as it is sent.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        for value in &mut self.values {
            match value {
                Some(Value::Text(text)) => {
                    let tidy = text.trim();
                    *value = (!tidy.is_empty()).then(|| Value::Text(tidy.to_owned()));
                }
                Some(Value::Multiple(chosen)) => {
                    chosen.sort_unstable();
                    chosen.dedup();
                    if chosen.is_empty() {
                        *value = None;
                    }
                }
                _ => {}
            }
        }
        self
    }
}

fn fits(number: usize, question: &Question, value: &Value) -> Result<(), Wrong> {
    let fits = match (&question.ask, value) {
        (Ask::Scale { .. }, Value::Scale(point)) => (1..=5).contains(point),
        (Ask::Scale { .. }, Value::NotApplicable) => true,
        (Ask::Recommend, Value::Recommend(point)) => *point <= 10,
        (Ask::Single { options }, Value::Single(chosen)) => *chosen < options.len(),
        (Ask::Multiple { options, at_most }, Value::Multiple(chosen)) => {
            let at_most = at_most.map_or(options.len(), usize::from);
            if chosen.len() > at_most {
                return Err(Wrong::TooMany { question: number, at_most });
            }
            chosen.iter().all(|one| *one < options.len()) && chosen.windows(2).all(|pair| pair[0] < pair[1])
        }
        (Ask::Text, Value::Text(text)) => {
            if text.len() > LONGEST_TEXT {
                return Err(Wrong::TooLong { question: number, at_most: LONGEST_TEXT });
            }
            !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        }
        _ => false,
    };
    if fits { Ok(()) } else { Err(Wrong::OffScale(number)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::{self, Purpose};

    fn form() -> Questionnaire {
        let team = |form: &Questionnaire| form.purpose == Purpose::Team;
        questionnaire::bank().into_iter().find(team).expect("the bank has one")
    }

    fn number(form: &Questionnaire, wanted: impl Fn(&Ask) -> bool) -> usize {
        form.questions().position(|(_, _, question)| wanted(&question.ask)).expect("there is one")
    }

    #[test]
    fn an_answer_must_fit_its_question() {
        let form = form();
        let (scale, text) = (number(&form, |ask| matches!(ask, Ask::Scale { .. })), number(&form, |ask| *ask == Ask::Text));
        let said = |number: usize, value: Value| {
            let mut answers = Answers::none(&form, 0);
            answers.values[number] = Some(value);
            answers.check(&form, 0)
        };
        for fine in [Value::Scale(1), Value::Scale(5), Value::NotApplicable] {
            assert_eq!(said(scale, fine), Ok(()));
        }
        for off in [Value::Scale(0), Value::Scale(6), Value::Recommend(3), Value::Text("4".into()), Value::Single(0)] {
            assert_eq!(said(scale, off), Err(vec![Wrong::OffScale(scale)]));
        }
        assert_eq!(said(text, Value::Text("two\nlines".into())), Ok(()));
        assert_eq!(said(text, Value::Text("\u{7}".into())), Err(vec![Wrong::OffScale(text)]));
        let long = Value::Text("é".repeat(LONGEST_TEXT / 2 + 1));
        assert_eq!(said(text, long), Err(vec![Wrong::TooLong { question: text, at_most: LONGEST_TEXT }]));
        assert_eq!(Answers::default().check(&form, 0), Err(vec![Wrong::Other]));
        assert_eq!(Answers::none(&form, 1).check(&form, 0), Err(vec![Wrong::Other]));
    }

    #[test]
    fn what_says_nothing_is_not_sent() {
        let form = form();
        let text = number(&form, |ask| *ask == Ask::Text);
        let mut answers = Answers::none(&form, 0);
        answers.values[text] = Some(Value::Text("  \n ".into()));
        assert!(!answers.is_empty() && answers.clone().tidied().is_empty());
        answers.values[text] = Some(Value::Text(" a word ".into()));
        assert_eq!(answers.tidied().values[text], Some(Value::Text("a word".into())));
        let missing = Answers::none(&form, 0).missing(&form);
        assert!(missing.contains(&0) && !missing.contains(&text));
    }
}
