//! A person, as an administrator edits them. Who comes: people operations, with one thing to correct. What would annoy: a form
//! of forty fields, and not knowing what a change does to others.

use super::{
    api::{
        ComeBack, Correct, Delegate, Edit, EditData, EndDelegation, Grant, GrantTyped, GrantWrong, HomeWrong, Join, JoinWrong,
        Leave, LeaveWrong, Part, PersonTyped, PersonWrong, PostLine, SetHome,
    },
    change_sentence,
};
use crate::{
    change::broken_sentence,
    failure::Again,
    frame::loaded,
    parts::{Check, Done, Field, Form, Icon, Refusal, Sending, Submit, Title, answers, counted, shown_version},
    people::{Chooser, Kind, email_sentence, name_sentence, not_one},
    reading::read,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::{components::A, hooks::use_params_map};
use waymark::{delegation::DelegateRefused, post::JoinRefused};

fn say(done: &str) -> Option<&'static str> {
    Some(match done {
        "saved" => "Their record is saved.",
        "home" => "Their home team is changed.",
        "left" => "They are not here any more, and are signed out everywhere.",
        "back" => "They are back.",
        "nameless" => "Their name is taken away. It is written in the audit chain that it was.",
        "joined" => "They are one person now.",
        "parted" => "This is a person of their own now.",
        "delegated" => "Somebody stands in for them.",
        "delegation-ended" => "That has ended.",
        _ => return None,
    })
}

fn join_sentence(why: &JoinRefused) -> String {
    match why {
        JoinRefused::Unknown => "There is no such person or post any more.".to_owned(),
        JoinRefused::Oneself => "This is the same person.".to_owned(),
        JoinRefused::Left => "One of them is not here any more.".to_owned(),
        JoinRefused::HasAccount => "They sign in with an account of their own: two accounts are not made one.".to_owned(),
        JoinRefused::Administrator => "They are an administrator; take that from them first.".to_owned(),
        JoinRefused::Main => "By this post their own title and manager go; it cannot be parted from them.".to_owned(),
        JoinRefused::Broken(broken) => broken_sentence(broken),
    }
}

fn grant_sentence(why: DelegateRefused) -> &'static str {
    match why {
        DelegateRefused::Left => "One of them is not here any more.",
        DelegateRefused::Oneself => "Nobody stands in for themselves.",
        DelegateRefused::Over => "The last day must be today or later, and not before the first.",
        DelegateRefused::TooLong => "Somebody stands in for a year at most.",
    }
}

/// /admin/people/:id.
#[component]
pub fn AdminPerson() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let (correct, home, leave, back, join, part, delegate, end) = (
        Sending::to::<Correct>(),
        Sending::to::<SetHome>(),
        Sending::to::<Leave>(),
        Sending::to::<ComeBack>(),
        Sending::to::<Join>(),
        Sending::to::<Part>(),
        Sending::to::<Delegate>(),
        Sending::to::<EndDelegation>(),
    );
    let answers = move || answers([correct, home, leave, back, join, part, delegate, end]);
    let data = read(answers, move || Edit { id: id.get() });
    view! {
        {loaded(data, move |data: Signal<EditData>| {
            let name = move || data.with(|data| data.typed.name.clone());
            let has_left = Memo::new(move |_| data.with(|data| data.left));
            // Another person stands in the fields anew; what somebody is typing stays otherwise.
            let whose = Memo::new(move |_| data.with(|data| data.id.clone()));
            view! {
                <Title text=name/>
                <div class="head">
                    <div>
                        <nav class="crumbs" aria-label="Above"><ol><li><A href="/admin/people">"People"</A></li></ol></nav>
                        <h1>{name}</h1>
                    </div>
                    <div class="actions"><A href=move || format!("/people/{}", whose.get()) attr:class="btn">"See their page"</A></div>
                </div>
                <Done say=say/>
                {move || {
                    let id = StoredValue::new(whose.get());
                    if has_left.get() {
                        view! { <Left id=id back=back is_nameless=data.with_untracked(|data| data.is_nameless)/> }.into_any()
                    } else {
                        view! {
                            <Record id=id correct=correct data=data/>
                            <div class="cols">
                                <div>
                                    <Home id=id home=home data=data/>
                                    <Posts id=id join=join part=part posts=Signal::derive(move || data.get().posts)/>
                                </div>
                                <div>
                                    <StandIn id=id delegate=delegate end=end data=data/>
                                    <Leaving id=id leave=leave data=data/>
                                </div>
                            </div>
                        }.into_any()
                    }
                }}
            }
        })}
    }
}

