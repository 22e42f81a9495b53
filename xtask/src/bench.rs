//! `cargo xtask bench`: builds for production, then measures.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::chromium;
use crate::command;
use crate::npm;
use crate::program::{self, Mode};
use crate::step;
use crate::workspace::Workspace;

/// Where results go, in the checkout.
const OUT: &str = "target/bench";

/// Measures load and scale with the program of bench/.
pub fn bench(workspace: &Workspace, arguments: &[OsString]) -> Result<()> {
    let server = server(workspace)?;
    let mut bench = Command::new(workspace.built("release", "bench"));
    bench.arg("--server").arg(server).args(["--site", "target/site", "--out", OUT]);
    measure(&workspace.root, &mut bench, arguments)
}

/// Measures every page with Lighthouse.
pub fn pages(workspace: &Workspace, arguments: &[OsString]) -> Result<()> {
    // First what fails fast.
    npm::install(&workspace.root.join("bench").join("pages"), "for Lighthouse")?;
    let chromium = chromium::find()?;
    let server = server(workspace)?;
    let mut node = Command::new("node");
    node.args(["bench/pages/run.mjs", "--server"]).arg(server).args(["--out", OUT]).env(chromium::VARIABLE, chromium);
    measure(&workspace.root, &mut node, arguments)
}

fn server(workspace: &Workspace) -> Result<PathBuf> {
    program::build(workspace, Mode::Release)?;
    Ok(workspace.built("release", "waymark"))
}

fn measure(root: &Path, command: &mut Command, arguments: &[OsString]) -> Result<()> {
    command.args(arguments).current_dir(root);
    step::loud(&command::describe(command), || command::succeed(command))
}
