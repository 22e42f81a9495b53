//! Forms: sent without script as forms are, otherwise without loading the page anew.
//!
//! One kind of form serves every server function: it sends its fields as they are and keeps a refusal as it came, so that the
//! browser's half does not grow by a machine of its own with each form.

use super::Refusal;
use crate::failure::Failure;
#[cfg(feature = "hydrate")]
use leptos::server_fn::redirect;
use leptos::{
    html,
    prelude::*,
    server_fn::{ServerFn, error::ServerFnUrlError},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A server function that forms are sent to, and what became of what was sent.
#[derive(Clone, Copy)]
pub struct Sending {
    path: &'static str,
    pending: RwSignal<bool>,
    answers: RwSignal<usize>,
    done: RwSignal<usize>,
    value: RwSignal<Value>,
    failure: RwSignal<Option<Failure<Value>>>,
}

impl Sending {
    /// To this server function. Where a page without script has just sent a form there, its refusal is here from the start.
    pub fn to<F: ServerFn>() -> Self {
        let failed =
            use_context::<ServerActionError>().filter(|error| error.path() == F::PATH).map(|error| error.err().to_owned());
        #[cfg(feature = "ssr")]
        let failed = failed.or_else(|| {
            let held = crate::server::held_refusal().filter(|held| held.path == F::PATH);
            held.map(|held| held.error)
        });
        Self {
            path: F::PATH,
            pending: RwSignal::new(false),
            answers: RwSignal::new(0),
            done: RwSignal::new(0),
            value: RwSignal::new(Value::Null),
            failure: RwSignal::new(failed.map(|error| ServerFnUrlError::<Failure<Value>>::decode_err(&error))),
        }
    }

    /// Lets a refusal go that is about something else than what the page shows now.
    pub fn forget(self) {
        self.failure.set(None);
    }

    /// Whether something is under way.
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// How often an answer came, whatever it was: what was read before may be old.
    pub fn answers(self) -> usize {
        self.answers.get()
    }

    /// Whether the last answer was none that one hopes for.
    pub fn has_failed(self) -> bool {
        self.failure.with(Option::is_some)
    }

    /// The last answer's refusal, if it was one.
    pub fn refused<R: DeserializeOwned>(self) -> Option<R> {
        self.failure.with(|failure| match failure {
            Some(Failure::Refused(refused)) => serde_json::from_value(refused.clone()).ok(),
            _ => None,
        })
    }

    /// What came back when something was last done.
    pub fn value<T: DeserializeOwned>(self) -> Option<T> {
        self.value.with(|value| serde_json::from_value(value.clone()).ok())
    }

    /// The sentence for what goes wrong everywhere, if that is what went wrong.
    pub fn sentence(self) -> Option<String> {
        self.failure.with(|failure| failure.as_ref()?.sentence())
    }

    /// Calls `then` each time that something was done, in the browser. What a page without script sent was done before the
    /// page was there, and does not count.
    pub fn when_done(self, then: impl Fn() + 'static) {
        Effect::new(move |before: Option<usize>| {
            let now = self.done.get();
            if before.is_some_and(|before| before != now) {
                then();
            }
            now
        });
    }

    /// Takes note of an answer. After a refusal the focus goes to the first field that is wrong; a refusal that is about no
    /// field is announced where it stands.
    #[cfg(feature = "hydrate")]
    fn answered(self, answer: Result<Done, Failure<Value>>, form: &web_sys::HtmlFormElement, clears: bool) {
        // The page may be gone meanwhile, and its signals with it.
        if self.pending.try_set(false).is_some() {
            return;
        }
        self.failure.set(answer.as_ref().err().cloned());
        self.answers.update(|answers| *answers += 1);
        if let Ok(done) = &answer {
            self.value.set(done.value.clone());
            self.done.update(|done| *done += 1);
            if clears {
                form.reset();
            }
        } else {
            let form = form.clone();
            // Fields are marked by effects, which may not have run yet.
            request_animation_frame(move || {
                let wrong = form.query_selector("[aria-invalid=true]").ok().flatten();
                if let Some(field) = wrong.and_then(|field| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(field).ok()) {
                    drop(field.focus());
                }
            });
        }
        if let Ok(Done { location: Some(location), .. }) = answer {
            redirect::call_redirect_hook(&location);
        }
    }
}

/// How often an answer came to any of these.
pub fn answers<const N: usize>(sendings: [Sending; N]) -> usize {
    sendings.into_iter().map(Sending::answers).sum()
}

/// The version that the fields of a form are of. What others change meanwhile is refused as a conflict, until what is stored
/// is again what the fields were made from, or what this form saved (its answer is then the version).
pub fn shown_version<T>(stored: impl Fn() -> (T, u32) + Send + Sync + 'static, saving: Sending) -> Memo<u32>
where
    T: PartialEq + Send + Sync + 'static,
{
    version_shown(stored, move || saving.value())
}

/// The same, where this says the version that the form saved.
pub fn version_shown<T>(
    stored: impl Fn() -> (T, u32) + Send + Sync + 'static,
    saved: impl Fn() -> Option<u32> + Send + Sync + 'static,
) -> Memo<u32>
where
    T: PartialEq + Send + Sync + 'static,
{
    let basis = StoredValue::new(untrack(&stored).0);
    Memo::new(move |was: Option<&u32>| {
        let (values, now) = stored();
        if basis.with_value(|basis| *basis == values) || saved() == Some(now) {
            basis.set_value(values);
            now
        } else {
            was.copied().unwrap_or(now)
        }
    })
}

/// A form for a [`Sending`]. While it is under way it sends nothing a second time.
#[component]
pub fn Form(
    /// Where it goes.
    to: Sending,
    /// Its class.
    #[prop(optional)]
    class: Option<&'static str>,
    /// Whether its fields are emptied once that was done, for the next.
    #[prop(optional)]
    clears: bool,
    /// Its id, for buttons elsewhere on the page.
    #[prop(optional)]
    id: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let form = NodeRef::<html::Form>::new();
    view! {
        <form method="post" action=to.path class=class id=id node_ref=form on:submit=move |event| submit(to, &event, clears)>
            {children()}
        </form>
    }
}

/// The form in which a record is made or edited. Of one that is stored it sends its id and the version that its fields are
/// of; of a new one it empties its fields for the next.
#[component]
pub fn RecordForm(
    /// Where it goes.
    to: Sending,
    /// Why it was refused, where that is about no field.
    refused: Signal<Option<String>>,
    /// Which record in which version; a new one has neither.
    stored: Option<(String, Signal<u32>)>,
    children: Children,
) -> impl IntoView {
    let clears = stored.is_none();
    view! {
        <Refusal of=to why=refused/>
        <Form to=to class="form wide" clears=clears>
            {stored.map(|(id, version)| view! {
                <input type="hidden" name="id" value=id/>
                <input type="hidden" name="version" value=move || version.get().to_string()/>
            })}
            {children()}
        </Form>
    }
}

#[cfg(not(feature = "hydrate"))]
fn submit(_to: Sending, _event: &web_sys::SubmitEvent, _clears: bool) {}

#[cfg(feature = "hydrate")]
fn submit(to: Sending, event: &web_sys::SubmitEvent, clears: bool) {
    use wasm_bindgen::JsCast;
    event.prevent_default();
    if to.pending.get_untracked() {
        return;
    }
    let Some(form) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlFormElement>().ok()) else { return };
    let Some(body) = fields(&form, event.submitter().as_ref()) else { return };
    to.pending.set(true);
    leptos::task::spawn_local(async move {
        let answer = send(to.path, body).await;
        to.answered(answer, &form, clears);
    });
}

/// What a browser would send.
#[cfg(feature = "hydrate")]
fn fields(form: &web_sys::HtmlFormElement, submitter: Option<&web_sys::HtmlElement>) -> Option<web_sys::UrlSearchParams> {
    let data = web_sys::FormData::new_with_form(form).ok()?;
    let params = web_sys::UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    let attribute = |name: &str| submitter?.get_attribute(name);
    if let Some(name) = attribute("name") {
        params.append(&name, &attribute("value").unwrap_or_default());
    }
    Some(params)
}

/// The answer to what was done.
#[cfg(feature = "hydrate")]
struct Done {
    value: Value,
    /// Where it leads to.
    location: Option<String>,
}

/// Sends these fields to a server function, where no form does.
#[cfg(feature = "hydrate")]
pub async fn post(path: &str, fields: &[(&str, &str)]) -> Result<Value, Failure<Value>> {
    let body = web_sys::UrlSearchParams::new().map_err(|_| Failure::Malformed)?;
    for (name, value) in fields {
        body.append(name, value);
    }
    send(path, body).await.map(|done| done.value)
}

/// Sends it.
#[cfg(feature = "hydrate")]
async fn send(path: &str, body: web_sys::UrlSearchParams) -> Result<Done, Failure<Value>> {
    let request = gloo_net::http::Request::post(path).header("accept", "application/json").body(body);
    let answer = request.map_err(|_| Failure::Malformed)?.send().await.map_err(|_| Failure::Offline)?;
    let text = answer.text().await.map_err(|_| Failure::Offline)?;
    if answer.ok() {
        return Ok(Done { value: serde_json::from_str(&text).unwrap_or_default(), location: answer.headers().get("location") });
    }
    if answer.status() == 413 {
        return Err(Failure::TooLarge);
    }
    Err(serde_json::from_str(&text).unwrap_or(Failure::Internal { id: String::new() }))
}
