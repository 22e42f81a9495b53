//! The org chart. Who comes: somebody new who wants to know how this company hangs together, or who is looking for the head of
//! something. What would annoy: a poster that one must scroll in two directions. So it is a tree that opens.
//!
//! The keyboard follows the tree pattern of the ARIA authoring practices: up and down, right to open or go in, left to close or
//! go out, Home and End, a letter for the next name that begins with it, Enter for the person's page.

use super::{
    api::{Chart, ChartRow, ReadChart, branch},
    list::Views,
};
use crate::{
    frame::loaded,
    parts::{Icon, Initials, Title, counted},
    reading::read,
};
use leptos::{attr::custom::custom_attribute, html, prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    components::A,
    hooks::{use_navigate, use_query_map},
};
use std::collections::BTreeSet;
use web_sys::KeyboardEvent;

/// /people/chart.
#[component]
pub fn OrgChart() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| (query.get("at").unwrap_or_default(), query.get("open"))));
    let data = read(
        || 0,
        move || {
            let (at, open) = asked.get();
            ReadChart { at, open }
        },
    );
    view! {
        <Title text="Org chart"/>
        {loaded(data, move |data: Signal<Chart>| view! {
            <div class="head">
                <div>
                    <h1>"Org chart"</h1>
                    <p class="sub">{move || data.with(|data| counted(data.everybody, "person", "people"))}</p>
                </div>
                <Views chart=true/>
            </div>
            // Another place to open it at is another tree.
            {move || view! { <Tree data=data.get()/> }}
        })}
    }
}

/// The rows that are shown, and what happens to them.
#[derive(Clone, Copy)]
struct Shown {
    rows: RwSignal<Vec<ChartRow>>,
    /// Whose reports are among them.
    opened: RwSignal<BTreeSet<String>>,
    /// Whose row the keyboard is on.
    current: RwSignal<String>,
    /// Rows whose people are being asked for.
    loading: RwSignal<BTreeSet<String>>,
    failed: RwSignal<bool>,
    tree: NodeRef<html::Ul>,
}

impl Shown {
    fn place(self, id: &str) -> Option<usize> {
        self.rows.with_untracked(|rows| rows.iter().position(|row| row.id == id))
    }

    fn row(self, place: usize) -> Option<ChartRow> {
        self.rows.with_untracked(|rows| rows.get(place).cloned())
    }

    /// Puts the keyboard on a row.
    fn focus(self, place: usize) {
        let Some(row) = self.row(place) else { return };
        let tree = self.tree;
        self.current.set(row.id.clone());
        request_animation_frame(move || {
            let item = tree.try_get_untracked().flatten().and_then(|_| document().get_element_by_id(&format!("p{}", row.id)));
            if let Some(item) = item.and_then(|item| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(item).ok()) {
                drop(item.focus());
            }
        });
    }

    fn is_open(self, id: &str) -> bool {
        self.opened.with(|opened| opened.contains(id))
    }

    fn close(self, place: usize) {
        let Some(row) = self.row(place) else { return };
        self.opened.update(|opened| {
            opened.remove(&row.id);
        });
        let level = row.level;
        self.rows.update(|rows| {
            let below = rows[place + 1..].iter().take_while(|row| row.level > level).count();
            let gone: Vec<_> = rows.drain(place + 1..=place + below).map(|row| row.id).collect();
            // The keyboard goes on from what is still there.
            if gone.contains(&self.current.get_untracked()) {
                self.current.set(row.id.clone());
            }
            self.opened.update(|opened| opened.retain(|id| !gone.contains(id)));
        });
    }

