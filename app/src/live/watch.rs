//! A page that watches: what it shows moves when others change it, for as long as somebody looks.

use super::{Moved, Who};
use crate::{goals::GoalRow, parts::Pause, workshops::Shown};
use leptos::prelude::*;
use std::{collections::BTreeMap, time::Duration};

/// How long a page waits at least before it is read anew: what happens at once is read at once.
const COLLECTED: Duration = Duration::from_millis(300);

/// How a page is connected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// It does not watch: without script, and before it is alive.
    #[default]
    Still,
    /// It is told of what happens.
    Live,
    /// The line is cut; it is tried again.
    Cut,
}

/// What a page shows, and how new that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shows {
    /// The goal whose page it is.
    pub look: Option<String>,
    /// Goals: the id, after how many events, and how far in percent.
    pub goals: Vec<(String, u32, Option<i32>)>,
    /// Of whose goals it shows a sum: "company", or a team's id.
    pub of: Vec<String>,
    /// The workshop that it shows, and its version.
    pub workshop: Option<(String, u32)>,
}

impl Shows {
    /// Of these goals.
    pub fn rows<'a>(rows: impl IntoIterator<Item = &'a GoalRow>) -> Self {
        let goals = rows.into_iter().map(|row| (row.id.clone(), row.sequence, row.progress)).collect();
        Self { goals, ..Self::default() }
    }
}

/// What a page was told of a goal, and how many times it was told something before.
#[derive(Clone, Debug, PartialEq)]
struct News {
    number: u32,
    moved: Moved,
}

/// A page that watches. What was told and what was read say both as of what they are: the newer one is shown.
#[derive(Clone, Copy)]
pub struct Live {
    /// How often it is to be read anew.
    reads: RwSignal<usize>,
    /// The newest that was told of each goal.
    news: RwSignal<BTreeMap<String, News>>,
    who: RwSignal<BTreeMap<String, Who>>,
    /// The newest that was told of the workshop.
    workshop: RwSignal<Option<Shown>>,
    state: RwSignal<State>,
    stream: StoredValue<Option<u64>>,
    /// In how long it will be read anew, if it will be.
    due: StoredValue<Option<Duration>>,
    /// What is being edited on it: goals and their fields, the last one last.
    editing: StoredValue<Vec<(String, String)>>,
    /// Whether it is saying what is being edited, and whether that is otherwise since.
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "the browser says it"))]
    saying: StoredValue<(bool, bool)>,
    pause: Pause,
}

impl Live {
    /// One for a page, known to its parts.
    pub fn provide() -> Self {
        let live = Self {
            reads: RwSignal::new(0),
            news: RwSignal::default(),
            who: RwSignal::default(),
            workshop: RwSignal::new(None),
            state: RwSignal::default(),
            stream: StoredValue::new(None),
            due: StoredValue::new(None),
            editing: StoredValue::default(),
            saying: StoredValue::default(),
            pause: Pause::new(),
        };
        provide_context(live);
        live
    }

    /// How often the page is to be read anew.
    pub fn reads(self) -> usize {
        self.reads.get()
    }

    /// How it is connected.
    pub fn state(self) -> State {
        self.state.get()
    }

    /// A goal with what was told of it. As of what that is is not said any more: it is otherwise whenever something happens to any goal, and what is shown is
    /// not.
    pub fn row(self, row: GoalRow) -> GoalRow {
        let row = match self.of(&row) {
            Some(moved) => row.moved(&moved.row),
            None => row,
        };
        GoalRow { as_of: 0, ..row }
    }

    /// What was told of a goal, where it is newer than this.
    pub fn of(self, row: &GoalRow) -> Option<Moved> {
        self.news.with(|news| news.get(&row.id).filter(|news| news.moved.row.as_of > row.as_of).map(|news| news.moved.clone()))
    }

    /// What somebody did last: with a number that grows, and the goal.
    pub fn said(self) -> Option<(u32, GoalRow, String)> {
        self.news.with(|news| {
            let said = |news: &News| Some((news.number, news.moved.row.clone(), news.moved.said.clone()?));
            news.values().filter_map(said).max_by_key(|(number, ..)| *number)
        })
    }

    /// A workshop with what was told of it. Who may vote is no part of what it is as of, so that of two that are alike the told one is shown.
    pub fn workshop(self, shown: Shown) -> Shown {
        self.workshop.with(|told| match told {
            Some(told) if told.id == shown.id && told.as_of >= shown.as_of => told.clone(),
            _ => shown,
        })
    }

    /// Who else is at a goal: how many look at it with the reader, and who changes what of it.
    pub fn who(self, goal: &str) -> Presence {
        let own = self.stream.get_value();
        self.who.with(|who| {
            let Some(who) = who.get(goal) else { return Presence::default() };
            let others = who.editing.iter().filter(|(stream, ..)| Some(*stream) != own);
            Presence { looking: who.looking, editing: others.map(|(_, name, what)| (name.clone(), what.clone())).collect() }
        })
    }

