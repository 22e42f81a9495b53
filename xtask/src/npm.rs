//! Packages from npm, installed exactly as their lock file says.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::command;
use crate::hash::sha256;
use crate::step;
use crate::workspace::shortest;

/// Whether Node and npm are here.
pub fn is_available() -> bool {
    command::on_path("node").is_some() && command::on_path("npm").is_some()
}

/// Runs `npm ci` in a folder, unless its lock file is the one of the last time. `purpose` completes the sentence
/// "Node.js and npm are needed ...".
pub fn install(folder: &Path, purpose: &str) -> Result<()> {
    ensure!(is_available(), "Node.js and npm are needed {purpose}, and are not on PATH: install Node.js 20 or later");
    let lock = folder.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let stamp = folder.join("node_modules").join(".installed-lock");
    let installed = sha256(&lock);
    if fs::read_to_string(&stamp).is_ok_and(|stamped| stamped == installed) {
        return Ok(());
    }
    step::loud(&format!("npm ci in {}", shortest(folder).display()), || {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(folder).stdin(Stdio::null());
        command::succeed(&mut npm)
    })?;
    // A lock file without packages leaves no folder behind.
    fs::create_dir_all(folder.join("node_modules"))?;
    fs::write(&stamp, installed).with_context(|| format!("cannot write {}", stamp.display()))
}
