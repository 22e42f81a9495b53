//! What people see: pages, and the server functions that they call; one folder per noun.
//!
//! *Architecture invariants:* the first render is a pure function of the route and the resources: no clock, no chance,
//! no locale in a view. Sentences live in the view that shows them. A server function names the actor, calls one verb of
//! the store, and is a few lines long.

// The types of views nest deeply.
#![recursion_limit = "256"]

mod account;
mod change;
mod cycles;
#[cfg(feature = "ssr")]
mod document;
mod failure;
mod frame;
mod home;
mod parts;
mod password;
mod people;
mod projects;
mod session;
mod surveys;
mod teams;

#[cfg(feature = "ssr")]
pub mod limits;
#[cfg(feature = "ssr")]
mod moment;
#[cfg(feature = "ssr")]
pub mod server;

#[cfg(feature = "ssr")]
pub use document::document;
pub use failure::Failure;
pub use people::UPLOAD;
pub use surveys::SurveyApp;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

/// The whole application: every address and the page behind it.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    parts::icon::provide_sprite();
    frame::provide_alive();
    // Async: without JavaScript the default mode would show only what stands in while data is loading.
    view! {
        <Title formatter=|title: String| if title.is_empty() { "Waymark".to_owned() } else { format!("{title} · Waymark") }/>
        // External: the browser itself goes there, and takes the focus along; the router would only scroll.
        <a class="skip" href="#main" rel="external">"Skip to content"</a>
        <Router>
            <Routes fallback=frame::NotFound>
                <ParentRoute path=path!("") view=frame::SignedIn ssr=SsrMode::Async>
                    <Route path=path!("") view=home::Home ssr=SsrMode::Async/>
                    <Route path=path!("account") view=account::Account ssr=SsrMode::Async/>
                    <Route path=path!("people") view=people::People ssr=SsrMode::Async/>
                    <Route path=path!("people/chart") view=people::OrgChart ssr=SsrMode::Async/>
                    <Route path=path!("people/:id") view=people::Person ssr=SsrMode::Async/>
                    <Route path=path!("teams") view=teams::Teams ssr=SsrMode::Async/>
                    <Route path=path!("teams/:id") view=teams::Team ssr=SsrMode::Async/>
                    <Route path=path!("projects") view=projects::Projects ssr=SsrMode::Async/>
                    <Route path=path!("admin/people") view=people::AdminPeople ssr=SsrMode::Async/>
                    <Route path=path!("admin/people/import") view=people::ImportPeople ssr=SsrMode::Async/>
                    <Route path=path!("admin/people/:id") view=people::AdminPerson ssr=SsrMode::Async/>
                    <Route path=path!("admin/teams") view=teams::AdminTeams ssr=SsrMode::Async/>
                    <Route path=path!("admin/teams/:id") view=teams::AdminTeam ssr=SsrMode::Async/>
                    <Route path=path!("admin/projects") view=projects::AdminProjects ssr=SsrMode::Async/>
                    <Route path=path!("admin/cycles") view=cycles::AdminCycles ssr=SsrMode::Async/>
                    <Route path=path!("admin/cycles/:id") view=cycles::AdminCycle ssr=SsrMode::Async/>
                    <Route path=path!("admin/cycles/:id/launch") view=cycles::LaunchSurvey ssr=SsrMode::Async/>
                    <Route path=path!("admin/surveys/:id") view=cycles::AdminSurvey ssr=SsrMode::Async/>
                    <Route path=path!("admin/projects/:id") view=projects::AdminProject ssr=SsrMode::Async/>
                </ParentRoute>
                <Route path=path!("sign-in") view=session::SignInPage ssr=SsrMode::Async/>
                <Route path=path!("forgot-password") view=password::ForgotPassword ssr=SsrMode::Async/>
                <Route path=path!("set-password/:token") view=password::SetPassword ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}
