//! Server functions about cycles and what is launched in them; for administrators.

mod cycle;
mod launch;
mod survey;

pub use cycle::{
    Close, Correct, Create, CycleData, CycleLine, CycleTyped, CycleWrong, CyclesData, SurveyLine, Where, cycles, one_cycle,
};
pub use launch::{Launch, LaunchData, LaunchTyped, LaunchWrong, PreviewData, TeamChoice, UnitLine, launching};
pub use survey::{Amend, AmendWrong, SurveyPage, Void, one_survey};
