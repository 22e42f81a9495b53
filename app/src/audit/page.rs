//! The audit chain. Who comes: an administrator who is asked who did what, before an audit or after something odd. What would
//! annoy: codes and ids where one wants words and names; not finding what one person did; losing what was looked for on the way.

use super::{
    api::{AuditData, Chain, Checked, Line, Who},
    asked::{Asked, COMMAND_LINE, PROGRAM, Wrong},
    words::{area_word, detail, sentence, wrong_sentence},
};
use crate::{
    frame::{AdminTabs, loaded},
    parts::{Field, Filter, Icon, Note, Search, Title, counted, sought_at},
    people::{Chooser, Kind},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_query_map, params::ParamsMap};
use waymark::audit::Area;

/// What the address asks for.
#[derive(Clone, Default, PartialEq)]
struct At {
    asked: Asked,
    before: Option<u64>,
    after: Option<u64>,
    check: bool,
}

impl At {
    fn of(query: &ParamsMap) -> Self {
        let field = |name: &str| query.get(name).unwrap_or_default();
        Self {
            asked: Asked {
                search: field("search"),
                area: field("area"),
                who: field("who"),
                from: field("from"),
                until: field("until"),
            },
            before: field("before").parse().ok(),
            after: field("after").parse().ok(),
            check: field("check") == "1",
        }
    }
}

/// The address of what is looked for, with one thing more.
fn address(base: &str, asked: &Asked, more: (&str, &str)) -> String {
    let fields: Vec<_> = asked.fields().into_iter().chain([more]).collect();
    sought_at(base, &fields)
}

fn entries(count: u64) -> String {
    counted(usize::try_from(count).unwrap_or(usize::MAX), "entry", "entries")
}

/// /admin/audit.
#[component]
pub fn Audit() -> impl IntoView {
    let query = use_query_map();
    let at = Memo::new(move |_| query.with(At::of));
    let data = read(
        || 0,
        move || {
            let At { asked, before, after, check } = at.get();
            Chain { asked, before, after, check }
        },
    );
    view! {
        <Title text="Audit"/>
        {loaded(data, move |data: Signal<AuditData>| view! {
            <div class="head">
                <div>
                    <AdminTabs/>
                    <h1>"Audit"</h1>
                    <p class="sub">{move || format!("{} of who did what. None can be altered or removed without breaking the chain.", entries(data.with(|data| data.count)))}</p>
                </div>
                <div class="actions">
                    {move || view! { <A href=address("/admin/audit", &at.get().asked, ("check", "1")) attr:class="btn">"Verify the chain"</A> }}
                    // Another document, not a page of this one.
                    {move || view! { <a class="btn" href=address("/admin/audit.csv", &at.get().asked, ("", "")) rel="external" download="">"Export"</a> }}
                </div>
            </div>
            {move || data.with(|data| data.checked.clone()).map(|checked| view! { <Outcome checked=checked/> })}
            <section class="card" aria-label="Entries">
                <Looking asked=at.get_untracked().asked data=data/>
                <Entries at=at data=data/>
            </section>
        })}
    }
}

/// What following the chain came to.
#[component]
fn Outcome(checked: Checked) -> impl IntoView {
    let broken = |sentence: String| {
        view! {
            <div class="refusal" role="alert">
                <Icon name="alert"/>
                <p>"The chain is broken. " {sentence} " Somebody wrote in the database by another way than this program. Compare it with a backup."</p>
            </div>
        }
    };
    match checked {
        Checked::Unbroken { count, hash } => view! {
            <Note good=true>
                <p>{format!("The chain is unbroken: {}.", entries(count))}</p>
                <p>"The newest has the hash " <span class="hash">{hash}</span> ". Keep it elsewhere: it also tells whether all was written anew."</p>
            </Note>
        }
        .into_any(),
        Checked::Altered(place) => broken(format!("Entry {place} is not what was written there.")).into_any(),
        Checked::Missing { expected, found } => {
            broken(format!("Entry {expected} is missing: entry {found} stands in its place.")).into_any()
        }
    }
}

/// The fields of what is looked for.
#[component]
fn Looking(asked: Asked, data: Signal<AuditData>) -> impl IntoView {
    let area = |area: Area| (area.as_str().to_owned(), area_word(area).to_owned());
    let areas = std::iter::once((String::new(), "Everything".to_owned())).chain(Area::ALL.map(area)).collect();
    let filters = vec![Filter { name: "area", label: "About", options: areas, value: asked.area }];
    let wrong_where = move |is: fn(&Wrong) -> bool| {
        Signal::derive(move || data.with(|data| data.wrong.as_ref().filter(|wrong| is(wrong)).map(wrong_sentence)))
    };
    let who_wrong = wrong_where(|wrong| matches!(wrong, Wrong::Who(_)));
    let from_wrong = wrong_where(|wrong| matches!(wrong, Wrong::From));
    let until_wrong = wrong_where(|wrong| matches!(wrong, Wrong::Until | Wrong::Backwards));
    let area_wrong = wrong_where(|wrong| matches!(wrong, Wrong::Area));
    let adds = vec![("who", asked.who.clone()), ("from", asked.from.clone()), ("until", asked.until.clone())];
    let offered = [PROGRAM, COMMAND_LINE].map(str::to_owned).to_vec();
    view! {
        <Search base="/admin/audit" words=asked.search filters=filters adds=adds>
            <Chooser kind=Kind::Person name="who" label="Who" value=asked.who free=true error=who_wrong offered=offered/>
            <Field name="from" label="From" kind="date" value=asked.from free=true error=from_wrong/>
            <Field name="until" label="Until" kind="date" value=asked.until free=true error=until_wrong/>
        </Search>
        {move || area_wrong.get().map(|sentence| view! {
            <div class="body"><div class="refusal" role="alert"><Icon name="alert"/><p>{sentence}</p></div></div>
        })}
    }
}

