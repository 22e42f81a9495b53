//! A field of a review: written by hand, saved by itself; a form without script sends it with its section.

use super::{
    super::{
        api::{Entry, NotSaved, Written},
        words::answer_sentence,
    },
    saver::{Saver, Told},
};
use crate::{
    failure::Again,
    parts::{Icon, Sending, in_text_area},
    surveys::{NOT_FOR_ME, POINTS},
};
use leptos::prelude::*;
use waymark::{
    questionnaire::{Ask, Choice, RECOMMEND},
    review::SaveRefused,
};

/// Where a form without script sends its fields: to be saved, and to be shared.
pub type Sent = [Sending; 2];

/// What a form without script sent and was refused, as far as it is about this field: what was typed, and why.
fn refused(sent: Sent, slot: &str) -> Option<(String, Told, Option<u32>)> {
    let again = sent.into_iter().find_map(Sending::refused::<Again<Written, NotSaved>>);
    let Again { typed, why } = again.filter(|again| again.typed.seen.contains_key(slot))?;
    let ticked = typed.chosen.keys().filter_map(|key| key.strip_prefix(slot)?.strip_prefix('/'));
    let text = typed.text.get(slot).cloned().unwrap_or_else(|| ticked.collect::<Vec<_>>().join(","));
    let mut told = Told::default();
    let mut seen = None;
    match why {
        NotSaved::Text(SaveRefused::Met(met)) => {
            if let Some(met) = met.into_iter().find(|met| met.slot.to_string() == slot) {
                seen = Some(met.revision);
                told.other = Some(super::saver::Other { text: met.now, revision: met.revision });
            }
        }
        NotSaved::Text(SaveRefused::Wrong(of, why)) if of.to_string() == slot => told.wrong = Some(answer_sentence(why)),
        _ => {}
    }
    Some((text, told, seen))
}

/// The name of a field's part in a form.
fn name(part: &str, slot: &str) -> String {
    format!("written[{part}][{slot}]")
}

/// The id of a field on the page.
fn id_of(slot: &str) -> String {
    slot.replace('.', "-")
}

/// The field.
#[component]
pub fn Writing(entry: Entry, sent: Sent, saver: Saver) -> impl IntoView {
    let Entry { slot, label, help, ask, required, text, revision } = entry;
    let first = untrack(|| refused(sent, &slot));
    let (text, told, seen) = first.map_or((text, Told::default(), None), |first| first);
    let id = id_of(&slot);
    let (help_id, told_id) = (format!("{id}-help"), format!("{id}-told"));
    let describes = if help.is_empty() { told_id.clone() } else { format!("{help_id} {told_id}") };
    let told = {
        let slot = slot.clone();
        Signal::derive(move || {
            let now = saver.told(&slot);
            if now == Told::default() { told.clone() } else { now }
        })
    };
    let star = (!required).then(|| view! { <span class="dim optional">" Optional."</span> });
    let help = (!help.is_empty()).then(|| view! { <p class="small dim" id=help_id>{help}</p> });
    let hidden = view! { <input type="hidden" name=name("seen", &slot) value=seen.unwrap_or(revision).to_string()/> };
    let control = match &ask {
        None => grade(&slot, &id, &text, describes.clone()).into_any(),
        Some(Ask::Text) => area(&slot, &id, text, describes.clone(), told).into_any(),
        Some(Ask::Scale { .. }) => scale(&slot, &text).into_any(),
        Some(Ask::Recommend) => recommend(&slot, &text).into_any(),
        Some(Ask::Single { options }) => single(&slot, &text, options).into_any(),
        Some(Ask::Multiple { options, at_most }) => multiple(&slot, &text, options, *at_most).into_any(),
    };
    let is_one = matches!(ask, None | Some(Ask::Text));
    let below = view! { <Below of=slot told=told id=told_id saver=saver/> };
    if is_one {
        view! { <div class="asked"><label class="legend" for=id>{label}{star}</label>{help}{hidden}{control}{below}</div> }
            .into_any()
    } else {
        view! { <fieldset class="asked" aria-describedby=describes><legend>{label}{star}</legend>{help}{hidden}{control}{below}</fieldset> }
            .into_any()
    }
}

