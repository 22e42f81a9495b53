//! Holds the storage engine to its word: it says at start how it syncs, and this listens.
//!
//! The engine has no call that tells its sync mode, but it logs it when a folder is opened. [`Witness`] is a layer of the
//! program's tracing subscriber that overhears that line; without it [`Store::open`](crate::Store::open) refuses, so
//! that forgetting it cannot be mistaken for durability.

use std::{fmt, sync::PoisonError};
use tokio::sync::MutexGuard;
use tracing::{Event, Level, Metadata, Subscriber, field::Visit};
use tracing_subscriber::{
    Layer,
    layer::{Context, Filter},
    prelude::*,
    registry::LookupSpan,
};

/// What the engine logs when every commit is on disk before it is acknowledged (surrealdb-kvs-surrealkv, `lib.rs`).
const EVERY: &str = "every transaction commit";

static HEARD: std::sync::Mutex<Option<String>> = std::sync::Mutex::new(None);
static OPENING: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// The layer that overhears the engine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Witness;

impl<S: Subscriber + for<'span> LookupSpan<'span>> Layer<S> for Witness {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        let mut message = Message(String::new());
        event.record(&mut message);
        if let Some((_, mode)) = message.0.split_once("Sync mode: ") {
            *HEARD.lock().unwrap_or_else(PoisonError::into_inner) = Some(mode.to_owned());
        }
    }
}

/// A filter for logs that holds back one line: when the database is closed, the engine's last thread lets go of it outside
/// of the runtime and warns that it was not closed. It was, just before, by the engine itself (surrealkv 0.21, `lsm.rs`,
/// `impl Drop for Tree`).
#[derive(Clone, Copy, Debug, Default)]
pub struct WithoutFalseAlarm;

const FALSE_ALARM: &str = "No runtime available for closing the store correctly";

impl<S> Filter<S> for WithoutFalseAlarm {
    fn enabled(&self, _metadata: &Metadata<'_>, _context: &Context<'_, S>) -> bool {
        true
    }

    fn event_enabled(&self, event: &Event<'_>, _context: &Context<'_, S>) -> bool {
        // Only warnings are looked into: most lines are not.
        if *event.metadata().level() != Level::WARN {
            return true;
        }
        let mut message = Message(String::new());
        event.record(&mut message);
        message.0 != FALSE_ALARM
    }
}

struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            self.0 = format!("{value:?}");
        }
    }
}

/// Attention to one opening.
pub(crate) struct Ear {
    /// Held so that openings do not overhear each other.
    _opening: MutexGuard<'static, ()>,
}

/// Starts to listen. Where no subscriber was set (tests), one that only listens becomes the program's.
pub(crate) async fn listen() -> Ear {
    let guard = OPENING.lock().await;
    if !tracing::dispatcher::has_been_set() {
        // Somebody else may set theirs at the same time: then that one listens, or the opening is refused.
        let _ =
            tracing_subscriber::registry().with(Witness.with_filter(tracing_subscriber::filter::LevelFilter::INFO)).try_init();
    }
    HEARD.lock().unwrap_or_else(PoisonError::into_inner).take();
    Ear { _opening: guard }
}

impl Ear {
    /// Whether the engine said that it syncs at every commit; else what it said.
    pub(crate) fn assert_every(self) -> Result<(), String> {
        let heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner).take();
        // Others may open now.
        drop(self);
        match heard.as_deref() {
            Some(EVERY) => Ok(()),
            Some(mode) => Err(format!("it syncs: {mode}")),
            None => Err("it did not say how it syncs".to_owned()),
        }
    }
}
