//! What a first visit loads, and the size of the program.

use crate::{
    report::{Table, kilobytes, megabytes, or_dash, verdict},
    server::Program,
};
use anyhow::Result;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs, path::Path};

/// Module and script of a first visit, in brotli.
const BUDGET: u64 = 200_000;

/// What `cargo xtask` says that it built.
#[derive(Default, Deserialize)]
struct Manifest {
    files: BTreeMap<String, String>,
    entries: BTreeMap<String, Entry>,
}

/// What pages load, by the chunk that has them.
#[derive(Deserialize)]
struct Entry {
    script: String,
    loader: Option<String>,
    module: String,
    chunks: BTreeMap<String, Vec<String>>,
}

/// Sizes in bytes.
#[derive(Debug, Serialize)]
struct Asset {
    name: String,
    raw: u64,
    brotli: Option<u64>,
    gzip: Option<u64>,
}

/// What a first visit to a page loads, in brotli.
#[derive(Debug, Serialize)]
struct Page {
    entry: String,
    chunk: String,
    files: usize,
    wasm_and_script_brotli: u64,
}

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Outcome {
    assets: Vec<Asset>,
    pages: Vec<Page>,
    budget_brotli: u64,
    program: u64,
}

/// Reads the sizes of the files that `cargo xtask` built.
pub fn measure(program: &Program, site: &Path) -> Result<Outcome> {
    let manifest = fs::read(site.join("manifest.json")).unwrap_or_default();
    let manifest: Manifest = if manifest.is_empty() { Manifest::default() } else { serde_json::from_slice(&manifest)? };
    let length =
        |file: &str, ending: &str| fs::metadata(site.join("assets").join(format!("{file}{ending}"))).ok().map(|file| file.len());
    let mut assets = Vec::new();
    for (name, file) in manifest.files {
        let Some(raw) = length(&file, "") else { anyhow::bail!("manifest.json names {file}, which is not there") };
        assets.push(Asset { name, raw, brotli: length(&file, ".br"), gzip: length(&file, ".gz") });
    }
    let mut pages = Vec::new();
    for (name, entry) in manifest.entries {
        let always: Vec<_> = [entry.script, entry.module].into_iter().chain(entry.loader).collect();
        let chunks = if entry.chunks.is_empty() { BTreeMap::from([(String::new(), Vec::new())]) } else { entry.chunks };
        for (chunk, files) in chunks {
            let files: Vec<_> = always.iter().chain(&files).collect();
            if let Some(wasm_and_script_brotli) = files.iter().map(|file| length(file, ".br")).sum() {
                pages.push(Page { entry: name.clone(), chunk, files: files.len(), wasm_and_script_brotli });
            }
        }
    }
    let outcome = Outcome { assets, pages, budget_brotli: BUDGET, program: program.size()? };
    outcome.print();
    Ok(outcome)
}

impl Outcome {
    fn print(&self) {
        let mut table = Table::new("Assets and program", &["file", "raw", "brotli", "gzip", "budget", "note"]);
        let none = || "-".to_owned();
        for asset in &self.assets {
            let (brotli, gzip) = (or_dash(asset.brotli, kilobytes), or_dash(asset.gzip, kilobytes));
            table.row([asset.name.clone(), kilobytes(asset.raw), brotli, gzip, none(), String::new()]);
        }
        for Page { entry, chunk, files, wasm_and_script_brotli: sum } in &self.pages {
            table.row([
                format!("{entry} {chunk}, {files} files"),
                none(),
                kilobytes(*sum),
                none(),
                kilobytes(BUDGET),
                verdict(*sum <= BUDGET),
            ]);
        }
        table.row(["the program, assets included".to_owned(), megabytes(self.program), none(), none(), none(), String::new()]);
        if self.assets.is_empty() {
            table.note("");
            table.note("The browser's half is not built (no manifest.json): `cargo xtask build --release` makes it.");
        } else if self.pages.is_empty() {
            table.note("");
            table.note("A dev build is not compressed: `cargo xtask build --release` is.");
        }
        table.print();
    }
}
