//! Keeping answers: on this device where they carry no name, on the server where they do. Without script none of this runs.

use super::{
    device::{self, Kept, Unsaved},
    keys, sending,
    sheet::{Conflict, Progress, Sheet},
};
use crate::{
    failure::Failure,
    reading::once,
    surveys::api::{SurveyPage, save_named},
};
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::{cell::RefCell, time::Duration};
use waymark::survey::{Mode, answer::Answers, taking::NamedRefused};

/// How long nobody must have typed before it is saved.
const QUIET: Duration = Duration::from_millis(500);

/// How long to wait before another try, after so many failed, in seconds.
pub fn wait_after(failed: u32) -> u32 {
    (1 << failed.min(5)).min(30)
}

thread_local! {
    /// The save that is about to happen.
    static SOON: RefCell<Option<TimeoutHandle>> = const { RefCell::new(None) };
    /// Whether one is under way, and whether something was answered since it began.
    static SAVING: RefCell<(bool, bool)> = const { RefCell::new((false, false)) };
}

fn is_open(sheet: Sheet) -> bool {
    sheet.data.with_value(|data| data.mode == Mode::Open)
}

/// Brings back what is kept, once the page is alive.
pub fn begin(sheet: Sheet) {
    Effect::new(move |_| {
        if is_open(sheet) {
            let key = device::key(sheet);
            if let Some(unsaved) = device::load::<Unsaved>(&key) {
                if unsaved.version == sheet.version.get_untracked() {
                    sheet.answers.set(unsaved.answers);
                    keep(sheet);
                } else {
                    let stored = sheet.answers.get_untracked();
                    sheet.conflict.set(Some(Conflict { stored, version: sheet.version.get_untracked() }));
                    sheet.answers.set(unsaved.answers);
                }
            }
        } else {
            spawn_local(async move {
                if let Some(kept) = device::load::<Kept>(&device::key(sheet)) {
                    show(sheet, &kept);
                    let at = step_of_address(sheet);
                    sheet.at.set(if kept.is_sent && at == 0 { sheet.sections() + 2 } else { at });
                    if kept.pending.is_some() {
                        sending::send(sheet);
                    }
                }
            });
        }
        let back = window_event_listener(ev::popstate, move |_| sheet.at.set(step_of_address(sheet)));
        // What another tab answers is shown here, too.
        let elsewhere = window_event_listener(ev::storage, move |_| {
            if !is_open(sheet)
                && let Some(kept) = device::load::<Kept>(&device::key(sheet))
            {
                show(sheet, &kept);
            }
        });
        let online = window_event_listener(ev::online, move |_| {
            if matches!(sheet.progress.get_untracked(), Progress::Waiting(_)) {
                sending::at_once();
            }
        });
        let keyboard = window_event_listener(ev::keydown, move |event| keys::pressed(sheet, &event));
        on_cleanup(move || {
            keyboard.remove();
            back.remove();
            elsewhere.remove();
            online.remove();
        });
    });
}

fn show(sheet: Sheet, kept: &Kept) {
    let contract = sheet.data.with_value(|data| data.terms.hash);
    sheet.is_substituted.set(kept.contract != contract);
    sheet.answers.set(kept.answers.clone());
    sheet.version.set(kept.sent);
    sheet.sent.set((kept.sent > 0).then_some(kept.is_sent));
}

/// The step that the address names: `?at=3` in open mode, `#3` otherwise, since a fragment stays in the browser.
fn step_of_address(sheet: Sheet) -> usize {
    let location = window().location();
    let text = if is_open(sheet) { location.search() } else { location.hash() }.unwrap_or_default();
    let at = text.trim_start_matches("?at=").trim_start_matches('#').parse().unwrap_or(0);
    at.min(sheet.sections() + 2)
}

/// Goes to a step; the browser's own way back leads through the steps.
pub fn go(sheet: Sheet, at: usize) {
    let at = at.min(sheet.sections() + 2);
    let address = match (is_open(sheet), at) {
        (true, at) => format!("?at={at}"),
        (false, 0) => window().location().pathname().unwrap_or_default(),
        (false, at) => format!("#{at}"),
    };
    if let Ok(history) = window().history() {
        drop(history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address)));
    }
    sheet.at.set(at);
    window().scroll_to_with_x_and_y(0.0, 0.0);
    request_animation_frame(keys::focus_heading);
}

/// Puts the focus on a question of the step that is about to be shown.
pub fn focus_soon(question: usize) {
    request_animation_frame(move || request_animation_frame(move || keys::focus(question)));
}