/// What is wrong with it, and what another page wrote.
#[component]
fn Below(of: String, told: Signal<Told>, id: String, saver: Saver) -> impl IntoView {
    let slot = StoredValue::new(of);
    let wrong = Memo::new(move |_| told.with(|told| told.wrong.clone()));
    let other = Memo::new(move |_| told.with(|told| told.other.clone().map(|other| other.text)));
    view! {
        <div id=id>
            {move || wrong.get().map(|wrong| view! { <p class="error" role="alert"><Icon name="alert"/><span>{wrong}</span></p> })}
            {move || other.get().map(|text| view! {
                <div class="note warn met" role="alert">
                    <Icon name="alert"/>
                    <div>
                        <p>"Another page or device wrote here meanwhile. What you wrote stands above and is not saved; this is stored:"</p>
                        <blockquote class="typed">{if text.is_empty() { "Nothing".to_owned() } else { text }}</blockquote>
                        <div class="actions only-script">
                            <button class="btn" type="button" on:click=move |_| slot.with_value(|slot| saver.keep(slot))>"Keep what I wrote"</button>
                            <button class="btn" type="button" on:click=move |_| slot.with_value(|slot| saver.take(slot))>"Take what is stored"</button>
                        </div>
                        <p class="only-plain">"Save again to keep what you wrote, or copy from here what should stay."</p>
                    </div>
                </div>
            })}
        </div>
    }
}

fn area(slot: &str, id: &str, text: String, describes: String, told: Signal<Told>) -> impl IntoView {
    let invalid = move || told.with(|told| told.wrong.is_some()).then_some("true");
    let rows = if slot == "notes" || slot.starts_with("words.") { "2" } else { "4" };
    view! {
        <textarea id=id.to_owned() name=name("text", slot) rows=rows aria-describedby=describes aria-invalid=invalid>{in_text_area(text)}</textarea>
    }
}

/// The grades, in tenths, as they are shown.
pub fn grades() -> impl Iterator<Item = (String, String)> {
    (0..=10u8).map(|tenths| (tenths.to_string(), format!("{}.{}", tenths / 10, tenths % 10)))
}

fn grade(slot: &str, id: &str, text: &str, describes: String) -> impl IntoView {
    let options = std::iter::once((String::new(), "Not graded".to_owned())).chain(grades());
    let options = options.map(|(value, word)| {
        let selected = value == text;
        view! { <option value=value selected=selected>{word}</option> }
    });
    view! {
        <select id=id.to_owned() name=name("text", slot) aria-describedby=describes autocomplete="off" data-stored=text.to_owned()>{options.collect_view()}</select>
    }
}

fn radio(slot: &str, value: String, text: &str, class: Option<&'static str>, face: AnyView) -> impl IntoView {
    let checked = value == text;
    view! { <label class=class><input type="radio" name=name("text", slot) value=value checked=checked autocomplete="off"/>{face}</label> }
}

fn scale(slot: &str, text: &str) -> impl IntoView {
    let points = (1u8..).zip(POINTS).map(|(point, word)| {
        radio(slot, point.to_string(), text, None, view! { <b>{point.to_string()}</b><span>{word}</span> }.into_any())
    });
    let none = radio(slot, "na".to_owned(), text, Some("na"), view! { <span>{NOT_FOR_ME}</span> }.into_any());
    view! { <div class="scale">{points.collect_view()}{none}</div> }
}

fn recommend(slot: &str, text: &str) -> impl IntoView {
    let points =
        RECOMMEND.map(|point| radio(slot, point.to_string(), text, None, view! { <b>{point.to_string()}</b> }.into_any()));
    view! { <div class="scale ten">{points.collect_view()}</div> }
}

fn single(slot: &str, text: &str, options: &[Choice]) -> impl IntoView {
    let options = options
        .iter()
        .map(|option| radio(slot, option.id.to_string(), text, None, view! { <span>{option.text.clone()}</span> }.into_any()));
    view! { <div class="options">{options.collect_view()}</div> }
}

fn multiple(slot: &str, text: &str, options: &[Choice], at_most: Option<u8>) -> impl IntoView {
    let chosen: Vec<&str> = text.split(',').collect();
    let options = options.iter().map(|option| {
        let checked = chosen.contains(&option.id.as_str());
        let name = name("chosen", &format!("{slot}/{}", option.id));
        view! { <label><input type="checkbox" name=name value="on" checked=checked autocomplete="off"/><span>{option.text.clone()}</span></label> }
    });
    view! {
        <div class="options">{options.collect_view()}</div>
        {at_most.map(|most| view! { <p class="small dim">{format!("{most} at most.")}</p> })}
    }
}
