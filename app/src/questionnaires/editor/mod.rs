//! The editor of a questionnaire. Who comes: people operations, before a cycle. What would annoy: losing what was typed, forty
//! clicks to put questions into another order, and ending a trend by mending a comma without being told.
//!
//! One part is edited at a time, each by a form of its own, and several forms may be open. What was done is told in the address
//! where there is no script, else by the answer; the page then reads the questionnaire anew and changes in place.

mod draft;
mod news;
mod question;
mod section;
mod top;
mod trends;

use super::{
    api::{Arrange, EditorData, News, PutBack, Retire, Show, Trends, Wrong},
    part::NEW_SECTION,
    said,
};
use crate::{
    failure::Again,
    frame::loaded,
    parts::{Form, Refusal, Sending, Submit, Title, counted},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{
    components::A,
    hooks::{use_params_map, use_query_map},
};
use std::collections::BTreeSet;
use waymark::questionnaire::Slug;

/// What the parts of the editor share.
#[derive(Clone, Copy)]
struct Desk {
    data: Signal<EditorData>,
    /// The keys of the parts whose forms are open.
    open: RwSignal<BTreeSet<String>>,
    /// What was done last.
    news: RwSignal<Option<News>>,
    /// How often the questionnaire has to be read anew.
    answers: RwSignal<usize>,
    arrange: Sending,
    put_back: Sending,
}

impl Desk {
    fn id(self) -> String {
        self.data.with_untracked(|data| data.form.id.to_string())
    }

    fn is_open(self, key: &str) -> bool {
        self.open.with(|open| open.contains(key))
    }

    /// Opens or closes a form; the focus goes into it, or back to what opened it.
    fn turn(self, key: &str) {
        let opened = self.open.try_update(|open| open.insert(key.to_owned()) || !open.remove(key)).unwrap_or_default();
        news::focus_soon(if opened { vec![format!("{key}-first")] } else { vec![format!("edit-{key}")] });
    }

    /// Whether surveys know this id.
    fn is_in_use(self, id: &Slug) -> bool {
        self.data.with_untracked(|data| {
            data.trends.as_ref().is_some_and(|trends| trends.in_use.iter().any(|used| used == id.as_str()))
        })
    }

    /// Reads the questionnaire anew after each answer, and takes note of what was done. A form whose part is gone is left as it
    /// is: reading anew would take it away, and what is typed in it.
    fn follow(self, sending: Sending, is_form: bool) {
        Effect::new(move |before: Option<usize>| {
            let now = sending.answers();
            if before.is_some_and(|before| before != now) {
                if !sending.has_failed() {
                    self.news.set(sending.value());
                }
                let is_gone = sending.refused::<Again<serde_json::Value, Wrong>>().is_some_and(|again| again.why == Wrong::Gone);
                if !(is_form && is_gone) {
                    self.answers.update(|answers| *answers += 1);
                }
            }
            now
        });
    }
}

/// /admin/questionnaires/:id.
#[component]
pub fn Editor() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let answers = RwSignal::new(0);
    let data = read(move || answers.get(), move || Show { id: id.get() });
    let asked = query.with_untracked(|query| query.get("edit"));
    let open = RwSignal::new(asked.into_iter().collect::<BTreeSet<_>>());
    let news = RwSignal::new(query.with_untracked(|query| {
        let of = |name: &str| query.get(name).unwrap_or_default();
        let version = of("version").parse().unwrap_or_default();
        query.get("done").map(|done| News { done, at: of("at"), back: of("back"), version })
    }));
    let (arrange, put_back, retire) = (Sending::to::<Arrange>(), Sending::to::<PutBack>(), Sending::to::<Retire>());
    view! {
        {loaded(data, move |data: Signal<EditorData>| {
            let desk = Desk { data, open, news, answers, arrange, put_back };
            for sending in [arrange, put_back, retire] {
                desk.follow(sending, false);
            }
            desk.keep_focus();
            view! {
                <Head desk=desk/>
                <news::Told desk=desk/>
                {[arrange, put_back, retire].map(|sending| {
                    let why = move || said::wrong_otherwise(&sending.refused::<Again<serde_json::Value, Wrong>>()?.why, &[]);
                    view! { <Refusal of=sending why=Signal::derive(why)/> }
                }).into_iter().collect_view()}
                <trends::TrendsCard desk=desk/>
                <top::TopCard desk=desk/>
                <For each=move || data.with(|data| data.form.sections.iter().map(|section| section.id.clone()).collect::<Vec<_>>()) key=Slug::clone let:id>
                    <section::SectionCard desk=desk id=id/>
                </For>
                <section class="card" id=format!("at-{NEW_SECTION}") aria-label="Another section">
                    <div class="body">
                        <div><question::Opener desk=desk part=NEW_SECTION.to_owned() words="Add a section"/></div>
                        {move || desk.is_open(NEW_SECTION).then(|| view! { <section::SectionForm desk=desk/> })}
                    </div>
                </section>
                <End desk=desk retire=retire/>
            }
        })}
    }
}

#[component]
fn Head(desk: Desk) -> impl IntoView {
    let data = desk.data;
    let title = move || data.with(|data| data.form.title.clone());
    let facts = move || {
        data.with(|data| {
            let used = match &data.trends {
                None => "no survey uses it yet".to_owned(),
                Some(Trends { version, edited: true, .. }) => format!("edited since version {version}"),
                Some(Trends { version, .. }) => format!("version {version} in use"),
            };
            format!(
                "{}, {}, about {}, {used}",
                said::purpose(data.form.purpose),
                counted(data.form.questions().count(), "question", "questions"),
                counted(data.form.minutes() as usize, "minute", "minutes"),
            )
        })
    };
    let address = format!("/admin/questionnaires/{}", desk.id());
    view! {
        <Title text=title/>
        <div class="head">
            <div>
                <nav class="crumbs" aria-label="Above"><ol><li><A href="/admin/questionnaires">"Questionnaires"</A></li></ol></nav>
                <h1>{title}</h1>
                <p class="sub">{facts} " · " <code>{desk.id()}</code></p>
            </div>
            <div class="actions">
                <A href=format!("{address}/preview") attr:class="btn go">"Preview"</A>
                // Another document, not a page of this one.
                <a class="btn" href=format!("{address}/file.toml") rel="external" download="">"Export"</a>
            </div>
        </div>
    }
}

#[component]
fn End(desk: Desk, retire: Sending) -> impl IntoView {
    let data = desk.data;
    let is_retired = Memo::new(move |_| data.with(|data| data.retired));
    let version = move || data.with(|data| data.version.to_string());
    view! {
        <section class="card" aria-labelledby="end">
            <header>
                <h2 id="end">{move || if is_retired.get() { "Offer it again" } else { "Retire it" }}</h2>
                <p>{move || if is_retired.get() { "It is offered no more. Surveys that used it keep their version." } else { "It is no more offered for new surveys. Nothing is lost, and it can be offered again." }}</p>
            </header>
            <div class="body">
                <Form to=retire>
                    <input type="hidden" name="id" value=desk.id()/>
                    <input type="hidden" name="version" value=version/>
                    <input type="hidden" name="retired" value=move || (!is_retired.get()).to_string()/>
                    <Submit pending=retire.pending()>{move || if is_retired.get() { "Offer it" } else { "Retire it" }}</Submit>
                </Form>
            </div>
        </section>
    }
}
