//! Server functions about cycles and what is launched in them; for administrators.

mod cycle;
mod launch;
mod survey;

pub use cycle::{
    Close, Correct, Create, CycleData, CycleLine, CycleTyped, CycleWrong, Cycles, CyclesData, OneCycle, SurveyLine, Where,
};
pub use launch::{Launch, LaunchData, LaunchTyped, LaunchWrong, Launching, PreviewData, UnitLine};
pub use survey::{Amend, AmendWrong, OneSurvey, SurveyPage, Void};
