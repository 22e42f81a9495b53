//! The files of an entry under the names that browsers may keep, referring to each other by these.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::hash::{hash_after_stem, hashed_name, sha256};
use crate::split;
use crate::wasm::Module;

/// What a page of an entry loads: paths in assets/.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    /// The script that the page names.
    pub script: String,
    /// The script that loads chunks, if there are some; the other one imports it.
    pub loader: Option<String>,
    /// What every page loads.
    pub module: String,
    /// What a page of each chunk loads besides.
    pub chunks: BTreeMap<String, Vec<String>>,
}

impl Bundle {
    /// As the server reads it.
    pub fn to_json(&self) -> Value {
        json!({ "script": self.script, "loader": self.loader, "module": self.module, "chunks": self.chunks })
    }

    /// Everything that a page of a chunk loads; of none, where it is in no chunk.
    pub fn files<'a>(&'a self, chunk: Option<&'a str>) -> impl Iterator<Item = &'a str> {
        let chunk = chunk.and_then(|chunk| self.chunks.get(chunk)).into_iter().flatten();
        [&self.script, &self.module].into_iter().chain(&self.loader).chain(chunk).map(String::as_str)
    }
}

/// A file with its logical name, its path in assets/ and its bytes.
pub type Named = (String, String, Vec<u8>);

/// Reads an entry's files and names them.
pub fn bundle(module: &Module) -> Result<(Bundle, Vec<Named>)> {
    let mut files = Vec::new();
    let needs = split::needs(&module.folder)?;
    let script = text(&module.script())?;
    let script_name = format!("{}.js", module.name);
    let mut bundle = Bundle::default();
    if needs.is_empty() {
        bundle.script = hashed_name(&script_name, script.as_bytes());
        files.push((script_name, bundle.script.clone(), script.into_bytes()));
    } else {
        let loader_name = split::loader(module.name);
        let mut loader = text(&module.folder.join(&loader_name))?;
        let parts: BTreeSet<&String> = needs.values().flatten().collect();
        let mut of_part = BTreeMap::new();
        for part in parts {
            let bytes = read(&module.folder.join(format!("{part}.wasm")))?;
            let name = format!("{}.{part}.wasm", module.name);
            let file = hashed_name(&name, &bytes);
            loader = renamed(&loader, &format!("{part}.wasm"), &file)?;
            of_part.insert(part, file.clone());
            files.push((name, file, bytes));
        }
        let of_chunk = |parts: &Vec<String>| parts.iter().map(|part| of_part[part].clone()).collect();
        bundle.chunks = needs.iter().map(|(chunk, parts)| (chunk.clone(), of_chunk(parts))).collect();

        // The two scripts import each other, so neither's name can depend on what the other is called: both carry the hash
        // of what both say before they are given names.
        let hash = sha256(format!("{script}\n{loader}").as_bytes());
        bundle.script = hash_after_stem(&script_name, &hash);
        let loader_file = hash_after_stem(&loader_name, &hash);
        let script = renamed(&script, &loader_name, &loader_file)?;
        let loader = renamed(&loader, &script_name, &bundle.script)?;
        bundle.loader = Some(loader_file.clone());
        files.push((script_name, bundle.script.clone(), script.into_bytes()));
        files.push((loader_name, loader_file, loader.into_bytes()));
    }
    let wasm = read(&module.wasm())?;
    let wasm_name = format!("{}.wasm", module.name);
    bundle.module = hashed_name(&wasm_name, &wasm);
    files.push((wasm_name, bundle.module.clone(), wasm));
    Ok((bundle, files))
}

/// A script that imports or fetches `./<to>` where it did `./<from>`. The name in the object of a module's imports stays:
/// the wasm itself says it.
fn renamed(script: &str, from: &str, to: &str) -> Result<String> {
    for (before, quote) in [("from ", '"'), ("from ", '\''), ("fetched(", '"')] {
        let [from, to] = [from, to].map(|name| format!("{before}{quote}./{name}{quote}"));
        if script.contains(&from) {
            return Ok(script.replace(&from, &to));
        }
    }
    bail!("a script of wasm-bindgen or wasm-split does not name {from}")
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(folder: &Path, chunk: &str) -> Result<Module> {
        for (file, text) in [
            ("waymark.js", "import * as a from './waymark.chunks.js'; ({ \"./waymark.chunks.js\": a })"),
            (
                "waymark.chunks.js",
                "import { initSync } from \"./waymark.js\"; fetched(\"./home.wasm\"); fetched(\"./shared-3.wasm\")",
            ),
            ("waymark_bg.wasm", "main"),
            ("home.wasm", chunk),
            ("shared-3.wasm", "shared"),
            ("chunks.json", r#"{ "home": ["shared-3", "home"], "team": ["shared-3"], "bare": [] }"#),
        ] {
            fs::write(folder.join(file), text)?;
        }
        Ok(Module { name: "waymark", folder: folder.to_owned() })
    }

    #[test]
    fn every_reference_is_to_a_file_that_is_there() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let (bundle, files) = bundle(&module(folder.path(), "home")?)?;
        let there: Vec<&str> = files.iter().map(|(_, file, _)| file.as_str()).collect();
        for chunk in ["home", "team", "bare"] {
            assert!(bundle.files(Some(chunk)).all(|file| there.contains(&file)), "{chunk}: {bundle:?}");
        }
        assert_eq!(bundle.files(Some("home")).count(), 5);
        assert_eq!(bundle.files(Some("bare")).count(), 3);
        for (name, _, bytes) in files.iter().filter(|(_, file, _)| file.rsplit('.').next() == Some("js")) {
            let text = String::from_utf8(bytes.clone())?;
            let named = ["from ", "fetched("].into_iter().flat_map(|before| text.split(before).skip(1));
            let named = named.filter_map(|rest| rest.split(['"', '\'']).nth(1)?.strip_prefix("./"));
            assert!(named.clone().count() > 0 && named.clone().all(|file| there.contains(&file)), "{name}: {text}");
            // As the module calls it.
            assert!(name != "waymark.js" || text.contains("\"./waymark.chunks.js\": a"), "{text}");
        }
        Ok(())
    }

    #[test]
    fn another_chunk_gives_the_scripts_other_names() -> Result<()> {
        let (one, other) = (tempfile::tempdir()?, tempfile::tempdir()?);
        let (one, _) = bundle(&module(one.path(), "home")?)?;
        let (other, _) = bundle(&module(other.path(), "home, changed")?)?;
        assert_ne!(one.script, other.script);
        assert_ne!(one.loader, other.loader);
        assert_eq!(one.module, other.module);
        Ok(())
    }

    #[test]
    fn an_entry_without_chunks_has_one_script() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let module = module(folder.path(), "home")?;
        fs::write(folder.path().join("chunks.json"), "{}")?;
        let (bundle, files) = bundle(&module)?;
        assert_eq!((bundle.loader.clone(), bundle.files(None).count(), files.len()), (None, 2, 2));
        Ok(())
    }

    #[test]
    fn a_script_that_names_no_chunk_is_refused() {
        let error = renamed("import a from './else.js'", "home.wasm", "x").expect_err("it is not named").to_string();
        assert_eq!(error, "a script of wasm-bindgen or wasm-split does not name home.wasm");
    }
}
