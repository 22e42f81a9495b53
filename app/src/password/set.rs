//! The page behind a one-time link. Who comes: somebody new, once. What would annoy: rules that show only after a try.

use super::{FirstRefused, HINT, LinkFor, ReadLink, SetPassword as Set, SetUp, sentence};
use crate::{
    failure::Again,
    frame::{Bare, loaded},
    parts::{Field, Form, PasswordField, Refusal, Sending, Submit, Title, UserNameHint},
    people::{email_sentence, name_sentence},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_params_map};
use waymark::password::{SetRefused, SetUpRefused};

const GONE: &str = "This link was used already, or it has expired. Ask your administrator for another one.";

/// Setting a password with a link.
#[component]
pub fn SetPassword() -> impl IntoView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.read().get("token").unwrap_or_default());
    let link = read(|| 0, move || ReadLink { token: token.get() });
    view! {
        <Bare>
            {loaded(link, move |link| move || match link.get() {
                LinkFor::Invitation { name, email } => view! {
                    <Title text="Set your password"/>
                    <h1>"Welcome, " {name}</h1>
                    <p class="sub">"Set a password, and you are in."</p>
                    <SetForm token=token.get_untracked() email=email/>
                }.into_any(),
                LinkFor::NewPassword { name, email } => view! {
                    <Title text="Set a new password"/>
                    <h1>"Set a new password"</h1>
                    <p class="sub">"Hello " {name} ". Every browser that is signed in as you will be signed out."</p>
                    <SetForm token=token.get_untracked() email=email/>
                }.into_any(),
                LinkFor::FirstAdministrator => view! { <SetUpForm token=token.get_untracked()/> }.into_any(),
                LinkFor::Nothing => view! {
                    <Title text="This link does not work any more"/>
                    <h1>"This link does not work any more"</h1>
                    <p class="sub">{GONE}</p>
                    <div class="actions"><A href="/sign-in" attr:class="btn go">"Sign in"</A></div>
                }.into_any(),
            })}
        </Bare>
    }
}

#[component]
fn SetForm(token: String, email: String) -> impl IntoView {
    let set = Sending::to::<Set>();
    let gone = Signal::derive(move || (set.refused::<SetRefused>()? == SetRefused::LinkGone).then(|| GONE.to_owned()));
    let wrong = Signal::derive(move || match set.refused()? {
        SetRefused::Password(why) => Some(sentence(why)),
        SetRefused::LinkGone => None,
    });
    view! {
        <Refusal of=set why=gone/>
        <Form to=set class="form">
            <input type="hidden" name="token" value=token/>
            <UserNameHint email=email/>
            <PasswordField name="password" label="New password" autocomplete="new-password" hint=HINT error=wrong/>
            <div class="actions"><Submit go=true pending=set.pending()>"Set the password"</Submit></div>
        </Form>
    }
}

#[component]
fn SetUpForm(token: String) -> impl IntoView {
    let set_up = Sending::to::<SetUp>();
    let again = move || set_up.refused::<Again<super::FirstTyped, FirstRefused>>();
    let typed = untrack(again).map(|again| again.typed).unwrap_or_default();
    let why = move || Some(again()?.why);
    let gone = Signal::derive(move || (why()? == FirstRefused::SetUp(SetUpRefused::LinkGone)).then(|| GONE.to_owned()));
    let name_wrong = Signal::derive(move || match why()? {
        FirstRefused::Name(why) => Some(name_sentence(why)),
        _ => None,
    });
    let email_wrong = Signal::derive(move || match why()? {
        FirstRefused::Email(why) => Some(email_sentence(why)),
        FirstRefused::SetUp(SetUpRefused::AddressTaken) => Some("Somebody has this address already.".to_owned()),
        _ => None,
    });
    let password_wrong = Signal::derive(move || match why()? {
        FirstRefused::SetUp(SetUpRefused::Password(why)) => Some(sentence(why)),
        _ => None,
    });
    view! {
        <Title text="Set up"/>
        <h1>"Set up Waymark"</h1>
        <p class="sub">"You become its first administrator: you invite the others."</p>
        <Refusal of=set_up why=gone/>
        <Form to=set_up class="form">
            <input type="hidden" name="token" value=token/>
            <Field name="name" label="Your name" autocomplete="name" value=typed.name error=name_wrong/>
            <Field name="email" label="E-mail" kind="email" autocomplete="username" value=typed.email error=email_wrong/>
            <PasswordField name="password" label="Password" autocomplete="new-password" hint=HINT error=password_wrong/>
            <div class="actions"><Submit go=true pending=set_up.pending()>"Begin"</Submit></div>
        </Form>
    }
}
