//! What this device keeps of somebody's answers: everything, until it is sent, and what is needed to change it afterwards.

use super::sheet::Sheet;
use leptos::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use waymark::survey::{
    answer::Answers,
    contract::ContractHash,
    credential::{Evaluation, Seed},
    submission::Submission,
};

/// Of a confidential survey.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// The terms under which it was begun.
    pub contract: ContractHash,
    /// What the credential is made of.
    pub seed: Seed,
    /// What the server gave for it.
    pub evaluation: Option<Evaluation>,
    /// The answers so far.
    pub answers: Answers,
    /// The version that the server has acknowledged; 0 for none.
    pub sent: u32,
    /// Whether that is what stands.
    pub is_sent: bool,
    /// What was sent and not acknowledged: the very same is sent again.
    pub pending: Option<Submission>,
}

/// Of a survey in open mode: what the server has not got yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Unsaved {
    /// The answers so far.
    pub answers: Answers,
    /// The version that they were made from.
    pub version: u32,
}

/// Under what it is kept.
pub fn key(sheet: Sheet) -> String {
    sheet.data.with_value(|data| format!("waymark.survey.{}", data.device))
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// What is kept, if anything is.
pub fn load<T: DeserializeOwned>(key: &str) -> Option<T> {
    serde_json::from_str(&storage()?.get_item(key).ok().flatten()?).ok()
}

/// Keeps it; whether that was possible: a browser may forbid it, or have no room.
pub fn store<T: Serialize>(key: &str, kept: &T) -> bool {
    let text = serde_json::to_string(kept).unwrap_or_default();
    storage().is_some_and(|storage| storage.set_item(key, &text).is_ok())
}

/// Removes it.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        drop(storage.remove_item(key));
    }
}

/// What is kept of a confidential survey, begun now if it was not yet. Two tabs that begin at once begin the same: one waits
/// for the other.
pub async fn begin(sheet: Sheet) -> Option<Kept> {
    let key = key(sheet);
    let work = {
        let (key, contract) = (key.clone(), sheet.data.with_value(|data| data.terms.hash));
        let answers = sheet.answers.get_untracked();
        move || {
            if load::<Kept>(&key).is_none()
                && let Some(seed) = drawn()
            {
                let answers = answers.clone();
                store(&key, &Kept { contract, seed, evaluation: None, answers, sent: 0, is_sent: false, pending: None });
            }
        }
    };
    if alone(&key, &work).await.is_none() {
        work();
    }
    // Asked for, so that the browser does not clear it when it needs room; it may say no.
    drop(window().navigator().storage().persist());
    load(&key)
}

fn drawn() -> Option<Seed> {
    let mut bytes = [0; 32];
    window().crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(Seed::from_bytes(bytes))
}

/// Does it while no other tab does; `None` where the browser has no such locks (over plain http).
async fn alone(name: &str, work: &(impl Fn() + Clone + 'static)) -> Option<()> {
    let locks = js_sys::Reflect::get(&window().navigator(), &"locks".into()).ok().filter(JsValue::is_object)?;
    let request: js_sys::Function = js_sys::Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let work = Closure::<dyn Fn()>::new(work.clone());
    let promise: js_sys::Promise = request.call2(&locks, &name.into(), work.as_ref()).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok().map(drop)
}
