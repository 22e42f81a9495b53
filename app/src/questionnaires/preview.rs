//! A questionnaire as respondents will see it. Who comes: who has just written it. What would annoy: finding out only after the
//! launch how it reads.

use super::{
    api::{EditorData, Show},
    said,
};
use crate::{
    frame::loaded,
    parts::{Note, Title, counted},
    reading::read,
    surveys::{Paper, question, steps},
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_params_map};
use waymark::{questionnaire::Section, survey::answer::Answers};

/// /admin/questionnaires/:id/preview.
#[component]
pub fn Preview() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let data = read(|| 0, move || Show { id: id.get() });
    view! {
        {loaded(data, move |data: Signal<EditorData>| move || {
            let form = data.get().form;
            let paper = Paper::Preview(RwSignal::new(Answers::none(&form, 0)));
            let total = form.sections.len();
            let firsts: Vec<_> = form
                .sections
                .iter()
                .scan(0, |next, section| Some(std::mem::replace(next, *next + section.questions.len())))
                .collect();
            let facts = format!(
                "{}, {}, {}, about {}",
                said::purpose(form.purpose),
                counted(total, "section", "sections"),
                counted(form.questions().count(), "question", "questions"),
                counted(form.minutes() as usize, "minute", "minutes"),
            );
            let (title, above) = (form.title.clone(), form.title.clone());
            view! {
                <Title text=format!("Preview: {title}")/>
                <div class="ask" lang=form.lang>
                    <div lang="en">
                        <nav class="crumbs" aria-label="Above">
                            <ol>
                                <li><A href="/admin/questionnaires">"Questionnaires"</A></li>
                                <li><A href=format!("/admin/questionnaires/{}", form.id)>{above}</A></li>
                            </ol>
                        </nav>
                        <p class="sub">{facts}</p>
                    </div>
                    <div lang="en"><Note><p>"As respondents see it, one section a screen. Try it out: nothing is kept here."</p></Note></div>
                    <div>
                        <h1>{form.title}</h1>
                        {(!form.about.is_empty()).then(|| view! { <p class="intro">{form.about}</p> })}
                    </div>
                    {form.sections.into_iter().zip(firsts).enumerate().map(|(at, (section, first))| view! {
                        <SectionView section=section at=at + 1 total=total first=first paper=paper/>
                    }).collect_view()}
                    <div class="foot" lang="en">
                        <A href=format!("/admin/questionnaires/{}", form.id) attr:class="btn">"Go on editing"</A>
                    </div>
                </div>
            }
        })}
    }
}

#[component]
fn SectionView(
    section: Section,
    /// Its number, from 1.
    at: usize,
    /// How many there are.
    total: usize,
    /// The number of its first question.
    first: usize,
    paper: Paper,
) -> impl IntoView {
    let heading = format!("section-{}", section.id);
    let labelled = heading.clone();
    let questions = section.questions.into_iter().enumerate().map(|(place, one)| question(paper, first + place, one));
    view! {
        <section class="ask" aria-labelledby=labelled>
            <div lang="en">
                <p class="crumbs">{format!("Section {at} of {total}")}</p>
                {steps(at, total)}
            </div>
            <div>
                <h2 id=heading>{section.title}</h2>
                {(!section.about.is_empty()).then(|| view! { <p class="sub dim">{section.about}</p> })}
            </div>
            {questions.collect_view()}
        </section>
    }
}
