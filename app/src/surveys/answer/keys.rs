//! Answering with the keyboard: digits answer, arrows move between questions.

use super::{question::place, sheet::Sheet};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use waymark::{questionnaire::Ask, survey::release::Value};
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// A key was pressed somewhere among the `count` questions that begin with the `first`.
pub fn pressed(sheet: Sheet, event: &KeyboardEvent, first: usize, count: usize) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    if event.ctrl_key() || event.alt_key() || event.meta_key() || target.tag_name() == "TEXTAREA" {
        return;
    }
    let here = target.closest(".asked").ok().flatten().and_then(|asked| asked.id().strip_prefix('q')?.parse::<usize>().ok());
    let last = first + count - 1;
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
                let goes_on = !matches!(value, Value::Recommend(1));
                sheet.say(number, Some(value));
                focus(if goes_on { (number + 1).min(last) } else { number });
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
        Ask::Recommend if digit == 0 && sheet.is(number, &Value::Recommend(1)) => Some(Value::Recommend(10)),
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
    let find = |what: &str| document().query_selector(&format!("#{} {what}", place(number))).ok().flatten();
    let field = find("input:checked").or_else(|| find("input, textarea"));
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        drop(field.focus());
    }
}

/// Puts the focus on the step's heading, so that a screen reader goes on from there.
pub fn focus_heading() {
    if let Some(heading) =
        document().query_selector("main h1").ok().flatten().and_then(|heading| heading.dyn_into::<HtmlElement>().ok())
    {
        drop(heading.focus());
    }
}