#[component]
fn Hidden(id: StoredValue<String>) -> impl IntoView {
    view! { <input type="hidden" name="id" value=id.get_value()/> }
}

#[component]
fn Record(id: StoredValue<String>, correct: Sending, data: Signal<EditData>) -> impl IntoView {
    let again = move || correct.refused::<Again<PersonTyped, PersonWrong>>();
    let typed = untrack(again).map_or_else(|| data.with_untracked(|data| data.typed.clone()), |again| again.typed);
    let why = move || Some(again()?.why);
    let name_wrong = Signal::derive(move || match why()? {
        PersonWrong::Name(why) => Some(name_sentence(why)),
        _ => None,
    });
    let email_wrong = Signal::derive(move || match why()? {
        PersonWrong::Email(why) => Some(email_sentence(why)),
        _ => None,
    });
    let title_wrong = Signal::derive(move || match why()? {
        PersonWrong::Title(why) => Some(name_sentence(why)),
        _ => None,
    });
    let location_wrong = Signal::derive(move || match why()? {
        PersonWrong::Location(why) => Some(name_sentence(why)),
        _ => None,
    });
    let manager_wrong = Signal::derive(move || match why()? {
        PersonWrong::Manager(why) => Some(not_one(&why)),
        _ => None,
    });
    let refused = Signal::derive(move || match why()? {
        PersonWrong::Change(why) => Some(change_sentence(&why)),
        _ => None,
    });
    let version = shown_version(move || data.with(|data| (data.typed.clone(), data.version)), correct);
    let is_oneself = data.with_untracked(|data| data.is_oneself);
    view! {
        <section class="card" aria-labelledby="record">
            <header><h2 id="record">"Record"</h2></header>
            <div class="body">
                <Refusal of=correct why=refused/>
                <Form to=correct class="form wide">
                    <Hidden id=id/>
                    <input type="hidden" name="version" value=move || version.get().to_string()/>
                    <div class="fields">
                        <Field name="name" label="Name" value=typed.name error=name_wrong/>
                        <Field name="email" label="E-mail" kind="email" value=typed.email error=email_wrong optional=true/>
                        <Field name="title" label="Title" value=typed.title error=title_wrong optional=true/>
                        <Field name="location" label="Place" value=typed.location error=location_wrong optional=true/>
                        <Chooser kind=Kind::Person name="manager" label="Manager" value=typed.manager error=manager_wrong optional=true/>
                    </div>
                    {if is_oneself {
                        view! { <input type="hidden" name="administrator" value="true"/> }.into_any()
                    } else {
                        view! { <Check name="administrator" checked=typed.administrator>"Administrator: looks after people, teams and settings"</Check> }.into_any()
                    }}
                    <div class="actions"><Submit go=true pending=correct.pending()>"Save"</Submit></div>
                </Form>
            </div>
        </section>
    }
}

#[component]
fn Home(id: StoredValue<String>, home: Sending, data: Signal<EditData>) -> impl IntoView {
    let again = move || home.refused::<Again<(String, String), HomeWrong>>();
    let (team, from) =
        untrack(again).map_or_else(|| data.with_untracked(|data| (data.team.clone(), data.today.clone())), |again| again.typed);
    let team_wrong = Signal::derive(move || match again()?.why {
        HomeWrong::Team(why) => Some(not_one(&why)),
        HomeWrong::Change(_) => None,
    });
    let refused = Signal::derive(move || match again()?.why {
        HomeWrong::Change(why) => Some(change_sentence(&why)),
        HomeWrong::Team(_) => None,
    });
    view! {
        <section class="card" aria-labelledby="home">
            <header><h2 id="home">"Home team"</h2><p>"They count there in reviews, from that day on."</p></header>
            <div class="body">
                <dl class="facts">
                    {move || data.get().homes.into_iter().map(|(team, since)| view! { <dt>{team}</dt><dd>{since}</dd> }).collect_view()}
                </dl>
                <Refusal of=home why=refused/>
                <Form to=home class="form wide">
                    <Hidden id=id/>
                    <div class="fields">
                        <Chooser kind=Kind::Team name="team" label="Team" value=team error=team_wrong optional=true/>
                        <Field kind="date" name="from" label="From" value=from/>
                    </div>
                    <div class="actions"><Submit pending=home.pending()>"Change the home team"</Submit></div>
                </Form>
            </div>
        </section>
    }
}

