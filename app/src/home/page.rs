//! The home page. Who comes: everybody, several times a week, to see what they should do next. What would annoy: having
//! to look for it.

use super::api::{self, HomeData, ReviewStep, TeamCard, Waiting};
use crate::{
    frame::loaded,
    goals::Goals,
    health::Brief,
    parts::{Icon, PersonRow, Row, Title, counted},
    reading::read,
    workshops::Running,
};
use leptos::prelude::*;
use leptos_router::components::A;

/// Home.
#[component]
pub fn Home() -> impl IntoView {
    let data = read(|| 0, || api::Home {});
    view! {
        <Title text="Home"/>
        {loaded(data, |data: Signal<HomeData>| move || view! { <Content data=data.get()/> })}
    }
}

fn headline(count: usize) -> String {
    const WORDS: [&str; 10] = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
    match (count, WORDS.get(count)) {
        (0, _) => "Nothing waits for you".to_owned(),
        (1, _) => "One thing waits for you".to_owned(),
        (_, Some(word)) => format!("{word} things wait for you"),
        (_, None) => format!("{count} things wait for you"),
    }
}

#[component]
fn Content(data: HomeData) -> impl IntoView {
    let waiting = data.waiting;
    let is_alone = data.team.is_none() && data.leads.is_empty() && data.reports.is_empty();
    view! {
        <div class="head">
            <div><h1>{headline(waiting.len())}</h1><p class="sub">{data.organisation}</p></div>
        </div>
        {(!waiting.is_empty()).then(|| view! {
            <section class="card" aria-label="Waiting">
                <ul class="rows" role="list">
                    {waiting.into_iter().enumerate().map(|(place, one)| view! { <Wait waiting=one first={place == 0}/> }).collect_view()}
                </ul>
            </section>
        })}
        {is_alone.then(|| view! {
            <section class="card">
                <div class="empty">
                    <Icon name="team"/>
                    <h2>"Your team will be here"</h2>
                    <p>"Once people are in teams, you find yours on this page, with who leads it and who reports to you."</p>
                </div>
            </section>
        })}
        <div class="cols">
            <div>
                <Goals lines=data.goals/>
                {(!data.reports.is_empty()).then(|| view! { <People title="Who reports to you".to_owned() people=data.reports desk=true/> })}
                {data.team.into_iter().chain(data.leads).map(|team: TeamCard| view! { <People title=team.name people=team.people href=format!("/teams/{}", team.id)/> }).collect_view()}
            </div>
            <div>
                {data.reviews.into_iter().map(|brief| view! { <Review brief=brief/> }).collect_view()}
                <section class="card" aria-labelledby="you">
                    <header><h2 id="you">"You"</h2><A href="/account" attr:class="small">"Account"</A></header>
                    <div class="body">
                        <dl class="facts">
                            {data.manager.map(|manager| view! { <dt>"Manager"</dt><dd>{crate::people::links("/people", vec![manager])}</dd> })}
                            <dt>"Time zone"</dt><dd>{data.time_zone}</dd>
                        </dl>
                    </div>
                </section>
            </div>
        </div>
    }
}

