//! Editing where it stands: a click or Enter opens a field, Enter saves it without leaving the page, Escape takes it back, Tab goes on to the
//! next. Without script the same place is a link to the forms of the goal's page.

mod field;

use self::field::{Reason, field_for, said};
use super::{
    api::{Conflict, EditWrong, Edited, FieldName, UndoEdit},
    list::Pill,
    row::GoalRow,
    said::{number_sentence, refused_sentence, title_sentence},
};
#[cfg(feature = "hydrate")]
use crate::failure::{Failure, Nothing};
use crate::{
    live::Live,
    parts::{Icon, Pause},
    people::not_one,
};
use leptos::{html, prelude::*};
use std::time::Duration;
use waymark::goal::Refused;

/// How long an edit can be taken back with one click.
const UNDO: Duration = Duration::from_secs(10);

/// What was saved last on this page.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Saved {
    goal: String,
    title: String,
    now: String,
    waits: bool,
    sequence: u32,
    undo: Option<UndoEdit>,
}

/// What the cells of a page share.
#[derive(Clone, Copy)]
pub struct Editor {
    saves: RwSignal<usize>,
    saved: RwSignal<Option<Saved>>,
    failed: RwSignal<Option<String>>,
    pause: Pause,
}

impl Editor {
    /// One for a page, known to its cells.
    pub fn provide() -> Self {
        let editor =
            Self { saves: RwSignal::new(0), saved: RwSignal::new(None), failed: RwSignal::new(None), pause: Pause::new() };
        provide_context(editor);
        editor
    }

    /// How often something was saved: what was read before is old.
    pub fn saves(self) -> usize {
        self.saves.get()
    }

    /// Whether what was saved last here is what a goal is after so many events.
    pub fn has_saved(self, goal: &str, sequence: u32) -> bool {
        self.saved.with_untracked(|saved| saved.as_ref().is_some_and(|saved| saved.goal == goal && saved.sequence >= sequence))
    }

    fn done(self, saved: Saved) {
        let may_undo = saved.undo.is_some();
        self.failed.set(None);
        self.saved.set(Some(saved));
        self.saves.update(|saves| *saves += 1);
        if may_undo {
            self.pause.then(UNDO, move || {
                self.saved.update(|saved| {
                    if let Some(saved) = saved {
                        saved.undo = None;
                    }
                });
            });
        }
    }
}

/// What was saved last, with the way back.
#[component]
pub fn LastSaved() -> impl IntoView {
    let editor = expect_context::<Editor>();
    let said = move || {
        editor.saved.with(|saved| {
            let Saved { title, now, waits, .. } = saved.as_ref()?;
            Some(match (waits, now.as_str()) {
                (true, _) => format!("Proposed: {title}. It waits for the other side to agree."),
                (false, "") => format!("Saved: {title}."),
                (false, now) => format!("Saved: {title}, {now}."),
            })
        })
    };
    let undo = move || editor.saved.with(|saved| saved.as_ref().and_then(|saved| saved.undo.clone()));
    let take_back = move |_| {
        let Some(saved) = editor.saved.get_untracked() else { return };
        let Some(undo) = saved.undo.clone() else { return };
        editor.saved.update(|saved| {
            if let Some(saved) = saved {
                saved.undo = None;
            }
        });
        send(saved.goal.clone(), saved.sequence, undo.field, undo.text, "Taken back.".to_owned(), move |answer| match answer {
            Ok(edited) => {
                editor.done(Saved { now: edited.now, waits: edited.waits, sequence: edited.sequence, undo: None, ..saved });
            }
            Err(why) => editor.failed.set(Some(why.sentence())),
        });
    };
    view! {
        <div class="saved">
            <p role="status">{said}</p>
            {move || undo().map(|_| view! { <button class="btn" type="button" on:click=take_back>"Undo"</button> })}
            {move || editor.failed.get().map(|why| view! { <p role="alert">{why}</p> })}
        </div>
    }
}

/// Why an edit was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Why {
    Wrong(EditWrong),
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "the browser makes it"))]
    Other(String),
}

