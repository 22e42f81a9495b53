//! Until when what of a review is done.

use crate::cycle::Cycle;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The last day of each stage, at the organisation's place; none before the one above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// Both have written their half, and peers who were asked have answered.
    pub prepare: Date,
    /// Both have shared it. What is shared by then is shown on the day after.
    pub share: Date,
    /// Both have talked.
    pub talk: Date,
    /// Both have signed a plan.
    pub sign: Date,
}

/// Why dates are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DatesRefused {
    /// The first has passed.
    Past,
    /// This one is before the one above it.
    Order(Which),
    /// The last is not within the cycle.
    Cycle,
}

/// One of the dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// [`Dates::prepare`].
    Prepare,
    /// [`Dates::share`].
    Share,
    /// [`Dates::talk`].
    Talk,
    /// [`Dates::sign`].
    Sign,
}

impl Dates {
    /// Looks whether reviews of a cycle can be launched with these today.
    ///
    /// # Errors
    ///
    /// [`DatesRefused`], the first reason.
    pub fn check(&self, cycle: &Cycle, today: Date) -> Result<(), DatesRefused> {
        if self.prepare < today {
            return Err(DatesRefused::Past);
        }
        let days =
            [(self.prepare, Which::Prepare), (self.share, Which::Share), (self.talk, Which::Talk), (self.sign, Which::Sign)];
        if let Some(pair) = days.windows(2).find(|pair| pair[1].0 < pair[0].0) {
            return Err(DatesRefused::Order(pair[1].1));
        }
        if self.sign > cycle.dates.ends || self.prepare < cycle.dates.starts {
            return Err(DatesRefused::Cycle);
        }
        Ok(())
    }
}
