//! The browser's half: the wasm entries, compiled and split into chunks, and the scripts that load them.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::command;
use crate::hash::sha256;
use crate::program::Mode;
use crate::prune;
use crate::split;
use crate::step;
use crate::wasm_opt::WasmOpt;
use crate::wasm_target;
use crate::workspace::Workspace;

/// A wasm entry: a package that links to a module of its own, of which the server names one in each page.
pub struct Entry {
    /// The package, a cdylib.
    pub package: &'static str,
    /// What its files are called, and what the server calls it.
    pub name: &'static str,
    /// Whether it has chunks: its build script then has the linker keep what the split follows (`--emit-relocs`).
    pub has_chunks: bool,
}

/// Every entry. A new one is also a member of the workspace, but none of its default members.
pub const ENTRIES: [Entry; 2] = [
    Entry { package: "hydrate", name: "waymark", has_chunks: true },
    Entry { package: "answer", name: "answer", has_chunks: false },
];

/// What of xtask itself decides on the files.
const OWN: &str = concat!(include_str!("prune.rs"), include_str!("split.rs"), include_str!("merge.rs"), include_str!("wasm.rs"));

/// What the browser loads of an entry, in a folder that the next build reuses.
pub struct Module {
    /// The entry's name.
    pub name: &'static str,
    /// Where it is: `<name>.js`, `<name>_bg.wasm`, what [`split`] makes, and `snippets/` where the script imports some.
    pub folder: PathBuf,
}

impl Module {
    /// The script that loads the wasm.
    pub fn script(&self) -> PathBuf {
        self.folder.join(format!("{}.js", self.name))
    }

    /// What every page loads.
    pub fn wasm(&self) -> PathBuf {
        self.folder.join(format!("{}_bg.wasm", self.name))
    }
}

/// Compiles every entry; then, unless that gave the same as last time, splits it, makes the scripts and optimises for
/// release.
pub fn build(workspace: &Workspace, mode: Mode) -> Result<Vec<Module>> {
    let lock = workspace.root.join("Cargo.lock");
    let lock = fs::read_to_string(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let versions = Versions::locked(&lock)?;
    wasm_target::ensure_installed()?;
    ENTRIES.iter().map(|entry| build_entry(workspace, mode, entry, &versions)).collect()
}

fn build_entry(workspace: &Workspace, mode: Mode, entry: &Entry, versions: &Versions) -> Result<Module> {
    let profile = match mode {
        Mode::Dev => "wasm-dev",
        Mode::Release => "wasm-release",
    };
    let package = entry.package;
    step::loud(&format!("wasm: cargo build -p {package} ({profile})"), || {
        let mut cargo = workspace.cargo();
        cargo.args(["build", "-p", package, "--target", wasm_target::TARGET, "--profile", profile]);
        command::succeed(&mut cargo)
    })?;
    let linked = workspace.target.join(wasm_target::TARGET).join(profile).join(format!("{}.wasm", package.replace('-', "_")));
    let linked = fs::read(&linked).with_context(|| format!("cannot read {}", linked.display()))?;

    let cache = workspace.cache().join(profile);
    let module = Module { name: entry.name, folder: cache.join(entry.name) };
    let stamp = |optimiser: Option<&WasmOpt>| {
        let optimiser = optimiser.map_or("none", |optimiser| &optimiser.identity);
        format!("{} {versions} {} wasm-opt {optimiser}", sha256(&linked), sha256(OWN.as_bytes()))
    };
    let last = fs::read_to_string(module.folder.join("stamp")).ok();
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
        return Ok(module);
    }

    // Made beside the old one, which it replaces when it is whole.
    let fresh = Module { name: entry.name, folder: cache.join(format!("{}.new", entry.name)) };
    remove_folder(&fresh.folder)?;
    fs::create_dir_all(&fresh.folder)?;
    let pruned = prune::prune(&linked)?;
    let split = if entry.has_chunks {
        step::quiet("wasm: splitting into chunks", || split::split(&pruned, entry.name, &fresh.folder))?
    } else {
        split::whole(&pruned, &fresh.folder)?
    };
    step::quiet(&format!("wasm: {versions}"), || bind(&split.main, &fresh, mode))?;
    fs::remove_file(&split.main)?;
    if let Some(optimiser) = &optimiser {
        step::quiet("wasm: wasm-opt -Oz (a minute or two)", || {
            split.files.iter().chain([&fresh.wasm()]).try_for_each(|wasm| optimiser.optimise(wasm))
        })?;
    }
    fs::write(fresh.folder.join("stamp"), stamp(optimiser.as_ref()))?;
    remove_folder(&module.folder)?;
    fs::rename(&fresh.folder, &module.folder).with_context(|| format!("cannot replace {}", module.folder.display()))?;
    Ok(module)
}

/// Makes the script, and the wasm that fits it.
fn bind(main: &Path, module: &Module, mode: Mode) -> Result<()> {
    let release = mode == Mode::Release;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(main)
        .out_name(module.name)
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                // The chunks link to what the module exports, by the names that it has now.
                .keep_lld_exports(true)
                .demangle(false)
                .keep_debug(!release)
                .remove_name_section(release)
                .remove_producers_section(release)
                .generate(&module.folder)
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

/// The versions of what makes the files; these may differ when those do.
struct Versions {
    bindgen: String,
    split: String,
}

impl Versions {
    /// From the text of a Cargo.lock.
    fn locked(lock: &str) -> Result<Self> {
        let split = locked(lock, "wasm_split_cli_support").context("Cargo.lock names no wasm_split_cli_support")?;
        Ok(Self { bindgen: bindgen_version(lock)?.to_owned(), split: split.to_owned() })
    }
}

impl fmt::Display for Versions {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "wasm-bindgen {}, wasm-split {}", self.bindgen, self.split)
    }
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
