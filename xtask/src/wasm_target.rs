//! Rust's standard library for the browser.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail, ensure};

use crate::command;
use crate::step;

/// The target that browsers run.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// How long a download may take before it counts as failed.
const LIMIT: Duration = Duration::from_mins(5);

/// Adds the target with rustup where it is missing.
pub fn ensure_installed() -> Result<()> {
    let library = library_folder()?;
    if has_standard_library(&library) {
        return Ok(());
    }
    let by_hand = format!("install the standard library of {TARGET} for the Rust in use, then start again");
    if command::on_path("rustup").is_none() {
        bail!("Rust lacks the target {TARGET}, and there is no rustup to add it: {by_hand}");
    }
    step::loud(&format!("wasm: rustup target add {TARGET}"), || {
        let mut rustup = Command::new("rustup");
        rustup.args(["target", "add", TARGET]).stdin(Stdio::null());
        command::succeed_within(LIMIT, &mut rustup).map_err(|error| anyhow!("{error:#}: {by_hand}"))
    })?;
    ensure!(has_standard_library(&library), "rustup added {TARGET}, but to another Rust than the one in use: {by_hand}");
    Ok(())
}

/// Where the Rust in use looks for the target's standard library.
fn library_folder() -> Result<PathBuf> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output =
        Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]).output().context("cannot start rustc")?;
    ensure!(output.status.success(), "rustc does not know the target {TARGET}");
    let folder = String::from_utf8(output.stdout).context("rustc's library folder is not UTF-8")?;
    Ok(PathBuf::from(folder.trim_end()))
}

fn has_standard_library(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|files| files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absent_or_empty_folder_has_no_library() -> Result<()> {
        let folder = tempfile::tempdir()?;
        assert!(!has_standard_library(&folder.path().join("absent")));
        assert!(!has_standard_library(folder.path()));
        fs::write(folder.path().join("libstd-0123.rlib"), "")?;
        assert!(has_standard_library(folder.path()));
        Ok(())
    }
}
