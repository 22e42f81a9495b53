//! What ARCHITECTURE.md says is absent, looked for in the sources.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the server is a folder of the workspace").to_owned()
}

/// The files with this ending below a folder, with what is in them.
fn sources(folder: &str, ending: &str) -> Vec<(String, String)> {
    fn below(folder: &Path, ending: &str, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                below(&entry, ending, found);
            } else if entry.extension().is_some_and(|own| own == ending) {
                let text = std::fs::read_to_string(&entry).expect("a text");
                found.push((entry.display().to_string(), text));
            }
        }
    }
    let mut found = Vec::new();
    below(&root().join(folder), ending, &mut found);
    assert!(!found.is_empty(), "{folder} has no .{ending}");
    found
}

/// The names of the packages that a manifest depends on, but for tests.
fn dependencies(manifest: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(manifest)).expect("a manifest");
    let section = text.split("\n[dependencies]\n").nth(1).expect("it has dependencies");
    let lines = section.lines().take_while(|line| !line.starts_with('['));
    lines.filter_map(|line| line.split(['.', ' ', '=']).next()).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[test]
fn the_domain_knows_no_framework_no_database_and_no_chance() {
    let known = dependencies("Cargo.toml");
    assert_eq!(
        known,
        [
            "base64",
            "bip39",
            "chardetng",
            "csv",
            "deunicode",
            "encoding_rs",
            "hmac",
            "jiff",
            "postcard",
            "rpds",
            "serde",
            "sha2",
            "strsim",
            "toml",
            "unicode-normalization",
            "uuid",
        ]
    );
}

#[test]
fn only_the_clock_reads_the_time() {
    // tower-sessions counts from the machine's time; `sessions` turns that into the program's.
    let may = ["server/store/src/clock.rs", "server/src/sessions.rs"];
    for folder in ["src", "app/src", "server/src", "server/store/src"] {
        for (file, text) in sources(folder, "rs") {
            if may.iter().any(|may| file.ends_with(may)) {
                continue;
            }
            for reader in ["Timestamp::now(", "Zoned::now(", "SystemTime::now(", "Date::now("] {
                assert!(!text.contains(reader), "{file}: {reader}");
            }
        }
    }
}

#[test]
fn no_query_reads_a_clock_or_chance() {
    let schema = sources("server/store/schema", "surql");
    for (file, text) in schema.into_iter().chain(sources("server/store/src", "rs")) {
        for reader in ["time::now", "rand::uuid", "rand::ulid", "rand::guid", "rand::int", "rand()"] {
            assert!(!text.contains(reader), "{file}: {reader}");
        }
    }
}

#[test]
fn only_the_store_knows_surrealdb() {
    for manifest in ["app/Cargo.toml", "app/hydrate/Cargo.toml", "server/Cargo.toml", "bench/Cargo.toml"] {
        let found: Vec<_> = dependencies(manifest).into_iter().filter(|name| name.starts_with("surreal")).collect();
        assert!(found.is_empty(), "{manifest}: {found:?}");
    }
    assert!(dependencies("server/store/Cargo.toml").contains(&"surrealdb".to_owned()));
}

/// The hydrated page must be the one that the server made.
#[test]
fn views_ask_nobody_for_the_time_or_the_readers_language() {
    for (file, text) in sources("app/src", "rs") {
        for reader in ["js_sys::Date", "Intl", "navigator().language", "rand::", "Math::random"] {
            assert!(!text.contains(reader), "{file}: {reader}");
        }
    }
}

/// What looks like an action: a noun, a dot and a verb, as a text of its own.
fn actions(text: &str) -> impl Iterator<Item = &str> {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'_');
    text.split('"').filter(move |text| text.split_once('.').is_some_and(|(noun, verb)| is_word(noun) && is_word(verb)))
}

#[test]
fn every_action_of_the_audit_chain_has_an_area_and_a_sentence() {
    let mut count = 0;
    for (file, text) in sources("server/store/src", "rs") {
        // There such texts are the addresses of made-up people.
        if file.contains("/demo/") || file.contains("/tests/") {
            continue;
        }
        for action in actions(&text) {
            count += 1;
            assert!(waymark::audit::Area::of(action).is_some(), "{file}: waymark::audit::Area knows no noun of {action}");
            assert!(app::audit_sentence(action).is_some(), "{file}: app/src/audit/words.rs has no sentence for {action}");
        }
    }
    assert!(count > 50, "the store has only {count} actions");
}