impl Why {
    fn sentence(&self) -> String {
        match self {
            Self::Other(sentence) => sentence.clone(),
            Self::Wrong(EditWrong::Title(why)) => title_sentence(*why),
            Self::Wrong(EditWrong::Number(why)) => number_sentence(*why),
            Self::Wrong(EditWrong::Day) => "Choose a day.".to_owned(),
            Self::Wrong(EditWrong::Confidence) => refused_sentence(Refused::OutOfTen),
            Self::Wrong(EditWrong::Owner(why)) => not_one(why),
            Self::Wrong(EditWrong::Rule(why)) => refused_sentence(*why),
            Self::Wrong(EditWrong::Conflict(Conflict { by, when, now, .. })) => format!("{by} changed this to {now}, {when}."),
        }
    }
}

#[cfg(feature = "hydrate")]
fn send(
    goal: String,
    seen: u32,
    field: FieldName,
    text: String,
    reason: String,
    then: impl FnOnce(Result<Edited, Why>) + 'static,
) {
    use leptos::server_fn::ServerFn;
    leptos::task::spawn_local(async move {
        let (field, seen) = (field.word(), seen.to_string());
        let fields = [("id", &*goal), ("seen", &seen), ("field", &field), ("text", &text), ("reason", &reason)];
        let answer = crate::parts::post(super::api::Edit::PATH, &fields).await;
        then(match answer {
            Ok(edited) => serde_json::from_value(edited)
                .map_err(|_| Why::Other(Failure::<Nothing>::Malformed.sentence().unwrap_or_default())),
            Err(Failure::Refused(why)) => match serde_json::from_value(why) {
                Ok(why) => Err(Why::Wrong(why)),
                Err(_) => Err(Why::Other(Failure::<Nothing>::Malformed.sentence().unwrap_or_default())),
            },
            Err(failure) => Err(Why::Other(failure.sentence().unwrap_or_default())),
        });
    });
}

#[cfg(not(feature = "hydrate"))]
fn send(_: String, _: u32, _: FieldName, _: String, _: String, _: impl FnOnce(Result<Edited, Why>) + 'static) {}

/// How far an edit is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    /// It shows what is stored.
    Rest,
    /// It is a field.
    Open,
    /// It shows what was written, until the server has it.
    Saving(String),
    /// It shows what is stored, and why that is not what was written.
    Refused(Why),
    /// Somebody else changed the same: what was written waits.
    Conflict(Conflict, String),
    /// What was written needs a reason.
    Reason(String),
}

/// How a cell is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CellKind {
    /// By a line of text.
    Text,
    /// By a day.
    Day,
    /// By one of the three words for how far a goal is.
    Status,
}

impl FieldName {
    /// What it is, for who cannot see where it stands.
    pub fn what(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Value | Self::Steps => "Value",
            Self::Target => "Target",
            Self::Due => "Due",
            Self::Status => "Status",
            Self::Confidence => "Confidence",
            Self::Owner => "Owner",
            Self::Change => "Change",
        }
    }

    /// As it is sent.
    fn word(self) -> String {
        serde_json::to_value(self).ok().and_then(|field| Some(field.as_str()?.to_owned())).unwrap_or_default()
    }

    fn kind(self) -> CellKind {
        match self {
            Self::Due => CellKind::Day,
            Self::Status => CellKind::Status,
            _ => CellKind::Text,
        }
    }

    /// What stands there.
    fn shown(self, row: &GoalRow) -> String {
        match self {
            Self::Title => row.title.clone(),
            Self::Value => row.value.clone(),
            Self::Target => row.aim.clone(),
            Self::Due => row.due.clone(),
            Self::Status => row.standing.said().2.to_owned(),
            Self::Confidence => row.confidence.map(|sure| sure.to_string()).unwrap_or_default(),
            Self::Owner => row.owner.clone(),
            Self::Change | Self::Steps => String::new(),
        }
    }

    /// The same as one types it.
    fn typed(self, row: &GoalRow) -> String {
        match self {
            Self::Value => row.value_typed.clone(),
            Self::Target => row.aim_typed.clone(),
            Self::Due => row.due_typed.clone(),
            Self::Status => row.status.clone(),
            Self::Owner => row.owner_typed.clone(),
            _ => self.shown(row),
        }
    }

    /// Whether the reader edits it.
    fn is_edited(self, row: &GoalRow) -> bool {
        let has_it = match self {
            Self::Value => row.has_value,
            Self::Target => !row.aim_typed.is_empty(),
            _ => true,
        };
        has_it && row.tends && !row.standing.is_over()
    }

    /// What stands in its place while nobody edits it.
    fn content(self, row: &GoalRow) -> AnyView {
        match self {
            Self::Status => view! { <Pill standing=row.standing/> }.into_any(),
            _ => self.shown(row).into_any(),
        }
    }
}

