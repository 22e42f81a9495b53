//! `cargo xtask run`: builds everything, then becomes the server.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::program::{self, Mode};
use crate::step;
use crate::workspace::{Workspace, shortest};

/// What to serve, and where.
pub struct Served {
    /// The address to listen on.
    pub addr: String,
    /// The database's folder; none for data/ in the checkout.
    pub data: Option<PathBuf>,
    /// No demo company.
    pub empty: bool,
}

/// Returns only when something failed.
pub fn run(workspace: &Workspace, mode: Mode, what: &Served) -> Result<()> {
    let (_, server) = program::build_all(workspace, mode)?;
    let data = what.data.clone().unwrap_or_else(|| shortest(&workspace.root.join("data")).to_path_buf());
    let verb = if what.empty { "serve" } else { "demo" };
    step::say(&format!("waymark {verb} --addr {} --data {}", what.addr, data.display()));
    let mut waymark = Command::new(server);
    waymark.args([verb, "--addr", &what.addr, "--data"]).arg(data);
    become_it(&mut waymark)
}

/// Replaces this process, so that Ctrl-C and other signals reach the server itself.
#[cfg(unix)]
fn become_it(command: &mut Command) -> Result<()> {
    let error = std::os::unix::process::CommandExt::exec(command);
    Err(error).with_context(|| format!("cannot start `{}`", crate::command::describe(command)))
}

#[cfg(not(unix))]
fn become_it(command: &mut Command) -> Result<()> {
    crate::command::succeed(command)
}
