//! What the browser loads: target/site, which the server embeds.
//!
//! `manifest.json` maps logical names (`waymark.js`, `style.css`, every file of public/) to the names in `assets/`,
//! which carry a hash of their content and so may be cached for ever; and says of every wasm entry what a page loads. A
//! file whose content stays keeps its time, so that cargo does not build the server again for nothing; and the manifest
//! is written after the assets it names, so that a build that fails leaves the old site.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::bundle::{self, Bundle};
use crate::encoding::{Encoding, is_compressible};
use crate::hash::hashed_name;
use crate::program::Mode;
use crate::step;
use crate::styles;
use crate::wasm::{self, Module};
use crate::workspace::Workspace;

/// One file of the site.
pub struct Asset {
    /// What the program calls it.
    pub name: String,
    /// Its path in assets/.
    pub file: String,
    /// Sizes in bytes: as it is, in brotli, in gzip.
    pub raw: usize,
    pub brotli: Option<usize>,
    pub gzip: Option<usize>,
}

/// What there is in a site.
pub struct Site {
    /// Every file.
    pub assets: Vec<Asset>,
    /// The wasm entries, by name.
    pub entries: BTreeMap<String, Bundle>,
}

/// Builds the site, and says what is in it.
pub fn build(workspace: &Workspace, mode: Mode) -> Result<Site> {
    let _lock = lock(workspace)?;
    let modules = wasm::build(workspace, mode)?;
    let style = step::quiet("css: bundling style/main.css", || styles::bundle(&workspace.root.join("style").join("main.css")))?;
    let what = match mode {
        Mode::Dev => "site: writing target/site",
        Mode::Release => "site: compressing and writing target/site",
    };
    step::quiet(what, || {
        let mut contents = Contents::default();
        contents.add("style.css", style.into_bytes())?;
        for module in &modules {
            contents.add_entry(module)?;
        }
        contents.add_folder(&workspace.root.join("public"))?;
        let assets = write(&workspace.site(), &contents, mode)?;
        Ok(Site { assets, entries: contents.entries })
    })
}

/// Keeps a second xtask in the same checkout waiting while the site is being built.
fn lock(workspace: &Workspace) -> Result<File> {
    let path = workspace.root.join("target").join(".site-lock");
    fs::create_dir_all(workspace.root.join("target"))?;
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    if file.try_lock().is_err() {
        step::quiet("site: waiting for another xtask", || Ok(file.lock()?))?;
    }
    Ok(file)
}

/// A file to be: its path in assets/ and its bytes.
struct Content {
    file: String,
    bytes: Vec<u8>,
}

/// The files to be, by logical name, and what the entries make of them.
#[derive(Default)]
struct Contents {
    files: BTreeMap<String, Content>,
    entries: BTreeMap<String, Bundle>,
}

impl Contents {
    fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<()> {
        let file = hashed_name(name, &bytes);
        self.insert(name, Content { file, bytes })
    }

    fn insert(&mut self, name: &str, content: Content) -> Result<()> {
        let taken = self.files.insert(name.to_owned(), content);
        ensure!(taken.is_none(), "public/{name} has a name that the build itself uses: rename it");
        Ok(())
    }

    /// Adds the files of a wasm entry, and what its script imports by name.
    fn add_entry(&mut self, module: &Module) -> Result<()> {
        let (bundle, files) = bundle::bundle(module)?;
        for (name, file, bytes) in files {
            self.insert(&name, Content { file, bytes })?;
        }
        self.entries.insert(module.name.to_owned(), bundle);
        self.add_fixed_folder("snippets", &module.folder.join("snippets"))
    }

    /// Adds every file below a folder that is there, under its relative path; not the likes of .gitkeep.
    fn add_folder(&mut self, folder: &Path) -> Result<()> {
        for (name, path) in files_below(folder)? {
            let hidden = path.file_name().is_some_and(|file| file.to_string_lossy().starts_with('.'));
            if !hidden {
                self.add(&name, read(&path)?)?;
            }
        }
        Ok(())
    }

    /// Adds every file below a folder that is there, with the prefix before its relative path and no hash.
    fn add_fixed_folder(&mut self, prefix: &str, folder: &Path) -> Result<()> {
        for (relative, path) in files_below(folder)? {
            let name = format!("{prefix}/{relative}");
            let content = Content { file: name.clone(), bytes: read(&path)? };
            // Two entries may import the same.
            if self.files.get(&name).is_none_or(|there| there.bytes != content.bytes) {
                self.insert(&name, content)?;
            }
        }
        Ok(())
    }
}

/// Writes what differs, removes what is no longer named.
fn write(site: &Path, Contents { files, entries }: &Contents, mode: Mode) -> Result<Vec<Asset>> {
    let folder = site.join("assets");
    let mut keep = BTreeSet::new();
    let mut assets = Vec::new();
    for (name, content) in files {
        let path = folder.join(&content.file);
        let same = write_if_changed(&path, &content.bytes)? == Written::Unchanged;
        keep.insert(path);
        let mut compressed = |encoding: Encoding| -> Result<Option<usize>> {
            if mode == Mode::Dev || !is_compressible(&content.file) {
                return Ok(None);
            }
            let path = folder.join(format!("{}.{}", content.file, encoding.extension()));
            let length = match path.metadata() {
                Ok(metadata) if same => usize::try_from(metadata.len())?,
                _ => {
                    let bytes = encoding.encode(&content.bytes)?;
                    write_if_changed(&path, &bytes)?;
                    bytes.len()
                }
            };
            keep.insert(path);
            Ok(Some(length))
        };
        assets.push(Asset {
            name: name.clone(),
            file: content.file.clone(),
            raw: content.bytes.len(),
            brotli: compressed(Encoding::Brotli)?,
            gzip: compressed(Encoding::Gzip)?,
        });
    }
    let names: BTreeMap<_, _> = assets.iter().map(|asset| (&asset.name, &asset.file)).collect();
    let entries: BTreeMap<_, Value> = entries.iter().map(|(name, bundle)| (name, bundle.to_json())).collect();
    let manifest = serde_json::to_string_pretty(&json!({ "files": names, "entries": entries }))? + "\n";
    write_if_changed(&site.join("manifest.json"), manifest.as_bytes())?;
    remove_others(&folder, &keep)?;
    Ok(assets)
}

