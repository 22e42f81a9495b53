//! The fields for where a goal belongs.

use super::{
    api::{PlaceTyped, PlaceWrong},
    new::{options, or_none},
    said::{refused_sentence, title_sentence},
};
use crate::{
    parts::{Check, Choice, Field},
    people::{Chooser, Kind, not_one},
};
use leptos::prelude::*;
use waymark::goal::Refused;

fn field_of(why: Refused) -> Option<&'static str> {
    Some(match why {
        Refused::NoProject => "project",
        Refused::NoParent | Refused::NotMoved | Refused::Circle | Refused::Deep | Refused::ManyKeyResults => "parent",
        Refused::Weight => "weight",
        Refused::ManyTags => "tags",
        _ => return None,
    })
}

/// What is wrong with none of these fields.
pub fn other_place(wrong: &PlaceWrong) -> Option<Refused> {
    match wrong {
        PlaceWrong::Rule(why) if field_of(*why).is_none() => Some(*why),
        _ => None,
    }
}

fn about(wrong: &PlaceWrong, of: &'static str) -> Option<String> {
    match wrong {
        PlaceWrong::Parent(why) if of == "parent" => Some(not_one(why)),
        PlaceWrong::Tag(why) if of == "tags" => Some(title_sentence(*why)),
        PlaceWrong::Rule(why) if field_of(*why) == Some(of) => Some(refused_sentence(*why)),
        _ => None,
    }
}

/// The fields.
#[component]
pub fn PlaceFields(
    typed: PlaceTyped,
    wrong: Signal<Option<PlaceWrong>>,
    /// Projects that it may be tied to.
    projects: Vec<(String, String)>,
    /// Goals near to the reader that it may serve.
    offered: Vec<String>,
    /// What opens it to colleagues; nothing where they see it anyway.
    open: Option<&'static str>,
) -> impl IntoView {
    let of = move |field: &'static str| Signal::derive(move || wrong.with(|wrong| about(wrong.as_ref()?, field)));
    let links = [("contributes", "It moves that objective"), ("supports", "It is shown with it")];
    view! {
        <Choice name="place[project]" id="project" label="Project".to_owned() options=or_none("None", projects) value=typed.project error=of("project")/>
        <Chooser
            kind=Kind::Goal name="place[parent]" id="parent" label="Serves" value=typed.parent error=of("parent") free=true offered=offered
            hint=Some("Another goal, by a part of its title. Empty for none.".to_owned())
        />
        <div class="fields">
            <Choice name="place[link]" id="how" label="How".to_owned() options=options(&links) value=typed.link/>
            <Field name="place[weight]" id="weight" label="Weight among those that move it" value=typed.weight error=of("weight") free=true/>
        </div>
        <Field
            name="place[tags]" id="tags" label="Tags" value=typed.tags error=of("tags") optional=true
            hint=Some("Parted by commas: expectations of the ladder, themes.".to_owned())
        />
        {open.map(|words| view! { <Check name="place[open]" checked=typed.open>{words}</Check> })}
    }
}
