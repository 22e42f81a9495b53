//! /goals. Who comes: a manager, to keep what was agreed true where it stands; everybody, to see what their work is for. What would annoy: three
//! clicks for a number, and a list in which one does not find oneself.

#[cfg(feature = "ssr")]
pub mod chosen;
mod rows;

pub use rows::bar;

use self::rows::Rows;
use super::{
    api::{self, Bulk, BulkDone, BulkWrong, Filters, ListData},
    cell::Editor,
    new::{options, or_none},
    said::{blocks_sentence, policy_sentence, refused_sentence},
};
use crate::{
    failure::Again,
    frame::loaded,
    live::{Live, Shows},
    parts::{Choice, Field, Filter, Form, Note, Refusal, Search, Sending, Submit, Title, answers, counted, sought_at},
    people::{Chooser, Kind, not_one},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_query_map};
use waymark::goal::Finding;

const ONLY: [(&str, &str); 11] = [
    ("", "All"),
    ("stuck", "Stuck"),
    ("off_track", "Behind or at risk"),
    ("overdue", "Overdue"),
    ("waiting", "Waiting for me to agree"),
    ("learning", "Learning"),
    ("on_track", "On track"),
    ("behind", "Behind"),
    ("at_risk", "At risk"),
    ("done", "Done"),
    ("dropped", "Given up"),
];

/// The address that shows goals so.
fn address(filters: &Filters, skip: usize) -> String {
    let Filters { view, of, team, only, cycle, project, sort, under, search, skip: _ } = filters;
    let skip = if skip == 0 { String::new() } else { skip.to_string() };
    let fields = [
        ("view", view.as_str()),
        ("of", of.as_str()),
        ("team", team),
        ("only", only),
        ("cycle", cycle),
        ("project", project),
        ("sort", sort),
        ("under", under),
        ("search", search),
        ("skip", &skip),
    ];
    sought_at("/goals", &fields)
}

/// /goals.
#[component]
pub fn Goals() -> impl IntoView {
    let query = use_query_map();
    let of = move |name: &'static str| query.with(|query| query.get(name).unwrap_or_default());
    let (editor, live) = (Editor::provide(), Live::provide());
    let bulk = Sending::to::<Bulk>();
    let data = read(
        move || editor.saves() + answers([bulk]) + live.reads(),
        move || api::ListGoals {
            view: of("view"),
            of: of("of"),
            team: of("team"),
            only: of("only"),
            cycle: of("cycle"),
            project: of("project"),
            sort: of("sort"),
            under: of("under"),
            search: of("search"),
            skip: of("skip").parse().unwrap_or_default(),
        },
    );
    let done = move || {
        let count: usize = query.with(|query| query.get("count")?.parse().ok()).unwrap_or_default();
        let count = bulk.value::<BulkDone>().map_or(count, |done| done.count);
        let what = counted(count, "goal", "goals");
        match of("done").as_str() {
            "bulk" => Some(format!("Done with {what}.")),
            "imported" => Some(format!("{what} imported, as proposals.")),
            "checked" => Some("Noted. See you in a week.".to_owned()),
            "given" => Some(format!("{what} made, one for each. They wait to be agreed.")),
            _ => None,
        }
    };
    view! {
        <Title text="Goals"/>
        {loaded(data, move |data: Signal<ListData>| {
            live.watch(move || data.with(|data| Shows::rows(&data.rows)));
            let filters = Memo::new(move |_| data.with(|data| data.filters.clone()));
            let is_table = Memo::new(move |_| filters.with(|filters| filters.view == "table"));
            view! {
                <div class="head">
                    <div><h1>"Goals"</h1><p class="sub">{move || data.with(|data| data.about.clone())}</p></div>
                    <div class="actions">
                        {move || view! { <Views filters=filters.get()/> }}
                        <A href="/goals/check-in" attr:class="btn">"Check in"</A>
                        <A href="/goals/new" attr:class="btn go">"New goal"</A>
                    </div>
                </div>
                {move || done().map(|said| view! { <Note good=true><p>{said}</p></Note> })}
                {move || view! { <Scopes scopes=data.with(|data| data.scopes.clone()) filters=filters.get() of_team=data.with(ListData::is_of_team)/> }}
                <Find data=data/>
                {move || view! { <Path path=data.with(|data| data.path.clone()) filters=filters.get()/> }}
                {move || view! { <Findings findings=data.with(|data| data.findings.clone())/> }}
                {move || if is_table.get() {
                    view! { <Table data=data bulk=bulk/> }.into_any()
                } else {
                    view! { <section class="card" aria-label="Goals"><Rows data=data chooses=false/></section> }.into_any()
                }}
                <p class="small dim">
                    "Take along all that you may see: " <a href="/goals.csv" rel="external" download>"as CSV"</a> ", "
                    <a href="/goals.json" rel="external" download>"with their history as JSON"</a>
                </p>
            }
        })}
    }
}

/// The tree, or the table.
#[component]
fn Views(filters: Filters) -> impl IntoView {
    let is = filters.view.clone();
    let one = move |(view, word): (&str, &'static str)| {
        let current = (view == is).then_some("true");
        let href = address(&Filters { view: view.to_owned(), under: String::new(), ..filters.clone() }, 0);
        view! { <a href=href aria-current=current>{word}</a> }
    };
    view! { <nav class="seg" aria-label="Views">{[("", "Tree"), ("table", "Table")].map(one).collect_view()}</nav> }
}

