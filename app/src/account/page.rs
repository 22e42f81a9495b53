//! The account page. Who comes: somebody who changed jobs, zones or phones, once in months. What would annoy: not being
//! sure that a change was taken, or that another browser is really out.

use super::api::{self, AccountData, ProfileRefused, ProfileTyped, SaveProfile, SessionRow};
use crate::{
    failure::Again,
    frame::{loaded, viewer_changed},
    parts::{Conflict, Field, Form, Icon, Note, PasswordField, Refusal, Sending, Submit, Title, UserNameHint, answers},
    password::{ChangePassword, HINT, sentence},
    people::name_sentence,
    reading::read,
    session::{EndSession, SignOut, SignOutEverywhere},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::{components::A, hooks::use_query_map};
use waymark::{
    Changed,
    password::ChangeRefused,
    person::{Profile, SaveRefused},
};

/// The account page.
#[component]
pub fn Account() -> impl IntoView {
    let save = Sending::to::<SaveProfile>();
    let change = Sending::to::<ChangePassword>();
    let end = Sending::to::<EndSession>();
    let versions = move || answers([save, change, end]);
    let data = read(versions, || api::Account {});
    save.when_done(viewer_changed());
    let query = use_query_map();
    let has_failed = move || save.has_failed() || change.has_failed() || end.has_failed();
    // With the versions, so that what was done a second time is said a second time.
    let done = Memo::new(move |_| {
        if has_failed() {
            return None;
        }
        let sentence = query.with(|query| match query.get("done").as_deref() {
            Some("profile") => Some("Your profile is saved."),
            Some("password") => Some("Your password is changed. Every other browser is signed out."),
            Some("session") => Some("That browser is signed out."),
            _ => None,
        });
        sentence.map(|sentence| (sentence, versions()))
    });
    view! {
        <Title text="Account"/>
        {loaded(data, move |data| view! {
            <div class="head"><div><h1>"Account"</h1></div></div>
            {move || done.get().map(|(sentence, _)| view! { <Note good=true><p>{sentence}</p></Note> })}
            <div class="cols">
                <ProfileCard save=save data=data/>
                <PasswordCard change=change email=data.read_untracked().email.clone()/>
            </div>
            <Sessions end=end data=data/>
            <section class="card" aria-labelledby="data">
                <header>
                    <div><h2 id="data">"My data"</h2><p>"Everything that Waymark holds about you, to read and to take."</p></div>
                </header>
                <div class="body"><div class="actions"><A href="/account/data" attr:class="btn">"See my data"</A></div></div>
            </section>
        })}
    }
}

#[component]
fn ProfileCard(save: Sending, data: Signal<AccountData>) -> impl IntoView {
    let refused = move || save.refused::<Again<ProfileTyped, ProfileRefused>>();
    let first = data.get_untracked();
    // What is in the fields is of this version until it is saved: what others save meanwhile is seen as a conflict, even
    // when the rest of the page was read anew.
    let version = move || save.value::<u32>().unwrap_or(first.version);
    let (name, zone) = match untrack(refused) {
        Some(again) => (again.typed.name, again.typed.time_zone),
        None => (first.name, first.time_zone),
    };
    let conflict = move || {
        let again = refused()?;
        match again.why {
            ProfileRefused::Save(SaveRefused::Changed(changed)) => Some((again.typed, changed)),
            _ => None,
        }
    };
    let name_wrong = Signal::derive(move || match refused()?.why {
        ProfileRefused::Name(why) => Some(name_sentence(why)),
        _ => None,
    });
    let zone_wrong = Signal::derive(move || match refused()?.why {
        ProfileRefused::TimeZone => Some("There is no such time zone. Choose one of the list.".to_owned()),
        _ => None,
    });
    let hint = Signal::derive(move || {
        data.with(|data| {
            format!("It is {} there now. Empty means the organisation's, {}.", data.time_now, data.organisations_zone)
        })
    });
    view! {
        <section class="card" aria-labelledby="profile">
            <header><h2 id="profile">"Profile"</h2></header>
            <div class="body">
                <dl class="facts">
                    <dt>"E-mail"</dt><dd>{first.email}</dd>
                    {(!first.title.is_empty()).then(|| view! { <dt>"Title"</dt><dd>{first.title}</dd> })}
                </dl>
                <Refusal of=save/>
                {move || conflict().map(|(typed, changed)| view! {
                    <ProfileConflict save=save mine=(typed.name, typed.time_zone) changed=changed/>
                })}
                <Form to=save class="form">
                    <input type="hidden" name="version" value=move || version().to_string()/>
                    <Field name="name" label="Name" autocomplete="name" value=name error=name_wrong/>
                    <Field
                        name="time_zone" label="Time zone" value=zone hint=hint error=zone_wrong optional=true list="zones"
                    />
                    <datalist id="zones">{first.zones.into_iter().map(|zone| view! { <option value=zone></option> }).collect_view()}</datalist>
                    <div class="actions"><Submit go=true pending=save.pending()>"Save"</Submit></div>
                </Form>
            </div>
        </section>
    }
}

/// What others saved meanwhile, and keeping one's own.
#[component]
fn ProfileConflict(save: Sending, mine: (String, String), changed: Changed<Profile>) -> impl IntoView {
    let said =
        |name: &str, zone: &str| format!("{name}, {}", if zone.is_empty() { "the organisation's time zone" } else { zone });
    let theirs_zone = changed.now.time_zone.as_ref().map(ToString::to_string).unwrap_or_default();
    let (yours, theirs) = (said(&mine.0, &mine.1), said(changed.now.name.as_str(), &theirs_zone));
    let version = changed.version.0.to_string();
    view! {
        <Conflict mine=yours now=theirs page="/account">
            <Form to=save>
                <input type="hidden" name="version" value=version/>
                <input type="hidden" name="name" value=mine.0/>
                <input type="hidden" name="time_zone" value=mine.1/>
                <button class="btn go" type="submit">"Keep mine"</button>
            </Form>
        </Conflict>
    }
}

#[component]
fn PasswordCard(change: Sending, email: String) -> impl IntoView {
    let why = move || change.refused::<ChangeRefused>();
    let present_wrong = Signal::derive(move || (why()? == ChangeRefused::Wrong).then(|| "This is not your password.".to_owned()));
    let new_wrong = Signal::derive(move || match why()? {
        ChangeRefused::Password(why) => Some(sentence(why)),
        ChangeRefused::Wrong => None,
    });
    view! {
        <section class="card" aria-labelledby="password">
            <header><h2 id="password">"Password"</h2></header>
            <div class="body">
                <Refusal of=change/>
                <Form to=change clears=true class="form">
                    <UserNameHint email=email/>
                    <PasswordField name="present" label="Present password" autocomplete="current-password" error=present_wrong/>
                    <PasswordField name="new" label="New password" autocomplete="new-password" hint=HINT error=new_wrong/>
                    <div class="actions"><Submit pending=change.pending()>"Change the password"</Submit></div>
                </Form>
            </div>
        </section>
    }
}

#[component]
fn Sessions(end: Sending, data: Signal<AccountData>) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="sessions">
            <header>
                <div><h2 id="sessions">"Where you are signed in"</h2><p>"A session ends by itself after 14 days without use."</p></div>
            </header>
            <div class="scroll">
                <table class="grid">
                    <thead>
                        <tr>
                            <th scope="col">"Browser"</th><th scope="col">"Since"</th><th scope="col">"Last used"</th>
                            <th scope="col"><span class="hush">"Action"</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || data.get().sessions key=SessionRow::clone let:session><Session end=end session=session/></For>
                    </tbody>
                </table>
            </div>
            <div class="body">
                <Refusal of=end/>
                // Both load the page anew: nothing of the person stays in memory.
                <div class="actions">
                    <form method="post" action=SignOut::PATH><button class="btn" type="submit"><Icon name="sign-out"/>"Sign out"</button></form>
                    <form method="post" action=SignOutEverywhere::PATH>
                        <button class="btn risk" type="submit"><Icon name="sign-out"/>"Sign out everywhere"</button>
                    </form>
                </div>
            </div>
        </section>
    }
}

