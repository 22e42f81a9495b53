//! The pages, and which of them the browser loads together.
//!
//! A chunk is WebAssembly of its own, loaded when one of its pages is first shown. What every chunk uses is in the module
//! that every page loads; what some use the build puts into further files, which are loaded along.

use leptos::prelude::*;
use leptos_router::ChooseView;
#[cfg(not(feature = "split"))]
use std::convert::Infallible as NotLoaded;
#[cfg(feature = "split")]
use wasm_split_helpers::{SplitLoaderError as NotLoaded, wasm_split};

macro_rules! chunks {
    ($($chunk:ident { $($page:ident: $component:path,)+ })+) => {
        /// A page, as a route shows it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Page { $($($page,)+)+ }

        impl Page {
            /// The name of the chunk that has it.
            fn chunk(self) -> &'static str {
                match self { $($(Self::$page)|+ => stringify!($chunk),)+ }
            }

            async fn show(self) -> Result<AnyView, NotLoaded> {
                match self { $($(Self::$page)|+ => $chunk::show(self).await,)+ }
            }
        }

        $(mod $chunk {
            use super::*;

            fn made(page: Page) -> Result<AnyView, NotLoaded> {
                match page {
                    $(Page::$page => Ok($component().into_any()),)+
                    _ => unreachable!("a page of another chunk"),
                }
            }

            #[cfg(feature = "split")]
            #[wasm_split($chunk, preload(load), fallible)]
            pub fn show(page: Page) -> Result<AnyView, NotLoaded> {
                made(page)
            }

            // The linker keeps what is cut off, used or not: an entry that shows no page must not have it cut off.
            #[cfg(not(feature = "split"))]
            pub async fn show(page: Page) -> Result<AnyView, NotLoaded> {
                made(page)
            }

            #[cfg(not(feature = "split"))]
            pub async fn load() -> Result<(), NotLoaded> {
                Ok(())
            }
        })+

        /// Loads the chunk of this name, unless it is there; a page that is in none needs none. Says whether it is there.
        pub async fn load(chunk: &str) -> bool {
            match chunk {
                $(stringify!($chunk) => $chunk::load().await.is_ok(),)+
                _ => true,
            }
        }
    };
}

chunks! {
    home { Home: crate::home::Home, }
    account { Account: crate::account::Account, MyData: crate::account::MyData, }
    sign_in { SignIn: crate::session::SignInPage, }
    password { ForgotPassword: crate::password::ForgotPassword, SetPassword: crate::password::SetPassword, }
    people { People: crate::people::People, }
    chart { OrgChart: crate::people::OrgChart, }
    person { Person: crate::people::Person, }
    reports { Reports: crate::reports::Reports, }
    teams { Teams: crate::teams::Teams, }
    health { Team: crate::teams::Team, Company: crate::health::Company, }
    compare { Compare: crate::health::Compare, }
    plan { Plan: crate::plans::Plan, }
    goals { Goals: crate::goals::AllGoals, CheckIn: crate::goals::CheckInPage, }
    goal { Goal: crate::goals::Goal, NewGoal: crate::goals::NewGoal, }
    workshop {
        Workshop: crate::workshops::Workshop,
        NewWorkshop: crate::workshops::NewWorkshop,
        Workshops: crate::workshops::Workshops,
    }
    review { Review: crate::reviews::Review, ReviewInput: crate::reviews::ReviewInput, }
    projects { Projects: crate::projects::Projects, }
    admin_people { AdminPeople: crate::people::AdminPeople, }
    admin_person { AdminPerson: crate::people::AdminPerson, TakeName: crate::people::TakeName, }
    import { ImportPeople: crate::people::ImportPeople, }
    admin_teams { AdminTeams: crate::teams::AdminTeams, AdminTeam: crate::teams::AdminTeam, }
    admin_projects { AdminProjects: crate::projects::AdminProjects, AdminProject: crate::projects::AdminProject, }
    admin_goals { GoalPolicies: crate::goals::GoalPolicies, ImportGoals: crate::goals::ImportGoalsPage, }
    audit { Audit: crate::audit::Audit, }
    admin_retention { Retention: crate::retention::AdminRetention, }
    cycles { AdminCycles: crate::cycles::AdminCycles, AdminCycle: crate::cycles::AdminCycle, }
    results { Results: crate::surveys::Results, }
    import_history { ImportHistory: crate::surveys::ImportHistory, }
    questionnaires {
        AdminQuestionnaires: crate::questionnaires::AdminQuestionnaires,
        QuestionnaireFile: crate::questionnaires::QuestionnaireFile,
    }
    questionnaire { AdminQuestionnaire: crate::questionnaires::AdminQuestionnaire, QuestionnairePreview: crate::questionnaires::QuestionnairePreview, }
    admin_reviews { LaunchReviews: crate::reviews::LaunchReviews, AdminReviews: crate::reviews::AdminReviews, }
    launch { LaunchSurvey: crate::cycles::LaunchSurvey, AdminSurvey: crate::cycles::AdminSurvey, }
}

