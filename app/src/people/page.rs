//! The administrator's list of people. Who comes: people operations, to let somebody in. What would annoy: a link that is
//! shown once and lost.

use super::{
    api::{AccountState, Invite, InviteTyped, InviteWrong, Listed, NewLink, PeopleData, people},
    email_sentence, name_sentence,
};
use crate::{
    failure::Failure,
    frame::loaded,
    parts::{Field, Form, Icon, Note, Refusal, Submit},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::{components::A, hooks::use_query_map};
use wasm_bindgen_futures::JsFuture;
use waymark::person::InviteRefused;

/// /admin/people.
#[component]
pub fn AdminPeople() -> impl IntoView {
    let invite = ServerAction::<Invite>::new();
    let link = ServerAction::<NewLink>::new();
    let query = use_query_map();
    let skip = move || query.read().get("skip").and_then(|skip| skip.parse().ok()).unwrap_or(0_u32);
    let invited = move || query.with(|query| query.get("invited").and_then(|id| id.parse().ok()));
    let versions = move || (invite.version().get(), link.version().get());
    let data = Resource::new_blocking(move || (skip(), invited(), versions()), |(skip, invited, _)| people(skip, invited));
    let link_refused = Signal::derive(move || match link.value().get()?.err()? {
        Failure::Refused(why) => Some(refused_sentence(&why)),
        failure => failure.sentence(),
    });
    view! {
        <Title text="People"/>
        {loaded(data, move |data| view! {
            <div class="head"><div><h1>"People"</h1></div></div>
            <Refusal sentence=link_refused/>
            <MadeLink data=data/>
            <InviteCard invite=invite sends_mail=data.read_untracked().sends_mail/>
            <Everybody link=link data=data/>
        })}
    }
}

/// The link that was just made, to copy.
#[component]
fn MadeLink(data: Signal<PeopleData>) -> impl IntoView {
    let query = use_query_map();
    let invited = Memo::new(move |_| data.with(|data| data.invited.clone()));
    let token = Memo::new(move |_| query.with(|query| query.get("link")));
    move || {
        let token = token.get();
        let (name, email) = invited.get()?;
        Some(match token {
            None => view! { <Note good=true><p>"A link for " {name} " is on its way to " {email} "."</p></Note> }.into_any(),
            Some(token) => {
                let address = format!("{}/set-password/{}", data.read_untracked().base, crate::session::encoded(&token));
                view! { <Note good=true><p>"Here is the link for " {name} ". Hand it over yourself: no mail is sent here."</p><Copy text=address/></Note> }.into_any()
            }
        })
    }
}

#[component]
fn Copy(text: String) -> impl IntoView {
    let copied = RwSignal::new(false);
    let input = NodeRef::<leptos::html::Input>::new();
    let copy = {
        let text = text.clone();
        move |_| {
            if let Some(input) = input.get() {
                drop(input.focus());
                input.select();
            }
            let clipboard = window().navigator().clipboard();
            // Over plain http from another machine there is none: the text is selected, and Ctrl+C does it.
            if !clipboard.is_undefined() {
                let copying = JsFuture::from(clipboard.write_text(&text));
                spawn_local(async move { copied.set(copying.await.is_ok()) });
            }
        }
    };
    view! {
        <div class="copy">
            <input node_ref=input readonly=true value=text aria-label="Link"/>
            <button class="btn" type="button" on:click=copy>
                <Icon name="copy"/>{move || if copied.get() { "Copied" } else { "Copy" }}
            </button>
        </div>
        <p class="hint">"It works once. Whoever opens it sets the password, so send it to nobody else."</p>
    }
}

#[component]
fn InviteCard(invite: ServerAction<Invite>, sends_mail: bool) -> impl IntoView {
    let typed = invite.value().with_untracked(|value| match value {
        Some(Err(Failure::Refused(again))) => again.typed.clone(),
        _ => InviteTyped::default(),
    });
    let why = move || match invite.value().get()? {
        Err(Failure::Refused(again)) => Some(again.why),
        _ => None,
    };
    let refusal = Signal::derive(move || invite.value().get()?.err()?.sentence());
    let name_wrong = Signal::derive(move || match why()? {
        InviteWrong::Name(why) => Some(name_sentence(why)),
        _ => None,
    });
    let email_wrong = Signal::derive(move || match why()? {
        InviteWrong::Email(why) => Some(email_sentence(why)),
        InviteWrong::Invite(why) => Some(refused_sentence(&why)),
        _ => None,
    });
    let title_wrong = Signal::derive(move || match why()? {
        InviteWrong::Title(why) => Some(name_sentence(why)),
        _ => None,
    });
    let how =
        if sends_mail { "They get a mail with a link to set a password." } else { "You get a link for them to set a password." };
    view! {
        <section class="card" aria-labelledby="invite">
            <header><div><h2 id="invite">"Invite somebody"</h2><p>{how} " It works once, within seven days."</p></div></header>
            <div class="body">
                <Refusal sentence=refusal/>
                <Form action=invite clears=true class="form wide">
                    <div class="fields">
                        <Field name="name" label="Name" value=typed.name error=name_wrong/>
                        <Field name="email" label="E-mail" kind="email" value=typed.email error=email_wrong/>
                        <Field name="title" label="Title" value=typed.title error=title_wrong optional=true/>
                    </div>
                    <div class="actions"><Submit go=true pending=invite.pending()>"Invite"</Submit></div>
                </Form>
            </div>
        </section>
    }
}

fn refused_sentence(refused: &InviteRefused) -> String {
    match refused {
        InviteRefused::AddressTaken { by } => format!("{by} has this address already."),
        InviteRefused::Inactive => "This person has left; they get no link.".to_owned(),
        InviteRefused::NoAddress => "This person has no address to sign in with.".to_owned(),
        InviteRefused::Unknown => "There is no such person any more.".to_owned(),
    }
}

#[component]
fn Everybody(link: ServerAction<NewLink>, data: Signal<PeopleData>) -> impl IntoView {
    let count = Memo::new(move |_| {
        data.with(|data| match (data.earlier, data.later, data.people.len()) {
            (None, None, 1) => "1 person".to_owned(),
            (None, None, shown) => format!("{shown} people"),
            (_, _, 0) => "Nobody from here on".to_owned(),
            (_, _, shown) => format!("{} to {}", data.skip.saturating_add(1), data.skip as usize + shown),
        })
    });
    let turn = |to: Option<u32>, label: &'static str| {
        to.map(|skip| view! { <A href=format!("/admin/people?skip={skip}") attr:class="btn">{label}</A> })
    };
    view! {
        <section class="card" aria-labelledby="everybody">
            <header><h2 id="everybody">"Everybody"</h2><span class="dim small">{count}</span></header>
            <div class="scroll">
                <table class="grid">
                    <thead>
                        <tr>
                            <th scope="col">"Name"</th><th scope="col">"Title"</th><th scope="col">"Account"</th>
                            <th scope="col"><span class="hush">"Action"</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || data.get().people key=Listed::clone let:person><PersonLine link=link person=person/></For>
                    </tbody>
                </table>
            </div>
            {move || {
                let (earlier, later) = data.with(|data| (data.earlier, data.later));
                (earlier.is_some() || later.is_some()).then(|| view! {
                    <nav class="pager" aria-label="Pages">
                        <span>{count}</span>
                        <span>{turn(earlier, "Earlier")} {turn(later, "Later")}</span>
                    </nav>
                })
            }}
        </section>
    }
}

