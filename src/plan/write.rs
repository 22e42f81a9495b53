//! A plan is written by both sides, part by part. Whoever saves says how much of a part they saw, so that nobody loses a word.

use super::{Part, Plan, Refused, Said, Written};
use crate::review::{Arrives, NotAnAnswer, Pen, Side, arrives};
use serde::{Deserialize, Serialize};

/// What is to stand in a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What, and in which.
    pub said: Said,
    /// The revision that was seen; 0 where nobody had written there.
    pub seen: u32,
    /// Which page sends it; nothing for a form without script.
    pub pen: Option<Pen>,
}

/// A part that was written by another page meanwhile: both are shown, and who writes chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Met {
    /// What stands there now, and in which.
    pub now: Said,
    /// Its revision: to write over it knowingly.
    pub revision: u32,
}

impl Plan {
    /// With all of these edits, or with none. What was signed before holds no more, unless nothing changes.
    ///
    /// # Errors
    ///
    /// [`Refused::Signed`], [`Refused::Wrong`], [`Refused::Met`]; [`Refused::Nothing`] where all is so already.
    pub fn write(&self, edits: &[Edit]) -> Result<Self, Refused> {
        let before = &self.draft.as_ref().ok_or(Refused::Signed)?.parts;
        let (mut plan, mut met) = (self.clone(), Vec::new());
        for Edit { said, seen, pen } in edits {
            let (part, said) = (said.part(), said.plain());
            said.check().map_err(|why| Refused::Wrong(part, why))?;
            if pen.as_ref().is_some_and(|pen| !pen.fits()) {
                return Err(Refused::Wrong(part, NotAnAnswer::Control));
            }
            let now = before.said(part);
            if now == said {
                continue;
            }
            let written = self.written.get(&part).map(|written| (written.revision, written.pen.as_ref()));
            match arrives(written, *seen, pen.as_ref()) {
                Arrives::Late => {}
                Arrives::Meeting => met.push(Met { now, revision: self.revision(part) }),
                Arrives::InTime => plan.put(part, said, pen.clone()),
            }
        }
        if !met.is_empty() {
            return Err(Refused::Met(met));
        }
        if plan == *self { Err(Refused::Nothing) } else { Ok(plan) }
    }

    fn put(&mut self, part: Part, said: Said, pen: Option<Pen>) {
        let revision = self.revision(part) + 1;
        self.written.insert(part, Written { revision, pen });
        if let Some(draft) = &mut self.draft {
            draft.parts.set(said);
            for side in Side::BOTH {
                draft.drop_signature(side);
            }
        }
    }

    /// Whoever still has a page open from before meets what stands there now.
    pub(super) fn turn(&mut self) {
        for part in Part::ALL {
            let revision = self.revision(part) + 1;
            self.written.insert(part, Written { revision, pen: None });
        }
    }
}