impl ChooseView for Page {
    async fn choose(self) -> AnyView {
        #[cfg(feature = "ssr")]
        if let Some(chosen) = use_context::<Chosen>() {
            chosen.0.get_or_init(|| self.chunk());
        }
        self.show().await.expect("a page is chosen once its chunk is there")
    }

    async fn preload(&self) {
        #[cfg(feature = "hydrate")]
        arrival::to(self.chunk()).await;
    }
}

/// The chunk of the page that the server is making, once the router has chosen one.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Default)]
pub struct Chosen(std::sync::Arc<std::sync::OnceLock<&'static str>>);

#[cfg(feature = "ssr")]
impl Chosen {
    /// Its name; nothing while none is chosen, or for a page in no chunk.
    pub fn chunk(&self) -> Option<&'static str> {
        self.0.get().copied()
    }
}

/// Has the browser load the page.
pub fn leave(path: &str, search: &str, hash: &str) {
    let search = if search.is_empty() { String::new() } else { format!("?{search}") };
    drop(window().location().assign(&format!("{path}{search}{hash}")));
}

#[cfg(feature = "hydrate")]
mod arrival {
    //! Going to a page whose chunk may have to be loaded first. What goes wrong then is left to the browser, as if there
    //! were no script: it loads the page as a whole, or says why it cannot.

    use super::load;
    use leptos::{
        prelude::*,
        task::{spawn_local, tick},
    };
    use leptos_router::location::Url;
    use std::{cell::Cell, future::pending};

    thread_local! {
        /// How many times somebody went to a page.
        static COUNT: Cell<u32> = const { Cell::new(0) };
    }

    /// Resolves when the chunk is there.
    pub async fn to(chunk: &str) {
        let mut going = Going::now();
        if !load(chunk).await {
            going.by_browser();
            // Until it has left, the page stays.
            pending::<()>().await;
        }
        going.has_arrived = true;
    }

    struct Going {
        number: u32,
        to: Option<ArcRwSignal<Url>>,
        has_arrived: bool,
    }

    impl Going {
        fn now() -> Self {
            COUNT.set(COUNT.get() + 1);
            Self { number: COUNT.get(), to: use_context(), has_arrived: false }
        }

        fn by_browser(&self) {
            if let Some(to) = &self.to {
                go(&to.get_untracked());
            }
        }
    }

    impl Drop for Going {
        /// The router gives up on a page that is on its way when somebody goes on to another; and also when they go on to
        /// another address of the same page, for which it begins nothing: that would then never show.
        fn drop(&mut self) {
            if self.has_arrived {
                return;
            }
            let (number, to) = (self.number, self.to.take());
            spawn_local(async move {
                // By then the router has begun to go to another page, if it does.
                tick().await;
                if let Some(to) = to.filter(|_| number == COUNT.get()) {
                    go(&to.get_untracked());
                }
            });
        }
    }

    fn go(to: &Url) {
        super::leave(to.path(), to.search(), to.hash());
    }
}
