//! Answering with the keyboard: digits answer, arrows move between questions.

use super::{question::place, sheet::Sheet};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use waymark::{questionnaire::Ask, survey::release::Value};
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// The numbers of the first and the last question on the screen.
fn shown(sheet: Sheet) -> Option<(usize, usize)> {
    let at = sheet.at.get_untracked().checked_sub(1)?;
    sheet.data.with_value(|data| {
        let count = data.form.sections.get(at)?.questions.len();
        let first = data.form.sections[..at].iter().map(|section| section.questions.len()).sum::<usize>();
        Some((first, first + count.checked_sub(1)?))
    })
}

/// A key was pressed, wherever the focus is: right after a step begins it is on the heading.
pub fn pressed(sheet: Sheet, event: &KeyboardEvent) {
    let Some((first, last)) = shown(sheet) else { return };
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    if event.ctrl_key() || event.alt_key() || event.meta_key() || target.tag_name() == "TEXTAREA" {
        return;
    }
    let here = target.closest(".asked").ok().flatten().and_then(|asked| asked.id().strip_prefix('q')?.parse::<usize>().ok());
    match event.key().as_str() {
        "ArrowDown" => {
            event.prevent_default();
            focus(here.map_or(first, |here| (here + 1).min(last)));
        }
        "ArrowUp" => {
            event.prevent_default();
            focus(here.map_or(first, |here| here.saturating_sub(1).max(first)));
        }
        key => {
            let Some(digit) = key.parse::<u8>().ok().filter(|_| key.len() == 1) else { return };
            let number = here.unwrap_or(first);
            if let Some(value) = answer(sheet, number, digit) {
                event.prevent_default();
                // A one may become a ten.
                let stays = number == last || value == Value::Recommend(1);
                let chosen = match value {
                    Value::NotApplicable => "na".to_owned(),
                    Value::Recommend(point) => point.to_string(),
                    Value::Single(place) => place.to_string(),
                    _ => digit.to_string(),
                };
                sheet.say(number, Some(value));
                if stays {
                    // What is chosen is not marked so on the page before the next moment.
                    focus_on(number, &format!("input[value=\"{chosen}\"]"));
                } else {
                    focus(number + 1);
                }
            }
        }
    }
}

/// What a digit says to the question of this number.
fn answer(sheet: Sheet, number: usize, digit: u8) -> Option<Value> {
    let ask = sheet.data.with_value(|data| data.form.questions().nth(number).map(|(_, _, question)| question.ask.clone()))?;
    match ask {
        Ask::Scale { .. } if digit == 0 => Some(Value::NotApplicable),
        Ask::Scale { .. } => (1..=5).contains(&digit).then_some(Value::Scale(digit)),
        // A zero after a one makes it ten.
        Ask::Recommend if digit == 0 && sheet.answers.with(|answers| answers.to(number) == Some(&Value::Recommend(1))) => {
            Some(Value::Recommend(10))
        }
        Ask::Recommend => Some(Value::Recommend(digit)),
        Ask::Single { options } => {
            let chosen = usize::from(digit).checked_sub(1)?;
            (chosen < options.len()).then_some(Value::Single(chosen))
        }
        Ask::Multiple { .. } | Ask::Text => None,
    }
}

/// Puts the focus on a question: on what is chosen there, or on its first field.
pub fn focus(number: usize) {
    if !focus_on(number, "input:checked") {
        focus_on(number, "input, textarea");
    }
}

/// Puts the focus on this within a question, if it is there.
fn focus_on(number: usize, what: &str) -> bool {
    let found = document().query_selector(&format!("#{} {what}", place(number))).ok().flatten();
    let Some(field) = found.and_then(|field| field.dyn_into::<HtmlElement>().ok()) else { return false };
    field.focus().is_ok()
}

/// Puts the focus on the step's heading, so that a screen reader goes on from there.
pub fn focus_heading() {
    if let Some(heading) =
        document().query_selector("main h1").ok().flatten().and_then(|heading| heading.dyn_into::<HtmlElement>().ok())
    {
        drop(heading.focus());
    }
}
