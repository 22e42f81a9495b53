//! Where things are, and how the verbs call cargo.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use cargo_metadata::MetadataCommand;

use crate::wasm::ENTRIES;

/// Every native package, and never a wasm entry: built together with the server it would switch on reactive effects
/// there. The same selection in every native command, so that dependencies compile once.
pub fn native() -> Vec<&'static str> {
    let entries = ENTRIES.iter().flat_map(|entry| ["--exclude", entry.package]);
    ["--workspace"].into_iter().chain(entries).collect()
}

/// xtask itself, as the alias `cargo xtask` builds it.
pub const OWN: [&str; 4] = ["--package", "xtask", "--features", "split"];

/// The checkout and cargo's target directory, which `CARGO_TARGET_DIR` may have moved elsewhere.
pub struct Workspace {
    /// The checkout's root.
    pub root: PathBuf,
    /// Cargo's target directory.
    pub target: PathBuf,
}

impl Workspace {
    /// Asks cargo.
    pub fn find() -> Result<Self> {
        let mut metadata = MetadataCommand::new();
        metadata.no_deps();
        // Set by `cargo run`; without it, the current folder decides.
        if let Some(xtask) = env::var_os("CARGO_MANIFEST_DIR") {
            metadata.current_dir(PathBuf::from(xtask));
        }
        let metadata = metadata.exec().context("cargo cannot describe the workspace")?;
        Ok(Self { root: metadata.workspace_root.into(), target: metadata.target_directory.into() })
    }

    /// What the browser loads. Always in the checkout, because the server embeds it from there.
    pub fn site(&self) -> PathBuf {
        self.root.join("target").join("site")
    }

    /// Intermediate results that save work next time.
    pub fn cache(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// A program that cargo built: `folder` is `debug` or `release`.
    pub fn built(&self, folder: &str, program: &str) -> PathBuf {
        self.target.join(folder).join(format!("{program}{}", env::consts::EXE_SUFFIX))
    }

    /// `cargo`, in the checkout, as it would run from a shell.
    pub fn cargo(&self) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(&self.root);
        // `cargo run` describes xtask to xtask; some build scripts watch these names and would run again for nothing.
        for (name, _) in env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_")
                || text.starts_with("CARGO_MANIFEST_")
                || ["CARGO_BIN_NAME", "CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE"].contains(&&*text)
            {
                cargo.env_remove(&name);
            }
        }
        cargo
    }
}

/// A path as one would type it: relative where it is below the current folder.
pub fn shortest(path: &Path) -> &Path {
    env::current_dir().ok().and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path)
}
