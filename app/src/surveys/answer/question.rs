//! One question, as a respondent answers it.

use super::sheet::Sheet;
use crate::parts::{Icon, in_text_area};
use leptos::prelude::*;
use waymark::{
    questionnaire::{Ask, Choice, Question},
    survey::{
        Mode,
        answer::{Answers, LONGEST_TEXT},
        release::Value,
    },
};

/// What questions are answered on.
#[derive(Clone, Copy)]
pub enum Paper {
    /// A survey.
    Survey(Sheet),
    /// Answers that are kept nowhere, of somebody who only looks how it will be.
    Preview(RwSignal<Answers>),
}

impl Paper {
    fn answers(self) -> RwSignal<Answers> {
        match self {
            Self::Survey(sheet) => sheet.answers,
            Self::Preview(answers) => answers,
        }
    }

    /// What was said to the question of this number.
    fn value(self, question: usize) -> Option<Value> {
        self.answers().with(|answers| answers.to(question).cloned())
    }

    /// Whether that is this.
    fn is(self, question: usize, value: &Value) -> bool {
        self.answers().with(|answers| answers.to(question) == Some(value))
    }

    /// Notes what is said to a question.
    fn say(self, question: usize, value: Option<Value>) {
        match self {
            Self::Survey(sheet) => sheet.say(question, value),
            Self::Preview(answers) => answers.update(|answers| {
                if let Some(place) = answers.values.get_mut(question) {
                    *place = value;
                }
            }),
        }
    }
}

/// What the points of the scale are called.
pub const POINTS: [&str; 5] = ["Disagree", "Rather not", "Partly", "Mostly", "Agree"];

/// What is said of a question that does not apply.
pub const NOT_FOR_ME: &str = "Not for me";

/// The id of a question's place on the page.
pub fn place(number: usize) -> String {
    format!("q{number}")
}

/// The question of this number. Its fields have the names that a form without script sends.
pub fn question(paper: Paper, number: usize, question: Question) -> impl IntoView {
    let optional = (!question.required).then(|| view! { <span class="dim optional">" Optional."</span> });
    let help_id = format!("h{number}");
    let described = (!question.help.is_empty()).then(|| help_id.clone());
    let help = (!question.help.is_empty()).then(|| view! { <p class="small dim" id=help_id>{question.help}</p> });
    let fields = match question.ask {
        Ask::Scale { .. } => scale(paper, number).into_any(),
        Ask::Recommend => recommend(paper, number).into_any(),
        Ask::Single { options } => single(paper, number, options).into_any(),
        Ask::Multiple { options, at_most } => multiple(paper, number, options, at_most).into_any(),
        Ask::Text => {
            let label = question.text.clone();
            return view! {
                <div class="asked" id=place(number)>
                    <label class="legend" for=format!("t{number}")>{label} {optional}</label>
                    {help}
                    {text(paper, number, described)}
                </div>
            }
            .into_any();
        }
    };
    view! {
        <fieldset class="asked" id=place(number) aria-describedby=described>
            <legend>{question.text} {optional}</legend>
            {help}
            {fields}
        </fieldset>
    }
    .into_any()
}

/// The name of a field in a form that is sent without script.
fn field(number: usize) -> String {
    format!("a[{number}]")
}

/// One point or option that excludes the others.
fn radio(
    paper: Paper,
    number: usize,
    value: Value,
    sent: String,
    class: Option<&'static str>,
    face: impl IntoView + 'static,
) -> impl IntoView {
    let (is_it, chosen) = (value.clone(), value.clone());
    let initially = untrack(|| paper.is(number, &value));
    view! {
        <label class=class>
            <input
                type="radio"
                name=field(number)
                value=sent
                checked=initially
                prop:checked=move || paper.is(number, &is_it)
                on:change=move |_| paper.say(number, Some(chosen.clone()))
            />
            {face}
        </label>
    }
}

fn scale(paper: Paper, number: usize) -> impl IntoView {
    let points = (1u8..).zip(POINTS).map(|(point, word)| {
        radio(
            paper,
            number,
            Value::Scale(point),
            point.to_string(),
            None,
            view! { <b>{point.to_string()}</b><span>{word}</span> },
        )
    });
    view! {
        <div class="scale">
            {points.collect_view()}
            {radio(paper, number, Value::NotApplicable, "na".to_owned(), Some("na"), view! { <span>{NOT_FOR_ME}</span> })}
        </div>
    }
}