#[component]
fn Posts(id: StoredValue<String>, join: Sending, part: Sending, posts: Signal<Vec<PostLine>>) -> impl IntoView {
    let again = move || join.refused::<Again<String, JoinWrong>>();
    let typed = untrack(again).map(|again| again.typed).unwrap_or_default();
    let other_wrong = Signal::derive(move || match again()?.why {
        JoinWrong::Person(why) => Some(not_one(&why)),
        JoinWrong::Join(why) => Some(join_sentence(&why)),
    });
    let part_refused = Signal::derive(move || part.refused().map(|why| join_sentence(&why)));
    view! {
        <section class="card" aria-labelledby="posts">
            <header><h2 id="posts">"Posts"</h2><p>"Entries of the HR system. Somebody with an interim role has two."</p></header>
            <Refusal of=part why=part_refused/>
            <ul class="rows" role="list">
                <For each=move || posts.get() key=PostLine::clone let:post><Post post=post part=part/></For>
            </ul>
            <div class="body">
                <Refusal of=join/>
                // Loads the page anew: much on it is another's by then.
                <form class="form" method="post" action=Join::PATH>
                    <Hidden id=id/>
                    <Chooser
                        kind=Kind::Person name="other" label="The same person is also here as" value=typed error=other_wrong
                        hint=Signal::stored(Some("Their posts, reports, teams and projects come here.".to_owned()))
                    />
                    <div class="actions"><Submit pending=join.pending()>"Make them one"</Submit></div>
                </form>
            </div>
        </section>
    }
}

#[component]
fn Post(post: PostLine, part: Sending) -> impl IntoView {
    let title = if post.title.is_empty() { "No title".to_owned() } else { post.title };
    let number = if post.number.is_empty() { "No employee number".to_owned() } else { post.number };
    let can_part = !post.main && !post.ended;
    let which = format!(" {title} from them");
    view! {
        <li>
            <div><div class="what">{title}</div><div class="why">{number}</div></div>
            {post.main.then(|| view! { <span class="pill quiet"><Icon name="ring"/>"Main"</span> })}
            {post.ended.then(|| view! { <span class="pill quiet"><Icon name="ring"/>"Ended"</span> })}
            {can_part.then(|| view! {
                <Form to=part>
                    <input type="hidden" name="key" value=post.key/>
                    <button class="btn" type="submit">"Part"<span class="hush">{which}</span></button>
                </Form>
            })}
        </li>
    }
}