/// Keeps what was answered.
pub fn keep(sheet: Sheet) {
    let key = device::key(sheet);
    if is_open(sheet) {
        let unsaved = Unsaved { answers: sheet.answers.get_untracked(), version: sheet.version.get_untracked() };
        device::store(&key, &unsaved);
        save_soon(sheet, QUIET);
    } else {
        let kept = device::load::<Kept>(&key);
        let answers = sheet.answers.get_untracked();
        match kept {
            Some(kept) => {
                let kept = Kept { answers, is_sent: sheet.sent.get_untracked() == Some(true), ..kept };
                kept_or_told(sheet, device::store(&key, &kept));
            }
            None => spawn_local(async move {
                let begun = device::begin(sheet).await;
                let is_kept = begun.is_some_and(|kept| device::store(&device::key(sheet), &Kept { answers, ..kept }));
                kept_or_told(sheet, is_kept);
            }),
        }
    }
}

fn kept_or_told(sheet: Sheet, is_kept: bool) {
    sheet.progress.set(if is_kept {
        Progress::Kept
    } else {
        Progress::Refused(
            "Your browser keeps nothing for this page (a private window, or no room). Your answers are lost when you close it; \
             send them before."
                .to_owned(),
        )
    });
}

/// Saves on the server in a moment.
fn save_soon(sheet: Sheet, wait: Duration) {
    SAVING.with_borrow_mut(|(_, again)| *again = true);
    SOON.with_borrow_mut(|soon| {
        if let Some(before) = soon.take() {
            before.clear();
        }
        *soon = set_timeout_with_handle(move || save(sheet, false, 0), wait).ok();
    });
}

/// Saves on the server, one after another.
fn save(sheet: Sheet, send: bool, failed: u32) {
    let begins = SAVING.with_borrow_mut(|(busy, again)| {
        let begins = !*busy;
        if begins {
            (*busy, *again) = (true, false);
        }
        begins
    });
    if !begins {
        // Who wants to send waits for the save that is under way.
        if send {
            set_timeout(move || save(sheet, true, failed), QUIET);
        }
        return;
    }
    sheet.progress.set(Progress::Sending);
    let (survey, version) = (sheet.data.with_value(|data| data.id), sheet.version.get_untracked());
    let answers = sheet.answers.get_untracked();
    spawn_local(async move {
        let text = serde_json::to_string(&answers).unwrap_or_default();
        let saved = save_named(survey, version, text, send).await;
        let again = SAVING.with_borrow_mut(|(busy, again)| {
            *busy = false;
            *again
        });
        match saved {
            Ok(version) => {
                sheet.version.set(version);
                sheet.progress.set(Progress::Kept);
                if again {
                    save_soon(sheet, QUIET);
                } else {
                    device::remove(&device::key(sheet));
                    if send {
                        sheet.sent.set(Some(true));
                        go(sheet, sheet.sections() + 2);
                    }
                }
            }
            Err(Failure::Refused(NamedRefused::Changed)) => {
                sheet.progress.set(Progress::Idle);
                if let Ok(page) = once(&SurveyPage { id: survey.to_string() }).await
                    && let Some(named) = page.named
                {
                    sheet.conflict.set(Some(Conflict { stored: named.draft, version: named.version }));
                }
            }
            Err(Failure::Refused(why)) => sheet.progress.set(Progress::Refused(refused_sentence(&why))),
            Err(failure) if failure.is_passing() && !matches!(failure, Failure::SignedOut) => {
                let wait = wait_after(failed);
                sheet.progress.set(Progress::Waiting(wait));
                set_timeout(move || save(sheet, send, failed + 1), Duration::from_secs(wait.into()));
            }
            Err(failure) => sheet.progress.set(Progress::Refused(failure.sentence().unwrap_or_default())),
        }
    });
}

fn refused_sentence(why: &NamedRefused) -> String {
    match why {
        NamedRefused::Taking(why) => sending::not_taking(*why).to_owned(),
        NamedRefused::Wrong(_) => "Something is missing or does not fit. Nothing was sent.".to_owned(),
        NamedRefused::Confidential | NamedRefused::Changed => {
            "Load this page again, please: the survey is not what it was.".to_owned()
        }
    }
}

/// Keeps what is here, or takes what is stored, after both were shown.
pub fn settle(sheet: Sheet, stored: Option<Answers>, version: u32) {
    sheet.version.set(version);
    sheet.conflict.set(None);
    match stored {
        Some(stored) => {
            sheet.answers.set(stored);
            device::remove(&device::key(sheet));
            sheet.progress.set(Progress::Kept);
        }
        None => keep(sheet),
    }
}

/// Sends the answers.
pub fn send(sheet: Sheet) {
    if is_open(sheet) { save(sheet, true, 0) } else { sending::send(sheet) }
}

/// Removes what this device keeps.
pub fn forget(sheet: Sheet) {
    device::remove(&device::key(sheet));
    drop(window().location().assign("/"));
}
