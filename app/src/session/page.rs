//! The page to sign in on. Who comes: anybody, in a hurry. What would annoy: retyping an address, guessing what is wrong.

use super::SignIn;
use crate::{
    failure::Again,
    frame::Bare,
    parts::{Field, Form, PasswordField, Refusal, Sending, Submit, Title},
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_query_map};
use waymark::password::WrongAddressOrPassword;

/// Signing in.
#[component]
pub fn SignInPage() -> impl IntoView {
    let sign_in = Sending::to::<SignIn>();
    let query = use_query_map();
    let next = move || query.read().get("next").unwrap_or_default();
    let again = move || sign_in.refused::<Again<String, WrongAddressOrPassword>>();
    let typed = untrack(again).map(|again| again.typed).unwrap_or_default();
    let wrong = Signal::derive(move || {
        again().map(|_| "That address and password do not belong together. Try again, or set a new password.".to_owned())
    });
    view! {
        <Title text="Sign in"/>
        <Bare>
            <h1>"Sign in"</h1>
            <Refusal of=sign_in why=wrong/>
            <Form to=sign_in class="form">
                <input type="hidden" name="next" value=next/>
                <Field name="email" label="E-mail" kind="email" autocomplete="username" value=typed/>
                <PasswordField name="password" label="Password" autocomplete="current-password"/>
                <div class="actions"><Submit go=true pending=sign_in.pending()>"Sign in"</Submit></div>
            </Form>
            <p class="aside">
                <A href="/forgot-password">"Forgot your password?"</A>
                " No account yet? Ask your administrator for an invitation."
            </p>
        </Bare>
    }
}