/// Whose goals are shown.
#[component]
fn Scopes(scopes: Vec<(String, String)>, filters: Filters, of_team: bool) -> impl IntoView {
    let one = move |(of, word): (String, String)| {
        // A team's are among all.
        let is_it = if of_team { of == "all" } else { of == filters.of };
        let current = is_it.then_some("true");
        let href = address(&Filters { of, under: String::new(), team: String::new(), ..filters.clone() }, 0);
        view! { <a href=href aria-current=current>{word}</a> }
    };
    view! { <nav class="seg scopes" aria-label="Whose goals">{scopes.into_iter().map(one).collect_view()}</nav> }
}

/// Which of them are shown.
#[component]
fn Find(data: Signal<ListData>) -> impl IntoView {
    let ListData { filters, cycles, projects, .. } = data.get_untracked();
    let filter =
        |name, label, options: Vec<(String, String)>, value: &str| Filter { name, label, options, value: value.to_owned() };
    let all = vec![
        filter("only", "Which", options(&ONLY), &filters.only),
        filter("cycle", "Cycle", or_none("Now", cycles), &filters.cycle),
        filter("project", "Project", or_none("All", projects), &filters.project),
    ];
    let keeps = vec![("of", filters.of), ("view", filters.view), ("sort", filters.sort)];
    let team = filters.team;
    let wrong = Signal::derive(move || data.with(|data| data.team_wrong.as_ref().map(not_one)));
    view! {
        <Search base="/goals" words=filters.search filters=all keeps=keeps adds=vec![("team", team.clone())]>
            <Chooser kind=Kind::Team name="team" label="Team" value=team free=true error=wrong/>
        </Search>
    }
}

/// Where a part of the tree stands.
#[component]
fn Path(path: Vec<(String, String)>, filters: Filters) -> impl IntoView {
    (!path.is_empty()).then(|| {
        let last = path.len() - 1;
        let to = move |under: String| address(&Filters { under, ..filters.clone() }, 0);
        let whole = to(String::new());
        let step = move |(at, (id, title)): (usize, (String, String))| {
            if at == last {
                view! { <li aria-current="true">{title}</li> }.into_any()
            } else {
                view! { <li><A href=to(id)>{title}</A></li> }.into_any()
            }
        };
        view! {
            <nav class="crumbs" aria-label="Part of the tree">
                <ol><li><A href=whole>"All"</A></li>{path.into_iter().enumerate().map(step).collect_view()}</ol>
            </nav>
        }
    })
}

/// What the organisation asks of the reader's goals and does not find.
#[component]
fn Findings(findings: Vec<Finding>) -> impl IntoView {
    (!findings.is_empty()).then(|| {
        let one = |finding: Finding| {
            let about = finding.goal.map(|goal| format!("“{goal}”: ")).unwrap_or_default();
            let blocks = if finding.blocks { blocks_sentence(finding.policy) } else { "" };
            view! { <li>{format!("{about}{}{blocks}", policy_sentence(finding.policy))}</li> }
        };
        view! {
            <Note>
                <p>"Your goals do not yet keep all that your organisation asks of them:"</p>
                <ul>{findings.into_iter().map(one).collect_view()}</ul>
            </Note>
        }
    })
}

/// The goals, and what may be done with several at once.
#[component]
fn Table(data: Signal<ListData>, bulk: Sending) -> impl IntoView {
    let again = move || bulk.refused::<Again<String, BulkWrong>>();
    let reason = untrack(again).map(|again| again.typed).unwrap_or_default();
    let wrong = Signal::derive(move || again().map(|again| again.why));
    let refused = Signal::derive(move || match wrong.get()? {
        BulkWrong::Number => Some("Choose at least one goal, and at most 500.".to_owned()),
        BulkWrong::Owner(_) => None,
        BulkWrong::Cycle => Some("There is no open cycle to carry them over to.".to_owned()),
        BulkWrong::One(title, why) => Some(format!("Nothing was changed. “{title}”: {}", refused_sentence(why))),
    });
    let owner = Signal::derive(move || match wrong.get()? {
        BulkWrong::Owner(why) => Some(not_one(&why)),
        _ => None,
    });
    let cycles = data.with_untracked(|data| data.open_cycles.clone());
    let what = [
        ("status", "Say how they are"),
        ("owner", "Hand them on"),
        ("carry", "Carry them over"),
        ("agree", "Agree to them"),
        ("done", "Close them as done"),
        ("dropped", "Give them up"),
    ];
    let statuses = [("on_track", "On track"), ("behind", "Behind"), ("at_risk", "At risk")];
    let back = move || {
        let address = data.with(|data| address(&data.filters, data.filters.skip));
        address.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
    };
    let tends = Memo::new(move |_| data.with(|data| data.tends));
    view! {
        <section class="card" aria-label="Goals">
            <Form to=bulk class="goal-bulk">
                <Rows data=data chooses=true/>
                <input type="hidden" name="back" value=back/>
                <div class="body" hidden=move || !tends.get()>
                    <h2>"With those that are chosen"</h2>
                    <Refusal of=bulk why=refused/>
                    <div class="fields">
                        <Choice name="what" label="What".to_owned() options=options(&what) value="status"/>
                        <div class="for-status"><Choice name="status" label="They are".to_owned() options=options(&statuses) value="on_track"/></div>
                        <div class="for-owner"><Chooser kind=Kind::Person name="owner" label="To whom" free=true error=owner/></div>
                        <div class="for-carry"><Choice name="cycle" label="To which cycle".to_owned() options=cycles/></div>
                        <div class="for-reason"><Field name="reason" label="Why" value=reason free=true/></div>
                    </div>
                    <div class="actions"><Submit pending=bulk.pending()>"Do it"</Submit></div>
                </div>
            </Form>
        </section>
    }
}
