//! What the audit chain says of somebody.

use super::{Here, Reading};
use crate::audit;
use waymark::mine::Entry;

pub(super) fn entries<'a>(here: &'a Here<'a>) -> Reading<'a> {
    Box::pin(async move {
        let me = here.me().to_string();
        let all = audit::about(here.store, here.me()).await?;
        Ok(all
            .into_iter()
            .map(|entry| {
                let (is_by_me, is_to_me) = (entry.actor == me, entry.subject == me);
                let by = match entry.actor.as_str() {
                    actor if actor == me => "you",
                    "command line" => "the command line",
                    "job" => "the program, when it was due",
                    _ => "somebody else",
                };
                let said =
                    Entry::new(entry.action).at(entry.at).fact("Place in the chain", entry.sequence.to_string()).fact("By", by);
                let said = said.fact("To", if is_to_me { "you".to_owned() } else { entry.subject });
                // Of what was done to many at once, the others are not theirs to see.
                if is_by_me || is_to_me {
                    said.maybe("Detail", Some(entry.detail))
                } else {
                    said.fact("You are among them", true)
                }
            })
            .collect())
    })
}