/// What is found.
#[component]
fn Entries(at: Memo<At>, data: Signal<AuditData>) -> impl IntoView {
    let is_empty = Memo::new(move |_| data.with(|data| data.lines.is_empty()));
    view! {
        {move || (!is_empty.get()).then(|| view! {
            <div class="scroll">
                <table class="grid chain">
                    <thead>
                        <tr>
                            <th scope="col">"When"</th><th scope="col">"Who"</th><th scope="col">"What"</th><th scope="col">"Detail"</th>
                            <th scope="col" class="end">"Entry"</th>
                        </tr>
                    </thead>
                    <tbody><For each=move || data.get().lines key=Line::clone let:line><Row line=line/></For></tbody>
                </table>
            </div>
        })}
        {move || (is_empty.get() && data.with(|data| data.wrong.is_none())).then(|| view! { <Nothing at=at data=data/> })}
        {move || data.with(|data| {
            let At { asked, .. } = at.get();
            let turn = |name: &'static str, place: Option<u64>, word: &'static str| place.map(|place| {
                let href = address("/admin/audit", &asked, (name, place.to_string().as_str()));
                view! { <A href=href attr:class="btn">{word}</A> }
            });
            let (later, earlier) = (turn("after", data.later, "Later"), turn("before", data.earlier, "Earlier"));
            (later.is_some() || earlier.is_some()).then(move || view! {
                <nav class="pager" aria-label="Pages"><span>{said(data)}</span><span>{later} {earlier}</span></nav>
            })
        })}
    }
}

/// Which part of the chain the page shows.
fn said(data: &AuditData) -> String {
    let shown = match (data.lines.first(), data.lines.last()) {
        (Some(first), Some(last)) => format!("From entry {} back to {}.", first.place, last.place),
        _ => String::new(),
    };
    match data.stopped {
        Some(place) => format!("{shown} Looked as far as entry {place}; there may be more.").trim().to_owned(),
        None => shown,
    }
}

/// What stands in place of entries where there are none.
#[component]
fn Nothing(at: Memo<At>, data: Signal<AuditData>) -> impl IntoView {
    let is_everything = move || at.with(|at| at.asked.is_everything());
    let goes_on = move || data.with(|data| data.stopped.is_some());
    view! {
        <div class="empty">
            <Icon name="search"/>
            {move || match (is_everything(), goes_on()) {
                (true, _) => view! {
                    <h2>"Nothing is here"</h2>
                    <p>"Whatever changes people, teams, surveys or settings stands here from then on, with who did it."</p>
                }.into_any(),
                (false, true) => view! {
                    <h2>"Nothing like that so far"</h2>
                    <p>"This is a long chain, and only a part of it was looked through. Go on, or choose the days."</p>
                }.into_any(),
                (false, false) => view! {
                    <h2>"Nothing like that was done"</h2>
                    <p>"Names are found as they are today. Fewer words or a longer time find more."</p>
                    <A href="/admin/audit" attr:class="btn">"Show everything"</A>
                }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Row(line: Line) -> impl IntoView {
    let who = match line.who {
        Who::Person(person) => view! { <A href=format!("/admin/people/{}", person.id)>{person.name}</A> }.into_any(),
        Who::Program => PROGRAM.into_any(),
        Who::CommandLine => COMMAND_LINE.into_any(),
        Who::Other(actor) => actor.into_any(),
    };
    // What another version of the program did is shown as it says it.
    let what = sentence(&line.action).map_or_else(|| line.action.clone(), str::to_owned);
    let subject = line.subject.map(|subject| {
        if subject.href.is_empty() {
            subject.name.into_any()
        } else {
            view! { <A href=subject.href>{subject.name}</A> }.into_any()
        }
    });
    let detail = detail(&line.action, &line.detail);
    let detail = if detail.starts_with('{') {
        // Settings, as they were saved.
        view! { <details><summary>"What was saved"</summary><p class="why">{detail}</p></details> }.into_any()
    } else {
        (!detail.is_empty()).then_some(detail).into_any()
    };
    view! {
        <tr>
            <td data-label="When">{line.when}</td>
            <td data-label="Who">{who}</td>
            <th scope="row">{what} " " {subject}</th>
            <td data-label="Detail">{detail}</td>
            <td class="end num dim">{line.place.to_string()}</td>
        </tr>
    }
}