    fn open(self, place: usize) {
        let Some(row) = self.row(place).filter(|row| !untrack(|| self.is_open(&row.id)) && row.reports > 0) else { return };
        if self.loading.with_untracked(|loading| loading.contains(&row.id)) {
            return;
        }
        let Ok(of) = row.id.parse() else { return };
        self.loading.update(|loading| {
            loading.insert(row.id.clone());
        });
        spawn_local(async move {
            let found = branch(of, row.level + 1).await;
            // The page may be gone meanwhile.
            if self.loading.try_update(|loading| loading.remove(&row.id)).is_none() {
                return;
            }
            let Ok(found) = found else { return self.failed.set(true) };
            self.failed.set(false);
            if untrack(|| self.is_open(&row.id)) {
                return;
            }
            self.opened.update(|opened| {
                opened.insert(row.id.clone());
            });
            self.rows.update(|rows| {
                if let Some(place) = rows.iter().position(|one| one.id == row.id) {
                    drop(rows.splice((place + 1)..=place, found));
                }
            });
        });
    }

    fn toggle(self, id: &str) {
        let Some(place) = self.place(id) else { return };
        if untrack(|| self.is_open(id)) { self.close(place) } else { self.open(place) }
    }

    /// The row above it in the line.
    fn above(self, place: usize) -> Option<usize> {
        self.rows.with_untracked(|rows| {
            let level = rows.get(place)?.level;
            rows[..place].iter().rposition(|row| row.level < level)
        })
    }

    /// The next row whose name begins with this letter, from behind `place` around to it.
    fn beginning(self, letter: &str, place: usize) -> Option<usize> {
        let letter = letter.to_lowercase();
        self.rows.with_untracked(|rows| {
            (1..=rows.len()).map(|step| (place + step) % rows.len()).find(|at| rows[*at].name.to_lowercase().starts_with(&letter))
        })
    }

    /// Does what a key means; whether it means anything here.
    fn key(self, event: &KeyboardEvent, go: &dyn Fn(&str)) -> bool {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return false;
        }
        let Some(place) = self.place(&self.current.get_untracked()) else { return false };
        let Some(row) = self.row(place) else { return false };
        let is_open = untrack(|| self.is_open(&row.id));
        let last = self.rows.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => self.focus((place + 1).min(last)),
            "ArrowUp" => self.focus(place.saturating_sub(1)),
            "Home" => self.focus(0),
            "End" => self.focus(last),
            "ArrowRight" if is_open => self.focus(place + 1),
            "ArrowRight" => self.open(place),
            "ArrowLeft" if is_open => self.close(place),
            "ArrowLeft" => {
                if let Some(above) = self.above(place) {
                    self.focus(above);
                }
            }
            "Enter" => go(&row.id),
            " " => self.toggle(&row.id),
            key if key.chars().count() == 1 => match self.beginning(key, place) {
                Some(at) => self.focus(at),
                None => return false,
            },
            _ => return false,
        }
        true
    }
}

#[component]
fn Tree(data: Chart) -> impl IntoView {
    let at = data.at.map(|at| at.id);
    let is_shown = |id: &String| data.rows.iter().any(|row| row.id == *id);
    // One row takes the tab, always.
    let first = at.clone().filter(is_shown).or_else(|| data.rows.first().map(|row| row.id.clone())).unwrap_or_default();
    let opened: Vec<String> = data.rows.iter().filter(|row| row.open).map(|row| row.id.clone()).collect();
    let shown = Shown {
        opened: RwSignal::new(opened.iter().cloned().collect()),
        rows: RwSignal::new(data.rows),
        current: RwSignal::new(first),
        loading: RwSignal::new(BTreeSet::new()),
        failed: RwSignal::new(false),
        tree: NodeRef::new(),
    };
    let navigate = use_navigate();
    let go = move |id: &str| navigate(&format!("/people/{id}"), NavigateOptions::default());
    // Who is looked for is brought into sight.
    if let Some(at) = at.clone() {
        Effect::new(move |_| {
            let at = at.clone();
            request_animation_frame(move || {
                if let Some(row) = document().get_element_by_id(&format!("p{at}")) {
                    row.scroll_into_view_with_bool(false);
                }
            });
        });
    }
    let is_empty = move || shown.rows.with(Vec::is_empty);
    let at = StoredValue::new(at);
    let opened = StoredValue::new(opened);
    view! {
        <section class="card">
            {move || is_empty().then(|| view! {
                <div class="empty">
                    <Icon name="people"/><h2>"The chart will be here"</h2>
                    <p>"Once people are added, this shows who reports to whom."</p>
                </div>
            })}
            {move || shown.failed.get().then(|| view! {
                <div class="refusal" role="alert"><Icon name="alert"/><p>"The server does not answer. Try to open it again."</p></div>
            })}
            <ul
                class="tree" role="tree" aria-label="Who reports to whom" node_ref=shown.tree
                on:keydown=move |event| if shown.key(&event, &go) { event.prevent_default() }
            >
                <For each=move || shown.rows.get() key=|row| row.id.clone() let:row>
                    <Item row=row shown=shown at=at opened=opened/>
                </For>
            </ul>
            {data.more.then(|| view! { <p class="body dim">"Not all that is open fits here. Close something, or look for people in the list."</p> })}
        </section>
    }
}

