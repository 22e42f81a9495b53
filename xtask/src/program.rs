//! The native programs: the server, `waymark`, and what measures it, `bench`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command;
use crate::site::{self, Site};
use crate::sizes;
use crate::step;
use crate::workspace::{Workspace, native, shortest};

/// How to build: quickly, or for production.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Quick to build, little optimised; assets are not compressed.
    Dev,
    /// Optimised and compressed.
    Release,
}

impl Mode {
    /// From the flag `--release`.
    pub fn from_release(release: bool) -> Self {
        if release { Self::Release } else { Self::Dev }
    }
}

/// `cargo xtask build`.
pub fn build(workspace: &Workspace, mode: Mode) -> Result<()> {
    let (site, server) = build_all(workspace, mode)?;
    let bytes = server.metadata()?.len();
    print!("{}", sizes::table(&site));
    println!("\n{}: {}", shortest(&server).display(), sizes::megabytes(bytes));
    Ok(())
}

/// `cargo xtask build --site`.
pub fn build_site(workspace: &Workspace, mode: Mode) -> Result<()> {
    print!("{}", sizes::table(&site::build(workspace, mode)?));
    Ok(())
}

/// Builds the site, then the programs, which embed it; returns the site and the server.
pub fn build_all(workspace: &Workspace, mode: Mode) -> Result<(Site, PathBuf)> {
    let site = site::build(workspace, mode)?;
    let server = match mode {
        Mode::Dev => dev(workspace)?,
        Mode::Release => release(workspace)?,
    };
    Ok((site, server))
}

/// Builds every native program without optimising it; returns the server.
pub fn dev(workspace: &Workspace) -> Result<PathBuf> {
    step::loud("programs: cargo build", || {
        let mut cargo = workspace.cargo();
        cargo.arg("build").args(native()).arg("--bins");
        command::succeed(&mut cargo)
    })?;
    Ok(workspace.built("debug", "waymark"))
}

/// Builds the server and the bench for production; returns the server, which is in target/release/ even when cargo
/// builds elsewhere.
fn release(workspace: &Workspace) -> Result<PathBuf> {
    step::loud("programs: cargo build --release", || {
        let mut cargo = workspace.cargo();
        cargo.args(["build", "-p", "server", "-p", "bench", "--release"]);
        command::succeed(&mut cargo)
    })?;
    let built = workspace.built("release", "waymark");
    let home = workspace.root.join("target").join("release");
    let expected = home.join(format!("waymark{}", env::consts::EXE_SUFFIX));
    if built != expected {
        step::quiet("programs: copying the server to target/release", || copy(&built, &expected))?;
    }
    Ok(expected)
}

/// Copies at once, so that a server that runs from the old file is left alone.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let part = to.with_extension("part");
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, &part)
        .and_then(|_| fs::rename(&part, to))
        .with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))
}