#[component]
fn PersonLine(link: ServerAction<NewLink>, person: Listed) -> impl IntoView {
    let (class, icon, word) = match person.account {
        AccountState::Active => ("pill good", "circle", "Active"),
        AccountState::Invited => ("pill warn", "triangle", "Invited"),
        AccountState::NotInvited => ("pill quiet", "ring", "Not invited"),
        AccountState::Left => ("pill quiet", "ring", "Left"),
    };
    let action = match person.account {
        AccountState::Active => Some("New password"),
        AccountState::Invited => Some("New link"),
        AccountState::NotInvited => Some("Invite"),
        AccountState::Left => None,
    };
    let action = action.filter(|_| !person.email.is_empty());
    let whose = format!(" for {}", person.name);
    let has_title = person.administrator || !person.title.is_empty();
    view! {
        <tr>
            <th scope="row">{person.name}<div class="why">{person.email}</div></th>
            <td data-label="Title">
                {has_title.then(|| view! {
                    <div>{person.title}{person.administrator.then(|| view! { <div class="why">"Administrator"</div> })}</div>
                })}
            </td>
            <td data-label="Account"><span class=class><Icon name=icon/>{word}</span></td>
            <td class="end">
                {action.map(|action| view! {
                    <Form action=link>
                        <input type="hidden" name="person" value=person.id/>
                        <button class="btn" type="submit">{action}<span class="hush">{whose}</span></button>
                    </Form>
                })}
            </td>
        </tr>
    }
}