#[component]
fn StandIn(id: StoredValue<String>, delegate: Sending, end: Sending, data: Signal<EditData>) -> impl IntoView {
    let again = move || delegate.refused::<Again<GrantTyped, GrantWrong>>();
    let typed = untrack(again).map(|again| again.typed).unwrap_or_default();
    let to_wrong = Signal::derive(move || match again()?.why {
        GrantWrong::Person(why) => Some(not_one(&why)),
        _ => None,
    });
    let refused = Signal::derive(move || match again()?.why {
        GrantWrong::Day => Some("Say the first and the last day.".to_owned()),
        GrantWrong::Grant(why) => Some(grant_sentence(why).to_owned()),
        GrantWrong::Person(_) => None,
    });
    view! {
        <section class="card" aria-labelledby="stand-in">
            <header><h2 id="stand-in">"While they are away"</h2><p>"Somebody else may do what they may as a lead and a manager."</p></header>
            <ul class="rows" role="list">
                <For each=move || data.get().grants key=Grant::clone let:grant>
                    <li>
                        <div><div class="what">{grant.to.clone()}</div><div class="why">{grant.when}</div></div>
                        <Form to=end>
                            <Hidden id=id/>
                            <input type="hidden" name="grant" value=grant.id/>
                            <button class="btn" type="submit">"End"<span class="hush">" the standing in of "{grant.to}</span></button>
                        </Form>
                    </li>
                </For>
            </ul>
            <div class="body">
                <Refusal of=end/>
                <Refusal of=delegate why=refused/>
                <Form to=delegate class="form" clears=true>
                    <Hidden id=id/>
                    <Chooser kind=Kind::Person name="to" label="Who stands in" value=typed.to error=to_wrong/>
                    <div class="fields">
                        <Field kind="date" name="first" label="First day" value=typed.first/>
                        <Field kind="date" name="last" label="Last day" value=typed.last/>
                    </div>
                    <div class="actions"><Submit pending=delegate.pending()>"Let them stand in"</Submit></div>
                </Form>
            </div>
        </section>
    }
}

#[component]
fn Leaving(id: StoredValue<String>, leave: Sending, data: Signal<EditData>) -> impl IntoView {
    let again = move || leave.refused::<Again<String, LeaveWrong>>();
    let typed = untrack(again).map(|again| again.typed).unwrap_or_default();
    let heir_wrong = Signal::derive(move || match again()?.why {
        LeaveWrong::Heir(why) => Some(not_one(&why)),
        LeaveWrong::Change(_) => None,
    });
    let refused = Signal::derive(move || match again()?.why {
        LeaveWrong::Change(why) => Some(change_sentence(&why)),
        LeaveWrong::Heir(_) => None,
    });
    let holds = Memo::new(move |_| data.with(|data| data.holds));
    let hint = Signal::derive(move || {
        let (reports, teams) = holds.get();
        let what = [(reports, "report", "reports"), (teams, "team", "teams")].into_iter().filter(|(count, ..)| *count > 0);
        let what: Vec<_> = what.map(|(count, one, many)| counted(count, one, many)).collect();
        (!what.is_empty()).then(|| format!("Takes over {}. Their own manager, if nobody is named.", what.join(" and ")))
    });
    view! {
        <section class="card" aria-labelledby="leave">
            <header><h2 id="leave">"They left"</h2><p>"They cannot sign in any more and are in no list. Their history stays."</p></header>
            <div class="body">
                <Refusal of=leave why=refused/>
                <Form to=leave class="form">
                    <Hidden id=id/>
                    {move || (holds.get() != (0, 0)).then(|| view! {
                        <Chooser kind=Kind::Person name="heir" label="Who takes over" value=typed.clone() hint=hint error=heir_wrong optional=true/>
                    })}
                    <div class="actions">
                        <button class="btn risk" type="submit" aria-busy=move || leave.pending().get().then_some("true")>"They left"</button>
                    </div>
                </Form>
            </div>
        </section>
    }
}

#[component]
fn Left(id: StoredValue<String>, back: Sending, is_nameless: bool) -> impl IntoView {
    if is_nameless {
        return view! {
            <section class="card">
                <div class="empty">
                    <Icon name="account"/>
                    <h2>"Their name was taken away"</h2>
                    <p>"That cannot be undone. What they took part in stays. Whoever comes back is a new person."</p>
                </div>
            </section>
        }
        .into_any();
    }
    let refused = Signal::derive(move || back.refused().map(|why| change_sentence(&why)));
    view! {
        <section class="card">
            <div class="empty">
                <Icon name="account"/>
                <h2>"They are not here any more"</h2>
                <p>"Whoever comes back is in their last home team again, and reports to who was their manager or is next up the line."</p>
                <Refusal of=back why=refused/>
                <Form to=back><Hidden id=id/><Submit pending=back.pending()>"They are back"</Submit></Form>
                <p><A href=format!("/admin/people/{}/anonymise", id.get_value())>"Take their name away"</A></p>
            </div>
        </section>
    }
    .into_any()
}
