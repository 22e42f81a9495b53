//! Server functions about surveys.

mod answering;
mod history;
mod results;

pub use answering::{AnswerPlainly, SurveyData, SurveyPage, Terms, When};
#[cfg(feature = "hydrate")]
pub use answering::{credential, save_named};
#[cfg(feature = "ssr")]
pub use history::sentences as history_sentences;
pub use history::{
    ChooseHistory, GiveUpHistory, History, HistoryColumn, HistoryData, HistoryPreview, HistoryTyped, HistoryWaiting,
    ImportHistory, UPLOAD, UploadHistory,
};
pub use results::{Far, Results, ResultsData};
