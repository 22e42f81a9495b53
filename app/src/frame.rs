//! Around every page: navigation and who one is, or nothing but the mark for who is not signed in.

use crate::{
    failure::{Failure, Nothing},
    parts::{Icon, Initials, Title},
    reading::{Reading, read},
    session::{ReadViewer, SignOut, Viewer},
};
use leptos::{either::EitherOf3, html, prelude::*, server_fn::ServerFn};
use leptos_router::{
    components::{A, Outlet, Redirect},
    hooks::use_location,
};
use std::sync::Arc;
use web_sys::FocusOptions;

/// The frame of every page that needs somebody signed in; others are sent to sign in first, and then back.
///
/// The page stands beside what is loaded for the frame, not inside it: a page within would be made, and its data asked
/// for, each time that the frame's suspense looks at its children (leptos#4866).
#[component]
pub fn SignedIn() -> impl IntoView {
    let changes = ViewerChanges(RwSignal::new(0));
    provide_context(changes);
    let viewer = read(move || changes.0.get(), || ReadViewer {});
    view! {
        <div class="app">
            <Transition fallback=|| view! { <header class="side"></header> }>
                {move || viewer.state().map(|_| match viewer.get() {
                    Some(Some(viewer)) => EitherOf3::A(view! { <Side viewer=viewer/> }),
                    Some(None) => EitherOf3::B(view! { <ToSignIn/> }),
                    // A failure is told by the page itself, whose data fails as well.
                    None => EitherOf3::C(view! { <header class="side"></header> }),
                })}
            </Transition>
            <Main><Outlet/></Main>
        </div>
    }
}

/// How often a page changed what the frame shows of the person.
#[derive(Clone, Copy)]
struct ViewerChanges(RwSignal<usize>);

/// Lets the frame read anew who is signed in, after a page changed their name.
pub fn viewer_changed() -> impl Fn() {
    let changes = use_context::<ViewerChanges>();
    move || {
        if let Some(ViewerChanges(count)) = changes {
            count.update(|count| *count += 1);
        }
    }
}

#[component]
fn ToSignIn() -> impl IntoView {
    view! { <Redirect path=sign_in_from_here()/> }
}

/// The page to sign in on, which leads back here.
fn sign_in_from_here() -> String {
    let location = use_location();
    let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
    let from = if search.is_empty() { path } else { format!("{path}?{search}") };
    if from == "/" { "/sign-in".to_owned() } else { format!("/sign-in?next={}", crate::session::encoded(&from)) }
}

#[component]
fn Side(viewer: Viewer) -> impl IntoView {
    view! {
        <header class="side">
            <A href="/" attr:class="brand"><Icon name="mark"/>"Waymark"</A>
            <nav aria-label="Main">
                <ul>
                    <li><A href="/" exact=true><Icon name="home"/>"Home"</A></li>
                    <li><A href="/teams"><Icon name="team"/>"Teams"</A></li>
                    <li><A href="/goals"><Icon name="goals"/>"Goals"</A></li>
                    <li><A href="/plan"><Icon name="growth"/>"Growth"</A></li>
                    <li class="only-wide"><A href="/projects"><Icon name="projects"/>"Projects"</A></li>
                    <li><A href="/people"><Icon name="people"/>"People"</A></li>
                    {viewer.administrator.then(|| view! { <li>
                        // Seven words side by side fit on a phone, if this one is short there.
                        <A href="/admin/people"><Icon name="admin"/><span>"Admin"<span class="only-wide">"istration"</span></span></A>
                    </li> })}
                    <li class="only-phone"><A href="/account"><Icon name="account"/>"Account"</A></li>
                </ul>
            </nav>
            <div class="me">
                <A href="/account">
                    <Initials of=viewer.initials/>
                    <span class="who"><b>{viewer.name}</b><span class="dim">{viewer.title}</span></span>
                </A>
                // Signing out loads the page anew: nothing of the person stays in memory.
                <form class="out" method="post" action=SignOut::PATH>
                    <button class="btn bare" type="submit"><Icon name="sign-out"/>"Sign out"</button>
                </form>
            </div>
        </header>
    }
}