#[component]
fn Item(row: ChartRow, shown: Shown, at: StoredValue<Option<String>>, opened: StoredValue<Vec<String>>) -> impl IntoView {
    let id = StoredValue::new(row.id.clone());
    let is_current = move || id.with_value(|id| shown.current.with(|current| current == id));
    let is_loading = move || id.with_value(|id| shown.loading.with(|loading| loading.contains(id)));
    let is_sought = at.with_value(|at| at.as_ref() == Some(&row.id));
    let has_reports = row.reports > 0;
    let team = match (row.reports, row.below) {
        (0, _) => None,
        (reports, below) if reports == below => Some(format!("{reports}")),
        (reports, below) => Some(format!("{reports} of {below}")),
    };
    let spoken = match (row.reports, row.below) {
        (1, 1) => ", 1 report".to_owned(),
        (reports, below) if reports == below => format!(", {reports} reports"),
        (reports, below) => format!(", {reports} direct reports, {below} people in all"),
    };
    // Without script the sign is a link to the page with this row opened or closed.
    let address = opened.with_value(|opened| {
        // So many as an address holds well; where more are open, those further down close.
        let mut open: Vec<&str> = opened.iter().map(String::as_str).filter(|one| *one != row.id).take(60).collect();
        if !row.open {
            open.push(&row.id);
        }
        format!("/people/chart?open={}#p{}", open.join("."), row.id)
    });
    let level = format!("l{}", row.level.min(12));
    let word = move || if id.with_value(|id| shown.is_open(id)) { "Close " } else { "Open " };
    view! {
        <li
            {..custom_attribute("aria-level", row.level.to_string())}
            id=format!("p{}", row.id) role="treeitem" class=level class:sought=is_sought
            aria-posinset=row.place.0.to_string() aria-setsize=row.place.1.to_string()
            aria-expanded=move || has_reports.then(|| id.with_value(|id| shown.is_open(id)).to_string())
            aria-selected=is_sought.to_string()
            aria-busy=move || is_loading().then_some("true")
            tabindex=move || if is_current() { "0" } else { "-1" }
            on:focus=move |_| shown.current.set(id.get_value())
        >
            {if has_reports {
                view! {
                    <a
                        class="turn" href=address rel="external" tabindex="-1"
                        on:click=move |event| {
                            event.prevent_default();
                            id.with_value(|id| shown.toggle(id));
                        }
                    >
                        <Icon name="chevron-right"/><span class="hush">{word}{row.name.clone()}</span>
                    </a>
                }.into_any()
            } else {
                view! { <span class="turn"></span> }.into_any()
            }}
            <Initials of=row.initials/>
            <div>
                <A href=format!("/people/{}", row.id) attr:class="what" attr:tabindex="-1">{row.name}</A>
                <span class="why">{row.title}</span>
            </div>
            {team.map(|team| view! { <span class="dim small num" aria-hidden="true">{team}</span><span class="hush">{spoken}</span> })}
        </li>
    }
}
