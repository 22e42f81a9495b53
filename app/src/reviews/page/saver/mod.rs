//! Saving what is written, as it is written: nothing is lost while this device or the server has it, and nothing is said to be saved that is not.
//!
//! Fields are plain ones, with the names that a form without script sends; what stands in them is read off them. So a page of twenty fields costs no
//! machine for each, and what was typed before the page was alive counts.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
mod control;

use leptos::prelude::*;
use std::collections::BTreeMap;

/// How far saving is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "the browser saves"))]
pub enum Saving {
    /// Nothing was written on this page yet.
    #[default]
    Still,
    /// It is under way, or about to be.
    UnderWay,
    /// It is stored.
    Done,
    /// It did not arrive, and is tried again; this device keeps it meanwhile, if it can.
    Waits {
        /// Whether it does.
        kept: bool,
    },
    /// It was refused.
    Refused(String),
}

/// What stands in a field on the server, written by another page meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// What.
    pub text: String,
    /// How often it was written.
    pub revision: u32,
}

/// What a field is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What is wrong with what stands in it.
    pub wrong: Option<String>,
    /// What another page wrote.
    pub other: Option<Other>,
}

/// Saves the fields of a page.
#[derive(Clone, Copy)]
pub struct Saver {
    state: RwSignal<Saving>,
    told: RwSignal<BTreeMap<String, Told>>,
    stale: RwSignal<usize>,
    #[cfg(feature = "hydrate")]
    queue: StoredValue<browser::Queue>,
}

/// Where fields are saved, and what names those of this page on this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The server function.
    pub path: &'static str,
    /// The cycle's id.
    pub cycle: String,
    /// The id of whom the review is about.
    pub person: String,
    /// The id of who writes.
    pub reader: String,
}

impl Saver {
    /// One for a page.
    pub fn new() -> Self {
        Self {
            state: RwSignal::default(),
            told: RwSignal::default(),
            stale: RwSignal::new(0),
            #[cfg(feature = "hydrate")]
            queue: StoredValue::new(browser::Queue::new(std::rc::Rc::default())),
        }
    }

    /// How far saving is.
    pub fn state(self) -> Saving {
        self.state.get()
    }

    /// What a field is told.
    pub fn told(self, slot: &str) -> Told {
        self.told.with(|told| told.get(slot).cloned().unwrap_or_default())
    }

    /// How often the server said that the review is otherwise than this page shows it: then it is read anew.
    pub fn stale(self) -> usize {
        self.stale.get()
    }
}

#[cfg(not(feature = "hydrate"))]
#[expect(clippy::unused_self, reason = "the browser saves")]
impl Saver {
    /// Begins to save the fields below the element with this id.
    pub fn begin(self, _place: Place, _root: &'static str) {}

    /// What stands in the field that this event is about is to be saved.
    pub fn changed(self, _event: &web_sys::Event) {}

    /// What is not saved yet is sent at once.
    pub fn at_once(self, _event: &web_sys::SubmitEvent) {}

    /// What this device keeps of what could not be saved there.
    pub fn left(self, _place: Place) -> Vec<(String, String)> {
        Vec::new()
    }

    /// Lets go of that.
    pub fn forget(self) {}

    /// Does this once all is saved.
    pub fn when_saved(self, _then: impl FnOnce() + 'static) {}

    /// What stands in this field goes over what another page wrote.
    pub fn keep(self, _slot: &str) {}

    /// What another page wrote is put into this field.
    pub fn take(self, _slot: &str) {}
}