/// What an administrator looks after, page by page.
#[component]
pub fn AdminTabs() -> impl IntoView {
    let tab = |href: &'static str, word: &'static str| view! { <A href=href exact=true>{word}</A> };
    view! {
        <nav class="tabs" aria-label="Administration">
            {tab("/admin/people", "People")} {tab("/admin/people/import", "Import")} {tab("/admin/teams", "Teams")} {tab("/admin/projects", "Projects")}
            {tab("/admin/questionnaires", "Questionnaires")} {tab("/admin/cycles", "Cycles")} {tab("/admin/goals", "Goals")}
            {tab("/admin/audit", "Audit")}
            {tab("/admin/retention", "Retention")}
        </nav>
    }
}

/// Whether the page that the server sent is alive: what is made from then on was not there before.
#[derive(Clone, Copy)]
struct Alive(RwSignal<bool>);

/// Lets [`Main`] tell the first page from those that follow.
pub fn provide_alive() {
    let alive = Alive(RwSignal::new(false));
    provide_context(alive);
    Effect::new(move |_| alive.0.set(true));
}

/// What the page is about. Who follows a link gets the focus here, as if the browser had loaded the page: the link that
/// had it is gone, and a screen reader would go on from nowhere.
#[component]
fn Main(#[prop(optional)] class: Option<&'static str>, children: Children) -> impl IntoView {
    let main = NodeRef::<html::Main>::new();
    let path = use_location().pathname;
    let is_first = use_context::<Alive>().is_none_or(|alive| !alive.0.get_untracked());
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.map_or(!is_first, |before| before != now) {
            // What was just made is not on the page before the browser draws it.
            request_animation_frame(move || {
                if let Some(main) = main.try_get_untracked().flatten() {
                    let options = FocusOptions::new();
                    // Where the page is scrolled to is the router's to say.
                    options.set_prevent_scroll(true);
                    drop(main.focus_with_options(&options));
                }
            });
        }
        now
    });
    view! { <main id="main" class=class tabindex="-1" node_ref=main>{children()}</main> }
}

/// The frame of pages for who is not signed in.
#[component]
pub fn Bare(children: Children) -> impl IntoView {
    view! {
        <div class="app bare">
            <header class="top"><A href="/" attr:class="brand"><Icon name="mark"/>"Waymark"</A></header>
            <Main class="sheet">{children()}</Main>
        </div>
    }
}

/// What is said of what is not there; the same of what is not the reader's to see.
const NOT_HERE: (&str, &str) =
    ("There is no page here", "The address may be mistyped, or what it named is gone or not yours to see.");

/// The page for an address that leads nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    // What is no page of this application may be one of the program's: who follows a link there is taken by the browser.
    if use_context::<Alive>().is_some_and(|alive| alive.0.get_untracked()) {
        let location = use_location();
        crate::page::leave(&location.pathname.get_untracked(), &location.search.get_untracked(), &location.hash.get_untracked());
        return view! { <Bare><p class="dim" role="status">"Loading"</p></Bare> }.into_any();
    }
    not_found_status();
    view! {
        <Title text=NOT_HERE.0/>
        <Bare>
            <h1>{NOT_HERE.0}</h1>
            <p class="sub">{NOT_HERE.1}</p>
            <div class="actions"><A href="/" attr:class="btn go">"Go home"</A></div>
        </Bare>
    }
    .into_any()
}

/// What stands in place of a page's content when it could not be had.
#[component]
pub fn Broken(failure: Failure<Nothing>) -> impl IntoView {
    let home = || ("/".to_owned(), "Go home");
    let (title, icon, sentence, (href, action)) = match failure {
        Failure::NotFound => (NOT_HERE.0, "search", Some(NOT_HERE.1.to_owned()), home()),
        Failure::SignedOut => (
            "You are signed out",
            "lock",
            Some("Your session has ended. Sign in, and you are here again.".to_owned()),
            (sign_in_from_here(), "Sign in"),
        ),
        failure => ("This page could not be loaded", "alert", failure.sentence(), home()),
    };
    view! {
        <Title text=title/>
        <section class="card">
            <div class="empty">
                <Icon name=icon/>
                <h1>{title}</h1>
                <p>{sentence}</p>
                <a class="btn go" href=href rel="external">{action}</a>
            </div>
        </section>
    }
}

