//! /goals. Who comes: a manager, to keep what was agreed true where it stands; everybody, to see what their work is for. What would annoy: three
//! clicks for a number, and a list in which one does not find oneself.

#[cfg(feature = "ssr")]
pub mod chosen;

use super::{
    api::{self, Bulk, BulkDone, BulkWrong, FieldName, Filters, ListData},
    cell::{Cell, CellKind, Editor, LastSaved},
    list::Pill,
    new::{options, or_none},
    row::GoalRow,
    said::{blocks_sentence, policy_sentence, refused_sentence},
};
use crate::{
    failure::Again,
    frame::loaded,
    parts::{Choice, Field, Filter, Form, Icon, Note, Pager, Refusal, Search, Sending, Submit, answers, counted, sought_at},
    people::{Chooser, Kind, not_one},
    reading::read,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{components::A, hooks::use_query_map};
use waymark::goal::Finding;

const ONLY: [(&str, &str); 7] = [
    ("", "All"),
    ("stuck", "Stuck"),
    ("behind", "Behind or at risk"),
    ("overdue", "Overdue"),
    ("learning", "Learning"),
    ("waiting", "Waiting for me to agree"),
    ("done", "Done"),
];

/// The address that shows goals so.
fn address(filters: &Filters, skip: usize) -> String {
    let Filters { view, of, only, cycle, project, sort, under, search, skip: _ } = filters;
    let skip = if skip == 0 { String::new() } else { skip.to_string() };
    let fields = [
        ("view", view.as_str()),
        ("of", of),
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
    let editor = Editor::provide();
    let bulk = Sending::to::<Bulk>();
    let data = read(
        move || editor.saves() + answers([bulk]),
        move || api::ListGoals {
            view: of("view"),
            of: of("of"),
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
                {move || view! { <Scopes scopes=data.with(|data| data.scopes.clone()) filters=filters.get()/> }}
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
fn Scopes(scopes: Vec<(String, String)>, filters: Filters) -> impl IntoView {
    let one = move |(of, word): (String, String)| {
        let current = (of == filters.of).then_some("true");
        let href = address(&Filters { of, under: String::new(), ..filters.clone() }, 0);
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
    view! { <Search base="/goals" words=filters.search filters=all keeps=keeps/> }
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

/// What of a row does not change while it stands there; what does is told in place, and what is being typed in it stays.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Shape {
    id: String,
    depth: usize,
    context: bool,
    edits: bool,
    has_value: bool,
}

impl Shape {
    fn of(row: &GoalRow) -> Self {
        Self {
            id: row.id.clone(),
            depth: row.depth,
            context: row.context,
            edits: row.tends && !row.standing.is_over(),
            has_value: row.has_value,
        }
    }
}

/// The rows, whichever way they are looked at.
#[component]
fn Rows(data: Signal<ListData>, chooses: bool) -> impl IntoView {
    let shapes = Memo::new(move |_| data.with(|data| data.rows.iter().map(Shape::of).collect::<Vec<_>>()));
    let is_empty = move || shapes.with(Vec::is_empty);
    let pager = move || {
        let (filters, total, page) = data.with(|data| (data.filters.clone(), data.total, data.page));
        let skip = filters.skip;
        view! { <Pager skip=skip page=page total=total address=move |skip| address(&filters, skip)/> }
    };
    view! {
        <div class="scroll" hidden=is_empty>
            <table class="grid goals" class:chosen=chooses>
                <thead>
                    <tr>
                        {chooses.then(|| view! { <th scope="col"><span class="hush">"Choose"</span></th> })}
                        {move || view! { <Heads filters=data.with(|data| data.filters.clone())/> }}
                    </tr>
                </thead>
                <tbody>
                    <For each=move || shapes.get() key=Clone::clone let:shape>
                        <RowOf data=data shape=shape chooses=chooses/>
                    </For>
                </tbody>
            </table>
        </div>
        {move || is_empty().then(|| view! {
            <div class="empty">
                <Icon name="goals"/>
                <h2>"No goals here"</h2>
                <p>"Look at others above, or write down what you set out to do: a sentence, a number, a day."</p>
                <A href="/goals/new" attr:class="btn">"New goal"</A>
            </div>
        })}
        {pager}
        <LastSaved/>
        <p class="small dim hint-keys">"Click a value, or press Enter on it, to change it. Enter saves, Escape takes it back, Tab goes on. +5, 40% and 1.2k are understood."</p>
    }
}

/// The columns' heads; a table is sorted by them.
#[component]
fn Heads(filters: Filters) -> impl IntoView {
    let sorts = filters.view == "table";
    let one = move |(sort, word, class): (Option<&str>, &'static str, &'static str)| match sort.filter(|_| sorts) {
        Some(sort) => {
            let is_it = sort == filters.sort;
            let href = address(&Filters { sort: sort.to_owned(), ..filters.clone() }, 0);
            view! { <th scope="col" class=class aria-sort=is_it.then_some("ascending")><a href=href>{word}</a></th> }.into_any()
        }
        None => view! { <th scope="col" class=class>{word}</th> }.into_any(),
    };
    let heads = [
        (Some("title"), "Goal", ""),
        (Some("owner"), "Owner", ""),
        (None, "Where it stands", ""),
        (Some("progress"), "Progress", ""),
        (Some("status"), "Status", ""),
        (Some("confidence"), "Sure", "num"),
        (Some(""), "Due", ""),
    ];
    heads.map(one).collect_view()
}

#[component]
fn RowOf(data: Signal<ListData>, shape: Shape, chooses: bool) -> impl IntoView {
    let Shape { id, depth, context, edits: tends, has_value } = shape;
    let goal = id.clone();
    let row = Memo::new(move |was: Option<&GoalRow>| {
        let now = data.with(|data| data.rows.iter().find(|row| row.id == id).cloned());
        now.unwrap_or_else(|| was.cloned().expect("a row is made for a goal that is there"))
    });
    let level = depth + 1;
    let depth = format!("d{}", depth.min(8));
    let of = move |part: fn(&GoalRow) -> String| Signal::derive(move || row.with(part));
    let title = of(|row| row.title.clone());
    let seen = Signal::derive(move || row.with(|row| row.sequence));
    let cell = {
        let goal = goal.clone();
        move |field: FieldName,
              what: &'static str,
              kind: CellKind,
              shown: Signal<String>,
              typed: Signal<String>,
              content: Option<ViewFn>| {
            let goal = goal.clone();
            match content {
                Some(content) => view! {
                    <Cell goal=goal field=field what=what kind=kind title=title seen=seen shown=shown typed=typed content=content/>
                }.into_any(),
                None => view! { <Cell goal=goal field=field what=what kind=kind title=title seen=seen shown=shown typed=typed/> }.into_any(),
            }
        }
    };
    let pill = ViewFn::from(move || row.with(|row| view! { <Pill standing=row.standing/> }));
    let value = of(|row| row.value.clone());
    let sure = of(|row| row.confidence.map(|sure| sure.to_string()).unwrap_or_default());
    let status_shown = of(|row| row.standing.said().2.to_owned());
    let value_cell = if tends && has_value {
        cell(FieldName::Value, "Value", CellKind::Text, value, of(|row| row.value_typed.clone()), None)
    } else {
        view! { <span>{value}</span> }.into_any()
    };
    let status_cell = if tends {
        cell(FieldName::Status, "Status", CellKind::Status, status_shown, of(|row| row.status.clone()), Some(pill))
    } else {
        (move || pill.run()).into_any()
    };
    let sure_cell = if tends {
        cell(FieldName::Confidence, "Confidence", CellKind::Text, sure, sure, None)
    } else {
        view! { <span>{sure}</span> }.into_any()
    };
    let due = of(|row| row.due.clone());
    let due_cell = if tends {
        cell(FieldName::Due, "Due", CellKind::Day, due, of(|row| row.due_typed.clone()), None)
    } else {
        view! { <span>{due}</span> }.into_any()
    };
    let owner_cell = if tends {
        cell(FieldName::Owner, "Owner", CellKind::Text, of(|row| row.owner.name.clone()), of(|row| row.owner_typed.clone()), None)
    } else {
        view! { <span>{of(|row| row.owner.name.clone())}</span> }.into_any()
    };
    let href = format!("/goals/{goal}");
    view! {
        <tr class:context=context>
            {chooses.then(|| view! {
                <td class="choose">
                    {tends.then(|| view! {
                        <input
                            type="checkbox" name="goals[]" value=move || row.with(|row| format!("{}.{}", row.id, row.sequence))
                            aria-label=move || format!("Choose {}", title.get())
                        />
                    })}
                </td>
            })}
            <th scope="row" class=depth>
                {(!chooses).then(|| view! { <span class="hush">{format!("Level {level}: ")}</span> })}
                <A href=href>{title}</A>
                <div class="why">{move || row.with(why)}</div>
                {move || {
                    let (below, id, title) = row.with(|row| (row.below, row.id.clone(), row.title.clone()));
                    (below > 0).then(|| view! {
                        <A href=format!("/goals?under={id}") attr:class="below">{counted(below, "more below", "more below")}<span class="hush">{format!(" {title}")}</span></A>
                    })
                }}
            </th>
            <td data-label="Owner">{owner_cell}</td>
            <td data-label="Where it stands">{value_cell} <div class="why">{of(|row| row.aim.clone())}</div></td>
            <td data-label="Progress">{move || row.with(bar)}</td>
            <td data-label="Status">{status_cell}</td>
            <td data-label="Sure" class="num">{sure_cell}</td>
            <td data-label="Due">{due_cell}</td>
        </tr>
    }
}

/// What stands under a goal's title.
fn why(row: &GoalRow) -> String {
    let parts = [Some(row.kind.clone()), Some(row.of.clone()), row.serves.clone(), row.waits.clone()];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// How far a goal is, as a picture with its words.
pub(super) fn bar(row: &GoalRow) -> impl IntoView + use<> {
    let class = row.standing.said().0.replace("pill", "progress");
    let expected = row.expected;
    row.progress.map(|progress| {
        let said = match expected {
            Some(expected) => format!("{progress} percent, expected {expected}"),
            None => format!("{progress} percent"),
        };
        let width = progress.clamp(0, 100);
        view! {
            <span class=class>
                <svg viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label=said>
                    <rect class="track" width="100" height="8" rx="4"></rect>
                    <rect class="fill" width=width.to_string() height="8" rx="4"></rect>
                    {expected.map(|expected| view! { <line class="mark" x1=expected.to_string() x2=expected.to_string() y1="-2" y2="10"></line> })}
                </svg>
                <span class="num" aria-hidden="true">{format!("{progress}%")}</span>
            </span>
        }
    })
}
