//! `cargo xtask check`: formatting, lints, dependencies.

use anyhow::Result;

use crate::command;
use crate::part::Parts;
use crate::step;
use crate::wasm::ENTRIES;
use crate::wasm_target;
use crate::workspace::{OWN, Workspace, native};

/// Runs every check, whatever becomes of the ones before.
pub fn check(workspace: &Workspace) -> Result<()> {
    let cargo = |arguments: &[&str]| {
        let mut cargo = workspace.cargo();
        cargo.args(arguments);
        step::loud(&command::describe(&cargo), || command::succeed(&mut cargo))
    };
    let mut parts = Parts::default();
    parts.run("format", || cargo(&["fmt", "--all", "--check"]));
    let lint = |selection: &[&str]| cargo(&[&["clippy"], selection, &["--all-targets", "--", "-D", "warnings"]].concat());
    parts.run("native lints", || lint(&native()));
    parts.run("xtask's lints", || lint(&OWN));
    parts.run("wasm lints", || {
        wasm_target::ensure_installed()?;
        ENTRIES.iter().try_for_each(|entry| {
            cargo(&["clippy", "-p", entry.package, "--target", wasm_target::TARGET, "--", "-D", "warnings"])
        })
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