#[component]
fn Wait(waiting: Waiting, first: bool) -> impl IntoView {
    let (icon, what, why, href, action) = match waiting {
        Waiting::Workshop(Running { id, team, votes, mine }) => (
            "team",
            format!("A workshop of {team} is running"),
            match (votes, mine) {
                (true, true) => "Vote on your own device; what came of it appears for all at once.",
                (true, false) => "The team votes.",
                (false, _) => "The team talks about what it voted.",
            }
            .to_owned(),
            format!("/workshops/{id}"),
            "Join",
        ),
        Waiting::Survey { id, name, minutes, until, begun, named } => {
            let takes = counted(minutes as usize, "minute", "minutes");
            let sent = if named { "" } else { " Nobody can see whether you have answered, so this stays until then." };
            // Without names it may be a draft or all that is asked for; who opened it knows.
            let action = match (begun, named) {
                (false, _) => "Answer",
                (true, true) => "Go on",
                (true, false) => "Open it",
            };
            ("survey", name, format!("Open until {until}; about {takes}.{sent}"), format!("/surveys/{id}"), action)
        }
        Waiting::Results { id, name } => (
            "eye",
            format!("{name}: the results are out"),
            "See what everybody said, as far as it is shown.".to_owned(),
            format!("/surveys/{id}/results"),
            "See results",
        ),
        Waiting::Goal { id, title, due, overdue } => (
            "goals",
            title,
            if overdue {
                format!("Was due {due}. Say how it goes, or that it is done.")
            } else {
                format!("Due {due}. Say how it goes.")
            },
            format!("/goals/{id}"),
            "Update",
        ),
        Waiting::Review { href, whose, step, due, overdue } => {
            let by = if overdue { format!("was due {due}") } else { format!("due {due}") };
            let what = match &whose {
                None => "Your review".to_owned(),
                Some(whose) => format!("The review of {whose}"),
            };
            let (why, action) = match step {
                ReviewStep::Begin => (format!("Write your half and share it; {by}."), "Begin"),
                ReviewStep::Write => (format!("Your half is begun and not shared; {by}."), "Go on"),
                ReviewStep::Talk => {
                    (format!("Both halves are shared. Talk, agree on goals, and write the plan; {by}."), "Open it")
                }
                ReviewStep::Sign => (format!("The plan is signed by the other side and waits for you; {by}."), "Look and sign"),
            };
            ("goals", what, why, href, action)
        }
        Waiting::Reviews { count, due, overdue } => (
            "goals",
            format!("{count} reviews wait for you"),
            match overdue {
                0 => format!("The first is due {due}."),
                late => format!("The first was due {due}; {late} of them are late."),
            },
            "/reports".to_owned(),
            "See which",
        ),
        Waiting::Input { href, whose, by, due, overdue } => (
            "people",
            format!("{by} asks about your work with {whose}"),
            if overdue {
                format!("Was due {due}. It takes about five minutes, and you may decline.")
            } else {
                format!("By {due}. It takes about five minutes, and you may decline.")
            },
            href,
            "Answer",
        ),
        Waiting::Agree { count } => (
            "goals",
            if count == 1 {
                "One goal waits for you to agree".to_owned()
            } else {
                format!("{count} goals wait for you to agree")
            },
            "They are proposals, or changes of what was agreed.".to_owned(),
            "/goals?of=all&only=waiting".to_owned(),
            "Look at them",
        ),
        Waiting::CheckIn { count } => (
            "goals",
            format!("Say how {} {}", counted(count, "goal", "goals"), if count == 1 { "goes" } else { "go" }),
            "A number, how sure you are, a line; it takes a minute.".to_owned(),
            "/goals/check-in".to_owned(),
            "Check in",
        ),
        Waiting::InviteColleagues => (
            "people",
            "Invite your colleagues".to_owned(),
            "You are the only one here. An invitation is a link that works once.".to_owned(),
            "/admin/people".to_owned(),
            "Invite",
        ),
        Waiting::OpenInvitations { count: 1 } => (
            "mail",
            "One invitation is open".to_owned(),
            "Somebody was invited and has not set a password yet.".to_owned(),
            "/admin/people".to_owned(),
            "See who",
        ),
        Waiting::OpenInvitations { count } => (
            "mail",
            format!("{count} invitations are open"),
            "They were invited and have not set a password yet.".to_owned(),
            "/admin/people".to_owned(),
            "See who",
        ),
        Waiting::ChooseTimeZone { zone } => (
            "clock",
            "Say which time zone you are in".to_owned(),
            format!("Until then you see times as in {zone}, like the rest of the organisation."),
            "/account".to_owned(),
            "Choose",
        ),
    };
    view! {
        <li>
            <Icon name=icon/>
            <div><div class="what">{what}</div><div class="why">{why}</div></div>
            <A href=href attr:class=if first { "btn go" } else { "btn" }>{action}</A>
        </li>
    }
}

/// What a review said, in a few words.
#[component]
fn Review(brief: Brief) -> impl IntoView {
    let (label, what) = (brief.name.clone(), brief.name.clone());
    let mut lead = brief.lead.into_iter();
    let first = lead.next();
    view! {
        <section class="card" aria-label=label>
            <header><h2>{brief.name}</h2><A href=brief.href attr:class="small">"Open"<span class="hush">" "{what}</span></A></header>
            <div class="body">
                <p><b>{first}</b>" "{lead.next()}</p>
                <p class="small dim">{brief.about}</p>
            </div>
        </section>
    }
}

#[component]
fn People(
    title: String,
    people: Vec<PersonRow>,
    #[prop(optional)] href: Option<String>,
    /// Whether they are those on the reader's desk.
    #[prop(optional)]
    desk: bool,
) -> impl IntoView {
    let count = counted(people.len(), "person", "people");
    let label = title.clone();
    view! {
        <section class="card" aria-label=label>
            <header>
                <h2>{match href { Some(href) => view! { <A href=href>{title}</A> }.into_any(), None => title.into_any() }}</h2>
                <span class="dim small">{count}</span>
                {desk.then(|| view! { <A href="/reports" attr:class="small">"Open the desk"</A> })}
            </header>
            <ul class="people" role="list">{people.into_iter().map(|person| view! { <Row person=person/> }).collect_view()}</ul>
        </section>
    }
}
