//! Splits a linked module into what every page loads and the chunks that some pages load.
//!
//! The split follows the calls: what only one chunk uses goes there, what everything uses stays, and what some of the
//! chunks use becomes a part of its own, which these load along. It happens before wasm-bindgen, which then sees the
//! module that stays. There are many small parts; those that much the same chunks need are put into one file again.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};

use crate::merge::merge;

/// Which files of wasm a chunk is made of, without their endings, by the chunk's name.
pub type Needs = BTreeMap<String, Vec<String>>;

/// What one more file costs the page that loads it, in bytes: it is asked for, and compressed by itself.
const FILE: u64 = 2500;
/// How small code becomes by compression: a third.
const COMPRESSED: u64 = 3;

/// What a module was split into.
pub struct Split {
    /// What wasm-bindgen goes on with.
    pub main: PathBuf,
    /// Everything else: `<file>.wasm`.
    pub files: Vec<PathBuf>,
}

/// The script that loads the chunks, of the entry of this name.
pub fn loader(entry: &str) -> String {
    format!("{entry}.chunks.js")
}

/// Splits into a folder: the chunks, the script that loads them, and `chunks.json`, which is [`Needs`].
pub fn split(linked: &[u8], entry: &str, folder: &Path) -> Result<Split> {
    let main = folder.join("main.wasm");
    let parts = folder.join("parts");
    let (link, script) = (format!("./{}", loader(entry)), format!("./{entry}.js"));
    let mut options = wasm_split_cli_support::Options::new(linked);
    options.output_dir = &parts;
    options.main_out_path = &main;
    options.link_name = &link;
    options.main_module = &script;
    let split = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("cannot split the wasm: {error:#}"))?;

    let mut chunks: Vec<String> = split.prefetch_map.keys().cloned().collect();
    chunks.sort();
    ensure!(chunks.len() <= 64, "more than 64 chunks");
    let mut of_part: BTreeMap<&String, u64> = BTreeMap::new();
    for (bit, chunk) in chunks.iter().enumerate() {
        for part in &split.prefetch_map[chunk] {
            *of_part.entry(part).or_default() |= 1 << bit;
        }
    }
    let mut read = Vec::new();
    for (part, chunks) in of_part {
        let bytes = fs::read(parts.join(format!("{part}.wasm")))?;
        read.push(Group { chunks, size: bytes.len() as u64, parts: vec![bytes] });
    }
    let mut needs: Needs = chunks.iter().map(|chunk| (chunk.clone(), Vec::new())).collect();
    let mut files = Vec::new();
    for (number, group) in grouped(read).into_iter().enumerate() {
        let members = chunks.iter().enumerate().filter(|(bit, _)| group.chunks >> bit & 1 == 1).map(|(_, chunk)| chunk);
        let members: Vec<&String> = members.collect();
        let name = match members[..] {
            [one] => one.clone(),
            _ => format!("shared-{number}"),
        };
        let path = folder.join(format!("{name}.wasm"));
        ensure!(!path.exists(), "two files are called {name}");
        fs::write(&path, merge(&group.parts)?)?;
        files.push(path);
        for chunk in members {
            needs.entry(chunk.clone()).or_default().push(name.clone());
        }
    }
    let made = fs::read_to_string(parts.join(&link)).context("the split made no script")?;
    fs::write(folder.join(loader(entry)), script_for(&made, &needs)?)?;
    fs::remove_dir_all(&parts)?;
    fs::write(folder.join("chunks.json"), serde_json::to_vec_pretty(&needs)?)?;
    Ok(Split { main, files })
}

/// The same of a module without chunks.
pub fn whole(linked: &[u8], folder: &Path) -> Result<Split> {
    let main = folder.join("main.wasm");
    fs::write(&main, linked)?;
    fs::write(folder.join("chunks.json"), "{}")?;
    Ok(Split { main, files: Vec::new() })
}

/// What [`split`] wrote.
pub fn needs(folder: &Path) -> Result<Needs> {
    let path = folder.join("chunks.json");
    let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(serde_json::from_slice(&text)?)
}

/// Parts for one file.
struct Group {
    /// Which chunks load it, a bit each.
    chunks: u64,
    size: u64,
    parts: Vec<Vec<u8>>,
}

impl Group {
    /// What all pages together save when these two are one file: a file for each chunk that loads both, less what the
    /// others would load without using it.
    fn gain(&self, other: &Self) -> i128 {
        let both = u64::from((self.chunks & other.chunks).count_ones());
        let unused = u64::from((self.chunks & !other.chunks).count_ones()) * other.size
            + u64::from((other.chunks & !self.chunks).count_ones()) * self.size;
        i128::from(both * FILE) - i128::from(unused / COMPRESSED)
    }
}

