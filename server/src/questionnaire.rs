//! `waymark questionnaire`: questionnaires out to files and in from them.

use crate::command::Outcome;
use base64::{Engine, engine::general_purpose::STANDARD};
use std::fmt::Write;
use store::{
    Failed, Store,
    import::Importer,
    questionnaire::{self, Refused},
};
use waymark::questionnaire::{
    ChangedIdentities, Problem, Questionnaire, Slug, changed_identities,
    file::{self, FileError},
};

/// A questionnaire as a file, as it is edited.
pub async fn export(store: &Store, id: &str) -> Outcome {
    let nothing = || Outcome::wrong(format!("There is no questionnaire \"{id}\"."));
    let Ok(slug) = Slug::new(id) else { return nothing() };
    match questionnaire::find(store, &slug).await {
        // The terminal ends the last line.
        Ok(Some(kept)) => Outcome { text: file::write(&kept.form).trim_end().to_owned(), fine: true },
        Ok(None) => nothing(),
        Err(error) => Outcome::wrong(format!("The database failed: {error}.")),
    }
}

/// Makes a questionnaire of a file, or edits the one that has its id.
pub async fn import(store: &Store, content: &str, write: bool) -> Outcome {
    let Ok(content) = STANDARD.decode(content) else { return Outcome::wrong("The file did not arrive whole.") };
    let form = match file::read_bytes(&content) {
        Ok(form) => form,
        Err(mistakes) => return Outcome::wrong(said(&mistakes)),
    };
    let failed = |error: &dyn std::fmt::Display| Outcome::wrong(format!("The database failed: {error}. Nothing was written."));
    let kept = match questionnaire::find(store, &form.id).await {
        Ok(kept) => kept,
        Err(error) => return failed(&error),
    };
    let mut text = match &kept {
        None => format!("A new questionnaire: {} ({}), {} questions.", form.title, form.id, form.questions().count()),
        Some(kept) if kept.form == form => {
            return Outcome { text: format!("{} is like this already. Nothing would change.", form.title), fine: true };
        }
        Some(kept) => changes(&kept.form, &form, kept.frozen > 0),
    };
    if !write {
        text.push_str("\nNothing was written. With --yes it is imported.");
        return Outcome { text, fine: true };
    }
    match questionnaire::import(store, Importer::CommandLine, kept.map(|kept| kept.version), &form).await {
        Ok(_) => {
            text.push_str("\nImported.");
            Outcome { text, fine: true }
        }
        Err(Failed::Refused(Refused::Problems(problems))) => {
            let all: Vec<_> = problems.iter().map(Problem::said).collect();
            Outcome::wrong(format!("{}\nNothing was written.", all.join("\n")))
        }
        Err(Failed::Refused(Refused::Taken | Refused::Unknown | Refused::Changed)) => {
            Outcome::wrong("Somebody changed this questionnaire meanwhile. Nothing was written.")
        }
        Err(Failed::Store(error)) => failed(&error),
    }
}

fn said(mistakes: &[FileError]) -> String {
    let lines: Vec<_> = mistakes.iter().map(FileError::said).collect();
    format!("{}\nNothing was written.", lines.join("\n"))
}

/// What changes from one state to another, question by question.
fn changes(before: &Questionnaire, after: &Questionnaire, is_used: bool) -> String {
    let ChangedIdentities { changed, added, removed } = changed_identities(before, after);
    let mut text = format!("{} ({}) is edited.", after.title, after.id);
    let (anew, end) = if is_used { (", their trends start anew", ", their trends end") } else { ("", "") };
    let mut list = |what: &str, more: &str, ids: &[Slug], form: &Questionnaire| {
        if !ids.is_empty() {
            let _ = write!(text, "\n{} {what}{more}:", ids.len());
        }
        for id in ids {
            let words = form.question(id).map(|question| question.text.as_str()).unwrap_or_default();
            let _ = write!(text, "\n  {id}: {words}");
        }
    };
    list("changed", anew, &changed, after);
    list("removed", end, &removed, before);
    list("added", "", &added, after);
    if changed.is_empty() && removed.is_empty() && added.is_empty() {
        text.push_str("\nEvery question stays the same question: trends go on.");
    }
    text
}
