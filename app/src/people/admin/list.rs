//! The administrator's list of people. Who comes: people operations, to let somebody in or to move many. What would annoy: a
//! link that is shown once and lost; doing the same fifty times.

use super::{
    super::list::{sought, team_filter},
    api::{
        AccountState, BulkTyped, BulkWrong, ChangeMany, Invite, InviteMany, InviteTyped, InviteWrong, Listed, ManyWrong, NewLink,
        People, PeopleData,
    },
    change_sentence,
};
use crate::{
    failure::Again,
    frame::{AdminTabs, loaded},
    parts::{
        Done, Field, Filter, Form, Icon, Note, Pager, Refusal, Search, Sending, Submit, TextArea, Title, answers, counted,
        sought_at,
    },
    people::{Chooser, Kind, email_sentence, name_sentence, not_one},
    reading::read,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{components::A, hooks::use_query_map};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use waymark::person::InviteRefused;

fn say(done: &str) -> Option<&'static str> {
    Some(match done {
        "invited-one" => "One person is invited.",
        "invited-many" => "They are invited.",
        "manager" => "They report to somebody else now.",
        "home" => "They have another home team.",
        "leave" => "They are not here any more.",
        "imported" => "The file is imported.",
        _ => return None,
    })
}

/// /admin/people.
#[component]
pub fn AdminPeople() -> impl IntoView {
    let (invite, many, link, bulk) =
        (Sending::to::<Invite>(), Sending::to::<InviteMany>(), Sending::to::<NewLink>(), Sending::to::<ChangeMany>());
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| (sought(query), query.get("state").unwrap_or_default())));
    let invited = move || query.with(|query| query.get("invited").and_then(|id| id.parse().ok()));
    let answers = move || answers([invite, many, link, bulk]);
    let data = read(answers, move || {
        let (sought, state) = asked.get();
        People { sought, state, invited: invited() }
    });
    let link_refused = Signal::derive(move || link.refused().map(|why| refused_sentence(&why)));
    view! {
        <Title text="People"/>
        {loaded(data, move |data: Signal<PeopleData>| {
            let sends_mail = data.with_untracked(|data| data.sends_mail);
            view! {
                <div class="head">
                    <div><AdminTabs/><h1>"People"</h1></div>
                    <div class="actions">
                        <A href="/admin/people/import" attr:class="btn">"Import"</A>
                        // Another document, not a page of this one.
                        <a class="btn" href="/admin/people.csv" rel="external" download="">"Export"</a>
                    </div>
                </div>
                <Done say=say/>
                <Refusal of=link why=link_refused/>
                <MadeLink data=data/>
                <div class="cols">
                    <InviteCard invite=invite sends_mail=sends_mail/>
                    {sends_mail.then(|| view! { <ManyCard many=many/> })}
                </div>
                <Everybody link=link bulk=bulk asked=asked data=data/>
            }
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
fn InviteCard(invite: Sending, sends_mail: bool) -> impl IntoView {
    let again = move || invite.refused::<Again<InviteTyped, InviteWrong>>();
    let typed = untrack(again).map(|again| again.typed).unwrap_or_default();
    let why = move || Some(again()?.why);
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
                <Refusal of=invite/>
                <Form to=invite clears=true class="form wide">
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

/// Many at once, as they are pasted from a table or a mail.
#[component]
fn ManyCard(many: Sending) -> impl IntoView {
    let again = move || many.refused::<Again<String, ManyWrong>>();
    let typed = untrack(again).map(|again| again.typed).unwrap_or_default();
    let wrong = Signal::derive(move || Some(many_sentence(&again()?.why)));
    view! {
        <section class="card" aria-labelledby="many">
            <header><h2 id="many">"Invite many"</h2></header>
            <div class="body">
                <Refusal of=many/>
                <Form to=many clears=true class="form wide">
                    <TextArea
                        name="lines" label="One person a line" value=typed error=wrong
                        hint="Name, address and title: Ada Berg, ada@example.org, Engineer. All are invited, or nobody."
                    />
                    <div class="actions"><Submit pending=many.pending()>"Invite them"</Submit></div>
                </Form>
            </div>
        </section>
    }
}

fn many_sentence(why: &ManyWrong) -> String {
    match why {
        ManyWrong::Empty => "Write a name and an address, one person a line.".to_owned(),
        ManyWrong::TooLong(most) => format!(
            "This is too long: at most {most} characters, some forty people, are taken at once. Import a file to add more."
        ),
        ManyWrong::NoMail => "No mail is sent here, so nobody would get their link. Invite them one by one.".to_owned(),
        ManyWrong::Line { number, why } => {
            let why = match why {
                InviteWrong::Name(why) | InviteWrong::Title(why) => name_sentence(*why),
                InviteWrong::Email(why) => email_sentence(*why),
                InviteWrong::Invite(why) => refused_sentence(why),
            };
            format!("Line {number}: {why} Nobody was invited.")
        }
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

fn bulk_sentence(why: &BulkWrong) -> Option<String> {
    match why {
        BulkWrong::Nobody => Some("Choose people first, by the boxes before their names.".to_owned()),
        BulkWrong::What => Some("Say what to do with them.".to_owned()),
        BulkWrong::Change(why) => Some(change_sentence(why)),
        BulkWrong::Person(_) | BulkWrong::Team(_) => None,
    }
}

/// The id of the form that the boxes before the names belong to.
const BULK: &str = "bulk";

#[component]
fn Everybody(
    link: Sending,
    bulk: Sending,
    asked: Memo<(crate::people::Sought, String)>,
    data: Signal<PeopleData>,
) -> impl IntoView {
    let (first, state) = asked.get_untracked();
    let states = [("", "Everybody here"), ("invited", "Invited"), ("missing", "Not invited"), ("left", "Left")];
    let states = states.map(|(value, words)| (value.to_owned(), words.to_owned()));
    let filters = vec![
        data.with_untracked(|data| team_filter(&data.teams, &first.team)),
        Filter { name: "state", label: "Accounts", options: states.into(), value: state },
    ];
    let count = Memo::new(move |_| counted(data.with(|data| data.total), "person", "people"));
    let address = move |skip: usize| {
        let (sought, state) = asked.get_untracked();
        let skip = if skip > 0 { skip.to_string() } else { String::new() };
        sought_at("/admin/people", &[("search", &sought.search), ("team", &sought.team), ("state", &state), ("skip", &skip)])
    };
    view! {
        <section class="card" aria-labelledby="everybody">
            <header><h2 id="everybody">"Everybody"</h2><span class="dim small" aria-live="polite">{count}</span></header>
            <Search base="/admin/people" words=first.search filters=filters/>
            <div class="scroll">
                <table class="grid">
                    <thead>
                        <tr>
                            <th scope="col">
                                <span class="hush">"Chosen"</span>
                            </th>
                            <th scope="col">"Name"</th><th scope="col">"Title"</th><th scope="col">"Home team"</th><th scope="col">"Account"</th>
                            <th scope="col"><span class="hush">"Action"</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || data.get().people key=Listed::clone let:person><PersonLine link=link person=person/></For>
                    </tbody>
                </table>
            </div>
            {move || (data.with(|data| data.total) == 0).then(|| view! { <p class="body dim">"Nobody is like that."</p> })}
            {move || data.with(|data| view! { <Pager skip=data.skip as usize page=data.page total=data.total address=address/> })}
            <BulkForm bulk=bulk today=data.with_untracked(|data| data.today.clone())/>
        </section>
    }
}

/// Ticks or clears every box of the page.
fn choose_all(chosen: bool) {
    let Ok(boxes) = document().query_selector_all("tbody input[type=checkbox]") else { return };
    for place in 0..boxes.length() {
        if let Some(one) = boxes.get(place).and_then(|one| one.dyn_into::<web_sys::HtmlInputElement>().ok()) {
            one.set_checked(chosen);
        }
    }
}

/// What can be done to those who are chosen.
#[component]
fn BulkForm(bulk: Sending, today: String) -> impl IntoView {
    let again = move || bulk.refused::<Again<BulkTyped, BulkWrong>>();
    let why = move || Some(again()?.why);
    let typed = untrack(again).map_or_else(|| BulkTyped { from: today, ..BulkTyped::default() }, |again| again.typed);
    let manager_wrong = Signal::derive(move || match why()? {
        BulkWrong::Person(why) => Some(not_one(&why)),
        _ => None,
    });
    let team_wrong = Signal::derive(move || match why()? {
        BulkWrong::Team(why) => Some(not_one(&why)),
        _ => None,
    });
    let refused = Signal::derive(move || bulk_sentence(&why()?));
    view! {
        <div class="body bulk">
            <h3>"With those who are chosen"</h3>
            <Refusal of=bulk why=refused/>
            <Form to=bulk id=BULK class="form wide" clears=true>
                <div class="fields">
                    <div class="beside">
                        <Chooser kind=Kind::Person name="manager" label="New manager" value=typed.manager error=manager_wrong free=true/>
                        <button class="btn" type="submit" name="what" value="manager">"Set the manager"</button>
                    </div>
                    <div class="beside">
                        <Chooser kind=Kind::Team name="team" label="New home team" value=typed.team error=team_wrong free=true/>
                        <Field kind="date" name="from" label="From" value=typed.from free=true/>
                        <button class="btn" type="submit" name="what" value="home">"Move them"</button>
                    </div>
                </div>
                <div class="actions">
                    <button class="btn risk" type="submit" name="what" value="leave">"They left"</button>
                    <button class="btn only-script" type="button" on:click=move |_| choose_all(true)>"Choose all on this page"</button>
                    <button class="btn only-script" type="button" on:click=move |_| choose_all(false)>"Choose nobody"</button>
                </div>
            </Form>
        </div>
    }
}

#[component]
fn PersonLine(link: Sending, person: Listed) -> impl IntoView {
    let (class, icon, word) = match person.account {
        AccountState::Active => ("pill good", "circle", "Active"),
        AccountState::Invited => ("pill warn", "triangle", "Invited"),
        AccountState::NotInvited => ("pill quiet", "ring", "Not invited"),
        AccountState::NoAddress => ("pill quiet", "ring", "No address"),
        AccountState::Left => ("pill quiet", "ring", "Left"),
    };
    let action = match person.account {
        AccountState::Active => Some("New password"),
        AccountState::Invited => Some("New link"),
        AccountState::NotInvited => Some("Invite"),
        AccountState::NoAddress | AccountState::Left => None,
    };
    let whose = format!(" for {}", person.name);
    let has_title = person.administrator || !person.title.is_empty();
    let choose = format!("Choose {}", person.name);
    view! {
        <tr>
            <td class="choose"><input type="checkbox" name="people[]" value=person.id.clone() form=BULK aria-label=choose/></td>
            <th scope="row"><A href=format!("/admin/people/{}", person.id)>{person.name}</A><p class="why">{person.email}</p></th>
            <td data-label="Title">
                {has_title.then(|| view! {
                    <div>{person.title}{person.administrator.then(|| view! { <div class="why">"Administrator"</div> })}</div>
                })}
            </td>
            <td data-label="Home team">{person.team}</td>
            <td data-label="Account"><span class=class><Icon name=icon/>{word}</span></td>
            <td class="end">
                {action.map(|action| view! {
                    <Form to=link>
                        <input type="hidden" name="person" value=person.id/>
                        <button class="btn" type="submit">{action}<span class="hush">{whose}</span></button>
                    </Form>
                })}
            </td>
        </tr>
    }
}
