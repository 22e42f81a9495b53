//! The page for who forgot their password. Who comes: somebody locked out. What would annoy: not knowing whether to wait.

use super::{ForgotPassword as Forgot, SendsMail};
use crate::{
    failure::Again,
    frame::{Bare, loaded},
    parts::{Field, Form, Note, Refusal, Sending, Submit, Title},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_query_map};
use waymark::email::EmailRefused;

/// Asking for a link to set a new password.
#[component]
pub fn ForgotPassword() -> impl IntoView {
    let mail = read(|| 0, || SendsMail {});
    let query = use_query_map();
    let asked = Memo::new(move |_| query.read().get("done").as_deref() == Some("asked"));
    view! {
        <Title text="Forgot your password"/>
        <Bare>
            <h1>{move || if asked.get() { "Look in your mail" } else { "Forgot your password?" }}</h1>
            {loaded(mail, move |is_sent| move || match (is_sent.get(), asked.get()) {
                (false, _) => view! {
                    <p class="sub">
                        "This installation sends no mail. Ask your administrator: they can make you a link to set a new password."
                    </p>
                }.into_any(),
                (true, true) => view! {
                    <p class="sub">
                        "If that address has an account here, a link to set a new password is on its way. It works once, within an hour."
                    </p>
                    <Note><p>"Nothing after five minutes? Look among unwanted mail, or ask your administrator."</p></Note>
                }.into_any(),
                (true, false) => view! { <Ask/> }.into_any(),
            })}
            <p class="aside"><A href="/sign-in">"Back to sign in"</A></p>
        </Bare>
    }
}

#[component]
fn Ask() -> impl IntoView {
    let forgot = Sending::to::<Forgot>();
    let again = move || forgot.refused::<Again<String, EmailRefused>>();
    let typed = untrack(again).map(|again| again.typed).unwrap_or_default();
    let wrong = Signal::derive(move || again().map(|again| crate::people::email_sentence(again.why)));
    view! {
        <p class="sub">"Write your address, and a link to set a new one comes by mail."</p>
        <Refusal of=forgot/>
        <Form to=forgot class="form">
            <Field name="email" label="E-mail" kind="email" autocomplete="username" value=typed error=wrong/>
            <div class="actions"><Submit go=true pending=forgot.pending()>"Send the link"</Submit></div>
        </Form>
    }
}
