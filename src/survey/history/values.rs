//! What a cell answers.

use super::Why;
use crate::{
    import::cell,
    person::LONGEST_NAME,
    questionnaire::{Ask, Choice, RECOMMEND, SCALE},
    survey::{answer::LONGEST_TEXT, release::Value},
};

/// The most characters that are repeated of what stands in a cell.
const QUOTED: usize = 40;

/// Words for "does not apply to me", beside those that stand for an empty cell.
const NOT_APPLICABLE: [&str; 5] = ["na", "n.a.", "n/a", "#n/a", "does not apply to me"];

/// The team that a cell names; empty for none.
pub(super) fn unit(cell: &str) -> Result<String, Why> {
    let name = cell::read(cell).map_err(|_| Why::Formula)?.unwrap_or_default();
    if name.chars().count() > LONGEST_NAME { Err(Why::LongName { at_most: LONGEST_NAME }) } else { Ok(name.to_owned()) }
}

/// The answer that a cell gives; `None` where the question was skipped.
pub(super) fn answer(ask: &Ask, cell: &str) -> Result<Option<Value>, Why> {
    let cell = cell.trim();
    let is_nothing = matches!(cell::read(cell), Ok(None));
    let found = || cell.chars().take(QUOTED).collect::<String>();
    match ask {
        Ask::Text if is_nothing => Ok(None),
        Ask::Text => {
            // Whoever wrote it may begin with a dash or an equals sign: it is text here, and is guarded when it leaves.
            let text = match cell::read(cell) {
                Ok(text) => text.unwrap_or_default(),
                Err(cell::Formula) => cell,
            };
            if text.len() > LONGEST_TEXT {
                Err(Why::TooLong { at_most: LONGEST_TEXT })
            } else {
                Ok(Some(Value::Text(text.to_owned())))
            }
        }
        Ask::Scale { .. } if NOT_APPLICABLE.contains(&cell.to_lowercase().as_str()) => Ok(Some(Value::NotApplicable)),
        _ if is_nothing || NOT_APPLICABLE.contains(&cell.to_lowercase().as_str()) => Ok(None),
        Ask::Scale { .. } => match whole(cell).filter(|point| SCALE.contains(point)) {
            Some(point) => Ok(Some(Value::Scale(point))),
            None => Err(Why::OffScale { found: found() }),
        },
        Ask::Recommend => match whole(cell).filter(|point| RECOMMEND.contains(point)) {
            Some(point) => Ok(Some(Value::Recommend(point))),
            None => Err(Why::NoRecommendation { found: found() }),
        },
        Ask::Single { options } => Ok(Some(Value::Single(option(options, cell)?))),
        Ask::Multiple { options, at_most } => {
            let mut chosen = Vec::new();
            for part in cell.split([';', '|']).map(str::trim).filter(|part| !part.is_empty()) {
                chosen.push(option(options, part)?);
            }
            chosen.sort_unstable();
            chosen.dedup();
            let at_most = at_most.map_or(options.len(), usize::from);
            if chosen.len() > at_most {
                return Err(Why::TooMany { at_most });
            }
            Ok((!chosen.is_empty()).then_some(Value::Multiple(chosen)))
        }
    }
}

/// A whole number, also as programs write it that know only decimal ones: 4, 4.0, 4,00.
fn whole(cell: &str) -> Option<u8> {
    let (whole, rest) = cell.split_once(['.', ',']).unwrap_or((cell, ""));
    let is_digits = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    (is_digits && rest.bytes().all(|byte| byte == b'0')).then(|| whole.parse().ok())?
}

/// The place of the option of this id or text.
fn option(options: &[Choice], cell: &str) -> Result<usize, Why> {
    let same = |text: &str| text.to_lowercase() == cell.to_lowercase();
    options.iter().position(|option| same(option.id.as_str()) || same(&option.text)).ok_or_else(|| Why::NoOption {
        found: cell.chars().take(QUOTED).collect(),
        options: options.iter().map(|option| option.id.to_string()).collect(),
    })
}
