//! How the program was built.

use leptos::prelude::*;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// A server built together with the browser's half would run effects, and panic at its start.
#[tokio::test]
async fn effects_do_not_run_on_the_server() {
    let ran = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&ran);
    let owner = Owner::new();
    owner.with(|| Effect::new(move |_| flag.store(true, Ordering::SeqCst)));
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    assert!(!ran.load(Ordering::SeqCst));
}
