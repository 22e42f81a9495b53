//! Saving what somebody writes in a review: field by field, each with how much of it was seen.

use crate::failure::{Again, Failure};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use waymark::review::{Refused, SaveRefused};
#[cfg(feature = "ssr")]
use {
    super::{back, held},
    crate::server::{self, Server},
    store::{
        Failed,
        review::{self as reviews, SaveFailed},
    },
    waymark::review::{Edit, Pen, Slot, Writing},
};

/// Fields of a review as forms send them, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Written {
    /// What stands in each.
    pub text: BTreeMap<String, String>,
    /// Options that are ticked: the field, "/" and the option.
    pub chosen: BTreeMap<String, String>,
    /// How often each had been written when it was seen. What is not here is not sent.
    pub seen: BTreeMap<String, u32>,
    /// Which page sends it; empty for a form without script.
    pub page: String,
    /// Its how manieth save that is.
    pub step: u32,
    /// Where on the page it stands.
    pub at: String,
}

/// How often fields were written by now, by their names.
pub type Revisions = BTreeMap<String, u32>;

/// Why nothing was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotSaved {
    /// Because of the review.
    Review(Refused),
    /// Because of what was to be saved.
    Text(SaveRefused),
}

/// The separator between a field and one of its options.
#[cfg(feature = "ssr")]
const OPTION: char = '/';

#[cfg(feature = "ssr")]
impl Written {
    /// What is to be written; nothing where a name names no field.
    pub(super) fn edits(&self) -> Option<Vec<Edit>> {
        let pen = (!self.page.is_empty()).then(|| Pen { page: self.page.clone(), step: self.step });
        let edit = |(name, seen): (&String, &u32)| {
            let slot: Slot = name.parse().ok()?;
            let chosen = self.chosen.keys().filter_map(|key| key.strip_prefix(name.as_str())?.strip_prefix(OPTION));
            let text = self.text.get(name).cloned().unwrap_or_else(|| chosen.collect::<Vec<_>>().join(","));
            // Browsers send line breaks of forms as two characters.
            Some(Edit { slot, text: text.replace("\r\n", "\n"), seen: *seen, pen: pen.clone() })
        };
        self.seen.iter().map(edit).collect()
    }

    /// How often what was sent was written by now.
    pub(super) fn revisions(&self, writing: &Writing) -> Revisions {
        let of = |name: &String| Some((name.clone(), writing.revision(&name.parse().ok()?)));
        self.seen.keys().filter_map(of).collect()
    }
}

/// Why nothing was saved, with what was typed.
#[cfg(feature = "ssr")]
pub(super) fn not_saved(failed: Failed<SaveFailed>, written: Written) -> Failure<Again<Written, NotSaved>> {
    match failed {
        Failed::Refused(SaveFailed::Review(why)) => server::refuse(NotSaved::Review(why)).again(written),
        Failed::Refused(SaveFailed::Text(why)) => server::refuse(NotSaved::Text(why)).again(written),
        Failed::Store(error) => server::internal(error),
    }
}

/// What is said to who wrote in a review that somebody else holds by now, with what they typed.
#[cfg(feature = "ssr")]
pub(super) fn handed_over(written: &Written) -> Again<Written, NotSaved> {
    Again { typed: written.clone(), why: NotSaved::Review(Refused::HandedOver) }
}

/// Saves fields of one's half that the other side has not seen.
#[server(prefix = "/fn", endpoint = "reviews/save")]
pub async fn save(cycle: String, person: String, written: Written) -> Result<Revisions, Failure<Again<Written, NotSaved>>> {
    let (_, _, holder) = held(&cycle, &person, || handed_over(&written)).await?;
    let edits = written.edits().ok_or(Failure::Malformed)?;
    let saved = reviews::save(&Server::here().store, &holder, &edits).await;
    let saved = saved.map_err(|failed| not_saved(failed, written.clone()))?;
    back(&holder, "saved", &written.at);
    Ok(written.revisions(&saved))
}

/// Saves a manager's own notes.
#[server(prefix = "/fn", endpoint = "reviews/save-notes")]
pub async fn save_notes(cycle: String, person: String, written: Written) -> Result<Revisions, Failure<Again<Written, NotSaved>>> {
    let (_, _, holder) = held(&cycle, &person, || handed_over(&written)).await?;
    let edits = written.edits().ok_or(Failure::Malformed)?;
    let [edit] = edits.as_slice() else { return Err(Failure::Malformed) };
    let saved = reviews::save_notes(&Server::here().store, &holder, edit).await;
    let saved = saved.map_err(|failed| not_saved(failed, written.clone()))?;
    back(&holder, "noted", "notes");
    Ok(written.revisions(&saved))
}

/// Changes one field of one's half that the other side has seen: what stood there before stays to be read.
#[server(prefix = "/fn", endpoint = "reviews/amend")]
pub async fn amend(cycle: String, person: String, written: Written) -> Result<Revisions, Failure<Again<Written, NotSaved>>> {
    let (_, _, holder) = held(&cycle, &person, || handed_over(&written)).await?;
    let edits = written.edits().ok_or(Failure::Malformed)?;
    let [edit] = edits.as_slice() else { return Err(Failure::Malformed) };
    let saved = reviews::amend(&Server::here().store, &holder, edit).await;
    let saved = saved.map_err(|failed| not_saved(failed, written.clone()))?;
    back(&holder, "amended", &written.at);
    Ok(written.revisions(&saved))
}
