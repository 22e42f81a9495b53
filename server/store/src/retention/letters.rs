//! Letters to all administrators: what will be removed, and what will not after all.

use super::said::reviews;
use crate::{
    Store,
    directory::Snapshot,
    outbox::{self, Mail},
    transaction::Work,
};
use jiff::civil::Date;
use std::fmt::Write;
use waymark::retention::{Announcement, Retention};

fn day(day: Date) -> String {
    day.strftime("%A, %-d %B %Y").to_string()
}

fn announcement(announced: &Announcement) -> String {
    let mut text = format!(
        "on {} Waymark will remove what was written in these personal reviews, as your organisation’s retention says:\n\n",
        day(announced.on)
    );
    for texts in &announced.texts {
        let _ = writeln!(text, "    {}", reviews(texts.people.len(), &texts.name));
    }
    text.push_str(
        "\nHalves, notes and what peers said will be gone for good. Who held a review and how far it came stays, and so do plans and goals. \
         Whoever changes the settings before that day calls it off or puts it off",
    );
    text
}

fn send(work: &mut Work, store: &Store, mail: &Mail, seen: &Snapshot, subject: &str, text: &str) {
    let Some(base) = mail.base() else { return };
    let people = seen.directory.people().iter().filter_map(|id| seen.directory.person(*id));
    for person in people.filter(|person| person.administrator) {
        let text = format!("Hello {},\n\n{text}:\n\n    {base}/admin/retention\n", person.name.first());
        outbox::queue(work, store.now(), uuid::Uuid::new_v4(), person, subject, text);
    }
}

/// What is due was announced.
pub(super) fn announced(work: &mut Work, store: &Store, mail: &Mail, seen: &Snapshot, announced: &Announcement) {
    let subject = format!("To be removed on {}", day(announced.on));
    send(work, store, mail, seen, &subject, &announcement(announced));
}

/// Settings were changed: what was announced before will not be done on its day, and something else is announced, or nothing.
pub(super) fn changed(work: &mut Work, store: &Store, mail: &Mail, seen: &Snapshot, before: &Retention, after: &Retention) {
    match (&before.announced, &after.announced) {
        (_, Some(next)) if before.announced.as_ref().is_none_or(|last| last.on == next.on) => {
            announced(work, store, mail, seen, next);
        }
        (Some(last), Some(next)) => {
            let subject = format!("To be removed on {}", day(next.on));
            let text = format!(
                "retention was changed: nothing is removed on {}, as was announced before. Instead, {}",
                day(last.on),
                announcement(next)
            );
            send(work, store, mail, seen, &subject, &text);
        }
        (Some(last), None) => {
            let text = format!(
                "retention was changed: nothing is removed on {}, as was announced before. See the settings",
                day(last.on)
            );
            send(work, store, mail, seen, "Nothing will be removed", &text);
        }
        (None, _) => {}
    }
}
