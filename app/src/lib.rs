//! What people see: pages, and the server functions that they call; one folder per noun.
//!
//! *Architecture invariants:* the first render is a pure function of the route and the resources: no clock, no chance,
//! no locale in a view. Sentences live in the view that shows them. A server function names the actor, calls one verb of
//! the store, and is a few lines long.

// The types of views nest deeply.
#![recursion_limit = "256"]

mod account;
mod audit;
mod change;
mod chart;
mod cycles;
#[cfg(feature = "ssr")]
mod document;
mod failure;
mod frame;
mod goals;
mod health;
mod home;
pub mod live;
mod page;
mod parts;
mod password;
mod people;
mod plans;
mod projects;
#[cfg(feature = "ssr")]
mod prose;
mod questionnaires;
mod reading;
mod reports;
mod retention;
mod reviews;
mod session;
mod surveys;
mod teams;
mod upload;
mod workshops;

#[cfg(feature = "ssr")]
pub mod limits;
#[cfg(feature = "ssr")]
mod moment;
#[cfg(feature = "ssr")]
pub mod server;

#[cfg(feature = "ssr")]
pub use audit::{Asked as AuditAsked, sentence as audit_sentence, wrong_sentence as audit_wrong_sentence};
#[cfg(feature = "ssr")]
pub use document::document;
pub use failure::Failure;
pub use page::load;
#[cfg(feature = "ssr")]
pub use surveys::history_sentences;
pub use surveys::{Asked, SurveyApp};

/// Where files are sent to: the addresses that take large bodies.
pub const UPLOADS: [&str; 4] = [people::UPLOAD, questionnaires::QUESTIONNAIRE_UPLOAD, surveys::UPLOAD, goals::GOALS_UPLOAD];

use page::Page;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

/// The wasm entry that makes its pages alive.
pub const ENTRY: &str = "waymark";

/// The wasm entry of the page on which somebody answers a survey.
pub const ANSWERING: &str = "answer";

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
                    <Route path=path!("") view=Page::Home ssr=SsrMode::Async/>
                    <Route path=path!("account") view=Page::Account ssr=SsrMode::Async/>
                    <Route path=path!("account/data") view=Page::MyData ssr=SsrMode::Async/>
                    <Route path=path!("people") view=Page::People ssr=SsrMode::Async/>
                    <Route path=path!("people/chart") view=Page::OrgChart ssr=SsrMode::Async/>
                    <Route path=path!("people/:id") view=Page::Person ssr=SsrMode::Async/>
                    <Route path=path!("reports") view=Page::Reports ssr=SsrMode::Async/>
                    <Route path=path!("teams") view=Page::Teams ssr=SsrMode::Async/>
                    <Route path=path!("teams/:id") view=Page::Team ssr=SsrMode::Async/>
                    <Route path=path!("company") view=Page::Company ssr=SsrMode::Async/>
                    <Route path=path!("compare") view=Page::Compare ssr=SsrMode::Async/>
                    <Route path=path!("goals") view=Page::Goals ssr=SsrMode::Async/>
                    <Route path=path!("goals/new") view=Page::NewGoal ssr=SsrMode::Async/>
                    <Route path=path!("goals/check-in") view=Page::CheckIn ssr=SsrMode::Async/>
                    <Route path=path!("goals/:id") view=Page::Goal ssr=SsrMode::Async/>
                    <Route path=path!("plan") view=Page::Plan ssr=SsrMode::Async/>
                    <Route path=path!("plan/:cycle") view=Page::Plan ssr=SsrMode::Async/>
                    <Route path=path!("plan/:cycle/:person") view=Page::Plan ssr=SsrMode::Async/>
                    <Route path=path!("projects") view=Page::Projects ssr=SsrMode::Async/>
                    <Route path=path!("workshops") view=Page::Workshops ssr=SsrMode::Async/>
                    <Route path=path!("workshops/new") view=Page::NewWorkshop ssr=SsrMode::Async/>
                    <Route path=path!("workshops/:id") view=Page::Workshop ssr=SsrMode::Async/>
                    <Route path=path!("w/:code") view=Page::Workshops ssr=SsrMode::Async/>
                    <Route path=path!("review/:cycle") view=Page::Review ssr=SsrMode::Async/>
                    <Route path=path!("review/:cycle/:person") view=Page::Review ssr=SsrMode::Async/>
                    <Route path=path!("review/:cycle/:person/input") view=Page::ReviewInput ssr=SsrMode::Async/>
                    <Route path=path!("admin/people") view=Page::AdminPeople ssr=SsrMode::Async/>
                    <Route path=path!("admin/people/import") view=Page::ImportPeople ssr=SsrMode::Async/>
                    <Route path=path!("admin/people/:id") view=Page::AdminPerson ssr=SsrMode::Async/>
                    <Route path=path!("admin/people/:id/anonymise") view=Page::TakeName ssr=SsrMode::Async/>
                    <Route path=path!("admin/teams") view=Page::AdminTeams ssr=SsrMode::Async/>
                    <Route path=path!("admin/teams/:id") view=Page::AdminTeam ssr=SsrMode::Async/>
                    <Route path=path!("admin/projects") view=Page::AdminProjects ssr=SsrMode::Async/>
                    <Route path=path!("admin/projects/:id") view=Page::AdminProject ssr=SsrMode::Async/>
                    <Route path=path!("admin/goals") view=Page::GoalPolicies ssr=SsrMode::Async/>
                    <Route path=path!("admin/goals/import") view=Page::ImportGoals ssr=SsrMode::Async/>
                    <Route path=path!("admin/retention") view=Page::Retention ssr=SsrMode::Async/>
                    <Route path=path!("admin/cycles") view=Page::AdminCycles ssr=SsrMode::Async/>
                    <Route path=path!("admin/cycles/:id") view=Page::AdminCycle ssr=SsrMode::Async/>
                    <Route path=path!("admin/cycles/:id/launch") view=Page::LaunchSurvey ssr=SsrMode::Async/>
                    <Route path=path!("admin/cycles/:id/reviews") view=Page::LaunchReviews ssr=SsrMode::Async/>
                    <Route path=path!("admin/reviews/:id") view=Page::AdminReviews ssr=SsrMode::Async/>
                    <Route path=path!("admin/surveys/import") view=Page::ImportHistory ssr=SsrMode::Async/>
                    <Route path=path!("admin/surveys/:id") view=Page::AdminSurvey ssr=SsrMode::Async/>
                    <Route path=path!("admin/audit") view=Page::Audit ssr=SsrMode::Async/>
                    <Route path=path!("surveys/:id/results") view=Page::Results ssr=SsrMode::Async/>
                    <Route path=path!("admin/questionnaires") view=Page::AdminQuestionnaires ssr=SsrMode::Async/>
                    <Route path=path!("admin/questionnaires/:id") view=Page::AdminQuestionnaire ssr=SsrMode::Async/>
                    <Route path=path!("admin/questionnaires/:id/preview") view=Page::QuestionnairePreview ssr=SsrMode::Async/>
                    <Route path=path!("admin/questionnaire-file") view=Page::QuestionnaireFile ssr=SsrMode::Async/>
                </ParentRoute>
                <Route path=path!("sign-in") view=Page::SignIn ssr=SsrMode::Async/>
                <Route path=path!("forgot-password") view=Page::ForgotPassword ssr=SsrMode::Async/>
                <Route path=path!("set-password/:token") view=Page::SetPassword ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}
