//! `waymark import`: what a file would do, as text, and doing it.

use crate::command::{Import, Outcome};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::{fmt::Write, fs, io::Read, path::Path};
use store::{
    Failed, Store,
    import::{ImportRefused, Importer, Mode, Report, run},
};
use waymark::import::{Columns, Difference, Field, Kind, LARGEST, Plan};

/// The most of one kind that is listed.
const LISTED: usize = 200;

/// Reads a file to import.
///
/// # Errors
///
/// A sentence about what is wrong with the file.
pub fn content(path: &Path) -> Result<String, String> {
    content_up_to(path, LARGEST)
}

/// Reads a file to import that has at most so many bytes.
///
/// # Errors
///
/// A sentence about what is wrong with the file.
pub fn content_up_to(path: &Path, largest: usize) -> Result<String, String> {
    let mut bytes = Vec::new();
    // One byte more tells that it is too large; nobody waits for the rest.
    let read = fs::File::open(path).and_then(|file| file.take(largest as u64 + 1).read_to_end(&mut bytes));
    read.map_err(|error| format!("{} cannot be read: {error}. Nothing was written.", path.display()))?;
    if bytes.len() > largest {
        return Err(format!("{} has more than {} KB. Nothing was written.", path.display(), largest / 1024));
    }
    Ok(STANDARD.encode(bytes))
}

/// Imports, or says what that would do.
pub async fn perform(store: &Store, import: Import) -> Outcome {
    let Ok(content) = STANDARD.decode(&import.content) else { return Outcome::wrong("The file did not arrive whole.") };
    let mut options = import.options;
    if !import.columns.is_empty() {
        match named(&content, &import.how, &import.columns) {
            Ok(columns) => options.columns = columns,
            Err(text) => return Outcome::wrong(text),
        }
    }
    let mode = if import.write { Mode::Import { seen: None, upload: None } } else { Mode::Try };
    // Tried first, so that a people's file given as one of teams writes nothing.
    match run(store, Importer::CommandLine, &content, &import.how, &options, &Mode::Try).await {
        Ok(report) if report.kind != import.kind => {
            let (is, said) = if report.kind == Kind::Teams { ("teams", "people") } else { ("people", "teams") };
            return Outcome::wrong(format!(
                "This file is about {is}: import it with `waymark import {is}`, not {said}. Nothing was written."
            ));
        }
        Ok(report) if !import.write => {
            let fine = report.plan.problems.is_empty();
            return Outcome { text: said(&report, false), fine };
        }
        Ok(_) => {}
        Err(failed) => return refused(failed),
    }
    match run(store, Importer::CommandLine, &content, &import.how, &options, &mode).await {
        Ok(report) => Outcome { text: said(&report, true), fine: true },
        Err(failed) => refused(failed),
    }
}

fn refused(failed: Failed<ImportRefused>) -> Outcome {
    Outcome::wrong(match failed {
        Failed::Refused(ImportRefused::File(why)) => format!("{why} Nothing was written."),
        Failed::Refused(ImportRefused::Problems(report)) => said(&report, false),
        Failed::Refused(ImportRefused::Outdated) => "Something changed meanwhile. Nothing was written.".to_owned(),
        Failed::Refused(ImportRefused::Broken(broken)) => format!("A rule would not hold: {broken:?}. Nothing was written."),
        Failed::Store(error) => format!("The database failed: {error}. Nothing was written."),
    })
}

/// The columns that were named by hand.
fn named(content: &[u8], how: &waymark::import::How, named: &[(String, String)]) -> Result<Columns, String> {
    let table = waymark::import::read(content, how).map_err(|why| format!("{why} Nothing was written."))?;
    let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    let mut columns = Columns::default();
    for (field, column) in named {
        let field = Field::ALL.iter().find(|known| same(known.label(), field)).ok_or_else(|| {
            let all: Vec<_> = Field::ALL.iter().map(|field| field.label()).collect();
            format!("There is no field \"{field}\". There are: {}. Nothing was written.", all.join(", "))
        })?;
        let place = table.header.iter().position(|name| same(name, column)).ok_or_else(|| {
            format!("The file has no column \"{column}\". It has: {}. Nothing was written.", table.header.join(", "))
        })?;
        columns.set(*field, Some(place));
    }
    Ok(columns)
}

fn said(report: &Report, was_written: bool) -> String {
    let Plan { problems, warnings, added, changed, left, returned, joined, teams_added, teams_changed, .. } = &report.plan;
    let plan = &report.plan;
    let mut text = format!("{} entries, {}, separated by {:?}.\n", plan.rows, report.encoding, report.separator);
    list(&mut text, "problems", problems.iter().map(ToString::to_string));
    list(&mut text, "worth knowing", warnings.iter().map(ToString::to_string));
    list(&mut text, "new people", added.iter().map(|one| with(one.name.as_str(), one.title.as_deref())));
    list(&mut text, "people that change", changed.iter().map(|one| format!("{}: {}", one.name, differences(&one.what))));
    list(&mut text, "people who left", left.iter().map(|one| one.name.to_string()));
    list(&mut text, "people who are back", returned.iter().map(|one| one.name.to_string()));
    list(
        &mut text,
        "people with several posts",
        joined.iter().map(|one| {
            let posts = one.posts.iter().map(|post| {
                let apart = if post.apart { ", kept apart" } else { "" };
                format!("{} {}{apart}", post.key, post.title.as_deref().unwrap_or_default())
            });
            format!("{}: {}", one.name, posts.collect::<Vec<_>>().join("; "))
        }),
    );
    list(
        &mut text,
        "new teams",
        teams_added.iter().map(|one| with(one.name.as_str(), one.lead.as_ref().map(waymark::person::Name::as_str))),
    );
    list(&mut text, "teams that change", teams_changed.iter().map(|one| format!("{}: {}", one.name, differences(&one.what))));
    let _ = writeln!(text);
    let _ = match (problems.is_empty(), plan.is_empty(), was_written) {
        (false, ..) => write!(text, "Nothing was written."),
        (true, true, _) => write!(text, "Nothing would change."),
        (true, false, true) => write!(text, "Imported."),
        (true, false, false) => write!(text, "Nothing was written. With --yes it is imported."),
    };
    text
}

fn with(name: &str, more: Option<&str>) -> String {
    more.map_or_else(|| name.to_owned(), |more| format!("{name}, {more}"))
}

fn differences(all: &[Difference]) -> String {
    let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    let all: Vec<_> = all.iter().map(|one| format!("{} {} -> {}", one.what, said(&one.before), said(&one.after))).collect();
    all.join("; ")
}

fn list(text: &mut String, what: &str, all: impl ExactSizeIterator<Item = String>) {
    let count = all.len();
    if count == 0 {
        return;
    }
    let _ = writeln!(text, "\n{count} {what}:");
    for line in all.take(LISTED) {
        let _ = writeln!(text, "  {line}");
    }
    if count > LISTED {
        let _ = writeln!(text, "  and {} more", count - LISTED);
    }
}
