//! What a first visit loads, and the size of the program.

use crate::{
    report::{Table, kilobytes, megabytes, or_dash, verdict},
    server::Program,
};
use anyhow::Result;
use serde::Serialize;
use std::{collections::BTreeMap, fs, path::Path};

/// Module and script of a first visit, in brotli.
const BUDGET: u64 = 200_000;

/// What the budget counts; snippets are scripts too.
fn is_counted(name: &str) -> bool {
    matches!(Path::new(name).extension().and_then(|ending| ending.to_str()), Some("wasm" | "js"))
}

/// Sizes in bytes.
#[derive(Debug, Serialize)]
struct Asset {
    name: String,
    raw: u64,
    brotli: Option<u64>,
    gzip: Option<u64>,
}

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Outcome {
    assets: Vec<Asset>,
    wasm_and_script_brotli: Option<u64>,
    budget_brotli: u64,
    program: u64,
}

/// Reads the sizes of the files that `cargo xtask` built.
pub fn measure(program: &Program, site: &Path) -> Result<Outcome> {
    let manifest = fs::read(site.join("manifest.json")).unwrap_or_default();
    let manifest: BTreeMap<String, String> =
        if manifest.is_empty() { BTreeMap::new() } else { serde_json::from_slice(&manifest)? };
    let mut assets = Vec::new();
    for (name, file) in manifest {
        let length = |ending: &str| fs::metadata(site.join("assets").join(format!("{file}{ending}"))).ok().map(|file| file.len());
        let Some(raw) = length("") else { anyhow::bail!("manifest.json names {file}, which is not there") };
        assets.push(Asset { name, raw, brotli: length(".br"), gzip: length(".gz") });
    }
    let counted: Vec<_> = assets.iter().filter(|asset| is_counted(&asset.name)).map(|asset| asset.brotli).collect();
    let wasm_and_script_brotli = if counted.is_empty() { None } else { counted.into_iter().sum() };
    let outcome = Outcome { assets, wasm_and_script_brotli, budget_brotli: BUDGET, program: program.size()? };
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
        let sum = self.wasm_and_script_brotli;
        table.row([
            "module + script".to_owned(),
            none(),
            or_dash(sum, kilobytes),
            none(),
            kilobytes(BUDGET),
            or_dash(sum, |sum| verdict(sum <= BUDGET)),
        ]);
        table.row(["the program, assets included".to_owned(), megabytes(self.program), none(), none(), none(), String::new()]);
        if self.assets.is_empty() {
            table.note("");
            table.note("The browser's half is not built (no manifest.json): `cargo xtask build --release` makes it.");
        } else if sum.is_none() {
            table.note("");
            table.note("A dev build is not compressed: `cargo xtask build --release` is.");
        }
        table.print();
    }
}