#[cfg(feature = "ssr")]
fn not_found_status() {
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
}

#[cfg(not(feature = "ssr"))]
fn not_found_status() {}

/// A page's content once its data is there; a sentence where it cannot be had.
///
/// `show` makes the content once, out of a signal: data that is read anew changes what it says in place, and what
/// somebody is typing meanwhile, their focus and the state of their forms stay. When it cannot be read anew for the
/// moment, what was there stays as well.
pub fn loaded<T, V>(reading: Reading<T>, show: impl Fn(Signal<T>) -> V + Send + Sync + 'static) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + serde::de::DeserializeOwned + 'static,
    V: IntoView + 'static,
{
    once_there(reading.untyped(), content(reading, show), true)
}

/// The same of what stands beside a page's content: while it is not there, or where it cannot be had, there is nothing, since the page itself says so.
pub fn loaded_beside<T, V>(reading: Reading<T>, show: impl Fn(Signal<T>) -> V + Send + Sync + 'static) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + serde::de::DeserializeOwned + 'static,
    V: IntoView + 'static,
{
    once_there(reading.untyped(), content(reading, show), false)
}

/// What makes the content, once the data is there.
fn content<T, V>(
    reading: Reading<T>,
    show: impl Fn(Signal<T>) -> V + Send + Sync + 'static,
) -> Arc<dyn Fn() -> AnyView + Send + Sync>
where
    T: Clone + PartialEq + Send + Sync + serde::de::DeserializeOwned + 'static,
    V: IntoView + 'static,
{
    Arc::new(move || match untrack(|| reading.get()) {
        Some(first) => {
            let data = Memo::new(move |was: Option<&T>| reading.get().unwrap_or_else(|| was.unwrap_or(&first).clone()));
            show(data.into()).into_any()
        }
        // The page is older than the program that answers.
        None => view! { <Broken failure=Failure::Malformed/> }.into_any(),
    })
}

/// One for all types of data, so that the browser's half has it once.
fn once_there(reading: Reading<()>, content: Arc<dyn Fn() -> AnyView + Send + Sync>, says: bool) -> impl IntoView {
    view! {
        <Transition fallback=move || says.then(|| view! { <p class="dim" role="status">"Loading"</p> })>
            {
                let content = Arc::clone(&content);
                let state = state_of(reading);
                move || match state() {
                    State::Loading => None,
                    State::There => Some(content()),
                    State::Failed(failure) => says.then(|| view! { <Broken failure=failure/> }.into_any()),
                }
            }
        </Transition>
    }
}

/// In the browser what was there stays while it is read anew, so that it must be known.
#[cfg(not(feature = "ssr"))]
fn state_of(reading: Reading<()>) -> impl Fn() -> State + Send {
    let state = Memo::new(move |was: Option<&State>| State::of(reading.state(), was));
    move || state.get()
}

/// On the server nothing is read anew. No memo there: one that is computed on one thread while the data arrives on another
/// keeps what it saw, and the page was sent without its content.
#[cfg(feature = "ssr")]
fn state_of(reading: Reading<()>) -> impl Fn() -> State + Send {
    move || State::of(reading.state(), None)
}

/// How far a page's data is.
#[derive(Clone, PartialEq)]
enum State {
    Loading,
    There,
    Failed(Failure<Nothing>),
}

impl State {
    fn of(answer: Option<Result<(), Failure<Nothing>>>, was: Option<&Self>) -> Self {
        match (answer, was) {
            (None, _) => Self::Loading,
            (Some(Ok(())), _) => Self::There,
            (Some(Err(failure)), Some(Self::There)) if failure.is_passing() => Self::There,
            (Some(Err(failure)), _) => Self::Failed(failure),
        }
    }
}
