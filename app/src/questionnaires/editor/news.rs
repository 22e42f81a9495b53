//! What was just done, with the way back; and where the focus goes then.

use super::Desk;
use crate::{
    parts::{Form, Icon},
    questionnaires::api::News,
};
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use wasm_bindgen::JsCast;

fn sentence(done: &str) -> Option<&'static str> {
    Some(match done {
        "created" => "The questionnaire is there.",
        "imported" => "The questionnaire is what the file says.",
        "saved" => "Saved.",
        "added" => "The question is added.",
        "section-added" => "The section is added.",
        "up" | "down" | "moved" => "Moved.",
        "copied" => "The copy stands below its original.",
        "removed" => "Removed.",
        "back" => "It is as it was before.",
        "retired" => "It is offered no more.",
        "offered" => "It is offered again.",
        _ => return None,
    })
}

/// Tells what was done, in sight wherever on the page that was.
#[component]
pub fn Told(desk: Desk) -> impl IntoView {
    view! {
        <div class="told" role="status">
            {move || {
                let News { done, at, back, version } = desk.news.get()?;
                let sentence = sentence(&done)?;
                // What was removed comes back by itself, whatever was edited since; everything else as a whole.
                let (part, word) = if done == "removed" { (at, "Put it back") } else { (String::new(), "Undo") };
                Some(view! {
                    <div class="note good">
                        <Icon name="check"/>
                        <div class="said">
                            <p>{sentence}</p>
                            {(!back.is_empty()).then(|| view! {
                                <Form to=desk.put_back>
                                    <input type="hidden" name="id" value=desk.id()/>
                                    <input type="hidden" name="from" value=back/>
                                    <input type="hidden" name="part" value=part/>
                                    <input type="hidden" name="version" value=version.to_string()/>
                                    <button class="btn" type="submit" id="put-back">{word}</button>
                                </Form>
                            })}
                        </div>
                    </div>
                })
            }}
        </div>
    }
}

impl Desk {
    /// After each deed the focus goes to where one goes on: moved rows take it away with them, closed forms lose it.
    pub(super) fn keep_focus(self) {
        Effect::new(move |before: Option<Option<News>>| {
            let news = self.news.get();
            let version = self.data.with(|data| data.version);
            // The row has to be where it belongs, so the questionnaire is waited for.
            let (Some(before), Some(told)) = (before, &news) else { return news };
            if before.as_ref() == Some(told) || version < told.version {
                return before;
            }
            let at = &told.at;
            let edit = format!("edit-{at}");
            match told.done.as_str() {
                "saved" => {
                    self.open.update(|open| {
                        open.remove(at);
                    });
                    focus_soon(vec![edit]);
                }
                "copied" => {
                    self.open.update(|open| {
                        open.insert(at.clone());
                    });
                    focus_soon(vec![format!("{at}-first")]);
                }
                "up" => focus_soon(vec![format!("up-{at}"), format!("down-{at}")]),
                "down" => focus_soon(vec![format!("down-{at}"), format!("up-{at}")]),
                "removed" => focus_soon(vec!["put-back".to_owned()]),
                "section-added" => {
                    self.open.update(|open| {
                        open.remove(crate::questionnaires::part::NEW_SECTION);
                    });
                    focus_soon(vec![edit]);
                }
                "moved" | "back" => focus_soon(vec![edit, "main".to_owned()]),
                // Who adds questions goes on adding.
                "added" => {}
                _ => focus_soon(vec!["main".to_owned()]),
            }
            news
        });
    }
}

/// Moves the focus to the first of these that is there and can have it, once the page shows it.
#[cfg(feature = "hydrate")]
pub fn focus_soon(ids: Vec<String>) {
    request_animation_frame(move || {
        let mut all = ids.iter().filter_map(|id| document().get_element_by_id(id));
        let found = all.find(|element| !element.has_attribute("disabled"));
        if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            drop(element.focus());
        }
    });
}

/// There is no focus on the server.
#[cfg(not(feature = "hydrate"))]
pub fn focus_soon(_ids: Vec<String>) {}
