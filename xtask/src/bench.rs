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

/// How many drawn companies the attacker of the test suite tries.
const ATTACKED: &str = "10000";

/// How often the attacker of the test suite learns something from what surveys publish.
pub fn attacker(workspace: &Workspace) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["test", "-p", "waymark", "--release", "--test", "attacker", "coalitions_stay", "--", "--nocapture"]);
    cargo.env("ATTACKED_SURVEYS", ATTACKED);
    measure(&workspace.root, &mut cargo, &[])
}

/// Measures load and scale with the program of bench/.
pub fn bench(workspace: &Workspace, arguments: &[OsString]) -> Result<()> {
    let server = server(workspace)?;
    let mut bench = Command::new(workspace.built("release", "bench"));
    bench.arg("--server").arg(server).args(["--site", "target/site", "--out", OUT]);
    measure(&workspace.root, &mut bench, arguments)?;
    if arguments.is_empty() { attacker(workspace) } else { Ok(()) }
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
