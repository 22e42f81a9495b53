//! Answers to the questions of a review, as forms send them.

use super::LONGEST_TEXT;
use crate::questionnaire::{Ask, Question, RECOMMEND, SCALE, Slug};
use serde::{Deserialize, Serialize};

/// What forms send for "Not for me".
const NOT_FOR_ME: &str = "na";

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// By agreement: one of [`SCALE`].
    Scale(u8),
    /// "Not for me".
    NotForMe,
    /// One of [`RECOMMEND`].
    Recommend(u8),
    /// These options, in the order of the question; one for a question that takes one.
    Chosen(Vec<Slug>),
    /// In words, as Markdown.
    Text(String),
}

/// Why a text answers no question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotAnAnswer {
    /// It has more than [`LONGEST_TEXT`] characters: so many.
    TooLong(usize),
    /// It has control characters.
    Control,
    /// It is no number of the scale, or no such option.
    OffScale,
    /// More options than may be: at most so many.
    TooMany(usize),
}

/// Looks whether a text may stand in a review: at most [`LONGEST_TEXT`] characters, without control characters but line breaks and tabs.
///
/// # Errors
///
/// [`NotAnAnswer`], the first reason.
pub(crate) fn check(text: &str) -> Result<(), NotAnAnswer> {
    let count = text.chars().count();
    if count > LONGEST_TEXT {
        return Err(NotAnAnswer::TooLong(count));
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(NotAnAnswer::Control);
    }
    Ok(())
}

/// Reads the answer to a question: a text as it is; "4" or "na" for a scale; the ids of options with commas between them. Nothing where
/// nothing was said.
///
/// # Errors
///
/// [`NotAnAnswer`], the first reason.
pub fn read(question: &Question, text: &str) -> Result<Option<Said>, NotAnAnswer> {
    check(text)?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    let number = |range: std::ops::RangeInclusive<u8>| {
        text.trim().parse().ok().filter(|number| range.contains(number)).ok_or(NotAnAnswer::OffScale)
    };
    Ok(Some(match &question.ask {
        Ask::Text => Said::Text(text.trim().to_owned()),
        Ask::Scale { .. } if text.trim() == NOT_FOR_ME => Said::NotForMe,
        Ask::Scale { .. } => Said::Scale(number(SCALE)?),
        Ask::Recommend => Said::Recommend(number(RECOMMEND)?),
        Ask::Single { options } | Ask::Multiple { options, .. } => {
            let wanted: Vec<&str> = text.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
            if wanted.iter().any(|id| !options.iter().any(|option| option.id.as_str() == *id)) {
                return Err(NotAnAnswer::OffScale);
            }
            let chosen: Vec<Slug> =
                options.iter().filter(|option| wanted.contains(&option.id.as_str())).map(|option| option.id.clone()).collect();
            let most = match &question.ask {
                Ask::Multiple { at_most, .. } => at_most.map_or(options.len(), usize::from),
                _ => 1,
            };
            if chosen.len() > most {
                return Err(NotAnAnswer::TooMany(most));
            }
            if chosen.is_empty() {
                return Ok(None);
            }
            Said::Chosen(chosen)
        }
    }))
}
