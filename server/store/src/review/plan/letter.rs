//! What the other side is written when somebody signed, or began an amendment.

use crate::{
    directory::Snapshot,
    outbox::{self, Mail},
    transaction::Work,
};
use jiff::Timestamp;
use waymark::review::{Review, Side};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// The plan was signed, and waits for the other side.
    Signed,
    /// An amendment was begun.
    Amended,
}

/// Adds a letter to the other side of a review to a transaction, if they are here.
pub(super) fn queue(work: &mut Work, mail: &Mail, seen: &Snapshot, review: &Review, by: Side, news: News, now: Timestamp) {
    let Some(base) = mail.base() else { return };
    let whom = |side: Side| match side {
        Side::Own => review.key.person,
        Side::Manager => review.manager,
    };
    let person = |side: Side| seen.directory.person(whom(side));
    let Some(to) = person(by.other()).filter(|person| person.active) else { return };
    let name = person(by).map(|person| person.name.to_string()).unwrap_or_default();
    let plan = match by.other() {
        Side::Own => "your development plan",
        Side::Manager => "their development plan",
    };
    let link = format!("{base}{}", review.key.plan_page(to.id));
    // No day is set for amendments.
    let day = if review.is_signed() { String::new() } else { format!(", by {}", review.dates.sign.strftime("%A, %-d %B")) };
    let (subject, text) = match news {
        News::Signed => (format!("{name} signed {plan}"), format!("{name} signed {plan}; it waits for you{day}:")),
        News::Amended => (
            format!("{name} amends {plan}"),
            format!("{name} began to amend {plan}. What was signed holds until both of you sign the amendment:"),
        ),
    };
    let text = format!("Hello {},\n\n{text}\n\n    {link}\n", to.name.first());
    outbox::queue(work, now, uuid::Uuid::new_v4(), to, &subject, text);
}
