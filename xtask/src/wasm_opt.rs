//! Makes the wasm smaller, with wasm-opt from npm's `binaryen`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::command;
use crate::hash::sha256;
use crate::npm;
use crate::step;
use crate::workspace::Workspace;

/// What rustc's target enables and no more: with `--all-features` it writes modules that browsers refuse.
const FLAGS: [&str; 11] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-multivalue",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// wasm-opt, in the version that xtask/wasm-opt/package-lock.json names.
pub struct WasmOpt {
    folder: PathBuf,
    /// Changes whenever its result might.
    pub identity: String,
}

impl WasmOpt {
    /// Finds it where Node is; elsewhere says that this step is skipped.
    pub fn find(workspace: &Workspace) -> Result<Option<Self>> {
        if !npm::is_available() {
            step::say("wasm: wasm-opt skipped, it needs Node.js and npm; the wasm stays a little larger");
            return Ok(None);
        }
        let folder = workspace.root.join("xtask").join("wasm-opt");
        let lock = folder.join("package-lock.json");
        let lock = fs::read_to_string(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
        let identity = sha256((lock + &FLAGS.join(" ")).as_bytes());
        Ok(Some(Self { folder, identity }))
    }

    /// Installs it; where that fails, as without a network, says that this step is skipped.
    pub fn installed(self) -> Option<Self> {
        match npm::install(&self.folder, "for wasm-opt") {
            Ok(()) => Some(self),
            Err(error) => {
                step::say(&format!("wasm: wasm-opt skipped, the wasm stays a little larger: {error:#}"));
                None
            }
        }
    }

    /// Replaces the file.
    pub fn optimise(&self, wasm: &Path) -> Result<()> {
        let smaller = wasm.with_extension("optimised");
        let mut node = Command::new("node");
        node.arg(self.folder.join("node_modules").join("binaryen").join("bin").join("wasm-opt"))
            .args(FLAGS)
            .arg(wasm)
            .arg("-o")
            .arg(&smaller)
            .stdin(Stdio::null());
        command::succeed(&mut node)?;
        fs::rename(&smaller, wasm).with_context(|| format!("cannot replace {}", wasm.display()))
    }
}