fn label(field: FieldName, title: &str, shown: &str) -> String {
    let now = if shown.is_empty() { "not said yet" } else { shown };
    format!("{} of {title}: {now}. Change it", field.what())
}

fn is_for_a_tab(event: &web_sys::MouseEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.shift_key()
}

/// One thing of a goal: edited where it stands, where the reader may. A page has a thousand of them, so that all that editing needs is made when
/// one is opened.
#[component]
pub fn Cell(
    /// The goal.
    row: Memo<GoalRow>,
    /// Which thing.
    field: FieldName,
    /// Whether a pen stands for it, beside what it is.
    #[prop(optional)]
    pen: bool,
) -> impl IntoView {
    let opened = RwSignal::new(false);
    move || {
        if opened.get() {
            return view! { <Opened row=row field=field pen=pen/> }.into_any();
        }
        row.with(|row| {
            if !field.is_edited(row) {
                return if pen { ().into_any() } else { field.content(row) };
            }
            let shown = field.shown(row);
            let label = label(field, &row.title, &shown);
            let class = if pen { "cell pen" } else { "cell" };
            let content = match (pen, shown.is_empty()) {
                (true, _) => view! { <Icon name="edit"/> }.into_any(),
                (false, true) => view! { <span class="dim">"–"</span> }.into_any(),
                (false, false) => field.content(row),
            };
            view! {
                <span class="cell-box" data-cell="">
                    <a
                        class=class href=format!("/goals/{}#edit", row.id) rel="external" aria-label=label
                        on:click=move |event| if !is_for_a_tab(&event) {
                            event.prevent_default();
                            opened.set(true);
                        }
                    >
                        {content}
                    </a>
                </span>
            }
            .into_any()
        })
    }
}

