//! `cargo xtask check`: formatting, lints, dependencies.

use anyhow::Result;

use crate::command;
use crate::part::Parts;
use crate::step;
use crate::wasm_target;
use crate::workspace::{NATIVE, Workspace};

/// Runs every check, whatever becomes of the ones before.
pub fn check(workspace: &Workspace) -> Result<()> {
    let cargo = |arguments: &[&str]| {
        let mut cargo = workspace.cargo();
        cargo.args(arguments);
        step::loud(&command::describe(&cargo), || command::succeed(&mut cargo))
    };
    let mut parts = Parts::default();
    parts.run("format", || cargo(&["fmt", "--all", "--check"]));
    parts.run("native lints", || cargo(&[&["clippy"], &NATIVE[..], &["--all-targets", "--", "-D", "warnings"]].concat()));
    parts.run("wasm lints", || {
        wasm_target::ensure_installed()?;
        cargo(&["clippy", "-p", "hydrate", "--target", wasm_target::TARGET, "--", "-D", "warnings"])
    });
    if command::on_path("cargo-deny").is_some() {
        parts.run("dependencies", || {
            // Without --workspace it would look at the root package alone.
            cargo(&["deny", "--workspace", "--log-level", "error", "check", "bans", "licenses", "sources"])
        });
    } else {
        step::say("cargo deny skipped: cargo-deny is not installed (`cargo install cargo-deny --locked`)");
    }
    parts.finish()
}