#[component]
fn Session(end: Sending, session: SessionRow) -> impl IntoView {
    let which = format!(" {}, since {}", session.browser, session.since);
    view! {
        <tr>
            <th scope="row">
                {session.browser}
                {session.this.then(|| view! { " " <span class="pill good"><Icon name="circle"/>"This browser"</span> })}
            </th>
            <td data-label="Since">{session.since}</td>
            <td data-label="Last used">{session.seen}</td>
            <td class="end">
                {(!session.this).then(|| view! {
                    <Form to=end>
                        <input type="hidden" name="key" value=session.key/>
                        <button class="btn" type="submit">"Sign out"<span class="hush">{which}</span></button>
                    </Form>
                })}
            </td>
        </tr>
    }
}

/// A browser's name for itself, in short: "Firefox on Linux".
#[cfg(feature = "ssr")]
pub fn browser(agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| names.iter().find(|(token, _)| agent.contains(token)).map(|(_, name)| *name);
    // The order matters: nearly every browser calls itself Safari, and Chrome's cousins call themselves Chrome.
    let browser = find(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = find(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "Unknown browser".to_owned(),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::browser;

    #[test]
    fn browsers_are_called_by_their_usual_names() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1";
        assert_eq!(browser(chrome), "Chrome on Linux");
        assert_eq!(browser(safari), "Safari on iPhone");
        assert_eq!(browser(&format!("{chrome} Edg/156.0")), "Edge on Linux");
        assert_eq!(browser("<script>"), "Unknown browser");
    }
}