/// The same once it was opened.
#[component]
fn Opened(row: Memo<GoalRow>, field: FieldName, pen: bool) -> impl IntoView {
    let editor = expect_context::<Editor>();
    let kind = field.kind();
    let seen = move || row.with(|row| row.sequence);
    let typed = move || row.with(|row| field.typed(row));
    let state = RwSignal::new(State::Open);
    if let Some(live) = use_context::<Live>() {
        let goal = row.with_untracked(|row| row.id.clone());
        live.edits_while(goal, field.word(), move || {
            state.try_get().is_some_and(|state| !matches!(state, State::Rest | State::Refused(_)))
        });
    }
    let draft = RwSignal::new(untrack(typed));
    let basis = StoredValue::new(untrack(seen));
    // What was saved here last, until the page has read it: how it is said, how it was typed, and after how many events.
    let fresh = RwSignal::new(None::<(String, String, u32)>);
    let newer = move || fresh.get().filter(|(_, _, sequence)| *sequence > seen());
    let there = move || untrack(newer).map_or_else(|| untrack(typed), |(_, typed, _)| typed);
    let id = StoredValue::new(row.with_untracked(|row| row.id.clone()));
    let link = NodeRef::<html::A>::new();
    let focus = move || {
        request_animation_frame(move || {
            if let Some(link) = link.try_get_untracked().flatten() {
                drop(link.focus());
            }
        });
    };
    let open = move || {
        // What was written and refused is there again.
        if !matches!(state.get_untracked(), State::Refused(_)) {
            draft.set(there());
        }
        basis.set_value(untrack(newer).map_or_else(|| untrack(seen), |(.., sequence)| sequence));
        state.set(State::Open);
    };
    let save = move |text: String, reason: String, on: bool| {
        state.set(State::Saving(text.clone()));
        let at = basis.get_value();
        send(id.get_value(), at, field, text.clone(), reason, move |answer| {
            // The page may be gone meanwhile.
            if state.try_get_untracked().is_none() {
                return;
            }
            match answer {
                Ok(edited) => {
                    let title = row.with_untracked(|row| row.title.clone());
                    if !edited.waits {
                        fresh.set(Some((edited.now.clone(), text.clone(), edited.sequence)));
                    }
                    state.set(State::Rest);
                    editor.done(Saved {
                        goal: id.get_value(),
                        title,
                        now: edited.now,
                        waits: edited.waits,
                        sequence: edited.sequence,
                        undo: edited.undo,
                    });
                }
                Err(Why::Wrong(EditWrong::Rule(Refused::Nothing))) => state.set(State::Rest),
                Err(Why::Wrong(EditWrong::Rule(Refused::NoReason))) => state.set(State::Reason(text)),
                Err(Why::Wrong(EditWrong::Conflict(conflict))) => {
                    editor.saves.update(|saves| *saves += 1);
                    state.set(State::Conflict(conflict, text));
                }
                Err(why) => state.set(State::Refused(why)),
            }
            if !on && matches!(state.get_untracked(), State::Rest | State::Refused(_)) {
                focus();
            }
        });
    };
    let close = move || {
        state.set(State::Rest);
        focus();
    };
    let commit = move |on: bool| {
        // A field that goes away loses the focus, too.
        if state.get_untracked() != State::Open {
            return;
        }
        let text = draft.get_untracked();
        if text.trim() == there().trim() {
            state.set(State::Rest);
            if !on {
                focus();
            }
        } else {
            save(text, String::new(), on);
        }
    };
    let shown = move || newer().map_or_else(|| row.with(|row| field.shown(row)), |(now, ..)| now);
    let content = move || match (newer(), pen) {
        (None, true) => view! { <Icon name="edit"/> }.into_any(),
        (None, false) if !shown().is_empty() => row.with(|row| field.content(row)),
        (Some((now, ..)), _) if !now.is_empty() => now.into_any(),
        _ => view! { <span class="dim">"–"</span> }.into_any(),
    };
    let resting = move || {
        // It may be over by now, or somebody else's.
        if !row.with(|row| field.is_edited(row)) {
            return if pen { ().into_any() } else { row.with(|row| field.content(row)) };
        }
        view! {
            <a
                class=move || if pen && newer().is_none() { "cell pen" } else { "cell" } href=move || row.with(|row| format!("/goals/{}#edit", row.id)) rel="external" node_ref=link
                aria-label=move || label(field, &row.with(|row| row.title.clone()), &shown())
                on:click=move |event| if !is_for_a_tab(&event) {
                    event.prevent_default();
                    open();
                }
            >
                {content}
            </a>
        }
        .into_any()
    };
    view! {
        <span class="cell-box" data-cell="">
            // A row that changes while the page is being left wakes this once more, with nothing behind it.
            {move || match state.try_get() {
                None => ().into_any(),
                Some(State::Rest) => resting(),
                Some(State::Open) => field_for(kind, field.what(), draft, commit, close).into_any(),
                Some(State::Saving(text)) => view! {
                    <span class="cell saving" role="status">{said(kind, &text)}<span class="dim">" saving"</span></span>
                }.into_any(),
                Some(State::Refused(why)) => view! {
                    {resting()}
                    <span class="error" role="alert">{why.sentence()}</span>
                }.into_any(),
                Some(State::Reason(text)) => view! {
                    <Reason text=text of=field.what() kind=kind save=Callback::new(move |(text, reason)| save(text, reason, false)) close=Callback::new(move |()| close())/>
                }.into_any(),
                Some(State::Conflict(conflict, text)) => {
                    let mine = conflict.mine.clone();
                    let sentence = format!("{} You wrote {mine}.", Why::Wrong(EditWrong::Conflict(conflict.clone())).sentence());
                    view! {
                        <span class="ask" role="alert">
                            <span>{sentence}</span>
                            <span class="actions">
                                <button class="btn" type="button" on:click=move |_| close()>"Keep theirs"</button>
                                <button class="btn" type="button" on:click=move |_| {
                                    basis.set_value(conflict.sequence);
                                    save(text.clone(), String::new(), false);
                                }>"Save mine"</button>
                            </span>
                        </span>
                    }.into_any()
                }
            }}
        </span>
    }
}
