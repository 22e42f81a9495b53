//! A question: in its row, and in the form that edits it.

use super::{Desk, draft::Draft};
use crate::{
    parts::{Check, Choice, Field, Form, Icon, Submit, TextArea},
    questionnaires::{
        api::{QuestionTyped, SaveQuestion, Wrong},
        part::{Part, new_question},
        said,
    },
};
use leptos::prelude::*;
use waymark::questionnaire::{Ask, Purpose, Question, Slug};

/// The fields of the form, as problems name them.
const FIELDS: [&str; 8] = ["text", "help", "mirror", "kind", "required", "options", "at_most", "id"];

/// Opens the form of a part, and closes it again. Without script it is a link to the page with the form in it.
#[component]
pub fn Opener(
    desk: Desk,
    /// The key of the part.
    part: String,
    words: &'static str,
    /// What it opens, for who does not see what stands beside it.
    #[prop(optional, into)]
    of: Option<Signal<String>>,
) -> impl IntoView {
    let (key, turned) = (part.clone(), part.clone());
    view! {
        <a
            class="btn" id=format!("edit-{part}") href=format!("?edit={part}#at-{part}")
            aria-expanded=move || desk.is_open(&key).to_string()
            on:click=move |event| {
                event.prevent_default();
                desk.turn(&turned);
            }
        >
            {words}{of.map(|of| view! { <span class="hush">" "{of}</span> })}
        </a>
    }
}

/// Closes a form without saving it.
#[component]
pub fn Cancel(desk: Desk, part: String) -> impl IntoView {
    let href = format!("{}#at-{part}", format_args!("/admin/questionnaires/{}", desk.id()));
    view! {
        <a
            class="btn bare" href=href
            on:click=move |event| {
                event.prevent_default();
                desk.turn(&part);
            }
        >
            "Cancel"
        </a>
    }
}

/// Buttons that move, duplicate and remove a part.
#[component]
pub fn Deeds(
    desk: Desk,
    id: Slug,
    /// What it is called for who does not see what stands beside it.
    #[prop(into)]
    of: Signal<String>,
    is_first: Signal<bool>,
    is_last: Signal<bool>,
) -> impl IntoView {
    let button = move |deed: &'static str, words: &'static str, id: String, hidden: Signal<bool>| {
        view! {
            <button class="btn bare" type="submit" name="deed" value=deed id=id disabled=move || hidden.get()>
                {words}<span class="hush">" "{of}</span>
            </button>
        }
    };
    let always = Signal::derive(|| false);
    view! {
        <Form to=desk.arrange class="deeds">
            <input type="hidden" name="id" value=desk.id()/>
            <input type="hidden" name="part" value=id.to_string()/>
            {button("up", "Up", format!("up-{id}"), is_first)}
            {button("down", "Down", format!("down-{id}"), is_last)}
            {button("copy", "Duplicate", format!("copy-{id}"), always)}
            {button("remove", "Remove", format!("remove-{id}"), always)}
        </Form>
    }
}

