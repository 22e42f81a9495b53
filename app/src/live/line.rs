//! The line itself: a stream of events for as long as the page is seen, begun again when it is cut.

use super::{
    LIVE, Told,
    watch::{Live, Shows},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use send_wrapper::SendWrapper;
use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    rc::Rc,
    time::Duration,
};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventSource, MessageEvent};

/// How long it waits before it is first begun again.
const FIRST: Duration = Duration::from_secs(1);

/// How long it waits at most.
const LONGEST: Duration = Duration::from_secs(30);

/// A stream that is open, or about to be; dropping it ends it.
struct Open {
    source: EventSource,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(Event)>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.source.close();
    }
}

/// What keeps the line.
struct Line {
    live: Live,
    shows: Memo<Shows>,
    open: RefCell<Option<Open>>,
    again: Cell<Option<TimeoutHandle>>,
    /// How often in a row it could not be begun.
    failures: Cell<u32>,
}

/// A moment of one's own within so long, so that those who watch do not all come at once.
pub fn part_of(long: Duration) -> Duration {
    let mut chance = [0; 2];
    let drawn = window().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut chance));
    if drawn.is_err() {
        return long / 2;
    }
    long * u32::from(u16::from_le_bytes(chance)) / u32::from(u16::MAX)
}

fn address(shows: &Shows) -> Option<String> {
    if shows.goals.is_empty() && shows.of.is_empty() && shows.workshop.is_none() {
        return None;
    }
    let mut parts = Vec::new();
    parts.extend(shows.look.as_ref().map(|goal| format!("look={goal}")));
    if !shows.goals.is_empty() {
        let goal = |(id, sequence, progress): &(String, u32, Option<i32>)| {
            format!("{id}.{sequence}.{}", progress.map(|percent| percent.to_string()).unwrap_or_default())
        };
        parts.push(format!("at={}", shows.goals.iter().map(goal).collect::<Vec<_>>().join(",")));
    }
    if !shows.of.is_empty() {
        parts.push(format!("of={}", shows.of.join(",")));
    }
    parts.extend(shows.workshop.as_ref().map(|(id, version)| format!("workshop={id}.{version}")));
    Some(format!("{LIVE}?{}", parts.join("&")))
}

/// Whether two pages show the same things, however new.
fn is_same(one: &Shows, other: &Shows) -> bool {
    let ids = |shows: &Shows| shows.goals.iter().map(|(id, ..)| id.clone()).collect::<BTreeSet<_>>();
    let workshop = |shows: &Shows| shows.workshop.as_ref().map(|(id, _)| id.clone());
    (&one.look, &one.of, ids(one), workshop(one)) == (&other.look, &other.of, ids(other), workshop(other))
}

impl Line {
    fn begin(self: &Rc<Self>) {
        self.end();
        let Some(address) = self.shows.try_get_untracked().as_ref().and_then(address) else { return };
        let Ok(source) = EventSource::new(&address) else { return };
        let heard = {
            let line = Rc::downgrade(self);
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                let Some(line) = line.upgrade() else { return };
                let told = event.data().as_string().and_then(|text| serde_json::from_str::<Told>(&text).ok());
                // What a newer program tells is not understood, and read anew instead.
                let told = told.unwrap_or(Told::Look { within: 0 });
                line.failures.set(0);
                line.live.hears(told);
            })
        };
        let failed = {
            let line = Rc::downgrade(self);
            Closure::<dyn FnMut(Event)>::new(move |_| {
                let Some(line) = line.upgrade() else { return };
                let is_refused = line.open.borrow().as_ref().is_some_and(|open| open.source.ready_state() == EventSource::CLOSED);
                line.cut(is_refused);
            })
        };
        source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        self.open.replace(Some(Open { source, _heard: heard, _failed: failed }));
    }

    /// It is over, or was refused: then what is shown may be no longer the reader's, and is read anew.
    fn cut(self: &Rc<Self>, is_refused: bool) {
        self.live.is_cut(true);
        // Not from within its own closure.
        let open = self.open.take();
        set_timeout(move || drop(open), Duration::ZERO);
        let failures = self.failures.get();
        self.failures.set(failures + 1);
        let long = (FIRST * 2_u32.pow(failures.min(5))).min(LONGEST);
        let long = long / 2 + part_of(long);
        let line = Rc::clone(self);
        let begin = move || {
            // What is refused again and again is no news.
            if is_refused && failures == 0 {
                line.live.looks_again(part_of(FIRST * 2));
            }
            line.begin();
        };
        if let Ok(handle) = set_timeout_with_handle(begin, long)
            && let Some(before) = self.again.replace(Some(handle))
        {
            before.clear();
        }
    }

    fn end(&self) {
        if let Some(again) = self.again.take() {
            again.clear();
        }
        self.open.take();
    }
}

/// Keeps the line of a page: while somebody sees it, and for what it shows.
pub fn keep(live: Live, shows: Memo<Shows>) {
    let line = Rc::new(Line { live, shows, open: RefCell::default(), again: Cell::default(), failures: Cell::default() });
    let kept = SendWrapper::new(Rc::clone(&line));
    Effect::new(move |before: Option<Shows>| {
        let now = shows.get();
        if before.is_none_or(|before| !is_same(&before, &now)) && !document().hidden() {
            kept.begin();
        }
        now
    });
    let seen = {
        let line = Rc::clone(&line);
        window_event_listener_untyped("visibilitychange", move |_| {
            if document().hidden() {
                line.end();
                line.live.is_cut(false);
            } else {
                line.live.looks_again(Duration::ZERO);
                line.begin();
            }
        })
    };
    let line = SendWrapper::new(line);
    on_cleanup(move || {
        seen.remove();
        line.end();
    });
}
