//! What was edited since the version that surveys use, what that means for trends, and the way back.

use super::Desk;
use crate::{
    parts::{Form, Icon, counted},
    questionnaires::api::Trends,
};
use leptos::prelude::*;

/// How many questions are listed at once.
const LISTED: usize = 30;

/// The notice. Nothing where no survey uses the questionnaire, or nothing was edited since.
#[component]
pub fn TrendsCard(desk: Desk) -> impl IntoView {
    let trends = Memo::new(move |_| desk.data.with(|data| data.trends.clone()).filter(|trends| trends.edited));
    move || {
        let trends = trends.get()?;
        let Trends { version, changed, added, removed, .. } = trends;
        let sentence = headline(changed.len(), added.len(), removed.len(), version);
        let is_harmless = changed.is_empty() && removed.is_empty();
        let (changed_count, removed_count) = (changed.len(), removed.len());
        Some(view! {
            <section class="card trends" aria-labelledby="trends">
                <header>
                    <h2 id="trends">{format!("Edited since version {version}, which surveys use")}</h2>
                    <p><span class=if is_harmless { "pill good" } else { "pill warn" }><Icon name=if is_harmless { "circle" } else { "triangle" }/>{sentence}</span></p>
                </header>
                <List desk=desk title="Trends that start anew" word="As it was" version=version questions=changed more=changed_count/>
                <List desk=desk title="Asked no more" word="Put it back" version=version questions=removed more=removed_count/>
                <div class="body">
                    <Form to=desk.put_back>
                        <input type="hidden" name="id" value=desk.id()/>
                        <input type="hidden" name="from" value=version.to_string()/>
                        <input type="hidden" name="version" value=move || desk.data.with(|data| data.version.to_string())/>
                        <button class="btn" type="submit">{format!("Go back to version {version}")}</button>
                    </Form>
                </div>
            </section>
        })
    }
}

fn headline(changed: usize, added: usize, removed: usize, version: u32) -> String {
    let mut parts = Vec::new();
    if changed > 0 {
        parts.push(format!("{} anew", counted(changed, "trend starts", "trends start")));
    }
    if removed > 0 {
        parts.push(counted(removed, "trend ends", "trends end"));
    }
    if added > 0 {
        parts.push(counted(added, "new question", "new questions"));
    }
    if parts.is_empty() {
        return format!("All questions are those of version {version}: their trends go on");
    }
    parts.join(", ")
}

#[component]
fn List(
    desk: Desk,
    title: &'static str,
    word: &'static str,
    version: u32,
    questions: Vec<(String, String)>,
    more: usize,
) -> impl IntoView {
    let more = more.saturating_sub(LISTED);
    (!questions.is_empty()).then(|| {
        view! {
            <h3 class="body">{title}</h3>
            <ul class="rows" role="list" aria-label=title>
                {questions.into_iter().take(LISTED).map(|(id, text)| {
                    let now = desk.data.with_untracked(|data| {
                        let question = data.form.questions().find(|(_, _, question)| question.id.as_str() == id);
                        question.map(|(_, _, question)| question.text.clone())
                    });
                    let why = match now {
                        Some(now) if now == text => "It is answered in another way now, or in another language.".to_owned(),
                        Some(now) => format!("Now: {now}"),
                        None => String::new(),
                    };
                    view! {
                        <li>
                            <div><div class="what">{text.clone()}</div><div class="why">{why}</div></div>
                            <Form to=desk.put_back>
                                <input type="hidden" name="id" value=desk.id()/>
                                <input type="hidden" name="from" value=version.to_string()/>
                                <input type="hidden" name="part" value=id/>
                                <input type="hidden" name="version" value="0"/>
                                <button class="btn" type="submit">{word}<span class="hush">{format!(" “{text}”")}</span></button>
                            </Form>
                        </li>
                    }
                }).collect_view()}
            </ul>
            {(more > 0).then(|| view! { <p class="body dim">{format!("And {more} more.")}</p> })}
        }
    })
}
