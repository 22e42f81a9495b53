//! Fields of forms: a label, the control, a hint, and what is wrong with it, tied together for who cannot see them.
//!
//! A field that is wrong gets the focus, so that its reason is read out: by `autofocus` on a page that comes from the
//! server, by [`Form`](super::Form) on one that stays.

use super::Icon;
use leptos::prelude::*;

/// What a field suggests while somebody types.
#[derive(Clone)]
pub struct Suggested {
    options: Signal<Vec<String>>,
    ask: Callback<String>,
}

impl Suggested {
    /// Suggests `options`; `ask` is told what was typed.
    pub fn new(options: Signal<Vec<String>>, ask: impl Fn(String) + Send + Sync + 'static) -> Self {
        Self { options, ask: Callback::new(ask) }
    }
}

/// One line of text.
#[component]
pub fn Field(
    /// Its name in the form.
    name: &'static str,
    /// What stands above it.
    label: &'static str,
    /// The kind of control.
    #[prop(default = "text")]
    kind: &'static str,
    /// What is in it at first.
    #[prop(optional, into)]
    value: String,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The id of the list with suggestions.
    #[prop(optional)]
    list: Option<&'static str>,
    /// Suggestions that go by what is typed.
    #[prop(optional)]
    suggested: Option<Suggested>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Whether it may stay empty without a word about that.
    #[prop(optional)]
    free: bool,
    /// Its id on the page, where it is not its name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.to_owned());
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let describes = described(id.clone(), move || hint.with(Option::is_some), error);
    let own_list = suggested.as_ref().map(|_| format!("{id}-options"));
    let list = own_list.clone().or(list.map(str::to_owned));
    let options = suggested.as_ref().map(|suggested| suggested.options);
    let ask = suggested.map(|suggested| suggested.ask);
    view! {
        <div class="field">
            <label for=id.clone()>{label}{optional.then(|| view! { " " <span class="dim">"(optional)"</span> })}</label>
            <input
                id=id
                name=name
                type=kind
                value=value
                list=list
                autocomplete=autocomplete
                required={!optional && !free}
                spellcheck="false"
                autofocus=error.with_untracked(Option::is_some)
                aria-describedby=describes
                aria-invalid=move || error.get().map(|_| "true")
                on:input=move |event| if let Some(ask) = ask { ask.run(event_target_value(&event)) }
            />
            {options.map(|options| view! {
                <datalist id=own_list>
                    {move || options.get().into_iter().map(|option| view! { <option value=option></option> }).collect_view()}
                </datalist>
            })}
            {move || hint.get().map(|hint| view! { <p class="hint" id=hint_id.clone()>{hint}</p> })}
            <Wrong id=error_id error=error/>
        </div>
    }
}

/// A text as it stands between the tags of a `<textarea>`. Leptos writes it there as it is (tachys 0.2), so that who typed the end tag would have written
/// the rest of the page; and HTML takes a line break away that stands first.
pub fn in_text_area(text: String) -> String {
    #[cfg(feature = "ssr")]
    let text = format!("\n{}", html_escape::encode_text(&text));
    text
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Its name in the form.
    name: &'static str,
    /// What stands above it.
    label: &'static str,
    /// What is in it at first.
    #[prop(optional, into)]
    value: String,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Whether it may stay empty without a word about that.
    #[prop(optional)]
    free: bool,
    /// The most characters that it takes.
    #[prop(optional)]
    most: Option<usize>,
    /// Its id on the page, where it is not its name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.to_owned());
    let (hint_id, error_id, has_hint) = (format!("{id}-hint"), format!("{id}-error"), hint.is_some());
    let describes = described(id.clone(), move || has_hint, error);
    view! {
        <div class="field">
            <label for=id.clone()>{label}{optional.then(|| view! { " " <span class="dim">"(optional)"</span> })}</label>
            <textarea
                id=id
                name=name
                maxlength=most.map(|most| most.to_string())
                required={!optional && !free}
                autofocus=error.with_untracked(Option::is_some)
                aria-describedby=describes
                aria-invalid=move || error.get().map(|_| "true")
            >{in_text_area(value)}</textarea>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <Wrong id=error_id error=error/>
        </div>
    }
}

/// One of several, each with the value that is sent and the words that are shown.
#[component]
pub fn Choice(
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// What stands above it.
    label: String,
    /// What there is to choose from.
    options: Vec<(String, String)>,
    /// The value that is chosen at first.
    #[prop(optional, into)]
    value: String,
    /// Its id, where another field of the page has this name.
    #[prop(optional, into)]
    id: Option<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let error_id = format!("{id}-error");
    let describes = described(id.clone(), || false, error);
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select
                id=id name=name autofocus=error.with_untracked(Option::is_some) aria-describedby=describes
                aria-invalid=move || error.get().map(|_| "true")
            >
                {options.into_iter().map(|(option, words)| {
                    let selected = option == value;
                    view! { <option value=option selected=selected>{words}</option> }
                }).collect_view()}
            </select>
            <Wrong id=error_id error=error/>
        </div>
    }
}

/// Yes or no.
#[component]
pub fn Check(
    /// Its name in the form.
    name: &'static str,
    /// What is sent when it is ticked.
    #[prop(default = "true".to_owned(), into)]
    value: String,
    /// Whether it is ticked at first.
    #[prop(optional)]
    checked: bool,
    children: Children,
) -> impl IntoView {
    view! { <label class="check"><input type="checkbox" name=name value=value checked=checked/><span>{children()}</span></label> }
}

/// A password, with a button that shows what was typed.
#[component]
pub fn PasswordField(
    /// Its name in the form, and its id on the page.
    name: &'static str,
    /// What stands above it.
    label: &'static str,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let word = move || if shown.get() { "Hide" } else { "Show" };
    // Labels are English; for the rest of Unicode the browser would load tables.
    let what = label.to_ascii_lowercase();
    let describes = described(name.to_owned(), move || hint.is_some(), error);
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <div class="with-button">
                <input
                    id=name
                    name=name
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    required=true
                    spellcheck="false"
                    autocapitalize="none"
                    autofocus=error.with_untracked(Option::is_some)
                    aria-describedby=describes
                    aria-invalid=move || error.get().map(|_| "true")
                />
                <button
                    class="btn"
                    type="button"
                    aria-controls=name
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {word}<span class="hush">{format!(" {what}")}</span>
                </button>
            </div>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            <Wrong id=format!("{name}-error") error=error/>
        </div>
    }
}

/// Tells a browser's password store whose password the form is about.
#[component]
pub fn UserNameHint(
    /// The address that signs in with it.
    email: String,
) -> impl IntoView {
    view! { <input type="text" autocomplete="username" value=email readonly=true hidden=true/> }
}

#[component]
fn Wrong(id: String, error: Signal<Option<String>>) -> impl IntoView {
    move || {
        error.get().map(|sentence| {
            view! { <p class="error" id=id.clone()><Icon name="alert"/><span>{sentence}</span></p> }
        })
    }
}

fn described(id: String, has_hint: impl Fn() -> bool, error: Signal<Option<String>>) -> impl Fn() -> Option<String> {
    let [hint, wrong] = ["hint", "error"].map(|what| format!("{id}-{what}"));
    move || {
        let ids = [has_hint().then(|| hint.clone()), error.with(Option::is_some).then(|| wrong.clone())];
        let ids: Vec<_> = ids.into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}
