//! A file that was sent: what would be published, what is wrong, and choosing something else.

use super::{Details, refused};
use crate::{
    parts::{Choice, Form, Icon, Refusal, Sending, Submit, counted},
    surveys::api::{HistoryColumn, HistoryPreview, HistoryWaiting},
};
use leptos::prelude::*;

#[component]
pub(super) fn Look(waiting: HistoryWaiting, choose: Sending, import: Sending, give_up: Sending) -> impl IntoView {
    let id = StoredValue::new(waiting.id.clone());
    let (preview, wrong) = match waiting.preview.clone() {
        Ok(preview) => (Some(preview), None),
        Err(wrong) => (None, Some(wrong)),
    };
    let headline = match (&preview, &wrong) {
        (Some(preview), _) => {
            let groups = preview.groups.len().saturating_sub(1);
            format!("{} in {}.", counted(preview.responses, "response", "responses"), counted(groups, "group", "groups"))
        }
        (None, wrong) => {
            let many = wrong.as_ref().map_or(0, |(listed, more)| listed.len() + more);
            format!("This cannot be imported yet: {}.", counted(many, "problem", "problems"))
        }
    };
    let fingerprint = preview.as_ref().map(|preview| preview.fingerprint.clone());
    view! {
        <p class="sub">{format!("{} · answers to “{}”", waiting.file, waiting.title)}</p>
        <p class="lead"><b>{headline}</b></p>
        <Refusal of=import why=refused(import)/>
        <Refusal of=choose why=refused(choose)/>
        <div class="actions">
            {fingerprint.map(|fingerprint| view! {
                <Form to=import>
                    <input type="hidden" name="id" value=id.get_value()/>
                    <input type="hidden" name="fingerprint" value=fingerprint/>
                    <Submit go=true pending=import.pending()>"Import and publish"</Submit>
                </Form>
            })}
            <Form to=give_up>
                <input type="hidden" name="id" value=id.get_value()/>
                <Submit pending=give_up.pending()>"Give it up"</Submit>
            </Form>
        </div>
        {wrong.map(|(listed, more)| view! { <List title="Problems" icon="alert" lines=listed more=more/> })}
        {preview.map(|preview| view! { <Plan preview=preview/> })}
        <Choices waiting=waiting choose=choose/>
    }
}

#[component]
fn Plan(preview: HistoryPreview) -> impl IntoView {
    let row = |(name, responses, shown): (String, usize, String)| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="num" data-label="Responses">{responses.to_string()}</td>
                <td data-label="Shown">{shown}</td>
            </tr>
        }
    };
    view! {
        <List title="What happens" icon="info" lines=preview.makes more=0/>
        <List title="Worth knowing" icon="alert" lines=preview.warnings more=0/>
        <section class="card" aria-labelledby="groups">
            <header>
                <h2 id="groups">"Groups"</h2>
                <p>"What is shown is decided once, by the same rules as for every survey. The answers themselves are not kept."</p>
            </header>
            <div class="scroll">
                <table class="grid">
                    <thead><tr><th scope="col">"Group"</th><th scope="col" class="num">"Responses"</th><th scope="col">"Shown"</th></tr></thead>
                    <tbody>{preview.groups.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn List(title: &'static str, icon: &'static str, lines: Vec<String>, more: usize) -> impl IntoView {
    (!lines.is_empty()).then(move || {
        view! {
            <section class="card" aria-label=title>
                <header><h2>{title}</h2></header>
                <ul class="rows" role="list">
                    {lines.into_iter().map(|line| view! { <li><Icon name=icon/><div>{line}</div></li> }).collect_view()}
                </ul>
                {(more > 0).then(|| view! { <p class="body dim">{format!("And {more} more.")}</p> })}
            </section>
        }
    })
}

/// What can be chosen about the file.
#[component]
fn Choices(waiting: HistoryWaiting, choose: Sending) -> impl IntoView {
    let named: Vec<(String, String)> =
        waiting.header.iter().filter(|name| !name.is_empty()).map(|name| (name.clone(), name.clone())).collect();
    let columns = move |found: &str| -> Vec<(String, String)> {
        let found = if found.is_empty() { "No column".to_owned() } else { format!("As it is found: {found}") };
        std::iter::once((String::new(), found)).chain(named.clone()).collect()
    };
    let (is_wrong, unit, team) = (waiting.preview.is_err(), waiting.typed.unit.clone(), columns(&waiting.team));
    view! {
        <section class="card" aria-labelledby="choose">
            <header><h2 id="choose">"Change something"</h2></header>
            <div class="body">
                <Form to=choose class="form wide">
                    <input type="hidden" name="id" value=waiting.id/>
                    <Details typed=waiting.typed/>
                    <div class="fields"><Choice name="unit" label="Column with the team".to_owned() options=team value=unit/></div>
                    <details open=is_wrong>
                        <summary>"Which column answers which question"</summary>
                        <div class="fields">
                            {waiting.questions.into_iter().map(|HistoryColumn { id, text, chosen, found }| view! {
                                <Choice name=format!("columns[{id}]") id=format!("column-{id}") label=format!("{id}: {text}") options=columns(&found) value=chosen/>
                            }).collect_view()}
                        </div>
                    </details>
                    <div class="actions"><Submit pending=choose.pending()>"Look again"</Submit></div>
                </Form>
            </div>
        </section>
    }
}