fn recommend(paper: Paper, number: usize) -> impl IntoView {
    let points = (0u8..=10).map(|point| {
        radio(paper, number, Value::Recommend(point), point.to_string(), None, view! { <b>{point.to_string()}</b> })
    });
    view! {
        <div class="scale ten">{points.collect_view()}</div>
        <p class="ends small dim"><span>"Not at all likely"</span><span>"Extremely likely"</span></p>
    }
}

fn single(paper: Paper, number: usize, options: Vec<Choice>) -> impl IntoView {
    let options = options.into_iter().enumerate().map(|(place, option)| {
        radio(paper, number, Value::Single(place), place.to_string(), None, view! { <span>{option.text}</span> })
    });
    view! { <div class="options">{options.collect_view()}</div> }
}

fn multiple(paper: Paper, number: usize, options: Vec<Choice>, at_most: Option<u8>) -> impl IntoView {
    let chosen = move || match paper.value(number) {
        Some(Value::Multiple(chosen)) => chosen,
        _ => Vec::new(),
    };
    let most = at_most.map_or(options.len(), usize::from);
    let boxes = options.into_iter().enumerate().map(|(place, option)| {
        let is_in = move || chosen().contains(&place);
        // Once as many are chosen as may be, the others wait until one is taken back.
        let is_full = move || chosen().len() >= most && !is_in();
        let toggle = move |_| {
            let mut now = untrack(chosen);
            if let Some(at) = now.iter().position(|one| *one == place) {
                now.remove(at);
            } else {
                now.push(place);
                now.sort_unstable();
            }
            paper.say(number, (!now.is_empty()).then_some(Value::Multiple(now)));
        };
        let initially = untrack(is_in);
        view! {
            <label>
                <input type="checkbox" name=format!("m[{number}-{place}]") checked=initially prop:checked=is_in prop:disabled=is_full on:change=toggle/>
                <span>{option.text}</span>
            </label>
        }
    });
    view! {
        <div class="options">{boxes.collect_view()}</div>
        {at_most.map(|most| view! { <p class="small dim">{format!("{most} at most.")}</p> })}
    }
}

fn text(paper: Paper, number: usize, described: Option<String>) -> impl IntoView {
    let said = move || match paper.value(number) {
        Some(Value::Text(text)) => text,
        _ => String::new(),
    };
    let initially = untrack(said);
    let left = move || {
        let used = said().len();
        (used * 4 > LONGEST_TEXT * 3).then(|| match LONGEST_TEXT.checked_sub(used) {
            Some(left) => format!("{left} characters left."),
            None => "This is too long: shorten it, or it cannot be sent.".to_owned(),
        })
    };
    let named = move || name_in(paper, &said());
    view! {
        <textarea
            id=format!("t{number}")
            name=field(number)
            rows="3"
            aria-describedby=described
            prop:value=said
            on:input=move |event| {
                let text = event_target_value(&event);
                paper.say(number, (!text.is_empty()).then_some(Value::Text(text)));
            }
        >{in_text_area(initially)}</textarea>
        <div role="status">
            {move || left().map(|left| view! { <p class="small dim">{left}</p> })}
            {move || named().map(|name| view! {
                <p class="note warn"><Icon name="alert"/><span>{format!("This seems to name {name}. Please name no one: others will read it as you wrote it.")}</span></p>
            })}
        </div>
    }
}

/// A name of somebody in one's group that a text has in it, if it does. In confidential surveys only: in open mode the text
/// stands there with its author's name anyway.
fn name_in(paper: Paper, text: &str) -> Option<String> {
    let Paper::Survey(sheet) = paper else { return None };
    if sheet.data.with_value(|data| data.mode == Mode::Open) {
        return None;
    }
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2).map(str::to_lowercase).collect();
    if words.is_empty() {
        return None;
    }
    sheet.data.with_value(|data| {
        let mut parts = data.terms.people.iter().flat_map(|name| name.split_whitespace());
        parts.find(|part| part.chars().count() > 2 && words.contains(&part.to_lowercase())).map(str::to_owned)
    })
}