/// A question of a section, with its form where that is open.
#[component]
pub fn QuestionRow(desk: Desk, id: Slug) -> impl IntoView {
    let data = desk.data;
    let key = id.to_string();
    let place = {
        let id = id.clone();
        Memo::new(move |_| data.with(|data| data.form.place_of(&id)).unwrap_or_default())
    };
    let question = {
        let id = id.clone();
        // What was removed is shown until its row is.
        Memo::new(move |was: Option<&Option<Question>>| {
            data.with(|data| data.form.question(&id).cloned()).or_else(|| was.cloned().flatten())
        })
    };
    let of = Signal::derive(move || {
        let text = question.with(|question| question.as_ref().map(|question| question.text.clone())).unwrap_or_default();
        format!("“{text}”")
    });
    let is_first = Signal::derive(move || place.get() == (0, 0));
    let is_last = Signal::derive(move || {
        let (section, at) = place.get();
        data.with(|data| {
            let sections = &data.form.sections;
            section + 1 == sections.len() && sections.last().is_some_and(|section| at + 1 == section.questions.len())
        })
    });
    let trend = {
        let key = key.clone();
        move || {
            data.with(|data| {
                let trends = data.trends.as_ref()?;
                if trends.changed.iter().any(|(id, _)| *id == key) {
                    Some(view! { <span class="pill warn"><Icon name="triangle"/>"Trend starts anew"</span> })
                } else if trends.added.contains(&key) {
                    Some(view! { <span class="pill quiet"><Icon name="ring"/>"New"</span> })
                } else {
                    None
                }
            })
        }
    };
    let why = move || {
        question.with(|question| {
            let question = question.as_ref()?;
            let required = if question.required { "required" } else { "optional" };
            Some(view! { {said::kind(&question.ask)} ", " {required} " · " <code>{question.id.to_string()}</code> })
        })
    };
    let (part, anchor) = (key.clone(), format!("at-{key}"));
    view! {
        <li id=anchor class="item">
            <span class="num" aria-hidden="true">{move || place.get().1 + 1}</span>
            <div>
                <div class="what">{move || question.with(|question| question.as_ref().map(|question| question.text.clone()))}</div>
                <div class="why">{why}</div>
            </div>
            {trend}
            <div class="deeds">
                <Opener desk=desk part=part.clone() words="Edit" of=of/>
                <Deeds desk=desk id=id.clone() of=of is_first=is_first is_last=is_last/>
            </div>
            {move || desk.is_open(&part).then(|| {
                let section = data.with_untracked(|data| data.form.sections.get(place.get_untracked().0).map(|section| section.id.clone()));
                Some(view! { <QuestionForm desk=desk section=section? question=question.get_untracked()?/> <Place desk=desk id=id.clone()/> })
            })}
        </li>
    }
}

/// The fields of a question, new or not.
#[component]
pub fn QuestionForm(desk: Desk, section: Slug, #[prop(optional)] question: Option<Question>) -> impl IntoView {
    let of = question.as_ref().map(|question| question.id.clone());
    let key = of.as_ref().map_or_else(|| new_question(&section), ToString::to_string);
    let is_new = of.is_none();
    let stored = question.as_ref().map(QuestionTyped::of).unwrap_or_default();
    let draft = {
        let (of, section) = (stored.of.clone(), section.to_string());
        Draft::new::<SaveQuestion>(desk, stored, move |again| {
            // What is gone can be added anew.
            if of.is_empty() {
                again.typed.section == section && (again.typed.of.is_empty() || again.why == Wrong::Gone)
            } else {
                again.typed.of == of
            }
        })
    };
    let (typed, seen, sending) = (draft.typed.clone(), draft.seen, draft.sending);
    let is_used = of.as_ref().is_some_and(|of| desk.is_in_use(of));
    let options =
        |all: &[(&str, &str)]| all.iter().map(|(value, words)| ((*value).to_owned(), (*words).to_owned())).collect::<Vec<_>>();
    let is_personal = desk.data.with_untracked(|data| data.form.purpose == Purpose::Personal);
    let form_class =
        if desk.data.with_untracked(|data| data.form.purpose.is_survey()) { "form wide part survey" } else { "form wide part" };
    let id = {
        let key = key.clone();
        move |field: &str| if field == "text" { format!("{key}-first") } else { format!("{key}-{field}") }
    };
    let text_hint = if is_used {
        "Surveys use this question. Other words, another kind or other options start its trend anew; a help does not."
    } else {
        "One sentence about one thing."
    };
    view! {
        {draft.refusal(&FIELDS)}
        <Form to=sending class=form_class clears=is_new>
            <input type="hidden" name="id" value=desk.id()/>
            <input type="hidden" name="typed[of]" value=of.map(|of| of.to_string()).unwrap_or_default()/>
            <input type="hidden" name="typed[section]" value=section.to_string()/>
            <input type="hidden" name="typed[seen]" value=move || seen.get()/>
            <div class="short">
                <TextArea name="typed[text]" id=id("text") label="What is asked" value=typed.text error=draft.wrong("text") hint=text_hint.to_owned()/>
            </div>
            <div class="fields">
                <div class="field">
                    <Choice name="typed[kind]" id=id("kind") label="How it is answered".to_owned() options=options(&said::KINDS) value=typed.kind/>
                    <Aside of=draft.wrong("kind")/>
                </div>
                <div class="of-multiple">
                    <Field name="typed[at_most]" id=id("most") label="At most" value=typed.at_most error=draft.wrong("at_most") optional=true
                        hint=Signal::derive(|| Some("How many options may be chosen; empty for all.".to_owned()))/>
                </div>
            </div>
            <div class="of-options">
                <TextArea name="typed[options]" id=id("options") label="Options" value=typed.options error=draft.wrong("options") free=true
                    hint="One a line, 2 to 12 of them. Where a line is only mended, its option stays the same in results.".to_owned()/>
            </div>
            <div class="of-scale"><Check name="typed[reversed]" checked=typed.reversed>"Agreeing is the unhappy answer: turn it around in results"</Check></div>
            {(!is_new).then(|| view! {
                <div class="may-require">
                    <Check name="typed[required]" checked=typed.required>"It has to be answered"</Check>
                    <Aside of=draft.wrong("required")/>
                </div>
            })}
            <div class="short"><TextArea name="typed[help]" id=id("help") label="Help" value=typed.help error=draft.wrong("help") optional=true/></div>
            {is_personal.then(|| view! {
                <div class="short">
                    <TextArea name="typed[mirror]" id=id("mirror") label="How the manager is asked the same" value=typed.mirror error=draft.wrong("mirror") optional=true
                        hint="Where this is empty, only the person is asked.".to_owned()/>
                </div>
            })}
            {(!is_new).then(|| view! { <IdField id=id("id") value=typed.id is_used=is_used insists=typed.insists error=draft.wrong("id")/> })}
            <div class="actions">
                <Submit pending=sending.pending()>{if is_new { "Add the question" } else { "Save the question" }}</Submit>
                <Cancel desk=desk part=key/>
            </div>
        </Form>
    }
}

