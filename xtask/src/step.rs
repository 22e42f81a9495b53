//! One line on the terminal for each thing that is done, and how long it took.

use std::io::{Write, stderr};
use std::time::Instant;

use anyhow::Result;

/// Does something that prints nothing itself: one line, completed with the seconds it took.
pub fn quiet<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprint!("==> {what} ... ");
    // A line that shows late is not worth failing for.
    let _ = stderr().flush();
    let started = Instant::now();
    match work() {
        Ok(value) => {
            eprintln!("{:.1} s", started.elapsed().as_secs_f64());
            Ok(value)
        }
        Err(error) => {
            eprintln!("failed");
            Err(error)
        }
    }
}

/// Does something that shows its own progress: one line before, one after.
pub fn loud<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("==> {what}");
    let started = Instant::now();
    let result = work();
    let outcome = if result.is_ok() { "done" } else { "failed" };
    eprintln!("==> {what}: {outcome}, {:.1} s", started.elapsed().as_secs_f64());
    result
}

/// Says something that takes no time.
pub fn say(line: &str) {
    eprintln!("==> {line}");
}
