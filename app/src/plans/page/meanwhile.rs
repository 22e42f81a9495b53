//! What others wrote while the page was open. It stands in its place as soon as the page is read again, and so does its seal: who signs has to be
//! told that something came, or they would sign what they never read.

use super::{
    super::{
        api::{PlanData, Saved},
        said::part_title,
    },
    listed,
};
use crate::parts::{Icon, Sending};
use leptos::prelude::*;
use std::collections::BTreeSet;
use waymark::plan::Part;

/// How often each part was written, and the seal of the goals.
type State = (Vec<(Part, u32)>, String);

/// What a page knows of it: how it is now, what its reader saved there, and what came from others since it was opened.
#[derive(Clone, PartialEq)]
struct Known {
    now: State,
    mine: BTreeSet<(Part, u32)>,
    parts: BTreeSet<Part>,
    goals: bool,
}

fn state(data: &PlanData) -> State {
    let goals = data.writing().map(|writing| writing.goals.clone()).unwrap_or_default();
    (Part::ALL.into_iter().map(|part| (part, data.revision(part))).collect(), goals)
}

impl Known {
    fn at_first(now: State) -> Self {
        Self { now, mine: BTreeSet::new(), parts: BTreeSet::new(), goals: false }
    }

    /// With how it is now; `saved` is what the reader saved last.
    fn then(&self, now: State, saved: &[Saved]) -> Self {
        let mut known = self.clone();
        known.mine.extend(saved.iter().map(|saved| (saved.part, saved.revision)));
        for (was, is) in self.now.0.iter().zip(&now.0) {
            if known.mine.contains(is) {
                // Whoever saved over it has seen it.
                known.parts.remove(&is.0);
            } else if was != is {
                known.parts.insert(is.0);
            }
        }
        known.goals |= self.now.1 != now.1;
        known.now = now;
        known
    }

    fn titles(&self) -> Vec<String> {
        let goals = self.goals.then_some("Goals");
        self.parts.iter().map(|part| part_title(*part)).chain(goals).map(str::to_owned).collect()
    }
}

/// Says what came, to who has yet to sign. A refusal may tell some of it again: it stays, and more can come after it.
#[component]
pub fn Meanwhile(data: Signal<PlanData>, text: Sending, rows: Sending) -> impl IntoView {
    let known = Memo::new(move |before: Option<&Known>| {
        let now = data.with(state);
        let mine: Vec<Saved> = [text, rows].into_iter().filter_map(Sending::value).collect();
        before.map_or_else(|| Known::at_first(now.clone()), |before| before.then(now.clone(), &mine))
    });
    let waits = Memo::new(move |_| data.with(|data| data.writing().is_some_and(|writing| writing.waits)));
    move || {
        let titles = known.with(Known::titles);
        (!titles.is_empty() && waits.get()).then(|| {
            view! {
                <div class="note warn" role="alert">
                    <Icon name="alert"/>
                    <div><p>"This was changed while the page was open. Read it before you sign:"</p>{listed(titles)}</div>
                </div>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_is_told_and_what_one_wrote_oneself_is_not() {
        let state =
            |growth: u32, towards: u32, goals: &str| (vec![(Part::Growth, growth), (Part::Towards, towards)], goals.to_owned());
        let mine = |part: Part, revision| [Saved { part, revision }];
        let first = Known::at_first(state(1, 0, "a"));
        assert!(first.then(state(1, 0, "a"), &[]).titles().is_empty());
        assert!(first.then(state(2, 0, "a"), &mine(Part::Growth, 2)).titles().is_empty(), "one's own");
        let both = first.then(state(2, 1, "b"), &mine(Part::Growth, 2));
        assert_eq!(both.titles(), [part_title(Part::Towards), "Goals"]);
        // Written once more by the other side after it was saved here.
        assert_eq!(first.then(state(3, 0, "a"), &mine(Part::Growth, 2)).titles(), [part_title(Part::Growth)]);
        assert_eq!(both.then(state(2, 1, "b"), &[]).titles(), both.titles(), "it stays told");
        // Two that were saved before the page was read again; and one that was saved over what came.
        let twice = first.then(state(1, 0, "a"), &mine(Part::Growth, 2)).then(state(2, 1, "a"), &mine(Part::Towards, 1));
        assert!(twice.titles().is_empty());
        let met = first.then(state(2, 0, "a"), &[]);
        assert!(!met.titles().is_empty() && met.then(state(3, 0, "a"), &mine(Part::Growth, 3)).titles().is_empty());
    }
}