impl QuestionTyped {
    /// A question as it stands in the fields.
    pub fn of(question: &Question) -> Self {
        let at_most = match question.ask {
            Ask::Multiple { at_most: Some(most), .. } => most.to_string(),
            _ => String::new(),
        };
        let options: Vec<_> = question.ask.options().iter().map(|option| option.text.clone()).collect();
        Self {
            of: question.id.to_string(),
            seen: Part::Question(question.clone()).seen(),
            text: question.text.clone(),
            help: question.help.clone(),
            mirror: question.mirror.clone(),
            kind: question.ask.kind().to_owned(),
            required: question.required,
            reversed: matches!(question.ask, Ask::Scale { reversed: true }),
            options: options.join("\n"),
            at_most,
            id: question.id.to_string(),
            ..Self::default()
        }
    }
}

/// What is wrong beside a control that is no field of text.
#[component]
fn Aside(of: Signal<Option<String>>) -> impl IntoView {
    move || of.get().map(|sentence| view! { <p class="error" role="alert"><Icon name="alert"/><span>{sentence}</span></p> })
}

/// The id of a part. Where surveys know it, it is changed only by who insists.
#[component]
pub fn IdField(id: String, value: String, is_used: bool, insists: bool, error: Signal<Option<String>>) -> impl IntoView {
    let hint = if is_used {
        "Surveys know it by this id. With another one its answers are not compared any more."
    } else {
        "Stays the same for ever once a survey uses it."
    };
    view! {
        <div class="id">
            <Field name="typed[id]" id=id label="Id" value=value error=error free=true hint=Signal::derive(move || Some(hint.to_owned()))/>
            {is_used.then(|| view! { <Check name="typed[insists]" checked=insists>"Change the id all the same"</Check> })}
        </div>
    }
}

/// Moves a question at once to where it belongs, however far that is.
#[component]
fn Place(desk: Desk, id: Slug) -> impl IntoView {
    let (sections, at) = desk.data.with_untracked(|data| {
        let sections: Vec<_> = data.form.sections.iter().map(|section| (section.id.to_string(), section.title.clone())).collect();
        (sections, data.form.place_of(&id).unwrap_or_default())
    });
    let here = sections.get(at.0).map(|(section, _)| section.clone()).unwrap_or_default();
    view! {
        <Form to=desk.arrange class="form wide place">
            <input type="hidden" name="id" value=desk.id()/>
            <input type="hidden" name="part" value=id.to_string()/>
            <input type="hidden" name="deed" value="to"/>
            <div class="beside">
                <Choice name="section" id=format!("{id}-section") label="Move to section".to_owned() options=sections value=here/>
                <Field name="place" id=format!("{id}-place") label="As number" kind="number" value=(at.1 + 1).to_string() free=true/>
                <button class="btn" type="submit">"Move it there"</button>
            </div>
        </Form>
    }
}