/// Every file below a folder, sorted, with its relative path in slashes; none when the folder is absent.
fn files_below(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(found),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", folder.display())),
    };
    for entry in entries {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            bail!("{} has a name that is not UTF-8", path.display());
        };
        if path.is_dir() {
            let below = files_below(&path)?;
            found.extend(below.into_iter().map(|(relative, path)| (format!("{name}/{relative}"), path)));
        } else {
            found.push((name.to_owned(), path));
        }
    }
    found.sort();
    Ok(found)
}

#[derive(Debug, PartialEq, Eq)]
enum Written {
    Unchanged,
    Changed,
}

/// Replaces the file at once, or leaves it and its time alone when it holds these bytes already.
fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<Written> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(Written::Unchanged);
    }
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        bail!("{} is not a file's path", path.display());
    };
    let part = folder.join(format!(".{}.part", name.to_string_lossy()));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&part, bytes))
        .and_then(|()| fs::rename(&part, path))
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(Written::Changed)
}

/// Removes every file below the folder that is not to be kept, and then the folders that are empty.
fn remove_others(folder: &Path, keep: &BTreeSet<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_others(&path, keep)?;
            if fs::read_dir(&path)?.next().is_none() {
                fs::remove_dir(&path)?;
            }
        } else if !keep.contains(&path) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "e3b0c44298fc1c14";

    fn contents(files: &[(&str, &str)]) -> Contents {
        let mut contents = Contents::default();
        for (name, text) in files {
            contents.add(name, text.as_bytes().to_vec()).expect("the names differ");
        }
        contents
    }

    fn names(site: &Path) -> Vec<String> {
        let files = files_below(&site.join("assets")).expect("the site was written");
        files.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn a_second_build_of_the_same_touches_nothing() -> Result<()> {
        let site = tempfile::tempdir()?;
        let contents = contents(&[("style.css", "a{}"), ("icons/x.svg", "<svg/>")]);
        write(site.path(), &contents, Mode::Release)?;
        let times = || -> Result<Vec<_>> {
            let files = files_below(site.path())?;
            files.iter().map(|(_, path)| Ok(path.metadata()?.modified()?)).collect()
        };
        let before = times()?;
        assert_eq!(before.len(), 7, "a manifest, two assets, each compressed twice");
        write(site.path(), &contents, Mode::Release)?;
        assert_eq!(times()?, before);
        Ok(())
    }

    #[test]
    fn what_is_no_longer_named_goes() -> Result<()> {
        let site = tempfile::tempdir()?;
        write(site.path(), &contents(&[("style.css", "a{}"), ("old/x.svg", "<svg/>")]), Mode::Release)?;
        write(site.path(), &contents(&[("style.css", "")]), Mode::Dev)?;
        assert_eq!(names(site.path()), [format!("style.{EMPTY}.css")]);
        assert!(!site.path().join("assets").join("old").exists());
        let manifest = fs::read_to_string(site.path().join("manifest.json"))?;
        assert_eq!(
            manifest,
            format!("{{\n  \"entries\": {{}},\n  \"files\": {{\n    \"style.css\": \"style.{EMPTY}.css\"\n  }}\n}}\n")
        );
        Ok(())
    }

    #[test]
    fn the_sizes_are_those_of_the_files() -> Result<()> {
        let site = tempfile::tempdir()?;
        let assets = write(site.path(), &contents(&[("style.css", "a{}")]), Mode::Release)?;
        let length = |end| -> Result<usize> {
            let path = site.path().join("assets").join(format!("{}{end}", assets[0].file));
            Ok(fs::read(path)?.len())
        };
        assert_eq!(assets[0].raw, length("")?);
        assert_eq!(assets[0].brotli, Some(length(".br")?));
        assert_eq!(assets[0].gzip, Some(length(".gz")?));
        Ok(())
    }

    #[test]
    fn pictures_are_not_compressed_again() -> Result<()> {
        let site = tempfile::tempdir()?;
        let assets = write(site.path(), &contents(&[("logo.png", "")]), Mode::Release)?;
        assert_eq!((assets[0].brotli, assets[0].gzip), (None, None));
        assert_eq!(names(site.path()), [format!("logo.{EMPTY}.png")]);
        Ok(())
    }

    #[test]
    fn a_public_file_cannot_take_a_name_of_the_build() -> Result<()> {
        let public = tempfile::tempdir()?;
        fs::write(public.path().join("style.css"), "")?;
        fs::write(public.path().join(".gitkeep"), "")?;
        let mut contents = contents(&[("style.css", "a{}")]);
        let error = contents.add_folder(public.path()).expect_err("the name is taken");
        assert_eq!(error.to_string(), "public/style.css has a name that the build itself uses: rename it");
        Ok(())
    }

    #[test]
    fn snippets_keep_the_names_that_the_script_imports() -> Result<()> {
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join("leptos-1"))?;
        fs::write(folder.path().join("leptos-1").join("inline0.js"), "export {}")?;
        let mut contents = Contents::default();
        contents.add_fixed_folder("snippets", folder.path())?;
        assert_eq!(contents.files["snippets/leptos-1/inline0.js"].file, "snippets/leptos-1/inline0.js");
        Ok(())
    }
}
