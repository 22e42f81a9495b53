//! The form that sends a server action.

use leptos::{
    form::ActionForm,
    html,
    prelude::*,
    server_fn::{Http, ServerFn, client::Client, codec::PostUrl, request::ClientReq},
    web_sys::FormData,
};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;

/// A form that sends an action: without script as forms do, otherwise without loading the page anew. While it is under
/// way it sends nothing a second time.
#[component]
pub fn Form<F, P>(
    /// What it sends.
    action: ServerAction<F>,
    /// Its class.
    #[prop(optional)]
    class: Option<&'static str>,
    /// Whether its fields are emptied once that was done, for the next.
    #[prop(optional)]
    clears: bool,
    children: Children,
) -> impl IntoView
where
    F: DeserializeOwned + ServerFn<Protocol = Http<PostUrl, P>> + Clone + Send + Sync + 'static,
    F::Output: Send + Sync + 'static,
    F::Error: Send + Sync + 'static,
    F::Client: Client<F::Error>,
    <<F::Client as Client<F::Error>>::Request as ClientReq<F::Error>>::FormData: From<FormData>,
    P: 'static,
{
    let form = NodeRef::<html::Form>::new();
    if clears {
        when_done(action, move || {
            if let Some(form) = form.get_untracked() {
                form.reset();
            }
        });
    }
    focus_what_is_wrong(action, form);
    let pending = action.pending();
    view! {
        <ActionForm
            action=action
            node_ref=form
            attr:class=class
            // Before the form's own listener, which then sends nothing.
            on:submit:capture=move |event| if pending.get_untracked() { event.prevent_default() }
        >
            {children()}
        </ActionForm>
    }
}

/// After a refusal puts the focus on the first field that is wrong. One that is about no field is announced where it
/// stands.
fn focus_what_is_wrong<F>(action: ServerAction<F>, form: NodeRef<html::Form>)
where
    F: ServerFn + Clone + Send + Sync + 'static,
    F::Output: Send + Sync + 'static,
    F::Error: Send + Sync + 'static,
{
    when(action, Result::is_err, move || {
        // The fields are marked by effects of their own, which may run after this one.
        request_animation_frame(move || {
            let wrong =
                form.try_get_untracked().flatten().and_then(|form| form.query_selector("[aria-invalid=true]").ok().flatten());
            if let Some(field) = wrong.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
                drop(field.focus());
            }
        });
    });
}

/// Calls `then` each time that the action was done, in the browser. What a page without script sent was done before the
/// page was there, and does not count.
pub fn when_done<F>(action: ServerAction<F>, then: impl Fn() + 'static)
where
    F: ServerFn + Clone + Send + Sync + 'static,
    F::Output: Send + Sync + 'static,
    F::Error: Send + Sync + 'static,
{
    when(action, Result::is_ok, then);
}

fn when<F>(action: ServerAction<F>, ended: fn(&Result<F::Output, F::Error>) -> bool, then: impl Fn() + 'static)
where
    F: ServerFn + Clone + Send + Sync + 'static,
    F::Output: Send + Sync + 'static,
    F::Error: Send + Sync + 'static,
{
    let (version, value) = (action.version(), action.value());
    Effect::new(move |before: Option<usize>| {
        let now = version.get();
        if before.is_some_and(|before| before != now) && value.with_untracked(|value| value.as_ref().is_some_and(ended)) {
            then();
        }
        now
    });
}
