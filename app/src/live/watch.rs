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

/// What a page was told, and how many times it was told something before.
#[derive(Clone, Debug, PartialEq)]
struct News {
    number: u32,
    moved: Moved,
}

/// A page that watches.
#[derive(Clone, Copy)]
pub struct Live {
    /// How often it is to be read anew.
    reads: RwSignal<usize>,
    /// What was told of goals since they were last read.
    news: RwSignal<BTreeMap<String, News>>,
    /// How much was told, and how much of it what is being read holds already.
    told: StoredValue<(u32, u32)>,
    who: RwSignal<BTreeMap<String, Who>>,
    /// The newest that was told of the workshop since it was last read.
    workshop: RwSignal<Option<(u32, Shown)>>,
    state: RwSignal<State>,
    stream: StoredValue<Option<u64>>,
    /// Whether it will be read anew, and how much is being edited on it meanwhile.
    waits: StoredValue<(bool, u32)>,
    pause: Pause,
}

impl Live {
    /// One for a page, known to its parts.
    pub fn provide() -> Self {
        let live = Self {
            reads: RwSignal::new(0),
            news: RwSignal::default(),
            told: StoredValue::new((0, 0)),
            who: RwSignal::default(),
            workshop: RwSignal::new(None),
            state: RwSignal::default(),
            stream: StoredValue::new(None),
            waits: StoredValue::new((false, 0)),
            pause: Pause::new(),
        };
        provide_context(live);
        live
    }

    /// How often the page is to be read anew. Asked for when it is about to be read.
    pub fn reads(self) -> usize {
        // What was told until now is in what is read now.
        self.told.update_value(|(told, read)| *read = *told);
        self.reads.get()
    }

    /// How it is connected.
    pub fn state(self) -> State {
        self.state.get()
    }

    /// A goal with what was told of it.
    pub fn row(self, row: GoalRow) -> GoalRow {
        self.news.with(|news| match news.get(&row.id) {
            Some(News { moved, .. }) if moved.row.sequence >= row.sequence => row.moved(&moved.row),
            _ => row,
        })
    }

    /// What somebody did last: with a number that grows, and the goal.
    pub fn said(self) -> Option<(u32, GoalRow, String)> {
        self.news.with(|news| {
            let said = |news: &News| Some((news.number, news.moved.row.clone(), news.moved.said.clone()?));
            news.values().filter_map(said).max_by_key(|(number, ..)| *number)
        })
    }

    /// What was told of a goal, where it is at least as new as this.
    pub fn of(self, id: &str, sequence: u32) -> Option<Moved> {
        self.news.with(|news| news.get(id).filter(|news| news.moved.row.sequence >= sequence).map(|news| news.moved.clone()))
    }

    /// A workshop with what was told of it.
    pub fn workshop(self, shown: Shown) -> Shown {
        self.workshop.with(|told| match told {
            Some((_, told)) if told.id == shown.id && told.version >= shown.version => told.clone(),
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

    /// The page has read something: what was told of before is in it.
    pub fn has_read(self) {
        let (_, read) = self.told.get_value();
        if self.news.with_untracked(|news| news.values().any(|news| news.number <= read)) {
            self.news.update(|all| all.retain(|_, news| news.number > read));
        }
        if self.workshop.with_untracked(|told| told.as_ref().is_some_and(|(number, _)| *number <= read)) {
            self.workshop.set(None);
        }
    }

    /// Reads the page anew in a moment, unless it is about to be. What somebody is editing is not disturbed: it waits until they are done.
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "the browser is told"))]
    fn read_in(self, long: Duration) {
        let (is_due, editing) = self.waits.get_value();
        if is_due {
            return;
        }
        self.waits.set_value((true, editing));
        self.pause.then(COLLECTED + long, move || {
            if let Some((_, 0)) = self.waits.try_get_value() {
                self.read_now();
            }
        });
    }

    fn read_now(self) {
        self.waits.update_value(|(is_due, _)| *is_due = false);
        self.reads.update(|reads| *reads += 1);
    }

    /// Something of a goal is being edited here for as long as this is so.
    pub fn edits_while(self, goal: String, field: String, is_open: impl Fn() -> bool + 'static) {
        let now = StoredValue::new(false);
        let (of, what) = (StoredValue::new(goal), StoredValue::new(field));
        let tell = move |is_open: bool| {
            if now.try_get_value().is_some_and(|was| was != is_open) {
                now.set_value(is_open);
                self.edits(&of.get_value(), &what.get_value(), is_open);
            }
        };
        Effect::new(move |_| tell(is_open()));
        on_cleanup(move || tell(false));
    }

    fn edits(self, goal: &str, field: &str, is_open: bool) {
        let before = self.waits.get_value();
        let now = if is_open { before.1 + 1 } else { before.1.saturating_sub(1) };
        self.waits.set_value((before.0, now));
        if before.0 && now == 0 {
            self.read_now();
        }
        if let Some(stream) = self.stream.get_value() {
            say(stream, if is_open { goal } else { "" }, field);
        }
    }

    /// Watches what the page shows, in a browser.
    pub fn watch(self, shows: impl Fn() -> Shows + Send + Sync + 'static) {
        let shows = Memo::new(move |_| shows());
        Effect::new(move |_| {
            shows.track();
            self.has_read();
        });
        #[cfg(feature = "hydrate")]
        super::line::keep(self, shows);
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
            }
            Told::Goal(moved) => {
                let number = self.told.get_value().0 + 1;
                self.told.update_value(|(told, _)| *told = number);
                let within = Duration::from_millis(moved.within.into());
                self.news.update(|news| {
                    let id = moved.row.id.clone();
                    let is_older = news.get(&id).is_some_and(|known| known.moved.row.sequence > moved.row.sequence);
                    if !is_older {
                        news.insert(id, News { number, moved: *moved });
                    }
                });
                self.read_in(super::line::part_of(within));
            }
            Told::Who(who) => self.who.update(|all| {
                all.insert(who.goal.clone(), who);
            }),
            Told::Workshop(shown) => {
                let number = self.told.get_value().0 + 1;
                self.told.update_value(|(told, _)| *told = number);
                self.workshop.update(|told| {
                    let is_older = told.as_ref().is_some_and(|(_, known)| known.id == shown.id && known.version > shown.version);
                    if !is_older {
                        *told = Some((number, *shown));
                    }
                });
            }
            Told::Look { within } => self.read_in(super::line::part_of(Duration::from_millis(within.into()))),
            Told::Leave => self.read_in(Duration::ZERO),
        }
    }

    /// The line is cut, or was taken up again without it.
    pub(super) fn is_cut(self, is_cut: bool) {
        self.stream.set_value(None);
        self.who.set(BTreeMap::new());
        self.state.set(if is_cut { State::Cut } else { State::Still });
    }

    /// Whoever looks again sees what is now.
    pub(super) fn looks_again(self) {
        self.read_in(Duration::ZERO);
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

#[cfg(feature = "hydrate")]
fn say(stream: u64, goal: &str, field: &str) {
    use leptos::server_fn::ServerFn;
    let (stream, goal, field) = (stream.to_string(), goal.to_owned(), field.to_owned());
    leptos::task::spawn_local(async move {
        let fields = [("stream", &*stream), ("goal", &goal), ("field", &field)];
        // Whoever is not told sees it once it is saved.
        drop(crate::parts::post(super::api::SayEditing::PATH, &fields).await);
    });
}

#[cfg(not(feature = "hydrate"))]
fn say(_: u64, _: &str, _: &str) {}
