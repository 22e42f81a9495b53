//! The browser's half: `hydrate` compiled to wasm, and the script that loads it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::command;
use crate::hash::sha256;
use crate::program::Mode;
use crate::step;
use crate::wasm_opt::WasmOpt;
use crate::wasm_target;
use crate::workspace::Workspace;

/// What the browser loads, in a folder that the next build reuses.
pub struct Module {
    /// The script that loads the wasm.
    pub script: PathBuf,
    /// The wasm.
    pub wasm: PathBuf,
    /// Further scripts that the first one imports; the folder is absent when there are none.
    pub snippets: PathBuf,
}

impl Module {
    fn within(folder: &Path) -> Self {
        Self { script: folder.join("waymark.js"), wasm: folder.join("waymark_bg.wasm"), snippets: folder.join("snippets") }
    }
}

/// Compiles `hydrate`; then, unless that gave the same as last time, makes the script and optimises for release.
pub fn build(workspace: &Workspace, mode: Mode) -> Result<Module> {
    let lock = workspace.root.join("Cargo.lock");
    let lock = fs::read_to_string(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let version = bindgen_version(&lock)?;
    wasm_target::ensure_installed()?;
    let profile = match mode {
        Mode::Dev => "wasm-dev",
        Mode::Release => "wasm-release",
    };
    step::loud(&format!("wasm: cargo build -p hydrate ({profile})"), || {
        let mut cargo = workspace.cargo();
        cargo.args(["build", "-p", "hydrate", "--target", wasm_target::TARGET, "--profile", profile]);
        command::succeed(&mut cargo)
    })?;
    let compiled = workspace.target.join(wasm_target::TARGET).join(profile).join("hydrate.wasm");
    let bytes = fs::read(&compiled).with_context(|| format!("cannot read {}", compiled.display()))?;

    let folder = workspace.cache().join(profile);
    let stamp = |optimiser: Option<&WasmOpt>| {
        let optimiser = optimiser.map_or("none", |optimiser| &optimiser.identity);
        format!("{} wasm-bindgen {version} wasm-opt {optimiser}", sha256(&bytes))
    };
    let last = fs::read_to_string(folder.join("stamp")).ok();
    let mut optimiser = match mode {
        Mode::Dev => None,
        Mode::Release => WasmOpt::find(workspace)?,
    };
    let is_last = |optimiser: Option<&WasmOpt>| last.as_ref() == Some(&stamp(optimiser));
    if !is_last(optimiser.as_ref()) {
        // After the look at the stamp: what has been optimised already needs no optimiser.
        optimiser = optimiser.and_then(WasmOpt::installed);
    }
    if is_last(optimiser.as_ref()) {
        return Ok(Module::within(&folder));
    }

    // Made beside the old one, which it replaces when it is whole.
    let fresh = workspace.cache().join(format!("{profile}.new"));
    remove_folder(&fresh)?;
    fs::create_dir_all(&fresh)?;
    step::quiet(&format!("wasm: wasm-bindgen {version}"), || bind(&compiled, &fresh, mode))?;
    if let Some(optimiser) = &optimiser {
        step::quiet("wasm: wasm-opt -Oz (some 20 s)", || optimiser.optimise(&Module::within(&fresh).wasm))?;
    }
    fs::write(fresh.join("stamp"), stamp(optimiser.as_ref()))?;
    remove_folder(&folder)?;
    fs::rename(&fresh, &folder).with_context(|| format!("cannot replace {}", folder.display()))?;
    Ok(Module::within(&folder))
}

/// Makes the script, and the wasm that fits it.
fn bind(compiled: &Path, folder: &Path, mode: Mode) -> Result<()> {
    let release = mode == Mode::Release;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .out_name("waymark")
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                .keep_debug(!release)
                .remove_name_section(release)
                .remove_producers_section(release)
                .generate(folder)
        })
        // An `Error` of another version of anyhow would not convert by itself.
        .map_err(|error| anyhow::anyhow!("wasm-bindgen: {error:#}"))
}

fn remove_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

/// The one version of wasm-bindgen, in the wasm and here: they speak a format that changes with every version.
fn bindgen_version(lock: &str) -> Result<&str> {
    let (Some(library), Some(tool)) = (locked(lock, "wasm-bindgen"), locked(lock, "wasm-bindgen-cli-support")) else {
        bail!("Cargo.lock names no wasm-bindgen or no wasm-bindgen-cli-support");
    };
    ensure!(
        library == tool,
        "Cargo.lock has wasm-bindgen {library} but wasm-bindgen-cli-support {tool}, and they must be the same: run \
         `cargo update -p wasm-bindgen-cli-support --precise {library}`"
    );
    Ok(library)
}

/// The version of a package in the text of a Cargo.lock.
fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let mut lines = lock.lines();
    lines.find(|line| line.strip_prefix("name = ").is_some_and(|name| name.trim_matches('"') == package))?;
    Some(lines.next()?.strip_prefix("version = ")?.trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(library: &str, tool: &str) -> String {
        format!(
            "version = 4\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"{library}\"\n\n[[package]]\n\
             name = \"wasm-bindgen-cli-support\"\nversion = \"{tool}\"\n"
        )
    }

    #[test]
    fn the_same_version_on_both_sides_is_accepted() -> Result<()> {
        assert_eq!(bindgen_version(&lock("0.2.130", "0.2.130"))?, "0.2.130");
        Ok(())
    }

    #[test]
    fn another_version_here_is_refused_with_the_remedy() {
        let error = bindgen_version(&lock("0.2.130", "0.2.131")).expect_err("they differ").to_string();
        assert!(error.contains("wasm-bindgen 0.2.130 but wasm-bindgen-cli-support 0.2.131"), "{error}");
        assert!(error.contains("`cargo update -p wasm-bindgen-cli-support --precise 0.2.130`"), "{error}");
    }

    #[test]
    fn a_lock_without_them_is_refused() {
        assert!(bindgen_version("version = 4\n").is_err());
    }

    #[test]
    fn this_checkout_has_one_version() -> Result<()> {
        let lock = Workspace::find()?.root.join("Cargo.lock");
        bindgen_version(&fs::read_to_string(lock)?)?;
        Ok(())
    }
}