    /// Reads the page anew in a moment, unless it is about to be sooner. What somebody is editing is not disturbed: it waits until they are done.
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "the browser is told"))]
    fn read_in(self, long: Duration) {
        if self.due.get_value().is_some_and(|due| due <= long) {
            return;
        }
        self.due.set_value(Some(long));
        self.pause.then(COLLECTED + long, move || {
            if self.editing.try_with_value(Vec::is_empty) == Some(true) {
                self.read_now();
            }
        });
    }

    fn read_now(self) {
        self.due.set_value(None);
        self.reads.update(|reads| *reads += 1);
    }

    /// Something of a goal is being edited here for as long as this is so.
    pub fn edits_while(self, goal: String, field: String, is_open: impl Fn() -> bool + 'static) {
        let now = StoredValue::new(false);
        let what = StoredValue::new((goal, field));
        let tell = move |is_open: bool| {
            if now.try_get_value().is_some_and(|was| was != is_open) {
                now.set_value(is_open);
                self.edits(what.get_value(), is_open);
            }
        };
        Effect::new(move |_| tell(is_open()));
        on_cleanup(move || tell(false));
    }

    fn edits(self, what: (String, String), is_open: bool) {
        let is_done = self.editing.try_update_value(|editing| {
            if is_open {
                editing.push(what);
            } else if let Some(at) = editing.iter().position(|other| *other == what) {
                editing.remove(at);
            }
            editing.is_empty()
        });
        if is_done == Some(true) && self.due.get_value().is_some() {
            self.read_now();
        }
        self.say_editing();
    }

    /// Says what is being edited, one after another, so that the last word is the last.
    #[cfg(not(feature = "hydrate"))]
    #[expect(clippy::unused_self, reason = "the browser says it")]
    fn say_editing(self) {}

    /// Says what is being edited, one after another, so that the last word is the last.
    #[cfg(feature = "hydrate")]
    fn say_editing(self) {
        use leptos::server_fn::ServerFn;
        if self.saying.try_update_value(|(is_busy, again)| {
            std::mem::replace(is_busy, true) && {
                *again = true;
                true
            }
        }) != Some(false)
        {
            return;
        }
        leptos::task::spawn_local(async move {
            // The page may be gone meanwhile; its stream is then, too, and says so.
            while let Some(Some(stream)) = self.stream.try_get_value() {
                let (goal, field) = self.editing.try_with_value(|editing| editing.last().cloned()).flatten().unwrap_or_default();
                let stream = stream.to_string();
                let fields = [("stream", &*stream), ("goal", &goal), ("field", &field)];
                // Whoever is not told sees it once it is saved.
                drop(crate::parts::post(super::api::SayEditing::PATH, &fields).await);
                if self.saying.try_update_value(|(_, again)| std::mem::take(again)) != Some(true) {
                    break;
                }
            }
            let _ = self.saying.try_update_value(|saying| *saying = (false, false));
        });
    }

    /// Watches what the page shows, in a browser.
    #[cfg_attr(not(feature = "hydrate"), expect(unused_variables, reason = "the browser watches"))]
    pub fn watch(self, shows: impl Fn() -> Shows + Send + Sync + 'static) {
        #[cfg(feature = "hydrate")]
        super::line::keep(self, Memo::new(move |_| shows()));
    }
}

#[cfg(feature = "hydrate")]
impl Live {
    /// Something was told.
    pub(super) fn hears(self, told: super::Told) {
        use super::Told;
        match told {
            Told::Here { stream } => {
                self.stream.set_value(Some(stream));
                self.state.set(State::Live);
                if !self.editing.with_value(Vec::is_empty) {
                    self.say_editing();
                }
            }
            Told::Goal(moved) => {
                let within = Duration::from_millis(moved.within.into());
                self.news.update(|news| {
                    let number = news.values().map(|news| news.number).max().unwrap_or_default() + 1;
                    let known = news.get(&moved.row.id);
                    if known.is_none_or(|known| known.moved.row.as_of <= moved.row.as_of) {
                        news.insert(moved.row.id.clone(), News { number, moved: *moved });
                    }
                });
                self.read_in(super::line::part_of(within));
            }
            Told::Who(who) => self.who.update(|all| {
                all.insert(who.goal.clone(), who);
            }),
            Told::Workshop(shown) => self.workshop.update(|told| {
                if told.as_ref().is_none_or(|known| known.id != shown.id || known.as_of <= shown.as_of) {
                    *told = Some(*shown);
                }
            }),
            Told::Look { within } => self.read_in(super::line::part_of(Duration::from_millis(within.into()))),
            // What is no longer the reader's to see goes at once.
            Told::Leave => self.read_now(),
        }
    }

    /// The line is cut, or was taken up again without it.
    pub(super) fn is_cut(self, is_cut: bool) {
        self.stream.set_value(None);
        self.who.set(BTreeMap::new());
        self.state.set(if is_cut { State::Cut } else { State::Still });
    }

    /// Whoever looks again sees what is now, in a moment of so long.
    pub(super) fn looks_again(self, long: Duration) {
        self.read_in(long);
    }
}

/// Who else is at a goal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    /// How many people look at it, the reader among them.
    pub looking: usize,
    /// Who changes what of it right now.
    pub editing: Vec<(String, String)>,
}
