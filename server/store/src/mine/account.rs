//! Signing in, letters, and what is kept for a day.

use super::{Here, Reading};
use crate::{StoreError, password, record, session, transaction::with};
use jiff::Timestamp;
use surrealdb::types::{Datetime, SurrealValue};
use waymark::mine::Entry;

fn moment(at: Option<Datetime>) -> Result<Option<Timestamp>, StoreError> {
    at.map(record::timestamp).transpose()
}

#[derive(SurrealValue)]
struct LinkRow {
    purpose: String,
    created: Datetime,
    expires: Datetime,
}

pub(super) fn sign_in<'a>(here: &'a Here<'a>) -> Reading<'a> {
    Box::pin(async move {
        let mut values = with("password", password::record_of(here.me()));
        values.insert("me", record::person(here.me()));
        let mut rows = here
            .store
            .read(
                "SELECT VALUE changed FROM ONLY $password; SELECT purpose, created, expires FROM link WHERE person = $me LIMIT 100",
                values,
            )
            .await?;
        let changed = moment(rows.take::<Option<Datetime>>(0)?)?;
        let password = Entry::new("Password").fact("Set", changed.is_some()).maybe("Changed", changed);
        let mut entries = vec![password];
        for link in rows.take::<Vec<LinkRow>>(1)? {
            let (created, expires) = (record::timestamp(link.created)?, record::timestamp(link.expires)?);
            entries.push(Entry::new(format!("A one-time link: {}", link.purpose)).at(created).fact("Works until", expires));
        }
        for session in session::list(here.store, here.actor).await? {
            entries
                .push(Entry::new("Signed in").at(session.created).fact("Browser", session.agent).fact("Last used", session.seen));
        }
        Ok(entries)
    })
}

#[derive(SurrealValue)]
struct LetterRow {
    subject: String,
    created: Datetime,
    sent: Option<Datetime>,
}

pub(super) fn letters<'a>(here: &'a Here<'a>) -> Reading<'a> {
    Box::pin(async move {
        let Some(email) = here.actor.person().email.as_ref().map(ToString::to_string) else { return Ok(Vec::new()) };
        let letters = "SELECT subject, created, sent FROM outbox WHERE recipient = $email ORDER BY created DESC LIMIT 10000; \
                       SELECT VALUE due FROM job WHERE kind = 'forgotten_password' AND payload CONTAINS $quoted LIMIT 100";
        // As it stands in JSON: another's address may end with theirs.
        let mut values = with("quoted", format!("\"{email}\""));
        values.insert("email", email);
        let mut rows = here.store.read(letters, values).await?;
        let mut entries = Vec::new();
        for letter in rows.take::<Vec<LetterRow>>(0)? {
            let sent = moment(letter.sent)?;
            let entry = Entry::new(letter.subject).at(record::timestamp(letter.created)?);
            entries.push(entry.fact("Sent", sent.is_some()).maybe("Sent at", sent));
        }
        for due in rows.take::<Vec<Datetime>>(1)? {
            entries.push(Entry::new("A new password was asked for").at(record::timestamp(due)?));
        }
        Ok(entries)
    })
}

#[derive(SurrealValue)]
struct UploadRow {
    name: String,
    at: Datetime,
}

#[derive(SurrealValue)]
struct UndoRow {
    by: surrealdb::types::RecordId,
    action: String,
    at: Datetime,
}

pub(super) fn kept<'a>(here: &'a Here<'a>) -> Reading<'a> {
    Box::pin(async move {
        let mut values = with("me", record::person(here.me()));
        values.insert("id", here.me().to_string());
        let kept = "SELECT name, at FROM upload WHERE `by` = $me ORDER BY at; \
                    SELECT `by`, action, at FROM undo WHERE `by` = $me OR changes CONTAINS $id ORDER BY at";
        let mut rows = here.store.read(kept, values).await?;
        let mut entries = Vec::new();
        for file in rows.take::<Vec<UploadRow>>(0)? {
            entries.push(Entry::new("A file that you sent").at(record::timestamp(file.at)?).fact("Called", file.name));
        }
        for undo in rows.take::<Vec<UndoRow>>(1)? {
            let is_mine = record::person_id(&undo.by)? == here.me();
            let heading = if is_mine {
                "A change that you can take back"
            } else {
                "A change that has to do with you, and can be taken back"
            };
            entries.push(Entry::new(heading).at(record::timestamp(undo.at)?).fact("What", undo.action));
        }
        Ok(entries)
    })
}
