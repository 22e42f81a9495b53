//! The controls of a page, and what stands in them.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// The name of the field in `written[text][answer.x]` or `written[chosen][answer.x/option]`.
pub fn slot_of(name: &str) -> Option<String> {
    let rest = name.strip_prefix("written[")?.strip_suffix(']')?;
    match rest.split_once("][")? {
        ("text", slot) => Some(slot.to_owned()),
        ("chosen", option) => option.rsplit_once('/').map(|(slot, _)| slot.to_owned()),
        _ => None,
    }
}

/// The option of a field that is one of several, in `written[chosen][answer.x/option]`.
pub fn option_of(name: &str) -> Option<String> {
    let rest = name.strip_prefix("written[chosen][")?.strip_suffix(']')?;
    rest.rsplit_once('/').map(|(_, option)| option.to_owned())
}

/// A control with a name.
#[derive(Debug)]
pub enum Control {
    /// For words.
    Text(HtmlTextAreaElement),
    /// One of a list.
    Select(HtmlSelectElement),
    /// One of several radios or ticks.
    Input(HtmlInputElement),
}

impl Control {
    /// The one that an element is; an input, a text or a choice.
    pub fn of(element: web_sys::Element) -> Option<Self> {
        let element = match element.dyn_into::<HtmlTextAreaElement>() {
            Ok(text) => return Some(Self::Text(text)),
            Err(element) => element,
        };
        let element = match element.dyn_into::<HtmlSelectElement>() {
            Ok(select) => return Some(Self::Select(select)),
            Err(element) => element,
        };
        element.dyn_into().ok().map(Self::Input)
    }

    /// Its name.
    pub fn name(&self) -> String {
        match self {
            Self::Text(text) => text.name(),
            Self::Select(select) => select.name(),
            Self::Input(input) => input.name(),
        }
    }
}
