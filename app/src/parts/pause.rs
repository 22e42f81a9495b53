//! What is done once somebody stops typing for a moment.

use leptos::prelude::*;
use std::time::Duration;

/// Waits for a pause: what came before it is forgotten.
///
/// It holds nothing but a number, because what a page makes on the server is dropped on whichever thread is free.
#[derive(Clone, Copy)]
pub struct Pause(StoredValue<u32>);

impl Pause {
    /// One that waits for nothing yet.
    pub fn new() -> Self {
        Self(StoredValue::new(0))
    }

    /// Does this once nothing else came for so long, in the browser.
    pub fn then(self, long: Duration, what: impl FnOnce() + 'static) {
        self.0.update_value(|ticket| *ticket = ticket.wrapping_add(1));
        let ticket = self.0.get_value();
        let when_it_is_still_the_last = move || {
            // The page may be gone meanwhile.
            if self.0.try_get_value() == Some(ticket) {
                what();
            }
        };
        set_timeout(when_it_is_still_the_last, long);
    }
}