/// Puts together what is better in one file, the best first, until nothing is.
fn grouped(mut groups: Vec<Group>) -> Vec<Group> {
    loop {
        let pairs = (0..groups.len()).flat_map(|one| (one + 1..groups.len()).map(move |other| (one, other)));
        let best = pairs.map(|(one, other)| (groups[one].gain(&groups[other]), one, other)).max_by_key(|(gain, ..)| *gain);
        let Some((1.., one, other)) = best else { return groups };
        let Group { chunks, size, parts } = groups.remove(other);
        let into = &mut groups[one];
        into.chunks |= chunks;
        into.size += size;
        into.parts.extend(parts);
    }
}

/// The script of wasm-split with other files: what it says of them begins with the first chunk or comment. A page may
/// have begun to fetch some, and says so with `expect`.
fn script_for(made: &str, needs: &Needs) -> Result<String> {
    let begins = ["\n/* ", "\nexport const "].iter().filter_map(|start| made.find(start)).min();
    let begins = begins.context("the script of wasm-split looks different")?;
    ensure!(made[..begins].contains("function makeLoad(fetcher, deps)"), "the script of wasm-split loads differently");
    let mut script = made[..begins].to_owned();
    script.push_str(
        "
const early = {};
export const expect = (answers) => Object.assign(early, answers);
const fetched = (file) => makeLoad(() => {
    const url = new URL(file, import.meta.url);
    const answer = early[url.pathname] ?? fetch(url);
    delete early[url.pathname];
    answer.catch(() => {});
    return async (imports) => WebAssembly.instantiateStreaming(answer, imports);
}, []);
",
    );
    let mut files: Vec<&String> = needs.values().flatten().collect();
    files.sort();
    files.dedup();
    for (number, file) in files.iter().enumerate() {
        writeln!(script, "const file{number} = fetched(\"./{file}.wasm\");")?;
    }
    for (chunk, own) in needs {
        let own = own.iter().filter_map(|file| files.binary_search(&file).ok()).map(|number| format!("file{number}"));
        let own = own.collect::<Vec<_>>().join(", ");
        writeln!(script, "export const __wasm_split_load_{chunk} = wrapAsyncCb(makeLoad(() => async () => {{}}, [{own}]));")?;
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(chunks: u64, size: u64) -> Group {
        Group { chunks, size, parts: vec![Vec::new()] }
    }

    fn sorted(groups: Vec<Group>) -> Vec<(u64, u64, usize)> {
        let mut groups: Vec<_> = groups.into_iter().map(|group| (group.chunks, group.size, group.parts.len())).collect();
        groups.sort_unstable();
        groups
    }

    #[test]
    fn small_parts_of_much_the_same_chunks_share_a_file() {
        let groups = vec![group(0b111, 100), group(0b111, 90_000), group(0b110, 300), group(0b100, 40_000)];
        assert_eq!(sorted(grouped(groups)), [(0b100, 40_000, 1), (0b111, 90_400, 3)]);
    }

    #[test]
    fn no_page_loads_much_that_only_others_need() {
        let groups = vec![group(0b01, 60_000), group(0b10, 60_000), group(0b11, 60_000)];
        assert_eq!(grouped(groups).len(), 3);
    }

    #[test]
    fn the_script_loads_a_file_that_two_chunks_need_once() -> Result<()> {
        let made = "import { initSync } from \"./waymark.js\";\nfunction makeLoad(fetcher, deps) {}\n/* home, team */\nold";
        let needs: Needs = [("home", vec!["home", "shared-1"]), ("team", vec!["shared-1"])]
            .map(|(chunk, files)| (chunk.to_owned(), files.into_iter().map(str::to_owned).collect()))
            .into();
        let script = script_for(made, &needs)?;
        assert!(script.starts_with("import { initSync } from \"./waymark.js\";") && !script.contains("old"), "{script}");
        assert_eq!(script.matches("fetched(\"./shared-1.wasm\")").count(), 1, "{script}");
        assert!(
            script.contains("__wasm_split_load_home = wrapAsyncCb(makeLoad(() => async () => {}, [file0, file1]));"),
            "{script}"
        );
        assert!(script.contains("__wasm_split_load_team = wrapAsyncCb(makeLoad(() => async () => {}, [file1]));"), "{script}");
        Ok(())
    }

    #[test]
    fn another_script_than_the_one_that_is_known_is_refused() {
        assert!(script_for("", &Needs::new()).is_err());
        assert!(script_for("function load() {}\nexport const a = 1;", &Needs::new()).is_err());
    }
}
